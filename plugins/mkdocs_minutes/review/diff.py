"""What an edit means: two archives compared as facts."""

from __future__ import annotations

from collections.abc import Callable, Container, Hashable, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import itemgetter
from typing import Literal, NamedTuple

from rapidfuzz import fuzz, process

from ..core.addresses import note_uri
from ..core.kinds import Fact
from ..core.records import NoteId, Problem
from ..core.resolve.problems import COULD_BE
from .broken import broken_addresses
from .difference import NOTE_STATES, Difference, EntityChange, Move, NewName, NoteChange, NoteState
from .matching import Change, changes, pair, without_repeats
from .moved import OF_SERIES, apart_from, entity_key, exchanged_notes, renamed_notes, successors
from .moves import heirs_of, moved_facts, taken_over
from .odds import at_odds
from .rewording import Texts, in_words, stands_in
from .sections import section_changes
from .snapshot import Entity, NoteSnapshot, Snapshot

_NEAR = 80.0
"""From this similarity on (0 to 100), an existing name is worth showing beside a new one."""

_NEAREST = 3

_COMPARED = 100
"""So many new names are held against all that are known: nobody looks through more."""


Reveal = Callable[[Sequence[tuple[str, str]]], Mapping[str, list[Change]]]
"""Of notes with something masked, by their paths before and after an edit: what became of that, by
the path after it, where both files can be read."""


def _masked_as_told(_paths: Sequence[tuple[str, str]]) -> Mapping[str, list[Change]]:
    """Nothing: without the files it is only known that something is masked, and where."""
    return {}


def compare_snapshots(
    base: Snapshot, head: Snapshot, texts: Texts, reveal: Reveal = _masked_as_told
) -> Difference:
    """What changed from one archive to another, from their snapshots.

    `reveal` tells what became of masked values, which no snapshot holds.
    """
    edit = _edit(base, head)
    changed = list(_changed(edit, reveal))
    heirs = successors(base, head, (change for *_, found in changed for change in found))
    notes, moves = moved_facts(list(_note_changes(edit, changed, heirs)))
    owners = {was: head.note(now) for was, now in _owners(edit, moves, texts)}
    notes, moves = taken_over(notes, moves, owners)
    told = [note for note in notes if note.changes or note.state != "untouched"]
    all_found = {now.path: found for _, now, found in changed}
    kept = (note for note in told if note.state != "removed")
    facts = _all_changes(told)
    solved, come = _problems(base, head, edit.renamed)
    return Difference(
        notes=tuple(
            sorted(
                in_words(told, all_found, moves, texts),
                key=lambda note: (NOTE_STATES.index(note.state), note.path),
            )
        ),
        moves=moves,
        entities=tuple(
            sorted(
                _entities(base, head, heirs),
                key=lambda one: (one.entity.kind, one.how, one.entity.id),
            )
        ),
        at_odds=at_odds(
            head,
            chain((now for _, now in edit.pairs), edit.added.values()),
            _all_changes(kept),
        ),
        broken=broken_addresses(
            base,
            head,
            edit.pairs,
            [(edit.removed[was], now) for was, now in owners.items()],
            heirs,
        ),
        new_names=tuple(_new_names(base, head, frozenset(heirs.values()))),
        new_problems=come,
        solved_problems=solved,
        names_before=_names(base, (change.before for change in facts)),
        names_after=_names(head, (change.after for change in facts)),
    )


def _owners(edit: _Edit, moves: Sequence[Move], texts: Texts) -> Iterator[tuple[str, str]]:
    """Each removed note with the one that took over most of its facts, or all of its text."""
    heirs = heirs_of(edit.removed, moves)
    yield from heirs.items()
    left = [path for path in edit.removed if path not in heirs]
    edited = [now.path for was, now in edit.pairs if was.digest != now.digest]
    others = (*edited, *edit.added)
    if left and others and max(len(left), len(others)) <= _FEW:
        now = [(path, texts.after(path)) for path in others]
        found = ((path, stands_in(texts.before(path), now)) for path in left)
        yield from ((path, heir) for path, heir in found if heir)


_FEW = 20
"""Of more removed notes, edited or new ones than this, none is read to find its text elsewhere."""


def _changed(
    edit: _Edit, reveal: Reveal
) -> Iterator[tuple[NoteSnapshot, NoteSnapshot, list[Change]]]:
    """The edited notes, before and after, with what changed in each."""
    masked = reveal([(was.path, now.path) for was, now in edit.pairs if _has_masked(was, now)])
    for was, now in edit.pairs:
        yield was, now, _changes(was, now, masked)


def _note_changes(
    edit: _Edit,
    changed: Iterable[tuple[NoteSnapshot, NoteSnapshot, list[Change]]],
    heirs: Mapping[str, str],
) -> Iterator[NoteChange]:
    """The notes that came or went as they are, and those that changed."""
    yield from (_whole(note, "removed") for note in edit.removed.values())
    yield from (_whole(note, "added") for note in edit.added.values())
    yield from (_paired(was, now, found, heirs) for was, now, found in changed)


def _all_changes(notes: Iterable[NoteChange]) -> list[Change]:
    return [change for note in notes for change in note.changes]


class _Edit(NamedTuple):
    """Notes that came and went, by their paths, and `pairs` of edited ones, renamed ones too."""

    removed: Mapping[str, NoteSnapshot]
    added: Mapping[str, NoteSnapshot]
    renamed: Mapping[str, str]
    pairs: Sequence[tuple[NoteSnapshot, NoteSnapshot]]


def _edit(base: Snapshot, head: Snapshot) -> _Edit:
    gone = {path: base.note(path) for path in base.notes if path not in head.notes}
    new = {path: head.note(path) for path in head.notes if path not in base.notes}
    renamed = renamed_notes(gone, new)
    pairs = [(gone.pop(was), new[now]) for was, now in sorted(renamed.items())]
    edited = [path for path, digest in base.notes.items() if head.notes.get(path, digest) != digest]
    was, now = ({path: side.note(path) for path in edited} for side in (base, head))
    exchanged = exchanged_notes(was, now)
    pairs += [(was[path], now[exchanged.get(path, path)]) for path in edited]
    renamed |= exchanged
    kept = frozenset(renamed.values())
    added = {path: note for path, note in new.items() if path not in kept}
    return _Edit(gone, added, renamed, pairs)


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
    address = _page(note) if state == "added" else ""
    return NoteChange(note.path, note.path, state, note.title, tuple(found), address)


def _paired(
    was: NoteSnapshot, now: NoteSnapshot, found: list[Change], heirs: Mapping[str, str]
) -> NoteChange:
    state: NoteState
    edited = was.digest != now.digest
    sections = section_changes(was, now)
    renamed = {(section.before, section.after) for section in sections}
    own = [
        change
        for change in found
        if not _follows(change, heirs, edited=edited) and not _below_renamed(change, renamed)
    ]
    if apart_from(was.path) != apart_from(now.path):
        state = "renamed"
    elif not edited:
        state = "untouched"
    elif own:
        state = "edited"
    elif sections:
        state = "rearranged"
    elif found:
        state = "followed"
    else:
        state = "respaced" if was.ink == now.ink else "reworded"
    told = tuple(without_repeats(own))
    sections = tuple(one for one in sections if (one.before, one.after) != (was.title, now.title))
    return NoteChange(
        now.path, was.path, state, now.title, told, _page(now), sections, same_text=not edited
    )


def _below_renamed(change: Change, renamed: Container[tuple[str, str]]) -> bool:
    """Whether a figure is the same but for the heading of its table, which has another name."""
    if change.kind != "metric" or not change.before or not change.after:
        return False
    was, now = dict(change.before.state), dict(change.after.state)
    return (was.pop("table"), now.pop("table")) in renamed and was == now


def _page(note: NoteSnapshot) -> str:
    return note_uri(NoteId(note.id))


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
    found = []
    for key, before in base.entities.items():
        heir = heirs.get(key, key)
        after = head.entities.get(heir)
        merged = heir != key and heir in base.entities
        if how := _fate(before, after, heirs, merged=merged):
            found.append(EntityChange(how, before, after))
    known = {*base.entities, *heirs.values()}
    come = (one for key, one in head.entities.items() if key not in known)
    found += [EntityChange("gained", None, one) for one in come]
    return (change for change in found if not _told_by_action(change))


def _fate(
    was: Entity, now: Entity | None, heirs: Mapping[str, str], *, merged: bool
) -> Literal["lost", "merged", "renamed", "changed"] | None:
    """What became of an entity, `None` where that is nothing or only follows another one's."""
    if now is None:
        return "lost"
    if _follows_project(was, now, heirs) or _follows_series(was, now):
        return None
    if merged:
        return "merged"
    if was.name != now.name and was.kind != "thread":
        return "renamed"
    return "changed" if (was.state, was.registered) != (now.state, now.registered) else None


def _follows_project(was: Entity, now: Entity, heirs: Mapping[str, str]) -> bool:
    """Whether a version has another name only because its project has."""
    if was.kind != "version" or was.state != now.state:
        return False
    (old, number), (new, again) = was.id.split("/", 1), now.id.split("/", 1)
    project = f"project/{old}"
    return number == again and heirs.get(project, project) == f"project/{new}"


def _follows_series(was: Entity, now: Entity) -> bool:
    """Whether what is of a series has another identifier only because its series has."""
    same = was.name == now.name or was.kind == "missed"
    return was.kind in OF_SERIES and was.id != now.id and same and was.state == now.state


def _told_by_action(change: EntityChange) -> bool:
    """Whether a thread is one action of one note, so that the note's own change says it all."""
    sides = (change.before, change.after)
    if change.entity.kind != "thread" or any(one and one.places > 1 for one in sides):
        return False
    return change.how != "changed" or dict(change.entity.state)["status"] in ("done", "dropped")


def _new_names(base: Snapshot, head: Snapshot, heirs: frozenset[str]) -> Iterator[NewName]:
    """Names of persons, projects and series that nobody has entered in the registry yet."""
    known: dict[str, dict[str, str]] = {kind: {} for kind in _OF_THE_REGISTRY}
    new = []
    for key, entity in head.entities.items():
        if entity.kind not in _OF_THE_REGISTRY:
            continue
        if key in base.entities or entity.registered:
            forms = (entity.name, *entity.aliases)
            known[entity.kind] |= dict.fromkeys(forms, entity.name)
        elif key not in heirs:
            new.append(entity)
    for place, entity in enumerate(new):
        near = tuple(_nearest(entity, known[entity.kind])) if place < _COMPARED else ()
        yield NewName(entity.kind, entity.name, entity.path, entity.line, near)


_OF_THE_REGISTRY = ("person", "project", "series")


def _nearest(new: Entity, known: Mapping[str, str]) -> Iterator[str]:
    """The names, known before or registered, that are most like a new one, the most alike first.

    `known` gives the name for each form.
    """
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


def _problems(
    base: Snapshot, head: Snapshot, renamed: Mapping[str, str]
) -> Iterator[tuple[Problem, ...]]:
    """The problems that an edit solves, and those that it brings."""
    old = [(_identity(one, renamed), one) for one in base.problems]
    new = [(_identity(one, {}), one) for one in head.problems]
    return (tuple(one for _, one in side) for side in pair(old, new, itemgetter(0))[1:])


def _identity(problem: Problem, renamed: Mapping[str, str]) -> Hashable:
    """What makes two problems the same: not the line, which moves when lines are put in above.

    Nor the note, where the problem is a name's and stands at the first of the notes that have it,
    nor whom a name in doubt could mean, when an edit leaves more or fewer of them.
    """
    return (
        "" if problem.code in _OF_NAMES else renamed.get(problem.path, problem.path),
        problem.code,
        problem.message.partition(COULD_BE)[0],
    )
