"""The persons of an archive, and whom a name means in one of its notes."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Collection, Hashable, Iterable, Iterator
from dataclasses import dataclass, field
from heapq import nsmallest
from itertools import chain, islice, takewhile

from msgspec import Struct

from ..records import NoteId, PersonId, SeriesId
from ..registry import PersonEntry
from .addresses import Placed
from .forms import Titled, full_key, handle_key, is_full, sex_of, titled
from .sightings import Seen, Sighting, sightings
from .weighing import Verdict


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


class Resolution(Struct, frozen=True, gc=False):
    """Whom a name stands for: `person`, or several `candidates`, or nobody known."""

    person: PersonId | None = None
    candidates: tuple[PersonId, ...] = ()


NOBODY = Resolution()
_CROWD = 100
"""Whom a name means among more people than this is found out once for a note, not each time."""
MOST_CANDIDATES = 20
"""So many of those whom a name can mean are told: nobody looks through more."""


@dataclass(slots=True)
class People:
    """The persons of an archive, and whom a name means in a note.

    The mappings go by `full_key`, first word and last word of a name, by handle and by initials.
    `initialled` holds persons whose surname no note writes out; `slips` those whose name is a slip
    of the pen of another's. `titles` are those that stand before whole names, and `couples` the
    surnames that titles of a man and of a woman stand before. `rolls` are initials that lists of a
    series have in place of names. `verdicts` tell of each form by its
    `full_key` what it was taken for.
    """

    persons: dict[PersonId, PersonForms] = field(default_factory=dict)
    exact: dict[str, list[PersonId]] = field(default_factory=lambda: defaultdict(list))
    given: dict[str, list[PersonId]] = field(default_factory=lambda: defaultdict(list))
    surname: dict[str, list[PersonId]] = field(default_factory=lambda: defaultdict(list))
    initialled: dict[str, list[PersonId]] = field(default_factory=lambda: defaultdict(list))
    handles: dict[str, PersonId] = field(default_factory=dict)
    initials: dict[str, list[PersonId]] = field(default_factory=lambda: defaultdict(list))
    rolls: dict[str, dict[SeriesId, PersonId]] = field(default_factory=dict)
    slips: dict[PersonId, PersonId] = field(default_factory=dict)
    in_note: dict[NoteId, frozenset[PersonId]] = field(default_factory=dict)
    in_series: dict[SeriesId, frozenset[PersonId]] = field(default_factory=dict)
    forms: dict[PersonId, tuple[str, ...]] = field(default_factory=dict)
    titles: dict[PersonId, frozenset[str]] = field(default_factory=dict)
    couples: frozenset[str] = frozenset()
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

    def enter_forms(self, person: PersonId, keys: Iterable[str], written: Collection[str]) -> None:
        """Let further ways of writing stand for a person who is known already.

        Whoever has two full names, `Thomas Cole` and `Tom Cole`, goes by both given names.
        """
        for key in keys:
            if person not in self.exact[key]:
                self.exact[key].append(person)
        for form in written if is_full(self.persons[person].name) else ():
            given = full_key(form).partition(" ")[0]
            if is_full(form) and person not in self.given[given]:
                self.given[given].append(person)
        known = self.forms.get(person, ())
        self.forms[person] = (*known, *sorted(set(written) - set(known)))

    def verdict(self, name: str) -> Verdict | None:
        """What a form was taken for, `None` for one that no place makes a person's."""
        return self.verdicts.get(full_key(name))

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
        title = titled(name)
        if title and not found:
            found.update(self._bearers(title))
        elif not title and not is_full(name):
            found.update(self._short(key.split(), placed=placed and not found))
        if not name.isascii() and len(found) > 1:
            found = self._same_marks(name, found) or found
        return frozenset(person for person in found if self.slips.get(person) not in found)

    def _same_marks(self, name: str, found: set[PersonId]) -> set[PersonId]:
        """Those who are written with the name's own diacritics: `Michaël` is not `Michael D`."""
        wanted = name.casefold()
        return {p for p in found if any(wanted in form.casefold() for form in self.forms[p])}

    def _bearers(self, title: Titled) -> Iterator[PersonId]:
        """Those who bear a titled surname, but for whom another title tells to be of another sex.

        Of a `Mr Lowe` and a `Mrs Lowe` neither is the Lowe of whom no title tells anything.
        """
        for person in self.surname.get(title.surname.split()[-1], ()):
            known = self.persons[person]
            short = {own.sex for own in (titled(known.name),) if own}
            told = {*short, *map(sex_of, self.titles.get(person, ()))} - {""}
            one = told or title.surname not in self.couples
            if title.surname in " ".join(known.words) and (
                not title.sex or (one and told <= {title.sex})
            ):
                yield person

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
        found = self.candidates(name, placed=placed)
        if not found:
            return NOBODY
        here = self.in_note.get(item.id, frozenset())
        near = self.in_series.get(item.series, frozenset())
        if len(found) <= _CROWD:
            return self._nearest(name, found - besides, besides, here, near)
        asked = name, placed, besides, here, near
        if asked not in self._crowds:
            self._crowds[asked] = self._nearest(name, found - besides, besides, here, near)
        return self._crowds[asked]

    def _nearest(
        self,
        name: str,
        found: frozenset[PersonId],
        besides: frozenset[PersonId],
        here: frozenset[PersonId],
        near: frozenset[PersonId],
    ) -> Resolution:
        elsewhere = found if not titled(name) else frozenset(filter(self._stands_anywhere, found))
        for scope in (here, near, elsewhere):
            among = found & scope
            if among and scope is not here:
                longer = self._longer(name) - besides
                among |= (longer & here) | (longer & near)
            if len(among) == 1:
                return self._unless_shared(name, next(iter(among)), here, near)
            if among:
                return Resolution(candidates=tuple(nsmallest(MOST_CANDIDATES, among)))
        return NOBODY

    def _stands_anywhere(self, person: PersonId) -> bool:
        return self.persons[person].entry is not None or bool(titled(self.persons[person].name))

    def meaning(self, name: str, *, placed: bool) -> Hashable:
        """What `resolve` takes for a name from all notes; equal where it decides alike."""
        found, longer = self.candidates(name, placed=placed), self._longer(name)
        sharing = frozenset(self.initialled.get(full_key(name), ()))
        rolls = tuple(sorted(self.rolls.get(name, {}).items()))
        told = self.verdict(name), tuple(self.initials.get(name, ())), rolls
        return found, longer, sharing, told, frozenset(map(self._name, found | longer | sharing))

    def meaning_near(self, name: str, series: SeriesId, *, placed: bool, always: bool) -> Hashable:
        """What `resolve` takes for a name from the notes of a series; equal where it decides alike.

        Of one candidate it asks nothing, unless `always`.
        """
        found, longer = self.candidates(name, placed=placed), self._longer(name)
        sharing = self.initialled.get(full_key(name), ())
        one = len(found | longer) < 2 and len(sharing) < 2 and not titled(name)
        if not found or (one and not always):
            return ()
        near = self.in_series.get(series, frozenset())
        return found & near, longer & near, near.intersection(sharing)

    def exact_ids(self, name: str) -> tuple[PersonId, ...]:
        """Those who are written exactly so."""
        return tuple(self.exact.get(full_key(name), ()))

    def known_as(self, name: str) -> tuple[tuple[PersonId, str], ...]:
        """Those who are written exactly so, with what each is called."""
        return tuple(map(self._name, self.exact_ids(name)))

    def known_by(self, seen: Seen | Sighting) -> tuple[PersonId, ...]:
        """The person whom a sighting makes known where it stands, if one reading is possible."""
        exact = self.exact.get(full_key(seen.name), ())
        if len(exact) == 1:
            return tuple(exact)
        handle = self.handles.get(handle_key(seen.handle)) if seen.handle else None
        return (handle,) if handle else ()

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


def enter(item: Placed, people: People) -> None:
    """Enter a note's own sightings, and whom they make known in it."""
    people.sightings[item.id] = tuple(sightings(item))
    people.in_note[item.id] = frozenset(
        person for sighting in people.sightings[item.id] for person in people.known_by(sighting)
    )
