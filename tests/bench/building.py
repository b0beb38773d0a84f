"""Speed and memory of reading and building, side by side with plain MkDocs on the same notes.

    python -m tests.bench.building [COUNT]

Each figure is that of one run of a command. What counts is the ratio of processors' time: seconds
by the clock depend on the disk and on what else the machine does.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from socket import socket
from subprocess import DEVNULL
from urllib.request import urlopen

from markdown import markdown

from mkdocs_minutes.core.archive import assemble
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import read_registry
from mkdocs_minutes.core.settings import Settings
from tests.bench.synthetic import note, notes

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
    """What one run of a command took: seconds by the clock and of processors, and memory in MB."""

    seconds: float
    processor: float
    megabytes: float


def timed(words: list[str], folder: Path) -> Measured:
    """One run of a command, its child processes included."""
    start = time.perf_counter()
    process = subprocess.Popen(words, cwd=folder, stdout=DEVNULL, stderr=DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise subprocess.CalledProcessError(process.returncode, words)
    return Measured(seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


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
    """Whole builds: plain MkDocs of the notes alone, and ours of all pages that come of them.

    Ours is built from nothing, again with nothing changed, after an edit of one note in the middle,
    after a note more, into an empty folder with the cache of the last time, and while previewing.
    """
    with tempfile.TemporaryDirectory() as scratch:
        plain, ours = Path(scratch, "plain"), Path(scratch, "ours")
        for folder, site, place in ((plain, PLAIN, "docs"), (ours, OURS, "notes")):
            write_site(folder, site, place, count)
        edited = ours / "notes" / f"{note(count // 2).folder}.md"
        base = report("plain mkdocs", plain, 0).processor
        report("ours, from nothing", ours, base)
        report("ours, unchanged", ours, base)
        edited.write_text(edited.read_text().replace(" in testing", " released", 1))
        report("ours, a note edited", ours, base)
        added = ours / "notes" / f"{note(count).folder}.md"
        added.write_text(note(count).markdown())
        report("ours, a note added", ours, base)
        shutil.rmtree(ours / "site")
        report("ours, cache only", ours, base)
        print(f"{'ours, previewed':20} {previewing(ours, edited):7.1f} s from saving a note")


def write_site(folder: Path, site: str, place: str, count: int) -> None:
    """A site's folder with so many notes in a folder of it."""
    (folder / "docs").mkdir(parents=True)
    (folder / "mkdocs.yml").write_text(site)
    (folder / "docs" / "index.md").write_text("# Home\n")
    for made in notes(count):
        path = folder / place / f"{made.folder}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(made.markdown())


def report(name: str, folder: Path, base: float) -> Measured:
    """Build a site once and print what it took; `base` is the processors' time to compare with."""
    result = timed([sys.executable, "-m", "mkdocs", "build"], folder)
    pages = sum(1 for _ in (folder / "site").rglob("*.html"))
    times = result.processor / (base or result.processor)
    print(
        f"{name:20} {result.seconds:7.1f} s  {result.processor:7.1f} s of processors  "
        f"{times:5.2f} of plain  {result.megabytes:6.0f} MB  {pages:6} pages",
        flush=True,
    )
    return result


def previewing(folder: Path, edited: Path) -> float:
    """Seconds from saving a note until the preview shows the note's page anew."""
    with socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"127.0.0.1:{free.getsockname()[1]}"
    words = [sys.executable, "-m", "mkdocs", "serve", "--dev-addr", address]
    server = subprocess.Popen(words, cwd=folder, stdout=DEVNULL, stderr=DEVNULL)
    path = edited.relative_to(folder / "notes" / "notes")
    page = f"http://{address}/notes/{path.parent}/{path.stem.rpartition('-')[0]}/"
    try:
        wait_for(page, "<h1")
        edited.write_text(edited.read_text().replace(" in testing", " in testing by Zoe Zander", 1))
        start = time.perf_counter()
        wait_for(page, "Zander")
        return time.perf_counter() - start
    finally:
        server.terminate()
        server.wait()


def wait_for(address: str, words: str) -> None:
    """Ask for a page until it holds the words, for ten minutes at most."""
    for _ in range(12_000):
        with suppress(OSError), urlopen(address) as page:  # a server of our own
            if words in page.read().decode():
                return
        time.sleep(0.05)
    raise TimeoutError(f"{address} does not say {words}")


if __name__ == "__main__":
    number = int(sys.argv[1]) if len(sys.argv) > 1 else 1_000
    reading(min(number, 1_000))
    building(number)
