"""Snapshots kept on disk, so that a state which was compared once is not read again.

Each lies in two files, which are sealed: itself, and its origin, of which many are looked at.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import msgspec

from ..core.records import Problem
from ..site.files import replacing
from ..store.machine_key import sealed, unsealed
from .snapshot import Snapshot

KEPT = 6
"""Snapshots that are kept: the states that a few reviews go back and forth between."""


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
_SNAPSHOTS = msgspec.msgpack.Decoder(Snapshot)


class SnapshotStore:
    """The snapshots kept in a folder; losing one only costs time, so a broken one is none."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._found: dict[str, Snapshot] = {}

    def find(self, key: str) -> Snapshot | None:
        """The snapshot kept under a key, `None` where there is none that can be read."""
        if key not in self._found:
            file = self._folder / f"{key}.snapshot"
            with suppress(OSError, ValueError, msgspec.MsgspecError):
                self._found[key] = _SNAPSHOTS.decode(_believed(file))
                os.utime(file)
        return self._found.get(key)

    def origins(self) -> Iterator[tuple[str, Origin]]:
        """The keys of the snapshots with what each was made of, the one asked for last first."""
        for file in reversed(self._files()):
            with suppress(OSError, ValueError, msgspec.MsgspecError):
                yield file.stem, _ORIGINS.decode(_believed(file.with_suffix(".origin")))

    def keep(self, key: str, made: Snapshot, origin: Origin) -> list[str]:
        """Keep a snapshot under a key, and drop those that were not asked for the longest.

        What comes back are the keys of these.
        """
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            for kind, value in (("origin", origin), ("snapshot", made)):
                name = f"{key}.{kind}"
                with replacing(self._folder / name) as file:
                    file.write(sealed(name, msgspec.msgpack.encode(value)))
            return [*self._drop_oldest()]
        return []

    def _files(self) -> list[Path]:
        return sorted(self._folder.glob("*.snapshot"), key=lambda file: file.stat().st_mtime_ns)

    def _drop_oldest(self) -> Iterator[str]:
        for file in self._files()[:-KEPT]:
            file.unlink(missing_ok=True)
            file.with_suffix(".origin").unlink(missing_ok=True)
            yield file.stem


def _believed(file: Path) -> bytes:
    """What a file holds, if it is as it was kept; raises `ValueError` where it is not."""
    data = unsealed(file.name, file.read_bytes())
    if data is None:
        raise ValueError(file.name)
    return data
