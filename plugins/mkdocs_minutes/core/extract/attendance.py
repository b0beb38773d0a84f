"""Who attended: lists under headings, behind labels, in tables, and rosters without either."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple

from ..lexicon import pattern, stems
from ..records import Attendee, Line, Note, Presence, Section, Span, Table
from ..settings import Settings
from ..text import plain
from .attendance_lists import IN_ROLE, Region, read_lists
from .attendance_tables import fenced_table, is_of_people, labelled_cells, people_in_table
from .entries import (
    DASH,
    initials_first,
    read_entry,
    split_dashed,
    split_entries,
    without_nickname,
)
from .labels import (
    DEFINITION,
    GROUP_LABEL,
    INLINE_LABEL,
    INSTRUCTION,
    LABEL,
    LABEL_AT_END,
    LEGEND,
    OFFICE,
    PLACE,
    ROLE,
    SENTENCE,
    STEMS,
    TEMPLATE,
    WAY,
    heading_presence,
    is_doubtful,
    presence_among,
    presence_of,
)
from .names import (
    count_words,
    is_handle,
    is_person_name,
    is_told,
)
from .scan import lines_with


class Attendance(NamedTuple):
    """Everyone whom a note lists, and the indexes of the lines that list people."""

    people: tuple[Attendee, ...]
    lines: frozenset[int]


def attendance(note: Note, settings: Settings) -> Attendance:
    """Everyone whom the note lists as present, guest or absent, one record a person.

    Front matter that names attendees replaces what the text lists. An empty list, a count without
    names and a note without a list give nothing. The lines are also those that list somebody again.
    """
    if note.front_matter.attendees is not None:
        found = list(_from_front_matter(note))
    else:
        own = frozenset(heading.casefold() for heading in settings.attendee_headings)
        found = list(_Finder(note, own).found())
        found = _with_surnames(found) or list(_roster(note))
    lines = frozenset(note.line_of(person.span.start) - 1 for person in found)
    return Attendance(_unique(found), lines)


def _from_front_matter(note: Note) -> Iterator[Attendee]:
    end = note.lines[max(0, note.front_matter.last_line - 1)].span.end
    at = max(0, note.text.find("attendees", 0, end))
    for name in note.front_matter.attendees or ():
        start = note.text.find(name, at, end)
        if start < 0:
            continue
        at = start + len(name)
        person = read_entry(note.text, start, at) or Attendee(name, Span(start, at))
        yield replace(person, rule="attendance-front-matter")


def _with_surnames(found: list[Attendee]) -> list[Attendee]:
    """People in order; whoever a role's label gives by one name bears that of the one listed so.

    `Chair: Ann` above `Ann Bell` is one person, unless another Ann is listed.
    """
    full: dict[str, list[str]] = {}
    for person in found:
        if " " in person.name:
            names = full.setdefault(person.name.split()[0].casefold(), [])
            if person.name not in names:
                names.append(person.name)
    return [
        replace(person, name=full[given][0])
        if person.rule == IN_ROLE and len(full.get(given := person.name.casefold(), ())) == 1
        else person
        for person in found
    ]


def _unique(found: Iterable[Attendee]) -> tuple[Attendee, ...]:
    """One record a person, in order; whoever is listed as absent and as present is present."""
    kept: dict[str, Attendee] = {}
    for person in found:
        key = " ".join(person.name.casefold().split())
        other = kept.get(key)
        if other is None or (other.presence == "absent" and person.presence != "absent"):
            kept[key] = person
        else:
            kept[key] = replace(
                other,
                handle=other.handle or person.handle,
                initials=other.initials or person.initials,
                roles=tuple(dict.fromkeys((*other.roles, *person.roles))),
            )
    return tuple(kept.values())


_NOTES = re.compile(pattern("people.scribes"), re.IGNORECASE)


@dataclass(slots=True)
class _Finder:
    """Finds the lists of people of one note; `own` are headings that a community adds.

    `covered` are indexes of lines that are part of a list already, `ended` the first lines of
    sections whose list of people has come to its end within them, `labels` those found by line,
    `fenced` the tables of people that stand in blocks of code, `regions` the lists found so far.
    """

    note: Note
    own: frozenset[str]
    covered: set[int] = field(default_factory=set)
    ended: set[int] = field(default_factory=set)
    labels: dict[int, re.Match[str] | None] = field(default_factory=dict)
    fenced: list[Table] = field(default_factory=list)
    regions: list[Region] = field(default_factory=list)

    def found(self) -> Iterator[Attendee]:
        """The people of all lists that the rules find, those of tables first."""
        note = self.note
        for rule in RULES:
            name = rule.name.removeprefix(KIND)
            self.regions += (replace(region, rule=name) for region in rule.find(self))
        for table in (*note.tables, *self.fenced):
            if table.first in self.covered or is_of_people(table):
                yield from self._in_table(table)
            else:
                self.regions += labelled_cells(note, table)
        # Where nothing lists who came, `Observers` and `Absent` may head something else.
        strict = not self._lists_present()
        for person in read_lists(note, self.regions):
            if not strict or person.handle or is_person_name(person.name, words=2):
                yield person

    def _lists_present(self) -> bool:
        """Whether any list found so far is of those who came."""
        return any(region.presence == "present" for region in self.regions)

    def under_headings(self) -> Iterator[Region]:
        """The lists below headings of attendance; a doubtful heading needs names below it."""
        for section in self.note.sections:
            presence = heading_presence(section.heading, self.own) or self._inherited(section)
            among = None if presence else presence_among(section.heading)
            presence = presence or among
            if presence and (
                not (among or is_doubtful(section.heading))
                or self._of_names(
                    section.first + 1, section.last, some=True, capital=presence == "absent"
                )
            ):
                yield from self._under_heading(section, presence)

    def behind_labels(self) -> Iterator[Region]:
        """The lists behind labels at the beginning of lines."""
        for index in lines_with(self.note, (*STEMS, *sorted(self.own))):
            if index not in self.covered and self.note.lines[index].kind in _LABELLED_KINDS:
                yield from self._behind_label(index)

    def opening(self) -> Iterator[Region]:
        """Opening lines of names with initials; where others came too, those above their lists."""
        top = min(self.covered, default=0) if self._lists_present() else len(self.note.lines)
        for region in _with_initials(self.note):
            if self.note.line_of(region.start) <= top:
                yield region

    def _in_table(self, table: Table) -> Iterator[Attendee]:
        """The people of a table, who were not there where the heading above it says so."""
        number = self.note.lines[table.first].section
        heading = self.note.sections[number].heading if number is not None else ""
        presence = heading_presence(heading, self.own) or "present"
        for person in people_in_table(self.note, table):
            yield replace(person, presence=presence) if person.presence == "present" else person

    def in_roles(self) -> Iterator[Region]:
        """The names below a role's label, as `Hosts:`, where a list of who came stands besides."""
        note = self.note
        for index, line in enumerate(note.lines if self._lists_present() else ()):
            length = line.content.end - line.content.start
            if index in self.covered or not 0 < length <= _LONGEST_ROLE:
                continue
            if note.text[line.content.end - 1] not in ":：*_>":
                continue
            label = self._label(line) if line.kind in _LABELLED_KINDS else None
            if not label or not label["role"]:
                continue
            if _lists_behind(note.text, label.end(), line.content.end):
                continue
            below = [at for at in self._introduced(index) if note.lines[at].kind == "bullet"]
            spans = [note.lines[at].content for at in below]
            if spans and all(_begins_with_name(note.text, span) for span in spans):
                self.covered.update(below)
                role = plain(label["role"]).lower()
                for span in spans:
                    yield Region(span.start, span.end, "present", bullet=True, role=role)

    def defined(self) -> Iterator[Region]:
        """What lists of definitions in HTML give: `<dt>Present</dt> <dd>Ann, Bea</dd>`."""
        note = self.note
        for index in lines_with(note, ("<dt",)):
            match = DEFINITION.match(note.text, note.lines[index].content.start)
            presence = heading_presence(match["what"], self.own) if match else None
            if match and presence:
                start, end = match.span("names")
                self.covered.update(range(index, note.line_of(end)))
                yield Region(start, end, presence, rule="label")

    def in_sentences(self) -> Iterator[Region]:
        """Full names in a sentence that lists who came, where it holds nothing else."""
        note = self.note
        for index in lines_with(note, ("present were", "attendance were", "attending were")):
            start, end = note.lines[index].content.start, note.lines[index].content.end
            match = None if index in self.covered else SENTENCE.search(note.text[start:end])
            if match:
                at = start + match.start("names"), start + match.end("names")
                yield from _by_office(note.text, *at)

    def marked(self) -> Iterator[Region]:
        """The names that bear the mark whose meaning a legend below their list gives."""
        note = self.note
        for index in lines_with(note, stems("legend.there")):
            line = note.lines[index]
            legend = LEGEND.fullmatch(note.text[line.content.slice])
            if legend is None or index in self.covered:
                continue
            first = index
            while first and note.lines[first - 1].kind in ("bullet", "blank"):
                first -= 1
            for at in range(first, index):
                if note.lines[at].kind == "bullet" and at not in self.covered:
                    yield from _with_mark(note.text, note.lines[at].content, legend["mark"])

    def in_boxes(self) -> Iterator[Region]:
        """Boxes with nothing but names below a group's name or the title.

        Anywhere else a run of names to be ticked off may be of whoever is to be asked or thanked.
        """
        for run in _runs_of_boxes(self.note):
            if run[0] in self.covered or not self._heads_roll(run) or not self._are_names(run):
                continue
            self.covered.update(run)
            for index in run:
                yield from self._on_line(self.note.lines[index], "present")

    def _are_names(self, run: list[int]) -> bool:
        """Whether the lines of a run begin with names, half of them at least with full ones.

        In a long run one may be odd.
        """
        text, named, full = self.note.text, 0, 0
        for index in run:
            content = self.note.lines[index].content
            first = next(split_entries(text, content.start, content.end, bullet=True), None)
            person = read_entry(text, *first) if first else None
            if first is None or person is None:
                return False
            named += _is_named(text, *first)
            full += is_person_name(person.name, words=2, listed=True)
        return full * 2 >= len(run) and len(run) - named <= len(run) // 6

    def _heads_roll(self, run: list[int]) -> bool:
        """Whether a group's name stands above a run, or the note's opening, with a box ticked."""
        lines = self.note.lines
        above = next((at for at in range(run[0] - 1, -1, -1) if lines[at].kind != "blank"), None)
        if above is None or lines[above].number in (self.note.title_line, self.note.date_line):
            return len(run) > 1 and any(lines[index].task for index in run)
        words = plain(self.note.text[lines[above].content.slice])
        return _GROUP_OF_PEOPLE.fullmatch(words) is not None

    def members(self) -> list[Region]:
        """`Members` above a list of people in the note's head.

        All of it are handles or full names, unless `Visitors` or `Guests` head another.
        """
        note = self.note
        if self._lists_present():
            return []
        groups = {
            index: _GROUP.fullmatch(note.text[line.content.slice])
            for index, line in enumerate(note.lines[:_HEAD])
            if line.kind in ("text", "heading")
        }
        besides = any(group and group["comers"] for group in groups.values())
        found: list[Region] = []
        for index, group in groups.items():
            below = self._members_below(index) if group and not group["comers"] else []
            spans = [note.lines[at].content for at in below]
            named = all(_begins_with_name(note.text, span) for span in spans)
            if named if len(spans) > 1 else besides:
                for at in below:
                    if named or note.lines[at].kind == "bullet":
                        found += self._on_line(note.lines[at], "present")
        return found

    def _members_below(self, index: int) -> list[int]:
        """The list below a line, or the lines without a blank between them."""
        below = list(self._introduced(index))
        kinds = [line.kind for line in self.note.lines[index + 1 : index + 3]]
        if below or kinds != ["blank", "text"]:
            return below
        return [index + 2, *self._introduced(index + 2)]

    def by_way(self) -> list[Region]:
        """Full names behind or below how they took part: `Via phone: …`. Of many one may be odd.

        One such line is enough below an opening that lists people; else there are two.
        """
        least = 1 if {region.rule for region in self.regions} == {"initials"} else 2
        if self._lists_present() and least > 1:
            return []
        note = self.note
        found: list[Region] = []
        for index, line in enumerate(note.lines[:_HEAD]):
            way = None
            if line.kind in ("text", "heading", "bullet") and index not in self.covered:
                way = WAY.match(note.text, line.content.start, line.content.end)
            if way is None:
                continue
            if way.end() < line.content.end:
                spans = [Span(way.end(), line.content.end)]
            else:
                spans = [note.lines[at].content for at in self._introduced(index)]
            named = sum(_all_named(note.text, span.start, span.end) for span in spans)
            if len(spans) - named <= len(spans) // 6:
                found += (Region(s.start, s.end, "present", rule="label") for s in spans)
        return found if len(found) >= least else []

    def handles_on_top(self) -> list[Region]:
        """The handles of a first line that holds nothing else: `@ann @bea, @Carl D`."""
        note = self.note
        if self._lists_present():
            return []
        for line in note.lines[:20]:
            if line.kind in _ABOVE_OPENING or line.number in (note.title_line, note.date_line):
                continue
            opening = note.text[line.content.slice]
            if line.kind != "text" or not _HANDLES.fullmatch(opening):
                break
            return [
                Region(
                    line.content.start + handle.start(1 if " " in handle[1] else 0),
                    line.content.start + handle.end(1),
                    "present",
                    rule="label",
                )
                for handle in _HANDLE.finditer(opening)
            ]
        return []

    def _inherited(self, section: Section) -> Presence | None:
        """A short heading right below one of attendance is a group of it: `TSC`, `Remote`."""
        if section.parent is None or len(section.heading.split()) > 3:
            return None
        parent = self.note.sections[section.parent]
        presence = heading_presence(parent.heading, self.own)
        if presence is None:
            return None
        if parent.first in self.ended or not self._of_names(section.first + 1, section.last):
            self.ended.add(parent.first)
            return None
        # A title may read `Attendees`: what it heads is the note, unless another follows as high.
        ends = any(s.level == 1 for s in self.note.sections[section.parent + 1 :])
        return presence if parent.level > 1 or ends else None

    def _under_heading(self, section: Section, presence: Presence) -> Iterator[Region]:
        """The lists below a heading, or the names behind its label, which are then the whole list.

        They end at the first line that is part of none: at a paragraph, a table of facts or code
        below the first list, and where `_begins_another`.
        """
        note = self.note
        self.covered.add(section.first)
        label = LABEL.match(note.text, section.span.start, section.span.end)
        if label and _lists_behind(note.text, label.end(), section.span.end):
            self.ended.add(section.first)
            yield Region(label.end(), section.span.end, presence)
            return
        last: int | None = None
        below: Presence | None = None
        table = self._fence(section.first)
        for index in range(section.first + 1, section.last):
            line = note.lines[index]
            if line.kind == "table":
                self.covered.add(index)
                table = True
            if table and line.kind == "bullet" and not _begins_with_name(note.text, line.content):
                return  # the table was the list
            if line.kind in ("blank", "comment", "rule", "table"):
                continue
            tells = line.kind == "text" and not self._lists(line)
            if tells and last is None:
                continue
            if (
                tells
                or line.kind not in ("bullet", "text", "quote")
                or self._begins_another(last, index)
            ):
                self.ended.add(section.first)
                return
            self.covered.add(index)
            last = index
            if line.kind == "text" and self._leads(line):
                below = self._alone(line)
            yield from self._on_line(line, below or presence)

    def _fence(self, index: int) -> bool:
        """Take up the table in the block of code below a line; whether there is one."""
        table = fenced_table(self.note, index)
        if table is not None:
            self.covered.update(range(table.first, table.last))
            self.fenced.append(table)
        return table is not None

    def _label(self, line: Line) -> re.Match[str] | None:
        """The label of attendance at the beginning of a line, sought once."""
        if line.number not in self.labels:
            start, end = line.content.start, line.content.end
            self.labels[line.number] = LABEL.match(self.note.text, start, end)
        return self.labels[line.number]

    def _begins_another(self, last: int | None, index: int) -> bool:
        """Whether a line begins something else than the list of people whose `last` line is given.

        So does a marker of an action and a sentence without a name; and behind a blank line a
        list with markers of another kind, one below names that are no list, and what holds no
        names. A label of attendance goes on with it.
        """
        note = self.note
        line = note.lines[index]
        if self._label(line) or _introduces(plain(note.text[line.content.slice])):
            return False
        if _MARKER.match(note.text, line.content.start, line.content.end):
            return True
        if last is None:
            return False
        above = note.lines[last]
        if index == last + 1:
            sentence = line.kind == "text" and note.text[line.content.slice].endswith((".", "!"))
            return sentence and not self._of_names(index, index + 1)
        if line.kind == "text" and not self._leads(line):
            return not self._of_names(index, index + 1)
        if line.kind == "bullet" and line.depth <= max(1, above.depth):
            if above.kind == "text" and not self._leads(above):
                return True
            if above.kind == "bullet" and self._is_numbered(line) != self._is_numbered(above):
                return True
        return not self._of_names(index, len(note.lines))

    def _leads(self, line: Line) -> bool:
        """Whether a line of text leads in what stands below it: `Members:`, `Guests`."""
        words = plain(self.note.text[line.content.slice])
        return words.endswith(":") or heading_presence(words, self.own) is not None

    def _is_numbered(self, line: Line) -> bool:
        return self.note.text[line.span.start : line.content.start].strip()[:1].isdigit()

    def _alone(self, line: Line) -> Presence | None:
        """What a line says that is a label of attendance and nothing else: `Regrets:`, `Absent`."""
        text, start, end = self.note.text, line.content.start, line.content.end
        label = self._label(line)
        if label is None:
            return heading_presence(plain(text[start:end]), self.own)
        if label["role"] or _lists_behind(text, label.end(), end):
            return None
        return presence_of(label)

    def _is_labelled(self, line: Line) -> bool:
        """Whether a line begins with a label of attendance of its own, rather than with a place."""
        label = self._label(line)
        return (label is not None and not label["doubtful"]) or self._alone(line) is not None

    def _of_names(
        self, first: int, last: int, *, some: bool = False, capital: bool = False
    ) -> bool:
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
            if self._leads(line):
                continue
            group = _group(note.text, start, end)
            bullet = line.kind == "bullet"
            entries = split_entries(note.text, group.end() if group else start, end, bullet=bullet)
            named += (
                _is_named(note.text, *at) and not (capital and note.text[slice(*at)].islower())
                for at in islice(entries, 1 if bullet else None)
            )
        return sum(named) * 2 >= len(named) and (any(named) or not some)

    def _lists(self, line: Line) -> bool:
        """Whether a line without a bullet lists people rather than telling something."""
        if self._label(line):
            return True
        words = plain(self.note.text[line.content.slice])
        if "://" in words or (words.endswith(":") and len(words.split()) > 3 and is_told(words)):
            return False
        if _introduces(words):
            return True
        items = [item.strip() for item in _NAMES_APART.split(_AFFILIATION.sub("", words))]
        if words.endswith((".", "?", "!")) and len(words.split()) > 6:
            # `Ann B., Carl Diaz, Dirk.`
            return len(items) > 2 and all(i[:1].isupper() and len(i.split()) < 4 for i in items)
        short = sum(count_words(item) <= 6 for item in items)
        # In a long list one odd entry loses itself, not the list.
        return short == len(items) or (len(items) >= 10 and short * 10 >= len(items) * 9)

    def _on_line(self, line: Line, presence: Presence) -> Iterator[Region]:
        """The list on a line inside a list, cut where a label changes what it says."""
        text, start, end = self.note.text, line.content.start, line.content.end
        bullet = line.kind == "bullet"
        above = self.note.lines[line.parent] if line.parent is not None else None
        if bullet and above and above.kind == "bullet":
            name = text[above.content.slice].strip(" *_")
            if is_person_name(name, words=2, listed=True):
                return  # what stands below a person is a remark
            presence = self._alone(above) or presence
        if "<li" in text[start:end].lower():
            yield from _html_items(text, Region(start, end, presence, bullet=True))
            return
        if _explains(text[start:end]) or (bullet and _tells(text[start:end])):
            return
        opened = _OPENED.match(text, start, end) if text[start:end].startswith("<") else None
        start = opened.end() if opened else start
        label = self._label(line)
        group = _group(text, start, end)
        if label and label["role"]:
            role = plain(label["role"]).lower()
            yield Region(label.end(), end, presence, role=role)
            return
        if label and not label["doubtful"]:
            presence, start, bullet = presence_of(label), label.end(), False
        elif group and ROLE.fullmatch(group[1].strip()):
            return
        elif group and _NOTES.fullmatch(group[1].strip()):
            yield Region(group.end(), end, presence, role="notes")
            return
        elif group:
            start, bullet = group.end(), False
        whole = not bullet and start == line.content.start
        yield from _cut(text, Region(start, end, presence, bullet, whole, line.task))

    def _behind_label(self, index: int) -> Iterator[Region]:
        """The list behind a label at the beginning of a line, with the lines that carry it on."""
        text, line = self.note.text, self.note.lines[index]
        start, end = line.content.start, line.content.end
        label = self._label(line)
        group = GROUP_LABEL.match(text, start, end) if self.own else None
        if label is not None:
            if label["role"]:
                return
            presence, after = presence_of(label), label.end()
            if text[start] == "(" and text[end - 1] == ")":
                end -= 1
            if label["doubtful"] and not (
                _all_named(text, after, end, words=1 if index < _HEAD else 2)
                if _lists_behind(text, after, end)
                else self._of_names(index + 1, len(self.note.lines), some=True)
            ):
                return
        elif group is not None and group[1].strip().casefold() in self.own:
            presence, after = "present", group.end()
        elif LABEL_AT_END.search(text, start, end):
            presence, after = "present", end
        elif line.kind != "heading" and self._heads_bullets(index):
            presence, after = self._alone(line) or "present", end
        else:
            return
        self.covered.add(index)
        if _lists_behind(text, after, end):
            yield from _cut(text, Region(after, end, presence))
            below = self._continued(index)
        else:
            self._fence(index)
            below = self._introduced(index)
        for at in below:
            self.covered.add(at)
            yield from self._on_line(self.note.lines[at], presence)
        if presence == "present":
            yield from self._by_other_ways(index)

    def _by_other_ways(self, index: int) -> Iterator[Region]:
        """Who came otherwise, in the items right below one with a label: `- Skype: Ann`."""
        lines = self.note.lines
        for at in range(index + 1, len(lines)):
            item, content = lines[at], lines[at].content
            if item.kind != "bullet" or item.parent != lines[index].parent:
                return
            way = WAY.match(self.note.text, content.start, content.end)
            if way is None or way.end() == content.end:
                return
            self.covered.add(at)
            yield Region(way.end(), content.end, "present")

    def _heads_bullets(self, index: int) -> bool:
        """Whether a line of nothing but a word of attendance heads bullets with names."""
        lines = self.note.lines
        first = next((at for at in range(index + 1, len(lines)) if lines[at].kind != "blank"), None)
        if first is None or lines[first].kind != "bullet":
            return False
        if lines[index].kind == "bullet" and lines[first].parent != index:
            return False
        named = self._alone(lines[index]) is not None
        return named and self._of_names(first, len(lines), some=True)

    def _continued(self, index: int) -> Iterator[int]:
        """Lines that go on with a list begun on a line: no blank between, no label but a place."""
        lines = self.note.lines
        for at in range(index + 1, len(lines)):
            below = lines[at]
            if below.kind != "text" or below.parent not in (lines[index].parent, index):
                return
            content = self.note.text[below.content.slice]
            group = GROUP_LABEL.match(content)
            if group and not PLACE.fullmatch(group[1].strip()):
                return
            if self._is_labelled(below) or not self._lists(below):
                return
            yield at

    def _introduced(self, index: int) -> Iterator[int]:
        """The bullets, or the block of lines, that a label alone on its line introduces."""
        lines = self.note.lines
        blank = listed = False
        last: int | None = None
        for at in range(index + 1, len(lines)):
            below = lines[at]
            if below.kind == "blank":
                blank = True
            if below.kind in ("blank", "comment"):
                continue
            if below.kind not in ("bullet", "text"):
                return
            if blank and below.kind == "text" and (listed or lines[index].kind == "heading"):
                return
            if below.kind == "bullet" == lines[index].kind and below.depth <= lines[index].depth:
                return
            if self._is_labelled(below):
                return
            if below.kind == "text" and not self._lists(below):
                return
            if self._begins_another(last, at):
                return
            blank, listed, last = False, True, at
            yield at


@dataclass(frozen=True, slots=True)
class Listing:
    """One way in which notes list who was there, and who was not.

    `name` is what the people carry that it finds, `reads` tells it in words, and `find` gives the
    stretches of a note that list people. `example` is the text below a title of a note where it
    finds somebody; `counter` is nearly alike, and it finds nobody there.
    """

    name: str
    reads: str
    find: Callable[[_Finder], Iterable[Region]]
    example: str
    counter: str


KIND = "attendance-"
RULES = (
    Listing(
        f"{KIND}heading",
        "a list under a heading of attendance",
        _Finder.under_headings,
        "## Attendees\n\n- Ann Bell\n- Bo Crane",
        "## Attendees' reports\n\n- Ann Bell\n- Bo Crane",
    ),
    Listing(
        f"{KIND}definition",
        "a list of definitions in HTML, one of which is of attendance",
        _Finder.defined,
        "<dl>\n<dt>Present</dt><dd>Ann Bell, Bo Crane</dd>\n</dl>",
        "<dl>\n<dt>Agenda</dt><dd>Ann Bell, Bo Crane</dd>\n</dl>",
    ),
    Listing(
        f"{KIND}label",
        "a list behind a label of attendance",
        _Finder.behind_labels,
        "Present: Ann Bell, Bo Crane",
        "Presented: Ann Bell, Bo Crane",
    ),
    Listing(
        f"{KIND}boxes",
        "boxes with nothing but names, below a group's name or the title",
        _Finder.in_boxes,
        "Lake Council\n\n- [x] Ann Bell\n- [ ] Bo Crane",
        "Lake Council\n\n- [x] Ask Ann Bell\n- [ ] Thank Bo Crane",
    ),
    Listing(
        f"{KIND}sentence",
        "a sentence that lists who was present",
        _Finder.in_sentences,
        "Members present were Ann Bell, Bo Crane and Cy Dunn.",
        "Members present were few and tired.",
    ),
    Listing(
        f"{KIND}legend",
        "names with a mark that a legend says is of those who came",
        _Finder.marked,
        "- Lake - Ann Bell + / Bo Crane\n- Mill - Cy Dunn +\n\n'+' indicates attending",
        "- Lake - Ann Bell + / Bo Crane\n- Mill - Cy Dunn +\n\n'+' indicates a vote",
    ),
    Listing(
        f"{KIND}role",
        "a name behind the label of a role within a list, or below one beside it",
        _Finder.in_roles,
        "Present:\n\n- Ann Bell\n- Bo Crane\n\nHosts:\n\n- Cy Dunn",
        "Present:\n\n- Ann Bell\n- Bo Crane\n\nHosts:\n\n- bring tea",
    ),
    Listing(
        f"{KIND}initials",
        "opening lines of names with initials in brackets",
        _Finder.opening,
        "Ann Bell (AB), Bo Crane (BC), Cy Dunn (CD)",
        "Ann Bell (Lake), Bo Crane (Mill), Cy Dunn (Pier)",
    ),
    Listing(
        f"{KIND}members",
        "a list of names below `Members`, where nothing else lists who came",
        _Finder.members,
        "**Members**\n\n- Ann Bell\n- Bo Crane",
        "**Members**\n\n- pay ten crowns\n- vote in May",
    ),
    Listing(
        f"{KIND}way",
        "names behind or below the way in which they took part",
        _Finder.by_way,
        "In person: Ann Bell, Bo Crane\nBy phone: Cy Dunn",
        "In person: Lake Street 4\nBy phone: ask for the code",
    ),
    Listing(
        f"{KIND}handles",
        "a first line of handles and nothing else",
        _Finder.handles_on_top,
        "@ann-b, @bocrane, @cyd",
        "@ann-b asked @bocrane for @cyd",
    ),
)
"""The ways in which notes list people, in the order in which they are tried; the documentation of
`check --explain` tells them from here."""


def nearly_listed(note: Note, settings: Settings) -> Iterator[tuple[int, str]]:
    """Lines, by number, that have the form of a heading or label of attendance, but list nobody."""
    finder = _Finder(note, frozenset(heading.casefold() for heading in settings.attendee_headings))
    listed = {note.line_of(person.span.start) for person in finder.found()}
    for section in note.sections:
        of_people = heading_presence(section.heading, finder.own)
        if of_people and not any(section.first < at <= section.last for at in listed):
            yield section.line, f"{KIND}heading"
    for index in lines_with(note, STEMS):
        line = note.lines[index]
        label = LABEL.match(note.text, line.content.start, line.content.end)
        if label and not label["role"] and index not in finder.covered:
            yield line.number, f"{KIND}label"


def _runs_of_boxes(note: Note) -> list[list[int]]:
    """Indexes of the lines with a box, in runs between which something else stands."""
    runs: list[list[int]] = []
    last = None
    for index, line in enumerate(note.lines):
        if line.task is not None:
            if last is None:
                runs.append([])
            runs[-1].append(index)
            last = index
        elif line.kind != "blank":
            last = None
    return runs


def _lists_behind(text: str, start: int, end: int) -> bool:
    """Whether anything stands behind a label but how its entries are to be written.

    Nor do people stand there where only a group's name and a colon do: `Who: Lake Board:`.
    """
    behind = plain(text[start:end]).strip("*_ \\")
    return bool(behind) and not _explains(behind) and not GROUP_LABEL.fullmatch(f"{behind} ")


def _explains(written: str) -> bool:
    """Whether words tell how people are to be listed: `(Name / affiliation)`, `Add your name`."""
    words = written.strip("*_()[] ")
    if words.lower().startswith("please ") or _SHORTCODE.fullmatch(words):
        return True
    return (TEMPLATE.fullmatch(words) or INSTRUCTION.match(words)) is not None


_OPENED = re.compile(r"(?:<(?:p|div|span|strong|b|em)\b[^<>]{0,100}>\s*)+", re.IGNORECASE)
_SHORTCODE = re.compile(r"[a-z0-9_+-]+:")  # what is left of `:wave:` behind a colon
_HTML_ITEM = re.compile(r"</?li\b[^<>]{0,100}>", re.IGNORECASE)


def _html_items(text: str, line: Region) -> Iterator[Region]:
    """The items of a list in HTML that stands on one line."""
    start = line.start
    for tag in _HTML_ITEM.finditer(text, line.start, line.end):
        if text[start : tag.start()].strip():
            yield replace(line, start=start, end=tag.start())
        start = tag.end()
    if text[start : line.end].strip():
        yield replace(line, start=start)


def _group(text: str, start: int, end: int) -> re.Match[str] | None:
    """The label of a group at the beginning of a line; what names a person is none.

    That are initials before a name, `Name: @handle`, `Full Name: role`, and
    `Name / firm / github: handle`.
    """
    group = GROUP_LABEL.match(text, start, end)
    if group is None or initials_first(text, start, end):
        return None
    name, *fields = _FIELDS.split(group[1].strip())
    if fields:
        return None if is_person_name(name, words=2) else group
    behind = text[group.end() : end].strip(" ._*")
    if not is_handle(behind):
        # `Ann Bell: chair`, but `Lake Society: Ann Bell`
        called = is_person_name(name, words=2) and not re.search(r"[,;]| and ", behind)
        return None if called and not is_person_name(behind, words=2, listed=True) else group
    same = "".join(name.casefold().split()) == behind[1:].casefold()
    return None if same or is_person_name(_in_mixed_case(name), words=2) else group


def _in_mixed_case(name: str) -> str:
    """A name whose surname may be in capitals, `Ann BELL`, with a capital only where words begin.

    >>> _in_mixed_case("Ann BELL")
    'Ann Bell'
    """
    return " ".join(w.capitalize() if w.isupper() and len(w) > 3 else w for w in name.split())


_FIELDS = re.compile(r"\s+[/|]\s*")


def _all_named(text: str, start: int, end: int, *, words: int = 2) -> bool:
    """Whether a stretch holds names of so many words and handles, and nothing but them."""
    people = [read_entry(text, *at) for at in split_entries(text, start, end)]
    return bool(people) and all(
        one is not None and (one.handle or is_person_name(one.name, words=words)) for one in people
    )


def _is_named(text: str, start: int, end: int) -> bool:
    """Whether an entry has the shape of a name rather than merely standing in a name's place."""
    person = read_entry(text, start, end)
    if person is None:
        return False
    alone = " " not in person.name or person.name.islower()
    name = without_nickname(person.name)
    return alone or bool(person.handle) or is_person_name(name, words=2, listed=True)


def _begins_with_name(text: str, span: Span) -> bool:
    """Whether an item begins with a handle or a full name."""
    first = next(split_entries(text, span.start, span.end, bullet=True), None)
    person = read_entry(text, *first) if first else None
    if person is None:
        return False
    return bool(person.handle) or is_person_name(person.name, words=2, listed=True)


_FIRST_OF_LINE = re.compile(r"(?P<name>[^,;:]{3,60}), (?P<behind>[^,;:]{2,40})(?:,|$)")


def _introduces(words: str) -> bool:
    """Whether a line introduces somebody: `Ann Bell, Acme, wants to help`."""
    match = _FIRST_OF_LINE.match(words)
    if match is None or not is_person_name(match["name"].strip(), words=2, listed=True):
        return False
    behind = match["behind"]
    short = len(behind.split()) < _TELLING and behind[:1].isupper()
    return short and not is_person_name(behind, words=2)


_TELLING = 5  # words, from which on an item with small everyday words tells something


def _tells(written: str) -> bool:
    """Whether an item is a sentence among people: `Painter(s) get a (t) behind their nick`."""
    words = plain(_BRACKETS.sub("", written)).split()
    if len(words) < _TELLING or _PARTED.search(written):
        return False
    return is_told(" ".join(words)) and not is_person_name(" ".join(words[:2]), listed=True)


_BRACKETS = re.compile(r"\([^()]*\)")
_PARTED = re.compile(r"[,;:|@]|\s[-–—]")


_LONGEST_ROLE = 30  # characters of a line with nothing but a role's label
_HEAD = 40  # lines in which a note says what it is of
_LOOKED_AT = 20  # lines enough to tell what a list is of

# What opens an item that is a task or a decision, never a person: `Action: …`, `**AI** …`.
_MARKER = re.compile(
    rf"""
    (?P<mark> [*_]{{1,3}} | \[ )?
    (?: {pattern("actions.marker")} | {pattern("actions.letters")} | {pattern("outcomes.mark")} )
    (?: \s* : | (?(mark) [*_\]] | : ) )
    """,
    re.IGNORECASE | re.VERBOSE,
)

_NAMES_APART = re.compile(r"[,;]| and | & | [·•|] ")
# What follows a name: `(University of Somewhere)`, ` - Some Trust Services`.
_AFFILIATION = re.compile(r"\([^()]*\)|\s[-–—]\s[^,;]*")

_ABOVE_OPENING = ("blank", "comment", "front-matter", "heading", "rule")
# A handle, or a name with the mark of one: `@ann-b`, `@Ann B`.
_HANDLE = re.compile(r"@([\w-]+(?:\.\w+)*(?: (?:[A-Za-z]|[A-Z][\w'’-]+)\b)?)")
_HANDLES = re.compile(rf"{_HANDLE.pattern}(?:(?:\s*[,;&]\s*|\s+){_HANDLE.pattern})+[\s.,]*")

_LABELLED_KINDS = ("text", "bullet", "quote", "heading")


def _cut(text: str, region: Region) -> Iterator[Region]:
    """A region cut at the labels within it; what a role's label lists is left out."""
    presence, start, role = region.presence, region.start, False
    for label in INLINE_LABEL.finditer(text, region.start, region.end):
        if not role:
            yield replace(region, start=start, end=label.start(), presence=presence)
        presence, start, role = presence_of(label), label.end(), bool(label["role"])
    if not role:
        yield replace(region, start=start, presence=presence)


# A line that names a group and nothing else: `**Members**`, `Visitors:`.
_GROUP = re.compile(
    rf"[*_]{{0,3}}(?:{pattern('people.members')}|(?P<comers>{pattern('people.comers')}))"
    r"[*_]{0,3}:?[*_]{0,3}",
    re.IGNORECASE,
)

# A line that names a group: `Lake Council Members`, `Steering Committee (voting)`.
_GROUP_OF_PEOPLE = re.compile(
    rf"{pattern('people.group')} (?: \s? \( [^()]{{0,60}} \) )? \s? :?", re.IGNORECASE | re.VERBOSE
)

# `Name (AB)`: three of them or more are a list of people, without any label.
_NAME_AND_INITIALS = re.compile(
    r"([^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){1,3}) \(([A-Z]{2,4})\)(?=,|;|$| and )"
)


def _with_initials(note: Note) -> Iterator[Region]:
    """Opening lines that list people with their initials: `Ann Bell (AB), Carl Diaz (CD), …`."""
    for line in note.lines[:40]:
        content = note.text[line.content.slice]
        if line.kind not in ("text", "bullet") or content.count("(") < 3:
            continue
        pairs = list(_NAME_AND_INITIALS.finditer(content))
        if len(pairs) >= 3 and all(pair[2][0] == pair[1][0] for pair in pairs):
            start = line.content.start + pairs[0].start()
            yield Region(start, line.content.end, "present", rule="initials")


def _by_office(text: str, start: int, end: int) -> list[Region]:
    """The names of `directors A, B and C, clerk D and guest E`; none where one is no name."""
    found: list[Region] = []
    presence: Presence = "present"
    for left, right in split_entries(text, start, end):
        left += len(text[left:right]) - len(text[left:right].lstrip())
        office = OFFICE.match(text, left, right)
        if office:
            presence, left = ("guest" if office["guest"] else "present"), office.end()
        name = text[left:right].strip()
        if not is_person_name(name, listed=True):
            return []
        if " " in name:
            found.append(Region(left, right, presence, rule="label"))
    return found if len(found) > 1 else []


_BOLD = re.compile(r"\*\*([^*\n]{3,60})\*\*")
_PART = re.compile(r"[^/,;]+")


def _with_mark(text: str, span: Span, mark: str | None) -> Iterator[Region]:
    """The full names of a bullet `Firm - Name + / Name` that bear a mark; without one, the bold."""
    firm = DASH.search(text, span.start, span.end) if mark else None
    pattern = _PART if mark else _BOLD
    for match in pattern.finditer(text, firm.end() if firm else span.start, span.end):
        start, end = match.span(0 if mark else 1)
        raw = text[start:end].strip()
        if mark:
            if not raw.endswith(mark):
                continue
            end = text.rfind(mark, start, end)
        person = read_entry(text, start, end)
        if person and is_person_name(person.name, words=2, listed=True):
            yield Region(start, end, "present", rule="label")


# `Name - Role`, the role perhaps left empty.
_ROSTER_LINE = re.compile(r"[^\s\-–—•*#>|:][^:|\n]{1,60}?\s[-–—](?:\s.{0,80})?$")


def _roster(note: Note) -> Iterator[Attendee]:
    """Two or more lines `Name - Role` that follow each other above the first list of the note."""
    run: list[Line] = []
    for line in note.lines[:80]:
        content = note.text[line.content.slice]
        named = line.kind == "text" and _ROSTER_LINE.match(content)
        if named and is_person_name(DASH.split(content, maxsplit=1)[0].strip()):
            run.append(line)
            continue
        if len(run) >= 2:
            break
        run = []
        if line.kind in ("bullet", "table", "code"):
            return
    if len(run) < 2:
        return
    for line in run:
        for start, end in split_dashed(note.text, line.content.start, line.content.end):
            person = read_entry(note.text, start, end)
            if person:
                yield replace(person, rule="attendance-roster")
