"""Problems as a person, a forge or a program reads them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict

from ..core.escape import log_line
from ..core.records import FAULTS, Problem
from .workflow_commands import annotation


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
    return "".join(
        annotation(
            "error" if problem.code in FAULTS else "warning",
            f"{problem.message} ({problem.hint})" if problem.hint else problem.message,
            path=problem.path,
            line=problem.shown_line,
            title=problem.code,
        )
        for problem in problems
    )


def _json(problems: Iterable[Problem]) -> str:
    told = [asdict(problem) | {"line": problem.shown_line} for problem in problems]
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


CHECK_FORMATS: Mapping[str, Callable[[Iterable[Problem]], str]] = {
    "text": _text,
    "github": _github,
    "json": _json,
}
"""What writes each form of a report, by the name that the command line gives it."""
