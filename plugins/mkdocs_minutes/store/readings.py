"""How the notes were read, kept from build to build, so that an edit concerns few of them.

A row in the cache is named by what it holds, and one value lists the rows of all notes: so two
builds at once, or one that ends in between, leave a list whose rows belong together.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from sys import intern
from typing import TypeVar

import msgspec

from ..core.archive import Assembled
from ..core.of_series import Contribution, OfSeries
from ..core.records import (
    Attendance,
    Doubt,
    Facts,
    Mention,
    MentionKind,
    Owner,
    PersonId,
    ProjectId,
    Role,
    SeriesId,
    Span,
    VersionReading,
)
from ..core.registry import Registry
from ..core.resolve.addresses import Placed, SeriesName
from ..core.resolve.attribution import Attribution
from ..core.resolve.census import Census, share
from ..core.resolve.dependencies import dependencies
from ..core.resolve.mentions import Named
from ..core.resolve.tables import Resolved, Tables, find_tables
from ..core.settings import Settings
from .cache import Cache, code_version, key_of

K = TypeVar("K")
T = TypeVar("T")

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
    """All of it: `rows` by the keys of notes, and `lists` with the row of what each comes to."""

    registry: Registry
    series: dict[SeriesId, SeriesName]
    census: Census
    rows: dict[bytes, bytes]
    lists: dict[SeriesId, tuple[bytes, bytes]]


_CENSUS = msgspec.msgpack.Decoder(Census)
_CONTRIBUTION = msgspec.msgpack.Decoder(Contribution)
_ROW = msgspec.msgpack.Decoder(_Row)
_OF_SERIES = msgspec.msgpack.Decoder(OfSeries)
_STATE = msgspec.msgpack.Decoder(_State)


class KeptReadings:
    """How the notes were read when an archive was last made; a `Former`."""

    def __init__(self, cache: Cache, state: _State) -> None:
        self._cache = cache
        self._state = state
        self.lists = {series: key for series, (key, _) in state.lists.items()}

    @property
    def registry(self) -> Registry:
        """What was registered then."""
        return self._state.registry

    @property
    def keys(self) -> Mapping[bytes, bytes]:
        """The notes, with the name of the row of each."""
        return self._state.rows

    @cached_property
    def tables(self) -> Tables:
        """The tables that they were read by."""
        return find_tables(self._state.census, self.registry, self._state.series)

    def share(self, key: bytes) -> Census:
        """What a note gave to the census."""
        return _decoded(_CENSUS, bytes(self._row(key).share))

    def row(self, key: bytes) -> bytes:
        """A row in which what a note asked the tables stands as it is."""
        return self._cache.get(self._state.rows[key]) or b"\n"

    def resolved(self, key: bytes, item: Placed) -> Resolved:
        """How a note was read."""
        return _unpacked(self._row(key), item)

    def contribution(self, key: bytes) -> Contribution:
        """What a note gave to its series."""
        return _decoded(_CONTRIBUTION, bytes(self._row(key).given))

    def followed(self, series: SeriesId) -> OfSeries:
        """What a series came to."""
        _, name = self._state.lists[series]
        return _decoded(_OF_SERIES, self._cache.get(name))

    def row_of_series(self, series: SeriesId) -> bytes:
        """The name of the row with the threads and topics of a series."""
        return self._state.lists[series][1]

    def _row(self, key: bytes) -> _Row:
        return _decoded(_ROW, self._cache.get(self._state.rows[key]))


def _decoded(decoder: msgspec.msgpack.Decoder[T], value: bytes | None) -> T:
    """A kept value; `LookupError` where there is none, or it is not what this code keeps."""
    try:
        return decoder.decode(value or b"")
    except msgspec.MsgspecError as error:
        raise LookupError from error


def find_readings(cache: Cache, settings: Settings) -> KeptReadings | None:
    """How the notes were read when the settings were these, if that is kept."""
    try:
        return KeptReadings(cache, _decoded(_STATE, cache.get(_name(settings))))
    except LookupError:
        return None


def keep_readings(
    cache: Cache,
    made: Assembled,
    former: KeptReadings | None,
    registry: Registry,
    settings: Settings,
) -> None:
    """Keep how the notes of an archive were read, in place of how they were before."""
    reading = made.reading
    known = former.keys if former else {}
    same = former is not None and former.registry == registry
    if same and not reading.again and known.keys() == set(reading.keys.values()):
        return
    rows, lists = _rows(cache, made, known), _lists(cache, made, former)
    state = _State(registry, dict(reading.tables.series), reading.tables.census, rows, lists)
    cache.put([(_name(settings), msgspec.msgpack.encode(state))])


def _rows(cache: Cache, made: Assembled, known: Mapping[bytes, bytes]) -> dict[bytes, bytes]:
    """The names of the rows of all notes, kept anew for those that were read again."""
    reading = made.reading
    again = (item for item in made.placed if item.id in reading.again)
    fresh = {reading.keys[item.id]: item for item in again}
    rows = {key: known[key] for key in reading.keys.values() if key not in fresh}
    return rows | _put(cache, ((key, _packed(item, made)) for key, item in fresh.items()))


def _lists(
    cache: Cache, made: Assembled, former: KeptReadings | None
) -> dict[SeriesId, tuple[bytes, bytes]]:
    """For each series the key of its notes and the name of its row, kept anew for new lists."""
    lists, standing = made.reading.lists, made.reading.standing
    rows = {one: former.row_of_series(one) for one in standing} if former else {}
    fresh = [one for one in lists if one not in rows]
    rows |= _put(cache, ((one, msgspec.msgpack.encode(made.of_series[one])) for one in fresh))
    return {one: (key, rows[one]) for one, key in lists.items()}


def _name(settings: Settings) -> bytes:
    return key_of("how the notes were read", code_version(), repr(settings))


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
