"""What a note says of itself: title, date, series and kind."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from .blocks import Outline
from .dates import written_dates
from .extract.labels import LABEL
from .meeting_date import meeting_day
from .parts import (
    DOCUMENT_NAME,
    MEETING_WORD,
    SECTION_NAME,
    first_day,
    is_of_people,
    is_topic_or_notice,
    lists_people,
    names_document,
    names_part,
)
from .records import Day, FrontMatter, NoteKind, Problem, Section
from .redact import MARK
from .series import series_of
from .settings import Settings
from .text import plain


@dataclass(frozen=True, slots=True)
class Identity:
    """Title, date, series and kind; a line of 0 stands for the front matter or the path.

    `other_date` is the path's where the words state another, `either` the two days that unclear
    numbers can mean.
    """

    title: str
    title_line: int
    date: date | None
    date_line: int
    series: str
    kind: NoteKind
    problems: tuple[Problem, ...]
    other_date: Day | None
    either: tuple[Day, ...]


def identify(
    text: str, shape: Outline, front_matter: FrontMatter, path: str, settings: Settings
) -> Identity:
    """What a note says of itself; where its statements differ, front matter, words, path, in turn.

    A note that states nothing has the path's stem for a title, no date, no series, kind `minutes`.
    A missing or ambiguous date is a problem.
    """
    block = _title_block(text, shape)
    title, title_line = _title(text, shape, front_matter, block, path)
    held = meeting_day(text, shape, front_matter, title, title_line, path, settings)
    if title_line or front_matter.title:
        series = _series(title, title_line, block)
    elif any(True for _ in written_dates(title)):
        series = _series(title, title_line, block).replace("-", " ")
    else:
        series = series_of(title.replace("-", " ")) if MEETING_WORD.search(title) else ""
    kind = front_matter.kind or _kind(text, shape, title)
    return Identity(
        title,
        title_line,
        held.day,
        held.line,
        series,
        kind,
        held.problems,
        held.other,
        held.either,
    )


@dataclass(frozen=True, slots=True)
class _BlockLine:
    line: int
    text: str


_MAX_BLOCK = 8
_MAX_TITLE = 300
_MAX_HEADINGS = 4


def _title_block(text: str, shape: Outline) -> tuple[_BlockLine, ...]:
    """The lines at the top of a note, before its first list, table or second section."""
    block: list[_BlockLine] = []
    for line in shape.lines:
        if line.kind in ("blank", "rule", "comment", "front-matter"):
            continue
        if line.kind not in ("heading", "text", "quote") or len(block) == _MAX_BLOCK:
            break
        written = text[line.content.slice]
        content = plain(written)
        if (SECTION_NAME.fullmatch(content) and block) or is_of_people(content):
            break
        if is_topic_or_notice(content):
            break
        if content and not _NO_WORDS.match(written):
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
_DOCUMENT_AT_END = re.compile(r"\b(?:minutes|notes)$", re.IGNORECASE)
_NAME_WORD = r"(?:[^\W\d_]\.|[A-ZÀ-ÞŁŠŽ][^\W\d_]*(?:['’-][^\W\d_]+)*)"
# `Ann Bell, Carl Diaz Steering Meeting May 3, 2021`: presenters run into the name of the meeting.
_PRESENTERS = re.compile(
    rf"(?:{_NAME_WORD} {_NAME_WORD}, ){{1,12}}(?:and )?{_NAME_WORD} {_NAME_WORD} (?=\S)"
)


def _title(
    text: str,
    shape: Outline,
    front_matter: FrontMatter,
    block: tuple[_BlockLine, ...],
    path: str,
) -> tuple[str, int]:
    headings = [
        section for section in shape.sections[:_MAX_HEADINGS] if len(section.heading) <= _MAX_TITLE
    ]
    if front_matter.title:
        return _stated_title(plain(front_matter.title), headings)
    for line in shape.lines[:20]:
        subject = _SUBJECT.match(text, line.span.start, line.span.end)
        if subject and line.kind != "front-matter":
            return plain(subject["title"]), line.number
    for row in (row for table in shape.tables[:1] for row in (table.header, *table.rows)):
        if len(row) == 2 and _SUBJECT_CELL.fullmatch(row[0].text) and row[1].text:
            return row[1].text, text.count("\n", 0, row[1].span.start) + 1
    tops = [section for section in headings if section.level == 1 or section.line <= 3]
    document = next((s for s in tops[:1] if DOCUMENT_NAME.fullmatch(s.heading)), None)
    for section in tops:
        if not names_document(section.heading) or _is_topic(section, shape):
            continue
        if document and not _distinguishes(section, shape):
            return document.heading, document.line
        if not MEETING_WORD.search(section.heading):
            better = _meeting_line(block, section.line)
            if better is not None:
                return better
        return section.heading, section.line
    for opening in block:
        if _names_itself(shape, opening) and not (document and _is_detail(shape, opening)):
            return opening.text, opening.line
    for section in tops:
        if DOCUMENT_NAME.fullmatch(section.heading):
            return section.heading, section.line
    for section in headings:
        if not names_document(section.heading):
            continue
        if MEETING_WORD.search(section.heading) and first_day(section.heading):
            return section.heading, section.line
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    if stem.lower() in ("readme", "index") and folder:
        stem = folder.rpartition("/")[2]
    return " ".join(re.split(r"[\s_]+", stem)).strip() or path, 0


def _stated_title(title: str, headings: Sequence[Section]) -> tuple[str, int]:
    """The front matter's title, or the first heading where that says more than the same day."""
    day = first_day(title)
    for first in headings[:1]:
        if day and not series_of(title) and series_of(first.heading):
            return (first.heading, first.line) if first_day(first.heading) == day else (title, 0)
    return title, 0


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


def _distinguishes(section: Section, shape: Outline) -> bool:
    """Whether a heading below `Minutes` names the note: a meeting, and no other of its kind does.

    A bare day names nothing, and several meetings below one heading are parts of it.
    """
    if section.level == 1 and section.line > 3:
        return False
    name = series_of(section.heading)
    alike = sum(
        other.level == section.level and bool(MEETING_WORD.search(other.heading))
        for other in shape.sections
    )
    return bool(name) and (alike < 2 or not MEETING_WORD.search(section.heading))


def _is_detail(shape: Outline, opening: _BlockLine) -> bool:
    """Whether a line below `Minutes` is a section, a bare day, or a list of day, hour, guests."""
    is_section = shape.lines[opening.line - 1].kind == "heading"
    return is_section or opening.text.count(",") > 2 or not series_of(opening.text)


def _names_itself(shape: Outline, opening: _BlockLine) -> bool:
    """Whether an opening line without a heading's mark can be a title: short, no label, no link.

    Nor is the rest of a sentence that began on the line above.
    """
    words = opening.text
    above = shape.lines[opening.line - 2] if opening.line > 1 else None
    goes_on = above is not None and above.kind == "text" and (words[0].islower() or words[0] == "(")
    return (
        len(words) <= 160
        and not names_part(words)
        and "://" not in words
        and not words.endswith(",")
        and not goes_on
        and any(c.isalpha() for c in words)
        and _LABELLED.match(words) is None
        and MARK.search(words) is None
        and not lists_people(words)
        and not _is_sentence(words)
    )


def _is_sentence(words: str) -> bool:
    return words.endswith(".") and not MEETING_WORD.search(words) and first_day(words) is None


# The subject of a mail, Org's title, or a title that a note labels so.
_SUBJECT = re.compile(
    r"""
    (?: subject | betreff | title | \#\+title ) : [ \t]+
    (?: re: \s* | fwd?: \s* | \[ [^\[\]]{1,40} \] \s* ){0,5} (?P<title> \S .{0,250} )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_SUBJECT_CELL = re.compile(r"meeting(?:\s(?:title|subject|name))?\s?:?|(?:title|subject):", re.I)
# `Date: …`, `Present: …`: a line that gives a fact, and no title.
_LABELLED = re.compile(r"[^\W\d_][\w /()]{0,30}:\s")


def _meeting_line(block: tuple[_BlockLine, ...], after: int) -> tuple[str, int] | None:
    """A title slide's line that names and dates the meeting, without the presenters before it."""
    for line in block:
        if line.line > after and MEETING_WORD.search(line.text) and len(line.text) <= 160:
            named = _PRESENTERS.sub("", line.text, count=1)
            if named != line.text and any(True for _ in written_dates(named)):
                return named, line.line
    return None


# The series.


def _series(title: str, title_line: int, block: tuple[_BlockLine, ...]) -> str:
    """The series that the title names, or that a title slide names over several lines."""
    own = series_of(title)
    if not title_line:
        return own or next((s for b in block[:1] if (s := _series_name(b.text))), "")
    before = [b for b in block if b.line < title_line and not SECTION_NAME.fullmatch(b.text)]
    if MEETING_WORD.search(title):
        project = before[-1].text if before else ""
        plain_words = all(part.isalnum() for part in project.replace("-", "").split())
        if plain_words and 0 < len(project.split()) <= 3 and project.lower() not in own.lower():
            return f"{project} {own}".strip()
        return own
    if any(True for _ in written_dates(title)) or _DOCUMENT_AT_END.search(title):
        return own
    for line in block:
        if line.line > title_line and _names_series(line.text):
            return series_of(_PRESENTERS.sub("", line.text, count=1)) or own
    return own


def _series_name(words: str) -> str:
    """The series that an opening line names, `""` for a section's name or a single word."""
    named = (
        len(words.split()) > 1
        and SECTION_NAME.fullmatch(words) is None
        and LABEL.match(words) is None
        and _LABELLED.match(words) is None
        and not lists_people(words)
        and not _is_sentence(words)
    )
    return series_of(words) if named else ""


def _names_series(words: str) -> bool:
    """Whether a title slide's line below the title is the name of a meeting, and no more."""
    return (
        len(words.split()) <= 10
        and ":" not in words
        and not words.endswith((".", "?"))
        and MARK.search(words) is None
        and SECTION_NAME.fullmatch(words) is None
        and MEETING_WORD.search(words) is not None
    )


# The kind.

_LIVE = re.compile(r"\blive (?:notes|minutes)\b|\brunning notes\b", re.IGNORECASE)
_SLIDES_WORD = re.compile(
    r"(?:extra|back-?up|reference|spare|additional)\s+slides?|questions\s*\?|thank you[!.]?",
    re.IGNORECASE,
)


def _kind(text: str, shape: Outline, title: str) -> NoteKind:
    """Slides have slide words for titles, or a title slide and nothing but fragments of lists."""
    if _LIVE.search(title):
        return "live-notes"
    if any(_SLIDES_WORD.fullmatch(section.heading) for section in shape.sections):
        return "slides"
    content = [x for x in shape.lines if x.kind in ("bullet", "text", "heading")]
    bullets = [x for x in content if x.kind == "bullet"]
    deck = len(content) >= 12 and len(bullets) > 0.8 * len(content)
    nested = sum("▶" in text[x.span.slice][:12] or "➢" in text[x.span.slice][:12] for x in bullets)
    return "slides" if deck and nested > len(bullets) // 2 else "minutes"
