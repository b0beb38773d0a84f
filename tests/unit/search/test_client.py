"""The scripts that a site gets for searching."""

from __future__ import annotations

import re

import pytest

from mkdocs_minutes.search.client import WORDS, client_files
from mkdocs_minutes.search.scripts import asset
from mkdocs_minutes.search.tables import tables


@pytest.mark.parametrize("part", ["stemmer", "tokens", "mark"])
def test_a_page_that_a_result_led_to_has_the_tables_that_its_scripts_read(part: str) -> None:
    assert {*re.findall(r"\btables\.(\w+)", asset(f"{part}.js"))} <= {*WORDS}


def test_scripts_hold_the_tables_that_they_need_and_no_others() -> None:
    scripts = {file.path: file.data.decode() for file in client_files()}
    held = {
        name: {table for table in tables() if f'"{table}":' in scripts[f"assets/{name}.js"]}
        for name in ("client", "mark")
    }
    assert held == {"client": {*tables()}, "mark": {*WORDS}}
