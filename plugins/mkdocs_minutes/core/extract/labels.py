"""The words with which minutes say who was there, who was not, and who did what in the meeting."""

from __future__ import annotations

import re

from ..records import Presence

_PRESENT = r"""
    (?: introductions? \s of \s )?
    (?: (?: all | currently | remotely | virtually | voting | other | also | people | persons?
          | team | who (?: ['’]s | \s is | \s was )? | (?: \w+ \s )? members? | core | committee
          | board | meeting | call | list \s of | in ) \s ){0,3}
    (?: present | attend (?: ing | ees? | ed | ance | ants ) | participa (?: nts? | ting ) | here
      | in \s attendance | roll \s call | anwesende? | teilnehmer (?: innen )? | asistentes
      | présents? | participantes )
    (?: \s (?: list | members? | people | in \s person | remotely | online | names? | today
          | on \s (?: the \s )? (?: call | zoom ) | and \s guests? ) )?
"""
_GUEST = r"""
    (?: (?: invited | other | and ) \s )?
    (?: guests? | visitors? | observers? | invitees? | gäste | invités )
"""
_ABSENT = r"""
    (?: (?: not | non | absent | send ) \s )?
    (?: (?: regrets | apologies | absences ) (?: \s (?: from | for | sent \s by ) )?
      | absen (?: t | ces? | tees ) | excused | unable \s to \s attend
      | not \s (?: present | attending | here | in \s attendance )
      | entschuldigt | abwesend | excusés? )
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
    (?: \d+ [.)] \s* )?
    (?: (?P<absent> {_ABSENT} ) | (?P<guest> {_GUEST} ) | (?P<present> {_PRESENT} ) )
    \s* (?: [-–(/\[] .{{0,60}} | : .{{0,60}} | \d+ )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A whole heading of attendance: `Present`, `Regrets`, `TSC members present (12)`."""

LABEL = re.compile(
    rf"""
    [*_]{{0,3}}
    (?: (?P<absent> {_ABSENT} ) | (?P<guest> {_GUEST} ) | (?P<present> {_PRESENT} )
      | (?P<role> {_ROLE} ) )
    [*_]{{0,3}} \s* (?: [*_]? \( [^()\n]{{0,120}} \) [*_]? )? \s* [*_]{{0,3}}
    (?: \s* : | \s [-–] \s | (?<= \sfrom ) \s | (?<= \sfor ) \s | (?<= \*\* ) \s* (?= $ | \S ) )
    [*_]{{0,3}} (?: (?<= [*_] ) : )? \s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A label before a list: `**Attending:** …`, `Present (12): …`, `Regrets - …`, `Chair: …`.

The colon may stand inside the emphasis, outside it, or both: `**Attending:**: …`.
"""

INLINE_LABEL = re.compile(
    rf"""
    [;.,]? \s+ [*_]{{0,3}}
    (?: (?P<absent> {_ABSENT} ) | (?P<guest> {_GUEST} ) | (?P<role> {_ROLE} ) )
    \s* : [*_]{{0,3}} \s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""A label within a list on one line: `Present: Ann, Bea; Regrets: Carl`."""

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

STEMS = (
    "present", "attend", "particip", "here", "roll", "anwesen", "teilnehm", "asist", "présent",
    "guest", "visitor", "observer", "invit", "gäste", "regret", "apolog", "absen", "excus",
    "unable", "entschuld", "abwesend",
)  # fmt: skip
"""Lower-case parts, one of which every label and heading of attendance has."""


def presence_of(match: re.Match[str]) -> Presence:
    """What a label or heading says of the people below it.

    >>> presence_of(HEADING.fullmatch("Regrets"))
    'absent'
    """
    groups = match.groupdict()
    return "absent" if groups.get("absent") else "guest" if groups.get("guest") else "present"


def heading_presence(heading: str, own: frozenset[str]) -> Presence | None:
    """What a heading says of the people below it; `None` for one that is not of attendance.

    `own` are a community's own headings, folded; what they list is present.

    >>> heading_presence("Attendees (12):", frozenset()), heading_presence("Agenda", frozenset())
    ('present', None)
    """
    bare = heading.strip().rstrip(":").strip()
    if bare.casefold() in own:
        return "present"
    match = HEADING.fullmatch(bare) if len(bare) <= 120 else None
    return presence_of(match) if match else None
