"""The same value again, where nothing beside it tells what it is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick, MatchKind

from .found import Found

MOST_VALUES = 5_000


def is_telling(value: str) -> bool:
    """Whether a value is long and odd enough to be nothing else wherever it stands.

    >>> [is_telling(value) for value in ("24680", "+41 22 555 01 00", "harbour", "f4kQz9wX")]
    [False, True, False, True]
    """
    bare = [c for c in value if c.isalnum()]
    digits = sum(c.isdigit() for c in bare)
    letters = len(bare) - digits
    return (
        digits >= 8
        or (len(bare) >= 8 and bool(digits and letters))
        or ("@" in value and len(bare) >= 8)
        or len(bare) >= 20
    )


def repeated(text: str, found: Sequence[Found]) -> Iterator[Found]:
    """Further places of the telling values that were found, each whole, as they were written."""
    values = {text[thing.start : thing.end].strip(): thing for thing in found}
    telling = [value for value in values if "\n" not in value and is_telling(value)][:MOST_VALUES]
    if not telling:
        return
    search = AhoCorasick(telling, matchkind=MatchKind.LeftmostLongest)
    for index, start, end in search.find_matches_as_indexes(text):
        if not (text[start - 1 : start].isalnum() or text[end : end + 1].isalnum()):
            yield Found(start, end, values[telling[index]].kind, start)
