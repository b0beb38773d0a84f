"""Wikis of Google Code, as their exports have them: headings, lists by indent, tables, links.

Source of the forms: Google Code's page on its wiki syntax, and exported wikis.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import InlineMark, Span
from .dialect import Dialect
from .forms import Row, around, as_table, form, headings, linked, runs, trimmed, with_code
from .source import Change, Edit, Source

_PRAGMA = re.compile(r"^\#(?P<name>summary|labels|sidebar)[ \t]+(?P<words>[^\n]*\S)[ \t]*$", re.M)
_HEADING = re.compile(
    r"^(?P<marks>={1,6})[ \t]*(?P<words>[^=\s](?:[^\n]{0,300}?[^=\s])?)[ \t]{0,9}(?P=marks)[ \t]*$",
    re.M,
)
_ITEM = re.compile(r"(?P<indent>[ \t]*)(?P<mark>[*#]{1,6})(?P<gap>[ \t]+|$)")
_INDENTED = re.compile(r"^[ \t]+[*#][ \t]+\S", re.MULTILINE)
_DEEP = re.compile(r"(?: {4}|\t)[ \t]*(?=\S)")
_ROW = re.compile(r"[ \t]*\|\|.*\|\|[ \t]*$")
_CELL = re.compile(r"\|\|(?P<words>[^|\n]*(?:\|(?!\|)[^|\n]*)*)(?=\|\|)")
_BOLD_CELL = re.compile(r"\*[^*\n]+\*")
# A page's name has a capital, a digit or a low line within: `[Meeting12 October]`.
_PAGE = re.compile(
    r"(?<![\[\]!])\[(?P<target>(?=\w*[a-z0-9_][A-Z0-9_]|\d)\w{3,80}(?:\#[\w-]{1,80})?)"
    r"(?:[ \t]+(?P<words>[^\[\]\n]{1,300}))?\](?![(\[])"
)
_ESCAPED = re.compile(r"!(?=(?:[A-Z]+[a-z0-9]+){2})")
# What only the other wikis with this ending have.
_OTHERS = re.compile(r"'''|\[\[|^\{\||(?<!\{)\{\{(?!\{)", re.MULTILINE)
_CODE = re.compile(r"^[ \t]*(?:\{\{\{|\}\}\})[ \t]*$", re.MULTILINE)
_VERBATIM = re.compile(
    r"^[ \t]*\{\{\{[ \t]*\n(?:.*\n){0,300}?[ \t]*\}\}\}"
    r"|(?<=\{\{\{)[^{}\n]{1,300}?(?=\}\}\})|(?<=`)[^`\n]{1,300}(?=`)",
    re.MULTILINE,
)
_HIDDEN = (
    form("<wiki:comment>", r"<wiki:comment>(?:(?!</wiki:)[\s\S]){0,5000}</wiki:comment>"),
    form("<wiki:", r"<wiki:[a-z]+\b[^<>\n]{0,200}>"),
)
_FORMS = (
    form("{{{", r"\{\{\{(?P<words>[^{}\n]{1,300}?)\}\}\}", "`{words}`"),
    form("*", r"(?<![\w*])\*(?P<words>[^\s*](?:[^*\n]{0,300}[^\s*])?)\*(?![\w*])", "**{words}**"),
    form(
        "[",
        r"(?<!\[)\[(?P<url>(?:https?:|ftp:|mailto:)[^\s\[\]]{1,1000})[ \t]+"
        r"(?P<words>[^\[\]\n]{1,300})\](?!\()",
        "[{words}]({url})",
    ),
    form("[", r"(?<![\[\]])\[(?P<words>https?://[^\s\[\]]{1,1000})\](?!\()"),
    form("^", r"(?<=\w)\^(?P<words>[^\s^]{1,20})\^"),
    form(",,", r"(?<=\w),,(?P<words>[^\s,]{1,20}),,"),
)


def _recognised(source: Source) -> bool:
    begins = _PRAGMA.match(source.text.lstrip())
    if not source.ends_with(".wiki"):
        return begins is not None and source.has(_HEADING)
    if begins or "<wiki:" in source.text:
        return True
    return source.has(_INDENTED) and not source.has(_OTHERS)


def _marked(source: Source) -> Iterator[Change]:
    for match in source.matches(_PRAGMA):
        yield from _pragma(match)
    yield from headings(source, _HEADING)
    for run in runs(source, _ROW):
        yield from as_table([_row(line) for line in run])
    yield from around(source, _HIDDEN)
    yield from _lists(source)
    for match in source.matches(_PAGE):
        yield from _page(match)
    for match in source.matches(_ESCAPED):
        yield Edit(*match.span())
    yield from around(source, _FORMS)


def _pragma(match: re.Match[str]) -> Iterator[Change]:
    """The summary of a page as words, its labels as tags; its sidebar is another page."""
    if match["name"] == "sidebar":
        yield Edit(*match.span())
        return
    labels = match["name"] == "labels"
    yield Edit(match.start(), match.start("words"), "Labels: " if labels else "")
    for label in re.finditer(r"[^\s,]+", match["words"]) if labels else ():
        start = match.start("words") + label.start()
        yield InlineMark("tag", Span(start, start + len(label[0])), label[0])


def _row(line: re.Match[str]) -> Row:
    """A row of cells; one of nothing but bold words is a head."""
    found = _CELL.finditer(line.string, line.pos, line.endpos)
    cells = [trimmed(line.string, *cell.span("words")) for cell in found]
    head = all(_BOLD_CELL.fullmatch(line.string, cell.start, cell.end) for cell in cells)
    if head:
        cells = [Span(cell.start + 1, cell.end - 1) for cell in cells]
    return Row(Span(line.pos, line.endpos), cells, head=bool(cells) and head)


def _lists(source: Source) -> Iterator[Change]:
    """Items as deep as they are indented more than those above them.

    Other lines that are indented are quotes here and would be code in Markdown.
    """
    indents: list[int] = []
    for line in source.lines:
        item = _ITEM.match(source.text, line.start, line.end)
        if item is None or (not item["indent"] and item["mark"].startswith("#")):
            if source.text[line.start : line.start + 1].strip():
                indents = []
            elif deep := _DEEP.match(source.text, line.start, line.end):
                yield Edit(*deep.span(), "  ")
            continue
        indent = len(item["indent"].expandtabs(4)) + len(item["mark"]) - 1
        while indents and indents[-1] > indent:
            indents.pop()
        if not indents or indents[-1] < indent:
            indents.append(indent)
        shown = "- " if item["mark"][-1] == "*" else "1. "
        yield Edit(*item.span(), "    " * (len(indents) - 1) + shown)


def _page(match: re.Match[str]) -> Iterator[Change]:
    """A link to a page of the wiki, by its text or its name."""
    words = trimmed(match.string, *match.span("words" if match["words"] else "target"))
    return linked(match, words, match["target"].partition("#")[0])


GOOGLE_CODE = Dialect(
    name="google-code",
    tools="Google Code's wikis (`.wiki`)",
    reads=(
        "headings, lists by their indent, tables, emphasis, code, links to pages and addresses;"
        " the summary of a page as words, its labels as tags; contents, comments and gadgets are"
        " not shown"
    ),
    recognised=_recognised,
    changes=with_code(_marked, _CODE, _VERBATIM),
    example=(
        "#summary Ropes\n= News =\n * *new* ones\n   # red",
        "Ropes\n# News\n- **new** ones\n    1. red",
    ),
    suffix=".wiki",
    is_markup=True,
)
