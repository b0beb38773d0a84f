"""Where a site's notes had their addresses, as the program says that made it: a permalink."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

import yaml

from .configuration import options_of
from .core.permalinks import unknown_names


@dataclass(frozen=True, slots=True)
class Blog:
    """A blog of Material's: the folder of its posts, and the pattern of their addresses."""

    posts: str
    permalink: str


@dataclass(frozen=True, slots=True)
class Layout:
    """What is known of the site that a repository has; `jekyll` is `None` without Jekyll."""

    blogs: tuple[Blog, ...] = ()
    jekyll: Mapping[str, Any] | None = None

    def holds_posts(self, folder: str) -> bool:
        """Whether the files of a folder are a blog's, of which minutes are only a part."""
        parts = set(PurePosixPath(folder).parts)
        return bool({"_posts", "posts", "blog"} & parts) or any(
            is_within(folder, blog.posts) for blog in self.blogs
        )

    def root(self, folder: str) -> str:
        """The folder of posts, or of a collection of Jekyll's, around a folder; else `.`."""
        for blog in self.blogs:
            if is_within(folder, blog.posts):
                return blog.posts
        if self.jekyll is not None:
            for around in (PurePosixPath(folder), *PurePosixPath(folder).parents):
                if around.name.startswith("_"):
                    return around.as_posix()
        return "."

    def permalink(self, folder: str) -> str:
        """The pattern of the addresses that notes in a folder had; `""` for that of MkDocs' pages.

        It is `""` also where the program's pattern asks for what is not known here.
        """
        for blog in self.blogs:
            if is_within(folder, blog.posts):
                return blog.permalink
        if self.jekyll is None:
            return ""
        name = PurePosixPath(folder).name
        if name.startswith("_"):
            return _of_collection(name.removeprefix("_"), self.jekyll)
        return _of_pages(folder, self.jekyll)


def read_layout(base: Path, site: Mapping[str, Any]) -> Layout:
    """The layout of a repository; `site` is what its `mkdocs.yml` holds, empty without one."""
    return Layout(tuple(_blogs(site)), None if site else _jekyll(base))


def is_within(folder: str, other: str) -> bool:
    """Whether a folder is another one or lies below it; `.` is around all."""
    return PurePosixPath(folder).is_relative_to(other)


# How Material's blog writes days and posts (its options `post_url_date_format`, from Babel, and
# `post_url_format`), in the names of a permalink.
_DAYS = {"yyyy": ":year", "MM": ":month", "dd": ":day"}
_POSTS = {"{slug}": ":slug", "{file}": ":path"}


def _blogs(site: Mapping[str, Any]) -> Iterator[Blog]:
    docs_dir = str(site.get("docs_dir") or "docs")
    for options in options_of(site, ("blog", "material/blog")):
        blog = str(options.get("blog_dir", "blog"))
        posts = str(options.get("post_dir") or "{blog}/posts").replace("{blog}", blog)
        day = str(options.get("post_url_date_format") or "yyyy/MM/dd")
        is_known = not re.search("[A-Za-z]", re.sub("|".join(_DAYS), "", day))
        day = re.sub("|".join(_DAYS), lambda part: _DAYS[part[0]], day)
        pattern = str(options.get("post_url_format") or "{date}/{slug}").replace("{date}", day)
        for written, name in _POSTS.items():
            pattern = pattern.replace(written, name)
        end = ".html" if site.get("use_directory_urls") is False else "/"
        pattern = _from_root(f"{'' if blog == '.' else blog}/{pattern}{end}")
        is_known &= "{" not in pattern
        yield Blog(PurePosixPath(docs_dir, posts).as_posix(), pattern if is_known else "")


def _from_root(pattern: str) -> str:
    return re.sub("/{2,}", "/", f"/{pattern}")


def _jekyll(base: Path) -> Mapping[str, Any] | None:
    """What Jekyll's `_config.yml` says; `None` where there is none."""
    for name in ("_config.yml", "docs/_config.yml"):
        try:
            read = yaml.safe_load((base / name).read_text(encoding="utf-8-sig"))
        except (OSError, UnicodeDecodeError, yaml.YAMLError):
            continue
        return read if isinstance(read, dict) else {}
    return None


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
    pattern = _from_root(pattern)
    return "" if unknown_names(pattern) else pattern


def _of_pages(folder: str, jekyll: Mapping[str, Any]) -> str:
    """The pattern of Jekyll's pages in a folder, which is `docs` or lies below it at times."""
    inside = "" if folder in (".", "docs") else folder.removeprefix("docs/")
    return _from_root(f"{inside}/:path{_end(jekyll)}")


def _end(jekyll: Mapping[str, Any]) -> str:
    """What the addresses of pages end in."""
    style = str(jekyll.get("permalink") or "")
    return "/" if style == "pretty" or style.endswith("/") else ".html"
