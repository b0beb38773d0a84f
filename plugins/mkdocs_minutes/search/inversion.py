"""The merge stage: from batches of notes to postings by term, in bounded memory.

Postings gather in memory until there are `limit` of them, then go to a sorted run on disk; reading
merges the runs. Batches come in any order, and so do the postings of a term.
"""

from __future__ import annotations

import heapq
import marshal
import tempfile
from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import IO

from msgspec import Struct

from .codec import order
from .packing import BYTES_A_POSTING, Packed

LIMIT = 1_000_000
"""Postings held in memory, 8 bytes each beside their share of the tables."""

_Table = defaultdict[str, bytearray]
_Run = Iterator[tuple[str, tuple[bytes, ...]]]


class Postings(Struct, frozen=True, gc=False):
    """Where a term stands, as in `Packed`, in any order; for a filter or name key only `keys`."""

    term: str
    title: bytes = b""
    heading: bytes = b""
    body: bytes = b""
    keys: bytes = b""

    @property
    def count(self) -> int:
        """How many postings there are in all fields."""
        size = len(self.title) + len(self.heading) + len(self.body) + len(self.keys)
        return size // BYTES_A_POSTING

    @property
    def documents(self) -> int:
        """In how many documents the term stands at least."""
        return max(map(len, (self.title, self.heading, self.body, self.keys))) // BYTES_A_POSTING


def unpacked(data: bytes) -> Sequence[int]:
    """The packed numbers of a field, without copying them."""
    return memoryview(data).cast("Q")


class Inversion:
    """Gathers batches and gives postings; use as a context manager, which removes the runs."""

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

    def add(self, packed: Packed) -> None:
        """Takes in a batch, whose documents are none of those that are here."""
        size = 0
        fields = (packed.title, packed.heading, packed.body, packed.keys)
        for table, field in zip(self._tables, fields, strict=True):
            for term, data in field.items():
                table[term] += data
                size += len(data)
        self._held += size // BYTES_A_POSTING
        if self._held >= self._limit:
            self._flush()

    def postings(self) -> Iterator[Postings]:
        """The postings of every term and key, sorted by `codec.order`; to be read once."""
        runs = [_read(run) for run in self._runs]
        runs.append(_sorted_run(self._tables))
        if len(runs) == 1:
            for term, columns in runs[0]:
                yield Postings(term, *columns)
            return
        merged = heapq.merge(*runs, key=lambda entry: order(entry[0]))
        for term, entries in groupby(merged, key=lambda entry: entry[0]):
            parts = zip(*(columns for _, columns in entries), strict=True)
            yield Postings(term, *(b"".join(column) for column in parts))

    def _flush(self) -> None:
        run = tempfile.TemporaryFile()  # noqa: SIM115 - closed on leaving the context
        for entry in _sorted_run(self._tables):
            marshal.dump(entry, run)
        self._runs.append(run)
        self._tables = _tables()
        self._flushed += self._held
        self._held = 0


def _tables() -> tuple[_Table, ...]:
    return tuple(defaultdict(bytearray) for _ in range(4))


def _sorted_run(tables: Sequence[_Table]) -> _Run:
    title, heading, body, keys = tables
    none = b""
    for term in sorted(set().union(*tables), key=order):
        yield (
            term,
            (
                bytes(title.get(term, none)),
                bytes(heading.get(term, none)),
                bytes(body.get(term, none)),
                bytes(keys.get(term, none)),
            ),
        )


def _read(run: IO[bytes]) -> _Run:
    run.seek(0)
    while True:
        try:
            entry = marshal.load(run)  # noqa: S302 - our own temporary file
        except EOFError:
            return
        yield entry
