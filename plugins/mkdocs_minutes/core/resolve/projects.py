"""Projects: those of the registry, and those that the notes themselves make certain."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass

from ..names import fold, is_distinctive
from ..records import ProjectId, ProjectKind
from ..registry import ProjectEntry, Registry
from ..similar import slips
from .addresses import unique_slug
from .forms import most_common
from .hints import Hint
from .product_names import (
    PROGRAMS,
    SMALL_SYSTEMS,
    is_heading_word,
    is_phrase,
    is_precise,
    is_word,
    key_of,
)


@dataclass(frozen=True, slots=True)
class ProjectName:
    """A project before its mentions are known."""

    id: ProjectId
    name: str
    kind: ProjectKind = "other"
    entry: ProjectEntry | None = None


@dataclass(frozen=True, slots=True)
class Projects:
    """The projects, and how they are found: by each way of writing them, by a ticket's prefix.

    `slips` are the keys of names that are probably slips of the pen of others.
    """

    names: Mapping[ProjectId, ProjectName]
    forms: tuple[tuple[str, ProjectId], ...]
    by_key: Mapping[str, ProjectId]
    by_ticket: Mapping[str, ProjectId]
    slips: frozenset[str] = frozenset()

    def named(self, written: str) -> ProjectId | None:
        """The project of a name, whatever its case and joints; `None` where there is none."""
        return self.by_key.get(key_of(written))

    def beside(self, words: str) -> ProjectId | None:
        """The project of the longest end of the words before a number."""
        for word in _WORD.finditer(words):
            name = words[word.start() :].strip("*_`\"'“”‘’[]")
            project = self.named(name)
            if project is not None and not self._is_other_word(name, project):
                return project
        return None

    def is_slip_beside(self, words: str) -> bool:
        """Whether the words before a number end in a slip of the pen of a project's name."""
        return bool(self.slips) and key_of(words.split()[-1] if words else "") in self.slips

    def _is_other_word(self, name: str, project: ProjectId) -> bool:
        """Whether a word is only spelt as a project that its capital makes one: `edge`, `Edge`."""
        return (
            name in SMALL_SYSTEMS
            and self.names[project].name != name
            and (name, project) not in self.forms
        )

    def of_ticket(self, ticket: str) -> ProjectId | None:
        """The project that a ticket's prefix or repository belongs to."""
        prefix = re.split(r"[#!]|-(?=\d+$)", ticket)[0]
        return self.by_ticket.get(fold(prefix))


_WORD = re.compile(r"\S+")


def find_projects(
    hints: Mapping[Hint, int], people: Mapping[str, int], registry: Registry
) -> Projects:
    """The registry's projects, and those that the notes name beyond doubt.

    `hints` are those of all notes with how often each is given, `people` the names of persons with
    the notes that have them: what as many of them have for a person's is no project. Beyond doubt
    is a name that carries a version number (a word of everyday language in two places at least), a
    link whose text is the name that its address leads to, and `NAME Project` in a title; none is
    what a note or two write one letter away from a name that many have. Names that
    differ in case or joints only are one project; a registered name or alias is never another one.
    """
    names: dict[ProjectId, ProjectName] = {}
    forms: list[tuple[str, ProjectId]] = []
    by_key: dict[str, ProjectId] = {}
    by_ticket: dict[str, ProjectId] = {}
    for entry in sorted(registry.projects, key=lambda entry: fold(entry.name)):
        project = ProjectId(unique_slug(entry.slug or entry.name, names))
        names[project] = ProjectName(project, entry.name, entry.kind, entry)
        for form in (entry.name, *entry.aliases):
            by_key.setdefault(key_of(form), project)
            forms.append((form, project))
        for prefix in entry.tickets:
            by_ticket.setdefault(fold(prefix), project)
    known = frozenset(by_key) | _parts_and_people(registry) | _rather_people(hints, people)
    written = _certain(hints, known)
    slipped = _slips(hints) & written.keys()
    for key in sorted(written.keys() - slipped):
        name = most_common(written[key])
        project = ProjectId(unique_slug(name, names))
        names[project] = ProjectName(project, name)
        by_key[key] = project
        forms += [(form, project) for form in sorted(written[key]) if not _is_plain(form)]
    for project, name_record in names.items():
        by_ticket.setdefault(fold(name_record.name), project)
    return Projects(names, tuple(forms), by_key, by_ticket, slipped)


def _slips(hints: Mapping[Hint, int]) -> frozenset[str]:
    """The names of a note or two that are one letter away from a name of many."""
    notes: Counter[str] = Counter()
    for hint, times in hints.items():
        if hint.how in ("listed", "beside", "stated", "phrase"):
            notes[key_of(hint.name)] += times
    return frozenset(rare for rare, _ in slips(notes))


def _rather_people(hints: Mapping[Hint, int], people: Mapping[str, int]) -> frozenset[str]:
    """The names that as many notes have for a person's as give them a version or a page.

    A team that owns an action does not unmake the project whose versions the notes tell.
    """
    headed = {key_of(hint.name) for hint in hints if hint.how == "headed"}
    weight: Counter[str] = Counter()
    for hint, notes in hints.items():
        if hint.how in ("listed", "beside", "stated"):
            weight[key_of(hint.name)] += notes
    return frozenset(key for key, notes in people.items() if notes >= weight[key]) - headed


def _parts_and_people(registry: Registry) -> frozenset[str]:
    parts = (part for entry in registry.projects for part in entry.parts)
    people = (form for entry in registry.people for form in (entry.name, *entry.aliases))
    return frozenset(key_of(name) for name in (*parts, *people))


def _is_plain(form: str) -> bool:
    """Whether a name is a word that text also uses otherwise: `client`, and `Node` at any place."""
    return (form.islower() or is_word(form)) and not is_distinctive(form) and is_heading_word(form)


def _certain(hints: Mapping[Hint, int], known: frozenset[str]) -> dict[str, Counter[str]]:
    """The names beyond doubt with their ways of writing, those already known left out."""
    gathered: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: defaultdict(Counter))
    numbers: dict[str, set[str]] = defaultdict(set)
    spelt = {key_of(hint.name) for hint in hints if hint.how == "spelt"}
    for hint, times in hints.items():
        key = key_of(hint.name)
        if key and key not in known and hint.how not in ("spelt", "headed"):
            gathered[key][hint.how][hint.name] += times
            if hint.number:
                numbers[key].add(hint.number)
    written = {
        key: forms
        for key, ways in gathered.items()
        if (forms := _sure(key, ways, numbers[key], is_spelt=key in spelt))
    }
    phrases = _phrases(gathered, known | written.keys())
    written |= {key: written.get(key, Counter()) + forms for key, forms in phrases.items()}
    longer = [key for key, forms in written.items() if _is_told_by_tail(forms, written)]
    for key in longer:
        if "listed" not in gathered[key]:
            del written[key]
    return written


def _sure(
    key: str, ways: Mapping[str, Counter[str]], numbers: set[str], *, is_spelt: bool
) -> Counter[str]:
    """The forms of a name that are beyond doubt by how they stand."""
    price = _is_price(key, numbers)
    sure = is_spelt or ("listed" in ways and not price)
    forms: Counter[str] = Counter()
    for how, written in ways.items():
        if how == "opened" and (len(numbers) < _CLAIMS or written.total() < _CLAIMS):
            continue
        if how == "claimed" and not _is_claimed(key, written.total(), is_spelt=is_spelt):
            continue
        passing = price or _in_passing(key, written, numbers)
        if how != "phrase" and (sure or how == "stated" or not passing):
            forms.update(written)
    return forms


def _is_claimed(key: str, times: int, *, is_spelt: bool) -> bool:
    """Whether an everyday word is a product's name, by how often it is said to have a version.

    One that heads sections must also be spelt as a name, within a sentence.
    """
    return times >= _CLAIMS and (is_spelt or not is_heading_word(key))


_CLAIMS = 2


def _phrases(
    gathered: Mapping[str, Mapping[str, Counter[str]]], taken: Set[str]
) -> dict[str, Counter[str]]:
    """The names of several words whose first is no name by itself."""
    phrases = {key: ways["phrase"] for key, ways in gathered.items() if "phrase" in ways}
    return {
        key: forms
        for key, forms in phrases.items()
        if not any(key_of(form.split()[0]) in taken for form in forms)
    }


def _is_price(key: str, numbers: set[str]) -> bool:
    """Whether an everyday word is listed before one number, which no release has for certain."""
    return is_word(key) and len(numbers) < 2 and not any(map(is_precise, numbers))


def _is_told_by_tail(forms: Iterable[str], written: Mapping[str, object]) -> bool:
    """Whether the last word of a longer name is a name alone too: `Apache Kafka` beside `Kafka`."""
    return all(" " in form and key_of(form.split()[-1]) in written for form in forms)


def _in_passing(key: str, forms: Iterable[str], numbers: set[str]) -> bool:
    """Whether a lower-case word, or a verb, stood before one number only in running text."""
    if key in PROGRAMS or len(numbers) > 1:
        return False
    precise = any(map(is_precise, numbers))
    return all(
        (form.endswith("ing") and not is_distinctive(form))
        or (form.islower() and (form.isalpha() or (not precise and is_phrase(form))))
        for form in forms
    )
