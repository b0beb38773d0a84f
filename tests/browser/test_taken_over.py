"""A site that notes lay in before, as a reader meets it: pictures, the navigation, one search."""

from __future__ import annotations

import base64
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, expect

from tests.publishing.test_takeover import build, write_site

pytestmark = pytest.mark.browser

# One grey pixel.
PNG = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGOoBwAAgQCA0NSXZwAAAABJRU5ErkJggg=="
)


def test_pictures_the_navigation_and_one_search_on_any_screen(
    tmp_path: Path, browser: Browser
) -> None:
    folder = write_site(
        tmp_path,
        plugins=["search", {"minutes": {"notes": "docs/meetings"}}],
        theme={"name": "material", "font": False, "palette": {"primary": "custom"}},
        extra_css=["own.css"],
    )
    (folder / "docs/own.css").write_text(":root { --md-primary-fg-color: #2a623d }")
    (folder / "docs/meetings/img/plan.png").write_bytes(PNG)
    site = build(folder)
    for width in (360, 1440):
        page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
        page.goto((site / "meetings/2020/TechArea20200203/index.html").as_uri())
        assert page.evaluate("document.querySelector('.mn-picture').naturalWidth") == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        expect(page.locator("h1")).to_have_count(1)
        expect(page.locator(".md-header")).to_have_css("background-color", "rgb(42, 98, 61)")
        names = page.locator(".md-nav--primary > .md-nav__list > .md-nav__item")
        assert names.filter(has_text="Archive").count() == 1
        buttons = page.locator("[data-minutes-search], .md-header label[for=__search]")
        assert [button.is_visible() for button in buttons.all()] == [True]
        buttons.click()
        page.keyboard.type("our projects")
        expect(page.get_by_role("option").filter(has_text="Our projects").first).to_be_visible()
        page.context.close()


def test_a_link_into_a_note_that_moved_leads_to_its_heading(
    tmp_path: Path, browser: Browser
) -> None:
    """`addresses: archive`, where the slides of a day stand on the page of its minutes."""
    minutes = "# Weekly, 4 March 2024\n\nPresent: Ada Byron\n\n## Next steps\n\nNone.\n"
    slides = "---\nkind: slides\n---\n# Weekly, 4 March 2024\n\n## Next steps\n\n- ropes\n"
    links = "# Home\n\n[a](meetings/04.md#next-steps) [b](meetings/04-slides.md#next-steps)\n"
    nav = ["index.md", {"Old": ["meetings/04.md", {"Slides": "meetings/04-slides.md"}]}]
    pages = {"index.md": links, "meetings/04.md": minutes, "meetings/04-slides.md": slides}
    for path, text in pages.items():
        (tmp_path / "docs" / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "docs" / path).write_text(text)
    plugins = [{"minutes": {"notes": "docs/meetings", "addresses": "archive"}}]
    settings = {"site_name": "A site", "nav": nav, "plugins": plugins}
    (tmp_path / "mkdocs.yml").write_text(yaml.safe_dump(settings))
    site = build(tmp_path, "built")
    page = browser.new_page()
    for link, heading in (("a", "next-steps"), ("b", "mn-slides-next-steps")):
        page.goto((site / "index.html").as_uri())
        page.get_by_role("link", name=link, exact=True).click()
        page.wait_for_url(f"**/notes/weekly/2024-03-04/index.html#{heading}")
        expect(page.locator(f"[id='{heading}']")).to_be_attached()
    page.goto((site / "index.html").as_uri())
    assert page.locator("a", has_text="Slides").first.get_attribute("href") == (
        "meetings/04-slides/index.html"
    )
    page.close()
