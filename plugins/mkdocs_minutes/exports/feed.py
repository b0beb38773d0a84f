"""Atom (RFC 4287): the newest notes, for feed readers."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterator, Sequence
from datetime import date
from functools import partial
from itertools import chain
from uuid import NAMESPACE_URL, uuid5
from xml.etree import ElementTree

from ..core.addresses import note_uri, on_the_web
from ..core.escape import one_line
from ..core.kinds import STATEMENTS
from ..core.part_ids import part_of
from ..core.records import Archive, ArchivedNote, ThreadId
from ..pages.changes import Turn, turns
from ..pages.restated import Place, own_actions, restated

Web = Callable[[str], str]
"""Makes whole addresses of those in the archive."""

ATOM = "http://www.w3.org/2005/Atom"

NEWEST = 100
"""Entries in the feed; what is older has long been read."""


def feed(archive: Archive, *, site_url: str = "", under: str = "") -> Iterator[bytes]:
    """The feed of the newest dated notes, newest first, without a clock: notes date the feed.

    A meeting has one entry, which tells what its slides, its transcript and the like add to it.
    Entries link to the site where `site_url` is known. An archive without dated notes gives a feed
    without entries, dated 1970.
    """
    dated = [n for n in archive.notes.values() if n.note.date and not part_of(n.id)]
    newest = list(reversed(dated))[:NEWEST]
    web = partial(on_the_web, site_url=site_url, under=under) if site_url else None
    root = ElementTree.Element("feed", xmlns=ATOM)
    _add(root, "id", _identifier("", web))
    _add(root, "title", "Meeting notes")
    _add(root, "updated", _moment(newest[0].note.date if newest else None))
    _add(ElementTree.SubElement(root, "author"), "name", "mkdocs-minutes")
    _link(root, "", web)
    turned, again = turns(archive), restated(archive)
    for note in newest:
        root.append(_entry(archive, note, turned.get(note.id, ()), again, web))
    ElementTree.indent(root)
    yield ElementTree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"


def _entry(
    archive: Archive,
    note: ArchivedNote,
    turned: Sequence[tuple[Turn, ThreadId]],
    again: Container[Place],
    web: Web | None,
) -> ElementTree.Element:
    entry = ElementTree.Element("entry")
    address = note_uri(note.id)
    _add(entry, "id", _identifier(address, web))
    _add(entry, "title", note.note.title)
    _add(entry, "updated", _moment(note.note.date))
    _link(entry, address, web)
    ElementTree.SubElement(
        entry, "category", term=note.series, label=one_line(archive.series[note.series].name)
    )
    _add(entry, "summary", _summary(archive, note, turned, again))
    return entry


def _summary(
    archive: Archive,
    note: ArchivedNote,
    turned: Sequence[tuple[Turn, ThreadId]],
    again: Container[Place],
) -> str:
    """What a meeting concludes and leaves to do, and the actions that are done or silent since."""
    whole = (note, *(archive.notes[part] for part in note.shown_parts))
    parts = [
        f"{kind.label_of(item.kind)}: {item.text}"
        for kind in STATEMENTS
        for one in whole
        for at, item in enumerate(kind.of(one.facts))
        if (kind.name, one.id, at) not in again
    ]
    parts += [
        f"{turn.capitalize()}: {archive.threads[thread].text}"
        for turn, thread in turned
        if turn != "new"
    ]
    for action in chain.from_iterable(own_actions(archive, one) for one in whole):
        owners = ", ".join(owner.name for owner in action.owners)
        parts.append(f"To do ({owners}): {action.text}" if owners else f"To do: {action.text}")
    return " · ".join(parts) or f"{archive.series[note.series].name}: nothing was concluded."


def _add(parent: ElementTree.Element, name: str, text: str) -> None:
    ElementTree.SubElement(parent, name).text = one_line(text)


def _link(parent: ElementTree.Element, address: str, web: Web | None) -> None:
    if web:
        ElementTree.SubElement(parent, "link", href=web(address))


def _identifier(address: str, web: Web | None) -> str:
    """The page's address, and without a site a name that stays the same from build to build."""
    return web(address) if web else uuid5(NAMESPACE_URL, address).urn


def _moment(day: date | None) -> str:
    return f"{(day or date(1970, 1, 1)).isoformat()}T00:00:00Z"
