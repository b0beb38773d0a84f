"""The words with which minutes say who was there, who was not, and who did what in the meeting."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..lexicon import Stems, late, pattern, stems
from ..records import Note, Presence
from ..text import without_pictures
from .scan import BRACKETED, holds_one

NUMBER = r"""
    (?: (?: \d+ (?: \.\d+ )* [.)]? | (?: [ivxl]{1,6} | [a-z] ) [.)]
          | [一二三四五六七八九十]{1,3} 、 ) \s* )?
"""
"""What numbers a heading, part of a verbose pattern: `3.`, `3.1`, `IX.`, `b)`, `四、`."""

_PRESENT = pattern("attendance.present")
_GATHERED = rf"(?: {pattern('attendance.gathered')} )"
_ABSENT = pattern("attendance.absent")
_MISSING = pattern("attendance.missing")
_GUEST = pattern("attendance.guest")
_ROLE = pattern("attendance.role")

HEADING = late(
    rf"""
    {NUMBER}
    (?: (?P<absent> {_ABSENT} ) | (?P<guest> {_GUEST} ) | (?P<present> {_PRESENT} )
      | (?P<doubtful> (?P<missing> {_MISSING} ) | {_GATHERED} ) )
    \s* (?: [-–(（/\[] .{{0,60}} | [:：] .{{0,60}} | \d+ )?
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
    rf"(?> {_PICTURE} [(\[]? [*_']{{0,3}} {_PICTURE}"
    r"(?: < (?: p | div | span | li | strong | b | em ) \b [^<>\n]{0,100} > \s* ){0,3} )"
)
_CLOSED = r"(?: [*_']{1,3} | </ (?: strong | b | em | span ) > )?"

_FULL_NAME = r"(?-i: [A-Z][\w.'’-]{1,30} (?: \s [A-Z][\w.'’-]{0,30} ){1,3} )"

_AND = rf"(?: ,? \s {pattern('joiners')} \s | , \s )"
_NAME = r"(?-i: [A-Z][\w.'’-]{1,30} (?: \s [A-Z][\w.'’-]{0,30} ){0,2} )"

# A name in a script without case, perhaps with what its bearer is: `森田隆(会長)`.
_SIGNS = r"[\u3040-\u9fff・]{2,16} (?: \s? [(（] [^()（）\n]{1,30} [)）] )?"

LABEL = late(
    rf"""
    {_OPENED}
    (?: (?P<absent> {_ABSENT} ) | (?P<guest> {_GUEST} ) | (?P<present> {_PRESENT} )
      | (?P<role> {_ROLE} )
      | (?P<doubtful> (?P<missing> {_MISSING} ) | {pattern("attendance.taking_part")}
          | {_GATHERED} ) )
    (?: \s? / \s? [\w-]{{2,30}} (?: \s [\w-]{{2,12}} ){{0,3}} ){{0,2}}
    {_CLOSED} \s* (?: [*_]? [(（] [^()（）\n]{{0,120}} [)）] [*_]? )? \s* [*_]{{0,3}}
    (?: \s* [:：] | (?: \s (?: [-–—]{{1,2}} | = ) | [–—] ) \s
      | \? \s+ (?= [^\W\d_] ) (?(doubtful) | (?!) )
      | (?<= (?-i: [A-Z]{{2}} ) ) (?: [ ]{{3}} | \t ) [ \t]* (?= \S )
      | (?<= \sfrom ) \s | (?<= \sby ) \s (?(role) | (?(present) | (?!) ) )
      | (?<= \sfor ) \s (?! {_ABSENT} )
      | (?<= \*\* ) \s* (?= $ | \S )
      | (?<= [\u3040-\u9fff] ) [ \t\u3000]+ (?= {_SIGNS} (?: [、，,] | \s* $ ) )
      | \s (?(guest) (?!) ) (?= {_FULL_NAME} (?: , \s {_FULL_NAME} )+ \s* $ )
      | \s (?(present) | (?!) )
        (?P<bare> (?= {_NAME} (?: {_AND} {_NAME} ){{2,}} [^:：.;\n]* (?: [.;] | $ ) ) ) )
    {_CLOSED} (?: (?<= [*_] ) : )? \s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A label before a list: `**Attending:** …`, `Present (12): …`, `Regrets - …`, `Chair: …`.

Before a line of full names, or in capitals before wide blanks, it may stand bare: `Attendees Ann
Bell, Carl Diaz`, `PRESENT    Ann Bell`; before three names and more, where most of what follows is
names: `Present Ann, Bo, Cy`.

The colon may stand inside the emphasis, outside it, or both: `**Attending:**: …`. A label that is
`doubtful` lists people only where names follow it: `Participation: …`, `Community attendance: …`.
"""

INLINE_LABEL = late(
    rf"""
    (?: (?P<apart> [;.] \s+ | \s [/|·•] \s+ ) | ,? \s+ | [；。，] \s* | <br \s? /?> \s* ) {_OPENED}
    (?: (?P<absent> {_ABSENT} ) | (?P<guest> {_GUEST} )
      | (?P<role> {_ROLE} | {pattern("attendance.minuting")} )
      | (?(apart) (?: (?P<present> {_PRESENT} ) | (?P<missing> {_MISSING} ) ) | (?!) ) )
    (?: {_CLOSED} \s* [:：] {_CLOSED} \s*
      | (?(apart)
          (?: (?<= \s by ) \s | (?(role) (?!) | \s [-–—] \s ) | (?(absent) \s | (?!) ) )
          (?= [^\W\d_] )
          | (?!) ) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A label within a list on one line: `Present: Ann, Bea; Regrets: Carl`.

Behind a point, a semicolon, a bar or a slash the sign may be a dash, or for the absent nothing:
`…. Absent - Carl`, `…; apologies from Carl`, `…. Minutes by Ann`.
"""

SENTENCE = late(
    rf"""
    (?: (?: ^ | (?<= [.!?,] ) \s+ ) (?:
        (?: the \s )? (?: {_PRESENT} ) (?: \s(?: were | included? ) :? | (?<= \swere ) :? | : )
      | {pattern("attendance.were")} :? ) \s+
    | (?<= \w ) \s {pattern("attendance.were")} : \s+ )
    (?P<names> (?: [^.:!?] | (?<= \s\w ) \. ){{5,500}} ) (?: \. | $ )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A sentence that lists who came: `Board members present were directors A and B, and clerk C.`

It is looked for in a text `without_points` of titles, where a point ends a sentence.
"""

ABSENT_MARK = late(
    rf"""
    (?: ^ [\s"'“”*_]* | (?P<listed> [(,;] ) \s* )
    (?P<mark> [-+*†‡xX○✗✘❌~^\#] | \( [A-Za-z] \) ) ["'“”]? \s*
    (?: = | (?: means? | indicates? | denotes? ) \b | (?(listed) :? | (?!) ) ) \s*
    (?: the \s )? {_ABSENT} \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What a legend says of a mark of absence: `* = absent`, `(+ present, - absent)`."""

OFFICE = late(
    rf"""
    (?: {pattern("joiners")} \s+ )?
    (?: {pattern("attendance.office")} | (?P<guest> {_GUEST} ) ) \s+
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""An office before the name of who holds it, in a sentence: `and treasurer Ann Bell`."""

IN_BRACKETS = late(
    rf"(?:[.!?\w]\s+|[\u3040-\u9fff，。])[(\[（](?:{_PRESENT})\s*[:：]\s*"
    r"(?P<names>[^()（）\[\]\n]{3,500})[)\]）][.。]?$",
    re.IGNORECASE | re.VERBOSE,
)
"""A list in brackets behind a sentence: `We met on looms. (attending: Ann, Bo)`."""

LABEL_AT_END = late(rf"[.!?,;]\s+(?:{_PRESENT})\s*:\**$", re.IGNORECASE | re.VERBOSE)
"""A label at the end of a paragraph, right above its list: `… who came. Roll call:`."""

ROLE = late(_ROLE, re.IGNORECASE | re.VERBOSE)
"""What somebody did in the meeting: chair, scribe, note taker."""

HOST = late(pattern("attendance.host"), re.IGNORECASE)
"""The label of who had invited, which may be a firm in some town."""

GROUP_LABEL = re.compile(
    r"[*_]{0,3}([^\W\d_][\w /&'()（）-]{1,40})[*_]{0,3}\s*(?::[*_]{0,3}\s+|：[*_]{0,3}\s*)"
)
"""A label of a group inside an attendance list: `Team: …`, `CERN: …`."""

PLACE = late(pattern("attendance.place"), re.IGNORECASE)
"""Where people of one list were: `Remote`, `In the room`."""

WAY = late(
    rf"[*_]{{0,3}} {pattern('attendance.way')} [*_]{{0,3}} \s* [:：] [*_]{{0,3}} \s*",
    re.IGNORECASE | re.VERBOSE,
)
"""A label of how people took part: `Via conference call:`, `In person:`."""

TEMPLATE = late(
    rf"(?<![^\s:]) {pattern('form.name')} \s* [/|,–-] \s* \S .* | {pattern('form.blank')}",
    re.IGNORECASE | re.VERBOSE,
)
"""What an entry is to give, where names could stand: `Name / affiliation`, `Attendee names`."""

_TEMPLATE_STEMS = stems("form.name", "form.blank")

# Labels that stand in too many words to be looked for without the sign behind them.
_SHORT = ("in", "on", "out", "att", "team")
STEMS = Stems(
    (
        *stems(
            *(
                f"attendance.{role}"
                for role in ("present", "gathered", "taking_part", "absent", "missing", "guest")
            ),
            but=_SHORT,
        ),
        *(f"{label}{sign}" for label in _SHORT for sign in (":", "：", " :", "*", "_")),
    )
)
"""Lower-case parts, one of which every label of attendance has."""


INSTRUCTION = late(
    rf"{pattern('form.enter')} \]? \b [^\n]{{0,40}} \b {pattern('form.yourself')} \b",
    re.IGNORECASE | re.VERBOSE,
)
"""What a form asks of those who come: `@mention yourself`, `Please add your name below`."""

NEXT_MEETING = late(rf"{pattern('meeting.coming')} \b", re.IGNORECASE | re.VERBOSE)
"""A heading or label of what is to come: `Next meeting`, `Upcoming calls`."""


def presence_of(match: re.Match[str]) -> Presence:
    """What a label or heading says of the people below it.

    >>> presence_of(HEADING.fullmatch("Regrets"))
    'absent'
    """
    groups = match.groupdict()
    absent = groups.get("absent") or groups.get("missing")
    return "absent" if absent else "guest" if groups.get("guest") else "present"


@lru_cache(maxsize=1024)  # the notes of a series have the same headings
def heading_presence(heading: str, own: frozenset[str]) -> Presence | None:
    """What a heading says of the people below it; `None` for one that is not of attendance.

    `own` are a community's own headings, folded; what they list is present.

    >>> heading_presence("Attendees (12):", frozenset()), heading_presence("Agenda", frozenset())
    ('present', None)
    """
    if not own and not holds_one(heading, STEMS):
        return None  # as nearly all lines
    bare = _bare(heading)
    if bare.casefold() in own:
        return "present"
    match = _heading(bare)
    return presence_of(match) if match else None


ANY_ROLE = late(
    rf"(?<!\w)(?:{_ROLE}|{pattern('attendance.office')}|{pattern('people.function')})(?!\w)",
    re.IGNORECASE | re.VERBOSE,
)
"""What somebody does in a meeting, or is in a body."""


def is_affiliation(written: str) -> bool:
    """Whether what stands beside a name is whom somebody belongs to, rather than a role.

    It has a capital or a digit in front, and no word for what somebody does.

    >>> [is_affiliation(it) for it in ("Lake Mill", "UC Lake", "Chair", "co-editor", "by phone")]
    [True, True, False, False, False]
    """
    named = written[:1].isupper() or written[:1].isdigit()
    return named and ANY_ROLE.search(written) is None


def roles_apart(written: str) -> tuple[str, ...]:
    """What stands beside a name, role and affiliation apart where a comma joins them.

    >>> roles_apart("co-chair, Lake Mill"), roles_apart("Lake Mill, Norway")
    (('co-chair', 'Lake Mill'), ('Lake Mill, Norway',))
    """
    parts = tuple(part.strip() for part in written.split(",") if part.strip())
    return parts if len(set(map(is_affiliation, parts))) > 1 else (written,)


def is_doubtful(heading: str) -> bool:
    """Whether a heading of attendance is one only where names stand below it.

    >>> is_doubtful("Community attendance"), is_doubtful("Attendance")
    (True, False)
    """
    match = _heading(_bare(heading))
    return match is not None and match["doubtful"] is not None


_PARTS = late(rf"\s*(?:[,;/&]|(?<=\s){pattern('joiners')}(?=\s))\s*", re.IGNORECASE)


def presence_among(heading: str) -> Presence | None:
    """What a part of a heading of several says of the people below it, if they are people.

    `None` for a heading of one part, and one without attendance among its parts.

    >>> presence_among("Opening, welcome and roll call"), presence_among("Roll call")
    ('present', None)
    """
    parts = _PARTS.split(BRACKETED.sub("", heading))
    if len(parts) < 2 or len(heading) > 80:
        return None
    matches = [match for part in parts if (match := _heading(_bare(part)))]
    return presence_of(matches[0]) if matches and not matches[0]["doubtful"] else None


def _heading(bare: str) -> re.Match[str] | None:
    """The match of a heading of attendance, without pictures and marks around its words."""
    if len(bare) > 120 or not holds_one(bare, STEMS):
        return None
    return HEADING.fullmatch(without_pictures(bare))


def _bare(heading: str) -> str:
    words = heading.strip()[:_LONGEST]
    if holds_one(words, _TEMPLATE_STEMS):
        words = TEMPLATE.sub("", words)
    return words.strip(" ").rstrip(":：").rstrip()


_LONGEST = 1_000
"""What is longer than any heading is not looked through for each line below it."""


def headings_of(note: Note, section: int | None) -> Iterator[str]:
    """The heading of a section, then those of the sections around it."""
    while section is not None:
        yield note.sections[section].heading
        section = note.sections[section].parent
