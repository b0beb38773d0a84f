"""What the notes of a series come back to: headings that recur, each followed over the meetings.

A heading names a topic where several notes of its series have it. What belongs to the form of a
meeting (`Present`, `Discussion`, `Next meeting`) names none: it is told by its words, and by a text
below it that hardly changes. What nearly every note has, such as a report of each team, is a
standing item.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from zlib import crc32

from .blocks import belongs
from .dates import written_dates
from .lexicon import words
from .names import fold
from .records import ArchivedNote, Note, NoteId, SeriesId, TicketId, Topic, TopicId
from .slugs import name_slug

FEWEST_NOTES = 2
"""A heading of one note is no topic of the series yet."""

STANDING_OF, STANDING_FROM = 0.6, 6
"""The share of a series' notes that have a standing item, where it has so many notes."""

SAME_TEXT_OF, SAME_TEXT_FROM = 0.6, 4
"""The share of notes that have one and the same text below what only looks like a topic."""

FEWEST_LETTERS = 6
"""Headings that differ in blanks and hyphens alone are one topic if they have so many letters."""

LONGEST_HEADING = 120
"""What has more characters is a sentence, not the name of a topic."""

AS_GOOD_AS = 4
"""A shorter way to write a topic is its name if one stands for so many of the most frequent."""

# Tags behind a heading, as Org and vaults have them.
_TAGS = re.compile(r"(?:[ \t]+#[A-Za-z][\w/-]{1,60})+[ \t]*$")
_NUMBER = re.compile(r"^\s*(?:(?:\d{1,3}|[A-Z])[.)]|\d{1,3}(?:\.\d{1,3})+\.?|[IVX]+\.)\s+")
_REPOSITORY = re.compile(r"[\w.-]+/[\w.-]+")
_WORD = re.compile(r"[^\W_]+(?:[.'’+-][^\W_]+)*")
_MARKUP = re.compile(r"[*_`~]+|!?\[([^\]]*)\]\([^)]*\)|<[^>]*>|:[a-z_]+:|https?://\S+")
_TICKET = re.compile(r"(?:[\w.-]+/)?[\w.-]*#\d+|\b[A-Z][A-Z0-9]+-\d+\b")
# `Sail's`, `sails'`, and the plural of what is written in capitals: `PRs`.
_POSSESSIVE = re.compile(r"(?<=\w)['’]s?\b|(?<=s)['’](?=\s|$)|(?<=[A-Z][A-Z])s\b")
_REMARK = re.compile(r"\s*\([^()]*\)?\s*$")
_CLOCK = re.compile(r"\d{1,2}[:.h]\d\d\b(?!\.\d)\s*(?:[ap]\.?m|\)|$|[-–])", re.IGNORECASE)
_MINUTES = re.compile(r"\W*[(\[]?\d{1,3}\s?(?:min(?:ute)?s?|['’])[)\]]?\W*$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading that may name a topic: `key` are the words that tell it, in alphabetical order.

    `section` is its index in the note, `ticket` the one ticket that it names, and `text` a checksum
    of what stands below, 0 where nothing does. `tag` marks a tag within the section, which files
    what the section says under its words.
    """

    name: str
    key: tuple[str, ...]
    ticket: str
    section: int
    line: int
    text: int
    tag: bool = False


@dataclass(frozen=True, slots=True)
class Headings:
    """The headings of a note that may name topics."""

    note: NoteId
    path: str
    headings: tuple[Heading, ...]


def headings_of(archived: ArchivedNote) -> Headings:
    """The headings of a note that may name topics, in its order."""
    note = archived.note
    tickets: dict[int, set[str]] = defaultdict(set)
    lines = {section.line for section in note.sections}
    for ticket in archived.facts.tickets:
        if ticket.line in lines:
            tickets[ticket.line].add(ticket.id)
    forms = {topic_key(topic_name(name)) for name in (note.title, note.series)}
    own = _words_of_series(archived.series)
    lists = _attendance(archived)
    found = []
    for index, section in enumerate(note.sections):
        name = topic_name(section.heading)
        told = topic_key(name)
        key = _without(told, own)
        if section.line == note.title_line or not key or told in forms or index in lists:
            continue
        if not index and _is_title(key, archived.series):
            continue
        named = tickets[section.line]
        only = next(iter(named)) if len(named) == 1 else ""
        text = _checksum(note, index)
        found.append(Heading(name, key, only, index, section.line, text))
    return Headings(archived.id, note.path, (*found, *_tagged(note, found, forms)))


def _tagged(
    note: Note, headings: Sequence[Heading], forms: Collection[tuple[str, ...]]
) -> Iterator[Heading]:
    """The tags of a note with the sections that they stand in, but what a heading says as well."""
    known = {(heading.section, heading.key) for heading in headings}
    for mark in note.marks if note.sections else ():
        section = note.lines[note.line_of(mark.span.start) - 1].section
        if mark.kind != "tag" or section is None:
            continue
        name = " ".join(re.split(r"[/_-]+", mark.value))
        place = (section, topic_key(name))
        if place[1] and place not in known and place[1] not in forms:
            known.add(place)
            line = note.line_of(mark.span.start)
            yield Heading(name, place[1], "", section, line, _checksum(note, section), tag=True)


@lru_cache(maxsize=1 << 10)
def _words_of_series(series: SeriesId) -> frozenset[str]:
    """The words of a series' name, and the initials of three and more of them in a row.

    >>> sorted(_words_of_series(SeriesId("board-of-directors")))
    ['board', 'bod', 'director', 'directors', 'of']
    """
    parts = series.split("-")
    letters = "".join(part[:1] for part in parts)
    short = (letters[a:b] for a in range(len(letters)) for b in range(a + 3, len(letters) + 1))
    return frozenset({*parts, *map(_singular, parts), *short})


def _without(key: tuple[str, ...], own: frozenset[str]) -> tuple[str, ...]:
    """A key without the words that name the series itself, which tell none of its topics apart.

    Empty where the rest belongs to the form of a meeting, whole where there is no rest.
    """
    rest = tuple(word for word in key if word not in own)
    if not rest:
        return key
    return rest if any(word not in _GENERIC for word in rest) else ()


def _is_title(key: Sequence[str], series: SeriesId) -> bool:
    """Whether a heading says no more than the name of its note's series."""
    told = {part for word in key if word not in _GENERIC for part in word.split("-")}
    return told <= _words_of_series(series)


def _attendance(archived: ArchivedNote) -> frozenset[int]:
    """The indexes of the sections that list who was there."""
    note = archived.note
    lines = Counter(note.line_of(one.span.start) for one in archived.facts.attendees)
    found = {note.lines[line - 1].section for line in lines}
    return frozenset(index for index in found if index is not None)


_LONGEST_WITH_MARKUP = 1_000
"""Characters of a heading with its markup, above which it names no topic."""


@lru_cache(maxsize=1 << 13)
def topic_name(heading: str) -> str:
    """A heading as the name of a topic: without number, markup, tags, length and colon.

    >>> topic_name("3.1. **GridFTP retirement** (15 min):"), topic_name("Release of 3.5 #core")
    ('GridFTP retirement', 'Release of 3.5')

    One that is far too long for a topic, with any markup, is left as it is.
    """
    if len(heading) > _LONGEST_WITH_MARKUP:
        return heading
    bare = _TAGS.sub("", _MARKUP.sub(lambda match: match[1] or "", heading))
    bare = _NUMBER.sub("", bare)
    return " ".join(_MINUTES.sub("", bare).split()).strip(" :：?–—-•·.")


@lru_cache(maxsize=1 << 13)
def topic_key(name: str) -> tuple[str, ...]:
    """The words by which a topic is known, in alphabetical order; empty for what names none.

    Order, case, plurals and words of glue tell no topics apart, and a heading of nothing but words
    of the form of meetings is none.

    >>> topic_key("Retirement of GridFTP") == topic_key("GridFTP retirement")
    True
    >>> topic_key("Review of the previous minutes"), topic_key("nodejs/node")
    ((), ())
    """
    if not name or len(name) > LONGEST_HEADING or _REPOSITORY.fullmatch(name):
        return ()
    for written in written_dates(name):
        name = name.replace(name[written.start : written.end], " ")
    name = _REMARK.sub("", name) or name
    told = set(_telling(_TICKET.sub(" ", name))) or set(_telling(name))
    if _CLOCK.search(name) or not any(word[:1].isalpha() for word in told - _GENERIC):
        return ()
    return tuple(sorted(told - _ASIDE or told))


def _telling(name: str) -> Iterator[str]:
    """The words of a heading, plurals as singulars, without those that join others."""
    for word in _WORD.findall(fold(_POSSESSIVE.sub("", name))):
        found = _singular(word)
        if found not in _GLUE:
            yield found


def _singular(word: str) -> str:
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith("ss") else word


def _role(name: str) -> frozenset[str]:
    return frozenset(_singular(part) for word in words(name) for part in fold(word).split())


_GLUE = _role("topics.glue")
_ASIDE = _role("topics.aside")
_GENERIC = _ASIDE | _role("topics.generic")


def gather(series: SeriesId, lists: Sequence[Headings]) -> tuple[Topic, ...]:
    """The topics of a series, from the headings of its notes, the oldest first.

    Headings with the same words are of one topic, and so are those that name the same one ticket. A
    topic is called as most of them are written. Those that most notes have are `standing`.
    """
    same = _Groups()
    for one in lists:
        for heading in one.headings:
            same.add(heading)
    found: dict[str, list[tuple[NoteId, Heading]]] = defaultdict(list)
    for one in lists:
        for heading in one.headings:
            found[same.of(heading)].append((one.note, heading))
    topics = []
    taken: set[str] = set()
    for members in found.values():
        notes = {note for note, _ in members}
        if len(notes) < FEWEST_NOTES or _is_form(members):
            continue
        standing = len(lists) >= STANDING_FROM and len(notes) >= STANDING_OF * len(lists)
        topics.append((members, _topic(series, members, taken, standing=standing)))
    # A section is about what it is headed before what it is tagged with.
    topics.sort(key=lambda pair: all(heading.tag for _, heading in pair[0]))
    return tuple(topic for _, topic in topics)


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
    yield " ".join(heading.key)
    # One word here and two there: `Buy sheet`, `Buysheet`; not `Build 1 12`, `Build 11 2`.
    letters = "".join(word for word in _telling(heading.name) if word not in _ASIDE)
    if len(letters) >= FEWEST_LETTERS and not any(map(str.isdigit, letters)):
        yield f"={letters}"
    if heading.ticket:
        yield f"#{heading.ticket}"


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
    slug = (
        name_slug(first.name) or name_slug("-".join(first.key)) or f"{crc32(first.name.encode()):x}"
    )
    while slug in taken:
        slug += "-2" if not slug[-1:].isdigit() else "0"
    taken.add(slug)
    tickets = dict.fromkeys(heading.ticket for _, heading in members if heading.ticket)
    return Topic(
        TopicId(f"{series}/{slug}"),
        series,
        _called([heading.name for _, heading in members]),
        tuple(dict.fromkeys(heading.name for _, heading in members)),
        tuple((note, heading.section) for note, heading in members if heading.text),
        TicketId(next(iter(tickets))) if len(tickets) == 1 else None,
        standing,
    )


def _called(written: Sequence[str]) -> str:
    """The name of a topic: the shortest of those that many of its headings have, else the newest.

    A remark in brackets is left out where a heading does without.

    >>> _called(["Sail cloth", "Update on the sail cloth", "SAIL CLOTH (torn)"])
    'SAIL CLOTH'
    """
    plain = {name.casefold() for name in written}
    names = []
    for name in written:
        bare = _REMARK.sub("", name).strip()
        names.append(bare if bare.casefold() in plain else name)
    times = Counter(name.casefold() for name in names)
    enough = max(times.values()) / AS_GOOD_AS
    frequent = [name for name in names if times[name.casefold()] >= enough]
    return min(reversed(frequent), key=lambda name: (len(name.split()), -times[name.casefold()]))


def extent(note: Note, index: int) -> range:
    """The indexes of the lines below a heading, those below its own subheadings included."""
    last = [index, *note.parts_of(index)][-1]
    return range(note.sections[index].first + 1, note.sections[last].last)


def _checksum(note: Note, index: int) -> int:
    """A checksum of the words below a heading, 0 where there are none."""
    lines = extent(note, index)
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
        key = topic_key(topic_name(section.heading))
        if key and not at and _is_title(key, series):
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


def topics_by_section(topics: Iterable[Topic]) -> Mapping[tuple[NoteId, int], TopicId]:
    """The topic that each section of a note is about, by the note and the section's index.

    Of several topics the first given is meant.
    """
    found: dict[tuple[NoteId, int], TopicId] = {}
    for topic in topics:
        for place in topic.sections:
            found.setdefault(place, topic.id)
    return found
