"""Look-ups that are kept are those that would be made."""

from __future__ import annotations

from dataclasses import fields
from pathlib import Path

from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.incremental.known_lookups import KnownLookups, find_lookups
from mkdocs_minutes.pages.dependencies import Answers
from mkdocs_minutes.pages.lookups import Lookups, look_up
from mkdocs_minutes.pages.model import Options
from tests.assembling import build

from .test_patch import weekly


def test_kept_lookups_are_those_that_are_made(tmp_path: Path) -> None:
    archive, options = build(weekly({}), Registry(), Settings()), Options(page_size=3)
    made = look_up(archive, options)
    assert not isinstance(find_lookups(archive, options, b"a", tmp_path), KnownLookups)
    kept = find_lookups(archive, options, b"a", tmp_path)
    assert isinstance(kept, KnownLookups)
    for field in fields(Lookups):
        assert getattr(kept, field.name) == getattr(made, field.name), field.name
        if field.name not in ("archive", "options"):
            assert Answers(kept).table(field.name) == Answers(made).table(field.name), field.name


def test_lookups_of_another_outline_or_page_size_are_made(tmp_path: Path) -> None:
    archive, options = build(weekly({}), Registry(), Settings()), Options()
    find_lookups(archive, options, b"a", tmp_path)
    for other, outline in ((options, b"b"), (Options(page_size=3), b"b"), (options, b"")):
        found = find_lookups(archive, other, outline, tmp_path)
        assert not isinstance(found, KnownLookups)
