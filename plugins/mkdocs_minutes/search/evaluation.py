"""Which documents match, and their scores: those that lunr gives for the same clauses."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

from .postings import read
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


def evaluate(clauses: Sequence[Clause], found: Sequence[Mapping[str, str]]) -> Matches:
    """The documents that match the clauses; `found` are the terms of each with their postings.

    A document must be in every required clause and in no excluded one. Its score in a field is the
    dot product of the query's and the field's vector over the query's magnitude. Clauses that only
    exclude match nothing.
    """
    postings = {term: read(text) for terms in found for term, text in terms.items()}
    required: set[int] | None = None
    excluded: set[int] = set()
    scores: dict[int, float] = {}
    titles: dict[int, float] = {}
    masks: dict[int, int] = {}
    title_masks: dict[int, int] = {}
    for clause, terms in zip(clauses, found, strict=True):
        columns = [postings[term][field] for term in terms for field in clause.fields]
        documents = {document for column in columns for document in column}
        if clause.presence == "excluded":
            excluded |= documents
            continue
        if clause.presence == "required":
            required = documents if required is None else required & documents
        _mark(masks, documents, clause.word)
        if TITLE in clause.fields:
            _mark(title_masks, (d for term in terms for d in postings[term][TITLE]), clause.word)
    for field in (TITLE, HEADING, BODY):
        weights = _weights(clauses, found, field)
        magnitude = sqrt(sum(weight * weight for weight in weights.values()))
        for term, weight in weights.items():
            for document, score in postings[term][field].items():
                share = weight * score / magnitude
                scores[document] = scores.get(document, 0.0) + share
                if field == TITLE:
                    titles[document] = titles.get(document, 0.0) + share
    kept = {
        document: score
        for document, score in scores.items()
        if document not in excluded and (required is None or document in required)
    }
    return Matches(kept, masks, titles, title_masks)


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


def _mark(masks: dict[int, int], documents: Iterable[int], word: int) -> None:
    bit = 1 << word
    for document in documents:
        masks[document] = masks.get(document, 0) | bit
