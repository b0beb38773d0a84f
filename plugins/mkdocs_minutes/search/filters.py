"""Which documents the filters of a query keep."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from functools import partial

from .days import first_day
from .documents import filter_key, normal_name
from .nearest import nearest
from .query import Filter, Query
from .reader import Index, day_slots
from .tables import tables

MOST_NAMES: int = tables()["most_names"]

Keeps = Callable[[int], bool]


def keeping(index: Index, query: Query) -> list[Keeps]:
    """What tells of a document whether it is kept, for each filter and for the dates."""
    return [*(_kept_by(index, one) for one in query.filters), *_kept_by_date(index, query)]


def _kept_by(index: Index, filter_: Filter) -> Keeps:
    if _is_notes(filter_):
        last = index.pages * index.stride
        return lambda document: (document < last) != filter_.excluded
    documents = filtered(index, filter_)
    return lambda document: (document in documents) != filter_.excluded


def filtered(index: Index, filter_: Filter) -> frozenset[int]:
    """The documents of the value that is named exactly, else of all whose words begin so."""
    if exact := index.documents_of(filter_key(filter_.dimension, filter_.value)):
        return frozenset(exact)
    pieces = normal_name(filter_.value).split()
    names = [
        name
        for name, _ in index.names(filter_.dimension)
        if all(_begins(normal_name(name).split(), piece) for piece in pieces)
    ]
    keys = (filter_key(filter_.dimension, name) for name in names[:MOST_NAMES])
    return frozenset(document for key in keys for document in index.documents_of(key))


def unknown(index: Index, query: Query) -> list[Filter]:
    """The filters that ask for a name which the archive does not have."""
    asked = (one for one in query.filters if not (one.excluded or _is_notes(one)))
    return [one for one in asked if not filtered(index, one)]


def nearest_value(index: Index, filter_: Filter) -> str:
    """An unknown name, folded, each word that no name has replaced by the nearest one; or `""`."""
    words: dict[str, tuple[int, str]] = {}
    for name, count in index.names(filter_.dimension):
        for word in normal_name(name).split():
            words.setdefault(word, (count, word))
    pieces = normal_name(filter_.value).split()
    mended = [
        piece if _begins(words, piece) else nearest(piece, partial(_with_first, words))
        for piece in pieces
    ]
    return " ".join(mended) if all(mended) and mended != pieces else ""


def _with_first(words: Mapping[str, tuple[int, str]], first: str) -> dict[str, tuple[int, str]]:
    return {word: told for word, told in words.items() if word.startswith(first)}


def _is_notes(filter_: Filter) -> bool:
    return filter_.dimension == "kind" and filter_.value.lower() in ("note", "section")


def _begins(words: Iterable[str], piece: str) -> bool:
    """Whether one of the words begins with a piece; a number must stand whole."""
    whole = piece[-1].isdigit()
    return any(
        word.startswith(piece) and not (whole and word[len(piece) : len(piece) + 1].isdigit())
        for word in words
    )


def _kept_by_date(index: Index, query: Query) -> list[Keeps]:
    if not (query.after or query.before):
        return []
    slots = day_slots(
        index.days,
        index.pages,
        (first_day(query.after) or date.min).toordinal(),
        (first_day(query.before) or date.max).toordinal(),
    )
    return [lambda document: document // index.stride in slots]
