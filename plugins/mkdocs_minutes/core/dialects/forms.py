"""What the modules of dialects share: marks around words, what is not shown, rows of tables."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import pairwise
from types import MappingProxyType
from typing import NamedTuple

from ahocorasick_rs import AhoCorasick

from ..lexicon import late
from ..records import InlineMark, Span
from ..spans import trimmed
from .source import Change, Edit, Source


class Form(NamedTuple):
    """Marks around words: what `pattern` has around its group `words` reads as `before`, `after`.

    These are formats that may name other groups of the pattern; `sign` is part of each match, so
    that a text without it is not searched.
    """

    sign: str
    pattern: re.Pattern[str]
    before: str
    after: str


class Forms(tuple[Form, ...]):  # noqa: SLOT001  (it keeps its finder)
    """Several forms, whose signs are looked for all at once."""

    @cached_property
    def _finder(self) -> AhoCorasick:
        return AhoCorasick([each.sign for each in self])

    def signed(self, source: Source) -> list[Form]:
        """Those of them, in their order, whose signs stand in a source."""
        found = self._finder.find_matches_as_indexes(source.text, overlapping=True)
        return [self[number] for number in sorted({number for number, *_ in found})]

    def any_in(self, source: Source) -> bool:
        """Whether any of them stands in a source, outside code."""
        return any(source.has(each.pattern) for each in self.signed(source))


def form(sign: str, pattern: str, shown: str = "{words}") -> Form:
    """Marks that `pattern` has around its group `words`, and how they are `shown` in Markdown.

    A pattern without the group is shown as what it says, `""` for not at all; it may span lines.

    >>> form("//", r"//(?P<words>[^/]+)//", "*{words}*")[2:]
    ('*', '*')
    """
    before, _, after = shown.partition("{words}")
    return Form(sign, late(pattern, re.MULTILINE), before, after)


def between(mark: str, shown: str, beside: str = r"\w") -> Form:
    """Words that stand between two of a `mark`, no sign of it and nothing of `beside` around them.

    >>> text = "see http://a and //these two// words"
    >>> found = between("//", "*{words}*", ":").pattern.search(text)
    >>> found and found["words"]
    'these two'
    """
    sign, edge = re.escape(mark), re.escape(mark[0])
    words = rf"(?P<words>[^\s{edge}](?:[^\n]{{0,300}}?[^\s{edge}])?)"
    return form(mark, rf"(?<![{edge}{beside}]){sign}{words}{sign}(?![{edge}{beside}])", shown)


DASH = form(" -- ", r"(?<=\S )--(?= \S)", "–")
"""Two hyphens between blanks, for which some programs set a dash."""
RULE = form("---", r"^-{3,}[ \t]*$", "***")
"""A rule, which in Markdown would make a heading of the line above it."""
SCRIPTS = (
    form("_{", r"(?<=[\w)])_\{(?P<words>[^{}\n]{1,60})\}", "<sub>{words}</sub>"),
    form("^{", r"(?<=[\w)])\^\{(?P<words>[^{}\n]{1,60})\}", "<sup>{words}</sup>"),
)
"""What stands lower or higher, as in TeX: `H_{2}O`, `m^{2}`."""


def each(
    source: Source,
    pattern: re.Pattern[str],
    change: Callable[[re.Match[str]], Iterable[Change]],
    sign: str = "",
) -> Iterator[Change]:
    """The changes of all places outside code that a pattern matches; `sign` is part of each."""
    for match in source.matches(pattern) if sign in source.text else ():
        yield from change(match)


def around(source: Source, forms: Iterable[Form]) -> Iterator[Change]:
    """The changes of all forms that a source has outside code, one form after another."""
    for each in forms.signed(source) if isinstance(forms, Forms) else forms:
        for match in source.matches(each.pattern) if each.sign in source.text else ():
            yield from _one(each, match)


def _one(each: Form, match: re.Match[str]) -> Iterator[Change]:
    groups = {name: _address(name, value or "") for name, value in match.groupdict().items()}
    before, after = each.before.format_map(groups), each.after.format_map(groups)
    if groups.get("words"):
        yield Edit(match.start(), match.start("words"), before)
        yield Edit(match.end("words"), match.end(), after)
    elif before:
        yield Edit(*match.span(), before)
    else:
        yield from erased(match.start(), match[0])


def _address(name: str, value: str) -> str:
    """A value as it stands in a format; what an address cannot hold between brackets is coded.

    A `note` at the foot is called by its number, and so it is at the `foot`; a heading's `marks`
    are as many hashes.
    """
    if name == "marks":
        return "#" * len(value)
    if name in ("note", "foot"):
        return raised(value).lstrip() if name == "foot" else raised(value)
    if name != "url":
        return value.strip()
    return value.strip().translate({ord(c): f"%{ord(c):02X}" for c in " ()<>"})


def raised(name: str) -> str:
    r"""The number of a note at the foot, as it stands behind words; another name in brackets.

    The narrow blank keeps the number out of the word that it stands behind, for those who search.

    >>> raised("12"), raised("rope")
    ('\u202f¹²', ' (rope)')
    """
    return f"\u202f{name.translate(_RAISED)}" if name.isdecimal() else f" ({name})"


_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")


def linked(match: re.Match[str], words: Span, target: str) -> Iterator[Change]:
    """A link of which the words alone are shown; one to nothing is only its words.

    The sign of a section in front of these (`#Ropes`) goes as well.
    """
    words = Span(words.start + (match.string[words.start] == "#"), words.end)
    yield Edit(match.start(), words.start)
    yield Edit(words.end, match.end())
    if target:
        yield InlineMark("link", words, target)


def headings(
    source: Source, pattern: re.Pattern[str], level: Callable[[int], int] = lambda marks: marks
) -> Iterator[Change]:
    """Headings whose `words` stand between as many `marks` as tell their level."""
    for match in source.matches(pattern):
        yield Edit(match.start(), match.start("words"), "#" * level(len(match["marks"])) + " ")
        yield Edit(match.end("words"), match.end())


def listed(source: Source, pattern: re.Pattern[str], shown: Mapping[str, str]) -> Iterator[Change]:
    """Items as deep as they have `marks`, the last of which says how they are `shown`."""
    for match in source.matches(pattern):
        marks = match["marks"]
        yield Edit(*match.span(), "    " * (len(marks) - 1) + shown.get(marks[-1], "- "))


def told_elsewhere(
    source: Source, told: re.Pattern[str], used: re.Pattern[str]
) -> Iterator[Change]:
    """The words for which a `name` stands, where the source has told them of it."""
    known = {match["name"]: match["words"].strip() for match in source.matches(told)}
    for match in source.matches(used) if known else ():
        if match["name"] in known:
            yield Edit(*match.span(), known[match["name"]])


def separated(text: str, line: Span) -> list[Span]:
    """The values of a line between commas, without their quotes; empty ones are left out."""
    found = _VALUE.finditer(text, line.start, line.end)
    spans = (one.span("quoted" if one["quoted"] is not None else "bare") for one in found)
    return [value for start, end in spans if (value := trimmed(text, start, end)).start < value.end]


_VALUE = re.compile(
    r"[ \t]*(?:\"(?P<quoted>[^\"\n]*)\"|(?P<bare>[^,\n]+))[ \t]*(?:,|$)", re.MULTILINE
)


def lines_of(text: str, start: int) -> Iterator[tuple[str, Span]]:
    """The lines of a stretch that begins at an offset, each with where it stands."""
    for line in text.split("\n"):
        yield line, Span(start, start + len(line))
        start += len(line) + 1


def quoted(blocks: Iterable[re.Match[str]]) -> Iterator[Change]:
    """Blocks whose `inner` lines are a quotation; their fences are left to others."""
    for block in blocks:
        for _, line in lines_of(block["inner"].removesuffix("\n"), block.start("inner")):
            yield Edit(line.start, line.start, "> ")


def outside(blocks: Iterable[re.Match[str]], changes: Iterable[Change]) -> Iterator[Change]:
    """The changes that do not begin within blocks that are shown as they stand.

    Where a block's pattern has a group `inner`, that is what is so shown.
    """
    spans = [block.span("inner" if "inner" in block.re.groupindex else 0) for block in blocks]
    starts = [start for start, _ in spans]
    for change in changes:
        start = change.start if isinstance(change, Edit) else change.span.start
        at = bisect_right(starts, start) - 1
        if at < 0 or start >= spans[at][1]:
            yield change


def with_code(
    marked: Callable[[Source], Iterable[Change]],
    fences: re.Pattern[str],
    verbatim: re.Pattern[str],
) -> Callable[[Source], Iterator[Change]]:
    """What changes `marked` outside blocks that are shown as they stand, and the fences of code."""

    def changes(source: Source) -> Iterator[Change]:
        yield from outside(source.matches(verbatim), marked(source))
        for match in source.matches(fences):
            yield Edit(*match.span(), "```")

    return changes


class Row(NamedTuple):
    """A row of a table on a line (or several rows' cells), and where its cells stand.

    `reach` says of a cell, by its place, over how many columns and rows it reaches.
    """

    line: Span
    cells: Sequence[Span]
    head: bool = False
    begins: bool = True
    reach: Mapping[int, tuple[int, int]] = MappingProxyType({})


def bordered(
    line: re.Match[str],
    border: re.Pattern[str],
    inside: re.Pattern[str],
    is_head: Callable[[re.Match[str]], bool],
) -> Row:
    """A row whose cells stand between borders; what `inside` matches holds none.

    A line with one border alone begins no row: `|^.` of Textile.
    """
    text, span = line.string, Span(line.pos, line.endpos)
    kept = [found.span() for found in inside.finditer(text, span.start, span.end)]
    borders = [
        found
        for found in border.finditer(text, span.start, span.end)
        if not any(start <= found.start() < end for start, end in kept)
    ]
    cells = [trimmed(text, one.end(), other.start()) for one, other in pairwise(borders)]
    return Row(span, cells, head=all(map(is_head, borders[:-1])), begins=bool(cells))


def tables(
    source: Source,
    row: re.Pattern[str],
    border: re.Pattern[str],
    inside: re.Pattern[str],
    is_head: Callable[[re.Match[str]], bool] = lambda _: False,
    shape: Callable[[str, Sequence[Row]], Sequence[Row]] = lambda _, rows: rows,
) -> Iterator[Change]:
    """Tables of rows on a line each, as `bordered` has them; `shape` says what else is in them."""
    for run in runs(source, row):
        rows = [bordered(line, border, inside, is_head) for line in run]
        yield from as_table(shape(source.text, rows))


def bold_head(text: str, row: Row) -> Row:
    """A row of nothing but `*Name*` or `= Name =` as a head; any other row as it is."""
    if not row.cells or not all(_BOLD.fullmatch(text, cell.start, cell.end) for cell in row.cells):
        return row
    return row._replace(cells=[trimmed(text, c.start + 1, c.end - 1) for c in row.cells], head=True)


def reaching(
    above: str, left: str = "", right: str = ""
) -> Callable[[str, Sequence[Row]], list[Row]]:
    """Rows without the cells that say that another reaches there.

    A bar right behind a cell's says that the cell takes more columns, and what `above`, `left` and
    `right` say that the one there takes this place.
    """

    def shape(text: str, rows: Sequence[Row]) -> list[Row]:
        return _reaching(text, rows, above, left, right)

    return shape


def _reaching(text: str, rows: Sequence[Row], mark: str, left: str, right: str) -> list[Row]:
    kept: list[list[Span]] = []
    reach: list[dict[int, tuple[int, int]]] = []
    column: dict[int, tuple[int, int]] = {}  # whose cell stands lowest in each column
    for number, row in enumerate(rows):
        kept.append([])
        reach.append({})
        taken = list[int]()  # places that the next cell takes
        for place, cell in enumerate(row.cells):
            said = text[cell.slice]
            if said and said == right and place + 1 < len(row.cells):
                taken.append(place)
                continue
            is_wider = place > 0 and (said == left if said else text[cell.start - 1] in "|^")
            above = column.get(place) if said == mark else None
            at = column.get(place - 1) if is_wider else above
            if at is None:
                kept[number].append(cell)
                own = (number, len(kept[number]) - 1)
                column.update(dict.fromkeys((*taken, place), own))
                reach[number].update({own[1]: (1 + len(taken), 1)} if taken else {})
                taken = []
                continue
            across, down = reach[at[0]].get(at[1], (1, 1))
            if is_wider:
                across += at[0] == number  # below, the cell above is as wide already
            else:
                down = number - at[0] + 1
            reach[at[0]][at[1]] = (across, down)
            column[place] = at
    told = zip(rows, kept, reach, strict=True)
    return [row._replace(cells=cells, reach=cells_reach) for row, cells, cells_reach in told]


_BOLD = re.compile(r"\*[^*\n]+\*|=[^=\n]+=")


def barred(source: Source) -> Iterator[Change]:
    """Tables of rows between two bars, `|| red || 4 ||`."""
    for run in runs(source, _BARRED):
        rows = list[Row]()
        for line in run:
            found = _CELL.finditer(line.string, line.pos, line.endpos)
            cells = [trimmed(line.string, *cell.span("words")) for cell in found]
            rows.append(bold_head(line.string, Row(Span(line.pos, line.endpos), cells)))
        yield from as_table(rows)


_BARRED = re.compile(r"[ \t]*\|\|.*\|\|[ \t]*$")
_CELL = re.compile(r"\|\|(?P<words>[^|\n]*(?:\|(?!\|)[^|\n]*)*)(?=\|\|)")


def nested(source: Source, pattern: re.Pattern[str]) -> Iterator[Change]:
    """Items as deep as they are indented more than those above them; a star is a bullet.

    A `mark` of several characters is so much deeper.
    """
    indents: list[int] = []
    for line in source.lines:
        item = pattern.match(source.text, line.start, line.end)
        if item is None:
            if source.text[line.start : line.start + 1].strip():
                indents = []
            continue
        indent = len(item["indent"].expandtabs(4)) + len(item["mark"])
        while indents and indents[-1] > indent:
            indents.pop()
        if not indents or indents[-1] < indent:
            indents.append(indent)
        shown = "- " if item["mark"][-1] == "*" else "1. "
        yield Edit(*item.span(), "    " * (len(indents) - 1) + shown)


def as_table(rows: Sequence[Row]) -> Iterator[Change]:
    """Rows of a wiki as those of a table in HTML, which needs no line between head and body.

    A row that does not begin one carries on the row above it.
    """
    for number, row in enumerate(rows):
        opened = ("" if number else "<table>") + ("<tr>" if row.begins else "")
        closed = "</table>" if number == len(rows) - 1 else ""
        kind = "th" if row.head else "td"
        at = row.line.start
        for place, cell in enumerate(row.cells):
            tag = f"<{kind}{_reach(*row.reach.get(place, (1, 1)))}>"
            yield Edit(at, cell.start, (opened if not place else "") + tag)
            at = cell.end
        yield Edit(at, row.line.end, (closed if row.cells else opened + closed))


def _reach(across: int, down: int) -> str:
    told = f' colspan="{across}"' if across > 1 else ""
    return told + (f' rowspan="{down}"' if down > 1 else "")


def runs(source: Source, pattern: re.Pattern[str]) -> Iterator[list[re.Match[str]]]:
    """The lines outside code that a pattern matches from their beginning, in runs without gaps."""
    run: list[re.Match[str]] = []
    for line in source.lines:
        match = pattern.match(source.text, line.start, line.end)
        if run and (match is None or line.start != run[-1].endpos + 1):
            yield run
            run = []
        if match:
            run.append(match)
    if run:
        yield run


def erased(start: int, text: str) -> Iterator[Edit]:
    """A stretch from an offset on that is not shown, line by line."""
    for _, line in lines_of(text, start):
        yield Edit(line.start, line.end)


def line_end(match: re.Match[str]) -> int:
    """Where the line ends on which a match does."""
    end = match.string.find("\n", match.end())
    return len(match.string) if end < 0 else end
