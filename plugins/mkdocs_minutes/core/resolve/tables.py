"""What all notes and the registry add up to, and how one note is read by it.

The tables are all that a note's reading takes from other notes. So where an edit leaves a note's
share in them as it was, nothing changes in how the other notes are read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..names import NameTable
from ..records import FrontMatter, SeriesId, Span
from ..registry import Registry
from .addresses import Placed, SeriesName
from .mentions import Named, Target, find_mentions, project_hits, read_page
from .people import People, Sighting, find_people, sightings
from .projects import (
    Attribution,
    Evidence,
    Numbering,
    Projects,
    attribute,
    evidence_of,
    find_numbering,
    find_projects,
    named_beside,
    named_people,
)


@dataclass(frozen=True, slots=True)
class Tables:
    """The series, projects and persons of an archive, and what its bare version numbers mean."""

    series: Mapping[SeriesId, SeriesName]
    projects: Projects
    people: People
    numbering: Numbering


@dataclass(frozen=True, slots=True)
class Resolved:
    """What a note names, and the projects of its version readings."""

    named: Named
    attributions: tuple[Attribution, ...]


def find_tables(
    placed: Iterable[Placed], registry: Registry, series: Mapping[SeriesId, SeriesName]
) -> Tables:
    """The tables of all notes and the registry."""
    items = list(placed)
    projects = find_projects(items, registry)
    people = find_people(items, registry, projects)
    return Tables(series, projects, people, find_numbering(items, projects, series))


def resolve(item: Placed, tables: Tables, names: NameTable[Target]) -> Resolved:
    """One note, read by the tables; `names` is the table of their names."""
    page = read_page(item.parsed.note, names)
    attributions = attribute(item, tables.projects, project_hits(page), tables.numbering)
    return Resolved(find_mentions(item, page, tables.people, attributions), attributions)


@dataclass(frozen=True, slots=True)
class Share:
    """All that the tables, and the addresses of notes, take from one note."""

    path: str
    title: str
    date: str
    series: str
    front_matter: FrontMatter
    evidence: Evidence
    people: frozenset[str]
    sightings: Counter[Sighting]
    numbers: Counter[tuple[str | None, str, bool]]


def share(item: Placed, projects: Projects) -> Share:
    """A note's share in the tables; notes with equal shares can take each other's place."""
    note = item.parsed.note
    readings = zip(item.parsed.facts.versions, named_beside(item, projects), strict=True)
    return Share(
        path=note.path,
        title=note.title,
        date=note.date.isoformat() if note.date else "",
        series=note.series,
        front_matter=note.front_matter,
        evidence=evidence_of(item),
        people=named_people([item]),
        sightings=Counter(replace(one, span=Span(0, 0)) for one in sightings(item)),
        numbers=Counter((project, reading.number, reading.bound) for reading, project in readings),
    )
