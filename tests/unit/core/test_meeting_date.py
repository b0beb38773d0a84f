"""Which of the days that a note speaks of is the day of its meeting."""

from __future__ import annotations

from datetime import date

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import Note, RawNote
from mkdocs_minutes.core.settings import Settings

PATH = "calls/2024-02-03-choir.md"
STATED = date(2024, 4, 26)


def note_of(path: str, text: str, settings: Settings | None = None) -> Note:
    return parse(RawNote(path, text.encode()), settings or Settings()).note


@pytest.mark.parametrize(
    "words",
    [
        "## Next meeting\n* April 26, 2024 @ 3 pm EST",
        "**Next Meeting**\n\n2024-04-26",
        "- Next meeting:\n  - April 26, 2024",
        "The next meeting will be:\n\n* Friday, April 26, 2024",
        "Save the date:\n\nApril 26, 2024",
        "## Upcoming events\n\nApril 26, 2024",
        "## Summer concert\n* April 26, 2024",
        "## Summer concert\nDate: April 26, 2024",
        "## Summer workshop April 26, 2024\n* tickets",
        "## Date of the next rehearsal\n\n2024-04-26",
        "Date of next meeting: April 26, 2024",
        "Approved: April 26, 2024",
        "_Last updated 2024-04-26_",
        "Date posted: 2024-04-26",
        "- [ ] 2024-04-26",
        "Approved: 2024-04-26",
        "Posted 2024-04-26",
        "Deadline: April 26, 2024",
        "Minutes of the last meeting (April 26, 2024) approved",
        "## Approval of the minutes of April 26, 2024",
    ],
)
def test_the_day_of_another_event_is_not_the_meetings(words: str) -> None:
    assert note_of(PATH, f"# Choir call\n\n{words}\n").date == date(2024, 2, 3)
    assert note_of("choir.md", f"# Choir call\n\n- a\n\n{words}\n").date in (None, STATED)


@pytest.mark.parametrize(
    "words",
    [
        "April 26, 2024",
        "* Friday, April 26, 2024 at 10 am",
        "Scheduled Time: 04/26/2024 1700",
        "## When\n- April 26, 2024",
        "## Date and time\n- April 26, 2024",
        "## Proposed time and date\n\nDate: April 26, 2024",
        "## Date of Meeting\n\n2024-04-26",
        "## Attendees\nAnn, Bert\nDate: April 26, 2024",
        "## Songs\n- Two\n\n# Choir meeting - 26.04\n\nDate: April 26, 2024",
    ],
)
def test_a_day_under_the_title_or_a_heading_for_it_is(words: str) -> None:
    assert note_of(PATH, f"# Choir call\n\n{words}\n").date == STATED


def test_the_day_on_which_a_page_was_made_is_the_meetings_if_no_other_is_told() -> None:
    made = "# Crew call\n\nCreated: April 20, 2024 9:14 AM\n"
    assert note_of("crew.md", made).date == date(2024, 4, 20)
    assert note_of("crew.md", f"{made}Date: April 26, 2024\n").date == STATED


@pytest.mark.parametrize(
    ("path", "opening"),
    [
        ("04.05.2016.md", "# Choir\n\nWe met on April 5th, 2016, in the hall."),
        ("04-05-2016.md", "# Choir\n\nWe met on April 5th, 2016, in the hall."),
        ("04.05.2016.md", "Here are the notes of the choir call April 5th, 2016.\n\n## TOPICS:"),
    ],
)
def test_the_opening_says_in_which_order_a_file_is_named(path: str, opening: str) -> None:
    assert note_of(path, f"{opening}\n\n- a\n").date == date(2016, 4, 5)


def test_points_mean_day_first_unless_an_order_is_set() -> None:
    assert note_of("04.05.2016.md", "- a").date == date(2016, 5, 4)
    assert note_of("04.05.2016.md", "- a", Settings(date_order="mdy")).date == date(2016, 4, 5)


@pytest.mark.parametrize(
    ("path", "head", "body", "day"),
    [
        # Heading and name agree against the front matter, whichever is later.
        ("2024-02-27.md", "date: 2024-01-30", "## Choir board: 27 February 2024", "2024-02-27"),
        ("2024-02-27.md", "date: 2024-02-26", "## Choir board: 26 February 2024", "2024-02-26"),
        ("2024-02-27.md", "date: 2024-02-26", "## Choir board", "2024-02-26"),
        # A program's stamp gives way to an earlier day in the heading, a plain date does not.
        ("agm.md", "date: 2022-08-26 12:03:03", "# Minutes of the AGM 24/11/2014", "2014-11-24"),
        ("agm.md", "date: 2014-11-25", "# Minutes of the AGM 24/11/2014", "2014-11-25"),
    ],
)
def test_the_day_of_a_page_gives_way_to_the_meetings(
    path: str, head: str, body: str, day: str
) -> None:
    found = note_of(path, f"---\ntitle: Choir\n{head}\n---\n{body}\n\n- a\n").date
    assert found == date.fromisoformat(day)


def test_a_stamp_without_fences_gives_way_to_the_heading() -> None:
    head = "title: 2014 AGM\nslug: agm\ndate: 2022-08-26 12:03:03 UTC+12:00\n"
    note = note_of("agm.md", f"{head}\n# Minutes of the AGM 24/11/2014\n\n- a\n")
    assert note.date == date(2014, 11, 24)


def test_a_name_of_a_file_for_want_of_a_title_is_read_as_a_path() -> None:
    assert note_of("1990/03.06.90.md", "Present: Ann Bell\n").date is None
    assert note_of("1990/03.26.90.md", "Present: Ann Bell\n").date == date(1990, 3, 26)
    assert note_of("talk.md", "# Choir, 03.06.90\n").date == date(1990, 6, 3)


def test_a_table_of_one_row_without_a_head_is_read() -> None:
    rows = "<table><tr><td>Ann Bell</td><td>12 May 2024</td></tr></table>"
    assert note_of("choir.html", f"<h1>Choir</h1>\n{rows}\n<p>Words</p>\n").title == "Choir"
    assert note_of("choir.md", f"# Choir\n\n{rows}\n").title == "Choir"


def test_a_label_and_the_path_outweigh_a_day_in_the_title() -> None:
    text = "# Outage of 30 Sep 2025\n\n**Date:** 2025-10-01\n**Attending:** Ann Bell, Bo Crane\n"
    assert note_of("2025-10-01-outage.md", text).date == date(2025, 10, 1)
    assert note_of("outage.md", text).date == date(2025, 9, 30)


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("# Harbour meeting 6.3.24", date(2024, 3, 6)),
        ("# Harbour\n6.3.24", date(2024, 3, 6)),
        ("Harbour committee\nweds 6 mar 24", date(2024, 3, 6)),
        ("# Fathom 3.10.19", None),
        ("# Harbour\n\nWe shipped fathom 6.3.24", None),
    ],
)
def test_a_short_year_is_one_on_top_of_a_note(words: str, day: date | None) -> None:
    assert note_of("harbour.md", f"{words}\n\nThe crane is blue.\n").date == day
