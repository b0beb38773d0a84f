"""The archive's pages as a reader meets them, opened from a folder."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from importlib.resources import files
from itertools import pairwise
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Locator, Page, Route, expect

from tests.unit.pages.sites import FORGE, lookups_of, note_page, rendered

pytestmark = pytest.mark.browser

PAGES = (
    "index.html",
    "notes/index.html",
    "notes/osg-technology-area/2019-09-09/index.html",
    "notes/glideinwms-stakeholders/2019-09-11/index.html",
    "notes/glideinwms-stakeholders/2021-11-10/index.html",
    "notes/wlcg-open-technical-forum/2024-11-13/index.html",
    "notes/dirac-in2p3/2023-05-22/index.html",
    "people/index.html",
    "people/edgar-hernandez/index.html",
    "projects/index.html",
    "projects/glideinwms/index.html",
    "projects/glideinwms/3.5.1/index.html",
    "versions/index.html",
    "actions/index.html",
    "actions/closed/index.html",
    "outcomes/index.html",
    "tickets/index.html",
    "series/index.html",
    "series/glideinwms-stakeholders/index.html",
    "years/index.html",
    "years/2019/index.html",
)

# Every text in the archive's part of the page whose contrast with what lies behind it is too low
# for WCAG's level AA.
TOO_FAINT = """
() => {
  const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const colors = new Map();
  const rgba = (color) => {
    if (!colors.has(color)) colors.set(color, painted(color));
    return colors.get(color);
  };
  const painted = (color) => {
    canvas.clearRect(0, 0, 1, 1);
    canvas.fillStyle = color;
    canvas.fillRect(0, 0, 1, 1);
    const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
    return [r, g, b, a / 255];
  };
  const over = (top, below) =>
    [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3])).concat(1);
  const grounds = new Map([[null, [255, 255, 255, 1]]]);
  const behind = (element) => {
    if (!grounds.has(element)) {
      const layer = rgba(getComputedStyle(element).backgroundColor);
      grounds.set(element, over(layer, behind(element.parentElement)));
    }
    return grounds.get(element);
  };
  const light = (color) => {
    const [r, g, b] = color.slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const faint = new Set();
  for (const element of document.querySelectorAll(".mn *")) {
    const words = [...element.childNodes].filter((n) => n.nodeType === 3 && n.data.trim());
    const style = getComputedStyle(element);
    if (!words.length || !element.checkVisibility({ opacityProperty: true })) continue;
    const back = behind(element);
    const [one, other] = [light(over(rgba(style.color), back)), light(back)];
    const contrast = (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    if (contrast < (large ? 3 : 4.5))
      faint.add(`${contrast.toFixed(2)} ${element.outerHTML.slice(0, 200)}`);
  }
  return [...faint];
}
"""

LAST_NAMES = (
    *("Archer", "Baker", "Carver", "Draper", "Fletcher", "Glover", "Hooper", "Joiner"),
    *("Keeler", "Miller", "Naylor", "Potter", "Sawyer", "Tanner", "Weaver"),
)

HEADING_LEVELS = """
() => [...document.querySelectorAll(".mn :is(h1, h2, h3, h4, h5, h6)")]
  .map((heading) => Number(heading.tagName[1]))
"""

WIDTHS = (360, 768, 1440)

SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(offline=True, reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    made = context.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    yield made
    assert errors == []


@dataclass(frozen=True)
class Looks:
    """How a page looks, by what a reader may look at it with."""

    sideways: dict[int, int]
    """By the width of the screen, how far the page scrolls sideways."""
    faint: list[str]
    """The texts that hardly stand out."""
    levels: list[int]
    """The levels of its headings, in order."""


def look_at(page: Page) -> Looks:
    """How a page looks that is open: the screen changes around it."""
    sideways = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        sideways[width] = page.evaluate(SIDEWAYS)
    return Looks(sideways, page.evaluate(TOO_FAINT), page.evaluate(HEADING_LEVELS))


def all_pages(own_site: Path, browser: Browser, scheme: str) -> Iterator[tuple[str, Page]]:
    """All pages by their addresses, each opened by a reader who prefers a scheme of colours."""
    dark = scheme == "dark"
    with browser.new_context(
        offline=True, reduced_motion="reduce", color_scheme="dark" if dark else "light"
    ) as context:
        page = context.new_page()
        for uri in PAGES:
            page.goto(f"{own_site.as_uri()}/{uri}")
            shown = page.locator("body").get_attribute("data-md-color-scheme")
            assert shown == ("slate" if dark else "default")
            yield uri, page


@pytest.fixture(scope="module")
def looks(own_site: Path, browser: Browser) -> dict[str, Looks]:
    """How all pages look, by their addresses."""
    return {uri: look_at(page) for uri, page in all_pages(own_site, browser, "light")}


def test_a_look_tells_a_wide_page_and_faint_text(page: Page) -> None:
    page.set_content(
        '<div class="mn" style="width: 800px; color: #999"><h1>Faint</h1><h3>Too deep</h3></div>'
    )
    found = look_at(page)
    assert [width for width, by in found.sideways.items() if by > 0] == [360, 768]
    assert len(found.faint) == 2
    assert found.levels == [1, 3]


@pytest.mark.parametrize("width", WIDTHS)
def test_no_page_scrolls_sideways(looks: dict[str, Looks], width: int) -> None:
    wide = {uri: by for uri, look in looks.items() if (by := look.sideways[width]) > 0}
    assert wide == {}


def test_all_text_stands_out_from_its_ground(looks: dict[str, Looks]) -> None:
    assert {uri: look.faint for uri, look in looks.items() if look.faint} == {}


def test_all_text_stands_out_in_the_dark(own_site: Path, browser: Browser) -> None:
    pages = all_pages(own_site, browser, "dark")
    assert {uri: faint for uri, page in pages if (faint := page.evaluate(TOO_FAINT))} == {}


def test_headings_leave_out_no_level(looks: dict[str, Looks]) -> None:
    for uri in PAGES[1:]:  # the home page is written by hand around the dashboard
        levels = looks[uri].levels
        assert levels.count(1) == 1, uri
        below = [(a, b) for a, b in pairwise(levels) if b > a + 1]
        assert below == [], uri


def test_evidence_leads_to_its_line_and_marks_it(own_site: Path, page: Page) -> None:
    page.goto(f"{own_site.as_uri()}/projects/glideinwms/3.5.1/index.html")
    plain = "rgba(0, 0, 0, 0)"
    page.locator(".mn-claim .mn-where a").first.click()
    line = page.locator(".mn-line:target")
    expect(line).to_be_in_viewport()
    expect(line).to_contain_text("3.5.1")
    assert line.evaluate("line => getComputedStyle(line).backgroundColor") != plain


def test_tables_sort_and_filter(own_site: Path, page: Page) -> None:
    page.goto(f"{own_site.as_uri()}/people/index.html")
    names = page.locator(".mn-table tbody th a")
    before = names.all_inner_texts()
    by_name = page.get_by_role("button", name="Name", exact=True)
    by_name.click()
    by_name.click()
    assert names.all_inner_texts()[0] == max(before, key=str.casefold)
    page.get_by_role("searchbox", name="Filter people").fill("edgar")
    assert [name for name in names.all() if name.is_visible()]
    expect(page.locator(".mn-table tbody tr:visible")).to_have_count(1)


def test_one_filter_serves_all_tables_of_a_list(own_site: Path, page: Page) -> None:
    page.goto(f"{own_site.as_uri()}/projects/index.html")
    page.get_by_role("searchbox", name="Filter projects").fill("osg")
    rows = page.locator(".mn-table tbody tr:visible").all_inner_texts()
    assert rows
    assert all("osg" in row.casefold() for row in rows)
    headings = page.locator(".mn-group h2:visible").count()
    assert 0 < headings < page.locator(".mn-group h2").count()


def test_a_filter_stands_above_the_long_table_and_not_above_a_short_one(browser: Browser) -> None:
    rows = "".join(f"<tr><td>{number}</td></tr>" for number in range(20))
    table = "<div class=mn-scroll><table data-mn-sort data-mn-filter='Filter actions'>"
    head = "<thead><tr><th>Action</th></tr></thead>"
    page = browser.new_page()
    page.set_content(
        f"<section>{table}{head}<tbody><tr><td>1</td></tr></table></div>"
        f"<details open>{table}{head}<tbody>{rows}</table></div></details></section>"
    )
    page.add_script_tag(
        content=files("mkdocs_minutes.pages").joinpath("assets/minutes.js").read_text()
    )
    expect(page.locator("details > .mn-filter")).to_have_count(1)
    expect(page.locator(".mn-filter")).to_have_count(1)
    page.close()


def test_a_lost_reader_is_led_on_from_any_depth(own_site: Path, page: Page) -> None:
    base = "https://mkdocs-minutes.github.io/mkdocs-minutes/"

    def answer(route: Route) -> None:
        file = own_site / urlsplit(route.request.url).path.removeprefix("/mkdocs-minutes/")
        if not route.request.url.startswith(base):
            route.abort()
        elif file.is_file():
            route.fulfill(path=file)
        else:
            route.fulfill(path=own_site / "404.html", status=404)

    page.route("**/*", answer)
    page.goto(f"{base}people/nobody/at/all/")
    expect(page.locator(".mn-lost")).to_contain_text("no page at this address")
    page.get_by_role("searchbox", name="Search the notes").fill("token lifetime")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{base}search/index.html?q=token+lifetime")
    page.goto(f"{base}people/nobody/at/all/")
    page.get_by_role("link", name="People", exact=True).last.click()
    page.wait_for_url(f"{base}people/index.html")
    page.goto(f"{base}people/nobody/at/all/")
    page.get_by_role("link", name="home page").click()
    page.wait_for_url(f"{base}index.html")


def test_everything_is_there_without_scripts(own_site: Path, browser: Browser) -> None:
    context = browser.new_context(java_script_enabled=False, offline=True)
    page = context.new_page()
    page.goto(f"{own_site.as_uri()}/people/index.html")
    expect(page.locator(".mn-table tbody tr").first).to_be_visible()
    assert page.locator(".mn-filter").count() == 0
    page.locator(".mn-table tbody th a").first.click()
    expect(page.locator("h1")).to_be_visible()
    expect(page.locator(".mn-quote").first).to_be_visible()
    context.close()


def test_the_keyboard_reaches_tables_that_scroll(own_site: Path, page: Page) -> None:
    page.goto(f"{own_site.as_uri()}/{PAGES[2]}")
    boxes = page.locator(".mn-body .mn-scroll")
    assert boxes.count() > 0
    boxes.first.focus()
    assert boxes.first.get_attribute("aria-label")
    expect(boxes.first).to_be_focused()


def test_the_header_that_all_pages_share_says_where_a_reader_is(own_site: Path, page: Page) -> None:
    page.goto(f"{own_site.as_uri()}/{PAGES[2]}")
    site, here = page.locator(".md-header__topic .md-ellipsis").all_inner_texts()
    assert page.title() == f"{here} - {site}"
    expect(page.locator(".md-header a.minutes-search-open")).to_be_visible()


def test_a_filter_reaches_over_all_pages_of_a_list(browser: Browser) -> None:
    names = [f"{first} {last}" for first in ("Ann", "Bea", "Cid") for last in LAST_NAMES]
    note = f"# Mill Call, 2020-03-03\n\nPresent: {', '.join(names)}\n"
    options = replace(FORGE, page_size=20)
    pages = rendered(lookups_of({"2020-03-03.md": note}, options=options))
    script = files("mkdocs_minutes.pages").joinpath("assets/minutes.js").read_text()
    served = {
        f"http://minutes.test/{uri}index.html": f"<div>{html}</div><script>{script}</script>"
        for uri, html in pages.items()
    }
    context = browser.new_context()
    context.route(
        "http://minutes.test/**",
        lambda route: route.fulfill(body=served[route.request.url], content_type="text/html"),
    )
    page = context.new_page()
    page.goto("http://minutes.test/people/page/2/index.html")
    page.get_by_role("searchbox", name="Filter people").fill("cid ")
    expect(page.locator(".mn-filter-count")).to_have_text(f"{len(LAST_NAMES)} of {len(names)}")
    rows = page.locator(".mn-table tbody tr:visible")
    expect(rows).to_have_count(len(LAST_NAMES))
    for link in rows.locator("th a").all():
        assert (link.evaluate("link => link.href")) in served
    context.close()


def test_the_keyboard_opens_and_closes_what_was_said(browser: Browser) -> None:
    said = "\n\n".join(
        f"{('Ann Bell', 'Bo Coe')[at % 2]}   0:{at:02}\nRope {at} is short, see #{at}."
        for at in range(40)
    )
    pages = note_page({"2024-03-05-crane-transcript.txt": f"Crane transcript\n\n{said}\n"})
    assets = files("mkdocs_minutes.pages").joinpath("assets")
    css, script = (assets.joinpath(name).read_text() for name in ("minutes.css", "minutes.js"))
    context = browser.new_context(offline=True)
    page = context.new_page()
    page.set_content(f"<style>{css}</style>{pages}<script>{script}</script>")
    folds = page.locator(".mn-body details.mn-talk")
    first, second = folds.locator("summary").all()
    expect(first).to_have_accessible_name("0:00 – 0:24 · Ann Bell, Bo Coe")
    expect(second).to_have_accessible_name("0:25 – 0:39 · Bo Coe, Ann Bell")
    tab_to(page, first)
    assert first.evaluate("one => getComputedStyle(one).outlineStyle") != "none"
    for key, words in (("Enter", "Rope 3 is"), ("Space", "Rope 24 is")):
        expect(page.get_by_text(words)).to_be_hidden()
        page.keyboard.press(key)
        expect(page.get_by_text(words)).to_be_visible()
        page.keyboard.press(key)
        expect(page.get_by_text(words)).to_be_hidden()
    # What is folded is passed over, and what is open is not in the way of the next fold.
    tab_to(page, second, within=1)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Rope 39 is")).to_be_visible()
    expect(page.get_by_text("Rope 3 is")).to_be_hidden()
    context.close()


def tab_to(page: Page, goal: Locator, within: int = 60) -> None:
    """Press Tab until an element has the focus."""
    for _ in range(within):
        page.keyboard.press("Tab")
        if goal.evaluate("one => one === document.activeElement"):
            return
    raise AssertionError(f"not within {within} steps")
