"""From a built page to the note's place on the forge."""

from __future__ import annotations

import html
import re
from pathlib import Path

import pytest

from tests.publishing.commands import run
from tests.unit.review.archives import MARCH

SITE = """\
site_name: Storage
theme: {{name: material, font: false}}
repo_url: {0}
edit_uri: {1}
plugins: [minutes]
"""
FILE = "storage/2020%2003%20%23%20%26%20M%C3%A4rz.md"
FORGES = {
    "github": (
        "https://github.com/us/minutes",
        "edit/main/docs/",
        f"/edit/main/notes/{FILE}",
        f"/blob/main/notes/{FILE}?plain=1#L",
        "/new/main/notes/storage?filename=storage-meeting-YYYY-MM-DD.md&value=%23%20Storage",
    ),
    "gitlab": (
        "https://gitlab.com/us/minutes",
        "edit/main/docs/",
        f"/-/edit/main/notes/{FILE}",
        f"/-/blob/main/notes/{FILE}?plain=1#L",
        "/-/new/main/notes/storage?file_name=storage-meeting-YYYY-MM-DD.md",
    ),
    "forgejo": (
        "https://codeberg.org/us/minutes",
        "_edit/main/docs/",
        f"/_edit/main/notes/{FILE}",
        f"/src/branch/main/notes/{FILE}?display=source#L",
        "/_new/main/notes/storage?filename=storage-meeting-YYYY-MM-DD.md&value=%23%20Storage",
    ),
}


@pytest.mark.parametrize("name", FORGES)
def test_pages_lead_to_the_editor_the_lines_and_a_new_note(name: str, tmp_path: Path) -> None:
    repo_url, edit_uri, edit, line, new = FORGES[name]
    note = tmp_path / "notes" / "storage" / "2020 03 # & März.md"
    note.parent.mkdir(parents=True)
    note.write_text(MARCH)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text(SITE.format(repo_url, edit_uri))
    assert run("mkdocs_minutes.cli", "build", folder=tmp_path).returncode == 0
    pages = "".join(path.read_text() for path in sorted((tmp_path / "site").rglob("*.html")))
    links = {html.unescape(link) for link in re.findall(r'href="?([^" >]+)', pages)}
    assert f"{repo_url}{edit}" in links
    headings_actions_and_outcome = (5, 9, 10, 11, 13)
    assert {f"{repo_url}{line}{number}" for number in headings_actions_and_outcome} <= links
    assert any(link.startswith(f"{repo_url}{new}") for link in links)
