"""What only the texts of edited notes tell: lines in other words, statements without a mark."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice, zip_longest
from typing import NamedTuple

from rapidfuzz.distance import LCSseq, Postfix, Prefix

from ..core.kinds import STATEMENT_KINDS, Fact
from .difference import Move, NoteChange, Reworded
from .matching import Change

_MARKED = frozenset({"action", *STATEMENT_KINDS})
"""Kinds of facts that are there for a mark: without it, their words may stand as before."""

_QUOTED_NOTES = 20
"""Of more edited notes than this, the changed lines of the later ones are not quoted."""

_QUOTED_LINES = 5

_COMPARED_LINES = 3000
"""From the first line that differs on; comparing takes time with the square of their number."""

_WHOLE = 40
"""A text of fewer letters may stand in another one by chance."""


class Texts(NamedTuple):
    """Where the text of a note is to be had, masked, by its path before and after an edit.

    `""` where there is none. Only edited notes are asked for.
    """

    before: Callable[[str], str]
    after: Callable[[str], str]


def in_words(
    notes: Iterable[NoteChange],
    found: Mapping[str, Sequence[Change]],
    moves: Sequence[Move],
    texts: Texts,
) -> Iterator[NoteChange]:
    """The notes with the lines that changed beside their facts, and what is no longer marked.

    `found` are all changes of the edited notes, by their paths. A line is left out where one of
    them, a renamed heading or a move tells of it.
    """
    notes = list(notes)
    former = {note.path: note.was for note in notes}
    moves = [replace(move, was=former.get(move.was, move.was)) for move in moves]
    texts = Texts(cache(texts.before), cache(texts.after))
    quoted = 0
    for note in notes:
        if note.path in found and note.state not in ("untouched", "followed", "respaced"):
            note = replace(note, changes=tuple(_unmarked(note, texts)))
            if not note.same_text and quoted < _QUOTED_NOTES:
                quoted += 1
                lines = list(_beside(note, found[note.path], moves, texts))
                more = max(0, len(lines) - _QUOTED_LINES)
                note = replace(note, reworded=tuple(lines[:_QUOTED_LINES]), more=more)
        yield note


def _unmarked(note: NoteChange, texts: Texts) -> Iterator[Change]:
    """The changes, those marked of which the mark alone went."""
    lost = [change for change in note.changes if change.after is None and change.kind in _MARKED]
    letters = _letters(texts.after(note.path)) if lost else ""
    for change in note.changes:
        stands = change.after is None and change.kind in _MARKED
        yield replace(change, unmarked=stands and _letters(change.fact.text) in letters)


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


class _Line(NamedTuple):
    """A line that differs: its numbers and texts before and after, 0 and `""` for none.

    `place` is where it stands now, or would stand.
    """

    was: int
    now: int
    place: int
    before: str
    after: str


def _beside(
    note: NoteChange, found: Sequence[Change], moves: Sequence[Move], texts: Texts
) -> Iterator[Reworded]:
    """The lines that differ, but for white space, and of which nothing else tells.

    A line that stands elsewhere now is told once, where it is, and is the same before and after.
    """
    sections = any(section.how == "moved" for section in note.sections)
    told = _told_lines(note, found, moves, texts)
    differing = _differing(texts.before(note.was), texts.after(note.path))
    lines = [line for line in differing if not told(line)]
    gone = Counter(line.before for line in lines if not line.after)
    moved = gone & Counter(line.after for line in lines if not line.before)
    there = Counter(moved)
    for line in lines:
        if not line.before and moved[line.after]:
            moved[line.after] -= 1
            yield from () if sections else (Reworded(line.place, line.after, line.after),)
        elif not line.after and there[line.before]:
            there[line.before] -= 1
        else:
            yield Reworded(line.place, line.before, line.after)


def _told_lines(
    note: NoteChange, found: Sequence[Change], moves: Sequence[Move], texts: Texts
) -> Callable[[_Line], bool]:
    """Whether a fact, a renamed heading or a move between notes tells of a line."""
    was = _numbers(change.before for change in found)
    now = _numbers(change.after for change in found)
    headings = {_letters(side) for one in note.sections for side in (one.before, one.after)}
    gone = _lines_of(texts.after(move.now) for move in moves if move.was == note.was)
    come = _lines_of(texts.before(move.was) for move in moves if move.now == note.path)

    def told(line: _Line) -> bool:
        if line.was in was or line.now in now:
            return True
        if line.before and line.after:
            return {_letters(line.before), _letters(line.after)} <= headings
        return line.before in gone or line.after in come

    return told


def _numbers(facts: Iterable[Fact | None]) -> frozenset[int]:
    """The lines of facts, without that of what stands in no line."""
    return frozenset(fact.line for fact in facts if fact and fact.line)


def _lines_of(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(line for text in islice(texts, _QUOTED_NOTES) for line in _lines(text))


def _lines(text: str) -> list[str]:
    return [" ".join(line.split()) for line in text.splitlines()]


def _differing(before: str, after: str) -> Iterator[_Line]:
    """The lines that differ in what is not white space, in the order of the text."""
    old, new = _numbered(before), _numbered(after)
    was, now = ([line for _, line in side] for side in (old, new))
    same = Prefix.similarity(was, now)
    end = Postfix.similarity(was[same:], now[same:])
    cut = slice(0, _COMPARED_LINES)
    was, now = was[same : len(was) - end][cut], now[same : len(now) - end][cut]
    equal = [one for one in LCSseq.opcodes(was, now) if one.tag == "equal"]
    starts = [(0, 0), *((one.src_end, one.dest_end) for one in equal)]
    ends = [*((one.src_start, one.dest_start) for one in equal), (len(was), len(now))]
    for (i, j), (k, m) in zip(starts, ends, strict=True):
        place = new[same + j - 1][0] + 1 if same + j else 1
        pairs = zip_longest(old[same + i : same + k], new[same + j : same + m], fillvalue=(0, ""))
        for (number, gone), (line, come) in pairs:
            place = line or place
            yield _Line(number, line, place, gone, come)


def _numbered(text: str) -> list[tuple[int, str]]:
    return [(number, line) for number, line in enumerate(_lines(text), 1) if line]


def stands_in(text: str, others: Iterable[tuple[str, str]]) -> str | None:
    """The path of the first text in which another one stands whole, by its letters; else `None`.

    >>> was = "## The hall, We want to sing in the town's old hall, not here."
    >>> stands_in(was, [("a.md", ""), ("b.md", f"- *The* {was[7:]} Yes!")])
    'b.md'
    """
    letters = _letters(text)
    if len(letters) < _WHOLE:
        return None
    return next((path for path, other in others if letters in _letters(other)), None)
