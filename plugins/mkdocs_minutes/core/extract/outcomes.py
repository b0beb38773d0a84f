"""Outcomes: what a note itself marks as concluded, and which kind of conclusion it is."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from ..blocks import SAID
from ..records import Attendee, Note, Outcome
from ..settings import Settings
from .outcome_lists import concluded_lines
from .outcome_rules import RULES, OutcomeReader
from .rules import Place, nearly_read, read_by
from .scan import own_marker
from .sought import Sought, lines_with

_KINDS = ("bullet", "text", "quote", "heading")


def outcomes(
    note: Note, settings: Settings, people: tuple[Attendee, ...] = ()
) -> tuple[Outcome, ...]:
    """What the note marks as concluded, in the order of the text, each once.

    A marker, a heading of conclusions, or a sentence that begins with who agreed. A proposal is
    none, nor is a heading with nothing under it, nor what one of the `people` says on a conclusion;
    a list of the resolutions that closes a note adds nothing. Where each topic has a conclusion of
    its own, two may read the same. Marked decisions stay decisions; the kind of other conclusions
    follows their words.
    """
    reader = _reader(note, settings, people)
    headings = Counter(section.heading.casefold() for section in note.sections)
    kept: dict[tuple[str, int | None], Outcome] = {}
    said: set[str] = set()
    for place, repeats in _places(reader, people):
        line = note.lines[place.index]
        section = line.section
        each = section is not None and headings[note.sections[section].heading.casefold()] > 1
        for outcome in read_by(RULES, reader, place):
            # A list at the end repeats what is marked above it, if slightly reworded.
            if repeats and kept:
                continue
            words = "".join(c for c in outcome.text.casefold() if c.isalnum())
            short = len(outcome.text.split()) <= _SHORT and not place.listed
            topic = line.parent if short else section if each and place.listed else None
            if topic is not None or words not in said:
                kept.setdefault((words, topic), outcome)
            said.add(words)
    return tuple(kept.values())


# `Ann (14:05): `, as a chat's lines are told.
_TURN = re.compile(r"[^\n():]{1,60} \([^()\n]{0,30}\d:\d\d[^()\n]{0,12}\):\s+")
_SHORT = 6
"""So few words, as in `Approved for 3.0`, are said of a topic, and may be said of another too."""


def nearly_outcomes(
    note: Note, settings: Settings, people: tuple[Attendee, ...] = ()
) -> Iterator[tuple[int, str]]:
    """Lines, by number, that have the form of an outcome without being one, and by which rule."""
    reader = _reader(note, settings, people)
    for place, _ in _places(reader, people):
        for rule in nearly_read(RULES, reader, place):
            yield note.lines[place.index].number, rule


def _reader(note: Note, settings: Settings, people: tuple[Attendee, ...]) -> OutcomeReader:
    return OutcomeReader(note, own_marker(settings.outcome_markers), people)


def _places(reader: OutcomeReader, people: tuple[Attendee, ...]) -> Iterator[tuple[Place, bool]]:
    """Where the note can have an outcome, and whether it would repeat others there."""
    note, listed = reader.note, concluded_lines(reader.note, people)
    marked = range(len(note.lines)) if reader.own else lines_with(note, Sought.OUTCOME)
    tables = (table.first for table in note.tables)
    for index in sorted(listed.lines.union(marked, tables) - listed.leads):
        line = note.lines[index]
        if line.kind in _KINDS or (line.kind == "table" and line.block == index):
            start, end = line.content.start, line.content.end
            said = SAID.match(note.text, start, end) or _TURN.match(note.text, start, end)
            by = "heading" if index in listed.lines and line.kind != "heading" else ""
            yield Place(index, said.end() if said else start, end, by), index in listed.repeated
