"""What was masked in a note, told by kind and place."""

from __future__ import annotations

from ..records import Sensitive


def sensitive(removed: tuple[Sensitive, ...]) -> tuple[Sensitive, ...]:
    """What was masked, in the order of the text; the things themselves are not kept."""
    return tuple(sorted(removed, key=lambda thing: thing.span))
