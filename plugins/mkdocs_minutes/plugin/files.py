"""The pages of the archive among the files of a site, where something asks for them.

MkDocs goes through all its files a dozen times, and keeps a page for each. Pages that are in no
navigation need none of that: they are found when a hand-written page links to them, or the
navigation names them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath
from typing import Any
from urllib.parse import urljoin, urlsplit

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files, InclusionLevel

from ..core.escape import path_of
from ..pages.model import PlannedPage
from .languages import at_root

OURS = "minutes"
"""By what name files of the archive are told from others."""

REMAKERS = frozenset({"i18n"})
"""Plugins that make a file of a site anew from what lies in `docs_dir` at its path."""


def are_remade(config: MkDocsConfig) -> bool:
    """Whether another plugin makes the files of the site anew."""
    return not REMAKERS.isdisjoint(config.plugins)


def made_file(
    config: MkDocsConfig,
    uri: str,
    content: str | bytes | Path,
    *,
    target: str = "",
    inclusion: InclusionLevel = InclusionLevel.UNDEFINED,
) -> File:
    """A file of the archive among those of a site; a path as content is a file to be copied.

    Plugins take it for granted that a file has a place on disk. It is where the file will be
    written: what a plugin finds there was masked, as the note itself was not.
    """
    if isinstance(content, Path):
        if not are_remade(config):
            return File.generated(config, uri, abs_src_path=str(content), inclusion=inclusion)
        content = content.read_bytes()
    file = File.generated(config, uri, content=content, inclusion=inclusion)
    file.dest_uri = at_root(file.dest_uri, config)
    file.generated_by = OURS  # MkDocs forgets whose turn it is where an event is within another
    if target:
        file.dest_uri = target
    file.abs_src_path = file.abs_dest_path
    return file


class ArchiveFiles(Files):
    """The files of a site, with those of the archive's pages made where they are looked up.

    `planned` has pages by the paths that links name them by, and `make` makes the file of one. As
    long as `open` is true, what was looked up is a page of MkDocs from then on; later it only has
    its address, as those of `moved` have at any time: documents that lead on.
    """

    def __init__(
        self,
        files: Iterable[File],
        planned: Mapping[str, PlannedPage],
        make: Callable[[PlannedPage], File],
        moved: Mapping[str, PlannedPage],
    ) -> None:
        super().__init__(files)
        self._planned = planned
        self._moved = moved
        self._make = make
        self._linked: dict[str, File] = {}
        self.open = True

    def get_file_from_path(self, path: str) -> File | None:
        """The file at a path relative to the pages' folder, `None` where there is none."""
        uri = PurePath(path).as_posix()
        found = super().get_file_from_path(uri) or self._linked.get(uri)
        if found is None and uri in self._moved:
            found = self._linked[uri] = self._make(self._moved[uri])
        elif found is None and uri in self._planned:
            found = self._make(self._planned[uri])
            if self.open:
                self.append(found)
            else:
                self._linked[uri] = found
        return found


@dataclass(frozen=True, slots=True)
class SitemapEntry:
    """A page as a sitemap wants to know it; it stands for its file as well."""

    canonical_url: str | None
    abs_url: str | None
    update_date: str
    is_link: bool = False

    @property
    def page(self) -> SitemapEntry:
        """The page of the file."""
        return self


def sitemap_entries(
    planned: Iterable[PlannedPage], config: MkDocsConfig, day: Callable[[PlannedPage], str]
) -> Iterator[SitemapEntry]:
    """Pages that MkDocs does not know, for its sitemap: with the addresses that the pages name."""
    site_url = config.site_url
    for page in planned:
        uri = page.uri if config.use_directory_urls else page.file
        address = urljoin(site_url, path_of(uri)) if site_url else None
        yield SitemapEntry(address, urlsplit(address).path if address else None, day(page))


def named_in(nav: Any) -> Iterator[str]:
    """The paths that the configured navigation names, however deep.

    >>> list(named_in([{"Home": "index.md"}, {"More": ["a.md", {"B": "b.md"}]}]))
    ['index.md', 'a.md', 'b.md']
    """
    return (path for _, path in _entries_in(nav))


def titles_in(nav: Any) -> dict[str, str]:
    """The titles that the configured navigation gives to paths; of several for one, the first.

    >>> titles_in(["c.md", {"More": ["a.md", {"B": "b.md"}, {"Bee": "b.md"}]}])
    {'b.md': 'B'}
    """
    titles: dict[str, str] = {}
    for title, path in _entries_in(nav):
        if title:
            titles.setdefault(path, title)
    return titles


def _entries_in(nav: Any, title: str = "") -> Iterator[tuple[str, str]]:
    """The entries of a navigation, each with its own title and its path."""
    if isinstance(nav, str):
        yield title, nav
    elif isinstance(nav, Mapping):
        for called, below in nav.items():
            yield from _entries_in(below, str(called))
    elif isinstance(nav, Iterable):
        for entry in nav:
            yield from _entries_in(entry)
