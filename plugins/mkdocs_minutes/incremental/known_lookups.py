"""Look-ups that stand: each is kept with what it was made of, and decoded when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache as memoise
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from ..core.records import Archive
from ..pages.dependencies import digest_of, plain
from ..pages.lookups import MADE, Lookups, MadeLookups, look_up
from ..pages.model import Options
from ..store.cache import Cache, code_version, key_of


class _Field(msgspec.Struct, array_like=True):
    """A look-up that is kept: the tables of the archive that it was made of, and their outlines.

    `digest` is the hash of its value, by which that is kept.
    """

    tables: tuple[str, ...]
    outlines: bytes
    digest: bytes


_FIELDS = msgspec.msgpack.Decoder(dict[str, _Field])


def find_lookups(
    archive: Archive, options: Options, outlines: Mapping[str, bytes], folder: Path | None
) -> Lookups:
    """What the pages of an archive need: as it is kept in a cache, where that is of its `outlines`.

    These are hashes of what follows from each table of the archive. An archive
    without outlines is looked up whole.
    """
    if not outlines or folder is None:
        return look_up(archive, options)
    name = key_of("look-ups", code_version(), str(options.page_size))
    with Cache(folder) as cache:
        try:
            kept = _FIELDS.decode(cache.get(name) or b"\x80")
        except msgspec.MsgspecError:
            kept = {}
        found = KnownLookups(archive, options, outlines, kept, cache.reader())
        values = found.made_anew()
        if values:
            cache.put([*values, (name, msgspec.msgpack.encode(found.fields))])
    return found


class KnownLookups(MadeLookups):
    """Look-ups of which those are as they were kept that follow from tables with their outlines.

    `fields` tells of each what it was made of; `read` gives a value that is kept.
    """

    __slots__ = ("_outlines", "_read", "fields")

    fields: dict[str, _Field]
    _outlines: Mapping[str, bytes]
    _read: Callable[[bytes], bytes | None]

    def __init__(
        self,
        archive: Archive,
        options: Options,
        outlines: Mapping[str, bytes],
        kept: Mapping[str, _Field],
        read: Callable[[bytes], bytes | None],
    ) -> None:
        super().__init__(archive, options)
        fields = {name: it for name, it in kept.items() if it.outlines == _of(it.tables, outlines)}
        for name, value in (("_outlines", outlines), ("fields", fields), ("_read", read)):
            object.__setattr__(self, name, value)

    @property
    def digests(self) -> Mapping[str, bytes]:
        """Hashes of all values."""
        return {name: field.digest for name, field in self.fields.items()}

    def made_anew(self) -> list[tuple[bytes, bytes]]:
        """Make those that do not stand: the values to be kept, with their keys."""
        made = []
        for name in [name for name in MADE if name not in self.fields]:
            value = msgspec.msgpack.encode(plain(getattr(self, name)))
            made.append((_key(self.fields[name].digest), value))
        return made

    def found(self, name: str) -> object:
        """A look-up by its name: as it was kept, or made and its making noted."""
        if name in self.fields:
            value = self._read(_key(self.fields[name].digest))
            if value is not None:
                return _decoders()[name].decode(value)
        tables = set[str]()
        found = MADE[name](_Traced(self, tables))
        asked = tuple(sorted(tables))
        self.fields[name] = _Field(asked, _of(asked, self._outlines), digest_of(found))
        return found


def _of(tables: tuple[str, ...], outlines: Mapping[str, bytes]) -> bytes:
    return key_of(*(outlines.get(table, b"") for table in tables))


def _key(digest: bytes) -> bytes:
    return key_of("look-up", digest)


@memoise
def _decoders() -> Mapping[str, msgspec.msgpack.Decoder[Any]]:
    """What decodes each look-up."""
    hints = get_type_hints(Lookups)
    return {name: msgspec.msgpack.Decoder(hints[name]) for name in MADE}


class _Traced(Lookups):
    """Look-ups that note of which tables of the archive another one is made."""

    __slots__ = ("_known", "_tables")

    _known: KnownLookups
    _tables: set[str]

    def __init__(self, known: KnownLookups, tables: set[str]) -> None:
        archive = _TracedArchive(known.archive, tables)
        told = {"_known": known, "_tables": tables, "options": known.options, "archive": archive}
        for name, value in told.items():
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        value = getattr(self._known, name)
        self._tables.update(self._known.fields[name].tables)
        return value


class _TracedArchive(Archive):
    """An archive that notes which of its tables are asked for."""

    __slots__ = ("_archive", "_tables")

    _archive: Archive
    _tables: set[str]

    def __init__(self, archive: Archive, tables: set[str]) -> None:
        object.__setattr__(self, "_archive", archive)
        object.__setattr__(self, "_tables", tables)

    def __getattr__(self, name: str) -> Any:
        self._tables.add(name)
        return getattr(self._archive, name)
