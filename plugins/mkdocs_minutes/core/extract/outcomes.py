"""Outcomes: what a note itself marks as concluded, and which kind of conclusion it is."""

from __future__ import annotations

from collections.abc import Iterator

from ..blocks import SAID
from ..lexicon import stems
from ..records import Note, Outcome
from ..settings import Settings
from .outcome_lists import SENTENCE_STEMS, concluded_lines
from .outcome_rules import RULES, OutcomeReader
from .rules import Place, nearly_read, read_by
from .scan import lines_with, own_marker

_MARKERS = "decision conclusion agreement disagreement poll tag.agreement tag.decision inner motion"
_MARKER_STEMS = (
    *("⇒", "⟹", "carried"),
    *SENTENCE_STEMS,
    *stems("outcomes.carried", *(f"outcomes.{role}" for role in _MARKERS.split())),
)
_KINDS = ("bullet", "text", "quote", "heading")


def outcomes(note: Note, settings: Settings) -> tuple[Outcome, ...]:
    """What the note marks as concluded, in the order of the text, each once.

    A marker, a heading of conclusions, or a sentence that begins with who agreed. A proposal is
    none, nor is a heading with nothing under it; a list of the resolutions that closes a note adds
    nothing. Marked decisions stay decisions; the kind of other conclusions follows their words.
    """
    reader = OutcomeReader(note, own_marker(settings.outcome_markers))
    kept: dict[str, Outcome] = {}
    for place, repeats in _places(reader):
        for outcome in read_by(RULES, reader, place):
            # A list at the end repeats what is marked above it, if slightly reworded.
            if not (repeats and kept):
                key = "".join(c for c in outcome.text.casefold() if c.isalnum())
                kept.setdefault(key, outcome)
    return tuple(kept.values())


def nearly_outcomes(note: Note, settings: Settings) -> Iterator[tuple[int, str]]:
    """Lines, by number, that have the form of an outcome without being one, and by which rule."""
    reader = OutcomeReader(note, own_marker(settings.outcome_markers))
    for place, _ in _places(reader):
        for rule in nearly_read(RULES, reader, place):
            yield note.lines[place.index].number, rule


def _places(reader: OutcomeReader) -> Iterator[tuple[Place, bool]]:
    """Where the note can have an outcome, and whether it would repeat others there."""
    note, listed = reader.note, concluded_lines(reader.note)
    marked = range(len(note.lines)) if reader.own else lines_with(note, _MARKER_STEMS)
    for index in sorted(listed.lines.union(marked) - listed.leads):
        line = note.lines[index]
        if line.kind in _KINDS:
            start, end = line.content.start, line.content.end
            said = SAID.match(note.text, start, end)
            by = "heading" if index in listed.lines and line.kind != "heading" else ""
            yield Place(index, said.end() if said else start, end, by), index in listed.repeated
