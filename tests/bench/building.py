"""Speed of reading on one core, and of a preview: what whole builds take, `comparing` measures.

python -m tests.bench.building [COUNT]
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from socket import socket
from subprocess import DEVNULL
from urllib.request import urlopen

from markdown import markdown

from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.registry import read_registry
from mkdocs_minutes.core.settings import Settings
from tests.assembling import assemble
from tests.bench.peers import OURSELVES
from tests.bench.synthetic import note, notes


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


def saving(count: int) -> None:
    """Print the seconds from saving one of so many notes until the preview shows it."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch)
        OURSELVES.lay_out(folder, notes(count))
        edited = folder / "notes" / f"{note(count // 2).folder}.md"
        print(f"{'previewed':17} {previewing(folder, edited):8.1f} s from saving a note")


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
    saving(number)
