"""The addresses that the archive is published under, relative to the site's root."""

from __future__ import annotations

from ..core.records import Archive
from ..pages import addresses as uris
from ..pages.redirects import redirects as moved_pages

INDEXES = (
    uris.HOME,
    uris.ACTIONS,
    uris.NOTES,
    uris.OUTCOMES,
    uris.PEOPLE,
    uris.PROJECTS,
    uris.SERIES,
    uris.TICKETS,
    uris.VERSIONS,
    uris.YEARS,
)


def addresses(archive: Archive) -> dict[str, tuple[str, ...]]:
    """Each page's address with the anchors on it that others may have linked to, in order.

    Anchors are those of a note's headings. Pages that lists are cut into are left out: what stands
    on them moves with every note.
    """
    found: dict[str, tuple[str, ...]] = dict.fromkeys(INDEXES, ())
    for note in archive.notes.values():
        found[uris.note_uri(note.id)] = tuple(section.anchor for section in note.note.sections)
    found |= dict.fromkeys(map(uris.series_uri, archive.series), ())
    found |= dict.fromkeys(map(uris.person_uri, archive.people), ())
    found |= dict.fromkeys(map(uris.project_uri, archive.projects), ())
    found |= dict.fromkeys(map(uris.version_uri, archive.versions), ())
    found |= dict.fromkeys(uris.ticket_uris(archive.tickets).values(), ())
    return dict(sorted(found.items()))


def redirects(archive: Archive) -> dict[str, str]:
    """Each former address that leads on, with the address it leads to, in order."""
    present = addresses(archive)
    return {uri: target for uri, target in moved_pages(archive).items() if uri not in present}
