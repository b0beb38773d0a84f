"""One note's facts as plain values, in the shape that the exports write.

The keys are always present. Lines are lines of the source file, from 1. `name` is the name that the
archive knows, `written` are the forms in this note, owners are named as they are written. What was
masked is named, never shown.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from ..core.extract.labels import is_affiliation
from ..core.grouping import grouped
from ..core.kinds import STATEMENTS, StatementKind
from ..core.records import (
    Archive,
    ArchivedNote,
    LoggedOutcome,
    NoteId,
    PersonId,
    Problem,
    ProjectId,
    VersionClaim,
    VersionId,
)
from ..core.resolve.versions import strongest

Value = dict[str, Any]


def owner_names(archive: Archive, owners: Iterable[tuple[str, PersonId | None]]) -> tuple[str, ...]:
    """What owners are called, each once: by the archive who is one person, else as written."""
    return tuple(dict.fromkeys(archive.people[who].name if who else name for name, who in owners))


def note_facts(archive: Archive, note: ArchivedNote, problems: Iterable[Problem]) -> Value:
    """What the archive knows from one note; `problems` are those of its path."""
    source = note.note
    return {
        "path": source.path,
        "id": note.id,
        "title": source.title,
        "date": source.date.isoformat() if source.date else None,
        "series": archive.series[note.series].name,
        "kind": source.kind,
        "attendees": _attendees(archive, note),
        "people": _people(archive, note),
        "projects": _projects(archive, note),
        "versions": _versions(archive, note),
        "actions": [
            {
                "owners": [owner.name for owner in action.owners],
                **fields(action, "text line status"),
                "thread": note.threads[action],
            }
            for action in note.facts.actions
        ],
        **{
            kind.plural: [
                _statement(archive, note, kind, number)
                for number in range(len(kind.of(note.facts)))
            ]
            for kind in STATEMENTS
        },
        "tickets": _tickets(note),
        "links": list(dict.fromkeys(link.url for link in note.facts.links)),
        "tables": [
            {
                "line": table.line,
                "header": [cell.text for cell in table.header],
                "rows": len(table.rows),
            }
            for table in source.tables
        ],
        "sections": [fields(section, "heading level line") for section in source.sections],
        "sensitive": [fields(item, "what line") for item in note.facts.sensitive],
        "problems": [fields(problem, "line code message") for problem in problems],
    }


def fields(record: object, names: str) -> Value:
    """Fields of a record as they are, by their names."""
    return {name: getattr(record, name) for name in names.split()}


def _statement(archive: Archive, note: ArchivedNote, kind: StatementKind, number: int) -> Value:
    item = kind.of(note.facts)[number]
    said = {**fields(item, "text line kind"), **kind.details_of(item)}
    if kind.name != "outcome":
        return said
    known = logged_of(archive, note, number)
    return {
        **said,
        **fields(known, "about topic"),
        "earlier": _place(archive, known.earlier),
        "later": _place(archive, known.later),
        "superseded": known.superseded,
    }


def logged_of(archive: Archive, note: ArchivedNote, number: int) -> LoggedOutcome:
    """What the archive knows of an outcome, given by its place among those of its note."""
    logged = archive.outcomes.get(note.id, ())
    return logged[number] if number < len(logged) else LoggedOutcome("")


def _place(archive: Archive, place: tuple[NoteId, int] | None) -> Value | None:
    """Where an outcome stands."""
    if place is None:
        return None
    note, number = place
    return {"note": note, "line": archive.notes[note].facts.outcomes[number].line}


def _attendees(archive: Archive, note: ArchivedNote) -> list[Value]:
    present: dict[tuple[str, str], Value] = {}
    for attendance in note.attendance:
        if attendance.attendee.presence == "absent":
            continue
        person = archive.people.get(attendance.person) if attendance.person else None
        written = attendance.name
        name = person.name if person else written
        present.setdefault((name, written), {"name": name, "written": written})
    return list(present.values())


def _people(archive: Archive, note: ArchivedNote) -> list[Value]:
    """Everybody whom the note names; a name in doubt stands for itself."""
    written: dict[str, list[str]] = {}
    roles: dict[str, list[str]] = {}
    for person, form in _named_persons(archive, note):
        known = archive.people.get(person) if person else None
        name = known.name if known else form
        written.setdefault(name, []).append(form)
        if known:
            roles[name] = [role.text for role in known.roles if role.note == note.id]
    found: list[Value] = []
    for name, forms in written.items():
        beside = _distinct(roles.get(name, ()))
        affiliations = [role for role in beside if is_affiliation(role)]
        found.append(
            {
                "name": name,
                "written": _distinct(forms),
                "roles": [role for role in beside if role not in affiliations],
                "affiliations": affiliations,
            }
        )
    return found


def _named_persons(archive: Archive, note: ArchivedNote) -> list[tuple[PersonId | None, str]]:
    """Persons and the forms they are named by, in the order of the text; `None` for a doubt.

    An entry in which a comma is missing is no doubt: it names two.
    """
    entries = Counter(one.attendee.span for one in note.attendance)
    named: list[tuple[int, PersonId | None, str]] = [
        (mention.span.start, PersonId(mention.target), mention.written)
        for mention in note.mentions
        if mention.kind == "person"
    ]
    named += [
        (doubt.span.start, None, doubt.written)
        for doubt in note.doubts
        if all(candidate in archive.people for candidate in doubt.candidates)
        and entries[doubt.span] < 2
    ]
    named += [
        (attendance.attendee.span.start, attendance.person, attendance.name)
        for attendance in note.attendance
        if attendance.person
    ]
    named += [(owner.span.start, person, owner.name) for owner, person in note.persons.items()]
    return [(person, form) for _, person, form in sorted(named, key=lambda item: item[0])]


def _projects(archive: Archive, note: ArchivedNote) -> list[Value]:
    written = grouped(
        (ProjectId(mention.target), mention.written)
        for mention in note.mentions
        if mention.kind == "project"
    )
    return [
        {
            "name": archive.projects[project].name,
            "written": _distinct(forms),
            "kind": archive.projects[project].kind,
        }
        for project, forms in written.items()
    ]


def _versions(archive: Archive, note: ArchivedNote) -> list[Value]:
    claims = grouped((claim.version, claim) for claim in note.claims)
    return [_version(archive, note, version, said) for version, said in claims.items()]


_PRE_RELEASE = re.compile(r"\d(?:rc|pre|dev|post|a|b)\d+$")


def _version(
    archive: Archive, note: ArchivedNote, version: VersionId, claims: Sequence[VersionClaim]
) -> Value:
    record = archive.versions[version]
    claim = strongest(claims)
    written = note.note.quote(claims[0].span).lstrip("vV")
    return {
        "project": archive.projects[record.project].name,
        "version": written if _PRE_RELEASE.search(record.number) else record.number,
        "normal": record.number,
        "series": record.series,
        "status": claim.status,
        "date": claim.date or None,
        "lines": sorted({claim.line for claim in claims}),
    }


def _tickets(note: ArchivedNote) -> list[Value]:
    tickets: dict[str, Value] = {}
    for ticket in note.facts.tickets:
        tickets.setdefault(ticket.id, fields(ticket, "id system line"))
    return list(tickets.values())


def _distinct(texts: Iterable[str]) -> list[str]:
    return list(dict.fromkeys(texts))
