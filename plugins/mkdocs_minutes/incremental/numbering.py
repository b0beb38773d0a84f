"""Many short stretches of bytes, each known by its number, in little more room than they take."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from hashlib import blake2b
from itertools import repeat

_FEWEST = 1 << 10
_HASH_BYTES = 8


class Numbering:
    """Stretches of bytes that are told apart, numbered from 0 on in the order they came.

    They lie end to end, with a table in which each is found by its hash: of a million, an object
    each would take as much as an archive does, and be copied by each process that is forked.

    >>> numbering = Numbering()
    >>> numbering.number(b"one"), numbering.number(b"two"), numbering.number(b"one")
    (0, 1, 0)
    >>> numbering.find(b"two"), numbering.find(b"2"), len(numbering), numbering.between(0, 2)
    (1, None, 2, bytearray(b'onetwo'))
    """

    def __init__(self, packed: tuple[bytes | memoryview, ...] = (b"", b"", b"")) -> None:
        data, bounds, table = packed
        self._data, self._bounds = bytearray(data), array("I", bounds or bytes(4))
        self._table = array("I", table) or _empty(_FEWEST)

    def packed(self) -> tuple[memoryview, ...]:
        """All of it as bytes; none can be added as long as they are held."""
        return memoryview(self._data), memoryview(self._bounds), memoryview(self._table)

    def __len__(self) -> int:
        return len(self._bounds) - 1

    def between(self, first: int, stop: int) -> bytearray:
        """Those from a first number to before another, end to end."""
        return self._data[self._bounds[first] : self._bounds[stop]]

    def find(self, one: bytes) -> int | None:
        """The number of one, `None` where it has none."""
        number = self._table[self._place(one)]
        return number - 1 if number else None

    def number(self, one: bytes) -> int:
        """The number of one, which is the next where it has none yet."""
        place = self._place(one)
        if not self._table[place]:
            self._data += one
            self._bounds.append(len(self._data))
            self._table[place] = len(self)
            if 3 * len(self) > 2 * len(self._table):
                self._make_room(2 * len(self._table))
            return len(self) - 1
        return self._table[place] - 1

    def chosen(self, numbers: Iterable[int]) -> Numbering:
        """Those of some numbers alone, numbered in their order."""
        made, size = Numbering(), _FEWEST
        for number in numbers:
            made._data += self.between(number, number + 1)
            made._bounds.append(len(made._data))
        while 3 * len(made) > 2 * size:
            size *= 2
        made._make_room(size)
        return made

    def _place(self, one: bytes) -> int:
        """Where the table has one, or would have it."""
        data, bounds, table = self._data, self._bounds, self._table
        last, size = len(table) - 1, len(one)
        place = _hash(one) & last
        while number := table[place]:
            start, stop = bounds[number - 1], bounds[number]
            if stop - start == size and data.startswith(one, start):
                break
            place = (place + 1) & last
        return place

    def _make_room(self, size: int) -> None:
        """Put all into a table of another size, a power of 2."""
        table = self._table = _empty(size)
        for number in range(len(self)):
            place = _hash(self.between(number, number + 1)) & (size - 1)
            while table[place]:
                place = (place + 1) & (size - 1)
            table[place] = number + 1


def _hash(one: bytes | bytearray) -> int:
    """A hash that is the same in each process."""
    return int.from_bytes(blake2b(one, digest_size=_HASH_BYTES).digest(), "little")


def _empty(size: int) -> array[int]:
    return array("I", repeat(0, size))
