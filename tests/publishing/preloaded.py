"""What the commands that tests run have in common, made once: imports, words and templates."""

from __future__ import annotations

import gc
from importlib import import_module

from jinja2 import BytecodeCache, Environment, FileSystemBytecodeCache, FileSystemLoader
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

NAMES = {
    folder: [name for name in FileSystemLoader(folder).list_templates() if name[0] != "."]
    for folder in Theme("material").dirs
}
"""What lies in a theme's folders but for ten thousand icons, which MkDocs leaves out as well."""


def _list_templates(loader: FileSystemLoader) -> list[str]:
    folders = (
        NAMES.get(folder) or _listed(FileSystemLoader(folder)) for folder in loader.searchpath
    )
    return sorted({name for names in folders for name in names})


_listed = FileSystemLoader.list_templates


def keep_templates(folder: str) -> None:
    """Let MkDocs keep the templates of its themes, compiled, in a folder for later commands.

    Nor does each of them look through the folders of Material.
    """
    FileSystemLoader.list_templates = _list_templates  # type: ignore[method-assign, assignment]
    kept: BytecodeCache = FileSystemBytecodeCache(folder)
    made = Theme.get_env

    def get_env(theme: Theme) -> Environment:
        found = made(theme)
        found.bytecode_cache = kept
        return found

    Theme.get_env = get_env  # type: ignore[method-assign, assignment]
