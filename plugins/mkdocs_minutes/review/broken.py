"""Published addresses that an edit would break, with the line that saves each."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..core.addresses import note_uri
from ..core.part_ids import page_of
from ..core.records import NoteId
from ..core.slugs import name_slug
from .sections import lost_anchors
from .snapshot import Entity, NoteSnapshot, Snapshot

REGISTRY_FILES = {"people": "people.yml", "projects": "projects.yml", "series": "series.yml"}

_KINDS = {"people": "person", "projects": "project", "series": "series"}

_OF_SERIES = {"topics": "topic", "figures": "figure"}

_PLAIN_YAML = re.compile(r"(?!(?:yes|no|on|off|true|false|null)$)[^\W\d_][\w ./-]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class BrokenAddress:
    """A published address that nothing would answer, and the line that would save it.

    `target` is the address of what the page showed. `line` belongs in `file`: the front matter of a
    note, or the entry of that name in a file of the registry, at whose end it is a new entry where
    `entry` is `""`. All four are `""`
    where nothing takes the page's place. `below` counts the further addresses that the same line
    saves. `anchor` is set where the page stays and a heading on it goes; it is `diverted` where it
    is answered, with other text than before.
    """

    address: str
    anchor: str = ""
    target: str = ""
    file: str = ""
    entry: str = ""
    line: str = ""
    below: int = 0
    diverted: bool = False


def broken_addresses(
    base: Snapshot,
    head: Snapshot,
    pairs: Iterable[tuple[NoteSnapshot, NoteSnapshot]],
    heirs: Iterable[tuple[NoteSnapshot, NoteSnapshot]],
    successors: Mapping[str, str],
) -> tuple[BrokenAddress, ...]:
    """The addresses and anchors of `base` that `head` would not answer, in order.

    `pairs` are the notes that differ, before and after, and `heirs` those that went with the ones
    that took over their facts. `successors` name the entity, as `kind/id`, that took the place of
    one that is gone.
    """
    pairs = list(pairs)
    answered = {*head.addresses, *head.redirects}
    moved = {note_uri(NoteId(was.id)): now for was, now in (*heirs, *pairs)}
    edit = _Edit(base, head, moved, successors)
    found = [
        _saved(address, edit)
        for address in dict.fromkeys((*base.addresses, *base.redirects))
        if address not in answered
    ]
    return (*_gathered(found), *_broken_anchors(pairs))


class _Edit(NamedTuple):
    """Two snapshots, with the notes by the addresses that they had, and who took whose place."""

    base: Snapshot
    head: Snapshot
    moved: Mapping[str, NoteSnapshot]
    successors: Mapping[str, str]


def _saved(address: str, edit: _Edit) -> BrokenAddress:
    """The broken address with the line that saves it, where there is one."""
    shown = edit.base.redirects.get(address, address).partition("#")[0]
    folder, _, rest = shown.strip("/").partition("/")
    if folder == "notes" or shown.startswith("/"):
        note = edit.moved.get(shown) or _note_at(shown, edit)
        series = _renamed_series(rest, note, edit) if note else None
        if series and address == shown:
            was, now = series
            return _pinned(address, note_uri(NoteId(note.id)) if note else "", "series", was, now)
        if note:
            alias = address if address.startswith("/") else address.strip("/")
            alias = alias.removeprefix("notes/")
            line = f"aliases: [{_yaml(alias)}]"
            return BrokenAddress(address, "", note_uri(NoteId(note.id)), note.path, "", line)
    elif folder in _OF_SERIES and address == shown:
        return _saved_with_series(address, folder, rest, edit)
    elif folder in _KINDS:
        return _saved_entity(address, shown, folder, rest, edit)
    return BrokenAddress(address)


def _note_at(address: str, edit: _Edit) -> NoteSnapshot | None:
    """The note that a lost redirect led to: it is still there, and its front matter changed."""
    before, now = edit.base.notes, edit.head
    for path, digest in now.notes.items() if address in now.addresses else ():
        if before.get(path) != digest and note_uri(NoteId(now.note(path).id)) == address:
            return now.note(path)
    return None


def _renamed_series(identifier: str, note: NoteSnapshot, edit: _Edit) -> tuple[str, Entity] | None:
    """The old series' identifier and the new series where only that moved the note."""
    was, _, tail = identifier.partition("/")
    heir = edit.successors.get(f"series/{was}")
    if heir is None or note.id != f"{heir.removeprefix('series/')}/{tail}":
        return None
    return was, edit.head.entities[heir]


def _saved_with_series(address: str, folder: str, rest: str, edit: _Edit) -> BrokenAddress:
    """As `_saved`, for the page of a topic or figure, which is below that of its series."""
    series, _, tail = rest.partition("/")
    kind = _OF_SERIES[folder]
    now = edit.successors.get(f"{kind}/{rest}", "").removeprefix(f"{kind}/")
    heir = edit.head.entities.get(edit.successors.get(f"series/{series}", ""))
    if heir is None or now != f"{heir.id}/{tail}":
        return BrokenAddress(address)
    return _pinned(address, f"{folder}/{now}/", "series", series, heir)


def _saved_entity(address: str, shown: str, folder: str, rest: str, edit: _Edit) -> BrokenAddress:
    """As `_saved`, for the page of a person, a project, one of its versions, or a series."""
    slug, _, below = rest.partition("/")
    version = edit.successors.get(f"version/{rest}", "")
    if below and version and f"project/{slug}" in edit.head.entities:
        return BrokenAddress(address, "", f"projects/{version.removeprefix('version/')}/")
    was = f"{_KINDS[folder]}/{slug}"
    now = edit.successors.get(was, was)
    heir = edit.head.entities.get(now)
    if heir is None or (now == was and address == shown):
        return BrokenAddress(address)
    target = f"{folder}/{heir.id}/{below}{'/' * bool(below)}"
    if address == shown and now not in edit.base.entities:
        return _pinned(address, target, folder, slug, heir)
    name = edit.base.entities[was].name if address == shown else ""
    former = address.strip("/").split("/")[1]
    alias = name if name_slug(name) == former else former
    return _entered(address, target, folder, heir, f"aliases: [{_yaml(alias)}]")


def _pinned(address: str, target: str, folder: str, slug: str, heir: Entity) -> BrokenAddress:
    """An entry that was renamed keeps all its addresses where its slug is set to the former one."""
    return _entered(address, target, folder, heir, f"slug: {_yaml(slug)}")


def _entered(address: str, target: str, folder: str, heir: Entity, line: str) -> BrokenAddress:
    """A line for an entity's entry in the registry; it is the whole entry where there is none."""
    if heir.registered:
        return BrokenAddress(address, "", target, REGISTRY_FILES[folder], heir.name, line)
    entry = f"- {{name: {_yaml(heir.name)}, {line}}}"
    return BrokenAddress(address, "", target, REGISTRY_FILES[folder], "", entry)


def _gathered(found: Iterable[BrokenAddress]) -> Iterator[BrokenAddress]:
    """One entry for all addresses that one line of the registry saves, the shortest."""
    gathered: dict[tuple[str, ...], BrokenAddress] = {}
    for broken in sorted(found, key=lambda item: (len(item.address), item.address)):
        saved_by = (broken.file, broken.entry, broken.line)
        key = saved_by if broken.file in REGISTRY_FILES.values() else (broken.address,)
        first = gathered.get(key)
        gathered[key] = replace(first, below=first.below + 1) if first else broken
    yield from sorted(gathered.values(), key=lambda item: item.address)


def _broken_anchors(pairs: Iterable[tuple[NoteSnapshot, NoteSnapshot]]) -> Iterator[BrokenAddress]:
    for was, now in sorted(pairs, key=lambda pair: pair[1].path):
        if was.id == now.id:
            page = note_uri(page_of(NoteId(was.id)))
            for lost in lost_anchors(was, now):
                target = f"{page}#{lost.now}" if lost.now else ""
                yield BrokenAddress(page, lost.anchor, target, diverted=lost.diverted)


def _yaml(text: str) -> str:
    """The text as a YAML scalar inside brackets: quoted unless it can be nothing but a text.

    >>> _yaml("Ada L."), _yaml("weekly/2019-09-09"), _yaml("2019-09-09"), _yaml("no")
    ('Ada L.', 'weekly/2019-09-09', '"2019-09-09"', '"no"')
    """
    if _PLAIN_YAML.fullmatch(text):
        return text
    return json.dumps(text, ensure_ascii=False)
