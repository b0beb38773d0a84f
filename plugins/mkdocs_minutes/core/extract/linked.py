"""What the marks of a dialect add to facts: whole names behind links, and fields of tasks."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

from msgspec.structs import replace

from ..records import Action, Attendee, InlineMark, Note, Owner, PersonName, Span, VersionReading
from .names import initials_of, is_full_name, is_person_name, is_told

Named = TypeVar("Named", Attendee, PersonName, Owner)

WholeNames = Mapping[int, str]
"""The names that links lead to, by where their texts begin, where a text is another."""


def link_target(value: str) -> tuple[str, str]:
    """The name that a link leads to, and the heading in it: without folders, ending and `@`.

    >>> link_target("people/Ann Bell.md#Tasks"), link_target("@Ann Bell")
    (('Ann Bell', 'Tasks'), ('Ann Bell', ''))
    """
    path, _, heading = value.partition("#")
    name = path.rpartition("/")[2].strip().removesuffix(".md").lstrip("@")
    return name, "" if heading.startswith("^") else heading.rpartition("#")[2].strip()


def whole_names(note: Note) -> WholeNames:
    """The names behind the links of a note; a note without links has none."""
    return {
        mark.span.start: name
        for mark in note.marks
        if mark.kind == "link" and (name := link_target(mark.value)[0]) != note.quote(mark.span)
    }


def with_whole_names(people: Iterable[Named], wholes: WholeNames) -> tuple[Named, ...]:
    """People who are linked by a part of their name, by the whole name that the link has.

    `[[Carl Diaz|Carl]]` is Carl Diaz, and so is `[[Carl Diaz|CD]]`. A link to what has no person's
    name, such as `[[minutes-12|Carl]]`, says nothing of who that is.
    """
    return tuple(
        replace(one, name=wholes[one.span.start])
        if _is_part(one.name, wholes.get(one.span.start, ""))
        else one
        for one in people
    )


def linked_people(note: Note, knows: Callable[[str], bool]) -> Mapping[int, int]:
    """Where the links of a note to what has a person's name end, by where they begin.

    One word is a page's name as often, unless the note `knows` somebody of that name.
    """
    return {
        mark.span.start: mark.span.end
        for mark in note.marks
        if mark.kind == "link"
        and (_is_person(link_target(mark.value)[0]) or knows(note.quote(mark.span)))
    }


def _is_person(name: str) -> bool:
    """Whether a page is called as a person may be; without case one word is enough."""
    caseless = name.lower() == name.upper() and is_person_name(name)
    return caseless or (is_full_name(name) and not is_told(name))


def with_logins(people: Iterable[Attendee], note: Note) -> tuple[Attendee, ...]:
    """Attendees with the logins by which their links call them, where the note does so too.

    `[[Ann Bell|user.ann]]` beside `@user.ann` is one person.
    """
    logins = {
        mark.span.start: login
        for mark in note.marks
        if mark.kind == "link"
        and (login := link_target(mark.value)[0])
        and " " not in login
        and f"@{login}" in note.text
    }
    return tuple(
        replace(one, handle=logins[one.span.start])
        if not one.handle and one.span.start in logins
        else one
        for one in people
    )


def owned_by_whole_names(actions: Iterable[Action], wholes: WholeNames) -> tuple[Action, ...]:
    """Actions with the whole names of their owners."""
    if not wholes:
        return tuple(actions)
    return tuple(replace(one, owners=with_whole_names(one.owners, wholes)) for one in actions)


def _is_part(name: str, whole: str) -> bool:
    parts = whole.casefold().split()
    if is_person_name(whole, words=2) and is_person_name(name, listed=True):
        return True
    if len(parts) > 1 and name == initials_of(whole):
        return True
    if whole.lower() == whole.upper() and is_person_name(whole):
        return name in whole  # `[[李文静|文静]]`, in a script without case
    words = [word.rstrip(".") for word in name.casefold().split()]
    return 0 < len(words) < len(parts) and all(
        any(part.startswith(word) for part in parts) for word in words
    )


def beside_links(note: Note, readings: Iterable[VersionReading]) -> tuple[VersionReading, ...]:
    """Version readings, with the link right before a number as the name beside it."""
    links = {mark.span.end: mark.span for mark in note.marks if mark.kind == "link"}
    if not links:
        return tuple(readings)
    return tuple(
        replace(one, beside=links.get(_words_end(note.text, one.span.start), one.beside))
        for one in readings
    )


_BETWEEN = re.compile(r"[\s*_`]+[vV]?$")


def _words_end(text: str, start: int) -> int:
    """Where the words end that stand before a number."""
    between = _BETWEEN.search(text, max(0, start - 8), start)
    return between.start() if between else start


def before_fields(note: Note, start: int, end: int) -> int:
    """Where the words of a stretch end, before the fields and tags of a task at its end."""
    for mark in reversed(_marks_from(note, start)):
        if mark.kind in ("field", "tag") and not note.text[mark.span.end : end].strip():
            end = min(end, mark.span.start)
    return start + len(note.text[start:end].rstrip())


def fields_of(note: Note, start: int, end: int) -> str:
    """What fields say about a task in a stretch, one behind another."""
    fields = (mark for mark in _marks_from(note, start) if mark.kind == "field")
    return ", ".join(field.value for field in fields if field.span.start < end)


def _marks_from(note: Note, start: int) -> tuple[InlineMark, ...]:
    first = bisect_left(note.marks, start, key=lambda mark: mark.span.start)
    return note.marks[first : first + _MOST_FIELDS]


_MOST_FIELDS = 24
"""Marks that are looked at in one task."""


def without_fields(note: Note, span: Span) -> str:
    """The words of a stretch without what fields say about a task in it."""
    words, at = [], span.start
    first = bisect_left(note.marks, span.start, key=lambda mark: mark.span.start)
    for number in range(first, len(note.marks)):
        mark = note.marks[number]
        if mark.span.start >= span.end:
            break
        if mark.kind == "field" and at <= mark.span.start:
            words.append(note.text[at : mark.span.start])
            at = mark.span.end
    words.append(note.text[at : max(at, span.end)])
    return "".join(words)
