"""A command imports what it uses, and not what only others need."""

from __future__ import annotations

import subprocess
import sys

import pytest

FOREIGN = frozenset(
    "babel icalendar imagesize jinja2 lunr material mkdocs nh3 pyromark tqdm".split()
)

IMPORTED = """
import sys
from mkdocs_minutes.cli import main
try:
    main(sys.argv[1:])
finally:
    print(*{name.partition(".")[0] for name in sys.modules}, file=sys.stderr)
    print(*(name for name in sys.modules if name.startswith("mkdocs_minutes")), file=sys.stderr)
"""


def imported(*words: str) -> tuple[set[str], set[str]]:
    """The packages that a command line imports, and our own modules among them."""
    command = [sys.executable, "-c", IMPORTED, *words]
    packages, modules = subprocess.run(
        command, check=True, capture_output=True, text=True
    ).stderr.splitlines()[-2:]
    return set(packages.split()), set(modules.split())


@pytest.mark.parametrize("words", [["--help"], ["--version"], ["build", "--help"]])
def test_help_waits_for_nothing_but_the_command_line(words: list[str]) -> None:
    packages, modules = imported(*words)
    assert not packages & {*FOREIGN, "yaml", "msgspec", "rapidfuzz", "pathspec"}
    assert modules <= {
        "mkdocs_minutes",
        "mkdocs_minutes.cli",
        "mkdocs_minutes.cli.site",
        "mkdocs_minutes.cli.options",
        "mkdocs_minutes.core",
        "mkdocs_minutes.core.escape",
    }


def test_a_check_imports_neither_pages_nor_other_formats_nor_the_site_builder() -> None:
    packages, modules = imported("check", "--notes", "seeds", "--fail-on", "fault")
    assert not packages & (FOREIGN - {"tqdm"} | {"charset_normalizer"})
    assert not {name for name in modules if ".pages.views" in name or ".exports." in name}
