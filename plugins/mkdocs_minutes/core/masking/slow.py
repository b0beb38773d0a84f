"""Whether a regular expression that somebody wrote can take for ever.

An engine that goes back tries each way in which a repeated part can match a text. Where there are
two for a character, there are a billion for thirty: so it is with a plus behind brackets that hold
nothing but a plus. Where two parts that repeat beside each other can share a text, they part it in
as many ways as it has characters, from each of its places on: a million steps for a hundred.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache
from itertools import repeat
from typing import Any

from re import _constants as op  # type: ignore[attr-defined]  # isort: skip
from re import _parser as parser  # type: ignore[attr-defined]  # isort: skip

_MANY = 40
"""A part that may stand so often counts as one without an end."""

_ALL = frozenset(map(chr, range(128)))


def can_run_away(pattern: str) -> bool:
    r"""Whether a search can take far longer than in proportion to a text.

    So it does where a part that repeats without an end can match one text in more than one way, or
    where two such parts can share a text from any place on, and something behind them can fail.

    >>> [can_run_away(it) for it in (r"(a+)+$", r"(\w+\s?)*x", r"(aa?)*!", r"(\w+x)*")]
    [True, True, True, True]
    >>> [can_run_away(it) for it in (r"\bB-\d{6}\b", r"(\w+ )*x", r"(?:ab|ac|b)*", r"a+b+")]
    [False, False, False, False]
    >>> [can_run_away(it) for it in (r"\w+\d+x", r".*a.*b", r"(a+|b)c?[a-z]+$", r"\S+@\S+\.\w+")]
    [True, True, True, True]
    >>> [can_run_away(it) for it in (r"\w+ \w+x", r".*a.*", r"badge\s*:?\s*\d+", r"\w+@\w+\.de")]
    [False, False, False, False]

    An expression that cannot be compiled raises `re.error`.
    """
    parsed = parser.parse(pattern)
    return any(map(_is_ambiguous, _repeated(parsed))) or any(map(_shares, _sequences(parsed)))


def _sequences(items: Any) -> Iterator[Any]:
    """A pattern, and all patterns within it."""
    yield items
    for kind, value in items:
        for part in _parts(kind, value):
            yield from _sequences(part)


def _shares(sequence: Any) -> bool:
    """Whether three borders can shift through a text that fails behind them.

    They are those between endless parts, and the place where a search begins if nothing fixes it.
    """
    items = list(_flat(sequence))
    return any(
        len(_sharing(items, first)) + _begins_anywhere(items, first) >= 2
        for first, item in enumerate(items)
        if _is_endless(item)
    )


def _begins_anywhere(items: Sequence[tuple[Any, Any]], first: int) -> bool:
    """Whether no item before one tells where it begins."""
    own = _characters([items[first]])
    return all(not _is_needed(item) or own & _characters([item]) for item in items[:first])


def _sharing(items: Sequence[tuple[Any, Any]], first: int) -> list[int]:
    """The places of endless items behind one that can take over from it, with more behind them."""
    shared = _characters([items[first]])
    places = []
    for place in range(first + 1, len(items)):
        held = bool(shared & _characters([items[place]]))
        if held and _is_endless(items[place]) and _can_fail(items[place + 1 :]):
            places.append(place)
        if not held and _is_needed(items[place]):
            break
    return places


def _is_endless(item: tuple[Any, Any]) -> bool:
    least, most = parser.SubPattern(parser.State(), [item]).getwidth()
    return bool(most - least >= _MANY)


def _can_fail(items: Sequence[tuple[Any, Any]]) -> bool:
    return any(
        kind in (op.AT, op.ASSERT, op.ASSERT_NOT) or _is_needed((kind, value))
        for kind, value in items
    )


def _repeated(items: Any) -> Iterator[Any]:
    """The bodies of all parts that repeat without an end, also within others."""
    for kind, value in items:
        if kind in (op.MAX_REPEAT, op.MIN_REPEAT) and value[1] >= _MANY:
            yield value[2]
        for part in _parts(kind, value):
            yield from _repeated(part)


def _parts(kind: Any, value: Any) -> Sequence[Any]:
    """The patterns within an item."""
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return (value[2],)
    if kind is op.BRANCH:
        return tuple(value[1])
    if kind is op.SUBPATTERN:
        return (value[-1],)
    if kind in (op.ASSERT, op.ASSERT_NOT):
        return (value[1],)
    return (value,) if kind is op.ATOMIC_GROUP else ()


def _is_ambiguous(body: Any) -> bool:
    """Whether a body that repeats can part a text in two ways.

    So it is where something of no fixed length has nothing beside it that tells where it ends, or
    where two alternatives begin alike.
    """
    items = list(_flat(body))
    for place, (kind, value) in enumerate(items):
        if kind is op.BRANCH:
            words = [_word(branch) for branch in value[1]]
            if _overlap(value[1]) or any(map(_is_beginning, words, repeat(words))):
                return True
            if all(words):
                continue  # plain words, of which none begins another
        least, most = parser.SubPattern(body.state, [(kind, value)]).getwidth()
        if least != most:
            inner = _characters([(kind, value)])
            others = items[:place] + items[place + 1 :]
            if all(not _is_needed(o) or inner & _characters([o]) for o in others):
                return True
    return False


def _flat(items: Any) -> Iterator[tuple[Any, Any]]:
    """The items of a sequence, groups resolved."""
    for kind, value in items:
        if kind is op.SUBPATTERN:
            yield from _flat(value[-1])
        else:
            yield kind, value


def _overlap(branches: Sequence[Any]) -> bool:
    """Whether two alternatives can begin with the same character, other than two plain words."""
    seen: frozenset[str] = frozenset()
    for branch in branches:
        if all(kind is op.LITERAL for kind, _ in branch):
            continue
        first = _characters(list(branch)[:1])
        if seen & first:
            return True
        seen |= first
    return False


def _word(branch: Any) -> str:
    """The word that an alternative is, `""` where it is anything else."""
    plain = all(kind is op.LITERAL for kind, _ in branch)
    return "".join(chr(value) for _, value in branch) if plain else ""


def _is_beginning(word: str, words: Sequence[str]) -> bool:
    return bool(word) and any(other.startswith(word) and other != word for other in words)


def _is_needed(item: tuple[Any, Any]) -> bool:
    kind, value = item
    if kind in (op.MAX_REPEAT, op.MIN_REPEAT, op.POSSESSIVE_REPEAT):
        return bool(value[0])
    return kind not in (op.AT, op.ASSERT, op.ASSERT_NOT)


def _characters(items: Any) -> frozenset[str]:
    """The characters of ASCII that may stand in what items match."""
    found: frozenset[str] = frozenset()
    for kind, value in items:
        found |= _of_item(kind, value)
        for part in _parts(kind, value):
            found |= _characters(part)
    return found


def _of_item(kind: Any, value: Any) -> frozenset[str]:
    if kind is op.LITERAL:
        return frozenset(chr(value))
    if kind is op.NOT_LITERAL:
        return _ALL - {chr(value)}
    if kind is op.ANY:
        return _ALL - {"\n"}
    return _of_set(value) if kind is op.IN else frozenset()


def _of_set(members: Any) -> frozenset[str]:
    found: set[str] = set()
    negated = False
    for kind, value in members:
        if kind is op.NEGATE:
            negated = True
        elif kind is op.RANGE:
            found |= {c for c in _ALL if value[0] <= ord(c) <= value[1]}
        elif kind is op.CATEGORY:
            found |= _of_category(value)
        elif kind is op.LITERAL:
            found.add(chr(value))
    return _ALL - found if negated else frozenset(found)


@cache
def _of_category(category: Any) -> frozenset[str]:
    forms = {
        op.CATEGORY_DIGIT: r"\d",
        op.CATEGORY_NOT_DIGIT: r"\D",
        op.CATEGORY_SPACE: r"\s",
        op.CATEGORY_NOT_SPACE: r"\S",
        op.CATEGORY_WORD: r"\w",
        op.CATEGORY_NOT_WORD: r"\W",
    }
    form = re.compile(forms[category])
    return frozenset(c for c in _ALL if form.match(c))
