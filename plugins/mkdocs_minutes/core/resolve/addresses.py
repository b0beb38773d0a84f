"""Which series a note belongs to, and the address that it is published under."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import PurePosixPath

from slugify import slugify

from ..names import fold
from ..parts import MEETING_WORD
from ..records import NoteId, ParsedNote, Problem, SeriesId
from ..registry import Registry, SeriesEntry
from ..series import series_of
from ..settings import Settings
from .days import settle_days


@dataclass(frozen=True, slots=True)
class Placed:
    """A parsed note with its place in the archive."""

    parsed: ParsedNote
    id: NoteId
    series: SeriesId


@dataclass(frozen=True, slots=True)
class SeriesName:
    """A series before its notes are known: what it is called, and its registry entry if any."""

    id: SeriesId
    name: str
    entry: SeriesEntry | None = None


# Folders that say how notes are filed and not what they are about.
_FILING = re.compile(
    r"(?:archived?s?|docs?|minutes|notes?|meetings?|meeting[-_ ](?:notes|minutes)|content|src"
    r"|sources?|pages?|files?|_?posts|data|logs?|text|txt|md|agendas?|20\d\d|19\d\d|20\d\d[-_]\d\d(?:[-_]\d\d)?"
    r"|\d{1,2}|q[1-4]|jan\w*|feb\w*|mar\w*|apr\w*|may|june?|july?|aug\w*|sep\w*|oct\w*|nov\w*|dec\w*)",
    re.IGNORECASE,
)
_DATE_IN_STEM = re.compile(r"(?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d")
_NO_SERIES = "Meeting notes"


def place(
    parsed: Sequence[ParsedNote], registry: Registry, settings: Settings
) -> tuple[tuple[Placed, ...], Mapping[SeriesId, SeriesName], tuple[Problem, ...]]:
    """Each note with its series and address, from the oldest to the newest, undated ones first.

    A note's series is the one whose registry entry matches its path or the name it gives, else the
    name itself, else its folder's. Notes of a series on one day get the file's stem as a suffix. A
    front-matter `id` is taken as it stands; of two notes that claim one address the second by path
    gets a number, and a problem.
    """
    ordered = sorted(parsed, key=lambda item: item.note.path)
    names = _series_names(ordered, registry)
    by_path, series = _series_ids(ordered, names, registry)
    ordered = settle_days(ordered, by_path, settings)
    wanted = _addresses(ordered, by_path)
    taken: set[str] = set()
    problems: list[Problem] = []
    placed: list[Placed] = []
    for item, address in zip(ordered, wanted, strict=True):
        unique, number = address, 1
        while unique in taken:
            number += 1
            unique = f"{address}-{number}"
        if number > 1:
            problems.append(_twice(item, address, unique))
        taken.add(unique)
        placed.append(Placed(item, NoteId(unique), by_path[item.note.path]))
    placed.sort(key=_age)
    return tuple(placed), series, tuple(problems)


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


def _series_names(ordered: Sequence[ParsedNote], registry: Registry) -> dict[str, str]:
    """The series' name for each path, before the registry has its say."""
    names = {item.note.path: item.note.series or _folder_name(item.note.path) for item in ordered}
    return _joined_by_folder(names)


def _folders(path: str) -> list[str]:
    """The folders above a note, the nearest first."""
    return [part for part in reversed(path.split("/")[:-1]) if part not in ("", ".")]


def _folder_name(path: str) -> str:
    for part in _folders(path):
        if not _FILING.fullmatch(part):
            words = part.replace("_", " ").replace("-", " ").strip()
            return words[:1].upper() + words[1:]
    return _meeting_in_name(path) or _NO_SERIES


def _meeting_in_name(path: str) -> str:
    """The meeting that a file's name states beside its day: `Board-Meeting-2017-09-22`."""
    name = series_of(PurePosixPath(path).stem.replace("_", " ").replace("-", " "))
    return name if MEETING_WORD.search(name) else ""


def _own_folder(path: str) -> str:
    """The nearest folder above a note that is named for something, `""` without one."""
    for part in _folders(path):
        if not _FILING.fullmatch(part):
            return part
    return ""


def _joined_by_folder(names: dict[str, str]) -> dict[str, str]:
    """The names, those of one folder joined where the folder is named for the longer one.

    `Stakeholders Meeting` in the folder `glideinwms-stakeholders` is the `GlideinWMS Stakeholders
    Meeting` that other notes there name; in a folder `meetings` nothing tells.
    """
    folders: dict[str, Counter[str]] = defaultdict(Counter)
    for path, name in names.items():
        folder = _own_folder(path)
        if folder:
            folders[folder][name] += 1
    joined: dict[tuple[str, str], str] = {}
    for folder, counts in folders.items():
        about = set(fold(folder).split())
        full = [name for name in counts if about <= set(fold(name).split())]
        for name in counts:
            words = set(fold(name).split())
            wider = {fold(other): other for other in full if words < set(fold(other).split())}
            if len(wider) == 1 and words & about:
                joined[folder, name] = next(iter(wider.values()))
    return {path: joined.get((_own_folder(path), name), name) for path, name in names.items()}


_SPELT_OUT = re.compile(r"(?:\b[^\W\d_][\w'-]*\s+){2,6}\(([A-Z]{2,6})\)")
_WORKING_GROUP = re.compile(r"\bworking group\b")
_MEETING_AT_END = re.compile(r"(?<=\w) (?:meetings?|minutes|notes)$")


def series_key(name: str) -> str:
    """What the ways of writing one series' name have in common.

    >>> series_key("Tree Working Group Call") == series_key("Tree WG call")
    True
    >>> series_key("Tree Steering Committee (TSC) Call") == series_key("TSC Call")
    True
    >>> series_key("Tree WG meeting") == series_key("Tree WG")
    True
    """
    short = _SPELT_OUT.sub(_acronym, name)
    return _MEETING_AT_END.sub("", _WORKING_GROUP.sub("wg", fold(short)))


def _acronym(match: re.Match[str]) -> str:
    """`Tree Steering Committee (TSC)` as `TSC`, with the words before those it stands for."""
    words = match[0].split()[:-1]
    letters = match[1]
    own = words[-len(letters) :]
    if "".join(word[0] for word in own).upper() != letters:
        return match[0]
    return " ".join((*words[: -len(letters)], letters))


def _series_ids(
    ordered: Sequence[ParsedNote], names: Mapping[str, str], registry: Registry
) -> tuple[dict[str, SeriesId], dict[SeriesId, SeriesName]]:
    registered = {
        series_key(form): entry
        for entry in reversed(registry.series)
        for form in (*entry.aliases, entry.name)
    }
    patterns = [(pattern, entry) for entry in registry.series for pattern in entry.match]
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    entries: dict[str, SeriesEntry] = {}
    keys: dict[str, str] = {}
    for item in ordered:
        path, name = item.note.path, names[item.note.path]
        matched = [entry for pattern, entry in patterns if fnmatchcase(path, pattern)]
        entry = registered.get(series_key(name)) or registered.get(series_key(item.note.title))
        if not item.note.front_matter.series and matched:
            entry = matched[0]
        key = series_key(entry.name if entry else name) or fold(_NO_SERIES)
        keys[path] = key
        groups[key][name] += 1
        if entry:
            entries[key] = entry
    series: dict[SeriesId, SeriesName] = {}
    ids: dict[str, SeriesId] = {}
    for key in sorted(groups, key=lambda key: (key not in entries, key)):
        entry = entries.get(key)
        name = entry.name if entry else most_common(groups[key])
        slug = unique_slug((entry.slug if entry else "") or name, series)
        ids[key] = SeriesId(slug)
        series[ids[key]] = SeriesName(ids[key], name, entry)
    return {path: ids[key] for path, key in keys.items()}, series


def most_common(counts: Mapping[str, int]) -> str:
    """The key counted most often; of several, the first in alphabetical order.

    >>> most_common({"b": 2, "a": 2, "c": 1})
    'a'
    """
    return min(counts, key=lambda key: (-counts[key], key))


def unique_slug(text: str, taken: Iterable[str]) -> str:
    """An address part for a name, numbered where it is taken; a name without letters gives `x`.

    >>> unique_slug("C++", ["c"]), unique_slug("Jörg Žák", [])
    ('c-2', 'jorg-zak')
    """
    base = slugify(text) or "x"
    slug, number = base, 1
    while slug in taken:
        number += 1
        slug = f"{base}-{number}"
    return slug


def _addresses(ordered: Sequence[ParsedNote], series: Mapping[str, SeriesId]) -> list[str]:
    days = Counter(_day_address(item, series) for item in ordered)
    addresses = []
    for item in ordered:
        pinned = item.note.front_matter.id.strip("/ ")
        address = _day_address(item, series)
        if pinned:
            address = (
                "/".join(filter(None, (slugify(part) for part in pinned.split("/")))) or address
            )
        elif days[address] > 1 and item.note.date:
            address = f"{address}-{_stem(item.note.path)}"
        addresses.append(address)
    return addresses


def _day_address(item: ParsedNote, series: Mapping[str, SeriesId]) -> str:
    note = item.note
    last = note.date.isoformat() if note.date else _stem(note.path)
    return f"{series[note.path]}/{last}"


def _stem(path: str) -> str:
    """A file's stem as part of an address, without a date where more is left.

    >>> _stem("2020/2020-01-07-afternoon.md"), _stem("2020-01-07.md")
    ('afternoon', '2020-01-07')
    """
    stem = PurePosixPath(path).stem
    return slugify(_DATE_IN_STEM.sub("", stem)) or slugify(stem) or "note"
