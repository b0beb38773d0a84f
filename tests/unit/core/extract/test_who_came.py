"""Who came and who could not, in the layouts that committees, clubs and boards give their lists."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import Attendee, RawNote
from mkdocs_minutes.core.settings import Settings


def people(text: str, path: str = "board.txt") -> tuple[Attendee, ...]:
    return parse(RawNote(path, text.encode()), Settings()).facts.attendees


def present(text: str) -> list[str]:
    path = "board.md" if text.startswith("#") else "board.txt"
    return [one.name for one in people(text, path) if one.presence != "absent"]


@pytest.mark.parametrize(
    "label",
    [
        *("Ausente", "Excusada", "Justifica", "No asiste", "Justificou", "Giustifica"),
        *("Entsch.", "Absenzen", "Afw.", "Usprawiedliwiony", "Usprawiedliwiona", "Frånv."),
        *("Förhinder", "Omluven", "Omluvil se", "Отсутствовала"),
    ],
)
def test_whoever_could_not_come_is_named_behind_short_labels_too(label: str) -> None:
    text = f"Board 2024-03-06\n\nPresent: Eva Holt, Tom Reed\n{label}: Ann Bell\n\n1. Boats\n"
    found = {one.name: one.presence for one in people(text)}
    assert found == {"Eva Holt": "present", "Tom Reed": "present", "Ann Bell": "absent"}


def test_a_list_of_a_line_each_says_behind_the_comma_what_somebody_is() -> None:
    text = """# CA du 11 janvier 2019

Présents:

Patrice MAUREL, régisseur
Adeline AGENOT, membre du CA
Jean DUBUIS, Vice-Président

# Compta
"""
    assert present(text) == ["Patrice MAUREL", "Adeline AGENOT", "Jean DUBUIS"]
    names = "Ann Bell, Bo Ek\nCy Diaz, Di Orr\nEd Fox, Flo Ash\n"
    assert present(f"# Board 2019-01-11\n\nPresent:\n\n{names}\n# Boats\n") == [
        "Ann Bell",
        "Bo Ek",
        "Cy Diaz",
        "Di Orr",
        "Ed Fox",
        "Flo Ash",
    ]


def test_names_with_firms_stand_in_paragraphs_of_their_own_on_top() -> None:
    text = "# Board 2019-01-11\n\nThe Lake\n\nAnn Bell, Acme Foundation\n\nBo Crane, Mill \\*\n\n"
    assert present(f"{text}Cy Diaz, Oven\n\nMr. Bell opened the meeting.\n") == [
        "Ann Bell",
        "Bo Crane",
        "Cy Diaz",
    ]
    assert present(f"{text}Mr. Bell opened the meeting.\n") == []


def test_those_who_introduce_themselves_may_give_one_name() -> None:
    items = "- Anja; weaver @acme\n- Tobi; smith\n- Dino; out of work\n"
    text = f"# Treffen 2017-03-08\n\n## Vorstellrunde\n\n{items}\n## Talks\n\n- looms\n"
    assert present(text) == ["Anja", "Tobi", "Dino"]


def test_members_came_where_a_table_tells_who_could_not() -> None:
    rows = "| Chair | Ann Bell |\n| Members | Ann Bell, Bo Crane (student rep.) |\n"
    table = f"| | |\n|---|---|\n| Date | 8 June 2023 |\n{rows}"
    assert present(f"# Board\n\n{table}| Apologies | Cy Diaz |\n\n## 1. Boats\n") == [
        "Ann Bell",
        "Bo Crane",
    ]
    assert "Bo Crane" not in present(f"# Board\n\n{table}\n## 1. Boats\n")


def test_a_file_among_the_links_of_a_list_is_nobody() -> None:
    items = "- [Ann Bell](people/ann.md)\n- [roof.pdf](roof.pdf)\n- [Bo.JPG](bo.jpg)\n- Cy Diaz\n"
    assert present(f"# Board 2024-03-06\n\n## Attendees\n\n{items}\n## Boats\n") == [
        "Ann Bell",
        "Cy Diaz",
    ]


def test_letters_before_the_given_name_and_a_signature_are_of_one_person() -> None:
    text = """Verslag van 24 mei 2022

Aanwezig:   dr. M. (Mirjam) van Tongeren, voorzitter
            Alicja Sowa
Notulen: A. Sowa

1. Opening
"""
    assert present(text) == ["M. (Mirjam) van Tongeren", "Alicja Sowa"]


@pytest.mark.parametrize(
    ("items", "names"),
    [
        # Initials before a name: one person an item, whatever stands behind.
        (
            "- AB - Ann Bell, Lake Dynamics, Norway [LD], chair\n- BCr - Bo Crane, Mill Works\n",
            ["Ann Bell", "Bo Crane"],
        ),
        (
            "- CD - Cy Dunn, Lake Dynamics\n- MC - Mia Crane, Kiln Office\n",
            ["Cy Dunn", "Mia Crane"],
        ),
        ("- AB - Ann Bell, BC - Bo Crane\n- CD: Cy Dunn\n", ["Ann Bell", "Bo Crane", "Cy Dunn"]),
        # Firms behind a few of the names, dashes and brackets behind others.
        (
            "- Ann Bell, Lathe/Black Loom Audit\n- Bo Crane - Acme\n- Cy Dunn (Mill)\n- LiaEckl\n"
            "- Di Eck, Kiln\n- Fi Gull\n",
            ["Ann Bell", "Bo Crane", "Cy Dunn", "LiaEckl", "Di Eck", "Fi Gull"],
        ),
        # Behind a comma, the remark of a sentence is nobody.
        ("- 5 of 8 delegates attending, therefore quorate.\n- Ann Bell\n", ["Ann Bell"]),
        # What heads teams is a surname behind a given name.
        ("- Charles Board (treasurer, crew)\n", ["Charles Board"]),
    ],
)
def test_an_item_names_one_person_and_not_the_firm(items: str, names: list[str]) -> None:
    assert present(f"# Board 2024-03-06\n\n## Participants\n\n{items}\n## Boats\n") == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        # Each with a login, over lines that end between two of them.
        (
            "Present:\nAnn Bell (annb), Bo Crane (boc), Fi Gull (fi),\nCy Dunn (cy), Di Eck (di)\n",
            ["Ann Bell", "Bo Crane", "Fi Gull", "Cy Dunn", "Di Eck"],
        ),
        # The list below the label is a paragraph, with or without commas.
        (
            "Members present:\n\nKate, Lea, Phil, Bo, Rita, & Cy.\n",
            ["Kate", "Lea", "Phil", "Bo", "Rita", "Cy"],
        ),
        (
            "Members present:\n\nElliot Toast Eric Phil Brad Martin Dan\n\nOthers present: Greg\n",
            ["Elliot", "Toast", "Eric", "Phil", "Brad", "Martin", "Dan", "Greg"],
        ),
        # Another mark begins another list, below the label that is an item.
        (
            ": Members present:\n: Members remote:\n\n- Lea\n- Obi\n\n: Quorum: yes\n",
            ["Lea", "Obi"],
        ),
        ("* Present:\n\n- Lea\n- Obi\n\n* Agenda:\n\n- Rita\n", ["Lea", "Obi"]),
        ("* Present:\n\n- discuss the budget\n- Rita asked\n", []),
        # The place of others stands behind a blank line.
        (
            "Members present: Lea D, Obi K\n\nOthers: Ann Bell, Rita B\n",
            ["Lea D", "Obi K", "Ann Bell", "Rita B"],
        ),
        ("Members present: Lea D, Obi K\n\nOthers: the roof, the boats\n", ["Lea D", "Obi K"]),
        # Words for it in emphasis, with a number, or in a hurry.
        (
            "*2.1 Current members that were present*\n\n- Ann Bell\n\n*2.2 Absent*\n\n- Bo Cy\n",
            ["Ann Bell"],
        ),
        ("In attendace: Hahn, Bell, Crane\n", ["Hahn", "Bell", "Crane"]),
        # Who is listed by the surname's letter is whoever wrote it down by the whole one.
        (
            "Attendees: Nia A., Dan B., Dan C.\n\nSecretary - Dan Bailey.\n",
            ["Nia A.", "Dan Bailey", "Dan C."],
        ),
    ],
)
def test_where_a_list_goes_on(text: str, names: list[str]) -> None:
    assert present(f"# Board 2024-03-06\n\n{text}\n## Boats\n\n- Paint them\n") == names


def test_topics_below_a_heading_of_attendance_are_no_groups_of_it() -> None:
    table = "| Name | Firm |\n|---|---|\n| Ann Bell | Acme |\n| Bo Crane | Mill |\n"
    topics = (
        "### Things of last time again\n\n- paint it\n\n### Open votes\n\n- [loom-21](l/21) dyes\n"
    )
    assert present(f"# Board 2024-03-06\n\n## Attendees\n\n{table}\n{topics}") == [
        "Ann Bell",
        "Bo Crane",
    ]


def test_initials_may_have_small_letters() -> None:
    items = "- RGi - Rita Gill\n- Rosa Glen (RGl), Mill\n- Bo Cy (Kiln)\n"
    text = f"# Board 2024-03-06\n\n## Present\n\n{items}"
    assert [one.initials for one in people(text, "board.md")] == ["RGi", "RGl", ""]
