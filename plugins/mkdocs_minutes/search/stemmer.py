"""Porter's stemmer for English words, as published in 1980, with one rule of its 2001 revision.

`assets/stemmer.js` is the same algorithm, held to this one by shared vectors. The rule taken from
the revision: a final y becomes i only after a consonant that does not begin the word, so that
`today` keeps its y and `try` is not turned into `tri`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from string import ascii_letters

from .tables import pairs, tables

_DOUBLE = re.compile(r"([^aeiouylsz])\1$")

_SHAPES = {ord(letter): "c" for letter in ascii_letters} | {ord(letter): "v" for letter in "aeiou"}
_SHAPES[ord("y")] = "y"


@dataclass(frozen=True, slots=True)
class _Step:
    """Suffixes with what takes their place, and the suffixes alone for a quick look."""

    rules: tuple[tuple[str, str], ...]
    suffixes: tuple[str, ...]


def _step(texts: Iterable[str]) -> _Step:
    rules = pairs(texts)
    return _Step(rules, tuple(suffix for suffix, _ in rules))


_STEP_2, _STEP_3, _STEP_4 = map(_step, tables()["suffixes"])


def stem(word: str) -> str:
    """The stem under which a word and its inflections meet.

    Only words of four or more letters a to z are changed; anything else comes back as it is, also
    the empty word.

    >>> stem("releases"), stem("migration"), stem("today"), stem("cms"), stem("3.5.1")
    ('releas', 'migrat', 'today', 'cms', '3.5.1')
    """
    if len(word) < 4 or not (word.isascii() and word.isalpha()):
        return word
    word = _past_and_gerund(_plural(word))
    word = _final_y(word)
    word = _replaced(word, _STEP_2, 0)
    word = _replaced(word, _STEP_3, 0)
    word = _replaced(word, _STEP_4, 1)
    return _tidied(word)


def _shape(word: str) -> str:
    """The word's letters as c and v; y counts as a vowel after a consonant."""
    shape = word.translate(_SHAPES)
    while "y" in shape:
        first = shape.index("y")
        shape = shape.replace("y", "v" if shape[first - 1 : first] == "c" else "c", 1)
    return shape


def _measure(word: str) -> int:
    """How often a vowel is followed by a consonant: Porter's m."""
    return _shape(word).count("vc")


def _short(word: str) -> bool:
    """Whether the word ends consonant, vowel, consonant, the last not w, x or y: Porter's *o."""
    return _shape(word).endswith("cvc") and word[-1] not in "wxy"


def _plural(word: str) -> str:
    if word.endswith(("sses", "ies")):
        return word[:-2]
    if word.endswith("s") and not word.endswith("ss"):
        return word[:-1]
    return word


def _past_and_gerund(word: str) -> str:
    if word.endswith("eed"):
        return word[:-1] if _measure(word[:-3]) > 0 else word
    for suffix in ("ed", "ing"):
        rest = word.removesuffix(suffix)
        if rest != word:
            return _mended(rest) if "v" in _shape(rest) else word
    return word


def _mended(word: str) -> str:
    """The word that an ending was taken off, with its e back or its doubled consonant undone."""
    if word.endswith(("at", "bl", "iz")):
        return word + "e"
    if _DOUBLE.search(word):
        return word[:-1]
    if _measure(word) == 1 and _short(word):
        return word + "e"
    return word


def _final_y(word: str) -> str:
    if len(word) > 2 and word[-1] == "y" and _shape(word)[-2] == "c":
        return word[:-1] + "i"
    return word


def _replaced(word: str, step: _Step, above: int) -> str:
    if not word.endswith(step.suffixes):
        return word
    for suffix, replacement in step.rules:
        if word.endswith(suffix):
            rest = word[: -len(suffix)] + replacement
            kept = rest if replacement in ("s", "t") else word[: -len(suffix)]
            return rest if _measure(kept) > above else word
    return word


def _tidied(word: str) -> str:
    if word.endswith("e"):
        rest = word[:-1]
        measure = _measure(rest)
        if measure > 1 or (measure == 1 and not _short(rest)):
            word = rest
    if word.endswith("ll") and _measure(word) > 1:
        return word[:-1]
    return word
