"""Numbers and sorted words written in few printable characters; `assets/codec.js` reads them.

A digit is one of 88 characters that stand in a JavaScript or JSON string without an escape. The
characters `|` and `~` are no digits: shards separate with them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, chain

# `"` and `\` are left out, and so are the separators.
DIGITS = "".join(chr(code) for code in range(35, 124) if code != 92)
LAST = 60
"""How many digits can end a number; the others, 28, say that it goes on."""

_MORE = len(DIGITS) - LAST


def number(value: int) -> str:
    """A number from 0 as digits, the most frequent ones (below 60) as one.

    >>> number(0), number(59), number(60), number(100_000)
    ('#', '_', '`#', 'abmK')
    """
    text = DIGITS[value % LAST]
    value //= LAST
    while value:
        value -= 1
        text = DIGITS[LAST + value % _MORE] + text
        value //= _MORE
    return text


SMALL = tuple(number(value) for value in range(1 << 14))
"""The digits of small numbers, to look up where millions are written."""
SMALLS = len(SMALL)


def numbers(values: Iterable[int]) -> str:
    """Numbers written one after the other.

    >>> numbers([1, 2, 60])
    '$%`#'
    """
    return "".join([SMALL[value] if value < SMALLS else number(value) for value in values])


def read_numbers(text: str) -> list[int]:
    """The numbers that `numbers` wrote; characters that are no digits raise `ValueError`.

    >>> read_numbers(numbers([0, 59, 60, 4095, 4096, 10**9]))
    [0, 59, 60, 4095, 4096, 1000000000]
    """
    values = []
    value = 0
    for character in text:
        digit = DIGITS.index(character)
        if digit < LAST:
            values.append(value * LAST + digit)
            value = 0
        else:
            value = value * _MORE + digit - LAST + 1
    return values


def rising(text: str) -> list[int]:
    """The rising numbers of which the digits of `gaps` were written.

    >>> rising(numbers(gaps([3, 5, 105])))
    [3, 5, 105]
    """
    return list(accumulate(read_numbers(text)))


def gaps(values: Sequence[int]) -> list[int]:
    """A rising sequence as its first value and the steps from each to the next.

    >>> gaps([3, 5, 105])
    [3, 2, 100]
    """
    return [after - before for before, after in zip(chain((0,), values), values, strict=False)]


def shared_length(one: str, other: str) -> int:
    """How many characters two words begin with in common.

    >>> shared_length("bear", "beer"), shared_length("", "beer")
    (2, 0)
    """
    length = 0
    for mine, its in zip(one, other, strict=False):
        if mine != its:
            break
        length += 1
    return length


def front_coded(words: Sequence[str]) -> list[str]:
    """Each word as a digit, how much of the word before it begins it too, and what is left of it.

    >>> front_coded(["release", "releases", "rest"])
    ['#release', '*s', '%st']
    """
    coded = []
    before = ""
    for word in words:
        shared = min(shared_length(before, word), LAST - 1)
        coded.append(DIGITS[shared] + word[shared:])
        before = word
    return coded


def read_front_coded(coded: Iterable[str]) -> list[str]:
    """The words that `front_coded` wrote.

    >>> read_front_coded(["#release", "*s", "%st"])
    ['release', 'releases', 'rest']
    """
    words = []
    word = ""
    for text in coded:
        word = word[: DIGITS.index(text[0])] + text[1:]
        words.append(word)
    return words


def order(term: str) -> bytes:
    r"""The key that sorts terms as JavaScript compares strings: by UTF-16 code units.

    >>> sorted(["\uff61", "\U00020000"], key=order) == ["\U00020000", "\uff61"]
    True
    """
    return term.encode("utf-16-be", "surrogatepass")
