"""Version numbers, their status and date, read from one note."""

from __future__ import annotations

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import Note, RawNote, VersionReading
from mkdocs_minutes.core.settings import Settings

HEAD = "# Kiln Meeting, 10 November 2021\n\n"


def read(body: str, head: str = HEAD) -> tuple[Note, tuple[VersionReading, ...]]:
    parsed = parse(RawNote("kiln.md", (head + body).encode()), Settings())
    return parsed.note, parsed.facts.versions


def numbers(body: str) -> list[str]:
    return [reading.number for reading in read(body)[1]]


@pytest.mark.parametrize(
    ("body", "expected"),
    [
        ("- Glaze 3.5.1 is out", ["3.5.1"]),
        ("- Glaze v3.5.1, V3.6.0", ["3.5.1", "3.6.0"]),
        ("- Glaze 7r3p36 and v6r22", ["7r3p36", "6r22"]),
        (
            "- Glaze 8.1.0a12, 5.0.0-rc5, 4.10.0 RC 1, 1.0-beta.2",
            ["8.1.0a12", "5.0.0rc5", "4.10.0rc1", "1.0b2"],
        ),
        ("- Glaze 4.8-2.1 and 1.19.0-1.el7", ["4.8-2.1", "1.19.0-1"]),
        ("- Glaze 3.7/3.8 and 3.9", ["3.7", "3.8", "3.9"]),
        ("- Glaze 3.4.1-3.4.5", ["3.4.1", "3.4.5"]),
        ("- Glaze 4.12.x series", ["4.12"]),
        ("- `glaze 3.5.1` in code", ["3.5.1"]),
        ("- glaze-3.5.1-1.2.el7 builds", ["3.5.1-1.2"]),
        ("| 3.4.34 | Status |\n|---|---|\n| 1 | Open |", ["3.4.34"]),
    ],
)
def test_forms_of_version_numbers(body: str, expected: list[str]) -> None:
    assert numbers(body) == expected


@pytest.mark.parametrize(
    "body",
    [
        "- 1.65 FTE, 5.5 GB, 0.04 secs, 30.5 Hz, 3.5 %, 2.5 times, 1.5 million",
        "- costs $3.50, €4.20, ~5.1, +0.3, about 2.5 in all",
        "- at 10.30, from 9.15 am, 14.00-15.30, 10:32.1",
        "- on 22.05.2023, 2023.05.22, 09.10.19",
        "- hosts 192.168.17.5 and 10.1.2.3/24",
        "- call 719.555.0142",
        "- see section 4.2, slide 3.1, Table 2.4, p. 3.5",
        "- 1,577 records; 24x7; 3rd; x509; OAuth2; Python 3; ISGC'23; 2 patch releases",
        "- https://host.example/pkg-1.2.3/index.html and docs/v1.2/guide",
        "- file glaze-1.2.3.tar.gz",
        "- 2023-05-22 10:32:11,041212 [NOTICE] done in 1.2.3",
        "- TECH-01-01, #3.5, gt2/gt5, word1.2word",
        "```\nversion 1.2.3\n```",
        "<!-- 1.2.3 -->",
    ],
)
def test_what_only_looks_like_a_version(body: str) -> None:
    assert numbers(body) == []


def test_numbered_headings_are_no_versions_but_release_headings_are() -> None:
    assert numbers("## 1 Start\n\n## 1.1 Plans\n\n## 1.2 Ends\n\n## 2.1 More\n\n## 2 Rest\n") == []
    assert numbers("## 3.7 Series Status\n\n## 3.7 Series Plans\n\n## 3.9 Series\n") == [
        "3.7",
        "3.7",
        "3.9",
    ]


@pytest.mark.parametrize(
    ("body", "name"),
    [
        ("- Glaze 3.5.1", "Glaze"),
        ("- Glaze-CE 3.5.1", "Glaze-CE"),
        ("- Release Glaze version 3.5.1", "Glaze"),
        ("- glaze-tools-3.5.1", "glaze-tools"),
        ("- Glaze >= 3.5.1", "Glaze"),
        ("- Upcoming: Glaze 3.5.1", "Glaze"),
        ("- Release 3.5.1 today", None),
        ("- Planned for 3.5.1", None),
        ("- moved it to Glaze. 3.5.1 follows", None),
        ("- slip/glaze 3.5.1", None),
    ],
)
def test_the_name_beside_a_number(body: str, name: str | None) -> None:
    note, (reading,) = read(body)
    assert (note.quote(reading.beside) if reading.beside else None) == name


def test_numbers_of_a_list_share_the_name_and_what_is_said() -> None:
    note, readings = read("- Glaze 3.7.6 and 3.9.4 coming soon\n- Glaze >= 8.7.2 (including 8.8)\n")
    assert [note.quote(r.beside) for r in readings if r.beside] == ["Glaze"] * 4
    assert [r.status for r in readings] == ["planned", "planned", "mentioned", "mentioned"]
    assert [r.bound for r in readings] == [False, False, True, True]


@pytest.mark.parametrize(
    ("body", "status", "date"),
    [
        ("- Glaze 3.5.1 released October 18", "released", "2021-10-18"),
        ("- Glaze 3.5.1 released on 2 Jan", "released", "2022-01-02"),
        ("- Glaze 3.5.1 released beginning oct", "released", "2021-10"),
        ("- Release 3.5.1 today", "released", "2021-11-10"),
        ("- Glaze 3.5.1 (mid Nov)", "planned", "2021-11"),
        ("- 3.5.1 Plans (January)", "planned", "2022-01"),
        ("- Glaze 3.5.1 end of November", "planned", "2021-11"),
        ("- Glaze 3.5 EOL in February 2022", "end-of-life", "2022-02"),
        ("- Glaze 3.5.1 will be released next week", "planned", ""),
        ("- Glaze 3.5.1 is not yet released", "planned", ""),
        ("- once Glaze 3.5.1 is released we rest", "planned", ""),
        ("- AI (Ann): Release Glaze 3.5.1", "planned", ""),
        ("- AI (Ann): Problems with Glaze 3.5.1 need a fix", "mentioned", ""),
        ("- Releasing Glaze 3.5.1", "in-progress", ""),
        ("- v3.5.1 (small) in Kiln 3.5 contrib and Kiln 3.6", "released", ""),
        ("- Glaze 3.5.1 released 8 November, in Kiln testing", "released", "2021-11-08"),
        ("- Tested in Glaze 3.5.1 w/o salt", "mentioned", ""),
        ("- more checks than Glaze 3.5.1", "mentioned", ""),
        ("- Ready for Testing\n    - Glaze 3.5.1", "testing", ""),
        ("- Ready for Release\n    - Glaze 3.5.1", "ready-for-release", ""),
        ("## Completed releases\n\n- Glaze 3.5.1", "released", ""),
        ("## Future releases\n\n- Glaze 3.5.1", "planned", ""),
        ("| 3.5.1 | Status |\n|---|---|\n| 1 | Open |", "in-progress", ""),
    ],
)
def test_status_and_date(body: str, status: str, date: str) -> None:
    _, readings = read(body)
    assert (readings[0].status, readings[0].date) == (status, date)


def test_a_note_without_a_date_states_no_relative_one() -> None:
    _, (reading,) = read("- Glaze 3.5.1 released today, and in May\n", head="Kiln notes\n\n")
    assert (reading.status, reading.date) == ("released", "")


@pytest.mark.parametrize("character", ["1.", "v1.2 ", "1.2/", "9", ".", "1.2.3 and "])
def test_long_runs_of_numbers_end(character: str) -> None:
    body = "- " + character * 20_000
    read(body)
