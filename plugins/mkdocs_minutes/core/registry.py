"""The registry: people, projects and series that a keeper has entered by name.

Three optional YAML files, each a list of mappings; only `name` is required in an entry:

- `people.yml`: name, slug, aliases, handles, initials, roles, hidden, withdrawn, pseudonym
- `projects.yml`: name, slug, aliases, kind, tickets, parts, homepage
- `series.yml`: name, slug, aliases, project, match (path patterns such as `tech-area/*`)
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from pathlib import PurePosixPath
from typing import Any, TypeVar, get_args

import yaml

from .names import fold
from .records import Problem, ProjectKind, RawNote
from .text import nearest


@dataclass(frozen=True, slots=True)
class _Entry:
    """What is registered: `line` is where the entry begins in the file at `path`.

    `lines` are where each text of its lists stands.
    """

    name: str
    slug: str = ""
    aliases: tuple[str, ...] = ()
    path: str = ""
    line: int = 0
    lines: Mapping[str, int] = field(default_factory=dict, compare=False, hash=False)


@dataclass(frozen=True, slots=True)
class PersonEntry(_Entry):
    """A person as registered; a `hidden` one is never shown or linked."""

    handles: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class WithdrawnEntry:
    """Somebody whose name is to stand nowhere; `pseudonym` takes its place, if there is one."""

    name: str
    aliases: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    initials: tuple[str, ...] = ()
    pseudonym: str = ""


@dataclass(frozen=True, slots=True)
class ProjectEntry(_Entry):
    """A project as registered; `parts` are shown on its page and are no projects of their own."""

    kind: ProjectKind = "other"
    tickets: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    homepage: str = ""


@dataclass(frozen=True, slots=True)
class SeriesEntry(_Entry):
    """A series as registered; bare version numbers in its notes belong to `project`.

    With `apart`, slides, transcripts and summaries of a meeting have pages of their own.
    """

    project: str = ""
    match: tuple[str, ...] = ()
    apart: bool = False


@dataclass(frozen=True, slots=True)
class Registry:
    """What the registry files say; without files, nothing."""

    people: tuple[PersonEntry, ...] = ()
    projects: tuple[ProjectEntry, ...] = ()
    series: tuple[SeriesEntry, ...] = ()


Entry = TypeVar("Entry", PersonEntry, ProjectEntry, SeriesEntry)

_PLACE = frozenset({"path", "line", "lines"})
"""What an entry is told of where it stands: no keys."""

_KEYS: Mapping[str, Mapping[str, object]] = {
    kind: {one.name: one.default for one in fields(entry) if one.name not in _PLACE} | more
    for kind, entry, more in (
        ("people", PersonEntry, {"withdrawn": False, "pseudonym": ""}),
        ("projects", ProjectEntry, {}),
        ("series", SeriesEntry, {}),
    )
}
"""The keys of each file's entries, with what they hold by default: an entry's own fields."""


def read_registry(
    files: Iterable[RawNote], mask: Callable[[str], str] = str
) -> tuple[Registry, tuple[Problem, ...]]:
    r"""The registry that the files make up, and what is wrong with them.

    Never raises: a file that is not YAML, an entry without a name or a key of the wrong type is
    left out and reported with its line. An alias of two entries links to neither; a name that is
    also another entry's alias stays the name's. `mask` puts marks into names, aliases and other
    texts that are shown; an address that it would change is left out.

    >>> text = b"- name: Ada Byron\n  aliases: [AdaB]\n- slug: bo\n"
    >>> registry, problems = read_registry([RawNote("people.yml", text)])
    >>> registry.people[0].aliases, str(problems[0])
    (('AdaB',), 'people.yml:3: registry-invalid an entry has no `name`')
    """
    problems: list[Problem] = []
    raw: dict[str, list[dict[str, Any]]] = {"people": [], "projects": [], "series": []}
    for file in sorted(files, key=lambda file: file.path):
        kind = PurePosixPath(file.path).stem
        if PurePosixPath(file.path).suffix not in {".yml", ".yaml"}:
            continue
        if kind not in raw:
            problems.append(_invalid(file.path, 0, _NO_FILE))
            continue
        shown = filter(None, map(_shown, _entries(file, kind, problems)))
        raw[kind].extend(_masked(entry, mask, problems) for entry in shown)
    registry = Registry(
        people=_distinct([PersonEntry(**fields) for fields in raw["people"]], problems, "handles"),
        projects=_distinct(
            [ProjectEntry(**fields) for fields in raw["projects"]], problems, "tickets"
        ),
        series=_distinct([SeriesEntry(**fields) for fields in raw["series"]], problems),
    )
    return registry, tuple(sorted(problems))


def read_withdrawn(
    files: Iterable[RawNote | Problem],
) -> tuple[tuple[WithdrawnEntry, ...], tuple[Problem, ...]]:
    r"""The people whom the registry's files withdraw, or give a pseudonym, in the files' order.

    Beside them stands what may have kept others from being read: a fault of a file that withdraws
    somebody, or of one that cannot be opened. All else that is wrong `read_registry` tells.

    >>> text = b"- name: Ada Byron\n  withdrwan: true\n"
    >>> read_withdrawn([RawNote("people.yml", text)])[1][0].hint
    'did you mean withdrawn?'
    """
    entries: list[dict[str, Any]] = []
    kept: list[Problem] = []
    for file in sorted(files, key=lambda file: file.path):
        name, problems = PurePosixPath(file.path).stem, list[Problem]()
        if isinstance(file, Problem):
            kept += () if name in {"projects", "series"} else (file,)
            continue
        if name == "people":
            entries += filter(_is_withdrawn, _entries(file, name, problems))
        elif name not in _KEYS:
            problems = [_invalid(file.path, 0, _NO_FILE)]
        withdraws = _WITHDRAWING.search(file.data.replace(b"\0", b""))
        kept += (one for one in problems if withdraws or one.hint in _MEANT)
    keys = WithdrawnEntry.__slots__
    return tuple(WithdrawnEntry(**{k: e[k] for k in keys if k in e}) for e in entries), tuple(kept)


_NO_FILE = "is none of people, projects and series"
_WITHDRAWING = re.compile(rb"withdrawn|pseudonym", re.IGNORECASE)
_MEANT = frozenset(nearest(key, [key]) for key in ("withdrawn", "pseudonym"))


def _is_withdrawn(entry: Mapping[str, Any]) -> bool:
    return bool(entry.get("withdrawn") or entry.get("pseudonym"))


def _shown(entry: dict[str, Any]) -> dict[str, Any] | None:
    """An entry as others may see it: of somebody with a pseudonym that name, of others nothing."""
    if not _is_withdrawn(entry):
        return {key: value for key, value in entry.items() if key not in ("withdrawn", "pseudonym")}
    if not entry.get("pseudonym"):
        return None
    place = {"path": entry["path"], "line": entry["line"]}
    return {"name": entry["pseudonym"], **place, "lines": {entry["pseudonym"]: entry["line"]}}


_SHOWN = frozenset({"name", "slug", "aliases", "handles", "roles", "parts", "project"})


def _masked(
    entry: dict[str, Any], mask: Callable[[str], str], problems: list[Problem]
) -> dict[str, Any]:
    """An entry whose texts hold nothing that has to be masked; a problem where they did."""
    shown: dict[str, Any] = {
        key: tuple(map(mask, value)) if isinstance(value, tuple) else mask(value)
        for key, value in entry.items()
        if key in _SHOWN
    }
    shown["lines"] = {mask(text): line for text, line in entry["lines"].items()}
    homepage = entry.get("homepage", "")
    if homepage and mask(homepage) != homepage:
        shown["homepage"] = ""
    if any(entry[key] != value for key, value in shown.items()):
        hint = "take it out of the entry: until then it is shown with marks in its place"
        message = "the entry holds what has to be masked"
        problems.append(Problem(entry["path"], entry["line"], "name-masked", message, hint))
    return entry | shown


_HINT = "the documentation shows the format"


def _invalid(path: str, line: int, message: str, hint: str = _HINT) -> Problem:
    return Problem(path, line, "registry-invalid", message, hint)


_FAULTS = {UnicodeDecodeError: "not UTF-8 text", RecursionError: "it is nested too deeply"}


def _entries(file: RawNote, kind: str, problems: list[Problem]) -> Iterator[dict[str, Any]]:
    try:
        root = yaml.compose(file.data.decode("utf-8-sig"), Loader=yaml.SafeLoader)
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, RecursionError) as error:
        mark = getattr(error, "problem_mark", None)
        told = (getattr(error, name, None) for name in ("problem", "reason"))
        reason = _FAULTS.get(type(error)) or next(filter(None, told), "an impossible value")
        line = mark.line + 1 if mark else 0
        problems.append(_invalid(file.path, line, f"cannot be read as YAML: {reason}"))
        return
    if root is None or _is_null(root):
        return
    if not isinstance(root, yaml.SequenceNode):
        problems.append(_invalid(file.path, _line(root), "is not a list of entries"))
        return
    for node in root.value:
        fields = _fields(file.path, kind, node, problems)
        if fields is not None:
            yield fields


def _fields(
    path: str, kind: str, node: yaml.Node, problems: list[Problem]
) -> dict[str, Any] | None:
    line = _line(node)
    if not isinstance(node, yaml.MappingNode):
        problems.append(_invalid(path, line, "an entry is not a mapping with a `name`"))
        return None
    fields: dict[str, Any] = {"path": path, "line": line, "lines": {}}
    for key_node, value in node.value:
        key = str(key_node.value)
        if key not in _KEYS[kind]:
            message, hint = f"`{key}` is no key of {kind}", nearest(key, tuple(_KEYS[kind]))
            problems.append(_invalid(path, _line(key_node), message, hint))
            continue
        if _is_null(value):
            continue
        content = _READ.get(type(_KEYS[kind][key]), _text)(value)
        if content is None:
            problems.append(_invalid(path, _line(value), f"`{key}` holds the wrong type"))
            continue
        fields[key] = content
        if isinstance(value, yaml.SequenceNode):
            fields["lines"] |= {_text(item): _line(item) for item in value.value}
    if not fields.get("name"):
        problems.append(_invalid(path, line, "an entry has no `name`"))
        return None
    if "kind" in fields and fields["kind"] not in get_args(ProjectKind):
        wanted = ", ".join(get_args(ProjectKind))
        problems.append(_invalid(path, line, f"`kind: {fields.pop('kind')}` is none of {wanted}"))
    return fields


def _line(node: yaml.Node) -> int:
    return int(node.start_mark.line) + 1


def _is_null(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null"


def _text(node: yaml.Node) -> str | None:
    return str(node.value).strip() if isinstance(node, yaml.ScalarNode) else None


def _texts(node: yaml.Node) -> tuple[str, ...] | None:
    if isinstance(node, yaml.ScalarNode):
        return (str(node.value).strip(),)
    if not isinstance(node, yaml.SequenceNode):
        return None
    texts = tuple(_text(item) for item in node.value)
    return None if None in texts else tuple(text for text in texts if text)


def _flag(node: yaml.Node) -> bool | None:
    if isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:bool":
        return str(node.value).lower() in {"true", "yes", "on"}
    return None


_READ: Mapping[type, Callable[[yaml.Node], Any]] = {tuple: _texts, bool: _flag}
"""How a value is read, by what a key holds; a text where it holds none of these."""


def _distinct(entries: list[Entry], problems: list[Problem], *extra: str) -> tuple[Entry, ...]:
    """The entries with one name each, without the aliases that two of them claim."""
    named: dict[str, Entry] = {}
    for entry in entries:
        first = named.setdefault(fold(entry.name), entry)
        if first is not entry:
            problems.append(_twice(entry, entry.name, first))
    kept = list(named.values())
    for key in ("aliases", *extra):
        claims: dict[str, Entry] = dict(named) if key == "aliases" else {}
        refused: set[str] = set()
        for entry in kept:
            for alias in getattr(entry, key):
                first = claims.setdefault(fold(alias), entry)
                if first is not entry:
                    problems.append(_twice(entry, alias, first))
                    refused.add(fold(alias))
        if refused:
            kept = [_without(entry, key, refused) for entry in kept]
    return tuple(kept)


def _without(entry: Entry, field: str, refused: set[str]) -> Entry:
    left = tuple(alias for alias in getattr(entry, field) if fold(alias) not in refused)
    changed: Entry = replace(entry, **{field: left})  # type: ignore[arg-type]
    return changed


def _twice(entry: Entry, alias: str, first: Entry) -> Problem:
    return Problem(
        entry.path,
        entry.lines.get(alias, entry.line),
        "alias-twice",
        f"`{alias}` of {entry.name} also names {first.name}",
        "leave it with one of the two entries; until then it is linked to neither",
    )
