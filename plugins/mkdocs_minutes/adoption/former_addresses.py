"""Where a site's notes had their addresses, as the program says that made it: a permalink."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import urlsplit

import yaml

from ..configuration import read_blogs
from ..core.permalinks import hugo_path, unknown_names
from ..source.blogs import Blog, from_root


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known of a repository's site; `jekyll` is `None` without Jekyll.

    `hugo` has what the configurations of Hugo say, by the folder of their pages.
    """

    blogs: tuple[Blog, ...] = ()
    jekyll: Mapping[str, Any] | None = None
    hugo: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)

    def holds_posts(self, folder: str) -> bool:
        """Whether the files of a folder are a blog's, of which minutes are only a part."""
        parts = set(PurePosixPath(folder).parts)
        return bool({"_posts", "posts", "blog"} & parts) or any(
            is_within(folder, blog.posts) for blog in self.blogs
        )

    def root(self, folder: str) -> str:
        """The folder of posts, of Hugo's pages or of a collection of Jekyll's around a folder.

        It is `.` where there is none.
        """
        for blog in self.blogs:
            if is_within(folder, blog.posts):
                return blog.posts
        for content in self.hugo:
            if is_within(folder, content):
                return content
        if self.jekyll is not None:
            for around in (PurePosixPath(folder), *PurePosixPath(folder).parents):
                if around.name.startswith("_"):
                    return around.as_posix()
        return "."

    @property
    def program(self) -> str:
        """What makes the site that there is, where it is not MkDocs; `""` where nothing does."""
        if self.jekyll is not None:
            return "Jekyll"
        return "Hugo" if self.hugo else ""

    @property
    def title(self) -> str:
        """What that site is called; `""` where its configuration does not say."""
        stated = next(iter(self.hugo.values()), {}) if self.jekyll is None else self.jekyll
        title = stated.get("title")
        return " ".join(title.split()) if isinstance(title, str) else ""

    def permalink(self, folder: str) -> str:
        """The pattern of the addresses that notes in a folder had, as an option has to say it.

        It is `""` for pages of MkDocs and posts of its blogs, whose addresses a build finds by
        itself, and where the program's pattern asks for what is not known here.
        """
        for content, hugo in self.hugo.items():
            if is_within(folder, content):
                inside = PurePosixPath(folder).relative_to(content).as_posix()
                return _of_content(inside, hugo)
        if self.jekyll is None:
            return ""
        name = PurePosixPath(folder).name
        if name.startswith("_"):
            return _of_collection(name.removeprefix("_"), self.jekyll)
        return _of_pages(folder, self.jekyll)


def read_layout(base: Path, site: Mapping[str, Any]) -> Layout:
    """The layout of a repository; `site` is what its `mkdocs.yml` holds, empty without one."""
    if site:
        docs_dir = str(site.get("docs_dir") or "docs")
        return Layout(tuple(blog.below(docs_dir) for blog in read_blogs(site)))
    return Layout(jekyll=_first(base, _JEKYLL_FILES), hugo=dict(_hugos(base)))


def is_plain_kramdown(base: Path) -> bool:
    """Whether Jekyll reads the pages of a repository with kramdown's own parser, not with GFM's."""
    stated = (_first(base, _JEKYLL_FILES) or {}).get("kramdown")
    return isinstance(stated, dict) and str(stated.get("input", "GFM")).lower() == "kramdown"


def is_within(folder: str, other: str) -> bool:
    """Whether a folder is another one or lies below it; `.` is around all."""
    return PurePosixPath(folder).is_relative_to(other)


_JEKYLL_FILES = ("_config.yml", "docs/_config.yml")
_HUGO_FILES = tuple(
    f"{folder}{name}.{ending}"
    for folder in ("", "config/_default/")
    for name in ("hugo", "config")
    for ending in ("toml", "yaml", "yml", "json")
)


def _first(base: Path, names: Iterable[str]) -> Mapping[str, Any] | None:
    """What the first of some configuration files says; `None` where none can be read."""
    for name in names:
        if not (base / name).is_file():  # a pipe would be waited for
            continue
        try:
            text = (base / name).read_text(encoding="utf-8-sig")
            # What is JSON is YAML too.
            read = tomllib.loads(text) if name.endswith(".toml") else yaml.safe_load(text)
        except (OSError, ValueError, yaml.YAMLError):
            continue
        return read if isinstance(read, dict) else {}
    return None


def _hugos(base: Path) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """The sites of Hugo in a repository, or right below it, by the folders of their pages.

    The names of a configuration are in small letters. Zola's `config.toml` is told by a name that
    Hugo's has not.
    """
    inner = (path for path in base.iterdir() if path.is_dir() and not path.name.startswith("."))
    for folder in (base, *sorted(inner)):
        read = _first(folder, _HUGO_FILES)
        if read is None or "base_url" in read:
            continue
        stated = {str(name).lower(): value for name, value in read.items()}
        content = folder / str(stated.get("contentdir") or "content")
        if content.is_dir() and content.is_relative_to(base):
            if folder == base:
                stated["baseurl"] = ""  # whatever the new site's is, pages keep their place in it
            yield content.relative_to(base).as_posix(), stated


# The names of https://gohugo.io/configuration/permalinks/ by those of a permalink.
_OF_HUGO = {
    ":title": ":slug",
    ":filename": ":slugorcontentbasename",
    ":contentbasename": ":slugorcontentbasename",
    ":slugorfilename": ":slugorcontentbasename",
}


def _of_content(folder: str, hugo: Mapping[str, Any]) -> str:
    """The pattern of Hugo's pages in a folder of its content; `""` for one that is not known."""
    inside = "" if folder == "." else hugo_path(folder)
    section = inside.partition("/")[0]
    stated = hugo.get("permalinks")
    of_pages = stated.get("page") if isinstance(stated, dict) else None
    patterns = (of_pages if isinstance(of_pages, dict) else stated) or {}
    pattern = patterns.get(section) if isinstance(patterns, dict) else None
    pattern = str(pattern or ":sections/:slugorcontentbasename/")
    for name, ours in _OF_HUGO.items():
        pattern = re.sub(rf"{name}\b", ours, pattern)
    pattern = re.sub(r":section\b", section, pattern)
    pattern = pattern.replace(":sections", f"{inside}/:sections")
    pattern = from_root(f"{urlsplit(str(hugo.get('baseurl') or '')).path}/{pattern}")
    if hugo.get("uglyurls") is True:
        pattern = f"{pattern.rstrip('/')}.html"
    return "" if unknown_names(pattern) else pattern


# The names that Jekyll has for patterns: https://jekyllrb.com/docs/permalinks/#built-in-formats.
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title.html",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "none": "/:categories/:title.html",
}


def _of_collection(collection: str, jekyll: Mapping[str, Any]) -> str:
    """The pattern of a collection of Jekyll's, of which `posts` is one."""
    collections = jekyll.get("collections")
    own = collections.get(collection) if isinstance(collections, dict) else None
    stated = own.get("permalink") if isinstance(own, dict) else None
    if not stated and collection != "posts":
        return f"/{collection}/:path{_end(jekyll)}"
    pattern = str(stated or jekyll.get("permalink") or "date")
    pattern = _STYLES.get(pattern, pattern).replace(":output_ext", ".html")
    pattern = pattern.replace(":collection", collection).replace(":slug", ":title")
    if not pattern.endswith(("/", ".html")):
        pattern += ".html"  # the file's name: servers find it by an address without that too
    pattern = from_root(pattern)
    return "" if unknown_names(pattern) else pattern


def _of_pages(folder: str, jekyll: Mapping[str, Any]) -> str:
    """The pattern of Jekyll's pages in a folder, which is `docs` or lies below it at times."""
    inside = "" if folder in (".", "docs") else folder.removeprefix("docs/")
    pattern = from_root(f"{inside}/:path{_end(jekyll)}")
    return "" if unknown_names(pattern) else pattern


def _end(jekyll: Mapping[str, Any]) -> str:
    """What the addresses of pages end in."""
    style = str(jekyll.get("permalink") or "")
    return "/" if style == "pretty" or style.endswith("/") else ".html"
