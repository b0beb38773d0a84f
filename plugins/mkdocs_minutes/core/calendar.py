"""When a series met: the meetings of each year, those that were skipped, and those called off."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from statistics import median

from .grouping import grouped
from .lexicon import late, pattern
from .records import Archive, ArchivedNote, NoteId, SeriesId
from .unread import told_before

FEWEST_MEETINGS = 6
"""Meetings from which on their distance tells how often a series meets."""

STEADY, FOR_A_TIME = 0.6, 8
"""The share of distances that have to be near the usual one, of so many before and behind one."""

LONGEST_GAP = 13
"""Meetings missing in a row: of more, the series paused."""

AROUND, NEARLY = 4, 0.4
"""Distances before and behind one that tell the usual one there, and the part of it that may lack.

A meeting on each first and third Tuesday is at times three weeks after the one before.
"""

DAYS_ON_A_PAGE = 600
"""Meetings that a page of the calendar shows at most, unless a year of one series has more."""

SHORT = 1200
"""Characters that a note which calls a meeting off has at most."""

_CANCELLED = late(rf"\b{pattern('meeting.cancelled')}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Record:
    """What a note says of the meeting of its day: `cancelled` where it says no more than that."""

    note: NoteId
    path: str
    day: date
    cancelled: bool
    attendees: int


@dataclass(frozen=True, slots=True)
class Meeting:
    """A meeting of which there are notes: several of one day are its parts, such as an agenda.

    It is `cancelled` where all of them say so. `attendees` are the most that one of them has.
    """

    notes: tuple[NoteId, ...]
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
    for series, meetings in meetings_by_series(archive).items():
        by_year = grouped((meeting.day.year, meeting) for meeting in meetings)
        skipped, pauses = gaps([meeting.day for meeting in meetings])
        found += [
            Year(
                series,
                year,
                by_year[year],
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

    `days` are in order. How far meetings lie apart is told at each place by those around it, since
    a weekly can become a fortnightly. While they lie at no usual distance, none is skipped.

    >>> weekly = [date(2020, 1, day) for day in (1, 8, 15, 29)]
    >>> gaps([*weekly, date(2020, 2, 5), date(2020, 2, 12)])
    ((datetime.date(2020, 1, 22),), ())
    """
    pairs = [(earlier, later) for earlier, later in pairwise(days) if later > earlier]
    distances = [(later - earlier).days for earlier, later in pairs]
    if len(days) < FEWEST_MEETINGS or not distances:
        return (), ()
    usual = [_usual(distances, at) for at in range(len(distances))]
    near = [
        abs(one - wanted) <= max(1, wanted / 4)
        for one, wanted in zip(distances, usual, strict=True)
    ]
    skipped: list[date] = []
    pauses: list[tuple[date, date]] = []
    for at, ((earlier, later), wanted) in enumerate(zip(pairs, usual, strict=True)):
        missing = int(distances[at] / wanted + NEARLY) - 1
        around = near[max(0, at - FOR_A_TIME) : at + FOR_A_TIME + 1]
        if sum(around) < STEADY * len(around):
            continue
        if missing > LONGEST_GAP:
            pauses.append((earlier, later))
        else:
            skipped += [earlier + timedelta(days=round(wanted * n)) for n in range(1, missing + 1)]
    return tuple(skipped), tuple(pauses)


def _usual(distances: Sequence[int], at: int) -> float:
    """How far meetings lie apart around a place, by the distances before and behind it."""
    around = [*distances[max(0, at - AROUND) : at], *distances[at + 1 : at + 1 + AROUND]]
    return median(around or distances)


def record_of(archived: ArchivedNote) -> Record | None:
    """What a note says of the meeting of its day; `None` for an undated one."""
    note, facts = archived.note, archived.facts
    if note.date is None:
        return None
    if told := told_before(archived):
        return Record(archived.id, note.path, note.date, told.cancelled, told.present)
    present = sum(one.attendee.presence != "absent" for one in archived.attendance)
    bare = not (present or facts.actions or facts.outcomes) and len(note.text) <= SHORT
    off = bare and bool(_CANCELLED.search(note.text))
    return Record(archived.id, note.path, note.date, off, present)


def meetings_of(records: Iterable[Record]) -> tuple[Meeting, ...]:
    """The meetings of a series, from what its notes say, in order of days."""
    days = grouped((record.day, record) for record in records)
    return tuple(
        Meeting(
            tuple(one.note for one in days[day]),
            day,
            all(one.cancelled for one in days[day]),
            max(one.attendees for one in days[day]),
        )
        for day in sorted(days)
    )


def meetings_by_series(archive: Archive) -> dict[SeriesId, tuple[Meeting, ...]]:
    """The meetings of each series of an archive, in order of days."""
    found = {}
    for series in archive.series.values():
        records = (record_of(archive.notes[note]) for note in series.notes)
        found[series.id] = meetings_of(filter(None, records))
    return found
