"""The address that a note had in a site of its own, by a pattern as Jekyll writes them.

A pattern begins with a slash, the site's root, and holds names to be filled in:

- `:path`, the file's path in its folder without its ending, where an index file is its folder;
- `:name`, the file's name without its ending, in small letters, words joined by hyphens;
- `:year`, `:month`, `:day`, of the meeting, with two digits for month and day;
- `:title`, the file's name without its ending and without the date that Jekyll's posts begin with,
  or the `slug` of the front matter;
- `:slug`, that, or else the page's title as Material's blog makes it an address;
- `:categories`, those of the front matter in small letters, a step each: none where it has none;
- `:sections`, the folders that the file lies in, below that of the notes, as Hugo writes addresses;
- `:slugorcontentbasename`, the `slug` of the front matter, or else the file's name as Hugo has it,
  that of the folder for an index file.

They are those of https://jekyllrb.com/docs/permalinks/, of https://gohugo.io/content-management/urls/,
and the options of Material's blog plugin.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from posixpath import splitext

PAGE_SUFFIXES = frozenset({".md", ".markdown", ".mdown", ".mkdn", ".mkd"})
"""What MkDocs and Jekyll make a page of; any other file they publish as it is."""

LONGEST_STEP = 200
"""Bytes that a step of an address can have: file systems allow 255 for a name."""

_ANY_NAME = re.compile(r":([a-z_]+)")
_NOT_IN_NAME = re.compile(r"[\W_]+")
# What Jekyll leaves of a post's name: https://jekyllrb.com/docs/liquid/filters/ (slugify, pretty).
_NOT_IN_TITLE = re.compile(r"[^\w.~!$&'()+,;=@]+")
_DATED = re.compile(r"\d{4}-\d{1,2}-\d{1,2}-(?=.)")
_NOT_IN_SLUG = re.compile(r"[^\w\- ]")
_TAGS = re.compile(r"</?[^>]*>")
# What Hugo leaves of a path, when white space is hyphens.
_NOT_IN_HUGO = re.compile(r"[^\w.+~@/-]")
# What no file of a site can be called, or what would lead elsewhere than it seems to.
_UNSAFE = re.compile(r"""[\x00-\x1f\x7f-\x9f\\"<>\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff]""")


@dataclass(frozen=True, slots=True)
class Filing:
    """What the front matter says of a note's address, as Jekyll, Hugo and Material's blog have it.

    `permalink` is the address itself, or a pattern of it. A draft had no address.
    """

    slug: str = ""
    categories: tuple[str, ...] = ()
    permalink: str = ""
    is_draft: bool = False


NOT_FILED = Filing()


@dataclass(frozen=True, slots=True)
class _Filed:
    """A note as a pattern sees it: its path in the folder, its day and its title as a page."""

    path: str
    day: date | None
    title: str
    filing: Filing

    @property
    def stem(self) -> str:
        return splitext(self.path.rpartition("/")[2])[0]

    @property
    def is_index(self) -> bool:
        """Whether the file stands for its folder, as MkDocs has it."""
        return self.stem in ("index", "README")


def hugo_path(path: str) -> str:
    """A path as Hugo makes an address of it.

    >>> hugo_path("Board Meetings/5. März (2)")
    'board-meetings/5.-märz-2'
    """
    return _NOT_IN_HUGO.sub("", re.sub(r"\s+", "-", path)).lower()


def _bundle(note: _Filed) -> str:
    """The path of a page as Hugo has it, which is its folder for an index file."""
    return note.path.rpartition("/")[0] if note.is_index else splitext(note.path)[0]


_VALUES: Mapping[str, Callable[[_Filed], str]] = {
    "categories": lambda note: "/".join(step.lower() for step in note.filing.categories),
    "name": lambda note: _NOT_IN_NAME.sub("-", note.stem).strip("-").lower(),
    "path": _bundle,
    "sections": lambda note: hugo_path(_bundle(note).rpartition("/")[0]),
    "slugorcontentbasename": lambda note: hugo_path(
        note.filing.slug or _bundle(note).rpartition("/")[2]
    ),
    "year": lambda note: f"{note.day.year:04}" if note.day else "",
    "month": lambda note: f"{note.day.month:02}" if note.day else "",
    "day": lambda note: f"{note.day.day:02}" if note.day else "",
    "title": lambda note: _NOT_IN_TITLE.sub(
        "-", note.filing.slug or _DATED.sub("", note.stem, count=1)
    ).strip("-"),
    "slug": lambda note: note.filing.slug or title_slug(note.title),
}
_CAN_BE_EMPTY = frozenset({"path", "categories", "sections"})
_NAME = re.compile(rf":({'|'.join(_VALUES)})\b")


def unknown_names(pattern: str) -> list[str]:
    """The names in a pattern that nothing is known to be filled in for.

    >>> unknown_names("/:year/:short_year/:title.html")
    ['short_year']
    """
    return [name for name in _ANY_NAME.findall(pattern) if name not in _VALUES]


def stated_pattern(folder: str, filing: Filing) -> str:
    """The pattern of a note's address: what its front matter states, or else that of its folder.

    What leads to another site, or asks for what is not known, states none.

    >>> stated_pattern("/:path.html", Filing(permalink="minutes/third/index.html"))
    '/minutes/third/'
    >>> stated_pattern("/:path.html", Filing(permalink="https://example.org/x"))
    '/:path.html'
    """
    stated = filing.permalink.strip()
    if not stated or "//" in stated or unknown_names(stated) or re.search(r"[?#]", stated):
        return folder
    return f"/{stated.removeprefix('/').removesuffix('index.html')}"


def permalink(
    pattern: str,
    path: str,
    day: date | None = None,
    title: str = "",
    filing: Filing = NOT_FILED,
) -> str:
    """The address of a note from the site's root, with a slash before it; `""` where it had none.

    `path` is that of the note in its folder. Any other file than a page had no address, nor has a
    note that lacks what the pattern asks for. An address that cannot be a file's is none.

    >>> permalink("/meetings/:path/", "2020/weekly 3.md"), permalink("/meetings/:path/", "a.txt")
    ('/meetings/2020/weekly 3/', '')
    >>> permalink("/bod/:path/", "1 | 8%2F28: a.md")
    '/bod/1 | 8%2F28: a/'
    >>> permalink("/:path.html", "2020/README.md"), permalink("/m/:path.html", "README.md")
    ('/2020/index.html', '/m/index.html')
    >>> permalink("/:year/:month/:day/:title.html", "2020-03-09-board.md", date(2020, 3, 9))
    '/2020/03/09/board.html'
    >>> permalink("/:categories/:name/", "2020-03-09_Board.md", filing=Filing("", ("Club",)))
    '/club/2020-03-09-board/'
    """
    if not pattern or splitext(path)[1].lower() not in PAGE_SUFFIXES:
        return ""
    note = _Filed(path, day, title, filing)
    if note.is_index:
        pattern = re.sub(r":path\.html$", ":path/index.html", pattern)
    values = {name: _VALUES[name](note) for name in _NAME.findall(pattern)}
    if not all(value for name, value in values.items() if name not in _CAN_BE_EMPTY):
        return ""
    filled = _NAME.sub(lambda name: values[name[1]], pattern)
    steps = [step for step in filled.split("/") if step]
    if not all(map(is_safe_step, steps)):
        return ""
    end = "" if not steps or filled.endswith(".html") else "/"
    return f"/{'/'.join(steps)}{end}"


def is_safe_step(step: str) -> bool:
    """Whether a file of a site can be called so, and an address show it as it is."""
    is_short = len(step.encode(errors="replace")) <= LONGEST_STEP
    return is_short and step not in (".", "..") and not _UNSAFE.search(step)


def page_title(stated: str, markdown: str, name: str) -> str:
    r"""The title that MkDocs gives a page before it is rendered.

    It is what its front matter states, or else its first line that is not blank, where that is a
    heading of the first level, as it is written; or else the file's name.

    >>> page_title("", "\n# Weekly,  *4 May*\n", "a.md"), page_title("", "Weekly\n", "may-4.md")
    ('Weekly,  *4 May*', 'May 4')
    """
    first = next(filter(None, map(str.strip, markdown.splitlines())), "")
    if stated or first.startswith("# "):
        return stated or first.lstrip("# ")
    words = re.sub("[-_]", " ", splitext(name)[0])
    return words.capitalize() if words.lower() == words else words


def title_slug(title: str) -> str:
    """A page's title as an address: in small letters, each blank a hyphen.

    >>> title_slug("Board meeting,  9 March")
    'board-meeting--9-march'
    """
    folded = unicodedata.normalize("NFC", _TAGS.sub("", title)).strip().lower()
    return _NOT_IN_SLUG.sub("", folded).replace(" ", "-")
