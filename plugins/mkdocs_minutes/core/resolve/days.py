"""Which of two days a note is of, where its words and its path differ and the others tell."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from ..dates import date_in_path
from ..extract import extract
from ..records import ParsedNote, SeriesId
from ..settings import Settings


def settle_days(
    parsed: Sequence[ParsedNote], series: Mapping[str, SeriesId], settings: Settings
) -> list[ParsedNote]:
    """The notes, those that keep the date line of an earlier note put on their path's day.

    That is certain where another note of the series has the stated day, as its own path says, and
    none has the day in this note's path. Otherwise the words hold. Notes that were settled before
    may be settled again among others.
    """
    if not any(item.note.other_date for item in parsed):
        return list(parsed)
    stated = [_as_stated(item, settings) for item in parsed]
    held: dict[tuple[SeriesId, date | None], list[str]] = defaultdict(list)
    for item in stated:
        held[series[item.note.path], item.note.date].append(item.note.path)
    return [_settled(item, series[item.note.path], held, settings) for item in stated]


def _as_stated(item: ParsedNote, settings: Settings) -> ParsedNote:
    note = item.note
    if note.other_date and note.date == _path_day(note.path, settings):
        return _on(item, note.other_date, note.date, settings)
    return item


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


def _on(item: ParsedNote, day: date, other: date | None, settings: Settings) -> ParsedNote:
    """A note put on another day, what it counts from its day read again."""
    note = replace(item.note, date=day, date_line=0, other_date=other)
    facts = replace(extract(note, settings), sensitive=item.facts.sensitive)
    return replace(item, note=note, facts=facts)
