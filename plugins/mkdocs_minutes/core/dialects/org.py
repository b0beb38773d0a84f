"""Org, as Emacs and its kin write it: headings with states and tags, drawers, days, links."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest

from ..lexicon import late, pattern
from ..records import InlineMark, Span
from .dialect import Dialect
from .forms import (
    SCRIPTS,
    Form,
    around,
    each,
    erased,
    form,
    linked,
    quoted,
    told_elsewhere,
    with_code,
)
from .outliner import STATES
from .source import Change, Edit, Source
from .tasks import behind, field

_STATES = STATES | {
    "NEXT": (" ", "next"),
    "STARTED": (" ", "in progress"),
    "HOLD": (" ", "waiting"),
    **dict.fromkeys(("KILL", "DROPPED", "REJECTED", "ABANDONED"), (" ", "cancelled")),
}
_OWN_STATES = re.compile(
    r"^#\+(?:SEQ_|TYP_)?TODO:(?P<open>[^|\n]{0,300})\|?(?P<done>[^\n]{0,300})$", re.M
)
_ONE_STATE = re.compile(r"(?<!\S)[^\W\d_]+(?:-[^\W\d_]+)?")
_HEADING = re.compile(
    r"^(?P<stars>\*{1,12})[ \t]+(?:(?P<state>[^\W\d_]{2,20}(?:-[^\W\d_]{2,20})?)"
    r"(?:[ \t]+(?!:\S+:[ \t]*$)|$))?"
    r"(?:\[\#(?P<priority>[A-Z0-9])\][ \t]+)?"
    r"(?P<words>[^\n]{0,400}?)(?P<count>[ \t]{0,9}\[(?:\d{0,4}/\d{0,4}|\d{0,3}%)\])?"
    r"(?P<tags>[ \t]{1,90}:(?:[\w@#%]{1,40}:){1,12})?[ \t]{0,90}$",
    re.MULTILINE,
)
_KEYWORD = re.compile(r"^#\+(?:title|date|author|filetags|startup|begin_\w+):?", re.M | re.I)
_PERSON = re.compile(r"@(?=[^\W\d_a-z])")  # not `@home`, which is where
_ONE_TAG = re.compile(r"[\w@#%]+")
_PLANNED = re.compile(
    r"(?P<kind>SCHEDULED|DEADLINE|CLOSED):[ \t]*[<\[](?P<day>\d{4}-\d\d-\d\d)[^<>\[\]\n]{0,40}[>\]]"
)
_WORDS = {"SCHEDULED": "scheduled", "DEADLINE": "due", "CLOSED": "done"}
_STAMP = re.compile(
    r"[<\[](?P<day>\d{4}-\d\d-\d\d)(?:[ ][^\W\d_]{1,12}\.?)?"
    r"(?P<clock>[ ]\d{1,2}:\d\d(?:-\d{1,2}:\d\d)?)?(?P<again>[ ][.+-]{1,2}\d+[hdwmy])*[>\]]"
)
_PROPERTY = re.compile(
    r"^[ \t]*:(?P<key>[A-Za-z][\w-]{0,40}):[ \t]+(?P<value>[^\n]*\S)[ \t]*$", re.M
)
_DRAWER = re.compile(r"^[ \t]*:(?P<name>[A-Za-z][\w-]{0,40}):[ \t]*$", re.MULTILINE)
# What only the program that wrote it needs.
_MACHINE = frozenset(
    "id custom_id created updated modified effort visibility ordered category archive style"
    " last_repeat export_file_name roam_aliases roam_refs header-args".split()
)
_HIDDEN = (
    form(":LOGBOOK:", r"^[ \t]*:LOGBOOK:[ \t]*\n(?:(?![ \t]*:END:).*\n){0,400}?[ \t]*:END:[ \t]*$"),
    form(
        "#",
        r"(?i)^[ \t]*#\+begin_comment[^\n]*\n(?:(?![ \t]*#\+end_).*\n){0,400}?[ \t]*#\+end_\w+$",
    ),
    form("#", r"^[ \t]*#(?:[ \t][^\n]*)?$"),
    form("<<", r"<{2,3}[^<>\n]{1,80}>{2,3}"),
    form("CLOCK:", r"^[ \t]*CLOCK:[^\n]*$"),
    form("%%(", r"^[ \t]*%%\([^\n]*$"),
    form("[@", r"(?<=[.)] )\[@\d{1,4}\][ ]"),
)
_CODE = re.compile(r"^[ \t]*#\+(?:begin|end)_(?:src|example|export)\b[^\n]*$", re.M | re.I)
_VERBATIM = re.compile(
    r"^[ \t]*#\+begin_(?P<kind>src|example|export)\b.*\n(?:.*\n){0,300}?[ \t]*#\+end_(?P=kind)",
    re.M | re.I,
)
_QUOTED = re.compile(
    r"^[ \t]*#\+begin_(?:quote|verse)[^\n]*\n(?P<inner>(?:(?![ \t]*#\+end_).*\n){0,200}?)"
    r"[ \t]*#\+end_(?:quote|verse)",
    re.M | re.I,
)
_START, _STOP = r"(?<![\w*/=~+])", r"(?![\w*/=~+])"


def _emphasis(mark: str, shown: str) -> Form:
    escaped = re.escape(mark)
    words = rf"(?P<words>[^\s{escaped}](?:[^{escaped}\n]{{0,200}}[^\s{escaped}])?)"
    return form(mark, rf"{_START}{escaped}{words}{escaped}{_STOP}", f"{shown}{{words}}{shown}")


_FORMS = (
    form(
        "[[",
        r"\[\[(?P<url>(?:https?|mailto|ftp):[^\[\]\n]{1,1000})\]\[(?P<words>[^\[\]\n]{1,300})\]\]",
        "[{words}]({url})",
    ),
    form("[[", r"\[\[(?P<words>(?:https?|ftp):[^\[\]\n]{1,1000})\]\]"),
    form(
        "[[",
        r"(?i)\[\[(?:file:|\./)(?P<url>[^\[\]\n]{1,300}\.(?:png|jpe?g|gif|svg|webp))\]\]",
        "![]({url})",
    ),
    form(
        "[[",
        r"\[\[(?:file:|\./)(?P<url>[^\[\]\n:]{1,300})\]\[(?P<words>[^\[\]\n]{1,300})\]\]",
        "[{words}]({url})",
    ),
    form("#+", r"(?i)^[ \t]*#\+caption:[ \t]*(?P<words>[^\s\n][^\n]{0,300})$", "**{words}**"),
    form(": ", r"^[ \t]*: (?P<words>[^`\n]{1,300})$", "`{words}`  "),
    *SCRIPTS,
    _emphasis("*", "**"),
    _emphasis("/", "*"),
    _emphasis("=", "`"),
    _emphasis("~", "`"),
    _emphasis("+", "~~"),
    form("::", r"^(?P<words>[^\W\d_][^:\n]{0,60}?)[ \t]+::(?=[ \t])", "{words}:"),
    form("::", r"(?<=[-+\]] )(?P<words>[^\s\[][^\n]{0,80}?)[ \t]+::(?=[ \t]|$)", "{words}:"),
    form("[fn:", r"^\[fn:(?P<foot>[\w-]{1,40})\](?=[ \t])", "{foot}"),
    form("[fn:", r"\[fn:(?P<note>[\w-]{1,40})\]", "{note}"),
    form("[fn:", r"[ ]?\[fn:[\w-]{0,40}:[ ]?(?P<words>[^\[\]\n]{1,400})\]", " ({words})"),
)
# `[[id:…][the crane]]`, `[[*Ropes]]`, `[[Ann Bell]]`: to what the archive may have.
_INNER = re.compile(
    r"\[\[(?!https?:|mailto:|ftp:|\./|file:[^:\n]*\])(?P<target>[^\[\]\n]{1,300})\]"
    r"(?:\[(?P<words>[^\[\]\n]{1,300})\])?\]"
)
_MACRO = re.compile(r"(?i)^#\+macro:[ \t]+(?P<name>\S{1,60})[ \t]+(?P<words>[^\n]+)$", re.M)
_USED = re.compile(r"\{\{\{(?P<name>[\w-]{1,60})(?:\([^()\n]{0,200}\))?\}\}\}")
_ITEM = re.compile(r"^[ \t]*(?:[-+*]|\*+|\d+[.)])[ \t]+(?:\[(?P<state>-)\](?=[ \t]))?[^\n]*", re.M)
# How many of the boxes below are ticked.
_COUNT = re.compile(r"[ \t]\[(?:\d{0,4}/\d{0,4}|\d{0,3}%)\](?=\s|$)")


def _recognised(source: Source) -> bool:
    if source.ends_with(".org"):
        return source.has(_STARRED) or not source.has(_HASHED)
    return "#+" in source.text and source.has(_KEYWORD) and source.has(_STARRED)


_HASHED = re.compile(r"^##+ \S", re.MULTILINE)  # Markdown, to which some programs export


_STARRED = re.compile(r"^\*{1,6}[ \t]+\S", re.MULTILINE)


def _marked(source: Source) -> Iterator[Change]:
    headings = list(source.matches(_HEADING))
    yield from _commented(headings)
    yield from around(source, _HIDDEN)
    yield from _headings(source, headings)
    yield from _drawers(source)
    yield from quoted(source.matches(_QUOTED))
    for match in source.matches(_PLANNED):
        yield from field(*match.span(), f"{_WORDS[match['kind']]} {match['day']}")
    for match in source.matches(_STAMP):
        yield Edit(*match.span(), f"{match['day']}{match['clock'] or ''}")
    for match in source.matches(_ITEM):
        if match["state"]:
            yield Edit(*match.span("state"), " ")
        for count in _COUNT.finditer(match.string, *match.span()):
            yield Edit(*count.span())
    yield from told_elsewhere(source, _MACRO, _USED)
    yield from around(source, _FORMS)
    yield from each(source, _INNER, _inner)


def _headings(source: Source, found: Sequence[re.Match[str]]) -> Iterator[Change]:
    """Headings by their stars; one with a state and none below it is a task.

    Those below a heading of actions or decisions are the items of its list.
    """
    states = source.once(_states)
    above = 0  # the stars of a heading that has a list below it
    for match, below in zip_longest(found, found[1:]):
        depth = len(match["stars"])
        above = above if depth > above else 0
        box, words = states.get(match["state"] or "", ("", ""))
        first = "words" if box or not match["state"] else "state"  # a word like any other
        if above or (box and _is_alone(match, below)):
            indent = "  " * (depth - above - 1) if above else ""
            end = below.start() if below else len(match.string)
            owner, told = _owner(match, end)
            yield from told
            shown = f"{indent}- [{box}] {owner}" if box else f"{indent}- {owner}"
            yield from _within(match, end, f"{indent}  ")
        else:
            shown, words = "#" * min(depth, 6) + " ", words or _SAID_OF[box]
            is_list = _LISTS.fullmatch(match.string, match.start(first), match.end("words"))
            above = depth if is_list else 0
        yield Edit(match.start(), match.start(first), shown)
        yield from _behind_words(match, words)


def _commented(found: Sequence[re.Match[str]]) -> Iterator[Change]:
    """What stands below headings that are comments, with these: nobody else is to see them."""
    hidden = 0
    for match, below in zip_longest(found, found[1:]):
        depth = len(match["stars"])
        within = 0 < hidden < depth
        if within or match["state"] == "COMMENT":
            hidden = hidden if within else depth
            end = below.start() if below else len(match.string)
            yield from erased(match.start(), match.string[match.start() : end])
        else:
            hidden = 0


def _is_alone(match: re.Match[str], below: re.Match[str] | None) -> bool:
    """Whether a heading has none below it, and counts no boxes."""
    return not match["count"] and (below is None or len(below["stars"]) <= len(match["stars"]))


def _behind_words(match: re.Match[str], words: str) -> Iterator[Change]:
    """The priority, state and tags of a heading; how many of its boxes are ticked is not shown."""
    if match["count"]:
        yield Edit(*match.span("count"))
    for told in (f"priority: {match['priority']}" if match["priority"] else "", words):
        yield from behind(match.end("words"), told) if told else ()
    if match["tags"]:
        yield from _tags(match)


_LISTS = late(
    rf"(?:{pattern('actions.heading')}|{pattern('outcomes.heading')})\s?:?",
    re.IGNORECASE | re.VERBOSE,
)


_SAID_OF = {"x": "done", " ": "to do", "": ""}
"""What a heading says that has headings below it, by its box."""


def _states(source: Source) -> Mapping[str, tuple[str, str]]:
    """The states of headings, with those that the file has of its own: `#+TODO: OPEN | SOLVED`."""
    states = dict(_STATES)
    for told in source.matches(_OWN_STATES) if "TODO:" in source.text else ():
        for state in _ONE_STATE.findall(told["open"]):
            states.setdefault(state, (" ", "" if state == "TODO" else state.lower()))
        for state in _ONE_STATE.findall(told["done"]):
            states.setdefault(state, ("x", ""))
    return states


def _within(task: re.Match[str], end: int, indent: str) -> Iterator[Change]:
    """What stands below a task, which is part of its item."""
    for line in _WRITTEN.finditer(task.string, task.end(), end):
        yield Edit(line.start(), line.start(), indent)


def _owner(task: re.Match[str], end: int) -> tuple[str, Sequence[Edit]]:
    """Who is to do a task, as one of its properties says, and the edit by which that is gone."""
    found = _OWNER.search(task.string, task.end(), end)
    return (f"{found['value'].strip()}: ", [Edit(*found.span())]) if found else ("", ())


# `:OWNER: Ann Bell`
_OWNER = late(
    rf"^[ \t]*:{pattern('columns.owner')}:[ \t]+(?P<value>[^\n:()]{{2,60}})$",
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_WRITTEN = re.compile(r"^(?=[ \t]*(?!\[fn:)[^\s#:])", re.MULTILINE)


def _tags(match: re.Match[str]) -> Iterator[Change]:
    """Tags behind a heading, `:ropes:urgent:`, as `#ropes #urgent`; `:@Ann:` is somebody."""
    at, end = match.span("tags")
    for tag in _ONE_TAG.finditer(match.string, at, end):
        sign = tag.start() - 1
        if sign > at:
            yield Edit(at, sign, " ")
        hash_sign = "" if _PERSON.match(tag[0]) else "#"
        yield Edit(sign, tag.start(), hash_sign if sign > at else f" {hash_sign}")
        if not hash_sign:
            at = tag.end()
            continue
        yield InlineMark("tag", Span(sign, tag.end()), tag[0])
        at = tag.end()
    yield Edit(at, end)


def _drawers(source: Source) -> Iterator[Change]:
    """Properties as lines of their own, without those of the program; names of drawers go."""
    for match in source.matches(_PROPERTY):
        if match["key"].lower() in _MACHINE:
            yield Edit(*match.span())
        else:
            key = match["key"].replace("_", " ").capitalize()
            yield Edit(match.start(), match.start("value"), f"{key}: ")
            yield Edit(match.end("value"), match.end(), "  ")
    for match in source.matches(_DRAWER):
        yield Edit(*match.span())


def _inner(match: re.Match[str]) -> Iterator[Change]:
    group = "words" if match["words"] else "target"
    start, end = match.span(group)
    start += match["target"][0] == "*" and group == "target"
    target = match["words"] if match["target"].startswith("id:") else match["target"]
    place = _PLACE.sub("#", (target or "").removeprefix("file:"))
    yield from linked(match, Span(start, end), place.strip())


_PLACE = re.compile(r"^\*+|::[*#]?")


ORG = Dialect(
    name="org",
    tools="Org mode (`.org`)",
    reads=(
        "headings with their tags; `TODO`, `NEXT`, `WAITING`, `DONE` and their kin as tasks, with"
        " priority, deadline and the day they were closed; boxes, definitions, properties, tables,"
        " links, emphasis, blocks of code and quotes; logs, comments and identifiers are not shown"
    ),
    recognised=_recognised,
    changes=with_code(_marked, _CODE, _VERBATIM),
    example=("** DONE paint the *boat* :yard:", "- [x] paint the **boat** #yard"),
    suffix=".org",
    is_markup=True,
)
