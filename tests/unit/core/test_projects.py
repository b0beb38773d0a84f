"""Which names beside version numbers are projects."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.core.suggest import suggest
from tests.assembling import build


def projects(body: str) -> list[str]:
    note = RawNote("kiln.md", f"# Potters, 10 November 2021\n\n{body}\n".encode())
    return [project.name for project in build([note], Registry(), Settings()).projects.values()]


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("Wombat Core 0.13.2 mends two faults.", ["Wombat Core"]),
        ("Wombat Core 0.14 is planned.", ["Wombat Core"]),
        ("We use Wombat Core 0.14.", []),
        ("Wombat Workshop 3.10 is planned.", []),
        ("Wombat Core 0.13.2 needs Wombat 0.13.1.", ["Wombat"]),
        ("Present: Ada Quinn, Bo Reed\n\nAda Core 0.13.2", []),
        ("We run wombat.server 4.0.1 on both.", ["wombat.server"]),
        ("We changed setup.py 4.0.1 for it.", []),
        ("It fits the coming 1.0.0 wombat-tools version.", ["wombat-tools"]),
        # A measure or a sum, unless it is told of as versions are, or is so twice.
        ("- Plot size 12.4 acres\n- Umsatz 12.40\n- Площадь участка 12.40", []),
        ("- Wombat core 2.4\n- Wombat core 2.5", ["Wombat core"]),
        ("- Wombat core 0.13.2\n- XWombat 2.40", ["Wombat core", "XWombat"]),
        ("After the 1.0.1 security release, a 1.2 LTS release, a 1.3 long-term version.", []),
    ],
)
def test_names_of_words_and_names_behind_the_number(body: str, names: list[str]) -> None:
    assert projects(body) == names


@pytest.mark.parametrize(
    ("body", "names"),
    [
        ("It works on Node version 8.10.0.\n\nWe also claim Node version 10.2.", ["Node"]),
        (
            "Spring version 5.3 came.\n\nUse Spring version 5.3.1, or Spring version 5.4.",
            ["Spring"],
        ),
        ("It works on Node version 8.10.0.", []),
        ("File version 1.2.3 is lost.\n\nFile version 1.2.4 is found.", []),
        ("the file version 1.2.3, the file version 1.2.4", []),
    ],
)
def test_a_word_is_a_product_that_is_said_to_have_versions(body: str, names: list[str]) -> None:
    assert projects(body) == names


def test_a_slip_of_the_pen_is_no_project_and_its_number_no_other_s() -> None:
    raw = [
        RawNote(f"2021-03-{day:02}.md", f"# Lamp Project\n\n- {name} 3.1.{day}\n".encode())
        for day, name in enumerate(["Loomspinner"] * 3 + ["Loomspiner", "Lampoil"], 1)
    ]
    archive = build(raw, Registry(), Settings())
    assert [project.name for project in archive.projects.values()] == ["Lampoil", "Loomspinner"]
    assert sorted(version.split("/")[1] for version in archive.versions) == [
        "3.1.1",
        "3.1.2",
        "3.1.3",
        "3.1.5",
    ]
    assert "# Loomspiner in 1 note: one letter from Loomspinner" in suggest(archive)["projects.yml"]


@pytest.mark.parametrize(
    "verb",
    ["Drop", "Abandonner", "Actualizar", "Remover", "Aggiornare", "Bijwerken", "Zaktualizować",
     "Otestovat", "Uppgradera", "Oppdatere", "Обновить", "Entfernen"],
)  # fmt: skip
def test_what_is_done_with_a_product_is_no_part_of_its_name(verb: str) -> None:
    assert projects(f"- {verb} Wombat 2.7\n- Wombat 2.8") == ["Wombat"]
