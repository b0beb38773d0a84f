"""Pages of HTML as Markdown: what pads, wikis and word processors export.

Such a page has no lines of its own (a pad's is one line, whatever was written), so each block
becomes a line, and lines are counted in what comes of it. Source of the forms: Etherpad's export,
what MediaWiki, Notion, Google Docs save, and Confluence's storage format (`confluence.py`).
"""

from __future__ import annotations

from .confluence import HANDLERS
from .html_tags import Tag, parts
from .page import Page

TOOLS = (
    "Etherpad, Confluence, Notion, Google Docs and wikis, as HTML (`.html`, `.htm`, `.xhtml`;"
    " `.storage`, and `.xml` with a day or named for Confluence)"
)
READS = (
    "headings, lists, boxes, tables with cells over rows and columns, links, emphasis, code,"
    " remarks of a pad; of Confluence's storage format tasks, people, days, states, panels as"
    " boxes, decisions, tickets, links to pages, files; authors' colours and layout are not shown;"
    " lines are counted a block each"
)
"""What the table of dialects says of them."""

SUFFIXES = (".html", ".htm", ".xhtml", ".storage", ".xml")
"""The endings of pages of HTML, also of those in Confluence's storage format."""


def is_webpage(path: str) -> bool:
    """Whether a file is a page of HTML, by its path.

    >>> is_webpage("a/2024-05-14.HTML"), is_webpage("a.md")
    (True, False)
    """
    return path.partition("#")[0].lower().endswith(SUFFIXES)


def as_markdown(html: str) -> str:
    r"""The text of a page as Markdown, a line a block; a page without text gives an empty string.

    Nothing runs and nothing is trusted in it: what comes of it is read as any note is.

    >>> as_markdown("<h1>Weekly</h1><ul><li>paint<ul><li><b>red </b>paint</li></ul></li></ul>")
    '# Weekly\n\n- paint\n  - **red** paint\n'
    """
    page = Page(HANDLERS)
    for part in parts(html):
        if isinstance(part, Tag):
            page.take(part)
        else:
            page.write(part)
    return page.done()
