"""Where statements and topics stand: by kind, by topic, by whom they name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Container, Iterable

from ..core import addresses
from ..core.grouping import grouped
from ..core.kinds import STATEMENTS
from ..core.part_ids import meeting_of
from ..core.records import Archive, NoteId, TopicId
from ..core.told import about_outcomes
from ..core.unread import count_of
from .restated import Place


def topics(archive: Archive) -> tuple[TopicId, ...]:
    """All topics, those of which most meetings spoke first; what nearly all have comes last."""

    def order(topic: TopicId) -> tuple[bool, int, str, str]:
        record = archive.topics[topic]
        meetings = len({meeting_of(note) for note, _ in record.places})
        return record.standing, -meetings, record.name.casefold(), topic

    return tuple(sorted(archive.topics, key=order))


def topics_of_note(archive: Archive) -> dict[NoteId, tuple[tuple[int, TopicId], ...]]:
    """The topics of each note, with the lines of what heads them."""
    return grouped(
        sorted(
            (note, (line, topic.id))
            for topic in archive.topics.values()
            for note, line in topic.places
        )
    )


def outcomes_of_topic(
    archive: Archive, again: Container[Place]
) -> dict[TopicId, tuple[tuple[NoteId, int], ...]]:
    """The outcomes of each topic, from the oldest on, without what is told `again`."""
    return grouped(
        (outcome.topic, (note, index))
        for note, logged in archive.outcomes.items()
        for index, outcome in enumerate(logged)
        if outcome.topic and ("outcome", note, index) not in again
    )


def outcomes_about(
    archive: Archive, newest: Iterable[NoteId], again: Container[Place]
) -> dict[str, tuple[tuple[NoteId, int], ...]]:
    """Outcomes by whom they name, by the projects in them or in their heading, and by series."""
    found: dict[str, dict[tuple[NoteId, int], None]] = defaultdict(dict)
    for key in newest:
        note = archive.notes[key]
        for index, uris in enumerate(about_outcomes(note)):
            place = key, index
            if ("outcome", *place) not in again:
                for uri in (addresses.series_uri(note.series), *uris):
                    found[uri][place] = None
    return {uri: tuple(places) for uri, places in found.items()}


def statements(
    archive: Archive, newest: Iterable[NoteId], again: Container[Place]
) -> dict[str, tuple[tuple[NoteId, int], ...]]:
    """All statements by their kind, as notes and indexes."""
    found = grouped(
        (kind.name, (note, index))
        for kind in STATEMENTS
        for note in newest
        for index in range(count_of(archive.notes[note], kind.plural))
        if (kind.name, note, index) not in again
    )
    return {kind.name: found.get(kind.name, ()) for kind in STATEMENTS}
