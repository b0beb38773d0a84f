"""iCalendar (RFC 5545): meetings as events of a day, actions with a due date as to-dos."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, date, datetime, time
from functools import partial

from icalendar import Calendar, Component, Event, Todo

from ..core.addresses import note_uri, on_the_web
from ..core.escape import one_line
from ..core.kinds import STATEMENTS
from ..core.records import ActionThread, Archive, ArchivedNote, ThreadStatus
from .feed import Web

_STATUS: Mapping[ThreadStatus, str] = {
    "open": "NEEDS-ACTION",
    "silent": "NEEDS-ACTION",
    "done": "COMPLETED",
    "dropped": "CANCELLED",
}


def calendar(archive: Archive, *, site_url: str = "", under: str = "") -> Iterator[bytes]:
    """The calendar of dated notes and of action threads with a due date.

    Events carry the note's address where `site_url` is known. Names stand in descriptions, not as
    attendees: those would need mail addresses.
    """
    web = partial(on_the_web, site_url=site_url, under=under) if site_url else None
    whole = Calendar()
    whole.add("prodid", "-//mkdocs-minutes//EN")
    whole.add("version", "2.0")
    for note in archive.notes.values():
        if note.note.date:
            whole.add_component(_event(archive, note, note.note.date, web))
    for thread in archive.threads.values():
        if thread.due:
            whole.add_component(_todo(archive, thread, thread.due, web))
    yield whole.to_ical()


def _event(archive: Archive, note: ArchivedNote, day: date, web: Web | None) -> Component:
    event = Event()
    event.add("uid", f"notes/{note.id}")
    event.add("dtstamp", _start(day))
    event.add("dtstart", day)
    event.add("summary", one_line(note.note.title))
    event.add("categories", [one_line(archive.series[note.series].name)])
    present = (item for item in note.attendance if item.attendee.presence != "absent")
    parts = [("Present", ", ".join(item.name for item in present))]
    parts += [(kind.label, item.text) for kind in STATEMENTS for item in kind.of(note.facts)]
    described = "\n".join(f"{label}: {one_line(text)}" for label, text in parts if text)
    if described:
        event.add("description", described)
    _add_url(event, note, web)
    return event


def _todo(archive: Archive, thread: ActionThread, due: date, web: Web | None) -> Component:
    opening = archive.notes[thread.actions[0][0]]
    todo = Todo()
    todo.add("uid", f"actions/{thread.id}")
    todo.add("dtstamp", _start(opening.note.date or due))
    todo.add("due", due)
    todo.add("summary", one_line(thread.text))
    todo.add("status", _STATUS[thread.status])
    if thread.owners:
        owners = ", ".join(one_line(owner.name) for owner in thread.owners)
        todo.add("description", f"Owner: {owners}")
    _add_url(todo, opening, web)
    return todo


def _start(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def _add_url(component: Component, note: ArchivedNote, web: Web | None) -> None:
    if web:
        component.add("url", web(note_uri(note.id)))
