"""Headings that a line's own mark does not show: underlined, bold, bare and numbered lines."""

from __future__ import annotations

import re

from .drafts import LineDraft
from .lexicon import late, pattern
from .records import LineKind

# What a line of each mark below a heading makes it; Markdown knows two of them.
_UNDERLINES = {"#": 1, "=": 1, "-": 2, "~": 3, "^": 4, '"': 4, "+": 4}


def find_underlined(text: str, drafts: list[LineDraft], body: int) -> None:
    """Make headings of the lines of text that are underlined."""
    for index in range(body + 1, len(drafts)):
        draft, above = drafts[index], drafts[index - 1]
        if draft.kind != "rule" or above.kind != "text" or above.indent > 3:
            continue
        mark = text[draft.left]
        alone = index - 2 < body or drafts[index - 2].kind != "text"
        if mark in _UNDERLINES and (mark in "=#" or alone):
            above.kind, above.depth = "heading", _UNDERLINES[mark]


_MAX_HEADING = 100
_MAX_HEADING_WORDS = 14

# A line of emphasis and nothing else: `**Topic**`, `__Topic:__`.
_BOLD_ONLY = re.compile(r"(?:\*\*\*?|__)(?=\S)([^*_]{2,100})(?<=\S)(?:\*\*\*?|__):?\\?$")

_SENTENCE_START = late(rf"{pattern('heading.sentence')}\b", re.IGNORECASE)
_STATEMENT = late(rf"\b(?:{pattern('heading.statement')}|(?-i:may))\b", re.IGNORECASE)
# Facts about the meeting that stand on lines of their own, and addresses.
_FACT_LINE = late(
    rf"""
    {pattern("heading.fact")} s? (?: / \w+ )? \s* (?: \( [^()]* \) )? \s* : \s* \S
    """,
    re.IGNORECASE | re.VERBOSE,
)
# A part of any minutes, in small letters too: `decisions`, `actions:`.
_PART = late(
    rf"(?:{pattern('outcomes.heading')}|{pattern('actions.heading')}|{pattern('series.document')})\s?:?",
    re.IGNORECASE,
)
_NO_HEADING_END = (".", ";", ",", "!", "…", "\\")
_MARKED = late(
    rf"⇒|=>|->|→|://|www\.|^{pattern('heading.marked')}\b[^:]{{0,40}}:|^[@[(`\"'<]",
    re.IGNORECASE,
)


_COLUMNS = re.compile(r"\t+| {4,}")  # wide blanks, which part the columns of a table


def find_unmarked(text: str, drafts: list[LineDraft], body: int, *, markdown: bool) -> None:
    """Bold lines become headings, and so do bare lines in a note that marks none."""
    marked = [d for d in drafts if d.kind == "heading"]
    level, headed = 0, -1
    bare: list[int] = []
    for index in range(body, len(drafts)):
        draft = drafts[index]
        if draft.kind == "heading":
            level = draft.depth
        elif draft.kind != "text" or draft.right - draft.left > _MAX_HEADING + 10:
            continue
        elif bold := _bold_heading(text, draft):
            draft.kind, draft.depth = "heading", min(6, level + 1 if level else 2)
            draft.left, draft.right = bold
            headed = index + 1  # what stands right below is what the line in bold heads
        elif index != headed and _is_bare_heading(text, drafts, index):
            bare.append(index)
    if len(marked) > 1 or (markdown and len(marked) == 1 and not _titles_only(text, drafts, bare)):
        return
    _accept_bare(text, drafts, bare, body)


def _titles_only(text: str, drafts: list[LineDraft], bare: list[int]) -> bool:
    """Whether the bare lines of a note with a single marked heading introduce what follows them."""
    introducing = sum(_next_kind(drafts, index) == "bullet" for index in bare)
    return introducing >= 2


def _next_kind(drafts: list[LineDraft], index: int) -> LineKind:
    for at in range(index + 1, len(drafts)):
        if drafts[at].kind != "blank":
            return drafts[at].kind
    return "blank"


def _stands_alone(text: str, drafts: list[LineDraft], index: int) -> bool:
    """Whether a line is no part of a paragraph: set off by blanks, or above bullets.

    A blank below is enough for what is called as a part of any minutes is.
    """
    before: LineKind = drafts[index - 1].kind if index else "blank"
    after: LineKind = drafts[index + 1].kind if index + 1 < len(drafts) else "blank"
    set_off = before in ("blank", "heading", "rule", "front-matter", "comment", "table")
    if after not in ("blank", "rule", "bullet"):
        return False
    draft = drafts[index]
    if before == "text" and after == "blank":
        return _PART.fullmatch(text, draft.left, draft.right) is not None
    return set_off or (before == "bullet" and drafts[index - 1].indent > draft.indent)


def _could_be_heading(line: str) -> bool:
    """Whether the words of a line can be a heading's: short, no statement, no fact, no mark.

    >>> _could_be_heading("Roadmap - High priority"), _could_be_heading("We moved to Jekyll")
    (True, False)
    """
    if not line or len(line) > _MAX_HEADING or line.endswith(_NO_HEADING_END):
        return False
    first = line[0]
    if (first.islower() and not _PART.fullmatch(line)) or not (first.isalnum() or first in "*_&#"):
        return False
    words = line.split()
    if len(_COLUMNS.findall(line)) > 1:
        return False
    if len(words) > _MAX_HEADING_WORDS or not any(c.isalpha() for c in line):
        return False
    return not (
        _MARKED.search(line)
        or _SENTENCE_START.match(line)
        or _FACT_LINE.match(line)
        or _STATEMENT.search(line)
    )


def _bold_heading(text: str, draft: LineDraft) -> tuple[int, int] | None:
    """Where the words lie of a line that is bold as a whole and could be a heading."""
    line = text[draft.left : draft.right]
    match = _BOLD_ONLY.match(line) if line[0] in "*_" and draft.indent < 4 else None
    if not match or not _could_be_heading(match[1].strip().rstrip(":")):
        return None
    return draft.left + match.start(1), draft.left + match.end(1)


def _is_bare_heading(text: str, drafts: list[LineDraft], index: int) -> bool:
    draft = drafts[index]
    return (
        draft.indent <= 1
        and _stands_alone(text, drafts, index)
        and _could_be_heading(text[draft.left : draft.right])
    )


def _accept_bare(text: str, drafts: list[LineDraft], bare: list[int], body: int) -> None:
    """Bare lines as headings, the first above everything else as the title."""
    content = [
        i for i in range(body, len(drafts)) if drafts[i].kind not in ("blank", "rule", "comment")
    ]
    # Where most lines would be headings, blank lines separate remarks rather than sections.
    if len(bare) * 2 > len(content) and len(bare) > 6:
        bare = [i for i in bare if i == content[0] or _next_kind(drafts, i) == "bullet"]
    for index in bare:
        draft = drafts[index]
        draft.kind = "heading"
        draft.depth = 3 if text[draft.right - 1] == ":" else 2
    _accept_title(drafts, bare, content)


def _accept_title(drafts: list[LineDraft], bare: list[int], content: list[int]) -> None:
    """The first bare heading as the title, where it opens a note without any."""
    opening = next((i for i in content[:3] if i in bare[:3]), None)
    titled = any(draft.kind == "heading" and draft.depth == 1 for draft in drafts)
    if opening is not None and not titled:
        drafts[opening].depth = 1


# The number of an item of an agenda: `4.`, `4)`, `(4)`; and `IV.`, which is no mark of an item.
_NUMBER = re.compile(r"\(?(?P<number>\d{1,2})\\?[.)]$")
_ROMAN = re.compile(r"(?P<number>[IVX]{1,5})[.)][ \t]+(?=\S)")
_ROMANS = "I II III IV V VI VII VIII IX X XI XII XIII XIV XV XVI XVII XVIII XIX XX".split()
_FEWEST_NUMBERED = 3
_OPEN_LISTS = 4
"""Lists of numbers that may go on at a line: that of the agenda around those of its items."""


def find_numbered(text: str, drafts: list[LineDraft], body: int) -> None:
    """Numbered lines as headings, where what was said of each stands below it and not within it.

    So minutes head the items of their agenda: `4. SUMMER FAIR` or `IV. SUMMER FAIR`, and sentences
    without an indent below it. Of the numbers that count on, three or more have to head something,
    and most of them; an item that says it all (`3. Treasurer: £1,540 in the bank.`) stays one.
    """
    for numbers in _counted_on(text, drafts, body):
        heads = [index for index in numbers if _heads_words_below(text, drafts, index)]
        if len(heads) < _FEWEST_NUMBERED or len(heads) * 2 <= len(numbers):
            continue
        above = (d.depth for d in reversed(drafts[body : heads[0]]) if d.kind == "heading")
        depth = min(6, max(2, next(above, 0) + 1))
        for draft in (drafts[index] for index in heads):
            if draft.kind == "bullet":
                draft.left = text.index(draft.mark, draft.start)
            if not text[draft.start : draft.left].strip():  # else it has the marks of its level
                draft.kind, draft.depth = "heading", depth


def _counted_on(text: str, drafts: list[LineDraft], body: int) -> list[list[int]]:
    """The lines of each list of numbers from 0 or 1 on, with other lists and words between them."""
    found: list[list[int]] = []
    going_on: list[tuple[str, int, list[int]]] = []
    for index in range(body, len(drafts)):
        form, number = _number(text, drafts[index])
        if not form:
            continue
        while len(going_on) > 1 and going_on[-1][:2] != (form, number):
            going_on.pop()
        if going_on and going_on[-1][:2] == (form, number):
            numbers = going_on.pop()[2]
        elif number < 2:
            found.append(numbers := [])
        else:
            continue
        numbers.append(index)
        going_on = [*going_on[1 - _OPEN_LISTS :], (form, number + 1, numbers)]
    return found


def _number(text: str, draft: LineDraft) -> tuple[str, int]:
    """What numbers a line, and how: `("roman", 4)`; `("", 0)` where nothing does."""
    if draft.kind == "bullet" and draft.indent < 4 and (match := _NUMBER.match(draft.mark)):
        return "arabic", int(match["number"])
    if draft.kind in ("text", "heading") and text.startswith(("I", "V", "X"), draft.left):
        match = _ROMAN.match(text, draft.left, draft.right)
        if match and match["number"] in _ROMANS:
            return "roman", _ROMANS.index(match["number"]) + 1
    return "", 0


def _heads_words_below(text: str, drafts: list[LineDraft], index: int) -> bool:
    """Whether a numbered line could head words, which begin below it without an indent."""
    draft = drafts[index]
    if draft.kind == "heading":
        return True
    if index and drafts[index - 1].kind == "bullet" and drafts[index - 1].indent < 4:
        return False
    below = next((one for one in drafts[index + 1 : index + 3] if one.kind != "blank"), None)
    if below is None or below.kind not in ("text", "bullet") or _NUMBER.match(below.mark):
        return False
    roman = _ROMAN.match(text, draft.left, draft.right) if draft.kind == "text" else None
    words = text[roman.end() if roman else draft.left : draft.right]
    indented = below.indent > draft.indent + 1
    return not indented and not text[below.left].islower() and _could_be_heading(words)
