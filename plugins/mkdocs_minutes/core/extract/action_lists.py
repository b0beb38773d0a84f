"""Which lines of a note are listed as actions: by a heading, by a lead-in, or by a task box."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count, takewhile

from ..grouping import grouped
from ..lexicon import late, pattern
from ..records import Line, LineKind, Note, Owner, Section, Span
from ..text import plain
from .implied_lists import to_do
from .labels import LABEL, NUMBER, heading_presence, headings_of
from .names import is_full_name, is_person_name
from .owners import KnownNames, bracketed_owners, owners_in, split_owners
from .scan import STAMP
from .sought import Sought, lines_with

_LONGEST_HEADING = 80

# Headings, and lines above a list, that make what is below them actions.
_HEADING = late(
    rf"""
    {NUMBER}
    {pattern("actions.heading")}
    (?: \s (?: \d{{1,3}} | {pattern("actions.about")} \s (?P<about> [^:]{{1,50}} ) ) )?
    (?: (?: (?<= items ) | (?<= points ) ) \s on \s [^:]{{1,50}} )?
    (?: \s? (?: / | & | \b {pattern("joiners")} \b ) \s? {pattern("actions.beside")} )?
    \s* (?: \( .{{0,60}} \) )? \s* [:：]?
    """,
    re.IGNORECASE | re.VERBOSE,
)
# Before or behind the words of a heading: `:dart:`, or such a sign itself.
_SIGN = r"(?:\:[a-z][\w+-]{0,30}\:|[^\x00-\x7f\w\s–—’“”«»…]{1,3})"
_SIGNS = re.compile(rf"^{_SIGN}\s+|\s+{_SIGN}(?=:?$)")
_DONE = late(rf"(?:\S+\s)?{pattern('states.done')}\b", re.IGNORECASE)
# `Done`, `Completed last week:`, and nothing else.
_ALL_DONE = late(
    rf"\W*{pattern('states.done')}(?:\s{pattern('states.done_of')})?\W*", re.IGNORECASE
)
_DEEPEST = 12  # headings and bullets around a line that are looked at
# `Action items, by person`: a chat bot's list of the actions under each owner's name.
_BY_OWNER = late(rf"{pattern('actions.by_owner')}:?", re.IGNORECASE)
# `Items for action`, `Tasks and Decisions Log`: the words of actions among others.
# Words in Han and Kana have no blanks between them: `開発者タスク`.
_HAN = "\u3040-\u30ff\u4e00-\u9fff"
_NAMING = late(
    rf"(?:(?<![\w-])|(?<=[{_HAN}])(?=[{_HAN}])){pattern('actions.naming')}(?![\w-])", re.IGNORECASE
)
_UNNAMED = late(rf"(?<![\w-]){pattern('actions.unnamed')}\b", re.IGNORECASE)
_OF_SOME = late(rf"(?<![\w-]){pattern('actions.of_some')}\b", re.IGNORECASE)
_MOST_WORDS = 7  # of such a heading
# What heads another list than one of actions: `Agenda points for May:`, `Next meeting`.
_OTHER_LIST = late(rf"{pattern('actions.other_list')}\b", re.IGNORECASE)
# What a program says of its text at its end.
_BY_PROGRAM = late(pattern("summaries.made"), re.IGNORECASE | re.VERBOSE)
# `Agenda`, `Topics to discuss`: where a box is ticked off for what was done there.
_TOPICS = late(
    rf"(?:\d+[.)]\s*)?(?:{pattern('actions.topics')}\b|{pattern('actions.states')}\W*$)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Listed:
    """Indexes of the `lines` that headings of actions list, and of these headings: `leads`.

    `owners` has whose the lines are whose heading says it: `Ann's to-dos`.

    What stands below `Completed action items`, or below `Completed` among them, is `done`.
    """

    lines: set[int]
    leads: set[int]
    done: set[int]
    owners: Mapping[int, Owner] = field(default_factory=dict)


def listed_lines(note: Note, known: KnownNames) -> Listed:
    """The lines that a heading of actions, or a bullet such as `To be done`, lists.

    A note without any gives empty sets.
    """
    told = lines_with(note, Sought.ACTION_HEADING)
    leads = set(_leads(note, told))
    whose = dict(_whose(note, told, known))
    leads.update(whose)
    leads.update(at for at in {*_named(note, told)} - leads if _lists_actions(note, at, known))
    done = set(_settled(note))
    if not leads:
        return Listed(set(), leads, done)
    items = _items(note)
    lines: set[int] = set()
    owners: dict[int, Owner] = {}
    for lead in leads:
        words = plain(note.text[note.lines[lead].content.slice])
        below = _below(note, lead, leads, items, known)
        lines |= below
        if lead in whose:
            owners.update(dict.fromkeys(below, whose[lead]))
        if _DONE.match(words):
            done |= below
    lines |= {
        below for index in lines for below in _nested(note, index, items.get(index, ()), known)
    }
    lines -= {at for at in lines if _heads_others(note, at, items.get(at, ()), known)}
    for section in note.sections:
        if _DONE.match(section.heading):
            done |= lines.intersection(range(section.first + 1, section.last))
    return Listed(lines, leads, done, owners)


def _items(note: Note) -> Mapping[int, Sequence[int]]:
    """The items below each line, by their indexes."""
    bullets = ((line.parent, at) for at, line in enumerate(note.lines) if line.kind == "bullet")
    return grouped((parent, at) for parent, at in bullets if parent is not None)


def _below(
    note: Note, lead: int, leads: set[int], items: Mapping[int, Sequence[int]], known: KnownNames
) -> set[int]:
    """The lines that one of the leads lists."""
    if note.lines[lead].kind == "heading":
        return _under_heading(note, note.lines[lead].section or 0, leads, known)
    if lead in items:
        return set(items[lead])
    first = lead + 1
    if note.lines[lead].kind == "bullet" or _right_below_kind(note, lead) != "bullet":
        found = _right_below(note, lead) or _owned_below(note, lead, known)
        if found or not _is_title(note, lead):
            return found
        first = next(at for at in count(first) if note.lines[at].kind != "blank")
    block = takewhile(lambda at: note.lines[at].kind == "bullet", range(first, len(note.lines)))
    return {at for at in block if note.lines[at].depth == 1}


def _settled(note: Note) -> Iterator[int]:
    """Lines below a heading `Done`, or below a bullet that says no more than that."""
    heads = {
        index
        for index in lines_with(note, Sought.DONE)
        if _ALL_DONE.fullmatch(plain(note.quote(note.lines[index].content)))
    }
    if not heads:
        return
    for index, line in enumerate(note.lines):
        at, steps = line.parent, 0
        while at is not None and at not in heads and steps < _DEEPEST:
            at, steps = note.lines[at].parent, steps + 1
        if at in heads:
            yield index


def names_of_owners(note: Note) -> frozenset[str]:
    """Names, folded, under which a list "Action items, by person" gives each owner's actions.

    A note without such a list gives none.
    """
    found: set[str] = set()
    for index in lines_with(note, Sought.BY_OWNER):
        section = note.lines[index].section
        if section is None or not _BY_OWNER.fullmatch(plain(note.quote(note.lines[index].content))):
            continue
        for line in note.lines[index + 1 : note.sections[section].last]:
            name = plain(note.text[line.content.slice])
            if line.kind == "bullet" and line.depth == 1 and " " not in name and not name.isupper():
                found.add(name.casefold())
    return frozenset(found)


def under_actions(note: Note, index: int) -> Section | None:
    """The section of a line, if it stands in one that is headed as actions: `Ann` in `To do`."""
    at = note.lines[index].section
    section = note.sections[at] if at is not None else None
    if section is None or at is None:
        return None
    above = at
    if is_full_name(section.heading):  # `**Ann Bell**` below `**Actions**`
        while above and is_full_name(note.sections[above].heading):
            above -= 1
    elif section.parent is not None:
        above = section.parent
    around = plain(note.sections[above].heading)
    return section if above != at and _HEADING.fullmatch(_SIGNS.sub("", around)) else None


def _leads(note: Note, told: Iterable[int]) -> Iterator[int]:
    """Those of some lines that head actions, or lead them in."""
    for index in told:
        line = note.lines[index]
        if line.kind not in ("bullet", "text", "heading"):
            continue
        if line.content.end - line.content.start > _LONGEST_HEADING:
            continue
        words = plain(note.text[line.content.slice])
        if line.kind == "heading":
            words = words.removesuffix(".")
        if _is_heading(words) and not STAMP.search(words):
            yield index


def _whose(note: Note, told: Iterable[int], known: KnownNames) -> Iterator[tuple[int, Owner]]:
    """Those of some lines that head the actions of somebody of the note, with whose they are."""
    for index in told:
        line = note.lines[index]
        if line.kind not in ("bullet", "text", "heading") or not _is_short(line):
            continue
        words = _SIGNS.sub("", plain(note.quote(line.content)))
        if line.kind != "heading" and not words.endswith((":", "：")):
            continue
        for form in (_WHOSE_FIRST, _WHOSE_FIRST_UNSPACED, _WHOSE_LAST):
            match = form.fullmatch(words)
            name = _known_as(match["name"], known) if match else ""
            if match and name and _HEADS.fullmatch(match["rest"].strip(" :：")):
                at = note.text.find(name, line.content.start, line.content.end)
                yield index, Owner(name, Span(at, at + len(name)))
                break


def _known_as(written: str, known: KnownNames) -> str:
    """A name of somebody of the note, perhaps without what says that something is theirs."""
    bare = written.removesuffix("s").rstrip("'’")
    return next((name for name in (written, bare) if known.knows(name)), "")


_ONE = r"[^\W\d_a-z][\w.'’-]*(?: [^\W\d_a-z][\w.'’-]*)?"
# `Ann's to-dos`, `Ann: to do`, `Aufgaben Ann`, `À faire (Ann)`, `王芳的任务`.
_WHOSE_FIRST = re.compile(rf"(?P<name>{_ONE})(?:\s?[:：–—]\s*|\s-\s|\s)(?P<rest>\S.*)")
_WHOSE_FIRST_UNSPACED = re.compile(r"(?P<name>[^\W\d_]{2,8}?)[的の](?P<rest>\S.*)")
_WHOSE_LAST = late(
    rf"(?P<rest>\S.*?)(?:\s?[:：(（–—]\s?|\s-\s|\s(?:(?i:{pattern('actions.meant')}"
    rf"|{pattern('actions.of_whom')}|{pattern('actions.about')})(?:\s|(?<=['’])))?)(?P<name>{_ONE})[)）]?\s?[:：]?",
)
_HEADS = late(rf"{pattern('actions.heading')}|{pattern('actions.marker')}", re.IGNORECASE)


def _named(note: Note, told: Iterable[int]) -> Iterator[int]:
    """Short headings and labels that have a word of actions among others: `Items for action`."""
    for index in told:
        line = note.lines[index]
        words = plain(note.quote(line.content)) if _is_short(line) else ""
        labels = line.kind == "heading" or (line.kind in ("bullet", "text") and words.endswith(":"))
        if labels and names_tasks(words):
            yield index


def names_tasks(words: str) -> bool:
    """Whether a short heading or label has a word of actions, or is nothing else.

    >>> names_tasks("Developer's tasks:"), names_tasks("Task force:"), names_tasks("Votes:")
    (True, False, False)
    """
    if len(words.split()) > _MOST_WORDS or words.endswith(("?", ".")):
        return False
    named = _NAMING.search(words) and not _UNNAMED.search(words)
    return bool(named or _HEADING.fullmatch(words))


def _is_heading(words: str) -> bool:
    """Whether words head actions.

    A question of more words than such a heading's own does not, nor does `Action for Ann to sew`.
    """
    match = _HEADING.fullmatch(_SIGNS.sub("", words))
    if match is None or not match["about"]:
        return match is not None
    return not (words.endswith("?") or _ONE_FOR.match(words))


_ONE_FOR = late(rf"{pattern('actions.item')}\s\w+\s\S+(?:\s\S+)?\sto\s[a-z]", re.IGNORECASE)


def _lists_actions(note: Note, lead: int, known: KnownNames) -> bool:
    """Whether most of what a heading or label lists says whose it is, or begins with what to do.

    One of them will do where the heading begins with such a word: `Tasks of next week`.
    """
    line = note.lines[lead]
    if line.kind == "heading" and _OF_SOME.search(plain(note.quote(line.content))):
        return True
    first, last = lead + 1, len(note.lines)
    if line.kind == "heading":
        last = note.sections[line.section or 0].last
    items = []
    for at in range(first, last):
        below = note.lines[at]
        if (
            below.kind == "bullet"
            and below.depth == (line.depth if line.kind == "bullet" else 0) + 1
        ):
            items.append(at)
        elif below.kind != "blank" and line.kind != "heading":
            break
    fewest = 1 if _NAMING.match(_bare(note, lead)) else len(items) // 2 + 1
    return bool(items) and to_do(note, items, known) >= fewest


def _bare(note: Note, index: int) -> str:
    """The words of a heading, without its number."""
    return _NUMBER.sub("", plain(note.quote(note.lines[index].content)))


_NUMBER = re.compile(NUMBER, re.VERBOSE | re.IGNORECASE)


def _is_short(line: Line) -> bool:
    return line.content.end - line.content.start <= _LONGEST_HEADING


def _is_title(note: Note, index: int) -> bool:
    """Whether a line of text stands alone, with a list as the next thing below it."""
    line, above = note.lines[index], note.lines[index - 1] if index else None
    alone = line.kind == "text" and (above is None or above.kind == "blank")
    apart = alone and _right_below_kind(note, index) == "blank"
    return apart and _next_kind(note, index) == "bullet"


def _right_below_kind(note: Note, lead: int) -> LineKind:
    return note.lines[lead + 1].kind if lead + 1 < len(note.lines) else "blank"


def _right_below(note: Note, lead: int) -> set[int]:
    """The line of text that a label alone on its line, `Action:`, stands right above."""
    labelled = note.text[note.lines[lead].content.slice].rstrip("*_ ").endswith(":")
    return {lead + 1} if labelled and _right_below_kind(note, lead) == "text" else set()


def _owned_below(note: Note, lead: int, known: KnownNames) -> set[int]:
    """The lines below a bare line, ruled or not, if each says whose it is: `Ann - write it`."""
    found: set[int] = set()
    ruled = _right_below_kind(note, lead) == "rule"
    for index in range(lead + 1 + ruled, len(note.lines)):
        line = note.lines[index]
        if line.kind != "text":
            break
        owned = split_owners(note.text, line.content.start, line.content.end, known)
        if not known.knows_all(owned.owners):
            return set()
        found.add(index)
    return found


def _under_heading(note: Note, number: int, leads: set[int], known: KnownNames) -> set[int]:
    """What a heading of actions lists, also in groups under headings of their own.

    In a group that is nobody's, a paragraph that names no owner, and a mere link, tell what it is
    about; so does such a paragraph above the groups.
    """
    section, *groups = parts = [note.sections[number], *_groups(note, number, leads)]
    last = _end_of_list(note, section.first + 1, parts[-1].last)
    lines: set[int] = set()
    for part in parts:
        if part.first >= last:
            break
        items = _section_items(note, part.first + 1, min(part.last, last))
        if part is section:
            texts = groups and all(note.lines[at].kind == "text" for at in items)
            items = {at for at in items if not (texts and _is_about(note, at, known))}
        elif not _is_somebody_s(note, part, known):
            items = {at for at in items if not _is_about(note, at, known)}
        lines |= items
    return lines


def _groups(note: Note, number: int, leads: set[int]) -> Iterator[Section]:
    """The sections below a heading of actions, or those beside it that are headed by full names."""
    below = note.parts_of(number)
    for at in below or range(number + 1, len(note.sections)):
        section = note.sections[at]
        if not below and (section.first in leads or not is_full_name(section.heading)):
            return
        yield section


def _is_somebody_s(note: Note, part: Section, known: KnownNames) -> bool:
    """Whether a heading names somebody of the note or, whoever it is, in full: no `Seminars`."""
    owners = owners_in(note.text, part.span.start, part.span.end, known) or ()
    return bool(owners) and all(
        known.knows(owner.name) or is_person_name(owner.name, words=2) for owner in owners
    )


def _is_about(note: Note, index: int, known: KnownNames) -> bool:
    """Whether a line in a group of actions only tells what the group is about."""
    line = note.lines[index]
    if line.kind != "text":
        return is_link(note.quote(line.content))
    return not split_owners(note.text, line.content.start, line.content.end, known).owners


def _end_of_list(note: Note, first: int, last: int) -> int:
    """Where a list that begins at `first` ends: a break, a paragraph, or another list's head."""
    begun = items = False
    for index in range(first, last):
        line = note.lines[index]
        below = _next_kind(note, index) if line.kind == "rule" else "blank"
        if line.kind == "rule" and (begun or below not in ("bullet", "table")):
            return index
        if line.kind in ("heading", "text") and _ends_list(note, index, items=items):
            return index
        items = items or line.kind in ("bullet", "table")
        begun = begun or items or line.kind == "text"
    return last


def _ends_list(note: Note, index: int, *, items: bool) -> bool:
    """Whether a heading or a line of text heads another list or, behind items, is a paragraph.

    A short line may head a group of the list; a paragraph of some length does not.
    """
    line = note.lines[index]
    words = plain(note.text[line.content.slice])
    if _OTHER_LIST.match(words) and (line.kind == "heading" or words.endswith(":")):
        return True
    if line.kind == "text" and _BY_PROGRAM.match(words):
        return True
    paragraph = line.kind == "text" and note.lines[index - 1].kind == "blank"
    return paragraph and items and len(words) > _LONGEST_HEADING and words[-1] != ":"


def _next_kind(note: Note, index: int) -> LineKind:
    """What the next line is that is not blank."""
    kinds = (note.lines[at].kind for at in range(index + 1, len(note.lines)))
    return next((kind for kind in kinds if kind != "blank"), "blank")


def _section_items(note: Note, first: int, last: int) -> set[int]:
    """What is listed right under a heading: its bullets and tables, or else its lines of text."""
    blanks = 0
    block: set[int] = set()
    for index in range(first, last):
        kind = note.lines[index].kind
        if kind == "blank":
            blanks += 1
            if block and blanks > 1:
                return block
            continue
        blanks = 0
        if kind in ("bullet", "table"):
            break
        if kind == "text":
            block.add(index)
    listed = {
        i
        for i in range(first, last)
        if (note.lines[i].kind == "bullet" and note.lines[i].depth == 1)
        or note.lines[i].kind == "table"
    }
    return listed or block


def _nested(note: Note, index: int, items: Sequence[int], known: KnownNames) -> Iterator[int]:
    """The items of a listed one that are actions themselves.

    They name their owner, have a box, or stand under a bullet that is only a person's name, or
    one in bold that heads what is to be done.
    """
    if not items or note.lines[index].kind != "bullet":
        return
    name = plain(note.quote(note.lines[index].content)).rstrip(":")
    person = is_person_name(name) or name in known.initials
    person = person or _heads_tasks(note, index, items, known)
    for below in items:
        child, content = note.lines[below], note.lines[below].content
        boxed = person or child.task is not None
        if boxed or bracketed_owners(note.text, content.start, content.end, known):
            yield below


def _heads_others(note: Note, index: int, items: Sequence[int], known: KnownNames) -> bool:
    """Whether an item without a box heads items with boxes, or tasks, which are the actions."""
    boxed = any(note.lines[at].task is not None for at in items)
    boxed = boxed or _heads_tasks(note, index, items, known)
    return note.lines[index].task is None and boxed


# `**All teams**`, and nothing behind it.
_IN_BOLD = re.compile(r"(?P<mark>\*\*|__)(?P<words>[^*_]{2,60})(?P=mark):?\s*")


def _heads_tasks(note: Note, index: int, items: Sequence[int], known: KnownNames) -> bool:
    """Whether an item in bold, which says nothing to do, heads items half of which do."""
    bold = _IN_BOLD.fullmatch(note.quote(note.lines[index].content))
    if (
        bold is None
        or _VERB_FIRST.match(bold["words"])
        or is_person_name(bold["words"].strip(" :"))
    ):
        return False
    return bool(items) and to_do(note, items, known) * 2 >= len(items)


_ADDRESS = re.compile(r"\W*(?:https?://|www\.)[^\s<>]+(?:[\s<>]\W*)?")
_LINKS = late(
    r"(?:\W*\[[^\[\]\n]*(?:\[[^\[\]\n]*\])?\]\([^()\s]*(?:\([^()]*\)[^()\s]*)?\))+"
    rf"\W*(?:(?:\d+|(?i:{pattern('actions.nothing')}))\)\W*)?"
)


# `Slides: https://example.org/a`
_TOLD_ADDRESS = re.compile(r"(?P<told>[\w'’-]+(?: [\w'’-]+){0,2}):\s+\W*https?://\S+")
_VERB_FIRST = late(rf"{pattern('actions.verb')}\b", re.IGNORECASE)


def leads_elsewhere(written: str) -> bool:
    """Whether an item is a link that says nothing of what to do, or an address.

    >>> leads_elsewhere("[The board](https://example.org)"), leads_elsewhere("[Fix it](https://a.org)")
    (True, False)
    """
    return is_link(written) and not any(map(_VERB_FIRST.match, plain(written).split()[:4]))


def is_link(written: str) -> bool:
    """Whether words are links and nothing else, perhaps behind what they lead to.

    Behind a person, or what is to be done with it, stands no such link.

    >>> is_link("<https://example.org/a>"), is_link("read https://example.org/a")
    (True, False)
    >>> is_link("[The plan](https://example.org)"), is_link("Read [it](https://example.org)")
    (True, False)
    >>> [is_link(f"{told}: https://example.org/a") for told in ("Slides", "Read", "Ann")]
    [True, False, False]
    """
    if _ADDRESS.fullmatch(written) or _LINKS.fullmatch(written):
        return True
    told = _TOLD_ADDRESS.fullmatch(written)
    return told is not None and not (_VERB_FIRST.match(told[0]) or is_person_name(told["told"]))


_WRITTEN = frozenset(("bullet", "text"))


def boxed_lines(note: Note, known: KnownNames) -> set[int]:
    """Lines with a task box, but for those that tick off topics, who came, or persons at all."""
    if all(line.task is None for line in note.lines):
        return set()
    # In most markups a section that begins without boxes does not tick off.
    first = {line.section: line for line in reversed(note.lines) if line.kind in _WRITTEN}
    heads = _bare_heads(note)
    boxed = {
        index
        for index, line in enumerate(note.lines)
        if line.task is not None
        and not _is_topic(note, line, known, heads[index], mixed=first[line.section].task is None)
        and not _is_somebody(note, line, known)
        and not is_link(note.quote(line.content))
    }
    return boxed.union(_beside_boxes(note, boxed, known))


def _beside_boxes(note: Note, boxed: set[int], known: KnownNames) -> Iterator[int]:
    """The items below a box without one that say in a word whose of the note they are.

    A box below talk, `Bo: it is late`, makes no tasks of what was said.
    """
    lists: set[tuple[int | None, int | None]] = set()
    for index, line in enumerate(note.lines if boxed else ()):
        among = line.section, line.parent
        if index in boxed:
            lists.add(among)
        elif line.kind == "bullet" and line.task is None and among in lists:
            owned = split_owners(note.text, line.content.start, line.content.end, known)
            if known.knows_all(owned.owners):
                yield index


def _is_somebody(note: Note, line: Line, known: KnownNames) -> bool:
    """Whether a line is a person's name, rather than what is to be done by whom its link names."""
    start, end = line.content.start, line.content.end
    alone = known.linked.get(start, end) == end
    return alone and is_person_name(plain(note.text[start:end]), words=2)


def _heads_roll(heading: str) -> bool:
    """Whether a heading of attendance has its list below: `Attendees: Ann, Bo` has it behind."""
    label = LABEL.match(heading)
    told = label is not None and heading[label.end() :].strip() != ""
    return not told and heading_presence(heading, frozenset()) is not None


def _bare_heads(note: Note) -> Mapping[int, str]:
    """The words alone on a line above boxes, for each of these by its index; a heading has none."""
    heads: dict[int, str] = {}
    words = ""
    for index, line in enumerate(note.lines):
        if line.task is not None:
            heads[index] = words
        elif line.kind != "blank":
            bare = line.kind == "text" and _is_short(line)
            words = plain(note.quote(line.content)).rstrip(": ") if bare else ""
    return heads


def _is_topic(note: Note, line: Line, known: KnownNames, above: str, *, mixed: bool) -> bool:
    """Whether a box ticks off a topic, or who came; in a `mixed` list it may be somebody's task.

    What stands `above` the boxes on a line of its own heads them as a heading does.
    """
    # Bullets further below an agenda are notes on it; boxes without bullets are its items.
    bare = note.text[line.span.slice].lstrip().startswith("[")
    if (line.depth > 1 and not bare) or line.section is None:
        return False
    headings = list(headings_of(note, line.section))
    topics = _TOPICS.match(above) or _TOPICS.match(headings[0])
    of_people = not topics and any(map(_heads_roll, headings))
    if of_people and not mixed:
        return True
    if not (topics or of_people or (bare and any(map(_TOPICS.match, headings)))):
        return False
    content = line.content
    return not split_owners(note.text, content.start, content.end, known).owners
