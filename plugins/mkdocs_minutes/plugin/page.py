"""A page of the archive as MkDocs knows pages."""

from __future__ import annotations

from collections.abc import MutableMapping
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from .. import pages
from ..core.escape import html_markup
from ..page_cache import PageCache

OWN_ATTRIBUTES = frozenset({"file", "own_meta", "planned", "update_date", "writing"})
"""What a page of the archive has that no theme knows, or may show if the page is to be kept."""


class ArchivePage(Page):
    """A page of the archive: its HTML comes from the archive, where something asks for it.

    It has content only while it is written, so that ten thousand pages are never in memory at once.
    """

    writing: Writing | None = None

    def __init__(
        self, planned: pages.PlannedPage, file: File, config: MkDocsConfig, edit_url: str
    ) -> None:
        super().__init__(html_markup(planned.title), file, config)
        self.planned = planned
        self.own_meta: MutableMapping[str, Any] | None = None
        self.edit_url = edit_url or None

    def read_source(self, config: MkDocsConfig) -> None:
        """Take title and description from the plan: there is no Markdown source."""
        self.markdown = ""
        # Themes insert titles and descriptions as they are, and some take out tags first.
        self.meta = {
            "title": html_markup(self.planned.title),
            "description": html_markup(self.planned.description),
        }

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the content for later."""

    @property
    def content(self) -> str | None:
        """The page's HTML while it is written, before that nothing."""
        return self.writing.html if self.writing else ""

    @content.setter
    def content(self, html: str | None) -> None:
        if self.writing:
            self.writing.html = html or ""

    @property
    def toc(self) -> TableOfContents:
        """The table of contents while the page is written, before that an empty one."""
        return self.writing.toc if self.writing else TableOfContents([])

    @toc.setter
    def toc(self, toc: TableOfContents) -> None:
        if self.writing:
            self.writing.toc = toc


class Writing:
    """A page while it is written; it is rendered where its content is asked for.

    `frame` is a hash of what the theme puts around it, `finished` the page as an earlier build
    finished it, and `altered` says that a plugin has changed what the page holds.
    """

    def __init__(self, planned: pages.PlannedPage, made: PageCache) -> None:
        self.planned = planned
        self.made = made
        self.frame: bytes | None = None
        self.finished: str | None = None
        self.altered = False
        self._holds: tuple[str, TableOfContents] | None = None

    @property
    def rendered(self) -> bool:
        """Whether the content was asked for."""
        return self._holds is not None

    @property
    def html(self) -> str:
        """The content."""
        return self._held()[0]

    @html.setter
    def html(self, html: str) -> None:
        self.altered |= html != self.html
        self._holds = html, self.toc

    @property
    def toc(self) -> TableOfContents:
        """The table of contents."""
        return self._held()[1]

    @toc.setter
    def toc(self, toc: TableOfContents) -> None:
        self.altered = True
        self._holds = self.html, toc

    def _held(self) -> tuple[str, TableOfContents]:
        if self._holds is None:
            page = self.made.render(self.planned)
            self._holds = page.html, TableOfContents([_toc_entry(entry) for entry in page.toc])
        return self._holds


def _toc_entry(entry: pages.TocEntry) -> AnchorLink:
    link = AnchorLink(html_markup(entry.title), entry.anchor, entry.level)
    link.children = [_toc_entry(child) for child in entry.children]
    return link
