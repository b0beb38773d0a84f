"""What the parts of a meeting are called that lie beside its main note, such as its slides.

The identifier of a part is that of the main note, `#`, and what it is: `weekly/2024-03-04#slides`.
No other identifier of a note has a `#` in it.
"""

from __future__ import annotations

from .records import NoteId


def part_id(main: NoteId, name: str) -> NoteId:
    """The identifier of a part of the meeting that a main note is of."""
    return NoteId(f"{main}#{name}")


def meeting_of(note: NoteId) -> NoteId:
    """The main note of the meeting that a note is a part of: itself, where it is no part.

    >>> meeting_of(NoteId("weekly/2024-03-04#slides")), meeting_of(NoteId("weekly/2024-03-04"))
    ('weekly/2024-03-04', 'weekly/2024-03-04')
    """
    return NoteId(note.partition("#")[0])


def part_of(note: NoteId) -> str:
    """What a part is called within its meeting; `""` for a main note.

    >>> part_of(NoteId("weekly/2024-03-04#slides")), part_of(NoteId("weekly/2024-03-04"))
    ('slides', '')
    """
    return note.partition("#")[2]


def within_part(note: NoteId, anchor: str) -> str:
    """An anchor of a note as the page has it that shows the note: a part's own are told apart.

    >>> within_part(NoteId("weekly/2024-03-04#slides"), "L12")
    'mn-slides-L12'
    >>> within_part(NoteId("weekly/2024-03-04"), "L12")
    'L12'
    """
    beginning = f"mn-{part_of(note)}-"
    return anchor if not part_of(note) or anchor.startswith(beginning) else f"{beginning}{anchor}"
