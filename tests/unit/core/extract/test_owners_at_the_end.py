"""Owners behind what is to be done, in other cases than lists have them, and of bodies."""

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings

PEOPLE = {
    "en": "Present: Jana Kos, Adam Berg",
    "de": "Anwesend: Eva Lenz, Jonas Kern",
    "fr": "Présents : Anne Morel, Luc Petit",
    "es": "Asistentes: Ana Ruiz, Luis Mora",
    "it": "Presenti: Anna Riva, Luca Neri",
    "nl": "Aanwezig: Jan Smit, Eva Bos",
    "sv": "Närvarande: Eva Lind, Olle Berg",
    "pl": "Obecni: Anna Nowak, Jan Kowalski, Ewa Lis",
    "cs": "Přítomni: Jana Nováková, Petr Malý, Karel Vlček",
    "ru": "Присутствовали: Оксана Дроздова, Иван Петров, Сергей Толстой",
}


def tasks(language: str, note: str) -> list[tuple[str, str]]:
    """Whose the actions of a note are, and what they are."""
    text = f"# Boat\n\n{PEOPLE[language]}\n\n{note}\n"
    facts = parse(RawNote("2021-03-04.md", text.encode()), Settings()).facts
    return [("+".join(o.name for o in one.owners), one.text.rstrip(".")) for one in facts.actions]


@pytest.mark.parametrize(
    ("language", "heading", "item", "owner", "task"),
    [
        ("en", "Actions", "Paint the boat by Jana", "Jana", "Paint the boat"),
        ("en", "Actions", "Paint the boat by May", "", "Paint the boat by May"),
        ("de", "Aufgaben", "Boot streichen durch Eva", "Eva", "Boot streichen"),
        ("de", "Aufgaben", "Farbe kaufen (durch Jonas)", "Jonas", "Farbe kaufen"),
        ("fr", "Actions", "Achat de la corde (par Luc)", "Luc", "Achat de la corde"),
        ("es", "Tareas", "Pintar la barca por Ana y Luis", "Ana+Luis", "Pintar la barca"),
        ("it", "Azioni", "Comprare la vernice, a cura di Luca", "Luca", "Comprare la vernice"),
        ("nl", "Acties", "Boot verven door Jan", "Jan", "Boot verven"),
        ("nl", "Acties", "Boot verven door de haven", "", "Boot verven door de haven"),
        ("sv", "Åtgärder", "Båten målas av Eva", "Eva", "Båten målas"),
    ],
)
def test_a_listed_task_ends_with_who_does_it(
    language: str, heading: str, item: str, owner: str, task: str
) -> None:
    assert tasks(language, f"## {heading}\n\n- {item}") == [(owner, task)]


@pytest.mark.parametrize(
    ("item", "owner", "task"),
    [
        ("Paint the boat before the\n  race (Jana)", "Jana", "Paint the boat before the race"),
        ("Paint the boat\n  (Jana, Adam Berg)", "Jana+Adam Berg", "Paint the boat"),
        ("Paint the boat on\n  Monday (Main Hall)", "", "Paint the boat on Monday (Main Hall)"),
        ("Paint the boat (Adam). It rots", "Adam", "Paint the boat (Adam). It rots"),
        ("Paint the boat (Hall). It rots", "", "Paint the boat (Hall). It rots"),
        ("Paint the boat -&gt; Jana", "Jana", "Paint the boat"),
    ],
)
def test_owners_end_a_sentence_or_the_last_line(item: str, owner: str, task: str) -> None:
    assert tasks("en", f"## Actions\n\n- {item}") == [(owner, task)]


@pytest.mark.parametrize(
    ("language", "line", "owner", "task"),
    [
        ("pl", "Zadanie dla Anny Nowak: kupić farbę", "Anna Nowak", "kupić farbę"),
        ("pl", "Polecono Janowi Kowalskiemu przygotować plan", "Jan Kowalski", "przygotować plan"),
        ("pl", "Powierzono Ewie przygotowanie planu", "Ewa Lis", "przygotowanie planu"),
        ("cs", "Úkol pro Janu Novákovou: koupit barvu", "Jana Nováková", "koupit barvu"),
        ("cs", "Úkol pro Petra Malého: zavolat do banky", "Petr Malý", "zavolat do banky"),
        ("cs", "Uloženo Karlu Vlčkovi připravit plán", "Karel Vlček", "připravit plán"),
        ("ru", "Поручить Ивану Петрову купить краску", "Иван Петров", "купить краску"),
        ("ru", "Поручено Оксане связаться с банком", "Оксана Дроздова", "связаться с банком"),
        ("ru", "Подготовку сметы поручить Сергею Толстому", "Сергей Толстой", "Подготовку сметы"),
    ],
)
def test_a_name_in_another_case_is_whom_the_note_lists(
    language: str, line: str, owner: str, task: str
) -> None:
    assert tasks(language, f"## Zzz\n\n{line}.") == [(owner, task)]


def test_a_case_that_two_names_have_is_nobodys() -> None:
    note = "Obecni: Anna Nowak, Hanna Nowak, Anna Lis\n\nPolecono Annie przygotować plan."
    facts = parse(RawNote("2021-03-04.md", f"# Boat\n\n{note}\n".encode()), Settings()).facts
    assert facts.actions == ()


@pytest.mark.parametrize(
    ("language", "line", "owner", "task"),
    [
        ("sv", "Ansvarig: Eva Lind meddelar kommunen", "Eva Lind", "meddelar kommunen"),
        ("de", "Verantwortlich: Eva ruft die Bank an", "Eva", "ruft die Bank an"),
        ("en", "Responsible: Jana Kos orders the rope", "Jana Kos", "orders the rope"),
    ],
)
def test_who_is_in_charge_does_what_follows(
    language: str, line: str, owner: str, task: str
) -> None:
    assert tasks(language, line) == [(owner, task)]


def test_teams_have_tasks_in_a_headed_list() -> None:
    note = "## Actions\n\n- Comms team to print flyers\n- Finance Committee to set the fee"
    assert tasks("en", note) == [
        ("Comms team", "print flyers"),
        ("Finance Committee", "set the fee"),
    ]


def test_handles_with_a_blank_end_the_items_of_a_list() -> None:
    note = "- Call the shop @Jana K\n- Buy rope @Adam B\n"
    assert tasks("en", note) == [("Jana K", "Call the shop"), ("Adam B", "Buy rope")]


@pytest.mark.parametrize(
    "table",
    [
        "| Action | |\n|---|---|\n| mend it | Jana Kos |\n| buy rope | Adam |",
        "| Topic | Conclusion | Responsible |\n|---|---|---|\n"
        "| Boat | mend it | Jana Kos |\n| Rope | buy rope | Adam |",
        "## Actions\n\n| Name | Task | |\n|---|---|---|\n"
        "| Jana Kos | mend it | May |\n| Adam | buy rope | |",
    ],
)
def test_a_column_of_names_is_that_of_the_owners(table: str) -> None:
    assert tasks("en", table) == [("Jana Kos", "mend it"), ("Adam", "buy rope")]


@pytest.mark.parametrize(
    "table",
    [
        "| Name | Club | |\n|---|---|---|\n| Jana Kos | Oar | here |\n| Adam Berg | Oar | away |",
        "| Topic | Discussion | Owner |\n|---|---|---|\n| Boat | It leaks | Jana Kos |",
    ],
)
def test_other_tables_have_no_tasks(table: str) -> None:
    assert tasks("en", table) == []


@pytest.mark.parametrize("heading", ["Action points", "ACTIONS", "To do"])
@pytest.mark.parametrize(
    "items",
    ["1. JK – send it – 14 Oct\n2. Adam – mend it – asap", "- JK: send it\n- Adam: mend it"],
)
def test_a_bare_line_heads_the_list_behind_a_blank_one(heading: str, items: str) -> None:
    assert [who for who, _ in tasks("en", f"The boat drips.\n\n{heading}\n\n{items}")] == [
        "JK",
        "Adam",
    ]


@pytest.mark.parametrize(
    ("language", "line", "owner", "task"),
    [
        ("cs", "Úkol: Jana Nováková se zeptá v Podhájí", "Jana Nováková", "se zeptá v Podhájí"),
        ("fr", "Action : Anne rédige la lettre", "Anne", "rédige la lettre"),
        ("fr", "Action : Mme Morel rédige la lettre", "Morel", "rédige la lettre"),
        ("nl", "Actie: Mw. De Wit vraagt het op", "De Wit", "vraagt het op"),
        ("ru", "Задача: Иван Петров отправит письмо", "Иван Петров", "отправит письмо"),
        ("en", "ACTION: Jana agreed to send it", "Jana", "send it"),
        ("en", "- Action for kiln99 to send it", "kiln99", "send it"),
        ("en", "- Action for everybody to send it", "everybody", "send it"),
        ("en", "ACTION: Tech Team to send it", "Tech Team", "send it"),
    ],
)
def test_owners_before_a_verb_behind_a_mark(
    language: str, line: str, owner: str, task: str
) -> None:
    assert tasks(language, line) == [(owner, task)]


@pytest.mark.parametrize(
    ("language", "text", "owner", "task"),
    [
        (
            "es",
            "Hubo mucha"
            " lluvia en el puerto y la barca no salió en todo el mes. "
            "Ana\nRuiz queda encargada de buscar aula.",
            "Ana Ruiz",
            "buscar aula",
        ),
        ("sv", "De har inte hört av sig. Olle lovade att ringa dem.", "Olle", "ringa dem"),
        (
            "en",
            "It drips wherever"
            " one looks, and the boat has been at the pier for months now. "
            "Jana has agreed\nto mend it.",
            "Jana",
            "mend it",
        ),
        (
            "de",
            "Es tropft überall"
            ", und das Boot liegt seit Monaten unbenutzt am Steg. "
            "Jonas Kern hat\nzugesagt, Farbe zu holen.",
            "Jonas Kern",
            "Farbe zu holen",
        ),
    ],
)
def test_what_gives_somebody_a_task_may_go_over_to_the_next_line(
    language: str, text: str, owner: str, task: str
) -> None:
    assert tasks(language, text) == [(owner, task)]


@pytest.mark.parametrize(
    ("language", "table", "owner", "task"),
    [
        (
            "fr",
            "| Sujet | Discussion | Qui fait quoi |\n|---|---|---|\n"
            "| Toit | Il fuit | Anne prépare l'affiche |\n| Port | Calme | |",
            "Anne",
            "Anne prépare l'affiche",
        ),
        (
            "pl",
            "| Termin | Kto | Co |\n|---|---|---|\n| 25.10 | Anna Nowak | złożyć listę |",
            "Anna Nowak",
            "złożyć listę",
        ),
    ],
)
def test_columns_of_who_does_what(language: str, table: str, owner: str, task: str) -> None:
    assert tasks(language, table) == [(owner, task)]


def test_a_task_is_for_somebody_of_the_note() -> None:
    note = "- [ ] For Jana: send it\n- [ ] For Easter: buy eggs"
    assert tasks("en", note) == [("Jana", "send it"), ("", "For Easter: buy eggs")]


def test_a_column_of_names_at_the_right_may_have_a_head() -> None:
    head = f"{'':60}ACTION\n\n## Fair\n\nThe hall is booked.\n"
    note = f"{head}Send out a call for helpers{'':20}JK\nBuy all the prizes{'':20}Adam, by May"
    assert [who for who, _ in tasks("en", note)] == ["JK", "Adam"]


def test_a_bare_line_with_a_rule_heads_whose_tasks_stand_below() -> None:
    note = "It drips.\n\nTo do\n-----\nJana: order six copies\nAdam: ring the baker\n\nNext: May"
    assert tasks("en", note) == [("Jana", "order six copies"), ("Adam", "ring the baker")]


@pytest.mark.parametrize(
    ("item", "owner", "task"),
    [
        ("- Jana/Adam- Paint the boat", "Jana+Adam", "Paint the boat"),
        ("- Follow-up- Paint the boat", "", "Follow-up- Paint the boat"),
        ("- [ ] (skipjo) paint the boat", "skipjo", "paint the boat"),
        ("- [ ] (optional) paint the boat", "", "(optional) paint the boat"),
        ("* **Jana**:\n  * Paint the boat", "Jana", "Paint the boat"),
    ],
)
def test_whose_an_item_of_a_headed_list_is(item: str, owner: str, task: str) -> None:
    assert tasks("en", f"## Actions\n\n{item}") == [(owner, task)]


def test_single_letters_are_owners_where_each_is_one_of_those_listed() -> None:
    listed = "- TODO: paint the boat (A)\n- TODO: buy a rope ({})"
    first = ("Adam Berg", "paint the boat")
    assert tasks("en", listed.format("J")) == [first, ("Jana Kos", "buy a rope")]
    assert tasks("en", listed.format("X"))[0] == ("", "paint the boat (A)")
    assert tasks("en", listed.format("A"))[0] == ("", "paint the boat (A)")
