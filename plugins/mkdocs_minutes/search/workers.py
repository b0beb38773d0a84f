"""The costly stages of an index in worker processes, with counts kept from build to build."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import TypeVar

import msgspec

from ..store.cache import Cache, code_version, key_of
from .counts import Counts, count_despite
from .documents import SearchDocument
from .inversion import Postings
from .packing import Numbered, Packed, pack
from .work import BATCH, Work, batches, count_and_pack, encode_chunk

AHEAD = 8
"""Batches of notes that are under way together on a cluster, which bounds what is held of them."""

AHEAD_HERE = (os.cpu_count() or 1) + 2
"""The same for this machine, whose processes are never without one then."""

Documents = Sequence[SearchDocument]
_Encoded = tuple[int, bytes]
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


class _PooledWork(Work):
    """Counts notes that the cache does not know, and writes postings, in an executor."""

    def __init__(self, pool: Executor, cache: Cache | None, ahead: int) -> None:
        self._pool = pool
        self._cache = cache
        self._ahead = ahead
        self._keys: deque[list[bytes]] = deque()

    def packed(self, groups: Iterable[Numbered]) -> Iterator[Packed]:
        """The groups of documents in batches, in their order; new counts go into the cache."""
        encoder = msgspec.msgpack.Encoder()
        encoded = ((first, encoder.encode(documents)) for first, documents in groups)
        if self._cache is None:
            yield from self._in_order(_pack_batch, batches(encoded, BATCH))
            return
        lookups = self._looked_up(encoded, self._cache)
        for packed, fresh in self._in_order(_pack_lookups, lookups):
            self._cache.put(zip(self._keys.popleft(), fresh, strict=True))
            yield packed

    def encoded(self, chunks: Iterable[Sequence[Postings]]) -> Iterator[Sequence[str]]:
        """For each chunk the postings as text, in their order."""
        return self._in_order(encode_chunk, chunks)

    def _looked_up(self, groups: Iterable[_Encoded], cache: Cache) -> Iterator[list[_Lookup]]:
        for batch in batches(groups, BATCH):
            keys = [counts_key(group) for _, group in batch]
            kept = [cache.get(key) for key in keys]
            self._keys.append([key for key, value in zip(keys, kept, strict=True) if value is None])
            yield [(*placed, value) for placed, value in zip(batch, kept, strict=True)]

    def _in_order(self, run: Callable[[T], R], tasks: Iterable[T]) -> Iterator[R]:
        """The results in the order of the tasks, of which a few are always under way."""
        waiting: deque[Future[R]] = deque()
        for task in tasks:
            waiting.append(self._pool.submit(run, task))
            if len(waiting) > self._ahead:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


_DOCUMENTS = msgspec.msgpack.Decoder(tuple[SearchDocument, ...])
_COUNTS = msgspec.msgpack.Decoder(Counts)


def _pack_batch(batch: Iterable[_Encoded]) -> Packed:
    return count_and_pack((first, _DOCUMENTS.decode(group)) for first, group in batch)


def _pack_lookups(batch: Iterable[_Lookup]) -> tuple[Packed, list[bytes]]:
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


@contextmanager
def working(pool: Executor, cache: Path | None) -> Iterator[Work]:
    """Where the notes of an archive are counted, with the cache in that folder."""
    with Cache(cache) if cache else nullcontext() as kept:
        is_here = isinstance(pool, ProcessPoolExecutor)
        yield _PooledWork(pool, kept, AHEAD_HERE if is_here else AHEAD)
