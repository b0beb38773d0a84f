"""Registry entries proposed from the notes."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registers import read_registers
from mkdocs_minutes.core.registry import Registry, read_registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.core.suggest import suggest
from tests.assembling import build

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


def series_of(*notes: tuple[str, str, str]) -> str:
    raw = [
        RawNote(f"{day}.md", f"# {title}\n\nPresent: {present}\n".encode())
        for day, title, present in notes
    ]
    return suggest(build(raw, Registry(), Settings()))["series.yml"]


def test_a_series_of_one_note_is_told_as_one() -> None:
    found = series_of(("2024-01-01", "Release WG", "Ann Bell"))
    assert "# one note, 2024-01-01.md" in found


def test_series_with_nearly_the_same_name_are_proposed_as_one() -> None:
    people = "Ann Bell, Bo Cole, Cy Dunn"
    weeks = [(f"2024-01-0{n}", "Release WG", people) for n in (1, 2, 3)]
    weeks += [(f"2024-02-0{n}", "Releases WG", people) for n in (1, 2)]
    found = series_of(*weeks)
    assert 'perhaps also Releases WG (nearly the same name): aliases: ["Releases WG"]' in found
    apart = series_of(
        *((f"2024-01-0{n}", f"Team {n % 2} call", people) for n in (1, 2, 3, 4)),
    )
    assert "nearly the same" not in apart


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("1.9.0 is due in May, after 1.8.3", "numbers without a name (1.8.3, 1.9.0)"),
        ("1.9.0 is due in May", ""),
        ("Loom 1.9.0 is due in May, after Loom 1.8.3", ""),
    ],
)
def test_a_series_tells_which_numbers_are_nothing_s(said: str, told: str) -> None:
    found = suggested(f"# Mill Call\n\n- {said}".encode(), Registry())["series.yml"]
    assert told in found
    assert ("without a name" in found) == bool(told)


def test_a_renamed_committee_is_proposed_by_its_people() -> None:
    people = "Ann Bell, Bo Cole, Cy Dunn"
    before = [(f"2023-01-0{n}", "Core Committee", people) for n in (1, 2, 3)]
    after = [(f"2024-01-0{n}", "Steering Council", f"{people}, Di Ek") for n in (1, 2, 3)]
    found = series_of(*before, *after)
    assert 'aliases: ["Core Committee"]' in found
    others = [(f"2024-01-0{n}", "Steering Council", "Ed Fox, Flo Gil") for n in (1, 2, 3)]
    assert "aliases" not in series_of(*before, *others)


def test_registers_of_a_repository_tell_handles_initials_and_names() -> None:
    files = {
        "MAINTAINERS.md": "# Maintainers\n\n| Ann Bell | AB | @annb | Acme |\n",
        "delegates.txt": "Valentin Volkl\tVVL\tKiln Works\nEd Fox\tEFX\tAcme\n",
        ".mailmap": "Bo Dane <bo@example.org> Boris Dane <boris@example.org>\n",
        "CODEOWNERS": "* @annb @bod\n",
    }
    members = read_registers(RawNote(name, text.encode()) for name, text in files.items())
    assert [(one.name, one.handle, one.firm) for one in members] == [
        ("Bo Dane", "", ""),
        ("Ann Bell", "annb", "Acme"),
        ("Valentin Volkl", "", "Kiln Works"),
        ("Ed Fox", "", "Acme"),
    ]
    found = suggest(build([RawNote("loom.md", NOTE)], Registry(), Settings()), members)
    registry, problems = read_registry([RawNote("people.yml", found["people.yml"].encode())])
    assert problems == ()
    people = {entry.name: entry for entry in registry.people}
    assert people["Ann Bell"].handles == ("annb",)
    assert people["Valentin Volkl"].initials == ("VVL",)
    assert "Ed Fox" not in people
    assert "# listed in MAINTAINERS.md:3, with Acme\n" in found["people.yml"]
    assert "example.org" not in found["people.yml"]


@pytest.mark.parametrize(
    ("line", "name", "handle"),
    [
        ("* [Ann Bell](https://github.com/annb) - Acme", "Ann Bell", "annb"),
        ("Ann Bell <ann@example.org> (@annb)", "Ann Bell", "annb"),
        ("- @annb (Ann Bell, Acme)", "Ann Bell", "annb"),
        ("Ann Bell helped us to carry the looms.", "", ""),
        ("* @annb @bod", "", ""),
        ("", "", ""),
    ],
)
def test_a_register_names_one_person_a_line(line: str, name: str, handle: str) -> None:
    found = read_registers([RawNote("AUTHORS", line.encode())])
    assert [(one.name, one.handle) for one in found] == ([(name, handle)] if name else [])


def test_aliases_and_tags_of_a_vault_s_own_notes_are_proposed() -> None:
    own = (
        b"---\naliases: [Annie Bell, A. Bell]\ntags: [person, team/looms]\n---\nAnn Bell has it.\n"
    )
    loom = b"---\ntags: '#kinds/software, mill'\n---\n[[Ann Bell]] made it, Loom 2.2 is out.\n"
    notes = [
        RawNote(
            "2021-01-04.md",
            b"# Circle\n\nPresent: [[Ann Bell]], [[Bo Dane]]\n\nLoom 2.1 released\n",
        ),
        RawNote("people/Ann Bell.md", own),
        RawNote("things/Loom.md", loom),
    ]
    archive = build(notes, Registry(), Settings())
    proposed = suggest(archive)
    assert "- name: Ann Bell\n  aliases:\n  - Annie Bell\n  - A. Bell\n" in proposed["people.yml"]
    assert "# filed under person, team/looms in people/Ann Bell.md\n" in proposed["people.yml"]
    assert "# filed under kinds/software, mill in things/Loom.md\n" in proposed["projects.yml"]
    assert "- name: Loom\n  kind: software\n" in proposed["projects.yml"]
    assert not [problem for problem in archive.problems if problem.code == "front-matter-invalid"]


def test_initials_alone_are_whom_a_register_lists_with_them() -> None:
    members = read_registers([RawNote("delegates.txt", b"ABL Ann Bell, Acme\nCDN Cy Dunn\n")])
    note = b"# Loom Circle\n\nABL: the loom is old\n\nABL: buy one\n"
    found = suggest(build([RawNote("loom.md", note)], Registry(), Settings()), members)
    assert "- name: Ann Bell\n  initials:\n  - ABL\n" in found["people.yml"]
    assert "Cy Dunn" not in found["people.yml"]
