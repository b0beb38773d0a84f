"""Where the notes speak of something, gathered and cut into pages."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ..core.records import Mention, NoteId, Span


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The places of one note that speak of something: lines, with the spans to be marked."""

    note: NoteId
    lines: tuple[tuple[int, tuple[Span, ...]], ...]


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


def chunks(found: Sequence[Occurrence], size: int) -> tuple[tuple[Occurrence, ...], ...]:
    """Occurrences cut into pages of about `size` quotes; a note stays whole. Never empty.

    >>> a = Occurrence(NoteId("a"), ((1, ()), (2, ())))
    >>> [len(page) for page in chunks([a, a, a], 4)], chunks([], 4)
    ([2, 1], ((),))
    """
    pages: list[list[Occurrence]] = [[]]
    count = 0
    for occurrence in found:
        if count >= size:
            pages.append([])
            count = 0
        pages[-1].append(occurrence)
        count += len(occurrence.lines)
    return tuple(map(tuple, pages))
