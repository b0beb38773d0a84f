"""Numbers that tables state under a label, with their change where a column gives it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from ..lexicon import late, pattern
from ..records import Cell, Metric, Note, Table

_NUMBER = re.compile(r"[+\-−]?\d{1,3}(?:[,' ]\d{3})+(?:\.\d+)?|[+\-−]?\d{1,15}(?:\.\d{1,6})?")
_WITH_DELTA = re.compile(r"(?P<value>[^()]{1,20}?)\s*\((?P<delta>[+\-−]\d{1,9}(?:\.\d+)?)\)")
_DELTA_HEADER = re.compile(r"Δ|∆|delta|&delta;|change|diff(?:erence)?|\+/-|±|trend", re.IGNORECASE)

# A column that changes the one before it, or of versions.
_NO_METRIC = late(rf"{_DELTA_HEADER.pattern}|{pattern('columns.version')}", re.IGNORECASE)


def metrics(note: Note) -> tuple[Metric, ...]:
    """The numbers of the note's tables: each by its row's label and its column's header.

    A column headed `Δ` or `change` is the change of the number before it. Rows without a label, and
    tables without a header, state no metrics.
    """
    return tuple(metric for table in note.tables for metric in _of_table(note, table))


def _of_table(note: Note, table: Table) -> Iterator[Metric]:
    if not table.header or not table.rows:
        return
    section = note.lines[table.first].section
    group = note.sections[section].heading if section is not None else ""
    label_at = _label_column(table)
    if label_at is None:
        return
    measured = [
        column
        for column, header in enumerate(table.header)
        if column != label_at and not _NO_METRIC.fullmatch(header.text.strip())
    ]
    for row in table.rows:
        if label_at >= len(row) or not row[label_at].text:
            continue
        for column in measured:
            if column >= len(row):
                break
            cell = row[column]
            value, delta = _value(cell.text)
            if value is None:
                continue
            if delta is None:
                delta = _delta_beside(table, row, column)
            yield Metric(
                group,
                row[label_at].text,
                table.header[column].text,
                value,
                delta,
                cell.span,
                note.line_of(cell.span.start),
            )


def _label_column(table: Table) -> int | None:
    """The first column in which no row has a number."""
    for column in range(len(table.header)):
        cells = [row[column].text for row in table.rows if column < len(row)]
        if cells and any(cells) and all(_value(text)[0] is None for text in cells):
            return column
    return None


def _delta_beside(table: Table, row: tuple[Cell, ...], column: int) -> float | None:
    after = column + 1
    if after < min(len(row), len(table.header)) and _DELTA_HEADER.fullmatch(
        table.header[after].text.strip()
    ):
        return _value(row[after].text)[0]
    return None


@lru_cache(maxsize=1024)
def _value(text: str) -> tuple[float | None, float | None]:
    match = _WITH_DELTA.fullmatch(text.strip())
    if match:
        return _number(match["value"]), _number(match["delta"])
    return _number(text), None


def _number(text: str) -> float | None:
    bare = text.strip().rstrip("%").strip()
    if not _NUMBER.fullmatch(bare):
        return None
    return float(bare.replace(",", "").replace("'", "").replace(" ", "").replace("−", "-"))
