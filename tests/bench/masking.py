"""How much of made-up secrets is masked, in texts and in all that a build and the exports write.

    python -m tests.bench.masking [SEED] [--failing]

Each spelling of `tests/secrets/spellings.txt` stands in each context with a value of its own. By
kind it is told how many are masked in the text; then a site of a part of them is built and
exported, and each file is searched for the values, whatever encoding they are in. With
MINUTES_SHARED it tells what is masked in the archives there, to be looked through by hand.
"""

from __future__ import annotations

import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from mkdocs_minutes.core.redact import masked, redact
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.core.text import decode
from tests.publishing.written import readable
from tests.secrets.spellings import Case, bare, cases, shows

NOTE = "# Call {day}\n\nAttendees: Ann Bell, Bo Crane\n\n{text}\n\nText.\n"

EXPORTS = ("jsonl", "json", "markdown", "atom", "ics", "lunr", "sqlite")

TOLD = 40
"""Failing spellings that are told."""


def in_texts(found: Iterable[Case], *, failing: bool) -> None:
    """Print by kind how many secrets are masked in the text of a note."""
    total: Counter[str] = Counter()
    shown: Counter[str] = Counter()
    forms: Counter[str] = Counter()
    for case in found:
        text = redact(NOTE.format(day="2021-01-01", text=case.text), Settings()).text
        total[case.spelling.kind] += 1
        if shows(text, case.parts):
            shown[case.spelling.kind] += 1
            forms[case.spelling.form] += 1
    for kind, count in total.items():
        print(f"{kind:8} {count - shown[kind]:6} of {count:6}  {1 - shown[kind] / count:.2%}")
    print(f"all      {1 - shown.total() / total.total():.2%}")
    for form, count in forms.most_common(TOLD if failing else 0):
        print(f"  shown {count:3}  {form}")


def in_outputs(found: list[Case]) -> None:
    """Build and export a site of one note a case, and print how many values are in any file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "notes").mkdir()
        (folder / "docs").mkdir()
        (folder / "docs/index.md").write_text("# Pier\n")
        (folder / "mkdocs.yml").write_text("site_name: Pier\ntheme: material\nplugins: [minutes]\n")
        for number, case in enumerate(found):
            day = f"{1990 + number // 336}-{number // 28 % 12 + 1:02}-{number % 28 + 1:02}"
            text = NOTE.format(day=day, text=case.text)
            (folder / f"notes/{number:05}.md").write_text(text, encoding="utf-8")
        run = [sys.executable, "-m", "mkdocs_minutes.cli"]
        subprocess.run([*run, "build"], cwd=folder, check=True, capture_output=True)
        for form in EXPORTS:
            words = ["export", "--format", form, "--output", f"out.{form}"]
            subprocess.run([*run, *words], cwd=folder, check=True, capture_output=True)
        written = " ".join(_texts(folder))
        shown = [case for case in found if any(map(written.__contains__, _telling(case)))]
    print(f"in all that is written: {1 - len(shown) / len(found):.2%} of {len(found)} masked")
    for case in shown[:TOLD]:
        print(f"  shown  {case.context}: {case.spelling.form}")


def _telling(case: Case) -> list[str]:
    """The parts that stand nowhere by chance: short codes are measured in the texts alone."""
    return [part for part in case.parts if len(part) > 8 or (len(part) == 8 and not part.isdigit())]


def _texts(folder: Path) -> Iterator[str]:
    """What files of the site, the exports and the cache say, as letters and digits."""
    for path in folder.rglob("*"):
        if path.is_file() and path.parts[len(folder.parts)] not in ("notes", "docs"):
            yield bare(readable(path).decode("utf-8", "replace"))


def in_archives(folder: Path) -> None:
    """Print what is masked in archives of real notes: how much of each kind, and each once."""
    found: Counter[tuple[str, str]] = Counter()
    for path in sorted(folder.rglob("*")):
        if path.suffix in (".md", ".txt") and path.is_file():
            text = decode(path.read_bytes()).text
            found.update(
                (thing.kind, text[thing.start : thing.end]) for thing in masked(text, Settings())
            )
    for kind, count in Counter({k: 0 for k, _ in found}).items():
        print(kind, count + sum(n for (k, _), n in found.items() if k == kind))
    for (kind, value), count in sorted(found.items()):
        print(f"  {count:4}  {kind}: {value!r}")


def main() -> None:
    """Measure what the command line asks for."""
    seeds = [int(word) for word in sys.argv[1:] if word.isdigit()] or [1]
    found = list(cases(random.Random(seeds[0])))
    in_texts(found, failing="--failing" in sys.argv)
    in_outputs(found[::11])
    shared = os.environ.get("MINUTES_SHARED")
    if shared:
        in_archives(Path(shared) / "corpora")


if __name__ == "__main__":
    main()
