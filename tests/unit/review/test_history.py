from __future__ import annotations

import subprocess
from datetime import date
from pathlib import Path

from mkdocs_minutes.review.history import NoteHistory, note_history
from tests.unit.review.scratch import Repository


def test_each_note_has_its_last_change_and_their_number(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.write("notes/a.md", "# One\n\nlines that are long enough\nto be known again\n")
    repository.commit(day="2024-01-05")
    repository.write("notes/b\n\x01.md", "b")
    repository.write("elsewhere.md", "x")
    repository.commit(day="2024-02-01")
    repository.git("mv", "notes/a.md", "notes/c.md")
    repository.commit(day="2024-03-01")
    repository.write("elsewhere.md", "y")
    repository.commit(day="2024-04-01")
    assert note_history(repository.folder / "notes") == {
        "c.md": NoteHistory(date(2024, 3, 1), 2),
        "b\n\x01.md": NoteHistory(date(2024, 2, 1), 1),
    }


def test_a_note_that_was_made_anew_has_no_earlier_history(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    for day in ("2024-01-01", "2024-02-01"):
        repository.write("a.md", f"text of {day}")
        repository.commit(day=day)
        (tmp_path / "a.md").unlink()
        repository.commit(day=day)
    repository.write("a.md", "again")
    repository.commit(day="2024-03-01")
    assert note_history(tmp_path) == {"a.md": NoteHistory(date(2024, 3, 1), 1)}


def test_the_day_is_the_author_s_and_not_that_of_whoever_applied_the_change(
    tmp_path: Path,
) -> None:
    repository = Repository(tmp_path)
    repository.write("a.md", "a")
    repository.git("add", "--all")
    repository.git("commit", "--quiet", "-m", "x", "--date", "2023-05-06T23:30:00-09:00")
    assert note_history(tmp_path) == {"a.md": NoteHistory(date(2023, 5, 6), 1)}


def test_a_shallow_clone_knows_no_history(tmp_path: Path) -> None:
    repository = Repository(tmp_path / "whole")
    repository.write("a.md", "a")
    repository.commit()
    repository.commit()
    clone = tmp_path / "clone"
    subprocess.run(
        ["git", "clone", "--quiet", "--depth=1", (tmp_path / "whole").as_uri(), str(clone)],
        check=True,
    )
    assert note_history(clone) == {}


def test_without_a_repository_there_is_no_history(tmp_path: Path) -> None:
    assert note_history(tmp_path) == {}
    assert note_history(tmp_path / "missing") == {}
