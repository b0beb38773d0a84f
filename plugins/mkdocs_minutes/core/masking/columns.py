"""Values below a label, or a cue, in the head of a table, however its cells are parted."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .days import is_day
from .found import Found
from .seen import Said, Seen, any_within, is_word, lets_in, line_end, stands
from .values import ROOM, values_at

_ROOM = re.compile(ROOM, re.IGNORECASE)
_ABOVE, _BELOW = 200, 600
"""How many characters around the head of a column of codes may tell of entering."""
_LONGEST = 4_000
"""A row is not longer, in characters."""
# What parts cells: bars, as Markdown, Jira and wikis set them, tabs, semicolons, wide gaps.
_PARTED = tuple(
    (re.compile(sign), re.compile(parts))
    for sign, parts in (
        (r"\^", r"[|^]"),
        (r"!!|(?<![^\n])!", r"\|\|?|!!|(?<![^\n])!"),
        (r"\|", r"\|\|?"),
        *((parts, parts) for parts in (r"\t+", r"[ ]*;[ ]*", r"[ ]{2,}", r",(?! )")),
    )
)
_RULE = re.compile(r"[ >]*[-=+|:~^][-=+|:~^ ]*$")
_DIGIT = re.compile(r"\d")
# Behind a word, what its cell may still hold, and what parts it from the next.
_CELL_ENDS = re.compile(
    r"[^\W\d_]{0,8}(?: [^\W\d_.,:]{1,16}){0,4}[*_`)]{0,3}(?: ?[|!^;,\t\n]|  |$)"
)
_CELL_BEGINS = re.compile(
    r"(?:^|[|!^;,\t\n>*_`(]|  )[ ]?(?:[^\W\d_.,:]{1,12}[ -]){0,3}[^\W\d_.,:]{0,12}$"
)


class _Head(NamedTuple):
    """The first row of a table: where the next begins, and how their cells are parted."""

    end: int
    parts: re.Pattern[str]


def below_heads(text: str, labels: Sequence[Said], cues: Sequence[Seen]) -> Iterator[Found]:
    """What stands in the columns that a label or a cue heads, down to the table's end."""
    company = lets_in(cues)
    rows: dict[int, list[Said | Seen]] = {}
    hits: tuple[Said | Seen, ...] = (*labels, *cues)
    begins: dict[int, bool] = {}
    for hit in hits:
        if _CELL_ENDS.match(text, hit.end) and _begins_cell(text, hit.start, begins):
            start = text.rfind("\n", max(0, hit.start - _LONGEST), hit.start) + 1
            rows.setdefault(start, []).append(hit)
    done = -1
    for start in sorted(rows):
        head = _head(text, start) if start >= done else None
        columns: dict[int, list[Said | Seen]] = {}
        let_in = any_within(company, start - _ABOVE, start + _BELOW)
        let_in = let_in or bool(head and _ROOM.search(text, start, head.end))
        for hit in rows[start] if head else ():
            if head and _heads(text, hit, let_in=let_in):
                column = len(_cells(text, start, hit.start, head.parts)) - 1
                columns.setdefault(column, []).append(hit)
        if head and columns:
            done, found = _down(text, head, columns)
            yield from found


def _begins_cell(text: str, at: int, known: dict[int, bool]) -> bool:
    """Whether only words of a cell stand before a place; `known` keeps it for its other words."""
    if at not in known:
        known[at] = bool(_CELL_BEGINS.search(text, max(0, at - 30), at))
    return known[at]


def _heads(text: str, hit: Said | Seen, *, let_in: bool) -> bool:
    """Whether a word heads a column of values; one of codes only where something tells of entering.

    Codes of what is sold, taught or counted let nobody in.
    """
    if isinstance(hit, Seen):
        return stands(text, hit) and (let_in or not hit.stem.cue.needs_company)
    return is_word(text, hit) and (let_in or not hit.label.needs_company)


def _head(text: str, start: int) -> _Head | None:
    """The row that begins at a place, if it heads a table: it has cells, and so has what follows.

    Without a rule below it, a head has no digits: `Room; PIN`, not `Room 4; PIN 24680; at ten`.
    """
    end = line_end(text, start, len(text))
    parts = next((it for sign, it in _PARTED if sign.search(text, start, end)), None)
    if parts is None or end - start > _LONGEST:
        return None
    below = end + 1
    while _RULE.match(text, below, ruled := line_end(text, below, len(text))):
        below = ruled + 1
    if below == end + 1 and _DIGIT.search(text, start, end):
        return None
    is_row = parts.search(text, start + 1, end) and parts.search(
        text, below, line_end(text, below, len(text))
    )
    return _Head(below, parts) if is_row else None


def _cells(text: str, start: int, end: int, parts: re.Pattern[str]) -> list[tuple[int, int]]:
    """Where the cells of a row begin and end; what stands before the first bar is one."""
    indent = len(text[start:end]) - len(text[start:end].lstrip(" >"))
    cells = []
    at = start + indent
    for part in parts.finditer(text, at, end):
        cells.append((at, part.start()))
        at = part.end()
    return [*cells, (at, end)]


def _down(text: str, head: _Head, columns: dict[int, list[Said | Seen]]) -> tuple[int, list[Found]]:
    """Where a table ends, and what its columns hold."""
    at = head.end
    held: list[Found] = []
    while at < len(text):
        end = line_end(text, at, len(text))
        is_rule = _RULE.match(text, at, end)
        cells = [] if is_rule else _cells(text, at, end, head.parts)
        if not is_rule and len(cells) < 2:
            break
        for column in columns.keys() & range(len(cells)):
            start, stop = cells[column]
            start += len(text[start:stop]) - len(text[start:stop].lstrip(" *_`"))
            found = (_in_cell(text, start, stop, hit) for hit in columns[column])
            held += filter(None, found)
        at = end + 1
    return at, held


def _in_cell(text: str, start: int, end: int, hit: Said | Seen) -> Found | None:
    """The value with which a cell begins below a label or a cue."""
    if isinstance(hit, Seen):
        within = (it for it in values_at(text, start, hit.stem.cue.values) if it[1] <= end)
        return next((Found(*it, hit.stem.cue.kind, start) for it in within), None)
    for form in hit.label.forms["firm"].values():
        match = form.match(text, start)
        if match and match.end("thing") <= end and not is_day(match["thing"]):
            return Found(*match.span("thing"), hit.label.kind, match.start("thing"))
    return None
