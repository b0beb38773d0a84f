"""Minutes among the notes that are pages of HTML: published without what runs, and masked.

They are no notes: nothing is read from them. But they had an address, and people have linked to it.
"""

from __future__ import annotations

import re
from html import unescape
from pathlib import PurePosixPath

from ..core.dates import date_in_path
from ..core.dialects.page import UNSHOWN
from ..core.encodings import encoding_for
from ..core.escape import html_text
from ..core.redact import redact
from ..core.settings import Settings
from ..core.text import decode

SUFFIXES = frozenset({".html", ".htm"})
"""The endings of pages of HTML."""

_TITLE = re.compile(r"<title\b[^>]{0,200}>([^<]{1,500})", re.IGNORECASE)
_CUT = {*UNSHOWN, "title", "textarea", "math", "iframe"}


def is_html(path: str) -> bool:
    """Whether a file is a page of HTML, by its path.

    >>> is_html("a/2004-01-05.HTM"), is_html("a.md")
    (True, False)
    """
    return PurePosixPath(path).suffix.lower() in SUFFIXES


def is_dated_html(path: str) -> bool:
    """Whether a file is the minutes of a meeting as a page of HTML, by its path.

    >>> is_dated_html("2004/2004-01-05.html"), is_dated_html("plan.html")
    (True, False)
    """
    return is_html(path) and date_in_path(path) is not None


def harmless_page(data: bytes, path: str, settings: Settings) -> str:
    r"""What is published of a page of HTML: its text, tables, pictures and links, and its title.

    Scripts, styles, forms, frames and pictures of other servers go, and what is masked in notes is
    masked.

    >>> page = b"<title>Board</title><h1 onclick='x()'>Board</h1><script>x()</script>PIN: 24680"
    >>> harmless_page(page, "a.html", Settings()).partition("<body>")[2]
    '<h1>Board</h1>PIN: [PIN removed]</body></html>\n'
    """
    import nh3  # no command but a build has use for it

    decoded = decode(data, encoding_for(path, settings.encoding))
    html = redact(decoded.text, settings).text
    title = _TITLE.search(html)
    body = nh3.clean(
        html,
        clean_content_tags=_CUT,
        url_schemes={"http", "https", "mailto"},
        attributes=_ATTRIBUTES,
        attribute_filter=_kept_attribute,
        link_rel=None,
    )
    shown = redact(body, settings).text  # what a dropped tag had parted
    head = f"<title>{html_text(unescape(title[1]).strip())}</title>" if title else ""
    return _DOCUMENT.format(head=head, body=shown)


def _kept_attribute(tag: str, attribute: str, value: str) -> str | None:
    is_elsewhere = (tag, attribute) == ("img", "src") and _ELSEWHERE.match(value)
    return None if is_elsewhere else value


_ELSEWHERE = re.compile(r"\s*(?:[a-z][a-z0-9+.-]*:|[\\/]{2})", re.IGNORECASE)

_DOCUMENT = (
    '<!doctype html>\n<html><head><meta charset="utf-8">{head}</head>\n<body>{body}</body></html>\n'
)

_ATTRIBUTES = {
    "*": {"id", "title", "lang", "dir"},
    "a": {"href", "name"},
    "img": {"src", "alt", "width", "height"},
    "td": {"colspan", "rowspan", "align"},
    "th": {"colspan", "rowspan", "align", "scope"},
    "ol": {"start"},
}
