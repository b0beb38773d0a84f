"""Who attended: lists under headings, behind labels, in tables, and rosters without either."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from msgspec.structs import replace

from ..records import Attendee, Note, Span
from ..settings import Settings
from .attendance_lists import IN_ROLE, Region, read_lists
from .attendance_tables import is_of_people, labelled_cells, labelled_columns
from .entries import BOT, is_login_of, may_be_login, read_entry
from .headed_lists import behind_labels, in_roles, introduced, members, told, under_headings
from .labels import ABSENT_MARK, LABEL, heading_presence
from .names import is_person_name
from .roll import HEAD, Roll
from .sought import Sought, lines_with
from .unheaded_lists import (
    acting,
    behind_any_label,
    by_way,
    handles_behind_names,
    in_boxes,
    in_sentences,
    names_alone,
    names_on_top,
    opening,
    roles_alone,
    roster,
)


class Attendance(NamedTuple):
    """Everyone whom a note lists, and the indexes of the lines that list people."""

    people: tuple[Attendee, ...]
    lines: frozenset[int]


def attendance(note: Note, settings: Settings) -> Attendance:
    """Everyone whom the note lists as present, guest or absent, one record a person.

    Front matter that names attendees replaces what the text lists. An empty list, a count without
    names and a note without a list give nothing, unless it is what was said: then whoever spoke was
    there. The lines are also those that list somebody again.
    """
    if note.front_matter.attendees is not None:
        found = list(_from_front_matter(note))
    else:
        own = frozenset(heading.casefold() for heading in settings.attendee_headings)
        found = list(_found(Roll(note, own)))
        found = _with_leaders(found, roles_alone(note)) if found else list(roster(note))
    if not found:
        spoken = _unique(_speakers(note))
        if spoken or note.front_matter.attendees is not None:
            return Attendance(spoken, frozenset())
        found = list(roles_alone(note))
    found = _but_invited(_by_legend(note, found))
    lines = frozenset(note.line_of(person.span.start) - 1 for person in found)
    return Attendance(_unique(_with_logins(found)), lines)


def _speakers(note: Note) -> Iterator[Attendee]:
    """Whoever speaks in a log of a chat, or in captions."""
    for mark in note.marks:
        if mark.kind == "speaker" and not BOT.fullmatch(mark.value):
            yield Attendee(mark.value, mark.span, rule="attendance-speaker")


def _from_front_matter(note: Note) -> Iterator[Attendee]:
    end = note.lines[max(0, note.front_matter.last_line - 1)].span.end
    at = max(0, note.text.find("attendees", 0, end))
    for name in note.front_matter.attendees or ():
        start = note.text.find(name, at, end)
        start = start if start >= 0 else note.text.find(name, 0, end)  # who led, above the others
        if start < 0:
            continue
        at = start + len(name)
        person = read_entry(note.text, start, at) or Attendee(name, Span(start, at))
        yield replace(person, rule="attendance-front-matter")


def _by_legend(note: Note, found: Iterable[Attendee]) -> Iterator[Attendee]:
    """People; those with the mark that a legend of their section says is of the absent are absent.

    It is the bullet of the item, or stands right before or behind the name.
    """
    text = note.text
    legends: dict[int | None, set[str]] = defaultdict(set)
    for index in lines_with(note, Sought.ABSENT):
        content = note.lines[index].content
        for match in ABSENT_MARK.finditer(text[content.slice]):
            legends[note.lines[index].section].add(match["mark"])
    for person in found:
        line = note.lines[note.line_of(person.span.start) - 1]
        marks = legends.get(line.section, ())
        before = text[line.span.start : person.span.start].strip()
        behind = text[person.span.end : line.span.end].strip()
        marked = any(before.endswith(mark) or behind.startswith(mark) for mark in marks)
        yield replace(person, presence="absent") if marked else person


def _but_invited(found: Iterable[Attendee]) -> list[Attendee]:
    """People; where guests are all of those present and others, these were invited, and no more."""
    people = list(found)
    present = {one.name.casefold() for one in people if one.presence == "present"}
    guests = {one.name.casefold() for one in people if one.presence == "guest"}
    if len(present) < 2 or not present <= guests:
        return people
    return [replace(one, presence="absent") if one.presence == "guest" else one for one in people]


def _with_leaders(listed: list[Attendee], leaders: Iterable[Attendee]) -> list[Attendee]:
    """The people of a note's lists, and who led or wrote it where no list names them."""
    leaders = list(leaders)
    listed = [_in_full(person, listed, leaders) for person in listed]
    found = _with_surnames([*listed, *leaders])
    names = {person.name.casefold() for person in listed}
    names |= {_shortened(person.name) for person in listed}
    rest = (person for person in found[len(listed) :] if person.name.casefold() not in names)
    return [*found[: len(listed)], *rest]


def _in_full(person: Attendee, listed: list[Attendee], leaders: list[Attendee]) -> Attendee:
    """Somebody listed as `Ann B.` by the whole name of the one Ann Bell who led or wrote it."""
    short = person.name.casefold().rstrip(".")
    given, _, letter = short.rpartition(" ")
    if not given or len(letter) > 1:
        return person  # all of a long list are asked
    others = {one.name.casefold().rstrip(".") for one in listed if one is not person}
    full = {one.name for one in leaders if _bears(one.name.casefold().rstrip("."), short)}
    alone = len(full) == 1 and short not in others and full.isdisjoint(it.name for it in listed)
    return replace(person, name=full.pop()) if alone else person


def _bears(name: str, short: str) -> bool:
    return name.startswith(short) and name != short


def _shortened(name: str) -> str:
    """A name with the given one as a letter, as minutes are signed: `a. bell`; folded."""
    given, _, surname = name.casefold().rpartition(" ")
    return f"{given[:1]}. {surname}"


def _with_surnames(found: list[Attendee]) -> list[Attendee]:
    """People in order; whoever a role's label gives by one name bears that of the one listed so.

    `Chair: Ann` above `Ann Bell` is one person, unless another Ann is listed.
    """
    full: dict[str, list[str]] = {}
    for person in found:
        if " " in person.name:
            names = full.setdefault(person.name.split()[0].casefold(), [])
            if person.name not in names:
                names.append(person.name)
    return [
        replace(person, name=full[given][0])
        if person.rule == IN_ROLE and len(full.get(given := person.name.casefold(), ())) == 1
        else person
        for person in found
    ]


_LOGINS = 3


def _with_logins(found: list[Attendee]) -> list[Attendee]:
    """People in order, with the login that a note gives behind each name: `Ann Bell (qux)`.

    It gives logins if those of three people or more, and of a third of all of whom it says
    something in a small word, are made of their names; then the others' are theirs as well.
    """
    said = [person for person in found if person.handle or any(map(may_be_login, person.roles))]
    made = sum(bool(person.handle) and is_login_of(person.handle, person.name) for person in found)
    if made < _LOGINS or made * 3 < len(said):
        return found
    return [
        replace(person, handle=person.roles[0], roles=person.roles[1:])
        if not person.handle and person.roles and may_be_login(person.roles[0])
        else person
        for person in found
    ]


def _unique(found: Iterable[Attendee]) -> tuple[Attendee, ...]:
    """One record a person, in order; whoever is listed as absent and as present is present.

    `Mrs. Bell` and `Mrs Bell` are one.
    """
    kept: dict[str, Attendee] = {}
    for person in found:
        key = " ".join(person.name.casefold().replace(".", " ").split())
        other = kept.get(key)
        if other is None or (other.presence == "absent" and person.presence != "absent"):
            kept[key] = person
        else:
            kept[key] = replace(
                other,
                handle=other.handle or person.handle,
                initials=other.initials or person.initials,
                roles=tuple(dict.fromkeys((*other.roles, *person.roles))),
            )
    handles = {one.handle.casefold() for one in kept.values() if one.handle and " " in one.name}
    return tuple(
        one for one in kept.values() if one.name != one.handle or one.name.casefold() not in handles
    )


def _found(roll: Roll) -> Iterator[Attendee]:
    """The people of all lists that the rules find, those of tables first."""
    note = roll.note
    for rule in RULES:
        name = rule.name.removeprefix(KIND)
        roll.regions += (replace(region, rule=name) for region in rule.find(roll))
    _take_fence_on_top(roll)
    for table in (*note.tables, *roll.fenced):
        if table.first in roll.covered or is_of_people(table):
            yield from roll.in_table(table)
        else:
            roll.regions += list(labelled_columns(note, table)) or labelled_cells(note, table)
    # Where nothing lists who came, `Observers` and `Absent` may head something else.
    strict = not roll.lists_present()
    for person in read_lists(note, roll.regions):
        if not strict or person.handle or is_person_name(person.name, words=2):
            yield person


def _take_fence_on_top(roll: Roll) -> None:
    """Take up a table of people in a block of code on top, where nothing lists who came."""
    if not roll.lists_present():
        lines = range(min(HEAD, len(roll.note.lines)))
        first = next((at for at in lines if roll.fences_people(at)), None)
        if first is not None:
            roll.fence(first)
        for at in lines:
            line, above = roll.note.lines[at], roll.note.lines[at - 1]
            if line.kind == above.kind == "code" and roll.alone(line) == "present":
                names = [it for it in roll.fenced_names(at) if it.kind == "code"]
                roll.regions += (
                    Region(it.content.start, it.content.end, "present", bullet=True) for it in names
                )


@dataclass(frozen=True, slots=True)
class Listing:
    """One way in which notes list who was there, and who was not.

    `name` is what the people carry that it finds, `reads` tells it in words, and `find` gives the
    stretches of a note that list people. `example` is the text below a title of a note where it
    finds somebody; `counter` is nearly alike, and it finds nobody there.
    """

    name: str
    reads: str
    find: Callable[[Roll], Iterable[Region]]
    example: str
    counter: str


KIND = "attendance-"


RULES = (
    Listing(
        f"{KIND}heading",
        "a list under a heading of attendance",
        under_headings,
        "## Attendees\n\n- Ann Bell\n- Bo Crane",
        "## Attendees' reports\n\n- Ann Bell\n- Bo Crane",
    ),
    Listing(
        f"{KIND}label",
        "a list behind a label of attendance",
        behind_labels,
        "Present: Ann Bell, Bo Crane",
        "Presented: Ann Bell, Bo Crane",
    ),
    Listing(
        f"{KIND}boxes",
        "boxes with nothing but names, below a group's name or the title",
        in_boxes,
        "Lake Council\n\n- [x] Ann Bell\n- [ ] Bo Crane",
        "Lake Council\n\n- [x] Ask Ann Bell\n- [ ] Thank Bo Crane",
    ),
    Listing(
        f"{KIND}sentence",
        "a sentence that lists who was present",
        in_sentences,
        "Members present were directors Ann Bell and Bo Crane.",
        "Members present were few and tired.",
    ),
    Listing(
        f"{KIND}role",
        "a name behind the label of a role within a list, or below one beside it",
        in_roles,
        "Present:\n\n- Ann Bell\n- Bo Crane\n\nHosts:\n\n- Cy Dunn",
        "Present:\n\n- Ann Bell\n- Bo Crane\n\nHosts:\n\n- bring tea",
    ),
    Listing(
        f"{KIND}initials",
        "opening lines of names with initials in brackets",
        opening,
        "Ann Bell (AB), Bo Crane (BC), Cy Dunn (CD)",
        "Ann Bell (Lake), Bo Crane (Mill), Cy Dunn (Pier)",
    ),
    Listing(
        f"{KIND}told",
        "a list of names below a line that tells who was there",
        told,
        "These people showed up on Monday:\n\n- Ann Bell\n- Bo Crane",
        "These people showed up on Monday:\n\n- to pay\n- to vote",
    ),
    Listing(
        f"{KIND}introduced",
        "a list of names below `Introductions` or `New members`",
        introduced,
        "## Introductions\n\n- Ann Bell, Acme\n- Bo Crane (Mill)\n\n## Looms",
        "## Introductions\n\n- Ann Bell asked who is new\n- each said what they weave\n\n## Looms",
    ),
    Listing(
        f"{KIND}members",
        "a list of names below `Members`, where nothing else lists who came",
        members,
        "**Members**\n\n- Ann Bell\n- Bo Crane",
        "**Members**\n\n- pay ten crowns\n- vote in May",
    ),
    Listing(
        f"{KIND}way",
        "names behind or below the way in which they took part",
        by_way,
        "In person: Ann Bell, Bo Crane\nBy phone: Cy Dunn",
        "In person: Lake Street 4\nBy phone: ask for the code",
    ),
    Listing(
        f"{KIND}top",
        "an opening line of full names, above the label of those who came otherwise",
        names_on_top,
        "Ann Bell, Bo Crane\n\nRemote: Cy Dunn",
        "Ann Bell, the mill\n\nRemote: Cy Dunn",
    ),
    Listing(
        f"{KIND}logins",
        "a first list of full names with handles",
        handles_behind_names,
        "- Ann Bell (@annb) (chair)\n- Bo Crane (@boc)\n- Cy Dunn (@cyd)",
        "- Ann Bell (@annb): looms\n- Bo Crane asked @cyd\n- Cy Dunn (@cyd)",
    ),
    Listing(
        f"{KIND}alone",
        "an opening line of names and nothing else, where nothing lists who came",
        names_alone,
        "Ann, Bo, Cy",
        "Mast, keel, sail",
    ),
    Listing(
        f"{KIND}named",
        "nothing but names behind a first label, whatever it says",
        behind_any_label,
        "Jelen: Ann Bell, Bo Crane",
        "Authors: Ann Bell, Bo Crane",
    ),
    Listing(
        f"{KIND}acting",
        "an opening line of names, with two of which other lines begin",
        acting,
        "Pals: Ann, Bo, Cy\n\n- Ann to bake\n- Bo was late",
        "Pals: Ann, Bo, Cy\n\n- The bread was good",
    ),
)
"""The ways in which notes list people, in the order in which they are tried; the documentation of
`check --explain` tells them from here."""


def nearly_listed(note: Note, settings: Settings) -> Iterator[tuple[int, str]]:
    """Lines, by number, that have the form of a heading or label of attendance, but list nobody."""
    roll = Roll(note, frozenset(heading.casefold() for heading in settings.attendee_headings))
    listed = {note.line_of(person.span.start) for person in _found(roll)}
    for section in note.sections:
        of_people = heading_presence(section.heading, roll.own)
        if of_people and not any(section.first < at <= section.last for at in listed):
            yield section.line, f"{KIND}heading"
    for index in lines_with(note, Sought.LABEL):
        line = note.lines[index]
        label = LABEL.match(note.text, line.content.start, line.content.end)
        if label and not label["role"] and index not in roll.covered:
            yield line.number, f"{KIND}label"
