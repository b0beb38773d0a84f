"""reStructuredText: headings with a line above and below, fields, directives, tables, links."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice, pairwise

from ..records import InlineMark, Span
from ..spans import trimmed
from . import emoji
from .dialect import Dialect
from .forms import (
    DASH,
    Row,
    around,
    as_table,
    each,
    erased,
    form,
    line_end,
    lines_of,
    linked,
    outside,
    raised,
    runs,
    separated,
    told_elsewhere,
)
from .source import Change, Edit, Source

_OVERLINED = re.compile(
    r"^(?P<line>(?P<mark>[=\-~^\"'#*+])(?P=mark){2,})[ \t]*\n(?=[ \t]*\S[^\n]*\n(?P=line)[ \t]*$)",
    re.MULTILINE,
)
_FIELD = re.compile(r"^:(?P<key>[A-Za-z][\w -]{0,40}):[ \t]+(?=\S)", re.MULTILINE)
# A term alone above its definition: `Present`, and names below it.
_TERM = re.compile(
    r"(?:\A|(?<=\n\n))(?P<words>[^\W\d_][\w ]{0,40})[ \t]*$"
    r"(?=\n {2,8}[^\s:*#-])",
    re.MULTILINE,
)
# `:present: - Ann Bell`, with an item more on each line below it.
_LIST_IN_FIELD = re.compile(
    r"^:[A-Za-z][\w -]{0,40}:(?P<items>[ \t]+[-*][ ]\S[^\n]*(?:\n[ \t]+[-*][ ]\S[^\n]*){1,60})$",
    re.M,
)
_FIELD_ITEM = re.compile(r"(?:^|(?<=:))[ \t]+(?P<mark>[-*][ ])(?=\S)", re.MULTILINE)
_NOTE = re.compile(
    r"^\.\.[ \t]+(?P<kind>note|tip|important|warning|caution|attention|hint|danger|error|seealso"
    r"|todo|admonition|topic|sidebar)::(?P<words>[^\n]*)"
    r"(?P<more>(?:\n[ \t]+\S[^\n]*|\n[ \t]*(?=\n[ \t]+\S)){0,60})$",
    re.MULTILINE,
)
_BLOCK = re.compile(
    r"^(?P<head>\.\.[ \t]+(?:code|code-block|sourcecode|highlight|parsed-literal|math)::[^\n]*"
    r"|(?!\.\.)[^\n]*::)\n"
    r"(?P<options>(?:[ \t]+:[^\n]*\n){0,20})(?P<open>[ \t]*)\n"
    r"(?P<inner>(?:[ \t]+\S[^\n]*\n|[ \t]*\n(?=[ \t]+\S)){1,300})(?P<after>[ \t]*)$",
    re.MULTILINE,
)
_TARGET = re.compile(
    r"^\.\.[ \t]+_(?P<name>[^:\n]{1,100}|`[^`\n]{1,100}`):[ \t]+(?P<url>\S+)[ \t]*$", re.M
)
_REFERENCE = re.compile(
    r"(?<![`\w])(?:`(?P<quoted>[^`<>\n]{1,200})`|(?P<word>\w[\w.-]{0,80}\w))__?(?![\w`])"
)
# `.. _act:` above a heading, and the heading.
_LABEL = re.compile(
    r"^\.\.[ \t]+_(?P<name>[^:\n]{1,100}):[ \t]*\n[ \t]*\n(?:[=\-~^\"'#*+]{3,}[ \t]*\n)?"
    r"(?P<words>\S[^\n]*)$",
    re.MULTILINE,
)
_UNDERLINED = re.compile(
    r"^(?P<words>\S[^\n]{0,200}?)[ \t]*\n(?P<mark>[=\-~^\"'#*+])(?P=mark)+[ \t]*$", re.MULTILINE
)
# :ref:`here <act>`, :doc:`last time <2024-05-06>`
_ROLE = re.compile(
    r"(?<![\w`]):(?:std:)?(?P<role>ref|doc):"
    r"`(?:(?P<words>[^`<>\n]{1,200}?)[ ]*<)?(?P<target>[^`<>\n]{1,200})>?`(?!`)"
)
# Notes at the foot that number themselves: `[#]_`, and `.. [#] black`.
_NUMBERED = re.compile(r"(?P<foot>^\.\.[ \t]+\[#\][ \t]+)|[ ]?(?<!\w)\[#\]_(?!\w)", re.MULTILINE)
_GRID = re.compile(r"[ \t]*(?:\+(?:[-=]{2,}\+)+|\|.*\|)[ \t]*$")
_SEPARATED = re.compile(
    r"^\.\.[ \t]+csv-table::(?P<title>[^\n]*)\n(?P<options>(?:[ \t]+:[^\n]*\n){0,12})[ \t]*\n"
    r"(?P<rows>(?:[ \t]+\S[^\n]*(?:\n|\Z)){1,400})",
    re.MULTILINE,
)
_SIMPLE = re.compile(
    r"^(?P<line>={2,}(?:[ \t]+={2,})+)[ \t]*\n"
    r"(?:[^\S\n]*\S.*\n){1,200}?(?P=line)[ \t]*(?=\n[ \t]*\n|\s*\Z)",
    re.MULTILINE,
)
_LISTED = re.compile(
    r"^\.\.[ \t]+list-table::(?P<title>[^\n]*)\n(?P<options>(?:[ \t]+:[^\n]*\n){0,12})"
    r"(?:[ \t]*\n)?(?:[ \t]+(?:[*-][ \t]+)?-(?:[ \t][^\n]*)?(?:\n|\Z)"
    r"|[ \t]*\n(?=[ \t]+(?:[*-][ \t]+)?-)){1,400}",
    re.MULTILINE,
)
_LIST_CELL = re.compile(r"(?P<indent>[ \t]+)(?P<row>[*-][ \t]+)?[*-](?:[ \t]+|$)")
_HEAD_ROWS = re.compile(r":header-rows:[ \t]*(\d{1,3})")
_REPLACED = re.compile(
    r"^\.\.[ \t]+\|(?P<name>[^|\n]{1,60})\|[ \t]+"
    r"(?:(?:replace|image)::[ \t]*|(?:raw|unicode|date)::[^\n]*)(?P<words>[^\n]*)$",
    re.MULTILINE,
)
_NAMED = re.compile(r"(?<![|\w])\|(?P<name>[^|\s][^|\n]{0,58})\|(?![|\w])(?![ \t]+replace::)")
# The lines that belong to what begins above them, by their indent.
_BELOW = r"(?:\n[ \t]+\S[^\n]*|\n[ \t]*(?=\n[ \t]+\S)){0,60}"
_HIDDEN = (
    form(
        "..",
        r"^\.\.[ \t]+(?:\|[^|\n]{1,60}\|[ \t]+)?(?:contents|toctree|meta|highlight|default-role"
        rf"|sectnum|include|raw|role|post|tags|index|replace|unicode|date)::[^\n]*{_BELOW}$",
    ),
    form(
        ":",
        r"^[ \t]+:(?:alt|width|height|scale|align|target|class|name|header-rows|widths):[^\n]*$",
    ),
    form("..", r"^\.\.[ \t]+_[^:\n]{1,100}:[^\n]*$"),
    form("..", r"^\.\.(?:[ \t]+(?![\w:-]+::|\[|\|)[^\n]*(?:\n[ \t]+\S[^\n]*){0,60})?$"),
    form("\\ ", r"\\[ ]"),
)
_FORMS = (
    DASH,
    form(
        "`",
        r"(?<![`:\w])`(?P<words>[^`<>\n]{1,300}?)[ ]*"
        r"<(?P<url>(?:https?://|mailto:)[^<>`\n]{1,1000})>`__?",
        "[{words}]({url})",
    ),
    form(":sub:", r":sub:`(?P<words>[^`\n]{1,60})`", "<sub>{words}</sub>"),
    form(":sup:", r":sup:`(?P<words>[^`\n]{1,60})`", "<sup>{words}</sup>"),
    form(":math:", r":math:`(?P<words>[^`\n]{1,300})`", "`{words}`"),
    form("`:", r"(?<![`:\w])`(?P<words>[^`<>\n]{1,200})`:[a-z][\w:+.-]{0,40}:(?!`)"),
    form("__ ", r"^__[ ](?P<words>https?://\S{1,300})$"),
    form(
        ":`",
        r"(?<![\w`]):[a-z][\w:+.-]{0,40}:`(?P<words>[^`<>\n]{1,200}?)"
        r"(?:[ ]*<[^<>`\n]{1,200}>)?`(?!`)",
    ),
    form("``", r"(?<!`)``(?P<words>[^`\n]{1,300})``(?!`)", "`{words}`"),
    form(
        ".. ",
        r"^[ \t]*\.\.[ \t]+(?:\|[^|\n]{1,60}\|[ \t]+)?(?:image|figure)::[ \t]+"
        r"(?P<url>\S{1,300})[ \t]*$"
        r"(?=(?:\n[ \t]+:\w+:[^\n]*){0,6}?\n[ \t]+:alt:[ \t]*(?P<alt>[^\n]*))?",
        "![{alt}]({url})",
    ),
    form("#.", r"^(?P<indent>[ \t]*)#\.(?=[ \t])", "1."),
    form("|", r"^\|[ \t]+(?P<words>[^|\n]{1,500})$", "{words}  "),
    form("[", r"[ ]?(?<!\w)\[#?(?P<note>[\w*-]{1,30})\]_(?!\w)", "{note}"),
    form("[", r"^\.\.[ \t]+\[#?(?P<foot>[\w*-]{1,30})\][ \t]+", "{foot} "),
)
# Any other directive, by its words; those for the look of a site say nothing to readers.
_DIRECTIVE = re.compile(
    r"^[ \t]*\.\.[ \t]+(?!(?:code|sourcecode|code-block|highlight|parsed-literal)::)"
    r"(?P<kind>[a-z][\w:-]{1,40})::[ \t]*(?P<words>[^\n]*?)[ \t]*$"
    r"(?P<options>(?:\n[ \t]+:[\w-]{1,30}:[^\n]*){0,12})",
    re.MULTILINE,
)
_OF_LOOK = frozenset("only container class rst-class cssclass tabs tab-set hlist grid".split())
_VERSION = {"versionadded": "New in", "versionchanged": "Changed in", "deprecated": "Deprecated in"}


_SIGN = re.compile(
    r"^\.\.[ \t]+(?:contents|toctree|note|image|figure|code-block|_[^:\n]{1,60}):", re.M
)


def _changes(source: Source) -> Iterator[Change]:
    blocks = list(source.matches(_BLOCK))
    yield from outside(blocks, _marked(source))
    for match in blocks:
        yield from _code(match)


def _code(match: re.Match[str]) -> Iterator[Change]:
    """Code below two colons or a directive: the blank lines around it are its fences."""
    if match["head"].startswith(".."):
        yield Edit(*match.span("head"))
    else:
        # `::` by itself says nothing; behind words one colon stays.
        alone = match["head"].strip() == "::"
        yield Edit(match.start("head") if alone else match.end("head") - 1, match.end("head"))
    yield from erased(match.start("options"), match["options"])
    yield Edit(*match.span("open"), "```")
    yield Edit(*match.span("after"), "```")


def _marked(source: Source) -> Iterator[Change]:
    for match in source.matches(_OVERLINED):
        yield Edit(*match.span("line"))
    for run in runs(source, _GRID):
        if len(run) > 2 and run[0][0].strip()[0] == "+":
            yield from as_table(_grid(run))
    for match in source.matches(_SIMPLE):
        yield from as_table(_simple(match))
    yield from each(source, _NOTE, _note)
    yield from each(source, _LISTED, _listed)
    yield from each(source, _SEPARATED, _separated)
    yield from told_elsewhere(source, _REPLACED, _NAMED)
    yield from _numbered(source)
    yield from _roles(source)
    yield from around(source, _HIDDEN)
    yield from _emoji(source)
    yield from _fields(source)
    for match in source.matches(_TERM):
        yield Edit(match.end("words"), match.end(), ":  ")
    yield from around(source, _FORMS)
    yield from each(source, _DIRECTIVE, _directive, "::")
    if "_" in source.text:
        yield from _references(source)


# Names of emoji that fields of minutes have as well.
_FIELDS = frozenset(
    """bank book books bookmark calendar clock computer date email family hospital house key label
    link lock memo office phone question school telephone time""".split()
)


def _emoji(source: Source) -> Iterator[Change]:
    """Names of emoji, which no reader of this markup knows, but people write from habit."""
    for match in source.matches(emoji.NAMED) if ":" in source.text else ():
        begins = match.start() == source.text.rfind("\n", 0, match.start()) + 1
        if (shown := emoji.picture(match)) and not (begins and match["name"] in _FIELDS):
            yield Edit(*match.span(), shown)


def _references(source: Source) -> Iterator[Change]:
    """`the list`_ as a link to what the note says that it is, or to its section of that name."""
    urls = {match["name"].strip("`").lower(): match["url"] for match in source.matches(_TARGET)}
    for match in source.matches(_REFERENCE):
        group = "quoted" if match["quoted"] else "word"
        name = match[group].lower()
        if name in urls:
            yield Edit(match.start(), match.start(group), "[")
            yield Edit(match.end(group), match.end(), f"]({urls[name]})")
        elif group == "quoted" or name in source.once(_sections):
            yield from linked(match, Span(*match.span(group)), _section(source, match[group]))


def _sections(source: Source) -> dict[str, str]:
    """The headings of a source by their words and labels, in small letters."""
    headed = {match["words"].lower(): match["words"] for match in source.matches(_UNDERLINED)}
    labels = {match["name"].lower(): match["words"] for match in source.matches(_LABEL)}
    return headed | labels


def _section(source: Source, name: str) -> str:
    return f"#{source.once(_sections).get(name.lower(), name)}"


def _roles(source: Source) -> Iterator[Change]:
    """Links to sections and documents; one to what is elsewhere is its words."""
    for match in source.matches(_ROLE) if ":`" in source.text else ():
        group = "words" if match["words"] else "target"
        is_page = match["role"] == "doc"
        target = match["target"] if is_page else _section(source, match["target"])
        yield from linked(match, Span(*match.span(group)), target)


def _numbered(source: Source) -> Iterator[Change]:
    counts = Counter[bool]()
    for match in source.matches(_NUMBERED) if "[#]" in source.text else ():
        at_foot = match["foot"] is not None
        counts[at_foot] += 1
        number = raised(str(counts[at_foot]))
        yield Edit(*match.span(), f"{number.lstrip()} " if at_foot else number)


def _note(match: re.Match[str]) -> Iterator[Change]:
    """A box; a title that it has, or else what it is, stands before its words or above its list."""
    kind = match["kind"]
    words = match["words"].strip()
    titled = words and kind in _TITLED
    label = f"**{words if titled else kind.capitalize()}:**"
    begun = bool(words and (not titled or _ITEM_FIRST.match(match["more"])))
    shown = f"> {label} {'' if titled else words}".rstrip() if begun else ""
    yield Edit(match.start(), match.end("words"), shown)
    first = Span(match.start(), match.end("words"))
    deep = 0
    for line, span in islice(lines_of(match["more"], match.start("more")), 1, None):
        indent = len(line) - len(line.lstrip())
        deep = deep or indent
        if _OPTION.match(line) and not begun:
            yield Edit(span.start, span.end)
        elif line.strip() or begun:
            shown = "> " if begun else f"> {label} "
            first = first if begun else span
            begun = True
            yield Edit(span.start, span.start + min(deep, indent), shown)
    yield InlineMark("callout", first, kind)


_ITEM_FIRST = re.compile(r"(?:[ \t]*\n)*[ \t]*[-*+]\s")
_TITLED = frozenset(("admonition", "topic", "sidebar"))
_OPTION = re.compile(r"[ \t]+:[a-z]+:(?:[ \t]|$)")


def _grid(run: list[re.Match[str]]) -> list[Row]:
    """Rows between `+---+`; a line within a row is one of its own, above `+===+` one of heads."""
    lines = [(Span(match.pos, match.endpos), match[0].strip()) for match in run]
    heads = next((at for at, (_, words) in enumerate(lines) if words.startswith("+=")), 0)
    rows = []
    for number, (span, words) in enumerate(lines):
        cells = []
        if words[0] == "|":
            bars = [span.start + at for at, mark in enumerate(run[number][0]) if mark == "|"]
            cells = [trimmed(run[0].string, one + 1, other) for one, other in pairwise(bars)]
        rows.append(Row(span, cells, head=number < heads, begins=bool(cells)))
    return rows


def _fields(source: Source) -> Iterator[Change]:
    """Fields as lines of their own, `Chair: Ann Bell`; of a list in one, an item a line."""
    for match in source.matches(_LIST_IN_FIELD):
        items = list(_FIELD_ITEM.finditer(source.text, match.start("items"), match.end()))
        for item in items:
            yield Edit(item.start("mark" if item is items[0] else 0), item.end())
            yield Edit(line_end(item), line_end(item), "," * (item is not items[-1]))
    for match in source.matches(_FIELD):
        key = match["key"].strip()
        yield Edit(*match.span(), f"{key[0].upper()}{key[1:]}: ")
        end = line_end(match)
        yield Edit(end, end, "  ")


def _directive(match: re.Match[str]) -> Iterator[Change]:
    """A directive by its words, and without its options."""
    kind, words = match["kind"], match["words"]
    shown = f"{_VERSION[kind]} {words}:" if kind in _VERSION else f"**{words}**" if words else ""
    yield Edit(*match.span("words"), "" if kind in _OF_LOOK else shown)
    yield Edit(match.start(), match.start("words"))
    yield from erased(match.start("options"), match["options"])


def _separated(match: re.Match[str]) -> Iterator[Change]:
    """Rows of `.. csv-table::` below its title, the names of its columns first."""
    yield Edit(match.start(), match.end("title"), f"**{match['title'].strip()}**")
    rows, start = list[Row](), match.start("options")
    for line, span in lines_of(match.string[start : match.end()].rstrip("\n"), start):
        named = line.lstrip().startswith(":header:")
        first = span.start + line.index(":header:") + len(":header:") if named else span.start
        is_row = named or not line.lstrip().startswith(":")
        cells = separated(match.string, Span(first, span.end)) if is_row else []
        rows.append(Row(span, cells, named, bool(cells)))
    yield from as_table(rows)


def _listed(match: re.Match[str]) -> Iterator[Change]:
    """Rows of `.. list-table::`, an item each whose own items are the cells, below its title."""
    heads = _HEAD_ROWS.search(match["options"])
    title = match["title"].strip()
    yield Edit(match.start(), match.end("title"), f"**{title}**" if title else "")
    rows, start, number, outer = list[Row](), match.end("title") + 1, 0, ""
    for line, span in lines_of(match.string[start : match.end()].rstrip("\n"), start):
        cell = _LIST_CELL.match(line)
        outer = outer or (cell["indent"] if cell else "")
        alone = bool(cell and cell["indent"] == outer and cell.end() == len(line))
        begins = bool(cell and cell["row"]) or alone
        number += begins
        told = cell if not alone else None
        cells = [trimmed(match.string, span.start + told.end(), span.end)] if told else []
        rows.append(Row(span, cells, bool(heads and number <= int(heads[1])), begins))
    yield from as_table(rows)


def _simple(match: re.Match[str]) -> list[Row]:
    """Rows below `=== ===`, whose columns are as wide as those marks; the first is one of heads."""
    columns = [(one.start(), one.end()) for one in re.finditer(r"=+", match["line"])]
    rows, lines = list[Row](), list(lines_of(match[0], match.start()))
    ruled = sum(line.startswith("==") for line, _ in lines) > 2
    for number, (line, span) in enumerate(lines):
        cells = []
        if line.strip() and not line.startswith(("==", "--")):
            ends = [left for left, _ in columns[1:]] + [max(len(line), columns[-1][1])]
            cells = [
                trimmed(
                    match.string, min(span.start + left, span.end), min(span.start + end, span.end)
                )
                for (left, _), end in zip(columns, ends, strict=True)
            ]
        rows.append(Row(span, cells, head=ruled and number == 1, begins=bool(cells)))
    return rows


RESTRUCTUREDTEXT = Dialect(
    name="restructuredtext",
    tools="reStructuredText (`.rst`)",
    reads=(
        "headings, fields, lists, all kinds of tables, links and roles, pictures, admonitions"
        " as boxes; comments, targets and directives for a site's navigation are not shown"
    ),
    recognised=lambda source: "\n.. " in source.text and source.has(_SIGN),
    changes=_changes,
    example=(
        ":Chair: Ann Bell\n\nSee `the list <https://example.org/a>`_.",
        "Chair: Ann Bell  \n\nSee [the list](https://example.org/a).",
    ),
    endings=(".rst", ".rest"),
    is_markup=True,
)
