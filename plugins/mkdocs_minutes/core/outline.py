"""The shape of a note: what kind each line is, what governs it, its sections and its tables.

One pass settles what each line is by itself, one finds headings that no mark shows, one hangs every
line under the bullet or heading that governs it. All three are linear in the number of characters.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from .records import Cell, Line, LineKind, Section, Span, Table
from .text import plain

Markup = Literal["markdown", "org", "text"]


@dataclass(frozen=True, slots=True)
class Outline:
    """The lines of a note with their places, its sections and its tables."""

    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]


@dataclass(slots=True)
class _Draft:
    """A line while its place is still being found; offsets are into the text."""

    start: int
    end: int
    kind: LineKind = "blank"
    left: int = 0
    right: int = 0
    indent: int = 0
    mark: str = ""
    depth: int = 0
    parent: int | None = None
    section: int | None = None
    task: bool | None = None


def outline(
    text: str, starts: tuple[int, ...], *, body: int = 0, markup: Markup = "markdown"
) -> Outline:
    """The outline of a text whose lines begin at `starts`.

    `body` is the index of the first line below the front matter. `markup` is what the file says
    that it is written in; where that is Markdown and it uses `#` headings, lines without a mark are
    no headings. An empty text has one blank line and nothing else.
    """
    drafts = [
        _Draft(start, end - 1)
        for start, end in zip(starts, (*starts[1:], len(text) + 1), strict=True)
    ]
    if (
        drafts
        and drafts[-1].end > drafts[-1].start
        and text[drafts[-1].end - 1 : drafts[-1].end] == "\n"
    ):
        drafts[-1].end -= 1
    for draft in drafts[:body]:
        draft.kind, draft.left, draft.right = "front-matter", draft.start, draft.end
    tables = _classify(text, drafts, body, markup)
    _find_setext(text, drafts, body)
    _find_unmarked(text, drafts, body, markdown=markup == "markdown")
    sections = _sections(text, drafts)
    _govern(text, drafts, body)
    lines = tuple(
        Line(
            index + 1,
            Span(d.start, d.end),
            d.kind,
            Span(d.left, d.right),
            d.depth,
            d.parent,
            d.section,
            d.task,
        )
        for index, d in enumerate(drafts)
    )
    return Outline(lines, sections, tables)


# What a line is by itself.

_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*$")
_ATX = re.compile(r"(#{1,6})(?:[ \t]+|$)|(#{2,6})(?=\w)")
_ATX_END = re.compile(r"[ \t]+#+$|[ \t]*\{:?[ ]?[#.][^{}]*\}$")
_RULE = re.compile(
    r"""
    (?: -[ \t]* ){3,} $ | (?: \*[ \t]* ){3,} $ | (?: _[ \t]* ){3,} $ | ={3,} $
    | (?: — | – | ─ | ━ ){3,} $ | ~{4,} $ | \^{4,} $ | "{4,} $ | \+{4,} $ | \#{7,} $
    """,
    re.VERBOSE,
)
# `{: .no_toc}`, `{:toc}`, `{% include x %}`: instructions to a renderer.
_ATTRIBUTES = re.compile(r"\{[:%][^{}]*[%}]?\}$")

# Bullets of Markdown, of word processors and of slide programs; numbers and letters with a point or
# bracket; wikis' doubled marks (`** below`) and Doxygen's numbers (`-#`). Not `A. Surname`: a
# capital with a point is an initial. Not `-5`, `*bold*` or `1.2`.
_BULLET = re.compile(
    r"""
    (?P<mark> \*{2,6} | -{2,4} | -\# | [-*+•▶►▸‣◦▪▫●○■□◆❖➢➤»⁃·–—] | o | §
            | \(? (?: \d{1,3} | [a-z] | [ivx]{2,4} ) \\? [.)] | \\ [-*+] | [A-Z][)] )
    (?: [ \t\xa0]+ | $ )
    """,
    re.VERBOSE,
)
_BULLET_STARTS = frozenset(
    "\\-*+•▶►▸‣◦▪▫●○■□◆❖➢➤»⁃·–—o§(abcdefghijklmnpqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)
_SECOND_MARK = re.compile(r"[•▶►▸‣◦▪●○■➢➤][ \t\xa0]+")
_TASK = re.compile(r"\\?\[([ xX✓✔-]?)\\?\][ \t]+|([☐☑☒✓✔✅])[ \t\ufe0f]*")
_DELIMITER_CHARACTERS = frozenset("|-:+ \t")


def _classify(text: str, drafts: list[_Draft], body: int, markup: Markup) -> tuple[Table, ...]:
    tables: list[Table] = []
    count = len(drafts)
    fences = _fence_pairs(text, drafts, body, markup)
    comment_until = 0
    html = _HtmlList()
    index = body
    while index < count:
        draft = drafts[index]
        raw = text[draft.start : draft.end]
        stripped = raw.strip()
        draft.left = draft.start + len(raw) - len(raw.lstrip())
        draft.right = draft.left + len(stripped)
        if draft.start < comment_until:
            draft.kind = "comment"
        elif index in fences:
            for inside in range(index, fences[index] + 1):
                line = drafts[inside]
                line.kind, line.left, line.right = "code", line.start, line.end
            index = fences[index]
        elif stripped:
            draft.indent = _columns(raw[: draft.left - draft.start])
            if stripped.startswith(("<!--", "////")):
                comment_until = _comment_end(text, draft)
            if comment_until > draft.start:
                draft.kind = "comment"
            else:
                table = _table(text, drafts, index, stripped)
                if table:
                    tables.append(table)
                    index = table.last - 1
                else:
                    previous = drafts[index - 1] if index else None
                    if stripped.startswith("= "):
                        previous = _below_attributes(text, drafts[body:index], previous)
                    in_html = html.depth > 0 or stripped[0] == "<"
                    if not (in_html and _take_html_item(text, draft, stripped, html)):
                        _classify_line(text, draft, stripped, previous, markup)
                    if draft.kind == "heading":
                        html.depth = 0
        index += 1
    return tuple(tables)


# What AsciiDoc sets above a title, or right below it: `:toc: left`, `:!numbered:`.
_ATTRIBUTE = re.compile(r":!?\w[\w-]*!?:(?:[ \t].*)?")


def _below_attributes(text: str, above: list[_Draft], previous: _Draft | None) -> _Draft | None:
    """What stands above a line `= Title`: nothing where only comments and attributes do.

    The attributes are comments then, too.
    """
    attributes = []
    for draft in above:
        if draft.kind == "text" and _ATTRIBUTE.fullmatch(text, draft.left, draft.right):
            attributes.append(draft)
        elif draft.kind not in ("blank", "comment"):
            return previous
    for draft in attributes:
        draft.kind = "comment"
    return None


def _columns(blank: str) -> int:
    return len(blank.expandtabs(4)) if "\t" in blank else len(blank)


_COMMENT_BLOCK = re.compile(r"////[ \t]*\n(?:(?!////).*\n){0,400}?////[ \t]*$", re.MULTILINE)


def _comment_end(text: str, draft: _Draft) -> int:
    """Where a comment that begins a line ends, if nothing but white space follows it there.

    AsciiDoc's stands between two lines of four slashes.
    """
    if text.startswith("////", draft.left):
        block = _COMMENT_BLOCK.match(text, draft.left, draft.left + 20_000)
        return block.end() if block else 0
    end = text.find("-->", draft.left, draft.left + 20_000)
    if (
        end < 0
        or text[
            end + 3 : text.find("\n", end) if "\n" in text[end : end + 400] else len(text)
        ].strip()
    ):
        return 0
    return end + 3


def _fence_pairs(text: str, drafts: list[_Draft], body: int, markup: Markup) -> dict[int, int]:
    """Opening to closing line of each code block; a fence that nothing closes opens none.

    Outside Markdown, tildes underline headings.
    """
    if "```" not in text and ("~~~" not in text or markup != "markdown"):
        return {}
    pairs: dict[int, int] = {}
    opening: tuple[int, str] | None = None
    for index in range(body, len(drafts)):
        draft = drafts[index]
        match = _FENCE.match(text[draft.start : draft.end].lstrip(" \t>-*"))
        if not match or (match[1][0] == "~" and markup != "markdown"):
            continue
        if opening is None:
            opening = (index, match[1])
        elif match[1].startswith(opening[1]) and match[0].strip() == match[1]:
            pairs[opening[0]] = index
            opening = None
    return pairs


def _classify_line(
    text: str, draft: _Draft, stripped: str, previous: _Draft | None, markup: Markup
) -> None:
    first = stripped[0]
    if first in "=*<#\\@h" and _take_other_heading(draft, stripped, previous, markup):
        return
    if first == "#":
        match = _ATX.match(stripped)
        if match:
            draft.kind = "heading"
            draft.depth = len(match[1] or match[2])
            draft.left += match.end()
            draft.right -= len(stripped) - len(_ATX_END.sub("", stripped))
            draft.right = max(draft.left, draft.right)
            return
        if _RULE.match(stripped):
            draft.kind = "rule"
            return
    elif first == ">":
        draft.kind = "quote"
        while draft.left < draft.right and text[draft.left] in "> \t":
            draft.left += 1
        return
    elif first in '-*_=—–─━~^"+' and _RULE.match(stripped):
        draft.kind = "rule"
        return
    elif first == "{" and _ATTRIBUTES.match(stripped):
        draft.kind = "comment"
        return
    elif first in _BULLET_STARTS:
        match = _BULLET.match(stripped)
        if match and _is_bullet(match["mark"], draft, previous):
            draft.kind = "bullet"
            draft.mark = match["mark"]
            draft.left += match.end()
            if len(draft.mark) > 1 and draft.mark[0] in "*-":
                draft.indent += len(draft.mark) - 1
                draft.mark = draft.mark[0]
            second = _SECOND_MARK.match(text, draft.left, draft.right)
            if second:
                draft.mark = text[draft.left]
                draft.left = second.end()
            _take_task(text, draft)
            return
    draft.kind = "text"
    _take_task(text, draft)


# Headings of wikis and AsciiDoc (`== Topic ==`, `== Topic`), of HTML, of Doxygen
# (`\\section anchor Topic`), of Textile (`h2. Topic`), and of Org (`** Topic`).
_WIKI_HEADING = re.compile(r"(={1,6})[ \t]+(\S[^=]*?)(?P<closed>[ \t]*=+)?$")
_HTML_HEADING = re.compile(
    r"(?:<details\b[^<>]{0,100}>\s*)?<(h[1-6]|summary)\b[^<>]{0,100}>"
    r"(?P<words>(?:[^<>]|</?(?:b|strong|em|i|code)>){1,200})</\1>\s*(?:</\w+>)?$",
    re.IGNORECASE,
)
_DOXYGEN_HEADING = re.compile(
    r"[\\@](?:(?P<page>page)|(?P<below>(?:sub){0,2})section)[ \t]+\w+[ \t]+(?=\S)"
)
_TEXTILE_HEADING = re.compile(r"h([1-6])\.[ \t]+(?=\S)")
_ORG_HEADING = re.compile(r"(\*{1,6})[ \t]+(?=\S)")


def _take_other_heading(
    draft: _Draft, stripped: str, previous: _Draft | None, markup: Markup
) -> bool:
    """Mark a heading of a markup other than Markdown; whether the line is one, or a keyword.

    A single `=` in front makes one only of a line with none `previous`: AsciiDoc's title.
    """
    match = _WIKI_HEADING.match(stripped) if stripped[0] == "=" else None
    if match and (match["closed"] or len(match[1]) > 1 or previous is None):
        draft.kind, draft.depth = "heading", len(match[1])
        draft.right = draft.left + match.end(2)
        draft.left += match.start(2)
        return True
    match = _HTML_HEADING.match(stripped) if stripped[0] == "<" else None
    if match:
        level = match[1][1]
        draft.kind, draft.depth = "heading", int(level) if level.isdigit() else 4
        draft.right = draft.left + match.end("words")
        draft.left += match.start("words")
        return True
    match = _DOXYGEN_HEADING.match(stripped) if stripped[0] in "\\@" else None
    if match:
        draft.kind = "heading"
        draft.depth = 1 if match["page"] else 2 + len(match["below"]) // len("sub")
        draft.left += match.end()
        return True
    match = _TEXTILE_HEADING.match(stripped) if stripped[0] == "h" else None
    if match:
        draft.kind, draft.depth = "heading", int(match[1])
        draft.left += match.end()
        return True
    if markup != "org":
        return False
    match = _ORG_HEADING.match(stripped) if draft.indent == 0 else None
    if match:
        draft.kind, draft.depth = "heading", len(match[1])
        draft.left += match.end()
        return True
    if stripped.startswith("#+"):
        draft.kind = "comment"
        return True
    return False


_HTML_LIST_TAG = re.compile(r"<(?P<closes>/)?(?P<name>[uo]l|li)\b[^<>]{0,100}>", re.IGNORECASE)
_HTML_ITEM_START = re.compile(
    r"</?(?:[uo]l|li)\b[^<>]{0,100}>\s*(?:</?(?:[uo]l|li|p)\b[^<>]{0,100}>\s*)*", re.IGNORECASE
)
_HTML_ITEM_END = re.compile(r"(?:</?(?:[uo]l|li|p)\b[^<>]{0,100}>\s*)+", re.IGNORECASE)


@dataclass(slots=True)
class _HtmlList:
    """How deep in lists of HTML a line stands, and whether an item has begun without its words."""

    depth: int = 0
    begun: bool = False

    def pass_by(self, written: str) -> None:
        for tag in _HTML_LIST_TAG.finditer(written):
            if tag["name"].lower() == "li":
                self.begun = not tag["closes"]
            else:
                self.depth = max(0, self.depth - 1) if tag["closes"] else self.depth + 1
                self.begun = False


def _take_html_item(text: str, draft: _Draft, stripped: str, html: _HtmlList) -> bool:
    """Mark a line of a list in HTML: an item, whose tag may stand above it, or tags alone.

    Any other line is left to what it may be, indented so that an open item governs it.
    """
    start = _HTML_ITEM_START.match(stripped)
    at = start.end() if start else 0
    html.pass_by(stripped[:at])
    if at == len(stripped):
        draft.kind = "comment"
        return True
    item, depth = html.begun, html.depth
    html.begun = False
    html.pass_by(stripped[at:])
    if not item:
        draft.indent = max(draft.indent, 2 * depth + 1) if depth else draft.indent
        return False
    draft.kind, draft.mark = "bullet", "<li>"
    draft.indent = 2 * depth or draft.indent
    draft.left += at
    end = _HTML_ITEM_END.search(text, draft.left, draft.right)
    if end and end.end() == draft.right:
        draft.right = draft.left + len(text[draft.left : end.start()].rstrip())
    _take_task(text, draft)
    return True


def _is_bullet(mark: str, draft: _Draft, previous: _Draft | None) -> bool:
    """A lone `o` or a letter is a bullet only where bullets are about."""
    if mark in ("o", "§") or mark.isalpha():
        return draft.indent > 0 or (previous is not None and previous.kind == "bullet")
    return True


def _take_task(text: str, draft: _Draft) -> None:
    if draft.left < draft.right and text[draft.left] in "[\\☐☑☒✓✔✅":
        match = _TASK.match(text, draft.left, draft.right)
        if match:
            draft.task = (match[1] or match[2] or " ") in "xX✓✔☑✅☒"
            draft.left = match.end()
            if draft.kind == "text":
                draft.kind, draft.mark = "bullet", "☐"


# Tables.


def _table(text: str, drafts: list[_Draft], index: int, stripped: str) -> Table | None:
    """The table that begins at a line, its lines marked; `None` where none does."""
    if "|" in stripped:
        return _pipe_table(text, drafts, index, stripped)
    if "\t" in stripped:
        return _tab_table(text, drafts, index)
    return None


def _stripped(text: str, drafts: list[_Draft], index: int) -> str:
    if index >= len(drafts):
        return ""
    return text[drafts[index].start : drafts[index].end].strip()


def _is_delimiter(stripped: str) -> bool:
    return (
        "-" in stripped
        and ("|" in stripped or "+" in stripped)
        and len(stripped) < 5000
        and _DELIMITER_CHARACTERS.issuperset(stripped)
    )


def _pipe_table(text: str, drafts: list[_Draft], index: int, stripped: str) -> Table | None:
    headed = _is_delimiter(_stripped(text, drafts, index + 1))
    boxed = len(stripped) > 1 and stripped[0] == stripped[-1] == "|"
    if not headed and not (boxed and _is_boxed(_stripped(text, drafts, index + 1))):
        return None
    last = index + (2 if headed else 1)
    while last < len(drafts):
        row = _stripped(text, drafts, last)
        if "|" not in row or (not headed and not _is_boxed(row)):
            break
        last += 1
    rows = tuple(
        _pipe_cells(text, drafts[at])
        for at in range(index + 2 if headed else index, last)
        if not _is_delimiter(_stripped(text, drafts, at))
    )
    _mark_table(text, drafts, index, last)
    return Table(index + 1, _pipe_cells(text, drafts[index]) if headed else (), rows, index, last)


def _is_boxed(row: str) -> bool:
    return len(row) > 1 and row[0] == row[-1] == "|"


def _pipe_cells(text: str, draft: _Draft) -> tuple[Cell, ...]:
    cells: list[Cell] = []
    raw = text[draft.start : draft.end]
    right = draft.start + len(raw.rstrip())
    left = draft.start + len(raw) - len(raw.lstrip())
    if left < right and text[left] == "|":
        left += 1
    if right - 1 > left and text[right - 1] == "|" and text[right - 2] != "\\":
        right -= 1
    at = left
    while len(cells) < 200:
        bar = text.find("|", at, right)
        while bar > 0 and text[bar - 1] == "\\":
            bar = text.find("|", bar + 1, right)
        end = bar if bar >= 0 else right
        cells.append(_cell(text, at, end))
        if bar < 0:
            break
        at = bar + 1
    return tuple(cells)


def _cell(text: str, start: int, end: int) -> Cell:
    raw = text[start:end]
    left = start + len(raw) - len(raw.lstrip())
    stripped = raw.strip()
    return Cell(plain(stripped), Span(min(left, end), min(left, end) + len(stripped)))


def _tab_table(text: str, drafts: list[_Draft], index: int) -> Table | None:
    tabs = _stripped(text, drafts, index).count("\t")
    last = index
    while last < len(drafts):
        row = _stripped(text, drafts, last)
        if row.count("\t") != tabs or _BULLET.match(row) or row[:1] == "#":
            break
        last += 1
    if last - index < 2:
        return None
    rows = tuple(_tab_cells(text, drafts[at]) for at in range(index, last))
    _mark_table(text, drafts, index, last)
    return Table(index + 1, rows[0], rows[1:], index, last)


def _tab_cells(text: str, draft: _Draft) -> tuple[Cell, ...]:
    raw = text[draft.start : draft.end]
    at = draft.start + len(raw) - len(raw.lstrip())
    cells: list[Cell] = []
    for part in raw.strip().split("\t")[:200]:
        cells.append(_cell(text, at, at + len(part)))
        at += len(part) + 1
    return tuple(cells)


def _mark_table(text: str, drafts: list[_Draft], first: int, last: int) -> None:
    for at in range(first, last):
        draft = drafts[at]
        raw = text[draft.start : draft.end]
        draft.kind = "table"
        draft.left = draft.start + len(raw) - len(raw.lstrip())
        draft.right = draft.left + len(raw.strip())


# Headings that no `#` shows.


# What a line of each mark below a heading makes it; Markdown knows two of them.
_UNDERLINES = {"#": 1, "=": 1, "-": 2, "~": 3, "^": 4, '"': 4, "+": 4}


def _find_setext(text: str, drafts: list[_Draft], body: int) -> None:
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

# Words that begin a sentence or an answer, but no heading.
_SENTENCE_START = re.compile(
    r"(?:we|i|they|he|she|it|you|there|this|that|these|those|please|see|if|when|as|but|and|so|then|"
    r"none|no|not|nothing|yes|thanks|thank|need|needs|also|because|maybe|n/a|here|tbd|tba|same)\b",
    re.IGNORECASE,
)
# A verb that makes a line a statement.
_STATEMENT = re.compile(
    r"\b(?:is|are|was|were|will|would|should|can|could|cannot|has|have|had|does|did|don't|doesn't|"
    r"didn't|isn't|must|(?-i:may)|might|needs?|said|says|asked|agreed?|wants?|went|we|i|they|he|she)\b",
    re.IGNORECASE,
)
# Facts about the meeting that stand on lines of their own, and addresses.
_FACT_LINE = re.compile(
    r"""
    (?: date | time | when | where | location | place | venue | room | present
      | attend (?: ing | ees? | ance )? | participants? | anwesende? | teilnehmer | datum | ort
      | regrets | apologies | absent
      | chair (?: person )? | scribe | minutes | (?: minute | note ) [- ]? taker | facilitator
      | moderator | host | guests? | agenda | indico | link | recording | zoom | url | coordinates
      | dial-?in | (?: next \s )? meeting | author | presenters? | cc | from | to | subject | status
      | version ) s? (?: / \w+ )? \s* (?: \( [^()]* \) )? \s* : \s* \S
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NO_HEADING_END = (".", ";", ",", "!", "…", "\\")
_MARKED = re.compile(
    r"⇒|=>|->|→|://|www\.|^(?:action|ai|todo|decision|resolution|agreed)\b[^:]{0,40}:|^[@[(`\"'<]",
    re.IGNORECASE,
)


def _find_unmarked(text: str, drafts: list[_Draft], body: int, *, markdown: bool) -> None:
    """Bold lines become headings, and so do bare lines in a note that marks none."""
    marked = [d for d in drafts if d.kind == "heading"]
    level = 0
    deepest = 0
    bare: list[int] = []
    for index in range(body, len(drafts)):
        draft = drafts[index]
        if draft.kind == "heading":
            level = draft.depth
        elif draft.kind == "text" and draft.right - draft.left <= _MAX_HEADING + 10:
            line = text[draft.left : draft.right]
            if line[0] in "*_":
                match = _BOLD_ONLY.match(line)
                if match and draft.indent < 4 and _could_be_heading(match[1].strip().rstrip(":")):
                    draft.kind, draft.depth = "heading", min(6, level + 1 if level else 2)
                    draft.left += match.start(1)
                    draft.right = draft.left + len(match[1])
                    deepest = max(deepest, draft.depth)
                    continue
            if draft.indent <= 1 and _stands_alone(drafts, index) and _could_be_heading(line):
                bare.append(index)
    if len(marked) > 1 or (markdown and len(marked) == 1 and not _titles_only(text, drafts, bare)):
        return
    _accept_bare(text, drafts, bare, body)


def _titles_only(text: str, drafts: list[_Draft], bare: list[int]) -> bool:
    """Whether the bare lines of a note with a single marked heading introduce what follows them."""
    introducing = sum(_next_kind(drafts, index) == "bullet" for index in bare)
    return introducing >= 2


def _next_kind(drafts: list[_Draft], index: int) -> LineKind:
    for at in range(index + 1, len(drafts)):
        if drafts[at].kind != "blank":
            return drafts[at].kind
    return "blank"


def _stands_alone(drafts: list[_Draft], index: int) -> bool:
    """Whether a line is no part of a paragraph: set off by blanks, or above bullets."""
    before: LineKind = drafts[index - 1].kind if index else "blank"
    after: LineKind = drafts[index + 1].kind if index + 1 < len(drafts) else "blank"
    set_off = before in ("blank", "heading", "rule", "front-matter", "comment", "table")
    if after in ("blank", "rule"):
        return set_off or (before == "bullet" and drafts[index - 1].indent > drafts[index].indent)
    if after == "bullet":
        return set_off or (before == "bullet" and drafts[index - 1].indent > drafts[index].indent)
    return False


def _could_be_heading(line: str) -> bool:
    """Whether the words of a line can be a heading's: short, no statement, no fact, no mark.

    >>> _could_be_heading("Roadmap - High priority"), _could_be_heading("We moved to Jekyll")
    (True, False)
    """
    if not line or len(line) > _MAX_HEADING or line.endswith(_NO_HEADING_END):
        return False
    first = line[0]
    if first.islower() or not (first.isalnum() or first in "*_&#"):
        return False
    words = line.split()
    if len(words) > _MAX_HEADING_WORDS or not any(c.isalpha() for c in line):
        return False
    return not (
        _MARKED.search(line)
        or _SENTENCE_START.match(line)
        or _FACT_LINE.match(line)
        or _STATEMENT.search(line)
    )


def _accept_bare(text: str, drafts: list[_Draft], bare: list[int], body: int) -> None:
    """Bare lines as headings, the first above everything else as the title."""
    content = [
        i for i in range(body, len(drafts)) if drafts[i].kind not in ("blank", "rule", "comment")
    ]
    # Where most lines would be headings, blank lines separate remarks rather than sections.
    crowded = len(bare) * 2 > len(content) and len(bare) > 6
    first = content[0] if content else -1
    for index in bare:
        draft = drafts[index]
        if crowded and _next_kind(drafts, index) != "bullet" and index != first:
            continue
        draft.kind = "heading"
        draft.depth = 3 if text[draft.right - 1] == ":" else 2
    titles = [i for i in bare if drafts[i].kind == "heading"]
    if titles and not any(d.kind == "heading" and d.depth == 1 for d in drafts):
        opening = [i for i in content[:4] if i in titles[:3]]
        if opening and opening[0] in content[:3]:
            drafts[opening[0]].depth = 1


# Sections and what governs what.


def _sections(text: str, drafts: list[_Draft]) -> tuple[Section, ...]:
    heads = [index for index, draft in enumerate(drafts) if draft.kind == "heading"]
    sections: list[Section] = []
    open_sections: list[int] = []
    anchors: dict[str, int] = {}
    for order, index in enumerate(heads):
        draft = drafts[index]
        last = heads[order + 1] if order + 1 < len(heads) else len(drafts)
        while open_sections and sections[open_sections[-1]].level >= draft.depth:
            open_sections.pop()
        heading = plain(text[draft.left : draft.right]).strip()
        parent = open_sections[-1] if open_sections else None
        sections.append(
            Section(
                heading,
                draft.depth,
                index + 1,
                Span(draft.left, draft.right),
                _anchor(heading, anchors),
                index,
                last,
                parent,
            )
        )
        open_sections.append(order)
        for inside in range(index, last):
            drafts[inside].section = order
        draft.parent = sections[parent].first if parent is not None else None
    return tuple(sections)


_NOT_IN_ANCHOR = re.compile(r"[^\w\- ]+")


def _anchor(heading: str, taken: dict[str, int]) -> str:
    """The heading's slug as GitHub makes it, with a number where a former heading has it."""
    slug = _NOT_IN_ANCHOR.sub("", heading.lower()).replace(" ", "-")[:80].strip("-") or "section"
    anchor = slug
    while anchor in taken:
        taken[slug] += 1
        anchor = f"{slug}-{taken[slug]}"
    taken[anchor] = 0
    return anchor


_SUB_MARKS = frozenset("o◦▪▫–—‣»⁃§")


def _govern(text: str, drafts: list[_Draft], body: int) -> None:
    """Hang bullets under bullets, the text below a bullet under it, and the rest under headings.

    A line that ends in a colon and stands right above bullets governs them as a heading would.
    """
    stack: list[int] = []
    heading: int | None = None
    lead: int | None = None
    after_blank = True
    for index in range(body, len(drafts)):
        draft = drafts[index]
        kind = draft.kind
        if kind == "blank":
            after_blank = True
            continue
        if kind == "heading":
            heading, lead, stack = index, None, []
        elif kind == "bullet":
            _pop_to_parent(drafts, stack, draft)
            parent = stack[-1] if stack else None
            draft.depth = drafts[parent].depth + 1 if parent is not None else 1
            draft.parent = parent if parent is not None else (lead if lead is not None else heading)
            stack.append(index)
        elif kind in ("text", "code", "quote", "table"):
            owner = _owner(drafts, stack, draft, after_blank=after_blank)
            if owner is None:
                stack, draft.parent = [], heading
                lead = (
                    index
                    if kind == "text"
                    and text[draft.right - 1 : draft.right] in (":", "*", "_")
                    and _leads(text, draft)
                    else None
                )
            else:
                draft.parent, draft.depth = owner, drafts[owner].depth
        after_blank = False


def _leads(text: str, draft: _Draft) -> bool:
    return text[draft.left : draft.right].rstrip("*_ ").endswith(":")


def _pop_to_parent(drafts: Sequence[_Draft], stack: list[int], draft: _Draft) -> None:
    """Leave on the stack the bullets that a new bullet stands under.

    Indent decides; at one indent, word processors' second-level marks stand under first-level
    ones, and other marks under numbers.
    """
    while stack and drafts[stack[-1]].indent > draft.indent:
        stack.pop()
    same = [i for i in stack if drafts[i].indent == draft.indent]
    if not same:
        return
    family = _family(draft.mark)
    for index in same:
        if _family(drafts[index].mark) == family:
            del stack[stack.index(index) :]
            return
    above = _family(drafts[same[-1]].mark)
    if draft.mark in _SUB_MARKS or (above == "1" and family not in ("1",)):
        return
    del stack[stack.index(same[0]) :]


def _family(mark: str) -> str:
    """Marks that continue one list: numbers are one family, letters another."""
    bare = mark.strip("().")
    return "1" if bare.isdigit() else "a" if bare.isalpha() and bare != "o" else mark


def _owner(
    drafts: Sequence[_Draft], stack: list[int], draft: _Draft, *, after_blank: bool
) -> int | None:
    """The bullet that a line without a mark belongs to."""
    if not stack:
        return None
    for index in reversed(stack):
        indent = drafts[index].indent
        if indent < draft.indent or (indent == draft.indent and not after_blank):
            return index
    return None
