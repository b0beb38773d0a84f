"""The places in a note that make a name a person's, as they stand and as they are counted."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from ..extract.names import is_everyday_word, is_person_name
from ..grouping import grouped
from ..names import fold
from ..records import Action, Attendee, Note, Owner, PersonName, SeriesId, Span
from .addresses import Placed
from .forms import full_key, handle_key, joined_key, title_before, titled
from .weighing import is_body


class Sighting(Struct, frozen=True, gc=False):
    """A place in a note that makes a name a person's.

    `weak` is a place that a topic or a firm can have as well, such as a heading of nothing but a
    name: it is one only if other places say so. `attendee` or `owner` is the fact that
    stands there. `titles` stand before a whole name; before a surname alone they are of `name`.
    """

    name: str
    span: Span
    rule: str
    handle: str = ""
    initials: str = ""
    roles: tuple[str, ...] = ()
    presence: str = ""
    weak: bool = False
    attendee: Attendee | None = None
    owner: Owner | None = None
    titles: str = ""


class Seen(NamedTuple):
    """What a sighting says of who is a person, wherever it stands: these are counted.

    `apart` are the keys of full names that the same list has beside a name with an initial that
    fits them: `Peter C.` beside `Peter Cole` is somebody else. So is `Peter` beside `Peter C.`.
    """

    series: SeriesId
    name: str
    rule: str
    handle: str
    initials: str
    weak: bool
    apart: tuple[str, ...] = ()
    titles: str = ""


ATTENDANCE = "attendee"
_OWNER = "owner"
HOST = "host"
"""A host whom the note does not list: as often a firm and its town, it makes nobody a person."""
AMONG = "among"
"""A word of the language on a line with names: there it is one."""
AFFILIATION = "affiliation"
"""Where a list has a name as what somebody is of: a firm that another list has without brackets."""
_MARKED = frozenset({"action-marker", "action-inline", "action-owner", "action-table"})
"""Rules of actions whose mark says that an owner follows."""


def sightings(item: Placed) -> Iterator[Sighting]:
    """The names that a note's places make persons, attendance first, with titles before them.

    Whom a program names in a summary is a person if other places say so, or the name is whole.
    """
    text = item.parsed.note.text
    for one in _untitled(item):
        titles = title_before(text, one.span.start)
        name = f"{titles} {one.name}" if titles else ""
        if titled(name):
            yield replace(one, name=name)
        else:
            yield replace(one, titles=titles) if titles else one


def _untitled(item: Placed) -> Iterator[Sighting]:
    facts, note = item.parsed.facts, item.parsed.note
    by_program = note.kind == "summary"
    for attendee in facts.attendees:
        yield Sighting(
            attendee.name,
            attendee.span,
            ATTENDANCE,
            attendee.handle,
            attendee.initials,
            attendee.roles,
            attendee.presence,
            attendee=attendee,
        )
    for attendee in _among_names(note, facts.attendees):
        yield Sighting(attendee.name, attendee.span, AMONG)
    listed = _listed_forms(facts.attendees)
    for name in facts.names:
        weak = by_program or _is_weak(name, note, listed)
        rule = HOST if weak and _is_host(name) else name.rule
        yield Sighting(name.name, name.span, rule, roles=name.roles, weak=weak)
    for action in facts.actions:
        for owner in action.owners:
            weak = by_program or _is_weak_owner(owner.name, action, listed)
            yield Sighting(owner.name, owner.span, _OWNER, weak=weak, owner=owner)


def _among_names(note: Note, attendees: Sequence[Attendee]) -> Iterator[Attendee]:
    """Whoever has a name that is a word, beside more than one with another name.

    Beside each other are those on a line, and those of items of a list that each have one word.
    """
    lists = grouped((_list_of(note, one), one) for one in attendees)
    for place, listed in lists.items():
        plain = [one for one in listed if one.name.istitle() and is_everyday_word(one.name)]
        if place[-1]:
            whole = any(" " in one.name for one in listed)
            plain = [one for one in plain if len(one.name) <= _LONGEST_IN_ITEMS and not whole]
        yield from plain if len(listed) - len(plain) > 1 else ()


_LONGEST_IN_ITEMS = 5  # letters: `Cat` and `Said`, but not `Elections`


def _list_of(note: Note, person: Attendee) -> tuple[int | None, int | None, int]:
    """The items among which a person stands, or the line, then with a depth of 0."""
    line = note.lines[note.line_of(person.span.start) - 1]
    alone = line.kind == "bullet" and "," not in note.quote(line.content)
    return (line.section, line.parent, line.depth) if alone else (line.number, None, 0)


def _listed_forms(attendees: Iterable[Attendee]) -> frozenset[str]:
    """What the attendees of a note go by: whole names, given names, surnames, handles."""
    found: set[str] = set()
    for one in attendees:
        words = full_key(one.name).split()
        found |= {joined_key("".join(words)), *words[:1], *words[-1:], handle_key(one.handle)}
    return frozenset(found - {""})


def _is_weak(name: PersonName, note: Note, listed: frozenset[str]) -> bool:
    """Whether only a name's place speaks for it, where a verdict, a topic or a firm can stand too.

    Such are a heading of nothing else, and in a note with a list of attendees who is not in it: the
    host, which may be a firm, and the speaker.
    """
    if name.rule == "presenter" and _fills_heading(note, name.span):
        return True
    if not listed or _is_listed(name.name, listed):
        return False
    return _is_host(name) or name.rule in ("speaker", "item", "assignee", _OWNER)


def _is_host(name: PersonName) -> bool:
    return any(role.casefold().startswith("host") for role in name.roles)


def _is_weak_owner(name: str, action: Action, listed: frozenset[str]) -> bool:
    if not listed or action.rule in _MARKED or name.startswith("@"):
        return False
    return not _is_listed(name, listed)


def _is_listed(name: str, listed: frozenset[str]) -> bool:
    words = full_key(name).split()
    return not listed.isdisjoint({joined_key("".join(words)), *words[:1], handle_key(name)})


def seen_in(item: Placed) -> set[Seen]:
    """The sightings of a note as they are counted: once, however often the note repeats them."""
    found = tuple(sightings(item))
    attendees = (one.name for one in found if one.rule == ATTENDANCE)
    listed = (name for name in attendees if " " in name and not titled(name))
    full = _by_given_name({full_key(name) for name in listed})
    seen = {
        Seen(
            item.series,
            one.name,
            one.rule,
            one.handle,
            one.initials,
            one.weak,
            _apart(one, full),
            one.titles,
        )
        for one in found
    }
    roles = {role for one in found if one.rule == ATTENDANCE for role in one.roles}
    return seen.union(
        Seen(item.series, role, AFFILIATION, "", "", weak=True)
        for role in roles
        if is_person_name(role, listed=True)
    )


def _by_given_name(full: Iterable[str]) -> dict[tuple[str, str], list[str]]:
    """Full names by the given name and a surname's initial, by `""` those of one letter more.

    They stand by `""` and the surname's last word as well.
    """
    found: dict[tuple[str, str], list[str]] = defaultdict(list)
    for name in sorted(full):
        given, _, rest = name.partition(" ")
        if rest:
            found[given, rest.split()[-1][0] if len(rest) > 1 else ""].append(name)
            found["", rest.split()[-1]].append(name)
    return found


def _apart(one: Sighting, full: Mapping[tuple[str, str], Sequence[str]]) -> tuple[str, ...]:
    given, _, initial = full_key(one.name).partition(" ")
    if one.rule != ATTENDANCE or not given:
        return ()
    if title := titled(one.name):
        return tuple(full.get(("", title.surname.split()[-1]), ()))
    if " " not in one.name:  # `PeterC` may be how Peter Cole is called in a chat
        return tuple(full.get((given, ""), ()))
    return tuple(full.get((given, initial), ())) if len(initial) == 1 else ()


def named_people(seen: Mapping[Seen, int]) -> Mapping[str, int]:
    """How many notes make a name a person's, and the given name and surname in it.

    Those count who are listed or own something, and are no group: `Kiln devs` is nobody.
    """
    found: Counter[str] = Counter()
    for one, notes in seen.items():
        if one.rule not in (ATTENDANCE, _OWNER) or one.weak or is_body(one.name):
            continue
        words = fold(one.name).split()
        for key in {"".join(words), *words[:1], *words[-1:]}:
            found[key] += notes
    return found


def _fills_heading(note: Note, span: Span) -> bool:
    line = note.lines[note.line_of(span.start) - 1]
    rest = note.text[line.content.start : span.start] + note.text[span.end : line.content.end]
    return line.kind == "heading" and not any(char.isalnum() for char in rest)
