"""Tables of the author's: rows between bars, tabs or wide blanks, and in HTML."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from .drafts import ITEM_MARK, LineDraft
from .lexicon import late, pattern
from .records import Cell, Table
from .spans import trimmed
from .text import plain

_DELIMITER_CHARACTERS = frozenset("|-:+ \t")


def read_table(text: str, drafts: Sequence[LineDraft], index: int) -> Table | None:
    """The table that begins at a line, its lines marked as its rows; `None` where none does."""
    stripped = _stripped(text, drafts, index)
    if stripped[:6].lower() == "<table":
        return _html_table(text, drafts, index)
    if "|" in stripped:
        return _pipe_table(text, drafts, index, stripped)
    if "\t" in stripped:
        return _tab_table(text, drafts, index, _TAB, _TABS)
    if "   " in stripped and _OWNED.search(stripped):
        return _tab_table(text, drafts, index, _BLANKS)
    return None


def _stripped(text: str, drafts: Sequence[LineDraft], index: int) -> str:
    if index >= len(drafts):
        return ""
    return text[drafts[index].start : drafts[index].end].strip()


def _is_delimiter(stripped: str) -> bool:
    return (
        "-" in stripped
        and ("|" in stripped or "+" in stripped)
        and len(stripped) < 5000
        and _DELIMITER_CHARACTERS.issuperset(stripped)
    )


def _pipe_table(text: str, drafts: Sequence[LineDraft], index: int, stripped: str) -> Table | None:
    headed = _is_delimiter(_stripped(text, drafts, index + 1))
    boxed = len(stripped) > 1 and stripped[0] == stripped[-1] == "|"
    if not headed and not (boxed and _is_boxed(_stripped(text, drafts, index + 1))):
        return _fact(text, drafts, index) if boxed else None
    last = index + (2 if headed else 1)
    while last < len(drafts):
        row = _stripped(text, drafts, last)
        if "|" not in row or (not headed and not _is_boxed(row)):
            break
        last += 1
    rows = tuple(
        _pipe_cells(text, drafts[at])
        for at in range(index + 2 if headed else index, last)
        if not _is_delimiter(_stripped(text, drafts, at))
    )
    _mark_table(text, drafts, index, last)
    return Table(index + 1, _pipe_cells(text, drafts[index]) if headed else (), rows, index, last)


def _fact(text: str, drafts: Sequence[LineDraft], index: int) -> Table | None:
    """A row by itself that gives one fact, `| Attendees: | Ann, Bo |`; `None` for any other."""
    cells = _pipe_cells(text, drafts[index])
    if len(cells) != 2 or not cells[0].text.endswith(":") or not cells[1].text:
        return None
    _mark_table(text, drafts, index, index + 1)
    return Table(index + 1, (), (cells,), index, index + 1)


def _is_boxed(row: str) -> bool:
    return len(row) > 1 and row[0] == row[-1] == "|"


def _pipe_cells(text: str, draft: LineDraft) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    inside = trimmed(text, draft.start, draft.end)
    left, right = inside.start, inside.end
    if left < right and text[left] == "|":
        left += 1
    if right - 1 > left and text[right - 1] == "|" and text[right - 2] != "\\":
        right -= 1
    at = left
    while len(cells) < 200:
        bar = text.find("|", at, right)
        while bar > 0 and text[bar - 1] == "\\":
            bar = text.find("|", bar + 1, right)
        end = bar if bar >= 0 else right
        cells.append(_cell(text, at, end))
        if bar < 0:
            break
        at = bar + 1
    return tuple(cells)


def _cell(text: str, start: int, end: int) -> Cell:
    words = trimmed(text, start, end)
    return Cell(plain(text[words.slice]), words)


def _tab_table(
    text: str, drafts: Sequence[LineDraft], index: int, *joints: re.Pattern[str]
) -> Table | None:
    last, joint = max(
        ((_last_alike(text, drafts, index, one, same=one is _TAB), one) for one in joints),
        key=lambda found: found[0],
    )
    if last - index < 2:
        return None
    rows = tuple(_tab_cells(text, drafts[at], joint) for at in range(index, last))
    _mark_table(text, drafts, index, last)
    return Table(index + 1, rows[0], rows[1:], index, last)


# Cells stand between tabs, or where people align columns by hand, between any number of them.
_TAB, _TABS, _BLANKS = re.compile(r"\t"), re.compile(r"\t+ *"), re.compile(" {2,}")
# `Ref  Action  Who`: the head of a table between wide blanks, which else are often of a list.
_OWNED = late(rf"(?<=  ){pattern('columns.owner')}(?: {{2,}}|$)", re.IGNORECASE)


def _last_alike(
    text: str, drafts: Sequence[LineDraft], index: int, joint: re.Pattern[str], *, same: bool
) -> int:
    """The line behind the rows that have as many joints between cells as the first, or some less.

    Of a row whose last cells are empty no joint is left there, unless it has to be the `same`.
    """
    most = len(joint.findall(_stripped(text, drafts, index)))
    last = index
    while last < len(drafts):
        row = _stripped(text, drafts, last)
        joints = len(joint.findall(row))
        alike = joints == most if same else 0 < joints <= most
        if not alike or ITEM_MARK.match(row) or row[:1] == "#":
            break
        last += 1
    return last


def _tab_cells(text: str, draft: LineDraft, joint: re.Pattern[str]) -> tuple[Cell, ...]:
    inside = trimmed(text, draft.start, draft.end)
    at, end = inside.start, inside.end
    cells: list[Cell] = []
    while len(cells) < 200:
        between = joint.search(text, at, end)
        cells.append(_cell(text, at, between.start() if between else end))
        if between is None:
            break
        at = between.end()
    return tuple(cells)


def _mark_table(text: str, drafts: Sequence[LineDraft], first: int, last: int) -> None:
    for draft in drafts[first:last]:
        inside = trimmed(text, draft.start, draft.end)
        draft.kind, draft.left, draft.right = "table", inside.start, inside.end


_LONGEST_HTML = 20_000  # characters of a table in HTML; a longer one lays a page out
_HTML_ROW = re.compile(r"<tr\b[^<>]{0,200}>", re.IGNORECASE)
_HTML_CELL = re.compile(r"<t(?P<kind>[dh])\b[^<>]{0,200}>", re.IGNORECASE)
CELL_REACH = re.compile(r"""\b(colspan|rowspan)\s*=\s*["']?(\d{1,2})\b(?!\d)""", re.IGNORECASE)
"""Over how many columns or rows a cell of HTML reaches."""
_HTML_CELL_END = re.compile(r"</t[dhr]\b|<t[dhr]\b|</t(?:able|head|body|foot)\b", re.IGNORECASE)
# What lays a page out, or is more than a cell: a table within it, a heading; and a list, unless
# columns have heads.
_LAYOUT = re.compile(r"<(?:table|h[1-6])\b|^[ \t]*(?:#{1,6}|[-*+])[ \t]", re.I | re.MULTILINE)
_LIST = re.compile(r"<[uod]l\b", re.IGNORECASE)
_HEADS = re.compile(r"<th\b[^<>]{0,200}>\s*[^<>\s].*?<th\b", re.IGNORECASE | re.DOTALL)


def _html_table(text: str, drafts: Sequence[LineDraft], index: int) -> Table | None:
    """A table in HTML; `None` where none ends, or where it lays out what are no cells.

    A first row of nothing but `<th>` is the header.
    """
    start = text.index("<", drafts[index].start)
    end = text.lower().find("</table", start, start + _LONGEST_HTML)
    if end < 0 or _lays_out(text, start, end):
        return None
    found = [_html_cells(text, row.end(), end) for row in _HTML_ROW.finditer(text, start, end)]
    rows = _reached([row for row in found if row])
    if not rows:
        return None
    last = index
    while last < len(drafts) and drafts[last].start <= end:
        last += 1
    _mark_table(text, drafts, index, last)
    headed = all(cell.is_head for cell in rows[0]) and len(rows) > 1
    cells = [tuple(cell.cell for cell in row) for row in rows]
    line = index + 1 + text.count("\n", drafts[index].start, cells[0][0].span.start)
    header, body = (cells[0], cells[1:]) if headed else ((), cells)
    return Table(line, header, tuple(body), index, last)


def _lays_out(text: str, start: int, end: int) -> bool:
    """Whether a table of HTML holds more than cells do."""
    listed = _LIST.search(text, start, end) and not _HEADS.search(text, start, end)
    return bool(listed or _LAYOUT.search(text, start + 1, end))


class _HtmlCell(NamedTuple):
    """A cell, and how many columns and rows it takes."""

    cell: Cell
    is_head: bool
    across: int
    down: int


def _reached(rows: Sequence[list[_HtmlCell]]) -> list[list[_HtmlCell]]:
    """Each row with the cells that reach down into it, and blank ones to the right of wide ones.

    A blank one stands where the wide one does, so that it is told from a cell without words; a
    column in which no cell begins is none.
    """
    reaching: dict[int, tuple[int, _HtmlCell]] = {}
    filled: list[list[_HtmlCell]] = []
    for row in rows:
        whole: list[_HtmlCell] = []
        for cell in row:
            _take(reaching, whole)
            for number in range(cell.across):
                one = cell._replace(cell=Cell("", cell.cell.span), across=0) if number else cell
                if cell.down > 1:
                    reaching[len(whole)] = (cell.down - 1, one)
                whole.append(one)
        _take(reaching, whole)
        filled.append(whole)
    begun = {at for row in filled for at, cell in enumerate(row) if cell.across}
    return [[cell for at, cell in enumerate(row) if at in begun] for row in filled]


def _take(reaching: dict[int, tuple[int, _HtmlCell]], row: list[_HtmlCell]) -> None:
    """Put into a row, at its end, the cells of rows above that reach there."""
    while len(row) in reaching:
        left, cell = reaching.pop(len(row))
        if left > 1:
            reaching[len(row)] = (left - 1, cell)
        row.append(cell)


def _html_cells(text: str, start: int, end: int) -> list[_HtmlCell]:
    """The cells of a row; their ends may be left out."""
    row = _HTML_ROW.search(text, start, end)
    end = row.start() if row else end
    cells = []
    for opened in _HTML_CELL.finditer(text, start, end):
        closed = _HTML_CELL_END.search(text, opened.end(), end)
        cell = _cell(text, opened.end(), closed.start() if closed else end)
        reach = {name.lower(): int(count) for name, count in CELL_REACH.findall(opened[0])}
        across, down = (max(1, reach.get(name, 1)) for name in ("colspan", "rowspan"))
        cells.append(_HtmlCell(cell, opened["kind"] in "hH", across, down))
    return cells[:200]
