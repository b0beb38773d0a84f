"""A term's postings as text: which documents have it, and what it scores in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from .codec import gaps, number, numbers, read_numbers
from .inversion import DOCUMENT_SHIFT, FREQUENCY_BITS, MOST_FREQUENT, Postings
from .scoring import Scoring


def encode(postings: Postings, scoring: Scoring) -> str:
    """The postings as `body|heading|title`, empty fields at the end left out.

    Those of a filter or name key are the documents alone.
    """
    if postings.documents:
        return encode_documents(postings.documents)
    by_field = (postings.title, postings.heading, postings.body)
    idf = scoring.idf(sum(map(len, by_field)))
    encoded = (
        _encode_field(packed, scores)
        for field, packed in reversed(list(enumerate(by_field)))
        for scores in [_scores(packed, scoring, idf, field)]
    )
    return "|".join(encoded).rstrip("|")


def encode_documents(documents: Sequence[int]) -> str:
    """Rising document numbers as digits.

    >>> encode_documents([3, 5, 65])
    '&%`#'
    """
    return numbers(gaps(documents))


def read_documents(text: str) -> list[int]:
    """The numbers that `encode_documents` wrote.

    >>> read_documents(encode_documents([3, 5, 65]))
    [3, 5, 65]
    """
    documents = []
    last = 0
    for gap in read_numbers(text):
        last += gap
        documents.append(last)
    return documents


def read(text: str) -> tuple[dict[int, float], dict[int, float], dict[int, float]]:
    """The score of each document in title, heading and body, from what `encode` wrote."""
    body, heading, title = (*text.split("|"), "", "")[:3]
    return _read_field(title), _read_field(heading), _read_field(body)


def _scores(packed: Sequence[int], scoring: Scoring, idf: float, field: int) -> list[int]:
    mask = (1 << DOCUMENT_SHIFT) - 1
    codes = [one & mask for one in packed]
    known = {
        code: scoring.thousandths(idf, field, code & MOST_FREQUENT, code >> FREQUENCY_BITS)
        for code in set(codes)
    }
    return [known[code] for code in codes]


def _encode_field(packed: Sequence[int], scores: Sequence[int]) -> str:
    """A table of scores, the most frequent first, then for each document its gap and its score.

    A table that would not be shorter than the scores themselves is left empty, and they stand in
    its place.
    """
    if not packed:
        return ""
    steps = gaps([one >> DOCUMENT_SHIFT for one in packed])
    counted = Counter(scores)
    table = sorted(counted, key=lambda score: (-counted[score], score))
    if len(table) == len(scores):
        table = []
        codes = {score: number(score) for score in counted}
    else:
        codes = {score: number(place) for place, score in enumerate(table)}
    entries = [number(step) + codes[score] for step, score in zip(steps, scores, strict=True)]
    return number(len(table)) + numbers(table) + "".join(entries)


def _read_field(text: str) -> dict[int, float]:
    if not text:
        return {}
    size, *values = read_numbers(text)
    table, entries = values[:size], values[size:]
    scores = {}
    document = 0
    for step, code in zip(entries[::2], entries[1::2], strict=True):
        document += step
        scores[document] = (table[code] if table else code) / 1000
    return scores
