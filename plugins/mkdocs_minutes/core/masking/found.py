"""What a finder found."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """A stretch of a text that is to be masked, as it reads or as it is written.

    The words that tell so begin at `told`.
    """

    start: int
    end: int
    kind: str
    told: int
