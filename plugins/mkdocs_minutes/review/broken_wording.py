"""Published addresses that would break, in words: a line for each, or for those of a folder."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from ..core.grouping import grouped
from ..core.text import counted
from .broken import REGISTRY_FILES, BrokenAddress
from .wording import FEW_NOTES, Quote, Told


def broken_lines(broken: Iterable[BrokenAddress], quote: Quote) -> Iterator[Told]:
    """Broken addresses: where what they showed is now, and what to write to save them.

    Those whose place nothing takes are gathered at the end.
    """
    lost = []
    for alike in _alike(broken):
        address = alike[0]
        if address.diverted:
            yield Told("", "", _diverted_line(address, quote))
        elif address.target:
            yield Told("", "", _broken_line(address, quote, len(alike) - 1))
        else:
            lost += [quote(_shown(each)) for each in alike]
    if lost:
        shown, more = lost[:_FEW_LOST], len(lost) - _FEW_LOST
        told = ", ".join([*shown, f"and {more:,} more"] if more > 0 else shown)
        yield Told("", "", f"nothing takes the place of {told}")


_FEW_LOST = 20


def _alike(broken: Iterable[BrokenAddress]) -> list[Sequence[BrokenAddress]]:
    """Broken addresses, together those of notes that went from one folder to another."""
    groups = grouped(
        (_folders(address) or number, address) for number, address in enumerate(broken)
    )
    return [
        part
        for group in groups.values()
        for part in ([group] if len(group) > FEW_NOTES else [(one,) for one in group])
    ]


def _folders(broken: BrokenAddress) -> tuple[str, str] | None:
    """The folders that a note went from and to, `None` where it is no note's address or is gone."""
    if not broken.target or not broken.line or broken.file in REGISTRY_FILES.values():
        return None
    was, now = broken.address.strip("/"), broken.target.strip("/")
    return was.rpartition("/")[0], now.rpartition("/")[0]


def _diverted_line(broken: BrokenAddress, quote: Quote) -> str:
    where = (
        f"what it showed is now {quote(broken.target)}"
        if broken.target
        else "what it showed is gone"
    )
    return f"{quote(_shown(broken))} leads to other text; {where}"


def _broken_line(broken: BrokenAddress, quote: Quote, alike: int) -> str:
    shown = quote(_shown(broken))
    if alike:
        line, file = quote(broken.line), quote(broken.file)
        return (
            f"{shown} and {alike:,} more of that folder → {quote(broken.target)} and so on; to save"
            f" them, write {line} into the front matter of {file}, and the like into the others"
        )
    if broken.below:
        shown += f" and {counted(broken.below, 'address')} like it"
    moved = f"{shown} → {quote(broken.target)}"
    if not broken.line:
        return moved
    place = "the end of" if broken.file in REGISTRY_FILES.values() else "the front matter of"
    if broken.entry:
        place = f"the entry {quote(broken.entry)} of"
    return f"{moved}; to save it, write {quote(broken.line)} into {place} {quote(broken.file)}"


def _shown(broken: BrokenAddress) -> str:
    return f"{broken.address}#{broken.anchor}" if broken.anchor else broken.address
