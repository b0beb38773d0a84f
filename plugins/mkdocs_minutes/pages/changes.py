"""What a meeting changed: actions, versions and figures that the one before left otherwise."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from ..core.part_ids import meeting_of
from ..core.records import Archive, Metric, NoteId, ThreadId, VersionId, VersionStatus
from ..core.resolve.versions import VersionTold, overtaken

Turn = Literal["new", "done", "dropped", "silent"]
"""What became of an action in a note: it is in it for the first time, or no longer open since."""

SUBSTANCE_AT_MOST = 3
"""Outcomes or topics that tell what a meeting was about."""


@dataclass(frozen=True, slots=True)
class Moved:
    """A version of which a note says something else than the notes before."""

    version: VersionId
    before: VersionStatus
    after: VersionStatus


@dataclass(frozen=True, slots=True)
class FigureMoved:
    """A figure that is another one than in the note before."""

    name: str
    before: float
    after: float
    line: int


def turns(archive: Archive) -> dict[NoteId, tuple[tuple[Turn, ThreadId], ...]]:
    """For each meeting the actions that begin in it, and those that are settled or silent since."""
    found: dict[NoteId, list[tuple[Turn, ThreadId]]] = defaultdict(list)
    for thread in archive.threads.values():
        found[meeting_of(thread.actions[0][0])].append(("new", thread.id))
        listed = thread.status == "silent" and thread.since == thread.actions[-1][0]
        if thread.status != "open" and not listed:  # else its series ended with that note
            found[meeting_of(thread.since)].append((thread.status, thread.id))
    return {note: tuple(said) for note, said in found.items()}


def moved_versions(told: Mapping[VersionId, VersionTold]) -> dict[NoteId, tuple[Moved, ...]]:
    """For each meeting the versions that it says to be farther, or elsewhere, than those before."""
    found: dict[NoteId, list[Moved]] = defaultdict(list)
    for version, one in told.items():
        for note, before, after in one.steps:
            found[meeting_of(note)].append(Moved(version, before, after))
    return {note: tuple(moved) for note, moved in found.items()}


def overtaken_versions(
    archive: Archive, told: Mapping[VersionId, VersionTold]
) -> dict[VersionId, VersionId]:
    """Versions that never came out, with the later release of their line."""
    found: dict[VersionId, VersionId] = {}
    for project in archive.projects.values():
        found |= overtaken([told[key].version for key in project.versions])
    return found


def moved_figures(archive: Archive, note: NoteId) -> tuple[FigureMoved, ...]:
    """The figures that both a note and the one before it in the series state, and not alike."""
    here = archive.notes[note]
    if here.previous is None:
        return ()
    before = _figures(archive, here.previous)
    return tuple(
        FigureMoved(" / ".join(filter(None, key)), before[key].value, metric.value, metric.line)
        for key, metric in _figures(archive, note).items()
        if key in before and before[key].value != metric.value
    )


def _figures(archive: Archive, note: NoteId) -> Mapping[tuple[str, str, str], Metric]:
    """The figures of a note by group, label and column, of several the first."""
    found: dict[tuple[str, str, str], Metric] = {}
    for metric in archive.notes[note].facts.metrics:
        found.setdefault((metric.group, metric.label, metric.column), metric)
    return found
