"""Where the entities of an archive stand, counted: a note can be taken out again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from itertools import chain

from ..core.records import ArchivedNote


@dataclass(slots=True)
class Tally:
    """For each entity how often it is written in which way, and the notes where it stands.

    Entities go by `person/id`, `project/id`, `version/id` and `ticket/id`; in `notes` also by
    `attended/id` where a person was there and `listed/id` where an attendance list has a person.
    """

    written: dict[str, dict[str, int]] = field(default_factory=dict)
    notes: dict[str, list[int]] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    """The notes by number."""

    def add(self, note: ArchivedNote) -> None:
        """Count what a note names; its path must not be counted already."""
        number = len(self.paths)
        self.paths.append(note.note.path)
        for key, form in _written(note):
            forms = self.written.setdefault(key, {})
            forms[form] = forms.get(form, 0) + 1
        for key in keys_of(note):
            self.notes.setdefault(key, []).append(number)

    def remove(self, note: ArchivedNote) -> None:
        """Take out what a counted note names."""
        number = self.paths.index(note.note.path)
        self.paths[number] = ""
        for key, form in _written(note):
            self.written[key][form] -= 1
            if not self.written[key][form]:
                del self.written[key][form]
            if not self.written[key]:
                del self.written[key]
        for key in keys_of(note):
            self.notes[key].remove(number)
            if not self.notes[key]:
                del self.notes[key]

    def after(self, old: Collection[ArchivedNote], new: Collection[ArchivedNote]) -> Tally:
        """The tally without some notes and with others; this one stays as it is."""
        changed = Tally(self.written.copy(), self.notes.copy(), self.paths.copy())
        for key in frozenset(chain.from_iterable(map(keys_of, (*old, *new)))):
            if key in self.written:
                changed.written[key] = self.written[key].copy()
            if key in self.notes:
                changed.notes[key] = self.notes[key].copy()
        for note in old:
            changed.remove(note)
        for note in new:
            changed.add(note)
        return changed

    def times(self, key: str) -> int:
        """How often an entity is written."""
        return sum(self.written.get(key, {}).values())

    def forms(self, key: str) -> tuple[str, ...]:
        """The ways in which an entity is written, the most frequent first."""
        counts = self.written.get(key, {})
        return tuple(sorted(counts, key=lambda form: (-counts[form], form)))

    def where(self, key: str) -> list[str]:
        """The paths of the notes where an entity stands, in no order."""
        return [self.paths[number] for number in self.notes.get(key, ())]


def tally(notes: Iterable[ArchivedNote]) -> Tally:
    """The tally of some notes."""
    made = Tally()
    for note in notes:
        made.add(note)
    return made


def keys_of(note: ArchivedNote) -> frozenset[str]:
    """What a note names and who was there."""
    keys = {key for key, _ in _written(note)}
    keys.update(f"ticket/{ticket.id}" for ticket in note.facts.tickets)
    for one in note.attendance:
        if one.person:
            keys.add(f"listed/{one.person}")
            if one.attendee.presence != "absent":
                keys.add(f"attended/{one.person}")
    return frozenset(keys)


def _written(note: ArchivedNote) -> Iterator[tuple[str, str]]:
    for mention in note.mentions:
        if mention.kind != "version":
            yield f"{mention.kind}/{mention.target}", " ".join(mention.written.split())
    for claim in note.claims:
        yield f"version/{claim.version}", ""
