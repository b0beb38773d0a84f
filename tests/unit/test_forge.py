"""Addresses on the forges."""

from pathlib import Path

import pytest

from mkdocs_minutes.forge import Clone, find_clone, find_forge, notes_edit_uri
from tests.unit.review.scratch import Repository

FORGES = {
    "github": (
        "https://github.com/us/notes",
        "edit/main/seeds/",
        "https://github.com/us/notes/edit/main/seeds/{path}",
        "https://github.com/us/notes/blob/main/seeds/{path}?plain=1#L{line}",
    ),
    "gitlab": (
        "https://gitlab.com/us/notes/",
        "-/edit/main/seeds/",
        "https://gitlab.com/us/notes/-/edit/main/seeds/{path}",
        "https://gitlab.com/us/notes/-/blob/main/seeds/{path}?plain=1#L{line}",
    ),
    "forgejo": (
        "https://codeberg.org/us/notes",
        "_edit/main/seeds/",
        "https://codeberg.org/us/notes/_edit/main/seeds/{path}",
        "https://codeberg.org/us/notes/src/branch/main/seeds/{path}?display=source#L{line}",
    ),
}


@pytest.mark.parametrize("name", FORGES)
def test_addresses_have_the_forge_s_form(name: str) -> None:
    repo_url, edit_uri, edit, view = FORGES[name]
    forge = find_forge(repo_url, edit_uri)
    assert forge is not None
    assert forge.edit_address == edit
    assert forge.source_address == view


@pytest.mark.parametrize(
    ("repo_url", "edit_uri"),
    [("", "edit/main/x/"), ("https://github.com/a/b", ""), ("https://github.com/a/b", "?query=x")],
)
def test_without_both_settings_there_is_no_forge(repo_url: str, edit_uri: str) -> None:
    assert find_forge(repo_url, edit_uri) is None


@pytest.mark.parametrize(
    ("name", "address"),
    [
        (
            "github",
            "https://github.com/us/notes/new/main/seeds{folder}?filename={name}&value={text}",
        ),
        ("gitlab", "https://gitlab.com/us/notes/-/new/main/seeds{folder}?file_name={name}"),
        (
            "forgejo",
            "https://codeberg.org/us/notes/_new/main/seeds{folder}?filename={name}&value={text}",
        ),
    ],
)
def test_a_new_note_is_filled_in_as_far_as_the_forge_can(name: str, address: str) -> None:
    repo_url, edit_uri, _, _ = FORGES[name]
    forge = find_forge(repo_url, edit_uri)
    assert forge is not None
    assert forge.new_address == address


def test_a_new_note_at_the_top_of_the_repository_has_no_empty_folder() -> None:
    forge = find_forge("https://github.com/us/notes", "edit/main/")
    assert forge is not None
    assert forge.new_address.startswith("https://github.com/us/notes/new/main{folder}?")


def test_a_notes_folder_outside_the_repository_has_no_edit_address() -> None:
    assert notes_edit_uri("edit/main/docs/", "docs", "../shared") == ""
    assert notes_edit_uri("edit/main/docs/", "docs", "/shared") == ""


def test_folders_of_notes_that_are_listed_lie_below_that_of_the_site() -> None:
    assert notes_edit_uri("edit/main/club/docs/", "docs", ".") == "edit/main/club/"
    assert notes_edit_uri("edit/main/docs/", "docs", ".minutes") == "edit/main/.minutes/"


@pytest.mark.parametrize(
    ("remote", "edit"),
    [
        ("git@github.com:us/board.git", "https://github.com/us/board/edit/main/notes/{path}"),
        ("https://github.com/us/board", "https://github.com/us/board/edit/main/notes/{path}"),
        (
            "https://me:token@gitlab.example.org/a/b/board.git",
            "https://gitlab.example.org/a/b/board/-/edit/main/notes/{path}",
        ),
        (
            "ssh://git@codeberg.org:2222/us/board.git",
            "https://codeberg.org/us/board/_edit/main/notes/{path}",
        ),
        (
            "git@bitbucket.org:us/board.git",
            "https://bitbucket.org/us/board/src/main/notes/{path}?mode=edit&at=main",
        ),
    ],
)
def test_a_clone_tells_its_forge(tmp_path: Path, remote: str, edit: str) -> None:
    scratch = Repository(tmp_path / "here")
    scratch.write("notes/a.md", "# Weekly, 3 March 2020\n")
    scratch.commit()
    scratch.git("branch", "-M", "main")
    scratch.git("remote", "add", "origin", remote)
    clone = find_clone(scratch.folder / "notes")
    assert clone is not None
    assert clone.name == "board"
    forge = find_forge(clone.repo_url, clone.edit_uri)
    assert forge is not None
    assert forge.edit_address == edit
    assert "token" not in repr((clone, forge))


@pytest.mark.parametrize(
    ("remote", "clone"),
    [
        ("https://git.sr.ht/~us/board", Clone("board", "https://git.sr.ht/~us/board")),
        ("git@git.example.org:us/board.git", Clone("board", "https://git.example.org/us/board")),
        (
            "https://github.com/us/board.wiki.git",
            Clone("board", "https://github.com/us/board/wiki"),
        ),
        ("git@gitlab.com:a/b.wiki.git", Clone("b", "https://gitlab.com/a/b/-/wikis")),
    ],
)
def test_no_editor_is_guessed(tmp_path: Path, remote: str, clone: Clone) -> None:
    scratch = Repository(tmp_path / "here")
    scratch.write("a.md", "x")
    scratch.commit()
    scratch.git("remote", "add", "origin", remote)
    assert find_clone(scratch.folder) == clone


def test_a_commit_that_is_taken_out_is_of_the_branch_that_the_remote_has_there(
    tmp_path: Path,
) -> None:
    scratch = Repository(tmp_path / "here")
    scratch.write("a.md", "x")
    scratch.commit()
    scratch.git("remote", "add", "origin", "https://gitlab.com/us/board.git")
    scratch.git("checkout", "-q", "--detach")
    address = "https://gitlab.com/us/board"
    assert find_clone(scratch.folder) == Clone("board", address)
    scratch.git("update-ref", "refs/remotes/origin/trunk", "HEAD")
    assert find_clone(scratch.folder) == Clone("board", address, "-/edit/trunk/")
    scratch.git("update-ref", "refs/remotes/origin/other", "HEAD")
    assert find_clone(scratch.folder) == Clone("board", address)
    scratch.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/other")
    assert find_clone(scratch.folder) == Clone("board", address, "-/edit/other/")


def test_a_folder_is_no_forge_and_no_clone(tmp_path: Path) -> None:
    assert find_clone(tmp_path) is None
    scratch = Repository(tmp_path / "mine")
    scratch.write("a.md", "x")
    scratch.commit()
    scratch.git("remote", "add", "origin", str(tmp_path / "elsewhere"))
    assert find_clone(scratch.folder) == Clone("mine")
