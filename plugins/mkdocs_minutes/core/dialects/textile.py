"""Textile and the wiki markup of Confluence and Jira: headings with a point, tables, links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import InlineMark, Span
from .dialect import Dialect
from .forms import DASH, around, as_table, bordered, form, linked, runs, with_code
from .source import Change, Edit, Source

_STYLE = r"(?:\([^()\n]{0,60}\)|\{[^{}\n]{0,80}\}|\[[^\[\]\n]{0,9}\]|[<>=()])*"
_HEADING = re.compile(rf"^h(?P<level>[1-6]){_STYLE}\.[ \t]+(?=\S)", re.MULTILINE)
_LIST = re.compile(r"^[ \t]*(?P<marks>[*#-]{1,8})[ \t]+(?=\S)", re.MULTILINE)
_ROW = re.compile(r"[ \t]*\|.*\|[ \t]*$")
_BORDER = re.compile(r"\|\|?(?:_\.|[\\/<>=^~:\d_-]{1,9}\.(?=[ ]))?")
_INSIDE = re.compile(r"\[[^\[\]\n]{1,300}\]|![^!\s][^!\n]{1,200}!|\{\{[^{}\n]{1,300}\}\}")
_MACRO = re.compile(
    r"^[ \t]*\{(?P<kind>info|note|tip|warning|panel|quote|expand)"
    r"(?::(?P<with>[^{}\n]{0,200}))?\}[ \t]*$",
    re.MULTILINE,
)
_TITLE = re.compile(r"(?:^|\|)title=(?P<title>[^|{}]+)")
_CODE = re.compile(
    r"^[ \t]*(?:</?pre>(?:<code[^<>\n]{0,60}>)?|</code></pre>"
    r"|\{(?:code|noformat)(?::[^{}\n]{0,80})?\})[ \t]*$",
    re.MULTILINE,
)
_VERBATIM = re.compile(
    r"^[ \t]*(?:<pre>|\{(?:code|noformat)(?::[^{}\n]{0,80})?\})[^\n]*\n(?:.*\n){0,300}?"
    r"[^\n]*(?:</pre>|\{(?:code|noformat)\})",
    re.MULTILINE,
)
_PAGE = re.compile(r"\[\[(?P<target>[^\[\]|\n]{1,300})(?:\|(?P<words>[^\[\]\n]{1,300}))?\]\]")
_PERSON = re.compile(r"\[~(?:accountid:)?(?P<words>[\w.@-]{1,60})\]")
_HIDDEN = (
    form("{", r"(?i)\{\{>?(?:toc|child_pages|include)[^{}\n]{0,80}\}\}"),
    form("{", r"\{(?:toc|color|anchor|section|column)(?:[:=][^{}\n]{0,80})?\}"),
    form(".", rf"^(?:p{_STYLE}|notextile)\.[ \t]+"),
)
_START, _STOP = r"(?<![\w*@_+-])", r"(?![\w*@_+-])"
_FORMS = (
    DASH,
    form("*", rf"{_START}\*(?P<words>[^\s*](?:[^*\n]{{0,300}}[^\s*])?)\*{_STOP}", "**{words}**"),
    form("@", rf"{_START}@(?P<words>[^\s@][^@\n]{{0,200}})@{_STOP}", "`{words}`"),
    form("{{", r"\{\{(?P<words>[^{}\n]{1,200})\}\}", "`{words}`"),
    form("%", r"%\{[^{}\n]{1,60}\}(?P<words>[^%\n]{1,300})%"),
    form(
        '":',
        r'(?<!\w)"(?P<words>[^"\n]{1,300})"'
        r':(?P<url>(?:https?://|mailto:|/)[^\s<>"|]{0,1000}[\w/#=&])',
        "[{words}]({url})",
    ),
    form(
        "|",
        r"(?<!\[)\[(?P<words>[^\[\]|\n]{1,300})\|(?P<url>(?:https?://|mailto:)[^\[\]|\n]{1,1000})"
        r"(?:\|[^\[\]\n]{0,60})?\](?!\()",
        "[{words}]({url})",
    ),
    form(
        "!",
        r"(?i)(?<!\w)!(?P<url>[^\s!|]{1,200}\.(?:png|jpe?g|gif|svg|webp))"
        r"(?:\|[^!\n]{0,60}|\([^()\n]{0,80}\))?!",
        "![]({url})",
    ),
    form("-", rf"{_START}-(?P<words>[^\s-](?:[^-\n]{{0,200}}[^\s-])?)-{_STOP}", "~~{words}~~"),
    form("~", r"(?<=\w)~(?P<words>\w{1,9})~"),
    form("^", r"(?<=\w)\^(?P<words>\w{1,9})\^"),
    form("bc.", r"^(?:bc|pre)\.\.?[ \t]+(?P<words>[^`\n]{1,400})$", "`{words}`"),
    form("bq.", r"^bq\.[ \t]+", "> "),
    form("fn", r"^fn(?P<foot>\d{1,3})\.[ \t]+", "{foot} "),
    form("[", r"(?<=[\w.,;!?)])\[(?P<note>\d{1,3})\](?!\()", "{note}"),
    form(
        "{",
        r"^[ \t]*\{(?P<kind>info|note|tip|warning|panel|quote)(?::[^{}\n]{0,200})?\}[ \t]*"
        r"(?P<words>[^{}\s][^{}\n]{0,600}?)[ \t]*\{(?P=kind)\}[ \t]*$",
        "> {words}",
    ),
)


def _recognised(source: Source) -> bool:
    if source.ends_with(".textile"):
        return True
    return ". " in source.text and source.has(_HEADING)


def _marked(source: Source) -> Iterator[Change]:
    for match in source.matches(_HEADING):
        yield Edit(*match.span(), "#" * int(match["level"]) + " ")
    for run in runs(source, _ROW):
        yield from as_table([bordered(line, _BORDER, _INSIDE, _is_head) for line in run])
    for match in source.matches(_LIST):
        marks = match["marks"]
        if not (marks.strip("-") == "" and len(marks) > 1):
            shown = "1. " if marks[-1] == "#" else "- "
            yield Edit(*match.span(), "    " * (len(marks) - 1) + shown)
    yield from _boxes(source)
    yield from around(source, _HIDDEN)
    for match in source.matches(_PERSON):
        yield Edit(match.start(), match.start("words"), "@")
        yield Edit(match.end("words"), match.end())
    for match in source.matches(_PAGE):
        group = "words" if match["words"] else "target"
        target = match["target"].rpartition(":")[2].partition("#")[0]
        yield from linked(match, Span(*match.span(group)), target or match[group])
    yield from around(source, _FORMS)


def _boxes(source: Source) -> Iterator[Change]:
    """`{info:title=Ropes}` to `{info}` as a box, with its title as a line of its own."""
    opened = ""
    for match in source.matches(_MACRO):
        ends = opened == match["kind"]
        opened = "" if ends else match["kind"]
        title = _TITLE.search(match["with"] or "")
        yield Edit(*match.span(), f"*{title['title'].strip()}*" if title else "")
        kind = "" if ends else opened if opened in ("info", "tip", "warning") else "note"
        yield InlineMark("box", Span(match.start(), match.start()), kind)


def _is_head(border: re.Match[str]) -> bool:
    return border[0].startswith(("||", "|_"))


TEXTILE = Dialect(
    name="textile",
    tools="Redmine and others in Textile (`.textile`), Confluence and Jira in wiki markup",
    reads=(
        "headings (`h2. …`), lists, tables, links, people (`[~ann]`), emphasis, code, panels as"
        " boxes, pictures; tables of contents and colours are not shown"
    ),
    recognised=_recognised,
    changes=with_code(_marked, _CODE, _VERBATIM),
    example=("h2. Ropes\n\n** *new* ones", "## Ropes\n\n    - **new** ones"),
    is_markup=True,
)
