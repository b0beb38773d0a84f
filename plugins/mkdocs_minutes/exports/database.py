"""SQLite: the archive as tables, for questions that no page answers.

Lines are lines of the source file. Entities are referred to by the identifiers that end their
addresses. `note_text` is a full-text index over title and text where SQLite was built with FTS5.

    SELECT title FROM note_text WHERE note_text MATCH 'gratia'
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import astuple, dataclass
from datetime import date
from operator import attrgetter

from ..core.calendar import years_of
from ..core.extract.labels import is_affiliation
from ..core.figures import figures
from ..core.kinds import STATEMENTS, StatementKind
from ..core.records import Action, Archive, ArchivedNote, LoggedOutcome, Outcome
from ..core.resolve.problems import folded
from ..core.sitemap import addresses
from .facts import logged_of

Row = tuple[object, ...]

SQL_INDEXES = """
CREATE INDEX mention_target ON mention (kind, target);
CREATE INDEX claim_version ON claim (version);
CREATE INDEX note_date ON note (date);
"""

FULL_TEXT = "CREATE VIRTUAL TABLE note_text USING fts5 (title, text, content = note)"

_IN_NOTE = "note TEXT NOT NULL REFERENCES note, line INTEGER NOT NULL"


def database(archive: Archive) -> Iterator[bytes]:
    """The database file; the same archive and the same SQLite give the same bytes."""
    with closing(sqlite3.connect(":memory:")) as connection:
        for table in SQL_TABLES:
            connection.execute(f"CREATE TABLE {table.name} ({table.columns})")
        connection.executescript(SQL_INDEXES)
        with connection:
            for table in SQL_TABLES:
                _insert(connection, table.name, table.rows(archive))
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


@dataclass(frozen=True, slots=True)
class DatabaseTable:
    """A table of the database: its columns in SQL, and its rows in the order of the columns."""

    name: str
    columns: str
    rows: Callable[[Archive], Iterable[Row]]


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


def _statements(kind: StatementKind) -> DatabaseTable:
    """The table of a kind of statement, such as outcomes."""

    def rows(note: ArchivedNote) -> Iterable[Row]:
        for item in kind.of(note.facts):
            yield item.line, item.text, item.kind, *kind.details_of(item).values()

    details = "".join(f", {name} TEXT NOT NULL" for name in kind.details)
    columns = f"{_IN_NOTE}, text TEXT NOT NULL, kind TEXT NOT NULL{details}"
    return DatabaseTable(kind.name, columns, _of_each_note(rows))


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


SQL_TABLES = (
    DatabaseTable(
        "series",
        "id TEXT PRIMARY KEY, name TEXT NOT NULL, project TEXT REFERENCES project",
        _of_each("series", "id", "name", "project"),
    ),
    DatabaseTable(
        "note",
        "id TEXT PRIMARY KEY, path TEXT NOT NULL, title TEXT NOT NULL, date TEXT,"
        " kind TEXT NOT NULL, series TEXT NOT NULL REFERENCES series, text TEXT NOT NULL",
        lambda archive: (
            (item.id, note.path, note.title, _iso(note.date), note.kind, item.series, note.text)
            for item in archive.notes.values()
            for note in (item.note,)
        ),
    ),
    DatabaseTable(
        "section",
        f"{_IN_NOTE}, level INTEGER NOT NULL, heading TEXT NOT NULL, anchor TEXT NOT NULL",
        _of_each_note(
            lambda note: map(attrgetter("line", "level", "heading", "anchor"), note.note.sections)
        ),
    ),
    DatabaseTable(
        "person",
        "id TEXT PRIMARY KEY, name TEXT NOT NULL",
        _of_each("people", "id", "name"),
    ),
    DatabaseTable(
        "role",
        "person TEXT NOT NULL REFERENCES person, text TEXT NOT NULL, note TEXT REFERENCES note,"
        " line INTEGER",
        lambda archive: (
            (person.id, role.text, role.note, role.line or None)
            for person in archive.people.values()
            for role in person.roles
            if not is_affiliation(role.text)
        ),
    ),
    DatabaseTable(
        "affiliation",
        "person TEXT NOT NULL REFERENCES person, text TEXT NOT NULL, note TEXT REFERENCES note,"
        " line INTEGER, since INTEGER, until INTEGER",
        lambda archive: (
            (person.id, role.text, role.note, role.line or None, role.since, role.until)
            for person in archive.people.values()
            for role in person.roles
            if is_affiliation(role.text)
        ),
    ),
    DatabaseTable(
        "attendance",
        "note TEXT NOT NULL REFERENCES note, person TEXT REFERENCES person, written TEXT NOT NULL,"
        " presence TEXT NOT NULL",
        _of_each_note(
            lambda note: (
                (item.person, item.name, item.attendee.presence) for item in note.attendance
            )
        ),
    ),
    DatabaseTable(
        "project",
        "id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, homepage TEXT NOT NULL",
        _of_each("projects", "id", "name", "kind", "homepage"),
    ),
    DatabaseTable(
        "version",
        "id TEXT PRIMARY KEY, project TEXT NOT NULL REFERENCES project, number TEXT NOT NULL,"
        " series INTEGER NOT NULL, status TEXT NOT NULL, date TEXT",
        lambda archive: (
            (item.id, item.project, item.number, item.series, item.status, item.date or None)
            for item in archive.versions.values()
        ),
    ),
    DatabaseTable(
        "claim",
        "version TEXT NOT NULL REFERENCES version, note TEXT NOT NULL REFERENCES note,"
        " line INTEGER NOT NULL, status TEXT NOT NULL, date TEXT",
        lambda archive: (
            (claim.version, note.id, claim.line, claim.status, claim.date or None)
            for note in archive.notes.values()
            for claim in note.claims
        ),
    ),
    DatabaseTable(
        "mention",
        f"{_IN_NOTE}, kind TEXT NOT NULL, target TEXT NOT NULL, written TEXT NOT NULL",
        _of_each_note(
            lambda note: map(attrgetter("line", "kind", "target", "written"), note.mentions)
        ),
    ),
    DatabaseTable(
        "thread",
        "id TEXT PRIMARY KEY, series TEXT NOT NULL REFERENCES series, text TEXT NOT NULL,"
        " status TEXT NOT NULL, since TEXT REFERENCES note, due TEXT",
        lambda archive: (
            (item.id, item.series, item.text, item.status, item.since or None, _iso(item.due))
            for item in archive.threads.values()
        ),
    ),
    DatabaseTable(
        "topic",
        "id TEXT PRIMARY KEY, series TEXT NOT NULL REFERENCES series, name TEXT NOT NULL,"
        " standing INTEGER NOT NULL",
        lambda archive: (
            (item.id, item.series, item.name, int(item.standing))
            for item in archive.topics.values()
        ),
    ),
    DatabaseTable(
        "said",
        "topic TEXT NOT NULL REFERENCES topic, note TEXT NOT NULL REFERENCES note,"
        " line INTEGER NOT NULL",
        lambda archive: (
            (item.id, note, line) for item in archive.topics.values() for note, line in item.places
        ),
    ),
    DatabaseTable(
        "meeting",
        "series TEXT NOT NULL REFERENCES series, date TEXT NOT NULL, state TEXT NOT NULL,"
        " attendees INTEGER",
        _meetings,
    ),
    DatabaseTable(
        "figure",
        "id TEXT PRIMARY KEY, series TEXT NOT NULL REFERENCES series, name TEXT NOT NULL",
        lambda archive: (
            (figure.id, figure.series, figure.name) for figure in figures(archive).values()
        ),
    ),
    DatabaseTable(
        "value",
        "figure TEXT NOT NULL REFERENCES figure, note TEXT NOT NULL REFERENCES note,"
        " line INTEGER NOT NULL, value REAL NOT NULL",
        lambda archive: (
            (figure.id, point.note, point.line, point.value)
            for figure in figures(archive).values()
            for point in figure.points
        ),
    ),
    DatabaseTable(
        "action",
        f"id INTEGER PRIMARY KEY, {_IN_NOTE}, text TEXT NOT NULL, status TEXT NOT NULL, due TEXT,"
        " thread TEXT REFERENCES thread",
        lambda archive: (
            (n, note.id, item.line, item.text, item.status, _iso(item.due), note.threads[item])
            for n, note, item in _actions(archive)
        ),
    ),
    DatabaseTable(
        "owner",
        "action INTEGER NOT NULL REFERENCES action, written TEXT NOT NULL,"
        " person TEXT REFERENCES person",
        lambda archive: (
            (number, owner.name, note.persons.get(owner))
            for number, note, action in _actions(archive)
            for owner in action.owners
        ),
    ),
    DatabaseTable(
        "outcome",
        f"{_IN_NOTE}, text TEXT NOT NULL, kind TEXT NOT NULL, about TEXT NOT NULL,"
        " topic TEXT REFERENCES topic",
        _logged,
    ),
    DatabaseTable(
        "revisit",
        f"{_IN_NOTE}, earlier TEXT NOT NULL REFERENCES note, earlier_line INTEGER NOT NULL,"
        " supersedes INTEGER NOT NULL",
        _revisits,
    ),
    *(_statements(kind) for kind in STATEMENTS if kind.name != "outcome"),
    DatabaseTable(
        "ticket",
        "id TEXT PRIMARY KEY, system TEXT NOT NULL, url TEXT NOT NULL,"
        " project TEXT REFERENCES project",
        _of_each("tickets", "id", "system", "url", "project"),
    ),
    DatabaseTable(
        "link",
        "note TEXT NOT NULL REFERENCES note, url TEXT NOT NULL, text TEXT NOT NULL",
        _of_each_note(lambda note: ((item.url, item.text) for item in note.facts.links)),
    ),
    DatabaseTable(
        "problem",
        "path TEXT NOT NULL, line INTEGER NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL,"
        " hint TEXT NOT NULL",
        lambda archive: map(astuple, folded(archive.problems)),
    ),
    DatabaseTable(
        "address",
        "path TEXT PRIMARY KEY",
        lambda archive: ((path,) for path in addresses(archive)),
    ),
)
"""Every table, in the order in which they are filled."""
