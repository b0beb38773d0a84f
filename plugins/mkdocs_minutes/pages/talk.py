"""Where the turns of a conversation fold: a stretch each, named by its times and who speaks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence

from ..core.escape import html_text
from ..core.records import InlineMark, Note
from .rendering import Box

FEWEST = 8
"""The turns of a conversation that is not folded."""

AT_MOST = 25
"""The turns of one stretch."""

NAMED_AT_MOST = 4
"""Those who speak that a stretch names."""

# The time behind a name, where the dialects put it: `Ann Bell (00:16): …`.
_TIME = re.compile(r"[^\n(]{0,80}\((?P<time>[^()\n]{0,14}\d:\d\d[^()\n]{0,6})\)")


def folds(note: Note) -> tuple[Box, ...]:
    """The stretches of a note's conversation in order, cut at its headings and after some turns.

    A note in which few or no turns are marked has none.
    """
    turns = [mark for mark in note.marks if mark.kind == "speaker"]
    if len(turns) < FEWEST:
        return ()
    return tuple(_box(note, *stretch) for stretch in _stretches(note, turns))


def _stretches(note: Note, turns: Sequence[InlineMark]) -> Iterator[tuple[list[InlineMark], int]]:
    """Turns that fold together, with the line on which the last of them ends."""
    headings = [line.number for line in note.lines if line.kind == "heading"]
    lines = [note.line_of(turn.span.start) for turn in turns]
    stretch: list[InlineMark] = []
    for turn, line, following in zip(turns, lines, (*lines[1:], len(note.lines) + 1), strict=True):
        stretch.append(turn)
        after = bisect_left(headings, line)
        heading = headings[after] if after < len(headings) else len(note.lines) + 1
        if heading < following or len(stretch) >= AT_MOST:
            yield stretch, min(heading, following) - 1
            stretch = []
    if stretch:
        yield stretch, len(note.lines)


def _box(note: Note, turns: Sequence[InlineMark], last: int) -> Box:
    names = list(dict.fromkeys(turn.value for turn in turns))
    named = ", ".join(names[:NAMED_AT_MOST])
    more = len(names) - NAMED_AT_MOST
    who = f"{named} and {more} more" if more > 0 else named
    times = [match["time"] for turn in turns if (match := _TIME.match(note.text, turn.span.end))]
    when = " – ".join(dict.fromkeys((times[0], times[-1]))) if times else ""
    words = " · ".join(filter(None, (when, who)))
    return Box(note.line_of(turns[0].span.start), last, "talk", html_text(words))
