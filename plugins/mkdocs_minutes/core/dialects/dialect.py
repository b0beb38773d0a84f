"""What the table of dialects says of each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from .source import Change, Source


@dataclass(frozen=True, slots=True)
class Dialect:
    """One way of writing notes.

    `changes` are what brings a source to Markdown, and `recognised` says whether it is in the
    dialect; where nothing says so, one is in which there is something to change. `tools` and
    `reads` are the docs' words for who writes it and what is read of it; `example` is a source with
    what it reads as, in a file whose name ends in `suffix`. A file that ends in one of `endings` is
    in this dialect, whatever else is in it. `is_markup` tells a markup of its own from marks within
    Markdown, and `ends_lists` one in which a line without an indent ends the list above it.
    """

    name: str
    tools: str
    reads: str
    changes: Callable[[Source], Iterable[Change]]
    example: tuple[str, str]
    recognised: Callable[[Source], bool] | None = None
    suffix: str = ".md"
    endings: tuple[str, ...] = ()
    is_markup: bool = False
    ends_lists: bool = False

    def speaks(self, source: Source) -> bool:
        """Whether a source is in this dialect."""
        if self.recognised is None:
            return next(iter(self.changes(source)), None) is not None
        return self.recognised(source)
