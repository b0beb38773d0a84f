"""Actions followed across the notes of a series."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz

from .names import fold
from .records import Action, ActionThread, ArchivedNote, NoteId, SeriesId, ThreadId, ThreadStatus

ENOUGH = 78
"""Texts at least this similar (0 to 100) are one action, where owners and numbers agree."""

_NUMBERS = re.compile(r"[A-Z][A-Z0-9]+-\d+|#\d+|\d+(?:\.\d+)+")
_WORDS = re.compile(r"[^\W_]+(?:[.#'-][^\W_]+)*")


@dataclass(slots=True)
class _Open:
    """A thread under way: its sights so far, and what the latest of them says."""

    id: ThreadId
    owners: frozenset[str]
    words: str
    numbers: frozenset[str]
    seen: int
    sights: list[tuple[NoteId, int]] = field(default_factory=list)
    actions: list[Action] = field(default_factory=list)


def follow(
    series: SeriesId, notes: Sequence[ArchivedNote]
) -> tuple[tuple[ActionThread, ...], tuple[ArchivedNote, ...]]:
    """The threads of a series, and its notes with the thread of each action.

    `notes` run from the oldest to the newest. An action carries on a thread where the note before
    holds one with the same owners and a similar text; tickets and version numbers must not differ.
    A thread that the newest note no longer lists is gone, unless its last sight was done or
    dropped.
    """
    threads: list[_Open] = []
    current: list[_Open] = []
    taken: set[ThreadId] = set()
    changed: list[ArchivedNote] = []
    for place, note in enumerate(notes):
        actions = list(note.actions)
        described = [_describe(action) for action in actions]
        pairs = _pair(described, current)
        current = []
        for index, action in enumerate(actions):
            owners, words, numbers = described[index]
            thread = pairs.get(index)
            if thread is None:
                thread_id = _thread_id(series, note.id, action, taken)
                thread = _Open(thread_id, owners, words, numbers, place)
                threads.append(thread)
            thread.owners, thread.words, thread.numbers = owners or thread.owners, words, numbers
            thread.seen = place
            actions[index] = replace(action, thread=thread.id)
            thread.sights.append((note.id, index))
            thread.actions.append(actions[index])
            current.append(thread)
        changed.append(replace(note, actions=tuple(actions)) if actions else note)
    newest = len(notes) - 1
    return tuple(_closed(thread, series, newest) for thread in threads), tuple(changed)


def _describe(action: Action) -> tuple[frozenset[str], str, frozenset[str]]:
    owners = frozenset(owner.person or fold(owner.name) for owner in action.owners)
    words = " ".join(_WORDS.findall(action.text.casefold()))
    return owners, words, frozenset(_NUMBERS.findall(action.text))


def _pair(
    described: Sequence[tuple[frozenset[str], str, frozenset[str]]], current: Iterable[_Open]
) -> dict[int, _Open]:
    """The thread that each action carries on: the best pairs first, each once."""
    scored = []
    for number, thread in enumerate(current):
        for index, (owners, words, numbers) in enumerate(described):
            score = _similarity(owners, words, numbers, thread)
            if score >= ENOUGH:
                scored.append((-score, abs(index - number), index, number, thread))
    pairs: dict[int, _Open] = {}
    used: set[int] = set()
    for _, _, index, number, thread in sorted(scored, key=lambda entry: entry[:4]):
        if index not in pairs and number not in used:
            pairs[index] = thread
            used.add(number)
    return pairs


def _similarity(
    owners: frozenset[str], words: str, numbers: frozenset[str], thread: _Open
) -> float:
    """How alike an action and a thread are, 0 where owners or numbers exclude each other."""
    if owners != thread.owners and not (owners & thread.owners):
        return 0.0
    if numbers and thread.numbers and not (numbers & thread.numbers):
        return 0.0
    score = max(fuzz.ratio(words, thread.words), fuzz.token_sort_ratio(words, thread.words))
    shorter, longer = sorted((words, thread.words), key=len)
    if len(shorter.split()) >= 3 and longer.startswith(shorter + " "):
        score = max(score, 90.0)
    if numbers & thread.numbers and score >= ENOUGH - 20:
        score += 12
    return score


def _thread_id(series: SeriesId, note: NoteId, action: Action, taken: set[ThreadId]) -> ThreadId:
    owners = ",".join(owner.name for owner in action.owners)
    number = 0
    while True:
        opening = f"{note}\0{owners}\0{action.text}\0{number}"
        digest = hashlib.sha256(opening.encode()).hexdigest()[:10]
        thread = ThreadId(f"{series}/{digest}")
        if thread not in taken:
            taken.add(thread)
            return thread
        number += 1


def _closed(thread: _Open, series: SeriesId, newest: int) -> ActionThread:
    last = thread.actions[-1]
    due = next((action.due for action in reversed(thread.actions) if action.due), None)
    owners = {fold(owner.name): owner for action in thread.actions for owner in action.owners}
    return ActionThread(
        id=thread.id,
        series=series,
        text=last.text,
        owners=tuple(owners.values()),
        status=_status(last, gone=thread.seen < newest),
        actions=tuple(thread.sights),
        due=due,
    )


def _status(last: Action, *, gone: bool) -> ThreadStatus:
    if last.status != "open":
        return last.status
    return "gone" if gone else "open"
