"""The site as one file."""

from __future__ import annotations

import zipfile
from pathlib import Path

_LONG_AGO = (1980, 1, 1, 0, 0, 0)
_READABLE = 0o644 << 16


def zip_site(folder: Path, target: Path) -> int:
    """Packs a folder into a zip file and returns the number of files.

    Paths begin with the folder's own name. Equal folders give equal bytes: entries are sorted, and
    bear no time of their own. The target may lie in the folder, and is left out of itself; it is
    replaced only once it is complete.
    """
    scratch = target.with_name(target.name + ".part")
    skipped = {target.resolve(), scratch.resolve()}
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    kept = [path for path in paths if path.resolve() not in skipped]
    with zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for path in kept:
            name = Path(folder.resolve().name, path.relative_to(folder)).as_posix()
            entry = zipfile.ZipInfo(name, _LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = _READABLE
            archive.writestr(entry, path.read_bytes())
    scratch.replace(target)
    return len(kept)
