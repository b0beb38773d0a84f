"""A board's minutes of 36 years by three dozen hands: floors under what the archive says of them.

Thirty notes were labelled by reading them. They name real people, so only digests of the names lie
here, salted with the note's path: two of an attendee who is listed by name and login.
"""

from __future__ import annotations

import json
import re
import unicodedata
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from mkdocs_minutes.core.records import Archive, ArchivedNote, RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from tests.assembling import build

SALT = "minutes-of-a-board"
LABELS: dict[str, Any] = json.loads(
    Path(__file__).with_name("board.json").read_text(encoding="utf-8")
)
LEAST_PRECISION, LEAST_RECALL = 0.98, 0.95


@cache
def board(folder: Path) -> Archive:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    notes = [RawNote(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files]
    return build(notes, Registry(), Settings())


@pytest.fixture
def archive(shared: Path) -> Archive:
    return board(shared / "corpora" / "ocf")


def digest(path: str, name: str) -> str:
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in plain.casefold() if c.isalnum())
    return sha256(f"{SALT}|{path}|{letters}".encode()).hexdigest()[:12]


def attending(note: ArchivedNote, archive: Archive) -> list[set[str]]:
    """The digests of each attendee, as written and by the person's name."""
    found = []
    for one in note.attendance:
        if one.attendee.presence != "absent":
            names = {one.name} | {archive.people[p].name for p in [one.person] if p}
            found.append({digest(note.note.path, name) for name in names})
    return found


def test_the_days_are_those_that_were_read(archive: Archive) -> None:
    notes = {note.note.path: note for note in archive.notes.values()}
    assert {path: str(notes[path].note.date) for path in LABELS} == {
        path: label["date"] for path, label in LABELS.items()
    }


def test_attendees_are_those_that_were_read(archive: Archive) -> None:
    notes = {note.note.path: note for note in archive.notes.values()}
    hits = missed = extra = 0
    for path, label in LABELS.items():
        if label["attendees"] is None:
            continue
        left = attending(notes[path], archive)
        for wanted in map(set, label["attendees"]):
            found = next((one for one in left if one & wanted), None)
            hits, missed = hits + (found is not None), missed + (found is None)
            if found is not None:
                left.remove(found)
        extra += len(left)
    assert hits / (hits + extra) >= LEAST_PRECISION
    assert hits / (hits + missed) >= LEAST_RECALL


def test_one_board_is_few_series(archive: Archive) -> None:
    assert len(archive.series) <= 6
    general = {path for path, label in LABELS.items() if label["general"]}
    series = {note.note.path: note.series for note in archive.notes.values()}
    boards = {series[path] for path in LABELS if path not in general}
    assert len(boards) == 1


def test_no_day_is_of_another_time_than_the_folder(archive: Archive) -> None:
    dated = [note.note for note in archive.notes.values() if note.note.date]
    assert len(dated) >= 0.975 * len(archive.notes)
    for note in dated:
        years = [int(year) for year in re.findall(r"(?:19|20)\d\d", note.path)]
        assert note.date is not None
        assert abs(note.date.year - years[0]) <= 1


def test_what_a_form_prints_is_nobody_and_no_project(archive: Archive) -> None:
    people = {person.name.casefold() for person in archive.people.values()}
    assert people.isdisjoint({"bod", "gm", "sm", "none", "bod verdict", "asuc elections"})
    assert not [name for name in people if re.search(r"[*<>&=]|&lt", name)]
    projects = {project.name.casefold() for project in archive.projects.values()}
    assert not [name for name in projects if name.startswith(("mime", "x-", "content-"))]
