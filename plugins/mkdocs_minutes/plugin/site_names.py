"""What a site calls itself, for themes that print it as it is."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from mkdocs.config.defaults import MkDocsConfig

from ..core.escape import html_markup

PRINTED = ("site_name", "site_description", "site_author", "repo_name")
"""The settings of `mkdocs.yml` that are plain text, and that Material's templates do not escape.

`copyright` is markup by its own documentation, and stays so.
"""


@contextmanager
def escaped_names(config: MkDocsConfig) -> Iterator[None]:
    """Let templates find a site's names escaped, and everybody else find them as they were.

    A site without an `mkdocs.yml` is named after its folder, whose name is a stranger's. A name
    without a mark that has a meaning in HTML stays as it is.
    """
    told = {name: str(config[name]) for name in PRINTED if config.get(name)}
    escaped = {name: html_markup(text) for name, text in told.items() if html_markup(text) != text}
    config.update(escaped)
    try:
        yield
    finally:
        config.update({name: told[name] for name in escaped})
