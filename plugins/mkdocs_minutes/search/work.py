"""The two costly stages of an index, in this process or in others, with counts that are kept."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from itertools import islice
from typing import TypeVar

import msgspec

from ..store.cache import Cache, code_version, key_of
from .counts import Counts, count_despite
from .documents import SearchDocument
from .inversion import Postings
from .packing import Numbered, Packed, pack
from .postings import encode

BATCH = 256
"""Notes that are counted and packed together."""

AHEAD = 8
"""Batches of notes that are under way together on a cluster, which bounds what is held of them."""

AHEAD_HERE = (os.cpu_count() or 1) + 2
"""The same for this machine, whose processes are never without one then."""

Documents = Sequence[SearchDocument]
_Lookup = tuple[int, bytes, bytes | None]
R = TypeVar("R")
T = TypeVar("T")


def counts_key(documents: bytes) -> bytes:
    """The key under which the cache has the counts of encoded documents."""
    return key_of("search counts", code_version(), documents)


def cached_counts(key: bytes, cache: Cache) -> Counts | None:
    """The counts that the cache has under a key."""
    kept = cache.get(key)
    return _COUNTS.decode(kept) if kept is not None else None


class Work:
    """Counts notes that the cache does not know, and writes postings.

    That is done in an executor, or without one here.
    """

    def __init__(self, pool: Executor | None = None, cache: Cache | None = None) -> None:
        self._pool = pool
        self._cache = cache
        self._ahead = AHEAD_HERE if isinstance(pool, ProcessPoolExecutor) else AHEAD

    def packed(self, groups: Iterable[Numbered]) -> Iterator[Packed]:
        """The groups of documents in batches, in their order; new counts go into the cache."""
        keys: deque[list[bytes]] = deque()
        for packed, fresh in self._in_order(_pack, self._looked_up(groups, keys)):
            if self._cache is not None:
                self._cache.put(zip(keys.popleft(), fresh, strict=True))
            yield packed

    def encoded(self, chunks: Iterable[Sequence[Postings]]) -> Iterator[Sequence[str]]:
        """For each chunk the postings as text, in their order."""
        return self._in_order(_encode, chunks)

    def _looked_up(
        self, groups: Iterable[Numbered], missing: deque[list[bytes]]
    ) -> Iterator[list[_Lookup]]:
        """The groups in batches with what is kept of each; the keys of the others are `missing`."""
        encode_ = msgspec.msgpack.Encoder().encode
        for batch in batches(groups, BATCH):
            encoded = [(first, encode_(documents)) for first, documents in batch]
            if self._cache is None:
                yield [(first, group, None) for first, group in encoded]
                continue
            keys = [counts_key(group) for _, group in encoded]
            kept = [self._cache.get(key) for key in keys]
            missing.append([key for key, value in zip(keys, kept, strict=True) if value is None])
            yield [(*placed, value) for placed, value in zip(encoded, kept, strict=True)]

    def _in_order(self, run: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The results in the order of the tasks, of which a few are always under way."""
        waiting: deque[Future[R]] = deque()
        for task in tasks:
            if self._pool is None:
                yield run(task)
                continue
            waiting.append(self._pool.submit(run, task))
            if len(waiting) > self._ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_DOCUMENTS = msgspec.msgpack.Decoder(tuple[SearchDocument, ...])
_COUNTS = msgspec.msgpack.Decoder(Counts)


def _pack(batch: Iterable[_Lookup]) -> tuple[Packed, list[bytes]]:
    """The batch packed, and the counts of those notes that came without theirs."""
    fresh: list[bytes] = []

    def counted() -> Iterator[tuple[int, Documents, Counts]]:
        """Each with its counts, which are let go before those of the next are made."""
        for first, group, kept in batch:
            documents = _DOCUMENTS.decode(group)
            counts = _COUNTS.decode(kept) if kept is not None else count_despite(documents)
            if kept is None:
                fresh.append(msgspec.msgpack.encode(counts))
            yield first, documents, counts

    return pack(counted()), fresh


def _encode(chunk: Sequence[Postings]) -> list[str]:
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
