"""Labels of absence within a list of who came: whoever is missing was not there."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings

LABELS = {
    "Attendance": "Missing|Missing attendees|Members missing|Absent participants|Non-attendees|"
    "Did not attend|No-shows|Away (holiday)|Expected absences|Can't attend|On leave",
    "Anwesenheit": "Abwesende Vorstandsmitglieder|Es fehlen|Urlaub|Nicht dabei",
    "Présences": "Manquants|Non présents|Membres absents|Empêchés|Se sont excusés",
    "Asistencia": "Faltan|Miembros ausentes|No presentes|Justificaron su ausencia",
    "Presenças": "Faltaram|Membros ausentes|Ausentes com justificativa|Em falta",
    "Presenze": "Mancano|Membri assenti|Non presenti|Hanno giustificato l'assenza",
    "Aanwezigheid": "Ontbrekende leden|Met bericht afwezig|Konden niet komen",
    "Obecność": "Brak|Nie byli obecni|Nie mogli przyjść",
    "Närvaro": "Saknas|Inte närvarande|Anmält frånvaro",
    "Oppmøte": "Mangler|Fraværende medlemmer|Ikke møtt",
    "Prezence": "Chybějí|Nebyli přítomni|Nemohli přijít",
    "Участники": "Не было|Отсутствующие члены|В отпуске",
}


@pytest.mark.parametrize(
    ("heading", "label"),
    [(heading, label) for heading, labels in LABELS.items() for label in labels.split("|")],
)
def test_whoever_is_missing_was_not_there(heading: str, label: str) -> None:
    text = (
        f"# 2024-04-12\n\n## {heading}\n\nCarol Fox, Mark Old\n{label}: Jo Ek, Al Bo\n\n## Ropes\n"
    )
    found = parse(RawNote("a.md", text.encode()), Settings()).facts.attendees
    said = {one.name: one.presence for one in found}
    assert said == dict.fromkeys(("Carol Fox", "Mark Old"), "present") | dict.fromkeys(
        ("Jo Ek", "Al Bo"), "absent"
    )
