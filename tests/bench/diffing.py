"""Seconds of `minutes diff` on many notes: nothing kept, and after each further edit of one note.

python -m tests.bench.diffing [COUNT]
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path

from tests.bench.building import timed
from tests.bench.synthetic import notes
from tests.unit.review.scratch import Repository

EDITS: Mapping[str, tuple[str, str]] = {
    "an action closed": ("AI (", "- [x] AI ("),
    "a version released": (" in testing", " released"),
    "a word reworded": ("ticket OPS-", "see ticket OPS-"),
    "an attendee more": ("**Attendees:** ", "**Attendees:** Ada Abel, Zoe Zander, "),
}


def diffing(count: int) -> None:
    """Print the seconds of each comparison with the last commit, the edits adding up."""
    with tempfile.TemporaryDirectory() as scratch:
        repository = Repository(Path(scratch))
        repository.write("mkdocs.yml", "site_name: Bench\nplugins:\n  - minutes: {notes: notes}\n")
        repository.write("docs/index.md", "# Home\n")
        repository.write(".gitignore", ".cache/\n")
        for note in notes(count):
            path = repository.write(f"{note.folder}.md", note.markdown())
        repository.commit()
        words = [sys.executable, "-m", "mkdocs_minutes.cli", "diff", "HEAD"]
        print(f"{'nothing kept':20} {timed(words, repository.folder).seconds:6.1f} s")
        for name, (old, new) in EDITS.items():
            path.write_text(path.read_text().replace(old, new, 1))
            print(f"{name:20} {timed(words, repository.folder).seconds:6.1f} s")


if __name__ == "__main__":
    diffing(int(sys.argv[1]) if len(sys.argv) > 1 else 10_000)
