"""Builds that are killed: run with FOLDER and KILLS, it prints what each kill left broken.

That is pages, and the record by which `minutes build` does not begin where nothing has changed.

All builds are forks of this process, which has loaded the site builder and its templates once.
"""

from __future__ import annotations

import os
import re
import signal
import sys
import time
from pathlib import Path
from random import Random

from mkdocs.commands.build import build
from mkdocs.config import load_config

from mkdocs_minutes.configuration import Configuration, configure
from mkdocs_minutes.incremental import unchanged
from mkdocs_minutes.site.publishing import HOLDING

from .preloaded import keep_templates

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


def edit(folder: Path, number: int) -> None:
    """An edit that adds and removes pages and links between them."""
    notes = folder / "notes"
    (notes / f"extra-{number - 1}.md").unlink(missing_ok=True)
    (notes / f"extra-{number}.md").write_text(
        f"# Weekly 2031-01-{number % 28 + 1:02}\n\nPresent: Ann Bell, {GUESTS[number % 4]}\n\n"
        f"AI (Ann Bell): see to BOAT-{number}\n\nOar 4.{number}.0 is out.\n"
    )
    with open(notes / "note-1.md", "a") as note:
        note.write(f"\nDecision: paint boat {number}\n")


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


def main(folder: Path, kills: int) -> None:
    site, random = folder / "site", Random(0)
    keep_templates(os.environ["TEMPLATES_OF_TESTS"])
    os.environ[unchanged.VARIABLE] = RECORD
    unchanged.LATELY = 0  # an edit and the build that takes it in are never in one tick here
    configuration, _ = configure({}, base=folder, docs_dir=folder / "docs")
    records = 0
    finish(folder)
    edit(folder, 0)
    whole = finish(folder)
    for number in range(1, kills + 1):
        before = contents(site)
        edit(folder, number)
        child = start(folder)
        # Most of the kills are near the end, where the site is published.
        time.sleep(whole * (random.uniform(0.1, 1) if number % 2 else random.uniform(0.7, 1.1)))
        os.kill(child, signal.SIGKILL if number % 5 else signal.SIGTERM)
        os.waitpid(child, 0)
        met = contents(site)
        recorded = stands(configuration, site)
        print(*broken(site), sep="\n", end="")
        whole = 0.7 * whole + 0.3 * finish(folder)
        after = contents(site)
        records += stands(configuration, site)
        if recorded and met != after:
            print(f"kill {number} left a record of a site that is not there")
        for path, data in met.items():
            if data not in (before.get(path), after.get(path), HOLDING.encode()):
                print(f"{path} is neither old nor new after kill {number}")
        for path in before.keys() & after.keys() - met.keys():
            print(f"{path} is missing after kill {number}")
    if records < kills:
        print(f"only {records} builds left a record")
    print(f"{kills} killed")


if __name__ == "__main__":
    main(Path(sys.argv[1]), int(sys.argv[2]))
