from __future__ import annotations

import json
from typing import Any

from mkdocs_minutes.core.kinds import STATEMENTS
from mkdocs_minutes.core.records import Archive, RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.exports import export
from mkdocs_minutes.exports.document import document
from mkdocs_minutes.exports.jsonl import lines
from tests.assembling import build
from tests.unit.archives import storage_archive


def storage_note() -> dict[str, Any]:
    (line,) = lines(storage_archive())
    note: dict[str, Any] = json.loads(line)
    return note


def test_a_note_has_every_documented_key_in_the_documented_order() -> None:
    assert list(storage_note()) == [
        *"path id title date series kind attendees people projects versions actions".split(),
        *(kind.plural for kind in STATEMENTS),
        *"tickets links tables sections sensitive problems".split(),
    ]


def test_attendees_are_those_present() -> None:
    assert storage_note()["attendees"] == [
        {"name": "Ada Lovelace", "written": "Ada Lovelace"},
        {"name": "Bo", "written": "Bo"},
    ]


NOTHING_ELSE: dict[str, list[str]] = {"roles": [], "affiliations": []}


def test_people_have_their_forms_and_roles_in_this_note_and_doubts_stand_for_themselves() -> None:
    assert storage_note()["people"] == [
        {"name": "Ada Lovelace", "written": ["Ada Lovelace", "Ada"], **NOTHING_ELSE},
        {"name": "Bo", "written": ["Bo"], **NOTHING_ELSE, "roles": ["ops"]},
        {"name": "Sam", "written": ["Sam"], **NOTHING_ELSE},
    ]


def test_an_affiliation_is_no_role() -> None:
    raw = RawNote("2024-03-01.md", b"# Loom\n\nPresent:\n\n- Ann Bell (chair)\n- Bo Crane (Acme)\n")
    archive = build([raw], Registry(), Settings())
    ann, bo = json.loads(next(iter(lines(archive))))["people"]
    assert (ann["roles"], bo["roles"], bo["affiliations"]) == (["chair"], [], ["Acme"])
    whole = json.loads("".join(document(archive)))["people"]
    assert [person["roles"][:1] == [] for person in whole] == [False, True]
    (firm,) = whole[1]["affiliations"]
    assert (firm["text"], firm["since"], firm["until"]) == ("Acme", 2024, 2024)


def test_a_version_is_one_entry_with_the_strongest_claim() -> None:
    assert storage_note()["versions"] == [
        {
            "project": "Basket",
            "version": "1.2.0",
            "normal": "1.2.0",
            "series": False,
            "status": "released",
            "date": "2020-03-02",
            "lines": [7],
        }
    ]


def test_a_pre_release_is_as_it_is_written_beside_its_normal_form() -> None:
    raw = RawNote("2021-03-03.md", b"# Kiln Call\n\n- Kiln v0.9.0-beta.3 is released\n")
    (line,) = lines(build([raw], Registry(), Settings()))
    (version,) = json.loads(line)["versions"]
    assert (version["version"], version["normal"]) == ("0.9.0-beta.3", "0.9.0b3")


def test_other_facts_keep_their_lines() -> None:
    note = storage_note()
    assert note["actions"] == [
        {
            "owners": ["Ada"],
            "text": "write it up by 10 March",
            "line": 8,
            "status": "open",
            "thread": "storage-meeting/0f3a",
        }
    ]
    assert note["outcomes"] == [
        {
            "text": "Sam will not ship Crate.",
            "line": 10,
            "kind": "decision",
            "about": "",
            "topic": None,
            "earlier": None,
            "later": None,
            "superseded": False,
        }
    ]
    assert note["tickets"] == [{"id": "CRATE-7", "system": "jira", "line": 7}]
    assert note["sensitive"] == [{"what": "phone", "line": 11}]
    assert note["links"] == ["https://example.org/"]
    assert note["sections"][1] == {"heading": "Releases", "level": 2, "line": 6}


def test_only_problems_of_the_note_are_listed() -> None:
    assert [problem["code"] for problem in storage_note()["problems"]] == ["person-ambiguous"]


def test_an_archive_without_notes_gives_no_line() -> None:
    assert b"".join(export(Archive({}, {}, {}, {}, {}, {}, {}), "jsonl")) == b""
