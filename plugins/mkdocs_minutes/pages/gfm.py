"""A note rewritten as the GitHub-flavoured Markdown that shows what its outline says.

Nothing is reworded: lines are copied from the note, and only what makes them bullets, headings,
tables or paragraphs is replaced. Every copied stretch remembers where it came from, so that what
the Markdown parser finds can be traced back to the note and to its source line.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import accumulate, islice

from ..core.records import Cell, Line, Note, Span, Table
from ..core.text import SAFE_TAGS

SAFE_HTML = re.compile(
    rf"</? (?: {SAFE_TAGS} ) (?: \s [^<>]* | \s* / )? >",
    re.VERBOSE | re.IGNORECASE,
)
"""A tag that a note may use as such; any other reads as the text that it is."""

# What CommonMark would take for the beginning of a block in a line that the outline calls text:
# a heading, a bullet, a quote, a fence, an underline, a rule, a tag. Not `#12`, `-5`, `*emphasis*`
# or `<https://example.org/>`.
BLOCK_START = re.compile(
    r"""
      \#{1,6} (?= \s | $ )
    | [-+*] (?= \s | $ )
    | >
    | ``` | ~~~
    | (?: = | - )+ \s* $
    | (?: _ \s* ){3,} $ | (?: \* \s* ){3,} $
    | < (?= [A-Za-z/!?] ) (?! (?: https? | mailto ): )
    """,
    re.VERBOSE,
)
# `3. ` and `2023) ` would begin a numbered list.
NUMBER_START = re.compile(r"\d{1,9}(?=[.)](?:\s|$))")
# `[1]: https://…` defines a reference, and would vanish where nothing refers to it.
DEFINITION_START = re.compile(r"\[([^\]\[]{1,200})\]:")

NUMBERED = re.compile(r"\(?(\d{1,9})([.)])\s*$")
# A letter or a roman numeral as a bullet says something that a dot would not: `b)`, `(iv)`.
LETTERED = re.compile(r"\(?[a-z]{1,4}[.)]|[A-Z]\)")

NUMERIC_CELL = re.compile(r"[+\-±−]?\s?\d[\d., ]*\s?%?|")

BLOCK = 256
"""Bytes of a source of which the characters are counted once, however long a line is."""

_WITHIN = bytes(range(0x80, 0xC0))
"""The bytes of UTF-8 that begin no character."""

MARKED_HEADINGS = 100
"""Headings that are looked at to tell whether a note marks them."""


@dataclass(frozen=True, slots=True)
class Gfm:
    """Markdown source, and where each copied stretch of it comes from.

    `starts` and `ends` are byte offsets of the copied stretches in `source`, `origins` their
    character offsets in the note's text. `before` are the characters before each block of `BLOCK`
    bytes, or nothing where each character is a byte.
    """

    source: str
    data: bytes
    starts: tuple[int, ...]
    ends: tuple[int, ...]
    origins: tuple[int, ...]
    before: tuple[int, ...] = ()

    def origin(self, start: int, end: int) -> Span:
        """Where a byte range of the source comes from in the note's text.

        A range that was not copied is an empty span where the next copied stretch begins, or
        where the last one ends.
        """
        at = bisect_right(self.starts, start) - 1
        if at < 0 or start >= self.ends[at]:
            if at + 1 < len(self.origins):
                return Span(self.origins[at + 1], self.origins[at + 1])
            return Span(self._end(at), self._end(at))
        first = self.origins[at] + self._characters(self.starts[at], start)
        return Span(first, first + self._characters(start, min(end, self.ends[at])))

    def stretches(self, start: int, end: int) -> Iterator[tuple[str, Span, bool]]:
        """A byte range cut at the borders of what was copied.

        Each part comes with its place in the note's text, and with whether it was copied.
        """
        at = bisect_right(self.ends, start)
        while start < end:
            if at >= len(self.starts) or self.starts[at] >= end:
                yield self._text(start, end), self.origin(start, end), False
                return
            if self.starts[at] > start:
                yield self._text(start, self.starts[at]), self.origin(start, start + 1), False
                start = self.starts[at]
            stop = min(end, self.ends[at])
            yield self._text(start, stop), self.origin(start, stop), True
            start = stop
            at += 1

    def _text(self, start: int, end: int) -> str:
        return self.data[start:end].decode("utf-8", "replace")

    def _characters(self, start: int, end: int) -> int:
        return end - start if not self.before else self._before(end) - self._before(start)

    def _before(self, at: int) -> int:
        """The characters that begin before a byte offset."""
        block = at // BLOCK
        rest = self.data[block * BLOCK : at]
        return self.before[block] + len(rest.translate(None, _WITHIN))

    def _end(self, at: int) -> int:
        if at < 0:
            return 0
        return self.origins[at] + self._characters(self.starts[at], self.ends[at])


@dataclass(slots=True)
class _Builder:
    """Source under construction; `last` is what the last line that was written is."""

    text: str
    keep_line_ends: bool = False
    parts: list[str] = field(default_factory=list)
    size: int = 0
    starts: list[int] = field(default_factory=list)
    ends: list[int] = field(default_factory=list)
    origins: list[int] = field(default_factory=list)
    last: str = "blank"

    def insert(self, text: str) -> None:
        self.parts.append(text)
        self.size += len(text) if text.isascii() else len(text.encode())

    def copy(self, start: int, end: int) -> None:
        """Copy a stretch; an empty one still says where the line it stands on comes from."""
        self.starts.append(self.size)
        self.origins.append(start)
        self.insert(self.text[start:end])
        self.ends.append(self.size)

    def blank(self) -> None:
        if self.last != "blank":
            self.insert("\n")
            self.last = "blank"

    def end_line(self, kind: str) -> None:
        self.insert("\n")
        self.last = kind

    def done(self) -> Gfm:
        source = "".join(self.parts)
        data = source.encode()
        return Gfm(
            source,
            data,
            tuple(self.starts),
            tuple(self.ends),
            tuple(self.origins),
            _characters_before(data) if len(data) > len(source) else (),
        )


def _characters_before(data: bytes) -> tuple[int, ...]:
    """The characters before each block of `BLOCK` bytes of a text."""
    blocks = (data[at : at + BLOCK] for at in range(0, len(data), BLOCK))
    return (0, *accumulate(len(block.translate(None, _WITHIN)) for block in blocks))


def rewrite(note: Note, *, without: frozenset[int] = frozenset()) -> Gfm:
    r"""The note as Markdown, with a map back to its text.

    `without` names lines (1-based) that the page shows elsewhere, such as the title. An empty note
    gives an empty source.
    """
    note = note.unpacked()
    builder = _Builder(note.text, keep_line_ends=not is_markdown(note))
    fenced = note.text.lstrip().startswith(("```", "~~~"))
    if note.lines and not fenced and all(line.kind == "code" for line in note.lines):
        return _as_code(builder, note)
    columns = _content_columns(note)
    tables = {table.first: table for table in note.tables}
    index = 0
    while index < len(note.lines):
        line = note.lines[index]
        if index in tables:
            _write_table(builder, tables[index], columns.get(line.parent or -1, 0))
            index = tables[index].last
            continue
        if line.number in without or line.kind in ("blank", "comment", "front-matter"):
            builder.blank()
            index += line.kind == "heading" and _is_underlined(note, index)
        elif line.kind == "heading":
            _write_heading(builder, line)
            if _is_underlined(note, index):
                index += 1
        else:
            _write_line(builder, note, index, columns)
        index += 1
    return builder.done()


def _as_code(builder: _Builder, note: Note) -> Gfm:
    """A note that is nothing but code, or could not be read: the text that it is."""
    longest = max(map(len, _TILDES.findall(note.text)), default=0)
    fence = "~" * max(3, longest + 1) + "\n"
    builder.insert(fence)
    for line in note.lines:
        builder.copy(line.span.start, line.span.end)
        builder.end_line("code")
    builder.insert(fence)
    return builder.done()


_TILDES = re.compile(r"~+")


def fragment(text: str, spans: Iterable[Span], *, between: str = " ") -> Gfm:
    """Stretches of a note, with something between them, as the Markdown of one paragraph."""
    builder = _Builder(text)
    for number, span in enumerate(spans):
        if number:
            builder.insert(between)
        _copy_text(builder, span.start, span.end, first=number == 0)
    return builder.done()


def is_markdown(note: Note) -> bool:
    """Whether the note marks its headings, so that line ends in it are Markdown's.

    In any other note the writer's line ends are kept.
    """
    return any(
        _is_underlined(note, section.first)
        or note.text[note.lines[section.first].span.start : section.span.start].lstrip()[:1] == "#"
        for section in islice(note.sections, MARKED_HEADINGS)
    )


def _content_columns(note: Note) -> dict[int, int]:
    """For each bullet, by its index, the column at which what belongs to it is written."""
    columns: dict[int, int] = {}
    for index, line in enumerate(note.lines):
        if line.kind == "bullet":
            columns[index] = columns.get(_governor(line), 0) + len(_marker(note, line))
    return columns


def _governor(line: Line) -> int:
    return -1 if line.parent is None else line.parent


def _marker(note: Note, line: Line) -> str:
    numbered = NUMBERED.match(note.text[line.span.start : line.content.start].strip())
    return f"{numbered[1]}{numbered[2]} " if numbered else "- "


def _write_heading(builder: _Builder, line: Line) -> None:
    builder.blank()
    builder.insert("#" * min(max(line.depth, 1), 6) + " ")
    builder.copy(line.content.start, line.content.end)
    if builder.text[line.content.slice].endswith("#"):
        builder.insert(" #")  # else a `#` at the end would be taken for the heading's close
    builder.end_line("heading")
    builder.blank()


def _is_underlined(note: Note, index: int) -> bool:
    """Whether a heading is marked by the line below it rather than by `#`."""
    line = note.lines[index]
    below = note.lines[index + 1] if index + 1 < len(note.lines) else None
    return (
        below is not None
        and below.kind == "rule"
        and "#" not in note.text[line.span.start : line.content.start]
        and note.text[below.content.start : below.content.start + 1] in ("=", "-")
    )


def _write_line(builder: _Builder, note: Note, index: int, columns: dict[int, int]) -> None:
    line = note.lines[index]
    indent = columns.get(_governor(line), 0)
    if line.kind == "rule":
        builder.blank()
        builder.insert("***")
        builder.end_line("rule")
        builder.blank()
    elif line.kind == "bullet":
        _write_bullet(builder, note, line, indent)
        _end_text(builder, note, index, "bullet")
    elif line.kind == "code":
        _write_code(builder, note, line, indent)
    elif line.kind == "quote":
        _separate(builder, "quote", nested=indent > 0)
        builder.insert(" " * indent)
        raw = note.text[line.span.slice]
        builder.copy(line.span.start + len(raw) - len(raw.lstrip()), line.span.end)
        builder.end_line("quote")
    else:
        _separate(builder, "text", nested=indent > 0)
        builder.insert(" " * indent)
        _copy_text(builder, line.content.start, line.content.end)
        _end_text(builder, note, index, "nested" if indent else "text")


def _separate(builder: _Builder, kind: str, *, nested: bool) -> None:
    """A blank line where this line would else be taken into the block above it."""
    left_list = builder.last in ("bullet", "nested") and not nested
    left_quote = builder.last == "quote" and kind != "quote"
    if left_list or left_quote:
        builder.blank()


def _write_bullet(builder: _Builder, note: Note, line: Line, indent: int) -> None:
    marker = _marker(note, line)
    if builder.last in ("text", "quote") or (
        marker[0].isdigit() and marker[:2] not in ("1.", "1)") and builder.last == "nested"
    ):
        builder.blank()
    builder.insert(" " * indent + marker)
    if line.task is not None:
        builder.insert("[x] " if line.task else "[ ] ")
    written = note.text[line.span.start : line.content.start]
    lettered = LETTERED.match(written.strip())
    if lettered and marker == "- ":
        start = line.span.start + written.index(lettered[0])
        builder.copy(start, start + len(lettered[0]))
        builder.insert(" ")
    is_quote = _QUOTE.match(note.text, line.content.start) and (
        _SAID.match(note.text, line.content.start) or _quotes_on(note, line)
    )
    _copy_text(builder, line.content.start, line.content.end, first=not is_quote)


_QUOTE = re.compile(r">[ \t]")
_SAID = re.compile(r">[ \t]+[^\W\d_]")


def _quotes_on(note: Note, line: Line) -> bool:
    """Whether a quote goes on below a line: `- > 5 ropes` by itself tells of more than five."""
    return line.number < len(note.lines) and note.lines[line.number].kind == "quote"


def _write_code(builder: _Builder, note: Note, line: Line, indent: int) -> None:
    """A line of code as it stands, moved by as much as the bullet that it belongs to was moved."""
    if builder.last not in ("code", "blank") and not indent:
        builder.blank()
    raw = note.text[line.span.slice]
    margin = len(raw) - len(raw.lstrip(" "))
    if indent:
        owner = note.lines[_governor(line)]
        margin = min(margin, owner.content.start - owner.span.start)
        builder.insert(" " * indent)
        builder.copy(line.span.start + margin, line.span.end)
    else:
        builder.copy(line.span.start, line.span.end)
    builder.end_line("code")


def _end_text(builder: _Builder, note: Note, index: int, kind: str) -> None:
    """The end of a line: kept as the writer's where the note is no Markdown or asks for it.

    Of a form, whose lines begin with labels as its first does, each label keeps its line.
    """
    line = note.lines[index]
    below = note.lines[index + 1] if index + 1 < len(note.lines) else None
    if below is not None and below.kind == "text" and line.content.end > line.content.start:
        asked = note.text.startswith("  ", line.content.end)
        kept = not line.wrapped and (builder.keep_line_ends or _is_of_form(note, below))
        if below.block == line.block and (asked or kept):
            builder.insert("\\")
    builder.end_line(kind)


_LABEL = re.compile(r"[*_]{0,3}[^\W\d_][^:：.,;!?\n]{0,40}(?::[*_]{0,3}(?:\s|$)|：)")


def _is_of_form(note: Note, line: Line) -> bool:
    """Whether a line begins with a label, as the first line of its block does."""
    ends = (line.content, note.lines[line.block or 0].content)
    return all(_LABEL.match(note.text, span.start, span.end) for span in ends)


def _copy_text(builder: _Builder, start: int, end: int, *, first: bool = True) -> None:
    """A line's text, with a backslash where Markdown would read a block's beginning into it."""
    text = builder.text[start:end]
    if first:
        number = NUMBER_START.match(text)
        if number:
            builder.copy(start, start + number.end())
            builder.insert("\\")
            start += number.end()
        elif _begins_block(text, builder.text):
            builder.insert("\\")
    builder.copy(start, end)


def _begins_block(text: str, note: str) -> bool:
    if text[:1] == "<":
        return not SAFE_HTML.match(text) and BLOCK_START.match(text) is not None
    definition = DEFINITION_START.match(text)
    if definition:
        return definition[1] not in _labels(note)
    return BLOCK_START.match(text) is not None


@lru_cache(maxsize=2)  # each line that defines a label asks for the same note
def _labels(note: str) -> frozenset[str]:
    """The labels that links of a note refer to.

    >>> sorted(_labels("[a][one] ][two] [three]"))
    ['one', 'two']
    """
    return frozenset(_REFERENCE.findall(note))


_REFERENCE = re.compile(r"\]\[([^\]\[]{1,200})\]")


def _write_table(builder: _Builder, table: Table, indent: int) -> None:
    builder.blank()
    width = max((len(row) for row in (table.header, *table.rows)), default=0)
    margin = " " * indent
    _write_row(builder, table.header, width, margin)
    numeric = [_is_numeric(table.rows, column) for column in range(width)]
    builder.insert(margin + "|" + "".join(" --: |" if n else " --- |" for n in numeric) + "\n")
    for row in table.rows:
        _write_row(builder, row, max(1, len(row)), margin)  # Markdown fills it up by itself
    builder.last = "table"
    builder.blank()


def _write_row(builder: _Builder, row: Sequence[Cell], width: int, margin: str) -> None:
    builder.insert(margin + "|")
    for column in range(width):
        builder.insert(" ")
        if column < len(row):
            _copy_cell(builder, row[column].span)
        builder.insert(" |")
    builder.insert("\n")


def _copy_cell(builder: _Builder, span: Span) -> None:
    for start, end in _between_bars(builder.text, span):
        if start < end and builder.text[start] == "|":
            builder.insert("\\")
        builder.copy(start, end)


def _between_bars(text: str, span: Span) -> Iterator[tuple[int, int]]:
    """A cell cut before each bar that no backslash guards, which only tab tables can hold."""
    start = span.start
    for at in range(span.start + 1, span.end):
        if text[at] == "|" and text[at - 1] != "\\":
            yield start, at
            start = at
    yield start, span.end


def _is_numeric(rows: Sequence[Sequence[Cell]], column: int) -> bool:
    cells = [row[column].text.strip() for row in rows if column < len(row)]
    return any(cells) and all(NUMERIC_CELL.fullmatch(cell) for cell in cells)
