"""A text as it reads, with the way back to its source.

Who writes `6**50**`, `650&#8209;555`, `ann%40example.org` or full-width digits shows readers the
same as who writes it plainly, so things are looked for in the text as it reads.
"""

from __future__ import annotations

import html
import re
import unicodedata
from bisect import bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote


@dataclass(frozen=True, slots=True)
class Surface:
    """A text as it reads: `text` in pieces, each from a stretch of the source.

    What stands in tags, comments and targets of links does not interrupt the words around it; it
    follows behind the text, in lines of its own. Lines of the source stay lines of the text.
    """

    text: str
    starts: tuple[int, ...]
    sources: tuple[tuple[int, int], ...]

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of the source that a stretch of the text, not empty, was read from."""
        first = bisect_right(self.starts, start) - 1
        last = bisect_right(self.starts, end - 1) - 1
        return self._place(first, start)[0], self._place(last, end - 1)[1]

    def _place(self, piece: int, at: int) -> tuple[int, int]:
        begin, end = self.sources[piece]
        if end >= 0:  # an entity or the like: all of it stands for each character that it makes
            return begin, end
        offset = begin + at - self.starts[piece]
        return offset, offset + 1


# Soft hyphens, joiners, marks of direction, fillers, selectors of variants, tags.
_UNSEEN_CHARACTERS = (
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b-\u200f\u202a-\u202e"
    "\u2060-\u206f\u3164\ufe00-\ufe0f\ufeff\uffa0\U000e0000-\U000e0fff"
)
# What reads otherwise than it is written, by its first character: the engine skips to that.
_ODD = re.compile(
    r"""
    [&%\\<\]`~*_UNSEEN] (?:
      (?<= & ) (?P<entity> (?: amp; ){0,4}
          (?: \#\d{1,7} ;? | \#[xX][0-9a-fA-F]{1,6} ;? | [A-Za-z][A-Za-z0-9]{1,30} ; ) )
    | (?<= % ) (?P<percent> (?: 25 ){0,4} [0-9A-Fa-f]{2} (?: % (?: 25 ){0,4} [0-9A-Fa-f]{2} )* )
    | (?<= \\ ) (?: u (?P<json> [0-9A-Fa-f]{4} )
          | (?P<break> n ) (?= [A-Z\d+(\\] ) | (?P<escaped> [!-/:-@\[-`{-~] ) )
    | (?<= < ) (?P<tag> /? (?P<name> [A-Za-z][A-Za-z0-9]{0,15} ) (?: [\s/] [^<>]{0,2000} )? > )
    | (?<= < ) (?P<comment> !-- (?: [^-<] | -(?!->) ){0,500} --> )
    | (?<= \] ) (?P<target> \( [^()\s]{1,2000} (?: \s "(?P<title> [^"\n]{0,200} )" )? \) )
    | (?<= \* ) (?! (?<= \s\* ) \s ) (?P<stars> \** )
    | (?<= _ ) (?P<underscores> _* )
    | (?<= ~ ) (?P<struck> ~ )
    | (?<! [&%\\<\]~*_] ) (?P<unseen>) )
    """.replace("UNSEEN", _UNSEEN_CHARACTERS),
    re.VERBOSE,
)

# No tags of HTML: `ann<at>example.org`, `<password>…</password>`.
_SPELT = frozenset("at dot".split())
_NAMES_A_SECRET = frozenset("password passwd pwd pin passcode secret token apikey".split())
_CELLS = frozenset("td th dd".split())
_BLOCKS = frozenset(
    "br p div li ul ol dl dt tr table tbody thead h1 h2 h3 h4 h5 h6 hr pre blockquote summary"
    " legend caption".split()
)


# In what stands behind the text, tags and targets are taken as they are.
_BEHIND = frozenset({"entity", "percent", "json", "break", "escaped", "unseen"})
BETWEEN = "\n\0\n"
"""What no rule reads across: a text holds no NUL."""


class _Pieces:
    """Pieces of a text as they are read one after the other."""

    def __init__(self, plain: str) -> None:
        self.plain = plain
        self.text: list[str] = []
        self.starts: list[int] = []
        self.sources: list[tuple[int, int]] = []
        self.length = 0

    def add(self, text: str, start: int, end: int = -1) -> None:
        """Add what was read from `start`: as it is written, or all of it from there to `end`."""
        if text:
            self.text.append(text)
            self.starts.append(self.length)
            self.sources.append((start, end))
            self.length += len(text)

    def read(self, start: int, end: int, behind: list[tuple[int, int]] | None) -> None:
        """Read a stretch; what does not belong to the words of the text is put `behind`."""
        done = start
        for odd in _ODD.finditer(self.plain, start, end):
            kind = odd.lastgroup or ""
            if behind is None and kind not in _BEHIND:
                continue
            read = _READ[kind](odd)
            if read == odd[0]:
                continue
            if behind is not None and kind in _APART:
                first, last = odd.span(kind)
                if last - first > _WORTH_READING:
                    behind.append((first, last))
            self.add(self.plain[done : odd.start()], done)
            self.add(read, odd.start(), odd.end())
            done = odd.end()
        self.add(self.plain[done:end], done)


_APART = frozenset({"tag", "comment", "target"})
_WORTH_READING = 7
"""A tag or comment without anything in it is not looked into."""


def _tag(odd: re.Match[str]) -> str:
    name = odd["name"].lower()
    if name in _SPELT:
        return f"({name})"
    if name in _NAMES_A_SECRET and f"</{name}" in odd.string[odd.end() : odd.end() + 200].lower():
        return f" {name}: "
    if name in _CELLS:
        return "|"
    return " " if name in _BLOCKS else ""


_AMPERSANDS = re.compile(r"^(?:amp;)+(?!$)")


# Emphasis touches a word: `* item` and `2 * 3` are none. Underscores are kept inside of words, as
# names and tokens hold them there.
_STAR_ALONE = re.compile(r"(?:^|\s)\*+(?:\s|$)")
_AT_WORDS_EDGE = re.compile(
    r"""(?: ^ | [\s(\[|>*"'] ) _+ [\w+(\#<@&%*`] | [^\W_] _+ (?: [\s)\]|<*"',:;!?] | \.\s | $ )
    | [\#.:!?)*`"'»”] _+ (?: \s | $ )""",
    re.VERBOSE,
)


def _stars(odd: re.Match[str]) -> str:
    alone = _STAR_ALONE.fullmatch(odd.string, max(0, odd.start() - 1), odd.end() + 1)
    return odd[0] if alone else ""


def _underscores(odd: re.Match[str]) -> str:
    if _BETWEEN_SIGNS.match(odd.string, max(0, odd.start() - 4), odd.end() + 4):
        return odd[0]
    edge = _AT_WORDS_EDGE.match(odd.string, max(0, odd.start() - 1), odd.end() + 2)
    return "" if edge or not odd.start() else odd[0]


def _unseen(odd: re.Match[str]) -> str:
    """What nobody sees parts a number of nothing but digits in groups, as blanks do."""
    before = _GROUPS_END.search(odd.string, max(0, odd.start() - 20), odd.start())
    return " " if before and _GROUPS_BEGIN.match(odd.string, odd.start()) else ""


_GROUPS_END = re.compile(rf"(?:^|[\s(:+])\d[\d{_UNSEEN_CHARACTERS}]*\d$")
_GROUPS_BEGIN = re.compile(
    rf"[{_UNSEEN_CHARACTERS}]\d[\d{_UNSEEN_CHARACTERS}]{{0,20}}\d(?![\w/?&=])"
)
_BETWEEN_SIGNS = re.compile(r".{0,4}?_(?:at|dot)_", re.IGNORECASE | re.DOTALL)
_TWICE = re.compile(r"%(?:25)+(?=[0-9A-Fa-f]{2})")
_READ: dict[str, Callable[[re.Match[str]], str]] = {
    "entity": lambda odd: _seen(html.unescape("&" + (_AMPERSANDS.sub("", odd["entity"])))),
    "percent": lambda odd: _seen(unquote(_TWICE.sub("%", odd[0]))),
    "json": lambda odd: _seen(chr(int(odd["json"], 16))),
    "break": lambda _: " ",
    "escaped": lambda odd: odd["escaped"],
    "tag": _tag,
    "comment": lambda _: "",
    "target": lambda odd: f"]: {odd['title']}" if odd["title"] else "]",
    "stars": _stars,
    "underscores": _underscores,
    "struck": lambda _: "",
    "unseen": _unseen,
}
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


def _seen(decoded: str) -> str:
    """Characters that were written otherwise, as they are looked for; they break no line."""
    return _UNSEEN.sub("", plain_characters(_CONTROL.sub(" ", _whole(decoded))))


_HALVES = re.compile(r"[\ud800-\udfff]")
"""Halves of characters, as `\\ud83d` in a text of JSON stands for one: no text holds them."""


def _whole(text: str) -> str:
    return text if text.isascii() else _HALVES.sub("\ufffd", text)


_UNSEEN = re.compile(f"[{_UNSEEN_CHARACTERS}]")


def surface(source: str) -> Surface:
    r"""The text as it reads: characters for entities, no marks, ASCII digits, hyphens and blanks.

    >>> surface("**650**&#8209;555\u20110123 &lt;ann%40example.org&gt;").text
    '650-555-0123 <ann@example.org>'
    >>> read = surface("call 6**50**")
    >>> read.text, read.source_span(5, 8)
    ('call 650', (5, 10))
    """
    pieces = _Pieces(plain_characters(_whole(source)))
    behind: list[tuple[int, int]] = []
    pieces.read(0, len(source), behind)
    for start, end in behind:
        pieces.add(BETWEEN, start, end)
        pieces.read(start, end, None)
    return Surface("".join(pieces.text), tuple(pieces.starts), tuple(pieces.sources))


def plain_characters(text: str) -> str:
    """The text with plain digits, letters, hyphens and blanks, character for character."""
    if text.isascii():
        return text
    for character in set(text):
        if character > "\x7f" and (plain := _plain_character(character)) != character:
            text = text.replace(character, plain)
    return text


_HYPHENS = frozenset("\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u2043\u00af\u02d7\u30fc")


def _plain_character(character: str) -> str:
    """One character for one: `5` for any script's five, `-` for any dash, a blank for any blank."""
    if character in _HYPHENS:
        return "-"
    category = unicodedata.category(character)
    if category == "Nd":
        return str(unicodedata.digit(character))
    if category == "Zs":
        return " "
    if category in {"Zl", "Zp"}:
        return " "
    compatible = unicodedata.normalize("NFKC", character)
    return compatible if len(compatible) == 1 and compatible.isascii() else character
