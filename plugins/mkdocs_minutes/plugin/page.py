"""A page of the archive as MkDocs knows pages."""

from __future__ import annotations

from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink, TableOfContents

from ..core.escape import html_markup
from ..pages.model import PlannedPage, TocEntry


class ArchivePage(Page):
    """A page of the archive that MkDocs renders itself, such as one in the navigation.

    It has content only while it is written, so that ten thousand pages are never in memory at once;
    what plugins have made of that content before is told from it when it comes. Where the archive
    has a search of its own, that of the theme need not read it: it is not `indexed`.
    """

    def __init__(
        self,
        planned: PlannedPage,
        file: File,
        config: MkDocsConfig,
        edit_url: str,
        *,
        indexed: bool,
    ) -> None:
        super().__init__(html_markup(planned.title), file, config)
        self.planned = planned
        self.indexed = indexed
        self.edit_url = edit_url or None
        self.toc = TableOfContents([])

    def read_source(self, config: MkDocsConfig) -> None:
        """Take title and description from the plan: there is no Markdown source."""
        self.markdown = ""
        self.meta = meta(self.planned) | ({} if self.indexed else {"search": {"exclude": True}})

    def render(self, config: MkDocsConfig, files: Files) -> None:
        """Leave the content for later."""
        self.content = ""


def meta(planned: PlannedPage) -> dict[str, Any]:
    """Title and description for themes, which insert them as they are, or take out tags first.

    A page that draws on one note has its day, by which feeds and the like can date it.
    """
    return {
        "title": html_markup(planned.title),
        "description": html_markup(planned.description),
        **({"date": planned.date} if planned.date else {}),
    }


def table_of_contents(entries: tuple[TocEntry, ...]) -> TableOfContents:
    """The headings of a page as themes show them."""
    return TableOfContents([_entry(entry) for entry in entries])


def _entry(entry: TocEntry) -> AnchorLink:
    link = AnchorLink(html_markup(entry.title), entry.anchor, entry.level)
    link.children = [_entry(child) for child in entry.children]
    return link
