"""AsciiDoc: headings, lists, tables, links, blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import InlineMark, Span
from ..spans import trimmed
from .dialect import Dialect
from .forms import (
    DASH,
    Row,
    around,
    as_table,
    between,
    each,
    erased,
    form,
    line_end,
    lines_of,
    linked,
    quoted,
    separated,
    told_elsewhere,
    with_code,
)
from .source import Change, Edit, Source

_SIGN = re.compile(
    r"^(?:\|===|:[\w-]{1,30}:(?:[ \t].*)?|\[(?:cols|source|discrete)\b[^\n\]]*\])[ \t]*$",
    re.MULTILINE,
)
_LIST = re.compile(
    r"^[ \t]*(?P<marks>\*{1,5}|\.{1,5}|-)[ \t]+(?:\[(?P<box>[ x*])\][ \t]+)?(?=\S)", re.MULTILINE
)
_TABLE = re.compile(
    r"^(?P<told>\[[^\n\]]*\][ \t]*\n)?(?P<bar>[|,]===)[ \t]*\n(?:.*\n){0,600}?(?P=bar)[ \t]*$",
    re.MULTILINE,
)
_CELL = re.compile(r"(?:(?<=[\s|])|^)(?:\d*[.]?\d*[+*])?[<>^.]{0,3}[aehlmsdv]?\||(?<![\\\s|])\|")
_TERM = re.compile(
    r"^\*{0,2}(?P<words>[^\s:*][^:*\n]{0,80})\*{0,2}(?P<colons>::)(?P<more>[ \t]+\S[^\n]*)?$",
    re.MULTILINE,
)
_TITLE = form(".", r"^\.(?!\d*\+?\|)(?P<words>[^\W_][^\n]{0,200})$", "**{words}**")
_KINDS = "NOTE|TIP|IMPORTANT|WARNING|CAUTION"
# `NOTE: words`, and `[NOTE]` above them.
_ADMONITION = re.compile(
    rf"^(?:(?P<kind>{_KINDS}):[ \t]+|\[(?P<above>{_KINDS})\][ \t]*\n)(?=[^\s=*_.-])", re.MULTILINE
)
# What stands between two such lines is a box; `[NOTE]` above the first says of which kind.
_BOX = re.compile(
    rf"^(?:\[(?P<kind>{_KINDS})[^\[\]\n]*\][ \t]*\n(?:\.[^\s.][^\n]*\n)?)?"
    r"(?P<mark>={4,}|\*{4,})[ \t]*$",
    re.MULTILINE,
)
_QUOTED = re.compile(
    r"^(?P<mark>_{4,})[ \t]*\n(?P<inner>(?:(?!_{4}).*\n){0,300}?)(?P=mark)[ \t]*$", re.MULTILINE
)
# `[[notes]]` above a heading, and links to it: `<<notes,here>>`, `xref:notes[here]`.
_LABEL = re.compile(
    r"^\[(?:\[|\#)(?P<name>[\w-]{1,60})[^\[\]\n]{0,60}\]{1,2}[ \t]*\n=+[ \t]+(?P<words>\S[^\n]*)$",
    re.MULTILINE,
)
_INNER = re.compile(
    r"<<\#?(?P<name>[\w .-]{1,100})(?:,[ ]*(?P<words>[^<>\n]{1,200}))?>>"
    r"|xref:\#?(?P<target>[\w-]{1,100})\[(?P<shown>[^\[\]\n]{1,200})\]"
)
_CODE = re.compile(r"^(?:-{4,}|\.{4,})[ \t]*$", re.MULTILINE)
_VERBATIM = re.compile(
    r"^(?P<fence>-{4,}|\.{4,})[ \t]*\n(?:.*\n){0,300}?(?P=fence)[ \t]*$", re.MULTILINE
)
_HIDDEN = (
    form("[", r"^\[(?!(?:quote|verse),)[^\[\]\n]{0,200}\][ \t]*$"),
    form("::", r"^(?:ifn?def|ifeval|endif|include)::[^\n]*$"),
    form("<<<", r"^<<<[ \t]*$"),
    form("/", r"^/{4,}[ \t]*\n(?:(?!/{4}).*\n){0,300}?/{4,}[ \t]*$"),
    form("+++", r"\+\+\+"),
    form("icon:", r"\bicon:[\w-]{1,40}\[[^\[\]\n]{0,100}\]"),
    form("<", r"(?<=\S)[ ]<\d{1,2}>$"),
    form("//", r"^//(?!/)[^\n]*$"),
    form(":", r"^:(?!(?:rev)?date:[ \t]+\S)!?[\w-]{1,40}!?:(?:[ \t][^\n]*)?$"),
    form("+", r"^\+[ \t]*$"),
    form("__", r"^_{4,}[ \t]*$"),
    form("{nbhy}", r"\{nbhy\}", "-"),
    form("{", r"\{(?:nbsp|zwsp|wj|empty|blank|sp)\}", " "),
    form("toc::", r"^toc::\[\][ \t]*$"),
    form("[[", r"\[\[[\w-]{1,60}(?:,[^\[\]\n]{0,60})?\]\]"),
)
_ATTRIBUTE = re.compile(r"^:(?P<name>[\w-]{1,40}):[ \t]+(?P<words>[^\n]{1,300})$", re.MULTILINE)
_USED = re.compile(r"\{(?P<name>[\w-]{1,40})\}")
_FORMS = (
    DASH,
    form("=", r"^(?P<marks>={1,6})[ \t]+(?=\S)", "{marks} "),
    form(":", r"^:(?:rev)?date:[ \t]+(?P<words>\S[^\n]{0,100})$", "Date: {words}"),
    form(
        "[",
        r"(?:link:)?(?P<url>(?:https?://|mailto:)[^\s\[\]]{1,1000})\[(?P<words>[^\[\]\n]{1,300}?)\^?\]",
        "[{words}]({url})",
    ),
    form("[quote", r"^\[(?:quote|verse),[ ]*(?P<words>[^\[\]\n]{1,200})\][ \t]*$", "– {words}:"),
    form("[[[", r"\[\[\[(?P<words>[^\[\],\n]{1,60})[^\[\]\n]{0,60}\]\]\]", "({words})"),
    form(
        "[",
        r"\b(?:kbd|btn|pass|stem|latexmath|asciimath):[acmnpqrv,]{0,6}\[(?P<words>[^\[\]\n]{1,200})\]",
        "`{words}`",
    ),
    form(
        "menu:",
        r"\bmenu:(?P<first>[^\[\]\n]{1,60})\[(?P<words>[^\[\]\n]{1,100})\]",
        "{first} › {words}",
    ),
    form("::", r"^(?:video|audio)::(?P<words>[^\[\]\n]{1,300})\[[^\[\]\n]{0,200}\]$"),
    form("[", r"(?P<words>https?://[^\s\[\]]{1,1000})\[\]"),
    form(
        ":",
        r"(?:link|xref):(?P<url>[^\s\[\]:]{1,300})\[(?P<words>[^\[\]\n]{1,300})\]",
        "[{words}]({url})",
    ),
    form(
        "image:",
        r"image::?(?P<url>[^\s\[\]]{1,300})\[(?P<text>[^\[\],\n]{0,200})[^\[\]\n]*\]",
        "![{text}]({url})",
    ),
    form("##", r"(?:\[[\w .#-]{1,40}\])?##(?P<words>[^#\n]{1,300}?)##"),
    form("]##", r"\[[\w .#-]{1,40}\]##(?=[^#\n]{1,300}$)"),
    form("##", r"^(?P<words>[ \t]+[^#\n]{1,300})##"),
    form("]#", r"\[\.?line-through\]#(?P<words>[^#\n]{1,300})#", "~~{words}~~"),
    form("]#", r"\[[\w .#-]{1,40}\]#(?P<words>[^#\n]{1,300})#"),
    between("#", "<mark>{words}</mark>"),
    form("~", r"(?<=\w)~(?P<words>\w{1,40})~", "<sub>{words}</sub>"),
    form("^", r"(?<=\w)\^(?P<words>\w{1,40})\^", "<sup>{words}</sup>"),
    between("*", "**{words}**"),
    form("__", r"__(?P<words>[^\s_][^_\n]{0,200})__", "<em>{words}</em>"),
    form("+", r"(?<=\S)[ ]\+$", "  "),
    form("footnote:", r"footnote(?:ref)?:[\w-]{0,40}\[(?P<words>[^\[\]\n]{1,400})\]", " ({words})"),
    form("'''", r"^'''[ \t]*$", "***"),
)


def _recognised(source: Source) -> bool:
    is_headed = "\n== " in source.text or "\n= " in source.text
    return is_headed and source.has(_SIGN) and not source.has(_CLOSED)


_CLOSED = re.compile(r"^={1,6}[ \t][^\n=]{1,200}={1,6}[ \t]*$", re.MULTILINE)


def _marked(source: Source) -> Iterator[Change]:
    yield from each(source, _TABLE, _table)
    for match in source.matches(_LIST):
        marks = match["marks"]
        box = {"": "", " ": "[ ] "}.get(match["box"] or "", "[x] ")
        shown = ("1. " if marks[0] == "." else "- ") + box
        yield Edit(*match.span(), "    " * (len(marks) - 1) + shown)
    yield from around(source, (_TITLE,))
    for match in source.matches(_ADMONITION):
        kind = match["kind"] or match["above"]
        begins = match.start() if match["kind"] else match.end()
        yield from erased(match.start(), match.string[match.start() : begins].rstrip("\n"))
        yield Edit(begins, match.end(), f"> **{kind.capitalize()}:** ")
        yield InlineMark("callout", Span(begins, line_end(match)), kind.lower())
    yield from _boxes(source)
    yield from quoted(source.matches(_QUOTED))
    yield from _links(source)
    for match in source.matches(_TERM):
        yield Edit(match.start(), match.start("words"), "**")
        yield Edit(match.end("words"), match.end("colons"), "**:")
        if match["more"]:
            yield Edit(match.end(), match.end(), "  ")
    yield from told_elsewhere(source, _ATTRIBUTE, _USED)
    yield from around(source, _HIDDEN)
    yield from around(source, _FORMS)


def _boxes(source: Source) -> Iterator[Change]:
    """Blocks with a frame; the line on which one begins says what it is, if that is told."""
    opened = list[str]()
    for match in source.matches(_BOX):
        ends = match["mark"] in opened
        opened = opened[: opened.index(match["mark"])] if ends else [*opened, match["mark"]]
        kind = "" if ends else (match["kind"] or "example")
        label = f"*{kind.capitalize()}:*" if match["kind"] else ""
        yield Edit(*match.span("mark"), label)
        yield InlineMark("box", Span(match.start("mark"), match.start("mark")), kind.lower())


def _links(source: Source) -> Iterator[Change]:
    labels = {match["name"]: match["words"].strip() for match in source.matches(_LABEL)}
    for match in source.matches(_INNER):
        name = match["name"] or match["target"]
        group = next(one for one in ("words", "shown", "name") if match[one])
        yield from linked(match, Span(*match.span(group)), f"#{labels.get(name, name)}")


def _table(match: re.Match[str]) -> Iterator[Change]:
    """`|===` to `|===` as a table: cells on one line are a row, others fill rows as wide.

    A row that no blank line parts from the top is the head, if one parts it from the next, or if
    the table is told to have one.
    """
    lines = _lines_of(match)
    first = lines[1][0] if len(lines) > 1 else lines[0][0]
    parted = match.string[first.end :][:2] == "\n\n" and first.start == lines[0][0].end + 1
    told = parted or _HEADED.search(match["told"] or "") is not None
    width = next((len(cells) for _, cells in lines if cells), 1)
    rows, filled = list[Row](), 0
    for span, cells in lines:
        head = bool(cells) and told and not filled
        rows.append(Row(span, cells, head, begins=not cells or filled % width == 0))
        filled += len(cells)
    yield from as_table(rows)


def _lines_of(match: re.Match[str]) -> list[tuple[Span, list[Span]]]:
    """The lines of a table that hold cells, with these, and its borders."""
    lines = list[tuple[Span, list[Span]]]()
    cells_of = separated if "csv" in (match["told"] or "") or match["bar"][0] == "," else _cells
    start = match.start("bar")
    for line, span in lines_of(match.string[start : match.end()], start):
        is_border = line.startswith(match["bar"])
        cells = [] if is_border else cells_of(match.string, span)
        if cells or is_border:
            lines.append((span, cells))
    return lines


_HEADED = re.compile(r"header|%")


def _cells(text: str, line: Span) -> list[Span]:
    """The cells of a line, each behind its bar."""
    marks = list(_CELL.finditer(text, line.start, line.end))
    ends = [mark.start() for mark in marks[1:]] + [line.end] * bool(marks)
    return [trimmed(text, mark.end(), end) for mark, end in zip(marks, ends, strict=True)]


ASCIIDOC = Dialect(
    name="asciidoc",
    tools="AsciiDoc (`.adoc`, `.asciidoc`)",
    reads=(
        "headings, lists with boxes, tables, links also to sections, emphasis, code, quotes,"
        " admonitions, examples and sidebars as boxes, titles of blocks; comments, anchors and"
        " attributes are not shown"
    ),
    recognised=_recognised,
    changes=with_code(_marked, _CODE, _VERBATIM),
    example=("== Ropes\n\n** *new* ones", "## Ropes\n\n    - **new** ones"),
    endings=(".adoc", ".asciidoc", ".asc"),
    is_markup=True,
)
