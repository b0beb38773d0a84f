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


# `Ann \\- draw it`: a sign that means nothing where it stands. Not what would begin a block there.
_ESCAPED = re.compile(r"(?<=[^\s\\])(?P<blank>[ \t]*)\\(?P<sign>[-+.=>])(?!\[)")


def _is_needless(match: re.Match[str]) -> bool:
    r"""Whether an escape stands behind words of its line: of `- \\- x` and `1\\. x` none does."""
    first = max(0, match.start() - _NEAR)
    first = match.string.rfind("\n", first, match.start()) + 1 or first
    return _LETTER.search(match.string, first, match.start()) is not None


_NEAR = 60  # characters in front of a sign within which words are looked for
_LETTER = re.compile(r"[^\W\d_]")


def _changes(source: Source) -> Iterator[Change]:
    for match in source.matches(_ESCAPED) if "\\" in source.text else ():
        if _is_needless(match):
            yield Edit(match.end("blank"), match.start("sign"))
    if "data:image/" not in source.text:
        return
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
    changes=_changes,
    example=("![the crane](data:image/png;base64,iVBORw0KGgo=)", "(picture: the crane)"),
)
