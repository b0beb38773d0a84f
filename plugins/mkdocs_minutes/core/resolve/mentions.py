"""Every place of a note that names a person, project, version or ticket."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from ..extract.names import is_common_word
from ..names import Hit, NameTable, fold, name_table
from ..records import (
    Action,
    Attendance,
    Doubt,
    Mention,
    MentionKind,
    Note,
    NoteId,
    Owner,
    PersonId,
    ProjectId,
    Span,
    VersionId,
)
from .addresses import Placed
from .people import NOBODY, People, Resolution, Sighting, is_full, sightings
from .projects import Attribution, Projects


@dataclass(frozen=True, slots=True)
class Names:
    """The names that are looked for in every note: projects, and persons by full or short form."""

    projects: NameTable[ProjectId]
    full: NameTable[PersonId]
    short: NameTable[str]


@dataclass(frozen=True, slots=True)
class Named:
    """What a note names: mentions in the order of the text, doubts, attendance, owned actions."""

    mentions: tuple[Mention, ...]
    doubts: tuple[Doubt, ...]
    attendance: tuple[Attendance, ...]
    actions: tuple[Action, ...]


def names_to_find(people: People, projects: Projects) -> Names:
    """The tables of names for `find_mentions`; hidden persons are in them, to be left alone."""
    full: list[tuple[str, PersonId]] = []
    short: set[str] = set()
    for key, ids in people.exact.items():
        for person in ids:
            forms = people.persons[person]
            entry = forms.entry
            written = (forms.name, *(entry.aliases if entry else ()))
            for form in written:
                if is_full(form):
                    full.append((form, person))
                else:
                    short.add(form)
            if is_full(forms.name):
                short.add(_given(forms.name))
        del key
    return Names(
        projects.table,
        name_table(sorted(set(full))),
        name_table((form, form) for form in sorted(short) if len(form) > 1),
    )


def _given(name: str) -> str:
    return re.split(r"[\s.]", name.strip(), maxsplit=1)[0]


# What is not prose: code, addresses, targets of links, tags, and the marks of what was masked.
_PROTECTED = re.compile(
    r"""
    (?P<ticks> `+ ) (?: (?! (?P=ticks) ) [^\n] ){1,500} (?P=ticks)
    | \]\( [^)\n]{1,500} \)
    | \]: [ ]* \S{1,500}
    | < /? [A-Za-z!] [^>\n]{0,500} >
    | \b (?: https?:// | www\. | mailto: ) [^\s<>()\[\]"']{1,500}
    | \[ [\w ]{2,20} \s removed \]
    """,
    re.VERBOSE,
)
_UNREAD = frozenset({"code", "comment", "front-matter"})


@dataclass(frozen=True, slots=True)
class _Stretches:
    """Stretches of a text without overlaps, asked whether they hold an offset."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]

    def touch(self, span: Span) -> bool:
        """Whether a span has a character in one of the stretches."""
        place = bisect_right(self.starts, span.end - 1) - 1
        return place >= 0 and self.ends[place] > span.start


def protected(note: Note) -> _Stretches:
    """The stretches of a note in which nothing is a mention."""
    spans = [
        line.span for line in note.lines if line.kind in _UNREAD and line.span.end > line.span.start
    ]
    text = note.text
    if (
        "`" in text
        or "](" in text
        or "<" in text
        or "http" in text
        or " removed]" in text
        or "www." in text
    ):
        spans += [Span(*match.span()) for match in _PROTECTED.finditer(text)]
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return _Stretches(tuple(s.start for s in merged), tuple(s.end for s in merged))


def project_hits(note: Note, table: NameTable[ProjectId]) -> tuple[Hit[ProjectId], ...]:
    """The places of a note that name projects, in the order of the text."""
    closed = protected(note)
    return tuple(hit for hit in table.find(note.text) if not closed.touch(hit.span))


def find_mentions(
    item: Placed,
    names: Names,
    people: People,
    hits: tuple[Hit[ProjectId], ...],
    attributions: Iterable[Attribution],
) -> Named:
    """What a note names, each stretch of its text once.

    Names in places of people come first, then tickets and versions, then names in full, projects,
    and short forms that mean one person of the note or its series.
    """
    note = item.parsed.note
    closed = protected(note)
    taken = _Taken(item.id, note, closed)
    placed = list(sightings(item))
    resolutions = _resolve_sightings(placed, item, people)
    for sighting, resolution in zip(placed, resolutions, strict=True):
        taken.person(sighting.name, sighting.span, resolution, people, forced=True)
    for ticket in item.parsed.facts.tickets:
        taken.add("ticket", ticket.id, ticket.span, forced=True)
    for attribution in attributions:
        target = VersionId(f"{attribution.project}/{attribution.reading.number}")
        taken.add("version", target, attribution.reading.span)
    found = [hit for hit in names.full.find(note.text) if not closed.touch(hit.span)]
    for hit in found:
        taken.person(
            note.quote(hit.span), hit.span, _of_full(hit.targets, people, item, note), people
        )
    for project in hits:
        if len(project.targets) == 1:
            taken.add("project", project.targets[0], project.span)
        else:
            taken.doubt(project.span, project.targets)
    for short in names.short.find(note.text):
        written = note.quote(short.span)
        if taken.covers(short.span) or not _is_name_here(note, short.span, taken):
            continue
        taken.person(written, short.span, people.resolve(written, item, placed=False), people)
    attendance, actions = _with_persons(item, resolutions, people)
    return Named(taken.mentions(), taken.doubts(), attendance, actions)


def _of_full(targets: tuple[PersonId, ...], people: People, item: Placed, note: Note) -> Resolution:
    if len(targets) == 1:
        return Resolution(targets[0])
    return Resolution(candidates=tuple(sorted(targets)))


class _Taken:
    """The stretches of a note that are given away, and to whom."""

    def __init__(self, note_id: NoteId, note: Note, closed: _Stretches) -> None:
        self._id = note_id
        self._note = note
        self._closed = closed
        self._spans: dict[int, Span] = {}
        self._by_block: dict[int, list[Span]] = {}
        self._mentions: list[Mention] = []
        self._doubts: list[Doubt] = []

    def covers(self, span: Span) -> bool:
        """Whether a character of the span is given away already, or is no prose."""
        if self._closed.touch(span):
            return True
        return any(
            other.start < span.end and span.start < other.end
            for block in range(span.start >> 8, (span.end >> 8) + 1)
            for other in self._by_block.get(block, ())
        )

    def _take(self, span: Span) -> None:
        for block in range(span.start >> 8, (span.end >> 8) + 1):
            self._by_block.setdefault(block, []).append(span)

    def add(self, kind: MentionKind, target: str, span: Span, *, forced: bool = False) -> None:
        """Give a stretch to an entity, unless it is taken; `forced` allows it in an address."""
        if span.end <= span.start or self._overlaps(span, forced=forced):
            return
        self._take(span)
        note = self._note
        line = note.line_of(span.start)
        self._mentions.append(Mention(self._id, kind, target, span, note.quote(span), line))

    def _overlaps(self, span: Span, *, forced: bool) -> bool:
        if not forced:
            return self.covers(span)
        return any(
            other.start < span.end and span.start < other.end
            for block in range(span.start >> 8, (span.end >> 8) + 1)
            for other in self._by_block.get(block, ())
        )

    def doubt(self, span: Span, candidates: tuple[str, ...]) -> None:
        """Leave a stretch to nobody, since it could mean several."""
        if self.covers(span):
            return
        self._take(span)
        note = self._note
        self._doubts.append(Doubt(note.quote(span), span, note.line_of(span.start), candidates))

    def person(
        self,
        written: str,
        span: Span,
        resolution: Resolution,
        people: People,
        *,
        forced: bool = False,
    ) -> None:
        """Give a stretch to the person that a name means; a hidden person's stays plain text."""
        del written
        if resolution.person is not None:
            if people.persons[resolution.person].hidden:
                self._take(span)
            else:
                self.add(
                    "person",
                    resolution.person,
                    span,
                    forced=forced and not self._closed.touch(span),
                )
        elif resolution.candidates and span.end > span.start:
            self.doubt(span, resolution.candidates)

    def mentions(self) -> tuple[Mention, ...]:
        """The mentions in the order of the text."""
        return tuple(sorted(self._mentions, key=lambda mention: mention.span))

    def doubts(self) -> tuple[Doubt, ...]:
        """The doubts in the order of the text."""
        return tuple(sorted(self._doubts, key=lambda doubt: doubt.span))


def _resolve_sightings(placed: list[Sighting], item: Placed, people: People) -> list[Resolution]:
    """Whom each name in a place of people means.

    An attendee given by a short form is nobody who is listed beside it in full.
    """
    listed = frozenset(
        person
        for sighting in placed
        if sighting.rule == "attendee" and is_full(sighting.name)
        for person in people.candidates(sighting.name)
    )
    initials = _initials(placed, item, people)
    return [_resolve_one(sighting, item, people, listed, initials) for sighting in placed]


def _initials(placed: list[Sighting], item: Placed, people: People) -> dict[str, list[PersonId]]:
    bound: dict[str, list[PersonId]] = {}
    for sighting in placed:
        if sighting.rule == "attendee" and sighting.initials:
            person = people.resolve(sighting.name, item).person
            if person is not None:
                bound.setdefault(sighting.initials, []).append(person)
    return bound


def _resolve_one(
    sighting: Sighting,
    item: Placed,
    people: People,
    listed: frozenset[PersonId],
    initials: Mapping[str, list[PersonId]],
) -> Resolution:
    handle = (sighting.handle or sighting.name).lstrip("@").casefold()
    by_handle = people.handles.get(handle) if sighting.handle or sighting.name[:1] == "@" else None
    if by_handle is not None:
        return Resolution(by_handle)
    letters = initials.get(sighting.name) or people.initials.get(sighting.name, [])
    if letters:
        known = people.in_note.get(item.id, frozenset())
        among = [person for person in letters if person in known] or letters
        return (
            Resolution(among[0]) if len(among) == 1 else Resolution(candidates=tuple(sorted(among)))
        )
    besides = listed if sighting.rule == "attendee" and not is_full(sighting.name) else frozenset()
    resolution = people.resolve(sighting.name, item, besides=besides)
    if resolution is NOBODY and sighting.rule != "attendee":
        return NOBODY
    return resolution


def _with_persons(
    item: Placed, resolutions: list[Resolution], people: People
) -> tuple[tuple[Attendance, ...], tuple[Action, ...]]:
    facts = item.parsed.facts
    shown = [
        None
        if resolution.person is None or people.persons[resolution.person].hidden
        else resolution.person
        for resolution in resolutions
    ]
    attendance = tuple(
        Attendance(attendee, person)
        for attendee, person in zip(facts.attendees, shown, strict=False)
    )
    rest = iter(shown[len(facts.attendees) + len(facts.names) :])
    actions = tuple(
        replace(
            action,
            owners=tuple(Owner(o.name, o.span, next(rest)) for o in action.owners),
        )
        for action in facts.actions
    )
    return attendance, actions


# Given names that English also uses as words; at the beginning of a sentence they prove nothing.
_WORDS_TOO = frozenset(
    """
    will mark may grant bill art rose chase jack drew rich pat sue hope grace faith dawn rob nick
    summer june april august autumn ray gene frank ernest miles max dean earl page robin iris ivy
    holly penny misty melody harmony joy christian jordan austin madison chelsea florence victoria
    guy don dick long young ace chip cliff dale dell forest glen heath lane reed rod rusty sandy
    skip stone ward wade wood van so an do can see any mine many
    """.split()
)


def _is_name_here(note: Note, span: Span, taken: _Taken) -> bool:
    """Whether a short form stands as a name: not as a part of a longer name, nor as a word."""
    text = note.text
    written = text[span.slice]
    if not written[:1].isupper() and written[:1].lower() != written[:1].upper():
        return False
    if is_common_word(written):
        return False
    after = re.match(r"[ \t]([^\W\d_]\w*)", text[span.end : span.end + 40])
    if after and after[1][0].isupper() and not _may_follow(note, span, after[1], taken):
        return False
    line = note.lines[note.line_of(span.start) - 1]
    lead = text[line.content.start : span.start].rstrip(" *_`[(\"'")
    begins = not lead or lead[-1] in ".!?:"
    if fold(written) in _WORDS_TOO and begins:
        return False
    before = re.search(
        r"([^\W\d_][\w'’-]*)[ \t]$", text[max(line.span.start, span.start - 40) : span.start]
    )
    if (
        before
        and before[1][0].isupper()
        and not before[1].isupper()
        and not is_common_word(before[1])
    ):
        at = span.start - 1 - len(before[1])
        first = not text[line.content.start : at].rstrip(" *_`[(\"'").rstrip(".!?:;,")
        return first or taken.covers(Span(at, at + len(before[1])))
    return True


def _may_follow(note: Note, span: Span, word: str, taken: _Taken) -> bool:
    """Whether a capitalised word behind a given name is certainly no surname."""
    start = span.end + 1
    return (
        is_common_word(word)
        or (word.isupper() and len(word) > 1)
        or taken.covers(Span(start, start + len(word)))
    )
