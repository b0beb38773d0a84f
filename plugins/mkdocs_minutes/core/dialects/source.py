"""A text in a dialect, and the changes that bring it to the Markdown that all else reads."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple, TypeVar, cast

from ..records import InlineMark, Span


class Edit(NamedTuple):
    """What stands from `start` to `end` reads as `shown`; neither may hold the end of a line."""

    start: int
    end: int
    shown: str = ""


_POINTS = ("box", "private")
"""Marks that stand at a place, and on no words."""

Change = Edit | InlineMark
"""An edit, or what a stretch of the source is besides its words (a link, a tag, a callout)."""

_FENCE = re.compile(r"^[ \t>]*(?:[-*+][ \t]+)?(`{3,}|~{3,})[^`\n]*$", re.MULTILINE)
_TICKS = re.compile(r"(?<!`)(`{1,3})(?!`)[^\n]{1,500}?(?<!`)\1(?!`)")

_Found = TypeVar("_Found")


class Source:
    """The text of a file and its name; `body` is where what stands below the front matter begins.

    Code is no dialect: what the lines and matches of a source are asked for leaves it out.
    """

    def __init__(self, text: str, path: str, body: int = 0, *, markdown: bool = True) -> None:
        """The lines of `text` from the offset `body` on, in a file at `path`.

        Without `markdown`, nothing is taken for code.
        """
        self._markdown = markdown
        self._found: dict[object, object] = {}
        self.text = text
        self.path = path
        self.body = body

    def once(self, find: Callable[[Source], _Found]) -> _Found:
        """What a function finds in the source, looked for the first time only."""
        if find not in self._found:
            self._found[find] = find(self)
        return cast("_Found", self._found[find])

    def ends_with(self, *suffixes: str) -> bool:
        """Whether the name of the file ends in any of these, in any case; `.vtt`, `.org`."""
        return self.path.lower().endswith(suffixes)

    def has(self, pattern: re.Pattern[str]) -> bool:
        """Whether a pattern matches anywhere outside code."""
        return next(self.matches(pattern), None) is not None

    def matches(self, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
        r"""Where a pattern matches outside code and front matter, in the order of the text.

        >>> source = Source("a [[b]] `[[c]]`", "x.md")
        >>> [match[0] for match in source.matches(re.compile(r"\[\[.*?\]\]"))]
        ['[[b]]']
        """
        for match in pattern.finditer(self.text, self.body):
            if not self.is_code(match.start()):
                yield match

    def is_code(self, offset: int) -> bool:
        """Whether a place is within code: a block between fences, or a run between backticks."""
        at = bisect_right(self._starts, offset) - 1
        return at >= 0 and offset < self._code[at].end

    @cached_property
    def lines(self) -> tuple[Span, ...]:
        """The lines below the front matter without those of code, ends exclusive of line feeds."""
        spans = []
        start = self.body
        while start < len(self.text):
            end = self.text.find("\n", start)
            end = len(self.text) if end < 0 else end
            if not self.is_code(start):
                spans.append(Span(start, end))
            start = end + 1
        return tuple(spans)

    @cached_property
    def _code(self) -> tuple[Span, ...]:
        if not self._markdown:
            return ()
        fenced = list(self._fenced())
        starts = [span.start for span in fenced]
        found = [*fenced]
        for match in _TICKS.finditer(self.text, self.body) if "`" in self.text else ():
            at = bisect_right(starts, match.start()) - 1
            if at < 0 or match.start() >= fenced[at].end:
                found.append(Span(*match.span()))
        return tuple(sorted(found))

    @cached_property
    def _starts(self) -> list[int]:
        return [span.start for span in self._code]

    def _fenced(self) -> Iterator[Span]:
        opening: re.Match[str] | None = None
        for match in _FENCE.finditer(self.text, self.body):
            if opening is None:
                opening = match
            elif match[1].startswith(opening[1]) and match[0].rstrip().endswith(match[1]):
                yield Span(opening.start(), match.end())
                opening = None


@dataclass(frozen=True, slots=True)
class Translated:
    """A text in Markdown, line for line that of its source, with the way back.

    `edits` are in the order of the text and apart; `marks` have their spans in the new text.
    `dialects` are the names of those that were read; `ends_lists` is as `Dialect` has it.
    """

    text: str
    edits: tuple[Edit, ...] = ()
    marks: tuple[InlineMark, ...] = ()
    dialects: tuple[str, ...] = ()
    ends_lists: bool = False

    def in_source(self, span: Span) -> Span:
        """Where a stretch of the text stands in the source; of what was put in, what it replaced.

        >>> translated = apply("say [[Ann]] hi", [Edit(4, 6), Edit(9, 11)])
        >>> translated.text, translated.in_source(Span(4, 7)), translated.in_source(Span(8, 10))
        ('say Ann hi', Span(start=6, end=9), Span(start=12, end=14))
        """
        if not self.edits:
            return span
        start = self._back(span.start, end=False)
        return Span(start, max(start, self._back(span.end, end=True)))

    def _back(self, offset: int, *, end: bool) -> int:
        """The source's offset; `end` is that of a stretch's end, before what was cut behind it."""
        moved = 0
        for edit in self.edits:
            place = edit.start + moved
            if offset < place or (end and offset == place):
                break
            if offset < place + len(edit.shown):
                return edit.end if end else edit.start
            moved += len(edit.shown) - (edit.end - edit.start)
        return offset - moved


def apply(text: str, changes: Iterable[Change], dialects: tuple[str, ...] = ()) -> Translated:
    """A text with its changes made; of those that overlap the first given is made.

    An edit that would join or part lines is none.

    >>> apply("[[Ann]]", [Edit(0, 2), Edit(5, 7), InlineMark("link", Span(2, 7), "Ann")]).marks
    (InlineMark(kind='link', span=Span(start=0, end=3), value='Ann'),)
    """
    given = list(changes)
    edits = _apart(text, [change for change in given if isinstance(change, Edit)])
    parts: list[str] = []
    done = 0
    for edit in edits:
        parts += (text[done : edit.start], edit.shown)
        done = edit.end
    parts.append(text[done:])
    moves = list(accumulate(len(e.shown) - (e.end - e.start) for e in edits))
    ends = [edit.end for edit in edits]

    def moved(offset: int, *, end: bool) -> int:
        at = bisect_right(ends, offset) - 1
        while end and at >= 0 and edits[at].start == edits[at].end == offset:
            at -= 1
        return offset + moves[at] if at >= 0 else offset

    begins = [edit.start for edit in edits]

    def is_gone(span: Span) -> bool:
        at = bisect_right(begins, span.start) - 1
        is_within = at >= 0 and span.start < span.end <= edits[at].end
        return is_within and (not edits[at].shown or span.start > begins[at])

    marks = []
    for mark in given:
        if isinstance(mark, InlineMark) and is_gone(mark.span):
            continue
        if isinstance(mark, InlineMark):
            # A mark on nothing is on what is put in there.
            empty = mark.span.start == mark.span.end
            start = moved(mark.span.start, end=empty)
            span = Span(start, moved(mark.span.end, end=not empty))
            marks.append(InlineMark(mark.kind, span, mark.value))
    marks = sorted({m for m in marks if m.kind in _POINTS or m.span.start < m.span.end})
    return Translated("".join(parts), edits, tuple(marks), dialects)


def _apart(text: str, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    kept: list[Edit] = []
    order = sorted(range(len(edits)), key=lambda at: (edits[at].start, at))
    for at in order:
        edit = edits[at]
        one_line = "\n" not in edit.shown and text.find("\n", edit.start, edit.end) < 0
        if one_line and (not kept or edit.start >= kept[-1].end):
            kept.append(edit)
    return tuple(kept)
