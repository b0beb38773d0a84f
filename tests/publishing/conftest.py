"""Sites built by the commands that a person runs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.publishing.commands import run_alone


@pytest.fixture(scope="session")
def own_site(repository: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of this repository."""
    site = tmp_path_factory.mktemp("own") / "site"
    done = run_alone("mkdocs_minutes.cli", "build", "--site-dir", str(site), folder=repository)
    assert done.returncode == 0, done.stderr
    return site
