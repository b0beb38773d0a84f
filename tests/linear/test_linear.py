"""No rule takes longer than in proportion to what it reads: each has its worst case.

The time of a note four times as long is compared with that of the shorter one, in seconds of
processors. `MINUTES_WORST_CASES=1000000` takes notes of up to so many characters.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable

import pytest

from mkdocs_minutes.core.records import Archive
from tests.whole import compare

from ..whole import archive_of, export_all, index, read_notes, render
from .worst_cases import AT_LEAST, NAMES, PATHS, worst_case

LONG = int(os.environ.get("MINUTES_WORST_CASES", "4000"))
TIMES = 4
GROWTH = 2.5
"""How much more than in proportion a stage may take: caches fall behind, lists move."""

NOTHING = 0.03
"""Seconds in which a stage does what it does for any note."""


def measured(run: Callable[[], Archive | object]) -> tuple[float, object]:
    """The seconds of processors that a call took, and what it gave."""
    start = time.process_time()
    result = run()
    return time.process_time() - start, result


def stages(name: str, size: int) -> dict[str, float]:
    """The seconds of processors that each stage of a note's way takes, and a diff to half of it."""
    data, half = worst_case(name, size), worst_case(name, size // 2)
    path = PATHS.get(name, "a/2020-01-01.md")
    seconds = {}
    seconds["reading"], notes = measured(lambda: read_notes({path: data}))
    seconds["archive"], archive = measured(lambda: archive_of(notes))  # type: ignore[arg-type]
    assert isinstance(archive, Archive)
    seconds["pages"], _ = measured(lambda: render(archive))
    seconds["index"], _ = measured(lambda: index(archive))
    seconds["exports"], _ = measured(lambda: export_all(archive))
    before = archive_of(read_notes({path: half}))
    seconds["diff"], _ = measured(lambda: compare(before, archive))
    return seconds


def grows_too_fast(name: str, long: int) -> dict[str, tuple[float, float]]:
    """The stages that take more than in proportion, with their seconds."""
    full = stages(name, long)
    if max(full.values()) <= NOTHING:
        return {}
    short = stages(name, long // TIMES)
    return {
        stage: (short[stage], full[stage])
        for stage in full
        if full[stage] > GROWTH * TIMES * short[stage] + NOTHING
    }


@pytest.mark.parametrize("name", NAMES)
def test_four_times_as_much_takes_about_four_times_as_long(name: str) -> None:
    # A machine that was busy may have slowed the long note: what is quadratic is so again.
    long = max(LONG, AT_LEAST.get(name, 0))
    assert not grows_too_fast(name, long) or not grows_too_fast(name, long)
