"""Coverage-guided fuzzing of the whole way of a note: `make fuzz`, or

    python -m tests.fuzz.notes [FOLDER] [OPTIONS OF LIBFUZZER]

The first byte of an input says what kind of file the note is; the rest is the note. FOLDER holds
inputs of earlier runs and gets those of this one. With `--keep-going=FOLDER` a failure is written
there, each kind once, and the run goes on; without it the run ends.
"""

from __future__ import annotations

import sys
import tempfile
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import atheris

with atheris.instrument_imports(include=["mkdocs_minutes"]):
    from mkdocs_minutes.core import lexicon

    from ..property.test_reading import LETTERS, MARKS, SIGNS, WORDS
    from ..whole import walk

PATHS = ("a.md", "b.txt", "2024/05/06-x.md", "c.org", "x/20240506.rst", "d.adoc", "e", "weird .md")
KEEP_GOING = "--keep-going="
ROLES = ("attendance.present", "actions.marker", "outcomes.marker", "owners.nobody")


def one_note(data: bytes) -> None:
    """Go the whole way with one input; what raises is a fault."""
    if data:
        walk({PATHS[data[0] % len(PATHS)]: data[1:]})


def noting(folder: Path) -> Callable[[bytes], None]:
    """As `one_note`, but with each kind of failure written to a folder, once."""

    def run(data: bytes) -> None:
        try:
            one_note(data)
        except (Exception, RecursionError) as error:
            last = traceback.extract_tb(error.__traceback__)[-1]
            name = f"{type(error).__name__}-{Path(last.filename).stem}-{last.name}"
            if not (folder / f"{name}.input").exists():
                (folder / f"{name}.input").write_bytes(data)
                (folder / f"{name}.txt").write_text(traceback.format_exc(), encoding="utf-8")

    return run


def words() -> Iterator[str]:
    """What minutes are made of, for mutations that reach the rules."""
    yield from (*MARKS.split(","), *SIGNS.split(","), *LETTERS.split(","), *WORDS.split(";"))
    yield from lexicon.months()
    yield from lexicon.weekdays()


def write_dictionary(file: Path) -> None:
    """The words in the form that libFuzzer reads."""
    lines = ("".join(f"\\x{byte:02x}" for byte in word.encode()) for word in words() if word)
    file.write_text("\n".join(f'"{line}"' for line in lines), encoding="ascii")


def write_seeds(folder: Path) -> None:
    """The inputs of the golden tests, to begin with."""
    for number, note in enumerate(sorted(Path("tests/golden").glob("*/input.*"))):
        (folder / f"golden-{number}").write_bytes(bytes([number % 2]) + note.read_bytes())


def main() -> None:
    """Fuzz until something fails, or the time that the options give is over."""
    options = [word for word in sys.argv[1:] if word.startswith("-")]
    folders = [word for word in sys.argv[1:] if not word.startswith("-")]
    going = next((word.removeprefix(KEEP_GOING) for word in options if KEEP_GOING in word), "")
    options = [word for word in options if KEEP_GOING not in word]
    with tempfile.TemporaryDirectory() as scratch:
        seeds = Path(scratch, "seeds")
        seeds.mkdir()
        write_seeds(seeds)
        write_dictionary(Path(scratch, "words"))
        if going:
            Path(going).mkdir(parents=True, exist_ok=True)
        defaults = ["-max_len=3000", "-timeout=20", f"-dict={scratch}/words"]
        arguments = [sys.argv[0], *defaults, *options, *folders, str(seeds)]
        atheris.Setup(arguments, noting(Path(going)) if going else one_note)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
