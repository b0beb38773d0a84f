"""Registry entries proposed from the notes."""

from __future__ import annotations

from mkdocs_minutes.core.archive import build
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import Registry, read_registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.core.suggest import suggest

NOTE = b"""\
# Loom Circle, 4 January 2021

Present: Ann Bell @annb, AnnC, Valentin Volkl, Valentin Volk

- LoomWMS 3.1.0 and LWMS 3.0.9; LomWMS 3.1.1
- AI (Ann): ask about LOOM-7
- Bo Dane came late; Ann Bell did not.
"""


def suggested(note: bytes, registry: Registry) -> dict[str, str]:
    return suggest(build([RawNote("loom.md", note)], registry, Settings()))


def test_entries_carry_evidence_and_are_a_registry_as_they_stand() -> None:
    files = suggested(NOTE, Registry())
    assert list(files) == ["people.yml", "projects.yml", "series.yml"]
    assert "# 3 times in loom.md:3\n- name: Ann Bell\n" in files["people.yml"]
    assert "one letter from Valentin Volkl" in files["people.yml"]
    assert "one letter from LoomWMS" in files["projects.yml"]
    assert "perhaps short for LoomWMS" in files["projects.yml"]
    raw = [RawNote(name, text.encode()) for name, text in files.items()]
    registry, problems = read_registry(raw)
    assert problems == ()
    assert suggested(NOTE, registry) == {}


def test_an_archive_without_names_gets_no_suggestion() -> None:
    assert suggest(build([], Registry(), Settings())) == {}
