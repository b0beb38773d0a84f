"""The files that a note shows or links to, by the paths that it names them with."""

from __future__ import annotations

import re
from collections.abc import Iterator
from posixpath import dirname, join, normpath
from urllib.parse import unquote

from .records import Note

# What follows the text of a link or a picture, as CommonMark has it: `](img/a.png "Plan")`,
# `](<my plan.pdf>)`, `](plan_(2).pdf)`. Looked for from its `](`, so that a page of brackets costs
# no more than its length.
_INLINE = re.compile(
    r"""
    \]\( [ \t]{0,3}
    (?: < ([^<>\n]{1,400}) > | ( [^\s()<>]{1,400} (?: \( [^\s()<>]{0,100} \) [^\s()<>]{0,100} )? ) )
    """,
    re.VERBOSE,
)
# `[plan]: img/a.png`
_REFERENCE = re.compile(r"^ {0,3}\[[^\]\n]{1,200}\]:[ \t]{0,9}<?([^\s<>]{1,400})", re.MULTILINE)
# `<img src="img/a.png">`
_ATTRIBUTE = re.compile(
    r"""(?<=\s)(?:src|href)=(?:"([^"\n]{1,400})"|'([^'\n]{1,400})'|([^\s"'>]{1,400}))"""
)
_SIGNS = ((_INLINE, ("](",)), (_REFERENCE, ("]:",)), (_ATTRIBUTE, ("src=", "href=")))
"""Each of these with what stands in every match: most texts have none, which is seen at once."""

_ELSEWHERE = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//|#|\?|\{|\[")


def file_path(note_path: str, address: str) -> str:
    """The path that an address in a note names, relative to the root of the notes.

    `""` for one that leads elsewhere, to the page itself, or to what a template fills in, and for a
    link within the address of a link. With a slash before it, it is counted from the root of a
    site, and keeps the slash. The path may lead out of the notes, and then begins with `..`.

    >>> file_path("2020/a.md", "../img/my%20plan.png?raw=true#x")
    'img/my plan.png'
    >>> file_path("a.md", "https://example.org/a.png"), file_path("a.md", "../../x.png")
    ('', '../../x.png')
    """
    if _ELSEWHERE.match(address):
        return ""
    path = unquote(address.partition("#")[0].partition("?")[0])
    if not path or "\0" in path or "\\" in path:
        return ""
    if path.startswith("/"):
        return normpath(path)
    return normpath(join(dirname(note_path), path))


def may_name_files(text: str) -> bool:
    """Whether a text has what stands in each address of a file; most have not."""
    return any(sign in text for _, signs in _SIGNS for sign in signs)


def named_files(note: Note) -> Iterator[tuple[str, int]]:
    """The path of each file that a note names, as by `file_path`, with the line; once each."""
    seen: set[str] = set()
    for written, offset in addresses_in(note.text):
        path = file_path(note.path, written)
        if path and path not in seen:
            seen.add(path)
            yield path, note.line_of(offset)


def addresses_in(text: str) -> Iterator[tuple[str, int]]:
    """Each address that a Markdown text links to or shows, and where it stands.

    >>> list(addresses_in('![plan](img/a.png "Plan") <a href=b.pdf>'))
    [('img/a.png', 6), ('b.pdf', 29)]
    >>> list(addresses_in("<https://lake.example/embed?src=kiln@lake>"))
    []
    """
    for pattern in (pattern for pattern, signs in _SIGNS if any(map(text.__contains__, signs))):
        for match in pattern.finditer(text):
            yield next(filter(None, match.groups())), match.start()
