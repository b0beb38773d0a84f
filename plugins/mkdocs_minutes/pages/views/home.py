"""The dashboard: what is new, what is open, what was concluded and what came out."""

from __future__ import annotations

from ...core import addresses
from ...core.kinds import STATEMENTS, StatementKind
from ...core.records import ThreadId, TopicId
from ..here import Here
from ..lookups import Lookups
from ..model import PlannedPage
from ..rows import StatementRow, ThreadRow, note_rows, statement_rows, thread_rows, version_rows
from .topics import topic_rows
from .view import View

NEWEST_NOTES = 8
OPEN_ACTIONS = 8
LATEST_STATEMENTS = 6
LATEST_RELEASES = 8
SERIES_AT_MOST = 12
CHANGED_OF_NOTES, CHANGED_AT_MOST = 3, 4
TOPICS_OF_NOTES, LATEST_TOPICS = 12, 8


def home_view(planned: PlannedPage, lookups: Lookups) -> View:
    """The dashboard as the archive's own home page."""
    return dashboard_view(planned.uri, lookups, title=planned.title)


def dashboard_view(uri: str, lookups: Lookups, *, title: str = "") -> View:
    """What the dashboard shows on the page at `uri`; with a title, it is a page of its own."""
    archive = lookups.archive
    here = Here(lookups, uri)
    series = sorted(archive.series.values(), key=lambda s: (-len(s.meetings), s.name.casefold()))
    context: dict[str, object] = {
        "title": title,
        "counts": (
            ("note", "notes", len(lookups.newest), here.to(addresses.NOTES)),
            ("person", "people", len(archive.people), here.to(addresses.PEOPLE)),
            ("project", "projects", len(archive.projects), here.to(addresses.PROJECTS)),
            ("version", "versions", len(archive.versions), here.to(addresses.VERSIONS)),
            ("open action", "open actions", len(lookups.open_threads), here.to(addresses.ACTIONS)),
            *(_count(here, kind) for kind in STATEMENTS),
            ("ticket", "tickets", len(archive.tickets), here.to(addresses.TICKETS)),
        ),
        "notes": note_rows(here, lookups.newest[:NEWEST_NOTES]),
        "search": here.to(addresses.SEARCH) if lookups.options.search else "",
        "changed": _changed(here),
        "topics": topic_rows(here, _recent_topics(lookups)),
        "topics_uri": here.to(addresses.TOPICS),
        "notes_uri": here.to(addresses.NOTES),
        "threads": thread_rows(here, lookups.open_threads[:OPEN_ACTIONS], waiting=True),
        "thread_count": len(lookups.open_threads),
        "actions_uri": here.to(addresses.ACTIONS),
        "statements": tuple(_latest(here, kind) for kind in STATEMENTS),
        "releases": version_rows(here, lookups.releases[:LATEST_RELEASES]),
        "versions_uri": here.to(addresses.VERSIONS),
        "disputed": version_rows(here, lookups.disputed[:3]),
        "disputed_count": len(lookups.disputed),
        "series": tuple(
            (here.series(record.id), len(record.meetings)) for record in series[:SERIES_AT_MOST]
        ),
        "series_uri": here.to(addresses.SERIES),
    }
    return View("dashboard.html", context)


def _changed(here: Here) -> tuple[tuple[str, tuple[ThreadRow, ...]], ...]:
    """The actions that the newest notes begin and leave open, settle, or no longer list."""
    lookups = here.lookups
    turned: dict[str, list[ThreadId]] = {"new": [], "done": [], "dropped": [], "silent": []}
    for note in lookups.newest[:CHANGED_OF_NOTES]:
        for turn, thread in lookups.turns.get(note, ()):
            if turn != "new" or lookups.archive.threads[thread].status == "open":
                turned[turn].append(thread)
    return tuple(
        (turn, thread_rows(here, threads[:CHANGED_AT_MOST]))
        for turn, threads in turned.items()
        if threads
    )


def _recent_topics(lookups: Lookups) -> tuple[TopicId, ...]:
    """The topics that the newest notes have a heading for, standing items left out."""
    named = (
        topic
        for note in lookups.newest[:TOPICS_OF_NOTES]
        for _, topic in lookups.topics_of_note.get(note, ())
        if not lookups.archive.topics[topic].standing
    )
    return tuple(dict.fromkeys(named))[:LATEST_TOPICS]


def _count(here: Here, kind: StatementKind) -> tuple[str, str, int, str]:
    found = here.lookups.statements[kind.name]
    return kind.name, kind.plural, len(found), here.to(addresses.statements_uri(kind))


def _latest(here: Here, kind: StatementKind) -> tuple[StatementKind, tuple[StatementRow, ...], str]:
    """The latest statements of a kind, and where all of them are."""
    found = here.lookups.statements[kind.name][:LATEST_STATEMENTS]
    return kind, statement_rows(here, kind, found), here.to(addresses.statements_uri(kind))
