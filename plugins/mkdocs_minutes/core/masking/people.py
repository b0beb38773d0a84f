"""The names of people who do not want to be named."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from ..names import level
from ..settings import Withdrawn
from .found import Found

NAME = "name"
"""The kind of thing that a withdrawn name is."""

PSEUDONYM = "pseudonym-"
"""Begins the kind of a name that another one takes the place of, before that person's number."""

_JOINT = r"(?:[\s._+>*-]|%20){1,4}"
_TIGHT = r"(?:[\s._+>*-]|%20){0,4}"
_FEWEST_LETTERS = 8
"""Letters of a name that is also known without anything between its words: `adalovelace`."""

_LETTER = r"[^\W\d_]"
_BEFORE, _BEHIND = rf"(?<!{_LETTER})", rf"(?!{_LETTER})"
# Another name before a surname, or behind a given name, is that of somebody else.
_OTHER_BEFORE = re.compile(r"(?P<name>[^\W\d_][\w'’-]*\.?)[ \t\xa0]{1,3}$")
_OTHER_BEHIND = re.compile(r"[ \t\xa0]{1,3}(?P<name>[^\W\d_][\w'’-]+)")
_TITLES = frozenset(
    "mr mrs ms miss mx dr prof professor sir herr frau mme m. mlle sr sra don dona".split()
)


def withdrawn_names(text: str, people: tuple[Withdrawn, ...]) -> Iterator[Found]:
    """Where a text names somebody who is withdrawn: whole, reversed, short, by handle or initials.

    A surname or given name alone counts where no other name beside it makes it somebody else's.
    """
    if not people:
        return
    plain = level(text)
    for number, person in enumerate(people):
        kind = f"{PSEUDONYM}{number}" if person.shown else NAME
        whole = list(_spans(_whole(person.names).finditer(plain))) if person.names else []
        found = [*whole]
        if person.handles:
            found += _spans(_handles(person.handles).finditer(plain))
        if person.initials:
            found += _spans(_initials(person.initials).finditer(text))
        found += _alone(text, plain, person.surnames, named=bool(whole), before=True)
        found += _alone(text, plain, person.given, named=bool(whole), before=False)
        yield from (Found(start, end, kind, start) for start, end in found)


def _spans(matches: Iterable[re.Match[str]]) -> Iterator[tuple[int, int]]:
    return (match.span() for match in matches)


def _alone(
    text: str, plain: str, words: tuple[str, ...], *, named: bool, before: bool
) -> Iterator[tuple[int, int]]:
    """Where one of a person's names stands by itself, with a capital."""
    if not words:
        return
    for match in _words(words).finditer(plain):
        if (
            not text[match.start()].isupper()
            and text[match.start()].lower() != text[match.start()].upper()
        ):
            continue
        beside = (
            _OTHER_BEFORE.search(text, max(0, match.start() - 40), match.start())
            if before
            else _OTHER_BEHIND.match(text, match.end())
        )
        other = beside["name"] if beside else ""
        is_other = other[:1].isupper() and other.lower() not in _TITLES
        if not is_other or (named and not before and not other[1:].islower()):
            yield match.span()


@cache
def _whole(names: tuple[str, ...]) -> re.Pattern[str]:
    """The forms of whole names: `Ada Lovelace`, `Lovelace, Ada`, `A. Lovelace`, `ada_lovelace`."""
    return re.compile(
        "|".join(f"{_BEFORE}(?:{form}){_BEHIND}" for name in names for form in _forms(name))
    )


def _forms(name: str) -> Iterator[str]:
    words = [re.escape(word) for word in re.findall(r"[^\W_]+", level(name))]
    joint = _TIGHT if sum(map(len, words)) >= _FEWEST_LETTERS else _JOINT
    yield joint.join(words)
    if len(words) > 1:
        first, last = words[0], words[-1]
        yield rf"{first}{_JOINT}[^\W\d_]\.?{_JOINT}{last}"
        yield rf"{last}[ ]?,[ ]?{joint.join(words[:-1])}"
        yield rf"{last}{_JOINT}{first}"
        yield rf"{first[0]}\.?{_TIGHT}{last}" if len(last) > 3 else rf"{first[0]}\.[ ]?{last}"
        yield rf"{first}{_JOINT}{last[0]}\."


@cache
def _handles(handles: tuple[str, ...]) -> re.Pattern[str]:
    """Handles: behind `@`, `/` or `~`, or in brackets; from five letters on also by themselves."""
    forms = []
    for handle in handles:
        bare = re.escape(level(handle.lstrip("@")))
        forms.append(rf"(?:@|(?<=[/~(\[])){bare}(?![\w-])")
        if len(bare) >= 5:
            forms.append(rf"(?<![\w-]){bare}(?![\w-])")
    return re.compile("|".join(forms))


@cache
def _initials(initials: tuple[str, ...]) -> re.Pattern[str]:
    """Initials as they are written: `AL`, not `AL-3795` nor `AL2`."""
    forms = "|".join(re.escape(one) for one in initials)
    return re.compile(rf"(?<![\w/.-])(?:{forms})(?![\w/-])")


@cache
def _words(words: tuple[str, ...]) -> re.Pattern[str]:
    forms = "|".join(re.escape(level(word)) for word in words)
    return re.compile(rf"{_BEFORE}(?:{forms}){_BEHIND}")
