"""iCalendar (RFC 5545): meetings as events of a day, actions that are open or due as to-dos."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from functools import partial

from icalendar import Calendar, Component, Event, Todo

from ..core.addresses import note_uri, on_the_web
from ..core.calendar import Meeting, meetings_by_series
from ..core.escape import one_line
from ..core.kinds import STATEMENTS
from ..core.records import ActionThread, Archive, ArchivedNote, ThreadStatus
from ..pages.restated import Place, restated
from .facts import owner_names
from .feed import Web

_STATUS: Mapping[ThreadStatus, str] = {
    "open": "NEEDS-ACTION",
    "silent": "NEEDS-ACTION",
    "done": "COMPLETED",
    "dropped": "CANCELLED",
}


def calendar(archive: Archive, *, site_url: str = "", under: str = "") -> Iterator[bytes]:
    """The calendar of meetings and of action threads that are open, silent or have a due date.

    Notes of one series on one day are one meeting; one that its notes call off is `CANCELLED`. A
    silent action has not been said to be done: its to-do tells since when it is no longer listed.
    Events carry the note's address where `site_url` is known. Names stand in descriptions, not as
    attendees: those would need mail addresses.
    """
    web = partial(on_the_web, site_url=site_url, under=under) if site_url else None
    whole = Calendar()
    whole.add("prodid", "-//mkdocs-minutes//EN")
    whole.add("version", "2.0")
    again = restated(archive)
    meetings = [one for of_series in meetings_by_series(archive).values() for one in of_series]
    for meeting in sorted(meetings, key=lambda one: (one.day, one.notes)):
        whole.add_component(_event(archive, meeting, again, web))
    for thread in archive.threads.values():
        since = thread.due or archive.notes[thread.actions[0][0]].note.date
        if since and (thread.due or thread.status in ("open", "silent")):
            whole.add_component(_todo(archive, thread, since, web))
    yield whole.to_ical()


def _event(
    archive: Archive, meeting: Meeting, again: Container[Place], web: Web | None
) -> Component:
    parts = [archive.notes[note] for note in meeting.notes]
    note = parts[0]
    event = Event()
    event.add("uid", f"notes/{note.id}")
    event.add("dtstamp", _start(meeting.day))
    event.add("dtstart", meeting.day)
    event.add("summary", one_line(note.note.title))
    event.add("categories", [one_line(archive.series[note.series].name)])
    if meeting.cancelled:
        event.add("status", "CANCELLED")
    told = [("Present", ", ".join(_present(parts)))]
    told += [
        (kind.label_of(item.kind), item.text)
        for kind in STATEMENTS
        for part in parts
        for at, item in enumerate(kind.of(part.facts))
        if (kind.name, part.id, at) not in again
    ]
    described = "\n".join(f"{label}: {one_line(text)}" for label, text in told if text)
    if described:
        event.add("description", described)
    _add_url(event, note, web)
    return event


def _present(parts: Sequence[ArchivedNote]) -> Iterator[str]:
    """Who was there by one of the notes of a meeting, each once."""
    there = (
        item.name
        for note in parts
        for item in note.attendance
        if item.attendee.presence != "absent"
    )
    yield from dict.fromkeys(there)


def _todo(archive: Archive, thread: ActionThread, since: date, web: Web | None) -> Component:
    opening = archive.notes[thread.actions[0][0]]
    todo = Todo()
    todo.add("uid", f"actions/{thread.id}")
    todo.add("dtstamp", _start(opening.note.date or since))
    if thread.due:
        todo.add("due", thread.due)
    todo.add("summary", one_line(thread.text))
    todo.add("status", _STATUS[thread.status])
    named = owner_names(archive, ((owner.name, owner.person) for owner in thread.owners))
    owners = ", ".join(map(one_line, named))
    silent = archive.notes[thread.since].note.date if thread.status == "silent" else None
    told = (("Owner", owners), ("Silent since", silent.isoformat() if silent else ""))
    described = "\n".join(f"{label}: {text}" for label, text in told if text)
    if described:
        todo.add("description", described)
    _add_url(todo, opening, web)
    return todo


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _add_url(component: Component, note: ArchivedNote, web: Web | None) -> None:
    if web:
        component.add("url", web(note_uri(note.id)))
