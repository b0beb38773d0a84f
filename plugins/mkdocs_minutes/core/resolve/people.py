"""People: those of the registry, and those whom a place in the notes makes persons."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, islice, takewhile

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
        alone = name.rule == "presenter" and _fills_heading(item.parsed.note, name.span)
        yield Sighting(name.name, name.span, name.rule, roles=name.roles, alone=alone)
    for action in facts.actions:
        for owner in action.owners:
            yield Sighting(owner.name, owner.span, "owner")


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
        return replace(self, in_note={}, sightings={}, _candidates={})

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
                among |= self._longer(name) & (here | near) - besides
            if len(among) == 1:
                return self._unless_shared(name, next(iter(among)), here | near)
            if among:
                return Resolution(candidates=tuple(sorted(among)))
        return NOBODY

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

    def _unless_shared(self, name: str, person: PersonId, near: frozenset[PersonId]) -> Resolution:
        """The person, unless it is a bare `Tim` where a `TimC` and a `TimT` are known."""
        sharing = [other for other in self.initialled.get(full_key(name), ()) if other in near]
        if len(sharing) > 1 and not is_full(self.persons[person].name):
            return Resolution(candidates=tuple(sorted(sharing)))
        return Resolution(person)


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
            people.handles[handle_key(handle)] = person
        for letters in entry.initials:
            people.initials[letters].append(person)
    items = list(placed)
    people.sightings = {item.id: tuple(sightings(item)) for item in items}
    seen = {
        note: [sighting for sighting in found if _is_person(sighting, projects)]
        for note, found in people.sightings.items()
    }
    _add_full_names(people, seen)
    _bind_handles(people, seen)
    _note_scopes(people, items, seen)
    _add_short_names(people, seen)
    _note_scopes(people, items, seen)
    return people


def _is_person(sighting: Sighting, projects: Projects) -> bool:
    return bool(fold(sighting.name)) and projects.named(sighting.name) is None


def _add_full_names(people: People, seen: Mapping[NoteId, list[Sighting]]) -> None:
    written: dict[str, Counter[str]] = defaultdict(Counter)
    handles: dict[str, set[str]] = defaultdict(set)
    for sighting in chain.from_iterable(seen.values()):
        listed = sighting.rule == _ATTENDANCE
        if sighting.alone:
            continue
        if is_full(sighting.name) and (listed or is_person_name(sighting.name, words=2)):
            key = full_key(sighting.name)
            written[key][sighting.name] += 1
            if sighting.handle:
                handles[handle_key(sighting.handle)].add(key)
    for keys in handles.values():
        _join_renamed(written, keys)
    for key in sorted(written):
        if key in people.exact:
            continue
        name = most_common(written[key])
        person = PersonId(unique_slug(name, people.persons))
        people.add(PersonForms(person, name, tuple(full_key(name).split())), written[key])
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


def _bind_handles(people: People, seen: Mapping[NoteId, list[Sighting]]) -> None:
    """Handles that mostly stand beside one full name in the attendance lists."""
    beside: dict[str, Counter[PersonId]] = defaultdict(Counter)
    for sighting in chain.from_iterable(seen.values()):
        if sighting.handle and is_full(sighting.name):
            beside[handle_key(sighting.handle)].update(
                people.exact.get(full_key(sighting.name), ())
            )
    for handle, counts in beside.items():
        if not counts:
            continue
        person, times = min(counts.items(), key=lambda pair: (-pair[1], pair[0]))
        if handle not in people.handles and times * 2 > counts.total():
            people.handles[handle] = person


def _note_scopes(
    people: People, items: Sequence[Placed], seen: Mapping[NoteId, list[Sighting]]
) -> None:
    """Who is known in each note and series: the persons whom only one reading of a name allows."""
    series: dict[SeriesId, set[PersonId]] = defaultdict(set)
    for item in items:
        known = _known(people, seen[item.id])
        people.in_note[item.id] = known
        series[item.series] |= known
    people.in_series = {key: frozenset(known) for key, known in series.items()}


def _known(people: People, seen: Iterable[Sighting]) -> frozenset[PersonId]:
    known = set()
    for sighting in seen:
        exact = people.exact.get(full_key(sighting.name), ())
        handle = people.handles.get(handle_key(sighting.handle)) if sighting.handle else None
        if len(exact) == 1:
            known.add(exact[0])
        elif handle:
            known.add(handle)
    return frozenset(known)


def enter(item: Placed, people: People, projects: Projects) -> None:
    """Enter a note's own sightings, and whom it makes known, where the persons are known already.

    `People` that was kept for later has lost what concerns single notes.
    """
    people.sightings[item.id] = tuple(sightings(item))
    seen = (one for one in people.sightings[item.id] if _is_person(one, projects))
    people.in_note[item.id] = _known(people, seen)


def _add_short_names(people: People, seen: Mapping[NoteId, list[Sighting]]) -> None:
    """Persons of their own: short forms in certain places that fit no full name."""
    written: dict[str, Counter[str]] = defaultdict(Counter)
    handles: dict[str, Counter[str]] = defaultdict(Counter)
    for sighting in chain.from_iterable(seen.values()):
        handle = handle_key(sighting.handle)
        if is_full(sighting.name) or sighting.alone or handle in people.handles:
            continue
        if sighting.rule != _ATTENDANCE and not _is_short_name(sighting.name):
            continue
        if people.candidates(sighting.name):
            continue
        key = full_key(sighting.name)
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
