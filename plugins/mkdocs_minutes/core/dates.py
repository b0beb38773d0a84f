"""Dates as people write them, and the date that a meeting was held on."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from . import lexicon

DateOrder = Literal["dmy", "mdy"]


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date in a text: where it stands, and what it says.

    `year` is 0 where the text gives day and month only; `readings` holds two days where a numeric
    date can be read both ways and no order is set. A range counts as its first day.
    """

    start: int
    end: int
    year: int
    readings: tuple[tuple[int, int], ...]

    def on(self, year: int = 0) -> date | None:
        """The day, with `year` where none is written; `None` where two readings remain."""
        if len(self.readings) != 1:
            return None
        return _date(self.year or year, *self.readings[0])


_MONTH_NUMBER = lexicon.months()
MONTH_PATTERN = lexicon.any_of(_MONTH_NUMBER)
"""A month's name, in full or short, for a pattern that ignores case."""
_YEAR = r"(?:19[89]\d|20\d\d)"

# `9 September 2019`, `9th of Sept., 2019`, `18-23 June 2023`, `4/5 June`, `30 May - 2 June 2024`,
# `11-Sep-2019`, `11-Sep-19`, `11 Sep '19`, `9. September 2019`, `9 de mayo de 2019`; without a year
# too. Not `10 March` inside `3.10 March`, nor the number of a meeting: `#4 - March 3`,
# `4 - March 3, 2021`.
_DAY_MONTH = rf"""
    (?<![\w.:/#]) (?<! \w[ ]\#[ ] ) (?<! \bno[ ] ) (?<! \bno\.[ ] )
    (?P<d1> \d{{1,2}} ) (?: st | nd | rd | th | er | \. )?
    (?: \s{{0,2}} (?: [-–—/] | to | and | & )
        \s{{0,2}} (?P<last> \d{{1,2}} ) (?: st | nd | rd | th | \. )? )?
    (?: [ ]? (?: of | de ) )? [ ,_-]{{1,3}}
    (?P<m1> {MONTH_PATTERN} ) \b \.?
    (?! [ ]{{1,2}} \d{{1,2}} (?: st | nd | rd | th )? ,? [ ]{{1,2}} {_YEAR} )
    (?: \s{{0,2}} (?: [-–—] | to ) \s{{0,2}} \d{{1,2}} (?: st | nd | rd | th | \. )? [ ]{{1,2}}
        {MONTH_PATTERN} \b \.? )?
    (?: (?: [ ] de )? [ ,_-]{{1,3}} (?P<y1> {_YEAR} ) (?! \d )
      | (?P<joint> - | [ ,]{{1,2}} ['’] ) (?P<short1> \d\d ) (?! \d | [:.-]\d ) )?
"""

# `September 9, 2019`, `September-11-2019`, `Nov 10th 2021`, `June 4-6, 2019`, `Sept. 16-18, 2024`,
# `March 12 & 13 2019`, `May the 4th`; without a year too. Not `May 2019`: that is a month.
_MONTH_DAY = rf"""
    \b (?P<m2> {MONTH_PATTERN} ) \.? [ _-]{{1,3}} (?: the [ _-] )?
    (?P<d2> \d{{1,2}} ) (?! \d | :\d | \.\d )
    (?: st | nd | rd | th )?
    (?: \s{{0,2}} (?: [-–—] | to | and | & ) \s{{0,2}} (?: {MONTH_PATTERN} \.? [ ] )?
        \d{{1,2}} (?! \d ) (?: st | nd | rd | th )? )?
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

# `9/10/19`, `09.10.2019`, `9-10-2019`, `22.10. - 25.10. 2013`: two readings, unless a number above
# 12 or the order decides. Not `3/4`, not a version such as `3.10.19`: with points the year needs
# four digits.
_NUMERIC = rf"""
    (?<![\w.:/]) (?<! \d- ) (?P<n1> \d{{1,2}} )
    (?: / (?P<n2> \d{{1,2}} ) / (?P<y5> {_YEAR} | \d\d )
      | [.] [ ]? (?P<n3> \d{{1,2}} ) [.] (?: [ ]? [-–—] [ ]? \d{{1,2}} [.] [ ]? \d{{1,2}} [.] )?
        [ ]? (?P<y6> {_YEAR} )
      | - (?P<n4> \d{{1,2}} ) - (?P<y7> {_YEAR} ) )
    (?! [\d/] | [.:-]\d )
"""

# `20190909`: only as a whole run of digits.
_COMPACT = rf"""
    (?<!\d) (?P<y8> {_YEAR} ) (?P<m8> 0[1-9] | 1[0-2] ) (?P<d8> 0[1-9] | [12]\d | 3[01] ) (?! \d )
"""

_WRITTEN = re.compile(
    "|".join((_YEAR_FIRST, _DAY_MONTH, _MONTH_DAY, _NUMERIC, _COMPACT)), re.IGNORECASE | re.VERBOSE
)


def written_dates(text: str, order: DateOrder | None = None) -> Iterator[WrittenDate]:
    """Each date in a text, in order; what is no day of the calendar is left out.

    `order` settles numeric dates. Nothing written gives nothing.

    >>> [d.on() for d in written_dates("June 4-6, 2019, and 9/10/19", "mdy")]
    [datetime.date(2019, 6, 4), datetime.date(2019, 9, 10)]
    >>> next(written_dates("9/10/19")).readings
    ((10, 9), (9, 10))
    """
    for match in _WRITTEN.finditer(text):
        found = _reading(match, order)
        if found:
            yield found


def _reading(match: re.Match[str], order: DateOrder | None) -> WrittenDate | None:
    got = match.group
    year, start = 0, match.start()
    readings: tuple[tuple[int, int], ...]
    if got("y3"):
        month = int(got("m3") or got("m5") or got("m7") or 0) or _month(got("m4"))
        day = int(got("d3") or got("d4") or got("d5") or got("d7"))
        year, readings = int(got("y3")), ((month, day),)
    elif got("m1"):
        # What falls is no range but the number of a meeting and its day: `7 - 4 March`.
        first = "last" if int(got("last") or 32) <= int(got("d1")) else "d1"
        start = match.start(first)
        joined = got("joint") != "-" or match.string[match.start("m1") - 1] == "-"
        year = _full(got("y1") or (got("short1") if joined else None))
        readings = ((_month(got("m1")), int(got(first))),)
    elif got("m2"):
        year = _full(got("y2") or got("short2"))
        readings = ((_month(got("m2")), int(got("d2"))),)
    elif got("y8"):
        year, readings = int(got("y8")), ((int(got("m8")), int(got("d8"))),)
    else:
        year = _full(got("y5") or got("y6") or got("y7"))
        second = int(got("n2") or got("n3") or got("n4"))
        readings = _either_way(int(got("n1")), second, order, points=got("n3") is not None)
    valid = tuple(r for r in dict.fromkeys(readings) if _date(year or 2000, *r))
    return WrittenDate(start, match.end(), year, valid) if valid else None


def _full(year: str | None) -> int:
    """A year in full, 0 without one."""
    return int(year or 0) + (2000 if year and len(year) == 2 else 0)


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


_NAME_YEAR = re.compile(rf"(?<!\d)({_YEAR})(?!\d)")
# `Minutes0909`, `09-09`, `0909`: month and day in a file name below a folder of the year.
_NAME_MONTH_DAY = re.compile(r"(?<!\d)(0[1-9]|1[0-2])[-_. ]?(0[1-9]|[12]\d|3[01])(?!\d)")
# `2019/09/09-call.md`, `2019/September/9.md`: a folder each for year and month.
_NAME_FOLDERS = re.compile(
    rf"""
    (?: ^ | / ) ({_YEAR}) [-_/] (?: [-\w ]* / )??
    (0?[1-9] | 1[0-2] | {MONTH_PATTERN}) (?: [-_ ] [a-z]+ )? /
    (?: \D* [-_ ] )? (0?[1-9] | [12]\d | 3[01]) (?!\d)
    """,
    re.IGNORECASE | re.VERBOSE,
)


def date_in_path(path: str, order: DateOrder | None = None) -> WrittenDate | None:
    """The date that a note's path states, in the file's name or spread over its folders.

    A path with no date gives `None`; one with only a year too. Two numbers in an unclear order
    keep both readings.

    >>> date_in_path("2019/TechArea20190909.md").on()
    datetime.date(2019, 9, 9)
    >>> date_in_path("2019/minutes-0909.txt").on()
    datetime.date(2019, 9, 9)
    >>> date_in_path("notes.md")
    """
    folder, _, name = path.rpartition("/")
    stem = name.rpartition(".")[0] or name
    spaced = stem.replace("_", "-")
    found = [d for d in written_dates(spaced, order) if d.year]
    if found:
        return found[0]
    for part in reversed(folder.split("/")):
        in_folder = [d for d in written_dates(part.replace("_", "-"), order) if d.year]
        if in_folder:
            return in_folder[0]
    match = _NAME_FOLDERS.search(path)
    if match:
        month = _month(match[2]) or int(match[2])
        if _date(int(match[1]), month, int(match[3])):
            return WrittenDate(0, len(path), int(match[1]), ((month, int(match[3])),))
    year = year_in_path(path)
    if year:
        for written in written_dates(spaced, order):
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
