"""The name of a recurring meeting, out of the title of one of its notes."""

from __future__ import annotations

import re

from .dates import MONTH_PATTERN, written_dates

# `Minutes of the …`, `Live Notes for the …`, `Agenda for the video call of …`.
_NOTES_OF = re.compile(
    r"""
    \s* (?: (?: live | running | meeting | draft | raw | the | my | official ) \s+ )*
    (?: minutes | notes | protoc?k?oll? | summary | record | agenda ) \s+
    (?: of | for | from | der | des | vom ) \s+ (?: the \s+ )?
    (?: (?: video \s+ )? (?: call | meeting ) \s+ (?: of | for ) \s+ (?: the \s+ )? )?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# `Meeting: …`, `Minutes - …`, and the state of a document: `DRAFT - …`, `[Cancelled] …`.
_LEADING = re.compile(
    r"""
    \W* (?: (?: meeting | minutes | notes | agenda | transcript ) \s* [:\-–—|]
          | (?: draft | cancell?ed | postponed | final ) \b [\]):\s\-–—]* (?= \s ) ) \s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
# `#3`, `No. 7`, `Meeting 30`, `1st day`.
_NUMBER = re.compile(
    r"""
    \s* [-–—,:]? \s*
    (?: \# \s? \d+ | \b (?: no | nr | number | part | session | episode | edition ) \.? \s* \d+
      | \b (?: 1st | 2nd | 3rd | \d{1,3}th ) \s+ day \b | \b day \s+ \d+
      | \b (?: week | wk | kw ) \s* \d{1,2} (?: ,? \s* 20\d\d )? \b
      | (?<= meeting\s ) \d+ \b | (?<= call\s ) \d+ \b | \( \d+ \) )
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TRAILING = re.compile(
    r"""
    [\s\-–—:,|(\[]* \b
    (?: minutes | notes | agenda (?: \s and \s (?: notes | minutes ) )? | transcript | slides
      | live \s notes | cancell?ed | postponed | draft ) [)\]]? \s* $
    """,
    re.IGNORECASE | re.VERBOSE,
)
_MONTH_ALONE = re.compile(rf"\b{MONTH_PATTERN}\.?,?\s+(?:19|20)\d\d\b", re.IGNORECASE)
_WEEKDAY = re.compile(
    r"""
    \b (?: on \s+ )? (?: mon | tues | wednes | thurs | fri | satur | sun ) day \b ,?
    | \b (?: mon | tue | wed | thu | fri | sat | sun ) \b [,.]?
    """,
    re.IGNORECASE | re.VERBOSE,
)
_TIME = re.compile(
    r"""
    \b (?: at \s+ | @ \s* )? \d{1,2} [:.] \d\d \s* (?: [ap]m )?
    (?: \s* [-–] \s* \d{1,2} [:.] \d\d \s* (?: [ap]m )? )?
    \s* (?: utc | gmt | ce?s?t | [ecmp][sd]t | z )? \b
    """,
    re.IGNORECASE | re.VERBOSE,
)
_EMPTY_BRACKETS = re.compile(r"\(\s*\)|\[\s*\]")
_LOOSE_END = re.compile(r"[\s,]+(?:on|of|for|at|from|the|held|vom|am)$", re.IGNORECASE)
_LOOSE_START = re.compile(r"\W*(?:on|of|for|the)\s+", re.IGNORECASE)
_LOOSE_SIGNS = re.compile(r"[,;:]\s*(?=[-–—,;:])|\s+(?=[,;:])")
_MAX_TITLE = 300
_EDGES = " \t-–—,:;|/@.·•_"
# What is left of a title that names no meeting.
_NO_NAME = re.compile(
    r"(?:the\s)?(?:(?:weekly|monthly|our)\s)?(?:meeting|call|notes|minutes|agenda|summary|details)s?",
    re.IGNORECASE,
)


def series_of(title: str) -> str:
    """The name that a title states once date, number and words for minutes are taken off.

    `""` where nothing is left that names a meeting, and for a text too long to be a title.

    >>> series_of("Live Notes for the Open Forum #1 on Wednesday, November 13, 2024")
    'Open Forum'
    >>> series_of("DRAFT - 2021-01-26 Community Meeting"), series_of("Core Call 30 Agenda")
    ('Community Meeting', 'Core Call')
    >>> series_of("2020-05-14 minutes")
    ''
    """
    if len(title) > _MAX_TITLE:
        return ""
    rest = title
    for written in reversed(list(written_dates(title))):
        rest = f"{rest[: written.start]} {rest[written.end :]}"
    rest = _MONTH_ALONE.sub(" ", rest)
    dated = rest != title
    if dated:
        rest = _TIME.sub(" ", _WEEKDAY.sub(" ", rest))
    for leading in (_LOOSE_START, _LEADING, _NOTES_OF) if dated else (_LEADING, _NOTES_OF):
        match = leading.match(rest)
        rest = rest[match.end() :] if match else rest
    rest = _TRAILING.sub("", _NUMBER.sub(" ", rest).rstrip(_EDGES))
    rest = _LOOSE_END.sub("", _EMPTY_BRACKETS.sub(" ", rest).rstrip(_EDGES))
    rest = " ".join(_LOOSE_SIGNS.sub("", rest).split()).strip(_EDGES)
    if _NO_NAME.fullmatch(rest) or not any(c.isalpha() for c in rest):
        return ""
    return rest
