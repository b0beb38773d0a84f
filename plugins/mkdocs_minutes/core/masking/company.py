"""Values that stand in company: beside what lets people in, or below a heading that tells of it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from .forms import Forms
from .found import Found
from .seen import ASIAN, any_within, line_end, line_start
from .table import Table
from .values import VALUES

_FORMS = Forms("company")

_DIALLED = frozenset({"phone", "pin", "meeting-link"})
_LETS_IN = frozenset({"phone", "meeting-link"})
_NEAR = 90
"""How far, in characters of its line, a value stands from what was found."""
_LINES = 12
"""How many lines below a heading belong to it."""
_LONGEST = 120
"""A line with a value of its own is not longer."""

# Right behind a number, on its line: `+1 650 555 0123 ID 987 654 321`, `… wew. 123`.
_RIGHT_BEHIND = re.compile(r"""[ ](?:[^\W\d_]{1,14}[ :\#.=°º]{1,3}){1,3}["'`“(«<]{0,2}""")
_ENDS_LINE = re.compile(r"[`\"'”*_.,;)#|\\ \t]*$")
_HEADING = re.compile(
    r"[ \t>]*(?:#{1,6}[ ]|[*_]{2}[^*_\n]{1,60}[*_]{2}:?[ ]*$|[^\n]{1,60}:[*_ ]*$)"
)
_UNDER = re.compile(r"[ \t>]*(?:={3,}|-{3,}|~{3,})[ \t]*$")
_NOT_JOINING = re.compile(
    r"\b(?:issues?|tickets?|prs?|pull|agenda|release|version|results?|statisti\w+|plan)\b", re.I
)

_ON_THE_LINE = ("final-code", "very-odd", "phone")
_BELOW_FIGURES = ("phone", "odd", "meeting")
_BELOW_IT = ("final-code", *_BELOW_FIGURES)
_WORDED = ("worded", "told-word")


def in_company(
    text: str,
    found: Iterable[Found],
    words: Iterable[tuple[int, int]],
    known: Table,
    cues: Sequence[int],
) -> Iterator[Found]:
    """Values beside what lets people in: on its line, on those around it, below headings of it.

    `words` are where words of joining stand, `cues` where such begin that let somebody in.
    """
    found = sorted(found)
    yield from _behind_cards(text, (thing for thing in found if thing.kind == "card"))
    dialled = (thing for thing in found if thing.kind in _DIALLED)
    # Of one stretch that several rules found, the first tells most: it may be a number to dial.
    held = [next(same) for _, same in groupby(dialled, itemgetter(0, 1))]
    seen: set[int] = set()
    around: set[tuple[int, int, bool]] = set()  # lines whose neighbours were looked at
    for thing in held:
        yield from _on_its_line(text, thing)
        first, last = line_start(text, thing.start), line_end(text, thing.end)
        lets_in = thing.kind in _LETS_IN
        if (first, last, lets_in) in around:
            continue
        around.add((first, last, lets_in))
        for line in _neighbours(text, first, last, lets_in=lets_in):
            if line not in seen:
                seen.add(line)
                yield from _own(text, line, thing.start)
    yield from _below_headings(text, words, seen, known, cues)


def _behind_cards(text: str, cards: Iterable[Found]) -> Iterator[Found]:
    for card in cards:
        code = _FORMS.card_code.match(text, card.end)
        if code:
            yield Found(*code.span("thing"), "card", card.start)


def _on_its_line(text: str, thing: Found) -> Iterator[Found]:
    start = max(line_start(text, thing.start), thing.start - _NEAR)
    end = min(line_end(text, thing.end), thing.end + _NEAR)
    for joint in _FORMS.beside.finditer(text, start, end):
        if thing.start <= joint.start() < thing.end:
            continue
        tight = joint.start() == thing.end and joint[0] == "/"
        at = _value_at(text, joint.end(), _ON_THE_LINE, tight=tight)
        if at and not (thing.start < at < thing.end):
            yield Found(joint.end(), at, "pin", thing.start)
    if thing.kind in _LETS_IN:
        yield from _with_a_number(text, thing, start, end)


def _with_a_number(text: str, thing: Found, start: int, end: int) -> Iterator[Found]:
    """The extension of a number to dial, and the longer codes that stand on its line."""
    extended = _FORMS.extended.match(text, thing.end)
    if extended:
        yield Found(*extended.span("thing"), "phone", thing.start)
    behind = _RIGHT_BEHIND.match(text, thing.end)
    at = _value_at(text, behind.end(), _ON_THE_LINE) if behind else 0
    if behind and at:
        yield Found(behind.end(), at, "pin", thing.start)
    for match in VALUES["long-code"].pattern.finditer(text, start, end):
        if _is_long_code(text, *match.span("thing")):
            yield Found(*match.span("thing"), "pin", thing.start)


_AROUND = 256  # values that several things on a line stand beside


@lru_cache(maxsize=_AROUND)
def _is_long_code(text: str, start: int, end: int) -> bool:
    return VALUES["long-code"].holds(text, start, end)


@lru_cache(maxsize=_AROUND)
def _value_at(text: str, at: int, names: tuple[str, ...], *, tight: bool = False) -> int:
    """Where the value that begins at a place ends, 0 if none does.

    One that is `tight` touches what stands before it: `719-555-0100/24680`.
    """
    first = at if tight else 0
    held = text[at : at + _LONGEST] if tight else text
    for value in map(VALUES.__getitem__, names):
        match = value.pattern.match(held, at - first)
        if match and value.holds(text, *(first + place for place in match.span("thing"))):
            return first + match.end("thing")
    return 0


def _neighbours(text: str, first: int, last: int, *, lets_in: bool) -> Iterator[int]:
    """The lines before and behind that of a thing, over one that is empty.

    Of what `lets_in` by itself, those of the whole block.
    """
    most = _LINES if lets_in else 1
    yield from _block(text, _lines_behind(text, last), most)
    yield from _block(text, _lines_before(text, first), most)


def _block(text: str, lines: Iterator[int], most: int) -> Iterator[int]:
    """Of lines one after the other, those with something on them, to the first empty one.

    That which is first may be empty.
    """
    for number, start in enumerate(lines):
        if text[start : line_end(text, start)].strip(" \t>"):
            yield start
            most -= 1
        elif number:
            return
        if not most:
            return


def _lines_behind(text: str, end: int) -> Iterator[int]:
    while end + 1 < len(text):
        yield end + 1
        end = line_end(text, end + 1)


def _lines_before(text: str, start: int) -> Iterator[int]:
    while start > 0:
        start = line_start(text, start - 1)
        yield start


def _own(text: str, start: int, told: int, forms: tuple[str, ...] = _BELOW_IT) -> Iterator[Found]:
    """The value with which a short line ends."""
    end = line_end(text, start)
    if end - start > _LONGEST:
        return
    words = _FORMS.own_line.match(text, start, end)
    at = words.end() if words else start
    value = _value_at(text, at, forms)
    if value and _ENDS_LINE.fullmatch(text, value, end):
        kind = "phone" if _value_at(text, at, ("phone",)) == value else "pin"
        yield Found(at, value, kind, min(told, at))


def _below_headings(
    text: str,
    words: Iterable[tuple[int, int]],
    seen: set[int],
    known: Table,
    cues: Sequence[int],
) -> Iterator[Found]:
    """The values on short lines below headings that tell how to join, or whom to call."""
    for start, plain in _headings(text, words, known).items():
        end = line_end(text, start)
        plain = plain or any_within(cues, start, end)
        worded = known.passwords.search(text, start, end)
        for line in _lines_below(text, end + 1):
            if worded or line not in seen:
                seen.add(line)
                coded = plain or any_within(cues, line, line_end(text, line))
                forms = _BELOW_IT if coded else _BELOW_FIGURES
                yield from _own(text, line, start, (*forms, *_WORDED) if worded else forms)


def _headings(text: str, words: Iterable[tuple[int, int]], known: Table) -> dict[int, bool]:
    """Where headings begin that tell how to join, and whether bare numbers below them are codes."""
    heads: dict[int, bool] = {}
    for word, behind in words:
        if text[word - 1 : word].isalnum() and not ASIAN.match(text, word):
            continue
        start = line_start(text, word)
        end = line_end(text, start)
        if end - start <= 80 and word < end and _is_heading(text, start, end):
            if _NOT_JOINING.search(text, start, end):
                continue
            plain = not known.figures.fullmatch(text, word, behind)
            heads[start] = heads.get(start, False) or plain
    return heads


def _is_heading(text: str, start: int, end: int) -> bool:
    if _HEADING.match(text, start, end):
        return True
    below = line_end(text, end + 1)
    if _UNDER.match(text, end + 1, below):
        return True
    line = text[start:end]
    has_a_value = ": " in line.rstrip()  # `title: Password reset`, of a front matter
    return 0 < len(line.split()) <= 4 and not has_a_value and not any(map(str.isdigit, line))


def _lines_below(text: str, at: int) -> Iterator[int]:
    """The lines that belong to a heading: to the next one, or to a longer paragraph."""
    for _ in range(_LINES):
        end = line_end(text, at)
        if at >= len(text) or text.startswith("#", at) or end - at > _LONGEST:
            return
        if text[at:end].strip():
            yield at
        at = end + 1
