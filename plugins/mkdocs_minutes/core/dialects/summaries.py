"""What programs that sum a meeting up give as bare text: title, day, and heads of its parts.

Source of the forms: what Otter, Read AI, Fireflies, tl;dv and Zoom put around their texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..lexicon import any_of, late, months, pattern, stems
from ..text import as_sought
from .dialect import Dialect
from .forms import around, form
from .source import Change, Edit, Source

_OF_ZOOM = "Meeting summary for "
# Who has written it, as it is told at its top or its end.
_PROGRAMS = (
    *("otter.ai", "read.ai/", "fireflies.ai", "Fireflies.ai", "tldv.io", "fathom.video"),
    *("Read Meeting Report", _OF_ZOOM),
)
# What it says itself at one of its ends.
_SAID = late(
    rf"^[^\w\n]{{0,12}}{pattern('summaries.made')}", re.IGNORECASE | re.VERBOSE | re.MULTILINE
)
_SAID_STEMS = stems("summaries.made")
_ENDS = 400  # characters
# `Meeting summary for Crane weekly (2024-05-04)`: what stands around the title.
_FRAME = late(
    rf"\s*(?:\#[ ])?(?P<frame>{pattern('summaries.titles')}[ ])(?=[^\n]{{1,200}}\)[ \t]*$)",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_HEAD = late(
    rf"(?<=\n)[ \t]*\n(?P<head>{pattern('summaries.heads')})[ \t]*:?[ \t]*$",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
# What stands above items in such a part: who has to do them, what was spoken of.
_ABOVE_ITEMS = re.compile(
    r"^(?P<head>[^\W\d_][^\n:.!?]{1,60})\n(?=[ \t]*[-•*][ \t]|\[ \])", re.MULTILINE
)
_MARKED = re.compile(r"^#{1,6}[ ]", re.MULTILINE)
_DAY = (
    rf"(?:{any_of(months())}\b[^\n]{{1,8}}\b20\d\d|20\d\d-\d\d-\d\d"
    r"|\d{1,2}[/.]\d{1,2}[/.]20\d\d)"
)
# The line above the one that tells the day, below the name of the report at best.
_TITLE = late(
    r"\s*(?:Read Meeting Report\s+)?(?P<title>[^\W\d_][^\n]{2,120})\n\n?"
    rf"(?=[^\n]{{0,24}}\b{_DAY}\b)",
    re.IGNORECASE,
)
# `Meeting summary for Crane weekly (05/04/2024)`, the month first.
_MONTH_FIRST = re.compile(
    rf"^\W{{0,6}}{_OF_ZOOM}[^\n]{{1,200}} "
    r"\((?P<day>(?P<m>0\d|1[0-2])/(?P<d>0\d|1[0-2])/(?P<y>20\d\d))\)",
    re.MULTILINE,
)

# How a program sorts what a meeting came to, in a list for each: `ALIGNED`, `**SHELVED**`.
_SORTS = ("ALIGNED", "NEEDS FURTHER DISCUSSION", "DISAGREED", "SHELVED")
_SORTED = form(
    "",
    rf"^[ \t]*(?:[-*][ ]+)?(?:\*\*)?(?P<words>{'|'.join(_SORTS)})(?:\*\*)?[ \t]*$",
    "#### {words}",
)


def _changes(source: Source) -> Iterator[Change]:
    yield from around(source, (_SORTED,))
    for match in source.matches(_MONTH_FIRST):
        yield Edit(*match.span("day"), f"{match['y']}-{match['m']}-{match['d']}")
    if _says_so(source) and (frame := _FRAME.match(source.text, source.body)):
        yield Edit(*frame.span("frame"))
    if source.has(_MARKED) or _OF_ZOOM in source.text:  # whose heads are told by what is around
        return
    said = _SAID.match(source.text, source.body)
    below = source.text.find("\n", said.end()) if said else source.body
    if title := _TITLE.match(source.text, max(below, source.body)):
        yield _marked(title.start("title"), "# ", source)
    heads = [head.start("head") for head in source.matches(_HEAD)]
    for head in heads:
        yield _marked(head, "## ", source)
    for above in source.matches(_ABOVE_ITEMS) if heads else ():
        if heads[0] < above.start() and above.start() not in heads:
            yield _marked(above.start(), "### ", source)


def _says_so(source: Source) -> bool:
    """Whether a program says at an end of the text that it has written it."""
    text, body = source.text, source.body
    ends = ((body, body + _ENDS), (max(body, len(text) - _ENDS), len(text)))
    return any(
        _SAID_STEMS.finder.find_matches_as_indexes(as_sought(text[slice(*end)]))
        and _SAID.search(text, *end)
        for end in ends
    )


def _marked(start: int, mark: str, source: Source) -> Edit:
    """A mark before a line, which is then no other dialect's."""
    return Edit(start, start + 1, f"{mark}{source.text[start]}")


SUMMARIES = Dialect(
    name="summaries",
    tools="Otter, Read AI, Fireflies, tl;dv, Zoom, whose summaries are bare text",
    reads="the title above the day; what heads its parts (`Action Items`, `Outline`) as headings",
    recognised=lambda source: (
        any(sign in source.text for sign in _PROGRAMS)
        or (any(sort in source.text for sort in _SORTS) and source.has(_SORTED.pattern))
        or _says_so(source)
    ),
    changes=_changes,
    example=(
        "Crane weekly\nMay 14, 2024\n\nAction Items\n- order rope\n\nhttps://otter.ai",
        "# Crane weekly\nMay 14, 2024\n\n## Action Items\n- order rope\n\nhttps://otter.ai",
    ),
    suffix=".txt",
)
