"""After whatever edits, one on top of another, a site is the one that a build from nothing gives.

`MINUTES_EDITS=40 pytest tests/publishing/test_random_edits.py` looks at more of them.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Callable
from itertools import chain, count, islice
from pathlib import Path
from random import Random

import pytest

from tests.bench.synthetic import notes
from tests.publishing.commands import run
from tests.publishing.test_site import differing

BUILDS = int(os.environ.get("MINUTES_EDITS", "3"))
SITE = """\
site_name: Archive
theme: {name: material, font: false}
plugins:
  - minutes: {notes: notes, registry: registry, page_size: 10}
"""
PEOPLE = ("Ada Byron", "Ann Bell", "Zoe Zander")


class Project:
    """The folder of a site with synthetic notes, and the edits that somebody makes in it."""

    def __init__(self, folder: Path, seed: int) -> None:
        self.folder = folder
        self.random = Random(seed)
        made = [(one.folder, one.markdown()) for one in notes(30)]
        self.further = made[14:]
        for name, text in made[:14]:
            self.write(f"notes/{name}.md", text)
        self.write("docs/index.md", "# Home\n\n<!-- minutes:dashboard -->\n")
        self.write("mkdocs.yml", SITE)
        self.write("registry/people.yml", "")
        self.name_a_ticket()

    def write(self, path: str, text: str) -> None:
        (self.folder / path).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / path).write_text(text)

    def note(self) -> Path:
        return self.random.choice(sorted((self.folder / "notes").rglob("*.md")))

    def add(self) -> None:
        name, text = self.further.pop(self.random.randrange(len(self.further)))
        self.write(f"notes/{name}.md", text)

    def delete(self) -> None:
        self.note().unlink()

    def rename(self) -> None:
        note = self.note()
        note.rename(note.with_stem(f"{note.stem}-again"))

    def change_the_day(self) -> None:
        day = f"20{self.random.randint(0, 30):02}-03-1{self.random.randint(0, 9)}"
        self._change(r"\d{4}-\d\d-\d\d", day)

    def change_the_title(self) -> None:
        self._change(r"^# ", "# The other ")

    def change_the_attendees(self) -> None:
        self._change(r"Attendees:\*\*", f"Attendees:** {self.random.choice(PEOPLE)},")

    def _change(self, pattern: str, text: str) -> None:
        note = self.note()
        note.write_text(re.sub(pattern, text, note.read_text(), count=1))

    def cut_lines(self) -> None:
        note = self.note()
        lines = note.read_text().splitlines(keepends=True)
        at = self.random.randrange(max(1, len(lines)))
        del lines[at : at + self.random.randint(1, 5)]
        note.write_text("".join(lines))

    def copy_lines(self) -> None:
        taken = self.note().read_text().splitlines(keepends=True)
        note = self.note()
        lines = note.read_text().splitlines(keepends=True)
        at = self.random.randrange(max(1, len(taken)))
        lines[len(lines) // 2 : 0] = taken[at : at + 3]
        note.write_text("".join(lines))

    def state_something(self) -> None:
        who, thing = self.random.choice(PEOPLE), self.random.randint(0, 4)
        note = self.note()
        note.write_text(f"{note.read_text()}\n- AI ({who}): do thing {thing}\n\nDecision: {who}.\n")

    def name_a_ticket(self) -> None:
        ticket = f"OPS-{self.random.randint(1, 2)}"
        for _ in range(4):
            note = self.note()
            note.write_text(
                f"{note.read_text()}\n- See {ticket}; Anvil v9.{len(ticket)}.0 is out\n"
            )

    def register_somebody(self) -> None:
        there = (self.folder / "registry/people.yml").read_text()
        entry = f"- name: {self.random.choice(PEOPLE)}\n  aliases: [AA]\n"
        self.write("registry/people.yml", "" if there else entry)

    def change_an_option(self) -> None:
        self.write("mkdocs.yml", SITE.replace("size: 10", "size: 20"))

    def change_the_theme(self) -> None:
        self.write("mkdocs.yml", SITE.replace("font: false", "font: false, language: de"))

    def change_a_template(self) -> None:
        text = f"<p>{self.random.randint(0, 9)} {{{{ page.title }}}}</p>"
        self.write("overrides/partials/copyright.html", text)
        self.write("mkdocs.yml", SITE.replace("font:", "custom_dir: overrides, font:"))

    def damage_pages(self) -> None:
        for page in self.random.sample(sorted((self.folder / "site").rglob("*.html")), 9):
            page.write_text("damaged")


Edit = Callable[[Project], None]

FIRST: tuple[tuple[tuple[Edit, ...], ...], ...] = (
    (
        (Project.change_a_template, Project.add, Project.change_the_title),
        (Project.change_an_option, Project.rename, Project.name_a_ticket),
        (Project.damage_pages, Project.cut_lines, Project.change_the_day),
    ),
    (
        (Project.change_the_theme, Project.add, Project.name_a_ticket),
        (Project.register_somebody, Project.delete, Project.copy_lines),
        (Project.change_the_attendees, Project.state_something),
    ),
)
"""The edits before each build, of two projects, with every kind among them.

What makes all pages anew stands first: behind others it would mend what these left wrong.
"""

EDITS = [edit for builds in FIRST for edits in builds for edit in edits]


def build(folder: Path, site: str) -> Path:
    done = run("mkdocs", "build", "--quiet", "--site-dir", site, folder=folder)
    assert done.returncode == 0, done.stderr
    return folder / site


@pytest.mark.parametrize("seed", range(len(FIRST)))
def test_a_site_that_was_edited_is_the_one_from_nothing(tmp_path: Path, seed: int) -> None:
    project = Project(tmp_path, seed)
    build(tmp_path, "site")
    done: list[str] = []
    further = (project.random.sample(EDITS, 2) for _ in count())
    for edits in islice(chain(FIRST[seed], further), BUILDS):
        for edit in edits:
            edit(project)
            done.append(edit.__name__)
        site = build(tmp_path, "site")
    shutil.rmtree(tmp_path / ".cache")
    assert differing(site, build(tmp_path, "cold")) == [], done
