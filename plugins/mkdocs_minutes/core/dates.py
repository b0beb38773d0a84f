"""Dates as people write them, and the date that a meeting was held on."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Literal
from urllib.parse import unquote

from . import lexicon
from .part_paths import day_of_part

DateOrder = Literal["dmy", "mdy"]


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text: where it stands, and what it says.

    `year` is 0 where the text gives day and month only; `readings` holds month and day, twice where
    a numeric date can be read both ways and no order is set. A range counts as its first day,
    `until` is its last. `shows` is the order that a number above 12 gives away.
    """

    start: int
    end: int
    year: int
    readings: tuple[tuple[int, int], ...]
    until: tuple[int, int] | None = None
    shows: DateOrder | None = None

    def on(self, year: int = 0) -> date | None:
        """The day, with `year` where none is written; `None` where two readings remain."""
        if len(self.readings) != 1:
            return None
        return _date(self.year or year, *self.readings[0])

    def covers(self, day: date) -> bool:
        """Whether a day is the date's, or one of its range's."""
        first = self.on(day.year)
        if first is None or self.until is None:
            return first == day
        last = _date(first.year, *self.until)
        return last is not None and first <= day <= last


_MONTH_NUMBER = lexicon.months(ambiguous=True)
MONTH_PATTERN = lexicon.any_of(lexicon.months())
"""A month's name, in full or short, for a pattern that ignores case."""
_AMBIGUOUS = lexicon.any_of(_MONTH_NUMBER.keys() - lexicon.months().keys())
_YEAR = r"(?:19[5-9]\d|20\d\d)"

# `9 September 2019`, `9th of Sept., 2019`, `18-23 June 2023`, `4/5 June`, `30 May - 2 June 2024`,
# `11-Sep-2019`, `11-Sep-19`, `11 Sep '19`, `11 Sep 90 16:05:17` in a mail, `9. September 2019`,
# `9 de mayo de 2019`; without a year
# too. Not `10 March` inside `3.10 March`, nor the number of a meeting: `#4 - March 3`,
# `4 - March 3, 2021`.
_DAY_MONTH = rf"""
    (?<![\w.:/#]) (?<! \w[ ]\#[ ] ) (?<! \bno[ ] ) (?<! \bno\.[ ] )
    (?P<d1> \d{{1,2}} ) (?: st | nd | rd | th | er | [º°ª] | :[ae] | -?(?: го | е ) | \. )?
    (?: \s{{0,2}} (?: [-–—/] | to | and | & )
        \s{{0,2}} (?P<last> \d{{1,2}} ) (?: st | nd | rd | th | \. )? )?
    (?: [ ]? (?: (?: day [ ] )? of | de ) )? [ ,_-]{{1,3}}
    (?P<m1> {MONTH_PATTERN}
      | {_AMBIGUOUS} (?= \.? (?: [ ] de )? [ ,_-]{{1,3}} {_YEAR} (?! \d ) ) ) \b \.?
    (?! [ _-]{{1,2}} \d{{1,2}} (?: st | nd | rd | th )? ,? [ _-]{{1,2}} {_YEAR} )
    (?: \s{{0,2}} (?: [-–—] | to ) \s{{0,2}} (?P<last1> \d{{1,2}} ) (?: st | nd | rd | th | \. )?
        [ ]{{1,2}} (?P<lastm1> {MONTH_PATTERN} ) \b \.? )?
    (?: (?: [ ] de )? [ ,_-]{{1,3}} (?P<y1> {_YEAR} ) (?! \d )
      | (?P<joint> - | [ ,]{{1,2}} ['’] ) (?P<short1> \d\d ) (?! \d | [:.-]\d )
      | [ ] (?P<mailed> \d\d ) (?= [ ]{{1,2}} \d\d : \d\d : \d\d ) )?
"""

# `September 9, 2019`, `September-11-2019`, `Nov 10th 2021`, `June 4-6, 2019`, `Sept. 16-18, 2024`,
# `March 12 & 13 2019`, `May the 4th`; without a year too. Not `May 2019`: that is a month.
_MONTH_DAY = rf"""
    \b (?P<m2> {MONTH_PATTERN} ) \.? [ _-]{{1,3}} (?: the [ _-] )?
    (?P<d2> \d{{1,2}} ) (?! \d | :\d | \.\d )
    (?: st | nd | rd | th )?
    (?: \s{{0,2}} (?: [-–—] | to | and | & ) \s{{0,2}} (?: (?P<lastm2> {MONTH_PATTERN} ) \.? [ ] )?
        (?P<last2> \d{{1,2}} ) (?! \d ) (?: st | nd | rd | th )? )?
    (?: [ ,_-]{{1,3}} (?P<y2> {_YEAR} ) (?! \d ) | [ ,]{{1,2}} ['’] (?P<short2> \d\d ) (?! \d ) )?
"""

# `2019-09-09`, `2019/9/9`, `2019.09.09`, `2019_09_09`, `2019 09 09`, `2019-Sep-09`,
# `2019 September 9`, `2019年9月9日`.
_YEAR_FIRST = rf"""
    (?<![\d.]) (?P<y3> {_YEAR} )
    (?: (?P<sep> [-/._] ) (?P<m3> \d{{1,2}} ) (?P=sep) (?P<d3> \d{{1,2}} )
      | [ ] (?P<m5> 0[1-9] | 1[0-2] ) [ ] (?P<d5> 0[1-9] | [12]\d | 3[01] )
      | [ ,_-]{{1,2}} (?P<m4> {MONTH_PATTERN} ) \.? [ _-] (?P<d4> \d{{1,2}} )
      | [ ]? [年년] [ ]? (?P<m7> \d{{1,2}} ) [ ]? [月월] [ ]? (?P<d7> \d{{1,2}} ) [ ]? [日일号] )
    (?! \d | [./-]\d )
"""

# `令和5年6月3日`, `民國113年3月1日`: years of an era.
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "民國": 1911, "民国": 1911}
_ERA_FIRST = rf"""
    (?P<era> {"|".join(_ERAS)} ) [ ]? (?P<y10> \d{{1,3}} | 元 ) [ ]? 年
    [ ]? (?P<m10> \d{{1,2}} ) [ ]? 月 [ ]? (?P<d10> \d{{1,2}} ) [ ]? 日
"""

# `12月10日`, `12월 10일`: without a year.
_MONTH_FIRST = r"""
    (?<![\d年년]) (?P<m12> \d{1,2} ) [月월] [ ]? (?P<d12> \d{1,2} ) [ ]? [日일号]
"""

# `14 II 2024`, `14.II.2024`: months in Roman numerals, before a whole year.
_ROMANS = "I II III IV V VI VII VIII IX X XI XII".split()
_ROMAN = rf"""
    (?<![\w.:/]) (?P<d11> \d{{1,2}} ) [. ] [ ]? (?P<m11> (?-i: {"|".join(_ROMANS[::-1])} ) )
    (?! \w ) [. ] [ ]? (?P<y11> {_YEAR} ) (?! \d )
"""

# `9/10/19`, `09.10.2019`, `09.10.19`, `9-10-2019`, `22.10. - 25.10. 2013`: two readings, unless a
# number above 12 or the order decides. Not `3/4`, not a version such as `3.10.19`: with points the
# year has four digits, or all parts have two.
_NUMERIC = rf"""
    (?<![\w.:/]) (?<! \d- ) (?P<n1> \d{{1,2}} )
    (?: / (?P<n2> \d{{1,2}} ) / (?P<y5> {_YEAR} | \d\d )
      | [.] [ ]? (?P<n3> \d{{1,2}} ) [.] (?: [ ]? [-–—] [ ]? \d{{1,2}} [.] [ ]? \d{{1,2}} [.] )?
        (?: [ ]? (?P<y6> {_YEAR} ) | (?<= \d\d[.]\d\d[.] ) (?P<y9> \d\d ) (?! \w | [.]\w ) )
      | - (?P<n4> \d{{1,2}} ) - (?P<y7> {_YEAR} ) )
    (?! [\d/] | [.:-]\d )
"""

# `20190909`: only as a whole run of digits.
_COMPACT = rf"""
    (?<!\d) (?P<y8> {_YEAR} ) (?P<m8> 0[1-9] | 1[0-2] ) (?P<d8> 0[1-9] | [12]\d | 3[01] ) (?! \d )
"""

_DIGIT = re.compile(r"\d")  # stands in every date, and in few texts
_FORMS_OF_DATES = "|".join(
    (_YEAR_FIRST, _DAY_MONTH, _MONTH_DAY, _ROMAN, _NUMERIC, _COMPACT, _ERA_FIRST, _MONTH_FIRST)
)
# Looked for first is how they begin, with a digit or a word: the search passes over the rest.
_WRITTEN = lexicon.late(
    rf"(?= \d | \b [^\W\d_] ) (?: {_FORMS_OF_DATES} )", re.IGNORECASE | re.VERBOSE
)


def written_dates(text: str, order: DateOrder | None = None) -> Iterator[WrittenDate]:
    """Each date in a text, in order; what is no day of the calendar is left out.

    `order` settles numeric dates. Nothing written gives nothing.

    >>> [d.on() for d in written_dates("June 4-6, 2019, and 9/10/19", "mdy")]
    [datetime.date(2019, 6, 4), datetime.date(2019, 9, 10)]
    >>> next(written_dates("9/10/19")).readings
    ((10, 9), (9, 10))
    >>> [d.on() for d in written_dates("Meeting 1 - 2 May 2024, Fair 1 - 2 May 2024")]
    [datetime.date(2024, 5, 2), datetime.date(2024, 5, 1)]
    >>> [d.on() for d in written_dates("14 II 2024, 令和5年6月3日")]
    [datetime.date(2024, 2, 14), datetime.date(2023, 6, 3)]
    """
    if not _DIGIT.search(text):
        return
    for match in _WRITTEN.finditer(text):
        found = _reading(match, order)
        if found:
            yield found


# `12.4.`, `12. 4.`, `12.04`, `12/4`; not `12.4`, which can be a version.
_DAY_AND_MONTH = re.compile(
    r"(?P<first>\d{1,2})(?:\.[ ]?(?P<pointed>\d\d|\d(?=\.))\.?|/(?P<second>\d{1,2}))(?![./]?\d)"
)


def day_and_month(text: str, start: int) -> WrittenDate | None:
    """The day in figures without a year that begins at an offset, where words say that it is one.

    `None` where there is none, or a date with a year.

    >>> day_and_month("bis 12.4.", 4).on(2024), day_and_month("by 4/5", 3).on(2024)
    (datetime.date(2024, 4, 12), None)
    """
    match = _DAY_AND_MONTH.match(text, start)
    if match is None:
        return None
    pointed = match["pointed"]
    second = int(pointed or match["second"])
    readings = _either_way(int(match["first"]), second, None, points=pointed is not None)
    return WrittenDate(*match.span(), 0, readings)


def _reading(match: re.Match[str], order: DateOrder | None) -> WrittenDate | None:
    found = next(read for group, read in _FORMS if match[group])(match, order)
    valid = tuple(r for r in dict.fromkeys(found.readings) if _date(found.year or 2000, *r))
    return replace(found, readings=valid) if valid else None


def _year_first(match: re.Match[str], _order: DateOrder | None) -> WrittenDate:
    got = match.group
    month = int(got("m3") or got("m5") or got("m7") or 0) or _month(got("m4") or "")
    day = int(got("d3") or got("d4") or got("d5") or got("d7"))
    return WrittenDate(*match.span(), int(got("y3")), ((month, day),))


_OF_A_MEETING = lexicon.late(
    rf"\b(?:{lexicon.pattern('series.session')}|{lexicon.pattern('series.numbered')})[ ]\#?$",
    re.IGNORECASE,
)


def _is_of_a_meeting(match: re.Match[str]) -> bool:
    """Whether the first of two days, with blanks around their dash, is the number of a meeting."""
    text, start = match.string, match.start("d1")
    apart = text[match.end("d1") : match.start("last")].startswith(" ")
    return apart and _OF_A_MEETING.search(text, max(0, start - 20), start) is not None


def _day_month(match: re.Match[str], _order: DateOrder | None) -> WrittenDate:
    got = match.group
    # What falls is no range but the number of a meeting and its day: `7 - 4 March`; so is a number
    # behind the word for a meeting: `Meeting 1 - 2 March`.
    last = got("last")
    numbered = last and (int(last) <= int(got("d1")) or _is_of_a_meeting(match))
    first = "last" if numbered else "d1"
    joined = got("joint") != "-" or match.string[match.start("m1") - 1] == "-"
    year = _full(got("y1") or got("mailed") or (got("short1") if joined else None))
    until = _until(got("lastm1") or got("m1"), got("last1") or (None if numbered else last))
    readings = ((_month(got("m1")), int(got(first))),)
    return WrittenDate(match.start(first), match.end(), year, readings, until)


def _month_day(match: re.Match[str], _order: DateOrder | None) -> WrittenDate:
    got = match.group
    until = _until(got("lastm2") or got("m2"), got("last2"))
    readings = ((_month(got("m2")), int(got("d2"))),)
    return WrittenDate(*match.span(), _full(got("y2") or got("short2")), readings, until)


def _numeric(match: re.Match[str], order: DateOrder | None) -> WrittenDate:
    got = match.group
    first, second = int(got("n1")), int(got("n2") or got("n3") or got("n4"))
    readings = _either_way(first, second, order, points=got("n3") is not None)
    year = _full(got("y5") or got("y6") or got("y7") or got("y9"))
    return WrittenDate(*match.span(), year, readings, shows=_shown(first, second))


def _compact(match: re.Match[str], _order: DateOrder | None) -> WrittenDate:
    return WrittenDate(*match.span(), int(match["y8"]), ((int(match["m8"]), int(match["d8"])),))


def _era_first(match: re.Match[str], _order: DateOrder | None) -> WrittenDate:
    years = 1 if match["y10"] == "元" else int(match["y10"])
    reading = int(match["m10"]), int(match["d10"])
    return WrittenDate(*match.span(), _ERAS[match["era"]] + years, (reading,))


def _month_first(match: re.Match[str], _order: DateOrder | None) -> WrittenDate:
    return WrittenDate(*match.span(), 0, ((int(match["m12"]), int(match["d12"])),))


def _roman(match: re.Match[str], _order: DateOrder | None) -> WrittenDate:
    reading = _ROMANS.index(match["m11"]) + 1, int(match["d11"])
    return WrittenDate(*match.span(), int(match["y11"]), (reading,))


_FORMS: tuple[tuple[str, Callable[[re.Match[str], DateOrder | None], WrittenDate]], ...] = (
    ("y3", _year_first),
    ("m1", _day_month),
    ("m2", _month_day),
    ("n1", _numeric),
    ("y8", _compact),
    ("era", _era_first),
    ("m12", _month_first),
    ("d11", _roman),
)
"""The forms of a written date, each with a group that only it has."""


def _until(month: str, day: str | None) -> tuple[int, int] | None:
    return (_month(month), int(day)) if day else None


def _shown(first: int, second: int) -> DateOrder | None:
    """The order that two numbers of a day give away: one above 12 is no month."""
    if (first > 12) == (second > 12):
        return None
    return "dmy" if first > 12 else "mdy"


_PIVOT = 69
"""A short year from here on is of the last century, as for POSIX `strptime`."""


def _full(year: str | None) -> int:
    """A year in full, 0 without one."""
    number = int(year or 0)
    if year is None or len(year) != 2:
        return number
    return number + (1900 if number >= _PIVOT else 2000)


def _either_way(
    first: int, second: int, order: DateOrder | None, *, points: bool
) -> tuple[tuple[int, int], ...]:
    """Month and day of a numeric date, both ways where nothing decides.

    Points mean day first where no order is set.
    """
    month_first, day_first = (first, second), (second, first)
    if first > 12:
        return (day_first,)
    if second > 12:
        return (month_first,)
    if order == "mdy":
        return (month_first,)
    if points or order == "dmy":
        return (day_first,)
    return (day_first, month_first)


def _month(name: str) -> int:
    return _MONTH_NUMBER.get(name.lower(), 0)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


_FEWEST_DAYS = 3
_ON_ONE_WEEKDAY, _ON_ANY = 0.8, 0.5


def likely_order(days: Sequence[tuple[date, date]]) -> DateOrder | None:
    """The order of day and month in which several days make sense, of which each has two readings.

    The first reading of each has the day first. The days of one order fall on one weekday, those of
    the other do not. `None` where that tells nothing, or there are fewer than three days.

    >>> from datetime import date as d
    >>> days = [(d(2021, 4, 5), d(2021, 5, 4)), (d(2021, 4, 12), d(2021, 12, 4))]
    >>> likely_order([*days, (d(2021, 5, 3), d(2021, 3, 5))])
    'dmy'
    """
    if len({first for first, _ in days}) < _FEWEST_DAYS:
        return None
    ways = [first for first, _ in days], [second for _, second in days]
    shares = [max(Counter(day.weekday() for day in way).values()) / len(way) for way in ways]
    tells = [share >= _ON_ONE_WEEKDAY and min(shares) < _ON_ANY for share in shares]
    return ("dmy", "mdy")[tells.index(True)] if sum(tells) == 1 else None


_NAME_YEAR = re.compile(rf"(?<!\d)({_YEAR})(?!\d)")
# `Minutes0909`, `09-09`, `0909`: month and day in a file name below a folder of the year.
_NAME_MONTH_DAY = re.compile(r"(?<!\d)(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)")
# `2019/09/09-call.md`, `2019/September/9.md`: a folder each for year and month.
_NAME_FOLDERS = lexicon.late(
    rf"""
    (?: ^ | / ) ({_YEAR}) [-_/] (?: [-\w ]* / )??
    (0?[1-9] | 1[0-2] | {MONTH_PATTERN}) (?: [-_ ] [a-z]+ )? /
    (?: \D* [-_ ] )? (0?[1-9] | [12]\d | 3[01]) (?!\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)
# `Dec7-2000`, `May3`, `2002feb14`: a month and a day run together.
_GLUED_MONTH = lexicon.late(rf"(?<![^\W\d_])({MONTH_PATTERN})(?=\d{{1,2}}(?!\d))", re.IGNORECASE)
_GLUED_YEAR = lexicon.late(rf"(?<!\d)({_YEAR})(?={MONTH_PATTERN}[ -])", re.IGNORECASE)
# `02May2019`
_GLUED_DAY = lexicon.late(rf"(?<!\d)(\d{{1,2}})({MONTH_PATTERN}) ?({_YEAR})(?!\d)", re.IGNORECASE)
# `09.27.94`, `9-12-96`, `110206`, `01242001`: a day in numbers with its year behind or, in six
# digits, before it. What stands there is a year only if a folder says so, or it has four digits.
_NAME_NUMBERS = re.compile(
    rf"""
    (?<! \d ) (?: (?P<a> \d{{1,2}} ) (?P<joint> [-._ ] ) (?P<b> \d{{1,2}} ) (?P=joint) (?P<c> \d\d )
      | (?P<a6> \d\d ) (?P<b6> \d\d ) (?P<c6> \d\d )
      | (?P<a8> \d\d ) (?P<b8> \d\d ) (?P<c8> {_YEAR} ) ) (?! \d )
    """,
    re.VERBOSE,
)


GLUED_DAY = re.compile(r"(?<=[A-Za-z])(?=\d{1,2}[-._]?\d{1,2}[-._]?\d\d)")
"""Where a word and the numbers of a day run together: `BoD09-26-02`."""


HOUR_IN_NAME = re.compile(r"(?<=\d[ T]\d\d)_(?=[0-5]\d(?:$|[ _]))")
"""What stands in an hour of a file's name for the colon: `Crane Weekly - 2024_05_13 09_00 CEST`."""


_DAY_AND_HOUR = re.compile(r"(?<!\d)((?:19|20)\d\d-\d\d-\d\d)-(?=(?:\d\d[.:h-]?\d\d|\d{3})(?!\d))")
"""Where the hour or the meeting's number follows the day: `lake.2024-05-14-16.00`, `…_088`."""
_NAME_AND_DAY = re.compile(r"(?<=[^\W\d_])\.(?=(?:19|20)\d\d([-.])\d\d\1\d\d)")
"""Where a point parts a name and the day behind it: `lake.2024-05-14`, `meet.lake.2024.05.14`."""


@lru_cache(maxsize=64)  # a note's path is asked for its day, its home and what its title lacks
def date_in_path(path: str, order: DateOrder | None = None) -> WrittenDate | None:
    """The date that a note's path states, in the file's name or spread over its folders.

    One of several meetings in a file has its day behind the file's name. A path with no date gives
    `None`; one with only a year too. Two numbers in an unclear order
    keep both readings. A year of two digits is the folder's, or the one before or after it.

    >>> date_in_path("2019/TechArea20190909.md").on()
    datetime.date(2019, 9, 9)
    >>> date_in_path("2019/minutes-0909.txt").on(), date_in_path("1994/Fall/09.27.94.md").on()
    (datetime.date(2019, 9, 9), datetime.date(1994, 9, 27))
    >>> date_in_path("1992/Spring/02.06.92.md").on(), date_in_path("1992/02.06.92.md").on()
    (datetime.date(1992, 2, 6), None)
    >>> date_in_path("Minutes_02May2019.md").on()
    datetime.date(2019, 5, 2)
    >>> date_in_path("lake.2024-05-14-16.00.log.txt").on()
    datetime.date(2024, 5, 14)
    >>> date_in_path("board/2024-05-14_088/transcript.vtt").on()
    datetime.date(2024, 5, 14)
    >>> date_in_path("notes.md")
    """
    if day := day_of_part(path):
        return WrittenDate(0, len(path), day.year, ((day.month, day.day),))
    folder, _, name = path.rpartition("/")
    name = unquote(name)
    spaced = _spaced(name.rpartition(".")[0] or name)
    found = next((d for d in _dates_in_name(spaced, order) if d.year), None)
    if found is None:
        found = _in_numbers(spaced, year_in_path(folder + "/"), order)
    if found is None:
        parts = map(_spaced, reversed(folder.split("/")))
        found = next((d for part in parts for d in _dates_in_name(part, order) if d.year), None)
    return _in_season(found or _below_year(path, spaced), folder)


def _spaced(name: str) -> str:
    """A file's or folder's name with its day apart from what stands around it."""
    spaced = _GLUED_MONTH.sub(r"\1 ", name.lstrip(".").replace("_", "-"))
    spaced = _GLUED_DAY.sub(r"\1 \2 \3", _GLUED_YEAR.sub(r"\1 ", spaced))
    return _NAME_AND_DAY.sub(" ", _DAY_AND_HOUR.sub(r"\1 ", spaced))


# `1994/Fall/`: half of the year, by the terms of schools north of the equator.
_SEASONS = (
    (re.compile(r"(?:^|[/ _-])spring(?:$|[/ _-])", re.IGNORECASE), range(1, 6)),
    (re.compile(r"(?:^|[/ _-])(?:fall|autumn)(?:$|[/ _-])", re.IGNORECASE), range(8, 13)),
)


def _in_season(found: WrittenDate | None, folder: str) -> WrittenDate | None:
    """A date of a path, without the reading of it that is not in the season of its folder."""
    if found is None or len(found.readings) < 2:
        return found
    for season, months in _SEASONS:
        fitting = tuple(one for one in found.readings if one[0] in months)
        if fitting and season.search(folder):
            return replace(found, readings=fitting)
    return found


def _dates_in_name(name: str, order: DateOrder | None) -> Iterator[WrittenDate]:
    """The dates as `written_dates` of a file's or folder's name; none is `03.05.92`.

    Its points do not tell there that the day comes first.
    """
    for found in written_dates(name, order):
        if not _THREE_SHORT.fullmatch(name, found.start, found.end):
            yield found


_THREE_SHORT = re.compile(r"\d\d(?:\.\d\d){2}")


def _in_numbers(stem: str, year: int, order: DateOrder | None) -> WrittenDate | None:
    """A day in numbers whose year has two digits, or stands behind eight without a joint."""
    match = _NAME_NUMBERS.search(stem)
    if match is None:
        return None
    first, second, last = (match[k] or match[f"{k}6"] or match[f"{k}8"] for k in "abc")
    end = _near(last, year) if len(last) == 2 else int(last)
    start = _near(first, year) if match["a6"] else 0
    # In a file's name points tell nothing of the order.
    pairs = _either_way(int(first), int(second), order, points=False) if end else ()
    shows = _shown(int(first), int(second)) if end else None
    if start and end in (0, start):
        pairs, end = (*pairs, (int(second), int(last))), start
    return _in_name(stem, end, pairs, shows)


def _in_name(
    stem: str, year: int, pairs: tuple[tuple[int, int], ...], shows: DateOrder | None
) -> WrittenDate | None:
    valid = tuple(pair for pair in dict.fromkeys(pairs) if _date(year, *pair))
    return WrittenDate(0, len(stem), year, valid, shows=shows) if valid else None


def _near(short: str, year: int) -> int:
    """The year that two digits mean beside a folder's, 0 where they mean none of its time."""
    if not year:
        return 0
    full = year - year % 100 + int(short)
    return next((y for y in (full, full - 100, full + 100) if abs(y - year) <= 1), 0)


def _below_year(path: str, stem: str) -> WrittenDate | None:
    """Month and day of a path that has its year elsewhere: in a folder, or before them."""
    match = _NAME_FOLDERS.search(path)
    if match:
        month = _month(match[2]) or int(match[2])
        if _date(int(match[1]), month, int(match[3])):
            return WrittenDate(0, len(path), int(match[1]), ((month, int(match[3])),))
    year = year_in_path(path)
    if year:
        for written in written_dates(stem):
            return WrittenDate(0, len(path), year, written.readings)
        match = None if str(year) in stem else _NAME_MONTH_DAY.search(stem)
        if match and _date(year, int(match[1]), int(match[2])):
            return WrittenDate(0, len(path), year, ((int(match[1]), int(match[2])),))
    return None


def year_in_path(path: str) -> int:
    """The year that a note's path names, the nearest to the file's name; 0 without one.

    >>> year_in_path("archive/2019/minutes.md")
    2019
    """
    years = _NAME_YEAR.findall(path)
    return int(years[-1]) if years else 0
