"""What is followed through a series after an edit: its actions and topics, followed again."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Generic, Protocol, TypeVar

from ..core.records import ArchivedNote, SeriesId
from ..core.threads import ActionList, follow
from ..core.topics import Headings, gather
from .snapshot import Entity, thread_entity, topic_entity

MOST_NOTES = 20_000
"""A series of more notes than this is not followed again: to read the archive whole is as quick."""


class OfNote(Protocol):
    """What following something needs of a note."""

    @property
    def path(self) -> str:
        """The path of the note."""


S = TypeVar("S", bound=OfNote)


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


def topic_entities(series: str, lists: Iterable[Headings]) -> dict[str, Entity]:
    """The topics of a series as a snapshot holds them, by `topic/id`."""
    notes = list(lists)
    lines = {
        (one.note, heading.section): (one.path, heading.line)
        for one in notes
        for heading in one.headings
    }
    return {
        f"topic/{topic.id}": topic_entity(topic, *lines[topic.sections[0]])
        for topic in gather(SeriesId(series), notes)
    }


class Followed(Generic[S]):
    """What each note of each series says of something, from one state of an archive to another."""

    def __init__(
        self,
        series: Mapping[str, list[S]],
        of: Callable[[ArchivedNote], S],
        entities: Callable[[str, Iterable[S]], dict[str, Entity]],
    ) -> None:
        self._before = series
        self._of = of
        self._entities = entities
        self._series: dict[str, list[S]] = {}

    def remove(self, note: ArchivedNote) -> None:
        """Take out a note that is no longer there, or no longer the same."""
        lists = self._touch(note.series)
        lists[:] = [one for one in lists if one.path != note.note.path]

    def insert(self, note: ArchivedNote, rank: Mapping[str, int]) -> None:
        """Put in a note that came, or is another one now; `rank` is the order of all notes."""
        lists = self._touch(note.series)
        here = rank[note.note.path]
        lists.insert(sum(rank[one.path] < here for one in lists), self._of(note))

    def follow(self, entities: dict[str, Entity]) -> bool:
        """Replace what follows from the touched series among the entities of a snapshot.

        `False` where following it takes longer than reading the archive whole, or where the
        snapshot does not hold what followed before.
        """
        if any(len(lists) > MOST_NOTES for lists in self._series.values()):
            return False
        for series, lists in self._series.items():
            before = self._before.get(series, [])
            if before == lists:
                continue
            for key, entity in self._entities(series, before).items():
                if entities.pop(key, None) != entity:
                    return False
            entities |= self._entities(series, lists)
        return True

    def _touch(self, series: str) -> list[S]:
        return self._series.setdefault(series, list(self._before.get(series, ())))
