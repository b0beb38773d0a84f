"""What a clause says that somebody of the note is to do, wherever in the note it stands."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.extract.duties import may_give
from mkdocs_minutes.core.extract.owners import KnownNames
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import ParsedNote, RawNote, Span
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
        (
            "Ann fragt nach Bier. Bo kümmert sich um das Zelt.",
            [("Ann", "fragt nach Bier."), ("Bo", "kümmert sich um das Zelt.")],
        ),
        ("Ann and Bo to sell it.\nThe keel was agreed.", [("Ann Bo", "sell it.")]),
        # Nobody of the note, no beginning of a clause, no task, a question.
        ("The mast is old. Harbour to paint it.", []),
        ("We asked Ann to paint it.", []),
        ("That is for Bo and Ann to paint.", []),
        ("It was late. Ann will be away. Bo to chair the next one.", []),
        ("It is late. Ann to paint it?", []),
        ("Ann to the yard and back took an hour.", []),
        ("## Agenda\n\n- Ann to show the mast", []),
        # Where actions are marked one by one, only what is sure is another.
        (
            "ACTION: Bo to wax it\n\nThe mast is old. Ann to paint it. Bo will sail it.",
            [("Bo", "wax it"), ("Ann", "paint it.")],
        ),
        ("- The talk starts at 5, Ann will print it", [("Ann", "print it")]),
        # Those of the note in short: the given name with the surname's letter, and the reverse.
        ("- Ann B to print it", [("Ann B", "print it")]),
        ("- A. Bell will print it", [("A. Bell", "print it")]),
        ("- Ann C to print it", []),
        ("- Ann also volunteered to bake it", [("Ann", "bake it")]),
        ("- Ann was assigned to bake it", [("Ann", "bake it")]),
        ("## Agenda 2: Sails\n\n- Ann to mend it", [("Ann", "mend it")]),
        ("## Agenda\n\n- Ann to mend it", []),
        ("- It works\n- order a mast (Ann)\n- It is red (Bo)", [("Ann", "order a mast")]),
        ("- order a mast (Ann)\n- It is red (Bo)\n- It sank (Bo)", []),
        (
            "## Actions\n\n- Ask the mill. Ann to call. It is far",
            [("Ann", "Ask the mill. Ann to call. It is far")],
        ),
        ("## Actions\n\n- Each sig to mend its mast", [("Each sig", "mend its mast")]),
        # A heading within those of actions is a topic, unless it is somebody's.
        ("## Actions\n\n### Seminars\n\nBoth stay apart for now.", []),
        # What somebody does, where it is a task as it stands, is still to come, or follows.
        (
            "- Ann books the hall, Bo the band, by June 3",
            [("Ann", "books the hall"), ("Bo", "the band, by June 3")],
        ),
        ("- Ann bakes the bread until Friday", [("Ann", "bakes the bread until Friday")]),
        ("- Ann and Bo draft it until the next call", [("Ann Bo", "draft it until the next call")]),
        (
            "It drips\n-> Ann rings the yard\n-> Bo mops it",
            [("Ann", "rings the yard"), ("Bo", "mops it")],
        ),
        ("- Ann bakes the bread. Bo says it is late on Monday", []),
        ("## Updates\n\n- Ann books the hall", []),
        ("- The tap drips -> Ann", [("Ann", "The tap drips")]),
        ("Plot 4 to be dug - Ann.\n\nA fine talk - Bo.", [("Ann", "Plot 4 to be dug")]),
        ("- posters: Ann\n- urn: Bo to borrow one", [("Ann", "posters"), ("Bo", "borrow one")]),
        ("- posters: Ann\n- urn: Bo", []),
        ("- The mast is old, Ann to paint it", [("Ann", "paint it")]),
        ("We map ids, @id to id, and go on", []),
        ("Jobs\nAnn - posters\nBo - order clay", [("Ann", "posters"), ("Bo", "order clay")]),
        ("Ann: order clay\nBo: yes, and paint\nAnn: good", []),
        ("It rained. AI Ann: dry it", [("Ann", "dry it")]),
        (
            "Jobs: Ann - posters. Bo - ring the mill.",
            [("Ann", "posters"), ("Bo", "ring the mill.")],
        ),
        ("Jobs: look at the board", []),
        # A line above that ends no sentence need not go on.
        ("Talked of the rusty crane\nAnn to oil it", [("Ann", "oil it")]),
        ("It was late, Ann oils it tomorrow.", [("Ann", "oils it tomorrow.")]),
        # What minutes tell of a task, and of a wish.
        ("Ann would approach the yard.", [("Ann", "approach the yard.")]),
        ("Bo said he would wax it.", [("Bo", "wax it.")]),
        ("Ann would be glad. Bo would sail. Ann said she would like tea.", []),
        # Futures of languages that have a form for them.
        ("Ann hablará con Bo.", [("Ann", "hablará con Bo.")]),
        ("Ann será tarde. Bo estará fuera.", []),
        ("Bo comprerà la corda.", [("Bo", "comprerà la corda.")]),
        ("Bo appellera le moulin.", [("Bo", "appellera le moulin.")]),
        (
            "Ref   Action   Who   By\n1   Oil the mast   Ann   3 June\n2   Wax it   Bo   asap",
            [("Ann", "Oil the mast"), ("Bo", "Wax it")],
        ),
    ],
)
def test_a_clause_says_who_is_to_do_what(text: str, wanted: list[tuple[str, str]]) -> None:
    assert owned(text) == wanted


def test_an_item_of_somebody_beside_boxes_is_one_of_them() -> None:
    text = "- [x] Ann: oil it\n- Bo: wax it - done\n- The mast is old"
    assert owned(text) == [("Ann", "oil it"), ("Bo", "wax it")]


def test_what_is_to_be_done_stands_beside_what_happened_and_names_its_owner() -> None:
    table = "| What | Lead | Follow-up |\n| --- | --- | --- |\n| It sank | Bo | raise it (Ann) |"
    assert owned(table) == [("Ann", "raise it (Ann)")]


def test_a_log_gives_its_tasks_once() -> None:
    head = "## Log\n\n| Type | Text | Who | Due |\n| --- | --- | --- | --- |\n"
    rows = "| Decision | Sell it | | |\n| Action | Oil it | Bo | 3 June |\n| Decision | Sail | | |"
    assert owned(head + rows) == [("Bo", "Oil it")]


def test_what_somebody_will_do_is_a_report_beside_a_list_of_actions() -> None:
    text = "Ann will sail on. Bo to wax it.\n\n## Actions\n\n- Ann: sell the boat"
    assert owned(text) == [("Bo", "wax it."), ("Ann", "sell the boat")]


@pytest.mark.parametrize(
    ("text", "owner"),
    [
        ("ACTION: as it leaks, Ann will caulk it.", "Ann"),
        ("TODO: caulk it (Bo to buy tar)", "Bo"),
        ("## Actions\n\nIt leaks. Ann will caulk it.", "Ann"),
        ("ACTION: ask whether Ann will caulk it", ""),
        ("## Actions\n\n- Find out when Bo will be there", ""),
    ],
)
def test_whose_a_marked_task_is_may_stand_in_a_clause_further_on(text: str, owner: str) -> None:
    assert [name for name, _ in owned(text)] == [owner]


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
        ("Present: Ann Bell AB1CD, Mr and Mrs B. Crane", ["Ann Bell", "B. Crane"]),
        ("Present: S/N Ann Bell, HCA Bo Crane", ["Ann Bell", "Bo Crane"]),
        ("Present: Ann Bell and the Clerk (Mrs S. Yeo)", ["Ann Bell", "S. Yeo"]),
        ("me (Sandy), Jo (Akela), Rashid", ["Sandy", "Jo", "Rashid"]),
        (
            "Pals: rue, Mrs Moth, kat\n\n- tea\n-> rue: buy it\n-> kat: ask",
            ["rue", "Mrs Moth", "kat"],
        ),
        ("SK, Ines, Bo (remote)\n\nInes\n- dimers\n\nSK - order", ["SK", "Ines", "Bo"]),
        ("Present: Set (Ann Bell), SM (Lorraine), Cost (Bo)", ["Ann Bell", "Lorraine", "Bo"]),
        ("Present: UHL (Ann Bell, Bo Crane), TUX (Cy Dole)", ["Ann Bell", "Bo Crane", "Cy Dole"]),
        ("Present: Ann (Red Hat), Bo (New Relic)", ["Ann", "Bo"]),
        ("Looms: Rust, Django, Go\n\n- Rust is old", []),
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


@pytest.mark.parametrize("joint", [" -", ":", " will"])
def test_a_task_among_those_of_people_who_came_may_be_somebody_else_s(joint: str) -> None:
    tasks = f"- Ann{joint} write to them\n- Bo{joint} check the mast\n- Kai B.{joint} write it up"
    assert owned(tasks)[2:] == [("Kai B.", "write it up")]
    others = f"- It rained\n- Bo{joint} check the mast\n- Kai B.{joint} write it up\n- Bailed"
    assert [owner for owner, _ in owned(others)] in ([], ["Bo"])


def test_a_box_without_words_is_no_task() -> None:
    assert owned("## Action items\n\n- [ ] oil it\n- [x]\n- [ ] ") == [("", "oil it")]


def test_only_lines_that_may_give_somebody_something_are_looked_at() -> None:
    lines = (
        "It rained.",
        "Ann will oil it",
        "The mast is",
        "so is Bo",
        "to wax it",
        "Well, Bo",
        "",
        "Rain will fall",
    )
    known = KnownNames(frozenset({"ann", "bo"}))
    text, found, start = "\n".join(lines), [], 0
    for line in lines:
        if may_give(text, Span(start, start + len(line)), known):
            found.append(line)
        start += len(line) + 1
    # What a line ends with may be told on the one below it.
    assert found == ["Ann will oil it", "so is Bo", "to wax it"]


@pytest.mark.parametrize("reference", ["(#12)", "#12", "([#12](https://example.org/12))"])
def test_what_a_task_is_filed_as_stands_behind_its_owner(reference: str) -> None:
    [(owner, words)] = owned(f"- [ ] oil the mast (Ann) {reference}")
    assert (owner, words) == (
        "Ann",
        "oil the mast (Ann) " + ("(#12)" if "(" in reference else "#12"),
    )
    assert owned(f"- [ ] oil the mast (as in May) {reference}")[0][0] == ""


def test_a_list_of_what_comes_next_below_tasks_holds_none() -> None:
    tasks = "# Action items\n\n- [ ] oil it\n\n## {}\n\n1. Wax it"
    for heading in ("For next week’s agenda:", "Next meeting's topics"):
        assert owned(tasks.format(heading)) == [("", "oil it")], heading


@pytest.mark.parametrize("above", ["Also attending: Kai Dunn (Guest)", "Agenda:"])
def test_bare_lines_above_the_topics_are_not_what_these_are_of(above: str) -> None:
    topics = (
        "1) Masts\n2) Oars\n\n1) Masts\n\nIt is old. Ann to paint it.\n\n2) Oars\n\nAll is well."
    )
    assert owned(f"{above}\n\n{topics}") == [("Ann", "paint it.")]
