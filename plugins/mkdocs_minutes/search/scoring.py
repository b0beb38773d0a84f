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
        """
        shortness = K1 * (1 - B + B * (length / self.averages[field])) + frequency
        exact = idf * ((K1 + 1) * frequency) / shortness * BOOSTS[field] * 1000
        whole = floor(exact)
        return whole + (exact - whole >= 0.5)
