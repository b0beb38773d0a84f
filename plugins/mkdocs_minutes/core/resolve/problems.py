"""What the notes leave open, seen only when they are read together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ..records import (
    Archive,
    ArchivedNote,
    MentionKind,
    NoteId,
    PersonId,
    Problem,
    VersionClaim,
    VersionId,
)
from ..registry import Registry
from ..similar import slips
from ..unread import Brief, Briefs, told_before
from .people import People, PersonForms
from .projects import ProjectName, Projects


def archive_problems(
    archive: Archive, people: People, projects: Projects, registry: Registry, briefs: Briefs
) -> Iterator[Problem]:
    """The doubts of an archive, each once: where a keeper can settle them with one line."""
    for note in archive.notes.values():
        if told := told_before(note):
            yield from (*told.problems, *_ambiguous(note, people))
        else:
            yield from note_problems(note, people)
    yield from _doubts(archive, people, projects, registry, briefs)
    persons = (people.persons[one] for one in archive.people)
    yield from typos(_spellings(archive, "person", persons, briefs))
    named = (projects.names[one] for one in archive.projects)
    yield from typos(_spellings(archive, "project", named, briefs))


def _doubts(
    archive: Archive, people: People, projects: Projects, registry: Registry, briefs: Briefs
) -> Iterator[Problem]:
    """What several notes together leave open of a version or person."""
    for (kind, key), brief in briefs.items():
        if kind == "version" and brief.disputed:
            version = archive.versions[VersionId(key)]
            name = f"{projects.names[version.project].name} {version.number}"
            paths = {claim.note: archive.notes[claim.note].note.path for claim in version.claims}
            yield from contradicting(name, version.contradictions, paths)
        elif kind == "person" and registry.people and brief.there and brief.listed:
            person, (note, line) = people.persons[PersonId(key)], brief.listed
            if person.entry is None:
                yield unknown(person.name, archive.notes[note].note.path, line)


def note_problems(note: ArchivedNote, people: People) -> Iterator[Problem]:
    """The doubts that one note leaves, whatever the others say."""
    yield from _ambiguous(note, people)
    yield from without_owner(note)


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
            f"`{doubt.written}`{COULD_BE}{shown}",
            "write the name in full, or give one of them an alias in the registry",
        )


COULD_BE = " could be "
"""What stands in the message of a name in doubt before those whom it could mean."""

_OF_A_NAME = frozenset({"person-ambiguous", "project-ambiguous"})


def folded(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems in order, a name that is ambiguous in several notes told once, where it comes first.

    They have the lines that they are shown at. One line in the registry settles it for all of them;
    the message says how many there are more.

    >>> [str(one) for one in folded(Problem(p, 1, "person-ambiguous", "`Al` could be Al B, Al C")
    ...     for p in ("a.md", "b.md", "c.md"))]
    ['a.md:1: person-ambiguous `Al` could be Al B, Al C, and so in 2 more places']
    """
    kept: dict[tuple[str, str], list[Problem]] = {}
    for problem in sorted(problems):
        name = problem.message.partition("` could be")[0].casefold()
        alone = problem.code not in _OF_A_NAME
        kept.setdefault((problem.code, str(problem) if alone else name), []).append(problem)
    told = (_told_once(alike) for alike in kept.values())
    return tuple(sorted(replace(one, line=one.shown_line) for one in told))


def _told_once(alike: list[Problem]) -> Problem:
    first, *more = alike
    if not more:
        return first
    places = "1 more place" if len(more) == 1 else f"{len(more)} more places"
    return replace(first, message=f"{first.message}, and so in {places}")


def without_owner(note: ArchivedNote) -> Iterator[Problem]:
    """Open actions that name nobody, told once at the first of them.

    Only where half of the actions of the note name somebody: in others it is how they are written.
    """
    actions = note.facts.actions
    missing = [action for action in actions if not action.owners and action.status == "open"]
    if missing and 2 * sum(not action.owners for action in actions) <= len(actions):
        these = "this action" if len(missing) == 1 else f"{len(missing)} actions, the first here"
        yield Problem(
            note.note.path,
            missing[0].line,
            "owner-missing",
            f"nobody is named for {these}",
            "begin it with the name of who is to do it: `AI (Name): …`",
        )


def contradicting(
    name: str,
    contradictions: Iterable[tuple[VersionClaim, VersionClaim]],
    paths: Mapping[NoteId, str],
) -> Iterator[Problem]:
    """A problem for each pair of claims about a version of that name which cannot both be true."""
    for earlier, later in contradictions:
        yield Problem(
            paths[later.note],
            later.line,
            "claims-contradict",
            f"{name} is released {later.date} here and {earlier.date} in "
            f"{paths[earlier.note]}:{earlier.line}",
            "correct one of the two",
        )


def unknown(name: str, path: str, line: int) -> Problem:
    """The problem of a person whom the registry does not know, at the first note that has it."""
    return Problem(
        path,
        line,
        "person-unknown",
        f"{name} is not in the registry",
        "`minutes suggest` writes the entry",
    )


@dataclass(frozen=True, slots=True)
class Spelling:
    """A person's or project's name, how often it is written out, and where first, `""` nowhere."""

    name: str
    times: int
    path: str
    line: int
    registered: bool


def _spellings(
    archive: Archive,
    kind: MentionKind,
    entities: Iterable[PersonForms | ProjectName],
    briefs: Briefs,
) -> Iterator[Spelling]:
    for one in entities:
        brief = briefs.get((kind, one.id), Brief())
        path, line = "", 0
        if brief.first:
            path, line = archive.notes[brief.first[0]].note.path, brief.first[1]
        yield Spelling(one.name, brief.times, path, line, one.entry is not None)


def typos(spellings: Iterable[Spelling]) -> Iterator[Problem]:
    """Names seen once or twice that are one slip of the pen from a name seen much more often."""
    by_name = {one.name: one for one in spellings}
    for rare, frequent in slips({name: one.times for name, one in by_name.items()}):
        spelling = by_name[rare]
        if spelling.registered or not spelling.path:
            continue
        yield Problem(
            spelling.path,
            spelling.line,
            "name-typo",
            f"`{rare}` is probably a misspelling of {frequent}",
            f"correct it, or add `{rare}` to the aliases of {frequent}",
        )
