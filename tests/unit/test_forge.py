"""Addresses on the forges."""

import pytest

from mkdocs_minutes.forge import find_forge, notes_edit_uri

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
