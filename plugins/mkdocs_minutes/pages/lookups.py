"""What the pages ask of an archive again and again, looked up once."""

from __future__ import annotations

import re
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from functools import lru_cache, wraps
from itertools import groupby
from operator import attrgetter
from types import MappingProxyType
from typing import Any, TypeVar, cast

from ..core import addresses
from ..core.calendar import Year, years_of, years_on_a_page
from ..core.figures import Figure, figures
from ..core.grouping import grouped
from ..core.kinds import STATEMENTS
from ..core.part_ids import meeting_of, page_of, part_of
from ..core.places import Made
from ..core.records import (
    ActionThread,
    Archive,
    ArchivedNote,
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
    ThreadStatus,
    TicketId,
    TopicId,
    VersionId,
)
from ..core.resolve.versions import VersionTold, told_of_version
from ..core.topic_items import extent
from ..core.topic_names import topic_key, topic_name
from ..core.topics import sections_of_people
from ..core.unread import count_of, digest, quoted_before, thread_ids
from . import entity_lists, note_names, statement_places
from .anchors import former_anchors
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
from .model import Options, attachments_of, in_short
from .occurrences import Occurrence, occurrences, said_once
from .orders import MOST_IN_ORDERS, ordered, project_of
from .paging import Cut, cut_by_weight, page_count
from .restated import Place, restated

_VERSION_CALLED = re.compile(r"(?P<project>.{1,80}?)[ /#_-]+v?(?P<number>\d[\w.+-]{0,30})", re.I)

A_YEAR = 365
"""Days after which what was said of a version is old."""

TABLES: Mapping[MentionKind, str] = MappingProxyType(
    {"person": "people", "project": "projects", "version": "versions", "ticket": "tickets"}
)
"""The table of an archive that has what is named."""

ROLES_IN_A_ROW = 2
"""Roles of a person that a list shows."""

T = TypeVar("T")
Work = TypeVar("Work", bound=Callable[..., object])


def _remembered(size: int) -> Callable[[Work], Work]:
    """Let a method of look-ups remember the last of its answers, also what `remember` is told."""

    def remembering(work: Work) -> Work:
        made = dict[tuple[object, ...], object]()
        found = lru_cache(maxsize=size)(lambda *one: made[one] if one in made else work(*one))

        @wraps(work)
        def answer(lookups: Lookups, *about: str) -> object:
            return found(lookups.noting(work.__name__, *about), *about)

        def remember(lookups: Lookups, about: tuple[str, ...], value: object) -> None:
            made[lookups, *about] = value
            found(lookups, *about)
            made.clear()

        answer.remember = remember  # type: ignore[attr-defined]
        return cast("Work", answer)

    return remembering


class Lookups:
    """An archive with the options of its site and what follows from the two, made when asked for.

    Two look-ups are the same only if they are one object: comparing archives would cost more than
    looking them up.
    """

    archive: Archive
    options: Options
    newest: tuple[NoteId, ...]
    """All notes that have a page, newest first, undated ones last."""
    place: Mapping[NoteId, int]
    """Sorts notes into that order, parts of a meeting too; a note more moves no older one."""
    years: Mapping[int, tuple[NoteId, ...]]
    """The notes of a year, newest first; undated ones are those of year 0."""
    on_shared_pages: Mapping[NoteId, tuple[NoteId, ...]]
    """The meetings on each page that shows several, in the order of their file."""
    notes_by_path: Mapping[str, NoteId]
    notes_by_name: Mapping[str, NoteId]
    """The one note that links of a vault name so, in the form of `link_key`."""
    blocks: Mapping[str, tuple[NoteId, int, str]]
    """Note, line and words of what a dialect names: by an own name, or by `NOTE^name`."""
    names: Mapping[str, str]
    """What people, projects and versions are called, by `kind/id`."""
    ticket_uris: Mapping[TicketId, str]
    """Where each ticket is shown, with an anchor where it shares a page."""
    ticket_groups: Mapping[str, tuple[TicketId, ...]]
    """The tickets that share a page, by its name."""
    threads_of_person: Mapping[PersonId, tuple[ThreadId, ...]]
    threads_of_series: Mapping[SeriesId, tuple[ThreadId, ...]]
    meetings: Mapping[SeriesId, tuple[NoteId, ...]]
    """The meetings of a series."""
    projects_of_person: Mapping[PersonId, tuple[tuple[ProjectId, int], ...]]
    projects_by_name: Mapping[str, ProjectId]
    threads: tuple[ThreadId, ...]
    """In the order of their last sight, the newest first; so are those of one state below."""
    open_threads: tuple[ThreadId, ...]
    silent_threads: tuple[ThreadId, ...]
    closed_threads: tuple[ThreadId, ...]
    thread_pages: Mapping[ThreadId, str]
    """On which page of what is open, silent or settled a thread stands."""
    figures: Mapping[FigureId, Figure]
    """Those that several notes state."""
    figures_of_series: Mapping[SeriesId, tuple[FigureId, ...]]
    calendar: tuple[Year, ...]
    """A year of a series each."""
    open_orders: Mapping[str, tuple[ThreadId, ...]]
    """The open actions in each order in which they are listed; so below."""
    silent_orders: Mapping[str, tuple[ThreadId, ...]]
    closed_orders: Mapping[str, tuple[ThreadId, ...]]
    turns: Mapping[NoteId, tuple[tuple[Turn, ThreadId], ...]]
    """What each meeting changed of actions."""
    version_told: Mapping[VersionId, VersionTold]
    """What other look-ups take from each version."""
    moved: Mapping[NoteId, tuple[Moved, ...]]
    """What each meeting changed of versions."""
    overtaken: Mapping[VersionId, VersionId]
    """Versions that never came out, with the later release of their line."""
    person_told: Mapping[PersonId, entity_lists.PersonTold]
    """What other look-ups take from each person."""
    roles_of_project: Mapping[ProjectId, tuple[tuple[PersonId, str], ...]]
    statements: Mapping[str, tuple[tuple[NoteId, int], ...]]
    """Of each kind, note and index, newest first, without what is `restated`."""
    restated: frozenset[Place]
    """What the parts of a meeting say again."""
    releases: tuple[VersionId, ...]
    """Versions that notes call released, the latest first."""
    people: tuple[PersonId, ...]
    """In the order of their index pages, as are projects, versions and tickets."""
    people_groups: Mapping[str, int]
    """Where the people with an initial begin."""
    projects: tuple[ProjectId, ...]
    versions: tuple[VersionId, ...]
    version_pages: Mapping[VersionId, int]
    """How many pages the claims about each take."""
    version_groups: Mapping[str, int]
    """Where the versions of a project, given by its name, begin."""
    neighbours: Mapping[VersionId, tuple[VersionId | None, VersionId | None]]
    """The versions before and after each of a project."""
    disputed: tuple[VersionId, ...]
    """Versions about which claims contradict each other."""
    tickets: tuple[TicketId, ...]
    topics: tuple[TopicId, ...]
    """Those of which most meetings spoke first, standing items last."""
    topics_of_series: Mapping[SeriesId, tuple[TopicId, ...]]
    topics_of_note: Mapping[NoteId, tuple[tuple[int, TopicId], ...]]
    """With the line of what heads each."""
    outcomes_of_topic: Mapping[TopicId, tuple[tuple[NoteId, int], ...]]
    """From the oldest on."""
    outcomes_about: Mapping[str, tuple[tuple[NoteId, int], ...]]
    """Those that name what has a page at an address or are its own, the newest first."""

    def __init__(self, archive: Archive, options: Options) -> None:
        self.archive = archive
        self.options = options

    def __getattr__(self, name: str) -> Any:
        if name not in MADE:
            raise AttributeError(name)
        value = self.__dict__[name] = self.found(name)
        return value

    def found(self, name: str) -> object:
        """What is looked up, by the name of its field."""
        return MADE[name](self)

    @property
    def digests(self) -> Mapping[str, bytes]:
        """Hashes of what stands in fields, where they are known."""
        return {}

    def of_each(self, _name: str, table: str, make: Callable[[Any, bytes], T]) -> dict[Any, T]:
        """What follows from each entity of a table of the archive alone, and from its mark."""
        entities = getattr(self.archive, table)
        mark = entities.mark if isinstance(entities, Made) else lambda key: digest(entities[key])
        return {key: make(entities[key], mark(key)) for key in entities}

    def kept(self, _name: str, make: Callable[[Lookups], T], _kind: type[T]) -> T:
        """What is made of look-ups, under a name, or was made of such before."""
        return make(self)

    def keep(self) -> None:
        """Let what was made stand as long as it would be the same."""

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
        return self.names.get(f"{kind}/{target}", target)

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

    def former_anchors(self, note: NoteId) -> Mapping[int, str]:
        """The anchor that each heading of a note had on its old page, by its line.

        Those that are called so now are left out. A part of a meeting has none: its old page leads
        to the meeting's.
        """
        return {} if part_of(note) else self._former_anchors(page_of(note))[note]

    def former_beside(self, note: NoteId) -> tuple[str, ...]:
        """The anchors that the page of a note had, of all notes that share it."""
        if part_of(note):
            return ()
        on_page = self._former_anchors(page_of(note))
        return tuple(anchor for found in on_page.values() for anchor in found.values())

    def person(self, person: PersonId) -> Person:
        """A person, without the places where notes name them."""
        return replace(self.archive.people[person], mentions=())

    def project(self, project: ProjectId) -> Project:
        """A project, without the places where notes name it."""
        return replace(self.archive.projects[project], mentions=())

    def project_kind(self, project: ProjectId) -> ProjectKind:
        """What a project is: software, a site, a standard."""
        return self.archive.projects[project].kind

    def reach(self, kind: MentionKind, key: str) -> tuple[int, str, str]:
        """In how many notes an entity is spoken of, and the first and last day of these, or `""`.

        A person also is where they attended, and a project where its versions are spoken of.
        """
        spoken = [note for note, _ in _places_of(self, kind, key)]
        attended = self.archive.people[PersonId(key)].attended if kind == "person" else ()
        notes = {*map(meeting_of, {*spoken, *attended})}
        days = sorted(filter(None, map(self.date, notes)))
        return len(notes), days[0] if days else "", days[-1] if days else ""

    def row_of(
        self, kind: MentionKind, key: str
    ) -> tuple[tuple[str, ...], int, int, tuple[NoteId, int] | None]:
        """What a list tells of a person or a project.

        That is two roles and how many meetings they attended, which a project has none of; in how
        many notes it is spoken of; and as `last_seen`.
        """
        roles, attended = dict[str, None](), 0
        if kind == "person":
            person = self.archive.people[PersonId(key)]
            roles = dict.fromkeys(role.text for role in person.roles)
            attended = len({*map(meeting_of, person.attended)})
        return (
            tuple(roles)[:ROLES_IN_A_ROW],
            attended,
            self.reach(kind, key)[0],
            self.last_seen(kind, key),
        )

    def last_seen(self, kind: MentionKind, key: str) -> tuple[NoteId, int] | None:
        """The newest note that speaks of an entity, with the first line that does."""
        lines: dict[NoteId, int] = {}
        for note, line in _places_of(self, kind, key):
            lines[note] = min(line, lines.get(note, line))
        last = min(lines, key=self.place.__getitem__, default=None)
        return (last, lines[last]) if last else None

    def attended(
        self, person: PersonId, most: int, recent: int
    ) -> tuple[tuple[SeriesId, int, str, str, tuple[NoteId, ...]], ...]:
        """The series of which a person attended the most meetings, with how many these are.

        Beside that stand the days of the first and of the last, and the most `recent` ones.
        """
        attended = {meeting_of(note) for note in self.archive.people[person].attended}
        newest = sorted(attended, key=self.place.__getitem__)
        series = grouped((self.series_of(note), note) for note in newest)
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

    @_remembered(1 << 10)
    def counts(self, note: NoteId) -> tuple[tuple[str, int], ...]:
        """How many items of each kind a meeting has, such as outcomes, and its actions at the end.

        What its parts say again counts once. Pages of all whom a note names ask for it.
        """
        found = self.archive.notes[note]
        notes = (found, *(self.archive.notes[part] for part in found.shown_parts))
        stated = (
            (
                kind.name,
                sum(
                    (kind.name, one.id, at) not in self.restated
                    for one in notes
                    for at in range(count_of(one, kind.plural))
                ),
            )
            for kind in STATEMENTS
        )
        again = [thread for one in notes[1:] for thread in thread_ids(one)]
        others = {*again} - {*thread_ids(found)}
        return *stated, ("action", count_of(found, "actions") + len(others))

    def listed(self, name: str, number: int, size: int, *keys: str | int) -> Sequence[Any]:
        """The entries on a page of a list that grows on top, by its number, and `size` a page.

        The list is a field of look-ups or of their archive, or what that has of some keys.
        """
        rows: Sequence[Any] = tuple(_list(self, name, keys))
        return rows[Cut(len(rows), size).part(number)]

    def count(self, name: str, *keys: str | int) -> int:
        """How many entries a list has, named as in `listed`."""
        return len(_list(self, name, keys))

    def numbers(self, project: ProjectId) -> tuple[VersionId, ...]:
        """The versions of a project, from the oldest number to the newest."""
        return self.archive.projects[project].versions

    def versions_of(self, project: ProjectId, number: int) -> tuple[VersionId, ...]:
        """A page of the versions of a project, the newest number first."""
        rows = self.archive.projects[project].versions[::-1]
        return rows[Cut(len(rows), self.options.page_size).part(number)]

    def group_pages(self, groups: str, listed: str, uri: str) -> tuple[tuple[str, str], ...]:
        """The groups of a list at an address, each with that of the page on which it begins."""
        cut = Cut(len(getattr(self, listed)), self.options.page_size)
        return tuple(
            (title, cut.address(uri, cut.number(place)))
            for title, place in getattr(self, groups).items()
        )

    def seen_last(self, listed: str) -> int:
        """How many of a list of actions its other orders have, those seen last; 0 for all."""
        many = listed != "open_threads" and len(getattr(self, listed)) > MOST_IN_ORDERS
        return MOST_IN_ORDERS if many else 0

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

    def series_of_topic(self, topic: TopicId) -> SeriesId:
        """The series whose meetings speak of a topic."""
        return self.archive.topics[topic].series

    def said_of(self, topic: TopicId, first: int, last: int) -> tuple[tuple[NoteId, int], ...]:
        """Where the meetings from a first to before a last spoke of a topic, the oldest first."""
        return self.archive.topics[topic].places[first:last]

    def topic_pages(self, topic: TopicId, meetings: int, most: int) -> int:
        """How many pages a topic has, with so many meetings on each; at most `most`."""
        return min(most, page_count(len(self.archive.topics[topic].places), meetings))

    def is_standing(self, topic: TopicId) -> bool:
        """Whether nearly each meeting of a series has a section of that name."""
        return self.archive.topics[topic].standing

    def is_old(self, note: NoteId) -> bool:
        """Whether a note was taken over a year before the newest one."""
        day, last = self.day(note), self._last_day()
        return bool(day and last and (last - day).days > A_YEAR)

    @_remembered(1)
    def _last_day(self) -> date | None:
        """The day of the newest note, which pages of all versions ask for."""
        return self.day(self.newest[0])

    def waited(self, thread: ThreadId) -> int:
        """How many days an open action has been so, up to the newest note of its series."""
        found = self.archive.threads[thread]
        first = self.day(found.actions[0][0])
        last = self.day(self.archive.series[found.series].notes[-1])
        return (last - first).days if first and last else 0

    def calendar_size(self) -> int:
        """How many years of series a page of the calendar has."""
        return years_on_a_page(self.calendar, self.options.page_size)

    def series_name(self, series: SeriesId) -> str:
        """What a reader calls a series."""
        return in_short(self.archive.series[series].name)

    def title(self, note: NoteId) -> str:
        """A note's title, as it stands in the note."""
        return in_short(self.archive.notes[note].note.title)

    def kind(self, note: NoteId) -> NoteKind:
        """What a note is: minutes, slides, what was said."""
        return self.archive.notes[note].note.kind

    def date(self, note: NoteId) -> str:
        """A note's date as `2019-09-09`, or `""`."""
        stated = self.day(note)
        return stated.isoformat() if stated else ""

    def figures_moved(self, note: NoteId) -> tuple[FigureMoved, ...]:
        """The figures of a note that the one before it in the series states otherwise."""
        return moved_figures(self.archive, note)

    @_remembered(1 << 10)
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
        found = outcomes or own or _headed(archived, standing) or todo
        return tuple(dict.fromkeys(found))[:SUBSTANCE_AT_MOST]

    def evidence(self, kind: MentionKind, key: str, number: int) -> tuple[Occurrence, ...]:
        """A page of the places that name something, by its number."""
        return self._evidence(kind, key)[-number]

    def evidence_pages(self, kind: MentionKind, key: str) -> int:
        """How many pages the places take that name something."""
        return len(self._evidence(kind, key)) if self.is_named_often(kind, key) else 1

    def is_named_often(self, kind: MentionKind, key: str) -> bool:
        """Whether the places that name something may take more than a page."""
        mentions = getattr(self.archive, TABLES[kind])[key].mentions
        return len(mentions) > self.options.page_size

    def actions_quoted(
        self, kind: MentionKind, key: str, number: int
    ) -> tuple[tuple[NoteId, int, ThreadId], ...]:
        """The actions among what a page quotes of an entity: note, line and thread of each.

        A page of a version is asked for as a whole, with number 0.
        """
        if kind == "version":
            return _actions_at(self, self.version_told[VersionId(key)].places)
        found = self._evidence(kind, key)[-number]
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
            if threads := self._threads_by_line(note):
                below = extent(self.archive.notes[note].note, line)
                found += [(note, at) for at in sorted(threads) if at - 1 in below]
        return _actions_at(self, found)

    @_remembered(32)
    def _evidence(self, kind: MentionKind, key: str) -> tuple[tuple[Occurrence, ...], ...]:
        """Where the notes name something, cut into pages.

        Of a person, that is where they say something: not the lists of those who were there. The
        pages of one are rendered one after another, and a page asks several things of it.
        """
        archive = self.archive
        mentions: Iterable[Mention] = getattr(archive, TABLES[kind])[key].mentions
        if kind == "person":
            mentions = (
                one
                for note, of_note in groupby(mentions, lambda one: one.note)
                for listed in (self._listed(note),)
                for one in of_note
                if one.span not in listed
            )
        found = occurrences(self.place, mentions)
        once = said_once(found, archive.notes)
        return cut_by_weight(once, [len(one.lines) for one in once], self.options.page_size)

    @_remembered(1 << 14)
    def _listed(self, note: NoteId) -> frozenset[Span]:
        """Where a note lists those who were there, for each of the many whom it may name."""
        archived = self.archive.notes[note]
        quoted = quoted_before(archived)
        return frozenset(
            quoted.listed if quoted else (one.attendee.span for one in archived.attendance)
        )

    @_remembered(1 << 10)
    def _threads_by_line(self, note: NoteId) -> Mapping[int, ThreadId]:
        """The threads of a note's actions, for each of the many that are quoted from it."""
        archived = self.archive.notes[note]
        quoted = quoted_before(archived)
        lines = quoted.actions if quoted else [one.line for one in archived.facts.actions]
        return dict(zip(lines, thread_ids(archived), strict=True))

    @_remembered(4)
    def _former_anchors(self, page: NoteId) -> Mapping[NoteId, Mapping[int, str]]:
        """The anchors of all notes on a page, asked several times for it and for each of these."""
        shown = self.on_shared_pages.get(page, (page,))
        notes = tuple(map(self.note, shown))
        slugs = self.options.slugs_of(notes[0].path)
        return dict(zip(shown, former_anchors(notes, slugs), strict=True))

    def noting(self, _method: str, *_about: str) -> Lookups:
        """Itself, where nobody notes that a method is asked about something."""
        return self


def _list(lookups: Lookups, name: str, keys: Iterable[str | int]) -> Any:
    """A list as `Lookups.listed` names it: a sequence, or a mapping whose keys are its entries."""
    found = attrgetter(name)(lookups)
    for key in keys:
        found = found[key]
    return found


def _actions_at(
    lookups: Lookups, places: Iterable[tuple[NoteId, int]]
) -> tuple[tuple[NoteId, int, ThreadId], ...]:
    """The threads of the actions that stand on lines of notes."""
    return tuple(
        (note, line, threads[line])
        for note, line in dict.fromkeys(places)
        if line in (threads := lookups._threads_by_line(note))
    )


def look_up(archive: Archive, options: Options) -> Lookups:
    """What the pages of an archive need, in one pass over it."""
    lookups = Lookups(archive, options)
    for name in MADE:
        getattr(lookups, name)
    return lookups


MADE: Mapping[str, Callable[[Lookups], object]] = MappingProxyType(
    {
        "place": lambda of: _by_age(of.archive),
        "newest": lambda of: tuple(note for note in of.place if not part_of(note)),
        "years": lambda of: _by_year(of.archive, of.newest),
        "on_shared_pages": lambda of: note_names.on_shared_pages(of.archive),
        "notes_by_path": lambda of: note_names.by_path(of.archive),
        "notes_by_name": lambda of: note_names.by_name(of.archive),
        "blocks": lambda of: note_names.blocks(of.archive),
        "names": lambda of: entity_lists.names(of.archive),
        "ticket_uris": lambda of: (
            {
                **addresses.ticket_uris(of.archive.tickets),
                **entity_lists.grouped_tickets(of.archive),
            }
        ),
        "ticket_groups": lambda of: grouped(
            (addresses.ticket_group(one), one) for one in of.tickets if "#" in of.ticket_uris[one]
        ),
        "threads": lambda of: tuple(
            sorted(of.archive.threads, key=lambda one: of.place[_last_note(of, one)])
        ),
        "threads_of_person": lambda of: grouped(
            (person, one) for one in of.threads for person in _owners(of.archive.threads[one])
        ),
        "threads_of_series": lambda of: grouped(
            (of.archive.threads[one].series, one) for one in of.threads
        ),
        "meetings": lambda of: {key: one.meetings[::-1] for key, one in of.archive.series.items()},
        "projects_of_person": lambda of: entity_lists.projects_of_person(of.archive),
        "projects_by_name": lambda of: entity_lists.projects_by_name(of.archive),
        "open_threads": lambda of: _that_are(of, "open"),
        "silent_threads": lambda of: _that_are(of, "silent"),
        "closed_threads": lambda of: _that_are(of, "done", "dropped"),
        "thread_pages": lambda of: _thread_pages(
            of.options, of.open_threads, of.silent_threads, of.closed_threads
        ),
        "figures": lambda of: figures(of.archive),
        "figures_of_series": lambda of: grouped(
            (one.series, one.id) for one in of.figures.values()
        ),
        "calendar": lambda of: years_of(of.archive),
        "open_orders": lambda of: ordered(of.archive, of.place, of.open_threads),
        "silent_orders": lambda of: ordered(
            of.archive, of.place, of.silent_threads[:MOST_IN_ORDERS]
        ),
        "closed_orders": lambda of: ordered(
            of.archive, of.place, of.closed_threads[:MOST_IN_ORDERS]
        ),
        "turns": lambda of: turns(of.archive),
        "version_told": lambda of: of.of_each("version_told", "versions", told_of_version),
        "moved": lambda of: moved_versions(of.version_told),
        "overtaken": lambda of: overtaken_versions(of.archive, of.version_told),
        "person_told": lambda of: of.of_each("person_told", "people", entity_lists.told_of_person),
        "roles_of_project": lambda of: entity_lists.roles_of_project(of.archive, of.person_told),
        "restated": lambda of: restated(of.archive),
        "statements": lambda of: statement_places.statements(of.archive, of.place, of.restated),
        "releases": lambda of: entity_lists.releases(of.archive, of.version_told),
        "people": lambda of: tuple(of.archive.people),
        "people_groups": lambda of: entity_lists.people_groups(of.archive),
        "projects": lambda of: entity_lists.projects(of.archive),
        "versions": lambda of: entity_lists.versions(of.archive),
        "version_pages": lambda of: {
            key: page_count(len(one.places), of.options.page_size)
            for key, one in of.version_told.items()
        },
        "version_groups": lambda of: entity_lists.version_groups(of.archive, of.versions),
        "neighbours": lambda of: entity_lists.neighbours(of.archive),
        "disputed": lambda of: tuple(key for key, one in of.version_told.items() if one.disputed),
        "tickets": lambda of: entity_lists.tickets(of.archive),
        "topics": lambda of: statement_places.topics(of.archive),
        "topics_of_series": lambda of: grouped(
            (of.archive.topics[topic].series, topic) for topic in of.topics
        ),
        "topics_of_note": lambda of: statement_places.topics_of_note(of.archive),
        "outcomes_of_topic": lambda of: statement_places.outcomes_of_topic(of.archive, of.restated),
        "outcomes_about": lambda of: statement_places.outcomes_about(
            of.archive, of.place, of.restated
        ),
    }
)
"""How each of the look-ups is made of an archive, and of others of them."""


def _that_are(lookups: Lookups, *status: ThreadStatus) -> tuple[ThreadId, ...]:
    """The threads that have one of some states, in their order."""
    threads = lookups.archive.threads
    return tuple(one for one in lookups.threads if threads[one].status in status)


def _last_note(lookups: Lookups, thread: ThreadId) -> NoteId:
    """The note that an action was last seen in."""
    return lookups.archive.threads[thread].actions[-1][0]


def _headed(archived: ArchivedNote, others: Container[int]) -> list[str]:
    """What a note's headings name besides the form of a meeting, without those of some lines."""
    note, lists = archived.note, sections_of_people(archived)
    names = (
        topic_name(section.heading)
        for index, section in enumerate(note.sections)
        if index not in lists and section.line != note.title_line and section.line not in others
    )
    return [name for name in names if topic_key(name)]


def _places_of(lookups: Lookups, kind: MentionKind, key: str) -> Iterator[tuple[NoteId, int]]:
    """The notes and lines that speak of an entity; of a project, also by its versions."""
    versions: Iterable[VersionId] = (VersionId(key),) if kind == "version" else ()
    if kind != "version":
        found = getattr(lookups.archive, TABLES[kind])[key]
        yield from ((mention.note, mention.line) for mention in found.mentions)
        versions = found.versions if isinstance(found, Project) else ()
    for version in versions:
        yield from lookups.version_told[version].places


def _by_age(archive: Archive) -> dict[NoteId, int]:
    """All notes, the newest first, with their places: those with a day have negative ones."""
    notes = archive.notes
    dated = [note for note in reversed(tuple(notes)) if notes[note].note.date]
    others = [note for note in notes if not notes[note].note.date]
    return {note: number for number, note in enumerate((*dated, *others), -len(dated))}


def _thread_pages(options: Options, *lists: Sequence[ThreadId]) -> dict[ThreadId, str]:
    """The page of each thread: of those that are open, then of the silent and the settled ones."""
    uris = (addresses.ACTIONS, addresses.SILENT_ACTIONS, addresses.CLOSED_ACTIONS)
    found: dict[ThreadId, str] = {}
    for uri, listed in zip(uris, lists, strict=True):
        cut = Cut(len(listed), options.page_size)
        found |= {
            thread: cut.address(uri, cut.number(place)) for place, thread in enumerate(listed)
        }
    return found


def _owners(thread: ActionThread) -> Iterable[PersonId]:
    return dict.fromkeys(owner.person for owner in thread.owners if owner.person)


def _by_year(archive: Archive, newest: Iterable[NoteId]) -> dict[int, tuple[NoteId, ...]]:
    dates = ((archive.notes[note].note.date, note) for note in newest)
    return grouped((stated.year if stated else 0, note) for stated, note in dates)
