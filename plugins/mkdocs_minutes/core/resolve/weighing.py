"""Which of the forms that stand in places of people are persons', weighed over all notes.

The census tells of each form in how many notes it is listed among attendees, surely named in
another place, or named where only its place speaks for it. An ordered table of rules then decides
once for the whole archive: a form that is everywhere one thing is not made another by one sighting.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from ..extract.names import (
    bears_a_word,
    is_common_word,
    is_everyday_word,
    is_initials,
    is_particle,
    is_person_name,
    may_be_name,
)
from ..lexicon import late, pattern, words
from ..names import fold
from .forms import full_key, is_full, joined_key, most_common, own_name


class Place(NamedTuple):
    """How a form stands: listed among attendees, surely named, or only by its place."""

    listed: bool
    weak: bool


@dataclass(slots=True)
class Evidence:
    """What the notes say of one form: its ways of writing, and in how many notes it stands so."""

    key: str
    written: Counter[str] = field(default_factory=Counter)
    handles: set[str] = field(default_factory=set)
    listed: int = 0
    named: int = 0
    weak: int = 0

    def count(self, name: str, place: Place, handle: str, notes: int) -> None:
        """Count the notes in which the form stands in a place."""
        self.written[own_name(name)] += notes
        if handle:
            self.handles.add(handle)
        if place.weak:
            self.weak += notes
        elif place.listed:
            self.listed += notes
        else:
            self.named += notes

    @property
    def sure(self) -> int:
        """In how many notes the form stands where a person surely does."""
        return self.listed + self.named

    @property
    def name(self) -> str:
        """The form as it is mostly written."""
        return most_common(self.written)

    @property
    def words(self) -> list[str]:
        """The words of the form as it is mostly written."""
        return self.name.split()


class Verdict(NamedTuple):
    """What a form is: a person's name, or none; `parts` are the forms it is made of, if it is."""

    rule: str
    is_person: bool
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Scales:
    """All evidence by form, with what is known beforehand: projects, series, registered persons.

    `affiliations` has in how many notes a form is what somebody is of.
    """

    evidence: Mapping[str, Evidence]
    is_project: Callable[[str], bool]
    meetings: frozenset[str]
    registered: frozenset[str]
    affiliations: Mapping[str, int]

    @cached_property
    def long_names(self) -> int:
        """How many forms have four words: where there are several, such names are usual."""
        return sum(_long(one) for one in self.evidence.values())

    @cached_property
    def two_words(self) -> int:
        """How many forms of persons have two words: only among many does one of four stand out."""
        return sum(one.sure > 0 and len(one.words) == 2 for one in self.evidence.values())

    @cached_property
    def initials(self) -> frozenset[str]:
        """What whole names can be shortened to."""
        names = [one.key.split() for one in self.evidence.values() if is_full(one.name)]
        ends = ([name[0], name[-1]] for name in names)
        return frozenset("".join(word[0] for word in name) for name in chain(names, ends))

    def sure(self, key: str) -> int:
        """In how many notes another form surely stands for a person."""
        found = self.evidence.get(key)
        return found.sure if found else 0


# `Acme Ltd`, `Kiln devs`, `Kiln-Team`, `équipe Kiln`, `Kilnチーム`.
_FIRM = r"inc|ltd|llc|llp|corp|gmbh|ag|plc|b\.?v|s\.?a|s\.?r\.?l|co"
_BODY = late(
    rf"\S.*(?:[\s-]|(?=[\u3040-\u9fff]))(?:{_FIRM}|{pattern('people.body')})\.?"
    rf"|{pattern('people.team')}\s\S.*",
    re.IGNORECASE,
)


def is_body(name: str) -> bool:
    """Whether a name is a firm's, an institution's or a group's.

    >>> [is_body(name) for name in ("Kiln devs", "Kiln-Team", "équipe Kiln", "Ann Board")]
    [True, True, True, False]
    """
    return _BODY.fullmatch(name) is not None and not bears_a_word(name)


_MOST_WORDS = 6
# Signs, a number before or behind words (no `Ann Bell 3rd`), a word with one before another.
_NO_NAME = re.compile(r"[=<>%$;{}|]|https?:|(?<=\w\s)\d(?!\w*(?:st|nd|rd|th)\b)|^\S*\d\S*\s+(?=\w)")


def _is_phrase(one: Evidence, scales: Scales) -> bool:
    """What has words or signs that no name has: `5 more boats`, `members = 10`, `Ann will ask`."""
    told = _NO_NAME.search(one.name) or len(one.words) > _MOST_WORDS
    return bool(told) or not any(map(str.isalpha, one.key))


_MANY = 8


def _two(one: Evidence, scales: Scales) -> tuple[str, ...] | bool:
    """`Carl Dirk`, where more notes have a `Carl` and a `Dirk`: a comma is missing."""
    words = one.key.split()
    for cut in range(1, len(words)):
        parts = " ".join(words[:cut]), " ".join(words[cut:])
        alike = cut == len(words) - cut
        if alike and min(map(scales.sure, parts)) > one.sure:
            return parts
    return _long(one) and one.sure <= 1 and scales.long_names == 1 and scales.two_words >= _MANY


def _long(one: Evidence) -> bool:
    """Whether a form is four capitalised words, as two names of two words are."""
    words = one.words
    return len(words) == 4 and all(
        word[0].isupper() and len(word) > 2 and not is_particle(word) for word in words
    )


def _with_login(one: Evidence, scales: Scales) -> tuple[str, ...]:
    """`Ann annb` and `Ann Bell annb`, where other notes have an `annb` or an `Ann Bell`."""
    *given, login = one.words
    if not given or not login.islower() or not given[0][:1].isupper() or is_particle(login):
        return ()
    name, handle = full_key(" ".join(given)), full_key(login)
    for part in (name, handle) if len(given) > 1 else (handle,):
        if scales.sure(part) or part in scales.registered:
            return part, name, handle
    return ()


_CALLED = 3
"""Notes that list one by initials, and name one so elsewhere, from which on it is a name."""


def _are_initials(one: Evidence, scales: Scales) -> bool:
    """Initials that no note explains: nobody can tell whose they are, unless all call one so."""
    if len(one.words) > 1 or not all(map(is_initials, one.written)):
        return False
    return min(one.listed, one.named) < _CALLED or one.key in scales.initials


_WEAK_NOTES = 2


def _is_weak(one: Evidence, scales: Scales) -> bool:
    """What is listed nowhere, and stands where a topic, a verdict or a firm can stand as well."""
    if one.sure:
        return False
    if is_full(one.name):
        return len(one.words) > 3 or not is_person_name(one.name, words=2)
    return one.weak < _WEAK_NOTES or is_everyday_word(one.name)


def _is_listed_once(one: Evidence, scales: Scales) -> object:
    """What one list has by mistake: `none`, `Elections`, `ABCD Elections`, and no other note."""
    if one.sure > 1 or one.handles:
        return False
    *before, last = one.words
    _, joint, end = last.lower().rpartition("-")
    plain = _is_plain(last) or (joint and len(last) > _LONG_WORD and _is_plain(end))
    body = before and is_initials(before[0]) and len(before[0]) > 2 and not last.isupper()
    return body or (plain and not before)


_LONG_WORD = 8


def _is_plain(word: str) -> bool:
    """Whether a word is one of the language and no name: `moderator`, `agendas`."""
    one = word.removesuffix("s") if word.islower() and len(word) > 4 else word
    return (is_everyday_word(word) or is_everyday_word(one)) and not may_be_name(word)


def _is_word(one: Evidence, scales: Scales) -> bool:
    """A word of the language that no list of attendees has."""
    if one.listed:
        return False
    if len(one.words) == 1 and (is_common_word(one.name) or not is_person_name(one.name)):
        return True
    return is_full(one.name) and not is_person_name(one.name, words=2)


_EVENTS = words("names.events")
_TABLE: tuple[tuple[str, Callable[[Evidence, Scales], object], str], ...] = (
    (
        "person-registered",
        lambda one, scales: one.key in scales.registered,
        "the registry has this name",
    ),
    (
        "none-project",
        lambda one, scales: any(map(scales.is_project, one.written)),
        "the name of a project",
    ),
    (  # `BoD`, where the notes are of a Board of Directors
        "none-meeting",
        lambda one, scales: joined_key(one.key) in scales.meetings,
        "short for the meeting itself",
    ),
    (
        "none-body",
        lambda one, scales: is_body(one.name),
        "the name of a firm, an institution or a group",
    ),
    (  # `Acme Mills`, which more notes have in brackets behind people than among them
        "none-affiliation",
        lambda one, scales: scales.affiliations.get(one.key, 0) > one.sure and not one.handles,
        "what people are of, in more notes than it stands among them",
    ),
    (  # `Hack Day`, which a heading names as it names people, and no list does
        "none-event",
        lambda one, scales: (
            one.words[1:] and not one.listed and one.words[-1].casefold() in _EVENTS
        ),
        "an event's name, which no list of attendees has",
    ),
    ("none-phrase", _is_phrase, "a phrase or a field, and no name"),
    ("person-with-login", _with_login, "a name and a login of one person"),
    ("none-two", _two, "two names that lack a comma between them"),
    ("none-initials", _are_initials, "initials that no note explains"),
    (
        "none-weak",
        _is_weak,
        "no attendee, and only named where a topic or a firm can stand as well",
    ),
    ("none-listed-once", _is_listed_once, "a word of the language that one list alone has"),
    ("none-word", _is_word, "a word of the language that nobody is listed by"),
    ("person", lambda one, scales: True, "named as a person where only persons are"),
)
"""The rules in their order, with what tells that one applies, and what it says of a form.

The first that applies decides; where it gives forms, the form is made of these.
"""

RULES: Mapping[str, str] = {rule: says for rule, _, says in _TABLE}
"""What each rule says of a form."""


def weigh(scales: Scales) -> dict[str, Verdict]:
    """The verdict on each form, by its key; the order of the evidence changes nothing."""
    return {key: judge(one, scales) for key, one in scales.evidence.items()}


def judge(one: Evidence, scales: Scales) -> Verdict:
    """The verdict of the first rule that has one."""
    told = ((rule, applies(one, scales)) for rule, applies, _ in _TABLE)
    rule, found = next(verdict for verdict in told if verdict[1])
    return Verdict(rule, rule.startswith("person"), found if isinstance(found, tuple) else ())


def acronyms(names: Iterable[str]) -> Iterator[str]:
    """What the names of meetings are called for short, and they themselves, as `joined_key`s.

    >>> sorted(acronyms(["Board of Directors Meeting"]))
    ['bd', 'bdm', 'boardofdirectors', 'boardofdirectorsmeeting', 'bod', 'bodm']
    """
    for name in names:
        words = fold(name).split()
        for end in {len(words), len(words) - 1}:
            part = words[:end]
            yield "".join(part)
            if end > 2:
                yield "".join(word[0] for word in part)
                yield "".join(word[0] for word in part if word not in ("of", "the", "and", "for"))
