"""Snapshots kept on disk, so that a state which was compared once is not read again.

Of a large archive an edit concerns a few notes. So a snapshot lies in four files: what is needed of
the whole archive; the packed notes, of which those are read that differ; its basis; and the rows of
its notes, which are read where they lie. The first and the basis are sealed, and have the hashes of
the other two.
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
from ..core.registry import Registry
from ..store.machine_key import sealed, unsealed
from .basis import Basis, Kept
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

_KINDS = ("snapshot", "notes", "basis", "rows")


class Origin(msgspec.Struct):
    """Of a basis, the files that the archive was made of, and the key of all else."""

    context: str
    files: dict[str, str]


_ORIGINS = msgspec.msgpack.Decoder(tuple[Origin, msgspec.Raw])

_BASES = msgspec.msgpack.Decoder(tuple[Basis, _Packed])

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
                yield head.stem, _ORIGINS.decode(_believed(head.with_suffix(".basis")))[0]

    def find_with_basis(self, key: str, registry: Registry) -> Kept | None:
        """The snapshot kept under a key with all that it was made by; `None` where any is lost."""
        found = self.find(key)
        *_, below, rows = self._files(key)
        if found:
            with suppress(OSError, ValueError, msgspec.MsgspecError):
                basis, packed = _BASES.decode(_believed(below))
                return Kept(found, basis, _reader(rows, packed), registry)
        return None

    def keep(self, key: str, made: Snapshot, basis: Basis, rows: Mapping[str, bytes]) -> None:
        """Keep a snapshot under a key, and drop those that were not asked for the longest."""
        head, notes, below, rows_file = self._files(key)
        whole = made.notes, made.entities, made.addresses, made.redirects, made.problems
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            packed = _write_packed(notes, {path: made.packed(path) for path in made.notes})
            _write_sealed(below, (basis, _write_packed(rows_file, rows)))
            _write_sealed(head, (*whole, packed))
            self._drop_oldest()

    def _files(self, key: str) -> list[Path]:
        return [self._folder / f"{key}.{kind}" for kind in _KINDS]

    def _heads(self) -> list[Path]:
        return sorted(self._folder.glob("*.snapshot"), key=lambda head: head.stat().st_mtime_ns)

    def _drop_oldest(self) -> None:
        for head in self._heads()[:-KEPT]:
            for file in self._files(head.stem):
                file.unlink(missing_ok=True)


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
