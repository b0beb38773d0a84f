"""Rules by which facts are read: small named ones in an order, and the driver that walks them.

A kind of fact has one table of rules. At each place where a fact can stand the rules are asked in
order, and the first that reads the place gives what it states. Each rule has an example and a
counter-example, which the tests run; `check --explain` tells rules by their names and words, and
which of them a line had the form of without being read.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Generic, Protocol, TypeVar

from ahocorasick_rs import AhoCorasick
from msgspec import Struct
from msgspec.structs import replace

from ..records import Note


class Place(Struct, frozen=True, gc=False):
    """Where a fact can stand: a line, by its index, and the stretch of its words that is left.

    `listed` says what makes the line an item of a list of such facts, in a word of that kind's
    rules, which ask for it by `is_listed`: `heading` or `box` of actions; `""` for nothing.
    """

    index: int
    start: int
    end: int
    listed: str = ""


class Reader(Protocol):
    """What the rules of a kind share while they read one note."""

    @property
    def note(self) -> Note:
        """The note."""


R = TypeVar("R", bound=Reader)
F = TypeVar("F", bound=Struct)
Form = Callable[[R, Place], "re.Match[str] | None"]


@dataclass(frozen=True, slots=True)
class Rule(Generic[R, F]):
    """One convention by which people write a fact.

    `name` is what facts carry, and `reads` tells it in words. `form` matches what a place must look
    like for the rule to be asked; `read` gives what the place states, or `None` where it is not as
    the rule wants it after all, so that the next rule is asked. `example` is what a note says where
    the rule reads it; `counter` is nearly alike and is not read by it.
    """

    name: str
    reads: str
    form: Form[R]
    read: Callable[[R, Place, re.Match[str]], Iterable[F] | None]
    example: str
    counter: str


def begins(pattern: re.Pattern[str]) -> Form[Reader]:
    """The form of a place that begins with a pattern."""
    return lambda reader, place: pattern.match(reader.note.text, place.start, place.end)


def holds(pattern: re.Pattern[str], *needs: str) -> Form[Reader]:
    """The form of a place that holds a pattern; one of its `needs` stands in all it matches."""

    def form(reader: Reader, place: Place) -> re.Match[str] | None:
        text = reader.note.text
        if needs and place.start == 0 and not _has_one(text, needs):
            return None
        return pattern.search(text, place.start, place.end)

    return form


@lru_cache(maxsize=8)  # several rules need the same
def _has_one(text: str, needs: tuple[str, ...]) -> bool:
    return bool(_finder(needs).find_matches_as_indexes(text))


@lru_cache(maxsize=32)
def _finder(needs: tuple[str, ...]) -> AhoCorasick:
    return AhoCorasick(needs)


_ANYTHING = re.compile("")


def is_listed(*by: str) -> Form[Reader]:
    """The form of a place that something makes an item of a list of facts, whatever its words."""

    def form(reader: Reader, place: Place) -> re.Match[str] | None:
        return _ANYTHING.match(reader.note.text, place.start) if place.listed in by else None

    return form


def read_by(rules: Sequence[Rule[R, F]], reader: R, place: Place) -> Iterator[F]:
    """What the first rule that reads a place finds there; nothing where none does."""
    for rule in rules:
        match = rule.form(reader, place)
        found = rule.read(reader, place, match) if match else None
        if found is not None:
            for fact in found:
                yield replace(fact, rule=rule.name)
            return


def read_throughout(rules: Sequence[Rule[R, F]], reader: R) -> Iterator[F]:
    """What each rule reads anywhere in a note, rule by rule; overlaps are left to the caller."""
    end = len(reader.note.text)
    for rule in rules:
        at = 0
        while match := rule.form(reader, Place(0, at, end)):
            for fact in rule.read(reader, Place(0, *match.span()), match) or ():
                yield replace(fact, rule=rule.name)
            at = max(match.end(), at + 1)


def nearly_read(rules: Sequence[Rule[R, F]], reader: R, place: Place) -> Iterator[str]:
    """The names of rules whose form a place has though they do not read it.

    Those behind the first rule that reads something there are not asked.
    """
    for rule in rules:
        match = rule.form(reader, place)
        if match is not None:
            if list(rule.read(reader, place, match) or ()):
                return
            yield rule.name
