"""Look-ups that are kept are those that would be made."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import get_type_hints

import pytest

from mkdocs_minutes.core.records import Archive
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.incremental import known_lookups
from mkdocs_minutes.incremental.known_lookups import KnownLookups, find_lookups
from mkdocs_minutes.pages.dependencies import Answers
from mkdocs_minutes.pages.lookups import MADE, Lookups, look_up
from mkdocs_minutes.pages.model import Options
from mkdocs_minutes.store import cache
from tests.assembling import build

from .test_patch import weekly

OUTLINES = {field.name: b"a" for field in fields(Archive)}


def test_kept_lookups_are_those_that_are_made(tmp_path: Path) -> None:
    archive, options = build(weekly({}), Registry(), Settings()), Options(page_size=3)
    made = look_up(archive, options)
    find_lookups(archive, options, OUTLINES, tmp_path)
    kept = find_lookups(archive, options, OUTLINES, tmp_path)
    assert isinstance(kept, KnownLookups)
    assert {*get_type_hints(Lookups)} == {*MADE, "archive", "options"}
    for name in MADE:
        assert getattr(kept, name) == getattr(made, name), name
        assert Answers(kept).table(name) == Answers(made).table(name), name


def test_lookups_are_made_of_tables_with_other_outlines(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, options = build(weekly({}), Registry(), Settings()), Options()
    made: list[str] = []

    def made_of(outlines: dict[str, bytes], options: Options = options) -> set[str]:
        made.clear()
        find_lookups(archive, options, outlines, tmp_path)
        return {*made}

    def noting(name: str) -> Callable[[Lookups], object]:
        def make(lookups: Lookups) -> object:
            made.append(name)
            return MADE[name](lookups)

        return make

    monkeypatch.setattr(known_lookups, "MADE", {name: noting(name) for name in MADE})
    assert made_of(OUTLINES) == {*MADE}
    assert not made_of(OUTLINES)
    assert made_of(OUTLINES | {"versions": b"b"}) == {"names", "versions", "version_groups"}
    assert made_of(OUTLINES | {"each of versions": b"b"}) == {
        *("version_told", "version_pages", "moved", "overtaken", "releases", "disputed"),
        *("names", "versions", "version_groups"),  # which stand no longer as they were
    }
    assert made_of(OUTLINES, Options(page_size=3)) == {*MADE}
    assert not isinstance(find_lookups(archive, options, {}, tmp_path), KnownLookups)


def test_lookups_stay_as_long_as_builds_have_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    archive, options = build(weekly({}), Registry(), Settings()), Options()
    monkeypatch.setattr(cache, "FORGOTTEN_AFTER", 20)
    for _ in range(20 + 2 * cache.MARKED_EVERY):
        kept = find_lookups(archive, options, OUTLINES, tmp_path)
    monkeypatch.setattr(known_lookups, "MADE", dict.fromkeys(MADE))
    for name in MADE:
        assert getattr(kept, name) is not None
