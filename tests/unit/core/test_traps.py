"""Readings that would be wrong, each for a reason that minutes give again and again."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import ParsedNote, RawNote
from mkdocs_minutes.core.settings import Settings


def read(text: str, path: str = "note.md", settings: Settings | None = None) -> ParsedNote:
    return parse(RawNote(path, text.encode()), settings or Settings())


def present(text: str) -> list[str]:
    return [a.name for a in read(text).facts.attendees if a.presence != "absent"]


@pytest.mark.parametrize(
    "text",
    [
        "# Weekly 2024-03-06\n\n**Attending:**   \n\n## Announcements\n\n- Ann is away\n",
        "# Forum 2024-03-06\n\nAttending: 31 by video, some 12 on site.\n\nIntroduction\n",
        "# Call 2024-03-06\n\nAttendees: sign up here: https://lake.example.org/events/1\n",
        "# Call 2024-03-06\n\nPresent: none\n",
        "# Call 2024-03-06\n\n- Los socios asistieron: muchos y buenos.\n",
        "# Call 2024-03-06\n\nPresent: many and merry.\n",
        "# Call 2024-03-06\n\n## Present\n\nTBD\n",
        "# Call 2024-03-06\n\nAttendance was low because of the strike.\n",
    ],
)
def test_an_empty_list_and_a_count_name_nobody(text: str) -> None:
    assert present(text) == []


def test_nicks_behind_a_label_are_people_with_a_full_stop_as_well() -> None:
    assert present("# Call 2024-03-06\n\nPresent: annb, bo.\n") == ["annb", "bo"]


def test_two_persons_on_one_line_are_two() -> None:
    roster = "Partners Meeting\n\nAnn Bell - Carl Diaz - Lake Sponsor\nDora Eng - Operations\n"
    assert present(roster) == ["Ann Bell", "Carl Diaz", "Dora Eng"]


def test_an_empty_role_does_not_take_the_next_line() -> None:
    parsed = read("Partners Meeting\n\nAnn Bell -\nDora Eng - Operations\n")
    assert [(a.name, a.roles) for a in parsed.facts.attendees] == [
        ("Ann Bell", ()),
        ("Dora Eng", ("Operations",)),
    ]


def test_absentees_are_not_present() -> None:
    text = "# Call\n\nPresent: Ann, Carl; Regrets: Dora\n\n## Apologies\n\n* Emil Fox\n"
    assert present(text) == ["Ann", "Carl"]


def test_presenters_are_no_attendees() -> None:
    text = "# Forum\n\n## Status: Ann Bell and Carl Diaz\n\nThings work.\n"
    parsed = read(text)
    assert parsed.facts.attendees == ()
    assert [name.name for name in parsed.facts.names] == ["Ann Bell", "Carl Diaz"]


@pytest.mark.parametrize(
    "text",
    [
        "## Quick Facts: Project Status & Communication Channels\n\nx\n",
        "## Roadmap - High priority\n\nx\n",
        "## Update - Release Team\n\nx\n",
        "- Fixed (Northfield?!?!)\n",
        "- Released in spring (January)\n",
        "- Conference (LAKE)\n",
        "- Lake: a replacement for Pond\n",
    ],
)
def test_topics_teams_and_places_are_no_persons(text: str) -> None:
    assert read(f"# Call 2024-03-06\n\n{text}").facts.names == ()


def test_a_rota_is_no_action_and_names_persons() -> None:
    parsed = read("# Weekly\n\n- This week: TomK\n- Next week: Carl\n")
    assert parsed.facts.actions == ()
    assert [name.name for name in parsed.facts.names] == ["TomK", "Carl"]


def test_a_joiner_of_any_language_within_a_handle_parts_nobody() -> None:
    text = "## Actions\n\n- @ann-e, @y-bo: mend it\n- [@ola-i][]: ask\n"
    owners = [[o.name for o in a.owners] for a in read(text).facts.actions]
    assert owners == [["@ann-e", "@y-bo"], ["@ola-i"]]


def test_who_said_what_is_no_action_where_a_heading_lists_those() -> None:
    table = "## Feedback\n\n| Who | What |\n|---|---|\n| Ann Bell | Photos are too dark |\n"
    tasks = "\n## Action items\n\n- Carl Diaz: paint the boat\n"
    present = "# Call 2024-03-06\n\nPresent: Ann Bell, Carl Diaz\n\n"
    both, alone = read(present + table + tasks).facts, read(present + table).facts
    assert [action.text for action in both.actions] == ["paint the boat"]
    assert [action.text for action in alone.actions] == ["Photos are too dark"]


def test_boxes_below_an_agendas_bare_line_tick_off_its_topics() -> None:
    topics = "[ ] Accounts\n[ ] Boats\n  [ ] The mast\n[ ] Any other business\n"
    text = f"# Board 2024-03-06\n\n{{}}\n\n{topics}\n# Accounts\n\nAll fine.\n"
    assert read(text.format("Agenda")).facts.actions == ()
    assert read(text.format("Ordre du jour")).facts.actions == ()
    assert len(read(text.format("To do")).facts.actions) == 4
    told = "# Board 2024-03-06\n\n## Agenda\n\nPlease add yours:\n\n- [ ] Boats\n- [ ] Looms\n"
    assert read(told).facts.actions == ()


def test_those_to_work_with_and_those_who_ask_own_nothing() -> None:
    text = "- AI (Emil): Coordinate with Ann, Carl, and Dora\n- Greta asks why. ACTION: tell him\n"
    owners = [[o.name for o in a.owners] for a in read(text).facts.actions]
    assert owners == [["Emil"], []]


@pytest.mark.parametrize(
    "line",
    [
        "- 10:32:11,041212 [NOTICE] Executing action ([x]:36778) OK",
        "- Actions speak louder than words",
        "- The action plan is ready: see the wiki",
        "- AI is a hype, as everybody knows",
        "- [action 1](https://lake.example.org/1)",
        "- to do this well takes time",
        "- Tasks are shown in the interface",
    ],
)
def test_talk_of_actions_is_none(line: str) -> None:
    assert read(f"# Call 2024-03-06\n\n{line}\n").facts.actions == ()


@pytest.mark.parametrize(
    "line",
    [
        "- Any questions about the releases? -> NO",
        "- Proposed resolution: drop it",
        "- Decision: none",
        "- Ann: we agreed on that last year",
        "- They decided nothing",
    ],
)
def test_talk_of_decisions_is_none(line: str) -> None:
    assert read(f"# Call 2024-03-06\n\n{line}\n").facts.outcomes == ()


@pytest.mark.parametrize(
    "words",
    [
        "UTF-8", "COVID-19", "SHA-256", "TECH-01-01", "TECH-01", "ISO-8601", "X-509", "#1", "[1]",
        "UC-2", "NFR-3",
        "CVE-2024-1234", "slide 11", "57361", "projects/LAKE", "GGUS ticket with Ann", "24x7",
        "HL-LHC",
        "https://lake.example.org/file/d/1LaKeSsx4ZGjxwqe-gfZtonT3/view", "step #2", "&#39;",
    ],
)  # fmt: skip
def test_codes_and_numbers_are_no_tickets(words: str) -> None:
    assert read(f"# Call 2024-03-06\n\nAbout {words} and more.\n").facts.tickets == ()


@pytest.mark.parametrize(
    "words",
    [
        "Workshop Sept. 16-18, 2024: highlights", "2024-05-22 10:32:11,041212 [NOTICE] OK",
        "v3.5.1 was released on September 18, 2019.", "Ann is away 12-14 February 2023",
        "The 2023 conference takes place 18-23 June 2023, they say.",
    ],
)  # fmt: skip
def test_dates_of_other_things_are_not_the_meetings(words: str) -> None:
    parsed = read(f"Storage group\n\n- {words}\n")
    assert parsed.note.date is None
    assert [problem.code for problem in parsed.problems] == ["date-missing"]


def test_days_that_lead_to_other_notes_are_not_the_meetings() -> None:
    led = "<< [[2024-05-13]] | [[2024-05-15]] >>\n\nPresent: Ann Bell\n"
    assert str(parse(RawNote("2024-05-14.md", led.encode()), Settings()).note.date) == "2024-05-14"
    begun = "tags:: x\n\n- Sprint 12 review, 2024-02-02\n- Present: Ann Bell\n- Next 2024-03-01\n"
    assert str(parse(RawNote("review.md", begun.encode()), Settings()).note.date) == "2024-02-02"


def test_what_the_note_states_beats_its_name_and_front_matter_beats_both() -> None:
    stated = "# Weekly 6 March 2024\n"
    assert str(read(stated, "2024-03-07.md").note.date) == "2024-03-06"
    headed = f"---\ndate: 2024-03-05\n---\n{stated}"
    assert str(read(headed, "2024-03-07.md").note.date) == "2024-03-05"


def test_a_contents_list_makes_no_sections() -> None:
    text = "Forum May 16, 2024\n\n[Welcome](#)\n\n[Disks](#b)\n\nWelcome\n\n- Hi\n\nDisks\n\n- x\n"
    sections = read(text, "note.txt").note.sections
    assert [(s.heading, s.line) for s in sections[1:]] == [("Welcome", 7), ("Disks", 11)]


@pytest.mark.parametrize(
    "line", ["None this week", "We moved the wiki", "Nothing for now", "See the page."]
)
def test_a_remark_by_itself_is_no_heading(line: str) -> None:
    text = f"Storage group 2024-03-06\n\nNews\n\n- a\n\n{line}\n\n- b\n"
    headings = [s.heading for s in read(text, "note.txt").note.sections]
    assert headings == ["Storage group 2024-03-06", "News"]


def test_lines_without_a_mark_are_no_headings_in_a_note_that_marks_them() -> None:
    text = "# Weekly 2024-03-06\n\n## News\n\nRoadmap\n\n- a\n\n## Plans\n"
    assert [s.heading for s in read(text).note.sections] == ["Weekly 2024-03-06", "News", "Plans"]


@pytest.mark.parametrize(
    "words",
    [
        "3.4.34", "20.11.8.1 released", "v1.2.3.4", "2019-09-09", "10:32:11,041212", "1.65 FTE",
        "1,577 records", "LAKE-3642", "LAKE@NORTH", "@ann", "lake@2.1", "14 (+6) tickets",
        "3.7/3.8",
        "std::vector", "0000-0002-1825-0097", "978-3-16-148410-0", "PIN codes are sent",
        "node01,02",
        "password: ask the chair of the board", "git@github.com:lake/store.git",
    ],
)  # fmt: skip
def test_what_may_be_published_is_not_masked(words: str) -> None:
    parsed = read(f"# Weekly 2024-03-06\n\nAbout {words}\n")
    assert parsed.facts.sensitive == ()
    assert words in parsed.note.text


def test_settings_add_a_communitys_own_conventions() -> None:
    settings = Settings(
        action_markers=("Homework",),
        outcome_markers=("Ruling",),
        attendee_headings=("Crew",),
        ticket_patterns=(("Desk", r"DT\d+", "https://desk.example.org/{id}"),),
        date_order="mdy",
    )
    text = (
        "# Call 3/4/2024\n\n## Crew\n\n* Ann\n\n## Talk\n\n- Homework: read DT42\n- Ruling: go on\n"
    )
    parsed = read(text, settings=settings)
    assert str(parsed.note.date) == "2024-03-04"
    assert [a.name for a in parsed.facts.attendees] == ["Ann"]
    assert [a.text for a in parsed.facts.actions] == ["read DT42"]
    assert [o.text for o in parsed.facts.outcomes] == ["go on"]
    assert [(t.id, t.url) for t in parsed.facts.tickets] == [
        ("DT42", "https://desk.example.org/DT42")
    ]


def test_only_the_kinds_that_are_set_are_masked() -> None:
    text = "# Call\n\nPIN: 48213, 719-555-0142\n"
    parsed = read(text, settings=Settings(redact=("pin",)))
    assert [thing.what for thing in parsed.facts.sensitive] == ["pin"]
    assert "719-555-0142" in parsed.note.text
