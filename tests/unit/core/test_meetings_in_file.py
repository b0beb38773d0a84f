"""Files that hold several meetings, and files that only look so."""

from __future__ import annotations

from dataclasses import replace

import pytest

from mkdocs_minutes.core.meetings_in_file import in_parts
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import NoteFolder, Settings
from mkdocs_minutes.pages.sitemap import addresses, redirects
from tests.assembling import build


def paths(text: str, path: str = "log.md") -> list[str]:
    return [part.path for part in in_parts(RawNote(path, text.encode()), Settings())]


LOG = """# Kiln group

We meet in the shed.

## 19 March 2024

Present: Ann Bell, Bo Dane

- AI (Ann Bell): order clay

## 2024-03-12

### Attendees

- Bo Dane

### Notes

It rained.
"""
DAYS = ["log.md#2024-03-19", "log.md#2024-03-12"]

SEVERAL = {
    "headings of one level": LOG,
    "headings with underlines": "2024-03-19\n==========\n\nPresent: Ann\n\n2024-03-12\n"
    "==========\n\nPresent: Bo\n",
    "meetings under years": "# 2024\n\n## 2024-03-19\n\n**Present:** Ann\n\n# 2023\n\n"
    "## 2024-03-12\n\n**Attendees:** Bo\n",
    "front matter that names the group": "---\ntitle: Kiln group\n---\n\n## 2024-03-19\n\n"
    "Present: Ann\n\n## 2024-03-12\n\nPresent: Bo\n",
    "minutes without attendance, told by their name": "# Kiln minutes\n\n## 2024-03-19\n\n"
    "### Agenda\n\n- Clay\n\n## 2024-03-12\n\n### Action items\n\n- Buy clay\n",
    "one meeting without a word of who came": "## 2024-03-19\n\nPresent: Ann\n\nIt rained.\n\n"
    "## 2024-03-12\n\nPresent: Bo\n",
    "minutes by their name in any language, headed by nothing but days": "# Notulen\n\n"
    "## 19-03-2024\n\n- klei\n\n## dinsdag 12-03-2024 19:30 - 20:30\n\n- oven\n",
    "minutes with one empty meeting": "## notulen\n\n### 19 maart 2024\n\nAanwezig: Ann\n\n"
    "### 12 maart 2024\n",
    "headings that each say that they are minutes": "# Besprechungen\n\n"
    "## Besprechungsprotokoll 19.03.24\n\nTon\n\n## Besprechungsprotokoll 12.03.24\n\nOfen\n",
    "numbers of meetings with their days": "# 会议纪要\n\n## 第二次（2024.3.19）\n\n- 陶土\n\n"
    "## 第一次（2024.3.12）\n\n- 窑\n",
    "headings without a blank": "#会议记录\n\n##**2024年3月19日**\n\n###参与者\n+ 王伟\n\n"
    "##**2024年3月12日**\n\n###参与者\n+ 李娜\n",
    "meetings under weeks": "# Meeting notes\n\n## Week 2 (16/3/2024 -- 22/3/2024)\n\n"
    "### Meeting (19/3/2024)\n\n- Clay\n\n## Week 1 (9/3/2024 -- 15/3/2024)\n\n"
    "### Meeting (12/3/2024)\n\n- Kiln\n",
    "days with points and words behind them": "# Minutes\n\n"
    "## Meeting Notes 19.03.2024 - Kick off\n\n- Clay\n\n"
    "## Meeting Notes 12.03.2024 - Meeting #2\n\n- Kiln\n",
    "what follows the last meeting": "# A\n\n## 2024-03-19\n\nPresent: Ann\n\n"
    "## 2024-03-12\n\nPresent: Bo\n\n## Template\n\nPresent:\n",
}

ONE = {
    "an index by days": "# Notulen\n\n## 19-03-2024\n\n[Notes](a.md)\n\n## 12-03-2024\n\n"
    "<https://kiln.example.org/b>\n",
    "an index of meetings": "# Minutes\n\n## 2024-03-19\n\n- [Notes](a.md)\n\n## 2024-03-12\n\n"
    "- [Notes](b.md)\n",
    "a changelog": "# Changelog\n\n## 1.2.0 - 2024-03-19\n\n### Added\n\n- Clay\n\n"
    "## 1.1.0 - 2024-03-12\n\n### Fixed\n\n- Fire\n",
    "a changelog by days": "# Changes\n\n## 2024-03-19\n\n### Tasks\n\n- Clay\n\n## 2024-03-12\n\n"
    "### Tasks\n\n- Fire\n",
    "a meeting that comes back to another": "# Kiln call, 2024-03-19\n\nPresent: Ann\n\n"
    "## Since 2024-03-12\n\nPresent: Bo\n\n## Since 2024-03-05\n\nPresent: Bo\n",
    "a file for one day": "## 2024-03-19\n\nPresent: Ann\n",
    "a day twice": "## 2024-03-19\n\nPresent: Ann\n\n## 2024-03-19\n\nPresent: Bo\n",
    "topics between the days": "## 2024-03-19\n\nPresent: Ann\n\n## Clay\n\n## 2024-03-12\n\n"
    "Present: Bo\n",
    "days without a year": "## 19 March\n\nPresent: Ann\n\n## 12 March\n\nPresent: Bo\n",
    "days in a block of code": "# A\n\n```\n## 2024-03-19\nPresent: Ann\n## 2024-03-12\n"
    "Present: Bo\n```\n",
    "front matter with a day": "---\ndate: 2024-03-19\n---\n\n## 2024-03-19\n\nPresent: Ann\n\n"
    "## 2024-03-12\n\nPresent: Bo\n",
    "the days of coming meetings": "# A\n\n## Next meeting: 2024-03-19\n\nPresent: Ann\n\n"
    "## Next meeting: 2024-03-12\n\nPresent: Bo\n",
}


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("log.wiki", "= 19 March 2024 =\n * Participants: Ann\n\n=2024-03-12=\n * Present: Bo\n"),
        (
            "log.mediawiki",
            "= Kiln =\n== 2024-03-19 ==\nPresent: Ann\n== 2024-03-12 ==\nPresent: Bo\n",
        ),
        (
            "log.dokuwiki",
            "====== Kiln ======\n===== 2024-03-19 =====\nPresent: Ann\n"
            "===== 2024-03-12 =====\nPresent: Bo\n",
        ),
        (
            "log.org",
            "* Minutes\n** 2024-03-19\n*** TODO Order clay\n** <2024-03-12 Tue>\n*** DONE Fire\n",
        ),
        (
            "log.org",
            "* Minutes\n** Meeting 2024-03-19\n- Clay\n** Meeting 2024-03-12 (second)\n- Fire\n",
        ),
        (
            "log.org",
            "* Minutes\n** meeting 2024.03.19 (1h)\n- a\n** meeting 2024.03.12 (2h)\n- b\n",
        ),
        ("log.md", "# Minutes\n## 19/03/2024\n### Agenda\n## 12/03/2024\n### Agenda\n"),
        ("log.md", "# Minutes\n## 3/19/24\n### Agenda\n## 3/12/24\n### Agenda\n"),
    ],
)
def test_headings_of_other_markups_and_of_one_order(path: str, text: str) -> None:
    assert paths(text, path) == [f"{path}#2024-03-19", f"{path}#2024-03-12"]


@pytest.mark.parametrize("kind", SEVERAL)
def test_headings_with_days_make_meetings(kind: str) -> None:
    assert paths(SEVERAL[kind]) == DAYS


@pytest.mark.parametrize("kind", ONE)
def test_what_only_has_days_stays_one_note(kind: str) -> None:
    assert paths(ONE[kind]) == ["log.md"]


def test_a_file_with_a_day_in_its_name_is_one_meeting() -> None:
    assert paths(LOG, "2024-03-19.md") == ["2024-03-19.md"]


@pytest.mark.parametrize("path", ["2024-02-update.md", "2024/log.md", "update.md"])
def test_days_without_a_year_and_a_month_stay_one_note(path: str) -> None:
    assert paths("# March 12\n\n- It rained.\n\n# March 19\n\n- Red.\n", path) == [path]


def test_each_line_stands_in_one_meeting_and_at_its_place() -> None:
    lines = LOG.split("\n")
    parts = in_parts(RawNote("log.md", LOG.encode()), Settings())
    held = [part.data.decode().split("\n") for part in parts]
    for at, line in enumerate(lines):
        found = [part[at] for part in held if at < len(part) and part[at]]
        expected = [line] * (len(parts) if at == 0 else 1) if line else []
        assert found == expected, at


def test_meetings_are_notes_with_days_lines_and_addresses_of_their_own() -> None:
    archive = build(in_parts(RawNote("log.md", LOG.encode()), Settings()), Registry(), Settings())
    notes = sorted(archive.notes.values(), key=lambda note: note.note.path)
    assert [str(note.note.date) for note in notes] == ["2024-03-12", "2024-03-19"]
    assert [note.id for note in notes] == ["kiln-group/2024-03-12", "kiln-group/2024-03-19"]
    assert [[person.name for person in note.facts.attendees] for note in notes] == [
        ["Bo Dane"],
        ["Ann Bell", "Bo Dane"],
    ]
    assert [action.line for action in notes[1].facts.actions] == [9]
    assert not archive.problems


@pytest.mark.parametrize(
    ("permalink", "page"),
    [
        ("/:path/", "kiln-group/"),
        ("/meetings/:path/", "/meetings/log#"),
        ("/minutes/:name.html", "/minutes/log.html#"),
    ],
)
def test_meetings_share_what_was_a_page_among_others_since_these_link_into_it(
    permalink: str, page: str
) -> None:
    settings = Settings(folders=(NoteFolder(permalink=permalink),))
    archive = build(in_parts(RawNote("log.md", LOG.encode()), settings), Registry(), settings)
    assert [*archive.notes] == [f"{page}2024-03-12", f"{page}2024-03-19"]
    assert [str(note.note.date) for note in archive.notes.values()] == ["2024-03-12", "2024-03-19"]
    moved = replace(settings, addresses="archive")
    archive = build(in_parts(RawNote("log.md", LOG.encode()), moved), Registry(), moved)
    page = "kiln-group/log#" if "#" in page else page
    assert [*archive.notes] == [f"{page}2024-03-12", f"{page}2024-03-19"]
    assert "notes/kiln-group/2024-03-12/" in {**redirects(archive), **addresses(archive)}


def test_a_page_that_was_called_like_a_part_redirects_to_a_page_of_its_own() -> None:
    settings = Settings(folders=(NoteFolder(permalink="/meetings/:path/"),))
    note = RawNote("board #3.md", b"# Board, 2024-03-12\n\nPresent: Ann Bell\n")
    archive = build([note], Registry(), settings)
    assert [*archive.notes] == ["board/2024-03-12"]
    assert redirects(archive)["/meetings/board #3/"] == "notes/board/2024-03-12/"


def test_what_stands_between_two_meetings_belongs_to_the_one_below() -> None:
    text = (
        "# Spring\n\nIt rained.\n\n## 2024-03-19\n\nPresent: Ann Bell\n\n# Winter\n\nIt froze.\n\n"
    )
    first, second = in_parts(
        RawNote("log.md", f"{text}## 2024-01-12\n\nPresent: Bo\n".encode()), Settings()
    )
    assert b"It rained" in first.data
    assert b"It froze" not in first.data
    assert b"It froze" in second.data


def test_a_week_between_two_meetings_is_the_day_of_none() -> None:
    text = (
        "# Meeting notes\n\n## Week 2 (16/3/2024 -- 22/3/2024)\n\n### Meeting (19/3/2024)\n\n"
        "- Clay\n\n## Holidays (13/3/2024 -- 15/3/2024)\n\n## Week 1 (9/3/2024 -- 15/3/2024)\n\n"
        "### Meeting (12/3/2024)\n\n- Kiln\n"
    )
    parts = in_parts(RawNote("log.md", text.encode()), Settings())
    notes = [parse(part, Settings()).note for part in parts]
    assert [str(note.date) for note in notes] == ["2024-03-19", "2024-03-12"]
    assert [note.date_line for note in notes] == [5, 13]


@pytest.mark.parametrize(
    ("days", "first"),
    [
        (("05/04/2021", "12/04/2021", "03/05/2021"), "2021-04-05"),  # on one weekday
        (("Tuesday 02/03/2021", "02/03/2022"), "2021-03-02"),  # of that weekday
    ],
)
def test_days_that_can_be_read_two_ways_are_read_as_the_log_makes_sense(
    days: tuple[str, ...], first: str
) -> None:
    log = "# Kiln group\n\n" + "".join(f"## {day}\n\nPresent: Ann\n\n" for day in days)
    assert paths(log)[0] == f"log.md#{first}"


def test_days_in_bold_head_meetings_and_a_word_more_does_not() -> None:
    log = "**March {}, 2024**{}\n\nPresent: Ann\n\n**March 19, 2024**\n\nPresent: Bo\n"
    assert len(paths(log.format("12", ""))) == 2
    assert len(paths(log.format("12", " we met"))) == 1


def test_days_that_make_sense_in_both_orders_part_nothing() -> None:
    days = ("01/02/2024", "02/05/2024", "03/11/2024")
    assert paths("# Kiln\n\n" + "".join(f"## {day}\n\nPresent: Ann\n\n" for day in days)) == [
        "log.md"
    ]


@pytest.mark.parametrize(
    "log",
    [
        # Underlined headings of which those below the days have tildes, and one a line above too.
        "####\nLogs\n####\n\n{}\n------------\n\nAttendees\n~~~~~~~~~\n\n* Ann Bell\n\n----\n\n"
        "{}\n------------\n\nAttendees\n~~~~~~~~~\n\n* Bo Coe\n",
        # Nothing but the headings says that they are minutes.
        "Meeting minutes {} - Pier\n===\n\nRope is short.\n\n"
        "Meeting minutes {} - Pier\n===\n\nRope came.\n",
    ],
)
def test_days_underlined_head_meetings(log: str) -> None:
    raw = RawNote("days.rst", log.format("12 March 2024", "05 March 2024").encode())
    parts = in_parts(raw, Settings())
    assert [part.path for part in parts] == ["days.rst#2024-03-12", "days.rst#2024-03-05"]
    assert all((b"Logs" in part.data) == (b"Logs" in raw.data) for part in parts)


def test_an_index_that_names_minutes_is_one_note() -> None:
    links = "## Minutes of {}\n\n[Minutes](https://example.org/a)\n\n"
    index = links.format("12 March 2024") + links.format("5 March 2024")
    assert len(in_parts(RawNote("pages.md", index.encode()), Settings())) == 1


@pytest.mark.parametrize(
    "log",
    [
        "# Kiln\n\n:::info\n- **Date:** 19 Mar 2024\n- **Present:** Ann\n:::\n\n## C\n- mills\n\n"
        "###### tags: `kiln`\n\n:::info\n- **Date:** 12 Mar 2024\n- **Present:** Bo\n:::\nlooms\n",
        "## Meeting 2\n* **DATE: 19.3.2024**\n* **ATTENDEES: Ann**\n\nmills\n\n"
        "## Meeting 1\n* **DATE: 12.3.2024**\n* **ATTENDEES: Bo**\n\nlooms\n",
        "- Where: kiln\n- Date:\n  - 2024-03-19\n- Present: Ann\n\nmills\n\n"
        "- Where: kiln\n- Date:\n  - 2024-03-12\n- Present: Bo\n\nlooms\n",
    ],
)
def test_labels_tell_the_days_of_meetings_where_no_heading_does(log: str) -> None:
    assert paths(log) == DAYS
    second = in_parts(RawNote("log.md", log.encode()), Settings())[1].data
    assert b"looms" in second
    assert b"mills" not in second
    assert (b"Meeting 1" in second) == ("Meeting 1" in log)
    assert (b"# Kiln" in second) == ("# Kiln" in log)


@pytest.mark.parametrize(
    "log",
    [
        "# Kiln\n- Date: 2024-03-19\n- Present: Ann\n\n## Then\n- Date: 2024-03-26\n- At: pier\n",
        "# Kiln\n- Date: 2024-03-19\n- Present: Ann\n\n- Next date: 2024-03-26\n- Absent: Bo\n",
        "# Kiln\n- Date: 2024-03-19\n- Present: Ann\n\n- Date: 2024-03-19\n- Present: Bo\n",
    ],
)
def test_a_label_of_another_day_parts_nothing(log: str) -> None:
    assert paths(log) == ["log.md"]


def test_a_heading_without_a_day_among_several_with_one_belongs_to_the_meeting_above() -> None:
    log = (
        "# Log\n## 2024-03-19\nPresent: Ann\n## Elsewhere\n- notes\n"
        "## 2024-03-12\nPresent: Bo\n## 2024-03-05\nPresent: Cy\n"
    )
    assert paths(log) == [*DAYS, "log.md#2024-03-05"]
    assert paths(log.replace("## 2024-03-05\nPresent: Cy\n", "")) == ["log.md"]


def test_parts_that_each_meeting_has_stand_beside_its_agenda() -> None:
    meeting = "==Agenda {}==\n* roll call\n==Discussion==\nropes\n==Action items==\n* Ann to go\n"
    log = "==Dial in==\nbridge 4\n" + "".join(map(meeting.format, ("2024-03-19", "2024-03-12")))
    assert paths(log, "General.mediawiki") == [
        "General.mediawiki#2024-03-19",
        "General.mediawiki#2024-03-12",
    ]
    assert paths(log.replace("Discussion", "Ropes", 1).replace("Action items", "Crane", 1)) == [
        "log.md"
    ]


def test_days_alone_on_their_lines_head_meetings() -> None:
    log = "Kiln calls\n\nJuly 20, 2022\nAttendees: Ann, Bo\n\nJuly 6, 2022\nAttendees: Bo\n"
    assert paths(log, "calls.txt") == ["calls.txt#2022-07-20", "calls.txt#2022-07-06"]
    assert paths(log.replace("Attendees", "Paid"), "calls.txt") == ["calls.txt"]


def test_days_before_a_bar_head_meetings() -> None:
    day = "{} | [Seed weekly](https://www.example.org/calendar/event?eid=" + "N" * 60 + ")\n\n"
    log = "".join(
        day.format(it) + "Attendees: Ann Bell\n\n" for it in ("Mar 12, 2024", "Mar 5, 2024")
    )
    parts = in_parts(RawNote("weekly.md", log.encode()), Settings())
    assert [part.path for part in parts] == ["weekly.md#2024-03-12", "weekly.md#2024-03-05"]
