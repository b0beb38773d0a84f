"""Whatever ends a build, readers have a whole site."""

from __future__ import annotations

import resource
import shutil
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from tests.publishing.commands import run
from tests.publishing.links import broken_links
from tests.publishing.test_site import differing

KILLS = 50


@pytest.fixture
def project(tmp_path: Path) -> Path:
    notes = tmp_path / "notes"
    notes.mkdir()
    (tmp_path / "docs").mkdir()
    for number in range(6):
        (notes / f"note-{number}.md").write_text(
            f"# Weekly 2030-0{number + 1}-07\n\nPresent: Ann Bell, Bo Crane\n\n"
            f"AI (Ann Bell): mend net {number}\n\nDecision: buy rope {number}\n"
        )
    (tmp_path / "mkdocs.yml").write_text("site_name: Boats\ntheme: mkdocs\nplugins: [minutes]\n")
    return tmp_path


def test_fifty_killed_builds_leave_no_page_broken(project: Path, repository: Path) -> None:
    words = ("tests.publishing.killing", str(project), str(KILLS))
    clock = "0"  # the theme shows when the site was built
    done = run(*words, folder=repository, SOURCE_DATE_EPOCH=clock)
    assert done.stdout == f"{KILLS} killed\n", done.stderr
    assert list(broken_links(project / "site")) == []
    shutil.rmtree(project / ".cache")
    cold = run("mkdocs", "build", "--site-dir", "cold", folder=project, SOURCE_DATE_EPOCH=clock)
    assert cold.returncode == 0
    assert differing(project / "site", project / "cold") == []
    assert not list(project.glob(".site*"))


def test_a_full_disk_is_said_in_a_line_and_leaves_the_site_as_it_was(project: Path) -> None:
    assert run("mkdocs", "build", folder=project).returncode == 0
    shutil.copytree(project / "site", project / "before")
    with (project / "notes" / "note-1.md").open("a") as note:
        note.write("\n" + "Decision: paint the boat and mend the sail\n" * 2_000)
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build"],
        cwd=project,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, 30_000)),
        check=False,
    )
    assert done.returncode == 1
    assert "The site cannot be written: [Errno 27] File too large" in done.stdout
    assert "Traceback" not in done.stderr
    assert differing(project / "site", project / "before") == []
    assert not list(project.glob(".site*"))
    assert run("mkdocs", "build", folder=project).returncode == 0


def test_a_file_in_the_place_of_the_site_is_said_in_a_line(project: Path) -> None:
    (project / "site").touch()
    done = run("mkdocs", "build", folder=project)
    assert done.returncode == 1
    assert "The site cannot be written: [Errno 20] there is a file in its place" in done.stdout
    assert "Traceback" not in done.stderr


def test_two_builds_at_once_do_not_trip_over_each_other(project: Path) -> None:
    words = [sys.executable, "-m", "mkdocs", "build"]
    both = [
        subprocess.Popen(words, cwd=project, stderr=subprocess.PIPE, text=True) for _ in range(2)
    ]
    said = [build.communicate()[1] for build in both]
    assert [build.returncode for build in both] == [0, 0], said
    assert list(broken_links(project / "site")) == []
    assert not list(project.glob(".site*"))


def test_a_build_that_is_told_to_end_ends_with_all_that_it_started(project: Path) -> None:
    (project / "hook.py").write_text(
        "import time\n\ndef on_nav(nav, config, files):\n    print('here', flush=True)\n"
        "    time.sleep(60)\n"
    )
    with (project / "mkdocs.yml").open("a") as settings:
        settings.write("hooks: [hook.py]\n")
    words = [sys.executable, "-m", "mkdocs_minutes.cli", "build"]
    started = subprocess.Popen(
        words, cwd=project, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    assert started.stdout
    assert started.stdout.readline() == "here\n"
    started.send_signal(signal.SIGTERM)
    assert started.stdout.read() == ""  # nobody has it open any more
    assert started.wait() != 0
    assert not (project / "site").exists()
