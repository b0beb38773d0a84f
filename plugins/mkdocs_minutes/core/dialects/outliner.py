"""Outliners: states in front of items, properties with two colons, headings as items."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import InlineMark, Span
from .dialect import Dialect
from .forms import around, erased, form, line_end, linked
from .source import Change, Edit, Source
from .tasks import behind, field, told_day

STATES = {
    "TODO": (" ", ""),
    "DOING": (" ", "in progress"),
    "IN-PROGRESS": (" ", "in progress"),
    "NOW": (" ", "in progress"),
    "LATER": (" ", "later"),
    "WAITING": (" ", "waiting"),
    "WAIT": (" ", "waiting"),
    "DONE": ("x", ""),
    "CANCELLED": (" ", "cancelled"),
    "CANCELED": (" ", "cancelled"),
}
"""The box of each state in front of an item, and what else it says."""

# `- TODO [#A] order the rope`. Not `- TODO: …`, which all notes may have.
_STATE = re.compile(
    rf"[ \t]*[-*+][ \t]+(?:\#{{1,6}}[ \t]+)?(?P<state>{'|'.join(STATES)})[ \t]+"
    r"(?:\[\#(?P<priority>[A-C])\][ \t]+)?(?=[^\s:])",
    re.MULTILINE,
)
_PROPERTY = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?[*_]{0,2}(?P<key>[^\W\d_](?:[\w/.-]|[ ](?=\w)){0,40})"
    r"(?:(?<=\w)|[*_]{1,2})(?P<colons>::)(?:[ \t]+|$)",
    re.MULTILINE,
)
_HEADING = re.compile(r"[ \t]*-[ \t]+(?=\#{1,6}[ \t])", re.MULTILINE)
_PLANNED = re.compile(
    r"(?P<kind>SCHEDULED|DEADLINE):[ \t]*<(?P<day>\d{4}-\d\d-\d\d)(?P<rest>[^<>\n]{0,40})>"
)
_LOGBOOK = re.compile(
    r"[ \t]*:LOGBOOK:[ \t]*\n(?:(?![ \t]*:END:).*\n){0,200}?[ \t]*:END:[ \t]*$", re.M
)
# Roam's boxes: `{{[[TODO]]}} order the rope`.
_ROAM = re.compile(r"\{\{(?:\[\[)?(?P<state>TODO|DONE)(?:\]\])?\}\}")
_MACRO = r"\{\{(?:query|renderer|cards)[ \t][^\n]{0,500}\}\}"
_EMBED = form("{{embed", r"\{\{embed[ \t]+(?P<words>\[\[[^\[\]\n]{1,300}\]\])[ \t]*\}\}")
_SEEN = form(
    "{{",
    r"\{\{(?:video|youtube|vimeo|tweet|twitter|pdf|iframe|cloze|bilibili)[ ]+"
    r"(?P<words>[^{}\n]{1,500}?)[ ]*\}\}",
)
_ASKED = form(
    "#+",
    r"(?i)^[ \t]*(?:-[ \t]+)?#\+begin_query[ \t]*\n(?:"
    r"(?![ \t]*#\+end).*\n){0,100}?[ \t]*#\+end_query",
)
_TO_PAGE = re.compile(r"\[(?P<words>[^\[\]\n]{1,200})\]\(\[\[(?P<target>[^\[\]\n]{1,300})\]\]\)")
# `#+BEGIN_NOTE` to `#+END_NOTE`, a box.
_BOX = re.compile(
    r"(?i)^[ \t]*(?:-[ \t]+)?#\+(?P<ends>begin|end)_(?P<kind>note|tip|warning"
    r"|important|caution|pinned)[ \t]*$",
    re.MULTILINE,
)
_SIZE = form("){:", r"(?<=\))\{:(?:height|width)[^{}\n]{0,60}\}")
_QUOTE = form("#+", r"(?i)(?<=- )#\+begin_quote[ \t]*$|^[ \t]*#\+(?:begin|end)_quote[ \t]*$")
_QUERY = re.compile(rf"^[ \t]*[-*+][ \t]+{_MACRO}[ \t]*$|{_MACRO}", re.MULTILINE)
_QUOTED = re.compile(
    r"(?:\{\{embed[ \t]+)?\(\((?P<id>[0-9a-f]{8}-[0-9a-f-]{27})\)\)(?:[ \t]*\}\})?"
)
# `[the rope](((66dec1a0-…)))`
_TO_BLOCK = re.compile(
    r"\[(?P<words>[^\[\]\n]{1,200})\]\(\(\((?P<id>[0-9a-f]{8}-[0-9a-f-]{27})\)\)\)"
)
_BLOCK_ID = re.compile(
    r"[ \t]*(?:[-*+][ \t]+)?id::[ \t]+(?P<id>[0-9a-f]{8}-[0-9a-f-]{27})[ \t]*$", re.M
)
# What only the program that wrote it needs.
_MACHINE = frozenset(
    """id collapsed logseq.order-list-type query-table query-properties heading
    background-color""".split()
)
_OF_CARDS = "card-last"
_STATES = ("DOING", "NOW", "LATER", "WAITING", "DONE", "CANCEL", "TODO")
_SIGN = re.compile(
    r"^[ \t]*-[ \t]+(?:(?:DOING|NOW|LATER|WAITING|DONE|CANCELL?ED)[ \t]+[^\s:]"
    r"|TODO[ \t]+(?:\[\[|\[#[A-C]\]))",
    re.MULTILINE,
)


def _at_line_start(source: Source, pattern: re.Pattern[str]) -> Iterator[re.Match[str]]:
    for line in source.lines:
        match = pattern.match(source.text, line.start, line.end)
        if match:
            yield match


def _recognised(source: Source) -> bool:
    signs = (("{{", _ROAM), ("((", _QUOTED), *(one[:2] for one in (_EMBED, _SIZE, _SEEN)))
    return (
        (any(map(source.text.__contains__, _STATES)) and source.has(_SIGN))
        or any(sign in source.text and source.has(pattern) for sign, pattern in signs)
        or ("::" in source.text and next(_at_line_start(source, _PROPERTY), None) is not None)
    )


def _changes(source: Source) -> Iterator[Change]:
    yield from _hidden(source)
    yield from around(source, (_EMBED, _SIZE, _ASKED, _QUOTE, _SEEN))
    for match in source.matches(_BOX) if "#+" in source.text else ():
        begins = match["ends"].lower() == "begin"
        yield Edit(*match.span(), "- " if begins else "")
    for match in source.matches(_TO_PAGE) if "]([[" in source.text else ():
        yield from linked(match, Span(*match.span("words")), match["target"])
    yield from _properties(source)
    for match in _at_line_start(source, _STATE):
        yield from _state(match)
    for match in _at_line_start(source, _HEADING):
        yield Edit(*match.span())
    for match in source.matches(_PLANNED):
        words = "due" if match["kind"] == "DEADLINE" else "scheduled"
        yield from field(*match.span(), f"{words} {match['day']}")
    for match in source.matches(_ROAM):
        yield Edit(*match.span(), f"[{STATES[match['state']][0]}]")
    for match in source.matches(_TO_BLOCK) if "](((" in source.text else ():
        yield Edit(match.start(), match.start("words"))
        yield Edit(match.end("words"), match.end())
        yield InlineMark("quote", Span(*match.span("words")), match["id"])
    yield from _quotes(source)


def _hidden(source: Source) -> Iterator[Change]:
    for log in source.matches(_LOGBOOK):
        yield from erased(log.start(), log[0])
    for query in source.matches(_QUERY):
        yield Edit(*query.span())


def _properties(source: Source) -> Iterator[Change]:
    in_task = False
    for line in source.lines:
        match = _PROPERTY.match(source.text, line.start, line.end)
        key = match["key"].strip().lower() if match else ""
        begins = _STATE.match(source.text, line.start, line.end)
        in_task = bool(begins or (in_task and match))
        if key in _MACHINE or key.startswith(_OF_CARDS):
            yield Edit(line.start, line.end)
        elif match and in_task and (told := told_day(key, source.text, match.start(1), line.end)):
            yield from told
        elif match:
            yield Edit(*match.span("colons"), ":")
            # Each property has a line of its own.
            if _PROPERTY.match(source.text, line.end + 1):
                yield Edit(line.end, line.end, "  ")


def _state(match: re.Match[str]) -> Iterator[Change]:
    box, words = STATES[match["state"]]
    yield Edit(match.start("state"), match.end(), f"[{box}] ")
    end = line_end(match)
    if match["priority"]:
        yield from behind(end, f"priority: {match['priority']}")
    if words:
        yield from behind(end, words)


def _quotes(source: Source) -> Iterator[Change]:
    """What blocks say that others refer to, where they stand in the same note."""
    named = dict(source.once(_named_blocks))
    for name, span in named.items():
        yield InlineMark("block", span, name)
    for match in source.matches(_QUOTED) if "((" in source.text else ():
        said = named.get(match["id"])
        words = _BRACKETS.sub("", source.text[said.slice])[:300].strip() if said else ""
        yield Edit(*match.span(), f"“{words}”" if words else "(a block of another note)")
        yield InlineMark("quote", Span(*match.span()), match["id"])


def _named_blocks(source: Source) -> list[tuple[str, Span]]:
    """The identifiers of blocks, with the words of each."""
    found = []
    above = Span(0, 0)
    for line in source.lines if "id::" in source.text else ():
        words = source.text[line.start : line.end]
        named = _BLOCK_ID.fullmatch(words)
        if named:
            front = _IN_FRONT.match(source.text, above.start, above.end)
            found.append((named["id"], Span(front.end() if front else above.start, above.end)))
        elif not (_PROPERTY.match(words) or _LOGGED.match(words)):
            above = line
    return found


_LOGGED = re.compile(r"[ \t]*(?::\w+:|CLOCK:|SCHEDULED:|DEADLINE:)")
# What stands in front of the words of a block.
_IN_FRONT = re.compile(
    rf"[ \t]*[-*+][ \t]+(?:\#{{1,6}}[ \t]+)?(?:(?:{'|'.join(STATES)})[ \t]+)?(?:\[\#[A-C]\][ \t]+)?"
)
_BRACKETS = re.compile(r"\[\[|\]\]|\(\(|\)\)|\^\^|==")


OUTLINER = Dialect(
    name="outliner",
    tools="Logseq, and Dataview's properties in Obsidian",
    reads=(
        "`TODO`, `DOING`, `DONE`, `LATER`, `WAITING`, `CANCELLED` in front of items, with priority"
        " and deadline; properties (`attendees:: …`); headings as items; references to blocks as"
        " the words of these, in whatever note"
    ),
    recognised=_recognised,
    changes=_changes,
    example=("- DONE paint the boat", "- [x] paint the boat"),
)
