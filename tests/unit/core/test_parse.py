"""What bad files give: one problem with a hint, and as much of the note as can be kept."""

from __future__ import annotations

import time

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings


def problems(data: bytes, path: str = "2024-03-06.md") -> list[tuple[int, str]]:
    return [(p.line, p.code) for p in parse(RawNote(path, data), Settings()).problems]


def test_empty_and_blank_files() -> None:
    assert problems(b"") == problems(b"\n \t\r\n") == [(0, "note-empty")]


@pytest.mark.parametrize("data", [b"\x89PNG\r\n\x1a\n\x00\x00", b"\x00" * 64, bytes(range(32)) * 9])
def test_binary_files(data: bytes) -> None:
    assert problems(data) == [(0, "note-binary")]


def test_files_over_the_limit() -> None:
    parsed = parse(RawNote("a.md", b"x" * 11), Settings(max_note_bytes=10))
    assert [problem.code for problem in parsed.problems] == ["note-too-large"]
    assert parsed.note.title == "a"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"]
)
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_encodings_and_line_ends(encoding: str, end: str) -> None:
    text = end.join(["# Réunion 2024-03-06", "", "Present: Zoé Bell, Ann", "", "- ACTION: go"])
    parsed = parse(RawNote("a.md", text.encode(encoding)), Settings())
    assert parsed.problems == ()
    assert parsed.note.title == "Réunion 2024-03-06"
    assert [a.name for a in parsed.facts.attendees] == ["Zoé Bell", "Ann"]
    assert parsed.facts.actions[0].line == 5


def test_one_bad_byte_in_utf_8_is_told_by_its_line() -> None:
    data = "# Réunion\n\nétat été déjà\n".encode() + b"caf\xe9\n"
    assert problems(data) == [(4, "note-encoding")]


def test_broken_front_matter_keeps_the_note() -> None:
    data = b"---\ntitle: [a\n---\n\n# Weekly\n\nPresent: Ann\n"
    parsed = parse(RawNote("2024-03-06.md", data), Settings())
    assert [problem.code for problem in parsed.problems] == ["front-matter-invalid"]
    assert parsed.note.title == "Weekly"
    assert parsed.facts.attendees[0].name == "Ann"


@pytest.mark.parametrize(
    "source", ["- a\n- b", "just words: no\n  - [", "[" * 5000, "{" * 5000 + "a", "a: &a [*a]"]
)
def test_front_matter_that_is_no_mapping(source: str) -> None:
    found = problems(f"---\n{source}\n---\n\n# Weekly\n".encode())
    assert found in ([], [(1, "front-matter-invalid")]) or found[0][1] == "front-matter-invalid"


def test_a_rule_at_the_top_is_no_front_matter() -> None:
    parsed = parse(RawNote("2024-03-06.md", b"---\n\nWelcome all\n\n---\n\n# Weekly\n"), Settings())
    assert parsed.problems == ()
    assert "Welcome all" in parsed.note.text


HOSTILE = [
    "*", "* ", "- a\n", "> ", "[", "[a](", "`", "# a\n", "\n", "|", "| a | b |\n", "a\tb\n", "\r",
    "1.2.3.4 ", "a@b.c ", "Ann Bell, ", "Attendees\n\n", "ACTION: Ann\n", "⇒ a\n", "<!--", "```\n",
    "a\n===\n", "9/10/19 ", "<a ", "\\", "_a", "Ann - Bob - ", "::", "pwd=", "?pwd=", "token ",
    "a/", "- [ ] a\n", "Ann: hi\n", "## Actions\n- Ann: x\n", "a/b#1 ", "0.", "[x](#y) ",
    "Agreed to x\n", "  - b\n   - c\n",
]  # fmt: skip


@pytest.mark.parametrize("unit", HOSTILE)
def test_time_grows_with_the_length_and_no_faster(unit: str) -> None:
    def seconds(size: int) -> float:
        data = (unit * (size // len(unit.encode()) + 1)).encode()[:size]
        started = time.process_time()
        parse(RawNote("2024-03-06.md", data), Settings())
        return time.process_time() - started

    def quadratic() -> bool:
        """Whether it takes far more than 4 times as long; a little slack for clock and caches."""
        long = seconds(20_000)
        return long > 0.03 and long > 9 * seconds(5_000) + 0.03

    assert not (quadratic() and quadratic())


def test_everything_on_one_line() -> None:
    for unit in ("word ", "(", "Ann Bell, ", "a.b.c.", "https://lake.example.org/"):
        data = b"Present: " + unit.encode() * (20_000 // len(unit))
        assert parse(RawNote("2024-03-06.md", data), Settings()).note.lines
