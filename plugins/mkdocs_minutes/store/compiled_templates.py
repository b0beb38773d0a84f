"""Templates as an earlier build has compiled them, which is a tenth of what an edit costs."""

from __future__ import annotations

from pathlib import Path

import jinja2
import msgspec
from jinja2.bccache import Bucket, BytecodeCache

from .cache import Cache, code_version, key_of

_KEPT = msgspec.msgpack.Decoder(dict[str, bytes])


class CompiledTemplates(BytecodeCache):
    """What an environment's templates were compiled to, kept in a folder, where there is one.

    The environment asks here before it compiles a template. One that is another now is compiled
    anew, and all are where filters, tests or extensions come or go. What is run here was sealed
    with this machine's key, as all that is kept.
    """

    def __init__(self, env: jinja2.Environment, folder: Path | None) -> None:
        made_with = repr([sorted(one) for one in (env.filters, env.tests, env.extensions)])
        self._name = key_of("templates", code_version(), jinja2.__version__, made_with)
        self._folder = folder
        self._compiled: dict[str, bytes] = {}
        self._is_other = False
        if folder is not None:
            with Cache(folder) as cache:
                self._compiled = _read(cache.get(self._name))
        env.bytecode_cache = self

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give a template what it was compiled to, if it is the one that was."""
        if bucket.key in self._compiled:
            bucket.bytecode_from_string(self._compiled[bucket.key])

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Know what a template was compiled to."""
        self._compiled[bucket.key] = bucket.bytecode_to_string()
        self._is_other = True

    def keep(self) -> None:
        """Let what was compiled anew stand in other builds."""
        if self._is_other and self._folder is not None:
            with Cache(self._folder) as cache:
                cache.put([(self._name, msgspec.msgpack.encode(self._compiled))])
            self._is_other = False


def _read(kept: bytes | None) -> dict[str, bytes]:
    try:
        return _KEPT.decode(kept or b"\x80")
    except msgspec.MsgspecError:
        return {}
