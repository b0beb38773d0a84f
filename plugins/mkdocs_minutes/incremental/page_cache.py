"""Pages as they were rendered, to be taken up again where nothing they were made of has changed."""

from __future__ import annotations

import zlib
from collections.abc import Collection
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import NamedTuple, Self

import msgspec

from ..core.records import Problem
from ..core.settings import Settings
from ..pages.dependencies import KEPT, AskedLookups, Dependency
from ..pages.lookups import Lookups
from ..pages.model import Page, PlannedPage
from ..pages.render import render, render_despite
from ..safety.note_reading import problem_of, within_limits
from ..store.cache import Cache, code_version, key_of
from .ledger import Noted, Notes

MOST_DEPENDENCIES = 2_000
"""A page that asks more of the archive is not kept: nearly every edit would change it."""

BATCH = 64
"""Pages that go to the cache at a time."""

WINDOW = 32_768
"""The bytes of a page that help to compress the others: as far back as the format looks."""


class _Kept(NamedTuple):
    """A rendered page with its dependencies, compressed, and the hashed answers it is good for."""

    answers: bytes
    page: bytes


class PageCache:
    """Renders pages without what a theme puts around them; a context manager.

    What was rendered is kept in the cache's folder with what it asked of the archive, and taken up
    as long as the answers are the same. `asked` has what the last page asked, `None` where it is
    not to stand in another build. `taken` counts pages that were found, `made` the others. A
    note whose page fails, or takes longer than the settings allow, is shown as text, and another
    page that fails says so: `problems` tells of it, and the page is not kept.
    """

    def __init__(
        self, lookups: Lookups, folder: Path | None, settings: Settings, answers: Notes
    ) -> None:
        self._settings = settings
        self.problems: list[Problem] = []
        self._asking = AskedLookups(lookups, answers.ask, answers.known)
        self._answers = answers
        self._cache = Cache(folder)
        self._salt = key_of("a rendered page", code_version(), repr(settings), options_of(lookups))
        self._keeps = folder is not None
        self._fresh: list[tuple[bytes, bytes]] = []
        self._decoder = msgspec.msgpack.Decoder(tuple[tuple[Dependency, ...], Page])
        self._pattern = b""
        self.asked: Collection[Dependency] | None = None
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
        """A page of the archive."""
        key = self._key(repr(planned)) if self._keeps else b""
        found = self._find(key) if self._keeps else None
        if found is not None:
            self.taken += 1
            self.asked, page = found
            return page
        self.made += 1
        self._asking.asked.clear()
        made = self._render(planned)
        if isinstance(made, Problem):
            self.problems.append(made)
            self.asked = None
            return render_despite(planned, self._asking)
        self.asked = tuple(self._asking.asked)
        if self._keeps and len(self.asked) <= MOST_DEPENDENCIES:
            self._keep(key, self.asked, made)
        return made

    def noted(self) -> Noted:
        """The answers to be kept that the pages asked for which `note` was told of."""
        return self._answers.noted_alone()

    def note(self, planned: PlannedPage) -> None:
        """Let the answers that the last page took be known when it is rendered again."""
        if kept := [one for one in self.asked or () if one[0] in KEPT]:
            self._answers.add(f"rendered by the theme: {planned.uri}", kept, b"")

    def _render(self, planned: PlannedPage) -> Page | Problem:
        """The page made anew.

        Only a note's page grows with what somebody wrote: others are lists of a bounded length.
        """
        work = partial(render, planned, self._asking)
        if planned.source:
            return within_limits(planned.source, "shown", self._settings, work)
        try:
            return work()
        except Exception as error:
            problem = problem_of(error, planned.uri, "made", self._settings)
            return replace(problem, code="page-failed")

    def _find(self, key: bytes) -> tuple[tuple[Dependency, ...], Page] | None:
        """A page as it was rendered with what it asked, `None` where it has to be made anew."""
        value = self._cache.get(key)
        if value is None:
            return None
        try:
            kept = msgspec.msgpack.decode(value, type=_Kept)
            data = zlib.decompressobj(zdict=self._pattern).decompress(kept.page)
            dependencies, page = self._decoder.decode(data)
        except (msgspec.MsgspecError, zlib.error):  # the pattern it was packed with is gone
            return None
        alike = kept.answers == self._answers.digest(dependencies)
        return (dependencies, page) if alike else None

    def _keep(self, key: bytes, dependencies: tuple[Dependency, ...], page: Page) -> None:
        if not self._pattern:
            self._pattern = page.html.encode()[-WINDOW:] or b" "
            self._fresh.append((self._key("the pattern"), self._pattern))
        packing = zlib.compressobj(level=1, zdict=self._pattern)
        data = packing.compress(msgspec.msgpack.encode((dependencies, page))) + packing.flush()
        kept = _Kept(self._answers.digest(dependencies), data)
        self._fresh.append((key, msgspec.msgpack.encode(kept)))
        if len(self._fresh) >= BATCH:
            self._cache.put(self._fresh)
            self._fresh = []

    def _key(self, name: str) -> bytes:
        return key_of(self._salt, name)


def options_of(lookups: Lookups) -> str:
    """What the site decides about its pages, but for what they ask for: histories and files."""
    return repr(replace(lookups.options, history={}, files={}))
