"""The snapshot after a small edit, from the snapshot before it.

An edit changes what some notes say, and with that the tables which all notes are read by. The new
tables follow from the census; the notes that ask them for what changed are found, and these and the
edited notes are read again. Everything else is taken over. Where that would be many notes, or where
the snapshot before is not as expected, the result is `None`: the archive has to be read whole.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from mmap import mmap
from typing import TypeVar

from ..core.calendar import record_of
from ..core.figures import stated
from ..core.records import FigureId, PersonId, Problem, VersionId
from ..core.registry import Registry
from ..core.resolve.problems import note_problems, typos
from ..core.settings import Settings
from ..core.sitemap import addresses, redirects
from ..core.threads import action_list
from .bare import bare_archive
from .basis import Basis
from .rethread import Followed, matters_of, missed_meetings, over, thread_entities, topic_entities
from .snapshot import Entity, NoteSnapshot, Snapshot, figure_entities, hash_of, pack, unpack
from .standing import Standing, implied
from .tally import Tally, keys_of
from .touched import Read, State, Touched, touched


@dataclass(frozen=True, slots=True)
class Kept:
    """A snapshot with what it was made by; `asked` is what its notes ask, by their number."""

    snapshot: Snapshot
    basis: Basis
    asked: bytes | mmap


def patched(
    kept: Kept,
    paths: Iterable[str],
    before: Read,
    after: Read,
    registry: Registry,
    settings: Settings,
) -> Snapshot | None:
    """The snapshot after the files at some paths were edited, added or removed.

    `before` and `after` read notes of either state. The result equals the snapshot of the whole
    archive after the edit; `None` where it does not follow from the one before.
    """
    found = touched(kept.basis, kept.asked, frozenset(paths), before, after, registry, settings)
    if found is None:
        return None
    patch = _Patch(kept, found, before, registry, settings)
    return patch.snapshot() if patch.follow() else None


class _Patch:
    """A snapshot under way from the state before an edit to the state after it."""

    def __init__(
        self, kept: Kept, edit: Touched, before: Read, registry: Registry, settings: Settings
    ) -> None:
        self._base = kept.snapshot
        self._edit = edit
        self._registry = registry
        self._settings = settings
        self._basis = kept.basis
        self._old = {path: edit.was.read(one) for path, one in edit.old.items()}
        self._new = {path: edit.now.read(one) for path, one in edit.new.items()}
        self._notes = {
            path: pack(note, edit.now.series_name(note)) for path, note in self._new.items()
        }
        self._entities = dict(kept.snapshot.entities)
        self._problems = set(kept.snapshot.problems)
        tally = kept.basis.tally.after(self._old.values(), self._new.values())
        self._was = _standing(edit.was, kept.basis.tally, kept.snapshot.note)
        self._now = _standing(edit.now, tally, self._note)
        self._touched = self._touched_entities()

    def follow(self) -> bool:
        """Whether all that the edit changes could be followed."""
        if not self._is_as_expected() or not self._series_follow():
            return False
        self._entities_follow()
        self._problems_follow()
        return True

    def snapshot(self) -> Snapshot:
        """The snapshot as it is by now."""
        paths = self._edit.now.placed
        packed = self._notes
        notes = {path: self._base.notes[path] for path in paths if path not in packed}
        notes |= {path: hash_of(data) for path, data in packed.items()}
        uris, former = self._addresses()
        everywhere = _Packed(packed, self._base.packed, notes)
        problems = tuple(sorted(self._problems))
        return Snapshot(notes, self._entities, uris, former, problems, everywhere)

    def _note(self, path: str) -> NoteSnapshot:
        return unpack(self._notes[path]) if path in self._notes else self._base.note(path)

    def _is_as_expected(self) -> bool:
        """Whether the touched notes are read as they were when the snapshot was made."""
        name = self._edit.was.series_name
        return all(
            pack(note, name(note)) == self._base.packed[path] for path, note in self._old.items()
        )

    def _series_follow(self) -> bool:
        """Whether actions, topics and meetings of the touched series could be followed again."""
        meetings = Followed(self._basis.meetings, record_of, missed_meetings)
        topics = Followed(self._basis.matters, matters_of, topic_entities)
        ended = over(self._basis.meetings)
        threads = Followed(self._basis.series, action_list, partial(thread_entities, over=ended))
        for note in self._old.values():
            threads.remove(note)
            topics.remove(note)
            meetings.remove(note)
        for note in self._new.values():
            threads.insert(note, self._now.rank)
            topics.insert(note, self._now.rank)
            meetings.insert(note, self._now.rank)
        self._figures_follow()
        if over(meetings.lists()) != ended:
            return False
        followed = (threads.follow, topics.follow, meetings.follow)
        return all(follow(self._entities) for follow in followed)

    def _figures_follow(self) -> None:
        """Put the figures of the touched series in the place of those before."""
        gone, come = stated(self._old.values()), stated(self._new.values())
        for series in dict.fromkeys((*gone, *come)):
            was = dict(self._basis.stated.get(series, ()))
            now = Counter(was)
            now.subtract(gone.get(series, {}))
            now.update(come.get(series, {}))
            for entity in figure_entities(series, was):
                del self._entities[f"figure/{entity.id}"]
            for entity in figure_entities(series, now):
                self._entities[f"figure/{entity.id}"] = entity

    def _entities_follow(self) -> None:
        for key in self._touched:
            entity = self._now.entity(key)
            if entity:
                self._entities[key] = entity
            else:
                self._entities.pop(key, None)
        if self._edit.now.placed is not self._edit.was.placed:
            for series in self._edit.was.tables.series:
                del self._entities[f"series/{series}"]
            self._entities |= {f"series/{one.id}": one for one in self._all_series()}

    def _touched_entities(self) -> set[str]:
        """The persons, projects and versions that may be other ones, or stand elsewhere."""
        kinds = {"listed": "person", "attended": "person"}
        keys = set()
        for note in (*self._old.values(), *self._new.values()):
            for kind, _, name in (key.partition("/") for key in keys_of(note)):
                keys.add(f"{kinds.get(kind, kind)}/{name}")
        was, now = self._edit.was.tables, self._edit.now.tables
        if was is not now:
            keys |= _other("person", was.people.persons, now.people.persons)
            renamed = _other("project", was.projects.names, now.projects.names)
            leads = tuple(f"version/{key.removeprefix('project/')}/" for key in renamed)
            keys |= renamed
            keys |= {key for key in self._now.tally.written if leads and key.startswith(leads)}
        # A project that no note names is there for its versions and tickets.
        keys |= {
            key
            for project in now.projects.names
            if (key := f"project/{project}") not in self._now.tally.written
        }
        return {key for key in keys if not key.startswith("ticket/")}

    def _all_series(self) -> Iterator[Entity]:
        paths: dict[str, list[str]] = defaultdict(list)
        for path, item in self._edit.now.placed.items():
            paths[item.series].append(path)
        for one in self._edit.now.tables.series.values():
            notes = paths[one.id]
            yield Entity("series", one.id, one.name, len(notes), notes[0], 0, one.entry is not None)

    def _problems_follow(self) -> None:
        edit, problems = self._edit, self._problems
        for path, note in self._old.items():
            problems.difference_update(edit.old[path].problems)
            problems.difference_update(note_problems(note, edit.was.tables.people))
        for path, note in self._new.items():
            problems.update(edit.new[path].problems)
            problems.update(note_problems(note, edit.now.tables.people))
        if edit.twice is not None:
            self._replace("id-twice", edit.twice)
        self._replace("name-typo", (*self._typos("person"), *self._typos("project")))
        for key in self._touched:
            problems.difference_update(self._doubts(self._was, key))
        for key in self._touched:
            problems.update(self._doubts(self._now, key))

    def _doubts(self, standing: Standing, key: str) -> Iterator[Problem]:
        """The problems of a person or version that come of several notes."""
        kind, _, name = key.partition("/")
        if kind == "version":
            yield from standing.contradicting(VersionId(name))
        elif kind == "person" and self._registry.people:
            yield from standing.unknown(PersonId(name))

    def _replace(self, code: str, found: Iterable[Problem]) -> None:
        """Put these problems in the place of all others of a code."""
        self._problems.difference_update([one for one in self._problems if one.code == code])
        self._problems.update(found)

    def _typos(self, kind: str) -> Iterator[Problem]:
        entities = [one for one in self._entities.values() if one.kind == kind]
        entities.sort(key=lambda one: (one.name.casefold(), one.id))
        return typos(map(self._now.spelling, entities))

    def _addresses(self) -> tuple[tuple[str, ...], dict[str, str]]:
        """The published addresses and redirects."""
        same_notes = self._edit.now.placed is self._edit.was.placed
        pages = self._pages(self._entities, self._now.tally)
        if same_notes and pages == self._pages(self._base.entities, self._was.tally):
            return self._base.addresses, self._base.redirects
        notes = self._edit.now.placed.values()
        archive = bare_archive(notes, self._edit.now.tables, pages)
        figures = [FigureId(one.id) for one in self._entities.values() if one.kind == "figure"]
        return tuple(addresses(archive, figures)), redirects(archive)

    @staticmethod
    def _pages(entities: Mapping[str, Entity], tally: Tally) -> dict[str, tuple[str, ...]]:
        """The keys of all with a page of its own but notes; with topics, those they were before."""
        pages = {
            key: entity.aliases if entity.kind == "topic" else ()
            for key, entity in entities.items()
            if not key.startswith(_WITHOUT_PAGE)
        }
        return pages | {key: () for key in tally.notes if key.startswith("ticket/")}


_WITHOUT_PAGE = ("thread/", "missed/", "superseded/")

Key = TypeVar("Key", bound=str)


class _Packed(Mapping[str, bytes]):
    """The packed notes after an edit: those that were packed again, and the others of before."""

    def __init__(
        self, again: Mapping[str, bytes], before: Mapping[str, bytes], paths: Collection[str]
    ) -> None:
        self._again = again
        self._before = before
        self._paths = paths

    def __getitem__(self, path: str) -> bytes:
        return self._again[path] if path in self._again else self._before[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._paths)

    def __len__(self) -> int:
        return len(self._paths)


def _standing(state: State, tally: Tally, note: Callable[[str], NoteSnapshot]) -> Standing:
    rank = {path: number for number, path in enumerate(state.placed)}
    return Standing(state.tables, tally, rank, note, implied(state.tables, tally))


def _other(kind: str, was: Mapping[Key, object], now: Mapping[Key, object]) -> set[str]:
    """The keys of records that are not the same in two tables."""
    return {f"{kind}/{key}" for key in was.keys() | now.keys() if was.get(key) != now.get(key)}
