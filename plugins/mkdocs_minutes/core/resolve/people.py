"""People: those of the registry, and those whom a place in the notes makes persons."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from heapq import nsmallest
from itertools import chain, islice, takewhile
from typing import NamedTuple

from ..names import fold
from ..records import Action, Attendee, Note, NoteId, Owner, PersonId, PersonName, SeriesId, Span
from ..registry import PersonEntry, Registry
from ..similar import slips
from .addresses import Placed, SeriesName, unique_slug
from .forms import full_key, handle_key, is_full, joined_key, most_common
from .projects import Projects
from .weighing import Evidence, Place, Scales, Verdict, acronyms, is_body, weigh


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

    `weak` is a place that a topic or a firm can have as well, such as a heading of nothing but a
    name: it is one only if other places say so. `attendee` or `owner` is the fact that
    stands there.
    """

    name: str
    span: Span
    rule: str
    handle: str = ""
    initials: str = ""
    roles: tuple[str, ...] = ()
    presence: str = ""
    weak: bool = False
    attendee: Attendee | None = None
    owner: Owner | None = None


class Seen(NamedTuple):
    """What a sighting says of who is a person, wherever it stands: these are counted."""

    series: SeriesId
    name: str
    rule: str
    handle: str
    initials: str
    weak: bool


@dataclass(frozen=True, slots=True)
class Resolution:
    """Whom a name stands for: `person`, or several `candidates`, or nobody known."""

    person: PersonId | None = None
    candidates: tuple[PersonId, ...] = ()


NOBODY = Resolution()

_CROWD = 100
"""Whom a name means among more people than this is found out once for a note, not each time."""

MOST_CANDIDATES = 20
"""So many of those whom a name can mean are told: nobody looks through more."""

_ATTENDANCE = "attendee"
_OWNER = "owner"
_HOST = "host"
"""A host whom the note does not list: as often a firm and its town, it makes nobody a person."""
_MARKED = frozenset({"action-marker", "action-inline", "action-owner", "action-table"})
"""Rules of actions whose mark says that an owner follows."""


def sightings(item: Placed) -> Iterator[Sighting]:
    """The names that a note's places make persons, attendance first."""
    facts, note = item.parsed.facts, item.parsed.note
    for attendee in facts.attendees:
        yield Sighting(
            attendee.name,
            attendee.span,
            _ATTENDANCE,
            attendee.handle,
            attendee.initials,
            attendee.roles,
            attendee.presence,
            attendee=attendee,
        )
    listed = _listed_forms(facts.attendees)
    for name in facts.names:
        weak = _is_weak(name, note, listed)
        rule = _HOST if weak and _is_host(name) else name.rule
        yield Sighting(name.name, name.span, rule, roles=name.roles, weak=weak)
    for action in facts.actions:
        for owner in action.owners:
            weak = _is_weak_owner(owner.name, action, listed)
            yield Sighting(owner.name, owner.span, _OWNER, weak=weak, owner=owner)


def _listed_forms(attendees: Iterable[Attendee]) -> frozenset[str]:
    """What the attendees of a note go by: whole names, given names, surnames, handles."""
    found: set[str] = set()
    for one in attendees:
        words = full_key(one.name).split()
        found |= {joined_key("".join(words)), *words[:1], *words[-1:], handle_key(one.handle)}
    return frozenset(found - {""})


def _is_weak(name: PersonName, note: Note, listed: frozenset[str]) -> bool:
    """Whether only a name's place speaks for it, where a verdict, a topic or a firm can stand too.

    Such are a heading of nothing else, and in a note with a list of attendees who is not in it: the
    host, which may be a firm, and the speaker.
    """
    if name.rule == "presenter" and _fills_heading(note, name.span):
        return True
    if not listed or _is_listed(name.name, listed):
        return False
    return _is_host(name) or name.rule in ("speaker", "item", "assignee", _OWNER)


def _is_host(name: PersonName) -> bool:
    return any(role.casefold().startswith("host") for role in name.roles)


def _is_weak_owner(name: str, action: Action, listed: frozenset[str]) -> bool:
    if not listed or action.rule in _MARKED or name.startswith("@"):
        return False
    return not _is_listed(name, listed)


def _is_listed(name: str, listed: frozenset[str]) -> bool:
    words = full_key(name).split()
    return not listed.isdisjoint({joined_key("".join(words)), *words[:1], handle_key(name)})


def seen_in(item: Placed) -> set[Seen]:
    """The sightings of a note as they are counted: once, however often the note repeats them."""
    return {
        Seen(item.series, one.name, one.rule, one.handle, one.initials, one.weak)
        for one in sightings(item)
    }


def named_people(seen: Mapping[Seen, int]) -> Mapping[str, int]:
    """How many notes make a name a person's, and the given name and surname in it.

    Those count who are listed or own something, and are no group: `Kiln devs` is nobody.
    """
    found: Counter[str] = Counter()
    for one, notes in seen.items():
        if one.rule not in (_ATTENDANCE, _OWNER) or one.weak or is_body(one.name):
            continue
        words = fold(one.name).split()
        for key in {"".join(words), *words[:1], *words[-1:]}:
            found[key] += notes
    return found


def _fills_heading(note: Note, span: Span) -> bool:
    line = note.lines[note.line_of(span.start) - 1]
    rest = note.text[line.content.start : span.start] + note.text[span.end : line.content.end]
    return line.kind == "heading" and not any(char.isalnum() for char in rest)


@dataclass(slots=True)
class People:
    """The persons of an archive, and whom a name means in a note.

    The mappings go by `full_key`, first word and last word of a name, by handle and by initials.
    `initialled` holds persons whose surname no note writes out; `slips` those whose name is a slip
    of the pen of another's. `verdicts` tell of each form by its `full_key` what it was taken for.
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
    verdicts: dict[str, Verdict] = field(default_factory=dict)
    sightings: dict[NoteId, tuple[Sighting, ...]] = field(default_factory=dict)
    _candidates: dict[tuple[str, bool], frozenset[PersonId]] = field(default_factory=dict)
    _given_names: list[str] = field(default_factory=list)
    _abridged: dict[str, frozenset[PersonId]] = field(default_factory=dict)
    _crowds: dict[Hashable, Resolution] = field(default_factory=dict)

    def add(self, person: PersonForms, forms: Iterable[str]) -> None:
        """Enter a person under each way the name is written."""
        written = tuple(forms)
        self._candidates.clear()
        self._given_names.clear()
        self._abridged.clear()
        self._crowds.clear()
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

    def enter_forms(self, person: PersonId, keys: Iterable[str], written: Iterable[str]) -> None:
        """Let further ways of writing stand for a person who is known already."""
        for key in keys:
            if person not in self.exact[key]:
                self.exact[key].append(person)
        known = self.forms.get(person, ())
        self.forms[person] = (*known, *sorted(set(written) - set(known)))

    def verdict(self, name: str) -> Verdict | None:
        """What a form was taken for, `None` for one that no place makes a person's."""
        return self.verdicts.get(full_key(name))

    def without_notes(self) -> People:
        """The same persons without what concerns single notes, to be kept for later."""
        return replace(
            self,
            in_note={},
            sightings={},
            _candidates={},
            _given_names=[],
            _abridged={},
            _crowds={},
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
        if len(found) <= _CROWD:
            return self._nearest(name, found, besides, here, near)
        asked = name, placed, besides, here, near
        if asked not in self._crowds:
            self._crowds[asked] = self._nearest(name, found, besides, here, near)
        return self._crowds[asked]

    def _nearest(
        self,
        name: str,
        found: frozenset[PersonId],
        besides: frozenset[PersonId],
        here: frozenset[PersonId],
        near: frozenset[PersonId],
    ) -> Resolution:
        for scope in (here, near, found):
            among = found & scope
            if among and scope is not here:
                longer = self._longer(name) - besides
                among |= (longer & here) | (longer & near)
            if len(among) == 1:
                return self._unless_shared(name, next(iter(among)), here, near)
            if among:
                return Resolution(candidates=tuple(nsmallest(MOST_CANDIDATES, among)))
        return NOBODY

    def meaning(self, name: str, *, placed: bool) -> Hashable:
        """What `resolve` takes for a name from all notes; equal where it decides alike."""
        found, longer = self.candidates(name, placed=placed), self._longer(name)
        sharing = frozenset(self.initialled.get(full_key(name), ()))
        told = self.verdict(name), tuple(self.initials.get(name, ()))
        return found, longer, sharing, told, frozenset(map(self._name, found | longer | sharing))

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


def find_people(
    seen: Mapping[Seen, int],
    registry: Registry,
    projects: Projects,
    series: Mapping[SeriesId, SeriesName],
) -> People:
    """The registry's persons, and those whom the notes name in places of people.

    `seen` are the sightings of all notes with the number of notes that make each. What a form is,
    `weighing` decides. A full name is one person wherever it stands, diacritics, blanks, hyphens
    and middle initials aside. A short form (given name, `BrianL`, `A. Bell`) is a person of its own
    where it fits no full name, and nobody's handle.
    """
    people = _registered(registry)
    scales = Scales(
        evidence_of(seen),
        lambda name: projects.named(name) is not None,
        frozenset(acronyms(name.name for name in series.values())),
        frozenset(people.exact),
    )
    people.verdicts = weigh(scales)
    persons = {
        key: scales.evidence[key]
        for key, verdict in sorted(people.verdicts.items())
        if verdict.is_person
    }
    groups = _groups(persons, people.verdicts)
    _add_full_names(people, persons, groups)
    _bind_handles(people, seen, groups)
    _add_short_names(people, persons, groups)
    _bind_initials(people, seen)
    known: dict[SeriesId, set[PersonId]] = defaultdict(set)
    for one in seen:
        known[one.series].update(_known(people, one))
    people.in_series = {series: frozenset(found) for series, found in known.items() if found}
    return people


def _registered(registry: Registry) -> People:
    people = People()
    for entry in sorted(registry.people, key=lambda entry: fold(entry.name)):
        person = PersonId(unique_slug(entry.slug or entry.name, people.persons))
        words = tuple(full_key(entry.name).split())
        people.add(PersonForms(person, entry.name, words, entry), (entry.name, *entry.aliases))
        for handle in entry.handles:
            people.handles[handle_key(handle)] = person
        for letters in entry.initials:
            people.initials[letters].append(person)
    return people


def evidence_of(seen: Mapping[Seen, int]) -> dict[str, Evidence]:
    """What the notes say of each form, by its key."""
    found: dict[str, Evidence] = {}
    for one, notes in seen.items():
        key = full_key(one.name)
        if key and one.rule != _HOST:
            evidence = found.get(key) or found.setdefault(key, Evidence(key))
            place = Place(listed=one.rule == _ATTENDANCE, weak=one.weak)
            evidence.count(one.name, place, handle_key(one.handle), notes)
    return found


def _groups(
    persons: Mapping[str, Evidence], verdicts: Mapping[str, Verdict]
) -> dict[str, list[str]]:
    """The forms that are one person's, by the form that leads them: the most frequent.

    Such are full names with the same letters, those with one handle and one given name, and a name
    with the login behind it.
    """
    lead: dict[str, str] = {}
    by_letters: dict[str, list[str]] = defaultdict(list)
    by_handle: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, one in persons.items():
        if is_full(one.name):
            by_letters[joined_key(key)].append(key)
            for handle in one.handles:
                by_handle[handle, key.split()[0]].append(key)
    for alike in chain(by_letters.values(), by_handle.values()):
        _join(alike, persons, lead)
    for key, verdict in verdicts.items():
        if verdict.parts and verdict.is_person and key in persons:
            lead[_lead(key, lead)] = _lead(verdict.parts[0], lead)
    groups: dict[str, list[str]] = defaultdict(list)
    for key in persons:
        groups[_lead(key, lead)].append(key)
    return groups


def _join(keys: Iterable[str], persons: Mapping[str, Evidence], lead: dict[str, str]) -> None:
    """Let the most frequent of some forms lead the others."""
    roots = {_lead(key, lead) for key in keys}
    first, *rest = sorted(roots, key=lambda key: (-persons[key].written.total(), key))
    for other in rest:
        lead[other] = first


def _lead(key: str, lead: Mapping[str, str]) -> str:
    """The form that leads a form, itself where none does."""
    while lead.get(key, key) != key:
        key = lead[key]
    return key


def _written(keys: Iterable[str], persons: Mapping[str, Evidence]) -> Counter[str]:
    written: Counter[str] = Counter()
    for key in keys:
        if key in persons:
            written.update(persons[key].written)
    return written


def _add_full_names(
    people: People, persons: Mapping[str, Evidence], groups: Mapping[str, Sequence[str]]
) -> None:
    counts: dict[str, int] = {}
    for key, keys in groups.items():
        written = _written(keys, persons)
        known = next((people.exact[one][0] for one in keys if one in people.exact), None)
        if known is None and not is_full(_display(key, written)):
            continue
        if known is None:
            name = _display(key, written)
            known = PersonId(unique_slug(name, people.persons))
            forms = sorted(form for form in written if not _has_login(form, people.verdicts))
            people.add(PersonForms(known, name, tuple(full_key(name).split())), forms or [name])
        counts[people.persons[known].name] = written.total()
        people.enter_forms(known, keys, written)
    for rare, frequent in slips(counts):
        people.slips[people.exact[full_key(rare)][0]] = people.exact[full_key(frequent)][0]


def _display(key: str, written: Counter[str]) -> str:
    """How a person is called: as the leading form is mostly written."""
    own = {form: times for form, times in written.items() if full_key(form) == key}
    return most_common(own or written)


def _has_login(form: str, verdicts: Mapping[str, Verdict]) -> bool:
    verdict = verdicts.get(full_key(form))
    return verdict is not None and verdict.rule == "person-with-login"


def _bind_handles(
    people: People, seen: Mapping[Seen, int], groups: Mapping[str, Sequence[str]]
) -> None:
    """Handles that mostly stand beside one full name in the attendance lists."""
    beside: dict[str, Counter[PersonId]] = defaultdict(Counter)
    for one, times in seen.items():
        if one.handle and is_full(one.name):
            for person in people.exact.get(full_key(one.name), ()):
                beside[handle_key(one.handle)][person] += times
    for verdict in people.verdicts.values():
        if verdict.rule == "person-with-login":
            for person in people.exact.get(verdict.parts[1], ()):
                beside[verdict.parts[2]][person] += 1
    for handle, counts in sorted(beside.items()):
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


def enter(item: Placed, people: People) -> None:
    """Enter a note's own sightings, and whom they make known in it."""
    people.sightings[item.id] = tuple(sightings(item))
    people.in_note[item.id] = frozenset(
        person for sighting in people.sightings[item.id] for person in _known(people, sighting)
    )


def _add_short_names(
    people: People, persons: Mapping[str, Evidence], groups: Mapping[str, Sequence[str]]
) -> None:
    """Persons of their own: short forms in certain places that fit no full name.

    A form that is somebody's handle, or a full name without its blank, is that person's.
    """
    joined: dict[str, set[PersonId]] = defaultdict(set)
    for key, found in people.exact.items():
        joined[joined_key(key)].update(found)
    for key, keys in groups.items():
        written = _written(keys, persons)
        if key in people.exact or is_full(_display(key, written)):
            continue
        handles = {key.replace(" ", "")} | {h for k in keys for h in persons[k].handles}
        bound = {people.handles[handle] for handle in handles if handle in people.handles}
        same = bound or joined.get(joined_key(key), set())
        if len(same) == 1:
            people.enter_forms(next(iter(same)), keys, written)
        elif not people.candidates(_display(key, written)):
            name = _display(key, written)
            person = PersonId(unique_slug(name.lstrip("@"), people.persons))
            people.add(PersonForms(person, name, tuple(key.split())), sorted(written))
            people.enter_forms(person, keys, written)
            for handle in sorted(h for k in keys for h in persons[k].handles):
                people.handles.setdefault(handle, person)


def _bind_initials(people: People, seen: Mapping[Seen, int]) -> None:
    """Initials that a list of attendees gives: those of two persons are both's, and so nobody's."""
    found: dict[str, set[PersonId]] = defaultdict(set)
    for one in seen:
        if one.initials:
            found[one.initials].update(people.exact.get(full_key(one.name), ()))
    for letters, persons in found.items():
        if letters not in people.initials:
            people.initials[letters] = sorted(persons)
