"""What the pages ask of an archive again and again, looked up once."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from itertools import chain, groupby
from typing import TypeVar

from ..core import addresses
from ..core.calendar import Year, years_of, years_on_a_page
from ..core.figures import Figure, figures
from ..core.kinds import STATEMENTS
from ..core.lexicon import pattern
from ..core.part_ids import meeting_of, part_of
from ..core.part_paths import file_of
from ..core.records import (
    ActionThread,
    Archive,
    FigureId,
    Mention,
    MentionKind,
    Note,
    NoteId,
    NoteKind,
    Person,
    PersonId,
    Project,
    ProjectId,
    ProjectKind,
    SeriesId,
    Span,
    ThreadId,
    TicketId,
    TicketRecord,
    TopicId,
    VersionId,
)
from ..core.resolve.versions import release_date
from ..core.slugs import note_stem
from ..core.text import shortened
from ..core.topic_items import extent
from ..core.topic_names import topic_key, topic_name
from .changes import (
    SUBSTANCE_AT_MOST,
    FigureMoved,
    Moved,
    Turn,
    moved_figures,
    moved_versions,
    overtaken_versions,
    turns,
)
from .model import Options, attachments_of
from .occurrences import Occurrence, chunks, occurrences, said_once
from .orders import MOST_IN_ORDERS, ordered, project_of
from .restated import Place, restated

PROJECT_KINDS: tuple[ProjectKind, ...] = (
    "software",
    "service",
    "standard",
    "organisation",
    "experiment",
    "site",
    "other",
)

_VERSION_CALLED = re.compile(r"(?P<project>.{1,80}?)[ /#_-]+v?(?P<number>\d[\w.+-]{0,30})", re.I)

LONGEST_NAME = 300
"""The characters of a title or heading that are told wherever a note or a line is named."""

K = TypeVar("K")
V = TypeVar("V")


@dataclass(frozen=True, slots=True, eq=False)
class Lookups:
    """An archive with the options of its site and what follows from the two.

    Two look-ups are the same only if they are one object: comparing archives would cost more than
    looking them up.

    `newest` are all notes that have a page, newest first, undated ones last; `place` sorts notes
    into that order, those that are parts of a meeting too, and adding a note leaves the places of
    older ones as they were. `years` maps a year (0 for undated notes) to its notes, newest first.
    `statements` gives each kind of statement, such as outcomes, pairs of a note and the index of
    one in it, newest first, without what the parts of a meeting say again, which is `restated`.
    Threads are in the order of
    their last sight, the newest first; `thread_places` are their places among those that are open,
    silent, or settled. `figures` are those that several notes state, and `calendar` has a year of a
    series each. `overtaken` are versions that never came out, with the later release of their line.
    `turns` and `moved` are what each meeting changed of actions and versions.
    `releases` are versions that the notes call released, the latest first. `people`, `projects`,
    `versions` and `tickets` are in the order of their index pages; the address of a ticket that
    shares a page has an anchor, and `ticket_groups` are those on each such page, by its name;
    `people_groups` says where the people with an initial begin, and `version_groups` where the
    versions of a project, given by its name, do; `version_places` is where each version stands
    among those of its project. `disputed` are versions about which claims contradict each other.
    `topics` are those of which most meetings spoke first, standing items last; those of a note are
    given with the line of what heads each, and the outcomes of a topic from the oldest on.
    `outcomes_about` has, by the address of a person, project or series, those that name it or are
    its own, the newest first.
    `notes_by_name` has the one note that links of a vault name so, in the form of `link_key`: by
    the name of its file, with some of its folders or all, by its title or another name of its own.
    `blocks` has the note, line and words of each block that its dialect gives a name: an identifier
    that no other has, or `NOTE^name`.
    """

    archive: Archive
    options: Options
    newest: tuple[NoteId, ...]
    place: Mapping[NoteId, int]
    years: Mapping[int, tuple[NoteId, ...]]
    notes_by_path: Mapping[str, NoteId]
    notes_by_name: Mapping[str, NoteId]
    blocks: Mapping[str, tuple[NoteId, int, str]]
    ticket_uris: Mapping[TicketId, str]
    ticket_groups: Mapping[str, tuple[TicketId, ...]]
    threads_of_person: Mapping[PersonId, tuple[ThreadId, ...]]
    threads_of_series: Mapping[SeriesId, tuple[ThreadId, ...]]
    projects_of_person: Mapping[PersonId, tuple[tuple[ProjectId, int], ...]]
    projects_by_name: Mapping[str, ProjectId]
    open_threads: tuple[ThreadId, ...]
    silent_threads: tuple[ThreadId, ...]
    closed_threads: tuple[ThreadId, ...]
    thread_places: Mapping[ThreadId, int]
    figures: Mapping[FigureId, Figure]
    figures_of_series: Mapping[SeriesId, tuple[FigureId, ...]]
    calendar: tuple[Year, ...]
    open_orders: Mapping[str, tuple[ThreadId, ...]]
    silent_orders: Mapping[str, tuple[ThreadId, ...]]
    closed_orders: Mapping[str, tuple[ThreadId, ...]]
    turns: Mapping[NoteId, tuple[tuple[Turn, ThreadId], ...]]
    moved: Mapping[NoteId, tuple[Moved, ...]]
    overtaken: Mapping[VersionId, VersionId]
    roles_of_project: Mapping[ProjectId, tuple[tuple[PersonId, str], ...]]
    statements: Mapping[str, tuple[tuple[NoteId, int], ...]]
    restated: frozenset[Place]
    releases: tuple[VersionId, ...]
    people: tuple[PersonId, ...]
    people_groups: Mapping[str, int]
    projects: tuple[ProjectId, ...]
    versions: tuple[VersionId, ...]
    version_groups: Mapping[str, int]
    version_places: Mapping[VersionId, int]
    disputed: tuple[VersionId, ...]
    tickets: tuple[TicketId, ...]
    topics: tuple[TopicId, ...]
    topics_of_series: Mapping[SeriesId, tuple[TopicId, ...]]
    topics_of_note: Mapping[NoteId, tuple[tuple[int, TopicId], ...]]
    outcomes_of_topic: Mapping[TopicId, tuple[tuple[NoteId, int], ...]]
    outcomes_about: Mapping[str, tuple[tuple[NoteId, int], ...]]

    @property
    def under(self) -> str:
        """The folder of the site that the archive lies below, or `""`."""
        return self.options.under

    def uri(self, kind: MentionKind, target: str) -> str:
        """The address of what a mention names; `""` for something the archive does not hold."""
        if kind == "person":
            return addresses.person_uri(PersonId(target)) if target in self.archive.people else ""
        if kind == "project":
            known = target in self.archive.projects
            return addresses.project_uri(ProjectId(target)) if known else ""
        if kind == "version":
            known = target in self.archive.versions
            return addresses.version_uri(VersionId(target)) if known else ""
        return self.ticket_uris.get(TicketId(target), "")

    def name(self, kind: MentionKind, target: str) -> str:
        """What a reader calls a target: a version is named with its project."""
        if kind == "person" and target in self.archive.people:
            return self.archive.people[PersonId(target)].name
        if kind == "project" and target in self.archive.projects:
            return self.archive.projects[ProjectId(target)].name
        if kind == "version" and target in self.archive.versions:
            version = self.archive.versions[VersionId(target)]
            return f"{self.name('project', version.project)} {version.number}"
        return target

    def version_called(self, name: str) -> str:
        """The address of the version that a link calls by its project and number, or `""`.

        `Winch 2.2`, `winch v2.2` and `Winch/2.2` name one.
        """
        match = _VERSION_CALLED.fullmatch(name.strip())
        project = self.projects_by_name.get(match["project"].casefold()) if match else None
        if match is None or project is None:
            return ""
        return self.uri("version", f"{project}/{match['number']}")

    def note(self, note: NoteId) -> Note:
        """A note as it was read, without what the archive adds to it."""
        return self.archive.notes[note].note

    def person(self, person: PersonId) -> Person:
        """A person, without the places where notes name them."""
        return replace(self.archive.people[person], mentions=())

    def project(self, project: ProjectId) -> Project:
        """A project, without the places where notes name it."""
        return replace(self.archive.projects[project], mentions=())

    def reach(self, kind: MentionKind, key: str) -> tuple[int, str, str]:
        """In how many notes an entity is spoken of, and the first and last day of these, or `""`.

        A person also is where they attended, and a project where its versions are spoken of.
        """
        notes = {meeting_of(note) for note in _notes_of(self.archive, kind, key)}
        days = sorted(filter(None, map(self.date, notes)))
        return len(notes), days[0] if days else "", days[-1] if days else ""

    def attended(
        self, person: PersonId, most: int, recent: int
    ) -> tuple[tuple[SeriesId, int, str, str, tuple[NoteId, ...]], ...]:
        """The series of which a person attended the most meetings, with how many these are.

        Beside that stand the days of the first and of the last, and the most `recent` ones.
        """
        attended = {meeting_of(note) for note in self.archive.people[person].attended}
        newest = sorted(attended, key=self.place.__getitem__)
        series = _grouped((self.series_of(note), note) for note in newest)
        ordered = sorted(series.items(), key=lambda entry: -len(entry[1]))[:most]
        return tuple(
            (key, len(notes), self.date(notes[-1]), self.date(notes[0]), notes[:recent])
            for key, notes in ordered
        )

    def attachments(self, note: NoteId) -> tuple[str, ...]:
        """The names of the files that come with a note."""
        return tuple(file.name for file in attachments_of(self.options.files, self.note(note)))

    def series_of(self, note: NoteId) -> SeriesId:
        """The series that a note belongs to."""
        return self.archive.notes[note].series

    def counts(self, note: NoteId) -> tuple[tuple[str, int], ...]:
        """How many items of each kind a meeting has, such as outcomes, and its actions at the end.

        What its parts say again counts once.
        """
        found = self.archive.notes[note]
        notes = (found, *(self.archive.notes[part] for part in found.shown_parts))
        stated = (
            (
                kind.name,
                sum(
                    (kind.name, one.id, at) not in self.restated
                    for one in notes
                    for at in range(len(kind.of(one.facts)))
                ),
            )
            for kind in STATEMENTS
        )
        again = [thread for one in notes[1:] for thread in one.threads.values()]
        others = {*again} - {*found.threads.values()}
        return *stated, ("action", len(found.facts.actions) + len(others))

    def is_restated(self, kind: str, note: NoteId, index: int) -> bool:
        """Whether a part of a meeting makes a statement that its page has told before."""
        return (kind, note, index) in self.restated

    def action_project(self, thread: ThreadId) -> str:
        """The name of the project that an action is about, or `""`."""
        return project_of(self.archive, thread)

    def action_line(self, note: NoteId, index: int) -> int:
        """The line of an action, given by its place among the actions of its note."""
        return self.archive.notes[note].facts.actions[index].line

    def day(self, note: NoteId) -> date | None:
        """The day of a note's meeting."""
        return self.archive.notes[note].note.date

    def topic_name(self, topic: TopicId) -> str:
        """What a topic is called."""
        return self.archive.topics[topic].name

    def is_standing(self, topic: TopicId) -> bool:
        """Whether nearly each meeting of a series has a section of that name."""
        return self.archive.topics[topic].standing

    def calendar_size(self) -> int:
        """How many years of series a page of the calendar has."""
        return years_on_a_page(self.calendar, self.options.page_size)

    def series_name(self, series: SeriesId) -> str:
        """What a reader calls a series."""
        return shortened(self.archive.series[series].name, LONGEST_NAME)

    def title(self, note: NoteId) -> str:
        """A note's title, as it stands in the note."""
        return shortened(self.archive.notes[note].note.title, LONGEST_NAME)

    def kind(self, note: NoteId) -> NoteKind:
        """What a note is: minutes, slides, what was said."""
        return self.archive.notes[note].note.kind

    def date(self, note: NoteId) -> str:
        """A note's date as `2019-09-09`, or `""`."""
        stated = self.day(note)
        return stated.isoformat() if stated else ""

    def thread_page(self, thread: ThreadId) -> str:
        """The address of the page, among the pages of a list, on which an action thread stands."""
        uri = addresses.ACTIONS_BY_STATE[self.archive.threads[thread].status]
        return addresses.paged(uri, self.thread_places[thread] // self.options.page_size + 1)

    def figures_moved(self, note: NoteId) -> tuple[FigureMoved, ...]:
        """The figures of a note that the one before it in the series states otherwise."""
        return moved_figures(self.archive, note)

    def substance(self, note: NoteId) -> tuple[str, ...]:
        """What a note is worth opening for: its outcomes, else its topics, else what it heads."""
        archived = self.archive.notes[note]
        outcomes = [outcome.text for outcome in archived.facts.outcomes]
        own = [
            self.archive.topics[topic].name
            for _, topic in self.topics_of_note.get(note, ())
            if not self.archive.topics[topic].standing
        ]
        standing = {line for line, _ in self.topics_of_note.get(note, ())}
        todo = [action.text for action in archived.facts.actions]
        found = outcomes or own or _headed(archived.note, standing) or todo
        return tuple(dict.fromkeys(found))[:SUBSTANCE_AT_MOST]

    def neighbours(self, version: VersionId) -> tuple[VersionId | None, VersionId | None]:
        """The versions of the same project before and after one in the order of numbers."""
        versions = self.archive.projects[self.archive.versions[version].project].versions
        at = self.version_places.get(version)
        if at is None:
            return None, None
        return (
            versions[at - 1] if at > 0 else None,
            versions[at + 1] if at + 1 < len(versions) else None,
        )

    def evidence(
        self, kind: MentionKind, key: str, number: int
    ) -> tuple[tuple[Occurrence, ...], int]:
        """A page of the places that name something, from 1, and the number of such pages."""
        found = _evidence(self, kind, key)
        return found[number - 1], len(found)

    def actions_quoted(
        self, kind: MentionKind, key: str, number: int
    ) -> tuple[tuple[NoteId, int, ThreadId], ...]:
        """The actions among what a page quotes of an entity: note, line and thread of each.

        A page of a version is asked for as a whole, with number 0.
        """
        if kind == "version":
            claims = self.archive.versions[VersionId(key)].claims
            return _actions_at(self, ((claim.note, claim.line) for claim in claims))
        found = _evidence(self, kind, key)[number - 1]
        return _actions_at(self, ((one.note, line) for one in found for line, _ in one.lines))

    def silent_on(self, topic: TopicId) -> tuple[NoteId, ...]:
        """The notes of its series that say nothing of a topic, from the first that did to the last.

        A note of a day on which another one does is none of them.
        """
        record = self.archive.topics[topic]
        told = {self.day(note) or note for note, _ in record.places}
        notes = self.archive.series[record.series].notes
        first, last = (notes.index(record.places[at][0]) for at in (0, -1))
        return tuple(
            one
            for one in notes[first:last]
            if (self.day(one) or one) not in told and not part_of(one)
        )

    def actions_below(
        self, topic: TopicId, first: int, last: int
    ) -> tuple[tuple[NoteId, int, ThreadId], ...]:
        """The actions in what the meetings from a first to before a last said of a topic."""
        places = self.archive.topics[topic].places[first:last]
        found = []
        for note, line in places:
            if threads := _threads_by_line(self, note):
                below = extent(self.archive.notes[note].note, line)
                found += [(note, at) for at in sorted(threads) if at - 1 in below]
        return _actions_at(self, found)


def _actions_at(
    lookups: Lookups, places: Iterable[tuple[NoteId, int]]
) -> tuple[tuple[NoteId, int, ThreadId], ...]:
    """The threads of the actions that stand on lines of notes."""
    return tuple(
        (note, line, threads[line])
        for note, line in dict.fromkeys(places)
        if line in (threads := _threads_by_line(lookups, note))
    )


@lru_cache(maxsize=1 << 10)
def _threads_by_line(lookups: Lookups, note: NoteId) -> Mapping[int, ThreadId]:
    """The threads of a note's actions, kept for the next of the many that are quoted from it."""
    archived = lookups.archive.notes[note]
    return {action.line: archived.threads[action] for action in archived.facts.actions}


def look_up(archive: Archive, options: Options) -> Lookups:
    """What the pages of an archive need, in one pass over it."""
    place = _by_age(archive)
    newest = tuple(note for note in place if not part_of(note))
    told_before = restated(archive)
    threads = sorted(archive.threads.values(), key=lambda thread: place[thread.actions[-1][0]])
    open_threads, silent_threads, closed_threads = (
        tuple(thread.id for thread in threads if thread.status in states)
        for states in (("open",), ("silent",), ("done", "dropped"))
    )
    versions = _versions(archive)
    all_figures = figures(archive)
    topics = _topics(archive)
    tickets = tuple(sorted(archive.tickets, key=lambda t: _ticket_order(archive.tickets[t])))
    grouped_tickets = _grouped_tickets(archive)
    return Lookups(
        archive=archive,
        options=options,
        newest=newest,
        place=place,
        years=_by_year(archive, newest),
        notes_by_path=_by_path(archive),
        notes_by_name=_by_name(archive),
        blocks=_blocks(archive),
        ticket_uris={**addresses.ticket_uris(archive.tickets), **grouped_tickets},
        ticket_groups=_grouped(
            (addresses.ticket_group(ticket), ticket)
            for ticket in tickets
            if ticket in grouped_tickets
        ),
        threads_of_person=_grouped(
            (person, thread.id) for thread in threads for person in _owners(thread)
        ),
        threads_of_series=_grouped((thread.series, thread.id) for thread in threads),
        projects_of_person=_projects_of_person(archive),
        projects_by_name=_names(archive),
        open_threads=open_threads,
        silent_threads=silent_threads,
        closed_threads=closed_threads,
        thread_places=_places(open_threads, silent_threads, closed_threads),
        figures=all_figures,
        figures_of_series=_grouped((figure.series, figure.id) for figure in all_figures.values()),
        calendar=years_of(archive),
        open_orders=ordered(archive, place, open_threads),
        silent_orders=ordered(archive, place, silent_threads[:MOST_IN_ORDERS]),
        closed_orders=ordered(archive, place, closed_threads[:MOST_IN_ORDERS]),
        turns=turns(archive),
        moved=moved_versions(archive),
        overtaken=overtaken_versions(archive),
        roles_of_project=_roles_of_project(archive),
        statements=_statements(archive, place, told_before),
        restated=told_before,
        releases=_releases(archive),
        people=tuple(archive.people),
        people_groups=_first_places(initial(p.name) for p in archive.people.values()),
        projects=tuple(
            sorted(archive.projects, key=lambda p: PROJECT_KINDS.index(archive.projects[p].kind))
        ),
        versions=versions,
        version_groups=_first_places(
            archive.projects[archive.versions[version].project].name for version in versions
        ),
        version_places=_places(*(project.versions for project in archive.projects.values())),
        disputed=tuple(v.id for v in archive.versions.values() if v.contradictions),
        topics=topics,
        topics_of_series=_grouped((archive.topics[topic].series, topic) for topic in topics),
        topics_of_note=_topics_of_note(archive),
        outcomes_of_topic=_outcomes_of_topic(archive, told_before),
        outcomes_about=_outcomes_about(archive, place, told_before),
        tickets=tickets,
    )


def _headed(note: Note, others: Container[int]) -> list[str]:
    """What a note's headings name besides the form of a meeting, without those of some lines."""
    names = (
        topic_name(section.heading)
        for section in note.sections
        if section.line != note.title_line and section.line not in others
    )
    return [name for name in names if topic_key(name)]


def _blocks(archive: Archive) -> dict[str, tuple[NoteId, int, str]]:
    """The blocks with a name; one that two notes have is that of the first."""
    found: dict[str, tuple[NoteId, int, str]] = {}
    for archived in archive.notes.values():
        note = archived.note
        for mark in note.marks:
            if mark.kind == "block":
                words = shortened(note.text[mark.span.slice].strip(), LONGEST_NAME)
                place = (archived.id, note.line_of(mark.span.start), words)
                found.setdefault(block_key(archived.id, mark.value), place)
    return found


def block_key(note: NoteId, name: str) -> str:
    """What a block is known by in the archive: an identifier of its own, else its note and name."""
    return name if len(name) == UUID_LENGTH else f"{note}^{name}"


UUID_LENGTH = 36


def _by_path(archive: Archive) -> dict[str, NoteId]:
    """Notes by their path; a file with several meetings leads to the newest of them."""
    notes = [note.note for note in archive.notes.values()]
    found = {file_of(note.path): note for note in sorted(notes, key=lambda note: note.path)}
    ids = {note.note.path: note.id for note in archive.notes.values()}
    return {file: ids[note.path] for file, note in found.items()} | ids


def _by_name(archive: Archive) -> dict[str, NoteId]:
    """Notes by what they are called; what two are called names neither, but its whole path does."""
    found: dict[str, set[NoteId]] = defaultdict(set)
    whole: dict[str, NoteId] = {}
    for note in archive.notes.values():
        path = link_key(note.note.path)
        folders = path.split("/")
        own = note.note.front_matter.names
        for name in (note_stem(note.note.path), note.note.title, *own):
            found[link_key(name)].add(note.id)
        for at in range(min(len(folders), DEEPEST_LINK)):
            found["/".join(folders[-at - 1 :])].add(note.id)
        whole[path] = note.id
    return {name: next(iter(notes)) for name, notes in found.items() if len(notes) == 1} | whole


DEEPEST_LINK = 8
"""The folders that a link of a vault names at most."""


def link_key(name: str) -> str:
    """The form of a name or path under which links of a vault find a note.

    >>> link_key("/Meetings/2024-05-13 Crane.md"), link_key("@Ann Bell")
    ('meetings/2024-05-13 crane', 'ann bell')
    """
    stem = re.sub(r"\.(?:md|markdown|txt|org)$", "", name.strip().casefold())
    return stem.strip("/").lstrip("@")


def initial(name: str) -> str:
    """The letter under which a name is listed, `#` where it begins with none.

    >>> initial("ann"), initial("3D")
    ('A', '#')
    """
    return name[:1].upper() if name[:1].isalpha() else "#"


def _first_places(groups: Iterable[str]) -> dict[str, int]:
    """Where each group begins in an order of theirs."""
    first: dict[str, int] = {}
    for place, group in enumerate(groups):
        first.setdefault(group, place)
    return first


def told(lookups: Lookups, person: Person) -> tuple[Mention, ...]:
    """Where notes say something of a person: not the lists of those who were there."""
    return tuple(
        mention for mention in person.mentions if mention.span not in _listed(lookups, mention.note)
    )


@lru_cache(maxsize=1 << 14)
def _listed(lookups: Lookups, note: NoteId) -> frozenset[Span]:
    """Where a note lists those who were there, kept for the next of the many whom it may name."""
    return frozenset(one.attendee.span for one in lookups.archive.notes[note].attendance)


def _notes_of(archive: Archive, kind: MentionKind, key: str) -> set[NoteId]:
    """The notes that speak of an entity."""
    if kind == "person":
        person = archive.people[PersonId(key)]
        return {*(mention.note for mention in person.mentions), *person.attended}
    if kind == "ticket":
        return {mention.note for mention in archive.tickets[TicketId(key)].mentions}
    if kind == "version":
        return {claim.note for claim in archive.versions[VersionId(key)].claims}
    project = archive.projects[ProjectId(key)]
    claims = chain.from_iterable(archive.versions[one].claims for one in project.versions)
    return {*(mention.note for mention in project.mentions), *(claim.note for claim in claims)}


@lru_cache(maxsize=32)
def _evidence(lookups: Lookups, kind: MentionKind, key: str) -> tuple[tuple[Occurrence, ...], ...]:
    """Where the notes name something, cut into pages.

    Kept for the last few entities, as the pages of one are rendered one after another, and a page
    asks several things of it.
    """
    archive = lookups.archive
    mentions: Sequence[Mention] = ()
    if kind == "person":
        mentions = told(lookups, archive.people[PersonId(key)])
    elif kind == "project":
        mentions = archive.projects[ProjectId(key)].mentions
    elif kind == "ticket":
        mentions = archive.tickets[TicketId(key)].mentions
    found = occurrences(lookups.place, mentions)
    return chunks(said_once(found, lookups.archive.notes), lookups.options.page_size)


def _versions(archive: Archive) -> tuple[VersionId, ...]:
    """All versions by the name of their project, the newest number first."""
    ordered: dict[VersionId, None] = {}
    for project in archive.projects.values():
        ordered |= dict.fromkeys(reversed(project.versions))
    return tuple(ordered | dict.fromkeys(archive.versions))


def _projects_of_person(archive: Archive) -> dict[PersonId, tuple[tuple[ProjectId, int], ...]]:
    """The projects that stand on a line with each person, those on most lines first."""
    counts: dict[PersonId, Counter[ProjectId]] = defaultdict(Counter)
    for note in archive.notes.values():
        people: dict[int, set[PersonId]] = defaultdict(set)
        for mention in note.mentions:
            if mention.kind == "person":
                people[mention.line].add(PersonId(mention.target))
        beside = {
            (mention.line, ProjectId(mention.target))
            for mention in note.mentions
            if mention.kind == "project" and mention.line in people
        }
        for line, project in beside:
            for person in people[line]:
                counts[person][project] += 1
    return {
        person: tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))
        for person, found in counts.items()
    }


NAME_WORDS = 4
"""Words of a project's name that are looked for in a role."""


def _roles_of_project(archive: Archive) -> dict[ProjectId, tuple[tuple[PersonId, str], ...]]:
    """Whose role names a project, in the order of people; those who lead it come first."""
    names = _names(archive)
    found: dict[ProjectId, dict[tuple[PersonId, str], None]] = defaultdict(dict)
    for person in archive.people.values():
        for role in person.roles:
            words = re.findall(r"[^\s,;/()]+", role.text.casefold())
            parts = {
                " ".join(words[at : at + length])
                for length in range(1, NAME_WORDS + 1)
                for at in range(len(words) - length + 1)
            }
            for project in {names[part] for part in parts if part in names}:
                found[project][person.id, role.text] = None
    return {
        project: tuple(sorted(roles, key=lambda role: not _LEADS.search(role[1])))
        for project, roles in found.items()
    }


_LEADS = re.compile(rf"\b{pattern('roles.lead')}\b", re.IGNORECASE)


def _topics(archive: Archive) -> tuple[TopicId, ...]:
    """All topics, those of which most meetings spoke first; what nearly all have comes last."""

    def order(topic: TopicId) -> tuple[bool, int, str, str]:
        record = archive.topics[topic]
        meetings = len({meeting_of(note) for note, _ in record.places})
        return record.standing, -meetings, record.name.casefold(), topic

    return tuple(sorted(archive.topics, key=order))


def _topics_of_note(archive: Archive) -> dict[NoteId, tuple[tuple[int, TopicId], ...]]:
    return _grouped(
        sorted(
            (note, (line, topic.id))
            for topic in archive.topics.values()
            for note, line in topic.places
        )
    )


def _outcomes_of_topic(
    archive: Archive, again: Container[Place]
) -> dict[TopicId, tuple[tuple[NoteId, int], ...]]:
    return _grouped(
        (outcome.topic, (note, index))
        for note, logged in archive.outcomes.items()
        for index, outcome in enumerate(logged)
        if outcome.topic and ("outcome", note, index) not in again
    )


def _outcomes_about(
    archive: Archive, newest: Iterable[NoteId], again: Container[Place]
) -> dict[str, tuple[tuple[NoteId, int], ...]]:
    """Outcomes by whom they name, by the projects in them or in their heading, and by series."""
    found: dict[str, dict[tuple[NoteId, int], None]] = defaultdict(dict)
    for key in newest:
        note = archive.notes[key]
        for index, outcome in enumerate(note.facts.outcomes):
            place = key, index
            if ("outcome", *place) in again:
                continue
            found[addresses.series_uri(note.series)][place] = None
            above = note.mentions_on(_heading_above(archive, key, index))
            for uri in map(_page_of, (*note.mentions_in(outcome.span), *above)):
                if uri:
                    found[uri][place] = None
    return {uri: tuple(places) for uri, places in found.items()}


def _page_of(mention: Mention) -> str:
    """The address of the person or project that a mention is about, or `""`."""
    if mention.kind == "person":
        return addresses.person_uri(PersonId(mention.target))
    if mention.kind == "ticket":
        return ""
    return addresses.project_uri(ProjectId(mention.target.partition("/")[0]))


def _heading_above(archive: Archive, note: NoteId, index: int) -> int:
    """The line of the heading that says what an outcome is about, 0 for none."""
    logged = archive.outcomes.get(note, ())
    section = logged[index].section if index < len(logged) else None
    return archive.notes[note].note.sections[section].line if section is not None else 0


GROUPED_MENTIONS = 6
"""A ticket that is named more often has a page to itself."""


def _grouped_tickets(archive: Archive) -> dict[TicketId, str]:
    """The places of tickets that share a page with their like: those of which there is little."""
    return {
        TicketId(ticket): f"{group}#{uri.split('/')[-2]}"
        for ticket, uri in addresses.ticket_uris(archive.tickets).items()
        for group in (addresses.ticket_group_uri(addresses.ticket_group(ticket)),)
        if len(archive.tickets[ticket].mentions) <= GROUPED_MENTIONS
    }


def _ticket_order(ticket: TicketRecord) -> tuple[str, tuple[tuple[int, int, str], ...]]:
    return ticket.system.casefold(), natural(ticket.id)


def natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """A key that sorts numbers within names by their value.

    >>> sorted(["A-10", "A-9"], key=natural)
    ['A-9', 'A-10']
    """
    parts = [("".join(part), digit) for digit, part in groupby(text.casefold(), key=str.isdecimal)]
    return tuple((0, int(part), "") if digit else (1, 0, part) for part, digit in parts)


def _grouped(pairs: Iterable[tuple[K, V]]) -> dict[K, tuple[V, ...]]:
    """The second of each pair by the first, in their order."""
    found: dict[K, list[V]] = defaultdict(list)
    for key, value in pairs:
        found[key].append(value)
    return {key: tuple(values) for key, values in found.items()}


def _by_age(archive: Archive) -> dict[NoteId, int]:
    """All notes, the newest first, with their places: those with a day have negative ones."""
    notes = archive.notes
    dated = [note for note in reversed(tuple(notes)) if notes[note].note.date]
    others = [note for note in notes if not notes[note].note.date]
    return {note: number for number, note in enumerate((*dated, *others), -len(dated))}


def _places(*lists: Iterable[K]) -> dict[K, int]:
    """Where each one stands in its list."""
    return {one: place for listed in lists for place, one in enumerate(listed)}


def _owners(thread: ActionThread) -> Iterable[PersonId]:
    return dict.fromkeys(owner.person for owner in thread.owners if owner.person)


def _statements(
    archive: Archive, newest: Iterable[NoteId], again: Container[Place]
) -> dict[str, tuple[tuple[NoteId, int], ...]]:
    """All statements by their kind, as notes and indexes."""
    found = _grouped(
        (kind.name, (note, index))
        for kind in STATEMENTS
        for note in newest
        for index in range(len(kind.of(archive.notes[note].facts)))
        if (kind.name, note, index) not in again
    )
    return {kind.name: found.get(kind.name, ()) for kind in STATEMENTS}


def _by_year(archive: Archive, newest: Iterable[NoteId]) -> dict[int, tuple[NoteId, ...]]:
    dates = ((archive.notes[note].note.date, note) for note in newest)
    return _grouped((stated.year if stated else 0, note) for stated, note in dates)


def _names(archive: Archive) -> dict[str, ProjectId]:
    """Projects by name, for names that only one project has."""
    owners: dict[str, set[ProjectId]] = defaultdict(set)
    for project in archive.projects.values():
        for name in (project.name, *project.aliases):
            owners[name.casefold()].add(project.id)
    return {name: min(ids) for name, ids in owners.items() if len(ids) == 1}


def _releases(archive: Archive) -> tuple[VersionId, ...]:
    released = [v for v in archive.versions.values() if v.status == "released" and not v.series]
    released.sort(key=lambda v: v.id)
    released.sort(key=lambda v: release_date(archive, v.claims), reverse=True)
    return tuple(version.id for version in released)
