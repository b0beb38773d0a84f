"""When each note was last changed, and how often, from one look at git's log."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from .revisions import GitError, git, top_of

_COMMIT = "\x01"
"""Begins a commit in the log that is asked for: no state of a file does."""


@dataclass(frozen=True, slots=True)
class NoteHistory:
    """The author's day of the last commit that changed a note, and the number of such commits."""

    last: date
    count: int


def note_history(notes: Path) -> Mapping[str, NoteHistory]:
    """The history of each note that git knows, by its path below the notes folder.

    A renamed note keeps its history. Without git, outside a repository and in a shallow clone,
    whose log would lie, there is none.
    """
    try:
        top = top_of(notes)
        if git(notes, "rev-parse", "--is-shallow-repository").strip() != "false":
            return {}
        folder = notes.resolve().relative_to(top.resolve()).as_posix()
        log = git(
            top,
            "log",
            "-z",
            "--no-show-signature",
            "--no-ext-diff",
            "--find-renames",
            "--name-status",
            f"--format={_COMMIT}%as",
            "--",
            folder,
        )
    except (GitError, ValueError):
        return {}
    prefix = "" if folder == "." else f"{folder}/"
    return {
        path.removeprefix(prefix): changes
        for path, changes in read_log(log).items()
        if path.startswith(prefix)
    }


def read_log(log: str) -> dict[str, NoteHistory]:
    r"""The history of each path in a log, newest commit first, its parts set apart by NUL.

    Changes under a former name count for the present one; those of a file that was removed and
    made anew later count only from then on.

    >>> log = "\x012024-02-02\0\nR090\0a.md\0b.md\0\x012024-01-01\0\nA\0a.md\0"
    >>> read_log(log)
    {'b.md': NoteHistory(last=datetime.date(2024, 2, 2), count=2)}
    """
    found: dict[str, NoteHistory] = {}
    # What a path of long ago is called now; `None` where that file is no more.
    present: dict[str, str | None] = {}
    for day, state, path, former in _entries(log):
        if state == "D":
            present.setdefault(path, None)
            continue
        name = present.get(path, path)
        if name is not None:
            known = found.get(name)
            found[name] = NoteHistory(known.last, known.count + 1) if known else NoteHistory(day, 1)
        if state == "A":
            present[path] = None
        elif state == "R":
            present[path] = None
            present[former] = name
    return found


def _entries(log: str) -> Iterator[tuple[date, str, str, str]]:
    """Day, state, path and former path (`""` without one) of each change."""
    words = iter(log.split("\0"))
    day = date.min
    for word in words:
        state = word.lstrip("\n")
        if state.startswith(_COMMIT):
            day = date.fromisoformat(state.removeprefix(_COMMIT))
        elif state:
            former = next(words, "") if state[0] in "RC" else ""
            yield day, state[0], next(words, ""), former
