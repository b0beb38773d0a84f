"""An archive of names alone: all that its addresses depend on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ..core.archive import version_of
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
    TicketId,
    TicketRecord,
    Topic,
    TopicId,
    VersionId,
)
from ..core.registry import PersonEntry, ProjectEntry, SeriesEntry
from ..core.resolve.addresses import Placed
from ..core.resolve.tables import Tables
from ..core.resolve.versions import version_key


def bare_archive(
    placed: Iterable[Placed], tables: Tables, keys: Mapping[str, tuple[str, ...]]
) -> Archive:
    """The archive of some notes, from the oldest to the newest, that has the pages of the keys.

    Keys are `person/id`, `project/id`, `version/id`, `ticket/id`, and `topic/id`, which has the
    topics that it was before; all series are there.
    """
    ids = grouped((kind, name) for kind, _, name in (key.partition("/") for key in sorted(keys)))
    notes = [
        ArchivedNote(i.id, i.series, i.parsed.note, i.parsed.facts, aliases=i.aliases)
        for i in placed
    ]
    versions = map(VersionId, ids.get("version", ()))
    numbers = grouped((ProjectId(one.rpartition("/")[0]), one) for one in versions)
    people = (bare_person(PersonId(one), tables) for one in ids.get("person", ()))
    projects = (
        bare_project(ProjectId(one), tables, numbers.get(ProjectId(one), ()))
        for one in ids.get("project", ())
    )
    return Archive(
        notes={note.id: note for note in notes},
        series=_series(notes, tables),
        people={one.id: one for one in filter(None, people)},
        projects={one.id: one for one in filter(None, projects)},
        versions={v: version_of(v, (), series=False) for own in numbers.values() for v in own},
        tickets={t: TicketRecord(t, "", "", ()) for t in map(TicketId, ids.get("ticket", ()))},
        threads={},
        topics={t: _topic(t, keys[f"topic/{t}"]) for t in map(TopicId, ids.get("topic", ()))},
    )


def _series(notes: Iterable[ArchivedNote], tables: Tables) -> dict[SeriesId, Series]:
    members = grouped((note.series, note.id) for note in notes)
    return {
        one.id: Series(one.id, one.name, members.get(one.id, ()), aliases=_aliases(one.entry))
        for one in tables.series.values()
    }


def _topic(topic: TopicId, former: Iterable[str]) -> Topic:
    return Topic(topic, SeriesId(""), "", (), (), former=tuple(map(TopicId, former)))


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
