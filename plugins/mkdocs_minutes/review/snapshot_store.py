"""Snapshots kept on disk, so that a state which was compared once is not read again.

Of a large archive an edit concerns a few notes. So a snapshot lies in three files: what is needed
of the whole archive; the packed notes, of which those are read that differ; and its origin. The
first is sealed with the hash of the second, and so is the origin.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from itertools import accumulate
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec

from ..core.records import Problem
from ..store.machine_key import sealed, unsealed
from .snapshot import Entity, Snapshot, hash_of

KEPT = 6
"""Snapshots that are kept: the states that a few reviews go back and forth between."""


class _Packed(msgspec.Struct, array_like=True):
    """Packed values in a file with this hash: where that of each path is, and how long."""

    hash: bytes
    places: dict[str, tuple[int, int]]


_Head = tuple[
    dict[str, bytes],
    dict[str, Entity],
    tuple[str, ...],
    dict[str, str],
    tuple[Problem, ...],
    _Packed,
]
"""What is needed of the whole archive, as in `Snapshot`, with its packed notes."""

_KINDS = ("snapshot", "notes", "origin")


class Origin(msgspec.Struct):
    """What an archive was made of, from which one that a few edits lead to can follow.

    `context` is a key of all but the notes: the settings, the registry, the code. `files` holds the
    key of what each note holds, by path, and `problems` what kept files from being notes. `masked`
    are the hashes of all values that are masked, `shown` those of values that notes show which do
    not mask them.
    """

    context: str
    files: dict[str, str]
    problems: tuple[Problem, ...] = ()
    masked: frozenset[bytes] = frozenset()
    shown: frozenset[bytes] = frozenset()


_ORIGINS = msgspec.msgpack.Decoder(Origin)

_HEADS = msgspec.msgpack.Decoder(_Head)


class SnapshotStore:
    """The snapshots kept in a folder; losing one only costs time, so a broken one is none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: dict[str, Snapshot] = {}

    def find(self, key: str) -> Snapshot | None:
        """The snapshot kept under a key, `None` where there is none that can be read."""
        if key not in self._found:
            head, notes, *_ = self._files(key)
            with suppress(OSError, ValueError, msgspec.MsgspecError):
                read: _Head = _HEADS.decode(_believed(head))
                packed = _reader(notes, read[5])
                os.utime(head)
                self._found[key] = Snapshot(*read[:5], packed)
        return self._found.get(key)

    def origins(self) -> Iterator[tuple[str, Origin]]:
        """The keys of the snapshots with what each was made of, the one asked for last first."""
        for head in reversed(self._heads()):
            with suppress(OSError, ValueError, msgspec.MsgspecError):
                yield head.stem, _ORIGINS.decode(_believed(head.with_suffix(".origin")))

    def keep(self, key: str, made: Snapshot, origin: Origin) -> list[str]:
        """Keep a snapshot under a key, and drop those that were not asked for the longest.

        What comes back are the keys of these.
        """
        head, notes, origin_file = self._files(key)
        whole = made.notes, made.entities, made.addresses, made.redirects, made.problems
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            packed = _write_packed(notes, {path: made.packed(path) for path in made.notes})
            _write_sealed(origin_file, origin)
            _write_sealed(head, (*whole, packed))
            return [*self._drop_oldest()]
        return []

    def _files(self, key: str) -> list[Path]:
        return [self._folder / f"{key}.{kind}" for kind in _KINDS]

    def _heads(self) -> list[Path]:
        return sorted(self._folder.glob("*.snapshot"), key=lambda head: head.stat().st_mtime_ns)

    def _drop_oldest(self) -> Iterator[str]:
        for head in self._heads()[:-KEPT]:
            for file in self._files(head.stem):
                file.unlink(missing_ok=True)
            yield head.stem


def _believed(file: Path) -> bytes:
    """What a file holds, if it is as it was kept; raises `ValueError` where it is not."""
    data = unsealed(file.name, file.read_bytes())
    if data is None:
        raise ValueError(file.name)
    return data


def _reader(file: Path, packed: _Packed) -> Callable[[str], bytes]:
    """What gives packed values by their paths, each read when it is asked for.

    Raises `ValueError` where the file is not as it was kept.
    """
    with file.open("rb") as opened:
        data = mmap(opened.fileno(), 0, access=ACCESS_READ)
    if hash_of(data) != packed.hash:
        raise ValueError(file.name)

    def read(path: str) -> bytes:
        start, length = packed.places[path]
        return data[start : start + length]

    return read


def _write_packed(file: Path, values: Mapping[str, bytes]) -> _Packed:
    data = b"".join(values.values())
    lengths = [*map(len, values.values())]
    places = zip(accumulate(lengths, initial=0), lengths, strict=False)
    _write(file, data)
    return _Packed(hash_of(data), dict(zip(values, places, strict=True)))


def _write_sealed(file: Path, value: object) -> None:
    _write(file, sealed(file.name, msgspec.msgpack.encode(value)))


def _write(file: Path, data: bytes) -> None:
    """Write a file that nobody sees half written."""
    with NamedTemporaryFile(dir=file.parent, delete=False) as temporary:
        temporary.write(data)
    Path(temporary.name).replace(file)
