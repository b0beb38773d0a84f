"""The archive's place in the navigation of a site: one section, or where an entry asks for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from posixpath import basename, dirname, join, normpath
from typing import Any

import yaml
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, InclusionLevel
from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page
from mkdocs.utils import nest_paths
from pathspec import GitIgnoreSpec

from .files import named_in

MARK = "minutes:"
"""The address of an entry of a navigation that the archive's section takes the place of."""

MAKERS = frozenset({"awesome-nav", "literate-nav"})
"""Plugins that make the navigation, whatever `nav` says."""


def is_made_elsewhere(config: MkDocsConfig) -> bool:
    """Whether a site has a navigation, its own or that of a plugin."""
    return config.nav is not None or not MAKERS.isdisjoint(config.plugins)


def listed_in_nav_files(files: Files, config: MkDocsConfig, notes: Set[str]) -> frozenset[str]:
    """Those of some notes that a `.nav.yml` of awesome-nav names, by their paths in `docs_dir`.

    They are pages of the navigation, as they were before. A folder or a pattern that matches other
    pages too names no notes: the archive lists them.
    """
    plugin = config.plugins.get("awesome-nav")
    if plugin is None or not notes:
        return frozenset()
    others = [file.src_uri for file in files.documentation_pages() if file.src_uri not in notes]
    listed: set[str] = set()
    for file in files:
        if basename(file.src_uri) == plugin.config["filename"]:
            for entry in _entries_of(file.content_bytes):
                named = GitIgnoreSpec.from_lines(
                    [f"/{normpath(join(dirname(file.src_uri), entry))}"]
                )
                if not any(map(named.match_file, others)):
                    listed |= set(named.match_files(notes))
    return frozenset(listed)


def _entries_of(data: bytes) -> Iterator[str]:
    """What the navigation file of a folder names: files, folders and patterns."""
    try:
        read = yaml.safe_load(data)
    except yaml.YAMLError:
        return
    yield from named_in(read.get("nav") if isinstance(read, Mapping) else None)


def marked(nav: Any) -> Any:
    """A configured navigation with each `minutes` entry as a link that `complete` knows.

    >>> marked(["index.md", {"minutes": "Our archive"}, {"More": [{"minutes": []}]}])
    ['index.md', {'Our archive': 'minutes:'}, {'More': [{'minutes': 'minutes:'}]}]
    """
    if isinstance(nav, list):
        return [marked(entry) for entry in nav]
    if not isinstance(nav, Mapping):
        return nav
    if list(nav) == ["minutes"] and (nav["minutes"] == [] or isinstance(nav["minutes"], str)):
        return {nav["minutes"] or "minutes": MARK}
    return {title: marked(entry) for title, entry in nav.items()}


def complete(nav: Navigation, pages: Sequence[Page], *, title: str, place: str) -> None:
    """Give a navigation the archive's section: in place of a marked entry, else where it is wanted.

    `place` is `start`, `end` or `none`. A navigation that leads to a page of the archive already,
    and has no marked entry, stays as it is.
    """
    if not pages:
        return
    if not _put_in(nav.items, pages, title):
        if place == "none" or set(map(id, pages)) & set(map(id, nav.pages)):
            return
        at = 0 if place == "start" else len(nav.items)
        nav.items.insert(at, Section(title, list(pages)))
    nav.pages[:] = pages_in(nav.items)
    _link(nav)


def section_of(pages: Sequence[Page]) -> Section | None:
    """The section that all of some pages are in, `None` where they are in several or in none."""
    sections = {id(page.parent): page.parent for page in pages}
    return sections.popitem()[1] if len(sections) == 1 else None


def drop_empty(items: list[Any]) -> None:
    """Take out sections of which nothing is left, at any depth; a theme would link them to home.

    A blog makes one for its archive, also where all its posts are notes.
    """
    for item in items:
        if item.children:
            drop_empty(item.children)
    items[:] = [item for item in items if item.children != []]


def _put_in(items: list[Any], pages: Sequence[Page], title: str) -> bool:
    """Whether an entry was marked, whose place the section has taken; other marked ones go."""
    found = False
    for at, item in reversed(list(enumerate(items))):
        if isinstance(item, Link) and item.url.rstrip("/").endswith(MARK):
            own = item.title if item.title and item.title not in ("minutes", MARK) else title
            items[at] = Section(own, list(pages))
            found = True
        elif isinstance(item, Section):
            found |= _put_in(item.children, pages, title)
    return found


def pages_in(items: Sequence[Any]) -> Iterator[Page]:
    """The pages among the entries of a navigation, at any depth and in order."""
    for item in items:
        if isinstance(item, Page):
            yield item
        yield from pages_in(item.children or ())


def _link(nav: Navigation) -> None:
    """Tell pages what is before and behind them, and entries what they are in, as MkDocs does."""
    before = None
    for page in nav.pages:
        page.previous_page, page.next_page = before, None
        if before is not None:
            before.next_page = page
        before = page
    _adopt(nav.items)


def _adopt(items: Sequence[Any]) -> None:
    for item in items:
        if isinstance(item, Section):
            for child in item.children:
                child.parent = item
            _adopt(item.children)


def list_in_nav(config: MkDocsConfig, files: Files, in_nav: list[dict[str, str]]) -> None:
    """Give the archive's index pages a place in the navigation where the site has not done so."""
    uris = {uri for entry in in_nav for uri in entry.values()}
    own = (
        file.src_uri
        for file in files.documentation_pages(inclusion=InclusionLevel.is_in_nav)
        if file.src_uri not in uris
    )
    config.nav = [*nest_paths(own), *in_nav]  # type: ignore[no-untyped-call]
