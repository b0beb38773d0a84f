"""How far a stage has come: a bar on a terminal, else a line where it takes a while."""

from __future__ import annotations

import logging
import multiprocessing
import os
import sys
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self, TypeVar

from tqdm import tqdm

MANY = 500
"""Fewer notes or pages than this take no second, and are not told of in a pipe."""

DELAY = 1.0
"""Seconds until a bar is shown."""

log = logging.getLogger("mkdocs.plugins.mkdocs_minutes")

T = TypeVar("T")


class _Bar(tqdm):  # type: ignore[type-arg]
    """A bar without a thread of its own, since processes are forked while it is shown."""

    monitor_interval = 0


class Stage:
    """A stage of a build, as a context manager; processes that are forked in it move it on too.

    `name` says what is done and `unit` to what, as in `Reading` and `notes`.
    """

    def __init__(self, name: str, total: int, unit: str) -> None:
        self._owner = os.getpid()
        self._count = multiprocessing.Value("Q", 0) if sys.stderr.isatty() else None
        if self._count is None and total >= MANY:
            log.info("%s %s %s", name, f"{total:,}", unit)
        self._bar = _Bar(
            total=total,
            desc=f"{name} {unit}",
            unit=f" {unit}",
            leave=False,
            delay=DELAY,
            disable=self._count is None,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._bar.close()

    def step(self) -> None:
        """One more is done, in whatever process this is."""
        if self._count is None:
            return
        with self._count.get_lock():
            self._count.value += 1
            done = self._count.value
        if os.getpid() == self._owner:
            self._bar.update(done - self._bar.n)

    def over(self, items: Iterable[T]) -> Iterator[T]:
        """The items, each of which is done when the next one is asked for."""
        for item in items:
            yield item
            self.step()
