from __future__ import annotations

import json
import re
import sqlite3
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from markdown import markdown

from mkdocs_minutes.core.records import Archive, NoteId
from mkdocs_minutes.exports import FORMATS, export
from mkdocs_minutes.exports.feed import ATOM, NEWEST
from tests.unit.archives import NOTE, SERIES, storage_archive
from tests.unit.pages.sites import archive_of

SITE = "https://minutes.example.org/archive"
EMPTY = Archive({}, {}, {}, {}, {}, {}, {})


def written(form: str, archive: Archive | None = None, site_url: str = "") -> bytes:
    return b"".join(export(archive or storage_archive(), form, site_url=site_url))


def retitled(title: str) -> Archive:
    archive = storage_archive()
    note = archive.notes[NOTE]
    return replace(archive, notes={NOTE: replace(note, note=replace(note.note, title=title))})


@pytest.mark.parametrize("form", FORMATS)
def test_equal_archives_give_equal_bytes(form: str) -> None:
    assert written(form) == written(form)


@pytest.mark.parametrize("form", FORMATS)
def test_an_empty_archive_can_be_exported(form: str) -> None:
    assert isinstance(written(form, EMPTY), bytes)


def test_json_holds_the_entities_with_their_evidence_and_addresses() -> None:
    whole = json.loads(written("json"))
    assert whole["addresses"]["notes/storage-meeting/2020-03-03/"] == ["storage", "releases"]
    assert "projects/basket/1.2.0/" in whole["addresses"]
    assert whole["people"][1]["mentions"] == [{"note": NOTE, "lines": [3]}]
    assert whole["threads"][0]["actions"] == [{"note": NOTE, "line": 8}]
    assert [problem["path"] for problem in whole["problems"]] == ["2020/storage.md", "empty.md"]


def test_the_address_book_is_the_part_of_it_that_later_builds_are_held_to() -> None:
    whole, book = json.loads(written("json")), json.loads(written("addresses"))
    assert {key: whole[key] for key in ("layout", "addresses", "redirects")} == {
        key: value for key, value in book.items() if key != "notes"
    }
    assert book["notes"] == [{key: n[key] for key in ("address", "path")} for n in whole["notes"]]


def test_json_of_an_empty_archive_has_every_key() -> None:
    keys = "addresses redirects notes series people projects versions tickets threads topics"
    told = ["layout", *keys.split(), "figures", "meetings", "problems"]
    assert list(json.loads(written("json", EMPTY))) == told


def test_the_calendar_and_figures_are_in_the_exports(tmp_path: Path) -> None:
    days = (1, 8, 15, 29, 36, 43, 50)
    archive = archive_of(
        {
            f"{day}.md": f"# Mill Call, {date(2020, 1, 1) + timedelta(days=day - 1)}\n\n"
            f"## Stock\n| Sacks | Count |\n| --- | --- |\n| Rye | {day} |\n| Oats | 7 |\n"
            for day in days
        }
    )
    (year,) = json.loads(written("json", archive))["meetings"]
    assert (len(year["held"]), year["skipped"], year["cancelled"]) == (7, ["2020-01-22"], [])
    file = tmp_path / "archive.sqlite"
    file.write_bytes(written("sqlite", archive))
    with closing(sqlite3.connect(file)) as connection:
        states = connection.execute("SELECT state, count(*) FROM meeting GROUP BY state").fetchall()
        values = connection.execute("SELECT sum(value) FROM value JOIN figure ON id = figure")
        assert (states, values.fetchone()) == (
            [("held", 7), ("skipped", 1)],
            (sum(days) + 7 * len(days),),
        )


def test_what_became_of_outcomes_and_actions_is_in_the_exports(tmp_path: Path) -> None:
    bodies = (
        "## Sail\n\nDecision: buy linen\n\n## To do\n\n- AI (Ann): oil it\n- AI (Bo): sweep it",
        "## Sail\n\nDecision: buy canvas instead\n\n"
        "## To do\n\n- AI (Ann): oil it\n- AI (Bo): sweep it",
        "## To do\n\n- AI (Ann): oil it",
    )
    archive = archive_of(
        {
            f"{day}.md": f"# Mill Call, {day} May 2020\n\n{body}\n"
            for day, body in enumerate(bodies, 1)
        }
    )
    first, second, third = archive.notes
    file = tmp_path / "archive.sqlite"
    file.write_bytes(written("sqlite", archive))
    with closing(sqlite3.connect(file)) as base:
        found = base.execute("SELECT note, line, earlier, earlier_line, supersedes FROM revisit")
        assert found.fetchall() == [(second, 5, first, 5, 1)]
        about = base.execute("SELECT about, topic FROM outcome").fetchall()
    assert about == [("Sail", "mill-call/sail")] * 2
    digest = written("markdown", archive).decode()
    assert "- buy linen (superseded 2020-05-02)\n" in digest
    silent = "## Actions no longer listed\n\n- **Bo**: sweep it (last 2020-05-02)\n"
    assert silent in digest
    assert "Silent: sweep it" in written("atom", archive).decode()
    assert third in str(json.loads(written("json", archive))["threads"])


def test_sqlite_answers_across_tables(tmp_path: Path) -> None:
    file = tmp_path / "archive.sqlite"
    file.write_bytes(written("sqlite"))
    connection = sqlite3.connect(file)
    owed = connection.execute(
        "SELECT person.name, action.line, action.due FROM owner"
        " JOIN person ON person.id = owner.person JOIN action ON action.id = owner.action"
    )
    assert owed.fetchall() == [("Ada Lovelace", 8, "2020-03-10")]
    found = connection.execute("SELECT title FROM note_text WHERE note_text MATCH 'basket'")
    assert found.fetchall() == [("Storage meeting, 3 March 2020",)]
    assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
    connection.close()


def test_the_digest_names_conclusions_and_actions() -> None:
    digest = written("markdown").decode()
    assert "- **Ada Lovelace**: write it up by 10 March (since 2020-03-03)" in digest
    assert "Concluded:\n\n- Sam will not ship Crate.\n" in digest
    assert "### 2020-03-03: Storage meeting, 3 March 2020" in digest


def test_the_digest_shows_markup_as_text() -> None:
    digest = written("markdown", retitled("<script>x</script>\n# [a](b)")).decode()
    assert r"&#60;script&#62;x&#60;/script&#62; # \[a\](b)" in digest
    assert "\n# [" not in digest


def test_the_digest_keeps_a_path_on_its_line_and_names_free_of_attributes() -> None:
    archive = retitled("Title { onclick=alert(1) }")
    (key, item), *others = archive.notes.items()
    path = "d\n\n<script>alert(9)</script>\n\n{{ x }}`.md"
    moved = replace(item, note=replace(item.note, path=path))
    digest = written("markdown", replace(archive, notes={key: moved, **dict(others)})).decode()
    page = markdown(digest, extensions=["attr_list", "md_in_html"])
    assert "<script" not in page
    assert "onclick=" not in re.sub(r">[^<]*<", "><", page)
    assert not re.search(r"^<", digest, re.MULTILINE)
    assert "{{" not in digest


def test_the_feed_is_atom_dated_by_the_notes() -> None:
    feed = ElementTree.fromstring(written("atom", site_url=SITE))
    assert feed.findtext(f"{{{ATOM}}}updated") == "2020-03-03T00:00:00Z"
    entry = feed.find(f"{{{ATOM}}}entry")
    assert entry is not None
    address = f"{SITE}/notes/storage-meeting/2020-03-03/"
    assert entry.findtext(f"{{{ATOM}}}id") == address
    link = entry.find(f"{{{ATOM}}}link")
    assert link is not None
    assert link.get("href") == address


def test_the_feed_keeps_to_the_newest_notes_and_to_characters_that_xml_allows() -> None:
    archive = retitled("bell\x07 & <b>")
    note = archive.notes[NOTE]
    many = {NoteId(f"{NOTE}-{n}"): replace(note, id=NoteId(f"{NOTE}-{n}")) for n in range(150)}
    feed = ElementTree.fromstring(written("atom", replace(archive, notes=many)))
    entries = feed.findall(f"{{{ATOM}}}entry")
    assert len(entries) == NEWEST
    assert entries[0].findtext(f"{{{ATOM}}}title") == "bell� & <b>"


def test_meetings_are_events_and_actions_are_to_dos() -> None:
    calendar = Calendar.from_ical(written("ics", site_url=SITE))
    event, todo = calendar.subcomponents
    assert (event.name, event.decoded("dtstart")) == ("VEVENT", date(2020, 3, 3))
    assert event["URL"] == f"{SITE}/notes/{NOTE}/"
    assert str(event["DESCRIPTION"]).startswith("Present: Ada Lovelace, Bo\n")
    assert (todo.name, todo.decoded("due")) == ("VTODO", date(2020, 3, 10))
    assert todo["STATUS"] == "NEEDS-ACTION"


def test_parts_of_a_meeting_are_one_event_and_what_was_called_off_is_cancelled() -> None:
    archive = archive_of(
        {
            "a/2020-03-03-agenda.md": "# Mill Call, 2020-03-03\n\nAgenda: sails\n",
            "a/2020-03-03.md": "# Mill Call, 2020-03-03\n\nPresent: Ann Bell\n\n"
            "- AI (Ann Bell): oil it\n",
            "a/2020-03-10.md": "# Mill Call, 2020-03-10\n\nThe meeting was cancelled.\n",
        }
    )
    first, second, todo = Calendar.from_ical(written("ics", archive)).subcomponents
    assert [one.decoded("dtstart").day for one in (first, second)] == [3, 10]
    assert str(first["DESCRIPTION"]) == "Present: Ann Bell"
    assert ("STATUS" in first, second["STATUS"]) == (False, "CANCELLED")
    assert (todo["SUMMARY"], todo["STATUS"], "DUE" in todo) == ("oil it", "NEEDS-ACTION", False)


def test_a_title_cannot_add_a_property_to_a_calendar() -> None:
    calendar = Calendar.from_ical(written("ics", retitled("x\r\nATTENDEE:mailto:a@example.org")))
    event = calendar.subcomponents[0]
    assert "ATTENDEE" not in event
    assert event["SUMMARY"] == "x ATTENDEE:mailto:a@example.org"


def test_an_undated_note_is_neither_event_nor_entry() -> None:
    archive = storage_archive()
    note = archive.notes[NOTE]
    undated = replace(
        archive, notes={NOTE: replace(note, note=replace(note.note, date=None))}, threads={}
    )
    assert Calendar.from_ical(written("ics", undated)).subcomponents == []
    assert b"<entry>" not in written("atom", undated)
    assert f"### undated: {note.note.title}" in written("markdown", undated).decode()
    assert SERIES in undated.series
