"""Look-ups that stand: kept with a hash of all that they follow from, each decoded when asked."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from functools import cache as memoise
from functools import cached_property
from pathlib import Path
from typing import Any, get_type_hints

import msgspec

from ..core.records import Archive
from ..pages.lookups import Lookups, look_up
from ..pages.model import Options
from ..store.cache import Cache, code_version, key_of

_ENCODER = msgspec.msgpack.Encoder()
_KEPT = msgspec.msgpack.Decoder(tuple[bytes, dict[str, msgspec.Raw]])
_OWN = ("archive", "options")


def find_lookups(
    archive: Archive, options: Options, outline: bytes, folder: Path | None
) -> Lookups:
    """What the pages of an archive need: as it is kept in a cache, if that is of its `outline`.

    An archive without an outline, or one that is another, is looked up.
    """
    if not outline or folder is None:
        return look_up(archive, options)
    name = key_of("look-ups", code_version())
    outline = key_of(outline, str(options.page_size))
    with Cache(folder) as cache:
        try:
            known, kept = _KEPT.decode(cache.get(name) or b"")
        except msgspec.MsgspecError:
            known = b""
        if known == outline:
            return KnownLookups(archive, options, kept)
        found = look_up(archive, options)
        packed = {
            field.name: msgspec.Raw(_ENCODER.encode(_plain(getattr(found, field.name))))
            for field in fields(Lookups)
            if field.name not in _OWN
        }
        cache.put([(name, _ENCODER.encode((outline, packed)))])
    return found


def _plain(value: object) -> object:
    return dict(value) if isinstance(value, Mapping) else value


class KnownLookups(Lookups):
    """Look-ups as they were kept: tables are decoded when somebody looks into them."""

    __slots__ = ("_kept",)

    _kept: Mapping[str, msgspec.Raw]

    def __init__(self, archive: Archive, options: Options, kept: Mapping[str, msgspec.Raw]) -> None:
        for name, value in (("archive", archive), ("options", options), ("_kept", kept)):
            object.__setattr__(self, name, value)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in self._kept:
            raise AttributeError(name)
        decoder, packed = _decoders()[name], bytes(self._kept[name])
        is_table = packed[0] & 0xF0 == 0x80 or packed[0] in (0xDE, 0xDF)
        value = KeptTable(packed, decoder) if is_table else decoder.decode(packed)
        object.__setattr__(self, name, value)
        return value


@memoise
def _decoders() -> Mapping[str, msgspec.msgpack.Decoder[Any]]:
    """What decodes each field."""
    return {
        name: msgspec.msgpack.Decoder(kind)
        for name, kind in get_type_hints(Lookups).items()
        if name not in _OWN
    }


class KeptTable(Mapping[Any, Any]):
    """A mapping that is decoded when somebody looks into it; `packed` is all of it."""

    def __init__(self, packed: bytes, decoder: msgspec.msgpack.Decoder[Any]) -> None:
        self.packed, self._decoder = packed, decoder

    @cached_property
    def _found(self) -> Mapping[Any, Any]:
        found: Mapping[Any, Any] = self._decoder.decode(self.packed)
        return found

    def __getitem__(self, key: Any) -> Any:
        return self._found[key]

    def __iter__(self) -> Iterator[Any]:
        return iter(self._found)

    def __len__(self) -> int:
        return len(self._found)
