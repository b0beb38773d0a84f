"""The options of the plugin, read the same way by MkDocs and by the command line.

MkDocs hands the plugin its options; the command line reads them out of `mkdocs.yml` itself, so that
`minutes check` needs no site build. Both go through `configure`, which is where each option is
explained and checked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

import yaml
import yaml_env_tag

from .core.encodings import is_encoding
from .core.masking.slow import can_run_away
from .core.settings import SENSITIVE_KINDS, USUALLY_KEPT, USUALLY_MASKED, Mask, Settings
from .core.text import nearest
from .source.blogs import Blog, blog_of
from .source.folders import OptionError, Site, check_notes, check_under, place_folders, read_site

MAX_INHERITANCE = 10


@dataclass(frozen=True, slots=True)
class Option:
    """One plugin option: what it does, the function that checks a value, and its default."""

    meaning: str
    check: Callable[[Any], Any]
    default: Any = None


@dataclass(frozen=True, slots=True)
class Configuration:
    """Where the notes and the registry lie, and how they are read and shown.

    Folders are absolute: `notes` is what the paths of notes are relative to, and they lie in the
    `folders` of the settings below it. `cache` is `None` where caching is switched off. `workers`
    is the number of processes that read notes; 0 stands for one a core. `executor` is the address
    of a cluster that takes their place, or `""`. `root_folder` is as in `Site`. `under` is the
    folder of the site that the archive lies below, with a slash behind it, or `""`.
    """

    notes: Path
    registry: Path
    docs_dir: Path
    root_folder: str
    under: str
    attachments: tuple[str, ...]
    max_attachment_bytes: int
    remote_pictures: bool
    nav_title: str
    nav_place: str
    cache: Path | None
    workers: int
    executor: str
    exclude: tuple[str, ...]
    unpublished: tuple[str, ...]
    page_size: int
    edit_uri: str
    preview_url: str
    search: bool
    publish_data: bool
    service_worker: bool
    page_events: bool
    settings: Settings


def _executor(value: Any) -> str:
    if value and not (isinstance(value, str) and re.fullmatch(r"dask://[^/\s]+:\d{1,5}", value)):
        raise OptionError("must be an address such as dask://localhost:8786")
    return str(value or "")


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise OptionError("must be text")
    return value


def _switch(value: Any) -> bool:
    if not isinstance(value, bool):
        raise OptionError("must be true or false")
    return value


def _number(*, least: int) -> Callable[[Any], int]:
    def check(value: Any) -> int:
        if not isinstance(value, int) or isinstance(value, bool) or value < least:
            raise OptionError(f"must be a whole number of at least {least}")
        return value

    return check


def _texts(value: Any, what: str = "must be") -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise OptionError(f"{what} a list of texts")
    return tuple(value)


def _endings(value: Any) -> tuple[str, ...]:
    return tuple(f".{ending.lstrip('.').lower()}" for ending in _texts(value))


POLICIES = ("mask", "keep", "fail")
"""What can be done with a kind of sensitive thing; what fails a build is masked as well."""


_USUALLY = dict.fromkeys(USUALLY_MASKED, "mask") | dict.fromkeys(USUALLY_KEPT, "keep")


def _policies(value: Any) -> dict[str, str]:
    """What is done with each kind: `mask` those of a list, or as a mapping says."""
    if isinstance(value, list):
        kinds = _texts(value)
        return {**dict.fromkeys(SENSITIVE_KINDS, "keep"), **dict.fromkeys(kinds, "mask")}
    if not isinstance(value, dict) or not all(isinstance(kind, str) for kind in value):
        raise OptionError("must be a list of kinds, or say mask, keep or fail of each")
    if wrong := sorted({str(policy) for policy in value.values()} - set(POLICIES)):
        raise OptionError(f"does not know {', '.join(wrong)}: use {', '.join(POLICIES)}")
    return {**_USUALLY, **value}


def _each(read: Callable[[Any], Any], what: str) -> Callable[[Any], tuple[Any, ...]]:
    def check(value: Any) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise OptionError(f"must be a list of mappings with {what}")
        return tuple(map(read, value))

    return check


def _mask(entry: Any) -> Mask:
    """A kind of a community's own, or what it adds to ours."""
    if not isinstance(entry, dict) or "kind" not in entry or not {"pattern", "labels"} & {*entry}:
        raise OptionError("needs a kind, and a pattern or labels, in each entry")
    if unknown := sorted(map(str, entry.keys() - {"kind", "pattern", "labels"})):
        raise OptionError(f"knows no {', '.join(unknown)} in an entry: use kind, pattern, labels")
    kind, pattern = str(entry["kind"]), str(entry.get("pattern", ""))
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,38}", kind):
        raise OptionError(
            "needs kinds of two small letters, digits and hyphens or more, such as badge-number,"
            f" not {kind!r}"
        )
    given = _texts(entry.get("labels", []), "needs labels that are")
    labels = tuple(" ".join(label.split()) for label in given)
    if short := [label for label in labels if sum(map(str.isalnum, label)) < 2]:
        raise OptionError(f"needs labels of two letters or more, not {short[0]!r}")
    _check_pattern(pattern)
    return Mask(kind, pattern, labels)


def _check_pattern(pattern: str) -> None:
    """Raise `OptionError` for what is no regular expression, or one that can take for ever."""
    if len(pattern) > _LONGEST_PATTERN:
        raise OptionError(f"holds a pattern of more than {_LONGEST_PATTERN:,} characters")
    try:
        re.compile(pattern)
        runs_away = can_run_away(pattern)
    except (re.error, OverflowError, RecursionError) as error:
        raise OptionError(f"holds a pattern that is no regular expression: {error}") from error
    if runs_away:
        raise OptionError(
            f"holds a pattern that can take for ever: {pattern!r} repeats a part which can match"
            " one text in several ways; repeat a set of characters, with a limit: [a-z]{1,20}"
        )


_LONGEST_PATTERN = 2_000


def _settings(values: Mapping[str, Any]) -> tuple[Settings, tuple[tuple[str, str], ...]]:
    """The settings, and what is wrong with kinds that are neither ours nor a community's own."""
    policies, masks = values["redact"], values["masks"]
    own = {mask.kind: "mask" for mask in masks if mask.kind not in SENSITIVE_KINDS}
    known = (*SENSITIVE_KINDS, *own)
    unknown = sorted(policies.keys() - {*known})
    errors = tuple(("redact", f"knows no {kind}: {nearest(kind, known)}") for kind in unknown)
    policies = {**own, **({} if unknown else policies)}
    others = {name: values[name] for name in _SETTINGS if name not in _DERIVED}
    done = {kind: policies.get(kind, "mask") for kind in known}
    return Settings(
        redact=tuple(kind for kind in SENSITIVE_KINDS if done[kind] != "keep"),
        masks=tuple(mask for mask in masks if done[mask.kind] != "keep"),
        forbid=tuple(kind for kind, policy in done.items() if policy == "fail"),
        **others,
    ), errors


def _one_of(*allowed: str) -> Callable[[Any], str]:
    def check(value: Any) -> str:
        if value not in allowed:
            raise OptionError(f"must be {', '.join(allowed[:-1])} or {allowed[-1]}")
        return str(value)

    return check


def _date_order(value: Any) -> str | None:
    if value not in (None, "dmy", "mdy"):
        raise OptionError("must be dmy, mdy or left out")
    return value  # type: ignore[no-any-return]  # one of the three above


def _ticket_pattern(entry: Any) -> tuple[str, str, str]:
    if not isinstance(entry, dict) or not {"system", "pattern"} <= entry.keys():
        raise OptionError("needs a system and a pattern in each entry")
    system, pattern, url = (str(entry.get(key, "")) for key in ("system", "pattern", "url"))
    _check_pattern(pattern)
    return system, pattern, url


def _encoding(value: Any) -> tuple[tuple[str, str], ...]:
    given = value if isinstance(value, dict) else {"*": value} if value else {}
    for pattern, name in given.items():
        if not isinstance(pattern, str) or not isinstance(name, str) or not is_encoding(name):
            raise OptionError("must be an encoding such as `shift_jis`, or a mapping to such")
    return tuple(given.items())


OPTIONS: Mapping[str, Option] = {
    "notes": Option(
        "the folder of source notes, or a list of folders, relative to `mkdocs.yml`",
        check_notes,
        default="notes",
    ),
    "addresses": Option(
        "whether notes in `docs_dir` keep their addresses: `keep` or `archive`",
        _one_of("keep", "archive"),
        default="keep",
    ),
    "under": Option("the folder of the site that the archive lies below", check_under, default=""),
    "registry": Option(
        "the registry's folder; `registry` in `docs_dir` by default", _text, default=""
    ),
    "exclude": Option(
        "patterns, as in `.gitignore`, of files that are not notes", _texts, default=()
    ),
    "cache": Option(
        "where notes as read and finished pages are kept; `false` for none",
        lambda value: None if value is False else _text(value),
        default=".cache/minutes",
    ),
    "workers": Option(
        "processes that read notes and render pages; 0 for one a core", _number(least=0), default=0
    ),
    "executor": Option(
        "a Dask cluster, `dask://HOST:PORT`, that reads and indexes notes in their place",
        _executor,
        default="",
    ),
    "page_size": Option("entries on one page of an index", _number(least=10), default=100),
    "edit_uri": Option("as MkDocs' `edit_uri`, for the notes folder", _text, default=""),
    "preview_url": Option(
        "where pull requests are previewed: an address with `{address}` and what tells them apart",
        _text,
        default="",
    ),
    "search": Option("build the archive's own search", _switch, default=True),
    "publish_data": Option(
        "publish the whole archive as data in `archive.json`, not only its addresses",
        _switch,
        default=False,
    ),
    "service_worker": Option(
        "let returning readers search without a network", _switch, default=False
    ),
    "attachments": Option(
        "further endings of files that are published where a note names them", _endings, default=()
    ),
    "max_attachment_bytes": Option(
        "a larger file is reported, not published", _number(least=1), default=20_000_000
    ),
    "remote_pictures": Option("show pictures of other servers", _switch, default=False),
    "page_events": Option(
        "let the page events of other plugins see each page of the archive", _switch, default=False
    ),
    "nav_title": Option(
        "what the archive's section of the navigation is called", _text, default="Archive"
    ),
    "nav_place": Option(
        "where it stands: `end`, `start` or `none`", _one_of("end", "start", "none"), default="end"
    ),
    "redact": Option(
        "what is done with each kind of sensitive text: mask, keep or fail",
        _policies,
        default=_USUALLY,
    ),
    "masks": Option(
        "further kinds of sensitive text, or words before one: kind, pattern, labels",
        _each(_mask, "kind, and pattern or labels"),
        default=(),
    ),
    "date_order": Option("how to read 03/04/2020: `dmy` or `mdy`", _date_order),
    "action_markers": Option("further words that mark an action", _texts, default=()),
    "outcome_markers": Option("further words that mark a decision", _texts, default=()),
    "attendee_headings": Option("further headings of attendance lists", _texts, default=()),
    "ticket_patterns": Option(
        "further tickets: system, pattern, url",
        _each(_ticket_pattern, "system, pattern and url"),
        default=(),
    ),
    "ticket_repository": Option(
        "the repository that `PR #12` belongs to where a note does not tell: `owner/name`",
        _text,
        default="",
    ),
    "encoding": Option(
        "the encoding of notes that are not in UTF-8: its name, or names by pattern of path",
        _encoding,
        default=(),
    ),
    "max_note_bytes": Option(
        "a larger file is reported, not read", _number(least=1), default=5_000_000
    ),
    "max_note_seconds": Option(
        "a note that takes longer is reported, and shown as text; 0 for no limit",
        _number(least=0),
        default=60,
    ),
}
"""Every option of the plugin; the documentation lists them from here."""

_SETTINGS = tuple(field.name for field in fields(Settings))
_DERIVED = frozenset({"redact", "masks", "forbid", "withdrawn"})
"""Settings that are no options: they are made of several, or of the registry."""

_AS_GIVEN = {field.name for field in fields(Configuration)} & (
    OPTIONS.keys() - {"notes", "registry", "cache"}
)
"""Options that the configuration has as they are given."""


def configure(
    options: Mapping[str, Any],
    *,
    base: Path,
    docs_dir: Path,
    directory_urls: bool = True,
    unpublished: tuple[str, ...] = (),
    root_folder: str = "",
    blogs: tuple[Blog, ...] = (),
) -> tuple[Configuration, tuple[tuple[str, str], ...]]:
    """The configuration that plugin options give, and what is wrong with them.

    `base` is the folder of `mkdocs.yml`, `docs_dir` that of the site's pages, and `directory_urls`
    MkDocs' option on their addresses; `unpublished`, `root_folder` and `blogs` as in `Site`. Errors
    are pairs of option and message; an option in error or left out takes its default, so that the
    configuration is always whole.

    >>> site = Path("/site")
    >>> configuration, errors = configure({"workers": -1}, base=site, docs_dir=site / "docs")
    >>> configuration.notes.name, configuration.workers, errors
    ('notes', 0, (('workers', 'must be a whole number of at least 0'),))
    """
    values = {name: option.default for name, option in OPTIONS.items()}
    errors = []
    for name, value in options.items():
        if name not in OPTIONS:
            errors.append((name, f"is no option: {nearest(name, tuple(OPTIONS))}"))
            continue
        try:
            values[name] = OPTIONS[name].check(value)
        except OptionError as error:
            errors.append((name, str(error)))
    cache = values["cache"]
    site = Site(base, docs_dir, directory_urls, unpublished, root_folder, blogs)
    root, values["folders"] = place_folders(values["notes"], site)
    settings, wrong = _settings(values)
    registry = base / values["registry"] if values["registry"] else docs_dir / "registry"
    # Without it those would be named whom it withdraws.
    if values["registry"] and not registry.is_dir():
        errors.append(("registry", f"must be a folder: there is none at {registry}"))
    return Configuration(
        notes=root,
        registry=registry,
        docs_dir=docs_dir,
        root_folder=root_folder,
        cache=None if cache is None else base / cache,
        unpublished=tuple(site.unpublished_below(root)),
        settings=settings,
        **{name: values[name] for name in _AS_GIVEN},
    ), (*errors, *wrong)


def configure_site(
    mapping: Mapping[str, Any], options: Mapping[str, Any], base: Path
) -> tuple[Configuration, tuple[tuple[str, str], ...]]:
    """As `configure`, for the site that the mapping of a `mkdocs.yml` in `base` describes."""
    site = read_site(mapping, base)
    return configure(
        options,
        base=base,
        docs_dir=site.docs_dir,
        directory_urls=site.directory_urls,
        unpublished=site.unpublished,
        root_folder=root_folder(mapping),
        blogs=read_blogs(mapping),
    )


OVERRIDES = {
    "notes": "MINUTES_NOTES",
    "registry": "MINUTES_REGISTRY",
    "cache": "MINUTES_CACHE",
    "workers": "MINUTES_JOBS",
    "executor": "MINUTES_EXECUTOR",
}
"""Options, and the environment variables that take their place."""


def overrides(environ: Mapping[str, str]) -> dict[str, Any]:
    """The options that the environment sets in place of `mkdocs.yml`.

    `minutes build --notes DIR` hands them to MkDocs this way.

    >>> overrides({"MINUTES_NOTES": "/tmp/notes", "HOME": "/root"})
    {'notes': '/tmp/notes'}
    >>> overrides({"MINUTES_CACHE": "false", "MINUTES_JOBS": "2"})
    {'cache': False, 'workers': 2}
    """
    given = {option: environ[name] for option, name in OVERRIDES.items() if environ.get(name)}
    return {option: _READ.get(option, str)(text) for option, text in given.items()}


_READ: Mapping[str, Callable[[str], Any]] = {
    "cache": lambda text: text != "false" and text,
    "workers": lambda text: int(text) if text.isdecimal() else text,
}
"""How the text of a variable is read, where the option is no text."""


class _Loader(yaml.SafeLoader):
    """Reads `mkdocs.yml` for its plain values: tags that would run code give nothing."""


def _nothing(_loader: yaml.SafeLoader, _suffix: str, _node: yaml.Node) -> None:
    return None


_Loader.add_constructor("!ENV", yaml_env_tag.construct_env_tag)
_Loader.add_multi_constructor("!", _nothing)
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", _nothing)


def read_site_file(path: Path) -> dict[str, Any]:
    """The mapping in `mkdocs.yml`, with the files that it inherits from merged below it.

    Raises `OptionError` where a file cannot be read, is not YAML or is not a mapping.
    """
    return _read_inherited(path, depth=0)


def _read_inherited(path: Path, *, depth: int) -> dict[str, Any]:
    if depth > MAX_INHERITANCE:
        raise OptionError(f"{path}: INHERIT goes round in a circle")
    try:
        site = yaml.load(path.read_text(encoding="utf-8-sig"), Loader=_Loader)  # noqa: S506
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        mark, problem = (getattr(error, f"problem{which}", None) for which in ("_mark", ""))
        where = f"{path}:{mark.line + 1}" if mark else path
        raise OptionError(f"{where}: {problem or error}") from error
    if site is None:
        return {}
    if not isinstance(site, dict):
        raise OptionError(f"{path}: is not a mapping")
    parent = site.pop("INHERIT", None)
    if isinstance(parent, str):
        return _merge(_read_inherited(path.parent / parent, depth=depth + 1), site)
    return site


def place_of(option: str, path: Path) -> str:
    """Where a `mkdocs.yml` sets an option of the plugin, before what is said of it.

    That is `mkdocs.yml:6: `, without a line for what it inherits.
    """
    line, node = 0, yaml.compose(path.read_text(encoding="utf-8-sig"), Loader=_Loader)
    for step in ("plugins", "minutes", option):
        mappings = node.value if isinstance(node, yaml.SequenceNode) else (node,)
        keys = (key for one in mappings if isinstance(one, yaml.MappingNode) for key in one.value)
        found = next(((key, value) for key, value in keys if key.value == step), None)
        if found is None:
            return f"{path}: "
        line, node = found[0].start_mark.line + 1, found[1]
    return f"{path}:{line}: "


def _merge(below: dict[str, Any], above: dict[str, Any]) -> dict[str, Any]:
    merged = dict(below)
    for key, value in above.items():
        if isinstance(value, dict) and isinstance(merged.get(key), dict):
            value = _merge(merged[key], value)
        merged[key] = value
    return merged


def plugin_options(site: Mapping[str, Any]) -> dict[str, Any]:
    """The options of the `minutes` plugin in a site's mapping; empty where it is not listed.

    >>> plugin_options({"plugins": ["search", {"minutes": {"notes": "minutes"}}]})
    {'notes': 'minutes'}
    """
    return next(iter(options_of(site, ["minutes"])), {})


def options_of(site: Mapping[str, Any], names: Sequence[str]) -> list[dict[str, Any]]:
    """The options of each plugin of these names in a site's mapping, in order.

    >>> options_of({"plugins": ["search", {"blog": {"blog_dir": "news"}}]}, ["blog", "search"])
    [{}, {'blog_dir': 'news'}]
    """
    return [dict(options or {}) for name, options in _plugins(site) if name in names]


def read_blogs(site: Mapping[str, Any]) -> tuple[Blog, ...]:
    """The blogs of Material's in a site's mapping.

    >>> read_blogs({"plugins": ["search", {"blog": {"blog_dir": "news"}}]})[0].posts
    'news/posts'
    """
    directory_urls = site.get("use_directory_urls", True) is not False
    found = options_of(site, ("blog", "material/blog"))
    return tuple(blog_of(options, directory_urls=directory_urls) for options in found)


def root_folder(site: Mapping[str, Any]) -> str:
    """The folder of pages that a site in several languages has at its root, as in `Site`.

    >>> languages = [{"locale": "fr"}, {"locale": "en", "default": True}]
    >>> i18n = {"docs_structure": "folder", "languages": languages}
    >>> root_folder({"plugins": [{"i18n": i18n}]}), root_folder({})
    ('en', '')
    """
    for options in options_of(site, ["i18n"]):
        languages = options.get("languages")
        if options.get("docs_structure") == "folder" and isinstance(languages, list):
            for one in languages:
                if isinstance(one, dict) and one.get("default") is True:
                    return str(one.get("locale", ""))
    return ""


def lists_plugin(site: Mapping[str, Any]) -> bool:
    """Whether a site's mapping has the `minutes` plugin.

    >>> lists_plugin({"plugins": ["search", "minutes"]}), lists_plugin({"plugins": ["search"]})
    (True, False)
    """
    return any(name == "minutes" for name, _ in _plugins(site))


def has_bare_entry(nav: Any) -> bool:
    """Whether an entry `minutes:` says nothing, which MkDocs refuses before it asks any plugin.

    >>> has_bare_entry([{"More": [{"minutes": None}]}]), has_bare_entry([{"minutes": []}])
    (True, False)
    """
    if isinstance(nav, list):
        return any(map(has_bare_entry, nav))
    if not isinstance(nav, Mapping):
        return False
    return nav.get("minutes", "") is None or any(map(has_bare_entry, nav.values()))


def _plugins(site: Mapping[str, Any]) -> list[tuple[str, Any]]:
    plugins = site.get("plugins") or []
    if isinstance(plugins, dict):
        return list(plugins.items())
    return [
        (next(iter(entry.items())) if isinstance(entry, dict) and entry else (str(entry), None))
        for entry in plugins
    ]
