"""Passwords that are ordinary words, told in a sentence: `we changed the password to harbour`.

`spoken.toml` has the words, language by language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Any

from ..lexicon import everyday, late, months, weekdays
from .forms import Forms, filled, table
from .found import Found
from .seen import REST_OF_WORD, Seen, stands

_FORMS = Forms("spoken")
_VALUES = Forms("values")
_DIGIT = re.compile(r"\d")
_BEFORE = 90
"""Characters before a word for passwords that are looked at, in its sentence."""


def spoken(text: str, hits: Iterable[Seen]) -> Iterator[Found]:
    """The words that sentences tell as passwords, around the cues of passwords."""
    for seen in hits:
        if seen.stem.cue.name == "password" and stands(text, seen):
            for start, end in _told(text, seen):
                yield Found(start, end, "pin", min(start, seen.start))


def _told(text: str, seen: Seen) -> Iterator[tuple[int, int]]:
    """What stands where a password is told, before or behind a cue."""
    rest: re.Match[str] = REST_OF_WORD.match(text, seen.end)  # type: ignore[assignment]  # may be empty
    start = max(0, seen.start - _BEFORE)
    for limit in _FORMS.begins.finditer(text, start, seen.start):
        start = limit.end()
    first = _pattern("first").search(text, start, seen.start)
    if first and not _pattern("goes_on").match(text, rest.end()) and _is_one(first["thing"]):
        yield first.span("thing")
    doubtful = _FORMS.doubtful.search(text, seen.start, rest.end())
    for name, before in _WHERE.items():
        fits = _pattern(before or "any").search(text, start, seen.start)
        if fits and (before or not doubtful):
            found = list(_behind(text, rest.end(), name))
            yield from found
            if found:
                return


def _behind(text: str, at: int, name: str) -> Iterator[tuple[int, int]]:
    """A password that a pattern tells behind a cue, the one before it, and what it is now."""
    match, changed = _pattern(name).match(text, at), "changed" in name
    if match and _is_one(match["thing"], changed=changed) and _ends(text, match):
        yield match.span("thing")
        if changed and match["old"] and _is_one(match["old"], changed=True):
            yield match.span("old")
        later = _pattern("then_now").match(text, match.end("thing"))
        if later and _is_one(later["thing"]):
            yield later.span("thing")


def _ends(text: str, told: re.Match[str]) -> bool:
    """Whether the clause is over behind a password."""
    return _pattern("over").match(text, told.end()) is not None


_WHERE = {
    "changed_to": "changes",
    "was_changed": "any",
    "is_new": "new",
    "now": "any",
    "new_behind": "any",
    "newly_below": "new",
    "answer": "asks",
    "becomes": "",
    "it_is": "",
    "below": "",
    "is": "",
    "said": "as_such",
    "named": "with_it",
}
"""The patterns behind a cue, each with that of what has to stand before the cue.

Where none is named, the cue has to be one that means nothing else.
"""


def _is_one(word: str, *, changed: bool = False) -> bool:
    """Whether a word may be a password: no everyday one, no day, no quality of passwords.

    One that another was changed to may end as such qualities do.
    """
    small = word.lower()
    never, qualities, nouns = _no_value()
    return not (
        not everyday().isdisjoint((small, small.removesuffix("s")))
        or small in never
        or small in months()
        or small in weekdays()
        or (not changed and (nouns if word[0].isupper() else qualities).search(small))
        or (_DIGIT.search(word) and _VALUES.technical.fullmatch(word))
    )


@cache
def _read() -> Mapping[str, Any]:
    return table("spoken")


@cache
def _no_value() -> tuple[frozenset[str], re.Pattern[str], re.Pattern[str]]:
    """Words that are no passwords, the ends of qualities and nouns that are none, and of nouns."""
    read = _read()["no_value"]
    nouns = read["of_nouns"].split()
    qualities = [*read["endings"].split(), *nouns]
    ends = (late(f"(?:{'|'.join(it)})$") for it in (qualities, nouns))
    return (frozenset(read["words"].split()), *ends)  # type: ignore[return-value]  # two of them


@cache
def _pattern(name: str) -> re.Pattern[str]:
    """A pattern of the table with its words."""
    return re.compile(filled(_read()["pattern"][name], _parts()), re.VERBOSE)


@cache
def _parts() -> Mapping[str, str]:
    """The patterns that are parts of others: those of words, and what is made of them."""
    read = _read()
    parts = {"_": read["part"]["_"]}
    for name, entry in read["words"].items():
        parts[name] = filled(_any(word for it in entry.values() for word in it), parts)
    for name, pattern in read["part"].items():
        parts[name] = filled(pattern, parts)
    return parts


def _any(words: Iterable[str]) -> str:
    """A pattern of words, whose blanks may be the end of a line; those with a star begin so."""
    longest_first = sorted({*words}, key=len, reverse=True)
    escaped = (
        re.escape(word).replace(r"\ ", "<_>").replace(r"\*", r"\w{0,9}") for word in longest_first
    )
    return f"(?i:{'|'.join(escaped)})(?!\\w)"
