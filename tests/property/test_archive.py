"""Rules that hold for any archive."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise
from random import Random
from typing import Any, get_args

from hypothesis import given, settings
from hypothesis import strategies as st

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import Archive, RawNote, ThreadStatus
from mkdocs_minutes.core.registry import Registry, read_registry
from mkdocs_minutes.core.settings import Settings
from tests.assembling import assemble, build

PEOPLE = ["Ann Bell", "Ann", "AnnB", "Ann Berg", "Bo Dane", "@annb", "Ó. Dane", "Will", "May Day"]
PROJECTS = ["Loom", "LoomWMS", "loom-tools", "Loom CE", "OSG", "x.loom.org", "`Loom`", "Let's Spin"]
NUMBERS = ["3.5", "3.5.1", "v3.6.0rc1", "10.1.2.3", "4.8-2.1", "3.7/3.8", "LOOM-7", "#12", "1.5 GB"]
WORDS = ["released", "will be released", "in testing", "and", "to", "from", "(", ")", "/", ".", ","]
LINES = ["Present: {}", "- AI ({}): {}", "- {} {}", "## {}", "| {} | Status |", "{}: {}", "  - {}"]

words = st.sampled_from(PEOPLE + PROJECTS + NUMBERS + WORDS)
phrases = st.lists(words, min_size=1, max_size=6).map(" ".join)
lines = st.builds(
    lambda line, first, rest: line.format(first, rest), st.sampled_from(LINES), words, phrases
)
bodies = st.lists(lines, max_size=12).map("\n".join)
folders = st.sampled_from(["", "loom/", "meetings/"])
titles = st.sampled_from(["Loom Call", "OSG Weekly", "Loom Working Group", "Loom WG", ""])
days = st.integers(1, 9)

few = settings(max_examples=settings().max_examples // 2)


@st.composite
def raw_notes(draw: st.DrawFn) -> list[RawNote]:
    made = draw(st.lists(st.tuples(folders, titles, days, bodies), max_size=5))
    return [
        RawNote(f"{folder}note-{number}.md", f"# {title}, {day} March 2021\n\n{body}\n".encode())
        for number, (folder, title, day, body) in enumerate(made)
    ]


def built(notes: list[RawNote], registry: Registry | None = None) -> Archive:
    return build(notes, registry or Registry(), Settings())


@few
@given(raw_notes(), st.randoms(use_true_random=False))
def test_the_order_of_the_notes_changes_nothing(notes: list[RawNote], random: Random) -> None:
    shuffled = list(notes)
    random.shuffle(shuffled)
    first, second = built(notes), built(shuffled)
    assert first == second
    for one, other in ((first.notes, second.notes), (first.people, second.people)):
        assert list(one) == list(other)
    assert list(first.projects) == list(second.projects)
    assert list(first.versions) == list(second.versions)
    assert list(first.threads) == list(second.threads)


@few
@given(raw_notes())
def test_mentions_slice_to_what_is_written_and_do_not_overlap(notes: list[RawNote]) -> None:
    for note in built(notes).notes.values():
        for mention in note.mentions:
            assert note.note.text[mention.span.slice] == mention.written
            assert note.note.line_of(mention.span.start) == mention.line
        taken = sorted([m.span for m in note.mentions] + [d.span for d in note.doubts])
        assert all(first.end <= second.start for first, second in pairwise(taken))


@few
@given(raw_notes())
def test_every_identifier_leads_to_its_entity(notes: list[RawNote]) -> None:
    archive = built(notes)
    kinds: dict[str, Mapping[Any, object]] = {
        "person": archive.people,
        "project": archive.projects,
        "version": archive.versions,
        "ticket": archive.tickets,
    }
    for note in archive.notes.values():
        assert set(note.threads) == set(note.facts.actions)
        assert {one.attendee for one in note.attendance} <= set(note.facts.attendees)
        assert all(mention.target in kinds[mention.kind] for mention in note.mentions)
        assert all(a.person is None or a.person in archive.people for a in note.attendance)
        assert all(claim.version in archive.versions for claim in note.claims)
        assert all(key in archive.threads for key in note.threads.values())
        assert all(related.note in archive.notes for related in note.related)
        assert note.series in archive.series
        assert set(note.persons.values()) <= set(archive.people)
    for version in archive.versions.values():
        assert version.project in archive.projects
        assert version.id in archive.projects[version.project].versions
    for thread in archive.threads.values():
        for note_id, index in thread.actions:
            note = archive.notes[note_id]
            assert note.threads[note.facts.actions[index]] == thread.id


@few
@given(raw_notes())
def test_every_action_is_in_one_thread_and_every_join_has_evidence(notes: list[RawNote]) -> None:
    archive = built(notes)
    sights = [sight for thread in archive.threads.values() for sight in thread.actions]
    listed = [(n.id, at) for n in archive.notes.values() for at in range(len(n.facts.actions))]
    assert sorted(sights) == sorted(listed)
    for thread in archive.threads.values():
        assert thread.status in get_args(ThreadStatus)
        assert thread.since in archive.notes
        assert len({note for note, _ in thread.actions}) == len(thread.actions)
        assert {archive.notes[note].series for note, _ in thread.actions} == {thread.series}
        actions = [archive.notes[note].facts.actions[at] for note, at in thread.actions]
        for earlier, later in pairwise(actions):
            assert set(_words(earlier.text)) & set(_words(later.text))
        assert thread.told is None or thread.status == "done"


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.casefold()) or [text]


@few
@given(raw_notes())
def test_no_note_is_lost_and_no_address_is_twice(notes: list[RawNote]) -> None:
    archive = built(notes)
    assert sorted(note.note.path for note in archive.notes.values()) == sorted(
        n.path for n in notes
    )
    listed = [note for series in archive.series.values() for note in series.notes]
    assert sorted(listed) == sorted(archive.notes)


@few
@given(raw_notes())
def test_an_unrelated_note_changes_no_link_of_others(notes: list[RawNote]) -> None:
    other = RawNote(
        "elsewhere/other.md",
        b"# Zeppelin Board, 1 May 2022\n\nPresent: Quentin Quast\n\n- Zeppelin 9.9.9 flies\n",
    )
    before, after = built(notes), built([*notes, other])
    for note_id, note in before.notes.items():
        now = after.notes[note_id]
        assert replace(now, related=note.related) == note


@few
@given(raw_notes())
def test_every_name_in_the_registry_keeps_the_archive_whole(notes: list[RawNote]) -> None:
    text = b"- name: Ann Bell\n  handles: [annb]\n- name: Bo Dane\n  hidden: true\n"
    registry, problems = read_registry([RawNote("people.yml", text)])
    assert not problems
    archive = built(notes, registry)
    assert "bo-dane" not in archive.people
    for note in archive.notes.values():
        assert set(note.threads) == set(note.facts.actions)
        assert {one.attendee for one in note.attendance} <= set(note.facts.attendees)
        assert all(mention.target != "bo-dane" for mention in note.mentions)


@given(st.lists(st.binary(max_size=300), max_size=3))
def test_any_bytes_make_an_archive(contents: list[bytes]) -> None:
    raw = [RawNote(f"{number}.txt", data) for number, data in enumerate(contents)]
    parsed = [parse(note, Settings()) for note in raw]
    assert len(assemble(parsed, Registry(), Settings()).notes) == len(raw)


@given(st.dictionaries(st.sampled_from(["people.yml", "projects.yml", "series.yml"]), st.binary()))
def test_any_bytes_make_a_registry(files: dict[str, bytes]) -> None:
    registry, _ = read_registry(RawNote(name, data) for name, data in files.items())
    assert isinstance(registry, Registry)
