"""Stretches and lines of a note's text: the records of which an archive holds most.

They are structs of msgspec, which are made and compared many times as fast as dataclasses. A note
has about a hundred lines and ten thousand notes a million, so an archive holds them packed.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from struct import Struct as Layout
from typing import Literal, get_args, overload

from msgspec import Struct

LineKind = Literal[
    "blank",
    "heading",
    "bullet",
    "text",
    "table",
    "code",
    "quote",
    "rule",
    "comment",
    "front-matter",
]

_KINDS: tuple[LineKind, ...] = get_args(LineKind)
_NUMBERS = {kind: number for number, kind in enumerate(_KINDS)}


class Span(Struct, frozen=True, order=True, gc=False):
    """A stretch of `Note.text`, `end` exclusive.

    >>> "Release 3.5.1 today"[Span(8, 13).slice]
    '3.5.1'
    """

    start: int
    end: int

    @property
    def slice(self) -> slice:
        """The span as a slice."""
        return slice(self.start, self.end)


def trimmed(text: str, start: int, end: int, edges: str | None = None) -> Span:
    """A stretch without the white space at its ends, or without what else may stand at `edges`.

    >>> trimmed("| ab |", 1, 5), trimmed("(*ab*)", 0, 6, "(*)")
    (Span(start=2, end=4), Span(start=2, end=4))
    """
    words = text[start:end]
    left = min(end, start + len(words) - len(words.lstrip(edges)))
    return Span(left, max(left, start + len(words.rstrip(edges))))


class Line(Struct, frozen=True, gc=False):
    """One line of a note and its place in the outline.

    `content` leaves out the marker (bullet, `#`, `>`, task box) and white space around the text.
    `depth` is the heading's level, or how deep a bullet or the text under it is nested (from 1),
    else 0.
    `parent` is the index in `Note.lines` of the bullet or heading that governs the line.
    `task` is the state of a task box, `None` without one. `block` is the index of the first line of
    the block that the line is part of, `None` where it is blank; `wrapped` says that the line below
    goes on with it, the break being a program's (see `blocks`).
    """

    number: int
    span: Span
    kind: LineKind
    content: Span
    depth: int = 0
    parent: int | None = None
    section: int | None = None
    task: bool | None = None
    block: int | None = None
    wrapped: bool = False


_NUMBERS_A_LINE, _START = 10, 1
_Code = Literal["h", "i"]
_CODES: tuple[_Code, ...] = get_args(_Code)
_LAYOUTS = {code: Layout(f"={_NUMBERS_A_LINE}{code}") for code in _CODES}
"""What one line is packed into: see `_numbers`. Those of most notes are short (`h`)."""

_TASKS = (None, False, True)


class PackedLines(Struct, frozen=True, gc=False):
    """The lines of a note in a twentieth of the room; each is made when it is asked for.

    `code` says which layout they are packed in.

    >>> line = Line(1, Span(0, 7), "bullet", Span(2, 7), depth=1, parent=None, task=True, block=0)
    >>> lines = PackedLines.of([line, line])
    >>> lines[-1] == line, lines[:1] == (line,), list(lines) == [line, line], len(lines)
    (True, True, True, 2)
    >>> list(lines.starts)
    [0, 0]
    """

    data: bytes
    code: _Code

    @classmethod
    def of(cls, lines: Iterable[Line]) -> PackedLines:
        """Some lines, packed."""
        numbers = [*map(_numbers, lines)]
        try:
            return cls(b"".join(_LAYOUTS["h"].pack(*one) for one in numbers), "h")
        except struct.error:  # the note is a long one
            return cls(b"".join(_LAYOUTS["i"].pack(*one) for one in numbers), "i")

    @property
    def starts(self) -> Sequence[int]:
        """Where each line begins."""
        return memoryview(self.data).cast(self.code)[_START::_NUMBERS_A_LINE]

    def __len__(self) -> int:
        return len(self.data) // _LAYOUTS[self.code].size

    def __iter__(self) -> Iterator[Line]:
        return map(_line, _LAYOUTS[self.code].iter_unpack(self.data))

    @overload
    def __getitem__(self, index: int) -> Line: ...

    @overload
    def __getitem__(self, index: slice) -> tuple[Line, ...]: ...

    def __getitem__(self, index: int | slice) -> Line | tuple[Line, ...]:
        if isinstance(index, slice):
            return tuple(self[at] for at in range(*index.indices(len(self))))
        return _line_at(self.data, self.code, index)


Lines = tuple[Line, ...] | PackedLines
"""The lines of a note: as they are made, or as an archive holds them."""


def _numbers(line: Line) -> tuple[int, ...]:
    """A line as numbers, of which -1 stands for `None`."""
    return (
        line.number,
        line.span.start,
        line.span.end,
        _NUMBERS[line.kind] | _TASKS.index(line.task) << 4 | line.wrapped << 6,
        line.content.start,
        line.content.end,
        line.depth,
        -1 if line.parent is None else line.parent,
        -1 if line.section is None else line.section,
        -1 if line.block is None else line.block,
    )


# A quote asks for its lines five times: how they are shown, where they stand, what is around them.
@lru_cache(maxsize=1 << 10)
def _line_at(data: bytes, code: _Code, index: int) -> Line:
    layout = _LAYOUTS[code]
    at = index * layout.size
    if not -len(data) <= at < len(data):
        raise IndexError("a note has no such line")
    return _line(layout.unpack_from(data, at))


def _line(numbers: tuple[int, ...]) -> Line:
    number, start, end, sort, first, last, depth, parent, section, block = numbers
    return Line(
        number,
        Span(start, end),
        _KINDS[sort & 0xF],
        Span(first, last),
        depth,
        None if parent < 0 else parent,
        None if section < 0 else section,
        _TASKS[sort >> 4 & 0x3],
        None if block < 0 else block,
        bool(sort >> 6),
    )
