"""Where the notes lie: one folder, or several below a common root, in the site's pages or not."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from ..core.permalinks import unknown_names
from ..core.settings import NoteFolder
from .blogs import Blog


class OptionError(ValueError):
    """An option whose value cannot be used; the message says what is allowed."""


@dataclass(frozen=True, slots=True)
class Site:
    """What of a site decides where its pages live: folders are absolute.

    `base` is the folder of `mkdocs.yml`. With `directory_urls` a page has a folder of its own, as
    by MkDocs' `use_directory_urls`. `unpublished` are the patterns of its `exclude_docs` and
    `draft_docs`. `root_folder` is the folder of `docs_dir` that a site in several languages has at
    its root, `""` where that is `docs_dir` itself.
    """

    base: Path
    docs_dir: Path
    directory_urls: bool = True
    unpublished: tuple[str, ...] = ()
    root_folder: str = ""
    blogs: tuple[Blog, ...] = ()

    def placed(self, folder: NoteFolder, path: Path, root: Path) -> NoteFolder:
        """A folder of notes, which lies at a path, as it is counted from the root of the notes.

        One without a permalink has that of its pages in the site: of a blog's posts, or MkDocs'.
        """
        pattern = folder.permalink or self.post_pattern(path)
        by_mkdocs = "" if pattern else self.home_pattern(path)
        return replace(
            folder,
            path="" if path == root else path.relative_to(root).as_posix(),
            permalink=pattern or by_mkdocs,
            by_mkdocs=bool(by_mkdocs),
        )

    def post_pattern(self, folder: Path) -> str:
        """The pattern of the addresses that a blog gives its posts in a folder; `""` without one.

        >>> site = Site(Path("/s"), Path("/s/docs"), blogs=(Blog("blog/posts", "/blog/:slug/"),))
        >>> site.post_pattern(Path("/s/docs/blog/posts")), site.post_pattern(Path("/s/docs/a"))
        ('/blog/:slug/', '')
        """
        posts = (blog for blog in self.blogs if folder.is_relative_to(self.docs_dir / blog.posts))
        return next((blog.permalink for blog in posts), "")

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
        if self.root_folder:
            above = above.removeprefix(f"{self.root_folder}/")
        return f"/{above}:path{'/' if self.directory_urls else '.html'}"

    def unpublished_below(self, root: Path) -> Iterator[str]:
        """The patterns of what is not published, as they read from the root of the notes.

        One that leaves out the folder of notes as a whole says no more than that MkDocs is to
        leave it to the archive.

        >>> site = Site(Path("/s"), Path("/s/docs"), unpublished=("drafts/", "/m/old/*", "m/"))
        >>> list(site.unpublished_below(Path("/s/docs/m")))
        ['drafts/', '/old/*']
        >>> list(site.unpublished_below(Path("/x")))
        []
        >>> list(site.unpublished_below(Path("/s")))
        ['/docs/**/drafts/', '/docs/m/old/*', '/docs/**/m/']
        """
        if self.docs_dir.is_relative_to(root):
            inside = self.docs_dir.relative_to(root).as_posix()
            above = "" if inside == "." else f"/{inside}"
            for sign, pattern, is_anchored in map(_read_pattern, self.unpublished):
                yield f"{sign}{above}/{'' if is_anchored else '**/'}{pattern}"
        elif root.is_relative_to(self.docs_dir):
            steps = root.relative_to(self.docs_dir).parts
            for sign, pattern, is_anchored in map(_read_pattern, self.unpublished):
                if not is_anchored or pattern.startswith("**/"):
                    if pattern.rstrip("/") not in steps:
                        yield f"{sign}{pattern}"
                elif below := _below(pattern, steps):
                    yield f"{sign}/{below}"


def _read_pattern(line: str) -> tuple[str, str, bool]:
    """A pattern as `.gitignore` has it: its sign, and whether it is counted from the root."""
    sign, pattern = ("!", line[1:]) if line.startswith("!") else ("", line)
    return sign, pattern.removeprefix("/"), "/" in pattern.rstrip().rstrip("/")


def _below(pattern: str, steps: Sequence[str]) -> str:
    """What is left of a pattern behind some folders; `""` where it does not lead below them."""
    parts = pattern.split("/")
    if len(parts) <= len(steps) or not all(map(fnmatchcase, steps, parts)):
        return ""
    return "/".join(parts[len(steps) :])


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
    if unknown := unknown_names(permalink):
        raise OptionError(f"knows no :{unknown[0]} in a `permalink`")
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
    is the folder around all of them.

    >>> site = Site(Path("/s"), Path("/s/docs"))
    >>> root, folders = place_folders("docs/m", site)
    >>> root, folders[0].path, folders[0].permalink
    (PosixPath('/s/docs/m'), '', '/m/:path/')
    >>> root, folders = place_folders([NoteFolder("docs/meetings"), NoteFolder("old")], site)
    >>> root, [folder.path for folder in folders], folders[0].permalink
    (PosixPath('/s'), ['docs/meetings', 'old'], '/meetings/:path/')
    """
    if isinstance(wanted, str):
        root = _absolute(site.base, wanted)
        return root, (site.placed(NoteFolder(), root, root),)
    paths = [_absolute(site.base, folder.path) for folder in wanted]
    inside = all(path.is_relative_to(site.base) for path in paths)
    root = site.base if inside else Path(os.path.commonpath(paths))
    placed = (site.placed(folder, path, root) for folder, path in zip(wanted, paths, strict=True))
    return root, tuple(placed)


def _absolute(base: Path, path: str) -> Path:
    """A folder's path without `..`, so that folders can be compared; links are left alone."""
    return Path(os.path.normpath(base / path))


def read_site(mapping: Mapping[str, Any], base: Path) -> Site:
    """What `mkdocs.yml` decides of where pages live; `mapping` is what it holds."""
    docs_dir = _absolute(base, str(mapping.get("docs_dir") or "docs"))
    directory_urls = mapping.get("use_directory_urls", True) is not False
    texts = (mapping.get(name) for name in ("exclude_docs", "draft_docs"))
    patterns = (line for text in texts if isinstance(text, str) for line in text.splitlines())
    return Site(base, docs_dir, directory_urls, tuple(filter(None, map(_meant, patterns))))


def _meant(line: str) -> str:
    """A pattern without white space around it; `""` for a remark."""
    return "" if line.startswith("#") else line.strip()
