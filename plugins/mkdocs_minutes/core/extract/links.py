"""Absolute addresses, wherever a note has them."""

from __future__ import annotations

import re

from ..records import Link, Note, Span
from ..text import plain

# `[text](address "title")`; one pair of brackets within an address is part of it.
_INLINE = re.compile(
    r"""
    \[ (?P<text> [^\[\]\n]{0,300} ) \] \( \s? <?
    (?P<target> https?:// [^\s()<>]{1,2000} (?: \( [^\s()<>]{0,200} \) [^\s()<>]{0,500} )? )
    >? (?: \s "[^"\n]{0,200}" )? \)
    """,
    re.VERBOSE | re.IGNORECASE,
)
_BARE = re.compile(r"https?://[^\s<>\"|`\\\]]{1,2000}")
_AFTER = ".,;:!?'*_"


def links(note: Note) -> tuple[Link, ...]:
    """The http and https addresses of a note, once for each place; `text` is empty for a bare one.

    Anchors (`#…`), relative addresses and mail addresses are none.
    """
    if "://" not in note.text:
        return ()
    found = [
        Link(match["target"], plain(match["text"]), Span(*match.span("target")))
        for match in (_INLINE.finditer(note.text) if "](" in note.text else ())
    ]
    within = {link.span.start for link in found}
    for match in _BARE.finditer(note.text):
        url = _trimmed(match[0])
        if match.start() not in within and len(url) > len("https://"):
            found.append(Link(url, "", Span(match.start(), match.start() + len(url))))
    return tuple(sorted(found, key=lambda link: link.span))


def _trimmed(url: str) -> str:
    """An address without the punctuation of the sentence around it."""
    while url:
        if url[-1] in _AFTER or (url[-1] == ")" and url.count(")") > url.count("(")):
            url = url[:-1]
        else:
            break
    return url
