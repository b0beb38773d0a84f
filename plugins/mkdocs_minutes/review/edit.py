"""Which notes an edit touches: those that are edited, and those that others' edits concern."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain

from ..core.records import ParsedNote, Problem, RawNote, SeriesId
from ..core.resolve.addresses import Placed, SeriesName, place
from ..core.resolve.following import FEWEST, PART, follow, key_of
from ..core.resolve.one_ticket import TicketNames, settled, told_of_tickets
from ..core.resolve.tables import Resolved, Tables
from ..core.settings import Settings
from ..core.withheld import withheld_in
from ..safety.note_reading import read_note
from .basis import Basis, Kept, header
from .elsewhere import hashes_of, shows

Read = Callable[[Collection[str]], Mapping[str, RawNote | None]]
"""Reads those of the notes at some paths that are there, `None` for one that cannot be read."""


@dataclass(frozen=True, slots=True)
class Edit:
    """The notes in their places after an edit, the oldest first, and what they are read by.

    `gone` are the paths of notes that are not as they were, `read` the notes that were read again.
    Where no note has another place than before, `twice` is `None`, else the problems of addresses
    that several notes claim.
    """

    placed: Mapping[str, Placed]
    tables: Tables
    gone: frozenset[str]
    read: Mapping[str, tuple[Placed, Resolved]]
    twice: tuple[Problem, ...] | None


def follow_edit(
    kept: Kept, paths: Collection[str], before: Read, after: Read, settings: Settings
) -> Edit:
    """What an edit of the files at some paths leads to.

    `before` and `after` read notes of either state. Raises `LookupError` where the edit concerns a
    large part of the archive, or a note cannot be read, or tells the others anything else of what
    tickets are called, or masks or shows what others may show or mask.
    """
    basis = kept.basis
    there = basis.files.keys() & paths
    raw_old, raw_new = before(there), after(paths)
    old, new = _parsed(raw_old, settings), _parsed(raw_new, settings)
    if old.keys() != there or not there <= basis.placed.keys():
        raise LookupError
    masks, masked = _masked(raw_new, new, settings), _masked(raw_old, old, settings)
    if _masks_with_others(basis, masks, masked, new.values()):
        raise LookupError
    placed, series, twice = _places(kept, there, new, settings)
    tickets = basis.tables.tickets
    moved = _moved(basis, placed, series) - set(paths)
    if (moved and tickets.spelt) or _told(old, basis.placed) != _told(new, placed):
        raise LookupError
    texts = _Texts(new, before, tickets, max(FEWEST, len(placed) // PART), settings)
    placed |= {one.parsed.note.path: one for one in texts([placed[p] for p in (*new, *moved)])}
    keys = {
        item.id: key_of(item, series[item.series]) if path in texts.known else basis.keys[path]
        for path, item in placed.items()
    }
    tables, resolved = follow([*placed.values()], series, kept.registry, kept, keys, texts)
    read = {path: (item, resolved[item.id]) for path, item in texts.given.items()}
    now = frozenset(keys.values())
    gone = frozenset(path for path, key in basis.keys.items() if key not in now or path in read)
    return Edit(placed, replace(tables, tickets=tickets), gone, read, twice)


class _Texts:
    """Gives whole notes in place of what decides their places, and reads those not read yet.

    `given` are those that it gave last, by path.
    """

    def __init__(
        self,
        known: dict[str, ParsedNote],
        before: Read,
        tickets: TicketNames,
        most: int,
        settings: Settings,
    ) -> None:
        self.known = known
        self.given: dict[str, Placed] = {}
        self._before = before
        self._tickets = tickets
        self._most = most
        self._settings = settings

    def __call__(self, items: Sequence[Placed]) -> Iterable[Placed]:
        others = [i.parsed.note.path for i in items if i.parsed.note.path not in self.known]
        if len(others) > self._most:
            raise LookupError
        self.known |= _parsed(self._before(others), self._settings) if others else {}
        self.given = {item.parsed.note.path: self._whole(item) for item in items}
        return self.given.values()

    def _whole(self, item: Placed) -> Placed:
        parsed, note = self.known[item.parsed.note.path], item.parsed.note
        if (note.date, note.kind) != (parsed.note.date, parsed.note.kind):
            raise LookupError  # by what others say
        return replace(item, parsed=settled(parsed, item.series, self._tickets))


def _parsed(notes: Mapping[str, RawNote | None], settings: Settings) -> dict[str, ParsedNote]:
    if None in notes.values():
        raise LookupError
    return {path: read_note(raw, settings) for path, raw in notes.items() if raw}


def _masks_with_others(
    basis: Basis, masks: frozenset[bytes], masked: frozenset[bytes], notes: Iterable[ParsedNote]
) -> bool:
    """Whether edited notes show what others mask, or mask or masked what others may show."""
    shown = any(shows(note, basis.masked) for note in notes)
    return shown or not masks <= basis.masked or bool(basis.shown & (masks | masked))


def _masked(
    raw: Mapping[str, RawNote | None], notes: Mapping[str, ParsedNote], settings: Settings
) -> frozenset[bytes]:
    """The hashes of what notes mask."""
    found = ((note, path, notes[path].facts.sensitive) for path, note in raw.items() if note)
    return hashes_of(chain.from_iterable(withheld_in(*each, settings) for each in found if each[2]))


def _told(
    notes: Mapping[str, ParsedNote], placed: Mapping[str, Placed]
) -> Counter[tuple[str, ...]]:
    """What notes in their places tell the archive of tickets, which it takes by series."""
    return Counter(
        (placed[path].series, *told)
        for path, note in notes.items()
        for told in told_of_tickets(note).elements()
    )


def _places(
    kept: Kept, there: Collection[str], new: Mapping[str, ParsedNote], settings: Settings
) -> tuple[dict[str, Placed], Mapping[SeriesId, SeriesName], tuple[Problem, ...] | None]:
    """The notes in their places after the edit, with the series and the problems of places."""
    basis = kept.basis
    headers = {path: header(one) for path, one in new.items()}
    if headers == {path: basis.placed[path].parsed for path in there}:
        return dict(basis.placed), basis.tables.series, None
    others = (item.parsed for path, item in basis.placed.items() if path not in there)
    items, series, twice = place([*others, *headers.values()], kept.registry, settings)
    return {item.parsed.note.path: item for item in items}, series, twice


def _moved(
    basis: Basis, placed: Mapping[str, Placed], series: Mapping[SeriesId, SeriesName]
) -> set[str]:
    """The notes that have another address than before, or day, or a series with another name."""

    def place_of(item: Placed, series: Mapping[SeriesId, SeriesName]) -> tuple[object, ...]:
        note = item.parsed.note
        return item.id, item.series, series[item.series].name, note.date, note.kind

    return {
        path
        for path, item in placed.items()
        if (was := basis.placed.get(path)) and was is not item
        if place_of(was, basis.tables.series) != place_of(item, series)
    }
