"""What is still there under another path or identifier: renamed notes, and entities' successors."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping

from rapidfuzz import fuzz

from ..core.grouping import grouped
from ..core.kinds import Fact
from ..core.redact import MARK
from .matching import Change, most_alike, pair
from .snapshot import Entity, NoteSnapshot, Snapshot

_SAME_NOTE = 0.6
"""From this share of common facts on, a note that went and one that came are one that moved."""

_SAME_THREAD = 60.0
"""From this similarity on (0 to 100), two openings of an action are one that was reworded."""

_COMPARABLE = 200
"""Of more notes than this, none is found to have taken another's name."""


OF_SERIES = frozenset({"topic", "figure", "missed", "superseded"})
"""Kinds of entities that are of a series, by which their identifiers begin."""


_APART = re.compile(r" [0-9a-f]{6}(?=\.[^./]*$|$)")


def apart_from(path: str) -> str:
    """A path without what tells notes apart whose names read the same once they are masked.

    That is made of the note's text, so it changes with each edit.

    >>> apart_from("calls/PIN [PIN removed] 0a1b2c.md"), apart_from("calls/a 0a1b2c.md")
    ('calls/PIN [PIN removed].md', 'calls/a 0a1b2c.md')
    """
    return _APART.sub("", path) if MARK.search(path) else path


def renamed_notes(
    removed: Mapping[str, NoteSnapshot], added: Mapping[str, NoteSnapshot]
) -> dict[str, str]:
    """The new path of each removed note that was added again, by its old path.

    Notes with the same bytes are the same; of the others, those that share most facts.
    """
    by_digest = {note.digest: path for path, note in sorted(added.items(), reverse=True)}
    found: dict[str, str] = {}
    for path, note in sorted(removed.items()):
        again = by_digest.pop(note.digest, None)
        if again is not None:
            found[path] = again
    found |= _named_alike(removed, added, found)
    old = {path: _marks(note) for path, note in removed.items() if path not in found}
    new = {path: _marks(note) for path, note in added.items() if path not in found.values()}
    return found | most_alike(old, new, _share, _SAME_NOTE)


def exchanged_notes(
    was: Mapping[str, NoteSnapshot], now: Mapping[str, NoteSnapshot]
) -> dict[str, str]:
    """The new path of each note that took the name of another one, which did so in its turn.

    `was` and `now` are the notes at the paths where another text stands than before.
    """
    places = {note.digest: path for path, note in now.items()}
    found = {path: places[note.digest] for path, note in was.items() if note.digest in places}
    while found.keys() != (names := frozenset(found.values())):
        kept = {path: to for path, to in found.items() if path in names and to in found}
        found = kept if len(found) <= _COMPARABLE else {}
    return found


def _named_alike(
    removed: Iterable[str], added: Iterable[str], found: Mapping[str, str]
) -> dict[str, str]:
    """The notes that alone have a name, but for what tells masked names apart."""
    old = grouped((apart_from(path), path) for path in removed if path not in found)
    new = grouped((apart_from(path), path) for path in added if path not in found.values())
    return {
        paths[0]: new[name][0]
        for name, paths in old.items()
        if len(paths) == len(new.get(name, ())) == 1
    }


def _marks(note: NoteSnapshot) -> Counter[tuple[str, str]]:
    return Counter((fact.kind, fact.text) for fact in note.facts if fact.kind != "series")


def _share(was: Counter[tuple[str, str]], now: Counter[tuple[str, str]]) -> float:
    return 2 * (was & now).total() / max(1, was.total() + now.total())


def entity_key(fact: Fact) -> str:
    """The entity that a fact is about as `kind/id`, `""` for a fact about none.

    >>> entity_key(Fact("attendee", "ada", "Ada", 3)), entity_key(Fact("link", "x:y", "x:y", 3))
    ('person/ada', '')
    """
    if fact.kind in ("attendee", "person"):
        return f"person/{fact.key}"
    return f"{fact.kind}/{fact.key}" if fact.kind in ("project", "version", "series") else ""


def successors(base: Snapshot, head: Snapshot, changed: Iterable[Change]) -> dict[str, str]:
    """The entity that took over most places of one that is gone, both as `kind/id`.

    That entity may have been there before: then two were merged.
    """
    heirs: defaultdict[str, Counter[str]] = defaultdict(Counter)
    for change in changed:
        if change.before and change.after and change.kind != "attendee":
            was, now = entity_key(change.before), entity_key(change.after)
            if was != now and was in base.entities and was not in head.entities:
                heirs[was][now] += 1
    found = {}
    for was, counts in heirs.items():
        now, places = max(counts.items(), key=lambda item: (item[1], item[0]))
        if now in head.entities and 2 * places > base.entities[was].places:
            found[was] = now
    return found | _threads(base, head, found) | dict(_in_renamed_series(base, head, found))


def _in_renamed_series(
    base: Snapshot, head: Snapshot, heirs: Mapping[str, str]
) -> Iterator[tuple[str, str]]:
    """What is of a series that has another name is the same there, if nothing else is."""
    for key in base.entities.keys() - head.entities.keys():
        kind, _, name = key.partition("/")
        series, _, rest = name.partition("/")
        now = heirs.get(f"series/{series}", "").removeprefix("series/")
        if kind in OF_SERIES and now and (again := f"{kind}/{now}/{rest}") in head.entities:
            yield key, again


def _threads(base: Snapshot, head: Snapshot, heirs: Mapping[str, str]) -> dict[str, str]:
    """Threads whose opening was reworded or moved, which gives them another identifier."""

    def series(thread: Entity) -> str:
        was = f"series/{thread.id.rpartition('/')[0]}"
        return heirs.get(was, was)

    def opening(item: tuple[str, Entity]) -> Hashable:
        return series(item[1]), item[1].name, item[1].path, item[1].places

    def score(old: Entity, new: Entity) -> float:
        return fuzz.ratio(old.name, new.name) if series(old) == series(new) else 0.0

    same, gone, come = pair(_only_threads(base, head), _only_threads(head, base), opening)
    found = {was: now for (was, _), (now, _) in same}
    return found | most_alike(dict(gone), dict(come), score, _SAME_THREAD)


def _only_threads(here: Snapshot, there: Snapshot) -> list[tuple[str, Entity]]:
    return [
        (key, entity)
        for key, entity in here.entities.items()
        if entity.kind == "thread" and key not in there.entities
    ]
