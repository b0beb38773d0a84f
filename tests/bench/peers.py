"""The programs that are measured side by side, each with the site that it builds of the notes."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from .synthetic import SyntheticNote

BIN = Path(sys.executable).parent

OURS = """\
site_name: Bench
theme: {name: material, font: false}
plugins:
  - minutes: {notes: notes}
"""

MATERIAL = """\
site_name: Bench
theme: {name: material, font: false}
plugins: [search]
nav: [index.md]
validation: {omitted_files: ignore}
"""

ZENSICAL = """\
[project]
site_name = "Bench"
nav = ["index.md"]
"""

HUGO = """\
baseURL = "https://example.org/"
title = "Bench"
disableKinds = ["RSS"]
[pagination]
pagerSize = 100
[taxonomies]
person = "people"
project = "projects"
"""

LAYOUTS = {
    "baseof.html": '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>{{ .Title }}'
    '</title></head><body><main data-pagefind-body>{{ block "main" . }}{{ end }}</main></body>'
    "</html>",
    "single.html": '{{ define "main" }}<h1>{{ .Title }}</h1>{{ range .GetTerms "people" }}'
    '<a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a> {{ end }}{{ .Content }}{{ end }}',
    "list.html": '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range (.Paginate .Pages).Pages }}'
    '<li><a href="{{ .RelPermalink }}">{{ .LinkTitle }}</a></li>{{ end }}</ul>'
    '{{ template "_internal/pagination.html" . }}{{ end }}',
}


@dataclass(frozen=True, slots=True)
class Peer:
    """A program: how its site is laid out, the commands that build it, and where it comes out.

    `packages` are the distributions that have to be installed for it.
    """

    name: str
    packages: tuple[str, ...]
    lay_out: Callable[[Path, Iterable[SyntheticNote]], None]
    commands: Sequence[Sequence[str]]
    site: str

    @property
    def versions(self) -> str:
        """Its distributions with their versions; `""` where one is missing."""
        try:
            return ", ".join(f"{package} {version(package)}" for package in self.packages)
        except PackageNotFoundError:
            return ""


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text)


def _mkdocs(site: str, folder: str) -> Callable[[Path, Iterable[SyntheticNote]], None]:
    """Lays out a site of MkDocs, with the notes in a folder of it."""

    def lay_out(place: Path, notes: Iterable[SyntheticNote]) -> None:
        _write(place / "mkdocs.yml", site)
        _write(place / "docs" / "index.md", "# Home\n")
        for note in notes:
            _write(place / folder / f"{note.folder}.md", note.markdown())

    return lay_out


def _zensical(place: Path, notes: Iterable[SyntheticNote]) -> None:
    _mkdocs("", "docs")(place, notes)
    (place / "mkdocs.yml").unlink()
    _write(place / "zensical.toml", ZENSICAL)


def _hugo(place: Path, notes: Iterable[SyntheticNote]) -> None:
    _write(place / "hugo.toml", HUGO)
    for name, layout in LAYOUTS.items():
        _write(place / "layouts" / "_default" / name, layout)
    for note in notes:
        projects = sorted({name for section in note.sections for name in section.projects})
        matter = {
            "title": note.title,
            "date": note.date,
            "people": note.attendees,
            "projects": projects,
        }
        text = note.markdown().split("\n", 1)[1]
        _write(place / "content" / f"{note.folder}.md", f"{json.dumps(matter)}\n{text}")


_PAGEFIND = (sys.executable, "-m", "pagefind", "--site", "public")
_BARE = (str(BIN / "hugo"), "--quiet")

OURSELVES = Peer(
    "mkdocs-minutes",
    ("mkdocs-minutes", "mkdocs", "mkdocs-material"),
    _mkdocs(OURS, "notes"),
    ((sys.executable, "-m", "mkdocs_minutes.cli", "build"),),
    "site",
)

PEERS = (
    Peer("Hugo", ("hugo",), _hugo, (_BARE,), "public"),
    Peer("Hugo, then Pagefind", ("hugo", "pagefind"), _hugo, (_BARE, _PAGEFIND), "public"),
    Peer(
        "MkDocs, Material",
        ("mkdocs", "mkdocs-material"),
        _mkdocs(MATERIAL, "docs"),
        ((sys.executable, "-m", "mkdocs", "build", "--quiet"),),
        "site",
    ),
    Peer("Zensical", ("zensical",), _zensical, ((str(BIN / "zensical"), "build"),), "site"),
)
