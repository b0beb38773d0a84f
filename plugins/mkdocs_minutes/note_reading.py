"""One note read so that it cannot hold up the others: within a time, and whatever goes wrong."""

from __future__ import annotations

import logging

from .core.parse import parse, show_as_text, unread
from .core.records import ParsedNote, Problem, RawNote
from .core.settings import Settings
from .time_limit import TookTooLong, time_limit

log = logging.getLogger(__name__)


def read_note(note: RawNote, settings: Settings) -> ParsedNote:
    """What one note states; one that cannot be read, or not in time, is shown as text.

    Whatever is in it, it holds up no other note.
    """
    try:
        with time_limit(settings.max_note_seconds):
            return parse(note, settings)
    except TookTooLong:
        message = f"reading it takes longer than {settings.max_note_seconds} seconds"
        hint = "split the note, or raise `max_note_seconds`"
        return _as_text(note, settings, Problem(note.path, 0, "note-too-slow", message, hint))
    except Exception as error:
        log.debug("%s could not be read", note.path, exc_info=True)
        message = f"it could not be read, which is a fault of the program ({type(error).__name__})"
        hint = "report it with the note, as SECURITY.md says if it is not to be public"
        return _as_text(note, settings, Problem(note.path, 0, "note-failed", message, hint))


def _as_text(note: RawNote, settings: Settings, problem: Problem) -> ParsedNote:
    """The note as text, or nothing of it where even that fails."""
    try:
        with time_limit(settings.max_note_seconds):
            return show_as_text(note, settings, problem)
    except (Exception, TookTooLong):
        return unread(note, settings, problem)
