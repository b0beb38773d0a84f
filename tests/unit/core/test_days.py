"""Of two days that a note gives, in its words and in its path, the one that the archive tells."""

from __future__ import annotations

from datetime import date

from mkdocs_minutes.core.archive import build
from mkdocs_minutes.core.records import Archive, RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings

CONTENT = "# Loom Circle\n\nDate: {}\n\nPresent: Ann Bell\n\n- [ ] Ann: wind the bobbins\n"


def archive(*notes: tuple[str, str]) -> Archive:
    raw = [RawNote(path, CONTENT.format(day).encode()) for path, day in notes]
    return build(raw, Registry(), Settings())


def days(*notes: tuple[str, str]) -> list[str]:
    return [str(note.note.date) for note in archive(*notes).notes.values()]


MAY = ("2024-05-03/notes.md", "May 3, 2024")


def test_a_day_left_over_from_another_note_gives_way_to_the_paths() -> None:
    assert days(MAY, ("2024-06-07/notes.md", "May 3, 2024")) == ["2024-05-03", "2024-06-07"]


def test_the_doubt_stays_with_the_line_that_is_to_be_corrected() -> None:
    found = archive(MAY, ("2024-06-07/notes.md", "May 3, 2024")).problems
    assert [(p.path, p.line, p.code) for p in found] == [
        ("2024-06-07/notes.md", 3, "date-conflict")
    ]


def test_without_a_note_of_that_day_the_words_hold() -> None:
    assert days(("2024-06-07/notes.md", "May 3, 2024")) == ["2024-05-03"]
    assert days(("2024-07-05.md", "May 3, 2024"), ("2024-06-07.md", "May 3, 2024")) == [
        "2024-05-03",
        "2024-05-03",
    ]


def test_a_day_that_another_note_has_is_not_taken() -> None:
    other = ("2024-06-07/more.md", "June 7, 2024")
    assert days(MAY, other, ("2024-06-07/notes.md", "May 3, 2024")).count("2024-06-07") == 1


def test_minutes_posted_some_days_later_are_not_doubted() -> None:
    assert archive(("2024-05-06.md", "May 3, 2024")).problems == ()


def test_what_counts_from_the_day_is_read_again() -> None:
    notes = [
        RawNote(f"{day}.md", b"# Loom Circle\n\nDate: 2024-05-03\n\n- [ ] Ann: wind by tomorrow\n")
        for day in ("2024-05-03", "2024-06-07")
    ]
    found = build(notes, Registry(), Settings()).notes.values()
    assert [note.actions[0].due for note in found] in (
        [date(2024, 5, 4), date(2024, 6, 8)],
        [None, None],
    )
