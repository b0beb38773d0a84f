"""What the notes of a file with several meetings are called: its path, `#`, and the day."""

from __future__ import annotations

import re
from datetime import date

_PART = re.compile(r"(?P<file>.+\.\w+)#(?P<day>\d{4}-\d\d-\d\d)(?:-\d+)?")


def file_of(path: str) -> str:
    """The file that a note lies in: its path, without the day of one of several meetings in it.

    >>> file_of("wg/log.md#2024-03-12"), file_of("wg/log.md#2024-03-12-2"), file_of("C#.md")
    ('wg/log.md', 'wg/log.md', 'C#.md')
    """
    match = _PART.fullmatch(path)
    return match["file"] if match else path


def day_of_part(path: str) -> date | None:
    """The day of one of several meetings in a file; `None` for a note that is a file's only one.

    >>> day_of_part("log.md#2024-03-12"), day_of_part("2024-03-12.md")
    (datetime.date(2024, 3, 12), None)
    """
    match = _PART.fullmatch(path)
    return date.fromisoformat(match["day"]) if match else None


def place_in_file(path: str) -> str:
    """What one of several meetings in a file is called in it; `""` for a file's only note.

    >>> place_in_file("log.md#2024-03-12-2"), place_in_file("2024-03-12.md")
    ('2024-03-12-2', '')
    """
    return path[len(file_of(path)) + 1 :]
