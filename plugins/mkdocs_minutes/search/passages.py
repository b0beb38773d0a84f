"""What the search finds: the passages of an archive's notes, and the pages of its names."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import chain
from types import MappingProxyType
from typing import Any, Protocol, TypeVar

from msgspec import Struct

from ..core.addresses import figure_uri, in_site, note_uri, relative, series_uri, topic_uri
from ..core.blocks import title_section
from ..core.figures import figures
from ..core.kinds import NOTE_KINDS, STATEMENTS
from ..core.part_ids import meeting_of, part_of
from ..core.records import (
    Archive,
    ArchivedNote,
    MentionKind,
    Note,
    NoteId,
    Section,
    SeriesId,
    VersionId,
)
from ..core.resolve.versions import VersionTold
from ..core.text import plain, shortened
from ..core.told import entities_in
from .documents import SearchDocument, normal_name
from .index import oldest_first
from .naming import LONGEST_NAME

LONGEST_PASSAGE = 1_500
"""A longer section is cut between lines: a result is to lead to the place, not to a chapter."""

LONGEST_ABOVE = 300
"""The characters that a passage takes of each heading above its own."""

HELD = ("action", *(kind.name for kind in STATEMENTS))
"""What a line of a passage can hold, by the name that the search filters by."""

_UNSAID = ("blank", "rule", "comment", "front-matter")

Documents = tuple[SearchDocument, ...]
T = TypeVar("T")


class NamedArchive(Protocol):
    """An archive whose entities have names and addresses."""

    @property
    def archive(self) -> Archive:
        """The archive."""

    @property
    def under(self) -> str:
        """The folder of the site that it lies below, with a slash behind it, or `""`."""

    @property
    def version_told(self) -> Mapping[VersionId, VersionTold]:
        """What lists take from each version."""

    def attachments(self, note: NoteId) -> Sequence[str]:
        """The names of the files that come with a note."""

    def name(self, kind: MentionKind, target: str) -> str:
        """What a reader calls an entity."""

    def uri(self, kind: MentionKind, target: str) -> str:
        """The address of its page."""

    def series_name(self, series: SeriesId) -> str:
        """What a reader calls a series."""

    def kept(self, name: str, make: Callable[[Any], T], kind: type[T], /) -> T:
        """What is made of this, under a name, or was made of such before."""


_Maker = Callable[[NamedArchive], Documents]


def in_order(archive: Archive) -> list[ArchivedNote]:
    """The notes of an archive as the index numbers them."""
    return sorted(archive.notes.values(), key=lambda note: oldest_first(_dated(note)))


def _dated(archived: ArchivedNote) -> Documents:
    """What sorts a note, without making its passages."""
    return (SearchDocument(archived.id, "", "section", "", date=_day(archived)),)


def _day(archived: ArchivedNote) -> str:
    return archived.note.date.isoformat() if archived.note.date else ""


# The passages of a note.


class _Piece(Struct, frozen=True, gc=False):
    """Lines of a note as one line of plain text, with the numbers of those lines."""

    text: str
    lines: tuple[int, ...]


def passages(archived: ArchivedNote, named: NamedArchive) -> Documents:
    """A note's passages in the order of its text; always one, also for an empty note.

    What stands before the first heading, or under the heading that is the title, comes first.
    """
    note = archived.note
    said = _said_by_line(archived, named)
    of_note = partial(
        SearchDocument,
        kind="section",
        title=_title(archived),
        note=f"{archived.id}#0",
        date=_day(archived),
        series=named.series_name(archived.series),
    )
    documents: list[SearchDocument] = []
    begun: Section | None = None
    for section, pieces in _blocks(note):
        numbers = [number for piece in pieces for number in piece.lines]
        anchor = section.anchor if section else ""
        documents.append(
            of_note(
                ref=f"{archived.id}#{len(documents)}",
                url=_address(named, note_uri(archived.id), anchor),
                heading=_heading(note, section, again=section is begun),
                body="\n".join(piece.text for piece in pieces),
                people=_names(said["person"], numbers),
                projects=_names(said["project"], numbers),
                versions=_names(said["version"], numbers),
                holding={kind: _places(said[kind], pieces) for kind in HELD},
            )
        )
        begun = section
    if files := named.attachments(archived.id):
        documents.append(
            of_note(
                ref=f"{archived.id}#{len(documents)}",
                url=_address(named, note_uri(archived.id), "mn-attachments"),
                heading="Attachments",
                body="\n".join(files),
            )
        )
    return tuple(documents)


def _title(archived: ArchivedNote) -> str:
    """The title of a note; of a part of a meeting, and of what a program wrote, it says so."""
    note = archived.note
    title = note.title or note.path
    kind = NOTE_KINDS[note.kind].lower()
    told = note.kind == "summary" or (part_of(archived.id) and note.kind != "minutes")
    return f"{title} ({kind})" if told and not title.lower().startswith(kind) else title


def _blocks(note: Note) -> Iterator[tuple[Section | None, Sequence[_Piece]]]:
    """The parts of a note, each with its heading; long ones cut into several."""
    note = note.unpacked()
    title = title_section(note)
    opening = [None, *([note.sections.index(title)] if title else [])]
    lines = [i for i, line in enumerate(note.lines) if line.section in opening]
    yield from _cut(None, list(_pieces(note, lines)))
    for place, section in enumerate(note.sections):
        if section is not title:
            lines = [
                i for i in range(section.first, section.last) if note.lines[i].section == place
            ]
            yield from _cut(section, list(_pieces(note, lines)))


def _cut(
    section: Section | None, pieces: Sequence[_Piece]
) -> Iterator[tuple[Section | None, Sequence[_Piece]]]:
    """The pieces in runs that are not too long; one empty run where there are none."""
    held: list[_Piece] = []
    length = 0
    for piece in pieces:
        if held and length + len(piece.text) > LONGEST_PASSAGE:
            yield section, held
            held, length = [], 0
        held.append(piece)
        length += len(piece.text)
    yield section, held


def _pieces(note: Note, indexes: Sequence[int]) -> Iterator[_Piece]:
    """The lines as plain text, a wrapped sentence in one; headings and empty lines are left out."""
    words: list[str] = []
    numbers: list[int] = []
    for index in indexes:
        line = note.lines[index]
        if line.kind in _UNSAID or line.kind == "heading":
            continue
        text = note.quote(line.content)
        words.append(plain(text.replace("|", " ") if line.kind == "table" else text))
        numbers.append(line.number)
        if not line.wrapped:
            yield from _piece(words, numbers)
            words, numbers = [], []
    yield from _piece(words, numbers)


def _piece(words: Sequence[str], numbers: Sequence[int]) -> Iterator[_Piece]:
    text = " ".join(filter(None, words))
    if any(map(str.isalnum, text)):
        yield _Piece(text, tuple(numbers))


def _heading(note: Note, section: Section | None, *, again: bool) -> str:
    """A section's heading behind those of the sections around it, the title left out.

    It stands whole in the first passage of the section, and shortened in one that goes on.
    """
    title = title_section(note)
    trail: list[str] = []
    while section is not None and section is not title:
        words = section.heading.rstrip(": ")
        trail.append(shortened(words, LONGEST_ABOVE) if trail or again else words)
        section = note.sections[section.parent] if section.parent is not None else None
    return " › ".join(reversed(trail))


def _said_by_line(
    archived: ArchivedNote, named: NamedArchive
) -> Mapping[str, Mapping[int, list[str]]]:
    """For each kind, which names each line speaks of; actions and statements by their place."""
    said: dict[str, dict[int, list[str]]] = defaultdict(lambda: defaultdict(list))
    for mention in archived.mentions:
        name = named.name(mention.kind, mention.target)
        said[mention.kind][mention.line].append(name)
    for place, action in enumerate(archived.facts.actions):
        said["action"][action.line].append(str(place))
        for owner in action.owners:
            if owner in archived.persons:
                name = named.name("person", archived.persons[owner])
                said["person"][action.line].append(name)
    for kind in STATEMENTS:
        for place, item in enumerate(kind.of(archived.facts)):
            said[kind.name][item.line].append(str(place))
    return said


def _names(said: Mapping[int, list[str]], numbers: Iterable[int]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for number in numbers for name in said.get(number, ())))


def _places(said: Mapping[int, object], pieces: Sequence[_Piece]) -> tuple[int, ...]:
    """Which lines of a body hold what is said on lines of the note."""
    return tuple(
        place for place, piece in enumerate(pieces) if not said.keys().isdisjoint(piece.lines)
    )


# The pages of people, projects, versions, tickets and series.


def named_pages(named: NamedArchive) -> Documents:
    """A document for each page that a name calls, in the order in which notes came to name them.

    So what a new note is the first to name comes last. What no note names comes first.
    """
    documents = (
        named.kept(f"documents of {kind}", make, Documents) for kind, make in NAMED.items()
    )
    came = named.kept("came with", came_with, dict[str, int])
    return tuple(sorted(chain(*documents), key=lambda page: came.get(page.ref, -1)))


def came_with(named: NamedArchive) -> dict[str, int]:
    """With which note, counted from the oldest, a page came to be, by the `ref` of the page.

    A topic or a figure is none before a second note has it.
    """
    archive = named.archive
    places = {note.id: place for place, note in enumerate(in_order(archive))}
    came = {f"series/{one.id}": places[one.notes[0]] for one in archive.series.values()}
    for topic in archive.topics.values():
        came[f"topic/{topic.id}"] = _second(places[note] for note, _ in topic.places)
    for figure in figures(archive).values():
        came[f"figure/{figure.id}"] = _second(places[point.note] for point in figure.points)
    for note, place in places.items():
        for kind, name in entities_in(archive.notes[note]):
            came.setdefault(f"{kind}/{name}", place)
    return came


def _second(places: Iterable[int]) -> int:
    return sorted({*places})[:2][-1]


def _people(named: NamedArchive) -> Iterator[SearchDocument]:
    archive = named.archive
    for person in archive.people.values():
        roles = tuple(dict.fromkeys(role.text for role in person.roles))
        yield SearchDocument(
            f"person/{person.id}",
            _address(named, named.uri("person", person.id)),
            "person",
            person.name,
            body="\n".join([*roles, *_meetings(archive, person.attended)]),
            people=(person.name,),
            names=_calls(person.name, *person.written, *person.aliases),
        )


def _meetings(archive: Archive, notes: Sequence[NoteId]) -> Iterator[str]:
    if notes:
        held = len({*map(meeting_of, notes)})
        days = sorted(filter(None, (_day(archive.notes[note]) for note in notes)))
        last = f", last on {days[-1]}" if days else ""
        yield f"{held} {'meeting' if held == 1 else 'meetings'} attended{last}"


def _projects(named: NamedArchive) -> Iterator[SearchDocument]:
    for project in named.archive.projects.values():
        parts = [f"Parts: {', '.join(project.parts)}"] if project.parts else []
        yield SearchDocument(
            f"project/{project.id}",
            _address(named, named.uri("project", project.id)),
            "project",
            project.name,
            body="\n".join(parts),
            projects=(project.name,),
            names=_calls(project.name, *project.written, *project.aliases),
        )


def _versions(named: NamedArchive) -> Iterator[SearchDocument]:
    for key, told in named.version_told.items():
        name, version = named.name("version", key), told.version
        project = named.name("project", version.project)
        yield SearchDocument(
            f"version/{key}",
            _address(named, named.uri("version", key)),
            "version",
            name,
            body=_state(told),
            projects=(project,),
            versions=(name,),
            names=_calls(name, version.number),
        )


def _state(told: VersionTold) -> str:
    """The state of a version in words: `released 2019-09-11 or 2019-09-18, disputed`."""
    words = f"{told.version.status.replace('-', ' ')} {' or '.join(told.dates)}".strip()
    return f"{words}, disputed" if told.disputed else words


def _tickets(named: NamedArchive) -> Iterator[SearchDocument]:
    for ticket in named.archive.tickets.values():
        yield SearchDocument(
            f"ticket/{ticket.id}",
            _address(named, named.uri("ticket", ticket.id)),
            "ticket",
            ticket.id,
            names=_calls(ticket.id),
        )


def _series(named: NamedArchive) -> Iterator[SearchDocument]:
    for series in named.archive.series.values():
        notes = len(series.meetings)
        yield SearchDocument(
            f"series/{series.id}",
            _address(named, series_uri(series.id)),
            "series",
            series.name,
            body=f"{notes} {'note' if notes == 1 else 'notes'}",
            series=named.series_name(series.id),
            names=_calls(series.name, *series.aliases),
        )


def _topics(named: NamedArchive) -> Iterator[SearchDocument]:
    archive = named.archive
    short = Counter(part for topic in archive.topics.values() for part in _parts_of(topic.name))
    for topic in archive.topics.values():
        parts = (part for part in _parts_of(topic.name) if short[part] == 1)
        notes = list(dict.fromkeys(note for note, _ in topic.places))
        said = f"{len(notes)} meetings, {_span(archive, notes)}"
        yield SearchDocument(
            f"topic/{topic.id}",
            _address(named, topic_uri(topic.id)),
            "topic",
            topic.name,
            body="\n".join([said, *(form for form in topic.written if form != topic.name)]),
            series=named.series_name(topic.series),
            names=_calls(topic.name, *topic.written, *parts),
        )


FEWEST_OF_A_TOPIC = 2
"""Words of a topic's name that call it too, if they begin or end it and no other topic has them."""


def _parts_of(topic: str) -> set[str]:
    """What else a reader may call a topic: its name without a ticket, its beginnings and ends.

    >>> sorted(_parts_of("New mill wheel #12"))
    ['mill wheel', 'new mill', 'new mill wheel']
    """
    words = normal_name(_TICKET.sub("", topic)).split()[:LONGEST_NAME]
    ends = range(FEWEST_OF_A_TOPIC, len(words))
    return {" ".join(part) for at in ends for part in (words[:at], words[-at:])} | (
        {" ".join(words)} if len(words) >= FEWEST_OF_A_TOPIC else set()
    )


_TICKET = re.compile(r"\S*#\d+|\b[A-Z][A-Z0-9]+-\d+\b")


def _figures(named: NamedArchive) -> Iterator[SearchDocument]:
    archive = named.archive
    for figure in figures(archive).values():
        notes = [point.note for point in figure.points]
        latest = figure.points[-1].value
        yield SearchDocument(
            f"figure/{figure.id}",
            _address(named, figure_uri(figure.id)),
            "figure",
            figure.name,
            body=f"{len(notes)} values, {_span(archive, notes)}, the latest {latest:g}",
            series=named.series_name(figure.series),
            names=_calls(figure.name, figure.label),
        )


def _whole(make: Callable[[NamedArchive], Iterable[SearchDocument]]) -> _Maker:
    return lambda named: tuple(make(named))


NAMED: Mapping[str, _Maker] = MappingProxyType(
    {
        "people": _whole(_people),
        "projects": _whole(_projects),
        "versions": _whole(_versions),
        "tickets": _whole(_tickets),
        "series": _whole(_series),
        "topics": _whole(_topics),
        "figures": _whole(_figures),
    }
)
"""What makes the documents of the pages of each kind that names call."""


def _span(archive: Archive, notes: Sequence[NoteId]) -> str:
    """From when to when notes are, as far as they say."""
    days = sorted(filter(None, (_day(archive.notes[note]) for note in notes)))
    return f"{days[0]} to {days[-1]}" if days else "undated"


def _address(named: NamedArchive, uri: str, anchor: str = "") -> str:
    """A page's address from the top of the archive, below which the search's own folder lies."""
    under = named.under
    return relative(under, in_site(uri, under), anchor)


def _calls(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, names)))
