"""What pages of each kind an archive has, told without rendering any."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from ..core import addresses
from ..core.part_ids import place_of
from ..core.part_paths import file_of
from ..core.permalinks import page_title
from ..core.records import Mention, MentionKind
from ..core.sitemap import former_addresses
from ..core.text import shortened
from .lookups import Lookups
from .model import PlannedPage
from .paging import FAR, Cut, page_count

MEETINGS_ON_A_TOPIC = 25
"""The meetings of which a page of a topic tells what they said."""

VERSIONS_ON_A_PROJECT = 24
"""The versions that a project's own page shows; more get a list of their own."""


def _paged(
    kind: str,
    uri: str,
    title: str,
    description: str,
    *,
    count: int,
    key: str = "",
    entries: int = 0,
    grows_on_top: bool = True,
) -> Iterator[PlannedPage]:
    """The pages of a list, the first one first: numbered as `Cut` says, or from the first on."""
    for at in range(count):
        number = count - at if grows_on_top else at + 1
        if at == 0:
            yield PlannedPage(uri, kind, title, description, key, number, 0, entries)
        else:
            heading, address = f"{title}, page {number}", addresses.page_uri(uri, number)
            yield PlannedPage(address, kind, heading, description, key, number, min(at, FAR))


def home_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The archive's home page."""
    name = lookups.options.site_name
    yield PlannedPage(addresses.HOME, "home", name, f"{name}: the archive at a glance.")


def index_pages(
    kind: str, uri: str, title: str, description: str, *, entries: int, size: int
) -> Iterator[PlannedPage]:
    """The pages of a list of all things of a kind, `size` entries a page."""
    count = Cut(entries, size).count
    yield from _paged(kind, uri, title, description, count=count, entries=entries)


def note_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """A page for each note that shares none with others, the oldest first."""
    for note in lookups.archive.notes.values():
        if place_of(note.id):
            continue
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


def shared_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The pages of several meetings each: one for each file that was a page of a site before."""
    notes = lookups.archive.notes
    for page, shown in lookups.on_shared_pages.items():
        file = file_of(notes[shown[0]].note.path)
        titles = {lookups.title(note) for note in shown}
        days = sorted(filter(None, (notes[note].note.date for note in shown)))
        series = {lookups.series_name(notes[note].series) for note in shown}
        named = titles if len(titles) == 1 else series
        title = named.pop() if len(named) == 1 else page_title("", "", file.rpartition("/")[2])
        between = f", {days[0].isoformat()} to {days[-1].isoformat()}" if days else ""
        yield PlannedPage(
            addresses.note_uri(page),
            "shared",
            title,
            shortened(f"{title}{between}: notes of {len(shown)} meetings.", 160),
            page,
            source=file,
            date=days[-1] if days else None,
        )


def series_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The pages of each series."""
    for series in lookups.archive.series.values():
        yield from _paged(
            "series",
            addresses.series_uri(series.id),
            series.name,
            f"All notes of {series.name}, its open actions and its figures.",
            count=Cut(len(series.meetings), lookups.options.page_size).count,
            key=series.id,
        )


def year_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The pages of each year."""
    for year, notes in lookups.years.items():
        title = str(year) if year else "Without a date"
        yield from _paged(
            "year",
            addresses.year_uri(year),
            title,
            f"Notes of {year}." if year else "Notes that state no date.",
            count=Cut(len(notes), lookups.options.page_size).count,
            key=str(year),
        )


def person_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The pages of each person."""
    for person in lookups.archive.people.values():
        yield from _paged(
            "person",
            addresses.person_uri(person.id),
            person.name,
            f"What the notes say of {person.name}: meetings, roles and actions.",
            count=_evidence_pages(lookups, "person", person.id, person.mentions),
            key=person.id,
        )


def project_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The pages of each project."""
    for project in lookups.archive.projects.values():
        yield from _paged(
            "project",
            addresses.project_uri(project.id),
            project.name,
            f"What the notes say of {project.name}: versions, people and tickets.",
            count=_evidence_pages(lookups, "project", project.id, project.mentions),
            key=project.id,
        )


def project_versions_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The list of all versions of each project that has many."""
    for project in lookups.archive.projects.values():
        if len(project.versions) > VERSIONS_ON_A_PROJECT:
            yield from _paged(
                "project-versions",
                addresses.project_versions_uri(project.id),
                f"{project.name}: all versions",
                f"Every version of {project.name} that the notes name.",
                count=Cut(len(project.versions), lookups.options.page_size).count,
                key=project.id,
            )


OUTCOMES_ON_A_PAGE = 8
"""The latest outcomes that a page shows of what it is about; more get a list of their own."""


def outcomes_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The lists of all outcomes of each person, project or series that has many."""
    archive = lookups.archive
    named = chain(
        ((addresses.person_uri(key), one.name) for key, one in archive.people.items()),
        ((addresses.project_uri(key), one.name) for key, one in archive.projects.items()),
        ((addresses.series_uri(key), lookups.series_name(key)) for key in archive.series),
    )
    for uri, name in named:
        places = lookups.outcomes_about.get(uri, ())
        if len(places) > OUTCOMES_ON_A_PAGE:
            yield from _paged(
                "outcomes-about",
                addresses.outcomes_uri(uri),
                f"{name}: outcomes",
                shortened(f"What the meetings concluded: {name}.", 160),
                count=Cut(len(places), lookups.options.page_size).count,
                key=uri,
                entries=len(places),
            )


def redirect_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """A page for each former address that leads on."""
    for uri, target in former_addresses(lookups.archive).items():
        yield PlannedPage(uri, "redirect", "This page has moved", target=target)


def topic_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The pages of each topic."""
    for topic in lookups.archive.topics.values():
        series = lookups.archive.series[topic.series].name
        yield from _paged(
            "topic",
            addresses.topic_uri(topic.id),
            topic.name,
            shortened(f"What each meeting of {series} said of {topic.name}.", 160),
            count=page_count(len(topic.places), MEETINGS_ON_A_TOPIC),
            key=topic.id,
            grows_on_top=False,
        )


def figure_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The pages of each figure."""
    for figure in lookups.figures.values():
        series = lookups.series_name(figure.series)
        yield from _paged(
            "figure",
            addresses.figure_uri(figure.id),
            figure.name,
            shortened(f"{figure.name} over the meetings of {series}.", 160),
            count=Cut(len(figure.points), lookups.options.page_size).count,
            key=figure.id,
        )


def version_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The pages of each version."""
    for version in lookups.archive.versions.values():
        name = lookups.name("version", version.id)
        yield from _paged(
            "version",
            addresses.version_uri(version.id),
            name,
            f"Every claim of the notes about {name}, in order of time.",
            count=page_count(len(version.claims), lookups.options.page_size),
            key=version.id,
            grows_on_top=False,
        )


def ticket_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The pages of each ticket that has one to itself."""
    for ticket in lookups.archive.tickets.values():
        if "#" in lookups.ticket_uris[ticket.id]:
            continue
        yield from _paged(
            "ticket",
            lookups.ticket_uris[ticket.id],
            ticket.id,
            f"Where the notes speak of {ticket.id}.",
            count=_evidence_pages(lookups, "ticket", ticket.id, ticket.mentions),
            key=ticket.id,
        )


def ticket_group_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The pages of tickets that are seldom named, a few numbers of a tracker each."""
    for group, tickets in lookups.ticket_groups.items():
        title = " to ".join(dict.fromkeys((tickets[0], tickets[-1])))
        yield PlannedPage(
            addresses.ticket_group_uri(group),
            "ticket-group",
            f"Tickets {title}",
            shortened(f"Where the notes speak of tickets: {title}.", 160),
            group,
        )


def shared_ticket_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The addresses of tickets that share a page, each of which leads to the ticket's place there.

    A ticket that is named more often has a page there, so its address stays what it is.
    """
    for ticket, uri in addresses.ticket_uris(lookups.archive.tickets).items():
        target = lookups.ticket_uris[ticket]
        if target != uri:
            yield PlannedPage(uri, "shared-ticket", ticket, target=target)


def _evidence_pages(
    lookups: Lookups, kind: MentionKind, key: str, mentions: Sequence[Mention]
) -> int:
    if len(mentions) <= lookups.options.page_size:
        return 1
    return lookups.evidence_pages(kind, key)
