"""Sites in several languages, as `mkdocs-static-i18n` builds them: where notes were in each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from mkdocs.config.defaults import MkDocsConfig

from ..core.addresses import former_page_uri, in_site
from ..core.records import Archive
from ..pages.model import PlannedPage


def default_folder(config: MkDocsConfig) -> str:
    """The folder of pages that is published at the root of the site; `""` where there is none."""
    options = _options(config)
    if not options or options["docs_structure"] != "folder":
        return ""
    return next((str(one.locale) for one in options["languages"] if one.default), "")


def at_root(uri: str, config: MkDocsConfig) -> str:
    """The address of a file in the site, as its path in `docs_dir` gives it otherwise."""
    above = default_folder(config)
    return uri.removeprefix(f"{above}/") if above else uri


def untranslated(config: MkDocsConfig, archive: Archive, under: str) -> Iterator[PlannedPage]:
    """Redirects from where other languages had a note, which stood there as it is, to its page."""
    options = _options(config)
    if not options or not options["fallback_to_default"]:
        return
    others = [one.locale for one in options["languages"] if one.build and not one.default]
    for note in archive.notes.values():
        target = in_site(former_page_uri(note.id), under)
        for locale in others if note.note.home else ():
            uri = f"{locale}{note.note.home}"
            yield PlannedPage(uri, "redirect", "This page has moved", target=target)


def _options(config: MkDocsConfig) -> Any:
    plugin = config.plugins.get("i18n")
    return plugin and plugin.config
