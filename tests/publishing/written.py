"""What the files of a site say, also those that pack it."""

from __future__ import annotations

import gzip
import json
import re
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


def shown(page: Path) -> str:
    """The text of a page with what stands on all pages, and which scripts put back, in it."""

    def put_back(script: re.Match[str]) -> str:
        text = (page.parent / script[1]).read_text()
        start, _, part = text.partition("outerHTML=")
        is_part = start == "document.currentScript."
        return json.JSONDecoder().raw_decode(part)[0] if is_part else script[0]

    return re.sub(
        r'<script src="([^"]*/minutes/theme/[^"]*)"></script>', put_back, page.read_text()
    )
