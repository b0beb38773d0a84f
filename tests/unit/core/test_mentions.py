"""What in the words of a note is a name of somebody, and what only looks like one."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from tests.assembling import build


def written(words: str, *people: str) -> list[str]:
    listed = "\n".join(f"- {name}" for name in people)
    text = f"# Loom Board 2024-03-12\n\n## Attendees\n\n{listed}\n\n## Looms\n\n{words}\n"
    (note,) = build([RawNote("board.md", text.encode())], Registry(), Settings()).notes.values()
    line = text[: text.index(words)].count("\n") + 1
    return [mention.written for mention in note.mentions if mention.line == line]


@pytest.mark.parametrize(
    "words",
    ["Mon, Jun 16, 2025", "Due 24. Jun", "Opens 3 Jan", "From Jan 2025 on", "See 12-Jun-2025"],
)
def test_a_month_of_a_date_is_nobody(words: str) -> None:
    assert written(words, "Jun Takeda", "Jan Bell") == []


@pytest.mark.parametrize("words", ["Then Jun spoke.", "We heard from Jan", "Room 4: Jan paints"])
def test_who_is_called_like_a_month_is_somebody(words: str) -> None:
    assert written(words, "Jun Takeda", "Jan Bell") in (["Jun"], ["Jan"])
