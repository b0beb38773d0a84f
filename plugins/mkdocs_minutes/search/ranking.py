"""The order of results: what is named exactly, then the best matches, the newest first on a tie."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from .evaluation import Matches


@dataclass(frozen=True, slots=True)
class Group:
    """A note with its matching passages, or a page by itself, the best document first.

    `shown` tells how many of the documents are worth showing: those that have all of the query's
    words, or all documents where none has. `level` is 0 for what the query names and that has all
    of its words, then 1; 2 for what merely has all words, and 3 for the others. `mask` is the bit
    set of the words that the best document has.
    """

    lead: int
    documents: tuple[int, ...]
    shown: int
    level: int = 0
    mask: int = 0

    @property
    def words(self) -> int:
        """How many of the words the best document has."""
        return self.mask.bit_count()


def rank(
    matches: Matches,
    group_of: Callable[[int], int],
    pages: int,
    named: Collection[int] = (),
    keeps: Callable[[int], bool] = lambda document: True,
    leaning: Collection[int] = (),
) -> tuple[Group, ...]:
    """The groups of the matching documents that a filter keeps, best first.

    A passage counts as if it bore its note's title. `named` documents, which the query calls
    exactly, come first; then those that have all of the query's words that are found at all; then
    the others, and of each those of the `leaning` first. Scores are weighed by how many of the
    words a document has, and less by how many its note has; what has no word whole is left out.
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
    scores: dict[int, float] = {}
    for document, mask in masks.items():
        lead = group_of(document)
        if mask or not known:
            here, around = _share(mask, known), _share(together[lead], known)
            weight = here * (2 * here * here + around) / (12 if document >= pages else 3)
            title = matches.titles.get(lead, 0.0) if lead != document else 0.0
            scores[document] = (matches.scores[document] + title) * weight
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
        )
        for lead, documents in groups.items()
    )


def passage_first(groups: tuple[Group, ...]) -> tuple[Group, ...]:
    """The groups; what has all words of a page and more before the pages that a query calls.

    `first release with Anvil 3.4` asks for the passage that says so, and then for the page of 3.4.
    What has all words is sought first, then the best of what the query does not call.

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
            return (replace(first, level=0), *(group for group in groups if group is not first))
    return groups


def _share(mask: int, known: int) -> float:
    return mask.bit_count() / known.bit_count() if known else 1.0


def _hundredths(score: float, best: float) -> int:
    return int(score / best * 100 + 0.5) if best > 0 else 0
