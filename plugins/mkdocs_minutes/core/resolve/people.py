"""People: those of the registry, and those whom a place in the notes makes persons."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import chain

from ..extract.names import is_common_word, is_initials, is_person_name
from ..names import fold
from ..records import NoteId, PersonId, Span
from ..registry import PersonEntry, Registry
from .addresses import Placed, most_common, unique_slug
from .projects import Projects


@dataclass(frozen=True, slots=True)
class PersonForms:
    """A person before mentions are known: the name, and the parts that short forms go by."""

    id: PersonId
    name: str
    words: tuple[str, ...]
    entry: PersonEntry | None = None

    @property
    def hidden(self) -> bool:
        """Whether the registry keeps this person off the pages."""
        return self.entry is not None and self.entry.hidden


@dataclass(frozen=True, slots=True)
class Sighting:
    """A place in a note that makes a name a person's."""

    name: str
    span: Span
    rule: str
    handle: str = ""
    initials: str = ""
    roles: tuple[str, ...] = ()
    presence: str = ""


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a name stands for: `person`, or several `candidates`, or nobody known."""

    person: PersonId | None = None
    candidates: tuple[PersonId, ...] = ()


NOBODY = Resolution()

_NICKNAME = re.compile(r"([A-Z][^\W\d_]*[a-zß-ÿ])([A-Z]{1,2})")
_ATTENDANCE = "attendee"


def sightings(item: Placed) -> Iterator[Sighting]:
    """The names that a note's places make persons, attendance first."""
    facts = item.parsed.facts
    for attendee in facts.attendees:
        yield Sighting(
            attendee.name,
            attendee.span,
            _ATTENDANCE,
            attendee.handle,
            attendee.initials,
            attendee.roles,
            attendee.presence,
        )
    for name in facts.names:
        yield Sighting(name.name, name.span, name.rule, roles=name.roles)
    for action in facts.actions:
        for owner in action.owners:
            yield Sighting(owner.name, owner.span, "owner")


def is_full(name: str) -> bool:
    """Whether a name has a given name and a surname, both written out.

    >>> [is_full(n) for n in ("Ann Bell", "Ann B", "A. Bell", "BrianL", "Ann van der Berg")]
    [True, False, False, False, True]
    """
    words = fold(name).split()
    return len(words) > 1 and len(words[0]) > 1 and len(words[-1]) > 1


def full_key(name: str) -> str:
    """A full name as it is compared: middle initials are left out.

    >>> full_key("Steven R. Loomis") == full_key("Steven Loomis")
    True
    """
    words = fold(name).split()
    return " ".join(w for i, w in enumerate(words) if len(w) > 1 or i in (0, len(words) - 1))


@dataclass(slots=True)
class People:
    """The persons of an archive, and whom a name means in a note."""

    persons: dict[PersonId, PersonForms] = field(default_factory=dict)
    exact: dict[str, list[PersonId]] = field(default_factory=lambda: defaultdict(list))
    given: dict[str, list[PersonId]] = field(default_factory=lambda: defaultdict(list))
    surname: dict[str, list[PersonId]] = field(default_factory=lambda: defaultdict(list))
    handles: dict[str, PersonId] = field(default_factory=dict)
    initials: dict[str, list[PersonId]] = field(default_factory=lambda: defaultdict(list))
    in_note: dict[NoteId, frozenset[PersonId]] = field(default_factory=dict)
    in_series: dict[str, frozenset[PersonId]] = field(default_factory=dict)

    def add(self, person: PersonForms, forms: Iterable[str]) -> None:
        """Enter a person under each way the name is written."""
        self.persons[person.id] = person
        for form in forms:
            known = self.exact[full_key(form)]
            if person.id not in known:
                known.append(person.id)
        if len(person.words) > 1:
            self.given[person.words[0]].append(person.id)
            self.surname[person.words[-1]].append(person.id)

    def candidates(self, name: str, *, placed: bool = True) -> frozenset[PersonId]:
        """Everyone whom a name can stand for anywhere in the archive.

        Surnames alone count only where the name's place makes it a person's.
        """
        key = full_key(name)
        found = set(self.exact.get(key, ()))
        nickname = _NICKNAME.fullmatch(name.strip())
        words = key.split()
        if is_full(name):
            return frozenset(found)
        if len(words) == 1 and not nickname:
            found.update(self.given.get(key, ()))
            if placed and not found:
                found.update(self.surname.get(key, ()))
        elif nickname:
            found.update(self._by_initial(fold(nickname[1]), fold(nickname[2])[:1]))
        elif len(words) == 2 and len(words[1]) == 1:
            found.update(self._by_initial(words[0], words[1]))
        elif len(words) == 2 and len(words[0]) == 1:
            found.update(
                person
                for person in self.surname.get(words[1], ())
                if self.persons[person].words[0].startswith(words[0])
            )
        return frozenset(found)

    def _by_initial(self, given: str, initial: str) -> Iterator[PersonId]:
        for person in self.given.get(given, ()):
            if self.persons[person].words[-1].startswith(initial):
                yield person

    def resolve(
        self,
        name: str,
        item: Placed,
        *,
        placed: bool = True,
        besides: frozenset[PersonId] = frozenset(),
    ) -> Resolution:
        """Whom a name means in a note: its own people decide, then its series', then everyone.

        Several candidates where a scope first knows one are no resolution. A name outside the
        places of people (`placed`) means nobody whom the series does not know, unless it is written
        in full. `besides` are persons whom the name cannot mean, being listed beside it.
        """
        found = self.candidates(name, placed=placed) - besides
        if not found:
            return NOBODY
        scopes = [
            self.in_note.get(item.id, frozenset()),
            self.in_series.get(item.series, frozenset()),
        ]
        if placed or is_full(name):
            scopes.append(found)
        for scope in scopes:
            among = found & scope
            if len(among) == 1:
                return Resolution(next(iter(among)))
            if among:
                exact = among & set(self.exact.get(full_key(name), ()))
                if len(exact) == 1 and scope is found:
                    return Resolution(next(iter(exact)))
                return Resolution(candidates=tuple(sorted(among)))
        return NOBODY


def find_people(placed: Iterable[Placed], registry: Registry, projects: Projects) -> People:
    """The registry's persons, and those whom the notes name in places of people.

    A full name is one person wherever it stands, diacritics and middle initials aside. A short form
    (given name, `BrianL`, `A. Bell`) is a person of its own where it fits no full name. What is
    registered or found as a project is none.
    """
    people = People()
    for entry in sorted(registry.people, key=lambda entry: fold(entry.name)):
        person = PersonId(unique_slug(entry.slug or entry.name, people.persons))
        words = tuple(full_key(entry.name).split())
        people.add(PersonForms(person, entry.name, words, entry), (entry.name, *entry.aliases))
        for handle in entry.handles:
            people.handles[handle.lstrip("@").casefold()] = person
        for letters in entry.initials:
            people.initials[letters].append(person)
    items = list(placed)
    seen = {item.id: [s for s in sightings(item) if _is_person(s, projects)] for item in items}
    _add_full_names(people, seen)
    _bind_handles(people, seen)
    _note_scopes(people, items, seen)
    _add_short_names(people, items, seen)
    _note_scopes(people, items, seen)
    return people


def _is_person(sighting: Sighting, projects: Projects) -> bool:
    return bool(fold(sighting.name)) and projects.named(sighting.name) is None


def _add_full_names(people: People, seen: Mapping[NoteId, list[Sighting]]) -> None:
    written: dict[str, Counter[str]] = defaultdict(Counter)
    for sighting in chain.from_iterable(seen.values()):
        listed = sighting.rule == _ATTENDANCE
        if is_full(sighting.name) and (listed or is_person_name(sighting.name, words=2)):
            written[full_key(sighting.name)][sighting.name] += 1
    for key in sorted(written):
        if key in people.exact:
            continue
        name = most_common(written[key])
        person = PersonId(unique_slug(name, people.persons))
        people.add(PersonForms(person, name, tuple(key.split())), written[key])


def _bind_handles(people: People, seen: Mapping[NoteId, list[Sighting]]) -> None:
    """Handles that stand beside one full name in the attendance lists, and beside no other."""
    beside: dict[str, Counter[PersonId]] = defaultdict(Counter)
    for found in seen.values():
        for sighting in found:
            handle = sighting.handle.lstrip("@").casefold()
            if handle and is_full(sighting.name):
                for person in people.exact.get(full_key(sighting.name), ()):
                    beside[handle][person] += 1
    for handle, counts in beside.items():
        person, times = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if handle not in people.handles and times * 2 > sum(counts.values()):
            people.handles[handle] = person


def _note_scopes(
    people: People, items: list[Placed], seen: Mapping[NoteId, list[Sighting]]
) -> None:
    """Who is known in each note and series: the persons whom only one reading of a name allows."""
    series: dict[str, set[PersonId]] = defaultdict(set)
    for item in items:
        known = set()
        for sighting in seen[item.id]:
            exact = people.exact.get(full_key(sighting.name), ())
            handle = people.handles.get(sighting.handle.lstrip("@").casefold())
            if len(exact) == 1:
                known.add(exact[0])
            elif handle:
                known.add(handle)
        people.in_note[item.id] = frozenset(known)
        series[item.series] |= known
    people.in_series = {key: frozenset(known) for key, known in series.items()}


# Places that make a person of somebody whose surname no note gives.
_CERTAIN = frozenset({_ATTENDANCE, "owner", "assignee", "rota", "item", "speaker", "presenter"})


def _add_short_names(
    people: People, items: list[Placed], seen: Mapping[NoteId, list[Sighting]]
) -> None:
    written: dict[str, Counter[str]] = defaultdict(Counter)
    handles: dict[str, Counter[str]] = defaultdict(Counter)
    for item in items:
        for sighting in seen[item.id]:
            key = full_key(sighting.name)
            handle = sighting.handle.lstrip("@").casefold()
            if is_full(sighting.name) or sighting.rule not in _CERTAIN or handle in people.handles:
                continue
            if sighting.rule != _ATTENDANCE and not _is_short_name(sighting.name):
                continue
            if people.candidates(sighting.name):
                continue
            written[key][sighting.name] += 1
            if handle:
                handles[key][handle] += 1
    for key in sorted(written):
        name = most_common(written[key])
        person = PersonId(unique_slug(name.lstrip("@"), people.persons))
        people.add(PersonForms(person, name, tuple(key.split())), written[key])
        for handle in handles.get(key, ()):
            people.handles.setdefault(handle, person)


def _is_short_name(name: str) -> bool:
    return is_person_name(name) and not is_common_word(name) and not is_initials(name)
