"""A term's postings as text: which documents have it, and how often."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import chain
from math import isqrt

from .codec import SMALL, gaps, numbers, read_numbers
from .inversion import Postings, unpacked
from .packing import DOCUMENT_SHIFT, FREQUENCY_BITS, MOST_FREQUENT
from .scoring import Scoring

Fields = tuple[Mapping[int, float], Mapping[int, float], Mapping[int, float]]

CLOSE = 300
"""Up to how much a gap times the size of the table of codes pays as one number."""

_CODE = (1 << DOCUMENT_SHIFT) - 1


def encode(postings: Postings) -> str:
    """The postings as `body|heading|title`, empty fields at the end left out.

    They hold nothing of other documents: how often the term stands in each, and for headings and
    titles how long these are. Whoever reads them makes scores of that, those of the body with a
    file of all lengths, which would be half of the index if they stood with each term.

    Those of a filter or name key are the documents alone.
    """
    if postings.keys:
        return encode_documents(unpacked(postings.keys))
    written = _encode_frequencies(unpacked(postings.body))
    if postings.heading or postings.title:
        written += "|" + _encode_field(unpacked(postings.heading))
    if postings.title:
        written += "|" + _encode_field(unpacked(postings.title))
    return written


def decode(text: str) -> tuple[list[int], list[int], list[int]]:
    """What `encode` wrote of a term, packed as it was; the lengths of bodies are 0."""
    body, heading, title = (*text.split("|"), "", "")[:3]
    bodies = [_packed(one, times, 0) for one, times in _read_frequencies(body).items()]
    titles, headings = (
        [_packed(*place) for place in _read_field(part)] for part in (title, heading)
    )
    return titles, headings, bodies


def _packed(document: int, frequency: int, length: int) -> int:
    return document << DOCUMENT_SHIFT | length << FREQUENCY_BITS | frequency


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
    """The score of each document in title, heading and body, from what `encode` wrote.

    `length_of` gives the number of terms in the body of a document.
    """
    body, heading, title = (*text.split("|"), "", "")[:3]
    bodies = [(one, times, length_of(one)) for one, times in _read_frequencies(body).items()]
    found = (_read_field(title), _read_field(heading), bodies)
    idf = scoring.idf(sum(map(len, found)))
    titles, headings, scores = (
        {
            document: scoring.thousandths(idf, field, frequency, length) / 1000
            for document, frequency, length in places
        }
        for field, places in enumerate(found)
    )
    return titles, headings, scores


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


def _encode_field(packed: Sequence[int]) -> str:
    """A table of codes, the most frequent first, then the documents' gaps with their codes.

    A code is written as its place in the table. Where documents lie close, gap and place are one
    number, the gap times the size of the table plus the place: often one digit. A table that would
    not be shorter than the codes themselves is left empty, and they stand in the places' stead.
    The first number is twice the size of the table, and one more if gap and place are one.
    """
    if not packed:
        return ""
    steps = gaps([one >> DOCUMENT_SHIFT for one in packed])
    codes = [code_of((one & _CODE) >> FREQUENCY_BITS, one & MOST_FREQUENT) for one in packed]
    counted = Counter(codes)
    size = len(counted)
    if size == len(codes):
        return SMALL[0] + numbers(chain.from_iterable(zip(steps, codes, strict=True)))
    table = sorted(counted, key=lambda code: (-counted[code], code))
    place_of = {code: place for place, code in enumerate(table)}
    places = [place_of[code] for code in codes]
    close = size * (packed[-1] >> DOCUMENT_SHIFT) < CLOSE * len(packed)
    if close:
        entries = numbers([step * size + place for step, place in zip(steps, places, strict=True)])
    else:
        entries = numbers(chain.from_iterable(zip(steps, places, strict=True)))
    return numbers([2 * size + close]) + numbers(table) + entries


def code_of(length: int, frequency: int) -> int:
    """One number for how long a field is and how often, from 1 to its length, a term stands in it.

    >>> [code_of(1, 1), code_of(2, 1), code_of(2, 2), code_of(3, 1)], read_code(code_of(9, 4))
    ([0, 1, 2, 3], (9, 4))
    """
    return length * (length - 1) // 2 + frequency - 1


def read_code(code: int) -> tuple[int, int]:
    """The length and the frequency that `code_of` wrote."""
    length = (1 + isqrt(1 + 8 * code)) // 2
    return length, code - length * (length - 1) // 2 + 1


def _read_field(text: str) -> list[tuple[int, int, int]]:
    """Each document with how often it has the term, and the length of its field."""
    if not text:
        return []
    head, *values = read_numbers(text)
    size, close = divmod(head, 2)
    table, entries = values[:size], values[size:]
    if close:
        entries = list(chain.from_iterable(divmod(entry, size) for entry in entries))
    found = []
    document = 0
    for step, place in zip(entries[::2], entries[1::2], strict=True):
        document += step
        length, frequency = read_code(table[place] if table else place)
        found.append((document, frequency, length))
    return found
