"""The entities of one state of an archive, from its tables and from where its notes name them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import cast

from ..core.kinds import Fact
from ..core.names import fold
from ..core.records import (
    NoteId,
    PersonId,
    Problem,
    ProjectId,
    Span,
    VersionClaim,
    VersionId,
    VersionStatus,
)
from ..core.resolve.problems import Spelling, contradicting, unknown
from ..core.resolve.tables import Tables
from ..core.resolve.versions import contradictions, latest
from .snapshot import Entity, NoteSnapshot
from .tally import Tally

_Groups = list[list[VersionClaim]]


@dataclass(frozen=True, slots=True)
class Standing:
    """A state: its tables and tally, the rank of each note by age, and how to look into one.

    `implied` are the projects of which the notes name a version or a ticket.
    """

    tables: Tables
    tally: Tally
    rank: Mapping[str, int]
    note: Callable[[str], NoteSnapshot]
    implied: frozenset[str]

    def entity(self, key: str) -> Entity | None:
        """The person, project or version of a key, `None` where the notes do not speak of it."""
        kind, _, name = key.partition("/")
        if kind == "person":
            return self._person(PersonId(name))
        if kind == "project":
            return self._project(ProjectId(name))
        return self._version(VersionId(name))

    def _person(self, person: PersonId) -> Entity | None:
        record = self.tables.people.persons.get(person)
        key = f"person/{person}"
        known = key in self.tally.written or f"attended/{person}" in self.tally.notes
        if record is None or record.hidden or not known:
            return None
        entry = record.entry
        names = (*self.tally.forms(key), *(entry.aliases if entry else ()))
        path, line = self._first(key)
        times = self.tally.times(key)
        return Entity(
            "person",
            person,
            record.name,
            times,
            path,
            line,
            entry is not None,
            aliases=tuple(dict.fromkeys(names)),
        )

    def _project(self, project: ProjectId) -> Entity | None:
        record = self.tables.projects.names.get(project)
        key = f"project/{project}"
        if record is None or not (key in self.tally.written or project in self.implied):
            return None
        entry = record.entry
        names = (*self.tally.forms(key), *(entry.aliases if entry else ()))
        path, line = self._first(key)
        return Entity(
            "project",
            project,
            record.name,
            self.tally.times(key),
            path,
            line,
            entry is not None,
            (("kind", record.kind),),
            tuple(dict.fromkeys(names)),
        )

    def _version(self, version: VersionId) -> Entity | None:
        key = f"version/{version}"
        if key not in self.tally.written:
            return None
        path, line = self._first(key)
        status, when = latest(self._claims(version))
        state = (("status", status), ("date", when))
        times = self.tally.times(key)
        return Entity("version", version, self._name(version), times, path, line, state=state)

    def _name(self, version: VersionId) -> str:
        project, _, number = version.rpartition("/")
        return f"{self.tables.projects.names[ProjectId(project)].name} {number}"

    def contradicting(self, version: VersionId) -> Iterator[Problem]:
        """The problems of claims about a version that cannot both be true."""
        pairs = contradictions(self._claims(version))
        if pairs:
            paths = {
                NoteId(self.note(path).id): path for path in self._places(f"version/{version}")
            }
            yield from contradicting(self._name(version), pairs, paths)

    def _claims(self, version: VersionId) -> _Groups:
        """What each note claims of a version, from the oldest note to the newest."""
        return [
            list(_claims(self.note(path), version)) for path in self._places(f"version/{version}")
        ]

    def unknown(self, person: PersonId) -> Iterator[Problem]:
        """The problem that the registry does not know a person whom attendance lists have."""
        listed = self._places(f"listed/{person}")
        found = self.entity(f"person/{person}") if listed else None
        if found and not found.registered:
            yield unknown(found.name, listed[0], _line(self.note(listed[0]), "attendee", person))

    def spelling(self, entity: Entity) -> Spelling:
        """How often a person's or project's name is written out."""
        forms = self.tally.written.get(f"{entity.kind}/{entity.id}", {})
        times = sum(count for form, count in forms.items() if fold(form) == fold(entity.name))
        return Spelling(entity.name, times, entity.path, entity.line, entity.registered)

    def _places(self, key: str) -> list[str]:
        """The notes where an entity stands, from the oldest to the newest."""
        return sorted(self.tally.where(key), key=self.rank.__getitem__)

    def _first(self, key: str) -> tuple[str, int]:
        """The note and line where an entity stands first, `""` and 0 where nowhere."""
        path = min(self.tally.where(key), key=self.rank.__getitem__, default="")
        kind, _, name = key.partition("/")
        return (path, _line(self.note(path), kind, name)) if path else ("", 0)


def implied(tables: Tables, tally: Tally) -> frozenset[str]:
    """The projects of which the notes name a version or a ticket."""
    keys = [key.partition("/") for key in tally.written]
    projects = {name.rpartition("/")[0] for kind, _, name in keys if kind == "version"}
    tickets = (tables.projects.of_ticket(name) for kind, _, name in keys if kind == "ticket")
    return frozenset(projects.union(filter(None, tickets)))


def _line(note: NoteSnapshot, kind: str, key: str) -> int:
    return next(fact.line for fact in _facts(note, kind, key))


def _claims(note: NoteSnapshot, version: VersionId) -> Iterator[VersionClaim]:
    for fact in _facts(note, "version", version):
        state = dict(fact.state)
        status = cast("VersionStatus", state["status"])
        yield VersionClaim(NoteId(note.id), version, status, state["date"], Span(0, 0), fact.line)


def _facts(note: NoteSnapshot, kind: str, key: str) -> Iterable[Fact]:
    return (fact for fact in note.facts if fact.kind == kind and fact.key == key)
