"""Whether an action is done, and when it is due, by the words of its note."""

from __future__ import annotations

import re
from datetime import date
from itertools import chain

from ..dates import day_and_month, written_dates
from ..lexicon import Stems, any_of, late, pattern, stems, weekdays
from ..records import ActionStatus, Note
from .scan import holds_one

_WORDS = pattern("states.done")
# What parts an action from a remark that ends it: `order the seals: done`, but not `half-done`.
_ASIDE = r"(?:[\[(（:–—→]|\s-+>?|[.;!]\s)\s*"
_DONE = late(
    rf"^\W*{_WORDS}\b\W*[:\])–*-]"
    rf"|{_ASIDE}[*_]{{0,2}}(?:{_WORDS}|{pattern('states.dealt_with')}|OK)(?:,\s[^()\[\]\n]{{1,60}})?\W*$"
    rf"|[*_]{{2}}\s?{_WORDS}[.!]?\s?[*_]{{2}}[\s.]*$"
    r"|✅|✔|☑|\b(?-i:DONE)\b|:white_check_mark:|^\W*(?:~~|<(?:s|del|strike)>)",
    re.IGNORECASE,
)
# What is in all that these two read: most tasks hold none of it.
_STATES = Stems(
    (
        *stems("states.done", "states.dealt_with", "states.dropped"),
        *("ok", "done", "✅", "✔", "☑", ":white_check_mark:", "~~", "<s>", "<del>", "<strike>"),
    )
)
# Words that an empty box outranks.
_DONE_WORDS = late(rf"\b{_WORDS}\b", re.IGNORECASE)
# A bullet below an action that says of it that it is done, and nothing else.
_SETTLED = late(rf"\W*(?:{pattern('states.settled')}|✅|✔)\W*", re.IGNORECASE)
_DROPPED = late(rf"{_ASIDE}{pattern('states.dropped')}(?:,[^()\[\]\n]{{1,60}})?\W*$", re.IGNORECASE)

_CARRIED = late(
    rf"(?:[\[(（–—→]|\s-+>?)\s*(?:{pattern('states.carried')}|{pattern('states.open')})\b[^\n]{{0,60}}$",
    re.IGNORECASE,
)

_STATE_LAST = late(
    rf"{_ASIDE}[*_]{{0,2}}"
    rf"(?:{_WORDS}|{pattern('states.dealt_with')}|OK|{pattern('states.dropped')})\W*$",
    re.IGNORECASE,
)


def without_state(words: str) -> str:
    """Words without what ends them and only tells how the task stands.

    >>> without_state("write it (done)"), without_state("write it — withdrawn.")
    ('write it', 'write it')
    >>> without_state("write it (done, by Ann)"), without_state("(done)")
    ('write it (done, by Ann)', '(done)')
    """
    told = _STATE_LAST.search(words)
    return words[: told.start()].rstrip(" ~") or words if told else words


def tells_state(words: str) -> bool:
    """Whether words end with how a task stands, as those do that go through the last meeting's.

    >>> [tells_state(f"Ann: write it – {how}") for how in ("done", "carried over, no news", "soon")]
    [True, True, False]
    """
    return state_in(words) != "open" or _CARRIED.search(words) is not None


def state_in(words: str) -> ActionStatus:
    """What words say of an action: done where ticked, struck or called so; else open.

    >>> [state_in(words) for words in ("write it (done)", "write it [withdrawn]", "get it done")]
    ['done', 'dropped', 'open']
    >>> [state_in(words) for words in ("write it: done", "write it — done", "leave it half-done")]
    ['done', 'done', 'open']
    """
    if not holds_one(words, _STATES):
        return "open"
    if _DROPPED.search(words):
        return "dropped"
    return "done" if _DONE.search(words) else "open"


def state_of(note: Note, index: int, words: str) -> ActionStatus:
    """The state of the action on a line: its box decides, then its words, then a bullet: `Done`."""
    line = note.lines[index]
    if line.task:
        return "done"
    if line.task is not None:
        return state_in(_DONE_WORDS.sub("", words))
    state = state_in(words)
    return "done" if state == "open" and _is_settled(note, index) else state


def _is_settled(note: Note, index: int) -> bool:
    line = note.lines[index]
    if line.kind != "bullet":
        return False
    for at in range(index + 1, len(note.lines)):
        below = note.lines[at]
        if below.kind == "blank":
            continue
        if below.kind not in ("bullet", "text") or below.depth <= line.depth:
            return False
        if below.parent == index and _SETTLED.fullmatch(note.quote(below.content)):
            return True
    return False


_DIGIT = re.compile(r"\d")
# The word for the day, and what leads from it to the day: `bis spätestens Freitag, den 12.4.`.
_DUE = late(
    rf"(?<!\bto )\b{pattern('actions.due')}\b\s*[:：]?\s*"
    rf"(?:(?:the|dem|den|il|le|el|o)\s)?"
    rf"(?:(?:{any_of(weekdays())}|{pattern('actions.due_weekday')})\.?,?\s(?:dem\s|den\s|le\s)?)?",
    re.IGNORECASE,
)
_DUE_BEHIND = late(rf"\s?(?:[(（]\w[)）])?\s?{pattern('actions.due_behind')}", re.IGNORECASE)


def due_date(note: Note, words: str) -> date | None:
    """The day that `by`, `due` or `until` names; without a year, the next after the meeting.

    `None` where the words name no day, or one that can be read in two ways.
    """
    if not _DIGIT.search(words):
        return None
    written = {one.start: one for one in written_dates(words)}
    before = (match.end() for match in _DUE.finditer(words))
    named = (written.get(at) or day_and_month(words, at) for at in before)
    behind = (one for one in written.values() if _DUE_BEHIND.match(words, one.end))
    due = next(filter(None, chain(named, behind)), None)
    if due is None or note.date is None:
        return due.on() if due else None
    day = due.on(note.date.year)
    return due.on(note.date.year + 1) if day and not due.year and day < note.date else day
