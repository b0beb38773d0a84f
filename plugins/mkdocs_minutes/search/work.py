"""The two costly stages of an index, done in this process; a caller may spread them over more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import TypeVar

from .counts import count_despite
from .inversion import Postings
from .packing import Numbered, Packed, pack
from .postings import encode

BATCH = 256
"""Notes that are counted and packed together."""

T = TypeVar("T")


class Work:
    """Counts notes and writes postings, here and one after the other."""

    def packed(self, groups: Iterable[Numbered]) -> Iterator[Packed]:
        """The groups of documents in batches, in their order."""
        for batch in batches(groups, BATCH):
            yield count_and_pack(batch)

    def encoded(self, chunks: Iterable[Sequence[Postings]]) -> Iterator[Sequence[str]]:
        """For each chunk the postings as text, in their order."""
        return map(encode_chunk, chunks)


def count_and_pack(batch: Iterable[Numbered]) -> Packed:
    """The groups of documents counted and packed together."""
    return pack((first, documents, count_despite(documents)) for first, documents in batch)


def encode_chunk(chunk: Sequence[Postings]) -> list[str]:
    """Each term's postings as text."""
    return [encode(postings) for postings in chunk]


def batches(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """The items in lists of that size, the last one shorter.

    >>> list(batches("abcde", 2))
    [['a', 'b'], ['c', 'd'], ['e']]
    """
    source = iter(items)
    while batch := list(islice(source, size)):
        yield batch
