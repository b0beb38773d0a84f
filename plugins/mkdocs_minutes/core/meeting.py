"""What a note says of itself: title, date, series and kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import islice, pairwise

from .blocks import Outline
from .dates import HOUR_IN_NAME, written_dates
from .dialects.captions import RECORDED, called
from .extract.labels import LABEL
from .lexicon import late, pattern
from .meeting_date import DATE_CELL, Held, Sources, meeting_day
from .note_kind import note_kind
from .part_paths import day_of_part
from .parts import (
    DOCUMENT_NAME,
    MEETING_WORD,
    PART_OF_MEETING,
    SECTION_NAME,
    first_day,
    is_of_people,
    is_topic_or_notice,
    lists_people,
    names_document,
    names_part,
)
from .records import FrontMatter, InlineMark, NoteKind, Section
from .redact import MARK
from .series import series_of
from .settings import Settings
from .slugs import note_stem
from .text import plain


@dataclass(frozen=True, slots=True)
class Identity:
    """Title, day, series and kind; a line of 0 stands for the front matter or the path."""

    title: str
    title_line: int
    held: Held
    series: str
    kind: NoteKind


def identify(
    text: str,
    shape: Outline,
    front_matter: FrontMatter,
    path: str,
    settings: Settings,
    *,
    marks: Sequence[InlineMark] = (),
) -> Identity:
    """What a note says of itself; where its statements differ, front matter, words, path, in turn.

    `marks` tell who speaks where.

    A note that states nothing has the path's stem for a title, no date, no series, kind `minutes`.
    A missing or ambiguous date is a problem.
    """
    block = _title_block(text, shape, _beside_part(shape, path))
    head = _Head(text, shape, front_matter, block, path)
    title, title_line = _title(head)
    order = settings.date_order
    held = meeting_day(Sources(text, shape, front_matter, title, title_line, path, order))
    if title_line or front_matter.title:
        series = _series(title, title_line, head)
    elif _PART.fullmatch(title):
        series = ""  # `meeting_saved_new_chat.txt`
    elif any(True for _ in written_dates(title)):
        series = _series(title, title_line, head).replace("-", " ")
    else:
        series = series_of(title.replace("-", " ")) if MEETING_WORD.search(title) else ""
    kind = front_matter.kind or note_kind(text, shape, title, path, marks)
    return Identity(title, title_line, held, series, kind)


_PART = late(rf"(?:{PART_OF_MEETING})", re.IGNORECASE | re.VERBOSE)


@dataclass(frozen=True, slots=True)
class _BlockLine:
    line: int
    text: str


_MAX_BLOCK = 8
_MAX_TITLE = 300
_MAX_HEADINGS = 4


def _beside_part(shape: Outline, path: str) -> frozenset[int]:
    """The lines of headings of the level of the one that begins a meeting of a file, the path's."""
    part = day_of_part(path)
    if part is None:
        return frozenset()
    own = next((s for s in shape.sections if part in _days(s.heading)), None)
    alike = (s for s in shape.sections if own and s.level == own.level)
    return frozenset(s.line for s in alike if not _days(s.heading))


def _days(words: str) -> set[date | None]:
    return {day.on() for day in written_dates(words)}


def _title_block(
    text: str, shape: Outline, besides: frozenset[int] = frozenset()
) -> tuple[_BlockLine, ...]:
    """The lines at the top of a note, before its first list, table or second section.

    The lines `besides` are headings of something else.
    """
    block: list[_BlockLine] = []
    for line in shape.lines:
        if line.kind in ("blank", "rule", "comment", "front-matter") or line.number in besides:
            continue
        if line.kind not in ("heading", "text", "quote") or len(block) == _MAX_BLOCK:
            break
        written = text[line.content.slice]
        content = plain(written)
        if (SECTION_NAME.fullmatch(content) and block) or is_of_people(content):
            break
        if is_topic_or_notice(content):
            break
        # `📝 Notes` is what a program puts on top of the notes of any meeting.
        is_banner = DOCUMENT_NAME.fullmatch(content) and not content[0].isalnum()
        if content and not is_banner and not _NO_WORDS.match(written):
            block.append(_BlockLine(line.number, content))
    return tuple(block)


# A picture, a way to other pages, what is replaced by the table of contents: `(back to [[Calls]])`,
# `[< Previous](a.md) | [Next >](b.md)`, `[[_TOC_]]`, `[TOC]`, `{:toc}`.
_NO_WORDS = re.compile(
    r"""
    ! \[ | \W{0,4} _{0,2} toc _{0,2} \W{0,4} $
    | (?= .* (?: \[\[ | \]\( | <a \s ) ) [^\w\n]{0,6} (?: &\w+; \s? )?
      (?: back | return | home | up | prev (?: ious )? | next ) \b
      (?! \. \w )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MINUTES_OF = re.compile(r"\b(?:minutes|notes|record)\s(?:of|for|from)\b", re.IGNORECASE)
_DOCUMENT_AT_END = re.compile(r"\b(?:minutes|notes)$", re.IGNORECASE)
_NAME_WORD = r"(?:[^\W\d_]\.|[A-ZÀ-ÞŁŠŽ][^\W\d_]*(?:['’-][^\W\d_]+)*)"
# `Ann Bell, Carl Diaz Steering Meeting May 3, 2021`: presenters run into the name of the meeting.
_PRESENTERS = re.compile(
    rf"(?:{_NAME_WORD} {_NAME_WORD}, ){{1,12}}(?:and )?{_NAME_WORD} {_NAME_WORD} (?=\S)"
)


# The properties of an outliner's page, each a line of one item: `- type: meeting`.
_PROPERTIES = re.compile(r"- [\w-]+: .*\n(?:[ \t]+[\w-]+: .*\n)*")

_Found = tuple[str, int]
"""A title and its line, 0 for the front matter or the path."""


@dataclass(frozen=True, slots=True)
class _Head:
    """What the rules of the title look at: the opening of a note, its first headings, its path."""

    text: str
    shape: Outline
    front_matter: FrontMatter
    block: tuple[_BlockLine, ...]
    path: str

    @property
    def headings(self) -> list[Section]:
        """The first headings that are short enough for a title, but for labels without a mark."""
        besides = _beside_part(self.shape, self.path)
        first = (
            s
            for s in self.shape.sections
            if s.line not in besides and (_is_marked(s, self) or not _is_roll(s.heading))
        )
        return [s for s in islice(first, _MAX_HEADINGS) if len(s.heading) <= _MAX_TITLE]

    @property
    def tops(self) -> list[Section]:
        """Those of them that are of the first level, or stand on top, be it below properties."""
        properties = _PROPERTIES.match(self.text)
        top = 3 + (properties[0].count("\n") if properties else 0)
        return [s for s in self.headings if s.level == 1 or s.line <= top]

    @property
    def document(self) -> Section | None:
        """A first heading that says only that the document is minutes."""
        return next((s for s in self.tops[:1] if DOCUMENT_NAME.fullmatch(s.heading)), None)


def _is_roll(words: str) -> bool:
    """Whether words are a label of people, or label anything: `Chair: Ann Bell`, `Members:`."""
    return words.endswith(":") or LABEL.match(words) is not None


def _title(head: _Head) -> _Found:
    """The title that the first rule to apply finds, without the hour that a recording has."""
    title, line = next(found for rule in _TITLE_RULES if (found := rule(head)) is not None)
    if line and _is_day(title) and (called_so := _title_beside_day(title, head)):
        return called_so, 0
    return (RECORDED.search(title) and called(title)) or title, line


def _title_beside_day(title: str, head: _Head) -> str:
    """What the file is called in words, if it names a meeting of the same day; `""` otherwise.

    A paper beside the minutes names none: `meeting_transcript`.
    """
    words, _ = _title_in_path(head)
    told = (
        " " in words and MEETING_WORD.search(words) and not any(map(_PART.fullmatch, words.split()))
    )
    return words if told and first_day(words) == first_day(title) else ""


def _title_in_front_matter(head: _Head) -> _Found | None:
    """`title: Weekly`, or the first heading where that says more than the same day."""
    if not head.front_matter.title:
        return None
    title = plain(head.front_matter.title)
    day = first_day(title)
    for first in head.headings[:1]:
        if day and not series_of(title) and series_of(first.heading):
            return (first.heading, first.line) if first_day(first.heading) == day else (title, 0)
    return title, 0


def _title_in_subject(head: _Head) -> _Found | None:
    """`Subject: [list] Minutes of the board`, `#+TITLE: Weekly`."""
    for line in head.shape.lines[:20]:
        subject = _SUBJECT.match(head.text, line.span.start, line.span.end)
        if subject and line.kind != "front-matter":
            return plain(subject["title"]), line.number
    return None


def _title_in_cell(head: _Head) -> _Found | None:
    """`| Meeting title: | Weekly |`; a topic is one where the table also has the day."""
    rows = [row for table in head.shape.tables[:1] for row in (table.header, *table.rows)]
    facts = [row for row in rows if len(row) == 2 and row[1].text]
    dated = any(DATE_CELL.fullmatch(label.text) for label, _ in facts)
    for label, value in facts:
        if _SUBJECT_CELL.fullmatch(label.text) or (dated and _TOPIC_CELL.fullmatch(label.text)):
            return value.text, head.text.count("\n", 0, value.span.start) + 1
    return None


def _title_in_heading(head: _Head) -> _Found | None:
    """`# Weekly, 3 May`, or the line below it that names and dates the meeting.

    A day alone gives way to a heading of the first level below it that names a meeting.
    """
    for section in head.tops:
        if not names_document(section.heading) or _is_topic(section, head.shape):
            continue
        if not _is_marked(section, head) and (
            any(none(section.heading) for none in _NO_TITLE) or _is_below_day(section, head)
        ):
            continue
        if _is_among_parts(section, head):
            continue
        if not MEETING_WORD.search(section.heading):
            better = _meeting_line(head.block, section.line) or _named_below(section, head)
            if better is not None:
                return better
        return section.heading, section.line
    return None


def _is_among_parts(section: Section, head: _Head) -> bool:
    """Whether a heading without a day is one of several below lines that the note opens with."""
    if first_day(section.heading) or _DOCUMENT_AT_END.search(section.heading):
        return False
    above = head.shape.lines[: section.first]
    alike = sum(other.level == section.level for other in head.shape.sections)
    if alike < 2:
        return False
    if any(line.kind == "bullet" for line in above):
        return True
    stated = any(LABEL.match(head.text[line.content.slice]) for line in above)
    return stated and section.level > 1 and not MEETING_WORD.search(section.heading)


def _is_below_day(section: Section, head: _Head) -> bool:
    """Whether a line that names no meeting stands below an opening line that says its day.

    That is text, as are the facts below it: `Standup, 3 May 2021` above `Present: …` and `Ann`.
    """
    opening = head.block[0] if head.block else None
    if opening is None or first_day(section.heading) or MEETING_WORD.search(section.heading):
        return False
    text = head.shape.lines[opening.line - 1].kind == "text"
    above = text and opening.line < section.line
    return above and first_day(opening.text) is not None and not _is_day(opening.text)


def _is_marked(section: Section, head: _Head) -> bool:
    """Whether a heading has a mark, rather than being a short line by itself."""
    line = head.shape.lines[section.first]
    return head.text[line.span.slice].lstrip(" \t*+-")[:1] in ("#", "=", "<")


def _named_below(section: Section, head: _Head) -> _Found | None:
    """The heading of the first level that names the meeting whose day stands above it."""
    if not _is_day(section.heading):
        return None
    for other in head.shape.sections[: 2 * _MAX_HEADINGS]:
        said = MEETING_WORD.search(other.heading) or _PAPER_OF.match(other.heading)
        if (
            other.level == 1
            and other.line > section.line
            and said
            and names_document(other.heading)
        ):
            return other.heading, other.line
    return None


# `Minutes of the Trust`, `Protokoll des Kuratoriums`
_PAPER_OF = late(
    rf"(?:{pattern('series.minutes')}|{pattern('series.document')})\s{pattern('series.of')}\s",
    re.IGNORECASE,
)


def _title_in_opening(head: _Head) -> _Found | None:
    """An opening line that has no mark of a heading but names the meeting, or stands alone."""
    bare_day: _Found | None = None
    for opening in head.block:
        whole = _unwrapped(head, opening)
        if whole:
            return whole, opening.line
        if not _names_itself(head.shape, opening) or not _stands_out(head, opening):
            continue
        if head.document and _is_detail(head.shape, opening):
            continue
        if not _is_day(opening.text):
            return opening.text, opening.line
        bare_day = bare_day or (opening.text, opening.line)
    return bare_day


def _unwrapped(head: _Head, opening: _BlockLine) -> str:
    """A sentence over two lines that says which meeting's minutes these are, and of what day.

    A line that begins with its day, below words that lead to none, is a line of its own.
    """
    below = next((line.text for line in head.block if line.line == opening.line + 1), "")
    if not (below[:1].islower() or _LEADS_ON.search(opening.text)):
        return ""
    whole = f"{opening.text} {below}".partition(". ")[0].rstrip(".")
    told = below and _MINUTES_OF.search(opening.text) and MEETING_WORD.search(whole)
    return whole if told and not first_day(opening.text) and first_day(whole) else ""


# `Minutes of the board held on`, `… of the meeting,`
_LEADS_ON = re.compile(r"(?:,|\b[a-zß-ÿ]{2,4})$")


def _stands_out(head: _Head, opening: _BlockLine) -> bool:
    """Whether a line names a meeting, a day or a document, or opens the note and stands alone."""
    words, lines = opening.text, head.shape.lines
    if lines[opening.line - 1].kind == "heading" or MEETING_WORD.search(words):
        return True
    if first_day(words) or series_of(words) != words or _DOCUMENT_AT_END.search(words):
        return True
    alone = opening.line == len(lines) or lines[opening.line].kind != "text"
    return alone and opening is head.block[0] and len(words.split()) > 1 and words[0].isupper()


def _title_in_document_name(head: _Head) -> _Found | None:
    """`# Minutes`, where nothing says more: not behind `# Attendees` and `# Agenda`, as a part."""
    levels = {s.level for s in head.tops[:1]}
    for section in head.tops:
        if DOCUMENT_NAME.fullmatch(section.heading):
            first = section is head.tops[0] or section.level not in levels
            return (section.heading, section.line) if first else None
        levels.add(section.level)
    return None


def _title_below_contents(head: _Head) -> _Found | None:
    """`## Agenda for the fair of the Guild` below a table of contents that stands on top."""
    headings = head.headings
    if not (headings and _CONTENTS.fullmatch(headings[0].heading)):
        return None
    for section in headings[1:]:
        words = section.heading.split()
        signs = section.heading.lower() == section.heading.upper()  # of a script without blanks
        if names_document(section.heading) and (len(words) > 2 or (signs and len(words[0]) > 4)):
            return section.heading, section.line
    return None


def _title_above_invited(head: _Head) -> _Found | None:
    """`## Weekly`, or `Weekly`, above `Invited Ann Bell …`, as Gemini has it below the day."""
    opening = [line for line in head.shape.lines[:12] if line.kind in ("heading", "text")]
    for above, line in pairwise(opening[:5]):
        title = plain(head.text[above.content.slice])
        if _INVITED.match(head.text, line.content.start, line.content.end) and not _is_day(title):
            return title, above.number
    return None


_INVITED = late(rf"(?i:{pattern('summaries.invited')})\s+\S")


def _title_in_dated_heading(head: _Head) -> _Found | None:
    """A heading of any level that names a meeting with its day."""
    for section in head.headings:
        named = names_document(section.heading) and MEETING_WORD.search(section.heading)
        if named and first_day(section.heading):
            return section.heading, section.line
    return None


def _title_in_path(head: _Head) -> _Found:
    """The file's name, or its folder's where the file is called `index`."""
    folder, _, name = head.path.rpartition("/")
    stem = note_stem(name)
    if stem.lower() in ("readme", "index") and folder:
        stem = folder.rpartition("/")[2]
    return " ".join(re.split(r"[\s_]+", HOUR_IN_NAME.sub(":", stem))).strip() or head.path, 0


_TITLE_RULES: tuple[Callable[[_Head], _Found | None], ...] = (
    _title_in_front_matter,
    _title_in_subject,
    _title_in_cell,
    _title_above_invited,
    _title_in_heading,
    _title_in_opening,
    _title_in_document_name,
    _title_below_contents,
    _title_in_dated_heading,
    _title_in_path,
)
"""The places of a note that can hold its title; the last always has one."""

_CONTENTS = late(pattern("heading.contents"), re.IGNORECASE)


def _is_day(words: str) -> bool:
    """Whether words are a day and perhaps an hour, and say nothing else."""
    return first_day(words) is not None and not series_of(words)


def _is_topic(section: Section, shape: Outline) -> bool:
    """Whether a heading without day or meeting stands below a part of the minutes of its level."""
    if MEETING_WORD.search(section.heading) or first_day(section.heading):
        return False
    return any(
        other.level == section.level
        and other.line < section.line
        and (SECTION_NAME.fullmatch(other.heading) or is_of_people(other.heading))
        and not DOCUMENT_NAME.fullmatch(other.heading)
        for other in shape.sections[:_MAX_HEADINGS]
    )


def _is_detail(shape: Outline, opening: _BlockLine) -> bool:
    """Whether a line below `Minutes` is a section, a bare day, or a list of day, hour, guests."""
    is_section = shape.lines[opening.line - 1].kind == "heading"
    return is_section or opening.text.count(",") > 2 or not series_of(opening.text)


def _names_itself(shape: Outline, opening: _BlockLine) -> bool:
    """Whether an opening line without a heading's mark can be a title: no rule says it is none."""
    words = opening.text
    return (
        len(words) <= 160
        and any(c.isalpha() for c in words)
        and not any(is_none(words) for is_none in _NO_TITLE)
        and not _goes_on(shape, opening)
    )


def _goes_on(shape: Outline, opening: _BlockLine) -> bool:
    """Whether a line is the rest of a sentence that began above it, or the first part of one."""
    words, number = opening.text, opening.line
    above = shape.lines[number - 2] if number > 1 else None
    begins_small = words[0].islower() or (words[0] == "(" and not first_day(words))
    if above is not None and above.kind == "text" and begins_small:
        return True
    below = shape.lines[number] if number < len(shape.lines) else None
    wrapped = below is not None and below.kind == "text" and shape.lines[number - 1].kind == "text"
    apart = words.isupper() or first_day(words) is not None or words.endswith(":")
    return wrapped and len(words) > _WRAPPED and not apart


_WRAPPED = 55
"""A longer line with text right below it was wrapped, and is prose, but for one in capitals."""


def _is_sentence(words: str) -> bool:
    if not words.endswith(".") or first_day(words) is not None:
        return False
    told = MEETING_WORD.search(words) is None or _TELLS.search(words) is not None
    return told or len(words.split()) > _MOST_WORDS


_MOST_WORDS = 12  # of a name that ends with a point
_TELLS = re.compile(
    r"\s(?:is|are|was|were|has|have|had|will|be|been)\s|[a-z]{3}\.\s+[A-Z]|\d:\d\d\b"
)
"""What a sentence has: a verb, an hour, or another one behind it."""


def _is_label(words: str) -> bool:
    """`Directors in attendance:`, `members total: 12`; not `Board meeting minutes:`."""
    return words.endswith(":") and not (first_day(words) or _DOCUMENT_AT_END.search(words[:-1]))


# `From ann Tue Mar 13 23:48:44 1990`, `Sat Feb 16 12:00:38 PST 2002`, `Meeting started at 7:10pm`.
_STAMP = re.compile(
    r"""
    From \s \S+ \s .* \d\d:\d\d .*
    | (?: mon | tue | wed | thu | fri | sat | sun ) \s \w{3} \s+ \d{1,2} \s \d\d:\d\d:\d\d .*
    | (?= .* \d{1,2} : \d\d ) [\w\s:]{0,24}
      (?: meeting | call | session ) \s (?: (?: was | is ) \s )?
      (?: start | beg[aiu]n | open | call | end | adjourn ) .*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_NO_TITLE: tuple[Callable[[str], object], ...] = (
    names_part,
    lists_people,
    _is_sentence,
    _is_label,
    MARK.search,
    re.compile(r"[^\W\d_][\w /()]{0,30}:\s").match,  # `Date: …`, `Present: …`: a fact
    re.compile(r".*(?:://|,$)").match,  # an address, or a list that goes on
    _STAMP.fullmatch,
    re.compile(r"[~–—-]{1,2}\s?[A-Z][\w ]*").fullmatch,  # a signature: `~GCW`
    re.compile(
        r".*[!?](?:\s*[:;=<x]\S{1,2})?$"
    ).match,  # an exclamation, with what smiles behind it
)
"""What an opening line of text can be other than a title."""


# The subject of a mail, Org's title, or a title that a note labels so.
_SUBJECT = re.compile(
    r"""
    (?: subject | betreff | title | \#\+title ) : [ \t]+
    (?: re: \s* | fwd?: \s* | \[ [^\[\]]{1,40} \] \s* ){0,5} (?P<title> \S .{0,250} )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SUBJECT_CELL = re.compile(r"meeting(?:\s(?:title|subject|name))?\s?:?|(?:title|subject):", re.I)
_TOPIC_CELL = late(rf"{pattern('heading.cell')}\s?:?", re.IGNORECASE)


def _meeting_line(block: tuple[_BlockLine, ...], after: int) -> tuple[str, int] | None:
    """A title slide's line that names and dates the meeting, without the presenters before it."""
    for line in block:
        if line.line > after and MEETING_WORD.search(line.text) and len(line.text) <= 160:
            named = _PRESENTERS.sub("", line.text, count=1)
            if named != line.text and any(True for _ in written_dates(named)):
                return named, line.line
    return None


# The series.


def _series(title: str, title_line: int, head: _Head) -> str:
    """The series that the title names, or that a title slide names over several lines."""
    own, block = series_of(_spelt_out(title)), head.block
    if not title_line:
        return _series_beside(own, head)
    if MEETING_WORD.search(title):
        project = _project_above(block, title_line)
        return own if project.lower() in own.lower() else f"{project} {own}".strip()
    if any(True for _ in written_dates(title)) or _DOCUMENT_AT_END.search(title):
        return own
    for line in block:
        if line.line > title_line and _names_series(line.text):
            return series_of(_PRESENTERS.sub("", line.text, count=1)) or own
    return own


def _series_beside(own: str, head: _Head) -> str:
    """The series that a title apart from the text names, or else the opening line.

    That line goes before where it alone tells of a meeting: `Minutes of the Lake Board, 3 May`.
    """
    opening = next(iter(head.block), None)
    told = _series_name(opening, head) if opening else ""
    tells = opening is not None and _MINUTES_OF.search(opening.text)
    return told or own if tells and not MEETING_WORD.search(own) else own or told


def _spelt_out(title: str) -> str:
    """A title that is a path or a slug, as a wiki's `Kiln/2018-05-03-team-call`, in words."""
    slug = not title.count(" ") and title.count("-") > 1
    return title.rpartition("/")[2].replace("_", " ").replace("-", " ") if slug else title


def _project_above(block: tuple[_BlockLine, ...], title_line: int) -> str:
    """Up to three plain words right above a meeting's title, which say whose it is, or `""`."""
    before = [b for b in block if b.line < title_line and not SECTION_NAME.fullmatch(b.text)]
    project = before[-1].text if before and not _is_day(before[-1].text) else ""
    words = project.replace("-", "").split()
    is_plain = all(map(str.isalnum, words)) and 0 < len(project.split()) <= 3
    return project if is_plain else ""


def _series_name(opening: _BlockLine, head: _Head) -> str:
    """The series that an opening line names, `""` for a section's name or a single word."""
    words = opening.text
    named = len(words.split()) > 1 and LABEL.match(words) is None
    return series_of(words) if named and _names_itself(head.shape, opening) else ""


_RECORDS = late(pattern("heading.records"), re.IGNORECASE)


def _names_series(words: str) -> bool:
    """Whether a title slide's line below the title is the name of a meeting, and no more."""
    return (
        len(words.split()) <= 10
        and ":" not in words
        and not words.endswith((".", "?"))
        and MARK.search(words) is None
        and SECTION_NAME.fullmatch(words) is None
        and _RECORDS.match(words) is None
        and MEETING_WORD.search(words) is not None
    )
