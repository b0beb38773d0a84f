"""Builds of the same notes by this program and by others, in one run, and what they took.

    python -m tests.bench.comparing [COUNT...] [--ours] [--pairs N] [--output FILE]

Where a program is built several times, it takes turns with the others, and each ratio is the median
of those within a turn: a machine that is slow for a while is slow for all of them.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
import time
from collections.abc import Iterable, Sequence
from compileall import compile_dir
from dataclasses import dataclass
from pathlib import Path
from statistics import median

import mkdocs_minutes

from .measuring import Measured, Size, machine, measure, size_of
from .peers import OURSELVES, PEERS, Peer
from .synthetic import note, notes

MANY = 5_000
"""Notes from which on only those are built beside that ratios are taken of."""

BASES = ("Hugo", "Hugo, then Pagefind")
"""The programs whose time ratios are taken of."""

SETTLING = 1.1
"""Seconds after which a file counts as written before: see `unchanged.LATELY`."""

EDITS = {"one note edited": (" in testing", " released"), "an action edited": ("): ", "): still ")}
"""What is edited in a note: a version's word, and an action, which its series is followed by."""


@dataclass(frozen=True, slots=True)
class Row:
    """A program's builds, one of each turn, and the site that came of them."""

    name: str
    runs: tuple[Measured, ...]
    size: Size

    def typical(self, figure: str) -> float:
        """The median of a figure over all turns."""
        return float(median(getattr(run, figure) for run in self.runs))


def compare(count: int, peers: Sequence[Peer], *, pairs: int = 1) -> list[Row]:
    """What each program took for so many notes, ours first and in each state."""
    compile_dir(Path(mkdocs_minutes.__file__).parent, quiet=1)  # as installing does
    with tempfile.TemporaryDirectory() as scratch:
        turns = [_turn(count, peers, Path(scratch)) for _ in range(pairs)]
    return [
        Row(name, tuple(turn[name][0] for turn in turns), turns[-1][name][1]) for name in turns[0]
    ]


def _turn(count: int, peers: Sequence[Peer], scratch: Path) -> dict[str, tuple[Measured, Size]]:
    found = _ours(count, scratch / "ours")
    for number, peer in enumerate(peers):
        folder = scratch / str(number)
        peer.lay_out(folder, notes(count))
        measured = measure(peer.commands, folder)
        found[peer.name] = measured, size_of(folder / peer.site)
        shutil.rmtree(folder)
    return found


def _ours(count: int, folder: Path) -> dict[str, tuple[Measured, Size]]:
    OURSELVES.lay_out(folder, notes(count))
    found = {}
    edited = sorted((folder / "notes").rglob("*.md"))[count // 2]
    for state in ("from nothing", "nothing changed", *EDITS, "one note added"):
        if state in EDITS:
            edited.write_text(edited.read_text().replace(*EDITS[state], 1))
        elif state == "one note added":
            one = note(count)
            (folder / "notes" / f"{one.folder}.md").write_text(one.markdown())
        time.sleep(SETTLING)
        measured = measure(OURSELVES.commands, folder)
        found[f"{OURSELVES.name}, {state}"] = measured, size_of(folder / OURSELVES.site)
    shutil.rmtree(folder)
    return found


def ratio(row: Row, other: Row) -> float:
    """How often a program's seconds of processors go into another's."""
    turns = zip(row.runs, other.runs, strict=True)
    return median(one.processor / two.processor for one, two in turns)


def table(count: int, rows: Sequence[Row]) -> str:
    """The rows as a table of Markdown, ratios first."""
    bases = [row for row in rows if row.name in BASES]
    heads = [
        *(f"of {base.name}" for base in bases),
        *("seconds of processors", "by the clock", "MB of memory", "pages", "MB of site"),
        *("kB a note", "kB of the largest page", "share of chrome"),
    ]
    lines = [
        f"## {count:,} notes",
        "",
        f"| program | {' | '.join(heads)} |",
        f"|---|{'---:|' * len(heads)}",
    ]
    return "\n".join([*lines, *(_line(count, row, bases) for row in rows)]) + "\n"


def _line(count: int, row: Row, bases: Iterable[Row]) -> str:
    size = row.size
    chrome = f"{size.chrome / size.total:.0%}" if size.chrome else ""
    cells = [
        *(f"{ratio(row, base):.2f}" for base in bases),
        f"{row.typical('processor'):.1f}",
        f"{row.typical('clock'):.1f}",
        f"{row.typical('megabytes'):,.0f}",
        f"{size.pages:,}",
        f"{size.total / 1e6:,.1f}",
        f"{size.total / count / 1e3:.1f}",
        f"{size.largest / 1e3:.0f}",
        chrome,
    ]
    return f"| {row.name} | {' | '.join(cells)} |"


HEAD = """\
# Measurements

How long builds take and what they give, side by side with other programs on the same notes.
`make bench` writes this page anew. A ratio below 1 is less than the other program takes; it is that
of the seconds of processors of both in the same turn, which hold on a busy machine as well; seconds
by the clock depend on what else the machine does. Memory is that of all processes together. Hugo
has two taxonomies, people and projects, with paginated lists; MkDocs and Zensical render the notes
alone, outside the navigation, with their own search. None of them reads what a note states.
"""

DENSITY = """\
The notes are made, of 7 kB each, and state 8 attendees, 6 actions, 6 tickets and 6 versions. For
7 kB the minutes of three real communities state between 4 and 15 attendees, 0.4 and 12.5 actions,
2.6 and 18 tickets, 2.8 and 26 versions.
"""


def page(tables: Iterable[str], peers: Sequence[Peer], pairs: int) -> str:
    """The page of measurements."""
    told = [one for peer in (OURSELVES, *peers) for one in peer.versions.split(", ")]
    programs = ", ".join(dict.fromkeys(told))
    turns = "one turn" if pairs == 1 else f"{pairs} turns"
    measured = f"Measured on {machine()}, in {turns}, with {programs}.\n"
    return "\n".join([HEAD, measured, DENSITY, *tables])


def main() -> None:
    """Measures the sizes that the command line names, else 1,000."""
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", type=int, nargs="*", default=[1_000])
    parser.add_argument("--ours", action="store_true", help="leave the other programs out")
    parser.add_argument("--pairs", type=int, default=1, help="turns of each size")
    parser.add_argument("--output", type=Path, help="the page to write")
    arguments = parser.parse_args()
    peers = () if arguments.ours else tuple(peer for peer in PEERS if peer.versions)
    tables = []
    for size in arguments.sizes:
        beside = [peer for peer in peers if size < MANY or peer.name in BASES]
        tables.append(table(size, compare(size, beside, pairs=arguments.pairs)))
        print(tables[-1], flush=True)
    if arguments.output:
        arguments.output.write_text(page(tables, peers, arguments.pairs))


if __name__ == "__main__":
    main()
