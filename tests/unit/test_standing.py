"""Files that are as they were are not read again, and those that may be others are."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from mkdocs_minutes.configuration import Configuration, configure
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.pipeline import read_sources
from mkdocs_minutes.source.standing import StandingNote
from mkdocs_minutes.store import file_state

LOG = "# Weekly\n\n## 2024-01-09\n\nPresent: Ann Bell\n\n## 2024-01-16\n\nPresent: Bo Carr\n"


@pytest.fixture
def notes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Configuration:
    """A folder whose files count as written long ago: nothing here waits for a disk's clock."""
    monkeypatch.setattr(file_state, "LATELY", -(10**18))
    for name, text in (("a.md", "# One\n"), ("b.md", "# Two\n"), ("log.md", LOG)):
        (tmp_path / "notes").mkdir(exist_ok=True)
        (tmp_path / "notes" / name).write_text(text)
    configuration, errors = configure(
        {"notes": "notes", "cache": "cache"}, base=tmp_path, docs_dir=tmp_path / "docs"
    )
    assert not errors
    read(configuration)
    return configuration


def read(configuration: Configuration) -> dict[str, RawNote]:
    found = [one for one in read_sources(configuration) if isinstance(one, RawNote)]
    return {note.path: note for note in found}


def standing(configuration: Configuration) -> set[str]:
    return {path for path, note in read(configuration).items() if isinstance(note, StandingNote)}


def test_files_that_are_one_note_are_known_and_give_the_same(notes: Configuration) -> None:
    found = read(notes)
    assert standing(notes) == {"a.md", "b.md"}
    assert (found["a.md"].data, found["b.md"].data) == (b"# One\n", b"# Two\n")
    anew = {path: RawNote(path, note.data) for path, note in found.items()}
    assert {path: note.digest for path, note in anew.items()} == {
        path: note.digest for path, note in found.items()
    }
    assert [path.partition("#")[0] for path in found] == ["a.md", "b.md", "log.md", "log.md"]


def test_a_file_of_the_same_size_and_time_is_read_where_it_was_written(
    notes: Configuration,
) -> None:
    path = notes.notes / "a.md"
    before = path.stat()
    path.write_text("# Six\n")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))
    assert read(notes)["a.md"].data == b"# Six\n"


def test_an_index_is_no_note_any_more_once_others_lie_beside_it(notes: Configuration) -> None:
    folder = notes.notes / "2017"
    folder.mkdir()
    (folder / "index.md").write_text("# Six\n")
    assert "2017/index.md" in read(notes)
    (folder / "may.md").write_text("# Seven\n")
    assert "2017/index.md" not in read(notes)


@pytest.mark.parametrize("kind", ["link", "folder", "gone"])
def test_what_is_no_file_any_more_is_not_known(notes: Configuration, kind: str) -> None:
    path = notes.notes / "a.md"
    path.unlink()
    if kind == "link":
        path.symlink_to("b.md")
    elif kind == "folder":
        path.mkdir()
    assert standing(notes) == {"b.md"}
    assert kind != "link" or read(notes)["a.md"].data == b"# Two\n"


def test_a_file_that_was_written_just_now_is_read_again(
    notes: Configuration, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(file_state, "LATELY", 10**18)
    (notes.notes / "a.md").write_text("# Seven\n")
    read(notes)
    assert standing(notes) == {"b.md"}


def test_other_settings_ask_anew_which_files_are_notes(notes: Configuration) -> None:
    (notes.notes / "README.md").write_text("# Read me\n")
    configuration, _ = configure(
        {"notes": "notes", "cache": "cache", "exclude": ["b.md"]},
        base=notes.notes.parent,
        docs_dir=notes.docs_dir,
    )
    assert next(iter(read(configuration))) == "a.md"
    assert "b.md" not in read(configuration)
    assert "README.md" not in read(notes)
