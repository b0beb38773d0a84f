"""Several meetings in one file: running logs, yearly files, pads, as a note for each meeting.

A file is several meetings only where headings of one level carry a day each, whole or in the year
that the path names, and what stands below them has the form of minutes, or the file is named for
the month that all days are of; or where no heading has a day, but a label on top of each. An index
of meetings, a diary or a changelog has the first and not the second; minutes that come back to an
earlier day have one day in their title already.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Container, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from .dates import (
    MONTH_PATTERN,
    DateOrder,
    WrittenDate,
    date_in_path,
    likely_order,
    written_dates,
    year_in_path,
)
from .dialects.webpage import is_webpage
from .encodings import encoding_for
from .extract.action_lists import is_link
from .extract.labels import INLINE_LABEL, LABEL, NEXT_MEETING, heading_presence
from .lexicon import any_of, late, pattern, weekdays
from .meeting_date import DATE_CELL
from .parts import MEETING_WORD, PAPER_WORD
from .records import RawNote
from .settings import Settings
from .slugs import note_stem
from .text import decode, plain

_MARKS = {
    ".org": "*",
    **dict.fromkeys((".adoc", ".asciidoc", ".wiki", ".mediawiki", ".dokuwiki"), "="),
}
"""What begins a heading, by the ending of a file's name; `#` for all others."""
# Two of these at least: a heading, one in bold, or a line above an underline, with a day or a year
# in numbers.
_DATED = re.compile(
    rb"^(?:(?:(?:-[ \t])?[#*=]{1,6}[ \t]|##|=|\*\*)[^\n]{0,100}\d\d"
    rb"|[^\n]{0,100}\d\d[^\n]{0,40}\n[-=]{3,}[ \t\r]*$"
    rb"|[A-Z0-9][^\n]{4,30}(?:19|20)\d\d(?::?[ \t\r]*$|[ ]\|[ ]))",
    re.MULTILINE,
)
# `**March 1, 2021**`, alone on its line, where no headings have days.
_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<words>[^*\n]*\d[^*\n]*?):?(?P=mark):?\s*")
_LEVEL_OF_BOLD = 7
# `- **Date:** Feb 5, 2021`, in the facts above a meeting, and what these begin with in a pad.
_TOLD = re.compile(
    rb"^[ \t>*+|_-]{0,12}[^\s\d:|*_-][^\n:|]{1,30}[:|]"
    rb"(?:[^\n]{0,30}|[^\n\d]{0,9}\n[^\n]{0,30})(?:19|20)\d\d",
    re.MULTILINE,
)
_FACT = re.compile(
    r"(?P<form>[ \t>*+|_-]{0,12}(?P<label>[^\W\d_][^:|*_\n]{1,30}?)[ *_]{0,4}[:|][*_]{0,3})"
    r"(?P<value>.*)"
)
_OPENS = re.compile(r"[ \t]*(?::{3,}[ \t]*[a-z]|\#{1,6}[ \t]+tags:|<aside>)", re.IGNORECASE)
_YEAR_LAST = re.compile(r"(?:19|20)\d\d:?\s*$")
# `Mar 12, 2024 | [Weekly](https://…)`, as Google Docs puts it above the notes of a meeting.
_BARRED = re.compile(r"(?P<words>[A-Z0-9][^|\n]{3,24}(?:19|20)\d\d)[ ]\|[ ]\S")
_FENCE = re.compile(r"\s{0,3}(?:```|~~~)")
_UNDERLINES = "#=-~"
"""What headings have below them, by levels from 0; the first and last are as long as the words."""
_UNDERLINE = re.compile(rf"(?P<mark>[{re.escape(_UNDERLINES)}])(?P=mark){{2,}}\s*")
_ITEM = r"(?:-[ \t]+(?=\#))?"  # outliners have headings as items
# What the head of a file says of it as a whole, so that it is one note.
_ONE = re.compile(r"(?:date|id|aliases|attendees|kind)\s*[:=]", re.IGNORECASE)
_VERSION = re.compile(r"\bv\d|\d+\.\d+(?:\.\d+|\s+-\s)|\[\d+\.\d+")
"""What a changelog has beside a day: `1.2 - 2024-03-19`."""
_DOCUMENT = late(
    rf"\b(?:{pattern('heading.document')}|{pattern('series.minutes')})\b",
    re.IGNORECASE | re.VERBOSE,
)
_TIME = late(rf"{MONTH_PATTERN}|\W*\d+\W*|Q[1-4]", re.IGNORECASE | re.VERBOSE)
"""A word of a heading that says a time: `March`, `2024`."""
_TASK = re.compile(r"(?:TODO|DONE|NEXT|WAITING)(?:\s|$)")
"""A heading of Org that is a task."""
_NO_WORD = late(
    rf"(?:[\W\d_]|\b{any_of(weekdays())}\b|第[一二三四五六七八九十百\d]+[次回])*", re.IGNORECASE
)
"""What stands beside a day that a heading consists of: a weekday, hours, the meeting's number."""
_WEEKDAY = late(rf"\b{any_of(weekdays())}\b", re.IGNORECASE)
_LONGEST_HEADING = 100
_MOST_WORDS = 8
_MOST_TOLD = 500  # labels that tell a day; a file with more is no log
_MOST_FACTS = 16  # lines of facts above the label that tells the day
_MOST_OTHERS = 1 / 3  # headings without a day, to one that has it; topics would be more
# What minutes have besides a list of who came; a file that calls itself minutes may do without it.
_FORM = late(
    rf"{pattern('outcomes.agenda')}|{pattern('actions.heading')}|{pattern('outcomes.heading')}",
    re.IGNORECASE | re.VERBOSE,
)


@dataclass(frozen=True, slots=True)
class _Heading:
    line: int
    level: int
    words: str
    day: date | None
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Meetings:
    """A file with several meetings: its lines, where its head ends, all headings, and theirs."""

    lines: Sequence[str]
    head: int
    headings: tuple[_Heading, ...]
    meetings: tuple[_Heading, ...]


def in_parts(raw: RawNote, settings: Settings) -> tuple[RawNote, ...]:
    r"""A note for each meeting in a file; the file itself where it is one note, as most are.

    Each has the file's lines at their places, and those of other meetings left empty, so that a
    line has the number that it has in the file. What heads several meetings stands in each of them,
    and what else stands above the first one belongs to it. A file in a doubtful encoding is left
    whole.

    >>> log = b"# Weekly\n\n## 2024-03-12\n\nPresent: Ann\n\n## 2024-03-05\n\nPresent: Bo\n"
    >>> [part.path for part in in_parts(RawNote("log.md", log), Settings())]
    ['log.md#2024-03-12', 'log.md#2024-03-05']
    >>> bare = b"# 2024-03-12\n\n- mills\n\n# 2024-03-05\n\n- looms\n"
    >>> len(in_parts(RawNote("minutes/2024.md", bare), Settings()))
    2
    >>> in_parts(RawNote("log.md", log), Settings())[1].data
    b'# Weekly\n\n\n\n\n\n## 2024-03-05\n\nPresent: Bo\n'
    """
    found = _found_in(raw, settings)
    return tuple(_parts(raw.path, found)) if found else (raw,)


def _found_in(raw: RawNote, settings: Settings) -> _Meetings | None:
    """The meetings in a file that has several; `None` for any other file."""
    if len(raw.data) > settings.max_note_bytes or date_in_path(raw.path, settings.date_order):
        return None
    if len(_DATED.findall(raw.data)) < 2 and len(_TOLD.findall(raw.data)) < 2:
        return None
    if "." not in note_name(raw.path) or is_webpage(raw.path):
        return None
    decoded = decode(raw.data, encoding_for(raw.path, settings.encoding))
    if decoded.binary or decoded.guessed or decoded.invalid:
        return None
    lines = decoded.text.split("\n")
    head = _end_of_head(lines)
    if any(map(_ONE.match, lines[:head])):
        return None
    found = _Meetings(lines, head, *_headed(lines, head, raw.path, settings.date_order))
    return found if found.meetings else None


def _headed(
    lines: Sequence[str], head: int, path: str, order: DateOrder | None
) -> tuple[tuple[_Heading, ...], tuple[_Heading, ...]]:
    """All headings, and those of meetings: with their days, or where none has any, above labels."""
    headings = tuple(_all_headings(lines, head, path, order))
    meetings = _meetings(lines, headings, path)
    if meetings or any(heading.day for heading in headings):
        return headings, meetings
    headings = _with_told(lines, head, headings, path, order)
    meetings = _days_apart(headings)
    return headings, meetings if _are_formed(lines, headings, meetings, named=False) else ()


def _all_headings(
    lines: Sequence[str], head: int, path: str, order: DateOrder | None
) -> Iterator[_Heading]:
    """The headings of a file, their days in the order that the settings or they themselves say."""
    mark, year = _MARKS.get(path[path.rfind(".") :].lower(), "#"), year_in_path(path)
    headings = _in_order(lambda it: _headings(lines, head, mark, it, year), order)
    if path.lower().endswith(".dokuwiki"):  # there a heading of more marks is further up
        return (replace(heading, level=7 - heading.level) for heading in headings)
    return iter(headings)


def _in_order(
    find: Callable[[DateOrder | None], Iterator[_Heading]], order: DateOrder | None
) -> list[_Heading]:
    """What is found, its days in the order that is given, or else in the one that they show."""
    found = list(find(order))
    shown = _shown_order(found) if order is None else None
    return list(find(shown)) if shown else found


def _with_told(
    lines: Sequence[str],
    head: int,
    headings: Sequence[_Heading],
    path: str,
    order: DateOrder | None,
) -> tuple[_Heading, ...]:
    """The headings of a file, below what begins a meeting whose day a label in its facts tells.

    A heading that is alone of its level, and on top, heads all meetings.
    """
    told = _told_alike(lines, head, path, order)
    levels = Counter(heading.level for heading in headings)
    inner = {heading.line for heading in headings if levels[heading.level] > 1}
    begins = {_first_of_facts(lines, it.line, inner): it for it in told}
    top = range(min(begins, default=0))
    others = (it for it in headings if it.line not in begins)
    found = [
        *(replace(it, line=line, level=1) for line, it in begins.items()),
        *(
            replace(it, level=0 if it.line in top and it.line not in inner else it.level + 2)
            for it in others
        ),
    ]
    return tuple(sorted(found, key=lambda heading: heading.line))


def _told_alike(
    lines: Sequence[str], head: int, path: str, order: DateOrder | None
) -> Sequence[_Heading]:
    """The days that labels of one form tell, the most common; none of more than a log has."""
    year = year_in_path(path)
    told = [it for it in _in_order(lambda it: _told(lines, head, it, year), order) if it.day]
    forms = Counter(_form(lines[it.line]) for it in told)
    often = next(iter(forms.most_common(1)), ("", 0))[0]
    alike = [it for it in told if _form(lines[it.line]) == often]
    return alike if len(alike) <= _MOST_TOLD else ()


def _told(
    lines: Sequence[str], head: int, order: DateOrder | None, year: int
) -> Iterator[_Heading]:
    """The values of labels that tell a day, beside the label or in the item below it."""
    for at in range(head, len(lines)):
        fact = _FACT.match(lines[at])
        if fact and DATE_CELL.fullmatch(fact["label"]):
            value = fact["value"].strip() or " ".join(lines[at + 1 : at + 2]).strip(" \t-*+")
            yield _heading(at, 1, value, order, year)


def _form(line: str) -> str:
    fact = _FACT.match(line)
    return fact["form"].strip().lower() if fact else ""


def _first_of_facts(lines: Sequence[str], at: int, headings: Container[int]) -> int:
    """Where the facts around a line begin: with other labels, what opens them, a heading above."""
    top = max(0, at - _MOST_FACTS)
    while at > top and _FACT.match(lines[at - 1]) and at - 1 not in headings:
        at -= 1
    above = at
    while above > top and (not lines[above - 1].strip() or _OPENS.match(lines[above - 1])):
        above -= 1
        at = above if lines[above].strip() else at
    underlined = above and _UNDERLINE.fullmatch(lines[above - 1])
    above -= 2 if underlined else 1
    return above if above in headings else at


def note_name(path: str) -> str:
    """The name of a file without its folders."""
    return path.rpartition("/")[2]


def _shown_order(headings: Sequence[_Heading]) -> DateOrder | None:
    """The order of day and month that the headings of a file show, none that contradicts it.

    Where no number shows it, weekdays beside the days do, or in which order the days make sense.
    """
    written = [(it.words, day) for it in headings for day in written_dates(it.words)]
    shown = {day.shows for _, day in written} - {None}
    if shown:
        return shown.pop() if len(shown) == 1 else None
    unclear = [(words, day) for words, day in written if len(day.readings) > 1 and day.year]
    days = [(words, *_both(day)) for words, day in unclear]
    named = {_by_weekday(*it) for it in days} - {None}
    if named:
        return named.pop() if len(named) == 1 else None
    return likely_order([(first, second) for _, first, second in days])


def _both(day: WrittenDate) -> tuple[date, date]:
    """An unclear day with the day first, and with the month first."""
    day_first, month_first = day.readings
    return date(day.year, *day_first), date(day.year, *month_first)


def _by_weekday(words: str, day_first: date, month_first: date) -> DateOrder | None:
    """The order in which a day is of the weekday that stands beside it."""
    weekday = _WEEKDAY.search(words)
    fits = [
        weekday is not None and day.weekday() == weekdays().get(weekday[0].lower())
        for day in (day_first, month_first)
    ]
    return ("dmy", "mdy")[fits.index(True)] if sum(fits) == 1 else None


def _end_of_head(lines: Sequence[str]) -> int:
    """The index of the first line below the front matter, 0 without any."""
    fence = lines[0].rstrip()
    if fence not in ("---", "+++"):
        return 0
    ends = (at for at in range(1, len(lines)) if lines[at].rstrip() in (fence, "..."))
    return next(ends, -1) + 1


def _headings(
    lines: Sequence[str], first: int, mark: str, order: DateOrder | None, year: int
) -> Iterator[_Heading]:
    fenced = False
    gap = {"=": r"\s*", "#": r"(?:\s+|(?<=##)(?=\w|\*\*))"}.get(mark, r"\s+")
    # Outliners have headings as items.
    marks = rf"{_ITEM}(?P<marks>{re.escape(mark)}{{1,6}})"
    marked = re.compile(rf"{marks}{gap}(?P<words>\S.*)")
    for at in range(first, len(lines)):
        line = lines[at]
        if _FENCE.match(line) and not (at > first and _is_underlined(lines, at - 1)):
            fenced = not fenced
        if fenced or not line or line[0].isspace():
            continue
        if len(line) > _LONGEST_HEADING and not _BARRED.match(line):
            continue
        if match := marked.match(line):
            yield _heading(at, len(match["marks"]), match["words"].rstrip(f"#{mark} "), order, year)
        elif mark == "#" and at + 1 < len(lines) and _is_underlined(lines, at):
            yield _heading(at, _UNDERLINES.index(lines[at + 1][0]), line, order, year)
        elif mark == "#":
            yield from _without_mark(lines, at, order, year)


def _without_mark(
    lines: Sequence[str], at: int, order: DateOrder | None, year: int
) -> Iterator[_Heading]:
    """A line in bold, or below a blank one, as a heading if it is a day and little else."""
    line, alone = lines[at], at == 0 or not lines[at - 1].strip()
    bold, barred = _BOLD.fullmatch(line), _BARRED.match(line)
    if bold or (alone and (barred or _YEAR_LAST.search(line))):
        level = _LEVEL_OF_BOLD if bold else _LEVEL_OF_BOLD + 1
        told = bold or barred
        heading = _heading(at, level, told["words"] if told else line, order, year)
        unclear = bold and any(len(day.readings) > 1 for day in written_dates(heading.words))
        if heading.bare or unclear:
            yield heading


def _is_underlined(lines: Sequence[str], at: int) -> bool:
    line = _UNDERLINE.fullmatch(lines[at + 1]) if lines[at][:1].isalnum() else None
    # Above it there may be an overline, as long as the line below.
    alone = at == 0 or not lines[at - 1].strip() or (line and lines[at - 1] == lines[at + 1])
    return bool(alone and line and (line["mark"] in "=-" or len(line[0]) >= len(lines[at])))


def _heading(at: int, level: int, written: str, order: DateOrder | None, year: int) -> _Heading:
    words = plain(written).strip()
    found = list(written_dates(words, order))
    days = [day for one in found if (day := one.on(year))]
    rest = words[: found[0].start] + words[found[0].end :] if found else words
    named = (
        len(days) == 1
        and len(words.split()) <= _MOST_WORDS
        and not _VERSION.search(rest)
        and not NEXT_MEETING.match(words)
    )
    bare = named and _NO_WORD.fullmatch(rest) is not None
    return _Heading(at, level, words, days[0] if named else None, bare)


def _meetings(
    lines: Sequence[str], headings: Sequence[_Heading], path: str
) -> tuple[_Heading, ...]:
    """The headings that head a meeting each, none where a file is not several meetings."""
    meetings = _days_apart(headings)
    if not meetings:
        return ()
    above = [heading for heading in headings if heading.level < meetings[0].level]
    if any(map(_has_one_day, above)):
        return ()
    papers = (_DOCUMENT.search(it.words) or PAPER_WORD.search(it.words) for it in meetings)
    named = _is_named_minutes(path, above) or all(papers)
    return meetings if _are_formed(lines, headings, meetings, named=named) else ()


def _are_formed(
    lines: Sequence[str],
    headings: Sequence[_Heading],
    meetings: Sequence[_Heading],
    *,
    named: bool,
) -> bool:
    """Whether half of what stands below headings tells of meetings, two if none is `named`."""
    ends = [*(heading.line for heading in meetings), len(lines)][1:]
    spans = zip(meetings, ends, strict=True)
    formed = sum(_is_formed(lines, headings, it, end, named=named) for it, end in spans)
    return formed >= (1 if named else 2) and 2 * formed >= len(meetings)


def _is_formed(
    lines: Sequence[str], headings: Sequence[_Heading], heading: _Heading, end: int, *, named: bool
) -> bool:
    """Whether a heading, or what is below it up to the `end` line, tells of a meeting."""
    below = lines[heading.line + 1 : end]
    return (named and _is_of_meeting(heading, below)) or _has_form(
        below, headings, heading.line, end, named=named
    )


def _has_one_day(heading: _Heading) -> bool:
    """Whether a heading names a whole day, and no second one as a week does."""
    days = [day for day in written_dates(heading.words) if day.year]
    return len(days) == 1 and not days[0].until


def _is_of_meeting(heading: _Heading, below: Sequence[str]) -> bool:
    """Whether a heading names a meeting or minutes, or is a day, above more than links."""
    words = heading.words
    called = heading.bare or MEETING_WORD.search(words) or _DOCUMENT.search(words)
    return bool(called) and any(line.strip() and not is_link(line) for line in below)


def _days_apart(headings: Sequence[_Heading]) -> tuple[_Heading, ...]:
    """The headings with a day of the first level that has two days, if few others stand between.

    What comes again in half of them, as discussion and action items, are parts of a meeting.
    """
    dated = Counter(heading.level for heading in headings if heading.day)
    level = min((level for level, count in dated.items() if count > 1), default=0)
    alike = [heading for heading in headings if heading.level == level]
    days = tuple(heading for heading in alike if heading.day)
    if len({heading.day for heading in days}) < 2:
        return ()
    often = Counter(it.words.lower() for it in headings)
    between = alike[alike.index(days[0]) : alike.index(days[-1])]
    rarely = max(2, len(days) / 2)
    others = sum(not it.day and often[it.words.lower()] < rarely for it in between)
    return days if _MOST_OTHERS * len(days) >= others else ()


def _is_named_minutes(path: str, above: Sequence[_Heading]) -> bool:
    """Whether a file says that it is minutes, in its name or in a heading around its meetings."""
    name = note_stem(path)
    if _TIME.fullmatch(name):  # `minutes/2019.md`
        name = path.rpartition("/")[0].rpartition("/")[2]
    names = (re.sub(r"[-_.]", " ", name), *(heading.words for heading in above))
    return any(MEETING_WORD.search(name) or _DOCUMENT.search(name) for name in names)


def _has_form(
    lines: Sequence[str], headings: Sequence[_Heading], first: int, end: int, *, named: bool
) -> bool:
    """Whether what stands below a heading has the form of minutes: who came, or their parts."""
    inside = [heading.words for heading in headings if first < heading.line < end]
    items = [line.lstrip(" -*+>") for line in lines if len(line) < 2_000]
    if any(heading_presence(words, frozenset()) for words in inside):
        return True
    if any(LABEL.match(item) or INLINE_LABEL.search(item[:200]) for item in items):
        return True
    return named and _has_parts(inside, items)


def _has_parts(inside: Sequence[str], items: Sequence[str]) -> bool:
    """Whether headings, or labels alone on their lines, are called as parts of minutes are."""
    labels = (plain(item) for item in items if item.rstrip("* ").endswith(":"))
    parts = (words.rstrip(": ") for words in (*inside, *labels))
    return any(map(_TASK.match, inside)) or any(map(_FORM.fullmatch, parts))


def _parts(path: str, found: _Meetings) -> Iterator[RawNote]:
    lines, head, headings, meetings = found.lines, found.head, found.headings, found.meetings
    level = meetings[0].level
    starts = [heading.line for heading in meetings]
    # A heading further up ends the meeting above it, and heads those below.
    around = [heading for heading in headings if heading.level < level]
    seen: Counter[date | None] = Counter()
    first = head
    for number, meeting in enumerate(meetings):
        end = starts[number + 1] if number + 1 < len(starts) else len(lines)
        end = next((it.line for it in around if meeting.line < it.line < end), end)
        kept = set(range(head)) | set(range(first, end)) | set(_heads(lines, around, meeting))
        text = "\n".join(line if at in kept else "" for at, line in enumerate(lines))
        seen[meeting.day] += 1
        again = f"-{seen[meeting.day]}" if seen[meeting.day] > 1 else ""
        first = end  # with what heads the next meeting, a month or words of its own
        yield RawNote(f"{path}#{meeting.day}{again}", text.rstrip("\n").encode() + b"\n")


def _heads(lines: Sequence[str], around: Sequence[_Heading], meeting: _Heading) -> Iterator[int]:
    """The lines of the headings that a meeting stands under, but for years and months."""
    inner = meeting.level
    for heading in reversed([it for it in around if it.line < meeting.line]):
        if heading.level >= inner:
            continue
        inner = heading.level
        if not all(map(_TIME.fullmatch, heading.words.split())):
            yield heading.line
            if lines[heading.line][0].isalnum():  # its underline
                yield heading.line + 1
