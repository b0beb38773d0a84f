"""Figures over time: numbers that tables of a series state again from note to note."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .records import Archive, ArchivedNote, FigureId, NoteId, SeriesId
from .slugs import name_slug

FEWEST_POINTS = 3
"""A number that fewer notes state has no history."""

MOST_FIGURES = 400
"""Figures of one series; of more, those that most notes state."""

Key = tuple[str, str, str]
"""The heading above a table, the label of a row, the header of a column."""


@dataclass(frozen=True, slots=True)
class Point:
    """The value that a note states, and the line where it does."""

    note: NoteId
    value: float
    line: int


@dataclass(frozen=True, slots=True)
class Figure:
    """A number under its names, with every value that the notes state, the oldest first."""

    id: FigureId
    series: SeriesId
    group: str
    label: str
    column: str
    points: tuple[Point, ...]

    @property
    def name(self) -> str:
        """What a reader calls it: `Open, Count (JIRA)`."""
        named = ", ".join(filter(None, (self.label, self.column))) or self.group
        return f"{named} ({self.group})" if self.group and self.group != named else named

    @property
    def moves(self) -> bool:
        """Whether its values are not all the same."""
        return len({point.value for point in self.points}) > 1


def figures(archive: Archive) -> dict[FigureId, Figure]:
    """The figures of an archive by series; of one series those that most notes state come first.

    A note that states a figure twice counts with its first statement.
    """
    return {
        figure.id: figure
        for series in archive.series.values()
        for figure in _of_series(series.id, [archive.notes[note] for note in series.notes])
    }


def _of_series(series: SeriesId, notes: list[ArchivedNote]) -> Iterator[Figure]:
    found: dict[Key, list[Point]] = defaultdict(list)
    for note in notes:
        for metric in note.facts.metrics:
            points = found[metric.group, metric.label, metric.column]
            if not points or points[-1].note != note.id:
                points.append(Point(note.id, metric.value, metric.line))
    counts = {key: len(points) for key, points in found.items()}
    for identifier, key in figure_ids(series, counts).items():
        yield Figure(identifier, series, *key, tuple(found[key]))


def figure_ids(series: SeriesId, counts: Mapping[Key, int]) -> dict[FigureId, Key]:
    """The figures of a series, given how many of its notes state each number."""
    told = [(key, count) for key, count in counts.items() if count >= FEWEST_POINTS]
    told.sort(key=lambda item: (-item[1], item[0]))
    found: dict[FigureId, Key] = {}
    for key, _ in told[:MOST_FIGURES]:
        slug = name_slug("-".join(filter(None, key))) or "figure"
        while FigureId(f"{series}/{slug}") in found:
            slug += "-x"
        found[FigureId(f"{series}/{slug}")] = key
    return found
