from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_minutes.core.records import Problem
from mkdocs_minutes.review.changed import changed_lines, read_patch
from mkdocs_minutes.review.revisions import GitError
from tests.unit.review.scratch import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    repository = Repository(tmp_path)
    repository.write("notes/a.md", "one\ntwo\nthree\nfour\n")
    repository.write('notes/b "x"\té.md', "one\n")
    repository.write("notes/gone.md", "one\n")
    repository.commit()
    return repository


def touched(repository: Repository, path: str, line: int, since: str = "main") -> bool:
    changed = changed_lines(repository.folder / "notes", since)
    return changed.touch(Problem(path, line, "date-missing", "x"))


def test_only_touched_lines_count(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "edit")
    repository.write("notes/a.md", "one\nTWO\nthree\nfour\nfive\n")
    repository.commit()
    assert [line for line in range(7) if touched(repository, "a.md", line)] == [0, 2, 5]
    assert not touched(repository, "gone.md", 0)


def test_what_is_not_committed_counts(repository: Repository) -> None:
    repository.write('notes/b "x"\té.md', "one\nmore\n")
    repository.write("notes/new.md", "one\n")
    assert touched(repository, 'b "x"\té.md', 2, "HEAD")
    assert touched(repository, "new.md", 1, "HEAD")


def test_what_others_did_since_does_not_count(repository: Repository) -> None:
    repository.git("switch", "--quiet", "--create", "edit")
    repository.git("switch", "--quiet", "main")
    repository.write("notes/a.md", "ONE\ntwo\nthree\nfour\n")
    repository.commit()
    repository.git("switch", "--quiet", "edit")
    assert not touched(repository, "a.md", 1)


def test_a_file_that_only_lost_lines_is_touched_as_a_whole(repository: Repository) -> None:
    repository.write("notes/a.md", "one\nfour\n")
    assert touched(repository, "a.md", 0, "HEAD")
    assert not touched(repository, "a.md", 1, "HEAD")


def test_of_a_renamed_file_only_what_was_edited_counts(repository: Repository) -> None:
    repository.git("mv", "notes/a.md", "notes/b c.md")
    assert not touched(repository, "b c.md", 1, "HEAD")
    assert touched(repository, "b c.md", 0, "HEAD"), "its name may say another day"
    repository.write("notes/b c.md", "one\ntwo\nthree\nFOUR\n")
    assert [line for line in range(1, 5) if touched(repository, "b c.md", line, "HEAD")] == [4]


def test_a_line_of_a_note_cannot_pass_for_the_name_of_a_file() -> None:
    patch = "--- a/a.md\n+++ b/a.md\n@@ -0,0 +1,2 @@\n+++ b/evil.md\n+@@ -1 +9 @@\n"
    assert dict(read_patch(patch)) == {"a.md": (range(1, 3),)}


def test_what_is_no_revision_is_an_error(repository: Repository) -> None:
    with pytest.raises(GitError, match="no revision"):
        changed_lines(repository.folder / "notes", "--output=hacked")
