"""Words of attendance, in the languages in which minutes are written."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.extract.labels import LABEL, STEMS, heading_presence, presence_of

PRESENT = """
    Present|In attendance were|Officers and Trustees Present|Board members in attendance
    Others present|Maintainers present|Call participants|Community attendance
    Non-members attending|IX. Attendees
    The following people attended the meeting|The following were present
    Présent.e.s|Présent(e)s|Membres présents|Étaient présents|Participant·e·s
    Aanwezig|Aanwezigen|Aanwezige leden|Anwesend|Anwesende Mitglieder|Teilnehmer:innen|Teilnehmende
    Asistentes|Miembros presentes|Presentes|Presenti|Partecipanti|Participantes
"""
GUEST = "Invité·e·s|Gasten|Gäste|Invitados/as|Ospiti|Convidados"
ABSENT = """
    Absent|Apologies for Absence|Officers absent|Excusé·e·s|Absents excusés|Afwezig met bericht
    Nicht anwesend|Entschuldigt|Niet aanwezig|Ausentes|Assenti
"""
WORDS = [
    (word.strip(), presence)
    for words, presence in ((PRESENT, "present"), (GUEST, "guest"), (ABSENT, "absent"))
    for line in words.strip().split("\n")
    for word in line.split("|")
]


@pytest.mark.parametrize(("word", "presence"), WORDS)
def test_a_word_of_attendance_is_known_as_heading_and_as_label(word: str, presence: str) -> None:
    assert heading_presence(word, frozenset()) == presence
    word = word.removeprefix("IX. ")
    for written in (f"{word}: ", f"**{word} :** ", f"<p><strong>{word}:</strong> "):
        label = LABEL.fullmatch(written)
        assert label is not None
        assert presence_of(label) == presence
    assert any(stem in word.lower() for stem in STEMS)


@pytest.mark.parametrize(
    "heading",
    ["Presentation", "Participation", "Absence policy", "Gastgeber", "Expected participants"],
)
def test_other_headings_are_not_of_attendance(heading: str) -> None:
    assert heading_presence(heading, frozenset()) is None
