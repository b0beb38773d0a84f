"""An index that follows from an edit is the index that is made of all documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import chain

import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from mkdocs_minutes.search import following, index, packing, work
from mkdocs_minutes.search.counts import count
from mkdocs_minutes.search.documents import SearchDocument
from mkdocs_minutes.search.following import Edit, follow
from mkdocs_minutes.search.index import Built, build_index, newest_first
from mkdocs_minutes.search.store import STRIDE

from ..unit.search.archive import PAGES, invented, traps

Groups = tuple[tuple[SearchDocument, ...], ...]

NOTES: Groups = tuple(map(tuple, sorted([*traps(), *invented(4)], key=newest_first, reverse=True)))
NAMED = tuple(
    replace(page, ref=f"{page.ref}-{n}") for n in range(40 // len(PAGES) + 1) for page in PAGES
)
GROUPS: Groups = (*NOTES, *map(tuple, work.batches(NAMED, STRIDE)))

WORDS = st.lists(
    st.sampled_from("token tokens release released zebra zebras Anvil 3.5.1 会議 a".split()),
    max_size=6,
).map(" ".join)
EDITS = st.tuples(
    st.integers(0, len(GROUPS) - 1),
    st.integers(0, 40),
    st.sampled_from(["body", "heading", "title", "people", "names", "holding", "add", "remove"]),
    WORDS,
)


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Shards, directories, files and lists so small that an edit moves their ends."""
    monkeypatch.setattr(index, "SHARDS", (400, 700, 7_000))
    monkeypatch.setattr(index, "WORD_SHARD", 300)
    monkeypatch.setattr(packing, "TEXT_FILE", 2_000)
    for module in (index, following):
        monkeypatch.setattr(module, "MOST_WORDS", 150)
    monkeypatch.setattr(index, "DIRECTORY", 4)
    monkeypatch.setattr(index, "PAGES_TOGETHER", STRIDE)
    for module in (work, following):
        monkeypatch.setattr(module, "BATCH", 4)


def edited(groups: Groups, edit: tuple[int, int, str, str]) -> Groups:
    """The documents after one of them was changed, came or went."""
    place, within, field, words = edit
    group = list(groups[place])
    at = within % len(group)
    match field:
        case "add":
            one = replace(group[at], ref=f"{group[at].ref}-{words}", body=words)
            group.insert(at + 1, one)
        case "remove" if len(group) > 1:
            del group[at]
        case "people" | "names":
            group[at] = replace(group[at], **{field: (words, "Ada")})  # type: ignore[arg-type]
        case "holding":
            group[at] = replace(group[at], holding={"action": (0,)})
        case "body" | "heading" | "title":
            group[at] = replace(group[at], **{field: words})  # type: ignore[arg-type]
    return (*groups[:place], tuple(group), *groups[place + 1 :])


def pages_of(groups: Groups) -> tuple[SearchDocument, ...]:
    return tuple(chain.from_iterable(groups[len(NOTES) :]))


def whole(groups: Groups) -> tuple[dict[str, bytes], Built]:
    built = Built()
    made = build_index(groups[: len(NOTES)], pages_of(groups), built=built)
    return {file.path: file.data for file in made}, built


def sizes(groups: Sequence[Sequence[SearchDocument]]) -> list[int]:
    return [-(-len(group) // STRIDE) for group in groups]


def edits_of(before: Groups, now: Groups) -> list[Edit]:
    slots = sizes(before)
    return [
        Edit(sum(slots[:place]) * STRIDE, group, count(before[place]), count(group))
        for place, group in enumerate(now)
        if group != before[place]
    ]


@settings(max_examples=settings().max_examples // 2, deadline=None)
@given(st.lists(EDITS, min_size=1, max_size=3), st.lists(EDITS, max_size=2))
def test_a_followed_index_is_the_whole_one(
    first: list[tuple[int, int, str, str]], second: list[tuple[int, int, str, str]]
) -> None:
    groups = GROUPS
    files, built = whole(groups)
    for edits in filter(None, (first, second)):
        now = groups
        for edit in edits:
            now = edited(now, edit)
        now = (*now[: len(NOTES)], *index.page_groups(pages_of(now)))
        if sizes(now) != sizes(groups) or now == groups:
            return
        made = follow(built, sizes(groups), edits_of(groups, now), files.__getitem__)
        if made is None:
            event("read whole")
            return
        files = {path: files[path] for path in built.files if path in files}
        files |= {file.path: file.data for file in made}
        expected, _ = whole(now)
        assert files.keys() == expected.keys()
        assert files == expected
        event("followed")
        groups = now
