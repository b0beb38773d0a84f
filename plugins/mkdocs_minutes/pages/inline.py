"""Short texts of notes as HTML within a line."""

from __future__ import annotations

import re
from collections.abc import Sequence

from markupsafe import Markup, escape

from ..core.records import Span
from .gfm import Gfm, fragment
from .rendering import Annotation, Rendering
from .writer import write

# Characters that may be Markdown, HTML or an entity, and what is Markdown where a line begins.
_MARKUP = re.compile(r"[\\`*_\[\]<>&~|!#]")
_BEGINNING = re.compile(r"\s*(?:[-+=]|\d+[.)])")


def may_have_markup(text: str) -> bool:
    """Whether a short text may hold markup; one that holds none is shown as it stands.

    >>> [may_have_markup(text) for text in ("Ship *it*", "1. Ship it", "Ship it - now")]
    [True, True, False]
    """
    return bool(_MARKUP.search(text) or _BEGINNING.match(text))


def inline(text: str) -> Markup:
    """A short text of a note as inline HTML, without links; markup that it lacks is no cost.

    >>> inline("Ship *it* <now>")
    Markup('Ship <em>it</em> &lt;now&gt;')
    """
    if not may_have_markup(text):
        return escape(text)
    return quoted(fragment(text, [Span(0, len(text))]), text)


def plain_text(text: str) -> str:
    """A short text of a note without markup.

    >>> plain_text("**Ship** [it](https://example.org)")
    'Ship it'
    """
    return inline(text).striptags()


def quoted(source: Gfm, text: str, annotations: Sequence[Annotation] = ()) -> Markup:
    """A passage of a text as HTML with no links but its annotations, in no paragraph of its own."""
    html = write(Rendering(source, text, annotations=annotations, link=_no_link)).strip()
    return Markup(html.removeprefix("<p>").removesuffix("</p>"))  # noqa: S704 - written by us


def _no_link(_address: str, _label: str) -> None:
    """Links in quotes are text: the quote itself leads to the line."""
