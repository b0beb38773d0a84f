"""What counts as a note, and what reading a folder says when it cannot."""

import os
from collections.abc import Callable
from errno import EACCES
from pathlib import Path

import pytest

from mkdocs_minutes.core.records import Problem, RawNote
from mkdocs_minutes.source.files import read_notes, read_registers_of, read_registry_files


def paths(folder: Path, **options: tuple[str, ...]) -> list[str]:
    return [note.path for note in read_notes(folder, **options)]  # type: ignore[arg-type]


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def test_notes_come_in_the_order_of_their_paths(tmp_path: Path) -> None:
    write(tmp_path, "b.md", "a.txt", "2020/z.md", "2019/notes")
    assert paths(tmp_path) == ["a.txt", "b.md", "2019/notes", "2020/z.md"]


def test_what_lies_beside_notes_is_left_out(tmp_path: Path) -> None:
    write(tmp_path, "a.md", "slide.png", "README.md", ".hidden.md", ".git/config", "drafts/b.md")
    assert paths(tmp_path, exclude=("drafts/",)) == ["a.md"]


def test_the_readme_of_a_dated_folder_is_a_note(tmp_path: Path) -> None:
    notes = ("2024-03-06/README.md", "calls/2024/03/13-board/README.rst")
    explain = ("README.md", "2024/README.md", "2024-03/README.md", "2024-03-06/slides/README.md")
    write(tmp_path, *notes, *explain)
    assert paths(tmp_path) == list(notes)
    assert set(paths(tmp_path, exclude=("!README.md",))) == {*notes, *explain}
    assert paths(tmp_path, exclude=("2024-03-06/",)) == [notes[1]]


def test_an_index_that_is_alone_in_a_numbered_place_is_a_note(tmp_path: Path) -> None:
    notes = (
        "agm/2017/index.md",
        "calls/12/index.md",
        "calls/12/plan.png",
        "2019/07/board/index.md",
    )
    lists = ("index.md", "agm/2018/index.md", "agm/_index.md", "about/index.md", "2020/_index.md")
    write(tmp_path, *notes, *lists, "agm/2018/may.md")
    assert set(paths(tmp_path)) == {*notes, "agm/2018/may.md"} - {"calls/12/plan.png"}


@pytest.fixture
def closed(monkeypatch: pytest.MonkeyPatch) -> str:
    """The name of folders that cannot be listed, whoever runs the tests."""

    def guarded(call: Callable[[Path], object]) -> Callable[[Path], object]:
        def answer(path: Path) -> object:
            if Path(path).name == "closed":
                raise PermissionError(EACCES, "Permission denied", str(path))
            return call(path)

        return answer

    for name in ("scandir", "listdir"):
        monkeypatch.setattr(os, name, guarded(getattr(os, name)))
    return "closed"


def test_a_folder_that_cannot_be_listed_is_a_problem(tmp_path: Path, closed: str) -> None:
    write(tmp_path, "a.md", f"2020/{closed}/b.md", f"drafts/{closed}/c.md")
    first, second = read_notes(tmp_path, exclude=("drafts/",))
    assert first.path == "a.md"
    assert isinstance(second, Problem)
    assert (second.path, second.code) == (f"2020/{closed}/", "note-unreadable")
    (problem,) = read_registry_files(tmp_path / "2020" / closed)
    assert isinstance(problem, Problem)
    assert "cannot be listed" in problem.message


def test_of_a_large_file_only_the_beginning_is_read(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_bytes(b"x" * 100)
    (note,) = read_notes(tmp_path, max_bytes=10)
    assert isinstance(note, RawNote)
    assert len(note.data) == 11


def test_a_link_is_followed_inside_the_folder_only(tmp_path: Path) -> None:
    notes = tmp_path / "notes"
    write(notes, "a.md")
    write(tmp_path, "outside.md")
    (notes / "inside.md").symlink_to("a.md")
    (notes / "out.md").symlink_to("../outside.md")
    (notes / "nowhere.md").symlink_to("gone.md")
    found = {note.path: note for note in read_notes(notes)}
    assert isinstance(found["inside.md"], RawNote)
    assert isinstance(found["out.md"], Problem)
    assert isinstance(found["nowhere.md"], Problem)


def test_a_folder_without_notes_is_one_problem(tmp_path: Path) -> None:
    for folder in (tmp_path, tmp_path / "missing"):
        (problem,) = read_notes(folder)
        assert isinstance(problem, Problem)


def test_registry_files_are_the_yaml_files(tmp_path: Path) -> None:
    write(tmp_path, "people.yml", "projects.yaml", "notes.txt")
    assert [file.path for file in read_registry_files(tmp_path)] == ["people.yml", "projects.yaml"]
    assert read_registry_files(tmp_path / "missing") == ()


def test_a_registry_file_that_leads_elsewhere_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / "registry").mkdir()
    (tmp_path / "secret").write_text("x")
    (tmp_path / "registry" / "people.yml").symlink_to(tmp_path / "secret")
    (problem,) = read_registry_files(tmp_path / "registry")
    assert isinstance(problem, Problem)
    assert (problem.path, problem.code) == ("people.yml", "registry-invalid")


def test_registers_lie_in_the_repository_around_the_notes(tmp_path: Path) -> None:
    write(tmp_path, ".git/HEAD", "MAINTAINERS", ".github/CODEOWNERS", "src/AUTHORS", "notes/a.md")
    (tmp_path / "OWNERS").symlink_to(tmp_path / "MAINTAINERS")
    found = [file.path for file in read_registers_of(tmp_path / "notes")]
    assert found == ["MAINTAINERS", ".github/CODEOWNERS"]


def test_without_a_repository_registers_lie_beside_the_notes(tmp_path: Path) -> None:
    write(tmp_path, "top/delegates.txt", "top/notes/MAINTAINERS", "top/notes/a.md", "AUTHORS")
    found = [file.path for file in read_registers_of(tmp_path / "top" / "notes")]
    assert found == ["delegates.txt", "notes/MAINTAINERS"]
    assert paths(tmp_path / "top") == ["notes/a.md"]
