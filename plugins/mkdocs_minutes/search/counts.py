"""The per-note stage: how often each term stands in each document of one note, and nothing else.

It looks at one note alone, so that it can run in a worker process and be kept in the cache.
"""

from __future__ import annotations

import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from ..core.escape import log_line
from .abbreviations import spelled_out
from .documents import SearchDocument, fields, filter_key, filter_values, name_key
from .scoring import rounded
from .tokens import WORD, fold, terms

log = logging.getLogger(__name__)

ABBREVIATION = "abbreviation"

LONGEST_FIELD = (1 << 20) - 1
"""Terms of a field; one with more counts as if it had so many."""


@dataclass(frozen=True, slots=True)
class Counts:
    """The term counts of one group of documents.

    `frequencies` holds, for each document, how often each term stands in its title, heading and
    body, and `lengths` how many terms each of the three has, `rounded`. `keys` leads from filter
    and name keys to the places of documents in the group. `values` counts the documents of every
    name by dimension, and of what is `spelled_out` under `ABBREVIATION`; `surfaces` gives the
    shortest word seen for a stem.
    """

    lengths: tuple[tuple[int, ...], ...]
    frequencies: tuple[tuple[Mapping[str, int], ...], ...]
    keys: Mapping[str, Sequence[int]]
    values: Mapping[str, Mapping[str, int]]
    surfaces: Mapping[str, str]


def count(documents: Sequence[SearchDocument]) -> Counts:
    """The counts of a note's passages in their order, or of any other documents.

    >>> counts = count([SearchDocument("a", "a.html", "section", "Weekly", body="Tokens, a token")])
    >>> counts.lengths, counts.frequencies[0][2], counts.surfaces
    (((1, 0, 2),), {'token': 2}, {'weekli': 'weekly', 'token': 'tokens'})
    """
    surfaces: dict[str, str] = {}
    frequencies = tuple(
        tuple(_frequencies(text, surfaces) for text in texts) for texts in fields(documents)
    )
    lengths = tuple(
        tuple(rounded(min(sum(field.values()), LONGEST_FIELD)) for field in document)
        for document in frequencies
    )
    keys, values = _keys(documents)
    return Counts(lengths, frequencies, keys, values, surfaces)


def count_despite(documents: Sequence[SearchDocument]) -> Counts:
    """The counts of documents as `count` gives them, without their texts where these fail.

    So no note keeps the others from being found; it is found by what it names, and told of in the
    log, since this runs in whatever process.
    """
    try:
        return count(documents)
    except Exception:
        log.warning("the words of %s could not be counted", log_line(documents[0].ref))
        return count([replace(one, title="", heading="", body="") for one in documents])


def _frequencies(text: str, surfaces: dict[str, str]) -> dict[str, int]:
    frequencies: dict[str, int] = {}
    if not text:
        return frequencies
    before = frequencies.get
    for word, times in Counter(WORD.findall(text)).items():
        found, surface = _analysed(word)
        for term in found:
            frequencies[term] = before(term, 0) + times
        if surface and surfaces.get(found[0]) != surface:
            note_surface(surfaces, found[0], surface)
    return frequencies


# Room for the words that recur: a rare one that was forgotten is stemmed again.
@lru_cache(maxsize=1 << 16)
def _analysed(word: str) -> tuple[tuple[str, ...], str]:
    """The word's terms, and the word itself where its one term is only a stem of it."""
    found = terms(word)
    surface = fold(word)
    return found, surface if len(found) == 1 and surface != found[0] else ""


def note_surface(surfaces: dict[str, str], term: str, word: str) -> None:
    """Keeps the word for a term if it is the shortest, or of those the first in the alphabet.

    >>> surfaces = {"releas": "releases"}
    >>> note_surface(surfaces, "releas", "release")
    >>> surfaces
    {'releas': 'release'}
    """
    known = surfaces.setdefault(term, word)
    if known != word and (len(word), word) < (len(known), known):
        surfaces[term] = word


def _keys(
    documents: Sequence[SearchDocument],
) -> tuple[dict[str, list[int]], dict[str, dict[str, int]]]:
    keys: dict[str, list[int]] = {}
    values: dict[str, dict[str, int]] = {}
    for place, document in enumerate(documents):
        for dimension, name in filter_values(document):
            names = values.setdefault(dimension, {})
            names[name] = names.get(name, 0) + 1
            _add(keys, filter_key(dimension, name), place)
        for name in document.names:
            _add(keys, name_key(name), place)
        for entry in dict.fromkeys(spelled_out(document.body)):
            entries = values.setdefault(ABBREVIATION, {})
            entries[entry] = entries.get(entry, 0) + 1
    return keys, values


def _add(keys: dict[str, list[int]], key: str, place: int) -> None:
    places = keys.setdefault(key, [])
    if not places or places[-1] != place:
        places.append(place)
