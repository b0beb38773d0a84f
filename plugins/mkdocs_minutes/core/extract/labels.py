"""The words with which minutes say who was there, who was not, and who did what in the meeting."""

from __future__ import annotations

import re

from ..records import Presence

NUMBER = r"(?: (?: \d+ (?: \.\d+ )* [.)]? | (?: [ivxl]{1,6} | [a-z] ) [.)] ) \s* )?"
"""What numbers a heading, part of a verbose pattern: `3.`, `3.1`, `IX.`, `b)`."""

# How French writes both genders in one word: `présent.e.s`, `excusé·e·s`, `invité(e)s`.
_BOTH_GENDERS = r"(?: [.·•-]? e | \( e \) )? (?: [.·•-]? s | \( s \) )?"
# Who is meant, before or after the word of attendance; other languages put it after.
_OFFICES = r"officers? | trustees? | directors? | councill?ors? | supervisors? | delegates?"
_MEMBERS = r"mitglieder | leden | membres | miembros | membri | membros | soci[oa]?s?"

_PRESENT = rf"""
    (?: introductions? \s of \s )?
    (?: (?: all | currently | remotely | virtually | voting | others? | also | people | persons?
          | team | who (?: ['’]s | \s is | \s was )? | (?: \w+ \s )? members? | core | committee
          | board | meeting | call | list \s of | in | those | and | the | following | were
          | {_OFFICES} | {_MEMBERS} | personnes | étaient ) \s ){{0,4}}
    (?: present | attend (?: ing | ees? | ed (?: \s by )? | ance | ants )
      | participa (?: nts? | ting ) | here | in \s attendance | roll \s call
      | anwesen (?: de? | heit (?: sliste )? ) | teilnehme (?: nde | r (?: [*:_/]? innen )? )
      | aanwezig (?: en? )?
      | présent {_BOTH_GENDERS} | participant {_BOTH_GENDERS}
      | asistentes | asistencia | presentes | participantes | presenti | partecipanti )
    (?: \s (?: list | members? | people | in \s person | remotely | online | names? | today
          | (?: on | at | (?: (?: on | in | at | of ) \s )? (?: the | this ) ) \s
            (?: call | zoom | meeting )
          | and \s (?: guests? | apologies | regrets | absen (?: ces | tees ) ) | was | were
          | {_MEMBERS} ) )?
"""
# Of a list of names only: what else it says of a meeting, or of those to come, is no list.
_TAKING_PART = r"""
    participation | on \s (?: the | this | today['’]s ) \s call | people | who | folks
  | remote (?: ly )? | on-?line
"""
_GATHERED = r"""
    (?! (?: not | non | no | expected | planned | potential | possible | likely | invited | proposed
          | registered | required | target | next | past | future | previous | upcoming | conference
          | event | workshop | summit | record | number | introductions? ) \s )
    (?: [\w'’-]+ \s ){1,2} (?: attendance | attendees | attending | participants | present )
  | who (?: \s (?: was | is | came | joined | attended ) )? (?: \s (?: there | in ) )?
  | (?: (?: people | who | those ) \s (?: (?: was | were | is ) \s )? )?
    on \s the \s (?: call | phone )
  | in \s the \s room | sign [- ] in (?: \s (?: sheet | list ) )?
"""
_MISSING = r"""
    missing | away | no [- ] shows? | on \s (?: leave | vacation | holidays? | pto )
  | out \s of \s office | ooo | (?: could | can ) (?: not | n['’]t ) \s (?: attend | make \s it )
"""
_GUEST = rf"""
    (?: (?: invited | other | and ) \s )?
    (?: guests? | visitors? | observers? | invitees? | gäste | gasten | invité {_BOTH_GENDERS}
      | invitad [oa]s (?: /as )? | convidad [oa]s | invitati | ospiti )
"""
_ABSENT = rf"""
    (?: (?: (?: board | committee | council | (?: {_OFFICES} ) \s and ) \s )?
        (?: members | {_OFFICES} ) \s )?
    (?: (?: not | non | absent | send | nicht | niet | personnes | membres ) \s )?
    (?: (?: regrets | apologies | absences )
        (?: \s (?: for \s absences? | from | for (?! \s absence ) | sent \s by ) )?
      | absents? \s (?: non \s )? excusé {_BOTH_GENDERS}
      | absen (?: t {_BOTH_GENDERS} | ces? | tees ) | (?: un )? excused | unable \s to \s attend
      | not \s (?: present | attending | here | in \s attendance )
      | entschuldigt e? | abwesend e? | nicht \s anwesend e?
      | afwezig (?: en? )? (?: \s met \s (?: bericht | kennisgeving ) )? | afgemeld
      | niet \s aanwezig (?: en? )? | excusé {_BOTH_GENDERS}
      | ausentes | excusad [oa]s | assenti (?: \s giustificati )? )
    (?: \s (?: {_MEMBERS} ) )?
"""
_ROLE = r"""
    (?: (?: \w+ \s ){0,2} (?: note | minute | action ) s? [- ]? (?: item \s )?
        (?: taker | keeper | scribe ) s?
      | (?: \w+ \s )? scribes? | scribe \(s\)
      | (?: co-? | vice [- ] | meeting \s )? chair (?: s | \(s\) | person | man | woman )?
      | facilitators? | moderators? | hosts? | secretary | recorder | leader | timekeeper
      | organi[sz]ers? | (?: minutes | notes ) \s (?: taken \s )? by )
"""

HEADING = re.compile(
    rf"""
    {NUMBER}
    (?: (?P<absent> {_ABSENT} ) | (?P<guest> {_GUEST} ) | (?P<present> {_PRESENT} )
      | (?P<doubtful> (?P<missing> {_MISSING} ) | {_GATHERED} ) )
    \s* (?: [-–(/\[] .{{0,60}} | : .{{0,60}} | \d+ )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A whole heading of attendance: `Present`, `Regrets`, `TSC members present (12)`."""

# The marks of emphasis around a label, also a wiki's, or the tags of a paragraph in HTML; and a
# picture before it.
_PICTURE = (
    r"(?: (?: :[a-z0-9_+-]{1,40}: | [\u2600-\u27bf\U0001f000-\U0001faff][^\w\s*_:<]{0,8} ) \s* )?"
)
_OPENED = (
    rf"{_PICTURE} [*_']{{0,3}} {_PICTURE}"
    r"(?: < (?: p | div | span | li | strong | b | em ) \b [^<>\n]{0,100} > \s* ){0,3}"
)
_CLOSED = r"(?: [*_']{1,3} | </ (?: strong | b | em | span ) > )?"

LABEL = re.compile(
    rf"""
    {_OPENED}
    (?: (?P<absent> {_ABSENT} ) | (?P<guest> {_GUEST} ) | (?P<present> {_PRESENT} )
      | (?P<role> {_ROLE} )
      | (?P<doubtful> (?P<missing> {_MISSING} ) | {_TAKING_PART} | {_GATHERED} ) )
    {_CLOSED} \s* (?: [*_]? \( [^()\n]{{0,120}} \) [*_]? )? \s* [*_]{{0,3}}
    (?: \s* : | \s [-–—]{{1,2}} \s | (?<= \sfrom ) \s | (?<= \sfor ) \s
      | (?<= \*\* ) \s* (?= $ | \S ) )
    {_CLOSED} (?: (?<= [*_] ) : )? \s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A label before a list: `**Attending:** …`, `Present (12): …`, `Regrets - …`, `Chair: …`.

The colon may stand inside the emphasis, outside it, or both: `**Attending:**: …`. A label that is
`doubtful` lists people only where names follow it: `Participation: …`, `Community attendance: …`.
"""

INLINE_LABEL = re.compile(
    rf"""
    (?: [;.,]? \s+ | <br \s? /?> \s* ) {_OPENED}
    (?: (?P<absent> {_ABSENT} ) | (?P<guest> {_GUEST} ) | (?P<role> {_ROLE} ) )
    {_CLOSED} \s* : {_CLOSED} \s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A label within a list on one line: `Present: Ann, Bea; Regrets: Carl`."""

SENTENCE = re.compile(
    rf"""
    (?: ^ | (?<= [.!?] ) \s+ ) (?: the \s )? (?: {_PRESENT} ) (?<= \swere ) \s+
    (?P<names> [^.:!?\n]{{5,500}} ) (?: \. | $ )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A sentence that lists who came: `Board members present were directors A and B, and clerk C.`"""

DEFINITION = re.compile(
    r"<dt\b[^<>]{0,80}>(?P<what>[^<>]{3,60})</dt>\s*<dd\b[^<>]{0,80}>(?P<names>[^<>]{1,4000})</dd>",
    re.IGNORECASE,
)
"""A list in HTML as scribes' programs write it: `<dt>Present</dt> <dd>Ann, Bea</dd>`."""

LEGEND = re.compile(
    r"""
    [\s"'“”(*_]* (?: (?: names \s )? (?: in \s )? (?P<bold> bold ) | (?P<mark> [+x✓✔✅] ) )
    [\s"'“”)*_]* (?: indicates? | denotes? | means | marks? | = ) \s+ (?: those \s )?
    (?: attend (?: ing | ance | ed | ees? ) | presen (?: t | ce ) | in \s attendance ) \b .{0,20}
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What a mark beside names says: `"+" indicates attending`, `Names in bold = present`."""

OFFICE = re.compile(
    rf"""
    (?: and \s+ )?
    (?: (?: the | town (?: ship )? | village | vice | deputy | acting | board ) \s+ )*
    (?: {_OFFICES} | members? | clerk | treasurer | secretary | president | chair (?: man | woman
      | person )? | commissioners? | mayor | (?P<guest> guests? | visitors? ) ) \s+
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""An office before the name of who holds it, in a sentence: `and treasurer Ann Bell`."""

LABEL_AT_END = re.compile(rf"[.!?]\s+(?:{_PRESENT})\s*:\**$", re.IGNORECASE | re.VERBOSE)
"""A label at the end of a paragraph, right above its list: `… who came. Roll call:`."""

ROLE = re.compile(_ROLE, re.IGNORECASE | re.VERBOSE)
"""What somebody did in the meeting: chair, scribe, note taker."""

GROUP_LABEL = re.compile(r"[*_]{0,3}([^\W\d_][\w /&'()-]{1,40})[*_]{0,3}\s*:[*_]{0,3}\s+")
"""A label of a group inside an attendance list: `Team: …`, `CERN: …`."""

PLACE = re.compile(
    r"""
    (?: in \s (?: the \s )? )?
    (?: on-?line | remote (?: ly )? | in [- ] person | virtual (?: ly )? | on-?site | room | zoom
      | phone | video | irc | others? )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Where people of one list were: `Remote`, `In the room`."""

WAY = re.compile(
    r"""
    [*_]{0,3}
    (?: (?: via | by | over | on | through ) \s (?: (?: the | a ) \s )? (?: [\w-]+ \s )?
        (?: call | (?: tele | video )? conference | (?: tele )? phone | video | telecon | line
          | bridge | chat | irc | zoom | skype | teams | webex | jitsi | meet | hangouts? )
        (?: \s call )?
      | in [- ] person | on [- ]? site | on-?line | remote (?: ly )? | virtual (?: ly )?
      | physical (?: ly )? | in \s the \s (?: room | office ) | dial (?: l? ed | ing ) [- ] in )
    [*_]{0,3} \s* : [*_]{0,3} \s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A label of how people took part: `Via conference call:`, `In person:`."""

TEMPLATE = re.compile(
    r"(?<![^\s:]) (?: your \s | full \s )? names? \s* [/|,–-] \s* \S .*", re.IGNORECASE | re.VERBOSE
)
"""What an entry is to give, where names could stand: `Name / affiliation / handle`."""

STEMS = (
    "presen", "attend", "particip", "partecip", "here", "roll", "anwesen", "teilnehm", "asist",
    "aanwezig", "présen", "guest", "visitor", "observer", "invit", "gäste", "gasten", "convidad",
    "ospiti", "regret", "apolog", "absen", "excus", "unable", "entschuld", "abwesend", "afwezig",
    "afgemeld", "ausent", "assent", " call:", "people:", "people**", "who:", "who**", "folks:",
    "in the room", "remote:", "remote**", "online:", "missing:", "missing*", "away:", "away*",
    "no-show", "on leave", "on vacation",
)  # fmt: skip
"""Lower-case parts, one of which every label of attendance has, but for a few rare ones."""


INSTRUCTION = re.compile(
    r"""
    (?: please \s )? (?: @ | \[ )?
    (?: add | mention | sign | put | list | write | enter | tag | include ) \]? \b
    [^\n]{0,40} \b
    (?: your (?: self | selves | \s (?: \w+ \s )? names? ) | names? \s (?: here | below ) ) \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What a form asks of those who come: `@mention yourself`, `Please add your name below`."""

NEXT_MEETING = re.compile(
    r"(?: the \s )? (?: next | upcoming | following | future ) \s"
    r" (?: \w+ \s ){0,2} (?: meetings? | calls? | sessions? | agenda ) \b",
    re.IGNORECASE | re.VERBOSE,
)
"""A heading or label of what is to come: `Next meeting`, `Upcoming calls`."""


def presence_of(match: re.Match[str]) -> Presence:
    """What a label or heading says of the people below it.

    >>> presence_of(HEADING.fullmatch("Regrets"))
    'absent'
    """
    groups = match.groupdict()
    absent = groups.get("absent") or groups.get("missing")
    return "absent" if absent else "guest" if groups.get("guest") else "present"


def heading_presence(heading: str, own: frozenset[str]) -> Presence | None:
    """What a heading says of the people below it; `None` for one that is not of attendance.

    `own` are a community's own headings, folded; what they list is present.

    >>> heading_presence("Attendees (12):", frozenset()), heading_presence("Agenda", frozenset())
    ('present', None)
    """
    bare = _bare(heading)
    if bare.casefold() in own:
        return "present"
    match = _heading(bare)
    return presence_of(match) if match else None


def is_doubtful(heading: str) -> bool:
    """Whether a heading of attendance is one only where names stand below it.

    >>> is_doubtful("Community attendance"), is_doubtful("Attendance")
    (True, False)
    """
    match = _heading(_bare(heading))
    return match is not None and match["doubtful"] is not None


_SHORTCODE = re.compile(r"\s*:[a-z0-9_+-]+:\s*")


def _heading(bare: str) -> re.Match[str] | None:
    """The match of a heading of attendance, without pictures and marks around its words."""
    if len(bare) > 120:
        return None
    if not (bare[:1].isalnum() and bare[-1:].isalnum()):
        bare = _SHORTCODE.sub("", bare) if ":" in bare else bare
        start, end = 0, len(bare)
        while start < end and not bare[start].isalnum():
            start += 1
        while end > start and not (bare[end - 1].isalnum() or bare[end - 1] in ")]"):
            end -= 1
        bare = bare[start:end]
    return HEADING.fullmatch(bare)


def _bare(heading: str) -> str:
    return TEMPLATE.sub("", heading.strip()).strip(" ").removesuffix(":").rstrip()
