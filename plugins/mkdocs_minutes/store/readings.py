"""How the notes were read, kept from build to build, so that an edit concerns few of them.

A row in the cache is named by what it holds, and one value lists the rows of all notes: so two
builds at once, or one that ends in between, leave a list whose rows belong together.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from functools import cache as memoise
from functools import cached_property
from sys import intern
from typing import TypeVar, get_args

import msgspec

from ..core.archive import Assembled
from ..core.grouping import grouped
from ..core.of_series import Contribution, OfSeries, Texts
from ..core.part_ids import meeting_of, place_of
from ..core.places import Made
from ..core.records import (
    Attendance,
    Doubt,
    Facts,
    Mention,
    MentionKind,
    NoteId,
    Owner,
    ParsedNote,
    PersonId,
    ProjectId,
    Role,
    SeriesId,
    Span,
    VersionReading,
)
from ..core.registry import Registry
from ..core.resolve.addresses import Placed, SeriesName, placing
from ..core.resolve.attribution import Attribution
from ..core.resolve.census import Census, share
from ..core.resolve.dependencies import dependencies
from ..core.resolve.mentions import Named
from ..core.resolve.tables import Resolved, Tables, find_tables
from ..core.settings import Settings
from ..core.told import tell
from ..core.unread import FACTS, SIZES, UnreadParsed, digest, header_of
from .cache import Cache, code_version, key_of
from .standing import (
    SHELVES,
    ArchiveRow,
    KeptNote,
    NoteRow,
    StandingArchive,
    archive_of,
    decoded,
    packed_shelf,
    shelf_of,
)

K = TypeVar("K")

HELD_EVERY = 100
"""Openings of the cache after which it is told that what the archive leans on has to stay."""

BATCH = 64
"""Rows that go to the cache at a time."""


class _Row(msgspec.Struct, array_like=True, gc=False):
    """How a note was read; facts of the note go by their places among those of their kind.

    A mention is its kind, its target, where it begins and ends, and its line.
    """

    share: msgspec.Raw
    dependencies: bytes
    mentions: tuple[tuple[MentionKind, str, int, int, int], ...]
    doubts: tuple[Doubt, ...]
    attendance: tuple[tuple[int, str, str | None], ...]
    persons: tuple[tuple[int, str], ...]
    versions: tuple[tuple[int | VersionReading, str], ...]
    roles: tuple[tuple[PersonId, Role], ...]
    given: msgspec.Raw


class _State(msgspec.Struct, array_like=True):
    """All of it: `rows` by the keys of notes, and `lists` with the row of what each comes to.

    With that row stands a hash of what lists of the archive take from it. `archive` is the name of
    the archive's row, and `held` when it was last said that what stands in none of these has to
    stay as well. `texts` are those of `Assembled`.
    """

    registry: Registry
    series: dict[SeriesId, SeriesName]
    census: Census
    rows: dict[bytes, bytes]
    lists: dict[SeriesId, tuple[bytes, bytes, bytes]]
    archive: bytes
    held: int
    texts: dict[SeriesId, dict[int, int]]


_CENSUS = msgspec.msgpack.Decoder(Census)
_CONTRIBUTION = msgspec.msgpack.Decoder(Contribution)
_ROW = msgspec.msgpack.Decoder(_Row)
_OF_SERIES = msgspec.msgpack.Decoder(OfSeries)
_STATE = msgspec.msgpack.Decoder(_State)


class KeptReadings:
    """How the notes were read when an archive was last made; a `Former`."""

    def __init__(
        self, cache: Cache, state: _State, entries: bytes, recover: Callable[[], Assembled] | None
    ) -> None:
        self._recover = memoise(recover or _nothing_recovered)
        self._cache = cache
        self._get = cache.reader()
        self._state = state
        self._entries = entries
        self.lists = {series: key for series, (key, *_) in state.lists.items()}

    @property
    def registry(self) -> Registry:
        """What was registered then."""
        return self._state.registry

    @property
    def texts(self) -> Mapping[SeriesId, Texts]:
        """What was said in each series."""
        return self._state.texts

    @property
    def keys(self) -> Mapping[bytes, bytes]:
        """The notes, with the name of the row of each."""
        return self._state.rows

    @cached_property
    def standing(self) -> StandingArchive | None:
        """The archive, if the registry's files were those of now and nothing of it is lost."""
        with suppress(LookupError):
            row = archive_of(self._get(self._state.archive))
            archive = StandingArchive(
                row, self._state.series, self._get, self.resolved, self._recover
            )
            leant_on = {*archive.leans_on(), *self._state.rows.values()}
            if row.entries == self._entries and leant_on <= self._cache.names():
                if self._cache.opening - self._state.held > HELD_EVERY:
                    self._state.held = self._cache.opening
                    lists = (name for _, name, _ in self._state.lists.values())
                    self._cache.hold({*leant_on, self._state.archive, *lists})
                return archive
        return None

    @property
    def by_row(self) -> Mapping[bytes, KeptNote]:
        """The notes that stand, by the names of the rows that have them as they are by themselves.

        There are none where something of the archive is lost.
        """
        return self.standing.by_row if self.standing else {}

    @property
    def state(self) -> _State:
        """All of it as it is kept."""
        return self._state

    @cached_property
    def tables(self) -> Tables:
        """The tables that they were read by."""
        return find_tables(self._state.census, self.registry, self._state.series)

    def share(self, key: bytes) -> Census:
        """What a note gave to the census."""
        return decoded(_CENSUS, bytes(self._row(key).share))

    def row(self, key: bytes) -> bytes:
        """A row in which what a note asked the tables stands as it is."""
        return self._get(self._state.rows[key]) or b"\n"

    def resolved(self, key: bytes, item: Placed) -> Resolved:
        """How a note was read."""
        return _unpacked(self._row(key), item)

    def contribution(self, key: bytes) -> Contribution:
        """What a note gave to its series."""
        return decoded(_CONTRIBUTION, bytes(self._row(key).given))

    def followed(self, series: SeriesId) -> OfSeries:
        """What a series came to."""
        _, name, _ = self._state.lists[series]
        return decoded(_OF_SERIES, self._get(name))

    def row_of_series(self, series: SeriesId) -> tuple[bytes, bytes]:
        """The name of the row with the threads and topics of a series, and their outline."""
        _, name, outline = self._state.lists[series]
        return name, outline

    def _row(self, key: bytes) -> _Row:
        return decoded(_ROW, self._get(self._state.rows[key]))


def find_readings(
    cache: Cache,
    settings: Settings,
    entries: bytes = b"",
    recover: Callable[[], Assembled] | None = None,
    state: bytes = b"",
) -> KeptReadings | None:
    """How the notes were read when the settings were these, if that is kept.

    `entries` is a hash of the registry's files. `recover` reads all notes, where something that was
    taken for kept turns out to be lost. Of several archives each is a `state`, which is kept as it
    was found; that of the last build has no name.
    """
    try:
        found = decoded(_STATE, cache.get(_name(settings, state)))
        return KeptReadings(cache, found, entries, recover)
    except LookupError:
        return None


def _nothing_recovered() -> Assembled:
    raise LookupError


def keep_readings(
    cache: Cache,
    made: Assembled,
    former: KeptReadings | None,
    registry: Registry,
    settings: Settings,
    entries: bytes = b"",
    parsed: Mapping[str, bytes] | None = None,
    state: bytes = b"",
) -> dict[str, bytes]:
    """Keep how the notes of an archive were read, in place of how they were before.

    `parsed` has the names of rows that hold notes as they are by themselves, by path. What comes
    back are hashes of all that lists take from each table of the archive.
    """
    reading = made.reading
    known = former.keys if former else {}
    if (
        former is not None
        and former.registry == registry
        and former.standing is not None
        and not reading.again
        and known.keys() == set(reading.keys.values())
    ):
        return _outlines(made, former.standing.row, former.state, settings)
    rows, lists = _rows(cache, made, known), _lists(cache, made, former)
    archive = _archive(cache, made, former, entries, parsed or {})
    (name,) = _put(cache, [(b"", msgspec.msgpack.encode(archive))]).values()
    held = former.state.held if former and made.touched is not None else cache.opening
    tables = reading.tables
    texts = {series: dict(found) for series, found in made.texts.items()}
    made_of = _State(registry, dict(tables.series), tables.census, rows, lists, name, held, texts)
    cache.put([(_name(settings, state), msgspec.msgpack.encode(made_of))])
    return _outlines(made, archive, made_of, settings)


def _outlines(
    made: Assembled, archive: ArchiveRow, state: _State, settings: Settings
) -> dict[str, bytes]:
    """For each table of an archive a hash of all that lists take from it.

    Those of people and versions have another, of all that each entity is made of.
    """
    tables = made.reading.tables
    with_parts = {meeting_of(note.id) for note in archive.notes if place_of(note.id)}
    placed = [
        (note.id, note.series, head.path, head.title, head.kind, head.date, head.front_matter)
        for note in archive.notes
        for head in (note.header,)
    ]
    told = [
        (note.told.outline, note.header.digest if _is_listed(note, with_parts) else "")
        for note in archive.notes
    ]
    people, projects, versions, tickets = (
        [
            (name, brief.there, brief.first is None, brief.outline)
            for name, brief in sorted(archive.briefs.get(kind, {}).items())
        ]
        for kind in get_args(MentionKind)
    )
    persons = [(one.id, one.name, one.hidden) for one in tables.people.persons.values()]
    names = [(one.id, one.name, one.kind) for one in tables.projects.names.values()]
    below = [[one[:3] for one in found] for found in (versions, tickets)]
    of_series = placed, sorted((one, it[2]) for one, it in state.lists.items())
    follows_from: dict[str, object] = {
        "notes": (placed, told),
        "people": (people, persons),
        "projects": (projects, names, below),
        "versions": (versions, names),
        "tickets": (tickets, sorted(tables.projects.by_ticket.items())),
        "each of people": _marks(made.archive.people),
        "each of versions": _marks(made.archive.versions),
        **dict.fromkeys(("series", "threads", "topics", "outcomes"), of_series),
    }
    all_ask = digest((_name(settings, b""), state.registry, state.series))
    return {table: key_of(all_ask, digest(found)) for table, found in follows_from.items()}


def _marks(entities: Mapping[K, object]) -> list[tuple[K, bytes]]:
    return [(key, entities.mark(key)) for key in entities] if isinstance(entities, Made) else []


def _is_listed(note: NoteRow, with_parts: Container[NoteId]) -> bool:
    """Whether lists take words or numbers from a note."""
    counts = note.told.facts[FACTS.index("metrics")], note.told.sizes[SIZES.index("marks")]
    return any(counts) or bool(place_of(note.id)) or note.id in with_parts


def _rows(cache: Cache, made: Assembled, known: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
    """The names of the rows of all notes, kept anew for those that were read again."""
    reading = made.reading
    again = (item for item in made.placed if item.id in reading.again)
    fresh = {reading.keys[item.id]: item for item in again}
    rows = {key: known[key] for key in reading.keys.values() if key not in fresh}
    return rows | _put(cache, ((key, _packed(item, made)) for key, item in fresh.items()))


def _lists(
    cache: Cache, made: Assembled, former: KeptReadings | None
) -> dict[SeriesId, tuple[bytes, bytes, bytes]]:
    """For each series the key of its notes, and as `row_of_series`, kept anew for new lists."""
    lists, standing = made.reading.lists, made.reading.standing
    known = {one: former.row_of_series(one) for one in standing} if former else {}
    rows = {one: row for one, row in known.items() if cache.get(row[0])}  # none may be lost
    fresh = [one for one in lists if one not in rows]
    put = _put(cache, ((one, msgspec.msgpack.encode(made.of_series[one])) for one in fresh))
    rows |= {one: (name, _outline_of(made.of_series[one])) for one, name in put.items()}
    return {one: (key, *rows[one]) for one, key in lists.items()}


def _outline_of(series: OfSeries) -> bytes:
    """A hash of what lists of the archive take from a series: not the words of its actions."""
    threads = [replace(thread, text="") for thread in series.followed.threads]
    return digest((threads, series.followed.repeats, series.topics, series.outcomes))


def _archive(
    cache: Cache,
    made: Assembled,
    former: KeptReadings | None,
    entries: bytes,
    parsed: Mapping[str, bytes],
) -> ArchiveRow:
    """The archive as it is kept, its rows kept anew where they are other ones."""
    before = former.standing.notes if former and former.standing else {}
    briefs = grouped((kind, (name, brief)) for (kind, name), brief in made.briefs.items())
    return ArchiveRow(
        entries,
        tuple(_note_rows(cache, made, before, parsed)),
        made.reading.tables.tickets,
        made.place_problems,
        {kind: dict(of) for kind, of in briefs.items()},
        _shelves(cache, made, former),
    )


def _note_rows(
    cache: Cache, made: Assembled, before: Mapping[str, KeptNote], parsed: Mapping[str, bytes]
) -> Iterator[NoteRow]:
    """The notes as they are kept; some are as they were `before`."""
    alone = {one.note.path: one for one in made.alone if not isinstance(one, UnreadParsed)}
    read = (item for item in made.placed if item.parsed.note.path in alone)
    settled = ((i.id, i.parsed) for i in read if i.parsed is not alone[i.parsed.note.path])
    names = {path: note.row.alone for path, note in before.items()} | dict(parsed)
    names |= _named(cache, ((path, one) for path, one in alone.items() if path not in names))
    moved = _named(cache, settled)
    for item in made.placed:
        note, path = made.archive.notes[item.id], item.parsed.note.path
        row = before[path].row if path in before else None
        if row is not None and path not in alone:
            told = row.told if isinstance(item.parsed, UnreadParsed) else tell(note, item.parsed)
            yield msgspec.structs.replace(row, former=item.former, told=told, related=note.related)
            continue
        own = names[path]
        yield NoteRow(
            alone=own,
            placed=moved.get(item.id, own),
            key=made.reading.keys[item.id],
            placing=placing(alone[path]),
            id=item.id,
            series=item.series,
            former=item.former,
            header=header_of(item.parsed.note),
            told=tell(note, item.parsed),
            related=note.related,
        )


def _shelves(cache: Cache, made: Assembled, former: KeptReadings | None) -> tuple[bytes, ...]:
    """The names of the shelves with the places of entities, kept anew where some are others."""
    touched, before = made.touched, former.standing if former else None
    if touched is None or before is None:
        keys = grouped((shelf_of(key), key) for key in made.places)
        shelves = (
            (number, packed_shelf((key, made.places[key]) for key in keys.get(number, ())))
            for number in range(SHELVES)
        )
        return tuple(_put(cache, shelves).values())
    names = [*before.row.shelves]
    for number, others in grouped((shelf_of(key), key) for key in touched).items():
        shelf = {**before.places.shelf(number)} | {key: made.places[key] for key in others}
        own = packed_shelf((key, found) for key, found in shelf.items() if found)
        names[number] = _put(cache, [(number, own)])[number]
    return tuple(names)


def drop_readings(cache: Cache, state: bytes) -> None:
    """Keep no longer how the notes of a state were read; rows of notes may be those of others."""
    name = _name(Settings(), state)
    with suppress(LookupError):
        cache.drop([name, decoded(_STATE, cache.get(name)).archive])


def _name(settings: Settings, state: bytes) -> bytes:
    """The name that a state goes by; that of one which has none depends on the settings."""
    return key_of("how the notes were read", state or code_version() + repr(settings))


def _put(cache: Cache, values: Iterable[tuple[K, bytes]]) -> dict[K, bytes]:
    """Keep values under names that they give themselves, and return these."""
    names: dict[K, bytes] = {}
    batch: list[tuple[bytes, bytes]] = []
    for key, value in values:
        names[key] = key_of("how it was read", value)
        batch.append((names[key], value))
        if len(batch) == BATCH:
            cache.put(batch)
            batch = []
    cache.put(batch)
    return names


def _named(cache: Cache, notes: Iterable[tuple[K, ParsedNote]]) -> dict[K, bytes]:
    """Keep notes under names that they give themselves, and return these."""
    return _put(cache, ((key, msgspec.msgpack.encode(one.packed())) for key, one in notes))


def _packed(item: Placed, made: Assembled) -> bytes:
    facts, resolved = item.parsed.facts, made.reading.notes[item.id]
    named = resolved.named
    attendees = {one: place for place, one in enumerate(facts.attendees)}
    owners = {one: place for place, one in enumerate(_owners(facts))}
    readings = {one: place for place, one in enumerate(facts.versions)}
    row = _Row(
        msgspec.Raw(msgspec.msgpack.encode(share(item))),
        dependencies(item),
        tuple((m.kind, m.target, m.span.start, m.span.end, m.line) for m in named.mentions),
        named.doubts,
        tuple((attendees[one.attendee], one.name, one.person) for one in named.attendance),
        tuple((owners[owner], person) for owner, person in named.persons.items()),
        tuple((readings.get(a.reading, a.reading), a.project) for a in resolved.attributions),
        resolved.roles,
        msgspec.Raw(msgspec.msgpack.encode(made.given[item.id])),
    )
    return msgspec.msgpack.encode(row)


def _unpacked(row: _Row, item: Placed) -> Resolved:
    """How a note was read, its facts being those of the note, and names shared among notes."""
    facts, text = item.parsed.facts, item.parsed.note.text
    owners = list(_owners(facts)) if row.persons else []
    mentions = tuple(
        Mention(item.id, kind, intern(target), Span(start, end), intern(text[start:end]), line)
        for kind, target, start, end, line in row.mentions
    )
    attendance = tuple(
        Attendance(facts.attendees[place], name, PersonId(intern(person)) if person else None)
        for place, name, person in row.attendance
    )
    persons = {owners[place]: PersonId(intern(person)) for place, person in row.persons}
    attributions = tuple(
        Attribution(
            facts.versions[reading] if isinstance(reading, int) else reading,
            ProjectId(intern(project)),
        )
        for reading, project in row.versions
    )
    return Resolved(Named(mentions, row.doubts, attendance, persons), attributions, row.roles)


def _owners(facts: Facts) -> Iterator[Owner]:
    return (owner for action in facts.actions for owner in action.owners)
