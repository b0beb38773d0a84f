"""What all notes and the registry add up to, and how one note is read by it.

The tables are all that a note's reading takes from other notes. They are made from a census: what
the notes state and how often, whichever notes they are.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..names import NameTable
from ..records import SeriesId
from ..registry import Registry
from .addresses import Placed, SeriesName
from .attribution import Attribution, Numbering, attribute, find_numbering
from .census import Census
from .mentions import Named, Target, find_mentions, project_hits, read_page
from .people import People, enter
from .people_finding import find_people
from .projects import Projects, find_projects
from .sightings import named_people


@dataclass(frozen=True, slots=True)
class Tables:
    """The series, projects and persons of an archive, and what its bare version numbers mean.

    `census` is what they were made from.
    """

    series: Mapping[SeriesId, SeriesName]
    projects: Projects
    people: People
    numbering: Numbering
    census: Census


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a note names, and the projects of its version readings."""

    named: Named
    attributions: tuple[Attribution, ...]


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
    return Resolved(
        find_mentions(item, page, tables.people, tables.projects, attributions), attributions
    )
