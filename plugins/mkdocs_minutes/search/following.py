"""The index after an edit of some notes, from the files of the index before it.

What an edit takes from the postings of its terms and adds to them is known from the counts of the
edited notes alone. So the shards that hold these terms are read, changed and written, and so are
the files of texts; what all documents add up to is kept (`Built`). The result is, byte for byte,
the index that would be made of all documents.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import accumulate, chain, pairwise, zip_longest
from typing import Any, NamedTuple, TypeVar

from .abbreviations import ranked_entries
from .codec import order, read_front_coded, rising
from .counts import ABBREVIATION, Counts
from .documents import DIMENSIONS, SearchDocument
from .facets import facet_files, facet_keys
from .index import (
    MOST_WORDS,
    Built,
    Layout,
    directories,
    manifest,
    numbers_of,
    shard_size,
    word_shards,
)
from .inversion import Postings
from .packing import (
    BYTES_A_POSTING,
    DOCUMENT_SHIFT,
    Sums,
    add_postings,
    distance,
    folder_of,
    packed_bytes,
    slots_of,
    slots_taken,
    text_files,
)
from .postings import decode, encode, read_documents
from .reader import Source
from .shards import IndexFile, Shard, cut, hashed, read_script, read_shard, renamed, script
from .store import FOLDERS, STRIDE, Record
from .work import BATCH, batches

K = TypeVar("K")
_Tables = tuple[dict[str, list[int]], ...]


class Placed(NamedTuple):
    """A note, or a group of pages, in its place: the number of its first document, and its counts.

    What is taken out of an index comes without documents.
    """

    first: int
    counts: Counts
    documents: Sequence[SearchDocument] = ()

    @property
    def distances(self) -> list[int]:
        """The distances of its slots from the origin."""
        slot = self.first // STRIDE
        return [distance(slot + more) for more in range(slots_taken(self.counts.lengths))]


class Edit(NamedTuple):
    """What is `gone` lay in the index `before`, and what has `come` lies in that of `now`.

    All else has the numbers that it had.
    """

    before: Layout
    now: Layout
    gone: Sequence[Placed]
    come: Sequence[Placed]


def follow(built: Built, edit: Edit, read: Source) -> tuple[IndexFile, ...] | None:
    """The files that are new or changed after an edit; `built` then holds what is there now.

    `read` gives the files before. `None` where the index does not follow, and `built` is of no
    more use then.
    """
    return _Following(built, edit, read).files()


class _Following:
    def __init__(self, built: Built, edit: Edit, read: Source) -> None:
        self._built = built
        self._edit = edit
        self._source = read
        self._facts: Any = self._read("manifest")
        self._begins = {kind: self._all_begins(kind) for kind in ("t", "w")}
        self._was = _tables(edit.gone)
        self._now = _tables(edit.come)
        self._former = dict(built.files)
        self._made: dict[str, IndexFile] = {}
        self._counts: dict[str, int] = {}
        self._concerned: set[str] = set()

    def _read(self, name: str) -> Any:
        return read_script(self._source(f"{name}.js"))

    def files(self) -> tuple[IndexFile, ...] | None:
        """The files that are new or changed, or `None`."""
        built = self._built
        size = shard_size(built.total)
        built.total += _size(self._now) - _size(self._was)
        if shard_size(built.total) != size:
            return None
        touched = {
            term
            for was, now in zip(self._was, self._now, strict=True)
            for term in was.keys() | now.keys()
            if was.get(term) != now.get(term)
        }
        entries = self._entries(touched)
        if not self._frequent(entries):
            return None
        self._replace("t", self._shards(entries, size))
        self._count()
        self._replace("w", self._compared("w", word_shards(built)))
        self._facets(touched)
        self._texts()
        self._directories()
        return self._finished()

    def _all_begins(self, kind: str) -> list[str]:
        """Where each shard of a kind begins."""
        tops = self._facts[kind].split("~") if self._facts[kind] else []
        texts = [self._facts[f"{kind}x"]] if tops else []
        texts += [str(self._read(f"{kind}x/{place}")) for place in range(1, len(tops))]
        return [key for text in texts for key in read_front_coded(text.split("~"))]

    # Terms and their postings.

    def _entries(self, touched: Collection[str]) -> dict[int, dict[str, str]]:
        """The texts of touched terms by the shard that each lies in; `""` where one is no more."""
        starts = [order(key) for key in self._begins["t"]]
        found: dict[int, dict[str, str]] = defaultdict(dict)
        for term in touched:
            found[max(0, bisect_right(starts, order(term)) - 1)][term] = ""
        for place, terms in tuple(found.items()):
            before = self._shard(place)
            for term in terms:
                terms[term] = self._entry(term, before.get(term, ""))
            first, now = (
                next(iter(one.items()), None) for one in (before, _changed(before, terms))
            )
            if place and first != now:
                found.setdefault(place - 1, {})  # which ends before another entry than it did
        return found

    def _shard(self, place: int) -> dict[str, str]:
        return read_shard(str(self._read(f"t/{place}"))) if self._begins["t"] else {}

    def _entry(self, term: str, text: str) -> str:
        """The postings of a term after the edit, from the text of those before it."""
        is_key = _is_key(term)
        fields = ([], [], [], read_documents(text)) if is_key else (*decode(text), [])
        title, heading, body, keys = (
            packed_bytes(_replaced(field, was.get(term, ()), now.get(term, ()), shift))
            for field, was, now, shift in zip(fields, self._was, self._now, _SHIFTS, strict=True)
        )
        self._counts[term] = max(map(len, (title, heading, body))) // BYTES_A_POSTING
        postings = Postings(term, title, heading, body, keys)
        return encode(postings) if postings.count else ""

    def _shards(
        self, entries: Mapping[int, Mapping[str, str]], size: int
    ) -> Iterator[tuple[Shard | int, str]]:
        """All shards of terms: as they are by their place before, those around an edit made anew.

        Each comes with where it begins.
        """
        begins = self._begins["t"]
        place = 0
        while place < max(len(begins), 1):
            if place not in entries:
                if begins:
                    yield place, begins[place]
                place += 1
                continue
            made, place = self._cut_again(entries, place, size)
            yield from ((shard, shard.begins) for shard in made)
            if place < len(begins):
                begins[place] = self._follows

    def _cut_again(
        self, entries: Mapping[int, Mapping[str, str]], first: int, size: int
    ) -> tuple[list[Shard], int]:
        """The shards from one on up to where they end as before, and the place of the next."""
        before = list(self._shard(first - 1))[-1] if first else ""
        held: dict[str, str] = {}
        end = first
        while True:
            held |= _changed(self._shard(end), entries.get(end, {}))
            end += 1
            if end >= len(self._begins["t"]):
                return list(cut(held.items(), size, before)), end
            if end in entries:
                continue
            key, text = next(iter(self._shard(end).items()))
            *made, last = cut(chain(held.items(), [(key, text)]), size, before)
            if next(iter(read_shard(last.text))) == key:
                self._follows = last.begins
                return made, end

    def _compared(self, kind: str, shards: Iterable[Shard]) -> Iterator[tuple[Shard | int, str]]:
        """Shards made anew, those that are as before by their place."""
        known = len(self._begins[kind])
        for place, shard in enumerate(shards):
            same = place < known and self._read(f"{kind}/{place}") == shard.text
            yield place if same else shard, shard.begins

    def _replace(self, kind: str, shards: Iterable[tuple[Shard | int, str]]) -> None:
        """Put shards in the place of all those of a kind."""
        former = len(self._begins[kind])
        begins = []
        for place, (shard, begin) in enumerate(shards):
            begins.append(begin)
            if isinstance(shard, Shard):
                self._make(script(f"{kind}/{place}", shard.text))
            elif shard != place:
                self._make(renamed(self._source(f"{kind}/{shard}.js"), f"{kind}/{place}"))
        for place in range(len(begins), former):
            self._drop(f"{kind}/{place}.js")
        self._begins[kind] = begins

    # What all documents add up to.

    def _frequent(self, entries: Mapping[int, Mapping[str, str]]) -> bool:
        """Count the documents of the most frequent terms; whether these are still known."""
        frequent, is_all = self._built.frequent, self._built.is_all
        least = min(((count, term) for term, count in frequent.items()), default=(0, ""))
        for term in chain.from_iterable(entries.values()):
            if _is_key(term):
                continue
            frequent.pop(term, None)
            count = self._counts[term]
            if count and (is_all or (count, term) > least):
                frequent[term] = count
        if is_all:
            return len(frequent) <= 2 * MOST_WORDS
        return len(frequent) >= MOST_WORDS

    def _count(self) -> None:
        """Take what the notes counted out of the sums, and add what they count now."""
        built, facts = self._built, self._facts
        gone, come = _sums(self._edit.gone), _sums(self._edit.come)
        facts["documents"] += come.documents - gone.documents
        totals = zip(facts["totals"], come.totals, gone.totals, strict=True)
        facts["totals"] = [total + more - less for total, more, less in totals]
        built.surfaces = _changed_counts(built.surfaces, come.surfaces, gone.surfaces)
        for dimension in come.values | gone.values:
            before = built.values.pop(dimension, {})
            more, less = (one.values.get(dimension, Counter[str]()) for one in (come, gone))
            if now := _changed_counts(before, more, less):
                built.values[dimension] = now
            if now != before:
                self._concerned.add(dimension)
        facts["abbreviations"] = ranked_entries(built.values.get(ABBREVIATION, {}))

    def _facets(self, touched: Collection[str]) -> None:
        built = self._built
        wanted = facet_keys(built.values)
        fresh = {key for key in wanted if key in touched or key not in built.facets}
        gone = built.facets.keys() - wanted
        for key in gone:
            del built.facets[key]
        for key in fresh:
            documents = read_documents(self._lookup(key))
            built.facets[key] = packed_bytes(documents)
        keys = (key.partition(":") for key in (*touched, *fresh, *gone))
        concerned = {before.rpartition(" ")[2] for before, colon, _ in keys if colon}
        concerned |= self._concerned
        dimensions = [dimension for dimension in DIMENSIONS if dimension in concerned]
        for file in facet_files(built.values, numbers_of(built.facets), dimensions):
            self._make(file)

    def _lookup(self, key: str) -> str:
        """The postings of a key as they are now."""
        starts = [order(begin) for begin in self._begins["t"]]
        name = f"t/{max(0, bisect_right(starts, order(key)) - 1)}"
        made = self._made.get(f"{name}.js")
        text = read_script(made.data) if made else self._read(name)
        return read_shard(str(text)).get(key, "")

    # Texts and directories.

    def _texts(self) -> None:
        """The files of texts of the batches that hold what has gone or come."""
        layout = self._edit.now
        for folder, begins in zip(FOLDERS, map(rising, self._facts["texts"]), strict=True):
            layout.texts[folder] = self._texts_in(folder, begins)
        self._facts |= layout.facts()

    def _texts_in(self, folder: str, begins: Sequence[int]) -> list[int]:
        """Where the files of a folder begin now, of which those that were began at `begins`."""
        cut_again = self._cut_again_in(folder)
        dropped = {begin for begin in begins if any(begin in was for was, _ in cut_again)}
        held: dict[int, list[Record]] = {}
        for begin in dropped:
            held |= enumerate(self._slots(f"{folder}/{begin}"), begin)
            self._drop(f"{folder}/{begin}.js")
        for one in _in_folder(self._edit.come, folder):
            held |= slots_of(one.first, one.documents)
        made: dict[int, IndexFile] = {}
        for _, span in cut_again:
            made |= text_files({place: held[place] for place in span}, folder)
        for written in made.values():
            self._make(written)
        return sorted({*begins} - dropped | made.keys())

    def _cut_again_in(self, folder: str) -> list[tuple[range, range]]:
        """The batches whose files of texts are others now: their distances before, and now."""
        edit = self._edit
        before, now = (_batches(layout.sizes(folder)) for layout in (edit.before, edit.now))
        placed = _in_folder((*edit.gone, *edit.come), folder)
        moved = {place for one in placed for place in one.distances}
        return [
            (was, span)
            for was, span in zip_longest(before, now, fillvalue=range(0))
            if was != span or any(place in was or place in span for place in moved)
        ]

    def _slots(self, file: str) -> list[list[Record]]:
        slots: Any = self._read(file)
        return list(slots)

    def _directories(self) -> None:
        for path in [path for path in self._built.files if path.startswith(("tx/", "wx/"))]:
            self._drop(path)
        for file in directories(self._begins):
            self._make(file)

    def _make(self, file: IndexFile) -> None:
        self._built.files[file.path] = hashed(file.data)
        if self._former.get(file.path) != self._built.files[file.path]:
            self._made[file.path] = file

    def _drop(self, path: str) -> None:
        self._made.pop(path, None)
        self._built.files.pop(path, None)

    def _finished(self) -> tuple[IndexFile, ...]:
        """The files that were made, with the manifest that names them."""
        kinds = {*self._begins, *(f"{kind}x" for kind in self._begins), "build"}
        facts = {name: fact for name, fact in self._facts.items() if name not in kinds}
        self._built.files.pop("manifest.js", None)
        self._make(manifest(facts, self._begins, self._built.files))
        return tuple(self._made.values())


_SHIFTS = (DOCUMENT_SHIFT, DOCUMENT_SHIFT, DOCUMENT_SHIFT, 0)
"""Where a document's number begins in what is packed of each table."""


def _tables(groups: Iterable[Placed]) -> _Tables:
    """The postings of some notes."""
    tables: _Tables = tuple(defaultdict(list) for _ in range(4))
    for placed in groups:
        add_postings(tables, placed.first, placed.counts)
    return tables


def _sums(groups: Iterable[Placed]) -> Sums:
    sums = Sums()
    for placed in groups:
        sums.add(placed.counts)
    return sums


def _changed_counts(
    before: Mapping[K, int], more: Mapping[K, int], less: Mapping[K, int]
) -> dict[K, int]:
    """Counts with some added and others taken off; what is counted no more is left out."""
    counts = Counter(before)
    counts.update(more)
    counts.subtract(less)
    return dict(+counts)


def _in_folder(groups: Iterable[Placed], folder: str) -> list[Placed]:
    return [one for one in groups if folder_of(one.first) == folder]


def _batches(sizes: Iterable[int]) -> list[range]:
    """The distances of the slots of each batch, whose files of texts are cut together."""
    ends = accumulate((sum(batch) for batch in batches(sizes, BATCH)), initial=0)
    return [range(begin, end) for begin, end in pairwise(ends)]


def _size(tables: _Tables) -> int:
    return sum(len(packed) for table in tables for packed in table.values())


def _replaced(
    packed: Iterable[int], was: Iterable[int], now: Iterable[int], shift: int
) -> list[int]:
    """Packed numbers without those of some documents, and with others, in order."""
    gone = {one >> shift for one in was}
    return sorted(chain((one for one in packed if one >> shift not in gone), now))


def _changed(shard: Mapping[str, str], entries: Mapping[str, str]) -> dict[str, str]:
    """The entries of a shard with some of them changed, in order."""
    if not entries:
        return dict(shard)
    found = {term: text for term, text in {**shard, **entries}.items() if text}
    return dict(sorted(found.items(), key=lambda entry: order(entry[0])))


def _is_key(term: str) -> bool:
    """Whether a filter or a name is meant: terms hold neither blank nor colon."""
    return " " in term or ":" in term
