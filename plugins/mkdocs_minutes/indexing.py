"""From an archive to its search index: the passages of its notes, and the pages of its names."""

from __future__ import annotations

import os
from collections import defaultdict, deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, fields, replace
from functools import partial
from hashlib import sha256
from pathlib import Path
from shutil import rmtree
from typing import ParamSpec, TypeVar

import msgspec

from .cache import Cache, code_version, key_of
from .configuration import Configuration
from .core.addresses import note_uri, relative, series_uri
from .core.kinds import STATEMENTS
from .core.records import Archive, ArchivedNote, Note, NoteId, Section, Version
from .core.text import plain
from .pages.body import title_section
from .pages.lookups import Lookups, look_up
from .pages.model import Options
from .pages.rows import dates_of
from .pipeline import load_archive, read_sources
from .search.counts import Counts, count
from .search.documents import SearchDocument
from .search.index import build_index, newest_first
from .search.inversion import Postings
from .search.packing import Numbered, Packed, pack
from .search.reader import Index, from_folder
from .search.scoring import Scoring
from .search.shards import IndexFile, are_there, write_files
from .search.work import BATCH, Work, batches, count_and_pack, encode_chunk
from .source import read_registry_files

LONGEST_PASSAGE = 1_500
"""A longer section is cut between lines: a result is to lead to the place, not to a chapter."""

WORTH_A_POOL = 300
"""Fewer notes than this are counted sooner here than processes start."""

HELD = ("action", *(kind.name for kind in STATEMENTS))
"""What a line of a passage can hold, by the name that the search filters by."""

_UNSAID = ("blank", "rule", "comment", "front-matter")

Documents = tuple[SearchDocument, ...]
_Encoded = tuple[int, bytes]
_Lookup = tuple[int, bytes, bytes | None]
P = ParamSpec("P")
R = TypeVar("R")
T = TypeVar("T")


def index_files(
    lookups: Lookups, configuration: Configuration, *, executor: Executor | None = None
) -> Iterator[IndexFile]:
    """The files of the index of an archive; the order of its notes' files changes nothing.

    `executor` counts the terms of notes in place of a process pool of this machine.
    """
    notes = lookups.archive.notes.values()
    ordered = sorted(notes, key=lambda note: newest_first(_key_document(note)), reverse=True)
    made = (passages(note, lookups) for note in ordered)
    pages = tuple(named_pages(lookups))
    yield from index_documents(made, pages, len(ordered), configuration, executor=executor)


def write_index(folder: Path, lookups: Lookups, configuration: Configuration) -> frozenset[str]:
    """The paths of the index's files, which lie in a folder afterwards.

    They are not made again where the last build has written them there for the same archive.
    """
    key = key_of("files of the index", code_version(), _archive_hash(lookups))
    with Cache(configuration.cache) as cache:
        kept = cache.get(key)
    written = msgspec.msgpack.decode(kept, type=dict[str, bytes]) if kept else {}
    if not (written and are_there(folder, written)):
        written = write_files(folder, index_files(lookups, configuration))
        with Cache(configuration.cache) as cache:
            cache.put([(key, msgspec.msgpack.encode(written))])
    return frozenset(written)


def _archive_hash(lookups: Lookups) -> bytes:
    """A hash of an archive and of what the site decides, but for the history of notes."""
    digest = sha256(repr(replace(lookups.options, history={})).encode())
    for table in fields(lookups.archive):
        values = getattr(lookups.archive, table.name)
        for value in values.values() if isinstance(values, Mapping) else values:
            digest.update(msgspec.msgpack.encode(value))
    return digest.digest()


def index_documents(
    notes: Iterable[Documents],
    pages: Documents,
    size: int,
    configuration: Configuration,
    *,
    executor: Executor | None = None,
) -> Iterator[IndexFile]:
    """The files of the index of documents, newest note first; `size` is the number of notes."""
    with _working(size, configuration, executor) as work:
        yield from build_index(notes, pages, work=work)


def open_index(configuration: Configuration, *, progress: bool = False) -> Index:
    """The index of the configured notes: that of the last time, where nothing has changed since.

    It is kept in the cache's folder; without a cache it is made anew in memory.
    """
    stamp = _stamp(configuration)
    kept = configuration.cache / "search" / stamp if configuration.cache else None
    if kept and (kept / "manifest.js").is_file():
        return Index(from_folder(kept))
    lookups = look_up(load_archive(configuration, progress=progress), Options())
    made = index_files(lookups, configuration)
    if kept is None:
        data = {written.path: written.data for written in made}
        return Index(data.__getitem__)
    rmtree(kept.parent, ignore_errors=True)
    write_files(kept, made)
    return Index(from_folder(kept))


def _stamp(configuration: Configuration) -> str:
    """A hash of all that an index depends on."""
    digest = sha256(key_of(code_version(), repr(configuration.settings)))
    for source in read_sources(configuration):
        digest.update(repr(source).encode())
    for file in read_registry_files(configuration.registry):
        digest.update(repr(file).encode())
    return digest.hexdigest()[:16]


def _key_document(archived: ArchivedNote) -> Documents:
    """What sorts a note, without making its passages."""
    return (SearchDocument(archived.id, "", "section", "", date=_day(archived)),)


def _day(archived: ArchivedNote) -> str:
    return archived.note.date.isoformat() if archived.note.date else ""


# The passages of a note.


@dataclass(frozen=True, slots=True)
class _Piece:
    """Lines of a note as one line of plain text, with the numbers of those lines."""

    text: str
    lines: tuple[int, ...]


def passages(archived: ArchivedNote, lookups: Lookups) -> Documents:
    """A note's passages in the order of its text; always one, also for an empty note.

    What stands before the first heading, or under the heading that is the title, comes first.
    """
    note = archived.note
    said = _said_by_line(archived, lookups)
    series = lookups.archive.series[archived.series].name
    title = note.title or note.path
    documents: list[SearchDocument] = []
    for section, pieces in _blocks(note):
        numbers = [number for piece in pieces for number in piece.lines]
        anchor = section.anchor if section else ""
        documents.append(
            SearchDocument(
                ref=f"{archived.id}#{len(documents)}",
                url=relative("", note_uri(archived.id), anchor),
                kind="section",
                title=title,
                heading=_heading(note, section),
                body="\n".join(piece.text for piece in pieces),
                note=f"{archived.id}#0",
                date=_day(archived),
                series=series,
                people=_names(said["person"], numbers),
                projects=_names(said["project"], numbers),
                versions=_names(said["version"], numbers),
                holding={kind: _places(said[kind], pieces) for kind in HELD},
            )
        )
    return tuple(documents)


def _blocks(note: Note) -> Iterator[tuple[Section | None, Sequence[_Piece]]]:
    """The parts of a note, each with its heading; long ones cut into several."""
    title = title_section(note)
    opening = [None, *([note.sections.index(title)] if title else [])]
    lines = [i for i, line in enumerate(note.lines) if line.section in opening]
    yield from _cut(None, list(_pieces(note, lines)))
    for place, section in enumerate(note.sections):
        if section is not title:
            lines = [
                i for i in range(section.first, section.last) if note.lines[i].section == place
            ]
            yield from _cut(section, list(_pieces(note, lines)))


def _cut(
    section: Section | None, pieces: Sequence[_Piece]
) -> Iterator[tuple[Section | None, Sequence[_Piece]]]:
    """The pieces in runs that are not too long; one empty run where there are none."""
    held: list[_Piece] = []
    length = 0
    for piece in pieces:
        if held and length + len(piece.text) > LONGEST_PASSAGE:
            yield section, held
            held, length = [], 0
        held.append(piece)
        length += len(piece.text)
    yield section, held


def _pieces(note: Note, indexes: Sequence[int]) -> Iterator[_Piece]:
    """The lines as plain text, a wrapped sentence in one; headings and empty lines are left out."""
    words: list[str] = []
    numbers: list[int] = []
    for index in indexes:
        line = note.lines[index]
        if line.kind in _UNSAID or line.kind == "heading":
            continue
        text = note.quote(line.content)
        words.append(plain(text.replace("|", " ") if line.kind == "table" else text))
        numbers.append(line.number)
        if not line.wrapped:
            yield from _piece(words, numbers)
            words, numbers = [], []
    yield from _piece(words, numbers)


def _piece(words: Sequence[str], numbers: Sequence[int]) -> Iterator[_Piece]:
    text = " ".join(filter(None, words))
    if any(map(str.isalnum, text)):
        yield _Piece(text, tuple(numbers))


def _heading(note: Note, section: Section | None) -> str:
    """A section's heading behind those of the sections around it, the title left out."""
    title = title_section(note)
    trail: list[str] = []
    while section is not None and section is not title:
        trail.append(plain(section.heading).rstrip(": "))
        section = note.sections[section.parent] if section.parent is not None else None
    return " › ".join(reversed(trail))


def _said_by_line(
    archived: ArchivedNote, lookups: Lookups
) -> Mapping[str, Mapping[int, list[str]]]:
    """For each kind, which names each line speaks of; actions and statements by their place."""
    said: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for mention in archived.mentions:
        name = lookups.name(mention.kind, mention.target)
        said[mention.kind][mention.line].append(name)
    for place, action in enumerate(archived.actions):
        said["action"][action.line].append(str(place))
        for owner in action.owners:
            if owner.person:
                said["person"][action.line].append(lookups.name("person", owner.person))
    for kind in STATEMENTS:
        for place, item in enumerate(kind.of(archived.facts)):
            said[kind.name][item.line].append(str(place))
    return said


def _names(said: Mapping[int, list[str]], numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for number in numbers for name in said.get(number, ())))


def _places(said: Mapping[int, object], pieces: Sequence[_Piece]) -> tuple[int, ...]:
    """Which lines of a body hold what is said on lines of the note."""
    return tuple(
        place for place, piece in enumerate(pieces) if not said.keys().isdisjoint(piece.lines)
    )


# The pages of people, projects, versions, tickets and series.


def named_pages(lookups: Lookups) -> Iterator[SearchDocument]:
    """A document for each page that a name calls, in a stable order."""
    yield from _people(lookups)
    yield from _projects(lookups)
    yield from _versions(lookups)
    yield from _tickets(lookups)
    yield from _series(lookups)


def _people(lookups: Lookups) -> Iterator[SearchDocument]:
    archive = lookups.archive
    for person in archive.people.values():
        roles = tuple(dict.fromkeys(role.text for role in person.roles))
        yield SearchDocument(
            f"person/{person.id}",
            relative("", lookups.uri("person", person.id)),
            "person",
            person.name,
            body="\n".join([*roles, *_meetings(archive, person.attended)]),
            people=(person.name,),
            names=_calls(person.name, *person.written, *person.aliases),
        )


def _meetings(archive: Archive, notes: Sequence[NoteId]) -> Iterator[str]:
    if notes:
        days = sorted(filter(None, (_day(archive.notes[note]) for note in notes)))
        last = f", last on {days[-1]}" if days else ""
        yield f"{len(notes)} {'meeting' if len(notes) == 1 else 'meetings'} attended{last}"


def _projects(lookups: Lookups) -> Iterator[SearchDocument]:
    for project in lookups.archive.projects.values():
        parts = [f"Parts: {', '.join(project.parts)}"] if project.parts else []
        yield SearchDocument(
            f"project/{project.id}",
            relative("", lookups.uri("project", project.id)),
            "project",
            project.name,
            body="\n".join(parts),
            projects=(project.name,),
            names=_calls(project.name, *project.written, *project.aliases),
        )


def _versions(lookups: Lookups) -> Iterator[SearchDocument]:
    for version in lookups.archive.versions.values():
        name = lookups.name("version", version.id)
        project = lookups.name("project", version.project)
        yield SearchDocument(
            f"version/{version.id}",
            relative("", lookups.uri("version", version.id)),
            "version",
            name,
            body=_state(version),
            projects=(project,),
            versions=(name,),
            names=_calls(name, version.number),
        )


def _state(version: Version) -> str:
    """The state of a version in words: `released 2019-09-11 or 2019-09-18, disputed`."""
    words = f"{version.status.replace('-', ' ')} {' or '.join(dates_of(version))}".strip()
    return f"{words}, disputed" if version.contradictions else words


def _tickets(lookups: Lookups) -> Iterator[SearchDocument]:
    for ticket in lookups.archive.tickets.values():
        yield SearchDocument(
            f"ticket/{ticket.id}",
            relative("", lookups.uri("ticket", ticket.id)),
            "ticket",
            ticket.id,
            names=_calls(ticket.id),
        )


def _series(lookups: Lookups) -> Iterator[SearchDocument]:
    for series in lookups.archive.series.values():
        notes = len(series.notes)
        yield SearchDocument(
            f"series/{series.id}",
            relative("", series_uri(series.id)),
            "series",
            series.name,
            body=f"{notes} {'note' if notes == 1 else 'notes'}",
            series=series.name,
            names=_calls(series.name, *series.aliases),
        )


def _calls(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))


# Counting and writing, through the cache and through processes.


class _PooledWork(Work):
    """Counts notes that the cache does not know, and writes postings, in an executor."""

    def __init__(self, pool: Executor, cache: Cache | None, ahead: int) -> None:
        self._pool = pool
        self._cache = cache
        self._ahead = ahead
        self._salt = key_of("search counts", code_version())
        self._keys: deque[list[bytes]] = deque()

    def packed(self, groups: Iterable[Numbered]) -> Iterator[Packed]:
        """The groups of documents in batches, in their order; new counts go into the cache."""
        encoder = msgspec.msgpack.Encoder()
        encoded = ((first, encoder.encode(documents)) for first, documents in groups)
        if self._cache is None:
            yield from self._in_order(_pack_batch, batches(encoded, BATCH))
            return
        lookups = self._looked_up(encoded, self._cache)
        for packed, fresh in self._in_order(_pack_lookups, lookups):
            self._cache.put(zip(self._keys.popleft(), fresh, strict=True))
            yield packed

    def encoded(
        self, chunks: Iterable[Sequence[Postings]], scoring: Scoring
    ) -> Iterator[Sequence[str]]:
        """For each chunk the postings as text, in their order."""
        return self._in_order(partial(encode_chunk, scoring=scoring), chunks)

    def _looked_up(self, groups: Iterable[_Encoded], cache: Cache) -> Iterator[list[_Lookup]]:
        for batch in batches(groups, BATCH):
            keys = [key_of(self._salt, group) for _, group in batch]
            kept = [cache.get(key) for key in keys]
            self._keys.append([key for key, value in zip(keys, kept, strict=True) if value is None])
            yield [(*placed, value) for placed, value in zip(batch, kept, strict=True)]

    def _in_order(self, run: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The results in the order of the tasks, of which a few are always under way."""
        waiting: deque[Future[R]] = deque()
        for task in tasks:
            waiting.append(self._pool.submit(run, task))
            if len(waiting) > self._ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_DOCUMENTS = msgspec.msgpack.Decoder(Documents)
_COUNTS = msgspec.msgpack.Decoder(Counts)


def _pack_batch(batch: Iterable[_Encoded]) -> Packed:
    return count_and_pack((first, _DOCUMENTS.decode(group)) for first, group in batch)


def _pack_lookups(batch: Iterable[_Lookup]) -> tuple[Packed, list[bytes]]:
    """The batch packed, and the counts of those notes that came without theirs."""
    fresh = []
    made = []
    for first, group, kept in batch:
        documents = _DOCUMENTS.decode(group)
        counts = _COUNTS.decode(kept) if kept is not None else count(documents)
        if kept is None:
            fresh.append(msgspec.msgpack.encode(counts))
        made.append((first, documents, counts))
    return pack(made), fresh


@contextmanager
def _working(size: int, configuration: Configuration, executor: Executor | None) -> Iterator[Work]:
    """Where the notes of an archive of that size are counted."""
    workers = configuration.workers or os.cpu_count() or 1
    caching = Cache(configuration.cache) if configuration.cache else nullcontext()
    if executor is None and (size < WORTH_A_POOL or workers == 1):
        with caching as cache:
            yield _PooledWork(_SameProcess(), cache, 0)
        return
    with (
        nullcontext(executor) if executor else ProcessPoolExecutor(workers) as pool,
        caching as cache,
    ):
        yield _PooledWork(pool, cache, 2 * workers)


class _SameProcess(Executor):
    """Runs what is submitted at once, in this process."""

    def submit(self, fn: Callable[P, T], /, *args: P.args, **kwargs: P.kwargs) -> Future[T]:
        """The finished future of the call."""
        future: Future[T] = Future()
        future.set_result(fn(*args, **kwargs))
        return future
