"""What tells a program's summary from minutes that people wrote."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings

NOTE = "# Boats\n\nAug 6, 2026\n\n{}\n\n### Summary\n\nThe group decided to paint the mast.\n"


def kind_of(line: str) -> str:
    return parse(RawNote("notes.md", NOTE.format(line).encode()), Settings()).note.kind


@pytest.mark.parametrize(
    "line",
    [
        "Meeting records [Transcript](https://docs.example.org/d)",
        "Meeting records Transcript Recording",
        "Besprechungsaufzeichnungen [Transkript](https://docs.example.org/d)",
        "Enregistrements de la réunion [Transcription](https://docs.example.org/d)",
        "Registros de la reunión [Transcripción](https://docs.example.org/d)",
        "Registrazioni della riunione [Trascrizione](https://docs.example.org/d)",
        "Registros da reunião [Transcrição](https://docs.example.org/d)",
        "会議の記録 [文字起こし](https://docs.example.org/d)",
    ],
)
def test_what_links_to_its_own_transcript_as_programs_do_is_a_program_s_summary(line: str) -> None:
    assert kind_of(line) == "summary"


@pytest.mark.parametrize(
    "line", ["Meeting records are kept by Ann", "The transcript is in the meeting records"]
)
def test_talk_of_records_and_transcripts_makes_none(line: str) -> None:
    assert kind_of(line) == "minutes"
