"""Private keys, line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .found import Found

_BEGIN = re.compile(
    r"-{4,5}[ ]?BEGIN[ A-Z0-9]{0,40}PRIVATE KEY[ A-Z]{0,10}-{4,5}|Private-Lines:[ ]?\d{1,3}"
)
# A line of a key, behind what quotes or lists put before it: nothing, a header, or base 64.
_LINE = re.compile(
    r"""
    (?P<before> [\s>*+|-]* ) (?P<thing>
        (?P<end> -{4,5}[ ]?END | Private-MAC )
      | [A-Za-z-]{2,24}:[ ][^\n]{0,200}
      | [A-Za-z0-9+/=_-]{16,20000} | [A-Za-z0-9+/]{1,15}={0,2} | =[A-Za-z0-9+/]{4} | )
    [ \t|\\]* $
    """,
    re.VERBOSE,
)
_REST = re.compile(
    r"[ \t]{0,9}(?P<thing>[^\n\s][^\n]{0,20000}?)[ \t]{0,9}(?:-{4,5}[ ]?END|$)", re.MULTILINE
)


def private_keys(text: str) -> Iterator[Found]:
    """The lines of private keys, also of those that are quoted, listed or never end."""
    done = 0
    for begin in _BEGIN.finditer(text):
        if begin.start() < done:
            continue
        end_of_line = text.find("\n", begin.end())
        end_of_line = len(text) if end_of_line < 0 else end_of_line
        rest = _REST.match(text, begin.end(), end_of_line)
        if rest and rest["thing"]:
            yield Found(*rest.span("thing"), "secret", begin.start())
        done = end_of_line
        yield from _lines(text, end_of_line + 1, begin.start())


def _lines(text: str, at: int, told: int) -> Iterator[Found]:
    while at < len(text):
        stop = text.find("\n", at)
        stop = len(text) if stop < 0 else stop
        line = _LINE.match(text, at, stop)
        if line is None or line["end"] is not None or _BEGIN.search(text, at, stop):
            return
        if line["thing"] and ": " not in line["thing"]:
            yield Found(*line.span("thing"), "secret", told)
        at = stop + 1
