"""The calendar of an archive: a row for each series and year, a cell for each month."""

from __future__ import annotations

from dataclasses import dataclass

from ...core import addresses
from ...core.calendar import Year
from ..lookups import Lookups
from ..model import PlannedPage
from ..plan import page_count
from ..rows import Here, Link
from .view import View, crumbs, page_of, pager

MONTHS = 12


@dataclass(frozen=True, slots=True)
class Day:
    """A meeting in a cell: its day of the month, and how it was."""

    link: Link
    cancelled: bool
    bare: bool
    told: str


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year of a series: the days of each month, how many meetings, and which are missing."""

    series: Link
    year: int
    months: tuple[tuple[Day, ...], ...]
    held: int
    cancelled: int
    bare: int
    skipped: tuple[str, ...]
    pauses: tuple[tuple[str, str], ...]


def calendar_view(planned: PlannedPage, lookups: Lookups) -> View:
    """When each series met, year by year."""
    here = Here(lookups, planned.uri)
    size = lookups.calendar_size()
    rows = tuple(_row(here, year) for year in page_of(lookups.calendar, planned, size))
    context: dict[str, object] = {
        "crumbs": crumbs(here),
        "title": planned.title,
        "rows": rows,
        "pager": pager(here, planned, addresses.CALENDAR, page_count(planned.entries, size)),
    }
    return View("calendar.html", context)


def _row(here: Here, year: Year) -> YearRow:
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
    return YearRow(
        here.series(year.series),
        year.year,
        tuple(map(tuple, months)),
        len(year.meetings) - cancelled,
        cancelled,
        sum(day.bare for month in months for day in month),
        tuple(day.isoformat() for day in year.skipped),
        tuple((first.isoformat(), last.isoformat()) for first, last in year.pauses),
    )
