"""From a planned page to a finished one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from ..core.parse import as_text
from . import snippets
from .here import Here
from .kinds import PAGE_KIND_BY_NAME
from .lookups import Lookups
from .model import Page, PlannedPage, TocEntry
from .views.home import dashboard_view
from .views.redirect import MOVED_SCRIPT
from .views.view import View, crumbs

FOLDER = Path(__file__).parent

STYLESHEETS = ("assets/minutes/minutes.css",)
"""The stylesheets of the pages, as addresses in the site."""

SCRIPTS = ("assets/minutes/minutes.js",)
"""Scripts that only add to the pages, as addresses in the site."""


TOP = "mn-top"
"""Where the content of a page begins: a theme's link past its navigation leads to the first entry.

A page that has no other entry has this one, which the stylesheet does not show.
"""


def render(planned: PlannedPage, lookups: Lookups) -> Page:
    """A page that `plan_pages` listed for the same archive and options.

    Equal arguments give an equal page: nothing else is read, neither clock nor file system.
    """
    return _page(planned, PAGE_KIND_BY_NAME[planned.kind].view(planned, lookups))


def render_despite(planned: PlannedPage, lookups: Lookups) -> Page:
    """A page that `render` fails on: that of a note shows it as text, any other says so."""
    if planned.source:
        with suppress(Exception):
            return _page(planned, PAGE_KIND_BY_NAME[planned.kind].view(planned, lookups, as_text))
    steps = crumbs(Here(lookups, planned.uri), (planned.title, planned.uri))
    return _page(planned, View("unmade.html", {"crumbs": steps, "title": planned.title}))


def _page(planned: PlannedPage, view: View) -> Page:
    html = environment().get_template(view.template).render(**view.context)
    return Page(
        planned.uri,
        planned.title,
        planned.description,
        html,
        view.toc or (TocEntry(planned.title, TOP, 2),) * (f'id="{TOP}"' in html),
        view.edit_url,
    )


def dashboard(lookups: Lookups, *, uri: str = "") -> str:
    """The dashboard as a fragment for the hand-written page at `uri`."""
    home = "" if uri in (".", "./", "index.html") else uri
    view = dashboard_view(home, lookups)
    return environment().get_template(view.template).render(**view.context)


def lost(lists: Sequence[tuple[str, str]], search: str) -> str:
    """What a reader is told at an address without a page: what happened, and where to go on.

    `lists` are titles and files of pages, and `search` is that of the search, or `""`, all from the
    site's root.
    """
    return environment().get_template("lost.html").render(lists=lists, search=search)


def assets() -> Iterator[tuple[str, Path]]:
    """The addresses in the site of the files that the pages need, each with the file itself."""
    for uri in (*STYLESHEETS, *SCRIPTS, MOVED_SCRIPT):
        yield uri, FOLDER / "assets" / uri.rpartition("/")[2]


@cache
def environment() -> Environment:
    """The template engine: it escapes whatever is not marked as HTML, and trips over typos."""
    made = Environment(
        loader=FileSystemLoader(FOLDER / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )
    made.filters["long_date"] = snippets.long_date
    made.globals["snippets"] = snippets
    return made
