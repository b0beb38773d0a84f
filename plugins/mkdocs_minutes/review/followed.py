"""The snapshot after an edit, from the one before it and from the archive that followed.

What the notes stated that the edit concerns is packed anew, and so are the entities that they speak
of and what their series come to. All else is taken over.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import chain
from typing import TypeVar

from ..core import addresses as uris
from ..core.archive import Assembled
from ..core.grouping import grouped
from ..core.part_ids import page_of
from ..core.places import project_of
from ..core.records import Archive, NoteId, Person, Project, SeriesId
from ..core.resolve.tables import Tables
from ..core.threads import ended
from ..pages.kinds import PAGE_KIND_BY_NAME
from ..pages.sitemap import INDEXES, redirects
from ..store.readings import KeptReadings
from ..store.standing import StandingArchive
from .snapshot import (
    NAMED,
    Entity,
    Snapshot,
    named_entities,
    pack,
    series_entities,
    tables_of,
)


def followed_snapshot(
    base: Snapshot, former: KeptReadings, standing: StandingArchive, made: Assembled
) -> Snapshot:
    """The snapshot of an archive that was made from a `former` one, whose snapshot is the `base`.

    It equals the one that is made of the whole archive.
    """
    archive = made.archive
    again = [archive.notes[note] for note in made.reading.again]
    packed = {one.note.path: pack(one, archive.series[one.series].name) for one in again}
    paths = [note.note.path for note in archive.notes.values()]
    notes = {path: packed.get(path) or base.notes[path] for path in paths}
    entities = _entities(base, former, standing, made)
    pages = {*INDEXES, *uris.ticket_uris(archive.tickets).values()}
    pages.update(uris.note_uri(page_of(note)) for note in archive.notes)
    pages.update(
        PAGE_KIND_BY_NAME[one.kind].uri(one.id)
        for one in entities.values()
        if one.kind in PAGE_KIND_BY_NAME
    )
    former_pages = redirects(_with_other_names(archive, made.reading.tables), pages)
    return Snapshot(notes, entities, tuple(sorted(pages)), former_pages, archive.problems)


def _entities(
    base: Snapshot, former: KeptReadings, standing: StandingArchive, made: Assembled
) -> dict[str, Entity]:
    """All entities by `kind/id`, those made anew that the edit concerns."""
    archive, tables = made.archive, made.reading.tables
    persons = _other(former.tables.people.persons, tables.people.persons)
    projects = _other(former.tables.projects.names, tables.projects.names)
    versions = [one for one in archive.versions if project_of(one) in projects]
    others = (("person", persons), ("project", projects), ("version", versions))
    touched = {*(made.touched or ()), *((kind, one) for kind, keys in others for one in keys)}
    present = {f"{kind}/{one}" for kind, found in tables_of(archive).items() for one in found}
    gone = base.notes.keys() - {note.note.path for note in archive.notes.values()}
    again = {f"{kind}/{one}" for kind, one in touched}
    of_note = {note.item.id: note.item.series for note in standing.notes.values()}
    series = _series_as_before(standing, made)

    def stands(key: str, one: Entity) -> bool:
        if one.kind in NAMED:
            return key in present and key not in again and one.path not in gone
        return one.kind != "series" and _series_of(one, of_note) in series

    kept = {key: one for key, one in base.entities.items() if stands(key, one)}
    named = named_entities(archive, present - kept.keys())
    given, keys = made.given, made.reading.keys
    found = chain(
        named,
        series_entities(
            archive, lambda note: given.get(note) or former.contribution(keys[note]), series
        ),
    )
    return kept | {f"{one.kind}/{one.id}": one for one in found}


def _series_of(one: Entity, of_note: Mapping[NoteId, SeriesId]) -> SeriesId:
    """The series of something that is of one; what is superseded goes by its note."""
    first = one.id.rpartition("/")[0]
    return of_note[NoteId(first)] if one.kind == "superseded" else SeriesId(first)


def _series_as_before(standing: StandingArchive, made: Assembled) -> set[SeriesId]:
    """The series that come to what they came to before, and had not ended then if not now."""
    items = (note.item for note in standing.notes.values())
    over = ended((item.series, item.parsed.note.date) for item in items)
    over ^= ended((item.series, item.parsed.note.date) for item in made.placed)
    return {*made.reading.standing} - over


Key = TypeVar("Key", bound=str)


def _other(was: Mapping[Key, object], now: Mapping[Key, object]) -> set[Key]:
    """The keys of records that are not the same in two tables."""
    return {key for key in was.keys() | now.keys() if was.get(key) != now.get(key)}


def _with_other_names(archive: Archive, tables: Tables) -> Archive:
    """The archive with those people and projects alone that may have other names."""
    numbers = grouped((project_of(one), one) for one in archive.versions)
    people = (tables.people.persons[one] for one in archive.people)
    projects = (tables.projects.names[one] for one in archive.projects)
    return replace(
        archive,
        people={
            one.id: Person(one.id, one.name, aliases=one.entry.aliases)
            for one in people
            if one.entry
        },
        projects={
            one.id: Project(
                one.id, one.name, versions=numbers.get(one.id, ()), aliases=one.entry.aliases
            )
            for one in projects
            if one.entry
        },
    )
