"""A batch of notes made ready for the merge: postings by term, and the files that show the notes.

All of it depends on the batch and its place alone, so it runs in any process.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from sys import byteorder

from .counts import Counts, note_surface
from .documents import SearchDocument
from .shards import IndexFile, script
from .store import STRIDE, records

FREQUENCY_BITS = 12
LENGTH_BITS = 20
DOCUMENT_SHIFT = FREQUENCY_BITS + LENGTH_BITS
MOST_FREQUENT = (1 << FREQUENCY_BITS) - 1
LONGEST_FIELD = (1 << LENGTH_BITS) - 1

BYTES_A_POSTING = 8

Numbered = tuple[int, Sequence[SearchDocument]]
"""The documents of a note, behind the number of the first of them."""


@dataclass(frozen=True, slots=True)
class Packed:
    """A batch of notes.

    `title`, `heading`, `body` and `keys` lead from terms and keys to packed numbers of 8 bytes:
    document, field length and frequency, or the bare document for a key. `documents` counts the
    documents, `totals` their terms in title, heading and body; `values` and `surfaces` are those of
    the notes' counts taken together.
    """

    files: tuple[IndexFile, ...]
    title: Mapping[str, bytes]
    heading: Mapping[str, bytes]
    body: Mapping[str, bytes]
    keys: Mapping[str, bytes]
    documents: int
    totals: tuple[int, ...]
    values: Mapping[str, Mapping[str, int]]
    surfaces: Mapping[str, str]


def pack(batch: Iterable[tuple[int, Sequence[SearchDocument], Counts]]) -> Packed:
    """The notes of a batch, each given with the number of its first document and its counts.

    Frequencies above 4,095 and field lengths above 1,048,575 terms count as that.
    """
    tables: tuple[dict[str, list[int]], ...] = tuple(defaultdict(list) for _ in range(4))
    files: list[IndexFile] = []
    totals = [0, 0, 0]
    documents = 0
    values: dict[str, Counter[str]] = defaultdict(Counter)
    surfaces: dict[str, str] = {}
    for first, group, counts in batch:
        files += slot_files(first, group)
        documents += len(counts.lengths)
        for lengths in counts.lengths:
            for field, length in enumerate(lengths):
                totals[field] += length
        for dimension, names in counts.values.items():
            values[dimension].update(names)
        for term, surface in counts.surfaces.items():
            note_surface(surfaces, term, surface)
        _add(tables, first, counts)
    title, heading, body, keys = (
        {term: _bytes(numbers) for term, numbers in table.items()} for table in tables
    )
    return Packed(
        tuple(files), title, heading, body, keys, documents, tuple(totals), values, surfaces
    )


def _bytes(numbers: Sequence[int]) -> bytes:
    if len(numbers) == 1:
        return numbers[0].to_bytes(BYTES_A_POSTING, byteorder)
    return array("Q", numbers).tobytes()


def slot_files(first: int, documents: Sequence[SearchDocument]) -> Iterable[IndexFile]:
    """The files that hold the documents, one a slot; `first` is the number of the first one."""
    for start in range(0, len(documents), STRIDE):
        slot = (first + start) // STRIDE
        yield script(f"d/{slot}", records(documents[start : start + STRIDE]))


def _add(tables: Sequence[dict[str, list[int]]], first: int, counts: Counts) -> None:
    rows = zip(counts.frequencies, counts.lengths, strict=True)
    for document, (frequencies, lengths) in enumerate(rows, first):
        for table, field, length in zip(tables, frequencies, lengths, strict=False):
            packed = document << DOCUMENT_SHIFT | min(length, LONGEST_FIELD) << FREQUENCY_BITS
            if length > MOST_FREQUENT:
                field = {term: min(times, MOST_FREQUENT) for term, times in field.items()}
            for term, times in field.items():
                table[term].append(packed | times)
    for key, places in counts.keys.items():
        tables[3][key] += [first + place for place in places]
