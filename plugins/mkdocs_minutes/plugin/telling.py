"""What a build says: what it found, and nothing that is not so or that could do harm."""

from __future__ import annotations

import logging
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Self

from mkdocs.commands import build
from mkdocs.exceptions import PluginError
from mkdocs.plugins import get_plugin_logger

from ..core.escape import log_line, log_lines
from ..core.kinds import STATEMENTS
from ..core.records import FAULTS, Archive, Problem
from ..core.redact import mask_path
from ..core.resolve.problems import folded
from ..core.settings import Settings
from ..core.text import counted
from ..core.unread import count_of
from ..site.staging import Staging
from ..workers.executors import ClusterError

log = get_plugin_logger(__name__)

LASTING = {"lasting": True}
"""Marks what is said of the notes, and so holds until they are changed."""

_NAMED = 3
"""Of the files of a kind that are told in one line, so many by name."""


class TrueWords(logging.Filter):
    """Keeps MkDocs from saying what is not so: it knows nothing of the staged site.

    A page that it calls empty is published just so already, and the site is built for its folder.
    """

    uri = ""
    staging: Staging | None = None

    def __enter__(self) -> Self:
        build.log.addFilter(self)
        return self

    def __exit__(self, *_error: object) -> None:
        build.log.removeFilter(self)

    def filter(self, record: logging.LogRecord) -> bool:
        """Whether a message is to be said."""
        message = record.getMessage()
        if self.staging is not None and str(self.staging.folder) in message:
            record.msg = message.replace(str(self.staging.folder), str(self.staging.site))
            record.args = ()
        return not (message.startswith("Page skipped") and f"'{self.uri}'" in message)


class Harmless(logging.Filter):
    """Keeps what stands in file names and notes from writing to a terminal or a workflow's runner.

    MkDocs tells of files too, so it goes on the handlers, which see the messages of all loggers.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        """Let each message pass, made harmless."""
        record.msg, record.args = log_lines(record.getMessage()), ()
        return True


HARMLESS = Harmless()


def summary(archive: Archive) -> str:
    """What an archive holds, in one line."""
    counts = {
        "note": len(archive.notes),
        "person": len(archive.people),
        "project": len(archive.projects),
        "version": len(archive.versions),
        "action": len(archive.threads),
        **{
            kind.name: sum(count_of(note, kind.plural) for note in archive.notes.values())
            for kind in STATEMENTS
        },
        "problem": len(folded(archive.problems)),
    }
    return ", ".join(counted(count, name) for name, count in counts.items())


def warn(problems: Iterable[Problem]) -> None:
    """Warn of problems, each in a line of its own with its hint."""
    for problem in problems:
        log.warning("%s", log_line(f"{problem} ({problem.hint})"))


def report(archive: Archive, were_pages: Container[str]) -> None:
    """Warn of what is broken, so that a strict build fails, and count what is doubtful.

    Notes that were pages of the site before broke no build then, so of these it is only told, but
    for what the settings forbid.
    """
    doubts = 0
    for problem in folded(archive.problems):
        if problem.code in FAULTS:
            hint = f" ({problem.hint})" if problem.hint else ""
            known = problem.path in were_pages and problem.code != "sensitive-forbidden"
            tell = log.info if known else log.warning
            tell("%s", log_line(f"{problem}{hint}"))
        else:
            doubts += 1
            log.debug("%s", log_line(str(problem)))
    if doubts:
        left_open = "%s left open: `minutes check` lists what it found"
        log.info(left_open, counted(doubts, "doubt"), extra=LASTING)


def report_left_out(
    others: Mapping[str, Sequence[str]], unnamed: Sequence[str], settings: Settings
) -> None:
    """Tell, in a line a kind, which files among the notes are none, and which nothing leads to.

    What is masked in a page is masked in the names of these files as well.
    """
    told = [("No note, but %s: %s", kind, paths) for kind, paths in others.items()]
    for text, kind, paths in (*told, ("Named nowhere, so not published: %s: %s", "file", unnamed)):
        if paths:
            more = f" and {len(paths) - _NAMED:,} more" if len(paths) > _NAMED else ""
            first = log_line(", ".join(mask_path(path, settings) for path in paths[:_NAMED]))
            log.info(text, counted(len(paths), kind), f"{first}{more}", extra=LASTING)


@contextmanager
def cluster_errors_told() -> Iterator[None]:
    """Let MkDocs say in a line why a cluster cannot be worked with."""
    try:
        yield
    except ClusterError as error:
        raise PluginError(log_line(f"minutes: {error}")) from error
