"""A navigation that lists many notes, as the pages of the archive repeat it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from typing import Any

from mkdocs.structure.nav import Link, Navigation, Section
from mkdocs.structure.pages import Page

from .navigation import pages_in
from .page import ArchivePage

MANY = 50
"""Notes in a navigation that each page of the archive can repeat."""

NEAR = 10
"""Of a longer list, so many notes before and behind a note stand on its page."""

ALIKE = 20
"""Pages that have to stand alike for one page of the theme to be worth cutting for them."""


@dataclass(frozen=True, slots=True)
class NavPlace:
    """Where a note stands in a navigation; `key` is that of all that stand alike.

    These have as many `neighbours`, the notes near them in the list, and all else around them is
    the same.
    """

    page: ArchivePage
    neighbours: tuple[ArchivePage, ...]
    key: str


class LongNavigation:
    """A navigation as pages of the archive repeat it: all of it, unless it lists many notes.

    A site that lists each note repeats that list on each page, and the archive has several pages
    for each note. So a section that holds nothing but notes is one link there, to the first of
    them, unless the page is in it; of notes beside other entries the first stays, or those around
    the page. `places` has the notes, by the addresses of their pages, that many others stand like:
    none where each page `is_heard` by other plugins. `section` is the archive's own, if it has one.
    """

    def __init__(
        self, nav: Navigation, section: Section | None = None, *, is_heard: bool = False
    ) -> None:
        self._nav = nav
        self._section = section
        self._listed = Counter(map(id, nav.pages))
        self._is_long = sum(map(_is_note, nav.pages)) > MANY
        self._folded: dict[int, Link] = {}
        self.places: dict[str, NavPlace] = {}
        self._examples: dict[str, NavPlace] = {}
        if self._is_long:
            self._fold(nav.items)
            if not is_heard:
                self._find_places()

    def around(
        self, page: Page | None = None, stand_ins: Mapping[int, Page] | None = None
    ) -> Navigation:
        """What stands on a `page` that the navigation lists, or on one that it does not.

        `stand_ins` are shown for pages, by the identities of these.
        """
        if not self._is_long:
            return self._nav
        above = {id(section) for section in page.ancestors} if page is not None else set()
        items = _Shortened(self._folded, page, above, stand_ins or {}).items(self._nav.items)
        short = Navigation(items, list(pages_in(items)))
        short.homepage = self._nav.homepage
        return short

    def open_section(self, page: Page) -> None:
        """Have a page that the navigation does not list stand in the archive's section.

        It is the active one from then on, so that a theme opens the section, or marks its tab.
        """
        if self._section is not None and not page.is_homepage and id(page) not in self._listed:
            page.parent = self._section
            page.active = True

    def example(self, key: str) -> NavPlace | None:
        """One of the places that stand alike, `None` if the navigation has none such."""
        return self._examples.get(key)

    def with_in_place(
        self, page: Page, place: NavPlace, neighbours: Sequence[Page] = ()
    ) -> Navigation:
        """What stands on a page that takes a place, with others for its `neighbours` if given.

        The page is the active one from then on.
        """
        of = place.page
        stand_ins: dict[int, Page] = {id(of): page}
        stand_ins |= {id(old): new for old, new in zip(place.neighbours, neighbours, strict=False)}
        page.parent = of.parent
        page.previous_page = stand_ins.get(id(of.previous_page), of.previous_page)
        page.next_page = stand_ins.get(id(of.next_page), of.next_page)
        page.active = True
        return self.around(of, stand_ins)

    def _find_places(self) -> None:
        found = [
            place
            for place in _places(self._nav.items, "")
            if all(_is_plain(page) and self._listed[id(page)] == 1 for page in _named(place))
        ]
        alike = Counter(place.key for place in found)
        for place in found:
            if alike[place.key] >= ALIKE:
                self.places[place.page.planned.uri] = place
                self._examples.setdefault(place.key, place)

    def _fold(self, items: Sequence[Any]) -> Page | None:
        """Fold sections of notes; the first note, where some items hold nothing else."""
        firsts = [self._first_note(item) for item in items]
        return firsts[0] if firsts and None not in firsts else None

    def _first_note(self, item: Any) -> Page | None:
        if not isinstance(item, Section):
            return item if _is_note(item) else None
        first = self._fold(item.children)
        if first is not None:
            self._folded[id(item)] = Link(item.title, first.url)
        return first


@dataclass(frozen=True, slots=True)
class _Shortened:
    """Entries of a navigation as they are shown on a page: `folded` sections as links.

    `above` are the sections that the page is in, and `stand_ins` what is shown for pages.
    """

    folded: Mapping[int, Link]
    page: Page | None
    above: set[int]
    stand_ins: Mapping[int, Page]

    def items(self, items: Sequence[Any]) -> list[Any]:
        notes = [item for item in items if _is_note(item)]
        at = next((place for place, note in enumerate(notes) if note is self.page), None)
        near = notes[:1] if at is None else notes[_near(at)]
        dropped = {id(note) for note in notes} - {id(note) for note in near}
        return [self._short(item) for item in items if id(item) not in dropped]

    def _short(self, item: Any) -> Any:
        if not isinstance(item, Section):
            return self.stand_ins.get(id(item), item)
        if id(item) not in self.above and id(item) in self.folded:
            return self.folded[id(item)]
        short = copy(item)
        short.children = self.items(item.children)
        return short


def _near(at: int) -> slice:
    """The notes of a list that stand on the page of one of them."""
    return slice(max(0, at - NEAR), at + NEAR + 1)


def _places(items: Sequence[Any], path: str) -> Iterator[NavPlace]:
    """The places of the notes in a section, which is told by its path, and in those below it."""
    notes: list[ArchivePage] = []
    others: list[int] = []  # entries of another kind that stand before each note
    for at, item in enumerate(items):
        if isinstance(item, Section):
            yield from _places(item.children, f"{path}/{at}")
        elif _is_note(item):
            others.append(at - len(notes))
            notes.append(item)
    for at, page in enumerate(notes):
        near = notes[_near(at)]
        steps = [_step(near, page.previous_page), _step(near, page.next_page)]
        neighbours = tuple(note for note in near if note is not page)
        key = f"{path} {others[_near(at)]} {min(at, NEAR)} {steps}"
        yield NavPlace(page, neighbours, key)


def _step(near: Sequence[Page], page: Page | None) -> str:
    """What a step to another page leads to: one of those near, or the address of another."""
    if page is None:
        return ""
    return next((str(at) for at, one in enumerate(near) if one is page), f"/{page.url}")


def _named(place: NavPlace) -> tuple[ArchivePage, ...]:
    return (place.page, *place.neighbours)


def _is_plain(page: ArchivePage) -> bool:
    """Whether a theme shows a page as any other: no page of a section, no markup in its title."""
    return not page.is_index and "<" not in str(page.title)


def _is_note(item: Any) -> bool:
    return isinstance(item, ArchivePage) and bool(item.planned.source)
