"""Of two days that a note gives, in its words and in its path, the one that the archive tells."""

from __future__ import annotations

from datetime import date

from mkdocs_minutes.core.records import Archive, RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from tests.assembling import build

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
    assert [note.facts.actions[0].due for note in found] in (
        [date(2024, 5, 4), date(2024, 6, 8)],
        [None, None],
    )


def heading_days(*notes: tuple[str, str]) -> dict[str, str]:
    raw = [RawNote(path, f"# {title}\n\nPresent: Ann Bell\n".encode()) for path, title in notes]
    found = build(raw, Registry(), Settings()).notes.values()
    return {note.note.path: str(note.note.date) for note in found}


SHOWING = (("1992/02.27.92.md", "Loom Circle"), ("1992/09.24.92.md", "Loom Circle"))


def test_the_order_of_day_and_month_is_the_one_that_other_notes_write() -> None:
    found = heading_days(*SHOWING, ("1992/03.05.92.md", "Loom Circle"))
    assert found["1992/03.05.92.md"] == "1992-03-05"


def test_one_note_shows_no_order_and_notes_at_odds_show_none() -> None:
    unclear = ("1992/03.05.92.md", "Loom Circle")
    assert heading_days(SHOWING[0], unclear)[unclear[0]] == "None"
    odd = (("1992/27.02.92.md", "Loom Circle"), ("1992/24.09.92.md", "Loom Circle"))
    assert heading_days(*SHOWING, *odd, unclear)[unclear[0]] == "None"


def test_a_settled_date_is_doubted_no_more() -> None:
    raw = [
        RawNote(path, b"# Loom Circle\n")
        for path in ("1992/02.27.92.md", "1992/09.24.92.md", "1992/03.05.92.md")
    ]
    assert build(raw, Registry(), Settings()).problems == ()


def test_the_day_in_a_path_settles_the_one_in_the_words() -> None:
    assert heading_days(("1996/10.13.96.md", "Loom Circle, 10/13/96"))["1996/10.13.96.md"] == (
        "1996-10-13"
    )
    assert heading_days(("1990/01.29.90.md", "Loom Circle 1/29/90"))["1990/01.29.90.md"] == (
        "1990-01-29"
    )


def test_a_range_in_the_title_that_holds_the_paths_day_is_no_conflict() -> None:
    raw = [RawNote("loom-2008-02-14.md", b"# Loom Circle for February 7-14, 2008\n")]
    found = build(raw, Registry(), Settings())
    assert [str(note.note.date) for note in found.notes.values()] == ["2008-02-14"]
    assert found.problems == ()


def test_an_event_in_a_sentence_does_not_outweigh_the_files_day() -> None:
    text = b"The meeting began at noon.\n\nThe General Meeting is on the 6th of May.\n"
    found = build([RawNote("1990/04.17.90.md", text)], Registry(), Settings())
    assert [str(note.note.date) for note in found.notes.values()] == ["1990-04-17"]


def test_a_weekday_that_belies_the_words_and_fits_the_path_tells() -> None:
    assert heading_days(("2006-11-02.md", "Loom Circle, Thursday, November 7, 2006")) == {
        "2006-11-02.md": "2006-11-02"
    }
    assert heading_days(("2006-11-02.md", "Loom Circle, Tuesday, November 7, 2006")) == {
        "2006-11-02.md": "2006-11-07"
    }


def test_the_line_of_the_date_shows_the_order_too() -> None:
    others = [("a.md", "22/02/2024"), ("b.md", "14/03/2024")]
    assert "2024-02-04" in days(("c.md", "04/02/2024"), *others)
    assert "None" in days(("c.md", "04/02/2024"), others[0])


def test_days_in_either_order_are_read_so_that_they_fall_on_one_weekday() -> None:
    weekly = [("a.md", "05/04/2021"), ("b.md", "12/04/2021"), ("c.md", "03/05/2021")]
    assert days(*weekly) == ["2021-04-05", "2021-04-12", "2021-05-03"]
    assert days(*weekly[:2]) == ["None", "None"]


def test_the_weekday_settles_numbers_also_before_the_hour_and_the_place() -> None:
    def read(line: str) -> str:
        raw = RawNote("loom.md", f"# Loom friends\n\n{line}\n\n1. The lamp is new.\n".encode())
        return str(next(iter(build([raw], Registry(), Settings()).notes.values())).note.date)

    assert read("Mercredi 03/04/2024, 18 h, salle du moulin") == "2024-04-03"
    assert read("Donnerstag, 04/07/2024, Weberei") == "2024-07-04"
    assert read("Giovedì 04/07/2024, sala grande") == "2024-07-04"
    # What a day is told of in a sentence is no meeting.
    assert read("Mercredi 03/04/2024, on a fermé la salle.") == "None"
