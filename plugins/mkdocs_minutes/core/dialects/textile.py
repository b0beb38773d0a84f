"""Textile and the wiki markup of Confluence and Jira: headings with a point, tables, links."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import InlineMark, Span
from .dialect import Dialect
from .forms import DASH, RULE, around, between, form, linked, listed, tables, with_code
from .source import Change, Edit, Source

_STYLE = r"(?:\([^()\n]{0,60}\)|\{[^{}\n]{0,80}\}|\[[^\[\]\n]{0,9}\]|[<>=()])*"
_HEADING = re.compile(rf"h(?P<level>[1-6])(?<![^\n]h.){_STYLE}\.[ \t]+(?=\S)")
_LIST = re.compile(r"^[ \t]*(?P<marks>(?!--)[*#-]{1,8})[ \t]+(?=\S)", re.MULTILINE)
_ROW = re.compile(r"[ \t]*\|(?:.*\||[\^~-]\.)[ \t]*$")  # `|^.` is above the rows of a head
_BORDER = re.compile(
    r"\|\|?(?:_\.|(?=[({\\/<>=^~:\d_-])[\\/<>=^~:\d_-]{0,9}(?:\([\w #-]{1,60}\))?"
    r"(?:\{[^{}\n]{0,60}\})?\.(?=[ ]))?"
)
_INSIDE = re.compile(r"\[[^\[\]\n]{1,300}\]|![^!\s][^!\n]{1,200}!|\{\{[^{}\n]{1,300}\}\}")
_MACRO = re.compile(
    r"^[ \t]*\{(?P<kind>info|note|tip|warning|panel|quote|expand)"
    r"(?::(?P<with>[^{}\n]{0,200}))?\}[ \t]*$",
    re.MULTILINE,
)
_TITLE = re.compile(r"(?:^|\|)(?:title=)?(?P<title>[^|{}=]+)(?=\||$)")
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
# `"the yard":yard`, and `[yard]https://example.org`.
_ALIAS = re.compile(r"^\[(?P<name>[\w-]{1,40})\](?P<url>https?://\S{1,1000})$", re.MULTILINE)
_ALIASED = re.compile(r'(?<!\w)"(?P<words>[^"\n]{1,300})":(?P<name>[\w-]{1,40})(?![\w:/])')
_HIDDEN = (
    form("{", r"(?i)\{\{>?(?:toc|child_pages|include)[^{}\n]{0,80}\}\}"),
    form(
        "{",
        r"\{(?:toc|color|anchor|section|column|tasklist|excerpt|children|task)(?:[:=][^{}\n]{0,80})?\}",
    ),
    form("###.", r"^###\.{1,2}[ \t][^\n]*$"),
    form("<notextile>", r"</?notextile>"),
    form(".", rf"^(?:p{_STYLE}|notextile)\.[ \t]+"),
    form("table", rf"^table{_STYLE}\.[ \t]*$"),
    form("[~", r"\[~(?:accountid:)?(?P<words>[\w.@-]{1,60})\]", "@{words}"),
)
_BESIDE = r"\w*@_+-"
_START, _STOP = rf"(?<![{_BESIDE}])", rf"(?![{_BESIDE}])"
# The pictures of Confluence and Jira.
_PICTURES = {"(/)": "✓", "(x)": "✗", "(!)": "⚠", "(i)": "ℹ", "(?)": "❓", "(*)": "★"}
_FORMS = (
    DASH,
    RULE,
    form("==", r"(?<![=\w])==(?P<words>[^=\n]{1,300})==(?![=\w])"),
    form("{*}", r"\{\*\}(?P<words>[^{}*\n]{1,300})\{\*\}", "**{words}**"),
    form("{_}", r"\{_\}(?P<words>[^{}\n]{1,300})\{_\}", "*{words}*"),
    between("*", "**{words}**", _BESIDE),
    between("@", "`{words}`", _BESIDE),
    between("+", "<ins>{words}</ins>", _BESIDE),
    between("??", "*{words}*"),
    form("{", r"\{(?:jira|user|date):(?P<words>[^{}|\n]{1,60})[^{}\n]{0,100}\}"),
    form("{status", r"\{status:(?:[^{}\n]{0,60}\|)?title=(?P<words>[^{}|\n]{1,60})[^{}\n]{0,60}\}"),
    *(form(sign, rf"(?<!\w){re.escape(sign)}(?!\w)", shown) for sign, shown in _PICTURES.items()),
    form("\\", r"[ \t]*\\\\(?=[ \t]|$)", "<br>"),
    form("\\", r"\\(?=[{}\[\]*_!])"),
    form("%(", r"%\([\w -]{1,40}\)(?P<words>[^%\n]{1,300})%"),
    form(
        "{{thumbnail",
        r"\{\{thumbnail\((?P<url>[^(){},\n]{1,200})(?:,[^(){}\n]{0,100})?\)\}\}",
        "![]({url})",
    ),
    form("{{collapse", r"^\{\{collapse\((?P<words>[^(){}\n]{1,100})\)?[ \t]*$", "**{words}**"),
    form("}}", r"^\}\}[ \t]*$"),
    form(":=", r"(?<=^-[ ])(?P<words>[^\n:]{1,100}?)[ ]:=(?=[ ])", "**{words}**:"),
    form("[", r"(?<![\[\w])\[(?P<words>(?:https?://|mailto:)[^\[\]|\s]{1,1000})\](?!\()"),
    form("[^", r"\[\^(?P<words>\w{1,20})\^\]", "<sup>{words}</sup>"),
    form("[~", r"\[~(?P<words>\w{1,20})~\]", "<sub>{words}</sub>"),
    form("[^", r"(?<![\[\w])\[\^(?P<url>[^\[\]|\n]{1,200})\](?!\()", "![]({url})"),
    form("[#", r"(?<![\[\w])\[\#(?P<words>[\w -]{1,60})\](?!\()"),
    form("attachment:", r'\battachment:(?:"(?P<words>[^"\n]{1,100})"|(?=\w))'),
    form("|", r"(?<![\[\w])\[(?P<words>[^\[\]|\n]{1,100})\|[A-Z]{2,10}:[^\[\]\n]{1,100}\](?!\()"),
    form("{{", r"\{\{(?P<words>[^{}\n]{1,200})\}\}", "`{words}`"),
    form("%", r"%\{[^{}\n]{1,60}\}(?P<words>[^%\n]{1,300})%"),
    form("%", r"(?<![\w%])%(?P<words>[^\s%{(](?:[^%\n]{0,300}[^\s%])?)%(?![\w%])"),
    form("user:", r"(?<![\w/.@:])user:(?P<words>[\w.-]{0,39}\w)", "@{words}"),
    form(
        '":',
        r'(?<!\w)"(?:\([\w#-]{1,30}\))?(?P<words>[^"\n]{1,300})"'
        r':(?P<url>(?:https?://|mailto:|[/#])[^\s<>"|]{0,1000}[\w/#=&])',
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
        r"(?i)(?<!\w)!(?:[<>=]|\{[^{}\n]{0,60}\})?(?P<url>[^\s!|<>={(]{1,200}\.(?:png|jpe?g|gif|svg|webp))"
        r"(?:\|[^!\n]{0,60}|\((?P<alt>[^()\n]{0,80})\))?!(?::https?://\S{1,300})?",
        "![{alt}]({url})",
    ),
    form("-", rf"{_START}-(?P<words>[^\s-](?:[^-\n]{{0,200}}[^\s-])?)-{_STOP}", "~~{words}~~"),
    form("~", r"(?<![~/.])~(?P<words>\w{1,9})~(?!\w)", "<sub>{words}</sub>"),
    form("^", r"\^(?P<words>\w{1,9})\^", "<sup>{words}</sup>"),
    form("bc.", r"^(?:bc|pre)\.\.?[ \t]+(?P<words>[^`\n]{1,400})$", "`{words}`"),
    form("bq.", r"^bq\.(?::\S{1,300})?[ \t]+", "> "),
    form("fn", r"^fn(?P<foot>\d{1,3})\.[ \t]+", "{foot} "),
    form("[", r"(?<=[\w.,;!?)])\[(?P<note>\d{1,3})\](?!\()", "{note}"),
    form(
        "{",
        r"^[ \t]*\{(?P<kind>info|note|tip|warning|panel|quote)(?::[^{}\n]{0,200})?\}[ \t]*"
        r"(?P<words>[^{}\s][^{}\n]{0,600}?)[ \t]*\{(?P=kind)\}[ \t]*$",
        "> {words}",
    ),
)


def _marked(source: Source) -> Iterator[Change]:
    for match in source.matches(_HEADING):
        yield Edit(*match.span(), "#" * int(match["level"]) + " ")
    yield from tables(
        source, _ROW, _BORDER, _INSIDE, lambda border: border[0].startswith(("||", "|_"))
    )
    yield from listed(source, _LIST, {"#": "1. "})
    yield from _boxes(source)
    yield from around(source, _HIDDEN)
    for match in source.matches(_PAGE):
        group = "words" if match["words"] else "target"
        target = match["target"].rpartition(":")[2]
        yield from linked(match, Span(*match.span(group)), target or match[group])
    yield from around(source, _FORMS)
    urls = {match["name"]: match for match in source.matches(_ALIAS)}
    for alias in urls.values():
        yield Edit(*alias.span())
    for match in source.matches(_ALIASED) if urls else ():
        if match["name"] in urls:
            yield Edit(match.start(), match.start("words"), "[")
            yield Edit(match.end("words"), match.end(), f"]({urls[match['name']]['url']})")


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


TEXTILE = Dialect(
    name="textile",
    tools="Redmine and others in Textile (`.textile`), Confluence and Jira in wiki markup",
    reads=(
        "headings (`h2. …`), lists, tables, links, people (`[~ann]`), emphasis, code, panels as"
        " boxes, pictures; tables of contents and colours are not shown"
    ),
    recognised=lambda source: ". " in source.text and source.has(_HEADING),
    changes=with_code(_marked, _CODE, _VERBATIM),
    example=("h2. Ropes\n\n** *new* ones", "## Ropes\n\n    - **new** ones"),
    endings=(".textile",),
    is_markup=True,
)
