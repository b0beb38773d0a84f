"""Addresses of the last published build that the archive no longer answers."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from slugify import slugify

from ..core.records import Archive, Problem
from ..exports.addresses import addresses, redirects

_HINT = "if it moved, write {line} into {place}; if it is gone for good, nothing needs to be done"

_REGISTRY = {"people": "people.yml", "projects": "projects.yml", "series": "series.yml"}


class PublishedError(ValueError):
    """What should be the `archive.json` of a build is not."""


def gone_addresses(published: bytes, archive: Archive) -> tuple[Problem, ...]:
    """A problem for each published address that neither a page nor a redirect answers, in order.

    `published` is the `archive.json` of the last published build. Raises `PublishedError` where it
    is not one. The line that leads a moved page's address on is in the hint.
    """
    before = _read(published)
    answered = {*addresses(archive), *redirects(archive)}
    lost = [path for path in (*before["addresses"], *before["redirects"]) if path not in answered]
    sources = {str(note.get("address")): str(note.get("path")) for note in before["notes"]}
    present = {note.note.path: f"notes/{note.id}/" for note in archive.notes.values()}
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
    lost: list[str], sources: Mapping[str, str], present: Mapping[str, str]
) -> Iterator[Problem]:
    for address in lost:
        message = f"{address} was published and would no longer be answered"
        folder, _, rest = address.strip("/").partition("/")
        path = sources.get(address, "")
        if path in present:
            line = f"`aliases: [{rest}]`"
            yield Problem(
                path, 0, "address-gone", f"{message}: it is now {present[path]}", _hint(line)
            )
        elif folder in _REGISTRY:
            line = f"`aliases: [{slugify(rest)}]`"
            yield Problem(_REGISTRY[folder], 0, "address-gone", message, _hint(line))
        else:
            yield Problem(
                path or address, 0, "address-gone", message, _hint(f"`aliases: [{rest}]`")
            )


def _hint(line: str) -> str:
    place = "the front matter or the registry entry of what it showed"
    return _HINT.format(line=line, place=place)
