"""The index that is kept for the command line is believed only as it was written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from mkdocs_minutes.configuration import Configuration, configure
from mkdocs_minutes.indexing import open_index


@pytest.fixture
def configuration(tmp_path: Path) -> Configuration:
    (tmp_path / "notes").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "notes" / "a.md").write_text("# Weekly 2020-01-01\n\nDecision: buy rope\n")
    return configure({}, base=tmp_path, docs_dir=tmp_path / "docs")[0]


@pytest.mark.parametrize(
    "change",
    [lambda data: data[:-1], lambda data: b"", lambda data: data.replace(data[20:24], b"rope")],
    ids=["cut off", "empty", "changed"],
)
def test_a_kept_index_that_was_changed_is_made_anew(
    configuration: Configuration, change: Callable[[bytes], bytes]
) -> None:
    built = open_index(configuration).build
    kept = list(configuration.cache.rglob("*.js"))  # type: ignore[union-attr]
    assert kept
    for path in kept:
        path.write_bytes(change(path.read_bytes()))
    assert open_index(configuration).build == built
    assert not any(path.exists() for path in kept)
    assert open_index(configuration).build == built
    assert all(path.exists() for path in kept)
