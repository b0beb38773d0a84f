"""A difference as text for a terminal, as Markdown for a comment, as JSON for programs."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import partial
from itertools import chain, takewhile

from ..core.escape import log_lines, markdown_code, one_line, path_of
from ..core.kinds import BY_NAME
from ..core.records import Problem
from ..core.resolve.problems import folded
from ..core.text import counted
from .broken_wording import broken_lines
from .difference import Difference, NoteChange, NoteState
from .wording import (
    HOW,
    Told,
    entity_lines,
    entry_change_lines,
    folder_lines,
    heading,
    how,
    move_lines,
    new_name_line,
    note_lines,
    odds_lines,
    reworded_lines,
    summary,
    told_each,
    untouched_lines,
)

MARKER = "<!-- minutes diff -->"
"""Begins a comment, by which it is found again when it has to be brought up to date."""

LONGEST_COMMENT = 60_000
"""Characters of a comment; GitHub refuses more than 65,536."""

LONGEST_LINES = 190
"""Lines of a comment: of a longer one nobody reads the end."""

_SIGN_WORDS = {"+": "gained", "-": "lost", "~": "changed"}

_PROBLEM_LIMIT = 50

_SHORT = 8
"""So many lines of what changed are not folded away: they are read at a glance."""

_WHOLE = "In the archive as a whole"

_BROKEN = "Published addresses that would break"

_WORDING = "Notes whose wording changed, and no fact"


@dataclass(frozen=True, slots=True)
class Links:
    """Where a forge shows lines, and where a preview shows pages; `""` for nowhere.

    `line` has `{path}` and `{line}` to be filled in, `preview` has `{address}`, the page's address
    from the archive's root.
    """

    line: str = ""
    preview: str = ""

    def of_line(self, path: str, line: str) -> str:
        """The address of a line of a note, `""` where there is none."""
        if (
            not self.line
            or not line.isdecimal()
            or ".." in path.split("/")
            or path[:1] in ("", "/")
        ):
            return ""
        return self.line.replace("{line}", line).replace("{path}", path_of(path))

    def of_page(self, address: str) -> str:
        """The address of a page in the preview, `""` where there is none."""
        if not self.preview or not address:
            return ""
        return self.preview.replace("{address}", path_of(address.lstrip("/")))


def report_difference(difference: Difference, form: str) -> str:
    """The difference in one of `DIFF_FORMATS`."""
    return DIFF_FORMATS[form](difference)


def _text(difference: Difference) -> str:
    lines = [summary(difference)]
    for note in told_each(difference):
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
        (
            "What moved as it was",
            chain(folder_lines(difference.notes, quote), move_lines(difference.moves, quote)),
        ),
        ("Entries of the registry", entry_change_lines(difference.registry, quote)),
        (_WHOLE, entity_lines(difference.entities, quote)),
        ("Notes in which only these names changed", _paths(difference, "followed", quote)),
        ("In notes that were not edited", untouched_lines(difference, quote)),
        (
            "Names new to the registry",
            (Told("", "", new_name_line(name, quote)) for name in difference.new_names),
        ),
        ("At odds with other notes", odds_lines(difference, quote)),
        (_BROKEN, broken_lines(difference.broken, quote)),
        ("New problems", _problem_lines(difference.new_problems, quote)),
        ("Solved problems", _problem_lines(difference.solved_problems, quote)),
        (_WORDING, reworded_lines(difference.notes, quote)),
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
    problems = folded(problems)
    for problem in problems[:_PROBLEM_LIMIT]:
        yield Told("", "", quote(str(problem)))
    if len(problems) > _PROBLEM_LIMIT:
        yield Told("", "", f"and {len(problems) - _PROBLEM_LIMIT:,} more")


def comment_body(difference: Difference, links: Links = Links()) -> str:  # frozen
    """The difference as Markdown for a comment, with links to what it tells of.

    A table first, then what would break, then the rest folded; cut off where too long.
    """
    table = "".join(f"{line}\n" for line in _table(difference))
    blocks = [f"{MARKER}\n**What this edit means.** {summary(difference)}\n", table]
    whole = "\n".join(blocks)
    room = _Room(LONGEST_COMMENT - len(whole), LONGEST_LINES - whole.count("\n"))
    for title, lines, is_open in _markdown_sections(difference, links):
        blocks.append(_details(title, lines, room, is_open=is_open))
    return "\n".join(filter(None, blocks))


def _table(difference: Difference) -> Iterator[str]:
    """How many facts of each kind met which fate, as a table; nothing where none did."""
    counts = Counter(
        (change.kind, how(change)) for note in difference.notes for change in note.changes
    )
    for move in difference.moves:
        counts.update({(kind, "moved"): count for kind, count in move.kinds.items()})
    fates = [fate for fate in (*HOW, "moved") if any(key[1] == fate for key in counts)]
    kinds = [kind for kind in BY_NAME if any(key[0] == kind for key in counts)]
    if kinds:
        yield f"| | {' | '.join(fates)} |"
        yield f"|---|{'---:|' * len(fates)}"
        for kind in kinds:
            cells = (f"{counts[kind, fate]:,}" if counts[kind, fate] else "" for fate in fates)
            yield f"| {kind} | {' | '.join(cells)} |"


def _markdown_sections(
    difference: Difference, links: Links
) -> Iterator[tuple[str, list[str], bool]]:
    sections = dict(_sections(difference, markdown_code))
    line = partial(_markdown_line, links=links)
    if _BROKEN in sections:
        yield _BROKEN, list(map(line, sections.pop(_BROKEN))), True
    lines = []
    notes = told_each(difference)
    for note in notes:
        lines.append(f"\n{heading(note, markdown_code, markdown_code)}{_preview(note, links)}\n\n")
        lines += map(line, note_lines(note, difference, markdown_code))
    if lines:
        yield counted(len(notes), "note"), lines, len(lines) <= _SHORT
    for title, told in sections.items():
        is_open = title in (_WHOLE, _WORDING) and not notes and len(told) <= _SHORT
        yield f"{title} ({len(told)})", list(map(line, told)), is_open


def _preview(note: NoteChange, links: Links) -> str:
    address = links.of_page(note.address)
    return f" ([preview]({address}))" if address else ""


def _markdown_line(told: Told, links: Links) -> str:
    address = links.of_line(told.path, told.where)
    line = f"line {told.where}"
    where = f"[{line}]({address}): " if address else f"{line}: " if told.where else ""
    sign = f"{_SIGN_WORDS[told.sign]}: " if told.sign else ""
    return f"- {where}{sign}{told.text}\n"


@dataclass(slots=True)
class _Room:
    """What is left of a comment, in characters and in lines."""

    characters: int
    lines: int

    def take(self, text: str) -> bool:
        """Whether there was room for a text, which then is used up."""
        characters, lines = self.characters - len(text), self.lines - text.count("\n")
        if characters < 0 or lines < 0:
            return False
        self.characters, self.lines = characters, lines
        return True


def _details(title: str, lines: list[str], room: _Room, *, is_open: bool) -> str:
    """Lines folded under a title, as many as there is room for; `""` where there is none."""
    before = f"<details{' open' * is_open}><summary>{title}</summary>\n\n"
    after = "\n</details>\n"
    more = "\n… and {} more lines: `minutes diff` shows them all.\n"
    if not room.take(f"{before}{after}{more}{' ' * 10}\n\n"):
        return ""
    taken = list(takewhile(room.take, lines))
    if not taken:
        return ""
    cut = more.format(len(lines) - len(taken)) if len(taken) < len(lines) else ""
    return before + "".join(taken) + cut + after


def _json(difference: Difference) -> str:
    whole = {"summary": summary(difference), "facts_changed": difference.facts_changed}
    return json.dumps(whole | asdict(difference), ensure_ascii=False, indent=1) + "\n"


DIFF_FORMATS: Mapping[str, Callable[[Difference], str]] = {
    "text": _text,
    "markdown": comment_body,
    "json": _json,
}
"""What writes each form of a difference, by the name that the command line gives it."""
