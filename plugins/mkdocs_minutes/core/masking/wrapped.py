"""What the end of a line parts: a number in two, a label from its value."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .forms import Forms
from .found import Found
from .surface import BETWEEN

_FORMS = Forms("wrapped")

_AROUND = 70
"""Characters before the end of a line, and behind it, that are read as one."""


class _Window(NamedTuple):
    """The end of a line and the beginning of the next: where each begins in the text."""

    start: int
    gap: int
    behind: int

    def back(self, at: int) -> int:
        """The place in the text of a place in the two as one line."""
        before = self.gap - self.start
        return self.start + at if at <= before else self.behind + at - before - 1


class Joined(NamedTuple):
    """The surroundings of all breaks, each as one line, with the way back to the text."""

    text: str
    begins: list[int]
    windows: list[_Window]

    def in_text(self, found: Iterable[Found]) -> Iterator[Found]:
        """What reaches over a break, or is told by what stands before it, in the text."""
        for thing in found:
            place = bisect_right(self.begins, thing.start) - 1
            begin, window = self.begins[place], self.windows[place]
            first, last, told = (at - begin for at in (thing.start, thing.end, thing.told))
            if min(first, told) < window.gap - window.start < last:
                yield Found(window.back(first), window.back(last), thing.kind, window.back(told))


def joined(text: str) -> Joined:
    r"""The text around the ends of its wrapped lines, where it may hold something to mask.

    >>> joined("We will call the bridge as in all weeks before, the PIN is\n24680.\n").text[-13:]
    'PIN is 24680.'
    """
    parts: list[str] = []
    begins: list[int] = []
    windows: list[_Window] = []
    length = 0
    for wrapped in _FORMS.wrapped.finditer(text):
        gap, behind = wrapped.span()
        gap -= text[gap - 1] == " "
        start = max(text.rfind("\n", 0, gap) + 1, gap - _AROUND)
        end = text.find("\n", behind, behind + _AROUND)
        end = min(len(text), behind + _AROUND) if end < 0 else end
        around = ((gap - 40, gap), (behind, end))
        if not any(_FORMS.may_hold.search(text, *part) for part in around):
            continue
        part = f"{text[start:gap]} {text[behind:end]}"
        parts.append(part)
        begins.append(length)
        windows.append(_Window(start, gap, behind))
        length += len(part) + len(BETWEEN)
    return Joined(BETWEEN.join(parts), begins, windows)
