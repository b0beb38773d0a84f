"""Files and folders as a site needs them: compared, written in one step, and removed."""

from __future__ import annotations

import filecmp
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from errno import EACCES, EDQUOT, EFBIG, ENAMETOOLONG, ENOSPC, ENOTDIR, EPERM, EROFS
from pathlib import Path
from typing import IO, TypeVar

from ..core.grouping import grouped
from ..store.file_state import file_state

AT_ONCE = 16
"""Changes of the folder tree under way together: a journalling disk makes each of them wait."""

UNWRITABLE = frozenset({EACCES, EDQUOT, EFBIG, ENAMETOOLONG, ENOSPC, ENOTDIR, EPERM, EROFS})
"""Why a file cannot be written, so that nothing but the target has to be looked at."""

T = TypeVar("T")


@contextmanager
def replacing(path: Path) -> Iterator[IO[bytes]]:
    """A file that takes the place of `path`, with its permissions, once it is written to the end.

    Whatever ends the writing before, `path` is as it was. A symbolic link stays one: what it leads
    to is replaced. What is no plain file, such as a pipe, is written to as it stands. Raises
    `OSError` that names `path`, also where the folder or the disk is what forbids it.
    """
    path = path.resolve()
    if path.exists() and not path.is_file():
        with path.open("wb") as opened:
            yield opened
        return
    scratch = ""
    try:
        handle, scratch = tempfile.mkstemp(prefix=f".{path.name[:100]}.", dir=path.parent)
        with open(handle, "wb") as file:
            yield file
        os.chmod(scratch, _mode(path))
        os.replace(scratch, path)
    except BaseException as error:
        with suppress(OSError):
            os.unlink(scratch)
        if isinstance(error, OSError) and (error.filename is None or not scratch):
            error.filename = str(path)
        raise


def _mode(path: Path) -> int:
    """The permissions of a file, or those that a new one would get."""
    try:
        return stat.S_IMODE(path.stat().st_mode)
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask


def write_anew(path: str, data: bytes) -> None:
    """Write a file that is most often alone in its folder, which is made where it is missing."""
    folder = os.path.dirname(path)
    try:
        os.mkdir(folder)
    except FileExistsError:
        pass
    except FileNotFoundError:
        os.makedirs(folder, exist_ok=True)
    with open(path, "wb") as file:
        file.write(data)


def alike(one: Path, other: Path) -> bool:
    """Whether a plain file is there with the bytes of another one; a link to one is none."""
    filecmp.clear_cache()  # which knows files by their size and time
    try:
        return stat.S_ISREG(other.lstat().st_mode) and filecmp.cmp(one, other, shallow=False)
    except OSError:
        return False


def holds(path: str, data: bytes) -> bool:
    """Whether a plain file is there with just these bytes; a link to one is none."""
    try:
        found = os.lstat(path)
        if found.st_size != len(data) or not stat.S_ISREG(found.st_mode):
            return False
        with open(path, "rb") as opened:
            return opened.read() == data
    except OSError:
        return False


def walk(folder: str, *, hidden: bool = True) -> Iterator[tuple[str, bool]]:
    """Each file and folder below a folder by its path in it.

    A folder's path ends with a slash. Links are files, wherever they lead. Without `hidden` what
    begins with a dot at the top is left out. A folder that is missing is empty.

    >>> list(walk("/nowhere"))
    []
    """
    folders = [""]
    with suppress(FileNotFoundError, NotADirectoryError):
        for path in folders:
            with os.scandir(f"{folder}/{path}") as entries:
                for entry in entries:
                    if not (hidden or path) and entry.name.startswith("."):
                        continue
                    if entry.is_dir(follow_symlinks=False):
                        folders.append(f"{path}{entry.name}/")
                        yield folders[-1], True
                    else:
                        yield f"{path}{entry.name}", False


def states_in(folder: Path) -> dict[str, bytes]:
    """The state of each file below a folder, by its path in it, as `walk` without hidden ones."""
    files = (path for path, is_folder in walk(str(folder), hidden=False) if not is_folder)
    return {path: file_state(f"{folder}/{path}") for path in files}


class Places:
    """The files of a site by their paths, and whether there is room for one more.

    >>> places = Places(["a/b.html"])
    >>> [places.in_the_way(path) for path in ("a/b.html", "a/b.html/c", "a", "a/c")]
    ['a/b.html', 'a/b.html', 'a/', '']
    """

    def __init__(self, files: Iterable[str]) -> None:
        self._files: set[str] = set()
        self._folders: set[str] = set()
        for file in files:
            self.take(file)

    def take(self, file: str) -> None:
        """Let a file have its place."""
        self._files.add(file)
        self._folders.update(self._new_folders_above(file))

    def in_the_way(self, file: str) -> str:
        """What lies in a file's place, or in that of a folder above it; `""` where nothing does."""
        if file in self._folders:
            return f"{file}/"
        if file in self._files:
            return file
        return next((path for path in self._new_folders_above(file) if path in self._files), "")

    def _new_folders_above(self, file: str) -> Iterator[str]:
        """The folders above a file, the nearest first, up to one that others lie in too."""
        folder = file.rpartition("/")[0]
        while folder and folder not in self._folders:
            yield folder
            folder = folder.rpartition("/")[0]


def remove_tree(folder: Path) -> None:
    """Remove a folder with all that is in it; what cannot be removed stays."""
    found = list(walk(str(folder)))
    each(_unlink, [f"{folder}/{path}" for path, is_folder in found if not is_folder])
    remove_folders(str(folder), (path for path, is_folder in found if is_folder))
    with suppress(OSError):
        os.rmdir(folder)


def remove_folders(folder: str, paths: Iterable[str]) -> None:
    """Remove those of the folders at paths below a folder that are empty, the deepest first."""
    by_depth = grouped((path.rstrip("/").count("/"), f"{folder}/{path}") for path in paths)
    for depth in sorted(by_depth, reverse=True):
        each(_rmdir, by_depth[depth])


def each(do: Callable[[T], object], items: Iterable[T]) -> None:
    """Call a function for each item, many at once; the first error ends it."""
    listed = list(items)
    if len(listed) < AT_ONCE:
        for item in listed:
            do(item)
        return
    with ThreadPoolExecutor(AT_ONCE) as pool:
        for _ in pool.map(do, listed):
            pass


def _unlink(path: str) -> None:
    with suppress(OSError):
        os.unlink(path)


def _rmdir(path: str) -> None:
    with suppress(OSError):
        os.rmdir(path)
