"""The merge stage: from counts by note to postings by term, in bounded memory.

Postings gather in memory until there are `limit` of them, then go to a sorted run on disk; reading
merges the runs. Documents are added in rising order, so a term's postings are those of its runs,
one after the other.
"""

from __future__ import annotations

import heapq
import marshal
import tempfile
from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import IO

from .codec import order
from .counts import Counts

FREQUENCY_BITS = 12
LENGTH_BITS = 20
DOCUMENT_SHIFT = FREQUENCY_BITS + LENGTH_BITS
MOST_FREQUENT = (1 << FREQUENCY_BITS) - 1
LONGEST_FIELD = (1 << LENGTH_BITS) - 1

LIMIT = 6_000_000
"""Postings held in memory, 8 bytes each beside their share of the tables."""

_Table = defaultdict[str, "array[int]"]
_Run = Iterator[tuple[str, tuple[bytes, ...]]]


@dataclass(frozen=True, slots=True)
class Postings:
    """Where a term stands: each number packs a document, its field's length, and the frequency.

    For a filter or name key only `documents` is filled, with bare numbers.
    """

    term: str
    title: Sequence[int]
    heading: Sequence[int]
    body: Sequence[int]
    documents: Sequence[int]


class Inversion:
    """Gathers counts and gives postings; use as a context manager, which removes the runs."""

    def __init__(self, limit: int = LIMIT) -> None:
        self._limit = limit
        self._runs: list[IO[bytes]] = []
        self._held = 0
        self._flushed = 0
        self._tables = _tables()

    def __enter__(self) -> Inversion:
        return self

    def __exit__(self, *_: object) -> None:
        for run in self._runs:
            run.close()

    @property
    def total(self) -> int:
        """How many postings were taken in."""
        return self._flushed + self._held

    def add(self, first: int, counts: Counts) -> None:
        """Takes in a group's counts, whose first document has the number `first`.

        Frequencies above 4,095 and field lengths above 1,048,575 terms count as that.
        """
        rows = zip(counts.frequencies, counts.lengths, strict=True)
        for document, (frequencies, lengths) in enumerate(rows, first):
            for table, field, length in zip(self._tables, frequencies, lengths, strict=False):
                packed = document << DOCUMENT_SHIFT | min(length, LONGEST_FIELD) << FREQUENCY_BITS
                if length > MOST_FREQUENT:
                    field = {term: min(times, MOST_FREQUENT) for term, times in field.items()}
                for term, times in field.items():
                    table[term].append(packed | times)
                self._held += len(field)
        keys = self._tables[-1]
        for key, places in counts.keys.items():
            keys[key].extend([first + place for place in places])
            self._held += len(places)
        if self._held >= self._limit:
            self._flush()

    def postings(self) -> Iterator[Postings]:
        """The postings of every term and key, sorted by `codec.order`; to be read once."""
        if not self._runs:
            yield from _whole(self._tables)
            return
        runs = [_read(run) for run in self._runs]
        runs.append(_sorted_run(self._tables))
        merged = heapq.merge(*runs, key=lambda entry: order(entry[0]))
        for term, entries in groupby(merged, key=lambda entry: entry[0]):
            columns = tuple(array("Q") for _ in range(4))
            for _, parts in entries:
                for column, part in zip(columns, parts, strict=True):
                    column.frombytes(part)
            yield Postings(term, *columns)

    def _flush(self) -> None:
        run = tempfile.TemporaryFile()  # noqa: SIM115 - closed on leaving the context
        for entry in _sorted_run(self._tables):
            marshal.dump(entry, run)
        self._runs.append(run)
        self._tables = _tables()
        self._flushed += self._held
        self._held = 0


def _tables() -> tuple[_Table, ...]:
    return tuple(defaultdict(partial(array, "Q")) for _ in range(4))


def _whole(tables: Sequence[_Table]) -> Iterator[Postings]:
    title, heading, body, keys = tables
    none: tuple[int, ...] = ()
    for term in sorted(set().union(*tables), key=order):
        yield Postings(
            term,
            title.get(term, none),
            heading.get(term, none),
            body.get(term, none),
            keys.get(term, none),
        )


def _sorted_run(tables: Sequence[_Table]) -> _Run:
    terms = set().union(*tables)
    empty = b""
    for term in sorted(terms, key=order):
        yield term, tuple(t[term].tobytes() if term in t else empty for t in tables)


def _read(run: IO[bytes]) -> _Run:
    run.seek(0)
    while True:
        try:
            entry = marshal.load(run)  # noqa: S302 - our own temporary file
        except EOFError:
            return
        yield entry
