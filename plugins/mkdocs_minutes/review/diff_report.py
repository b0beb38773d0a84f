"""A difference as text for a terminal, as Markdown for a comment, as JSON for programs."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict

from ..core.escape import log_lines, markdown_code, one_line
from ..core.records import Problem
from .diff import Difference, NoteState
from .wording import (
    Told,
    broken_lines,
    entity_lines,
    heading,
    new_name_line,
    note_lines,
    plural,
    summary,
    untouched_lines,
)

MARKER = "<!-- minutes diff -->"
"""Begins a comment, by which it is found again when it has to be brought up to date."""

LONGEST_COMMENT = 60_000
"""Characters of a comment; GitHub refuses more than 65,536."""

_SIGN_WORDS = {"+": "gained", "-": "lost", "~": "changed"}

_PROBLEM_LIMIT = 50

_TOLD_EACH: tuple[NoteState, ...] = ("added", "removed", "renamed", "edited")
"""What became of the notes whose changes are told note by note."""

_SHORT = 8
"""So many lines of what changed are not folded away: they are read at a glance."""

_WHOLE = "In the archive as a whole"

_BROKEN = "Published addresses that would break"


def report_difference(difference: Difference, form: str) -> str:
    """The difference in one of `DIFF_FORMATS`."""
    return DIFF_FORMATS[form](difference)


def _text(difference: Difference) -> str:
    lines = [summary(difference)]
    for note in difference.notes:
        if note.state in _TOLD_EACH:
            lines += ["", heading(note, _quoted, one_line)]
            lines += map(_text_line, note_lines(note, difference, _quoted))
    for title, told in _sections(difference, _quoted):
        lines += ["", title, *map(_text_line, told)]
    return log_lines("\n".join(lines) + "\n")


def _text_line(told: Told) -> str:
    return f"  {told.sign or '·'} {f'line {told.where}: ' if told.where else ''}{told.text}"


def _quoted(text: str) -> str:
    r"""Text from notes in quotation marks: a terminal gets no control characters.

    >>> _quoted("a\x1b[2J")
    '“a�[2J”'
    """
    return f"“{one_line(text)}”"


def _sections(
    difference: Difference, quote: Callable[[str], str]
) -> Iterator[tuple[str, list[Told]]]:
    """What is told beside the notes, each part with its title; empty parts are left out."""
    parts: tuple[tuple[str, Iterable[Told]], ...] = (
        (_WHOLE, entity_lines(difference.entities, quote)),
        ("Notes in which only these names changed", _paths(difference, "followed", quote)),
        ("In notes that were not edited", untouched_lines(difference, quote)),
        (
            "Names new to the registry",
            (Told("", "", new_name_line(name, quote)) for name in difference.new_names),
        ),
        (_BROKEN, broken_lines(difference.broken, quote)),
        ("New problems", _problem_lines(difference.new_problems, quote)),
        ("Solved problems", _problem_lines(difference.solved_problems, quote)),
        ("Notes whose wording changed, and no fact", _paths(difference, "reworded", quote)),
        ("Notes in which only white space changed", _paths(difference, "respaced", quote)),
    )
    for title, told in parts:
        if lines := list(told):
            yield title, lines


def _paths(difference: Difference, state: NoteState, quote: Callable[[str], str]) -> Iterator[Told]:
    for note in difference.notes:
        if note.state == state:
            yield Told("", "", quote(note.path))


def _problem_lines(problems: tuple[Problem, ...], quote: Callable[[str], str]) -> Iterator[Told]:
    for problem in problems[:_PROBLEM_LIMIT]:
        yield Told("", "", quote(str(problem)))
    if len(problems) > _PROBLEM_LIMIT:
        yield Told("", "", f"and {len(problems) - _PROBLEM_LIMIT:,} more")


def _markdown(difference: Difference) -> str:
    """A summary line, what would break, a few changes, the rest folded; cut off where too long."""
    blocks = [f"{MARKER}\n**What this edit means.** {summary(difference)}\n"]
    room = LONGEST_COMMENT - len(blocks[0])
    for title, lines, is_open in _markdown_sections(difference):
        block = _details(title, lines, room, is_open=is_open)
        blocks.append(block)
        room -= len(block)
    return "\n".join(filter(None, blocks))


def _markdown_sections(difference: Difference) -> Iterator[tuple[str, list[str], bool]]:
    sections = dict(_sections(difference, markdown_code))
    if _BROKEN in sections:
        yield _BROKEN, list(map(_markdown_line, sections.pop(_BROKEN))), True
    lines = []
    notes = [note for note in difference.notes if note.state in _TOLD_EACH]
    for note in notes:
        lines.append(f"\n{heading(note, markdown_code, markdown_code)}\n\n")
        lines += map(_markdown_line, note_lines(note, difference, markdown_code))
    if lines:
        yield plural(len(notes), "note"), lines, len(lines) <= _SHORT
    for title, told in sections.items():
        is_open = title == _WHOLE and not notes and len(told) <= _SHORT
        yield f"{title} ({len(told)})", list(map(_markdown_line, told)), is_open


def _markdown_line(told: Told) -> str:
    where = f"line {told.where}: " if told.where else ""
    sign = f"{_SIGN_WORDS[told.sign]}: " if told.sign else ""
    return f"- {where}{sign}{told.text}\n"


def _details(title: str, lines: list[str], room: int, *, is_open: bool) -> str:
    """Lines folded under a title, as many as there is room for; `""` where there is none."""
    before = f"<details{' open' * is_open}><summary>{title}</summary>\n\n"
    after = "\n</details>\n"
    more = "\n… and {} more lines: `minutes diff` shows them all.\n"
    room -= len(before) + len(after) + len(more) + 10
    taken = 0
    for line in lines:
        room -= len(line)
        if room < 0:
            break
        taken += 1
    if taken == 0:
        return ""
    cut = more.format(len(lines) - taken) if taken < len(lines) else ""
    return before + "".join(lines[:taken]) + cut + after


def _json(difference: Difference) -> str:
    whole = {"summary": summary(difference), "facts_changed": difference.facts_changed}
    return json.dumps(whole | asdict(difference), ensure_ascii=False, indent=1) + "\n"


DIFF_FORMATS: Mapping[str, Callable[[Difference], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
}
"""What writes each form of a difference, by the name that the command line gives it."""
