"""Values below a label, or a cue, in the head of a table."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence

from .cues import Seen, stands, value_at
from .days import is_day
from .found import Found
from .labels import Said

_RULE = re.compile(r"[ >]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$", re.MULTILINE)
_LONGEST = 4_000
"""A row is not longer, in characters."""
_CELL = re.compile(r"[^|\n]*")
_BELOW_HEAD = re.compile(r"\n(?=[ >]{0,8}[|:-])")

Reader = Callable[[int, int], Found | None]
"""What reads the value of a cell from where it begins to where it ends."""


def below_heads(text: str, labels: Sequence[Said], cues: Sequence[Seen]) -> Iterator[Found]:
    """What stands in the columns that a label or a cue heads, down to the table's end."""
    heads = list(_heads(text))
    columns: dict[int, dict[int, list[Reader]]] = {}
    hits: tuple[Said | Seen, ...] = (*labels, *cues) if heads else ()
    for hit in hits:
        place = bisect_right(heads, (hit.start, len(text))) - 1
        if place >= 0 and hit.start < heads[place][1] and _fills_cell(text, hit.start, hit.end):
            column = text.count("|", heads[place][0], hit.start)
            columns.setdefault(place, {}).setdefault(column, []).append(_reader(text, hit))
    for place, readers in columns.items():
        yield from _down(text, _end(text, heads[place][1] + 1) + 1, readers)


def _heads(text: str) -> Iterator[tuple[int, int]]:
    """Where the lines begin and end that head a table."""
    for end in (match.start() for match in _BELOW_HEAD.finditer(text)):
        start = text.rfind("\n", max(0, end - _LONGEST), end) + 1
        is_row = end - start <= _LONGEST and "|" in text[start:end]
        if is_row and _RULE.match(text, end + 1, _end(text, end + 1)):
            yield start, end


def _reader(text: str, hit: Said | Seen) -> Reader:
    if isinstance(hit, Said):
        return lambda start, end: _in_cell(text, start, end, hit)
    if not stands(text, hit):
        return lambda start, end: None
    return lambda start, end: value_at(text, start, end, hit.stem.cue)


def _fills_cell(text: str, start: int, end: int) -> bool:
    left = text[max(0, start - 30) : start].rpartition("|")[2].rpartition("\n")[2]
    right = re.split(r"[|\n]", text[end : end + 30], maxsplit=1)[0]
    return len(left.split()) <= 2 and len(right.split()) <= 2


def _down(text: str, at: int, columns: dict[int, list[Reader]]) -> Iterator[Found]:
    while at < len(text):
        end = _end(text, at)
        if "|" not in text[at:end] or _RULE.match(text, at, end):
            return
        cells = [(match.start(), match.end()) for match in _CELL.finditer(text, at, end)]
        cells = [
            cell
            for number, cell in enumerate(cells)
            if number == 0 or cell[0] > cells[number - 1][1]
        ]
        for column, readers in columns.items():
            if column < len(cells):
                start, stop = cells[column]
                start += len(text[start:stop]) - len(text[start:stop].lstrip(" *_`"))
                found = (reader(start, stop) for reader in readers)
                yield from (thing for thing in found if thing)
        at = end + 1


def _in_cell(text: str, start: int, end: int, said: Said) -> Found | None:
    for form in said.label.forms["firm"]:
        match = form.compiled.match(text, start)
        if match and match.end("thing") <= end and not is_day(match["thing"]):
            return Found(*match.span("thing"), said.label.kind, match.start("thing"))
    return None


def _end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
