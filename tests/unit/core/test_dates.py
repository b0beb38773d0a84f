"""How dates are written, and what stands beside them that is none."""

from __future__ import annotations

from datetime import date

import pytest

from mkdocs_minutes.core.dates import written_dates
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
        ("2024年3月8日", "2024-03-08"),
        ("2024년 3월 8일", "2024-03-08"),
        ("12 March-24 people came", None),
        ("12-Mar-10:30", None),
    ],
)
def test_short_years_and_eastern_dates(words: str, day: str | None) -> None:
    (written,) = written_dates(words)
    assert (written.on() if written.year else None) == (date.fromisoformat(day) if day else None)
