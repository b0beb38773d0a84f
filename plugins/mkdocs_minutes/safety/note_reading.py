"""One note taken so that it cannot hold up the others: within a time, and whatever goes wrong."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import partial
from hashlib import blake2b
from typing import TypeVar

from ..core.masking.table import called
from ..core.parse import parse, show_as_text, unread
from ..core.records import ParsedNote, Problem, RawNote, Sensitive
from ..core.settings import Settings
from ..core.withheld import Withheld, mask_of
from .time_limit import TookTooLong, time_limit

log = logging.getLogger(__name__)

T = TypeVar("T")


def read_note(note: RawNote, settings: Settings) -> ParsedNote:
    """What one note states; one that cannot be read, or not in time, is shown as text.

    Whatever is in it, it holds up no other note.
    """
    read = within_limits(note.path, "read", settings, partial(parse, note, settings))
    return _as_text(note, settings, read) if isinstance(read, Problem) else read


def read_note_without(note: RawNote, values: Iterable[Withheld], settings: Settings) -> ParsedNote:
    """What one note states without values that other notes mask, and a doubt where each stood.

    The note has another digest than its file: what was kept of it before holds the values.
    """
    values = sorted(values)
    masks = tuple(map(mask_of, values))
    was = read_note(note, settings)
    now = read_note(note, replace(settings, masks=(*settings.masks, *masks)))
    known = {(thing.what, thing.source) for thing in was.facts.sensitive}
    new = (thing for thing in now.facts.sensitive if (thing.what, thing.source) not in known)
    told = tuple(_masked_elsewhere(now.note.path, thing, values) for thing in new)
    digest = blake2b(f"{was.note.digest}{masks}".encode(), digest_size=16).hexdigest()
    return ParsedNote(replace(now.note, digest=digest), now.facts, (*now.problems, *told)).packed()


def _masked_elsewhere(path: str, thing: Sensitive, values: Sequence[Withheld]) -> Problem:
    others = {f"{value.path}:{value.line}" for value in values if value.kind == thing.what}
    where = ", ".join(sorted(others)[:_MOST_TOLD])
    message = f"the {called(thing.what)} here is masked in another note, so it is masked here too"
    hint = f"see {where}: take it out of both, or have it read as what it is in both"
    return Problem(path, thing.line, "masked-elsewhere", message, hint)


_MOST_TOLD = 3
"""Places that are told of a value's kind."""


def within_limits(path: str, done: str, settings: Settings, work: Callable[[], T]) -> T | Problem:
    """What some work on a note gives, or a problem where it fails or takes too long.

    `done` says what is done to the note, such as `read`.
    """
    try:
        with time_limit(settings.max_note_seconds):
            return work()
    except (TookTooLong, Exception) as error:
        return problem_of(error, path, done, settings)


def problem_of(error: TookTooLong | Exception, path: str, done: str, settings: Settings) -> Problem:
    """What to tell of a note on which some work failed, or took longer than the settings allow."""
    if isinstance(error, TookTooLong):
        message = f"it is not {done} within {settings.max_note_seconds} seconds"
        hint = "split the note, or raise `max_note_seconds`"
        return Problem(path, 0, "note-too-slow", message, hint)
    log.debug("%s could not be %s", path, done, exc_info=error)
    fault = f"which is a fault of the program ({type(error).__name__})"
    hint = "report it with the note, as SECURITY.md says if it is not to be public"
    return Problem(path, 0, "note-failed", f"it could not be {done}, {fault}", hint)


def _as_text(note: RawNote, settings: Settings, problem: Problem) -> ParsedNote:
    """The note as text, or nothing of it where even that fails."""
    work = partial(show_as_text, note, settings, problem)
    shown = within_limits(note.path, "shown", settings, work)
    return unread(note, settings, problem) if isinstance(shown, Problem) else shown
