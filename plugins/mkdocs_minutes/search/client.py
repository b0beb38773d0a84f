"""The scripts and styles that a site gets for searching, and the HTML that they need.

The sources under `assets/` are small scripts of one concept each. They are put together as they
stand, without their comment lines and indentation: `open.js` for every page, `client.js` for when
search is opened, `page.js` for the page `search/`, `mark.js` for a page that a result led to. The
styles are in `client.js` too, since each request is a round trip until the first result.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from ..core.escape import html_attribute
from .scripts import asset, slim, slim_style
from .shards import IndexFile
from .tables import tables

_CORE = ("tables", "stemmer", "tokens")
WORDS = (
    *("separators", "unspaced", "invisible", "joiners", "letters", "stop_words", "longest_term"),
    *("patterns", "suffixes", "spellings", "irregular", "nouns", "clippings", "endings"),
)
"""The tables that tell the terms of words: a page that a result led to needs no other."""

_INDEX = ("codec", "printable", "scoring", "reader")
_ANSWER = ("days", "query", "evaluation", "ranking", "excerpt", "nearest", "search")
_VIEW = ("loader", "styles", "view", "years", "completion", "combobox", "typing", "dialog")

OPEN_SCRIPT = "assets/open.js"
"""The script that every page loads, below the folder of the index."""

BUNDLES = {
    "open.js": ("open",),
    "client.js": (*_CORE, *_INDEX, *_ANSWER, *_VIEW),
    "page.js": ("facets", "page"),
    "mark.js": ("words", *_CORE[1:], "mark"),
}

HELP = (
    ("token lifetime", "passages with these words, the best first; beginnings of words count"),
    ('"token lifetime"', "the two words in this order"),
    ("token -x509", "without a word; + before a word asks for it"),
    ("person:ada", "passages that speak of a person; also project:, version: and series:"),
    (
        "kind:action",
        "passages with action items; kind:outcome for decisions, kind:person for pages",
    ),
    ("sort:date", "the newest first"),
    ("after:2019-09 before:2020", "by the date of the meeting: a year, a month or a day"),
)
"""What the reader can type, and what it finds."""


def client_files(*, worker: bool = False) -> Iterator[IndexFile]:
    """The scripts and styles, below the folder of the index.

    With `worker` the script of every page registers the service worker, `sw.js` at the site's root.
    """
    for name, parts in BUNDLES.items():
        if worker and name == "open.js":
            parts = (*parts, "register")
        yield IndexFile(f"assets/{name}", "".join(map(_script, parts)).encode())
    yield IndexFile("assets/search.css", slim_style(asset("search.css")).encode())


def _script(part: str) -> str:
    """A part of a bundle; `styles` are those of `search.css`, which `view.js` adopts."""
    if part == "styles":
        return f"globalThis.MinutesSearch.styles={json.dumps(slim_style(asset('search.css')))};\n"
    if part == "tables":
        return _tables(tables())
    if part == "words":
        return _tables({name: tables()[name] for name in WORDS})
    return slim(asset(f"{part}.js"))


def _tables(shown: Mapping[str, object]) -> str:
    data = json.dumps(shown, ensure_ascii=False, separators=(",", ":"))
    return f"(globalThis.MinutesSearch=globalThis.MinutesSearch||{{}}).tables={data};\n"


def page_html() -> str:
    """What stands on the page `search/`: a form, and how to ask; the script adds the rest."""
    rows = "".join(
        f"<dt><code>{html_attribute(written)}</code></dt><dd>{html_attribute(meaning)}</dd>"
        for written, meaning in HELP
    )
    return (
        '<link rel="stylesheet" href="assets/search.css">'
        '<div class="minutes-page" data-minutes-search-page>'
        '<form class="minutes-page__form" role="search" method="get">'
        '<input class="minutes-page__input" type="search" name="q" dir="auto" maxlength="500"'
        ' aria-label="Search the archive" placeholder="Search the archive" autocomplete="off"'
        ' autocapitalize="off" spellcheck="false">'
        '<button class="minutes-page__submit" type="submit">Search</button></form>'
        '<p class="minutes-page__status" role="status"></p>'
        "<noscript><p>Searching needs JavaScript. The pages of people, projects, versions and"
        " series list everything without it.</p></noscript>"
        f'<dl class="minutes-hints minutes-page__help">{rows}</dl></div>'
    )


def button_html(address: str) -> str:
    """The button for a page's header: a link to the page `search/`, which opens the dialog.

    >>> 'href="../search/"' in button_html("../search/")
    True
    """
    return (
        f'<a class="md-header__button md-icon minutes-search-open" href="{html_attribute(address)}"'
        ' data-minutes-search title="Search ( / )" aria-label="Search"'
        ' aria-keyshortcuts="/ Control+K">'
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none"'
        ' stroke="currentColor" stroke-width="2" stroke-linecap="round" aria-hidden="true">'
        '<circle cx="10" cy="10" r="6.5" fill="none"/><path d="m15 15 6 6"/></svg></a>'
    )
