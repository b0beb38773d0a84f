"""Actions and outcomes in the languages of the lexicon."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import mkdocs_minutes
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.parts import names_document, names_part
from mkdocs_minutes.core.records import Facts, RawNote
from mkdocs_minutes.core.settings import Settings

# Under which heading, and behind which marks, a language has an action and a decision.
WORDS = {
    "de": ("Offene Aufgaben", "Aufgabe", "Beschlüsse", "Beschluss"),
    "es": ("Tareas y reparto", "Acción", "Acuerdos", "Decisión"),
    "fr": ("Actions à mener", "À faire", "Décisions prises", "Décision"),
    "it": ("Azioni da intraprendere", "Azione", "Decisioni", "Delibera"),
    "pt": ("Encaminhamentos", "Tarefa", "Decisões", "Deliberação"),
    "nl": ("Actiepunten", "Actie", "Genomen besluiten", "Besluit"),
    "pl": ("Zadania", "Zadanie", "Ustalenia", "Postanowiono"),
    "cs": ("Úkoly", "Úkol", "Usnesení", "Rozhodnutí"),
    "sv": ("Åtgärder", "Åtgärd", "Beslut", "Beslut"),
    "nb": ("Oppgaver", "Oppgave", "Vedtak", "Beslutning"),
    "ru": ("Задачи", "Поручение", "Принятые решения", "Решили"),
    "zh": ("行动项", "待办", "会议决定", "决议"),
    "ja": ("アクションアイテム", "宿題", "決定事項", "決定"),
}


def facts_of(text: str) -> Facts:
    head = "# Boot 2021-03-04\n\n- Ann Bell\n"
    return parse(RawNote("2021-03-04.md", (head + text).encode()), Settings()).facts


@pytest.mark.parametrize("language", WORDS)
def test_a_language_has_actions_and_outcomes(language: str) -> None:
    actions, action, outcomes, outcome = WORDS[language]
    facts = facts_of(
        f"\n## {actions}\n\n- Ann Bell: xxx yyy\n\n## Zzz\n\n- {action}: aaa bbb\n"
        f"- {outcome}: ccc ddd\n\n## {outcomes}:\n\n- eee fff\n"
    )
    owned = [(action.text, [owner.name for owner in action.owners]) for action in facts.actions]
    assert owned == [("xxx yyy", ["Ann Bell"]), ("aaa bbb", [])]
    assert [outcome.text for outcome in facts.outcomes] == ["ccc ddd", "eee fff"]
    assert facts.outcomes[0].kind == "decision"


@pytest.mark.parametrize(
    "text", ["## 行动项：\n\n- Ann Bell：写计划\n", "## Tâches :\n\n- Ann Bell doit écrire\n"]
)
def test_marks_of_a_language_are_read_with_its_words(text: str) -> None:
    assert [owner.name for owner in facts_of(text).actions[0].owners] == ["Ann Bell"]


@pytest.mark.parametrize(
    "line",
    ["- Decision: comment on the draft", "- Decision: co-chairs rotate", "- Decision: come in May"],
)
def test_words_of_one_language_are_no_questions_of_another(line: str) -> None:
    assert len(facts_of(f"\n{line}\n").outcomes) == 1


@pytest.mark.parametrize(
    "told",
    [
        "Antrag, ein Boot zu kaufen: 4 Stimmen dafür.",
        "Proposition d'acheter un bateau : 4 voix pour, aucune contre.",
        "Moción de comprar un barco: 4 votos a favor, ninguno en contra.",
        "Si propone di comprare una barca. Voti favorevoli: 5",
        "Proposta de comprar um barco. 5 votos a favor, 1 contra.",
        "Voorstel om een boot te kopen: 4 stemmen voor, 1 tegen.",
        "Wniosek o zakup łodzi: 4 głosy za, 1 przeciw.",
        "Návrh koupit loď: 4 hlasy pro, 1 proti.",
        "Förslag att köpa en båt: 4 röster för, 1 emot.",
        "Forslag om å kjøpe en båt: 4 stemmer for, 1 mot.",
        "Предложение купить лодку: 4 голоса за, 1 против.",
    ],
)
def test_votes_are_counted_in_any_language(told: str) -> None:
    assert [outcome.text for outcome in facts_of(f"\n## Zzz\n\n{told}\n").outcomes] == [told]


@pytest.mark.parametrize(
    ("heading", "coming"),
    [
        ("Next steps", "The next call takes place on Tuesday, 18 May 2021."),
        ("Nächste Schritte", "Die nächste Sitzung findet am 18. Mai statt."),
        ("Další kroky", "Další schůzka: 3. června"),
        ("Następne kroki", "Najbliższe spotkanie odbędzie się 18 maja."),
        ("下一步", "下次会议将于5月18日举行。"),
    ],
)
def test_the_day_of_the_next_meeting_is_no_action(heading: str, coming: str) -> None:
    assert [it.text for it in facts_of(f"\n## {heading}\n\n- {coming}\n- xxx yyy\n").actions] == [
        "xxx yyy"
    ]


def test_a_circle_agrees_as_a_board_does() -> None:
    told = "The circle agreed to allow codes\nof twelve letters."
    assert [it.text for it in facts_of(f"\n## Zzz\n\n  - {told}\n").outcomes] == [
        "The circle agreed to allow codes of twelve letters."
    ]


def test_what_fewer_are_for_is_not_carried() -> None:
    assert not facts_of("\n## Zzz\n\nMoción de vender: 1 voto a favor, 4 en contra.\n").outcomes


def test_a_table_of_tasks_is_read_in_its_language() -> None:
    facts = facts_of("\n| Aufgabe | Wer | Bis |\n|---|---|---|\n| Plan | Ann Bell | 5.4.2021 |\n")
    assert [(a.text, a.owners[0].name, str(a.due)) for a in facts.actions] == [
        ("Plan", "Ann Bell", "2021-04-05")
    ]


QUESTIONS = {
    "de": ("Offene Fragen", "Frage", "Antwort", "Tagesordnung"),
    "es": ("Preguntas abiertas", "Pregunta", "Respuesta", "Orden del día"),
    "fr": ("Questions en suspens", "Question", "Réponse", "Ordre du jour"),
    "it": ("Domande aperte", "Domanda", "Risposta", "Ordine del giorno"),
    "pt": ("Perguntas abertas", "Pergunta", "Resposta", "Pauta"),
    "nl": ("Openstaande vragen", "Vraag", "Antwoord", "Notulen"),
    "pl": ("Otwarte pytania", "Pytanie", "Odpowiedź", "Porządek obrad"),
    "cs": ("Otevřené otázky", "Otázka", "Odpověď", "Program"),
    "sv": ("Öppna frågor", "Fråga", "Svar", "Dagordning"),
    "nb": ("Åpne spørsmål", "Spørsmål", "Svar", "Saksliste"),
    "ru": ("Открытые вопросы", "Вопрос", "Ответ", "Повестка дня"),
    "zh": ("未决问题", "问题", "回答", "议程"),
    "ja": ("未解決の課題", "質問", "回答", "議題"),
}


@pytest.mark.parametrize("language", QUESTIONS)
def test_a_language_has_questions_and_parts_of_minutes(language: str) -> None:
    opened, asked, answered, part = QUESTIONS[language]
    questions = facts_of(
        f"\n## Zzz\n\n- {asked}: aaa bbb\n- {answered}: ccc ddd\n\n## {opened}\n\n- eee fff\n"
    ).questions
    assert [(one.text, one.answer, one.kind) for one in questions] == [
        ("aaa bbb", "ccc ddd", "answered"),
        ("eee fff", "", "asked"),
    ]
    assert names_part(part)
    assert not names_document(part)


MADE_UP = """
joiners = ["ond"]
[attendance]
present.words = ["zugegal"]
[actions]
marker = ["machwerk"]
[questions]
asked = ["fragnis"]
"""
READ = """
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings
text = "# Boot 2021-03-04\\n\\nZugegal: Ann Bell ond Bo Crane\\n\\n"
text += "- Machwerk: bake\\n- Fragnis: rye\\n"
facts = parse(RawNote("2021-03-04.md", text.encode()), Settings()).facts
print([one.name for one in facts.attendees], *[one.text for one in facts.actions + facts.questions])
"""


def test_a_new_language_is_one_file(tmp_path: Path) -> None:
    package = tmp_path / "mkdocs_minutes"
    shutil.copytree(Path(mkdocs_minutes.__file__).parent, package)
    (package / "core/lexicon/xx.toml").write_text(MADE_UP, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-c", READ],
        env={"PYTHONPATH": str(tmp_path), "PATH": ""},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout.strip() == "['Ann Bell', 'Bo Crane'] bake rye", done.stderr


# Headings of what was concluded, and labels of those who were there besides.
CONCLUDED = {
    "en": "Approved motions|Rulings|Decisions summary",
    "de": "Beschlussliste|Festlegungen|Festgelegt|Vereinbart",
    "fr": "Délibérations|Décidé|Ce qui a été décidé|Points actés",
    "es": "Se acordó|Lo acordado",
    "pt": "Deliberado|Ficou decidido",
    "it": "Decisioni adottate|Si delibera",
    "nl": "Beslissingen|Overeengekomen",
    "pl": "Podjęte uchwały|Ustalono",
    "sv": "Beslutspunkter|Beslutat",
    "nb": "Fattede vedtak|Avgjørelser|Besluttet",
    "cs": "Schváleno|Dohodnuto",
    "ru": "Решили|Постановили",
    "ja": "決まったこと|決議事項",
    "zh": "达成共识|决定事项",
}
BESIDES = (
    "Guest speakers|Gäste und Interessierte|Außerdem anwesend|Également présents|También presentes|"
    "Também presentes|Presenti inoltre|Ook aanwezig|Belangstellenden|Ponadto obecni|"
    "Andre til stede|Dále přítomni|Hosté jednání|观察员"
)


@pytest.mark.parametrize("heading", [one for it in CONCLUDED.values() for one in it.split("|")])
def test_a_heading_tells_that_what_is_below_was_concluded(heading: str) -> None:
    items = "- The letter is sent on Monday\n- The rope stays blue\n"
    assert len(facts_of(f"\n## {heading}\n\n{items}").outcomes) == 2


@pytest.mark.parametrize("label", BESIDES.split("|"))
def test_those_who_were_there_besides_are_listed(label: str) -> None:
    text = f"# Boot 2021-03-04\n\nPresent: Ann Bell, Bo Crane\n{label}: Jo Ek, Al Fox\n"
    found = parse(RawNote("2021-03-04.md", text.encode()), Settings()).facts.attendees
    assert {one.name for one in found} == {"Ann Bell", "Bo Crane", "Jo Ek", "Al Fox"}
    assert "absent" not in {one.presence for one in found}
