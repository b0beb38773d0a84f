"""What the notes leave open, seen only when they are read together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..names import fold
from ..records import Archive, ArchivedNote, Person, PersonId, Problem, Project, Version
from ..registry import Registry
from ..similar import slips
from .people import People


def archive_problems(archive: Archive, people: People, registry: Registry) -> Iterator[Problem]:
    """The doubts of an archive, each once: where a keeper can settle them with one line."""
    for note in archive.notes.values():
        yield from note_problems(note, people)
    for version in archive.versions.values():
        yield from _contradicting(version, archive)
    if registry.people:
        yield from _unknown(archive)
    yield from _typos(archive)


def note_problems(note: ArchivedNote, people: People) -> Iterator[Problem]:
    """The doubts that one note leaves, whatever the others say."""
    yield from _ambiguous(note, people)
    yield from _without_owner(note)


def _ambiguous(note: ArchivedNote, people: People) -> Iterator[Problem]:
    seen: set[str] = set()
    for doubt in note.doubts:
        if doubt.written in seen:
            continue
        seen.add(doubt.written)
        persons = all(candidate in people.persons for candidate in doubt.candidates)
        shown = ", ".join(
            people.persons[PersonId(candidate)].name if persons else candidate
            for candidate in doubt.candidates
        )
        yield Problem(
            note.note.path,
            doubt.line,
            "person-ambiguous" if persons else "project-ambiguous",
            f"`{doubt.written}` could be {shown}",
            "write the name in full, or give one of them an alias in the registry",
        )


def _without_owner(note: ArchivedNote) -> Iterator[Problem]:
    for action in note.actions:
        if not action.owners and action.status == "open":
            yield Problem(
                note.note.path,
                action.line,
                "owner-missing",
                "nobody is named for this action",
                "begin it with the name of who is to do it: `AI (Name): …`",
            )


def _contradicting(version: Version, archive: Archive) -> Iterator[Problem]:
    name = archive.projects[version.project].name
    for earlier, later in version.contradictions:
        first, second = archive.notes[earlier.note], archive.notes[later.note]
        yield Problem(
            second.note.path,
            later.line,
            "claims-contradict",
            f"{name} {version.number} is released {later.date} here and {earlier.date} in "
            f"{first.note.path}:{earlier.line}",
            "correct one of the two",
        )


def _unknown(archive: Archive) -> Iterator[Problem]:
    """Attendees whom a registry of people does not know, each at the first note that lists them."""
    seen: set[str] = set()
    for note in archive.notes.values():
        for attendance in note.attendance:
            person = archive.people.get(attendance.person) if attendance.person else None
            if person is None or person.registered or person.id in seen:
                continue
            seen.add(person.id)
            yield Problem(
                note.note.path,
                note.note.line_of(attendance.attendee.span.start),
                "person-unknown",
                f"{person.name} is not in the registry",
                "`minutes suggest` writes the entry",
            )


def _typos(archive: Archive) -> Iterator[Problem]:
    """Names seen once or twice that are one slip of the pen from a name seen much more often."""
    yield from _typos_among(archive, archive.people.values())
    yield from _typos_among(archive, archive.projects.values())


def _times(entity: Person | Project) -> int:
    """How often an entity's name is written out in full."""
    return sum(fold(mention.written) == fold(entity.name) for mention in entity.mentions)


def _typos_among(
    archive: Archive, entities: Iterable[Person] | Iterable[Project]
) -> Iterator[Problem]:
    by_name = {entity.name: entity for entity in entities}
    for rare, frequent in slips({name: _times(entity) for name, entity in by_name.items()}):
        entity = by_name[rare]
        if entity.registered or not entity.mentions:
            continue
        mention = entity.mentions[0]
        yield Problem(
            archive.notes[mention.note].note.path,
            mention.line,
            "name-typo",
            f"`{rare}` is probably a misspelling of {frequent}",
            f"correct it, or add `{rare}` to the aliases of {frequent}",
        )
