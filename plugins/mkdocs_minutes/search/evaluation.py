"""Which documents match, and their scores: those that lunr gives for the same clauses."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from .postings import Fields
from .query import Clause

TITLE, HEADING, BODY = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Matches:
    """The matching documents.

    `scores` are lunr's. `words` are bit sets of the query's words that a document has. `titles` are
    the share of the score that the title gave, and `title_words` its words.
    """

    scores: Mapping[int, float]
    words: Mapping[int, int]
    titles: Mapping[int, float]
    title_words: Mapping[int, int]


def evaluate(
    clauses: Sequence[Clause],
    found: Sequence[Mapping[str, str]],
    read: Callable[[str], Fields],
) -> Matches:
    """The documents that match the clauses; `found` are the terms of each with their postings.

    `read` gives the scores that the text of postings stands for.

    A document must be in every required clause and in no excluded one. Its score in a field is the
    dot product of the query's and the field's vector over the query's magnitude. Clauses that only
    exclude match nothing.
    """
    postings = {term: read(text) for terms in found for term, text in terms.items()}
    pairs = list(zip(clauses, found, strict=True))
    having = [_having(clause, terms, postings) for clause, terms in pairs]
    titled = [_having(clause, terms, postings, (TITLE,)) for clause, terms in pairs]
    scores: dict[int, float] = {}
    titles: dict[int, float] = {}
    for field in (TITLE, HEADING, BODY):
        weights = _weights(clauses, found, field)
        magnitude = sqrt(sum(weight * weight for weight in weights.values()))
        for term, weight in weights.items():
            for document, score in postings[term][field].items():
                share = weight * score / magnitude
                scores[document] = scores.get(document, 0.0) + share
                if field == TITLE:
                    titles[document] = titles.get(document, 0.0) + share
    kept = _allowed(scores, clauses, having)
    return Matches(kept, _words(clauses, having), titles, _words(clauses, titled))


def _allowed(
    scores: Mapping[int, float], clauses: Sequence[Clause], having: Sequence[set[int]]
) -> dict[int, float]:
    """The scores of documents that are in every required clause and in no excluded one."""
    pairs = list(zip(clauses, having, strict=True))
    required = [documents for clause, documents in pairs if clause.presence == "required"]
    excluded = [documents for clause, documents in pairs if clause.presence == "excluded"]
    return {
        document: score
        for document, score in scores.items()
        if all(document in documents for documents in required)
        and not any(document in documents for documents in excluded)
    }


def _weights(
    clauses: Sequence[Clause], found: Sequence[Mapping[str, str]], field: int
) -> dict[str, float]:
    """The query's vector for a field: what each term weighs, all its clauses taken together."""
    weights: dict[str, float] = {}
    for clause, terms in zip(clauses, found, strict=True):
        if clause.presence != "excluded" and field in clause.fields:
            for term in terms:
                weights[term] = weights.get(term, 0.0) + clause.boost
    return weights


def _having(
    clause: Clause,
    terms: Iterable[str],
    postings: Mapping[str, Sequence[Mapping[int, float]]],
    fields: Collection[int] = (TITLE, HEADING, BODY),
) -> set[int]:
    """The documents that have one of the clause's terms in one of its fields and of `fields`."""
    columns = (
        postings[term][field] for term in terms for field in clause.fields if field in fields
    )
    return {document for column in columns for document in column}


def _words(clauses: Sequence[Clause], having: Sequence[set[int]]) -> dict[int, int]:
    """For each document the bit set of the words that it has whole, or all parts of."""
    wholes: dict[int, set[int]] = {}
    parts: dict[int, set[int]] = {}
    for clause, documents in zip(clauses, having, strict=True):
        if clause.presence == "excluded":
            continue
        if clause.part:
            parts[clause.word] = parts.get(clause.word, documents) & documents
        else:
            wholes[clause.word] = wholes.get(clause.word, set()) | documents
    masks: dict[int, int] = {}
    for word, documents in (*wholes.items(), *parts.items()):
        for document in documents:
            masks[document] = masks.get(document, 0) | 1 << word
    return masks
