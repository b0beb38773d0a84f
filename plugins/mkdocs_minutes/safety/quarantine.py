"""The archive of notes among which one may be that nothing can be made of together with the others.

Where all notes are read together, what one of them holds could end a build. So it is found out
which it is, by trying: that one is shown as text, or left out where even that fails, and told of.
"""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from ..core.archive import Assembled, Former, assemble_following
from ..core.parse import stating_nothing
from ..core.records import Archive, ParsedNote, Problem
from ..core.registry import Registry
from ..core.resolve.addresses import Placed
from ..core.resolve.following import Watch
from ..core.settings import Settings
from .note_reading import problem_of
from .time_limit import TookTooLong, time_limit

DONE = "read together with the others"

Probe = Callable[[Archive], object]
"""What is made of an archive; where it raises, the archive is one that nothing can be made of."""


class _Failure(NamedTuple):
    """Why no archive could be made, and the note that was being read, `""` for none of them."""

    error: TookTooLong | Exception
    path: str


@dataclass(frozen=True, slots=True)
class _Making:
    """What archives are made by, besides their notes."""

    registry: Registry
    settings: Settings
    problems: tuple[Problem, ...]
    probe: Probe

    def attempt(
        self, notes: Iterable[ParsedNote], watch: Watch = iter, former: Former | None = None
    ) -> Assembled | _Failure:
        """The archive of some notes, or why there is none."""
        watched = _Watched(watch, self.settings.max_note_seconds)
        try:
            made = assemble_following(
                notes,
                self.registry,
                self.settings,
                problems=self.problems,
                watch=watched,
                former=former,
            )
            self.probe(made.archive)
        except (TookTooLong, Exception) as error:
            return _Failure(error, watched.path)
        finally:
            watched.close()
        return made


class _Watched:
    """Watches which note is read, and that none of them takes too long."""

    def __init__(self, watch: Watch, seconds: float) -> None:
        self._watch = watch
        self._seconds = seconds
        self.close: Callable[[], object] = str
        self.path = ""

    def __call__(self, placed: Sequence[Placed]) -> Iterator[Placed]:
        notes = self._each(placed)
        self.close = notes.close
        return notes

    def _each(self, placed: Sequence[Placed]) -> Generator[Placed, None, None]:
        for item in self._watch(placed):
            self.path = item.parsed.note.path
            with time_limit(self._seconds):
                yield item
        self.path = ""


def assemble_despite(
    parsed: Iterable[ParsedNote],
    registry: Registry,
    settings: Settings,
    *,
    problems: Iterable[Problem] = (),
    watch: Watch = iter,
    former: Former | None = None,
    probe: Probe = bool,
) -> tuple[Assembled, frozenset[str]]:
    """The archive as `assemble_following` gives it, and the paths of notes that are set apart.

    Such a note makes reading all of them fail, or the `probe` of what comes of it, or takes longer
    than the settings allow: it is shown as text, or left out where that fails as well, and the
    archive's problems tell of it. Raises what an archive without notes raises.
    """
    making = _Making(registry, settings, tuple(problems), probe)
    notes = {item.note.path: item for item in parsed}
    apart: dict[str, Problem] = {}
    made = making.attempt(notes.values(), watch, former)
    if former is not None and isinstance(made, _Failure) and isinstance(made.error, Exception):
        made = making.attempt(notes.values(), watch)
    while isinstance(made, _Failure):
        path = made.path or _culprit(notes, making)
        if not path:
            raise made.error
        problem = problem_of(made.error, path, DONE, settings)
        if path in apart:
            del notes[path]
            making = replace(making, problems=(*making.problems, apart[path]))
        else:
            apart[path] = problem
            notes[path] = stating_nothing(notes[path], problem)
        made = making.attempt(notes.values())
    return made, frozenset(apart)


def _culprit(notes: Mapping[str, ParsedNote], making: _Making) -> str:
    """The note with which the notes before it, by path, cannot be read; `""` where none can be.

    All of the notes together cannot. Those before it can, so it is a note to leave aside, if not
    the only one.
    """
    ordered = [notes[path] for path in sorted(notes)]
    well, badly = 0, len(ordered)
    if not ordered or isinstance(making.attempt(()), _Failure):
        return ""
    while badly - well > 1:
        middle = (well + badly) // 2
        if isinstance(making.attempt(ordered[:middle]), _Failure):
            badly = middle
        else:
            well = middle
    return ordered[well].note.path
