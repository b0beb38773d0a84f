"""Logs of chats and transcripts as text: who says what and when, an item each.

Source of the forms: irssi, WeeChat and ZNC (IRC), MeetBot's commands; what Slack, Teams, Discord,
Zoom, Meet, Otter, Granola and WhatsApp give when a conversation is copied or exported.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain, islice, pairwise
from typing import NamedTuple

from ..lexicon import any_of, everyday, late, months, pattern
from ..records import InlineMark, Span
from .dialect import Dialect
from .forms import around, form
from .source import Change, Edit, Source

_CLOCK = r"\d{1,2}:\d{2}(?::\d{2})?(?:[.,]\d{1,6})?(?:[ \u202f]?[AaPp]\.?[Mm]\.?)?"
_DAY = r"\d{1,4}[-./]\d{1,2}[-./]\d{1,4}"
_WHEN = rf"(?:{_DAY},?[T ]{{1,2}})?{_CLOCK}Z?"
_PERSON = (  # `Ann Bell (Pier)`, `Speaker 3`
    r"[^\W\d_][\w.'’-]{0,40}(?:[ ][^\W\d_(][\w.'’-]{0,40}){0,3}"
    r"(?:[ ]\d{1,2}(?![\d:.,/-])|[ ]\([^()\n]{1,40}\))?"
)
# As a program writes a member's name: `Kalo | Obol`, `speaker 1`.
_MEMBER = r"[^\W_][^\t\n:*<>\[\]]{0,60}"

# One message a line: `[16:00] <@ann> hi`, `16:00:02 <ann> hi`, `[14/05/2024, 16:00:02] Ann: hi`,
# `14/05/2024, 16:00 - Ann: hi`, `16:00:02 From Ann Bell to Everyone: hi`, `16:00:02⇥Ann Bell:⇥hi`,
# `**Ann Bell** 00:16 hi`, `**Ann Bell** (2:41 PM): hi`, `**[00:16] Ann Bell:** hi`,
# `[00:00:16] Ann Bell: hi`, `Ann Bell 00:00:16 hi`, `00:16 Ann Bell: hi`.
_FROM, _TO = (f"(?i:{pattern(role)})" for role in ("chat.from", "chat.to"))
_MESSAGE = late(
    rf"""
    [ \t\u200e]* (?:
        \[? (?P<irc> {_WHEN} ) \]? [ \t]+ < [@+%~&! ]? (?P<nick> [^<>\s][^<>\n]{{0,40}} ) >
      | \[ (?P<app> {_DAY},?[ ]{_CLOCK} ) \] [ ] (?P<member> {_PERSON} ) :
      | (?P<export> {_DAY},?[ ]{_CLOCK} ) [ ] - [ ] (?P<sender> {_PERSON} ) :
      | (?P<zoom> {_WHEN} ) [ \t]+
        (?: From | (?= [^:\n]{{1,140}} [ ] {_TO} [ ] ) {_FROM} ) [ ]{{1,2}}
        (?P<from> [^\W\d_][^:\n]{{0,60}}? ) (?: [ ]{{1,2}} {_TO} [ ]{{1,2}} [^:\n]{{1,60}} )? [ ]? :
      | (?P<logged> {_DAY}[ ]{_CLOCK} ) \t (?! [-<]-|\*|=|-!- ) [@+%~&]? (?P<writer> {_MEMBER} ) \t
      | (?P<saved> {_CLOCK} ) \t (?P<attendee> {_MEMBER} ) : (?=\t)
      | \*\* (?P<bold> {_MEMBER} ) :? \*\* [ ] [(\[]? (?P<spoken> {_WHEN} ) [)\]]? (?: : | (?=[ ]) )
      | \*\* [(\[] (?P<clock> {_WHEN} ) [)\]] [ ] (?P<marked> {_MEMBER} ) : \*\*
      | [(\[] (?P<timed> {_CLOCK} ) [)\]] [ ] (?P<voice> {_PERSON} ) : (?=[ ])
      | (?P<talker> {_PERSON} ) [ ] (?P<told> \d{{1,2}}:\d\d:\d\d ) (?=[ ]\S)
      | (?P<begun> (?:\d:)?\d\d:\d\d ) [ ] (?P<heard> {_PERSON} ) : (?=[ ])
    ) [ \t]* (?P<words> [^\n]* ) $
    """,
    re.VERBOSE | re.MULTILINE,
)
_NAMES = "nick member sender from writer attendee bold marked voice talker heard".split()
_TIMES = "irc app export zoom logged saved spoken clock timed told begun".split()
# A name and the time above what is said: `Ann Bell  10:02 AM`, `[10:02] Ann Bell`,
# `Ann Bell — 05/14/2024 10:02 AM`, `[Ann Bell] 10:02:33`, `Ann Bell   0:03`, `Ann Bell (00:03):`,
# `**Ann Bell** [00:03]`, `### Ann Bell 00:03`, `@0:03 - Ann Bell (Pier)`,
# `**Ann Bell** [said](https://…) (May 14 2024 at 10:02 UTC):`, `**Ann Bell** - *00:03*`,
# `**Ann Bell** [(May 14, 2024 at 10:02)](https://…):`,
# `from Ann Bell to everyone: 10:02 AM`.
_POSTED = r"\[said\]\("
_TURN = re.compile(
    rf"""
    [ \t]* (?: \#{{2,6}} [ ] )? (?: \*\* )? (?:
        (?P<name> {_PERSON} ) (?: \*\* )? (?: [ \t]{{1,4}} [\[(]? | [ ][—–-][ ][*]? | [ ]\| [ ] )
        (?P<when> {_WHEN} ) [\])*]?
      | \[ (?P<before> [^\]\n]{{0,14}} {_WHEN} ) \] [ ] (?P<behind> {_PERSON} ) (?: \#\d{{4}} )?
      | \[ (?P<boxed> [^\W_][^\[\]\n]{{0,60}} ) \] [ ] (?P<at> {_CLOCK} )
      | @? (?P<led> {_CLOCK} ) [ ] [–-] [ ] (?P<leading> {_PERSON} )
      | (?P<posting> {_MEMBER} ) \*\* [ ] {_POSTED}[^\s()]{{1,300}}\)
        [ ] \( [^()\n]{{1,24}} [ ] (?P<posted> {_CLOCK} ) [A-Z ]{{0,6}} \)
      | (?P<poster> {_MEMBER} ) \*\* [ ] \[\( [^()\n]{{1,24}} [ ] (?P<linked> {_CLOCK} ) \)\]
        \([^\s()]{{1,300}}\)
      | [Ff]rom [ ] (?P<sender> {_PERSON} ) [ ] to [ ] [^:\n]{{1,60}} :
        [ \t]{{1,8}} (?P<sent> {_CLOCK} )
    ) :? (?: \*\* )? [ \t]* $
    """,
    re.VERBOSE | re.MULTILINE,
)
_HEADED = "name behind boxed leading posting poster sender".split()
_HEADED_AT = "when before at led posted linked sent".split()
# What Teams gives when its transcript is copied: `Ann Bell 1 minute 3 seconds`, below the name and
# the time once more; and what its older files have: a line of times above the name.
_COUNTED = r"(?:\d{1,2}[ ]hours?[ ])?(?:\d{1,2}[ ]minutes?[ ])?\d{1,2}[ ]seconds?"
_COPIED = re.compile(rf"[ \t]*(?P<name>{_PERSON})[ ](?P<when>{_COUNTED})[ \t]*$", re.MULTILINE)
_COUNTED_AGAIN = re.compile(
    rf"[ \t]*{_COUNTED}[ ]?\d{{1,2}}(?::\d{{2}}){{1,2}}[ \t]*$", re.MULTILINE
)
_FROM_TO = re.compile(
    r"[ \t]*(?P<when>\d{1,2}:\d{1,2}:\d{1,2})[.,]\d{1,3}[ ]-->[ ][\d:.,]{5,14}[ \t]*$", re.MULTILINE
)
_ALONE = re.compile(rf"[ \t]*(?P<name>{_PERSON})[ \t]*$", re.MULTILINE)
# What the window around a copied transcript says.
_WINDOW = re.compile(
    r"(?i)[ \t]*(?:transcript\. use arrow keys[^\n]{0,80}|search"
    r"|ai-generated content may be incorrect\.?)"
    r"[ \t]*$",
    re.MULTILINE,
)
# `Ann Bell started transcription`
_BEGAN = re.compile(
    rf"^{_PERSON}[ ](?:started|stopped)[ ](?:the[ ])?(?:transcription|recording)[ \t]*$", re.M
)
# What a program that exports Discord's channels has below a message.
_SECTION = re.compile(r"^\{(?P<name>Reactions|Attachments|Embed|Stickers)\}[ \t]*$", re.MULTILINE)
# Whom Otter heard, also if they said little.
_SPEAKERS = re.compile(r"^SPEAKERS[ \t]*\n(?P<names>[^\n]{1,500})$", re.MULTILINE)
_LISTED = re.compile(r"[^\s,][^,\n]{1,60}")
# What programs say of themselves: how to read an export, what they kept back.
_BESIDE = (
    form("<Media omitted>", r"<Media omitted>"),
    form("end-to-end encrypted", r"^[^\n]{0,30}Messages and calls are end-to-end encrypted[^\n]*$"),
    form("Exported ", r"^Exported \d+ message\(s\)$"),
    form("Log ", r"^--- Log (?:opened|closed) [^\n]{1,60}$"),
    form(": ", r"^(?::[a-z0-9_+-]{2,40}:[ ]\d{1,3}[ \t]*){1,20}$"),
    form(" repl", r"^\d{1,3} repl(?:y|ies)$"),
    form("SUMMARY KEYWORDS", r"^SUMMARY KEYWORDS[ \t]*\n[^\n]*$"),
    form("[Full message", r"^\[Full message cannot be displayed on this version\]$"),
    form("MeetBot", r" Information about MeetBot at https?://\S+$"),
)
# What a client or a server says of its own: `16:00 -!- ann has joined #lake`, `* ann waves`.
_NOTICE = re.compile(
    rf"[ \t]*(?:\[?{_WHEN}\]?[ \t]+)?(?:-!-|\*\*\*|\*|(?P<arrow>-->|<--)|--|-{{1,3}}[ ]Log[ ])[ \t]"
)
# MeetBot's commands, as what its summary makes of them.
_COMMAND = re.compile(r"#(?P<name>[a-z]+)[ \t]*:?[ \t]*(?P<rest>[^\n]*)", re.IGNORECASE)
_HEADINGS = {"startmeeting": "# ", "meetingname": "# ", "meetingtopic": "# ", "topic": "## "}
_STATES = {
    "action": "ACTION: ",
    "agreed": "AGREED: ",
    "agree": "AGREED: ",
    "accepted": "ACCEPTED: ",
    "info": "",
    "idea": "IDEA: ",
    "help": "HELP: ",
    "link": "LINK: ",
}
_SWITCHES = {"startmeeting": "begins the meeting", "endmeeting": "ends the meeting"}
_INITIALS = re.compile(r"[A-Z]{2,3}")
_EXPLAINED = re.compile(
    r"""
    (?: (?: Dr | Prof | Mr | Mrs | Ms ) \.? [ ] )?
    (?P<name> [^\W\d_a-z][\w.'’-]{1,40} (?: [ ] [^\W\d_a-z][\w.'’-]{0,40} ){1,3} )
    [ ] \( (?P<initials> [A-Z]{2,3} ) \)
    """,
    re.VERBOSE,
)
_FEWEST = 3
# What says of a file that it is what was said; then two turns are enough.
_TOLD = re.compile(
    r"(?im)^\W{0,4}(?:[^\n]{0,60}\btranscript(?:ion)?|speakers|view recording)\b[^\n]{0,80}$"
)
# `# 📖 Transcript`, below a summary.
_HEADED_TALK = late(
    rf"#(?<!.#)#{{0,5}}[ ][^\w\n]*{pattern('summaries.talk')}[^\w\n]*$",
    re.IGNORECASE | re.MULTILINE,
)
_TOLD_BY = ("transcript", "speakers", "view recording")
# What a line of either kind has: a clock near its beginning.
_CLOCK_SIGN = re.compile(r":(?<=\d:)\d")
_SECONDS_SIGN = re.compile(r" (?<=\d )seconds?$", re.MULTILINE)
_NEAR = 60  # characters
_NEAR_TOP = 600
_HEADING = re.compile(r"\#{1,6}[ \t]")
# Who is nobody in particular: programs, and voices that a program could not tell.
_NOBODY = re.compile(
    r"(?i)[\w-]*bot\d?|chanserv|nickserv|(?:unknown[ ])?(?:speaker|voice)(?:[ _]?\w{1,2})?"
    r"|you|me|them|others?|participants?|moderator|transcript"
)
# What stands behind a name: `Ann Bell (mic)`, `Ann | Harbour`.
_ADDED = re.compile(r"[ ]*[(|]")


class _Turn(NamedTuple):
    """A line by which somebody begins to speak; `said` is empty where they stand below."""

    line: Span
    name: Span
    when: str
    said: Span


def _turns(source: Source) -> Sequence[_Turn]:
    """The turns of a log in order; none where the text is no conversation."""
    where = (source.path, source.text[source.body :][:_NEAR_TOP])
    told = source.has(_HEADED_TALK) or any(
        _TOLD.search(one) for one in where if any(map(one.lower().count, _TOLD_BY))
    )
    fewest = 2 if told else _FEWEST
    posts = (
        "** [said](" in source.text or "** [(" in source.text
    )  # whose clocks stand behind an address
    if not posts and len(list(islice(_clocks(source), fewest))) < fewest:
        return ()
    written = [line for line in source.lines if source.text[line.start : line.end].strip()]
    found = _messages(source, written) or _headed(source, written, fewest)
    return found or (_clocked(source, written) if told else ())


def _clocked(source: Source, written: Sequence[Span]) -> Sequence[_Turn]:
    """Names with a colon below a time that stands alone, as in Meet's transcripts."""
    turns, when = list[_Turn](), ""
    for line in written:
        if clock := _CLOCK_ALONE.match(source.text, line.start, line.end):
            when = clock["when"]
        elif when and (match := _SAID.match(source.text, line.start, line.end)):
            turns.append(_Turn(line, Span(*match.span("name")), when, Span(match.end(), line.end)))
    below = sum(line.start >= turns[0].line.start for line in written) if turns else 0
    return turns if len(turns) >= _FEWEST and 2 * len(turns) >= below else ()


_CLOCK_ALONE = re.compile(
    r"[ \t]*(?:#{1,6}[ ])?\W{0,2}(?P<when>\d{1,2}:\d\d:\d\d)\W{0,2}"
    r"(?:[ ]\{#[^{}\n]{1,40}\})?[ \t]*$",
    re.MULTILINE,
)
_SAID = re.compile(rf"[ \t]*(?:\*\*)?(?P<name>{_PERSON})(?::\*\*|(?:\*\*)?:)[ \t]+(?=\S)")


def _clocks(source: Source) -> Iterator[int]:
    """Where clocks stand near the beginning of a line."""
    seconds = _SECONDS_SIGN.finditer(source.text, source.body) if " second" in source.text else ()
    for match in chain(_CLOCK_SIGN.finditer(source.text, source.body), seconds):
        at = match.start() - 1
        if at <= _NEAR or source.text.rfind("\n", at - _NEAR - 1, at) >= 0:
            yield at


def _messages(source: Source, written: Sequence[Span]) -> Sequence[_Turn]:
    """Messages that begin on a line each: most of the lines, or names that come again in time."""
    turns = [turn for line in written if (turn := _message(source.text, line))]
    if len(turns) < _FEWEST:
        return ()
    notices = sum(bool(_NOTICE.match(source.text, line.start, line.end)) for line in written)
    # A line that begins with a name and a time, or these without marks, may be of a schedule.
    marked = any(turn.name.start > turn.line.start + len(turn.when) + 1 for turn in turns)
    most = marked and 2 * len(turns) >= len(written) - notices
    return turns if most or (_comes_again(source, turns) and _in_time(turns)) else ()


def _headed(source: Source, written: Sequence[Span], fewest: int) -> Sequence[_Turn]:
    """Names above what is said, which come again, save in a talk that says that it is one."""
    above = (Span(0, 0), *written)
    turns = [
        turn
        for before, line in zip(above, written, strict=False)
        if (turn := _heads(source.text, line) or _below_times(source.text, before, line))
    ]
    listed = " ".join(match["names"] for match in source.matches(_SPEAKERS))
    turns = [
        turn
        for turn in turns
        if not _is_told(name := source.text[turn.name.slice]) and (not listed or name in listed)
    ]
    talks = len(turns) >= fewest and 2 * len(turns) <= len(written)
    # Names behind an hour may be those of a schedule.
    told = fewest < _FEWEST and not any(_LED.match(source.text, turn.line.start) for turn in turns)
    return turns if talks and (told or _comes_again(source, turns)) else ()


_LED = re.compile(r"@?\d")


def _comes_again(source: Source, turns: Sequence[_Turn]) -> bool:
    said = Counter(source.text[turn.name.slice] for turn in turns)
    return 2 * sum(count for count in said.values() if count > 1) >= len(turns)


def _in_time(turns: Sequence[_Turn]) -> bool:
    """Whether times run on, but for one in ten."""
    times = [[int(part) for part in re.findall(r"\d+", turn.when)] for turn in turns]
    back = sum(other < one for one, other in pairwise(times) if len(one) == len(other))
    return 10 * back <= len(turns)


def _is_told(written: str) -> bool:
    """Whether words before a time say what happened then: `Started 7:26pm`, `Call ended at 8:00`.

    >>> [_is_told(words) for words in ("Started", "Meeting adjourned at", "Will Bell", "May")]
    [True, True, False, False]
    """
    words = written.split()
    if words[-1].islower() and not words[0].islower():
        return True  # no name that begins large ends in `at`
    verb = words[0].lower().endswith("ed") or len(words) > 1
    return verb and all(word.lower() in everyday() for word in words)


def _message(text: str, line: Span) -> _Turn | None:
    match = _MESSAGE.match(text, line.start, line.end)
    if match is None:
        return None
    name = next(name for name in _NAMES if match[name])
    when = next(filter(None, map(match.group, _TIMES)), "")
    return _Turn(line, Span(*match.span(name)), when, Span(*match.span("words")))


def _below_times(text: str, before: Span, line: Span) -> _Turn | None:
    """A name alone below the line that says from when to when it speaks."""
    times = _FROM_TO.match(text, before.start, before.end)
    name = _ALONE.match(text, line.start, line.end) if times else None
    if times is None or name is None:
        return None
    return _Turn(line, Span(*name.span("name")), times["when"], Span(line.end, line.end))


def _heads(text: str, line: Span) -> _Turn | None:
    if copied := _COPIED.match(text, line.start, line.end):
        end = Span(line.end, line.end)
        return _Turn(line, Span(*copied.span("name")), _as_clock(copied["when"]), end)
    match = _TURN.match(text, line.start, line.end)
    if match is None:
        return None
    name = next(filter(match.__getitem__, _HEADED))
    when = next(filter(None, map(match.group, _HEADED_AT)))
    return _Turn(line, Span(*match.span(name)), when, Span(line.end, line.end))


def _as_clock(counted: str) -> str:
    """A time in words as on a clock.

    >>> [_as_clock(said) for said in ("1 hour 2 minutes 3 seconds", "1 minute 13 seconds")]
    ['1:02:03', '1:13']
    """
    told = {unit.rstrip("s"): int(number) for number, unit in re.findall(r"(\d+) (\w+)", counted)}
    minutes, seconds = told.get("minute", 0), told.get("second", 0)
    hours = f"{told['hour']}:{minutes:02}" if "hour" in told else f"{minutes}"
    return f"{hours}:{seconds:02}"


def _around_turns(source: Source, turns: Mapping[int, _Turn]) -> Iterator[Edit]:
    """What stands around turns and says again who speaks and when, or is of the window."""
    lines = [line for line in source.lines if source.text[line.start : line.end].strip()]
    names = {source.text[turn.name.slice] for turn in turns.values()}
    first = min(turns, default=0)
    for line, below in pairwise(lines):
        text = source.text
        again = _COUNTED_AGAIN.match(text, below.start, below.end)
        if (
            _COUNTED_AGAIN.match(text, line.start, line.end)
            or (again and text[line.start : line.end].strip() in names)
            or (
                below.start in turns
                and any(one.match(text, line.start, line.end) for one in (_FROM_TO, _CLOCK_ALONE))
            )
            or (line.start < first and _WINDOW.match(text, line.start, line.end))
        ):
            yield Edit(line.start, line.end)


def _of_program(source: Source) -> Iterator[Edit]:
    """What a program says of a message, or of its own work."""
    for told in source.matches(_SECTION) if "\n{" in source.text else ():
        yield Edit(*told.span(), f"  {told['name']}:")
    for told in source.matches(_BEGAN):
        yield Edit(told.start(), told.start(), "- ")


def _changes(source: Source) -> Iterator[Change]:
    """An item a turn, what follows within it; commands as the summary of a meeting has them.

    A heading ends what is said, as where notes have the words of the call at their end.
    """
    turns = {turn.line.start: turn for turn in source.once(_turns)}
    yield from around(source, _BESIDE if turns else ())
    told = _of_program(source) if turns else ()
    gone = {edit.start: edit for edit in (*told, *_around_turns(source, turns))}
    yield from gone.values()
    yield from _title(source, min(turns, default=0))
    yield from _listed(source) if turns else ()
    begun = False
    for line in source.lines:
        if line.start in gone:
            continue
        turn = turns.get(line.start)
        if turn is not None:
            begun = True
            yield from _item(source, turn)
        elif _HEADING.match(source.text, line.start, line.end):
            begun = False
        elif begun and source.text[line.start : line.end].strip():
            is_notice = _NOTICE.match(source.text, line.start, line.end)
            yield Edit(line.start, line.start, "- " if is_notice else "  ")
            if is_notice and is_notice["arrow"]:
                yield Edit(*is_notice.span("arrow"), {"-->": "→", "<--": "←"}[is_notice["arrow"]])


def _listed(source: Source) -> Iterator[Change]:
    """Whom a program lists as speakers."""
    for listed in source.matches(_SPEAKERS):
        for name in _LISTED.finditer(listed.string, *listed.span("names")):
            if person := _person(source, name[0]):
                yield InlineMark("speaker", Span(*name.span()), person)


def _title(source: Source, first: int) -> Iterator[Edit]:
    """The first line as the title, where the day stands right below it, as Otter has them.

    Lines in capitals above what is said are headings then: `ACTION ITEMS`.
    """
    match = _ABOVE_DAY.match(source.text, source.body, first)
    if match:
        yield Edit(match.start("title"), match.start("title"), "# ")
        for head in _IN_CAPITALS.finditer(source.text, match.end(), first):
            yield Edit(head.start(), head.start(), "## ")


_IN_CAPITALS = re.compile(r"(?<=\n\n)[A-Z]{2,}(?: [A-Z]{2,}){0,3}$", re.MULTILINE)
_ABOVE_DAY = late(
    rf"\s*(?P<title>[^\W\d_][^\n\d]{{2,80}})\n\n?"
    rf"(?=[^\n]{{0,12}}\b(?:{any_of(months())}\b[^\n]{{1,8}}\b20\d\d|20\d\d-\d\d-\d\d)\b)",
    re.IGNORECASE,
)


def _item(source: Source, turn: _Turn) -> Iterator[Change]:
    text = source.text
    name = text[turn.name.start : turn.name.end].strip()
    command = _COMMAND.match(text, turn.said.start, turn.said.end)
    called = command["name"].lower() if command else ""
    if command and called in _HEADINGS and command["rest"].strip():
        yield Edit(turn.line.start, command.start("rest"), _HEADINGS[called])
        return
    if command and called in _STATES:
        yield from _stated(turn, command.start("rest"), f"- {_STATES[called]}", name)
        return
    if _NO_WORDS.fullmatch(text, turn.said.start, turn.said.end):
        yield Edit(turn.line.start, turn.line.end)
        return
    if task := _TASK.match(text, turn.said.start, turn.said.end):
        yield from _stated(turn, task.start(), "- ", name)
        return
    yield Edit(turn.line.start, turn.name.start, "- ")
    yield Edit(turn.name.end, turn.said.start, f" ({turn.when}): " if turn.when else ": ")
    if command and called in _SWITCHES:
        yield Edit(command.start(), command.start("rest"), _SWITCHES[called])
    if person := _person(source, name):
        yield InlineMark("speaker", turn.name, person)


def _stated(turn: _Turn, start: int, shown: str, name: str) -> Iterator[Edit]:
    """What somebody states for the summary of the meeting, with who and when behind it."""
    clock = _DAY_BEFORE.sub("", turn.when)
    yield Edit(turn.line.start, start, shown)
    yield Edit(turn.line.end, turn.line.end, f"  ({name}, {clock})" if clock else f"  ({name})")


_DAY_BEFORE = re.compile(rf"{_DAY},?[T ]+")
# `.thanks`, which only a program answers, but not `.hello`, by which people come;
# `Reacted to "Lunch at one..." with 👍`.
_NO_WORDS = re.compile(
    r"(?:\.(?!hello)[a-z][a-z\d]{1,20}|Reacted to [\"“][^\n]{1,100}[\"”] with \S{1,12}"
    r"|Removed an? \S{1,12} reaction from [\"“][^\n]{1,100}[\"”])[ \t]*"
)
# `Action: Ann to pay`, `action for Ann, pay`, `Action item, Ann to pay`, said in a message.
_TASK = late(
    rf"""
    (?: {pattern("actions.marker")} )
    (?: [ ]?:[ ](?=\S) | ,[ ](?= (?-i:[^\W\d_a-z])[\w'’-]*[ ]to[ ] )
      | [ ](?:for|on)[ ](?= (?-i:[^\W\d_a-z])[\w'’-]*,[ ] ) )
    """,
    re.IGNORECASE | re.VERBOSE,
)


def _person(source: Source, name: str) -> str:
    """Who speaks by a name; `""` for nobody in particular, and initials that nothing explains."""
    person = _ADDED.split(name)[0].strip()
    if _INITIALS.fullmatch(person):
        return source.once(_explained).get(person, "")
    return "" if _NOBODY.fullmatch(person) else person


def _explained(source: Source) -> dict[str, str]:
    """The names that stand before their initials: `Ann Bell (AB)`."""
    found = _EXPLAINED.finditer(source.text, source.body)
    return {match["initials"]: match["name"] for match in found}


CHAT = Dialect(
    name="chat",
    tools="IRC and MeetBot, Slack, Teams, Discord, Zoom, Meet, Otter, Granola, WhatsApp, as text",
    reads=(
        "who speaks and when, an item a turn, also below the notes of a meeting; long talk folds;"
        " `#startmeeting`, `#topic`, `#action`, `#agreed` and `#info` of IRC meetings; talk makes"
        " no actions"
    ),
    recognised=lambda source: bool(source.once(_turns)),
    changes=_changes,
    example=(
        "[16:00] <ann> hello\n[16:01] <cy> hi\n[16:02] <ann> #action cy to order rope",
        "- ann (16:00): hello\n- cy (16:01): hi\n- ACTION: cy to order rope  (ann, 16:02)",
    ),
    suffix=".txt",
)
