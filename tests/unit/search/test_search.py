"""Which sentence of a passage an answer shows."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_minutes.search.documents import SearchDocument
from mkdocs_minutes.search.reader import Index, from_folder
from mkdocs_minutes.search.search import search

from .archive import write

PASSAGE = SearchDocument(
    "weekly.0",
    "notes/weekly/index.html",
    "section",
    "Weekly",
    body="The tokens expired.\nAI (Ada): renew the tokens\nAda explains.\nWe keep the old key.",
    note="weekly.0",
    date="2024-03-06",
    people=("Ada Byron",),
    holding={"action": (1,), "outcome": (3,)},
)


@pytest.mark.parametrize(
    ("query", "sentence"),
    [
        ("tokens expired ", "The tokens expired."),
        ("tokens kind:action ", "AI (Ada): renew the tokens"),
        ("kind:action", "AI (Ada): renew the tokens"),
        ("kind:outcome tokens ", "We keep the old key."),
        ("person:ada", "AI (Ada): renew the tokens"),
        ("-kind:person tokens ", "The tokens expired."),
    ],
)
def test_shows_what_was_asked_for(tmp_path: Path, query: str, sentence: str) -> None:
    write(tmp_path, [[PASSAGE]])
    [[passage]] = search(Index(from_folder(tmp_path)), query).groups
    assert passage.excerpt.text.startswith(sentence)
