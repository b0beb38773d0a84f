"""Pages as they were finished, to be taken up again where nothing they were made of has changed."""

from __future__ import annotations

import zlib
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple, Self

import msgspec

from .cache import Cache, code_version, key_of
from .pages import Lookups, Page, PlannedPage, render
from .pages.dependencies import Answers, AskedLookups, Question

MOST_QUESTIONS = 2_000
"""A page that asks more of the archive is not kept: nearly every edit would change it."""

BATCH = 64
"""Pages that go to the cache at a time."""

WINDOW = 32_768
"""The bytes of a page that help to compress the others: as far back as the format looks."""


class _Kept(NamedTuple):
    """A finished page with its questions, and what it is good for: a frame, and hashed answers."""

    frame: bytes
    answers: bytes
    page: bytes


class PageCache:
    """Renders pages, and keeps what became of them in the cache; a context manager.

    `site` is a hash of what all pages are made with, a `frame` of what is put around one: these and
    the answers of the archive being equal, the page is. Without a site, a frame or a folder nothing
    is kept or found. `taken` counts the pages that were found, `made` those that were rendered.
    """

    def __init__(self, lookups: Lookups, folder: Path | None, site: bytes | None) -> None:
        self._asking = AskedLookups(lookups)
        self._answers = Answers(lookups)
        self._cache = Cache(folder)
        self._site = key_of(site, code_version(), _options(lookups)) if site and folder else None
        self._fresh: list[tuple[bytes, bytes]] = []
        self._decoder = msgspec.msgpack.Decoder(tuple[tuple[Question, ...], str])
        self._pattern = b""
        self.taken = 0
        self.made = 0

    def __enter__(self) -> Self:
        self._cache.__enter__()
        self._pattern = self._cache.get(self._key("the pattern")) or b""
        return self

    def __exit__(self, *error: object) -> None:
        self._cache.put(self._fresh)
        self._cache.__exit__(*error)

    def render(self, planned: PlannedPage) -> Page:
        """A page of the archive, its questions noted for the call of `keep` that follows."""
        self.made += 1
        self._asking.asked.clear()
        return render(planned, self._asking)

    def find(self, planned: PlannedPage, frame: bytes | None) -> str | None:
        """A page as it was finished in an equal frame, `None` where it has to be made anew."""
        value = self._cache.get(self._key(repr(planned))) if self._site and frame else None
        if value is None:
            return None
        try:
            kept = msgspec.msgpack.decode(value, type=_Kept)
            page = zlib.decompressobj(zdict=self._pattern).decompress(kept.page)
            questions, html = self._decoder.decode(page)
        except (msgspec.MsgspecError, zlib.error):  # the pattern it was packed with is gone
            return None
        if kept.frame != frame or kept.answers != self._answers.digest(questions):
            return None
        self.taken += 1
        return html

    def keep(self, planned: PlannedPage, frame: bytes | None, html: str) -> None:
        """Remember a page whose content was rendered just now."""
        questions = tuple(self._asking.asked)
        if self._site is None or frame is None or len(questions) > MOST_QUESTIONS:
            return
        if not self._pattern:
            self._pattern = html.encode()[-WINDOW:]
            self._fresh.append((self._key("the pattern"), self._pattern))
        packing = zlib.compressobj(level=1, zdict=self._pattern)
        page = packing.compress(msgspec.msgpack.encode((questions, html))) + packing.flush()
        kept = _Kept(frame, self._answers.digest(questions), page)
        self._fresh.append((self._key(repr(planned)), msgspec.msgpack.encode(kept)))
        if len(self._fresh) >= BATCH:
            self._cache.put(self._fresh)
            self._fresh = []

    def _key(self, name: str) -> bytes:
        return key_of("a finished page", self._site or b"", name)


def _options(lookups: Lookups) -> str:
    """What the site decides about its pages, but for what they ask for: histories and files."""
    return repr(replace(lookups.options, history={}, files={}))
