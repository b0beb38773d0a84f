"""Action items: who is to do what, by when, and whether it is done."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from ..dates import written_dates
from ..records import Action, ActionStatus, Line, Note, Owner, Span
from ..settings import Settings
from ..text import plain
from .names import is_common_word, is_handle, is_person_name

# Words that mark an action at the beginning of a line. `AI` and `AP` only in capitals.
_MARKER_WORDS = r"(?:(?i:action(?:\s(?:items?|points?|required|for|on))?|to-?\s?do|task|next\saction|follow[- ]?up\saction)|AIs?|APs?|A\.I\.)"
_OPEN = r"[\s*_`\[(]{0,5}"
_MARKER = re.compile(
    rf"""
    (?P<open> [*_`~\[]{{0,4}} )
    (?: \#(?P<tag> action ) \b (?! \s* items?\s*$ )
      | (?P<word> {_MARKER_WORDS} ) )
    (?P<number> \s* (?: \# | no\.? \s )? \d{{1,3}} )?
    [\])]? [*_`~]{{0,3}}
    (?:
        \s? \( \s* (?P<owners> [^()\n]{{1,120}} (?: \( [^()\n]{{0,40}} \) [^()\n]{{0,40}} )? ) \) [*_`]{{0,3}} \s* (?: : | [-–—] (?=\s) )? [*_`]{{0,3}}
      | \s? \[ \s* (?P<bracketed> [^\[\]\n]{{1,80}} ) \] [*_`]{{0,3}} \s* :? [*_`]{{0,3}}
      | \s (?P<named> [^:\n]{{1,60}} ) : [*_`]{{0,3}} (?= \s )
      | \s? [:–—] [*_`]{{0,3}} | \s - (?=\s)
    )
    """,
    re.VERBOSE,
)
# `TODO fix this`, `**TODO** fix this`, `#action ann to fix this`: a marker without a colon.
_BARE_MARKER = re.compile(
    r"(?:\#action|[*_`]{2}(?:TODO|ACTION(?:\sITEM)?)[*_`]{2}|TODO|ACTION(?:\sITEM)?)(?=\s)\s+(?=\w|@)"
)
# `… or not. ACTION: send the matrix`: within a line, in capitals.
_INNER = re.compile(r"(?<=[\s.\]])(?:ACTION(?:\sITEM)?)(?P<end>:|\s-\s)\s*")
# `… there are machines at the site (ACTION).`: marks the sentence it ends.
_TRAILING = re.compile(r"[\[(](?:ACTION|AI|TODO)[\])]")

_HEADING = re.compile(
    r"(?:\d+(?:\.\d+)*[.)]?\s*)?(?:(?:new|open|outstanding|pending|old|previous|review(?:\sof)?|current|remaining|"
    r"summary\sof|list\sof|this\sweek'?s|last\sweek'?s|past|immediate|all|the|our|my|follow[- ]?up|proposed)\s){0,3}"
    r"(?:action(?:s|\sitems?|\spoints?|\slist)?|to[- ]?dos?(?:\slist)?|to\sbe\sdone|tasks?|next\ssteps?|action\sitems?\sreview|"
    r"action\sregister|aufgaben|offene\spunkte|actions\sà\sfaire|tareas)"
    r"(?:\s(?:review|summary|list|from\s.{1,40}|for\s.{1,40}|status))?\s*(?:\(.{0,60}\))?\s*:?",
    re.IGNORECASE,
)
_NO_ACTION = re.compile(
    r"\W*(?:none|n/?a|nothing|no (?:new )?(?:actions?|action items?|tasks?)|tbd|-)\b.{0,40}$",
    re.IGNORECASE,
)
_EMPTY = re.compile(r"[\W_]*")


def actions(
    note: Note, settings: Settings, skip: frozenset[int] = frozenset()
) -> tuple[Action, ...]:
    """The note's action items in the order of the text, each once.

    `skip` are indexes of lines that list people or conclusions, whose boxes and bullets are no
    actions. A list of the actions repeated at the end of a note adds nothing. An action without an
    owner has none; a rota or a roster is no action.
    """
    own = _own_marker(settings)
    governed = _governed(note)
    found: list[Action] = []
    used: set[int] = set()
    for index, line in enumerate(note.lines):
        if (
            index in skip
            or index in used
            or line.kind not in ("bullet", "text", "quote", "heading")
        ):
            continue
        if line.kind == "heading" and _HEADING.fullmatch(plain(note.text[line.content.slice])):
            continue
        for action in _of_line(note, index, own, used, governed=index in governed):
            if not _repeats(action, found):
                found.append(action)
    if not found:
        found = list(_promises(note, skip))
    return tuple(found)


def _own_marker(settings: Settings) -> re.Pattern[str] | None:
    if not settings.action_markers:
        return None
    words = "|".join(re.escape(w) for w in sorted(settings.action_markers, key=len, reverse=True))
    return re.compile(
        rf"[*_`\[]{{0,4}}(?:{words})[\]*_`]{{0,4}}\s*(?:\((?P<owners>[^()\n]{{1,120}})\))?\s*[:–—-]?[*_`]{{0,3}}\s+",
        re.I,
    )


def _governed(note: Note) -> frozenset[int]:
    """Lines that an action heading, or a bullet such as `To be done`, makes actions."""
    lines: set[int] = set()
    leads = {
        index
        for index, line in enumerate(note.lines)
        if line.kind in ("bullet", "text", "heading")
        and line.content.end - line.content.start <= 80
        and _HEADING.fullmatch(plain(note.text[line.content.slice]).rstrip(":"))
    }
    if not leads:
        return frozenset()
    for lead in leads:
        if note.lines[lead].kind == "heading":
            section = note.sections[note.lines[lead].section or 0]
            lines |= _section_items(note, section.first + 1, section.last, lead)
            for below in note.sections:
                if below.parent is not None and note.sections[below.parent] == section:
                    lines |= _section_items(note, below.first + 1, below.last, below.first)
        else:
            lines |= {i for i, line in enumerate(note.lines) if line.parent == lead}
    return frozenset(lines - leads)


def _section_items(note: Note, first: int, last: int, head: int) -> set[int]:
    """The bullets right under a heading; where there are none, its lines of text."""
    bullets = {
        i for i in range(first, last) if note.lines[i].kind == "bullet" and note.lines[i].depth == 1
    }
    nested = set()
    for i in bullets:
        if is_person_name(plain(note.text[note.lines[i].content.slice]).rstrip(":")):
            nested |= {j for j in range(first, last) if note.lines[j].parent == i}
    if bullets:
        return bullets | nested
    del head
    block: set[int] = set()
    for i in range(first, last):
        if note.lines[i].kind == "text":
            block.add(i)
        elif (
            note.lines[i].kind == "blank"
            and block
            and i + 1 < last
            and note.lines[i + 1].kind == "blank"
        ):
            break
    return block


def _of_line(
    note: Note, index: int, own: re.Pattern[str] | None, used: set[int], *, governed: bool
) -> Iterator[Action]:
    line = note.lines[index]
    text, start, end = note.text, line.content.start, line.content.end
    while start < end and text[start] in "*_" and line.kind == "quote":
        start += 1
    match = _marker(text, start, end, own)
    if match is not None:
        yield from _marked(note, index, match, used)
        return
    for inner in _INNER.finditer(text, start, end):
        yield _action(note, index, inner.end(), end, (), used)
        return
    trailing = _TRAILING.search(text, start, end)
    if trailing:
        begin = max(
            text.rfind(". ", start, trailing.start()) + 2,
            text.rfind("? ", start, trailing.start()) + 2,
            start,
        )
        yield _action(note, index, begin, trailing.start(), (), used)
        return
    if governed or (line.task is not None and line.kind == "bullet"):
        content = plain(text[start:end])
        if (
            not _EMPTY.fullmatch(content)
            and not _NO_ACTION.fullmatch(content)
            and not content.endswith("?")
        ):
            if is_person_name(content.rstrip(":")) and content.rstrip(":") != content:
                return
            if _INDEXED.match(text, start, end):
                start = _INDEXED.match(text, start, end).end()  # type: ignore[union-attr]
            yield _owned(note, index, start, end, used)


# `[Action #1](#action1): …`: an item of a list that repeats the actions of the note.
_INDEXED = re.compile(r"\[[^\[\]]{1,40}\]\(#[^()]*\):?\s*")


def _marker(text: str, start: int, end: int, own: re.Pattern[str] | None) -> re.Match[str] | None:
    if start >= end:
        return None
    match = own.match(text, start, end) if own else None
    if match is None and text[start] in "*_`~[#AaTtFfNn(":
        match = _MARKER.match(text, start, end) or _BARE_MARKER.match(text, start, end)
    return match


def _marked(note: Note, index: int, match: re.Match[str], used: set[int]) -> Iterator[Action]:
    text, end = note.text, note.lines[index].content.end
    groups = match.groupdict()
    if groups.get("word") and groups["word"].lower() == "task" and not groups.get("number"):
        return
    named = groups.get("named")
    if named is not None:
        prefix = re.match(r"(?:for|on)\s+", named)
        start = match.start("named") + (prefix.end() if prefix else 0)
        owners = tuple(_owners(text, start, match.end("named")))
        if not owners:
            if groups["word"] and groups["word"].isupper() and len(groups["word"]) > 2:
                yield _action(note, index, match.start("named"), end, (), used)
            return
    else:
        which = "owners" if groups.get("owners") else "bracketed" if groups.get("bracketed") else ""
        owners = tuple(_owners(text, *match.span(which), loose=True)) if which else ()
    if owners:
        yield _action(note, index, match.end(), end, owners, used)
    else:
        yield _owned(note, index, match.end(), end, used, marked=True)


_TO_DO = re.compile(r"\s+(?:to|will|shall|should|needs? to|has to|is to|can)\s+(?=[a-z])")
_SEPARATED = re.compile(r"[\])*_`]*\s*(?::|\s[-–—]\s|->|—)[*_`]*\s*")
_TRAILING_OWNER = re.compile(
    r"(?:[-–—]\s*|\s)[\[(]\s*(?:owners?:\s*)?(?P<names>[^()\[\]]{2,80})[\])][\s.*_`]*$|\s[-–—]+\s*(?P<dashed>@?[^\W\d_][\w.'’-]*(?:[ ,&]+@?[^\W\d_][\w.'’-]*){0,5})[\s*_`]*$"
)


def _owned(
    note: Note, index: int, start: int, end: int, used: set[int], *, marked: bool = False
) -> Action:
    """An action whose owners, if any, are part of its words."""
    text = note.text
    while start < end and text[start] in " \t*_`[":
        start += 1
    for pattern in (_SEPARATED, _TO_DO):
        match = pattern.search(text, start, min(end, start + 90))
        if match:
            owners = tuple(_owners(text, start, match.start(), nick=marked))
            if owners:
                return _action(note, index, match.end(), end, owners, used)
    first = re.compile(r"(?:@[\w-]+[\s,]*(?:and\s|&\s)?)+").match(text, start, end)
    if first:
        owners = tuple(_owners(text, *first.span()))
        if owners:
            return _action(note, index, first.end(), end, owners, used)
    match = _TRAILING_OWNER.search(text, max(start, end - 120), end)
    if match:
        which = "names" if match["names"] else "dashed"
        owners = tuple(_owners(text, *match.span(which)))
        if owners:
            return _action(note, index, start, match.start(), owners, used)
    return _action(note, index, start, end, (), used)


_AND = re.compile(r"\s*(?:,\s*and\s|,|/|&|\band\b|\+|;)\s*")
_EDGES = " \t*_`~[](){}\"'.!?:\\"


def _owners(
    text: str, start: int, end: int, *, loose: bool = False, nick: bool = False
) -> Iterator[Owner]:
    """The owners that a stretch lists; nothing where any part of it is no name.

    `loose` takes what stands in the owner's place of a marker at its word; `nick` allows a chat
    nickname in lower case.
    """
    found: list[Owner] = []
    at = start
    for match in (*_AND.finditer(text, start, end), None):
        upto = match.start() if match else end
        raw = text[at:upto]
        bracket = raw.find("(")
        if bracket > 0:
            raw = raw[:bracket]
        left = at + len(raw) - len(raw.lstrip(_EDGES))
        right = left + len(raw.strip(_EDGES))
        name = " ".join(text[left:right].split())
        if name:
            if not _is_owner(name, loose=loose, nick=nick):
                return
            found.append(Owner(name, Span(left, right)))
        if match:
            at = match.end()
    yield from found


_NICK = re.compile(r"[a-z][a-z0-9_\-\[\]|^]{2,20}")
_VERBS = """
    need needs try want have has continue plan plans remember going how follow start begin
    decide consider make agree ability able ask someone somebody anyone everyone nobody team
    maintainers developers users hope goal way time
"""
_NO_NICK = frozenset(_VERBS.split())


def _is_owner(name: str, *, loose: bool, nick: bool) -> bool:
    if is_handle(name) or is_person_name(name):
        return True
    if nick and _NICK.fullmatch(name) and name not in _NO_NICK and not is_common_word(name):
        return True
    if loose:
        return len(name.split()) <= 4 and len(name) <= 40 and not name.isdigit()
    return name in ("All", "Everyone", "everyone", "all")


_DONE = re.compile(
    r"(?:^\W*(?:DONE|done|completed?|closed|fixed)\b\s*[:\])–-])|(?:[\[(–-]\s*(?:done|completed?|closed|fixed|finished)\W*$)|✅|✔|☑|\bDONE\b|:white_check_mark:",
)
_DROPPED = re.compile(
    r"[\[(–-]\s*(?:dropped|cancell?ed|obsolete|won'?t do|abandoned|withdrawn)\W*$|\b(?:DROPPED|CANCELL?ED)\b",
    re.I,
)
_DUE = re.compile(
    r"\b(?:by|due(?:\s(?:date|on|by))?|until|before|deadline)\b\s*:?\s*(?:the\s)?(?:end\sof\s)?$",
    re.IGNORECASE,
)


def _action(
    note: Note, index: int, start: int, end: int, owners: tuple[Owner, ...], used: set[int]
) -> Action:
    """An action from the rest of its line and the lines that carry it on."""
    text = note.text
    line = note.lines[index]
    used.add(index)
    pieces = [text[start:end]]
    last = end
    for at in _continuation(note, index):
        used.add(at)
        content = note.lines[at].content
        pieces.append(text[content.slice])
        last = content.end
    words = plain(" ".join(pieces)).strip()
    whole = text[line.content.start : last]
    first = min(start, end)
    while first < last and text[first] in " \t":
        first += 1
    return Action(
        words.lstrip("-–—: ") if words[:1] in "-–—:" else words,
        Span(first, max(first, last)),
        line.number,
        owners,
        _status(line, whole),
        _due(note, words),
    )


def _continuation(note: Note, index: int) -> Iterator[int]:
    """Lines below that go on with an action: text of its bullet, or of its paragraph."""
    line = note.lines[index]
    for at in range(index + 1, len(note.lines)):
        below = note.lines[at]
        if below.kind != "text" or line.kind == "heading":
            return
        if line.kind == "bullet" and below.parent != index:
            return
        if line.kind in ("text", "quote") and below.parent != line.parent:
            return
        if _marker(note.text, below.content.start, below.content.end, None):
            return
        if line.kind == "text" and not _wraps(note, at - 1):
            return
        yield at


def _wraps(note: Note, index: int) -> bool:
    """Whether a line of plain text is long enough to have been wrapped where it ends."""
    content = note.lines[index].span
    return content.end - content.start >= 60


def _status(line: Line, whole: str) -> ActionStatus:
    if line.task:
        return "done"
    if whole.lstrip().startswith("~~") or _DONE.search(whole):
        return "done"
    return "dropped" if _DROPPED.search(whole) else "open"


def _due(note: Note, words: str) -> date | None:
    """The day that `by`, `due` or `until` names; without a year, the first one after the meeting."""
    for written in written_dates(words):
        if _DUE.search(words[: written.start]):
            year = note.date.year if note.date else 0
            day = written.on(year)
            if day and not written.year and note.date and day < note.date:
                day = written.on(year + 1)
            return day
    return None


def _repeats(action: Action, found: list[Action]) -> bool:
    """Whether a note lists an action again, as minutes do that close with their actions."""
    words = _folded(action.text)
    names = {o.name.casefold().lstrip("@") for o in action.owners}
    for other in found:
        if _folded(other.text) == words and (
            not names
            or not other.owners
            or names == {o.name.casefold().lstrip("@") for o in other.owners}
        ):
            return True
    return False


def _folded(words: str) -> str:
    return "".join(c for c in words.casefold() if c.isalnum())


# `Ann will send slides.`: a promise by name, at the beginning of a line.
_PROMISE = re.compile(
    r"(?P<name>[A-Z][\w.'’-]+(?:\s[A-Z][\w.'’-]+)?)\s+(?:will|to)\s+(?!be\b|not\b|also be\b|become\b|need\b)(?P<verb>[a-z]+)"
)


def _promises(note: Note, skip: frozenset[int]) -> Iterator[Action]:
    """Promises by name, only in a note that marks no actions in another way."""
    for index, line in enumerate(note.lines):
        if line.kind != "text" or index in skip:
            continue
        match = _PROMISE.match(note.text, line.content.start, line.content.end)
        if match and is_person_name(match["name"]) and " will " in match[0]:
            owner = Owner(match["name"], Span(*match.span("name")))
            stop = re.compile(r"\.\s").search(note.text, match.end(), line.content.end)
            end = stop.start() + 1 if stop else line.content.end
            yield _action(note, index, line.content.start, end, (owner,), set())
