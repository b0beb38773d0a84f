"""What the documentation promises is there, and what is there is documented."""

import re
from dataclasses import fields
from pathlib import Path

import click
import pytest

from mkdocs_minutes.cli import main
from mkdocs_minutes.configuration import OPTIONS
from mkdocs_minutes.core.kinds import STATEMENTS, StatementKind
from mkdocs_minutes.core.records import DOUBTS, FAULTS
from mkdocs_minutes.core.registry import PersonEntry, ProjectEntry, SeriesEntry

PAGES = ("README.md", "content/setup.md", "content/contributing.md", "content/reading.md")

FILES = {PersonEntry: "people.yml", ProjectEntry: "projects.yml", SeriesEntry: "series.yml"}


def table(text: str, header: str) -> dict[str, str]:
    """The rows of the table whose first header cell is given: first cell to last cell."""
    rows = text.partition(f"| {header} |")[2].split("\n\n")[0].splitlines()[2:]
    cells = ([cell.strip() for cell in row.strip("|").split("|")] for row in rows)
    return {first.strip("`"): rest[-1] for first, *rest in cells}


@pytest.fixture(scope="module")
def setup(repository: Path) -> str:
    return (repository / "content" / "setup.md").read_text()


def test_every_option_is_documented_and_every_documented_option_exists(setup: str) -> None:
    documented = table(setup, "option")
    assert set(documented) == set(OPTIONS)


@pytest.mark.parametrize(("header", "codes"), [("fault", FAULTS), ("doubt", DOUBTS)])
def test_every_problem_code_is_documented(setup: str, header: str, codes: dict[str, str]) -> None:
    assert table(setup, header) == codes


@pytest.mark.parametrize("entry", [PersonEntry, ProjectEntry, SeriesEntry])
def test_every_key_of_the_registry_is_documented(repository: Path, entry: type) -> None:
    text = (repository / "content" / "contributing.md").read_text()
    section = text.partition(f"`{FILES[entry]}`:")[2].partition(".yml`:")[0]
    keys = {field.name for field in fields(entry)} - {"path", "line", "lines"}
    named = set(re.findall(r"^[- ] (\w+):|`(\w+)(?:: \w+)?`", section, re.MULTILINE))
    assert keys <= {key for pair in named for key in pair}


@pytest.mark.parametrize("kind", STATEMENTS, ids=lambda kind: kind.name)
def test_every_kind_of_statement_is_told_of_and_found(
    repository: Path, kind: StatementKind
) -> None:
    content = repository / "content"
    assert f"| {kind.plural} |" in (content / "recognition.md").read_text()
    assert f"`kind:{kind.name}`" in (content / "reading.md").read_text()
    assert f": {kind.plural}/index.md\n" in (repository / "mkdocs.yml").read_text()
    notes = repository / "tests" / "golden"
    assert any(f'"{kind.plural}": [' in one.read_text() for one in notes.glob("*/expected.json"))


def test_every_command_is_documented(repository: Path) -> None:
    for page in ("README.md", "content/setup.md"):
        documented = table((repository / page).read_text(), "command")
        assert {name.removeprefix("minutes ") for name in documented} == set(main.commands), page


def test_every_command_that_a_page_names_exists(repository: Path) -> None:
    for page in PAGES:
        named = re.findall(r"`minutes ([a-z]+)", (repository / page).read_text())
        assert set(named) <= set(main.commands), page


def test_every_option_of_a_command_that_a_page_names_exists(repository: Path) -> None:
    for page in PAGES:
        text = (repository / page).read_text()
        for command, words in re.findall(r"`minutes ([a-z]+)((?: [^`\n]+)?)", text):
            known = {o for p in main.commands[command].params for o in p.opts}
            assert set(re.findall(r"--[a-z-]+", words)) <= known | {"--help"}, (page, command)


@pytest.mark.parametrize("name", sorted(main.commands))
def test_every_command_shows_an_example_of_itself(name: str) -> None:
    command = main.commands[name]
    text = command.get_help(click.Context(command, info_name=f"minutes {name}"))
    assert re.search(rf"^ +minutes {name} ", text.partition("Example:\n")[2])


def test_the_environment_variables_are_documented(setup: str) -> None:
    assert "MINUTES_NOTES" in setup
    assert "MINUTES_REGISTRY" in setup
