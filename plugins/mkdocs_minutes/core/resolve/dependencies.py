"""What a note's reading asks the tables, and which of it they answer otherwise after an edit.

A note that asks for nothing whose answer changed is read as before. What is asked is told broadly:
that a note is read again for nothing costs a little time, to miss one would give a wrong answer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping
from itertools import chain
from typing import NamedTuple

from ..extract.linked import link_target
from ..names import NameTable, words_of
from ..records import Note, SeriesId
from .addresses import Placed
from .attribution import Numbers, readings_in
from .census import Census
from .forms import handle_key
from .mentions import Target, handles_in, proves_nothing
from .people import People
from .projects import Projects
from .sightings import sightings
from .tables import Tables


class Dependency(NamedTuple):
    """What notes ask the tables, `""` for anything; with a series only where its notes ask it."""

    asked: str
    series: SeriesId | None = None


def dependencies(item: Placed) -> bytes:
    """All that reading a note asks the tables, each thing between line ends.

    A word of the text may begin a name, and a number's meaning depends on its project's others. The
    names of persons, the words beside numbers and the project that the front matter states are
    looked up as they are.
    """
    note = item.parsed.note
    asked = set(map(_handle, handles_in(note)))
    for one in sightings(item):
        asked |= {_name(one.name), _handle(one.handle), _handle(one.name)}
    for reading in readings_in(item):
        asked |= {_beside(reading.beside), _number(reading.number)}
    asked.add(_project(note))
    targets = [link_target(mark.value)[0] for mark in note.marks if mark.kind == "link"]
    for name in targets:
        asked |= {_name(name), _beside(name)}
    words = set(words_of("\n".join([note.text, *targets])).split(b"\n"))
    words |= {one.encode(errors="backslashreplace") for one in asked}
    return b"\n%b\n" % b"\n".join(words)


def _one_line(kind: str, text: str) -> str:
    return f"{kind} {' '.join(text.split())}"


def _name(text: str) -> str:
    return _one_line("name", text)


def _handle(text: str) -> str:
    return _one_line("handle", handle_key(text))


def _beside(text: str) -> str:
    return _one_line("beside", text)


def _number(text: str) -> str:
    return _one_line("number", text)


def _project(note: Note) -> str:
    return _one_line("project", note.front_matter.project)


def changed_answers(
    headers: Iterable[Note],
    old: tuple[Tables, NameTable[Target]],
    new: tuple[Tables, NameTable[Target]],
) -> Iterator[Dependency]:
    """What two tables answer differently, of all that notes of the new ones ask.

    Each of the tables comes with the table of its names; `headers` are the notes, of which only the
    front matter counts.
    """
    (was, old_names), (now, new_names) = old, new
    census = now.census
    for words in old_names.forms.keys() | new_names.forms.keys():
        if old_names.forms.get(words) != new_names.forms.get(words):
            yield Dependency(words[0])
    yield from _persons(census, new_names, was, now)
    for handle in was.people.handles.keys() | now.people.handles.keys():
        if was.people.handles.get(handle) != now.people.handles.get(handle):
            yield Dependency(_handle(handle))
    yield from _projects(census, headers, was.projects, now.projects)
    yield from _numbers(census, was, now)


def _persons(
    census: Census, names: NameTable[Target], was: Tables, now: Tables
) -> Iterator[Dependency]:
    """Names in places of people, and short forms in the text, that mean somebody else."""
    placed = {name: _name(name) for name in {one.name for one in census.seen}}
    short = {
        form: words[0]
        for words, forms in names.forms.items()
        for kind, form in chain.from_iterable(each.targets for each in forms)
        if kind == "short"
    }
    for name, asked in placed.items():
        if _meaning(name, was) != _meaning(name, now):
            yield Dependency(asked)
    for form, first in short.items():
        if was.people.meaning(form, placed=False) != now.people.meaning(form, placed=False):
            yield Dependency(first)
    yield from _persons_of_series(census, placed, short, was.people, now.people)


def _persons_of_series(
    census: Census, placed: Mapping[str, str], short: Mapping[str, str], was: People, now: People
) -> Iterator[Dependency]:
    """The same within the series that have other people now."""
    in_series: dict[SeriesId, set[str]] = defaultdict(set)
    for one in census.seen:
        in_series[one.series].add(one.name)
    for series in was.in_series.keys() | now.in_series.keys():
        if was.in_series.get(series) == now.in_series.get(series):
            continue
        for name in in_series[series]:
            if _near(name, series, was, now, placed=True):
                yield Dependency(placed[name], series)
        for form, first in short.items():
            if _near(form, series, was, now, placed=False):
                yield Dependency(first, series)


def _meaning(name: str, tables: Tables) -> Hashable:
    people = tables.people
    is_person = tables.projects.named(name) is None
    verdict = people.verdict(name)
    parts = tuple(people.known_as(part) for part in verdict.parts) if verdict else ()
    return is_person, people.meaning(name, placed=True), people.exact_ids(name), parts


def _near(name: str, series: SeriesId, was: People, now: People, *, placed: bool) -> bool:
    """Whether a series knows other persons of a name than before, and that can decide."""
    always = not placed and proves_nothing(name)
    old, new = (
        people.meaning_near(name, series, placed=placed, always=always) for people in (was, now)
    )
    return old != new


def _projects(
    census: Census, headers: Iterable[Note], was: Projects, now: Projects
) -> Iterator[Dependency]:
    for words in {reading.beside for reading in census.readings}:
        old, new = ((one.beside(words), one.is_slip_beside(words)) for one in (was, now))
        if old != new:
            yield Dependency(_beside(words))
    for header in headers:
        stated = header.front_matter.project
        if stated and was.named(stated) != now.named(stated):
            yield Dependency(_project(header))


def _numbers(census: Census, was: Tables, now: Tables) -> Iterator[Dependency]:
    """Numbers that a project's own now continue, or do no more, and series about another one."""
    old, new = was.numbering.numbers, now.numbering.numbers
    pairs = [(old.get(p), new.get(p)) for p in old.keys() | new.keys() if old.get(p) != new.get(p)]
    for number in {reading.number for reading in census.readings} if pairs else ():
        for before, after in pairs:
            if _standing(before, number) != _standing(after, number):
                yield Dependency(_number(number))
    for series in was.numbering.own.keys() | now.numbering.own.keys():
        if was.numbering.own.get(series) != now.numbering.own.get(series):
            yield Dependency("", series)


def _standing(numbers: Numbers | None, number: str) -> tuple[bool, bool]:
    """Whether a number continues a project's own, and whether it is one of them."""
    if numbers is None:
        return False, False
    return numbers.fits(number), number in numbers.written
