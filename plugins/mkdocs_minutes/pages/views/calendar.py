"""The calendar of an archive: a row for each series and year, a cell for each month."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...core.calendar import Year
from ..here import Here, Link
from ..model import PlannedPage
from .view import View

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Day:
    """A meeting in a cell: its day of the month, and how it was."""

    link: Link
    cancelled: bool
    bare: bool
    told: str


@dataclass(frozen=True, slots=True)
class SeriesYear:
    """A year of a series: the days of each month, how many meetings, and which are missing."""

    series: Link
    year: int
    months: tuple[tuple[Day, ...], ...]
    held: int
    cancelled: int
    bare: int
    skipped: tuple[str, ...]
    pauses: tuple[tuple[str, str], ...]


def calendar_view(here: Here, planned: PlannedPage, years: Sequence[Year]) -> View:
    """When each series met, year by year."""
    return View("calendar.html", {"rows": tuple(_row(here, year) for year in years)})


def _row(here: Here, year: Year) -> SeriesYear:
    months: list[list[Day]] = [[] for _ in range(MONTHS)]
    for meeting in year.meetings:
        how = (
            "cancelled" if meeting.cancelled else "" if meeting.attendees else "no attendees noted"
        )
        told = f"{meeting.day.isoformat()}{f', {how}' if how else ''}"
        link = Link(str(meeting.day.day), here.note(meeting.notes[0]).href)
        bare = not (meeting.attendees or meeting.cancelled)
        months[meeting.day.month - 1].append(Day(link, meeting.cancelled, bare, told))
    cancelled = sum(meeting.cancelled for meeting in year.meetings)
    return SeriesYear(
        here.series(year.series),
        year.year,
        tuple(map(tuple, months)),
        len(year.meetings) - cancelled,
        cancelled,
        sum(day.bare for month in months for day in month),
        tuple(day.isoformat() for day in year.skipped),
        tuple((first.isoformat(), last.isoformat()) for first, last in year.pauses),
    )
