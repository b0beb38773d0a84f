"""The lists of people of a note: where one goes on, where it ends, and what each line lists."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from msgspec.structs import replace

from ..lexicon import late, pattern, stems
from ..records import Attendee, Line, Note, Presence, Table
from ..text import plain
from .action_lists import names_tasks
from .attendance_lists import Region
from .attendance_tables import (
    code_below,
    fenced_table,
    is_of_people,
    lists_names,
    people_in_table,
)
from .entries import initials_first, split_entries
from .labels import INLINE_LABEL, LABEL, ROLE, heading_presence, presence_of
from .names import abbreviates, is_full_name, is_initials, is_person_name, is_told
from .roll_words import (
    begins_with_name,
    explains,
    group_label,
    introduces,
    is_named,
    lists_behind,
    lists_people,
    names_group,
    remarks,
    tells,
)
from .scan import holds_one
from .sought import Sought, lines_with

_OPENED = re.compile(r"(?:<(?:p|div|span|strong|b|em)\b[^<>]{0,100}>\s*)+", re.IGNORECASE)


_LOOKED_AT = 20  # lines enough to tell what a list is of


# What opens an item that is a task or a decision, never a person: `Action: …`, `**AI** …`.
_MARKER = late(
    rf"""
    (?P<mark> [*_]{{1,3}} | \[ )?
    (?: {pattern("actions.marker")} | {pattern("actions.letters")} | {pattern("outcomes.mark")} )
    (?: \s* : | (?(mark) [*_\]] | : ) )
    """,
    re.IGNORECASE | re.VERBOSE,
)


LABELLED_KINDS = ("text", "bullet", "quote", "heading")
HEAD = 40  # lines in which a note says what it is of


@dataclass(slots=True)
class Roll:
    """The lists of people of one note, as far as they are found; a community adds headings (`own`).

    `covered` are indexes of lines that are part of a list already, `ended` the first lines of
    sections whose list of people has come to its end within them, `labels` those found by line,
    `fenced` the tables of people that stand in blocks of code, `regions` the lists found so far.
    `last_title` is the index of the last section on the first level, -1 where there is none, and
    `labelled` has those of the lines that can hold a label, `worded` also those that read otherwise
    than they are written.
    """

    note: Note
    own: frozenset[str]
    covered: set[int] = field(default_factory=set)
    ended: set[int] = field(default_factory=set)
    labels: dict[int, re.Match[str] | None] = field(default_factory=dict)
    fenced: list[Table] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)
    last_title: int = -1
    labelled: frozenset[int] = frozenset()
    worded: frozenset[int] = frozenset()

    def __post_init__(self) -> None:
        self.labelled = frozenset(lines_with(self.note, Sought.LABEL))
        self.worded = self.labelled.union(lines_with(self.note, Sought.MARKUP))
        titles = (at for at, section in enumerate(self.note.sections) if section.level == 1)
        self.last_title = max(titles, default=-1)

    def lists_present(self) -> bool:
        """Whether any list found so far is of those who came."""
        return any(region.presence == "present" for region in self.regions)

    def in_table(self, table: Table) -> Iterator[Attendee]:
        """The people of a table, who were not there where the heading above it says so."""
        number = self.note.lines[table.first].section
        heading = self.note.sections[number].heading if number is not None else ""
        presence = heading_presence(heading, self.own) or "present"
        for person in people_in_table(self.note, table):
            yield replace(person, presence=presence) if person.presence == "present" else person

    def fence(self, index: int) -> bool:
        """Take up the table in the block of code below a line; whether there is one."""
        table = fenced_table(self.note, index)
        if table is not None:
            self.covered.update(range(table.first, table.last))
            self.fenced.append(table)
        return table is not None

    def fences_people(self, index: int) -> bool:
        """Whether the block of code right below a line is a table of people."""
        table = fenced_table(self.note, index)
        return table is not None and is_of_people(table)

    def fenced_names(self, index: int) -> list[Line]:
        """The lines of the block of code right below a line, if each begins with a full name."""
        text, block = self.note.text, code_below(self.note, index)
        lines = [self.note.lines[at] for at in block]
        inside = [
            line for line in lines if not _FENCE.match(text, line.content.start, line.content.end)
        ]
        if not all(begins_with_name(text, line.content) for line in inside):
            return []
        self.covered.update(block if inside else ())
        return inside

    def take_table(self, index: int) -> None:
        """Take up the table of names below a label."""
        table = self.table_below(index)
        if table is not None:
            self.covered.update(range(table.first, table.last))

    def table_below(self, index: int) -> Table | None:
        """The table right below a line, where its first cells are names."""
        note = self.note
        at = index + 1
        while at < len(note.lines) and (
            note.lines[at].kind == "blank" or self._leads_over(note.lines[at])
        ):
            at += 1
        table = note.table_at(at)
        return table if table and table.first == at and lists_names(note, table) else None

    def label(self, line: Line) -> re.Match[str] | None:
        """The label of attendance at the beginning of a line, sought once."""
        if line.number not in self.labels and line.number - 1 in self.labelled:
            start, end = line.content.start, line.content.end
            label = LABEL.match(self.note.text, start, end)
            named = label and label["role"] and self._are_initials(label["role"], start, end)
            self.labels[line.number] = None if named else label
        return self.labels.get(line.number)

    def _are_initials(self, role: str, start: int, end: int) -> bool:
        """Whether a line begins with initials that are a role as well: `MC - Mia Crane`."""
        first = initials_first(self.note.text, start, end) if is_initials(role) else None
        name = " ".join(self.note.text[first.end() : end].split()[:2]) if first else ""
        return abbreviates(role, name.strip(","))

    def leads(self, line: Line) -> bool:
        """Whether a line of text leads in what stands below it: `Members:`, `Guests`, `17:00`."""
        words = plain(self.note.text[line.content.slice])
        led = words.endswith(":")
        return led or heading_presence(words, self.own) is not None

    def _mark(self, item: Line) -> str:
        """The sign before an item: another one begins another list, as `-` below `: Present:`."""
        return self.note.text[item.span.start : item.content.start].strip()[:1]

    def _is_numbered(self, line: Line) -> bool:
        return self._mark(line).isdigit()

    def alone(self, line: Line) -> Presence | None:
        """What a line says that is a label of attendance and nothing else: `Regrets:`, `Absent`."""
        text, start, end = self.note.text, line.content.start, line.content.end
        label = self.label(line)
        if label is None:
            may_be = self.own or line.number - 1 in self.worded
            return heading_presence(plain(text[start:end]), self.own) if may_be else None
        if label["role"] or lists_behind(text, label.end(), end):
            return None
        return presence_of(label)

    def is_labelled(self, line: Line) -> bool:
        """Whether a line begins with a label of attendance of its own, rather than with a place."""
        label = self.label(line)
        return (label is not None and not label["doubtful"]) or self.alone(line) is not None

    def of_names(self, first: int, last: int, *, some: bool = False, capital: bool = False) -> bool:
        """Whether the first list in a stretch of lines begins with names, half of it at least.

        Of an item only what it begins with counts. A table counts as a list of names, and so does a
        stretch without any list, unless there have to be `some`. Small letters count, unless each
        name has to have a `capital`.
        """
        note = self.note
        named: list[bool] = []
        for line in note.lines[first : min(last, first + _LOOKED_AT)]:
            if line.kind == "table" and not named:
                return True
            if line.kind not in ("bullet", "text", "quote"):
                if named:
                    break
                continue
            start, end = line.content.start, line.content.end
            if self.leads(line):
                continue
            group = group_label(note.text, start, end)
            bullet = line.kind == "bullet"
            entries = split_entries(note.text, group.end() if group else start, end, bullet=bullet)
            named += (
                is_named(note.text, *at) and not (capital and note.text[slice(*at)].islower())
                for at in islice(entries, 1 if bullet else None)
            )
        return sum(named) * 2 >= len(named) and (any(named) or not some)

    def lists(self, line: Line) -> bool:
        """Whether a line without a bullet lists people rather than telling something."""
        if self.label(line):
            return True
        return lists_people(plain(self.note.text[line.content.slice]))

    def begins_another(self, last: int | None, index: int) -> bool:
        """Whether a line begins something else than the list of people whose `last` line is given.

        So does a marker or a label of actions, and a sentence without a name; behind a blank line a
        list with markers of another kind, one below names that are no list, and what holds no
        names. A label of attendance goes on with it.
        """
        note = self.note
        line = note.lines[index]
        words = plain(note.text[line.content.slice])
        if self.label(line) or introduces(words):
            return False
        if line.kind == "text" and words.endswith((":", "：")) and names_tasks(words):
            return True
        if _MARKER.match(note.text, line.content.start, line.content.end):
            return True
        if last is None:
            return False
        above = note.lines[last]
        if line.task is not None and above.task is None:
            return not is_person_name(plain(note.quote(line.content)), listed=True)
        if index == last + 1:
            sentence = line.kind == "text" and note.text[line.content.slice].endswith((".", "!"))
            return sentence and not self.of_names(index, index + 1)
        return self._begins_below(above, index)

    def _begins_below(self, above: Line, index: int) -> bool:
        """Whether a line below blank ones begins something else than the list above them."""
        line = self.note.lines[index]
        if line.kind == "text" and not self.leads(line):
            return not self.of_names(index, index + 1)
        if line.kind == "bullet" and line.depth <= max(1, above.depth):
            if above.kind == "text" and not (self.leads(above) or self._asks(above)):
                return True
            numbered = self._is_numbered(line) != self._is_numbered(above)
            if above.kind == "bullet" and (numbered or self._stands_left(line, above)):
                return True
        return not self.of_names(index, len(self.note.lines))

    def _stands_left(self, line: Line, above: Line) -> bool:
        """Whether an item has fewer blanks before its mark than one above with the same mark."""
        left, right = (self.note.text[one.span.slice] for one in (line, above))
        marked = left.lstrip()[:1] == right.lstrip()[:1] != "<"
        return marked and len(left) - len(left.lstrip()) < len(right) - len(right.lstrip())

    def _asks(self, line: Line) -> bool:
        """Whether a line in bold tells or asks something: `**Write your handle here!**`."""
        written = self.note.text[line.content.slice]
        words = plain(written)
        return written.startswith("**") and (words[-1:] in "!." or is_told(words))

    def _names_alone(self, last: int | None, index: int) -> bool:
        """Whether a paragraph of one line goes on with a list of such, one full name in each."""
        lines, text = self.note.lines, self.note.text
        if last is None or lines[last].kind != "text" or lines[last + 1].kind != "blank":
            return False
        if index + 1 < len(lines) and lines[index + 1].kind == "text":
            return False
        return all(begins_with_name(text, lines[at].content) for at in (last, index))

    def on_line(self, line: Line, presence: Presence) -> Iterator[Region]:
        """The list on a line inside a list, cut where a label changes what it says."""
        text, start, end = self.note.text, line.content.start, line.content.end
        bullet = line.kind == "bullet"
        above = self.note.lines[line.parent] if bullet and line.parent is not None else None
        if above and above.kind == "bullet":
            name = text[above.content.slice].strip(" *_")
            if is_full_name(name):
                return  # what stands below a person is a remark
            presence = self.alone(above) or presence
        written = text[start:end]
        if self._heads_others(line):
            return
        if not explains(written) and not (bullet and tells(written)):
            opened = _OPENED.match(text, start, end) if written.startswith("<") else None
            start = opened.end() if opened else start
            yield from self._labelled(line, Region(start, end, presence, bullet, task=line.task))

    def _heads_others(self, line: Line) -> bool:
        """Whether a line names a group or, as an item, a firm above the items of its people."""
        if self.is_labelled(line):
            return False
        note, at = self.note, line.number - 1
        following = note.lines[at + 1 : at + 1 + _LOOKED_AT] if line.kind == "bullet" else ()
        below = [one for one in following if one.parent == at and one.kind == "bullet"]
        if below and all(begins_with_name(note.text, one.content) for one in below):
            return not begins_with_name(note.text, line.content)
        return names_group(plain(note.quote(line.content)))

    def _labelled(self, line: Line, region: Region) -> Iterator[Region]:
        """The list of a line behind its label, or the name of a group, if it has one."""
        text, label = self.note.text, self.label(line)
        group = group_label(text, region.start, region.end)
        if label and label["role"]:
            role = plain(label["role"]).lower()
            yield Region(label.end(), region.end, region.presence, role=role)
            return
        if label and (label["missing"] or not label["doubtful"]):
            presence = presence_of(label)
            region = replace(region, start=label.end(), presence=presence, bullet=False)
        elif group and ROLE.fullmatch(group[1].strip()):
            return
        elif group and region.bullet and remarks(text, group, region.end):
            region = replace(region, end=group.end(1))
        elif group:
            region = replace(region, start=group.end(), bullet=False)
        whole = not region.bullet and region.start == line.content.start
        yield from cut(text, replace(region, line=whole))

    def _is_other(self, label: Line, below: Line) -> bool:
        """Whether a line is none of those that a label above it introduces."""
        if below.kind == "bullet" == label.kind and below.depth <= label.depth:
            at = below.number - 1
            alike = self._mark(below) == self._mark(label)
            return alike or not self.of_names(at, at + 1, some=True)
        return self.is_labelled(below) or (below.kind == "text" and not self.lists(below))

    def _leads_over(self, line: Line) -> bool:
        """Whether a line stands between a label and its list: a rule, a remark, a form's fields."""
        if line.kind != "text":
            return line.kind == "rule"
        words = plain(self.note.text[line.content.slice])
        told = explains(words) or _REMARK.fullmatch(words) is not None
        return told and not self.is_labelled(line)

    def introduced(self, index: int) -> Iterator[int]:
        """The bullets, or the block of lines, that a label alone on its line introduces."""
        lines = self.note.lines
        blank = listed = False
        last: int | None = None
        for at in range(index + 1, len(lines)):
            below = lines[at]
            if below.kind == "blank":
                blank = True
            if below.kind in ("blank", "comment") or (not listed and self._leads_over(below)):
                continue
            quoted = below.kind == lines[index].kind == "quote"
            if below.kind not in ("bullet", "text") and not quoted:
                return
            apart = blank and below.kind == "text" and (listed or lines[index].kind == "heading")
            if apart and not self._names_alone(last, at):
                return
            if self._is_other(lines[index], below) or self.begins_another(last, at):
                return
            blank, listed, last = False, True, at
            yield at


_FENCE = re.compile(r"\s*(?:`{3}|~{3}|$)")
# `(Sorry, I have no idea who is on the board)`
_REMARK = re.compile(r"\([^()]{12,200}\)")


_INLINE_STEMS = stems(
    *(
        f"attendance.{role}"
        for role in ("present", "absent", "missing", "guest", "role", "minuting")
    )
)


def cut(text: str, region: Region) -> Iterator[Region]:
    """A region cut at the labels within it, those of roles too: `Ann, Bo. Notes: Ann`."""
    told = holds_one(text[region.start : region.end], _INLINE_STEMS)
    for label in INLINE_LABEL.finditer(text, region.start, region.end) if told else ():
        yield replace(region, end=label.start())
        role = plain(label["role"] or "").lower()
        region = replace(region, start=label.end(), presence=presence_of(label), role=role)
    yield region
