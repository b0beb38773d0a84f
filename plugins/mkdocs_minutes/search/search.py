"""A query answered from an index, as the browser answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import islice

from .documents import filter_key, name_key, normal_name
from .evaluation import Matches, evaluate
from .excerpt import Excerpt, excerpt, holds
from .nearest import nearest
from .postings import read_documents
from .query import Clause, Filter, Query, Word, clauses, first_day, parse, unquoted
from .ranking import Group, passage_first, rank
from .reader import Index, day_slots
from .store import StoredDocument
from .tables import compiled, tables
from .tokens import fold, terms

MOST_PASSAGES: int = tables()["most_passages"]
MOST_CHECKED: int = tables()["most_checked"]
"""How many groups are read to find a phrase before the search stops looking."""
NEARNESS: int = tables()["nearness"]
"""Of how many groups those come first in which the words follow each other."""
MOST_NAMES: int = tables()["most_names"]
LONGEST_NAME: int = tables()["longest_name"]
"""Of how many words a name inside a longer query may be."""

_NUMBERED_NAME = compiled("numbered_name")

Keeps = Callable[[int], bool]


@dataclass(frozen=True, slots=True)
class Passage:
    """A document with the sentence that matches."""

    document: StoredDocument
    excerpt: Excerpt


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found: `groups` are notes or pages with their best passages.

    `documents` counts all that match; with a phrase it counts candidates, since only those shown
    are read. `meant` is the query with misspelt words mended, or without its quotes, or `""`; what
    it finds is the answer where the query itself found nothing, which `mended` tells. `missing` are
    the words that nothing has, and `unread` says which filters could not be read.
    """

    groups: tuple[tuple[Passage, ...], ...] = ()
    documents: int = 0
    meant: str = ""
    mended: bool = False
    missing: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


def search(index: Index, text: str, limit: int = 10) -> Answer:
    """The best `limit` groups for a query; none for a query that asks for nothing."""
    answer = _search(index, text, limit)
    if answer.groups:
        return answer
    for meant in filter(None, (unquoted(text), answer.meant)):
        instead = _search(index, meant, limit)
        if instead.groups:
            return replace(instead, meant=meant, mended=True, missing=answer.missing)
    return answer


def _search(index: Index, text: str, limit: int) -> Answer:
    query = parse(text)
    wanted = clauses(query)
    found = [_expanded(index, clause) for clause in wanted]
    words = 1 + max((clause.word for clause in wanted), default=-1)
    matches = evaluate(wanted, found, index.scores)
    keeps = [_kept_by(index, filter_) for filter_ in query.filters]
    keeps += _kept_by_date(index, query)
    if not words and keeps and not query.phrases:
        matches = _everything(index, query)
    named, whole = _named(index, query)
    groups = rank(
        matches,
        index.group,
        index.pages * index.stride,
        {document for document in named if all(keep(document) for keep in keeps)},
        lambda document: all(keep(document) for keep in keeps),
        _filtered(index, Filter("kind", query.leaning)) if query.leaning else (),
    )
    if not whole:
        groups = passage_first(groups)
    if query.newest:
        groups = tuple(sorted(groups, key=lambda group: group.lead))
    shown = {
        term: clause.word
        for clause, expansions in zip(wanted, found, strict=True)
        if clause.presence != "excluded"
        for term in expansions
    } or _filter_terms(query)
    missing = _missing(query, wanted, found)
    passages = _passages(index, query, groups[: max(limit, MOST_CHECKED)], shown)
    return Answer(
        tuple(_nearest_first(islice(passages, limit), few=0 if query.newest else NEARNESS)),
        sum(len(group.documents) for group in groups),
        _meant(index, text, missing),
        missing=tuple(word.text for word in missing),
        unread=query.unread,
    )


def _nearest_first(
    groups: Iterable[tuple[int, tuple[Passage, ...]]], *, few: int
) -> list[tuple[Passage, ...]]:
    """The groups; of the first few on one level, those whose words follow each other come first."""
    listed = list(groups)
    first = sorted(listed[:few], key=lambda group: (group[0], -_following(group[1])))
    return [passages for _, passages in (*first, *listed[few:])]


def _following(passages: Sequence[Passage]) -> int:
    return max(passage.excerpt.following for passage in passages)


def _filter_terms(query: Query) -> dict[str, int]:
    """What is shown of a passage that no word was asked of: the names that it was filtered by."""
    names = (
        filter_.value
        for filter_ in query.filters
        if filter_.dimension in ("person", "project", "version") and not filter_.excluded
    )
    words = (word for name in names for word in normal_name(name).split())
    return {term: place for place, word in enumerate(words) for term in terms(word)}


def _expanded(index: Index, clause: Clause) -> Mapping[str, str]:
    if clause.unfinished:
        return index.completions(clause.term)
    if clause.wildcard:
        return index.beginning(clause.term)
    postings = index.lookup(clause.term)
    return {clause.term: postings} if postings else {}


def _named(index: Index, query: Query) -> tuple[frozenset[int], bool]:
    """The pages that the query, or words of it that follow each other, call by their exact name.

    Told beside them is whether the query is nothing but such a name.

    A single word of a longer query calls a page only if it is a number or ticket (`3.5.1`,
    `OPS-12`): a question about a project is about more than its name.
    """
    words = normal_name(query.name).split()
    found: set[int] = set()
    covered: set[int] = set()
    whole = False
    for span in _spans(len(words)):
        name = " ".join(words[span.start : span.stop])
        calls = len(span) > 1 or len(words) == 1 or _NUMBERED_NAME.search(name)
        if calls and terms(words[span.start]) and covered.isdisjoint(span):
            documents = read_documents(index.lookup(name_key(name)))
            found.update(documents)
            covered.update(span if documents else ())
            whole |= bool(documents) and len(span) == len(words)
    return frozenset(found), whole


def _spans(words: int) -> Iterator[range]:
    """All words, then runs of fewer words, the longer before the shorter."""
    for length in dict.fromkeys([words, *range(min(words, LONGEST_NAME), 0, -1)]):
        yield from (range(start, start + length) for start in range(words - length + 1))


def _kept_by(index: Index, filter_: Filter) -> Keeps:
    if filter_.dimension == "kind" and filter_.value.lower() in ("note", "section"):
        last = index.pages * index.stride
        return lambda document: (document < last) != filter_.excluded
    documents = _filtered(index, filter_)
    return lambda document: (document in documents) != filter_.excluded


def _filtered(index: Index, filter_: Filter) -> frozenset[int]:
    """The documents of the value that is named exactly, else of all whose words begin so."""
    exact = index.lookup(filter_key(filter_.dimension, filter_.value))
    if exact:
        return frozenset(read_documents(exact))
    pieces = normal_name(filter_.value).split()
    names = [
        name
        for name, _ in index.names(filter_.dimension)
        if all(_begins(normal_name(name).split(), piece) for piece in pieces)
    ]
    keys = (filter_key(filter_.dimension, name) for name in names[:MOST_NAMES])
    return frozenset(document for key in keys for document in read_documents(index.lookup(key)))


def _begins(words: Sequence[str], piece: str) -> bool:
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


def _everything(index: Index, query: Query) -> Matches:
    """What a query of filters alone may show: the documents of one filter, or all notes."""
    for filter_ in query.filters:
        if not filter_.excluded and filter_.value.lower() not in ("note", "section"):
            return Matches(dict.fromkeys(_filtered(index, filter_), 0.0), {}, {}, {})
    return Matches(dict.fromkeys(index.leads(0, index.pages), 0.0), {}, {}, {})


def _passages(
    index: Index, query: Query, groups: Sequence[Group], wanted: Mapping[str, int]
) -> Iterator[tuple[int, tuple[Passage, ...]]]:
    kinds = [f.value.lower() for f in query.filters if f.dimension == "kind" and not f.excluded]
    kinds += [query.leaning] * bool(query.leaning)
    for group in groups:
        passages = []
        for number in group.documents[: group.shown]:
            document = index.slot(number // index.stride)[number % index.stride]
            if _fits(document, query):
                passages.append(Passage(document, excerpt(document.about(kinds), wanted)))
            if len(passages) == MOST_PASSAGES:
                break
        if passages:
            yield group.level, tuple(passages)


def _fits(document: StoredDocument, query: Query) -> bool:
    texts = (document.title, document.heading, document.body)
    return all(
        any(holds(text, phrase.wording) for text in texts) != phrase.excluded
        for phrase in query.phrases
    )


def _missing(
    query: Query, wanted: Sequence[Clause], found: Sequence[Mapping[str, str]]
) -> list[Word]:
    """The words that nothing has, in their order."""
    known = {clause.word for clause, terms_ in zip(wanted, found, strict=True) if terms_}
    asked = (
        word
        for word in query.words
        if word.presence != "excluded" and (word.prefix or terms(word.text))
    )
    return [word for place, word in enumerate(asked) if place not in known]


def _meant(index: Index, text: str, missing: Sequence[Word]) -> str:
    """The query with each word that nothing has replaced by the nearest one, if there is one."""
    mended = text
    for word in reversed(missing):
        better = "" if word.prefix else nearest(fold(word.text), index.words)
        if better:
            mended = mended[: word.start] + better + mended[word.end :]
    return mended if mended != text else ""
