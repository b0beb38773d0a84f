"""Registry entries for the names that the notes use and the registry lacks."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple, get_args

import yaml
from rapidfuzz.distance import DamerauLevenshtein

from .escape import one_line
from .extract.owners import speaking_initials
from .grouping import agreed, grouped
from .names import fold
from .records import (
    Archive,
    Mention,
    NoteId,
    PersonId,
    ProjectKind,
    Series,
    SeriesId,
    VersionId,
)
from .registers import Member
from .similar import neighbours
from .slugs import note_stem
from .text import counted

Entry = tuple[dict[str, Any], list[str]]
"""What an entry says, and the lines of evidence above it."""


def suggest(archive: Archive, members: Sequence[Member] = ()) -> dict[str, str]:
    """Additions to each registry file, as YAML by the file's name, for a person to review.

    Entries come with their evidence as comments, the most frequent first. What may be a slip of the
    pen, or short for another name, is a comment too: nothing is merged unseen. A file that lacks
    nothing is left out; an archive that lacks nothing gives an empty mapping.
    """
    files = {
        "people.yml": [*_people(archive, members), *_open_questions(archive)],
        "projects.yml": [*_projects(archive), *_slips_of(archive)],
        "series.yml": list(_series(archive)),
    }
    return {name: "\n".join(map(_text, entries)) for name, entries in files.items() if entries}


def _text(entry: Entry) -> str:
    content, evidence = entry
    comments = "".join(f"# {one_line(line)}\n" for line in evidence)
    if not content:
        return comments
    listed = yaml.safe_dump([content], allow_unicode=True, sort_keys=False, width=96)
    return comments + listed


def _people(archive: Archive, members: Sequence[Member]) -> Iterator[Entry]:
    near = _near(person.name for person in archive.people.values())
    listed = _listed(members)
    own_notes = _own_notes(archive)
    for person in _by_frequency(archive.people.values()):
        if person.registered:
            continue
        evidence = [_seen(archive, person.name, person.mentions)]
        evidence += [_doubtful(other) for other in near.get(person.name, ())]
        names = _other_names(person.name, person.written)
        own = own_notes.get(person.name)
        names["aliases"] += own.aliases if own else ()
        evidence += _filed(own)
        keys = _keys(person.name, names["handles"])
        member = next((listed[key] for key in keys if key in listed), None)
        if member is not None:
            evidence.append(_register(member))
            _add_names_of(member, person.name, names)
        yield _person(member.name if member else person.name, names), evidence
    yield from _by_initials(archive, members)


def _by_initials(archive: Archive, members: Sequence[Member]) -> Iterator[Entry]:
    """Those whom registers list with the initials by which alone the notes call them."""
    people = {fold(person.name) for person in archive.people.values()}
    known = agreed((m.initials, m) for m in members if m.initials and fold(m.name) not in people)
    notes = Counter(
        written
        for note in archive.notes.values()
        for written in {*speaking_initials(note.note), *(p.name for p in note.facts.attendees)}
        if written in known
    )
    for initials, times in sorted(notes.items(), key=lambda c: (-c[1], c[0])):
        member = known[initials]
        evidence = [f"{initials} in {counted(times, 'note')}", _register(member)]
        handles = [member.handle] if member.handle else []
        yield _person(member.name, {"handles": handles, "initials": [initials]}), evidence


def _other_names(name: str, written: Sequence[str]) -> dict[str, list[str]]:
    """What else a person is called, by the fields of the registry."""
    forms = _other_forms(name, written)
    handles = [form for form in forms if form.startswith("@")]
    initials = [form for form in forms if form.isupper() and len(form) < 4]
    known = {*handles, *initials}
    given = fold(name).split()[0]
    return {
        "aliases": [form for form in forms if form not in known and fold(form) != given],
        "handles": [handle.lstrip("@") for handle in handles],
        "initials": initials,
    }


def _add_names_of(member: Member, name: str, names: Mapping[str, list[str]]) -> None:
    """The names that a register has for whom the notes call `name`."""
    names["aliases"].extend(member.aliases)
    if fold(name) != fold(member.name):
        names["aliases"].append(name)
    for field, value in (("handles", member.handle), ("initials", member.initials)):
        names[field].extend([value] if value else [])


def _person(name: str, names: Mapping[str, list[str]]) -> dict[str, Any]:
    """An entry of the registry, without the fields that would be empty."""
    others = {
        field: [value for value in dict.fromkeys(values) if value != name]
        for field, values in names.items()
    }
    return {"name": name} | {field: values for field, values in others.items() if values}


class _OwnNote(NamedTuple):
    """What the front matter of a vault's note says of whom or what the note is about."""

    path: str
    aliases: tuple[str, ...]
    tags: tuple[str, ...]


def _own_notes(archive: Archive) -> Mapping[str, _OwnNote]:
    """A vault's notes by whom or what the file is called; of two of one name the first."""
    found: dict[str, _OwnNote] = {}
    for note in archive.notes.values():
        front = note.note.front_matter
        if front.names or front.tags:
            own = _OwnNote(note.note.path, front.names, front.tags)
            found.setdefault(note_stem(note.note.path).lstrip("@"), own)
    return found


def _filed(own: _OwnNote | None) -> list[str]:
    """What a vault files the own note of somebody or something under, as evidence."""
    return [f"filed under {', '.join(own.tags)} in {own.path}"] if own and own.tags else []


def _kind(own: _OwnNote | None) -> dict[str, str]:
    """The kind of a project where one tag of its own note is one: `#software`, `kinds/services`."""
    tags = {tag.rpartition("/")[2].casefold() for tag in own.tags} if own else set()
    kinds = [kind for kind in get_args(ProjectKind) if {kind, f"{kind}s"} & tags]
    return {"kind": kinds[0]} if len(kinds) == 1 else {}


def _listed(members: Sequence[Member]) -> Mapping[str, Member]:
    """The members by name and handle; what two of them share tells of neither."""
    found: dict[str, Member] = {}
    shared: set[str] = set()
    for member in members:
        for key in _keys(member.name, [member.handle, *member.aliases]):
            other = found.setdefault(key, member)
            if fold(other.name) != fold(member.name):
                shared.add(key)
    return {key: member for key, member in found.items() if key not in shared}


def _keys(name: str, others: Iterable[str]) -> list[str]:
    return [key for form in (name, *others) if (key := fold(form).replace(" ", ""))]


def _register(member: Member) -> str:
    firm = f", with {member.firm}" if member.firm else ""
    return f"listed in {member.path}:{member.line}{firm}"


def _open_questions(archive: Archive) -> Iterator[Entry]:
    """Names that fit several persons, as comments: an alias or an own entry settles them."""
    counts: Counter[tuple[str, tuple[str, ...]]] = Counter(
        (doubt.written, doubt.candidates)
        for note in archive.notes.values()
        for doubt in note.doubts
    )
    for (written, candidates), times in sorted(counts.items(), key=lambda c: (-c[1], c[0])):
        names = [archive.people[c].name for c in candidates if c in archive.people]  # type: ignore[index]
        if names:
            yield {}, [f"`{written}`, {_times(times)}, could be {' or '.join(names)}"]


def _projects(archive: Archive) -> Iterator[Entry]:
    names = [project.name for project in archive.projects.values()]
    near = _near(names)
    short = _acronyms(names)
    own_notes = _own_notes(archive)
    for project in _by_frequency(archive.projects.values()):
        if project.registered:
            continue
        evidence = [_seen(archive, project.name, project.mentions)]
        evidence += _numbered(archive, project.versions)
        evidence += [_doubtful(other) for other in near.get(project.name, ())]
        evidence += [f"perhaps short for {other}" for other in short.get(project.name, ())]
        entry: dict[str, Any] = {"name": project.name}
        aliases = _other_forms(project.name, project.written)
        own = own_notes.get(project.name)
        others = own.aliases if own else ()
        aliases += [name for name in others if name not in (project.name, *aliases)]
        evidence += _filed(own)
        prefixes = sorted(
            {ticket.rpartition("-")[0] for ticket in project.tickets if "-" in ticket}
        )
        entry |= {"aliases": aliases} if aliases else {}
        entry |= _kind(own)
        entry |= {"tickets": prefixes} if prefixes else {}
        yield entry, evidence


def _numbered(archive: Archive, versions: Iterable[VersionId]) -> Iterator[str]:
    numbers = [archive.versions[version].number for version in versions]
    if numbers:
        yield f"versions {_first(numbers)}"


def _first(numbers: Sequence[str]) -> str:
    return f"{', '.join(numbers[:8])}{', …' if len(numbers) > 8 else ''}"


def _series(archive: Archive) -> Iterator[Entry]:
    near = _alike(archive)
    heirs = _successors(archive)
    for series in sorted(archive.series.values(), key=lambda s: (-len(s.notes), s.name)):
        if series.registered:
            continue
        first = archive.notes[series.notes[0]].note.path
        count = len(series.notes)
        evidence = [f"{count} notes, the first {first}" if count > 1 else f"one note, {first}"]
        evidence += [_joined(other, "nearly the same name") for other in near[series.id]]
        evidence += [
            _joined(other, "the same people met before under that name")
            for other in heirs[series.id]
        ]
        entry: dict[str, Any] = {"name": series.name}
        if series.project:
            entry["project"] = archive.projects[series.project].name
        evidence += _without_project(archive, series)
        yield entry, evidence


_FEWEST_BARE = 2


def _without_project(archive: Archive, series: Series) -> Iterator[str]:
    """The versions that a series writes without a name and that are nothing's, if several are."""
    found: Counter[str] = Counter()
    for note in map(archive.notes.__getitem__, series.notes):
        claimed = {claim.span for claim in note.claims}
        bare = (one for one in note.facts.versions if one.beside is None)
        found.update({one.number for one in bare if one.span not in claimed})
    if len(found) >= _FEWEST_BARE:
        numbers = _first(sorted(found, key=lambda number: (-found[number], number)))
        yield f"numbers without a name ({numbers}) are versions of what a line project: NAME tells"


def _joined(other: Series, why: str) -> str:
    """What makes two series one, for a keeper to uncomment."""
    return f"perhaps also {other.name} ({why}): aliases: [{json.dumps(other.name)}]"


_SHORT = 5
"""Names of fewer letters that differ in one are different names: `Docs` and `Does`."""


def _alike(archive: Archive) -> Mapping[SeriesId, list[Series]]:
    """For each series those with fewer notes whose names differ in a letter: a plural, a slip."""
    found: dict[SeriesId, list[Series]] = defaultdict(list)
    series = sorted(archive.series.values(), key=lambda one: (-len(one.notes), one.id))
    for place, one in enumerate(series):
        for other in series[place + 1 :]:
            names = fold(one.name), fold(other.name)
            near = DamerauLevenshtein.distance(*names, score_cutoff=1) <= 1
            if near and min(map(len, names)) >= _SHORT and not _numbers(names):
                found[one.id].append(other)
    return found


def _numbers(names: tuple[str, str]) -> bool:
    """Whether two names differ in a digit: `Team 1` is not `Team 2`."""
    one, other = ([char for char in name if char.isdigit()] for name in names)
    return one != other


_SAME_PEOPLE = 0.5
_FEWEST = 2


def _successors(archive: Archive) -> Mapping[SeriesId, list[Series]]:
    """For each series those that ended before it began, and whose last meetings its first ones had.

    Half of the people of the smaller of the two must be the same: a committee was renamed.
    """
    found: dict[SeriesId, list[Series]] = defaultdict(list)
    spans = {one.id: _span(one, archive) for one in archive.series.values()}
    for later in archive.series.values():
        for earlier in archive.series.values():
            ended, began = spans[earlier.id][1], spans[later.id][0]
            if earlier is later or not (ended and began and ended < began):
                continue
            before = _attending(earlier.notes[-3:], archive)
            after = _attending(later.notes[:3], archive)
            least = max(_FEWEST, _SAME_PEOPLE * min(len(before), len(after)))
            if len(before & after) >= least:
                found[later.id].append(earlier)
    return found


def _span(series: Series, archive: Archive) -> tuple[date | None, date | None]:
    """The first and the last day of a series, `None` where it has no dated note."""
    days = [day for note in series.notes if (day := archive.notes[note].note.date)]
    return (days[0], days[-1]) if days else (None, None)


def _attending(notes: Iterable[NoteId], archive: Archive) -> set[PersonId]:
    return {one.person for note in notes for one in archive.notes[note].attendance if one.person}


def _by_frequency(entities: Iterable[Any]) -> list[Any]:
    return sorted(entities, key=lambda entity: (-len(entity.mentions), entity.name))


def _seen(archive: Archive, name: str, mentions: Sequence[Mention]) -> str:
    """How often and where first a name is found; a mere listing elsewhere has no mention."""
    if not mentions:
        return f"{name}: no mention in a text"
    notes = len({mention.note for mention in mentions})
    first = mentions[0]
    path = archive.notes[first.note].note.path
    where = f"in {notes} notes, first" if notes > 1 else "in"
    return f"{_times(len(mentions))} {where} {path}:{first.line}"


def _times(count: int) -> str:
    return "once" if count == 1 else f"{count} times"


def _other_forms(name: str, written: Sequence[str]) -> list[str]:
    """The ways of writing that the name itself, in any case and with any joints, does not cover."""
    plain = fold(name).replace(" ", "")
    return [form for form in written if fold(form).replace(" ", "") != plain or form[:1] == "@"]


def _slips_of(archive: Archive) -> Iterator[Entry]:
    """Names beside numbers that are no project, being one letter away from a project's."""
    names = {fold(project.name): project.name for project in archive.projects.values()}
    beside: dict[str, set[NoteId]] = defaultdict(set)
    for note in archive.notes.values():
        for reading in note.facts.versions:
            name = note.note.quote(reading.beside).strip() if reading.beside else ""
            if name and fold(name) not in names:
                beside[name].add(note.id)
    for name, near in sorted(_near([*beside, *names.values()]).items()):
        known = [other for other in near if fold(other) in names]
        if name in beside and known:
            yield {}, [f"{name} in {counted(len(beside[name]), 'note')}: {_doubtful(known[0])}"]


def _near(names: Iterable[str]) -> Mapping[str, Sequence[str]]:
    return grouped(sorted(neighbours(names)))


def _acronyms(names: Sequence[str]) -> Mapping[str, Sequence[str]]:
    """Names in capitals only, with the names whose capitals they are: GWMS of GlideinWMS."""
    letters = (("".join(filter(str.isupper, name)), name) for name in names)
    capitals = grouped(pair for pair in letters if pair[0] != pair[1] and len(pair[0]) > 2)
    return {name: capitals[name] for name in names if name in capitals}


def _doubtful(other: str) -> str:
    return f"one letter from {other}: if they are one, make the one an alias of the other"
