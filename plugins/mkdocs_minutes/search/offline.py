"""Reading without a network: the service worker, and the site as one file."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Mapping
from itertools import accumulate
from pathlib import Path
from typing import IO

from .scripts import asset, slim

KEPT_BYTES = 8_000_000
"""What the service worker fetches on the first visit; all else it keeps once it was read."""

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def worker_script(sizes: Mapping[str, int], build: str) -> str:
    """The service worker for the root of a site, whose index has that build.

    `sizes` are the bytes of each file of the site.

    From the first visit it keeps scripts and styles, those of the search included, the smallest
    first, and the home and search pages.
    """
    sized = sorted((size, path) for path, size in sizes.items() if path.endswith((".js", ".css")))
    totals = accumulate(size for size, _ in sized)
    kept = [path for (_, path), total in zip(sized, totals, strict=True) if total <= KEPT_BYTES]
    paths = sorted({"index.html", "search/index.html", *kept} - {"sw.js"})
    head = f"const BUILD = {json.dumps(build)};\nconst FILES = {json.dumps(paths)};\n"
    return head + slim(asset("worker.js"))


def zip_site(folder: Path, packed: IO[bytes], target: Path) -> int:
    """Packs a folder into a file that will lie at `target`, and returns the number of files in it.

    Paths begin with the folder's own name. Equal folders give equal bytes: entries are sorted, and
    bear no time of their own. The target may lie in the folder, and is left out of itself.
    """
    scratch = os.fstat(packed.fileno())
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    count = 0
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in paths:
            if path.resolve() == target.resolve() or os.path.samestat(path.stat(), scratch):
                continue
            name = Path(folder.resolve().name, path.relative_to(folder)).as_posix()
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _READABLE
            archive.writestr(entry, path.read_bytes())
            count += 1
    return count
