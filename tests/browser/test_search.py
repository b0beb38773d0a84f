"""Search as a reader meets it: from a folder with the network off, and from a strict server."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Event, Thread

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Request, Route, expect

from ..unit.search.archive import invented, traps
from .searchable import build_site

pytestmark = pytest.mark.browser

OPTION = ".minutes-search [role=option]"


KEPT = """async () => {
  const [name] = (await caches.keys()).filter((name) => name.startsWith("minutes /"));
  const kept = name ? await (await caches.open(name)).keys() : [];
  return kept.filter(({ url }) => /.search.*[.]js$/.test(url)).length;
}"""
"""How many scripts of the search the service worker keeps."""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build_site(tmp_path_factory.mktemp("site"), [*traps(), *invented(30)], worker=True)


class StrictHandler(SimpleHTTPRequestHandler):
    """Serves a folder under a policy that forbids inline scripts, styles and other sites."""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", "default-src 'self'")
        super().end_headers()

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def server(site: Path) -> Iterator[str]:
    with ThreadingHTTPServer(
        ("127.0.0.1", 0), partial(StrictHandler, directory=str(site))
    ) as serving:
        Thread(target=serving.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{serving.server_port}"
        serving.shutdown()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(reduced_motion="reduce", service_workers="block")
    yield made
    made.close()


@pytest.fixture
def keeping(browser: Browser) -> Iterator[BrowserContext]:
    """A context with the service worker, which has its share in every request."""
    made = browser.new_context(reduced_motion="reduce")
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext) -> Iterator[Page]:
    made = context.new_page()
    errors: list[str] = []
    made.on("pageerror", lambda error: errors.append(str(error)))
    made.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    made.on("dialog", lambda dialog: errors.append(dialog.message))
    yield made
    assert errors == []


def found(page: Page) -> list[str]:
    return [
        str(address)
        for address in page.locator(f"{OPTION}[href]").evaluate_all("e => e.map(a => a.href)")
    ]


def ask(page: Page, text: str) -> None:
    if not page.locator("dialog.minutes-search[open]").count():
        page.keyboard.press("/")
    page.locator(".minutes-search__input").fill(text)


def test_from_a_folder_nothing_is_loaded_before_search_opens_and_nothing_leaves_it(
    context: BrowserContext, page: Page, site: Path
) -> None:
    context.set_offline(True)
    requests: list[Request] = []
    page.on("request", lambda request: requests.append(request))
    page.goto((site / "index.html").as_uri())
    loaded = {Path(request.url).name for request in requests}
    assert loaded == {"index.html", "site.css", "open.js"}
    page.keyboard.press("Control+k")
    page.keyboard.type("token lifetime")
    expect(page.locator(OPTION).first).to_contain_text("Token lifetime is 6 days")
    assert all(request.url.startswith(site.as_uri()) for request in requests)


def test_recency_breaks_the_tie_and_the_words_are_marked(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    ask(page, '"token lifetime is 6 days"')
    expect(page.locator(OPTION)).to_have_count(2)
    assert "notes/new/" in found(page)[0]
    assert "notes/old/" in found(page)[1]
    marks = page.locator(OPTION).first.locator("mark").all_inner_texts()
    assert marks == ["Token", "lifetime", "6", "days"]


def test_a_result_says_nothing_that_no_note_says(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    ask(page, "token")
    expect(page.locator(OPTION).first).to_be_visible()
    assert "false" not in page.locator(".minutes-search").inner_text()


def test_keys_move_through_the_results_and_enter_follows_one(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    ask(page, "endurance ")
    field = page.locator(".minutes-search__input")
    expect(field).to_have_attribute("aria-expanded", "true")
    assert field.get_attribute("role") == "combobox"
    assert field.get_attribute("aria-controls") == "minutes-search-list"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    chosen = field.get_attribute("aria-activedescendant")
    assert page.locator(f"#{chosen}").get_attribute("aria-selected") == "true"
    target = page.locator(f"#{chosen}").get_attribute("href") or ""
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url(target)


def test_escape_closes_and_a_slash_in_a_field_is_a_slash(page: Page, site: Path) -> None:
    page.goto((site / "search/index.html").as_uri())
    page.locator(".minutes-page__input").press("/")
    assert page.locator(".minutes-page__input").input_value() == "/"
    page.keyboard.press("Control+k")
    expect(page.locator("dialog.minutes-search")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("dialog.minutes-search")).to_be_hidden()


def test_the_link_scrolls_to_the_passage_and_marks_it(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    ask(page, '"passage number 33"')
    page.locator(OPTION).first.click()
    page.wait_for_url("**/notes/long/index.html?mark=*#s33")
    marked = page.locator("#s33 + ul mark.minutes-mark")
    expect(marked.first).to_be_in_viewport()
    assert marked.all_inner_texts() == ["Passage", "number", "33"]
    page.keyboard.press("Escape")
    expect(page.locator(".minutes-mark")).to_have_count(0)


FOLD = """addEventListener("DOMContentLoaded", () => {
  const list = document.querySelector("#s33 + ul");
  const fold = document.createElement("details");
  list.replaceWith(fold);
  fold.append(list);
})"""


def test_a_fold_opens_for_the_passage_that_lies_in_it(page: Page, site: Path) -> None:
    page.add_init_script(FOLD)
    page.goto(f"{(site / 'notes/long/index.html').as_uri()}?mark=passage+number+33#s33")
    expect(page.locator("details[open] mark.minutes-mark").first).to_be_in_viewport()


def test_a_misspelt_word_is_mended_and_nothing_found_says_what_to_try(
    page: Page, site: Path
) -> None:
    page.goto((site / "index.html").as_uri())
    ask(page, "lifetmie")
    expect(page.locator(OPTION).first).to_have_text("Did you mean lifetime")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator(OPTION).first).to_contain_text("lifetime is 6 days")
    ask(page, "zzzzzz series:weekly")
    expect(page.locator(".minutes-nothing")).to_contain_text("Leave out a filter")
    expect(page.locator("[role=listbox] .minutes-nothing")).to_have_count(0)


def test_a_misspelt_name_of_a_filter_is_mended_and_an_unknown_one_told(
    page: Page, site: Path
) -> None:
    page.goto((site / "search/index.html").as_uri() + "?q=person:byrno")
    status = page.locator(".minutes-page__status")
    expect(status).to_contain_text("Nothing found. For person:byron: ")
    expect(page.locator(".minutes-page__meant")).to_have_text("person:byron")
    page.locator(".minutes-page__input").fill("person:nobody token ")
    expect(status).to_have_text("No person has this name: nobody. Nothing found")


def test_the_page_says_that_it_searches_until_the_index_is_there(page: Page, server: str) -> None:
    held: list[Route] = []
    page.route("**/client.js", lambda route: held.append(route))
    page.goto(f"{server}/search/?q=lifetime", wait_until="commit")
    status = page.locator(".minutes-page__status")
    expect(status).to_have_text("Searching …")
    expect(page.locator(".minutes-page__input")).to_have_value("lifetime")
    page.route("**/manifest*", lambda route: held.append(route))
    held[0].continue_()
    expect(page.locator("[data-started]")).to_have_count(1)
    expect(status).to_have_text("Searching …")
    for _ in range(100):
        if len(held) > 1:
            break
        page.wait_for_timeout(50)
    held[1].continue_()
    expect(status).to_contain_text("passages in 2 pages")


def test_enter_never_follows_a_result_of_what_was_typed_before(page: Page, server: str) -> None:
    page.goto(f"{server}/index.html")
    ask(page, "lifetime")
    expect(page.locator(f"{OPTION}[href]").first).to_contain_text("lifetime")
    page.keyboard.press("ArrowDown")
    page.route("**/search/*/**", lambda route: None)  # no file of the index comes any more
    page.locator(".minutes-search__input").fill("endurance")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?q=endurance", wait_until="commit")


def test_back_from_a_result_the_dialog_asks_again(page: Page, server: str) -> None:
    page.goto(f"{server}/index.html")
    ask(page, "lifetime")
    page.locator(f"{OPTION}[href]").first.click()
    page.wait_for_url("**/notes/**")
    page.go_back()
    expect(page.locator(".minutes-search__input")).to_have_value("lifetime")
    expect(page.locator(f"{OPTION}[href]").first).to_contain_text("lifetime")
    page.keyboard.press("Escape")
    page.reload()
    page.wait_for_timeout(200)
    expect(page.locator("dialog.minutes-search")).to_have_count(0)


def test_a_slash_typed_inside_a_shadow_tree_is_a_slash(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    page.evaluate(
        """() => {
          const host = document.body.appendChild(document.createElement("div"));
          host.attachShadow({ mode: "open" }).append(document.createElement("input"));
          host.shadowRoot.querySelector("input").focus();
        }"""
    )
    page.keyboard.press("/")
    assert (
        page.evaluate("document.body.lastElementChild.shadowRoot.querySelector('input').value")
        == "/"
    )
    expect(page.locator("dialog.minutes-search")).to_have_count(0)


def test_a_filter_without_a_name_or_with_no_day_is_told(page: Page, site: Path) -> None:
    page.goto((site / "search/index.html").as_uri() + "?q=person:")
    status = page.locator(".minutes-page__status")
    expect(status).to_have_text("A name is missing behind person:")
    page.locator(".minutes-page__input").fill("lifetime zzzzzz")
    expect(status).to_contain_text("passages in 2 pages. No note has “zzzzzz”.")
    page.locator(".minutes-page__input").fill("after:2020-13 lifetime")
    expect(status).to_contain_text("2020-13 is no date")
    page.locator(".minutes-page__input").fill("person:")
    expect(page.get_by_role("option").first).to_be_visible()


def test_filters_complete_as_one_types(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    ask(page, "series:oper")
    page.get_by_role("option", name="Operations weekly").click()
    field = page.locator(".minutes-search__input")
    expect(field).to_have_value('series:"Operations weekly" ')
    expect(page.locator(".minutes-note__facts").first).to_contain_text("Operations weekly")


def test_the_page_answers_its_address_and_facets_narrow_it(page: Page, site: Path) -> None:
    page.set_viewport_size({"width": 1280, "height": 900})
    page.goto((site / "search/index.html").as_uri() + "?q=gence")
    expect(page.locator(".minutes-group").first).to_be_visible()
    series = page.locator(".minutes-facets__fold", has_text="Series")
    facet = series.get_by_role("button", name="Developers call")
    count = int(facet.locator(".minutes-facet__count").inner_text())
    facet.click()
    expect(page.locator(".minutes-page__status")).to_contain_text(f"{count} passage")
    expect(facet).to_have_attribute("aria-pressed", "true")
    assert "q=gence" in page.url
    assert "Developers" in page.url
    for facts in page.locator(".minutes-note__facts").all_inner_texts():
        assert "Developers call" in facts


def test_the_page_turns_to_the_newest_first_and_back(page: Page, site: Path) -> None:
    page.goto((site / "search/index.html").as_uri() + "?q=lifetime+endurance")
    page.get_by_role("button", name="Newest first").click()
    expect(page.locator(".minutes-page__input")).to_have_value("lifetime endurance sort:date ")
    facts = page.locator(".minutes-note__facts")
    expect(facts.first).to_be_visible()
    days = [text[:10] for text in facts.all_inner_texts()]
    assert days == sorted(days, reverse=True)
    page.get_by_role("button", name="Best first").click()
    expect(page.locator(".minutes-page__input")).to_have_value("lifetime endurance")


HOSTILE = (
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "*" * 10_000,
    "\u202egnitar\u202c \u2066x",
    "__proto__ constructor hasOwnProperty",
    "javascript:alert(1)",
)


def test_hostile_text_shows_as_text_and_does_nothing(page: Page, server: str) -> None:
    page.goto(f"{server}/search/")
    for query in HOSTILE:
        page.locator(".minutes-page__input").fill(query[:500])
        page.wait_for_timeout(300)
        assert page.locator(".minutes-page img, .minutes-page script").count() == 0, query
    page.goto(f"{server}/notes/hostile/")
    for query in HOSTILE:
        ask(page, query)
        page.wait_for_timeout(200)
        assert page.locator("dialog img, dialog script").count() == 0, query
        assert all(address.startswith(server) for address in found(page)), query


def test_under_a_strict_policy_all_works_and_addresses_are_short(page: Page, server: str) -> None:
    page.goto(f"{server}/")
    ask(page, "ada byron")
    expect(page.locator(OPTION).first).to_contain_text("Person")
    assert found(page)[0] == f"{server}/people/ada/"
    ask(page, "会議室")
    expect(page.locator(OPTION).first.locator("mark").first).to_have_text(
        "会議室で東京の予算を話した"
    )


def test_whoever_came_once_searches_without_network(
    keeping: BrowserContext, server: str, site: Path
) -> None:
    page = keeping.new_page()
    scripts = len(list((site / "search").rglob("*.js")))
    page.goto(f"{server}/")
    while page.evaluate(KEPT) < scripts:
        page.wait_for_timeout(50)
    page.goto(f"{server}/notes/old/")
    keeping.set_offline(True)
    page.reload()
    ask(page, "token lifetime")
    expect(page.locator(OPTION).first).to_contain_text("Token lifetime")


class StallingHandler(StrictHandler):
    """Serves a folder, but of the index only so many scripts, until it is told to go on."""

    LEFT = 24
    left = LEFT
    on = Event()

    def do_GET(self) -> None:
        if re.search(r"/search/\w+/\d+[.]js", self.path):
            StallingHandler.left -= 1
            if self.left < 0:
                self.on.wait(60)
        super().do_GET()


def test_whoever_leaves_early_keeps_what_came(keeping: BrowserContext, site: Path) -> None:
    handler = partial(StallingHandler, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as serving:
        Thread(target=serving.serve_forever, daemon=True).start()
        page = keeping.new_page()
        page.goto(f"http://127.0.0.1:{serving.server_port}/")
        while StallingHandler.left > -1:
            page.wait_for_timeout(50)
        assert page.evaluate(KEPT) >= StallingHandler.LEFT // 2
        StallingHandler.on.set()
        serving.shutdown()


def test_a_passage_runs_in_the_direction_of_its_script(page: Page, site: Path) -> None:
    page.goto((site / "index.html").as_uri())
    ask(page, "הישיבה")
    expect(page.locator(".minutes-hit__text").first).to_have_css("direction", "rtl")
    expect(page.locator(".minutes-search__input")).to_have_css("direction", "rtl")
    ask(page, "endurance ")
    expect(page.locator(".minutes-hit__text").first).to_have_css("direction", "ltr")


def test_passages_by_year_are_bars_that_keys_move_along_and_that_filter(
    page: Page, server: str
) -> None:
    page.goto(f"{server}/index.html")
    ask(page, "token")
    bars = page.get_by_role("group", name="Passages by year").get_by_role("button")
    expect(bars).to_have_count(2)
    bars.last.focus()
    page.keyboard.press("ArrowLeft")
    expect(page.get_by_role("button", name="2023: 1 passage")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".minutes-search__input")).to_have_value("token after:2023 before:2024 ")
    expect(bars).to_have_count(1)
    expect(bars.first).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator(".minutes-search__input")).to_have_value("token ")
    expect(bars).to_have_count(2)


def test_whoever_asks_once_reads_all_pages_without_network(
    keeping: BrowserContext, server: str
) -> None:
    page = keeping.new_page()
    page.goto(f"{server}/search/")
    page.get_by_role("button", name="Read all offline").click()
    expect(page.locator(".minutes-page__offline")).to_contain_text("opens without a network")
    keeping.set_offline(True)
    page.goto(f"{server}/notes/old/")
    expect(page.locator("h1")).to_be_visible()
    page.goto(f"{server}/people/ada/")
    expect(page.locator("h1")).to_have_text("Ada Byron")


def test_on_a_slow_line_the_first_result_does_not_wait_for_the_others(
    page: Page, server: str
) -> None:
    held: list[Route] = []
    texts: list[str] = []

    def slow(route: Route) -> None:
        texts.append(route.request.url)
        if len(texts) == 1:
            route.continue_()
        else:
            held.append(route)

    page.route("**/search/d/**", slow)
    files: list[str] = []
    page.on("request", lambda request: files.append(request.url))
    page.goto(f"{server}/index.html")
    del files[:]
    page.keyboard.press("/")
    page.locator(".minutes-search__input").fill("token lifetime")
    expect(page.locator(OPTION)).not_to_have_count(0)
    one = len(found(page))
    shown = page.locator(OPTION).first.element_handle()
    while not held:
        page.wait_for_timeout(50)
    asked = [file for file in files if "/search/" in file]
    places = [place for place, file in enumerate(asked) if "/search/d/" in file]
    assert places[1] <= 5  # the client, the manifest, two words and one text
    for route in held:
        route.continue_()
    page.unroute("**/search/d/**")
    expect(page.locator(OPTION).nth(one)).to_be_visible()
    assert shown
    assert shown.evaluate("option => option.isConnected")
    # The styles came with the scripts, and the strict policy has let them in.
    expect(page.locator("dialog.minutes-search")).to_have_css("border-top-left-radius", "10px")
