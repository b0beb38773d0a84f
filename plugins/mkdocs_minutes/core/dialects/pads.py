"""Pads and pages of teams: containers, names of emoji, tags, remarks, contents, asides."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..records import InlineMark, Span
from ..spans import trimmed
from . import emoji
from .dialect import Dialect
from .forms import Forms, around, each, form
from .source import Change, Edit, Source

# `:::info`, `:::spoiler Details`, and `:::`, which ends what was begun last; `<aside>` of Notion.
_FENCE = re.compile(
    r"^[ \t]*(?::{3,}[ \t]*(?P<kind>[a-z][a-z-]{1,20})?"
    r"(?:\[(?P<named>[^\[\]\n]{1,200})\]|[ \t]*\{(?P<told>[^{}\n]{1,200})\})?"
    r"(?:[ \t]+(?P<title>[^\n{]{1,200}))?"
    r"|<(?P<ends>/)?aside>)[ \t]*$",
    re.MULTILINE,
)
_KINDS = frozenset("info success warning danger spoiler note tip important caution".split())
_TAGS = re.compile(r"^(?P<label>\#{1,6}[ \t]+tags:)(?P<tags>[^\n]{0,400})$", re.MULTILINE | re.I)
_ONE_TAG = re.compile(r"`(?P<tag>[^`\n]{1,80})`,?|(?<![\w`])(?P<bare>[^\s`,]{1,80})(?![\w`]),?")
_CONTENTS = re.compile(
    r"^[ \t]*(?:(?i:\[toc\])|\[\[TOC\]\]|\[\[_TO(?:C|SP)_\]\])[ \t]*$", re.MULTILINE
)
_REMARK = re.compile(r"[ \t]*\[(?P<key>name|time|color)=(?P<value>[^\]\n]{1,80})\]")
# Before and behind a remark by which an item begins: `- [ ] [name=Ann] buy rope`.
_OPENING = re.compile(r"[ \t>*+\-\d.)]*(?:\[[ xX]\])?")
_GOES_ON = re.compile(r"[ \t]*(?P<colon>:)?[ \t]*(?!\[(?:name|time|color)=)(?=[^\s:])")
# The name of an emoji by itself, as forges, pads and chats show its picture.
_EMOJI = re.compile(r":(?<![^\s*_(>]:)(?:[a-z][a-z0-9_]{2,40}|\+1|-1):(?![^\s*_.,;!?)])")
# Items that a pad's text has without a blank: `*Present`, `⇥*Ann Bell`. Not `*Present*`.
_STARRED = re.compile(r"^(?P<deep>(?:\t|[ ]{4}){0,8})\*(?=[^\s*][^*\n]*$)", re.MULTILINE)
_FEWEST_STARRED = 2
# `++put in++`, `H~2~O`, `x^2^`.
_SPANS = (
    form(
        "++",
        r"(?<![+\w])\+\+(?P<words>[^+\s](?:[^+\n]{0,300}[^+\s])?)\+\+(?![+\w])",
        "<ins>{words}</ins>",
    ),
    form("~", r"(?<=\w)(?<!~)~(?P<words>[^~\s]{1,40})~(?!~)", "<sub>{words}</sub>"),
    form("^", r"(?<=\w)\^(?P<words>[^\^\s\[\]]{1,40})\^", "<sup>{words}</sup>"),
)
# The properties that Notion puts below a page's title: `Created: May 14, 2024`, a line each.
_PROPERTIES = re.compile(
    r"\A\#[ ][^\n]+\n\n(?P<lines>(?:[^\W\d_][\w /()&'?#-]{0,40}:[ ][^\n]*\n){2,30})(?=\n|\Z)"
)
_OF_NOTION = re.compile(
    r"^(?:Created|Last [Ee]dited)(?: [Tt]ime| [Bb]y)?:|[0-9a-f]{32}\.(?:md|csv)", re.M
)
# `Product Team (../Teams/Product%20Team%20….md)`: a relation to a page.
_RELATION = re.compile(
    r"(?<=[:,][ ])(?P<name>[^,\n(]{1,200}?)[ ]{1,2}\((?:[^()\s]{0,400})[0-9a-f]{32}\.(?:md|csv)\)"
)


def _recognised(source: Source) -> bool:
    text = source.text
    return (
        (":::" in text and any(map(_begins, source.matches(_FENCE))))
        or ("<aside>" in text and source.has(_FENCE))
        or ("tags:" in text and source.has(_TAGS))
        or _MADE.any_in(source)
        or ("toc" in text.lower() and source.has(_CONTENTS))
        or ("[name=" in text and source.has(_REMARK))
        or source.once(_properties) is not None
        or (":" in text and any(map(_is_emoji, source.matches(_EMOJI))))
        or len(source.once(_starred)) >= _FEWEST_STARRED
    )


def _is_emoji(match: re.Match[str]) -> bool:
    named = emoji.NAMED.match(match.string, match.start(), match.end())
    return named is not None and emoji.picture(named) != ""


def _starred(source: Source) -> Sequence[re.Match[str]]:
    """Items of a pad's text without a blank behind their mark; none where other items have it."""
    indented = "\n\t*" in source.text or "\n    *" in source.text
    if not indented or not source.ends_with(".txt", ".text") or source.has(_ITEM):
        return ()
    return list(source.matches(_STARRED))


_ITEM = re.compile(r"^[ \t]*\*[ \t]+\S", re.MULTILINE)
# What a new pad says until somebody deletes it, and that it is kept in a repository.
_MADE = Forms(
    (
        form(
            "Welcome to Etherpad!",
            r"^Welcome to Etherpad!.*\n(?:.*\n){0,6}?(?:Get involved with Etherpad"
            r"|Etherpad on Github)[^\n]*$",
        ),
        form(
            "This pad text is synchronized",
            r"^(?:Welcome to Etherpad!\s*)?This pad text is synchronized[^\n]*$",
        ),
        form("/badge)](", r"\[!\[[^\[\]\n]{0,100}\]\([^()\s]{1,300}/badge\)\]\([^()\s]{1,300}\)"),
    )
)


def _properties(source: Source) -> re.Match[str] | None:
    """The properties of a page of Notion, told by what it always has, and by its links."""
    found = _PROPERTIES.match(source.text, source.body) if not source.body else None
    told = found and (_OF_NOTION.search(found["lines"]) or _OF_NOTION.search(source.path))
    return found if told else None


def _begins(match: re.Match[str]) -> bool:
    return bool(match["told"] or match["kind"] in _KINDS or match["kind"] in _DRAWN) or (
        match[0].strip() == "<aside>"
    )


# What is drawn of a block's words, and what is asked of a program.
_DRAWN = frozenset(("mermaid", "query-table", "video"))
_TITLE = re.compile(r'title="(?P<title>[^"]*)"')
_CALLOUT = re.compile(r"\.callout-(?P<kind>[a-z]+)")


def _changes(source: Source) -> Iterator[Change]:
    yield from _boxes(source)
    for match in source.once(_starred):
        yield Edit(match.end("deep"), match.end(), "- ")
    yield from around(source, (*_MADE, *_SPANS))
    if found := source.once(_properties):
        yield from _property_lines(found)
    yield from each(source, _TAGS, _tags)
    for match in source.matches(_CONTENTS):
        yield Edit(*match.span())
    for match in source.matches(_REMARK):
        words = {"name": f" — {match['value']}", "time": f", {match['value']}", "color": ""}
        begins = match.string.rfind("\n", 0, match.start()) + 1
        told = _GOES_ON.match(match.string, match.end())
        if (
            told
            and match["key"] == "name"
            and _OPENING.fullmatch(match.string, begins, match.start())
        ):
            words["name"] = f" {match['value']}" + ("" if told["colon"] else ":")
        yield Edit(*match.span(), words[match["key"]])
    for match in (
        source.matches(_PEOPLE) if "\U0001f465" in source.text or "bust" in source.text else ()
    ):
        yield Edit(match.end("sign"), match.end("sign"), ":")
    for match in source.matches(emoji.NAMED):
        if picture := emoji.picture(match):
            yield Edit(*match.span(), picture)


def _property_lines(found: re.Match[str]) -> Iterator[Change]:
    """Properties on lines of their own, and relations as the names of the pages."""
    for match in _RELATION.finditer(found.string, *found.span("lines")):
        yield Edit(match.end("name"), match.end())
        name = trimmed(found.string, *match.span("name"))
        yield InlineMark("link", name, found.string[name.slice])
    at = found.start("lines")
    for line in found["lines"].splitlines():
        at += len(line) + 1
        yield Edit(at - 1, at - 1, "  ")


# `👥 Ann, Bo and Cy`, who came.
_PEOPLE = re.compile(
    r"^[ \t]*(?:[-*][ ])?(?P<sign>\U0001f465|:busts_in_silhouette:)(?=[ ]+[^\W\d_a-z][^:\n]*[,&])",
    re.MULTILINE,
)


def _boxes(source: Source) -> Iterator[Change]:
    """Containers as boxes around what they hold; a title stays as a line of its own."""
    opened = list[str]()  # the kinds of those that are open, `""` where one is no box
    for match in source.matches(_FENCE):
        begins = _begins(match)
        if not begins and (not opened or match["kind"] or match["title"]):
            continue
        kind = _kind(match) if begins else opened.pop()
        title = _titled(match) if begins else ""
        opened += [kind] * begins
        yield Edit(*match.span(), "```" if kind == "mermaid" else f"*{title}*" if title else "")
        if kind and kind not in _DRAWN:
            yield InlineMark("box", Span(match.start(), match.start()), kind if begins else "")


def _kind(match: re.Match[str]) -> str:
    """The kind of a container; `""` for one that only lays out what it holds."""
    called = _CALLOUT.search(match["told"] or "")
    return called["kind"] if called else match["kind"] or ("" if match["told"] else "note")


def _titled(match: re.Match[str]) -> str:
    told = _TITLE.search(match["told"] or "")
    return (told["title"] if told else match["named"] or match["title"] or "").strip()


def _tags(match: re.Match[str]) -> Iterator[Change]:
    yield Edit(*match.span("label"), "Tags:")
    found = list(_ONE_TAG.finditer(match.string, *match.span("tags")))
    for one in found:
        name = "tag" if one["tag"] else "bare"
        yield Edit(one.start(), one.start(name))
        yield Edit(one.end(name), one.end(), "" if one is found[-1] else ",")
        yield InlineMark("tag", Span(*one.span(name)), one[name])


PADS = Dialect(
    name="pads",
    tools="HackMD, HedgeDoc, Notion",
    reads=(
        "containers (`:::info` … `:::`) and asides as boxes, names of emoji (`:dart:`) as emoji,"
        " here and in chats, `++words++`, `H~2~O`, items without a blank (`*Present`) in a pad's"
        " text, `###### tags:` as tags, remarks with `[name=…]` and `[time=…]`; properties"
        " below a title, with the pages they name; `[toc]` is not shown"
    ),
    recognised=_recognised,
    changes=_changes,
    example=("###### tags: `weekly` `crane`", "Tags: weekly, crane"),
)
