"""A figure's history as a chart: an axis of values, an axis of days, and a dot a note."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import floor, log10

WIDTH, HEIGHT = 720, 260
LEFT, RIGHT, TOP, BOTTOM = 56, 12, 24, 30
"""The box of a chart, and what is left around the curve for the axes."""

MOST_DOTS = 160
"""Of more values the curve has all and the dots are those of every second, third … note."""

MOST_ON_A_CURVE = 1500
TICKS = 4


@dataclass(frozen=True, slots=True)
class Dot:
    """A value on the chart: where it lies, and what it says."""

    x: float
    y: float
    value: str
    day: str
    href: str
    anchor: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis: where it lies, and what it says."""

    at: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What the drawing of a figure is made of."""

    points: str
    dots: tuple[Dot, ...]
    values: tuple[Tick, ...]
    days: tuple[Tick, ...]


def chart(days: Sequence[date | None], values: Sequence[float], hrefs: Sequence[str]) -> Chart:
    """The chart of values by day; undated ones lie evenly, each with the address of its place.

    The three are of one length, of at least one.
    """
    low, high, step = scale(min(values), max(values))
    across = _across(days)
    down = [TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low) for value in values]
    at = [(round(x, 1), round(y, 1)) for x, y in zip(across, down, strict=True)]
    every = -(-len(at) // MOST_DOTS)
    shown = [i for i in range(len(at)) if (len(at) - 1 - i) % every == 0]
    curve = -(-len(at) // MOST_ON_A_CURVE)
    return Chart(
        " ".join(f"{x},{y}" for i, (x, y) in enumerate(at) if (len(at) - 1 - i) % curve == 0),
        tuple(_dot(*at[i], values[i], days[i], hrefs[i]) for i in shown),
        tuple(
            Tick(
                round(TOP + (HEIGHT - TOP - BOTTOM) * (high - value) / (high - low), 1),
                f"{value:g}",
            )
            for value in (low + step * number for number in range(round((high - low) / step) + 1))
        ),
        _day_ticks(days, across),
    )


def scale(low: float, high: float) -> tuple[float, float, float]:
    """Round bounds for an axis that holds two values, and the step between its marks.

    >>> scale(3, 158), scale(5, 5)
    ((0.0, 200.0, 50.0), (4.0, 6.0, 0.5))
    """
    if high == low:
        low, high = low - 1, high + 1
    rough = (high - low) / TICKS
    power = 10.0 ** floor(log10(rough))
    step = next(unit * power for unit in (1, 2, 2.5, 5, 10) if unit * power >= rough)
    bottom = floor(low / step) * step
    top = -floor(-high / step) * step
    return bottom, top, step


def _across(days: Sequence[date | None]) -> list[float]:
    room = WIDTH - LEFT - RIGHT
    known = [day for day in days if day]
    first, last = (min(known), max(known)) if known else (None, None)
    if first is None or last is None or len(known) < len(days) or first == last:
        return [LEFT + room * place / max(1, len(days) - 1) for place in range(len(days))]
    length = (last - first).days
    return [LEFT + room * (day - first).days / length for day in known]


def _dot(x: float, y: float, value: float, day: date | None, href: str) -> Dot:
    anchor = "start" if x < LEFT + 90 else "end" if x > WIDTH - 110 else "middle"
    return Dot(x, y, f"{value:g}", day.isoformat() if day else "undated", href, anchor)


def _day_ticks(days: Sequence[date | None], across: Sequence[float]) -> tuple[Tick, ...]:
    """Marks where months begin, as many as there is room for; the first and last day if few."""
    known = [(day, x) for day, x in zip(days, across, strict=True) if day]
    ticks: list[Tick] = []
    for day, x in known:
        text = day.strftime("%Y-%m")
        # The first begins at its mark, not to leave the chart; the others stand around theirs.
        apart = not ticks or x - ticks[-1].at >= (80 if len(ticks) > 1 else 105)
        if apart and (not ticks or ticks[-1].text != text):
            ticks.append(Tick(round(x, 1), text))
    return tuple(ticks)
