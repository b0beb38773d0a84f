"""Actions followed through a series, related notes, and names like other names."""

from __future__ import annotations

from itertools import count

import pytest

from mkdocs_minutes.core.archive import build
from mkdocs_minutes.core.records import Archive, RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.core.similar import slips


def archive(*bodies: str) -> Archive:
    notes = [
        RawNote(f"2020-01-{day:02}.md", f"# Mill Call, {day} January 2020\n\n{body}\n".encode())
        for day, body in zip(count(1), bodies, strict=False)
    ]
    return build(notes, Registry(), Settings())


def threads(*bodies: str) -> list[tuple[str, int]]:
    return [(thread.status, len(thread.actions)) for thread in archive(*bodies).threads.values()]


@pytest.mark.parametrize(
    ("first", "second", "same"),
    [
        ("AI (Ann): grease the axle", "AI (Ann): grease the axle", True),
        ("AI (Ann): grease the axle", "AI (Ann): grease the axle (MILL-7)", True),
        ("AI (Ann): grease the big axle", "AI (Ann): Grease the axle, the big one", True),
        ("AI (Ann): grease the axle", "AI (Bob): grease the axle", False),
        ("AI (Ann): grease the axle", "AI (Ann): sweep the floor", False),
        ("AI (Ann): release wheel 1.2.0", "AI (Ann): release wheel 1.3.0", False),
        ("AI (Ann): look at MILL-7", "AI (Ann): look at MILL-8", False),
        ("AI (Ann): various tickets", "AI (Ann): various tickets, and one for the wheel", False),
        ("AI (Ann): write about the wheel", "AI (Ann): write about the wheel, again", True),
    ],
)
def test_one_action_or_two(first: str, second: str, same: bool) -> None:
    assert threads(f"- {first}", f"- {second}") == (
        [("open", 2)] if same else [("gone", 1), ("open", 1)]
    )


def test_a_thread_ends_where_a_note_no_longer_lists_it() -> None:
    axle = "- AI (Ann): grease the axle"
    assert threads(axle, "- nothing", axle) == [("gone", 1), ("open", 1)]


def test_a_thread_keeps_its_address_when_later_notes_follow() -> None:
    axle = "- AI (Ann): grease the axle"
    (short,) = archive(axle).threads
    (long,) = archive(axle, axle, axle).threads
    assert short == long


def test_two_like_actions_of_one_note_are_two_threads() -> None:
    left, right = "- AI (Ann): grease the left axle", "- AI (Ann): grease the right axle"
    found = archive(f"{left}\n{right}", f"{right}\n{left}")
    assert [thread.text for thread in found.threads.values()] == [
        "grease the left axle",
        "grease the right axle",
    ]
    assert [len(thread.actions) for thread in found.threads.values()] == [2, 2]


def test_what_every_note_speaks_of_relates_none() -> None:
    found = archive("- Wheel 1.0.0, Sieve 2.0.0", "- Wheel 1.0.0", "- Wheel 1.0.0, Sieve 2.0.0")
    first, second, third = found.notes.values()
    assert [related.note for related in first.related] == [third.id]
    assert first.related[0].shared == (("version", "sieve/2.0.0"), ("project", "sieve"))
    assert second.related == ()


def test_slips_need_a_frequent_twin() -> None:
    assert list(slips({"Agathe Orth": 5, "Agathe Orh": 1, "Agata Orth": 1})) == [
        ("Agathe Orh", "Agathe Orth")
    ]
    assert list(slips({"GridTool": 9, "GridTools": 1, "GridTool2": 1, "GridTooo": 3})) == []
