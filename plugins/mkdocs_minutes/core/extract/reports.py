"""What a note reports in prose to be done, so that the action it settles can be found."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lexicon import late, pattern
from ..records import Note, Report, Span
from .sought import Sought, lines_with

# `The probe is done`, `Probe: done`: what is done stands before the words that say so.
_SAYS = (
    rf"(?:\s+{pattern('states.reported')}\b|\s?[:–—-]\s+[*_]{{0,2}}{pattern('states.done')}\b)"
    rf"(?=[\s\W]*(?:[.;,!()\n]|$|\b{pattern('joiners')}\b))"
)
_SAID = late(_SAYS, re.IGNORECASE | re.VERBOSE)
_SAID_OF = late(
    rf"(?P<what>[^.;:!?,\n]{{3,120}}?){_SAYS}",
    re.IGNORECASE | re.VERBOSE,
)
# `Ann finished the probe`: it stands behind them.
_FINISHED = late(
    rf"\b{pattern('states.finished')}\s+(?P<what>[^.;:!?,\n]{{3,120}}?)"
    rf"(?=\s+{pattern('joiners')}\b|[.;:!,\n]|$)",
    re.IGNORECASE | re.VERBOSE,
)
# `when the probe is done`, `the probe will be finished`, `almost done`: nothing is done yet.
_NOT_YET = late(rf"\b{pattern('states.unsettled')}\b", re.IGNORECASE | re.VERBOSE)
_KINDS = ("bullet", "text")


def reports(note: Note, actions: frozenset[int]) -> tuple[Report, ...]:
    """What the note says to be done, in the order of the text.

    `actions` are the indexes of lines that hold actions, which say of themselves what they are. A
    plan, a condition, a question and a negation report nothing.
    """
    return tuple(
        found
        for index in lines_with(note, Sought.REPORTED)
        if index not in actions and note.lines[index].kind in _KINDS
        for found in _reported(note, index)
    )


def _reported(note: Note, index: int) -> Iterator[Report]:
    line = note.lines[index]
    at = line.content.start, line.content.end
    # What is said is sought only where something says it: to look for both at once is slow.
    said = _SAID_OF.finditer(note.text, *at) if _SAID.search(note.text, *at) else ()
    for match in (*said, *_FINISHED.finditer(note.text, *at)):
        sentence = note.text[_sentence_start(note.text, line.content.start, match.start()) :]
        sentence = re.split(r"[.;!](?=\s|$)|\n", sentence, maxsplit=1)[0]
        if "?" not in sentence and not _NOT_YET.search(sentence):
            span = Span(*match.span("what"))
            yield Report(note.quote(span).strip(), span, line.number)


def _sentence_start(text: str, floor: int, at: int) -> int:
    ends = [m.end() for m in re.finditer(r"[.;!?]\s", text[floor:at])]
    return floor + (ends[-1] if ends else 0)
