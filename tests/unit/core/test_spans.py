"""Lines come out of where they are packed as they were put in, those of long notes too."""

from __future__ import annotations

from typing import get_args

import pytest

from mkdocs_minutes.core.spans import Line, LineKind, PackedLines, Span

SHORT, LONG = 1 << 15, 1 << 31


def line(end: int) -> Line:
    return Line(1, Span(0, end), "text", Span(0, end))


@pytest.mark.parametrize("end", [0, SHORT - 1, SHORT, LONG - 1])
def test_lines_are_as_they_were_packed(end: int) -> None:
    lines = [
        Line(number, Span(0, end), kind, Span(end, end), number, None, 0, task, block, wrapped)
        for number, kind in enumerate(get_args(LineKind))
        for task in (None, False, True)
        for block, wrapped in ((None, False), (number, True))
    ]
    packed = PackedLines.of(lines)
    assert [*packed] == lines
    assert [packed[at] for at in range(-len(lines), 0)] == lines
    assert packed[:] == tuple(lines)
    assert [*packed.starts] == [0] * len(lines)


def test_what_a_short_note_needs_is_half_of_what_a_long_one_does() -> None:
    short, long = (PackedLines.of([line(end)]) for end in (SHORT - 1, SHORT))
    assert 2 * len(short.data) == len(long.data)


def test_there_is_no_line_behind_the_last_one() -> None:
    with pytest.raises(IndexError):
        PackedLines.of([line(3)])[1]
