"""Which series a note belongs to, and the address that it is published under."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase

from ..dates import written_dates
from ..lexicon import late, pattern
from ..names import fold
from ..part_ids import page_of, part_id, part_of
from ..part_paths import file_of, place_in_file
from ..records import Note, NoteId, NoteKind, ParsedNote, Problem, SeriesId
from ..registry import Registry, SeriesEntry
from ..settings import Settings
from ..slugs import name_slug, note_stem, path_slug, stem_slug
from ..unread import digest
from .days import date_line, settle_days
from .forms import most_common
from .one_ticket import settle_tickets, told_of_tickets
from .series import NO_SERIES, name_series, series_key
from .vault_pages import tell_pages


@dataclass(frozen=True, slots=True)
class Placed:
    """A parsed note with its place in the archive, and the address it had before others came."""

    parsed: ParsedNote
    id: NoteId
    series: SeriesId
    former: str = ""

    @property
    def aliases(self) -> tuple[str, ...]:
        """The addresses that lead to the note: those that it states itself come first."""
        stated = self.parsed.note.front_matter.aliases
        return (*stated, self.former) if self.former else stated


@dataclass(frozen=True, slots=True)
class SeriesName:
    """A series before its notes are known: what it is called, and its registry entry if any."""

    id: SeriesId
    name: str
    entry: SeriesEntry | None = None

    @property
    def apart(self) -> bool:
        """Whether the registry gives the parts of its meetings pages of their own."""
        return self.entry is not None and self.entry.apart


def place(
    parsed: Iterable[ParsedNote], registry: Registry, settings: Settings, *, settled: bool = False
) -> tuple[tuple[Placed, ...], Mapping[SeriesId, SeriesName], tuple[Problem, ...]]:
    """Each note with its series and address, from the oldest to the newest, undated ones first.

    A note's series is the one whose registry entry matches its path or the name it gives, else the
    one that `name_series` weighs. Of several notes of a series on one day the main one has the
    address of the day; slides, talk and summaries are parts of its page, unless the registry says
    that those of the series have pages of their own, and others get the file's stem as a suffix. A
    front-matter `id` is taken as it stands, and so is the address that a note had before, where the
    settings keep it: several meetings of a file that was a page of a site share that page. Of two
    notes that claim one address the second by path gets a problem, and the address of its day, or a
    number. Of `settled` notes it is known what they are and what tickets are called.
    """
    by_name = sorted(parsed, key=lambda item: item.note.path)
    ordered: Sequence[ParsedNote] = by_name if settled else tell_pages(by_name)
    by_path, series = _series_ids(ordered, registry)
    ordered = settle_days(ordered, by_path, settings)
    ordered = ordered if settled else settle_tickets(ordered, by_path)
    placed, problems = _in_places(ordered, by_path, series, settings)
    return placed, series, problems


def _in_places(
    ordered: Sequence[ParsedNote],
    by_path: Mapping[str, SeriesId],
    series: Mapping[SeriesId, SeriesName],
    settings: Settings,
) -> tuple[tuple[Placed, ...], tuple[Problem, ...]]:
    """Notes of known series at their addresses, with the problems of those claimed twice."""
    days = _days(ordered, by_path)
    kept = dict(_kept(ordered, by_path, settings))
    wanted = [_address(item, days[item.note.path], kept) for item in ordered]
    parts = _parts(ordered, days, {key for key, name in series.items() if name.apart}, kept)
    taken: set[str] = set()
    pages: dict[str, str] = {}
    claimed: Counter[str] = Counter()
    problems: list[Problem] = []
    ids: dict[str, NoteId] = {}
    for item, address in zip(ordered, wanted, strict=True):
        if item.note.path in parts:
            continue
        of_other = pages.setdefault(page_of(NoteId(address)), file_of(item.note.path))
        kept_twice = address.startswith("/") and of_other != file_of(item.note.path)
        unique = base = days[item.note.path].address if kept_twice else address
        while unique in taken:
            claimed[base] += 1
            unique = f"{base}-{claimed[base] + 1}"
        if unique != address:
            problems.append(_twice(item, address, unique))
        taken.add(unique)
        ids[item.note.path] = NoteId(unique)
    ids |= _part_ids(parts, days, ids)
    former = _former(ordered, days, ids, taken)
    placed = [
        Placed(item, ids[path], by_path[path], former.get(path, ""))
        for item in ordered
        for path in (item.note.path,)
    ]
    placed.sort(key=_age)
    return tuple(placed), tuple(problems)


def placing(item: ParsedNote) -> bytes:
    """A hash of all that tells where a note belongs, and where others do: as it is by itself."""
    note = item.note
    links = sorted({mark.value for mark in note.marks if mark.kind == "link"})
    day = (note.date, note.other_date, note.either, date_line(note))
    own = (note.path, note.title, note.series, note.kind, note.home, note.front_matter)
    tickets = [*told_of_tickets(item).items()]
    told = (own, day, links, bool(item.facts.attendees), tickets)
    return digest(told)


def _former(
    ordered: Iterable[ParsedNote],
    days: Mapping[str, _Day],
    ids: Mapping[str, NoteId],
    taken: Collection[str],
) -> dict[str, str]:
    """By path, the addresses that notes had before their day had a main note, or it had parts.

    All notes of a day with several had their file's stem behind the day. Of some that are called
    alike a part goes before the main note, and the first before others; a page before all. One of
    several meetings on a page is looked for at the address of its day.
    """
    found: dict[str, str] = {}
    for item in sorted(ordered, key=lambda item: not part_of(ids[item.note.path])):
        path, day = item.note.path, days[item.note.path]
        moved = part_of(ids[path]) or ids[path] == day.address
        if moved and day.notes > 1 and item.note.date:
            own = f"{day.address}-{stem_slug(path)}"
            if own not in taken:
                found.setdefault(own, path)
        if place_in_file(path) and page_of(ids[path]) != ids[path] and day.address not in taken:
            found.setdefault(day.address, path)
    return {path: address for address, path in found.items()}


_PARTS = frozenset({"live-notes", "slides", "summary", "transcript"})
"""The kinds of notes that can be a part of a meeting whose main note is another."""


def _parts(
    ordered: Iterable[ParsedNote],
    days: Mapping[str, _Day],
    apart: Container[str],
    kept: Mapping[str, str],
) -> dict[str, str]:
    """What the notes are called that are parts of a meeting, by path, in their order.

    What has an address of its own, by its front matter or by the settings, is none, nor is what
    lies in a series whose parts are to be `apart`.
    """
    found = {}
    for item in ordered:
        note, day = item.note, days[item.note.path]
        pinned = note.front_matter.id or kept.get(note.path) or place_in_file(note.path)
        name = note.kind if note.kind in _PARTS else day.named.get(note.path, "")
        main = day.main if day.main is not item else None
        beside = main is not None and "#" not in kept.get(main.note.path, "") and name
        if main is None or _are_of_two(note, main.note):
            continue
        if note.date and beside and not pinned and day.series not in apart:
            found[note.path] = name
    return found


def _are_of_two(one: Note, other: Note) -> bool:
    """Whether what a program wrote has the name of another meeting, neither a part of the other.

    It calls its text as the calendar calls the meeting; slides are called by a topic.
    """
    names = [f"-{name_slug(note.series)}-" for note in (one, other) if note.series]
    told = one.kind == "summary" and len(names) > 1
    return told and names[0] not in names[1] and names[1] not in names[0]


def _part_ids(
    parts: Mapping[str, str], days: Mapping[str, _Day], ids: Mapping[str, NoteId]
) -> dict[str, NoteId]:
    """The identifiers of parts: of several that are called alike all but the first are numbered."""
    found: dict[str, NoteId] = {}
    counts: Counter[NoteId] = Counter()
    for path, name in parts.items():
        main = days[path].main
        if main is not None:
            first = part_id(ids[main.note.path], name)
            counts[first] += 1
            found[path] = NoteId(f"{first}-{counts[first]}") if counts[first] > 1 else first
    return found


def _kept(
    ordered: Iterable[ParsedNote], series: Mapping[str, SeriesId], settings: Settings
) -> Iterator[tuple[str, str]]:
    """By path, the identifiers of notes that have the page that they had in a site before.

    It lives where it did, if the settings keep addresses. Several meetings of a file share it in
    any case, if it was one among others: these lead to it, and to places within it. An address with
    `#` in a name only redirects: in an identifier it parts the meetings of a file.
    """
    for note in (item.note for item in ordered if item.note.home):
        page = note.home if note.home == "/" else note.home.removesuffix("/")
        place = place_in_file(note.path)
        keep = settings.addresses == "keep" and "#" not in page
        if place and settings.folder_of(note.path).is_among_pages:
            in_archive = f"{series[note.path]}/{stem_slug(file_of(note.path))}"
            yield note.path, part_id(NoteId(page if keep else in_archive), place)
        elif keep and not place:
            yield note.path, page


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
    ordered: Sequence[ParsedNote], registry: Registry
) -> tuple[dict[str, SeriesId], dict[SeriesId, SeriesName]]:
    entry_of, names = _registered(registry), name_series(item.note for item in ordered)
    groups: dict[str, Counter[str]] = defaultdict(Counter)
    entries: dict[str, SeriesEntry] = {}
    keys: dict[str, str] = {}
    for item in ordered:
        path, name = item.note.path, names[item.note.path].name
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


@dataclass(frozen=True, slots=True)
class _Day:
    """How many notes a series has of a day, the main one, and the address that is theirs.

    Without a main one it is that of the `first`, after which the files of the others are called.
    `named` are those whose files are called a part of the meeting, with what they are called.
    """

    address: str
    series: SeriesId
    notes: int
    main: ParsedNote | None
    first: ParsedNote | None
    named: Mapping[str, str]


def _days(ordered: Iterable[ParsedNote], series: Mapping[str, SeriesId]) -> dict[str, _Day]:
    """The day of each note, by path; a note without a date has one to itself."""
    by_day: dict[str, list[ParsedNote]] = defaultdict(list)
    for item in ordered:
        note = item.note
        last = note.date.isoformat() if note.date else stem_slug(note.path)
        by_day[f"{series[note.path]}/{last}"].append(item)
    days: dict[str, _Day] = {}
    for address, notes in by_day.items():
        named = _named_parts(notes, series[notes[0].note.path])
        main, first = _main(notes, named), _called_after(notes)
        day = _Day(address, series[notes[0].note.path], len(notes), main, first, named)
        days |= dict.fromkeys((item.note.path for item in notes), day)
    return days


# `summary` beside other notes, or `weekly-summary` beside `weekly`, as `stem_slug` gives them.
_NAMED_PART = late(
    rf"""
    (?: (?P<beside> .+? ) - )??
    (?: (?P<slides> {pattern("parts.slides")})
      | (?P<summary> {pattern("parts.summary")})
      | (?P<transcript> {pattern("parts.transcript")})
      | (?P<agenda> {pattern("parts.agenda")}) )
    """,
    re.VERBOSE,
)
# `weekly-minutes`, beside which `weekly-agenda` lies.
_NAMED_MINUTES = late(rf"(?:^|-){pattern('parts.minutes')}$")


def _named_parts(day: Sequence[ParsedNote], series: SeriesId) -> dict[str, str]:
    """By path, what files of a day are called that lie beside others of it.

    They may also lie in a folder of their like, `agendas/2020-01-07.md`, or be called by the first
    words of their series, as `crane-deck` among those of `crane-weekly`.
    """
    stems = {item.note.path: _stem_without_day(item.note) for item in day} if len(day) > 1 else {}
    beside = {None, "", *stems.values(), *(note_stem(path).casefold() for path in stems)}
    beside |= {_NAMED_MINUTES.sub("", stem) for stem in stems.values()}
    named = {
        path: match.lastgroup or ""
        for path, stem in stems.items()
        if (match := _NAMED_PART.fullmatch(stem))
        and (match["beside"] in beside or f"{series}-".startswith(f"{match['beside']}-"))
    }
    filed = {
        path: match.lastgroup or ""
        for path in stems
        if (match := _NAMED_PART.fullmatch(_folder(path))) and not match["beside"]
    }
    return filed | named if len(filed) < len(stems) else named


def _stem_without_day(note: Note) -> str:
    """A file's stem as part of an address without its day, in whatever way that is written."""
    words, day = note_stem(note.path), note.date
    for written in written_dates(words) if day else ():
        if day and written.year == day.year and (day.month, day.day) in written.readings:
            rest = name_slug(words[: written.start] + words[written.end :])
            return rest or stem_slug(note.path)
    return stem_slug(note.path)


def _folder(path: str) -> str:
    """The name of the folder that a file lies in, in the letters of addresses."""
    return name_slug(path.rpartition("/")[0].rpartition("/")[2])


def _address(item: ParsedNote, day: _Day, kept: Mapping[str, str]) -> str:
    """The address that a note would have, if no other had it."""
    note = item.note
    if note.front_matter.id:
        return path_slug(note.front_matter.id) or day.address
    if note.path in kept:
        return kept[note.path]
    if note.date and item is not (day.main or day.first):
        return f"{day.address}-{stem_slug(note.path)}"
    return day.address


_AGENDA = late(rf"(?<![^\W_]){pattern('outcomes.agenda')}(?![^\W_])", re.IGNORECASE)


_MAIN_KINDS: tuple[NoteKind, ...] = ("minutes", "live-notes", "summary", "slides", "transcript")
"""Which kind of note tells most of a meeting, before others of its day."""


def _main(day: Sequence[ParsedNote], named: Container[str]) -> ParsedNote | None:
    """The note that a meeting's other notes lie beside: the only minutes of a day.

    It has the address of the day, so that slides or a transcript that come later change nothing.
    Where nobody took minutes, it is the only note of the kind that tells most. Of several minutes
    none is it, and of one note that one, whatever it is. A file that is called an agenda, or a part
    of a meeting, is no minutes.
    """
    if len(day) == 1:
        return day[0]
    minutes = [
        item
        for item in day
        if item.note.path not in named and not _AGENDA.search(note_stem(item.note.path))
    ]
    by_kind = ([i for i in minutes if i.note.kind == kind] for kind in _MAIN_KINDS)
    first = next(filter(None, by_kind), [])
    return first[0] if len(first) == 1 else None


def _called_after(notes: Sequence[ParsedNote]) -> ParsedNote | None:
    """The one of several notes whose file's name begins those of all others, in folders of its own.

    `2024-05-16.md` beside `2024-05-16 copy.md`, `2024-05-16.de.md` and `de/2024-05-16.md`.
    """
    if len(notes) == 1:
        return notes[0]
    first = min(notes, key=lambda item: len(_stem(item)))
    folder, _, name = _stem(first).rpartition("/")
    inside = re.escape(f"{folder}/" if folder else "")
    after = re.compile(rf"(?:.+/)?{inside}(?:.+/)?{re.escape(name)}(?![^\W_])")
    others = [_stem(item) for item in notes if item is not first]
    called = all(other != _stem(first) and after.match(other) for other in others)
    return first if called else None


def _stem(item: ParsedNote) -> str:
    return file_of(item.note.path).rpartition(".")[0]
