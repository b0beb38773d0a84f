"""The anchors that a note's headings had on a page of MkDocs, so that links to them still work.

MkDocs renders pages with Python-Markdown, whose extension `toc` gives each heading an `id`: its
text as a slug, with a number behind it where another heading has it. The archive's own anchors are
made as GitHub makes them.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence, Set

from ..core.records import Note
from ..core.slugs import is_of_page
from .inline import plain_text

# The attributes at the end of a heading, as the extension `attr_list` reads them.
_ATTRIBUTES = re.compile(r"[ \t]*\{:?[ \t]*([^{}\n]*)\}[ \t]*#*[ \t]*$")
_STATED_ID = re.compile(r"(?:^|\s)(?:#|id=[\"']?)([^\s\"'}]+)")
# Longer numbers are no counts, and more than Python reads.
_NUMBERED = re.compile(r"^(.*)_([0-9]{1,18})$")
# A heading as the block processor `hashheader` finds it, at the start of a line or of an item.
_HASHES = re.compile(r"[ \t]*(?:(?:[-*+]|\d{1,9}\.)[ \t]+|>[ \t]*){0,8}#{1,6}(.*)")
# The line below a heading of `setextheader`; a bullet without text is one as well.
_UNDERLINE = re.compile(r"[ \t]*[=-]+ *")


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


def _github(text: str) -> str:
    """Those of GitHub, and of Jekyll and Hugo as they come.

    Jekyll reads notes with kramdown-parser-gfm (`input: GFM` in its configuration's defaults),
    whose `generate_gfm_header_id` takes the text in small letters, leaves letters, marks, digits,
    connectors, hyphens and blanks, and makes each blank a hyphen; dashes that are written as
    hyphens are gone by then. Hugo's `autoHeadingIDType` is `github`.
    """
    bare = _DASHES.sub("", text.lower())
    kept = (c for c in bare if c in "- \t" or unicodedata.category(c) in _WORD)
    return "".join(kept).replace(" ", "-").replace("\t", "-")


_DASHES = re.compile("-{2,3}(?!-)")
_WORD = frozenset(("Lu", "Ll", "Lt", "Lm", "Lo", "Mn", "Mc", "Me", "Nd", "Pc"))
"""What Ruby's `\\p{Word}` stands for."""


def _kramdown(text: str) -> str:
    """Those of plain kramdown, which Jekyll uses where its configuration has `input: Kramdown`.

    Its `generate_id` takes a heading as it is written, from the first letter on, and leaves ASCII's
    letters and digits, hyphens and blanks, which become hyphens.

    >>> _kramdown("2. [Plans](a.md), again"), _kramdown("4711")
    ('plansamd-again', 'section')
    """
    bare = re.sub(r"[^A-Za-z0-9 -]", "", re.sub(r"^[^A-Za-z]+", "", text))
    return bare.replace(" ", "-").lower() or "section"


SLUGS: Mapping[str, Callable[[str], str]] = {
    "ascii": _ascii,
    "unicode": _unicode,
    "lower": _lower,
    "github": _github,
    "kramdown": _kramdown,
}
"""The ways in which anchors were made, by the names that `Options.heading_slugs` takes."""

_NOT_BY_TOC = frozenset({"github", "kramdown"})


def former_anchors(notes: Sequence[Note], slugs: str) -> Iterator[Mapping[int, str]]:
    """For each of the notes that a file holds, in its order, the former anchors by line.

    The old page could have more headings than the notes have sections: for Python-Markdown any line
    that begins with `#` is one, also `- #3 is broken`, and so is a line above one of hyphens. What
    heads several notes was there once. `slugs` is a name in `SLUGS`; with any other there are none.
    """
    slugify = SLUGS.get(slugs)
    by_toc = slugs not in _NOT_BY_TOC
    former = _numbered if by_toc else _counted
    present = {section.anchor for note in notes for section in note.sections}
    taken: dict[str, str] = {}
    last = 0
    for note in notes:
        found = {}
        for line, heading in _headings(note, by_toc=by_toc) if slugify and note.home else ():
            if slugify and line > last:
                bare, stated = _parted(heading)
                text = bare.strip() if slugs == "kramdown" else plain_text(bare)
                found[line] = stated or former(slugify(text), taken)
                taken.setdefault(found[line], "")
        last = max((last, *found))
        yield {line: anchor for line, anchor in found.items() if _is_free(anchor, present)}


def _is_free(anchor: str, present: Set[str]) -> bool:
    """Whether an anchor is one, and neither a section nor the page itself has it."""
    return bool(anchor) and anchor not in present and not is_of_page(anchor)


def _headings(note: Note, *, by_toc: bool) -> Iterator[tuple[int, str]]:
    """The headings of the old page as they are written, each with its line."""
    sections = {section.first for section in note.sections}
    lines = tuple(note.lines)
    texts = [note.text[line.span.slice] for line in lines]
    for at, line in enumerate(lines):
        heading = _heading(texts, at) if by_toc or at in sections else None
        if heading is not None and line.kind != "code":
            yield line.number, heading


def _heading(lines: Sequence[str], at: int) -> str | None:
    """What Python-Markdown takes for a heading in a line; `None` where it takes it for none."""
    text = lines[at]
    hashes = _HASHES.match(text)
    if hashes:
        return hashes[1].rstrip("#").strip()
    if not text.strip() or at + 1 == len(lines) or not _UNDERLINE.fullmatch(lines[at + 1]):
        return None
    above = lines[at - 1] if at else ""
    begins = not above.strip() or _indent(above) // 4 != _indent(text) // 4
    return text.strip() if begins else None


def _indent(text: str) -> int:
    wide = text.expandtabs(4)
    return len(wide) - len(wide.lstrip(" "))


def _parted(heading: str) -> tuple[str, str]:
    """A heading without the attributes at its end, and the anchor that they state, or `""`."""
    attributes = _ATTRIBUTES.search(heading)
    stated = _STATED_ID.search(attributes[1]) if attributes else None
    return heading[: attributes.start()] if attributes else heading, stated[1] if stated else ""


def _counted(slug: str, taken: dict[str, str]) -> str:
    """The slug with the count of those before it that are the same.

    >>> taken = {"plans-1": ""}
    >>> [_counted("plans", taken) for _ in range(3)]
    ['plans', 'plans-1', 'plans-2']
    """
    count = int(taken.get(slug) or 0)
    taken[slug] = str(count + 1)
    return f"{slug}-{count}" if count else slug


def _numbered(slug: str, taken: dict[str, str]) -> str:
    """The slug with a number that tells it from all above it, each of which has one to try next.

    >>> taken = {"plans": "", "plans_1": ""}
    >>> _numbered("plans", taken), taken["plans"]
    ('plans_2', 'plans_2')
    """
    anchor = slug
    while anchor in taken or not anchor:
        anchor = taken.get(anchor) or _next(anchor)
    if slug in taken or not slug:
        taken[slug] = anchor
    return anchor


def _next(anchor: str) -> str:
    """An anchor with the next number at its end.

    >>> _next("plans"), _next("plans_9")
    ('plans_1', 'plans_10')
    """
    numbered = _NUMBERED.match(anchor)
    return f"{numbered[1]}_{int(numbered[2]) + 1}" if numbered else f"{anchor}_1"
