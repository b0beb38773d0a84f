"""The page of several meetings that a file holds, each with its own day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ...core import addresses
from ...core.part_paths import file_of
from ...core.records import ArchivedNote, NoteId
from ..evidence import file_link
from ..here import Here
from ..lookups import Lookups
from ..model import PlannedPage, TocEntry
from ..snippets import long_date
from .note import ShownPart, below, contents_of, edit_link, header_of, shown_part
from .view import View, crumbs


@dataclass(frozen=True, slots=True)
class ShownMeeting:
    """A meeting on a page with others: its text, its day, and what its header tells."""

    part: ShownPart
    date: str
    facts: dict[str, object]


def shared_view(
    planned: PlannedPage,
    lookups: Lookups,
    taken_as: Callable[[ArchivedNote], ArchivedNote] = lambda archived: archived,
) -> View:
    """What the page of several meetings shows, each `taken_as` a note."""
    keys = lookups.on_shared_pages[NoteId(planned.key)]
    whole = [taken_as(lookups.archive.notes[key]) for key in keys]
    path = file_of(whole[0].note.path)
    here = Here(lookups, planned.uri)
    meetings = [_meeting(here, one) for one in whole]
    steps = [("Series", addresses.SERIES)]
    if len({one.series for one in whole}) == 1:
        series = whole[0].series
        steps.append((lookups.series_name(series), addresses.series_uri(series)))
    context: dict[str, object] = {
        "crumbs": crumbs(here, *steps),
        "title": planned.title,
        "meetings": meetings,
        "path": path,
        "source": file_link(lookups, path),
        "edit": edit_link(lookups, path),
        "changed": lookups.options.history.get(path),
        **below(here, whole),
    }
    entries = tuple(TocEntry(one.part.name, one.part.anchor, 2, one.part.toc) for one in meetings)
    return View("shared.html", context, contents_of(context, entries), edit_link(lookups, path))


def _meeting(here: Here, archived: ArchivedNote) -> ShownMeeting:
    part, date = shown_part(here, archived), here.lookups.date(archived.id)
    named = replace(part, name=long_date(date) if date else part.title)
    return ShownMeeting(named, date, header_of(here, [archived]))
