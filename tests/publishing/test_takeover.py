"""Notes that lie among the pages of a MkDocs site: published once, by us, where they were."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from tests.publishing import adopted
from tests.publishing.conftest import run

SECRETS = ("719-555-0100", "24680")

NOTE = """# Tech area meeting, {day}

**Attending:** Ada Byron, Bob Stone

Call 719-555-0100, PIN: 24680. See [the first](TechArea20200106.md#action-items).

## Action items

- AI (Ada): ship Basket 1.2.{number}

## Über uns & 2.0 (draft)

Nothing new.

## Action items

None.
"""

PAGES = {
    "index.md": "# Home\n\n[First](meetings/2020/TechArea20200106.md#action-items_1),"
    " [list](meetings/index.md), [raw](meetings/2020/remarks.txt)\n",
    "projects/index.md": "# Our projects\n",
    "meetings/index.md": "# Meetings\n\n- [one](2020/TechArea20200106.md#uber-uns-20-draft)\n",
    "meetings/2020/TechAreaTemplate.md": NOTE.format(day="DATE", number=0),
    "meetings/2020/TechArea20200106.md": NOTE.format(day="January 6, 2020", number=1),
    "meetings/2020/TechArea20200113.md": NOTE.format(day="January 13, 2020", number=2),
    "meetings/2020/remarks.txt": "Tech area meeting, January 20, 2020\n\nCall 719-555-0100.\n",
    "registry/people.yml": "- name: Ada Byron\n  aliases: [Secretive Ada]\n",
}

SITE = {
    "site_name": "A site",
    "site_url": "https://example.org/s/",
    "theme": {"name": "material", "font": False},
    "nav": [
        {"Home": "index.md"},
        {"Projects": "projects/index.md"},
        {
            "Meetings": [
                "meetings/index.md",
                "meetings/2020/TechArea20200106.md",
                {"Second": "meetings/2020/TechArea20200113.md"},
            ]
        },
    ],
    "validation": {"anchors": "warn"},
}


def write_site(folder: Path, **settings: object) -> Path:
    for path, text in PAGES.items():
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / path).write_text(text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(SITE | settings), encoding="utf-8")
    return folder


def build(folder: Path, output: str = "site") -> Path:
    done = run("mkdocs", "build", "--strict", "--site-dir", output, folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder / output


@pytest.fixture(scope="module", params=[True, False], ids=["folders", "files"])
def plain_and_adopted(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Path]:
    """The site as it was, and with its notes taken over; addresses of both forms."""
    folder = tmp_path_factory.mktemp("adopted")
    settings = {"use_directory_urls": request.param}
    plain = build(write_site(folder, plugins=["search"], **settings), "plain")
    plugins = ["search", {"minutes": {"notes": "docs/meetings"}}]
    return plain, build(write_site(folder, plugins=plugins, **settings))


def test_every_old_address_is_answered(plain_and_adopted: tuple[Path, Path]) -> None:
    assert adopted.unanswered(*plain_and_adopted) == []


def test_every_old_heading_can_be_linked_to(plain_and_adopted: tuple[Path, Path]) -> None:
    assert adopted.lost_anchors(*plain_and_adopted) == []


def test_what_is_masked_stands_nowhere(plain_and_adopted: tuple[Path, Path]) -> None:
    plain, site = plain_and_adopted
    assert adopted.leaks(plain, SECRETS) != []
    assert adopted.leaks(site, SECRETS) == []
    assert not (site / "registry").exists()


def test_each_note_is_there_once(plain_and_adopted: tuple[Path, Path]) -> None:
    site = plain_and_adopted[1]
    assert adopted.twice_in_sitemap(site) == []
    assert adopted.twice_in_nav(site / "index.html") == []
    first = [path for path in site.rglob("*.html") if "January 6, 2020</h1>" in path.read_text()]
    assert len(first) == 1
    assert list(adopted.unreachable(site)) == []


def test_the_archive_can_redirect_from_where_notes_were(tmp_path: Path) -> None:
    plain = build(write_site(tmp_path, plugins=["search"]), "plain")
    options = {"notes": "docs/meetings", "addresses": "archive", "under": "archive"}
    site = build(write_site(tmp_path, plugins=["search", {"minutes": options}]))
    assert adopted.unanswered(plain, site) == []
    assert adopted.lost_anchors(plain, site) == []
    assert adopted.leaks(site, SECRETS) == []
    assert (site / "archive/notes/tech-area-meeting/2020-01-06/index.html").is_file()
    assert not (site / "people").exists()
    assert list(adopted.unreachable(site)) == []
    assert any(
        path.match("2020-01-13/index.html") for path in adopted.nav_links(site / "index.html")
    )


def test_several_folders_have_series_of_their_own(tmp_path: Path) -> None:
    folder = write_site(tmp_path)
    shutil.copytree(folder / "docs/meetings/2020", folder / "old/2020")
    notes = ["docs/meetings", {"path": "old", "series": "Old board", "project": "Basket"}]
    write_site(tmp_path, plugins=[{"minutes": {"notes": notes}}])
    site = build(folder)
    assert (site / "notes/old-board/2020-01-06/index.html").is_file()
    assert (site / "meetings/2020/TechArea20200106/index.html").is_file()
    done = run("mkdocs_minutes.cli", "export", "--format", "jsonl", folder=folder)
    assert '"path":"old/2020/TechArea20200106.md"' in done.stdout.replace(": ", ":")
    assert '"path":"docs/meetings/2020/TechArea20200106.md"' in done.stdout.replace(": ", ":")
