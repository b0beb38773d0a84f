"""A term's postings as text: which documents have it, how often, and how long their fields are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import accumulate

from .codec import gaps, numbers, read_numbers
from .inversion import Postings, unpacked
from .packing import DOCUMENT_SHIFT, FREQUENCY_BITS, MOST_FREQUENT, ORIGIN
from .scoring import Scoring, length_class, length_of
from .tables import tables

Fields = tuple[Mapping[int, float], Mapping[int, float], Mapping[int, float]]

OFTEN: int = tables()["often"]
LENGTH_CLASSES: int = tables()["length_classes"]


def encode(postings: Postings) -> str:
    """The postings as `body|heading|title`, empty fields at the end left out.

    They hold nothing of other documents, so that an edit leaves those of other terms as they are.
    Those of a filter or name key are the documents alone.
    """
    if postings.keys:
        return encode_documents(sorted(unpacked(postings.keys)))
    fields = (postings.body, postings.heading, postings.title)
    return "|".join([_encode_field(sorted(unpacked(field))) for field in fields]).rstrip("|")


def decode(text: str, origin: int = ORIGIN) -> tuple[list[int], list[int], list[int]]:
    """What `encode` wrote of a term, packed as it was, in order: title, heading and body.

    `origin` is the number that the first page of a name has here.
    """
    body, heading, title = (*text.split("|"), "", "")[:3]
    return _read_field(title, origin), _read_field(heading, origin), _read_field(body, origin)


def encode_documents(documents: Sequence[int], origin: int = ORIGIN) -> str:
    """Rising document numbers as digits: the first seen from the origin, the others by their gaps.

    >>> encode_documents([ORIGIN + 3, ORIGIN + 5]), encode_documents([ORIGIN - 3, ORIGIN + 5])
    ('*%', ')+')
    """
    return numbers(_steps(documents, origin))


def read_documents(text: str, origin: int = ORIGIN) -> list[int]:
    """The numbers that `encode_documents` wrote, where the origin has another number also.

    >>> read_documents(encode_documents([ORIGIN - 3, ORIGIN + 5]), 100)
    [97, 105]
    """
    return _numbers_of(read_numbers(text), origin)


def _steps(documents: Sequence[int], origin: int) -> list[int]:
    """The gaps of rising numbers; the first is odd on the origin's far side, else even."""
    steps = gaps(documents)
    if steps:
        first = steps[0] - origin
        steps[0] = 2 * first + 1 if first >= 0 else -2 * first
    return steps


def _numbers_of(steps: list[int], origin: int) -> list[int]:
    """The numbers that `_steps` was made of."""
    if steps:
        half, is_behind = divmod(steps[0], 2)
        steps[0] = origin + half if is_behind else origin - half
    return list(accumulate(steps))


def read(text: str, scoring: Scoring, origin: int) -> Fields:
    """The score of each document in title, heading and body, from what `encode` wrote.

    `origin` is the number that the first page of a name has here.
    """
    found = decode(text, origin)
    idf = scoring.idf(sum(map(len, found)))
    titles, headings, bodies = (
        {
            one >> DOCUMENT_SHIFT: scoring.thousandths(
                idf, field, one & MOST_FREQUENT, (one & _CODE) >> FREQUENCY_BITS
            )
            / 1000
            for one in places
        }
        for field, places in enumerate(found)
    )
    return titles, headings, bodies


def code_of(length: int, frequency: int) -> int:
    """One number for how long a field is, as `rounded` has it, and how often a term stands in it.

    >>> [code_of(1, 1), code_of(1, 2), code_of(2, 1), code_of(192, 4)], read_code(code_of(96, 9))
    ([4, 5, 8, 63], (96, 9))
    """
    more, often = divmod(frequency - 1, OFTEN)
    return (more * LENGTH_CLASSES + length_class(length)) * OFTEN + often


def read_code(code: int) -> tuple[int, int]:
    """The length and the frequency that `code_of` wrote."""
    rest, often = divmod(code, OFTEN)
    more, found = divmod(rest, LENGTH_CLASSES)
    return length_of(found), more * OFTEN + often + 1


def _encode_field(packed: Sequence[int]) -> str:
    """The documents' gaps, then as many codes of length and frequency: runs of like digits."""
    if not packed:
        return ""
    codes = [_digits(one & _CODE) for one in packed]
    steps = _steps([one >> DOCUMENT_SHIFT for one in packed], ORIGIN)
    return numbers(steps) + "".join(codes)


_CODE = (1 << DOCUMENT_SHIFT) - 1


@lru_cache(maxsize=1 << 14)  # few lengths and frequencies recur in millions of postings
def _digits(packed: int) -> str:
    """The digits of the code of a packed length and frequency."""
    return numbers([code_of(packed >> FREQUENCY_BITS, packed & MOST_FREQUENT)])


@lru_cache(maxsize=1 << 14)
def _packed(code: int) -> int:
    """A code of length and frequency as they are packed."""
    length, frequency = read_code(code)
    return length << FREQUENCY_BITS | frequency


def _read_field(text: str, origin: int) -> list[int]:
    values = read_numbers(text)
    half = len(values) // 2
    places = zip(_numbers_of(values[:half], origin), map(_packed, values[half:]), strict=True)
    return [document << DOCUMENT_SHIFT | code for document, code in places]
