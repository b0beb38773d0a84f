"""A titled surname is short for the one bearer within reach, and never joins two people."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from mkdocs_minutes.core.records import Archive, RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.resolve.forms import titled
from mkdocs_minutes.core.settings import Settings
from tests.assembling import build

WHOLE = [
    f"{title}{given} {surname}"
    for given, surname in (("Ann", "Lowe"), ("Bo", "Lowe"), ("Cy", "Marsh"), ("Di", "Van der Laan"))
    for title in ("", "Cllr ", "Mr ", "Mrs ")
]
TITLED = [
    f"{title} {surname}"
    for surname in ("Lowe", "Marsh", "Van der Laan")
    for title in ("Cllr", "Mr", "Mrs.", "Herr", "Mme", "Prof. Dr.")
]
lists = st.lists(st.sampled_from(WHOLE + TITLED), min_size=1, max_size=4, unique=True)
folders = st.lists(st.tuples(st.sampled_from(["board", "club"]), lists), min_size=1, max_size=4)


def archive(meetings: list[tuple[str, list[str]]]) -> Archive:
    notes = [
        RawNote(
            f"{folder}/2024-03-{day:02}.md",
            f"# {folder.title()}, {day} March 2024\n\nPresent: {', '.join(names)}\n".encode(),
        )
        for day, (folder, names) in enumerate(meetings, 1)
    ]
    return build(notes, Registry(), Settings())


@given(folders)
def test_whoever_a_titled_surname_means_bears_it(meetings: list[tuple[str, list[str]]]) -> None:
    found = archive(meetings)
    for note in found.notes.values():
        for one in note.attendance:
            title = titled(one.attendee.name)
            if title and one.person:
                name = found.people[one.person].name.casefold()
                assert name.endswith(title.surname)


@given(folders)
def test_a_man_and_a_woman_are_two(meetings: list[tuple[str, list[str]]]) -> None:
    sexes: dict[str, set[str]] = {}
    for note in archive(meetings).notes.values():
        for one in note.attendance:
            title = titled(one.attendee.name)
            if title and title.sex and one.person:
                sexes.setdefault(one.person, set()).add(title.sex)
    assert all(len(told) == 1 for told in sexes.values())


@given(folders)
def test_of_two_bearers_in_a_note_it_means_none(meetings: list[tuple[str, list[str]]]) -> None:
    for note in archive(meetings).notes.values():
        listed = {one.attendee.name for one in note.attendance}
        if {"Ann Lowe", "Bo Lowe"} <= listed and "Cllr Lowe" in listed:
            persons = [one.person for one in note.attendance if one.attendee.name == "Cllr Lowe"]
            assert not {"ann-lowe", "bo-lowe"} & set(persons)
