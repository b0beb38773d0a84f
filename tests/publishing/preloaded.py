"""What the commands that tests run have in common, made once: imports, words and templates."""

from __future__ import annotations

import gc
from importlib import import_module

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache
from mkdocs.theme import Theme

from mkdocs_minutes.core.lexicon import _Late
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.pages.render import environment
from mkdocs_minutes.store.cache import code_version

NOTE = b"# Weekly, 3 May 2021\n\nPresent: Ann Bell\n\n- AI: mend nets\n"
parse(RawNote("a.md", NOTE), Settings())
code_version()
for name in ("admonition", "fenced_code", "meta", "tables", "toc"):
    import_module(f"markdown.extensions.{name}")
for name in ("cli", "plugin", "exports", "checking", "comparison", "adoption.proposal"):
    import_module(f"mkdocs_minutes.{name}")
for name in (
    "mkdocs.__main__",
    "pymdownx.superfences",
    "pymdownx.quotes",
    "pygments.formatters.html",
):
    import_module(name)
for one in gc.get_objects():
    if isinstance(one, _Late):
        one.match  # noqa: B018  (it is compiled when it is asked for)
for name in environment().list_templates(extensions=["html"]):
    environment().get_template(name)


def keep_templates(folder: str) -> None:
    """Let MkDocs keep the templates of its themes, compiled, in a folder for later commands."""
    kept: BytecodeCache = FileSystemBytecodeCache(folder)
    made = Theme.get_env

    def get_env(theme: Theme) -> Environment:
        found = made(theme)
        found.bytecode_cache = kept
        return found

    Theme.get_env = get_env  # type: ignore[method-assign, assignment]
