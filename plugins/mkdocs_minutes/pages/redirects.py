"""Former addresses, which still lead to what they showed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from slugify import slugify

from mkdocs_minutes.core.records import Archive

from . import addresses

BELOW_AT_MOST = 1000
"""Former addresses below one former name; a series with more notes should keep its slug."""


def redirects(archive: Archive) -> dict[str, str]:
    """The address that each former address leads to, in the order of former addresses.

    They are the `aliases` of notes, and those of people, projects and series in the registry; also
    the folders of a series' notes, which somebody will try. Below a former name of a project lie
    its versions, and below that of a series its notes, the newest first where there are too many.
    An address that could lead to two pages leads to none; what an alias states itself goes before
    what follows from it. Some former addresses may be addresses of pages: the page stands then.
    """
    return dict(sorted((_agreed(_below(archive)) | _agreed(_stated(archive))).items()))


def _agreed(moved: Iterable[tuple[str, str]]) -> dict[str, str]:
    targets: dict[str, set[str]] = defaultdict(set)
    for uri, target in moved:
        targets[uri].add(target)
    return {uri: min(found) for uri, found in targets.items() if uri and len(found) == 1}


def _stated(archive: Archive) -> Iterator[tuple[str, str]]:
    for note in archive.notes.values():
        for alias in note.aliases:
            yield _former(alias), addresses.note_uri(note.id)
    for series in archive.series:
        yield f"{addresses.NOTES}{series}/", addresses.series_uri(series)
    for names, folder in (
        (archive.people, addresses.PEOPLE),
        (archive.projects, addresses.PROJECTS),
        (archive.series, addresses.SERIES),
    ):
        for record in names.values():
            for name in _slugs(record.aliases):
                yield f"{folder}{name}/", f"{folder}{record.id}/"


def _below(archive: Archive) -> Iterator[tuple[str, str]]:
    """What a name that changed is part of: the addresses of versions and of notes."""
    for project in archive.projects.values():
        for name in _slugs(project.aliases):
            for version in project.versions[-BELOW_AT_MOST:]:
                number = version.removeprefix(f"{project.id}/")
                yield f"{addresses.PROJECTS}{name}/{number}/", addresses.version_uri(version)
    for series in archive.series.values():
        for name in _slugs(series.aliases):
            yield f"{addresses.NOTES}{name}/", addresses.series_uri(series.id)
            for note in series.notes[-BELOW_AT_MOST:]:
                day = note.removeprefix(f"{series.id}/")
                if day != note:  # a note whose `id` is set has an address of its own
                    yield f"{addresses.NOTES}{name}/{day}/", addresses.note_uri(note)


def _slugs(aliases: Iterable[str]) -> Iterator[str]:
    return filter(None, map(slugify, aliases))


def _former(alias: str) -> str:
    """A note's former address as an `aliases` line gives it, or `""` where it is none.

    What does not begin with `notes/` is taken to lie there; a path with `..` leads nowhere.

    >>> _former("weekly/2019-09-09"), _former("/notes/a/b/index.html"), _former("../x")
    ('notes/weekly/2019-09-09/', 'notes/a/b/', '')
    """
    parts = [part for part in alias.removesuffix("index.html").split("/") if part]
    if not parts or any(part in (".", "..") for part in parts):
        return ""
    if parts[0] != "notes":
        parts = ["notes", *parts]
    return "/".join(parts) + "/"
