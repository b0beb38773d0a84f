"""MediaWiki: headings, lists, tables, links, templates and signatures."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..records import Span
from ..spans import trimmed
from .dialect import Dialect
from .forms import (
    RULE,
    Row,
    around,
    as_table,
    barred,
    each,
    form,
    headings,
    line_end,
    lines_of,
    linked,
    with_code,
)
from .source import Change, Edit, Source

_HEADING = re.compile(
    r"^(?P<marks>={1,6})[ \t]*(?P<words>[^=\s](?:[^\n]{0,300}?[^=\s])?)[ \t]{0,9}(?P=marks)[ \t]*$",
    re.M,
)
# What no other markup has beside such headings.
_SIGN = re.compile(
    r"'''[^'\n]+'''|^\{\||~~~~|\{\{[A-Za-z][^{}\n]*\}\}|^\*{2,5}[ \t]*[^\s*](?![^\n]*\*\*)"
    r"|\[https?://[^\s\[\]]+[ ][^\[\]\n]+\](?!\()|\[\[(?:User|File|Category|Special):"
    r"|^__(?:NO)?TOC__|\[wiki:|^\{\{\{$|\[\[PageOutline",
    re.MULTILINE,
)
_LIST = re.compile(r"^(?P<marks>[*#:;]{1,8})[ \t]*(?=[^\s*#:;|])", re.MULTILINE)
_TABLE = re.compile(
    r"^[ \t:]*\{\|[^\n]*$\n(?:[ \t:]*\{\|.*\n(?:(?![ \t:]*\{\|).*\n){0,100}?[ \t]*\|\}.*\n"
    r"|(?![ \t:]*\{\|).*\n){0,600}?"
    r"[ \t]*\|\}[ \t]*$",
    re.MULTILINE,
)
_ATTRIBUTES = (
    r"(?:(?:[ \t]*[\w-]{1,20}=(?:\"[^\"\n]{0,200}\"|'[^'\n]{0,200}'|[^\s|\"']{1,60})"
    r"(?=[ \t|])){1,8}[ \t]*\|(?!\|))?"
)
_REACH = re.compile(r"\b(col|row)span=[\"']?([1-9]\d?)\b")
_CELL = re.compile(rf"{_ATTRIBUTES}(?P<words>.*?)(?:\|\||$)")
_HEAD_CELL = re.compile(rf"{_ATTRIBUTES}(?P<words>.*?)(?:\|\||!!|$)")
_LINK = re.compile(
    r"\[\[(?!(?:User[ _]talk|Category|Kategorie|Catégorie):)"
    r":?(?:(?P<space>[A-Za-z][\w -]{1,30}):)?(?P<target>[^\[\]|\n]{1,300})"
    r"(?P<rest>\|[^\[\]\n]{0,400})?\]\]"
)
_FILES = frozenset(("file", "image", "media"))
_PEOPLE = frozenset(("user", "benutzer", "utilisateur", "usuario"))
_OPENED = re.compile(
    r"^\{\{(?P<name>[^{}|\n]{1,80})$\n(?P<inner>(?:[ \t]*\|[^\n]*\n)*)^\}\}[ \t]*$", re.MULTILINE
)
_FIELD = re.compile(r"^[ \t]*\|[ \t]*(?:(?P<key>[^=|\n]{1,60}?)[ \t]*=)?[ \t]*(?P<value>.*)$", re.M)
_TEMPLATE = re.compile(r"\{\{(?P<name>[^{}|\n]{1,80})(?:\|(?P<values>[^{}\n]{0,400}))?\}\}")
_MENTIONS = frozenset("ping u user re reply reply-to to yo ul user link".split())
_SILENT = re.compile(r"DEFAULTSORT:|TOC|clear|shortcut|reflist|#", re.IGNORECASE)
_HIDDEN = (
    form("[[", r"\[\[(?:PageOutline|TOC|BR)(?:\([^()\n]{0,80}\))?\]\]"),  # of Trac
    form("__", r"__[A-Z]{3,20}__"),
    form("~~~", r"[ \t]*(?:--)?~{3,5}"),
    form("[[", r"(?i)[ \t]*\[\[(?:Category|Kategorie|Catégorie):[^\[\]\n]{1,200}\]\]"),
    form("(", r"(?i)[ ]*\(\[\[User[ _]talk:[^\[\]\n]{1,200}\]\]\)"),
    form("<nowiki>", r"^<nowiki>(?=[*#=+-])", "\\"),
    form("<", r"(?i)</?(?:nowiki|noinclude|includeonly|onlyinclude|poem)[ ]*/?>"),
    form("blockquote>", r"^[ \t]*</?blockquote>[ \t]*$"),
    form("<references", r"(?i)<references[^<>\n]{0,60}>"),
    form("<", r"(?i)</?(?:font|big|center|gallery|tt)(?:[ ][^<>\n]{0,200})?>"),
    form("[[", r"^[ \t]*\[\[[a-z]{2,3}(?:-[a-z]{2,8})?:[^\[\]\n]{1,200}\]\][ \t]*$"),
    # `{{Start date|2024|05|14}}`, also within the value of another template.
    form(
        "{{",
        r"(?i)\{\{(?:start[ _-]?)?date\|(?P<year>20\d\d)\|(?P<month>\d\d)\|(?P<day>\d\d)\}\}",
        "{year}-{month}-{day}",
    ),
)
_CODE = re.compile(
    r"^[ \t]*(?:</?(?:pre|source|syntaxhighlight)(?:[ ][^<>\n]{0,80})?>|\{\{\{|\}\}\})[ \t]*$", re.M
)
_VERBATIM = re.compile(
    r"^[ \t]*<(?P<tag>pre|source|syntaxhighlight)\b[^<>\n]{0,80}>[ \t]*\n"
    r"(?:.*\n){0,300}?[ \t]*</(?P=tag)>"
    r"|^[ \t]*\{\{\{[ \t]*\n(?:.*\n){0,300}?[ \t]*\}\}\}"
    r"|(?<=<nowiki>)[^\n]{1,300}?(?=</nowiki>)",
    re.MULTILINE,
)
_FORMS = (
    RULE,
    form(
        "[",
        r"\[(?:wiki|ticket|source|milestone):[^\s\[\]]{1,200}[ ]"
        r"(?P<words>[^\[\]\n]{1,300})\](?!\()",
    ),
    form("<math", r"<math[^<>\n]{0,40}>(?P<words>[^<>\n]{1,300})</math>", "`{words}`"),
    form(
        "[//",
        r"(?<!\[)\[(?P<url>//[^\s\[\]]{1,1000})[ ]+(?P<words>[^\[\]\n]{1,300})\](?!\()",
        "[{words}](https:{url})",
    ),
    form(
        ":",
        r"(?i)^(?:file|image):(?P<url>[^|\n]{1,200}\.(?:png|jpe?g|gif|svg|webp))(?:\|(?P<text>[^\n]{0,200}))?$",
        "![{text}]({url})",
    ),
    # As a block of HTML it would show the marks of the lines below it.
    form(
        "<blockquote>",
        r"^[ \t]*<blockquote>(?P<words>[^<>\n]{1,600})</blockquote>[ \t]*$",
        "> {words}",
    ),
    form("&amp;", r"&amp;(?=[ \t])", "&"),
    form("'''''", r"'{5}(?P<words>[^'\n][^\n]{0,300}?)'{5}", "***{words}***"),
    form("'''", r"(?<!')'{3}(?P<words>[^'\n](?:[^\n]{0,300}?[^'\n])?)'{3}(?!')", "**{words}**"),
    form("''", r"(?<!')'{2}(?P<words>[^'\n](?:[^\n]{0,300}?[^'\n])?)'{2}(?!')", "*{words}*"),
    form("<ref", r"<ref[^<>/\n]{0,80}>(?P<words>[^<>\n]{1,400})</ref>", " ({words})"),
    form("<ref", r"<ref[^<>\n]{0,80}/>"),
    form(
        "[",
        r"(?<!\[)\[(?P<url>(?:https?:|ftp:|mailto:)[^\s\[\]]{1,1000})[ ]+"
        r"(?P<words>[^\[\]\n]{1,300})\](?!\()",
        "[{words}]({url})",
    ),
    form("[", r"(?<![\[\]])\[(?P<words>https?://[^\s\[\]]{1,1000})\](?!\()"),
)


def _marked(source: Source) -> Iterator[Change]:
    yield from each(source, _TABLE, _table)
    yield from barred(source)
    yield from headings(source, _HEADING)
    yield from around(source, _HIDDEN)
    yield from each(source, _OPENED, _fields)
    yield from each(source, _TEMPLATE, _template)
    yield from each(source, _LINK, _link)
    below = -1  # where what belongs to a term goes on
    for match in source.matches(_LIST):
        of_term = match["marks"][0] != ";" and match.start() == below
        yield from _item(match, "    " * of_term)
        end = line_end(match)
        told = match.string.find(" :", match.end(), end) >= 0  # behind the term itself
        if of_term or (match["marks"][-1] == ";" and not told):
            below = end + 1
    yield from around(source, _FORMS)


def _item(match: re.Match[str], indent: str) -> Iterator[Change]:
    """`**` and its kin as items of Markdown, as deep; `;` as a term, `:` as what belongs above."""
    marks = match["marks"]
    shown = {"*": "- ", "#": "1. ", ";": "- **", ":": "- " if marks.strip(":") == "" else ""}
    yield Edit(*match.span(), indent + "    " * (len(marks) - 1) + shown[marks[-1]])
    if marks[-1] == ";":
        end = line_end(match)
        colon = match.string.find(" :", match.end(), end)
        if colon < 0:
            yield Edit(end, end, "**")
        else:
            yield Edit(colon, colon + 2, "**:")


def _table(match: re.Match[str]) -> Iterator[Change]:
    """`{|` to `|}` as a table below its caption; a line holds cells, or says that a row begins."""
    rows = list[Row]()
    begun = False
    for line, span in lines_of(match[0], match.start()):
        mark = line.strip()[:2]
        if mark in ("{|", ":{") or (mark == "|+" and not begun):
            yield from _caption(match.string, span, line.index(mark) + 2 if mark == "|+" else 0)
        elif mark in ("|-", "|}"):
            # The end of a table in a cell ends nothing: its cells are more of the row.
            rows.append(Row(span, (), begins=mark == "|-"))
            begun = mark == "|}" and begun
        elif mark[:1] in ("|", "!"):
            first = span.start + line.index(mark) + 1
            head = mark[0] == "!"
            form = _HEAD_CELL if head else _CELL
            cells = tuple(_cells(form, match.string, first, span.end))
            reach = {place: told for place, (_, told) in enumerate(cells) if told != (1, 1)}
            rows.append(Row(span, [words for words, _ in cells], head, not begun, reach))
            begun = True
        elif listed := _LIST.match(match.string, span.start, span.end):
            yield Edit(*listed.span(), "• ")
    yield from as_table(rows)


def _caption(text: str, line: Span, first: int) -> Iterator[Change]:
    """The words of a line from its `first` character on as a caption; `0` for those of no line."""
    words = trimmed(text, line.start + first if first else line.end, line.end)
    yield Edit(line.start, words.start, "**" * bool(first))
    yield Edit(words.end, line.end, "**" * bool(first))


def _cells(
    form: re.Pattern[str], text: str, start: int, end: int
) -> Iterator[tuple[Span, tuple[int, int]]]:
    """The words of each cell of a line, and its columns and rows."""
    while cell := form.match(text, start, end):
        told = dict(_REACH.findall(text, cell.start(), cell.start("words")))
        reach = (int(told.get("col", 1)), int(told.get("row", 1)))
        yield trimmed(text, *cell.span("words")), reach
        if cell.end() == cell.end("words"):
            return
        start = cell.end()


def _fields(match: re.Match[str]) -> Iterator[Change]:
    """A template over lines: its parameters as lines of their own, `Chair: Ann Bell`."""
    name = match.end("name")
    yield Edit(match.start(), name)
    yield Edit(match.end("inner"), match.end())
    for one in _FIELD.finditer(match.string, match.start("inner"), match.end("inner") - 1):
        if not one["value"].strip():
            yield Edit(*one.span())
            continue
        key = (one["key"] or "").replace("_", " ").strip()
        yield Edit(one.start(), one.start("value"), f"{key[:1].upper()}{key[1:]}: " if key else "")
        yield Edit(one.end(), one.end(), "  ")


def _template(match: re.Match[str]) -> Iterator[Change]:
    """A template on a line: who is mentioned as that person, else its name and its values."""
    name = match["name"].strip()
    words = _NAMED.sub(r"\1", match["values"] or "")
    given = (_NUMBERED.sub("", value).strip() for value in words.split("|"))
    values = [value for value in given if value and not value.endswith("=")]
    if name.lower() in _MENTIONS and values:
        start = match.start("values")
        end = start + len(match["values"].split("|")[0])
        yield from linked(match, Span(start, end), values[0])
    elif name.startswith("DISPLAYTITLE:"):
        yield Edit(*match.span(), f"# {name.partition(':')[2].strip()}")
    elif _SILENT.match(name):
        yield Edit(*match.span())
    else:
        yield Edit(*match.span(), _told(match, name, values))


def _told(match: re.Match[str], name: str, values: Sequence[str]) -> str:
    """The values of a template with their keys; those of one that is a line alone as a table."""
    keyed = [_KEYED.match(value) for value in values]
    line = match.string[match.string.rfind("\n", 0, match.start()) + 1 : line_end(match)]
    if all(keyed) and values and line.strip() == match[0]:
        rows = (f"<tr><th>{_label(one)}<td>{one['value']}" for one in keyed if one)
        return f"<table>{''.join(rows)}</table>"
    told = [
        f"{_label(one).lower()}: {one['value']}" if one else value
        for one, value in zip(keyed, values, strict=True)
    ]
    return f"{name}: {', '.join(told)}" if told else f"({name})"


# `[[User:Ann|Ann Bell]]` within a value.
_NAMED = re.compile(r"\[\[:?(?:[A-Za-z ]{1,30}:)?(?:[^\[\]|\n]{1,200}\|)?([^\[\]|\n]{1,200})\]\]")
# The number of a value, `1=Ann`.
_NUMBERED = re.compile(r"^[ ]*\d{1,2}[ ]*=")
# `date=2024-05-14`.
_KEYED = re.compile(r"(?P<key>[^\W\d][\w -]{0,40}?)[ ]*=[ ]*(?P<value>\S.*)")


def _label(keyed: re.Match[str]) -> str:
    return keyed["key"].replace("_", " ").capitalize()


def _link(match: re.Match[str]) -> Iterator[Change]:
    """A link to a page, a person or a file; the text behind the last bar is what is shown."""
    space = (match["space"] or "").strip().lower()
    target = match["target"].strip()
    text = (match["rest"] or "").rpartition("|")[2].strip()
    if space in _FILES:
        kept = text if "=" not in text and not _SIZE.fullmatch(text) else ""
        yield Edit(*match.span(), f"![{kept or target}]({_quoted(target)})")
        return
    if text:
        end = match.end() - 2
        start = end - len(match["rest"].rpartition("|")[2])
    else:
        start, end = match.span("target")
    named = text if space in _PEOPLE and text else target
    yield from linked(match, Span(start, end), named.replace("_", " "))


_SIZE = re.compile(r"thumb|frame|frameless|left|right|center|none|border|(?:\d+x?)?\d+px")


def _quoted(target: str) -> str:
    return target.replace(" ", "_").replace("(", "%28").replace(")", "%29")


MEDIAWIKI = Dialect(
    name="mediawiki",
    tools="MediaWiki (`.mediawiki`, `.wiki`), Trac",
    reads=(
        "headings, lists, tables, emphasis, links to pages, people and addresses, files; templates"
        " by name and values, over lines as a property each; signatures as who signed and when;"
        " categories and switches are not shown"
    ),
    recognised=lambda source: (
        source.ends_with(".wiki")  # which others call theirs as well
        or ("==" in source.text and source.has(_HEADING) and source.has(_SIGN))
    ),
    changes=with_code(_marked, _CODE, _VERBATIM),
    example=("== Ropes ==\n** '''new''' ones", "## Ropes\n    - **new** ones"),
    endings=(".mediawiki", ".mw"),
    is_markup=True,
    ends_lists=True,
)
