"""How a list is cut into pages, so that what comes on top of it leaves its other pages alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil
from typing import TypeVar

from ..core.addresses import page_uri

T = TypeVar("T")

FAR = 4
"""Of so many pages before a page, or more, none needs to know how many there are."""


def page_count(entries: int, size: int) -> int:
    """How many pages a list takes that grows at its end; an empty one takes one.

    >>> page_count(0, 100), page_count(100, 100), page_count(101, 100)
    (1, 1, 2)
    """
    return max(1, ceil(entries / size))


@dataclass(frozen=True, slots=True)
class Cut:
    """A list that grows on top, the newest first: so many entries, on pages of at most `size`.

    Its pages are numbered and filled from the end of the list: the last one is 1. Each has four
    fifths of what it may hold, and the first one the rest, or all of what fits on it alone. So a
    page keeps its address and its entries when others come on top.

    >>> cut = Cut(101, 100)
    >>> cut.count, [cut.part(number) for number in (2, 1)], cut.number(20), cut.number(21)
    (2, [slice(0, 21, None), slice(21, 101, None)], 2, 1)
    >>> Cut(100, 100).part(1), Cut(0, 100).count
    (slice(0, 100, None), 1)
    """

    entries: int
    size: int

    @property
    def _full(self) -> int:
        return max(1, self.size * 4 // 5)

    @property
    def count(self) -> int:
        """How many pages there are; an empty list takes one."""
        return 1 + max(0, ceil((self.entries - self.size) / self._full))

    def part(self, number: int) -> slice:
        """The places of the entries on a page, by its number."""
        end = self.entries - (number - 1) * self._full
        return slice(0 if number == self.count else end - self._full, end)

    def number(self, place: int) -> int:
        """The number of the page with the entry at a place, from 0 on."""
        return min((self.entries - 1 - place) // self._full + 1, self.count)

    def address(self, uri: str, number: int) -> str:
        """The address of a page; the first one has that of the list.

        >>> Cut(250, 100).address("people/", 1), Cut(250, 100).address("people/", 3)
        ('people/page/1/', 'people/')
        """
        return uri if number == self.count else page_uri(uri, number)


def cut_by_weight(
    entries: Sequence[T], weights: Sequence[int], size: int
) -> tuple[tuple[T, ...], ...]:
    """Entries on pages as `Cut` has them, the first page first; by what each of them weighs.

    A page has at least four fifths of a size, unless it is the first. Never empty.

    >>> cut_by_weight("abcde", (1, 1, 1, 1, 5), 5)
    (('a', 'b', 'c', 'd'), ('e',))
    >>> cut_by_weight("abcdef", (1,) * 6, 5), cut_by_weight("abcde", (1,) * 5, 5)
    ((('a', 'b'), ('c', 'd', 'e', 'f')), (('a', 'b', 'c', 'd', 'e'),))
    >>> cut_by_weight("", (), 5)
    ((),)
    """
    full, left = max(1, size * 4 // 5), sum(weights)
    pages: list[tuple[T, ...]] = []
    end = start = len(entries)
    held = 0
    while start and left > size:
        start -= 1
        held += weights[start]
        if held >= full:
            pages.append(tuple(entries[start:end]))
            left, end, held = left - held, start, 0
    if end or not pages:
        pages.append(tuple(entries[:end]))
    return tuple(reversed(pages))
