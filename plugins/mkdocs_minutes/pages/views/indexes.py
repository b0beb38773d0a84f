"""The index pages: everything of one kind, grouped, a page at a time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from urllib.parse import urlsplit

from markupsafe import Markup

from ...core import addresses
from ...core.kinds import STATEMENT_KINDS, StatementKind
from ...core.records import (
    NoteId,
    PersonId,
    ProjectId,
    Series,
    SeriesId,
    ThreadId,
    TicketId,
    TicketRecord,
    VersionId,
)
from ...core.slugs import code_slug
from ..entity_lists import initial
from ..evidence import external
from ..here import Here, Link, Sight
from ..lookups import Lookups
from ..model import PlannedPage
from ..new_note import new_note_link
from ..orders import ORDERS
from ..rows import (
    ThreadRow,
    VersionRow,
    latest_outcomes,
    note_rows,
    statement_rows,
    thread_rows,
    version_rows,
)
from ..snippets import MONTHS, day, linked, sight
from .figures import figure_row
from .topics import topic_rows
from .trends import trends
from .view import Group, TableHead, View, crumbs, frame_of, pager, to_first, toc, under_titles

DISPUTED_AT_MOST = 20
THREADS_ON_A_SERIES = 25
TOPICS_ON_A_SERIES = 12
STILL_AT_MOST = 40
JUMPS_AT_MOST = 100


@dataclass(frozen=True, slots=True)
class ProjectRow:
    """A project in the index, with its newest version of which the notes say more than its name."""

    link: Link
    version: VersionRow | None
    versions: int
    notes: int
    last: Sight | None


@dataclass(frozen=True, slots=True)
class TicketRow:
    """A ticket in the index; `tracker` leads to it there, under the name of the tracker's host."""

    link: Link
    tracker: Link | None
    project: Link | None
    notes: int
    last: Sight | None


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year in the index, with the number of its notes by month."""

    link: Link
    notes: int
    months: tuple[int, ...]
    highest: int


def notes_view(here: Here, planned: PlannedPage, shown: Sequence[NoteId]) -> View:
    """All notes, newest first, by month."""
    rows = note_rows(here, shown)
    context: dict[str, object] = {
        "groups": under_titles(rows, [_month(row.date) for row in rows]),
        "years_uri": here.to(addresses.YEARS),
        "series_uri": here.to(addresses.SERIES),
        "show_series": True,
        "new": new_note_link(here.lookups),
    }
    return View("notes.html", context)


def year_view(planned: PlannedPage, lookups: Lookups) -> View:
    """The notes of a year, newest first, by month."""
    year = int(planned.key)
    here = Here(lookups, planned.uri)
    notes = lookups.listed("years", planned.number, lookups.options.page_size, year)
    rows = note_rows(here, notes)
    groups = under_titles(rows, [_month(row.date).rpartition(" ")[0] or "Undated" for row in rows])
    context: dict[str, object] = {
        "crumbs": crumbs(here, ("Years", addresses.YEARS)),
        "title": planned.title,
        "count": None if planned.before else len(lookups.years[year]),
        "groups": groups,
        "show_series": True,
        "new": "",
        "pager": pager(here, planned, addresses.year_uri(year)),
    }
    return View("notes.html", context, toc(*((g.title, g.anchor) for g in groups)))


def years_view(here: Here, planned: PlannedPage, years: Sequence[int]) -> View:
    """All years with the number of their notes by month."""
    lookups = here.lookups
    days = {year: list(map(lookups.day, lookups.years[year])) for year in years}
    counts = {year: Counter(day.month for day in found if day) for year, found in days.items()}
    highest = max((max(months.values(), default=0) for months in counts.values()), default=0)
    shown = tuple(
        YearRow(
            Link(str(year) if year else "Without a date", here.to(addresses.year_uri(year))),
            len(days[year]),
            tuple(months[month] for month in range(1, 13)),
            highest,
        )
        for year, months in counts.items()
    )
    return View("years.html", {"rows": shown, "months": MONTHS})


_COLUMNS = ("Name", "Roles", "Meetings", "Notes", "Open actions", "Last named")
_PEOPLE = TableHead("People", _COLUMNS, (2, 3, 4), "person", "people", "in the notes", "people")


def people_view(here: Here, planned: PlannedPage, shown: Sequence[PersonId]) -> View:
    """All people by name."""
    names = [here.lookups.name("person", person) for person in shown]
    context: dict[str, object] = {
        "table": _PEOPLE,
        "groups": under_titles([_person_row(here, one) for one in shown], [*map(initial, names)]),
        "jumps": _jumps(here, addresses.PEOPLE, "people_groups", "people"),
    }
    return View("table.html", context)


def projects_view(here: Here, planned: PlannedPage, keys: Sequence[ProjectId]) -> View:
    """All projects by kind and name."""
    lookups = here.lookups
    groups = under_titles(
        [_project_row(here, project) for project in keys],
        [PROJECT_KIND_NAMES[lookups.project_kind(project)] for project in keys],
    )
    headed = any(lookups.project_kind(project) != "other" for project in lookups.projects)
    entries = [(group.title, group.anchor) for group in groups] if headed else []
    return View("projects.html", {"groups": groups, "headed": headed}, toc(*entries))


PROJECT_KIND_NAMES = {
    "software": "Software",
    "service": "Services",
    "standard": "Standards",
    "organisation": "Organisations",
    "experiment": "Experiments",
    "site": "Sites",
    "other": "Others",
}


def versions_view(here: Here, planned: PlannedPage, shown: Sequence[VersionId]) -> View:
    """All versions by project, the newest number first, after those that are disputed."""
    rows, disputed = version_rows(here, shown), () if planned.before else here.lookups.disputed
    context: dict[str, object] = {
        "groups": _linked(under_titles(rows, [row.project.text for row in rows])),
        "jumps": _jumps(here, addresses.VERSIONS, "version_groups", "versions"),
        "disputed": version_rows(here, disputed[:DISPUTED_AT_MOST]),
        "disputed_count": len(disputed),
    }
    return View("versions.html", context)


def tickets_view(here: Here, planned: PlannedPage, keys: Sequence[TicketId]) -> View:
    """All tickets by system, in the order of their numbers."""
    shown = [here.lookups.archive.tickets[key] for key in keys]
    rows = [_ticket_row(here, ticket) for ticket in shown]
    context: dict[str, object] = {
        "groups": under_titles(rows, [ticket.system or "Other" for ticket in shown]),
        "show_project": any(row.project for row in rows),
    }
    return View("tickets.html", context)


STATES = (
    ("open", addresses.ACTIONS, "open_threads"),
    ("silent", addresses.SILENT_ACTIONS, "silent_threads"),
    ("done or dropped", addresses.CLOSED_ACTIONS, "closed_threads"),
)
"""The lists of actions: what they hold, where they are, and the look-up that has them."""


HEADINGS: Mapping[str, Callable[[ThreadRow], str]] = {
    "oldest": lambda row: f"Opened in {_month(row.first.date)}" if row.first.date else "Undated",
    "most-repeated": lambda row: f"Listed {row.seen} times" if row.seen > 1 else "Listed once",
    "by-owner": lambda row: ", ".join(owner.text for owner in row.owners) or "Nobody named",
    "by-series": lambda row: row.series.text,
}
"""By an order of actions what those have in common that stand together in it."""


def _headings(
    lookups: Lookups, order: str, threads: Iterable[ThreadId], rows: Iterable[ThreadRow]
) -> list[str]:
    """For each action of a page in an order the heading that it stands under."""
    if order == "by-project":
        return [lookups.action_project(thread) or "No project named" for thread in threads]
    return list(map(HEADINGS[order], rows))


def actions_view(
    here: Here, planned: PlannedPage, shown: Sequence[ThreadId], *, uri: str, order: str = ""
) -> View:
    """A page of the list of actions at an address, in an order; `""` is that of the last sight."""
    lookups, own = here.lookups, f"{uri}{order}/" if order else uri
    ways = (("seen last first", uri), *((one.title, f"{uri}{one.name}/") for one in ORDERS))
    rows = thread_rows(here, shown, waiting=True)
    listed = next(field for _, where, field in STATES if where == uri)
    context: dict[str, object] = {
        "rows": rows,
        "order": order,
        "groups": under_titles(rows, _headings(lookups, order, shown, rows)) if order else (),
        "states": tuple(
            (
                state,
                None if planned.before else lookups.count(field),
                here.to(where) if where != uri else "",
            )
            for state, where, field in STATES
        ),
        "orders": tuple((title, here.to(where) if where != own else "") for title, where in ways),
        "is_open": uri == addresses.ACTIONS,
        "state": _TABLES.get(uri, "closed"),
        "left_out": lookups.seen_last(listed) if order else 0,
    }
    if own != addresses.ACTIONS:
        context["crumbs"] = crumbs(here, ("Actions", addresses.ACTIONS))
    return View("actions.html", context)


_TABLES = {addresses.ACTIONS: "open", addresses.SILENT_ACTIONS: "silent"}
"""What the actions of a list have in common: its table says that once."""


def statements_view(
    here: Here,
    planned: PlannedPage,
    shown: Sequence[tuple[NoteId, int]],
    *,
    kind: StatementKind,
) -> View:
    """All statements of a kind, those of the newest note first."""
    return View("statements.html", {"kind": kind, "groups": _by_note(here, kind, shown)})


def outcomes_view(planned: PlannedPage, lookups: Lookups) -> View:
    """All outcomes of a person, a project or a series, those of the newest note first."""
    here, kind, uri = Here(lookups, planned.uri), STATEMENT_KINDS["outcome"], planned.key
    size = lookups.options.page_size
    shown = lookups.listed("outcomes_about", planned.number, size, uri)
    frame = frame_of(here, planned, addresses.outcomes_uri(uri))
    name = planned.title.rpartition(": outcomes")[0]
    frame["crumbs"] = crumbs(here, (kind.title, addresses.statements_uri(kind)), (name, uri))
    return View("statements.html", {**frame, "kind": kind, "groups": _by_note(here, kind, shown)})


def _by_note(
    here: Here, kind: StatementKind, shown: Sequence[tuple[NoteId, int]]
) -> tuple[Group, ...]:
    """Statements under the notes they stand in."""
    rows = statement_rows(here, kind, shown)
    groups: list[Group] = []
    for note, members in groupby(zip(shown, rows, strict=True), key=lambda pair: pair[0][0]):
        link = here.note(note)
        found = tuple(row for _, row in members)
        groups.append(Group(link.text, f"mn-{code_slug(note)}", found, link))
    return tuple(groups)


_OF_SERIES = ("Series", "Project", "Notes", "First", "Latest", "Open actions")
_SERIES = TableHead("Series of meetings", _OF_SERIES, (2, 5), "series", "series", "of meetings")


def series_list_view(here: Here, planned: PlannedPage, shown: Sequence[SeriesId]) -> View:
    """All series, by name; a column of projects only where one has any."""
    known, table = here.lookups.archive.series, _SERIES
    rows = [_series_row(here, series) for series in shown if known[series].notes]
    if not any(row[1] for row in rows):
        table = table._replace(columns=(_OF_SERIES[0], *_OF_SERIES[2:]), numbers=(1, 4))
        rows = [(row[0], *row[2:]) for row in rows]
    return View("table.html", {"table": table, "groups": (Group("", "", tuple(rows)),)})


def series_view(planned: PlannedPage, lookups: Lookups) -> View:
    """The notes of a series, newest first, with its open actions and its figures over time."""
    key, here = SeriesId(planned.key), Here(lookups, planned.uri)
    size = lookups.options.page_size
    rows = note_rows(here, lookups.listed("meetings", planned.number, size, key))
    name, uri = lookups.series_name(key), addresses.series_uri(key)
    context: dict[str, object] = {
        "crumbs": crumbs(here, ("Series", addresses.SERIES), *to_first(planned, name, uri)),
        "title": name,
        "page": planned.later,
        "groups": under_titles(rows, [row.date[:4] or "Undated" for row in rows]),
        "show_series": False,
        "pager": pager(here, planned, uri),
    }
    if planned.before:
        return View("series.html", context, toc(("Notes", "mn-notes")))
    context |= _first_of_series(here, lookups.archive.series[key])
    entries = (
        ("Open actions", "mn-actions", context["threads"]),
        ("Outcomes", "mn-outcomes", context["outcomes"]),
        ("Topics", "mn-topics", context["topics"]),
        ("Figures", "mn-figures", context["trends"]),
        ("Notes", "mn-notes", rows),
    )
    return View("series.html", context, toc(*((t, a) for t, a, shown in entries if shown)))


def _first_of_series(here: Here, series: Series) -> dict[str, object]:
    """What stands above the notes on the first page of a series."""
    lookups = here.lookups
    threads = [
        thread
        for thread in lookups.threads_of_series.get(series.id, ())
        if lookups.archive.threads[thread].status == "open"
    ]
    topics = lookups.topics_of_series.get(series.id, ())
    told = [lookups.figures[key] for key in lookups.figures_of_series.get(series.id, ())]
    shown = trends(here, told)
    still = tuple(figure_row(here, one) for one in told if not one.moves)
    return {
        "count": len(series.meetings),
        "new": new_note_link(lookups, series),
        "project": here.project(series.project) if series.project else None,
        "repeats": series.repeats,
        **latest_outcomes(here, addresses.series_uri(series.id)),
        "threads": thread_rows(here, threads[:THREADS_ON_A_SERIES], waiting=True),
        "thread_count": len(threads),
        "actions_uri": here.to(addresses.ACTIONS),
        "topics": topic_rows(here, topics[:TOPICS_ON_A_SERIES]),
        "topic_count": len(topics),
        "topics_uri": here.to(addresses.TOPICS),
        "trends": shown,
        "still": still[:STILL_AT_MOST],
        "figures_uri": here.to(addresses.FIGURES),
        "more_figures": max(0, sum(one.moves for one in told) - len(shown)),
    }


def _linked(groups: Sequence[Group]) -> tuple[Group, ...]:
    """Groups of versions whose headings lead to the project."""
    return tuple(
        replace(group, link=row.project)
        for group in groups
        for row in group.rows[:1]
        if isinstance(row, VersionRow)
    )


def _jumps(here: Here, uri: str, groups: str, listed: str) -> tuple[Link, ...]:
    """Where each group of a long list begins; nothing where there are too many groups to scan."""
    pages = here.lookups.group_pages(groups, listed, uri)
    if len(pages) > JUMPS_AT_MOST:
        return ()
    return tuple(Link(one, here.to(at, f"mn-{code_slug(one)}")) for one, at in pages)


def _month(day: str) -> str:
    """A date's month in words.

    >>> _month("2019-09-09"), _month("")
    ('September 2019', 'Undated')
    """
    return f"{MONTHS[int(day[5:7]) - 1]} {day[:4]}" if day else "Undated"


def _person_row(here: Here, person: PersonId) -> tuple[object, ...]:
    lookups = here.lookups
    threads = lookups.threads_of_person.get(person, ())
    roles, attended, notes, last = lookups.row_of("person", person)
    return (
        linked(here.person(person)),
        "; ".join(roles),
        attended or "",
        notes,
        sum(lookups.archive.threads[t].status == "open" for t in threads) or "",
        sight(here.sight(*last)) if last else "",
    )


def _project_row(here: Here, key: ProjectId) -> ProjectRow:
    numbers, versions = here.lookups.numbers(key), here.lookups.archive.versions
    telling = (
        v for v in reversed(numbers) if versions[v].status != "mentioned" and not versions[v].series
    )
    *_, notes, last = here.lookups.row_of("project", key)
    return ProjectRow(
        here.project(key),
        next((version_rows(here, [v])[0] for v in telling), None),
        len(numbers),
        notes,
        here.sight(*last) if last else None,
    )


def _ticket_row(here: Here, ticket: TicketRecord) -> TicketRow:
    url, last = external(ticket.url), here.lookups.last_seen("ticket", ticket.id)
    return TicketRow(
        here.ticket(ticket.id),
        Link(urlsplit(url).netloc, url) if url else None,
        here.project(ticket.project) if ticket.project else None,
        here.lookups.reach("ticket", ticket.id)[0],
        here.sight(*last) if last else None,
    )


def _series_row(here: Here, key: SeriesId) -> tuple[object, ...]:
    archive = here.lookups.archive
    series = archive.series[key]
    threads = here.lookups.threads_of_series.get(key, ())
    first, last = note_rows(here, (series.meetings[0], series.meetings[-1]))
    return (
        linked(here.series(key)),
        linked(here.project(series.project)) if series.project else "",
        f"{len(series.meetings):,}",
        day(first.date),
        Markup('<a href="{}">{}</a>').format(last.href, day(last.date)),
        sum(archive.threads[t].status == "open" for t in threads) or "",
    )
