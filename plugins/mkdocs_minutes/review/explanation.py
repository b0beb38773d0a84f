"""What was read of a note, as a keeper reads it in the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import groupby

from ..core.escape import one_line
from ..core.explain import RULES, Reading
from ..core.records import Note
from ..core.resolve.weighing import RULES as WEIGHING

_LONGEST = 100
_REASONS = {**RULES, **WEIGHING}


def explanation(note: Note, readings: Iterable[Reading]) -> str:
    """The lines of a note from which something was read, each with what it was and by which rule.

    Line 0 stands for the path and the front matter. The rules that occur are told at the end, once
    each. Without readings there is the path alone.
    """
    found = sorted(readings, key=lambda reading: reading.line)
    written = {line.number: note.text[line.span.slice] for line in note.lines}
    parts = [f"{one_line(note.path)}\n"]
    for number, group in groupby(found, key=lambda reading: reading.line):
        shown = written.get(number, "").strip() if number else "(path and front matter)"
        parts.append(f"\n{number:5}  {_short(shown)}\n")
        parts += (f"{'':7}- {r.kind}: {_short(r.text)}  [{r.rule}]\n" for r in group)
    rules = sorted({reading.rule for reading in found})
    if rules:
        width = max(map(len, rules))
        parts.append("\n")
        parts += (f"[{rule}]{'':{width - len(rule)}} {_REASONS[rule]}\n" for rule in rules)
    return "".join(parts)


def _short(text: str) -> str:
    text = one_line(text)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"
