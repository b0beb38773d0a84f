"""Who came, told in sentences and by titles, in the languages of the lexicon."""

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings


def came(text: str) -> dict[str, str]:
    """Who is listed by a note of some lines below its title, and how."""
    head = "# Board 2021-03-04\n\n"
    facts = parse(RawNote("2021-03-04.md", (head + text).encode()), Settings()).facts
    return {one.name: one.presence for one in facts.attendees}


SENTENCES = {
    "en": "Present were Ann Lake, Bo Crane and the clerk Kim Dale. Apologies came from Eva Hill.",
    "de": "Anwesend waren Ann Lake, Bo Crane und die Elternvertreterin Kim Dale. Eva Hill fehlte.",
    "fr": "Étaient présents Ann Lake, Bo Crane et la directrice Kim Dale. Excusée : Eva Hill.",
    "es": "Asistieron Ann Lake, Bo Crane y la maestra Kim Dale. Excusó su asistencia Eva Hill.",
    "it": "Sono presenti i proff. Ann Lake (coordinatrice), Bo Crane e la preside Kim Dale.",
    "pt": "Estiveram presentes Ann Lake, Bo Crane e a professora Kim Dale. Faltou Eva Hill.",
    "nl": "Aanwezig zijn Ann Lake, Bo Crane en de heer Kim Dale. Eva Hill heeft zich afgemeld.",
    "pl": "Obecni byli Ann Lake, Bo Crane i dr hab. Kim Dale. Eva Hill była chora.",
    "cs": "Přítomni byli Ann Lake, Bo Crane a Mgr. Kim Dale. Eva Hill nepřišla.",
    "sv": "Närvarande var Ann Lake, Bo Crane och rektor Kim Dale. Eva Hill hade förhinder.",
    "nb": "Til stede var Ann Lake, Bo Crane og rektor Kim Dale. Eva Hill var syk.",
    "ru": "Присутствовали Ann Lake, Bo Crane и директор Kim Dale. Eva Hill не пришла.",
}


@pytest.mark.parametrize("language", SENTENCES)
def test_a_sentence_lists_who_came(language: str) -> None:
    present = {name for name, how in came(f"{SENTENCES[language]}\n").items() if how == "present"}
    assert present == {"Ann Lake", "Bo Crane", "Kim Dale"}


@pytest.mark.parametrize(
    "line",
    [
        "Present were the usual problems with the roof, and Ann Lake told of them.",
        "Anwesend waren rund vierzig Eltern, wie Ann Lake und Bo Crane sagten.",
        "Asistieron muchos vecinos, entre ellos Ann Lake.",
    ],
)
def test_a_sentence_with_anything_else_lists_nobody(line: str) -> None:
    assert came(f"{line}\n") == {}


def test_surnames_behind_a_title_of_several_are_listed() -> None:
    line = "Aanwezig zijn de dames Lake, Van Hill en Osei en de heren De Wit en Dale.\n"
    assert list(came(line)) == ["Lake", "Van Hill", "Osei", "De Wit", "Dale"]


@pytest.mark.parametrize(
    ("entry", "name"),
    [
        ("Pfarrer Ann Lake", "Ann Lake"),
        ("dr hab. Ann Lake", "Ann Lake"),
        ("Prof.ª Ann Lake", "Ann Lake"),
        ("District Cllr A. Lake", "A. Lake"),
        ("mevrouw Ann Lake", "Ann Lake"),
        ("г-жа Ann Lake", "Ann Lake"),
        ("the student rep Ann Lake", "Ann Lake"),
        ("il rappresentante degli studenti Ann Lake", "Ann Lake"),
        ("Mme Lake", "Mme Lake"),
    ],
)
def test_what_somebody_is_called_is_no_part_of_a_whole_name(entry: str, name: str) -> None:
    assert list(came(f"Present: Bo Crane, {entry}, Kim Dale\n")) == ["Bo Crane", name, "Kim Dale"]


def test_names_in_signs_stand_behind_a_label_without_a_colon() -> None:
    listed = came("出席 森田隆(会長)、中島明美、石川教頭\n欠席 大野真理\n")
    assert listed == {
        **dict.fromkeys(("森田隆", "中島明美", "石川"), "present"),
        "大野真理": "absent",
    }


def test_a_title_in_signs_stands_before_a_name() -> None:
    assert list(came("出席：周建平、冯国栋\n列席：物业经理 马志强\n")) == [
        "周建平",
        "冯国栋",
        "马志强",
    ]


@pytest.mark.parametrize(
    "label", ["Non c'erano", "Не смогли", "Konnten nicht", "N'ont pas pu", "Nie mogli", "Nemohli"]
)
def test_those_who_could_not_come_are_absent(label: str) -> None:
    assert came(f"Present: Bo Crane\n{label}: Ann Lake (ill)\n")["Ann Lake"] == "absent"


@pytest.mark.parametrize(
    ("lines", "names"),
    [
        ("Chi c'era: dott. Marini, Bo Crane\nChi mancava: Eva Hill", ["dott. Marini", "Bo Crane"]),
        ("Conectados: Ann Lake, Bo Crane", ["Ann Lake", "Bo Crane"]),
        ("Przybyli: ks. Ann Lake, p. Crane", ["Ann Lake", "p. Crane"]),
        ("Estiveram na reunião:\n- Ann Lake (a chefe)\n- Bo Crane", ["Ann Lake", "Bo Crane"]),
        ("Runde: Ann Lake, Pfl. Bo Crane", ["Ann Lake", "Bo Crane"]),
        ("Были: Ann Lake, Bo Crane", ["Ann Lake", "Bo Crane"]),
        ("Runde: vier Spiele, zwei Siege", []),
        ("Byli: zima, mróz", []),
    ],
)
def test_any_word_for_being_there_is_a_label_before_names(lines: str, names: list[str]) -> None:
    assert [name for name, how in came(f"{lines}\n").items() if how == "present"] == names


def test_offices_behind_names_in_a_sentence_are_nobody() -> None:
    line = "En Alderiz, se reúnen los señores D. Bo Crane, presidente; D.ª Ann Lake, secretaria.\n"
    assert list(came(line)) == ["Bo Crane", "Ann Lake"]


def test_a_column_of_attendees_beside_their_department_lists_them() -> None:
    table = "| Asistente | Área |\n|---|---|\n| Ann Lake | Dirección |\n| Bo Crane | Calidad |\n"
    assert list(came(table)) == ["Ann Lake", "Bo Crane"]
