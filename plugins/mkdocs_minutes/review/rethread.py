"""The threads of actions after an edit: those around the notes that it touches, followed again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..core.records import ArchivedNote
from ..core.threads import follow
from .snapshot import Entity, thread_entity

LONGEST_RUN = 100
"""Threads that reach through more notes than this are not followed again: to read the archive whole
is as quick."""

Order = list[tuple[str, bool]]
"""The notes of a series by path, each with whether it carries on a thread of the note before."""

Read = Callable[[Iterable[str]], Mapping[str, ArchivedNote]]


class Threads:
    """The threads of an archive under way from one state to another, note by note.

    `entities` are those of the snapshot, of which threads are replaced. `read` gives the notes that
    the edit does not touch.
    """

    def __init__(
        self, series: Mapping[str, Order], entities: dict[str, Entity], read: Read
    ) -> None:
        self._series = {key: list(order) for key, order in series.items()}
        self._entities = entities
        self._read = read
        self._known: dict[str, ArchivedNote] = {}

    def know(self, notes: Iterable[ArchivedNote]) -> None:
        """Take these notes as they are before the edit, which touches them."""
        self._known |= {note.note.path: note for note in notes}

    def replace(self, was: ArchivedNote, now: ArchivedNote) -> bool:
        """Whether the threads could be followed where a note is another one in the same place."""
        if _sayings(was) == _sayings(now):
            self.know([now])
            return True
        return self._step(was.series, self._place(was), was, now)

    def remove(self, was: ArchivedNote) -> bool:
        """Whether the threads could be followed where a note is no longer there."""
        return self._step(was.series, self._place(was), was, None)

    def insert(self, now: ArchivedNote, rank: Mapping[str, int]) -> bool:
        """Whether the threads could be followed where a note came; `rank` is the order of notes."""
        order = self._series.setdefault(now.series, [])
        here = rank[now.note.path]
        place = sum(rank[path] < here for path, _ in order)
        return self._step(now.series, place, None, now)

    def _place(self, note: ArchivedNote) -> int:
        return [path for path, _ in self._series[note.series]].index(note.note.path)

    def _step(
        self, series: str, place: int, was: ArchivedNote | None, now: ArchivedNote | None
    ) -> bool:
        """Follow the run of notes around a place again, as far as threads reach."""
        order = self._series[series]
        first = _run_start(order, place - 1) if place else 0
        last = _run_end(order, place if was else place - 1)
        while last - first < LONGEST_RUN:
            before = [path for path, _ in order[first : last + 1]]
            after = list(before)
            after[place - first : place - first + bool(was)] = [now.note.path] if now else []
            beyond = [path for path, _ in order[last + 1 : last + 2]]
            known = self._notes({*before, *beyond})
            if known is None:
                return False
            old = _followed([known[path] for path in before + beyond])
            if now:
                known[now.note.path] = now
            new = _followed([known[path] for path in after + beyond])
            if not new.carrying.intersection(beyond):
                order[first : last + 1] = [(path, path in new.carrying) for path in after]
                self.know([now] if now else [])
                return self._exchange(old, new, beyond)
            last = _run_end(order, last + 1)
        return False

    def _notes(self, paths: set[str]) -> dict[str, ArchivedNote] | None:
        """The notes at some paths as they are by now, `None` where one cannot be read."""
        self._known |= self._read(paths - self._known.keys())
        if not paths <= self._known.keys():
            return None
        return {path: self._known[path] for path in paths}

    def _exchange(self, old: _Followed, new: _Followed, beyond: list[str]) -> bool:
        """Whether the old threads were those of the snapshot, which the new ones replace.

        Threads that begin in the note beyond the run are no part of it.
        """
        for key, (opened, entity) in old.threads.items():
            if opened not in beyond and self._entities.pop(key, None) != entity:
                return False
        for key, (opened, entity) in new.threads.items():
            if opened not in beyond:
                self._entities[key] = entity
        return True


@dataclass(frozen=True, slots=True)
class _Followed:
    """Threads by entity key, each with the note that opened it, and the notes that carry one on."""

    threads: dict[str, tuple[str, Entity]]
    carrying: frozenset[str]


def _followed(notes: list[ArchivedNote]) -> _Followed:
    if not notes:
        return _Followed({}, frozenset())
    threads, _ = follow(notes[0].series, notes)
    by_id = {note.id: note for note in notes}
    found = {}
    for thread in threads:
        latest_note, index = thread.actions[-1]
        last = by_id[latest_note]
        entity = thread_entity(thread, last.note.path, last.facts.actions[index].line)
        found[f"thread/{thread.id}"] = (by_id[thread.actions[0][0]].note.path, entity)
    carrying = {by_id[note].note.path for thread in threads for note, _ in thread.actions[1:]}
    return _Followed(found, frozenset(carrying))


def _sayings(note: ArchivedNote) -> list[object]:
    """All that threads take from a note's actions."""
    return [
        (
            one.text,
            one.line,
            one.status,
            [(owner.name, note.persons.get(owner)) for owner in one.owners],
        )
        for one in note.facts.actions
    ]


def _run_start(order: Order, place: int) -> int:
    """The first of the notes in a row that threads join with the one at a place."""
    while place > 0 and order[place][1]:
        place -= 1
    return place


def _run_end(order: Order, place: int) -> int:
    """The last of the notes in a row that threads join with the one at a place."""
    while place + 1 < len(order) and order[place + 1][1]:
        place += 1
    return place
