"""Which edits are followed without reading the archive whole."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import read_registry
from mkdocs_minutes.core.resolve import following
from tests.property.test_patch import assert_equal, follow, whole
from tests.unit.review.archives import APRIL, MARCH, REGISTRY

REGISTERED, _ = read_registry(RawNote(path, text.encode()) for path, text in REGISTRY.items())


def notes(march: str) -> list[RawNote]:
    return [RawNote("03-03.md", march.encode()), RawNote("04-07.md", APRIL.encode())]


EDITS = {
    "nothing but white space": ("## Releases", "\n\n## Releases"),
    "a slip mended": ("stays as it is", "stays as it was"),
    "an action closed": ("- [ ] Bo", "- [x] Bo"),
    "an action closed that goes on": ("- [ ] Ada", "- [x] Ada"),
    "an action reworded": ("write up the", "write the"),
    "an action that goes on no more": ("write up the Basket tests", "tidy Basket"),
    "a version released": ("is in testing", "was released"),
    "a heading reworded": ("## Releases", "## What was released"),
    "a decision put in": ("Decision: Crate", "Decision: we meet.\n\nDecision: Crate"),
    "an owner missing": ("- [ ] Bo: ask the users", "- [ ] Bo: ask users\n- [ ] ask the users"),
    "an attendee more": ("Bo Diddley\n", "Bo Diddley, Krista\n"),
    "an attendee nobody knows": ("Bo Diddley\n", "Bo Diddley, Zoe Zander\n"),
    "a namesake": ("Bo Diddley\n", "Bo Diddley, Krista Larson, Ada Byron\n"),
    "an attendee less": ("Ada Lovelace, Bo", "Bo"),
    "another owner": ("- [ ] Ada", "- [ ] Krista"),
    "a version moved": ("Crate 1.4", "Basket 1.4"),
    "a version nobody named": ("Basket 1.2.0", "Basket 7.2.0"),
    "a project nobody knows": ("Crate 1.4", "Barrow 1.4.2"),
    "a name more": ("Decision: Crate", "Decision: Basket and Crate"),
    "a ticket more": ("SHED-12", "SHED-12 and SHED-13"),
    "a date corrected": ("3 March", "4 March"),
    "a day after the others": ("3 March", "30 April"),
    "another title": ("Storage meeting, 3 March", "Storage meeting in Paris, 3 March"),
    "another series": ("Storage meeting", "Board"),
}


@pytest.mark.parametrize(("old", "new"), EDITS.values(), ids=EDITS)
def test_an_edit_of_one_note_is_followed(old: str, new: str) -> None:
    assert old in MARCH
    after = notes(MARCH.replace(old, new))
    for base, head in ((notes(MARCH), after), (after, notes(MARCH))):
        found = follow(base, head, REGISTERED)
        assert found
        assert_equal(found, whole(head, REGISTERED))


def test_an_edit_beside_a_series_that_has_ended() -> None:
    board = RawNote("board.md", b"# Board, 2 May 2018\n\n- AI (Ada): write up the rules\n")
    ended = [board, *notes(MARCH)]
    other = [board, *notes(MARCH.replace("3 March", "4 March"))]
    for before, after in ((ended, other), ([board], ended), (ended, [board])):  # ends it, or not
        found = follow(before, after, REGISTERED)
        assert found
        assert_equal(found, whole(after, REGISTERED))


def test_a_note_that_comes_goes_or_moves_is_followed() -> None:
    march, april = notes(MARCH)
    moved = RawNote("2020/march.md", march.data)
    states = [[march, april], [march], [april], [moved, april], [april, moved, march]]
    for base in states:
        for head in states:
            if base is not head:
                found = follow(base, head, REGISTERED)
                assert found
                assert_equal(found, whole(head, REGISTERED))


def test_a_note_that_others_put_on_another_day_is_read_as_it_is_in_the_whole() -> None:
    text = "# Board\n\nDate: May {}, 2024\n\nPresent: Ann Bell\n\n- [ ] Ann: wind the {} up\n"
    names = ("2024-05-03.md", "2024-06-07.md", "2024-06-20.md")
    base = [RawNote(name, text.format(3, "bobbins").encode()) for name in names]
    for place, name in enumerate(names):
        for day, what in ((3, "bobbins and all"), (4, "bobbins"), (4, "wool")):
            head = list(base)
            head[place] = RawNote(name, text.format(day, what).encode())
            for before, after in ((base, head), (head, base), (base, base[:place])):
                found = follow(before, after, REGISTERED)
                if found:
                    assert_equal(found, whole(after, REGISTERED))


LINKED = """

- See https://github.com/loom/reed/issues/12, https://github.com/loom/reed/issues/13 and #14
- [loom/old#15](https://github.com/loom/reed/issues/15)
"""


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("stays as it is", "stays as it was"),
        ("stays as it is", "stays as #77 has it"),
        ("and #14", "and #13"),
    ],
)
def test_a_note_with_bare_numbers_and_moved_tickets_is_followed(old: str, new: str) -> None:
    base = notes(MARCH + LINKED)
    head = notes((MARCH + LINKED).replace(old, new))
    assert base != head
    for before, after in ((base, head), (head, base)):
        found = follow(before, after, REGISTERED)
        assert found
        assert_equal(found, whole(after, REGISTERED))


def test_an_edit_that_tells_the_others_of_a_repository_is_read_whole() -> None:
    base, head = notes(MARCH + LINKED), notes((MARCH + LINKED).replace("loom/reed/issues/13", "x"))
    assert follow(base, head, REGISTERED) is None


def test_an_edit_that_concerns_much_of_the_archive_is_read_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    registry, _ = read_registry(())
    # April's `Krista` could then be either.
    before, after = notes(MARCH), notes(MARCH.replace("Ada Lovelace", "Krista Larson, Krista Bo"))
    found = follow(before, after, registry)
    assert found
    assert_equal(found, whole(after, registry))
    monkeypatch.setattr(following, "FEWEST", 0)
    assert follow(before, after, registry) is None
