"""The anchors that a note's headings had on a page of MkDocs, so that links to them still work.

MkDocs renders pages with Python-Markdown, whose extension `toc` gives each heading an `id`: its
text as a slug, with a number behind it where another heading has it. The archive's own anchors are
made as GitHub makes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from ..core.records import Note, Section
from .evidence import plain_text

# The attributes at the end of a heading, as the extension `attr_list` reads them.
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*([^{}\n]*)\}[ \t]*#*[ \t]*$")
_STATED_ID = re.compile(r"(?:^|\s)(?:#|id=[\"']?)([^\s\"'}]+)")
_NUMBERED = re.compile(r"^(.*)_([0-9]+)$")


def _ascii(text: str) -> str:
    """`toc`'s own slugs, which have neither accents nor other scripts."""
    bare = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode("ascii")
    return _hyphenated(bare)


def _unicode(text: str) -> str:
    """Those of `markdown.extensions.toc.slugify_unicode`."""
    return _hyphenated(unicodedata.normalize("NFKD", text))


def _hyphenated(text: str) -> str:
    return re.sub(r"[-\s]+", "-", re.sub(r"[^\w\s-]", "", text).strip().lower())


def _lower(text: str) -> str:
    """Those of `pymdownx.slugs.slugify` with `case: lower`."""
    bare = re.sub(r"[^\w\- ]", "", unicodedata.normalize("NFC", text)).strip().lower()
    return bare.replace(" ", "-")


SLUGS: Mapping[str, Callable[[str], str]] = {"ascii": _ascii, "unicode": _unicode, "lower": _lower}
"""How the slugs of headings can be made, by the names that `Options.heading_slugs` takes."""


def former_anchors(note: Note, slugs: str) -> dict[int, str]:
    """The anchor that each heading had, by its line, where its own is another.

    Those are left out that another heading of the note has now. `slugs` is a name in `SLUGS`; with
    any other there are none.
    """
    slugify = SLUGS.get(slugs)
    if slugify is None or not note.home:
        return {}
    present = {section.anchor for section in note.sections}
    taken: set[str] = set()
    found = {}
    for section in note.sections:
        if _is_marked(note, section):
            anchor = _former(section, slugify, taken)
            if anchor not in present:
                found[section.line] = anchor
    return found


def _is_marked(note: Note, section: Section) -> bool:
    """Whether Markdown calls it a heading: one of `#`, or underlined."""
    line = note.lines[section.first]
    if note.text[line.span.slice].lstrip()[:1] == "#":
        return True
    below = note.lines[section.first + 1] if section.first + 1 < len(note.lines) else None
    return below is not None and below.kind == "rule"


def _former(section: Section, slugify: Callable[[str], str], taken: set[str]) -> str:
    attributes = _ATTRIBUTES.search(section.heading)
    stated = _STATED_ID.search(attributes[1]) if attributes else None
    if stated:
        taken.add(stated[1])
        return stated[1]
    heading = section.heading[: attributes.start()] if attributes else section.heading
    anchor = slugify(plain_text(heading))
    while anchor in taken or not anchor:
        numbered = _NUMBERED.match(anchor)
        anchor = f"{numbered[1]}_{int(numbered[2]) + 1}" if numbered else f"{anchor}_1"
    taken.add(anchor)
    return anchor
