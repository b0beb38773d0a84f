"""Abbreviations with what they stand for: those of minute-taking, and those that notes explain."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from .tables import tables
from .tokens import STOP_WORDS, fold, terms

MOST = 200
"""Abbreviations that an index tells of: the most frequent ones."""

_BRACKETS = re.compile(r"\(([^()\n]{2,80})\)")
_SHORT = re.compile(r"[A-Z][A-Za-z]{0,4}[A-Z]")
_SHORT_BEFORE = re.compile(r"\b([A-Z][A-Za-z]{0,4}[A-Z])[ ]\Z")
_LETTERS = re.compile(r"[^\W\d_]+")
_REACH = 80
"""Characters before a bracket in which the words of an abbreviation are sought."""


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """`words` leads from an abbreviation to its words, `shorts` from the keys of these back."""

    words: Mapping[str, tuple[str, ...]]
    shorts: Mapping[tuple[str, ...], str]


def abbreviations(entries: Iterable[str]) -> Abbreviations:
    """Entries of an abbreviation and its words; of two of one abbreviation the first counts.

    >>> known = abbreviations(["wg working group", "wg west gate"])
    >>> known.words, known.shorts
    ({'wg': ('working', 'group')}, {('work', 'group'): 'wg'})
    """
    words: dict[str, tuple[str, ...]] = {}
    for short, *long in map(str.split, entries):
        words.setdefault(key(short), tuple(long))
    return Abbreviations(words, {tuple(map(key, long)): short for short, long in words.items()})


@lru_cache(maxsize=1)
def of_minutes() -> Abbreviations:
    """The abbreviations of minute-taking that are known in any archive."""
    return abbreviations(tables()["abbreviations"])


def key(word: str) -> str:
    """What a word is compared by: its term, or the word itself where it is a stop word."""
    return (*terms(word), fold(word))[0]


def spelled_out(text: str) -> Iterator[str]:
    """Each abbreviation of a text with the words that a bracket says it stands for, folded.

    The first letters of the words, with or without small words such as `of`, are its letters.

    >>> list(spelled_out("The Disk Usage Board (DUB) and SRI (Sub-Resource Integrity), done (OK)"))
    ['dub disk usage board', 'sri sub resource integrity']
    """
    for bracket in _BRACKETS.finditer(text):
        before = text[max(0, bracket.start() - _REACH) : bracket.start()].rpartition("\n")[2]
        inside = bracket[1]
        if _SHORT.fullmatch(inside):
            yield from _entry(inside, _tail(inside, _LETTERS.findall(before)))
        elif short := _SHORT_BEFORE.search(before):
            words = _LETTERS.findall(inside)
            yield from _entry(short[1], words if _stands_for(words, short[1]) else ())


def ranked_entries(counts: Mapping[str, int]) -> list[str]:
    """The most frequent of the entries that `spelled_out` gave, the first one first."""
    return sorted(counts, key=lambda entry: (-counts[entry], entry))[:MOST]


def _entry(short: str, words: Sequence[str]) -> Iterator[str]:
    if words:
        yield " ".join(fold(word) for word in (short, *words))


def _tail(short: str, words: Sequence[str]) -> Sequence[str]:
    """The last of some words that an abbreviation stands for; none where it stands for others."""
    sizes = range(len(short), len(short) + 3)
    tails = (words[-size:] for size in sizes if size <= len(words))
    return next((tail for tail in tails if _stands_for(tail, short)), ())


def _stands_for(words: Sequence[str], short: str) -> bool:
    folded = [fold(word) for word in words]
    telling = [word for word in folded if word not in STOP_WORDS]
    found = ("".join(word[:1] for word in some) for some in (folded, telling))
    return len(words) > 1 and fold(short) in found
