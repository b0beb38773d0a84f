"""Former addresses, which still lead to what they showed."""

from __future__ import annotations

from collections.abc import Iterator

from slugify import slugify

from mkdocs_minutes.core.records import Archive

from . import addresses


def redirects(archive: Archive) -> dict[str, str]:
    """The address that each former address leads to, in the order of former addresses.

    They are the `aliases` of notes, and those of people, projects and series in the registry; also
    the folders of a series' notes, which somebody will try. Some of them may be addresses of pages:
    the page stands then.
    """
    found: dict[str, str] = {}
    for uri, target in sorted(_moved(archive)):
        if uri:
            found.setdefault(uri, target)
    return found


def _moved(archive: Archive) -> Iterator[tuple[str, str]]:
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
            for name in filter(None, map(slugify, record.aliases)):
                yield f"{folder}{name}/", f"{folder}{record.id}/"


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
