"""What one note masks is masked in all notes, and told of."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_minutes.configuration import configure
from mkdocs_minutes.core.records import Archive
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.pipeline import load_archive
from mkdocs_minutes.plugin.telling import report_left_out

MASKING = (
    "# Weekly 2021-03-04\n\nPresent: Ann Bell\n\n- Call 719-555-0100\n- Ask ann.bell@example.org\n"
)

SHOWING = {
    "a ticket": ("- LAKE-719-555-0100 is odd", ["LAKE-[phone removed] is odd"]),
    "another spelling": ("- LAKE-7195550100, [x](https://a.example/719.555.0100)", ["LAKE-", "x"]),
    "an action": ("AI (Ann): look at LAKE-719-555-0100", ["look at LAKE-[phone removed]"]),
    "a heading": ("## On LAKE-719-555-0100\n\nDecision: keep it", ["On LAKE-[phone removed]"]),
    "a login": ("Get ssh://ann.bell@example.org/x and 1", ["ssh://ann.bell@example.org/x and 1"]),
}


def archive_of(folder: Path, **notes: str) -> Archive:
    for name, text in notes.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    configuration, _ = configure(
        {"cache": str(folder.parent / "cache")}, base=folder.parent, docs_dir=folder.parent
    )
    return load_archive(configuration)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "notes").mkdir()
    return tmp_path / "notes"


@pytest.mark.parametrize("kind", SHOWING)
def test_what_one_note_masks_is_masked_in_others(folder: Path, kind: str) -> None:
    text, reads = SHOWING[kind]
    other = f"# Weekly 2021-03-11\n\nPresent: Ann Bell\n\n{text}\n"
    archive = archive_of(folder, one=MASKING, other=other)
    note = next(note for note in archive.notes.values() if note.note.path == "other.md")
    assert not [shown for shown in reads if shown not in note.note.text]
    kept = b"".join(path.read_bytes() for path in (folder.parent / "cache").iterdir())
    for number in ("719-555-0100", "7195550100", "719.555.0100"):
        assert number not in repr(archive)
        assert number.encode() not in kept
    told = [p for p in archive.problems if p.code == "masked-elsewhere"]
    assert {(p.path, p.line) for p in told} == ({("other.md", 5)} if kind != "a login" else set())
    assert all("one.md:5" in problem.hint for problem in told)


def test_what_no_note_masks_any_more_is_shown_again(folder: Path) -> None:
    other = "# Weekly 2021-03-11\n\nPresent: Ann Bell\n\nAI (Ann): look at LAKE-719-555-0100\n"
    masked = archive_of(folder, one=MASKING, other=other)
    shown = archive_of(folder, one=MASKING.replace("719-555-0100", "us"))
    assert "LAKE-719-555-0100" not in repr(masked.notes)
    assert [thread.text for thread in shown.threads.values()] == ["look at LAKE-719-555-0100"]
    assert "masked-elsewhere" not in {problem.code for problem in shown.problems}


def test_a_name_of_a_file_shows_nothing_either(folder: Path) -> None:
    archive = archive_of(folder, one=MASKING, **{"LAKE-719-555-0100": "# Weekly 2021-03-11\n\nHi"})
    assert "719-555-0100" not in repr(archive)
    assert "name-masked" in {problem.code for problem in archive.problems}


def test_what_a_build_names_is_masked(caplog: pytest.LogCaptureFixture) -> None:
    unnamed = ["img/zoom-pin-730264.png", "img/plan.png"]
    with caplog.at_level("INFO"):
        report_left_out({"template": ["wifi-password-Hunter2x.txt"]}, unnamed, Settings())
    told = caplog.text
    assert "img/plan.png" in told
    assert "730264" not in told
    assert "Hunter2x" not in told
