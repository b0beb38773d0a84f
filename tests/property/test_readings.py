"""An archive that follows from how its notes were read before an edit is the one read whole."""

from __future__ import annotations

from hypothesis import event, given, settings
from hypothesis import strategies as st

from mkdocs_minutes.core.archive import Assembled, assemble_following
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import Registry, read_registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.store.cache import Cache
from mkdocs_minutes.store.readings import find_readings, keep_readings
from tests.assembling import assemble

from .test_patch import edits, parsed_alone, weekly


def read(notes: list[RawNote], registry: Registry, cache: Cache) -> Assembled:
    former = find_readings(cache, Settings())
    parsed = [parsed_alone(note) for note in notes]
    made = assemble_following(parsed, registry, Settings(), former=former)
    keep_readings(cache, made, former, registry, Settings())
    return made


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
    with Cache(None) as cache:
        for state, registry in states:
            made = read(state, registry, cache)
            whole = assemble([parsed_alone(note) for note in state], registry, Settings())
            event("followed" if len(made.reading.again) < len(state) else "read whole")
            assert made.archive == whole


def test_an_edit_of_a_line_is_read_with_no_other_note() -> None:
    before = weekly({})
    after = weekly({4: "No table this week."})
    with Cache(None) as cache:
        assert len(read(before, Registry(), cache).reading.again) == len(before)
        assert not read(before, Registry(), cache).reading.again
        made = read(after, Registry(), cache)
    assert [made.archive.notes[note].note.path for note in made.reading.again] == ["2021-03-29.md"]


def test_rows_that_are_lost_are_made_anew() -> None:
    notes = weekly({})
    with Cache(None) as cache:
        was = read(notes, Registry(), cache)
        cache._database.execute("DELETE FROM kept WHERE length(value) < 700")
        made = read(notes, Registry(), cache)
    assert made.archive == was.archive
