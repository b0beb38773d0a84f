"""What became of masked values between two readings of a note: told, and never shown."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import LCSseq

from ..core.frontmatter import read_front_matter
from ..core.kinds import Fact
from ..core.masking.surface import surface
from ..core.part_paths import file_of
from ..core.reading import decoded_note, redact_note
from ..core.records import RawNote
from ..core.settings import Settings
from .matching import Change, pair

MOVED = ("moved", "yes")
"""The state of a masked value that stands on another line, or behind what it stood before."""

Masked = tuple[Fact, str]
"""The fact that something was masked, and the value as it reads: it leaves this module nowhere."""


def withheld(note: RawNote, settings: Settings) -> list[Masked]:
    """What is masked in a note as it lies on disk, in the order of its text."""
    path = file_of(note.path)
    text = decoded_note(note, settings).text
    body = read_front_matter(text, path, settings.date_order).body
    return [
        (
            Fact("masked", thing.what, thing.what, thing.line),
            " ".join(surface(text[thing.source.start : thing.source.end]).text.split()),
        )
        for thing in redact_note(text, path, settings, body).removed
    ]


def masked_changes(path: str, was: Sequence[Masked], now: Sequence[Masked]) -> list[Change]:
    """The masked values that came, went, moved or are others than they were, in order of lines.

    >>> pin, other = Fact("masked", "pin", "pin", 3), Fact("masked", "pin", "pin", 5)
    >>> [found] = masked_changes("a.md", [(pin, "24680")], [(other, "13579")])
    >>> found == Change("a.md", pin, other)
    True
    >>> masked_changes("a.md", [(pin, "24680")], [(other, "24680")])
    []
    """
    gone, come = _left(was, now)
    same, gone, come = pair(gone, come, lambda item: (item[0].key, item[1]))
    other, gone, come = pair(gone, come, lambda item: item[0].key)
    found = [Change(path, old[0], replace(new[0], state=(MOVED,))) for old, new in same]
    found += [Change(path, old[0], new[0]) for old, new in other]
    found += [Change(path, old[0], None) for old in gone]
    found += [Change(path, None, new[0]) for new in come]
    return sorted(found, key=lambda change: change.fact.line)


def _left(was: Sequence[Masked], now: Sequence[Masked]) -> tuple[list[Masked], list[Masked]]:
    """What does not stand on both sides in the same order."""
    values = [[(fact.key, value) for fact, value in side] for side in (was, now)]
    same = [block for block in LCSseq.opcodes(*values) if block.tag == "equal"]
    before = {i for block in same for i in range(block.src_start, block.src_end)}
    after = {i for block in same for i in range(block.dest_start, block.dest_end)}
    return (
        [item for i, item in enumerate(was) if i not in before],
        [item for i, item in enumerate(now) if i not in after],
    )
