"""Where the notes belong after an edit, from where they did before it.

Of the notes that stand no more is looked at than what decides their places, and that is at hand.
Where others could tell what a note is, or its day, nothing is said: then all have to be read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple, Protocol

from msgspec.structs import asdict

from .places import Places
from .records import ArchivedNote, Facts, Note, NoteId, ParsedNote, Problem, Related, SeriesId
from .registry import Registry
from .resolve.addresses import Placed, SeriesName, place, placing
from .resolve.days import as_stated
from .resolve.following import is_much, key_of
from .resolve.one_ticket import TicketNames, settled, told_of_tickets
from .resolve.tables import Resolved
from .resolve.vault_pages import could_be_page, linked_names, page_names
from .settings import Settings
from .unread import Briefs, Kept, UnreadParsed, header_of


class Standing(Protocol):
    """An archive as it was kept, of which a note is read where it is asked for.

    `notes` are its notes by path, in their order, `names` the series, `problems` what was found
    when the notes were put in their places, and `tickets` what they tell of tickets. `places` and
    `briefs` are those of all entities.
    """

    names: Mapping[SeriesId, SeriesName]
    tickets: TicketNames
    problems: tuple[Problem, ...]
    briefs: Briefs

    @property
    def notes(self) -> Mapping[str, StandingNote]: ...  # noqa: D102

    @property
    def places(self) -> Places: ...  # noqa: D102


class StandingNote(Kept, Protocol):
    """A note of such an archive in its place, which is its `item`.

    `placing` is a hash of what its place follows from, and `key` what `key_of` is of it.
    `related` are the notes that it is related to.
    """

    placing: bytes
    key: bytes
    related: tuple[Related, ...]

    @property
    def item(self) -> Placed:
        """The note in its place."""

    def stated(self) -> ParsedNote:
        """The note as it was by itself; `LookupError` where that is lost."""

    def before(self) -> tuple[ArchivedNote, Resolved]:
        """The note as it was and how it was read; `LookupError` where that is lost."""


class Edited(NamedTuple):
    """The notes in their places after an edit by path, the oldest first, and the key of each.

    `alone` are those that were edited or came, and those that stand in another place, each as it is
    by itself; `gone` the paths of notes that are no more. `names` are the series, `problems` what
    is wrong with the places.
    """

    items: dict[str, Placed]
    keys: dict[NoteId, bytes]
    alone: Mapping[str, ParsedNote]
    gone: frozenset[str]
    names: Mapping[SeriesId, SeriesName]
    problems: tuple[Problem, ...]


def follow_places(
    parsed: Sequence[ParsedNote], standing: Standing, registry: Registry, settings: Settings
) -> Edited:
    """The notes in their places after an edit; `LookupError` where all have to be read for that."""
    alone = {one.note.path: one for one in parsed if not isinstance(one, UnreadParsed)}
    gone = standing.notes.keys() - {one.note.path for one in parsed}
    if not gone and all(_stays(one, standing) for one in alone.values()):
        items = _where_they_were(alone, standing)
        return _settled(items, alone, gone, standing, (standing.names, standing.problems))
    if is_much(len(alone) + len(gone), len(parsed)) or _told_by_others(parsed, gone, standing):
        raise LookupError
    unsettled = (_as_stated(one, settings) for one in parsed)
    placed, names, problems = place(unsettled, registry, settings, settled=True)
    items = {item.parsed.note.path: _at_hand(item, alone, standing) for item in placed}
    moved = _moved(items, alone, names, standing)
    items |= {path: replace(items[path], parsed=one) for path, one in moved.items()}
    alone |= moved
    if _tells_of_tickets(items, alone, gone, standing) or _is_redated(items, standing):
        raise LookupError
    return _settled(items, alone, gone, standing, (names, problems))


def _where_they_were(edited: Mapping[str, ParsedNote], standing: Standing) -> dict[str, Placed]:
    """All notes in the places that they had."""
    items = {path: note.item for path, note in standing.notes.items()}
    return items | {path: replace(items[path], parsed=one) for path, one in edited.items()}


def _as_stated(item: ParsedNote, settings: Settings) -> ParsedNote:
    """A note that stands on the day that it states, if others may tell it: what decides its place.

    Others are given as they are.
    """
    if not isinstance(item, UnreadParsed) or item.note.other_date is None:
        return item
    bare = Note(**asdict(header_of(item.note)), text="", starts=(), lines=(), sections=())
    return as_stated(ParsedNote(bare, Facts()), settings)


def _at_hand(item: Placed, edited: Container[str], standing: Standing) -> Placed:
    """A note in its place, as it is at hand if it stands; `LookupError` if it is of another day."""
    path, now = item.parsed.note.path, item.parsed.note
    if path in edited:
        return item
    parsed = standing.notes[path].item.parsed
    if (now.date, now.other_date) != (parsed.note.date, parsed.note.other_date):
        raise LookupError
    return replace(item, parsed=parsed)


def _settled(
    items: dict[str, Placed],
    alone: Mapping[str, ParsedNote],
    gone: Iterable[str],
    standing: Standing,
    found: tuple[Mapping[SeriesId, SeriesName], tuple[Problem, ...]],
) -> Edited:
    """The notes with the keys that they have where they are now."""
    names, problems = found
    keys = {item.id: standing.notes[path].key for path, item in items.items() if path not in alone}
    for path in alone:
        was = items[path]
        now = replace(was, parsed=settled(was.parsed, was.series, standing.tickets))
        items[path], keys[now.id] = now, key_of(now, names[now.series])
    return Edited(items, keys, alone, frozenset(gone), names, problems)


def _stays(item: ParsedNote, standing: Standing) -> bool:
    """Whether a note that was edited is in its place, and leaves the others in theirs."""
    was, note = standing.notes.get(item.note.path), item.note
    if was is None or note.other_date or note.either:
        return False
    return was.item.parsed.note.kind == note.kind and was.placing == placing(item)


def _told_by_others(parsed: Iterable[ParsedNote], gone: Iterable[str], standing: Standing) -> bool:
    """Whether others may tell the day of a note, or that it is a page of a vault."""
    come = [one for one in parsed if not isinstance(one, UnreadParsed)]
    if any(one.note.either for one in parsed) or any(map(could_be_page, come)):
        return True
    paths = {*gone, *(one.note.path for one in come)} & standing.notes.keys()
    links = linked_names(standing.notes[path].stated().note for path in paths)
    links ^= linked_names(one.note for one in come)
    return bool(links) and any(
        not one.note.date and not links.isdisjoint(page_names(one.note)) for one in parsed
    )


def _moved(
    items: Mapping[str, Placed],
    edited: Container[str],
    names: Mapping[SeriesId, SeriesName],
    standing: Standing,
) -> dict[str, ParsedNote]:
    """Notes that stand, with another address than before, or a series with another name."""
    found = []
    for path in (path for path in items if path not in edited):
        was, now = standing.notes[path].item, items[path]
        before = was.id, was.series, standing.names[was.series].name
        if before != (now.id, now.series, names[now.series].name):
            found.append(path)
    if is_much(len(found), len(items)):
        raise LookupError
    stated = {path: standing.notes[path].stated() for path in found}
    if any(_told(one) != _told(items[path].parsed) for path, one in stated.items()):
        raise LookupError
    return stated


def _told(item: ParsedNote) -> tuple[object, ...]:
    """What others may tell of a note."""
    return item.note.date, item.note.kind


def _tells_of_tickets(
    items: Mapping[str, Placed],
    alone: Mapping[str, ParsedNote],
    gone: Iterable[str],
    standing: Standing,
) -> bool:
    """Whether notes tell the archive anything else of tickets, which it takes by series."""
    was = {path: standing.notes[path] for path in (*alone, *gone) if path in standing.notes}
    before = ((note.item.series, note.stated()) for note in was.values())
    after = ((items[path].series, one) for path, one in alone.items())
    old, new = (
        Counter(
            (series, *told) for series, one in notes for told in told_of_tickets(one).elements()
        )
        for notes in (before, after)
    )
    return old != new


def _is_redated(items: Mapping[str, Placed], standing: Standing) -> bool:
    """Whether a note has another day at the same address: what it names stands elsewhere then."""
    pairs = ((items[path], was.item) for path, was in standing.notes.items() if path in items)
    return any(
        one.id == was.id and one.parsed.note.date != was.parsed.note.date for one, was in pairs
    )
