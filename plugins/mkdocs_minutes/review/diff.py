"""What an edit means: two archives compared as facts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from rapidfuzz import fuzz, process

from ..core.kinds import Fact
from ..core.records import Archive, Problem
from .broken import BrokenAddress, broken_addresses
from .matching import Change, changes, without_repeats
from .moved import apart_from, entity_key, renamed_notes, successors
from .snapshot import Entity, EntityKind, NoteSnapshot, Snapshot, snapshot

NoteState = Literal[
    "added", "removed", "renamed", "edited", "followed", "reworded", "respaced", "untouched"
]
"""What became of a note. `edited`: facts changed; `followed`: only as the entities did which they
are about, and which were renamed or merged; `reworded`: its words changed, and no fact; `respaced`:
nothing but white space did; `untouched`: facts changed by an edit elsewhere."""

NOTE_STATES: tuple[NoteState, ...] = (
    "added",
    "removed",
    "renamed",
    "edited",
    "followed",
    "reworded",
    "respaced",
    "untouched",
)

_NEAR = 80.0
"""From this similarity on (0 to 100), an existing name is worth showing beside a new one."""

_NEAREST = 3


@dataclass(frozen=True, slots=True)
class NoteChange:
    """A note with the facts that it gained, lost or had changed; `was` is its former path."""

    path: str
    was: str
    state: NoteState
    title: str
    changes: tuple[Change, ...]


@dataclass(frozen=True, slots=True)
class EntityChange:
    """An entity that the archive gained, lost, or knows otherwise than before.

    `merged` is an entity whose places went to one that was there before.
    """

    how: Literal["gained", "lost", "renamed", "merged", "changed"]
    before: Entity | None
    after: Entity | None

    @property
    def entity(self) -> Entity:
        """The entity as it is after the edit, as it was where it is lost."""
        entity = self.after or self.before
        assert entity is not None  # noqa: S101  # a change has one side at least
        return entity


@dataclass(frozen=True, slots=True)
class NewName:
    """A name that neither the registry nor the archive had, with the nearest that they do have."""

    kind: EntityKind
    name: str
    path: str
    line: int
    nearest: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """What changed between two archives, each part in a stable order.

    `names_before` and `names_after` name the entities, by `kind/id`, that facts are about.
    """

    notes: tuple[NoteChange, ...] = ()
    entities: tuple[EntityChange, ...] = ()
    broken: tuple[BrokenAddress, ...] = ()
    new_names: tuple[NewName, ...] = ()
    new_problems: tuple[Problem, ...] = ()
    solved_problems: tuple[Problem, ...] = ()
    names_before: Mapping[str, str] = field(default_factory=dict)
    names_after: Mapping[str, str] = field(default_factory=dict)

    @property
    def facts_changed(self) -> bool:
        """Whether the archive says anything else than before."""
        return bool(self.entities) or any(
            note.changes or note.state in ("added", "removed") for note in self.notes
        )


def compare(base: Archive, head: Archive) -> Difference:
    """What changed from one archive to another; nothing where they are equal."""
    return compare_sheets(snapshot(base), snapshot(head))


Reveal = Callable[[Sequence[tuple[str, str]]], Mapping[str, list[Change]]]
"""Of notes with something masked, by their paths before and after an edit: what became of that, by
the path after it, where both files can be read."""


def _masked_as_told(_paths: Sequence[tuple[str, str]]) -> Mapping[str, list[Change]]:
    """Nothing: without the files it is only known that something is masked, and where."""
    return {}


def compare_sheets(base: Snapshot, head: Snapshot, reveal: Reveal = _masked_as_told) -> Difference:
    """What changed from one archive to another, from their snapshots.

    `reveal` tells what became of masked values, which no snapshot holds.
    """
    removed = {path: base.note(path) for path in base.notes if path not in head.notes}
    added = {path: head.note(path) for path in head.notes if path not in base.notes}
    renamed = renamed_notes(removed, added)
    pairs = [(removed[was], added[now]) for was, now in sorted(renamed.items())]
    pairs += [
        (base.note(path), head.note(path))
        for path, digest in base.notes.items()
        if head.notes.get(path, digest) != digest
    ]
    masked = reveal([(was.path, now.path) for was, now in pairs if _has_masked(was, now)])
    changed = [(was, now, _changes(was, now, masked)) for was, now in pairs]
    heirs = successors(base, head, (change for *_, found in changed for change in found))
    notes = [
        *(_whole(note, "removed") for path, note in removed.items() if path not in renamed),
        *(_whole(note, "added") for path, note in added.items() if path not in renamed.values()),
        *(_paired(was, now, found, heirs) for was, now, found in changed),
    ]
    told = tuple(sorted((note for note in notes if _worth_telling(note)), key=_note_order))
    facts = [change for note in told for change in note.changes]
    return Difference(
        notes=told,
        entities=tuple(sorted(_entities(base, head, heirs), key=_entity_order)),
        broken=broken_addresses(base, head, pairs, heirs),
        new_names=tuple(_new_names(base, head, frozenset(heirs.values()))),
        new_problems=_surplus(head.problems, base.problems, _identity({}), _identity(renamed)),
        solved_problems=_surplus(base.problems, head.problems, _identity(renamed), _identity({})),
        names_before=_names(base, (change.before for change in facts)),
        names_after=_names(head, (change.after for change in facts)),
    )


def _has_masked(was: NoteSnapshot, now: NoteSnapshot) -> bool:
    facts = (*was.facts, *now.facts) if was.digest != now.digest else ()
    return any(fact.kind == "masked" for fact in facts)


def _changes(
    was: NoteSnapshot, now: NoteSnapshot, masked: Mapping[str, list[Change]]
) -> list[Change]:
    found = changes(now.path, was.facts, now.facts)
    if now.path not in masked:
        return found
    found = [change for change in found if change.kind != "masked"] + masked[now.path]
    return sorted(found, key=lambda change: change.fact.line)


def _names(archive: Snapshot, facts: Iterable[Fact | None]) -> dict[str, str]:
    keys = {entity_key(fact) for fact in facts if fact}
    return {key: archive.entities[key].name for key in sorted(keys) if key in archive.entities}


def _whole(note: NoteSnapshot, state: Literal["added", "removed"]) -> NoteChange:
    before, after = ((), note.facts) if state == "added" else (note.facts, ())
    found = without_repeats(changes(note.path, before, after))
    return NoteChange(note.path, note.path, state, note.title, tuple(found))


def _paired(
    was: NoteSnapshot, now: NoteSnapshot, found: list[Change], heirs: Mapping[str, str]
) -> NoteChange:
    state: NoteState
    edited = was.digest != now.digest
    own = [change for change in found if not _follows(change, heirs, edited=edited)]
    if apart_from(was.path) != apart_from(now.path):
        state = "renamed"
    elif not edited:
        state = "untouched"
    elif own:
        state = "edited"
    elif found:
        state = "followed"
    else:
        state = "respaced" if was.ink == now.ink else "reworded"
    return NoteChange(now.path, was.path, state, now.title, tuple(without_repeats(own)))


def _worth_telling(note: NoteChange) -> bool:
    return bool(note.changes) or note.state != "untouched"


def _follows(change: Change, heirs: Mapping[str, str], *, edited: bool) -> bool:
    """Whether a change only repeats that of the entity which the fact is about.

    In an edited note a version's does where it repeats that of its project.
    """
    if not change.before or not change.after:
        return False
    was, now = entity_key(change.before), entity_key(change.after)
    if change.kind == "series":
        return was == now or heirs.get(was) == now
    if change.kind == "action":
        return _only_owner_follows(change.before, change.after, heirs)
    if change.kind == "version" and edited:
        was, now = (f"project/{fact.refs[0]}" for fact in (change.before, change.after))
    return change.before.state == change.after.state and heirs.get(was) == now


def _only_owner_follows(was: Fact, now: Fact, heirs: Mapping[str, str]) -> bool:
    """Whether nothing of an action changed but the names of its owners, as they did everywhere."""
    before, after = dict(was.state) | {"owner": ""}, dict(now.state) | {"owner": ""}
    owners = [heirs.get(f"person/{ref}", f"person/{ref}") for ref in was.refs]
    same = was.text == now.text and before == after
    return same and was.refs != now.refs and owners == [f"person/{ref}" for ref in now.refs]


def _entities(base: Snapshot, head: Snapshot, heirs: Mapping[str, str]) -> Iterator[EntityChange]:
    succeeded = set(heirs.values())
    for key, before in base.entities.items():
        heir = heirs.get(key, key)
        after = head.entities.get(heir)
        if after is None:
            change = EntityChange("lost", before, None)
        elif _follows_project(before, after, heirs):
            continue
        elif heir != key and heir in base.entities:
            change = EntityChange("merged", before, after)
        elif before.name != after.name and before.kind != "thread":
            change = EntityChange("renamed", before, after)
        elif before.state != after.state or before.registered != after.registered:
            change = EntityChange("changed", before, after)
        else:
            continue
        if not _told_by_action(change):
            yield change
    for key, after in head.entities.items():
        if key not in base.entities and key not in succeeded:
            change = EntityChange("gained", None, after)
            if not _told_by_action(change):
                yield change


def _follows_project(was: Entity, now: Entity, heirs: Mapping[str, str]) -> bool:
    """Whether a version has another name only because its project has."""
    if was.kind != "version" or was.state != now.state:
        return False
    (old, number), (new, again) = was.id.split("/", 1), now.id.split("/", 1)
    project = f"project/{old}"
    return number == again and heirs.get(project, project) == f"project/{new}"


def _told_by_action(change: EntityChange) -> bool:
    """Whether a thread is one action of one note, so that the note's own change says it all."""
    if change.entity.kind != "thread":
        return False
    if any(entity and entity.places > 1 for entity in (change.before, change.after)):
        return False
    return change.how != "changed" or dict(change.entity.state)["status"] in ("done", "dropped")


def _new_names(base: Snapshot, head: Snapshot, heirs: frozenset[str]) -> Iterator[NewName]:
    """Names of persons, projects and series that nobody has entered in the registry yet."""
    for key, entity in head.entities.items():
        if entity.kind not in ("person", "project", "series") or entity.registered:
            continue
        if key in base.entities or key in heirs:
            continue
        nearest = tuple(_nearest(entity, base, head))
        yield NewName(entity.kind, entity.name, entity.path, entity.line, nearest)


def _nearest(new: Entity, base: Snapshot, head: Snapshot) -> Iterator[str]:
    """The names, known before or registered, that are most like a new one, the most alike first."""
    known = {
        form: entity.name
        for key, entity in head.entities.items()
        if entity.kind == new.kind and (key in base.entities or entity.registered)
        for form in (entity.name, *entity.aliases)
    }
    found = process.extract(
        new.name,
        list(known),
        scorer=fuzz.token_set_ratio,
        processor=str.casefold,
        score_cutoff=_NEAR,
        limit=_NEAREST,
    )
    yield from dict.fromkeys(known[form] for form, _, _ in found)


_OF_NAMES = frozenset({"name-typo", "person-unknown"})

_Identity = Callable[[Problem], Hashable]


def _identity(renamed: Mapping[str, str]) -> _Identity:
    """What makes two problems the same: not the line, which moves when lines are put in above.

    Nor the note, where the problem is a name's and stands at the first of the notes that have it.
    """
    return lambda problem: (
        "" if problem.code in _OF_NAMES else renamed.get(problem.path, problem.path),
        problem.code,
        problem.message,
    )


def _surplus(
    problems: Iterable[Problem], others: Iterable[Problem], identity: _Identity, other: _Identity
) -> tuple[Problem, ...]:
    """The problems that are not among the others, as often as they are there more often."""
    left = Counter(map(other, others))
    surplus = []
    for problem in problems:
        if left[identity(problem)]:
            left[identity(problem)] -= 1
        else:
            surplus.append(problem)
    return tuple(surplus)


def _note_order(note: NoteChange) -> tuple[int, str]:
    return NOTE_STATES.index(note.state), note.path


def _entity_order(change: EntityChange) -> tuple[str, str, str]:
    return change.entity.kind, change.how, change.entity.id
