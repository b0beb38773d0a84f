"""The published site from a folder, with the network off: nothing is asked of anybody."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, expect

from mkdocs_minutes.search.offline import zip_site

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "notes/osg-technology-area/2019-09-09/index.html",
    "people/marco-mambelli/index.html",
    "projects/glideinwms/3.5.1/index.html",
    "actions/index.html",
    "search/index.html",
    "404.html",
)


def test_the_archive_as_one_file_opens_and_searches_once_unpacked(
    browser: Browser, own_site: Path, tmp_path: Path
) -> None:
    with (tmp_path / "archive.zip").open("wb") as file:
        zip_site(own_site, file, tmp_path / "archive.zip")
    shutil.unpack_archive(tmp_path / "archive.zip", tmp_path / "unpacked")
    context = browser.new_context(offline=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto((tmp_path / "unpacked" / "site" / "index.html").as_uri())
    page.keyboard.press("Control+k")
    page.keyboard.type("squid varnish")
    first = page.locator(".minutes-search a[role=option]").first
    expect(first).to_contain_text("Varnish")
    first.click()
    page.wait_for_url("**/notes/wlcg-open-technical-forum/2024-11-13/index.html?mark=*")
    expect(page.locator("mark.minutes-mark").first).to_be_in_viewport()
    context.close()


@pytest.fixture(scope="module")
def offline(browser: Browser) -> Iterator[BrowserContext]:
    with browser.new_context(offline=True) as context:
        yield context


@pytest.mark.parametrize("name", PAGES)
def test_a_page_from_a_folder_sends_nothing_and_reports_no_error(
    offline: BrowserContext, own_site: Path, name: str
) -> None:
    page = offline.new_page()
    asked: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.goto((own_site / name).as_uri(), wait_until="networkidle")
    page.close()
    if name != "404.html":  # its base is where the site is published
        assert [url for url in asked if not url.startswith(own_site.as_uri())] == []
        assert errors == []
    assert not any(url.startswith("http") for url in asked)
