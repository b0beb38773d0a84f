"""Where the notes speak of something, gathered and cut into pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from msgspec import Struct

from ..core.records import ArchivedNote, Mention, NoteId, Span
from ..core.told import words_on
from ..core.unread import quoted_before


class Occurrence(Struct, frozen=True, gc=False):
    """The places of one note that speak of something: lines, with the spans to be marked.

    `again` has, for lines whose words stand in other notes too, these notes, the newest first.
    """

    note: NoteId
    lines: tuple[tuple[int, tuple[Span, ...]], ...]
    again: tuple[tuple[int, tuple[NoteId, ...]], ...] = ()


def occurrences(place: Mapping[NoteId, int], mentions: Iterable[Mention]) -> tuple[Occurrence, ...]:
    """Mentions gathered by note and line, in the order of the places of notes.

    Mentions in a note without a place are left out.
    """
    by_note: dict[NoteId, dict[int, list[Span]]] = {}
    for mention in mentions:
        if mention.note in place:
            lines = by_note.setdefault(mention.note, {})
            lines.setdefault(mention.line, []).append(mention.span)
    return tuple(
        Occurrence(
            note, tuple((line, tuple(sorted(by_note[note][line]))) for line in sorted(lines))
        )
        for note, lines in sorted(by_note.items(), key=lambda item: place[item[0]])
    )


def said_once(
    found: Sequence[Occurrence], notes: Mapping[NoteId, ArchivedNote]
) -> tuple[Occurrence, ...]:
    """Occurrences with each line once: that of the first note that has it, with the others' ids."""
    first: dict[bytes, tuple[NoteId, int]] = {}
    again: dict[tuple[NoteId, int], list[NoteId]] = {}
    kept: list[tuple[NoteId, list[tuple[int, tuple[Span, ...]]]]] = []
    for occurrence in found:
        note = notes[occurrence.note]
        told = quoted_before(note)
        said = dict(told.words) if told else {}
        lines = []
        for line, spans in occurrence.lines:
            words = said[line] if told else words_on(note.note, line)
            place = first.setdefault(words, (occurrence.note, line))
            if not words or place == (occurrence.note, line):
                lines.append((line, spans))
            elif place[0] != occurrence.note:
                again.setdefault(place, []).append(occurrence.note)
        if lines:
            kept.append((occurrence.note, lines))
    return tuple(
        Occurrence(
            note,
            tuple(lines),
            tuple((line, tuple(again[note, line])) for line, _ in lines if (note, line) in again),
        )
        for note, lines in kept
    )
