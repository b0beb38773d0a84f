"""What pages an archive has, told without rendering any, where `kinds` alone does not say it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain

from ..core import addresses
from ..core.part_ids import place_of
from ..core.part_paths import file_of
from ..core.permalinks import page_title
from ..core.records import TicketId
from ..core.redirects import former_addresses
from ..core.text import shortened
from .lookups import Lookups
from .model import PlannedPage
from .paging import FAR, Cut

MEETINGS_ON_A_TOPIC = 25
"""The meetings of which a page of a topic tells what they said."""

VERSIONS_ON_A_PROJECT = 24
"""The versions that a project's own page shows; more get a list of their own."""


def pages_of_list(
    kind: str,
    uri: str,
    title: str,
    description: str,
    count: int,
    key: str = "",
    *,
    entries: int = 0,
    on_top: bool = True,
) -> Iterator[PlannedPage]:
    """The pages of a list, the first one first.

    One that grows `on_top` is numbered as `Cut` says, another from its first page on.
    """
    for at in range(count):
        number = count - at if on_top else at + 1
        if at == 0:
            yield PlannedPage(uri, kind, title, description, key, number, 0, entries)
        else:
            heading, address = f"{title}, page {number}", addresses.page_uri(uri, number)
            yield PlannedPage(address, kind, heading, description, key, number, min(at, FAR))


def home_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The archive's home page."""
    name = lookups.options.site_name
    yield PlannedPage(addresses.HOME, "home", name, f"{name}: the archive at a glance.")


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


OUTCOMES_ON_A_PAGE = 8
"""The latest outcomes that a page shows of what it is about; more get a list of their own."""


def outcomes_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The lists of all outcomes of each person, project or series that has many."""
    archive = lookups.archive
    named = chain(
        ((addresses.person_uri(key), lookups.name("person", key)) for key in archive.people),
        ((addresses.project_uri(key), lookups.name("project", key)) for key in archive.projects),
        ((addresses.series_uri(key), lookups.series_name(key)) for key in archive.series),
    )
    for uri, name in named:
        places = lookups.outcomes_about.get(uri, ())
        if len(places) > OUTCOMES_ON_A_PAGE:
            yield from pages_of_list(
                "outcomes-about",
                addresses.outcomes_uri(uri),
                f"{name}: outcomes",
                shortened(f"What the meetings concluded: {name}.", 160),
                Cut(len(places), lookups.options.page_size).count,
                uri,
                entries=len(places),
            )


def redirect_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """A page for each former address that leads on."""
    for uri, target in former_addresses(lookups.archive).items():
        yield PlannedPage(uri, "redirect", "This page has moved", target=target)


def ticket_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The pages of each ticket that has one to itself."""
    for ticket in lookups.archive.tickets:
        uri = lookups.ticket_uris[ticket]
        if "#" not in uri:
            told = f"Where the notes speak of {ticket}."
            count = lookups.evidence_pages("ticket", ticket)
            yield from pages_of_list("ticket", uri, ticket, told, count, ticket)


def told_of_group(tickets: Sequence[TicketId]) -> tuple[str, str]:
    """The title and description of the page of tickets that are seldom named."""
    title = " to ".join(dict.fromkeys((tickets[0], tickets[-1])))
    return f"Tickets {title}", shortened(f"Where the notes speak of tickets: {title}.", 160)


def shared_ticket_pages(lookups: Lookups) -> Iterator[PlannedPage]:
    """The addresses of tickets that share a page, each of which leads to the ticket's place there.

    A ticket that is named more often has a page there, so its address stays what it is.
    """
    for ticket, uri in addresses.ticket_uris(lookups.archive.tickets).items():
        target = lookups.ticket_uris[ticket]
        if target != uri:
            yield PlannedPage(uri, "shared-ticket", ticket, target=target)
