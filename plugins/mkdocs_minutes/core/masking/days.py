"""Days and years, written with digits: no telephone number and no code."""

from __future__ import annotations

import re

from .forms import Forms

_FORMS = Forms("days")

DAY = _FORMS.day
COMPACT_DAY = _FORMS.compact_day
_YEAR = r"(?:19[4-9]|20[0-4])\d"
_YEARS = re.compile(rf"{_YEAR}(?:\s?[-/]\s?(?:{_YEAR}|\d\d)|\s{_YEAR})*")
# `14 2024`, behind a month: no account has two digits, and then four that are a year's.
_DAY_AND_YEAR = re.compile(rf"(?:[12]?\d|3[01]),?\s{_YEAR}")


# `100 200 400`, `1000 2000`: sizes in a row.
_ROUND = re.compile(r"\d{1,2}00(?:[ -]\d{1,2}00)+")


def is_day(written: str) -> bool:
    """Whether digits hold a day, or are nothing but years of our time, or round numbers.

    >>> [is_day(it) for it in ("2021-03-04 12", "20210304", "2021-22", "14 2024")]
    [True, True, True, True]
    >>> [is_day(it) for it in ("24680", "2013#", "2086")]
    [False, False, False]
    """
    digits = written.strip(" *")
    return bool(
        DAY.search(digits)
        or COMPACT_DAY.fullmatch(digits)
        or _YEARS.fullmatch(digits)
        or _DAY_AND_YEAR.fullmatch(digits)
        or _ROUND.fullmatch(digits)
    )
