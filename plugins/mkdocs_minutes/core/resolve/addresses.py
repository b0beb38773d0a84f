"""Which series a note belongs to, and the address that it is published under."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from ..lexicon import pattern
from ..names import fold
from ..part_paths import day_of_part
from ..records import Note, NoteId, ParsedNote, Problem, SeriesId
from ..registry import Registry, SeriesEntry
from ..settings import Settings
from ..slugs import name_slug, note_stem, path_slug
from .days import settle_days
from .forms import most_common
from .series import NO_SERIES, name_series, series_key
from .vault_pages import tell_pages


@dataclass(frozen=True, slots=True)
class Placed:
    """A parsed note with its place in the archive, and the address it had before others came."""

    parsed: ParsedNote
    id: NoteId
    series: SeriesId
    former: str = ""


@dataclass(frozen=True, slots=True)
class SeriesName:
    """A series before its notes are known: what it is called, and its registry entry if any."""

    id: SeriesId
    name: str
    entry: SeriesEntry | None = None


_DATE_IN_STEM = re.compile(r"(?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d")


def place(
    parsed: Sequence[ParsedNote], registry: Registry, settings: Settings
) -> tuple[tuple[Placed, ...], Mapping[SeriesId, SeriesName], tuple[Problem, ...]]:
    """Each note with its series and address, from the oldest to the newest, undated ones first.

    A note's series is the one whose registry entry matches its path or the name it gives, else the
    one that `name_series` weighs. Of several notes of a series on one day the only minutes have the
    address of the day, and the others get the file's stem as a suffix. A front-matter `id` is taken
    as it stands, and so is the address that a note had before, where the settings keep it. Of two
    notes that claim one address the second by path gets a problem, and the address of its day, or a
    number.
    """
    ordered = tell_pages(sorted(parsed, key=lambda item: item.note.path))
    names = {path: named.name for path, named in name_series(i.note for i in ordered).items()}
    by_path, series = _series_ids(ordered, names, registry)
    ordered = settle_days(ordered, by_path, settings)
    wanted = _addresses(ordered, by_path, keep=settings.addresses == "keep")
    alike = Counter(_day_address(item, by_path) for item in ordered)
    taken: set[str] = set()
    claimed: Counter[str] = Counter()
    problems: list[Problem] = []
    placed: list[Placed] = []
    for item, address in zip(ordered, wanted, strict=True):
        kept_twice = address.startswith("/") and address in taken
        unique = base = _day_address(item, by_path) if kept_twice else address
        while unique in taken:
            claimed[base] += 1
            unique = f"{base}-{claimed[base] + 1}"
        if unique != address:
            problems.append(_twice(item, address, unique))
        taken.add(unique)
        former = _former(item, unique, alike[_day_address(item, by_path)])
        placed.append(Placed(item, NoteId(unique), by_path[item.note.path], former))
    placed.sort(key=_age)
    return tuple(placed), series, tuple(problems)


def _former(item: ParsedNote, address: str, notes: int) -> str:
    """The address that the main note of a day with several had, `""` for any other.

    It had its file's stem behind the day, as the others still have.
    """
    is_main = notes > 1 and item.note.date and address.endswith(item.note.date.isoformat())
    return f"{address}-{_stem(item.note.path)}" if is_main else ""


def _as_id(home: str) -> str:
    """An address from the site's root as the identifier of the note that lives there."""
    return home if home == "/" else home.removesuffix("/")


def _age(item: Placed) -> tuple[str, str]:
    day = item.parsed.note.date
    return (day.isoformat() if day else "", item.id)


def _twice(item: ParsedNote, address: str, given: str) -> Problem:
    line = 1 if item.note.front_matter.id else 0
    return Problem(
        item.note.path,
        line,
        "id-twice",
        f"another note has the address {address}; this one is published as {given}",
        "give one of the two an `id` of its own in its front matter",
    )


def _series_ids(
    ordered: Sequence[ParsedNote], names: Mapping[str, str], registry: Registry
) -> tuple[dict[str, SeriesId], dict[SeriesId, SeriesName]]:
    entry_of = _registered(registry)
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    entries: dict[str, SeriesEntry] = {}
    keys: dict[str, str] = {}
    for item in ordered:
        path, name = item.note.path, names[item.note.path]
        entry = entry_of(item.note, name)
        key = series_key(entry.name if entry else name) or fold(NO_SERIES)
        keys[path] = key
        groups[key][name] += 1
        if entry:
            entries[key] = entry
    series: dict[SeriesId, SeriesName] = {}
    ids: dict[str, SeriesId] = {}
    for key in sorted(groups, key=lambda key: (key not in entries, key)):
        entry = entries.get(key)
        name = entry.name if entry else most_common(groups[key])
        ids[key] = SeriesId(unique_slug((entry.slug if entry else "") or name, series))
        series[ids[key]] = SeriesName(ids[key], name, entry)
    return {path: ids[key] for path, key in keys.items()}, series


def _registered(registry: Registry) -> Callable[[Note, str], SeriesEntry | None]:
    """What tells a note's entry: its path, unless its front matter has a series, or its names."""
    by_name = {
        series_key(form): entry
        for entry in reversed(registry.series)
        for form in (*entry.aliases, entry.name)
    }
    patterns = [(pattern, entry) for entry in registry.series for pattern in entry.match]

    def entry_of(note: Note, name: str) -> SeriesEntry | None:
        matched = (entry for pattern, entry in patterns if fnmatchcase(note.path, pattern))
        by_path = None if note.front_matter.series else next(matched, None)
        stated = map(series_key, (note.series, name, note.title))
        return by_path or next((by_name[key] for key in stated if key in by_name), None)

    return entry_of


def unique_slug(text: str, taken: Iterable[str]) -> str:
    """An address part for a name, numbered where it is taken; a name without letters gives `x`.

    >>> unique_slug("C++", ["c"]), unique_slug("Jörg Žák", [])
    ('c-2', 'jorg-zak')
    """
    base = name_slug(text) or "x"
    unique, number = base, 1
    while unique in taken:
        number += 1
        unique = f"{base}-{number}"
    return unique


def _addresses(
    ordered: Sequence[ParsedNote], series: Mapping[str, SeriesId], *, keep: bool
) -> list[str]:
    days: dict[str, list[ParsedNote]] = defaultdict(list)
    for item in ordered:
        days[_day_address(item, series)].append(item)
    addresses = []
    for item in ordered:
        pinned = item.note.front_matter.id
        address = _day_address(item, series)
        if pinned:
            address = path_slug(pinned) or address
        elif keep and item.note.home and not day_of_part(item.note.path):
            address = _as_id(item.note.home)
        elif item.note.date and item is not _main(days[address]):
            address = f"{address}-{_stem(item.note.path)}"
        addresses.append(address)
    return addresses


_AGENDA = re.compile(rf"(?<![^\W_]){pattern('outcomes.agenda')}(?![^\W_])", re.IGNORECASE)


def _main(day: Sequence[ParsedNote]) -> ParsedNote | None:
    """The note that a meeting's other notes lie beside: the only minutes of a day.

    It has the address of the day, so that slides or a transcript that come later change nothing.
    Of several minutes none has, and of one note that one, whatever it is. A file that is called an
    agenda is no minutes.
    """
    first = list(day)
    if len(day) > 1:
        minutes = [item for item in day if item.note.kind == "minutes"]
        first = [item for item in minutes if not _AGENDA.search(note_stem(item.note.path))]
    return first[0] if len(first) == 1 else None


def _day_address(item: ParsedNote, series: Mapping[str, SeriesId]) -> str:
    note = item.note
    last = note.date.isoformat() if note.date else _stem(note.path)
    return f"{series[note.path]}/{last}"


def _stem(path: str) -> str:
    """A file's stem as part of an address, without a date where more is left.

    >>> _stem("2020/2020-01-07-afternoon.md"), _stem("2020-01-07.md")
    ('afternoon', '2020-01-07')
    """
    stem = note_stem(path)
    return name_slug(_DATE_IN_STEM.sub("", stem)) or name_slug(stem) or "note"
