"""TiddlyWiki: fields on top, headings of exclamation marks, lists, tables, links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import InlineMark, Span
from .dialect import Dialect
from .forms import DASH, RULE, around, between, form, linked, listed, reaching, tables
from .source import Change, Edit, Source

_FIELDS = re.compile(r"(?:[a-z][\w.-]{0,40}:[^\n]*\n){1,40}(?=\n|\Z)")
_FIELD = re.compile(r"^(?P<name>[a-z][\w.-]{0,40}):[ \t]*(?P<value>[^\n]*)$", re.MULTILINE)
_TYPE = re.compile(
    r"(?:[^\n]+\n){0,40}?(?:type: text/vnd\.tiddlywiki|(?:created|modified): \d{17}$)", re.M
)
_TAG = re.compile(r"\[\[(?P<long>[^\[\]\n]{1,100})\]\]|(?P<short>[^\s\[\]]{1,100})")
_LIST = re.compile(r"^(?P<marks>[*#>;:]{1,8})[ \t]+(?=\S)", re.MULTILINE)
_ROW = re.compile(r"\|.*\|[hfkc]?[ \t]*$")
_BORDER = re.compile(r"\|(?:!|(?=[hfkc]?[ \t]*$))?")
_LINK = re.compile(
    r"\[\[(?:(?P<words>[^\[\]|\n]{1,300})\|)?(?P<target>(?!\w{2,8}://)[^\[\]|\n]{1,300})\]\]"
)
_FORMS = (
    DASH,
    RULE,
    form("!", r"^(?P<marks>!{1,6})[ \t]*(?=[^\s!])", "{marks} "),
    form(
        "[[",
        r"\[\[(?P<words>[^\[\]|\n]{1,300})\|(?P<url>\w{2,8}://[^\[\]|\s]{1,1000})\]\]",
        "[{words}]({url})",
    ),
    between("''", "**{words}**"),
    between("//", "*{words}*", r"\w:"),
    between("__", "*{words}*"),
    between("^^", "<sup>{words}</sup>", ""),
    between(",,", "<sub>{words}</sub>", ""),
    form(
        "{{",
        r"(?<!\{)\{\{(?!\{)(?P<words>[^{}|!\n]{1,200})(?:!![^{}\n]{0,60}|\|\|[^{}\n]{0,100})?\}\}(?!\})",
    ),
    form("{{{", r"\{\{\{(?P<words>[^{}\n]{1,300})\}\}\}", "`{words}`"),
    form(
        "[img",
        r"\[img(?:[ ][^\[\]\n]{0,60})?\[(?:(?P<text>[^\[\]|\n]{1,100})\|)?"
        r"(?P<url>[^\[\]|\n]{1,300})\]\]",
        "![{text}]({url})",
    ),
    form(
        "[ext[",
        r"\[ext\[(?P<words>[^\[\]|\n]{1,100})\|(?P<url>[^\[\]|\n]{1,300})\]\]",
        "[{words}]({url})",
    ),
    form("@@", r"@@(?:[.\w-]{1,40}[ ]|[\w-]{1,30}:[^;@\n]{1,40};)?(?P<words>[^@\n]{1,300})@@"),
    form("<$", r"</?\$[^<>\n]{1,200}>"),
    form("</$", r"</\$[^<>\n]{1,60}>"),
    form("\\define ", r"^\\define [^\n]*$"),
    form("<<<", r"^<<<[ \t]*(?P<words>\S[^\n]{0,100})$", "> – {words}"),
    form("<<<", r"^<<<[ \t]*$"),
    form("~", r"(?<!\w)~(?=[A-Z][a-z]+[A-Z])"),
    form("<<", r"<<[a-z][\w.-]{0,40}(?:[ ][^<>\n]{0,200})?>>"),
)


def _changes(source: Source) -> Iterator[Change]:
    if head := _FIELDS.match(source.text):
        for field in _FIELD.finditer(source.text, 0, head.end()):
            yield from _field(field)
    yield from listed(source, _LIST, {">": "> ", "#": "1. ", ";": "- ", ":": "    "})
    yield from tables(
        source,
        _ROW,
        _BORDER,
        _LINK,
        lambda border: border[0].endswith("!"),
        reaching("~", "<", ">"),
    )
    for match in source.matches(_LINK):
        words = Span(*match.span("words" if match["words"] else "target"))
        yield from linked(match, words, match["target"].strip())
    yield from around(source, _FORMS)


def _field(field: re.Match[str]) -> Iterator[Change]:
    """The title as a line of its own, tags as tags; the other fields are the program's."""
    if field["name"] not in ("title", "tags") or not field["value"]:
        yield Edit(*field.span())
        return
    yield Edit(field.start(), field.start("value"), f"{field['name'].capitalize()}: ")
    for tag in _TAG.finditer(field.string, *field.span("value")) if field["name"] == "tags" else ():
        span = Span(*tag.span("long" if tag["long"] else "short"))
        yield Edit(tag.start(), span.start)
        yield Edit(span.end, tag.end())
        yield InlineMark("tag", span, tag["long"] or tag["short"])


TIDDLYWIKI = Dialect(
    name="tiddlywiki",
    tools="TiddlyWiki (`.tid`)",
    reads=(
        "the title and tags on top, headings (`! …`), lists, tables, links, emphasis, code; other"
        " fields and macros are not shown"
    ),
    recognised=lambda source: _TYPE.match(source.text) is not None,
    changes=_changes,
    example=("!! Ropes\n** ''new'' ones", "## Ropes\n    - **new** ones"),
    endings=(".tid",),
    is_markup=True,
)
