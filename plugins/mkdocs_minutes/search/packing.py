"""A batch of notes made ready for the merge: postings by term, and the files that show the notes.

All of it depends on the batch and its place alone, so it runs in any process.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, field
from sys import byteorder

from .counts import Counts
from .documents import SearchDocument
from .shards import IndexFile, script
from .store import FOLDERS, STRIDE, Record, records

FREQUENCY_BITS = 12
LENGTH_BITS = 20
DOCUMENT_SHIFT = FREQUENCY_BITS + LENGTH_BITS
MOST_FREQUENT = (1 << FREQUENCY_BITS) - 1

BYTES_A_POSTING = 8

ORIGIN = 1 << 31
"""The number of the first page of a name. Passages have the numbers below it, those of a newer note
the lower ones; so a note that is added moves none that is older, and a page no earlier one."""

_ORIGIN_SLOT = ORIGIN // STRIDE

TEXT_FILE = 24_000
"""Characters from which on a file of texts is full: fewer files ask for fewer round trips, and
smaller ones for fewer bytes that are not shown."""

Surface = tuple[str, str]
"""A term and a word that it stands for in a note."""

Numbered = tuple[int, Sequence[SearchDocument]]
"""The documents of a note, behind the number of the first of them."""


@dataclass(slots=True)
class Sums:
    """What documents add up to.

    `totals` are their terms in title, heading and body; `values` count the documents of every name
    by dimension, and `surfaces` the notes in which a term stands for a word.
    """

    documents: int = 0
    totals: list[int] = field(default_factory=lambda: [0, 0, 0])
    values: dict[str, Counter[str]] = field(default_factory=dict)
    surfaces: Counter[Surface] = field(default_factory=Counter)

    def add(self, counts: Counts) -> None:
        """Takes in a note's counts."""
        self.documents += len(counts.lengths)
        for place, lengths in enumerate(zip(*counts.lengths, strict=True)):
            self.totals[place] += sum(lengths)
        self._add_values(counts.values)
        self.surfaces.update(counts.surfaces.items())

    def merge(self, other: Sums) -> None:
        """Takes in other sums."""
        self.documents += other.documents
        self.totals = [one + more for one, more in zip(self.totals, other.totals, strict=True)]
        self._add_values(other.values)
        self.surfaces.update(other.surfaces)

    def _add_values(self, values: Mapping[str, Mapping[str, int]]) -> None:
        for dimension, names in values.items():
            self.values.setdefault(dimension, Counter()).update(names)


@dataclass(frozen=True, slots=True)
class Packed:
    """A batch of notes, or of groups of pages.

    `texts` are the files that show them, by the `distance` that each begins at, and `folder` is
    where these lie. `title`, `heading`, `body` and `keys` lead from terms and keys to packed
    numbers of 8 bytes: document, field length and frequency, or the bare document for a key.
    """

    folder: str
    texts: Mapping[int, IndexFile]
    title: Mapping[str, bytes]
    heading: Mapping[str, bytes]
    body: Mapping[str, bytes]
    keys: Mapping[str, bytes]
    sums: Sums


def pack(batch: Iterable[tuple[int, Sequence[SearchDocument], Counts]]) -> Packed:
    """The notes of a batch, each given with the number of its first document and its counts.

    A batch is of notes or of pages of names. Frequencies above 4,095 count as that.
    """
    tables: tuple[dict[str, list[int]], ...] = tuple(defaultdict(list) for _ in range(4))
    slots: dict[int, list[Record]] = {}
    sums = Sums()
    folder = ""
    for first, group, counts in batch:
        folder = folder_of(first)
        slots |= slots_of(first, group)
        sums.add(counts)
        add_postings(tables, first, counts)
    title, heading, body, keys = (
        {term: packed_bytes(numbers) for term, numbers in table.items()} for table in tables
    )
    return Packed(folder, text_files(slots, folder), title, heading, body, keys, sums)


def packed_bytes(numbers: Sequence[int]) -> bytes:
    """Packed numbers as bytes, 8 for each."""
    if len(numbers) == 1:
        return numbers[0].to_bytes(BYTES_A_POSTING, byteorder)
    return array("Q", numbers).tobytes()


def folder_of(document: int) -> str:
    """The folder of the file that shows a document."""
    return FOLDERS[document >= ORIGIN]


def distance(slot: int) -> int:
    """How many slots of its kind lie between a slot and the origin.

    >>> distance(ORIGIN // STRIDE), distance(ORIGIN // STRIDE - 1), distance(ORIGIN // STRIDE - 3)
    (0, 0, 2)
    """
    return slot - _ORIGIN_SLOT if slot >= _ORIGIN_SLOT else _ORIGIN_SLOT - 1 - slot


def slots_taken(documents: Sized) -> int:
    """How many slots the documents of a note, or of a group of pages, take."""
    return -(-len(documents) // STRIDE)


def slots_of(first: int, documents: Sequence[SearchDocument]) -> dict[int, list[Record]]:
    """The records of documents by the `distance` of their slots; `first` is the first's number."""
    return {
        distance((first + start) // STRIDE): records(documents[start : start + STRIDE])
        for start in range(0, len(documents), STRIDE)
    }


def text_files(slots: Mapping[int, list[Record]], folder: str) -> dict[int, IndexFile]:
    """Slots of one folder, given by their distance, in files by the distance that each begins at.

    They are cut from the origin on, so that what is newer leaves the files of what is older.
    Notes of one time lie together: what a query finds is often in several of them, and together
    they take less room.
    """
    files: dict[int, IndexFile] = {}
    held: list[list[Record]] = []
    begin = size = 0
    for place in sorted(slots):
        begin = begin if held else place
        held.append(slots[place])
        size += sum(len(text) for record in slots[place] for text in record)
        if size >= TEXT_FILE:
            files[begin] = script(f"{folder}/{begin}", held)
            held, size = [], 0
    if held:
        files[begin] = script(f"{folder}/{begin}", held)
    return files


def add_postings(tables: Sequence[dict[str, list[int]]], first: int, counts: Counts) -> None:
    """Add a note's postings to those of titles, headings, bodies and keys."""
    rows = zip(counts.frequencies, counts.lengths, strict=True)
    for document, (frequencies, lengths) in enumerate(rows, first):
        for table, terms, length in zip(tables, frequencies, lengths, strict=False):
            packed = document << DOCUMENT_SHIFT | length << FREQUENCY_BITS
            if length > MOST_FREQUENT:
                terms = {term: min(times, MOST_FREQUENT) for term, times in terms.items()}
            for term, times in terms.items():
                table[term].append(packed | times)
    for key, places in counts.keys.items():
        tables[3][key] += [first + place for place in places]
