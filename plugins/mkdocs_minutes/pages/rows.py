"""What lists on several kinds of pages show of a note, an action, a statement or a version."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from markupsafe import Markup
from msgspec import Struct

from ..core import addresses
from ..core.kinds import STATEMENT_KINDS, StatementKind
from ..core.records import (
    ActionThread,
    ArchivedNote,
    LoggedOutcome,
    NoteId,
    ThreadId,
    ThreadStatus,
    VersionClaim,
    VersionId,
    VersionStatus,
)
from ..core.resolve import versions as stated
from ..core.resolve.versions import dates_of
from ..core.text import shortened
from ..core.topics import subject
from .evidence import State, States, people_linked, source_link
from .here import Here, Link, Sight
from .inline import inline
from .model import in_short
from .plan import OUTCOMES_ON_A_PAGE

LONGEST_IN_A_ROW = 1_000
"""The characters that a list shows of an action, which stands whole in its note."""


class NoteRow(Struct, frozen=True, gc=False):
    """A note in a list."""

    date: str
    title: str
    href: str
    series: Link
    counts: tuple[tuple[str, int], ...]
    substance: tuple[Markup, ...] = ()


class ThreadRow(Struct, frozen=True, gc=False):
    """An action followed across meetings.

    `age` is how long it was on the lists, or has been open, in words. `since` is the note since
    which it is not open; with `told`, that reports in prose that it is done. `about` says what it
    is about where its words do not.
    """

    anchor: str
    html: Markup
    owners: tuple[Link, ...]
    status: ThreadStatus
    series: Link
    first: Sight
    last: Sight
    seen: int
    due: str
    age: str = ""
    since: Sight | None = None
    told: bool = False
    about: str = ""


class ActionRow(Struct, frozen=True, gc=False):
    """An action in its own note: `href` is its line on the page, `thread` its entry in the list.

    `part` is the part of the meeting that states it, where its main note does not.
    """

    html: Markup
    owners: tuple[Link, ...]
    status: str
    due: str
    href: str
    thread: str
    since: str
    seen: int
    line: int
    source: str
    part: Link | None = None
    about: str = ""


class StatementRow(Struct, frozen=True, gc=False):
    """What a note states: a conclusion, for one; `part` as that of an action."""

    html: Markup
    kind: str
    href: str
    section: str
    date: str
    note: str
    series: Link
    line: int
    source: str
    details: tuple[tuple[str, Markup], ...] = ()
    topic: Link | None = None
    earlier: Sight | None = None
    later: Sight | None = None
    supersedes: bool = False
    superseded: bool = False
    part: Link | None = None


class VersionRow(Struct, frozen=True, gc=False):
    """A version with its latest status; several `dates` contradict each other.

    What is said of a `passing` status holds on the day that it was said; an `old` one was said over
    a year before the newest note. `overtaken` is a later release of the same line.
    """

    number: str
    href: str
    project: Link
    series: bool
    status: VersionStatus
    dates: tuple[str, ...]
    seen: Sight | None
    claims: int
    contradicted: bool
    passing: bool = False
    old: bool = False
    overtaken: Link | None = None


def note_rows(here: Here, notes: Iterable[NoteId]) -> tuple[NoteRow, ...]:
    """Notes as a list shows them."""
    return tuple(_note_row(here, note) for note in notes)


def thread_rows(
    here: Here, threads: Iterable[ThreadId], *, waiting: bool = False
) -> tuple[ThreadRow, ...]:
    """Action threads as a list shows them; `waiting` says of open ones for how long they are."""
    return tuple(_thread_row(here, thread, waiting=waiting) for thread in threads)


def states(here: Here, actions: Iterable[tuple[NoteId, int, ThreadId]]) -> States:
    """What came of actions, each given by its note, its line and its thread."""
    found = {}
    for note, line, key in actions:
        thread = here.lookups.archive.threads[key]
        since = None if thread.status == "open" else _since(here, thread)
        day, href = (since.date, since.href) if since else ("", "")
        found[note, line] = State(thread.status, day, href, thread.status != "silent")
    return found


def action_rows(here: Here, archived: ArchivedNote) -> tuple[ActionRow, ...]:
    """The actions of one note, in its order."""
    lookups = here.lookups
    rows = []
    for action in archived.facts.actions:
        href = here.note(archived.id, action.line).href
        owners = ((owner.name, archived.persons.get(owner)) for owner in action.owners)
        key = archived.threads[action]
        thread = lookups.archive.threads.get(key)
        sights = thread.actions if thread else ()
        rows.append(
            ActionRow(
                inline(action.text),
                here.owners(owners, len(action.owners), href),
                action.status,
                action.due.isoformat() if action.due else "",
                href,
                here.to(lookups.thread_pages[key], addresses.thread_anchor(key)) if thread else "",
                lookups.date(sights[0][0]) if sights else "",
                len(sights),
                action.line,
                source_link(lookups, archived.note.path, action.line),
                here.part(archived.id),
                in_short(thread.subject) if thread else "",
            )
        )
    return tuple(rows)


def statement_rows(
    here: Here, kind: StatementKind, which: Iterable[tuple[NoteId, int]]
) -> tuple[StatementRow, ...]:
    """Statements of a kind, each given by its note and its place among those of the note."""
    return tuple(_statement_row(here, kind, note, index) for note, index in which)


def latest_outcomes(here: Here, uri: str) -> dict[str, object]:
    """The latest outcomes of what has a page at an address, and where all of them are."""
    places = here.lookups.outcomes_about.get(uri, ())
    return {
        "outcomes": statement_rows(here, STATEMENT_KINDS["outcome"], places[:OUTCOMES_ON_A_PAGE]),
        "outcome_count": len(places),
        "outcomes_uri": here.to(addresses.outcomes_uri(uri)),
    }


def _statement_row(here: Here, kind: StatementKind, note: NoteId, index: int) -> StatementRow:
    archived = here.lookups.archive.notes[note]
    item = kind.of(archived.facts)[index]
    logged = _logged(here, kind, note, index)
    return StatementRow(
        people_linked(here, archived, item.span) or inline(item.text),
        item.kind,
        here.note(note, item.line).href,
        logged.about if logged else in_short(subject(archived.note, item.line, archived.series)),
        here.lookups.date(note),
        here.lookups.title(note),
        here.series(archived.series),
        item.line,
        source_link(here.lookups, archived.note.path, item.line),
        tuple((name, inline(text)) for name, text in kind.details_of(item).items() if text),
        here.topic(logged.topic) if logged and logged.topic else None,
        _outcome_sight(here, logged.earlier) if logged else None,
        _outcome_sight(here, logged.later) if logged else None,
        bool(logged and logged.supersedes),
        bool(logged and logged.superseded),
        here.part(note),
    )


def _logged(here: Here, kind: StatementKind, note: NoteId, index: int) -> LoggedOutcome | None:
    """What the archive knows of an outcome; `None` for other statements."""
    known = here.lookups.archive.outcomes.get(note, ()) if kind.name == "outcome" else ()
    return known[index] if index < len(known) else None


def _outcome_sight(here: Here, place: tuple[NoteId, int] | None) -> Sight | None:
    if place is None:
        return None
    note, index = place
    return here.sight(note, here.lookups.archive.notes[note].facts.outcomes[index].line)


def version_rows(here: Here, versions: Iterable[VersionId]) -> tuple[VersionRow, ...]:
    """Versions as a list shows them: `seen` is the last place that says something of it."""
    rows = []
    for key in versions:
        version = here.lookups.archive.versions[key]
        last = _telling(version.claims)
        rows.append(
            VersionRow(
                version.number,
                here.version(key).href,
                here.project(version.project),
                version.series,
                version.status,
                dates_of(version),
                here.sight(last.note, last.line) if last else None,
                len(version.claims),
                bool(version.contradictions),
                (passing := version.status in stated.UNSETTLED),
                passing and last is not None and here.lookups.is_old(last.note),
                here.version(later) if (later := here.lookups.overtaken.get(key)) else None,
            )
        )
    return tuple(rows)


def _telling(claims: Sequence[VersionClaim]) -> VersionClaim | None:
    """The last claim that says more than `mentioned`, else the last one."""
    telling = [claim for claim in claims if claim.status != "mentioned"] or claims
    return telling[-1] if telling else None


def _note_row(here: Here, note: NoteId) -> NoteRow:
    link, lookups = here.note(note), here.lookups
    return NoteRow(
        lookups.date(note),
        link.text,
        link.href,
        here.series(lookups.series_of(note)),
        lookups.counts(note),
        tuple(inline(shortened(text, 110)) for text in lookups.substance(note)),
    )


def _thread_row(here: Here, key: ThreadId, *, waiting: bool) -> ThreadRow:
    thread = here.lookups.archive.threads[key]
    first, last = (_action_sight(here, *thread.actions[at]) for at in (0, -1))
    owners = ((owner.name, owner.person) for owner in thread.owners)
    since = _since(here, thread) if thread.status != "open" else None
    return ThreadRow(
        addresses.thread_anchor(key),
        inline(shortened(thread.text, LONGEST_IN_A_ROW)),
        here.owners(owners, len(thread.owners), last.href),
        thread.status,
        here.series(thread.series),
        first,
        last,
        len(thread.actions),
        thread.due.isoformat() if thread.due else "",
        in_words(_days(first, since) if since else here.lookups.waited(key) if waiting else 0),
        since,
        thread.told is not None,
        in_short(thread.subject),
    )


def _since(here: Here, thread: ActionThread) -> Sight:
    if thread.told:
        return here.sight(*thread.told)
    if thread.status == "silent":
        return here.sight(thread.since, 0)
    index = next(at for note, at in thread.actions if note == thread.since)
    return _action_sight(here, thread.since, index)


def _action_sight(here: Here, note: NoteId, index: int) -> Sight:
    """The line of an action, given by its place among those of its note."""
    return here.sight(note, here.lookups.action_line(note, index))


def _days(first: Sight, last: Sight) -> int:
    """The days between two notes, 0 where one has no date."""
    if not (first.date and last.date):
        return 0
    return (date.fromisoformat(last.date) - date.fromisoformat(first.date)).days


def in_words(days: int) -> str:
    """A number of days in the unit that a reader would use.

    >>> in_words(0), in_words(1), in_words(13), in_words(45), in_words(800)
    ('', '1 day', '13 days', '6 weeks', '2 years')
    """
    for unit, length, least in (("year", 365, 730), ("month", 30, 90), ("week", 7, 21)):
        if days >= least:
            return f"{days // length} {unit}s"
    return f"{days} day{'s' if days != 1 else ''}" if days > 0 else ""
