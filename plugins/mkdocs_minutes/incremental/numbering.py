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
    >>> numbering.add(b"one"), numbering.add(b"two"), numbering.find(b"two"), numbering.find(b"2")
    (0, 1, 1, None)
    >>> len(numbering), bytes(numbering.between(0, 2)), Numbering(numbering.packed()).find(b"one")
    (2, b'onetwo', 0)
    """

    def __init__(self, packed: tuple[bytes, bytes, bytes] = (b"", b"", b"")) -> None:
        data, ends, table = packed
        self._data, self._ends = bytearray(data), array("I", ends)
        self._table = array("I", table) or _empty(_FEWEST)

    def packed(self) -> tuple[bytes, bytes, bytes]:
        """All of it as bytes."""
        return bytes(self._data), self._ends.tobytes(), self._table.tobytes()

    def __len__(self) -> int:
        return len(self._ends)

    def between(self, first: int, stop: int) -> bytearray:
        """Those from a first number to before another, end to end."""
        return self._data[self._ends[first - 1] if first else 0 : self._ends[stop - 1]]

    def find(self, one: bytes) -> int | None:
        """The number of one, `None` where it has none."""
        number = self._table[self._place(one)]
        return number - 1 if number else None

    def add(self, one: bytes) -> int:
        """The number of one that has none yet."""
        if 3 * len(self) >= 2 * len(self._table):
            self._make_room(2 * len(self._table))
        place = self._place(one)
        self._data += one
        self._ends.append(len(self._data))
        self._table[place] = len(self)
        return len(self) - 1

    def chosen(self, numbers: Iterable[int]) -> Numbering:
        """Those of some numbers alone, numbered in their order."""
        made, end = Numbering(), 0
        for number in numbers:
            one = self.between(number, number + 1)
            made._data += one
            end += len(one)
            made._ends.append(end)
        size = _FEWEST
        while 3 * len(made) >= 2 * size:
            size *= 2
        made._make_room(size)
        return made

    def _place(self, one: bytes) -> int:
        """Where the table has one, or would have it."""
        table = self._table
        last = len(table) - 1
        place = _hash(one) & last
        while (number := table[place]) and self.between(number - 1, number) != one:
            place = (place + 1) & last
        return place

    def _make_room(self, size: int) -> None:
        """Put all into a table of another size, a power of 2."""
        table = self._table = _empty(size)
        for number in range(1, len(self) + 1):
            place = _hash(self.between(number - 1, number)) & (size - 1)
            while table[place]:
                place = (place + 1) & (size - 1)
            table[place] = number


def _hash(one: bytes | bytearray) -> int:
    """A hash that is the same in each process."""
    return int.from_bytes(blake2b(one, digest_size=_HASH_BYTES).digest(), "little")


def _empty(size: int) -> array[int]:
    return array("I", repeat(0, size))
