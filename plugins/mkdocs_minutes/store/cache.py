"""A content-addressed store: what was computed once is found again by what it was computed from."""

from __future__ import annotations

import hashlib
import hmac
import os
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from functools import cache as memoise
from pathlib import Path
from typing import Self

from .machine_key import keep_out_of_commits, seal

FORGOTTEN_AFTER = 300
"""An entry goes when the cache was opened so often without being asked for it.

What stands as the last build made it is not asked for.
"""

MARKED_EVERY = 10
"""That an entry was asked for is written down once in so many openings, since it costs time."""

LARGEST = 2_000_000_000
"""Bytes beyond which only what was asked for in the last `MARKED_EVERY` openings stays."""

SPARE = 64_000_000
"""Bytes that a cache may hold in vain; more than that, and half of all, it gives back."""

_TABLE = (
    "CREATE TABLE kept (key BLOB PRIMARY KEY, opening INTEGER NOT NULL, "
    "value BLOB NOT NULL, seal BLOB NOT NULL)"
)


@memoise
def code_version() -> str:
    """A hash of this package's code, with its words, page templates and all else that it reads.

    A cached value is only as good as the code that made it.
    """
    digest = hashlib.sha256()
    folder = Path(__file__).parents[1]
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            digest.update(path.relative_to(folder).as_posix().encode())
            digest.update(path.read_bytes())
    return digest.hexdigest()


def key_of(*parts: bytes | str) -> bytes:
    """The key of a value: a hash of all that it depends on, the parts kept apart.

    >>> key_of("ab", "c") == key_of("a", "bc")
    False
    """
    digest = hashlib.sha256()
    for part in parts:
        data = part.encode() if isinstance(part, str) else part
        digest.update(len(data).to_bytes(8, "big"))
        digest.update(data)
    return digest.digest()


class Cache:
    """Bytes by key, in one SQLite file; a context manager that commits when its block ends.

    Losing the cache only costs time, so a file that cannot be used is replaced, and where no file
    can be written, or another build holds it, nothing is kept. A value that was not sealed with
    this machine's key, or changed since, is none.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._database = sqlite3.connect(":memory:")
        self._damaged = False

    def __enter__(self) -> Self:
        self._database = self._open()
        (last,) = self._database.execute("PRAGMA user_version").fetchone()
        self._opening = last + 1
        self._used: list[bytes] = []
        return self

    def __exit__(self, *_: object) -> None:
        with self._noting_damage(), self._database:
            self._database.execute(f"PRAGMA user_version = {self._opening}")
            self._database.executemany(
                "UPDATE kept SET opening = ? WHERE key = ?",
                ((self._opening, key) for key in self._used),
            )
            if self._opening % MARKED_EVERY == 0:  # it looks at each entry
                self._forget(FORGOTTEN_AFTER)
            if self._bytes("page_count") - self._bytes("freelist_count") > LARGEST:
                self._forget(MARKED_EVERY + 1)
        with self._noting_damage():
            if self._bytes("freelist_count") > max(SPARE, self._bytes("page_count") // 2):
                self._database.execute("VACUUM")
        self._database.close()
        if self._damaged and self._folder is not None:
            _remove(self._folder / _FILE)

    def _forget(self, openings: int) -> None:
        """Let go what was not asked for since so many openings."""
        self._database.execute("DELETE FROM kept WHERE opening <= ?", (self._opening - openings,))

    def _bytes(self, pages: str) -> int:
        """How much of the file a kind of its pages takes."""
        (count,) = self._database.execute(f"PRAGMA {pages}").fetchone()
        (size,) = self._database.execute("PRAGMA page_size").fetchone()
        return int(count * size)

    def get(self, key: bytes) -> bytes | None:
        """The value kept under a key, `None` where there is none."""
        with self._noting_damage():
            query = "SELECT opening, value, seal FROM kept WHERE key = ?"
            row = self._database.execute(query, (key,)).fetchone()
            if row is not None and _is_sealed(key, row[1], row[2]):
                if row[0] < self._opening - MARKED_EVERY:
                    self._used.append(key)
                return bytes(row[1])
        return None

    def names(self) -> set[bytes]:
        """The keys of all that is kept."""
        with self._noting_damage():
            return {key for (key,) in self._database.execute("SELECT key FROM kept")}
        return set()

    def hold(self, keys: Iterable[bytes]) -> None:
        """Let values stay that are leant on, though nobody asked for them."""
        self._used += keys

    @property
    def opening(self) -> int:
        """How often the cache was opened, this time counted."""
        return int(self._opening)

    def reader(self) -> Callable[[bytes], bytes | None]:
        """What gives the value under a key, also when this is closed, and in other processes.

        What it gives is not marked as asked for: let it stay by `hold`.
        """
        return self.get if self._folder is None else _Reader(self._folder / _FILE)

    def drop(self, keys: Iterable[bytes]) -> None:
        """Keep nothing under these keys, and no trace of what was."""
        with self._noting_damage(), self._database:
            self._database.executemany("DELETE FROM kept WHERE key = ?", ((key,) for key in keys))

    def clear(self) -> None:
        """Keep nothing of all that there is, and no trace of it."""
        with self._noting_damage(), self._database:
            self._database.execute("DELETE FROM kept")

    def put(self, entries: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep values under their keys."""
        with self._noting_damage(), self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)",
                ((key, self._opening, value, seal(key, value)) for key, value in entries),
            )

    @contextmanager
    def _noting_damage(self) -> Iterator[None]:
        """Go on without the cache where it fails, and remember to replace it if it is damaged."""
        try:
            yield
        except sqlite3.OperationalError:
            pass  # locked by another build, or the disk is full
        except sqlite3.Error:
            self._damaged = True

    def _open(self) -> sqlite3.Connection:
        if self._folder is not None:
            path = self._folder / _FILE
            for _attempt in range(2):
                try:
                    return _connect(path)
                except OSError:
                    break
                except sqlite3.OperationalError as error:
                    if error.sqlite_errorcode in _HELD:
                        break
                    _remove(path)
                except sqlite3.Error:
                    _remove(path)
        memory = sqlite3.connect(":memory:")
        memory.execute(_TABLE)
        return memory


class _Reader:
    """Values by key out of a file, which each process opens for itself when it is first asked."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._process = 0

    def __call__(self, key: bytes) -> bytes | None:
        query = "SELECT value, seal FROM kept WHERE key = ?"
        try:
            if self._process != os.getpid():
                self._database = sqlite3.connect(self._path, timeout=60, check_same_thread=False)
                self._process = os.getpid()
            row = self._database.execute(query, (key,)).fetchone()
        except sqlite3.Error:
            return None
        return bytes(row[0]) if row is not None and _is_sealed(key, *row) else None


_FILE = "cache.sqlite"
_HELD = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL, sqlite3.SQLITE_READONLY)


def _is_sealed(key: bytes, value: object, stored: object) -> bool:
    return (
        isinstance(value, bytes)
        and isinstance(stored, bytes)
        and hmac.compare_digest(seal(key, value), stored)
    )


def _connect(path: Path) -> sqlite3.Connection:
    path.parent.mkdir(parents=True, exist_ok=True)
    keep_out_of_commits(path.parent)
    database = sqlite3.connect(path, timeout=5)
    try:
        # What another program laid out in the file is not run.
        database.execute("PRAGMA trusted_schema = OFF")
        # A cache that a crash leaves half written is thrown away, so nothing waits for the disk.
        database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA secure_delete = ON")
        with suppress(sqlite3.OperationalError):  # it is there
            database.execute(_TABLE)
        laid_out = database.execute("SELECT sql FROM sqlite_schema WHERE sql NOT NULL").fetchall()
        if laid_out != [(_TABLE,)]:
            raise sqlite3.DatabaseError("this is the file of something else")
        database.execute("SELECT count(*) FROM kept").fetchone()
    except sqlite3.Error:
        database.close()
        raise
    return database


def _remove(path: Path) -> None:
    """Remove a database with what SQLite lays beside it; where that fails, it stays."""
    for ending in ("", "-journal", "-wal", "-shm"):
        with suppress(OSError):
            path.with_name(path.name + ending).unlink(missing_ok=True)
