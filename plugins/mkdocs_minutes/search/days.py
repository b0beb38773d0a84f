"""The dates that a query names, and the days they stand for; `assets/days.js` does the same."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date

from .tables import compiled, tables

_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$")
_YEAR, _DAY_OF_MONTH = compiled("year"), compiled("day_of_month")
_MONTHS: dict[str, int] = {
    name: number for number, names in enumerate(tables()["months"], 1) for name in names.split()
}

_ORDERS = ("dmy", "mdy", "my")
"""How dates are written in words: the fuller form before one that is part of it."""


def first_day(written: str) -> date | None:
    """The first day of a year or month, or the day; `None` for what no calendar has.

    >>> first_day("2020-02"), first_day("2020-13"), first_day("soon")
    (datetime.date(2020, 2, 1), None, None)
    """
    if not _DATE.match(written):
        return None
    year, month, day = (int(part) for part in (written + "-01-01")[:10].split("-"))
    try:
        return date(year, month, day)
    except ValueError:
        return None


def bounds(written: str) -> tuple[int, int]:
    """The ordinals of the first day of a year, month or day, and of the first day behind it.

    >>> bounds("2020-02")[1] - bounds("2020-02")[0], bounds("2019-12")[1] - bounds("2019-12")[0]
    (29, 31)
    """
    first = first_day(written) or date.min
    behind = {
        4: date(first.year + 1, 1, 1),
        7: date(first.year + first.month // 12, first.month % 12 + 1, 1),
        10: date.fromordinal(first.toordinal() + 1),
    }
    return first.toordinal(), behind[len(written)].toordinal()


def days_of(words: Sequence[str]) -> tuple[str, ...]:
    """For each folded word the day, month or year of the date that it is part of, or `""`.

    Read are a month's name in any language of the lexicon before a year, with the day before or
    behind it, and a year, month or day in numbers, from 1900 to 2099. A month alone is a word.

    >>> days_of(["3rd", "august", "2020", "xcache"]), days_of(["may", "2019-07", "2019"])
    (('2020-08-03', '2020-08-03', '2020-08-03', ''), ('', '2019-07', '2019'))
    """
    found = [""] * len(words)
    for span, day in _dates(words):
        if not any(found[span.start : span.stop]):
            found[span.start : span.stop] = [day] * len(span)
    return tuple(found)


def _dates(words: Sequence[str]) -> Iterator[tuple[range, str]]:
    for order in _ORDERS:
        for start in range(len(words) - len(order) + 1):
            if day := _in_words(order, words[start : start + len(order)]):
                yield range(start, start + len(order)), day
    for place, word in enumerate(words):
        if _YEAR.match(word[:4]) and first_day(word):
            yield range(place, place + 1), word


def _in_words(order: str, words: Sequence[str]) -> str:
    """The date that words of an order (`d`ay, `m`onth, `y`ear) give, or `""`."""
    part = dict(zip(order, words, strict=True))
    day = _DAY_OF_MONTH.match(part.get("d", "1"))
    month = _MONTHS.get(part["m"])
    if not (day and month and _YEAR.match(part["y"])):
        return ""
    written = f"{part['y']}-{month:02}" + (f"-{int(day[1]):02}" if "d" in part else "")
    return written if first_day(written) else ""
