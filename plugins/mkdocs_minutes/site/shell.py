"""A theme's page with places for what differs from page to page: rendered once, filled in often.

A theme is handed marks in place of title, content and so on, and is rendered once for all pages of
one form. Where the marks turn up in what it made, the page is cut; a page of that form is then a
join of its own parts with the pieces between.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from secrets import token_hex

CONTENT, TITLE, DESCRIPTION, SOURCE, DAY = range(5)
FIRST_STEP, FIRST_IN_NAV, FIRST_ENTRY = 100, 500, 1_000
"""The numbers of marks, where steps of an address and entries of a navigation and a table of
contents begin."""


CODE = re.compile(
    r"""<(script|style)\b .*? </\1            # elements whose text is code,
      | \s on\w+ \s* = \s* ("[^"]*" | '[^']*')  # and attributes whose value is
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
"""What is escaped otherwise than text of a page, so that no part may go there."""


BLANKS = re.compile(
    r"""(?P<kept> <(?P<tag>pre|textarea|script|style)\b .*? </(?P=tag) )
      | (?<=>) \s{2,} | \s{2,} (?=<)
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)

IN_CODE = "the theme, or a plugin, puts a text into a script or a style"


class ShellError(ValueError):
    """A theme or a plugin has made something else of a mark, so that a page cannot be cut there."""


@dataclass(frozen=True, slots=True)
class Form:
    """What decides how a theme renders a page, besides the texts that go into it.

    `steps` are the steps of its address, which lead back to the root, and `names_file` whether the
    last one is a file; `has_source` whether it has an edit link, `has_title` whether its content
    has a heading of its own. `entries` are the levels of its table of contents, each with those
    below it. `place` tells where a page is in the navigation, `""` for one that is in none.
    """

    steps: int
    names_file: bool
    has_source: bool
    has_title: bool
    entries: Levels
    place: str = ""


Levels = tuple[tuple[int, "Levels"], ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """What is filled into a shell, each part as HTML that may stand in text and in attributes.

    `entries` are the titles of the table of contents with their anchors, in the order of the page,
    `in_nav` those of the navigation with their addresses, without `.html`: the page's own first.
    """

    content: str
    title: str
    description: str
    address: str
    source: str
    day: str
    entries: Sequence[tuple[str, str]]
    in_nav: Sequence[tuple[str, str]] = ()

    def __getitem__(self, place: int) -> str:
        """The part at a place of a shell."""
        if place >= FIRST_ENTRY:
            entry, anchor = divmod(place - FIRST_ENTRY, 2)
            return self.entries[entry][anchor]
        if place >= FIRST_IN_NAV:
            entry, address = divmod(place - FIRST_IN_NAV, 2)
            return self.in_nav[entry][address]
        if place == FIRST_STEP:
            return self.address
        if place > FIRST_STEP:  # how a page names the file that it is
            return self.address.rpartition("/")[2].removesuffix(".html")
        return (self.content, self.title, self.description, self.source, self.day)[place]


@dataclass(frozen=True)
class Shell:
    """The pieces of a page around the places of its parts, one piece more than places."""

    pieces: tuple[str, ...]
    places: tuple[int, ...]

    @cached_property
    def fingerprint(self) -> bytes:
        """A hash that tells this shell from others."""
        return blake2b(repr((self.pieces, self.places)).encode(), digest_size=16).digest()

    @property
    def is_dated(self) -> bool:
        """Whether the theme shows the day of a page."""
        return DAY in self.places

    def join(self, parts: Parts) -> str:
        """The page with its parts filled in."""
        filled = [self.pieces[0]]
        for place, piece in zip(self.places, self.pieces[1:], strict=True):
            filled.append(parts[place])
            filled.append(piece)
        return "".join(filled)


class Marks:
    """Words that no page holds and nobody can guess, so that no note can be taken for one."""

    def __init__(self, form: Form) -> None:
        self._secret = token_hex(8)
        self._form = form

    def __call__(self, place: int) -> str:
        """The mark of a place: letters and digits alone, which no template has to escape."""
        return f"m{self._secret}n{place:06d}"

    @property
    def content(self) -> str:
        """What stands for the content: with a heading of its own, where the page's has one."""
        mark = self(CONTENT)
        return f"<h1>{mark}</h1>" if self._form.has_title else f"<p>{mark}</p>"

    @property
    def address(self) -> str:
        """The address of the page that is marked."""
        steps = "/".join(self(FIRST_STEP + 1 + step) for step in range(self._form.steps))
        return f"{steps}.html" if self._form.names_file else f"{steps}/"

    def are_in(self, text: str) -> bool:
        """Whether a text holds one of the marks."""
        return self._secret in text

    def cut(self, html: str) -> Shell:
        """The page cut at its marks.

        Raises `ShellError` where the content is not there just once, or a mark not as it was given.
        """
        html = slim(html)
        whole = {self.content: CONTENT, self.address: FIRST_STEP}
        single = f"m{self._secret}n([0-9]{{6}})"
        pattern = "|".join((*(f"({re.escape(text)})" for text in whole), single))
        pieces, places, end = [], [], 0
        for found in re.finditer(pattern, html):
            pieces.append(html[end : found.start()])
            places.append(int(found[3]) if found[3] else whole[found[0]])
            end = found.end()
        pieces.append(html[end:])
        steps = {place for place in places if FIRST_STEP < place < FIRST_IN_NAV}
        if self._form.names_file:
            steps.discard(FIRST_STEP + self._form.steps)
        if places.count(CONTENT) != 1 or steps:
            raise ShellError("the theme, or a plugin, shows the content or the address in part")
        if any(self._secret in piece.lower() for piece in pieces):
            raise ShellError("the theme, or a plugin, changes a text before it shows it")
        if any(self._secret in found[0] for found in CODE.finditer(html)):
            raise ShellError(IN_CODE)
        return Shell(tuple(pieces), tuple(places))


def slim(html: str) -> str:
    r"""The page, or a piece of it, with a line feed for each run of white space beside a tag.

    A browser shows it as before: text whose white space means something, as in `<pre>`, is kept.

    >>> slim("<ul>\n      \n  <li>  a  b <i>c</i></li>\n</ul><pre>  x\n  </pre>")
    '<ul>\n<li>\na  b <i>c</i></li>\n</ul><pre>  x\n  </pre>'
    """
    return BLANKS.sub(lambda found: found["kept"] or "\n", html)
