"""Nothing that a note, a file name, the registry or an address holds runs in a reader's browser."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import Browser, expect

from ..conftest import MadeOnce
from ..publishing.commands import run
from .hostile import POLICY, Trap, serving, vectors, write_site

pytestmark = pytest.mark.browser

SITE = """
site_name: 'Pier </title><img src=x> & "co"'
site_description: '"><img src=x onerror=alert(1)>'
site_author: '"><img src=x onerror=alert(1)>'
repo_url: https://example.org/pier"onmouseover="alert(1)
repo_name: </div><img src=x onerror=alert(1)>
theme:
  name: material
  font: false
  features: [navigation.footer, navigation.path, navigation.tabs, navigation.top, toc.follow]
  palette:
    - {scheme: default, toggle: {icon: material/weather-night, name: Dark}}
    - {scheme: slate, toggle: {icon: material/weather-sunny, name: '"><img src=x onerror=a()>'}}
extra:
  homepage: https://example.org/"onmouseover="alert(1)
  social:
    - {icon: material/chat, link: 'https://example.org/"onmouseover="alert(1)', name: '"><img>'}
plugins: [{minutes: {page_size: 500}}, search]
exclude_docs: /registry/
nav:
  - '</title><img src=x onerror=alert(1)> "Home" (<masked>)': index.md
  - '<script>alert(1)</script><svg onload=alert(1)>':
    - '<b>Notes</b>" onmouseover="alert(1)': notes/index.md
    - '</span><iframe srcdoc="<script>parent.alert(1)</script>">': https://example.org/
  - series/index.md
  - people/index.md
  - projects/index.md
"""

ODD = """# Weekly &lt;/title&gt;&lt;img src=x&gt; (<masked>) ``<br>`` \\<b> Meeting, 2020-01-02

Present: Ada Berg, Bo Crane

## Slots (<masked>) & ``<i>`` &lt;here&gt;

- AI (Ada): look after `<masked>`
"""
READS = "Weekly </title><img src=x> (<masked>) <br> <b> Meeting, 2020-01-02"

REDIRECT = re.compile(r'<meta http-equiv="refresh" content="0; url=([^"]*)">')

FORGED = re.compile(r"^\s*::|##\w*\[|[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e]", re.MULTILINE)
"""What a line of a log must not hold, or begin with."""

LONGEST_QUERY = 500
"""The characters of a query that the search reads."""

SHARES = 4
"""Into so many tests the pages are shared out, so that all processes of the tests open some."""

FIRST = "notes/odd/2020-01-02/index.html"


@pytest.fixture(scope="module")
def site(made_once: MadeOnce) -> Path:
    return made_once("hostile", build_site) / "site"


def build_site(folder: Path) -> None:
    write_site(folder, vectors())
    (folder / "mkdocs.yml").write_text(SITE)
    odd = f"---\nid: odd/2020-01-02\n---\n{ODD}"
    (folder / "notes" / "odd.md").write_text(odd)
    done = run("mkdocs_minutes.cli", "build", folder=folder)
    assert done.returncode == 0, done.stderr
    (folder / "site" / "empty.html").write_text("<!doctype html><title>Empty</title><body>")
    assert not FORGED.search(done.stdout + done.stderr)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Notes of the texts that could mean something to a terminal or a log, and of a few others."""
    folder = tmp_path_factory.mktemp("written")
    texts = [text for text in vectors() if re.search(r"[^ -~]|::|##", text)]
    write_site(folder, [*texts, *vectors()[::40]])
    (folder / "mkdocs.yml").write_text(SITE)
    return folder


@pytest.mark.parametrize("words", ["check", "suggest", "search script", "check --explain {}"])
def test_no_command_lets_a_note_write_to_the_terminal(written: Path, words: str) -> None:
    note = next(path for path in (written / "notes").rglob("*.md") if "\x1b" in path.name)
    options = [word.format(note) for word in words.split()]
    done = run("mkdocs_minutes.cli", *options, folder=written)
    assert done.returncode < 2, done.stderr
    assert done.stdout
    assert not FORGED.search(done.stdout + done.stderr)


@pytest.fixture
def trap(browser: Browser) -> Iterator[Trap]:
    context = browser.new_context(reduced_motion="reduce")
    yield Trap(context)
    context.close()


def pages(site: Path) -> list[str]:
    """The addresses of all pages but redirects, which are looked at by themselves."""
    found = []
    for path in sorted(site.rglob("*.html")):
        address = path.relative_to(site).as_posix()
        if way := REDIRECT.search(path.read_text(encoding="utf-8")):
            assert re.fullmatch(r"(?:\.\./)+[\w./%-]+/index\.html(?:#[\w%-]+)?", way[1]), address
        else:
            found.append(address)
    return found


def test_the_trap_catches_what_runs(tmp_path: Path, trap: Trap) -> None:
    planted = {
        "script": "<script>alert(1)</script>",
        "handler": "<img src=x onerror=alert(1)>",
        "frame": '<iframe srcdoc="<script>parent.alert(1)</script>"></iframe>',
        "link": '<a href="java&Tab;script:alert(1)">x</a>',
        "image": "<img src=//x.example/a.png>",
        "target": '<form action="javascript:alert(1)"><button>x</button></form>',
        "picture": "<svg onload=alert(1)>",
        "whole": "<body onload=alert(1)>",
        "later": "<script>setTimeout(() => alert(1))</script>",
        "opened": "<details open ontoggle=alert(1)>x</details>",
        "elsewhere": "<script src='data:,alert(1)'></script>",
    }
    runs = len(planted) - len(("link", "image", "target"))
    (tmp_path / "empty.html").write_text("<!doctype html><title>Empty</title><body>")
    (tmp_path / "x").write_text("no picture")
    for name, html in planted.items():
        (tmp_path / f"{name}.html").write_text(f"<!doctype html><title>x</title>{html}")
    for policy in ("", POLICY):
        with serving(tmp_path, policy=policy) as address:
            for name in planted:
                assert trap.open(f"{address}{name}.html"), name
            for open_all in (trap.open_all, partial(trap.write_all, tmp_path)):
                trap.open(f"{address}empty.html")
                caught = open_all([f"{name}.html" for name in planted])
                assert all(any(f"{name}.html: <" in one for one in caught) for name in planted)
                assert caught.count("alert(1)") == (0 if policy else runs)
                assert any(one.startswith("script-src") for one in caught) == bool(policy)


@pytest.mark.parametrize("share", range(SHARES))
def test_nothing_runs_in_any_page(site: Path, trap: Trap, share: int) -> None:
    found = pages(site)
    assert len(found) > 2 * len(vectors())
    with serving(site, without=r"\.(?:css|js)$") as address:
        trap.open(f"{address}empty.html")
        assert trap.write_all(site, found[share::SHARES]) == []


def test_no_page_breaks_the_policy(site: Path, trap: Trap) -> None:
    with serving(site, policy=POLICY) as address:
        for page in (FIRST, "index.html", "404.html"):
            assert trap.open(address + page) == [], page
        trap.open(f"{address}empty.html")
        assert trap.open_all([quote(page) for page in pages(site)[::40]], still=False) == []


def together(texts: Iterable[str]) -> Iterator[str]:
    """Texts side by side, in runs of which the search reads all."""
    run = ""
    for text in texts:
        if run and len(run) + len(text) >= LONGEST_QUERY:
            yield run
            run = ""
        run += f" {text}"
    yield run


def test_nothing_in_an_address_runs(site: Path, trap: Trap) -> None:
    asked = [quote(text) for text in together(vectors())]
    found = [quote(text) for text in vectors()[::15]]  # by itself each finds the notes that hold it
    with serving(site, without=r"\.css$|/bundle\.") as address:
        trap.open(f"{address}empty.html")
        queries = [f"search/index.html?q={text}" for text in (*asked, *found)]
        assert trap.open_all(queries, settle=500) == []
        trap.open(f"{address}search/index.html?q=script")
        expect(trap.page.locator(".minutes-years__bar").first).to_be_visible()
        assert trap.page.locator("[style]").count() == 0
        assert trap.open_all([f"{FIRST}?mark={text}&q={text}#{text}" for text in asked]) == []


def test_titles_headings_and_contents_read_as_written(site: Path, trap: Trap) -> None:
    with serving(site) as address:
        trap.open(address + FIRST)
        page = trap.page
        assert page.title() == f'{READS} - Pier </title><img src=x> & "co"'
        expect(page.locator("h1")).to_have_text(READS)
        assert page.locator("[data-md-component=header-topic]").inner_text().strip() == READS
        heading = "Slots (<masked>) & <i> <here>"
        expect(page.locator(".md-typeset h2").filter(has_text="Slots")).to_contain_text(heading)
        entry = page.locator(".md-sidebar--secondary .md-nav__link").filter(has_text="Slots")
        assert entry.text_content().strip() == heading  # type: ignore[union-attr]
        expect(page.locator(".mn-todo")).to_contain_text("look after <masked>")


def test_search_palette_and_marks_work_under_the_policy(site: Path, trap: Trap) -> None:
    with serving(site, policy=POLICY) as address:
        page = trap.page
        trap.open(f"{address}{FIRST}?mark=look+after")
        expect(page.locator("mark").first).to_be_visible()
        before = page.locator("body").get_attribute("data-md-color-scheme")
        page.locator("label[title=Dark]").click()
        expect(page.locator("body")).not_to_have_attribute("data-md-color-scheme", before or "")
        page.reload()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.keyboard.press("/")
        page.locator(".minutes-search__input").fill("script")
        expect(page.locator(".minutes-search [role=option]").nth(1)).to_be_visible()
        assert trap.told() == []
        trap.open(f"{address}search/index.html?q=weekly")
        expect(page.locator(".minutes-page a[href]").first).to_be_visible()
        assert trap.told() == []
