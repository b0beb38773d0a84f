"""Lists that call people by initials, where other lists have their names."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from tests.assembling import build

FULL = "Present: Petra Rowe, Tom Otis, Gail Hume, Max Noll"
"""Of whose initials two are words: `PR`, `TO`."""


def attending(*bodies: tuple[str, str]) -> list[str]:
    """Whom the list of the last note means, of notes by group and body; `-` for nobody."""
    notes = [
        RawNote(f"{group}/2024-03-{day:02}.md", f"# {group.title()}\n\n{body}\n".encode())
        for day, (group, body) in enumerate(bodies, 1)
    ]
    *_, last = build(notes, Registry(), Settings()).notes.values()
    return [one.person or "-" for one in last.attendance]


@pytest.mark.parametrize(
    ("before", "roll", "wanted"),
    [
        ([("club", FULL)], "PR, TO, GH, MN", "petra-rowe tom-otis gail-hume max-noll"),
        # Of those whom no list names nothing is said, as long as they are few.
        ([("club", FULL)], "PR, TO, GH, XY", "petra-rowe tom-otis gail-hume -"),
        ([("club", FULL)], "PR, TO, GH, XY, XZ, YZ", "- - - - - -"),
        # Two prove nothing, nor do the initials of two persons.
        ([("club", FULL)], "PR, GH, XY", "- - -"),
        ([("club", FULL + ", Paul Ruiz")], "PR, TO, GH, MN", "- tom-otis gail-hume max-noll"),
        # The people of another group, where the group has none that fit; its own before these.
        ([("choir", FULL)], "PR, TO, GH, MN", "petra-rowe tom-otis gail-hume max-noll"),
        (
            [("choir", FULL), ("club", "Present: Pia Ratz, Ted Oor, Gil Hahn")],
            "PR, TO, GH",
            "pia-ratz ted-oor gil-hahn",
        ),
        # Two other groups that each have one of these initials: either may be meant.
        (
            [("choir", FULL), ("band", "Present: Pia Ratz, Tom Otis, Gail Hume")],
            "PR, TO, GH",
            "- tom-otis gail-hume",
        ),
    ],
)
def test_a_list_of_initials_means_those_whom_other_lists_name(
    before: list[tuple[str, str]], roll: str, wanted: str
) -> None:
    assert attending(*before, ("club", f"Present: {roll}")) == wanted.split()


def test_initials_outside_of_lists_mean_nobody() -> None:
    last = ("club", "Present: Gail Hume\n\n- TODO: PR to be merged\n- AI: MN - write")
    notes = [("club", FULL), ("club", "Present: PR, TO, GH, MN"), last]
    assert attending(*notes) == ["gail-hume"]


@pytest.mark.parametrize(
    ("present", "tasks", "wanted"),
    [
        (
            "Petra Rowe, T. Otis, Gail Hume",
            "AI (PR): buy rope. AI (GH): dig.",
            "petra-rowe gail-hume",
        ),
        # One alone may be a team's, or anything; most have to be of those who are listed.
        ("Petra Rowe, Tom Otis", "AI (QA): test. AI (PR): dig.", "- -"),
        ("Petra Rowe, Tom Otis", "AI (PR): dig.", "-"),
        # Those of two persons are nobody's.
        (
            "Petra Rowe, Paul Ruiz, Tom Otis, Gail Hume",
            "AI (PR): dig. AI (TO): rest. AI (GH): sow.",
            "- tom-otis gail-hume",
        ),
    ],
)
def test_initials_of_owners_are_of_those_whom_the_note_lists(
    present: str, tasks: str, wanted: str
) -> None:
    lines = "\n".join(f"- {task}" for task in tasks.rstrip(".").split(". "))
    raw = RawNote("club/2024-03-01.md", f"# Club\n\nPresent: {present}\n\n{lines}\n".encode())
    (note,) = build([raw], Registry(), Settings()).notes.values()
    owners = [owner for action in note.facts.actions for owner in action.owners]
    assert [note.persons.get(owner, "-") for owner in owners] == wanted.split()
