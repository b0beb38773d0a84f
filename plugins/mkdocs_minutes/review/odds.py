"""Claims of a version that an edit leaves at odds with what another note says of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice

from ..core.grouping import grouped
from ..core.kinds import Fact
from .difference import AtOdds
from .matching import Change
from .snapshot import NoteSnapshot, Snapshot

_STEPS = ("planned", "in-progress", "testing", "ready-for-release", "released", "end-of-life")
"""What becomes of a version, one after the other: a later note does not go back a step."""

_MOST = 200
"""Of more changed claims than this the later ones are not looked into."""


def at_odds(
    head: Snapshot, notes: Iterable[NoteSnapshot], changes: Iterable[Change]
) -> tuple[AtOdds, ...]:
    """Pairs of a claim that the edit brought and another note's, of which the later goes back.

    `notes` are the edited ones. Claims of notes without a day are left out, and so are pairs that
    were at odds before the edit.
    """
    brought = grouped((change.fact.key, change) for change in islice(_brought(changes), _MOST))
    if not brought:
        return ()
    days = {note.path: _day(note) for note in notes}
    found = [
        AtOdds(
            key,
            change.path,
            change.fact.line,
            _status(change.fact),
            path,
            claim.line,
            _status(claim),
        )
        for key, path, day, claim in _claims(head, brought)
        for change in brought[key]
        if path != change.path
        and _goes_back(change.after, days.get(change.path, ""), claim, day)
        and not _goes_back(change.before, days.get(change.path, ""), claim, day)
    ]
    return tuple(
        sorted(found, key=lambda pair: (pair.path, pair.line, pair.other, pair.other_line))
    )


def _brought(changes: Iterable[Change]) -> Iterator[Change]:
    for change in changes:
        if change.kind == "version" and change.after and _status(change.after) in _STEPS:
            yield change


def _claims(head: Snapshot, keys: Iterable[str]) -> Iterator[tuple[str, str, str, Fact]]:
    """Each claim of some versions: the version, the note's path and day, and the claim."""
    marks = {key: key.encode() for key in keys}
    for path, packed in head.notes.items():
        if any(mark in packed for mark in marks.values()):  # text is packed as it is
            note = head.note(path)
            for fact in note.facts:
                if fact.kind == "version" and fact.key in marks:
                    yield fact.key, path, _day(note), fact


def _goes_back(claim: Fact | None, day: str, other: Fact, other_day: str) -> bool:
    """Whether one of two claims on different days takes a step back from the other."""
    if claim is None or claim.key != other.key or not day or not other_day or day == other_day:
        return False
    if _status(claim) not in _STEPS or _status(other) not in _STEPS:
        return False
    (_, first), (_, last) = sorted(
        [(day, _STEPS.index(_status(claim))), (other_day, _STEPS.index(_status(other)))]
    )
    return last < first


def _status(claim: Fact) -> str:
    return dict(claim.state).get("status", "")


def _day(note: NoteSnapshot) -> str:
    return next((fact.text for fact in note.facts if fact.kind == "date"), "")
