"""Where each page lives, and the only function that makes a link between two pages.

The addresses made here are counted from the top of the archive, or from the site's root where they
begin with a slash; `in_site` makes addresses in the site of them. They end with a slash where they
stand for the `index.html` of a folder.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from hashlib import sha256
from types import MappingProxyType

from .escape import path_of, path_step
from .kinds import StatementKind
from .part_ids import is_meeting_on_page, page_of, place_of, within_page
from .records import (
    FigureId,
    NoteId,
    PersonId,
    ProjectId,
    SeriesId,
    ThreadId,
    TicketId,
    TopicId,
    VersionId,
)
from .slugs import code_slug

HOME = ""
NOTES = "notes/"
PEOPLE = "people/"
PROJECTS = "projects/"
VERSIONS = "versions/"
SERIES = "series/"
YEARS = "years/"
ACTIONS = "actions/"
CLOSED_ACTIONS = "actions/closed/"
SILENT_ACTIONS = "actions/silent/"
TICKETS = "tickets/"
TOPICS = "topics/"
FIGURES = "figures/"
CALENDAR = "calendar/"
SEARCH = "search/"


def relative(origin: str, target: str, anchor: str = "") -> str:
    """The link from one page to another, written out to the file so that it works from `file://`.

    Both are addresses in the site. An anchor on the page itself stays a fragment.

    >>> relative("notes/weekly/2019-09-09/", "people/ada/", "L12")
    '../../../people/ada/index.html#L12'
    >>> relative("people/", "people/ada/"), relative("people/ada/", "")
    ('ada/index.html', '../../index.html')
    >>> relative("people/", "people/", "b")
    '#b'
    >>> relative("meetings/3.html", "people/ada/"), relative("people/", "meetings/3.html")
    ('../people/ada/index.html', '../meetings/3.html')
    >>> relative("people/", "tickets/group/ops-0/#ops-12")
    '../tickets/group/ops-0/index.html#ops-12'
    >>> relative("people/", "notes/weekly/2019-09-09/#mn-slides", "mn-slides-L3")
    '../notes/weekly/2019-09-09/index.html#mn-slides-L3'
    """
    if "#" in target:
        target, _, place = target.partition("#")
        anchor = anchor or place
    fragment = _fragment(anchor)
    if origin == target and anchor:
        return fragment
    return _way(origin, target) + fragment


@lru_cache(maxsize=1 << 12)  # notes have lines of the same numbers
def _fragment(anchor: str) -> str:
    return f"#{path_of(anchor)}" if anchor else ""


# A page leads to the same few again and again.
@lru_cache(maxsize=1 << 12)
def _way(origin: str, target: str) -> str:
    here, there = _steps(origin), _steps(target)
    shared, most = 0, min(len(here), len(there)) - 1
    while shared < most and here[shared] == there[shared]:
        shared += 1
    return "../" * (len(here) - 1 - shared) + "/".join(there[shared:])


@lru_cache(maxsize=50_000)
def _steps(uri: str) -> tuple[str, ...]:
    """The quoted steps of an address, down to the file that it names."""
    *folders, file = uri.split("/")
    return (*map(_quoted, folders), _quoted(file or "index.html"))


def in_site(uri: str, under: str = "") -> str:
    """An address as one in the site, for an archive that lies below the folder `under`.

    >>> in_site("people/ada/"), in_site("people/ada/", "archive/")
    ('people/ada/', 'archive/people/ada/')
    >>> in_site("/meetings/3/", "archive/")
    'meetings/3/'
    """
    return uri[1:] if uri.startswith("/") else f"{under}{uri}"


def on_the_web(uri: str, site_url: str, under: str = "") -> str:
    """An address as a whole one, for a site that is published at `site_url`.

    >>> on_the_web("/meetings/3 b/", "https://example.org/us"), on_the_web("", "https://example.org/")
    ('https://example.org/us/meetings/3%20b/', 'https://example.org/')
    >>> on_the_web("notes/weekly/2019-09-09/#mn-slides", "https://example.org/")
    'https://example.org/notes/weekly/2019-09-09/#mn-slides'
    """
    page, mark, anchor = in_site(uri, under).partition("#")
    return f"{site_url.rstrip('/')}/{path_of(page)}{mark}{path_of(anchor)}"


@lru_cache(maxsize=50_000)
def _quoted(part: str) -> str:
    """A step of a path as an address may hold it; the same few thousand steps come ever again."""
    return path_step(part)


def paged(uri: str, number: int) -> str:
    """The address of a list's page; the first one has the list's own address.

    >>> paged("people/", 1), paged("people/", 3)
    ('people/', 'people/page/3/')
    """
    return uri if number == 1 else page_uri(uri, number)


def page_uri(uri: str, number: int) -> str:
    """The address of a page of a list that has not the list's own."""
    return f"{uri}page/{number}/"


def note_uri(note: NoteId) -> str:
    """The address of a note's page; of one that shares a page, its place there.

    >>> note_uri(NoteId("weekly/2019-09-09")), note_uri(NoteId("/meetings/3.html"))
    ('notes/weekly/2019-09-09/', '/meetings/3.html')
    >>> note_uri(NoteId("weekly/2019-09-09#slides"))
    'notes/weekly/2019-09-09/#mn-slides'
    """
    if place_of(note):
        return f"{note_uri(page_of(note))}#{part_anchor(note)}"
    if note.startswith("/"):
        return note if note.endswith((".html", "/")) else f"{note}/"
    return f"{NOTES}{note}/"


def former_page_uri(note: NoteId) -> str:
    """The address that what was the page of a note leads to: several meetings share the page.

    >>> former_page_uri(NoteId("/log#2024-03-04")), former_page_uri(NoteId("weekly/2019-09-09"))
    ('/log/', 'notes/weekly/2019-09-09/')
    """
    return note_uri(page_of(note) if is_meeting_on_page(note) else note)


def part_anchor(note: NoteId) -> str:
    """The anchor of a note on a page that it shares."""
    return within_page(note, "")[:-1]


def person_uri(person: PersonId) -> str:
    """The address of a person's page."""
    return f"{PEOPLE}{person}/"


def project_uri(project: ProjectId) -> str:
    """The address of a project's page."""
    return f"{PROJECTS}{project}/"


def project_versions_uri(project: ProjectId) -> str:
    """The address of the list of all versions of a project."""
    return f"{PROJECTS}{project}/versions/"


def outcomes_uri(uri: str) -> str:
    """The address of all outcomes about what has a page at an address.

    >>> outcomes_uri("people/ada/")
    'people/ada/outcomes/'
    """
    return f"{uri}outcomes/"


def version_uri(version: VersionId) -> str:
    """The address of a version's page."""
    return f"{PROJECTS}{version}/"


def series_uri(series: SeriesId) -> str:
    """The address of a series' page."""
    return f"{SERIES}{series}/"


def topic_uri(topic: TopicId) -> str:
    """The address of a topic's page.

    >>> topic_uri(TopicId("weekly/gridftp-retirement"))
    'topics/weekly/gridftp-retirement/'
    """
    return f"{TOPICS}{topic}/"


def figure_uri(figure: FigureId) -> str:
    """The address of a figure's page."""
    return f"{FIGURES}{figure}/"


def year_uri(year: int) -> str:
    """The address of the list of a year's notes; year 0 stands for notes without a date.

    >>> year_uri(2019), year_uri(0)
    ('years/2019/', 'years/undated/')
    """
    return f"{YEARS}{year or 'undated'}/"


def statements_uri(kind: StatementKind) -> str:
    """The address of the list of all statements of a kind."""
    return f"{kind.plural}/"


def line_anchor(note: NoteId, line: int) -> str:
    """The anchor of a source line on the page that shows its note.

    >>> line_anchor(NoteId("weekly/2019-09-09"), 42)
    'L42'
    """
    return within_page(note, f"L{line}")


def thread_anchor(thread: ThreadId) -> str:
    """The anchor of an action thread in a list of actions.

    >>> thread_anchor(ThreadId("weekly/3f2a"))
    'action-weekly-3f2a'
    """
    return f"action-{thread.replace('/', '-')}"


GROUPED = 20
"""The numbers of a tracker of which the tickets that are seldom named share a page."""


def ticket_group(ticket: TicketId) -> str:
    """The name of the page that a ticket has with its like: it does not move when others come.

    >>> ticket_group(TicketId("SOFTWARE-3642")), ticket_group(TicketId("org/repo#12"))
    ('software-3640', 'org-repo-0')
    """
    key = _NUMBER_OF_TICKET.sub("", ticket)
    number = int(ticket[len(key) :] or 0)
    return f"{code_slug(key)}-{number - number % GROUPED}"


_NUMBER_OF_TICKET = re.compile(r"[0-9]{0,12}$")


def ticket_group_uri(group: str) -> str:
    """The address of the page of a group of tickets."""
    return f"{TICKETS}group/{group}/"


def ticket_uris(tickets: Iterable[TicketId]) -> Mapping[TicketId, str]:
    """The address of each ticket.

    Tickets whose names differ only in what an address cannot hold are told apart by a hash: a
    later ticket never takes over the address of one that was there with a plain name before it in
    the alphabet.

    >>> dict(ticket_uris([TicketId("a/b#1"), TicketId("a-b#1")]))
    {'a-b#1': 'tickets/a-b-1/', 'a/b#1': 'tickets/a-b-1-9b18cc/'}
    """
    uris: dict[TicketId, str] = {}
    taken: set[str] = set()
    for ticket in sorted(tickets):
        name = code_slug(ticket)
        if name in taken:
            name = f"{name}-{sha256(ticket.encode()).hexdigest()[:6]}"
        taken.add(name)
        uris[ticket] = f"{TICKETS}{name}/"
    return MappingProxyType(uris)
