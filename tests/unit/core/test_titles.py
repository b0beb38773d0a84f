"""Which lines name a meeting, and the series that is left when its day is taken away."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from tests.assembling import build

PATH = "calls/2024-03-06.md"


@pytest.mark.parametrize(
    ("opening", "title", "series"),
    [
        ("# Build Group 2024, Public Notes, Mar 6", None, "Build Group"),
        ("# Minutes of the Build Group, March 6th, 2024, (GMT)", None, "Build Group"),
        ("# Build VC 4/5 March 2024 Summary Notes", None, "Build VC"),
        ("# Build VC 6 March 2024 Notes and Actions", None, "Build VC"),
        ("# Build meeting summary for 2024-03-06", None, "Build meeting"),
        ("<h3>Members</h3>\n<ul>\n<li>Ann</li>\n</ul>", "2024-03-06", ""),
        ("# Build Group: week of March 6, 2024", None, "Build Group"),
        ("# Recording and Transcript:\n\n# Meeting Minutes", "2024-03-06", ""),
        ("# Recording & Slides\n\n# Build Group 2024-03-06", None, "Build Group"),
        ("# Build Group Sprint 26 Review - 6 March 2024", None, "Build Group Sprint Review"),
        ("# Build Group 2024-03-06", None, "Build Group"),
        ("[[_TOC_]]\n\n# Build Group 2024-03-06", "Build Group 2024-03-06", "Build Group"),
        # What opens such notes names a part of them, and not the meeting.
        ("[[_TOC_]]\n\nWe met online.", "2024-03-06", ""),
        ("# Recurrent items\n\n- Builds", "2024-03-06", ""),
        ("# Unfinished business\n\n- Builds", "2024-03-06", ""),
        ("## Present\n\nAnn, Bert, Carla\n\n## Builds", "2024-03-06", ""),
        ("Ann, Bert, Carla and Dora\n\n- Builds", "2024-03-06", ""),
        ("**Attendees**: Ann, Bert\n\n## Funds\n\nNone\n\n## Walls", "2024-03-06", ""),
        (
            "**Attendees**: Ann, Bert\n\n## Build Group call\n\n## Walls",
            "Build Group call",
            "Build Group call",
        ),
        ("##TOPICS DISCUSSED:\n\n1. Builds", "2024-03-06", ""),
        ("## Date of Meeting\n\n2024-03-06", "2024-03-06", ""),
        ("# Attendees\n\n- Ann\n\n# Agenda\n\n- Builds\n\n# Notes\n\nFine.", "2024-03-06", ""),
        ("**BG Members**\n\n[X] Ann Bell", "2024-03-06", ""),
        ("## 1. Builds\n\nNone broke.\n\n## 2. Docs", "2024-03-06", ""),
        ("## Next meeting\n\n* 2024-03-13", "2024-03-06", ""),
        # Ways to other pages stand above the title.
        ("(back to [[Calls]])\n\n# Build Group", "Build Group", "Build Group"),
        ("[< Previous](a.md) | [Next >](b.md)\n\n# Build Group", "Build Group", "Build Group"),
        (
            "(back to [[Calls]])\n\nNotes on the 26th Build call, March 6, 2024 (3.00pm - 4pm CET)",
            "Notes on the 26th Build call, March 6, 2024 (3.00pm - 4pm CET)",
            "Build call",
        ),
        ("Here are the notes of the build call March 6th, 2024.\n\n- a", None, "build call"),
        ("# Attending\n\n- Ann Bell\n\n# Faster builds\n\n# Docs", "2024-03-06", ""),
        ("Dial in number: +1 555 0100\n\n- Builds", "2024-03-06", ""),
        # What is left of a day and hour: numbers without a year, weekdays, zones in words.
        ("# Build Group 3/6", None, "Build Group"),
        ("# 03.06.24 Build Group Minutes", None, "Build Group"),
        ("# Build Group 12 -- Thurs 6 Mar 2024", None, "Build Group 12"),
        ("# 2024-03-06T17:00Z Build Group", None, "Build Group"),
        ("# Build Group, week of March 6, 2024", None, "Build Group"),
        ("# 24/7 Support Group 2024-03-06", None, "24/7 Support Group"),
        ("# Build Board Minutes\n\nMeeting information\n\n- a", None, "Build Board"),
        ("# Build Group - March 6, 2024 - 3:00 PM Eastern", None, "Build Group"),
        ("# Build Group - March 6, 2024 @ 3pm Pacific Time", None, "Build Group"),
        # A field of a table, AsciiDoc's title, a line underlined as in reStructuredText.
        (
            "| Meeting title: | **Build Group** |\n|---|---|\n| Date | 2024-03-06 |",
            "Build Group",
            None,
        ),
        ("= Minutes for 2024-03-06\n\nQuestions are welcome\n\n* a", "Minutes for 2024-03-06", ""),
        (
            "////\nFree\n////\n\n:toc:\n:level: 1\n= Build Group\n:icons: font\n\nWe met.",
            "Build Group",
            "Build Group",
        ),
        ("Build Group\n###########\n:date: 2024-03-07 15:14\n\nWe met.", "Build Group", None),
        # A day above the heading is no title, nor is a table of contents, a stamp, a signature.
        ("March 6, 2024\n\nHost: Ann\n\n# **Build Board**\n\n* a", "Build Board", "Build Board"),
        ("2024-03-06 6:10pm\nBuild Board Meeting\n\n- a", "Build Board Meeting", None),
        (
            "![logo](a.png)\n\n## Contents\n\n* [a](#a)\n\n## Agenda for the Build fair\n\n- a",
            "Agenda for the Build fair",
            None,
        ),
        ("From ann Wed Mar 6 18:17:23 2024\n\n- a", "2024-03-06", ""),
        ("Meeting started at 7:10pm\n\n- a", "2024-03-06", ""),
        ("~ann\n\n- a", "2024-03-06", ""),
        ("Directors in attendance:\n\n- Ann", "2024-03-06", ""),
        # Prose that was wrapped is none; where it says whose minutes these are, both lines are.
        (
            "Sorry for the delay. I had to mash together the notes that\nMike and I took.\n\n- a",
            "2024-03-06",
            "",
        ),
        (
            "These are the minutes of the Build Board on\nMarch 6, 2024.\n\n- a",
            "These are the minutes of the Build Board on March 6, 2024",
            "Build Board",
        ),
        ("---\n\n# Build call\n\nPresent: Ann\n\n---\n\n- a", "Build call", "Build call"),
        # Labels of a list without the mark of a heading are not counted among the headings.
        (
            "6 March 2024\n\nChair: Ann Bell\n\nMembers:\n- [x] Ann Bell\n\n"
            "Excused:\n- [ ] Bo Crane\n\nGuests:\n- [x] Cy Dunn\n\n# Minutes of the Trust\n\n* a",
            "Minutes of the Trust",
            None,
        ),
        # What stands below an opening line with a day is a part, whoever's name it is.
        (
            "Ops standup Mon 4 Mar 2024\npresent: Ann, Bo\n\nAnn\n - mended it\nBo\n - away",
            "Ops standup Mon 4 Mar 2024",
            "Ops standup",
        ),
    ],
)
def test_title_and_series(opening: str, title: str | None, series: str | None) -> None:
    note = parse(RawNote(PATH, f"{opening}\n".encode()), Settings()).note
    if series is not None:
        assert note.series == series
    if title is not None:
        assert note.title == title


@pytest.mark.parametrize(
    ("path", "series"),
    [
        ("Board-Meeting-2024-03-06.md", "Board Meeting"),
        ("builds/Board-Meeting-2024-03-06.md", "Builds"),
        ("builds/meeting_3_date_March_6.md", "Builds"),
        ("Meeting-Notes-2024-03-06.md", "Meeting notes"),
        ("2024-03-06-misc.md", "Meeting notes"),
    ],
)
def test_a_note_that_names_no_series_has_its_folders_or_its_files(path: str, series: str) -> None:
    archive = build([RawNote(path, b"# 6 March 2024\n\n- Builds\n")], Registry(), Settings())
    assert [found.name for found in archive.series.values()] == [series]


@pytest.mark.parametrize(
    ("path", "opening", "title", "series"),
    [
        (
            "Build Board Meeting 2024 03 06.md",
            "## Time and Location\n\nMarch 6, 2024",
            None,
            "Build Board Meeting",
        ),
        ("Build_Board_Meeting_2024_03_06.md", "# 2024-03-06", None, "Build Board Meeting"),
        ("Build Board Meeting 2024 03 07.md", "# 6 March 2024", "6 March 2024", None),
        ("2024-03-06-build-board.md", "# 6 March 2024", "6 March 2024", None),
        ("2024-03-06.md", "# <!-- title -->\n\nPresent: Ann", "2024-03-06", None),
    ],
)
def test_a_file_that_names_the_meeting_of_a_day_says_more_than_the_day(
    path: str, opening: str, title: str | None, series: str | None
) -> None:
    note = parse(RawNote(path, f"{opening}\n\n- a\n".encode()), Settings()).note
    assert note.title == (title or path.removesuffix(".md").replace("_", " "))
    assert note.date is not None
    assert series is None or note.series == series
