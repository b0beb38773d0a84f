"""Tables of people, whose columns give names, initials, roles and presence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from msgspec.structs import replace

from ..lexicon import late, pattern
from ..records import Attendee, Cell, Note, Presence, Span, Table
from ..text import plain
from .attendance_lists import REMARK, Region
from .entries import (
    ABSENT_REMARK,
    BREAK,
    people_in,
    read_among_names,
    read_entry,
    without_nickname,
)
from .labels import ROLE, heading_presence
from .names import is_common_word, is_full_name, is_initials
from .roll_words import all_named

_COLUMN = {
    what: late(expected, re.IGNORECASE)
    for what, expected in {
        "given": pattern("people.given"),
        "surname": pattern("people.surname"),
        "name": rf"{pattern('people.name')}(?:\s*/\s*[\w ]+|\s*\([^()]*\))?"
        rf"|{pattern('people.person')}",
        "initials": pattern("people.initials"),
        "handle": pattern("people.handle"),
        "role": pattern("people.office"),
        "presence": rf"{pattern('people.presence')}(?:\s*\([^()]*\))?",
        "action": pattern("people.task"),
    }.items()
}
_TICK = late(
    rf"x|[✓✔✅☑👍🟢]\ufe0f?|{pattern('people.came')}|1|\[x\]|\+1?"
    r"|:(?:white_check_mark|heavy_check_mark|ballot_box_with_check|check|\+1|thumbsup):",
    re.IGNORECASE,
)
_MEMBERS = late(pattern("people.members"), re.IGNORECASE)
# Beside which an `x` says no.
_CHECK = late(rf"[✓✔✅☑].?|{pattern('people.yes')}|:\w*check\w*:", re.IGNORECASE)


def _ticked(cell: str) -> bool:
    """Whether a cell of presence says yes, perhaps with a remark: `Y (by telephone)`."""
    remark = REMARK.search(cell)
    if remark and ABSENT_REMARK.search(remark[0]):
        return False
    return _TICK.fullmatch(cell[: remark.start()] if remark else cell) is not None


def _columns(table: Table) -> dict[str, int]:
    columns: dict[str, int] = {}
    for index, cell in enumerate(table.header):
        for what, expected in _COLUMN.items():
            if what not in columns and expected.fullmatch(cell.text.strip(" :")):
                columns[what] = index
                break
    if columns.get("presence") and not columns.keys() & {"name", "given"}:
        firsts = [row[0].text for row in table.rows if row]
        if firsts and all(map(is_full_name, firsts)):
            columns["name"] = 0  # whatever they are called: `| Senator | Present |`
    if "role" in columns and not columns.keys() & {"name", "given"} and _headed(table):
        columns = columns | {"name": 0}  # `| Present | Role |`
        columns.pop("presence", None)
    return columns


def _headed(table: Table, column: int = 0) -> Presence | None:
    """What the head of a column says of those below it: `Present`, `Apologies`."""
    return heading_presence(table.header[column].text.strip(" :"), frozenset())


def is_of_people(table: Table) -> bool:
    """Whether a table is a list of people by the names of its columns, and no list of tasks."""
    columns = _columns(table).keys()
    return (
        bool(columns & {"name", "given"})
        and "action" not in columns
        and bool(columns & {"initials", "presence", "role", "handle"})
    )


def labelled_cells(note: Note, table: Table) -> Iterator[Region]:
    """Rows that give facts about the meeting, the label in the first cell: `| Attendees | … |`.

    Beside one of those who came, whoever chaired or took notes was there too: `| Chair | … |`. The
    `Members` came where others are told to be away and nothing else tells who came.
    """
    rows = [row for row in (table.header, *table.rows) if len(row) == 2]
    labels = [row[0].text.rstrip(" :") for row in rows]
    said = _said_of_rows(labels)
    lists_present = "present" in said
    for row, label, presence in zip(rows, labels, said, strict=True):
        role = label.lower() if lists_present and ROLE.fullmatch(label) else ""
        if presence is not None or role:
            whole = Region(
                row[1].span.start, row[1].span.end, presence or "present", rule="label", role=role
            )
            breaks = list(BREAK.finditer(note.text, whole.start, whole.end))
            starts = [whole.start, *(at.end() for at in breaks)]
            ends = [*(at.start() for at in breaks), whole.end]
            for start, end in zip(starts, ends, strict=True):
                yield replace(whole, start=start, end=end, line=bool(breaks))


def _said_of_rows(labels: list[str]) -> list[Presence | None]:
    """What the labels of rows say of those behind them; `None` for anything else."""
    said = [heading_presence(label, frozenset()) for label in labels]
    if "present" in said or "absent" not in said:
        return said
    here: Presence = "present"
    are_members = map(_MEMBERS.fullmatch, labels)
    return [here if of else one for one, of in zip(said, are_members, strict=True)]


def labelled_columns(note: Note, table: Table) -> Iterator[Region]:
    """Cells below labels of attendance, where each column has one: `| Present | Absent |`."""
    said = [heading_presence(cell.text.rstrip(" :"), frozenset()) for cell in table.header]
    if len(said) < 2 or None in said:
        return
    for row in table.rows:
        for cell, presence in zip(row, said, strict=False):
            if presence and cell.text.strip():
                alone = not all_named(note.text, cell.span.start, cell.span.end)
                yield Region(cell.span.start, cell.span.end, presence, bullet=alone, rule="label")


def people_in_table(note: Note, table: Table) -> Iterator[Attendee]:
    """The people of a table row by row; a column of ticks tells who was absent."""
    columns = _columns(table)
    if not columns:
        yield from list(_ticked_below(note, table)) or _in_bare_table(note, table)
        return
    nobody_came = "name" in columns and _headed(table, columns["name"]) == "absent"
    at = columns.get("presence", -1)
    crossed = any(
        _CHECK.fullmatch(row[at].text.strip()) for row in table.rows if 0 <= at < len(row)
    )
    for row in table.rows:
        cells = {what: row[at] for what, at in columns.items() if at < len(row)}
        written = {what: cell.text.strip() for what, cell in cells.items()}
        came = "presence" not in columns or _came(written.get("presence", ""), crossed=crossed)
        for person in () if len(row) > 2 and _names_group(note, row) else _people(note, row, cells):
            yield _with_cells(person, written, came=came and not nobody_came)


_CROSS = re.compile(r"[✗✘❌×]\ufe0f?|:(?:x|heavy_multiplication_x):|-|")


def _ticked_below(note: Note, table: Table) -> Iterator[Attendee]:
    """The people of a header, where all that a single row has below them is ticked or crossed."""
    if len(table.rows) != 1:
        return
    for head, cell in zip(table.header, table.rows[0], strict=False):
        mark = cell.text.strip()
        person = read_entry(note.text, head.span.start, head.span.end)
        if person is not None and mark and (_CROSS.fullmatch(mark) or _TICK.fullmatch(mark)):
            presence: Presence = "present" if _TICK.fullmatch(mark) else "absent"
            yield replace(person, presence=presence, rule="attendance-table")


def _people(note: Note, row: tuple[Cell, ...], cells: Mapping[str, Cell]) -> list[Attendee]:
    """Those whom a row names: several where nothing but full names stands in its cell."""
    known = [cells[what] for what in ("name", "given", "surname") if what in cells]
    cell = (known or row)[0]
    several = all_named(note.text, cell.span.start, cell.span.end)
    people = people_in(note.text, cell.span.start, cell.span.end) if several else ()
    if len(people) > 1:
        return list(filter(None, people))
    person = _person(note, cell, cells)
    return [person] if person else []


def _person(note: Note, cell: Cell, cells: Mapping[str, Cell]) -> Attendee | None:
    """The person whom a cell names, with a surname from a column of its own."""
    span = cell.span
    person = read_entry(note.text, span.start, span.end)
    if person is None and "name" in cells:
        person = read_among_names(note.text, span.start, span.end)
    if person is None and "handle" in cells:
        nick = cells["handle"].span
        person = read_entry(note.text, nick.start, nick.end)
    surname = plain(cells["surname"].text.strip()) if "surname" in cells else ""
    if person is not None and surname and cells["surname"] is not cell:
        return replace(person, name=f"{person.name} {surname}")
    return person


def _came(mark: str, *, crossed: bool) -> bool:
    """Whether a cell of presence is ticked; an `x` says no where others have a check mark."""
    return _ticked(mark) and not (crossed and mark.lower() == "x")


def _with_cells(person: Attendee, written: Mapping[str, str], *, came: bool) -> Attendee:
    initials, role = written.get("initials", "").upper(), written.get("role", "")
    return replace(
        person,
        initials=initials if is_initials(initials) else person.initials,
        handle=person.handle or written.get("handle", "").lstrip("@"),
        roles=(*person.roles, role) if role else person.roles,
        presence=person.presence if came else "absent",
        rule="attendance-table",
    )


def _in_bare_table(note: Note, table: Table) -> Iterator[Attendee]:
    """The people of a table whose columns have no known names: its first cells, or all of them.

    All where every cell is a full name. A header names a person only by a full name, or by a nick
    where those below it do.
    """
    named = [[_is_named(note, cell) for cell in row if cell.text] for row in table.rows]
    width = None if named and all(map(all, named)) else 1
    headed = table.header and (
        (_is_named(note, table.header[0]) and (not table.rows or any(map(any, named))))
        or all(_is_nick(row[0]) for row in table.all_rows)
    )
    for row in table.all_rows if headed else table.rows:
        for cell in row[:width]:
            person = read_entry(note.text, cell.span.start, cell.span.end)
            if person is not None:
                yield replace(person, rule="attendance-table")


def lists_names(note: Note, table: Table) -> bool:
    """Whether half the first cells of a table at least are full names, or all are nicks."""
    first = [row[0] for row in table.all_rows if row and row[0].text]
    named = sum(_is_named(note, cell) for cell in first)
    return named * 2 >= len(first) or all(map(_is_nick, first))


def _is_named(note: Note, cell: Cell) -> bool:
    """Whether a cell holds a full name, perhaps with a mark, and in brackets a login."""
    person = read_entry(note.text, cell.span.start, cell.span.end)
    return person is not None and is_full_name(without_nickname(person.name))


_NICK = re.compile(r"[a-z][a-z0-9_-]{1,20}\*?")


def _is_nick(cell: Cell) -> bool:
    """Whether a cell is one word of small letters, and no word of the language."""
    written = cell.text.strip()
    return bool(_NICK.fullmatch(written)) and not is_common_word(written)


_BAR_CELL = re.compile(r"[^|]+")
_DELIMITER = re.compile(r"[\s|:+-]+")


def code_below(note: Note, index: int) -> range:
    """The indexes of the lines of the block of code right below a line; none without one."""
    first = index + 1
    while first < len(note.lines) and note.lines[first].kind == "blank":
        first += 1
    last = first
    while last < len(note.lines) and note.lines[last].kind == "code":
        last += 1
    return range(first, last)


def fenced_table(note: Note, index: int) -> Table | None:
    """The table of cells between bars in the block of code right below a line; `None` for none."""
    block = code_below(note, index)
    rows: list[tuple[Cell, ...]] = []
    for at in block:
        span = note.lines[at].content
        if "|" in note.text[span.slice] and not _DELIMITER.fullmatch(
            note.text, span.start, span.end
        ):
            rows.append(tuple(_cells(note.text, span.start, span.end)))
    if len(rows) < 2:
        return None
    return Table(block.start + 1, rows[0], tuple(rows[1:]), block.start, block.stop)


def _cells(text: str, start: int, end: int) -> Iterator[Cell]:
    for match in _BAR_CELL.finditer(text, start, end):
        words = match[0].strip()
        if words:
            left = match.start() + match[0].index(words)
            yield Cell(plain(words), Span(left, left + len(words)))


def _names_group(note: Note, row: tuple[Cell, ...]) -> bool:
    """Whether a row has nothing but a first cell in emphasis: it names a group of those below."""
    alone = not any(cell.text.strip() for cell in row[1:])
    return alone and note.text[row[0].span.slice].strip()[:1] in ("*", "_")
