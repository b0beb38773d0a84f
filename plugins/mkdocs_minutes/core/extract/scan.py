"""Finding the few lines of a note that a convention can concern, without trying all of them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from ..lexicon import Stems
from ..records import Note
from ..text import as_sought, plain

STAMP = re.compile(r"\s*\([^(),\n]{1,40}, \d{1,2}:\d\d(?::\d\d)?(?:\s?[AaPp][Mm])?\)$")
"""Where MeetBot tells who said something and when."""

_TIME = r"(?:\d{1,2}:)?\d{1,2}:\d\d"
_RECORDED = re.compile(rf"(?:\[\(?{_TIME}\)?\]\([^()\s]{{1,300}}\)|\({_TIME}\))\W*$")


def stated_words(text: str, note: Note) -> str:
    """The plain words of an action or outcome, without what a program puts behind them.

    That is who said it and when, or, in a summary, at what time of the recording; and the mark of a
    note at the foot.
    """
    if note.kind == "summary":
        text = _RECORDED.sub("", text) or text
    return _FOOT.sub("", STAMP.sub("", plain(text))).strip()


_FOOT = re.compile(r"\s[⁰¹²³⁴-⁹]+$")  # not `20 m²`


INDEXED = re.compile(r"\[[^\[\]]{1,40}\]\(#[^()]*\):?\s*")
"""`[Action #1](#action1): …`: an item of a list that repeats what the note marks elsewhere."""


BRACKETED = re.compile(r"\([^()]*\)")
"""An aside in round brackets."""

SENTENCE_END = re.compile(
    r"(?:(?<=[\w)\]\"”'*€$£%][.!?])|(?<=[.!?][\"”]))\s+"
    r"(?=[A-ZÀ-ÖØ-ÞĆČĎŁŃŇŘŚŠŤŹŻŽΑ-ΩЁА-Я¿¡«„*(\"“])"
    r"|(?<=[。！？])\s*(?=[^\s」』）)])"
)
"""What parts a sentence from the next one: it begins where the first has its stop behind it."""


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


def holds_one(text: str, stems: Stems) -> bool:
    """Whether a short text holds one of some stems, whatever their case."""
    return bool(stems.finder.find_matches_as_indexes(as_sought(text)))


@dataclass(frozen=True, slots=True)
class Guarded:
    """A pattern of many words that is tried on a short text only where one of its stems stands.

    Looking for all its stems at once takes a tenth of the time that the pattern takes to find
    nothing.
    """

    pattern: re.Pattern[str]
    stems: Stems

    def search(self, text: str) -> re.Match[str] | None:
        """Where the pattern matches first in a text."""
        return self.pattern.search(text) if holds_one(text, self.stems) else None

    def found_in(self, text: str) -> bool:
        """Whether the pattern matches anywhere in a text."""
        return self.search(text) is not None
