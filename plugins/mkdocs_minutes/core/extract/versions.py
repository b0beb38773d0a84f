"""Version numbers in a note, each with what tells later whose version it is.

A number is read here without asking which projects exist: `beside` is the run of words before it
that may be a name, and the archive decides. What is no version of anything is left out: addresses,
times, log stamps, dates, money, amounts, section numbers, phone numbers.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from ..lexicon import Stems, any_of, late, months, pattern, stems, weekdays, words
from ..records import Cell, Line, Note, Span, Table, VersionReading
from ..settings import Settings
from .scan import Guarded
from .status import Labels, Situation, status_of
from .version_signs import BOUND_AFTER, Number, Sign, sign_of

# Where a number of several parts begins; what it is in full `_NUMBER` says.
_BEGINNING = re.compile(r"\d\d{0,3}(?:\.[\dxX*]|r\d)")

# Numbers as projects write them:
#   3.5.1  v3.5.1  V7r3p36  8.1.0a12  5.0.0-rc5  4.10.0 RC 1  1.0-beta.2  3.5.x  8.x
#   4.8-2.1  1.19.0-1.osg35.el7 (the release of a package behind the hyphen)
# Not 2019-09-18, 10:32, 1,577, 3rd: the surroundings are looked at by `version_signs`.
_NUMBER = re.compile(
    r"""
    (?P<v> [vV] )?
    (?P<core>
        \d{1,4} (?: \.\d{1,6} ){1,4} (?: \. (?: [xX] | \*(?!\*) ) (?!\w) )?
      | \d{1,3} (?: \.(?: [xX] | \*(?!\*) ) ){1,2} (?!\w)
      | \d{1,2} r \d{1,3} (?: p\d{1,3} )?
    )
    (?P<pre>
        [-~.]? (?: alpha | beta | rc | pre | dev | post | a | b ) [-.]? \d{1,4} (?!\w)
      | [ ]? - ? (?: RC | rc ) (?: [ ]? \d{1,2} )? (?!\w)
      | p\d{1,2} (?!\w)
    )?
    (?P<package> - \d{1,3} (?: \.\d{1,3} )* (?! \w | [.:-]\d ) )?
    (?P<dist> (?: [.-] (?: osg | el | fc | rhel | deb | ubuntu | slc ) \w* )+ )?
    """,
    re.VERBOSE,
)

# A line of a log: `10:32:11,041212` or `2023-05-22T10:32:11`.
_LOG_LINE = re.compile(r"\d\d:\d\d:\d\d(?:[.,]\d{3,}|Z|\s*\[)")
# `14.5.2019` from its first point on, because a literal is found quickest.
_DOTTED_DATE = re.compile(r"\.(?<=\d\.)(?:0?[1-9]|1[0-2])\.(?:19|20)\d\d(?!\w|\.\d)")
_DAY_AND_MONTH = re.compile(r"(?:0?[1-9]|[12]\d|3[01])\.(?:0?[1-9]|1[0-2])")
# A day whose last point ends no sentence: `12.7. im Hof`.
_DAY_IN_A_SENTENCE = re.compile(rf"(?<![\w.])({_DAY_AND_MONTH.pattern})\. [a-zà-ÿ]")
# What makes a day of such a number, in a note that writes its dates so: `on 24.4`, `Thu 25.4`,
# `in Oslo 9.4.`, `9.4. at noon`, `9.4.-11.4.`
_BEFORE_DAY = late(rf"\b(?:{pattern('version.day')}|{any_of(weekdays())}\.?,?)\s+$", re.IGNORECASE)
_PLACE_BEFORE = re.compile(r"\b(?:in|at)\s+(?:[A-Z][\w-]+\s+){1,3}$")
_AFTER_DAY = re.compile(r"\.(?:[,;)]|\s?[-–(]|\s[a-z])")
# What may stand between two numbers of a list: `3.5 and 3.6`, `3.7/3.8`, `8.9.5, 8.8.7 & 8.6`.
_JOINT = pattern("version.joint")
_LIST_JOINT = late(
    rf"\s*(?:[/&+]|,(?:\s*{_JOINT})?|{_JOINT}|[-–—]|->|→|=>|⇒)\s*[*_`]{{0,3}}"
    rf"(?:{pattern('version.between')}\s+)?",
    re.IGNORECASE,
)
# `8.7.2 (including 8.8)`: what brackets add to a number is of the same name.
_BRACKET_JOINT = late(
    rf"\s*\((?:(?:{pattern('version.added')}|=)\s+)?",
    re.IGNORECASE,
)
_BOUND = Guarded(
    late(
        rf"(?: [<>≤≥]=? | [!=~]= | \^ | \b {pattern('version.bound.before')} ) [\s*`]*"
        rf" (?: {pattern('version.word')} \s+ )? $",
        re.VERBOSE | re.IGNORECASE,
    ),
    Stems((*"<>≤≥=^", *stems("version.bound.before"))),
)
_SERIES_AFTER = late(
    rf"""
    (?: \s* (?: [/,&] | \b {_JOINT} ) \s* \d+\.\d+ )*
    (?: [-\s]+ {pattern("version.series.after")} (?!\w) | \s+ EOL \b )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_SERIES_BEFORE = Guarded(
    late(rf"\b{pattern('version.series.before')}\s+$", re.IGNORECASE),
    stems("version.series.before"),
)

# Words that connect a name to its number: `XRootD version 4.9`, `from 4.9`, `OSG is now at 3.5.2`.
_CONNECTORS = words("version.connector")
_TOKEN = re.compile(r"[^\W_](?:[\w+#'’.&*\\-]*[\w+#*])?|\S")
_MARKUP = frozenset("*_`\"'“”‘’[]")
_COMPARISON = frozenset("<>=≥≤^")
# Before a name and a colon they say when or where: `aim for FooCon: release 3.0`.
_OCCASION = words("version.occasion")
# `pre-Glaze 2.1` is about Glaze.
_PREFIX = re.compile(r"(?:pre|post|non)-(?=[A-Za-z])", re.IGNORECASE)
_JOINED = re.compile(
    r"(?:(?<!\w)(?:pre|post|non)-)?([A-Za-z][\w+]*(?:[-_][A-Za-z][\w+]*)*?)[-_]?$", re.IGNORECASE
)

# Words that are never (part of) the name before a number; small ones only in small letters, since
# `CE`, `DAS` and `VAN` are names.
_SMALL = words("version.small")
_NO_NAME = words("version.no_name").union(months(ambiguous=True), weekdays())

_UNREAD = frozenset({"code", "comment", "front-matter"})

_NAME_WORDS = 4
"""A name before a number has at most this many words: `OSG GSI OpenSSH Addons 3.5-1`."""


@dataclass(frozen=True, slots=True)
class Found:
    """A number found, with where its own word begins (at the `v`)."""

    match: re.Match[str]
    start: int
    end: int
    line: int


def read(note: Note, settings: Settings) -> tuple[VersionReading, ...]:
    """The version numbers of a note in the order of the text.

    Headings, bullets, text and table cells are read; code blocks, comments, quoted logs and front
    matter are not. A number of one part (`Python 3`) is not read, nor one that is not certainly a
    version by its surroundings; a note without any gives an empty tuple.
    """
    readings = [one for _, _, found in _judged(note) for one in found]
    return tuple(_with_status(note, readings))


def judged_versions(note: Note) -> Iterator[tuple[int, str]]:
    """Lines, by number, with the sign that decided about each of their numbers.

    Numbers about which none decides, and which are versions then, are left out.
    """
    for found, sign, _ in _judged(note):
        if sign is not None:
            yield note.lines[found.line].number, sign.name


def _judged(note: Note) -> Iterator[tuple[Found, Sign | None, list[VersionReading]]]:
    """Each number with the sign that decides about it, and how it is read."""
    before: list[VersionReading] = []
    previous: Found | None = None
    surroundings = _Surroundings(note)
    for found in _candidates(note):
        if surroundings.is_day(found):
            continue
        line = note.lines[found.line]
        beside = (
            _joined_name(note, found)
            or _name_before(note, line, found)
            or _name_in_row(note, line, found)
            or _name_in_link(note, line, found)
        )
        shared = bool(before) and _shares_name(note, previous, found)
        if shared:
            beside = before[-1].beside
        sign = sign_of(number_at(note, found, named=beside is not None, listed=shared))
        if (sign is not None and not sign.version) or surroundings.numbers_section(
            found, named=beside is not None
        ):
            yield found, sign, []
            continue
        beside = beside or _name_behind(note, line, found)
        bound = shared and before[-1].bound
        before = [
            replace(reading, bound=True) if bound else reading
            for reading in _readings(note, line, found, beside)
        ]
        yield found, sign, before
        previous = found


@dataclass(slots=True)
class _Surroundings:
    """What the rest of a note makes of a number, looked up once it matters."""

    note: Note
    dated: bool | None = None
    numbered: frozenset[int] | None = None
    linked: frozenset[str] | None = None

    def is_day(self, found: Found) -> bool:
        """Whether a number is a day, in a note that writes days so, or the meeting's own."""
        if _is_written(found.match["core"], self.note.date):
            return True
        line = self.note.lines[found.line]
        if not _DAY_AND_MONTH.fullmatch(found.match[0]) or not _is_day(self.note, line, found):
            return False
        if self.dated is None:
            text = self.note.text
            self.dated = bool(_DOTTED_DATE.search(text)) or _has_days(text)
        return self.dated

    def numbers_section(self, found: Found, *, named: bool) -> bool:
        """Whether a number is that of a heading among numbered ones, or of a section of a paper.

        A section is linked by its number, and so is its like where no name stands beside it.
        """
        if self.note.lines[found.line].kind != "heading":
            return not (named or found.match["v"]) and self._is_of_paper(found)
        if self.numbered is None:
            self.numbered = _section_numbers(self.note)
        return found.start in self.numbered

    def _is_of_paper(self, found: Found) -> bool:
        parts = found.match["core"].split(".")
        if self.linked is None:
            self.linked = frozenset(_linked_sections(self.note.text))
        return len(parts) > 2 and ".".join(parts[:2]) in self.linked


def _is_written(core: str, day: date | None) -> bool:
    """Whether a number is a day with points between year, month and day: `2016.3.12`."""
    return day is not None and core.replace(".0", ".") == f"{day.year}.{day.month}.{day.day}"


# `[2.1.4](https://example.org/spec#literals)`: the number of a section, and nothing else.
_LINKED_SECTION = re.compile(
    r"\[(?P<number>\d{1,2}(?:\.\d{1,2}){1,5})\]\((?P<page>[^()\s#]{1,300})#(?P<anchor>[^()\s]{1,200})\)"
)
_OF_RELEASES = re.compile(r"release|change|version|history|news|tag|download", re.IGNORECASE)


def _linked_sections(text: str) -> Iterator[str]:
    """The first two parts of each number by which a section of a page is linked.

    A page of releases has versions, and so has an anchor that repeats the number.
    """
    for link in _LINKED_SECTION.finditer(text) if "](" in text else ():
        digits = re.sub(r"\D", "", link["number"])
        repeated = digits in re.sub(r"\D", "", link["anchor"])
        if not repeated and not _OF_RELEASES.search(link["page"]):
            yield ".".join(link["number"].split(".")[:2])


def _candidates(note: Note) -> Iterator[Found]:
    text, end = note.text, 0
    logs: dict[int, bool] = {}
    for beginning in _BEGINNING.finditer(text):
        start = beginning.start()
        if start < end:
            continue
        marked = start > 0 and text[start - 1] in "vV"
        match = _NUMBER.match(text, start - marked)
        if match is None:
            continue
        index = bisect_right(note.line_starts, start) - 1
        line = note.lines[index]
        if line.kind in _UNREAD or match.end() > line.span.end:
            continue
        end = match.end()
        if index not in logs:
            logs[index] = bool(_LOG_LINE.search(text, line.span.start, line.span.end))
        if not logs[index]:
            yield Found(match, match.start(), end, index)


def number_at(note: Note, found: Found, *, named: bool, listed: bool) -> Number:
    """A number with what stands around it on its line."""
    text, start, end = note.text, found.start, found.end
    begin = note.lines[found.line].span.start
    core = found.match["core"]
    return Number(
        core,
        before=text[max(begin, start - 60) : start],
        after=text[end : end + 24],
        word=text[max(begin, start - 200) : start].rpartition(" ")[2].rpartition("\n")[2],
        package=found.match["package"] or "",
        marked=bool(found.match["v"] or found.match["pre"]) or "r" in core or "x" in core.lower(),
        named=named,
        listed=listed,
    )


def _has_days(text: str) -> bool:
    """Whether days stand within sentences, two different ones, of which one is past the twelfth."""
    days = set(_DAY_IN_A_SENTENCE.findall(text))
    return len(days) > 1 and any(int(day.partition(".")[0]) > 12 for day in days)


def _is_day(note: Note, line: Line, found: Found) -> bool:
    """Whether a number that can be a day and a month stands where a day does."""
    before = note.text[max(line.span.start, found.start - 60) : found.start]
    point = note.text[found.end : found.end + 1] == "."
    return bool(
        _BEFORE_DAY.search(before)
        or _AFTER_DAY.match(note.text, found.end)
        or (point and _PLACE_BEFORE.search(before))
    )


def _joined_name(note: Note, found: Found) -> Span | None:
    """The name that a number is written on to: `gratia-probe-1.20.14`, `CentOS7.3`."""
    before = note.text[max(0, found.start - 60) : found.start]
    if not before or not (before[-1].isalnum() or before[-1] in "-_"):
        return None
    match = _JOINED.search(before)
    if not match or len(match[1]) < 2 or before[match.start() - 1 : match.start()] in set("/.@\\"):
        return None
    if match[1].lower() in _NO_NAME or (found.match["v"] and before[-1].isalnum()):
        return None
    start = found.start - len(before) + match.start(1)
    return Span(start, start + len(match[1]))


def _name_before(note: Note, line: Line, found: Found) -> Span | None:
    """The run of words before a number that may be its project's name, at most four of them."""
    begin = max(line.content.start, found.start - 80)
    cell = note.text.rfind("|", begin, found.start) if line.kind == "table" else -1
    begin = max(begin, cell + 1)
    tokens = [(m[0], m.start()) for m in _TOKEN.finditer(note.text, begin, found.start)]
    between = _take_between(tokens, apart=_is_clearly_version(note.text, found))
    connected = sum(token[0].isalpha() for token in between)
    if connected > 3:
        return None
    run = _take_name(
        note.text,
        tokens,
        of_occasion=":" in between and connected > 0,
        titled=line.kind == "heading",
    )
    if run and note.text[run[-1][1] - 1 : run[-1][1]] == "/":
        run.pop()
    if not run:
        return None
    last, start = run[0]
    # `Boost::Kiln 1.70` is of neither Boost nor Kiln.
    scope = _SCOPE.search(note.text, begin, run[-1][1])
    return Span(scope.start() if scope else run[-1][1], start + len(last))


_SCOPE = re.compile(r"(?<![\w:])(?:\w{1,40}::){1,5}\Z")


def _take_between(tokens: list[tuple[str, int]], *, apart: bool) -> list[str]:
    """Take what connects a name and its number off the end, of what sets it `apart` one at most."""
    taken: list[str] = []
    while tokens and (_connects(tokens[-1][0]) or (apart and tokens[-1][0] in _APART)):
        apart = apart and tokens[-1][0] not in _APART
        taken.append(tokens.pop()[0])
    return taken


def _take_name(
    text: str, tokens: list[tuple[str, int]], *, of_occasion: bool, titled: bool
) -> list[tuple[str, int]]:
    """Take the words of a name off the end, the last first; none where they tell `of_occasion`.

    A line that is `titled` writes verbs large as well.
    """
    run: list[tuple[str, int]] = []
    while tokens and len(run) < _NAME_WORDS:
        word, start = tokens.pop()
        if of_occasion and word.lower() in _OCCASION:
            return []
        ends = not run and not titled and _ends_name(word, tokens)
        if not (ends or _may_be_name(word)) or (
            run and not _adjacent(text, word, start, run[-1][1])
        ):
            break
        prefix = _PREFIX.match(word)
        run.append((word[prefix.end() :], start + prefix.end()) if prefix else (word, start))
        if prefix:
            break
    return run


# What may stand between a name and what is clearly its version: `Glaze (v3.5)`, `Glaze - v3.5`.
_APART = frozenset("(-–—")
_MARKED = late(
    rf"(?:[<>≤≥]=?|[!=~]=|\b(?:v(?:er)?\.?|{pattern('version.word')}))[\s*`]*$", re.IGNORECASE
)


def _is_clearly_version(text: str, found: Found) -> bool:
    """Whether a number is marked as a version by a `v`, the word or a comparison before it."""
    before = text[max(0, found.start - 12) : found.start]
    return bool(found.match["v"] or _MARKED.search(before))


# `the upcoming 1.0.0 kiln-tools release`.
_BEHIND = late(rf"[ ](?P<name>[A-Za-z][\w+-]*)[ ]{pattern('version.of_name')}\b")


# `[v1.26.3](https://github.com/lamps/kiln/releases/tag/v1.26.3)` is of what is kept there.
_OF_REPOSITORY = re.compile(
    r"\]\(https?://[^\s/()]{1,80}/[\w.-]{1,80}/(?P<name>[\w-]{1,80})/(?:-/)?"
    r"(?:releases|tags|blob/[\w./-]{1,80}/CHANGELOG)\b"
)


def _name_in_link(note: Note, line: Line, found: Found) -> Span | None:
    """The repository to whose releases or changes a number is linked, where it is all that is."""
    match = _OF_REPOSITORY.match(note.text, found.end, line.content.end)
    whole = match and note.text[found.start - 1 : found.start] == "["
    return Span(*match.span("name")) if match and whole and _may_be_name(match["name"]) else None


_PRODUCT = late(pattern("columns.product"), re.IGNORECASE)
_VERSION = late(pattern("columns.version"), re.IGNORECASE)


def _name_in_row(note: Note, line: Line, found: Found) -> Span | None:
    """What a row names in a column of products, where the number fills one of versions."""
    table = note.table_at(found.line) if line.kind == "table" else None
    columns = _columns(table) if table else None
    if table is None or columns is None:
        return None
    # The rows follow each other in the text, whatever cell of HTML reaches over several.
    at = bisect_left(table.rows, found.end, key=_end_of_row)
    row = table.rows[at] if at < len(table.rows) else ()
    product, versions = columns
    holds = any(at < len(row) and _fills(note, row[at].span, found) for at in versions)
    return row[product].span if holds and row[product:] and row[product].text.strip() else None


def _columns(table: Table) -> tuple[int, list[int]] | None:
    """The column of products and those of their versions; `None` without one of either."""
    headed = [cell.text.strip(" :*") for cell in table.header]
    products = [at for at, words in enumerate(headed) if _PRODUCT.fullmatch(words)]
    if not products and not any(headed[:1]):  # `| | Stable | Next |`
        products = [0]
    versions = [at for at, words in enumerate(headed) if _VERSION.fullmatch(words)]
    return (products[0], versions) if len(products) == 1 and versions else None


def _end_of_row(row: Sequence[Cell]) -> int:
    return max((cell.span.end for cell in row), default=0)


def _fills(note: Note, cell: Span, found: Found) -> bool:
    """Whether a cell holds a number and nothing else."""
    around = note.text[cell.start : found.start] + note.text[found.end : cell.end]
    within = cell.start <= found.start and found.end <= cell.end
    return within and not around.strip(" *_`v")


def _name_behind(note: Note, line: Line, found: Found) -> Span | None:
    """The word between a number and `version` or `release`."""
    match = _BEHIND.match(note.text, found.end, line.content.end)
    if match is None or not _may_be_name(match["name"]):
        return None
    return Span(*match.span("name"))


def _connects(word: str) -> bool:
    return word in _MARKUP or word in _COMPARISON or word == ":" or word.lower() in _CONNECTORS


def _may_be_name(word: str) -> bool:
    if not any(char.isalpha() for char in word) or _NUMBER.fullmatch(word):
        return False
    return word not in _SMALL and word.lower().rstrip(".") not in _NO_NAME


# `Boat Works 2.5.0`: a verb that names have for a noun, and that takes no number as its object.
_VERB_OR_NOUN = re.compile(
    r"""
    (?! (?: Is | Was | Has | Its | Vs | Versus | This | Releases | Updates | Upgrades | Versions
      | Requires | Includes | Uses | Supports | Adds | Fixes | Drops | Needs | Wants | Ships ) $ )
    [A-Z][a-z]+s
    """,
    re.VERBOSE,
)


def _ends_name(word: str, tokens: list[tuple[str, int]]) -> bool:
    """Whether a word of sentences is the last of a name, written large as the one before it."""
    return bool(
        tokens
        and _VERB_OR_NOUN.fullmatch(word)
        and tokens[-1][0][:1].isupper()
        and _may_be_name(tokens[-1][0])
    )


def _adjacent(text: str, word: str, start: int, following: int) -> bool:
    return not text[start + len(word) : following].strip(" \t") and not word.endswith(".")


def _shares_name(note: Note, previous: Found | None, found: Found) -> bool:
    if previous is None or previous.line != found.line:
        return False
    gap = note.text[previous.end : found.start]
    return bool(_LIST_JOINT.fullmatch(gap) or _BRACKET_JOINT.fullmatch(gap))


def _readings(
    note: Note, line: Line, found: Found, beside: Span | None
) -> Iterator[VersionReading]:
    text = note.text
    before = text[max(line.span.start, found.start - 30) : found.start]
    after = text[found.end : found.end + 40]
    core, package = found.match["core"], found.match["package"] or ""
    bound = bool(_BOUND.found_in(before) or BOUND_AFTER.match(after))
    series = bool(
        _SERIES_AFTER.match(after) or _SERIES_BEFORE.found_in(before) or core[-1:] in "xX*"
    )
    number = _normal(core, found.match["pre"] or "", package)
    yield VersionReading(number, Span(found.start, found.end), beside, series, bound)


def _normal(core: str, pre: str, package: str) -> str:
    """A number in its normal form.

    >>> _normal("4.10.0", " RC 1", ""), _normal("7r3p36", "", ""), _normal("3.5.X", "", "")
    ('4.10.0rc1', '7r3p36', '3.5')
    """
    if core.count(".") > 1 and core[-1] in "xX*":
        core = core[:-2]
    stage = re.sub(r"[\s~.-]", "", pre).lower()
    stage = stage.replace("alpha", "a").replace("beta", "b")
    return core.lower().replace("*", "x") + stage + package


# `2.1 Status`, `**2\\. Work**`: the number that a heading begins with.
_LEADING = re.compile(r"[*_]{0,3}(\d{1,2}(?:\.\d{1,2})*)\\?[.):]?\s")


def _section_numbers(note: Note) -> frozenset[int]:
    """Where headings are numbered (`2.1 Status` beside `2 Work` or `1.3 Plans`), those numbers.

    Numbering begins at 1, and every number has its neighbour: `3.7 Series` beside `3.9 Series` is
    not a numbering.
    """
    leading: dict[tuple[int, ...], int] = {}
    for line in note.lines:
        if line.kind != "heading":
            continue
        match = _LEADING.match(note.text[line.content.slice] + " ")
        if match:
            parts = tuple(int(part) for part in match[1].split("."))
            leading[parts] = line.content.start + match.start(1)
    if not any(parts[0] == 1 for parts in leading):
        return frozenset()
    return frozenset(
        start
        for parts, start in leading.items()
        if parts[:-1] in leading or (*parts[:-1], parts[-1] - 1) in leading or parts[-1] <= 1
    )


def _with_status(note: Note, readings: list[VersionReading]) -> Iterator[VersionReading]:
    labels = Labels(note)
    last = -1
    for index, reading in enumerate(readings):
        if reading.bound:
            yield reading
            continue
        line = note.line_of(reading.span.start)
        line_end = note.lines[line - 1].span.end
        if index > last:
            last = _last_of_list(note, readings, index, line)
        situation = Situation(
            start=_first(reading),
            end=readings[last].span.end,
            ceiling=_first(readings[last + 1])
            if _same_line(note, readings, last + 1, line)
            else line_end,
            floor=readings[index - 1].span.end
            if _same_line(note, readings, index - 1, line)
            else 0,
            series=reading.series,
        )
        status, when = status_of(labels, line - 1, situation)
        yield replace(reading, status=status, date=when)


def _same_line(note: Note, readings: list[VersionReading], index: int, line: int) -> bool:
    return 0 <= index < len(readings) and note.line_of(readings[index].span.start) == line


def _first(reading: VersionReading) -> int:
    """Where a number begins, or the name beside it."""
    start = reading.span.start
    return min(start, reading.beside.start) if reading.beside else start


def _last_of_list(note: Note, readings: list[VersionReading], index: int, line: int) -> int:
    """The last number of the list that a number stands in: `2.1.5 and 2.4.0 follow soon`."""
    while _same_line(note, readings, index + 1, line):
        gap = note.text[readings[index].span.end : readings[index + 1].span.start]
        if not _LIST_JOINT.fullmatch(gap):
            break
        index += 1
    return index
