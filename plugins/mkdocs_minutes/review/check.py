"""Problems as a person, a forge or a program reads them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict

from ..core.escape import log_line, workflow_data, workflow_property
from ..core.records import FAULTS, Problem


def report(problems: Iterable[Problem], form: str) -> str:
    """The problems in one of `CHECK_FORMATS`, in order of path and line.

    Without problems text and github give nothing, and json an empty list.
    """
    return CHECK_FORMATS[form](sorted(problems))


def _text(problems: Iterable[Problem]) -> str:
    """A line a problem, and below it the hint, unless it was given for the problem before."""
    lines: list[str] = []
    given = ""
    for problem in problems:
        lines.append(f"{log_line(str(problem))}\n")
        if problem.hint and problem.hint != given:
            lines.append(f"    {log_line(problem.hint)}\n")
        given = problem.hint
    return "".join(lines)


def _github(problems: Iterable[Problem]) -> str:
    r"""Workflow commands, by which a step tells GitHub Actions what to show on a file.

    A runner takes every line that begins with `::` for a command, whose properties end at the next
    `::`. So each goes out on one line, with the marks of properties escaped.

    >>> _github([Problem("a,b.md", 3, "name", "it fits two: 50%", "")])
    '::warning file=a%2Cb.md,line=3,title=name::it fits two: 50%25\n'
    >>> _github([Problem("n.md", 1, "note-failed", "x\n::set-output name=y::z", "")])
    '::error file=n.md,line=1,title=note-failed::x%0A::set-output name=y::z\n'
    """
    return "".join(map(_command, problems))


def _command(problem: Problem) -> str:
    level = "error" if problem.code in FAULTS else "warning"
    properties = {"file": problem.path, "line": problem.shown_line, "title": problem.code}
    named = ",".join(f"{k}={workflow_property(str(v))}" for k, v in properties.items() if v)
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"::{level} {named}::{workflow_data(problem.message + hint)}\n"


def _json(problems: Iterable[Problem]) -> str:
    told = [asdict(problem) | {"line": problem.shown_line} for problem in problems]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


CHECK_FORMATS: Mapping[str, Callable[[Iterable[Problem]], str]] = {
    "text": _text,
    "github": _github,
    "json": _json,
}
"""What writes each form of a report, by the name that the command line gives it."""
