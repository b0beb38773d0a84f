"""Look-ups that stand: each is kept with what it was made of, and decoded when somebody asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache as memoise
from pathlib import Path
from types import MappingProxyType
from typing import Any, TypeVar, get_type_hints

import msgspec

from ..core.records import Archive
from ..pages.dependencies import digest_of, plain
from ..pages.lookups import MADE, Lookups, look_up
from ..pages.model import Options
from ..store.cache import Cache, code_version, key_of

T = TypeVar("T")


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
    known: Mapping[str, _Field] = {}
    with Cache(folder) as cache, suppress(msgspec.MsgspecError):
        known = _FIELDS.decode(cache.get(_name(options)) or b"\x80")
        cache.hold(_key(field.digest) for field in known.values())
    found = KnownLookups(archive, options, outlines, known, folder)
    for name in MADE:
        if name not in found.fields:
            getattr(found, name)
    found.keep()
    return found


class KnownLookups(Lookups):
    """Look-ups of which those are as they were kept that follow from tables with their outlines.

    `fields` tells what each was made of, and what else was that was made of look-ups.
    """

    def __init__(
        self,
        archive: Archive,
        options: Options,
        outlines: Mapping[str, bytes],
        known: Mapping[str, _Field] = MappingProxyType({}),
        folder: Path | None = None,
    ) -> None:
        super().__init__(archive, options)
        self.fields = {
            name: field
            for name, field in known.items()
            if field.outlines == _of(field.tables, outlines)
        }
        self._before, self._outlines, self._folder = known, outlines, folder
        self._read = Cache(folder).reader()
        self._fresh: list[tuple[bytes, bytes]] = []

    @property
    def digests(self) -> Mapping[str, bytes]:
        """Hashes of all values."""
        return {name: field.digest for name, field in self.fields.items()}

    def found(self, name: str) -> object:
        """A look-up, by the name of its field."""
        return self.kept(name, MADE[name], _kinds()[name])

    def kept(self, name: str, make: Callable[[Lookups], T], kind: type[T]) -> T:
        """What is made of look-ups, under a name: as it was kept where it would be the same."""
        with suppress(LookupError):
            return self._kept_value(self.fields, name, kind)
        tables = set[str]()
        made = make(_Traced(self, tables))
        asked = tuple(sorted(tables))
        packed = msgspec.msgpack.encode(plain(made))
        digest = digest_of(packed)
        self.fields[name] = _Field(asked, _of(asked, self._outlines), digest)
        self._fresh.append((_key(digest), packed))
        return made

    def of_each(self, name: str, table: str, make: Callable[[Any, bytes], T]) -> dict[Any, T]:
        """What follows from each entity of a table: made anew of those that are other ones."""
        entities, former = getattr(self.archive, table), dict[Any, Any]()
        with suppress(LookupError):
            former = self._kept_value(self._before, name, _kinds()[name])
        found = dict[Any, T]()
        for key in entities:
            mark = entities.mark(key)
            stands = key in former and former[key].mark == mark
            found[key] = former[key] if stands else make(entities[key], mark)
        return found

    def _kept_value(self, fields: Mapping[str, _Field], name: str, kind: type[T]) -> T:
        """What is kept under a name; `LookupError` where that is nothing, or of another kind."""
        try:
            return msgspec.msgpack.decode(self._read(_key(fields[name].digest)) or b"", type=kind)
        except msgspec.MsgspecError as error:
            raise LookupError from error

    def keep(self) -> None:
        """Let what was made anew stand in the next build too."""
        if self._fresh and self._folder is not None:
            with Cache(self._folder) as cache:
                cache.put(self._fresh)
                cache.put([(_name(self.options), msgspec.msgpack.encode(self.fields))])
            self._fresh.clear()


def _name(options: Options) -> bytes:
    return key_of("look-ups", code_version(), str(options.page_size), options.under)


def _of(tables: tuple[str, ...], outlines: Mapping[str, bytes]) -> bytes:
    return key_of(*(outlines.get(table, b"") for table in tables))


def _key(digest: bytes) -> bytes:
    return key_of("look-up", digest)


@memoise
def _kinds() -> Mapping[str, Any]:
    """The kind of each look-up."""
    return get_type_hints(Lookups)


class _Traced(Lookups):
    """Look-ups that note of which tables of the archive something is made."""

    def __init__(self, known: KnownLookups, tables: set[str]) -> None:
        super().__init__(_TracedArchive(known.archive, tables), known.options)
        self._known, self._tables = known, tables

    def of_each(self, name: str, table: str, make: Callable[[Any, bytes], T]) -> dict[Any, T]:
        self._tables.add(f"each of {table}")
        return self._known.of_each(name, table, make)

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
