"""What was read of a note, line by line, and by which rule: how a keeper debugs a note."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

from .extract import TABLES, nearly_stated
from .extract.attendance import RULES as LISTINGS
from .extract.owners import FORMS
from .extract.version_signs import SIGNS
from .kinds import STATEMENTS
from .records import Archive, ArchivedNote, Facts, Note, NoteId, ParsedNote, Section, Span
from .resolve.series import RULES as SERIES
from .resolve.series import name_series, series_key
from .settings import Settings

RULES: Mapping[str, str] = {
    "title-front-matter": "`title` in the front matter",
    "title-words": "the first heading, or the first line that names the meeting",
    "title-path": "the file's name, since the note has no title",
    "date-front-matter": "`date` in the front matter",
    "date-words": "a date in the title, on an opening line of its own, or behind a label",
    "date-path": "a date in the path",
    **SERIES,
    "series-registry": "an entry of the registry for the note's path or the name that it gives",
    "heading-mark": "a line that begins with `#`",
    "heading-underlined": "a line underlined with `===` or `---`",
    "heading-bold": "a line of bold text and nothing else",
    "heading-bare": "a short line by itself or above a list, in a note that marks no headings",
    "table": "rows of cells between bars or tabs",
    "attendance-front-matter": "`attendees` in the front matter",
    **{rule.name: rule.reads for rule in LISTINGS},
    "attendance-table": "a table of people",
    "attendance-speaker": "someone who speaks in a log or in captions",
    "attendance-roster": "lines `Name - Role` above the first list",
    "owner": "named as the owner of an action",
    **{f"owner-{form.name}": f"an owner as in `{form.example}`" for form in FORMS},
    "speaker": "a name, or an attendee's initials, before a remark",
    "presenter": "a name in a heading",
    "invited": "a whole name among those whom a summary names as invited",
    "role-line": "a name behind the label of a role: chair, scribe",
    "rota": "a name behind a week or a duty",
    "item": "a name in brackets before or behind an item",
    "contact": "a name behind a verb that takes a person: contact, ask",
    "assignee": "a name behind a bracket at the end of an item",
    "version": "a number that has the form of a version where a version can stand",
    **{rule.name: rule.reads for table in TABLES for rule in table},
    **{sign.name: sign.reads for sign in SIGNS},
    "metric": "a number in a table, by its row's label and its column's header",
    "masked": "removed because it should not be published",
    "link": "an absolute address",
    "linked": "a name that fits one known entity and no other",
    "ambiguous": "a name that fits several, and so is not linked",
    "problem": "something to be settled",
}
"""Every rule there is, with what it reads; those that stand in tables are taken from there."""


_DEFAULTS = Settings()


@dataclass(frozen=True, slots=True, order=True)
class Reading:
    """One thing that was read: the line it stands on, what it is, the rule, and what it says."""

    line: int
    kind: str
    rule: str
    text: str


def explain(parsed: ParsedNote) -> tuple[Reading, ...]:
    """Everything that was read of a note, by line; line 0 is the front matter or the path.

    An empty note gives its title alone. `RULES` tells what each rule means.
    """
    return tuple(sorted(_readings(parsed), key=lambda reading: reading.line))


def explain_archived(
    archive: Archive, note: NoteId, settings: Settings = _DEFAULTS
) -> tuple[Reading, ...]:
    """Everything that was read of an archived note and what its names were linked to, by line.

    Its problems stand among them, and the rules that nearly read a line. Raises
    `KeyError` for a note that the archive does not have.
    """
    item = archive.notes[note]
    readings = [*explain(ParsedNote(item.note, item.facts)), _series(archive, item), *_links(item)]
    for line, rule in nearly_stated(item.note, item.facts, settings):
        readings.append(Reading(line, "not read", rule, "in form, but not as the rule wants it"))
    for problem in archive.problems:
        if problem.path == item.note.path:
            text = f"{problem.code}: {problem.message}"
            readings.append(Reading(problem.line, "problem", "problem", text))
    return tuple(sorted(readings, key=lambda reading: reading.line))


def _series(archive: Archive, item: ArchivedNote) -> Reading:
    """The series of a note with what it was found by, weighed anew among all notes."""
    name = archive.series[item.series].name
    named = name_series(other.note for other in archive.notes.values())[item.note.path]
    rule = named.rule if series_key(named.name) == series_key(name) else "series-registry"
    return Reading(item.note.title_line, "series", rule, name)


def _links(item: ArchivedNote) -> Iterator[Reading]:
    for mention in item.mentions:
        text = f"{mention.written} = {mention.target}"
        yield Reading(mention.line, mention.kind, "linked", text)
    for doubt in item.doubts:
        text = f"{doubt.written} = {' or '.join(doubt.candidates)}"
        yield Reading(doubt.line, "doubt", "ambiguous", text)


def _readings(parsed: ParsedNote) -> Iterator[Reading]:
    note, facts = parsed.note, parsed.facts
    yield from _identity(note)
    for section in note.sections:
        yield Reading(section.line, "section", _heading_rule(note, section), section.heading)
    for table in note.tables:
        header = " | ".join(cell.text for cell in table.header)
        yield Reading(table.line, "table", "table", header or f"{len(table.rows)} rows")
    yield from _facts(facts, lambda span: note.line_of(span.start))


def _facts(facts: Facts, line_of: Callable[[Span], int]) -> Iterator[Reading]:
    """What is told of each fact; those on one line are told in this order of kinds."""
    for person in facts.attendees:
        said = f"{person.name} ({person.presence})"
        yield Reading(line_of(person.span), "attendee", person.rule, said)
    for name in facts.names:
        yield Reading(line_of(name.span), "person", name.rule, name.name)
    for version in facts.versions:
        said = f"{version.number} ({version.status})"
        yield Reading(line_of(version.span), "version", "version", said)
    for action in facts.actions:
        owners = ", ".join(owner.name for owner in action.owners) or "nobody"
        yield Reading(action.line, "action", action.rule, f"{owners}: {action.text}")
    for item in (item for kind in STATEMENTS for item in kind.of(facts)):
        yield Reading(item.line, item.kind, item.rule, item.text)
    for ticket in facts.tickets:
        yield Reading(ticket.line, "ticket", ticket.rule, ticket.id)
    for metric in facts.metrics:
        said = f"{metric.group}: {metric.label} {metric.value:g}"
        yield Reading(metric.line, "metric", "metric", said)
    for thing in facts.sensitive:
        yield Reading(thing.line, "sensitive", "masked", thing.what)
    for link in facts.links:
        yield Reading(line_of(link.span), "link", "link", link.url)


def _identity(note: Note) -> Iterator[Reading]:
    source = "front-matter" if note.front_matter.title else "words" if note.title_line else "path"
    yield Reading(note.title_line, "title", f"title-{source}", note.title)
    if note.date is not None:
        source = "front-matter" if note.front_matter.date else "words" if note.date_line else "path"
        yield Reading(note.date_line, "date", f"date-{source}", note.date.isoformat())


def _heading_rule(note: Note, section: Section) -> str:
    written = note.quote(note.lines[section.first].span).strip()
    if written.startswith("#"):
        return "heading-mark"
    if written.startswith(("**", "__")):
        return "heading-bold"
    below = note.lines[section.first + 1 : section.first + 2]
    return "heading-underlined" if below and below[0].kind == "rule" else "heading-bare"
