"""Workflow commands: the lines by which a step tells GitHub Actions what to show on a file.

A runner takes every line that begins with `::` for a command, whose properties end at the next
`::`. Text out of notes therefore goes out on one line, with the marks of properties escaped.
"""

from __future__ import annotations

from typing import Literal

from ..core.escape import workflow_data, workflow_property

Level = Literal["error", "warning", "notice"]


def annotation(level: Level, message: str, *, path: str, line: int, title: str) -> str:
    r"""The command that marks a line of a file, with its line end.

    >>> annotation("warning", "a name fits two: 50%", path="a,b.md", line=3, title="person")
    '::warning file=a%2Cb.md,line=3,title=person::a name fits two: 50%25\n'
    >>> annotation("error", "x\n::set-output name=y::z", path="n.md", line=1, title="t")
    '::error file=n.md,line=1,title=t::x%0A::set-output name=y::z\n'
    """
    properties = {"file": path, "line": str(line), "title": title}
    listed = ",".join(
        f"{name}={workflow_property(value)}" for name, value in properties.items() if value
    )
    return f"::{level} {listed}::{workflow_data(message)}\n"
