"""People: those of the registry, and those whom a place in the notes makes persons."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, islice, takewhile
from typing import NamedTuple

from ..extract.names import is_common_word, is_initials, is_person_name
from ..names import fold
from ..records import Note, NoteId, PersonId, SeriesId, Span
from ..registry import PersonEntry, Registry
from ..similar import slips
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
    """A place in a note that makes a name a person's.

    `alone` is a heading of nothing but a name: it is one only if another place says so.
    """

    name: str
    span: Span
    rule: str
    handle: str = ""
    initials: str = ""
    roles: tuple[str, ...] = ()
    presence: str = ""
    alone: bool = False


class Seen(NamedTuple):
    """What a sighting says of who is a person, wherever it stands: these are counted."""

    series: SeriesId
    name: str
    rule: str
    handle: str
    alone: bool


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a name stands for: `person`, or several `candidates`, or nobody known."""

    person: PersonId | None = None
    candidates: tuple[PersonId, ...] = ()


NOBODY = Resolution()

_NICKNAME = re.compile(r"([A-Z][^\W\d_]*[a-zß-ÿ])([A-Z]{1,2})")
_ATTENDANCE = "attendee"
_OWNER = "owner"


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
        alone = name.rule == "presenter" and _fills_heading(item.parsed.note, name.span)
        yield Sighting(name.name, name.span, name.rule, roles=name.roles, alone=alone)
    for action in facts.actions:
        for owner in action.owners:
            yield Sighting(owner.name, owner.span, _OWNER)


def seen_in(item: Placed) -> Iterator[Seen]:
    """The sightings of a note as they are counted."""
    for one in sightings(item):
        yield Seen(item.series, one.name, one.rule, one.handle, one.alone)


def named_people(seen: Iterable[Seen]) -> frozenset[str]:
    """The names, given names and surnames that attendance lists and owners make persons'."""
    names = {one.name for one in seen if one.rule in (_ATTENDANCE, _OWNER)}
    return frozenset(
        key
        for name in names
        for key in (fold(name).replace(" ", ""), *fold(name).split()[:1], *fold(name).split()[-1:])
        if key
    )


def _fills_heading(note: Note, span: Span) -> bool:
    line = note.lines[note.line_of(span.start) - 1]
    rest = note.text[line.content.start : span.start] + note.text[span.end : line.content.end]
    return line.kind == "heading" and not any(char.isalnum() for char in rest)


@lru_cache(maxsize=1 << 16)
def is_full(name: str) -> bool:
    """Whether a name has a given name and a surname, both written out.

    >>> [is_full(n) for n in ("Ann Bell", "Ann B", "A. Bell", "BrianL", "Ann van der Berg")]
    [True, False, False, False, True]
    """
    words = fold(name).split()
    return len(words) > 1 and len(words[0]) > 1 and len(words[-1]) > 1


@lru_cache(maxsize=1 << 16)
def full_key(name: str) -> str:
    """A name as it is compared: middle initials are left out, `BrianL` is `Brian L`.

    >>> full_key("Steven R. Loomis") == full_key("Steven Loomis"), full_key("BrianL")
    (True, 'brian l')
    """
    nickname = _NICKNAME.fullmatch(name.strip())
    if nickname:
        return f"{fold(nickname[1])} {fold(nickname[2])[:1]}"
    words = fold(name).split()
    return " ".join(w for i, w in enumerate(words) if len(w) > 1 or i in (0, len(words) - 1))


def handle_key(handle: str) -> str:
    """A handle as it is compared, without its mark.

    >>> handle_key("@AnnB")
    'annb'
    """
    return handle.lstrip("@").casefold()


@dataclass(slots=True)
class People:
    """The persons of an archive, and whom a name means in a note.

    The mappings go by `full_key`, first word and last word of a name, by handle and by initials.
    `initialled` holds persons whose surname no note writes out; `slips` those whose name is a slip
    of the pen of another's.
    """

    persons: dict[PersonId, PersonForms] = field(default_factory=dict)
    exact: dict[str, list[PersonId]] = field(default_factory=lambda: defaultdict(list))
    given: dict[str, list[PersonId]] = field(default_factory=lambda: defaultdict(list))
    surname: dict[str, list[PersonId]] = field(default_factory=lambda: defaultdict(list))
    initialled: dict[str, list[PersonId]] = field(default_factory=lambda: defaultdict(list))
    handles: dict[str, PersonId] = field(default_factory=dict)
    initials: dict[str, list[PersonId]] = field(default_factory=lambda: defaultdict(list))
    slips: dict[PersonId, PersonId] = field(default_factory=dict)
    in_note: dict[NoteId, frozenset[PersonId]] = field(default_factory=dict)
    in_series: dict[SeriesId, frozenset[PersonId]] = field(default_factory=dict)
    forms: dict[PersonId, tuple[str, ...]] = field(default_factory=dict)
    sightings: dict[NoteId, tuple[Sighting, ...]] = field(default_factory=dict)
    _candidates: dict[tuple[str, bool], frozenset[PersonId]] = field(default_factory=dict)
    _given_names: list[str] = field(default_factory=list)
    _abridged: dict[str, frozenset[PersonId]] = field(default_factory=dict)

    def add(self, person: PersonForms, forms: Iterable[str]) -> None:
        """Enter a person under each way the name is written."""
        written = tuple(forms)
        self._candidates.clear()
        self._given_names.clear()
        self._abridged.clear()
        self.persons[person.id] = person
        self.forms[person.id] = written
        for key in dict.fromkeys(full_key(form) for form in written):
            self.exact[key].append(person.id)
        if is_full(person.name):
            self.given[person.words[0]].append(person.id)
        if len(person.words) > 1 and len(person.words[-1]) > 1:
            self.surname[person.words[-1]].append(person.id)
        elif len(person.words) > 1:
            self.initialled[person.words[0]].append(person.id)

    def without_notes(self) -> People:
        """The same persons without what concerns single notes, to be kept for later."""
        return replace(
            self, in_note={}, sightings={}, _candidates={}, _given_names=[], _abridged={}
        )

    def candidates(self, name: str, *, placed: bool = True) -> frozenset[PersonId]:
        """Everyone whom a name can stand for anywhere in the archive.

        Surnames alone count only where the name's place makes it a person's.
        """
        asked = (name, placed)
        known = self._candidates.get(asked)
        if known is None:
            known = self._candidates[asked] = self._find(name, placed=placed)
        return known

    def _find(self, name: str, *, placed: bool) -> frozenset[PersonId]:
        key = full_key(name)
        found = set(self.exact.get(key, ()))
        if not is_full(name):
            found.update(self._short(key.split(), placed=placed and not found))
        if not name.isascii() and len(found) > 1:
            found = self._same_marks(name, found) or found
        return frozenset(person for person in found if self.slips.get(person) not in found)

    def _same_marks(self, name: str, found: set[PersonId]) -> set[PersonId]:
        """Those who are written with the name's own diacritics: `Michaël` is not `Michael D`."""
        wanted = name.casefold()
        return {p for p in found if any(wanted in form.casefold() for form in self.forms[p])}

    def _short(self, words: list[str], *, placed: bool) -> Iterator[PersonId]:
        if len(words) == 1:
            yield from self.given.get(words[0], ())
            if placed and words[0] not in self.given:
                yield from self.surname.get(words[0], ())
        elif len(words) == 2 and len(words[1]) == 1:
            for person in self.given.get(words[0], ()):
                if self.persons[person].words[-1].startswith(words[1]):
                    yield person
        elif len(words) == 2 and len(words[0]) == 1:
            for person in self.surname.get(words[1], ()):
                if self.persons[person].words[0].startswith(words[0]):
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

        A `Dan` of whom the note does not speak may be its own Daniel, so that both are candidates.
        Several candidates where a scope first knows one are no resolution. `placed` says that the
        name's place makes it a person's. `besides` are persons whom the name cannot mean, being
        listed beside it.
        """
        found = self.candidates(name, placed=placed) - besides
        if not found:
            return NOBODY
        here = self.in_note.get(item.id, frozenset())
        near = self.in_series.get(item.series, frozenset())
        for scope in (here, near, found):
            among = found & scope
            if among and scope is not here:
                longer = self._longer(name) - besides
                among |= (longer & here) | (longer & near)
            if len(among) == 1:
                return self._unless_shared(name, next(iter(among)), here, near)
            if among:
                return Resolution(candidates=tuple(sorted(among)))
        return NOBODY

    def meaning(self, name: str, *, placed: bool) -> Hashable:
        """What `resolve` takes for a name from all notes; equal where it decides alike."""
        found, longer = self.candidates(name, placed=placed), self._longer(name)
        sharing = frozenset(self.initialled.get(full_key(name), ()))
        return found, longer, sharing, frozenset(map(self._name, found | longer | sharing))

    def meaning_near(self, name: str, series: SeriesId, *, placed: bool, always: bool) -> Hashable:
        """What `resolve` takes for a name from the notes of a series; equal where it decides alike.

        Of one candidate it asks nothing, unless `always`.
        """
        found, longer = self.candidates(name, placed=placed), self._longer(name)
        sharing = self.initialled.get(full_key(name), ())
        if not found or (len(found | longer) < 2 and len(sharing) < 2 and not always):
            return ()
        near = self.in_series.get(series, frozenset())
        return found & near, longer & near, near.intersection(sharing)

    def exact_ids(self, name: str) -> tuple[PersonId, ...]:
        """Those who are written exactly so."""
        return tuple(self.exact.get(full_key(name), ()))

    def _name(self, person: PersonId) -> tuple[PersonId, str]:
        return person, self.persons[person].name

    def _longer(self, name: str) -> frozenset[PersonId]:
        """Those whose given name a single word abridges: `Dan` for Daniel."""
        word = full_key(name)
        if len(word) < 3 or not word.isalpha():
            return frozenset()
        if word not in self._abridged:
            if not self._given_names:
                self._given_names.extend(sorted(self.given))
            first = bisect_right(self._given_names, word)
            longer = takewhile(
                lambda given: given.startswith(word), islice(self._given_names, first, None)
            )
            self._abridged[word] = frozenset(
                chain.from_iterable(map(self.given.__getitem__, longer))
            )
        return self._abridged[word]

    def _unless_shared(
        self, name: str, person: PersonId, *scopes: frozenset[PersonId]
    ) -> Resolution:
        """The person, unless it is a bare `Tim` where a `TimC` and a `TimT` are known."""
        initialled = self.initialled.get(full_key(name), ())
        sharing = [other for other in initialled if any(other in scope for scope in scopes)]
        if len(sharing) > 1 and not is_full(self.persons[person].name):
            return Resolution(candidates=tuple(sorted(sharing)))
        return Resolution(person)


def find_people(seen: Mapping[Seen, int], registry: Registry, projects: Projects) -> People:
    """The registry's persons, and those whom the notes name in places of people.

    `seen` are the sightings of all notes with how often each is made. A full name is one person
    wherever it stands, diacritics and middle initials aside. A short form (given name, `BrianL`,
    `A. Bell`) is a person of its own where it fits no full name. What is registered or found as a
    project is none.
    """
    people = People()
    for entry in sorted(registry.people, key=lambda entry: fold(entry.name)):
        person = PersonId(unique_slug(entry.slug or entry.name, people.persons))
        words = tuple(full_key(entry.name).split())
        people.add(PersonForms(person, entry.name, words, entry), (entry.name, *entry.aliases))
        for handle in entry.handles:
            people.handles[handle_key(handle)] = person
        for letters in entry.initials:
            people.initials[letters].append(person)
    persons = {one: times for one, times in seen.items() if _is_person(one.name, projects)}
    _add_full_names(people, persons)
    _bind_handles(people, persons)
    _add_short_names(people, persons)
    known: dict[SeriesId, set[PersonId]] = defaultdict(set)
    for one in persons:
        known[one.series].update(_known(people, one))
    people.in_series = {series: frozenset(found) for series, found in known.items()}
    return people


def _is_person(name: str, projects: Projects) -> bool:
    return bool(fold(name)) and projects.named(name) is None


def _add_full_names(people: People, seen: Mapping[Seen, int]) -> None:
    written: dict[str, Counter[str]] = defaultdict(Counter)
    handles: dict[str, set[str]] = defaultdict(set)
    for one, times in seen.items():
        listed = one.rule == _ATTENDANCE
        if one.alone:
            continue
        if is_full(one.name) and (listed or is_person_name(one.name, words=2)):
            key = full_key(one.name)
            written[key][one.name] += times
            if one.handle:
                handles[handle_key(one.handle)].add(key)
    for handle in sorted(handles):
        _join_renamed(written, handles[handle])
    for key in sorted(written):
        if key in people.exact:
            continue
        name = most_common(written[key])
        person = PersonId(unique_slug(name, people.persons))
        people.add(PersonForms(person, name, tuple(full_key(name).split())), sorted(written[key]))
    counts = {people.persons[people.exact[key][0]].name: written[key].total() for key in written}
    for rare, frequent in slips(counts):
        people.slips[people.exact[full_key(rare)][0]] = people.exact[full_key(frequent)][0]


def _join_renamed(written: dict[str, Counter[str]], keys: set[str]) -> None:
    """One person where one handle stands beside two surnames of one given name."""
    by_given: dict[str, list[str]] = defaultdict(list)
    for key in keys & written.keys():
        by_given[key.split()[0]].append(key)
    for same in by_given.values():
        first, *rest = sorted(same, key=lambda key: (-written[key].total(), key))
        for other in rest:
            written[first].update(written.pop(other))


def _bind_handles(people: People, seen: Mapping[Seen, int]) -> None:
    """Handles that mostly stand beside one full name in the attendance lists."""
    beside: dict[str, Counter[PersonId]] = defaultdict(Counter)
    for one, times in seen.items():
        if one.handle and is_full(one.name):
            for person in people.exact.get(full_key(one.name), ()):
                beside[handle_key(one.handle)][person] += times
    for handle, counts in beside.items():
        if not counts:
            continue
        person, times = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if handle not in people.handles and times * 2 > counts.total():
            people.handles[handle] = person


def _known(people: People, seen: Seen | Sighting) -> tuple[PersonId, ...]:
    """The person whom a sighting makes known where it stands, if only one reading is possible."""
    exact = people.exact.get(full_key(seen.name), ())
    if len(exact) == 1:
        return tuple(exact)
    handle = people.handles.get(handle_key(seen.handle)) if seen.handle else None
    return (handle,) if handle else ()


def enter(item: Placed, people: People, projects: Projects) -> None:
    """Enter a note's own sightings, and whom they make known in it."""
    people.sightings[item.id] = tuple(sightings(item))
    people.in_note[item.id] = frozenset(
        person
        for sighting in people.sightings[item.id]
        if _is_person(sighting.name, projects)
        for person in _known(people, sighting)
    )


def _add_short_names(people: People, seen: Mapping[Seen, int]) -> None:
    """Persons of their own: short forms in certain places that fit no full name."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    handles: dict[str, set[str]] = defaultdict(set)
    for one, times in seen.items():
        handle = handle_key(one.handle)
        if is_full(one.name) or one.alone or handle in people.handles:
            continue
        if one.rule != _ATTENDANCE and not _is_short_name(one.name):
            continue
        if people.candidates(one.name):
            continue
        key = full_key(one.name)
        written[key][one.name] += times
        if handle:
            handles[key].add(handle)
    for key in sorted(written):
        name = most_common(written[key])
        person = PersonId(unique_slug(name.lstrip("@"), people.persons))
        people.add(PersonForms(person, name, tuple(key.split())), sorted(written[key]))
        for handle in handles.get(key, ()):
            people.handles.setdefault(handle, person)


def _is_short_name(name: str) -> bool:
    return is_person_name(name) and not is_common_word(name) and not is_initials(name)
