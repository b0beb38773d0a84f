"""How well the five notes are read, line by line: nothing that is known to be wrong."""

from __future__ import annotations

import json
import re
import unicodedata
from pathlib import Path

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import ParsedNote, RawNote
from mkdocs_minutes.core.settings import Settings


def fold(written: str) -> str:
    plain = unicodedata.normalize("NFKD", re.sub(r"\(.*?\)|@\S+", "", written))
    return "".join(c for c in plain.casefold() if c.isalnum())


def read(file: Path) -> ParsedNote:
    return parse(RawNote(file.name, file.read_bytes()), Settings())


def test_the_five_notes_are_read_as_labelled(shared: Path) -> None:
    notes = {file.stem: read(file) for file in (shared / "seeds").iterdir()}
    for file in sorted((shared / "gold" / "seeds").glob("*.json")):
        label, parsed = json.loads(file.read_text(encoding="utf-8")), notes[file.stem]
        assert str(parsed.note.date) == label["date"]
        assert fold(parsed.note.series) in map(
            fold, [label["series"], *(label.get("series_also_accept") or [])]
        )
        assert parsed.note.kind == label["kind"]
        present = [fold(a.name) for a in parsed.facts.attendees if a.presence != "absent"]
        assert present == [fold(name) for name in label["attendees"]]
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
