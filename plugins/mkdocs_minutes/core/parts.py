"""The words that head the parts of any minutes, and those that name a meeting."""

from __future__ import annotations

import re
from datetime import date

from .dates import written_dates
from .extract.labels import ROLE, heading_presence
from .extract.names import is_person_name
from .lexicon import late, pattern
from .redact import MARK
from .series import series_of

SECTION_NAME = late(
    rf"""
    (?: {pattern("heading.part")} | {pattern("heading.contents")}
      | {pattern("heading.topics")} \s (?: \w+ \s ){{0,2}} {pattern("heading.covered")}
      | (?: [\w&/-]+ \s ){{0,3}} {pattern("heading.of_many")}
      | (?: \w+ \s ){{1,2}} {pattern("heading.of_items")}
      | (?: \w+ \s )? {pattern("heading.of_business")} )
    \s* :?
    """,
    re.IGNORECASE | re.VERBOSE,
)
"""Headings that name a part of any minutes, and so are the title of none."""
DOCUMENT_NAME = late(rf"(?:[^\w\s]{{1,3}}\s)?{pattern('heading.document')}", re.IGNORECASE)
"""Those of them that at least say what the document is."""
MEETING_WORD = late(rf"\b{pattern('meeting.kinds')}\b", re.IGNORECASE)
"""What makes a line the name of a meeting."""

PAPER_WORD = late(rf"\b{pattern('series.document')}\b", re.IGNORECASE)
"""What makes a line the name of what was minuted: `Minutes of 4 May`."""

GROUP_WORD = late(rf"\b{pattern('meeting.groups')}\b", re.IGNORECASE)
"""What makes a name that of a group that meets."""

PART_OF_MEETING = "|".join(
    pattern(f"parts.{part}") for part in ("slides", "summary", "transcript", "agenda")
)
"""What a paper that lies beside the minutes is called, as a part of a verbose pattern."""

# `1. Builds`, `2) Roadmap`: an item of the agenda.
_NUMBERED_ITEM = re.compile(r"\d{1,2}[.)]\s+\D")
# `Next meeting`, `Upcoming events:`: what is announced is not what was minuted.
_ANNOUNCEMENT = late(
    rf"""
    (?: the \s )? {pattern("meeting.announced")} (?: \s \w+ ){{0,2}}?
    \s {pattern("meeting.occasion")}
    \s* (?: $ | [^\w\s] | \d | (?: is | on | will ) \b )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# `Date: 3 May 2021`, `When: Friday, 2 pm`: a statement, even where it is marked as a heading.
_DATE_STATEMENT = re.compile(r"(?:date|when|time|datum|fecha)(?:\s?(?:/|and|&)\s?time)?\s*:", re.I)


def first_day(words: str) -> date | None:
    """The first whole date in a text, `None` without one."""
    return next((day for written in written_dates(words) if (day := written.on())), None)


def is_of_people(heading: str) -> bool:
    """Whether a heading is one of those that lists of people stand under, or those with a role.

    In Han who keeps the record and the record itself are one word, which may be a title.
    """
    in_role = heading.lower() != heading.upper() and ROLE.fullmatch(heading)
    return bool(in_role) or heading_presence(heading, frozenset()) is not None


def is_topic_or_notice(words: str) -> bool:
    """Whether words are an item of the agenda or announce another meeting.

    >>> [is_topic_or_notice(it) for it in ("1. Builds", "Next meeting: May", "Next.js call")]
    [True, True, False]
    """
    return bool(_NUMBERED_ITEM.match(words) or _ANNOUNCEMENT.match(words))


def names_part(words: str) -> bool:
    """Whether words head a part of the minutes, an item of the agenda or an announcement."""
    return bool(SECTION_NAME.fullmatch(words)) or is_topic_or_notice(words)


def names_document(heading: str) -> bool:
    """Whether a heading can be a title, rather than a part of any minutes or a statement."""
    return bool(
        heading
        and not names_part(heading)
        and not (is_of_people(heading) and not MEETING_WORD.search(heading))
        and MARK.search(heading) is None
        and not lists_people(heading)
        and not (_DATE_STATEMENT.match(heading) and not series_of(heading))
    )


def lists_people(words: str) -> bool:
    """Whether an opening line is nothing but names: `Ann, Bert, Carl and Dora`."""
    names = re.split(r",\s*(?:and\s)?|\s(?:and|&)\s", words.rstrip(",."))
    return len(names) > 2 and all(is_person_name(name, listed=True) for name in names)
