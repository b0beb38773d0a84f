"""What was masked in a note, told by kind and place."""

from __future__ import annotations

from collections.abc import Iterable

from msgspec.structs import replace

from ..records import Action, Owner, Sensitive
from ..redact import MARK


def sensitive(removed: tuple[Sensitive, ...]) -> tuple[Sensitive, ...]:
    """What was masked, in the order of the text; the things themselves are not kept."""
    return tuple(sorted(removed, key=lambda thing: thing.span))


def without_masked(found: Iterable[Action]) -> tuple[Action, ...]:
    """The actions without owners whose names are masked: a mark is nobody."""
    return tuple(
        replace(action, owners=tuple(filter(_is_named, action.owners)))
        if not all(map(_is_named, action.owners))
        else action
        for action in found
    )


def _is_named(owner: Owner) -> bool:
    return MARK.fullmatch(f"[{owner.name}]") is None
