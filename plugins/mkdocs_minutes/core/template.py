"""What a new note begins with: the form that the last notes of its series have in common."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from .part_paths import file_of
from .records import Archive, ArchivedNote, Note, Section, Series, Span
from .redact import MARK

LAST_NOTES = 6
"""The notes whose form counts: a series changes its habits over the years."""

MOST_HEADINGS = 20

DAY = "YYYY-MM-DD"

# A day in a file's name: `2020-03-10`, `20200310`, `2020_03_10`.
_DAY_IN_NAME = re.compile(r"(?<!\d)(?:19|20)\d\d([-_.]?)(?:0\d|1[0-2])\1(?:[0-2]\d|3[01])(?!\d)")
_NOT_IN_A_NAME = re.compile(r"[^\w]+")
_ACTION = "AI ({owner}): {text}"
_DECISION = "Decision: {text}"
_NAMELESS = "Name of the meeting"
_COMMON_HEADINGS = ("Topics", "Decisions", "Actions")

# What can stand around an owner or before a conclusion: a few words and signs, and no sentence.
# Nothing that would end the comment that it is shown in.
_MARK_TEXT = re.compile(r"(?!.*--)[^<>{}\d]{0,24}")
_EMPHASIS = re.compile(r"[*_`~]+")
_SIGN = re.compile(r"[^\w\s{}]")
_TWICE = 2


@dataclass(frozen=True, slots=True)
class Template:
    """A note that is yet to be written.

    `folder` is relative to the notes folder, `""` for that folder itself. `name` and `text` hold
    `YYYY-MM-DD` where the day of the meeting belongs. Apart from title and series, `text` states
    nothing while nobody has filled it in: hints stand in comments.
    """

    folder: str
    name: str
    text: str


def template(archive: Archive, series: Series | None = None) -> Template:
    """The template of a series, after the notes that it has; of any meeting where none is named.

    Headings are those that more than half of the last notes share, in the order of the newest one
    that has them; a single note shares none. Where there are none, common headings are given.
    """
    ids = series.notes if series else ()
    last = [archive.notes[note] for note in reversed(ids[-LAST_NOTES:])]
    if series is None or not last:
        name = series.name if series else _NAMELESS
        return Template("", f"{_stem('', name)}.md", _text(name, ()))
    newest = PurePosixPath(file_of(last[0].note.path))
    folder = newest.parent.as_posix().removeprefix(".")
    file = f"{_stem(newest.stem, series.name)}{newest.suffix}"
    return Template(folder, file, _text(series.name, last))


def _stem(newest: str, name: str) -> str:
    """The name of the newest file with its day left open, else one after the series.

    >>> _stem("ops_20200310", "Ops"), _stem("notes", "Tech Area"), _stem("", "x")
    ('ops_YYYYMMDD', 'tech-area-YYYY-MM-DD', 'x-YYYY-MM-DD')
    """
    open_day, found = _DAY_IN_NAME.subn(r"YYYY\1MM\1DD", newest, count=1)
    return open_day if found else f"{_NOT_IN_A_NAME.sub('-', name.lower()).strip('-')}-{DAY}"


def _text(name: str, last: Sequence[ArchivedNote]) -> str:
    shared = _shared(last)
    headings = [(s.heading, s.level) for s in shared] or [(name, 2) for name in _COMMON_HEADINGS]
    hints = _hints(last, [heading for heading, _ in headings])
    attendance = {heading for note in last for heading in _attendance(note)}
    lines = [f"# {name}, {DAY}"]
    if not attendance & {heading for heading, _ in headings}:
        lines += ["", "Present:"]
    for heading, level in headings:
        lines += ["", f"{'#' * min(6, max(2, level))} {heading}"]
        lines += hints.pop(heading, ())
    return "\n".join([*lines, *hints.pop("", ())]) + "\n"


def _shared(last: Sequence[ArchivedNote]) -> tuple[Section, ...]:
    """The headings that most of the last notes have, as the newest note with each writes it."""
    counts: Counter[tuple[str, str]] = Counter()
    sections: dict[tuple[str, str], Section] = {}
    for archived in last:
        own: dict[tuple[str, str], Section] = {}
        for section in archived.note.sections:
            if section.line != archived.note.title_line and not MARK.search(section.heading):
                own.setdefault(_name(archived.note, section), section)
        counts.update(own.keys())
        for name, section in own.items():
            sections.setdefault(name, section)
    needed = max(_TWICE, len(last) // 2 + 1)
    return tuple(s for name, s in sections.items() if counts[name] >= needed)[:MOST_HEADINGS]


_TELLING = 200
"""Characters that tell a heading from others: the one above it is looked at for each below it."""


def _name(note: Note, section: Section) -> tuple[str, str]:
    """A heading with the one above it: `Discussion` may stand under several."""
    above = note.sections[section.parent].heading if section.parent is not None else ""
    if section.parent is not None and note.sections[section.parent].line == note.title_line:
        above = ""
    return above[:_TELLING].casefold(), section.heading[:_TELLING].casefold()


def _hints(last: Sequence[ArchivedNote], headings: Sequence[str]) -> dict[str, list[str]]:
    """How the series writes an action and a decision, as comments under the heading for it.

    They stand under `""`, which is the end of the note, where no heading is for them.
    """
    found: dict[str, list[str]] = {}
    actions: Counter[str] = Counter()
    outcomes: Counter[str] = Counter()
    for archived in last:
        note = archived.note
        actions.update(_heading(note, action.line) for action in archived.facts.actions)
        outcomes.update(_heading(note, outcome.line) for outcome in archived.facts.outcomes)
    decision = _usual((form for note in last for form in _decision_forms(note)), _DECISION)
    action = _usual((form for note in last for form in _action_forms(note)), _ACTION)
    for places, usual, hint in (
        (outcomes, "Decisions", decision.format(text="what was decided")),
        (actions, "Actions", action.format(owner="Name", text="do … by …")),
    ):
        known = [heading for heading, _ in places.most_common() if heading in headings]
        place = known[0] if known else usual if usual in headings else ""
        found.setdefault(place, []).extend(["", f"<!-- {hint} -->"])
    return found


def _usual(forms: Iterator[str], otherwise: str) -> str:
    """The form that occurs most, if it occurs more than once."""
    counts = Counter(forms)
    form = min(counts, key=lambda form: (-counts[form], form), default="")
    return form if counts[form] >= _TWICE else otherwise


def _action_forms(archived: ArchivedNote) -> Iterator[str]:
    """How the note writes its actions of one owner, with `{owner}` and `{text}` left open."""
    note = archived.note
    for action in archived.facts.actions:
        line = note.lines[action.line - 1]
        if len(action.owners) != 1 or not action.text:
            continue
        owner = action.owners[0].span
        text = note.text.find(action.text[:12], owner.end, line.span.end)
        if line.content.start <= owner.start and text >= 0:
            before = note.quote(Span(line.content.start, owner.start))
            between = note.quote(Span(owner.end, text))
            if _MARK_TEXT.fullmatch(before) and _MARK_TEXT.fullmatch(between):
                box = "[ ] " if line.task is not None else ""
                form = _EMPHASIS.sub("", f"{before}{{owner}}{between}{{text}}")
                if _SIGN.search(form):
                    yield f"{box}{form}"


def _decision_forms(archived: ArchivedNote) -> Iterator[str]:
    """How the note marks its conclusions, with `{text}` left open."""
    note = archived.note
    for outcome in archived.facts.outcomes:
        line = note.lines[outcome.line - 1]
        text = note.text.find(outcome.text[:12], line.content.start, line.span.end)
        mark = note.quote(Span(line.content.start, max(text, line.content.start)))
        if mark.strip() and _MARK_TEXT.fullmatch(mark):
            yield f"{_EMPHASIS.sub('', mark)}{{text}}"


def _attendance(archived: ArchivedNote) -> Iterator[str]:
    """The headings under which a note lists who was there."""
    note = archived.note
    for attendee in archived.facts.attendees:
        yield _heading(note, note.line_of(attendee.span.start))


def _heading(note: Note, line: int) -> str:
    """The heading that a line stands under, `""` for none but the title."""
    section = note.lines[line - 1].section if 0 < line <= len(note.lines) else None
    if section is None or note.sections[section].line == note.title_line:
        return ""
    return note.sections[section].heading
