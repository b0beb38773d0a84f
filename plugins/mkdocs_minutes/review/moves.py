"""Facts that one note lost and another gained: notes that were split or merged, moved parts."""

from __future__ import annotations

import math
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace

from ..core.grouping import grouped
from ..core.kinds import STATEMENT_KINDS, Fact
from .difference import Move, NoteChange
from .matching import Change
from .snapshot import NoteSnapshot

OWN = frozenset({"title", "date", "series"})
"""Kinds of facts that are a note's own: two notes of one day have them in common by chance."""

_TELLING = frozenset({"action", "metric", "link", *STATEMENT_KINDS})
"""Kinds of facts whose words hardly stand in two notes by chance. Names move along with these."""


_NAMED = frozenset({"attendee", "person", "project"})
"""Kinds of facts that are one in two notes whatever else these say of the name."""


_ALIKE = 20
"""Of more equal facts that were gained than this, the later ones are taken for new."""


def moved_facts(
    notes: Sequence[NoteChange],
) -> tuple[list[NoteChange], tuple[Move, ...]]:
    """The notes without the changes that are moves, and these.

    A fact moved where a note lost it and another gained it with the same words and state. Names do
    so where a sentence, a figure or a link moved between the same notes, where one of the two went
    whole, or came whole with little else: two notes name the same people by chance.
    """
    pairs = _pairs(notes)
    removed = {note.path for note in notes if note.state == "removed"}
    added = {note.path: len(note.changes) for note in notes if note.state == "added"}
    moves, taken = [], set[int]()
    for (was, now), found in sorted(pairs.items(), key=lambda pair: (-_weight(pair[1]), pair[0])):
        left = _one_by_one(found, taken)
        if _weight(left) or (
            left and (was in removed or 2 * len(left) >= added.get(now, math.inf))
        ):
            moves.append(Move(was, now, tuple(_in_order(left))))
            taken.update(id(change) for pair in left for change in pair)
    told = [
        replace(note, changes=tuple(change for change in note.changes if id(change) not in taken))
        for note in notes
    ]
    return told, tuple(sorted(moves, key=lambda move: (move.was, move.now)))


def _pairs(
    notes: Sequence[NoteChange],
) -> Mapping[tuple[str, str], Sequence[tuple[Change, Change]]]:
    """What one note lost and another gained, by the paths of the two."""
    changes = [change for note in notes for change in note.changes]
    gained = grouped(
        (_identity(change.after), change)
        for change in changes
        if change.before is None and change.after is not None and change.kind not in OWN
    )
    return grouped(
        ((change.path, other.path), (change, other))
        for change in changes
        if change.before is not None and change.after is None
        for other in gained.get(_identity(change.before), ())[:_ALIKE]
        if other.path != change.path
    )


def _identity(fact: Fact) -> Hashable:
    return fact.kind, fact.key, fact.text, fact.state


def _weight(found: Iterable[tuple[Change, Change]]) -> int:
    return sum(change.kind in _TELLING for change, _ in found)


def _one_by_one(
    found: Iterable[tuple[Change, Change]], taken: set[int]
) -> list[tuple[Change, Change]]:
    """Pairs of which no change is in two."""
    used = set(taken)
    left = []
    for pair in found:
        if not used.intersection(map(id, pair)):
            used.update(map(id, pair))
            left.append(pair)
    return left


def _in_order(found: Iterable[tuple[Change, Change]]) -> list[Fact]:
    return sorted((other.fact for _, other in found), key=lambda fact: fact.line)


def taken_over(
    notes: Sequence[NoteChange], moves: Sequence[Move], heirs: Mapping[str, NoteSnapshot]
) -> tuple[list[NoteChange], tuple[Move, ...]]:
    """The notes without what a removed one lost and its heir has too, which moves tell of.

    `heirs` are the notes that took over most of removed ones, by the paths of these. Whoever is
    named in both notes of a merge is not lost with the one that went, and not gained by the other.
    """
    kept = {note.path: _in_both(note, heirs) for note in notes}
    named = {
        (heirs[path].path, change.fact.key)
        for path, changes in kept.items()
        for change in changes
        if change.fact.kind in _NAMED
    }
    told = [_without(note, kept[note.path], named) for note in notes]
    both = {
        (path, heir.path): Move(path, heir.path, (), tuple(change.fact for change in kept[path]))
        for path, heir in heirs.items()
        if kept.get(path)
    }
    moved = {(move.was, move.now): move.facts for move in moves}
    pairs = (both.get(pair) or Move(*pair, ()) for pair in sorted({*moved, *both}))
    return told, tuple(replace(one, facts=moved.get((one.was, one.now), ())) for one in pairs)


def _in_both(note: NoteChange, heirs: Mapping[str, NoteSnapshot]) -> list[Change]:
    """What a removed note lost and its heir has too; none of a note without an heir."""
    facts = heirs[note.path].facts if note.path in heirs else ()
    there = {_as_named(fact) for fact in facts if fact.kind not in OWN}
    return [change for change in note.changes if _as_named(change.fact) in there]


def _without(
    note: NoteChange, kept: Sequence[Change], named: Collection[tuple[str, str]]
) -> NoteChange:
    """The note without what its heir has, and as an heir without whom it names once more."""
    gone = set(map(id, kept))
    left = (one for one in note.changes if id(one) not in gone and not _named_again(one, named))
    return replace(note, changes=tuple(left))


def _named_again(change: Change, named: Collection[tuple[str, str]]) -> bool:
    """Whether a note that took another over names somebody of both a second time."""
    fact = change.after
    gained = change.before is None and fact is not None and fact.kind == "person"
    return gained and (change.path, change.fact.key) in named


def _as_named(fact: Fact) -> Hashable:
    return (fact.kind, fact.key) if fact.kind in _NAMED else _identity(fact)


def heirs_of(removed: Mapping[str, NoteSnapshot], moves: Sequence[Move]) -> dict[str, str]:
    """The note that took over most of each removed one, by the path of the removed.

    One whose facts went mostly nowhere has no heir. Names count where a note states nothing else.
    """
    heirs = {}
    for path, note in removed.items():
        names = not _weight_of(note.facts)
        facts = _names_of(note.facts) if names else _weight_of(note.facts)
        for move in moves:
            moved = _names_of(move.facts) if names else _weight_of(move.facts)
            if move.was == path and 2 * moved >= facts > 0:
                heirs[path] = move.now
    return heirs


def _weight_of(facts: Iterable[Fact]) -> int:
    return sum(fact.kind in _TELLING for fact in facts)


def _names_of(facts: Iterable[Fact]) -> int:
    """How many persons and projects some facts name."""
    return len({fact.key for fact in facts if fact.kind in _NAMED})
