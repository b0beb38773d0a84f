"""Speed and memory of reading and building, side by side with plain MkDocs on the same notes.

    python -m tests.bench.building [COUNT]

Each figure is that of one process in this run; what counts is the ratio, not the seconds.
"""

from __future__ import annotations

import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from markdown import markdown  # type: ignore[import-untyped]

from mkdocs_minutes.core.archive import assemble
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import read_registry
from mkdocs_minutes.core.settings import Settings
from tests.bench.synthetic import notes

PLAIN = """\
site_name: Plain
theme:
  name: material
  font: false
plugins: [search]
nav: [index.md]
validation: {omitted_files: ignore}
"""

OURS = """\
site_name: Ours
theme:
  name: material
  font: false
plugins:
  - minutes: {notes: notes}
"""


@dataclass(frozen=True, slots=True)
class Measured:
    """What one run of a command took: seconds, and the largest memory of its processes in MB."""

    seconds: float
    megabytes: float


def timed(words: list[str], folder: Path) -> Measured:
    start = time.perf_counter()
    subprocess.run(words, cwd=folder, check=True, capture_output=True)
    seconds = time.perf_counter() - start
    return Measured(seconds, resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024)


def fastest(work: Callable[[], object]) -> float:
    """Seconds of this process, of the best of three runs."""
    taken = []
    for _ in range(3):
        start = time.process_time()
        work()
        taken.append(time.process_time() - start)
    return min(taken)


def reading(count: int) -> None:
    """Milliseconds a note of 7 kB on one core; Python-Markdown alone is the scale."""
    raw = [RawNote(f"{note.folder}.md", note.markdown().encode()) for note in notes(count)]
    size = sum(len(note.data) for note in raw) / 7_000
    registry, _ = read_registry(())
    parsed = [parse(note, Settings()) for note in raw]
    parsing = fastest(lambda: [parse(note, Settings()) for note in raw[:200]]) / min(count, 200)
    plain = fastest(lambda: [markdown(note.data.decode()) for note in raw[:200]]) / min(count, 200)
    joining = fastest(lambda: assemble(parsed, registry, Settings())) / count
    each = count / size * 1000
    print(
        f"parse and extract {parsing * each:8.2f} ms for 7 kB, {parsing / plain:.2f} of rendering"
    )
    print(f"Python-Markdown   {plain * each:8.2f} ms for 7 kB")
    print(f"archive           {joining * each:8.2f} ms for 7 kB")


def building(count: int) -> None:
    """Seconds and memory of whole builds: plain MkDocs, ours cold, ours warm."""
    with tempfile.TemporaryDirectory() as scratch:
        plain, ours = Path(scratch, "plain"), Path(scratch, "ours")
        for folder, site, place in ((plain, PLAIN, "docs"), (ours, OURS, "notes")):
            (folder / "docs").mkdir(parents=True)
            (folder / "mkdocs.yml").write_text(site)
            (folder / "docs" / "index.md").write_text("# Home\n")
            for note in notes(count):
                path = folder / place / f"{note.folder}.md"
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(note.markdown())
        words = [sys.executable, "-m", "mkdocs", "build"]
        runs = {"plain mkdocs": plain, "ours, cold": ours, "ours, warm": ours}
        results = {name: timed(words, folder) for name, folder in runs.items()}
        base = results["plain mkdocs"].seconds
        for name, result in results.items():
            pages = sum(1 for _ in (runs[name] / "site").rglob("*.html"))
            print(
                f"{name:14} {result.seconds:7.1f} s  {result.seconds / base:5.2f} of plain  "
                f"{result.megabytes:6.0f} MB  {pages:6} pages"
            )


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    reading(min(number, 1_000))
    building(number)
