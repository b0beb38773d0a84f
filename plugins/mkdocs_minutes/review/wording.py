"""Differences in words: one line a change, whatever it is written to.

The words are ours; what comes out of notes goes through `quote`, which makes it harmless for where
it is written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from textwrap import shorten
from typing import get_args

from rapidfuzz.distance import Postfix, Prefix

from ..core.grouping import grouped
from ..core.kinds import IN_DOUBT, STATEMENT_KINDS, STATEMENTS, Fact
from ..core.masking.table import called, table
from ..core.records import Presence, ProjectKind, ThreadStatus, VersionStatus
from ..core.text import counted
from .difference import Difference, EntityChange, Move, NewName, NoteChange, NoteState, Reworded
from .entries import ENTRY_KEYS, EntryChange
from .masked import MOVED
from .matching import Change
from .moved import entity_key
from .moves import OWN
from .sections import SectionChange
from .snapshot import Entity

Quote = Callable[[str], str]

GAINED, LOST, CHANGED = "+", "-", "~"

_LISTED_KINDS = ("attendee", "person", "project", "version", "ticket", "link", "masked")
"""Facts that are told in one line a kind where a whole note came or went."""

_STATES: Mapping[NoteState, str] = {
    "added": "new note",
    "removed": "note removed",
    "renamed": "renamed",
    "edited": "edited",
    "followed": "followed",
    "rearranged": "sections renamed or moved",
    "reworded": "reworded",
    "respaced": "respaced",
    "untouched": "not edited",
}

_NOUNS = {"masked": "masked value"}
"""What a kind of fact is counted as, where that is not its name."""


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a difference: its sign, where it is to be seen, and what it says.

    `path` is the file after the edit that has the line `where`, `""` where it has none.
    """

    sign: str
    where: str
    text: str
    path: str = ""


def summary(difference: Difference) -> str:
    """The difference in one sentence: how many notes, facts, addresses, names and problems."""
    broken = [address for address in difference.broken if not address.diverted]
    diverted = [address for address in difference.broken if address.diverted]
    rest = [
        (broken, "published address", "would break"),
        (diverted, "anchor", "would lead to other text"),
        (difference.registry, "entry", "of the registry changed"),
        (difference.new_names, "name", "new to the registry"),
        (difference.new_problems, "new problem", ""),
        (difference.solved_problems, "problem", "solved"),
    ]
    told = [f"{counted(len(items), noun)} {verb}".strip() for items, noun, verb in rest if items]
    return ". ".join([_of_notes(difference), *([", ".join(told)] if told else [])]) + "."


def _of_notes(difference: Difference) -> str:
    states: Counter[NoteState] = Counter(
        "edited" if note.state == "followed" else note.state for note in difference.notes
    )
    reasons = {
        state: what.format(counted(states[state], "note"))
        for state, what in _REASONS
        if state in states
    }
    if not difference.facts_changed:
        return ": ".join(filter(None, ("No fact changed", ", ".join(reasons.values()))))
    reasons.pop("renamed", None)
    parts = [
        f"{counted(states[state], 'note')} {state}"
        for state in ("added", "removed", "renamed", "edited")
        if state in states
    ]
    return "; ".join([*parts, _fact_counts(difference), *reasons.values()])


_REASONS: tuple[tuple[NoteState, str], ...] = (
    ("rearranged", "sections renamed or moved in {}"),
    ("respaced", "only white space in {}"),
    ("reworded", "only wording in {}"),
    ("renamed", "{} renamed"),
)
"""What became of notes in which no fact changed, in words."""


HOW = ("gained", "lost", "changed", "no longer marked")
"""What can become of a fact that stays in its note's place, in the order in which it is told."""


def how(change: Change) -> str:
    """What became of a fact, as one of `HOW`."""
    if change.unmarked:
        return "no longer marked"
    if change.before is None:
        return "gained"
    return "lost" if change.after is None else "changed"


def _fact_counts(difference: Difference) -> str:
    counts = Counter(how(change) for note in difference.notes for change in note.changes)
    counts["moved"] = sum(len(move.facts) for move in difference.moves)
    told = [f"{counts[verb]:,} {verb}" for verb in (*HOW, "moved") if counts[verb]]
    named = Counter(
        (change.how, change.entity.kind)
        for change in difference.entities
        if change.how in ("renamed", "merged") and change.entity.kind != "version"
    )
    parts = [f"facts: {', '.join(told)}"] if told else []
    parts += [f"{counted(count, kind)} {how}" for (how, kind), count in sorted(named.items())]
    return (
        "; ".join(parts)
        or f"the archive knows {counted(len(difference.entities), 'name')} otherwise"
    )


def heading(note: NoteChange, quote: Quote, quote_path: Quote) -> str:
    """What became of a note, with its path and title."""
    path = quote_path(note.path)
    if note.state == "renamed":
        path = f"{quote_path(note.was)} → {path}"
    about = ""
    if note.state in ("added", "removed"):
        days = [change.fact.text for change in note.changes if change.kind == "date"]
        about = "".join(
            [f", {quote(note.title)}", *(f" of {_value('date', d, quote)}" for d in days if d)]
        )
    return f"{path}: {_STATES[note.state]}{about}"


def note_lines(note: NoteChange, difference: Difference, quote: Quote) -> Iterator[Told]:
    """The note's changes, a line each, and lines in other words.

    Of many figures in a table that share a fate, one line tells; so it does of names, links and the
    like of a kind, where these are many or the note came or went.
    """
    whole = note.state in ("added", "removed")
    for section in note.sections:
        yield _section(section, quote)
    figures, others = _tables(note.changes)
    for (fate, heading_above), of_table in figures.items():
        yield _figures(fate, heading_above, of_table, difference, quote)
    fates = grouped(
        ((how(change), change.kind), change) for change in others if change.kind in _LISTED_KINDS
    )
    listed = {
        fate: found
        for fate, found in fates.items()
        if whole or (len(found) > _FEW_LISTED and fate[0] != "changed")
    }
    for change in others:
        if (how(change), change.kind) not in listed and not (whole and change.kind in OWN):
            yield _told(change, difference, quote)
    for (verb, kind), found in listed.items():
        yield _listed(verb, kind, found, difference, quote)
    yield from _reworded_lines(note, quote) if note.state != "reworded" else ()


_FEW_LISTED = 8
"""So many names, links and the like that a note gained or lost are told one by one."""


def _listed(
    verb: str, kind: str, found: Sequence[Change], difference: Difference, quote: Quote
) -> Told:
    names = grouped(
        (_listed_name(change.fact, difference, quote, before=verb == "lost"), change.fact.line)
        for change in found
    )
    count = counted(len(names), _NOUNS.get(kind, kind)).partition(" ")[2]
    told = (f"{name} ({', '.join(map(str, lines[:5]))})" for name, lines in names.items())
    return Told(GAINED if verb == "gained" else LOST, "", f"{count}: {', '.join(told)}")


def _section(section: SectionChange, quote: Quote) -> Told:
    if section.how == "renamed":
        text = f"heading {quote(section.before)} → {quote(section.after)}"
    else:
        place = f"behind {quote(section.behind)}" if section.behind else "to the front"
        text = f"section {quote(section.after)} moved {place}"
    return Told(CHANGED, "", text)


_FEW_FIGURES = 3
"""So many figures of a table are told one by one."""


def _tables(
    changes: Iterable[Change],
) -> tuple[dict[tuple[str, str], tuple[Change, ...]], list[Change]]:
    """Figures by what became of them and by table, where they are many, and all other changes."""
    changes = list(changes)
    tables = grouped(
        ((how(change), dict(change.fact.state).get("table", "")), change)
        for change in changes
        if change.kind == "metric"
    )
    many = {key: found for key, found in tables.items() if len(found) > _FEW_FIGURES}
    told = {id(change) for found in many.values() for change in found}
    return many, [change for change in changes if id(change) not in told]


def _figures(
    verb: str, table: str, found: Sequence[Change], difference: Difference, quote: Quote
) -> Told:
    sign = {"gained": GAINED, "lost": LOST}.get(verb, CHANGED)
    first = _told(found[0], difference, quote)
    below = f" below {quote(table)}" if table else ""
    text = f"{counted(len(found), 'figure')}{below} {verb}, first {first.text}"
    return Told(sign, first.where, text)


def move_lines(moves: Iterable[Move], quote: Quote) -> Iterator[Told]:
    """Facts that moved, a line for each pair of notes, with how many both notes had."""
    for move in moves:
        pair = f"from {quote(move.was)} to {quote(move.now)}"
        kinds = ", ".join(counted(n, _NOUNS.get(kind, kind)) for kind, n in move.kinds.items())
        told = [f"{counted(len(move.facts), 'fact')} moved {pair}: {kinds}"] if move.facts else []
        if move.already:
            told.append(f"{counted(len(move.already), 'fact')} stood in both notes")
        yield Told(CHANGED, "", "; ".join(told) + (f" that became one, {pair}" * (not move.facts)))


def entry_change_lines(changes: Iterable[EntryChange], quote: Quote) -> Iterator[Told]:
    """Entries of the registry that came, went or say something else."""
    for change in changes:
        names = dict.fromkeys(filter(None, (change.before, change.after)))
        sign = CHANGED if change.before and change.after else GAINED if change.after else LOST
        keys = [
            f"{key} {' → '.join(quote(said) if said else 'none' for said in said_of)}"
            for key, *said_of in change.keys
            if key in ENTRY_KEYS
        ]
        text = ", ".join([f"{quote(change.file)}: {' → '.join(map(quote, names))}", *keys])
        yield Told(sign, "", text)


def odds_lines(difference: Difference, quote: Quote) -> Iterator[Told]:
    """Claims of versions in edited notes that others contradict, the first of these for each."""
    pairs = grouped(((p.version, p.path, p.line, p.status), p) for p in difference.at_odds)
    for pair, *others in pairs.values():
        name = difference.names_after.get(f"version/{pair.version}", pair.version)
        statuses = (_value("status", status, quote) for status in (pair.status, pair.other_status))
        here, there = f"{pair.path}:{pair.line}", f"{pair.other}:{pair.other_line}"
        said = f"{next(statuses)} in {quote(here)}, but {next(statuses)} in {quote(there)}"
        more = f", and so on in {counted(len(others), 'more place')}" if others else ""
        yield Told("", "", f"version {quote(name)}: {said}{more}")


def folder_lines(notes: Iterable[NoteChange], quote: Quote) -> Iterator[Told]:
    """Notes of which nothing changed but the folder, a line for each pair of folders."""
    for (was, now), moved in _folders(notes).items():
        folders = (quote(f"{folder}/") if folder else "the top" for folder in (was, now))
        text = f"{counted(len(moved), 'note')} moved from {next(folders)} to {next(folders)}"
        yield Told(CHANGED, "", text)


def told_each(difference: Difference) -> list[NoteChange]:
    """The notes of which there is something to tell by name."""
    folded = {id(note) for moved in _folders(difference.notes).values() for note in moved}
    return [
        note
        for note in difference.notes
        if note.state in _TOLD_EACH
        and id(note) not in folded
        and (note.state != "edited" or note.changes or note.sections or note.reworded)
    ]


_TOLD_EACH: frozenset[NoteState] = frozenset(
    {"added", "removed", "renamed", "edited", "rearranged"}
)
"""What became of the notes whose changes are told note by note."""

FEW_NOTES = 3
"""So many notes that moved to another folder are told one by one."""


def _folders(notes: Iterable[NoteChange]) -> dict[tuple[str, str], tuple[NoteChange, ...]]:
    """Notes that only moved to another folder, by the folders, where they are many."""
    found = grouped(
        (_above(note.was.split("/"), note.path.split("/")), note)
        for note in notes
        if note.state == "renamed" and note.same_text
    )
    return {key: moved for key, moved in found.items() if len(moved) > FEW_NOTES and any(key)}


def _above(was: list[str], now: list[str]) -> tuple[str, str]:
    """Two folders without the end that both paths have; `""` for both where the names differ.

    >>> _above(["old", "2014", "May", "a.md"], ["2014", "May", "a.md"])
    ('old', '')
    >>> _above(["old", "a.md"], ["new", "b.md"])
    ('', '')
    """
    end = Postfix.similarity(was, now)
    return ("/".join(was[:-end]), "/".join(now[:-end])) if end else ("", "")


def reworded_lines(notes: Iterable[NoteChange], quote: Quote) -> Iterator[Told]:
    """The notes in which no fact changed, each with the first lines that did."""
    for note in notes:
        if note.state == "reworded":
            yield Told("", "", quote(note.path))
            yield from _reworded_lines(note, quote)


def _reworded_lines(note: NoteChange, quote: Quote) -> Iterator[Told]:
    for line in note.reworded:
        yield Told("", f"{line.line}", _reworded(line, quote), note.path)
    if note.more:
        yield Told("", "", f"{counted(note.more, 'more line')} in other words")


def _reworded(line: Reworded, quote: Quote) -> str:
    same = Prefix.similarity(line.before, line.after) if line.before != line.after else 0
    was, now = (quote(_from(text, same)) if text else "" for text in (line.before, line.after))
    if line.before == line.after:
        return f"stands elsewhere now: {now}"
    return f"{was} → {now}" if was and now else f"new: {now}" if now else f"gone: {was}"


_LONGEST = 160
"""Characters of a line that are quoted, from a little before it differs."""


def _from(text: str, differs: int) -> str:
    if len(text) > _LONGEST and differs > _LONGEST // 2:
        text = f"…{text[differs - _LONGEST // 4 :]}"
    return shorten(text, _LONGEST, placeholder="…")


def _listed_name(fact: Fact, difference: Difference, quote: Quote, *, before: bool) -> str:
    if fact.kind == "masked":
        return _masked_name(fact, quote).removeprefix("masked ")
    details = _details(fact, quote) if fact.kind == "version" else []
    return " ".join([_name(fact, difference, quote, before=before), *details])


def untouched_lines(difference: Difference, quote: Quote) -> Iterator[Told]:
    """The changes in notes that nobody edited, the same ones in one line."""
    untouched = (note for note in difference.notes if note.state == "untouched")
    places = grouped(
        ((told.sign, told.text), f"{change.path}:{told.where}".rstrip(":"))
        for note in chain(untouched, *_folders(difference.notes).values())
        for change in note.changes
        for told in (_told(change, difference, quote),)
    )
    for (sign, text), where in places.items():
        more = f" (in {len(where):,} places, first {quote(where[0])})"
        yield Told(sign, "", text + (more if len(where) > 1 else f" ({quote(where[0])})"))


def _told(change: Change, difference: Difference, quote: Quote) -> Told:
    where = str(change.fact.line) if change.fact.line else ""
    if change.before is None:
        text = _whole(change.fact, difference, quote, before=False)
        return Told(GAINED, where, text, change.path)
    if change.after is None:
        text = _whole(change.fact, difference, quote, before=True)
        if change.unmarked:
            return Told(CHANGED, "", f"{text}, no longer marked")
        return Told(LOST, where, text)
    text = _changed(change.before, change.after, difference, quote)
    return Told(CHANGED, where, text, change.path)


def _whole(fact: Fact, difference: Difference, quote: Quote, *, before: bool) -> str:
    if fact.kind == "masked":
        return f"{_masked_name(fact, quote)}, not shown"
    name = _name(fact, difference, quote, before=before)
    written = _written(fact, difference, quote, before=before)
    return f"{_label(fact)} {', '.join([name, *written, *_details(fact, quote)])}"


def _label(fact: Fact) -> str:
    """What a fact is called: a statement by what it is marked as, such as a decision."""
    kind = dict(fact.state).get("kind", "")
    stated = STATEMENT_KINDS.get(fact.kind)
    return kind if stated and kind in stated.marked_as else fact.kind


def _details(fact: Fact, quote: Quote) -> list[str]:
    return [
        f"{key} {_value(key, value, quote)}"
        for key, value in fact.state
        if value and key in _TOLD and (key, value) not in _USUAL and key != "kind"
    ]


_TOLD = frozenset(
    (
        *"presence role status date owner due value change kind how by".split(),
        *(name for kind in STATEMENTS for name in kind.details),
    )
)
"""The names of states that are told: a report may come from a stranger, with names of his own."""

_USUAL = {("presence", "present"), ("status", "mentioned"), ("status", "open")}
"""What is so common that it goes without saying."""


def _changed(was: Fact, now: Fact, difference: Difference, quote: Quote) -> str:
    if now.kind == "masked":
        return _masked(was, now, quote)
    if now.kind in ("title", "date"):
        old, new = (_value(now.kind, fact.text, quote) for fact in (was, now))
        return f"{now.kind} {old} → {new}"
    old = _name(was, difference, quote, before=True)
    new = _name(now, difference, quote, before=False)
    parts = []
    if was.key != now.key and was.text == now.text and now.kind in ("person", "attendee"):
        parts.append(f"{quote(now.text)}: {_meant(old, was)} → {_meant(new, now)}")
    elif old != new:
        parts.append(f"{old} → {new}")
    else:
        parts.append(new)
        if was.text != now.text:
            parts.append(f"written {quote(was.text)} → {quote(now.text)}")
    return f"{_label(was)} {', '.join([*parts, *_states(was, now, quote)])}"


def _states(was: Fact | Entity, now: Fact | Entity, quote: Quote) -> list[str]:
    """The states that are told, before and after, where they differ."""
    before = dict(was.state)
    return [
        f"{key} {_value(key, before.get(key, ''), quote)} → {_value(key, value, quote)}"
        for key, value in now.state
        if key in _TOLD and before.get(key, "") != value
    ]


def _meant(name: str, fact: Fact) -> str:
    return "not linked" if fact.key.startswith(IN_DOUBT) else name


_OWN_WORDS: Mapping[str, frozenset[str]] = {
    "status": frozenset((*get_args(VersionStatus), *get_args(ThreadStatus))),
    "presence": frozenset(get_args(Presence)),
    "kind": frozenset(
        (*(word for kind in STATEMENTS for word in kind.marked_as), *get_args(ProjectKind))
    ),
}
"""Values that are words of ours: these alone go without quotation marks."""

_DAY = re.compile(r"[0-9]{4}(?:-[0-9]{2}){0,2}")


def _masked(was: Fact, now: Fact, quote: Quote) -> str:
    """What became of a masked value, which is not shown."""
    name = _masked_name(now, quote)
    if MOVED in now.state:
        return f"{name} moved here from line {was.line}, not shown"
    return f"{name} changed, not shown"


def _masked_name(fact: Fact, quote: Quote) -> str:
    return f"masked {called(fact.key) if fact.key in table().kinds else quote(fact.text)}"


def _value(key: str, value: str, quote: Quote) -> str:
    if value in _OWN_WORDS.get(key, ()) or (key in ("date", "due") and _DAY.fullmatch(value)):
        return value
    return quote(value) if value else "none"


def _name(fact: Fact, difference: Difference, quote: Quote, *, before: bool) -> str:
    names = difference.names_before if before else difference.names_after
    return quote(names.get(entity_key(fact), fact.text))


def _written(fact: Fact, difference: Difference, quote: Quote, *, before: bool) -> list[str]:
    """How a name is written where that is not how the archive calls it."""
    if fact.key.startswith(IN_DOUBT):
        return ["which is not linked"]
    names = difference.names_before if before else difference.names_after
    name = names.get(entity_key(fact))
    if fact.kind == "version" or name is None or name == fact.text:
        return []
    return [f"written {quote(fact.text)}"]


def entity_lines(changes: Iterable[EntityChange], quote: Quote) -> Iterator[Told]:
    """What the archive as a whole knows otherwise.

    Of what it gained or lost, and of many that are in more or fewer notes, a line a kind tells.
    """
    kinds = grouped(((_fate(change), change.entity.kind), change) for change in changes)
    whole = {}
    for (fate, kind), found in kinds.items():
        if isinstance(fate, int) and len(found) <= _FEW_ENTITIES:
            fate = ""
        if fate:
            whole[fate, kind] = [quote(change.entity.name) for change in found]
        else:
            yield from (Told(CHANGED, "", _entity(change, quote)) for change in found)
    for (fate, kind), names in whole.items():
        noun = counted(len(names), _ENTITY_NOUNS.get(kind, kind))
        if isinstance(fate, int):
            told = f"{noun} in {counted(abs(fate), 'note')} {'more' if fate > 0 else 'less'} each"
        else:
            told = f"{noun} {_ENTITY_VERBS.get(kind, _COME_AND_GONE)[fate == 'lost']}"
        sign = {"gained": GAINED, "lost": LOST}.get(str(fate), CHANGED)
        yield Told(sign, "", f"{told}: {_some(names)}")


def _fate(change: EntityChange) -> str | int:
    """What became of an entity: its states' change alone is `""`, that of its notes a number."""
    was, now = change.before, change.after
    if was is None or now is None:
        return change.how
    told = dict(was.state) | {"notes": ""} != dict(now.state) | {"notes": ""}
    if change.how != "changed" or told or was.registered != now.registered:
        return ""
    return now.places - was.places


_FEW_ENTITIES = 3
"""So many threads or topics that are in more or fewer notes are told one by one."""

_ENTITY_NOUNS = {"thread": "action thread", "missed": "meeting", "superseded": "outcome"}

_ENTITY_CALLED = {
    "thread": "action",
    "missed": "missed meeting",
    "superseded": "superseded outcome",
}

_COME_AND_GONE = ("new to the archive", "gone from the archive")

_ENTITY_VERBS = {
    "figure": ("followed over time", "no longer followed over time"),
    "missed": ("missed", "no longer missed"),
    "superseded": ("superseded by a later one", "no longer superseded"),
}
"""What became of entities that the archive has and lost, where they are not simply there."""

_MOST_NAMES = 12
"""So many names of what came or went are told, and how many others there are."""


def _some(names: list[str]) -> str:
    more = len(names) - _MOST_NAMES
    return ", ".join(names[:_MOST_NAMES]) + (f" and {more:,} more" if more > 0 else "")


def _entity(change: EntityChange, quote: Quote) -> str:
    was, now = change.before, change.after
    if was is None or now is None:
        return quote(change.entity.name)
    kind = _ENTITY_CALLED.get(now.kind, now.kind)
    if change.how == "merged":
        return f"{kind} {quote(was.name)} is now part of {quote(now.name)}{_places(change, quote)}"
    parts = []
    if change.how == "renamed":
        parts.append(f"is now {quote(now.name)}{_places(change, quote)}")
    parts += _states(was, now, quote)
    if dict(was.state).get("notes") != dict(now.state).get("notes"):
        parts.append(f"in {counted(now.places, 'note')}, was in {was.places}")
    if was.registered != now.registered:
        parts.append("is now in the registry" if now.registered else "left the registry")
    return f"{kind} {quote(was.name)} {', '.join(parts)}"


def _places(change: EntityChange, quote: Quote) -> str:
    was, now = change.before, change.after
    if was is None or now is None or not was.places or not now.path:
        return ""
    if change.how == "merged":
        return f" ({counted(was.places, 'place')})"
    first = f"{now.path}:{now.line}" if now.line else now.path
    return f" ({counted(was.places, 'place')}, now first {quote(first)})"


def new_name_line(new: NewName, quote: Quote) -> str:
    """A new name, where it stands first, and the existing ones that it may stand for."""
    where = f" at {quote(f'{new.path}:{new.line}')}" if new.path and new.line else ""
    near = f", near {' or '.join(map(quote, new.nearest))}" if new.nearest else ""
    return f"{new.kind} {quote(new.name)}{where}{near}"
