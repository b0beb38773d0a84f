"""What a snapshot was made by, kept so that the snapshot after a small edit follows from it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

import msgspec

from ..core.archive import Assembled
from ..core.grouping import grouped
from ..core.names import fold
from ..core.of_series import Contribution
from ..core.records import ArchivedNote, Facts, Note, ParsedNote, Problem, SeriesId, VersionClaim
from ..core.registry import Registry
from ..core.resolve.addresses import Placed
from ..core.resolve.census import Census, share
from ..core.resolve.dependencies import dependencies
from ..core.resolve.people import People
from ..core.resolve.problems import doubts, note_problems
from ..core.resolve.tables import Tables
from .snapshot import Given, Snapshot


class Place(NamedTuple):
    """A note in which an entity stands, by its number: how it is written each time, where first.

    Of a version it has what the note claims.
    """

    note: int
    line: int
    forms: tuple[str, ...]
    claims: tuple[VersionClaim, ...] = ()


class Row(msgspec.Struct, array_like=True, frozen=True):
    """What a note gives to a snapshot besides its facts, and what it `asks` the tables.

    `share` is what it gives to the census, `given` what it gives to its series. `stands` are
    the entities that stand in it, as `Basis.places` calls these.
    """

    share: msgspec.Raw
    asks: bytes
    given: msgspec.Raw
    stands: dict[str, Place]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class Basis:
    """What a snapshot follows from, and where the entities stand that several notes speak of.

    `context` is a key of all but the notes: the settings, the registry, the code. `files` holds the
    key of what each note holds, by path. `placed` are the notes by path, the oldest first, without
    what does not decide their places, and `keys` what each is known by. In `places` entities go by
    `person/id`, `project/id`, `version/id` and `ticket/id`, by `cited/id` where a ticket is named,
    `attended/id` where a person was there, and `listed/id` where an attendance list has a person;
    notes are numbered as they are placed. `of_series` is what each series comes to. `spelt` counts
    how often a name is written in full. `doubts` are the problems of persons and versions that come
    of several notes. `masked` are the hashes of all values that are masked, `shown` those of
    values that notes show which do not mask them.
    """

    context: str
    files: dict[str, str]
    tables: Tables
    placed: dict[str, Placed]
    keys: dict[str, bytes]
    places: dict[str, msgspec.Raw]
    of_series: dict[SeriesId, msgspec.Raw]
    spelt: dict[str, int]
    doubts: dict[str, tuple[Problem, ...]]
    masked: frozenset[bytes]
    shown: frozenset[bytes]


@dataclass(frozen=True)
class Kept:
    """A snapshot with what it was made by, from which the one after an edit can follow (`Before`).

    `rows` gives the packed row of a note by its path.
    """

    snapshot: Snapshot
    basis: Basis
    rows: Callable[[str], bytes]
    registry: Registry

    @cached_property
    def keys(self) -> Mapping[bytes, str]:
        """The paths of the notes by their keys."""
        return {key: path for path, key in self.basis.keys.items()}

    @property
    def tables(self) -> Tables:
        """The tables that the notes were read by."""
        return self.basis.tables

    def row_at(self, path: str) -> Row:
        """What the note at a path gave."""
        return _ROWS.decode(self.rows(path))

    def given_at(self, path: str) -> Contribution:
        """What the note at a path gave to its series."""
        return _GIVEN.decode(self.rows(path))[2]

    def row(self, key: bytes) -> bytes:
        """The packed row of a note, in which what it asks stands as it is."""
        return self.rows(self.keys[key])

    def share(self, key: bytes) -> Census:
        """What a note gave to the census."""
        return _CENSUS.decode(_ROWS.decode(self.row(key)).share)


_ROWS = msgspec.msgpack.Decoder(Row)
_Any = msgspec.Raw
_GIVEN = msgspec.msgpack.Decoder(tuple[_Any, _Any, Contribution, _Any, _Any])
_CENSUS = msgspec.msgpack.Decoder(Census)


def basis_of(
    made: Assembled,
    registry: Registry,
    files: dict[str, str],
    context: str,
    masked: frozenset[bytes] = frozenset(),
    shown: frozenset[bytes] = frozenset(),
) -> tuple[Basis, dict[str, bytes]]:
    """The basis of an archive without what the tables hold of single notes, and its notes' rows."""
    tables, reading = made.reading.tables, made.reading
    notes = made.archive.notes
    rows = {
        item.parsed.note.path: row_of(item, notes[item.id], made.given, tables.people)
        for item in made.placed
    }
    places = grouped(
        (key, place._replace(note=number))
        for number, row in enumerate(rows.values())
        for key, place in row.stands.items()
    )
    archive = made.archive
    named = {f"person/{one.id}": one.name for one in archive.people.values()}
    named |= {f"project/{one.id}": one.name for one in archive.projects.values()}
    basis = Basis(
        context,
        files,
        replace(tables, people=tables.people.without_notes()),
        {item.parsed.note.path: replace(item, parsed=header(item.parsed)) for item in made.placed},
        {item.parsed.note.path: reading.keys[item.id] for item in made.placed},
        {key: _raw(found) for key, found in places.items()},
        {key: _raw(found) for key, found in made.of_series.items()},
        {key: in_full(name, places.get(key, ())) for key, name in named.items()},
        grouped(doubts(archive, tables.people, tables.projects, registry, made.briefs)),
        masked,
        shown,
    )
    return basis, {path: msgspec.msgpack.encode(row) for path, row in rows.items()}


def _raw(value: object) -> msgspec.Raw:
    return msgspec.Raw(msgspec.msgpack.encode(value))


def in_full(name: str, places: Iterable[Place]) -> int:
    """How often a name is written in full, at these places."""
    whole = fold(name)
    return sum(fold(form) == whole for place in places for form in place.forms)


def row_of(item: Placed, note: ArchivedNote, given: Given, people: People) -> Row:
    """What a note in its place gives."""
    return Row(
        _raw(share(item)),
        dependencies(item),
        _raw(given[note.id]),
        _stands(note),
        (*item.parsed.problems, *note_problems(note, people)),
    )


def _stands(note: ArchivedNote) -> dict[str, Place]:
    named = grouped(_named(note))
    claims = grouped((f"version/{claim.version}", claim) for claim in note.claims)
    return {
        key: Place(0, told[0][0], tuple(form for _, form in told), claims.get(key, ()))
        for key, told in named.items()
    }


def _named(note: ArchivedNote) -> Iterator[tuple[str, tuple[int, str]]]:
    for mention in note.mentions:
        kind = "cited" if mention.kind == "ticket" else mention.kind
        if kind != "version":
            yield f"{kind}/{mention.target}", (mention.line, mention.written)
    for claim in note.claims:
        yield f"version/{claim.version}", (claim.line, "")
    for ticket in note.facts.tickets:
        yield f"ticket/{ticket.id}", (ticket.line, "")
    for one in note.attendance:
        if one.person:
            line = note.note.line_of(one.attendee.span.start)
            yield f"listed/{one.person}", (line, "")
            if one.attendee.presence != "absent":
                yield f"attended/{one.person}", (line, "")


def header(parsed: ParsedNote) -> ParsedNote:
    """What of a note decides its place in the archive, the rest left empty."""
    note = parsed.note
    present = () if note.date else parsed.facts.attendees[:1]
    bare: Note = replace(
        note, digest="", text="", starts=(), lines=(), sections=(), tables=(), title_line=0
    )
    return ParsedNote(replace(bare, date_line=0), Facts(attendees=present))
