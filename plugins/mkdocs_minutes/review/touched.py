"""Which notes an edit touches: those that are edited, and those that others' edits concern."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from mmap import mmap

from ..core.archive import archived
from ..core.names import NameTable
from ..core.records import ArchivedNote, ParsedNote, Problem, RawNote, SeriesId
from ..core.registry import Registry
from ..core.resolve.addresses import Placed, SeriesName, place
from ..core.resolve.census import edited_census, share
from ..core.resolve.dependencies import changed_answers
from ..core.resolve.following import FEWEST, PART
from ..core.resolve.mentions import Target, names_to_find
from ..core.resolve.one_ticket import TicketNames, settled, told_of_tickets
from ..core.resolve.tables import Tables, find_tables, resolve
from ..core.settings import Settings
from ..safety.note_reading import read_note
from .basis import Basis, header
from .dependencies import who_asks

MOST_ANSWERS = 300
"""Where more answers than this change, the edit concerns the archive as a whole."""

Read = Callable[[Collection[str]], Mapping[str, RawNote | None]]
"""Reads those of the notes at some paths that are there, `None` for one that cannot be read."""


@dataclass(frozen=True, slots=True)
class State:
    """How the archive reads its notes, before or after an edit; `placed` runs from the oldest."""

    placed: Mapping[str, Placed]
    tables: Tables
    names: NameTable[Target]

    def read(self, parsed: ParsedNote) -> ArchivedNote:
        """A note as this state of the archive reads it."""
        item = replace(self.placed[parsed.note.path], parsed=parsed)
        return archived(item, resolve(item, self.tables, self.names))

    def series_name(self, note: ArchivedNote) -> str:
        """What the series of a note is called."""
        return self.tables.series[note.series].name


@dataclass(frozen=True, slots=True)
class Touched:
    """The notes that an edit touches, by path as they are before and after it.

    `twice` are the problems of addresses that several notes claim, `None` where they are as before.
    """

    was: State
    now: State
    old: Mapping[str, ParsedNote]
    new: Mapping[str, ParsedNote]
    twice: tuple[Problem, ...] | None


def touched(
    basis: Basis,
    asked: bytes | mmap,
    paths: Collection[str],
    before: Read,
    after: Read,
    registry: Registry,
    settings: Settings,
) -> Touched | None:
    """What an edit of the files at some paths touches.

    `None` where that is a large part of the archive, or a note cannot be read, or tells the others
    anything else of what tickets are called.
    """
    was = _state(basis.placed, basis.tables)
    there = basis.files.keys() & paths
    old, new = parsed(before(there), settings), parsed(after(paths), settings)
    if old is None or new is None or old.keys() != there or not there <= was.placed.keys():
        return None
    places = _places(was, old, new, registry, settings)
    if places is None:
        return None
    placed, series, twice = places
    moved = _moved(was, placed, series) - set(paths)
    tickets = was.tables.tickets
    if (moved and tickets.spelt) or _told(old, was.placed) != _told(new, placed):
        return None
    if not _reread(moved, was, before, old, new, settings):
        return None
    old, new = _named(old, was.placed, tickets), _named(new, placed, tickets)
    now = _changed(was, placed, series, old, new, registry)
    concerned = _concerned(was, now, basis, asked) - old.keys()
    if not _reread(concerned, was, before, old, new, settings):
        return None
    others = new.keys() & concerned
    old |= _named({path: old[path] for path in others}, was.placed, tickets)
    new |= _named({path: new[path] for path in others}, placed, tickets)
    return Touched(was, now, old, new, twice)


def _told(
    notes: Mapping[str, ParsedNote], placed: Mapping[str, Placed]
) -> Counter[tuple[str, ...]]:
    """What notes in their places tell the archive of tickets, which it takes by series."""
    return Counter(
        (placed[path].series, *told)
        for path, note in notes.items()
        for told in told_of_tickets(note).elements()
    )


def _named(
    notes: Mapping[str, ParsedNote], placed: Mapping[str, Placed], tickets: TicketNames
) -> dict[str, ParsedNote]:
    """The notes in their places, with the ids that tickets have in the archive."""
    return {path: settled(note, placed[path].series, tickets) for path, note in notes.items()}


def _state(placed: Mapping[str, Placed], tables: Tables) -> State:
    return State(placed, tables, names_to_find(tables.people, tables.projects))


def parsed(notes: Mapping[str, RawNote | None], settings: Settings) -> dict[str, ParsedNote] | None:
    """The notes parsed, `None` where one of them could not be read."""
    if None in notes.values():
        return None
    return {path: read_note(raw, settings) for path, raw in notes.items() if raw}


def _places(
    was: State,
    old: Mapping[str, ParsedNote],
    new: Mapping[str, ParsedNote],
    registry: Registry,
    settings: Settings,
) -> tuple[Mapping[str, Placed], Mapping[SeriesId, SeriesName], tuple[Problem, ...] | None] | None:
    """The notes in their places after the edit, with the series and the problems of places.

    `None` where the other notes put one on another day than it states, or no longer do.
    """
    former = {path: item.parsed for path, item in was.placed.items()}
    headers = {path: one for path, one in former.items() if path not in old}
    headers |= {path: header(one.note) for path, one in new.items()}
    if headers == former:
        return was.placed, was.tables.series, None
    items, series, problems = place(list(headers.values()), registry, settings)
    if any(one.parsed.note.date != headers[one.parsed.note.path].note.date for one in items):
        return None
    return {item.parsed.note.path: item for item in items}, series, problems


def _moved(
    was: State, placed: Mapping[str, Placed], series: Mapping[SeriesId, SeriesName]
) -> set[str]:
    """The notes that have another address than before, or are of a series with another name."""
    if placed is was.placed:
        return set()
    former = was.tables.series
    return {
        path
        for path, item in was.placed.items()
        if (now := placed.get(path))
        and (
            (item.id, item.series) != (now.id, now.series)
            or former[item.series].name != series[now.series].name
        )
    }


def _reread(
    paths: Collection[str],
    was: State,
    before: Read,
    old: dict[str, ParsedNote],
    new: dict[str, ParsedNote],
    settings: Settings,
) -> bool:
    """Whether notes that nobody edited could be added to those before and after the edit."""
    if len(paths) > max(FEWEST, len(was.placed) // PART):
        return False
    found = parsed(before(paths), settings) if paths else {}
    if found is None:
        return False
    old |= found
    new |= found
    return found.keys() == set(paths)


def _changed(
    was: State,
    placed: Mapping[str, Placed],
    series: Mapping[SeriesId, SeriesName],
    old: Mapping[str, ParsedNote],
    new: Mapping[str, ParsedNote],
    registry: Registry,
) -> State:
    """The state after the edit: its census is the one before, with new shares for the old ones."""
    census = edited_census(
        was.tables.census,
        (share(replace(was.placed[path], parsed=one)) for path, one in old.items()),
        (share(replace(placed[path], parsed=one)) for path, one in new.items()),
    )
    if census == was.tables.census and series == was.tables.series:
        return State(placed, was.tables, was.names)
    tables = find_tables(census, registry, series)
    return _state(placed, replace(tables, tickets=was.tables.tickets))


def _concerned(was: State, now: State, basis: Basis, asked: bytes | mmap) -> set[str]:
    """The notes that ask for what changed; all notes where that is a great deal."""
    if now.tables is was.tables:
        return set()
    headers = (item.parsed.note for item in now.placed.values())
    changed = set(changed_answers(headers, (was.tables, was.names), (now.tables, now.names)))
    if len(changed) > MOST_ANSWERS:
        return set(was.placed)
    found = set()
    for one, series in changed:
        if series is not None and series not in was.tables.series:
            continue
        paths = (
            (basis.tally.paths[number] for number in who_asks(one, asked)) if one else was.placed
        )
        found |= {path for path in paths if series in (None, was.placed[path].series)}
    return found
