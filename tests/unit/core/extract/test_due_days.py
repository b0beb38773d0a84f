"""Until when a task is to be done, as notes of all languages write it, and how it stands."""

from __future__ import annotations

from datetime import date

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import Action, RawNote
from mkdocs_minutes.core.settings import Settings


def actions(*items: str) -> tuple[Action, ...]:
    head = "# Loom Board 2024-12-03\n\nPresent: Ann Bell, Carl Diaz\n\n## Actions\n\n"
    note = head + "".join(f"- {item}\n" for item in items)
    return parse(RawNote("board.md", note.encode()), Settings()).facts.actions


@pytest.mark.parametrize(
    "item",
    [
        "Ann Bell: send it by Friday, December 13",
        "Ann Bell: Tisch kaufen bis spätestens Freitag, den 13.12.",
        "Ann Bell: Tisch kaufen (bis 13.12.)",
        "Ann Bell: malovat do pátku 13. 12.",
        "Ann Bell: zamówić stół (do 13.12.2024)",
        "Ann Bell: rappeler la mairie d'ici le 13/12",
        "Ann Bell: llamar a la imprenta, a más tardar el 13 de diciembre",
        "Ann Bell: preparare il testo entro venerdì 13/12",
        "Ann Bell: enviar o texto até 13/12/2024",
        "Ann Bell: tafel bestellen, uiterlijk op 13 december",
        "Ann Bell: köpa bord senast 13 december",
        "Ann Bell: купить стол до пятницы 13.12",
        "Ann Bell: 12月13日(金)までに送る",
        "Ann Bell: 12月13日之前发送",
    ],
)
def test_the_day_behind_a_word_for_it_is_when_a_task_is_due(item: str) -> None:
    assert [action.due for action in actions(item)] == [date(2024, 12, 13)]


def test_a_day_that_is_gone_is_of_the_next_year() -> None:
    (action,) = actions("Ann Bell: Türen malen bis 3.1.")
    assert action.due == date(2025, 1, 3)


@pytest.mark.parametrize(
    "item",
    [
        "Ann Bell: try 2.3 bis 2.4",
        "Ann Bell: send it by 12/06",
        "Ann Bell: see what is to do 5 May",
        "Ann Bell: report on 13.12.",
        "Ann Bell: book it by 35.12.",
    ],
)
def test_what_is_no_day_or_could_be_two_is_none(item: str) -> None:
    assert [action.due for action in actions(item)] == [None]


def test_a_table_gives_days_without_a_year() -> None:
    head = "# Vorstand 2024-12-03\n\n## Aufgaben\n\n| Wer | Was | Bis |\n|---|---|---|\n"
    note = head + "| Ann Bell | Türen bestellen | 13.12. |\n"
    (action,) = parse(RawNote("v.md", note.encode()), Settings()).facts.actions
    assert action.due == date(2024, 12, 13)


def test_how_a_task_stands_is_no_part_of_what_is_to_be_done() -> None:
    told = actions(
        "Ann Bell: send it (done)",
        "Ann Bell: paint it – erledigt.",
        "Ann Bell: sell it [withdrawn]",
        "Ann Bell: leave it half-done",
        "Carl Diaz bring the rope (carried over)",
    )
    assert [(one.text, one.status) for one in told] == [
        ("send it", "done"),
        ("paint it", "done"),
        ("sell it", "dropped"),
        ("leave it half-done", "open"),
        ("bring the rope (carried over)", "open"),
    ]


def test_a_marked_task_can_be_struck() -> None:
    (action,) = actions("<s>**ACTION:** Carl Diaz to move it</s> (done)")
    assert (action.text, action.status) == ("move it", "done")


def test_a_summary_tells_times_of_the_recording_behind_what_it_sums_up() -> None:
    note = """# Loom call - Notes by Gemini

Dec 3, 2024

### Decisions

- We agreed to keep the blue wool [21:15](https://loom.example/r?t=1275)

### Suggested next steps

- [ ] Ann Bell will order the wool (00:16:05).
- [ ] Carl Diaz will open the hall at 9:30
"""
    facts = parse(RawNote("loom.md", note.encode()), Settings()).facts
    assert [one.text for one in facts.outcomes] == ["We agreed to keep the blue wool"]
    assert [one.text for one in facts.actions] == ["order the wool", "open the hall at 9:30"]
