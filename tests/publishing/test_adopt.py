"""A repository that has minutes is recognised, and what is set for it builds."""

from __future__ import annotations

import json
import os
import re
from pathlib import Path

import pytest
from mkdocs.config import load_config

from mkdocs_minutes.adoption.dated_folders import find_folders
from mkdocs_minutes.adoption.proposal import AdoptionError, effects, propose, report
from mkdocs_minutes.configuration import configure_site, plugin_options, read_site_file
from mkdocs_minutes.plugin.takeover import heading_slugs
from mkdocs_minutes.source.files import list_folder
from tests.publishing import adopted
from tests.publishing.commands import run
from tests.publishing.test_takeover import SECRETS, build, write_site
from tests.publishing.written import readable, shown

NOTE = "# Board meeting, {day}\n\nPresent: Ada Byron\n\nDecision: buy a press.\n"


def write(folder: Path, *paths: str) -> None:
    for number, path in enumerate(paths, 1):
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(NOTE.format(day=f"2020-03-{number:02}"))


def days(folder: str, name: str = "{}.md") -> list[str]:
    return [f"{folder}/{name.format(f'2020-03-0{day}')}" for day in range(1, 6)]


@pytest.mark.parametrize(
    ("paths", "others", "found"),
    [
        (days("docs/meetings"), {"docs/index.md": "# Home\n"}, [("docs/meetings", "")]),
        (
            [*days("docs/meetings/2020"), "docs/meetings/index.md"],
            {"docs/a.md": "a\n", "docs/b.md": "b\n", "docs/c.md": "c\n", "docs/d.md": "d\n"},
            [("docs/meetings", "")],
        ),
        (
            [*days("board/minutes"), *days("tech/minutes")],
            {"README.md": "# Us\n", **{f"src/{n}.md": "x\n" for n in range(20)}},
            [("board/minutes", ""), ("tech/minutes", "")],
        ),
        (
            days("_posts", "{}-board-meeting.md"),
            {"_config.yml": "permalink: pretty\n", "about.md": "# About\n"},
            [("_posts", "/:categories/:year/:month/:day/:title/")],
        ),
        (
            days("_posts", "{}-intro-to-git.md"),
            {
                "_config.yml": "permalink: /:year/:month/:title\n",
                **dict.fromkeys(
                    days("_posts", "{}-intro-to-git.md"),
                    "---\nlayout: post\ncategories: meeting minutes\n---\n### News\n",
                ),
            },
            [("_posts", "/:year/:month/:title.html")],
        ),
        (
            days("minutes"),
            {"_config.yml": "title: x\n", "about.md": "# About\n"},
            [("minutes", "/minutes/:path.html")],
        ),
        (
            [f"docs/Meeting Minutes/Meeting {n}.md" for n in range(1, 6)],
            {"docs/Maps/Level 1.md": "# Level\n", "docs/Templates/Meeting.md": "# Meeting\n"},
            [("docs/Meeting Minutes", "")],
        ),
        (
            days("_minutes"),
            {"_config.yml": "collections:\n  minutes:\n    output: true\n"},
            [("_minutes", "/minutes/:path.html")],
        ),
        (
            [*days("content/Board Minutes"), "content/Board Minutes/_index.md"],
            {"hugo.toml": "baseURL = 'https://example.org/'\n", "content/about.md": "# Us\n"},
            [("content/Board Minutes", "/board-minutes/:sections/:slugorcontentbasename/")],
        ),
        (
            days("content/minutes"),
            {"config/_default/config.yaml": "permalinks: {minutes: '/:year/:title'}\n"},
            [("content/minutes", "/:year/:slug")],
        ),
        (
            days("club/content"),
            {
                "hugo.toml": "",
                "content/about.md": "# Us\n",
                "club/config.toml": "baseURL = 'https://example.org/x/club/'\n",
            },
            [("club/content", "/x/club/:sections/:slugorcontentbasename/")],
        ),
        (
            days("content/minutes"),
            {"config.toml": "base_url = 'https://example.org/'\n"},
            [("content/minutes", "")],
        ),
        (
            days("_posts", "{}-we-like-trees.md"),
            dict.fromkeys(days("_posts", "{}-we-like-trees.md"), "# Trees\n\nWe met some.\n"),
            [],
        ),
        (days("site/notes"), {}, []),
        (["docs/a.md", "docs/b.md", "docs/c.md"], {}, []),
    ],
    ids=[
        "docs",
        "years",
        "two",
        "jekyll posts",
        "jekyll posts by category",
        "jekyll pages",
        "days in texts",
        "jekyll collection",
        "hugo",
        "hugo with permalinks",
        "hugo in a folder",
        "zola",
        "a blog",
        "built",
        "none",
    ],
)
def test_folders_of_dated_files_are_found(
    tmp_path: Path, paths: list[str], others: dict[str, str], found: list[tuple[str, str]]
) -> None:
    write(tmp_path, *paths)
    for path, text in others.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    assert [
        (folder.path, folder.permalink) for folder in find_folders(tmp_path, {}).folders
    ] == found


@pytest.mark.parametrize(
    ("options", "permalink"),
    [
        ({}, "/club/:year/:month/:day/:slug/"),
        ({"post_url_format": "{file}", "blog_dir": "."}, "/:path/"),
        ({"post_url_date_format": "yyyy/MM"}, "/club/:year/:month/:slug/"),
        ({"post_url_date_format": "d MMM yy"}, "/club/posts/:path/"),
        ({"post_url_format": "{categories}/{slug}"}, "/club/posts/:path/"),
    ],
)
def test_posts_of_a_blog_keep_the_addresses_that_its_options_give_them(
    tmp_path: Path, options: dict[str, str], permalink: str
) -> None:
    settings = {"blog_dir": "club"} | options
    posts = "docs/posts" if settings["blog_dir"] == "." else "docs/club/posts"
    write(tmp_path, *days(posts), f"{Path(posts).parent}/index.md")
    site = {"plugins": ["search", {"material/blog": settings}]}
    assert [folder.path for folder in find_folders(tmp_path, site).folders] == [posts]
    configuration, _ = configure_site(site, {"notes": posts}, tmp_path)
    assert [folder.permalink for folder in configuration.settings.folders] == [permalink]


@pytest.mark.parametrize("written", ["Kramdown", "GFM", ""])
def test_jekylls_own_rules_of_anchors_are_told(tmp_path: Path, written: str) -> None:
    stated = f"kramdown:\n  input: {written}\n" if written else "title: Us\n"
    (tmp_path / "_config.yml").write_text(stated)
    settings = {"notes": [{"path": "_minutes", "permalink": "/:path.html"}, "docs/meetings"]}
    configuration, _ = configure_site({}, settings, tmp_path)
    (tmp_path / "docs").mkdir()
    (tmp_path / "mkdocs.yml").write_text("site_name: Us\nplugins: []\n")
    slugs = heading_slugs(load_config(str(tmp_path / "mkdocs.yml")), configuration)
    assert slugs["_minutes"] == ("kramdown" if written == "Kramdown" else "github")
    assert slugs["docs/meetings"] == "ascii"


def test_a_wiki_is_adopted_without_its_other_pages_and_numeric_days_are_told_apart(
    tmp_path: Path,
) -> None:
    write(tmp_path, *(f"Meeting-2020-03-0{day}.md" for day in range(1, 6)), "Home.md", "FAQ.md")
    (tmp_path / "FAQ.md").write_text("# Questions\n")
    (tmp_path / "Meeting-2020-03-01.md").write_text("# Meeting\n\nNext: 13/03/2020\n\n1/3/2020\n")
    proposal = propose(tmp_path)
    exclude = ["FAQ.md", "docs/"]
    assert dict(proposal.options) == {"notes": ".", "exclude": exclude, "date_order": "dmy"}
    told = list(report(proposal, effects(proposal)))
    assert "No notes, left out (undated): FAQ.md" in told
    assert any("have the day first" in line for line in told)
    (tmp_path / "mkdocs.yml").write_text(proposal.after)
    built = run("mkdocs_minutes.cli", "build", "--strict", folder=tmp_path)
    assert built.returncode == 0, built.stderr
    assert list(adopted.unreachable(tmp_path / "site")) == []  # the theme's own files are there
    assert not [path for path in list_folder(tmp_path) if path.startswith("site/")]


@pytest.mark.parametrize(
    ("folder", "files", "program"),
    [
        ("_minutes", {"_config.yml": "title: Our club\ncollections: {minutes: {}}\n"}, "Jekyll"),
        ("minutes/content", {"minutes/hugo.toml": "title = 'Our club'\n"}, "Hugo"),
    ],
)
def test_a_site_of_another_program_stays_with_it(
    tmp_path: Path, folder: str, files: dict[str, str], program: str
) -> None:
    write(tmp_path, *days(folder))
    for path, text in files.items():
        (tmp_path / path).write_text(text)
    proposal = propose(tmp_path)
    assert "site_name: Our club\n" in proposal.after
    assert any(f"stay with {program}" in line for line in report(proposal, effects(proposal)))
    assert proposal.options["notes"][0]["path"] == folder


def test_a_site_is_adopted_and_its_readers_lose_nothing(tmp_path: Path) -> None:
    folder = write_site(tmp_path, plugins=["search"])
    plain = build(folder, "plain")
    before = (folder / "mkdocs.yml").read_text()
    shown = run("mkdocs_minutes.cli", "adopt", folder=folder)
    assert shown.returncode == 0, shown.stderr
    assert "+" in shown.stdout
    assert "minutes" in shown.stdout
    assert "Masked: " in shown.stderr
    assert "TechAreaTemplate.md" in shown.stderr
    assert (folder / "mkdocs.yml").read_text() == before
    proposal = propose(folder)
    assert dict(proposal.options) == {"notes": "docs/meetings", "under": "archive"}
    assert "Addresses: 6 notes keep the address that they have" in shown.stderr
    written = run("mkdocs_minutes.cli", "adopt", "--write", folder=folder)
    assert written.returncode == 0, written.stderr
    site = build(folder)
    assert adopted.losses(plain, site, SECRETS) == {}
    with pytest.raises(AdoptionError, match="already"):
        propose(folder)


def test_what_only_the_keepers_know_is_asked_of_them(tmp_path: Path) -> None:
    for day in range(3, 9):
        path = tmp_path / f"docs/meetings/about-{chr(94 + day) * 5}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"# Trees of {chr(64 + day) * 4}\n\nDate: 0{day}/09/2022\n\nHello.\n")
    proposal = propose(tmp_path)
    told = "\n".join(report(proposal, effects(proposal)))
    assert "`date_order`, dmy or mdy" in told
    assert "Series: 6 notes are called as no other" in told
    for path in tmp_path.glob("docs/meetings/*.md"):
        path.write_text(path.read_text().replace("/09/2022", " September 2022"))
        path.write_text("# Tree board\n" + path.read_text().partition("\n")[2])
    clear = "\n".join(report(proposal, effects(proposal)))
    assert "date_order" not in clear
    assert "Series" not in clear


def test_one_button_opens_the_search_that_finds_all_pages(tmp_path: Path) -> None:
    folder = write_site(tmp_path, plugins=["search", {"minutes": {"notes": "docs/meetings"}}])
    (folder / "docs/index.md").write_text("# Home\n\n## Printing\n\nThe zweispaltige press.\n")
    site = build(folder)
    for page in site.rglob("*.html"):
        text = shown(page)
        if "http-equiv" not in text and page.stem != "2004-01-05":
            assert text.count("data-minutes-search ") == 1, page
            assert 'for="__search">' not in text.split("</header>")[0], page
    shards = b"".join(readable(path) for path in (site / "search").rglob("*.js")).decode()
    assert "zweispaltige" in shards
    assert '["index.html#home",' in shards
    assert '["#printing","Printing",' in shards
    found = run("mkdocs_minutes.cli", "search", "zweispaltige", folder=folder)
    assert "Printing" in found.stdout


HOSTILE = (
    "a\x1b[31m",
    "b\n::error::c",
    "d \u202egpj",
    "\r::set-output name=e::f",
    "g\u200bh\u00ad",
)


@pytest.mark.parametrize("words", HOSTILE)
@pytest.mark.parametrize("folder", ["{}", "."])
def test_no_name_or_title_reaches_the_terminal_as_it_is(
    tmp_path: Path, words: str, folder: str
) -> None:
    write(tmp_path, *days(folder.format(f"minutes {words}")))
    (tmp_path / f"undated {words}.md").write_text("Nothing\n")
    (tmp_path / "_config.yml").write_text(f"title: {json.dumps(words)}\n")
    other = os.path.join(os.fsencode(tmp_path), b"minutes \xff")
    os.mkdir(other)
    for day in range(1, 6):
        Path(os.fsdecode(other), f"2020-03-0{day}.md").touch()
    proposed = dict(propose(tmp_path).options)
    said = run("mkdocs_minutes.cli", "adopt", "--write", str(tmp_path), folder=tmp_path.parent)
    assert said.returncode == 0, said.stderr
    assert not re.search(
        r"[\x00-\x09\x0b-\x1f\xad\u200b\u202e]|^\s*::", said.stdout + said.stderr, re.M
    )
    assert plugin_options(read_site_file(tmp_path / "mkdocs.yml")) == proposed


@pytest.mark.parametrize("folder", ["minutes PIN 24680", "calls_PIN_24680/minutes", "."])
def test_no_masked_value_in_a_name_is_printed(tmp_path: Path, folder: str) -> None:
    repository = tmp_path / "Shed PIN 24680"
    write(repository, *days(folder), *(["other/a.md"] if folder == "." else days("board")))
    (repository / folder / "undated PIN 24680.md").write_text("Nothing\n")
    proposed = dict(propose(repository).options)
    said = run("mkdocs_minutes.cli", "adopt", "--write", ".", folder=repository)
    assert said.returncode == 0, said.stderr
    assert "24680" not in said.stdout + said.stderr
    site = read_site_file(repository / "mkdocs.yml")
    assert plugin_options(site) == proposed
    assert site["site_name"] == "Shed PIN [PIN removed]"


def test_what_is_no_file_of_the_repository_is_neither_read_nor_written(tmp_path: Path) -> None:
    repository, outside = tmp_path / "repository", tmp_path / "mkdocs.yml"
    write(repository, *days("minutes"))
    for name in ("_config.yml", "hugo.toml"):
        os.mkfifo(repository / name)
    place = repository / "mkdocs.yml"
    place.symlink_to(outside)
    for makes in (str, outside.touch, place.unlink, lambda: os.mkfifo(place)):
        makes()
        if os.path.lexists(place):
            said = run("mkdocs_minutes.cli", "adopt", "--write", folder=repository)
            assert said.returncode == 1, said.stderr
            assert "no file of this repository" in said.stderr
    assert outside.read_text() == ""
    place.unlink()
    assert propose(repository).program == ""
