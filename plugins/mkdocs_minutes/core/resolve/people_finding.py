"""Who is a person of an archive: those of the registry, and whom the notes' places make one."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Mapping, Sequence
from itertools import chain
from typing import TypeVar

from ..extract.names import initials_of, is_initials
from ..grouping import grouped
from ..names import fold
from ..records import PersonId, SeriesId
from ..registry import Registry
from ..similar import slips
from .addresses import SeriesName, unique_slug
from .forms import full_key, handle_key, is_full, joined_key, most_common, sex_of, titled
from .people import People, PersonForms
from .projects import Projects
from .sightings import AFFILIATION, ATTENDANCE, HOST, Seen
from .weighing import Evidence, Place, Scales, Verdict, acronyms, weigh

T = TypeVar("T")


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
        _affiliations(seen),
    )
    people.verdicts = weigh(scales)
    persons = {
        key: scales.evidence[key]
        for key, verdict in sorted(people.verdicts.items())
        if verdict.is_person
    }
    people.couples = _couples(seen)
    groups = _groups(persons, people.verdicts, people.couples)
    _add_full_names(people, persons, groups)
    for one in seen:
        for person in people.exact.get(full_key(one.name), ()) if one.titles else ():
            people.titles[person] = people.titles.get(person, frozenset()) | {one.titles}
    _bind_handles(people, seen, groups)
    _add_short_names(people, persons, groups, seen)
    _bind_initials(people, seen)
    _bind_rolls(people, seen)
    known: dict[SeriesId, set[PersonId]] = defaultdict(set)
    for one in seen:
        known[one.series].update(people.known_by(one))
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
        if key and one.rule not in (HOST, AFFILIATION):
            evidence = found.get(key) or found.setdefault(key, Evidence(key))
            place = Place(listed=one.rule == ATTENDANCE, weak=one.weak)
            evidence.count(one.name, place, handle_key(one.handle), notes)
    return found


def _affiliations(seen: Mapping[Seen, int]) -> Mapping[str, int]:
    """In how many notes lists have each form as an affiliation."""
    found: Counter[str] = Counter()
    for one, notes in seen.items():
        if one.rule == AFFILIATION:
            found[full_key(one.name)] += notes
    return found


def _couples(seen: Iterable[Seen]) -> frozenset[str]:
    """The surnames that titles of a man and of a woman stand before: those of two persons."""
    titles = ((one.titles, full_key(one.name).split()[-1:]) for one in seen if one.titles)
    found = {(name, sex_of(told)) for told, names in titles for name in names}
    found |= {(one.surname, one.sex) for one in map(titled, {each.name for each in seen}) if one}
    return frozenset(name for name, sex in found if sex == "sir" and (name, "madam") in found)


def _groups(
    persons: Mapping[str, Evidence], verdicts: Mapping[str, Verdict], couples: Container[str]
) -> Mapping[str, Sequence[str]]:
    """The forms that are one person's, by the form that leads them: the most frequent.

    Such are full names with the same letters, those with one handle and one given name or surname,
    a name with the login behind it, and one surname behind several titles, but for `couples`.
    """
    lead: dict[str, str] = {}
    by_letters: dict[str, list[str]] = defaultdict(list)
    by_handle: dict[tuple[str, str], list[str]] = defaultdict(list)
    by_title: dict[tuple[str, str], list[str]] = defaultdict(list)
    for key, one in persons.items():
        if is_full(one.name):
            by_letters[joined_key(key)].append(key)
            for handle in one.handles:
                by_handle[handle, key.split()[0]].append(key)
                by_handle[handle, key.split()[-1]].append(key)
        elif title := titled(one.name):
            sex = title.sex or key if title.surname in couples else ""
            by_title[title.surname, sex].append(key)
    for alike in chain(by_letters.values(), by_handle.values(), by_title.values()):
        _join(alike, persons, lead)
    for key, verdict in verdicts.items():
        if verdict.parts and verdict.is_person and key in persons:
            lead[_lead(key, lead)] = _lead(verdict.parts[0], lead)
    return grouped((_lead(key, lead), key) for key in persons)


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
    """How a person is called: as the leading form is mostly written, and as a name before a login.

    `@ann.bell` and `Ann Bell` are compared as one.
    """
    own = {form: times for form, times in written.items() if full_key(form) == key}
    names = {form: times for form, times in own.items() if not form.startswith("@")}
    return most_common(names or own or written)


def _has_login(form: str, verdicts: Mapping[str, Verdict]) -> bool:
    verdict = verdicts.get(full_key(form))
    return verdict is not None and verdict.rule == "person-with-login"


def _bind_handles(
    people: People, seen: Mapping[Seen, int], groups: Mapping[str, Sequence[str]]
) -> None:
    """Handles that mostly stand beside one full name in attendance lists, or are its letters."""
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
    for letters, persons in _joined(people).items():
        if len(persons) == 1 and letters.isalnum():
            people.handles.setdefault(letters, next(iter(persons)))


def _add_short_names(
    people: People,
    persons: Mapping[str, Evidence],
    groups: Mapping[str, Sequence[str]],
    seen: Mapping[Seen, int],
) -> None:
    """Persons of their own: short forms in certain places that fit no full name.

    A form that is somebody's handle, or a full name without its blank, is that person's. One that
    is listed with a handle of its own is not whoever has such a name in other series only, one that
    a list has beside a full name is not who is called so, and a `Nick` is the one `Nick A` there
    is, unless a list has both, or lists have them in different series only.
    """
    series = _by_form(seen, lambda one: (one.series,))
    apart = _by_form(seen, lambda one: one.apart)
    listed = frozenset(full_key(one.name) for one in seen if one.rule == ATTENDANCE)
    joined = _joined(people)
    # Those with an initial come first, since a given name alone may be theirs.
    for key, keys in sorted(groups.items(), key=lambda group: -len(group[0].split())):
        written = _written(keys, persons)
        name = _display(key, written)
        if key in people.exact or is_full(name):
            continue
        handles = {handle for one in keys for handle in persons[one].handles}
        others = set(chain.from_iterable(people.exact.get(other, ()) for other in apart[key]))
        logins = {joined_key(key), *map(handle_key, written), *handles}
        same = _bound(people, logins) or joined[joined_key(key)]
        if not same:
            same = _with_initial(people, key, keys, listed, series, others)
        if len(same) == 1:
            people.enter_forms(next(iter(same)), keys, written)
        elif not _near(people, name, keys, persons, series) - others:
            person = PersonId(unique_slug(name.lstrip("@"), people.persons))
            people.add(PersonForms(person, name, tuple(key.split())), sorted(written))
            people.enter_forms(person, keys, written)
            for handle in sorted(handles):
                people.handles.setdefault(handle, person)


def _with_initial(
    people: People,
    key: str,
    keys: Iterable[str],
    listed: Container[str],
    series: Mapping[str, set[SeriesId]],
    others: Container[PersonId],
) -> set[PersonId]:
    """The `Nick A` whom a form `Nick` may mean; nobody where it is a full name's first word."""
    same = set() if key in people.given else set(people.initialled.get(key, ()))
    if key not in listed:
        return same
    spaced = [p for p in same if all(" " in form for form in people.forms[p])]  # no `NickA`
    return same if not others and _share_series(people, spaced, keys, series) else set()


def _joined(people: People) -> defaultdict[str, set[PersonId]]:
    """Whose a full name is, by the name without its blanks."""
    joined: defaultdict[str, set[PersonId]] = defaultdict(set)
    for key, found in people.exact.items():
        joined[joined_key(key)].update(found)
    return joined


def _share_series(
    people: People,
    found: Iterable[PersonId],
    keys: Iterable[str],
    series: Mapping[str, set[SeriesId]],
) -> bool:
    """Whether the notes of one series have some of these forms and some of these persons."""
    own = {one for key in keys for one in series.get(key, ())}
    forms = (form for person in found for form in people.forms[person])
    return any(own & series.get(full_key(form), set()) for form in forms)


def _bound(people: People, handles: Iterable[str]) -> set[PersonId]:
    """Whose any of some handles are."""
    return {people.handles[handle] for handle in handles if handle in people.handles}


def _by_form(seen: Iterable[Seen], told: Callable[[Seen], Iterable[T]]) -> defaultdict[str, set[T]]:
    """What all places of people tell of each form, by its key."""
    found: defaultdict[str, set[T]] = defaultdict(set)
    for one in seen:
        found[full_key(one.name)].update(told(one))
    return found


def _near(
    people: People,
    name: str,
    keys: Sequence[str],
    persons: Mapping[str, Evidence],
    series: Mapping[str, set[SeriesId]],
) -> frozenset[PersonId]:
    """Whom a short form can mean: beside a handle that has nothing of theirs, those of its series.

    `zoe @zmill` in the notes of one group is not the `Zoe Price` of another.
    """
    found = people.candidates(name)
    handles = {handle for key in keys for handle in persons[key].handles}
    if not handles and not titled(name):
        return found
    return frozenset(
        person
        for person in found
        if people.persons[person].entry is not None
        or any(people.persons[person].words[-1][:3] in handle for handle in handles)
        or _share_series(people, (person,), keys, series)
    )


def _bind_initials(people: People, seen: Mapping[Seen, int]) -> None:
    """Initials that a list of attendees gives: those of two persons are both's, and so nobody's."""
    found: dict[str, set[PersonId]] = defaultdict(set)
    for one in seen:
        if one.initials:
            found[one.initials].update(people.exact.get(full_key(one.name), ()))
    for letters, persons in found.items():
        if letters not in people.initials:
            people.initials[letters] = sorted(persons)


_FEWEST_OF_ROLL = 3


def _bind_rolls(people: People, seen: Iterable[Seen]) -> None:
    """Initials by which lists of a series call those whom other lists call by their names.

    One alone could be anybody's. Three or more, and most of those of a series, have to be those of
    one person each whom the lists of one series name in full: of that one before all others.
    """
    rolls: dict[SeriesId, set[str]] = defaultdict(set)
    named: dict[SeriesId, dict[str, set[PersonId]]] = defaultdict(lambda: defaultdict(set))
    for one in seen:
        if one.rule == ATTENDANCE and is_initials(one.name):
            rolls[one.series].add(one.name)
        elif one.rule == ATTENDANCE and is_full(one.name):
            found = people.exact.get(full_key(one.name), ())
            named[one.series][initials_of(one.name)].update(found)
    for series, roll in rolls.items():
        own = _whose(roll, named[series])
        known = [own] if own else [_whose(roll, who) for who in named.values()]
        for letters, persons in grouped(chain.from_iterable(map(dict.items, known))).items():
            if len(set(persons)) == 1:
                people.rolls.setdefault(letters, {})[series] = persons[0]


def _whose(roll: Collection[str], named: Mapping[str, Collection[PersonId]]) -> dict[str, PersonId]:
    """Whose the initials of a list are; nobody's where too few are of those who are named."""
    whose = {letters: min(named[letters]) for letters in roll if len(named.get(letters, ())) == 1}
    return whose if len(whose) >= _FEWEST_OF_ROLL and len(whose) * 2 > len(roll) else {}
