"""What an edit changed in the entries of the registry, whether notes have the names or not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, fields

from ..core.grouping import grouped
from ..core.names import fold
from ..core.registry import PersonEntry, ProjectEntry, Registry, SeriesEntry
from .broken import REGISTRY_FILES

_PLACE = frozenset({"name", "path", "line", "lines"})

ENTRY_KEYS = frozenset(
    field.name for entry in (PersonEntry, ProjectEntry, SeriesEntry) for field in fields(entry)
)
"""What an entry can say: a report may come from a stranger, with keys of his own."""

_Entry = PersonEntry | ProjectEntry | SeriesEntry


@dataclass(frozen=True, slots=True)
class EntryChange:
    """An entry that a file of the registry gained (`before` is `""`), lost or has otherwise.

    `before` and `after` are its name; `keys` have what it said and says now, as texts.
    """

    file: str
    before: str
    after: str
    keys: tuple[tuple[str, str, str], ...] = ()


def entry_changes(base: Registry, head: Registry) -> tuple[EntryChange, ...]:
    """The entries that differ, file by file, in the order of their names before.

    Entries are one where they have a name, else where a name of one is a name of the other.

    >>> was, now = Registry((PersonEntry("Ann"),)), Registry((PersonEntry("Ann", aliases=("Ar",)),))
    >>> entry_changes(was, now)[0].keys
    (('aliases', '', 'Ar'),)
    """
    return tuple(
        change
        for kind, file in REGISTRY_FILES.items()
        for change in _changes(file, getattr(base, kind), getattr(head, kind))
    )


def _changes(file: str, was: Sequence[_Entry], now: Sequence[_Entry]) -> Iterator[EntryChange]:
    old, new = ({entry.name: entry for entry in side} for side in (was, now))
    heirs = dict(_heirs(old, new))
    for name, entry in sorted(old.items()):
        heir = heirs.get(name, "")
        keys = _keys(entry, new.get(heir))
        if keys or name != heir:
            yield EntryChange(file, name, heir, keys)
    for name in sorted(new.keys() - {*heirs.values()}):
        yield EntryChange(file, "", name, _keys(None, new[name]))


def _heirs(old: Mapping[str, _Entry], new: Mapping[str, _Entry]) -> Iterator[tuple[str, str]]:
    """The names of the entries that are still there, before and after."""
    come = grouped((form, name) for name in new.keys() - old.keys() for form in _names(new[name]))
    taken = set[str]()
    for name, entry in sorted(old.items()):
        others = sorted(one for form in _names(entry) for one in come.get(form, ()))
        heir = name if name in new else next((one for one in others if one not in taken), "")
        if heir:
            taken.add(heir)
            yield name, heir


def _names(entry: _Entry) -> list[str]:
    return [fold(name) for name in (entry.name, *entry.aliases)]


def _keys(was: _Entry | None, now: _Entry | None) -> tuple[tuple[str, str, str], ...]:
    before, after = _said(was), _said(now)
    return tuple(
        (key, before.get(key, ""), after.get(key, ""))
        for key in {**before, **after}
        if before.get(key) != after.get(key)
    )


def _said(entry: _Entry | None) -> dict[str, str]:
    """What an entry says, by its keys; those that say nothing are left out."""
    said = asdict(entry) if entry else {}
    return {key: _text(value) for key, value in said.items() if value and key not in _PLACE}


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "yes"
    return ", ".join(value) if isinstance(value, tuple) else str(value)
