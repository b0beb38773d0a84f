"""Notes of files that are as they were when they were read last: they are not read again."""

from __future__ import annotations

import time
from pathlib import Path

import msgspec

from ..core.records import RawNote
from ..store.cache import Cache, code_version, key_of
from ..store.file_state import file_state, is_telling


class _Known(msgspec.Struct, array_like=True, gc=False):
    """A file that is one note: its state as it was read, and the digest of its bytes."""

    state: bytes
    digest: str


_KNOWN = msgspec.msgpack.Decoder(dict[str, _Known])


class StandingNote(RawNote):
    """A note of a file that is as it was: its bytes are read when somebody asks for them.

    To ask for them raises `OSError` where the file is gone by then.
    """

    __slots__ = ("_digest", "_file")

    _digest: str
    _file: Path

    def __init__(self, path: str, file: Path, digest: str) -> None:
        for name, value in (("path", path), ("_file", file), ("_digest", digest)):
            object.__setattr__(self, name, value)

    @property
    def data(self) -> bytes:
        """The bytes of the file."""
        return self._file.read_bytes()

    @property
    def digest(self) -> str:
        """What `Note.digest` of the note is."""
        return self._digest


class StandingFiles:
    """The files below a folder that are one note each, known from one time to the next.

    `depends_on` is all else that decides which files are notes and which of them are one.
    """

    def __init__(self, folder: Path, depends_on: str, cache: Cache) -> None:
        self._folder = folder
        self._cache = cache
        self._name = key_of("files that are one note", code_version(), str(folder), depends_on)
        try:
            self._known = _KNOWN.decode(cache.get(self._name) or b"\x80")
        except msgspec.MsgspecError:
            self._known = {}
        self._now: dict[str, _Known] = {}
        self._states: dict[str, bytes] = {}
        self._began = time.time_ns()

    def find(self, path: str) -> RawNote | None:
        """The note of a file that is as it was, `None` where it has to be read."""
        known, state = self._known.get(path), file_state(f"{self._folder}/{path}")
        if known is None or state != known.state:
            self._states[path] = state
            return None
        self._now[path] = known
        return StandingNote(path, self._folder / path, known.digest)

    def is_one(self, note: RawNote) -> bool:
        """Whether a note has the bytes that its file had when it was one."""
        known = self._known.get(note.path)
        return known is not None and known.digest == note.digest

    def add(self, note: RawNote) -> None:
        """Know that a file is one note, which was read since it was looked for."""
        state = self._states.get(note.path, b"")
        if is_telling(state, self._began):
            self._now[note.path] = _Known(state, note.digest)

    def keep(self) -> None:
        """Keep what is known now."""
        if self._now != self._known:
            self._cache.put([(self._name, msgspec.msgpack.encode(self._now))])
