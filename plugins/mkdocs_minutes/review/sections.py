"""Sections of a note that were renamed or moved, and anchors that lead elsewhere than before."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Literal

from rapidfuzz import fuzz
from rapidfuzz.distance import LCSseq

from .matching import most_alike
from .snapshot import Heading, NoteSnapshot

_SAME_HEADING = 60.0
"""From this similarity on (0 to 100), two headings are one that was reworded."""


@dataclass(frozen=True, slots=True)
class SectionChange:
    """A section that was renamed, or that stands elsewhere in its note.

    `before` and `after` are its heading, `anchor` is what leads to it now, and `behind` is the
    heading that it stands behind where it moved, `""` for none.
    """

    how: Literal["renamed", "moved"]
    before: str
    after: str
    anchor: str
    behind: str = ""


@dataclass(frozen=True, slots=True)
class LostAnchor:
    """An anchor that does not lead any more to what it showed; that is at `now`, `""` for nowhere.

    It is `diverted` where it leads to other text instead.
    """

    anchor: str
    now: str
    diverted: bool


def same_sections(was: Sequence[Heading], now: Sequence[Heading]) -> dict[int, int]:
    """The place in `now` of each heading of `was` whose section is still there, by its place.

    Sections are the same where heading and text are, else where the heading is, of several those
    below one heading before others: every part of a note may have its `Discussion`. Else they are
    the same where the text is; of those left over, where the headings are alike.
    """
    found: dict[int, int] = {}
    before, after = _below(was), _below(now)
    keys = ([*map(_SAME[0], *side)] for side in ((was, before), (now, after)))
    for same in LCSseq.opcodes(*keys):
        if same.tag == "equal":
            places = range(same.src_start, same.src_end), range(same.dest_start, same.dest_end)
            found |= zip(*places, strict=True)
    for rule in _SAME:
        waiting: defaultdict[Hashable, list[int]] = defaultdict(list)
        for j in sorted(set(range(len(now))).difference(found.values())):
            waiting[rule(now[j], after[j])].append(j)
        for i, heading in enumerate(was):
            key = rule(heading, before[i])
            if i not in found and key is not None and waiting[key]:
                found[i] = waiting[key].pop(0)
    gone = {i: one.text for i, one in enumerate(was) if i not in found}
    taken = {*found.values()}
    come = {j: one.text for j, one in enumerate(now) if j not in taken}
    return found | most_alike(gone, come, fuzz.ratio, _SAME_HEADING)


_SAME: tuple[Callable[[Heading, str], Hashable], ...] = (
    lambda heading, above: (above, heading.text, heading.ink),
    lambda heading, _: (heading.text, heading.ink),
    lambda heading, above: (above, heading.text),
    lambda heading, _: heading.text,
    lambda heading, _: heading.ink or None,
)


def _below(headings: Sequence[Heading]) -> list[str]:
    """The text of the heading that each section stands below, `""` for none."""
    places = _above(headings, range(len(headings)))
    return [headings[place].text if place >= 0 else "" for place in places]


def _above(headings: Sequence[Heading], among: Collection[int], beside: int = 0) -> list[int]:
    """The place of the last heading before each that it stands below, -1 for none.

    Only those at some places count, and with `beside` 1 also those of its own level.
    """
    found: list[int] = []
    above: list[int] = []
    for place, heading in enumerate(headings):
        while above and headings[above[-1]].level >= heading.level + beside:
            above.pop()
        found.append(above[-1] if above else -1)
        if place in among:
            above.append(place)
    return found


def section_changes(was: NoteSnapshot, now: NoteSnapshot) -> tuple[SectionChange, ...]:
    """The sections of a note that were renamed or moved, in the order that they stand in now.

    A section that moved along with the one around it is not told by itself.
    """
    if was.headings == now.headings:
        return ()
    same = same_sections(was.headings, now.headings)
    moved = _moved(was.headings, now.headings, same)
    before = _above(now.headings, range(len(now.headings)), beside=1)
    changes = []
    for i, j in sorted(same.items(), key=lambda pair: pair[1]):
        old, new = was.headings[i], now.headings[j]
        if old.text != new.text:
            changes.append(SectionChange("renamed", old.text, new.text, new.anchor))
        if i in moved:
            behind = now.headings[before[j]].text if before[j] >= 0 else ""
            changes.append(SectionChange("moved", old.text, new.text, new.anchor, behind))
    return tuple(changes)


def _moved(was: Sequence[Heading], now: Sequence[Heading], same: dict[int, int]) -> set[int]:
    """The sections that stand elsewhere: below another one, or among those below it in other order.

    Of the latter as few as leave the others in theirs. A heading that was put in or taken out above
    a section, or another level, moves nothing.
    """
    order = [same[i] for i in sorted(same)]
    if order == sorted(order):
        return set()
    old, new = _above(was, same), _above(now, frozenset(same.values()))
    turned = _turned(same)
    stayed: defaultdict[int, dict[int, int]] = defaultdict(dict)
    moved = set()
    for i, j in sorted(same.items()):
        if same.get(old[i], -1) == new[j]:
            stayed[old[i]][i] = j
        elif i in turned:
            moved.add(i)
    return moved.union(*map(_out_of_order, stayed.values()))


def _turned(same: dict[int, int]) -> set[int]:
    """The sections that stand before one which they stood behind, or behind one before them."""
    pairs = sorted(same.items())
    last = list(accumulate((j for _, j in pairs), max))
    first = list(accumulate((j for _, j in reversed(pairs)), min))[::-1]
    return {
        i
        for (i, j), before, after in zip(pairs, last, first, strict=True)
        if not after >= j >= before
    }


def _out_of_order(same: dict[int, int]) -> set[int]:
    """The places whose images are out of order: as few as leave the others in theirs."""
    order = sorted(same)
    ends: list[int] = []
    chain: list[int] = []
    for i in order:
        length = bisect_left(ends, same[i])
        ends[length : length + 1] = [same[i]]
        chain.append(length)
    stay: set[int] = set()
    wanted, below = len(ends) - 1, max(same.values(), default=0) + 1
    for i, length in zip(reversed(order), reversed(chain), strict=True):
        if length == wanted and same[i] < below:
            stay.add(i)
            wanted, below = wanted - 1, same[i]
    return set(order) - stay


def lost_anchors(was: NoteSnapshot, now: NoteSnapshot) -> Iterator[LostAnchor]:
    """The anchors that led to a section which they do not lead to any more, in order."""
    if was.headings == now.headings:
        return
    same = same_sections(was.headings, now.headings)
    there = {heading.anchor for heading in now.headings}
    for i, heading in enumerate(was.headings):
        at = now.headings[same[i]].anchor if i in same else ""
        if at != heading.anchor and (heading.anchor not in there or _shows_other(heading, now)):
            yield LostAnchor(heading.anchor, at, diverted=heading.anchor in there)


def _shows_other(heading: Heading, now: NoteSnapshot) -> bool:
    """Whether an anchor that is still there leads to another text."""
    return all((other.anchor, other.ink) != (heading.anchor, heading.ink) for other in now.headings)
