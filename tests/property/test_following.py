"""An index that follows from an edit is the index that is made of all documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

import pytest
from hypothesis import event, example, given, settings
from hypothesis import strategies as st

from mkdocs_minutes.search import following, index, packing, work
from mkdocs_minutes.search.counts import count
from mkdocs_minutes.search.documents import SearchDocument
from mkdocs_minutes.search.following import Edit, Placed, follow
from mkdocs_minutes.search.index import Built, Layout, build_index, oldest_first
from mkdocs_minutes.search.packing import ORIGIN
from mkdocs_minutes.search.shards import read_script, read_shard
from mkdocs_minutes.search.store import STRIDE

from ..unit.search.archive import PAGES, invented, traps

Groups = tuple[tuple[SearchDocument, ...], ...]

NOTES: Groups = tuple(map(tuple, sorted([*traps(), *invented(4)], key=oldest_first)))
NAMED = tuple(
    replace(page, ref=f"{page.ref}-{n}") for n in range(40 // len(PAGES) + 1) for page in PAGES
)

WORDS = st.lists(
    st.sampled_from("token tokens release released zebra zebras Anvil 3.5.1 会議 a".split()),
    max_size=6,
).map(" ".join)
EDITS = st.tuples(
    st.sampled_from(
        "body heading title people names holding passages cut note unwritten pages unnamed".split()
    ),
    st.integers(0, 60),
    st.integers(0, 40),
    WORDS,
)


@dataclass(frozen=True)
class State:
    """What an index is made of."""

    notes: Groups
    pages: tuple[SearchDocument, ...]

    @property
    def groups(self) -> Groups:
        return (*self.notes, *index.page_groups(self.pages))

    @property
    def layout(self) -> Layout:
        notes = [(group[0].date, size(group)) for group in self.notes]
        return Layout(notes, [size(group) for group in index.page_groups(self.pages)])

    def numbered(self) -> list[tuple[int, tuple[SearchDocument, ...]]]:
        below = accumulate(map(size, self.notes))
        above = accumulate(map(size, index.page_groups(self.pages)), initial=0)
        firsts = (*(-slots for slots in below), *above)
        return [(ORIGIN + STRIDE * at, one) for at, one in zip(firsts, self.groups, strict=False)]


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


def size(group: Sequence[SearchDocument]) -> int:
    return -(-len(group) // STRIDE)


def edited(state: State, edit: tuple[str, int, int, str]) -> State:
    """The state after a document was changed, came or went, or a whole note."""
    kind, place, within, words = edit
    if kind in ("pages", "unnamed"):
        more = tuple(replace(one, ref=f"{one.ref}+{n}") for n, one in enumerate(NAMED[:within]))
        pages = (*state.pages, *more) if kind == "pages" else state.pages[: -within or None]
        return State(state.notes, pages)
    notes = list(state.notes)
    at = -1 - place % min(8, len(notes)) if place > 20 else place % len(notes)
    if kind == "note":
        made = [replace(one, ref=f"new{within}#{n}", body=words) for n, one in enumerate(notes[at])]
        notes.append(tuple(made))
    elif kind == "unwritten":
        del notes[at]
    else:
        notes[at] = changed(notes[at], kind, within, words)
    return State(tuple(sorted(notes, key=oldest_first)), state.pages)


def changed(
    note: tuple[SearchDocument, ...], kind: str, within: int, words: str
) -> tuple[SearchDocument, ...]:
    group = list(note)
    at = within % len(group)
    match kind:
        case "passages":
            more = (
                replace(group[at], ref=f"{group[at].ref}-{n}", body=words) for n in range(within)
            )
            group[at + 1 : at + 1] = more
        case "cut":
            del group[at + 1 :]
        case "people" | "names":
            group[at] = replace(group[at], **{kind: (words, "Ada")})  # type: ignore[arg-type]
        case "holding":
            group[at] = replace(group[at], holding={"action": (0,)})
        case "body" | "heading" | "title":
            group[at] = replace(group[at], **{kind: words})  # type: ignore[arg-type]
    return tuple(group)


def whole(state: State) -> tuple[dict[str, bytes], Built]:
    built = Built()
    made = build_index(state.notes, state.pages, built=built)
    return {file.path: file.data for file in made}, built


@settings(max_examples=settings().max_examples // 2, deadline=None)
@example(  # the first entry of a shard becomes so short that it goes into the one before
    first=[("body", 43, 18, "release released zebras zebra"), ("cut", 31, 16, "")],
    second=[("unnamed", 6, 38, ""), ("unnamed", 18, 2, "")],
)
@given(st.lists(EDITS, min_size=1, max_size=3), st.lists(EDITS, max_size=2))
def test_a_followed_index_is_the_whole_one(
    first: list[tuple[str, int, int, str]], second: list[tuple[str, int, int, str]]
) -> None:
    state = State(NOTES, NAMED)
    files, built = whole(state)
    for edits in filter(None, (first, second)):
        now = state
        for one in edits:
            now = edited(now, one)
        before, after = state.numbered(), now.numbered()
        gone = [Placed(at, count(group)) for at, group in before if (at, group) not in after]
        come = [Placed(at, count(group), group) for at, group in after if (at, group) not in before]
        if not (gone or come) or not now.notes:
            return
        edit = Edit(state.layout, now.layout, gone, come)
        made = follow(built, edit, files.__getitem__)
        if made is None:
            event("read whole")
            return
        files = {path: files[path] for path in built.files if path in files}
        files |= {file.path: file.data for file in made}
        expected, _ = whole(now)
        assert files.keys() == expected.keys()
        assert files == expected
        event("followed")
        state = now


def test_a_new_note_and_what_it_names_first_leave_all_else_where_it_is() -> None:
    newest = replace(NOTES[-1][0], ref="new#0", body="A quokka walks in", date="2031-01-01")
    animal = replace(PAGES[0], ref="person/quokka", title="Quokka", names=("Quokka",))
    before = whole(State(NOTES, NAMED))[0]
    after = whole(State((*NOTES, (newest,)), (*NAMED, animal)))[0]
    texts = [path for path in before if path.startswith(("d/", "p/"))]
    assert len(texts) > 6
    assert sum(before[path] != after.get(path) for path in texts) <= 2
    told = {term for field in count([newest, animal]).frequencies for one in field for term in one}
    postings = [
        {
            key: text
            for path, data in files.items()
            if path.startswith("t/")
            for key, text in read_shard(str(read_script(data))).items()
            if key not in told and " " not in key
        }
        for files in (before, after)
    ]
    assert postings[0] == postings[1]
