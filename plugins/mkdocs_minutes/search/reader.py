"""The index read back: each file once, when it is first needed."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from itertools import pairwise
from typing import Any

from .abbreviations import abbreviations
from .codec import order, read_front_coded, read_numbers, rising
from .postings import Fields, read, read_documents
from .scoring import Scoring
from .shards import read_script, read_shard
from .store import FOLDERS, StoredDocument, read_records
from .tables import tables
from .tokens import terms

Source = Callable[[str], bytes]
"""Gives the bytes of a file of the index by its path, such as `t/0.js`."""

DIRECTORY: int = tables()["directory"]
"""How many shards a directory tells the beginnings of."""

MOST_SHARDS: int = tables()["most_shards"]
"""How many shards a prefix such as `re*` may load; what lies in more is left out."""
MOST_WORD_SHARDS: int = tables()["most_word_shards"]
SHORTEST_INNER: int = tables()["shortest_inner"]
SHORTEST_MODIFIER: int = tables()["shortest_modifier"]
_DIGIT = re.compile("[0-9]")
_BETWEEN = re.compile(tables()["between"])
FEW_SHARDS: int = tables()["few_shards"]
MOST_COMPLETIONS: int = tables()["most_completions"]
FREQUENT_COMPLETIONS: int = tables()["frequent_completions"]


class Index:
    """An index that is read as it is asked; it keeps what it has read."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._shards: dict[str, dict[str, str]] = {}
        self._slots: dict[str, list[list[StoredDocument]]] = {}
        manifest: Any = self._load("manifest")
        self.build: str = manifest["build"]
        self.stride: int = manifest["stride"]
        self.slots: int = manifest["slots"]
        self.pages: int = manifest["pages"]
        self.documents: int = manifest["documents"]
        self.notes: int = manifest["notes"]
        self._scoring = Scoring.of(self.documents, manifest["totals"])
        self.abbreviations = abbreviations([*manifest["abbreviations"], *tables()["abbreviations"]])
        self._days: tuple[str, str] = manifest["days"]
        self._texts = dict(zip(FOLDERS, map(rising, manifest["texts"]), strict=True))
        self._continued = frozenset(rising(manifest["continued"]))
        self._tops = {kind: _begins(manifest[kind]) for kind in ("t", "w")}
        self._directories = {f"{kind}x/0": _begins(manifest[f"{kind}x"]) for kind in ("t", "w")}

    def lookup(self, key: str) -> str:
        """The postings of a term or key; `""` where nothing has it."""
        if not self._tops["t"]:
            return ""
        return self._shard("t", self._place("t", key)).get(key, "")

    def documents_of(self, key: str) -> list[int]:
        """The documents of a filter or name key; none where nothing has it."""
        return read_documents(self.lookup(key), self.pages * self.stride)

    def scores(self, postings: str) -> Fields:
        """The score of each document in title, heading and body, from what `lookup` gives."""
        return read(postings, self._scoring, self.pages * self.stride)

    def beginning(self, prefix: str) -> dict[str, str]:
        """All terms that begin with a prefix, with their postings."""
        return self._range("t", prefix, MOST_SHARDS)

    def completions(self, prefix: str) -> dict[str, str]:
        """The terms that a word being typed may become.

        Where few shards hold them, or the word is a term already, those of the first shards with
        the longest postings; else the most frequent words, which a list of its own tells. A number
        is completed behind a dot or letter only, so that `3.4.3` does not find `3.4.34`.
        """
        whole = prefix[-1:].isdigit()
        few = FEW_SHARDS if self._width("t", prefix) <= FEW_SHARDS else 0
        if not few and self.lookup(prefix):
            few = 1
        if few:
            found = self._range("t", prefix, few)
            terms = [term for term in found if not (whole and _goes_on(term, prefix))]
            terms.sort(key=lambda term: (-len(found[term]), order(term)))
            return {term: found[term] for term in terms[:MOST_COMPLETIONS]}
        frequent = [word for word in self.words(prefix) if not (whole and _goes_on(word, prefix))]
        return {term: self.lookup(term) for term in frequent[:FREQUENT_COMPLETIONS]}

    def words(self, prefix: str) -> dict[str, tuple[int, str]]:
        """The frequent terms with that beginning, the most frequent first.

        Each has the number of its documents and the word that it stands for.
        """
        words = {}
        for term, text in self._range("w", prefix, MOST_SHARDS).items():
            documents, _, surface = text.partition("|")
            words[term] = (read_numbers(documents)[0], surface or term)
        return dict(sorted(words.items(), key=lambda entry: (-entry[1][0], order(entry[0]))))

    def compounds(self, term: str) -> dict[str, str]:
        """The terms that end with a term of five letters or more, with their postings.

        What is before it has four letters or more, with or without the letters that German, Dutch
        and Nordic languages put between, and begins another frequent word as well: so `beitrag` is
        in `mitgliedsbeitrag`, and `vision` in no `television`. An archive of many words has none,
        since all of them would have to be loaded.
        """
        if len(term) < SHORTEST_INNER or _DIGIT.search(term):
            return {}
        words = self._all_words()
        return {
            word: self.lookup(word)
            for word in words
            if word.endswith(term) and _is_modifier(word.removesuffix(term), word, words)
        }

    def halves(self, word: str) -> tuple[str, ...]:
        """The terms of two frequent words, of four letters or more, that a word is made of.

        The letters that German, Dutch and Nordic languages put between may be left out: so
        `küchenumbau` is of `küche` and `umbau`.
        """
        words = self._all_words()
        for end in range(SHORTEST_MODIFIER, len(word) - SHORTEST_MODIFIER + 1):
            for front in dict.fromkeys((word[:end], _BETWEEN.sub("", word[:end]))):
                both = tuple(term for half in (front, word[end:]) for term in terms(half))
                if len(both) == 2 and all(term in words for term in both):
                    return both
        return ()

    def _all_words(self) -> dict[str, tuple[int, str]]:
        """The frequent terms, but none of an archive where they would be many files to load."""
        few = not self._tops["w"] or self._width("w", "") <= MOST_WORD_SHARDS
        return self.words("") if few else {}

    def beside(self, key: str, others: Iterable[str]) -> str:
        """The postings of a term that lies in one shard with one of others; `""` for any else."""
        if not self._tops["t"]:
            return ""
        place = self._place("t", key)
        return self.lookup(key) if any(self._place("t", one) == place for one in others) else ""

    def names(self, dimension: str) -> Sequence[tuple[str, int]]:
        """The names that can be filtered by, with their number of documents, frequent first."""
        names: Any = self._load(f"v/{dimension}")
        return [(name, count) for name, count in names]

    @cached_property
    def days(self) -> list[tuple[int, int]]:
        """The slots at which the day changes, each with the day's ordinal, the newest first."""
        slots = rising(self._days[0])
        ordinal, *steps = read_numbers(self._days[1]) or [0]
        ordinals = [ordinal]
        for step in steps:
            ordinals.append(ordinals[-1] - step)
        return list(zip(slots, ordinals, strict=False))

    def slot(self, number: int) -> list[StoredDocument]:
        """The documents of a slot; of one behind the last it raises `IndexError`."""
        is_page = number >= self.pages
        folder = FOLDERS[is_page]
        distance = number - self.pages if is_page else self.pages - 1 - number
        begin = self._texts[folder][bisect_right(self._texts[folder], distance) - 1]
        name = f"{folder}/{begin}"
        if name not in self._slots:
            data: Any = self._load(name)
            self._slots[name] = [read_records(written) for written in data]
        return self._slots[name][distance - begin]

    def group(self, document: int) -> int:
        """The first document of the note that a document is of; a page is its own group."""
        slot = document // self.stride
        if slot >= self.pages:
            return document
        while slot in self._continued:
            slot -= 1
        return slot * self.stride

    def leads(self, first: int, last: int) -> list[int]:
        """The first documents of the notes that begin in slots from `first` up to `last`."""
        slots = range(first, min(last, self.pages))
        return [slot * self.stride for slot in slots if slot not in self._continued]

    def _load(self, name: str) -> object:
        return read_script(self._source(f"{name}.js"))

    def _shard(self, kind: str, place: int) -> dict[str, str]:
        name = f"{kind}/{place}"
        if name not in self._shards:
            self._shards[name] = read_shard(str(self._load(name)))
        return self._shards[name]

    def _place(self, kind: str, key: str) -> int:
        """The number of the last shard that begins at the key or before it."""
        wanted = order(key)
        directory = max(0, bisect_right(self._tops[kind], wanted) - 1)
        name = f"{kind}x/{directory}"
        if name not in self._directories:
            self._directories[name] = _begins(str(self._load(name)))
        return directory * DIRECTORY + max(0, bisect_right(self._directories[name], wanted) - 1)

    def _width(self, kind: str, prefix: str) -> int:
        return self._place(kind, prefix + "\uffff") - self._place(kind, prefix) + 1

    def _range(self, kind: str, prefix: str, most: int) -> dict[str, str]:
        """The entries of terms with that beginning; filter and name keys are left out."""
        if not self._tops[kind]:
            return {}
        first = self._place(kind, prefix)
        places = range(first, first + min(most, self._width(kind, prefix)))
        return {
            key: text
            for place in places
            for key, text in self._shard(kind, place).items()
            if key.startswith(prefix) and " " not in key and ":" not in key
        }


def day_slots(days: Sequence[tuple[int, int]], end: int, after: int, before: int) -> range:
    """The slots of notes from the day `after` on and before the day `before`, as ordinals.

    `end` is the slot behind the last note. Notes without a date are never among them.

    >>> day_slots([(0, 300), (2, 200), (3, 0)], 9, 1, 300)
    range(2, 3)
    """
    bounds = [*(slot for slot, _ in days), end]
    found = [
        slots
        for slots, (_, ordinal) in zip(pairwise(bounds), days, strict=True)
        if max(after, 1) <= ordinal < before
    ]
    return range(found[0][0], found[-1][1]) if found else range(0)


def _is_modifier(modifier: str, whole: str, words: Iterable[str]) -> bool:
    """Whether the front of a compound begins another word too, without the letters between."""
    fronts = {modifier, _BETWEEN.sub("", modifier)}
    return len(modifier) >= SHORTEST_MODIFIER and any(
        word.startswith(front) for front in fronts for word in words if word != whole
    )


def _begins(text: str) -> list[bytes]:
    return [order(key) for key in read_front_coded(text.split("~"))] if text else []


def _goes_on(term: str, prefix: str) -> bool:
    return term[len(prefix) : len(prefix) + 1].isdigit()
