"""Two states of an archive, from git revisions or folders, compared as facts.

A revision that was compared before is not read again: what its notes and its registry hold tells
which sheet of the cache is its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from .cache import code_version, key_of
from .configuration import Configuration
from .core.records import Problem, RawNote
from .pipeline import build_archive
from .review.diff import Difference, compare_sheets
from .review.revisions import (
    GitError,
    files_key,
    list_files,
    list_working_files,
    read_files,
    resolve_revision,
    top_of,
)
from .review.sheet import Sheet, sheet
from .review.shelf import Shelf
from .source import is_registry_file, list_folder, note_filter, read_note


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
    configuration = state.configuration
    limit = configuration.settings.max_note_bytes
    notes = _content(state, configuration.notes, note_filter(configuration.exclude), limit)
    registry = _content(state, configuration.registry, is_registry_file, limit)
    options = repr((configuration.settings, configuration.exclude))
    key = key_of("sheet", code_version(), options, notes.key, registry.key)
    shelf = Shelf(configuration.cache / "sheets") if configuration.cache else None
    if shelf and (kept := shelf.find(key.hex())):
        return kept
    archive = build_archive(notes.items, registry.items, configuration, progress=progress)
    made = sheet(archive)
    if shelf:
        shelf.keep(key.hex(), made)
    return made


@dataclass(frozen=True, slots=True)
class _Content:
    """What a state holds in a folder: a key of all that it is, and the files, read when needed."""

    key: bytes
    items: Iterable[RawNote | Problem]


def _content(state: State, folder: Path, wanted: Callable[[str], bool], limit: int) -> _Content:
    """The content of a folder in a state; a folder outside the repository is taken as it is."""
    try:
        top = top_of(_existing(folder))
        inside = folder.resolve().relative_to(top.resolve()).as_posix()
        inside = "" if inside == "." else inside
        if state.commit:
            files = list_files(top, state.commit, inside)
            return _Content(
                files_key(files), read_files(top, files, wanted=wanted, max_bytes=limit)
            )
        files, touched = list_working_files(top, inside)
    except (GitError, ValueError):
        if state.commit and folder == state.configuration.notes:
            raise
        files, touched, top = (), tuple(list_folder(folder)), folder
    loose = [read_note(folder, path, max_bytes=limit) for path in touched if wanted(path)]
    key = key_of(files_key(files), _items_key(loose)) if loose else files_key(files)
    kept = read_files(top, files, wanted=wanted, max_bytes=limit)
    return _Content(key, chain(kept, loose))


def _items_key(items: Iterable[RawNote | Problem]) -> bytes:
    parts: list[bytes | str] = []
    for item in items:
        parts += [item.path, item.data] if isinstance(item, RawNote) else [repr(item)]
    return key_of(*parts)


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there: a revision may have what is gone."""
    return next(each for each in (folder, *folder.parents) if each.is_dir())
