"""Absolute addresses, wherever a note has them."""

from __future__ import annotations

import re

from ..records import Link, Note, Span
from ..text import plain

# `[text](address "title")`, or an address by itself; brackets that are part of it stay with it.
_LINK = re.compile(
    r"""
      (?<!\\) \[ (?P<text> [^\[\]\n]{0,300} ) \] \( \s? <?
      (?P<target> https?:// [^\s()<>]{1,2000} (?: \( [^\s()<>]{0,200} \) [^\s()<>]{0,500} )? )
      >? (?: \s "[^"\n]{0,200}" )? \)
    | \b (?P<bare> https?:// [^\s<>"|`\\\]]{1,2000} )
    """,
    re.VERBOSE | re.IGNORECASE,
)
_AFTER = ".,;:!?'*_"


def links(note: Note) -> tuple[Link, ...]:
    """The http and https addresses of a note, once for each place; `text` is empty for a bare one.

    Anchors (`#…`), relative addresses and mail addresses are none.
    """
    if "://" not in note.text:
        return ()
    found = []
    for match in _LINK.finditer(note.text):
        if match["target"]:
            found.append(Link(match["target"], plain(match["text"]), Span(*match.span("target"))))
            continue
        url = _trimmed(match["bare"])
        if len(url) > len("https://"):
            found.append(Link(url, "", Span(match.start(), match.start() + len(url))))
    return tuple(found)


def _trimmed(url: str) -> str:
    """An address without the punctuation of the sentence around it."""
    while url:
        if url[-1] in _AFTER or (url[-1] == ")" and url.count(")") > url.count("(")):
            url = url[:-1]
        else:
            break
    return url
