"""Which of two days a note is of, where its words and its path differ and the others tell."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from ..dates import DateOrder, date_in_path, likely_order, written_dates
from ..extract import extract
from ..grouping import grouped
from ..records import Note, ParsedNote, SeriesId
from ..settings import Settings


def settle_days(
    parsed: Sequence[ParsedNote], series: Mapping[str, SeriesId], settings: Settings
) -> list[ParsedNote]:
    """The notes on the days that the archive tells, where their own words leave two.

    A numeric date that can be read in two ways is read as the series writes its others, or else the
    archive (see `_order`), or else so that the days of the series fall on one weekday. A note that
    keeps the date line of an earlier one is put on its path's day: that is certain where another
    note of the series has the stated day, as its own path says, and none has the day in this note's
    path. Otherwise the words hold. Notes that were settled before may be settled again among
    others.
    """
    if not any(item.note.other_date or item.note.either for item in parsed):
        return list(parsed)
    stated = _in_order([as_stated(item, settings) for item in parsed], series, settings)
    held = grouped(((series[item.note.path], item.note.date), item.note.path) for item in stated)
    return [_settled(item, series[item.note.path], held, settings) for item in stated]


def as_stated(item: ParsedNote, settings: Settings) -> ParsedNote:
    """A note on the day that its own words state, if it was put on that of its path."""
    note = item.note
    if note.other_date and note.date == _path_day(note.path, settings):
        return _on(item, note.other_date, note.date, settings)
    return item


_WITNESSES, _AGREEING = 2, 0.9
"""An order of day and month is known where so many notes show it, and this share of all that do."""


def _in_order(
    parsed: Sequence[ParsedNote], series: Mapping[str, SeriesId], settings: Settings
) -> list[ParsedNote]:
    """The notes, unclear numeric dates read in the order that others of their series write."""
    if not any(item.note.either for item in parsed):
        return list(parsed)
    shown: dict[SeriesId | None, Counter[DateOrder]] = defaultdict(Counter)
    for item in parsed:
        for order in _shown(item.note, settings):
            shown[None][order] += 1
            shown[series[item.note.path]][order] += 1
    unclear = grouped(
        (series[it.note.path], (it.note.either[0], it.note.either[1]))
        for it in parsed
        if len(it.note.either) == 2
    )
    orders = {
        group: _order(shown[group]) or _order(shown[None]) or likely_order(days)
        for group, days in unclear.items()
    }
    return [_read_in(item, orders.get(series[item.note.path]), settings) for item in parsed]


def _shown(note: Note, settings: Settings) -> set[DateOrder]:
    """The orders that the numbers in a note's path, title and line of the date give away."""
    written = (
        date_in_path(note.path, settings.date_order),
        *written_dates(note.title),
        *written_dates(date_line(note)),
    )
    return {one.shows for one in written if one is not None and one.shows is not None}


def date_line(note: Note) -> str:
    """The line that states a note's day, `""` where none does."""
    if not 0 < note.date_line <= len(note.lines):
        return ""
    return note.text[note.lines[note.date_line - 1].content.slice]


def _order(shown: Counter[DateOrder]) -> DateOrder | None:
    for order, times in shown.items():
        if times >= _WITNESSES and times >= _AGREEING * shown.total():
            return order
    return None


def _read_in(item: ParsedNote, order: DateOrder | None, settings: Settings) -> ParsedNote:
    if len(item.note.either) != 2:
        return item
    day = None if order is None else item.note.either[order == "mdy"]
    if day == item.note.date:
        return item
    settled = _on(item, day, None, settings)
    problems = tuple(problem for problem in item.problems if problem.code != "date-ambiguous")
    return replace(settled, problems=problems) if day else settled


def _settled(
    item: ParsedNote,
    series: SeriesId,
    held: Mapping[tuple[SeriesId, date | None], Sequence[str]],
    settings: Settings,
) -> ParsedNote:
    note = item.note
    if note.other_date is None or (series, note.other_date) in held:
        return item
    if any(_path_day(path, settings) == note.date for path in held[series, note.date]):
        return _on(item, note.other_date, note.date, settings)
    return item


def _path_day(path: str, settings: Settings) -> date | None:
    written = date_in_path(path, settings.date_order)
    return written.on() if written else None


def _on(item: ParsedNote, day: date | None, other: date | None, settings: Settings) -> ParsedNote:
    """A note put on another day, what it counts from its day read again."""
    note = replace(item.note, date=day, date_line=0, other_date=other)
    facts = replace(extract(note, settings), sensitive=item.facts.sensitive)
    return replace(item, note=note, facts=facts)
