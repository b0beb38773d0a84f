"""A site while it is built: aside, and beside the one that is published."""

from __future__ import annotations

import atexit
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from errno import ENOENT, ENOTDIR, EXDEV
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows, where two builds of one site are not told apart
    fcntl = None  # type: ignore[assignment]

from ..core.escape import log_line
from .files import alike, holds, remove_tree, walk, write_anew
from .publishing import Changes, publish_by_file, publish_whole

INSIDE = ".minutes-staging"
"""The folder that a site is staged in where none can be made beside it."""


class Staging:
    """The folder in which a site is built, and the way from there to its readers.

    It lies beside the published site, on the same file system, and holds only files that the
    published site lacks or has otherwise. One build at a time has it; it goes when that build ends,
    and what a killed build has left in it goes with the next.
    """

    def __init__(self, site: Path) -> None:
        self.site = Path(os.path.realpath(site))
        self._aside = self.site.with_name(f".{self.site.name}.staging")
        self._lock: int | None = None
        self._kept: set[str] = set()

    @property
    def folder(self) -> Path:
        """Where the files of the site are written."""
        return self._aside / "site"

    def open(self, waiting: Callable[[], object]) -> None:
        """Make the folder, which is empty; `waiting` is called where another build has it still.

        Raises `OSError` where neither the site nor its parent can be written to.
        """
        self._aside = self._make_aside()
        self._take(waiting)
        atexit.register(self.close)
        for entry in os.scandir(self._aside):
            if entry.is_dir(follow_symlinks=False):
                remove_tree(Path(entry.path))
            else:
                os.unlink(entry.path)
        self.folder.mkdir(exist_ok=True)

    def _make_aside(self) -> Path:
        """The folder to build in: in the site itself where that is all that can be written to."""
        if self.site.exists() and not self.site.is_dir():
            raise NotADirectoryError(ENOTDIR, "there is a file in its place", str(self.site))
        beside, inside = self._aside, self.site / INSIDE
        if not os.path.ismount(self.site):  # what lies beside a mount cannot be moved into it
            try:
                beside.mkdir(parents=True, exist_ok=True)
            except OSError:
                if not self.site.is_dir():
                    raise
            else:
                if _can_move(beside, self.site):
                    return beside
                with suppress(OSError):
                    beside.rmdir()
        inside.mkdir(exist_ok=True)
        return inside

    def _take(self, waiting: Callable[[], object]) -> None:
        """Lock the folder, which the build that had it may have removed in the meantime."""
        while fcntl:
            lock = os.open(self._aside, os.O_RDONLY)
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                waiting()
                fcntl.flock(lock, fcntl.LOCK_EX)
            with suppress(FileNotFoundError):
                if os.path.samestat(os.fstat(lock), os.stat(self._aside)):
                    self._lock = lock
                    return
            os.close(lock)
            self._aside.mkdir(exist_ok=True)

    def close(self) -> None:
        """Remove the folder, and let the next build begin. It may be called again."""
        atexit.unregister(self.close)
        if self._lock is not None or fcntl is None:
            remove_tree(self._aside)
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def told(self, error: OSError) -> str:
        """What went wrong in a line, with the file as readers have it: they know of no staging."""
        path = error.filename if error.filename2 is None else error.filename2
        where = Path(os.fsdecode(path)) if path is not None else self.site
        if where.is_relative_to(self.folder):
            where = self.site / where.relative_to(self.folder)
        elif where.is_relative_to(self._aside) or where == self.site / INSIDE:
            where = self.site
        return f"[Errno {error.errno}] {error.strerror}: {log_line(str(where))!r}"

    def unchanged(self, path: str, data: bytes) -> bool:
        """Whether the published site has a file with just these bytes, which is kept then."""
        if holds(f"{self.site}/{path}", data):
            self._kept.add(path)
            return True
        return False

    def unchanged_file(self, path: str, source: Path) -> bool:
        """Whether the published site has a file just like another one, which is kept then."""
        if alike(source, Path(f"{self.site}/{path}")):
            self._kept.add(path)
            return True
        return False

    @property
    def kept(self) -> frozenset[str]:
        """The files that are kept as they are published."""
        return frozenset(self._kept)

    def keep(self, paths: Iterable[str]) -> None:
        """Keep files as they are published, which the caller has looked at."""
        self._kept.update(paths)

    def write(self, path: str, data: bytes) -> None:
        """Write a file of the site, unless it is published with just these bytes."""
        if not self.unchanged(path, data):
            write_anew(f"{self._aside}/site/{path}", data)

    def find(self, path: str) -> Path:
        """Where a file of this build can be read."""
        return (self.site if path in self._kept else self.folder) / path

    def fresh(self) -> set[str]:
        """The files that this build has written, as they are to be published."""
        return {path for path, is_folder in walk(str(self.folder)) if not is_folder}

    def paths(self) -> list[str]:
        """The files of the site as it will be, in order."""
        return sorted(self.fresh() | self._kept)

    def publish(self) -> Changes:
        """Bring what was built to the readers, and tell what has changed for them."""
        changes = self._changes()
        if changes and (changes.few or not publish_whole(self.folder, self.site, changes)):
            publish_by_file(self.folder, self.site, changes)
        self._kept.clear()
        return changes

    def _changes(self) -> Changes:
        found = dict(walk(str(self.site), hidden=False))
        published = {path for path, is_folder in found.items() if not is_folder}
        staged = self.fresh()
        if lost := self._kept - published - staged:
            raise FileNotFoundError(ENOENT, "it was removed during the build", min(lost))
        same = {path for path in staged & published if self._is_published(path)}
        kept = (self._kept - staged) | same
        return Changes(
            new=tuple(sorted(staged - published)),
            changed=tuple(sorted(staged & published - same)),
            gone=tuple(sorted(published - staged - kept)),
            kept=tuple(sorted(kept)),
            folders=frozenset(path for path, is_folder in found.items() if is_folder),
        )

    def _is_published(self, path: str) -> bool:
        """Whether a staged file is published as it is; it need not be staged then."""
        return alike(self.folder / path, self.site / path)


def _can_move(beside: Path, site: Path) -> bool:
    """Whether what lies in a folder can be moved into the site by renaming.

    So it cannot where the site is a part of the same file system that was mounted in its place,
    which nothing but the attempt tells.
    """
    here, there = beside / ".probe", site / ".minutes-probe"
    try:
        here.touch()
        os.replace(here, there)
        there.unlink()
    except OSError as error:  # what else keeps it from being written is told when it is written
        here.unlink(missing_ok=True)
        return error.errno != EXDEV
    return True
