"""The index of a site: made of all notes, or followed from the last one where few have changed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import Executor
from heapq import merge
from itertools import accumulate
from typing import NamedTuple

import msgspec

from ..configuration import Configuration
from ..core.records import ArchivedNote, NoteId, Problem
from ..indexing import index_documents, named_documents, note_passages, pages_key
from ..pages.dependencies import AskedLookups
from ..pages.lookups import Lookups
from ..search.counts import count_despite
from ..search.following import Edit, follow
from ..search.index import Built, newest_first, page_groups
from ..search.passages import Documents, in_order
from ..search.shards import are_there
from ..search.store import STRIDE
from ..search.workers import cached_counts, counts_key
from ..site.staging import Staging
from ..store.cache import Cache, code_version, key_of
from ..workers.progress import Stage
from .ledger import Ledger, Notes

FEW = 200
"""Where more notes than this are indexed otherwise, the index is made of all."""


class _Group(NamedTuple):
    """A note, a page of the site, or some pages of names: what decides its place in the index.

    `key` is that of its counts in the cache, `slots` how many it takes. `day` and `ref` sort it.
    """

    day: str
    ref: str
    key: bytes
    slots: int


_GROUP = msgspec.msgpack.Decoder(_Group)


class _State(msgspec.Struct, array_like=True):
    """What an index was made of."""

    groups: tuple[_Group, ...]
    built: Built


class _Indexing:
    """The documents of an archive, those of notes made where the ledger has not what came of them.

    `site` are the passages of the site's other pages.
    """

    def __init__(
        self,
        lookups: Lookups,
        configuration: Configuration,
        site: Sequence[Documents],
        ledger: Ledger,
    ) -> None:
        self._lookups = lookups
        self._settings = configuration.settings
        self._asking = AskedLookups(lookups)
        self._ledger = ledger
        self._notes = Notes(ledger.now)
        self._site = sorted(site, key=newest_first, reverse=True)
        self._ordered = in_order(lookups.archive)
        self.failed: list[Problem] = []
        self.unnamed: list[Problem] = []
        self.pages = named_documents(lookups, self._settings, self.unnamed)
        self.size = len(self._ordered) + len(site)
        self.groups: list[_Group] = []

    def few(self) -> dict[int, Documents] | None:
        """The documents that were made anew by their place among the groups, if these are few."""
        known = {note.id: self._ledger.find(_name(note.id)) for note in self._ordered}
        if sum(value is None for value in known.values()) > FEW:
            return None
        made: dict[_Group, Documents] = {}
        groups = []
        for note in self._ordered:
            value = known[note.id]
            if value is None:
                documents, group = self._make(note)
                groups.append(group)
                made[group] = documents
            else:
                self._ledger.keep(_name(note.id))
                groups.append(_GROUP.decode(value))
        others = [_group(documents) for documents in self._site]
        made |= dict(zip(others, self._site, strict=True))
        self.groups = list(merge(groups, others, key=_order, reverse=True))
        for pages in page_groups(self.pages):
            self.groups.append(_group(pages))
            made[self.groups[-1]] = pages
        self._ledger.take_in(self._notes.noted())
        return {place: made[group] for place, group in enumerate(self.groups) if group in made}

    def every(self) -> Iterator[Documents]:
        """The documents of all notes and pages of the site, the newest first."""
        self.groups = []
        self._notes = Notes(self._ledger.now)
        others = ((documents, _group(documents)) for documents in self._site)
        made = merge(map(self._make, self._ordered), others, key=_order_of, reverse=True)
        for documents, group in made:
            self.groups.append(group)
            yield documents
        self.groups += map(_group, page_groups(self.pages))
        self._ledger.take_in(self._notes.noted())

    def _make(self, note: ArchivedNote) -> tuple[Documents, _Group]:
        """The passages of a note; what they ask is noted, unless the note fails."""
        asked = self._asking.asked
        asked.clear()
        asked.add(("at", "archive.notes", note.id))
        failures = len(self.failed)
        documents = note_passages(note, self._asking, self._settings, self.failed)
        group = _group(documents)
        if len(self.failed) == failures:
            self._notes.add(_name(note.id), tuple(asked), msgspec.msgpack.encode(group))
        return documents, group


def write_index(
    staging: Staging,
    folder: str,
    lookups: Lookups,
    configuration: Configuration,
    site: Sequence[Documents],
    ledger: Ledger,
    executor: Executor | None = None,
) -> tuple[Problem, ...]:
    """Write the index's files into a folder of a site, given with a slash at its end.

    `site` are the passages of the site's other pages, which are kept for the command line;
    `executor` counts terms in place of a process pool. Files
    that the published index has are kept, and where few notes are indexed otherwise the others
    follow from them. Returned are the problems of notes that cannot be indexed as they are.
    """
    key = key_of("state of an index", code_version(), str(staging.site), folder)
    indexing = _Indexing(lookups, configuration, site, ledger)
    with Cache(configuration.cache) as cache:
        kept = cache.get(key)
        state = msgspec.msgpack.decode(kept, type=_State) if kept else None
        built = _followed(indexing, state, staging, folder, cache)
    if built is None:
        indexing.failed.clear()
        built = Built()
        with Stage("Indexing", indexing.size, "notes") as stage:
            notes = stage.over(indexing.every())
            made = index_documents(
                notes,
                indexing.pages,
                indexing.size,
                configuration,
                executor=executor,
                built=built,
            )
            for file in made:
                staging.write(f"{folder}{file.path}", file.data)
    state = _State(tuple(indexing.groups), built)
    with Cache(configuration.cache) as cache:
        cache.put([(pages_key(configuration), msgspec.msgpack.encode(site))])
        cache.put([(key, msgspec.msgpack.encode(state))])
    return (*indexing.failed, *indexing.unnamed)


def _followed(
    indexing: _Indexing, state: _State | None, staging: Staging, folder: str, cache: Cache
) -> Built | None:
    """Write what follows from the published index; `None` where it has to be made of all notes."""
    if state is None or not are_there(staging.site / folder, state.built.files):
        return None
    made = indexing.few()
    if made is None or not _are_alike(state.groups, indexing.groups):
        return None
    edits = _edits(state.groups, indexing.groups, made, cache)
    if edits is None:
        return None

    def read(path: str) -> bytes:
        return (staging.site / folder / path).read_bytes()

    sizes = [group.slots for group in indexing.groups]
    files = follow(state.built, sizes, edits, read) if edits else ()
    if files is None:
        return None
    written = {file.path for file in files}
    staging.keep(f"{folder}{path}" for path in state.built.files if path not in written)
    for file in files:
        staging.write(f"{folder}{file.path}", file.data)
    return state.built


def _are_alike(before: Sequence[_Group], now: Sequence[_Group]) -> bool:
    """Whether all documents have the numbers that they had."""
    places = ([(group.day, group.slots) for group in groups] for groups in (before, now))
    one, other = places
    return one == other


def _edits(
    before: Sequence[_Group], now: Sequence[_Group], made: dict[int, Documents], cache: Cache
) -> list[Edit] | None:
    """The notes that are indexed otherwise; `None` where one of them is not known well enough."""
    edits = []
    firsts = accumulate((group.slots * STRIDE for group in now), initial=0)
    for place, (was, group, first) in enumerate(zip(before, now, firsts, strict=False)):
        if was.key == group.key:
            continue
        old = cached_counts(was.key, cache)
        if old is None or place not in made:
            return None
        counts = cached_counts(group.key, cache) or count_despite(made[place])
        cache.put([(group.key, msgspec.msgpack.encode(counts))])
        edits.append(Edit(first, made[place], old, counts))
    return edits


def _group(documents: Documents) -> _Group:
    key = counts_key(msgspec.msgpack.encode(documents))
    return _Group(*newest_first(documents), key, -(-len(documents) // STRIDE))


def _order(group: _Group) -> tuple[str, str]:
    return group.day, group.ref


def _order_of(made: tuple[Documents, _Group]) -> tuple[str, str]:
    return _order(made[1])


def _name(note: NoteId) -> str:
    return f"passages of {note}"
