"""The registry's files."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import Registry, read_registry


def problems_of(name: str, text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    return [str(problem) for problem in read_registry([RawNote(name, data)])[1]]


def test_no_files_and_empty_files_are_an_empty_registry() -> None:
    files = [RawNote("people.yml", b""), RawNote("projects.yml", b"# nothing yet\n")]
    assert read_registry([]) == read_registry(files) == (Registry(), ())


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("- name: [", "1: registry-invalid cannot be read as YAML"),
        ("name: Ann", "1: registry-invalid is not a list of entries"),
        ("- Ann", "1: registry-invalid an entry is not a mapping with a `name`"),
        ("- slug: ann", "1: registry-invalid an entry has no `name`"),
        ("- name: Ann\n  colour: red", "2: registry-invalid `colour` is no key of people"),
        ("- name: Ann\n  aliases: {a: b}", "2: registry-invalid `aliases` holds the wrong type"),
        ("- name: Ann\n  hidden: perhaps", "2: registry-invalid `hidden` holds the wrong type"),
        (b"\xff\xfe\x00", "1: registry-invalid cannot be read as YAML"),
        ("[" * 5000, "1: registry-invalid cannot be read as YAML"),
    ],
)
def test_a_bad_file_is_a_problem_with_its_line(text: str | bytes, problem: str) -> None:
    (found,) = problems_of("people.yml", text)
    assert found.startswith(f"people.yml:{problem}")


def test_other_files_are_left_alone_unless_they_claim_to_be_registry() -> None:
    assert problems_of("README.md", "# Registry") == []
    assert problems_of("persons.yml", "- name: Ann")[0].startswith(
        "persons.yml:1: registry-invalid"
    )


def test_an_alias_of_two_entries_is_linked_to_neither() -> None:
    text = b"- name: Ann Bell\n  aliases: [AB, Annie]\n- name: Abe Bo\n  aliases: [ab]\n"
    registry, problems = read_registry([RawNote("people.yml", text)])
    assert [entry.aliases for entry in registry.people] == [("Annie",), ()]
    assert [problem.code for problem in problems] == ["alias-twice"]


def test_a_name_stays_its_entrys_though_another_has_it_as_alias() -> None:
    text = b"- name: Kettle\n- name: Pot\n  aliases: [kettle]\n- name: POT\n"
    registry, problems = read_registry([RawNote("projects.yml", text)])
    assert [(entry.name, entry.aliases) for entry in registry.projects] == [
        ("Kettle", ()),
        ("Pot", ()),
    ]
    assert [problem.line for problem in problems] == [3, 4]


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"- name: " + b"[" * 3000, "nested too deeply"),
        (b"- name: \xff", "not UTF-8 text"),
        (b"- name: \x00", "special characters are not allowed"),
        (b"- name: [", "expected the node content"),
    ],
)
def test_a_file_that_is_no_yaml_is_told_with_the_reason(data: bytes, reason: str) -> None:
    _, [problem] = read_registry([RawNote("projects.yml", data)])
    assert problem.code == "registry-invalid"
    assert reason in problem.message
