"""Files that are written in one step."""

from __future__ import annotations

import os
import re
import tempfile
from errno import EIO, ELOOP, ENOENT, ENOSPC, ENXIO, EROFS
from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_minutes.cli import main
from mkdocs_minutes.site.files import remove_tree, replacing


def test_a_file_is_replaced_once_it_is_whole(tmp_path: Path) -> None:
    target = tmp_path / "notes.jsonl"
    target.write_bytes(b"before")
    target.chmod(0o640)
    with replacing(target) as file:
        file.write(b"after")
        assert target.read_bytes() == b"before"
    assert target.read_bytes() == b"after"
    assert target.stat().st_mode & 0o777 == 0o640
    assert [*tmp_path.iterdir()] == [target]


def test_a_writing_that_fails_changes_nothing(tmp_path: Path) -> None:
    target = tmp_path / "notes.jsonl"
    target.write_bytes(b"before")
    with pytest.raises(TypeError), replacing(target) as file:
        file.writelines([b"half", None])  # type: ignore[list-item]
    assert target.read_bytes() == b"before"
    assert [*tmp_path.iterdir()] == [target]


def test_what_cannot_be_written_names_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object, **__: object) -> None:
        raise OSError(ENOSPC, "No space left on device")

    named = re.escape(f"left on device: '{tmp_path}/notes.jsonl'")
    with pytest.raises(OSError, match=named), replacing(tmp_path / "notes.jsonl") as file:
        full(file)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("* tea  \n")
    monkeypatch.setattr(tempfile, "mkstemp", full)
    for words in (["export", "--format", "jsonl", "--output", "x"], ["check", "--fix"]):
        done = CliRunner().invoke(main, [*words, "--no-cache"])
        assert done.exit_code in (1, 2)
        assert done.stderr.splitlines()[-1].startswith("Error: [Errno 28] No space left on device")
    assert [path.name for path in tmp_path.iterdir()] == ["notes"]


@pytest.mark.parametrize("number", [EIO, ELOOP, ENOENT, ENXIO, EROFS])
def test_whatever_the_system_refuses_is_told_in_a_line(
    number: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number), "x")

    monkeypatch.chdir(tmp_path)
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "a.md").write_text("* tea\n")
    monkeypatch.setattr(tempfile, "mkstemp", refused)
    words = ["export", "--format", "jsonl", "--output", "x", "--no-cache"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 1
    assert done.stderr.splitlines()[-1].startswith(f"Error: [Errno {number}] ")


def test_a_new_file_has_the_permissions_of_any_new_file(tmp_path: Path) -> None:
    (tmp_path / "other").touch()
    with replacing(tmp_path / "new") as file:
        file.write(b"x")
    assert (tmp_path / "new").stat().st_mode == (tmp_path / "other").stat().st_mode


def test_a_link_stays_one_and_a_pipe_is_written_to(tmp_path: Path) -> None:
    (tmp_path / "real").touch()
    (tmp_path / "link").symlink_to("real")
    with replacing(tmp_path / "link") as file:
        file.write(b"x")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "real").read_bytes() == b"x"
    with replacing(Path(os.devnull)) as file:
        file.write(b"x")
    assert Path(os.devnull).is_char_device()


def test_a_tree_is_removed_and_links_are_not_followed(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "file").touch()
    for number in range(40):
        (tmp_path / f"tree/{number}/deep").mkdir(parents=True)
        (tmp_path / f"tree/{number}/deep/file").touch()
    (tmp_path / "tree" / "out").symlink_to(tmp_path / "outside")
    remove_tree(tmp_path / "tree")
    assert {path.name for path in tmp_path.iterdir()} == {"outside"}
    assert (tmp_path / "outside" / "file").exists()
