"""Every place of a note that names a person, project, version or ticket."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from heapq import nsmallest
from sys import intern
from typing import Literal

from ..dates import MONTH_PATTERN
from ..extract.linked import link_target
from ..extract.names import abbreviates, is_common_word, is_initials, is_particle
from ..lexicon import late
from ..names import Hit, NameTable, fold, name_table
from ..records import (
    Attendance,
    Attendee,
    Doubt,
    InlineMark,
    Mention,
    MentionKind,
    Note,
    Owner,
    PersonId,
    ProjectId,
    Span,
    VersionId,
)
from .addresses import Placed
from .attribution import Attribution
from .forms import handle_key, is_full, titled
from .people import MOST_CANDIDATES, NOBODY, People, Resolution
from .product_names import may_be_word
from .projects import Projects
from .sightings import Sighting

Target = tuple[Literal["project", "person", "short"], str]
"""What a name found in a text can be: an entity, or a short form that still has to be resolved."""


@dataclass(frozen=True, slots=True)
class Named:
    """What a note names: mentions in the order of the text, doubts, attendance, and its owners."""

    mentions: tuple[Mention, ...]
    doubts: tuple[Doubt, ...]
    attendance: tuple[Attendance, ...]
    persons: Mapping[Owner, PersonId]


def names_to_find(people: People, projects: Projects) -> NameTable[Target]:
    """One table of all names; hidden persons are in it, so that nobody else is found for them."""
    names: list[tuple[str, Target]] = [
        (form, ("project", project)) for form, project in projects.forms
    ]
    short: set[str] = set()
    for person in people.persons.values():
        for form in people.forms[person.id]:
            if is_full(form):
                names.append((form, ("person", person.id)))
                if not is_initials(_given(form)):
                    short.add(_given(form))
            else:
                short.add(form)
        short.update(_titled_forms(person.name, people.titles.get(person.id, ())))
    names += [(form, ("short", form)) for form in sorted(short) if len(form) > 1]
    return name_table(names)


def _titled_forms(name: str, titles: Iterable[str]) -> Iterator[str]:
    """What somebody is called by the surname and one of the titles that lists have before it."""
    *before, last = name.split()
    surname = " ".join((*filter(is_particle, before[1:]), last))
    for title in {each for told in titles for each in (told, *told.split())}:
        if titled(f"{title} {surname}"):
            yield f"{title} {surname}"


def _given(name: str) -> str:
    return re.split(r"[\s.]", name.strip(), maxsplit=1)[0]


# What is not prose: code, which a run of backticks opens, targets of links, tags, and the marks of
# what was masked. Each form begins with one character, so that the search for them is quick.
_PROTECTED = re.compile(
    r"""
    ` `*
    | \]\( [^)\n]{1,500} \)
    | \]: [ ]* \S{1,500}
    | < /? [A-Za-z!] [^>\n]{0,500} >
    | \[ [\w ]{2,20} \s removed \]
    """,
    re.VERBOSE,
)
# Addresses; each pattern begins with letters, so that the search for it is quick.
_ADDRESSES = tuple(
    (lead, re.compile(lead + r"[^\s<>()\[\]\"']{1,500}"))
    for lead in ("http://", "https://", "www.", "mailto:")
)
# `@handle`, not the host of a mail address.
_HANDLE = re.compile(r"(?<![\w@/.])@[\w][\w-]{0,38}")
_UNREAD = frozenset({"code", "comment", "front-matter"})
_CLOSED, _GIVEN = 1, 2


@dataclass(frozen=True, slots=True)
class Page:
    """A note's names as found, and a mark for each character that is no prose or given away."""

    hits: tuple[Hit[Target], ...]
    marks: bytearray

    def is_closed(self, span: Span) -> bool:
        """Whether any of a stretch is no prose: code, an address, or what was masked."""
        return self.marks.find(_CLOSED, span.start, span.end) >= 0


def read_page(note: Note, names: NameTable[Target]) -> Page:
    """The names in a note's prose; code, addresses and what was masked hold none."""
    text = note.text
    marks = bytearray(len(text))
    spans = [line.span for line in note.lines if line.kind in _UNREAD]
    places = [(span.start, span.end) for span in spans]
    places += _protected(text)
    for lead, pattern in _ADDRESSES:
        if lead in text:
            places += [match.span() for match in pattern.finditer(text)]
    for start, end in places:
        marks[start:end] = b"\x01" * (end - start)
    hits = tuple(
        hit for hit in names.find(text) if marks.find(_CLOSED, hit.span.start, hit.span.end) < 0
    )
    return Page(hits, marks)


def _protected(text: str) -> Iterator[tuple[int, int]]:
    """The stretches of a text that are no prose, from left to right.

    Code ends at a run of as many backticks as opened it, in the same line; what has none is text.
    """
    closes = _closing_runs(text)
    match = _PROTECTED.search(text)
    while match:
        end = closes.get(match.start(), 0) if match[0][0] == "`" else match.end()
        if end:
            yield match.start(), end
        match = _PROTECTED.search(text, end or match.end())


def _closing_runs(text: str) -> dict[int, int]:
    r"""Where the code ends that each run of backticks would open, by where the run begins.

    >>> sorted(_closing_runs("``a` b`` ` c\n`").items())
    [(0, 8), (3, 10)]
    """
    closes: dict[int, int] = {}
    if "`" not in text:
        return closes
    nearest: dict[int, int] = {}
    line_end = len(text)
    for run in reversed(list(_TICKS.finditer(text))):
        start, end = run.span()
        if text.find("\n", end, line_end) >= 0:
            nearest = {}
        if end - start in nearest:
            closes[start] = nearest[end - start]
        nearest[end - start] = end
        line_end = start
    return closes


_TICKS = re.compile(r"`+")


def project_hits(page: Page) -> tuple[Hit[ProjectId], ...]:
    """The places of a page that name projects, in the order of the text."""
    return tuple(
        Hit(hit.span, projects)
        for hit in page.hits
        if (projects := tuple(ProjectId(key) for kind, key in hit.targets if kind == "project"))
    )


def find_mentions(
    item: Placed,
    page: Page,
    people: People,
    projects: Projects,
    attributions: Iterable[Attribution],
) -> Named:
    """What a note names, each stretch of its text once.

    Names in places of people come first, then what links of a vault name, tickets and versions,
    then other names; a short form counts where it means exactly one person.
    """
    given = _Given(item, page.marks)
    placed = people.sightings[item.id]
    resolutions = _resolve_sightings(placed, page, item, people)
    for sighting, resolution in zip(placed, resolutions, strict=True):
        given.person(sighting.span, resolution, people)
    for mark in item.parsed.note.marks:
        if mark.kind == "link":
            _linked(mark, given, people, projects)
    for ticket in item.parsed.facts.tickets:
        given.add("ticket", ticket.id, ticket.span, in_address=True)
    for attribution in attributions:
        target = VersionId(f"{attribution.project}/{attribution.reading.number}")
        given.add("version", target, attribution.reading.span)
    for handle in _handles(item.parsed.note.text):
        person = people.handles.get(handle_key(handle[0]))
        span = Span(*handle.span())
        if person is not None and not given.names(person, span):
            given.person(span, Resolution(person), people)
    _give_names(page, given, item, people)
    _give_initials(_initials(placed, item, people), given, item, people)
    attendance, persons = _with_persons(placed, resolutions, people)
    return Named(given.mentions(), given.doubts(), attendance, persons)


def _give_names(page: Page, given: _Given, item: Placed, people: People) -> None:
    """Give away the names found on a page, the short ones last."""
    waiting: list[tuple[Span, str]] = []
    for hit in page.hits:
        kinds = {kind for kind, _ in hit.targets}
        keys = tuple(key for _, key in hit.targets)
        if kinds == {"short"}:
            waiting.append((hit.span, keys[0]))
        elif kinds == {"project"} and len(keys) == 1:
            if not may_be_word(item.parsed.note, hit.span):
                given.add("project", keys[0], hit.span)
        elif kinds == {"person"} and len(keys) == 1:
            given.person(hit.span, Resolution(PersonId(keys[0])), people)
        elif len(kinds) == 1:
            given.doubt(hit.span, keys)
    for span, form in waiting:
        _short(span, form, given, item, people)


_CAPITALS = re.compile(r"(?<![\w.#@/-])[A-Z]{2,4}(?![\w-])")


def _give_initials(
    listed: Mapping[str, Sequence[PersonId]], given: _Given, item: Placed, people: People
) -> None:
    """Give initials within outcomes to the one whom the note itself lists with them."""
    text = item.parsed.note.text
    for outcome in item.parsed.facts.outcomes if listed else ():
        for match in _CAPITALS.finditer(text, outcome.span.start, outcome.span.end):
            persons = set(listed.get(match[0], ()))
            if len(persons) == 1:
                given.person(Span(*match.span()), Resolution(persons.pop()), people)


def _linked(mark: InlineMark, given: _Given, people: People, projects: Projects) -> None:
    """Give a link's text to the one person or project that is called as its target is."""
    name, heading = link_target(mark.value)
    persons, project = people.exact_ids(name), projects.named(name)
    if not heading and len(persons) + (project is not None) == 1:
        if project is not None:
            given.add("project", project, mark.span)
        else:
            given.person(mark.span, Resolution(persons[0]), people)


def _short(span: Span, form: str, given: _Given, item: Placed, people: People) -> None:
    note = item.parsed.note
    if given.covers(span) or _is_month(note.text, span) or not _is_name_here(note, span, given):
        return
    resolution = people.resolve(form, item, placed=False)
    near = people.in_note[item.id], people.in_series.get(item.series, frozenset())
    person = resolution.person
    if person and proves_nothing(form) and not any(person in scope for scope in near):
        return
    given.person(span, resolution, people)


class _Given:
    """The stretches of a note that are given away, and to whom."""

    def __init__(self, item: Placed, marks: bytearray) -> None:
        self._item = item
        self._note = item.parsed.note
        self._marks = marks
        self._mentions: list[Mention] = []
        self._doubts: list[Doubt] = []

    def covers(self, span: Span) -> bool:
        """Whether a character of the span is given away already, or is no prose."""
        start, end = span.start, span.end
        return self._marks.count(0, start, end) < end - start

    def _take(self, span: Span) -> None:
        start, end = span.start, span.end
        self._marks[start:end] = b"\x02" * (end - start)

    def add(self, kind: MentionKind, target: str, span: Span, *, in_address: bool = False) -> None:
        """Give a stretch to an entity, unless it is taken; `in_address` allows it in no prose."""
        taken = self._marks.find(_GIVEN, span.start, span.end) >= 0
        if span.start >= span.end or taken or (not in_address and self.covers(span)):
            return
        self._take(span)
        note = self._note
        line = note.line_of(span.start)
        written = intern(note.text[span.slice])  # of few names, each in many notes
        mention = Mention(self._item.id, kind, target, span, written, line)
        self._mentions.append(mention)

    def doubt(self, span: Span, candidates: tuple[str, ...]) -> None:
        """Leave a stretch to nobody, since it could mean several."""
        if span.start < span.end and not self.covers(span):
            self._take(span)
            note = self._note
            self._doubts.append(Doubt(note.quote(span), span, note.line_of(span.start), candidates))

    def person(self, span: Span, resolution: Resolution, people: People) -> None:
        """Give a stretch to the person that a name means; a hidden person's stays plain text."""
        if resolution.person is not None:
            if people.persons[resolution.person].hidden:
                self._take(span)
            else:
                self.add("person", resolution.person, span)
        elif resolution.candidates:
            self.doubt(span, resolution.candidates)

    def names(self, person: PersonId, span: Span) -> bool:
        """Whether the line of a span names a person already: `Ann Bell @annb`."""
        line = self._note.line_of(span.start)
        return any(m.line == line and m.target == person for m in self._mentions)

    def mentions(self) -> tuple[Mention, ...]:
        """The mentions in the order of the text."""
        return tuple(sorted(self._mentions, key=lambda mention: mention.span.start))

    def doubts(self) -> tuple[Doubt, ...]:
        """The doubts in the order of the text."""
        return tuple(sorted(self._doubts, key=lambda doubt: doubt.span.start))


def _resolve_sightings(
    placed: Sequence[Sighting], page: Page, item: Placed, people: People
) -> list[Resolution]:
    """Whom each name in a place of people means.

    An attendee given by a short form is nobody who is listed beside it in full.
    """
    listed = frozenset(
        person
        for sighting in placed
        if sighting.rule == "attendee" and is_full(sighting.name)
        for person in people.candidates(sighting.name)
    )
    initials = _initials(placed, item, people)
    resolved = [
        # An owner within code is no mention, so that nothing would lead to the person.
        NOBODY
        if sighting.rule == "owner" and page.is_closed(sighting.span)
        else _resolve_one(sighting, item, people, listed, initials)
        for sighting in placed
    ]
    guesses = _Guesses(placed, page, people)
    return [guesses.settled(one, found) for one, found in zip(placed, resolved, strict=True)]


def _initials(
    placed: Sequence[Sighting], item: Placed, people: People
) -> dict[str, list[PersonId]]:
    """Whom the note's own lists of people give initials to, or call by initials."""
    bound: dict[str, list[PersonId]] = {}
    for sighting in placed:
        if sighting.rule != "attendee":
            continue
        person = people.rolls.get(sighting.name, {}).get(item.series)
        letters = sighting.name if person else sighting.initials
        if letters and person is None:
            person = people.resolve(sighting.name, item).person
        if person is not None:
            bound.setdefault(letters, []).append(person)
    return bound | _owing(placed, item, people, bound)


_FEWEST_OWING = 2


def _owing(
    placed: Sequence[Sighting], item: Placed, people: People, bound: Collection[str]
) -> dict[str, list[PersonId]]:
    """Whom the initials of owners mean: one each of those whom the note lists, for most of them.

    One alone could be a team's (`QA to test it`), so it takes two of them.
    """
    owing = {one.name for one in placed if one.rule == "owner" and is_initials(one.name)}
    if len(owing - set(bound)) < _FEWEST_OWING:
        return {}
    found: dict[str, set[PersonId]] = defaultdict(set)
    for one in placed:
        person = people.resolve(one.name, item).person if one.rule == "attendee" else None
        if person is not None:
            for letters in owing.difference(bound):
                if abbreviates(letters, one.name):
                    found[letters].add(person)
    sure = {letters: [*persons] for letters, persons in found.items() if len(persons) == 1}
    return sure if len(sure) >= _FEWEST_OWING and len(sure) * 2 > len(owing) else {}


def _resolve_one(
    sighting: Sighting,
    item: Placed,
    people: People,
    listed: frozenset[PersonId],
    initials: Mapping[str, list[PersonId]],
) -> Resolution:
    by_handle = _by_handle(sighting, people)
    if by_handle is not None:
        return Resolution(by_handle)
    letters = _by_initials(sighting, item, people, initials)
    if letters:
        return _among_known(letters, people.in_note.get(item.id, frozenset()))
    verdict = people.verdict(sighting.name)
    if verdict is not None and verdict.parts and not verdict.is_person:
        parts = (people.exact.get(part, ()) for part in verdict.parts)
        return Resolution(candidates=tuple(sorted({one for found in parts for one in found})))
    besides = listed if sighting.rule == "attendee" and not is_full(sighting.name) else frozenset()
    return people.resolve(sighting.name, item, besides=besides)


def _by_handle(sighting: Sighting, people: People) -> PersonId | None:
    """Whose handle stands beside a name or for it; nobody's beside another's whole name."""
    handle = sighting.handle or (sighting.name if sighting.name.startswith("@") else "")
    found = people.handles.get(handle_key(handle)) if handle else None
    other = people.exact_ids(sighting.name) if is_full(sighting.name) else ()
    return found if len(other) != 1 or found in other else None


def _among_known(letters: Sequence[PersonId], known: Collection[PersonId]) -> Resolution:
    """Whom initials mean, those before all others whom the note names in full."""
    among = [person for person in letters if person in known] or letters
    if len(among) == 1:
        return Resolution(among[0])
    return Resolution(candidates=tuple(sorted(among)))


class _Guesses:
    """Owners by short names that somebody else bears too, who may be meant though not there.

    To be there makes nobody an owner, since those who are away are given work as well. So of two
    Annas the one who is there is it only where the note settles it: it calls somebody by the short
    name in another place of people, such as a list or before what is said, or it writes one of them
    in full beside the lists. An alias in the registry settles it for all notes.
    """

    def __init__(self, placed: Sequence[Sighting], page: Page, people: People) -> None:
        self._people = people
        self._called = {one.name for one in placed if one.rule != "owner"}
        lists = {one.span for one in placed if one.rule == "attendee"}
        self._written = {
            PersonId(key)
            for hit in page.hits
            if hit.span not in lists
            for kind, key in hit.targets
            if kind == "person"
        }

    def settled(self, sighting: Sighting, resolution: Resolution) -> Resolution:
        """Whom an owner means; several candidates where that would be guessed."""
        person, name = resolution.person, sighting.name
        if sighting.rule != "owner" or person is None or is_full(name) or name.startswith("@"):
            return resolution
        others = self._people.candidates(name) - {person}
        if not others or name in self._called or person in self._people.exact_ids(name):
            return resolution
        if person in self._written and others.isdisjoint(self._written):
            return resolution
        return Resolution(candidates=tuple(nsmallest(MOST_CANDIDATES, {person, *others})))


def _by_initials(
    sighting: Sighting, item: Placed, people: People, initials: Mapping[str, list[PersonId]]
) -> Sequence[PersonId]:
    # A speaker's initials may have been read as whom the list gives them to last.
    shared = initials.get(item.parsed.note.quote(sighting.span), ())
    letters = shared if len(shared) > 1 else initials.get(sighting.name, ())
    return letters or people.initials.get(sighting.name, ())


def _with_persons(
    placed: Sequence[Sighting], resolutions: Sequence[Resolution], people: People
) -> tuple[tuple[Attendance, ...], dict[Owner, PersonId]]:
    """Who attended, and whom each owner means; hidden persons are nobody."""
    attendance: list[Attendance] = []
    owners: dict[Owner, PersonId] = {}
    for sighting, resolution in zip(placed, resolutions, strict=True):
        person = resolution.person
        if person is not None and people.persons[person].hidden:
            person = None
        if sighting.attendee is not None:
            attendance += _attending(sighting.attendee, person, people)
        elif sighting.owner is not None and person is not None:
            owners[sighting.owner] = person
    return tuple(attendance), owners


_SOMEBODY = frozenset({"none-initials", "none-project"})
"""Rules by which an attendee is nobody that the archive knows, and somebody all the same."""


def _attending(attendee: Attendee, person: PersonId | None, people: People) -> Iterator[Attendance]:
    """The attendance that an entry makes: none for what is nobody, two where a comma is missing."""
    verdict = None if person else people.verdict(attendee.name)
    if verdict is None or verdict.is_person or verdict.rule in _SOMEBODY:
        yield Attendance(attendee, attendee.name, person)
        return
    for part in verdict.parts:
        found = people.exact_ids(part)
        if len(found) == 1:
            yield Attendance(attendee, people.persons[found[0]].name, found[0])


# Given names that English also uses as words; at the beginning of a sentence they prove nothing.
_WORDS_TOO = frozenset(
    """
    will mark may grant bill art rose chase jack drew rich pat sue hope grace faith dawn rob nick
    summer june april august autumn ray gene frank ernest miles max dean earl page robin iris ivy
    holly penny misty melody harmony joy christian jordan austin madison chelsea florence victoria
    guy don dick long young ace chip cliff dale dell forest glen heath lane reed rod rusty sandy
    skip stone ward wade wood van so an do can see any mine many
    """.split()
)


def proves_nothing(form: str) -> bool:
    """Whether a given name is a word as well, so that it needs somebody of that name nearby.

    >>> proves_nothing("Will"), proves_nothing("Ann")
    (True, False)
    """
    return fold(form) in _WORDS_TOO


# A month of a day: `Jun 24`, `24. Jun`, `Jan 2025`, `Jun-24`.
_MONTH = late(MONTH_PATTERN, re.IGNORECASE)
_DAY_BEFORE = re.compile(r"\d(?:st|nd|rd|th|º|ª|\.)?[ \t_/-]{1,2}$|\d\.$")
_DAY_AFTER = re.compile(r"\.?[ \t_/,'’-]{1,2}\d")


def _is_month(text: str, span: Span) -> bool:
    """Whether a name that is a month too stands beside a number, as in a date.

    >>> _is_month("On Jun 24", Span(3, 6)), _is_month("Jun has 24", Span(0, 3))
    (True, False)
    """
    beside = _DAY_AFTER.match(text, span.end) or _DAY_BEFORE.search(
        text, max(0, span.start - 8), span.start
    )
    return bool(beside) and bool(_MONTH.fullmatch(text[span.slice]))


def handles_in(note: Note) -> Iterator[str]:
    """The handles that a note's text holds."""
    return (match[0] for match in _handles(note.text))


def _handles(text: str) -> Iterator[re.Match[str]]:
    return _HANDLE.finditer(text) if "@" in text else iter(())


def _is_name_here(note: Note, span: Span, given: _Given) -> bool:
    """Whether a short form stands as a name: not as a part of a longer name, nor as a word."""
    text = note.text
    written = text[span.slice]
    if not written[:1].isupper() and written[:1].lower() != written[:1].upper():
        return False
    if is_common_word(written):
        return False
    after = re.match(r"[ \t]([^\W\d_]\w*)", text[span.end : span.end + 40])
    if after and after[1][0].isupper() and not _may_follow(note, span, after[1], given):
        return False
    line = note.lines[note.line_of(span.start) - 1]
    lead = text[line.content.start : span.start].rstrip(" *_`[(\"'")
    begins = not lead or lead[-1] in ".!?:"
    if proves_nothing(written) and begins:
        return False
    before = re.search(
        r"([^\W\d_][\w'’-]*)[ \t]$", text[max(line.span.start, span.start - 40) : span.start]
    )
    if (
        before
        and before[1][0].isupper()
        and not before[1].isupper()
        and not is_common_word(before[1])
    ):
        at = span.start - 1 - len(before[1])
        first = not text[line.content.start : at].rstrip(" *_`[(\"'").rstrip(".!?:;,")
        return first or given.covers(Span(at, at + len(before[1])))
    return True


def _may_follow(note: Note, span: Span, word: str, given: _Given) -> bool:
    """Whether a capitalised word behind a given name is certainly no surname."""
    start = span.end + 1
    return (
        is_common_word(word)
        or (word.isupper() and len(word) > 1)
        or given.covers(Span(start, start + len(word)))
    )
