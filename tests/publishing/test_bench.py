"""The bench builds what it says, and a site keeps to its bounds; no clock is looked at."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.bench.comparing import Row, compare, page, ratio, table
from tests.bench.measuring import Measured, Size
from tests.bench.peers import LAYOUTS, PEERS
from tests.bench.synthetic import notes

NOTES = 60


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return compare(NOTES, ())


def test_each_state_of_a_site_is_measured(rows: list[Row]) -> None:
    names = [row.name.removeprefix("mkdocs-minutes, ") for row in rows]
    edits = ["one note edited", "an action edited"]
    assert names == ["from nothing", "nothing changed", *edits, "one note added"]
    assert all(run.processor > 0 for row in rows for run in row.runs)
    assert rows[0].size == rows[1].size
    assert rows[0].size.pages > 4 * NOTES
    assert ratio(rows[1], rows[0]) < 0.5  # nothing is built where nothing has changed


def test_a_site_is_no_larger_than_its_notes_need(rows: list[Row]) -> None:
    size = rows[0].size
    assert size.largest < 150_000
    assert size.total / NOTES < 140_000  # a third of it is what any site has, however small
    assert 0 < size.chrome < size.total / 2


def test_the_page_of_measurements_has_ratios_first(rows: list[Row]) -> None:
    hugo = Row("Hugo", (Measured(0.5, 0.4, 70.0),), Size(400, 2_000_000, 9_000, 0))
    made = table(NOTES, [*rows, hugo])
    assert made.startswith(f"## {NOTES} notes\n\n| program | of Hugo | seconds of processors |")
    (line,) = (line for line in made.splitlines() if line.startswith("| Hugo |"))
    each = f"{2_000 / NOTES:.1f}"
    assert line.startswith(f"| Hugo | 1.00 | 0.5 | 0.4 | 70 | 400 | 2.0 | {each} | 9 |")
    assert "mkdocs-minutes " in page([made], (), 1)


def test_every_peer_has_all_notes(tmp_path: Path) -> None:
    for number, peer in enumerate(PEERS):
        peer.lay_out(tmp_path / str(number), notes(3))
        found = [p for p in (tmp_path / str(number)).rglob("20*.md") if p.is_file()]
        assert len(found) == 3, peer.name
        assert peer.commands
    assert (tmp_path / "0" / "layouts" / "_default" / "single.html").read_text() in LAYOUTS.values()
