"""The site's folder between two builds: what is written again need not be removed first.

MkDocs empties the folder before it builds. To remove ten thousand pages and to make their folders
anew takes a disk longer than to write over them.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path
from shutil import rmtree

ASIDE = ".minutes-aside"
"""Where folders wait inside the site: MkDocs leaves hidden entries alone."""


def set_aside(site: Path, folders: Iterable[str]) -> None:
    """Move folders at the top of a site to where emptying the site does not reach them.

    What cannot be moved stays, and is removed with the rest.
    """
    drop_aside(site)
    for name in folders:
        if (site / name).is_dir():
            with suppress(OSError):
                (site / ASIDE).mkdir(exist_ok=True)
                (site / name).rename(site / ASIDE / name)


def put_back(site: Path, kept: Collection[str]) -> None:
    """Move the folders back with those of their files that are `kept`, given as paths in the site.

    A kept path that ends with a slash stands for all below it. A folder that something else has
    made in the meantime stays as it is now.
    """
    aside = site / ASIDE
    if not aside.is_dir():
        return
    _prune(str(aside), "", kept)
    for folder in list(aside.iterdir()) if aside.is_dir() else ():
        with suppress(OSError):
            if not (site / folder.name).exists():
                folder.rename(site / folder.name)
    drop_aside(site)


def drop_aside(site: Path) -> None:
    """Remove what waits, as after a build that failed."""
    rmtree(site / ASIDE, ignore_errors=True)


def holds(path: str, data: bytes) -> bool:
    """Whether a file is there with just these bytes."""
    try:
        with open(path, "rb") as opened:
            return opened.read() == data
    except OSError:
        return False


def keep_only(site: Path, folder: str, written: Collection[str]) -> None:
    """Remove from a folder of a site all files but those just written, given as paths in the site.

    Folders that are left empty go too. A folder that is missing changes nothing.
    """
    if (site / folder).is_dir():
        _prune(str(site / folder), f"{folder}/", written)


def _prune(folder: str, path: str, kept: Collection[str]) -> bool:
    """Remove what is not kept from a folder; whether anything is left of it, else it is removed."""
    left = False
    with os.scandir(folder) as entries:
        for entry in entries:
            name = f"{path}{entry.name}"
            if entry.is_dir(follow_symlinks=False):
                left |= f"{name}/" in kept or _prune(entry.path, f"{name}/", kept)
            elif name in kept and not entry.is_symlink():
                left = True
            else:
                os.unlink(entry.path)
    if not left:
        os.rmdir(folder)
    return left
