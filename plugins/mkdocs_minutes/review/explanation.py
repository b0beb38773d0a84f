"""What was read of a note, and why its names are people's, as a keeper reads it in the terminal."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby

from ..core.escape import one_line
from ..core.explain import RULES, Reading
from ..core.records import ArchivedNote, Note
from ..core.resolve.forms import full_key
from ..core.resolve.people_finding import evidence_of
from ..core.resolve.tables import Tables
from ..core.resolve.weighing import RULES as WEIGHING
from ..core.resolve.weighing import Evidence, Verdict
from ..core.text import counted

_LONGEST = 100
_REASONS = {**RULES, **WEIGHING}


def explanation(note: Note, readings: Iterable[Reading]) -> str:
    """The lines of a note from which something was read, each with what it was and by which rule.

    Line 0 stands for the path and the front matter. The rules that occur are told at the end, once
    each. Without readings there is the path alone.
    """
    found = sorted(readings, key=lambda reading: reading.line)
    written = {line.number: note.text[line.span.slice] for line in note.lines}
    parts = [f"{one_line(note.path)}\n"]
    for number, group in groupby(found, key=lambda reading: reading.line):
        shown = written.get(number, "").strip() if number else "(path and front matter)"
        parts.append(f"\n{number:5}  {_short(shown)}\n")
        parts += (f"{'':7}- {r.kind}: {_short(r.text)}  [{r.rule}]\n" for r in group)
    rules = sorted({reading.rule for reading in found})
    if rules:
        width = max(map(len, rules))
        parts.append("\n")
        parts += (f"[{rule}]{'':{width - len(rule)}} {_REASONS[rule]}\n" for rule in rules)
    return "".join(parts)


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


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
