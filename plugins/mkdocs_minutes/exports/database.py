"""SQLite: the archive as tables, for questions that no page answers.

Lines are lines of the source file. Entities are referred to by the identifiers that end their
addresses. `note_text` is a full-text index over title and text where SQLite was built with FTS5.

    SELECT title FROM note_text WHERE note_text MATCH 'gratia'
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing, suppress
from dataclasses import astuple
from datetime import date

from ..core.kinds import STATEMENTS, StatementKind
from ..core.records import Archive, ArchivedNote
from ..core.sitemap import addresses

SCHEMA = """
CREATE TABLE series (id TEXT PRIMARY KEY, name TEXT NOT NULL, project TEXT REFERENCES project);
CREATE TABLE note (
  id TEXT PRIMARY KEY, path TEXT NOT NULL, title TEXT NOT NULL, date TEXT, kind TEXT NOT NULL,
  series TEXT NOT NULL REFERENCES series, text TEXT NOT NULL
);
CREATE TABLE section (
  note TEXT NOT NULL REFERENCES note, line INTEGER NOT NULL, level INTEGER NOT NULL,
  heading TEXT NOT NULL, anchor TEXT NOT NULL
);
CREATE TABLE person (id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE role (
  person TEXT NOT NULL REFERENCES person, text TEXT NOT NULL, note TEXT REFERENCES note,
  line INTEGER
);
CREATE TABLE attendance (
  note TEXT NOT NULL REFERENCES note, person TEXT REFERENCES person, written TEXT NOT NULL,
  presence TEXT NOT NULL
);
CREATE TABLE project (
  id TEXT PRIMARY KEY, name TEXT NOT NULL, kind TEXT NOT NULL, homepage TEXT NOT NULL
);
CREATE TABLE version (
  id TEXT PRIMARY KEY, project TEXT NOT NULL REFERENCES project, number TEXT NOT NULL,
  series INTEGER NOT NULL, status TEXT NOT NULL, date TEXT
);
CREATE TABLE claim (
  version TEXT NOT NULL REFERENCES version, note TEXT NOT NULL REFERENCES note,
  line INTEGER NOT NULL, status TEXT NOT NULL, date TEXT
);
CREATE TABLE mention (
  note TEXT NOT NULL REFERENCES note, line INTEGER NOT NULL, kind TEXT NOT NULL,
  target TEXT NOT NULL, written TEXT NOT NULL
);
CREATE TABLE thread (
  id TEXT PRIMARY KEY, series TEXT NOT NULL REFERENCES series, text TEXT NOT NULL,
  status TEXT NOT NULL, due TEXT
);
CREATE TABLE action (
  id INTEGER PRIMARY KEY, note TEXT NOT NULL REFERENCES note, line INTEGER NOT NULL,
  text TEXT NOT NULL, status TEXT NOT NULL, due TEXT, thread TEXT REFERENCES thread
);
CREATE TABLE owner (
  action INTEGER NOT NULL REFERENCES action, written TEXT NOT NULL, person TEXT REFERENCES person
);
CREATE TABLE ticket (
  id TEXT PRIMARY KEY, system TEXT NOT NULL, url TEXT NOT NULL, project TEXT REFERENCES project
);
CREATE TABLE link (note TEXT NOT NULL REFERENCES note, url TEXT NOT NULL, text TEXT NOT NULL);
CREATE TABLE problem (
  path TEXT NOT NULL, line INTEGER NOT NULL, code TEXT NOT NULL, message TEXT NOT NULL,
  hint TEXT NOT NULL
);
CREATE TABLE address (path TEXT PRIMARY KEY);
CREATE INDEX mention_target ON mention (kind, target);
CREATE INDEX claim_version ON claim (version);
CREATE INDEX note_date ON note (date);
"""

FULL_TEXT = "CREATE VIRTUAL TABLE note_text USING fts5 (title, text, content = note)"

Row = tuple[object, ...]


def database(archive: Archive) -> Iterator[bytes]:
    """The database file; the same archive and the same SQLite give the same bytes."""
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(SCHEMA)
        connection.executescript("".join(map(_statement_table, STATEMENTS)))
        with connection:
            for table, rows in _tables(archive):
                _insert(connection, table, rows)
        with suppress(sqlite3.OperationalError):  # SQLite without FTS5
            connection.execute(FULL_TEXT)
            with connection:
                connection.execute("INSERT INTO note_text (note_text) VALUES ('rebuild')")
        connection.execute("VACUUM")
        yield connection.serialize()


def _statement_table(kind: StatementKind) -> str:
    """The table of a kind of statement, such as outcomes."""
    details = "".join(f", {name} TEXT NOT NULL" for name in kind.details)
    return f"""
CREATE TABLE {kind.name} (
  note TEXT NOT NULL REFERENCES note, line INTEGER NOT NULL, text TEXT NOT NULL, kind TEXT NOT NULL
  {details}
);
"""


def _insert(connection: sqlite3.Connection, table: str, rows: Iterable[Row]) -> None:
    known = connection.execute("SELECT count(*) FROM pragma_table_info(?)", (table,)).fetchone()
    marks = ", ".join("?" * known[0])
    connection.executemany(f"INSERT INTO {table} VALUES ({marks})", rows)  # noqa: S608


def _tables(archive: Archive) -> Iterator[tuple[str, Iterable[Row]]]:
    """The rows of each table in the order of its columns in `SCHEMA`."""
    notes = archive.notes.values()
    people = archive.people.values()
    projects = archive.projects.values()
    yield "series", ((item.id, item.name, item.project) for item in archive.series.values())
    yield "note", map(_note, notes)
    yield (
        "section",
        (
            (note.id, item.line, item.level, item.heading, item.anchor)
            for note in notes
            for item in note.note.sections
        ),
    )
    yield "person", ((person.id, person.name) for person in people)
    yield (
        "role",
        (
            (person.id, role.text, role.note, role.line or None)
            for person in people
            for role in person.roles
        ),
    )
    yield (
        "attendance",
        (
            (note.id, item.person, item.attendee.name, item.attendee.presence)
            for note in notes
            for item in note.attendance
        ),
    )
    yield "project", ((item.id, item.name, item.kind, item.homepage) for item in projects)
    yield (
        "version",
        (
            (item.id, item.project, item.number, item.series, item.status, item.date or None)
            for item in archive.versions.values()
        ),
    )
    yield (
        "claim",
        (
            (claim.version, note.id, claim.line, claim.status, claim.date or None)
            for note in notes
            for claim in note.claims
        ),
    )
    yield (
        "mention",
        (
            (note.id, mention.line, mention.kind, mention.target, mention.written)
            for note in notes
            for mention in note.mentions
        ),
    )
    yield (
        "thread",
        (
            (item.id, item.series, item.text, item.status, _iso(item.due))
            for item in archive.threads.values()
        ),
    )
    yield from _action_tables(archive)
    for kind in STATEMENTS:
        yield (
            kind.name,
            [
                (note.id, item.line, item.text, item.kind, *kind.details_of(item).values())
                for note in notes
                for item in kind.of(note.facts)
            ],
        )
    yield (
        "ticket",
        ((item.id, item.system, item.url, item.project) for item in archive.tickets.values()),
    )
    yield "link", ((note.id, link.url, link.text) for note in notes for link in note.facts.links)
    yield "problem", map(astuple, sorted(archive.problems))
    yield "address", ((path,) for path in addresses(archive))


def _action_tables(archive: Archive) -> Iterator[tuple[str, Iterable[Row]]]:
    actions = [(note, action) for note in archive.notes.values() for action in note.actions]
    yield (
        "action",
        (
            (
                number,
                note.id,
                item.line,
                item.text,
                item.status,
                _iso(item.due),
                item.thread or None,
            )
            for number, (note, item) in enumerate(actions, 1)
        ),
    )
    yield (
        "owner",
        (
            (number, owner.name, owner.person)
            for number, (_, action) in enumerate(actions, 1)
            for owner in action.owners
        ),
    )


def _note(note: ArchivedNote) -> Row:
    source = note.note
    return (
        note.id,
        source.path,
        source.title,
        _iso(source.date),
        source.kind,
        note.series,
        source.text,
    )


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
