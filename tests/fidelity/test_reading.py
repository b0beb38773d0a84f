"""How well real notes are read: floors under the figures, and nothing that is known to be wrong.

The labels lie beside the notes; the scores are computed here by their conventions, simply: names
and identifiers folded, texts by the words they share.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import ParsedNote, RawNote
from mkdocs_minutes.core.settings import Settings

Labels = dict[str, Any]


@dataclass(frozen=True)
class Floor:
    corpus: str
    key: str
    least: float


FLOORS = [
    Floor("osg", "attendees", 0.99),
    Floor("osg", "actions", 0.98),
    Floor("osg", "tickets", 0.98),
    Floor("nodetsc", "attendees", 0.99),
    Floor("nodetsc", "tickets", 0.97),
    Floor("jsonldwg", "attendees", 0.99),
    Floor("jsonldwg", "actions", 0.98),
    Floor("jsonldwg", "decisions", 0.98),
    Floor("jsonldwg", "tickets", 0.98),
]


@cache
def parsed_corpus(folder: Path) -> dict[str, ParsedNote]:
    return {
        path.relative_to(folder).as_posix(): parse(
            RawNote(path.relative_to(folder).as_posix(), path.read_bytes()), Settings()
        )
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@cache
def labels(file: Path) -> list[Labels]:
    return [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines() if line]


def fold(written: str) -> str:
    plain = unicodedata.normalize("NFKD", re.sub(r"\(.*?\)|@\S+", "", written))
    return "".join(c for c in plain.casefold() if c.isalnum())


def words(written: str) -> set[str]:
    return set(re.findall(r"\w+", re.sub(r"https?://\S+|<[^>]*>", " ", written).casefold()))


def same_words(one: str, other: str) -> bool:
    a, b = words(one), words(other)
    return bool(a or b) and 2 * len(a & b) >= 0.7 * (len(a) + len(b))


def same_ticket(one: str, other: str) -> bool:
    a, b = re.findall(r"[\w.-]+", one.casefold()), re.findall(r"[\w.-]+", other.casefold())
    return a[-1:] == b[-1:] and (a[-2:-1] == b[-2:-1] or len(a) == 1 or len(b) == 1)


def f1(
    wanted: list[str], got: list[str], spare: Iterable[str], same: Callable[[str, str], bool]
) -> tuple[int, int, int]:
    """Hits, misses and extras of one note; what is `spare` is neither asked for nor an extra."""
    left = list(got)
    hits = 0
    for item in wanted:
        found = next((other for other in left if same(item, other)), None)
        if found is not None:
            left.remove(found)
            hits += 1
    extra = [o for o in left if not any(same(o, s) for s in (*spare, *wanted))]
    return hits, len(wanted) - hits, len(extra)


def said(parsed: ParsedNote, key: str) -> list[str]:
    facts = parsed.facts
    if key == "attendees":
        return [fold(a.name) for a in facts.attendees if a.presence != "absent"]
    if key == "actions":
        return [a.text for a in facts.actions]
    if key == "decisions":
        return [o.text for o in facts.outcomes]
    return list(dict.fromkeys(t.id for t in facts.tickets))


def wanted(note: Labels, key: str) -> list[str]:
    items = note[key] or []
    if key == "actions":
        return [item["text"] for item in items]
    return [fold(item) for item in items] if key == "attendees" else list(items)


@pytest.mark.parametrize("floor", FLOORS, ids=lambda f: f"{f.corpus}-{f.key}")
def test_figures_do_not_fall_below_their_floor(floor: Floor, shared: Path) -> None:
    notes = parsed_corpus(shared / "corpora" / floor.corpus)
    same = {"attendees": str.__eq__, "tickets": same_ticket}.get(floor.key, same_words)
    totals = [0, 0, 0]
    for label in labels(shared / "gold" / "corpora" / f"{floor.corpus}.jsonl"):
        if label.get(floor.key) is None:
            continue
        spare = label.get(f"{floor.key}_maybe") or []
        texts = [
            s["text"] if isinstance(s, dict) else fold(s) if floor.key == "attendees" else s
            for s in spare
        ]
        counts = f1(wanted(label, floor.key), said(notes[label["path"]], floor.key), texts, same)
        totals = [a + b for a, b in zip(totals, counts, strict=True)]
    hits, missed, extra = totals
    assert 2 * hits / (2 * hits + missed + extra) >= floor.least


@pytest.mark.parametrize("corpus", ["osg", "nodetsc", "jsonldwg"])
def test_every_date_is_right(corpus: str, shared: Path) -> None:
    notes = parsed_corpus(shared / "corpora" / corpus)
    for label in labels(shared / "gold" / "corpora" / f"{corpus}.jsonl"):
        assert str(notes[label["path"]].note.date) in [label["date"], *label.get("date_maybe", [])]


@pytest.mark.parametrize("corpus", ["osg", "nodetsc", "jsonldwg"])
def test_there_is_less_than_one_problem_in_ten_notes(corpus: str, shared: Path) -> None:
    notes = parsed_corpus(shared / "corpora" / corpus)
    assert sum(len(parsed.problems) for parsed in notes.values()) * 10 < len(notes)


def test_the_five_notes_are_read_as_labelled(shared: Path) -> None:
    notes = {Path(path).stem: note for path, note in parsed_corpus(shared / "seeds").items()}
    for file in sorted((shared / "gold" / "seeds").glob("*.json")):
        label, parsed = json.loads(file.read_text(encoding="utf-8")), notes[file.stem]
        assert str(parsed.note.date) == label["date"]
        assert fold(parsed.note.series) in map(
            fold, [label["series"], *(label.get("series_also_accept") or [])]
        )
        assert parsed.note.kind == label["kind"]
        assert said(parsed, "attendees") == [fold(name) for name in label["attendees"]]
        assert {action.line for action in parsed.facts.actions} >= {
            action["line"] for action in label["actions"]
        }
        assert len(parsed.facts.actions) == len(label["actions"])
        outcomes = {outcome.line for outcome in parsed.facts.outcomes}
        certain = {outcome["line"] for outcome in label["decisions"]}
        open_to_debate = {outcome["line"] for outcome in label["debatable"]["decisions"]}
        assert certain <= outcomes <= certain | open_to_debate
        assert [t.id for t in parsed.facts.tickets] == [t["id"] for t in label["tickets"]]
        assert {t.line for t in parsed.note.tables} >= {t["line"] for t in label["tables"]}
        headings = {section.line for section in parsed.note.sections}
        assert headings >= {section["line"] for section in label["sections"]}
