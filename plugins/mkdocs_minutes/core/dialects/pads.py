"""Pads and pages of teams: containers, names of emoji, tags, remarks, contents, asides."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pymdownx import gemoji_db

from ..records import InlineMark, Span
from .dialect import Dialect
from .source import Change, Edit, Source

# `:::info`, `:::spoiler Details`, and `:::`, which ends what was begun last; `<aside>` of Notion.
_FENCE = re.compile(
    r"^[ \t]*(?::{3,}[ \t]*(?P<kind>[a-z]{2,20})?(?:[ \t]+(?P<title>[^\n{]{1,200}))?"
    r"|<(?P<ends>/)?aside>)[ \t]*$",
    re.MULTILINE,
)
_KINDS = frozenset("info success warning danger spoiler note tip important caution".split())
_TAGS = re.compile(r"^(?P<label>\#{1,6}[ \t]+tags:)(?P<tags>[^\n]{0,400})$", re.MULTILINE | re.I)
_ONE_TAG = re.compile(r"`(?P<tag>[^`\n]{1,80})`,?|(?<![\w`])(?P<bare>[^\s`,]{1,80})(?![\w`]),?")
_CONTENTS = re.compile(r"^[ \t]*(?:\[TOC\]|\[toc\]|\[\[TOC\]\]|\[\[_TOC_\]\])[ \t]*$", re.MULTILINE)
_REMARK = re.compile(r"[ \t]*\[(?P<key>name|time|color)=(?P<value>[^\]\n]{1,80})\]")
_EMOJI = re.compile(r"(?<![\w:/]):(?P<name>\+1|-1|[a-z][a-z0-9_]{2,40}):(?![\w:])")
# A heading or a label that begins with the name of an emoji, as templates of pads have them.
_EMOJI_FIRST = re.compile(
    r"^(?:\#{1,6}[ \t]+|[-*+][ \t]+\*\*|\*\*):[a-z][a-z0-9_]{2,40}:[ \t]"
    r"|^:[a-z][a-z0-9_]{2,40}:[ \t]+\*\*",
    re.MULTILINE,
)
# What other readers know by its name.
_KEPT = frozenset(":white_check_mark: :heavy_check_mark: :x:".split())


def _recognised(source: Source) -> bool:
    text = source.text
    return (
        (":::" in text and any(map(_begins, source.matches(_FENCE))))
        or ("<aside>" in text and source.has(_FENCE))
        or ("tags:" in text and source.has(_TAGS))
        or ("toc" in text.lower() and source.has(_CONTENTS))
        or ("[name=" in text and source.has(_REMARK))
        or any(map(_picture, source.matches(_EMOJI)) if source.has(_EMOJI_FIRST) else ())
    )


def _begins(match: re.Match[str]) -> bool:
    return match["kind"] in _KINDS or (match[0].strip() == "<aside>")


def _changes(source: Source) -> Iterator[Change]:
    yield from _boxes(source)
    for match in source.matches(_TAGS):
        yield from _tags(match)
    for match in source.matches(_CONTENTS):
        yield Edit(*match.span())
    for match in source.matches(_REMARK):
        words = {"name": f" — {match['value']}", "time": f", {match['value']}", "color": ""}
        yield Edit(*match.span(), words[match["key"]])
    for match in source.matches(_EMOJI):
        if picture := _picture(match):
            yield Edit(*match.span(), picture)


def _boxes(source: Source) -> Iterator[Change]:
    """Containers as boxes around what they hold; a title stays as a line of its own."""
    opened = 0
    for match in source.matches(_FENCE):
        if _begins(match):
            opened += 1
            title = (match["title"] or "").strip()
            kind = match["kind"] or "note"
            yield Edit(*match.span(), f"*{title}*" if title else "")
            yield InlineMark("box", Span(match.start(), match.start()), kind)
        elif opened and not match["kind"] and not match["title"]:
            opened -= 1
            yield Edit(*match.span())
            yield InlineMark("box", Span(match.start(), match.start()), "")


def _tags(match: re.Match[str]) -> Iterator[Change]:
    yield Edit(*match.span("label"), "Tags:")
    found = list(_ONE_TAG.finditer(match.string, *match.span("tags")))
    for one in found:
        name = "tag" if one["tag"] else "bare"
        yield Edit(one.start(), one.start(name))
        yield Edit(one.end(name), one.end(), "" if one is found[-1] else ",")
        yield InlineMark("tag", Span(*one.span(name)), one[name])


def _picture(match: re.Match[str]) -> str:
    """The emoji of a name; `""` for a name that is none."""
    name = match[0]
    entry = gemoji_db.emoji.get(gemoji_db.aliases.get(name, name))
    codes = entry.get("unicode", "") if entry and name not in _KEPT else ""
    return "".join(chr(int(code, 16)) for code in codes.split("-")) if codes else ""


PADS = Dialect(
    name="pads",
    tools="HackMD, HedgeDoc, Notion",
    reads=(
        "containers (`:::info` … `:::`) and asides as boxes, names of emoji (`:dart:`) as emoji,"
        " `###### tags:` as tags, remarks with `[name=…]` and `[time=…]`; `[toc]` is not shown"
    ),
    recognised=_recognised,
    changes=_changes,
    example=("###### tags: `weekly` `crane`", "Tags: weekly, crane"),
)
