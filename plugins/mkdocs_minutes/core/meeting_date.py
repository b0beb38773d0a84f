"""The day that a note's meeting was held on."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import chain

from .blocks import Outline
from .dates import DateOrder, WrittenDate, date_in_path, written_dates, year_in_path
from .lexicon import any_of, language_of, late, pattern, weekdays
from .part_paths import day_of_part
from .parts import MEETING_WORD, PAPER_WORD, SECTION_NAME, first_day, is_of_people, names_document
from .records import FrontMatter, Line, Problem
from .text import plain


@dataclass(frozen=True, slots=True)
class Held:
    """The day, the line that states it (0 for the front matter or the path), what is doubtful.

    `other` is the path's day where the words state another; `either` are the two days of numbers
    that can be read with the day first, or with the month first.
    """

    day: date | None
    line: int
    problems: tuple[Problem, ...] = ()
    other: date | None = None
    either: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Sources:
    """What can tell the day of a note's meeting: its words, what sets them out, and its path.

    The `title` stands on a line, or on none where it is that of the front matter or the file.
    """

    text: str
    shape: Outline
    front_matter: FrontMatter
    title: str
    title_line: int
    path: str
    order: DateOrder | None

    def words(self, line: Line) -> str:
        """What a line says, without its markup."""
        return plain(self.text[line.content.slice])

    def dates(self, words: str) -> Iterator[WrittenDate]:
        """The dates that some words state, numbers in the order that the settings give."""
        return written_dates(words, self.order)

    def opening(self) -> list[Line]:
        """The first lines of a note that may state its date."""
        kinds = ("heading", "text", "bullet", "quote", "table", "comment")
        return [line for line in self.shape.lines[:80] if line.kind in kinds][:_MAX_OPENING]


_DATE_LABEL = late(
    rf"""
    (?: (?: meeting | call | note | session | scheduled | start | event ) \s )?
    (?: {pattern("meeting.day")} | {pattern("meeting.dated")} ) (?! \w ) [^:：\d]{{0,20}} [:：]? \s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
DATE_CELL = re.compile(_DATE_LABEL.pattern, re.IGNORECASE | re.VERBOSE)
"""The label of a row that gives the day of the meeting."""
# Headings below which a date is the meeting's own.
_ABOUT_MEETING = re.compile(
    r"""
    (?: [^\w\s]{1,3} \s )?
    (?: (?: the | this | proposed | planned | scheduled ) \s )? (?: meeting \s )?
    (?: minutes | notes | meeting | details | logistics | info (?: rmation )? | summary | call
      | (?: date | time | when )
        (?: [\s,]{1,2} (?: (?: and | & | / ) \s )?
            (?: time | date | location | place | where | venue ) )*
        (?: \s of \s (?: the \s )? (?: meeting | call ) )? )
    \s* :?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# `Next meeting`, `Upcoming events`, `Date of the previous call`: another one than the note's.
_ANOTHER_MEETING = late(
    r"^\W*(?:(?:(?:the\s)?(?:date|time|day|minutes|notes|approval)\s(?:of|for|from)\s){1,3})?"
    r"(?:(?:the|our)\s)?"
    rf"{pattern('meeting.other')}\b(?!\.\w)",
    re.IGNORECASE,
)
# `Approved: May 3, 2024`, `Last updated 2024-05-03`: a day of the paper, and not of the meeting.
_OF_THE_PAPER = late(rf"\W*(?:(?:date|day)\s(?:of\s)?)?{pattern('meeting.paper')}\b", re.IGNORECASE)
_WEEKDAYS = {"tues": 1, "weds": 2, "thur": 3, "thurs": 3} | {
    name: day for name, day in weekdays().items() if len(name) > 2
}
_WEEKDAY = late(rf"\b{any_of(_WEEKDAYS)}\b", re.IGNORECASE)
# `Thursday 06/02/2025, 6 pm, the mill`: the weekday before a day, and the hour or place behind it.
_WEEKDAY_FIRST = late(rf"{any_of(_WEEKDAYS)}\.?,?\s(?:\w{{1,3}}\s)?", re.IGNORECASE)
_PLACE_BEHIND = re.compile(r",\s[^.:!?]{2,80}")
# `2026-04-22 (Wed) 19:00`: the hour behind a day.
_HOUR_BEHIND = re.compile(r"[\s,(（]{1,3}(?:\w{1,9}[.)）,]{0,2}\s{0,2})?\d{1,2}[:：h]\d\d(?!:?\d)")
_MAX_OPENING = 14
_MAX_ABOVE_TABLE = 40
_LONGEST_OPENING = 120
_ORDERS: tuple[DateOrder, ...] = ("dmy", "mdy")


def meeting_day(note: Sources) -> Held:
    """The day of a note's meeting: front matter, then words, then path, save where two agree.

    A day is `None`, with a problem, where none is stated or one can be read in two ways.
    """
    in_path = date_in_path(note.path, note.order)
    path_day = _path_day(note, in_path)
    if note.front_matter.date:
        return _set_by_head(note, note.front_matter.date, path_day)
    year = in_path.year if in_path else year_in_path(note.path)
    unclear: tuple[str, int] | None = None
    either = _as_written(_either(in_path, year), note.text)
    parts = _of_part(_stated(note, named=path_day is not None), day_of_part(note.path))
    # What a line and the path agree on is before what another line says.
    for line, words, written in sorted(parts, key=lambda one: one[2].on(year) != path_day):
        found = written.on(year) or _settled(written, words, path_day, year)
        if found:
            return _on_line(note.path, line, words, written, found, path_day, either)
        if len(written.readings) > 1 and unclear is None:
            unclear = (words[written.start : written.end], line)
            both = _as_written(_either(written, year), note.text)
            either = tuple(day for day in both if day in either) or both
            if len(either) == 1:
                return Held(either[0], line)
    if in_path and not unclear:
        unclear = (note.path.rpartition("/")[2], 0)
    return _by_path(note, path_day, either, unclear)


def _by_path(
    note: Sources,
    path_day: date | None,
    either: tuple[date, ...],
    unclear: tuple[str, int] | None,
) -> Held:
    """The day of a note whose words state none: its path's, a talk's, or the one left of two.

    Or it is the only one that stands on top, or that of a vault.
    """
    if not path_day and (said := _of_talk(note) or _only_day(note) or _written(note)):
        return said
    day = path_day or (either[0] if len(either) == 1 else None)
    return Held(day, 0) if day else Held(None, 0, (_undated(note.path, unclear),), either=either)


def _written(note: Sources) -> Held | None:
    """The day on which a vault says that a note was begun, where the note tells of a meeting."""
    front = note.front_matter
    if front.written is None:
        return None
    named = MEETING_WORD.search(" ".join((note.title, *front.tags)))
    told = named or front.attendees or _ATTENDED.search(note.text)
    return Held(front.written, 0) if told else None


_ATTENDED = late(rf"^[^\w\n]*{pattern('attendance.present')}[^\w\n]*(?:[:：]|$)", re.I | re.M)


_FIRST_LINES = 6


def _only_day(note: Sources) -> Held | None:
    """The one whole day in the first lines of a note: `Lake Mill, the 9th of October 2023`."""
    days: dict[date, int] = {}
    for line in note.opening()[:_FIRST_LINES]:
        words = note.words(line)
        if (
            line.kind not in ("text", "bullet")
            or len(words) > _LONGEST_OPENING
            or words.endswith(".")
        ):
            continue
        if _ANOTHER_MEETING.search(words) or _OF_THE_PAPER.match(words):
            continue
        for written in note.dates(words):
            if line.kind == "bullet" and not _heads_outline(note, line, words, written):
                continue
            if written.year and (day := written.on()):
                days.setdefault(day, line.number)
    return Held(*days.popitem()) if len(days) == 1 else None


def _heads_outline(note: Sources, line: Line, words: str, written: WrittenDate) -> bool:
    """Whether an item is the first of an outline, and begins or ends with its day."""
    above = note.shape.lines[: line.number - 1]
    edge = not words[: written.start].strip() or not words[written.end :].strip()
    return edge and all(
        other.kind == "blank" or ":" in note.text[other.content.slice] for other in above
    )


# `- Ann (2024-05-14, 16:00): …`, as the dialect of chats writes who says what and when; and the
# address of its log, which MeetBot's minutes name: `logs are available at …/2024-05-14/…`.
_SAID_ON = re.compile(
    r"(?:^-[ ][^\n()]{1,80}[ ]\(|\blogs are available\s+at:?\s+\S{0,200}?\b)"
    r"(?P<day>\d{1,4}[-./]\d{1,2}[-./]\d{1,4})(?:[,T ][^\n()]{4,20}\):|(?=[-./]\S))",
    re.MULTILINE,
)


def _of_talk(note: Sources) -> Held | None:
    """The day on which all turns of a talk were said, with the line of the first."""
    turns = list(_SAID_ON.finditer(note.text))
    if len({turn["day"] for turn in turns}) != 1:
        return None
    written = next(note.dates(turns[0]["day"]), None)
    day = written and written.on()
    return Held(day, note.text.count("\n", 0, turns[0].start()) + 1) if day else None


def _of_part(
    stated: Iterable[tuple[int, str, WrittenDate]], part: date | None
) -> Iterator[tuple[int, str, WrittenDate]]:
    """Of what is stated in a `part` of a file, which has its day by its heading, only that day."""
    for line, words, written in stated:
        if part is None or (part.month, part.day) in written.readings or written.covers(part):
            yield line, words, written


def _set_by_head(note: Sources, stated: date, path_day: date | None) -> Held:
    """The day that the front matter sets, or the one before it that the note was held on."""
    held = _held_before_posting(note, stated, path_day)
    if held is None:
        return Held(stated, 0)
    day, line = held
    at = _line_of_key(note.text, "date", note.front_matter)
    return Held(day, line or note.title_line, (_posted(note.path, at, stated, day, path_day),))


def _on_line(
    path: str,
    line: int,
    words: str,
    written: WrittenDate,
    found: date,
    path_day: date | None,
    either: tuple[date, ...],
) -> Held:
    """The day that a line states, held against the path's."""
    if path_day is not None and written.covers(path_day):
        return Held(path_day, line)
    belied = _belied(words, found, (path_day,) if path_day else either)
    if belied is not None:
        return Held(belied, 0)
    if path_day is None or _is_of_posting(path_day, found):
        return Held(found, line)
    return Held(found, line, (_conflict(path, line, found, path_day),), path_day)


def _either(written: WrittenDate | None, year: int) -> tuple[date, ...]:
    """The day that numbers mean with the day first, and with the month first."""
    if written is None or len(written.readings) != 2:
        return ()
    days = (WrittenDate(0, 0, written.year or year, (one,)).on() for one in written.readings)
    return tuple(day for day in days if day is not None)


def _as_written(either: tuple[date, ...], text: str) -> tuple[date, ...]:
    """The day first, where the note is in another language than English.

    All that the lexicon knows write numbers so, or with the year in front (CLDR).
    """
    return either[:1] if either and language_of(text) not in ("", "en") else either


def _posted(path: str, line: int, stated: date, day: date, path_day: date | None) -> Problem:
    witnesses = "the title and the name" if day == path_day else "the title"
    return Problem(
        path,
        line,
        "date-posted",
        f"the front matter says {stated}, {witnesses} {day}",
        "set `date` to the day of the meeting, if the page was only written or posted then",
    )


_POSTED_WITHIN = timedelta(days=7)
"""Minutes are named for the day they are posted on; the next meeting is a week away or more."""


def _is_of_posting(path_day: date, day: date) -> bool:
    """Whether a path's day is the meeting's, or one soon after it."""
    return timedelta(0) <= path_day - day < _POSTED_WITHIN


def _conflict(path: str, line: int, day: date, path_day: date) -> Problem:
    return Problem(
        path,
        line,
        "date-conflict",
        f"the words say {day}, the path {path_day}",
        "correct the date, if it was left over from another note, or else rename the file",
    )


def _undated(path: str, unclear: tuple[str, int] | None) -> Problem:
    if unclear is None:
        return Problem(
            path,
            0,
            "date-missing",
            "the note states no date, nor does its name",
            "put the date into the title, the file's name or the front matter; `kind: page` there"
            " says that no meeting is reported",
        )
    return Problem(
        path,
        unclear[1],
        "date-ambiguous",
        f"`{unclear[0]}` can be read with the day or with the month first",
        "set `date_order`, or write the date as 2024-11-13",
    )


def _path_day(note: Sources, in_path: WrittenDate | None) -> date | None:
    """The day in a note's path; of two numbers in either order, the one that the opening writes."""
    day = in_path.on() if in_path else None
    if in_path is None or note.order:
        return day
    turned = (date_in_path(note.path, order) for order in _ORDERS)
    either = {one.on() for one in turned if one is not None}
    if len(either) > 1:
        for line in note.opening():
            for written in written_dates(note.text[line.content.slice]):
                if written.year and written.on() in either:
                    return written.on()
    return day


# `2022-08-26 12:03:03 +12:00`, `Created: …`: when a program wrote a page, and not when people met.
_STAMP = re.compile(r"\d\d:\d\d:\d\d|\d\d:\d\d\s?(?:Z\b|UTC|[-+]\d\d)|^\W*created\b", re.IGNORECASE)


def _held_before_posting(
    note: Sources, stated: date, path_day: date | None
) -> tuple[date, int] | None:
    """The day of the meeting and its line, where the front matter's date is that of the page.

    Title and path agree on another day; or the path has none, and a title names a day before the
    one that stands in the front matter with an hour to the second; or the path has that one too, as
    a blog's, and the title names a meeting and a day in the month before. Or a line on top says
    that the meeting was held on a day before.
    """
    told = chain(((note.title, 0),), _headings_on_top(note.shape), _held_on_top(note))
    for words, line in told:
        days = {written.on() for written in note.dates(words)}
        if not days:
            continue
        day = days.pop()
        if days or day is None or day == stated:
            return None
        stamped = path_day is None and day < stated and _is_stamped(note)
        posted = path_day in (None, stated) and _names_a_day_before(words, day, stated, path_day)
        return (day, line) if day == path_day or stamped or posted else None
    return None


# Not `The minutes of the meeting held on 1 June were approved.`
_HELD = re.compile(
    r"(?!.*\b(?:approv|accept|agre|confirm|adopt|last|previous|sign))(?:[^.]|\.(?=[\w\s])){0,200}"
    r"\b(?:held|called to order)\b"
    r"(?:[^.]|\.(?=\d))+",
    re.IGNORECASE,
)


def _held_on_top(note: Sources) -> Iterator[tuple[str, int]]:
    """The first lines of text that say where and when a meeting was held."""
    lines = [line for line in note.shape.lines[:40] if line.kind in ("text", "bullet")][:3]
    for line in lines:
        words = note.text[line.content.slice]
        if _HELD.fullmatch(words) and MEETING_WORD.search(words):
            yield words, line.number


_POSTED_LATE = timedelta(days=31)
"""A page is posted so soon after the meeting whose day is in its title."""


def _names_a_day_before(words: str, day: date, posted: date, path_day: date | None) -> bool:
    """Whether a title names a meeting of a day soon before the one on which its page was posted."""
    if _HELD.fullmatch(words):
        return day < posted
    named = path_day and (MEETING_WORD.search(words) or PAPER_WORD.search(words))
    return bool(named) and timedelta(0) < posted - day < _POSTED_LATE


def _headings_on_top(shape: Outline) -> Iterator[tuple[str, int]]:
    """The headings that may be titles, as `TC Minutes` and `TC Meeting: 3 May 2024` below it."""
    for section in shape.sections[:2]:
        if names_document(section.heading):
            yield section.heading, section.line


def _is_stamped(note: Sources) -> bool:
    head = (note.text[line.span.slice] for line in note.shape.lines if line.kind == "front-matter")
    return any(words.startswith("date") and _STAMP.search(words) for words in head)


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
        wanted = _WEEKDAYS[weekday[0].lower()]
        fitting = [day for day in days if day.weekday() == wanted]
        if len(fitting) == 1:
            return fitting[0]
    return None


def _belied(words: str, found: date, in_path: tuple[date, ...]) -> date | None:
    """The path's day, where the weekday beside the words' date belies that and is the path's."""
    weekday = _WEEKDAY.search(words)
    wanted = _WEEKDAYS[weekday[0].lower()] if weekday else found.weekday()
    fitting = [day for day in in_path if day.weekday() == wanted]
    return fitting[0] if wanted != found.weekday() and len(fitting) == 1 else None


def _stated(note: Sources, *, named: bool) -> Iterator[tuple[int, str, WrittenDate]]:
    """Dates that can be the meeting's: in the title, on an opening line of its own, or labelled.

    Where the file is `named` for a day, a further heading's counts only if it says little else.
    """
    yield from _in_title(note)
    yield from _in_cells(note)
    dateless: list[tuple[int, str, WrittenDate]] = []
    for line in note.opening():
        words = _full_year(note.words(line).lstrip("|#+ "))
        if not _may_state(words):
            continue
        label = _DATE_LABEL.match(words)
        labelled = label is not None
        if label and label[0].endswith(":"):  # `Date:20 March`, which is no time of day
            words = f"{label[0]} {words[label.end() :]}"
        if line.kind in ("table", "comment") and not labelled:
            continue
        if _is_of_something_else(note, line, labelled=labelled, named=named):
            continue
        first = next(note.dates(words), None)
        sure = first and _is_own(line, words, first, labelled=labelled, named=named)
        if first and sure:
            yield line.number, words, first
        elif first and sure is None:
            dateless.append((line.number, words, first))
    yield from dateless


# `<< 2024-05-13 | 2024-05-15 >>`, as daily notes lead to those of the days beside them.
_LEADS_ON = re.compile(
    r"^[<«←‹⬅].{0,40}\d.{0,60}\d.{0,40}[>»→›➡]$|\d\s*[|•·]\s*[^\W\d_]*\s*\d.{0,30}$"
)


def _may_state(words: str) -> bool:
    """Whether a line on top can say when the meeting was: it has digits, and leads nowhere else."""
    short = len(words) <= 200 and any(map(str.isdigit, words))
    return short and _LEADS_ON.search(words) is None


# `Tue, 12 Mar 24 · Ann Bell`, `Weds 6 Mar 24`, `6.3.24`, which elsewhere may be a version.
_SHORT_YEAR = late(
    rf"(?:.{{0,60}}[ ])??(?:{any_of(_WEEKDAYS)}\.?,? \d{{1,2}}(?:st|nd|rd|th)? [^\W\d_]{{3,9}}\.? "
    r"|(?P<points>(?<![\w.])\d{1,2}\.\d{1,2}\.))(?=\d\d(?: ·|$))",
    re.I,
)


def _full_year(words: str) -> str:
    """The words of a line on top or a title with its day's year in full, if a meeting's it is."""
    match = _SHORT_YEAR.match(words)
    if match is None or (match.start("points") > 0 and not MEETING_WORD.search(words)):
        return words
    return f"{match[0]}20{words[match.end() : match.end() + 2]}"


def _is_own(
    line: Line, words: str, written: WrittenDate, *, labelled: bool, named: bool
) -> bool | None:
    """Whether the date of an opening line is the meeting's; `None` if no other line has one."""
    heads = line.kind == "heading" and not named
    if labelled or heads or _is_alone(line, words, written):
        stamped = _STAMP.search(words) is not None
        if (written.year or labelled) and not stamped:
            return True
        return False if stamped and named else None
    told = written.year and (_OPENED.search(words) or _says_when(line, words, written))
    return not named and bool(_names_meeting(line, words) or told)


def _says_when(line: Line, words: str, written: WrittenDate) -> bool:
    """Whether the hour stands behind a day, or the weekday before it and the place behind it."""
    if not written.start:
        return _HOUR_BEHIND.match(words, written.end) is not None
    weekday = line.kind == "text" and _WEEKDAY_FIRST.fullmatch(words, 0, written.start)
    return bool(weekday) and _PLACE_BEHIND.fullmatch(words, written.end) is not None


def _in_title(note: Sources) -> Iterator[tuple[int, str, WrittenDate]]:
    """The dates in a title, but for one that is the file's name, which is read as a path."""
    title = _full_year(note.title) if note.title_line or note.front_matter.title else ""
    for written in note.dates(title):
        yield note.title_line, title, written


def _in_cells(note: Sources) -> Iterator[tuple[int, str, WrittenDate]]:
    """The date beside its label in a table of facts on top: `<th>Date</th> <td>3 May 2021</td>`."""
    opening = [table for table in note.shape.tables[:1] if table.first < _MAX_ABOVE_TABLE]
    facts = [row for table in opening for row in table.rows if len(row) == 2]
    facts += [
        row
        for table in opening
        if len(table.rows) == 1 and any(DATE_CELL.fullmatch(c.text) for c in table.header[:1])
        for row in zip(table.header, *table.rows, strict=False)
    ]
    for label, value in facts:
        if DATE_CELL.fullmatch(label.text):
            for written in note.dates(value.text):
                yield note.text.count("\n", 0, value.span.start) + 1, value.text, written
                break


def _is_of_something_else(note: Sources, line: Line, *, labelled: bool, named: bool) -> bool:
    """Whether what leads to a line makes its date another event's: `Next meeting`, `Code sprint`.

    Below the title and below headings for the meeting's day and place a date is the meeting's, and
    right below one that names a meeting. A labelled date is so too below the other parts that any
    minutes have.
    """
    words = note.words(line)
    another = _ANOTHER_MEETING.search(words.partition(":")[0])
    if line.task is not None or another or _OF_THE_PAPER.match(words):
        return True
    if line.kind == "heading":
        return False
    leading, title_line = _line_above(note.shape, line), note.title_line
    if leading and leading.number != title_line and not labelled and _leads_away(note, leading):
        return True
    if line.parent is None or line.parent + 1 == title_line:
        return False
    governing = note.shape.lines[line.parent]
    if labelled and not named and _heads_first(note, governing):
        return bool(_ANOTHER_MEETING.search(note.words(governing)))
    return _is_below_another(note, governing, labelled=labelled, right_below=leading is governing)


def _heads_first(note: Sources, heading: Line) -> bool:
    """Whether a heading stands right below the title: the facts of the meeting are there."""
    above = _line_above(note.shape, heading) if heading.kind == "heading" else None
    return above is not None and above.number == note.title_line


def _leads_away(note: Sources, leading: Line) -> bool:
    """Whether a line of text introduces what is below it as something else than the meeting."""
    words = note.words(leading)
    return leading.kind == "text" and words.endswith(":") and not _ABOUT_MEETING.fullmatch(words)


def _is_below_another(note: Sources, governing: Line, *, labelled: bool, right_below: bool) -> bool:
    """Whether the line that governs a date makes it another event's."""
    above = note.words(governing)
    if _ABOUT_MEETING.fullmatch(above):
        return False
    if governing.kind == "heading":
        if right_below and _heads_meeting(above):
            return False
        part = SECTION_NAME.fullmatch(above) or is_of_people(above) or _heads_meeting(above)
        return not ((labelled and part) or first_day(above))
    return True


def _heads_meeting(heading: str) -> bool:
    """Whether a heading names the meeting whose facts stand below it: `Team meeting - 22.02`."""
    return bool(MEETING_WORD.search(heading)) and not _ANOTHER_MEETING.search(heading)


def _line_above(shape: Outline, line: Line) -> Line | None:
    """The nearest line above that is not blank."""
    above = (shape.lines[index] for index in range(line.number - 2, -1, -1))
    return next((other for other in above if other.kind != "blank"), None)


def _is_alone(line: Line, words: str, written: WrittenDate) -> bool:
    """Whether a line says little but the date: weekday, time, zone, place in brackets.

    One more word may stand beside a whole date on a line that is no item of a list.
    """
    rest = _BESIDE_DATE.sub(" ", words[: written.start] + words[written.end :])
    return len(rest.split()) <= (written.year > 0 and line.kind != "bullet")


_BESIDE_DATE = late(
    rf"""
      \b {any_of(_WEEKDAYS)} \b
    | \d{{1,2}} (?: [:.h] \d\d )? (?: \s? [ap]\.?m\.? )?
    | \b (?: utc | gmt | ce?s?t | [ecmp][sd]?t | noon | at | on | from | to | [ap]m | the | of ) \b
    | [^\w\s]+ | \( .{{0,60}}? \)
    """,
    re.IGNORECASE | re.VERBOSE,
)


# `2021-02-26 11:00 Call to order`: a running entry that says when the meeting began.
_OPENED = late(rf"\b{pattern('meeting.opened')}\b", re.IGNORECASE)


def _names_meeting(line: Line, words: str) -> bool:
    """Whether an opening line that is no statement names the meeting beside its date."""
    return (
        line.kind == "text"
        and len(words) <= 120
        and bool(MEETING_WORD.search(words))
        and not words.endswith(".")
        and not _ANOTHER_MEETING.search(words)
    )
