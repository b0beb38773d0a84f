"""An archive that follows from how its notes were read before an edit is the one read whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from operator import attrgetter
from pathlib import Path
from random import Random
from typing import Any

import msgspec
import pytest
from hypothesis import event, given, settings
from hypothesis import strategies as st

from mkdocs_minutes.core.archive import Assembled, assemble_following
from mkdocs_minutes.core.records import ParsedNote, RawNote
from mkdocs_minutes.core.registry import Registry, read_registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.incremental.known_lookups import KnownLookups
from mkdocs_minutes.pages.lookups import MADE, Lookups, look_up
from mkdocs_minutes.pages.model import Options
from mkdocs_minutes.search.passages import NAMED, came_with
from mkdocs_minutes.store import cache as cache_module
from mkdocs_minutes.store import readings as readings_module
from mkdocs_minutes.store.cache import Cache, key_of
from mkdocs_minutes.store.readings import KeptReadings, find_readings, keep_readings
from mkdocs_minutes.store.standing import KeptNote
from tests.assembling import assemble

from .test_patch import edits, parsed_alone, weekly


@cache
def alone(note: RawNote) -> ParsedNote:
    return parsed_alone(note).packed()


def read(notes: list[RawNote], registry: Registry, store: Cache) -> Assembled:
    """The notes as a build reads them: those that stand are not, and are not even parsed."""
    entries = repr(registry).encode()

    def recover() -> Assembled:
        return assemble_following(map(alone, notes), registry, Settings())

    former = find_readings(store, Settings(), entries, recover)
    known = former.by_row if former else {}
    keys = {note: key_of("parsed", note.path, note.digest) for note in notes}
    fresh = [(alone(note), key) for note, key in keys.items() if key not in known]
    store.put((key, msgspec.msgpack.encode(one)) for one, key in fresh)
    rows = {one.note.path: key for one, key in fresh}
    parsed = [known[key].item.parsed if key in known else alone(note) for note, key in keys.items()]
    made = assemble_following(parsed, registry, Settings(), former=former)
    outlines = keep_readings(store, made, former, registry, Settings(), entries, rows)
    return replace(made, outlines=outlines)


OTHERS: dict[str, Callable[[Lookups], Any]] = {
    **{f"documents of {kind}": make for kind, make in NAMED.items()},
    "came with": came_with,
}
"""What else is made of look-ups, and stands with them."""


def readings(store: Cache) -> KeptReadings:
    found = find_readings(store, Settings())
    assert found is not None
    return found


def looked_up(made: Assembled) -> dict[tuple[str, bytes], object]:
    """What the pages of an archive need, each with the outlines of the tables it is made of."""
    found = KnownLookups(made.archive, Options(), made.outlines)
    values = {name: getattr(found, name) for name in MADE}
    values |= {name: found.kept(name, make, tuple) for name, make in OTHERS.items()}
    return {(name, found.fields[name].outlines): value for name, value in values.items()}


def registered(people: str = "", projects: str = "", series: str = "") -> Registry:
    files = {"people.yml": people, "projects.yml": projects, "series.yml": series}
    return read_registry(RawNote(path, text.encode()) for path, text in files.items() if text)[0]


ANN = "- name: Ann Bell\n  aliases: [AB]\n- name: Bea Dane\n  hidden: true\n"
LOOM = "- name: Loom\n  aliases: [The Loom]\n  tickets: [LOOM]\n- name: Shed\n  tickets: [SHED]\n"
REGISTRIES = (
    registered(),
    registered(ANN),
    registered(ANN, LOOM),
    registered(f"{ANN}- name: Zoe Zander\n  handles: [zz]\n", LOOM),
    registered(ANN.replace("Bea", "Bo"), f"{LOOM}- name: Spindle\n  aliases: [Heddle]\n"),
    registered(ANN.replace("AB", "Tim, Daniel Oak"), series="- name: Loom Call\n  project: Loom\n"),
    registered("", LOOM, "- name: Board\n  slug: b\n  match: [loom/*]\n  project: Loom\n"),
)


@settings(max_examples=settings().max_examples // 2)
@given(edits(), st.permutations(REGISTRIES))
def test_what_follows_from_an_edit_is_what_is_read_whole(
    notes: tuple[list[RawNote], list[RawNote]], registries: list[Registry]
) -> None:
    before, after = notes
    one, other, *_ = registries
    states = (before, one), (after, one), (after, other), (before, other), (after, one)
    lists: dict[tuple[str, bytes], object] = {}
    with Cache(None) as kept:
        for state, registry in states:
            made = read(state, registry, kept)
            whole = assemble(map(alone, state), registry, Settings())
            by_entry = made.touched is not None
            followed = len(made.reading.again) < len(state)
            event("by entry" if by_entry else "followed" if followed else "read whole")
            assert made.archive == whole
            of_whole = look_up(whole, Options())
            for (name, outlines), found in looked_up(made).items():
                make = OTHERS.get(name, attrgetter(name))
                assert found == make(of_whole), name
                assert lists.setdefault((name, outlines), found) == found, name


def test_an_edit_of_a_line_is_read_with_no_other_note() -> None:
    before = weekly({})
    after = weekly({4: "No table this week."})
    with Cache(None) as kept:
        assert len(read(before, Registry(), kept).reading.again) == len(before)
        assert not read(before, Registry(), kept).reading.again
        made = read(after, Registry(), kept)
    assert [made.archive.notes[note].note.path for note in made.reading.again] == ["2021-03-29.md"]


def test_rows_that_are_lost_are_made_anew() -> None:
    notes = weekly({})
    with Cache(None) as kept:
        was = read(notes, Registry(), kept)
        kept._database.execute("DELETE FROM kept WHERE length(value) < 700")
        made = read(notes, Registry(), kept)
    assert made.archive == was.archive


@settings(max_examples=settings().max_examples // 5)
@given(st.randoms(use_true_random=False), st.sampled_from([{}, {4: "No table this week."}]))
def test_what_turns_out_to_be_lost_is_read_anew(rnd: Random, edit: dict[int, str]) -> None:
    with Cache(None) as kept:
        read(weekly({}), Registry(), kept)
        rows = kept._database.execute("SELECT key FROM kept").fetchall()
        for row in rnd.sample(rows, rnd.randint(1, len(rows))):
            kept._database.execute("UPDATE kept SET value = x'00' WHERE key = ?", row)
        made = read(weekly(edit), Registry(), kept)
        assert made.archive == assemble(map(alone, weekly(edit)), Registry(), Settings())


def test_no_note_that_stands_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    with Cache(None) as kept:
        read(weekly({}), Registry(), kept)
        monkeypatch.setattr(KeptNote, "parsed", lambda note: asked.append(note.row.id))
        made = read(weekly({4: "No table this week."}), Registry(), kept)
        assert made.touched is not None
        assert [note.note.title for note in made.archive.notes.values()]
    assert not asked


COME = RawNote("new.md", b"# Mill Call, 2021-05-17\n\nPresent: Ann Bell, Zoe Zander\n\nWe met.\n")
BESIDE = RawNote("2021-03-29-deck.md", b"---\nkind: slides\n---\n# Mill Call, 2021-03-29\n")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (weekly({}), weekly({}, without=5)),
        (weekly({}), [*weekly({}), COME]),
        (weekly({}), [*weekly({}), BESIDE]),
        (weekly({}), [RawNote("a.md", weekly({})[0].data), *weekly({})[1:]]),
        ([*weekly({}), COME], [*weekly({}), RawNote("new.md", COME.data.replace(b"17", b"18"))]),
        ([*weekly({}), COME], [*weekly({}), RawNote("new.md", COME.data.replace(b"Mill", b"Sea"))]),
    ],
)
def test_a_note_that_comes_goes_or_moves_is_read_with_few_others(
    one: list[RawNote], other: list[RawNote]
) -> None:
    for before, after in ((one, other), (other, one)):
        with Cache(None) as kept:
            read(before, Registry(), kept)
            for state in (after, before):
                made = read(state, Registry(), kept)
                assert made.touched is not None
                assert len(made.reading.again) <= 2
                assert made.archive == assemble(map(alone, state), Registry(), Settings())


TIMS = {
    "a.md": "# Loom Call, 1 March 2021\n\nPresent: Tim Carter",
    "b.md": "# Loom Call, 8 March 2021\n\nPresent: Ann Bell\n\nThen Tim left.",
    "c.md": "# Loom Call, 15 March 2021\n\nPresent: Ann Bell",
    "d.md": "# Board, 2 March 2021\n\nPresent: Tim Theis",
    "e.md": "# Board, 9 March 2021\n\nPresent: Tim Theis, Ann Bell",
}
"""Notes whose `Tim` is the one whom a series knows."""

SLIP = {
    f"{day}.md": f"# Spindletop Project, {day} March 2021\n\n- Spindletop 3.{day}.1 released"
    for day in range(1, 7)
} | {
    "7.md": "# Spindletop Project, 7 March 2021\n\n- We moved to spindltop 3.5 then",
    "8.md": "# Spindletop Project, 8 March 2021\n\n- We talked",
}
"""Notes one of which has a slip of the pen, that another one makes certain."""


@pytest.mark.parametrize(
    ("notes", "edited", "words", "concerned"),
    [
        (TIMS, "c.md", ", Tim Theis", "b.md"),
        (SLIP, "8.md", " of Spindltop 3.6.1", "7.md"),
    ],
)
def test_a_note_that_an_edit_of_another_one_concerns_is_read_again(
    notes: dict[str, str], edited: str, words: str, concerned: str
) -> None:
    one, other = (
        [RawNote(path, text.encode()) for path, text in state.items()]
        for state in (notes, notes | {edited: notes[edited] + words})
    )
    for before, after in ((one, other), (other, one)):
        with Cache(None) as kept:
            was = read(before, Registry(), kept).archive
            made = read(after, Registry(), kept)
        assert made.touched is not None
        assert made.archive == assemble(map(alone, after), Registry(), Settings())
        again = {made.archive.notes[note].note.path for note in made.reading.again}
        assert concerned in again
        assert len(again) < len(notes)
        differs = [note for note in was.notes if was.notes[note] != made.archive.notes[note]]
        assert concerned in {was.notes[note].note.path for note in differs}


def test_what_a_series_came_to_is_kept_again_after_it_was_lost() -> None:
    one, other = (
        [RawNote(path, text.encode()) for path, text in state.items()]
        for state in (TIMS, TIMS | {"c.md": TIMS["c.md"] + "\n\n- TODO Ann: wind the warp"})
    )
    with Cache(None) as kept:
        read(one, Registry(), kept)
        for _, row, _ in readings(kept).state.lists.values():
            kept.drop([row])
        made = read(other, Registry(), kept)
        assert [*made.reading.standing] == ["board"]
        for series, found in made.of_series.items():
            assert readings(kept).followed(series) == found


@pytest.mark.parametrize(
    ("words", "followed"),
    [
        ("\n\nWe wove, and Tim left.", set()),
        ("\n\n- TODO Ann: wind the warp", {"loom-call"}),
        ("\n\n## Shuttles\n\nNone.", {"loom-call"}),
        ("\n\nDecision: we buy a shuttle.", {"loom-call"}),
    ],
)
def test_a_series_is_followed_again_where_a_note_gives_it_something_else(
    words: str, followed: set[str]
) -> None:
    one, other = (
        [RawNote(path, text.encode()) for path, text in state.items()]
        for state in (TIMS, TIMS | {"b.md": TIMS["b.md"] + words})
    )
    for before, after in ((one, other), (other, one)):
        with Cache(None) as kept:
            read(before, Registry(), kept)
            made = read(after, Registry(), kept)
            assert made.reading.lists.keys() - made.reading.standing == followed
            assert made.archive == assemble(map(alone, after), Registry(), Settings())
            for series, found in made.of_series.items():
                assert readings(kept).followed(series) == found


SHUTTLES = {
    f"{day}.md": f"# Loom Call, {day} March 2021\n\n## Shuttles\n\n{said}\n\n## Reeds\n\n{reeds}"
    for day, said, reeds in (
        (1, "We wove one.", "None."),
        (2, "We wove two.", "None."),
        (3, "We wove three.", "Broken."),
        (4, "We wove four.", "None."),
    )
}
"""Notes of a series that tell something else of one topic, and most often the same of another."""


@pytest.mark.parametrize(
    ("said", "now", "followed"),
    [
        ("We wove two.", "We wove none.", False),
        ("We wove two.", "We wove three.", True),
        ("We wove two.", "None.", True),
        ("We wove two.", "", True),
        ("None.", "Mended.", True),
    ],
)
def test_a_series_is_followed_again_where_a_note_says_what_others_do(
    said: str, now: str, *, followed: bool
) -> None:
    one, other = (
        [RawNote(path, text.encode()) for path, text in state.items()]
        for state in (SHUTTLES, SHUTTLES | {"2.md": SHUTTLES["2.md"].replace(said, now, 1)})
    )
    with Cache(None) as kept:
        for state in (one, other, one, other):
            made = read(state, Registry(), kept)
            assert made.archive == assemble(map(alone, state), Registry(), Settings())
            assert readings(kept).texts == made.texts
            whole = assemble_following(map(alone, state), Registry(), Settings())
            assert made.texts == whole.texts
        assert ("loom-call" in made.reading.standing) is not followed


def test_what_the_archive_came_to_stays_as_long_as_it_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(readings_module, "HELD_EVERY", 10)
    monkeypatch.setattr(cache_module, "FORGOTTEN_AFTER", 30)
    notes = [RawNote(path, text.encode()) for path, text in TIMS.items()]
    with Cache(tmp_path) as kept:
        made = read(notes, Registry(), kept)
    for _ in range(50):
        with Cache(tmp_path) as kept:
            assert read(notes, Registry(), kept).touched is not None
    with Cache(tmp_path) as kept:
        for series, found in made.of_series.items():
            assert readings(kept).followed(series) == found


TOLD_BY_OTHERS = {
    "Ann Bell.md": "# Ann Bell\n\nShe weaves.",
    "Bo Dane.md": "# Bo Dane\n\nHe weaves, see [[Ann Bell]].",
    "a.md": "# Call, 3 March 2021\n\nPresent: Bo Dane\n\nSee [[Ann Bell]].",
    "b.md": "# Call, 10 March 2021\n\nPresent: Bo Dane\n\n- See loom/reed#12 and PR #13.",
    "c.md": "# Call\n\nDate: 4/5/2021\n\nPresent: Bo Dane",
    "2021-05-25.md": "# Call\n\nDate: 5/25/2021\n\nPresent: Bo Dane",
    "d.md": "# Call, 17 March 2021\n\nhttps://github.com/Loom/reed/issues/4",
    "e.md": "# Call, 17 March 2021\n\nhttps://github.com/Loom/reed/issues/5",
    "2021-06-01.md": "# Board\n\nDate: 1 June 2021\n\nPresent: Bo Dane",
    "2021-06-08.md": "# Board\n\nDate: 1 June 2021\n\nPresent: Bo Dane",
    "g.md": "# Board\n\nDate: 8 June 2021",
    "f.md": "---\nid: call/f\n---\n# Call, 24 March 2021\n\nPresent: Ann Bell",
}


@settings(max_examples=settings().max_examples // 2)
@given(st.lists(st.sets(st.sampled_from(sorted(TOLD_BY_OTHERS))), min_size=2, max_size=4))
def test_what_notes_tell_of_each_other_follows_when_they_come_and_go(
    states: list[set[str]],
) -> None:
    with Cache(None) as kept:
        for state in states:
            notes = [RawNote(path, TOLD_BY_OTHERS[path].encode()) for path in sorted(state)]
            made = read(notes, Registry(), kept)
            event("by entry" if made.touched is not None else "read whole")
            assert made.archive == assemble(map(alone, notes), Registry(), Settings())
