"""What vaults add to Markdown: callouts, tags, highlights, comments, names of blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import InlineMark, Span
from .dialect import Dialect
from .forms import hidden
from .source import Change, Edit, Source

# `> [!note] Title`, `> [!TIP]`, `> [!faq]- Folded`: of Obsidian and of GitHub.
_CALLOUT = re.compile(
    r"^(?P<quote>[ \t>]*>[ \t]*)\[!(?P<kind>[A-Za-z][\w-]{0,30})(?:\|[^\]\n]{0,40})?\][-+]?"
    r"(?P<blank>[ \t]*)(?P<title>[^\n]*)$",
    re.MULTILINE,
)
_COMMENT = re.compile(r"%%(?:(?!%%)[\s\S]){0,5000}?%%")
_HIGHLIGHT = re.compile(r"(?<![=\w])==(?=[^\s=])(?P<words>[^=\n]{1,300}?)(?<=[^\s=])==(?![=\w])")
_TAG = re.compile(r"(?<![\w/#&\[(.-])#(?P<tag>[A-Za-z][\w/-]{1,60})(?<=\w)(?![\w#.:(])")
_BLOCK_NAME = re.compile(r"(?<=\S)[ \t]+\^[A-Za-z0-9-]{2,40}[ \t]*$", re.MULTILINE)
_SIGN = re.compile(r"(?<!\[)\[\[[^\[\]\n]{1,300}\]\](?![(\[])")


def _recognised(source: Source) -> bool:
    text = source.text
    return (
        ("[!" in text and source.has(_CALLOUT))
        or ("[[" in text and not source.ends_with(".org") and source.has(_SIGN))
        or (text.count("%%") > 1 and source.has(_COMMENT) and source.has(_TAG))
    )


def _changes(source: Source) -> Iterator[Change]:
    yield from hidden(source, [("%%", _COMMENT)])
    for match in source.matches(_CALLOUT):
        yield from _callout(match)
    for match in source.matches(_HIGHLIGHT):
        yield Edit(match.start(), match.start("words"), "<mark>")
        yield Edit(match.end("words"), match.end(), "</mark>")
    for match in source.matches(_BLOCK_NAME):
        yield Edit(*match.span())
    for match in source.matches(_TAG):
        yield InlineMark("tag", Span(*match.span()), match["tag"])


def _callout(match: re.Match[str]) -> Iterator[Change]:
    """Its first line as a title that says what it is: `**Note:** …`."""
    kind = match["kind"].lower()
    label = kind.replace("-", " ").capitalize()
    start = match.end("quote")
    title = match["title"].strip()
    yield Edit(start, match.start("title"), f"**{label}:** " if title else f"**{label}**")
    yield InlineMark("callout", Span(start, match.end()), kind)


VAULT = Dialect(
    name="vault",
    tools="Obsidian, Foam, GitHub",
    reads=(
        "callouts and alerts (`> [!note]`) as boxes with their kind, `#tags` shown as such,"
        " `==highlights==`; comments (`%%…%%`) and names of blocks (`^a1b2`) are not shown"
    ),
    recognised=_recognised,
    changes=_changes,
    example=("> [!info] Agenda", "> **Info:** Agenda"),
)
