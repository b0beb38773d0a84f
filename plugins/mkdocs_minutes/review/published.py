"""Addresses of the last published build that the archive no longer answers."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ..core.addresses import note_uri
from ..core.records import Archive, Problem
from ..core.slugs import name_slug
from .broken import REGISTRY_FILES

_HINT = "if it moved, write {line} into {place}; if it is gone for good, nothing needs to be done"

_VERSION_HINT = (
    "a version has a page while a note names it: see whether the note's words still say which "
    "project it belongs to; if they rightly do not, nothing needs to be done"
)


class PublishedError(ValueError):
    """What should be the `archive.json` of a build is not."""


class UnreachableError(PublishedError):
    """The published site does not answer, which says nothing of the notes."""


def gone_addresses(published: bytes, archive: Archive) -> tuple[Problem, ...]:
    """A problem for each published address that neither a page nor a redirect answers, in order.

    `published` is the `archive.json` of the last published build. Raises `PublishedError` where it
    is not one. The line that leads a moved page's address on is in the hint.
    """
    from ..pages.sitemap import addresses, redirects  # with all pages, for one option

    before = _read(published)
    answered = {*addresses(archive), *redirects(archive)}
    lost = [path for path in (*before["addresses"], *before["redirects"]) if path not in answered]
    sources = {str(note.get("address")): str(note.get("path")) for note in before["notes"]}
    present = {note.note.path: note_uri(note.id) for note in archive.notes.values()}
    return tuple(sorted(_problems(lost, sources, present)))


def _read(published: bytes) -> dict[str, Any]:
    try:
        before = json.loads(published)
    except (UnicodeDecodeError, ValueError, RecursionError) as error:
        raise PublishedError(f"the published archive is no JSON: {error}") from error
    shape = {"addresses": dict, "redirects": dict, "notes": list}
    if not isinstance(before, dict) or any(
        not isinstance(before.get(key), kind) for key, kind in shape.items()
    ):
        raise PublishedError("the published archive has no addresses: is this an archive.json?")
    before["notes"] = [note for note in before["notes"] if isinstance(note, dict)]
    return before


def _problems(
    lost: Sequence[str], sources: Mapping[str, str], present: Mapping[str, str]
) -> Iterator[Problem]:
    gone = set(lost)
    above = {
        address: _above(address, present.get(sources.get(address, ""), "")) for address in lost
    }
    below = Counter(parent for parent in above.values() if parent in gone)
    for address in lost:
        if above[address] in gone:
            continue  # the line that saves the page above it saves it too
        message = f"{address} was published and would no longer be answered"
        if below[address]:
            message += f", nor would {below[address]} below it"
        folder, _, rest = address.strip("/").partition("/")
        path = sources.get(address, "")
        if path in present:
            now = present[path]
            yield Problem(path, 0, "address-gone", f"{message}: it is now {now}", _hint(rest))
        elif folder in REGISTRY_FILES:
            hint = _VERSION_HINT if "/" in rest else _hint(name_slug(rest))
            yield Problem(REGISTRY_FILES[folder], 0, "address-gone", message, hint)
        else:
            yield Problem(path or address, 0, "address-gone", message, _hint(rest))


def _above(address: str, now: str) -> str:
    """The page whose former name is in an address: the project of a version, the series of a note.

    `now` is where a note has moved. One that has left its series for more than its name is below
    nothing: `""`.

    >>> _above("projects/crate/1.0/", ""), _above("projects/crate/", "")
    ('projects/crate/', '')
    >>> _above("notes/old/2020-03-03/", "notes/new/2020-03-03/"), _above("notes/old/", "")
    ('series/old/', 'series/old/')
    >>> _above("notes/old/2020-03-03/", "notes/new/2020-03-04/")
    ''
    """
    folder, _, rest = address.strip("/").partition("/")
    name, _, below = rest.partition("/")
    if folder == "projects" and below:
        return f"projects/{name}/"
    if folder == "notes" and (not below or now.strip("/").split("/", 2)[2:] == [below]):
        return f"series/{name}/"
    return ""


def _hint(alias: str) -> str:
    place = "the front matter or the registry entry of what it showed"
    return _HINT.format(line=f"`aliases: [{alias}]`", place=place)
