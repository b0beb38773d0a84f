"""Values below a label in the head of a table."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .checks import is_day
from .found import Found
from .labels import Said

_RULE = re.compile(r"[ >]*\|?[ ]*:?-+:?[ ]*(?:\|[ ]*:?-+:?[ ]*)*\|?[ ]*$")
_LONGEST = 4_000
"""A row is not longer, in characters."""
_CELL = re.compile(r"[^|\n]*")


def below_heads(text: str, hits: list[Said]) -> Iterator[Found]:
    """What stands in the columns that a label heads, down to the table's end."""
    heads: dict[int, dict[int, list[Said]]] = {}
    for said in hits:
        start = text.rfind("\n", max(0, said.start - _LONGEST), said.start) + 1
        if said.start - start > _LONGEST:
            continue
        if "|" in text[max(0, said.start - 30) : said.start + 60] and _fills_cell(text, said):
            column = text.count("|", start, said.start)
            heads.setdefault(start, {}).setdefault(column, []).append(said)
    for start, columns in heads.items():
        rule = text.find("\n", start, start + 2 * _LONGEST) + 1
        if rule and _RULE.match(text, rule, _end(text, rule)) and "|" in text[start:rule]:
            yield from _down(text, _end(text, rule) + 1, columns)


def _fills_cell(text: str, said: Said) -> bool:
    left = text[max(0, said.start - 30) : said.start].rpartition("|")[2].rpartition("\n")[2]
    right = re.split(r"[|\n]", text[said.end : said.end + 30], maxsplit=1)[0]
    return len(left.split()) <= 2 and len(right.split()) <= 2


def _down(text: str, at: int, columns: dict[int, list[Said]]) -> Iterator[Found]:
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
        for column, labels in columns.items():
            if column < len(cells):
                found = (_in_cell(text, *cells[column], said) for said in labels)
                yield from (thing for thing in found if thing)
        at = end + 1


def _in_cell(text: str, start: int, end: int, said: Said) -> Found | None:
    start += len(text[start:end]) - len(text[start:end].lstrip())
    for form in said.label.forms["firm"]:
        match = form.compiled.match(text, start)
        if match and match.end("thing") <= end and not is_day(match["thing"]):
            return Found(*match.span("thing"), said.label.kind, match.start("thing"))
    return None


def _end(text: str, at: int) -> int:
    end = text.find("\n", at)
    return len(text) if end < 0 else end
