"""Two states of an archive, from git revisions or folders, compared as facts.

A revision that was compared before is not read again: what its notes and its registry hold tells
which sheet of the cache is its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

import msgspec

from .cache import Cache, code_version, key_of
from .configuration import Configuration
from .core.records import Archive, Problem, RawNote
from .pipeline import build_archive, read_sources
from .review.diff import Difference, compare_sheets
from .review.revisions import (
    Blob,
    GitError,
    files_key,
    list_files,
    read_files,
    resolve_revision,
    top_of,
)
from .review.sheet import Sheet, sheet
from .source import is_registry_file, note_filter, read_registry_files


@dataclass(frozen=True, slots=True)
class State:
    """A state of an archive: its folders in a commit, or as they are where `commit` is `""`."""

    configuration: Configuration
    commit: str = ""


def find_state(name: str, configuration: Configuration) -> State:
    """The state that a name stands for: a revision, else a folder; `""` for things as they are.

    The registry of a folder is `registry` in it, or the configured one. Raises `GitError` where the
    name is neither.
    """
    if not name:
        return State(configuration)
    try:
        return State(configuration, resolve_revision(_existing(configuration.notes), name))
    except GitError:
        folder = Path(name)
        if not folder.is_dir():
            raise
    registry = folder / "registry"
    own = registry.resolve() if registry.is_dir() else configuration.registry
    return State(replace(configuration, notes=folder.resolve(), registry=own))


def compare_states(base: State, head: State, *, progress: bool = False) -> Difference:
    """What changed from one state to another."""
    return compare_sheets(load_sheet(base, progress=progress), load_sheet(head, progress=progress))


def load_sheet(state: State, *, progress: bool = False) -> Sheet:
    """The sheet of a state, from the cache where it was made before."""
    if not state.commit:
        sources = list(read_sources(state.configuration))
        files = read_registry_files(state.configuration.registry)
        return _cached(state, _sources_key(sources, files), sources, files, progress=progress)
    return _load_revision(state, progress=progress)


def _load_revision(state: State, *, progress: bool) -> Sheet:
    configuration = state.configuration
    top = top_of(_existing(configuration.notes))
    notes = _list(top, state.commit, configuration.notes)
    limit = configuration.settings.max_note_bytes
    sources = read_files(top, notes, wanted=note_filter(configuration.exclude), max_bytes=limit)
    if not configuration.registry.resolve().is_relative_to(top.resolve()):
        known = read_registry_files(configuration.registry)
        key = key_of(files_key(notes), _sources_key((), known))
        return _cached(state, key, sources, known, progress=progress)
    registry = _list(top, state.commit, configuration.registry)
    files = read_files(top, registry, wanted=is_registry_file, max_bytes=limit)
    key = key_of(files_key(notes), files_key(registry))
    return _cached(state, key, sources, files, progress=progress)


def _list(top: Path, commit: str, folder: Path) -> tuple[Blob, ...]:
    inside = folder.resolve().relative_to(top.resolve()).as_posix()
    return list_files(top, commit, "" if inside == "." else inside)


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there: a revision may have what is gone."""
    return next(each for each in (folder, *folder.parents) if each.is_dir())


def _sources_key(sources: Iterable[RawNote | Problem], files: Iterable[RawNote]) -> bytes:
    parts: list[bytes | str] = []
    for item in (*sources, *files):
        parts += [item.path, item.data] if isinstance(item, RawNote) else [repr(item)]
    return key_of(*parts)


def _cached(
    state: State,
    key: bytes,
    sources: Iterable[RawNote | Problem],
    files: Iterable[RawNote | Problem],
    *,
    progress: bool,
) -> Sheet:
    configuration = state.configuration
    key = key_of(
        "sheet", code_version(), repr(configuration.settings), repr(configuration.exclude), key
    )
    # A cache of its own: what a comparison does not ask for, a build may still need.
    folder = configuration.cache / "sheets" if configuration.cache else None
    with Cache(folder) as cache:
        value = cache.get(key)
        if value is not None:
            return msgspec.msgpack.decode(value, type=Sheet)
        made = sheet(_archive(configuration, sources, files, progress=progress))
        cache.put([(key, msgspec.msgpack.encode(made))])
    return made


def _archive(
    configuration: Configuration,
    sources: Iterable[RawNote | Problem],
    files: Iterable[RawNote | Problem],
    *,
    progress: bool,
) -> Archive:
    registry = list(files)
    notes = [*sources, *(item for item in registry if isinstance(item, Problem))]
    known = [item for item in registry if isinstance(item, RawNote)]
    return build_archive(notes, known, configuration, progress=progress)
