"""What a note says of itself: title, date, series and kind."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from .dates import WrittenDate, date_in_path, written_dates, year_in_path
from .extract.labels import LABEL, heading_presence
from .extract.names import is_person_name
from .outline import Outline
from .records import FrontMatter, Line, NoteKind, Problem, Section
from .redact import MARK
from .series import series_of
from .settings import Settings
from .text import plain


@dataclass(frozen=True, slots=True)
class Identity:
    """Title, date, series and kind; a line of 0 stands for the front matter or the path."""

    title: str
    title_line: int
    date: date | None
    date_line: int
    series: str
    kind: NoteKind
    problems: tuple[Problem, ...]


def identify(
    text: str, shape: Outline, front_matter: FrontMatter, path: str, settings: Settings
) -> Identity:
    """What a note says of itself; where its statements differ, front matter, words, path, in turn.

    A note that states nothing has the path's stem for a title, no date, no series, kind `minutes`.
    A missing or ambiguous date is a problem.
    """
    block = _title_block(text, shape)
    title, title_line = _title(text, shape, front_matter, block, path)
    day, date_line, problems = _meeting_date(
        text, shape, front_matter, title, title_line, path, settings
    )
    if title_line or front_matter.title:
        series = _series(title, title_line, block)
    elif any(True for _ in written_dates(title)):
        series = _series(title, title_line, block).replace("-", " ")
    else:
        series = series_of(title.replace("-", " ")) if _MEETING_WORD.search(title) else ""
    kind = front_matter.kind or _kind(text, shape, title)
    return Identity(title, title_line, day, date_line, series, kind, problems)


@dataclass(frozen=True, slots=True)
class _BlockLine:
    line: int
    text: str


_MAX_BLOCK = 8
_MAX_TITLE = 300


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
        if (_SECTION_NAME.fullmatch(content) and block) or _is_of_people(content):
            break
        if content and not written.startswith("![") and not _CONTENTS_MACRO.fullmatch(written):
            block.append(_BlockLine(line.number, content))
    return tuple(block)


def _is_of_people(heading: str) -> bool:
    return heading_presence(heading, frozenset()) is not None


# What a wiki or a converter replaces by the table of contents: `[[_TOC_]]`, `[TOC]`, `{:toc}`.
_CONTENTS_MACRO = re.compile(r"\W{0,4}_{0,2}toc_{0,2}\W{0,4}", re.IGNORECASE)
# Headings that name a part of any minutes and so are the title of none.
_SECTION_NAME = re.compile(
    r"""
    (?: agenda | attend (?: ees | ance | ing ) | present | participants? | (?: meeting \s )? minutes
      | (?: (?: recent | past | previous | latest | upcoming ) \s )? (?: meeting \s )? notes
      | (?: meeting \s )? summary | links? | introductions? | welcome | action \s items
      | (?: table \s of \s )? contents? | actions | updates? | announcements | discussion | topics?
      | date | (?: meeting \s )? details | meeting | logistics | overview | roll \s call
      | description | about | purpose | instructions
      | (?: \w+ \s ){1,2} items | (?: \w+ \s )? business
      | (?: date | time | when ) (?: \s (?: and | & ) \s (?: time | location | place | where ) ) )
    \s* :?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Those of them that at least say what the document is.
_DOCUMENT_NAME = re.compile(r"(?:meeting\s)?(?:minutes|notes|summary)|meeting", re.IGNORECASE)
# `Date: 3 May 2021`, `When: Friday, 2 pm`: a statement, even where it is marked as a heading.
_DATE_STATEMENT = re.compile(r"(?:date|when|time|datum|fecha)(?:\s?(?:/|and|&)\s?time)?\s*:", re.I)
# What makes a line the name of a meeting.
_MEETING_WORD = re.compile(
    r"\b(?:meetings?|call|telco|telecon(?:ference)?|teleconference|workshop|forum|conference|review|"
    r"summit|stand-?up|sync|hackathon|board|committee|council|retrospective|office hours|triage|"
    r"planning|sprint|f2f|face[- ]to[- ]face|jour fixe|sitzung|besprechung|r[ée]union)\b",
    re.IGNORECASE,
)
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
    headings = [section for section in shape.sections[:4] if len(section.heading) <= _MAX_TITLE]
    if front_matter.title:
        return _stated_title(plain(front_matter.title), headings)
    for line in shape.lines[:20]:
        subject = _SUBJECT.match(text, line.span.start, line.span.end)
        if subject and line.kind != "front-matter":
            return plain(subject["title"]), line.number
    tops = [section for section in headings if section.level == 1 or section.line <= 3]
    document = next((s for s in tops[:1] if _DOCUMENT_NAME.fullmatch(s.heading)), None)
    for section in tops:
        if not _names_document(section.heading):
            continue
        if document and not _distinguishes(section, shape):
            return document.heading, document.line
        if not _MEETING_WORD.search(section.heading):
            better = _meeting_line(block, section.line)
            if better is not None:
                return better
        return section.heading, section.line
    for opening in block:
        if _names_itself(shape, opening) and not (document and _is_detail(shape, opening)):
            return opening.text, opening.line
    for section in tops:
        if _DOCUMENT_NAME.fullmatch(section.heading):
            return section.heading, section.line
    for section in headings:
        if _MEETING_WORD.search(section.heading) and _first_day(section.heading):
            return section.heading, section.line
    stem = path.rpartition("/")[2].rpartition(".")[0] or path
    return " ".join(re.split(r"[\s_]+", stem)).strip() or path, 0


def _stated_title(title: str, headings: Sequence[Section]) -> tuple[str, int]:
    """The front matter's title, or the first heading where that says more than the same day."""
    day = _first_day(title)
    for first in headings[:1]:
        if day and not series_of(title) and series_of(first.heading):
            return (first.heading, first.line) if _first_day(first.heading) == day else (title, 0)
    return title, 0


def _first_day(words: str) -> date | None:
    return next((day for written in written_dates(words) if (day := written.on())), None)


def _names_document(heading: str) -> bool:
    """Whether a heading can be a title, rather than a part of any minutes or a statement."""
    return bool(
        heading
        and not _SECTION_NAME.fullmatch(heading)
        and not _lists_people(heading)
        and not (_DATE_STATEMENT.match(heading) and not series_of(heading))
    )


def _distinguishes(section: Section, shape: Outline) -> bool:
    """Whether a heading below `Minutes` names the note: a meeting, and no other of its kind does.

    A bare day names nothing, and several meetings below one heading are parts of it.
    """
    if section.level == 1 and section.line > 3:
        return False
    name = series_of(section.heading)
    alike = sum(
        other.level == section.level and bool(_MEETING_WORD.search(other.heading))
        for other in shape.sections
    )
    return bool(name) and (alike < 2 or not _MEETING_WORD.search(section.heading))


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
        and _SECTION_NAME.fullmatch(words) is None
        and "://" not in words
        and not words.endswith(",")
        and not goes_on
        and any(c.isalpha() for c in words)
        and _LABELLED.match(words) is None
        and not _lists_people(words)
        and not _is_sentence(words)
    )


def _is_sentence(words: str) -> bool:
    return words.endswith(".") and not _MEETING_WORD.search(words) and _first_day(words) is None


def _lists_people(words: str) -> bool:
    """Whether an opening line is nothing but names: `Ann, Bert, Carl and Dora`."""
    names = re.split(r",\s*(?:and\s)?|\s(?:and|&)\s", words.rstrip(",."))
    return len(names) > 2 and all(is_person_name(name, listed=True) for name in names)


# The subject of a mail, Org's title, or a title that a note labels so.
_SUBJECT = re.compile(
    r"""
    (?: subject | betreff | title | \#\+title ) : [ \t]+
    (?: re: \s* | fwd?: \s* | \[ [^\[\]]{1,40} \] \s* ){0,5} (?P<title> \S .{0,250} )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# `Date: …`, `Present: …`: a line that gives a fact, and no title.
_LABELLED = re.compile(r"[^\W\d_][\w /()]{0,30}:\s")


def _meeting_line(block: tuple[_BlockLine, ...], after: int) -> tuple[str, int] | None:
    """A title slide's line that names and dates the meeting, without the presenters before it."""
    for line in block:
        if line.line > after and _MEETING_WORD.search(line.text) and len(line.text) <= 160:
            named = _PRESENTERS.sub("", line.text, count=1)
            if named != line.text and any(True for _ in written_dates(named)):
                return named, line.line
    return None


# The date.

_DATE_LABEL = re.compile(
    r"""
    (?: (?: meeting | call ) \s )?
    (?: date (?: \s? (?: / | and | & ) \s? time )? | when | held (?: \s on )? | day | time
      | datum | fecha | data ) \b [^:\d]{0,20} :? \s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
_WEEKDAY = re.compile(
    r"\b(?P<day>mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?\b", re.IGNORECASE
)
_WEEKDAYS = {"mon": 0, "tue": 1, "wed": 2, "thu": 3, "fri": 4, "sat": 5, "sun": 6}
_MAX_OPENING = 14


def _meeting_date(
    text: str,
    shape: Outline,
    front_matter: FrontMatter,
    title: str,
    title_line: int,
    path: str,
    settings: Settings,
) -> tuple[date | None, int, tuple[Problem, ...]]:
    in_path = date_in_path(path, settings.date_order)
    path_day = in_path.on() if in_path else None
    if front_matter.date:
        if path_day is None or path_day >= front_matter.date:
            return front_matter.date, 0, ()
        in_title = {written.on() for written in written_dates(title, settings.date_order)}
        if in_title != {path_day}:
            return front_matter.date, 0, ()
        posted = Problem(
            path,
            _line_of_key(text, "date", front_matter),
            "date-posted",
            f"the front matter says {front_matter.date}, the title and the name {path_day}",
            "set `date` to the day of the meeting, if the page was only written or posted then",
        )
        return path_day, title_line, (posted,)
    year = in_path.year if in_path else year_in_path(path)
    unclear: tuple[str, int] | None = None
    for line, words, written in _stated(text, shape, title, title_line, settings):
        day = written.on(year) or _settled(written, words, path_day, year)
        if day:
            return day, line, ()
        if len(written.readings) > 1 and unclear is None:
            unclear = (words[written.start : written.end], line)
    if path_day:
        return path_day, 0, ()
    if unclear is None and in_path is not None:
        unclear = (path.rpartition("/")[2], 0)
    if unclear:
        return (
            None,
            0,
            (
                Problem(
                    path,
                    unclear[1],
                    "date-ambiguous",
                    f"`{unclear[0]}` can be read with the day or with the month first",
                    "set `date_order`, or write the date as 2024-11-13",
                ),
            ),
        )
    return (
        None,
        0,
        (
            Problem(
                path,
                0,
                "date-missing",
                "the note states no date, nor does its name",
                "put the date into the title, the file's name or the front matter",
            ),
        ),
    )


def _line_of_key(text: str, key: str, front_matter: FrontMatter) -> int:
    """The line of the front matter that sets a key, the first line where none plainly does."""
    lines = text.split("\n", front_matter.last_line)[: front_matter.last_line]
    return next((n for n, line in enumerate(lines, 1) if re.match(rf"{key}\s*[:=]", line)), 1)


def _settled(written: WrittenDate, words: str, path_day: date | None, year: int) -> date | None:
    """An unclear date that the weekday beside it or the note's path makes clear."""
    days = [
        day
        for reading in written.readings
        if (day := WrittenDate(0, 0, written.year or year, (reading,)).on())
    ]
    if path_day in days:
        return path_day
    weekday = _WEEKDAY.search(words)
    if weekday and len(days) > 1:
        wanted = _WEEKDAYS[weekday["day"][:3].lower()]
        fitting = [day for day in days if day.weekday() == wanted]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _stated(
    text: str, shape: Outline, title: str, title_line: int, settings: Settings
) -> Iterator[tuple[int, str, WrittenDate]]:
    """Dates that can be the meeting's: in the title, on an opening line of its own, or labelled."""
    order = settings.date_order
    for written in written_dates(title, order):
        yield title_line, title, written
    opening = [
        line
        for line in shape.lines[:80]
        if line.kind in ("heading", "text", "bullet", "quote", "table", "comment")
    ][:_MAX_OPENING]
    dateless: list[tuple[int, str, WrittenDate]] = []
    for line in opening:
        words = plain(text[line.content.slice]).lstrip("|#+ ")
        if len(words) > 200 or not any(c.isdigit() for c in words):
            continue
        label = _DATE_LABEL.match(words)
        if line.kind in ("table", "comment") and not label:
            continue
        for written in written_dates(words, order):
            if label or line.kind == "heading" or _is_alone(line, words, written):
                if written.year or label:
                    yield line.number, words, written
                else:
                    dateless.append((line.number, words, written))
            elif _names_meeting(line, words) or (written.year and _OPENED.search(words)):
                yield line.number, words, written
            break
    yield from dateless


def _is_alone(line: Line, words: str, written: WrittenDate) -> bool:
    """Whether a line says little but the date: weekday, time, zone, place in brackets.

    One more word may stand beside a whole date on a line that is no item of a list.
    """
    rest = _BESIDE_DATE.sub(" ", words[: written.start] + words[written.end :])
    return len(rest.split()) <= (written.year > 0 and line.kind != "bullet")


_BESIDE_DATE = re.compile(
    r"""
      \b (?: mon | tues | wednes | thurs | fri | satur | sun ) day \b
    | \b (?: mon | tue | wed | thu | fri | sat | sun ) \b
    | \d{1,2} (?: [:.h] \d\d )? (?: \s? [ap]\.?m\.? )?
    | \b (?: utc | gmt | ce?s?t | [ecmp][sd]?t | noon | at | on | from | to | [ap]m | the | of ) \b
    | [^\w\s]+ | \( .{0,60}? \)
    """,
    re.IGNORECASE | re.VERBOSE,
)


# `2021-02-26 11:00 Call to order`: a running entry that says when the meeting began.
_OPENED = re.compile(
    r"\b(?:call(?:ed)? to order|meeting (?:was )?(?:opened|started|begins?|began|called))\b",
    re.IGNORECASE,
)


def _names_meeting(line: Line, words: str) -> bool:
    """Whether an opening line that is no statement names the meeting beside its date."""
    return (
        line.kind == "text"
        and len(words) <= 120
        and bool(_MEETING_WORD.search(words))
        and not words.endswith(".")
        and not re.match(r"(?:next|previous|last|prior)\b", words, re.IGNORECASE)
    )


# The series.


def _series(title: str, title_line: int, block: tuple[_BlockLine, ...]) -> str:
    """The series that the title names, or that a title slide names over several lines."""
    own = series_of(title)
    if not title_line:
        return own or next((s for b in block[:1] if (s := _series_name(b.text))), "")
    before = [b for b in block if b.line < title_line and not _SECTION_NAME.fullmatch(b.text)]
    if _MEETING_WORD.search(title):
        project = before[-1].text if before else ""
        plain_words = all(part.isalnum() for part in project.replace("-", "").split())
        if plain_words and 0 < len(project.split()) <= 3 and project.lower() not in own.lower():
            return f"{project} {own}".strip()
        return own
    if any(True for _ in written_dates(title)):
        return own
    for line in block:
        if line.line > title_line and _names_series(line.text):
            return series_of(_PRESENTERS.sub("", line.text, count=1)) or own
    return own


def _series_name(words: str) -> str:
    """The series that an opening line names, `""` for a section's name or a single word."""
    named = (
        len(words.split()) > 1
        and _SECTION_NAME.fullmatch(words) is None
        and LABEL.match(words) is None
        and not _lists_people(words)
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
        and _SECTION_NAME.fullmatch(words) is None
        and _MEETING_WORD.search(words) is not None
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
