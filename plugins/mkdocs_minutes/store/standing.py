"""An archive as it was when it was last made, each of its notes read where it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from sys import intern
from typing import TypeVar
from zlib import crc32

import msgspec

from ..core.archive import Assembled, archived
from ..core.places import Given
from ..core.records import (
    ArchivedNote,
    Mention,
    MentionKind,
    NoteId,
    ParsedNote,
    PersonId,
    Problem,
    Related,
    Role,
    SeriesId,
    Span,
    VersionClaim,
)
from ..core.resolve.addresses import Placed, SeriesName
from ..core.resolve.one_ticket import TicketNames
from ..core.resolve.tables import Resolved
from ..core.unread import Brief, Briefs, Header, Key, Told, unread
from .recurring import held_once

T = TypeVar("T")

SHELVES = 256
"""Rows among which the places of entities are shared out, so that an edit writes few of them."""


class NoteRow(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """A note in its place: the names of its rows by itself and among the others, and its key."""

    alone: bytes
    placed: bytes
    key: bytes
    placing: bytes
    id: NoteId
    series: SeriesId
    former: str
    header: Header
    told: Told
    related: tuple[Related, ...]


class ArchiveRow(msgspec.Struct, array_like=True, frozen=True):
    """An archive: its notes, what was found in placing them, and the rows with all places.

    `entries` is a hash of the registry's files.
    """

    entries: bytes
    notes: tuple[NoteRow, ...]
    tickets: TicketNames
    problems: tuple[Problem, ...]
    briefs: dict[MentionKind, dict[str, Brief]]
    shelves: tuple[bytes, ...]


class _Place(msgspec.Struct, array_like=True, gc=False):
    """What a note gives to an entity; a mention is where it begins and ends, its words and line."""

    note: NoteId
    mentions: tuple[tuple[int, int, str, int], ...]
    attended: bool
    listed: int
    roles: tuple[Role, ...]
    beside: tuple[PersonId, ...]
    system: str | None
    url: str
    claims: tuple[VersionClaim, ...]
    series: int


_ARCHIVE = msgspec.msgpack.Decoder(ArchiveRow)
_PARSED = msgspec.msgpack.Decoder(ParsedNote)
_SHELF = msgspec.msgpack.Decoder(list[tuple[MentionKind, str, msgspec.Raw]])
_PLACES = msgspec.msgpack.Decoder(list[_Place])

Read = Callable[[bytes], bytes | None]
"""Gives the value that is kept under a name, if there is one."""


def decoded(decoder: msgspec.msgpack.Decoder[T], value: bytes | None) -> T:
    """A kept value; `LookupError` where there is none, or it is not what this code keeps."""
    try:
        return decoder.decode(value or b"")
    except msgspec.MsgspecError as error:
        raise LookupError from error


class KeptNote:
    """A note of which the place is at hand, and what lists take from it."""

    def __init__(
        self,
        row: NoteRow,
        read: Read,
        resolved: Callable[[bytes, Placed], Resolved],
        recover: Callable[[], Assembled],
    ) -> None:
        self.row, self.told, self.key = row, row.told, row.key
        self.placing, self.related = row.placing, row.related
        self._read, self._resolved, self._recover = read, resolved, recover
        self._parsed: ParsedNote | None = None

    @cached_property
    def item(self) -> Placed:
        """The note in its place."""
        return self._placed(unread(self.row.header, self))

    def alone(self) -> ParsedNote:
        """The note as it is by itself."""
        try:
            return self.stated()
        except LookupError:
            path = self.row.header.path
            return next(one for one in self._recover().alone if one.note.path == path)

    def stated(self) -> ParsedNote:
        """As `alone`, also of a note that is another one now; `LookupError` where it is lost."""
        return held_once(decoded(_PARSED, self._read(self.row.alone)))

    def parsed(self) -> ParsedNote:
        """The note as it is among the others."""
        if self._parsed is None:
            try:
                self._parsed = held_once(decoded(_PARSED, self._read(self.row.placed)))
            except LookupError:
                placed = self._recover().placed
                self._parsed = next(one.parsed for one in placed if one.id == self.row.id)
        return self._parsed

    def before(self) -> tuple[ArchivedNote, Resolved]:
        """As `archived` and `resolved`, also of a note that is another one now.

        Raises `LookupError` where that is lost.
        """
        placed = self._placed(held_once(decoded(_PARSED, self._read(self.row.placed))))
        resolved = self._resolved(self.key, placed)
        return archived(placed, resolved), resolved

    def resolved(self) -> Resolved:
        """How it was read."""
        try:
            return self._resolved(self.key, self._placed(self.parsed()))
        except LookupError:
            return self._recover().reading.notes[self.row.id]

    def archived(self) -> ArchivedNote:
        """The note as the archive has it, without its threads and what it leads to."""
        return archived(self._placed(self.parsed()), self.resolved())

    def _placed(self, parsed: ParsedNote) -> Placed:
        return Placed(parsed, self.row.id, self.row.series, self.row.former)


class StandingPlaces(Mapping[Key, Sequence[Given]]):
    """The places of all entities, as they are kept."""

    def __init__(
        self, shelves: Sequence[bytes], read: Read, recover: Callable[[], Assembled]
    ) -> None:
        self.names, self._read, self._recover = shelves, read, recover
        self._shelves: dict[int, dict[Key, msgspec.Raw]] = {}

    def shelf(self, number: int) -> dict[Key, msgspec.Raw]:
        """The entities on a shelf, each with its places as they are kept."""
        if number not in self._shelves:
            try:
                found = decoded(_SHELF, self._read(self.names[number]))
            except LookupError:
                places = self._recover().places
                own = [(key, places[key]) for key in places if shelf_of(key) == number]
                found = decoded(_SHELF, packed_shelf(own))
            self._shelves[number] = {(kind, name): places for kind, name, places in found}
        return self._shelves[number]

    def __getitem__(self, key: Key) -> list[Given]:
        places = decoded(_PLACES, bytes(self.shelf(shelf_of(key))[key]))
        return [*_unpacked(key, places)]

    def __iter__(self) -> Iterator[Key]:
        return chain.from_iterable(map(self.shelf, range(SHELVES)))

    def __len__(self) -> int:
        return sum(len(self.shelf(number)) for number in range(SHELVES))


class StandingArchive:
    """An archive as it is kept; a `Standing` of `core.edited`.

    Where something of it turns out to be lost, `recover` reads all of the notes, as they were.
    """

    def __init__(
        self,
        row: ArchiveRow,
        names: Mapping[SeriesId, SeriesName],
        read: Read,
        resolved: Callable[[bytes, Placed], Resolved],
        recover: Callable[[], Assembled],
    ) -> None:
        self.names = names
        self.row, self.tickets, self.problems = row, row.tickets, row.problems
        self.notes = {one.header.path: KeptNote(one, read, resolved, recover) for one in row.notes}
        self.by_row = {note.row.alone: note for note in self.notes.values()}
        self.places = StandingPlaces(row.shelves, read, recover)
        self.briefs: Briefs = {
            (kind, name): brief for kind, of in row.briefs.items() for name, brief in of.items()
        }

    def leans_on(self) -> Iterator[bytes]:
        """The names of all rows that it leans on."""
        yield from self.row.shelves
        for note in self.row.notes:
            yield note.alone
            yield note.placed


def archive_of(value: bytes | None) -> ArchiveRow:
    """The archive that a row has; `LookupError` where that is none."""
    return decoded(_ARCHIVE, value)


def shelf_of(key: Key) -> int:
    """The shelf that has the places of an entity."""
    return crc32("/".join(key).encode()) % SHELVES


def packed_shelf(places: Iterable[tuple[Key, Sequence[Given] | msgspec.Raw]]) -> bytes:
    """A shelf as it is kept: entities with their places, or with those as they are kept."""
    return msgspec.msgpack.encode(
        [
            (*key, found if isinstance(found, msgspec.Raw) else [*map(_packed, found)])
            for key, found in places
        ]
    )


def _packed(given: Given) -> _Place:
    mentions = tuple((m.span.start, m.span.end, m.written, m.line) for m in given.mentions)
    _, _, *others = msgspec.structs.astuple(given)
    return _Place(given.note, mentions, *others)


def _unpacked(key: Key, places: Iterable[_Place]) -> Iterator[Given]:
    kind, target = key
    for place in places:
        note = NoteId(intern(place.note))
        mentions = tuple(
            Mention(note, kind, target, Span(start, end), intern(written), line)
            for start, end, written, line in place.mentions
        )
        _, _, *others = msgspec.structs.astuple(place)
        yield Given(note, mentions, *others)
