"""Editing `mkdocs.yml` as a person would: a few lines come in, and all others stay as they are."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import yaml


def new_theme() -> dict[str, Any]:
    """The theme of a site that has no `mkdocs.yml`: light or dark as the reader's system is.

    Fonts are the reader's own, so that nothing is fetched from elsewhere.
    """
    return {
        "name": "material",
        "font": False,
        "palette": [
            {
                "media": f"(prefers-color-scheme: {system})",
                "scheme": scheme,
                "primary": "minutes",
                "accent": "minutes",
                "toggle": {"icon": f"material/{icon}", "name": f"Switch to {other} mode"},
            }
            for system, scheme, icon, other in (
                ("light", "default", "weather-night", "dark"),
                ("dark", "slate", "weather-sunny", "light"),
            )
        ],
    }


def add_plugin(text: str, name: str, options: Mapping[str, Any]) -> str:
    r"""The text of `mkdocs.yml` with a plugin more, comments and order left alone.

    A site without `plugins` has MkDocs' own search, which is then listed too. Raises `ValueError`
    for a text that is no mapping, that inherits its plugins, or whose plugins are of another form.

    >>> print(add_plugin("site_name: A # ours\nplugins:\n- search\n", "minutes", {"notes": "n"}))
    site_name: A # ours
    plugins:
    - search
    - minutes:
        notes: n
    <BLANKLINE>
    """
    try:
        root = yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as error:
        raise ValueError(f"it cannot be read: {error}") from error
    if not isinstance(root, yaml.MappingNode):
        raise ValueError("it is no mapping")  # noqa: TRY004 - what a file holds
    keys = {key.value: value for key, value in root.value}
    if "plugins" not in keys:
        if "INHERIT" in keys:
            raise ValueError("its plugins are those of the file that it inherits: edit that one")
        listed = _dumped({"plugins": ["search", {name: dict(options)}]})
        return f"{text}{'' if text.endswith(chr(10)) or not text else chr(10)}{listed}"
    node = keys["plugins"]
    entry: Any = {name: dict(options)}
    if isinstance(node, yaml.SequenceNode):
        entry = [entry]
    elif not isinstance(node, yaml.MappingNode):
        raise ValueError("its `plugins` are no list")  # noqa: TRY004 - what a file holds
    if node.flow_style:
        return _in_flow(text, node, entry)
    return _in_block(text, node, _dumped(entry))


def _dumped(value: Any) -> str:
    return yaml.dump(value, Dumper=_Dumper, sort_keys=False, allow_unicode=True, width=10_000)


class _Dumper(yaml.SafeDumper):
    """Indents the entries of a list below its key."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:  # noqa: FBT001, FBT002
        super().increase_indent(flow, False)  # noqa: FBT003


def _in_flow(text: str, node: yaml.CollectionNode, entry: Any) -> str:
    """An entry more before the bracket that closes a list or mapping on one line."""
    written = yaml.safe_dump(entry, default_flow_style=True, allow_unicode=True, width=10_000)
    inside = written.strip()[1:-1]
    end = node.end_mark.index - 1
    before = text[:end].rstrip()
    comma = "" if before.endswith((",", "[", "{")) else ","
    space = "" if before.endswith(("[", "{")) else " "
    return f"{before}{comma}{space}{inside}{text[end:]}"


def _in_block(text: str, node: yaml.CollectionNode, written: str) -> str:
    """Lines behind the last line of a list or mapping, as deep as its entries are."""
    lines = text.splitlines(keepends=True)
    last = node.end_mark.line - (node.end_mark.column == 0)
    last = min(last, len(lines) - 1)
    while last > node.start_mark.line and _says_nothing(lines[last], node.start_mark.column):
        last -= 1
    if not lines[last].endswith("\n"):
        lines[last] += "\n"
    margin = " " * node.start_mark.column
    added = [f"{margin}{line}\n" for line in written.rstrip("\n").split("\n")]
    return "".join([*lines[: last + 1], *added, *lines[last + 1 :]])


def _says_nothing(line: str, column: int) -> bool:
    """Whether a line is blank or a comment, or is not below the column of the entries."""
    bare = line.strip()
    return not bare or bare.startswith("#") or len(line) - len(line.lstrip()) < column
