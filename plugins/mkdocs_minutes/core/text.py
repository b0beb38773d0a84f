"""Source bytes to the text that everything else reads, one source line to one text line."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import lru_cache

from .encodings import bare_utf16, guess

_BOMS = (
    (b"\xef\xbb\xbf", "utf-8"),
    (b"\xff\xfe", "utf-16-le"),
    (b"\xfe\xff", "utf-16-be"),
)


@dataclass(frozen=True, slots=True)
class Decoded:
    """A file's text; `invalid` is the 1-based line of the first byte that fits no encoding, or 0.

    `guessed` is set where the encoding is a guess, and `binary` where the bytes are no text at all;
    `text` is then empty.
    """

    text: str
    encoding: str
    invalid: int = 0
    binary: bool = False
    guessed: bool = False


def decode(data: bytes, stated: str = "") -> Decoded:
    r"""The text of a note: UTF-8, UTF-16, what is `stated` or, failing these, the likeliest.

    UTF-16 may lack its mark, and what is UTF-8 is read so whatever is stated. A byte that fits
    nothing becomes U+FFFD and its line is told. Bytes with NULs that are not UTF-16, or with many
    control characters, are binary. Empty bytes give an empty text.

    >>> decode(b"caf\xc3\xa9\r\nnew").text
    'café\nnew'
    >>> decode(b"caf\xe9").encoding
    'cp1252'
    >>> decode(b"\x89PNG\x00\x00").binary
    True
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data[len(mark) :], encoding)
    if b"\0" in data:
        encoding = bare_utf16(data)
        return _decoded(data, encoding) if encoding else _BINARY
    if _ISO_2022_JP.search(data):
        return _decoded(data, "iso2022_jp", guessed=not stated)
    if len(data) - len(data.translate(None, _CONTROLS)) > max(2, len(data) * _MAX_CONTROLS):
        return _BINARY
    try:
        return Decoded(lines_to_lf(data.decode("utf-8")), "utf-8")
    except UnicodeDecodeError:
        # One stray byte in a UTF-8 file is damage; a file full of them is in another encoding.
        if _mostly_utf8(data):
            return _decoded(data, "utf-8")
    if stated:
        return _decoded(data, stated)
    likeliest = guess(data)
    return _decoded(data, likeliest.encoding, guessed=not likeliest.sure)


_BINARY = Decoded("", "binary", binary=True)
_CONTROLS = bytes([*range(9), *range(14, 32), 127])
_MAX_CONTROLS = 0.05
_ISO_2022_JP = re.compile(rb"\x1b\$[@B](?:[\x21-\x7e]{2})+\x1b\([BJ]")


def _decoded(data: bytes, encoding: str, *, guessed: bool = False) -> Decoded:
    text = data.decode(encoding, errors="replace")
    at = text.find("\ufffd")
    invalid = lines_to_lf(text[:at]).count("\n") + 1 if at >= 0 else 0
    return Decoded(lines_to_lf(text).replace("\0", " "), encoding, invalid, guessed=guessed)


def _mostly_utf8(data: bytes) -> bool:
    valid = len(_MULTIBYTE.findall(data))
    high = len(_HIGH_BYTE.findall(_MULTIBYTE.sub(b"", data)))
    return valid > 3 * high


_MULTIBYTE = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")


def lines_to_lf(text: str) -> str:
    r"""The text with single line feeds, counting lines as version control and grep do.

    A lone CR ends a line only in a file that has no LF at all; elsewhere it is white space.

    >>> lines_to_lf("a\r\nb\r\r\nc\rd\n")
    'a\nb\nc d\n'
    >>> lines_to_lf("a\rb")
    'a\nb'
    """
    if "\r" not in text:
        return text
    if "\n" not in text:
        return text.replace("\r", "\n")
    return _CR_BEFORE_LF.sub("\n", text).replace("\r", " ")


# Every run of CRs that ends in LF, however often a mailer converted the file. The look-behind keeps
# the search linear in a run of CRs without LF.
_CR_BEFORE_LF = re.compile(r"(?<!\r)\r+\n")


@lru_cache(maxsize=8)  # a note is often what its source is
def line_starts(text: str) -> tuple[int, ...]:
    r"""The offset of each line's first character; an empty text has one line.

    >>> line_starts("ab\n\nc")
    (0, 3, 4)
    """
    starts = [0]
    at = text.find("\n")
    while at >= 0:
        starts.append(at + 1)
        at = text.find("\n", at + 1)
    if len(starts) > 1 and starts[-1] == len(text):
        starts.pop()
    return tuple(starts)


SAFE_TAGS = """
    a | b | blockquote | br | center | code | dd | del | details | div | dl | dt | em | hr | i | img
    | ins | kbd | li | mark | ol | p | pre | s | small | span | strike | strong | sub | summary
    | sup | table | tbody | td | tfoot | th | thead | tr | tt | u | ul
"""
"""HTML tags that a note may use as such; any other reads as the text that it is."""

# Tags of layout that say nothing: as text they would only be in the way of a name or a title.
_EMPTY_TAGS = """
    abbr | article | body | caption | cite | col | colgroup | figcaption | figure | font | footer
    | h[1-6] | head | header | html | label | main | nav | q | section | time | var | wbr
    | [a-z]+:[a-z]+
"""

# Those between which words stand apart.
_APART = "br | dd | div | dt | hr | li | p | table | td | th | tr | ol | ul"

# What has other blanks than these is no tag to GitHub, which shows it as the text that it is.
_IN_A_TAG = r"[^<>\x00-\x08\x0b-\x1f\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u206f\u3000\ufeff]"

# Code, a link with its address, an escaped character, marks of emphasis, code and strike, a tag.
# Looked for first is what they begin with, so that the search passes over all else.
_INLINE = re.compile(
    rf"""
    (?= [`!\[<\\*~_] ) (?:
      (?<!`) `  (?!`) (?P<code> [^`]{{1,300}} ) ` (?!`)
    | (?<!`) `` (?!`) (?P<ticked> (?: [^`] | ` (?!`) ){{1,300}} ) `` (?!`)
    | !?\[ (?P<text> [^\[\]]{{0,300}} ) \]
      (?: \( [^()\s]{{0,2000}} (?: \s[^()]{{0,200}} )? \) | \[[^\[\]]{{0,100}}\] )
    | < (?P<address> https?:// [^\s<>]{{1,2000}} ) >
    | \\ (?P<escaped> [\\`*_{{}}\[\]()#+.!|<>~-] )
    | (?! (?<= \S[ ] ) \*[ ]\S ) (?: (?<!\w) \*{{1,3}} | \*{{1,3}} (?!\w) ) | ~~ | `+
    | (?<!\w) _{{1,2}} (?!_) (?= [^_]{{1,300}} _ ) | _{{1,2}} (?!\w)
    | </? (?: (?P<apart> {_APART} ) | {SAFE_TAGS} | {_EMPTY_TAGS} )
      (?: [ \t\n] {_IN_A_TAG}{{0,200}} | [ \t\n]* / )? >
    | < [^\s<>@]{{1,100}} @ [^\s<>]{{1,200}} >
    | <!-- (?: [^-] | - (?!->) ){{0,300}} -->
    )
    """,
    re.VERBOSE | re.IGNORECASE,
)


_SHORTCODE = re.compile(r"\s*:[a-z0-9_+-]+:\s*")


def without_pictures(heading: str) -> str:
    """The words of a heading without pictures and marks around them.

    >>> without_pictures(":pushpin: Agenda"), without_pictures("** Who came (12) \u2705")
    ('Agenda', 'Who came (12)')
    """
    if heading[:1].isalnum() and heading[-1:].isalnum():
        return heading
    heading = _SHORTCODE.sub("", heading) if ":" in heading else heading
    start, end = 0, len(heading)
    while start < end and not heading[start].isalnum():
        start += 1
    while end > start and not (heading[end - 1].isalnum() or heading[end - 1] in ")]"):
        end -= 1
    return heading[start:end]


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    r"""Inline Markdown as plain text with single blanks: no emphasis, link addresses or tags.

    >>> plain("**Roadmap**  for [the `core`](https://example.org) & more")
    'Roadmap for the core & more'

    What is no tag that a note may use stays, and so does a tag in code:

    >>> plain("Slots (<masked>) and ``<br>``")
    'Slots (<masked>) and <br>'
    >>> plain("Weekly <b class='x'>red</b> <img\x0bsrc=x> <b\u00a0x>")
    'Weekly red <img src=x> <b x>'
    >>> plain("Ask<br>him<sub>2</sub> <!-- or Ann -->")
    'Ask him2'

    Marks that emphasise nothing stay, but for those of whoever forgot the other one:

    >>> plain("2 * 3 boats"), plain("Set __config"), plain("**Roadmap"), plain("__init__ it")
    ('2 * 3 boats', 'Set __config', 'Roadmap', 'init it')
    """
    if not text.isalnum():
        if _MARKUP.search(text):
            text = _INLINE.sub(_unmarked, text)
        if "&" in text:
            text = unescape(text)
    return " ".join(text.split())


def shortened(text: str, limit: int) -> str:
    """A text cut at a word so that it has at most `limit` characters, an ellipsis included.

    >>> shortened("one two three", 9), shortened("short", 9)
    ('one two…', 'short')
    """
    if len(text) <= limit:
        return text
    return text[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,;:–-") + "…"


def nearest(written: str, known: Sequence[str], otherwise: str | None = None) -> str:
    """What to write for a word that is none of those known: one that is near, else any of them.

    `otherwise` is said where none is near, in place of naming all.

    >>> nearest("nots", ["notes", "search"]), nearest("x", ["notes", "search"])
    ('did you mean notes?', 'use notes, search')
    """
    near = get_close_matches(written, known, 1)
    if near:
        return f"did you mean {near[0]}?"
    return f"use {', '.join(known)}" if otherwise is None else otherwise


def unescape(text: str) -> str:
    """A text with its entities as the characters that they stand for.

    A number that is longer than Python reads stands for no character.

    >>> unescape("a &amp; b"), unescape("&#" + 9000 * "1" + ";")
    ('a & b', '\ufffd')
    """
    try:
        return html.unescape(text)
    except ValueError:
        return html.unescape(_NO_CHARACTER.sub("\ufffd", text))


_NO_CHARACTER = re.compile(r"&#[0-9]{4000,};?")

_MARKUP = re.compile(r"[*_`~\\<\[]")


def _unmarked(match: re.Match[str]) -> str:
    if code := match["code"] or match["ticked"]:
        return code.replace("&", "&amp;")  # an entity in code is no entity
    if label := match["text"]:
        return _INLINE.sub(_unmarked, label)
    return match["address"] or match["escaped"] or (" " if match["apart"] else "")


def in_small_letters(text: str) -> str:
    """A text in lower case, every character in its place.

    A few letters change their length in lower case, and with it every offset behind them: these
    stay as they are.

    >>> in_small_letters("İSTANBUL")
    'İstanbul'
    """
    lowered = text.lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def as_sought(text: str) -> str:
    """A text as stems are looked for in it: in lower case, tabs and hard blanks as blanks."""
    return in_small_letters(text).replace("\t", " ").replace("\xa0", " ")


_PLURALS = {"person": "people", "series": "series", "entry": "entries"}


def counted(count: int, name: str) -> str:
    """A number of things in words.

    >>> counted(2, "page of XML (read if named so)"), counted(1, "note"), counted(0, "address")
    ('2 pages of XML (read if named so)', '1 note', '0 addresses')
    """
    if count == 1:
        return f"1 {name}"
    noun = re.split(r" of | \(", name)[0]
    plural = _PLURALS.get(noun, f"{noun}{'es' if noun[-1] in 'sx' else 's'}")
    return f"{count:,} {plural}{name.removeprefix(noun)}"


def without_marks(text: str) -> str:
    """A text without the accents and other marks of its letters; what else it has stays.

    >>> without_marks("José, Łódź, 王")
    'Jose, Łodz, 王'
    """
    if text.isascii():
        return text
    marked = unicodedata.normalize("NFKD", text)
    return "".join(char for char in marked if not unicodedata.combining(char))
