"""The pages of a person, a project, a version and a ticket: what the notes say of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...core import addresses
from ...core.extract.labels import is_affiliation
from ...core.records import (
    MentionKind,
    Person,
    PersonId,
    Project,
    ProjectId,
    Role,
    TicketId,
    Version,
    VersionClaim,
    VersionId,
    VersionStatus,
)
from ...core.resolve.versions import dates_of
from ..evidence import Evidence, Quote, States, evidence, external, quote
from ..here import Here, Link
from ..lookups import Lookups
from ..model import PlannedPage, TocEntry
from ..paging import page_count
from ..plan import VERSIONS_ON_A_PROJECT
from ..rows import NoteRow, latest_outcomes, note_rows, states, thread_rows, version_rows
from .view import View, crumbs, pager, pager_to_the_newest, rows_of, to_first, toc

NAMES_IN_A_LIST = 40
"""The names that an entity's page lists before it leaves the rest to the index."""

ACTIONS_ON_A_PERSON = 50

RECENT_MEETINGS = 5


@dataclass(frozen=True, slots=True)
class Reach:
    """From when to when an entity is spoken of, and in how many notes."""

    notes: int
    first: str
    last: str


@dataclass(frozen=True, slots=True)
class Attended:
    """The meetings of a series that somebody attended: how many, and the latest ones."""

    series: Link
    count: int
    first: str
    last: str
    recent: tuple[NoteRow, ...]


@dataclass(frozen=True, slots=True)
class PersonRole:
    """A role or affiliation, and the note that states it; `source` is `None` for the registry's.

    `years` tells from when to when notes print it: `2019–2021`, `2019`, or nothing.
    """

    text: str
    source: Link | None
    years: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """What a note says of a version: `anchor` marks it on the page."""

    anchor: str
    status: VersionStatus
    stated: str
    date: str
    note: Link
    series: str
    quote: Quote
    bound: bool
    contradicted: bool


def person_view(planned: PlannedPage, lookups: Lookups) -> View:
    """What the page of a person shows: evidence, and on the first one roles, meetings, actions."""
    here = Here(lookups, planned.uri)
    context = _of_each_page(here, planned, "person", ("People", addresses.PEOPLE))
    said = ("In the notes", "mn-evidence", context["evidence"])
    if planned.before:
        return View("person.html", context, _toc((said,)))
    context |= _first_of_person(here, lookups.person(PersonId(planned.key)))
    entries = (
        ("To do", "mn-actions", context["open"]),
        ("Actions", "mn-actions", context["closed"] and not context["open"]),
        ("Outcomes", "mn-outcomes", context["outcomes"]),
        ("Meetings attended", "mn-attended", context["attended"]),
        said,
    )
    return View("person.html", context, _toc(entries))


def _first_of_person(here: Here, person: Person) -> dict[str, object]:
    """What stands above the evidence on the first page of a person."""
    lookups = here.lookups
    threads = lookups.threads_of_person.get(person.id, ())
    open_threads = [t for t in threads if lookups.archive.threads[t].status == "open"]
    open_threads.sort(key=lambda t: -lookups.place[lookups.archive.threads[t].actions[0][0]])
    closed_threads = [t for t in threads if lookups.archive.threads[t].status != "open"]
    closed_threads.sort(key=lambda t: lookups.archive.threads[t].status == "silent")
    return {
        "reach": Reach(*lookups.reach("person", person.id)),
        "search": here.search_for("person", person.name),
        "also": _also(person.name, person.written),
        "roles": _roles(here, person, affiliations=False),
        "affiliations": _roles(here, person, affiliations=True),
        "projects": tuple(
            (here.project(project), lines)
            for project, lines in lookups.projects_of_person.get(person.id, ())[:NAMES_IN_A_LIST]
        ),
        "meetings": len(person.attended),
        "attended": _attended(here, person),
        "open": thread_rows(here, open_threads[:ACTIONS_ON_A_PERSON]),
        "closed": thread_rows(here, closed_threads[:ACTIONS_ON_A_PERSON]),
        "open_count": len(open_threads),
        "closed_count": len(closed_threads),
        "actions_uri": here.to(addresses.ACTIONS),
        "closed_uri": here.to(addresses.CLOSED_ACTIONS),
        **latest_outcomes(here, addresses.person_uri(person.id)),
    }


def project_view(planned: PlannedPage, lookups: Lookups) -> View:
    """What the page of a project shows: evidence, and on the first one versions, people, parts."""
    key, here = ProjectId(planned.key), Here(lookups, planned.uri)
    context = _of_each_page(here, planned, "project", ("Projects", addresses.PROJECTS))
    context["kind"] = lookups.project_kind(key)
    said = ("In the notes", "mn-evidence", context["evidence"])
    if planned.before:
        return View("project.html", context, _toc((said,)))
    context |= _first_of_project(here, lookups.project(key))
    entries = (
        ("Versions", "mn-versions", context["versions"]),
        ("Outcomes", "mn-outcomes", context["outcomes"]),
        said,
    )
    return View("project.html", context, _toc(entries))


def _first_of_project(here: Here, project: Project) -> dict[str, object]:
    """What stands above the evidence on the first page of a project."""
    lookups, versions = here.lookups, project.versions[::-1]
    return {
        "homepage": external(project.homepage),
        "reach": Reach(*lookups.reach("project", project.id)),
        "search": here.search_for("project", project.name),
        "also": _also(project.name, project.written),
        "parts": tuple(_part(here, project, name) for name in project.parts),
        "versions": version_rows(here, versions[:VERSIONS_ON_A_PROJECT]),
        "version_count": len(versions),
        "all_versions": here.to(addresses.project_versions_uri(project.id)),
        "people": tuple(here.person(p) for p in project.people[:NAMES_IN_A_LIST]),
        "more_people": max(0, len(project.people) - NAMES_IN_A_LIST),
        "people_uri": here.to(addresses.PEOPLE),
        "roles": tuple(
            (here.person(person), role)
            for person, role in lookups.roles_of_project.get(project.id, ())[:NAMES_IN_A_LIST]
        ),
        "tickets": tuple(here.ticket(t) for t in project.tickets[:NAMES_IN_A_LIST]),
        "more_tickets": max(0, len(project.tickets) - NAMES_IN_A_LIST),
        "tickets_uri": here.to(addresses.TICKETS),
        **latest_outcomes(here, addresses.project_uri(project.id)),
    }


def project_versions_view(planned: PlannedPage, lookups: Lookups) -> View:
    """All versions of a project, the newest number first."""
    key, here = ProjectId(planned.key), Here(lookups, planned.uri)
    project, first_uri = here.project(key), addresses.project_versions_uri(key)
    context: dict[str, object] = {
        "crumbs": crumbs(
            here,
            ("Projects", addresses.PROJECTS),
            (project.text, addresses.project_uri(key)),
        ),
        "title": f"{project.text}: all versions",
        "rows": version_rows(here, lookups.versions_of(key, planned.number)),
        "count": None if planned.before else len(lookups.project(key).versions),
        "pager": pager(here, planned, first_uri),
    }
    return View("project_versions.html", context)


def version_view(planned: PlannedPage, lookups: Lookups) -> View:
    """Every claim about a version in order of time, and those that contradict each other."""
    version = lookups.archive.versions[VersionId(planned.key)]
    here = Here(lookups, planned.uri)
    project = here.project(version.project)
    size = lookups.options.page_size
    disputed = [claim for pair in version.contradictions for claim in pair]
    places = {id(claim): number for number, claim in enumerate(version.claims)}
    came = states(here, lookups.actions_quoted("version", version.id, 0))
    claims = tuple(
        _claim(here, claim, places[id(claim)], came, contradicted=claim in disputed)
        for claim in rows_of(version.claims, planned, size)
    )
    first_uri = addresses.version_uri(version.id)
    context: dict[str, object] = {
        "crumbs": crumbs(
            here,
            ("Projects", addresses.PROJECTS),
            (project.text, addresses.project_uri(version.project)),
        ),
        "title": planned.title,
        "project": project,
        "number": version.number,
        "series": version.series,
        "status": version.status,
        "row": version_rows(here, [version.id])[0],
        "dates": dates_of(version),
        "reach": Reach(*lookups.reach("version", version.id)),
        "claims": claims,
        "contradictions": _contradictions(here, version) if not planned.before else (),
        "neighbours": tuple(
            here.version(other) if other else None
            for other in lookups.neighbours.get(version.id, (None, None))
        ),
        "pager": pager_to_the_newest(
            here, planned, first_uri, page_count(len(version.claims), size)
        ),
    }
    entries = (
        ("Claims that contradict", "mn-contradictions", context["contradictions"]),
        ("What the notes say", "mn-claims", claims),
    )
    return View("version.html", context, _toc(entries))


@dataclass(frozen=True, slots=True)
class TicketPart:
    """A ticket among others on a page: its name and anchor there, its tracker, and what is said."""

    title: str
    anchor: str
    url: str
    project: Link | None
    reach: Reach
    evidence: tuple[Evidence, ...]


def ticket_view(planned: PlannedPage, lookups: Lookups) -> View:
    """Where the notes speak of a ticket."""
    ticket = lookups.archive.tickets[TicketId(planned.key)]
    here = Here(lookups, planned.uri)
    first_uri = lookups.ticket_uris[ticket.id]
    quotes = _evidence(here, planned, "ticket")
    context: dict[str, object] = {
        "crumbs": crumbs(here, ("Tickets", addresses.TICKETS)),
        "title": ticket.id,
        "system": ticket.system,
        "url": external(ticket.url),
        "project": here.project(ticket.project) if ticket.project else None,
        "reach": Reach(*lookups.reach("ticket", ticket.id)),
        "evidence": quotes,
        "pager": pager(here, planned, first_uri),
    }
    return View("ticket.html", context, toc(("In the notes", "mn-evidence")))


def ticket_group_view(planned: PlannedPage, lookups: Lookups) -> View:
    """Where notes speak of tickets that are seldom named."""
    here = Here(lookups, planned.uri)
    tickets = [lookups.archive.tickets[key] for key in lookups.ticket_groups[planned.key]]
    context: dict[str, object] = {
        "crumbs": crumbs(here, ("Tickets", addresses.TICKETS)),
        "title": planned.title,
        "tickets": tuple(
            TicketPart(
                ticket.id,
                lookups.ticket_uris[ticket.id].partition("#")[2],
                external(ticket.url),
                here.project(ticket.project) if ticket.project else None,
                Reach(*lookups.reach("ticket", ticket.id)),
                evidence(
                    here,
                    lookups.evidence("ticket", ticket.id, 1),
                    states(here, lookups.actions_quoted("ticket", ticket.id, 1)),
                ),
            )
            for ticket in tickets
        ),
    }
    return View("ticket_group.html", context)


def _toc(entries: Sequence[tuple[str, str, object]]) -> tuple[TocEntry, ...]:
    return toc(*((title, anchor) for title, anchor, shown in entries if shown))


def _of_each_page(
    here: Here, planned: PlannedPage, kind: MentionKind, index: tuple[str, str]
) -> dict[str, object]:
    """What all pages of a person or project have: `index` is the list that they stand in."""
    name, uri = here.lookups.name(kind, planned.key), here.lookups.uri(kind, planned.key)
    return {
        "crumbs": crumbs(here, index, *to_first(planned, name, uri)),
        "title": name,
        "page": planned.later,
        "evidence": _evidence(here, planned, kind),
        "pager": pager(here, planned, uri),
    }


def _evidence(here: Here, planned: PlannedPage, kind: MentionKind) -> tuple[Evidence, ...]:
    """What the notes say of an entity, as much of it as a page shows."""
    found = here.lookups.evidence(kind, planned.key, planned.number)
    came = states(here, here.lookups.actions_quoted(kind, planned.key, planned.number))
    return evidence(here, found, came)


def _also(name: str, written: Sequence[str]) -> tuple[str, ...]:
    return tuple(form for form in written if form != name)[:NAMES_IN_A_LIST]


def _roles(here: Here, person: Person, *, affiliations: bool) -> tuple[PersonRole, ...]:
    """A person's roles or affiliations, each once, with the first place that states it."""
    by_text: dict[str, Role] = {}
    for role in person.roles:
        if is_affiliation(role.text) is affiliations:
            by_text.setdefault(role.text, role)
    return tuple(
        PersonRole(role.text, here.note(role.note, role.line) if role.note else None, _years(role))
        for role in [*by_text.values()][:NAMES_IN_A_LIST]
    )


def _years(role: Role) -> str:
    if role.since == role.until:
        return str(role.since or "")
    return f"{role.since}–{role.until}"


def _attended(here: Here, person: Person) -> tuple[Attended, ...]:
    found = here.lookups.attended(person.id, NAMES_IN_A_LIST, RECENT_MEETINGS)
    return tuple(
        Attended(here.series(series), count, first, last, note_rows(here, recent))
        for series, count, first, last, recent in found
    )


def _part(here: Here, project: Project, name: str) -> Link:
    other = here.lookups.projects_by_name.get(name.casefold())
    return here.project(other) if other and other != project.id else Link(name)


def _claim(
    here: Here, claim: VersionClaim, place: int, came: States, *, contradicted: bool
) -> Claim:
    return Claim(
        f"mn-claim-{place + 1}",
        claim.status,
        claim.date,
        here.lookups.date(claim.note),
        here.note(claim.note, claim.line),
        here.lookups.series_name(here.lookups.series_of(claim.note)),
        quote(here, claim.note, claim.line, (claim.span,), came),
        claim.bound,
        contradicted,
    )


def _contradictions(here: Here, version: Version) -> tuple[tuple[Claim, ...], ...]:
    """The claims of which each two cannot both be true."""
    return tuple(
        tuple(_claim(here, claim, 0, {}, contradicted=True) for claim in pair)
        for pair in version.contradictions[:NAMES_IN_A_LIST]
    )
