"""Notes that stand as they were: what lists take from each is at hand, the rest is read if asked.

So an archive of many notes takes no more time than what is looked at of it. A record of such a note
equals the one that would have been read, and may stand wherever that may.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from hashlib import blake2b
from operator import attrgetter
from typing import Any, Protocol, TypeVar

import msgspec

from .part_ids import place_of
from .records import (
    Action,
    ArchivedNote,
    Facts,
    FrontMatter,
    MentionKind,
    Note,
    NoteId,
    NoteKind,
    ParsedNote,
    Person,
    Problem,
    Project,
    Related,
    SeriesId,
    Span,
    ThreadId,
)

R = TypeVar("R")


class Header(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What a note is known by without its text; the fields are those of `Note`."""

    path: str
    digest: str
    title: str
    date: datetime.date | None
    series: str
    kind: NoteKind
    front_matter: FrontMatter
    title_line: int
    date_line: int
    other_date: datetime.date | None
    either: tuple[datetime.date, ...]
    home: str


class Links(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """The other notes that a note leads to; the fields are those of `ArchivedNote`."""

    previous: NoteId | None = None
    next: NoteId | None = None
    related: tuple[Related, ...] = ()
    parts: tuple[NoteId, ...] = ()


class Told(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What lists of the whole archive take from a note.

    `facts` are how many of each kind it states, `sizes` what there is of its characters, sections,
    tables and marks, and `doubts` how many of its names are in doubt. `names` relate it to others.
    `about` has the addresses of whom each outcome names, `beside` how often a person stands on a
    line with a project. `present` were at its meeting, which it calls off if it is `cancelled`.
    `problems` are its own. `files` says that it may name some. `outline` is a hash of what lists of
    other entries take from it, `meanings` one of what the archive makes of it, and `quoted` is a
    `Quoted`.
    """

    facts: tuple[int, ...]
    sizes: tuple[int, int, int, int]
    doubts: int
    names: tuple[tuple[MentionKind, str], ...]
    about: tuple[tuple[str, ...], ...]
    beside: tuple[tuple[str, str, int], ...]
    present: int
    cancelled: bool
    problems: tuple[Problem, ...]
    files: bool
    outline: bytes
    meanings: bytes
    quoted: msgspec.Raw


class Quoted(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What pages of others take from a note.

    `people` are whom it names, `listed` where its lists name them. `actions` are the lines of its
    actions, `projects` those that these lines name first, `""` for none. `anchors` are those of its
    headings. `words` are hashes of what is said on each line that names something, as `words_on`.
    """

    people: tuple[str, ...]
    listed: tuple[Span, ...]
    actions: tuple[int, ...]
    projects: tuple[str, ...]
    anchors: tuple[str, ...]
    words: tuple[tuple[int, bytes], ...]


class Kept(Protocol):
    """A note as it was kept, and what lists take from it.

    To read the rest of it raises `LookupError` where that is lost.
    """

    told: Told

    def alone(self) -> ParsedNote:
        """The note as it is by itself."""

    def parsed(self) -> ParsedNote:
        """The note as it is among the others."""

    def archived(self) -> ArchivedNote:
        """The note as the archive has it, without its threads and what it leads to."""


Key = tuple[MentionKind, str]
"""What an entity is known by: its kind and its identifier."""


class Brief(msgspec.Struct, array_like=True, frozen=True, gc=False):
    """What tells of an entity, without its places, whether there is one and what is odd about it.

    There is none that is only spoken of otherwise: a project by its tickets, say. `times` is how
    often it is called by its whole name, `first` the note and line that name it first, `listed`
    those that list a person first. A version can be `disputed`. `mark` is a hash of its places, and
    `outline` one of what lists take from them.
    """

    there: bool = False
    times: int = 0
    first: tuple[NoteId, int] | None = None
    listed: tuple[NoteId, int] | None = None
    disputed: bool = False
    mark: bytes = b""
    outline: bytes = b""


Briefs = Mapping[Key, Brief]
FACTS = tuple(field.name for field in fields(Facts))
SIZES = ("text", "sections", "tables", "marks")
_BODY = (*SIZES, "starts", "lines")
_MEANINGS = ("attendance", "mentions", "doubts", "claims", "persons")
_FACTS, _OF_NOTE = attrgetter(*FACTS), attrgetter(*_MEANINGS)
_LINKS = attrgetter("id", "series", "aliases", *Links.__struct_fields__)
_QUOTED = msgspec.msgpack.Decoder(Quoted)
_ENCODER = msgspec.msgpack.Encoder()
_HEADER = attrgetter(*Header.__struct_fields__)
_set = object.__setattr__


class _Unread:
    """A record of a kept note, which reads what is asked of it and is not there."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):
            raise AttributeError(name)
        self._read()
        return object.__getattribute__(self, name)

    def _read(self) -> None:
        raise NotImplementedError

    def __eq__(self, other: object) -> bool:
        record: Any = next(one for one in type(self).__mro__ if not issubclass(one, _Unread))
        return isinstance(other, record) and all(
            getattr(self, field.name) == getattr(other, field.name) for field in fields(record)
        )

    __hash__ = None  # type: ignore[assignment]


class UnreadNote(_Unread, Note):
    """A note of which the header is at hand; `on_page` says that it is as its page shows it."""

    __slots__ = ("kept", "on_page")

    kept: Kept
    on_page: bool

    def _read(self) -> None:
        kept = self.kept
        _take(self, kept.archived().note if self.on_page else kept.parsed().note, _BODY)


class UnreadFacts(_Unread, Facts):
    """Facts of which it is at hand how many there are of each kind."""

    __slots__ = ("kept",)

    kept: Kept

    def _read(self) -> None:
        _take(self, self.kept.parsed().facts, FACTS)


class UnreadParsed(_Unread, ParsedNote):
    """A note that stands as it was when all were read."""

    __slots__ = ("kept",)

    kept: Kept

    def _read(self) -> None:
        _take(self, self.kept.parsed(), ("problems",))


class UnreadArchived(_Unread, ArchivedNote):
    """A note of an archive of which its place is at hand, and what it leads to."""

    __slots__ = ("kept", "thread_ids")

    kept: Kept
    thread_ids: tuple[ThreadId, ...]

    @property
    def quoted(self) -> Quoted:
        """What pages of others take from it."""
        return _QUOTED.decode(self.kept.told.quoted)

    def _read(self) -> None:
        whole = self.kept.archived()
        _take(self, whole, _MEANINGS)
        _set(self, "threads", threads_of(whole.facts.actions, self.thread_ids))


class _UnreadEntity(_Unread):
    """An entity of which the names are at hand; what follows from its places is `made` if asked."""

    __slots__ = ()

    made: Callable[[], Person | Project]

    def _read(self) -> None:
        whole = self.made()
        _take(self, whole, (field.name for field in fields(whole)))


class UnreadPerson(_UnreadEntity, Person):
    """A person of whom the name is at hand."""

    __slots__ = ("made",)


class UnreadProject(_UnreadEntity, Project):
    """A project of which the name is at hand, and what else the places do not tell."""

    __slots__ = ("made",)


def unread(header: Header, kept: Kept) -> UnreadParsed:
    """A note by itself, of which a header is known and what lists take from it."""
    facts = record_of(UnreadFacts, kept=kept)
    _nothing(facts, zip(FACTS, kept.told.facts, strict=True))
    return record_of(UnreadParsed, kept=kept, note=_unread_note(header, kept), facts=facts)


def _unread_note(header: Header, kept: Kept, *, on_page: bool = False) -> UnreadNote:
    note = record_of(UnreadNote, kept=kept, on_page=on_page, **msgspec.structs.asdict(header))
    _nothing(note, zip(SIZES, kept.told.sizes, strict=True))
    return note


def unread_archived(
    parsed: UnreadParsed,
    note: NoteId,
    series: SeriesId,
    aliases: tuple[str, ...],
    threads: tuple[ThreadId, ...],
) -> UnreadArchived:
    """A note of the archive that stands, with the threads of its actions."""
    kept, own = parsed.kept, parsed.note
    if place_of(note):
        own = _unread_note(header_of(own), kept, on_page=True)
    made = record_of(
        UnreadArchived,
        kept=kept,
        thread_ids=threads,
        id=note,
        series=series,
        note=own,
        facts=parsed.facts,
        aliases=aliases,
    )
    if not kept.told.doubts:
        _set(made, "doubts", ())
    return made


def alone(item: ParsedNote) -> ParsedNote:
    """A note as it is by itself, read if it was not."""
    return item.kept.alone() if isinstance(item, UnreadParsed) else item


def linked(note: ArchivedNote, links: Links) -> ArchivedNote:
    """A note that nobody has seen yet, with what it leads to."""
    for name in Links.__struct_fields__:
        _set(note, name, getattr(links, name))
    return note


def threads_of(actions: Iterable[Action], threads: Iterable[ThreadId]) -> Mapping[Action, ThreadId]:
    """The threads of a note's actions; none where the note has none."""
    threads = tuple(threads)
    return dict(zip(actions, threads, strict=True)) if threads else {}


def thread_ids(note: ArchivedNote) -> tuple[ThreadId, ...]:
    """The threads of a note's actions, in their order."""
    if isinstance(note, UnreadArchived):
        return note.thread_ids
    return tuple(note.threads[action] for action in note.facts.actions)


def told_before(note: ArchivedNote) -> Told | None:
    """What lists take from a note that stands; `None` of one that was read, which is asked."""
    return note.kept.told if isinstance(note, UnreadArchived) else None


def mark_of(note: Note | ArchivedNote) -> bytes:
    """A hash of what tells a note from what it was before; of one that stands, it is not read.

    Its text, outline and facts follow from the bytes of the file, of which there is a digest, and
    from the settings and the code, with which marks are not compared. How much there is of each
    tells whether a note could be read then, and only be shown as text now.
    """
    if isinstance(note, Note):
        told = note.kept.told if isinstance(note, UnreadNote) else None
        return digest((header_of(note), told.sizes if told else sizes_of(note)))
    told = told_before(note)
    threads = note.thread_ids if isinstance(note, UnreadArchived) else [*note.threads.values()]
    return digest((told.meanings if told else meanings_of(note), threads, *_LINKS(note)))


def meanings_of(note: ArchivedNote) -> bytes:
    """A hash of what the archive makes of a note, without its threads and what it leads to."""
    facts = tuple(map(len, _FACTS(note.facts)))
    return digest((header_of(note.note), sizes_of(note.note), facts, _OF_NOTE(note)))


def sizes_of(note: Note) -> tuple[int, int, int, int]:
    """What there is of a note's characters, sections, tables and marks."""
    return len(note.text), len(note.sections), len(note.tables), len(note.marks)


def digest(value: object) -> bytes:
    """A hash of a value; equal ones have equal hashes."""
    return blake2b(_ENCODER.encode(value), digest_size=16).digest()


def quoted_before(note: ArchivedNote) -> Quoted | None:
    """What pages of others take from a note that stands; `None` of one that was read."""
    return note.quoted if isinstance(note, UnreadArchived) else None


def count_of(note: ArchivedNote, facts: str) -> int:
    """How many facts of a kind a note states, given by the name of their field."""
    told = told_before(note)
    return told.facts[FACTS.index(facts)] if told else len(getattr(note.facts, facts))


def header_of(note: Note) -> Header:
    """What a note is known by without its text."""
    return Header(*_HEADER(note))


def record_of(kind: type[R], /, **values: Any) -> R:
    """A record of which some values are at hand, and others are read if asked."""
    made = kind.__new__(kind)
    for name, value in values.items():
        _set(made, name, value)
    return made


def _nothing(record: object, counts: Iterable[tuple[str, int]]) -> None:
    """Say at once of what there is nothing."""
    for name, count in counts:
        if not count:
            _set(record, name, "" if name == "text" else ())


def _take(record: object, other: object, names: Iterable[str]) -> None:
    for name in names:
        _set(record, name, getattr(other, name))
