"""What all notes and the registry add up to, and how one note is read by it.

The tables are all that a note's reading takes from other notes. They are made from a census: what
the notes state and how often, whichever notes they are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from ..extract.labels import roles_apart
from ..names import NameTable
from ..records import PersonId, Role, SeriesId
from ..registry import Registry
from .addresses import Placed, SeriesName
from .attribution import Attribution, Numbering, attribute, find_numbering
from .census import Census
from .mentions import Named, Target, find_mentions, project_hits, read_page
from .one_ticket import TicketNames
from .people import People, enter
from .people_finding import find_people
from .projects import Projects, find_projects
from .sightings import named_people


@dataclass(frozen=True, slots=True)
class Tables:
    """The series, projects and persons of an archive, and what its bare version numbers mean.

    `census` is what they were made from, and `tickets` what the notes tell of tickets, which they
    are read by before.
    """

    series: Mapping[SeriesId, SeriesName]
    projects: Projects
    people: People
    numbering: Numbering
    census: Census
    tickets: TicketNames = field(default_factory=TicketNames)


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a note names, the projects of its version readings, and the roles that it prints.

    `roles` are those beside names of persons, each with its person.
    """

    named: Named
    attributions: tuple[Attribution, ...]
    roles: tuple[tuple[PersonId, Role], ...] = ()


def find_tables(
    census: Census, registry: Registry, series: Mapping[SeriesId, SeriesName]
) -> Tables:
    """The tables of the notes that the census counts, and of the registry."""
    projects = find_projects(census.hints, named_people(census.seen), registry)
    people = find_people(census.seen, registry, projects, series)
    numbering = find_numbering(census.readings, census.echoes, census.titles, projects, series)
    return Tables(series, projects, people, numbering, census)


def resolve(item: Placed, tables: Tables, names: NameTable[Target]) -> Resolved:
    """One note, read by the tables; `names` is the table of their names."""
    enter(item, tables.people)
    page = read_page(item.parsed.note, names)
    attributions = attribute(item, tables.projects, project_hits(page), tables.numbering)
    named = find_mentions(item, page, tables.people, tables.projects, attributions)
    return Resolved(named, attributions, tuple(_roles(item, tables.people, named)))


def _roles(item: Placed, people: People, named: Named) -> Iterator[tuple[PersonId, Role]]:
    targets = {
        mention.span: PersonId(mention.target)
        for mention in named.mentions
        if mention.kind == "person"
    }
    note = item.parsed.note
    year = note.date.year if note.date else 0
    for sighting in people.sightings[item.id]:
        person = targets.get(sighting.span) if sighting.roles else None
        if person is not None:
            line = note.line_of(sighting.span.start)
            for text in chain.from_iterable(map(roles_apart, sighting.roles)):
                yield person, Role(text, item.id, line, year, year)
