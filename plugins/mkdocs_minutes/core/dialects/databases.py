"""Databases that Notion exports as CSV (`Tasks 0a1b….csv`) as a table of Markdown, a line a row.

A row can go over lines of the file, so lines are counted in what comes of it. Any other CSV lies
beside notes: nobody says that it holds words of a meeting.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from itertools import chain

# The identifier that Notion puts behind the name; `…_all.csv` beside it has the same rows again.
_OF_NOTION = re.compile(r".*[ /][0-9a-f]{32}\.csv", re.IGNORECASE)
_TABLE = str.maketrans({"|": "\\|", "\n": " ", "\r": None})

TOOLS = "Notion's databases, as CSV (`Tasks 0a1b….csv`)"
READS = "a table; lines are counted a row each"
"""What the table of dialects says of them."""


def is_database(path: str) -> bool:
    """Whether a file is a database that Notion has exported, by its path.

    >>> is_database("Tasks 0123456789abcdef0123456789abcdef.csv"), is_database("rainfall.csv")
    (True, False)
    """
    return _OF_NOTION.fullmatch(path.partition("#")[0]) is not None


def as_table(text: str) -> str:
    r"""The rows as a table of Markdown; what is no CSV stays the text that it is.

    >>> as_table('Task,Owner\n"oil the crane,\nthen test it",Ann | Carl\n')
    '| Task | Owner |\n| --- | --- |\n| oil the crane, then test it | Ann \\| Carl |\n'
    """
    try:
        rows = [row for row in csv.reader(text.splitlines(keepends=True)) if any(row)]
    except csv.Error:
        return text
    if not rows:
        return ""
    columns = len(rows[0])
    return "".join(chain(_row(rows[0]), _row(["---"] * columns), *map(_row, rows[1:])))


def _row(cells: Iterable[str]) -> Iterator[str]:
    yield f"| {' | '.join(cell.strip().translate(_TABLE) for cell in cells)} |\n"
