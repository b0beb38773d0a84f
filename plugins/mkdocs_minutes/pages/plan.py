"""The list of all pages of an archive, made without rendering any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain
from math import ceil

from ..core import addresses
from ..core.records import Archive, Mention
from ..core.sitemap import former_addresses
from .evidence import shortened
from .lookups import Lookups, look_up
from .model import Options, PageKind, PlannedPage
from .sightings import chunks, sightings

VERSIONS_ON_A_PROJECT = 24
"""The versions that a project's own page shows; more get a list of their own."""

INDEXES: tuple[tuple[PageKind, str, str, str], ...] = (
    ("notes", addresses.NOTES, "Notes", "All notes, the newest first."),
    ("series-list", addresses.SERIES, "Series", "The meetings that the notes come from."),
    ("years", addresses.YEARS, "Years", "The notes year by year."),
    ("people", addresses.PEOPLE, "People", "Everyone whom the notes name."),
    ("projects", addresses.PROJECTS, "Projects", "What the notes speak of."),
    ("versions", addresses.VERSIONS, "Versions", "What the notes say of each release."),
    ("actions", addresses.ACTIONS, "Actions", "Who has to do what, followed across meetings."),
    ("outcomes", addresses.OUTCOMES, "Outcomes", "What was decided, agreed and left in dispute."),
    ("tickets", addresses.TICKETS, "Tickets", "Tickets, issues and pull requests in the notes."),
)


def plan(archive: Archive, options: Options) -> tuple[PlannedPage, ...]:
    """Every page of the archive's site, in a stable order, each address once.

    An address that two pages would claim goes to the first; redirects never hide a page. An empty
    archive has its home page and its index pages.
    """
    return plan_pages(look_up(archive, options))


def plan_pages(lookups: Lookups) -> tuple[PlannedPage, ...]:
    """Every page, from look-ups that are there already."""
    taken: dict[str, PlannedPage] = {}
    for page in chain(
        _home(lookups),
        _indexes(lookups),
        _notes(lookups),
        _series(lookups),
        _years(lookups),
        _people(lookups),
        _projects(lookups),
        _versions(lookups),
        _tickets(lookups),
        (
            PlannedPage(uri, "redirect", "This page has moved", target=target)
            for uri, target in former_addresses(lookups.archive).items()
        ),
    ):
        taken.setdefault(page.uri, page)
    return tuple(taken.values())


def page_count(entries: int, size: int) -> int:
    """How many pages a list takes; an empty one takes one.

    >>> page_count(0, 100), page_count(100, 100), page_count(101, 100)
    (1, 1, 2)
    """
    return max(1, ceil(entries / size))


def entries_of(lookups: Lookups, kind: PageKind) -> int:
    """How many entries an index lists over all its pages."""
    archive = lookups.archive
    sizes: dict[PageKind, int] = {
        "notes": len(archive.notes),
        "people": len(archive.people),
        "projects": len(archive.projects),
        "versions": len(archive.versions),
        "actions": len(lookups.open_threads),
        "closed-actions": len(lookups.closed_threads),
        "outcomes": len(lookups.outcomes),
        "tickets": len(archive.tickets),
        "series-list": len(archive.series),
        "years": len(lookups.years),
    }
    return sizes[kind]


def _paged(
    kind: PageKind, uri: str, title: str, description: str, *, count: int, key: str = ""
) -> Iterator[PlannedPage]:
    for number in range(1, count + 1):
        heading = title if number == 1 else f"{title}, page {number}"
        yield PlannedPage(addresses.paged(uri, number), kind, heading, description, key, number)


def _home(lookups: Lookups) -> Iterator[PlannedPage]:
    name = lookups.options.site_name
    yield PlannedPage(addresses.HOME, "home", name, f"{name}: the archive at a glance.")


def _indexes(lookups: Lookups) -> Iterator[PlannedPage]:
    size = lookups.options.page_size
    for kind, uri, title, description in INDEXES:
        count = page_count(entries_of(lookups, kind), size)
        first, *others = _paged(kind, uri, title, description, count=count)
        yield PlannedPage(first.uri, first.kind, first.title, first.description, in_nav=True)
        yield from others
    yield from _paged(
        "closed-actions",
        addresses.CLOSED_ACTIONS,
        "Closed actions",
        "Actions that were done, dropped or lost from sight.",
        count=page_count(entries_of(lookups, "closed-actions"), size),
    )


def _notes(lookups: Lookups) -> Iterator[PlannedPage]:
    for note in lookups.archive.notes.values():
        series = lookups.archive.series[note.series].name
        day = f", {note.note.date.isoformat()}" if note.note.date else ""
        yield PlannedPage(
            addresses.note_uri(note.id),
            "note",
            note.note.title or note.note.path,
            shortened(f"{series}{day}: notes of the meeting.", 160),
            note.id,
            source=note.note.path,
            date=note.note.date,
        )


def _series(lookups: Lookups) -> Iterator[PlannedPage]:
    for series in lookups.archive.series.values():
        yield from _paged(
            "series",
            addresses.series_uri(series.id),
            series.name,
            f"All notes of {series.name}, its open actions and its figures.",
            count=page_count(len(series.notes), lookups.options.page_size),
            key=series.id,
        )


def _years(lookups: Lookups) -> Iterator[PlannedPage]:
    for year, notes in lookups.years.items():
        title = str(year) if year else "Without a date"
        yield from _paged(
            "year",
            addresses.year_uri(year),
            title,
            f"Notes of {year}." if year else "Notes that state no date.",
            count=page_count(len(notes), lookups.options.page_size),
            key=str(year),
        )


def _people(lookups: Lookups) -> Iterator[PlannedPage]:
    for person in lookups.archive.people.values():
        yield from _paged(
            "person",
            addresses.person_uri(person.id),
            person.name,
            f"What the notes say of {person.name}: meetings, roles and actions.",
            count=_evidence_pages(lookups, person.mentions),
            key=person.id,
        )


def _projects(lookups: Lookups) -> Iterator[PlannedPage]:
    size = lookups.options.page_size
    for project in lookups.archive.projects.values():
        yield from _paged(
            "project",
            addresses.project_uri(project.id),
            project.name,
            f"What the notes say of {project.name}: versions, people and tickets.",
            count=_evidence_pages(lookups, project.mentions),
            key=project.id,
        )
        if len(project.versions) > VERSIONS_ON_A_PROJECT:
            yield from _paged(
                "project-versions",
                addresses.project_versions_uri(project.id),
                f"{project.name}: all versions",
                f"Every version of {project.name} that the notes name.",
                count=page_count(len(project.versions), size),
                key=project.id,
            )


def _versions(lookups: Lookups) -> Iterator[PlannedPage]:
    for version in lookups.archive.versions.values():
        name = lookups.name("version", version.id)
        yield from _paged(
            "version",
            addresses.version_uri(version.id),
            name,
            f"Every claim of the notes about {name}, in order of time.",
            count=page_count(len(version.claims), lookups.options.page_size),
            key=version.id,
        )


def _tickets(lookups: Lookups) -> Iterator[PlannedPage]:
    for ticket in lookups.archive.tickets.values():
        yield from _paged(
            "ticket",
            lookups.ticket_uris[ticket.id],
            ticket.id,
            f"Where the notes speak of {ticket.id}.",
            count=_evidence_pages(lookups, ticket.mentions),
            key=ticket.id,
        )


def _evidence_pages(lookups: Lookups, mentions: Sequence[Mention]) -> int:
    if len(mentions) <= lookups.options.page_size:
        return 1
    return len(chunks(sightings(lookups.place, mentions), lookups.options.page_size))
