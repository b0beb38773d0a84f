"""A query answered from an index, as the browser answers it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from .days import bounds
from .documents import normal_name
from .evaluation import Matches, evaluate
from .excerpt import Excerpt, Wanted, excerpt, holds
from .filters import filtered, keeping
from .naming import named
from .nearest import nearest
from .query import Clause, Filter, Query, Word, clauses, parse, unquoted
from .ranking import Group, passage_first, rank
from .reader import Index, day_slots
from .store import StoredDocument
from .tables import tables
from .tokens import fold, terms

MOST_PASSAGES: int = tables()["most_passages"]
MOST_CHECKED: int = tables()["most_checked"]
"""How many groups are read to find a phrase before the search stops looking."""
NEARNESS: int = tables()["nearness"]
"""Of how many groups those come first in which the words stand together."""


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
    wanted = clauses(query, index.abbreviations)
    found = [_expanded(index, clause) for clause in wanted]
    inner = tuple(_inside_compounds(index, _missing(index, query, wanted, found)))
    wanted += tuple(clause for clause, _ in inner)
    found += [terms_ for _, terms_ in inner]
    groups = _groups(index, query, wanted, found)
    missing = [word for _, word in _missing(index, query, wanted, found)]
    shown = _shown(wanted, found) or _filter_terms(query)
    parts = _parts(wanted)
    passages = _passages(index, query, groups[: max(limit, MOST_CHECKED)], shown, parts)
    few = 0 if query.newest or query.latest else NEARNESS
    return Answer(
        tuple(_nearest_first(islice(passages, limit), few=few)),
        sum(len(group.documents) for group in groups),
        _meant(index, text, missing),
        missing=tuple(word.text for word in missing),
        unread=query.unread,
    )


def _groups(
    index: Index, query: Query, wanted: Sequence[Clause], found: Sequence[Mapping[str, str]]
) -> tuple[Group, ...]:
    """What the query finds, in order."""
    keeps = keeping(index, query)

    def kept(document: int) -> bool:
        return all(keep(document) for keep in keeps)

    called, whole = named(index, query.name)
    groups = rank(
        _matches(index, query, wanted, found, filtering=bool(keeps)),
        index.group,
        index.pages * index.stride,
        frozenset(filter(kept, called)),
        kept,
        filtered(index, Filter("kind", query.leaning)) if query.leaning else (),
    )
    if not whole:
        groups = passage_first(groups)
    return _newest_first(index, query, groups) if query.newest or query.latest else groups


def _matches(
    index: Index,
    query: Query,
    wanted: Sequence[Clause],
    found: Sequence[Mapping[str, str]],
    *,
    filtering: bool,
) -> Matches:
    """What has the words of the query; for a query without any, what its filters may keep."""
    words = any(clause.word >= 0 for clause in wanted)
    if not words and not query.phrases and (filtering or query.latest or query.newest):
        return _everything(index, query)
    return _on_days(index, wanted, evaluate(wanted, found, index.scores))


def _shown(
    wanted: Sequence[Clause], found: Sequence[Mapping[str, str]]
) -> dict[str, tuple[int, ...]]:
    """The terms that are marked, with the places of their words."""
    shown: dict[str, tuple[int, ...]] = {}
    for clause, expansions in zip(wanted, found, strict=True):
        for term in expansions if clause.presence != "excluded" else ():
            shown[term] = (*shown.get(term, ()), clause.word)
    return shown


def _parts(wanted: Sequence[Clause]) -> dict[int, frozenset[str]]:
    """Of each word the terms that stand for it only all together."""
    words = {clause.word for clause in wanted if clause.part}
    return {
        word: frozenset(clause.term for clause in wanted if clause.part and clause.word == word)
        for word in words
    }


def _inside_compounds(
    index: Index, missing: Iterable[tuple[int, Word]]
) -> Iterator[tuple[Clause, dict[str, str]]]:
    """For each word that nothing has, at its place, the compounds that end with it."""
    for place, word in missing:
        if word.presence == "optional" and not (word.prefix or word.field):
            for term in terms(word.text)[:1]:
                yield Clause(term, word=place), index.compounds(term)


def _nearest_first(
    groups: Iterable[tuple[int, tuple[Passage, ...]]], *, few: int
) -> list[tuple[Passage, ...]]:
    """The groups; of the first few notes on one level, those whose words stand together come first.

    Of a note's passages as well, that one is first which has most of the words in one sentence.
    Pages of names stay where they are.
    """
    listed = [(level, tuple(sorted(passages, key=_nearness))) for level, passages in groups]
    notes = (group for group in listed[:few] if group[1][0].document.kind == "section")
    nearest = iter(sorted(notes, key=lambda group: (group[0], _nearness(group[1][0]))))
    first = [
        next(nearest) if group[1][0].document.kind == "section" else group for group in listed[:few]
    ]
    return [passages for _, passages in (*first, *listed[few:])]


def _nearness(passage: Passage) -> tuple[int, int]:
    """What sorts passages whose words stand together before others."""
    return -passage.excerpt.near, -passage.excerpt.following


def _newest_first(index: Index, query: Query, groups: Iterable[Group]) -> tuple[Group, ...]:
    """The groups by their day; the `latest` notes are sought among those that have all words."""
    last = index.pages * index.stride

    def place(group: Group) -> tuple[bool, int, int]:
        lacking = group.level % 2 if query.latest else 0
        return query.latest and group.lead >= last, lacking, group.lead

    return tuple(sorted(groups, key=place))


def _on_days(index: Index, wanted: Sequence[Clause], matches: Matches) -> Matches:
    """The matches, with the words of a date for all notes of that day, month or year.

    A note of the day or month is found by that alone, as if its title said it; that it is of a year
    is no more than a word, since a number may be something else.
    """
    words: dict[str, int] = {}
    for clause in wanted:
        if clause.day:
            words[clause.day] = words.get(clause.day, 0) | 1 << clause.word
    scores, titles = dict(matches.scores), dict(matches.titles)
    masks, title_masks = dict(matches.words), dict(matches.title_words)
    free = all(clause.presence == "optional" for clause in wanted)
    share = max(scores.values(), default=0.0) or 1.0
    for day, mask in words.items():
        for lead in _leads_of(index, day):
            title_masks[lead] = title_masks.get(lead, 0) | mask
            masks[lead] = masks.get(lead, 0) | mask
            if "-" in day:
                titles[lead] = titles.get(lead, 0.0) + share
                if free or lead in scores:
                    scores[lead] = scores.get(lead, 0.0) + share
    return Matches(scores, masks, titles, title_masks)


def _leads_of(index: Index, day: str) -> list[int]:
    slots = day_slots(index.days, index.pages, *bounds(day))
    return index.leads(slots.start, slots.stop)


def _filter_terms(query: Query) -> dict[str, tuple[int, ...]]:
    """What is shown of a passage that no word was asked of: the names that it was filtered by."""
    names = (
        filter_.value
        for filter_ in query.filters
        if filter_.dimension in ("person", "project", "version") and not filter_.excluded
    )
    words = (word for name in names for word in normal_name(name).split())
    return {term: (place,) for place, word in enumerate(words) for term in terms(word)}


def _expanded(index: Index, clause: Clause) -> Mapping[str, str]:
    if clause.day:
        return {}
    if clause.unfinished:
        return index.completions(clause.term)
    if clause.wildcard:
        return index.beginning(clause.term)
    postings = index.lookup(clause.term)
    return {clause.term: postings} if postings else {}


def _everything(index: Index, query: Query) -> Matches:
    """What a query of filters alone may show: the documents of one filter, or all notes."""
    for filter_ in query.filters:
        if not filter_.excluded and filter_.value.lower() not in ("note", "section"):
            return Matches(dict.fromkeys(filtered(index, filter_), 0.0), {}, {}, {})
    return Matches(dict.fromkeys(index.leads(0, index.pages), 0.0), {}, {}, {})


def _passages(
    index: Index,
    query: Query,
    groups: Sequence[Group],
    wanted: Wanted,
    parts: Mapping[int, frozenset[str]],
) -> Iterator[tuple[int, tuple[Passage, ...]]]:
    kinds = [f.value.lower() for f in query.filters if f.dimension == "kind" and not f.excluded]
    kinds += [query.leaning] * bool(query.leaning)
    for group in groups:
        passages = []
        for number in group.documents[: group.shown]:
            document = index.slot(number // index.stride)[number % index.stride]
            if _fits(document, query):
                around = f"{document.title}\n{document.heading}"
                found = excerpt(document.about(kinds), wanted, around, parts)
                passages.append(Passage(document, found))
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
    index: Index, query: Query, wanted: Sequence[Clause], found: Sequence[Mapping[str, str]]
) -> list[tuple[int, Word]]:
    """The words that nothing has, each with its place among those that are asked for."""
    known = {clause.word for clause, terms_ in zip(wanted, found, strict=True) if terms_}
    known |= {clause.word for clause in wanted if clause.day and _leads_of(index, clause.day)}
    asked = (
        word
        for word in query.words
        if word.presence != "excluded" and (word.prefix or terms(word.text))
    )
    return [(place, word) for place, word in enumerate(asked) if place not in known]


def _meant(index: Index, text: str, missing: Sequence[Word]) -> str:
    """The query with each word that nothing has replaced by the nearest one, if there is one."""
    mended = text
    for word in reversed(missing):
        better = "" if word.prefix else nearest(fold(word.text), index.words)
        if better:
            mended = mended[: word.start] + better + mended[word.end :]
    return mended if mended != text else ""
