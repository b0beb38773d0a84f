"""Blogs of Material's, and the addresses that they give their posts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import PurePosixPath
from typing import Any

# How Material's blog writes days and posts (its options `post_url_date_format`, from Babel, and
# `post_url_format`), in the names of a permalink.
_DAYS = {"yyyy": ":year", "MM": ":month", "dd": ":day"}
_POSTS = {"{slug}": ":slug", "{file}": ":path"}


@dataclass(frozen=True, slots=True)
class Blog:
    """A blog of Material's: the folder of its posts, and the pattern of their addresses.

    The folder is counted from that of the site's pages. The pattern is as in `core.permalinks`, or
    `""` where the blog's own asks for what is not known there.
    """

    posts: str
    permalink: str

    def below(self, folder: str) -> Blog:
        """The blog with the folder of its posts counted from further above."""
        return replace(self, posts=PurePosixPath(folder, self.posts).as_posix())


def blog_of(options: Mapping[str, Any], *, directory_urls: bool) -> Blog:
    """The blog that options of the plugin describe; `directory_urls` as in `Site`.

    >>> blog_of({"blog_dir": "news", "post_url_format": "{slug}"}, directory_urls=True)
    Blog(posts='news/posts', permalink='/news/:slug/')
    >>> blog_of({"post_url_format": "{categories}/{slug}"}, directory_urls=False)
    Blog(posts='blog/posts', permalink='')
    """
    blog = str(options.get("blog_dir", "blog"))
    posts = str(options.get("post_dir") or "{blog}/posts").replace("{blog}", blog)
    day = str(options.get("post_url_date_format") or "yyyy/MM/dd")
    is_known = not re.search("[A-Za-z]", re.sub("|".join(_DAYS), "", day))
    day = re.sub("|".join(_DAYS), lambda part: _DAYS[part[0]], day)
    pattern = str(options.get("post_url_format") or "{date}/{slug}").replace("{date}", day)
    for written, name in _POSTS.items():
        pattern = pattern.replace(written, name)
    end = "/" if directory_urls else ".html"
    pattern = from_root(f"{'' if blog == '.' else blog}/{pattern}{end}")
    is_known &= "{" not in pattern
    return Blog(PurePosixPath(posts).as_posix(), pattern if is_known else "")


def from_root(pattern: str) -> str:
    """A pattern of addresses that begins with one slash, and has one between its steps.

    >>> from_root("news//:slug/")
    '/news/:slug/'
    """
    return re.sub("/{2,}", "/", f"/{pattern}")
