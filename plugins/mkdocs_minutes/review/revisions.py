"""The files of a git revision, read from git's store: nothing is checked out, so nothing runs.

What a revision holds may come from a stranger. Names of files are only ever compared, symbolic
links and submodules are not followed, and no filter or hook of the repository is used.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from hashlib import sha1
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO

from ..core.records import Problem, RawNote

PLAIN = "100644"
"""The mode of an ordinary file."""

_PLAIN_FILES = (PLAIN, "100755", "100664")
_LINK = "120000"
_CHUNK = 1 << 16


class GitError(Exception):
    """git is not there, the folder is in no repository, or a revision does not exist."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file of a revision: `path` is relative to the folder that was listed."""

    path: str
    mode: str
    object_id: str


def git(folder: Path, *arguments: str) -> str:
    """What git prints when run in a folder; raises `GitError` with its message where it fails."""
    try:
        done = subprocess.run(  # noqa: S603  # no shell; names of revisions are no options
            _command(folder, *arguments), capture_output=True, check=False, env=_environment()
        )
    except OSError as error:
        raise GitError(f"git cannot be run: {error.strerror}") from error
    if done.returncode != 0:
        message = done.stderr.decode(errors="replace").strip().removeprefix("fatal: ")
        if message.startswith("not a git repository"):
            message = f"{folder} is in no git repository"
        raise GitError(message.splitlines()[0] if message else f"git {arguments[0]} failed")
    return done.stdout.decode(errors="surrogateescape")


def _command(folder: Path, *arguments: str) -> list[str]:
    return ["git", "-C", str(folder), "--no-pager", "--literal-pathspecs", *arguments]


def _environment() -> dict[str, str]:
    return os.environ | {
        "GIT_TERMINAL_PROMPT": "0",
        "GIT_OPTIONAL_LOCKS": "0",
        "GIT_NO_LAZY_FETCH": "1",
        "LC_ALL": "C.UTF-8",
    }


def resolve_revision(folder: Path, name: str) -> str:
    """The commit that a revision's name stands for.

    `BASE...` and `BASE...HEAD` stand for where the two parted, as in `git diff`. Raises `GitError`
    for a name that is no commit; a name can never be taken for an option.
    """
    base, dots, head = name.partition("...")
    if dots:
        ends = (resolve_revision(folder, base), resolve_revision(folder, head or "HEAD"))
        return git(folder, "merge-base", *ends).strip()
    top_of(folder)
    try:
        return git(
            folder, "rev-parse", "--verify", "--end-of-options", f"{name}^{{commit}}"
        ).strip()
    except GitError as error:
        raise GitError(f"{name or 'an empty name'} is no revision of this repository") from error


def top_of(folder: Path) -> Path:
    """The top of the repository that a folder is in; raises `GitError` where it is in none."""
    return Path(git(folder, "rev-parse", "--show-toplevel").removesuffix("\n"))


def list_files(repository: Path, commit: str, folder: str) -> tuple[Blob, ...]:
    """The files below a folder of a commit, in order of paths; none where there is no such folder.

    `folder` is relative to the repository's top, `""` for the top itself.
    """
    tree = f"{commit}:{folder.strip('/')}"
    try:
        listed = git(repository, "ls-tree", "-r", "-z", "--full-tree", tree)
    except GitError:
        resolve_revision(repository, commit)
        return ()
    found = []
    for entry in filter(None, listed.split("\0")):
        about, _, path = entry.partition("\t")
        mode, _, object_id = about.split(" ")
        found.append(Blob(path, mode, object_id))
    return tuple(sorted(found, key=lambda blob: blob.path))


def list_working_files(repository: Path, folder: str) -> tuple[tuple[Blob, ...], tuple[str, ...]]:
    """The files below a folder as they lie there: those that are as in HEAD, and paths of others.

    The others are changed, new or left out of git. Asking git which they are is faster than to read
    all files. Raises `GitError` where there is no commit yet.
    """
    committed = list_files(repository, resolve_revision(repository, "HEAD"), folder)
    listed = git(
        repository,
        "status",
        "--porcelain=v1",
        "-z",
        "--untracked-files=all",
        "--ignored=traditional",
        "--no-renames",
        "--",
        folder or ".",
    )
    prefix = f"{folder}/" if folder else ""
    changed = [entry[3:].removeprefix(prefix) for entry in listed.split("\0") if entry]
    gone = frozenset(changed)
    there = (path for path in sorted(gone) if (repository / prefix / path).is_file())
    return tuple(blob for blob in committed if blob.path not in gone), tuple(there)


def object_id(data: bytes) -> str:
    """The identifier that git gives a file of these bytes.

    >>> object_id(b"")
    'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'
    """
    head = b"blob %d\0" % len(data)
    return sha1(head + data, usedforsecurity=False).hexdigest()


def identity(blob: Blob) -> str:
    """What tells what a file holds: its identifier, with its mode where the file is not read."""
    return f"{blob.mode} {blob.object_id}" if _refused(blob) else blob.object_id


def read_files(
    repository: Path, files: Iterable[Blob], *, max_bytes: int
) -> Iterator[RawNote | Problem]:
    """The files of a revision with their bytes, or what keeps one from being read.

    Of a file larger than `max_bytes` one byte more than that is kept. Symbolic links, submodules
    and paths that lead out of the folder are problems.
    """
    plain = []
    for blob in files:
        if reason := _refused(blob):
            shown = blob.path.encode(errors="surrogateescape").decode(errors="replace")
            yield Problem(shown, 0, "note-unreadable", reason, "put the note itself there")
        else:
            plain.append(blob)
    yield from _contents(repository, plain, max_bytes)


def _refused(blob: Blob) -> str:
    """Why a file is not read, `""` for one that is."""
    if any(part in ("", ".", "..") for part in blob.path.split("/")) or "\\" in blob.path:
        return "its path leads out of the folder"
    if blob.mode == _LINK:
        return "the file is a symbolic link"
    if blob.mode not in _PLAIN_FILES:
        return "this is no file"
    try:
        blob.path.encode()
    except UnicodeEncodeError:
        return "its name is not UTF-8"
    return ""


def _contents(repository: Path, files: list[Blob], max_bytes: int) -> Iterator[RawNote]:
    # The names come from a file and not through a pipe: a pipe that git stops reading, because
    # nobody reads its answers yet, would block for ever.
    with TemporaryFile() as names:
        names.write("".join(f"{blob.object_id}\n" for blob in files).encode())
        names.seek(0)
        with subprocess.Popen(  # noqa: S603  # no shell, and no argument from outside
            _command(repository, "cat-file", "--batch", "--buffer"),
            stdin=names,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=_environment(),
        ) as process:
            assert process.stdout is not None  # noqa: S101  # it is a pipe
            for blob in files:
                yield RawNote(blob.path, _read_answer(process.stdout, blob, max_bytes))


def _read_answer(answers: IO[bytes], blob: Blob, max_bytes: int) -> bytes:
    """The next file's bytes, at most one more than `max_bytes`."""
    head = answers.readline().split()
    if len(head) != 3 or head[0].decode() != blob.object_id:
        raise GitError(f"git does not hold {blob.path}: is this a shallow or partial clone?")
    left = int(head[2])
    data = answers.read(min(left, max_bytes + 1))
    left -= len(data)
    while left > 0:
        left -= len(answers.read(min(left, _CHUNK)))
    answers.readline()
    return data
