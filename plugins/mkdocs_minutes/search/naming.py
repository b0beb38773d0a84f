"""The pages that a query calls by their exact name."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from .documents import filter_key, name_key, normal_name
from .reader import Index
from .tables import compiled, tables
from .tokens import terms

LONGEST_NAME: int = tables()["longest_name"]
"""Of how many words a name inside a longer query may be."""

MENTIONED = tuple[str, ...](tables()["mentioned"])
"""The kinds of name that passages call in other ways too, such as by a given name."""

_NUMBERED_NAME = compiled("numbered_name")
_TOLD = frozenset[str](tables()["told_by_pages"])


@dataclass(frozen=True, slots=True)
class Mentions:
    """The documents that speak of what the query names, in whatever form, and the name's words."""

    words: frozenset[str]
    documents: frozenset[int]


@dataclass(frozen=True, slots=True)
class Called:
    """What a query names: the `pages`, whether it is nothing `else`, and who speaks of them."""

    pages: frozenset[int] = frozenset()
    whole: bool = False
    mentions: tuple[Mentions, ...] = ()


def named(index: Index, called: str) -> Called:
    """What the query, or words of it that follow each other, call by their exact name.

    A single word of a longer query calls a page only if it is a number or ticket (`3.5.1`,
    `OPS-12`): a question about a project is about more than its name. What only asks (`who is`) is
    not counted, nor what every such page tells (`was 3.5.1 released`).
    """
    words = normal_name(called).split()
    telling = {place for place, word in enumerate(words) if terms(word) and word not in _TOLD}
    found: set[int] = set()
    covered: set[int] = set()
    mentions: list[Mentions] = []
    for span in _spans(len(words)):
        name = " ".join(words[span.start : span.stop])
        calls = len(span) > 1 or telling == {*span} or _NUMBERED_NAME.search(name)
        if span and calls and terms(words[span.start]) and covered.isdisjoint(span):
            documents = index.documents_of(name_key(name))
            if documents:
                found.update(documents)
                covered.update(span)
                mentions += _mentions(index, name)
    return Called(frozenset(found), bool(found) and telling <= covered, tuple(mentions))


def _mentions(index: Index, name: str) -> Iterator[Mentions]:
    for dimension in MENTIONED:
        if documents := index.documents_of(filter_key(dimension, name)):
            yield Mentions(frozenset(name.split()), frozenset(documents))


def _spans(words: int) -> Iterator[range]:
    """All words, then runs of fewer words, the longer before the shorter."""
    for length in dict.fromkeys([words, *range(min(words, LONGEST_NAME), 0, -1)]):
        yield from (range(start, start + length) for start in range(words - length + 1))
