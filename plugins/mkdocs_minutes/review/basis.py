"""What a sheet was made by, kept so that the sheet after a small edit follows from it."""

from __future__ import annotations

from dataclasses import dataclass, replace

from ..core.records import Archive
from ..core.resolve.tables import Tables


@dataclass(frozen=True, slots=True)
class Basis:
    """The tables that an archive's notes were read by, and where its versions and threads lie.

    `context` is a key of all but the notes: the settings, the registry, the code. `files` holds the
    key of what each note holds, by path. `versions` are the notes that speak of each version, in
    their order. `series` are the notes of each series, in their order, each with whether one of its
    actions carries on a thread of the note before.
    """

    context: str
    files: dict[str, str]
    tables: Tables
    versions: dict[str, list[str]]
    series: dict[str, list[tuple[str, bool]]]


def basis_of(archive: Archive, tables: Tables, files: dict[str, str], context: str) -> Basis:
    """The basis of an archive; what the tables hold of single notes is left out."""
    paths = {key: note.note.path for key, note in archive.notes.items()}
    carrying = {note for thread in archive.threads.values() for note, _ in thread.actions[1:]}
    return Basis(
        context,
        files,
        replace(tables, people=tables.people.without_notes()),
        {
            key: list(dict.fromkeys(paths[claim.note] for claim in version.claims))
            for key, version in archive.versions.items()
        },
        {
            key: [(paths[note], note in carrying) for note in series.notes]
            for key, series in archive.series.items()
        },
    )
