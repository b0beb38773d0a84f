"""Which notes of a vault are about somebody or something, and report no meeting.

A vault has a note for each person and project beside those of meetings (`people/Ann Bell.md`), and
notes that list others. They bear no day and nobody attended them; other notes link to them, or they
link to others. A folder of meetings without such links has no such notes.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from ..dialects.databases import is_database
from ..extract.linked import link_target
from ..names import fold
from ..records import Note, ParsedNote
from ..slugs import note_stem


def tell_pages(parsed: Sequence[ParsedNote]) -> list[ParsedNote]:
    """The notes in their order, those that report no meeting marked so (`kind` is `page`).

    What the front matter says of a note's kind stands. A page lacks no day.
    """
    linked = linked_names(item.note for item in parsed)
    return [_as_page(item) if _is_page(item, linked) else item for item in parsed]


def linked_names(notes: Iterable[Note]) -> set[str]:
    """The names of pages that notes link to."""
    return {
        fold(link_target(mark.value)[0])
        for note in notes
        for mark in note.marks
        if mark.kind == "link"
    }


def page_names(note: Note) -> set[str]:
    """The names under which others link to a note."""
    return {fold(name.lstrip("@")) for name in (note_stem(note.path), note.title)}


def could_be_page(item: ParsedNote) -> bool:
    """Whether a note may report no meeting, if its own links or those of others say so."""
    note = item.note
    dated = note.date or note.other_date or note.either
    return not (note.front_matter.kind or dated or item.facts.attendees)


def _is_page(item: ParsedNote, linked: set[str]) -> bool:
    note = item.note
    if note.front_matter.kind:
        return note.front_matter.kind == "page"
    if not could_be_page(item):
        return False
    if is_database(note.path):
        return True
    links = any(mark.kind == "link" for mark in note.marks)
    return links or not page_names(note).isdisjoint(linked)


def _as_page(item: ParsedNote) -> ParsedNote:
    problems = (problem for problem in item.problems if problem.code != "date-missing")
    note = replace(item.note, kind="page")
    return replace(item, note=note, problems=tuple(problems))
