"""Figures that the tables of a series repeat from note to note, as small curves."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ...core.figures import Figure
from ..here import Here
from .figures import FigureRow, figure_row

MOST_POINTS = 400
MOST_TRENDS = 12

WIDTH, HEIGHT, MARGIN = 160, 36, 3


@dataclass(frozen=True, slots=True)
class Trend:
    """A figure over time: `points` are those of an SVG polyline in a box of 160 by 36."""

    group: str
    label: str
    column: str
    row: FigureRow
    points: str
    end: tuple[float, float]


def trends(here: Here, told: Iterable[Figure]) -> tuple[Trend, ...]:
    """The figures of a series that move, those stated most often first, by name."""
    shown = [figure for figure in told if figure.moves][:MOST_TRENDS]
    shown.sort(key=lambda figure: (figure.group, figure.label, figure.column))
    return tuple(_trend(here, figure) for figure in shown)


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


def _trend(here: Here, figure: Figure) -> Trend:
    values = [point.value for point in figure.points]
    every = -(-len(values) // MOST_POINTS)
    curve = polyline(values[::-every][::-1])
    points = " ".join(f"{x},{y}" for x, y in curve)
    row = figure_row(here, figure)
    return Trend(figure.group, figure.label, figure.column, row, points, curve[-1])
