"""Votes: what was put to the vote and carried, as minutes tell it in sentences.

`Motion by Ann, second by Bo, to buy a boat. Carried 5-0.`, `Proposal to raise the fee: for 4,
against 0.`, `The accounts were accepted nem con.`: from the sentence that puts something to the
vote to the one that tells how it went, which often says nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ..blocks import belongs, rest_of_block, sentence_goes_on
from ..lexicon import late, pattern
from ..records import Note, Span
from .scan import SENTENCE_END, holds_one
from .sought import Sought

_CARRIED, _UNANIMOUS = pattern("outcomes.carried"), pattern("outcomes.unanimous")
_FOR, _AGAINST = (
    rf"(?: (?: {pattern('outcomes.votes')} \s )? {pattern(f'outcomes.{how}')} )"
    for how in ("in_favour", "against")
)
_NONE = pattern("outcomes.no_vote")
_SCORE = (
    r"\d{1,4} (?: \s?[-–/]\s? | \s to \s ) \d{1,4} (?: \s?[-–/]\s? \d{1,4} )? (?! [\w%] | \.\d )"
)
# How it went, which is sign enough in any sentence: `passed 24 to 5`, `4 for, 0 against`, `M/S/C`.
_COUNTED = rf"""(?:
    {_CARRIED} ,? \s (?: by \s )? (?: an? \s (?: vote | majority ) \s of \s )?
      (?: {_UNANIMOUS} \b | \(? {_SCORE} )
  | {_UNANIMOUS} \s {_CARRIED} \b (?! [*_]* \s? : )
  | {_FOR} \s? [:=–-]? \s? \d{{1,4}} [,;/]? \s (?: and \s )?
      {_AGAINST} \s? [:=–-]? \s? (?: \d{{1,4}} | {_NONE} \b )
  | \d{{1,4}} \s {_FOR} [,;/]? \s (?: and \s )? (?: \d{{1,4}} | {_NONE} ) \s {_AGAINST} \b
  | (?P<moved> {pattern("outcomes.moved_and_carried")} (?! \w ) )
)"""
_COUNT = late(rf"\b {_COUNTED}", re.IGNORECASE | re.VERBOSE)
_OF_ALL = late(
    rf"\b (?: {_COUNTED} | (?: {_UNANIMOUS} | {pattern('outcomes.all_in_favour')} ) (?! \w )"
    r" | \d{1,3} [-/] \d{1,3} [-/] \d{1,3} (?! [\w-] ) )",
    re.IGNORECASE | re.VERBOSE,
)
# All of it begins so: most words are passed over at one look.
VOTE = late(
    rf"""
    \b (?= \d | {_CARRIED} | {_UNANIMOUS} | {pattern("outcomes.all_in_favour")} | {_FOR}
      | {_AGAINST} | {pattern("outcomes.moved_and_carried")} ) (?: {_COUNTED}
      | (?: {_CARRIED} (?! \s {pattern("outcomes.that")} \b ) | {_UNANIMOUS}
          | {pattern("outcomes.all_in_favour")} ) (?! \w )
      | (?: {_FOR} | {_AGAINST} ) \s? : \s? (?: \d | {_NONE} \b )
      | \d{{1,4}} \s {_FOR} (?= \W* $ | [,;] ) )
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
"""What tells that something was carried, where it was put to the vote."""

# A vote that is cast: `+1 Ann`, `Ann: +1`, `5 yes`.
_BY = r"(?-i: [@A-Z] ) [\w'’-]+"
_CAST = rf"""(?: (?: {_BY} [:,]? \s )? [+-][01] \b (?: \s {_BY} )?
  | \d{{1,4}} \s (?: {_FOR} | {_AGAINST} | {pattern("outcomes.abstained")} ) \b )"""
_ONE_CAST = late(_CAST, re.IGNORECASE | re.VERBOSE)
# How a sentence begins that leans on what stands before it: `It was seconded by Bo and …`; and with
# votes that were cast before it: `Vote: +1 Ann, +1 Bo → …`.
_LEANING = late(
    rf"\W* (?: (?: {pattern('outcomes.leaning')} | by \s+ {_BY} ) \W+ )*",
    re.IGNORECASE | re.VERBOSE,
)
_VOTES = late(
    rf"(?: \w+ : \s )? (?: {_CAST} (?: [^\w+-] | [+-] (?! [01] \b ) )+ )+",
    re.IGNORECASE | re.VERBOSE,
)
# The vote alone at the beginning, as in `Approved (5-0).`, but not in `Approved the plan.`, nor
# in `Approved: the plan`.
_ALONE = re.compile(r"(?!\s?:\s+\D)\W*(?=$|[\d.,;:(\[–—-])|\s(?:by|with)\s")
PUT = late(
    rf"""
    [*_`]{{0,3}} (?: {pattern("outcomes.moving")} (?= \W )
      | (?: (?: on \s )? (?: the | an? ) \s )? {pattern("outcomes.motion")}
        (?! \s \#?\d+ \s {_CARRIED} \b ) (?= \s? [^\w\s] | \s {pattern("outcomes.motion_is")} \b )
      | (?P<who> (?: [^\W\d_][\w.'’-]* \s+ ){{1,3}} {pattern("outcomes.moves")} \b )
      | (?: (?: the | an? ) \s )? {pattern("outcomes.put")} \b | ["“] that \s )
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""What puts something to the vote: `Moved by Ann …`, `Bo moved to …`, `Proposal …`, `“That …`."""

# What tells that somebody who moved did not move house.
_SECONDED = late(rf"\b{pattern('outcomes.second')}\b", re.IGNORECASE)
_MOTION = late(rf"\b{pattern('outcomes.motion')}\b", re.IGNORECASE)
_LOST = late(rf"\b{pattern('outcomes.lost')}\b", re.IGNORECASE)
_LOST_AT_LAST = late(rf"\b{pattern('outcomes.lost')}\b(?:\W+\w+){{0,3}}\W*\Z", re.IGNORECASE)

_MOST_LINES = 12
"""Sentences, lines, or items above, in which a motion and its vote are told."""

_MOST_TALK = 300
"""Characters between a motion and its vote from which on they are left out as talk."""


class Vote(NamedTuple):
    """What was carried: where it stands, its vote included, and in which `words`."""

    span: Span
    words: str


def carried(note: Note, index: int) -> Iterator[Vote]:
    """What was put to the vote and carried, of the votes that a line tells.

    Nothing where a motion was lost or withdrawn, and nothing where a line says only that something
    was carried, and neither its paragraph nor an item above says what.
    """
    own, text = note.lines[index].content, note.text
    for put, vote, at in _votes(text, sentences_near(note, index)):
        if not own.start <= at < own.end or _LOST.search(text, vote.start, vote.end):
            continue
        if put:
            yield _told(text, put, vote)
            continue
        item, above = _voted_on(note, index), _put_above(note, index)
        if above and above != item:
            yield Vote(above, text[above.slice])
        elif item:
            put_to_it = text[item.slice].rstrip(":. ")
            yield Vote(item, f"{put_to_it}{':' * put_to_it[-1].isalnum()} {text[own.slice]}")


def _votes(text: str, sentences: Sequence[Span]) -> Iterator[tuple[Span | None, Span, int]]:
    """Each vote of some sentences: what puts something to it, what tells it, and where it does."""
    floor = 0
    for at, sentence in enumerate(sentences):
        vote = _vote(text, sentence.start, sentence.end) if at >= floor else None
        if vote is None:
            continue
        counted = _COUNT.search(text, sentence.start, sentence.end)
        leans = _leans(text, sentence)
        near = sentences[max(floor, at - _MOST_LINES) : at + 1]
        put = _put(text, near, leans=leans, counted=counted is not None)
        if put is None and not leans:
            continue
        floor = at + 1
        while floor < len(sentences) and _leans(text, sentences[floor]):
            floor += 1
        if not counted or not _outvoted(counted[0]):
            yield put, Span(sentence.start, sentences[floor - 1].end), vote.start()


@lru_cache(maxsize=64)  # each line that tells of a vote asks for the sentences around it
def _vote(text: str, start: int, end: int) -> re.Match[str] | None:
    """What tells of a vote in a sentence."""
    may_tell = holds_one(f" {text[start:end]}", Sought.VOTE.value)
    return VOTE.search(text, start, end) if may_tell else None


def tells_only_that(note: Note, span: Span) -> bool:
    """Whether a stretch says that something was carried which it does not name, and no more."""
    vote = VOTE.search(note.text, span.start, span.end)
    rest = note.text[vote.end() : span.end].split() if vote else ()
    return _leans(note.text, span) and len(rest) <= _FEW_WORDS


_FEW_WORDS = 3


def _leans(text: str, sentence: Span) -> bool:
    """Whether a sentence tells how a vote went on what stands before it, and nothing else."""
    lead = _VOTES.match(text, sentence.start, sentence.end)
    if lead is None or VOTE.match(text, lead.end(), sentence.end) is None:
        lead = _LEANING.match(text, sentence.start, sentence.end)
    start = lead.end() if lead else sentence.start
    vote = VOTE.match(text, start, sentence.end)
    if vote is None or vote["moved"]:
        return False
    alone = start - sentence.start <= len("**(") and not vote[0][-1].isdigit()
    return not alone or _ALONE.match(text, vote.end(), sentence.end) is not None


def _tells(text: str, sentence: Span) -> bool:
    """Whether a sentence speaks of a motion, or of how many or that all were for something."""
    return any(told.search(text, sentence.start, sentence.end) for told in (_OF_ALL, _MOTION))


def _outvoted(count: str) -> bool:
    """Whether no more were for it than against it.

    >>> [_outvoted(count) for count in ("for: 3, against: 7", "carried 5-0", "Carried unanimously")]
    [True, False, False]
    """
    numbers = re.findall(r"\d+", count)
    return len(numbers) > 1 and int(numbers[0]) <= int(numbers[1])


def _put(text: str, sentences: Sequence[Span], *, leans: bool, counted: bool) -> Span | None:
    """What puts to the vote what the last of some sentences tells, `None` where nothing does.

    Where no sentence says that it does, what was `counted` itself, or what that `leans` on.
    """
    *before, last = sentences
    found = _putting(text, before if leans else sentences, last.end)
    if found and (leans or found.end >= last.start or _tells(text, last)):
        return found  # not where `The bank accepted it`, which is no vote on what was put before
    if not counted:
        return None
    return last if not leans else before[-1] if before else None


def _putting(text: str, sentences: Sequence[Span], end: int) -> Span | None:
    """The last sentences next to each other that put something to the vote, none of them lost."""
    found: Span | None = None
    for sentence in reversed(sentences):
        if _LOST_AT_LAST.search(text, sentence.start, sentence.end):
            break
        put = PUT.match(text, sentence.start, sentence.end)
        if put and (not put["who"] or _SECONDED.search(text, put.start(), end)):
            found = Span(sentence.start, found.end if found else sentence.end)
        elif found:
            break
    return found


def _put_above(note: Note, index: int) -> Span | None:
    """What puts to the vote what a line says was carried: a line above of its list, or its item."""
    line = note.lines[index]
    for at in range(index - 1, max(-1, index - _MOST_LINES), -1):
        above = note.lines[at]
        if above.block != at:  # blank, or the rest of an item
            continue
        if above.kind == "heading" or above.section != line.section:
            return None
        near = above.parent == line.parent or at == line.parent
        if near and PUT.match(note.text, above.content.start, above.content.end):
            return _item(note, at, index)
        if at == line.parent or above.depth < line.depth:
            return None
    return None


def _item(note: Note, at: int, index: int) -> Span:
    """All of an item, or of a paragraph, that stands above a line."""
    last = max((below for below in rest_of_block(note, at) if below < index), default=at)
    return Span(note.lines[at].content.start, note.lines[last].content.end)


def _voted_on(note: Note, index: int) -> Span | None:
    """The item below which a line tells how all voted, or how many: `Vote: unanimous`."""
    line, at = note.lines[index], note.lines[index].parent
    if at is None or not note.lines[at].kind == "bullet" == line.kind:
        return None
    start, end = line.content.start, line.content.end
    told = _OF_ALL.search(note.text, start, end) or _ONE_CAST.search(note.text, start, end)
    return _item(note, at, index) if told else None


def _told(text: str, put: Span, vote: Span) -> Vote:
    """What was put to the vote and how it went, without the talk in between."""
    whole = Span(put.start, vote.end)
    parts = [put, vote] if vote.start - put.end > _MOST_TALK else [whole]
    return Vote(whole, " ".join(text[part.slice] for part in parts))


def sentences_near(note: Note, index: int) -> list[Span]:
    """The sentences of a line's block, as far as they are near the line."""
    block, lines = note.lines[index].block, note.lines
    first, last = index, index
    while first > 0 and lines[first - 1].block == block and index - first < _MOST_LINES:
        first -= 1
    while belongs(note, last + 1, block) and last - index < _MOST_LINES:
        last += 1
    start, end = lines[first].content.start, lines[last].content.end
    stops = {stop.start(): stop.end() for stop in SENTENCE_END.finditer(note.text, start, end)}
    for at in range(first, last):
        below = lines[at + 1].content
        goes_on = sentence_goes_on(note, at, prose=True) or note.text[below.start].islower()
        if not goes_on or PUT.match(note.text, below.start, below.end):
            stops[lines[at].content.end] = below.start
    begins = [start, *(stops[at] for at in sorted(stops))]
    return [Span(*pair) for pair in zip(begins, [*sorted(stops), end], strict=True)]
