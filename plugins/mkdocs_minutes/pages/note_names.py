"""What links of vaults call notes and blocks: by file, folders, title or another name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..core.dialects import ENDINGS
from ..core.grouping import agreed, grouped
from ..core.part_ids import is_meeting_on_page, page_of
from ..core.part_paths import file_of
from ..core.records import Archive, Note, NoteId
from ..core.slugs import note_stem
from .model import in_short


def blocks(archive: Archive) -> dict[str, tuple[NoteId, int, str]]:
    """The blocks with a name; one that two notes have is that of the first."""
    found: dict[str, tuple[NoteId, int, str]] = {}
    for archived in archive.notes.values():
        note = archived.note
        for mark in note.marks:
            if mark.kind == "block":
                words = in_short(note.text[mark.span.slice].strip())
                place = (archived.id, note.line_of(mark.span.start), words)
                found.setdefault(block_key(archived.id, mark.value), place)
    return found


def block_key(note: NoteId, name: str) -> str:
    """What a block is known by in the archive: an identifier of its own, else its note and name."""
    return name if len(name) == UUID_LENGTH else f"{note}^{name}"


UUID_LENGTH = 36


def by_path(archive: Archive) -> dict[str, NoteId]:
    """Notes by their path; a file with several meetings leads to the newest of them."""
    notes = [note.note for note in archive.notes.values()]
    found = {file_of(note.path): note for note in sorted(notes, key=lambda note: note.path)}
    ids = {note.note.path: note.id for note in archive.notes.values()}
    return {file: ids[note.path] for file, note in found.items()} | ids


def by_name(archive: Archive) -> dict[str, NoteId]:
    """Notes by what they are called; what two are called names neither, but its whole path does."""
    notes = archive.notes.values()
    whole = {link_key(note.note.path): note.id for note in notes}
    return agreed((name, note.id) for note in notes for name in _names_of(note.note)) | whole


def _names_of(note: Note) -> Iterator[str]:
    yield from map(link_key, (note_stem(note.path), note.title, *note.front_matter.names))
    folders = link_key(note.path).split("/")
    yield from ("/".join(folders[-at - 1 :]) for at in range(min(len(folders), DEEPEST_LINK)))


DEEPEST_LINK = 8
"""The folders that a link of a vault names at most."""


def link_key(name: str) -> str:
    """The form of a name or path under which links of a vault find a note.

    >>> link_key("/Meetings/2024-05-13 Crane.md"), link_key("@Ann Bell")
    ('meetings/2024-05-13 crane', 'ann bell')
    """
    return _ENDING.sub("", name.strip().casefold()).strip("/").lstrip("@")


_ENDING = re.compile(rf"(?:{'|'.join(map(re.escape, ENDINGS))})$")


def on_shared_pages(archive: Archive) -> dict[NoteId, tuple[NoteId, ...]]:
    """By the name of a page, the several meetings that it shows, as they stand in their file."""
    shared = [note for note in archive.notes.values() if is_meeting_on_page(note.id)]
    in_file = sorted(shared, key=lambda one: len(one.note.line_starts))
    return grouped((page_of(one.id), one.id) for one in in_file)
