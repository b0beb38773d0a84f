"""Lists of people under headings and behind labels."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import takewhile

from msgspec.structs import replace

from ..lexicon import Stems, late, pattern, stems
from ..records import Line, Presence, Section, Span
from ..text import plain
from .action_lists import names_tasks
from .attendance_lists import Region
from .entries import split_entries
from .labels import (
    GROUP_LABEL,
    IN_BRACKETS,
    LABEL,
    LABEL_AT_END,
    NUMBER,
    PLACE,
    ROLE,
    WAY,
    heading_presence,
    is_doubtful,
    presence_among,
    presence_of,
)
from .names import is_full_name
from .roll import HEAD, LABELLED_KINDS, Roll, cut
from .roll_words import (
    FIRST_WORD,
    all_named,
    begins_with_name,
    is_one_name,
    lists_behind,
    mostly_named,
    names_group,
)
from .scan import holds_one
from .sought import Sought, lines_with
from .titles import behind_titles

_LONGEST_GROUP = 3  # words of a heading of a group below one of attendance
_LONGEST_ROLE = 30  # characters of a line with nothing but a role's label


GROUP_OF_PEOPLE = late(
    rf"{pattern('people.group')} (?: \s? \( [^()]{{0,60}} \) )? \s? :?", re.IGNORECASE | re.VERBOSE
)
"""A line that names a group: `Lake Council Members`, `Steering Committee (voting)`."""
# A line that names a group, and perhaps lists it: `**Members**`, `Visitors:`, `Members: Ann, Bo`.
_GROUP = late(
    rf"[*_]{{0,3}}(?:{pattern('people.members')}|(?P<comers>{pattern('people.comers')}))"
    r"[*_]{0,3}(?:$|:[*_]{0,3}\s*)",
    re.IGNORECASE,
)


def under_headings(roll: Roll) -> Iterator[Region]:
    """The lists below headings of attendance; a doubtful heading needs names below it."""
    for section in roll.note.sections:
        presence = heading_presence(section.heading, roll.own) or _inherited(roll, section)
        among = None if presence else presence_among(section.heading)
        presence = presence or among
        if presence and (
            not (among or is_doubtful(section.heading))
            or roll.of_names(
                section.first + 1, section.last, some=True, capital=presence == "absent"
            )
            or roll.fences_people(section.first)
        ):
            yield from _under_heading(roll, section, presence)


def _inherited(roll: Roll, section: Section) -> Presence | None:
    """A short heading right below one of attendance is a group of it: `TSC`, `Remote`."""
    parent = None if section.parent is None else roll.note.sections[section.parent]
    presence = None if parent is None else heading_presence(parent.heading, roll.own)
    if parent is None or presence is None or names_tasks(section.heading):
        return None
    long = len(section.heading.split()) > _LONGEST_GROUP
    named = roll.of_names(section.first + 1, section.last, some=long)
    if not named or parent.first in roll.ended:
        roll.ended.add(parent.first)
    if long or parent.first in roll.ended:
        return None
    # A title may read `Attendees`: what it heads is the note, unless another follows as high.
    is_last = roll.last_title <= (roll.note.lines[parent.first].section or 0)
    return presence if parent.level > 1 or not is_last else None


def _under_heading(roll: Roll, section: Section, presence: Presence) -> Iterator[Region]:
    """The lists below a heading, or the names behind its label, which are then the whole list.

    They end at the first line that is part of none: at a paragraph, a table of facts or code
    below the first list, and where `_begins_another`.
    """
    roll.covered.add(section.first)
    text = roll.note.text
    label = LABEL.match(text, section.span.start, section.span.end)
    if label and lists_behind(text, label.end(), section.span.end):
        roll.ended.add(section.first)
        yield Region(label.end(), section.span.end, presence)
    else:
        yield from _below_heading(roll, section, presence)


def _below_heading(roll: Roll, section: Section, presence: Presence) -> Iterator[Region]:
    lines = roll.note.lines
    last: int | None = None
    below: Presence | None = None
    bold = False
    table = roll.fence(section.first)
    yield from _in_fence(roll, section.first, presence)
    for index in range(section.first + 1, section.last):
        line = lines[index]
        if line.kind == "table":
            roll.covered.add(index)
            table = True
        if table and line.kind == "bullet" and not begins_with_name(roll.note.text, line.content):
            return  # the table was the list
        heads = _heads_names(roll, index, section.last)
        tells = line.kind == "text" and not (heads or roll.lists(line))
        if line.kind in _PASSED_KINDS or (tells and last is None):
            continue
        if tells or _ends(roll, last, index, heads=heads):
            roll.ended.add(section.first)
            return
        roll.covered.add(index)
        last = index
        below, bold = _told_by(roll, line, below, bold=bold)
        yield from roll.on_line(line, below or presence)


def _ends(roll: Roll, last: int | None, index: int, *, heads: bool) -> bool:
    """Whether a line, which may head a group, is no part of the list whose `last` line is given."""
    if roll.note.lines[index].kind not in _LISTED_KINDS:
        return True
    return not heads and roll.begins_another(last, index)


def _told_by(
    roll: Roll, line: Line, before: Presence | None, *, bold: bool
) -> tuple[Presence | None, bool]:
    """What a line says of those below it, if it heads them, and whether it is in bold.

    Else what stood `before` holds on, unless `**Acme**` behind `*Not in attendance*` begins the
    next group of the list.
    """
    if line.kind == "text" and roll.leads(line):
        return roll.alone(line), _is_bold(roll, line)
    return (before if bold or not _is_bold(roll, line) else None), bold


def _is_bold(roll: Roll, line: Line) -> bool:
    """Whether a line of text is in bold, as what heads a group of a list is."""
    return line.kind == "text" and _BOLD.fullmatch(roll.note.quote(line.content)) is not None


_BOLD = re.compile(r"(\*\*|__)[^*_]{1,60}\1")


def _in_fence(roll: Roll, index: int, presence: Presence) -> Iterator[Region]:
    """The names, one a line, of the block of code right below a line."""
    for line in roll.fenced_names(index):
        yield Region(line.content.start, line.content.end, presence, bullet=True)


def _heads_names(roll: Roll, index: int, end: int) -> bool:
    """Whether a line names a group and what is below it, before `end`, are names."""
    line = roll.note.lines[index]
    if line.kind != "text":
        return False
    words = plain(roll.note.quote(line.content))
    heads = names_group(words) or _is_bold(roll, line) or _stands_over_items(roll, index, words)
    return heads and roll.of_names(index + 1, end, some=True)


def _stands_over_items(roll: Roll, index: int, words: str) -> bool:
    """Whether a line of a few words without a point, no name, stands right above items."""
    below = roll.note.lines[index + 1 : index + 2]
    above = bool(below) and below[0].kind == "bullet"
    return above and words[:1].isupper() and words[-1:].isalnum() and names_group(f"{words}:")


_LISTED_KINDS = ("bullet", "text", "quote")
_PASSED_KINDS = ("blank", "comment", "rule", "table")


def behind_labels(roll: Roll) -> Iterator[Region]:
    """The lists behind labels at the beginning of lines."""
    own, text = Stems(roll.own), roll.note.text
    lines = roll.note.lines if own else ()
    found = (line.number - 1 for line in lines if holds_one(text[line.span.slice], own))
    for index in sorted(roll.labelled.union(found)):
        if index not in roll.covered and roll.note.lines[index].kind in LABELLED_KINDS:
            yield from _behind_label(roll, index)


def _behind_label(roll: Roll, index: int) -> Iterator[Region]:
    """The list behind a label at the beginning of a line, with the lines that carry it on."""
    labelled = _labelled(roll, index)
    if labelled is None:
        return
    roll.covered.add(index)
    if lists_behind(roll.note.text, labelled.start, labelled.end):
        regions = list(cut(roll.note.text, labelled))
        yield from regions
        labelled = replace(labelled, presence=regions[-1].presence)
        below = _continued(roll, index, apart=labelled.presence == "present")
    else:
        if not roll.fence(index):
            yield from _in_fence(roll, index, labelled.presence)
        roll.take_table(index)
        below = roll.introduced(index)
    for at in below:
        roll.covered.add(at)
        yield from roll.on_line(roll.note.lines[at], labelled.presence)
    if labelled.presence == "present":
        yield from _by_other_ways(roll, index)


# `The members came: many and merry.`, a sentence without a name. Nicks have commas between them.
_SENTENCE = re.compile(r"\s*[^\W\d_A-Z]+(?:\s[^\W\d_A-Z]+)+\.\s*")


def _labelled(roll: Roll, index: int) -> Region | None:
    """What stands behind a label on its line, perhaps nothing; `None` for a line without one."""
    text, line = roll.note.text, roll.note.lines[index]
    start, end = line.content.start, line.content.end
    label = roll.label(line)
    if label is not None:
        if label["role"]:
            return None
        if text[start] + text[end - 1] in ("()", "[]"):
            end -= 1
        every = _EVERYBODY.fullmatch(text, label.end(), end)
        at = every.span("names") if every else (label.end(), end)
        region = Region(*at, presence_of(label))
        sure = label["doubtful"] is None is label["bare"] or _lists_names(roll, index, region)
        return region if sure and not _SENTENCE.fullmatch(text, region.start, region.end) else None
    group = GROUP_LABEL.match(text, start, end) if roll.own else None
    if group is not None and group[1].strip().casefold() in roll.own:
        return Region(group.end(), end, "present")
    if bracketed := IN_BRACKETS.search(text, start, end) if text[end - 1] in ")].）。" else None:
        return Region(*bracketed.span("names"), "present")
    if text[end - 1] in ":*" and LABEL_AT_END.search(text, start, end):
        return Region(end, end, "present")
    return _alone(roll, index)


# `Present: everyone (Ann, Bo, Cy)`
_EVERYBODY = late(
    rf"\s*{pattern('owners.everybody')}(?:\s[^\s(,]{{1,15}})?\s\((?P<names>[^()]*,[^()]*)\)\s*\.?\s*",
    re.IGNORECASE,
)


def _alone(roll: Roll, index: int) -> Region | None:
    """The end of a line that is a word of attendance and nothing else above its list."""
    line = roll.note.lines[index]
    end = line.content.end
    if line.kind != "heading" and _heads_list(roll, index):
        return Region(end, end, roll.alone(line) or "present")
    return None


def _lists_names(roll: Roll, index: int, behind: Region) -> bool:
    """Whether names stand behind a doubtful label, or below it where nothing stands behind it."""
    text = roll.note.text
    behind = next(cut(text, behind))
    if lists_behind(text, behind.start, behind.end):
        on_top = index < HEAD
        return mostly_named(text, behind.start, behind.end, words=1 if on_top else 2, nicks=on_top)
    return roll.of_names(index + 1, len(roll.note.lines), some=True)


def _by_other_ways(roll: Roll, index: int) -> Iterator[Region]:
    """Who came otherwise, in the items right below one with a label: `- Skype: Ann`."""
    lines = roll.note.lines
    for at in range(index + 1, len(lines)):
        item, content = lines[at], lines[at].content
        if item.kind != "bullet" or item.parent != lines[index].parent:
            return
        label = roll.label(item)
        if label is not None and presence_of(label) == "present" and not label["role"]:
            return  # below which they are looked for as well
        if label is not None:
            continue
        way = WAY.match(roll.note.text, content.start, content.end)
        if way is None or way.end() == content.end:
            return
        roll.covered.add(at)
        yield Region(way.end(), content.end, "present")


def _heads_list(roll: Roll, index: int) -> bool:
    """Whether a line of nothing but a word of attendance heads bullets, lines or a table."""
    if _heads_bullets(roll, index) or _heads_lines(roll, index):
        return True
    return roll.table_below(index) is not None and roll.alone(roll.note.lines[index]) is not None


def _heads_lines(roll: Roll, index: int) -> bool:
    """Whether a line of nothing but a word of attendance stands right above lines of names.

    Each has one name, full or a single word; one line alone has a full name.
    """
    lines = roll.note.lines
    if index + 1 == len(lines) or not lines[index].kind == "text" == lines[index + 1].kind:
        return False
    if roll.alone(lines[index]) is None:
        return False
    below = [lines[at].content for at in roll.introduced(index)]
    full = all(all_named(roll.note.text, span.start, span.end) for span in below)
    named = all(is_one_name(roll.note.text, span) for span in below)
    return bool(below) and (full or (named and len(below) > 1))


def _heads_bullets(roll: Roll, index: int) -> bool:
    """Whether a line of nothing but a word of attendance heads bullets with names."""
    lines = roll.note.lines
    first = next((at for at in range(index + 1, len(lines)) if lines[at].kind != "blank"), None)
    if first is None or lines[first].kind != "bullet":
        return False
    if lines[index].kind == "bullet" and lines[first].parent != index:
        return False
    named = roll.alone(lines[index]) is not None
    return named and roll.of_names(first, len(lines), some=True)


def _continued(roll: Roll, index: int, *, apart: bool = False) -> Iterator[int]:
    """Lines that go on with a list begun on a line: no label but a place.

    No blank stands between, but for one that sets `apart` the place of others: `Remote: Ann`, or
    somebody with an office: `Ann Bell – Clerk and 3 members of the public`.
    """
    lines = roll.note.lines
    for at in range(index + 1, len(lines)):
        below = lines[at]
        if apart and below.kind == "blank":
            if _is_of_place(roll, at + 1) or _has_office(roll, at + 1):
                continue
            return
        if below.kind != "text" or below.parent not in (lines[index].parent, index):
            return
        content = roll.note.text[below.content.slice]
        group = GROUP_LABEL.match(content)
        if group and not PLACE.fullmatch(group[1].strip()):
            return
        if roll.is_labelled(below) or _stands_apart(roll, at):
            return
        if not (roll.lists(below) or _has_office(roll, at)):
            return
        yield at


def _is_of_place(roll: Roll, index: int) -> bool:
    """Whether a line is a list of names behind the label of a place, or of `Others`."""
    content = roll.note.lines[index].content if index < len(roll.note.lines) else Span(0, 0)
    group = GROUP_LABEL.match(roll.note.text, content.start, content.end)
    of_place = group is not None and PLACE.fullmatch(group[1].strip()) is not None
    return of_place and mostly_named(
        roll.note.text, group.end() if group else 0, content.end, words=1
    )


_WITH_OFFICE = late(
    rf"(?P<name>[^\W\d_][^–—,;:\n]{{3,50}}?)\s?[-–—,]\s(?P<office>[^,;:.\n]{{0,20}}{pattern('attendance.office')})"
    r"(?:[^,;:.\n]{0,10}\d+[^,;:.\n]{3,30})?\.?\s*",
    re.IGNORECASE,
)


def _has_office(roll: Roll, index: int) -> bool:
    """Whether a line is a whole name and its office, and perhaps how many others came."""
    content = roll.note.lines[index].content if index < len(roll.note.lines) else Span(0, 0)
    told = _WITH_OFFICE.fullmatch(roll.note.text, content.start, content.end)
    return told is not None and is_full_name(told["name"][behind_titles(told["name"]) :].strip())


def _stands_apart(roll: Roll, index: int) -> bool:
    """Whether a line is one word behind a line that ends with a whole name, and no comma."""
    above, below = (
        roll.note.quote(line.content) for line in roll.note.lines[index - 1 : index + 1]
    )
    return " " not in below and is_full_name(re.split("[,;]", above)[-1].strip())


def in_roles(roll: Roll) -> Iterator[Region]:
    """The names below a role's label, as `Hosts:`, where a list of who came stands besides."""
    note = roll.note
    came = any(region.presence != "absent" for region in roll.regions)
    for index in sorted(roll.labelled) if came else ():
        role = _role_alone(roll, index)
        if not role:
            continue
        below = list(roll.introduced(index)) or _paragraph(roll, index)
        spans = [note.lines[at].content for at in below]
        if spans and all(_names_one(note.text, span) for span in spans):
            roll.covered.update(below)
            for span in spans:
                yield Region(span.start, span.end, "present", bullet=True, role=role)


def _names_one(text: str, span: Span) -> bool:
    """Whether a line begins with a full name, or is nothing but a name or a handle."""
    told = any(colon in text[span.slice] for colon in (": ", "："))
    alone = not told and all_named(text, span.start, span.end, words=1)
    return begins_with_name(text, span) or alone


def _role_alone(roll: Roll, index: int) -> str:
    """The role whose label is all of a line that lists nobody yet, else `""`."""
    text, line = roll.note.text, roll.note.lines[index]
    length = line.content.end - line.content.start
    if index in roll.covered or not 0 < length <= _LONGEST_ROLE:
        return ""
    words = text[line.content.slice].strip(" *_")
    # In Han who keeps the record and the record itself are one word.
    cased = words.lower() != words.upper()
    if cased and line.kind == "heading" and ROLE.fullmatch(words):
        return plain(words).lower()
    if text[line.content.end - 1] not in ":：*_>" or line.kind not in LABELLED_KINDS:
        return ""
    label = roll.label(line)
    if not label or not label["role"] or lists_behind(text, label.end(), line.content.end):
        return ""
    return plain(label["role"]).lower()


_LONG_HEAD = 60  # lines in which a note may still tell who came
_ODD_ONE_IN = 5  # entries of a list of names, so that the one odd among them does not unmake it
_TOLD = late(rf"\b{pattern('attendance.told')}\b", re.IGNORECASE | re.VERBOSE)
_NOT_TOLD = late(rf"\b{pattern('attendance.not_told')}\b", re.IGNORECASE | re.VERBOSE)


def told(roll: Roll) -> Iterator[Region]:
    """Hardly anything but names below a line that tells who came: `These people signed up:`."""
    for index in takewhile(_LONG_HEAD.__gt__, lines_with(roll.note, Sought.TOLD)):
        words = _telling(roll, index, roll.note.lines[index])
        below = list(roll.introduced(index)) if words else []
        named = [begins_with_name(roll.note.text, roll.note.lines[at].content) for at in below]
        if named and named.count(False) * _ODD_ONE_IN <= len(named):
            roll.covered.update((index, *below))
            presence: Presence = "absent" if _NOT_TOLD.search(words) else "present"
            for at in below:
                yield from roll.on_line(roll.note.lines[at], presence)


def _telling(roll: Roll, index: int, line: Line) -> str:
    """The words of a line that tells who came and leads in what is below it, else `""`."""
    if line.kind not in ("text", "bullet", "heading") or index in roll.covered:
        return ""
    written = plain(roll.note.quote(line.content))
    words = _REMARK_BEHIND.sub(":", written.rstrip(" *_-"))
    return words if words.endswith(":") and _TOLD.search(words) else ""


_REMARK_BEHIND = re.compile(r":\s*\([^()\n]{1,80}\)$")


_INTRODUCING = late(
    rf"{NUMBER}{pattern('attendance.introducing')}\s*:?", re.IGNORECASE | re.VERBOSE
)
_INTRODUCING_STEMS = stems("attendance.introducing")
_FEWEST_INTRODUCED = 2


def introduced(roll: Roll) -> Iterator[Region]:
    """The persons below `Introductions` or `New members`, where nothing else stands there first."""
    for index in lines_with(roll.note, Sought.INTRODUCING, Sought.MARKUP):
        line = roll.note.lines[index]
        if line.kind not in ("heading", "text", "bullet") or index in roll.covered:
            continue
        words = plain(roll.note.text[line.content.slice])
        if len(words) > _LONGEST_ROLE * 2 or not _is_introducing(words):
            continue
        below = list(roll.introduced(index)) or _paragraphs_of_people(roll, index)
        own = _as_deep_as_first(roll, below)
        if not roll.covered.isdisjoint(own) or not _are_introduced(roll, own):
            continue
        roll.covered.update(below)
        for at in own:
            for region in roll.on_line(roll.note.lines[at], "present"):
                if given := _GIVEN_NAME.match(roll.note.text, region.start, region.end):
                    region = replace(region, end=given.end("name"))
                few = region.bullet and len(own) <= _FEWEST_INTRODUCED
                yield _one_each(roll.note.text, region) if few else region


def _is_introducing(words: str) -> bool:
    """Whether all parts of a heading say that people introduce themselves."""
    parts = re.split(r"[/&]", words) if holds_one(words, _INTRODUCING_STEMS) else ()
    return bool(parts) and all(_INTRODUCING.fullmatch(part.strip()) for part in parts)


def _as_deep_as_first(roll: Roll, below: list[int]) -> list[int]:
    lines = roll.note.lines
    return [at for at in below if lines[at].depth == lines[below[0]].depth]


def _paragraph(roll: Roll, index: int) -> list[int]:
    """The lines of the paragraph below a heading."""
    lines = roll.note.lines
    first = next((at for at in range(index + 1, len(lines)) if lines[at].kind != "blank"), index)
    return list(
        takewhile(lambda at: at > index and lines[at].kind == "text", range(first, len(lines)))
    )


def _paragraphs_of_people(roll: Roll, index: int) -> list[int]:
    """The lines of text below a heading, blank ones between them or not, that begin with names."""
    lines, text = roll.note.lines, roll.note.text
    written = (at for at in range(index + 1, len(lines)) if lines[at].kind != "blank")
    return list(
        takewhile(
            lambda at: lines[at].kind == "text" and begins_with_name(text, lines[at].content),
            written,
        )
    )


def _one_each(text: str, region: Region) -> Region:
    """An item up to its first comma, unless behind it stands another full name."""
    entries = list(split_entries(text, region.start, region.end, bullet=True))
    others = any(all_named(text, *at) for at in entries[1:])
    return region if others or len(entries) != 2 else replace(region, end=entries[0][1])


def _are_introduced(roll: Roll, lines: list[int]) -> bool:
    """Whether each item begins with a full name, or with one word that a semicolon sets off."""
    text, own = roll.note.text, [roll.note.lines[at].content for at in lines]
    if len(own) > _FEWEST_INTRODUCED and all(
        _GIVEN_NAME.match(text, it.start, it.end) for it in own
    ):
        return True
    return len(own) >= _FEWEST_INTRODUCED and all(begins_with_name(text, span) for span in own)


# `Ann; engineer; Acme`, of those who introduce themselves by their given names.
_GIVEN_NAME = re.compile(r"\s*(?P<name>[^\W\d_a-z][\w'’-]{1,20})\s?;\s")


def members(roll: Roll) -> list[Region]:
    """`Members` above a list of people in the note's head.

    All of it are handles or full names, unless `Visitors` or `Guests` head another.
    """
    note = roll.note
    if roll.lists_present():
        return []
    groups = {
        index: _GROUP.match(note.text, line.content.start, line.content.end)
        for index, line in enumerate(note.lines[:HEAD])
        if line.kind in ("text", "heading")
    }
    besides = any(group and group["comers"] for group in groups.values())
    heads = {at: group.end() for at, group in groups.items() if group and not group["comers"]}
    return [
        region
        for at, end in heads.items()
        for region in _members_of(roll, at, end, besides=besides)
    ]


def _members_of(roll: Roll, index: int, start: int, *, besides: bool) -> Iterator[Region]:
    """The members whom a line lists behind its label, from `start` on, or else those below it."""
    lines = roll.note.lines
    if start < lines[index].content.end:
        if all_named(roll.note.text, start, lines[index].content.end):
            yield Region(start, lines[index].content.end, "present")
            for at in _continued(roll, index):
                yield from roll.on_line(lines[at], "present")
        return
    below = _members_below(roll, index)
    text, spans = roll.note.text, [lines[at].content for at in below]
    names = sum(
        begins_with_name(text, span) or (besides and is_one_name(text, span)) for span in spans
    )
    named = len(spans) - names <= len(spans) // 6 or _are_nicks(text, spans)
    if named if len(below) > 1 else besides:
        for at in below:
            if named or lines[at].kind == "bullet":
                yield from roll.on_line(lines[at], "present")


_FEWEST_NICKS = 3


def _are_nicks(text: str, spans: list[Span]) -> bool:
    """Whether three lines or more have one word of small letters each, and the note uses one.

    Only what somebody does in the note tells nicks from other words of one's own.
    """
    if len(spans) < _FEWEST_NICKS or not all(is_one_name(text, span) for span in spans):
        return False
    rest = text[spans[-1].end :]
    nicks = (FIRST_WORD.match(text, span.start) for span in spans)
    return any(nick and re.search(rf"\b{re.escape(nick[0])}\b", rest) for nick in nicks)


def _members_below(roll: Roll, index: int) -> list[int]:
    """The list below a line, or the lines without a blank between them."""
    below = list(roll.introduced(index))
    kinds = [line.kind for line in roll.note.lines[index + 1 : index + 3]]
    if below or kinds != ["blank", "text"]:
        return below
    return [index + 2, *roll.introduced(index + 2)]
