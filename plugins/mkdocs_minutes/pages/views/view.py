"""What every kind of page has: breadcrumbs, a pager, and what a template needs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple, TypeVar

from ...core import addresses
from ...core.slugs import code_slug
from ..here import Here, Link
from ..model import PlannedPage, TocEntry
from ..paging import FAR

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class View:
    """A template and what it is filled with; everything in it can be compared and hashed by value.

    `edit_url` is the forge's editor on the note that the page shows, `""` for any other page.
    """

    template: str
    context: Mapping[str, object]
    toc: tuple[TocEntry, ...] = ()
    edit_url: str = ""


class PageLink(NamedTuple):
    """A page in a pager; pages between it and the one before it are left out after a `gap`."""

    text: str
    href: str
    current: bool
    gap: bool


@dataclass(frozen=True, slots=True)
class Pager:
    """The pages of a list: `links` holds those near the current one, the first and the last.

    With `more` the last one is left out, since it is far off and another one before long.
    """

    links: tuple[PageLink, ...]
    previous: str = ""
    next: str = ""
    more: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """Rows of a list under a common heading; `anchor` is its `id` on the page."""

    title: str
    anchor: str
    rows: tuple[object, ...] = field(default=())
    link: Link | None = None


class TableHead(NamedTuple):
    """What `table.html` says around rows, which are tuples of cells: text, or made by `snippets`.

    Of columns, `numbers` tells which hold numbers, by their places from 0. One of what is listed is
    called `one`; a reader can narrow what `filter` names.
    """

    label: str
    columns: tuple[str, ...]
    numbers: tuple[int, ...]
    one: str
    many: str
    about: str
    filter: str = ""


def crumbs(here: Here, *steps: tuple[str, str]) -> tuple[Link, ...]:
    """The way from the archive's home to a page, given as titles and addresses."""
    return (
        Link(here.lookups.options.site_name, here.to(addresses.HOME)),
        *(Link(title, here.to(uri)) for title, uri in steps),
    )


def to_first(planned: PlannedPage, title: str, uri: str) -> tuple[tuple[str, str], ...]:
    """The step back from a later page of something to its first one, which says most of it."""
    return ((title, uri),) if planned.before else ()


def pager(here: Here, planned: PlannedPage, uri: str) -> Pager | None:
    """The pager of a list that grows on top, or `None` where it has one page.

    The first page has no number, since there will be others before the second one.
    """
    at, first = planned.number, planned.number + planned.before
    if first == 1:
        return None

    def to(number: int) -> str:
        return here.to(uri if number == first else addresses.page_uri(uri, number))

    near = range(min(at + 2, first - 1), max(at - 3, 0), -1)
    links = [PageLink("First", here.to(uri), not planned.before, gap=False)]
    links += (
        PageLink(str(one), to(one), one == at, gap=place == 0 and planned.before >= FAR)
        for place, one in enumerate(near)
    )
    if near[-1:] != range(1, 0, -1):
        links.append(PageLink("1", to(1), current=False, gap=near[-1] > 2))
    return Pager(tuple(links), to(at + 1) if planned.before else "", to(at - 1) if at > 1 else "")


def pager_to_the_newest(here: Here, planned: PlannedPage, uri: str, count: int) -> Pager | None:
    """The pager of a list that grows at its end, or `None` where it has one page.

    Of a later page, `FAR` pages that follow stand for that many or more.
    """
    if count <= 1:
        return None
    at = planned.number
    more = at > 1 and count >= at + FAR

    def to(number: int) -> str:
        return here.to(addresses.paged(uri, number))

    last = set() if more else {count}
    near = sorted({1, *last, *range(max(1, at - 2), min(count, at + 2) + 1)})
    return Pager(
        tuple(
            PageLink(str(one), to(one), one == at, gap=one - before > 1)
            for before, one in pairwise((0, *near))
        ),
        to(at - 1) if at > 1 else "",
        to(at + 1) if at < count else "",
        more,
    )


def frame_of(here: Here, planned: PlannedPage, uri: str) -> dict[str, object]:
    """What every list at an address has; how many entries it has in all, its first page says."""
    return {
        "crumbs": crumbs(here),
        "title": planned.title,
        "description": planned.description,
        "count": planned.entries if not planned.before else None,
        "pager": pager(here, planned, uri),
    }


def rows_of(rows: Sequence[T], planned: PlannedPage, size: int) -> Sequence[T]:
    """The part that a page shows of a list that grows at its end.

    >>> rows_of(range(5), PlannedPage("x/", "people", "x", number=2), 3)
    range(3, 5)
    """
    return rows[(planned.number - 1) * size : planned.number * size]


def toc(*entries: tuple[str, str]) -> tuple[TocEntry, ...]:
    """A flat table of contents out of titles and anchors."""
    return tuple(TocEntry(title, anchor, 2) for title, anchor in entries)


def under_titles(rows: Iterable[T], titles: Sequence[str]) -> tuple[Group, ...]:
    """Rows under the titles that they have, in order; a title is written once for its run."""
    groups: list[tuple[str, list[T]]] = []
    for row, title in zip(rows, titles, strict=True):
        if not groups or groups[-1][0] != title:
            groups.append((title, []))
        groups[-1][1].append(row)
    return tuple(
        Group(title, f"mn-{code_slug(title)}", tuple(members)) for title, members in groups
    )
