"""Which edits are followed without reading the archive whole."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import read_registry
from tests.property.test_patch import assert_equal, follow, whole
from tests.unit.review.archives import APRIL, MARCH, REGISTRY

REGISTERED, _ = read_registry(RawNote(path, text.encode()) for path, text in REGISTRY.items())


def notes(march: str) -> list[RawNote]:
    return [RawNote("03-03.md", march.encode()), RawNote("04-07.md", APRIL.encode())]


FOLLOWED = {
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
}
READ_WHOLE = {
    "an attendee more": ("Bo Diddley\n", "Bo Diddley, Krista\n"),
    "a version moved": ("Crate 1.4", "Basket 1.4"),
    "a date corrected": ("3 March", "4 March"),
    "a name more": ("Decision: Crate", "Decision: Basket and Crate"),
    "a ticket more": ("SHED-12", "SHED-12 and SHED-13"),
}


@pytest.mark.parametrize(("old", "new"), FOLLOWED.values(), ids=FOLLOWED)
def test_an_edit_that_concerns_one_note_is_followed(old: str, new: str) -> None:
    assert old in MARCH
    after = notes(MARCH.replace(old, new))
    for base, head in ((notes(MARCH), after), (after, notes(MARCH))):
        found = follow(base, head, REGISTERED)
        assert found
        assert_equal(found, whole(head, REGISTERED)[0])


@pytest.mark.parametrize(("old", "new"), READ_WHOLE.values(), ids=READ_WHOLE)
def test_what_may_concern_other_notes_is_read_whole(old: str, new: str) -> None:
    assert old in MARCH
    assert follow(notes(MARCH), notes(MARCH.replace(old, new)), REGISTERED) is None
