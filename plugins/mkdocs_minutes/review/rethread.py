"""The threads of actions after an edit: those of the series that it touches, followed again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..core.records import ArchivedNote, SeriesId
from ..core.threads import ActionList, action_list, follow
from .snapshot import Entity, thread_entity

MOST_LISTS = 20_000
"""A series of more notes than this is not followed again: to read the archive whole is as quick."""


def thread_entities(series: str, lists: Iterable[ActionList]) -> dict[str, Entity]:
    """The threads of a series as a snapshot holds them, by `thread/id`."""
    notes = list(lists)
    by_id = {one.note: one for one in notes}
    found = {}
    for thread in follow(SeriesId(series), notes).threads:
        latest, index = thread.actions[-1]
        last = by_id[latest]
        entity = thread_entity(thread, last.path, last.actions[index].line)
        found[f"thread/{thread.id}"] = entity
    return found


class Threads:
    """The lists of actions of an archive under way from one state to another, note by note."""

    def __init__(self, series: Mapping[str, list[ActionList]]) -> None:
        self._before = series
        self._series: dict[str, list[ActionList]] = {}

    def remove(self, note: ArchivedNote) -> None:
        """Take out a note that is no longer there, or no longer the same."""
        lists = self._touch(note.series)
        lists[:] = [one for one in lists if one.path != note.note.path]

    def insert(self, note: ArchivedNote, rank: Mapping[str, int]) -> None:
        """Put in a note that came, or is another one now; `rank` is the order of all notes."""
        lists = self._touch(note.series)
        here = rank[note.note.path]
        lists.insert(sum(rank[one.path] < here for one in lists), action_list(note))

    def follow(self, entities: dict[str, Entity]) -> bool:
        """Replace the threads of the touched series among the entities of a snapshot.

        `False` where following them takes longer than reading the archive whole, or where the
        snapshot does not hold what followed before.
        """
        if any(len(lists) > MOST_LISTS for lists in self._series.values()):
            return False
        for series, lists in self._series.items():
            before = self._before.get(series, [])
            if before == lists:
                continue
            for key, entity in thread_entities(series, before).items():
                if entities.pop(key, None) != entity:
                    return False
            entities |= thread_entities(series, lists)
        return True

    def _touch(self, series: str) -> list[ActionList]:
        return self._series.setdefault(series, list(self._before.get(series, ())))
