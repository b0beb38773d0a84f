"""The word that a misspelt one may have been meant for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from rapidfuzz.distance import OSA

Words = Mapping[str, tuple[int, str]]
"""Terms with the number of their documents, and the word that each stands for."""


def nearest(word: str, words_from: Callable[[str], Words]) -> str:
    """The frequent word within one or two slips of the pen of a folded word, or `""`.

    A slip is a letter lost, added, changed, or swapped with its neighbour; two are allowed from
    eight letters on, since two turn a shorter word into another thing. Words with the same first
    letter are asked first, then those that begin with the second letter. Of equally near ones the
    most frequent is taken. Words of fewer than four letters and numbers have none.

    >>> words = {"token": (9, "token"), "lifetim": (3, "lifetime")}
    >>> nearest("tokne", lambda prefix: words), nearest("tok", lambda prefix: words)
    ('token', '')
    """
    if len(word) < 4 or any(character.isdigit() for character in word):
        return ""
    slips = 2 if len(word) > 7 else 1
    for first in dict.fromkeys(word[:2]):
        ranked = [
            (distance, -documents, shown)
            for term, (documents, shown) in words_from(first).items()
            if shown != word
            for distance in [min(OSA.distance(word, one) for one in (term, shown))]
            if distance <= slips
        ]
        if ranked:
            return min(ranked)[2]
    return ""
