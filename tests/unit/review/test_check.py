"""Problems as text: a line each, and a hint where it was not just given."""

from __future__ import annotations

from mkdocs_minutes.core.records import Problem
from mkdocs_minutes.review.check import report


def test_a_hint_is_not_repeated_from_line_to_line() -> None:
    problems = [
        Problem("a.md", 3, "owner-missing", "nobody is named", "name somebody"),
        Problem("a.md", 5, "owner-missing", "nobody is named", "name somebody"),
        Problem("b.md", 0, "date-missing", "no date", "write one"),
        Problem("b.md", 7, "owner-missing", "nobody is named", "name somebody"),
    ]
    assert report(reversed(problems), "text") == (
        "a.md:3: owner-missing nobody is named\n"
        "    name somebody\n"
        "a.md:5: owner-missing nobody is named\n"
        "b.md:1: date-missing no date\n"
        "    write one\n"
        "b.md:7: owner-missing nobody is named\n"
        "    name somebody\n"
    )
