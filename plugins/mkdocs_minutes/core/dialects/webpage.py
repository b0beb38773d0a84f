"""Pages of HTML as Markdown: what pads, wikis and word processors export.

Such a page has no lines of its own (a pad's is one line, whatever was written), so each block
becomes a line, and lines are counted in what comes of it. Source of the forms: Etherpad's export,
Confluence's storage format (`ac:` and `ri:` elements), what MediaWiki, Notion, Google Docs save.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

TOOLS = "Etherpad, Confluence, Notion, Google Docs and wikis, as HTML (`.html`, `.htm`, `.xhtml`)"
READS = (
    "headings, lists, boxes, tables with cells over rows and columns, links, emphasis, code,"
    " remarks of a pad; of Confluence's storage format tasks, people, days, states, panels as"
    " boxes, decisions, tickets, links to pages, files; authors' colours and layout are not shown;"
    " lines are counted a block each"
)
"""What the table of dialects says of them."""

SUFFIXES = (".html", ".htm", ".xhtml")
"""The endings of pages of HTML."""

_ATTRIBUTE = re.compile(r"""([\w:.-]{1,40})\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_NAME = re.compile(r"/?([A-Za-z][\w:.-]{0,40})")
_SPACE = re.compile(r"[ \t\r\n\f\u00a0]+")
UNSHOWN = frozenset(("script", "style", "template", "noscript", "svg"))
"""Elements of which no reader sees the words."""

# What holds nothing to read.
_SKIPPED = UNSHOWN.union(
    """math iframe form head ac:placeholder ac:task-id ac:task-uuid ac:adf-fallback
    ac:adf-attribute""".split()
)
_VOID = frozenset("br hr img input meta link col area base embed source wbr".split())
_BLOCKS = frozenset(
    """p div section article main header footer nav aside body html address figure figcaption dl dt
    dd center details summary fieldset ac:layout ac:layout-section ac:layout-cell
    ac:task-list ac:adf-extension ac:task-body tbody thead
    tfoot caption""".split()
)
_MARKS = {
    **dict.fromkeys(("b", "strong"), "**"),
    **dict.fromkeys(("i", "em", "cite"), "*"),
    **dict.fromkeys(("del", "s", "strike"), "~~"),
    **dict.fromkeys(("code", "kbd", "tt", "samp"), "`"),
}
# Panels of Confluence, as the callouts they look like.
_PANELS = frozenset("info note tip warning panel expand success decision details excerpt".split())
_DEEPEST = 20
_REPEATED_AT_MOST = 200


class Tag(NamedTuple):
    """A tag: its name in small letters, whether it opens, and whether it closes."""

    name: str
    attributes: Mapping[str, str]
    opens: bool
    closes: bool


def is_webpage(path: str) -> bool:
    """Whether a file is a page of HTML, by its path.

    >>> is_webpage("a/2024-05-14.HTML"), is_webpage("a.md")
    (True, False)
    """
    return path.partition("#")[0].lower().endswith(SUFFIXES)


def as_markdown(html: str) -> str:
    r"""The text of a page as Markdown, a line a block; a page without text gives an empty string.

    Nothing runs and nothing is trusted in it: what comes of it is read as any note is.

    >>> as_markdown("<h1>Weekly</h1><ul><li>paint<ul><li><b>red </b>paint</li></ul></li></ul>")
    '# Weekly\n\n- paint\n  - **red** paint\n'
    """
    page = _Page()
    for part in _parts(html):
        if isinstance(part, Tag):
            page.take(part)
        else:
            page.write(part)
    return page.done()


def _parts(html: str) -> Iterator[Tag | str]:
    """The tags and texts of a page in order; comments and declarations are left out."""
    at = 0
    while at < len(html):
        begin = html.find("<", at)
        if begin != at:
            yield unescape(html[at : begin if begin >= 0 else len(html)])
            if begin < 0:
                return
        at, part = _markup(html, begin)
        if part is not None:
            yield part


def _markup(html: str, begin: int) -> tuple[int, Tag | str | None]:
    """What begins with a `<`, and where the text goes on."""
    if html.startswith("<!--", begin):
        return _behind(html, "-->", begin), None
    if html.startswith("<![CDATA[", begin):
        end = _behind(html, "]]>", begin)
        return end, html[begin + 9 : end - 3]
    if html.startswith(("<!", "<?"), begin):
        return _behind(html, ">", begin), None
    name = _NAME.match(html, begin + 1)
    if name is None:
        return begin + 1, "<"
    end = _tag_end(html, name.end())
    inside = html[name.end() : end - 1]
    attributes = {
        match[1].lower(): unescape(match[2] or match[3] or match[4] or "")
        for match in _ATTRIBUTE.finditer(inside)
    }
    tag = name[1].lower()
    closes = html[begin + 1] == "/" or tag in _VOID or inside.endswith("/")
    return end, Tag(tag, attributes, html[begin + 1] != "/", closes)


def _behind(html: str, mark: str, start: int) -> int:
    end = html.find(mark, start)
    return len(html) if end < 0 else end + len(mark)


def _tag_end(html: str, start: int) -> int:
    """Where a tag ends: at a `>` that stands in no quotes, which are looked for nearby."""
    at = start
    while True:
        end = html.find(">", at)
        if end < 0:
            return len(html) + 1
        quote = _QUOTE.search(html, at, end)
        if quote is None:
            return end + 1
        closed = html.find(quote[0], quote.end(), quote.end() + 4000)
        if closed < 0:
            return end + 1
        at = closed + 1


_QUOTE = re.compile(r"[\"']")


@dataclass(slots=True)
class _Table:
    """The rows of a table that is open; `spans` are the cells that rows above reach down with."""

    rows: list[list[str]] = field(default_factory=list)
    spans: dict[int, tuple[int, str]] = field(default_factory=dict)
    cell: list[str] | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Macro:
    """A macro of Confluence that is open, what it is told, and the quotes around it."""

    name: str
    told: dict[str, str] = field(default_factory=dict)
    parameter: str = ""
    begun: bool = False
    quotes: int = 0


class _Page:
    """Markdown under construction."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.buffer: list[str] = []
        self.marks: list[tuple[str, int]] = []
        self.links: list[tuple[str, int]] = []
        self.lists: list[int] = []  # the number of the next item; 0 in a list of bullets
        self.tables: list[_Table] = []
        self.macros: list[_Macro] = []
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
            self.buffer.append(_SPACE.sub(" ", text).replace("<", "&lt;"))

    def flush(self, *, breaks: bool = False) -> None:
        """End the line that is being written; `breaks` where the paragraph goes on below."""
        while self.marks:
            self._close_mark(self.marks[-1][0])
        self.links.clear()
        text = _SPACE.sub(" ", "".join(self.buffer)).strip()
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
            handler = _HANDLERS.get(name)
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
        if tag.opens and len(self.marks) < _DEEPEST:
            self.marks.append((mark, len(self.buffer)))
        elif not tag.opens and any(mark == other for other, _ in self.marks):
            while self._close_mark(self.marks[-1][0]) != mark:
                pass

    def _close_mark(self, mark: str) -> str:
        """Put a mark around what was written since it was opened, but for blanks at its ends."""
        _, at = self.marks.pop()
        inner = _SPACE.sub(" ", "".join(self.buffer[at:]))
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
        elif len(self.lists) < _DEEPEST:
            if not self.lists:
                self.blank()
            start = tag.attributes.get("start", "1")
            number = int(start) if start.isdigit() and len(start) < 9 else 1
            self.lists.append(number if tag.name == "ol" else 0)

    def _item(self, tag: Tag) -> None:
        self.flush()
        if not tag.opens:
            self.marker = ""
            return
        number = self.lists[-1] if self.lists else 0
        self.marker = f"{number}. " if number else "- "
        if number:
            self.lists[-1] += 1

    def _input(self, tag: Tag) -> None:
        if tag.attributes.get("type") == "checkbox" and self.marker:
            checked = "checked" in tag.attributes
            self.marker += "[x] " if checked else "[ ] "

    def _link(self, tag: Tag) -> None:
        if tag.opens and len(self.links) < _DEEPEST:
            self.links.append((tag.attributes.get("href", ""), len(self.buffer)))
        elif not tag.opens and self.links:
            address, at = self.links.pop()
            words = _SPACE.sub(" ", "".join(self.buffer[at:])).strip()
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
            table = self.tables[-1]
            if not table.rows:
                table.rows.append([])
            table.cell, table.attributes = [], tag.attributes

    def _end_cell(self) -> None:
        """A cell into its row: repeated in the rows that it reaches down to, blank to its right."""
        self.flush()
        table = self.tables[-1] if self.tables else None
        if table is None or table.cell is None:
            return
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

    # Confluence.

    def _macro(self, tag: Tag) -> None:
        if tag.opens and not tag.closes and len(self.macros) < _DEEPEST:
            name = tag.attributes.get("ac:name", "").lower()
            self.macros.append(_Macro(name, quotes=self.quotes))
        elif not tag.opens and self.macros:
            macro = self.macros.pop()
            self._begin_panel(macro)
            if macro.name in _PANELS:
                self.blank()
                self.quotes = macro.quotes
                self.blank()
            else:
                self._say(macro)

    def _parameter(self, tag: Tag) -> None:
        if self.macros:
            self.macros[-1].parameter = tag.attributes.get("ac:name", "_") if tag.opens else ""

    def _say(self, macro: _Macro) -> None:
        """What a macro without a text of its own shows: a ticket's key, a state."""
        words = macro.told.get("key", "") if macro.name == "jira" else ""
        if macro.name == "status":
            words = macro.told.get("title", "")
        if words.strip():
            self.buffer.append(f" {words.strip()} ")

    def _body(self, tag: Tag) -> None:
        if self.macros and tag.opens:
            self._begin_panel(self.macros[-1])
        self.flush()

    def _begin_panel(self, macro: _Macro) -> None:
        if macro.name in _PANELS and not macro.begun:
            self.blank()
            kind = "note" if macro.name in ("panel", "expand", "details", "excerpt") else macro.name
            self.quotes = min(9, self.quotes + 1)
            title = " ".join(macro.told.get("title", "").split())
            self.lines.append(f"{'> ' * self.quotes}[!{kind}] {title}".rstrip())
        macro.begun = True

    def _plain_body(self, tag: Tag) -> None:
        if tag.opens:
            self.blank()
            self.verbatim += 1
        elif self.verbatim:
            self.verbatim -= 1
            self._code("".join(self.buffer))

    def _task(self, tag: Tag) -> None:
        self.flush()
        if tag.opens:
            self.lists.append(0)
            self.marker = "- [ ] "
        elif self.lists:
            self.lists.pop()
            self.marker = ""

    def _status(self, tag: Tag) -> None:
        if not tag.opens:
            state = "".join(self.buffer).strip().lower()
            self.buffer = []
            self.marker = "- [x] " if state == "complete" else "- [ ] "

    def _user(self, tag: Tag) -> None:
        name = tag.attributes.get("ri:username", "")
        if tag.opens:
            self.buffer.append(f"@{name}" if name else "(somebody)")

    def _page(self, tag: Tag) -> None:
        self.target = tag.attributes.get("ri:content-title", "") if tag.opens else self.target

    def _file(self, tag: Tag) -> None:
        name = tag.attributes.get("ri:filename", "")
        if name and tag.opens:
            self.buffer.append(f"![{name}]({name.replace(' ', '%20')})")

    def _inner_link(self, tag: Tag) -> None:
        if tag.opens and len(self.links) < _DEEPEST:
            self.links.append(("", len(self.buffer)))
            self.target = ""
        elif not tag.opens and self.links:
            _, at = self.links.pop()
            words = _SPACE.sub(" ", "".join(self.buffer[at:])).strip()
            if self.target:
                shown = f"{self.target}|{words}" if words else self.target
                self.buffer[at:] = [f"[[{shown}]]"]
            self.target = ""

    def _time(self, tag: Tag) -> None:
        day = tag.attributes.get("datetime", "")
        if tag.opens and tag.closes and day:
            self.buffer.append(f" {day} ")

    def _emoticon(self, tag: Tag) -> None:
        sign = tag.attributes.get("ac:emoji-fallback", "")
        known = {"tick": "✓", "cross": "✗", "warning": "⚠", "information": "ℹ"}
        if tag.opens:
            self.buffer.append(sign or known.get(tag.attributes.get("ac:name", ""), ""))

    def _node(self, tag: Tag) -> None:
        """A decision of Confluence's newer pages, as a conclusion."""
        self.flush()
        if tag.opens and tag.attributes.get("type") == "decision-item":
            self.buffer.append("Decision: ")


_SAFE = re.compile(r"(?:https?:|mailto:|ftp:|[#./\w-])(?![^/]*script:)", re.IGNORECASE)


def _count(attributes: Mapping[str, str], name: str) -> int:
    value = attributes.get(name, "")
    return min(20, max(1, int(value))) if value.isdigit() and len(value) < 4 else 1


def _reach_down(table: _Table, row: list[str], *, at_end: bool = False) -> None:
    """Fill a row's place with the cells above that reach down to it."""
    while len(row) in table.spans and (row or not at_end):
        left, text = table.spans.pop(len(row))
        if left > 1:
            table.spans[len(row)] = (left - 1, text)
        row.append(text)


_HANDLERS: Mapping[str, Callable[[_Page, Tag], None]] = {
    "heading": _Page._heading,
    "br": _Page._br,
    "hr": _Page._hr,
    "ul": _Page._list,
    "ol": _Page._list,
    "li": _Page._item,
    "input": _Page._input,
    "a": _Page._link,
    "img": _Page._image,
    "blockquote": _Page._quote,
    "pre": _Page._pre,
    "table": _Page._table,
    "tr": _Page._row,
    "td": _Page._cell,
    "th": _Page._cell,
    "ac:structured-macro": _Page._macro,
    "ac:macro": _Page._macro,
    "ac:parameter": _Page._parameter,
    "ac:rich-text-body": _Page._body,
    "ac:plain-text-body": _Page._plain_body,
    "ac:task": _Page._task,
    "ac:task-status": _Page._status,
    "ac:link": _Page._inner_link,
    "ri:user": _Page._user,
    "ri:page": _Page._page,
    "ri:attachment": _Page._file,
    "time": _Page._time,
    "ac:emoticon": _Page._emoticon,
    "ac:adf-node": _Page._node,
}
