"""What a finder found."""

from __future__ import annotations

from typing import NamedTuple


class Found(NamedTuple):
    """A stretch that is to be masked, of a text as it reads; what tells so begins at `told`."""

    start: int
    end: int
    kind: str
    told: int
