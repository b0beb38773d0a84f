"""The pages that a query calls by their exact name."""

from __future__ import annotations

from collections.abc import Iterator

from .documents import name_key, normal_name
from .postings import read_documents
from .reader import Index
from .tables import compiled, tables
from .tokens import terms

LONGEST_NAME: int = tables()["longest_name"]
"""Of how many words a name inside a longer query may be."""

_NUMBERED_NAME = compiled("numbered_name")
_TOLD = frozenset[str](tables()["told_by_pages"])


def named(index: Index, called: str) -> tuple[frozenset[int], bool]:
    """The pages that the query, or words of it that follow each other, call by their exact name.

    Told beside them is whether the query is nothing but such a name.

    A single word of a longer query calls a page only if it is a number or ticket (`3.5.1`,
    `OPS-12`): a question about a project is about more than its name. What only asks (`who is`) is
    not counted, nor what every such page tells (`was 3.5.1 released`).
    """
    words = normal_name(called).split()
    telling = {place for place, word in enumerate(words) if terms(word) and word not in _TOLD}
    found: set[int] = set()
    covered: set[int] = set()
    for span in _spans(len(words)):
        name = " ".join(words[span.start : span.stop])
        calls = len(span) > 1 or telling == {*span} or _NUMBERED_NAME.search(name)
        if span and calls and terms(words[span.start]) and covered.isdisjoint(span):
            documents = read_documents(index.lookup(name_key(name)))
            found.update(documents)
            covered.update(span if documents else ())
    return frozenset(found), bool(found) and telling <= covered


def _spans(words: int) -> Iterator[range]:
    """All words, then runs of fewer words, the longer before the shorter."""
    for length in dict.fromkeys([words, *range(min(words, LONGEST_NAME), 0, -1)]):
        yield from (range(start, start + length) for start in range(words - length + 1))
