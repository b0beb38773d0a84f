"""From a staged site to the published one: as a whole, or file by file where little has changed.

A reader, or whoever comes after a build that was killed, meets the old site, the new one, or pages
of which each is whole and each link leads to a page:

- As a whole, the two folders change places in one step.
- File by file, new addresses are there before a page links to them, and go after the last page
  that did. Pages that come or go together may link to each other, so an address is held by a page
  without links before its page comes, and before it goes.
"""

from __future__ import annotations

import ctypes
import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from itertools import chain
from pathlib import Path

from .files import each, remove_folders

FEW = 4
"""One file in so many: where more of a site changes, it is published as a whole."""

HOLDING = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="robots" content="noindex">
<meta http-equiv="refresh" content="2"><title>Being published</title></head>
<body><p>This page is being published just now.</p></body></html>
"""

LAST = "manifest.js"
"""The file that tells where those of the search index begin: it is replaced after them."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What sets a staged site apart from the published one, as paths in the site, in order.

    `kept` are files that stay as they are published, `folders` those that the published site has,
    each ending with a slash.
    """

    new: tuple[str, ...]
    changed: tuple[str, ...]
    gone: tuple[str, ...]
    kept: tuple[str, ...]
    folders: frozenset[str]

    def __bool__(self) -> bool:
        return bool(self.new or self.changed or self.gone)

    @property
    def files(self) -> Iterator[str]:
        """All files of the site once it is published."""
        return chain(self.new, self.changed, self.kept)

    @property
    def few(self) -> bool:
        """Whether little of the site has changed."""
        touched = len(self.new) + len(self.changed) + len(self.gone)
        return touched * FEW <= touched + len(self.kept)


def publish_whole(staged: Path, site: Path, changes: Changes) -> bool:
    """Let the staged site take the place of the published one; whether that could be done.

    What is kept is linked into the staged site first. The old site lies at `staged` afterwards. A
    site with a hidden folder at its top, such as a work tree of git, is left where it is.
    """
    if os.path.ismount(site) or any(entry.is_dir() for entry in _hidden(site)):
        return False
    try:
        if not any(site.iterdir()):
            os.replace(staged, site)  # a folder replaces an empty one in one step
            return True
    except FileNotFoundError:
        os.replace(staged, site)
        return True
    made: set[str] = set()
    try:
        hidden = (entry.name for entry in _hidden(site) if not entry.is_dir())
        for path in (*changes.kept, *hidden):
            _make_folder(staged, path, made)
            with suppress(FileExistsError):
                os.link(site / path, staged / path)
    except OSError:  # a file system without such links
        return False
    return exchange(staged, site)


_HERE = -100  # AT_FDCWD: paths are relative to the working folder
_LINUX_EXCHANGE = 2  # RENAME_EXCHANGE of renameat2(2), since Linux 3.15 and glibc 2.28
_MACOS_SWAP = 2  # RENAME_SWAP of renamex_np(2), since macOS 10.12


def exchange(one: Path, other: Path) -> bool:
    """Let two folders on one file system change places at once; whether they did.

    Where the system or the file system cannot, nothing has happened.
    """
    first, second = os.fsencode(one), os.fsencode(other)
    try:
        if sys.platform == "linux":
            library = ctypes.CDLL(None)
            failed = library.renameat2(_HERE, first, _HERE, second, _LINUX_EXCHANGE)
        elif sys.platform == "darwin":
            failed = ctypes.CDLL(None).renamex_np(first, second, _MACOS_SWAP)
        else:
            return False
    except AttributeError:
        return False
    return not failed


def publish_by_file(staged: Path, site: Path, changes: Changes) -> None:
    """Bring the published site to the state of the staged one by renaming one file at a time."""
    holding = staged.parent / "holding"
    holding.write_text(HOLDING, encoding="utf-8")
    _clear_the_way(site, changes)
    made: set[str] = set()
    for path in changes.new:
        _make_folder(site, path, made)
    pages, others = _split(changes.new)
    _move(staged, site, others)
    each(lambda path: _hold(holding, site / path), pages)
    _move(staged, site, pages)
    pages, others = _split(changes.changed)
    _move(staged, site, [path for path in others if not path.endswith(LAST)])
    _move(staged, site, pages)
    _move(staged, site, [path for path in others if path.endswith(LAST)])
    going = [path for path in changes.gone if _is_there(site / path)]
    pages, _ = _split(going)
    each(lambda path: _hold(holding, site / path), pages)
    each(lambda path: os.unlink(site / path), going)
    remove_folders(str(site), _left_empty(changes))


def _move(staged: Path, site: Path, paths: Iterable[str]) -> None:
    each(lambda path: os.replace(staged / path, site / path), paths)


def _hold(holding: Path, target: Path) -> None:
    """Let a page without links stand at an address."""
    scratch = holding.with_name(f"{holding.name}-{os.urandom(8).hex()}")
    try:
        os.link(holding, scratch)
    except OSError:  # a file system without such links
        scratch.write_bytes(holding.read_bytes())
    os.replace(scratch, target)


def _is_there(path: Path) -> bool:
    """Whether a file is there, or a link, wherever it leads."""
    return path.is_symlink() or (path.exists() and not path.is_dir())


def _split(paths: Iterable[str]) -> tuple[list[str], list[str]]:
    """Pages, and what they are made of."""
    pages: list[str] = []
    others: list[str] = []
    for path in paths:
        (pages if path.endswith((".html", ".htm")) else others).append(path)
    return pages, others


def _clear_the_way(site: Path, changes: Changes) -> None:
    """Remove files that lie where a folder is needed; a folder where a file is needed is emptied.

    Pages below such a folder go here, before their time: no site of ours is changed so.
    """
    gone = set(changes.gone)
    needed = {folder.rstrip("/") for path in changes.new for folder in _above(path)}
    for path in sorted(gone & needed):
        os.unlink(site / path)
    for path in changes.new:
        if f"{path}/" in changes.folders:
            below = [name for name in gone if name.startswith(f"{path}/")]
            each(lambda name: os.unlink(site / name), below)
            folders = [name for name in changes.folders if name.startswith(f"{path}/")]
            remove_folders(str(site), folders)


def _left_empty(changes: Changes) -> list[str]:
    """Folders of the published site that hold nothing any more; one was empty before as well."""
    remaining = (*changes.kept, *changes.changed, *changes.new)
    used = {folder for path in remaining for folder in _above(path)}
    return [folder for folder in changes.folders if folder not in used]


def _above(path: str) -> list[str]:
    """The folders that a file lies in.

    >>> _above("notes/a/index.html")
    ['notes/', 'notes/a/']
    """
    parts = path.split("/")[:-1]
    return [f"{'/'.join(parts[: depth + 1])}/" for depth in range(len(parts))]


def _make_folder(folder: Path, path: str, made: set[str]) -> None:
    parent = path.rpartition("/")[0]
    if parent not in made:
        os.makedirs(folder / parent, exist_ok=True)
        made.add(parent)


def _hidden(site: Path) -> list[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(site) as entries:
        return [entry for entry in entries if entry.name.startswith(".")]
    return []
