"""Small archives read from texts, and their pages in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache
from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import Archive, ArchivedNote, ParsedNote, RawNote
from mkdocs_minutes.core.registry import read_registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.pages.kinds import plan_pages
from mkdocs_minutes.pages.lookups import Lookups, look_up
from mkdocs_minutes.pages.model import Options
from mkdocs_minutes.pages.render import render
from tests.assembling import assemble

UNMASKED = Settings(redact=())

FORGE = Options(
    site_name="Minutes",
    source_address="https://forge.example.org/blob/main/{path}?plain=1#L{line}",
    edit_address="https://forge.example.org/edit/main/{path}",
    file_address="https://forge.example.org/blob/main/{path}",
)


def archive_of(notes: Mapping[str, str], registry: Mapping[str, str] | None = None) -> Archive:
    """The archive of notes given by path and text, and of registry files given likewise."""
    files = [RawNote(path, text.encode()) for path, text in (registry or {}).items()]
    known, problems = read_registry(files)
    assert not problems
    raw = [RawNote(path, text.encode("utf-8", "replace")) for path, text in notes.items()]
    return assemble(map(_read, raw), known, UNMASKED)


@cache
def _read(note: RawNote) -> ParsedNote:
    """A note as it is read by itself, which archives before and after an edit have in common."""
    return parse(note, UNMASKED)


def lookups_of(
    notes: Mapping[str, str],
    registry: Mapping[str, str] | None = None,
    options: Options = FORGE,
) -> Lookups:
    return look_up(archive_of(notes, registry), options)


def only_note(lookups: Lookups) -> ArchivedNote:
    (note,) = lookups.archive.notes.values()
    return note


def rendered(lookups: Lookups) -> dict[str, str]:
    """All pages by their addresses, the home page's being empty."""
    return {page.uri: render(page, lookups).html for page in plan_pages(lookups)}


def page(lookups: Lookups, uri: str) -> str:
    """The page at an address."""
    planned = {planned.uri: planned for planned in plan_pages(lookups)}
    return render(planned[uri], lookups).html


def note_page(notes: Mapping[str, str], registry: Mapping[str, str] | None = None) -> str:
    """The page of the only note."""
    lookups = lookups_of(notes, registry)
    return page(lookups, f"notes/{only_note(lookups).id}/")


def body(html: str) -> str:
    """The note itself out of its page, without the marks that pages add to headings."""
    inside = html.partition('<div class="mn-body">\n')[2]
    inside = re.split(r"\n</div>\n(?=<section class=\"mn-|<nav class=\"mn-s|</div>)", inside)[0]
    return re.sub(r' ?<a class="(?:mn-source|headerlink)"[^>]*>[^<]*</a>', "", inside)


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.hrefs: list[str] = []
        self.ids: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        for name, value in attrs:
            if name == "href" and value is not None:
                self.hrefs.append(value)
            elif name == "id" and value is not None:
                self.ids.append(value)


def links_and_ids(html: str) -> tuple[list[str], list[str]]:
    reader = _Links()
    reader.feed(html)
    return reader.hrefs, reader.ids


def broken_links(site: Mapping[str, str]) -> Iterator[str]:
    """Links between pages that lead to no page, to no anchor, or to a folder."""
    ids = {uri: set(links_and_ids(html)[1]) for uri, html in site.items()}
    for uri, html in site.items():
        for href in links_and_ids(html)[0]:
            parts = urlsplit(href)
            if parts.scheme or parts.netloc:
                continue
            path = normpath(join(uri, unquote(parts.path))) if parts.path else f"{uri}index.html"
            target = f"{dirname(path)}/" if dirname(path) else ""
            if not path.endswith("index.html") or target not in site:
                yield f"{uri}: {href}"
            elif parts.fragment and unquote(parts.fragment) not in ids[target]:
                yield f"{uri}: {href} (no such anchor)"
