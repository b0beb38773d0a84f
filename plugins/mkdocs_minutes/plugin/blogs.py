"""Lists of notes that other programs made: blogs of Material, and sections of Hugo and Jekyll."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import accumulate, chain
from posixpath import join, normpath, splitext
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from ..configuration import Configuration
from ..core.addresses import NOTES, in_site, series_uri, year_uri
from ..core.frontmatter import read_front_matter
from ..core.part_paths import file_of
from ..core.records import Archive, ArchivedNote
from ..pages.model import PlannedPage
from ..source.blogs import Blog, blog_of

_BLOG = re.compile(r"(?:material/)?blog(?: #\d+)?")


def posts_folders(config: MkDocsConfig) -> tuple[str, ...]:
    """The folders whose pages the blog of Material takes for posts, each with a slash behind it."""
    return tuple(f"{blog.posts}/" for blog in blogs_of(config))


def blogs_of(config: MkDocsConfig) -> tuple[Blog, ...]:
    """The blogs of a site."""
    urls = config.use_directory_urls
    return tuple(blog_of(blog, directory_urls=urls) for blog in _blogs(config))


def former_lists(
    config: MkDocsConfig, files: Files, archive: Archive, sources: Mapping[str, str], under: str
) -> Iterator[PlannedPage]:
    """Redirects from the lists that blogs made of posts, by year, category and page.

    `sources` has the files of the site by the paths of notes, `files` those that are left. A list
    by days leads to the notes of the year, one by categories to the series that all its posts are
    of, and else to all notes. What a blog still has, since other posts stay, is its own.
    """
    for blog, folder in zip(_blogs(config), posts_folders(config), strict=True):
        posts = [
            note
            for note in archive.notes.values()
            if sources.get(file_of(note.note.path), "").startswith(folder)
        ]
        others = sum(file.src_uri.startswith(folder) for file in files.documentation_pages())
        lists: dict[str, set[str]] = defaultdict(set)
        for path, target in chain.from_iterable(_lists_of(blog, post) for post in posts):
            lists[path].add(target)
        for path, targets in lists.items():
            target = in_site(targets.pop() if len(targets) == 1 else NOTES, under)
            for page in _pages(blog, path, len(posts) + others):
                file = File(page, config.docs_dir, config.site_dir, config.use_directory_urls)
                uri = file.dest_uri.removesuffix("index.html")
                yield PlannedPage(uri, "redirect", "This page has moved", target=target)


def former_sections(archive: Archive, configuration: Configuration) -> Iterator[PlannedPage]:
    """Redirects from the folders of addresses that notes had in a site of Hugo or Jekyll.

    Hugo has a list of each section's pages there, and its themes lead to it; Jekyll has one where a
    page was written by hand. Each leads to the series that all notes below it are of, and else to
    all notes, as do the pages that Hugo parts a list into. The days of a blog's addresses are no
    sections.
    """
    lists: dict[str, list[str]] = defaultdict(list)
    paged = set()
    for note in archive.notes.values():
        folder = configuration.settings.folder_of(note.note.path)
        if note.note.home and not folder.by_mkdocs and not _DAYS.search(folder.permalink):
            steps = note.note.home.strip("/").split("/")[:-1]
            for path in accumulate(f"{step}/" for step in steps):
                lists[path].append(series_uri(note.series))
                if _OF_HUGO in folder.permalink:
                    paged.add(path)
    for path, targets in lists.items():
        target = in_site(targets[0] if len(set(targets)) == 1 else NOTES, configuration.under)
        pages = range(1, 1 + -(-len(targets) // _PAGER_SIZE)) if path in paged else ()
        for address in (path, *(f"{path}page/{number}/" for number in pages)):
            yield PlannedPage(address, "redirect", "This page has moved", target=target)


_OF_HUGO = ":slugorcontentbasename"
"""What of a permalink tells that Hugo made the pages."""

_PAGER_SIZE = 10
"""Pages that a list of Hugo's shows at once, where its configuration says nothing else."""

_DAYS = re.compile(r":(?:year|month|day)\b")


def _blogs(config: MkDocsConfig) -> list[Any]:
    return [plugin.config for name, plugin in config.plugins.items() if _BLOG.fullmatch(name)]


def _lists_of(blog: Any, post: ArchivedNote) -> Iterator[tuple[str, str]]:
    """The lists that had a post, by the paths of their pages, and what list of ours has it.

    The path has no ending and begins in the folder of the blog; `""` is the blog's own page.
    """
    yield "", NOTES
    day = post.note.front_matter.date
    if blog["archive"] and day is not None:
        from babel.dates import format_date  # the blog asks for it too

        written = format_date(day, blog["archive_url_date_format"], "en")
        held = post.note.date or day
        yield blog["archive_url_format"].format(date=written).strip("/"), year_uri(held.year)
    read = read_front_matter(post.note.text, post.note.path)
    for category in read.filing.categories if blog["categories"] else ():
        slug = blog["categories_slugify"](category, blog["categories_slugify_separator"])
        yield blog["categories_url_format"].format(slug=slug).strip("/"), series_uri(post.series)


def _pages(blog: Any, path: str, count: int) -> Iterator[str]:
    """The paths that the pages of a list of posts have among the files of the site."""
    base = normpath(join(blog["blog_dir"], path))
    if path:
        yield f"{base}.md"
    size = blog["pagination_per_page"]
    for number in range(2, 2 + (count - 1) // size if blog["pagination"] else 2):
        page = blog["pagination_url_format"].format(page=number)
        index = "" if path else "/index"
        yield normpath(join(base, f"{splitext(page)[0]}{index}.md"))
