"""What site generators, forges, forums and other programs add to Markdown and to plain text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from ..records import InlineMark, Span
from .confluence import IN_MARKDOWN
from .dialect import Dialect
from .forms import Forms, around, each, erased, form, quoted
from .source import Change, Edit, Source

# `!!! note "Title"`, `??? tip`, which hold the indented lines below; `=== "Tab"` likewise.
_HOLDER = re.compile(
    r"^(?P<indent>[ ]{0,12})(?:(?:!!!|\?\?\?\+?)[ ]+(?P<kind>[a-z][a-z-]{1,20})(?:[ ]+[a-z-]+){0,3}"
    r"|===[!+]?(?=[ ]+\"))(?:[ ]+\"(?P<title>[^\"\n]{0,200})\")?[ \t]*$",
    re.MULTILINE,
)
_ATTRIBUTE = r"(?:[.#][A-Za-z][\w:-]{0,60}|[\w-]{1,30}=(?:\"[^\"\n]{0,100}\"|[^\s{}\"]{1,100}))"
_WITHIN = rf":?[ ]?{_ATTRIBUTE}(?:[ ]+{_ATTRIBUTE}){{0,8}}[ ]?\}}"
_ATTRIBUTES = rf"\{{{_WITHIN}"
_SHOWN = "youtube|vimeo|slideshare|speakerdeck|pdf|hackmd|gist|figma|codepen|jsfiddle|asciinema"
# `ann | 2024-05-14 10:00:00 UTC | #1`, above each post of a topic, and the line between posts.
_POST = re.compile(
    r"^(?P<name>[\w.-]{1,40})(?P<bar>[ ]\|[ ])(?P<day>\d{4}-\d\d-\d\d)(?P<time>[ ][\d:]{5,8}[ ]UTC)"
    r"[ ]\|[ ]\#\d{1,6}[ \t]*$",
    re.MULTILINE,
)
_QUOTE = re.compile(
    r"^(?P<begin>\[quote(?:=\"?(?P<name>[\w.-]{1,40})[^\]\n]{0,100})?\])[ \t]*\n"
    r"(?P<inner>(?:(?!\[/?quote).*\n){1,200}?)(?P<end>\[/quote\])[ \t]*$",
    re.MULTILINE,
)
_DETAILS = re.compile(
    r"^\[(?:details=\"?(?P<title>[^\]\"\n]{1,200})\"?|(?P<poll>poll)[^\]\n]{0,200}"
    r"|/(?:details|poll))\][ \t]*$",
    re.MULTILINE,
)
# How a program that sums meetings up asks what its readers think of that.
_FEEDBACK = (
    ": Helpful or Not Helpful",
    "section using your feedback",
    "make your notes better or worse",
    "about using Gemini to take notes",
    "Take a short survey to let us know",
    "rate the accuracy of this summary",
)
_FORMS = Forms(
    (
        *IN_MARKDOWN,
        form("{++", r"\{\+\+(?P<words>[^{}\n]{1,300}?)\+\+\}", "<ins>{words}</ins>"),
        form("{--", r"\{--(?P<words>[^{}\n]{1,300}?)--\}", "~~{words}~~"),
        form(
            "{~~", r"\{~~(?P<old>[^~\n]{1,200})~>(?P<words>[^~\n]{1,200})~~\}", "~~{old}~~ {words}"
        ),
        form("{==", r"\{==(?P<words>[^{}\n]{1,300}?)==\}", "<mark>{words}</mark>"),
        form("{>>", r"\{>>(?P<words>[^{}\n]{1,300}?)<<\}", " ({words})"),
        form("{+", r"\{\+[ ]?(?P<words>[^{}\n]{1,300}?)[ ]?\+\}", "<ins>{words}</ins>"),
        form("{-", r"\{-[ ]?(?P<words>[^{}\n]{1,300}?)[ ]?-\}", "~~{words}~~"),
        form("[+ ", r"\[\+[ ](?P<words>[^\[\]\n]{1,300}?)[ ]\+\]", "<ins>{words}</ins>"),
        form("[- ", r"\[-[ ](?P<words>[^\[\]\n]{1,300}?)[ ]-\]", "~~{words}~~"),
        form(
            "++",
            r"(?<![\w+])\+\+(?P<words>[a-z0-9]{1,12}(?:\+[a-z0-9]{1,12}){1,4})\+\+",
            "`{words}`",
        ),
        *(
            form(f":{set_of}-", rf":{set_of}-[\w-]{{2,60}}:")
            for set_of in ("material", "fontawesome", "octicons", "simple")
        ),
        form("8<--", r"^[ \t]*-{1,3}8<-{1,3}[^\n]*$"),
        form(
            "{%",
            rf"\{{%[ ]*(?P<kind>{_SHOWN})[ ]+(?P<words>[^%{{}}\n]{{1,300}}?)[ ]*%\}}",
            "{kind}: {words}",
        ),
        form("{%", r"\{%-?[ ]*[a-z]{2,20}(?:[ ][^%{}\n]{0,200})?-?%\}"),
        form("{{<", r"\{\{<[ ]*[^<>{}\n]{1,200}>\}\}"),
        form("{", rf"\[(?P<words>[^\[\]\n]{{1,200}})\](?={_ATTRIBUTES})"),
        # What names a heading, `{#plans}`, is its address.
        form(
            "{",
            rf"[ ]\{{(?<=\S[ ]\{{)(?![^{{}}\n]*\#){_WITHIN}(?=[ \t]*$)"
            rf"|\{{(?<=[\])`]\{{){_WITHIN}",
        ),
        form(
            "{ruby ",
            r"\{ruby[ ](?P<words>[^{}|\n]{1,60})\|(?P<told>[^{}|\n]{1,60})\}",
            "{words} ({told})",
        ),
        form(
            "|",
            r"\{(?P<words>[^\x00-\x7f{}|]{1,20})\|(?P<told>[^{}|\s]{1,20})"
            r"(?:\|(?P<more>[^{}|\s]{1,20}))?(?:\|(?P<last>[^{}|\s]{1,20}))?\}",
            "{words} ({told}{more}{last})",
        ),
        form("![", r"(?<=[^\s(])[ ]=\d{0,5}%?x\d{0,5}%?(?=\))"),
        form("![", r"(?<=[^\[\]|\n])\|\d{1,5}(?:x\d{1,5})?(?:,[ ]?\d{1,3}%)?(?=\]\()"),
        form("|attachment](", r"\|attachment(?=\]\()"),
        form("*[", r"^\*\[(?P<words>[^\[\]\n]{1,60})\](?=:[ ])"),
        form("<style", r"<style\b[^<>\n]{0,60}>[^<]{0,2000}</style>"),
        form("\n: ", r"(?<=\S\n):[ ]{1,3}(?=\S)", "– "),
        form("$`", r"\$`(?P<words>[^`\n]{1,300})`\$", "`{words}`"),
        form("$$", r"^[ \t]*\$\$[ \t]*$", "```"),
        form("$$", r"\$\$(?P<words>[^\s$][^$\n]{0,300})\$\$", "`{words}`"),
        form(
            "$",
            r"\$(?<![\w$\\]\$)(?=[^$\n]{0,200}[\\^_={}])(?P<words>[^\s$](?:[^$\n]{0,200}[^\s$])?)\$(?![\w$])",
            "`{words}`",
        ),
        form("- |", r"-(?=[ \t]+\|[^\n]*\|[ \t]*\n[ \t]*\|[ \t:|-]+\|[ \t]*$)", " "),
        form("^[", r"\^\[(?P<words>[^\[\]\n]{1,300})\]", " ({words})"),
        form(
            "[/",
            r"(?i)\[(?P<tag>b|i|u|s)\](?P<words>[^\[\]\n]{1,300})\[/(?P=tag)\]",
            "<{tag}>{words}</{tag}>",
        ),
        form(
            "[url=",
            r"(?i)\[url=(?P<url>https?://[^\[\]\s]{1,500})\](?P<words>[^\[\]\n]{1,300})\[/url\]",
            "[{words}]({url})",
        ),
        form(
            "[/",
            r"(?i)\[/?(?:color|size|font|spoiler|wrap|center|url|img|bold|list)"
            r"(?:[= ][^\[\]\n]{0,200})?\]",
        ),
        *(form(asked, rf"^[^\n]{{0,140}}{asked}[^\n]{{0,120}}$") for asked in _FEEDBACK),
        form("Not Helpful](", r"^[^\n\[]{0,80}\[Helpful\]\([^\n]{0,300}$"),
        form(
            "{#",
            r"^(?=[ \t]*(?:[-*+]|\d{1,3}[.)])[ \t]+\#)(?P<words>[^\n]{1,300}?)"
            r"[ ]\{\#[\w.-]{1,80}\}[ \t]*$",
        ),
        form("(%", r"\(%[^%\n]{0,200}%\)"),  # XWiki
        form("[date=", r"\[date=(?P<words>\d{4}-\d\d-\d\d)[^\[\]\n]{0,200}\]"),
        form("<time:", r"<time:(?P<words>[\d-]{10}T[\d:]{5})[^<>\n]{0,20}>"),
    )
)


# What a vault's plugin shows in place of these lines.
_QUERY = re.compile(
    r"^```(?:dataview(?:js)?|tasks|query)[ \t]*\n(?:(?!```).*\n){0,60}```[ \t]*$", re.M
)


def _queries(source: Source) -> Iterator[re.Match[str]]:
    return _QUERY.finditer(source.text, source.body) if "```" in source.text else iter(())


def _changes(source: Source) -> Iterator[Change]:
    if any(sign in source.text for sign in ("!!! ", "??? ", "???+ ", '=== "')):
        yield from each(source, _HOLDER, _held)
    for match in source.matches(_POST) if " | #" in source.text else ():
        yield Edit(match.start(), match.start(), "> **")
        yield Edit(*match.span("bar"), "** (")
        yield Edit(match.end("time"), match.end(), ")")
    for match in source.matches(_QUOTE) if "[/quote]" in source.text else ():
        yield Edit(*match.span("begin"), f"> {match['name']}:" if match["name"] else "")
        yield from quoted((match,))
        yield Edit(*match.span("end"))
    for match in source.matches(_DETAILS) if "[/" in source.text else ():
        title = match["title"] or (match["poll"] and "Poll:")
        yield Edit(*match.span(), f"*{title}*" if title else "")
        yield InlineMark("box", Span(match.start(), match.start()), "note" if title else "")
    yield from around(source, _FORMS)
    for match in _queries(source):
        yield from erased(match.start(), match[0])


def _held(match: re.Match[str]) -> Iterator[Change]:
    """What an admonition or a tab holds, without its indent; an admonition is a box."""
    kind, title, text = match["kind"], match["title"], match.string
    shown = title if title is not None else (kind or "").capitalize()
    yield Edit(match.end("indent"), match.end(), f"**{shown}**" if shown else "")
    deep = len(match["indent"]) + 4
    at, last = match.end() + 1, -1
    while at <= len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        line = text[at:end]
        if line.strip() and not line.startswith(" " * deep):
            break
        if line.strip():
            yield Edit(at + len(match["indent"]), at + deep)
            last = at
        at = end + 1
    if kind and last >= 0:
        yield InlineMark("box", Span(match.start(), match.start()), kind)
        yield InlineMark("box", Span(last, last), "")


EXTENSIONS = Dialect(
    name="extensions",
    tools="MkDocs, Pandoc, GitLab, Azure DevOps, Discourse",
    reads=(
        'admonitions (`!!! note "…"`) as boxes, tabs, edits that are marked (`{++…++}`, `{-…-}`),'
        " mathematics as code, embeds by name; posts of a topic with who wrote them and when,"
        " quotes, folded details, BBCode; attributes, sizes of pictures and switches are not shown"
    ),
    changes=_changes,
    example=('!!! note "Ropes"\n    New ones', "**Ropes**\nNew ones"),
)
