"""What `minutes check` looks at: all problems or those of an edit, and published addresses."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from urllib.error import HTTPError
from urllib.parse import urljoin

from .configuration import Configuration
from .core.explain import explain_archived
from .core.part_paths import file_of
from .core.records import Archive, Problem, RawNote
from .core.resolve.problems import folded
from .core.resolve.tables import Tables
from .pipeline import read_source_files
from .review.changed import changed_lines
from .review.explanation import explanation, weighed
from .review.fix import mend
from .review.published import PublishedError, UnreachableError, gone_addresses
from .site.files import replacing
from .source.files import is_registry_file

_TIMEOUT = 30

_NOT_FOUND = 404

_LARGEST = 500_000_000
"""Bytes of a published archive that are read: far more than a hundred thousand notes need."""


def check_archive(
    archive: Archive,
    configuration: Configuration,
    *,
    since: str | None = None,
    published: bytes | None = None,
) -> tuple[Problem, ...]:
    """The archive's problems, in order; a name that is ambiguous in several notes is told once.

    `since` keeps to lines that differ from that revision; those of the registry are all kept where
    it was touched, since an entry can be at odds with any other. `published` is the `archive.json`
    of the last published build, whose addresses have to be answered still, whatever the edit.
    Raises `GitError` and `PublishedError` where these cannot be used.
    """
    problems = archive.problems
    if since is not None:
        problems = tuple(_touched(problems, configuration, since))
    if published is not None:
        problems += gone_addresses(published, archive)
    return folded(problems)


def _touched(
    problems: Iterable[Problem], configuration: Configuration, since: str
) -> Iterator[Problem]:
    notes = changed_lines(configuration.notes, since)
    registry = (
        changed_lines(configuration.registry, since) if configuration.registry.is_dir() else None
    )
    for problem in problems:
        if _is_of_registry(problem):
            if registry and registry.files:
                yield problem
        elif notes.touch(problem):
            yield problem


def _is_of_registry(problem: Problem) -> bool:
    return is_registry_file(problem.path)


def located(
    problems: Iterable[Problem], configuration: Configuration, base: Path
) -> tuple[Problem, ...]:
    """The problems with paths relative to `base`, such as the top of a repository.

    Those of files that are not below it keep their paths.
    """
    return tuple(_located(problem, configuration, base.resolve()) for problem in problems)


def _located(problem: Problem, configuration: Configuration, base: Path) -> Problem:
    folder = configuration.registry if _is_of_registry(problem) else configuration.notes
    problem = replace(problem, path=file_of(problem.path))
    if not folder.resolve().is_relative_to(base):
        return problem
    inside = folder.resolve().relative_to(base).as_posix()
    return problem if inside == "." else replace(problem, path=f"{inside}/{problem.path}")


def explain_note(
    archive: Archive, tables: Tables, configuration: Configuration, where: Path
) -> str:
    """What was read of one note, line by line, and how its names were weighed, for a terminal.

    Of a file with several meetings, what was read of each.

    `where` is its path below the folder of notes, or where it lies on disk. Raises `KeyError` where
    the archive has no such note.
    """
    path = where.as_posix()
    if where.resolve().is_relative_to(configuration.notes.resolve()):
        path = where.resolve().relative_to(configuration.notes.resolve()).as_posix()
    found = [
        explanation(
            item.note,
            (*explain_archived(archive, note, configuration.settings), *weighed(item, tables)),
        )
        for note, item in archive.notes.items()
        if path in (item.note.path, file_of(item.note.path))
    ]
    if not found:
        raise KeyError(path)
    return "\n".join(found)


def mend_notes(configuration: Configuration, *, since: str | None = None) -> Iterator[str]:
    """The path of each note whose form was mended, once its file is written.

    `since` keeps to notes that differ from that revision. Raises `GitError` where there is none.
    """
    touched = None if since is None else changed_lines(configuration.notes, since).files
    for note in read_source_files(configuration):
        if isinstance(note, RawNote) and (touched is None or note.path in touched):
            mended = mend(note, configuration.settings)
            if mended != note.data:
                with replacing(configuration.notes / note.path) as file:
                    file.write(mended)
                yield note.path


def read_published(where: str, site_url: str = "") -> bytes | None:
    """The `archive.json` that `where` names: a file, a web address, or `site` for that of the site.

    `None` where the site is not published yet. Raises `UnreachableError` where the site says no
    address, or one does not answer, or with something else, as one behind a login does;
    `PublishedError` where a file cannot be read.
    """
    if where == "site":
        if not site_url:
            raise UnreachableError("the site has no site_url that says where it is published")
        where = urljoin(site_url.rstrip("/") + "/", "archive.json")
    if where.startswith(("https://", "http://")):
        return _download(where)
    try:
        return Path(where).read_bytes()
    except OSError as error:
        raise PublishedError(f"{where} cannot be read: {error.strerror}") from error


def _download(address: str) -> bytes | None:
    from http.client import HTTPException
    from urllib.request import urlopen  # with all of TLS, for one option

    try:
        with urlopen(address, timeout=_TIMEOUT) as answer:  # noqa: S310  # a web address
            data = bytes(answer.read(_LARGEST))
    except HTTPError as error:
        if error.code == _NOT_FOUND:
            return None
        raise UnreachableError(f"{address} answered {error.code}") from error
    except (OSError, ValueError, HTTPException) as error:
        raise UnreachableError(f"{address} cannot be read: {error}") from error
    if not data.lstrip().startswith(b"{"):
        raise UnreachableError(f"{address} answers with a page: is the site private?")
    return data
