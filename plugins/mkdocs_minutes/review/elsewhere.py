"""Masked values known by keyed hashes alone, which tell where an edited note needs all the others.

What one note masks is masked in all. So an edit of one note is not followed by itself where it
shows what others mask, or masks what these may show.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from hashlib import blake2b
from itertools import accumulate, chain

import msgspec

from ..core.records import ParsedNote, RawNote
from ..core.settings import Settings
from ..core.withheld import LONGEST, Withheld, spellings, withheld_in
from ..store.machine_key import seal

_HASH_BYTES = 8
_BEGINNING = 8
"""Letters and digits by which a value is looked for: a text that gives one away has no fewer."""
_FARTHEST = 4 * LONGEST
"""Letters and digits of the longest spelling."""

# As the scan for leaks parts them: what is no letter of English carries nothing on.
_RUN = re.compile(rb"[a-z0-9]+|[\x80-\xff]")
_ESCAPE = re.compile(rb"%[0-9a-f]{2}|\\u[0-9a-f]{4}|\\[nrt]")


def hashes_of(values: Iterable[Withheld]) -> frozenset[bytes]:
    """The hashes of all spellings of values without their signs, and of how these begin.

    They are keyed with what this machine alone knows: nobody else finds a value by trying.
    """
    texts = {text for value in values for text in value.texts}
    runs = (_runs(one, text) for text in texts for one in spellings(text))
    bare = {b"".join(run) for run in runs}
    return frozenset(map(_hash, chain(bare, (one[:_BEGINNING] for one in bare))))


Notes = tuple[Mapping[str, RawNote | None], Mapping[str, ParsedNote]]
"""Notes by path, as their files are and as they are read."""


def concerns_others(
    old: Notes, new: Notes, known: tuple[frozenset[bytes], frozenset[bytes]], settings: Settings
) -> bool:
    """Whether edited notes show what others mask, or mask or masked what these may show.

    `known` are the hashes of all values that are masked in the archive, and of those that notes
    show which do not mask them.
    """
    masked, shown = known
    was, now = (_masked(*notes, settings) for notes in (old, new))
    shown_now = any(_shows(note, masked) for note in new[1].values())
    return shown_now or not now <= masked or bool(shown & (was | now))


def _masked(
    raw: Mapping[str, RawNote | None], notes: Mapping[str, ParsedNote], settings: Settings
) -> frozenset[bytes]:
    """The hashes of what notes mask."""
    found = ((note, path, notes[path].facts.sensitive) for path, note in raw.items() if note)
    return hashes_of(chain.from_iterable(withheld_in(*each, settings) for each in found if each[2]))


def _shows(note: ParsedNote, hashes: frozenset[bytes]) -> bool:
    """Whether a note shows a value of these hashes; some that are nearly so are told as well."""
    data = msgspec.msgpack.encode((note.note, note.facts)).lower() if hashes else b""
    return any(_holds(part, hashes) for part in {data, _ESCAPE.sub(b" ", data)})


def _runs(spelling: str, text: str) -> list[bytes]:
    """The runs of letters and digits of a spelling; of a longer value the last goes on."""
    runs = _RUN.findall(spelling.encode(errors="replace").lower())
    return runs[:-1] if len(text) == LONGEST else runs


def _holds(data: bytes, hashes: frozenset[bytes]) -> bool:
    runs = _RUN.findall(data)
    bare = b"".join(runs)
    starts = [0, *accumulate(map(len, runs))]
    begun: dict[bytes, bool] = {}
    for number, start in enumerate(starts):
        first = bare[start : start + _BEGINNING]
        if first not in begun:
            begun[first] = _hash(first) in hashes
        if begun[first] and any(_hash(one) in hashes for one in _from(bare, starts, number)):
            return True
    return False


def _from(bare: bytes, starts: list[int], number: int) -> Iterator[bytes]:
    """What runs that follow each other come to, from one of them on."""
    start = starts[number]
    for end in starts[number + 1 :]:
        if end - start > _FARTHEST:
            return
        if end - start >= _BEGINNING:
            yield bare[start:end]


def _hash(bare: bytes) -> bytes:
    return blake2b(bare, key=_key(), digest_size=_HASH_BYTES).digest()


@cache
def _key() -> bytes:
    return seal(b"masked values")
