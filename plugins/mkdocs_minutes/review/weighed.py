"""Why each form that a note has in a place of people is a person's name or none, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ..core.explain import Reading
from ..core.records import ArchivedNote
from ..core.resolve.forms import full_key
from ..core.resolve.people_finding import evidence_of
from ..core.resolve.tables import Tables
from ..core.resolve.weighing import Evidence, Verdict
from ..core.text import counted

_CERTAIN = frozenset({"person-registered", "none-meeting", "none-initials", "none-phrase"})
"""Rules that ask for no number of notes."""


def weighed(note: ArchivedNote, tables: Tables) -> Iterator[Reading]:
    """What was made of each form of a note, by which rule, with the notes that speak for it.

    A form is told once, where the note first has it. Where about as many notes speak against the
    verdict as for it, the text says that it is close: a line in the registry settles it, since a
    registered name always is a person's. `note` has to be one of those that made the tables.
    """
    evidence = evidence_of(tables.census.seen)
    told: set[str] = set()
    for sighting in tables.people.sightings.get(note.id, ()):
        key = full_key(sighting.name)
        verdict = tables.people.verdict(sighting.name)
        if verdict is None or key not in evidence or key in told:
            continue
        told.add(key)
        line = note.note.line_of(sighting.span.start)
        text = f"{sighting.name}: {_words(evidence[key], verdict, evidence)}"
        yield Reading(line, "weighed", verdict.rule, text)


def _words(one: Evidence, verdict: Verdict, evidence: Mapping[str, Evidence]) -> str:
    places = (("listed", one.listed), ("named", one.named), ("by its place alone", one.weak))
    notes = [f"{how} in {counted(number, 'note')}" for how, number in places if number]
    if verdict.parts and not verdict.is_person:
        notes += (f"`{part}` in {counted(_sure(part, evidence), 'note')}" for part in verdict.parts)
    said = f"{'a person' if verdict.is_person else 'nobody'}, {', '.join(notes)}"
    return f"{said}; close" if is_close(one, verdict, evidence) else said


def _sure(part: str, evidence: Mapping[str, Evidence]) -> int:
    return evidence[part].sure if part in evidence else 0


def is_close(one: Evidence, verdict: Verdict, evidence: Mapping[str, Evidence]) -> bool:
    """Whether about as many notes speak against a verdict as for it.

    Of a person those speak against it where its place alone makes the form one; of nobody those
    where it surely is one, in two notes at least, and if it is two names, as often as half of them.
    """
    if verdict.rule in _CERTAIN:
        return False
    if verdict.is_person:
        return one.sure <= one.weak
    apart = [_sure(part, evidence) for part in verdict.parts]
    return one.sure >= max(2, min(apart, default=0) / 2)
