"""Quotes: what the notes say of something, in their own words, with date, section and line."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from posixpath import join, normpath

from markupsafe import Markup, escape
from msgspec import Struct
from msgspec.structs import replace

from ..core.addresses import line_anchor, note_uri
from ..core.blocks import belongs, breaks
from ..core.dialects.databases import is_database
from ..core.dialects.mail import is_mail
from ..core.dialects.webpage import is_webpage
from ..core.escape import html_attribute, path_of, web_address
from ..core.part_paths import file_of
from ..core.records import ArchivedNote, Cell, Note, NoteId, Span, Table, ThreadStatus
from ..core.redact import MARK
from ..core.text import shortened
from ..core.topic_items import extent
from .gfm import fragment, is_markdown
from .here import Here, Sight
from .inline import may_have_markup, plain_text, quoted
from .lookups import Lookups
from .model import in_short
from .occurrences import Occurrence
from .rendering import Annotation

LONGEST_QUOTE = 360
AROUND_A_MARK = 150
LONGEST_ROW = 1_500
LINES_AROUND = 6
PASSAGES_AT_MOST = 14
"""Passages of one meeting that the page of a topic shows before it leads to the note."""

PASSAGES_OF_A_STANDING_ITEM = 4
"""The same for what each meeting has a section of, which would else be told all over again."""

DEEPEST = 3
"""How deep passages out of lists are shown to lie at most."""

_SAID = ("bullet", "text", "quote", "table")

SENTENCE_END = re.compile(r"[.!?;:]\s+")


@dataclass(frozen=True, slots=True)
class State:
    """What came of an action that is quoted: `date` is since when, `""` for one that is open.

    `told` says that a note of that day states it; `href` leads to the note.
    """

    status: ThreadStatus
    date: str = ""
    href: str = ""
    told: bool = False


States = Mapping[tuple[NoteId, int], State]
"""What came of actions, by their note and line."""


class Quote(Struct, frozen=True, gc=False):
    """A passage of a note: `place` and the bullets above it in `trail` say where it stands.

    Other notes that have the same line are in `again`, the newest first. With
    them it stands in so many notes as `times` says, of which the oldest is of the day `since`.
    """

    line: int
    href: str
    source: str
    place: str
    trail: tuple[str, ...]
    html: Markup
    again: tuple[Sight, ...] = ()
    times: int = 1
    since: str = ""
    state: State | None = None


class Evidence(Struct, frozen=True, gc=False):
    """The quotes from one note."""

    href: str
    date: str
    series: str
    quotes: tuple[Quote, ...]


def evidence(here: Here, found: Iterable[Occurrence], states: States) -> tuple[Evidence, ...]:
    """The quotes for occurrences."""
    return tuple(
        Evidence(
            here.to(note_uri(occurrence.note)),
            here.lookups.date(occurrence.note),
            here.lookups.series_name(here.lookups.series_of(occurrence.note)),
            tuple(
                _said_again(here, quote(here, occurrence.note, line, spans, states), again)
                for line, spans in occurrence.lines
                for again in (dict(occurrence.again).get(line, ()),)
            ),
        )
        for occurrence in found
    )


AGAIN_AT_MOST = 60
"""Notes that are named where a line stands in many."""


def _said_again(here: Here, said: Quote, notes: Sequence[NoteId]) -> Quote:
    if not notes:
        return said
    again = tuple(here.sight(note, 0) for note in notes[:AGAIN_AT_MOST])
    return replace(said, again=again, times=len(notes) + 1, since=here.lookups.date(notes[-1]))


def quote(here: Here, key: NoteId, line: int, spans: Sequence[Span], states: States) -> Quote:
    """The passage around a line, with the spans marked, and what came of it if it is an action."""
    note = here.lookups.note(key)
    return Quote(
        line,
        here.to(note_uri(key), line_anchor(key, line)),
        source_link(here.lookups, note.path, line),
        _place_name(note, line),
        trail(note, line),
        passage(note, line, spans),
        state=states.get((key, line)),
    )


def source_link(lookups: Lookups, path: str, line: int) -> str:
    """The forge's address of a source line; `""` without a forge, or with marks in the path.

    The lines of a page of HTML or a database are not those of its file: there it is the file's
    address.
    """
    template = lookups.options.source_address
    if not template or MARK.search(path):
        return ""
    address = template.format(path=path_of(file_of(path)), line=line)
    converted = is_webpage(path) or is_database(path) or is_mail(path)
    return _without_line(address) if converted else address


def _without_line(address: str) -> str:
    return address.partition("#")[0].partition("?")[0]


def file_link(lookups: Lookups, path: str) -> str:
    """The forge's address of a whole file, whose path is relative to the notes folder.

    `""` without a forge, for a file outside of the repository, and with marks in the path.
    """
    if not path.startswith(".."):
        return _without_line(source_link(lookups, path, 1))
    inside = normpath(join(lookups.options.repository_folder.strip("/"), path))
    if inside.startswith("..") or MARK.search(path):
        return ""
    return lookups.options.file_address.format(path=path_of(inside))


def section_name(note: Note, line: int) -> str:
    """The heading that a line stands under; a heading itself stands under the one above it.

    `""` above the first heading, and right under the title.
    """
    if not 0 < line <= len(note.lines):
        return ""
    section = note.lines[line - 1].section
    if section is not None and note.sections[section].line == line:
        section = note.sections[section].parent
    if section is None or note.sections[section].line == note.title_line:
        return ""
    return in_short(_without_colon(note.sections[section].heading))


def _place_name(note: Note, line: int) -> str:
    """Where a line stands, in words; never empty."""
    if line == note.title_line:
        return "Title"
    named = section_name(note, line)
    if not named and any(section.line == line for section in note.sections):
        return "Heading"
    return named or "Top of the note"


def _without_colon(heading: str) -> str:
    """A heading or lead-in as a name: `Discussion` for `Discussion:`."""
    return heading.rstrip(" :")


def trail(note: Note, line: int) -> tuple[str, ...]:
    """The bullets and lead-in lines that govern a line, outermost first, at most three."""
    if not 0 < line <= len(note.lines):
        return ()
    words: list[str] = []
    at = note.lines[line - 1].parent
    while at is not None and len(words) < 3:
        above = note.lines[at]
        if above.kind in ("bullet", "text"):
            words.append(_without_colon(shortened(plain_text(note.quote(above.content)), 60)))
        at = above.parent
    return tuple(filter(None, reversed(words)))


def passage(note: Note, line: int, spans: Sequence[Span]) -> Markup:
    """The sentence or table row that a line is part of, as HTML with the spans marked."""
    if not 0 < line <= len(note.lines):
        return Markup()
    if note.lines[line - 1].kind == "table":
        cells = [span for span in _row(note, line - 1) if span.end > span.start]
        return _marked(note, cells, spans, LONGEST_ROW, between=" · ")
    first, last = _sentence_lines(note, line - 1)
    stretches = [note.lines[index].content for index in range(first, last + 1)]
    return _marked(note, stretches, spans, LONGEST_QUOTE)


def people_linked(here: Here, archived: ArchivedNote, span: Span) -> Markup:
    """A stretch of one line of a note with the people in it linked; empty for any other stretch."""
    note = archived.note
    if span.end <= span.start or "\n" in note.text[span.slice]:
        return Markup()
    links = [
        Annotation(one.span, f'<a href="{html_attribute(here.to(uri))}">', "</a>")
        for one in archived.mentions_in(span)
        if one.kind == "person" and one.span.end <= span.end
        if (uri := here.lookups.uri(one.kind, one.target))
    ]
    if not links:
        return Markup()
    source = fragment(note.text, [span])
    return quoted(source, note.text, links)


def _row(note: Note, index: int) -> Iterator[Span]:
    line = note.lines[index].span
    at = bisect_right(note.tables, index, key=lambda table: table.first) - 1
    table = note.tables[at] if at >= 0 and index < note.tables[at].last else None
    for row in _rows_from(table, line.start) if table else ():
        inside = [c.span for c in row if line.start <= c.span.start <= line.end]
        if inside:
            yield from inside
            return
        if row and row[0].span.start > line.end:
            break
    yield note.lines[index].content


def _rows_from(table: Table, offset: int) -> Iterator[tuple[Cell, ...]]:
    """The rows of a table but those that end before an offset.

    A row of HTML can begin lines above another, and several can stand on one line.
    """
    yield table.header
    first = bisect_left(table.rows, offset, key=lambda row: row[-1].span.start if row else 0)
    for at in range(first, len(table.rows)):
        yield table.rows[at]


def _sentence_lines(note: Note, index: int) -> tuple[int, int]:
    """The first and the last line of the paragraph or bullet that a line belongs to."""
    first = last = index
    while first > 0 and index - first < LINES_AROUND and _flows(note, first - 1):
        first -= 1
    while last - index < LINES_AROUND and _flows(note, last):
        last += 1
    return first, last


def passages_below(note: Note, line: int) -> list[tuple[int, int]]:
    """Where passages on what a line heads begin: indexes of lines, and how deep each is listed."""
    found: list[tuple[int, int]] = []
    lines = extent(note, line)
    at = lines.start
    while at < lines.stop:
        said = note.lines[at]
        if said.kind in _SAID:
            found.append((at, said.depth if said.kind == "bullet" else 0))
            at = at if said.kind == "table" else max(at, _sentence_lines(note, at)[1])
        at += 1
    least = min((depth for _, depth in found), default=0)
    return [(at, min(DEEPEST, depth - least)) for at, depth in found]


def _flows(note: Note, index: int) -> bool:
    """Whether the line below goes on with the paragraph or item of this one, as it is shown."""
    line = note.lines[index]
    if line.kind not in ("text", "bullet") or not belongs(note, index + 1, line.block):
        return False
    return not breaks(note, index) and (line.wrapped or is_markdown(note))


def _cut(
    note: Note, stretches: Sequence[Span], spans: Sequence[Span], longest: int
) -> Iterator[Span]:
    """Stretches shortened to what stands around the marks, at sentences or words.

    Of marks that are far from each other the first ones count.
    """
    if sum(s.end - s.start for s in stretches) <= longest or not spans:
        yield from stretches
        return
    start, end = stretches[0].start, stretches[-1].end
    first = spans[0].start
    last = max(span.end for span in spans if span.start - first <= longest)
    left = max(start, first - AROUND_A_MARK)
    right = min(end, max(last, first + LONGEST_QUOTE - 2 * AROUND_A_MARK) + AROUND_A_MARK)
    if left > start:
        left = _word_after(note.text, left, first)
    if right < end:
        right = note.text.rfind(" ", last, right) if " " in note.text[last:right] else right
    for stretch in stretches:
        clipped = Span(max(stretch.start, left), min(stretch.end, right))
        if clipped.start < clipped.end:
            yield clipped


def _word_after(text: str, left: int, first: int) -> int:
    sentence = SENTENCE_END.search(text, left, first)
    if sentence:
        return sentence.end()
    blank = text.find(" ", left, first)
    return blank + 1 if blank >= 0 else left


def _marked(
    note: Note,
    whole: Sequence[Span],
    spans: Sequence[Span],
    longest: int,
    *,
    between: str = " ",
) -> Markup:
    stretches = list(_cut(note, whole, spans, longest))
    if not stretches:
        return Markup()
    before, after = ("", "") if stretches == whole else _ellipses(note, stretches)
    if not any(may_have_markup(note.text[stretch.slice]) for stretch in stretches):
        words = _html(between.join(_marked_words(note.text, each, spans) for each in stretches))
    else:
        marks = [Annotation(span, "<mark>", "</mark>") for span in spans]
        source = fragment(note.text, stretches, between=between)
        words = quoted(source, note.text, marks)
    return _html(f"{before}{words}{after}") if before or after else words


def _html(escaped: str) -> Markup:
    return Markup(escaped)  # noqa: S704 - each piece of a note in it was escaped


def _marked_words(text: str, stretch: Span, spans: Sequence[Span]) -> str:
    """Words without markup as HTML, marked without the detour through a Markdown parser."""
    pieces: list[str] = []
    at = stretch.start
    for span in spans:
        start, end = max(span.start, at), min(span.end, stretch.end)
        if start < end:
            pieces += (escape(text[at:start]), "<mark>", escape(text[start:end]), "</mark>")
            at = end
    return "".join((*pieces, escape(text[at : stretch.end])))


def _ellipses(note: Note, stretches: Sequence[Span]) -> tuple[str, str]:
    """What stands for words that were left out before and behind the stretches of a line."""
    first = note.lines[note.line_of(stretches[0].start) - 1]
    last = note.lines[note.line_of(max(stretches[-1].end - 1, 0)) - 1]
    if "table" in (first.kind, last.kind):
        return "", ""
    before = "… " if stretches[0].start > first.content.start else ""
    after = " …" if stretches[-1].end < last.content.end else ""
    return before, after


def external(address: str) -> str:
    """An address of another site that may be linked to, else `""`."""
    return web_address(address) or ""
