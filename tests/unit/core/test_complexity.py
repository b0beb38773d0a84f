"""No function takes more ways than a reader can follow."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from radon.complexity import cc_visit
from radon.visitors import Class, Function

import mkdocs_minutes

MOST = 15
"""Ways through a function, as radon counts them: branches, conditions joined by `and` and `or`,
comprehensions with their conditions. What goes beyond could be a table, or is several functions."""


def functions(code: str) -> Iterator[Function]:
    for block in cc_visit(code):
        yield from block.methods if isinstance(block, Class) else [block]


def test_no_function_has_more_ways_than_can_be_followed() -> None:
    folder = Path(mkdocs_minutes.__file__).parent
    found = {
        f"{path.relative_to(folder)}:{one.lineno} {one.name} ({one.complexity})"
        for path in folder.rglob("*.py")
        for one in functions(path.read_text(encoding="utf-8"))
        if one.complexity > MOST
    }
    assert found == set()
