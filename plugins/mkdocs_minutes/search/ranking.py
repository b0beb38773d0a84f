"""The order of results: what is named exactly, then the best matches, the newest first on a tie."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass

from .evaluation import Matches


@dataclass(frozen=True, slots=True)
class Group:
    """A note with its matching passages, or a page by itself, the best document first."""

    lead: int
    documents: tuple[int, ...]


def rank(
    matches: Matches,
    group_of: Callable[[int], int],
    words: int,
    pages: int,
    named: Collection[int] = (),
    keeps: Callable[[int], bool] = lambda document: True,
) -> tuple[Group, ...]:
    """The groups of the matching documents that a filter keeps, best first.

    A passage counts as if it bore its note's title. Its score is weighed by how many of the query's
    `words` it has, and how many its note has, so that all of them together come before one of them
    often. Documents from the number `pages` on are no passages; their short texts weigh half as
    much where they lack a word. Scores within one hundredth of the best are a tie, which the
    smaller number wins: numbers rise from the newest note to the oldest. `named` documents, which
    the query calls exactly, come first.
    """
    found: list[tuple[int, int, float, int]] = []
    together: dict[int, int] = {}
    for document, score in matches.scores.items():
        if not keeps(document):
            continue
        mask = matches.words.get(document, 0)
        lead = group_of(document)
        if lead != document:
            score += matches.titles.get(lead, 0.0)
            mask |= matches.title_words.get(lead, 0)
        together[lead] = together.get(lead, 0) | mask
        found.append((document, lead, score, mask))
    scores: dict[int, float] = {}
    for document, lead, score, mask in found:
        here, around = _share(mask, words), _share(together[lead], words)
        weight = (here * here + around * around) / 2
        scores[document] = score * (weight / 2 if document >= pages and here < 1 else weight)
    best = max(scores.values(), default=0.0)
    order = sorted(
        {*scores, *named},
        key=lambda document: (
            document not in named,
            -_hundredths(scores.get(document, 0.0), best),
            document,
        ),
    )
    groups: dict[int, list[int]] = {}
    for document in order:
        groups.setdefault(group_of(document), []).append(document)
    return tuple(Group(lead, tuple(documents)) for lead, documents in groups.items())


def _share(mask: int, words: int) -> float:
    return mask.bit_count() / words if words else 1.0


def _hundredths(score: float, best: float) -> int:
    return int(score / best * 100 + 0.5) if best > 0 else 0
