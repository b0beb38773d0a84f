"""Each folder in `_archives` is one behaviour of notes read together."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from mkdocs_minutes.core.records import (
    PROBLEM_CODES,
    ActionThread,
    Archive,
    ArchivedNote,
    Person,
    Project,
    RawNote,
    Version,
)
from mkdocs_minutes.core.registry import read_registry
from mkdocs_minutes.core.settings import Settings
from tests.assembling import build
from tests.golden.comparing import hold

HERE = Path(__file__).parent / "_archives"
BEHAVIOURS = sorted(path.name for path in HERE.iterdir() if path.is_dir())


def raw_files(folder: Path) -> list[RawNote]:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    return [RawNote(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files]


def readings(archive: Archive, problems: Iterable[object]) -> dict[str, Any]:
    """What a reviewer wants to see of an archive."""
    return {
        "notes": {note.id: of_note(note) for note in archive.notes.values()},
        "series": {
            series.id: f"{series.name}: {len(series.notes)}" for series in archive.series.values()
        },
        "people": {person.id: of_person(person) for person in archive.people.values()},
        "projects": {project.id: of_project(project) for project in archive.projects.values()},
        "versions": {version.id: of_version(version) for version in archive.versions.values()},
        "tickets": {
            ticket.id: f"{len(ticket.mentions)} of {ticket.project}"
            for ticket in archive.tickets.values()
        },
        "threads": [of_thread(thread, archive) for thread in archive.threads.values()],
        "problems": [str(problem) for problem in (*problems, *archive.problems)],
    }


def of_note(note: ArchivedNote) -> dict[str, Any]:
    return {
        "path": note.note.path,
        "attendance": [f"{a.name}: {a.person}" for a in note.attendance],
        "mentions": [f"{m.line}: {m.kind} {m.written} = {m.target}" for m in note.mentions],
        "doubts": [f"{d.line}: {d.written} = {' or '.join(d.candidates)}" for d in note.doubts],
        "claims": [f"{c.line}: {c.version} {c.status} {c.date}".rstrip() for c in note.claims],
        "owners": [
            f"{action.line}: {owner.name} = {note.persons.get(owner)}"
            for action in note.facts.actions
            for owner in action.owners
        ],
    }


def of_person(person: Person) -> str:
    roles = ", ".join(role.text for role in person.roles)
    return (
        f"{person.name} ({roles}), attended {len(person.attended)}, as {', '.join(person.written)}"
    )


def of_project(project: Project) -> str:
    return f"{project.name} ({project.kind}), as {', '.join(project.written)}"


def of_version(version: Version) -> str:
    series = " series" if version.series else ""
    against = "".join(f" against {a.line}/{b.line}" for a, b in version.contradictions)
    return f"{version.status} {version.date}{series}{against}".replace("  ", " ").rstrip()


def of_thread(thread: ActionThread, archive: Archive) -> str:
    sights = ", ".join(
        f"{note}:{archive.notes[note].facts.actions[index].line}" for note, index in thread.actions
    )
    return f"{thread.status}: {thread.text} ({sights})"


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_resolves_what_the_golden_file_says(behaviour: str, *, update_golden: bool) -> None:
    folder = HERE / behaviour
    registry, problems = read_registry(raw_files(folder / "registry"))
    archive = build(raw_files(folder / "notes"), registry, Settings())
    hold(readings(archive, problems), folder / "expected.json", update=update_golden)
    assert {problem.code for problem in archive.problems} <= PROBLEM_CODES.keys()
