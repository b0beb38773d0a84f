"""The tags and texts of a page of HTML, whatever is wrong with it.

`html.parser` of the standard library takes time with the square of what is not closed (`<a <a <a`:
28 seconds for 60 kB in Python 3.11.7), and pages come from strangers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from html import unescape
from typing import NamedTuple

_ATTRIBUTE = re.compile(r"""([\w:.-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_NAME = re.compile(r"/?([A-Za-z][\w:.-]{0,40})")
_VOID = frozenset("br hr img input meta link col area base embed source wbr".split())


class Tag(NamedTuple):
    """A tag: its name in small letters, whether it opens, and whether it closes."""

    name: str
    attributes: Mapping[str, str]
    opens: bool
    closes: bool


def parts(html: str) -> Iterator[Tag | str]:
    """The tags and texts of a page in order; comments and declarations are left out."""
    at = 0
    while at < len(html):
        begin = html.find("<", at)
        if begin != at:
            yield unescape(html[at : begin if begin >= 0 else len(html)])
            if begin < 0:
                return
        at, part = _markup(html, begin)
        if part is not None:
            yield part


def _markup(html: str, begin: int) -> tuple[int, Tag | str | None]:
    """What begins with a `<`, and where the text goes on."""
    if html.startswith("<!--", begin):
        return _behind(html, "-->", begin), None
    if html.startswith("<![CDATA[", begin):
        end = _behind(html, "]]>", begin)
        return end, html[begin + 9 : end - 3]
    if html.startswith(("<!", "<?"), begin):
        return _behind(html, ">", begin), None
    name = _NAME.match(html, begin + 1)
    if name is None:
        return begin + 1, "<"
    end = _tag_end(html, name.end())
    inside = html[name.end() : end - 1]
    attributes = {
        match[1].lower(): unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(inside)
    }
    tag = name[1].lower()
    closes = html[begin + 1] == "/" or tag in _VOID or inside.endswith("/")
    return end, Tag(tag, attributes, html[begin + 1] != "/", closes)


def _behind(html: str, mark: str, start: int) -> int:
    end = html.find(mark, start)
    return len(html) if end < 0 else end + len(mark)


def _tag_end(html: str, start: int) -> int:
    """Where a tag ends: at a `>` that stands in no quotes, which are looked for nearby."""
    at = start
    while True:
        end = html.find(">", at)
        if end < 0:
            return len(html) + 1
        quote = _QUOTE.search(html, at, end)
        if quote is None:
            return end + 1
        closed = html.find(quote[0], quote.end(), quote.end() + 4000)
        if closed < 0:
            return end + 1
        at = closed + 1


_QUOTE = re.compile(r"[\"']")
