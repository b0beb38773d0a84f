"""Actions followed across the notes of a series."""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import product

from rapidfuzz import fuzz

from .names import fold
from .records import (
    Action,
    ActionThread,
    ArchivedNote,
    NoteId,
    Owner,
    PersonId,
    SeriesId,
    ThreadId,
    ThreadOwner,
    ThreadStatus,
)

ENOUGH = 78
"""Texts at least this similar (0 to 100) are one action, where owners and numbers agree."""

MOST_PAIRS = 40_000
"""Pairs of an action and a thread that are all held against each other."""

RAREST_WORDS, NEAREST = 3, 8
"""Of more pairs: the words by which a thread is sought, and threads looked at before and behind."""

_Described = tuple[frozenset[str], str, frozenset[str]]
"""An action's owners, words and numbers."""

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
    named: dict[str, ThreadOwner] = field(default_factory=dict)


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
    tried: Counter[str] = Counter()
    changed: list[ArchivedNote] = []
    for place, note in enumerate(notes):
        actions = note.facts.actions
        described = [_describe(action, note.persons) for action in actions]
        carried: dict[Action, ThreadId] = {}
        pairs = _pair(described, current)
        current = []
        for index, action in enumerate(actions):
            owners, words, numbers = described[index]
            thread = pairs.get(index)
            if thread is None:
                thread_id = _thread_id(series, note.id, action, taken, tried)
                thread = _Open(thread_id, owners, words, numbers, place)
                threads.append(thread)
            thread.owners, thread.words, thread.numbers = owners or thread.owners, words, numbers
            thread.seen = place
            thread.sights.append((note.id, index))
            thread.actions.append(action)
            for owner in action.owners:
                who = ThreadOwner(owner.name, note.persons.get(owner))
                thread.named[fold(owner.name)] = who
            carried[action] = thread.id
            current.append(thread)
        changed.append(replace(note, threads=carried) if carried else note)
    newest = len(notes) - 1
    return tuple(_closed(thread, series, newest) for thread in threads), tuple(changed)


def _describe(action: Action, persons: Mapping[Owner, PersonId]) -> _Described:
    owners = frozenset(persons.get(owner) or fold(owner.name) for owner in action.owners)
    words = " ".join(_WORDS.findall(action.text.casefold()))
    return owners, words, frozenset(_NUMBERS.findall(action.text))


def _pair(described: Sequence[_Described], current: Sequence[_Open]) -> dict[int, _Open]:
    """The thread that each action carries on: the best pairs first, each once."""
    scored = []
    for index, number in _candidates(described, current):
        thread = current[number]
        score = _similarity(*described[index], thread)
        if score >= ENOUGH:
            scored.append((-score, abs(index - number), index, number, thread))
    pairs: dict[int, _Open] = {}
    used: set[int] = set()
    for _, _, index, number, thread in sorted(scored, key=lambda entry: entry[:4]):
        if index not in pairs and number not in used:
            pairs[index] = thread
            used.add(number)
    return pairs


def _candidates(
    described: Sequence[_Described], current: Sequence[_Open]
) -> Iterable[tuple[int, int]]:
    """Places of actions and of threads that they may carry on: of few actions, all pairs.

    Of many, those that share one of the action's rarest words, and of these the nearest in place.
    """
    if len(described) * len(current) <= MOST_PAIRS:
        return product(range(len(described)), range(len(current)))
    holders: dict[str, list[int]] = {}
    for number, thread in enumerate(current):
        for word in set(thread.words.split()):
            holders.setdefault(word, []).append(number)
    return (
        (index, number)
        for index, (_, words, _) in enumerate(described)
        for number in sorted(_sharing(index, words, holders))
    )


def _sharing(index: int, words: str, holders: Mapping[str, list[int]]) -> set[int]:
    known = sorted({word for word in words.split() if word in holders})
    near: set[int] = set()
    for word in sorted(known, key=lambda word: len(holders[word]))[:RAREST_WORDS]:
        at = bisect_left(holders[word], index)
        near.update(holders[word][max(0, at - NEAREST) : at + NEAREST])
    return near


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


def _thread_id(
    series: SeriesId, note: NoteId, action: Action, taken: set[ThreadId], tried: Counter[str]
) -> ThreadId:
    """An identifier that is not `taken`; `tried` counts those that an equal action had before."""
    owners = ",".join(owner.name for owner in action.owners)
    opening = f"{note}\0{owners}\0{action.text}"
    while True:
        digest = hashlib.sha256(f"{opening}\0{tried[opening]}".encode()).hexdigest()[:10]
        tried[opening] += 1
        thread = ThreadId(f"{series}/{digest}")
        if thread not in taken:
            taken.add(thread)
            return thread


def _closed(thread: _Open, series: SeriesId, newest: int) -> ActionThread:
    last = thread.actions[-1]
    due = next((action.due for action in reversed(thread.actions) if action.due), None)
    return ActionThread(
        id=thread.id,
        series=series,
        text=last.text,
        owners=tuple(thread.named.values()),
        status=_status(last, gone=thread.seen < newest),
        actions=tuple(thread.sights),
        due=due,
    )


def _status(last: Action, *, gone: bool) -> ThreadStatus:
    if last.status != "open":
        return last.status
    return "gone" if gone else "open"
