"""Each way of listing who came finds people in its example and nobody in its counter-example."""

import pytest

from mkdocs_minutes.core.extract import nearly_stated
from mkdocs_minutes.core.extract.attendance import RULES, Listing
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings


def came(written: str) -> dict[str, str]:
    """Whom a note lists, with how."""
    parsed = parse(RawNote("2021-03-04.md", f"# Guild call\n\n{written}\n".encode()), Settings())
    return {person.name: person.presence for person in parsed.facts.attendees}


def rules_of(written: str) -> set[str]:
    parsed = parse(RawNote("2021-03-04.md", f"# Guild call\n\n{written}\n".encode()), Settings())
    return {person.rule for person in parsed.facts.attendees}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_a_way_of_listing_people_finds_its_example_and_not_what_is_nearly_alike(
    rule: Listing,
) -> None:
    assert rule.name in rules_of(rule.example)
    assert rule.name not in rules_of(rule.counter)


def test_no_two_ways_have_one_name() -> None:
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_a_heading_and_a_label_that_list_nobody_are_told() -> None:
    text = "# Guild call\n\n## Attendees\n\nNobody wrote them down, though many came.\n"
    parsed = parse(RawNote("2021-03-04.md", text.encode()), Settings())
    told = list(nearly_stated(parsed.note, parsed.facts, Settings()))
    assert (3, "attendance-heading") in told


@pytest.mark.parametrize(
    ("members", "visitors"),
    [
        ("Members", "Visitors"),
        ("Mitglieder", "Gäste"),
        ("Membres", "Invités"),
        ("Miembros", "Invitados"),
        ("Membri", "Ospiti"),
        ("Membros", "Convidados"),
        ("Leden", "Gasten"),
        ("Członkowie", "Goście"),
        ("Členové", "Hosté"),
        ("Medlemmar", "Gäster"),
        ("Medlemmer", "Gjester"),
    ],
)
def test_members_and_visitors_of_any_language(members: str, visitors: str) -> None:
    two = {"Ute Kersch", "Jens Ohlsen"}
    lines = f"## {members}\nUte Kersch\nJens Ohlsen\n\n## {visitors}\nFrauke Timm"
    assert came(lines).keys() == two | {"Frauke Timm"}
    ticked = f"{members}:\n  * [x] Ute Kersch\n  * [ ] Veit Sommer\n  * [x] Jens Ohlsen"
    assert {name for name, how in came(ticked).items() if how == "present"} == two


def test_a_wrapped_line_goes_on_with_the_last_label_of_the_line_above() -> None:
    found = came("Present: Torre, Jon, Andrea, Dario Apologies: Pere, Michel,\nDaniel")
    absent = {name for name, how in found.items() if how == "absent"}
    assert len(found) == 7
    assert absent == {"Pere", "Michel", "Daniel"}


def test_those_who_came_as_hosts_and_guests_alone_came() -> None:
    assert len(came("Guests:\n- Ravi Menon\n\nHosts:\n- Elke Baum\n- Toby Shaw")) == 3


def test_a_word_behind_a_whole_name_in_an_item_is_of_whom_somebody_is() -> None:
    assert came("## Present\n\n- Karin Busch\n- Yilmaz Odem, Sportverein").keys() == {
        "Karin Busch",
        "Yilmaz Odem",
    }
    assert len(came("## Present\n\n- Karin, Yilmaz\n- Odem")) == 3


def test_lines_that_introduce_somebody_in_small_words_are_of_the_list() -> None:
    lines = ("Maude Perrin, Mill", "Henk de Boer, retired, has kept beans", "Lucia Sanz, wants tea")
    assert len(came("## Attendees\n\n" + "\n\n".join(lines) + "\n\n## Beans")) == 3


def test_a_group_of_several_words_attends() -> None:
    found = came("### Steering Committee Members Attending\n- Belle Weaver\n- Karl Lag")
    assert len(found) == 2


@pytest.mark.parametrize(
    ("written", "names"),
    [
        # What a person's paragraph tells behind the firm is of one, and the firm is nobody.
        (
            "## Introductions\n\nVera Pohl, Mill Works, mends old looms\n\nOto Brand, Lake Trust",
            {"Vera Pohl", "Oto Brand"},
        ),
        (
            "## Présents\n\nVera Pohl, Moulin Neuf, répare des métiers\n\nOto Brand",
            {"Vera Pohl", "Oto Brand"},
        ),
        # How somebody came is said of the last of two.
        ("## Attendees\n\n- Vera Pohl, Oto Brand, by phone", {"Vera Pohl", "Oto Brand"}),
        ("## Attendees\n\n- Vera Pohl, Oto Brand, and some more", {"Vera Pohl", "Oto Brand"}),
        # Surnames first, a line each, and the firm behind them.
        (
            "## Attendees\n\nPohl, Vera; Mill Works\nBrand, Oto; Lake Trust",
            {"Vera Pohl", "Oto Brand"},
        ),
        ("Present:\n\nPohl, Vera; Brand, Oto\nKern, Ida", {"Vera Pohl", "Oto Brand", "Ida Kern"}),
        # Given names tell two persons between whom a comma is missing.
        ("Present: Erika Pohl Tomáš Brand, Ida Kern", {"Erika Pohl", "Tomáš Brand", "Ida Kern"}),
        ("Present: Ana María Gil Paz, Ida Kern", {"Ana María Gil Paz", "Ida Kern"}),
        # Initials in Cyrillic, of which a line behind a comma goes on with a list.
        (
            "Вера Поль (ВП), Отто Бранд (ОБ), Яна Тимм (ЯТ),\nИда Керн (ИК)\n\n"
            "Онлайн: Юна Лунд (ЮЛ)",
            {"Вера Поль", "Отто Бранд", "Яна Тимм", "Ида Керн", "Юна Лунд"},
        ),
        # In brackets behind a sentence, with the signs of Chinese and Japanese.
        # One word of four that is a given name tells less, and two may be of one person.
        (
            "Present: Quill Pohl Mohammed Brand, Ida Kern, Ulf Aas",
            {"Quill Pohl", "Mohammed Brand", "Ida Kern", "Ulf Aas"},
        ),
        (
            "Asistentes: José María Gil Paz, Ida Kern, Ulf Aas",
            {"José María Gil Paz", "Ida Kern", "Ulf Aas"},
        ),
        # Initials with points and surnames that begin small, among lines with blank ones between.
        (
            "## Attendees\n\nVera Pohl\n\nT.R. Brand\n\nOle d'Aas\n\nIda Kern",
            {"Vera Pohl", "T.R. Brand", "Ole d'Aas", "Ida Kern"},
        ),
        ("Presenti: Ugo dell'Orso, Ida Kern", {"Ugo dell'Orso", "Ida Kern"}),
        # A firm behind somebody with a nickname, or another name behind a slash.
        (
            "## Attendees\n\n- Vera (Vee) Pohl\n- Oto (Otto) Brand / @ob\n- Ida (Idi) Kern, Knots",
            {"Vera (Vee) Pohl", "Oto (Otto) Brand", "Ida (Idi) Kern"},
        ),
        # What lines say that name nobody, and what stands beside lists of items.
        (
            "## 参加者\n\n* 佐藤花子\n* 一の瀬 健\n* 記録係は名前の後に(記録)と書くこと",
            {"佐藤花子", "一の瀬 健"},
        ),
        ("- 出席: 佐藤、鈴木\n- 欠席: 三好\n- オンライン: 若林", {"佐藤", "鈴木", "三好", "若林"}),
        ("**Present/In the room:** Vera Pohl; Oto Brand", {"Vera Pohl", "Oto Brand"}),
        # Nicknames behind two given names, and in tables.
        (
            "Asistentes: María Dolores (Lola) Gil, Oto Brand",
            {"María Dolores (Lola) Gil", "Oto Brand"},
        ),
        (
            '| Name | Firm |\n|---|---|\n| Vera (Vee) Pohl | Mill |\n| Oto "Otto" Brand | Knots |',
            {"Vera (Vee) Pohl", 'Oto "Otto" Brand'},
        ),
        (
            "| Teilnehmer | da |\n|---|---|\n| Vera Pohl | x |\n| Oto Brand | x |",
            {"Vera Pohl", "Oto Brand"},
        ),
        ("Anwesend: Vera Pohl, sowie als Gast Oto Brand", {"Vera Pohl", "Oto Brand"}),
        ("Obecni: Vera Pohl, mgr inż. Oto Brand", {"Vera Pohl", "Oto Brand"}),
        (
            "## Tour de table\n\nVera Pohl, Moulin, répare des métiers\n\nOto Brand, de passage",
            {"Vera Pohl", "Oto Brand"},
        ),
        ("八月五日在河边开会（出席：周海、吴敏）。", {"周海", "吴敏"}),
        ("五日に開いた（出席者：佐藤、鈴木）", {"佐藤", "鈴木"}),
        ("**Present/Dialled in:** Vera Pohl; Oto Brand", {"Vera Pohl", "Oto Brand"}),
        (
            "## Miembros con voto presentes\n\n- Vera Pohl, Nudos\n- Oto Brand, Hilo",
            {"Vera Pohl", "Oto Brand"},
        ),
        ("## 出席者\n\n佐藤花子\n田中一郎\nーーーーーー", {"佐藤花子", "田中一郎"}),
        ("出席：[[吴小敏|小敏]]、[[周海]]", {"吴小敏", "周海"}),
        ("## Attendees\n\n* Vera P., Oto, Ida, Ulf", {"Vera P.", "Oto", "Ida", "Ulf"}),
        ("## Attendees\n\n* Vera Pohl, Carl, Ida, Ulf B.", {"Vera Pohl", "Carl", "Ida", "Ulf B."}),
        ("## Attendees\n\n* Vera Pohl, Knots, Bern, Austria", {"Vera Pohl"}),
        ("## Участники\n\n- Вера (Верочка) Поль\n- Ида Керн", {"Вера (Верочка) Поль", "Ида Керн"}),
    ],
)
def test_who_is_one_person_with_a_firm_and_who_are_two(written: str, names: set[str]) -> None:
    assert came(written).keys() == names


@pytest.mark.parametrize(
    "way", ["Zugeschaltet", "À distance", "Da remoto", "Zdalnie", "Vzdáleně", "Digitalt", "远程"]
)
def test_those_who_took_part_by_a_way_of_any_language(way: str) -> None:
    first = "Vera Pohl (VPO), Oto Brand (OBR), Ida Kern (IKE)"
    assert came(f"{first}\n\n{way}:\nUte Kersch (UKE), Jens Ohlsen (JOH)").keys() >= {
        "Ute Kersch",
        "Jens Ohlsen",
    }


@pytest.mark.parametrize(
    "roll",
    [
        "Ida Kern, Per Lund",
        "Ida Kern (IK), Per Lund (PL)",
        "- Ida Kern\n- Per Lund\n",
        "Ida Kern\nPer Lund\n",
    ],
)
def test_one_who_came_otherwise_is_told_below_a_roster_without_a_label(roll: str) -> None:
    assert came(f"{roll}\nÀ distance : Oto Brand\n").keys() == {"Ida Kern", "Per Lund", "Oto Brand"}


def test_a_roster_without_a_label_may_be_in_han() -> None:
    assert came("王明、李芳\n\n远程：赵敏\n").keys() == {"王明", "李芳", "赵敏"}


def test_what_stands_above_one_who_came_otherwise_may_be_no_roster() -> None:
    assert not came("The mill, the pier\n\nZugeschaltet: Oto Brand\n")
