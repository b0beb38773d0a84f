"""The whole index as files: what a site is given, and what `minutes search` reads.

| name | holds |
|---|---|
| `manifest` | what the client must know first: sizes, where shards begin |
| `t/N` | terms, filter and name keys with their postings |
| `tx/N`, `wx/N` | where each of 8,192 further shards `t/` or `w/` begins |
| `w/N` | the frequent words, for completion and for the nearest word to a misspelt one |
| `d/N` | the passages of the slots from the Nth on to the next file, the oldest note's first |
| `p/N` | the pages of names, in the same way |
| `v/DIMENSION` | the names that a filter can have, with the number of documents |
| `f/DIMENSION` | the documents of the most frequent of them, to count facets |
"""

from __future__ import annotations

import hashlib
import heapq
from collections import deque
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import chain, pairwise

from .abbreviations import ranked_entries
from .codec import front_coded, gaps, number, numbers, order
from .counts import ABBREVIATION, note_surface
from .documents import SearchDocument
from .facets import facet_files, facet_keys
from .inversion import LIMIT, Inversion, Postings, unpacked
from .packing import ORIGIN, Numbered, Packed, Sums, Surface, slots_taken
from .reader import DIRECTORY
from .shards import IndexFile, Shard, cut, hashed, script
from .store import FOLDERS, STRIDE
from .work import Work, batches

FORMAT = 8

SHARDS = (5_000, 8_000, 12_000, 18_000, 25_000, 32_000)
"""Characters of a shard. There are few sizes, so that an edit seldom leads to another."""

WORD_SHARD = 16_000
MOST_WORDS = 20_000

CHUNK = 100_000
"""Postings that are written together."""

PAGES_TOGETHER = 16 * STRIDE
"""Pages of names that are counted together, so that an edit counts few of them."""

Documents = Sequence[SearchDocument]

FOLDER = "search/"
"""Where the index and its client lie in a site."""


def oldest_first(documents: Sequence[SearchDocument]) -> tuple[str, str]:
    """The key that sorts notes into the order that `build_index` wants; undated ones come first."""
    return documents[0].date, documents[0].ref


@dataclass(slots=True)
class Built:
    """What the documents of an index add up to, kept so that an index follows from it.

    `total` counts the postings. `values` counts the documents of every name by dimension, and
    `surfaces` the notes in which a term stands for a word. `frequent` are the terms that are in
    most documents, twice as many as the index names, and `is_all` says that there are no others.
    `facets` has the packed documents of the frequent names, and `files` the hash of each file.
    """

    total: int = 0
    values: dict[str, dict[str, int]] = field(default_factory=dict)
    surfaces: dict[Surface, int] = field(default_factory=dict)
    frequent: dict[str, int] = field(default_factory=dict)
    is_all: bool = True
    facets: dict[str, bytes] = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)


def build_index(
    notes: Iterable[Documents],
    pages: Documents,
    *,
    work: Work | None = None,
    limit: int = LIMIT,
    built: Built | None = None,
) -> Iterator[IndexFile]:
    """The files of the index, the manifest last. Equal input gives equal bytes.

    `notes` are the passages of each note, the oldest note first; of two that rank alike the newer
    one is shown first. `pages` are all other documents, in an order in which new ones come last,
    and of which the first are shown first. Notes are read once and not kept; `work` says where
    they are counted, and `limit` bounds the postings held in memory. Notes out of order raise
    `ValueError`. `built` is filled with what `following` needs.
    """
    built = built or Built()
    with Inversion(limit) as inversion:
        laid = _Laid()
        shards: dict[str, list[str]] = {"t": [], "w": []}
        for written in _files(notes, pages, work or Work(), inversion, laid, shards, built):
            built.files[written.path] = hashed(written.data)
            yield written
        made = manifest(laid.facts(), shards, built.files)
        built.files[made.path] = hashed(made.data)
        yield made


def manifest(
    facts: Mapping[str, object], shards: Mapping[str, Sequence[str]], files: Mapping[str, bytes]
) -> IndexFile:
    """The manifest of an index with these facts, beginnings of shards and hashes of files."""
    digest = hashlib.sha256()
    for path in sorted(files):
        digest.update(path.encode() + b"\0" + files[path])
    begins = {name: "~".join(front_coded(keys[::DIRECTORY])) for name, keys in shards.items()}
    begins |= {f"{name}x": _directory(keys) for name, keys in shards.items()}
    return script("manifest", {"build": digest.hexdigest()[:16], **facts, **begins})


def directories(shards: Mapping[str, Sequence[str]]) -> Iterator[IndexFile]:
    """Where the shards begin that the manifest has no room for."""
    for folder, begins in shards.items():
        for place, keys in enumerate(batches(begins, DIRECTORY)):
            if place:
                yield script(f"{folder}x/{place}", _directory(keys))


@dataclass(slots=True)
class Layout:
    """Which slots everything takes: for each note, the oldest first, its day and how many slots.

    `pages` are the slots of each group of pages, `texts` the distances at which files of texts
    begin, by their folder.
    """

    notes: list[tuple[str, int]] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    texts: dict[str, list[int]] = field(default_factory=lambda: {"d": [], "p": []})

    def sizes(self, folder: str) -> list[int]:
        """The slots of each note (`d`) or of each group of pages (`p`), from the origin on."""
        return [slots for _, slots in self.notes] if folder == "d" else self.pages

    def facts(self) -> dict[str, object]:
        """What the manifest tells of it; slots are counted from that of the newest note on."""
        days: list[tuple[int, int]] = []
        continued: list[int] = []
        slot = 0
        for day, taken in reversed(self.notes):
            if not days or days[-1][1] != _ordinal(day):
                days.append((slot, _ordinal(day)))
            continued += range(slot + 1, slot + taken)
            slot += taken
        return {
            "days": _days(days),
            "notes": len(self.notes),
            "slots": slot + sum(self.pages),
            "pages": slot,
            "continued": numbers(gaps(continued)),
            "texts": [numbers(gaps(self.texts[folder])) for folder in FOLDERS],
        }


@dataclass(slots=True)
class _Laid:
    """What gathers while documents are laid into slots and counted."""

    layout: Layout = field(default_factory=Layout)
    sums: Sums = field(default_factory=Sums)

    def notes(self, notes: Iterable[Documents]) -> Iterator[Numbered]:
        """The notes, each with the number of its first document."""
        before = ""
        number = ORIGIN
        for documents in notes:
            day = documents[0].date
            if day < before:
                raise ValueError(f"notes must come oldest first, and {day} follows {before}")
            before = day
            slots = slots_taken(documents)
            self.layout.notes.append((day, slots))
            number -= slots * STRIDE
            yield number, documents

    def pages(self, pages: Documents) -> Iterator[Numbered]:
        """The groups of pages, each with the number of its first document."""
        number = ORIGIN
        for documents in page_groups(pages):
            slots = slots_taken(documents)
            self.layout.pages.append(slots)
            yield number, documents
            number += slots * STRIDE

    def count(self, packed: Packed) -> None:
        """Takes in what a batch tells of itself."""
        self.layout.texts[packed.folder] += packed.texts
        self.sums.merge(packed.sums)

    def facts(self) -> dict[str, object]:
        """What the manifest tells of all documents."""
        return {
            "format": FORMAT,
            "stride": STRIDE,
            "documents": self.sums.documents,
            "totals": self.sums.totals,
            "abbreviations": ranked_entries(self.sums.values.get(ABBREVIATION, {})),
            **self.layout.facts(),
        }


def page_groups(pages: Documents) -> Iterator[tuple[SearchDocument, ...]]:
    """The pages of names as the groups that they are counted in."""
    return map(tuple, batches(pages, PAGES_TOGETHER))


def _files(
    notes: Iterable[Documents],
    pages: Documents,
    work: Work,
    inversion: Inversion,
    laid: _Laid,
    shards: Mapping[str, list[str]],
    built: Built,
) -> Iterator[IndexFile]:
    for packed in chain(work.packed(laid.pages(pages)), work.packed(laid.notes(notes))):
        yield from packed.texts.values()
        inversion.add(packed)
        laid.count(packed)
    built.total = inversion.total
    built.values |= laid.sums.values
    built.surfaces |= laid.sums.surfaces
    frequent: list[tuple[int, str]] = []
    chunks = _chunks(_watched(inversion, built, frequent))
    entries = _entries(chunks, work)
    yield from _numbered("t", cut(entries, shard_size(inversion.total)), shards)
    built.frequent |= {term: documents for documents, term in frequent}
    yield from _numbered("w", word_shards(built), shards)
    yield from directories(shards)
    yield from facet_files(built.values, numbers_of(built.facets))


def numbers_of(facets: Mapping[str, bytes]) -> dict[str, Sequence[int]]:
    """The documents of frequent names, in their order."""
    return {key: sorted(unpacked(data)) for key, data in facets.items()}


def _days(days: Sequence[tuple[int, int]]) -> list[str]:
    """The slots at which the day changes, and the days: the newest, then the steps back in time."""
    ordinals = [ordinal for _, ordinal in days]
    steps = [before - after for before, after in pairwise(ordinals)]
    slots = [slot for slot, _ in days]
    return [numbers(gaps(slots)), numbers([*ordinals[:1], *steps])]


def _ordinal(day: str) -> int:
    """Days counted from the year 1, as `date.toordinal` does; `0` for a note without a date."""
    return date.fromisoformat(day).toordinal() if day else 0


def _watched(
    inversion: Inversion, built: Built, frequent: list[tuple[int, str]]
) -> Iterator[Postings]:
    """The postings, of which those for facets and the most frequent terms are set aside."""
    wanted = facet_keys(built.values)
    for postings in inversion.postings():
        if postings.term in wanted:
            built.facets[postings.term] = postings.keys
        if not postings.keys:
            built.is_all &= _keep(frequent, postings)
        yield postings


def _chunks(source: Iterable[Postings]) -> Iterator[list[Postings]]:
    """The postings in lists that are worth sending to another process."""
    chunk: list[Postings] = []
    held = 0
    for postings in source:
        chunk.append(postings)
        held += postings.count
        if held >= CHUNK:
            yield chunk
            chunk, held = [], 0
    yield chunk


def _entries(chunks: Iterable[list[Postings]], work: Work) -> Iterator[tuple[str, str]]:
    """Every term and key with its postings as text."""
    sent: deque[list[str]] = deque()

    def sending() -> Iterator[list[Postings]]:
        for chunk in chunks:
            sent.append([postings.term for postings in chunk])
            yield chunk

    for texts in work.encoded(sending()):
        yield from zip(sent.popleft(), texts, strict=True)


def _keep(frequent: list[tuple[int, str]], postings: Postings) -> bool:
    """Put the term on the heap of the most frequent ones; whether none had to go for it."""
    entry = (postings.documents, postings.term)
    if len(frequent) < 2 * MOST_WORDS:
        heapq.heappush(frequent, entry)
        return True
    heapq.heappushpop(frequent, entry)
    return False


def word_shards(built: Built) -> Iterator[Shard]:
    """The frequent terms with their number of documents, and the word that a stem stands for."""
    surfaces: dict[str, str] = {}
    for term, word in built.surfaces:
        note_surface(surfaces, term, word)
    most = heapq.nlargest(MOST_WORDS, ((count, term) for term, count in built.frequent.items()))
    terms = sorted((order(term), term, documents) for documents, term in most)
    told = (
        (term, f"|{surfaces[term]}" if term in surfaces else "", count) for _, term, count in terms
    )
    return cut(((term, number(count) + surface) for term, surface, count in told), WORD_SHARD)


def _numbered(
    folder: str, shards: Iterable[Shard], begins: Mapping[str, list[str]]
) -> Iterator[IndexFile]:
    for place, shard in enumerate(shards):
        begins[folder].append(shard.begins)
        yield script(f"{folder}/{place}", shard.text)


def _directory(begins: Sequence[str]) -> str:
    """Where each of the first shards begins, which are all of an archive of common size."""
    return "~".join(front_coded(begins[:DIRECTORY]))


def shard_size(postings: int) -> int:
    """A size that keeps both a query and the number of files small, however large the archive."""
    return max(size for size in SHARDS if size * size <= 256 * postings or size == SHARDS[0])
