"""The search of a built site: its addresses, its offline copies, and the terminal's answers."""

from __future__ import annotations

import gzip
import re
import shutil
import zipfile
from pathlib import Path
from urllib.parse import unquote

import pytest

from mkdocs_minutes.search.offline import worker_script, zip_site
from mkdocs_minutes.search.reader import Index
from mkdocs_minutes.search.search import search
from mkdocs_minutes.search.store import StoredDocument
from mkdocs_minutes.site.files import replacing
from tests.publishing.commands import run
from tests.publishing.links import read_page
from tests.unit.search.archive import index_in


def documents(index: Index) -> list[StoredDocument]:
    return [document for slot in range(index.slots) for document in index.slot(slot)]


@pytest.fixture
def index(own_site: Path) -> Index:
    return index_in(own_site / "search")


def test_every_result_leads_to_a_page_and_an_anchor(own_site: Path, index: Index) -> None:
    found = documents(index)
    assert len(found) == index.documents
    for document in found:
        path, _, anchor = document.url.partition("#")
        page = own_site / unquote(path)
        assert page.is_file(), document.url
        assert not anchor or unquote(anchor) in read_page(page).anchors, document.url


def test_names_come_first_and_passages_lead_to_their_section(index: Index) -> None:
    answer = search(index, "glideinwms")
    assert answer.groups[0][0].document.url == "projects/glideinwms/index.html"
    [first, *_] = search(index, "token lifetime ").groups
    assert {"token", "lifetime"} <= {
        first[0].excerpt.text[start:end].lower().removesuffix("s")
        for start, end in first[0].excerpt.marks
    }


def test_pages_offer_search_and_load_nothing_of_it(own_site: Path) -> None:
    for page in (own_site / "index.html", own_site / "notes" / "index.html"):
        html = page.read_text()
        assert html.count("data-minutes-search") == 1
        assert "search/assets/open.js" in html
        assert "client.js" not in html
        assert "manifest.js" not in html


@pytest.mark.parametrize("query", ["token lifetime ", "glideinwms 3.5.1", "singluarity"])
def test_the_terminal_finds_what_the_site_finds(repository: Path, index: Index, query: str) -> None:
    done = run("mkdocs_minutes.cli", "search", query, "--limit", "4", folder=repository)
    assert done.returncode == 0, done.stderr
    groups = search(index, query, 4).groups
    expected = [passage.document.url for group in groups for passage in group]
    shown = [line.strip() for line in done.stdout.splitlines() if ".html" in line]
    assert expected
    assert shown == expected


def test_the_size_of_the_scripts_is_what_the_documentation_says(
    repository: Path, own_site: Path
) -> None:
    assets = own_site / "search" / "assets"
    scripts = {path.stem: path.read_bytes() for path in assets.glob("*.js")}
    [pages] = own_site.glob("assets/**/minutes*.js")
    scripts |= {"pages": pages.read_bytes(), "worker": worker_script({}, "").encode()}
    text = " ".join((repository / "content" / "architecture.md").read_text().split())
    stated = re.search(
        r"is (\d+) kB, (\d+) kB compressed. Of that a page loads (\d+) kB to begin with,"
        r" (\d+) kB more when search is opened, (\d+) kB where a result leads to it,"
        r" and (\d+) kB on the search page",
        text,
    )
    assert stated
    measured = [
        sum(map(len, scripts.values())),
        sum(len(gzip.compress(script)) for script in scripts.values()),
        len(scripts["open"] + scripts["pages"]),
        len(scripts["client"]),
        len(scripts["mark"]),
        len(scripts["page"]),
    ]
    assert [int(number) for number in stated.groups()] == pytest.approx(
        [size / 1000 for size in measured], abs=1
    )


def test_a_site_packs_into_one_file_the_same_each_time(own_site: Path, tmp_path: Path) -> None:
    copy = tmp_path / "site"
    shutil.copytree(own_site, copy)
    first, second = tmp_path / "first.zip", copy / "second.zip"
    with replacing(first) as one, replacing(second) as other:
        assert zip_site(own_site, one, first) == zip_site(copy, other, second)
    assert first.read_bytes() == second.read_bytes()
    with zipfile.ZipFile(first) as archive:
        assert "site/search/manifest.js" in archive.namelist()
        assert archive.testzip() is None


def test_a_build_packs_and_registers_a_worker_where_asked(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        "site_name: Ours\ntheme: {name: material, font: false}\n"
        f"plugins:\n  - minutes:\n      notes: {repository / 'seeds'}\n      service_worker: true\n"
    )
    words = ["build", "--config", str(config), "--zip", str(tmp_path / "site.zip")]
    done = run("mkdocs_minutes.cli", *words, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert zipfile.is_zipfile(tmp_path / "site.zip")
    worker = (tmp_path / "site" / "sw.js").read_text()
    assert '"search/manifest.js"' in worker
    assert "serviceWorker" in (tmp_path / "site" / "search/assets/open.js").read_text()


def test_search_can_be_switched_off(repository: Path, tmp_path: Path) -> None:
    (tmp_path / "docs").mkdir()
    config = tmp_path / "mkdocs.yml"
    config.write_text(
        "site_name: Ours\ntheme: {name: material, font: false}\n"
        f"plugins:\n  - minutes:\n      notes: {repository / 'seeds'}\n      search: false\n"
    )
    done = run("mkdocs_minutes.cli", "build", "--config", str(config), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "site" / "search").exists()
    assert "data-minutes-search" not in (tmp_path / "site" / "notes" / "index.html").read_text()
