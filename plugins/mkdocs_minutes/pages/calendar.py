"""When a series met: the meetings of each year, those that were skipped, and those called off."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from ..core.lexicon import pattern
from ..core.records import Archive, NoteId, SeriesId

FEWEST_MEETINGS = 6
"""Meetings from which on their distance tells how often a series meets."""

STEADY = 0.6
"""The share of distances that have to be near the usual one."""

LONGEST_GAP = 13
"""Meetings missing in a row: of more, the series paused."""

DAYS_ON_A_PAGE = 600
"""Meetings that a page of the calendar shows at most, unless a year of one series has more."""

SHORT = 1200
"""Characters that a note which calls a meeting off has at most."""

_CANCELLED = re.compile(rf"\b{pattern('meeting.cancelled')}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of which there is a note: `cancelled` where that says so."""

    note: NoteId
    day: date
    cancelled: bool
    attendees: int


@dataclass(frozen=True, slots=True)
class Year:
    """The meetings of a series in a year, the days near which it skipped one, and its pauses."""

    series: SeriesId
    year: int
    meetings: tuple[Meeting, ...]
    skipped: tuple[date, ...]
    pauses: tuple[tuple[date, date], ...]


def years_of(archive: Archive) -> tuple[Year, ...]:
    """Each year of each series that has dated notes, by series, the newest year first."""
    found = []
    for series in archive.series.values():
        meetings = _meetings(archive, series.notes)
        by_year: dict[int, list[Meeting]] = defaultdict(list)
        for meeting in meetings:
            by_year[meeting.day.year].append(meeting)
        skipped, pauses = gaps([meeting.day for meeting in meetings])
        found += [
            Year(
                series.id,
                year,
                tuple(by_year[year]),
                tuple(day for day in skipped if day.year == year),
                tuple(pause for pause in pauses if pause[0].year == year),
            )
            for year in sorted(by_year, reverse=True)
        ]
    return tuple(found)


def years_on_a_page(years: Sequence[Year], most: int) -> int:
    """How many years of series a page of the calendar has: `most`, or fewer of many meetings."""
    busiest = max((len(year.meetings) for year in years), default=1)
    return max(1, min(most, DAYS_ON_A_PAGE // busiest))


def gaps(days: Sequence[date]) -> tuple[tuple[date, ...], tuple[tuple[date, date], ...]]:
    """The days near which a steady series did not meet, and pauses longer than `LONGEST_GAP`.

    `days` are in order. A series whose meetings lie at no usual distance skips none.

    >>> weekly = [date(2020, 1, day) for day in (1, 8, 15, 29)]
    >>> gaps([*weekly, date(2020, 2, 5), date(2020, 2, 12)])
    ((datetime.date(2020, 1, 22),), ())
    """
    distances = [(later - earlier).days for earlier, later in pairwise(days) if later > earlier]
    if len(days) < FEWEST_MEETINGS or not distances:
        return (), ()
    usual = median(distances)
    near = sum(abs(one - usual) <= max(1, usual / 4) for one in distances)
    if near < STEADY * len(distances):
        return (), ()
    skipped: list[date] = []
    pauses: list[tuple[date, date]] = []
    for earlier, later in pairwise(days):
        missing = round((later - earlier).days / usual) - 1
        if missing > LONGEST_GAP:
            pauses.append((earlier, later))
        else:
            skipped += [earlier + timedelta(days=usual * n) for n in range(1, missing + 1)]
    return tuple(skipped), tuple(pauses)


def _meetings(archive: Archive, notes: Sequence[NoteId]) -> list[Meeting]:
    found = []
    for key in notes:
        archived = archive.notes[key]
        note, facts = archived.note, archived.facts
        if note.date is None:
            continue
        present = sum(one.attendee.presence != "absent" for one in archived.attendance)
        bare = not (present or facts.actions or facts.outcomes) and len(note.text) <= SHORT
        off = bare and bool(_CANCELLED.search(note.text))
        found.append(Meeting(key, note.date, off, present))
    return found
