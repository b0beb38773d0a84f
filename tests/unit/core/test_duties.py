"""What a clause says that somebody of the note is to do, wherever in the note it stands."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import ParsedNote, RawNote
from mkdocs_minutes.core.settings import Settings

CAME = "# Boats\n\nPresent: Ann Bell, Bo Crane (Clerk), Cllr D Dole\nApologies: Eve Moth\n\n"


def read(text: str) -> ParsedNote:
    return parse(RawNote("2030-05-02.md", f"{CAME}{text}\n".encode()), Settings())


def owned(text: str) -> list[tuple[str, str]]:
    return [
        (" ".join(owner.name for owner in action.owners), action.text)
        for action in read(text).facts.actions
    ]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("The mast is old. Ann to paint it. It rained.", [("Ann", "paint it.")]),
        ("Masts: who knows -> Ann will ask", [("Ann", "ask")]),
        ("- The mast is old, so Bo will paint it", [("Bo", "paint it")]),
        ("- Ann to oil it, Bo to wax it", [("Ann", "oil it"), ("Bo", "wax it")]),
        ("- Ann to oil it, Kai to wax it", [("Ann", "oil it"), ("Kai", "wax it")]),
        ("- Ann will oil it and Bo will wax it", [("Ann", "oil it"), ("Bo", "wax it")]),
        ("- Ann to ask Kai and Bo to wax it", [("Ann", "ask Kai and Bo to wax it")]),
        ("The price rose (Ann to ask why). Bo likes it.", [("Ann", "ask why")]),
        ("It leaks. Cllr Dole offered to caulk it.", [("Dole", "caulk it.")]),
        ("It leaks. The Clerk will write to the yard.", [("Clerk", "write to the yard.")]),
        ("It leaks. Everybody to bail.", [("Everybody", "bail.")]),
        ("Ann and Bo to sell it.\nThe keel was agreed.", [("Ann Bo", "sell it.")]),
        # Nobody of the note, no beginning of a clause, no task, a question.
        ("The mast is old. Harbour to paint it.", []),
        ("We asked Ann to paint it.", []),
        ("That is for Bo and Ann to paint.", []),
        ("It was late. Ann will be away. Bo to chair the next one.", []),
        ("It is late. Ann to paint it?", []),
        ("Ann to the yard and back took an hour.", []),
        ("## Agenda\n\n- Ann to show the mast", []),
        # Where actions are marked one by one, nothing else is one.
        ("ACTION: Bo to wax it\n\nThe mast is old. Ann to paint it.", [("Bo", "wax it")]),
    ],
)
def test_a_clause_says_who_is_to_do_what(text: str, wanted: list[tuple[str, str]]) -> None:
    assert owned(text) == wanted


def test_what_somebody_will_do_is_a_report_beside_a_list_of_actions() -> None:
    text = "Ann will sail on. Bo to wax it.\n\n## Actions\n\n- Ann: sell the boat"
    assert owned(text) == [("Bo", "wax it."), ("Ann", "sell the boat")]


def test_a_cell_gives_each_of_those_it_names_a_task() -> None:
    table = "| Topic | Action |\n| --- | --- |\n| Mast | Ann to oil it; KM to wax it |"
    assert owned(table) == [("Ann", "Ann to oil it"), ("KM", "KM to wax it")]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("**Action 3.14**: Ann to send it", "Ann"),
        ("- We found one. AGREED to buy. Action: Bo", "Bo"),
    ],
)
def test_a_marker_with_a_number_or_at_the_end(text: str, owner: str) -> None:
    assert [name for name, _ in owned(text)] == [owner]


@pytest.mark.parametrize(
    ("text", "came"),
    [
        ("In attendance were Lorna, Bert and Agnes.", ["Lorna", "Bert", "Agnes"]),
        ("Present: Counsel Ann Bell; Superintendent Bo Crane", ["Ann Bell", "Bo Crane"]),
        (
            "Present: Ann Bell, Bo Crane\nRegional officer: Cy Dole",
            ["Ann Bell", "Bo Crane", "Cy Dole"],
        ),
        ("Present: Ann Bell, Bo Crane\nRegional topic: Cy Dole", ["Ann Bell", "Bo Crane"]),
        (
            "Present were Ann Bell and Bo Crane. Trustee Cy Dole was absent.",
            ["Ann Bell", "Bo Crane"],
        ),
        ("Ann, Bo, Cy", ["Ann", "Bo", "Cy"]),
        ("(Ann, Bo, Cy)", ["Ann", "Bo", "Cy"]),
        ("w/ Ann, Bo, Cy", ["Ann", "Bo", "Cy"]),
        ("Mast, keel, sail", []),
        ("Masts: Ann, Bo, Cy", []),
        ("In: Ann, Bo\nOut: Cy", ["Ann", "Bo"]),
        ("Board: Ann Bell, Bo Crane\nYard: Cy Dole", ["Ann Bell", "Bo Crane", "Cy Dole"]),
        ("It rained. Trustees Ann Bell and Bo Crane were present.", ["Ann Bell", "Bo Crane"]),
        (
            "Present were Ann Bell and Bo Crane; Cy Dole had sent his regrets.",
            ["Ann Bell", "Bo Crane"],
        ),
        ("In attendance were Rev. Ann Bell and Bo Crane. It rained.", ["Ann Bell", "Bo Crane"]),
        ("Who was there: Jamie, Freya, Anna, big Dave", ["Jamie", "Freya", "Anna", "big Dave"]),
        (
            "Those present included:\n  Andrew      Scott\n  Sean        Case\n  Boyd        Sam",
            ["Andrew", "Scott", "Sean", "Case", "Boyd", "Sam"],
        ),
    ],
)
def test_who_came_by_office_in_sentences_and_beside_the_list(text: str, came: list[str]) -> None:
    raw = RawNote("2030-05-02.md", f"# Boats\n\n{text}\n\n## Masts\n\nOld.\n".encode())
    people = parse(raw, Settings()).facts.attendees
    assert [one.name for one in people if one.presence != "absent"] == came
