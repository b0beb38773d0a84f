"""Pairs of a key and a value, gathered by their keys."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import TypeVar

K = TypeVar("K")
V = TypeVar("V")


def grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """The values of each key; keys, and the values of one, stand in the order of the pairs.

    >>> grouped([("b", 1), ("a", 2), ("b", 3)])
    {'b': (1, 3), 'a': (2,)}
    """
    found: defaultdict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def agreed(pairs: Iterable[tuple[K, V]]) -> dict[K, V]:
    """The value of each key of which all pairs give the same; any other key is left out.

    >>> agreed([("a", 1), ("b", 2), ("a", 3), ("b", 2)])
    {'b': 2}
    """
    return {key: found[0] for key, found in grouped(pairs).items() if len({*found}) == 1}
