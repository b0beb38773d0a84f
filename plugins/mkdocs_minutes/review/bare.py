"""An archive of names alone: all that its addresses depend on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from ..core.records import (
    Archive,
    ArchivedNote,
    NoteId,
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
    Version,
    VersionId,
)
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
    ids: dict[str, list[str]] = defaultdict(list)
    for kind, _, name in (key.partition("/") for key in sorted(keys)):
        ids[kind].append(name)
    notes = [
        ArchivedNote(
            item.id,
            item.series,
            item.parsed.note,
            item.parsed.facts,
            aliases=item.aliases,
        )
        for item in placed
    ]
    versions = {version.id: version for version in _versions(ids["version"])}
    return Archive(
        notes={note.id: note for note in notes},
        series=_series(notes, tables),
        people={person.id: person for person in _people(ids["person"], tables)},
        projects=_projects(ids["project"], versions, tables),
        versions=versions,
        tickets={TicketId(t): TicketRecord(TicketId(t), "", "", ()) for t in ids["ticket"]},
        threads={},
        topics={topic.id: topic for topic in _topics(ids["topic"], keys)},
    )


def _series(notes: Iterable[ArchivedNote], tables: Tables) -> dict[SeriesId, Series]:
    members: dict[SeriesId, list[NoteId]] = defaultdict(list)
    for note in notes:
        members[note.series].append(note.id)
    return {
        one.id: Series(
            one.id,
            one.name,
            tuple(members[one.id]),
            aliases=one.entry.aliases if one.entry else (),
        )
        for one in tables.series.values()
    }


def _people(ids: Iterable[str], tables: Tables) -> Iterator[Person]:
    for person in map(PersonId, ids):
        record = tables.people.persons[person]
        aliases = record.entry.aliases if record.entry else ()
        yield Person(person, record.name, aliases=aliases)


def _topics(ids: Iterable[str], keys: Mapping[str, tuple[str, ...]]) -> Iterator[Topic]:
    for topic in map(TopicId, ids):
        series = SeriesId(topic.partition("/")[0])
        former = tuple(map(TopicId, keys[f"topic/{topic}"]))
        yield Topic(topic, series, name="", written=(), places=(), former=former)


def _versions(ids: Iterable[str]) -> Iterator[Version]:
    for version in map(VersionId, ids):
        project, _, number = version.rpartition("/")
        yield Version(
            version,
            ProjectId(project),
            number,
            series=False,
            status="mentioned",
            date="",
            claims=(),
        )


def _projects(
    ids: Iterable[str], versions: Mapping[VersionId, Version], tables: Tables
) -> dict[ProjectId, Project]:
    """The projects; only of those with other names do addresses depend on their versions."""
    projects = {}
    for project in map(ProjectId, ids):
        record = tables.projects.names[project]
        aliases = record.entry.aliases if record.entry else ()
        own = [one for one in versions.values() if one.project == project] if aliases else []
        own.sort(key=lambda version: version_key(version.number))
        numbers = tuple(version.id for version in own)
        projects[project] = Project(project, record.name, versions=numbers, aliases=aliases)
    return projects
