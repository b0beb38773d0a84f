"""Markdown under construction: what the elements of HTML do to it, one after another."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from .html_tags import Tag

SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
BEFORE_STOP = re.compile(r"(?<=\d) (?=[.,;](?:\s|$))")
"""The blank behind a day or a number that an element stands for, where the sentence ends."""
UNSHOWN = frozenset(("script", "style", "template", "noscript", "svg"))
"""Elements of which no reader sees the words."""

# What holds nothing to read.
_SKIPPED = UNSHOWN.union(
    """math iframe form head ac:placeholder ac:task-id ac:task-uuid ac:adf-fallback
    ac:adf-attribute""".split()
)
_BLOCKS = frozenset(
    """p div section article main header footer nav aside body html address figure figcaption dl dt
    dd center details summary fieldset ac:layout ac:layout-section ac:layout-cell
    ac:task-list ac:adf-extension ac:task-body tbody thead
    tfoot caption""".split()
)
_MARKS = {
    **dict.fromkeys(("b", "strong", "u"), "**"),
    **dict.fromkeys(("i", "em", "cite"), "*"),
    **dict.fromkeys(("del", "s", "strike"), "~~"),
    **dict.fromkeys(("code", "kbd", "tt", "samp"), "`"),
}
DEEPEST = 20
_REPEATED_AT_MOST = 200


_SAFE = re.compile(r"(?:https?:|mailto:|ftp:|[#./\w-])(?![^/]*script:)", re.IGNORECASE)


@dataclass(slots=True)
class _Table:
    """The rows of a table that is open; `spans` are the cells that rows above reach down with."""

    rows: list[list[str]] = field(default_factory=list)
    spans: dict[int, tuple[int, str]] = field(default_factory=dict)
    cell: list[str] | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Macro:
    """A macro of Confluence that is open, what it is told, and the quotes around it."""

    name: str
    told: dict[str, str] = field(default_factory=dict)
    parameter: str = ""
    begun: bool = False
    quotes: int = 0


class Page:
    """Markdown under construction."""

    def __init__(self, handlers: Mapping[str, Callable[[Page, Tag], None]]) -> None:
        self.handlers = handlers
        self.lines: list[str] = []
        self.buffer: list[str] = []
        self.marks: list[tuple[str, int]] = []
        self.links: list[tuple[str, int]] = []
        # The number of the next item; 0 in a list of bullets, -1 in one of tasks.
        self.lists: list[int] = []
        self.tables: list[_Table] = []
        self.macros: list[Macro] = []
        self.marker = ""
        self.heading = ""
        self.quotes = 0
        self.skipped = ""
        self.depth = 0
        self.verbatim = 0
        self.target = ""
        self.title = ""
        self.in_title = False

    # Text.

    def write(self, text: str) -> None:
        """Text between tags."""
        if self.in_title:
            self.title += text
        elif self.skipped:
            return
        elif self.macros and self.macros[-1].parameter:
            told = self.macros[-1].told
            told[self.macros[-1].parameter] = told.get(self.macros[-1].parameter, "") + text
        elif self.verbatim:
            self.buffer.append(text)
        else:
            self.buffer.append(SPACE.sub(" ", text).replace("<", "&lt;"))

    def flush(self, *, breaks: bool = False) -> None:
        """End the line that is being written; `breaks` where the paragraph goes on below."""
        while self.marks:
            self._close_mark(self.marks[-1][0])
        self.links.clear()
        text = BEFORE_STOP.sub("", SPACE.sub(" ", "".join(self.buffer)).strip())
        self.buffer = []
        table = self.tables[-1] if self.tables else None
        if table is not None and table.cell is not None:
            if text:
                table.cell.append(f"{'• ' if self.marker else ''}{text}")
            self.marker = ""
            return
        if not text:
            return
        indent = "  " * max(0, len(self.lists) - 1)
        behind = "  " * bool(self.lists and not self.marker)
        self.lines.append(
            f"{'> ' * self.quotes}{indent}{behind}{self.marker}{self.heading}{text}{'  ' * breaks}"
        )
        self.marker = ""

    def blank(self) -> None:
        """A line between blocks, but within lists and cells."""
        self.flush()
        empty = ("> " * self.quotes).rstrip()
        if not self.lists and not self.tables and self.lines and self.lines[-1] != empty:
            self.lines.append(empty)

    def done(self) -> str:
        """What was written, below the title of a page without a heading, if it has words."""
        self.flush()
        while self.tables:
            self._end_table()
        title = " ".join(self.title.split())
        has_heading = any(line.startswith("# ") for line in self.lines)
        head = [f"# {title}", ""] if " " in title and not has_heading else []
        text = "\n".join((*head, *self.lines)).strip("\n")
        return f"{text}\n" if text else ""

    # Tags.

    def take(self, tag: Tag) -> None:
        """A tag, in whatever state the page is."""
        if tag.name == "title":
            self.in_title = tag.opens and not tag.closes and not self.title
        elif self.skipped:
            self._skip(tag)
        elif tag.name in _SKIPPED:
            if tag.opens and not tag.closes:
                self.skipped, self.depth = tag.name, 1
        elif tag.name in _MARKS:
            self._mark(tag)
        elif tag.name in _BLOCKS:
            self.blank() if tag.name in ("p", "dl") else self.flush()
        else:
            name = "heading" if re.fullmatch(r"h[1-6]", tag.name) else tag.name
            handler = self.handlers.get(name) or _HANDLERS.get(name)
            if handler is not None:
                handler(self, tag)

    def _skip(self, tag: Tag) -> None:
        if tag.name == self.skipped and not (tag.opens and tag.closes):
            self.depth += 1 if tag.opens else -1
            if self.depth == 0:
                self.skipped = ""
        elif tag.name == "body":  # a head that nobody closed
            self.skipped = ""

    def _mark(self, tag: Tag) -> None:
        mark = _MARKS[tag.name]
        if self.verbatim or self.heading or (tag.opens and tag.closes):
            return
        if tag.opens and len(self.marks) < DEEPEST:
            self.marks.append((mark, len(self.buffer)))
        elif not tag.opens and any(mark == other for other, _ in self.marks):
            while self._close_mark(self.marks[-1][0]) != mark:
                pass

    def _close_mark(self, mark: str) -> str:
        """Put a mark around what was written since it was opened, but for blanks at its ends."""
        _, at = self.marks.pop()
        inner = SPACE.sub(" ", "".join(self.buffer[at:]))
        words = inner.strip()
        if words:
            left, right = inner[: inner.index(words[0])], inner[len(inner.rstrip()) :]
            self.buffer[at:] = [f"{left}{mark}{words}{mark}{right}"]
        return mark

    def _br(self, _: Tag) -> None:
        had = bool("".join(self.buffer).strip())
        if self.verbatim:
            self.buffer.append("\n")
        elif had:
            self.flush(breaks=True)
        else:
            self.blank()

    def _hr(self, _: Tag) -> None:
        self.blank()
        self.lines += ["---", ""]

    def _heading(self, tag: Tag) -> None:
        if tag.opens:
            self.blank()
            self.heading = "#" * int(tag.name[1]) + " " if not self.lists else ""
        else:
            self.flush()
            self.heading = ""
            self.blank()

    def _list(self, tag: Tag) -> None:
        self.flush()
        if not tag.opens:
            if self.lists:
                self.lists.pop()
            if not self.lists:
                self.blank()
        elif len(self.lists) < DEEPEST:
            if not self.lists:
                self.blank()
            start = tag.attributes.get("start", "1")
            number = int(start) if start.isdecimal() and len(start) < 9 else 1
            tasks = "inline-task-list" in tag.attributes.get("class", "")
            self.lists.append(number if tag.name == "ol" else -tasks)

    def _item(self, tag: Tag) -> None:
        self.flush()
        if not tag.opens:
            self.marker = ""
            return
        number = self.lists[-1] if self.lists else 0
        self.marker = f"{number}. " if number > 0 else "- "
        if number < 0 or "data-inline-task-id" in tag.attributes:
            self.marker += "[x] " if tag.attributes.get("class") == "checked" else "[ ] "
        if number > 0:
            self.lists[-1] += 1

    def _input(self, tag: Tag) -> None:
        if tag.attributes.get("type") == "checkbox" and self.marker:
            checked = "checked" in tag.attributes
            self.marker += "[x] " if checked else "[ ] "

    def _link(self, tag: Tag) -> None:
        if tag.opens and len(self.links) < DEEPEST:
            self.links.append((tag.attributes.get("href", ""), len(self.buffer)))
        elif not tag.opens and self.links:
            address, at = self.links.pop()
            words = SPACE.sub(" ", "".join(self.buffer[at:])).strip()
            if words and _SAFE.match(address) and words not in (address, f"mailto:{address}"):
                shown = address.replace("(", "%28").replace(")", "%29").replace(" ", "%20")
                self.buffer[at:] = [f"[{words.replace('[', '(').replace(']', ')')}]({shown})"]

    def _image(self, tag: Tag) -> None:
        source, alt = tag.attributes.get("src", ""), tag.attributes.get("alt", "")
        if _SAFE.match(source):
            self.buffer.append(f"![{alt}]({source.replace(' ', '%20')})")
        elif alt:
            self.buffer.append(f"(picture: {alt})")

    def _quote(self, tag: Tag) -> None:
        self.blank()
        self.quotes = max(0, self.quotes + (1 if tag.opens else -1)) if self.quotes < 9 else 9
        if not tag.opens:
            self.blank()

    def _pre(self, tag: Tag) -> None:
        if tag.opens and not tag.closes:
            self.blank()
            self.verbatim += 1
        elif not tag.opens and self.verbatim:
            self.verbatim -= 1
            self._code("".join(self.buffer))

    def _code(self, text: str) -> None:
        self.buffer = []
        fence = "```" if "```" not in text else "~~~~"
        before = "> " * self.quotes
        lines = (fence, *text.strip("\n").split("\n"), fence)
        self.lines += [f"{before}{line}".rstrip() for line in lines]
        self.lines.append(before.rstrip())

    # Tables.

    def _table(self, tag: Tag) -> None:
        self.blank() if not self.tables else self.flush()
        if tag.opens:
            self.tables.append(_Table())
        elif self.tables:
            self._end_table()

    def _row(self, tag: Tag) -> None:
        self._end_cell()
        if tag.opens and self.tables:
            self.tables[-1].rows.append([])

    def _cell(self, tag: Tag) -> None:
        self._end_cell()
        if tag.opens and self.tables:
            self.tables[-1].cell, self.tables[-1].attributes = [], tag.attributes

    def _end_cell(self) -> None:
        """A cell into its row: repeated in the rows that it reaches down to, blank to its right."""
        self.flush()
        table = self.tables[-1] if self.tables else None
        if table is None or table.cell is None:
            return
        if not table.rows:  # cells, or a table, that no row is around
            table.rows.append([])
        row = table.rows[-1]
        _reach_down(table, row)
        text = "<br>".join(table.cell).replace("|", "\\|")
        table.cell = None
        across, down = (_count(table.attributes, name) for name in ("colspan", "rowspan"))
        for number in range(across):
            if down > 1:
                again = text if not number and len(text) <= _REPEATED_AT_MOST else ""
                table.spans[len(row)] = (down - 1, again)
            row.append(text if not number else "")

    def _end_table(self) -> None:
        self._end_cell()
        table = self.tables.pop()
        for row in table.rows:
            _reach_down(table, row, at_end=True)
        rows = [row for row in table.rows if row]
        if self.tables:  # a table in a cell is what its cells say
            outer = self.tables[-1]
            outer.cell = outer.cell if outer.cell is not None else []
            outer.cell += [" – ".join(filter(None, row)).replace("\\|", "|") for row in rows]
            return
        width = max(map(len, rows), default=0)
        lines = [f"| {' | '.join(row)} |" for row in rows]
        if lines:
            before = "> " * self.quotes
            lines.insert(1, "|" + " --- |" * width)
            self.lines += [before + line for line in lines] + [before.rstrip()]


def _count(attributes: Mapping[str, str], name: str) -> int:
    value = attributes.get(name, "")
    return min(20, max(1, int(value))) if value.isdecimal() and len(value) < 4 else 1


def _reach_down(table: _Table, row: list[str], *, at_end: bool = False) -> None:
    """Fill a row's place with the cells above that reach down to it."""
    while len(row) in table.spans and (row or not at_end):
        left, text = table.spans.pop(len(row))
        if left > 1:
            table.spans[len(row)] = (left - 1, text)
        row.append(text)


_HANDLERS: Mapping[str, Callable[[Page, Tag], None]] = {
    "heading": Page._heading,
    "br": Page._br,
    "hr": Page._hr,
    "ul": Page._list,
    "ol": Page._list,
    "li": Page._item,
    "input": Page._input,
    "a": Page._link,
    "img": Page._image,
    "blockquote": Page._quote,
    "pre": Page._pre,
    "table": Page._table,
    "tr": Page._row,
    "td": Page._cell,
    "th": Page._cell,
}
