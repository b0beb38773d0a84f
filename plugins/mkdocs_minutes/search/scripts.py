"""The scripts and styles of the search as they lie in this package."""

from __future__ import annotations

from importlib.resources import files


def asset(name: str) -> str:
    """The source of a script or style."""
    return files(__package__).joinpath("assets", name).read_text(encoding="utf-8")


def slim(script: str) -> str:
    r"""A script without comment lines and indentation; no line of ours begins inside a string.

    >>> slim("// why\n  const a = 1; // kept\n\n")
    'const a = 1; // kept\n'
    """
    return _without_remarks(script, "//")


def slim_style(style: str) -> str:
    r"""Styles without lines of comment and indentation; no line of ours begins inside a string.

    >>> slim_style("/* why */\n.a {\n  color: red;\n}\n")
    '.a {\ncolor: red;\n}\n'
    """
    return _without_remarks(style, "/*")


def _without_remarks(source: str, mark: str) -> str:
    lines = (line.strip() for line in source.splitlines())
    return "".join(f"{line}\n" for line in lines if line and not line.startswith(mark))
