"""The kinds of pages, one entry each: a new kind is an entry here, with its view and template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from types import MappingProxyType
from typing import Any

from msgspec import structs

from ..core import addresses
from ..core.kinds import STATEMENTS, StatementKind
from . import plan
from .lookups import Lookups
from .model import PlannedPage
from .orders import ORDERS, Order
from .rows import Here
from .views import calendar, entities, figures, home, indexes, note, redirect, shared, topics
from .views.view import View, frame_of


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page: what tells which pages of it an archive has, and what fills one of them."""

    name: str
    pages: Callable[[Lookups], Iterable[PlannedPage]]
    view: Callable[[PlannedPage, Lookups], View]


def _index(
    name: str,
    uri: str,
    title: str,
    description: str,
    listed: tuple[str, ...],
    show: Callable[[Here, PlannedPage, Sequence[Any]], View],
    *,
    in_nav: bool = True,
    among: tuple[str, ...] = (),
    size: Callable[[Lookups], int] = lambda lookups: lookups.options.page_size,
) -> PageKind:
    """The kind of a list of all things of a kind, `size` a page: `listed` are a field and keys.

    `show` says what its template is filled with for those of a page, besides what every list has.
    With `in_nav` its first page stands in the navigation, where the archive has any of them, or of
    those `among` which they are.
    """

    def pages(lookups: Lookups) -> Iterable[PlannedPage]:
        count, most = lookups.count(*listed), size(lookups)
        first, *others = plan.index_pages(name, uri, title, description, entries=count, size=most)
        has_any = count or (among and lookups.count(*among))
        return structs.replace(first, in_nav=in_nav and bool(has_any)), *others

    def view(planned: PlannedPage, lookups: Lookups) -> View:
        here, (field, *keys) = Here(lookups, planned.uri), listed
        entries = lookups.listed(field, planned.number, size(lookups), *keys)
        shown = show(here, planned, entries)
        return replace(shown, context={**frame_of(here, planned, uri), **shown.context})

    return PageKind(name, pages, view)


def _statement_list(kind: StatementKind) -> PageKind:
    """The kind of page that lists all statements of a kind."""
    return _index(
        kind.plural,
        addresses.statements_uri(kind),
        kind.title,
        kind.description,
        ("statements", kind.name),
        partial(indexes.statements_view, kind=kind),
    )


def _in_order(name: str, uri: str, state: str, order: Order) -> PageKind:
    """The kind of page that lists the actions of a state in another order."""
    return _index(
        f"{name}-{order.name}",
        f"{uri}{order.name}/",
        f"{'Actions' if state == 'open' else f'{state.capitalize()} actions'}, {order.title}",
        f"What is {'done or dropped' if state == 'closed' else state}, {order.title}.",
        (f"{state}_orders", order.name),
        partial(indexes.actions_view, uri=uri, order=order.name),
        in_nav=False,
    )


PAGE_KINDS = (
    PageKind("note", plan.note_pages, note.note_view),
    PageKind("shared", plan.shared_pages, shared.shared_view),
    PageKind("home", plan.home_pages, home.home_view),
    _index(
        "notes",
        addresses.NOTES,
        "Notes",
        "All notes, the newest first.",
        ("newest",),
        indexes.notes_view,
    ),
    _index(
        "series-list",
        addresses.SERIES,
        "Series",
        "The meetings that the notes come from.",
        ("archive.series",),
        indexes.series_list_view,
    ),
    _index(
        "years",
        addresses.YEARS,
        "Years",
        "The notes year by year.",
        ("years",),
        indexes.years_view,
    ),
    _index(
        "people",
        addresses.PEOPLE,
        "People",
        "Everyone whom the notes name.",
        ("people",),
        indexes.people_view,
    ),
    _index(
        "projects",
        addresses.PROJECTS,
        "Projects",
        "What the notes speak of.",
        ("projects",),
        indexes.projects_view,
    ),
    _index(
        "versions",
        addresses.VERSIONS,
        "Versions",
        "What the notes say of each release.",
        ("versions",),
        indexes.versions_view,
    ),
    _index(
        "actions",
        addresses.ACTIONS,
        "Actions",
        "Who has to do what, followed across meetings.",
        ("open_threads",),
        partial(indexes.actions_view, uri=addresses.ACTIONS),
        among=("archive.threads",),
    ),
    *map(_statement_list, STATEMENTS),
    _index(
        "tickets",
        addresses.TICKETS,
        "Tickets",
        "Tickets, issues and pull requests in the notes.",
        ("tickets",),
        indexes.tickets_view,
    ),
    _index(
        "topics",
        addresses.TOPICS,
        "Topics",
        "What the meetings came back to.",
        ("topics",),
        topics.topics_view,
    ),
    _index(
        "figures",
        addresses.FIGURES,
        "Figures",
        "Numbers that the tables of a series state again and again.",
        ("figures",),
        figures.figures_view,
    ),
    _index(
        "calendar",
        addresses.CALENDAR,
        "Calendar",
        "When each series met, and when it did not.",
        ("calendar",),
        calendar.calendar_view,
        size=lambda lookups: lookups.calendar_size(),
    ),
    _index(
        "closed-actions",
        addresses.CLOSED_ACTIONS,
        "Closed actions",
        "Actions of which a note says that they are done or dropped.",
        ("closed_threads",),
        partial(indexes.actions_view, uri=addresses.CLOSED_ACTIONS),
        in_nav=False,
    ),
    _index(
        "silent-actions",
        addresses.SILENT_ACTIONS,
        "Silent actions",
        "Actions that are no longer listed, and of which no note says what came of them.",
        ("silent_threads",),
        partial(indexes.actions_view, uri=addresses.SILENT_ACTIONS),
        in_nav=False,
    ),
    *(_in_order("actions", addresses.ACTIONS, "open", order) for order in ORDERS),
    *(_in_order("silent-actions", addresses.SILENT_ACTIONS, "silent", order) for order in ORDERS),
    *(_in_order("closed-actions", addresses.CLOSED_ACTIONS, "closed", order) for order in ORDERS),
    PageKind("series", plan.series_pages, indexes.series_view),
    PageKind("topic", plan.topic_pages, topics.topic_view),
    PageKind("figure", plan.figure_pages, figures.figure_view),
    PageKind("year", plan.year_pages, indexes.year_view),
    PageKind("person", plan.person_pages, entities.person_view),
    PageKind("project", plan.project_pages, entities.project_view),
    PageKind("project-versions", plan.project_versions_pages, entities.project_versions_view),
    PageKind("version", plan.version_pages, entities.version_view),
    PageKind("ticket", plan.ticket_pages, entities.ticket_view),
    PageKind("ticket-group", plan.ticket_group_pages, entities.ticket_group_view),
    PageKind("shared-ticket", plan.shared_ticket_pages, redirect.redirect_view),
    PageKind("outcomes-about", plan.outcomes_pages, indexes.outcomes_view),
    PageKind("redirect", plan.redirect_pages, redirect.redirect_view),
)
"""Every kind of page, in the order in which pages are planned: an address goes to the first."""

PAGE_KIND_BY_NAME: Mapping[str, PageKind] = MappingProxyType(
    {kind.name: kind for kind in PAGE_KINDS}
)
"""The kinds of pages by the name that a planned page has."""


def plan_pages(lookups: Lookups) -> tuple[PlannedPage, ...]:
    """Every page of the archive's site, in a stable order, each address once.

    An address that two pages would claim goes to the first; redirects never hide a page. An empty
    archive has its home page and its index pages.
    """
    taken: dict[str, PlannedPage] = {}
    for kind in PAGE_KINDS:
        for page in kind.pages(lookups):
            placed = _placed(page, lookups.options.under)
            taken.setdefault(placed.uri, placed)
    return tuple(taken.values())


def _placed(page: PlannedPage, under: str) -> PlannedPage:
    """A page with its address in the site, and that to which it leads."""
    if not (under or page.standalone or page.uri.startswith("/")):
        return page
    target = addresses.in_site(page.target, under) if page.standalone else ""
    return structs.replace(page, uri=addresses.in_site(page.uri, under), target=target)
