"""Reading without a network: the service worker, and the site as one file."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterable, Mapping
from itertools import accumulate
from pathlib import Path, PurePosixPath
from typing import IO

from .scripts import asset, slim

KEPT_BYTES = 8_000_000
"""What the service worker keeps of the search; all else it keeps once it was read, or asked for."""

LIST = "search/offline.json"
"""The file, below the folder of the archive, that lists what is kept when all is asked for."""

_READ = frozenset(
    ".html .css .js .json .svg .png .jpg .jpeg .gif .webp .avif .ico .woff .woff2 .pdf".split()
)
"""Endings of files that pages show or load; not those of exports, feeds and maps."""

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def worker_script(sizes: Mapping[str, int], build: str, *, under: str = "") -> str:
    """The service worker for the root of a site, whose index has that build.

    `sizes` are the bytes of each file of the site, and `under` is the folder of the archive, with
    a slash at its end. From the first visit the worker keeps the home and search pages and the
    scripts of the search, then step by step what else is a script or style, the smallest first.
    """
    pages = {"index.html", f"{under}search/index.html"}
    scripts = {path for path in sizes if path.startswith(f"{under}search/assets/")}
    sized = sorted((size, path) for path, size in sizes.items() if path.endswith((".js", ".css")))
    totals = accumulate(size for size, _ in sized)
    kept = [path for (_, path), total in zip(sized, totals, strict=True) if total <= KEPT_BYTES]
    values = {
        "BUILD": build,
        "FIRST": sorted(pages | scripts),
        "FILES": [path for path in kept if path not in scripts and path != "sw.js"],
        "LIST": under + LIST,
    }
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in values.items())
    return head + slim(asset("worker.js"))


def offline_list(paths: Iterable[str]) -> str:
    """All files of a site that its pages show or load, as JSON; pages come first.

    >>> offline_list(["a.js", "sitemap.xml", "index.html", "sw.js"])
    '["index.html","a.js"]'
    """
    read = {path for path in paths if PurePosixPath(path).suffix.lower() in _READ} - {"sw.js"}
    ordered = sorted(read, key=lambda path: (not path.endswith(".html"), path))
    return json.dumps(ordered, ensure_ascii=False, separators=(",", ":"))


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
