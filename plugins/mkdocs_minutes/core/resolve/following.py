"""How all notes are read, from how they were read before an edit of some.

What the edited notes gave to the census is taken out of it, what they give now is added, and the
tables are made of that and of the registry anew. Read again are the edited notes and those that ask
the tables for what they answer otherwise; all others are as they were. Where other persons are to
be hidden, all are read.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Protocol

from ..names import NameTable
from ..records import NoteId, PersonId, SeriesId
from ..registry import Registry
from ..unread import digest
from .addresses import Placed, SeriesName
from .census import Census, edited_census, share, take_census
from .dependencies import Dependency, changed_answers
from .mentions import Target, names_to_find
from .tables import Resolved, Tables, find_tables, resolve

FEWEST, PART = 50, 10
"""Where more notes than so many, and than this part of all, are edited, all are read."""

MOST_ANSWERS = 300
"""Where more answers than this are others, all notes are read: each is looked for in each note."""

Watch = Callable[[Sequence[Placed]], Iterable[Placed]]
"""Gives notes as they are, one when the one before is read."""


class Resolutions(Protocol):
    """How the notes of an archive were read, each known by its key (`key_of`).

    The settings were those of now. `lists` are hashes of the keys of each series' notes.
    """

    @property
    def registry(self) -> Registry:
        """What was registered then."""

    @property
    def keys(self) -> Mapping[bytes, object]:
        """The notes that were read."""

    @property
    def tables(self) -> Tables:
        """The tables that they were read by."""

    def share(self, key: bytes) -> Census:
        """What a note gave to the census."""

    def row(self, key: bytes) -> bytes:
        """Something in which all that a note asked the tables stands as `dependencies` gives it."""

    @property
    def lists(self) -> Mapping[SeriesId, bytes]:
        """A hash of the notes of each series."""

    def resolved(self, key: bytes, item: Placed) -> Resolved:
        """How a note was read; `LookupError` where that is not known any more."""


@dataclass(frozen=True, slots=True)
class Reading:
    """How all notes are read: `again` are those that were read just now.

    `standing` are the series of which all notes are as they were, or give them what they gave.
    """

    tables: Tables
    notes: Mapping[NoteId, Resolved]
    keys: Mapping[NoteId, bytes]
    lists: Mapping[SeriesId, bytes]
    again: frozenset[NoteId]
    standing: frozenset[SeriesId]


def key_of(item: Placed, series: SeriesName) -> bytes:
    """A hash of all that tells a note in its place from others, as it is before it is read.

    What its file states goes by the digest of the file.
    """
    note = item.parsed.note
    days = note.date, note.date_line, note.other_date
    tickets = tuple(ticket.id for ticket in item.parsed.facts.tickets)
    told = (note.path, note.digest, note.title, note.kind, days, item.id, series.id, series.name)
    return digest((*told, tickets))


def read_notes(
    placed: Sequence[Placed],
    series: Mapping[SeriesId, SeriesName],
    registry: Registry,
    before: Resolutions | None,
    watch: Watch,
) -> Reading:
    """How all notes are read: from how they were `before` an edit, where that is less work."""
    keys = {item.id: key_of(item, series[item.series]) for item in placed}
    if before is not None:
        try:
            tables, read = follow(placed, series, registry, before, keys, watch)
            notes = {i.id: read.get(i.id) or before.resolved(keys[i.id], i) for i in placed}
            return reading_of(placed, tables, notes, keys, before, read)
        except LookupError:  # it concerns the archive as a whole, or something was lost
            pass
    tables = find_tables(take_census(placed), registry, series)
    names = names_to_find(tables.people, tables.projects)
    notes = {item.id: resolve(item, tables, names) for item in watch(placed)}
    return reading_of(placed, tables, notes, keys, None, notes)


def reading_of(
    placed: Sequence[Placed],
    tables: Tables,
    notes: Mapping[NoteId, Resolved],
    keys: Mapping[NoteId, bytes],
    before: Resolutions | None,
    again: Collection[NoteId],
) -> Reading:
    """How notes are read; `notes` are those that have been looked at, `again` read just now."""
    lists = lists_of(placed, keys)
    known = before.lists if before else {}
    same = {series for series, key in lists.items() if known.get(series) == key}
    touched = {item.series for item in placed if item.id in again}
    return Reading(tables, notes, keys, lists, frozenset(again), frozenset(same - touched))


def lists_of(placed: Iterable[Placed], keys: Mapping[NoteId, bytes]) -> dict[SeriesId, bytes]:
    """A hash of the keys of each series' notes."""
    digests: dict[SeriesId, blake2b] = defaultdict(lambda: blake2b(digest_size=16))
    for item in placed:
        digests[item.series].update(keys[item.id])
    return {series: digest.digest() for series, digest in digests.items()}


def is_much(edited: int, notes: int) -> bool:
    """Whether so many edited ones among all notes are worth reading all."""
    return edited > max(FEWEST, notes // PART)


def follow(
    placed: Sequence[Placed],
    series: Mapping[SeriesId, SeriesName],
    registry: Registry,
    before: Resolutions,
    keys: Mapping[NoteId, bytes],
    watch: Watch,
) -> tuple[Tables, dict[NoteId, Resolved]]:
    """The tables after an edit, and how the notes are read that it concerns.

    Only of notes that were edited, and of those that `watch` gives, all that they hold is looked
    at. Raises `LookupError` where all notes have to be read.
    """
    now = frozenset(keys.values())
    gone = [key for key in before.keys if key not in now]
    edited = [item for item in placed if keys[item.id] not in before.keys]
    if is_much(len(gone) + len(edited), len(placed)):
        raise LookupError
    was = before.tables
    census = edited_census(was.census, map(before.share, gone), map(share, edited))
    same = (census, series, registry) == (was.census, was.series, before.registry)
    tables = was if same else find_tables(census, registry, series)
    names = names_to_find(tables.people, tables.projects)
    again = {item.id for item in edited}
    if not same:
        others = [item for item in placed if item.id not in again]
        again |= _concerned(others, placed, keys, before, (tables, names))
    anew = watch([item for item in placed if item.id in again])
    return tables, {item.id: resolve(item, tables, names) for item in anew}


def _concerned(
    others: Iterable[Placed],
    placed: Iterable[Placed],
    keys: Mapping[NoteId, bytes],
    before: Resolutions,
    now: tuple[Tables, NameTable[Target]],
) -> set[NoteId]:
    """Those of the other notes that ask for what is answered otherwise."""
    tables = before.tables
    if _hidden(tables) != _hidden(now[0]):
        raise LookupError
    was = tables, names_to_find(tables.people, tables.projects)
    headers = (item.parsed.note for item in placed)
    changed = [(_line(one), one.series) for one in {*changed_answers(headers, was, now)}]
    if len(changed) > MOST_ANSWERS:
        raise LookupError
    concerned = set()
    for item in others if changed else ():
        row = before.row(keys[item.id])
        if any(line in row for line, series in changed if series in (None, item.series)):
            concerned.add(item.id)
    return concerned


def _hidden(tables: Tables) -> set[PersonId]:
    """The persons that are named nowhere, whatever the names and signs are that mean them."""
    return {key for key, person in tables.people.persons.items() if person.hidden}


def _line(one: Dependency) -> bytes:
    """What is asked as it stands among all that a note asks; what any note asks stands in all."""
    return b"\n%b\n" % one.asked.encode(errors="backslashreplace") if one.asked else b"\n"
