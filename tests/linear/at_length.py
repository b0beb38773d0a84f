"""What the worst cases take at a length, stage by stage, each case in a process of its own.

    python -m tests.linear.at_length [CHARACTERS] [NAME ...]

Prints the seconds of processors of each stage; a case that takes longer than `MOST` of them is
ended, and told with the stage that it was in.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable

from ..whole import archive_of, export_all, index, read_notes, render
from .test_linear import measured
from .worst_cases import NAMES, PATHS, worst_case

MOST = 150
"""Seconds of processors for a case."""


def told(name: str, size: int) -> None:
    """Print what each stage takes of a case, as soon as it is known."""
    resource.setrlimit(resource.RLIMIT_CPU, (MOST, MOST))
    print(name, end="", flush=True)

    def stage(called: str, run: Callable[[], object]) -> object:
        print(f"  {called} ", end="", flush=True)
        seconds, result = measured(run)
        print(f"{seconds:.1f}", end="", flush=True)
        return result

    data = worst_case(name, size)
    notes = stage("reading", lambda: read_notes({PATHS.get(name, "a/2020-01-01.md"): data}))
    archive = stage("archive", lambda: archive_of(notes))  # type: ignore[arg-type]
    for called, run in (("pages", render), ("index", index), ("exports", export_all)):
        stage(called, lambda run=run: run(archive))  # type: ignore[misc]
    print(flush=True)


def main() -> None:
    """Measure the cases that the command line names, or all."""
    size = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000
    for name in sys.argv[2:] or NAMES:
        child = os.fork()
        if not child:
            told(name, size)
            os._exit(0)
        if os.waitpid(child, 0)[1]:
            print(f" ended after {MOST} seconds", flush=True)


if __name__ == "__main__":
    main()
