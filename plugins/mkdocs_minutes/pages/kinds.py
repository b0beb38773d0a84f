"""The kinds of pages, one entry each: a new kind is an entry here, with its view and template."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence, Sized
from dataclasses import dataclass, replace
from functools import partial
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from msgspec import structs

from ..core import addresses
from ..core.figures import figures as figures_of
from ..core.kinds import STATEMENTS, StatementKind
from ..core.records import Archive
from ..core.text import shortened
from . import plan
from .here import Here
from .lookups import Lookups
from .model import PlannedPage
from .orders import ORDERS, Order
from .paging import Cut, page_count
from .views import calendar, entities, figures, home, indexes, note, redirect, shared, topics
from .views.view import View, frame_of


@dataclass(frozen=True, slots=True)
class PageKind:
    """A kind of page: what tells which pages of it an archive has, and what fills one of them.

    `view` of a page with a `source` is also given what to take its notes as. `index` is the address
    of a list that each archive has; `records` are those of which each has a page, at its `uri`.
    These addresses are published ones, which never break: `sitemap` has them.
    """

    name: str
    pages: Callable[[Lookups], Iterable[PlannedPage]]
    view: Callable[..., View]
    index: str | None = None
    uri: Callable[[Any], str] = str
    records: Callable[[Archive], Iterable[Any]] = lambda _: ()


def _index(
    name: str,
    uri: str,
    title: str,
    description: str,
    show: Callable[[Here, PlannedPage, Sequence[Any]], View],
    *,
    listed: tuple[str, ...] = (),
    in_nav: bool = True,
    among: tuple[str, ...] = (),
    size: Callable[[Lookups], int] = lambda lookups: lookups.options.page_size,
) -> PageKind:
    """The kind of a list of all things of a kind, `size` a page.

    `listed` are a field of look-ups, and keys in it, if it is not called as the kind. `show` says
    what its template is filled with for those of a page, besides what every list has. With `in_nav`
    its first page stands in the navigation, where the archive has any of them, or of those `among`
    which they are.
    """
    field, *keys = listed or (name,)

    def pages(lookups: Lookups) -> Iterable[PlannedPage]:
        count = lookups.count(field, *keys)
        most = Cut(count, size(lookups)).count
        first, *others = plan.pages_of_list(name, uri, title, description, most, entries=count)
        has_any = count or (among and lookups.count(*among))
        return structs.replace(first, in_nav=in_nav and bool(has_any)), *others

    def view(planned: PlannedPage, lookups: Lookups) -> View:
        here = Here(lookups, planned.uri)
        entries = lookups.listed(field, planned.number, size(lookups), *keys)
        shown = show(here, planned, entries)
        return replace(shown, context={**frame_of(here, planned, uri), **shown.context})

    return PageKind(name, pages, view, uri if in_nav else None)


def _each(
    name: str,
    uri: Callable[[Any], str],
    things: str,
    told: Callable[[Lookups, Any, Any], tuple[str, str]],
    count: Callable[[Lookups, Any], int],
    view: Callable[[PlannedPage, Lookups], View],
    *,
    on_top: bool = True,
    records: Callable[[Archive], Iterable[Any]] = lambda _: (),
) -> PageKind:
    """The kind of the pages of each thing in a field of look-ups, which is a mapping.

    `told` gives the title and the description for a key and what stands there, and `count` how many
    pages that takes; it may be none.
    """

    def pages(lookups: Lookups) -> Iterable[PlannedPage]:
        for key, one in attrgetter(things)(lookups).items():
            if most := count(lookups, one):
                yield from plan.pages_of_list(
                    name, uri(key), *told(lookups, key, one), most, str(key), on_top=on_top
                )

    return PageKind(name, pages, view, None, uri, records)


def _cut(lookups: Lookups, things: Sized) -> int:
    """How many pages a list takes that grows on top."""
    return Cut(len(things), lookups.options.page_size).count


def _named(description: str) -> Callable[[Lookups, Any, Any], tuple[str, str]]:
    """The title of what has a name, and a description with it."""
    return lambda _, key, one: (one.name, description.format(one.name))


def _of_series(description: str) -> Callable[[Lookups, Any, Any], tuple[str, str]]:
    """The title of what has a name in a series, and a description with both names."""

    def told(lookups: Lookups, _: Any, one: Any) -> tuple[str, str]:
        series = lookups.archive.series[one.series].name
        return one.name, shortened(description.format(one.name, series), 160)

    return told


def _statement_list(kind: StatementKind) -> PageKind:
    """The kind of page that lists all statements of a kind."""
    return _index(
        kind.plural,
        addresses.statements_uri(kind),
        kind.title,
        kind.description,
        partial(indexes.statements_view, kind=kind),
        listed=("statements", kind.name),
    )


def _in_order(name: str, uri: str, state: str, order: Order) -> PageKind:
    """The kind of page that lists the actions of a state in another order."""
    return _index(
        f"{name}-{order.name}",
        f"{uri}{order.name}/",
        f"{'Actions' if state == 'open' else f'{state.capitalize()} actions'}, {order.title}",
        f"What is {'done or dropped' if state == 'closed' else state}, {order.title}.",
        partial(indexes.actions_view, uri=uri, order=order.name),
        listed=(f"{state}_orders", order.name),
        in_nav=False,
    )


PAGE_KINDS = (
    PageKind("note", plan.note_pages, note.note_view),
    PageKind("shared", plan.shared_pages, shared.shared_view),
    PageKind("home", plan.home_pages, home.home_view, addresses.HOME),
    _index(
        "notes",
        addresses.NOTES,
        "Notes",
        "All notes, the newest first.",
        indexes.notes_view,
        listed=("newest",),
    ),
    _index(
        "series-list",
        addresses.SERIES,
        "Series",
        "The meetings that the notes come from.",
        indexes.series_list_view,
        listed=("archive.series",),
    ),
    _index(
        "years",
        addresses.YEARS,
        "Years",
        "The notes year by year.",
        indexes.years_view,
    ),
    _index(
        "people",
        addresses.PEOPLE,
        "People",
        "Everyone whom the notes name.",
        indexes.people_view,
    ),
    _index(
        "projects",
        addresses.PROJECTS,
        "Projects",
        "What the notes speak of.",
        indexes.projects_view,
    ),
    _index(
        "versions",
        addresses.VERSIONS,
        "Versions",
        "What the notes say of each release.",
        indexes.versions_view,
    ),
    _index(
        "actions",
        addresses.ACTIONS,
        "Actions",
        "Who has to do what, followed across meetings.",
        partial(indexes.actions_view, uri=addresses.ACTIONS),
        listed=("open_threads",),
        among=("archive.threads",),
    ),
    *map(_statement_list, STATEMENTS),
    _index(
        "tickets",
        addresses.TICKETS,
        "Tickets",
        "Tickets, issues and pull requests in the notes.",
        indexes.tickets_view,
    ),
    _index(
        "topics",
        addresses.TOPICS,
        "Topics",
        "What the meetings came back to.",
        topics.topics_view,
    ),
    _index(
        "figures",
        addresses.FIGURES,
        "Figures",
        "Numbers that the tables of a series state again and again.",
        figures.figures_view,
    ),
    _index(
        "calendar",
        addresses.CALENDAR,
        "Calendar",
        "When each series met, and when it did not.",
        calendar.calendar_view,
        size=lambda lookups: lookups.calendar_size(),
    ),
    _index(
        "closed-actions",
        addresses.CLOSED_ACTIONS,
        "Closed actions",
        "Actions of which a note says that they are done or dropped.",
        partial(indexes.actions_view, uri=addresses.CLOSED_ACTIONS),
        listed=("closed_threads",),
        in_nav=False,
    ),
    _index(
        "silent-actions",
        addresses.SILENT_ACTIONS,
        "Silent actions",
        "Actions that are no longer listed, and of which no note says what came of them.",
        partial(indexes.actions_view, uri=addresses.SILENT_ACTIONS),
        listed=("silent_threads",),
        in_nav=False,
    ),
    *(_in_order("actions", addresses.ACTIONS, "open", order) for order in ORDERS),
    *(_in_order("silent-actions", addresses.SILENT_ACTIONS, "silent", order) for order in ORDERS),
    *(_in_order("closed-actions", addresses.CLOSED_ACTIONS, "closed", order) for order in ORDERS),
    _each(
        "series",
        addresses.series_uri,
        "archive.series",
        _named("All notes of {}, its open actions and its figures."),
        lambda lookups, one: _cut(lookups, one.meetings),
        indexes.series_view,
        records=attrgetter("series"),
    ),
    _each(
        "topic",
        addresses.topic_uri,
        "archive.topics",
        _of_series("What each meeting of {1} said of {0}."),
        lambda _, one: page_count(len(one.places), plan.MEETINGS_ON_A_TOPIC),
        topics.topic_view,
        on_top=False,
        records=attrgetter("topics"),
    ),
    _each(
        "figure",
        addresses.figure_uri,
        "figures",
        _of_series("{0} over the meetings of {1}."),
        lambda lookups, one: _cut(lookups, one.points),
        figures.figure_view,
        records=figures_of,
    ),
    _each(
        "year",
        addresses.year_uri,
        "years",
        lambda _, year, notes: (
            (str(year), f"Notes of {year}.")
            if year
            else ("Without a date", "Notes that state no date.")
        ),
        _cut,
        indexes.year_view,
    ),
    _each(
        "person",
        addresses.person_uri,
        "archive.people",
        _named("What the notes say of {}: meetings, roles and actions."),
        lambda lookups, one: lookups.evidence_pages("person", one.id),
        entities.person_view,
        records=attrgetter("people"),
    ),
    _each(
        "project",
        addresses.project_uri,
        "archive.projects",
        _named("What the notes say of {}: versions, people and tickets."),
        lambda lookups, one: lookups.evidence_pages("project", one.id),
        entities.project_view,
        records=attrgetter("projects"),
    ),
    _each(
        "project-versions",
        addresses.project_versions_uri,
        "archive.projects",
        lambda _, key, one: (
            f"{one.name}: all versions",
            f"Every version of {one.name} that the notes name.",
        ),
        lambda lookups, one: (
            _cut(lookups, one.versions) if len(one.versions) > plan.VERSIONS_ON_A_PROJECT else 0
        ),
        entities.project_versions_view,
    ),
    _each(
        "version",
        addresses.version_uri,
        "version_pages",
        lambda lookups, key, _: (
            name := lookups.name("version", key),
            f"Every claim of the notes about {name}, in order of time.",
        ),
        lambda _, pages: pages,
        entities.version_view,
        on_top=False,
        records=attrgetter("versions"),
    ),
    PageKind("ticket", plan.ticket_pages, entities.ticket_view),
    _each(
        "ticket-group",
        addresses.ticket_group_uri,
        "ticket_groups",
        lambda _, group, tickets: plan.told_of_group(tickets),
        lambda _, tickets: 1,
        entities.ticket_group_view,
    ),
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
