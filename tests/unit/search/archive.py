"""Small archives to search: an invented one, one full of traps, and the real notes."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest

from mkdocs_minutes.search.documents import SearchDocument, fields
from mkdocs_minutes.search.index import build_index, oldest_first
from mkdocs_minutes.search.reader import Index
from mkdocs_minutes.search.store import STRIDE

from ...bench.synthetic import notes

Notes = Sequence[Sequence[SearchDocument]]


def index_in(folder: Path) -> Index:
    """The index whose files lie in a folder."""
    return Index(lambda name: (folder / name).read_bytes())


PAGES = (
    SearchDocument(
        "person/ada", "people/ada/index.html", "person", "Ada Byron", names=("Ada Byron", "Ada B.")
    ),
    SearchDocument(
        "project/anvil", "projects/anvil/index.html", "project", "Anvil", names=("Anvil",)
    ),
    SearchDocument(
        "version/anvil/3.4.3",
        "projects/anvil/3.4.3/index.html",
        "version",
        "Anvil 3.4.3",
        body="released",
        projects=("Anvil",),
        names=("Anvil 3.4.3", "3.4.3"),
    ),
    SearchDocument(
        "ticket/OPS-12", "tickets/index.html#ops-12", "ticket", "OPS-12", names=("OPS-12",)
    ),
)


def note(
    ref: str, title: str, date: str, *sections: tuple[str, str], **facts: tuple[str, ...]
) -> list[SearchDocument]:
    """A note whose sections are `(heading, body)`."""
    url = f"notes/{ref}/index.html"
    return [
        SearchDocument(
            f"{ref}.{index}",
            url if index == 0 else f"{url}#s{index}",
            "section",
            title,
            heading,
            body,
            f"{ref}.0",
            date,
            "Weekly",
            **facts,  # type: ignore[arg-type]
        )
        for index, (heading, body) in enumerate(sections)
    ]


def traps() -> Notes:
    """Notes that hold what the tokeniser, the shards and the ranking could stumble over."""
    long = [(f"Part {number}", f"Passage number {number} on endurance") for number in range(40)]
    return [
        note(
            "new", "Weekly 2024-02-01", "2024-02-01", ("", "Token lifetime is 6 days. Anvil 3.4.3")
        ),
        note(
            "old", "Weekly 2023-02-01", "2023-02-01", ("", "Token lifetime is 6 days. Anvil 3.4.34")
        ),
        note("long", "Endless meeting", "2022-05-05", *long),
        note(
            "cjk",
            "会議",
            "2021-01-01",
            ("議題", "会議室で東京の予算を話した"),
            ("次", "한국어로 말하다"),
        ),
        note(
            "joined",
            "Names",
            "2020-06-01",
            ("Hosts", "The test-bed cctb01.example.org runs condor_ssh_to_job for o’Neill"),
            ("Tickets", "SOFTWARE-3642 and OPS-12 closed; the test of the bed failed"),
        ),
        note(
            "hostile",
            "<img src=x onerror=alert(1)>",
            "2020-01-01",
            ("<b>", '"><script>x()</script>'),
        ),
        note(
            "proto", "Prototype", "2019-01-01", ("__proto__", "constructor toString hasOwnProperty")
        ),
        note(
            "short",
            "Board",
            "2018-05-05",
            ("", "The Disk Usage Board (DUB) decided. The convergence WG reports"),
            ("Dues", "Die Mitgliedsbeiträge steigen, die Mitgliederversammlung tagt"),
            ("Any other business", "DUB chose a chair; a broadcast on television"),
        ),
        note(
            "short-names",
            "Weekly",
            "2018-01-01",
            ("", "Ada explains the N-API docs on EL 6. A word of Ben"),
            ("More", "Days of rest for each pump of Ada"),
            people=("Ada Byron",),
        ),
        note("rtl", "Weekly", "2017-01-01", ("", "הישיבה נדחתה למחר")),
        note("undated", "Scratch", "", ("", "Token thoughts without a date")),
    ]


def invented(size: int = 40) -> Notes:
    """Synthetic notes, the latest first."""
    return [made.documents() for made in notes(size)]


def real() -> Notes:
    """The real notes, cut at headings and list breaks; skips without them."""
    shared = os.environ.get("MINUTES_SHARED")
    if not shared:
        pytest.skip("MINUTES_SHARED does not name the folder of real notes")
    folder = Path(shared)
    paths = sorted([*folder.glob("seeds/*"), *folder.glob("corpora/osg/**/*.md")])
    made = []
    for path in paths:
        text = path.read_text(encoding="utf-8", errors="replace")
        day = re.search(r"20\d\d-\d\d-\d\d", path.name)
        sections = [
            (part.split("\n", 1)[0].strip("# -="), part)
            for part in re.split(r"\n(?=#|\S.*\n[-=]{3,}\n|\n\n)", text)
            if part.strip()
        ]
        made.append(note(path.stem, sections[0][0], day.group() if day else "", *sections))
    return made


def write(folder: Path, groups: Notes, pages: Sequence[SearchDocument] = PAGES) -> None:
    """Writes the index, and beside it what an unsharded index is made of."""
    ordered = sorted(groups, key=oldest_first)
    for made in build_index(ordered, pages):
        target = folder / made.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(made.data)
    numbered = []
    number = 0
    for group in [*reversed(ordered), pages]:
        numbered += _rows(number, fields(group))
        number += -(-len(group) // STRIDE) * STRIDE
    (folder / "documents.json").write_text(json.dumps(numbered), encoding="utf-8")


def _rows(first: int, texts: Iterable[tuple[str, str, str]]) -> list[dict[str, str]]:
    return [
        {"id": str(number), "title": title, "heading": heading, "body": body}
        for number, (title, heading, body) in enumerate(texts, first)
    ]
