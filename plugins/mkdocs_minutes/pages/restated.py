"""What the parts of a meeting state that was stated there before: it is told and counted once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from rapidfuzz import fuzz, process, utils

from ..core.kinds import STATEMENTS
from ..core.part_ids import meeting_of
from ..core.records import Action, Archive, ArchivedNote, NoteId

ALIKE = 82
"""Statements of one meeting at least this similar (0 to 100) say the same."""

MOST_PAIRS = 40_000
"""Pairs of statements that are compared as to likeness; of more, only equal ones are found."""

Place = tuple[str, NoteId, int]
"""A kind of statement by its name, a note, and the index of a statement of that kind in it."""


def restated(archive: Archive) -> frozenset[Place]:
    """What parts state in much the same words as the main note, or as a part before them."""
    return frozenset(
        place
        for note in archive.notes.values()
        if note.shown_parts
        for place in _restated(note, [archive.notes[part] for part in note.shown_parts])
    )


def own_actions(archive: Archive, part: ArchivedNote) -> tuple[Action, ...]:
    """The actions of a note; of a part of a meeting those that no note before it lists."""
    main = archive.notes[meeting_of(part.id)]
    if main.id == part.id:
        return part.facts.actions
    before = main.shown_parts[: main.shown_parts.index(part.id)]
    notes = (main, *(archive.notes[key] for key in before))
    listed = {thread for note in notes for thread in note.threads.values()}
    return tuple(action for action in part.facts.actions if part.threads[action] not in listed)


def _restated(main: ArchivedNote, parts: Sequence[ArchivedNote]) -> Iterator[Place]:
    for kind in STATEMENTS:
        said = [item.text for item in kind.of(main.facts)]
        for part in parts:
            texts = [item.text for item in kind.of(part.facts)]
            again = [_is_said(text, said, len(texts) * len(said)) for text in texts]
            yield from ((kind.name, part.id, at) for at, known in enumerate(again) if known)
            said += [text for text, known in zip(texts, again, strict=True) if not known]


def _is_said(text: str, said: Sequence[str], pairs: int) -> bool:
    if pairs > MOST_PAIRS:
        return text in said
    near = process.extractOne(
        text,
        said,
        scorer=fuzz.token_sort_ratio,
        processor=utils.default_process,
        score_cutoff=ALIKE,
    )
    return near is not None
