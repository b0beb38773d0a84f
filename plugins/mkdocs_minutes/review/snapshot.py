"""What two archives are compared by: every fact with its line, and nothing that is not a fact.

A snapshot is small beside the archive it comes from, and each note in it is packed and hashed, so
that notes which did not change are found alike without a look inside.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from mmap import mmap
from typing import Literal, NamedTuple

import msgspec

from ..core.calendar import Meeting, gaps, meetings_by_series
from ..core.figures import Key, figure_ids, stated
from ..core.kinds import Fact, facts_of
from ..core.outcome_log import OutcomeList, outcome_list
from ..core.records import (
    ActionThread,
    Archive,
    ArchivedNote,
    LoggedOutcome,
    Note,
    NoteId,
    Person,
    Problem,
    Project,
    ProjectId,
    Section,
    SeriesId,
    Topic,
    Version,
)
from ..core.sitemap import addresses, redirects
from ..core.slugs import name_slug

EntityKind = Literal[
    "person", "project", "version", "series", "thread", "topic", "figure", "missed", "superseded"
]


class Heading(NamedTuple):
    """A heading of a note, with the anchor that leads to it.

    `ink` is a hash of what stands between it and the next heading, without white space; `b""` where
    nothing does.
    """

    anchor: str
    text: str
    level: int
    ink: bytes


@dataclass(frozen=True, slots=True)
class NoteSnapshot:
    """One note: `ink` is a hash of its text without white space."""

    path: str
    id: str
    title: str
    digest: str
    ink: bytes
    headings: tuple[Heading, ...]
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """Something that several notes may speak of, with the number of places that do.

    `path` and `line` are the first of these places. `aliases` are other names that it is known by.
    """

    kind: EntityKind
    id: str
    name: str
    places: int
    path: str
    line: int
    registered: bool = False
    state: tuple[tuple[str, str], ...] = ()
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Snapshot:
    """An archive as facts: entities by `kind/id`, and for each path the hash of what is packed.

    `packed` gives each path a packed `NoteSnapshot`; it need not be in memory.
    """

    notes: dict[str, bytes]
    entities: dict[str, Entity]
    addresses: tuple[str, ...]
    redirects: dict[str, str]
    problems: tuple[Problem, ...]
    packed: Mapping[str, bytes]

    def note(self, path: str) -> NoteSnapshot:
        """The snapshot of one note; `KeyError` where there is no note at the path."""
        return unpack(self.packed[path])

    def entity(self, kind: str, key: str) -> Entity | None:
        """The entity of a kind, `None` where the archive has none of that identifier."""
        return self.entities.get(f"{kind}/{key}")


_DECODER = msgspec.msgpack.Decoder(NoteSnapshot)


def snapshot(archive: Archive) -> Snapshot:
    """The snapshot of an archive; equal archives have equal snapshots."""
    packed = {
        note.note.path: pack(note, archive.series[note.series].name)
        for note in archive.notes.values()
    }
    return Snapshot(
        notes={path: hash_of(data) for path, data in packed.items()},
        entities={f"{entity.kind}/{entity.id}": entity for entity in _entities(archive)},
        addresses=tuple(addresses(archive)),
        redirects=redirects(archive),
        problems=tuple(sorted(archive.problems)),
        packed=packed,
    )


def hash_of(packed: bytes | mmap) -> bytes:
    """The hash by which packed notes are compared."""
    return blake2b(packed, digest_size=16).digest()


def pack(note: ArchivedNote, series: str) -> bytes:
    """The packed snapshot of one note of the series that has this name."""
    source = note.note
    made = NoteSnapshot(
        path=source.path,
        id=note.id,
        title=source.title,
        digest=source.digest,
        ink=_ink(source.text),
        headings=tuple(_heading(source, section) for section in source.sections),
        facts=tuple(facts_of(note, series)),
    )
    return msgspec.msgpack.encode(made)


def _heading(note: Note, section: Section) -> Heading:
    lines = note.lines[section.first + 1 : section.last]
    under = note.text[lines[0].span.start : lines[-1].span.end] if lines else ""
    return Heading(section.anchor, section.heading, section.level, _ink(under) if under else b"")


def _ink(text: str) -> bytes:
    return blake2b("".join(text.split()).encode(), digest_size=16).digest()


def unpack(packed: bytes) -> NoteSnapshot:
    """The snapshot of one note, as `pack` packed it."""
    return _DECODER.decode(packed)


def _entities(archive: Archive) -> Iterator[Entity]:
    for person in archive.people.values():
        yield _named(archive, "person", person)
    for project in archive.projects.values():
        yield _named(archive, "project", project)
    for version in archive.versions.values():
        yield _version(archive, version)
    for series in archive.series.values():
        path = _path(archive, series.notes[0]) if series.notes else ""
        yield Entity(
            "series", series.id, series.name, len(series.notes), path, 0, series.registered
        )
    for thread in archive.threads.values():
        note, index = thread.actions[-1]
        line = archive.notes[note].facts.actions[index].line
        yield thread_entity(thread, _path(archive, note), line)
    for topic in archive.topics.values():
        yield topic_entity(topic, _path(archive, topic.places[0][0]))
    for key, counts in stated(archive.notes.values()).items():
        yield from figure_entities(key, counts)
    lists = {note: outcome_list(archive.notes[note]) for note in archive.outcomes}
    yield from superseded_entities(lists, archive.outcomes)
    paths = {note.id: note.note.path for note in archive.notes.values()}
    for key, meetings in meetings_by_series(archive).items():
        yield from missed_entities(key, meetings, paths)


def thread_entity(thread: ActionThread, path: str, line: int) -> Entity:
    """A thread of actions, the latest of which stands at that place."""
    places = len(thread.actions)
    state = (("status", thread.status), ("notes", str(places)))
    return Entity("thread", thread.id, thread.text, places, path, line, state=state)


def topic_entity(topic: Topic, path: str) -> Entity:
    """A topic, of which the first note that says something of it has that path."""
    line = topic.places[0][1]
    meetings = len({note for note, _ in topic.places})
    state = (("notes", str(meetings)),)
    former = topic.former
    return Entity("topic", topic.id, topic.name, meetings, path, line, state=state, aliases=former)


def figure_entities(series: SeriesId, counts: Mapping[Key, int]) -> Iterator[Entity]:
    """The figures of a series, given how many of its notes state each number."""
    for identifier, key in figure_ids(series, counts).items():
        name = " / ".join(filter(None, key))
        yield Entity("figure", identifier, name, counts[key], "", 0)


def missed_entities(
    series: SeriesId, meetings: Sequence[Meeting], paths: Mapping[NoteId, str]
) -> Iterator[Entity]:
    """The meetings that a series skipped, and those that were called off in a note at a path."""
    skipped, _ = gaps([meeting.day for meeting in meetings])
    for day in skipped:
        yield _missed(series, day, "skipped", "")
    for meeting in meetings:
        if meeting.cancelled:
            yield _missed(series, meeting.day, "called off", paths[meeting.notes[0]])


def superseded_entities(
    lists: Mapping[NoteId, OutcomeList], logged: Mapping[NoteId, Sequence[LoggedOutcome]]
) -> Iterator[Entity]:
    """The outcomes that a later one supersedes, with what that says."""
    for note, known in logged.items():
        for outcome, one in zip(lists[note].outcomes, known, strict=True):
            if one.superseded and one.later:
                later, index = one.later
                by = lists[later].outcomes[index].text
                identifier = f"{note}/{name_slug(outcome.text)}"
                path, state = lists[note].path, (("by", by),)
                yield Entity(
                    "superseded", identifier, outcome.text, 1, path, outcome.line, state=state
                )


def _missed(series: SeriesId, day: date, how: str, path: str) -> Entity:
    name = f"{series}, {day.isoformat()}"
    identifier = f"{series}/{day.isoformat()}"
    return Entity("missed", identifier, name, 1, path, 0, state=(("how", how),))


def _named(
    archive: Archive, kind: Literal["person", "project"], entity: Person | Project
) -> Entity:
    first = entity.mentions[0] if entity.mentions else None
    return Entity(
        kind,
        entity.id,
        entity.name,
        len(entity.mentions),
        _path(archive, first.note) if first else "",
        first.line if first else 0,
        entity.registered,
        (("kind", entity.kind),) if isinstance(entity, Project) else (),
        tuple(dict.fromkeys(entity.written + entity.aliases)),
    )


def _version(archive: Archive, version: Version) -> Entity:
    project = archive.projects[ProjectId(version.project)]
    first = version.claims[0] if version.claims else None
    return Entity(
        "version",
        version.id,
        f"{project.name} {version.number}",
        len(version.claims),
        _path(archive, first.note) if first else "",
        first.line if first else 0,
        state=(("status", version.status), ("date", version.date)),
    )


def _path(archive: Archive, note: NoteId) -> str:
    return archive.notes[note].note.path
