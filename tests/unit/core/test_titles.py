"""Which lines name a meeting, and the series that is left when its day is taken away."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings

PATH = "calls/2024-03-06.md"


@pytest.mark.parametrize(
    ("opening", "title", "series"),
    [
        ("# Build Group 2024, Public Notes, Mar 6", None, "Build Group"),
        ("# Minutes of the Build Group, March 6th, 2024, (GMT)", None, "Build Group"),
        ("# Build Group 2024-03-06", None, "Build Group"),
        ("[[_TOC_]]\n\n# Build Group 2024-03-06", "Build Group 2024-03-06", "Build Group"),
        # What opens such notes names a part of them, and not the meeting.
        ("[[_TOC_]]\n\nWe met online.", "2024-03-06", ""),
        ("# Recurrent items\n\n- Builds", "2024-03-06", ""),
        ("# Unfinished business\n\n- Builds", "2024-03-06", ""),
        ("## Present\n\nAnn, Bert, Carla\n\n## Builds", "2024-03-06", ""),
        ("Ann, Bert, Carla and Dora\n\n- Builds", "2024-03-06", ""),
    ],
)
def test_title_and_series(opening: str, title: str | None, series: str) -> None:
    note = parse(RawNote(PATH, f"{opening}\n".encode()), Settings()).note
    assert note.series == series
    if title is not None:
        assert note.title == title
