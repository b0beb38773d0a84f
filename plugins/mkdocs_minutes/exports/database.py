"""SQLite: the archive as tables, for questions that no page answers.

Lines are lines of the source file. Entities are referred to by the identifiers that end their
addresses. `note_text` is a full-text index over title and text where SQLite was built with FTS5.

    SELECT title FROM note_text WHERE note_text MATCH 'gratia'
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import closing, suppress
from dataclasses import astuple
from datetime import date
from importlib.resources import files
from operator import attrgetter

from ..core.calendar import years_of
from ..core.extract.labels import is_affiliation
from ..core.figures import figures
from ..core.kinds import STATEMENTS, StatementKind
from ..core.records import Action, Archive, ArchivedNote, LoggedOutcome, Outcome
from ..core.resolve.problems import folded
from ..pages.sitemap import addresses
from .facts import logged_of

Row = tuple[object, ...]

FULL_TEXT = "CREATE VIRTUAL TABLE note_text USING fts5 (title, text, content = note)"


def database(archive: Archive) -> Iterator[bytes]:
    """The database file; the same archive and the same SQLite give the same bytes."""
    schema = files(__package__).joinpath("database.sql").read_text("utf-8")
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(schema)
        for kind in STATEMENTS:
            connection.execute(f"CREATE TABLE IF NOT EXISTS {kind.name} ({_columns_of(kind)})")
        with connection:
            for table, rows in ROWS.items():
                _insert(connection, table, rows(archive))
        with suppress(sqlite3.OperationalError):  # SQLite without FTS5
            connection.execute(FULL_TEXT)
            with connection:
                connection.execute("INSERT INTO note_text (note_text) VALUES ('rebuild')")
        connection.execute("VACUUM")
        yield connection.serialize()


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    known = connection.execute("SELECT count(*) FROM pragma_table_info(?)", (table,)).fetchone()
    marks = ", ".join("?" * known[0])
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


def _of_each(entities: str, *fields: str) -> Callable[[Archive], Iterable[Row]]:
    """The rows of all entities of a kind, each of some of their fields."""
    row = attrgetter(*fields)
    return lambda archive: map(row, getattr(archive, entities).values())


def _of_each_note(
    rows: Callable[[ArchivedNote], Iterable[Row]],
) -> Callable[[Archive], Iterable[Row]]:
    """The rows that the notes give one after another, each row behind the note's identifier."""
    return lambda archive: (
        (note.id, *row) for note in archive.notes.values() for row in rows(note)
    )


def _columns_of(kind: StatementKind) -> str:
    """The columns of the table of a kind of statement, such as questions."""
    details = "".join(f", {name} TEXT NOT NULL" for name in kind.details)
    in_note = "note TEXT NOT NULL REFERENCES note, line INTEGER NOT NULL"
    return f"{in_note}, text TEXT NOT NULL, kind TEXT NOT NULL{details}"


def _statements(kind: StatementKind) -> Callable[[Archive], Iterable[Row]]:
    return _of_each_note(
        lambda note: (
            (item.line, item.text, item.kind, *kind.details_of(item).values())
            for item in kind.of(note.facts)
        )
    )


def _outcomes(note: ArchivedNote, archive: Archive) -> Iterator[tuple[Outcome, LoggedOutcome]]:
    """The outcomes of a note, with what the archive knows of each."""
    for number, item in enumerate(note.facts.outcomes):
        yield item, logged_of(archive, note, number)


def _logged(archive: Archive) -> Iterator[Row]:
    """All outcomes, with what each is about and the topic that this belongs to."""
    for note in archive.notes.values():
        for item, known in _outcomes(note, archive):
            yield note.id, item.line, item.text, item.kind, known.about, known.topic


def _revisits(archive: Archive) -> Iterator[Row]:
    """The outcomes that came back to an earlier one, with the place of that."""
    for note in archive.notes.values():
        for item, known in _outcomes(note, archive):
            if known.earlier:
                before, number = known.earlier
                line = archive.notes[before].facts.outcomes[number].line
                yield note.id, item.line, before, line, int(known.supersedes)


def _actions(archive: Archive) -> Iterator[tuple[int, ArchivedNote, Action]]:
    """All actions, numbered from 1 in the order of the notes."""
    found = ((note, action) for note in archive.notes.values() for action in note.facts.actions)
    return ((number, note, action) for number, (note, action) in enumerate(found, 1))


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _meetings(archive: Archive) -> Iterator[Row]:
    """The meetings of each series, and the days near which it skipped one."""
    for year in years_of(archive):
        for meeting in year.meetings:
            state = "cancelled" if meeting.cancelled else "held"
            yield year.series, meeting.day.isoformat(), state, meeting.attendees
        for day in year.skipped:
            yield year.series, day.isoformat(), "skipped", None


ROWS: Mapping[str, Callable[[Archive], Iterable[Row]]] = {
    "series": _of_each("series", "id", "name", "project"),
    "note": lambda archive: (
        (item.id, note.path, note.title, _iso(note.date), note.kind, item.series, note.text)
        for item in archive.notes.values()
        for note in (item.note,)
    ),
    "section": _of_each_note(
        lambda note: map(attrgetter("line", "level", "heading", "anchor"), note.note.sections)
    ),
    "person": _of_each("people", "id", "name"),
    "role": lambda archive: (
        (person.id, role.text, role.note, role.line or None)
        for person in archive.people.values()
        for role in person.roles
        if not is_affiliation(role.text)
    ),
    "affiliation": lambda archive: (
        (person.id, role.text, role.note, role.line or None, role.since, role.until)
        for person in archive.people.values()
        for role in person.roles
        if is_affiliation(role.text)
    ),
    "attendance": _of_each_note(
        lambda note: ((item.person, item.name, item.attendee.presence) for item in note.attendance)
    ),
    "project": _of_each("projects", "id", "name", "kind", "homepage"),
    "version": lambda archive: (
        (item.id, item.project, item.number, item.series, item.status, item.date or None)
        for item in archive.versions.values()
    ),
    "claim": lambda archive: (
        (claim.version, note.id, claim.line, claim.status, claim.date or None)
        for note in archive.notes.values()
        for claim in note.claims
    ),
    "mention": _of_each_note(
        lambda note: map(attrgetter("line", "kind", "target", "written"), note.mentions)
    ),
    "thread": lambda archive: (
        (item.id, item.series, item.text, item.status, item.since or None, _iso(item.due))
        for item in archive.threads.values()
    ),
    "topic": lambda archive: (
        (item.id, item.series, item.name, int(item.standing)) for item in archive.topics.values()
    ),
    "said": lambda archive: (
        (item.id, note, line) for item in archive.topics.values() for note, line in item.places
    ),
    "meeting": _meetings,
    "figure": lambda archive: (
        (figure.id, figure.series, figure.name) for figure in figures(archive).values()
    ),
    "value": lambda archive: (
        (figure.id, point.note, point.line, point.value)
        for figure in figures(archive).values()
        for point in figure.points
    ),
    "action": lambda archive: (
        (n, note.id, item.line, item.text, item.status, _iso(item.due), note.threads[item])
        for n, note, item in _actions(archive)
    ),
    "owner": lambda archive: (
        (number, owner.name, note.persons.get(owner))
        for number, note, action in _actions(archive)
        for owner in action.owners
    ),
    "outcome": _logged,
    "revisit": _revisits,
    **{kind.name: _statements(kind) for kind in STATEMENTS if kind.name != "outcome"},
    "ticket": _of_each("tickets", "id", "system", "url", "project"),
    "link": _of_each_note(lambda note: ((item.url, item.text) for item in note.facts.links)),
    "problem": lambda archive: map(astuple, folded(archive.problems)),
    "address": lambda archive: ((path,) for path in addresses(archive)),
}
"""What fills each table of `database.sql`, in the order of its columns, and in this order."""
