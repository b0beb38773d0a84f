"""What the files of a site say, also those that pack it."""

from __future__ import annotations

import gzip
from pathlib import Path

from mkdocs_minutes.search.shards import unpacked_script


def readable(path: Path) -> bytes:
    """The bytes of a file, and those of it that are packed, unpacked behind them."""
    data = path.read_bytes()
    if path.suffix == ".gz":
        return data + gzip.decompress(data)
    if path.suffix == ".js" and data.startswith(b'minutesSearch("'):
        return data + unpacked_script(data)
    return data
