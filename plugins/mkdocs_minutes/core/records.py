"""Every record that more than one layer shares.

Three groups, in the order in which one note goes its way: what a note *states*, read from that note
alone (`Note`, `Facts`, `ParsedNote`); what the archive *knows* once all notes and the registry are
read together (`Person` to `Archive`); and what went wrong (`Problem`).

Records are frozen and hold tuples, so that a stage can be cached, sent to a worker process and
compared. Offsets are character offsets into `Note.text`, ends exclusive; line numbers are 1-based
lines of the source file, which normalising keeps one to one.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from hashlib import blake2b
from operator import attrgetter
from typing import Literal, NewType

from msgspec import Struct

from .spans import Line as Line
from .spans import LineKind as LineKind
from .spans import Lines, PackedLines
from .spans import Span as Span

NoteId = NewType("NoteId", str)
"""`<series slug>/<date>`, with `-<file stem>` behind it where two notes of a series share a day.

That of a note which keeps the address that it had before is that address, from the site's root:
`/meetings/2020-03-09`, or `/meetings/2020-03-09.html`.
"""

SeriesId = NewType("SeriesId", str)
"""The series' slug."""

PersonId = NewType("PersonId", str)
"""The person's slug."""

ProjectId = NewType("ProjectId", str)
"""The project's slug."""

VersionId = NewType("VersionId", str)
"""`<project slug>/<version>`, the version normalised and without a leading v."""

TicketId = NewType("TicketId", str)
"""The ticket as its system writes it: `SOFTWARE-3642`, `org/repo#12`, `GGUS-123456`."""

ThreadId = NewType("ThreadId", str)
"""`<series slug>/<hash of the opening action>`: it does not move when later notes follow."""

TopicId = NewType("TopicId", str)
"""`<series slug>/<slug of the name that it had first>`."""

FigureId = NewType("FigureId", str)
"""`<series slug>/<slug of its names>`."""

_NOWHERE = Span(0, 0)

Day = date
"""The type of a date, for records of which one field is called so."""

NoteKind = Literal["minutes", "slides", "live-notes", "summary", "transcript", "page"]

Presence = Literal["present", "guest", "absent"]
"""`guest` is present too; `absent` covers regrets, apologies and people marked as missing."""

VersionStatus = Literal[
    "planned",
    "in-progress",
    "testing",
    "ready-for-release",
    "released",
    "end-of-life",
    "mentioned",
]

OutcomeKind = Literal["decision", "agreement", "disagreement", "concern", "follow-up", "summarised"]

QuestionKind = Literal["asked", "answered"]

ActionStatus = Literal["open", "done", "dropped"]

ThreadStatus = Literal["open", "done", "dropped", "silent"]
"""`silent`: later notes of the series no longer list it, and no note says what came of it."""

ProjectKind = Literal[
    "software", "service", "standard", "organisation", "experiment", "site", "other"
]

MentionKind = Literal["person", "project", "version", "ticket"]

FAULTS: Mapping[str, str] = {
    "note-unreadable": "the file cannot be opened, or is a link that leads out of the notes folder",
    "note-empty": "the file holds no text",
    "note-binary": "the file is not text",
    "note-too-large": "the file is larger than `max_note_bytes`",
    "note-too-slow": "the note takes longer than `max_note_seconds`: it is shown as text",
    "page-failed": "a fault of the program kept a page of the archive from being made: it says so",
    "note-failed": "a fault of the program kept the note from being read: it is shown as text",
    "note-encoding": "the encoding had to be guessed, or some bytes are not valid in it",
    "front-matter-invalid": "the front matter is no mapping of keys, or a key holds the wrong type",
    "date-missing": "the note states no date, nor does its name",
    "id-twice": "two notes claim one address",
    "alias-twice": "the registry gives one alias to two entries",
    "registry-invalid": "the registry file is not what its format allows",
    "sensitive-forbidden": "the note holds what the settings say that no note may",
    "name-masked": "the name of a file or an entry holds what has to be masked",
    "address-gone": "an address of the last published build is no longer answered",
}
"""Codes of what is broken and has to be mended: a strict build fails on them."""

DOUBTS: Mapping[str, str] = {
    "note-draft": "the site that the note was in had it as a draft: it is not published",
    "date-posted": "the front matter has a later date than title and file name, which agree",
    "date-conflict": "the note's words state another day than its path",
    "date-ambiguous": "a numeric date can be read in two ways",
    "person-ambiguous": "a name fits several persons and is left unlinked",
    "person-unknown": "an attendee is not in the registry",
    "project-ambiguous": "a name fits several projects and is left unlinked",
    "owner-missing": "an action names nobody who is to do it, in a note whose others mostly do: "
    "told once a note",
    "claims-contradict": "notes claim things of a version that cannot both be true",
    "file-missing": "a note names a file that is not there",
    "file-not-published": "a note names what is not published: a link, another kind or place",
    "file-too-large": "a note names a file that is larger than `max_attachment_bytes`",
    "masked-elsewhere": "a value that another note masks stands here: it is masked here too",
    "message-private": "a chat holds messages that did not go to everyone: they are left out",
    "name-typo": "a name is probably a misspelling of another",
}
"""Codes of what the notes leave open: shown by `check` and on the pages, never guessed away."""

PROBLEM_CODES: Mapping[str, str] = {**FAULTS, **DOUBTS}
"""Every problem code there is, with what it means; the documentation lists them from here."""


@dataclass(frozen=True, slots=True)
class RawNote:
    """A source note as it lies on disk: `path` relative to the notes folder, `/` between parts."""

    path: str
    data: bytes

    @property
    def digest(self) -> str:
        """What `Note.digest` of the notes in it is."""
        return blake2b(self.data, digest_size=16).hexdigest()


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """Something a person should settle: `line` is 0 where the whole file is meant."""

    path: str
    line: int
    code: str
    message: str
    hint: str = ""

    def __str__(self) -> str:
        return f"{self.path}:{self.shown_line}: {self.code} {self.message}"

    @property
    def shown_line(self) -> int:
        """The line that it is shown at: what is told of the whole file is told of line 1."""
        return max(1, self.line)


# What one note states, read from that note alone.


class Section(Struct, frozen=True, gc=False):
    """A heading and what stands under it, up to the next heading.

    `span` is the heading's text. `first` and `last` are indexes in `Note.lines`, `last` exclusive;
    `first` is the heading's own line. `parent` is the index of the section around it. `anchor` is
    unique in the note and is the heading's `id` on its page.
    """

    heading: str
    level: int
    line: int
    span: Span
    anchor: str
    first: int
    last: int
    parent: int | None = None


class Cell(Struct, frozen=True, gc=False):
    """A table cell: its text without markup, and where it stands."""

    text: str
    span: Span


class Table(Struct, frozen=True, gc=False):
    """A table of the author's: `line` is that of the header, or of the first row without one."""

    line: int
    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    first: int
    last: int

    @property
    def all_rows(self) -> tuple[tuple[Cell, ...], ...]:
        """The header, if there is one, and the rows."""
        return (self.header, *self.rows) if self.header else self.rows


InlineMarkKind = Literal[
    "link", "tag", "callout", "field", "quote", "block", "box", "speaker", "private"
]


class InlineMark(Struct, frozen=True, order=True, gc=False):
    """What a dialect says of a stretch of a note besides its words (see `dialects`).

    A `link` leads to what `value` names (`Carl Diaz`, `note#heading`); a `tag` files the note under
    `value`; a `callout` is of that kind (`warning`) and begins there; a `field` says how a task
    stands (`due 2024-05-13`); a `quote` is what the `block` of that identifier says; a `speaker` is
    who says what follows. A `box` of a kind begins at an empty span, or ends there, where it has no
    value, and a `private` message was left out there.
    """

    kind: InlineMarkKind
    span: Span
    value: str


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """What a note's front matter sets; empty or `None` where it says nothing.

    `attendees` is `None` where the key is absent: an empty list says that nobody attended.
    `names` are other names of what the note is about, which vaults give as aliases, and `tags` what
    they file it under; `written` is the day on which they say that the note was begun.
    """

    title: str = ""
    written: date | None = None
    date: date | None = None
    series: str = ""
    kind: NoteKind | None = None
    project: str = ""
    id: str = ""
    aliases: tuple[str, ...] = ()
    attendees: tuple[str, ...] | None = None
    last_line: int = 0
    names: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """A source note as text with an outline.

    `text` is decoded, its line ends are single line feeds, and what was sensitive is replaced by
    a mark. `title` is in natural form, without front-matter quotes or markup. `series` is the name
    that the title states once date and number are taken off it (`""` where nothing is left).
    `starts` is empty where `lines` are packed, which tell the same. Where words and path state two
    days, `date` is the one that holds and `other_date` the other. `home` is the address that the
    note had in a site before, from the site's root (`/meetings/2020-03-09/`), else `""`.
    `marks` are what its dialect says of stretches of the text, in its order.
    """

    path: str
    digest: str
    text: str
    starts: tuple[int, ...]
    title: str
    date: date | None
    series: str
    kind: NoteKind
    front_matter: FrontMatter
    lines: Lines
    sections: tuple[Section, ...]
    tables: tuple[Table, ...] = ()
    title_line: int = 0
    date_line: int = 0
    other_date: Day | None = None
    either: tuple[Day, ...] = ()
    home: str = ""
    marks: tuple[InlineMark, ...] = ()

    @property
    def line_starts(self) -> Sequence[int]:
        """The offset of each line's first character."""
        return self.lines.starts if isinstance(self.lines, PackedLines) else self.starts

    def line_of(self, offset: int) -> int:
        """The source line of an offset into `text`; an offset past the end gives the last line."""
        return max(1, bisect_right(self.line_starts, offset))

    def unpacked(self) -> Note:
        """The same with its lines as they were made, for who asks for each several times."""
        return replace(self, starts=tuple(self.line_starts), lines=tuple(self.lines))

    def quote(self, span: Span) -> str:
        """The text under a span."""
        return self.text[span.slice]

    def parts_of(self, number: int) -> range:
        """The indexes of the sections below one, given by its own, their subsections among them."""
        level = self.sections[number].level
        end = number + 1
        while end < len(self.sections) and self.sections[end].level > level:
            end += 1
        return range(number + 1, end)

    def table_at(self, index: int) -> Table | None:
        """The table that holds a line, given by its index in `lines`."""
        number = bisect_right(self.tables, index, key=attrgetter("first")) - 1
        table = self.tables[number] if number >= 0 else None
        return table if table is not None and index < table.last else None


class Attendee(Struct, frozen=True, gc=False):
    """A name in an attendance list, as written there, one record a person.

    `name` is what the list gives without role, handle, initials and markup (the handle where only
    that is given); `span` is where it stands. `rule` names the convention that read the list, as in
    `explain.RULES`; so it does in the other records of facts.
    """

    name: str
    span: Span
    presence: Presence = "present"
    handle: str = ""
    initials: str = ""
    roles: tuple[str, ...] = ()
    rule: str = ""


class PersonName(Struct, frozen=True, gc=False):
    """A name that its place makes a person's: an owner, a speaker, a presenter, a roster line.

    `rule` names the convention that read it (`owner`, `speaker`, `presenter`, `assignee`, …).
    """

    name: str
    span: Span
    rule: str
    roles: tuple[str, ...] = ()


class VersionReading(Struct, frozen=True, gc=False):
    """A version number as written, with what attribution needs.

    `number` is normalised: no leading v, lower-case letters. `beside` is the name written directly
    before it (`Singularity` in `Singularity 3.3.0`), `None` where no name stands there. `bound`
    marks a limit or comparison (`HTCondor >= 8.7.2`). `status` and `date` come from the line and
    what governs it; `date` keeps the stated precision (`2019-09-18`, `2022-02`), `""` without one.
    """

    number: str
    span: Span
    beside: Span | None = None
    series: bool = False
    bound: bool = False
    status: VersionStatus = "mentioned"
    date: str = ""


class Owner(Struct, frozen=True, gc=False):
    """Who is to do an action, as written."""

    name: str
    span: Span


class Action(Struct, frozen=True, gc=False):
    """An action item: its text without marker and owners, continuation lines joined by a blank."""

    text: str
    span: Span
    line: int
    owners: tuple[Owner, ...] = ()
    status: ActionStatus = "open"
    due: date | None = None
    rule: str = ""


class Statement(Struct, frozen=True, gc=False):
    """A sentence that a note marks: `kind` says as what, in one of the words of its kind."""

    text: str
    span: Span
    line: int
    kind: str
    rule: str = ""


class Outcome(Statement, frozen=True, gc=False):
    """What a note marks as a conclusion, with the kind of conclusion it is."""

    kind: OutcomeKind = "decision"


class Question(Statement, frozen=True, gc=False):
    """What a note marks as a question; `answer` is what it gives as the answer, `""` for none."""

    kind: QuestionKind = "asked"
    answer: str = ""


class Report(Struct, frozen=True, gc=False):
    """What a note says in prose to be done: `The probe` of `The probe is done`."""

    text: str
    span: Span
    line: int


class Ticket(Struct, frozen=True, gc=False):
    """A reference to a ticket, issue or pull request; `url` is `""` where none can be told."""

    id: TicketId
    system: str
    span: Span
    line: int
    url: str = ""
    rule: str = ""


@dataclass(frozen=True, slots=True)
class Metric:
    """A number that a table states under a label: `Open` 158 (+5) in the table under `JIRA`.

    `group` is the heading above the table, `label` the row's label, `column` the column's header.
    """

    group: str
    label: str
    column: str
    value: float
    delta: float | None
    span: Span
    line: int


@dataclass(frozen=True, slots=True)
class Sensitive:
    """Something that was masked: what kind of thing it was; the thing itself is not kept.

    `source` is where it stands in the file as it was decoded, and `told` where the words before it
    begin that tell what it is: whoever has the file can find it there again.
    """

    what: str
    span: Span
    line: int
    source: Span = _NOWHERE
    told: int = 0


class Link(Struct, frozen=True, gc=False):
    """An absolute address in a note, once for each place where it stands."""

    url: str
    text: str
    span: Span


@dataclass(frozen=True, slots=True)
class Facts:
    """All that one note states, read from that note alone, in the order of the text."""

    attendees: tuple[Attendee, ...] = ()
    names: tuple[PersonName, ...] = ()
    versions: tuple[VersionReading, ...] = ()
    actions: tuple[Action, ...] = ()
    outcomes: tuple[Outcome, ...] = ()
    questions: tuple[Question, ...] = ()
    reports: tuple[Report, ...] = ()
    tickets: tuple[Ticket, ...] = ()
    metrics: tuple[Metric, ...] = ()
    sensitive: tuple[Sensitive, ...] = ()
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class ParsedNote:
    """One note, its facts and its problems: what the per-note stage returns and the cache keeps."""

    note: Note
    facts: Facts
    problems: tuple[Problem, ...] = ()

    def packed(self) -> ParsedNote:
        """The same with its lines in little room, as an archive holds it."""
        lines = self.note.lines
        if isinstance(lines, PackedLines):
            return self
        return replace(self, note=replace(self.note, starts=(), lines=PackedLines.of(lines)))


# What the archive knows, all notes and the registry read together.


class Mention(Struct, frozen=True, gc=False):
    """A stretch of a note that names an entity: the evidence on that entity's page.

    `target` is the identifier of the entity of that kind; `written` the text under the span.
    """

    note: NoteId
    kind: MentionKind
    target: str
    span: Span
    written: str
    line: int


@dataclass(frozen=True, slots=True)
class Doubt:
    """A name that fits several entities, so that none is linked."""

    written: str
    span: Span
    line: int
    candidates: tuple[str, ...]


class Attendance(Struct, frozen=True, gc=False):
    """Whom an entry of a note's list means: nobody, one person, or two where a comma is missing.

    `name` is the entry's name, or of two persons the one's. `person` is `None` where the name fits
    several persons.
    """

    attendee: Attendee
    name: str
    person: PersonId | None


class VersionClaim(Struct, frozen=True, gc=False):
    """What one place says of a version."""

    note: NoteId
    version: VersionId
    status: VersionStatus
    date: str
    span: Span
    line: int
    bound: bool = False


class Related(Struct, frozen=True, gc=False):
    """Another note worth reading, and the names, versions and tickets that both speak of."""

    note: NoteId
    shared: tuple[tuple[MentionKind, str], ...]


@dataclass(frozen=True, slots=True)
class ArchivedNote:
    """A note with its address, and what its facts mean among the archive's entities.

    `facts` are what the note states by itself; all else refers to them: `attendance` to its lists
    of people, `persons` holds whom its owners mean, if that is one person, and `threads` the thread
    of each of its actions. `mentions` are in the order of the text and do not overlap. `aliases`
    are former addresses that lead here. `parts` are the other notes of its series on its day: an
    agenda, slides, a transcript (those with its own `id` and `#` before theirs are shown on its
    page); `previous` and `next` are the main notes of other days.
    """

    id: NoteId
    series: SeriesId
    note: Note
    facts: Facts
    attendance: tuple[Attendance, ...] = ()
    mentions: tuple[Mention, ...] = ()
    doubts: tuple[Doubt, ...] = ()
    claims: tuple[VersionClaim, ...] = ()
    persons: Mapping[Owner, PersonId] = field(default_factory=dict)
    threads: Mapping[Action, ThreadId] = field(default_factory=dict)
    previous: NoteId | None = None
    next: NoteId | None = None
    related: tuple[Related, ...] = ()
    aliases: tuple[str, ...] = ()
    parts: tuple[NoteId, ...] = ()

    @property
    def shown_parts(self) -> tuple[NoteId, ...]:
        """Those of the parts that the page of this note shows."""
        return tuple(part for part in self.parts if part.startswith(f"{self.id}#"))

    def mentions_in(self, span: Span) -> tuple[Mention, ...]:
        """The mentions that begin within a stretch of the text."""
        first, last = (
            bisect_left(self.mentions, at, key=attrgetter("span.start"))
            for at in (span.start, span.end)
        )
        return self.mentions[first:last]

    def mentions_on(self, line: int) -> tuple[Mention, ...]:
        """The mentions that begin on a line."""
        first, last = (
            bisect_left(self.mentions, at, key=attrgetter("line")) for at in (line, line + 1)
        )
        return self.mentions[first:last]


@dataclass(frozen=True, slots=True)
class Role:
    """A role or affiliation printed beside a name; `note` is `None` for the registry's.

    `note` is the first that prints it, `since` and `until` are the first and the last year of those
    that do, 0 where none has a day.
    """

    text: str
    note: NoteId | None = None
    line: int = 0
    since: int = 0
    until: int = 0


@dataclass(frozen=True, slots=True)
class Person:
    """A person that the notes name, with every way the name is written, most frequent first."""

    id: PersonId
    name: str
    written: tuple[str, ...] = ()
    roles: tuple[Role, ...] = ()
    attended: tuple[NoteId, ...] = ()
    mentions: tuple[Mention, ...] = ()
    registered: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Version:
    """A release or release series of a project, with every claim about it in order of time.

    `status` is that of the latest claim that says more than `mentioned`. `contradictions` are pairs
    of claims that cannot both be true. `series` marks a number used for a line of releases.
    """

    id: VersionId
    project: ProjectId
    number: str
    series: bool
    status: VersionStatus
    date: str
    claims: tuple[VersionClaim, ...]
    contradictions: tuple[tuple[VersionClaim, VersionClaim], ...] = ()


@dataclass(frozen=True, slots=True)
class Project:
    """A project that the notes name; `versions` run from the oldest number to the newest."""

    id: ProjectId
    name: str
    kind: ProjectKind = "other"
    written: tuple[str, ...] = ()
    parts: tuple[str, ...] = ()
    homepage: str = ""
    versions: tuple[VersionId, ...] = ()
    people: tuple[PersonId, ...] = ()
    tickets: tuple[TicketId, ...] = ()
    mentions: tuple[Mention, ...] = ()
    registered: bool = False
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TicketRecord:
    """A ticket with every place that names it."""

    id: TicketId
    system: str
    url: str
    mentions: tuple[Mention, ...]
    project: ProjectId | None = None


@dataclass(frozen=True, slots=True)
class ThreadOwner:
    """Who is to do an action, as written last, and who that is if it is one person."""

    name: str
    person: PersonId | None = None


@dataclass(frozen=True, slots=True)
class ActionThread:
    """One action followed across the notes of a series, oldest sight first.

    `actions` pairs each note with the index of the action in its `Facts.actions`. `since` is the
    note from which on the status holds: that which opened it, which said that it was done or
    dropped, or which first listed actions without it; where none came after it, the last with it.
    `told` is the note and line that report in prose that it was done. `subject` is what it is about
    where `text` has few words, or speaks of what was said before it, in the last note's words.
    """

    id: ThreadId
    series: SeriesId
    text: str
    owners: tuple[ThreadOwner, ...]
    status: ThreadStatus
    actions: tuple[tuple[NoteId, int], ...]
    due: date | None = None
    since: NoteId = NoteId("")
    told: tuple[NoteId, int] | None = None
    subject: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """What several notes of a series have a heading for, called as most write it in few words.

    `places` are where something is said of it, each a note and the line of a heading in it, of an
    item on a ticket or of a passage, the oldest first. `written` are all ways to head it. `ticket`
    is the one that the headings name, if they name one. `standing` marks what most meetings have.
    `former` are the topics that it was before a heading or ticket made them one.
    """

    id: TopicId
    series: SeriesId
    name: str
    written: tuple[str, ...]
    places: tuple[tuple[NoteId, int], ...]
    ticket: TicketId | None = None
    standing: bool = False
    former: tuple[TopicId, ...] = ()


@dataclass(frozen=True, slots=True)
class LoggedOutcome:
    """What the archive knows of an outcome: `about` is what the heading says that it is about.

    `section` is the index of that heading's section, `topic` the topic that it belongs to.
    `earlier` is the outcome that it comes back to, `later` the next that comes back to it, each a
    note and the index of the outcome in it.
    """

    about: str
    section: int | None = None
    topic: TopicId | None = None
    earlier: tuple[NoteId, int] | None = None
    later: tuple[NoteId, int] | None = None
    supersedes: bool = False
    superseded: bool = False


# Of notes that share a page, a part is called what it is, and a meeting by its day: `part_ids`.
_PART = re.compile(r"#\D")


@dataclass(frozen=True, slots=True)
class Series:
    """A recurring meeting; `notes` run from the oldest to the newest.

    `meetings` are those of them that have a page, which shows the parts of their meeting as well.
    `repeats` says whether its notes list open actions again until they are settled.
    """

    id: SeriesId
    name: str
    notes: tuple[NoteId, ...]
    project: ProjectId | None = None
    registered: bool = False
    aliases: tuple[str, ...] = ()
    repeats: bool = False

    @property
    def meetings(self) -> tuple[NoteId, ...]:
        """The notes that are no part of a meeting whose main note is another."""
        return tuple(note for note in self.notes if not _PART.search(note))


@dataclass(frozen=True, slots=True)
class Archive:
    """Everything that is published: mappings by identifier, each in a stable order.

    Notes run from the oldest to the newest (undated ones first), people and projects by name,
    threads by their opening, topics by series and their first note. `outcomes` holds what is known
    of each outcome of a note, in its order. How the notes were ordered when given changes nothing.
    """

    notes: Mapping[NoteId, ArchivedNote]
    series: Mapping[SeriesId, Series]
    people: Mapping[PersonId, Person]
    projects: Mapping[ProjectId, Project]
    versions: Mapping[VersionId, Version]
    tickets: Mapping[TicketId, TicketRecord]
    threads: Mapping[ThreadId, ActionThread]
    topics: Mapping[TopicId, Topic] = field(default_factory=dict)
    outcomes: Mapping[NoteId, tuple[LoggedOutcome, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()
