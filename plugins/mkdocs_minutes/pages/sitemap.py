"""The addresses that an archive is published under, which never break: `kinds` tells most."""

from __future__ import annotations

from collections.abc import Container

from ..core import addresses as uris
from ..core.part_ids import page_of, place_of
from ..core.records import Archive
from ..core.redirects import former_addresses
from ..core.unread import quoted_before
from .kinds import PAGE_KINDS

INDEXES = tuple(kind.index for kind in PAGE_KINDS if kind.index is not None)
"""The pages that an archive has whatever its notes hold."""


def addresses(archive: Archive) -> dict[str, tuple[str, ...]]:
    """Each page's address with the anchors on it that others may have linked to, in order.

    Anchors are those of headings, and of the notes that share a page. Pages that lists are cut into
    are left out: what stands on them moves with every note.
    """
    found: dict[str, tuple[str, ...]] = dict.fromkeys(INDEXES, ())
    for note in archive.notes.values():
        quoted = quoted_before(note)
        anchors = quoted.anchors if quoted else tuple(one.anchor for one in note.note.sections)
        page = uris.note_uri(page_of(note.id))
        part = (uris.part_anchor(note.id),) if place_of(note.id) else ()
        found[page] = (*found.get(page, ()), *part, *anchors)
    for kind in PAGE_KINDS:
        found |= dict.fromkeys(map(kind.uri, kind.records(archive)), ())
    found |= dict.fromkeys(uris.ticket_uris(archive.tickets).values(), ())
    return dict(sorted(found.items()))


def redirects(archive: Archive, pages: Container[str] | None = None) -> dict[str, str]:
    """Each former address that leads on, with the address it leads to, in order.

    `pages` are the `addresses`, where the caller has them.
    """
    present = addresses(archive) if pages is None else pages
    return {uri: target for uri, target in former_addresses(archive).items() if uri not in present}
