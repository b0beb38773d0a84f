"""What two archives are compared by: every fact with its line, and nothing that is not a fact.

A snapshot is small beside the archive it comes from, and each note in it is packed, so that notes
which did not change are found alike without a look inside.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from itertools import chain
from typing import Any, Literal, NamedTuple

import msgspec

from ..core.calendar import gaps, meetings_of
from ..core.figures import figure_ids
from ..core.grouping import grouped
from ..core.kinds import Fact, facts_of
from ..core.of_series import Contribution, contribution
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
    Section,
    SeriesId,
    Topic,
    Version,
)
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
    """An archive as facts: for each path the packed `NoteSnapshot`, and entities by `kind/id`."""

    notes: dict[str, bytes]
    entities: dict[str, Entity]
    addresses: tuple[str, ...]
    redirects: dict[str, str]
    problems: tuple[Problem, ...]

    def note(self, path: str) -> NoteSnapshot:
        """The snapshot of one note; `KeyError` where there is no note at the path."""
        return _DECODER.decode(self.notes[path])


Given = Mapping[NoteId, Contribution]
"""What notes give to their series; those of one run from the oldest to the newest."""

_DECODER = msgspec.msgpack.Decoder(NoteSnapshot)


def snapshot(archive: Archive, given: Given | None = None) -> Snapshot:
    """The snapshot of an archive; equal archives have equal snapshots.

    `given` is what notes give to their series, where the caller has it.
    """
    from ..pages.sitemap import addresses, redirects  # with all pages, which a check does without

    known, notes = given or {}, archive.notes.values()
    given = {note.id: known.get(note.id) or contribution(note) for note in notes}
    return Snapshot(
        notes={note.note.path: pack(note, archive.series[note.series].name) for note in notes},
        entities={f"{entity.kind}/{entity.id}": entity for entity in _entities(archive, given)},
        addresses=tuple(addresses(archive)),
        redirects=redirects(archive),
        problems=tuple(sorted(archive.problems)),
    )


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


def _entities(archive: Archive, given: Given) -> Iterator[Entity]:
    tables = tables_of(archive)
    yield from named_entities(archive, (f"{kind}/{one}" for kind in tables for one in tables[kind]))
    yield from series_entities(archive, given.__getitem__)


def tables_of(archive: Archive) -> Mapping[str, Mapping[Any, Any]]:
    """The entities of an archive that notes name, by their kind."""
    return {"person": archive.people, "project": archive.projects, "version": archive.versions}


NAMED = frozenset({"person", "project", "version"})
"""The kinds of entities that notes name."""


def named_entities(archive: Archive, keys: Iterable[str]) -> Iterator[Entity]:
    """Those of the people, projects and versions of an archive that go by these keys."""
    tables = tables_of(archive)
    for key in keys:
        kind, _, name = key.partition("/")
        one = tables[kind][name]
        yield _version(archive, one) if isinstance(one, Version) else _named(archive, one)


def _named(archive: Archive, one: Person | Project) -> Entity:
    kind: EntityKind = "project" if isinstance(one, Project) else "person"
    state = (("kind", one.kind),) if isinstance(one, Project) else ()
    names = tuple(dict.fromkeys(one.written + one.aliases))
    first = one.mentions[0] if one.mentions else None
    place = (archive.notes[first.note].note.path, first.line) if first else ("", 0)
    return Entity(kind, one.id, one.name, len(one.mentions), *place, one.registered, state, names)


def _version(archive: Archive, version: Version) -> Entity:
    name, claims = f"{archive.projects[version.project].name} {version.number}", version.claims
    state = (("status", version.status), ("date", version.date))
    path = archive.notes[claims[0].note].note.path
    return Entity("version", version.id, name, len(claims), path, claims[0].line, state=state)


def series_entities(
    archive: Archive,
    given: Callable[[NoteId], Contribution],
    as_before: Container[SeriesId] = (),
) -> Iterator[Entity]:
    """All series, each with the number of its notes, and what those come to that are not as before.

    That follows from what their notes have given, and from what they were followed to.
    """
    threads = grouped((one.series, one) for one in archive.threads.values())
    topics = grouped((one.series, one) for one in archive.topics.values())
    for series in archive.series.values():
        path = archive.notes[series.notes[0]].note.path if series.notes else ""
        size, known = len(series.notes), series.registered
        yield Entity("series", series.id, series.name, size, path, 0, known)
        if series.id not in as_before:
            members = {note: given(note) for note in series.notes}
            yield from _threads(threads.get(series.id, ()), members)
            yield from _topics(topics.get(series.id, ()), members)
            yield from _figures(series.id, members)
            yield from _missed(series.id, members)
            yield from _superseded(archive.outcomes, members)


def _threads(threads: Iterable[ActionThread], given: Given) -> Iterator[Entity]:
    """Threads of actions, each where the latest of these stands."""
    for thread in threads:
        note, index = thread.actions[-1]
        latest, places = given[note].actions, len(thread.actions)
        state = (("status", thread.status), ("notes", str(places)))
        path, line = latest.path, latest.actions[index].line
        yield Entity("thread", thread.id, thread.text, places, path, line, state=state)


def _topics(topics: Iterable[Topic], given: Given) -> Iterator[Entity]:
    """Topics, each with the number of notes that say something of it."""
    for topic in topics:
        note, line = topic.places[0]
        notes = len({note for note, _ in topic.places})
        path, state = given[note].headings.path, (("notes", str(notes)),)
        names = topic.former
        yield Entity("topic", topic.id, topic.name, notes, path, line, state=state, aliases=names)


def _figures(series: SeriesId, given: Given) -> Iterator[Entity]:
    """The figures of a series, each with the number of its notes that state it."""
    counts = Counter(chain.from_iterable(one.figures for one in given.values()))
    for identifier, key in figure_ids(series, counts).items():
        yield Entity("figure", identifier, " / ".join(filter(None, key)), counts[key], "", 0)


def _missed(series: SeriesId, given: Given) -> Iterator[Entity]:
    """The meetings that a series skipped, and those that were called off."""
    meetings = meetings_of(one.meeting for one in given.values() if one.meeting)
    skipped, _ = gaps([meeting.day for meeting in meetings])
    off = ((one.day, given[one.notes[0]].actions.path) for one in meetings if one.cancelled)
    told = (*((day, "skipped", "") for day in skipped), *((d, "called off", p) for d, p in off))
    for day, how, path in told:
        key = f"{series}/{day.isoformat()}"
        name = f"{series}, {day.isoformat()}"
        yield Entity("missed", key, name, 1, path, 0, state=(("how", how),))


def _superseded(logged: Mapping[NoteId, Sequence[LoggedOutcome]], given: Given) -> Iterator[Entity]:
    """The outcomes that a later one supersedes, with what that says."""
    for note, gives in given.items():
        outcomes = gives.outcomes
        for outcome, one in zip(outcomes.outcomes, logged.get(note, ()), strict=True):
            if one.superseded and one.later:
                later, index = one.later
                state = (("by", given[later].outcomes.outcomes[index].text),)
                key = f"{note}/{name_slug(outcome.text)}"
                path, line = outcomes.path, outcome.line
                yield Entity("superseded", key, outcome.text, 1, path, line, state=state)
