"""Sorted entries cut into files, and the files as scripts.

Each file is a script that hands its data to `minutesSearch(name, data)`, since a page opened from
a folder may load scripts but not fetch. The data is JSON, compressed and written as characters.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from zlib import crc32

from .codec import front_coded, read_front_coded, shared_length
from .printable import printable, read_printable

_BEGINNING = b'minutesSearch("'
_HEAD = _BEGINNING + b'%s","'
_END = b'")\n'

_LEVEL = 7
"""How hard files are compressed: harder takes three times as long for a 250th of their size."""


SMALL = 8
"""A shard is small that has less than this part of the size: a request is worth more."""


@dataclass(frozen=True, slots=True)
class IndexFile:
    """A file of the index: its path under the index's folder, and its bytes."""

    path: str
    data: bytes


def write_files(folder: Path, files: Iterable[IndexFile]) -> None:
    """Write files below a folder, which is made where it is missing."""
    known: set[str] = set()
    for file in files:
        target = f"{folder}/{file.path}"
        parent = target.rpartition("/")[0]
        if parent not in known:
            Path(parent).mkdir(parents=True, exist_ok=True)
            known.add(parent)
        with open(target, "wb") as opened:  # thousands of files, and a Path is slower
            opened.write(file.data)


def are_there(folder: Path, written: Mapping[str, bytes]) -> bool:
    """Whether a folder holds files with these hashes at these paths."""
    try:
        return all(hashed((folder / path).read_bytes()) == found for path, found in written.items())
    except OSError:
        return False


def hashed(data: bytes) -> bytes:
    """What tells the bytes of one file from those of another."""
    return blake2b(data, digest_size=16).digest()


@dataclass(frozen=True, slots=True)
class Shard:
    """A run of sorted entries. Every key from `begins` up to the next shard's lies here."""

    begins: str
    text: str


def cut(entries: Iterable[tuple[str, str]], size: int, before: str = "") -> Iterator[Shard]:
    """Sorted keys and their texts as shards of at most `size` characters.

    An entry that is longer than that has a shard of its own, or shares it with what alone would
    make a small one. No entries give no shard. A shard that is nearly full ends before a key that
    looks like a beginning, so that an entry that grows moves the ends of a few shards and not those
    of all behind it. `before` is the last key of the shard before these.

    >>> [shard.begins for shard in cut([("bear", "x" * 9), ("beer", "y"), ("bell", "z")], 20)]
    ['', 'bee']
    """
    keys: list[str] = []
    texts: list[str] = []
    held = 0
    for key, text in entries:
        length = len(key) + len(text) + 2
        full = held + length > size and held * SMALL >= size
        if full or (held * 4 >= size * 3 and _begins(key)):
            yield _shard(before, keys, texts)
            before = keys[-1]
            keys, texts, held = [], [], 0
        keys.append(key)
        texts.append(text)
        held += length
    if keys:
        yield _shard(before, keys, texts)


def _begins(key: str) -> bool:
    """Whether a shard may begin with a key: with one in eight, whatever keys are before it."""
    return crc32(key.encode("utf-8", "surrogatepass")) % 8 == 0


def read_shard(text: str) -> dict[str, str]:
    """The keys and texts of a shard.

    >>> [shard] = cut([("bear", "x"), ("beer", "y|z")], 99)
    >>> read_shard(shard.text)
    {'bear': 'x', 'beer': 'y|z'}
    """
    parts = [entry.partition("|") for entry in text.split("~")]
    keys = read_front_coded(key for key, _, _ in parts)
    return dict(zip(keys, (rest for _, _, rest in parts), strict=True))


def script(name: str, data: object) -> IndexFile:
    """Data as a script under that name, with `.js` behind it.

    >>> made = script("t/0", ["token"] * 100)
    >>> made.path, len(made.data) < 60
    ('t/0.js', True)
    """
    text = json.dumps(data, ensure_ascii=False, separators=(",", ":"))
    packed = printable(zlib.compress(text.encode("utf-8", "backslashreplace"), _LEVEL))
    return IndexFile(f"{name}.js", _HEAD % name.encode() + packed + _END)


def renamed(data: bytes, name: str) -> IndexFile:
    """A file of the index under another name.

    >>> renamed(script("t/0", ["x"]).data, "t/1") == script("t/1", ["x"])
    True
    """
    return IndexFile(f"{name}.js", _HEAD % name.encode() + data[data.index(b",") + 2 :])


def read_script(data: bytes) -> object:
    """The data that `script` wrote; others raise `ValueError`.

    >>> read_script(script("t/0", ["x"]).data)
    ['x']
    """
    value: object = json.loads(unpacked_script(data))
    return value


def unpacked_script(data: bytes) -> bytes:
    """The JSON that a file of the index holds; `ValueError` for any other file.

    >>> unpacked_script(script("t/0", ["x"]).data)
    b'["x"]'
    """
    if not (data.startswith(_BEGINNING) and data.endswith(_END)):
        raise ValueError("this is no file of the index")
    packed = data[data.index(b",") + 2 : -len(_END)]
    try:
        return zlib.decompress(read_printable(packed))
    except zlib.error as error:
        raise ValueError(f"a file of the index is broken: {error}") from error


def _shard(before: str, keys: Sequence[str], texts: Sequence[str]) -> Shard:
    entries = (f"{key}|{text}" for key, text in zip(front_coded(keys), texts, strict=True))
    first = keys[0]
    # The shortest beginning of the first key that still sorts behind all keys before it.
    begins = first[: shared_length(before, first) + 1] if before else ""
    return Shard(begins, "~".join(entries))
