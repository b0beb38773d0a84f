"""The sentence around a hit, with the words to mark. `assets/excerpt.js` does the same."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from .tables import compiled, tables
from .tokens import WORD, terms, wording

LONGEST: int = tables()["longest_excerpt"]
LEAD_IN: int = tables()["lead_in"]
SHORTEST: int = tables()["shortest_excerpt"]
BESIDE: int = tables()["beside"]
"""How many sentences on either side of one say what it is about: a point has points below it."""

_SENTENCE = compiled("sentence", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A piece of a text; `marks` are offsets into it, ends exclusive.

    `near` are the words of the query that its sentence has, or what stands above it, as a bit set;
    `beside` are those and the words of the sentences next to it. `following` counts those in it
    that follow each other, twice where they do as in the query; small words between do not part
    them.
    """

    text: str
    marks: tuple[tuple[int, int], ...] = ()
    near: int = 0
    beside: int = 0
    following: int = 0


Wanted = Mapping[str, Collection[int]]
"""Terms with the places of the words of the query that each stands for."""

Parts = Mapping[int, Collection[str]]
"""Of a word the terms that stand for it only all together."""


def excerpt(
    body: str, wanted: Wanted, around: str = "", parts: Parts = MappingProxyType({})
) -> Excerpt:
    r"""The sentence of a text with the most of the wanted words; the first one on a tie.

    Of sentences with equally many words the one with more of their terms wins, then the one where
    more of them follow each other. A short sentence takes those after it along,
    lines apart by a dot; a long one is cut around its first marked word, with an ellipsis. A text
    without any wanted word gives its first sentence, the empty text an empty excerpt. `around` are
    the title and headings above it; of `parts` a text needs all to have their word.

    >>> found = excerpt("We met.\nTokens expire\nToo early", {"token": [0], "expir": [1]})
    >>> found.text, found.marks, found.near, found.beside, found.following
    ('Tokens expire · Too early', ((0, 6), (7, 13)), 3, 3, 2)
    """
    sentences = [sentence.rstrip() for sentence in _SENTENCE.findall(body)]
    ranks = [_rank(sentence, wanted, parts) for sentence in sentences]
    best = ranks.index(max(ranks)) if ranks else 0
    text = "".join(sentences[best : best + 1])
    for sentence in sentences[best + 1 :]:
        if len(text) >= SHORTEST:
            break
        text += (" " if text[-1] in ".!?:;," else " · ") + sentence
    near, beside = (
        _places(
            "\n".join((around, *sentences[max(0, best - more) : best + more + 1])), wanted, parts
        )
        for more in (0, BESIDE)
    )
    following = ranks[best][2] if ranks else 0
    short = _shortened(text, list(_marks(text, wanted)))
    return replace(short, near=near, beside=beside, following=following)


def holds(text: str, phrase: Sequence[str]) -> bool:
    """Whether the folded words of a phrase follow each other in a text.

    >>> holds("The Token-Lifetime is short", ["is", "short"]), holds("too short", ["is", "short"])
    (True, False)
    """
    return f" {' '.join(phrase)} " in f" {' '.join(wording(text))} "


def _rank(sentence: str, wanted: Wanted, parts: Parts) -> tuple[int, int, int]:
    """How many of the words a sentence has, how many of their terms, and how they follow."""
    found: set[str] = set()
    last: set[int] = set()
    following = 0
    for word in WORD.findall(sentence):
        if not (made := terms(word)):
            continue
        hit = [term for term in made if term in wanted]
        places = {place for term in hit for place in wanted[term]}
        if any(place - 1 in last for place in places):
            following += 2
        elif last and places and last != places:
            following += 1
        found.update(hit)
        last = places
    return len(_words_of(found, wanted, parts)), len(found), following


def _places(text: str, wanted: Wanted, parts: Parts) -> int:
    """Which words of the query a text has, as a bit set."""
    found = (term for word in WORD.findall(text) for term in terms(word))
    places = _words_of({term for term in found if term in wanted}, wanted, parts)
    return sum(1 << place for place in places if place >= 0)


def _words_of(found: set[str], wanted: Wanted, parts: Parts) -> set[int]:
    """The words that some terms stand for, each by itself or as all parts of one."""
    whole = {word for term in found for word in wanted[term] if term not in parts.get(word, ())}
    return whole | {word for word, terms_ in parts.items() if found.issuperset(terms_)}


def _marks(text: str, wanted: Wanted) -> Iterator[tuple[int, int]]:
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
