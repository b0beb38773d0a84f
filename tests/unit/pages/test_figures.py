"""Figures over time, and the calendar of an archive."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest

from mkdocs_minutes.core.calendar import (
    DAYS_ON_A_PAGE,
    Meeting,
    Year,
    gaps,
    years_of,
    years_on_a_page,
)
from mkdocs_minutes.core.records import NoteId, SeriesId
from mkdocs_minutes.pages.chart import HEIGHT, MOST_DOTS, WIDTH, chart, scale
from tests.unit.pages.sites import broken_links, lookups_of, page, rendered

FIRST = date(2020, 1, 7)
TABLE = "## Stock\n| Sacks | Count |\n| --- | --- |\n| Rye | {} |\n| Oats | 7 |\n"


def weekly(bodies: dict[int, str]) -> dict[str, str]:
    """Notes of a weekly series, by the number of the week."""
    days = {week: FIRST + timedelta(weeks=week) for week in bodies}
    return {
        f"{day.isoformat()}.md": f"# Mill Call, {day.isoformat()}\n\n{bodies[week]}\n"
        for week, day in days.items()
    }


NOTES = weekly(
    {
        week: f"Present: Ann Bell\n\n{TABLE.format(10 + week * week)}"
        for week in range(70)
        if week != 4
    }
    | {9: "The meeting was cancelled.", 12: TABLE.format(154)}
)


def test_a_figure_has_all_its_history() -> None:
    lookups = lookups_of(NOTES)
    html = page(lookups, "figures/mill-call/stock-rye-count/")
    assert html.count('class="mn-chart__dot"') == 68
    assert html.count('<th scope="row">') == 68
    assert re.search(r"<title>10 on 2020-01-07</title>", html)
    assert '<td class="mn-number">4771</td><td class="mn-number">+137</td>' in html
    skip = html.index('<a class="mn-hidden" href="#mn-values">')
    assert skip < html.index("<svg") < html.index('id="mn-values"'), "a keyboard can pass the dots"


def test_figures_that_never_move_are_folded() -> None:
    lookups = lookups_of(NOTES)
    moving, _, still = page(lookups, "figures/").partition("<details")
    assert "Rye" in moving
    assert "Oats" not in moving
    assert "Oats" in still
    series = page(lookups, "series/mill-call/").partition("<details")
    assert "Oats" not in series[0].partition('id="mn-figures"')[2]
    assert "Oats" in series[2]


def test_a_chart_stays_in_its_box_and_has_bounded_dots() -> None:
    days = [FIRST + timedelta(days=number) for number in range(1000)]
    drawn = chart(days, [float(number % 17) for number in range(1000)], [""] * 1000)
    assert len(drawn.dots) <= MOST_DOTS
    assert drawn.dots[-1].day == days[-1].isoformat()
    assert all(0 <= dot.x <= WIDTH and 0 <= dot.y <= HEIGHT for dot in drawn.dots)
    assert len(drawn.days) <= WIDTH / 80
    assert [tick.text for tick in drawn.values] == ["0", "5", "10", "15", "20"]


@pytest.mark.parametrize(("low", "high"), [(0, 0), (-5, 5), (1e-9, 2e-9), (3, 1e12), (-7, -7)])
def test_an_axis_holds_what_it_is_made_for(low: float, high: float) -> None:
    bottom, top, step = scale(low, high)
    assert bottom <= low <= high <= top
    assert 2 <= round((top - bottom) / step) <= 6


def test_the_calendar_tells_what_was_held_skipped_and_called_off() -> None:
    lookups = lookups_of(NOTES)
    newest, oldest = years_of(lookups.archive)
    assert [day.isoformat() for day in oldest.skipped] == ["2020-02-04"]
    assert [meeting.day.isoformat() for meeting in oldest.meetings if meeting.cancelled] == [
        "2020-03-10"
    ]
    assert (newest.year, newest.skipped) == (2021, ())
    html = " ".join(re.sub(r"<[^>]+>", " ", page(lookups, "calendar/")).split())
    assert "2020 50 held, 1 skipped, 1 cancelled, 1 without attendees" in html
    assert "Skipped near 2020-02-04" in html


def test_a_series_without_a_usual_distance_skips_nothing() -> None:
    odd = [FIRST + timedelta(days=number**2) for number in range(12)]
    assert gaps(odd) == ((), ())
    assert gaps([]) == gaps([FIRST]) == gaps([FIRST] * 9) == ((), ())


def test_a_fortnightly_that_becomes_a_weekly_skips_only_what_it_lacks() -> None:
    fortnightly = [FIRST + timedelta(weeks=week) for week in (0, 2, 4, 6, 10, 12, 14, 16, 18)]
    weekly = [FIRST + timedelta(weeks=week) for week in (19, 20, 21, 22, 24, 25, 26, 27)]
    assert gaps([*fortnightly, *weekly]) == (
        (FIRST + timedelta(weeks=8), FIRST + timedelta(weeks=23)),
        (),
    )
    first_and_third = [FIRST + timedelta(weeks=week) for week in (0, 2, 4, 6, 9, 11, 13, 15, 18)]
    assert gaps(first_and_third) == ((), ())


def test_a_series_that_was_unsteady_once_skips_what_it_lacks_since_it_is_weekly() -> None:
    unsteady = [FIRST + timedelta(days=50 * number + (number * 7) % 5 * 9) for number in range(20)]
    weekly = [unsteady[-1] + timedelta(weeks=week) for week in range(1, 20) if week != 12]
    assert gaps([*unsteady, *weekly]) == ((unsteady[-1] + timedelta(weeks=12),), ())


def test_a_long_gap_is_a_pause() -> None:
    days = [FIRST + timedelta(weeks=week) for week in (*range(8), *range(60, 68))]
    assert gaps(days) == ((), ((days[7], days[8]),))


def test_all_pages_lead_to_pages_that_are_there() -> None:
    few = dict(list(NOTES.items())[:6])
    assert list(broken_links(rendered(lookups_of(few)))) == []


def test_a_page_of_the_calendar_has_no_more_meetings_than_a_reader_wants_to_load() -> None:
    def year(meetings: int) -> Year:
        held = (Meeting((NoteId("a"),), date(2020, 1, 7), cancelled=False, attendees=3),) * meetings
        return Year(SeriesId("weekly"), 2020, held, (), ())

    assert years_on_a_page([], 100) == 100
    assert years_on_a_page([year(12)] * 300, 100) == DAYS_ON_A_PAGE // 12
    assert years_on_a_page([year(2), year(250)], 100) == DAYS_ON_A_PAGE // 250
    assert years_on_a_page([year(10 * DAYS_ON_A_PAGE)], 100) == 1
