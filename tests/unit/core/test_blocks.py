"""The blocks of a note: what belongs together, and where a program broke a line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_minutes.core.blocks import Block, block_at, sentence_goes_on
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import Note, RawNote
from mkdocs_minutes.core.settings import Settings


def note_of(text: str, path: str = "2021-03-04.md") -> Note:
    return parse(RawNote(path, text.encode()), Settings()).note


def blocks_of(note: Note) -> list[Block]:
    """The blocks of a note in the order of the text."""
    firsts = {line.block for line in note.lines if line.block is not None}
    return [block_at(note, first) for first in sorted(firsts)]


NOTE = """# Guild

The harbour was closed
for the winter.

- Oars are short
  and old
  - Two broke

    Both were new.
- [ ] Order rope

> Wind, they said,
> and rain.

| Boat | Oars |
| --- | --- |
| Kiln | 2 |

```
code
```

12:01 <ann> hello
12:02 <bo> hello to you
"""


def test_lines_that_are_one_thing_are_one_block_below_what_governs_it() -> None:
    note = note_of(NOTE)
    found = [
        (block.kind, note.quote(block.span).splitlines()[0], block.last - block.first, block.parent)
        for block in blocks_of(note)
    ]
    assert found == [
        ("heading", "Guild", 1, None),
        ("paragraph", "The harbour was closed", 2, 0),
        ("item", "Oars are short", 2, 0),
        ("item", "Two broke", 1, 5),
        ("paragraph", "Both were new.", 1, 7),
        ("item", "Order rope", 1, 0),
        ("quote", "Wind, they said,", 2, 0),
        ("table", "| Boat | Oars |", 3, 0),
        ("code", "```", 3, 0),
        ("turn", "12:01 <ann> hello", 1, 0),
        ("turn", "12:02 <bo> hello to you", 1, 0),
    ]
    assert block_at(note, 10).task is False


@given(st.lists(st.sampled_from(NOTE.splitlines()), max_size=30))
def test_every_line_that_is_not_blank_is_in_one_block(lines: list[str]) -> None:
    note = note_of("\n".join(lines))
    inside = [at for block in blocks_of(note) for at in range(block.first, block.last)]
    assert inside == [at for at, line in enumerate(note.lines) if line.kind != "blank"]
    for block in blocks_of(note):
        assert block.parent is None or note.lines[block.parent].block == block.parent < block.first


@pytest.mark.parametrize(
    ("above", "below", "expected"),
    [
        ("- The group kept the rope, because", "it holds.", True),
        ("- The group kept the rope.", "it holds.", False),
        ("- The group kept the rope", "Sails:", False),
        ("On the mast there is still no", "Consensus of the guild.", True),
        ("Ann will see to it that the boats are painted again,", "Bo that they float.", True),
        ("bo wants rope", "ann wants paint", False),
        ("The long oars lie on the pier where all can find them", "https://example.org", False),
    ],
)
def test_a_sentence_goes_on_where_a_program_broke_it(
    above: str, below: str, *, expected: bool
) -> None:
    note = note_of(f"Guild 2021-03-04\n\n{above}\n{below}\n", "a.txt")
    assert sentence_goes_on(note, 2) is expected


def test_a_line_break_that_was_asked_for_stays_one() -> None:
    note = note_of("# Guild\n\n- The rope is  \nnew\n- The oar is\n  old\n")
    assert [line.wrapped for line in note.lines[2:6]] == [False, False, True, False]
