"""The rules of actions: how people write who is to do what, in the order they are tried in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from itertools import chain

from ..blocks import sentence_goes_on
from ..lexicon import late, pattern
from ..records import Action, Owner, Span
from ..text import plain
from .action_lists import leads_elsewhere, under_actions
from .action_reader import FILED, NAMES, ActionReader
from .action_tables import table_actions
from .duties import Need, duties, may_give
from .linked import before_fields
from .names import is_full_name, is_person_name
from .owners import Owned, body_in, done_by, owners_in, split_owners
from .rules import Place, Rule, begins, holds, is_listed

Read = Iterable[Action] | None

_ITEM = pattern("actions.item")

# `action AB: do`, `ACTION, Ann B: do`, `action AB to do`, `action on Ann to do`, `action AB do`:
# the owner behind it.
_OWNER_BEHIND = late(
    rf"[*_]{{0,3}}(?:(?i:{_ITEM}(?:-\d{{1,4}})?)|AI|AP)(?:,\s(?=[^:\n]{{1,60}}:|[A-Z]\S+\sto\s)"
    rf"|\s+(?:(?P<for>on|for)\s+)?)(?P<named>{NAMES}|(?(for)[a-z][\w-]{{2,20}}(?=\sto\s)|(?!)))(?:\s?:[*_]{{0,3}}|(?(for),|(?!))|\s+to\b|(?<=\b[A-Z]{{2}})(?=\s))\s+(?=\S)"
)
# `AB action: do`, `Ann's action: do`, `Ann - ACTION: do`, `AB: Action item to do`,
# `Ann: ACTION do`, `@ann TODO do`, `AB took an action to do`, `annb: take action to
# do`, `Ann - [Action-TC-12 do](…)`: the owner before it.
_OWNER_BEFORE = late(
    rf"[*_]{{0,3}}(?P<named>{NAMES}?|@[a-z][\w-]{{1,38}}"
    rf"|[a-z][\w-]{{1,20}}(?=:\s{pattern('actions.taken')}\s{_ITEM}))[*_]{{0,3}}"
    rf"(?:(?:['’]s)?\s(?i:{_ITEM}|to[\s-]?do)\s?:"
    rf"|\s?:\s(?:(?i:{_ITEM})\s(?:to\b|:)|(?:ACTION|TODO|AI|AP)(?=\s[a-z]))"
    r"|(?<=\w)\s(?:ACTION|TODO)(?=\s[a-z])"
    rf"|\s[-–—]\s(?:AI|AP|TODO|(?i:{_ITEM}))\s?:"
    rf"|(?:\s[-–—]|:)?\s(?P<link>\[)?(?:AI|AP|ACT|(?i:{_ITEM})){FILED}:?"
    rf"|\s?:?\s{pattern('actions.taken')}\s{_ITEM}[*_]{{0,3}}\sto\b)"
    rf"[*_]{{0,3}}\s+(?=\S)"
)
# `Ann (AI): do`, `Ann [ACTION]` above items: the mark in brackets behind the owner.
_OWNER_AND_MARK = late(
    rf"[*_]{{0,3}}(?P<named>{NAMES})[*_]{{0,3}}\s?[(\[](?:AI|AP|ACTION|TODO|(?i:{_ITEM}))[)\]]"
    r"[*_]{0,3}\s?(?::[*_]{0,3}(?=\s|$)\s*|\s+|$)"
)
# `=> Ann will send it`: what follows from the line above.
_ARROW_FIRST = re.compile(r"(?:=+>|-+>|→|➔|➜)\s*(?=\S)")
_ONE_OR_TWO = r"@?[A-Z][\w.'’-]*(?:\s[A-Z][\w'’-]*)?"
# `No objections. [AI: file an issue]`, `(Action: Ann to file it)`: in brackets, where a line ends.
_BRACKETED_ACTION = late(
    rf"(?P<open>\[)?(?(open)|\()(?:AI|AP|TODO|(?i:{_ITEM}))"
    rf"(?:\s?:|(?=\s{_ONE_OR_TWO}(?:\s?:|\sto)\s))\s*"
    r"(?P<words>[^\[\]()\n]{3,200})(?(open)\]|\))\W*$"
)
# Within a paragraph: `… as agreed. **Action: AB** would send it. …`: the sentence it begins, or, at
# the end of a line, ends.
_IN_BOLD = late(
    rf"(?:(?<=[.;!?)]\s)|(?<=[.;!?)]\s\s))(?:\*\*|__)(?i:{_ITEM})\s?:?\s(?P<named>{NAMES})\s?:?(?:\*\*|__)"
    r"\s?:?(?=\s|$)"
)
# Within a line: `… or not. ACTION: send it`, `… in March **ACTION report it**`, `….AI (Ann): do`.
_INNER = late(
    r"(?<=[\s.;)\]])(?:(?:\*\*|__)ACTION(?:\sITEM)?:?(?:\*\*|__)?|(?:ACTION(?:\sITEM)?|TODO)(?::|\s-)"
    rf"|AI\s?\((?P<owners>[^()\n]{{1,60}})\):|AI(?::(?=\s)|(?=\s{NAMES}\s?:\s)))\s*(?=\S)"
)
# `… needs a reader. AI Ann`, `… to fix it AI: Ann`, `… to buy. Action: AB`: where a line ends.
_OWNER_LAST = late(
    rf"(?:(?<=[.;)])\s(?i:{_ITEM})\s?[:–-]\s(?P<acting>{NAMES})|"
    rf"(?<=[.;!?\"”)])\s+AI\s(?P<named>{NAMES})|\sAI:\s(?P<after>{NAMES})"
    rf"|\sACTION\s\[(?P<inside>[^\[\]\n]{{2,40}})\])[.\s*_]*(?:(?i:done)[.\s*_]*)?$"
)
# `Responsible: Ann – write it`, `Write it. Verantwortlich: Ann`: what says so.
_IN_CHARGE = late(
    rf"(?<!\w){pattern('columns.in_charge')}(?:(?<=:)|\s?[:：])[*_]{{0,2}}\s*", re.IGNORECASE
)
# `… there are machines at the site (ACTION).`: marks the sentence it ends.
_TRAILING = re.compile(
    r"(?:[\[(](?:ACTION|AI|TODO)|[\[(]Action(?=[\])][.\s*_]*$))"
    r"(?:[:\s]\s?(?P<owners>@[\w-]+(?:[\s,]+@[\w-]+)*))?[\])](?!\s+[a-z])"
)
_NOTHING = late(
    rf"""
    \W* (?: todo \W*
          | (?: {pattern("actions.nothing")} | - ) \b (?! \s? : \s \w ) .{{0,40}}
          | (?: e\.?g\b | i\.e\b | for \s example\b ) .*
          | (?: [^,.:]{{0,60}}, \s )? {pattern("meeting.coming")} \s?
            (?: [:：–-] | {pattern("meeting.to_be")} (?: \b | (?<= [\u3040-\u9fff] ) ) ) .*
          | [^,.:]{{0,60}} \s {pattern("meeting.to_be")} \s {pattern("meeting.coming")} \b .*
          | (?: {pattern("meeting.again")} (?! \w )
              (?: [^,.:;] | (?<= \d ) \. (?= \s \w ) ){{0,60}} [,.;]? \s* ){{1,2}} )
    """,
    re.IGNORECASE | re.VERBOSE,
)
# `A1: …`, `#3 …`: a number that the list gives its items.
_ITEM_NUMBER = re.compile(r"(?:A(?:I|P)?-?\d{1,3}(?:\.\d{1,3})?|\#\d{1,3})[:.)]?\s+")
# `**DONE** Ann to write`, `[pending] write`: the state before the words.
_STATUS_WORD = late(
    rf"""
    (?: \*\* | __ | [\[(`] [*_]{{0,2}} ) (?: {pattern("states.done")} | {pattern("states.open")} )
    (?: [*_]{{0,2}} [\])`] | \*\* | __ ) \s* :? \s*
    """,
    re.IGNORECASE | re.VERBOSE,
)
# `We think that all is well`, in a paragraph below a heading of actions.
_TELLING = late(
    rf"{pattern('heading.sentence')}\s(?:\w+ly\s)?{pattern('talk.telling')}\b(?!\s(?:to|going\sto)\b)",
    re.IGNORECASE,
)
# What else than an action item they are short for where no owner follows: `AI mode: on`.
_LETTERS = frozenset(("AI", "AP"))
# Between the names of those whose part something is: `Kitchen: Ann, Bo`.
_NAMES_APART = re.compile(r"[\s,、，&/]+")
_NONE = late(rf"\W*{pattern('actions.nothing')}\W*", re.IGNORECASE)
_ANY = re.compile("")
_FEWEST_WORDS = 2  # of what is to be done, in a sentence
_FEWEST_SIGNS = 4  # of it in a script without blanks


def _marked(reader: ActionReader, place: Place, match: re.Match[str]) -> Iterator[Action]:
    """Actions of a line with a marker; one with owners and no words governs its items."""
    text, index, end = reader.note.text, place.index, reader.note.lines[place.index].content.end
    groups, start = match.groupdict(), match.end()
    owners = _beside_marker(reader, match)
    if owners is None and groups.get("named"):
        if not groups["word"].isupper() or groups["word"] in _LETTERS:
            return
        start = match.start("named")
    while start < end and text[start] in " \t\xa0":
        start += 1
    status = _STATUS_WORD.match(text, start, end)
    start = status.end() if status else start
    if _NONE.fullmatch(text, start, end) and not reader.has_items(index):
        return
    if not owners and _gives_no_task(reader, groups.get("word"), start, end):
        return
    if not owners:
        yield from _tasks(reader, index, start, end)
    elif text[start:end].strip(" \t*_:"):
        yield from _up_to_mark(reader, place, start, owners)
    else:
        yield from reader.items_of(index, owners)


def _gives_no_task(reader: ActionReader, word: str | None, start: int, end: int) -> bool:
    """Whether behind a marker stands who is in charge, `AI: Ann Bell`, or it is whose turn it is.

    It is a turn where the marker is somebody's initials and what follows tells of no other owner.
    """
    said = reader.note.text[start:end]
    if is_person_name(plain(said), words=2):
        return True
    owned = split_owners(reader.note.text, start, end, reader.known)
    return word in reader.known.signed and not owned.owners


def _tasks(reader: ActionReader, index: int, start: int, end: int) -> Iterator[Action]:
    """The tasks behind a mark without owners beside it, who may stand in a clause further on."""
    for split in reader.tasks(start, end):
        owners = split.owners or _given_to(reader, split.start, split.end)
        yield reader.action(index, split.start, split.end, owners)


def _up_to_mark(
    reader: ActionReader, place: Place, start: int, owners: tuple[Owner, ...]
) -> Iterator[Action]:
    """A task up to the next mark with owners, and that one's: `AI(Ann): bake; AI(Bo): sail`."""
    end = reader.note.lines[place.index].content.end
    cuts = _CUT.finditer(reader.note.text, start, end)
    marks = ((cut.start(), reader.marker(cut.end(), end)) for cut in cuts)
    stop, mark = next(((a, m) for a, m in marks if m and m.groupdict().get("owners")), (end, None))
    yield reader.action(place.index, start, stop, owners)
    if mark:
        yield from _marked(reader, place, mark)


_CUT = re.compile(r"[;.]\s+(?=\W{0,4}A)")


def _beside_marker(reader: ActionReader, match: re.Match[str]) -> tuple[Owner, ...] | None:
    """The owners that a marker has beside it; empty without any, `None` where they are nobody."""
    text, groups = reader.note.text, match.groupdict()
    if groups.get("named"):
        nick = bool(groups.get("meant"))
        return owners_in(text, *match.span("named"), reader.known, nick=nick, initials=True)
    given = [group for group in ("owners", "bracketed", "inside") if groups.get(group)]
    return owners_in(text, *match.span(given[-1]), reader.known, loose=True) if given else ()


def _beside(reader: ActionReader, place: Place, match: re.Match[str]) -> Read:
    nick, named = match["named"].islower(), match.span("named")
    owners = owners_in(reader.note.text, *named, reader.known, nick=nick, initials=True)
    linked = match.groupdict().get("link")
    stop = reader.note.text.find("](", match.end(), place.end) if linked else -1
    end = place.end if stop < 0 else stop
    return [reader.action(place.index, match.end(), end, owners)] if owners else None


def _duties(reader: ActionReader, place: Place, match: re.Match[str]) -> Read:
    """What those of the note are to do by the clauses of a line; of one item alone all it says."""
    text, index = reader.note.text, place.index
    need = _NEEDS.get(place.listed, "wished")
    since = _since(reader, index, match.end())
    found = [
        one
        for one in duties(text, since, place.end, reader.known, need)
        if one.start >= match.end()
    ]
    if place.listed == "form" and found and _is_owned_before(reader, place, found[0].begin):
        return None
    first = reader.note.lines[index].content.start
    if found and found[0].begin == first and _is_amid(reader, index):
        del found[0]
    alone = len(found) == 1 and reader.note.lines[index].kind == "bullet"
    whole = alone and not any(map(str.isalnum, text[place.start : found[0].begin]))
    return [
        reader.action(index, one.start, one.end, one.owners, sentence=not whole) for one in found
    ] or None


def _since(reader: ActionReader, index: int, start: int) -> int:
    """Where the clauses of a line begin: in the line above, where a name there is their subject.

    Or where what somebody is to do goes over from there: `Ann is` above `to write it`.
    """
    note, line = reader.note, reader.note.lines[index]
    if line.kind != "text" or start > line.content.start or not index:
        return start
    above = note.lines[index - 1]
    if above.block != line.block:
        return start
    over = may_give(note.text, Span(start, start), reader.known)
    if not over and not _ENDS_WITH_NAME.search(note.quote(above.content)):
        return start
    if not sentence_goes_on(note, index - 1, prose=True):
        return start
    return reader.sentence(above.content.start, above.content.end)


_ENDS_WITH_NAME = re.compile(r"(?:^|\s)[^\W\d_a-z][\w'’-]*$")


def _is_owned_before(reader: ActionReader, place: Place, begin: int) -> bool:
    """Whether an item names before a clause whose it is: `Ann: fix it – Ann to do it in May`."""
    owned = split_owners(reader.note.text, place.start, place.end, reader.known)
    return any(owner.span.end < begin for owner in owned.owners)


def _behind_arrow(reader: ActionReader, place: Place, match: re.Match[str]) -> Read:
    """What those of the note do by a line with an arrow; of somebody named first, all it says."""
    owned = split_owners(reader.note.text, match.end(), place.end, reader.known)
    found = _duties(reader, place, match)
    if found or not reader.known.knows_all(owned.owners):
        return found
    return [reader.action(place.index, owned.start, owned.end, owned.owners)]


# Among actions that a heading lists, and in a list, what is told is surely one, or surely none.
_NEEDS: Mapping[str, Need] = {
    "assigned": "assigned",
    "vowed": "vowed",
    "told": "told",
    "form": "told",
}


def _is_amid(reader: ActionReader, index: int) -> bool:
    """Whether a line goes on with a sentence of the one above, which gives nobody a task."""
    if not index or index - 1 in reader.used:
        return False
    last = reader.note.quote(reader.note.lines[index - 1].content)[-1:]
    return (last.islower() or last == ",") and sentence_goes_on(reader.note, index - 1, prose=True)


def _behind_owner(reader: ActionReader, place: Place, match: re.Match[str]) -> Read:
    """What stands behind an owner and a mark, or in the items below them."""
    owners = owners_in(reader.note.text, *match.span("named"), reader.known, initials=True)
    if not owners:
        return None
    if reader.note.text[match.end() : place.end].strip(" \t*_:"):
        return [reader.action(place.index, match.end(), place.end, owners)]
    return reader.items_of(place.index, owners) if reader.has_items(place.index) else None


def _owner_last(reader: ActionReader, place: Place, match: re.Match[str]) -> Read:
    group = match.lastgroup or 0
    owners = owners_in(reader.note.text, *match.span(group), reader.known, initials=True)
    return [reader.action(place.index, place.start, match.start(), owners)] if owners else None


def _in_charge(reader: ActionReader, place: Place, match: re.Match[str]) -> Read:
    """What somebody is in charge of, up to until when: behind the name or before it."""
    text, known = reader.note.text, reader.known
    owned = split_owners(text, place.start, place.end, known)
    named = [owner.span.start for owner in owned.owners]
    if not named or not 0 <= named[0] - match.end() < _NEAR_LABEL:
        return None
    if not all(known.knows(o.name) or is_person_name(o.name, words=2) for o in owned.owners):
        return None
    start, end = owned.start, owned.end
    if end < named[0]:
        start = reader.sentence(start, end)
    elif due := _UNTIL.search(text, start, end):
        end = due.start()
    task = text[start:end]
    if len(task.split()) < _FEWEST_WORDS and (task.isascii() or len(task) < _FEWEST_SIGNS):
        return None
    return [reader.action(place.index, start, end, owned.owners)]


_NEAR_LABEL = 10  # characters of a title between a label and a name
# ` – due: 3 May`, `. Deadline: 3 May`, behind what is to be done.
_UNTIL = late(
    rf"(?:[.;]|\s[-–—])\s+[*_]{{0,2}}(?:{pattern('columns.due')}|[Tt])\s?:", re.IGNORECASE
)


def _bracketed(reader: ActionReader, place: Place, match: re.Match[str]) -> Read:
    """The action in brackets, or each of several there: `(Action: Ann, go. Action: Bo, stay.)`."""
    text, (start, end) = reader.note.text, match.span("words")
    owners = owners_in(text, start, end, reader.known, initials=True)
    if owners and reader.known.knows_all(owners):  # `(Action: Ann)`
        begin = reader.sentence(place.start, match.start())
        return [reader.action(place.index, begin, match.start(), owners)]
    marks = [mark.span() for mark in _FURTHER.finditer(text, start, end)]
    starts, ends = (start, *(after for _, after in marks)), (*(before for before, _ in marks), end)
    parts = zip(starts, ends, strict=True)
    split = [split_owners(text, *part, reader.known, nick=True) for part in parts]
    return [reader.action(place.index, one.start, one.end, one.owners) for one in split]


# What begins another action in the same brackets.
_FURTHER = late(rf"[.;]\s+(?i:{_ITEM})\s?:\s+")


def _in_bold(reader: ActionReader, place: Place, match: re.Match[str]) -> Read:
    text, named = reader.note.text, match.span("named")
    owners = owners_in(text, *named, reader.known, loose=match["named"].isupper(), initials=True)
    if not owners:
        return None
    if text[match.end() : place.end].strip():
        return [reader.action(place.index, match.end(), place.end, owners, sentence=True)]
    begin = reader.sentence(place.start, match.start())
    return [reader.action(place.index, begin, match.start(), owners)]


def _within(reader: ActionReader, place: Place, match: re.Match[str]) -> Iterator[Action]:
    """What stands behind each marker of a line, up to the next."""
    text = reader.note.text
    marks = (match, *_INNER.finditer(text, match.end(), place.end))
    for mark, stop in zip(marks, (*(one.start() for one in marks[1:]), place.end), strict=True):
        split = split_owners(text, mark.end(), stop, reader.known)
        owners = split.owners
        if mark["owners"]:
            owners = owners_in(text, *mark.span("owners"), reader.known, loose=True) or ()
        yield reader.action(place.index, split.start, split.end, owners)


def _behind_sentence(reader: ActionReader, place: Place, match: re.Match[str]) -> Read:
    text, begin = reader.note.text, reader.sentence(place.start, match.start())
    if len(text[begin : match.start()].split()) < _FEWEST_WORDS:
        return None
    split = split_owners(text, begin, match.start(), reader.known, told=True)
    owners = split.owners
    if match["owners"]:
        owners = owners_in(text, *match.span("owners"), reader.known) or ()
    return [reader.action(place.index, split.start, split.end, owners)]


def _listed(reader: ActionReader, place: Place, match: re.Match[str]) -> Iterator[Action]:
    """The action of a line under an action heading, or with a task box."""
    text, index, start, end = reader.note.text, place.index, place.start, place.end
    status = _STATUS_WORD.match(text, start, end)
    start = status.end() if status else start
    words = plain(text[start:end])
    numbered = _ITEM_NUMBER.match(text, start, end)
    if _is_nothing_to_do(reader, place, start):
        return
    start = numbered.end() if numbered else start
    owners = owners_in(text, start, end, reader.known)
    if owners and reader.has_items(index):
        yield from reader.items_of(index, owners)
        return
    label = words.endswith((":", "?")) and len(words.split()) <= 4
    if label and next(reader.continuation(index, cut=False), None) is None:
        return
    end = before_fields(reader.note, start, end)
    # A heading of actions lists what somebody does: `ann to write it`, `ann will write it`.
    owned = split_owners(text, start, end, reader.known, nick=place.listed == "heading")
    owned = owned if owned.owners else done_by(text, owned.start, end, reader.known) or owned
    if not _is_part_of_somebody(reader, owned):
        owners = owned.owners or _given_to(reader, start, end) or _headed_by(reader, place)
        yield reader.action(index, owned.start, owned.end, owners)


def _given_to(reader: ActionReader, start: int, end: int) -> tuple[Owner, ...]:
    """Those of the note to whom a clause of an item gives it: `Ask the mill. Ann will call.`."""
    text, known = reader.note.text, reader.known
    found = chain.from_iterable(one.owners for one in duties(text, start, end, known))
    return tuple(  # not `@someone`
        one
        for one in dict.fromkeys(found)
        if one.name[0] != "@" or owners_in(text, one.span.start, one.span.end, known)
    )


def _is_part_of_somebody(reader: ActionReader, owned: Owned) -> bool:
    """Whether nothing is left to do behind what looks like owners, or only who does it."""
    task = reader.note.text[owned.start : owned.end].strip(" \t*_")
    named = bool(owned.owners) and all(map(reader.known.knows, _NAMES_APART.split(task)))
    return not task or named


def _headed_by(reader: ActionReader, place: Place) -> tuple[Owner, ...]:
    """Whose actions a heading lists that says so, or one called so under a heading of actions."""
    if place.index in reader.listed.owners:
        return (reader.listed.owners[place.index],)
    section = under_actions(reader.note, place.index) if place.listed == "heading" else None
    if section is None:
        return ()
    body = body_in(reader.note.text, section.span.start, section.span.end)
    found = owners_in(reader.note.text, section.span.start, section.span.end, reader.known)
    return (body,) if body else found or ()


def _is_nothing_to_do(reader: ActionReader, place: Place, start: int) -> bool:
    """Whether an item is empty, a link, what is told, somebody to tick, or says there is none."""
    text, line = reader.note.text, reader.note.lines[place.index]
    words = plain(text[start : place.end])
    if not any(map(str.isalnum, words)) or _NOTHING.fullmatch(words):
        return True
    if line.kind == "text" and _TELLING.match(text, start, place.end):
        return True
    if leads_elsewhere(text[start : place.end]) or leads_elsewhere(words):
        return True
    alone = reader.known.linked.get(start, place.end) == place.end
    return place.listed == "box" and alone and is_full_name(words)


def _in_table(reader: ActionReader, place: Place, match: re.Match[str]) -> Read:
    """The actions of the rows of a table, of which the place is the first line."""
    table = reader.note.table_at(place.index)
    governed = place.listed == "heading"
    elsewhere = bool(reader.listed.leads) and not governed
    if table is None:
        return None
    return table_actions(reader.note, table, reader.known, governed=governed, elsewhere=elsewhere)


def _table(reader: ActionReader, place: Place) -> re.Match[str] | None:
    row = reader.note.lines[place.index].kind == "table"
    return _ANY.match(reader.note.text, place.start) if row else None


def _marker(reader: ActionReader, place: Place) -> re.Match[str] | None:
    return reader.marker(place.start, place.end)


RULES: tuple[Rule[ActionReader, Action], ...] = (
    Rule(
        "action-table",
        "a row of a table with a column of actions",
        _table,
        _in_table,
        "| Owner | Action |\n| --- | --- |\n| Ann | Send the plan |",
        "| Owner | Boat |\n| --- | --- |\n| Ann | Kiln |",
    ),
    Rule(
        "action-marker",
        "a line that begins with a marker: `AI (Ann): …`, `ACTION: …`, `TODO …`",
        _marker,
        _marked,
        "- AI (Ann): send the plan",
        "- AI is in the news",
    ),
    Rule(
        "action-owner-behind",
        "a marker and its owner: `action Ann to …`, `ACTION on AB: …`",
        begins(_OWNER_BEHIND),
        _beside,
        "- Action on Ann to send the plan",
        "- Action on tickets to follow",
    ),
    Rule(
        "action-owner-before",
        "an owner and a marker: `Ann's action: …`, `Ann took an action to …`",
        begins(_OWNER_BEFORE),
        _beside,
        "- Ann took an action to send the plan",
        "- Nobody took action to send the plan",
    ),
    Rule(
        "action-owner-and-mark",
        "an owner and a mark in brackets, before or above what is to be done: `Ann (AI): …`",
        begins(_OWNER_AND_MARK),
        _behind_owner,
        "- Ann (AI)\n  - Send the plan",
        "- Tools (AI)\n  - Ann likes one",
    ),
    Rule(
        "action-arrow",
        "an arrow, and whoever of those listed will do what: `=> Ann will send it`",
        begins(_ARROW_FIRST),
        _behind_arrow,
        "Present: Ann Bell\n\nThe plan is late\n=> Ann will send it",
        "Present: Ann Bell\n\nThe plan is late\n=> Harbour will send it",
    ),
    Rule(
        "action-owner-last",
        "a marker and its owner where a line ends: `… a reader. AI Ann`",
        holds(_OWNER_LAST),
        _owner_last,
        "- The plan needs a reader. AI Ann",
        "- The plan needs a reader. AI Tools",
    ),
    Rule(
        "action-bracketed",
        "brackets where a line ends: `… objected. [AI: send the plan]`",
        holds(_BRACKETED_ACTION),
        _bracketed,
        "- Nobody objected. [AI: send the plan]",
        "- Nobody objected. [AI: a primer](https://example.org)",
    ),
    Rule(
        "action-in-bold",
        "a marker and its owner in bold within a paragraph",
        holds(_IN_BOLD),
        _in_bold,
        "It went as agreed. **Action: Ann** would send it. It rained.",
        "It went as agreed. **Action: the plan** would be sent.",
    ),
    Rule(
        "action-inline",
        "a marker in capitals within a line: `… or not. ACTION: send it`",
        holds(_INNER),
        _within,
        "We may send it or not. ACTION: ask the board",
        "We may send it or not. Action: ask the board",
    ),
    Rule(
        "action-trailing",
        "a marker in brackets behind a sentence: `… a machine (ACTION).`",
        holds(_TRAILING),
        _behind_sentence,
        "It rained. See that there is a machine at the site (ACTION).",
        "It rained. See that there is a machine at the site (in action).",
    ),
    Rule(
        "action-heading",
        "an item under a heading of actions",
        is_listed("heading"),
        _listed,
        "## Action items\n\n- Send the plan",
        "## Actors\n\n- Send the plan",
    ),
    Rule(
        "action-box",
        "a task box",
        is_listed("box"),
        _listed,
        "- [ ] Send the plan",
        "## Agenda\n\n[ ] Plan of the pier",
    ),
    Rule(
        "action-in-charge",
        "who is in charge, before or behind what is to be done: `Responsible: Ann – send it`",
        holds(_IN_CHARGE),
        _in_charge,
        "Present: Ann Bell\n\nResponsible: Ann – send the plan",
        "Present: Ann Bell\n\nResponsible: boats – paint the pier",
    ),
    Rule(
        "action-duty",
        "what a clause says that somebody of those listed is to do: `Ann to …`, `Ann will …`",
        is_listed("form", "assigned", "vowed", "told", "outcome"),
        _duties,
        "Present: Ann Bell\n\nThe plan is late. Ann to send it.",
        "Present: Ann Bell\n\nThe plan is late. Ann to present it.",
    ),
    Rule(
        "action-form",
        "an item of a list in which most say whose they are: `Ann: …`, `… (Ann)`",
        is_listed("form"),
        _listed,
        "Present: Ann Bell\n\n- Ann: send the plan\n- Buy a boat (Ann)",
        "Present: Ann Bell\n\n- Ann: the plan\n- A boat (Ann)",
    ),
)
