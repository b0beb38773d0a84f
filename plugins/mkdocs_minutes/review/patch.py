"""The snapshot after a small edit, from the snapshot before it.

Notes that an edit touches are read again (`follow_edit`). What they gave to the snapshot is taken
out, and what they give now is put in: with that the entities that any of them names, and what their
series come to. Everything else is taken over.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from functools import cache, cached_property
from itertools import chain
from typing import TypeVar

import msgspec

from ..core import addresses as uris
from ..core.archive import archived
from ..core.grouping import grouped
from ..core.of_series import Contribution, OfSeries, contribution, follow_series
from ..core.part_ids import page_of
from ..core.places import most_written, version_of
from ..core.records import (
    Person,
    PersonId,
    Problem,
    Project,
    ProjectId,
    SeriesId,
    TicketId,
    Version,
    VersionId,
)
from ..core.resolve.addresses import Placed
from ..core.resolve.problems import Spelling, contradicting, typos, unknown
from ..core.settings import Settings
from ..core.threads import ended, left_open
from ..pages.kinds import PAGE_KIND_BY_NAME
from ..pages.sitemap import INDEXES, redirects
from .bare import bare_archive, bare_person, bare_project
from .basis import Kept, Place, Row, in_full, row_of
from .edit import Edit, Read, follow_edit
from .snapshot import (
    NOWHERE,
    Entity,
    Given,
    Snapshot,
    hash_of,
    named_entity,
    pack,
    series_entities,
    version_entity,
)

_GIVEN = msgspec.msgpack.Decoder(Contribution)
_OF_SERIES = msgspec.msgpack.Decoder(OfSeries)
_PLACES = msgspec.msgpack.Decoder(list[Place])


def patched(
    kept: Kept,
    paths: Iterable[str],
    before: Read,
    after: Read,
    settings: Settings,
) -> Snapshot | None:
    """The snapshot after the files at some paths were edited, added or removed.

    `before` and `after` read notes of either state. The result equals the snapshot of the whole
    archive after the edit; `None` where it does not follow from the one before.
    """
    try:
        edit = follow_edit(kept, frozenset(paths), before, after, settings)
        return _Patch(kept, edit).snapshot()
    except LookupError:
        return None


_APART = frozenset({"note-failed", "note-too-slow", "masked-elsewhere"})
"""Problems of notes that are read as no note is by itself."""


class _Patch:
    """A snapshot under way from the state before an edit to the state after it."""

    def __init__(self, kept: Kept, edit: Edit) -> None:
        self._kept, self._basis, self._base = kept, kept.basis, kept.snapshot
        self._edit, self._tables = edit, edit.tables
        self._rank = {path: place for place, path in enumerate(edit.placed)}
        self._gone = {path: kept.row_at(path) for path in edit.gone}
        told = chain.from_iterable(row.problems for row in self._gone.values())
        if any(one.code in _APART for one in told):
            raise LookupError  # it was set apart, and would be read as if it were well
        self._come: dict[str, Row] = {}
        self._packed: dict[str, bytes] = {}
        for path, (item, resolved) in edit.read.items():
            note = archived(item, resolved)
            given = {note.id: contribution(note)}
            self._come[path] = row_of(item, note, given, self._tables.people)
            self._packed[path] = pack(note, self._tables.series[note.series].name)
        self._places = cache(self._find)
        self._paths = [*self._basis.placed, *self._come]
        self._out = {place for place, path in enumerate(self._basis.placed) if path in self._gone}
        self._entities = dict(self._base.entities)

    def snapshot(self) -> Snapshot:
        """The snapshot after the edit."""
        self._series_follow()
        self._names_follow()
        self._problems_follow()
        hashes = {path: hash_of(data) for path, data in self._packed.items()}
        notes = {path: hashes.get(path) or self._base.notes[path] for path in self._edit.placed}
        uris, former = self._addresses()
        return Snapshot(notes, self._entities, uris, former, self._problems, self._pack)

    def _pack(self, path: str) -> bytes:
        return self._packed.get(path) or self._base.packed(path)

    def _series_follow(self) -> None:
        """Follow what the notes of the touched series state through these once again."""
        was, now = self._basis.placed, self._edit.placed
        over = ended((one.series, one.parsed.note.date) for one in now.values())
        if over != ended((one.series, one.parsed.note.date) for one in was.values()):
            raise LookupError
        touched = {was[path].series for path in self._gone}
        touched |= {now[path].series for path in self._come}
        others = {
            path: self._kept.given_at(path)
            for path, item in was.items()
            if item.series in touched and path not in self._gone
        }
        for series in touched:
            kept = self._basis.of_series.get(series)
            known = _OF_SERIES.decode(kept) if kept else None
            if known:
                before = _given(series, was, others, self._gone)
                for key in _entities(series, before, known, over):
                    del self._entities[key]
            after = _given(series, now, others, self._come)
            if after:
                found = follow_series(series, [*after.values()], known)
                self._entities |= _entities(series, after, found, over)

    def _names_follow(self) -> None:
        """Look at all that the touched notes name once again."""
        self._spelt = dict(self._basis.spelt)
        for key in self._touched:
            self._spelt.pop(key, None)
            entity = self._entity(key)
            if entity is None:
                self._entities.pop(key, None)
                continue
            self._entities[key] = entity
            if entity.kind != "version":
                self._spelt[key] = in_full(entity.name, self._places(key))
        if self._edit.twice is not None:
            for series in self._basis.tables.series:
                del self._entities[f"series/{series}"]
            self._entities |= {f"series/{one.id}": one for one in self._all_series()}

    @cached_property
    def _stands(self) -> set[str]:
        """All that stands in any note, as `Basis.places` calls it."""
        rows = (*self._gone.values(), *self._come.values())
        touched = frozenset(chain.from_iterable(row.stands for row in rows))
        return (self._basis.places.keys() - touched) | {one for one in touched if self._places(one)}

    @cached_property
    def _touched(self) -> set[str]:
        """The persons, projects and versions that may be other ones, or stand elsewhere."""
        rows = (*self._gone.values(), *self._come.values())
        kinds = {"listed": "person", "attended": "person"}
        split = (key.partition("/") for row in rows for key in row.stands)
        keys = {f"{kinds.get(kind, kind)}/{name}" for kind, _, name in split}
        was, now = self._basis.tables, self._tables
        if was is not now:
            keys |= _other("person", was.people.persons, now.people.persons)
            renamed = _other("project", was.projects.names, now.projects.names)
            leads = tuple(f"version/{key.removeprefix('project/')}/" for key in renamed)
            keys |= renamed | {key for key in self._stands if leads and key.startswith(leads)}
        # A project that no note names is there for its versions and tickets.
        keys |= {f"project/{one}" for one in now.projects.names} - self._stands
        return {key for key in keys if not key.startswith(("ticket/", "cited/"))}

    @cached_property
    def _implied(self) -> frozenset[str]:
        """The projects of which the notes name a version or a ticket."""
        keys = [key.partition("/") for key in self._stands]
        of_ticket = self._tables.projects.of_ticket
        tickets = (of_ticket(name) for kind, _, name in keys if kind == "cited")
        projects = (name.rpartition("/")[0] for kind, _, name in keys if kind == "version")
        return frozenset((*projects, *filter(None, tickets)))

    def _find(self, key: str) -> list[Place]:
        """Where an entity stands after the edit, from the oldest note to the newest."""
        kept = self._basis.places.get(key)
        found = [one for one in (_PLACES.decode(kept) if kept else ()) if one.note not in self._out]
        first = len(self._basis.placed)
        found += [
            row.stands[key]._replace(note=first + number)
            for number, row in enumerate(self._come.values())
            if key in row.stands
        ]
        return sorted(found, key=lambda one: self._rank[self._paths[one.note]])

    def _entity(self, key: str) -> Entity | None:
        """The person, project or version of a key, `None` where the notes do not speak of it."""
        kind, _, name = key.partition("/")
        places = self._places(key)
        path = self._paths[places[0].note] if places else ""
        if kind == "version":
            found = self._version(VersionId(name)) if path else None
            known = self._tables.projects.names
            return version_entity(found, known[found.project].name, path) if found else None
        forms = [form for place in places for form in place.forms]
        written = most_written(forms)
        one: Person | Project | None = None
        if kind == "person" and (places or f"attended/{name}" in self._stands):
            one = bare_person(PersonId(name), self._tables, written)
        elif kind == "project" and (places or name in self._implied):
            one = bare_project(ProjectId(name), self._tables, written=written)
        first = (path, places[0].line) if path else NOWHERE
        return named_entity(one, len(forms), first) if one else None

    def _version(self, version: VersionId) -> Version:
        places = self._places(f"version/{version}")
        claims = [claim for place in places for claim in place.claims]
        return version_of(version, claims, series=False)

    def _all_series(self) -> Iterator[Entity]:
        paths = grouped((item.series, path) for path, item in self._edit.placed.items())
        for one in self._tables.series.values():
            notes, known = paths[one.id], one.entry is not None
            yield Entity("series", one.id, one.name, len(notes), notes[0], 0, known)

    def _problems_follow(self) -> None:
        others = {"name-typo"} if self._edit.twice is None else {"name-typo", "id-twice"}
        problems = {one for one in self._base.problems if one.code not in others}
        problems.difference_update(*(row.problems for row in self._gone.values()))
        problems.update(*(row.problems for row in self._come.values()))
        problems.update(self._edit.twice or (), self._typos("person"), self._typos("project"))
        problems.difference_update(*(self._basis.doubts.get(key, ()) for key in self._touched))
        for key in self._touched & self._entities.keys():
            problems.update(self._doubts(self._entities[key]))
        self._problems = tuple(sorted(problems))

    def _doubts(self, entity: Entity) -> Iterator[Problem]:
        """The problems of a person or version that come of several notes."""
        if entity.kind == "version":
            places = self._places(f"version/{entity.id}")
            paths = {one.claims[0].note: self._paths[one.note] for one in places}
            odds = self._version(VersionId(entity.id)).contradictions
            yield from contradicting(entity.name, odds, paths)
        elif entity.kind == "person" and self._kept.registry.people and not entity.registered:
            for place in self._places(f"listed/{entity.id}")[:1]:
                yield unknown(entity.name, self._paths[place.note], place.line)

    def _typos(self, kind: str) -> Iterator[Problem]:
        named = [(key, one) for key, one in self._entities.items() if one.kind == kind]
        named.sort(key=lambda it: (it[1].name.casefold(), it[1].id))
        return typos(
            Spelling(one.name, self._spelt[key], one.path, one.line, one.registered)
            for key, one in named
        )

    def _addresses(self) -> tuple[tuple[str, ...], dict[str, str]]:
        """The published addresses and redirects."""
        was = _pages(self._base.entities, self._basis.places)
        if self._edit.twice is None and _pages(self._entities, self._stands) == was:
            return self._base.addresses, self._base.redirects
        placed, entities = self._edit.placed.values(), self._entities.values()
        tickets = (TicketId(key[7:]) for key in self._stands if key.startswith("ticket/"))
        pages = {*INDEXES, *uris.ticket_uris(tickets).values()}
        pages.update(uris.note_uri(page_of(one.id)) for one in placed)
        pages.update(PAGE_KIND_BY_NAME[one.kind].uri(one.id) for one in filter(_has_page, entities))
        former = redirects(bare_archive(placed, self._tables, entities), pages)
        return tuple(sorted(pages)), former


def _has_page(one: Entity) -> bool:
    """Whether something has a page of its own: the kinds of both have one name."""
    return one.kind in PAGE_KIND_BY_NAME


def _pages(entities: Mapping[str, Entity], stands: Iterable[str]) -> dict[str, object]:
    """The keys of all with a page of its own but notes; with topics, those they were before."""
    pages: dict[str, object] = {
        key: one.kind == "topic" and one.aliases for key, one in entities.items() if _has_page(one)
    }
    return pages | {key: False for key in stands if key.startswith("ticket/")}


def _given(
    series: SeriesId,
    placed: Mapping[str, Placed],
    others: Mapping[str, Contribution],
    touched: Mapping[str, Row],
) -> Given:
    """What the notes of a series give, of which some were touched."""
    members = [(item.id, path) for path, item in placed.items() if item.series == series]
    return {
        note: _GIVEN.decode(touched[path].given) if path in touched else others[path]
        for note, path in members
    }


def _entities(
    series: SeriesId, given: Given, found: OfSeries, over: Collection[SeriesId]
) -> dict[str, Entity]:
    """What a series comes to, by `kind/id`; some are `over`."""
    threads = found.followed.threads
    followed = map(left_open, threads) if series in over else threads
    entities = series_entities(series, given, followed, found.topics, found.outcomes)
    return {f"{one.kind}/{one.id}": one for one in entities}


Key = TypeVar("Key", bound=str)


def _other(kind: str, was: Mapping[Key, object], now: Mapping[Key, object]) -> set[str]:
    """The keys of records that are not the same in two tables."""
    return {f"{kind}/{key}" for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
