"""What is looked for in the lines of a note, all of it in one pass over its text.

Each rule asks for the few lines that its convention can concern, instead of trying all of them.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

from ahocorasick_rs import AhoCorasick

from ..grouping import grouped
from ..lexicon import Stems, stems, words
from ..records import Note
from ..text import as_sought, line_starts
from .labels import STEMS


def _of(kind: str, roles: str) -> Stems:
    """The stems of some roles of one kind."""
    return stems(*(f"{kind}.{role}" for role in roles.split()))


class Sought(Enum):
    """What rules look for in lines, each with lower-case parts of which such a line has one."""

    LABEL = Stems((*STEMS, *_of("attendance", "role host")))
    ROLE = stems("attendance.role")
    ABSENT = stems("attendance.absent")
    PRESIDED = _of("attendance", "presided presided_by")
    TOLD = stems("attendance.told")
    PRESENT = stems("attendance.present")
    PRESENT_WERE = Stems(
        (
            *(
                f"{it}{were}"
                for it in "present attendance attending meeting call".split()
                for were in (" were", " include", ":")
            ),
            *stems("attendance.were"),
        )
    )
    INTRODUCING = stems("attendance.introducing")
    ROTA = stems("rota")
    CONTACT = stems("contact")
    VOTE = Stems(
        (
            *(
                "in favo",
                "nays",
                "noes",
                "nos-",
                "nos:",
                "; no",
                "no: ",
                " emot ",
                " mot ",
                " stem",
            ),
            *stems("outcomes.against", "outcomes.votes", but=("mot", "nay", "no", "stem")),
            *_of("outcomes", "carried unanimous all_in_favour moved_and_carried poll abstained"),
        )
    )
    ENDED = stems("outcomes.ended")
    ALONE = stems("outcomes.alone", "outcomes.alone_told")
    CONCLUDED = _of("outcomes", "decided agreed agree told ruled consensus no_consensus")
    OUTCOME = Stems(
        (
            *("⇒", "⟹", "=>"),
            *VOTE,
            *CONCLUDED,
            *_of(
                "outcomes",
                "alone alone_told decision conclusion agreement disagreement tag.agreement"
                " tag.decision motion spoken ended",
            ),
        )
    )
    OUTCOME_HEADING = stems("outcomes.heading")
    OUTCOME_SPOKEN = stems("outcomes.spoken")
    OUTCOME_LEAD = Stems("agree decided decision resol consensus conclusion reached".split())
    ACTION = Stems(
        (
            *_of("actions", "marker capitals several"),
            *(f"[{word.lower()}" for word in words("actions.boxed")),
            *(f"{word.lower()}-" for word in words("actions.boxed")),
            *("=>", "->", "→", "➔", "➜"),
        )
    )
    ACTION_HEADING = _of("actions", "heading item naming")
    IN_CHARGE = stems("columns.in_charge")
    TURNED = _of("actions", "turned giving taken_by")
    VOWED = _of("actions", "vowing vowing_told")
    BY_OWNER = Stems([", by "])
    DONE = stems("states.done")
    REPORTED = _of("states", "reported finished done")
    QUESTION = Stems(
        (
            *("q:", "q：", "q.", "q ", *(f"q{digit}" for digit in range(10)), "q)", "q*", "q]"),
            *stems("questions.asked"),
        )
    )
    MARKUP = Stems("*_`~\\<[&")
    """What makes a line read otherwise than it is written."""


_WHAT = tuple(Sought)
# Which of them each part tells of, by their numbers.
_TOLD_BY = grouped((part, at) for at, sought in enumerate(_WHAT) for part in sought.value)
_FINDER = AhoCorasick(tuple(_TOLD_BY))
_TELLS = tuple(_TOLD_BY.values())


def lines_with(note: Note, *sought: Sought) -> Sequence[int]:
    """Indexes of the lines that may hold one of some things, in order, whatever their case.

    Only what stands in a line as it is written counts; an empty note has none.
    """
    found = _found(note.text)
    several = [found[_WHAT.index(one)] for one in sought]
    return several[0] if len(several) == 1 else sorted(set().union(*several))


@lru_cache(maxsize=2)  # each rule asks for the same note in turn
def _found(text: str) -> list[list[int]]:
    """The lines of a text that may hold what is sought, by its number."""
    starts = line_starts(text)
    found: list[list[int]] = [[] for _ in _WHAT]
    for part, at, _ in _FINDER.find_matches_as_indexes(as_sought(text), overlapping=True):
        line = bisect_right(starts, at) - 1
        for number in _TELLS[part]:
            if found[number][-1:] != [line]:
                found[number].append(line)
    return found
