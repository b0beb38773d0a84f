"""Two states of an archive, from git revisions or folders, compared as facts.

A revision that was compared before is not read again: what its notes and its registry hold tells
which snapshot of the cache is its own. Nor is one that a few edits lead to from such a revision,
unless they concern a large part of the notes.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cache, cached_property, partial
from itertools import chain
from pathlib import Path

from .configuration import Configuration
from .core.archive import assemble_edited
from .core.parse import parse
from .core.part_paths import file_of
from .core.records import ParsedNote, Problem, RawNote
from .core.redact import mask_path
from .core.resolve.following import is_much
from .core.settings import Settings
from .pipeline import (
    MaskedEverywhere,
    assemble_sources,
    digest_of,
    parse_notes,
    parts_of,
    registry_of,
    uncollected,
)
from .review.diff import compare_snapshots
from .review.difference import Difference
from .review.elsewhere import concerns_others, hashes_of
from .review.entries import EntryChange, entry_changes
from .review.followed import followed_snapshot
from .review.masked import Masked, masked_changes, withheld
from .review.matching import Change
from .review.moved import apart_from
from .review.revisions import (
    PLAIN,
    Blob,
    GitError,
    identity,
    list_files,
    list_working_files,
    object_id,
    read_files,
    resolve_revision,
    top_of,
)
from .review.rewording import Texts
from .review.snapshot import Snapshot, snapshot
from .review.snapshot_store import Origin, SnapshotStore
from .safety.note_reading import read_note as read_alone
from .safety.quarantine import Probe
from .source.files import is_registry_file, list_folder, note_filter, read_note
from .store.cache import Cache, code_version, key_of
from .store.machine_key import private_folder
from .store.readings import drop_readings, find_readings


@dataclass(frozen=True)
class State:
    """A state of an archive: its folders in a commit, or as they are where `commit` is `""`."""

    configuration: Configuration
    commit: str = ""

    @cached_property
    def notes(self) -> _Content:
        """The notes, as they are when somebody asks first."""
        configuration = self.configuration
        chosen = configuration.exclude, configuration.settings.folders, configuration.unpublished
        wanted = partial(note_filter, *chosen)
        return _content(self, configuration.notes, wanted, configuration.settings.max_note_bytes)


def find_state(name: str, configuration: Configuration) -> State:
    """The state that a name stands for: a revision, else a folder; `""` for things as they are.

    The registry of a folder is `registry` in it, or the configured one. Raises `GitError` where the
    name is neither.
    """
    if not name:
        return State(configuration)
    try:
        return State(configuration, resolve_revision(_existing(configuration.notes), name))
    except GitError as error:
        folder = Path(name)
        if not folder.is_dir():
            raise GitError(f"{error}, and {name} is no folder") from error
    registry = folder / "registry"
    own = registry.resolve() if registry.is_dir() else configuration.registry
    return State(replace(configuration, notes=folder.resolve(), registry=own))


def compare_states(base: State, head: State, *, progress: bool = False) -> Difference:
    """What changed from one state to another."""
    stores = {state.configuration.cache: _store(state.configuration) for state in (base, head)}
    with uncollected():
        before, after = (
            load_snapshot(state, stores[state.configuration.cache], progress=progress)
            for state in (base, head)
        )
        texts = Texts(_Texts(base, before), _Texts(head, after))
        told = compare_snapshots(before, after, texts, partial(_masked_changes, base, head))
        return replace(told, registry=_entry_changes(base, head))


def _entry_changes(base: State, head: State) -> tuple[EntryChange, ...]:
    """The entries of the registry that differ; the files are read only where they do."""
    was, now = _registry(base), _registry(head)
    if was.key == now.key:
        return ()
    return entry_changes(*(registry_of(it.items(), it.settings)[0] for it in (was, now)))


class _Texts:
    """The masked texts of a state's notes, read when they are asked for."""

    def __init__(self, state: State, made: Snapshot) -> None:
        self._state = state
        self._others = cache(self._masked_by_others)
        self._showing = {one.path for one in made.problems if one.code == "masked-elsewhere"}

    def __call__(self, path: str) -> str:
        """The text of the note at a path, `""` where none can be read there."""
        if path in self._showing:
            return self._others().get(path, "")
        raw = self._state.notes.read([path]).get(path)
        return parse(raw, self._state.configuration.settings).note.text if raw else ""

    def _masked_by_others(self) -> dict[str, str]:
        """The texts of the notes that show what others mask, for which all have to be read."""
        sources, entries = [*self._state.notes.items()], _registry(self._state).items()
        configuration = self._state.configuration
        notes = [note for note in sources if isinstance(note, RawNote)]
        masking = MaskedEverywhere(sources, entries, configuration)
        read = masking(parse_notes(notes, configuration))
        return {one.note.path: one.note.text for one in read if one.note.path in self._showing}


def _masked_changes(
    base: State, head: State, paths: Sequence[tuple[str, str]]
) -> dict[str, list[Change]]:
    """What became of masked values, out of both files, as neither is kept with them."""
    if not paths:
        return {}
    old = _withheld(base, [was for was, _ in paths])
    new = _withheld(head, [now for _, now in paths])
    return {
        now: masked_changes(now, old[was], new[now])
        for was, now in paths
        if was in old and now in new
    }


def _withheld(state: State, paths: Sequence[str]) -> dict[str, list[Masked]]:
    """What is masked in the files of notes, by the paths that the archive calls them."""
    content = state.notes
    settings = state.configuration.settings
    wanted = {apart_from(path): path for path in paths}
    named = {path: path for path in paths if file_of(path) in content.files}
    if len(named) < len(paths):  # the names of some had to be masked themselves
        shown = {mask_path(path, settings): path for path in content.files}
        named |= {path: shown[name] for name, path in wanted.items() if name in shown}
    read = content.read(list(named.values()))
    return {
        path: withheld(note, settings) for path, file in named.items() if (note := read.get(file))
    }


def _store(configuration: Configuration) -> SnapshotStore | None:
    return (
        SnapshotStore(private_folder(configuration.cache) / "snapshots")
        if configuration.cache
        else None
    )


def load_snapshot(
    state: State, store: SnapshotStore | None = None, *, progress: bool = False
) -> Snapshot:
    """The snapshot of a state: a kept one, or what follows from one that few edits lead on from.

    Otherwise all notes are read, and the snapshot is kept in the store.
    """
    configuration = state.configuration
    notes = state.notes
    registry = _registry(state)
    options = repr((configuration.settings, configuration.exclude, configuration.unpublished))
    context = key_of("snapshot", code_version(), options, registry.key).hex()
    key = key_of(context, notes.key).hex()
    if store and (
        kept := store.find(key) or _edited(notes, registry, context, store, configuration)
    ):
        return kept

    sources = [*notes.items()], [*registry.items()], configuration
    masking, kept_as = MaskedEverywhere(*sources), key.encode() if store else None

    def read(probe: Probe = bool) -> Snapshot:
        found = assemble_sources(
            *sources, progress=progress, probe=probe, keep=kept_as, between=masking
        )
        return snapshot(found.archive, found.given)

    try:
        read_whole = read()
    except Exception:  # at a note, which is then shown as text
        read_whole = read(snapshot)
    if store:
        problems = tuple(one for one in sources[0] if isinstance(one, Problem))
        hashes = map(hashes_of, (masking.withheld, chain.from_iterable(masking.shown.values())))
        dropped = store.keep(key, read_whole, Origin(context, notes.files, problems, *hashes))
        with Cache(configuration.cache) as cache:
            for other in dropped:
                drop_readings(cache, other.encode())
    return read_whole


def _edited(
    notes: _Content,
    registry: _Content,
    context: str,
    store: SnapshotStore,
    configuration: Configuration,
) -> Snapshot | None:
    """The snapshot that follows from a kept one of which only some notes differ."""
    for key, origin in store.origins():
        if origin.context != context:
            continue
        paths = {path for path, _ in notes.files.items() ^ origin.files.items()}
        base = None if is_much(len(paths), len(notes.files)) else store.find(key)
        if base:
            was = replace(notes, files=origin.files)
            with suppress(Exception):  # which reading all of it tells of
                return _followed(base, (key, origin, was), paths, notes, registry, configuration)
    return None


def _followed(
    base: Snapshot,
    kept: tuple[str, Origin, _Content],
    paths: Collection[str],
    notes: _Content,
    registry: _Content,
    configuration: Configuration,
) -> Snapshot:
    """The snapshot that follows from a kept one by an edit of the files at some paths.

    Raises `LookupError` where the edit concerns much of the archive, or a file that is not one
    note, or what notes mask or show that others may show or mask.
    """
    settings, files, (key, origin, was) = configuration.settings, [*registry.items()], kept
    entries, problems = registry_of(files, settings)
    there = origin.files.keys() & paths
    before, after = was.read(there), notes.read(paths)
    old, new = _alone(before, settings), _alone(after, settings)
    hashes = origin.masked, origin.shown
    if old.keys() != there or concerns_others((before, old), (after, new), hashes, settings):
        raise LookupError
    with Cache(configuration.cache) as cache:
        former = find_readings(cache, settings, digest_of(files), state=key.encode())
        standing = former.standing if former else None
        if former is None or standing is None or not there <= standing.notes.keys():
            raise LookupError
        others = (note.item.parsed for path, note in standing.notes.items() if path not in there)
        told = *origin.problems, *problems
        made = assemble_edited([*new.values(), *others], entries, settings, former, told)
        return followed_snapshot(base, former, standing, made)


def _alone(notes: Mapping[str, RawNote | None], settings: Settings) -> dict[str, ParsedNote]:
    """Notes as they are by themselves; `LookupError` where one cannot be read."""
    if None in notes.values():
        raise LookupError
    return {path: read_alone(raw, settings) for path, raw in notes.items() if raw}


@dataclass(frozen=True, slots=True)
class _Content:
    """What a state holds in a folder, with a key of all of it.

    `files` are the wanted ones by path, each with its identifier in git or the one it would have;
    `loose` are those that git does not hold, or what kept one of them from being read.
    """

    key: bytes
    top: Path
    files: dict[str, str]
    blobs: tuple[Blob, ...]
    loose: dict[str, RawNote | Problem]
    limit: int
    settings: Settings

    def items(self) -> Iterator[RawNote | Problem]:
        """The notes, and what kept files from being read."""
        files = read_files(self.top, self.blobs, max_bytes=self.limit)
        for item in chain(files, self.loose.values()):
            if isinstance(item, RawNote):
                yield from parts_of(item, self.settings)
            else:
                yield item

    def read(self, paths: Iterable[str]) -> dict[str, RawNote | None]:
        """Those of the notes at some paths whose files are there, `None` where one cannot be read.

        A file that has become several meetings cannot be read as one.
        """
        paths = list(paths)
        files = self._files(dict.fromkeys(map(file_of, paths)))
        found: dict[str, RawNote | None] = {}
        for path in paths:
            if (file := file_of(path)) in files:
                raw = files[file]
                parts = parts_of(raw, self.settings) if raw else ()
                found[path] = next(
                    (part for part in parts if isinstance(part, RawNote) and part.path == path),
                    None,
                )
        return found

    def _files(self, paths: Iterable[str]) -> dict[str, RawNote | None]:
        there = [path for path in paths if path in self.files]
        found: dict[str, RawNote] = {
            path: item
            for path in there
            if isinstance(item := self.loose.get(path), RawNote)
            and object_id(item.data) == self.files[path]
        }
        blobs = [Blob(path, PLAIN, self.files[path]) for path in there if path not in found]
        with suppress(GitError):
            for item in read_files(self.top, blobs, max_bytes=self.limit) if blobs else ():
                if isinstance(item, RawNote):
                    found[item.path] = item
        return {path: found.get(path) for path in there}


def _registry(state: State) -> _Content:
    """The files of a state's registry."""
    configuration = state.configuration
    limit = configuration.settings.max_note_bytes
    return _content(state, configuration.registry, lambda _: is_registry_file, limit)


def _content(
    state: State,
    folder: Path,
    wanted_of: Callable[[Iterable[str]], Callable[[str], bool]],
    limit: int,
) -> _Content:
    """The content of a folder in a state; a folder outside the repository is taken as it is."""
    listed: tuple[Blob, ...] = ()
    touched: Iterable[str] = ()
    try:
        top = top_of(_existing(folder))
        inside = folder.resolve().relative_to(top.resolve()).as_posix()
        inside = "" if inside == "." else inside
        if state.commit:
            listed = list_files(top, state.commit, inside)
        else:
            listed, touched = list_working_files(top, inside)
    except (GitError, ValueError):
        if state.commit and folder == state.configuration.notes:
            raise
        touched, top = [*list_folder(folder)], folder
    wanted = wanted_of([*(blob.path for blob in listed), *touched])
    blobs = tuple(blob for blob in listed if wanted(blob.path))
    loose = {path: read_note(folder, path, max_bytes=limit) for path in touched if wanted(path)}
    files = {_utf8(blob.path): identity(blob) for blob in blobs}
    files |= {_utf8(path): _identity(item) for path, item in loose.items()}
    key = key_of(*chain.from_iterable(sorted(files.items())))
    return _Content(key, top, files, blobs, loose, limit, state.configuration.settings)


def _utf8(path: str) -> str:
    """The path as text that can be written; what is no UTF-8 in it is spelt out."""
    return path.encode(errors="backslashreplace").decode()


def _identity(item: RawNote | Problem) -> str:
    return object_id(item.data) if isinstance(item, RawNote) else repr(item)


def _existing(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there: a revision may have what is gone."""
    return next(each for each in (folder, *folder.parents) if each.is_dir())
