"""The folders of a repository that hold minutes, by the names of files and what they begin with."""

from __future__ import annotations

import os
import posixpath
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from ..core.dates import DateOrder, date_in_path, written_dates
from ..core.parts import MEETING_WORD
from ..core.settings import NoteFolder
from ..source.files import NOTE_SUFFIXES, note_filter
from .former_addresses import Layout, is_within, read_layout

FEWEST = 3
"""Fewer dated files than this are no archive of minutes."""

SHARE = 0.6
"""What part of a folder's texts has to bear dates for it to be one of minutes."""

MOST_FILES = 100_000
"""A folder is not looked through further than this."""

_BEGINNING = 2_000
"""Bytes of a file in which it says what it is of, and when that was."""

_PASSED_BY = frozenset(
    "node_modules venv env site public build dist target vendor __pycache__ _drafts _site".split()
)
# How bytes that are no UTF-8 are read in the name of a file, which then no option can say.
_NOT_UTF_8 = re.compile(r"[\ud800-\udfff]")
_CALLED_SO = re.compile(r"minutes|meetings?|notes?|protokoll\w*|actas?|verbali", re.I)
# `Meeting Minutes`, `board-meetings`; not `release-notes`.
_OF_MEETINGS = re.compile(r"(?:\b|_)(?:minutes|meetings?|protokoll\w*|actas|verbali)(?:\b|_)", re.I)

_FILED_BY = re.compile(
    r"\d{1,4}(?:[-_.]?\w{1,4})*|q[1-4]|fall|autumn|spring|summer|winter|[a-z]{3,9}[-_]?\d{2,4}",
    re.I,
)
# What a post says of itself in its front matter or first heading.
_SAID = re.compile(r"^(?:#{1,3} |(?:title|categor(?:y|ies)|tags|layout|type|series): )(.*)$", re.M)
_ENTRY = re.compile(r"^ *- (\w[\w -]*)$", re.M)


@dataclass(frozen=True, slots=True)
class DatedFolders:
    """The folders, and the texts `beside` the notes where the whole repository is such a folder.

    `date_order` is how the notes write days in numbers, where that has to be said.
    """

    folders: tuple[NoteFolder, ...]
    beside: tuple[str, ...] = ()
    date_order: DateOrder | None = None


def find_folders(base: Path, site: Mapping[str, Any]) -> DatedFolders:
    """The folders of a repository that hold minutes, the widest ones, in the order of paths.

    In most of their texts, the name bears a date; in a folder called for meetings, the beginning of
    the text may state it. Posts of a blog count as minutes where they, or their folder, say so.
    """
    layout = read_layout(base, site)
    of_meeting: dict[str, bool] = {}
    wanted = note_filter(folders=(NoteFolder(permalink="/:path/"),))  # pages of HTML are none
    for path in _texts(base, site):
        if wanted(path):
            of_meeting[path] = _is_of_meeting(base, path, layout)
    folders = _widest(of_meeting, layout)
    notes = (base / path for path in of_meeting if not set(folders).isdisjoint(_around(path)))
    beside = tuple(path for path, is_note in of_meeting.items() if not is_note)
    return DatedFolders(
        tuple(NoteFolder(folder, permalink=layout.permalink(folder)) for folder in folders),
        beside if folders == ["."] else (),
        _date_order(notes),
    )


def _is_of_meeting(base: Path, path: str, layout: Layout) -> bool:
    folder, _, name = path.rpartition("/")
    is_called = bool(_OF_MEETINGS.search(folder))
    if layout.holds_posts(folder):
        words = PurePosixPath(name).stem.replace("-", " ").replace("_", " ")
        is_called = is_called or bool(MEETING_WORD.search(words))
        return date_in_path(path) is not None and (is_called or _says_meeting(base / path))
    return date_in_path(path) is not None or (is_called and _states_day(base / path))


def _beginning(path: Path) -> str:
    """What a file begins with; `""` for one that cannot be read, or is none."""
    if not path.is_file():
        return ""
    try:
        with path.open("rb") as file:
            return file.read(_BEGINNING).decode("utf-8", "replace")
    except OSError:
        return ""


def _says_meeting(path: Path) -> bool:
    text = _beginning(path)
    head = text.split("\n---", 1)[0]
    return any(map(MEETING_WORD.search, (*_SAID.findall(text), *_ENTRY.findall(head))))


def _states_day(path: Path) -> bool:
    return next(written_dates(_beginning(path)), None) is not None


def _date_order(paths: Iterable[Path]) -> DateOrder | None:
    """The order that some days in files show and none belies, if others can be read in two ways."""
    written = [day for path in paths for day in written_dates(_beginning(path))]
    shown = {day.shows for day in written if day.shows}
    is_unclear = any(len(day.readings) > 1 for day in written)
    return shown.pop() if is_unclear and len(shown) == 1 else None


def _widest(of_meeting: Mapping[str, bool], layout: Layout) -> list[str]:
    """The widest folders most of whose texts are of meetings, by their paths."""
    texts: Counter[str] = Counter()
    dated: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for path, is_of_meeting in of_meeting.items():
        root = layout.root(posixpath.dirname(path))
        folders = [folder for folder in _around(path) if is_within(folder, root)]
        texts.update(folders)
        dated.update(folders if is_of_meeting else ())
        own[folders[0]] += is_of_meeting
    fitting = {f for f, count in dated.items() if count >= max(FEWEST, SHARE * texts[f])}
    widest = (f for f in sorted(fitting) if fitting.isdisjoint(_around(f)))
    return sorted({named for folder in widest for named in _named(folder, fitting, own)})


def _around(path: str) -> Sequence[str]:
    """The folders around a path, the nearest first, the base (`.`) last."""
    return [parent.as_posix() for parent in PurePosixPath(path).parents]


def _named(folder: str, fitting: set[str], own: Mapping[str, int]) -> Iterator[str]:
    """The folder itself where it is called for minutes or holds some, else those below it.

    Folders that only file by years, seasons or months are no folders of their own.
    """
    below = [other for other in sorted(fitting) if _around(other)[:1] == [folder]]
    names = [PurePosixPath(other).name for other in below]
    is_called = _CALLED_SO.fullmatch(PurePosixPath(folder).name)
    if is_called or own[folder] or not below or any(map(_FILED_BY.fullmatch, names)):
        yield folder
        return
    for other in below:
        yield from _named(other, fitting, own)


def _texts(base: Path, site: Mapping[str, Any]) -> Iterator[str]:
    """The paths of files that could be notes, without what programs made."""
    site_dir = os.path.normpath(str(site.get("site_dir") or "site"))
    seen = 0
    for parent, folders, names in os.walk(base):
        inside = os.path.relpath(parent, base)
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".")
            and name not in _PASSED_BY
            and not _NOT_UTF_8.search(name)
            and os.path.normpath(os.path.join(inside, name)) != site_dir
        )
        for name in sorted(names):
            seen += 1
            if seen > MOST_FILES:
                return
            suffix = PurePosixPath(name).suffix.lower()
            if (
                suffix
                and suffix in NOTE_SUFFIXES
                and not name.startswith(".")
                and not _NOT_UTF_8.search(name)
            ):
                yield PurePosixPath(os.path.normpath(os.path.join(inside, name))).as_posix()
