"""All but whole builds, one after the other: `python -m tests.bench [COUNT...]`.

Without a number they are made with 1,000 notes, which takes a few minutes.
"""

from __future__ import annotations

import sys

from tests.bench.building import reading, saving
from tests.bench.diffing import diffing
from tests.bench.search import searching


def main(counts: list[int]) -> None:
    """Reading and previewing, then searching, then comparing, for each number of notes."""
    for count in counts:
        print(f"\nReading, previewing, searching and comparing {count:,} notes")
        reading(min(count, 1_000))
        saving(count)
        searching(count)
        diffing(count)


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [1_000])
