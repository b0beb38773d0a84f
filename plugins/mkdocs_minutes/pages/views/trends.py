"""Figures that the tables of a series repeat from note to note, as small curves."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...core.records import Metric, NoteId
from ..rows import Here, Sight

FEWEST_POINTS = 3
MOST_POINTS = 60
MOST_TRENDS = 12

WIDTH, HEIGHT, MARGIN = 160, 36, 3


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure over time: `points` are those of an SVG polyline in a box of 160 by 36."""

    group: str
    label: str
    column: str
    latest: str
    lowest: str
    highest: str
    first: Sight
    last: Sight
    count: int
    points: str
    end: tuple[float, float]


def trends(here: Here, notes: Iterable[NoteId]) -> tuple[Trend, ...]:
    """The figures that at least three notes of a series state, those stated most often first.

    A figure is known by the heading above its table, its row and its column; a note that states it
    twice counts with its first statement. Figures that never move are left out.
    """
    series: dict[tuple[str, str, str], list[tuple[NoteId, Metric]]] = defaultdict(list)
    for note in notes:
        for metric in here.lookups.archive.notes[note].facts.metrics:
            points = series[metric.group, metric.label, metric.column]
            if not points or points[-1][0] != note:
                points.append((note, metric))
    found = [(key, points) for key, points in series.items() if _moves(points)]
    found.sort(key=lambda item: (-len(item[1]), item[0]))
    shown = sorted(found[:MOST_TRENDS], key=lambda item: item[0])
    return tuple(_trend(here, key, points) for key, points in shown)


def _moves(points: Sequence[tuple[NoteId, Metric]]) -> bool:
    return len(points) >= FEWEST_POINTS and len({metric.value for _, metric in points}) > 1


def polyline(values: Sequence[float]) -> tuple[tuple[float, float], ...]:
    """Values as points of a curve that fills the box; equal values lie on its middle.

    >>> polyline([0, 5, 10])
    ((3.0, 33.0), (80.0, 18.0), (157.0, 3.0))
    """
    low, high = min(values), max(values)
    across = (WIDTH - 2 * MARGIN) / max(1, len(values) - 1)
    up = HEIGHT - 2 * MARGIN
    return tuple(
        (
            round(MARGIN + across * place, 1),
            round(MARGIN + up * (0.5 if high == low else (high - value) / (high - low)), 1),
        )
        for place, value in enumerate(values)
    )


def _trend(here: Here, key: tuple[str, str, str], points: Sequence[tuple[NoteId, Metric]]) -> Trend:
    values = [metric.value for _, metric in points]
    curve = polyline(values[-MOST_POINTS:])
    shown = points[-MOST_POINTS:]
    return Trend(
        *key,
        latest=f"{values[-1]:g}",
        lowest=f"{min(values):g}",
        highest=f"{max(values):g}",
        first=here.sight(shown[0][0], shown[0][1].line),
        last=here.sight(shown[-1][0], shown[-1][1].line),
        count=len(values),
        points=" ".join(f"{x},{y}" for x, y in curve),
        end=curve[-1],
    )
