"""Tasks with fields: due days, priorities and recurrences, as emoji or between brackets."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ahocorasick_rs import AhoCorasick

from ..records import InlineMark, Span
from .dialect import Dialect
from .forms import each, line_end
from .source import Change, Edit, Source

DAYS = {
    "📅": "due",
    "🗓": "due",
    "📆": "due",
    "⏳": "scheduled",
    "⌛": "scheduled",
    "🛫": "starts",
    "➕": "created",
    "✅": "done",
    "❌": "cancelled",
}
"""What each picture says of the day behind it, as the Tasks plugin of Obsidian has them."""

PRIORITIES = {
    "🔺": "highest",
    "⏫": "high",
    "🔼": "medium",
    "🔽": "low",
    "⏬": "lowest",
}
"""What each picture says of how urgent a task is."""

_ITEM = re.compile(r"[ \t>]*(?:[-*+]|\d{1,3}[.)])[ \t]+")
_DAY = re.compile(rf"(?P<mark>{'|'.join(DAYS)})\ufe0f?[ \t]*(?P<day>\d{{4}}-\d\d-\d\d)")
_PRIORITY = re.compile(rf"(?P<mark>{'|'.join(PRIORITIES)})\ufe0f?")
_AGAIN = re.compile(r"🔁\ufe0f?[ \t]*(?P<rule>every[ \t][\w ,]{1,40}\w)")
_OTHER = re.compile(r"[🆔⛔🏁]\ufe0f?[ \t]*[\w,-]{1,40}")
# `[due:: 2024-05-13]`, `(priority:: high)`: fields of Dataview.
_FIELD = re.compile(
    r"[\[(](?P<key>(?:due|scheduled|start|created|done|completion|cancelled|priority|repeat)(?=::)"
    r"|[^\W\d_][\w -]{0,30}?(?=::[ \t]))::[ \t]*(?:\[\[)?(?P<value>[^\[\]()\n]{1,60}?)(?:\]\])?"
    r"[ \t]*[\])]"
)
_KEYS = {
    **{key: key for key in ("due", "scheduled", "created", "done", "cancelled")},
    "start": "starts",
    **dict.fromkeys(("completion", "completed", "closed"), "done"),
    "deadline": "due",
    "repeat": "",
    "priority": "priority:",
}
_TOLD_DAY = re.compile(r"(?:\[\[)?(?P<day>\d{4}-\d\d-\d\d)\b")
# Boxes with more states than two: `[-]` is given up, `[/]` begun, `[>]` and `[<]` put off.
_BOX = re.compile(
    r"^[ \t>]*[-*+][ \t]+(?P<box>\[(?P<state>[-/><!?*~\"lbiSIpcfkwudn])\])(?=[ \t])", re.MULTILINE
)
# Items that are numbered by letters, and boxes as any list of tasks has them.
_LETTERED = re.compile(r"^[ \t>]*[-*+][ \t]+\[a\][ \t]", re.MULTILINE)
_BOXED = re.compile(r"^[ \t>]*[-*+][ \t]+\[[ xX/><!?*~-]\][ \t]", re.MULTILINE)
# What themes make of a letter between brackets, which is no task, and of a question mark.
_PICTURES = dict(
    zip('?"lbiSIpcfkwudn', "❓ “ 📍 🔖 ℹ️ 💰 💡 👍 👎 🔥 🔑 🏆 🔼 🔽 📌".split(), strict=True)
)
# `DONE Ann: order the rope`, a line of its own among others that begin with `TODO Bo:`.
_TO_DO = r"(?=[ ][^\W\d_a-z][\w'’-]*(?:[ ][^\W\d_a-z][\w'’-]*){0,2}:[ ])"
_TO_DO_ALONE = re.compile(rf"TODO(?<![^\n]TODO){_TO_DO}")
_DONE_ALONE = re.compile(rf"^DONE{_TO_DO}", re.MULTILINE)
# The tag by which the Tasks plugin tells its tasks from other boxes.
_FILTER = re.compile(
    r"^[ \t>]*[-*+][ \t]+\[.\][ \t][^\n]{0,300}?(?P<tag>(?<=[ \t])\#task\b(?:[ \t]+(?=[^\s^]))?)",
    re.MULTILINE,
)
BOXES = {
    "-": "cancelled",
    "~": "not applicable",
    "/": "in progress",
    ">": "put off",
    "<": "scheduled",
    "!": "important",
}


def field(start: int, end: int, words: str) -> Iterator[Change]:
    """What is said about a task besides its words, in place of a stretch."""
    if words:
        yield InlineMark("field", Span(start, end), words)
    yield Edit(start, end, f"({words})" if words else "")


def told_day(key: str, text: str, start: int, end: int) -> Sequence[Change]:
    """What a property from `start` to `end` says of a task's day; nothing for any other."""
    day = _TOLD_DAY.search(text, start, end)
    if not day or key not in _KEYS:
        return ()
    words = f"{_KEYS[key]} "
    field = InlineMark("field", Span(start, end), words + day["day"])
    return (Edit(start, day.start(), words), field)


_STATES = (*BOXES, *_PICTURES)
_SIGNS = AhoCorasick(
    (*DAYS, *PRIORITIES, "🔁", "#task", "::", *(f"[{state}]" for state in _STATES))
)


def _changes(source: Source) -> Iterator[Change]:
    if source.has(_TO_DO_ALONE):
        yield from each(source, _DONE_ALONE, _done)
    if not _SIGNS.find_matches_as_indexes(source.text):
        return
    for line in source.lines:
        item = _ITEM.match(source.text, line.start, line.end)
        if item:
            yield from _fields(source.text, item.end(), line.end)
        elif "::" in source.text[line.start : line.end]:
            yield from _told(source.text, line.start, line.end)
    for match in source.matches(_FILTER) if "#task" in source.text else ():
        yield Edit(*match.span("tag"))
    lettered = source.has(_LETTERED) or not source.has(_BOXED)
    for box in source.matches(_BOX):
        picture = _PICTURES.get(box["state"])
        if picture is None:
            yield Edit(*box.span("state"), " ")
        elif not (lettered and box["state"].isalpha()):
            yield Edit(*box.span("box"), picture)
        if box["state"] in BOXES:
            yield from behind(line_end(box), BOXES[box["state"]])


def _done(match: re.Match[str]) -> Iterator[Change]:
    """What is done, as a task that says so."""
    yield Edit(*match.span(), "TODO")
    yield from behind(line_end(match), "done")


def behind(end: int, words: str) -> Iterator[Change]:
    """A field at the end of a line, for what its beginning has said."""
    yield Edit(end, end, f" ({words})")
    yield InlineMark("field", Span(end, end), words)


def _fields(text: str, start: int, end: int) -> Iterator[Change]:
    for match in _DAY.finditer(text, start, end):
        yield from field(*match.span(), f"{DAYS[match['mark']]} {match['day']}")
    for match in _PRIORITY.finditer(text, start, end):
        yield from field(*match.span(), f"priority: {PRIORITIES[match['mark']]}")
    for match in _AGAIN.finditer(text, start, end):
        yield from field(*match.span(), match["rule"])
    for match in _OTHER.finditer(text, start, end):
        yield from field(*match.span(), "")
    yield from _told(text, start, end)


def _told(text: str, start: int, end: int) -> Iterator[Change]:
    for match in _FIELD.finditer(text, start, end):
        if match["key"] in _KEYS:
            words = f"{_KEYS[match['key']]} {match['value']}"
            yield from field(*match.span(), words.strip())
        else:  # `[owner:: Ann Bell]`
            yield Edit(match.start(), match.start("key"), "(")
            yield Edit(match.end("key"), match.end("key") + 2, ":")
            yield Edit(match.end() - 1, match.end(), ")")


TASKS = Dialect(
    name="tasks",
    tools="Tasks and Dataview in Obsidian",
    reads=(
        "the day on which an item is due, was done or is scheduled (`📅 2024-05-13`,"
        " `[due:: 2024-05-13]`), its priority and recurrence; boxes with more states (`[-]`,"
        " `[/]`) and other signs (`[i]`, `[?]`)"
    ),
    changes=_changes,
    example=("- [ ] order the rope 📅 2024-05-13", "- [ ] order the rope (due 2024-05-13)"),
)
