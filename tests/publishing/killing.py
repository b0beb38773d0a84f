"""Builds that are killed: a command of FOLDER and KILLS, it prints what each kill left broken.

That is pages, and the record by which `minutes build` does not begin where nothing has changed.

All builds are forks of its process, which has loaded the site builder and its templates.
"""

from __future__ import annotations

import os
import re
import signal
import time
from pathlib import Path
from random import Random

from mkdocs.commands.build import build
from mkdocs.config import load_config

from mkdocs_minutes.configuration import Configuration, configure
from mkdocs_minutes.incremental import unchanged
from mkdocs_minutes.site.publishing import HOLDING

GUESTS = ("Cy Dahl", "Di Eck", "Ed Fay", "Flo Gray")
RECORD = "killed"
LINK = re.compile(r'\b(?:href|src)="([^"#?:]+)[^":]*"')


def start(folder: Path) -> int:
    """Begin a build, and return its process."""
    child = os.fork()
    if child == 0:
        try:
            quiet = os.open(os.devnull, os.O_WRONLY)
            os.dup2(quiet, 1)
            os.dup2(quiet, 2)
            build(load_config(str(folder / "mkdocs.yml")))
            os._exit(0)
        finally:
            os._exit(1)
    return child


def finish(folder: Path) -> float:
    begun = time.monotonic()
    _, status = os.waitpid(start(folder), 0)
    if status:
        raise SystemExit(f"a build failed with status {status}")
    return time.monotonic() - begun


def contents(site: Path) -> dict[str, bytes]:
    found = (path for path in sorted(site.rglob("*")) if path.is_file())
    return {path.relative_to(site).as_posix(): path.read_bytes() for path in found}


STATES = 5
"""States of the notes that builds lead from one of to another."""


def edit(folder: Path, state: int) -> None:
    """An edit that adds and removes pages and links between them."""
    notes = folder / "notes"
    for extra in notes.glob("extra-*.md"):
        extra.unlink()
    (notes / f"extra-{state}.md").write_text(
        f"# Weekly 2031-01-{state + 1:02}\n\nPresent: Ann Bell, {GUESTS[state % 4]}\n\n"
        f"AI (Ann Bell): see to BOAT-{state}\n\nOar 4.{state}.0 is out.\n"
    )
    painted = "".join(f"\nDecision: paint boat {boat}\n" for boat in range(state))
    (notes / "note-1.md").write_text(f"# Weekly 2030-02-07\n\nPresent: Ann Bell\n{painted}")


def broken(site: Path) -> list[str]:
    """Links that lead nowhere."""
    return [
        f"{page}: {address}"
        for page in site.rglob("*.html")
        for address in LINK.findall(page.read_text())
        if not address.startswith("/") and not os.path.isfile(page.parent / address)
    ]


def stands(configuration: Configuration, site: Path) -> bool:
    """Whether `minutes build` would take the site for what a build would give."""
    return unchanged.still_stands(RECORD, site, configuration) is not None


def command(words: list[str], prog_name: str) -> None:
    """Kill so many builds of a project, as the words say."""
    folder, kills = Path(words[0]), int(words[1])
    site, random = folder / "site", Random(0)
    os.environ[unchanged.VARIABLE] = RECORD
    unchanged.LATELY = 0  # an edit and the build that takes it in are never in one tick here
    configuration, _ = configure({}, base=folder, docs_dir=folder / "docs")
    sites, whole, records = [], 1.0, 0
    for state in range(STATES):
        edit(folder, state)
        whole = finish(folder)
        sites.append(contents(site))
    state, since = STATES - 1, {STATES - 1}  # whose pages may be there
    for number in range(1, kills + 1):
        state = random.choice([one for one in range(STATES) if one != state])
        since.add(state)
        edit(folder, state)
        child = start(folder)
        # Most of the kills are near the end, where the site is published.
        time.sleep(whole * (random.uniform(0.1, 1) if number % 2 else random.uniform(0.7, 1.1)))
        os.kill(child, signal.SIGKILL if number % 4 else signal.SIGTERM)
        os.waitpid(child, 0)
        met, possible = contents(site), [sites[one] for one in since]
        print(*broken(site), sep="\n", end="")
        if stands(configuration, site) and met != sites[state]:
            print(f"kill {number} left a record of a site that is not there")
        for path, data in met.items():
            if data != HOLDING.encode() and all(data != one.get(path) for one in possible):
                print(f"{path} is neither old nor new after kill {number}")
        for path in set.intersection(*map(set, possible)) - met.keys():
            print(f"{path} is missing after kill {number}")
        if number % FINISHED:
            continue
        whole = 0.7 * whole + 0.3 * finish(folder)
        since = {state}
        records += stands(configuration, site)
        if contents(site) != sites[state]:
            print(f"the site is another one after kill {number}")
    if records < kills // FINISHED:
        print(f"only {records} builds left a record")
    print(f"{kills} killed")


FINISHED = 5
"""After so many kills one build is left to end."""
