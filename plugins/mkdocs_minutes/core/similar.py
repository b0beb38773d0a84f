"""Names that are probably slips of the pen of other names."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping

from rapidfuzz.distance import DamerauLevenshtein

from .names import fold

SHORTEST = 7
"""A slip in a name of fewer letters proves nothing: `Marta` is not `Maria`."""

SHORTEST_SWAPPED = 5
"""Unless two letters have changed places: `CMVFS`."""

LONGEST = 80
"""What has more letters is no name: it would be spelt out once for each of them."""


def slips(counts: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """Pairs of a rare name and the frequent one that it is one letter away from.

    `counts` says how often each name is written. Rare is once or twice, frequent three times as
    often. A digit or a plural's `s` makes a different name, not a slip.

    >>> list(slips({"GlideinWMS": 9, "GlideiWMS": 1, "GlideinWMS2": 1, "CVMFS": 4, "CMVFS": 1}))
    [('CMVFS', 'CVMFS'), ('GlideiWMS', 'GlideinWMS')]
    """
    for rare, frequent in sorted(neighbours(counts)):
        if counts[rare] <= 2 and counts[frequent] >= 3 * counts[rare]:
            yield rare, frequent


def neighbours(names: Iterable[str]) -> set[tuple[str, str]]:
    """Pairs of names one letter apart, each in both orders.

    They are found by what is left when a letter is dropped, so that not each is held against each.

    >>> sorted(neighbours(["Valentin Volk", "Valentin Volkl", "Valentin Vogt"]))
    [('Valentin Volk', 'Valentin Volkl'), ('Valentin Volkl', 'Valentin Volk')]
    """
    keys = {name: fold(name).replace(" ", "") for name in names}
    holders: dict[str, list[str]] = defaultdict(list)
    for name, key in keys.items():
        if SHORTEST_SWAPPED <= len(key) <= LONGEST:
            for rest in {key, *(key[:i] + key[i + 1 :] for i in range(len(key)))}:
                holders[rest].append(name)
    pairs = set()
    for near in holders.values():
        for first in near if len(near) < 40 else ():
            pairs |= {(first, second) for second in near if _is_slip(keys[first], keys[second])}
    return pairs


def _is_slip(rare: str, frequent: str) -> bool:
    shortest = SHORTEST_SWAPPED if sorted(rare) == sorted(frequent) else SHORTEST
    if rare == frequent or max(len(rare), len(frequent)) < shortest:
        return False
    if rare[0] != frequent[0] or rare + "s" == frequent or frequent + "s" == rare:
        return False
    if [c for c in rare if c.isdigit()] != [c for c in frequent if c.isdigit()]:
        return False
    return DamerauLevenshtein.distance(rare, frequent, score_cutoff=1) == 1
