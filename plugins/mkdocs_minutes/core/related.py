"""Notes worth reading beside a note: those that speak of the same rare things."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from heapq import nsmallest
from math import log

from .part_ids import meeting_of
from .records import ArchivedNote, MentionKind, NoteId, Related
from .unread import told_before

Feature = tuple[MentionKind, str]

MOST = 5
"""A note has at most this many related notes."""

_COMMON = 60
"""What more notes than this speak of relates none of them."""

_RAREST = 16
"""So many of a note's rarest names are looked up."""

_SHOWN = 6
_WEIGHT: Mapping[MentionKind, float] = {"ticket": 3.0, "version": 2.0, "project": 1.0}


def relate(notes: Sequence[ArchivedNote]) -> dict[NoteId, tuple[Related, ...]]:
    """For each meeting's main note the few others that share most with it, the closest first.

    What two meetings share counts the more the fewer speak of it: a project of every note counts
    nothing. Those that share nothing rare are not related; the parts of a meeting count with it.
    """
    named: dict[NoteId, set[Feature]] = defaultdict(set)
    for note in notes:
        told = told_before(note)
        named[meeting_of(note.id)].update(told.names if told else names_of(note))
    features = {note: tuple(sorted(found)) for note, found in named.items()}
    holders: dict[Feature, list[NoteId]] = defaultdict(list)
    for key, found in features.items():
        for feature in found:
            holders[feature].append(key)
    count = len(features)
    weight = {
        feature: _WEIGHT[feature[0]] * log(count / len(ids))
        for feature, ids in holders.items()
        if 1 < len(ids) <= _COMMON and len(ids) < count
    }
    order = {key: place for place, key in enumerate(features)}
    return {key: _closest(key, found, holders, weight, order) for key, found in features.items()}


def names_of(note: ArchivedNote) -> tuple[Feature, ...]:
    """What a note names that relates it to others, in order."""
    return tuple(sorted({(m.kind, m.target) for m in note.mentions if m.kind in _WEIGHT}))


def _closest(
    note: NoteId,
    features: Sequence[Feature],
    holders: Mapping[Feature, list[NoteId]],
    weight: Mapping[Feature, float],
    order: Mapping[NoteId, int],
) -> tuple[Related, ...]:
    telling = sorted((f for f in features if f in weight), key=lambda f: (-weight[f], f))
    shared: dict[NoteId, list[Feature]] = defaultdict(list)
    weights: dict[NoteId, float] = defaultdict(float)
    for feature in telling[:_RAREST]:
        for other in holders[feature]:
            shared[other].append(feature)
            weights[other] += weight[feature]
    weights.pop(note, None)
    here = order[note]
    best = nsmallest(
        MOST, weights, key=lambda other: (-weights[other], abs(order[other] - here), other)
    )
    return tuple(Related(other, tuple(shared[other][:_SHOWN])) for other in best)
