"""What is looked for in the lines of a note."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.extract.sought import Sought, lines_with
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import Note, RawNote
from mkdocs_minutes.core.settings import Settings


def note_of(text: str) -> Note:
    return parse(RawNote("a/2024-11-13.txt", text.encode()), Settings()).note


@pytest.mark.parametrize("sought", Sought)
def test_each_part_of_each_is_found_though_others_hold_it(sought: Sought) -> None:
    parts = [part for part in sought.value if part.strip() == part]
    note = note_of("\n".join(f"X{part}X" for part in parts))
    assert [part for at, part in enumerate(parts) if at not in lines_with(note, sought)] == []


def test_lines_are_told_once_and_in_order_whatever_blanks_they_have() -> None:
    note = note_of("İ and nobody\n\nAnn was\tpresent, was present\nBo\nCy was\xa0here")
    assert lines_with(note, Sought.TOLD) == [2, 4]
    assert lines_with(note, Sought.TOLD, Sought.MARKUP) == [2, 4]


def test_no_part_is_a_sign_that_stands_in_most_lines() -> None:
    parts = {part for sought in Sought if sought is not Sought.MARKUP for part in sought.value}
    assert not [part for part in parts if part.isascii() and len(part) < 2]
