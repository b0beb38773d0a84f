"""Labels and cues where they are seen in a text, and whether they are words of their own there."""

from __future__ import annotations

import re
import sys
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .table import Label, Stem


class Said(NamedTuple):
    """A label where it stands."""

    start: int
    end: int
    label: Label


class Seen(NamedTuple):
    """A cue where it stands; what is before `since` or from `until` on is another such one's."""

    start: int
    end: int
    stem: Stem
    since: int = 0
    until: int = sys.maxsize


ASIAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
REST_OF_WORD = re.compile(r"[^\W\d_]{0,20}")
_PLURALS = frozenset({"", "s", "n", "en", "et", "es"})
_ENDINGS = frozenset({"s ", "s:", "s=", "n ", "n:", "s\n", "s-", "en", "et"})
_IN_A_PATH = re.compile(r"(?<![\w/])(?:file://)?/[\w.-]{1,40}(?:/[\w.-]{1,40}){0,6}/$")


def is_word(text: str, said: Said) -> bool:
    """Whether a label stands by itself: `PIN`, `DB_PASSWORD`, `dbPassword`, not `mapping`.

    The name of a file in a path is none: `/etc/passwd`.
    """
    before, after = text[said.start - 1 : said.start], text[said.end : said.end + 1]
    if before == "/" and _IN_A_PATH.search(text, max(0, said.start - 100), said.start):
        return False
    first, last = text[said.start], text[said.end - 1]
    if ASIAN.match(first):
        return True
    if before.isalpha() and first.isalpha():
        written = text[said.start : said.end]
        joined = written.lower() in said.label.joined
        if not joined and not (before.islower() and first.isupper() and written[1:].islower()):
            return False
    if before.isdigit() and first.isdigit():
        return False
    if after.isalpha() and last.isalpha() and not ASIAN.match(after):
        return text[said.end : said.end + 2].lower() in _ENDINGS
    return True


def stands(text: str, seen: Seen) -> bool:
    """Whether a stem stands in a word as it may, and behind none that changes its meaning."""
    cue = seen.stem.cue
    before = text[seen.start - 1 : seen.start]
    first = text[seen.start]
    asian = not first.isascii() and bool(ASIAN.match(first))
    if before.isalnum() and not asian and not (seen.stem.ends and before.isalpha()):
        return False
    rest: re.Match[str] = REST_OF_WORD.match(text, seen.end)  # type: ignore[assignment]  # may be empty
    if not asian and not seen.stem.begins and rest[0].lower() not in _PLURALS:
        return False
    if cue.name == "password" and not asian and rest.end() - seen.end > _LONGEST_ENDING:
        return False
    return not (cue.kind == "pin" and _HEADED.match(text, rest.end())) and not cue.is_other(
        text, seen.start, seen.end
    )


_LONGEST_ENDING = 5
"""A longer one makes another word of a stem: `adgangskodepolitik`."""


# The head of a compound: `PIN-Belegung`, `code_challenge`, not `PIN-Code`.
_HEADED = re.compile(r"[-_](?!code|num|nr|no\b|id\b|key|pin|kod|kód)[^\W\d_]{2}", re.IGNORECASE)


def lets_in(hits: Iterable[Seen]) -> list[int]:
    """Where the cues begin that tell of what lets somebody in, in order."""
    return sorted({seen.start for seen in hits if seen.stem.cue.lets_in})


def line_start(text: str, at: int, most: int = 4_000) -> int:
    """Where the line of a place begins, at most so many characters before it."""
    first = max(0, at - most)
    return text.rfind("\n", first, max(at, 0)) + 1 or first


def line_end(text: str, at: int, most: int = 4_000) -> int:
    """Where the line of a place ends, at most so many characters behind it."""
    end = text.find("\n", at, at + most)
    return min(len(text), at + most) if end < 0 else end


def any_within(places: Sequence[int], start: int, end: int) -> bool:
    """Whether one of some places, in order, lies between two."""
    return bisect_left(places, start) < bisect_left(places, end)
