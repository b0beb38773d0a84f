"""What `minutes check --explain` shows of a note."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from mkdocs_minutes.cli import main
from tests.unit.review.archives import MARCH


@pytest.fixture
def notes(tmp_path: Path) -> Path:
    folder = tmp_path / "notes"
    (folder / "2020").mkdir(parents=True)
    (folder / "2020" / "03-03.md").write_text(MARCH + "- [ ] call the \x1b[31msupplier\n")
    return folder


def explained(notes: Path, path: str) -> str:
    said = CliRunner().invoke(main, ["check", "--notes", str(notes), "--explain", path])
    assert said.exit_code == 0, said.output
    return said.output


def test_each_line_is_shown_with_what_was_read_the_rule_and_the_link(notes: Path) -> None:
    said = explained(notes, "2020/03-03.md")
    blocks = dict(block.split("\n", 1) for block in said.split("\n\n") if "\n" in block)
    present = blocks["    3  Present: Ada Lovelace, Bo Diddley"]
    assert "- attendee: Ada Lovelace (present)  [attendance-label]" in present
    assert "- person: Ada Lovelace = ada-lovelace  [linked]" in present
    assert "- action: Ada: write up the Basket tests" in said
    assert "[attendance-label]" in said.split("\n\n")[-1]
    assert "owner-missing" in said


def test_a_rule_that_nearly_read_a_line_is_told(notes: Path) -> None:
    (notes / "2021-03-04.md").write_text("# Guild 2021-03-04\n\n- Decision: which boat to buy\n")
    said = explained(notes, "2021-03-04.md")
    assert "- not read: in form, but not as the rule wants it  [outcome-marker]" in said


def test_the_series_of_a_note_is_told_with_why(notes: Path) -> None:
    for day in ("03-04", "04-04"):
        (notes / f"2021-{day}.md").write_text(f"# Guild meeting 2021-{day}\n\nPresent: Ann\n")
    (notes / "ideas.md").write_text("# Ideas\n\n- a new boat\n")
    said = explained(notes, "ideas.md")
    assert "- series: Guild meeting  [series-main]" in said
    assert "the folder's main meeting, since this note names none" in said


def test_so_is_what_stands_in_an_owners_place_and_is_nobody(notes: Path) -> None:
    tasks = "- AI: bake bread (rye)\n- AI: Renew it\n- AI: mend the roof (Ann)\n"
    (notes / "2021-03-04.md").write_text(f"# Guild 2021-03-04\n\nPresent: Ann\n\n{tasks}")
    said = explained(notes, "2021-03-04.md")
    near = "- not read: in form, but not as the rule wants it"
    bread, renew, roof = said.partition("    5  ")[2].partition("\n\n[")[0].split("\n\n")
    assert f"{near}  [owner-behind]" in bread
    assert near not in renew + roof


def test_a_note_may_be_named_by_where_it_lies_and_cannot_steer_the_terminal(notes: Path) -> None:
    said = explained(notes, str(notes / "2020" / "03-03.md"))
    assert said == explained(notes, "2020/03-03.md")
    assert "\x1b" not in said


def test_a_note_that_is_not_there_is_told(notes: Path) -> None:
    said = CliRunner().invoke(main, ["check", "--notes", str(notes), "--explain", "2021.md"])
    assert said.exit_code == 2
    assert "there is no note '2021.md'" in said.output
    near = CliRunner().invoke(main, ["check", "--notes", str(notes), "--explain", "2020/03-3.md"])
    assert "did you mean 2020/03-03.md?" in near.output


def test_what_another_note_masks_is_not_explained_in_the_clear(notes: Path) -> None:
    (notes / "2021-03-04.md").write_text("# Guild 2021-03-04\n\nCall us: 719-555-0100\n")
    (notes / "2021-03-11.md").write_text("# Guild 2021-03-11\n\n- [ ] Ann: ask LAKE-719-555-0100\n")
    said = explained(notes, "2021-03-11.md")
    assert "719-555-0100" not in said
    assert "ask LAKE-[phone removed]" in said
