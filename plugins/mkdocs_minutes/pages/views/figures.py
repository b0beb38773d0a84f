"""Figures over time: all of them, and each with its chart and every value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ...core import addresses
from ...core.figures import Figure
from ...core.records import FigureId
from ..chart import Chart, chart
from ..here import Here, Link, Sight
from ..lookups import Lookups
from ..model import PlannedPage
from ..paging import Cut
from .view import View, crumbs, pager


@dataclass(frozen=True, slots=True)
class FigureRow:
    """A figure in a list: its first and last value, and the bounds of all."""

    link: Link
    series: Link
    latest: str
    lowest: str
    highest: str
    first: Sight
    last: Sight
    count: int


@dataclass(frozen=True, slots=True)
class Value:
    """A value in the table below a chart, with what it changed from the one before."""

    sight: Sight
    value: str
    change: str


def figures_view(here: Here, planned: PlannedPage, keys: Sequence[FigureId]) -> View:
    """All figures that move, by series, and behind them those that never do."""
    lookups = here.lookups
    shown = [lookups.figures[key] for key in keys]
    context: dict[str, object] = {
        "moving": tuple(figure_row(here, one) for one in shown if one.moves),
        "still": tuple(figure_row(here, one) for one in shown if not one.moves),
        "show_series": len(lookups.archive.series) > 1,
    }
    return View("figures.html", context)


def figure_view(planned: PlannedPage, lookups: Lookups) -> View:
    """The history of a figure: its chart, and all values below it, the newest first."""
    figure = lookups.figures[FigureId(planned.key)]
    here = Here(lookups, planned.uri)
    newest = range(len(figure.points) - 1, -1, -1)
    shown = newest[Cut(len(newest), lookups.options.page_size).part(planned.number)]
    context: dict[str, object] = {
        "crumbs": crumbs(here, ("Figures", addresses.FIGURES)),
        "title": figure.name,
        "figure": figure_row(here, figure),
        "page": planned.later,
        "chart": _chart(here, figure) if not planned.before else None,
        "values": tuple(_value(here, figure, at) for at in shown),
        "pager": pager(here, planned, addresses.figure_uri(figure.id)),
    }
    return View("figure.html", context)


def figure_row(here: Here, figure: Figure) -> FigureRow:
    """A figure as a list shows it."""
    values = [point.value for point in figure.points]
    first, last = figure.points[0], figure.points[-1]
    return FigureRow(
        Link(figure.name, here.to(addresses.figure_uri(figure.id))),
        here.series(figure.series),
        f"{values[-1]:g}",
        f"{min(values):g}",
        f"{max(values):g}",
        here.sight(first.note, first.line),
        here.sight(last.note, last.line),
        len(values),
    )


def _chart(here: Here, figure: Figure) -> Chart:
    points = figure.points
    return chart(
        [here.lookups.day(point.note) for point in points],
        [point.value for point in points],
        [here.note(point.note, point.line).href for point in points],
    )


def _value(here: Here, figure: Figure, at: int) -> Value:
    point = figure.points[at]
    change = point.value - figure.points[at - 1].value if at else 0
    told = f"{change:+g}" if change else ""
    return Value(here.sight(point.note, point.line), f"{point.value:g}", told)
