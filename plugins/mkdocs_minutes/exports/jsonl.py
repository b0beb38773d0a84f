"""JSON Lines: one object a note, for programs that read line by line."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import groupby

from ..core.records import Archive, Problem
from ..core.resolve.problems import folded
from .facts import note_facts


def lines(archive: Archive) -> Iterator[str]:
    """One JSON object a note, each on a line of its own with its line end, in order of paths.

    An archive without notes gives none.
    """
    problems = problems_by_path(archive)
    for note in sorted(archive.notes.values(), key=lambda note: note.note.path):
        facts = note_facts(archive, note, problems.get(note.note.path, ()))
        yield json.dumps(facts, ensure_ascii=False, separators=(",", ":")) + "\n"


def problems_by_path(archive: Archive) -> dict[str, tuple[Problem, ...]]:
    """The archive's problems by the file they are in, each file's in order of lines."""
    ordered = folded(archive.problems)
    return {path: tuple(group) for path, group in groupby(ordered, key=lambda item: item.path)}
