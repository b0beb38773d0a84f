"""What notes are called that share a page with others.

The identifier of such a note is that of the page, `#`, and its place there. Parts of a meeting,
its slides say, lie beside its main note and are called what they are: `weekly/2024-03-04#slides`.
Several meetings of a file that was a page of a site are called by their days:
`/meetings/log#2024-03-04`. No other identifier of a note has a `#` in it.
"""

from __future__ import annotations

from .records import NoteId


def part_id(page: NoteId, place: str) -> NoteId:
    """The identifier of a note at a place of a page."""
    return NoteId(f"{page}#{place}")


def page_of(note: NoteId) -> NoteId:
    """What the page is called that shows a note: as the note itself, where it has it alone.

    >>> page_of(NoteId("/meetings/log#2024-03-04")), page_of(NoteId("weekly/2024-03-04"))
    ('/meetings/log', 'weekly/2024-03-04')
    """
    return NoteId(note.partition("#")[0])


def place_of(note: NoteId) -> str:
    """What a note's place is called on a page that it shares; `""` for a page's main note."""
    return note.partition("#")[2]


def is_meeting_on_page(note: NoteId) -> bool:
    """Whether a note is one of several meetings on a page, which is called by its day.

    >>> is_meeting_on_page(NoteId("/log#2024-03-04-2")), is_meeting_on_page(NoteId("a/b#slides"))
    (True, False)
    """
    return "#" in note and place_of(note)[:1].isdigit()


def meeting_of(note: NoteId) -> NoteId:
    """The main note of the meeting that a note is a part of: itself, where it is no part.

    >>> meeting_of(NoteId("weekly/2024-03-04#slides")), meeting_of(NoteId("/log#2024-03-04"))
    ('weekly/2024-03-04', '/log#2024-03-04')
    """
    return note if "#" not in note or is_meeting_on_page(note) else page_of(note)


def part_of(note: NoteId) -> str:
    """What a part is called within its meeting; `""` for a main note.

    >>> part_of(NoteId("weekly/2024-03-04#slides")), part_of(NoteId("/log#2024-03-04"))
    ('slides', '')
    """
    return "" if is_meeting_on_page(note) else place_of(note)


def within_page(note: NoteId, anchor: str) -> str:
    """An anchor of a note as the page has it that shows the note: told apart on a shared page.

    >>> within_page(NoteId("weekly/2024-03-04#slides"), "L12")
    'mn-slides-L12'
    >>> within_page(NoteId("weekly/2024-03-04"), "L12")
    'L12'
    """
    place = place_of(note)
    beginning = f"mn-{place}-"
    return anchor if not place or anchor.startswith(beginning) else f"{beginning}{anchor}"
