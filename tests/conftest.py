"""What several kinds of tests need: the real notes, a browser, and golden files."""

from __future__ import annotations

import fcntl
import gc
import os
import shutil
from collections.abc import Callable, Generator, Iterator
from pathlib import Path
from typing import Any

import pytest
from _pytest.doctest import DoctestModule
from hypothesis import settings
from playwright.sync_api import Browser, BrowserContext, expect, sync_playwright

from tests.publishing.commands import run_alone

# How long an example takes says more of the machine than of the code. Examples are the same in
# each run, so that a fault turns up where it was made; `--hypothesis-profile explore` seeks others.
settings.register_profile("explore", deadline=None, max_examples=1000)
settings.register_profile("fixed", deadline=None, derandomize=True, max_examples=50)
settings.load_profile("fixed")

# Fuzzing is not part of the tests, and needs what they do not install.
collect_ignore_glob = ["fuzz/*"]

PATIENCE = 180_000
"""Milliseconds that a page or a state is waited for: a busy machine takes long."""

COLLECT_AFTER = 50_000
"""Objects after which the collector looks at the young ones; Python's 700 take a seventh of all."""

BROWSERS = (
    "chromium-headless-shell",
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
)


@pytest.hookimpl(wrapper=True)
def pytest_collect_file() -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """Seek no examples below here: there are none, and what tests share takes long to import."""
    found = yield
    return [one for one in found if not isinstance(one, DoctestModule)]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden", action="store_true", help="write what the code gives into golden files"
    )


def pytest_collection_finish() -> None:
    """Spare the collector all that was loaded, and have it come seldom: little is in circles."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(COLLECT_AFTER)


@pytest.fixture(scope="session")
def update_golden(request: pytest.FixtureRequest) -> bool:
    return bool(request.config.getoption("--update-golden"))


def shared_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of this run that all processes of the tests have in common."""
    base = tmp_path_factory.getbasetemp()
    return base.parent if "PYTEST_XDIST_WORKER" in os.environ else base


@pytest.fixture(scope="session", autouse=True)
def _state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """A folder of the tests' own for what the program keeps of its user.

    All processes of the tests share it, as they do the site and what its build has kept.
    """
    state = shared_folder(tmp_path_factory) / "state"
    state.mkdir(exist_ok=True)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_STATE_HOME", str(state))
        patch.setenv("TEMPLATES_OF_TESTS", str(tmp_path_factory.mktemp("templates")))
        # What one command compiles the next one finds, as in any user's installation.
        compiled = Path(__file__).parents[1] / ".cache" / "compiled"
        patch.setenv("PYTHONPYCACHEPREFIX", str(compiled))
        patch.delenv("PYTHONDONTWRITEBYTECODE", raising=False)
        yield
        # But for what lay in the tests' own folders: the next run has others.
        own = tmp_path_factory.getbasetemp().relative_to("/")
        shutil.rmtree(compiled / own, ignore_errors=True)


@pytest.fixture(scope="session")
def repository() -> Path:
    return Path(__file__).parents[1]


MadeOnce = Callable[[str, Callable[[Path], object]], Path]


@pytest.fixture(scope="session")
def made_once(tmp_path_factory: pytest.TempPathFactory) -> MadeOnce:
    """Gives a folder by its name, filled by whichever process of the tests asks for it first."""
    shared = shared_folder(tmp_path_factory)

    def find(name: str, fill: Callable[[Path], object]) -> Path:
        folder, done = shared / name, shared / f"{name}.done"
        with (shared / f"{name}.lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            if not done.exists():
                shutil.rmtree(folder, ignore_errors=True)
                folder.mkdir()
                fill(folder)
                done.touch()
        return folder

    return find


@pytest.fixture(scope="session")
def own_site(repository: Path, made_once: MadeOnce) -> Path:
    """The site of this repository."""

    def fill(folder: Path) -> None:
        words = ("mkdocs_minutes.cli", "build", "--site-dir", str(folder / "site"))
        done = run_alone(*words, folder=repository)
        assert done.returncode == 0, done.stderr

    return made_once("own", fill) / "site"


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of real notes and their labels, which is not part of the repository."""
    folder = os.environ.get("MINUTES_SHARED")
    if not folder:
        pytest.skip("MINUTES_SHARED names no folder of real notes")
    path = Path(folder)
    if not path.is_dir():
        pytest.skip(f"MINUTES_SHARED names {path}, which is no folder")
    return path


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless browser: the system's where there is one, else Playwright's own."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    expect.set_options(timeout=PATIENCE)
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=found,
            args=[
                "--disable-gpu",  # there is none
                "--no-sandbox",  # continuous integration often runs as root
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-quic",
                "--disable-sync",
                "--no-first-run",
            ],
        )
        make = started.new_context

        def new_context(**options: Any) -> BrowserContext:
            context = make(**options)
            context.set_default_timeout(PATIENCE)
            return context

        started.new_context = new_context  # type: ignore[method-assign]
        yield started
        started.close()
