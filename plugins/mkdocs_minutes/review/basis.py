"""What a snapshot was made by, kept so that the snapshot after a small edit follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..core.calendar import Record, record_of
from ..core.figures import Key, stated
from ..core.records import Archive, ArchivedNote, Facts, Note, ParsedNote
from ..core.resolve.addresses import Placed
from ..core.resolve.dependencies import dependencies
from ..core.resolve.tables import Tables
from ..core.threads import ActionList, action_list
from .dependencies import asked_text
from .rethread import Matters, matters_of
from .tally import Tally, tally


@dataclass(frozen=True, slots=True)
class Basis:
    """The tables that an archive's notes were read by, and where its entities and threads lie.

    `context` is a key of all but the notes: the settings, the registry, the code. `files` holds the
    key of what each note holds, by path. `placed` are the notes by path, the oldest first, without
    what does not decide their places. `series` are the lists of actions of each series, in the
    order of its notes, `matters` what they have on topics, `meetings` what its dated notes say of
    their meetings. `stated` counts how many notes of each series state each number.
    """

    context: str
    files: dict[str, str]
    tables: Tables
    tally: Tally
    placed: dict[str, Placed]
    series: dict[str, list[ActionList]]
    matters: dict[str, list[Matters]]
    meetings: dict[str, list[Record]]
    stated: dict[str, list[tuple[Key, int]]]


def basis_of(
    archive: Archive, tables: Tables, files: dict[str, str], context: str
) -> tuple[Basis, bytes]:
    """The basis of an archive, and what its notes ask the tables as `asked_text` gives it.

    What the tables hold of single notes is left out. The notes are numbered as the tally does.
    """
    notes = archive.notes.values()
    basis = Basis(
        context,
        files,
        replace(tables, people=tables.people.without_notes()),
        tally(notes),
        {note.note.path: replace(placed(note), parsed=header(note.note)) for note in notes},
        {
            key: [action_list(archive.notes[note]) for note in series.notes]
            for key, series in archive.series.items()
        },
        {
            key: [matters_of(archive.notes[note]) for note in series.notes]
            for key, series in archive.series.items()
        },
        {
            key: [*filter(None, (record_of(archive.notes[note]) for note in series.notes))]
            for key, series in archive.series.items()
        },
        {key: list(counts.items()) for key, counts in stated(notes).items()},
    )
    return basis, asked_text(dependencies(placed(note)) for note in notes)


def placed(note: ArchivedNote) -> Placed:
    """An archived note in its place, as it was before it was read by the tables."""
    stated = note.note.front_matter.aliases
    former = next((alias for alias in note.aliases if alias not in stated), "")
    return Placed(ParsedNote(note.note, note.facts), note.id, note.series, former)


def header(note: Note) -> ParsedNote:
    """What of a note decides its place in the archive, the rest left empty."""
    bare = replace(
        note, digest="", text="", starts=(), lines=(), sections=(), tables=(), title_line=0
    )
    return ParsedNote(replace(bare, date_line=0), Facts())
