"""A site built over that of the last time is the one that a build from nothing gives."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.publishing.conftest import run
from tests.publishing.test_site import differing


@pytest.fixture
def project(repository: Path, tmp_path: Path) -> Path:
    """This repository's own archive, to be edited."""
    for name in ("content", "seeds"):
        shutil.copytree(repository / name, tmp_path / name)
    shutil.copyfile(repository / "mkdocs.yml", tmp_path / "mkdocs.yml")
    return tmp_path


def build(project: Path, site: str = "site") -> Path:
    done = run("mkdocs", "build", "--quiet", "--site-dir", site, folder=project)
    assert done.returncode == 0, done.stderr
    return project / site


def build_from_nothing(project: Path) -> Path:
    shutil.rmtree(project / ".cache", ignore_errors=True)
    shutil.rmtree(project / "cold", ignore_errors=True)
    return build(project, "cold")


def test_pages_that_are_no_more_go_and_nothing_is_left_behind(project: Path) -> None:
    site = build(project)
    for path in ("notes/old/index.html", "search/d/old.js", "people/note.txt", "guide/index.html"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text("of another day")
    next((project / "seeds").iterdir()).unlink()
    assert differing(build(project), build_from_nothing(project)) == []
    assert not [path for path in site.iterdir() if path.name.startswith(".")]


def test_a_build_that_fails_leaves_nothing_hidden(project: Path) -> None:
    site = build(project)
    (project / "hook.py").write_text("def on_files(files, config):\n    raise RuntimeError('no')\n")
    settings = project / "mkdocs.yml"
    settings.write_text(settings.read_text() + "\nhooks: [hook.py]\n")
    assert run("mkdocs", "build", folder=project).returncode != 0
    assert not [path for path in site.iterdir() if path.name.startswith(".")]
