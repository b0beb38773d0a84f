"""Names as parts of addresses: what a file system, an archive and a web server take alike."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256

from slugify import slugify

from .part_paths import file_of

LONGEST = 80
"""Characters of one part of an address; file systems end at 255 bytes, some tools far earlier."""

_LONGEST_NUMBERED = LONGEST + 20
"""Characters of a part with what tells it from an equal one: `-2`, a stem, a hash."""

DEEPEST = 8
"""Parts that an address which somebody wrote may have."""

# Names that Windows keeps for devices, whatever stands behind a dot.
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?", re.IGNORECASE)
_SAFE_PART = re.compile(
    rf"[^\W_](?:[\w.~-]{{0,{_LONGEST_NUMBERED - 2}}}[\w~-])?|_[\w~-]{{0,{_LONGEST_NUMBERED - 2}}}"
)
_NOT_IN_A_CODE = re.compile(r"[^a-z0-9]+")


def name_slug(text: str) -> str:
    """A name as a part of an address: letters of ASCII, digits and hyphens, `""` if none is left.

    A long one is cut and ends in a hash of the whole, so that two long names stay two. Names that
    Windows does not allow get a letter in front.

    >>> name_slug("Jörg Žák"), name_slug("con"), name_slug("../?"), len(name_slug("a" * 999))
    ('jorg-zak', 'x-con', '', 80)
    """
    return _bounded(slugify(text[: LONGEST * 50]), text)


def code_slug(code: str) -> str:
    """An identifier as a part of an address or an anchor; never empty.

    >>> code_slug("SOFTWARE-3642"), code_slug("org/repo#12")
    ('software-3642', 'org-repo-12')
    """
    return _bounded(_NOT_IN_A_CODE.sub("-", code.lower()).strip("-"), code) or _hash(code)


def is_of_page(anchor: str) -> bool:
    """Whether the theme's scripts, or the archive's pages, have an anchor for themselves.

    What else is called so takes its place: a heading `__config` in that of the theme's settings.

    >>> is_of_page("__config"), is_of_page("mn-top"), is_of_page("config")
    (True, True, False)
    """
    return anchor.startswith(("__", "mn-"))


def _bounded(part: str, whole: str) -> str:
    if len(part) > LONGEST:
        return f"{part[: LONGEST - 9].rstrip('-')}-{_hash(whole)}"
    return f"x-{part}" if _RESERVED.fullmatch(part) else part


def _hash(text: str) -> str:
    return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]


def path_slug(written: str) -> str:
    """An address that somebody chose, each part made a slug; `""` where none is left.

    Of a very deep one the last parts become one.

    >>> path_slug("Weekly/2019 09/..//x"), path_slug("a/b/c/d/e/f/g/h/i")
    ('weekly/2019-09/x', 'a/b/c/d/e/f/g/h-i')
    """
    parts = [part for part in written.split("/") if part]
    if len(parts) > DEEPEST:
        parts = [*parts[: DEEPEST - 1], "-".join(parts[DEEPEST - 1 :])]
    return "/".join(filter(None, map(name_slug, parts)))


def is_safe_address(written: str) -> bool:
    """Whether a former address can be made again as it was: it need be no slug.

    Each part has letters, digits, `-`, `_`, `.` and `~`, is no name that Windows keeps, and is not
    `index.html`, which is the page that lies there.

    >>> [is_safe_address(at) for at in ("Weekly_Sync/2019.09", "../x", "a?b", "con")]
    [True, False, False, False]
    """
    parts = written.strip("/").split("/")
    return len(parts) <= DEEPEST and all(map(_is_safe_part, parts))


def _is_safe_part(part: str) -> bool:
    return (
        _SAFE_PART.fullmatch(part) is not None
        and _RESERVED.fullmatch(part) is None
        and part.lower() != "index.html"
        and unicodedata.is_normalized("NFC", part)
        and len(part.encode("utf-8", "surrogatepass")) <= 2 * _LONGEST_NUMBERED
    )


_NOTION_ID = re.compile(r"[ _-][0-9a-f]{32}$")


def note_stem(path: str) -> str:
    """The name of a note's file without its ending and the identifier that Notion puts behind it.

    >>> note_stem("2024/Weekly 0123456789abcdef0123456789abcdef.md"), note_stem("2024/a.b.md")
    ('Weekly', 'a.b')
    """
    name = file_of(path).rpartition("/")[2]
    stem, _, ending = name.rpartition(".")
    stem = stem if stem and ending else name
    return _NOTION_ID.sub("", stem) or stem


_DATE_IN_STEM = re.compile(r"(?:19|20)\d\d[-_.]?\d\d[-_.]?\d\d")


def stem_slug(path: str) -> str:
    """A file's stem as part of an address, without a date where more is left.

    >>> stem_slug("2020/2020-01-07-afternoon.md"), stem_slug("2020-01-07.md")
    ('afternoon', '2020-01-07')
    """
    stem = note_stem(path)
    return name_slug(_DATE_IN_STEM.sub("", stem)) or name_slug(stem) or "note"
