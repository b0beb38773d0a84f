"""A build is left out only where it would give the site that is there."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

import mkdocs_minutes
from mkdocs_minutes.configuration import Configuration, configure
from mkdocs_minutes.incremental import unchanged
from mkdocs_minutes.incremental.unchanged import (
    UntellableError,
    depends_on_files_alone,
    keep_record,
    look_at_sources,
    record_name,
    state_of,
    still_stands,
)
from mkdocs_minutes.site.files import states_in

NAME = "build"


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A site that was built and recorded; nothing here waits for a disk's clock to go on."""
    monkeypatch.setattr(unchanged, "LATELY", -(10**18))
    for path in ("notes/a.md", "docs/index.md", "theme/main.html", "site/index.html"):
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(path)
    (tmp_path / "mkdocs.yml").write_text("site_name: Here\n")
    sources = look_at_sources(
        tmp_path / "mkdocs.yml", configured(tmp_path), tmp_path / "site", [str(tmp_path / "theme")]
    )
    keep_record(
        NAME, sources, states_in(tmp_path / "site"), configured(tmp_path), ["WARNING -  a word"]
    )
    return tmp_path


def configured(folder: Path) -> Configuration:
    configuration, errors = configure({}, base=folder, docs_dir=folder / "docs")
    assert not errors
    return configuration


def stands(project: Path, name: str = NAME) -> bool:
    return still_stands(name, project / "site", configured(project)) is not None


def test_what_was_said_is_said_again(project: Path) -> None:
    record = still_stands(NAME, project / "site", configured(project))
    assert record is not None
    assert record.said == ("WARNING -  a word",)


def written(path: str) -> Callable[[Path], object]:
    return lambda project: (project / path).write_text("otherwise")


def forged(project: Path) -> None:
    """Other bytes of the same number, under the old time."""
    path = project / "notes" / "a.md"
    before = path.stat()
    time.sleep(0.02)  # longer than a disk's clock stands still
    path.write_text("NOTES/a.md")
    os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns))


EDITS: dict[str, Callable[[Path], object]] = {
    "a note edited": written("notes/a.md"),
    "a note edited under its old time": forged,
    "a note more": written("notes/b.md"),
    "a note gone": lambda project: (project / "notes" / "a.md").unlink(),
    "a note renamed": lambda project: (project / "notes" / "a.md").rename(project / "notes/c.md"),
    "a picture beside a note": written("notes/a.png"),
    "a page of the site": written("docs/index.md"),
    "the configuration": written("mkdocs.yml"),
    "a template": written("theme/main.html"),
    "the site written over": written("site/index.html"),
    "a file of the site gone": lambda project: (project / "site" / "index.html").unlink(),
    "a stranger in the site": written("site/more.html"),
    "another folder linked in": lambda project: (project / "notes" / "d").symlink_to(project),
}


@pytest.mark.parametrize("edit", EDITS.values(), ids=EDITS)
def test_a_difference_makes_a_build(project: Path, edit: Callable[[Path], object]) -> None:
    assert stands(project)
    edit(project)
    assert not stands(project)


def test_all_code_of_the_program_is_looked_at(project: Path) -> None:
    sources = look_at_sources(
        project / "mkdocs.yml", configured(project), project / "site", [str(project / "theme")]
    )
    assert str(Path(mkdocs_minutes.__file__).parent) in sources.roots


def test_a_record_that_was_not_made_here_is_none(project: Path) -> None:
    (path,) = (project / ".cache").rglob("*.built")
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    assert not stands(project)
    path.write_bytes(b"")
    assert not stands(project)
    assert not stands(project, "another")


def test_a_change_while_the_site_is_made_leaves_no_record(project: Path) -> None:
    configuration = configured(project)
    site = project / "site"
    sources = look_at_sources(project / "mkdocs.yml", configuration, site, [])
    (project / "notes" / "a.md").write_text("meanwhile")
    with pytest.raises(UntellableError):
        keep_record("late", sources, states_in(site), configuration, [])


def test_a_file_written_just_now_leaves_no_record(
    project: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(unchanged, "LATELY", 3600 * 10**9)
    with pytest.raises(UntellableError):
        look_at_sources(project / "mkdocs.yml", configured(project), project / "site", [])


def test_each_way_to_build_has_its_record(tmp_path: Path) -> None:
    names = {
        record_name(tmp_path / "mkdocs.yml", tmp_path / "site", [], {}),
        record_name(tmp_path / "mkdocs.yml", tmp_path / "other", [], {}),
        record_name(tmp_path / "other.yml", tmp_path / "site", [], {}),
        record_name(tmp_path / "mkdocs.yml", tmp_path / "site", ["--strict"], {}),
        record_name(tmp_path / "mkdocs.yml", tmp_path / "site", [], {"MINUTES_NOTES": "elsewhere"}),
    }
    assert len(names) == 5


def test_what_is_missing_has_a_state(tmp_path: Path) -> None:
    state, _ = state_of([str(tmp_path / "none")], [])
    (tmp_path / "none").write_text("")
    assert state_of([str(tmp_path / "none")], [])[0] != state


@pytest.mark.parametrize(
    ("text", "plugins", "extensions", "hooks", "alone"),
    [
        ("site_name: A", ["minutes", "search"], ["toc", "pymdownx.details"], False, True),
        ("site_name: A", ["minutes", "rss"], [], False, False),
        ("site_name: A", ["minutes"], ["pymdownx.snippets"], False, False),
        ("site_name: A", ["minutes"], ["tocsin"], False, False),
        ("site_name: A", ["minutes"], [], True, False),
        ("site_name: !ENV NAME", ["minutes"], [], False, False),
        ("INHERIT: base.yml", ["minutes"], [], False, False),
    ],
)
def test_what_could_look_elsewhere_is_always_built(
    tmp_path: Path,
    text: str,
    plugins: list[str],
    extensions: list[str],
    hooks: bool,
    alone: bool,
) -> None:
    path = tmp_path / "mkdocs.yml"
    path.write_text(text)
    assert depends_on_files_alone(path, plugins, extensions, hooks=hooks) is alone


LOOKING = """
import sys
from pathlib import Path
from mkdocs_minutes.cli.options import Folders
from mkdocs_minutes.incremental.unchanged import still_stands
still_stands("build", Path("site"), Folders(Path("notes"), None, None).configured())
print(sorted(name for name in sys.modules if name.startswith("mkdocs_minutes.core.extract")))
"""


def test_nothing_that_reads_notes_is_loaded_to_look_at_files(project: Path) -> None:
    words = [sys.executable, "-c", LOOKING]
    done = subprocess.run(words, cwd=project, capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_record_that_was_changed_is_none(project: Path) -> None:
    [path] = configured(project).cache.rglob("*.built")  # type: ignore[union-attr]
    whole = path.read_bytes()
    for place in range(0, len(whole), len(whole) // 50):
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 0x81]) + whole[place + 1 :])
        assert not stands(project)
    path.write_bytes(whole)
    assert stands(project)
