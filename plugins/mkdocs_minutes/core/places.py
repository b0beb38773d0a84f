"""Where each person, project, version and ticket stands, note by note, and what it is by that.

An entity follows from what each of the notes gives to it. So after an edit only those are made anew
to which an edited note gave something or gives it now.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial
from itertools import chain, groupby
from typing import Any, NamedTuple, TypeVar

import msgspec

from .grouping import grouped
from .names import fold
from .records import (
    ArchivedNote,
    Mention,
    MentionKind,
    NoteId,
    Person,
    PersonId,
    Project,
    ProjectId,
    Role,
    TicketId,
    TicketRecord,
    Version,
    VersionClaim,
    VersionId,
)
from .resolve.people import People, PersonForms
from .resolve.projects import ProjectName, Projects
from .resolve.tables import Resolved, Tables
from .resolve.versions import contradictions, latest, version_key
from .unread import Brief, Briefs, Key, UnreadPerson, UnreadProject, digest, record_of

MANY = 6
"""A ticket that is named more often has a page to itself."""


class Given(msgspec.Struct, gc=False):
    """What a note gives to an entity: where it names it, and what else it says of it.

    Of a person that is whether they `attended`, the line on which they are `listed` first (0 for
    none), and their roles; of a project the people who stand `beside` it, once for each time; of a
    ticket its `system` and address; of a version the claims, and how many are about a line of
    releases.
    """

    note: NoteId
    mentions: tuple[Mention, ...] = ()
    attended: bool = False
    listed: int = 0
    roles: tuple[Role, ...] = ()
    beside: tuple[PersonId, ...] = ()
    system: str | None = None
    url: str = ""
    claims: tuple[VersionClaim, ...] = ()
    series: int = 0


K = TypeVar("K")
V = TypeVar("V")
Places = Mapping[Key, Sequence[Given]]


def given(note: ArchivedNote, resolved: Resolved) -> dict[Key, Given]:
    """What a note gives to each entity that it speaks of; `resolved` is how it was read."""
    found: defaultdict[Key, Given] = defaultdict(lambda: Given(note.id))
    for (kind, target), mentions in grouped(((m.kind, m.target), m) for m in note.mentions).items():
        found[kind, target].mentions = mentions
    lines = people_by_line(note.mentions)
    for mention in note.mentions:
        if mention.kind == "project":
            found["project", mention.target].beside += tuple(lines.get(mention.line, ()))
    for one in note.attendance:
        if one.person:
            own = found["person", one.person]
            own.attended |= one.attendee.presence != "absent"
            own.listed = own.listed or note.note.line_of(one.attendee.span.start)
    for person, role in resolved.roles:
        found["person", person].roles += (role,)
    for ticket in note.facts.tickets:
        own = found["ticket", ticket.id]
        if own.system is None or (ticket.url and not own.url):
            own.system, own.url = ticket.system, ticket.url
    for claim, attribution in zip(note.claims, resolved.attributions, strict=True):
        own = found["version", claim.version]
        own.claims += (claim,)
        own.series += attribution.reading.series
    return dict(found)


def gather(
    notes: Iterable[ArchivedNote], resolved: Mapping[NoteId, Resolved]
) -> dict[Key, list[Given]]:
    """What notes give to each entity, in their order."""
    found: defaultdict[Key, list[Given]] = defaultdict(list)
    for note in notes:
        for key, one in given(note, resolved[note.id]).items():
            found[key].append(one)
    return dict(found)


def people_by_line(mentions: Iterable[Mention]) -> Mapping[int, Sequence[PersonId]]:
    """The people that are named on each line of a note."""
    return grouped((m.line, PersonId(m.target)) for m in mentions if m.kind == "person")


def brief_of(key: Key, places: Sequence[Given], people: People, projects: Projects) -> Brief:
    """What tells of an entity whether there is one."""
    kind, name = key
    if kind == "version":
        return _brief_of_version(VersionId(name), places)
    if kind == "ticket":
        return _brief_of_ticket(places)
    called: PersonForms | ProjectName | None = people.persons.get(PersonId(name))
    if kind == "project":
        called = projects.names.get(ProjectId(name))
    whole, first = fold(called.name) if called else "", _first(places)
    said = [one.roles for one in places], [one.note for one in places if one.attended]
    return Brief(
        first is not None or any(one.attended for one in places),
        sum(fold(mention.written) == whole for one in places for mention in one.mentions),
        first,
        next(((one.note, one.listed) for one in places if one.listed), None),
        mark=digest(places),
        outline=digest((*said, most_written(one.written for one in _mentions(places)))),
    )


def _brief_of_version(version: VersionId, places: Sequence[Given]) -> Brief:
    claims = _claims(places)
    said = [(one.note, one.status, one.date, one.bound) for one in claims]
    made = version_of(version, claims, series=any(one.series for one in places))
    disputed = bool(made.contradictions)
    outline = digest((said, made.series))
    return Brief(bool(claims), disputed=disputed, mark=digest(places), outline=outline)


def _brief_of_ticket(places: Sequence[Given]) -> Brief:
    told = [(one.system, one.url) for one in places]
    times = min(sum(len(one.mentions) for one in places), MANY + 1)
    there = any(system is not None for system, _ in told)
    outline = digest((told, times))
    return Brief(there, first=_first(places), mark=digest(places), outline=outline)


def _first(places: Iterable[Given]) -> tuple[NoteId, int] | None:
    """The note and line that name an entity first."""
    return next(((one.note, one.mentions[0].line) for one in places if one.mentions), None)


class Patched(Mapping[Key, Sequence[Given]]):
    """The places of entities after an edit: of some notes what they give now.

    `order` has the place of each note among all. `touched` are the entities whose places are other
    ones now.
    """

    def __init__(
        self,
        before: Places,
        was: Mapping[NoteId, Mapping[Key, Given]],
        now: Mapping[NoteId, Mapping[Key, Given]],
        order: Mapping[NoteId, int],
    ) -> None:
        self._before = before
        self._now: dict[Key, Sequence[Given]] = {}
        for key in dict.fromkeys(chain(*was.values(), *now.values())):
            come = [gives[key] for gives in now.values() if key in gives]
            gone = [gives[key] for gives in was.values() if key in gives]
            if come != gone:
                others = (one for one in before.get(key, ()) if one.note not in was)
                self._now[key] = sorted((*others, *come), key=lambda one: order[one.note])

    @property
    def touched(self) -> Collection[Key]:
        """The entities with other places."""
        return self._now.keys()

    def __getitem__(self, key: Key) -> Sequence[Given]:
        found = self._now.get(key)
        return self._before[key] if found is None else found

    def __iter__(self) -> Iterator[Key]:
        return iter(dict.fromkeys(key for key in (*self._before, *self._now) if self.get(key)))

    def __len__(self) -> int:
        return sum(1 for _ in self)


def rebriefed(briefs: Briefs, places: Patched, was: Tables, now: Tables) -> dict[Key, Brief]:
    """What tells of all entities after an edit: made anew of those with other places or names."""
    touched = {*places.touched}
    if was is not now:
        persons, projects = now.people.persons, now.projects.names
        others: Iterable[Key] = (
            *(("person", one) for one in persons if was.people.persons.get(one) != persons[one]),
            *(("project", one) for one in projects if was.projects.names.get(one) != projects[one]),
        )
        touched.update(key for key in others if key in briefs)
    found = {**briefs}
    for key in touched:
        found.pop(key, None)
        if own := places.get(key):
            found[key] = brief_of(key, own, now.people, now.projects)
    return found


class Entities(NamedTuple):
    """The entities of an archive, in its order, each made when it is asked for."""

    people: Made[PersonId, Person]
    projects: Made[ProjectId, Project]
    versions: Made[VersionId, Version]
    tickets: Made[TicketId, TicketRecord]


def entities(people: People, projects: Projects, places: Places, briefs: Briefs) -> Entities:
    """What the notes add up to of persons, projects, versions and tickets."""
    versions = _version_order(projects, briefs)
    numbers = grouped((project_of(version), version) for version in versions)
    tickets = sorted(TicketId(name) for kind, name in briefs if kind == "ticket")
    owned = _owned([one for one in tickets if briefs["ticket", one].first], projects)
    known = [one for one in _by_name(people) if _is_there(briefs, ("person", one))]
    spoken_of = [
        one
        for one in sorted(projects.names, key=lambda one: _order(projects, one))
        if _is_there(briefs, ("project", one)) or one in numbers or one in owned
    ]
    told = [one for one in tickets if briefs["ticket", one].there]

    def table(
        kind: MentionKind,
        keys: Iterable[K],
        make: Callable[..., V],
        beside: Callable[[K], tuple[Any, ...]],
        unread: Callable[..., V] | None = None,
    ) -> Made[K, V]:
        def made(key: K) -> V:
            return make(key, places.get((kind, str(key)), ()), *beside(key))

        def mark(key: K) -> bytes:
            brief = briefs.get((kind, str(key)), Brief())
            return digest((brief.mark, *beside(key)))

        def at_hand(key: K) -> V:
            return unread(key, partial(made, key), *beside(key)) if unread else made(key)

        return Made(keys, made, mark, at_hand)

    return Entities(
        table("person", known, _person, lambda one: (people.persons[one],), _unread_person),
        table(
            "project",
            spoken_of,
            _project,
            lambda one: (projects.names[one], numbers.get(one, ()), owned.get(one, ())),
            _unread_project,
        ),
        table("version", versions, _version, lambda _: ()),
        table("ticket", told, _ticket, lambda one: (projects.of_ticket(one),)),
    )


def _owned(
    tickets: Iterable[TicketId], projects: Projects
) -> dict[ProjectId, tuple[TicketId, ...]]:
    """The tickets of each project."""
    return grouped((owner, one) for one in tickets if (owner := projects.of_ticket(one)))


def _by_name(people: People) -> list[PersonId]:
    """All persons that are not hidden, by their names."""
    known = sorted(people.persons.values(), key=lambda one: (one.name.casefold(), one.id))
    return [one.id for one in known if not one.hidden]


class Made(Mapping[K, V]):
    """A mapping whose values are made when they are asked for, each once.

    One that is `at_hand` equals what `make` gives, and is made whole when it is looked into.
    """

    def __init__(
        self,
        keys: Iterable[K],
        make: Callable[[K], V],
        mark: Callable[[K], bytes],
        at_hand: Callable[[K], V],
    ) -> None:
        self._keys, self._make, self._at_hand = dict.fromkeys(keys), make, at_hand
        self._mark, self._marks = mark, dict[K, bytes]()
        self._found: dict[K, V] = {}

    def __getitem__(self, key: K) -> V:
        if key not in self._found:
            if key not in self._keys:
                raise KeyError(key)
            self._found[key] = self._at_hand(key)
        return self._found[key]

    def __contains__(self, key: object) -> bool:
        return key in self._keys

    def __iter__(self) -> Iterator[K]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)

    def mark(self, key: K) -> bytes:
        """A hash of what a value is made of; `LookupError` where there is none."""
        if key not in self._keys:
            raise KeyError(key)
        if key not in self._marks:
            self._marks[key] = self._mark(key)
        return self._marks[key]

    def make_all(self) -> None:
        """Make all values, and hold nothing any more that they are made of."""
        for key in self._keys:
            self._found[key], self._marks[key] = self._make(key), self.mark(key)
        del self._make, self._mark, self._at_hand


def _is_there(briefs: Briefs, key: Key) -> bool:
    return key in briefs and briefs[key].there


def _version_order(projects: Projects, briefs: Briefs) -> list[VersionId]:
    """All versions by the names of their projects, from the oldest number to the newest."""
    there = (name for (kind, name), brief in briefs.items() if kind == "version" and brief.there)
    by_project = grouped((project_of(VersionId(name)), VersionId(name)) for name in there)
    return [
        version
        for project in sorted(by_project, key=lambda one: _order(projects, one))
        for version in sorted(by_project[project], key=lambda one: version_key(number_of(one)))
    ]


def _order(projects: Projects, project: ProjectId) -> tuple[str, str]:
    return projects.names[project].name.casefold(), project


def project_of(version: VersionId) -> ProjectId:
    """The project of a version."""
    return ProjectId(version.rpartition("/")[0])


def number_of(version: VersionId) -> str:
    """The number of a version."""
    return version.rpartition("/")[2]


def _version(version: VersionId, places: Sequence[Given]) -> Version:
    return version_of(version, _claims(places), series=any(one.series for one in places))


def _claims(places: Iterable[Given]) -> tuple[VersionClaim, ...]:
    return tuple(chain.from_iterable(one.claims for one in places))


def version_of(version: VersionId, claims: Sequence[VersionClaim], *, series: bool) -> Version:
    """A version by all claims about it, from the oldest note to the newest."""
    groups = [list(group) for _, group in groupby(claims, lambda claim: claim.note)]
    status, when = latest(groups)
    odds = contradictions(groups)
    project, number = project_of(version), number_of(version)
    return Version(version, project, number, series, status, when, tuple(claims), odds)


def _mentions(places: Iterable[Given]) -> tuple[Mention, ...]:
    return tuple(chain.from_iterable(one.mentions for one in places))


def _person(person: PersonId, places: Sequence[Given], known: PersonForms) -> Person:
    mentions = _mentions(places)
    entry = known.entry
    return Person(
        id=person,
        name=known.name,
        written=most_written(mention.written for mention in mentions),
        roles=_roles(chain.from_iterable(one.roles for one in places), known),
        attended=tuple(one.note for one in places if one.attended),
        mentions=mentions,
        registered=entry is not None,
        aliases=entry.aliases if entry else (),
    )


def _unread_person(person: PersonId, made: Callable[[], Person], known: PersonForms) -> Person:
    bare = _person(person, (), known)
    named = {one: getattr(bare, one) for one in ("id", "name", "registered", "aliases")}
    return record_of(UnreadPerson, made=made, **named)


def _roles(stated: Iterable[Role], person: PersonForms) -> tuple[Role, ...]:
    """The roles of a person by what they are called, as first stated; the registry's last."""
    roles: dict[str, Role] = {}
    for role in stated:
        first = roles.get(role.text)
        roles[role.text] = _in_years(first, role.since) if first else role
    for text in person.entry.roles if person.entry else ():
        roles.setdefault(text, Role(text))
    return tuple(roles.values())


def _in_years(role: Role, year: int) -> Role:
    """A role that a note of a further year prints too; 0 is no year."""
    years = [one for one in (role.since, role.until, year) if one]
    return replace(role, since=min(years), until=max(years)) if years else role


def most_written(forms: Iterable[str]) -> tuple[str, ...]:
    """The ways in which a name is written, the most frequent first."""
    counts = Counter(" ".join(form.split()) for form in forms)
    return tuple(sorted(counts, key=lambda form: (-counts[form], form)))


def _project(
    project: ProjectId,
    places: Sequence[Given],
    name: ProjectName,
    versions: tuple[VersionId, ...],
    tickets: tuple[TicketId, ...],
) -> Project:
    entry, mentions = name.entry, _mentions(places)
    beside = Counter(chain.from_iterable(one.beside for one in places))
    return Project(
        id=project,
        name=name.name,
        kind=name.kind,
        written=most_written(mention.written for mention in mentions),
        parts=entry.parts if entry else (),
        homepage=entry.homepage if entry else "",
        versions=versions,
        people=tuple(sorted(beside, key=lambda person: (-beside[person], person))),
        tickets=tickets,
        mentions=mentions,
        registered=entry is not None,
        aliases=entry.aliases if entry else (),
    )


def _unread_project(
    project: ProjectId,
    made: Callable[[], Project],
    name: ProjectName,
    versions: tuple[VersionId, ...],
    tickets: tuple[TicketId, ...],
) -> Project:
    bare = _project(project, (), name, versions, tickets)
    told = ("id", "name", "kind", "parts", "homepage", "versions", "tickets")
    named = {one: getattr(bare, one) for one in (*told, "registered", "aliases")}
    return record_of(UnreadProject, made=made, **named)


def _ticket(ticket: TicketId, places: Sequence[Given], project: ProjectId | None) -> TicketRecord:
    told = [one for one in places if one.system is not None]
    first = next((one for one in told if one.url), told[0])
    return TicketRecord(
        id=ticket,
        system=first.system or "",
        url=first.url,
        mentions=_mentions(places),
        project=project,
    )
