"""What a site calls itself, for themes that print it as it is."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from markupsafe import Markup
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Section
from mkdocs.structure.pages import Page

from ..core.escape import html_markup

PRINTED = ("site_name", "site_description", "site_author", "repo_name", "repo_url")
"""The settings of `mkdocs.yml` that are plain text, and that Material's templates do not escape.

So are the texts of `OF_THEME` and `OF_EXTRA`. `copyright`, `extra.analytics` and `extra.consent`
are markup by their own documentation, and stay so.
"""

OF_THEME = ("palette", "font", "language", "direction", "logo", "favicon")
OF_EXTRA = ("homepage", "social", "alternate", "status", "tags", "scope", "version")

ADDRESSES = ("site_url", "repo_url", "edit_uri", "edit_uri_template")
"""The settings that addresses of pages are made of, long before a template prints them."""

_NO_ADDRESS = re.compile(r"""[\x00-\x20"'<>\\^`|]""")


def mend_addresses(config: MkDocsConfig) -> None:
    """Spell out in a site's addresses what no address may hold (RFC 3986), as a browser does.

    So no address of a page ends the attribute that a theme prints it in.
    """
    for name in ADDRESSES:
        if address := config[name]:
            config[name] = _NO_ADDRESS.sub(lambda sign: f"%{ord(sign[0]):02X}", address)


@contextmanager
def escaped_names(config: MkDocsConfig) -> Iterator[None]:
    """Let templates find a site's names escaped, and everybody else find them as they were.

    A site without an `mkdocs.yml` is named after its folder, whose name is a stranger's. A name
    without a mark that has a meaning in HTML stays as it is.
    """
    places = (
        *((config, name) for name in PRINTED),
        (config, "extra_css"),
        *((config.theme, name) for name in OF_THEME),
        *((config.extra, name) for name in OF_EXTRA),
    )
    told = [(holder, name, holder[name]) for holder, name in places if holder.get(name)]
    for holder, name, value in told:
        holder[name] = _escaped(value)
    try:
        yield
    finally:
        for holder, name, value in told:
            holder[name] = value


def _escaped(value: Any) -> Any:
    """A setting with each text in it escaped."""
    if isinstance(value, Mapping):
        return {name: _escaped(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_escaped(one) for one in value]
    return html_markup(value) if isinstance(value, str) else value


# What a title in `nav` may hold as markup: entities, and tags that only change how words look.
_HARMLESS = re.compile(
    r"""
    (?: [^<>&"] | & (?: \#?\w{1,32} ; | (?! [\w\#] ) )
      | </? (?: abbr | b | br | code | del | em | i | kbd | s | small | span | strong | sub | sup
        | wbr ) (?: \s class="[\w\ -]{0,80}" )? \s? /? > )*
    """,
    re.VERBOSE | re.IGNORECASE,
)


def escape_titles(items: Iterable[Any]) -> None:
    """Escape the titles of `nav` that hold more than words and tags which change their looks.

    A pull request that edits `mkdocs.yml` edits them, and themes print them as they are. So
    `<b>News</b>` stays, and `(<masked>)` reads `(<masked>)`.
    """
    for item in items:
        title = vars(item).get("title")
        plain = isinstance(title, str) and not isinstance(title, Markup)
        if plain and not _HARMLESS.fullmatch(title):
            item.title = html_markup(title)
        if isinstance(item, Section):
            escape_titles(item.children)


def told_title(page: Page) -> None:
    """Let a page whose title was escaped be called so in `<title>`, from where tags are taken."""
    title = vars(page).get("title")
    if isinstance(title, Markup):
        page.meta.setdefault("title", title)
