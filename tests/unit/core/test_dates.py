"""How dates are written, and what stands beside them that is none."""

from __future__ import annotations

from datetime import date

import pytest

from mkdocs_minutes.core.dates import date_in_path, written_dates
from mkdocs_minutes.core.series import series_of


@pytest.mark.parametrize(
    ("title", "day"),
    [
        ("Orchard Meeting #4 - October 3, 2022", "2022-10-03"),
        ("Orchard Meeting # 5 - October 31, 2022", "2022-10-31"),
        ("Orchard Meeting 12 - October 3rd, 2022", "2022-10-03"),
        ("Orchard Meeting #4 October 3, 2022", "2022-10-03"),
        ("Orchard Meeting No. 7 - 4 March 2022", "2022-03-04"),
        ("Orchard Meeting no 2, 4 March 2022", "2022-03-04"),
        ("Orchard Meeting 7 - 4 March 2022", "2022-03-04"),
        ("Orchard Meeting 3-4 March 2022", "2022-03-03"),
        ("Orchard Meeting 3/4 March 2022", "2022-03-03"),
        ("12 March 2022: Orchard Meeting", "2022-03-12"),
        ("30 May - 2 June 2024: Orchard Meeting", "2024-05-30"),
    ],
)
def test_the_number_of_a_meeting_is_no_day(title: str, day: str) -> None:
    assert [d.on() for d in written_dates(title)] == [date.fromisoformat(day)]
    assert series_of(title) == "Orchard Meeting"


@pytest.mark.parametrize(
    ("words", "day"),
    [
        ("12-Mar-24", "2024-03-12"),
        ("12-Mar-24-notes", "2024-03-12"),
        ("18 Mar '24", "2024-03-18"),
        ("Mar 18, ’24", "2024-03-18"),
        ("18.03.24", "2024-03-18"),
        ("vom 08.03.24.", "2024-03-08"),
        ("2024年3月8日", "2024-03-08"),
        ("2024년 3월 8일", "2024-03-08"),
        ("12 March-24 people came", None),
        ("12-Mar-10:30", None),
    ],
)
def test_short_years_and_eastern_dates(words: str, day: str | None) -> None:
    (written,) = written_dates(words)
    assert (written.on() if written.year else None) == (date.fromisoformat(day) if day else None)


@pytest.mark.parametrize(
    ("path", "day"),
    [
        ("board/1994/Fall/09.27.94.md", "1994-09-27"),
        ("board/1996/9-18-96.md", "1996-09-18"),
        ("2000/Dec7-2000.md", "2000-12-07"),
        ("board/meeting_23_Jan_28_2026.md", "2026-01-28"),
        ("2000/22-AUG-2000.md", "2000-08-22"),
        ("2002/board_2002feb14.md", "2002-02-14"),
        ("2006/minutes_091406.md", "2006-09-14"),
        ("2000/minutes01242001.md", "2001-01-24"),
        ("2024/11 | 11%2F16%2F2024.md", "2024-11-16"),
        ("rooms-09.27.94.md", None),
    ],
)
def test_a_short_year_in_a_path_is_the_folders(path: str, day: str | None) -> None:
    found = date_in_path(path)
    assert (str(found.on()) if found else None) == day


def test_numbers_in_a_path_keep_both_readings_until_an_order_is_known() -> None:
    found = date_in_path("1992/03.05.92.md")
    assert found is not None
    assert found.readings == ((5, 3), (3, 5))
    american = date_in_path("1992/03.05.92.md", "mdy")
    assert american is not None
    assert str(american.on()) == "1992-03-05"


@pytest.mark.parametrize(
    ("words", "inside", "outside"),
    [("May 3-5, 2024", "2024-05-05", "2024-05-06"), ("3 May 2024", "2024-05-03", "2024-05-04")],
)
def test_a_range_covers_its_days(words: str, inside: str, outside: str) -> None:
    written = next(written_dates(words))
    assert written.covers(date.fromisoformat(inside))
    assert not written.covers(date.fromisoformat(outside))


@pytest.mark.parametrize(
    "words", ["32 March 2020", "the 99 May 2021", "45. July 2020", "35-4 March"]
)
def test_a_number_that_is_no_day_is_none(words: str) -> None:
    days = [written.on() for written in written_dates(words)]
    assert all(day is None or day.day < 32 for day in days)


@pytest.mark.parametrize("words", ["2022年0月2日", "2022년 00월 2일", "2022-0-02", "2022/00/02"])
def test_a_month_of_no_year_is_no_date(words: str) -> None:
    assert list(written_dates(words)) == []
