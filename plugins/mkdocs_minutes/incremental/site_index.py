"""The index of a site: made of all notes, or followed from the last one where few have changed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from heapq import merge
from itertools import accumulate, islice
from typing import NamedTuple

import msgspec

from ..configuration import Configuration
from ..core.records import ArchivedNote, NoteId, Problem
from ..indexing import index_documents, named_documents, note_passages, pages_key
from ..pages.dependencies import AskedLookups
from ..pages.lookups import Lookups
from ..search.counts import count_despite
from ..search.following import Edit, Placed, follow
from ..search.index import Built, Layout, oldest_first, page_groups
from ..search.packing import ORIGIN, slots_taken
from ..search.passages import Documents, in_order
from ..search.shards import are_there
from ..search.store import STRIDE
from ..search.work import cached_counts, counts_key
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
    """What an index was made of.

    `notes` has the other pages of the site as well, the oldest first; `pages` are those of names.
    """

    notes: tuple[_Group, ...]
    pages: tuple[_Group, ...]
    built: Built

    @property
    def layout(self) -> Layout:
        """Which slots everything takes."""
        notes = [(group.day, group.slots) for group in self.notes]
        return Layout(notes, [group.slots for group in self.pages])

    def beside(self, other: _State) -> list[tuple[int, _Group]]:
        """The groups that another has not, or elsewhere, each behind its first number."""
        others = set(other._numbered())
        return [one for one in self._numbered() if one not in others]

    def _numbered(self) -> Iterator[tuple[int, _Group]]:
        upwards = accumulate((group.slots * STRIDE for group in self.pages), initial=ORIGIN)
        downwards = accumulate((-group.slots * STRIDE for group in self.notes), initial=ORIGIN)
        yield from zip(upwards, self.pages, strict=False)
        yield from zip(islice(downwards, 1, None), self.notes, strict=True)


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
        self._site = sorted(site, key=oldest_first)
        self._ordered = in_order(lookups.archive)
        self.failed: list[Problem] = []
        self.unnamed: list[Problem] = []
        self.pages = named_documents(lookups, self._settings, self.unnamed)
        self.size = len(self._ordered) + len(site)
        self._pages = {_group(pages): pages for pages in page_groups(self.pages)}
        self._made: dict[_Group, Documents] = {}
        self._known: dict[_Group, ArchivedNote] = {}
        self._groups: list[_Group] = []

    def state(self, built: Built) -> _State:
        """What the index is made of, once `are_few` or `every` has gone through the notes."""
        return _State(tuple(self._groups), tuple(self._pages), built)

    def are_few(self) -> bool:
        """Whether few notes are indexed otherwise than the ledger knows."""
        known = {note.id: self._ledger.find(_name(note.id)) for note in self._ordered}
        if sum(value is None for value in known.values()) > FEW:
            return False
        for note in self._ordered:
            value = known[note.id]
            if value is None:
                documents, group = self._make(note)
                self._made[group] = documents
            else:
                self._ledger.keep(_name(note.id))
                group = _GROUP.decode(value)
                self._known[group] = note
            self._groups.append(group)
        others = {_group(documents): documents for documents in self._site}
        self._made |= others
        self._groups = list(merge(self._groups, others, key=_order))
        self._made |= self._pages
        self._note()
        return True

    def documents(self, group: _Group) -> Documents:
        """The documents of a group, made if it only has another place now."""
        if group in self._made:
            return self._made[group]
        return note_passages(self._known[group], self._lookups, self._settings, [])

    def every(self) -> Iterator[Documents]:
        """The documents of all notes and pages of the site, the oldest first."""
        self._groups = []
        others = ((documents, _group(documents)) for documents in self._site)
        made = merge(map(self._make, self._ordered), others, key=_order_of)
        for documents, group in made:
            self._groups.append(group)
            yield documents
            if len(self._groups) % FEW == 0:
                self._note()
        self._note()

    def _note(self) -> None:
        """Let the ledger have what was asked, which takes less room there."""
        self._ledger.take_in(self._notes.noted())
        self._notes = Notes(self._ledger.now)

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
) -> tuple[Problem, ...]:
    """Write the index's files into a folder of a site, given with a slash at its end.

    `site` are the passages of the site's other pages, which are kept for the command line. Files
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
                built=built,
            )
            for file in made:
                staging.write(f"{folder}{file.path}", file.data)
    state = indexing.state(built)
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
    if not indexing.are_few():
        return None
    now = indexing.state(state.built)
    gone = _placed(state.beside(now), indexing, cache, put_in=False)
    come = _placed(now.beside(state), indexing, cache)
    if gone is None or come is None:
        return None

    def read(path: str) -> bytes:
        return (staging.site / folder / path).read_bytes()

    edit = Edit(state.layout, now.layout, gone, come)
    files = follow(state.built, edit, read) if gone or come else ()
    if files is None:
        return None
    written = {file.path for file in files}
    staging.keep(f"{folder}{path}" for path in state.built.files if path not in written)
    for file in files:
        staging.write(f"{folder}{file.path}", file.data)
    return state.built


def _placed(
    groups: Iterable[tuple[int, _Group]], indexing: _Indexing, cache: Cache, *, put_in: bool = True
) -> list[Placed] | None:
    """Groups with their counts; `None` where they are many, or one that was is not known any more.

    The documents are those to put in.
    """
    placed: list[Placed] = []
    for first, group in groups:
        counts = cached_counts(group.key, cache)
        if len(placed) == FEW or (counts is None and not put_in):
            return None
        documents = indexing.documents(group) if put_in else ()
        if counts is None:
            counts = count_despite(documents)
            cache.put([(group.key, msgspec.msgpack.encode(counts))])
        placed.append(Placed(first, counts, documents))
    return placed


def _group(documents: Documents) -> _Group:
    key = counts_key(msgspec.msgpack.encode(documents))
    return _Group(*oldest_first(documents), key, slots_taken(documents))


def _order(group: _Group) -> tuple[str, str]:
    return group.day, group.ref


def _order_of(made: tuple[Documents, _Group]) -> tuple[str, str]:
    return _order(made[1])


def _name(note: NoteId) -> str:
    return f"passages of {note}"
