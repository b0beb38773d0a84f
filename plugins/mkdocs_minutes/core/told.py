"""What lists of the whole archive take from a note: of one that stands, it need not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from operator import attrgetter

import msgspec

from . import addresses
from .calendar import record_of
from .named_files import may_name_files
from .places import people_by_line
from .records import ArchivedNote, Mention, MentionKind, Note, ParsedNote, PersonId, ProjectId, Span
from .related import names_of
from .resolve.problems import without_owner
from .topics import about
from .unread import (
    FACTS,
    Quoted,
    Told,
    digest,
    meanings_of,
    quoted_before,
    sizes_of,
    told_before,
)

_FACTS = attrgetter(*FACTS)


def tell(note: ArchivedNote, parsed: ParsedNote) -> Told:
    """What lists take from a note, which as it is among the others is `parsed`."""
    record, about_all, beside = record_of(note), about_outcomes(note), stand_beside(note)
    facts, named = tuple(map(len, _FACTS(note.facts))), sorted({*entities_in(note)})
    return Told(
        facts=facts,
        sizes=sizes_of(note.note),
        doubts=len(note.doubts),
        names=names_of(note),
        about=about_all,
        beside=beside,
        present=record.attendees if record else 0,
        cancelled=record is not None and record.cancelled,
        problems=(*parsed.problems, *without_owner(note)),
        files=may_name_files(note.note.text),
        outline=digest((facts, about_all, beside, record, projects_of_actions(note), named)),
        meanings=meanings_of(note),
        quoted=msgspec.Raw(msgspec.msgpack.encode(quote(note))),
    )


def about_outcomes(note: ArchivedNote) -> tuple[tuple[str, ...], ...]:
    """The addresses of the people and projects that each outcome names, or the heading above it."""
    told = told_before(note)
    if told is not None:
        return told.about
    found = []
    for outcome in note.facts.outcomes:
        section = about(note.note, outcome.line, note.series)
        line = note.note.sections[section].line if section is not None else 0
        mentions = (*note.mentions_in(outcome.span), *note.mentions_on(line))
        found.append(tuple(dict.fromkeys(filter(None, map(_page_of, mentions)))))
    return tuple(found)


def _page_of(mention: Mention) -> str:
    """The address of the person or project that a mention is about, or `""`."""
    if mention.kind == "person":
        return addresses.person_uri(PersonId(mention.target))
    if mention.kind == "ticket":
        return ""
    return addresses.project_uri(ProjectId(mention.target.partition("/")[0]))


def quote(note: ArchivedNote) -> Quoted:
    """What pages of others take from a note."""
    lines = sorted({mention.line for mention in note.mentions})
    return Quoted(
        people=tuple(sorted({m.target for m in note.mentions if m.kind == "person"})),
        listed=tuple(one.attendee.span for one in note.attendance),
        actions=tuple(action.line for action in note.facts.actions),
        projects=projects_of_actions(note),
        anchors=tuple(section.anchor for section in note.note.sections),
        words=tuple((line, words_on(note.note, line)) for line in lines),
    )


SHORTEST_SENTENCE = 20
"""Characters of a line that is told once, wherever it stands; a shorter one is a mere name."""

_TOLD = 2_000
"""Characters of a line by which it is told from others; it may be all that a note has."""


def words_on(note: Note, line: int) -> bytes:
    """A hash of the words of a line without regard to case and blanks; `b""` of a short one.

    A far longer line is known by its beginning and its length.
    """
    content = note.lines[line - 1].content
    start = note.quote(Span(content.start, min(content.end, content.start + _TOLD)))
    rest = content.end - content.start - _TOLD
    words = " ".join(start.split()).casefold() + (f" {rest}" if rest > 0 else "")
    return digest(words) if len(words) >= SHORTEST_SENTENCE else b""


def projects_of_actions(note: ArchivedNote) -> tuple[str, ...]:
    """The project that the line of each action names first, `""` where it names none."""
    if quoted := quoted_before(note):
        return quoted.projects
    on_line = ((m.line, m.target) for m in reversed(note.mentions) if m.kind == "project")
    named = dict(on_line)
    return tuple(named.get(action.line, "") for action in note.facts.actions)


def entities_in(note: ArchivedNote) -> Iterable[tuple[MentionKind, str]]:
    """The people, projects, versions and tickets that a note names, maybe several times."""
    if quoted := quoted_before(note):
        told = told_before(note)
        return (*(("person", one) for one in quoted.people), *(told.names if told else ()))
    return ((mention.kind, mention.target) for mention in note.mentions)


def stand_beside(note: ArchivedNote) -> tuple[tuple[str, str, int], ...]:
    """On how many lines of a note a person stands with a project."""
    told = told_before(note)
    if told is not None:
        return told.beside
    people = {line: {*found} for line, found in people_by_line(note.mentions).items()}
    lines = {(m.line, m.target) for m in note.mentions if m.kind == "project" and m.line in people}
    counts = Counter((person, project) for line, project in lines for person in people[line])
    return tuple((*pair, count) for pair, count in sorted(counts.items()))
