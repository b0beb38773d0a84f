"""A checker of links: each relative address of each page leads to a file, each anchor exists."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

ADDRESSES = {"href", "src", "data", "poster"}


@dataclass
class PageLinks:
    """What a page leads to, and where it can be led to."""

    addresses: list[str] = field(default_factory=list)
    anchors: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.links = PageLinks()
        self.twice: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if value is None:
                continue
            if name in ADDRESSES and tag != "base":
                self.links.addresses.append(value)
            elif name == "id":
                if value in self.links.anchors:
                    self.twice.append(value)
                self.links.anchors.add(value)


def read_page(path: Path) -> PageLinks:
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader.links


def repeated_ids(path: Path) -> list[str]:
    reader = _Reader()
    reader.feed(path.read_text(encoding="utf-8"))
    return reader.twice


def broken_links(site: Path) -> Iterator[str]:
    """Each link that leads nowhere, as `page: address`; folders do not open from `file://`."""
    pages = {path: read_page(path) for path in sorted(site.rglob("*.html"))}
    for path, page in pages.items():
        for address in page.addresses:
            parts = urlsplit(address)
            if parts.scheme or parts.netloc:
                continue
            name = path.relative_to(site).as_posix()
            if parts.path.startswith("/"):
                yield f"{name}: {address} (starts at the server's root)"
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            if not target.is_file():
                yield f"{name}: {address}"
            elif parts.fragment and target in pages:
                anchor = unquote(parts.fragment)
                if anchor not in pages[target].anchors and not anchor.startswith("__"):
                    yield f"{name}: {address} (no such anchor)"
