"""Seconds of `minutes diff` on many notes: nothing kept, and after each kind of edit of one note.

python -m tests.bench.diffing [COUNT]

The seconds are those that the processor was busy, on one core.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping
from pathlib import Path

from tests.bench.synthetic import notes
from tests.unit.review.scratch import Repository


def replacing(old: str, new: str) -> Callable[[Path], None]:
    """The edit that replaces some words where they first stand."""

    def edit(path: Path) -> None:
        text = path.read_text()
        assert old in text, f"{path} does not hold {old}"
        path.write_text(text.replace(old, new, 1))

    return edit


def head(path: Path, title: str, *, day: str) -> None:
    """Give a note another title or day of the month."""
    first, rest = path.read_text().split("\n", 1)
    name, _, date = first.removeprefix("# ").rpartition(" ")
    path.write_text(f"# {title or name} {date[:-2]}{day or date[-2:]}\n{rest}")


def add(path: Path) -> None:
    """A note more, which says what another one does."""
    path.with_stem("2030-01-01-more").write_text(path.read_text())


def rename(path: Path) -> None:
    path.rename(path.with_stem("2004-01-01-moved"))


EDITS: Mapping[str, Callable[[Path], None]] = {
    "a word reworded": replacing("ticket OPS-", "see ticket OPS-"),
    "an action closed": replacing("AI (", "- [x] AI ("),
    "a version released": replacing(" in testing", " released"),
    "an attendee more": replacing("**Attendees:** ", "**Attendees:** Ada Abel, "),
    "a new attendee": replacing("**Attendees:** ", "**Attendees:** Zoe Zander, "),
    "an owner changed": replacing("AI (", "AI (Zoe Zander, "),
    "another version": replacing(" in testing", ".1 in testing"),
    "another ticket": replacing("ticket OPS-", "ticket OPS-7"),
    "another title": lambda path: head(path, "Release planning", day=""),
    "another day": lambda path: head(path, "", day="28"),
    "a note added": add,
    "a note removed": Path.unlink,
    "a note renamed": rename,
}


def diffing(count: int) -> None:
    """Print the seconds of each comparison with the last commit."""
    with tempfile.TemporaryDirectory() as scratch:
        repository = Repository(Path(scratch))
        repository.write("mkdocs.yml", "site_name: Bench\nplugins:\n  - minutes: {notes: notes}\n")
        repository.write("docs/index.md", "# Home\n")
        repository.write(".gitignore", ".cache/\n")
        paths = [repository.write(f"{note.folder}.md", note.markdown()) for note in notes(count)]
        repository.commit()
        print(f"{'nothing kept':20} {busy(repository.folder):6.1f} s")
        for name, edit in EDITS.items():
            edit(paths[count // 2])
            print(f"{name:20} {busy(repository.folder):6.1f} s", flush=True)
            repository.git("checkout", "--quiet", ".")
            repository.git("clean", "--quiet", "--force", "notes")


def busy(folder: Path) -> float:
    """The processor's seconds for one comparison of a folder with its last commit."""
    before = os.times()
    words = [sys.executable, "-m", "mkdocs_minutes.cli", "diff", "HEAD"]
    subprocess.run(words, cwd=folder, check=True, capture_output=True)
    after = os.times()
    return after.children_user + after.children_system - before[2] - before[3]


if __name__ == "__main__":
    diffing(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
