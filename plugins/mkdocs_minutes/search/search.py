"""A query answered from an index, as the browser answers it."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from itertools import islice, pairwise

from .days import bounds
from .documents import normal_name
from .evaluation import Matches, evaluate
from .excerpt import Excerpt, Wanted, excerpt, holds
from .filters import filtered, keeping, nearest_value, unknown
from .naming import Called, named
from .nearest import nearest
from .query import UNREAD, Clause, Filter, Query, Word, clauses, parse, unquoted
from .ranking import Group, passage_first, rank, rarities, weight
from .reader import Index, day_slots
from .store import StoredDocument
from .tables import tables
from .tokens import fold, terms, wording_of

MOST_PASSAGES: int = tables()["most_passages"]
MOST_CHECKED: int = tables()["most_checked"]
"""How many groups are read to find a phrase before the search stops looking."""
NEARNESS: int = tables()["nearness"]
"""Of how many groups those come first in which the words stand together."""
FOLLOWING: int = tables()["following_weight"]
"""What two words that follow each other as in the query weigh there, where a word weighs 100."""

_Found = tuple[Clause, Mapping[str, str]]
"""A clause with the terms that it finds and their postings."""

Speaking = Sequence[tuple[int, Collection[int]]]
"""The bit set of a name's words with the documents that speak of who or what it names."""


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
    for others in (_joined_pairs, _inside_compounds):
        more = tuple(others(index, query, wanted, found))
        wanted += tuple(clause for clause, _ in more)
        found += [terms_ for _, terms_ in more]
    called = named(index, query.name)
    speaking = [(_bits(query, one.words), one.documents) for one in called.mentions]
    groups, rarity = _groups(index, query, called, speaking, wanted, found)
    missing = [word for _, word in _missing(index, query, wanted, found)]
    strange = unknown(index, query)
    shown = _shown(wanted, found) or _filter_terms(query)
    parts = _parts(wanted)
    checked = groups[: max(limit, MOST_CHECKED)]
    passages = _passages(index, query, checked, shown, parts, speaking)
    few = 0 if query.newest or query.latest else NEARNESS
    return Answer(
        tuple(_nearest_first(islice(passages, limit), rarity, few=few)),
        sum(len(group.documents) for group in groups),
        _meant(index, text, missing, strange),
        missing=tuple(word.text for word in missing),
        unread=(*query.unread, *map(_unknown, strange)),
    )


def _groups(
    index: Index,
    query: Query,
    called: Called,
    speaking: Speaking,
    wanted: Sequence[Clause],
    found: Sequence[Mapping[str, str]],
) -> tuple[tuple[Group, ...], tuple[int, ...]]:
    """What the query finds, in order, and what each of its words weighs."""
    keeps = keeping(index, query)

    def kept(document: int) -> bool:
        return all(keep(document) for keep in keeps)

    matches = _matches(index, query, wanted, found, filtering=bool(keeps))
    matches = replace(matches, words=_with_names(matches.words, speaking))
    words = 1 + max((clause.word for clause in wanted), default=-1)
    rarity = rarities(matches.words.values(), words, index.documents)
    groups = rank(
        matches,
        index.group,
        index.pages * index.stride,
        rarity,
        frozenset(filter(kept, called.pages)),
        kept,
        filtered(index, Filter("kind", query.leaning)) if query.leaning else (),
    )
    if not called.whole:
        groups = passage_first(groups)
    if query.newest or query.latest:
        groups = _newest_first(index, query, groups)
    return groups, rarity


def _bits(query: Query, words: Set[str]) -> int:
    """Which words of the query are among those of a name."""
    places = (place for place, word in _asked(query) if words >= {*wording_of(word.text)})
    return sum(1 << place for place in places)


def _with_names(masks: Mapping[int, int], speaking: Speaking) -> dict[int, int]:
    """Which words documents have: those that speak of a person in another form have the name's."""
    named_ = dict(masks)
    for bits, documents in speaking:
        for document in documents:
            if named_.get(document, 0) & bits:
                named_[document] |= bits
    return named_


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


def _joined_pairs(
    index: Index, query: Query, wanted: Sequence[Clause], found: Sequence[Mapping[str, str]]
) -> Iterator[_Found]:
    """Two words that follow each other as one: `hard drives` is in a note of `harddrives`.

    Only what lies in a shard that is read for the query anyway is found, which it nearly always
    does, since shards are sorted.
    """
    read = [clause.term for clause in wanted if clause.term and not clause.wildcard]
    asked = list(_asked(query))
    for (_, one), (_, other) in pairwise(asked):
        term, *more = terms(fold(one.text) + fold(other.text)) or ("",)
        if one.is_free and other.is_free and term and not more:
            postings = index.beside(term, read)
            for place in (place for place, word in asked if word in (one, other) and postings):
                yield Clause(term, word=place), {term: postings}


def _inside_compounds(
    index: Index, query: Query, wanted: Sequence[Clause], found: Sequence[Mapping[str, str]]
) -> Iterator[_Found]:
    """For each word that nothing has the compounds that end with it, or else its two halves."""
    for place, word in _missing(index, query, wanted, found):
        for term in terms(word.text)[:1] if word.is_free else ():
            compounds = index.compounds(term)
            yield Clause(term, word=place), compounds
            for half in () if compounds else index.halves(fold(word.text)):
                yield Clause(half, word=place, part=True), {half: index.lookup(half)}


def _nearest_first(
    groups: Iterable[tuple[Group, tuple[Passage, ...]]], rarity: Sequence[int], *, few: int
) -> list[tuple[Passage, ...]]:
    """The groups; of the first few notes, those whose words stand together come first.

    All words but one in one sentence may be before all words in a long passage.

    Which words a note's best passage has counts as much as which of them stand together, a tenth
    for one sentence and the rest with those beside it, and both more than its score; each word
    counts by its `rarity`. Of a note's passages as well, that one is first whose words stand
    together. Pages of names stay where they are.
    """
    words, whole = sum(map(bool, rarity)), max(1, sum(rarity))

    def standing(passage: Passage) -> int:
        near = weight(passage.excerpt.near, rarity) + 9 * weight(passage.excerpt.beside, rarity)
        return near * 10 * words // whole + FOLLOWING * passage.excerpt.following // 2

    def place(found: tuple[Group, tuple[Passage, ...]]) -> int:
        group, (first, *_) = found
        having = weight(group.mask, rarity) * 100 * words // whole
        return -(having + group.score + standing(first))

    listed = [
        (group, tuple(sorted(passages, key=standing, reverse=True))) for group, passages in groups
    ]
    notes = (found for found in listed[:few] if found[1][0].document.kind == "section")
    nearest = iter(sorted(notes, key=place))
    first = [
        next(nearest) if found[1][0].document.kind == "section" else found for found in listed[:few]
    ]
    return [passages for _, passages in (*first, *listed[few:])]


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
    speaking: Speaking,
) -> Iterator[tuple[Group, tuple[Passage, ...]]]:
    kinds = [f.value.lower() for f in query.filters if f.dimension == "kind" and not f.excluded]
    kinds += [query.leaning] * bool(query.leaning)
    for group in groups:
        passages = []
        for number in group.documents[: group.shown]:
            document = index.slot(number // index.stride)[number % index.stride]
            if _fits(document, query):
                found = excerpt(document.about(kinds), wanted, _around(document, query), parts)
                passages.append(Passage(document, _naming(found, number, speaking)))
            if len(passages) == MOST_PASSAGES:
                break
        if passages:
            yield group, tuple(passages)


def _naming(found: Excerpt, number: int, speaking: Speaking) -> Excerpt:
    """The excerpt of a document, where a word of a name stands for the whole name."""
    for bits, documents in speaking:
        if number in documents:
            near, beside = (one | bits if one & bits else one for one in (found.near, found.beside))
            found = replace(found, near=near, beside=beside)
    return found


def _around(document: StoredDocument, query: Query) -> str:
    """What stands above a passage: title, headings, and of the query the words of its day."""
    held = (word.text for word in query.words if word.day and document.date.startswith(word.day))
    return "\n".join((document.title, document.heading, *held))


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
    return [(place, word) for place, word in _asked(query) if place not in known]


def _asked(query: Query) -> Iterator[tuple[int, Word]]:
    """The words that are asked for, each with its place among them."""
    return enumerate(
        word
        for word in query.words
        if word.presence != "excluded" and (word.prefix or terms(word.text))
    )


def _unknown(strange: Filter) -> str:
    return UNREAD["unknown"].replace("{}", strange.dimension) + strange.value


def _meant(index: Index, text: str, missing: Sequence[Word], strange: Sequence[Filter]) -> str:
    """The query with what nothing has replaced by the nearest word or name, if there is one."""
    mended = text
    both: list[Word | Filter] = [*missing, *strange]
    for one in sorted(both, key=lambda one: -one.start):
        if isinstance(one, Word):
            better = "" if one.prefix else nearest(fold(one.text), index.words)
        elif better := nearest_value(index, one):
            better = f'{one.dimension}:"{better}"' if " " in better else f"{one.dimension}:{better}"
        if better:
            mended = mended[: one.start] + better + mended[one.end :]
    return mended if mended != text else ""
