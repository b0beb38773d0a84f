"""What sentences conclude, in the languages of the lexicon: the sentence, and what turns it."""

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings


def concluded(text: str) -> list[str]:
    """The outcomes of a note of some lines below its title."""
    head = "# Board 2021-03-04\n\n- Ann Bell\n- Tom Crane\n\n"
    facts = parse(RawNote("2021-03-04.md", (head + text + "\n").encode()), Settings()).facts
    return [outcome.text for outcome in facts.outcomes]


@pytest.mark.parametrize(
    "told",
    [
        "The board agreed to buy a boat. Rain came in.",
        "It was agreed that Dr. Crane would write by 6 May. Rain came in.",
        "Nach kurzer Beratung wird beschlossen, das Fest am 6. Juli zu feiern. Es war warm.",
        "Der Vorstand beschließt einstimmig, die Woche bis 2. August zu planen. Es war warm.",
        "Après discussion, le conseil décide de retenir le devis de M. Roy. Il pleut.",
        "Le bureau retient le dimanche 14 avril. Il pleut.",
        "Il Consiglio, con 4 voti favorevoli e 1 contrario, delibera di alzare la quota. Piove.",
        "Dopo ampia discussione il Consiglio delibera di attivare il corso. Piove.",
        "De MR stemt in met de schoolgids. Er is koffie.",
        "Der Ausschuss entscheidet, das Boot zu kaufen. Es war warm.",
        "Vereinbart wurde, das Boot zu kaufen. Es war warm.",
        "Le conseil vote l'achat du bateau. Il pleut.",
        "Hemos decidido comprar el barco. Llueve.",
        "Quedó aprobado comprar el barco. Llueve.",
        "Foi aprovado o orçamento de 2025. Chove.",
        "Si approva all'unanimità il bilancio. Piove.",
        "Zarząd podjął uchwałę o zakupie łodzi. Potem kawa.",
        "Zatwierdzono budżet na 2025 rok. Potem kawa.",
        "Было решено купить лодку. Потом чай.",
        "一致同意购买船只。下雨了。",
        "会议批准了预算。下雨了。",
        "ボートの購入を承認した。雨だった。",
        "ボートを購入することとした。雨だった。",
        "Rada w głosowaniu jawnym (14 za, 1 przeciw) zatwierdziła program. Potem kawa.",
        "Rada schvaluje výroční zprávu. Prší.",
        "Det bestämdes att brygga C stängs. Ösregn.",
        "После обсуждения решили ехать в музей 3 ноября. Автобус стоит дорого.",
        "Tras el debate, la junta decide abrir la piscina. Hubo dudas.",
        "Foi aprovado, por maioria, mudar o fornecedor. Choveu.",
        "今年もバザーを実施することを全員一致で承認した。雨が降った。",
        "Výbor odhlasoval příspěvek na dresy. Prší.",
        "会议决定:采用5万元的方案。下雨了。",
    ],
)
def test_a_sentence_concludes_what_it_says_and_no_more(told: str) -> None:
    first = told[: -len(told.rstrip(".。").replace("。", ". ").split(". ")[-1]) - 1].strip()
    assert concluded(told) == [first]


@pytest.mark.parametrize(
    "told",
    [
        "The board agreed to buy a boat. But only if it is cheap.",
        "The council approved the plan. No money was set aside.",
        "Le bureau retient le dimanche 14 avril. Mais si la salle est prise, ce sera le 21.",
        "Es wurde vereinbart, den Zaun zu streichen. Allerdings erst im Mai.",
        "Si delibera di alzare la quota. Tuttavia resta il contributo.",
    ],
)
def test_what_turns_or_bounds_a_conclusion_is_part_of_it(told: str) -> None:
    assert concluded(told) == [told]


@pytest.mark.parametrize(
    ("told", "both"),
    [
        (
            "The board agreed to buy a boat. It rained. The board decided to sell the raft.",
            ["The board agreed to buy a boat.", "The board decided to sell the raft."],
        ),
        (
            "Stand: 600 Euro. Beschluss: Es werden 200 Euro ausgegeben.",
            ["Es werden 200 Euro ausgegeben."],
        ),
        (
            "Se decide abrir la piscina. Hubo dudas. Se aprueba por mayoría pintar la valla.",
            ["Se decide abrir la piscina.", "Se aprueba por mayoría pintar la valla."],
        ),
        ("Has to be soon. Decided: dinner on 21 May.", ["dinner on 21 May."]),
    ],
)
def test_a_paragraph_can_conclude_twice(told: str, both: list[str]) -> None:
    assert concluded(told) == both


@pytest.mark.parametrize(
    "told",
    [
        "何を買うかは次回話し合うことになった。",
        "会议讨论了方案。",
        "Rada projednala výroční zprávu.",
        "Le bureau se réunit dimanche.",
        "Aprobado: 2024-03-01",
    ],
)
def test_what_is_only_talked_of_is_not_concluded(told: str) -> None:
    assert concluded(told) == []


@pytest.mark.parametrize(
    "line",
    [
        "【決定】ボートを買う",
        ">> Festgelegt: ボートを買う",
        "Uchwała nr 12: ボートを買う",
        "Beschluss Nr. 4/2024: ボートを買う",
    ],
)
def test_marks_stand_in_brackets_behind_arrows_and_with_numbers(line: str) -> None:
    assert concluded(line) == ["ボートを買う"]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (" - It was agreed to hold the fair on the first Monday of", "May, since it is warm."),
        (" - Es wurde beschlossen, den Steg im Sommer mit dem", "Verein der Segler zu bauen."),
        ("  * Se acordó mover la fiesta a la plaza del", "Mercado."),
    ],
)
def test_an_item_goes_on_below_a_word_that_needs_another(first: str, second: str) -> None:
    words = first.strip(" -*")
    assert concluded(f"## Fair\n\n{first}\n{second}\n - Rain came in.") == [f"{words} {second}"]
    apart = concluded(f"## Fair\n\n{first.rpartition(' ')[0]} X\n{second}\n - Rain came in.")
    assert apart == [f"{words.rpartition(' ')[0]} X"]


@pytest.mark.parametrize(("name", "signed"), [("Arvid Pohl", "AP"), ("Anna Ivens", "AI")])
def test_initials_that_a_list_gives_are_no_mark_of_an_action(name: str, signed: str) -> None:
    """Unless the line says whose it is; where nobody has them they mark one."""
    head = f"# Board 2021-03-04\n\nPresent: Gerda Huth (GH), {name} ({signed})\n\n"
    lines = f"GH: The proof is here.\n\n{signed}: Thank you, so we close early.\n"

    def tasks(text: str) -> list[str]:
        facts = parse(RawNote("2021-03-04.md", text.encode()), Settings()).facts
        return [action.text for action in facts.actions]

    assert tasks(head + lines) == []
    assert tasks(head + f"{signed}: Gerda to send the proof.\n") == ["send the proof."]
    assert tasks(head.replace(f"{name} ({signed})", "Tom Crane (TC)") + lines) == [
        "Thank you, so we close early."
    ]


@pytest.mark.parametrize(
    "marked",
    [
        "Einstimmig beschlossen: Das Zimmer kostet 25 Franken",
        "Deliberado: Enviar uma carta",
        "## 四、决定\n\n- 每周五不发版",
    ],
)
def test_a_mark_may_tell_how_it_was_decided_and_a_heading_has_a_number(marked: str) -> None:
    assert concluded(marked) == [marked.partition(": ")[2] or marked.rpartition("- ")[2]]


@pytest.mark.parametrize(
    "told",
    [
        "Everyone agreed it was wise to sell the raft.",
        "All present agreed on a fair in May.",
        "All agree that the yard has to be swept.",
        "We agree to try it in June.",
        "It was agreed by all present to sell the raft.",
        "The board agreed the rules of the yard.",
        "Agreed it can stay in the shed.",
        "Buying the mast that\nleans on the shed was approved by the board.",
        "The plan for the pier was approved with minor changes.",
        "Vote to pay Bo for two oars passes.",
        "Les comptes ont été validés par l'assemblée.",
        "La liste est adoptée par le bureau.",
    ],
)
def test_what_all_agree_on_and_what_was_approved(told: str) -> None:
    assert concluded(f"{told} It rained.") == [told.replace("\n", " ")]


def test_all_in_agreement_concludes_what_was_said() -> None:
    told = "Tom proposed blue as the colour. All in agreement."
    assert concluded(f"{told} Ann was away.") == [told]


@pytest.mark.parametrize(
    "told",
    [
        "His plan was approved.",
        "The minutes of March were approved by all.",
        "Tom said that the mast was approved by all.",
        "The mast is paid for when the plan was approved by the board.",
        "Agree that it rains.",
        "Tom: we agree that it rains.",
        "Decision: the vote passed.",
    ],
)
def test_what_says_only_that_something_was_approved_or_when(told: str) -> None:
    assert concluded(told) == []


def test_a_vote_is_told_once_with_what_it_was_on() -> None:
    below = "- Vote: 3 in favor, 0 opposed\n- Resolution: Vote passed"
    assert concluded(f"Vote on paying for the oars.\n\n{below}") == ["Vote on paying for the oars."]
