"""The lines that an edit touched, so that a check can keep to them."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..core.part_paths import file_of
from ..core.records import Problem
from .revisions import git, resolve_revision

_HUNK = re.compile(r"@@ -\d+(?:,(?P<old>\d+))? \+(?P<start>\d+)(?:,(?P<new>\d+))? @@")

_WHOLE = range(1 << 40)

_RENAMED = "rename to "


@dataclass(frozen=True, slots=True)
class ChangedLines:
    """The touched lines of a folder's files, by path relative to the folder.

    A file with no lines is one that only lost some.
    """

    files: Mapping[str, tuple[range, ...]]

    def touch(self, problem: Problem) -> bool:
        """Whether a problem is in a touched line, or is one of a touched file as a whole."""
        lines = self.files.get(file_of(problem.path))
        if lines is None:
            return False
        return problem.line == 0 or any(problem.line in stretch for stretch in lines)


def changed_lines(folder: Path, since: str) -> ChangedLines:
    """The lines of the files in a folder that differ from where `since` and HEAD parted.

    Of a renamed file those that differ from the former one's. What is not committed yet counts as
    well, and so do files that git does not know yet. Raises
    `GitError` where the folder is in no repository or `since` is no revision.
    """
    base = resolve_revision(folder, f"{resolve_revision(folder, since)}...HEAD")
    patch = git(
        folder,
        "diff",
        "--unified=0",
        "--no-color",
        "--no-ext-diff",
        "--no-textconv",
        "--find-renames",
        "--relative",
        "--src-prefix=a/",
        "--dst-prefix=b/",
        base,
        "--",
        ".",
    )
    unknown = git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")
    files = dict(read_patch(patch))
    files |= {path: (_WHOLE,) for path in unknown.split("\0") if path}
    return ChangedLines(files)


def read_patch(patch: str) -> Iterator[tuple[str, tuple[range, ...]]]:
    r"""Each file of a patch without context lines, with the stretches of lines that are new in it.

    >>> patch = "--- a/n.md\n+++ b/n.md\n@@ -2 +2,2 @@\n-old\n+new\n+++ b/not-a-file\n"
    >>> dict(read_patch(patch))
    {'n.md': (range(2, 4),)}
    """
    path, stretches = "", []
    left = 0
    for line in patch.split("\n"):
        if left and line[:1] in "+-":
            left -= 1
        elif hunk := _HUNK.match(line):
            count = int(hunk["new"] or 1)
            left = count + int(hunk["old"] or 1)
            stretches.append(range(int(hunk["start"]), int(hunk["start"]) + count))
        elif line.startswith(("+++ ", _RENAMED)):
            if path:
                yield path, tuple(filter(None, stretches))
            path, stretches = _path(line), []
    if path:
        yield path, tuple(filter(None, stretches))


def _path(line: str) -> str:
    """The path in a line of a patch that names a file, `""` for one that is removed."""
    written = line.removeprefix("+++ ").removeprefix(_RENAMED)
    if written.startswith('"'):
        raw, _ = codecs.escape_decode(written.rstrip("\t")[1:-1].encode())
        written = raw.decode(errors="surrogateescape")
    written = written.rstrip("\t")
    if line.startswith(_RENAMED):
        return written
    return written.removeprefix("b/") if written != "/dev/null" else ""
