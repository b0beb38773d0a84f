"""What is followed through a series after an edit: its actions, topics and meetings, once again."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from ..core.calendar import Record, meetings_of
from ..core.outcome_log import OutcomeList, log_series, outcome_list
from ..core.records import ArchivedNote, SeriesId
from ..core.threads import ActionList, ended, follow, left_open
from ..core.topics import Headings, gather, headings_of
from .snapshot import Entity, missed_entities, superseded_entities, thread_entity, topic_entity

MOST_NOTES = 20_000
"""A series of more notes than this is not followed again: to read the archive whole is as quick."""


class OfNote(Protocol):
    """What following something needs of a note."""

    @property
    def path(self) -> str:
        """The path of the note."""


S = TypeVar("S", bound=OfNote)


def thread_entities(
    series: str, lists: Iterable[ActionList], over: Collection[str]
) -> dict[str, Entity]:
    """The threads of a series as a snapshot holds them, by `thread/id`; some series are `over`."""
    notes = list(lists)
    by_id = {one.note: one for one in notes}
    found = {}
    for followed in follow(SeriesId(series), notes).threads:
        thread = left_open(followed) if series in over else followed
        latest, index = thread.actions[-1]
        last = by_id[latest]
        entity = thread_entity(thread, last.path, last.actions[index].line)
        found[f"thread/{thread.id}"] = entity
    return found


@dataclass(frozen=True, slots=True)
class Matters:
    """What a note has on topics: the headings that may name some, and its outcomes."""

    path: str
    headings: Headings
    outcomes: OutcomeList


def matters_of(note: ArchivedNote) -> Matters:
    """What a note has on topics."""
    return Matters(note.note.path, headings_of(note), outcome_list(note))


def topic_entities(series: str, lists: Iterable[Matters]) -> dict[str, Entity]:
    """The topics of a series and what was superseded, as a snapshot holds them, by `kind/id`."""
    notes = list(lists)
    paths = {one.headings.note: one.path for one in notes}
    topics = {
        topic.id: topic for topic in gather(SeriesId(series), [one.headings for one in notes])
    }
    outcomes = {one.outcomes.note: one.outcomes for one in notes}
    found = [topic_entity(topic, paths[topic.places[0][0]]) for topic in topics.values()]
    found += superseded_entities(outcomes, log_series(outcomes.values(), topics))
    return {f"{entity.kind}/{entity.id}": entity for entity in found}


def missed_meetings(series: str, records: Iterable[Record]) -> dict[str, Entity]:
    """The meetings that a series missed as a snapshot holds them, by `missed/id`."""
    told = list(records)
    paths = {one.note: one.path for one in told}
    found = missed_entities(SeriesId(series), meetings_of(told), paths)
    return {f"missed/{entity.id}": entity for entity in found}


def over(series: Mapping[str, Sequence[Record]]) -> frozenset[SeriesId]:
    """The series that have no meetings any more, by what the notes of all say of theirs."""
    return ended((SeriesId(one), it.day) for one, told in series.items() for it in told)


class Followed(Generic[S]):
    """What each note of each series says of something, from one state of an archive to another."""

    def __init__(
        self,
        series: Mapping[str, list[S]],
        of: Callable[[ArchivedNote], S | None],
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
        if told := self._of(note):
            lists.insert(sum(rank[one.path] < here for one in lists), told)

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

    def lists(self) -> Mapping[str, Sequence[S]]:
        """What the notes of each series say after the edit."""
        return {**self._before, **self._series}

    def _touch(self, series: str) -> list[S]:
        return self._series.setdefault(series, list(self._before.get(series, ())))
