"""Looks through what was written for values that were masked: none must stand there in any way."""

from __future__ import annotations

import re
import sqlite3
import zlib
from collections.abc import Container, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import msgspec
from ahocorasick_rs import BytesAhoCorasick, Implementation

from ..core.masking.mails import LONGEST_BEFORE, is_no_mailbox
from ..core.masking.repeated import is_telling
from ..core.masking.table import called
from ..core.records import Archive, ArchivedNote, ParsedNote
from ..core.withheld import LONGEST, Withheld, spellings
from ..search.shards import read_script, read_shard, unpacked_script
from ..search.tokens import tokens

MOST_TOLD = 20
"""Findings that are told one by one."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A file in which a masked value stands, and where that is from: never the value."""

    file: str
    what: str
    path: str
    line: int

    def __str__(self) -> str:
        """The finding in a line."""
        where = f"{self.path}:{self.line}" if self.line else self.path
        return f"{self.file} shows a masked value: the {self.what} of {where}"


class LeakError(Exception):
    """What was to be written holds masked values; the message names the files, not the values."""

    def __init__(self, findings: Iterable[Finding]) -> None:
        findings = sorted(findings)
        told = [str(finding) for finding in findings[:MOST_TOLD]]
        if len(findings) > MOST_TOLD:
            told.append(f"and {len(findings) - MOST_TOLD:,} more")
        super().__init__("\n".join(told))
        self.findings = tuple(findings)


class LeakScan:
    """Looks for masked values in bytes, texts and files, all at once and in time linear in those.

    A spelling counts where no letter or digit carries it on: `ann@example.org` is not found in
    `joann@example.org`, nor a telephone number in a longer one.
    """

    def __init__(self, values: Iterable[Withheld]) -> None:
        self._values: dict[bytes, Withheld] = {}
        texts: dict[str, Withheld] = {}
        for value in values:
            for text in value.texts:
                texts.setdefault(text, value)
        for text, value in texts.items():
            for spelling in spellings(text):
                self._values.setdefault(spelling.encode(errors="replace"), value)
        self._patterns = list(self._values)
        self._longest = max(map(len, self._patterns), default=0)
        self._search = _automaton(self._patterns)
        self._terms = {
            term: value
            for text, value in texts.items()
            if value.kind not in _ADDRESSES
            for term in tokens(text)
            if is_telling(term)
        }

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def in_bytes(self, name: str, data: bytes) -> set[Finding]:
        """The values that stand in data, each once, under the name that the data are told by."""
        return {_finding(name, value) for value in self._values_in(data)}

    def _values_in(self, data: bytes) -> set[Withheld]:
        """The values that stand in data, each once."""
        if self._search is None:
            return set()
        found: set[Withheld] = set()
        for index, start, end in self._search.find_matches_as_indexes(data, overlapping=True):
            value = self._values[self._patterns[index]]
            whole = end - start < LONGEST  # of a longer value the beginning is looked for
            if value in found or not _stands_alone(data, start, end, whole=whole):
                continue
            if value.kind != "email" or not _is_no_mailbox(data, start, end):
                found.add(value)
        return found

    def in_file(self, name: str, data: bytes, suffix: str) -> set[Finding]:
        """The values that stand in a file, also in what it packs, folds or cuts.

        `suffix` is the ending of the file's name, which tells of what form it is.
        """
        found = self.in_bytes(name, data)
        if unfold := _UNFOLDED.get(suffix):
            with suppress(ValueError, OSError, zlib.error, sqlite3.Error):
                found |= self.in_bytes(name, unfold(data))
        if suffix == ".js" and data.startswith(_SHARD):
            known = (self._terms.get(term) for term in _terms(data))
            found |= {_finding(name, value) for value in known if value}
        return found

    def in_notes(self, archive: Archive, paths: Container[str]) -> set[Finding]:
        """The values that stand in the notes at some paths, so also in pages that stay."""
        notes = (note for note in archive.notes.values() if note.note.path in paths)
        return {_finding(note.note.path, value) for note in notes for value in self.values_in(note)}

    def values_in(self, note: ParsedNote | ArchivedNote) -> set[Withheld]:
        """The values that stand in a note. Looked through is what the cache keeps of it."""
        return self._values_in(msgspec.msgpack.encode((note.note, note.facts))) if self else set()

    def in_files(
        self, folder: Path, paths: Iterable[str], *, plain: Container[str] = frozenset()
    ) -> set[Finding]:
        """The values that stand in files of a folder, and in their names.

        The files of `plain` are looked through as they lie there only, which is quicker.
        """
        found: set[Finding] = set()
        for path in paths if self else ():
            named = self.in_bytes("the name of a file", path.encode(errors="replace"))
            shown = "a file whose name shows one too" if named else path
            data, suffix = (folder / path).read_bytes(), Path(path).suffix
            found |= named
            found |= self.in_file(shown, data, "" if path in plain else suffix)
        return found

    def checked(self, name: str, chunks: Iterable[bytes], suffix: str) -> Iterator[bytes]:
        """What is about to be written, in pieces that hold none of the values.

        Raises `LeakError` before a value would be handed on, also one that stands in two pieces.
        """
        held = b""
        for chunk in chunks:
            held += chunk
            if len(held) > _PIECE + self._longest:
                self._check(name, held, suffix)
                yield held[: -self._longest or None]
                held = held[-self._longest :] if self._longest else b""
        self._check(name, held, suffix)
        yield held

    def _check(self, name: str, data: bytes, suffix: str) -> None:
        if findings := self.in_file(name, data, suffix):
            raise LeakError(findings)


_LARGEST_TABLE = 200_000
"""Bytes of patterns up to which a table of all states is made, which is searched thrice as fast."""


def _automaton(patterns: list[bytes]) -> BytesAhoCorasick | None:
    if not patterns:
        return None
    small = sum(map(len, patterns)) <= _LARGEST_TABLE
    return BytesAhoCorasick(patterns, implementation=Implementation.DFA if small else None)


def _finding(name: str, value: Withheld) -> Finding:
    return Finding(name, called(value.kind), value.path, value.line)


_PIECE = 1 << 20
"""Bytes that are looked through and handed on together."""

_ADDRESSES = frozenset({"meeting-link", "email"})
"""Of these a single word gives nothing away: it may be the name of a host."""

_INDEX = b'minutesSearch("'
_SHARD = _INDEX + b"t/"

# What goes on behind an escape does not carry a value on.
_ESCAPE_BEFORE = re.compile(rb"(?:%[0-9A-Fa-f]{2}|\\u[0-9a-f]{4}|\\[nrt])$")


def _stands_alone(data: bytes, start: int, end: int, *, whole: bool) -> bool:
    first, last = data[start : start + 1], data[end - 1 : end]
    if first.isalnum() and data[start - 1 : start].isalnum() and start:
        return bool(_ESCAPE_BEFORE.search(data, max(0, start - 6), start))
    return not (whole and last.isalnum() and data[end : end + 1].isalnum())


def _is_no_mailbox(data: bytes, start: int, end: int) -> bool:
    """Whether an address stands where masking leaves it, as in `ssh://ann@example.org`."""
    before = data[max(0, start - 4 * LONGEST_BEFORE) : start].decode(errors="replace")
    name = data[start:end].decode(errors="replace").partition("@")[0]
    return is_no_mailbox(name, unescape(unquote(before))[-LONGEST_BEFORE:])


def _terms(data: bytes) -> Iterable[str]:
    """The terms of a shard of the search, whose beginnings are shared."""
    try:
        text = read_script(data)
        return read_shard(text) if isinstance(text, str) else ()
    except (ValueError, IndexError):
        return ()


_TAG = re.compile(rb"<[^<>]*>")
_LARGEST_UNPACKED = 1 << 28


def _without_tags(data: bytes) -> bytes:
    return _TAG.sub(b"", data)


def _dumped(data: bytes) -> bytes:
    """A database as the statements that make it: in the file a text may be cut into pages."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.deserialize(data)
        return "\n".join(connection.iterdump()).encode(errors="replace")


_UNFOLDED = {
    ".html": _without_tags,
    ".xml": _without_tags,
    ".atom": _without_tags,
    ".gz": lambda data: zlib.decompressobj(wbits=47).decompress(data, _LARGEST_UNPACKED),
    ".js": lambda data: unpacked_script(data) if data.startswith(_INDEX) else b"",
    ".ics": lambda data: data.replace(b"\r\n ", b""),
    ".sqlite": _dumped,
}
"""By the ending of a file, what makes its texts whole."""
