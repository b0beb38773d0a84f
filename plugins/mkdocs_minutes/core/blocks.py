"""The outline of a note: its blocks, what governs each, its sections and its tables.

Lines come from `lines`, whatever markup they were written in. Here they become headings, items,
paragraphs, turns of talk, quotes, tables and code, each hung under the item or heading that governs
it. Whether the next line belongs to a line is settled here, once, for all who read notes. All of it
is linear in the number of characters.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Literal

from .drafts import LineDraft, Markup
from .headings import find_numbered, find_underlined, find_unmarked
from .lexicon import words
from .lines import read_lines
from .records import Line, LineKind, Note, Section, Span, Table
from .slugs import is_of_page
from .text import plain

BlockKind = Literal[
    "heading", "item", "paragraph", "turn", "quote", "table", "code", "rule", "aside"
]
"""A `turn` is what somebody said in a chat; an `aside` is a comment or the front matter."""

_KINDS: dict[LineKind, BlockKind] = {
    "heading": "heading",
    "bullet": "item",
    "text": "paragraph",
    "quote": "quote",
    "table": "table",
    "code": "code",
    "rule": "rule",
    "comment": "aside",
    "front-matter": "aside",
}


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that are one thing: an item with the text that goes on with it, a paragraph, a table.

    `first` and `last` are indexes in `Note.lines`, `last` exclusive; `first` names the block.
    `parent` is the first line of the block that governs it, `None` at the top. `depth` and `task`
    are those of its first line.
    """

    kind: BlockKind
    first: int
    last: int
    span: Span
    parent: int | None
    depth: int
    task: bool | None


@dataclass(frozen=True, slots=True)
class Outline:
    """The lines of a note with their places, its sections and its tables."""

    lines: tuple[Line, ...]
    sections: tuple[Section, ...]
    tables: tuple[Table, ...]


def outline(
    text: str,
    starts: tuple[int, ...],
    *,
    body: int = 0,
    markup: Markup = "markdown",
    ends_lists: bool = False,
) -> Outline:
    """The outline of a text whose lines begin at `starts`.

    `body` is the index of the first line below the front matter. `markup` is what the file says
    that it is written in; where that is Markdown and it uses `#` headings, lines without a mark are
    no headings. Where a line without an indent `ends_lists`, it never goes on with an item. An
    empty text has one blank line and nothing else.
    """
    drafts, tables = read_lines(text, starts, body=body, markup=markup)
    find_underlined(text, drafts, body)
    find_unmarked(text, drafts, body, markdown=markup == "markdown")
    find_numbered(text, drafts, body)
    sections = _sections(text, drafts)
    _govern(text, drafts, body, ends_lists=ends_lists)
    heads = _heads(text, drafts, tables)
    wrapped = _wrapped(text, drafts, heads)
    lines = tuple(
        Line(
            index + 1,
            Span(d.start, d.end),
            d.kind,
            Span(d.left, _end_of_words(text, d)),
            d.depth,
            d.parent,
            d.section,
            d.task,
            heads[index],
            index in wrapped,
        )
        for index, d in enumerate(drafts)
    )
    return Outline(lines, sections, tables)


# What belongs together.


def title_lines(note: Note) -> frozenset[int]:
    """The line of the title where that is a heading, which a page shows as its own."""
    if 0 < note.title_line <= len(note.lines) and note.lines[note.title_line - 1].kind == "heading":
        return frozenset({note.title_line})
    return frozenset()


def title_section(note: Note) -> Section | None:
    """The section whose heading is the note's title; `None` where the title is no heading."""
    for line in title_lines(note):
        at = note.lines[line - 1].section
        if at is not None and note.sections[at].line == line:
            return note.sections[at]
    return None


def block_at(note: Note, index: int) -> Block:
    """The block that the line at an index is part of; a blank line raises `LookupError`."""
    lines = note.lines
    first = lines[index].block
    if first is None:
        raise LookupError(f"line {index + 1} is blank")
    head, last = lines[first], index + 1
    while last < len(lines) and lines[last].block == first:
        last += 1
    above = lines[head.parent].block if head.parent is not None else None
    said = head.kind == "text" and SAID.match(note.text, head.content.start, head.content.end)
    kind: BlockKind = "turn" if said else _KINDS[head.kind]
    span = Span(head.content.start, lines[last - 1].content.end)
    return Block(kind, first, last, span, above, head.depth, head.task)


def rest_of_block(note: Note, index: int) -> Iterator[int]:
    """The lines of its block that stand below a line, one by one; below a blank one there are none.

    A caller that stops early has not looked at the rest, so that asking at each line stays linear.
    """
    head = note.lines[index].block
    while belongs(note, index + 1, head):
        index += 1
        yield index


def belongs(note: Note, index: int, block: int | None) -> bool:
    """Whether there is a line at an index that is part of the block that begins at `block`."""
    return block is not None and index < len(note.lines) and note.lines[index].block == block


def breaks(note: Note, index: int) -> bool:
    """Whether a line ends in a line break: two blanks, a backslash, or a tag."""
    content = note.lines[index].content
    return _breaks(note.text, content.start, content.end)


def sentence_goes_on(note: Note, index: int, *, prose: bool = False) -> bool:
    """Whether the sentence at the end of a line goes on below, in the same block.

    It does where a program broke the line, unless it ends a sentence there; in `prose`, where lines
    are no items of a list, below any long line that ends none.
    """
    line = note.lines[index]
    if not belongs(note, index + 1, line.block):
        return False
    if note.text[line.content.end - 1 : line.content.end] in SENTENCE_ENDS:
        return False
    return line.wrapped or (prose and line.span.end - line.span.start >= LONG_LINE)


SENTENCE_ENDS = frozenset(".!?:")

SAID = re.compile(r"\[?\d\d:\d\d(?::\d\d)?\]?\s{1,3}<[@+ ]?[^<>\s]{1,30}>\s+")
"""When and by whom a line of a chat was said: `15:02 <ann> …`."""


def _heads(text: str, drafts: Sequence[LineDraft], tables: Sequence[Table]) -> list[int | None]:
    """For each line the first line of its block; `None` for a blank one."""
    heads: list[int | None] = []
    rows = {at: table.first for table in tables for at in range(table.first, table.last)}
    for index, draft in enumerate(drafts):
        if draft.kind == "blank":
            heads.append(None)
        elif index in rows:
            heads.append(rows[index])
        else:
            head = heads[-1] if heads else None
            joined = head is not None and _joins(text, drafts, head, index)
            heads.append(head if joined else index)
    return heads


def _joins(text: str, drafts: Sequence[LineDraft], head: int, index: int) -> bool:
    """Whether a line is of the block that the line right above it is of, which begins at `head`."""
    first, draft = drafts[head], drafts[index]
    if draft.kind in ("heading", "bullet", "rule", "table"):
        return False
    if draft.kind == "text":
        if first.kind not in ("text", "bullet") or SAID.match(text, draft.left, draft.right):
            return False
        return draft.parent == (head if first.kind == "bullet" else first.parent)
    return draft.kind == first.kind and draft.parent == first.parent


def _end_of_words(text: str, draft: LineDraft) -> int:
    """Where the words of a line end, before the mark of a break behind them."""
    if draft.kind in ("text", "bullet") and text.endswith("\\", draft.left, draft.right):
        return draft.left + len(text[draft.left : draft.right - 1].rstrip())
    return draft.right


FULL_LINE = 60
"""A line at least this long may have been broken because it was full, not because it was done."""

LONG_LINE = 50
"""A line at least this long that ends amid a sentence was broken by a program."""

# What begins a line in the middle of a sentence: a small letter or a bracket, but no address.
MIDDLE = re.compile(r"(?!https?://|www\.)(?:[a-zà-öø-ÿ([\"']|I['’ ])")


def _wrapped(text: str, drafts: Sequence[LineDraft], heads: Sequence[int | None]) -> set[int]:
    """Indexes of lines with which the line below goes on, the break being a program's.

    Programs break a line where the next word would make it longer than the others, and go on in
    the middle of a sentence; writers end a line where they are done. So a line goes on where it is
    full and some line of its paragraph begins in lower case. Under a bullet, and below a long line
    that ends no sentence, lower case is enough; below a word that needs another, anything is.
    """
    wrapped: set[int] = set()
    run: list[int] = []
    for index, draft in enumerate(drafts):
        if run and (draft.kind != "text" or heads[index] != heads[run[-1]]):
            wrapped.update(_wrapped_in(text, drafts, run))
            run = []
        if draft.kind in ("text", "bullet"):
            run.append(index)
    wrapped.update(_wrapped_in(text, drafts, run))
    return wrapped


def _wrapped_in(text: str, drafts: Sequence[LineDraft], run: Sequence[int]) -> Iterator[int]:
    """Those of the lines of one item or paragraph that are wrapped."""
    if len(run) < 2:
        return
    item = drafts[run[0]].kind == "bullet"
    middle = [MIDDLE.match(text, drafts[at].left) is not None for at in run]
    amid = any(middle[2:] if item else middle[1:])
    lengths = [drafts[at].end - drafts[at].start for at in run]
    widest = list(accumulate(reversed(lengths), max))[::-1]
    for place, (at, below) in enumerate(pairwise(run)):
        line = drafts[at]
        if _breaks(text, line.left, line.right):
            continue
        if item and place == 0:
            goes_on = middle[1] or _is_full(text, line, drafts[below], max(lengths[:2]))
        else:
            goes_on = amid and _is_full(text, line, drafts[below], widest[place])
        if goes_on or _is_unfinished(text, line, in_middle=middle[place + 1]):
            yield at


def _is_unfinished(text: str, line: LineDraft, *, in_middle: bool) -> bool:
    """Whether a line ends amid a sentence, given whether the next begins `in_middle` of one."""
    last = text[line.right - 1 : line.right]
    is_long = line.end - line.start >= LONG_LINE and last not in SENTENCE_ENDS
    if is_long and (in_middle or last == ","):
        return True
    return _hangs(text, line)


def _hangs(text: str, line: LineDraft) -> bool:
    """Whether a line ends with a word that needs another: `… there was no`, `… aller à la`."""
    last = text[max(line.left, line.right - 20) : line.right].rpartition(" ")[2]
    return last.lstrip("(") in words("hanging")


def _is_full(text: str, line: LineDraft, below: LineDraft, width: int) -> bool:
    """Whether the next word would make a line wider than the widest."""
    word = text[below.left : below.right].split(" ", 1)[0]
    return width >= FULL_LINE and line.end - line.start + 1 + len(word) > width


def _breaks(text: str, start: int, end: int) -> bool:
    if text.startswith(("  ", "\\", " \\"), end) or text[max(start, end - 1) : end] == "\\":
        return True
    return text[max(start, end - 1) : end] == ">" and _BREAK.search(text, start, end) is not None


_BREAK = re.compile(r"<br\s?/?>$", re.IGNORECASE)


# Sections and what governs what.


def _sections(text: str, drafts: list[LineDraft]) -> tuple[Section, ...]:
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
    """The heading's slug as GitHub makes it, with a number where a former heading has it.

    One that is the page's own gets a word in front.
    """
    slug = _NOT_IN_ANCHOR.sub("", heading.lower()).replace(" ", "-")[:80].strip("-") or "section"
    slug = f"section-{slug}" if is_of_page(slug) else slug
    anchor = slug
    while anchor in taken:
        taken[slug] += 1
        anchor = f"{slug}-{taken[slug]}"
    taken[anchor] = 0
    return anchor


_SUB_MARKS = frozenset("o◦▪▫–—‣»⁃§")


def _govern(text: str, drafts: list[LineDraft], body: int, *, ends_lists: bool) -> None:
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
        if kind == "heading":
            heading, lead, stack = index, None, []
        elif kind == "bullet":
            _pop_to_parent(drafts, stack, draft)
            above = heading if lead is None else lead
            draft.parent = stack[-1] if stack else above
            draft.depth = drafts[stack[-1]].depth + 1 if stack else 1
            stack.append(index)
        elif kind == "rule" and not draft.indent:
            stack = []
        elif kind in ("text", "code", "quote", "table"):
            if ends_lists and not draft.indent:
                stack = []
            owner = _governor(text, drafts, stack, index, after_blank=after_blank)
            if owner is None:
                stack, draft.parent = [], heading
                lead = index if kind == "text" and _leads_items(text, draft) else None
            else:
                draft.parent, draft.depth = owner, drafts[owner].depth
        after_blank = kind == "blank"


def _governor(
    text: str, drafts: Sequence[LineDraft], stack: list[int], index: int, *, after_blank: bool
) -> int | None:
    """The bullet that a line below bullets belongs to, `None` for one that stands by itself."""
    draft = drafts[index]
    apart = after_blank or (draft.kind == "text" and _leads(text, draft))
    owner = _owner(drafts, stack, draft, apart=apart)
    if owner is None and stack and not after_blank and _is_amid(text, drafts, index):
        return stack[-1]
    return owner


def _leads_items(text: str, draft: LineDraft) -> bool:
    return text[draft.right - 1 : draft.right] in (":", "*", "_") and _leads(text, draft)


def _is_amid(text: str, drafts: Sequence[LineDraft], index: int) -> bool:
    """Whether a line of text goes on, whatever its indent, in the middle of the sentence above it.

    Mail programs break items so, and Markdown reads them as they do.
    """
    above, draft = drafts[index - 1], drafts[index]
    if draft.kind != "text" or above.kind not in ("text", "bullet") or above.left >= above.right:
        return False
    ends = text[above.right - 1] in SENTENCE_ENDS or _breaks(text, above.left, above.right)
    return not ends and (text[draft.left].islower() or _hangs(text, above))


def _leads(text: str, draft: LineDraft) -> bool:
    return text[draft.left : draft.right].rstrip("*_ ").endswith(":")


def _pop_to_parent(drafts: Sequence[LineDraft], stack: list[int], draft: LineDraft) -> None:
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
    drafts: Sequence[LineDraft], stack: list[int], draft: LineDraft, *, apart: bool
) -> int | None:
    """The bullet that a line without a mark belongs to.

    At the bullet's own indent it does unless it stands `apart`: below a blank line, or as a label.
    """
    if not stack:
        return None
    for index in reversed(stack):
        indent = drafts[index].indent
        if indent < draft.indent or (indent == draft.indent and not apart):
            return index
    return None
