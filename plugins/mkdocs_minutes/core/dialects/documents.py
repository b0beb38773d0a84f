"""Documents of a word processor as Markdown: pictures within the text, links of people."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .dialect import Dialect
from .source import Change, Edit, Source

# `[image1]: <data:image/png;base64,iVBORw0…>`, and `![][image1]`, which shows it.
_DATA = re.compile(
    r"^[ \t]*\[(?P<label>[^\[\]\n]{1,40})\]:[ \t]*<?data:image/[^\n]*$", re.MULTILINE
)
_SHOWN = re.compile(r"!\[(?P<alt>[^\[\]\n]{0,200})\]\[(?P<label>[^\[\]\n]{1,40})\]")
_INLINE = re.compile(r"!\[(?P<alt>[^\[\]\n]{0,200})\]\(<?data:image/[^()\s]{1,4000000}\)")


def _recognised(source: Source) -> bool:
    return "data:image/" in source.text and (source.has(_DATA) or source.has(_INLINE))


def _changes(source: Source) -> Iterator[Change]:
    labels = set()
    for match in source.matches(_DATA):
        labels.add(match["label"])
        yield Edit(*match.span())
    for match in source.matches(_SHOWN):
        if match["label"] in labels:
            yield Edit(*match.span(), _words(match["alt"]))
    for match in source.matches(_INLINE):
        yield Edit(*match.span(), _words(match["alt"]))


def _words(alt: str) -> str:
    return f"(picture: {alt.strip()})" if alt.strip() else "(picture)"


DOCUMENTS = Dialect(
    name="documents",
    tools="Google Docs",
    reads=(
        "people as mail links, escaped characters and anchors of headings; pictures that lie within"
        " the text as what they are called, since nobody could find a word among their letters"
    ),
    recognised=_recognised,
    changes=_changes,
    example=("![the crane](data:image/png;base64,iVBORw0KGgo=)", "(picture: the crane)"),
)
