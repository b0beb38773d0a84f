"""Notes that lie among the pages of a MkDocs site: published once, by us, where they were."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

import pytest
import yaml

from tests.conftest import MadeOnce
from tests.publishing import adopted
from tests.publishing.commands import run
from tests.publishing.written import shown
from tests.unit.test_attachments import PNG

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

LOG = """# Release team

## March

### 2020-03-10

**Attending:** Ada Byron

#### Notes

- AI (Ada): ship Basket 1.2.9, see [February](#notes_1)

## February

### 2020-02-25

**Attending:** Bob Stone

#### Notes

Call 719-555-0100, PIN: 24680.
"""

REMARKS = """# Tech area meeting

## January 20, 2020

**Attending:** Ada Byron

Call 719-555-0100.

## January 27, 2020

**Attending:** Ada Byron
"""

PAGES = {
    "index.md": "# Home\n\n[First](meetings/2020/TechArea20200106.md#action-items_1),"
    " [list](meetings/index.md), [raw](meetings/2020/remarks.txt),"
    " [release](meetings/releases.md#2020-02-25)\n",
    "projects/index.md": "# Our projects\n",
    "meetings/index.md": "# Meetings\n\n![shown](img/shown.png)\n\n"
    "- [one](2020/TechArea20200106.md#uber-uns-20-draft), [old](2004/2004-01-05.html),"
    " [r](rules.htm)\n",
    "meetings/2020/TechAreaTemplate.md": NOTE.format(day="DATE", number=0),
    "meetings/2020/TechArea20200106.md": NOTE.format(day="January 6, 2020", number=1),
    "meetings/2020/TechArea20200113.md": NOTE.format(day="January 13, 2020", number=2),
    "meetings/2020/remarks.txt": REMARKS,
    "meetings/2020/2020-02-10.md": "Tech area meeting\n\n**Attending:** Ada Byron\n",
    "meetings/releases.md": LOG,
    "registry/people.yml": "- name: Ada Byron\n  aliases: [Secretive Ada]\n",
}

OLD_PAGE = """<html><head><title>Board 2004</title><script>alert(719)</script></head>
<body onload="alert(719)"><h1 id="top">Board</h1><p>Call 719-<b>555</b>-0100, PIN: 24680.</p>
<img src="plan.gif"><img src="https://example.org/x.png"><a href="javascript:alert(719)">x</a>
"""

HOSTILE_SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(719)</script><rect width="9"/></svg>'
)

ATTACHED = """# Tech area meeting, February 3, 2020

![The *plan*](../img/plan.png) ![Drawn](../img/drawn.svg) [slides](<../My Slides.pdf>)
![logo](../../logo.png) [home](../../index.md#home) <img src="../img/plan.png" alt="Again">
![remote](https://example.org/x.png) [gone](gone.pdf) [page](../img/evil.html)
[2004](../2004/2004-01-05.html) [list](../index.md) ![p](/etc/passwd.png) ![l](/logo.png)
[up](../../../up.png)
"""

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
                "meetings/2020/2020-02-10.md",
                {"Releases": "meetings/releases.md"},
            ]
        },
    ],
    "validation": {"anchors": "warn"},
}


def write_site(folder: Path, **settings: object) -> Path:
    for path, text in PAGES.items():
        (folder / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "docs" / path).write_text(text, encoding="utf-8")
    for path in ("img/plan.png", "img/unnamed.png", "img/shown.png", "../logo.png", "../../up.png"):
        (folder / "docs/meetings/img").mkdir(exist_ok=True)
        (folder / "docs/meetings" / path).write_bytes(PNG)
    (folder / "docs/meetings/2020/TechArea20200203.md").write_text(ATTACHED)
    (folder / "docs/meetings/My Slides.pdf").write_bytes(b"%PDF")
    (folder / "docs/meetings/img/drawn.svg").write_text(HOSTILE_SVG)
    (folder / "docs/meetings/img/evil.html").write_text("<script>alert(719)</script>")
    (folder / "docs/meetings/2004").mkdir(exist_ok=True)
    (folder / "docs/meetings/2004/2004-01-05.html").write_text(OLD_PAGE)
    (folder / "docs/meetings/2004/plan.gif").write_bytes(b"GIF89a")
    (folder / "docs/meetings/rules.htm").write_text("<p onclick=alert(719)>Our rules")
    (folder / "mkdocs.yml").write_text(yaml.safe_dump(SITE | settings), encoding="utf-8")
    return folder


def build(folder: Path, output: str = "site") -> Path:
    strict = [] if output == "plain" else ["--strict"]  # the plain site has links to nowhere
    done = run("mkdocs", "build", *strict, "--site-dir", output, folder=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    if strict == []:
        (folder / output / "meetings/img/evil.html").unlink()  # this one is to be gone
    return folder / output


@pytest.fixture(scope="module", params=[True, False], ids=["folders", "files"])
def plain_and_adopted(request: pytest.FixtureRequest, made_once: MadeOnce) -> tuple[Path, Path]:
    """The site as it was, and with its notes taken over; addresses of both forms."""
    settings = {"use_directory_urls": request.param}
    plugins = ["search", {"minutes": {"notes": "docs/meetings"}}]

    def fill(folder: Path) -> None:
        build(write_site(folder, plugins=["search"], **settings), "plain")
        loop, pipe = folder / "docs/meetings/loop.html", folder / "docs/meetings/pipe.pdf"
        loop.symlink_to("loop.html")
        os.mkfifo(pipe)
        build(write_site(folder, plugins=plugins, **settings))
        loop.unlink()
        pipe.unlink()

    folder = made_once(f"adopted-{request.param}", fill)
    return folder / "plain", folder / "site"


def test_readers_of_the_site_lose_nothing(plain_and_adopted: tuple[Path, Path]) -> None:
    plain, site = plain_and_adopted
    assert adopted.leaks(plain, SECRETS) != []
    assert adopted.losses(plain, site, SECRETS) == {}
    assert not (site / "registry").exists()


def test_meetings_of_a_page_keep_its_address_and_have_days_of_their_own(
    plain_and_adopted: tuple[Path, Path],
) -> None:
    site = plain_and_adopted[1]
    raw = (site / "meetings/2020/remarks.txt").read_text()
    assert [line[3:] for line in raw.split("\n") if line.startswith("## ")] == [
        "January 20, 2020",
        "January 27, 2020",
    ]
    [page] = list(site.rglob("releases*/*.html")) or [site / "meetings/releases.html"]
    html = page.read_text()
    assert '<a href="#notes_1">February</a>' in html
    assert re.findall(r'<h2 id="(mn-2\d[^"]*)', html) == ["mn-2020-03-10", "mn-2020-02-25"]
    attended = shown(site / "people/bob-stone/index.html")
    assert "2020-02-25" in attended
    assert "2020-03-10" not in attended
    found = run("mkdocs_minutes.cli", "search", "attendee:Bob date:2020-02", folder=site.parent)
    assert "#mn-2020-02-25" in found.stdout


def test_what_notes_name_is_published_with_them_and_nothing_else(
    plain_and_adopted: tuple[Path, Path],
) -> None:
    site = plain_and_adopted[1]
    [page] = [path for path in site.rglob("*.html") if "February 3, 2020</h1>" in path.read_text()]
    html = page.read_text()
    assert re.search(
        r'<img class="mn-picture" src="(?:\.\./)+(?:meetings/)?img/plan.png" alt="The plan"'
        r' width="3" height="2" loading="lazy"',
        html,
    )
    assert 'alt="Again"' in html
    assert 'src="https://example.org/x.png"' not in html
    assert re.search(r'<a href="(?:\.\./)+index.html#home">home</a>', html)
    assert re.search(r'<img [^>]*src="(?:\.\./)+logo.png"', html)
    assert (site / "meetings/My Slides.pdf").is_file()
    assert b"script" not in (site / "meetings/img/drawn.svg").read_bytes()
    assert (site / "meetings/img/shown.png").is_file()
    assert re.search(r'<a href="(?:\.\./)+(?:meetings/)?2004/2004-01-05.html">2004</a>', html)
    assert re.search(r'<a href="(?:\.\./)+(?:meetings/)?index.html">list</a>', html)
    old = (site / "meetings/2004/2004-01-05.html").read_text()
    assert "<title>Board 2004</title>" in old
    assert '<h1 id="top">Board</h1>' in old
    assert "example.org" not in old
    assert (site / "meetings/2004/plan.gif").is_file()
    assert "Our rules" in (site / "meetings/rules.htm").read_text()
    for path in ("img/unnamed.png", "img/evil.html"):
        assert not (site / "meetings" / path).exists()
    assert "alert(719)" not in "".join(p.read_text() for p in site.rglob("*.htm*"))
    found = run("mkdocs_minutes.cli", "search", "slides pdf", folder=site.parent)
    assert "Attachments" in found.stdout
    told = run("mkdocs_minutes.cli", "check", folder=site.parent).stdout
    assert set(re.findall(r"(?:file-missing|file-not-published) (\S+)", told)) == {
        "2020/gone.pdf",
        "img/evil.html",
        "/etc/passwd.png",
        "../../up.png",
    }


def test_the_archive_can_redirect_from_where_notes_were(tmp_path: Path) -> None:
    plain = build(write_site(tmp_path, plugins=["search"]), "plain")
    options = {"notes": "docs/meetings", "addresses": "archive", "under": "archive"}
    site = build(write_site(tmp_path, plugins=["search", {"minutes": options}]))
    assert adopted.losses(plain, site, SECRETS) == {}
    assert (site / "archive/notes/tech-area-meeting/2020-01-06/index.html").is_file()
    assert not (site / "people").exists()
    assert any(
        path.match("2020-01-13/index.html") for path in adopted.nav_links(site / "index.html")
    )


def test_several_folders_have_series_of_their_own(tmp_path: Path) -> None:
    folder = write_site(tmp_path)
    shutil.copytree(folder / "docs/meetings/2020", folder / "old/2020")
    notes = ["docs/meetings", {"path": "old", "series": "Old board", "project": "Basket"}]
    write_site(tmp_path, plugins=[{"minutes": {"notes": notes, "under": "archive"}}])
    site = build(folder)
    assert adopted.losses(None, site, SECRETS) == {}
    assert (site / "archive/notes/old-board/2020-01-06/index.html").is_file()
    assert (site / "meetings/2020/TechArea20200106/index.html").is_file()
    done = run("mkdocs_minutes.cli", "export", "--format", "jsonl", folder=folder)
    assert '"path":"old/2020/TechArea20200106.md"' in done.stdout.replace(": ", ":")
    assert '"path":"docs/meetings/2020/TechArea20200106.md"' in done.stdout.replace(": ", ":")


def test_a_build_tells_once_a_kind_which_files_are_no_notes(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    notes.mkdir()
    names = ["template.md", "YYYY-MM-DD.md", "README.md", "2020-01-06.md"]
    for name in names:
        (notes / name).write_text("# Call\n", encoding="utf-8")
    done = run("mkdocs_minutes.cli", "build", "--notes", "notes", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    home = shown(tmp_path / "site/index.html")
    assert 'data-md-color-media="(prefers-color-scheme: dark)" data-md-color-scheme="slate"' in home
    told = re.findall(r"No note, but (.*)", done.stdout + done.stderr)
    assert told == ["1 index: README.md", "2 templates: YYYY-MM-DD.md, template.md"]


POST = """---
date: {date}
categories: [Club]
---
# {title}

Present: Ada Byron

Call 719-555-0100, PIN: 24680.

## Über -- uns!

## Über -- uns!
"""

OWN_THEME = """{% extends "base.html" %}
{% block content %}<h1>{{ page.title }}</h1>{{ page.content }}{% endblock %}
"""

STRICT_PLUGIN = """
from pathlib import Path
from mkdocs.plugins import event_priority

@event_priority(-200)
def on_files(files, *, config):
    for file in files:
        assert Path(file.abs_src_path) and not Path(file.abs_src_path).match("board*.md")

def on_page_content(html, *, page, **_):
    assert Path(page.file.abs_src_path)

def on_page_context(context, *, page, **_):
    assert Path(page.file.abs_src_path)
"""


def test_posts_of_a_blog_are_taken_over_and_its_others_stay(tmp_path: Path) -> None:
    posts = {
        "board-1.md": ("2020-03-09", "Board meeting, March 9, 2020"),
        "board-2.md": ("2020-04-14", "Board  meeting, *April 13, 2020*"),  # posted a day later
        "trees.md": ("2020-04-01", "We like trees"),
    }
    folder = tmp_path / "docs/blog/posts"
    folder.mkdir(parents=True)
    for name, (date, title) in posts.items():
        (folder / name).write_text(POST.format(date=date, title=title))
    (tmp_path / "docs/index.md").write_text("# Home\n\n[first](blog/posts/board-1.md)\n")
    (tmp_path / "over").mkdir()
    (tmp_path / "over/main.html").write_text(OWN_THEME)
    (tmp_path / "hooks.py").write_text(STRICT_PLUGIN)
    minutes = {"minutes": {"notes": "docs/blog/posts", "exclude": ["trees.md"]}}
    theme = {"name": "material", "font": False}
    site = {"site_name": "A site", "site_url": "https://example.org/", "theme": theme}
    file = tmp_path / "mkdocs.yml"
    blog = {"blog": {"pagination_per_page": 2}}
    file.write_text(yaml.safe_dump(site | {"plugins": ["search", blog]}))
    assert run("mkdocs", "build", "-d", "plain", folder=tmp_path).returncode == 0
    own = {"theme": {**theme, "custom_dir": "over"}, "hooks": ["hooks.py"]}
    file.write_text(yaml.safe_dump(site | own | {"plugins": ["search", blog, minutes]}))
    done = run("mkdocs", "build", "--strict", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    built = tmp_path / "site"
    plain = tmp_path / "plain"
    assert adopted.unanswered(plain, built) == []
    assert adopted.losses(None, built, SECRETS) == {}
    for address in ("page/2", "category/club/page/2", "archive/2020/page/2"):
        assert "refresh" in (built / "blog" / address / "index.html").read_text()
    assert "Trees" in (built / "blog/archive/2020/index.html").read_text().title()
    assert "Ada Byron</h1>" in (built / "people/ada-byron/index.html").read_text()
    pages = [path.read_text() for path in built.rglob("index.html")]
    assert all(page.count("<h1") == 1 for page in pages if "mn-crumbs" in page)


def test_posts_and_collections_of_jekyll_keep_their_addresses(tmp_path: Path) -> None:
    written = {
        "_posts/2020-03-09-board-meeting.md": ("", "2020/03/09/board-meeting.html"),
        "_posts/2020-03-16-board.markdown": ("2020-03-17", "2020/03/17/board.html"),
        "_minutes/2020/third.md": ("", "minutes/2020/third.html"),
        "_posts/2020-04-06-board.md": (
            "2020-04-06\npermalink: club/fourth.html\nredirect_from: [/club/4/, fourth.html]",
            "club/fourth.html",
        ),
        "_posts/2020-05-04-board.md": ("2020-05-04\npermalink: /:year/may/", "2020/may/index.html"),
        "content/2020/First Board.md": ("2020-06-08", "board/2020/first-board/index.html"),
        "content/2020-07-06/index.md": ("2020-07-06\nslug: july", "board/july/index.html"),
        "content/second.md": ("2020-08-03\nurl: /x/second/", "x/second/index.html"),
    }
    hidden = {"content/draft.md": "draft: true", "_posts/2020-09-07-a.md": "published: false"}
    for path, (date, _) in written.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        text = POST.format(date=date, title="Board meeting, March 9, 2020")
        (tmp_path / path).write_text(text if date else text.split("---\n", 2)[2])
    for path, line in hidden.items():
        text = POST.format(date=f"2020-09-07\n{line}", title="Hidden meeting, September 7, 2020")
        (tmp_path / path).write_text(text)
    notes = [
        {"path": "_posts", "permalink": "/:year/:month/:day/:title.html"},
        {"path": "_minutes", "permalink": "/minutes/:path.html"},
        {"path": "content", "permalink": "/board/:sections/:slugorcontentbasename/"},
    ]
    site = {"site_name": "A site", "docs_dir": "pages", "plugins": [{"minutes": {"notes": notes}}]}
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(site))
    (tmp_path / "pages").mkdir()
    done = run("mkdocs", "build", "--strict", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    for _, address in written.values():
        page = (tmp_path / "site" / address).read_text()
        assert "Present" in page, address
        assert {'id="über--uns"', 'id="über--uns-1"'} <= {*re.findall(r'id="[^"]*"', page)}, address
    for section in ("board", "board/2020", "board/page/1", "minutes", "minutes/2020"):
        [leads_to] = adopted.targets(tmp_path / "site" / section / "index.html")
        assert leads_to == (tmp_path / "site/series/board-meeting/index.html").resolve(), section
    assert not (tmp_path / "site/2020/index.html").exists()
    for address in ("club/4/index.html", "fourth.html"):
        [leads_to] = adopted.targets(tmp_path / "site" / address)
        assert leads_to == (tmp_path / "site/club/fourth.html").resolve()
    assert adopted.leaks(tmp_path / "site", ["Hidden meeting"]) == []
    assert adopted.leaks(tmp_path / "site", SECRETS) == []


def test_a_plugin_that_makes_files_anew_makes_no_note_anew(tmp_path: Path) -> None:
    languages = [
        {"locale": "en", "default": True, "name": "English"},
        {"locale": "fr", "name": "Français"},
    ]
    i18n = {"i18n": {"docs_structure": "suffix", "languages": languages}}
    plugins = ["search", i18n, {"minutes": {"notes": "docs/meetings"}}]
    plain = build(write_site(tmp_path, plugins=plugins[:2]), "plain")
    site = build(write_site(tmp_path, plugins=plugins))
    assert adopted.losses(plain, site, SECRETS) == {}
    assert "Attending" in (site / "meetings/2020/TechArea20200106/index.html").read_text()
    assert (site / "meetings/img/drawn.svg").is_file()
    assert b"script" not in (site / "meetings/img/drawn.svg").read_bytes()
    assert site / "people/index.html" in adopted.nav_links(site / "index.html")


def test_a_site_in_folders_of_languages_keeps_its_addresses(tmp_path: Path) -> None:
    write_site(tmp_path / "one")
    folder = tmp_path / "docs/en"
    shutil.copytree(tmp_path / "one/docs", folder)
    (tmp_path / "docs/fr").mkdir()
    (tmp_path / "docs/fr/index.md").write_text("# Accueil\n\n[m](meetings/index.md)\n")
    languages = [{"locale": "fr", "name": "F"}, {"locale": "en", "name": "E", "default": True}]
    i18n = {"i18n": {"docs_structure": "folder", "languages": languages}}
    own = {"minutes": {"notes": "docs/en/meetings"}}
    for name, plugins in (("plain", [i18n]), ("site", [i18n, own])):
        site = {"site_name": "A site", "theme": SITE["theme"], "plugins": ["search", *plugins]}
        (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(site))
        assert run("mkdocs", "build", "-d", name, folder=tmp_path).returncode == 0
    for page in (tmp_path / "plain").rglob("evil.html"):
        page.unlink()
    assert adopted.losses(tmp_path / "plain", tmp_path / "site", SECRETS) == {}


def test_what_the_site_leaves_out_is_no_note(tmp_path: Path) -> None:
    settings = {
        "exclude_docs": "meetings/2020/*0113.md\n# a remark\n",
        "draft_docs": "remarks.txt",
        "plugins": [{"minutes": {"notes": "docs/meetings"}}],
        "nav": ["index.md"],
        "validation": {"links": {"not_found": "ignore"}},
    }
    site = build(write_site(tmp_path, **settings))
    assert (site / "meetings/2020/TechArea20200106/index.html").is_file()
    assert not list(site.rglob("*20200113*"))
    assert not list(site.rglob("*2020-01-20*"))
    assert adopted.leaks(site, SECRETS) == []
    done = run("mkdocs_minutes.cli", "export", "--format", "jsonl", folder=tmp_path)
    assert "0113" not in done.stdout
    assert "0106" in done.stdout


def test_a_preview_serves_no_note_raw_and_shows_edits(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    plugins = ["search", {"minutes": {"notes": "docs/meetings"}}]
    folder = write_site(tmp_path, plugins=plugins, site_url=f"http://127.0.0.1:{port}/")
    words = ["mkdocs", "serve", "--dev-addr", f"127.0.0.1:{port}"]
    page = "meetings/2020/TechArea20200106/index.html"
    with subprocess.Popen(
        [sys.executable, "-m", *words], cwd=folder, stderr=subprocess.PIPE
    ) as ran:
        try:
            assert "Attending" in _awaited(port, page, "January 6")
            for path in (page, "meetings/2020/remarks.txt", "search/search_index.json"):
                assert not any(secret in _served(port, path) for secret in SECRETS), path
            assert _served(port, "meetings/2020/TechArea20200106.md") == ""
            note = folder / "docs/meetings/2020/TechArea20200106.md"
            note.write_text(note.read_text() + "\nA zebra came, PIN: 24680.\n")
            assert "24680" not in _awaited(port, page, "A zebra came")
        finally:
            ran.terminate()


def _served(port: int, path: str) -> str:
    """What a preview serves at an address; `""` where it has nothing there."""
    try:
        with urlopen(f"http://127.0.0.1:{port}/{path}", timeout=60) as answer:
            return str(answer.read(), "utf-8")
    except URLError:
        return ""


def _awaited(port: int, path: str, words: str) -> str:
    """What a preview serves at an address once the words stand there."""
    for _ in range(240):
        if words in (html := _served(port, path)):
            return html
        time.sleep(0.5)
    raise AssertionError(f"{words} never came")
