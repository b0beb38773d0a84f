"""Which facts of a note are the same before and after an edit."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from ..core.grouping import grouped
from ..core.kinds import BY_NAME, Fact

_WORDED = 60.0
"""From this similarity on (0 to 100), two sentences are one that was reworded."""

_NAMED = 70.0
"""From this similarity on, two names or numbers in one line are one that was corrected."""

_COMPARABLE = 200
"""Of more than this left on a side, the most alike are not looked for: that would take time with
the square of their number, and nobody could read it."""

T = TypeVar("T")
K = TypeVar("K", int, str)

_Pairs = list[tuple[Fact, Fact]]


@dataclass(frozen=True, slots=True)
class Change:
    """A fact gained (`before` is `None`), lost (`after` is `None`) or changed.

    `path` is that of the note after the edit, and before it where the note was removed. A lost one
    is `unmarked` where its words stand as before, and only what marked them is gone.
    """

    path: str
    before: Fact | None
    after: Fact | None
    unmarked: bool = False

    @property
    def fact(self) -> Fact:
        """The fact as it is after the edit, as it was where it is lost."""
        fact = self.after or self.before
        assert fact is not None  # noqa: S101  # a change has one side at least
        return fact

    @property
    def kind(self) -> str:
        """The kind of the fact."""
        return self.fact.kind


def changes(path: str, before: Iterable[Fact], after: Iterable[Fact]) -> list[Change]:
    """What changed between two readings of a note, in the order of lines.

    Where a fact stands in the note is no part of it: a fact is the same where kind, key, words and
    state are. Of the others, those are one fact that changed which agree in the most telling thing,
    and what is left was lost or gained.

    >>> was = Fact("action", "", "write it up", 8, (("status", "open"),))
    >>> now = Fact("action", "", "write it up", 9, (("status", "done"),))
    >>> [(change.before is was, change.after is now) for change in changes("a.md", [was], [now])]
    [(True, True)]
    >>> changes("a.md", [was], [was])
    []
    """
    old, new = _by_kind(before), _by_kind(after)
    left: dict[str, tuple[list[Fact], list[Fact]]] = {}
    common: _Pairs = []
    for kind in dict.fromkeys([*old, *new]):
        same, *rest = _common(old[kind], new[kind])
        common += same
        left[kind] = (rest[0], rest[1])
    moved = _Lines(common)
    found = [
        change
        for kind, (gone, come) in left.items()
        for change in _changes_of_kind(path, kind, gone, come, moved)
    ]
    return sorted(found, key=lambda change: (change.fact.line, change.kind))


def _by_kind(facts: Iterable[Fact]) -> defaultdict[str, list[Fact]]:
    kinds: defaultdict[str, list[Fact]] = defaultdict(list)
    for fact in facts:
        kinds[fact.kind].append(fact)
    return kinds


class _Lines:
    """Where lines of the earlier reading stand in the later one, told by the facts of both."""

    def __init__(self, common: _Pairs) -> None:
        places = sorted({was.line: now.line for was, now in common}.items())
        self._before = [0, *(line for line, _ in places)]
        self._shifts = [0, *(now - was for was, now in places)]

    def after(self, line: int) -> int:
        """The line now: it moved as far as the last fact before it that is in both readings."""
        return line + self._shifts[bisect_right(self._before, line) - 1]


def _changes_of_kind(
    path: str, kind: str, old: list[Fact], new: list[Fact], moved: _Lines
) -> Iterator[Change]:
    pairs: _Pairs = []
    told_apart = BY_NAME[kind]
    for rule in told_apart.same:
        found, old, new = pair(old, new, rule)
        pairs += found
    worded, named = told_apart.likeness == "words", told_apart.likeness == "name"
    if worded:
        found, old, new = _taken(old, new, _most_alike_facts(old, new, _WORDED, None))
        pairs += found
    if named:
        found, old, new = _taken(old, new, _most_alike_facts(old, new, _NAMED, moved))
        pairs += found
        found, old, new = _taken(old, new, _alone(old, new, moved))
        pairs += found
    yield from (Change(path, was, now) for was, now in pairs)
    yield from (Change(path, was, None) for was in old)
    yield from (Change(path, None, now) for now in new)


def _common(old: list[Fact], new: list[Fact]) -> tuple[_Pairs, list[Fact], list[Fact]]:
    """The facts that are the same on both sides, and what is left of each.

    Of several alike those are paired first that follow each other in the same order, so that of
    three mentions the one is lost whose line was edited.
    """
    common: _Pairs = []
    for opcode in reversed(LCSseq.opcodes([*map(_all, old)], [*map(_all, new)])):
        if opcode.tag == "equal":
            was = slice(opcode.src_start, opcode.src_end)
            now = slice(opcode.dest_start, opcode.dest_end)
            common += zip(old[was], new[now], strict=True)
            del old[was], new[now]
    rest, old, new = pair(old, new, _all)
    return common + rest, old, new


def _all(fact: Fact) -> Hashable:
    return fact.key, fact.text, fact.state


def pair(
    old: list[T], new: list[T], rule: Callable[[T], Hashable]
) -> tuple[list[tuple[T, T]], list[T], list[T]]:
    """Things for which the rule gives the same, in turn; and what is left on both sides."""
    waiting: defaultdict[Hashable, list[T]] = defaultdict(list)
    for now in new:
        waiting[rule(now)].append(now)
    pairs: list[tuple[T, T]] = []
    left = []
    for was in old:
        if candidates := waiting[rule(was)]:
            pairs.append((was, candidates.pop(0)))
        else:
            left.append(was)
    # Two equal facts may be one object.
    unpaired = Counter(id(one) for alike in waiting.values() for one in alike)
    remaining = []
    for now in new:
        if unpaired[id(now)]:
            unpaired[id(now)] -= 1
            remaining.append(now)
    return pairs, left, remaining


def most_alike(
    old: Mapping[K, T], new: Mapping[K, T], score: Callable[[T, T], float], least: float
) -> dict[K, K]:
    """The pairs of keys whose things are most alike, from `least` on, the most alike first.

    Of too many there are none.

    >>> most_alike({1: "tea", 2: "ten"}, {7: "tent", 8: "teal"}, fuzz.ratio, 60.0)
    {1: 8, 2: 7}
    """
    if max(len(old), len(new)) > _COMPARABLE:
        return {}
    scored = sorted((-score(a, b), i, j) for i, a in old.items() for j, b in new.items())
    found: dict[K, K] = {}
    taken = set()
    for alike, i, j in scored:
        if -alike >= least and i not in found and j not in taken:
            found[i] = j
            taken.add(j)
    return found


def _most_alike_facts(
    old: list[Fact], new: list[Fact], least: float, moved: _Lines | None
) -> Mapping[int, int]:
    """Facts whose words are most alike, by their indexes; `moved` keeps to facts of one line."""

    def score(was: Fact, now: Fact) -> float:
        there = moved is None or moved.after(was.line) == now.line
        return fuzz.ratio(was.text, now.text) if there else 0.0

    return most_alike(dict(enumerate(old)), dict(enumerate(new)), score, least)


def _alone(old: list[Fact], new: list[Fact], moved: _Lines) -> Mapping[int, int]:
    """Facts of which a line lost one and gained one: a name that took another's place."""
    lost = grouped((moved.after(was.line), i) for i, was in enumerate(old))
    come = grouped((now.line, j) for j, now in enumerate(new))
    return {
        places[0]: come[line][0]
        for line, places in lost.items()
        if len(places) == 1 and len(come.get(line, ())) == 1
    }


def _taken(
    old: list[Fact], new: list[Fact], taken: Mapping[int, int]
) -> tuple[_Pairs, list[Fact], list[Fact]]:
    """The facts that a pairing of indexes takes, and what it leaves of each side."""
    used = set(taken.values())
    return (
        [(old[i], new[j]) for i, j in sorted(taken.items())],
        [was for i, was in enumerate(old) if i not in taken],
        [now for j, now in enumerate(new) if j not in used],
    )


def without_repeats(found: Iterable[Change]) -> list[Change]:
    """The changes without those of a mere name that another change in that line already tells."""
    found = list(found)
    lost = {place for change in found if change.before for place in _places(change.before)}
    gained = {place for change in found if change.after for place in _places(change.after)}
    return [
        change
        for change in found
        if change.kind not in ("person", "project")
        or (change.before and _place(change.before) not in lost)
        or (change.after and _place(change.after) not in gained)
    ]


def _place(fact: Fact) -> tuple[int, str]:
    return fact.line, fact.key


def _places(fact: Fact) -> list[tuple[int, str]]:
    return [(fact.line, ref) for ref in fact.refs]
