"""Which project a version number belongs to."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, field
from itertools import islice, takewhile
from typing import NamedTuple

from msgspec.structs import replace

from ..extract.names import is_common_word
from ..grouping import agreed
from ..names import Hit, fold
from ..records import Line, Note, ProjectId, SeriesId, Span, VersionReading
from .addresses import Placed, SeriesName
from .hints import TITLED
from .product_names import begins_sentence, is_precise, is_word
from .projects import Projects


@dataclass(frozen=True, slots=True)
class Attribution:
    """A version reading with the project that it belongs to."""

    reading: VersionReading
    project: ProjectId


@dataclass(slots=True)
class Numbers:
    """The numbers that notes write beside a project's name, by their first part."""

    minors: dict[int, tuple[int, int]] = field(default_factory=dict)
    written: set[str] = field(default_factory=set)
    parts: int = 0

    def add(self, number: str) -> None:
        """Count a number as the project's own."""
        self.written.add(number)
        self.parts = max(self.parts, number.count("."))
        major, minor = _parts(number)
        low, high = self.minors.get(major, (minor, minor))
        self.minors[major] = (min(low, minor), max(high, minor))

    def fits(self, number: str) -> bool:
        """Whether a bare number continues the project's own: 3.8 beside 3.7.6 and 3.9.4.

        A section's has more parts than any of them: `2.1.1.2`.
        """
        if number.count(".") > max(2, self.parts):
            return False
        major, minor = _parts(number)
        low, high = self.minors.get(major, (0, -2))
        return low - 1 <= minor <= high + 1


def _parts(number: str) -> tuple[int, int]:
    parts = [int(part) for part in re.findall(r"\d+", number)[:2]]
    return (parts[0], parts[1]) if len(parts) == 2 else ((*parts, 0, 0)[0], 0)


@dataclass(frozen=True, slots=True)
class Numbering:
    """What bare numbers are told by: those written with a project's name, and each series' own."""

    numbers: Mapping[ProjectId, Numbers]
    own: Mapping[SeriesId, ProjectId]


class Bare(NamedTuple):
    """A version reading as it is counted: in which series, beside which words."""

    series: SeriesId
    beside: str
    number: str
    bound: bool


class Echo(NamedTuple):
    """A number that one note writes beside several names, `""` for none."""

    series: SeriesId
    number: str
    beside: tuple[str, ...]


class About(NamedTuple):
    """What the title of a note of a series says that the meeting is about: `DIRAC Project`."""

    series: SeriesId
    name: str


def readings_in(item: Placed) -> Iterator[Bare]:
    """The version readings of a note as they are counted."""
    note = item.parsed.note
    for reading in item.parsed.facts.versions:
        yield Bare(item.series, _beside(note, reading), reading.number, reading.bound)


def echoes_in(readings: Iterable[Bare]) -> Iterator[Echo]:
    """The numbers that one note's readings write in several ways."""
    beside: dict[tuple[SeriesId, str], set[str]] = defaultdict(set)
    for reading in readings:
        beside[reading.series, reading.number].add(reading.beside)
    for (series, number), names in beside.items():
        if len(names) > 1:
            yield Echo(series, number, tuple(sorted(names)))


def about(item: Placed) -> Iterator[About]:
    """The name that a note's title holds, if it is one of the form."""
    match = TITLED.match(item.parsed.note.title)
    if match:
        yield About(item.series, match["name"])


def find_numbering(
    readings: Iterable[Bare],
    echoes: Iterable[Echo],
    titles: Iterable[About],
    projects: Projects,
    series: Mapping[SeriesId, SeriesName],
) -> Numbering:
    """The numbers that the notes write with each project's name, and what each series is about."""
    numbers: dict[ProjectId, Numbers] = defaultdict(Numbers)
    unnamed: list[Bare] = []
    for reading in readings:
        project = projects.beside(reading.beside)
        if project is None:
            unnamed.append(reading)
        elif not reading.bound:
            numbers[project].add(reading.number)
    own = _series_projects(echoes, titles, projects, series)
    return Numbering(dict(numbers) | _first_numbers(unnamed, own, numbers), own)


def named_beside(item: Placed, projects: Projects) -> list[ProjectId | None]:
    """For each version reading of a note the project that is named beside the number."""
    note = item.parsed.note
    return [projects.beside(_beside(note, r)) for r in item.parsed.facts.versions]


def _beside(note: Note, reading: VersionReading) -> str:
    beside = reading.beside
    if beside is None or _is_price(note, beside, reading):
        return ""
    return note.quote(beside)


# `CD-ROM        337.50`, in a column of a table in wide blanks
_COLUMN = re.compile(r"\s*(?:\t|\s{3,})\s*")
_PRICE = re.compile(r"\d{2,}\.\d\d")


def _is_price(note: Note, beside: Span, reading: VersionReading) -> bool:
    between = _COLUMN.fullmatch(note.text, beside.end, reading.span.start)
    return between is not None and _PRICE.fullmatch(reading.number) is not None


def attribute(
    item: Placed, projects: Projects, hits: tuple[Hit[ProjectId], ...], numbering: Numbering
) -> tuple[Attribution, ...]:
    """The version readings of a note that certainly belong to a project.

    The name beside a number decides, then the bullets, table and headings that govern it, then the
    project of the series. Without its name a number belongs to a project only where it continues
    the numbers that are written with the name somewhere. `2.0` is the 2.0.0 of the same note.
    """
    note = item.parsed.note
    default = _default(item, projects, numbering.own)
    beside = named_beside(item, projects)
    around = _around(item, default)
    attributed = [
        Attribution(reading, project)
        for reading, named in zip(item.parsed.facts.versions, beside, strict=True)
        if (project := named or _unnamed(around, reading, hits, default, numbering.numbers))
        and not projects.is_slip_beside(_beside(note, reading))
    ]
    numbers = {(one.project, one.reading.number) for one in attributed}
    return tuple(_in_full(one, numbers) for one in attributed)


def _in_full(one: Attribution, numbers: set[tuple[ProjectId, str]]) -> Attribution:
    reading, full = one.reading, f"{one.reading.number}.0"
    if reading.series or not re.fullmatch(r"\d+\.0\.0", full) or (one.project, full) not in numbers:
        return one
    return Attribution(replace(reading, number=full), one.project)


def _first_numbers(
    unnamed: Iterable[Bare],
    own: Mapping[SeriesId, ProjectId],
    known: Mapping[ProjectId, Numbers],
) -> dict[ProjectId, Numbers]:
    """Where no note writes a number with the project's name, its precise bare numbers stand in."""
    numbers: dict[ProjectId, Numbers] = defaultdict(Numbers)
    for reading in unnamed:
        project = own.get(reading.series)
        precise = not reading.bound and is_precise(reading.number)
        if project is not None and project not in known and precise:
            numbers[project].add(reading.number)
    return numbers


def _default(
    item: Placed, projects: Projects, own: Mapping[SeriesId, ProjectId]
) -> ProjectId | None:
    stated = item.parsed.note.front_matter.project
    return (projects.named(stated) if stated else None) or own.get(item.series)


@dataclass(frozen=True, slots=True)
class _Around:
    """What the numbers of a note are read among: looked up once, not for each of them.

    `used` are the ends of the names that have a number of their own, `numbered` the numbers that
    headings begin with.
    """

    note: Note
    used: frozenset[int]
    numbered: frozenset[str]


def _around(item: Placed, default: ProjectId | None) -> _Around:
    note = item.parsed.note
    ends = (r.beside.end for r in item.parsed.facts.versions if r.beside and default is None)
    heads = (_HEAD_NUMBER.match(section.heading) for section in note.sections)
    return _Around(note, frozenset(ends), frozenset(head[1] for head in heads if head))


def _unnamed(
    around: _Around,
    reading: VersionReading,
    hits: tuple[Hit[ProjectId], ...],
    default: ProjectId | None,
    numbers: Mapping[ProjectId, Numbers],
) -> ProjectId | None:
    """The project of a number that has no name beside it.

    A project earlier in the line counts where the number is none of the series' own; in a series
    about nothing in particular, only if that name has no number of its own. Then what governs the
    line tells, then the series; a heading above talk tells less than that notes write this very
    number with the name of what the series is about.
    """
    note = around.note
    line = note.lines[note.line_of(reading.span.start) - 1]
    ahead = Span(max(line.content.start, reading.span.start - _FARTHEST), reading.span.start)
    if line.kind == "heading" and _numbers_section(around, line, ahead, reading):
        return None
    own = default if default is not None and _fits(default, reading, numbers) else None
    if own is None:
        named = _named_ahead(hits, ahead, around.used, reading, numbers)
        if len(named) == 1:
            return named.pop()
    if _is_of_something_else(note, ahead, reading) or _is_titled(note, reading):
        return None
    if own is not None and reading.number in numbers[own].written:
        headed = line.parent is None or note.lines[line.parent].kind == "heading"
        if headed and _subject(note, line.content, hits) is None:
            return own
    return _governing(note, line, reading, hits, numbers) or own


def _named_ahead(
    hits: tuple[Hit[ProjectId], ...],
    ahead: Span,
    used: Set[int],
    reading: VersionReading,
    numbers: Mapping[ProjectId, Numbers],
) -> set[ProjectId]:
    """The projects before a number in its line that it fits, without names that have their own."""
    return {
        project
        for hit in _within(hits, ahead)
        if hit.span.end not in used
        for project in hit.targets
        if project in numbers and numbers[project].fits(reading.number)
    }


_FARTHEST = 2_000
"""So many characters ahead of a number its line is looked at: a longer one is no line of notes."""

_SECTION_NUMBER = re.compile(r"[*_]*\d+(?:\.\d+)*\\?[.)]?\s+[*_]*[^\W\d_]{2}")
_HEAD_NUMBER = re.compile(r"[*_]*(\d+)\\?[.)]?\s")


def _numbers_section(around: _Around, line: Line, ahead: Span, reading: VersionReading) -> bool:
    """Whether a heading's number counts a section in another's: `2.1 Members` in `2. Roll`."""
    text = around.note.text
    if any(map(str.isalpha, text[ahead.slice])):
        return False
    if not _SECTION_NUMBER.match(text, line.content.start, line.content.end):
        return False
    return reading.number.partition(".")[0] in around.numbered


# `upgraded the frontend to 3.6`: a number of the frontend's, whatever the meeting is about.
_UPGRADED = re.compile(
    r"\b(?:updat|upgrad|mov|migrat|switch|bump)\w*\s+(?:\w+\s+){0,3}$", re.IGNORECASE
)


def _is_of_something_else(note: Note, ahead: Span, reading: VersionReading) -> bool:
    beside = reading.beside
    if beside is None or " to " not in note.text[beside.end : reading.span.start] + " ":
        return False
    return bool(_UPGRADED.search(note.text[ahead.start : beside.start]))


def _is_titled(note: Note, reading: VersionReading) -> bool:
    """Whether a number follows a word that only its capital makes a name: `an Annotation 1.1`."""
    if reading.beside is None or reading.beside.end > reading.span.start:
        return False
    written = note.quote(reading.beside)
    word = written.split()[-1]
    start = reading.beside.end - len(word)
    title = word.istitle() and note.text[reading.beside.end : reading.span.start].isspace()
    return title and is_word(word) and not begins_sentence(note, start)


def _governing(
    note: Note,
    line: Line,
    reading: VersionReading,
    hits: tuple[Hit[ProjectId], ...],
    numbers: Mapping[ProjectId, Numbers],
) -> ProjectId | None:
    """The project of the line, or the nearest line above it, which the number fits."""
    subject = _subject(note, line.content, hits)
    if subject and reading.span.start > line.content.start and _fits(subject, reading, numbers):
        return subject
    parent = line.parent
    if parent is None and line.section is not None:
        parent = note.sections[line.section].first
    for _ in range(_HIGHEST):
        if parent is None:
            break
        above = note.lines[parent]
        for project in _spoken_of(note, above.content, hits):
            if _fits(project, reading, numbers):
                return project
        parent = above.parent
    return None


_HIGHEST = 12
"""So many bullets and headings above a line are looked at."""


def _fits(
    project: ProjectId, reading: VersionReading, numbers: Mapping[ProjectId, Numbers]
) -> bool:
    return not reading.bound and project in numbers and numbers[project].fits(reading.number)


def _within(hits: tuple[Hit[ProjectId], ...], span: Span) -> Iterator[Hit[ProjectId]]:
    first = bisect_left(hits, span.start, key=lambda hit: hit.span.start)
    behind = (hits[at] for at in range(first, len(hits)))
    return takewhile(lambda hit: hit.span.start < span.end, behind)


def _subject(note: Note, span: Span, hits: tuple[Hit[ProjectId], ...]) -> ProjectId | None:
    """The project that a line begins with: `XRootD: still waiting for 5.0`."""
    for hit in _within(hits, span):
        lead = note.text[span.start : hit.span.start].strip(" *_`[\"'")
        return hit.targets[0] if not lead and len(hit.targets) == 1 else None
    return None


def _spoken_of(note: Note, span: Span, hits: tuple[Hit[ProjectId], ...]) -> Iterator[ProjectId]:
    """The project that a line begins with, or the only one that it names."""
    subject = _subject(note, span, hits)
    if subject:
        yield subject
        return
    found = list(islice(_within(hits, span), _MOST_NAMES))
    named = {target for hit in found for target in hit.targets}
    if len(named) == 1 and len(found) < _MOST_NAMES:
        yield named.pop()


_MOST_NAMES = 100
"""A line with so many names speaks of none in particular."""


def _series_projects(
    echoes: Iterable[Echo],
    titles: Iterable[About],
    projects: Projects,
    series: Mapping[SeriesId, SeriesName],
) -> dict[SeriesId, ProjectId]:
    """The project that each series is about, where that is certain.

    The registry says so, or the series' name holds a project's name, or its notes write the same
    numbers bare and with one project's name.
    """
    own: dict[SeriesId, ProjectId] = {}
    for key, name in series.items():
        if name.entry and name.entry.project:
            project = projects.named(name.entry.project)
        else:
            project = _in_name(name.name, projects)
        if project is not None:
            own[key] = project
    return _echoed(echoes, projects) | _titled(titles, projects) | own


def _in_name(name: str, projects: Projects) -> ProjectId | None:
    """The project that a series' name holds, the longest first, then the one that stands first."""
    words = fold(name).split()
    for length in range(min(4, len(words)), 0, -1):
        for start in range(len(words) - length + 1):
            part = "".join(words[start : start + length])
            if len(part) > 1 and part in projects.by_key and not is_common_word(part):
                return projects.by_key[part]
    return None


def _titled(titles: Iterable[About], projects: Projects) -> dict[SeriesId, ProjectId]:
    named = ((title.series, projects.named(title.name)) for title in titles)
    return agreed((series, project) for series, project in named if project)


def _echoed(echoes: Iterable[Echo], projects: Projects) -> dict[SeriesId, ProjectId]:
    """Series whose notes write at least two numbers both bare and with one project's name."""
    echoed: dict[SeriesId, dict[ProjectId, set[str]]] = defaultdict(lambda: defaultdict(set))
    for echo in echoes:
        named = [projects.beside(words) for words in echo.beside]
        if None in named:
            for project in filter(None, named):
                echoed[echo.series][project].add(echo.number)
    found = {}
    for key, candidates in echoed.items():
        repeated = [project for project, numbers in candidates.items() if len(numbers) > 1]
        if len(repeated) == 1:
            found[key] = repeated[0]
    return found
