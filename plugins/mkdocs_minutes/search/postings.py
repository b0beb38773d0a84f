"""A term's postings as text: which documents have it, and what it scores in each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from itertools import chain

from .codec import SMALL, SMALLS, gaps, number, numbers, read_numbers
from .inversion import Postings, unpacked
from .packing import DOCUMENT_SHIFT, FREQUENCY_BITS, MOST_FREQUENT
from .scoring import Scoring

BODY = 2

Fields = tuple[Mapping[int, float], Mapping[int, float], Mapping[int, float]]

RARE = 50
"""Terms in no more documents than this share their scores with all others in as many."""

CLOSE = 300
"""Up to how much a gap times the size of the table of scores pays as one number."""

_CODE = (1 << DOCUMENT_SHIFT) - 1


class Encoder:
    """Writes postings; it remembers the scores of rare terms, of which most terms are."""

    def __init__(self, scoring: Scoring) -> None:
        self._scoring = scoring
        self._known: dict[tuple[int, int], dict[int, int]] = {}
        self._idf = lru_cache(scoring.idf)

    def encode(self, postings: Postings) -> str:
        """The postings as `body|heading|title`, empty fields at the end left out.

        Those of the body are frequencies: whoever reads them makes scores of them with a file of
        all lengths, since scores of so many terms would be half of the index.

        Those of a filter or name key are the documents alone.
        """
        if postings.keys:
            return encode_documents(unpacked(postings.keys))
        documents = postings.count
        written = _encode_frequencies(unpacked(postings.body))
        if postings.heading or postings.title:
            written += "|" + self._field(postings.heading, 1, documents)
        if postings.title:
            written += "|" + self._field(postings.title, 0, documents)
        return written

    def _field(self, data: bytes, field: int, documents: int) -> str:
        if not data:
            return ""
        known = self._known.get((documents, field), {})
        if documents <= RARE:
            self._known[documents, field] = known
        packed = unpacked(data)
        codes = [one & _CODE for one in packed]
        for code in codes:
            if code not in known:
                frequency, length = code & MOST_FREQUENT, code >> FREQUENCY_BITS
                idf = self._idf(documents)
                known[code] = self._scoring.thousandths(idf, field, frequency, length)
        if len(codes) == 1:
            return SMALL[0] + _digits(packed[0] >> DOCUMENT_SHIFT) + _digits(known[codes[0]])
        return _encode_scores(packed, [known[code] for code in codes])


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


def read(text: str, scoring: Scoring, length_of: Callable[[int], int]) -> Fields:
    """The score of each document in title, heading and body, from what an `Encoder` wrote.

    `length_of` gives the number of terms in the body of a document.
    """
    body, heading, title = (*text.split("|"), "", "")[:3]
    titles, headings = _read_field(title), _read_field(heading)
    frequencies = _read_frequencies(body)
    idf = scoring.idf(len(frequencies) + len(headings) + len(titles))
    bodies = {
        document: scoring.thousandths(idf, BODY, frequency, length_of(document)) / 1000
        for document, frequency in frequencies.items()
    }
    return titles, headings, bodies


def _encode_frequencies(packed: Sequence[int]) -> str:
    """The documents' gaps: twice the gap where a term stands once, which is nearly always.

    Elsewhere it is one more, and how often the term stands above twice follows.
    """
    values: list[int] = []
    last = 0
    for one in packed:
        document, frequency = one >> DOCUMENT_SHIFT, one & MOST_FREQUENT
        step = 2 * (document - last)
        last = document
        values += (step,) if frequency == 1 else (step + 1, frequency - 2)
    return numbers(values)


def _read_frequencies(text: str) -> dict[int, int]:
    frequencies = {}
    document = 0
    values = iter(read_numbers(text))
    for value in values:
        step, several = divmod(value, 2)
        document += step
        frequencies[document] = next(values) + 2 if several else 1
    return frequencies


def _encode_scores(packed: Sequence[int], scores: Sequence[int]) -> str:
    """A table of scores, the most frequent first, then the documents' gaps with their scores.

    A score is written as its place in the table. Where documents lie close, gap and place are one
    number, the gap times the size of the table plus the place: often one digit. A table that would
    not be shorter than the scores themselves is left empty, and they stand in the places' stead.
    The first number is twice the size of the table, and one more if gap and place are one.
    """
    steps = gaps([one >> DOCUMENT_SHIFT for one in packed])
    counted = Counter(scores)
    size = len(counted)
    if size == len(scores):
        return SMALL[0] + numbers(chain.from_iterable(zip(steps, scores, strict=True)))
    table = sorted(counted, key=lambda score: (-counted[score], score))
    place_of = {score: place for place, score in enumerate(table)}
    places = [place_of[score] for score in scores]
    close = size * (packed[-1] >> DOCUMENT_SHIFT) < CLOSE * len(packed)
    if close:
        entries = numbers([step * size + place for step, place in zip(steps, places, strict=True)])
    else:
        entries = numbers(chain.from_iterable(zip(steps, places, strict=True)))
    return _digits(2 * size + close) + numbers(table) + entries


def _digits(value: int) -> str:
    return SMALL[value] if value < SMALLS else number(value)


def _read_field(text: str) -> dict[int, float]:
    if not text:
        return {}
    head, *values = read_numbers(text)
    size, close = divmod(head, 2)
    table, entries = values[:size], values[size:]
    if close:
        entries = list(chain.from_iterable(divmod(entry, size) for entry in entries))
    scores = {}
    document = 0
    for step, place in zip(entries[::2], entries[1::2], strict=True):
        document += step
        scores[document] = (table[place] if table else place) / 1000
    return scores
