"""The wheel in an empty environment, with a site that is not ours; and the fork of MkDocs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.publishing.conftest import run
from tests.publishing.links import broken_links

FOUR_LINES = """\
site_name: Choir committee
theme: material
plugins:
  - minutes
"""

NOTE = """\
# Choir committee, 3 March 2021

Present: Grace Hopper, Edsger Dijkstra

- ACTION: Grace to book the hall
- DECISION: rehearsals move to Tuesdays
"""


@pytest.fixture
def choir(tmp_path: Path) -> Path:
    """A site that is not ours: four lines, one note, one page of its keepers."""
    (tmp_path / "mkdocs.yml").write_text(FOUR_LINES)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Welcome\n\nTo the choir.\n")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "march.md").write_text(NOTE)
    return tmp_path


def page_of_the_note(site: Path) -> str:
    return next((site / "notes").rglob("2021-03-03/index.html")).read_text()


def test_the_wheel_works_in_an_empty_environment(repository: Path, choir: Path) -> None:
    source, wheels, environment = choir / "source", choir / "wheels", choir / "environment"
    ignored = shutil.ignore_patterns(".git", ".venv", ".cache", "*_cache", "__pycache__")
    shutil.copytree(repository, source, ignore=ignored)
    shutil.rmtree(source / "site", ignore_errors=True)
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(wheels), str(source)],
        check=True,
        capture_output=True,
    )
    subprocess.run([sys.executable, "-m", "venv", str(environment)], check=True)
    python = environment / "bin" / "python"
    (wheel,) = wheels.glob("*.whl")
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    locked = ["--constraint", str(repository / ".ci" / "constraints.txt")]
    subprocess.run([python, *install, *locked, str(wheel)], check=True, capture_output=True)
    done = subprocess.run(
        [python, "-m", "mkdocs", "build", "--strict"],
        cwd=choir,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "Grace Hopper" in page_of_the_note(choir / "site")
    assert "To the choir." in (choir / "site" / "index.html").read_text()
    assert list(broken_links(choir / "site")) == []
    installed = (environment / "bin" / "minutes", "check")
    checked = subprocess.run(installed, cwd=choir, capture_output=True, text=True, check=False)
    assert checked.returncode in (0, 1), checked.stderr


def test_the_fork_of_mkdocs_builds_the_same_pages(choir: Path) -> None:
    done = run("properdocs", "build", "--config-file", "mkdocs.yml", folder=choir)
    assert done.returncode == 0, done.stderr
    assert "Grace Hopper" in page_of_the_note(choir / "site")
    assert list(broken_links(choir / "site")) == []


def test_the_plain_theme_can_show_the_archive(choir: Path) -> None:
    (choir / "mkdocs.yml").write_text(FOUR_LINES.replace("material", "mkdocs"))
    done = run("mkdocs", "build", "--strict", folder=choir)
    assert done.returncode == 0, done.stderr
    assert "Grace Hopper" in page_of_the_note(choir / "site")
    assert list(broken_links(choir / "site")) == []
