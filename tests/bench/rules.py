"""The share of each rule in the time of reading, dearest first: a rule is asked in every note.

python -m tests.bench.rules [FOLDER]
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Iterator
from itertools import chain
from pathlib import Path
from time import process_time_ns
from typing import Any

from mkdocs_minutes.core.dialects import DIALECTS
from mkdocs_minutes.core.extract import TABLES
from mkdocs_minutes.core.extract.attendance import RULES
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings
from tests.bench.synthetic import notes


def _timed(taken: Counter[str], name: str, work: Callable[..., Any]) -> Callable[..., Any]:
    """The same work, with its nanoseconds added up; it gives whole what it gave bit by bit."""

    def timed(*given: Any) -> Any:
        start = process_time_ns()
        found = work(*given)
        found = list(found) if isinstance(found, Iterator) else found
        taken[name] += process_time_ns() - start
        return found

    return timed


def main(folder: str = "") -> None:
    """Print what each rule takes of the time of reading the notes of a folder, or made ones."""
    files = (path for path in sorted(Path(folder).rglob("*")) if folder and path.is_file())
    raw = [RawNote(path.name, path.read_bytes()) for path in files]
    raw = raw or [RawNote(f"{one.folder}.md", one.markdown().encode()) for one in notes(200)]
    for one in raw:
        parse(one, Settings())  # compiles the patterns
    taken = Counter[str]()
    rules: Iterator[Any] = chain(*TABLES, RULES, DIALECTS)
    for rule in rules:
        for part in ("form", "read", "find", "recognised", "changes"):
            if work := getattr(rule, part, None):
                object.__setattr__(rule, part, _timed(taken, rule.name, work))
    start = process_time_ns()
    for one in raw:
        parse(one, Settings())
    whole = process_time_ns() - start
    print(f"{whole / len(raw) / 1e6:.2f} ms a note, {sum(taken.values()) / whole:.0%} of it rules'")
    for name, each in taken.most_common():
        print(f"{each / whole:6.2%}  {name}")


if __name__ == "__main__":
    main(*sys.argv[1:])
