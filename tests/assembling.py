"""Archives out of notes, for tests that ask nothing about how they came to be."""

from __future__ import annotations

from collections.abc import Iterable

from mkdocs_minutes.core.archive import assemble_following
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import Archive, ParsedNote, Problem, RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings


def build(notes: Iterable[RawNote], registry: Registry, settings: Settings) -> Archive:
    """The archive of some notes, from their bytes."""
    return assemble((parse(note, settings) for note in notes), registry, settings)


def assemble(
    parsed: Iterable[ParsedNote],
    registry: Registry,
    settings: Settings,
    *,
    problems: Iterable[Problem] = (),
) -> Archive:
    """The archive of notes that were read, in whatever order they come."""
    return assemble_following(parsed, registry, settings, problems=problems).archive
