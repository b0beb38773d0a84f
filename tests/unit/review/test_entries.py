"""What an edit of the registry changes, whether a note has the name or not."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_minutes.cli import main
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import read_registry
from mkdocs_minutes.review.comment import read_report
from mkdocs_minutes.review.entries import EntryChange, entry_changes
from tests.unit.review.archives import MARCH, PEOPLE
from tests.unit.review.scratch import Repository


def changed(before: str, after: str, name: str = "people.yml") -> tuple[EntryChange, ...]:
    was, now = (read_registry([RawNote(name, side.encode())])[0] for side in (before, after))
    return entry_changes(was, now)


ANN, BO = "- name: Ann Bell\n", "- name: Bo Crane\n"


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (ANN + BO, BO + ANN, []),
        (ANN, f"# People\n\n{ANN}", []),
        (ANN, ANN + BO, [("", "Bo Crane", ())]),
        (ANN + BO, BO, [("Ann Bell", "", ())]),
        (ANN, f"{ANN}  aliases: [AB]\n", [("Ann Bell", "Ann Bell", (("aliases", "", "AB"),))]),
        (f"{ANN}  hidden: true\n", ANN, [("Ann Bell", "Ann Bell", (("hidden", "yes", ""),))]),
        (
            ANN,
            "- name: Ann Crane\n  aliases: [ann bell]\n",
            [("Ann Bell", "Ann Crane", (("aliases", "", "ann bell"),))],
        ),
        (ANN, BO, [("Ann Bell", "", ()), ("", "Bo Crane", ())]),
    ],
)
def test_an_entry_comes_goes_or_says_something_else(
    before: str, after: str, expected: list[tuple[str, str, tuple[tuple[str, str, str], ...]]]
) -> None:
    assert changed(before, after) == tuple(EntryChange("people.yml", *one) for one in expected)


def test_entries_of_all_files_are_compared() -> None:
    for name in ("projects.yml", "series.yml"):
        [one] = changed("- name: Crate\n", "- name: Crate\n  slug: box\n", name)
        assert (one.file, one.keys) == (name, (("slug", "", "box"),))


def test_an_alias_that_no_note_has_is_told(tmp_path: Path) -> None:
    repository = Repository(tmp_path)
    repository.write("notes/2020/03-03.md", MARCH)
    file = repository.write("registry/people.yml", PEOPLE)
    repository.commit()
    file.write_text(PEOPLE.replace("Krista\n", "Krista\n  aliases: [K. <b>]\n"))
    folders = [f"--{name}={tmp_path / name}" for name in ("notes", "registry")]
    said = CliRunner().invoke(main, ["diff", *folders, "HEAD"]).output
    assert said.startswith("No fact changed. 1 entry of the registry changed.")
    assert "~ “people.yml”: “Krista”, aliases none → “K. <b>”" in said
    report = CliRunner().invoke(main, ["diff", *folders, "HEAD", "--format", "json"]).output
    assert read_report(report.encode()).registry
    forged = report.replace('"aliases"', '"<b>"')
    assert '"<b>"' in forged
    (tmp_path / "difference.json").write_text(forged)
    shown = CliRunner().invoke(
        main, ["comment", *folders, "--dry-run", str(tmp_path / "difference.json")]
    )
    assert "`people.yml`: `Krista`\n" in shown.output
