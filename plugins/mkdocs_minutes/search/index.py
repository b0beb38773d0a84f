"""The whole index as files: what a site is given, and what `minutes search` reads.

| name | holds |
|---|---|
| `manifest` | what the client must know before the first word: sizes, and where each shard begins |
| `t/N` | terms, filter and name keys with their postings |
| `w/N` | the frequent words, for completion and for the nearest word to a misspelt one |
| `d/N` | the documents of one slot |
| `v/DIMENSION` | the names that a filter can have, with the number of documents |
| `f/DIMENSION` | the documents of the most frequent of them, to count facets |
| `dates` | from which slot on the notes are of which day |
"""

from __future__ import annotations

import hashlib
import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from math import isqrt

from .codec import front_coded, gaps, number, numbers, order
from .counts import Counts, note_surface
from .documents import SearchDocument
from .facets import facet_files, facet_keys
from .inversion import LIMIT, Inversion, Postings
from .postings import Encoder
from .scoring import Scoring
from .shards import IndexFile, Shard, cut, script
from .store import STRIDE, records

FORMAT = 1

SMALLEST_SHARD, LARGEST_SHARD = 3_000, 48_000
WORD_SHARD = 4_000
MOST_WORDS = 20_000

Group = tuple[Sequence[SearchDocument], Counts]


FOLDER = "search/"
"""Where the index and its client lie in a site."""


def newest_first(documents: Sequence[SearchDocument]) -> tuple[str, str]:
    """The key that sorts groups, with `reverse=True`, into the order that `build_index` wants."""
    return documents[0].date, documents[0].ref


def build_index(notes: Iterable[Group], pages: Group, *, limit: int = LIMIT) -> Iterator[IndexFile]:
    """The files of the index, the manifest last. Equal input gives equal bytes.

    `notes` are the passages of each note with their counts, the newest note first: the order breaks
    ties in the ranking. `pages` are all other documents. Notes are read once and not kept; `limit`
    bounds the postings held in memory. Notes out of order raise `ValueError`.
    """
    digest = hashlib.sha256()
    with Inversion(limit) as inversion:
        layout = _Layout(inversion)
        shards: dict[str, list[str]] = {"t": [], "w": []}
        for written in _files(notes, pages, layout, shards):
            digest.update(written.path.encode() + b"\0" + written.data + b"\0")
            yield written
        begins = {name: "~".join(front_coded(keys)) for name, keys in shards.items()}
        build = digest.hexdigest()[:16]
        yield script("manifest", {"build": build, **layout.facts(), **begins})


@dataclass(slots=True)
class _Layout:
    """What gathers while documents are laid into slots."""

    inversion: Inversion
    slots: int = 0
    first_page: int = 0
    documents: int = 0
    notes: int = 0
    totals: list[int] = field(default_factory=lambda: [0, 0, 0])
    continued: list[int] = field(default_factory=list)
    days: list[tuple[int, int]] = field(default_factory=list)
    values: dict[str, Counter[str]] = field(default_factory=dict)
    surfaces: dict[str, str] = field(default_factory=dict)

    def add(self, counts: Counts) -> None:
        """Lays a group into the next free slots."""
        self.inversion.add(self.slots * STRIDE, counts)
        for lengths in counts.lengths:
            for place, length in enumerate(lengths):
                self.totals[place] += length
        self.documents += len(counts.lengths)
        for dimension, names in counts.values.items():
            self.values.setdefault(dimension, Counter()).update(names)
        for term, surface in counts.surfaces.items():
            note_surface(self.surfaces, term, surface)
        self.slots += -(-len(counts.lengths) // STRIDE)

    def add_note(self, day: str, counts: Counts) -> None:
        """Lays a note into the next free slots, and keeps its day."""
        ordinal = _ordinal(day)
        if not self.days or self.days[-1][1] != ordinal:
            if self.days and self.days[-1][1] < ordinal:
                raise ValueError(f"notes must come newest first, and {day} follows an older one")
            self.days.append((self.slots, ordinal))
        first = self.slots
        self.add(counts)
        self.continued += range(first + 1, self.slots)
        self.notes += 1

    def scoring(self) -> Scoring:
        """How terms are scored over all documents."""
        title, heading, body = (total / max(1, self.documents) for total in self.totals)
        return Scoring(self.documents, (title, heading, body))

    def facts(self) -> dict[str, object]:
        """What the manifest tells of the layout."""
        return {
            "format": FORMAT,
            "stride": STRIDE,
            "documents": self.documents,
            "notes": self.notes,
            "slots": self.slots,
            "pages": self.first_page,
            "continued": numbers(gaps(self.continued)),
        }


def _files(
    notes: Iterable[Group], pages: Group, layout: _Layout, shards: Mapping[str, list[str]]
) -> Iterator[IndexFile]:
    for documents, counts in notes:
        yield from _slots(documents, layout.slots)
        layout.add_note(documents[0].date, counts)
    layout.first_page = layout.slots
    documents, counts = pages
    yield from _slots(documents, layout.slots)
    layout.add(counts)
    yield _dates(layout.days)

    facets: dict[str, Sequence[int]] = {}
    frequent: list[tuple[int, str]] = []
    entries = _entries(layout, facets, frequent)
    yield from _numbered("t", cut(entries, _shard_size(layout.inversion.total)), shards)
    words = _words(frequent, layout.surfaces)
    yield from _numbered("w", cut(words, WORD_SHARD), shards)
    yield from facet_files(layout.values, facets)


def _slots(documents: Sequence[SearchDocument], first: int) -> Iterator[IndexFile]:
    for slot, start in enumerate(range(0, len(documents), STRIDE), first):
        yield script(f"d/{slot}", records(documents[start : start + STRIDE]))


def _dates(days: Sequence[tuple[int, int]]) -> IndexFile:
    """The slots at which the day changes, and the days: the newest, then the steps back in time."""
    ordinals = [ordinal for _, ordinal in days]
    steps = [before - after for before, after in pairwise(ordinals)]
    slots = [slot for slot, _ in days]
    return script("dates", [numbers(gaps(slots)), numbers([*ordinals[:1], *steps])])


def _ordinal(day: str) -> int:
    """Days counted from the year 1, as `date.toordinal` does; `0` for a note without a date."""
    return date.fromisoformat(day).toordinal() if day else 0


def _entries(
    layout: _Layout, facets: dict[str, Sequence[int]], frequent: list[tuple[int, str]]
) -> Iterator[tuple[str, str]]:
    """Every term and key with its postings; on the way the frequent ones are set aside."""
    encoder = Encoder(layout.scoring())
    wanted = facet_keys(layout.values)
    for postings in layout.inversion.postings():
        if postings.term in wanted:
            facets[postings.term] = postings.documents
        if not postings.documents:
            _keep(frequent, postings)
        yield postings.term, encoder.encode(postings)


def _keep(frequent: list[tuple[int, str]], postings: Postings) -> None:
    """Puts the term on the heap of the most frequent ones."""
    documents = max(len(postings.title), len(postings.heading), len(postings.body))
    entry = (documents, postings.term)
    if len(frequent) < MOST_WORDS:
        heapq.heappush(frequent, entry)
    else:
        heapq.heappushpop(frequent, entry)


def _words(
    frequent: Iterable[tuple[int, str]], surfaces: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """The frequent terms with their number of documents, and the word that a stem stands for."""
    for documents, term in sorted(frequent, key=lambda entry: order(entry[1])):
        surface = surfaces.get(term, "")
        yield term, number(documents) + ("|" + surface if surface else "")


def _numbered(
    folder: str, shards: Iterable[Shard], begins: Mapping[str, list[str]]
) -> Iterator[IndexFile]:
    for place, shard in enumerate(shards):
        begins[folder].append(shard.begins)
        yield script(f"{folder}/{place}", shard.text)


def _shard_size(postings: int) -> int:
    """The size at which two shards weigh about as much as the manifest's list of all of them."""
    return min(max(isqrt(10 * postings), SMALLEST_SHARD), LARGEST_SHARD)
