"""Finding the few lines of a note that a convention can concern, without trying all of them."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable
from functools import lru_cache

from ..records import Note

STAMP = re.compile(r"\s*\([^\s(),]{1,40}, \d\d:\d\d:\d\d\)$")
"""Where MeetBot tells who said something and when."""

INDEXED = re.compile(r"\[[^\[\]]{1,40}\]\(#[^()]*\):?\s*")
"""`[Action #1](#action1): …`: an item of a list that repeats what the note marks elsewhere."""


def own_marker(words: Iterable[str]) -> re.Pattern[str] | None:
    """A marker of a community's own before a fact, with owners in brackets; `None` without words.

    >>> own_marker(["Will do"]).match("**Will do** (Ann): write")["owners"]
    'Ann'
    """
    longest_first = sorted(words, key=len, reverse=True)
    if not longest_first:
        return None
    written = "|".join(map(re.escape, longest_first))
    return re.compile(
        rf"[*_`\[(]{{0,4}}(?:{written})[\])*_`]{{0,4}}\s*(?:\((?P<owners>[^()\n]{{1,120}})\))?"
        r"\s*[:–—-]?[*_`]{0,3}\s+",
        re.IGNORECASE,
    )


def lines_with(note: Note, stems: Iterable[str]) -> list[int]:
    """Indexes of the lines that hold one of some lower-case strings, in order, whatever their case.

    A blank in a string stands for any blank of a line. No stems give no lines.
    """
    lowered = _lowered(note.text)
    foreign = not lowered.isascii()
    found: set[int] = set()
    for stem in stems:
        if not (foreign or stem.isascii()):
            continue  # a word of another language's letters
        at = lowered.find(stem)
        while at >= 0:
            line = bisect_right(note.line_starts, at)
            found.add(line - 1)
            if line == len(note.line_starts):
                break
            at = lowered.find(stem, note.line_starts[line])
    return sorted(found)


@lru_cache(maxsize=2)  # each convention asks for the same note in turn
def _lowered(text: str) -> str:
    """A text in lower case, tabs and hard blanks as blanks, every character in its place.

    >>> _lowered("İSTANBUL")[1:]
    'stanbul'
    """
    lowered = text.lower()
    if len(lowered) != len(text):
        # A few letters change their length in lower case, and with it every offset behind them.
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return lowered.replace("\t", " ").replace("\xa0", " ")
