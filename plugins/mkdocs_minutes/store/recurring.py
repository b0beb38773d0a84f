"""Words that recur from note to note, held once: half of what the facts of an archive take."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain
from sys import intern
from types import MappingProxyType

from msgspec.structs import force_setattr

from ..core.records import Action, Attendee, Owner, ParsedNote, PersonName, Ticket, VersionReading

_RECURRING: Mapping[type, tuple[str, ...]] = MappingProxyType(
    {
        Action: ("rule",),
        Attendee: ("name", "rule"),
        Owner: ("name",),
        PersonName: ("name", "rule"),
        Ticket: ("id", "system", "rule"),
        VersionReading: ("number",),
    }
)
"""The fields of facts whose words other notes have as well."""


def held_once(parsed: ParsedNote) -> ParsedNote:
    """A note that was decoded, which nobody has seen yet, with its recurring words held once.

    Nothing is changed but which of equal strings it holds.
    """
    facts = parsed.facts
    named = (owner for action in facts.actions for owner in action.owners)
    stated = (facts.actions, facts.attendees, named, facts.names, facts.tickets, facts.versions)
    for fact in chain.from_iterable(stated):
        for field in _RECURRING[type(fact)]:
            force_setattr(fact, field, intern(getattr(fact, field)))
    for section in parsed.note.sections:
        force_setattr(section, "heading", intern(section.heading))
        force_setattr(section, "anchor", intern(section.anchor))
    return parsed
