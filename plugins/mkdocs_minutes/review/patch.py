"""The sheet after a small edit, from the sheet before it.

Most edits change what one note says, and nothing that other notes are read by: a slip is mended, an
action closed, a sentence reworded. Then only that note is read again, and what the threads of its
series and its versions add up to. Every other edit gives `None`: the archive has to be read whole.
"""

from __future__ import annotations

from collections import ChainMap, Counter
from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import cast

from ..core.archive import archived
from ..core.parse import parse
from ..core.records import (
    ArchivedNote,
    NoteId,
    RawNote,
    SeriesId,
    Span,
    VersionClaim,
    VersionId,
    VersionStatus,
)
from ..core.resolve.addresses import Placed
from ..core.resolve.mentions import names_to_find
from ..core.resolve.people import enter
from ..core.resolve.problems import note_problems
from ..core.resolve.tables import resolve, share
from ..core.resolve.versions import contradictions, latest
from ..core.settings import Settings
from ..core.threads import follow
from .basis import Basis
from .sheet import Entity, NoteSheet, Sheet, hash_of, pack, thread_entity

LONGEST_RUN = 100
"""Threads that reach through more notes than this are not followed again: to read the archive whole
is as quick."""

_FROM_SEVERAL = frozenset({"name-typo", "person-unknown", "claims-contradict"})
"""Problems that stand in one note and come from several."""

Read = Callable[[str], RawNote | None]


def patched(
    sheet: Sheet,
    basis: Basis,
    paths: Iterable[str],
    before: Read,
    after: Read,
    settings: Settings,
) -> Sheet | None:
    """The sheet after an edit of the notes at some paths, which are there before it and after it.

    `before` and `after` read a note of either state, `None` where that fails. The result equals the
    sheet of the whole archive after the edit; `None` where these notes do not tell.
    """
    patch = _Patch(sheet, basis, before, settings)
    for path in paths:
        raw = after(path)
        if raw is None or not patch.edit(path, raw):
            return None
    return patch.sheet()


class _Patch:
    """A sheet under way from one state to another, note by note."""

    def __init__(self, sheet: Sheet, basis: Basis, before: Read, settings: Settings) -> None:
        self._base = sheet
        self._basis = basis
        self._before = before
        self._settings = settings
        self._tables = basis.tables
        self._names = names_to_find(basis.tables.people, basis.tables.projects)
        self._series = dict(basis.series)
        self._raw: dict[str, RawNote] = {}
        self._packed: dict[str, bytes] = {}
        self._notes = dict(sheet.notes)
        self._entities = dict(sheet.entities)
        self._problems = set(sheet.problems)

    def sheet(self) -> Sheet:
        """The sheet as it is by now."""
        return replace(
            self._base,
            notes=self._notes,
            entities=self._entities,
            problems=tuple(sorted(self._problems)),
            packed=self._all_packed(),
        )

    def edit(self, path: str, raw: RawNote) -> bool:
        """Whether an edit of a note could be followed."""
        former = self._raw_note(path)
        if former is None:
            return False
        old, new = self._item(former), self._item(raw)
        projects = self._tables.projects
        if share(old, projects) != share(new, projects):
            return False
        was, now = self._read(old), self._read(new)
        if pack(was, self._tables.series[was.series].name) != self._all_packed()[path]:
            return False
        if _named(was) != _named(now) or not self._problems_follow(old, new, was, now):
            return False
        if not self._versions_follow(was, now):
            return False
        self._raw[path] = raw
        if not self._threads_follow(path, was, now):
            return False
        self._lines_follow(now)
        self._packed[path] = pack(now, self._tables.series[now.series].name)
        self._notes[path] = hash_of(self._packed[path])
        return True

    def _raw_note(self, path: str) -> RawNote | None:
        return self._raw.get(path) or self._before(path)

    def _all_packed(self) -> Mapping[str, bytes]:
        return ChainMap(self._packed, self._base.packed)  # type: ignore[arg-type]

    def _kept(self, path: str) -> NoteSheet:
        return replace(self._base, packed=self._all_packed()).note(path)

    def _item(self, raw: RawNote) -> Placed:
        """A note in the place that it has; its series is one of its facts."""
        kept = self._base.note(raw.path)
        series = next(fact.key for fact in kept.facts if fact.kind == "series")
        return Placed(parse(raw, self._settings), NoteId(kept.id), SeriesId(series))

    def _read(self, item: Placed) -> ArchivedNote:
        enter(item, self._tables.people, self._tables.projects)
        return archived(item, resolve(item, self._tables, self._names))

    def _problems_follow(
        self, old: Placed, new: Placed, was: ArchivedNote, now: ArchivedNote
    ) -> bool:
        path = now.note.path
        several = any(p.path == path and p.code in _FROM_SEVERAL for p in self._problems)
        if several and _lines(was) != _lines(now):
            return False
        people = self._tables.people
        self._problems.difference_update(old.parsed.problems, note_problems(was, people))
        self._problems.update(new.parsed.problems, note_problems(now, people))
        return True

    def _versions_follow(self, was: ArchivedNote, now: ArchivedNote) -> bool:
        """Whether what the notes say of each version adds up without doubts, before and after."""
        for version in {claim.version for claim in was.claims}:
            paths = self._basis.versions[version]
            claims = {path: self._claims(path, version) for path in paths}
            before = list(claims.values())
            claims[now.note.path] = [one for one in now.claims if one.version == version]
            after = list(claims.values())
            if contradictions(before) or contradictions(after):
                return False
            status, when = latest(after)
            key = f"version/{version}"
            state = (("status", status), ("date", when))
            self._entities[key] = replace(self._entities[key], state=state)
        return True

    def _claims(self, path: str, version: VersionId) -> list[VersionClaim]:
        kept = self._kept(path)
        return [
            VersionClaim(
                NoteId(kept.id),
                version,
                cast("VersionStatus", state["status"]),
                state["date"],
                Span(0, 0),
                fact.line,
            )
            for fact in kept.facts
            if fact.kind == "version" and fact.key == version and (state := dict(fact.state))
        ]

    def _threads_follow(self, path: str, was: ArchivedNote, now: ArchivedNote) -> bool:
        """Whether the threads that the note can be part of were followed again."""
        if was.actions == now.actions:
            return True
        order = self._series[now.series]
        place = next(index for index, (other, _) in enumerate(order) if other == path)
        first = _run_start(order, place - 1) if place else 0
        last = _run_end(order, place)
        while last - first < LONGEST_RUN:
            others = self._window(order, first, last + 1, path)
            if others is None:
                return False
            old = _followed([was if note is None else note for note in others], now.series)
            new = _followed([now if note is None else note for note in others], now.series)
            beyond = order[last + 1][0] if last + 1 < len(order) else ""
            if beyond not in new.carrying:
                if not self._replace_threads(old, new, beyond):
                    return False
                flags = {p: (p, p in new.carrying) for p, _ in order[first : last + 1]}
                self._series[now.series] = [flags.get(p, (p, carries)) for p, carries in order]
                return True
            last = _run_end(order, last + 1)
        return False

    def _window(
        self, order: list[tuple[str, bool]], first: int, end: int, edited: str
    ) -> list[ArchivedNote | None] | None:
        """The notes of a series from one to another, `None` for the edited one."""
        found: list[ArchivedNote | None] = []
        for path, _ in order[first : end + 1]:
            raw = None if path == edited else self._raw_note(path)
            if raw is None and path != edited:
                return None
            found.append(None if raw is None else self._read(self._item(raw)))
        return found

    def _replace_threads(self, old: _Followed, new: _Followed, beyond: str) -> bool:
        """Whether the old threads were those of the sheet, which the new ones replace.

        Threads that begin in the note beyond the run are no part of it.
        """
        for key, (opened, entity) in old.threads.items():
            if opened != beyond and self._entities.pop(key, None) != entity:
                return False
        self._entities |= {
            key: entity for key, (opened, entity) in new.threads.items() if opened != beyond
        }
        return True

    def _lines_follow(self, now: ArchivedNote) -> None:
        """Move the first places of what the archive names first in this note."""
        first: dict[str, int] = {}
        for mention in now.mentions:
            if mention.kind in ("person", "project"):
                first.setdefault(f"{mention.kind}/{mention.target}", mention.line)
        for claim in now.claims:
            first.setdefault(f"version/{claim.version}", claim.line)
        for key, line in first.items():
            if self._entities[key].path == now.note.path:
                self._entities[key] = replace(self._entities[key], line=line)


@dataclass(frozen=True, slots=True)
class _Followed:
    """Threads by entity key, each with the note that opened it, and the notes that carry one on."""

    threads: dict[str, tuple[str, Entity]]
    carrying: frozenset[str]


def _followed(notes: list[ArchivedNote], series: SeriesId) -> _Followed:
    threads, _ = follow(series, notes)
    by_id = {note.id: note for note in notes}
    found = {}
    for thread in threads:
        latest_note, index = thread.actions[-1]
        last = by_id[latest_note]
        entity = thread_entity(thread, last.note.path, last.actions[index].line)
        found[f"thread/{thread.id}"] = (by_id[thread.actions[0][0]].note.path, entity)
    carrying = {by_id[note].note.path for thread in threads for note, _ in thread.actions[1:]}
    return _Followed(found, frozenset(carrying))


def _run_start(order: list[tuple[str, bool]], place: int) -> int:
    """The first of the notes in a row that threads join with the one at a place."""
    while place > 0 and order[place][1]:
        place -= 1
    return place


def _run_end(order: list[tuple[str, bool]], place: int) -> int:
    """The last of the notes in a row that threads join with the one at a place."""
    while place + 1 < len(order) and order[place + 1][1]:
        place += 1
    return place


def _named(note: ArchivedNote) -> Counter[Hashable]:
    """What a note names, and how often: all that people, projects and versions take from it."""
    found: Counter[Hashable] = Counter()
    found.update((m.kind, m.target, " ".join(m.written.split())) for m in note.mentions)
    found.update(("claim", claim.version) for claim in note.claims)
    found.update(("ticket", ticket.id) for ticket in note.facts.tickets)
    found.update(("attended", a.person, a.attendee.presence) for a in note.attendance)
    return found


def _lines(note: ArchivedNote) -> list[tuple[str, int]]:
    """Where a note names what."""
    listed = [(a.attendee.name, note.note.line_of(a.attendee.span.start)) for a in note.attendance]
    return listed + [(mention.target, mention.line) for mention in note.mentions]
