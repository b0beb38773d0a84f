"""The order of results: what is named exactly, then the best matches, the newest first on a tie."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass
from math import floor, log

from .evaluation import Matches


@dataclass(frozen=True, slots=True)
class Group:
    """A note with its matching passages, or a page by itself, the best document first.

    `shown` tells how many of the documents are worth showing: those that have all of the query's
    words, or all documents where none has. `level` is 0 for what the query names and that has all
    of its words, then 1; 2 for what merely has all words, and 3 for the others. `mask` is the bit
    set of the words that the best document has, `score` its score in hundredths of the best one of
    those that have all words, or of the others; 100 more where it is of the kind that is asked for.
    """

    lead: int
    documents: tuple[int, ...]
    shown: int
    level: int = 0
    mask: int = 0
    score: int = 0


def rarities(masks: Iterable[int], words: int, documents: int) -> tuple[int, ...]:
    """What each of the words of a query weighs: the more, the fewer of the documents have it.

    `masks` are the bit sets of words that the matching documents have. It is the logarithm of how
    many documents there are to each with the word, in hundredths: 69 for a word that all have, and
    0 for a word that none has.

    >>> rarities([0b01, 0b01, 0b11], 3, 100)
    (354, 462, 0)
    """
    alike = Counter(masks)
    counts = [sum(alike[mask] * (mask >> word & 1) for mask in alike) for word in range(words)]
    return tuple(count and floor(100 * log(1 + documents / count) + 0.5) for count in counts)


def weight(mask: int, rarity: Sequence[int]) -> int:
    """What the words of a bit set weigh together."""
    return sum(one for word, one in enumerate(rarity) if mask >> word & 1)


def rank(
    matches: Matches,
    group_of: Callable[[int], int],
    pages: int,
    rarity: Sequence[int],
    named: Collection[int] = (),
    keeps: Callable[[int], bool] = lambda document: True,
    leaning: Collection[int] = (),
) -> tuple[Group, ...]:
    """The groups of the matching documents that a filter keeps, best first.

    A passage counts as if it bore its note's title. `named` documents, which the query calls
    exactly, come first; then those that have all of the query's words that are found at all; then
    the others, and of each those of the `leaning` first. Scores are weighed by how much of the
    query a document has, and less by how much its note has, each word by its `rarity`; what has no
    word whole is left out.
    Documents from the number `pages` on are no passages: unless they are named, their few words
    weigh a quarter, so that a word in a name is not before what is said of it. Scores within one
    hundredth of the best are a tie, which the smaller number wins: numbers rise from the newest
    note to the oldest.
    """
    together: dict[int, int] = {}
    masks: dict[int, int] = {}
    known = 0
    for document in filter(keeps, matches.scores):
        lead = group_of(document)
        mask = matches.words.get(document, 0) | matches.title_words.get(lead, 0)
        together[lead] = together.get(lead, 0) | mask
        masks[document] = mask
        known |= mask
    shares = _shares({*masks.values(), *together.values()}, weight(known, rarity), rarity)
    scores: dict[int, float] = {}
    for document, mask in masks.items():
        if mask or not known:
            lead = group_of(document)
            here, around = shares[mask], shares[together[lead]]
            share = here * (2 * here * here + around) / (12 if document >= pages else 3)
            title = matches.titles.get(lead, 0.0) if lead != document else 0.0
            scores[document] = (matches.scores[document] + title) * share
    best = {
        complete: max(
            (scores[one] for one in scores if (masks[one] == known) == complete), default=0.0
        )
        for complete in (True, False)
    }

    def place(document: int) -> tuple[bool, bool, bool, int, int]:
        complete = masks.get(document) == known
        score = _hundredths(scores.get(document, 0.0), best[complete])
        return document not in named, not complete, document not in leaning, -score, document

    groups: dict[int, list[int]] = {}
    for document in sorted({*scores, *named}, key=place):
        groups.setdefault(group_of(document), []).append(document)
    return tuple(
        Group(
            lead,
            tuple(documents),
            sum(masks.get(one) == known for one in documents) or len(documents),
            2 * (documents[0] not in named) + (masks.get(documents[0]) != known),
            masks.get(documents[0], 0),
            100 * (documents[0] in leaning) - place(documents[0])[3],
        )
        for lead, documents in groups.items()
    )


def _shares(masks: Iterable[int], whole: int, rarity: Sequence[int]) -> dict[int, float]:
    """How much of the `whole` weight each set of words has; all of it where no word has any."""
    return {mask: weight(mask, rarity) / whole if whole else 1.0 for mask in masks}


def passage_first(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups; a passage before the pages that a query calls, if one has their words and more.

    `first release with Anvil 3.4` asks for the passage that says so, and then for the page of 3.4.
    Which passage it is, is seen when they are read (`search.py`): those whose words stand together
    change places with this one.

    >>> page, other = Group(9, (9,), 1, 1, mask=0b011), Group(8, (8,), 1, 1, mask=0b011)
    >>> passage = Group(3, (3,), 1, 2, mask=0b111)
    >>> [group.lead for group in passage_first((page, other, passage))]
    [3, 9, 8]
    """
    called = groups[0].mask if groups and groups[0].level == 1 else 0
    if not called:
        return groups
    for first in groups:
        if first.level > 1 and first.mask != called and first.mask & called == called:
            return (first, *(group for group in groups if group is not first))
    return groups


def _hundredths(score: float, best: float) -> int:
    return int(score / best * 100 + 0.5) if best > 0 else 0
