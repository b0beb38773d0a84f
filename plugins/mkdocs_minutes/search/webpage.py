"""The passages of a page that was written by hand, so that one search finds it too."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from html.parser import HTMLParser

from ..core.addresses import relative
from ..core.dialects.page import UNSHOWN
from ..core.escape import path_of
from .documents import SearchDocument

_HEADING = re.compile(r"h[1-6]")
_BLOCKS = frozenset(
    "p li dt dd td th tr div section pre blockquote table ul ol dl figcaption summary br hr".split()
)
_UNSAID = UNSHOWN | {"button"}


class _Reader(HTMLParser):
    """Parts a page at its headings; what is in scripts and styles is no text."""

    def __init__(self) -> None:
        super().__init__()
        self.sections: list[tuple[str, list[str], list[str]]] = [("", [], [""])]
        self._heading = ""
        self._unsaid = 0
        self._permalink = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        if _HEADING.fullmatch(tag):
            self._heading = tag
            self.sections.append((attributes.get("id", ""), [], [""]))
        elif tag in _BLOCKS:
            self.sections[-1][2].append("")
        self._unsaid += tag in _UNSAID
        self._permalink |= tag == "a" and "headerlink" in attributes.get("class", "").split()

    def handle_endtag(self, tag: str) -> None:
        if tag == self._heading:
            self._heading = ""
        if tag == "a":
            self._permalink = False
        self._unsaid = max(0, self._unsaid - (tag in _UNSAID))

    def handle_data(self, data: str) -> None:
        if self._unsaid or self._permalink:
            return
        _, heading, lines = self.sections[-1]
        if self._heading:
            heading.append(data)
        else:
            lines[-1] += data


def page_passages(
    uri: str, title: str, html: str, *, under: str = ""
) -> tuple[SearchDocument, ...]:
    """A page's passages in the order of its text, one for each heading; always one.

    `uri` is the page's address in the site, `under` the folder that the archive lies below. A
    heading that is the title has no passage of its own.

    >>> [(p.url, p.heading, p.body) for p in page_passages("a/", "A", "<p>x</p><h2 id=b>B</h2>y")]
    [('a/index.html', '', 'x'), ('a/index.html#b', 'B', 'y')]
    """
    reader = _Reader()
    reader.feed(html)
    reader.close()
    ref = f" page/{uri}"
    found: list[SearchDocument] = []
    for anchor, heading, lines in reader.sections:
        name = " ".join("".join(heading).split())
        body = _body(lines)
        if not body and not name and found:
            continue
        found.append(
            SearchDocument(
                ref=f"{ref}#{len(found)}",
                url=relative(under, uri) + (f"#{path_of(anchor)}" if anchor else ""),
                kind="section",
                title=title,
                heading="" if name == title else name,
                body=body,
                note=f"{ref}#0",
            )
        )
    opening = [p for p in found[:2] if not p.heading]
    if len(opening) == 2 and not opening[0].body:  # nothing stands above the title
        return page_with(found[1:], ref)
    return page_with(found, ref)


def page_with(passages: Sequence[SearchDocument], ref: str) -> tuple[SearchDocument, ...]:
    """The passages numbered from 0, as a group is."""
    return tuple(replace(one, ref=f"{ref}#{at}") for at, one in enumerate(passages))


def _body(lines: Sequence[str]) -> str:
    spaced = (" ".join(line.split()) for line in lines)
    return "\n".join(line for line in spaced if any(map(str.isalnum, line)))
