"""Markdown source to HTML, with links laid over the text and marks on the lines that others cite.

The parser says which bytes of the source each piece of text comes from; annotations are spans of
the note's text. They meet in runs of plain text only, so that nothing is ever inserted into code,
into a link, into an attribute or into an address.
"""

from __future__ import annotations

import re
import sys
from bisect import bisect_right
from collections import deque
from collections.abc import Iterable, Sequence
from typing import Any, Literal

import pyromark
from markupsafe import Markup
from msgspec import Struct

from ..core.escape import html_attribute, html_text
from ..core.records import Span
from .gfm import SAFE_HTML
from .raw_html import (
    DEEPEST,
    ENDED_BY_THE_NEXT,
    INLINE_HTML,
    TAG_NAME,
    address_in,
    alternative_in,
    mended,
    reach,
)
from .rendering import Annotation, Box, Picture, Rendering, callout_classes, classes

OPTIONS = (
    pyromark.Options.ENABLE_TABLES
    | pyromark.Options.ENABLE_STRIKETHROUGH
    | pyromark.Options.ENABLE_TASKLISTS
)

HEAD_END = "</tr>\n</thead>\n"

SIMPLE_TAGS = {
    "Paragraph": "p",
    "Emphasis": "em",
    "Strong": "strong",
    "Strikethrough": "del",
    "Item": "li",
}

INLINE = frozenset({"Emphasis", "Strong", "Strikethrough", "Link", "Image"})

# The anchor of a cited line within what a picture is called.
ANCHOR = re.compile(r'<span class="mn-anchor" id="(?:mn-[a-z0-9-]+-)?L\d+"></span>')


def write(rendering: Rendering) -> str:
    r"""The HTML of a rendering; an empty source gives an empty string.

    >>> from .gfm import fragment
    >>> text = "Ship *Basket* <masked>"
    >>> mark = Annotation(Span(6, 12), "<mark>", "</mark>")
    >>> write(Rendering(fragment(text, [Span(0, 22)]), text, annotations=[mark]))
    '<p>Ship <em><mark>Basket</mark></em> &lt;masked&gt;</p>\n'
    """
    writer = _Writer(rendering)
    events = pyromark.events_with_range(rendering.gfm.source, options=OPTIONS)
    for event, place in events:
        writer.take(event, place["start"], place["end"])
    return writer.done()


_CELL_ITEM = re.compile(r"\s*(?:\*|-(?!\s+\d))\s+(?=\S)")
"""A mark of a list in a cell of lines, where no list can be: `* first<br>* second`."""


class _Piece(Struct, frozen=True, gc=False):
    """Text of a run and where it comes from; `exact` where each character is one of the note's."""

    text: str
    span: Span
    exact: bool


class _Open(Struct, frozen=True, gc=False):
    """An element to be closed, opened by the parser, by the note's HTML or for a cited line.

    What stands in a picture is its alternative text, which is written from `at` on.
    """

    end: str
    by: Literal["parser", "note", "line"] = "parser"
    picture: Picture | None = None
    at: int = 0


class _Writer:
    """Turns parser events into HTML; each opened element leaves its end on a stack."""

    def __init__(self, rendering: Rendering) -> None:
        self.rendering = rendering
        self.out: list[str] = []
        self.open: list[_Open] = []
        self.run: list[_Piece] = []
        self.wanted = deque(sorted(rendering.lines))
        self.shown: set[int] = set()
        self.former = dict(rendering.former)
        self.line = 0
        self.links = 0
        self.raw = False
        self.raw_blocks = 0
        self.row_is_head = False
        self.columns: Sequence[str] = ()
        self.column = 0
        self.boxes = list(rendering.boxes)
        self.in_box: Box | None = None
        self.annotation_starts = [a.span.start for a in rendering.annotations]

    def take(self, event: Any, start: int, end: int) -> None:
        """Write one event, whose bytes in the source are `start` to `end`."""
        name, value = _unpacked(event)
        if name == "Text":
            self._text(value, start, end)
            return
        if name in ("InlineHtml", "Html"):
            self._html(value, start, end)
            return
        self._flush()
        if name == "Start":
            self._start(value, start, end)
        elif name == "End":
            self._close()
        elif name == "Code":
            self._cite(start)
            self.out.append(f"<code>{html_text(value)}</code>")
        elif name == "SoftBreak":
            self._end_line()
            self.out.append("\n")
        elif name == "HardBreak":
            self._end_line()
            self.out.append("<br>\n")
        elif name == "Rule":
            self.out.append("<hr>\n")
        elif name == "TaskListMarker":
            self._cite(start)
            self.out.append(self._task(self._line_at(start), ticked=bool(value)))

    def done(self) -> str:
        """What was written, with anchors of lines that nothing shows at its end."""
        self._flush()
        self._box(sys.maxsize)
        rest = "".join(self._anchor(line) for line in self.wanted if line not in self.shown)
        rest += "".join(map(_named, self.former.values()))
        html = "".join(self.out) + (f"<div>{rest}</div>" if rest else "")
        return mended(html) if self.raw else html

    def _task(self, line: int, *, ticked: bool) -> str:
        """How the action of a box stands; of a box that is of none, only whether it is ticked."""
        state = self.rendering.states.get(line)
        if state:
            return f'<span class="mn-task mn-task--{state}">{state}</span> '
        told, sign = ("ticked", "☑") if ticked else ("not ticked", "☐")
        return f'<span class="mn-box" role="img" aria-label="{told}">{sign}</span> '

    # Elements.

    def _start(self, tag: Any, start: int, end: int) -> None:
        name, value = _unpacked(tag)
        if name not in INLINE:
            self._end_line()
            if not self.open:
                self._box(self._line_at(start))
            elif name == "Item" and len(self.open) == 1:
                self._box_within(self._line_at(start))
        if name in SIMPLE_TAGS:
            self._simple(SIMPLE_TAGS[name], inline=name in INLINE, start=start)
        elif name == "Heading":
            self._heading(start)
        elif name == "List":
            self._list(value)
        elif name == "CodeBlock":
            self.out.append("<pre><code>")
            self.open.append(_Open("</code></pre>\n"))
        elif name == "BlockQuote":
            self._quote(start)
            self.open.append(_Open("</blockquote>\n"))
        elif name == "Link":
            self._link(value["dest_url"], start, end)
        elif name == "Image":
            self._image(value["dest_url"], start)
        elif name.startswith("Table"):
            self._table(name, value, start)
        else:
            self.open.append(_Open(""))

    def _simple(self, tag: str, *, inline: bool, start: int) -> None:
        if inline:
            self._cite(start)
        self.out.append(f"<{tag}>")
        self.open.append(_Open(f"</{tag}>" if inline else f"</{tag}>\n"))

    def _heading(self, start: int) -> None:
        heading = self.rendering.headings.get(self._line_at(start))
        if heading is None:
            self.out.append("<p><strong>")
            self.open.append(_Open("</strong></p>\n"))
            return
        self.out.append(f'<h{heading.level} id="{html_attribute(heading.anchor)}">')
        self.open.append(_Open(f"{heading.after}</h{heading.level}>\n"))

    def _list(self, first: int | None) -> None:
        if first is None:
            self.out.append("<ul>\n")
            self.open.append(_Open("</ul>\n"))
        else:
            self.out.append("<ol>\n" if first == 1 else f'<ol start="{first}">\n')
            self.open.append(_Open("</ol>\n"))

    def _link(self, address: str, start: int, end: int) -> None:
        self._cite(start)
        span = self.rendering.gfm.origin(start, end)
        href = None if self.links else self.rendering.link(address, self.rendering.text[span.slice])
        if href is None:
            self.open.append(_Open(""))
            return
        self.links += 1
        self.out.append(f'<a href="{html_attribute(href)}">')
        self.open.append(_Open("</a>"))

    def _image(self, address: str, start: int) -> None:
        """A picture where the page can show it, else a link to it."""
        self._cite(start)
        picture = self.rendering.picture(address)
        if picture is not None:
            self.open.append(_Open("", picture=picture, at=len(self.out)))
            return
        href = None if self.links else self.rendering.link(address, "")
        if href is None:
            self.open.append(_Open(""))
            return
        self.links += 1
        self.out.append(f'<a class="mn-image" href="{html_attribute(href)}">')
        self.open.append(_Open("</a>"))

    def _quote(self, start: int) -> None:
        callout = self.rendering.callouts.get(self._line_at(start))
        looks = f' class="{callout_classes(callout)}"' if callout else ""
        self.out.append(f"<blockquote{looks}>\n")

    def _box(self, line: int) -> None:
        """Leave the box that ends above a line, and enter the one that has begun there.

        A box around parts of an item or a quote is none: it would not nest.
        """
        if self.in_box and line > self.in_box.last:
            self.out.append(self.in_box.end)
            self.in_box = None
        while self.boxes and self.boxes[0].last < line:
            self.boxes.pop(0)
        if self.boxes and self.boxes[0].first <= line and not self.in_box:
            self.in_box = self.boxes.pop(0)
            self.out.append(self.in_box.opening)

    def _box_within(self, line: int) -> None:
        """Leave and enter boxes between the items of a list, which ends and begins again there."""
        leaves = self.in_box is not None and line > self.in_box.last
        enters = not self.in_box and bool(self.boxes) and self.boxes[0].first <= line
        if leaves or enters:
            self.out.append(self.open[0].end)
            self._box(line)
            self.out.append("<ul>\n" if self.open[0].end == "</ul>\n" else "<ol>\n")

    def _table(self, name: str, value: Any, start: int) -> None:
        if name == "Table":
            self.columns = value
            self._table_box(start)
        elif name == "TableHead":
            self.row_is_head, self.column = True, 0
            self.out.append(f"<thead>\n<tr{self._row_anchor(start)}>")
            self.open.append(_Open(f"{HEAD_END}<tbody>\n"))
        elif name == "TableRow":
            self.row_is_head, self.column = False, 0
            self.out.append(f"<tr{self._row_anchor(start)}>")
            self.open.append(_Open("</tr>\n"))
        else:
            right = self.column < len(self.columns) and self.columns[self.column] == "Right"
            number = ' class="mn-number"' if right else ""
            self.column += 1
            self.out.append(f'<th scope="col"{number}>' if self.row_is_head else f"<td{number}>")
            self.open.append(_Open("</th>" if self.row_is_head else "</td>"))

    def _table_box(self, start: int) -> None:
        name = self.rendering.table_names.get(self._line_at(start), "Table")
        label = html_attribute(name)
        self.out.append(
            f'<div class="mn-scroll" role="region" tabindex="0" aria-label="{label}">\n'
            '<table class="mn-grid">\n'
        )
        self.open.append(_Open("</tbody>\n</table>\n</div>\n"))

    def _row_anchor(self, start: int) -> str:
        line = self._line_at(start)
        if line not in self.rendering.lines or line in self.shown:
            return ""
        self.shown.add(line)
        self.line = line
        anchor = self.rendering.line_anchor(line)
        return f' id="{anchor}" class="{classes("mn-row", self.rendering.lines[line])}"'

    def _close(self) -> None:
        """Close the element that the parser opened last, and all that is still open inside it."""
        while self.open and self.open[-1].by != "parser":
            self._pop()
        if self.open:
            if self.open[-1].end.startswith(HEAD_END):
                self._drop_empty_head()
            self._pop()

    def _pop(self) -> None:
        closed = self.open.pop()
        if closed.picture is not None:
            written = "".join(self.out[closed.at :])
            words = Markup(written).striptags()  # noqa: S704 - written by us
            self.out[closed.at :] = [*ANCHOR.findall(written), _img(closed.picture, words)]
        self.links -= closed.end == "</a>"
        self.out.append(closed.end)

    def _drop_empty_head(self) -> None:
        """Leave out a header row without a word: the author's table has none."""
        at = len(self.out) - 1
        while not self.out[at].startswith("<thead>"):
            at -= 1
        if all(part.startswith("<") for part in self.out[at:]):
            if " id=" in self.out[at]:
                self.shown.discard(self.line)  # the first row of the table has that line
            self.out[at:] = []
            self.open[-1] = _Open("<tbody>\n")

    # Lines that others cite.

    def _line_at(self, start: int) -> int:
        return self._source_line(self.rendering.gfm.origin(start, start + 1).start)

    def _source_line(self, offset: int) -> int:
        return max(1, bisect_right(self.rendering.line_starts, offset))

    def _cite(self, start: int) -> None:
        self._cite_at(self.rendering.gfm.origin(start, start + 1).start)

    def _cite_at(self, offset: int) -> None:
        """Open the anchor of the line that begins here, if others cite it."""
        line = self._source_line(offset)
        if line == self.line:
            return
        self.line = line
        while self.wanted and self.wanted[0] < line:
            passed = self.wanted.popleft()
            if passed not in self.shown:
                self.shown.add(passed)
                self.out.append(self._anchor(passed))
        if line in self.rendering.lines and line not in self.shown:
            self.shown.add(line)
            self._end_line()
            looks = classes("mn-line", self.rendering.lines[line])
            former = _named(self.former.pop(line)) if line in self.former else ""
            anchor = self.rendering.line_anchor(line)
            self.out.append(f'<span class="{looks}" id="{anchor}">{former}')
            self.open.append(_Open("</span>", "line"))

    def _anchor(self, line: int) -> str:
        return _named(self.rendering.line_anchor(line))

    def _end_line(self) -> None:
        while self.open and self.open[-1].by == "line":
            self._pop()

    # Text.

    def _text(self, text: str, start: int, end: int) -> None:
        """Text to be written with its run; text unlike its source, such as an entity, is one."""
        gfm = self.rendering.gfm
        if gfm.data[start:end] == text.encode():
            for part, span, copied in gfm.stretches(start, end):
                self.run.append(_Piece(part, span, copied))
        else:
            self.run.append(_Piece(text, gfm.origin(start, end), exact=False))

    def _flush(self) -> None:
        if not self.run:
            return
        run, self.run = self.run, []
        self._cite_at(run[0].span.start)
        first = run[0]
        item = _CELL_ITEM.match(first.text) if first.exact else None
        if item and self._begins_in_cell(first.span.start):
            mark = first.span.start + item.end()
            run[:1] = [
                _Piece("• ", Span(first.span.start, mark), exact=False),
                _Piece(first.text[item.end() :], Span(mark, first.span.end), exact=True),
            ]
        if self.links:
            self.out.extend(html_text(piece.text) for piece in run)
        else:
            self._annotate(run)

    def _begins_in_cell(self, start: int) -> bool:
        """Whether what stands at an offset begins a line in a cell of a table that has several."""
        if not any(one.end in ("</td>", "</th>") for one in self.open[-3:]):
            return False
        written = next((part for part in reversed(self.out) if part.strip()), "")
        text, within = self.rendering.text, written.startswith(("<td", "<th"))
        several = within and "<br" in text[start : max(start, text.find(" |", start))]
        return several or written.startswith("<br")

    def _annotate(self, run: Sequence[_Piece]) -> None:
        inside: Annotation | None = None
        for text, offset in self._cut(run):
            found = self._annotation_at(offset)
            if found is not inside:
                if inside:
                    self.out.append(inside.after)
                if found:
                    self.out.append(found.before)
                inside = found
            self.out.append(html_text(text))
        if inside:
            self.out.append(inside.after)

    def _cut(self, run: Sequence[_Piece]) -> Iterable[tuple[str, int]]:
        """The run's text, cut where annotations begin and end."""
        for piece in run:
            start, end = piece.span.start, piece.span.end
            if not piece.exact:
                yield piece.text, start
                continue
            at = start
            for border in self._borders(start, end):
                yield piece.text[at - start : border - start], at
                at = border
            yield piece.text[at - start :], at

    def _borders(self, start: int, end: int) -> Iterable[int]:
        first = max(0, bisect_right(self.annotation_starts, start) - 1)
        for at in range(first, len(self.rendering.annotations)):
            annotation = self.rendering.annotations[at]
            if annotation.span.start >= end:
                return
            for border in (annotation.span.start, annotation.span.end):
                if start < border < end:
                    yield border

    def _annotation_at(self, offset: int) -> Annotation | None:
        at = bisect_right(self.annotation_starts, offset) - 1
        if at < 0:
            return None
        annotation = self.rendering.annotations[at]
        return annotation if offset < annotation.span.end else None

    # HTML in the note.

    def _html(self, raw: str, start: int, end: int) -> None:
        """Tags of the safe list, without attributes but a link's; anything else as text."""
        if raw.startswith("<!--"):
            return
        at = 0
        for tag in SAFE_HTML.finditer(raw):
            self._raw_text(raw[at : tag.start()], start, end)
            self._flush()
            self._tag(tag[0], start)
            at = tag.end()
        self._raw_text(raw[at:], start, end)

    def _raw_text(self, text: str, start: int, end: int) -> None:
        if text:
            self._text(text, start, end)

    def _tag(self, tag: str, start: int) -> None:
        self._cite(start)
        name = TAG_NAME.match(tag)
        if name is None:
            return
        closing, written = tag.startswith("</"), name[1].lower()
        if written in ("a", "img"):
            self._raw_link(tag, written, closing=closing)
        elif written in ("br", "hr"):
            self.out.append(f"<{written}>")
        elif written not in INLINE_HTML:
            self._raw_block(tag, written, closing=closing)
        elif closing:
            self._close_raw(f"</{written}>")
        else:
            self.out.append(f"<{written}>")
            self.open.append(_Open(f"</{written}>", "note"))

    def _raw_block(self, tag: str, name: str, *, closing: bool) -> None:
        """A block such as `details`, which may hold whole paragraphs: it is mended at the end."""
        if name not in ENDED_BY_THE_NEXT:
            self.raw_blocks = max(0, self.raw_blocks + (-1 if closing else 1))
        if self.raw_blocks > DEEPEST:
            self.out.append(html_text(tag))
            return
        self.raw = True
        reached = reach(tag) if name in ("td", "th") and not closing else ""
        self.out.append(f"</{name}>" if closing else f"<{name}{reached}>")

    def _raw_link(self, tag: str, name: str, *, closing: bool) -> None:
        if closing:
            self._close_raw("</a>")
            return
        address = address_in(tag)
        picture = self.rendering.picture(address) if name == "img" else None
        if picture is not None:
            self.out.append(_img(picture, alternative_in(tag)))
            return
        href = None if self.links else self.rendering.link(address, "")
        if href is None:
            return
        self.out.append(f'<a href="{html_attribute(href)}">')
        if name == "img":
            self.out.append("image</a>")
        else:
            self.links += 1
            self.open.append(_Open("</a>", "note"))

    def _close_raw(self, end: str) -> None:
        """Close what the note's own tag opened, if the element around it is still the same."""
        depth = len(self.open) - 1
        lowest = max(0, len(self.open) - DEEPEST)
        while depth >= lowest and self.open[depth].by != "parser" and self.open[depth].end != end:
            depth -= 1
        if depth >= lowest and self.open[depth].by == "note":
            while len(self.open) > depth:
                self._pop()


def _img(picture: Picture, alt: str) -> str:
    """A picture as HTML, loaded when the reader comes near it."""
    measures = (
        f' width="{picture.width}" height="{picture.height}"'
        if picture.width and picture.height
        else ""
    )
    return (
        f'<img class="mn-picture" src="{html_attribute(picture.src)}" alt="{html_attribute(alt)}"'
        f'{measures} loading="lazy" decoding="async" referrerpolicy="no-referrer">'
    )


def _unpacked(event: Any) -> tuple[str, Any]:
    """The name and the value of a parser event, which is a name or a mapping with one key."""
    if isinstance(event, str):
        return event, None
    name, value = next(iter(event.items()))
    return str(name), value


def _named(anchor: str) -> str:
    return f'<span class="mn-anchor" id="{html_attribute(anchor)}"></span>'
