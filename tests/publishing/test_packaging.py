"""The wheel in an empty environment, with a site that is not ours; and the fork of MkDocs."""

from __future__ import annotations

import shutil
import subprocess
import sys
from importlib.metadata import Distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from tests.publishing.commands import run
from tests.publishing.links import broken_links
from tests.publishing.written import readable

FOUR_LINES = """\
site_name: Choir committee
docs_dir: notes
theme: {name: material, font: false}
plugins: [minutes]
"""

WITH_DOCS = FOUR_LINES.replace("docs_dir: notes\n", "")

NOTE = """\
# Choir committee, 3 March 2021

Present: Grace Hopper, Edsger Dijkstra

- ACTION: Grace to book the hall
- DECISION: rehearsals move to Tuesdays
"""


@pytest.fixture
def choir(tmp_path: Path) -> Path:
    """A site that is not ours: four lines, one note, one page of its keepers."""
    (tmp_path / "mkdocs.yml").write_text(WITH_DOCS)
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "index.md").write_text("# Welcome\n\nTo the choir.\n")
    (tmp_path / "notes").mkdir()
    (tmp_path / "notes" / "march.md").write_text(NOTE)
    return tmp_path


def page_of_the_note(site: Path) -> str:
    return next((site / "notes").rglob("2021-03-03/index.html")).read_text()


def link_requirements(packages: Path) -> None:
    """Put into an environment what the wheel there names, what that names in turn, and no more."""
    (wheel,) = Distribution.discover(name="mkdocs-minutes", path=[str(packages)])
    wanted, there = [*(wheel.requires or ())], set[str]()
    while wanted:
        required = Requirement(wanted.pop())
        name = canonicalize_name(required.name)
        if name in there or (required.marker and not required.marker.evaluate({"extra": ""})):
            continue
        there.add(name)
        one = Distribution.from_name(name)
        assert one.version in required.specifier, required
        wanted += one.requires or ()
        for file in {file.parts[0] for file in one.files or ()} - {"..", "__pycache__"}:
            (packages / file).symlink_to(str(one.locate_file(file)))


def test_the_wheel_works_in_an_empty_environment(repository: Path, choir: Path) -> None:
    source, wheels, environment = choir / "source", choir / "wheels", choir / "environment"
    made = shutil.ignore_patterns(".git", ".venv", "site", ".cache", "*_cache", "__pycache__")
    shutil.copytree(
        repository,
        source,
        ignore=lambda folder, names: made(folder, names) if folder == str(repository) else (),
    )
    subprocess.run(
        [sys.executable, "-m", "build", "--wheel", "--outdir", str(wheels), str(source)],
        check=True,
        capture_output=True,
    )
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(environment)], check=True)
    python = environment / "bin" / "python"
    (wheel,) = wheels.glob("*.whl")
    install = ["-m", "pip", "--python", str(python), "install", "--quiet", "--no-deps"]
    offline = ["--no-index", "--disable-pip-version-check"]
    subprocess.run([sys.executable, *install, *offline, str(wheel)], check=True)
    link_requirements(next(environment.glob("lib/python*/site-packages")))
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
    as_documented = choir / "documented"
    (as_documented / "notes").mkdir(parents=True)
    (as_documented / "notes" / "march.md").write_text(NOTE)
    (as_documented / "mkdocs.yml").write_text(FOUR_LINES)
    minutes = environment / "bin" / "minutes"
    built = subprocess.run(
        [minutes, "build"], cwd=as_documented, capture_output=True, text=True, check=False
    )
    assert built.returncode == 0, built.stderr
    pages = "".join(page.read_text() for page in (as_documented / "site").rglob("*.html"))
    assert "rehearsals move to Tuesdays" in pages
    checked = subprocess.run(
        [minutes, "check"], cwd=choir, capture_output=True, text=True, check=False
    )
    assert checked.returncode in (0, 1), checked.stderr


def test_the_fork_of_mkdocs_builds_the_same_pages(choir: Path) -> None:
    done = run("properdocs", "build", "--config-file", "mkdocs.yml", folder=choir)
    assert done.returncode == 0, done.stderr
    assert "Grace Hopper" in page_of_the_note(choir / "site")
    assert list(broken_links(choir / "site")) == []


def test_the_plain_theme_can_show_the_archive(choir: Path) -> None:
    (choir / "mkdocs.yml").write_text(WITH_DOCS.replace("material", "mkdocs"))
    done = run("mkdocs", "build", "--strict", folder=choir)
    assert done.returncode == 0, done.stderr
    assert "Grace Hopper" in page_of_the_note(choir / "site")
    assert list(broken_links(choir / "site")) == []


def test_the_lines_of_the_readme_are_those_that_are_tried(repository: Path) -> None:
    for page in ("README.md", "content/setup.md"):
        assert f"```yaml\n{FOUR_LINES}```" in (repository / page).read_text(), page


def test_the_home_page_leads_on_without_any_script(choir: Path) -> None:
    shutil.rmtree(choir / "docs")
    (choir / "mkdocs.yml").write_text(FOUR_LINES)
    done = run("mkdocs", "build", folder=choir)
    assert done.returncode == 0, done.stderr
    home = (choir / "site" / "index.html").read_text()
    assert "md-header__title" in home
    assert '<a href="people/index.html" class="md-nav__link">' in home


def test_minutes_build_makes_the_folder_that_mkdocs_wants(choir: Path) -> None:
    shutil.rmtree(choir / "docs")
    done = run("mkdocs_minutes.cli", "build", folder=choir)
    assert done.returncode == 0, done.stderr
    assert "for pages of your own" in done.stderr
    assert "Grace Hopper" in page_of_the_note(choir / "site")


@pytest.mark.parametrize("builder", ["mkdocs", "properdocs"])
def test_the_registry_among_the_pages_is_not_published(choir: Path, builder: str) -> None:
    registry = choir / "docs" / "registry"
    registry.mkdir()
    (registry / "people.yml").write_text("- name: Grace Hopper\n  handles: [gracewhoishidden]\n")
    (registry / "series.YAML").write_text("- name: Choir committee\n  slug: hiddenslug\n")
    (registry / "old").mkdir()
    for copy in ("people.yml~", "people.yml.orig", "old/people.yml"):
        (registry / copy).write_text("- name: Grace Hopper\n  handles: [gracewhoishidden]\n")
    site_file = WITH_DOCS.replace("- minutes", "- search\n  - minutes")
    (choir / "mkdocs.yml").write_text(site_file.replace("[minutes]", "[search, minutes]"))
    done = run(builder, "build", "--config-file", "mkdocs.yml", folder=choir)
    assert done.returncode == 0, done.stderr
    site = choir / "site"
    assert not (site / "registry").exists()
    words = "".join(
        readable(file).decode(errors="replace")
        for file in site.rglob("*")
        if file.suffix != ".png"
        if file.is_file()
    )
    assert "gracewhoishidden" not in words
    assert "series.YAML" not in words
