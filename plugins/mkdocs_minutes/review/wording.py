"""Differences in words: one line a change, whatever it is written to.

The words are ours; what comes out of notes goes through `quote`, which makes it harmless for where
it is written.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import get_args

from ..core.kinds import IN_DOUBT, STATEMENT_KINDS, STATEMENTS, Fact
from ..core.masking.table import called, table
from ..core.records import Presence, ProjectKind, ThreadStatus, VersionStatus
from .broken import REGISTRY_FILES, BrokenAddress
from .diff import Difference, EntityChange, NewName, NoteChange, NoteState
from .masked import MOVED
from .matching import Change
from .moved import entity_key

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
    "reworded": "reworded",
    "respaced": "respaced",
    "untouched": "not edited",
}

_PLURALS = {"person": "people", "series": "series"}


@dataclass(frozen=True, slots=True)
class Told:
    """One line of a difference: its sign, where it is to be seen, and what it says."""

    sign: str
    where: str
    text: str


def plural(count: int, noun: str) -> str:
    """A count with its noun.

    >>> plural(1, "note"), plural(2, "person"), plural(0, "address")
    ('1 note', '2 people', '0 addresses')
    """
    if count == 1:
        return f"{count} {noun}"
    many = _PLURALS.get(noun, noun + ("es" if noun.endswith("s") else "s"))
    return f"{count:,} {many}"


def summary(difference: Difference) -> str:
    """The difference in one sentence: how many notes, facts, addresses, names and problems."""
    states: dict[str, int] = {}
    for note in difference.notes:
        state = "edited" if note.state == "followed" else note.state
        states[state] = states.get(state, 0) + 1
    if not difference.facts_changed:
        first = _without_facts(states)
    else:
        parts = [
            f"{plural(states[state], 'note')} {state}"
            for state in ("added", "removed", "renamed", "edited")
            if state in states
        ]
        parts.append(_fact_counts(difference))
        first = "; ".join(parts)
    rest = [
        (difference.broken, "published address", "would break"),
        (difference.new_names, "name", "new to the registry"),
        (difference.new_problems, "new problem", ""),
        (difference.solved_problems, "problem", "solved"),
    ]
    told = [f"{plural(len(items), noun)} {verb}".strip() for items, noun, verb in rest if items]
    return ". ".join([first, *([", ".join(told)] if told else [])]) + "."


def _without_facts(states: Mapping[str, int]) -> str:
    reasons = []
    if states.get("respaced"):
        reasons.append(f"only white space in {plural(states['respaced'], 'note')}")
    if states.get("reworded"):
        reasons.append(f"only wording in {plural(states['reworded'], 'note')}")
    if states.get("renamed"):
        reasons.append(f"{plural(states['renamed'], 'note')} renamed")
    return "No fact changed" + (": " + ", ".join(reasons) if reasons else "")


def _fact_counts(difference: Difference) -> str:
    gained = lost = changed = 0
    for change in (change for note in difference.notes for change in note.changes):
        gained += change.before is None
        lost += change.after is None
        changed += change.before is not None and change.after is not None
    counts = ((gained, "gained"), (lost, "lost"), (changed, "changed"))
    told = [f"{count:,} {verb}" for count, verb in counts if count]
    named = Counter(
        (change.how, change.entity.kind)
        for change in difference.entities
        if change.how in ("renamed", "merged") and change.entity.kind != "version"
    )
    parts = [f"facts: {', '.join(told)}"] if told else []
    parts += [f"{plural(count, kind)} {how}" for (how, kind), count in sorted(named.items())]
    return (
        "; ".join(parts)
        or f"the archive knows {plural(len(difference.entities), 'name')} otherwise"
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
    """The note's changes, a line each; of a note that came or went, names in a line a kind."""
    whole = note.state in ("added", "removed")
    listed: dict[str, dict[str, list[str]]] = {}
    for change in note.changes:
        if whole and change.kind in _LISTED_KINDS:
            name = _listed_name(change.fact, difference, quote, before=change.after is None)
            listed.setdefault(change.kind, {}).setdefault(name, []).append(str(change.fact.line))
        elif not whole or change.kind not in ("title", "date", "series"):
            yield _told(change, difference, quote)
    for kind, names in listed.items():
        count = plural(len(names), kind).partition(" ")[2]
        told = ", ".join(f"{name} ({', '.join(lines[:5])})" for name, lines in names.items())
        yield Told(GAINED if note.state == "added" else LOST, "", f"{count}: {told}")


def _listed_name(fact: Fact, difference: Difference, quote: Quote, *, before: bool) -> str:
    details = _details(fact, quote) if fact.kind == "version" else []
    return " ".join([_name(fact, difference, quote, before=before), *details])


def untouched_lines(difference: Difference, quote: Quote) -> Iterator[Told]:
    """The changes in notes that nobody edited, the same ones in one line."""
    places: dict[tuple[str, str], list[str]] = {}
    for note in difference.notes:
        if note.state == "untouched":
            for change in note.changes:
                told = _told(change, difference, quote)
                place = f"{change.path}:{change.fact.line}"
                places.setdefault((told.sign, told.text), []).append(place)
    for (sign, text), where in places.items():
        more = f" (in {len(where):,} places, first {quote(where[0])})"
        yield Told(sign, "", text + (more if len(where) > 1 else f" ({quote(where[0])})"))


def _told(change: Change, difference: Difference, quote: Quote) -> Told:
    where = str(change.fact.line) if change.fact.line else ""
    if change.before is None:
        return Told(GAINED, where, _whole(change.fact, difference, quote, before=False))
    if change.after is None:
        return Told(LOST, where, _whole(change.fact, difference, quote, before=True))
    return Told(CHANGED, where, _changed(change.before, change.after, difference, quote))


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
    return kind if stated and kind in stated.words else fact.kind


def _details(fact: Fact, quote: Quote) -> list[str]:
    return [
        f"{key} {_value(key, value, quote)}"
        for key, value in fact.state
        if value and key in _TOLD and (key, value) not in _USUAL and key != "kind"
    ]


_TOLD = frozenset(
    (
        *"presence role status date owner due value change kind".split(),
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
    before = dict(was.state)
    parts += [
        f"{key} {_value(key, before.get(key, ''), quote)} → {_value(key, value, quote)}"
        for key, value in now.state
        if key in _TOLD and before.get(key, "") != value
    ]
    return f"{_label(was)} {', '.join(parts)}"


def _meant(name: str, fact: Fact) -> str:
    return "not linked" if fact.key.startswith(IN_DOUBT) else name


_OWN_WORDS: Mapping[str, frozenset[str]] = {
    "status": frozenset((*get_args(VersionStatus), *get_args(ThreadStatus))),
    "presence": frozenset(get_args(Presence)),
    "kind": frozenset(
        (*(word for kind in STATEMENTS for word in kind.words), *get_args(ProjectKind))
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
    """What the archive as a whole knows otherwise; what it gained or lost in a line a kind."""
    whole: dict[tuple[str, str], list[str]] = {}
    for change in changes:
        if change.how in ("gained", "lost"):
            name = quote(change.entity.name)
            whole.setdefault((change.how, change.entity.kind), []).append(name)
        else:
            yield Told(CHANGED, "", _entity(change, quote))
    for (how, kind), names in whole.items():
        noun = plural(len(names), "action thread" if kind == "thread" else kind)
        told = f"{noun} {'new to the archive' if how == 'gained' else 'named nowhere any more'}"
        yield Told(GAINED if how == "gained" else LOST, "", f"{told}: {', '.join(names)}")


def _entity(change: EntityChange, quote: Quote) -> str:
    was, now = change.before, change.after
    if was is None or now is None:
        return quote(change.entity.name)
    kind = "action" if now.kind == "thread" else now.kind
    if change.how == "merged":
        return f"{kind} {quote(was.name)} is now part of {quote(now.name)}{_places(change, quote)}"
    parts = []
    if change.how == "renamed":
        parts.append(f"is now {quote(now.name)}{_places(change, quote)}")
    before = dict(was.state)
    parts += [
        f"{key} {_value(key, before.get(key, ''), quote)} → {_value(key, value, quote)}"
        for key, value in now.state
        if key in _TOLD and before.get(key, "") != value
    ]
    if before.get("notes") != dict(now.state).get("notes"):
        parts.append(f"in {plural(now.places, 'note')}, was in {was.places}")
    if was.registered != now.registered:
        parts.append("is now in the registry" if now.registered else "left the registry")
    return f"{kind} {quote(was.name)} {', '.join(parts)}"


def _places(change: EntityChange, quote: Quote) -> str:
    was, now = change.before, change.after
    if was is None or now is None or not was.places or not now.path:
        return ""
    if change.how == "merged":
        return f" ({plural(was.places, 'place')})"
    first = f"{now.path}:{now.line}" if now.line else now.path
    return f" ({plural(was.places, 'place')}, now first {quote(first)})"


def broken_lines(broken: Iterable[BrokenAddress], quote: Quote) -> Iterator[Told]:
    """Broken addresses: where what they showed is now, and what to write to save them.

    Those whose place nothing takes are gathered at the end.
    """
    lost = []
    for address in broken:
        if address.target:
            yield Told("", "", _broken_line(address, quote))
        else:
            lost.append(quote(_shown(address)))
    if lost:
        yield Told("", "", f"nothing takes the place of {', '.join(lost)}")


def _broken_line(broken: BrokenAddress, quote: Quote) -> str:
    shown = quote(_shown(broken))
    if broken.below:
        shown += f" and {plural(broken.below, 'address')} like it"
    moved = f"{shown} → {quote(broken.target)}"
    if not broken.line:
        return moved
    place = "the end of" if broken.file in REGISTRY_FILES.values() else "the front matter of"
    if broken.entry:
        place = f"the entry {quote(broken.entry)} of"
    return f"{moved}; to save it, write {quote(broken.line)} into {place} {quote(broken.file)}"


def _shown(broken: BrokenAddress) -> str:
    return f"{broken.address}#{broken.anchor}" if broken.anchor else broken.address


def new_name_line(new: NewName, quote: Quote) -> str:
    """A new name, where it stands first, and the existing ones that it may stand for."""
    where = f" at {quote(f'{new.path}:{new.line}')}" if new.path and new.line else ""
    near = f", near {' or '.join(map(quote, new.nearest))}" if new.nearest else ""
    return f"{new.kind} {quote(new.name)}{where}{near}"
