"""Snapshots kept on disk, so that a state which was compared once is not read again.

Of a large archive an edit concerns a few notes. So a snapshot lies in four files: what is needed of
the whole archive; the packed notes, of which those are read that differ; its basis; and what its
notes ask, which is searched where it lies. The first and the basis are sealed, and the first has
the hashes of the other two.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import suppress
from mmap import ACCESS_READ, mmap
from pathlib import Path
from tempfile import NamedTemporaryFile

import msgspec

from ..core.records import Problem
from ..store.machine_key import sealed, unsealed
from .basis import Basis
from .patch import Kept
from .snapshot import Entity, Snapshot, hash_of

KEPT = 6
"""Snapshots that are kept: the states that a few reviews go back and forth between."""


class _Head(msgspec.Struct, array_like=True):
    """What is needed of the whole archive; `places` are where each note is packed, and how long.

    `hashes` are those of the packed notes, and of what they ask.
    """

    notes: dict[str, bytes]
    entities: dict[str, Entity]
    addresses: tuple[str, ...]
    redirects: dict[str, str]
    problems: tuple[Problem, ...]
    places: dict[str, tuple[int, int]]
    hashes: tuple[bytes, bytes]


_KINDS = ("snapshot", "notes", "basis", "asked")


class Origin(msgspec.Struct):
    """Of a basis, the files that the archive was made of, and the key of all else."""

    context: str
    files: dict[str, str]


_ORIGINS = msgspec.msgpack.Decoder(Origin)

_BASES = msgspec.msgpack.Decoder(Basis)

_HEADS = msgspec.msgpack.Decoder(_Head)


class _PackedNotes(Mapping[str, bytes]):
    """The packed notes in a file, each read when it is asked for."""

    def __init__(self, data: mmap, places: dict[str, tuple[int, int]]) -> None:
        self._data = data
        self._places = places

    def __getitem__(self, path: str) -> bytes:
        start, length = self._places[path]
        return self._data[start : start + length]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


class SnapshotStore:
    """The snapshots kept in a folder; losing one only costs time, so a broken one is none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: dict[str, tuple[Snapshot, bytes]] = {}

    def find(self, key: str) -> Snapshot | None:
        """The snapshot kept under a key, `None` where there is none that can be read."""
        found = self._find(key)
        return found[0] if found else None

    def _find(self, key: str) -> tuple[Snapshot, bytes] | None:
        """The snapshot, and the hash of what its notes ask."""
        if key in self._found:
            return self._found[key]
        head, notes, *_ = self._files(key)
        try:
            read = _HEADS.decode(_believed(head))
            packed = _PackedNotes(_mapped(notes, read.hashes[0]), read.places)
            os.utime(head)
        except (OSError, ValueError, msgspec.MsgspecError):
            return None
        made = Snapshot(
            read.notes, read.entities, read.addresses, read.redirects, read.problems, packed
        )
        self._found[key] = made, read.hashes[1]
        return self._found[key]

    def origins(self) -> Iterator[tuple[str, Origin]]:
        """The keys of the snapshots with what each was made of, the one asked for last first."""
        for head in reversed(self._heads()):
            with suppress(OSError, ValueError, msgspec.MsgspecError):
                yield head.stem, _ORIGINS.decode(_believed(head.with_suffix(".basis")))

    def find_with_basis(self, key: str) -> Kept | None:
        """The snapshot kept under a key with all that it was made by; `None` where any is lost."""
        found = self._find(key)
        *_, below, asked = self._files(key)
        if found:
            with suppress(OSError, ValueError, msgspec.MsgspecError):
                basis = _BASES.decode(_believed(below))
                return Kept(found[0], basis, _mapped(asked, found[1]))
        return None

    def keep(self, key: str, made: Snapshot, basis: Basis, asked: bytes) -> None:
        """Keep a snapshot under a key, and drop those that were not asked for the longest."""
        head, notes, below, dependencies = self._files(key)
        places, start, packed = {}, 0, b"".join(made.packed.values())
        for path, data in made.packed.items():
            places[path] = (start, len(data))
            start += len(data)
        kept = _Head(
            made.notes,
            made.entities,
            made.addresses,
            made.redirects,
            made.problems,
            places,
            (hash_of(packed), hash_of(asked)),
        )
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            _write(notes, packed)
            _write(dependencies, asked)
            _write(below, sealed(below.name, msgspec.msgpack.encode(basis)))
            _write(head, sealed(head.name, msgspec.msgpack.encode(kept)))
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


def _mapped(file: Path, hashed: bytes) -> mmap:
    """A file where it lies, if it has this hash; raises `ValueError` where it has not."""
    with file.open("rb") as opened:
        data = mmap(opened.fileno(), 0, access=ACCESS_READ)
    if hash_of(data) != hashed:
        raise ValueError(file.name)
    return data


def _write(file: Path, data: bytes) -> None:
    """Write a file that nobody sees half written."""
    with NamedTemporaryFile(dir=file.parent, delete=False) as temporary:
        temporary.write(data)
    Path(temporary.name).replace(file)
