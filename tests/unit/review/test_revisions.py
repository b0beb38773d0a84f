from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from mkdocs_minutes.core.records import Problem, RawNote
from mkdocs_minutes.review.revisions import (
    Blob,
    GitError,
    identity,
    list_files,
    object_id,
    read_files,
    resolve_revision,
)
from tests.unit.review.scratch import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return Repository(tmp_path / "repository")


def read(repository: Repository, revision: str = "HEAD", **options: int) -> list[RawNote | Problem]:
    commit = resolve_revision(repository.folder, revision)
    files = list_files(repository.folder, commit, "notes")
    limit = options.get("max_bytes", 100)
    return list(read_files(repository.folder, files, max_bytes=limit))


def test_a_revision_is_read_without_a_checkout(repository: Repository) -> None:
    repository.write("notes/a.md", "one")
    first = repository.commit()
    repository.write("notes/a.md", "two")
    repository.write("notes/b/é\n.md", "three")
    repository.write("elsewhere.md", "no note")
    repository.commit()
    assert read(repository, first) == [RawNote("a.md", b"one")]
    assert read(repository) == [RawNote("a.md", b"two"), RawNote("b/é\n.md", b"three")]


def test_line_ends_and_filters_of_the_repository_change_nothing(repository: Repository) -> None:
    repository.write(".gitattributes", "*.md text eol=crlf filter=evil ident\n")
    repository.git("config", "filter.evil.smudge", "touch hacked")
    repository.write("notes/a.md", "$Id$ one\r\n")
    repository.git("-c", "core.safecrlf=false", "add", "--all")
    repository.git("commit", "--quiet", "-m", "x")
    blob = repository.git("cat-file", "blob", "HEAD:notes/a.md")
    (note,) = read(repository)
    assert isinstance(note, RawNote)
    assert note.data.decode().strip() == blob
    assert not (repository.folder / "hacked").exists()


def test_a_symbolic_link_is_a_problem_and_is_not_followed(repository: Repository) -> None:
    (repository.folder / "notes").mkdir()
    (repository.folder / "notes" / "a.md").symlink_to("/etc/passwd")
    repository.commit()
    (problem,) = read(repository)
    assert isinstance(problem, Problem)
    assert (problem.path, problem.code) == ("a.md", "note-unreadable")
    assert "symbolic link" in problem.message


def tree(repository: Repository, entries: bytes) -> str:
    done = subprocess.run(
        "git hash-object -t tree --literally -w --stdin".split(),
        cwd=repository.folder,
        input=entries,
        check=True,
        capture_output=True,
    )
    return done.stdout.decode().strip()


@pytest.mark.parametrize("name", [b"..", b".", b"..\\x.md"])
def test_a_path_that_leads_out_of_the_folder_is_a_problem(
    repository: Repository, name: bytes
) -> None:
    repository.write("x", "evil")
    repository.commit()
    blob = bytes.fromhex(repository.git("rev-parse", "HEAD:x"))
    inner = tree(repository, b"100644 " + name + b"\0" + blob)
    outer = tree(repository, b"40000 notes\0" + bytes.fromhex(inner))
    commit = repository.git("commit-tree", "-m", "x", outer)
    (problem,) = read(repository, commit)
    assert isinstance(problem, Problem)
    assert problem.message == "its path leads out of the folder"


def test_a_submodule_is_a_problem(repository: Repository) -> None:
    files = [Blob("sub", "160000", "0" * 40)]
    (problem,) = read_files(repository.folder, files, max_bytes=9)
    assert isinstance(problem, Problem)


def test_of_a_large_file_one_byte_too_many_is_kept(repository: Repository) -> None:
    repository.write("notes/a.md", "x" * 300_000)
    repository.write("notes/b.md", "y")
    repository.commit()
    large, small = read(repository, max_bytes=10)
    assert (large, small) == (RawNote("a.md", b"x" * 11), RawNote("b.md", b"y"))


def test_a_folder_that_is_not_there_holds_nothing(repository: Repository) -> None:
    repository.commit()
    assert read(repository) == []


def test_three_dots_stand_for_where_two_revisions_parted(repository: Repository) -> None:
    fork = repository.commit("fork")
    repository.git("switch", "--quiet", "--create", "edit")
    repository.commit("edit")
    repository.git("switch", "--quiet", "main")
    repository.commit("later")
    assert resolve_revision(repository.folder, "main...edit") == fork
    assert resolve_revision(repository.folder, "edit...") == fork


@pytest.mark.parametrize("name", ["", "nowhere", "--output=hacked", "-h", "HEAD:notes", "a b"])
def test_what_is_no_revision_is_refused(repository: Repository, name: str) -> None:
    repository.commit()
    with pytest.raises(GitError, match="is no revision"):
        resolve_revision(repository.folder, name)
    assert not (repository.folder / "hacked").exists()


def test_outside_a_repository_there_are_no_revisions(tmp_path: Path) -> None:
    with pytest.raises(GitError, match="is in no git repository"):
        resolve_revision(tmp_path, "HEAD")


def test_a_file_is_identified_as_git_does(repository: Repository) -> None:
    data = repository.write("notes/a.md", "one\n").read_bytes()
    (repository.folder / "notes" / "b.md").symlink_to("a.md")
    plain, link = list_files(repository.folder, repository.commit(), "notes")
    assert identity(plain) == plain.object_id == object_id(data)
    assert identity(link) == f"120000 {link.object_id}"
