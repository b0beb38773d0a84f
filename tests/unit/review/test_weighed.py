"""Why a form is a person's name or none, as `check --explain` tells it."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.archive import assemble_following
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import PersonEntry, Registry
from mkdocs_minutes.core.resolve.weighing import Evidence, Verdict
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.review.explanation import is_close, weighed

PEOPLE = "Present: Ann Bell, Bo Crane"
NOTES = {
    "2021-05-03.md": f"# Lake call\n\n{PEOPLE}, Carl, Dirk\n",
    "2021-05-10.md": f"# Lake call\n\n{PEOPLE}, Carl, Dirk\n",
    "2021-05-17.md": f"# Lake call\n\n{PEOPLE}, Carl Dirk\n\nAI (Ann Bell): swim\n",
    "2021-05-24.md": f"# Lake call\n\n{PEOPLE}, XYZ\n",
}


def told(path: str, registry: Registry | None = None) -> dict[str, tuple[str, str]]:
    """The rule and the words by form, of one of the notes."""
    parsed = [parse(RawNote(name, text.encode()), Settings()) for name, text in NOTES.items()]
    made = assemble_following(parsed, registry or Registry(), Settings())
    archive, tables = made.archive, made.reading.tables
    note = next(note for note in archive.notes.values() if note.note.path == path)
    read = [(one.text.partition(": "), one.rule) for one in weighed(note, tables)]
    return {form: (rule, words) for (form, _, words), rule in read}


def test_a_person_is_told_with_the_notes_that_list_and_name_it() -> None:
    assert told("2021-05-17.md")["Ann Bell"] == (
        "person",
        "a person, listed in 4 notes, named in 1 note",
    )


def test_two_names_without_a_comma_are_told_with_those_that_have_them_apart() -> None:
    assert told("2021-05-17.md")["Carl Dirk"] == (
        "none-two",
        "nobody, listed in 1 note, `carl` in 2 notes, `dirk` in 2 notes",
    )


@pytest.mark.parametrize(("form", "rule"), [("XYZ", "none-initials"), ("Bo Crane", "person")])
def test_a_form_is_told_by_its_rule(form: str, rule: str) -> None:
    assert told("2021-05-24.md")[form][0] == rule


@pytest.mark.parametrize(
    ("listed", "weak", "verdict", "close"),
    [
        (0, 1, Verdict("person", is_person=True), True),
        (4, 1, Verdict("person", is_person=True), False),
        (1, 4, Verdict("person-registered", is_person=True), False),
        (1, 0, Verdict("none-project", is_person=False), False),
        (2, 0, Verdict("none-project", is_person=False), True),
    ],
)
def test_what_as_many_notes_speak_against_is_close(
    listed: int, weak: int, verdict: Verdict, *, close: bool
) -> None:
    assert is_close(Evidence("fay", listed=listed, weak=weak), verdict, {}) is close


def test_a_registered_name_always_wins() -> None:
    registry = Registry(people=(PersonEntry("Carl Dirk"),))
    assert told("2021-05-17.md", registry)["Carl Dirk"] == (
        "person-registered",
        "a person, listed in 1 note",
    )
