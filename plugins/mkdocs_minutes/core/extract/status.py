"""What a note says of a version: its status, and the date that goes with it.

The words nearest to the number decide: those behind it in its clause, then those before it, then
the bullets and headings that govern the line (`Ready for Testing`, `Future releases`). Where none
speaks, the version is only mentioned.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta

from ..dates import written_dates
from ..lexicon import Stems, any_of, late, months, pattern, stems
from ..records import Line, Note, VersionStatus
from .scan import Guarded, holds_one


@dataclass(frozen=True, slots=True)
class Situation:
    """Where a version stands in its line.

    `start` and `end` enclose its name and number, and the list of numbers that it belongs to; words
    before `floor` and from `ceiling` on belong to other numbers. `series` says that it is a line of
    releases.
    """

    start: int
    end: int
    floor: int = 0
    ceiling: int = 1 << 62
    series: bool = False


@dataclass(frozen=True, slots=True)
class Patterns:
    """What words tell which status, in an order; whatever they match holds one of the `stems`."""

    stems: Stems
    pairs: tuple[tuple[VersionStatus, Guarded], ...]

    def near(self, text: str) -> tuple[tuple[VersionStatus, Guarded], ...]:
        """Those that are worth trying on a text: all, or none."""
        return self.pairs if holds_one(text, self.stems) else ()


_Said = tuple[VersionStatus, str, str]
"""A status, a role of words that stand in all that says so, and a pattern of what does."""


def _patterns(*pairs: _Said) -> Patterns:
    """The patterns of statuses, in their order."""
    flags = re.IGNORECASE | re.VERBOSE
    compiled = ((status, Guarded(late(words, flags), stems(role))) for status, role, words in pairs)
    return Patterns(stems(*(role for _, role, _ in pairs)), tuple(compiled))


def _named(place: str, end: str, *statuses: VersionStatus) -> Iterator[_Said]:
    """The words of a place for some statuses, with what has to follow them."""
    for status in statuses:
        role = f"version.{place}.{status}"
        yield status, role, rf"\b{pattern(role)}{end}"


# Behind the number, nearest first: `3.4.6 released August 8, in testing` is released.
# `to be released` and `not yet released` are tried before `released`.
_AFTER = _patterns(
    *_named(
        *("after", r"(?!\w)"),
        *("planned", "end-of-life", "ready-for-release", "testing", "released", "in-progress"),
    )
)

# Directly before the name or number: `Released XRootD 4.9`, `Release XRootD 4.9` (an order).
_BEFORE = _patterns(
    (
        "planned",
        "version.before.deed",
        rf"\b {pattern('version.before.wish')} \s+ {pattern('version.before.deed')} \s+ $",
    ),
    *_named("before", r"\s+$", "end-of-life", "in-progress", "testing", "released"),
    ("released", "version.before.noun", rf"\b {pattern('version.before.noun')} \s+ $"),
    ("planned", "version.before.planned", rf"\b {pattern('version.before.planned')} \s* $"),
    (
        "planned",
        "version.before.order",
        rf"""(?: ^ [\W_]* | [:;,.!?)] \s+ | \b {pattern("version.before.urge")} \s+ )
        {pattern("version.before.order")} \s+ $""",
    ),
)

# `Release 3.5.1 today` states a fact, `Release 3.5.1` at the start of an item is an order, and the
# words behind a noun (`publication de la 3.5.1 prévue en mai`) say more than it does.
_RELEASE_NOUN = late(rf"(?:^|[\s*_])Release\s+$|(?i:\b{pattern('version.before.noun')}\s+$)")

# A number behind one of these is where something else happens: `2.1.4 in Beacon 2.1 is merged`.
_PLACE = late(rf"\b {pattern('version.before.place')} \s+ $", re.IGNORECASE | re.VERBOSE)

# What a governing bullet or heading says of all below it.
_LABEL = _patterns(
    *_named(
        *("label", r"(?!\w)"),
        *("ready-for-release", "end-of-life", "testing", "released", "in-progress", "planned"),
    )
)

# `v3.9.3 (beta of old) in OSG 3.5 contrib`: what a repository for users holds is released.
_IN_REPOSITORY = late(
    rf"\s* (?: \( [^()\n]* \) \s* )? {pattern('version.repository')} \b",
    re.IGNORECASE | re.VERBOSE,
)

_LABEL_WORDS = 9
# A point behind one digit or two may belong to a day: `am 4. Mai`.
_CLAUSE_END = re.compile(
    r"[;!?](?=\s|$)|(?<!\s\d)(?<!\s\d\d)\.(?=\s|$)|,?\s+but\s|\s[–—]\s|\)\s|\|"
)
_CLAUSE_START = re.compile(r".*(?:[;!?](?=\s)|[a-z)]\.(?=\s)|\sbut\s|\s[–—]\s|\|)", re.DOTALL)
_REACH = 70
"""Words farther from a number than this say nothing of it."""


@dataclass(frozen=True, slots=True)
class Labels:
    """What the lines of a note say of all that they govern, each line read once."""

    note: Note
    known: dict[int, VersionStatus | None] = field(default_factory=dict)

    def governing(self, line: Line) -> VersionStatus | None:
        """What the nearest label above a line says; long lines are statements, not labels."""
        parent, steps = line.parent, 0
        while parent is not None and steps < 12:
            above = self.note.lines[parent]
            if parent not in self.known:
                self.known[parent] = self._read(above)
            if self.known[parent]:
                return self.known[parent]
            parent, steps = above.parent, steps + 1
        return None

    def _read(self, line: Line) -> VersionStatus | None:
        label = self.note.text[line.content.slice]
        return _matching(_LABEL, label) if len(label.split()) <= _LABEL_WORDS else None


def status_of(labels: Labels, index: int, where: Situation) -> tuple[VersionStatus, str]:
    """The status of a version on the line at `index`, and the date stated with it.

    The date keeps its precision (`2019-09-18`, `2022-02`), `""` where none is stated; a year that
    is not written is the one that brings it nearest to the meeting.
    """
    note = labels.note
    line = note.lines[index]
    if line.kind == "table":
        return _in_table(labels, line, where), ""
    before = _clause_before(note, line, where)
    after = _clause_after(note, line, where)
    when = stated_date(note, after)
    if _IN_REPOSITORY.match(note.text, where.end, line.span.end):
        return "released", when
    ahead = _matching(_BEFORE, before) if before.strip() else None
    place = ahead is None and bool(_PLACE.search(before))
    status = _own_status(_Clause(before, after, ahead, when), place=place, series=where.series)
    if status is None and not place:
        status = labels.governing(line)
    return status or "mentioned", when


def _clause_before(note: Note, line: Line, where: Situation) -> str:
    floor = max(line.content.start, where.floor, where.start - _REACH)
    before = note.text[floor : where.start]
    begin = _CLAUSE_START.match(before)
    return before[begin.end() :] if begin else before


def _clause_after(note: Note, line: Line, where: Situation) -> str:
    last = min(line.span.end, where.end + _REACH, where.ceiling)
    rest = note.text[where.end : last].rstrip()
    stop = _CLAUSE_END.search(rest)
    return rest[: stop.start()] if stop else rest


@dataclass(frozen=True, slots=True)
class _Clause:
    """The words around a version, what those before it say (`ahead`), and the date behind it."""

    before: str
    after: str
    ahead: VersionStatus | None
    when: str


def _own_status(clause: _Clause, *, place: bool, series: bool) -> VersionStatus | None:
    following = _earliest(clause.after) if clause.after else None
    if place:
        return "end-of-life" if following == "end-of-life" else None
    if following in {"released", "planned"} and _RELEASE_NOUN.search(clause.before):
        return following
    if series and following not in {"end-of-life", "released"}:
        return clause.ahead
    if following in {"released", "end-of-life"}:
        unsettled = _CONDITION.search(clause.before) or _is_wished(clause)
        return "planned" if unsettled else following
    return clause.ahead or following or _by_date_alone(clause)


def _by_date_alone(clause: _Clause) -> VersionStatus | None:
    """Planned, for a version that begins its clause and has a date behind it."""
    return "planned" if clause.when and not clause.before.strip(" *_`") else None


# A release that is only spoken of as a condition: `once 3.5 is released`.
_CONDITION = late(rf"\b{pattern('version.before.condition')}\b", re.IGNORECASE)
# What somebody would like to happen: `thinking of having 3.5 out today`.
_WISH = late(rf"\b{pattern('version.before.doubt')}(?!\w)", re.IGNORECASE)


def _is_wished(clause: _Clause) -> bool:
    """Whether a release is only wished for: in `we could use 3.5, released in May` it is not."""
    return bool(_WISH.search(clause.before)) and not clause.after.lstrip().startswith((",", "("))


def _earliest(text: str) -> VersionStatus | None:
    """The status whose words stand first; of two at one place, the one listed first."""
    best: tuple[int, VersionStatus] | None = None
    for status, words in _AFTER.near(text):
        match = words.search(text)
        if match and (best is None or match.start() < best[0]):
            best = (match.start(), status)
    return best[1] if best else None


def _matching(patterns: Patterns, text: str) -> VersionStatus | None:
    near = patterns.near(text)
    return next((status for status, words in near if words.search(text)), None)


_STATE_HEADER = late(rf"\W*{pattern('version.states')}\W*", re.IGNORECASE)


def _in_table(labels: Labels, line: Line, where: Situation) -> VersionStatus:
    """A version that heads a column beside a column of states is being worked on."""
    table = labels.note.table_at(line.number - 1)
    if table is None:
        return "mentioned"
    heads = any(cell.span.start <= where.end <= cell.span.end for cell in table.header)
    if heads and any(_STATE_HEADER.fullmatch(cell.text) for cell in table.header):
        return "in-progress"
    row = labels.note.text[line.content.slice]
    return _matching(_LABEL, row) or labels.governing(line) or "mentioned"


_MONTHS = months()
_MONTH = any_of(_MONTHS)

# A month without a day, where words make it a date: `in February 2022`, `mid Nov`, `(January)`,
# `end of November`, `beginning aug`. Not `may` or `march` as verbs: a bare month needs a bracket.
_MONTH_ONLY = late(
    rf"""
    (?: \b {pattern("version.when")} [\s-]+ | \( \s* (?: {pattern("version.within")} [\s-]+ )? )
    (?P<month> {_MONTH} ) \b \.?
      (?: [\s,]+ (?: {pattern("version.of_year")} \s+ )? (?P<year> 20\d\d | 19\d\d ) )?
    | \b (?P<named> {_MONTH} ) \.? \s+ (?: {pattern("version.of_year")} \s+ )? (?P<then> 20\d\d ) \b
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What has the day behind it: a limit (`before May 4`), an event (`the workshop in Pisa (May 4`).
_EVENT_BEFORE = late(
    rf"""
    \b (?: {pattern("version.limit")}
      | {pattern("version.event")} \b [^()]{{0,40}}
          (?: \( [\w\s,:-]{{0,20}}? | [,:]? \s on \s (?: the \s )? )
    ) $
    """,
    re.IGNORECASE | re.VERBOSE,
)
_DAYS = ("yesterday", "today", "tomorrow")
_RELATIVE = late(
    r"\b(?:" + "|".join(f"(?P<{day}>{pattern(f'version.{day}')})" for day in _DAYS) + r")\b",
    re.IGNORECASE,
)


def stated_date(note: Note, text: str) -> str:
    """The first date in a text, as a day or a month; `""` without one.

    `today` is the day of the note's meeting, and nothing where the note has no date.
    """
    if not text.strip():
        return ""
    for written in written_dates(text):
        if _EVENT_BEFORE.search(text, 0, written.start):
            continue
        day = written.on(written.year or _year_near(note.date, *written.readings[0]))
        if day:
            return day.isoformat()
    month = _MONTH_ONLY.search(text)
    if month and not _EVENT_BEFORE.search(text, 0, max(month.start("month"), month.start("named"))):
        number = _MONTHS[(month["month"] or month["named"]).lower()]
        year = int(month["year"] or month["then"] or _year_near(note.date, number, 15))
        return f"{year:04d}-{number:02d}" if year else ""
    relative = _RELATIVE.search(text)
    if relative and note.date:
        return (note.date + timedelta(days=_DAYS.index(relative.lastgroup or "") - 1)).isoformat()
    return ""


def _year_near(meeting: date | None, month: int, day: int) -> int:
    """The year in which a day lies nearest to the meeting; 0 where the meeting has no date."""
    if meeting is None:
        return 0
    place = month * 30.5 + day
    held = meeting.month * 30.5 + meeting.day
    if place - held > 183:
        return meeting.year - 1
    return meeting.year + 1 if held - place > 183 else meeting.year
