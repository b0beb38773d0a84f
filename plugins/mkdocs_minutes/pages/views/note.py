"""The page of a note: who met, what they concluded and have to do, and the note itself."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup
from msgspec.structs import replace

from ...core import addresses
from ...core.addresses import line_anchor, part_anchor, relative
from ...core.blocks import title_lines, title_section
from ...core.escape import path_of
from ...core.grouping import grouped
from ...core.kinds import NOTE_KINDS, STATEMENTS, StatementKind
from ...core.masking.table import counted
from ...core.part_ids import part_of
from ...core.part_paths import day_of_part, file_of
from ...core.records import (
    ArchivedNote,
    Attendance,
    Note,
    NoteId,
    ThreadId,
    VersionStatus,
)
from ...core.redact import MARK
from ...core.resolve.versions import summary
from ..body import doubt_anchors, render_body
from ..evidence import file_link, source_link
from ..here import Here, Link, part_name
from ..lookups import Lookups
from ..model import PlannedPage, TocEntry, attachments_of
from ..rows import ActionRow, StatementRow, ThreadRow, action_rows, statement_rows, thread_rows
from .view import View, crumbs

PARTS_AT_MOST = 12
"""Of what else lies there of a meeting's day, so much is listed on its page."""

NAMES_IN_THE_HEADER = 12
REASONS_AT_MOST = 8
CHANGES_AT_MOST = 6

LINES_OF_A_PART = 60
"""A part of a meeting with more lines than this is folded."""


@dataclass(frozen=True, slots=True)
class Listed:
    """Somebody in the attendance list; a doubtful name leads to the list of open names."""

    link: Link
    roles: str


@dataclass(frozen=True, slots=True)
class Neighbour:
    """A note beside this one, and why it is shown; `more` counts the reasons left out."""

    link: Link
    date: str
    series: str
    reasons: tuple[Link, ...] = ()
    more: int = 0


@dataclass(frozen=True, slots=True)
class OpenName:
    """A name that fits several entries: where it stands, and which ones it may mean."""

    written: str
    anchor: str
    lines: tuple[Link, ...]
    candidates: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class ClaimedVersion:
    """A version that the note says something of; `disputed` where claims about it contradict."""

    link: Link
    status: VersionStatus
    disputed: bool


def note_view(
    planned: PlannedPage,
    lookups: Lookups,
    taken_as: Callable[[ArchivedNote], ArchivedNote] = lambda archived: archived,
) -> View:
    """What the page of a note and of the parts of its meeting shows, each `taken_as` one."""
    archived = taken_as(lookups.archive.notes[NoteId(planned.key)])
    parts = [taken_as(lookups.archive.notes[part]) for part in archived.shown_parts]
    whole = (archived, *parts)
    note = archived.note
    here = Here(lookups, planned.uri)
    body = render_body(here, archived)
    stated = _statements(here, whole)
    title = title_section(note)
    actions = _actions(here, whole)
    shown = tuple(shown_part(here, part) for part in parts)
    context = {
        "crumbs": crumbs(
            here,
            ("Series", addresses.SERIES),
            (lookups.series_name(archived.series), addresses.series_uri(archived.series)),
        ),
        "title": planned.title,
        "title_anchor": title.anchor if title else "",
        "title_lines": _title_anchors(lookups, archived),
        "series": here.series(archived.series),
        "date": lookups.date(archived.id),
        "kind": NOTE_KINDS[note.kind],
        "facts": header_of(here, whole),
        **_links_to_source(lookups, note),
        "path": note.path,
        "changed": lookups.options.history.get(file_of(note.path)),
        "since": _since_last(here, archived),
        "stated": stated,
        "actions": actions,
        "results": _results_title([kind.title for kind, _ in stated], actions=bool(actions)),
        "unread": _unread(lookups, note),
        "body": Markup(body.html),  # noqa: S704 - written by our own writer, which escapes text
        "shown_parts": shown,
        **below(here, whole),
        **_neighbours(here, archived),
        **_of_the_day(here, archived, planned.title),
    }
    entries = (*body.toc, *(TocEntry(part.name, part.anchor, 2, part.toc) for part in shown))
    return View("note.html", context, contents_of(context, entries), edit_link(lookups, note.path))


def header_of(here: Here, whole: Sequence[ArchivedNote]) -> dict[str, object]:
    """What the header of a meeting tells of it, by all of its notes."""
    of_note = here.lookups.topics_of_note
    topics = dict.fromkeys(topic for one in whole for _, topic in of_note.get(one.id, ()))
    return {
        "present": _attendees(here, whole, absent=False),
        "absent": _attendees(here, whole, absent=True),
        "topics": tuple(map(here.topic, topics))[:NAMES_IN_THE_HEADER],
        "versions": _versions(here, whole),
        "tickets": _tickets(here, whole),
        "masked": _masked(whole),
    }


def below(here: Here, whole: Sequence[ArchivedNote]) -> dict[str, object]:
    """What stands below the text of some notes on their page."""
    attached = dict.fromkeys(file for one in whole for file in _attachments(here, one.note))
    return {
        "open_names": tuple(name for one in whole for name in _open_names(here, one)),
        "attachments": tuple(attached),
    }


@dataclass(frozen=True, slots=True)
class ShownPart:
    """A part of a meeting on the meeting's page: its slides, say, with the way to their file."""

    name: str
    title: str
    anchor: str
    anchors: tuple[str, ...]
    source: str
    edit: str
    path: str
    unread: str
    folds: bool
    body: Markup
    toc: tuple[TocEntry, ...]


def shown_part(here: Here, archived: ArchivedNote) -> ShownPart:
    """A note on a page that it shares."""
    lookups, note = here.lookups, archived.note
    body = render_body(here, archived)
    title = title_section(note)
    own = (title.anchor,) if title else ()
    return ShownPart(
        part_name(archived.id, note.kind),
        lookups.title(archived.id),
        part_anchor(archived.id),
        (*own, *_title_anchors(lookups, archived)),
        file_link(lookups, note.path),
        edit_link(lookups, note.path),
        note.path,
        _unread(lookups, note),
        len(note.lines) > LINES_OF_A_PART,
        Markup(body.html),  # noqa: S704 - written by our own writer, which escapes text
        body.toc,
    )


@dataclass(frozen=True, slots=True)
class Since:
    """What changed from the note before to this one; `more` counts what is left out of a list."""

    before: Link
    new: int
    repeated: int
    turned: tuple[tuple[str, tuple[ThreadRow, ...], int], ...]
    versions: tuple[tuple[Link, VersionStatus, VersionStatus], ...]
    figures: tuple[tuple[Link, str, str], ...]
    more_versions: int
    more_figures: int


def _since_last(here: Here, archived: ArchivedNote) -> Since | None:
    """What a note changed; `None` where it is the first of its series, or changed nothing."""
    if archived.previous is None:
        return None
    lookups = here.lookups
    turned: dict[str, list[ThreadId]] = {"new": [], "done": [], "dropped": [], "silent": []}
    for turn, thread in lookups.turns.get(archived.id, ()):
        turned[turn].append(thread)
    new = len(turned.pop("new"))
    moved = [
        (here.version(one.version), one.before, one.after)
        for one in lookups.moved.get(archived.id, ())
    ]
    figures = [
        (Link(one.name, here.note(archived.id, one.line).href), f"{one.before:g}", f"{one.after:g}")
        for one in lookups.figures_moved(archived.id)
    ]
    repeated = dict(lookups.counts(archived.id))["action"] - new
    if not (new or repeated or any(turned.values()) or moved or figures):
        return None
    before = here.note(archived.previous)
    return Since(
        Link(lookups.date(archived.previous) or before.text, before.href),
        new,
        repeated,
        tuple(
            (
                turn,
                thread_rows(here, threads[:CHANGES_AT_MOST]),
                max(0, len(threads) - CHANGES_AT_MOST),
            )
            for turn, threads in turned.items()
            if threads
        ),
        tuple(moved[:CHANGES_AT_MOST]),
        tuple(figures[:CHANGES_AT_MOST]),
        max(0, len(moved) - CHANGES_AT_MOST),
        max(0, len(figures) - CHANGES_AT_MOST),
    )


def _attachments(here: Here, note: Note) -> Iterator[tuple[Link, str]]:
    """The files that come with a note, with their sizes."""
    for file in attachments_of(here.lookups.options.files, note):
        yield Link(file.name, relative(here.uri, file.uri)), in_bytes(file.size)


def in_bytes(size: int) -> str:
    """A size as a reader takes it in.

    >>> in_bytes(900), in_bytes(45_300), in_bytes(2_340_000)
    ('900 bytes', '45 kB', '2.3 MB')
    """
    if size < 1_000:
        return f"{size} bytes"
    return f"{size / 1e3:.0f} kB" if size < 1_000_000 else f"{size / 1e6:.1f} MB"


def _title_anchors(lookups: Lookups, archived: ArchivedNote) -> tuple[str, ...]:
    """What leads to the title besides its own anchor: its line, and the anchor that it had."""
    former = lookups.former_anchors(archived.id)
    lines = sorted(title_lines(archived.note))
    anchors = (line_anchor(archived.id, line) for line in lines)
    return (*anchors, *(former[line] for line in lines if line in former))


def edit_link(lookups: Lookups, path: str) -> str:
    """The forge's editor on a note's file; `""` without a forge, or with marks in the path."""
    template = lookups.options.edit_address
    if not template or MARK.search(path):
        return ""
    return template.format(path=path_of(file_of(path)))


def _links_to_source(lookups: Lookups, note: Note) -> dict[str, object]:
    """The forge's page of a note's file, and its editor; of one of several meetings, at its day."""
    source, edit = file_link(lookups, note.path), edit_link(lookups, note.path)
    if source and day_of_part(note.path) and note.date_line:
        source = source_link(lookups, note.path, note.date_line)
        edit += f"#L{note.date_line}"
    return {"source": source, "edit": edit}


def contents_of(context: Mapping[str, object], body: tuple[TocEntry, ...]) -> tuple[TocEntry, ...]:
    """The table of contents of a page: what it shows around the text of its notes, and that."""
    entries: list[TocEntry] = []
    if context.get("since"):
        entries.append(TocEntry("Since last meeting", "mn-since", 2))
    if context.get("results"):
        entries.append(TocEntry(str(context["results"]), "mn-results", 2))
    entries += body
    if context["open_names"]:
        entries.append(TocEntry("Names left open", "mn-open-names", 2))
    if context["attachments"]:
        entries.append(TocEntry("Attachments", "mn-attachments", 2))
    if context.get("related"):
        entries.append(TocEntry("Related notes", "mn-related", 2))
    return tuple(entries)


def _unread(lookups: Lookups, note: Note) -> str:
    """Why there is nothing to read in a note; `""` where there is."""
    if note.text:
        return ""
    reasons = (p.message for p in lookups.archive.problems if p.path == note.path and p.line == 0)
    return next(reasons, "")


def _statements(
    here: Here, notes: Sequence[ArchivedNote]
) -> tuple[tuple[StatementKind, tuple[StatementRow, ...]], ...]:
    """The statements of a meeting's notes by kind, each once; kinds without any left out."""
    again = here.lookups.is_restated
    found = {
        kind: [
            (one.id, at)
            for one in notes
            for at in range(len(kind.of(one.facts)))
            if not (part_of(one.id) and again(kind.name, one.id, at))
        ]
        for kind in STATEMENTS
    }
    return tuple(
        (kind, statement_rows(here, kind, which)) for kind, which in found.items() if which
    )


def _actions(here: Here, notes: Iterable[ArchivedNote]) -> tuple[ActionRow, ...]:
    """The actions of a meeting's main note, and those that only its parts have."""
    rows: list[ActionRow] = []
    listed: set[ThreadId] = set()
    for note in notes:
        threads = [note.threads[action] for action in note.facts.actions]
        own = zip(action_rows(here, note), threads, strict=True)
        rows += [row for row, thread in own if not part_of(note.id) or thread not in listed]
        listed |= {*threads}
    return tuple(rows)


def _results_title(titles: Sequence[str], *, actions: bool) -> str:
    """What the summary of a note is called; `""` where there is nothing to sum up.

    >>> _results_title(["Outcomes"], actions=True), _results_title([], actions=True)
    ('Outcomes and actions', 'Actions')
    """
    names = [*titles, *(["Actions"] if actions else [])]
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:]))).capitalize()


def _attendees(here: Here, notes: Sequence[ArchivedNote], *, absent: bool) -> tuple[Listed, ...]:
    """Who was there, or was not, by a meeting's main note, and by its parts whom that omits."""
    found: list[Listed] = []
    known: set[str] = set()
    for note in notes:
        doubtful = doubt_anchors(note)
        once: dict[tuple[str | int, bool], Attendance] = {}
        for number, one in enumerate(note.attendance):
            # A line of handles above a table of who bears them lists everybody twice.
            once.setdefault((one.person or number, one.attendee.presence == "absent"), one)
        new = [one for one in once.values() if note is notes[0] or _key(one) not in known]
        found += [
            Listed(_attendee_link(here, doubtful, entry), ", ".join(entry.attendee.roles))
            for entry in new
            if (entry.attendee.presence == "absent") == absent
        ]
        known |= {*map(_key, new)}
    return tuple(found)


def _key(entry: Attendance) -> str:
    return entry.person or entry.name.casefold()


def _attendee_link(here: Here, doubtful: Mapping[str, str], entry: Attendance) -> Link:
    name = entry.name
    if entry.person is None and name in doubtful:
        return Link(name, f"#{doubtful[name]}")
    return here.person(entry.person, name)


def _versions(here: Here, notes: Iterable[ArchivedNote]) -> tuple[ClaimedVersion, ...]:
    """The versions of which notes say more than their name, and what that adds up to."""
    told = (claim for one in notes for claim in one.claims)
    claims = grouped((claim.version, claim) for claim in told if not claim.bound)
    said = ((version, summary(of_it)[0]) for version, of_it in claims.items())
    telling = [(version, status) for version, status in said if status != "mentioned"]
    return tuple(
        ClaimedVersion(
            here.version(version),
            status,
            bool(here.lookups.archive.versions[version].contradictions),
        )
        for version, status in telling[:NAMES_IN_THE_HEADER]
    )


def _tickets(here: Here, notes: Iterable[ArchivedNote]) -> tuple[Link, ...]:
    """The tickets of notes, for many of them stand there within an address of their own."""
    tickets = dict.fromkeys(ticket.id for one in notes for ticket in one.facts.tickets)
    links = (here.ticket(ticket) for ticket in tickets)
    return tuple(link for link in links if link.href)[:NAMES_IN_THE_HEADER]


def _masked(notes: Iterable[ArchivedNote]) -> str:
    """What was masked in notes, in words; `""` where nothing was."""
    counts = Counter(sensitive.what for one in notes for sensitive in one.facts.sensitive)
    return ", ".join(counted(what, count) for what, count in sorted(counts.items()))


def _of_the_day(here: Here, archived: ArchivedNote, title: str) -> dict[str, tuple[Link, ...]]:
    """The other notes of its day: `parts` of its meeting, such as slides, and other minutes."""
    shown = archived.parts[:PARTS_AT_MOST]
    beside = archived.note.kind in _BESIDE
    parts = [
        part for part in shown if beside or part_of(part) or here.lookups.kind(part) in _BESIDE
    ]
    return {
        "parts": tuple(_part(here, title, part) for part in parts),
        "same_day": tuple(_part(here, title, part) for part in shown if part not in parts),
    }


_BESIDE = frozenset(("slides", "live-notes", "summary", "transcript"))
"""What lies beside the minutes of a meeting, rather than being those of another."""


def _part(here: Here, title: str, part: NoteId) -> Link:
    """Another note of the same meeting: by what it is, or by its title, or its address.

    Slides are `Slides`; other minutes have a title, or an address where the title is the same.
    """
    link = here.note(part)
    kind = here.lookups.kind(part)
    if part_of(part) or kind in _BESIDE:
        return replace(link, text=part_name(part, kind))
    return link if link.text != title else replace(link, text=part.rpartition("/")[2])


def _neighbours(here: Here, archived: ArchivedNote) -> dict[str, object]:
    """The notes beside one in its series, and those that are worth reading next."""
    beside = {"previous": archived.previous, "next": archived.next}
    related = tuple(
        _neighbour(
            here,
            item.note,
            tuple(here.mention(kind, key) for kind, key in item.shared[:REASONS_AT_MOST]),
            more=max(0, len(item.shared) - REASONS_AT_MOST),
        )
        for item in archived.related
    )
    others = {name: _neighbour(here, note) if note else None for name, note in beside.items()}
    return {"related": related, **others}


def _neighbour(
    here: Here, note: NoteId, reasons: tuple[Link, ...] = (), *, more: int = 0
) -> Neighbour:
    return Neighbour(
        here.note(note),
        here.lookups.date(note),
        here.lookups.series_name(here.lookups.series_of(note)),
        reasons,
        more,
    )


def _open_names(here: Here, archived: ArchivedNote) -> tuple[OpenName, ...]:
    lines: dict[str, set[int]] = defaultdict(set)
    candidates: dict[str, set[str]] = defaultdict(set)
    for doubt in archived.doubts:
        lines[doubt.written].add(doubt.line)
        candidates[doubt.written].update(doubt.candidates)
    return tuple(
        OpenName(
            name,
            anchor,
            tuple(
                Link(f"line {line}", f"#{line_anchor(archived.id, line)}")
                for line in sorted(lines[name])
            ),
            tuple(_candidate(here, key) for key in sorted(candidates[name])),
        )
        for name, anchor in doubt_anchors(archived).items()
    )


def _candidate(here: Here, key: str) -> Link:
    person = here.mention("person", key)
    return person if person.href else here.mention("project", key)
