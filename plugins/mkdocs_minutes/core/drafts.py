"""A line of a note in the making, and the marks of items."""

from __future__ import annotations

import re
from typing import Literal

from msgspec import Struct

from .records import LineKind

Markup = Literal["markdown", "org", "text"]
"""What a file says that it is written in."""


class LineDraft(Struct, gc=False):
    """A line while its place is still being found; offsets are into the text.

    `left` and `right` enclose its words; `indent` is in columns; `mark` is a bullet's; `depth` is
    a heading's level, and from `blocks` on how deep a bullet is nested.
    """

    start: int
    end: int
    kind: LineKind = "blank"
    left: int = 0
    right: int = 0
    indent: int = 0
    mark: str = ""
    depth: int = 0
    parent: int | None = None
    section: int | None = None
    task: bool | None = None


# Bullets of Markdown, of word processors and of slide programs; numbers and letters with a point or
# bracket; wikis' doubled marks (`** below`), Doxygen's numbers (`-#`), Pandoc's definitions
# (`:   what it is`) and Chinese numbers (`1．`, `1、`). Not `A. Surname`: a capital with a point is
# an initial. Not `-5`, `*bold*` or `1.2`.
ITEM_MARK = re.compile(
    r"""
    (?P<mark> \*{2,6} | -{2,4} | -\# | : (?= [ ]{2} ) | [-*+•▶►▸‣◦▪▫●○■□◆❖➢➤»⁃·–—] | o | §
            | \(? (?: \d{1,3} | [a-z] | [ivx]{2,4} ) \\? [.)] | \\ [-*+] | [A-Z][)]
            | \d{1,2} [．、] | ・ )
    (?: [ \t\xa0]+ | $ | (?<= [．、・] ) )
    """,
    re.VERBOSE,
)
ITEM_MARK_STARTS = frozenset(
    "\\-*+:•▶►▸‣◦▪▫●○■□◆❖➢➤»⁃·・–—o§(abcdefghijklmnpqrstuvwxyz0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)
