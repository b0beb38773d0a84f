"""A content-addressed store: what was computed once is found again by what it was computed from."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterable
from contextlib import suppress
from functools import cache as memoise
from pathlib import Path
from typing import Self

FORGOTTEN_AFTER = 30
"""An entry goes when the cache was opened so often without being asked for it."""

MARKED_EVERY = 10
"""That an entry was asked for is written down once in so many openings, since it costs time."""

_LAYOUT = """
CREATE TABLE IF NOT EXISTS kept (
    key BLOB PRIMARY KEY, opening INTEGER NOT NULL, value BLOB NOT NULL
);
"""


@memoise
def code_version() -> str:
    """A hash of this package's code, with its words, page templates and all else that it reads.

    A cached value is only as good as the code that made it.
    """
    digest = hashlib.sha256()
    folder = Path(__file__).parent
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
    can be written nothing is kept.
    """

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder
        self._database = sqlite3.connect(":memory:")

    def __enter__(self) -> Self:
        self._database = self._open()
        (last,) = self._database.execute("PRAGMA user_version").fetchone()
        self._opening = last + 1
        self._used: list[bytes] = []
        return self

    def __exit__(self, *_: object) -> None:
        with suppress(sqlite3.Error), self._database:
            self._database.execute(f"PRAGMA user_version = {self._opening}")
            self._database.executemany(
                "UPDATE kept SET opening = ? WHERE key = ?",
                ((self._opening, key) for key in self._used),
            )
            self._database.execute(
                "DELETE FROM kept WHERE opening <= ?", (self._opening - FORGOTTEN_AFTER,)
            )
        self._database.close()

    def get(self, key: bytes) -> bytes | None:
        """The value kept under a key, `None` where there is none."""
        with suppress(sqlite3.Error):
            query = "SELECT opening, value FROM kept WHERE key = ?"
            row = self._database.execute(query, (key,)).fetchone()
            if row is not None:
                if row[0] < self._opening - MARKED_EVERY:
                    self._used.append(key)
                return bytes(row[1])
        return None

    def put(self, entries: Iterable[tuple[bytes, bytes]]) -> None:
        """Keep values under their keys."""
        with suppress(sqlite3.Error), self._database:
            self._database.executemany(
                "INSERT OR REPLACE INTO kept VALUES (?, ?, ?)",
                ((key, self._opening, value) for key, value in entries),
            )

    def _open(self) -> sqlite3.Connection:
        if self._folder is not None:
            path = self._folder / "cache.sqlite"
            for attempt in range(2):
                try:
                    return self._connect(path)
                except (OSError, sqlite3.Error):
                    if attempt == 0:
                        with suppress(OSError):
                            path.unlink(missing_ok=True)
        memory = sqlite3.connect(":memory:")
        memory.executescript(_LAYOUT)
        return memory

    @staticmethod
    def _connect(path: Path) -> sqlite3.Connection:
        path.parent.mkdir(parents=True, exist_ok=True)
        database = sqlite3.connect(path, timeout=5)
        # A cache that a crash leaves half written is thrown away, so nothing waits for the disk.
        database.execute("PRAGMA synchronous = OFF")
        database.executescript(_LAYOUT)
        database.execute("SELECT count(*) FROM kept").fetchone()
        return database
