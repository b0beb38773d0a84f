"""Names outside the attendance list that their place in a note makes persons'."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from typing import Literal, NamedTuple

from ..grouping import agreed, grouped
from ..lexicon import late, pattern
from ..records import Action, Attendee, Line, Note, PersonName, Span
from ..spans import trimmed
from ..text import plain
from .entries import DASH, people_in
from .labels import HOST, LABEL, NEXT_MEETING, heading_presence
from .names import initials_of, is_full_name, is_initials, is_person_name
from .roll_words import all_named
from .sought import Sought, lines_with
from .titles import behind_office

_SPEAKER = re.compile(
    r"[*_]{0,3}(?P<name>@?[^\W\d_][\w.'’-]*(?:[ ][^\W\d_][\w.'’-]*){0,3})[*_]{0,3}"
    r"(?:\s\([^()]{1,40}\))?(?::[*_]{0,3}|\s?[-=]?>)\s+(?=\S)"
)
_ACTION_LETTERS = late(pattern("actions.letters"))
_ROTA = late(pattern("rota"), re.IGNORECASE)
_ITEM_NAMES = re.compile(r"[^()]{2,60}\((?P<names>[^()]{2,60})\)\s?:\s")
_TRAILING_NAMES = re.compile(r"\((?P<names>[^()]{2,60})\)[.\s]*$")
_AFTER_BRACKET = re.compile(r"\)\s(?P<names>[^\W\d_][\w.'’, -]{1,50})$")
_AND = late(rf"\s*(?:,|/|&|\b{pattern('joiners')}\b|\+|~~)\s*")
_EDGES = " \t\xa0*_`~\"'“”.!?•\\#>"


def person_names(
    note: Note, present: tuple[Attendee, ...], actions: tuple[Action, ...]
) -> tuple[PersonName, ...]:
    """Names that their place makes persons', outside the attendance list, in the order of the text.

    `present` are the note's attendees and `actions` its actions: they tell which single words are
    names in this note. For a speaker given by initials `name` is the attendee's whose they are.
    """
    keys = _keys(present)
    initials = _initials(present)
    found: list[PersonName] = []
    for action in actions:
        for owner in action.owners:
            key = _known_key(owner.name)
            if is_person_name(owner.name) or owner.name.startswith("@") or key in keys:
                found.append(PersonName(owner.name, owner.span, "owner"))
            elif owner.name in initials:
                found.append(PersonName(initials[owner.name], owner.span, "owner"))
    known = keys | {_known_key(name.name) for name in found}
    found += invited(note)
    found += _title_slide(note)
    found += _role_lines(note)
    found += _presenters(note, known)
    # Whoever is named in full once is known by the given name from there on.
    known |= {key for name in found for key in (_known_key(name.name), _given(name.name))}
    found += (
        PersonName(mark.value, mark.span, "speaker")
        for mark in note.marks
        if mark.kind == "speaker" and is_person_name(mark.value)
    )
    acting = frozenset(action.line for action in actions)
    found += _speakers(note, initials, known, acting)
    found += _rota(note)
    found += _item_names(note, present, known)
    found += _contacts(note)
    taken: dict[Span, PersonName] = {}
    for name in found:
        taken.setdefault(name.span, name)
    return tuple(sorted(taken.values(), key=lambda name: name.span))


def _known_key(name: str) -> str:
    return name.casefold().lstrip("@")


def _keys(present: tuple[Attendee, ...]) -> set[str]:
    """Every way in which an attendee can be called: whole, given name, handle."""
    keys: set[str] = set()
    for person in present:
        keys.add(_known_key(person.name))
        keys.add(person.name.split()[0].casefold())
        if person.handle:
            keys.add(person.handle.casefold())
    return keys


def _given(name: str) -> str:
    return name.split()[0].casefold()


def _initials(present: tuple[Attendee, ...]) -> dict[str, str]:
    """The attendee that initials stand for: as listed, else where those of only one fit."""
    bound = agreed((initials_of(person.name), person.name) for person in present)
    return bound | {person.initials: person.name for person in present if person.initials}


_INVITED = late(rf"[*_]{{0,2}}{pattern('summaries.invited')}[*_]{{0,2}}:?\s+(?=\S)", re.IGNORECASE)
_TOP = 12  # lines
_LONGEST_NAME = 3  # words; more are two names where only a blank parts them


def invited(note: Note) -> Iterator[PersonName]:
    """Whom a summary names by whole names as invited: somebody, and not for that there.

    Any other note gives none.
    """
    for line in note.lines[:_TOP] if note.kind == "summary" else ():
        match = _INVITED.match(note.text, line.content.start, line.content.end)
        for name, span in _spans(note.text, match.end(), line.content.end) if match else ():
            if is_full_name(name) and len(name.split()) <= _LONGEST_NAME:
                yield PersonName(name, span, "invited")


_MEETING = late(rf"\b{pattern('meeting.presented')}\b", re.IGNORECASE)
_NAME = r"(?:[A-Z]\.\s?){0,2}[A-ZÀ-ÞŁŠŽ][\w'’-]+"
# `Ann Bell, Carl Diaz Steering Meeting May 3, 2021`: presenters run into the meeting's name.
_PRESENTERS = re.compile(
    rf"(?P<names>(?:{_NAME} {_NAME}, ){{1,12}}(?:and )?{_NAME} {_NAME}) (?=\S)"
)


def _title_slide(note: Note) -> Iterator[PersonName]:
    """Presenters on a title slide: run into the meeting's name, or alone on a line below the title.

    Only where the lines at the top give the date and no list of people.
    """
    top = [line for line in note.lines[:16] if line.kind in ("text", "heading")][:8]
    dated = any(line.number == note.date_line for line in top)
    for line in top:
        start, end = line.content.start, line.content.end
        match = _PRESENTERS.match(note.text, start, end)
        if match and dated and _MEETING.search(note.text, match.end(), end):
            for name, span in _spans(note.text, *match.span("names")):
                if is_full_name(name):
                    yield PersonName(name, span, "presenter")
        elif dated and note.title_line < line.number <= note.date_line:
            left = start + (note.text[start:end].startswith("*"))
            right = left + len(note.text[left:end].rstrip(" ,*"))
            if is_person_name(note.text[left:right], words=2):
                yield PersonName(note.text[left:right], Span(left, right), "presenter")


def _spans(text: str, start: int, end: int) -> Iterator[tuple[str, Span]]:
    """The names of a list such as `Ann Bell, Carl and Dora`, each with its span.

    An office before a whole name is no part of it: `(chair Ann Bell)`.
    """
    at = start
    for match in (*_AND.finditer(text, start, end), None):
        upto = match.start() if match else end
        name = trimmed(text, at, upto, _EDGES)
        office = (
            behind_office(text[name.slice]) if text[name.start : name.start + 1].islower() else 0
        )
        if is_full_name(text[name.start + office : name.end]):
            name = Span(name.start + office, name.end)
        if name.start < name.end:
            yield text[name.slice], name
        if match:
            at = match.end()


_HEAD = 60  # lines in which a note says who did what in the meeting


def _role_lines(note: Note) -> Iterator[PersonName]:
    """`Chair: Name`, `Scribe: Name, Name`, `Notes by: Name`; not those of the next meeting."""
    for index in lines_with(note, Sought.ROLE):
        line = note.lines[index]
        if index >= _HEAD:
            break
        if line.kind not in ("text", "bullet", "quote"):
            continue
        match = LABEL.match(note.text, line.content.start, line.content.end)
        if match is None or not match["role"] or line.content.end - match.end() > 120:
            continue
        if not _is_of_next_meeting(note, line):
            yield from _in_role(note.text, match["role"], match.end(), line.content.end)


def _in_role(text: str, label: str, start: int, end: int) -> Iterator[PersonName]:
    if _is_firm(text, label, start, end):
        return
    role = plain(label).lower().replace("(s)", "").rstrip("s") or "chair"
    told = _SENTENCE_BEHIND.search(text, start, end)
    end = told.start() if told else end
    for person in filter(None, people_in(text, start, end)):
        yield PersonName(person.name, person.span, "role-line", (role,))


# `Ann Bell. It was decided …`: a sentence behind the name, and not `Wm. Bell`.
_SENTENCE_BEHIND = re.compile(r"(?<=[^\W\d_]{3})\.\s+(?=[A-Z]\w*\s[a-z])")


def _is_firm(text: str, label: str, start: int, end: int) -> bool:
    """Whether several names behind the label of a host are not all full: a firm and its town."""
    if not HOST.fullmatch(label.strip()):
        return False
    return len(people_in(text, start, end)) > 1 and not all_named(text, start, end)


def _is_of_next_meeting(note: Note, line: Line) -> bool:
    """Whether what stands above a line says that it tells of the next meeting."""
    above = note.lines[line.parent] if line.parent is not None else None
    heads = [note.sections[line.section].heading] if line.section is not None else []
    if above is not None and above.kind in ("text", "bullet"):
        heads.append(plain(note.text[above.content.slice]))
    return any(map(NEXT_MEETING.match, heads))


_HEADING_NAMES = re.compile(r"(?::\s+|\s[-–—]\s+|\()(?P<names>[^:()]{3,80})\)?$")


def _presenters(note: Note, known: set[str]) -> Iterator[PersonName]:
    """`Topic: Name and Name`, `Topic - Name`, `Name - topic` and a name alone, in headings."""
    for section in note.sections:
        start, end = section.span.start, section.span.end
        heading = note.text[start:end]
        if heading_presence(heading, frozenset()):
            continue
        match = _HEADING_NAMES.search(note.text, start, end)
        if match:
            names = list(_spans(note.text, *match.span("names")))
            if names and all(_is_presenter(n, known) for n, _ in names):
                for name, span in names:
                    yield PersonName(name, span, "presenter")
                continue
        dash = DASH.search(note.text, start, end)
        lead = note.text[start : dash.start()] if dash else heading
        rest = note.text[dash.end() : end] if dash else ""
        name = lead.strip()
        # A name by itself heads a person's part only where the note knows the person otherwise.
        by_shape = rest[:1].islower() and is_person_name(name, words=2)
        if section.level > 1 and " " in name and (by_shape or _known_key(name) in known):
            yield PersonName(lead.strip(), Span(start, start + len(lead.rstrip())), "presenter")


def _is_presenter(name: str, known: set[str]) -> bool:
    return is_person_name(name, words=2) or _known_key(name) in known


def _speakers(
    note: Note, initials: dict[str, str], known: set[str], acting: frozenset[int]
) -> Iterator[PersonName]:
    """`Name: remark`, bound to an attendee, or said twice or more under a name of two words.

    `acting` are the lines of actions: what marks these is nobody's initials.
    """
    candidates: dict[str, list[PersonName]] = {}
    text = note.text
    for line in note.lines:
        start, end = line.content.start, line.content.end
        if line.kind not in ("text", "bullet", "quote"):
            continue
        limit = min(end, start + 100)
        if text.find(":", start, limit) < 0 and text.find(">", start, limit) < 0:
            continue
        match = _SPEAKER.match(text, start, end)
        if not match:
            continue
        name, span = match["name"], Span(*match.span("name"))
        if is_initials(name):
            marks = line.number in acting and _ACTION_LETTERS.fullmatch(name)
            if name in initials and not marks:
                yield PersonName(initials[name], span, "speaker")
        elif _known_key(name) in known:
            yield PersonName(name, span, "speaker")
        elif is_person_name(name, words=2):
            candidates.setdefault(name, []).append(PersonName(name, span, "speaker"))
    for several in candidates.values():
        if len(several) > 1:
            yield from several


def _rota(note: Note) -> Iterator[PersonName]:
    """Names in a rota: `This week: Name`, `On call: Name`."""
    for index in lines_with(note, Sought.ROTA):
        line = note.lines[index]
        if line.kind not in ("bullet", "text"):
            continue
        start = line.content.start
        colon = note.text.find(":", start, min(line.content.end, start + 31))
        if colon > 0 and _ROTA.fullmatch(plain(note.text[start:colon])):
            names = list(_spans(note.text, colon + 1, line.content.end))
            label, end = plain(note.text[start:colon]), line.content.end
            if not _is_firm(note.text, label, colon + 1, end) and all(
                is_person_name(n) for n, _ in names
            ):
                for name, span in names:
                    yield PersonName(name, span, "rota")


# `Contact Ann Bell`, `we asked Ann Bell`, `thanks to Ann Bell`: a name of two words behind them.
_CONTACT = late(
    rf"\b(?i:{pattern('contact')})\s"
    rf"(?P<name>{_NAME} {_NAME})\b(?!\s[A-Z])"
)


def _contacts(note: Note) -> Iterator[PersonName]:
    """Names of two words behind a verb that takes a person."""
    for index in lines_with(note, Sought.CONTACT):
        line = note.lines[index]
        for match in _CONTACT.finditer(note.text, line.content.start, line.content.end):
            if is_full_name(match["name"]):
                yield PersonName(match["name"], Span(*match.span("name")), "contact")


# What brackets behind it give examples or places of: `possible venues (Port Mary, Lakeside)`.
_NO_ITEM = late(rf"\b{pattern('examples')}\b", re.IGNORECASE)


def _item_names(note: Note, present: tuple[Attendee, ...], known: set[str]) -> Iterator[PersonName]:
    """`Item (Name): remark`, `remark (Name)` and `item (unit) Name`.

    A single word counts where it is a name in this note already, or where it stands in a list whose
    other items have a name in that place. A full name behind an item counts where it is known, in
    an agenda, and where several items of a section end so.
    """
    roll = {note.line_of(person.span.start) for person in present}
    items = (_named_item(note, line) for line in note.lines if line.number not in roll)
    by_trust = grouped((_trust(item, known), item) for item in items if item)
    for item in by_trust.get("sure", ()):
        yield from (PersonName(name, span, item.rule) for name, span in item.names)
    yield from _names_in_lists(note, by_trust)


def _names_in_lists(note: Note, by_trust: Mapping[_Trust, Sequence[_Item]]) -> Iterator[PersonName]:
    """Names that are people's because the list they stand in has others in their place."""
    behind = grouped((item.section, item.names) for item in by_trust.get("likely", ()))
    of_list = {one for one, items in behind.items() if len(items) > 1}
    sure = {item.section for item in by_trust.get("sure", ()) if item.rule == "item"}
    single = grouped((item.section, item.names) for item in by_trust.get("single", ()))
    for section in of_list | sure:
        lists = (*single.get(section, ()), *(behind[section] if section in of_list else ()))
        yield from (PersonName(name, span, "item") for name, span in chain.from_iterable(lists))


_Trust = Literal["sure", "likely", "single", "none"]


def _trust(item: _Item, known: set[str]) -> _Trust:
    """How far the names of an item are people: most have the shape, and are known if behind."""
    certain = sum(_known_key(name) in known for name, _ in item.names)
    shaped = sum(_is_presenter(name, known) for name, _ in item.names)
    if shaped * 2 < len(item.names):
        return "single" if item.form is _ITEM_NAMES else "none"
    if item.form is not _TRAILING_NAMES or certain * 2 >= len(item.names):
        return "sure"
    return "none" if item.is_example else "likely"


class _Item(NamedTuple):
    """The names in a bullet of a section: the form that they stand in, and its rule.

    `is_example` where what is before them says that they are examples or places.
    """

    section: int | None
    form: re.Pattern[str]
    rule: str
    names: list[tuple[str, Span]]
    is_example: bool


def _named_item(note: Note, line: Line) -> _Item | None:
    """The names before or behind a bullet's brackets or between them; `None` where one is none."""
    text, start, end = note.text, line.content.start, line.content.end
    if line.kind != "bullet" or text.find(")", start, end) < 0:
        return None
    tail = max(start, end - 70)
    match = _ITEM_NAMES.match(text, start, end) or _TRAILING_NAMES.search(text, tail, end)
    match, rule = (match, "item") if match else (_AFTER_BRACKET.search(text, tail, end), "assignee")
    if match is None:
        return None
    names = list(_spans(text, *match.span("names")))
    if not names or not all(is_person_name(name) for name, _ in names):
        return None
    is_example = _NO_ITEM.search(text, start, match.start()) is not None
    return _Item(line.section, match.re, rule, names, is_example)
