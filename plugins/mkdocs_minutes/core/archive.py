"""All notes and the registry, read together: the archive."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from itertools import chain, groupby, pairwise
from typing import Protocol, get_args

from msgspec import structs

from .grouping import grouped
from .of_series import Contribution, OfSeries, contribution, follow_series
from .part_ids import part_of, place_of, within_page
from .records import (
    ActionThread,
    Archive,
    ArchivedNote,
    LoggedOutcome,
    Mention,
    Note,
    NoteId,
    NoteKind,
    ParsedNote,
    Person,
    PersonId,
    Problem,
    Project,
    ProjectId,
    Role,
    Series,
    SeriesId,
    ThreadId,
    Ticket,
    TicketId,
    TicketRecord,
    Version,
    VersionClaim,
    VersionId,
)
from .registry import Registry
from .related import relate
from .resolve.addresses import Placed, SeriesName, place
from .resolve.following import Reading, Resolutions, Watch, read_notes
from .resolve.one_ticket import ticket_names
from .resolve.people import People
from .resolve.problems import archive_problems
from .resolve.projects import Projects
from .resolve.tables import Resolved
from .resolve.versions import contradictions, latest, version_key
from .settings import Settings
from .threads import Followed, ended, left_open


class Former(Resolutions, Protocol):
    """How the notes of an archive were read before some were edited."""

    def followed(self, series: SeriesId) -> OfSeries:
        """What a series came to; `LookupError` where that is not known any more."""

    def contribution(self, key: bytes) -> Contribution:
        """What a note gave to its series; `LookupError` where that is not known any more."""


@dataclass(frozen=True, slots=True)
class Assembled:
    """An archive with how its notes were read, in their places, and what its series come to.

    `given` is what the notes that were read again give to their series.
    """

    archive: Archive
    placed: tuple[Placed, ...]
    reading: Reading
    of_series: Mapping[SeriesId, OfSeries]
    given: Mapping[NoteId, Contribution]


def assemble_following(
    parsed: Iterable[ParsedNote],
    registry: Registry,
    settings: Settings,
    *,
    problems: Iterable[Problem] = (),
    watch: Watch = iter,
    former: Former | None = None,
) -> Assembled:
    """The archive of parsed notes, in whatever order they come, with how they were read.

    `problems` are those that were found before, in files that gave no note and in the registry;
    they are added to the archive's own. No note and no registry give an empty archive. `watch`
    gives the notes as they are, one when the one before is resolved. Where it is known how the
    notes of a `former` archive were read, those that an edit does not concern are not read.
    """
    parsed = list(parsed)
    placed, series_names, place_problems = place(parsed, registry, settings)
    reading = read_notes(placed, series_names, registry, former, watch)
    by_path = {item.parsed.note.path: item.series for item in placed}
    tickets = ticket_names(parsed, by_path)
    reading = replace(reading, tables=replace(reading.tables, tickets=tickets))
    projects, people = reading.tables.projects, reading.tables.people
    notes = [archived(item, reading.notes[item.id]) for item in placed]
    given = {note.id: contribution(note) for note in notes if note.id in reading.again}
    of_series = _by_series(notes, given, former, reading)
    followed = {series: one.followed for series, one in of_series.items()}
    threads, notes = _threads(followed, notes)
    series = _series(series_names, notes, projects, followed)
    notes = _linked(notes, series)
    versions = _versions(notes, reading.notes, projects)
    all_topics = {topic.id: topic for one in of_series.values() for topic in one.topics}
    archive = Archive(
        notes={note.id: note for note in notes},
        series=series,
        people=_people(people, placed, reading.notes),
        projects=_projects(projects, notes, versions),
        versions=versions,
        tickets=_tickets(notes, projects),
        threads=threads,
        topics=all_topics,
        outcomes=_outcomes(notes, of_series),
    )
    found = chain(
        problems,
        chain.from_iterable(item.parsed.problems for item in placed),
        place_problems,
        archive_problems(archive, people, registry),
    )
    archive = replace(archive, problems=tuple(sorted(set(found))))
    return Assembled(archive, placed, reading, of_series, given)


def archived(item: Placed, resolved: Resolved) -> ArchivedNote:
    """The note as the archive holds it, still without threads, neighbours and related notes."""
    note, named = _on_its_page(item), resolved.named
    claims = tuple(
        VersionClaim(
            item.id,
            VersionId(f"{a.project}/{a.reading.number}"),
            a.reading.status,
            a.reading.date,
            a.reading.span,
            note.line_of(a.reading.span.start),
            a.reading.bound,
        )
        for a in resolved.attributions
    )
    return ArchivedNote(
        id=item.id,
        series=item.series,
        note=note,
        facts=item.parsed.facts,
        attendance=named.attendance,
        mentions=named.mentions,
        doubts=named.doubts,
        claims=claims,
        persons=named.persons,
        aliases=item.aliases,
    )


def _on_its_page(item: Placed) -> Note:
    """A note with the anchors that its headings have on the page that shows it."""
    note = item.parsed.note
    if not place_of(item.id):
        return note
    return replace(
        note,
        sections=tuple(
            structs.replace(section, anchor=within_page(item.id, section.anchor))
            for section in note.sections
        ),
    )


def _by_series(
    notes: Iterable[ArchivedNote],
    given: Mapping[NoteId, Contribution],
    former: Former | None,
    reading: Reading,
) -> dict[SeriesId, OfSeries]:
    """What each series comes to; that of standing ones is as it was.

    So is what notes give that are not among `given`.
    """
    found = {}
    for series, members in sorted(grouped((note.series, note) for note in notes).items()):
        known = None
        if former is not None and series in former.lists:
            with suppress(LookupError):
                known = former.followed(series)
        if known is None or series not in reading.standing:
            all_given = [
                given.get(note.id) or _given_before(note, former, reading.keys[note.id])
                for note in members
            ]
            known = follow_series(series, all_given, known)
        found[series] = known
    return found


def _given_before(note: ArchivedNote, former: Former | None, key: bytes) -> Contribution:
    """What a note gives to its series that is read as it was before."""
    if former is not None:
        with suppress(LookupError):
            return former.contribution(key)
    return contribution(note)


def _outcomes(
    notes: Iterable[ArchivedNote], of_series: Mapping[SeriesId, OfSeries]
) -> dict[NoteId, tuple[LoggedOutcome, ...]]:
    """What is known of all outcomes, series by series, that of the oldest note first."""
    series = dict.fromkeys(note.series for note in notes)
    return dict(chain.from_iterable(of_series[one].outcomes.items() for one in series))


def _threads(
    followed: Mapping[SeriesId, Followed], notes: Sequence[ArchivedNote]
) -> tuple[dict[ThreadId, ActionThread], list[ArchivedNote]]:
    """All threads by their opening, and the notes with the thread of each action.

    Series that have ended leave no action open.
    """
    over = ended((note.series, note.note.date) for note in notes)
    order = {note.id: place for place, note in enumerate(notes)}
    threads = [
        left_open(thread) if series in over else thread
        for series, found in followed.items()
        for thread in found.threads
    ]
    threads.sort(key=lambda thread: (order[thread.actions[0][0]], thread.actions[0][1], thread.id))
    return {thread.id: thread for thread in threads}, [
        _threaded(note, followed[note.series].of.get(note.id, ())) for note in notes
    ]


def _threaded(note: ArchivedNote, threads: Sequence[ThreadId]) -> ArchivedNote:
    if not threads:
        return note
    return replace(note, threads=dict(zip(note.facts.actions, threads, strict=True)))


def _series(
    names: Mapping[SeriesId, SeriesName],
    notes: Sequence[ArchivedNote],
    projects: Projects,
    followed: Mapping[SeriesId, Followed],
) -> dict[SeriesId, Series]:
    members = grouped((note.series, note.id) for note in notes)
    series = {}
    for name in sorted(names.values(), key=lambda name: (name.name.casefold(), name.id)):
        entry = name.entry
        series[name.id] = Series(
            id=name.id,
            name=name.name,
            notes=members.get(name.id, ()),
            project=projects.named(entry.project) if entry and entry.project else None,
            registered=entry is not None,
            aliases=entry.aliases if entry else (),
            repeats=name.id in followed and followed[name.id].repeats,
        )
    return series


def _linked(notes: Sequence[ArchivedNote], series: Mapping[SeriesId, Series]) -> list[ArchivedNote]:
    """The notes with their neighbours in the series, and the notes related to them."""
    before: dict[NoteId, NoteId] = {}
    after: dict[NoteId, NoteId] = {}
    parts: dict[NoteId, tuple[NoteId, ...]] = {}
    by_id = {note.id: note for note in notes}
    for one in series.values():
        meetings = [
            tuple(sorted(day, key=lambda id_: _rank(by_id[id_])))
            for _, day in groupby(one.notes, key=lambda id_: by_id[id_].note.date or id_)
        ]
        for meeting in meetings:
            parts |= {part: tuple(id_ for id_ in meeting if id_ != part) for part in meeting}
        for earlier, later in pairwise(meetings):
            before |= dict.fromkeys(later, earlier[0])
            after |= dict.fromkeys(earlier, later[0])
    related = relate(notes)
    return [
        replace(
            note,
            previous=before.get(note.id),
            next=after.get(note.id),
            related=related.get(note.id, ()),
            parts=parts.get(note.id, ()),
        )
        for note in notes
    ]


def _rank(note: ArchivedNote) -> tuple[bool, int, int, NoteId]:
    """The order of the notes of one day: first the minutes, the fullest of these; parts last."""
    kinds = get_args(NoteKind)
    facts = note.facts
    stated = len(facts.attendees) + len(facts.actions) + len(facts.outcomes)
    return bool(part_of(note.id)), kinds.index(note.note.kind), -stated, note.id


def _versions(
    notes: Sequence[ArchivedNote],
    resolved: Mapping[NoteId, Resolved],
    projects: Projects,
) -> dict[VersionId, Version]:
    claims: dict[VersionId, list[VersionClaim]] = defaultdict(list)
    series: Counter[VersionId] = Counter()
    for note in notes:
        for claim, attribution in zip(note.claims, resolved[note.id].attributions, strict=True):
            claims[claim.version].append(claim)
            series[claim.version] += attribution.reading.series
    names = {version: version.rpartition("/") for version in claims}
    order = sorted(
        claims,
        key=lambda v: (_order(projects, ProjectId(names[v][0])), version_key(names[v][2])),
    )
    return {one: version_of(one, claims[one], series=series[one] > 0) for one in order}


def version_of(version: VersionId, claims: Sequence[VersionClaim], *, series: bool) -> Version:
    """A version by all claims about it, from the oldest note to the newest."""
    project, _, number = version.rpartition("/")
    groups = [list(group) for _, group in groupby(claims, lambda claim: claim.note)]
    status, when = latest(groups)
    odds = contradictions(groups)
    return Version(version, ProjectId(project), number, series, status, when, tuple(claims), odds)


def _order(projects: Projects, project: ProjectId) -> tuple[str, str]:
    return projects.names[project].name.casefold(), project


def _people(
    people: People, placed: Sequence[Placed], resolved: Mapping[NoteId, Resolved]
) -> dict[PersonId, Person]:
    everywhere = chain.from_iterable(one.named.mentions for one in resolved.values())
    mentions = grouped((one.target, one) for one in everywhere if one.kind == "person")
    attended = grouped(
        (one.person, item.id)
        for item in placed
        for one in resolved[item.id].named.attendance
        if one.person and one.attendee.presence != "absent"
    )
    roles = _roles((role for item in placed for role in resolved[item.id].roles), people)
    known = sorted(people.persons.values(), key=lambda person: (person.name.casefold(), person.id))
    found = {}
    for person in known:
        own = mentions.get(person.id, ())
        if person.hidden or not (own or person.id in attended):
            continue
        entry = person.entry
        found[person.id] = Person(
            id=person.id,
            name=person.name,
            written=_written(own),
            roles=tuple(roles[person.id].values()),
            attended=tuple(dict.fromkeys(attended.get(person.id, ()))),
            mentions=own,
            registered=entry is not None,
            aliases=entry.aliases if entry else (),
        )
    return found


def _roles(stated: Iterable[tuple[PersonId, Role]], people: People) -> dict[str, dict[str, Role]]:
    """The roles of each person by what they are called, as first stated; the registry's last."""
    roles: dict[str, dict[str, Role]] = defaultdict(dict)
    for person, role in stated:
        first = roles[person].get(role.text)
        roles[person][role.text] = _in_years(first, role.since) if first else role
    for one in people.persons.values():
        for text in one.entry.roles if one.entry else ():
            roles[one.id].setdefault(text, Role(text))
    return roles


def _in_years(role: Role, year: int) -> Role:
    """A role that a note of a further year prints too; 0 is no year."""
    years = [one for one in (role.since, role.until, year) if one]
    return replace(role, since=min(years), until=max(years)) if years else role


def _written(mentions: Iterable[Mention]) -> tuple[str, ...]:
    return most_written(mention.written for mention in mentions)


def most_written(forms: Iterable[str]) -> tuple[str, ...]:
    """The ways in which a name is written, the most frequent first."""
    counts = Counter(" ".join(form.split()) for form in forms)
    return tuple(sorted(counts, key=lambda form: (-counts[form], form)))


def _projects(
    projects: Projects,
    notes: Sequence[ArchivedNote],
    versions: Mapping[VersionId, Version],
) -> dict[ProjectId, Project]:
    mentions: dict[str, list[Mention]] = defaultdict(list)
    tickets: dict[str, set[TicketId]] = defaultdict(set)
    people: dict[str, Counter[PersonId]] = defaultdict(Counter)
    for note in notes:
        lines = _people_by_line(note)
        for mention in note.mentions:
            if mention.kind == "project":
                mentions[mention.target].append(mention)
                people[mention.target].update(lines.get(mention.line, ()))
            elif mention.kind == "ticket" and (owner := projects.of_ticket(mention.target)):
                tickets[owner].add(TicketId(mention.target))
    numbers = grouped((version.project, version.id) for version in versions.values())
    known = sorted(projects.names.values(), key=lambda name: (name.name.casefold(), name.id))
    found = {}
    for name in known:
        if not (mentions[name.id] or name.id in numbers or tickets[name.id]):
            continue
        entry = name.entry
        counts = people[name.id]
        found[name.id] = Project(
            id=name.id,
            name=name.name,
            kind=name.kind,
            written=_written(mentions[name.id]),
            parts=entry.parts if entry else (),
            homepage=entry.homepage if entry else "",
            versions=numbers.get(name.id, ()),
            people=tuple(sorted(counts, key=lambda person: (-counts[person], person))),
            tickets=tuple(sorted(tickets[name.id])),
            mentions=tuple(mentions[name.id]),
            registered=entry is not None,
            aliases=entry.aliases if entry else (),
        )
    return found


def _people_by_line(note: ArchivedNote) -> Mapping[int, Sequence[PersonId]]:
    return grouped((m.line, PersonId(m.target)) for m in note.mentions if m.kind == "person")


def _tickets(notes: Sequence[ArchivedNote], projects: Projects) -> dict[TicketId, TicketRecord]:
    mentions: dict[TicketId, list[Mention]] = defaultdict(list)
    known: dict[TicketId, Ticket] = {}
    for note in notes:
        for ticket in note.facts.tickets:
            if ticket.id not in known or (ticket.url and not known[ticket.id].url):
                known[ticket.id] = ticket
        for mention in note.mentions:
            if mention.kind == "ticket":
                mentions[TicketId(mention.target)].append(mention)
    return {
        ticket: TicketRecord(
            id=ticket,
            system=known[ticket].system,
            url=known[ticket].url,
            mentions=tuple(mentions[ticket]),
            project=projects.of_ticket(ticket),
        )
        for ticket in sorted(known)
    }
