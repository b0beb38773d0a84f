"""What a page shows of a note's text, and what stands around stretches and lines of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

from msgspec import Struct

from ..core.escape import html_attribute, web_address
from ..core.records import Span
from .gfm import Gfm

CALLOUTS = frozenset(
    """note info abstract summary todo tip hint important success check done question help faq
    warning caution attention failure fail danger error bug example quote""".split()
)
"""Kinds of callouts that have a look of their own; others look like a note."""


class Annotation(Struct, frozen=True, gc=False):
    """HTML to be put around a stretch of the note's text wherever that is plain text."""

    span: Span
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture that a page shows: its address, and its size in pixels, 0 where it is not known."""

    src: str
    width: int = 0
    height: int = 0


@dataclass(frozen=True, slots=True)
class Box:
    """Lines of a note, the first and the last, that stand in a box of a kind.

    With a `summary` (HTML) they fold below it.
    """

    first: int
    last: int
    kind: str
    summary: str = ""

    @property
    def opening(self) -> str:
        """The HTML before what stands in it."""
        if self.summary:
            return f'<details class="mn-fold mn-talk"><summary>{self.summary}</summary>\n'
        label = html_attribute(self.kind.replace("-", " ").capitalize())
        looks = callout_classes(self.kind)
        return f'<div class="{looks}" role="note" aria-label="{label}">\n'

    @property
    def end(self) -> str:
        """The HTML behind what stands in it."""
        return "</details>\n" if self.summary else "</div>\n"


@dataclass(frozen=True, slots=True)
class Heading:
    """How a line's heading is written: its level on the page, its `id`, and what follows it."""

    level: int
    anchor: str
    after: str = ""


@dataclass(frozen=True, slots=True)
class Rendering:
    """What is to be written: source, annotations in the order of the text, and the cited lines.

    `lines` gives the class of each line that gets an anchor, and `former` another anchor of some of
    them. `headings` holds headings by line.
    `line_starts` are those of the note. `link` gives the address for a link's destination and its
    text, or `None` where the text should stand without a link. `callouts` are the kinds of quotes
    that are boxes, by the line on which they begin; `boxes` are the others in order, all apart.
    `line_anchor` gives the `id` of a line, and `states` how the action on a line stands.
    """

    gfm: Gfm
    text: str
    line_starts: Sequence[int] = (0,)
    annotations: Sequence[Annotation] = ()
    lines: Mapping[int, str] = field(default_factory=dict)
    former: Mapping[int, str] = field(default_factory=dict)
    headings: Mapping[int, Heading] = field(default_factory=dict)
    states: Mapping[int, str] = field(default_factory=dict)
    table_names: Mapping[int, str] = field(default_factory=dict)
    callouts: Mapping[int, str] = field(default_factory=dict)
    boxes: Sequence[Box] = ()
    link: Callable[[str, str], str | None] = lambda address, _: web_address(address)
    picture: Callable[[str], Picture | None] = lambda _: None
    line_anchor: Callable[[int], str] = "L{}".format


def classes(*names: str) -> str:
    """The value of an attribute `class`; names that are empty are left out."""
    return " ".join(filter(None, names))


def callout_classes(kind: str) -> str:
    """The classes of a callout, with those of its kind where that has a look of its own."""
    return classes("mn-callout", f"mn-callout--{kind}" if kind in CALLOUTS else "")
