"""What the notes of a series come back to: headings that recur, each followed over the meetings.

A heading names a topic where several notes of its series have it. What belongs to the form of a
meeting (`Present`, `Discussion`, `Next meeting`) names none: it is told by its words, and by a text
below it that hardly changes. What nearly every note has, such as a report of each team, is a
standing item. Items on one ticket and passages on one proposal count as headings do.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal
from zlib import crc32

from .blocks import belongs
from .dates import written_dates
from .grouping import grouped
from .names import fold
from .part_ids import meeting_of
from .records import ArchivedNote, Note, NoteId, SeriesId, TicketId, Topic, TopicId
from .slugs import name_slug
from .topic_items import CUT, extent, items_of, proposals_in
from .topic_names import ASIDE, GENERIC, REMARK, singular, telling_words, topic_key, topic_name

FEWEST_NOTES = 2
"""A heading of one note is no topic of the series yet."""

STANDING_OF, STANDING_FROM = 0.6, 6
"""The share of a series' notes that have a standing item, where it has so many notes."""

STANDING_RUN, STANDING_IN_IT = 20, 15
"""Notes in a row of which so many have a standing item, however old the series is."""

SAME_TEXT_OF, SAME_TEXT_FROM = 0.6, 4
"""The share of notes that have one and the same text below what only looks like a topic."""

FEWEST_LETTERS = 6
"""Headings that differ in blanks and hyphens alone are one topic if they have so many letters."""

AS_GOOD_AS = 4
"""A shorter way to write a topic is its name if one stands for so many of the most frequent."""


HeadingKind = Literal["section", "item", "tag"]


@dataclass(frozen=True, slots=True)
class Heading:
    """What may name a topic: `key` are the words that tell it, in alphabetical order.

    `matter` is the one ticket or proposal that it names, `line` where it stands, and `text` a
    checksum of what is said of it, 0 where nothing is. A tag files what its section says under its
    words: `line` is that of the section's heading. What an item names is known by its matter alone.
    """

    name: str
    key: tuple[str, ...]
    matter: str
    line: int
    text: int
    kind: HeadingKind = "section"
    proposal: bool = False


@dataclass(frozen=True, slots=True)
class Headings:
    """What in a note may name topics."""

    note: NoteId
    path: str
    headings: tuple[Heading, ...]


def headings_of(archived: ArchivedNote) -> Headings:
    """What in a note may name topics: its headings, items on a ticket or proposal, and tags."""
    note = archived.note
    forms = {topic_key(topic_name(name)) for name in (note.title, note.series)}
    found = dict(_sections(archived, forms))
    headed = {index: heading.matter for index, heading in found.items() if heading.matter}
    items = [
        Heading(item.name, (), item.matter, item.line, text, "item", item.proposal)
        for item in items_of(archived, headed)
        if (text := _checksum(note, item.line))
    ]
    tags = _tagged(note, found, forms)
    return Headings(archived.id, note.path, (*found.values(), *items, *tags))


def _sections(
    archived: ArchivedNote, forms: Collection[tuple[str, ...]]
) -> Iterator[tuple[int, Heading]]:
    """The headings of a note's sections that may name topics, with the sections' indexes."""
    note = archived.note
    tickets: dict[int, set[str]] = defaultdict(set)
    lines = {section.line for section in note.sections}
    for ticket in archived.facts.tickets:
        if ticket.line in lines:
            tickets[ticket.line].add(ticket.id)
    own = _words_of_series(archived.series)
    people = _called_people(archived)
    lists = sections_of_people(archived) | _sections_of_names(note, people)
    for index, section in enumerate(note.sections):
        name = topic_name(section.heading)
        told = topic_key(name)
        key = _without(told, own)
        if section.line == note.title_line or not key or told in forms or index in lists:
            continue
        if fold(name) in people:
            continue  # what somebody reports in a standup
        if not index and _is_title(name, key, archived.series):
            continue
        named = tickets[section.line] or set(proposals_in(name))
        only = next(iter(named)) if len(named) == 1 else ""
        text = _checksum(note, section.line)
        proposal = bool(only) and not tickets[section.line]
        yield index, Heading(name, key, only, section.line, text, proposal=proposal)


def _sections_of_names(note: Note, people: frozenset[str]) -> frozenset[int]:
    """The indexes of the sections in which nothing but names of those people stands."""
    names: dict[int | None, bool] = {None: False}
    for line in note.lines:
        if line.kind in ("text", "bullet") and names.get(line.section, True):
            names[line.section] = fold(note.quote(line.content)) in people
    return frozenset(at for at, alone in names.items() if at is not None and alone)


def _called_people(archived: ArchivedNote) -> frozenset[str]:
    """How the people whom a note lists may be called, folded: whole name, first name, handle."""
    listed = archived.facts.attendees
    names = {form for one in listed for form in (one.name, one.name.split()[0], one.handle)}
    return frozenset(map(fold, filter(None, names)))


def _tagged(
    note: Note, headings: Mapping[int, Heading], forms: Collection[tuple[str, ...]]
) -> Iterator[Heading]:
    """The tags of a note with the sections that they stand in, but what a heading says as well."""
    known = {(index, heading.key) for index, heading in headings.items()}
    for mark in note.marks if note.sections else ():
        section = note.lines[note.line_of(mark.span.start) - 1].section
        if mark.kind != "tag" or section is None:
            continue
        name = " ".join(re.split(r"[/_-]+", mark.value))
        place = (section, topic_key(name))
        if place[1] and place not in known and place[1] not in forms:
            known.add(place)
            line = note.sections[section].line
            yield Heading(name, place[1], "", line, _checksum(note, line), "tag")


@lru_cache(maxsize=1 << 10)
def _words_of_series(series: SeriesId) -> frozenset[str]:
    """The words of a series' name, and the initials of three and more of them in a row.

    >>> sorted(_words_of_series(SeriesId("board-of-directors")))
    ['board', 'bod', 'director', 'directors', 'of']
    """
    parts = series.split("-")
    letters = "".join(part[:1] for part in parts)
    short = (letters[a:b] for a in range(len(letters)) for b in range(a + 3, len(letters) + 1))
    return frozenset({*parts, *map(singular, parts), *short})


def _without(key: tuple[str, ...], own: frozenset[str]) -> tuple[str, ...]:
    """A key without the words that name the series itself, which tell none of its topics apart.

    Empty where the rest belongs to the form of a meeting, whole where there is no rest.
    """
    rest = tuple(word for word in key if word not in own)
    if not rest:
        return key
    return rest if any(word not in GENERIC for word in rest) else ()


def _is_title(name: str, key: Sequence[str], series: SeriesId) -> bool:
    """Whether a heading has a whole day, or says no more than the name of its note's series."""
    if any(written.year for written in written_dates(name)):
        return True
    told = {part for word in key if word not in GENERIC for part in word.split("-")}
    return told <= _words_of_series(series)


def sections_of_people(archived: ArchivedNote) -> frozenset[int]:
    """The indexes of the sections that list who was there."""
    note = archived.note
    lines = Counter(note.line_of(one.span.start) for one in archived.facts.attendees)
    found = {note.lines[line - 1].section for line in lines}
    return frozenset(index for index in found if index is not None)


def gather(series: SeriesId, lists: Sequence[Headings]) -> tuple[Topic, ...]:
    """The topics of a series, from the headings of its notes, the oldest first.

    Headings with the same words are of one topic, and so are those that name the same one ticket. A
    topic is called as most of them are written. Those that most notes have, or had for a time, are
    `standing`.
    """
    found = _one_topic_each([(one.note, heading) for one in lists for heading in one.headings])
    held = dict.fromkeys(meeting_of(one.note) for one in lists)
    place = {meeting: at for at, meeting in enumerate(held)}
    topics = []
    taken: set[str] = set()
    for members in found:
        meetings = {meeting_of(note) for note, _ in members}
        if len(meetings) < FEWEST_NOTES or _is_form(members):
            continue
        standing = len(place) >= STANDING_FROM and len(meetings) >= STANDING_OF * len(place)
        standing = standing or _for_a_time([place[meeting] for meeting in meetings])
        topics.append((members, _topic(series, members, taken, standing=standing)))
    # A section is about what it is headed before what it is tagged with.
    topics.sort(key=lambda pair: all(heading.kind == "tag" for _, heading in pair[0]))
    return tuple(topic for _, topic in topics)


def _one_topic_each(
    headings: Sequence[tuple[NoteId, Heading]],
) -> Iterable[Sequence[tuple[NoteId, Heading]]]:
    """Headings with their notes, together those that are of one topic."""
    same = _Groups()
    for _, heading in headings:
        same.add(heading)
    return grouped((same.of(one[1]), one) for one in headings).values()


def _for_a_time(places: Iterable[int]) -> bool:
    """Whether nearly all of some notes in a row are among those at the places."""
    row = sorted(places)
    spans = zip(row, row[STANDING_IN_IT - 1 :], strict=False)
    return any(last - first < STANDING_RUN for first, last in spans)


class _Groups:
    """Headings that are one topic: by their words, their letters, and the one ticket they name."""

    def __init__(self) -> None:
        self._first: dict[str, str] = {}

    def add(self, heading: Heading) -> None:
        """Take a heading in; what it shares with one before makes both one."""
        keys = list(_keys(heading))
        roots = sorted({self._root(key) for key in keys})
        for key in (*keys, *roots):
            self._first[key] = roots[0]

    def of(self, heading: Heading) -> str:
        """The group that a heading is in."""
        return self._root(next(_keys(heading)))

    def _root(self, key: str) -> str:
        while self._first.setdefault(key, key) != key:
            self._first[key] = self._first[self._first[key]]
            key = self._first[key]
        return key


def _keys(heading: Heading) -> Iterator[str]:
    if heading.matter:
        yield f"#{heading.matter}"
    if heading.kind == "item":
        return
    yield " ".join(heading.key)
    # One word here and two there: `Buy sheet`, `Buysheet`; not `Build 1 12`, `Build 11 2`.
    letters = "".join(word for word in telling_words(heading.name) if word not in ASIDE)
    if len(letters) >= FEWEST_LETTERS and not any(map(str.isdigit, letters)):
        yield f"={letters}"


def _is_form(members: Sequence[tuple[NoteId, Heading]]) -> bool:
    """Whether there is nothing to say of a heading: no text below it, or always the same."""
    texts = Counter(heading.text for _, heading in members if heading.text)
    told = sum(texts.values())
    if len({note for note, heading in members if heading.text}) < FEWEST_NOTES:
        return True
    return told >= SAME_TEXT_FROM and texts.most_common(1)[0][1] >= SAME_TEXT_OF * told


def _topic(
    series: SeriesId,
    members: Sequence[tuple[NoteId, Heading]],
    taken: set[str],
    *,
    standing: bool,
) -> Topic:
    first = members[0][1]
    slug = _slug(first)
    while slug in taken:
        slug += "-2" if not slug[-1:].isdigit() else "0"
    taken.add(slug)
    headings = [heading for _, heading in members]
    return Topic(
        TopicId(f"{series}/{slug}"),
        series,
        _name(headings),
        tuple(dict.fromkeys(heading.name for heading in headings)),
        tuple((note, heading.line) for note, heading in members if heading.text),
        _ticket(headings),
        standing,
        tuple(TopicId(f"{series}/{one}") for one in _former(members) if one != slug),
    )


def _name(headings: Sequence[Heading]) -> str:
    names = [one.name for one in headings if one.name != one.matter] or [headings[0].name]
    names = [name for name in names if not name.endswith(CUT)] or names
    return _in_full(names) if all(one.proposal for one in headings) else _called(names)


def _ticket(headings: Iterable[Heading]) -> TicketId | None:
    """The ticket that a topic is about, where its headings name one only."""
    tickets = {one.matter for one in headings if one.matter and not one.proposal}
    return TicketId(tickets.pop()) if len(tickets) == 1 else None


def _slug(heading: Heading) -> str:
    written = name_slug(heading.name) or name_slug("-".join(heading.key))
    return written or f"{crc32(heading.name.encode()):x}"


def _former(members: Sequence[tuple[NoteId, Heading]]) -> Iterator[str]:
    """The slugs of what several notes headed alike before another heading told that it is one."""
    alike = grouped((" ".join(one[1].key) or one[1].matter, one) for one in members)
    for same in alike.values():
        if len({note for note, heading in same if heading.text}) >= FEWEST_NOTES:
            yield _slug(same[0][1])


def _called(written: Sequence[str]) -> str:
    """The name of a topic: the shortest of those that many of its headings have, else the newest.

    A remark in brackets is left out where a heading does without.

    >>> _called(["Sail cloth", "Update on the sail cloth", "SAIL CLOTH (torn)"])
    'SAIL CLOTH'
    """
    plain = {name.casefold() for name in written}
    names = []
    for name in written:
        bare = REMARK.sub("", name).strip()
        names.append(bare if bare.casefold() in plain else name)
    times = Counter(name.casefold() for name in names)
    enough = max(times.values()) / AS_GOOD_AS
    frequent = [name for name in names if times[name.casefold()] >= enough]
    return min(reversed(frequent), key=lambda name: (len(name.split()), -times[name.casefold()]))


def _in_full(written: Sequence[str]) -> str:
    """The name of a proposal: with what most of those who say it call it, the newest of these.

    >>> _in_full(["PEP 7", "PEP 7 (Wheels)", "PEP 7"])
    'PEP 7 (Wheels)'
    """
    titled = [name for name in written if name.endswith(")")] or written
    times = Counter(titled)
    return max(reversed(titled), key=times.__getitem__)


def _checksum(note: Note, line: int) -> int:
    """A checksum of what is said of what a line names, 0 where that has no words."""
    lines = extent(note, line)
    if not lines:
        return 0
    text = note.text[note.lines[lines[0]].span.start : note.lines[lines[-1]].span.end]
    told = " ".join(text.split()).casefold()
    return crc32(told.encode("utf-8", "replace")) or 1 if any(map(str.isalnum, told)) else 0


def about(note: Note, line: int, series: SeriesId) -> int | None:
    """The index of the section that tells what a line is about; `None` where no heading does.

    `series` is that of the note. It is the nearest heading around the line that is no mere form of
    a meeting. Where several headings of a note read alike (`Conclusion`), each belongs to what is
    headed above it on its level.
    """
    if not 0 < line <= len(note.lines):
        return None
    at = note.lines[line - 1].section
    while at is not None:
        section = note.sections[at]
        if section.line == note.title_line:
            return None
        name = topic_name(section.heading)
        key = topic_key(name)
        if key and not at and _is_title(name, key, series):
            return None
        if _without(key, _words_of_series(series)):
            return at
        before = _headed_before(note, at)
        if before is not None:
            return before
        at = section.parent
    return None


def subject(note: Note, line: int, series: SeriesId) -> str:
    """What a line of a note of a series is about, in the note's words; `""` where none say so.

    It is the heading that `about` finds. Where there is none, it is the outermost item of a list
    around the line that names something: many list their topics so, with what was said below each.
    """
    at = about(note, line, series)
    if at is not None:
        return topic_name(note.sections[at].heading)
    named = ""
    for name in _items_around(note, line):
        if _without(topic_key(name), _words_of_series(series)):
            named = name
    return named


def _items_around(note: Note, line: int) -> Iterator[str]:
    """The items around a line as names, from the innermost outwards; long ones name nothing."""
    at = note.lines[line - 1].block if 0 < line <= len(note.lines) else None
    while at is not None and (parent := note.lines[at].parent) is not None:
        at = note.lines[parent].block
        if at is not None and note.lines[at].kind == "bullet" and not belongs(note, at + 3, at):
            last = at + sum(belongs(note, at + more, at) for more in (1, 2))
            said = note.text[note.lines[at].content.start : note.lines[last].content.end]
            yield topic_name(" ".join(said.split()))


def _headed_before(note: Note, at: int) -> int | None:
    """What a heading that a note repeats belongs to: the topic headed above it on its level."""
    section = note.sections[at]
    like = section.heading.casefold()
    if sum(other.heading.casefold() == like for other in note.sections[:MOST_LOOKED_AT]) < 2:
        return None
    for number in range(at - 1, max(-1, at - 8), -1):
        other = note.sections[number]
        if other.level < section.level:
            return None
        if other.level == section.level and topic_key(topic_name(other.heading)):
            return number
    return None


MOST_LOOKED_AT = 400
"""Headings of one note that are looked through for those that read alike."""


def topics_by_place(topics: Iterable[Topic]) -> Mapping[tuple[NoteId, int], TopicId]:
    """The topic that each heading and item of a note is about, by the note and the line.

    Of several topics the first given is meant.
    """
    found: dict[tuple[NoteId, int], TopicId] = {}
    for topic in topics:
        for place in topic.places:
            found.setdefault(place, topic.id)
    return found


def lines_around(note: Note, line: int, section: int | None) -> tuple[int, ...]:
    """The lines whose heading or item a line may belong to, the nearest first.

    They are the block of the line, the items around it, and the headings from a section upwards.
    """
    found = []
    at = note.lines[line - 1].block if 0 < line <= len(note.lines) else None
    while at is not None and note.lines[at].kind != "heading":
        found.append(at + 1)
        parent = note.lines[at].parent
        at = note.lines[parent].block if parent is not None else None
    while section is not None:
        found.append(note.sections[section].line)
        section = note.sections[section].parent
    return tuple(found)
