"""All that the tables of an archive take from its notes, counted.

What is counted can be taken out again: the census after an edit of one note is the one before it,
less that note's share, and its new share added.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from typing import Any

from .addresses import Placed
from .attribution import About, Bare, Echo, about, echoes_in, readings_in
from .hints import Hint, hints_in
from .sightings import Seen, seen_in


@dataclass(slots=True)
class Census:
    """How often the notes make each statement that persons, projects or numbers are known by."""

    seen: dict[Seen, int] = field(default_factory=dict)
    hints: dict[Hint, int] = field(default_factory=dict)
    readings: dict[Bare, int] = field(default_factory=dict)
    echoes: dict[Echo, int] = field(default_factory=dict)
    titles: dict[About, int] = field(default_factory=dict)

    def count(self, share: Census, times: int = 1) -> None:
        """Add a share of the notes; -1 times takes it out."""
        for mine, theirs in zip(self._all(), share._all(), strict=True):
            for key, number in theirs.items():
                total = mine.get(key, 0) + number * times
                if total:
                    mine[key] = total
                else:
                    del mine[key]

    def copy(self) -> Census:
        """The same counts, to be changed."""
        return Census(*(counts.copy() for counts in self._all()))

    def _all(self) -> Iterator[dict[Any, int]]:
        for one in fields(self):
            yield getattr(self, one.name)


def share(item: Placed) -> Census:
    """What one note gives to the census."""
    readings = list(readings_in(item))
    return Census(
        _counted(seen_in(item)),
        _counted(hints_in(item)),
        _counted(readings),
        _counted(echoes_in(readings)),
        _counted(about(item)),
    )


def _counted(keys: Iterable[Any]) -> dict[Any, int]:
    counts: dict[Any, int] = {}
    for key in keys:
        counts[key] = counts.get(key, 0) + 1
    return counts


def edited_census(census: Census, gone: Iterable[Census], come: Iterable[Census]) -> Census:
    """The census after an edit: without the shares of notes that are gone, with those that come."""
    after = census.copy()
    for one in gone:
        after.count(one, -1)
    for one in come:
        after.count(one)
    return after


def take_census(placed: Iterable[Placed]) -> Census:
    """The census of some notes; without notes nothing is counted.

    >>> take_census([]) == Census()
    True
    """
    census = Census()
    for item in placed:
        census.count(share(item))
    return census
