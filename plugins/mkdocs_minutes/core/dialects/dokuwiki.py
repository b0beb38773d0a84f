"""DokuWiki: headings, lists, tables, links, emphasis, notes at the foot."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import InlineMark, Span
from .dialect import Dialect
from .forms import (
    DASH,
    RULE,
    SCRIPTS,
    around,
    between,
    each,
    form,
    headings,
    line_end,
    linked,
    reaching,
    tables,
    with_code,
)
from .source import Change, Edit, Source
from .tasks import BOXES, behind, field

_HEADING = re.compile(
    r"^[ \t]*(?P<marks>={2,6})[ \t]*(?P<words>[^=\s](?:[^\n]{0,300}?[^=\s])?)[ \t]{0,9}"
    r"(?P=marks)[ \t]*$",
    re.MULTILINE,
)
_FEWEST_MARKS = 5  # of the first heading, which here has the most: `====== Title ======`
# What no other wiki has.
_SIGN = re.compile(r"~~[A-Z]{3,20}~~|^[ \t]*<code[ ]\w+>|\{\{tag>|<todo\b|<WRAP\b", re.MULTILINE)
_ITEM = re.compile(r"^(?P<indent>(?:  )+)(?P<mark>[*-])(?:[ \t]+(?=\S)|(?!(?P=mark))(?=\S))", re.M)
_ROW = re.compile(r"[\^|].*[\^|][ \t]*$")
_BORDER = re.compile(r"[\^|]")
_INSIDE = re.compile(r"\[\[[^\[\]\n]{1,300}\]\]|\{\{[^{}\n]{1,300}\}\}|%%[^\n]{1,200}?%%")
_CODE = re.compile(
    r"^[ \t]*(?:</?(?:code|file)(?:[ ][^<>\n]{0,80})?>|\{\{\{(?:code:[^\n]{0,80})?|\}\}\}|''')"
    r"[ \t]*$",
    re.MULTILINE,
)
_VERBATIM = re.compile(
    r"^[ \t]*(?:<(?P<tag>code|file)\b[^<>\n]{0,80}>|(?P<zim>\{\{\{)(?:code:[^\n]{0,80})?|''')"
    r"[ \t]*\n(?:.*\n){0,300}?[ \t]*(?(tag)</(?P=tag)>|(?(zim)\}\}\}|'''))",
    re.MULTILINE,
)
_LINK = re.compile(
    r"\[\[(?!\w{2,8}://|mailto:)(?P<target>[^\[\]|\n]{1,300})(?:\|(?P<words>[^\[\]\n]{1,300}))?\]\]"
)
# `<todo @ann #bo:2024-05-14 due:2024-05-20>order the rope</todo>`
_TODO = re.compile(
    r"(?P<item>^[ \t]*(?:[*-][ \t]*)?)?"
    r"<todo\b(?P<told>[^<>\n]{0,120})>(?P<words>[^<>\n]{1,400})</todo>",
    re.MULTILINE,
)
_ASSIGNED = re.compile(r"@(?P<name>[\w.-]{1,40})")
_UNTIL = re.compile(r"due:(?P<day>\d{4}-\d\d-\d\d)")
# Zim, which has DokuWiki's headings and links, with boxes that need no bullet.
_BOX = re.compile(r"^(?P<indent>\t*)(?:\*[ ])?\[(?P<box>[ *x<>])\][ ](?=\S)", re.MULTILINE)
_DUE = re.compile(r"(?<=[ ])(?:<|\[d:[ ]?)(?P<day>\d{4}-\d\d-\d\d)\]?(?=[ ]|$)", re.MULTILINE)
_TABBED = re.compile(r"^(?P<indent>\t+)\*(?=[ ]\S)", re.MULTILINE)
_HIDDEN = (
    form("zim", r"^(?:Content-Type|Wiki-Format|Creation-Date|Modification-Date): [^\n]*$"),
    form("~~", r"~~(?:NOTOC|NOCACHE|[A-Z]{3,20}(?::[^~\n]{0,60})?)~~"),
    form("<", r"</?(?:WRAP|wrap|html|nowiki|hidden|color|fc|fs|ff)\b[^<>\n]{0,100}>"),
    form("++", r"^[ \t]*\+{4}[ \t]*$"),
    form("{{", r"\{\{(?!tag>|page>|section>)[a-z]{2,20}>[^{}\n]{0,300}\}\}"),
)
# `<note important>Mind the edge</note>`, over lines or not.
_NOTE = re.compile(
    r"^[ \t]*<note(?:[ ](?P<kind>tip|important|warning))?>|</note>[ \t]*$", re.MULTILINE
)
# `{{:wiki:plan.pdf?300 |The plan}}`
_MEDIA = r"\{\{[ ]?(?:[\w-]*:)*(?P<url>[^{}|\n:?]{1,200}\.\w{2,5})(?:\?[^{}|\n]{0,40})?[ ]?"
_FORMS = (
    DASH,
    RULE,
    *SCRIPTS,
    form("** ", r"(?<!\*)\*\*[ ]?(?P<words>[^\s*][^*\n]{0,200}?)[ ]?\*\*(?!\*)", "**{words}**"),
    form(
        "[[",
        r"\[\[(?P<url>(?:\w{2,8}://|mailto:)[^\[\]|\n]{1,1000})\|(?P<words>[^\[\]\n]{1,300})\]\]",
        "[{words}]({url})",
    ),
    form("[[", r"\[\[(?P<words>\w{2,8}://[^\[\]|\n]{1,1000})\]\]"),
    form("{{", rf"{_MEDIA}\|(?P<text>[^{{}}\n]{{1,200}})\}}\}}", "![{text}]({url})"),
    form("{{", rf"{_MEDIA}\|?\}}\}}", "![{url}]({url})"),
    between("//", "*{words}*", r"\w:"),
    between("__", "*{words}*"),
    between("''", "`{words}`"),
    form("((", r"\(\((?P<words>[^()\n]{1,400})\)\)", " ({words})"),
    form("%%", r"%%(?P<words>[^%\n]{1,300})%%"),
    form("++", r"\+{2,4}(?P<words>[^+|\n]{1,100})(?=\|)"),  # `++ Short | folded ++`
    form("++", r"(?<=[^+\n])\|(?P<words>[^+\n]{1,400})\+{2,4}(?!\w)", ":{words}"),
    form("{{", r"\{\{(?:page|section)>(?:\w*:)*(?P<words>[^{}#&:|\n]{1,100})[^{}\n]{0,100}\}\}"),
    form("{{tag>", r"\{\{tag>(?P<words>[^{}\n]{1,300})\}\}", "Tags: {words}"),
    form("\\\\", r"[ \t]*\\\\(?=[ \t]|$)", "<br>"),
)


def _recognised(source: Source) -> bool:
    first = next(iter(source.matches(_HEADING)), None) if "==" in source.text else None
    return first is not None and (len(first["marks"]) >= _FEWEST_MARKS or source.has(_SIGN))


def _marked(source: Source) -> Iterator[Change]:
    yield from each(source, _TODO, _task, "<todo")
    yield from headings(source, _HEADING, lambda marks: 7 - marks)
    yield from tables(
        source, _ROW, _BORDER, _INSIDE, lambda border: border[0] == "^", reaching(":::")
    )
    for match in source.matches(_ITEM):
        shown = "- " if match["mark"] == "*" else "1. "
        yield Edit(*match.span(), "    " * (len(match["indent"]) // 2 - 1) + shown)
    for match in source.matches(_BOX):
        box = "x" if match["box"] == "*" else " "
        yield Edit(*match.span(), f"{'    ' * len(match['indent'])}- [{box}] ")
        for due in _DUE.finditer(match.string, match.end(), line_end(match)):
            yield from field(*due.span(), f"due {due['day']}")
        if state := BOXES.get({"x": "-"}.get(match["box"], match["box"])):
            yield from behind(line_end(match), state)
    for match in source.matches(_TABBED):
        yield Edit(*match.span(), f"{'    ' * len(match['indent'])}-")
    for match in source.matches(_NOTE) if "<note" in source.text else ():
        yield Edit(*match.span())
        kind = "" if "/" in match[0] else match["kind"] or "note"
        yield InlineMark("box", Span(match.start(), match.start()), kind)
    yield from around(source, _HIDDEN)
    yield from each(source, _LINK, _link)
    yield from around(source, _FORMS)


def _task(match: re.Match[str]) -> Iterator[Change]:
    """A task with its box, those to whom it is assigned, and the day until which it is to be done.

    It is an item where it begins a line.
    """
    box = "[x] " if "#" in match["told"] else "[ ] "
    listed = match["item"] is not None
    deep = len(match["item"] or "") // 2 - 1 if (match["item"] or "").strip() else 0
    yield Edit(match.start(), match.start("words"), f"{'    ' * deep}- {box}" if listed else "")
    named = " ".join(f"@{one['name']}" for one in _ASSIGNED.finditer(match["told"]))
    yield Edit(match.end("words"), match.end(), f" ({named})" if named else "")
    if until := _UNTIL.search(match["told"]):
        yield from behind(match.end(), f"due {until['day']}")


def _link(match: re.Match[str]) -> Iterator[Change]:
    """A link to a page, by its text or the page's name without its namespaces."""
    target = match["target"].strip()
    page, _, section = target.partition("#")
    name = re.split(r"[:>+]", page or target)[-1]
    group = "words" if match["words"] else "target"
    start, end = match.span(group)
    if group == "target":
        start = match.start("target") + match["target"].rindex(name)
        end = start + len(name)
    yield from linked(match, Span(start, end), _place(name, section if page else ""))


def _place(name: str, section: str) -> str:
    return name.replace("_", " ").strip() + (f"#{section}" if section else "")


DOKUWIKI = Dialect(
    name="dokuwiki",
    tools="DokuWiki (`.dokuwiki`), Zim",
    reads=(
        "headings, lists, tables, emphasis, code, links to pages, addresses and files;"
        " tasks (`<todo @ann due:…>`); notes at the foot where they stand;"
        " switches and wraps are not shown"
    ),
    recognised=_recognised,
    changes=with_code(_marked, _CODE, _VERBATIM),
    example=("====== Ropes ======\n  * //new// ones", "# Ropes\n- *new* ones"),
    endings=(".dokuwiki",),
    is_markup=True,
    ends_lists=True,
)
