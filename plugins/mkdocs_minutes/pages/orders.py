"""The orders in which lists of actions can be read: each sorts all of them, not a page of them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from ..core.records import Archive, NoteId, ProjectId, ThreadId
from ..core.told import projects_of_actions

Places = Mapping[NoteId, int]


@dataclass(frozen=True, slots=True)
class Order:
    """An order of all actions of a state as a list of its own, with its name in the address."""

    name: str
    title: str
    key: Callable[[Archive, Places, ThreadId], tuple[object, ...]]


def _opened(archive: Archive, place: Places, thread: ThreadId) -> tuple[object, ...]:
    return (-place[archive.threads[thread].actions[0][0]],)


def _times(archive: Archive, place: Places, thread: ThreadId) -> tuple[object, ...]:
    return (-len(archive.threads[thread].actions), *_opened(archive, place, thread))


def _owner(archive: Archive, place: Places, thread: ThreadId) -> tuple[object, ...]:
    names = [
        archive.people[owner.person].name
        if owner.person and owner.person in archive.people
        else owner.name
        for owner in archive.threads[thread].owners
    ]
    return (not names, " ".join(names).casefold(), *_opened(archive, place, thread))


def _series(archive: Archive, place: Places, thread: ThreadId) -> tuple[object, ...]:
    series = archive.threads[thread].series
    return (archive.series[series].name.casefold(), series, *_opened(archive, place, thread))


def _project(archive: Archive, place: Places, thread: ThreadId) -> tuple[object, ...]:
    name = project_of(archive, thread)
    return (not name, name.casefold(), *_opened(archive, place, thread))


def project_of(archive: Archive, thread: ThreadId) -> str:
    """The project that the latest action of a thread names first, else its series'; or `""`."""
    key, index = archive.threads[thread].actions[-1]
    note = archive.notes[key]
    if named := projects_of_actions(note)[index]:
        return archive.projects[ProjectId(named)].name
    own = archive.series[note.series].project
    return archive.projects[own].name if own and own in archive.projects else ""


MOST_IN_ORDERS = 1_000
"""Of actions that are not open, which grow with the archive, other orders list those seen last."""

ORDERS = (
    Order("oldest", "the oldest first", _opened),
    Order("most-repeated", "the most repeated first", _times),
    Order("by-owner", "by owner", _owner),
    Order("by-project", "by project", _project),
    Order("by-series", "by series", _series),
)
"""The orders besides that of the last sight."""


def ordered(
    archive: Archive, place: Places, threads: Iterable[ThreadId]
) -> dict[str, tuple[ThreadId, ...]]:
    """Threads in each order, by its name; what is equal stays as it was given."""
    given = tuple(threads)
    return {
        order.name: tuple(sorted(given, key=lambda thread: order.key(archive, place, thread)))
        for order in ORDERS
    }
