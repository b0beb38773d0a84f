"""People, projects, versions and tickets as pages list them: in which order, and beside whom."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from itertools import groupby
from typing import get_args

from msgspec import Struct

from ..core import addresses
from ..core.grouping import agreed
from ..core.lexicon import pattern
from ..core.places import MANY, number_of, project_of
from ..core.records import (
    Archive,
    Person,
    PersonId,
    ProjectId,
    ProjectKind,
    TicketId,
    VersionId,
)
from ..core.resolve.versions import VersionTold, release_date
from ..core.told import stand_beside


def initial(name: str) -> str:
    """The letter under which a name is listed, `#` where it begins with none.

    >>> initial("ann"), initial("3D")
    ('A', '#')
    """
    return name[:1].upper() if name[:1].isalpha() else "#"


def people_groups(archive: Archive) -> dict[str, int]:
    """Where the people with each initial begin."""
    return _first_places(initial(person.name) for person in archive.people.values())


def version_groups(archive: Archive, listed: Iterable[VersionId]) -> dict[str, int]:
    """Where the versions of each project, given by its name, begin among those listed."""
    return _first_places(archive.projects[project_of(version)].name for version in listed)


def _first_places(groups: Iterable[str]) -> dict[str, int]:
    """Where each group begins in an order of theirs."""
    first: dict[str, int] = {}
    for place, group in enumerate(groups):
        first.setdefault(group, place)
    return first


def names(archive: Archive) -> dict[str, str]:
    """What a reader calls people, projects and versions, by `kind/id`: the project first."""
    found = {f"person/{person.id}": person.name for person in archive.people.values()}
    found |= {f"project/{project.id}": project.name for project in archive.projects.values()}
    for version in archive.versions:
        project = project_of(version)
        name = found.get(f"project/{project}", project)
        found[f"version/{version}"] = f"{name} {number_of(version)}"
    return found


def neighbours(
    archive: Archive,
) -> dict[VersionId, tuple[VersionId | None, VersionId | None]]:
    """The versions of the same project before and after each in the order of numbers."""
    return {
        version: (before, after)
        for project in archive.projects.values()
        for before, version, after in zip(
            (None, *project.versions), project.versions, (*project.versions[1:], None), strict=False
        )
    }


def versions(archive: Archive) -> tuple[VersionId, ...]:
    """All versions by the name of their project, the newest number first."""
    ordered: dict[VersionId, None] = {}
    for project in archive.projects.values():
        ordered |= dict.fromkeys(reversed(project.versions))
    return tuple(ordered | dict.fromkeys(archive.versions))


def projects_of_person(archive: Archive) -> dict[PersonId, tuple[tuple[ProjectId, int], ...]]:
    """The projects that stand on a line with each person, those on most lines first."""
    counts: dict[PersonId, Counter[ProjectId]] = defaultdict(Counter)
    for note in archive.notes.values():
        for person, project, lines in stand_beside(note):
            counts[PersonId(person)][ProjectId(project)] += lines
    return {
        person: tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))
        for person, found in counts.items()
    }


NAME_WORDS = 4
"""Words of a project's name that are looked for in a role."""


class PersonTold(Struct, frozen=True, array_like=True):
    """What lists take from a person, good for its `mark`."""

    mark: bytes
    roles: tuple[str, ...]


def told_of_person(person: Person, mark: bytes) -> PersonTold:
    """What lists take from a person."""
    return PersonTold(mark, tuple(role.text for role in person.roles))


def roles_of_project(
    archive: Archive, told: Mapping[PersonId, PersonTold]
) -> dict[ProjectId, tuple[tuple[PersonId, str], ...]]:
    """Whose role names a project, in the order of people; those who lead it come first."""
    names = projects_by_name(archive)
    found: dict[ProjectId, dict[tuple[PersonId, str], None]] = defaultdict(dict)
    for person, one in told.items():
        for role in one.roles:
            words = re.findall(r"[^\s,;/()]+", role.casefold())
            parts = {
                " ".join(words[at : at + length])
                for length in range(1, NAME_WORDS + 1)
                for at in range(len(words) - length + 1)
            }
            for project in {names[part] for part in parts if part in names}:
                found[project][person, role] = None
    return {
        project: tuple(sorted(roles, key=lambda role: not _LEADS.search(role[1])))
        for project, roles in found.items()
    }


_LEADS = re.compile(rf"\b{pattern('roles.lead')}\b", re.IGNORECASE)


def grouped_tickets(archive: Archive) -> dict[TicketId, str]:
    """The places of tickets that share a page with their like: those of which there is little."""
    return {
        TicketId(ticket): f"{group}#{uri.split('/')[-2]}"
        for ticket, uri in addresses.ticket_uris(archive.tickets).items()
        for group in (addresses.ticket_group_uri(addresses.ticket_group(ticket)),)
        if len(archive.tickets[ticket].mentions) <= MANY
    }


def projects(archive: Archive) -> tuple[ProjectId, ...]:
    """All projects, those of one kind together."""
    kinds = get_args(ProjectKind)
    return tuple(sorted(archive.projects, key=lambda one: kinds.index(archive.projects[one].kind)))


def tickets(archive: Archive) -> tuple[TicketId, ...]:
    """All tickets, by tracker and number."""

    def order(ticket: TicketId) -> tuple[object, ...]:
        return archive.tickets[ticket].system.casefold(), natural(ticket)

    return tuple(sorted(archive.tickets, key=order))


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts numbers within names by their value.

    >>> sorted(["A-10", "A-9"], key=natural)
    ['A-9', 'A-10']
    """
    parts = [("".join(part), digit) for digit, part in groupby(text.casefold(), key=str.isdecimal)]
    return tuple((0, int(part), "") if digit else (1, 0, part) for part, digit in parts)


def projects_by_name(archive: Archive) -> dict[str, ProjectId]:
    """Projects by name, for names that only one project has."""
    return agreed(
        (name.casefold(), project.id)
        for project in archive.projects.values()
        for name in (project.name, *project.aliases)
    )


def releases(archive: Archive, told: Mapping[VersionId, VersionTold]) -> tuple[VersionId, ...]:
    """The versions that the notes call released, the latest first."""
    released = [
        one for one in told.values() if one.version.status == "released" and not one.version.series
    ]
    released.sort(key=lambda one: one.version.id)
    released.sort(key=lambda one: release_date(archive, one.released), reverse=True)
    return tuple(one.version.id for one in released)
