"""What look-ups answer, each asked once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from mkdocs_minutes.pages.dependencies import Answers, Dependency
from mkdocs_minutes.pages.lookups import Lookups


def telling(lookups: Lookups) -> Callable[[Iterable[Dependency]], tuple[bytes, ...]]:
    """What gives the hashes of the answers that dependencies have."""
    now = Answers(lookups).now
    ask = cache(lambda dependency: now(dependency).hash)
    return lambda dependencies: tuple(map(ask, dependencies))
