"""Actions in tables: a row each, with columns for what, who and when."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from ..lexicon import late, pattern
from ..records import Action, ActionStatus, Cell, Note, Owner, Span, Table
from ..text import plain
from .action_state import due_date, state_in
from .duties import duties
from .names import is_full_name
from .owners import KnownNames, owners_in, split_owners
from .scan import SENTENCE_END

_COLUMNS = {
    name: late(rf"{pattern(f'columns.{name}')}{more}", re.IGNORECASE)
    for name, more in (
        ("action", r"\s*(?:[/:(].*)?"),
        ("owner", ""),
        ("text", ""),
        ("topic", ""),
        ("told", ""),
        ("concluded", ""),
        ("type", ""),
        ("due", ""),
        ("status", ""),
    )
}
_OF_TOPICS = frozenset(("topic", "told", "concluded"))
_OF_TASKS = frozenset(("due", "status"))
_IN_CHARGE = late(pattern("columns.in_charge"), re.IGNORECASE)
_ACTIONS = late(rf"{pattern('columns.of_actions')}\s*(?:[/:(].*)?", re.IGNORECASE)
# `Who (1)`, `Who*`: what the head of a column refers to below the table; and `Owner(s)`.
_FOOTNOTE = re.compile(r"\s?(?:\(\d\)|\[\d\]|[*†]+)$|\((?:[aei]?s|is)\)$")
# What a table of tasks, decisions and information calls its tasks.
_OF_ACTION = late(pattern("columns.is_action"), re.IGNORECASE)
_NOTHING = late(rf"\W*{pattern('actions.nothing')}\W*", re.IGNORECASE)
_DONE_CELL = late(pattern("columns.is_done"), re.IGNORECASE)


def table_actions(
    note: Note, table: Table, known: KnownNames, *, governed: bool, elsewhere: bool
) -> Iterator[Action]:
    """The rows of a table with a column of actions, beside one of owners or under a heading.

    Beside owners, and days or a heading of actions, a column of descriptions will do, and beside
    both one of topics, of whose cells the last sentence is what somebody is to do; descriptions so
    do beside the actions' numbers; of a table with a column of types, the rows of tasks. Beside
    topics, a column of actions counts where its cells name owners. A header without words leaves
    the first row to head the columns. A table of anything else gives nothing; nor does `Who | What`
    without days or states where a heading of actions is `elsewhere`: that is what somebody said.
    """
    header, rows = _headed(table)
    columns = _columns(header, rows, governed=governed)
    if "action" not in columns or (elsewhere and _tells_what(columns)):
        return
    _find_owners(note, header, rows, columns, known, governed=governed)
    of_topics = not governed and "owner" not in columns
    if of_topics and not _ACTIONS.fullmatch(header[columns["action"]].text.strip(" :")):
        return
    told = columns["action"] == columns.get("told") and not governed
    for row in rows:
        for cells in _parts(note, row, columns, known, told=told):
            action = _action(note, cells, known)
            if action and (action.owners or not of_topics):
                yield action


def _headed(table: Table) -> tuple[tuple[Cell, ...], tuple[tuple[Cell, ...], ...]]:
    """What heads the columns of a table, which is its first row where the header has no words."""
    if table.header and table.rows and not any(cell.text for cell in table.header):
        return table.rows[0], table.rows[1:]
    return table.header, table.rows


def _tells_what(columns: Mapping[str, int]) -> bool:
    """Whether only the head `What` speaks for a column of actions."""
    return columns["action"] == columns.get("text") and not columns.keys() & _OF_TASKS


def _find_owners(
    note: Note,
    header: tuple[Cell, ...],
    rows: tuple[tuple[Cell, ...], ...],
    columns: dict[str, int],
    known: KnownNames,
    *,
    governed: bool,
) -> None:
    """Takes a column that has nothing but names for that of the owners, where none is headed so.

    If no heading of actions governs the table, only one without a head.
    """
    for at, head in enumerate(header if "owner" not in columns else ()):
        if at not in columns.values() and (governed or not head.text):
            cells = [row[at].span for row in rows if at < len(row) and row[at].text]
            found = [owners_in(note.text, cell.start, cell.end, known) for cell in cells]
            if found and all(owners and _are_people(owners, known) for owners in found):
                columns["owner"] = at
                return


def _are_people(owners: tuple[Owner, ...], known: KnownNames) -> bool:
    return all(known.knows(one.name) or is_full_name(one.name) for one in owners)


def _parts(
    note: Note, row: tuple[Cell, ...], columns: Mapping[str, int], known: KnownNames, *, told: bool
) -> Iterator[dict[str, Cell]]:
    """A row for each of its actions; of what is `told`, beside an owner, what it ends with."""
    cells = _cells(row, columns)
    if _is_remark(row) or (told and not _is_somebody_s(note, cells, known)):
        return
    if told:
        cells["action"] = _last_sentence(note, cells["action"])
    yield from _each(note, cells, known)


def _is_somebody_s(note: Note, cells: Mapping[str, Cell], known: KnownNames) -> bool:
    """Whether the column of owners names anybody in a row that says something."""
    owner = cells["owner"].span if "owner" in cells and "action" in cells else Span(0, 0)
    return bool(owners_in(note.text, owner.start, owner.end, known))


def _last_sentence(note: Note, cell: Cell) -> Cell:
    """What a cell says last, where it first tells of something: `It drips. Mend it`."""
    stops = [
        stop.end() for stop in SENTENCE_END.finditer(note.text, cell.span.start, cell.span.end)
    ]
    start = next((at for at in reversed(stops) if note.text[at : cell.span.end].strip()), None)
    if start is None:
        return cell
    span = Span(start, cell.span.end)
    return Cell(plain(note.quote(span)), span)


def _is_remark(row: tuple[Cell, ...]) -> bool:
    """Whether one cell over all columns makes a row: it says something of the others."""
    first, rest = row[0], row[1:]
    return bool(rest and first.text) and all(
        not cell.text and cell.span == first.span for cell in rest
    )


def _cells(row: tuple[Cell, ...], columns: Mapping[str, int]) -> dict[str, Cell]:
    return {name: row[at] for name, at in columns.items() if at < len(row)}


def _columns(
    header: tuple[Cell, ...], rows: tuple[tuple[Cell, ...], ...], *, governed: bool
) -> dict[str, int]:
    """Where the columns stand that tell of actions; the descriptions may stand for the actions."""
    columns = {
        name: at
        for at, cell in reversed(list(enumerate(header)))
        for name in _COLUMNS.keys() - _OF_TOPICS
        if _heads(name, cell) and not (name in ("action", "text") and _only_numbers(rows, at))
    }
    columns.setdefault("action", _described(header, rows, columns, governed=governed))
    if columns["action"] == columns.get("text"):
        columns["action"] = _of_tasks(header, rows, columns["text"])
    if columns["action"] < 0:
        del columns["action"]
        _tell(header, rows, columns)
    return _assigned(header, columns)


def _described(
    header: tuple[Cell, ...],
    rows: tuple[tuple[Cell, ...], ...],
    columns: Mapping[str, int],
    *,
    governed: bool,
) -> int:
    """The column of descriptions where it stands for that of the actions, else -1."""
    numbered = any(
        _ACTIONS.fullmatch(cell.text.strip(" :")) and _only_numbers(rows, at)
        for at, cell in enumerate(header)
    )
    owned = "owner" in columns and (governed or "due" in columns)
    return columns.get("text", -1) if owned or (governed and numbered) else -1


def _tell(
    header: tuple[Cell, ...], rows: tuple[tuple[Cell, ...], ...], columns: dict[str, int]
) -> None:
    """Lets what tells of topics, beside owners and days, stand for the actions.

    Beside who is in charge, what was concluded does without days.
    """
    told = _told(header, rows) if {"owner", "due"} <= columns.keys() else None
    if "owner" in columns and _IN_CHARGE.fullmatch(header[columns["owner"]].text.strip(" :")):
        concluded = (at for at, cell in enumerate(header) if _heads("concluded", cell))
        told = next(concluded, told)
    if told is not None:
        columns["told"] = columns["action"] = told


def _told(header: tuple[Cell, ...], rows: tuple[tuple[Cell, ...], ...]) -> int | None:
    """The column that tells at most length of topics: `Discussion` rather than `Item`, `1`."""
    told = [at for at, cell in enumerate(header) if any(_heads(name, cell) for name in _OF_TOPICS)]
    told = [at for at in told if not _only_numbers(rows, at)]
    return max(told, key=lambda at: sum(len(r[at].text) for r in rows if at < len(r)), default=None)


def _heads(name: str, cell: Cell) -> bool:
    return bool(_COLUMNS[name].fullmatch(_FOOTNOTE.sub("", cell.text).strip(" :")))


def _of_tasks(header: tuple[Cell, ...], rows: tuple[tuple[Cell, ...], ...], told: int) -> int:
    """The column of what is to be done, where what is `told` may have happened: `What`."""
    others = (at for at, cell in enumerate(header) if at != told and _heads("action", cell))
    return next((at for at in others if not _only_numbers(rows, at)), told)


def _assigned(header: tuple[Cell, ...], columns: dict[str, int]) -> dict[str, int]:
    """The columns, with the first one for the actions where a table is a database of tasks.

    Such says whose each row is, and how it stands.
    """
    owner = header[columns["owner"]].text if {"owner", "status"} <= columns.keys() else ""
    if _ASSIGNED.fullmatch(owner.strip(" :")) and columns["owner"]:
        columns.setdefault("action", columns.get("text", 0))
    return columns


_ASSIGNED = late(pattern("columns.assigned"), re.IGNORECASE)
# What parts the items of a cell, and its lines, which may be of one item where owners stand apart.
_NEXT_ITEM = re.compile(r"(?:</?(?:li|ul|ol)\b[^<>\n]{0,40}>\s*)+", re.IGNORECASE)
_NEXT_LINE = re.compile(r"(?:</?(?:br|li|ul|ol|p)\b[^<>\n]{0,40}>\s*)+", re.IGNORECASE)


def _each(note: Note, cells: dict[str, Cell], known: KnownNames) -> Iterator[dict[str, Cell]]:
    """A row for each item of its cell of actions, where the cell has several."""
    action = cells.get("action")
    between = _NEXT_ITEM if "owner" in cells else _NEXT_LINE
    breaks = list(between.finditer(note.text, action.span.start, action.span.end)) if action else []
    if action is None or not breaks:
        yield from _by_clauses(note, cells, known)
        return
    starts = (action.span.start, *(found.end() for found in breaks))
    ends = (*(found.start() for found in breaks), action.span.end)
    for start, end in zip(starts, ends, strict=True):
        if words := plain(note.text[start:end]):
            yield {**cells, "action": Cell(words, Span(start, end))}


def _by_clauses(note: Note, cells: dict[str, Cell], known: KnownNames) -> Iterator[dict[str, Cell]]:
    """A row, or one for each clause of its cell that gives somebody a task: `Ann to go; Bo to`."""
    span = cells["action"].span if "action" in cells and "owner" not in cells else Span(0, 0)
    tasks = duties(note.text, span.start, span.end, known, "wished")
    if len(tasks) < 2:
        yield cells
        return
    for one in tasks:
        clause = Span(one.owners[0].span.start, one.end)
        yield {**cells, "action": Cell(plain(note.quote(clause)), clause)}


def _is_action(cells: Mapping[str, Cell]) -> bool:
    """Whether a row says something to do, and is a task's if there is a column of types."""
    words = cells["action"].text if "action" in cells else ""
    if not any(map(str.isalnum, words)) or _NOTHING.fullmatch(words):
        return False
    return "type" not in cells or bool(_OF_ACTION.fullmatch(cells["type"].text.strip()))


def _action(note: Note, cells: Mapping[str, Cell], known: KnownNames) -> Action | None:
    if not _is_action(cells):
        return None
    action = cells["action"]
    return Action(
        action.text,
        action.span,
        note.line_of(action.span.start),
        _owners(note, cells, known),
        _state(cells),
        due_date(note, f"due {cells['due'].text}") if "due" in cells else None,
        rule="action-table",
    )


def _only_numbers(rows: tuple[tuple[Cell, ...], ...], at: int) -> bool:
    """Whether a column numbers the rows, as `Item` before a `Description` does."""
    return not any(at < len(row) and any(map(str.isalpha, row[at].text)) for row in rows)


def _owners(note: Note, cells: Mapping[str, Cell], known: KnownNames) -> tuple[Owner, ...]:
    """Whose a row is: of those of the note whom its task names, else of its column of owners."""
    span = cells["action"].span
    told = split_owners(note.text, span.start, span.end, known).owners
    if "owner" not in cells or known.knows_all(told):
        return told
    span = cells["owner"].span
    return owners_in(note.text, span.start, span.end, known, loose=True) or ()


def _state(cells: Mapping[str, Cell]) -> ActionStatus:
    written = cells["status"].text if "status" in cells else ""
    if _DONE_CELL.fullmatch(written.strip()):
        return "done"
    return state_in(f"({written})" if written else cells["action"].text)
