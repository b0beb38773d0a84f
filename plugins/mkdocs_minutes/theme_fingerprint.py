"""What a theme makes a page from besides its content: whatever of that changes, changes the hash.

Where a theme or another plugin may draw on something that no hash can tell, there is none, and
pages are made anew. All that is read here belongs to MkDocs, and is looked at without importing it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping, Sequence, Set
from datetime import date
from hashlib import sha256
from importlib.metadata import distributions
from itertools import chain
from os import PathLike, fspath, walk
from pathlib import Path
from typing import Any

import jinja2
import msgspec

TEMPLATES = frozenset(
    ".css .htm .html .j2 .jinja .jinja2 .js .json .md .mo .svg .txt .xml .yml".split()
)
"""The endings of files that a template may include, and of translations."""

OF_ALL_PAGES = re.compile(
    rb"""
    \bin\ pages\b | (?<![.\w]) pages \s* [|\[]   # `for other in pages`, `pages | length`
    | \bbuild_date_utc\b                          # the clock
    | \bupdate_date\b                             # the newest note's, for most pages
    """,
    re.VERBOSE,
)
"""What makes a page of more than itself; `nav.pages` is not meant, nor is `nav_item.pages`."""

KNOWN_FUNCTIONS = frozenset(
    "_operator babel builtins gettext jinja2 markupsafe mkdocs properdocs".split()
)
"""Packages whose template functions depend on nothing but what they are given."""

NOT_SHOWN = frozenset("config_file_path docs_dir plugins site_dir theme watch".split())
"""Settings that tell where files lie, or that are hashed by themselves."""

OF_THE_SITE = frozenset("build_date_utc config mkdocs_version nav page pages".split())
"""Names in a page's context that are the same for all pages, or hashed by themselves."""

OBJECT_ADDRESS = re.compile(r" at 0x[0-9a-fA-F]+")


class OpaqueError(ValueError):
    """A value of which nothing can be told."""


def site_hash(config: Any, nav: Any, env: jinja2.Environment) -> bytes | None:
    """A hash of what a site puts around each of its pages, `None` where nothing can be told of it.

    It covers all that is installed, the theme's templates and options, the configuration and the
    navigation, as they are after all plugins were heard.
    """
    templates = _templates(env)
    if templates is None or not _functions_are_known(env):
        return None
    installed = sorted({(found.name, found.version) for found in distributions()})
    settings = {key: value for key, value in config.items() if key not in NOT_SHOWN}
    plugins = {name: dict(getattr(p, "config", ())) for name, p in config.plugins.items()}
    shown = [(page.title, page.url, page.meta) for page in nav.pages]
    values = (sys.version, installed, settings, plugins, dict(config.theme), str(nav), shown)
    return sha256(templates + _encoded(plain(values, guess=True))).digest()


def frame_hash(page: Any, context: Mapping[str, Any], own: Set[str]) -> bytes | None:
    """A hash of what is put around one page, beyond what `site_hash` covers.

    `own` are the page's attributes that do not count. `None` where the context or the page holds
    more than plain values, as it does for a page in the navigation.
    """
    given = {name: value for name, value in context.items() if name not in OF_THE_SITE}
    attributes = {name: value for name, value in vars(page).items() if name not in own}
    try:
        return sha256(_encoded(plain((given, attributes, page.url)))).digest()
    except OpaqueError:
        return None


def plain(value: object, *, guess: bool = False) -> object:
    """A value as lists of strings, numbers and nothing: equal for equal values in any process.

    A value of another kind raises `OpaqueError`; with `guess`, it is what it calls itself.

    >>> plain({"a": (1, None), "b": Path("x")})
    [['a', [1, None]], ['b', 'x']]
    >>> plain(object(), guess=True)
    '<object object>'
    """
    if value is None or isinstance(value, (bool, int, float)):
        return value
    if isinstance(value, str):
        return str(value)  # text that is marked as HTML is text too
    if isinstance(value, Mapping):
        return [[plain(k, guess=guess), plain(v, guess=guess)] for k, v in value.items()]
    if isinstance(value, Set):
        return sorted(str(plain(item, guess=guess)) for item in value)
    if isinstance(value, Sequence) and not isinstance(value, bytes):
        return [plain(item, guess=guess) for item in value]
    if isinstance(value, PathLike):
        return fspath(value)
    if isinstance(value, date):
        return value.isoformat()
    if not guess:
        raise OpaqueError(type(value).__qualname__)
    return OBJECT_ADDRESS.sub("", repr(value))


def _encoded(value: object) -> bytes:
    return msgspec.msgpack.encode(value)


def _templates(env: jinja2.Environment) -> bytes | None:
    """A hash of all files that templates may include; `None` where they draw on all pages.

    Folders with a dot in front hold the theme's icons, thousands of them: they change with the
    theme's version. Those in a folder of the site's own are read.
    """
    if type(env.loader) is not jinja2.FileSystemLoader:
        return None
    digest = sha256()
    for folder in env.loader.searchpath:
        for path in _files(Path(folder)):
            data = path.read_bytes()
            if path.suffix == ".html" and OF_ALL_PAGES.search(data):
                return None
            digest.update(f"{path.relative_to(folder).as_posix()} {len(data)} ".encode() + data)
    return digest.digest()


def _files(folder: Path) -> Iterator[Path]:
    installed = (folder / "__init__.py").is_file() or (folder / "mkdocs_theme.yml").is_file()
    for parent, names, files in walk(folder):
        names[:] = sorted(n for n in names if not (installed and n.startswith(".")))
        for name in sorted(files):
            path = Path(parent, name)
            if path.suffix in TEMPLATES:
                yield path


def _functions_are_known(env: jinja2.Environment) -> bool:
    """Whether templates call nothing that another plugin gave them, of which nothing is known."""
    functions = chain(env.filters.values(), env.tests.values(), env.globals.values())
    used = chain(functions, env.extensions.values())
    modules = (getattr(one, "__module__", None) or type(one).__module__ for one in used)
    return all(module.partition(".")[0] in KNOWN_FUNCTIONS for module in modules)
