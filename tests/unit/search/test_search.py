"""Which sentence of a passage an answer shows."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from mkdocs_minutes.core.lexicon import months
from mkdocs_minutes.search.documents import SearchDocument
from mkdocs_minutes.search.query import clauses, parse
from mkdocs_minutes.search.search import search
from mkdocs_minutes.search.tables import tables
from mkdocs_minutes.search.tokens import fold

from .archive import PAGES, index_in, write

PASSAGE = SearchDocument(
    "weekly.0",
    "notes/weekly/index.html",
    "section",
    "Weekly",
    body="The tokens expired.\nAI (Ada): renew the tokens\nAda explains.\nWe keep the old key.",
    note="weekly.0",
    date="2024-03-06",
    people=("Ada Byron",),
    holding={"action": (1,), "outcome": (3,)},
)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("tokens expired ", "The tokens expired."),
        ("tokens kind:action ", "AI (Ada): renew the tokens"),
        ("kind:action", "AI (Ada): renew the tokens"),
        ("kind:outcome tokens ", "We keep the old key."),
        ("person:ada", "AI (Ada): renew the tokens"),
        ("-kind:person tokens ", "The tokens expired."),
    ],
)
def test_shows_what_was_asked_for(tmp_path: Path, query: str, sentence: str) -> None:
    write(tmp_path, [[PASSAGE]])
    [[passage]] = search(index_in(tmp_path), query).groups
    assert passage.excerpt.text.startswith(sentence)


def noted(number: int, body: str) -> SearchDocument:
    name = f"n{number}"
    return SearchDocument(
        f"{name}.0",
        f"notes/{name}/index.html",
        "section",
        "Weekly",
        body=body,
        note=f"{name}.0",
        date=f"2024-03-{30 - number:02}",
    )


NOTES = [
    [noted(1, "seatokens: tokens for lockers, authenticated tokens with seatokens")],
    [noted(2, "Add API token authentication")],
    [noted(3, "The boat has a license. Build folders for the cloud.")],
    [noted(4, "The oars have a licence.")],
    [noted(5, "We call eth_sendRawTransaction. Обсудили решения на встрече.")],
]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("token authentication", ["n2", "n1"]),
        ("licence sort:date", ["n3", "n4"]),
        ("license sort:date", ["n3", "n4"]),
        ("token authentication sort:date", ["n1", "n2"]),
        ("RawTransaction ", ["n5"]),
        ("решение ", ["n5"]),
        ("встречи ", ["n5"]),
        ('"boat has', ["n3"]),
    ],
)
def test_finds_words_however_they_are_spelt_and_near_ones_first(
    tmp_path: Path, query: str, first: list[str]
) -> None:
    write(tmp_path, NOTES)
    found = search(index_in(tmp_path), query).groups
    assert [group[0].document.url.split("/")[1] for group in found] == first


SPELT = [
    [noted(1, "The convergence WG reports.")],
    [noted(2, "A working group on pumps; its members decide tomorrow.")],
    [noted(3, "The Disk Usage Board (DUB) met.")],
    [noted(4, "DUB took a decision about quotas.")],
    [noted(5, "Die Mitgliedsbeiträge steigen, denn die Mitgliederversammlung will es.")],
    [noted(6, "A television was given to us.")],
    [noted(7, "The boat's test-bed failed.")],
    [noted(8, "The pump has passed a test. In winter nobody makes a bed.")],
    [noted(9, "Harddrives of 2 TB: Ann has overridden the default.")],
    [noted(10, "The hard lessons of a white board, that is on the board of a white boat.")],
    [noted(11, "Docs of the N-API are on EL 6. Der Umbau der Küche beginnt.")],
]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("working group for convergence", "n1"),
        ("pumps WG", "n2"),
        ("pump wg ", "n2"),
        ("disk usage board quotas", "n4"),
        ("quota DUB", "n4"),
        ("DUB decides ", "n4"),
        ("decision of members ", "n2"),
        ("beiträge", "n5"),
        ("Beitrag steigt ", "n5"),
        ("test_bed of the boat ", "n7"),
        ("pump test-bed ", "n8"),
        ("two hard drives ", "n9"),
        ("who is overriding defaults ", "n9"),
        ("whiteboard ", "n10"),
        ("documentation napi ", "n11"),
        ("EL6 API ", "n11"),
        ("Küchenumbau ", "n11"),
    ],
)
def test_finds_words_by_what_else_they_are_written_as(
    tmp_path: Path, query: str, first: str
) -> None:
    write(tmp_path, SPELT)
    answer = search(index_in(tmp_path), query)
    assert answer.groups[0][0].document.url == f"notes/{first}/index.html"
    assert set(answer.missing) <= {"steigt"}


def test_the_rest_behind_a_single_letter_is_not_the_name(tmp_path: Path) -> None:
    write(
        tmp_path,
        [[noted(1, "The js boat of js.")], [noted(2, "Tea, songs; m.js at last; a boat.")]],
    )
    index = index_in(tmp_path)
    assert search(index, "m.js boat ").groups[0][0].document.url == "notes/n2/index.html"
    assert len(search(index, "js boat ").groups) == 2


def test_no_part_of_a_word_is_a_compound(tmp_path: Path) -> None:
    write(tmp_path, SPELT)
    assert search(index_in(tmp_path), "vision ").missing == ("vision",)


def test_one_word_does_not_tell_an_abbreviation(tmp_path: Path) -> None:
    write(tmp_path, [[noted(1, "Strange business.")], [noted(2, "AOB")]])
    index = index_in(tmp_path)
    assert [group[0].excerpt.text for group in search(index, "AOB").groups] == ["AOB"]
    assert search(index, "any other business").groups[0][0].excerpt.text == "AOB"


def test_a_word_with_a_bound_is_no_abbreviation() -> None:
    assert len(clauses(parse("wg "))) == 3
    for query in ("wg* ", "+wg ", "-wg ", "title:wg "):
        assert [clause.term for clause in clauses(parse(query))] == ["wg"]


SOLD = noted(4, "It was agreed to sell the pump.\nBoats: see the pump.")
QUESTIONED = [
    [noted(1, "The pump was ordered.\nThe roof leaks.")],
    [noted(2, "The pump of the roof leaks badly.")],
    [noted(3, "Anvil 3.4.3 came up, and so did the pump.")],
    [replace(SOLD, holding={"outcome": (0,), "action": (1,)})],
    list(PAGES),
]
"""Notes of 29 March 2024 and the days before it, and pages of names."""


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("roof pump ", "n2"),  # in one sentence before in two
        ("who attended on 27 March 2024", "n3"),
        ("who was absent on 27 March 2024", "n3"),
        ("pump 28. märz 2024", "n2"),
        ("minutes of March 26th, 2024", "n4"),
        ("2024-03-26", "n4"),
        ("pump 2024-03-28", "n2"),
        ("last weekly meeting", "n1"),
        ("badly in the latest notes ", "n2"),
        ("what was resolved about the pump", "n4"),
        ("who is responsible for the pump", "n4"),
        ("what did they promise for the pump", "n4"),
        ("was Anvil 3.4.3 released?", "projects/anvil/3.4.3"),
        ("who is Ada Byron", "people/ada"),
        ("open actions of Ada Byron", "people/ada"),
        ("Anvil 3.4.3 release date", "projects/anvil/3.4.3"),
        ("last meeting attended badly", "n2"),
        ("Anvil 3.4.3 pump ", "n3"),  # a passage that has more than the page's name
        ("does Anvil 3.4.3 leak on the roof badly ", "projects/anvil/3.4.3"),  # none that has it
        ("how much did they sell ", "n4"),
    ],
)
def test_a_question_leads_to_what_it_asks_for(tmp_path: Path, query: str, first: str) -> None:
    write(tmp_path, QUESTIONED)
    [passage, *_] = search(index_in(tmp_path), query).groups[0]
    assert passage.document.url.removeprefix("notes/").removesuffix("/index.html") == first


def test_who_is_called_in_full_is_found_where_a_given_name_says_who(tmp_path: Path) -> None:
    other = noted(1, "Ada bought a wheel for the mill.")
    meant = replace(noted(3, "Ada bought the wheel of the mill, and more."), people=("Ada Byron",))
    there = noted(2, "Ada Byron was there. Somebody told us of a wheel.")
    write(tmp_path, [[other], [there], [meant]], PAGES)
    found = search(index_in(tmp_path), "Ada Byron mill wheel ").groups
    assert [group[0].document.url for group in found[:2]] == [meant.url, "people/ada/index.html"]


def test_of_passages_about_a_page_that_one_is_first_whose_words_stand_together(
    tmp_path: Path,
) -> None:
    apart = noted(1, "Anvil 3.4.3\nTea.\nTea.\nTea.\nTea.\nA pump, a pump.")
    together = noted(
        2, "Anvil 3.4.3 drives the pump, and it does so with songs, tea and much cake."
    )
    write(tmp_path, [[apart], [together], list(PAGES)])
    found = search(index_in(tmp_path), "Anvil 3.4.3 pump ").groups
    assert found[0][0].document.url == together.url


def test_all_words_but_one_together_are_before_all_words_apart(tmp_path: Path) -> None:
    apart = noted(1, "A team.\nTea.\nOne release.\nTea.\nThe mill.\nTea.\nWheels.\nTea.\nA baker.")
    together = noted(2, "The release team of mill wheels is told to the baker, with tea and songs.")
    write(tmp_path, [[apart], [together]])
    found = search(index_in(tmp_path), "one release team for baker and mill wheels ").groups
    assert found[0][0].document.url == together.url


def test_small_words_do_not_part_words_that_follow_each_other(tmp_path: Path) -> None:
    write(
        tmp_path,
        [[noted(1, "Play the game, for the state pays.")], [noted(2, "A state of play was told.")]],
    )
    found = search(index_in(tmp_path), "state of play ").groups
    assert found[0][0].document.url == "notes/n2/index.html"


def test_the_months_are_those_of_the_lexicon() -> None:
    names: dict[int, set[str]] = {}
    for name, number in months().items():
        if fold(name).isalpha():
            names.setdefault(number, set()).add(fold(name))
    assert [set(row.split()) for row in tables()["months"]] == [names[i] for i in range(1, 13)]


def test_what_nothing_has_is_named_and_no_word_becomes_another_thing(tmp_path: Path) -> None:
    write(tmp_path, NOTES)
    index = index_in(tmp_path)
    answer = search(index, '"build the folders" zzzzzz')
    assert (answer.meant, answer.mended) == ("build the folders zzzzzz", True)
    assert answer.missing == ("zzzzzz",)
    assert search(index, "colour organisation").meant == ""
    assert search(index, "licens").meant == ""
    assert search(index, "authenticaiton boats").missing == ("authenticaiton",)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("person:", "A name is missing behind person:"),
        ("after:2020-13", "2020-13 is no date that can be read: write 2019, 2019-09 or 2019-09-30"),
        ("before:2023-02-29 boat", "2023-02-29 is no date"),
    ],
)
def test_a_filter_that_cannot_be_read_is_told(tmp_path: Path, query: str, said: str) -> None:
    write(tmp_path, NOTES)
    answer = search(index_in(tmp_path), query)
    assert [text.startswith(said) for text in answer.unread] == [True]
    assert answer.meant == ""
    assert bool(answer.groups) == ("boat" in query)


def test_the_sentence_beside_says_what_one_is_about(tmp_path: Path) -> None:
    apart = noted(1, "Opening hours of the desk.\nTea.\nThe mill.\nNobody works at Easter.")
    below = noted(2, "Opening hours\nNone at Easter\nTea.\nThe mill.")
    write(tmp_path, [[apart], [below]])
    found = search(index_in(tmp_path), "opening hours at easter ").groups
    assert [group[0].document.url for group in found] == [below.url, apart.url]


def test_the_words_of_a_day_stand_together_in_its_note(tmp_path: Path) -> None:
    held = noted(2, "Tea, songs and cake, and more of each.\nThe mill was sold to the baker.")
    told = noted(1, "The mill: march.\nTea.\nTea.\nA mill has 28 bolts.\nTea.\nTea.\nIn 2024.")
    write(tmp_path, [[told], [held]])
    found = search(index_in(tmp_path), "mill 28 march 2024 ").groups
    assert found[0][0].document.url == held.url


def test_a_word_that_few_have_counts_more_than_one_that_many_have(tmp_path: Path) -> None:
    told = noted(29, "Tea. The mill gave us a wheel, and we thank the baker and the smith for it.")
    drives = [replace(noted(day, "A gift."), heading="Gift drive") for day in range(2, 6)]
    others = [noted(day, "Tea, and songs.") for day in range(6, 29)]
    write(tmp_path, [[one] for one in (*drives, *others, told)])
    found = search(index_in(tmp_path), "mill gift ").groups
    assert found[0][0].document.url == told.url


def test_a_question_for_what_was_decided_shows_outcomes_first(tmp_path: Path) -> None:
    talk = noted(1, "Lifetimes, lifetimes: we decided to talk of lifetimes.")
    decided = noted(2, "The lifetime of a token is short.\nLifetimes are six days.")
    write(tmp_path, [[talk], [replace(decided, holding={"outcome": (1,)})]])
    index = index_in(tmp_path)
    asked = search(index, "what was decided about lifetimes").groups
    assert [group[0].document.url for group in asked] == [decided.url, talk.url]
    assert asked[0][0].excerpt.text == "Lifetimes are six days."
    assert search(index, "decided lifetimes").groups[0][0].document.url == talk.url
