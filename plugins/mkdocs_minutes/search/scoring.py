"""lunr's scoring of a term in a field, to the thousandth: BM25 with its defaults for k1 and b."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import floor, log

from .tables import tables

K1: float = tables()["k1"]
B: float = tables()["b"]

BOOSTS = tuple[int, ...](tables()["boosts"])
"""What a term weighs in title, heading and body."""


def rounded(length: int) -> int:
    """A length in terms as postings keep it: its two leading bits, the others zero.

    That is more than two thirds of it, so a longer field never scores above a shorter one.

    >>> [rounded(length) for length in (0, 1, 2, 3, 4, 5, 6, 7, 13, 100, 1_000_000)]
    [0, 1, 2, 3, 4, 4, 6, 6, 12, 96, 786432]
    """
    return length_of(length_class(length))


def length_class(length: int) -> int:
    """The place of a length among all that `rounded` gives; 40 of them up to 1,048,575 terms.

    >>> [length_class(length) for length in (0, 1, 2, 3, 4, 5, 6, 7, 8, 1_048_575)]
    [0, 1, 2, 3, 4, 4, 5, 5, 6, 39]
    """
    shift = max(0, length.bit_length() - 2)
    return (length >> shift) + 2 * shift


def length_of(place: int) -> int:
    """The length at a place that `length_class` gives."""
    shift = max(0, place // 2 - 1)
    return place - 2 * shift << shift


@dataclass(frozen=True, slots=True)
class Scoring:
    """What the score of a term needs to know of the whole archive.

    `averages` are the mean lengths in terms of title, heading and body over all documents.
    """

    documents: int
    averages: tuple[float, ...]

    @classmethod
    def of(cls, documents: int, totals: Sequence[int]) -> Scoring:
        """The scoring of so many documents, of which title, heading and body have so many terms."""
        return cls(documents, tuple(total / max(1, documents) for total in totals))

    def idf(self, documents_with_term: int) -> float:
        """The inverse document frequency; a document counts once for each field with the term."""
        rarity = (self.documents - documents_with_term + 0.5) / (documents_with_term + 0.5)
        return log(1 + abs(rarity))

    def thousandths(self, idf: float, field: int, frequency: int, length: int) -> int:
        """A term's score in a field, times 1,000, rounded half up as JavaScript rounds.

        The operations and their order are those of lunr, so that not even a last bit differs.

        >>> Scoring(10, (1.0, 1.0, 20.0)).thousandths(1.5, 2, 1, 20)
        1500
        >>> Scoring(10, (1.0, 1.0, 20.0)).thousandths(1.5, 0, 1, 1)  # in a title: six times that
        9000
        """
        shortness = K1 * (1 - B + B * (length / self.averages[field])) + frequency
        exact = idf * ((K1 + 1) * frequency) / shortness * BOOSTS[field] * 1000
        whole = floor(exact)
        return whole + (exact - whole >= 0.5)
