"""Plugins of others see each page of the archive where that is set."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.conftest import MadeOnce
from tests.publishing.commands import run

SITE = """\
site_name: Here
site_url: https://example.org/here/
theme: {name: material, font: false}
plugins:
  - minutes: {notes: notes, page_events: true}
  - tags
  - privacy: {assets_exclude: ["unpkg.com/*"]}
  - redirects: {redirect_maps: {former.md: people/index.md}}
  - rss:
      match_path: notes/.*
      use_git: false
      date_from_meta: {as_creation: date}
      cache_dir: .cache/rss
      categories: []
  - minify: {minify_html: true}
"""


@pytest.fixture(scope="module")
def site(repository: Path, made_once: MadeOnce) -> Path:
    """A site that is built with plugins that look at pages or files, or write some of their own."""

    def fill(folder: Path) -> None:
        shutil.copytree(repository / "seeds", folder / "notes")
        (folder / "docs").mkdir()
        (folder / "docs" / "index.md").write_text("# Home\n")
        (folder / "mkdocs.yml").write_text(SITE)
        done = run("mkdocs", "build", "--quiet", folder=folder)
        assert done.returncode == 0, done.stderr

    return made_once("others", fill) / "site"


def test_a_feed_has_each_note_by_its_day(site: Path) -> None:
    feed = (site / "feed_rss_created.xml").read_text()
    notes = [page.parent for page in site.glob("notes/*/20*/index.html")]
    assert notes
    for note in notes:
        assert f"https://example.org/here/{note.relative_to(site).as_posix()}/" in feed
        year = note.name[:4]
        assert f" {year} " in feed


def test_a_redirect_leads_to_a_page_of_the_archive(site: Path) -> None:
    assert "url=../people/" in (site / "former" / "index.html").read_text()


def test_each_page_is_minified(site: Path) -> None:
    pages = [*site.glob("notes/*/20*/index.html"), *site.glob("people/*/index.html")]
    assert pages
    assert all("\n<div" not in page.read_text() for page in pages)
