"""The kinds of fact that a note states, one entry each.

Comparison, exports, search and pages read these tables. What else a new kind of statement takes
tells "Six changes" in `content/architecture.md`.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Literal, get_args

from .records import ArchivedNote, Facts, NoteKind, OutcomeKind, QuestionKind, Statement

IN_DOUBT = "?"
"""Begins the key of a name that fits several persons, followed by the name."""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that a note states, in the form in which two readings of it are compared.

    `kind` is the name of an entry of `KINDS`. `key` identifies what the fact is about: an entity, a
    ticket, an address; `""` for what is told apart by its words. `text` is as written. `state`
    holds what can change while it stays the same fact, as pairs of name and value. `refs` are
    persons or projects whose mention is part of this fact.
    """

    kind: str
    key: str
    text: str
    line: int
    state: tuple[tuple[str, str], ...] = ()
    refs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class StatementKind:
    """A kind of sentence that notes mark, such as outcomes.

    `name` is the singular: what the search calls it, and a table of the database. `plural` names
    their field in `Facts`, the list in exports, and the folder of its page. `label` introduces it
    in a digest, a feed or the summary of a note. `title`, `description` and `reach` stand on its
    page, `nothing` where there is none. Its statements can be `marked_as` one of some words.
    `details` is what they can say besides, each a field of theirs that holds text, such as the
    answer to a question.
    """

    name: str
    plural: str
    label: str
    title: str
    description: str
    reach: str
    nothing: str
    marked_as: tuple[str, ...]
    details: tuple[str, ...] = ()

    def of(self, facts: Facts) -> Sequence[Statement]:
        """The statements of the kind that a note states."""
        stated: Sequence[Statement] = getattr(facts, self.plural)
        return stated

    def label_of(self, kind: str) -> str:
        """What introduces a statement marked as `kind`: nobody concluded what a program sums up.

        >>> STATEMENTS[0].label_of("decision"), STATEMENTS[0].label_of("summarised")
        ('Concluded', 'Summarised')
        """
        return "Summarised" if kind == "summarised" else self.label

    def details_of(self, item: Statement) -> dict[str, str]:
        """What a statement says besides, by the name of the detail; `""` for nothing."""
        return {name: getattr(item, name) for name in self.details}


NOTE_KINDS: Mapping[NoteKind, str] = MappingProxyType(
    {
        "minutes": "Minutes",
        "slides": "Slides",
        "live-notes": "Live notes",
        "summary": "Summary by a program",
        "transcript": "Transcript",
        "page": "Page",
    }
)
"""What each kind of note is called."""

STATEMENTS = (
    StatementKind(
        "outcome",
        "outcomes",
        label="Concluded",
        title="Outcomes",
        description="What was decided, agreed and left in dispute.",
        reach="decisions, agreements, and what stayed in dispute",
        nothing="No note marks an outcome.",
        marked_as=get_args(OutcomeKind),
    ),
    StatementKind(
        "question",
        "questions",
        label="Asked",
        title="Questions",
        description="What was asked, and what was answered.",
        reach="what is still open, and what was answered",
        nothing="No note marks a question.",
        marked_as=get_args(QuestionKind),
        details=("answer",),
    ),
)
"""The kinds of statements, in the order in which pages and exports give them."""

STATEMENT_KINDS: Mapping[str, StatementKind] = MappingProxyType({k.name: k for k in STATEMENTS})
"""The kinds of statements by name."""


Same = Callable[[Fact], Hashable]
"""What two facts of a kind must have in common to be one fact that has changed."""


@dataclass(frozen=True, slots=True)
class FactKind:
    """A kind of fact, with how it is told apart from its like.

    `facts` gives those of a note of the series that has that name, in the order of the text.
    `same` says by what facts that differ are still one, the most telling first; what is left is
    paired by how much alike its `likeness` is: whole sentences, or names within one line.
    """

    name: str
    facts: Callable[[ArchivedNote, str], Iterable[Fact]]
    same: tuple[Same, ...] = ()
    likeness: Literal["words", "name"] | None = None


def by_key(fact: Fact) -> Hashable:
    """What the fact is about."""
    return fact.key


def by_text(fact: Fact) -> Hashable:
    """Its words, upper case or lower."""
    return fact.text.casefold()


def by_kind(fact: Fact) -> Hashable:
    """Its kind alone: of such facts a note has one."""
    return fact.kind


def by_figure(fact: Fact) -> Hashable:
    """The name of a figure in its table, whatever heading the table stands below."""
    return fact.key.removeprefix(f"{dict(fact.state)['table']} / ")


def _title(note: ArchivedNote, _series: str) -> Iterator[Fact]:
    yield Fact("title", "", note.note.title, note.note.title_line)


def _date(note: ArchivedNote, _series: str) -> Iterator[Fact]:
    day = note.note.date
    yield Fact("date", "", day.isoformat() if day else "", note.note.date_line)


def _series(note: ArchivedNote, series: str) -> Iterator[Fact]:
    yield Fact("series", note.series, series, 0)


def _attendees(note: ArchivedNote, _series: str) -> Iterator[Fact]:
    for attendance in note.attendance:
        attendee = attendance.attendee
        key = attendance.person or _in_doubt(attendance.name)
        line = note.note.line_of(attendee.span.start)
        state = (("presence", attendee.presence), ("role", ", ".join(attendee.roles)))
        yield Fact("attendee", key, attendance.name, line, state, (key,))


def _people(note: ArchivedNote, _series: str) -> Iterator[Fact]:
    for mention in note.mentions:
        if mention.kind == "person":
            yield Fact("person", mention.target, mention.written, mention.line)
    for doubt in note.doubts:
        yield Fact("person", _in_doubt(doubt.written), doubt.written, doubt.line)


def _projects(note: ArchivedNote, _series: str) -> Iterator[Fact]:
    for mention in note.mentions:
        if mention.kind == "project":
            yield Fact("project", mention.target, mention.written, mention.line)


def _versions(note: ArchivedNote, _series: str) -> Iterator[Fact]:
    for claim in note.claims:
        project, _, number = claim.version.rpartition("/")
        state = (("status", claim.status), ("date", claim.date))
        yield Fact("version", claim.version, number, claim.line, state, (project,))


def _actions(note: ArchivedNote, _series: str) -> Iterator[Fact]:
    for action in note.facts.actions:
        state = (
            ("owner", ", ".join(owner.name for owner in action.owners)),
            ("status", action.status),
            ("due", action.due.isoformat() if action.due else ""),
        )
        refs = tuple(note.persons.get(owner) or _in_doubt(owner.name) for owner in action.owners)
        yield Fact("action", "", action.text, action.line, state, refs)


def _tickets(note: ArchivedNote, _series: str) -> Iterator[Fact]:
    for ticket in note.facts.tickets:
        yield Fact("ticket", ticket.id, ticket.id, ticket.line)


def _metrics(note: ArchivedNote, _series: str) -> Iterator[Fact]:
    for metric in note.facts.metrics:
        name = " / ".join(filter(None, (metric.group, metric.label, metric.column)))
        delta = "" if metric.delta is None else f"{metric.delta:+g}"
        state = (("value", f"{metric.value:g}"), ("change", delta), ("table", metric.group))
        yield Fact("metric", name, name, metric.line, state)


def _links(note: ArchivedNote, _series: str) -> Iterator[Fact]:
    for link in note.facts.links:
        yield Fact("link", link.url, link.url, note.note.line_of(link.span.start))


def _masked(note: ArchivedNote, _series: str) -> Iterator[Fact]:
    for item in note.facts.sensitive:
        yield Fact("masked", item.what, item.what, item.line)


def _statements(kind: StatementKind) -> FactKind:
    """The kind of fact that statements of a kind are."""

    def facts(note: ArchivedNote, _series: str) -> Iterator[Fact]:
        for item in kind.of(note.facts):
            state = (("kind", item.kind), *kind.details_of(item).items())
            yield Fact(kind.name, "", item.text, item.line, state)

    return FactKind(kind.name, facts, (by_text,), "words")


def _in_doubt(name: str) -> str:
    return IN_DOUBT + name.casefold()


KINDS = (
    FactKind("title", _title, (by_kind,)),
    FactKind("date", _date, (by_kind,)),
    FactKind("series", _series, (by_kind,)),
    FactKind("attendee", _attendees, (by_key, by_text), "name"),
    FactKind("person", _people, (by_key, by_text), "name"),
    FactKind("project", _projects, (by_key, by_text), "name"),
    FactKind("version", _versions, (by_key, by_text), "name"),
    FactKind("action", _actions, (by_text,), "words"),
    *map(_statements, STATEMENTS),
    FactKind("ticket", _tickets, likeness="name"),
    FactKind("metric", _metrics, (by_key, by_figure)),
    FactKind("link", _links, likeness="name"),
    FactKind("masked", _masked),
)
"""Every kind of fact, in the order in which a note's facts are told."""

BY_NAME: Mapping[str, FactKind] = MappingProxyType({kind.name: kind for kind in KINDS})
"""The kinds of facts by name."""


def facts_of(note: ArchivedNote, series: str) -> Iterator[Fact]:
    """All facts of a note of the series that has that name, kind by kind."""
    for kind in KINDS:
        yield from kind.facts(note, series)
