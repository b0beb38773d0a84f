"""The sentence around a hit, with the words to mark. `assets/excerpt.js` does the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from .tables import compiled, tables
from .tokens import WORD, terms, wording

LONGEST: int = tables()["longest_excerpt"]
LEAD_IN: int = tables()["lead_in"]
SHORTEST: int = tables()["shortest_excerpt"]

_SENTENCE = compiled("sentence", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text; `marks` are offsets into it, ends exclusive.

    `near` counts the words of the query that its sentence has, or what stands around it, and
    `following` those in it that follow each other as in the query.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    near: int = 0
    following: int = 0


def excerpt(body: str, wanted: Mapping[str, int], around: str = "") -> Excerpt:
    r"""The sentence of a text with the most of the wanted words; the first one on a tie.

    `wanted` leads from terms to the place of the word in the query. Of sentences with equally many
    words the one with more of their terms wins, then the one where more of them follow each other
    as in the query. A short sentence takes those after it along, lines apart by a dot; a long one
    is cut around its first marked word, with an ellipsis. A text without any wanted word gives its
    first sentence, the empty text an empty excerpt. `around` are the title and headings above it.

    >>> excerpt("We met.\nTokens expire\nToo early", {"token": 0, "expir": 1})
    Excerpt(text='Tokens expire · Too early', marks=((0, 6), (7, 13)), near=2, following=1)
    """
    sentences = [sentence.rstrip() for sentence in _SENTENCE.findall(body)]
    ranks = [_rank(sentence, wanted) for sentence in sentences]
    best = ranks.index(max(ranks)) if ranks else 0
    text = "".join(sentences[best : best + 1])
    for sentence in sentences[best + 1 :]:
        if len(text) >= SHORTEST:
            break
        text += (" " if text[-1] in ".!?:;," else " · ") + sentence
    near = _places(f"{around}\n{sentences[best] if sentences else ''}", wanted)
    following = ranks[best][2] if ranks else 0
    short = _shortened(text, list(_marks(text, wanted)))
    return replace(short, near=len(near), following=following)


def holds(text: str, phrase: Sequence[str]) -> bool:
    """Whether the folded words of a phrase follow each other in a text.

    >>> holds("The Token-Lifetime is short", ["is", "short"]), holds("too short", ["is", "short"])
    (True, False)
    """
    return f" {' '.join(phrase)} " in f" {' '.join(wording(text))} "


def _rank(sentence: str, wanted: Mapping[str, int]) -> tuple[int, int, int]:
    """How many of the words a sentence has, how many of their terms, and how many in sequence."""
    found: set[str] = set()
    last: set[int] = set()
    following = 0
    for word in WORD.findall(sentence):
        hit = [term for term in terms(word) if term in wanted]
        places = {wanted[term] for term in hit}
        following += any(place - 1 in last for place in places)
        found.update(hit)
        last = places
    return len({wanted[term] for term in found}), len(found), following


def _places(text: str, wanted: Mapping[str, int]) -> set[int]:
    """Which words of the query a text has."""
    found = (term for word in WORD.findall(text) for term in terms(word))
    return {wanted[term] for term in found if term in wanted}


def _marks(text: str, wanted: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    for match in WORD.finditer(text):
        if any(term in wanted for term in terms(match.group())):
            yield match.start(), match.end()


def _shortened(text: str, marks: Sequence[tuple[int, int]]) -> Excerpt:
    if len(text) <= LONGEST:
        return Excerpt(text, tuple(marks))
    start = max(0, marks[0][0] - LEAD_IN) if marks else 0
    if start:
        start = text.find(" ", start) + 1
    end = start + LONGEST
    if end < len(text):
        end = max(text.rfind(" ", start, end), start + LONGEST // 2)
    before, after = "… " if start else "", " …" if end < len(text) else ""
    shift = len(before) - start
    kept = tuple((a + shift, b + shift) for a, b in marks if start <= a and b <= end)
    return Excerpt(before + text[start:end] + after, kept)
