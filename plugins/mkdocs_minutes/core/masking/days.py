"""Days and years, written with digits: no telephone number and no code."""

from __future__ import annotations

import re

# A day, written with digits: no telephone number and no code, whatever stands beside it.
DAY = re.compile(
    r"""
    (?<! \d ) (?:
        (?: 19 | 20 )\d\d (?: [ ]?[-./][ ]? (?: 0?[1-9] | 1[0-2] ) [ ]?[-./][ ]?
        | [ ] (?: 0[1-9] | 1[0-2] ) [ ] ) (?: 0?[1-9]
          | [12]\d | 3[01] )
      | (?: 19 | 20 )\d\d [ ]?年[ ]? \d\d? [ ]?月 (?: [ ]? \d\d? [ ]?日 )?
      | (?: 0?[1-9] | [12]\d | 3[01] ) [ ]?[-./][ ]? (?: 0?[1-9] | [12]\d
        | 3[01] ) [ ]?[-./][ ]? (?: 19 | 20 )\d\d
    ) (?! \d )
    """,
    re.VERBOSE,
)
COMPACT_DAY = re.compile(
    r"""
    (?: 19 | 20 )\d\d (?: 0[1-9] | 1[0-2] ) (?: 0[1-9] | [12]\d | 3[01] )
    | (?: (?: 0[1-9] | 1[0-2] ) (?: 0[1-9] | [12]\d | 3[01] )
      | (?: 0[1-9] | [12]\d | 3[01] ) (?: 0[1-9] | 1[0-2] ) ) (?: 19[5-9]\d | 20[0-4]\d )
    """,
    re.VERBOSE,
)
_YEAR = r"(?:19[4-9]|20[0-4])\d"
_YEARS = re.compile(rf"{_YEAR}(?:\s?[-/]\s?(?:{_YEAR}|\d\d)|\s{_YEAR})*")


# `100 200 400`, `1000 2000`: sizes in a row.
_ROUND = re.compile(r"\d{1,2}00(?:[ -]\d{1,2}00)+")


def is_day(written: str) -> bool:
    """Whether digits hold a day, or are nothing but years of our time, or round numbers.

    >>> [is_day(it) for it in ("2021-03-04 12", "20210304", "04032021", "2021-22")]
    [True, True, True, True]
    >>> [is_day(it) for it in ("24680", "2013#", "2086")]
    [False, False, False]
    """
    digits = written.strip(" *")
    return bool(
        DAY.search(digits)
        or COMPACT_DAY.fullmatch(digits)
        or _YEARS.fullmatch(digits)
        or _ROUND.fullmatch(digits)
    )
