"""What can be filtered by, as files: every name with its count, and who has the frequent ones."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from .documents import DIMENSIONS, filter_key
from .packing import ORIGIN
from .postings import encode_documents
from .shards import IndexFile, script
from .store import STRIDE

MOST_VALUES = 200
MOST_CHARACTERS = 256_000
"""What the facets of one dimension may weigh, so that opening them stays quick at any size."""

Values = Mapping[str, Mapping[str, int]]


def ranked(values: Values, dimension: str) -> list[tuple[str, int]]:
    """A dimension's names with their counts, the most frequent first.

    Names that fold to the same are one, shown as the more frequent of them.

    >>> ranked({"person": {"Ada": 2, "ada": 1}, "kind": {"action": 5}}, "person")
    [('Ada', 3)]
    """
    shown: dict[str, str] = {}
    counts: dict[str, int] = {}
    names = values.get(dimension, {})
    for name, count in sorted(names.items(), key=lambda pair: (-pair[1], pair[0])):
        key = filter_key(dimension, name)
        shown.setdefault(key, name)
        counts[key] = counts.get(key, 0) + count
    pairs = ((shown[key], count) for key, count in counts.items())
    return sorted(pairs, key=lambda pair: (-pair[1], pair[0]))


def facet_keys(values: Values) -> frozenset[str]:
    """The filter keys that facets may show: the most frequent ones of each dimension."""
    return frozenset(
        filter_key(dimension, name)
        for dimension in DIMENSIONS
        for name, _ in ranked(values, dimension)[:MOST_VALUES]
    )


def facet_files(
    values: Values,
    documents: Mapping[str, Sequence[int]],
    dimensions: Sequence[str] = DIMENSIONS,
) -> Iterator[IndexFile]:
    """For each dimension the file of all names, and that of the frequent names' documents.

    `documents` are the numbers under each key of `facet_keys`. A series is counted by slots, since
    it holds for all passages of a note.
    """
    for dimension in dimensions:
        names = ranked(values, dimension)
        yield script(f"v/{dimension}", names)
        entries = []
        left = MOST_CHARACTERS
        for name, _ in names[:MOST_VALUES]:
            numbers = documents[filter_key(dimension, name)]
            origin = ORIGIN
            if dimension == "series":
                numbers = list(dict.fromkeys(number // STRIDE for number in numbers))
                origin //= STRIDE
            encoded = encode_documents(numbers, origin)
            left -= len(encoded)
            if left < 0:
                break
            entries.append([name, encoded])
        yield script(f"f/{dimension}", entries)
