"""Sites built by the commands that a person runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest


def run(*words: str, folder: Path, **environ: str) -> subprocess.CompletedProcess[str]:
    """A command of ours, run in a folder; its output is text."""
    return subprocess.run(
        [sys.executable, "-m", *words],
        cwd=folder,
        env=os.environ | environ,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture(scope="session")
def own_site(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository."""
    site = tmp_path_factory.mktemp("own") / "site"
    done = run("mkdocs_minutes.cli", "build", "--site-dir", str(site), folder=repository)
    assert done.returncode == 0, done.stderr
    return site
