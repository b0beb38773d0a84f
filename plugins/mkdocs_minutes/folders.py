"""Where the notes lie: one folder, or several below a common root, in the site's pages or not."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .core.settings import NoteFolder


class OptionError(ValueError):
    """An option whose value cannot be used; the message says what is allowed."""


@dataclass(frozen=True, slots=True)
class Site:
    """What of a site decides where its pages live: folders are absolute.

    `base` is the folder of `mkdocs.yml`. With `directory_urls` a page has a folder of its own, as
    by MkDocs' `use_directory_urls`.
    """

    base: Path
    docs_dir: Path
    directory_urls: bool = True

    def home_pattern(self, folder: Path) -> str:
        """The pattern of the addresses that MkDocs gives to the pages in a folder.

        `""` for a folder outside of `docs_dir`.

        >>> site = Site(Path("/s"), Path("/s/docs"))
        >>> site.home_pattern(Path("/s/docs/meetings")), site.home_pattern(Path("/s/notes"))
        ('/meetings/:path/', '')
        """
        inside = os.path.relpath(folder, self.docs_dir)
        if inside.split(os.sep)[0] == os.pardir:
            return ""
        above = "" if inside == os.curdir else f"{Path(inside).as_posix()}/"
        return f"/{above}:path{'/' if self.directory_urls else '.html'}"


_KEYS = ("path", "series", "project", "permalink")


def check_notes(value: Any) -> tuple[NoteFolder, ...] | str:
    """The option `notes`: a folder, or a list of folders, each a path or a mapping with a path.

    >>> check_notes(["docs/meetings", {"path": "old", "series": "Board"}])[1].series
    'Board'
    """
    if isinstance(value, str):
        return value
    if not isinstance(value, list) or not value:
        raise OptionError("must be a folder or a list of folders")
    return tuple(map(_entry, value))


def _entry(entry: Any) -> NoteFolder:
    if isinstance(entry, str):
        entry = {"path": entry}
    if not isinstance(entry, dict) or not isinstance(entry.get("path"), str):
        raise OptionError("needs a folder, or a mapping with a `path`, in each entry")
    if unknown := sorted(set(map(str, entry)) - set(_KEYS)):
        raise OptionError(f"knows no {', '.join(unknown)} in an entry: use {', '.join(_KEYS)}")
    if not all(isinstance(value, str) for value in entry.values()):
        raise OptionError(f"takes texts for {', '.join(_KEYS)}")
    permalink = entry.get("permalink", "")
    if permalink and not permalink.startswith("/"):
        raise OptionError("takes a `permalink` that begins with a slash, the site's root")
    return NoteFolder(**entry)


def check_under(value: Any) -> str:
    """The option `under`: a folder of the site, with a slash behind it; `""` for the site itself.

    >>> check_under("archive"), check_under("/a/b/"), check_under("")
    ('archive/', 'a/b/', '')
    """
    if not isinstance(value, str) or not re.fullmatch(
        r"/?|/?[\w-][\w.-]*(?:/[\w-][\w.-]*)*/?", value
    ):
        raise OptionError("must be a folder of the site such as `archive`")
    inside = value.strip("/")
    return f"{inside}/" if inside else ""


def place_folders(
    wanted: str | Sequence[NoteFolder], site: Site
) -> tuple[Path, tuple[NoteFolder, ...]]:
    """The root that the paths of notes are relative to, and the folders below it.

    A single folder is the root itself. That of a list is the folder of `mkdocs.yml`, so that
    another folder in the list leaves the paths of notes as they were; where one lies elsewhere, it
    is the folder around all of them. A folder without a permalink has the addresses that MkDocs
    gives its pages, if it lies in `docs_dir`.

    >>> site = Site(Path("/s"), Path("/s/docs"))
    >>> place_folders("notes", site)
    (PosixPath('/s/notes'), (NoteFolder(path='', series='', project='', permalink=''),))
    >>> root, folders = place_folders([NoteFolder("docs/meetings"), NoteFolder("old")], site)
    >>> root, [folder.path for folder in folders], folders[0].permalink
    (PosixPath('/s'), ['docs/meetings', 'old'], '/meetings/:path/')
    """
    if isinstance(wanted, str):
        root = _absolute(site.base, wanted)
        return root, (NoteFolder(permalink=site.home_pattern(root)),)
    paths = [_absolute(site.base, folder.path) for folder in wanted]
    inside = all(path.is_relative_to(site.base) for path in paths)
    root = site.base if inside else Path(os.path.commonpath(paths))
    return root, tuple(
        replace(
            folder,
            path="" if path == root else path.relative_to(root).as_posix(),
            permalink=folder.permalink or site.home_pattern(path),
        )
        for folder, path in zip(wanted, paths, strict=True)
    )


def _absolute(base: Path, path: str) -> Path:
    """A folder's path without `..`, so that folders can be compared; links are left alone."""
    return Path(os.path.normpath(base / path))


def read_site(mapping: Mapping[str, Any], base: Path) -> Site:
    """What `mkdocs.yml` decides of where pages live; `mapping` is what it holds."""
    docs_dir = _absolute(base, str(mapping.get("docs_dir") or "docs"))
    return Site(base, docs_dir, mapping.get("use_directory_urls", True) is not False)
