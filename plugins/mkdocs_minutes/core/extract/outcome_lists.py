"""Which lines of a note are listed as conclusions, by a heading or by a line above them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile

from ..blocks import breaks
from ..lexicon import late, pattern
from ..records import Attendee, Note
from ..text import plain, without_pictures
from .action_lists import names_tasks
from .labels import NUMBER
from .owners import KnownNames, known_names, speaking_initials, turn_in
from .scan import INDEXED, SENTENCE_END
from .sought import Sought, lines_with

# Who decided something, and that they did: `We decided that …`, `it was agreed to …`.
_DECIDED = rf"""
      (?: (?: {pattern("outcomes.who")} \s (?: unanimously \s )? )?
          (?: (?P<decided> {pattern("outcomes.decided")} ) | {pattern("outcomes.agreed")} )
        | {pattern("outcomes.who")} \s {pattern("outcomes.agree")} )
      \s (?: unanimously \s )? {pattern("outcomes.that")} \b
"""
_TOLD = (
    rf"{pattern('outcomes.told')} (?! (?<! [\u3040-\u9fff] ) \w | \s (?: be | follow | come ) \b )"
)
# What stands between a body and what it did: `in an open vote (14 for, 1 against)`, `, by 4 to 1,`.
_ASIDE = (
    r"(?: , \s [^,.!?;\n]{1,80} , \s | \s (?: (?: [^\W\d_]+ \s ){0,3} \( [^()\n]{1,80} \) \s )? )"
)
_RULED = rf"""
      {pattern("outcomes.body")} {_ASIDE} {pattern("outcomes.ruled")} (?! \s by \b ) \s (?= \S )
"""
# `Since Ann is away, it was agreed …`, `After a look at it, the council accepted …`.
_REASON = rf"""
      (?: {pattern("outcomes.reason")} \s [^,.!?:;\n]{{1,160}} , \s
          (?= (?: {pattern("outcomes.who")} | {pattern("outcomes.body")} ) \s ) )"""
# A sentence that says what was agreed: `Agreed to move to …`, `We decided that …`, in brackets too.
SENTENCE = late(
    rf"""
    \(? (?: {pattern("outcomes.before")} ,? \s )? {_REASON}? (?:
      {_DECIDED}
    | (?P<told> {_TOLD} )
    | {pattern("outcomes.body")} {_ASIDE} (?: [^.!?\n]{{1,160}}? \s and \s )?
      (?P<ruled> {pattern("outcomes.ruled")} ) (?! \s by \b ) \s (?= \S )
    | {pattern("outcomes.consensus")} \b
    | {pattern("outcomes.no_consensus")} \b
    )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A sentence begins with a capital, what follows a colon or dash need not.
_BEGUN = "(?(sentence) (?-i: (?= [^\\W\\d_a-zà-öø-ÿа-яё] ) ) )"
# The same amid a paragraph, of a body that is named, or of all, or where no one is: `… at length.
# The council voted to …`, `… and it was decided to …`, `Fees: agreed to …`.
LATER_SENTENCE = late(
    rf"""
    (?<= \s ) (?= \w )
    (?: (?P<sentence> (?<= [.!?)] \s ) | (?<= [.!?)] \s \s ) ) | (?<= [:;] \s ) | (?<= :\*\* \s )
      | (?<= \s [-–—] \s ) | (?P<joined> (?<= \s and \s ) | (?<= \s so \s ) ) )
    (?: {_BEGUN} (?: {pattern("outcomes.before")} ,? \s | {_REASON} ) (?P<opened> ) )?
    (?: {_RULED}
      | (?: (?= {pattern("outcomes.who")} \s ) | (?(joined) (?!) ) (?(opened) | {_BEGUN} ) )
        {_DECIDED}
      | (?(joined) (?!) ) (?(opened) | {_BEGUN} ) {_TOLD} )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What alone at the end of a sentence tells that what stands before it was concluded: `All agreed.`
CONCLUDED_ALONE = late(
    rf"""
    (?: (?P<sentence> (?<! \S ) (?: (?P<told> {pattern("outcomes.alone_told")} )
        | {pattern("outcomes.alone")} ) )
      | (?: \s [-–—] \s | \s? (?: =+> | -+> | → | ⇒ ) \s? | [(\[] | , \s )
        {pattern("outcomes.alone")} )
    [.!)\]*_]* \s* \Z
    """,
    re.IGNORECASE | re.VERBOSE,
)
# What ends a paragraph above a list: `… the following agreement was reached:`, `… decisions made:`.
_REACHED = re.compile(
    r"""
    \b (?: agreements? | decisions? | resolutions? | consensus | conclusions? ) \b
    (?: \s (?: was | were | is | are | has | have | been ) ){0,2}
    \s (?: reached | made | taken | adopted | passed | agreed | drawn ) (?: \s [\w ]{1,30} )? :
  | \b (?: reached | made | took | adopted | passed | agreed \s (?: on | to | upon ) ) \s
    (?: the | these ) \s (?: following (?: \s \w+ )? | agreements? | decisions? | resolutions? ) :
    """,
    re.IGNORECASE | re.VERBOSE,
)
_HEADING = late(
    rf"""
    {NUMBER} (?P<what> {pattern("outcomes.heading")} )
    (?: (?: \s? [/&] \s? | \s (?: {pattern("joiners")} ) \s ) {pattern("outcomes.heading")} )?
    \s* [:：]?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_LONGEST_HEADING = 60
_LONGEST_LABEL = 5
"""So many words without a colon can head a group of a list; more are a paragraph."""
_VOTED = re.compile(r"\bmotion\b|\bshall\b|\(\d+-\d+(?:-\d+)?\)|\bunanimous", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Concluded:
    """Indexes of the `lines` listed as conclusions, those that repeat others, and the `leads`."""

    lines: set[int]
    repeated: set[int]
    leads: set[int]


def concluded_lines(note: Note, people: tuple[Attendee, ...] = ()) -> Concluded:
    """Items under headings or lines of conclusion; a note without any gives empty sets.

    Below a paragraph that is a conclusion, what one of the `people` says is talk on it.
    """
    lines: set[int] = set()
    repeated: set[int] = set()
    leads = {
        index
        for index in lines_with(note, Sought.OUTCOME_LEAD)
        if _leads(note.text[note.lines[index].content.slice].strip("*_ "))
    }
    headings = {section.first for section in note.sections}
    for index in headings.union(lines_with(note, Sought.OUTCOME_HEADING)):
        heading = _heading(note, index)
        if heading and note.lines[index].kind in ("bullet", "text"):
            leads |= {index} if _has_items(note, index) else set()
        elif heading:
            below = _below_heading(note, index, heading, people)
            lines |= below.lines
            repeated |= below.repeated
    if leads:
        lines.update(
            i for i, line in enumerate(note.lines) if line.parent in leads and line.kind == "bullet"
        )
    return Concluded(lines, repeated, leads)


def _below_heading(
    note: Note, index: int, heading: re.Match[str], people: tuple[Attendee, ...]
) -> Concluded:
    """What a heading of conclusions has below it; nothing where it is of something else."""
    section = note.lines[index].section
    if section is None:
        return Concluded(set(), set(), set())
    inside = range(index + 1, _end_of_list(note, index + 1, section))
    items = _items(note, inside)
    if heading["what"].lower().endswith("resolved") and not _moved(note, items):
        return Concluded(set(), set(), set())  # of tickets or incidents, perhaps
    paragraphs = not items or _explained(note, inside)
    lines = _paragraphs(note, inside, people) if paragraphs else _told_below(note, items)
    repeated = {i for i in items if INDEXED.match(note.text, note.lines[i].content.start)}
    return Concluded(set(lines), repeated, set())


def _heading(note: Note, index: int) -> re.Match[str] | None:
    """The words of a line that heads conclusions; `None` for any other line."""
    line = note.lines[index]
    if line.content.end - line.content.start > _LONGEST_HEADING:
        return None
    words = plain(note.text[line.content.slice])
    if line.kind == "heading":
        words = without_pictures(words)
    return _HEADING.fullmatch(words)


def _leads(words: str) -> bool:
    """Whether a line leads in the conclusions below it: `… the following was agreed:`.

    What its last sentence says decides, since only that leads in a list.
    """
    if not words.endswith(":"):
        return False
    last = SENTENCE_END.split(words)[-1]
    return (SENTENCE.match(last) or _REACHED.search(last[-160:])) is not None


def _items(note: Note, inside: range) -> list[int]:
    """The items of a list; those with a box among others without one are tasks."""
    listed = [i for i in inside if note.lines[i].kind == "bullet" and note.lines[i].depth == 1]
    bare = [i for i in listed if note.lines[i].task is None]
    return bare or listed


def _has_items(note: Note, index: int) -> bool:
    below = (at for at in range(index + 1, len(note.lines)) if note.lines[at].kind != "blank")
    first = next(below, None)
    return (
        first is not None
        and note.lines[first].kind == "bullet"
        and note.lines[first].parent == index
    )


def _told_below(note: Note, items: list[int]) -> Iterator[int]:
    """The items, and in place of one that only leads in others, as `Ann:` does, the others."""
    for item in items:
        words = note.quote(note.lines[item].content).rstrip("*_ ")
        below = item + 1
        if not words.endswith((":", "：")) or not _has_items(note, item):
            yield item
            continue
        if names_tasks(plain(words)):
            continue
        while below < len(note.lines) and note.lines[below].depth > note.lines[item].depth:
            if note.lines[below].kind == "bullet" and note.lines[below].parent == item:
                yield below
            below += 1


def _paragraphs(note: Note, inside: range, people: tuple[Attendee, ...]) -> list[int]:
    """The first lines of paragraphs, and those that the writer began on a line of their own.

    They end where talk begins below the first.
    """
    begun = [
        i
        for i in inside
        if note.lines[i].kind == "text"
        and (note.lines[i - 1].kind != "text" or breaks(note, i - 1))
    ]
    if not any(":" in note.quote(note.lines[i].content) for i in begun[1:]):
        return begun
    known = known_names(people, speaking_initials(note))
    return [*begun[:1], *takewhile(lambda i: not _is_turn(note, i, known), begun[1:])]


def _is_turn(note: Note, index: int, known: KnownNames) -> bool:
    content = note.lines[index].content
    return turn_in(note.text, content.start, content.end, known) is not None


def _end_of_list(note: Note, first: int, section: int) -> int:
    """Where the list of a section ends: a paragraph below it begins something else."""
    listed = False
    for at in range(first, note.sections[section].last):
        line = note.lines[at]
        listed = listed or (line.kind == "bullet" and line.depth == 1)
        if line.kind == "rule" and listed:
            return at
        inside = line.parent is not None and note.lines[line.parent].kind == "bullet"
        if line.kind != "text" or inside or not listed:
            continue
        if note.lines[at - 1].kind == "blank":
            words = note.text[line.content.slice].rstrip("*_ ")
            if words[-1] != ":" and len(words.split()) > _LONGEST_LABEL:
                return at
    return note.sections[section].last


def _moved(note: Note, items: list[int]) -> bool:
    """Whether any of the items tells of a motion or a vote."""
    return any(_VOTED.search(note.text[note.lines[at].content.slice]) for at in items)


def _explained(note: Note, inside: range) -> bool:
    """Whether a conclusion begins with a paragraph, which the bullets below it explain."""
    for at in inside:
        line = note.lines[at]
        if line.kind == "text":
            following = note.lines[at + 1] if at + 1 in inside else None
            if following is None or following.kind != "text":
                return not note.text[line.content.slice].rstrip("*_ ").endswith(":")
        elif line.kind not in ("blank", "comment"):
            return False
    return False
