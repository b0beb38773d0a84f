"""Each folder here is one behaviour: a note in our own words, and what is to be read of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from mkdocs_minutes.core.explain import RULES, explain
from mkdocs_minutes.core.kinds import STATEMENTS
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import PROBLEM_CODES, ParsedNote, RawNote
from mkdocs_minutes.core.settings import Settings
from tests.golden.comparing import hold

HERE = Path(__file__).parent
BEHAVIOURS = sorted(path.name for path in HERE.iterdir() if path.is_dir() and path.name[0] != "_")


def readings(parsed: ParsedNote) -> dict[str, Any]:
    """What a reviewer wants to see of a parsed note; versions have golden files of their own."""
    note, facts = parsed.note, parsed.facts
    return {
        "title": note.title,
        "date": note.date.isoformat() if note.date else None,
        "series": note.series,
        "kind": note.kind,
        "sections": [f"{s.line}: {'#' * s.level} {s.heading}" for s in note.sections],
        "outline": [outline_of(parsed, index) for index in range(len(note.lines))],
        "tables": [
            {"line": t.line, "header": [c.text for c in t.header], "rows": len(t.rows)}
            for t in note.tables
        ],
        "attendees": [
            {"name": a.name, "presence": a.presence, "rule": a.rule}
            | ({"handle": a.handle} if a.handle else {})
            | ({"initials": a.initials} if a.initials else {})
            | ({"roles": list(a.roles)} if a.roles else {})
            for a in facts.attendees
        ],
        "names": [f"{note.line_of(n.span.start)}: {n.name} ({n.rule})" for n in facts.names],
        "actions": [
            {
                "line": a.line,
                "owners": [o.name for o in a.owners],
                "text": a.text,
                "status": a.status,
                "due": a.due.isoformat() if a.due else None,
                "rule": a.rule,
            }
            for a in facts.actions
        ],
        **{
            kind.plural: [f"{s.line}: {s.kind} ({s.rule}): {s.text}" for s in kind.of(facts)]
            for kind in STATEMENTS
        },
        "tickets": [f"{t.line}: {t.id} ({t.system}, {t.rule}) {t.url}" for t in facts.tickets],
        "metrics": [
            f"{m.line}: {m.group} / {m.label} / {m.column}: {m.value:g} ({m.delta})"
            for m in facts.metrics
        ],
        "sensitive": [f"{s.line}: {s.what}" for s in facts.sensitive],
        "marks": [
            f"{note.line_of(m.span.start)}: {m.kind} {note.quote(m.span)}: {m.value}"
            for m in note.marks
        ],
        "links": [link.url for link in facts.links],
        "problems": [f"{p} ({p.hint})" for p in parsed.problems],
    }


def outline_of(parsed: ParsedNote, index: int) -> str:
    line = parsed.note.lines[index]
    under = f" under {line.parent + 1}" if line.parent is not None else ""
    task = "" if line.task is None else " [x]" if line.task else " [ ]"
    return f"{line.number}: {line.kind}{task} {line.depth}{under}".rstrip()


@pytest.mark.parametrize("behaviour", BEHAVIOURS)
def test_reads_what_the_golden_file_says(behaviour: str, *, update_golden: bool) -> None:
    folder = HERE / behaviour
    expected = folder / "expected.json"
    source = next(p for p in sorted(folder.rglob("*")) if p.is_file() and p != expected)
    raw = RawNote(source.relative_to(folder).as_posix(), source.read_bytes())
    parsed = parse(raw, Settings())
    hold(readings(parsed), expected, update=update_golden)
    assert {problem.code for problem in parsed.problems} <= PROBLEM_CODES.keys()
    assert {reading.rule for reading in explain(parsed)} <= RULES.keys()
