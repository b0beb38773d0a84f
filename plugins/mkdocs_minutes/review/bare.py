"""An archive of names alone: all that its addresses depend on."""

from __future__ import annotations

from collections.abc import Iterable

from ..core.grouping import grouped
from ..core.records import (
    Archive,
    ArchivedNote,
    Person,
    PersonId,
    Project,
    ProjectId,
    Series,
    SeriesId,
    Topic,
    TopicId,
    VersionId,
)
from ..core.registry import PersonEntry, ProjectEntry, SeriesEntry
from ..core.resolve.addresses import Placed
from ..core.resolve.tables import Tables
from ..core.resolve.versions import version_key
from .snapshot import Entity


def bare_archive(placed: Iterable[Placed], tables: Tables, entities: Iterable[Entity]) -> Archive:
    """The archive of some notes, from the oldest to the newest, with what may have had other names.

    That are all series, and of the entities topics and what the registry has.
    """
    ids = grouped((one.kind, one) for one in entities)
    notes = [
        ArchivedNote(i.id, i.series, i.parsed.note, i.parsed.facts, aliases=i.aliases)
        for i in placed
    ]
    versions = (VersionId(one.id) for one in ids.get("version", ()))
    numbers = grouped((ProjectId(one.rpartition("/")[0]), one) for one in versions)
    people = (bare_person(PersonId(i.id), tables) for i in ids.get("person", ()) if i.registered)
    projects = (
        bare_project(ProjectId(i.id), tables, numbers.get(ProjectId(i.id), ()))
        for i in ids.get("project", ())
        if i.registered
    )
    return Archive(
        notes={note.id: note for note in notes},
        series=_series(notes, tables),
        people={one.id: one for one in people if one},
        projects={one.id: one for one in projects if one},
        versions={},
        tickets={},
        threads={},
        topics={one.id: one for one in map(_topic, ids.get("topic", ()))},
    )


def _series(notes: Iterable[ArchivedNote], tables: Tables) -> dict[SeriesId, Series]:
    members = grouped((note.series, note.id) for note in notes)
    return {
        one.id: Series(one.id, one.name, members.get(one.id, ()), aliases=_aliases(one.entry))
        for one in tables.series.values()
    }


def _topic(one: Entity) -> Topic:
    former = tuple(map(TopicId, one.aliases))
    return Topic(TopicId(one.id), SeriesId(""), one.name, (), (), former=former)


def bare_person(person: PersonId, tables: Tables, written: tuple[str, ...] = ()) -> Person | None:
    """A person as the tables know them, and so written; `None` for one unknown or hidden."""
    record = tables.people.persons.get(person)
    if record is None or record.hidden:
        return None
    known, aliases = record.entry is not None, _aliases(record.entry)
    return Person(person, record.name, written, registered=known, aliases=aliases)


def bare_project(
    project: ProjectId,
    tables: Tables,
    numbers: Iterable[VersionId] = (),
    written: tuple[str, ...] = (),
) -> Project | None:
    """A project as the tables know it, `None` for an unknown one.

    Only where it has other names are its versions in order.
    """
    record = tables.projects.names.get(project)
    if record is None:
        return None
    known, aliases = record.entry is not None, _aliases(record.entry)
    if aliases:
        numbers = sorted(numbers, key=lambda one: version_key(one.rpartition("/")[2]))
    names = project, record.name, record.kind, written
    return Project(*names, versions=tuple(numbers), registered=known, aliases=aliases)


def _aliases(entry: PersonEntry | ProjectEntry | SeriesEntry | None) -> tuple[str, ...]:
    return entry.aliases if entry else ()
