"""Messages in the chat of a call that go to one person, or to some: they are left out.

Source of the forms: what Zoom saves (`10:02:05 From Ann Bell to Bo Crane(Direct Message): …`) and
Webex copies (`from Ann Bell to Bo Crane (privately): 10:02 AM`), and what people type into a log
that everybody sees (`[10:02] <ann> DM to bo: …`).
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from ..lexicon import late, pattern
from ..records import InlineMark, Span
from .dialect import Dialect
from .forms import erased
from .source import Change, Source

_TIME = r"(?:\d{1,4}[-./]\d{1,2}[-./]\d{1,4},?[ T]{1,2})?\d{1,2}:\d\d:\d\d"
_PRIVATE, _TO = pattern("chat.private"), pattern("chat.to")
_PRIVATELY = rf"[(（\[] {_PRIVATE} (?: [ ] {_TO} [ ] [^()\[\]:\n]{{1,60}} )? [)）\]]"
# Who writes to whom. What somebody is called may hold a word that parts the two.
_SENT = late(
    rf"""
    ^[ \t]* (?P<item> [-*>][ \t]+ )? (?:
        {_TIME} [ \t]+ {pattern("chat.from")} [ \t]{{1,2}} [^:\n]{{1,60}}?
        [ ]{{1,2}} {_TO} [ ]{{1,2}} (?P<to> [^:\n]{{1,80}}? ) [ ]? : (?=\s|$)
      | {_TIME} [ \t]+ [^:\n]{{2,120}}? {_PRIVATELY} [ ]? [:：] (?=\s|$)
      | (?P<clock> \[? \d{{1,2}}:\d\d (?: :\d\d )? \]? ) [ \t]+ (?:
          < [^<>\n]{{1,40}} > [ ] (?: {_PRIVATELY} | /(?:msg|query|w) [ ] (?=\S)
            | (?: {_PRIVATE} | [dp]m ) [ ] {_TO} [ ]
              [^\s:]{{1,30}} (?-i: [ ] [^\W\d_a-z][^\s:]{{0,30}} )? : (?=\s) )
        | {pattern("chat.from")} [ ] [^:\n]{{2,60}}? [ ] {_TO} [ ] [^:\n]{{2,60}}?
          {_PRIVATELY} [ ]? [:：] (?=\s|$) )
      | {pattern("chat.from")} [ ] [^:\n]{{1,60}}?
        [ ] {_TO} [ ] (?P<all> [^:\n]{{1,80}}? ) : [ \t]{{1,8}} \d{{1,2}}:\d\d \b
    )
    """,
    re.IGNORECASE | re.VERBOSE | re.MULTILINE,
)
_EVERYONE = late(rf"\s*{pattern('chat.everyone')}\s*", re.IGNORECASE | re.VERBOSE)
# Where the next message begins, or the notes below a chat; what ends an item, and a block of code.
_ENDS = re.compile(rf"^(?:[ \t]*(?:[-*>][ \t]+)?\[?{_TIME}\b|\#{{1,6}}[ ])", re.MULTILINE)
_ENDS_SOON = re.compile(rf"{_ENDS.pattern}|^[ \t]*\[?\d{{1,2}}:\d\d\b", re.MULTILINE)
_NO_MORE = re.compile(r"^(?=\S)", re.MULTILINE)
_FENCE = re.compile(r"^[ \t]*(?:```|~~~)", re.MULTILINE)


def _sent(source: Source) -> list[re.Match[str]]:
    """The lines that say who writes to whom, also within code."""
    return [*_SENT.finditer(source.text, source.body)] if _CLOCK.search(source.text) else []


_CLOCK = re.compile(r":(?<=\d:)\d\d")


def _changes(source: Source) -> Iterator[Change]:
    """Each message that does not go to everyone is left out, with all its lines."""
    text, sent = source.text, source.once(_sent)
    if not sent:
        return
    ends = _ENDS_SOON if any(match["clock"] for match in sent) else _ENDS
    starts = sorted(match.start() for match in (*sent, *ends.finditer(text, source.body)))
    starts.append(len(text))
    for match in sent:
        if _EVERYONE.fullmatch(match["to"] or match["all"] or ""):
            continue
        end = starts[bisect_right(starts, match.start())]
        after = _NO_MORE.search(text, match.end(), end) if match["item"] else None
        end = after.start() if after else end
        fence = _FENCE.search(text, match.end(), end) if source.is_code(match.start()) else None
        yield from erased(match.start(), text[match.start() : fence.start() if fence else end])
        yield InlineMark("private", Span(match.start(), match.start()), "")


PRIVATE = Dialect(
    name="private",
    tools="Zoom and Webex, whose chats hold messages to one person",
    reads="what does not go to everyone is left out, and `minutes check` tells of it",
    recognised=lambda source: bool(source.once(_sent)),
    changes=_changes,
    example=(
        "10:02:05 From Ann Bell to Bo Crane(Direct Message):\n\tis he ill?\n"
        "10:02:09 From Bo Crane to Everyone:\n\thello",
        "\n\n10:02:09 From Bo Crane to Everyone:\n\thello",
    ),
    suffix=".txt",
)
