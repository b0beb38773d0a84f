"""The archive has a place in any navigation, and one only."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.publishing import adopted
from tests.publishing.commands import run
from tests.publishing.written import shown

PAGES = {
    "index.md": "# Home\n",
    "about.md": "# About\n",
    "meetings/2020-03-03.md": "# Weekly, 3 March 2020\n\nPresent: Ada Byron\n",
    "meetings/2020-03-10.md": (
        "# Weekly, 10 March 2020\n\nPresent: Ada Byron\n\n"
        "- LampKit 1.2.0 is released\n- Decision: mend the pier\n- AI Ada: write it\n"
    ),
}
LISTS = ["notes", "series", "years", "people", "projects", "versions", "actions", "outcomes"]


def build(folder: Path, pages: dict[str, str], **settings: object) -> Path:
    for path, text in (PAGES | pages).items():
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / path).write_text(text, encoding="utf-8")
    site = {"site_name": "A site", "theme": {"name": "material", "font": False}} | settings
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(site), encoding="utf-8")
    done = run("mkdocs", "build", "--strict", folder=folder)
    assert done.returncode == 0, done.stderr
    return folder / "site"


def entries(site: Path) -> list[str]:
    """What the navigation of the home page leads to, in order, as folders of the site."""
    found = (path.relative_to(site.resolve()) for path in adopted.nav_links(site / "index.html"))
    return [path.parent.as_posix() for path in found]


def sections(site: Path) -> list[str]:
    text = (site / "index.html").read_text(encoding="utf-8")
    found = re.findall(
        r'<label class="md-nav__title" for="__nav_\d">(.*?)</label>', text, re.DOTALL
    )
    return [re.sub(r"<[^>]+>", "", label).strip() for label in found]


def opened(page: Path) -> list[str]:
    """The entries of the navigation that a page marks as those that it is in, from above."""
    entry = r'class="md-nav__item md-nav__item--active.*?<span class="md-ellipsis">(.*?)</span>'
    found = re.findall(entry, shown(page), re.DOTALL)
    return [re.sub(r"<[^>]+>", "", title).strip() for title in found]


def options(**more: object) -> dict[str, object]:
    return {"minutes": {"notes": "docs/meetings", **more}}


SHAPES: dict[str, tuple[dict[str, str], dict[str, Any], tuple[list[str], int]]] = {
    "hand-listed": (
        {},
        {
            "plugins": [options()],
            "nav": ["index.md", {"Notes": ["meetings/2020-03-03.md"]}, "about.md"],
        },
        (["Notes", "Archive"], 3),
    ),
    "at the start, with a title": (
        {},
        {
            "plugins": [options(nav_title="Protokolle", nav_place="start")],
            "nav": ["index.md", "about.md"],
        },
        (["Protokolle"], 0),
    ),
    "an entry": (
        {},
        {"plugins": [options()], "nav": ["index.md", {"minutes": "Our minutes"}, "about.md"]},
        (["Our minutes"], 1),
    ),
    "an entry in a section": (
        {},
        {"plugins": [options()], "nav": ["index.md", {"More": [{"minutes": []}, "about.md"]}]},
        (["More"], 1),
    ),
    "awesome-nav": ({}, {"plugins": ["awesome-nav", options()]}, (["Archive"], 2)),
    "awesome-nav with an entry": (
        {".nav.yml": 'nav:\n  - index.md\n  - Our minutes: "minutes:"\n  - "*"\n'},
        {"plugins": [options(), "awesome-nav"]},
        (["Our minutes"], 1),
    ),
    "awesome-nav that names a note": (
        {".nav.yml": 'nav:\n  - index.md\n  - First: meetings/2020-03-03.md\n  - "*"\n'},
        {"plugins": ["awesome-nav", options()]},
        (["Archive"], 3),
    ),
    "awesome-nav that names their folder": (
        {".nav.yml": "nav:\n  - index.md\n  - meetings\n  - about.md\n"},
        {"plugins": ["awesome-nav", options()]},
        (["Meetings", "Archive"], 4),
    ),
    "literate-nav": (
        {"SUMMARY.md": "- [Home](index.md)\n- [About](about.md)\n"},
        {"plugins": [options(), {"literate-nav": {"nav_file": "SUMMARY.md"}}]},
        (["Archive"], 2),
    ),
    "literate-nav with an entry": (
        {"SUMMARY.md": "- [Home](index.md)\n- [Our minutes](minutes:)\n- [About](about.md)\n"},
        {"plugins": [{"literate-nav": {"nav_file": "SUMMARY.md"}}, options()]},
        (["Our minutes"], 1),
    ),
}


def test_lists_that_list_nothing_have_no_place_in_it(tmp_path: Path) -> None:
    plain = "# Weekly, 10 March 2020\n\nPresent: Ada Byron\n\n- AI Ada: write it: done\n"
    site = build(tmp_path, {"meetings/2020-03-10.md": plain}, plugins=[options()])
    found = entries(site)
    assert not {"projects", "versions", "outcomes", "questions", "tickets"}.intersection(found)
    assert {"notes", "people", "actions", "calendar"}.issubset(found)
    assert (site / "versions/index.html").is_file()


@pytest.mark.parametrize("shape", SHAPES)
def test_the_archive_is_one_section(tmp_path: Path, shape: str) -> None:
    pages, settings, (titles, before) = SHAPES[shape]
    site = build(tmp_path, pages, **settings)
    found = entries(site)
    first = found.index("notes")
    assert found[first : first + len(LISTS)] == LISTS
    assert first == before
    assert [title for title in sections(site) if title != "A site"] == titles
    assert opened(site / "people/ada-byron/index.html")[0] == titles[-1]
    assert opened(site / "about/index.html")[-1] == "About"
    assert adopted.twice_in_nav(site / "index.html") == []
    assert list(adopted.unreachable(site)) == []


def test_a_navigation_that_names_our_lists_is_left_alone(tmp_path: Path) -> None:
    nav = ["index.md", {"Who": "people/index.md"}]
    site = build(tmp_path, {}, plugins=[options()], nav=nav)
    assert entries(site) == [".", "people"]
    nowhere = build(tmp_path, {}, plugins=[options(nav_place="none")], nav=["index.md"])
    assert entries(nowhere) == ["."]


def test_without_a_navigation_the_lists_stand_among_the_pages(tmp_path: Path) -> None:
    site = build(tmp_path, {}, plugins=[options()])
    assert entries(site)[:2] == [".", "about"]
    assert entries(site)[2 : 2 + len(LISTS)] == LISTS


def test_pages_of_the_archive_do_not_repeat_a_long_list_of_notes(tmp_path: Path) -> None:
    days = [
        f"meetings/2019-{month:02}-{day:02}.md" for month in range(1, 7) for day in range(1, 11)
    ]
    older = [f"meetings/2018-01-{day:02}.md" for day in range(1, 6)]
    pages = dict.fromkeys(days + older, "# Weekly\n\nPresent: Ada Byron\n")
    nav = ["index.md", {"Notes": [{"2019": days}, {"2018": older}, {"Old": ["about.md"]}]}]
    site = build(tmp_path, pages, plugins=[options()], nav=nav)
    assert len(meetings_in_nav(site / "index.html")) == len(days) + len(older)
    near = [day.removeprefix("meetings/").removesuffix(".md") for day in days[14:35]]
    assert meetings_in_nav(site / "meetings/2019-03-05/index.html") == [*near, "2018-01-01"]
    elsewhere = site / "people/index.html"
    assert meetings_in_nav(elsewhere) == ["2019-01-01", "2018-01-01"]
    assert "2018" in re.sub(r"<[^>]+>", "", elsewhere.read_text(encoding="utf-8")).split()
    assert list(adopted.unreachable(site)) == []


def meetings_in_nav(page: Path) -> list[str]:
    links = adopted.nav_links(page)
    return [path.parent.name for path in links if path.parent.parent.name == "meetings"]


def test_a_bare_entry_is_told_what_to_write(tmp_path: Path) -> None:
    site = {"site_name": "A site", "plugins": [options()], "nav": ["index.md", {"minutes": None}]}
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(site), encoding="utf-8")
    (tmp_path / "notes").mkdir()
    done = run("mkdocs_minutes.cli", "build", "--notes", "notes", folder=tmp_path)
    assert done.returncode == 2
    assert "write `- minutes: []` in `nav`" in done.stderr
