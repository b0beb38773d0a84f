"""The addresses that an archive once had, which lead on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from . import addresses as uris
from .grouping import agreed
from .part_paths import file_of
from .records import Archive
from .slugs import is_safe_address, name_slug

BELOW_AT_MOST = 1000
"""Former addresses below one former name; a series with more notes should keep its slug."""


def former_addresses(archive: Archive) -> dict[str, str]:
    """The address that each former address leads to, in the order of former uris.

    They are the `aliases` of notes, the addresses that notes had in a site before, those of topics
    that were found to be one, and the aliases of people, projects and series in the registry; also
    the folders of a series' notes, which somebody will try. Below a former name of a project lie
    its versions, and below that of a series its notes, the newest first where there are too many.
    An address that could lead to two pages leads to none; what an alias states itself goes before
    what follows from it. Some former addresses may be addresses of pages: the page stands then.
    """
    return dict(sorted((agreed(_below(archive)) | agreed(_stated(archive))).items()))


def _stated(archive: Archive) -> Iterator[tuple[str, str]]:
    paths = sorted(note.note.path for note in archive.notes.values())
    newest = {file_of(path): path for path in paths}
    for note in archive.notes.values():
        for alias in note.aliases:
            if former := _former_of(alias):
                yield former, uris.note_uri(note.id)
        home = note.note.home if newest[file_of(note.note.path)] == note.note.path else ""
        target = uris.former_page_uri(note.id)
        if home and home != target:
            yield home, target
    for series in archive.series:
        yield f"{uris.NOTES}{series}/", uris.series_uri(series)
    for topic in archive.topics.values():
        yield from ((uris.topic_uri(one), uris.topic_uri(topic.id)) for one in topic.former)
    for names, folder in (
        (archive.people, uris.PEOPLE),
        (archive.projects, uris.PROJECTS),
        (archive.series, uris.SERIES),
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
                yield f"{uris.PROJECTS}{name}/{number}/", uris.version_uri(version)
    for series in archive.series.values():
        for name in _slugs(series.aliases):
            yield f"{uris.NOTES}{name}/", uris.series_uri(series.id)
            for note in series.meetings[-BELOW_AT_MOST:]:
                day = note.removeprefix(f"{series.id}/")
                if day != note:  # a note whose `id` is set has an address of its own
                    yield f"{uris.NOTES}{name}/{day}/", uris.note_uri(note)


def _slugs(aliases: Iterable[str]) -> Iterator[str]:
    return filter(None, map(name_slug, aliases))


def _former_of(alias: str) -> str:
    """A note's former address as an `aliases` line gives it, or `""` where it is none.

    With a slash before it, it is counted from the site's root; else what does not begin with
    `notes/` is taken to lie there. An unsafe one leads nowhere.

    >>> _former_of("weekly/2019-09-09"), _former_of("notes/a/b/index.html"), _former_of("../x")
    ('notes/weekly/2019-09-09/', 'notes/a/b/', '')
    >>> _former_of("/meetings/3/"), _former_of("/meetings/3.html")
    ('/meetings/3/', '/meetings/3.html')
    """
    parts = [part for part in alias.removesuffix("index.html").split("/") if part]
    if not is_safe_address("/".join(parts)):
        return ""
    end = "" if parts[-1].endswith(".html") else "/"
    if parts[0] == "notes":
        return "/".join(parts) + end
    return f"{'/' if alias.startswith('/') else uris.NOTES}{'/'.join(parts)}{end}"
