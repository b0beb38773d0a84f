"""How a text is changed so that masked things are gone and its lines and words stay."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from .found import Found


class Edit(NamedTuple):
    """A stretch that gives way to `shown`; `kind` is empty where no thing is removed by it.

    `thing` is where the removed thing itself stands in the source, `told` where what tells so
    begins.
    """

    start: int
    end: int
    shown: str
    kind: str = ""
    thing: tuple[int, int] = (0, 0)
    told: int = 0


# What stands around the target of a link, before it and behind it.
_BEFORE_TARGET = re.compile(r"\]\([ ]?<?[^()\s<>]{0,2000}$")
_BEHIND_TARGET = re.compile(r"""[^()\s<>]{0,2000}>?(?:[ ]{1,3}["'(][^"'()\n]{0,200}["')])?[ ]?\)""")
# Only its link parted a name from the next one: `[Ann Bell](mailto:…) [Carl Diaz](mailto:…)`.
_ANOTHER_LINK = re.compile(r"[ ]{0,3}\[[^\[\]\n]{1,200}\]\(")
# Only its link parted whose task it is from the task: `- [ ] [Ann Bell](mailto:…) Order the rope`.
_TASK = re.compile(
    r"[ \t>]*(?:[-*+]|\d{1,3}[.)])[ ]{1,4}\[[ xX]\][ ]{1,4}"
    r"(?:\[[^\[\]\n]{1,200}\]\([^()\n]{1,300}\)(?:,[ ]|,?[ ]\w{1,4}[ ])){0,5}"
)
_WORDS_BEHIND = re.compile(r"[ ]{1,3}(?!\w{1,4}[ ]\[[^\[\]\n]{1,200}\]\()[^\W_]")
_ATTRIBUTE = re.compile(
    r"""\s(?:href|src|data|action|cite|poster|srcset|xlink:href)\s{0,3}=\s{0,3}(?P<quote>["']?)[^"'<>]{0,2000}$""",
    re.IGNORECASE,
)
_REFERENCE = re.compile(r"[ >]{0,6}\[(?P<id>[^\[\]\n]{1,100})\]:[ \t]{0,4}<?[^\s<>]{0,2000}$")
_MARKUP_BEFORE = re.compile(r"[\s>*+|-]*(?:\d{1,2}[.)]\s)?")
_EMPHASIS = ("**", "__", "~~", "`", "*", "_")
_FAR = 2_200


def as_edits(source: str, things: Iterable[Found], marks: Mapping[str, str]) -> list[Edit]:
    """The edits that mask things, in the order of the text and apart.

    Where a thing is the target of a link, the link goes and its words stay; where it spans lines,
    each line keeps a mark of its own.
    """
    edits: list[Edit] = []
    references: set[str] = set()
    for thing in things:
        edits += _edits(source, thing, marks[thing.kind], references)
    if references:
        edits += _unreferenced(source, references)
    apart: list[Edit] = []
    for edit in sorted(edits, key=lambda edit: (edit.start, edit.end)):
        if not apart or edit.start >= apart[-1].end:
            apart.append(edit)
        elif edit.kind:  # what is removed already is still told
            apart.append(
                edit._replace(start=apart[-1].end, end=max(apart[-1].end, edit.end), shown="")
            )
    return apart


def _edits(source: str, thing: Found, mark: str, references: set[str]) -> Iterator[Edit]:
    if "\n" in source[thing.start : thing.end]:
        yield from _by_line(source, thing, mark)
        return
    where = (thing.start, thing.end)
    for unlink in (_unlinked, _without_attribute):
        found = unlink(source, thing, mark)
        if found:
            yield from found
            return
    # On the line of the thing, or on the one that ends where it begins.
    line = source.rfind("\n", max(0, thing.start - _FAR), max(0, thing.start - 1)) + 1
    reference = _REFERENCE.match(source, line, thing.start)
    if reference:
        references.add(reference["id"].lower())
        end = source.find("\n", thing.end)
        yield Edit(
            reference.start(), len(source) if end < 0 else end, mark, thing.kind, where, thing.told
        )
        return
    start, end = _balanced(source, *where)
    if source[start - 1 : start] == "<" and source[end : end + 1] == ">":
        start, end = start - 1, end + 1
    yield Edit(start, end, mark, thing.kind, where, thing.told)


def _by_line(source: str, thing: Found, mark: str) -> Iterator[Edit]:
    at = thing.start
    for line in source[thing.start : thing.end].split("\n"):
        before = _MARKUP_BEFORE.match(line)
        first = at + (before.end() if before and at > thing.start else 0)
        last = at + len(line.rstrip())
        if first < last:
            yield Edit(first, last, mark, thing.kind, (first, last), min(thing.told, first))
        at += len(line) + 1


def _unlinked(source: str, thing: Found, mark: str) -> list[Edit] | None:
    """A link in Markdown or Org whose target goes: its words stay."""
    where = (thing.start, thing.end)
    before = _BEFORE_TARGET.search(source, max(0, thing.start - _FAR), thing.start)
    behind = _BEHIND_TARGET.match(source, thing.end) if before else None
    if before and behind:
        opening = _opening(source, before.start())
        if opening >= 0:
            first = opening - (source[opening - 1 : opening] == "!")
            parts = _parting(source, opening, behind.end())
            shown = mark if opening + 1 == before.start() else parts
            gone = Edit(before.start(), behind.end(), shown, thing.kind, where, thing.told)
            return [Edit(first, opening + 1, ""), gone]
    if source[max(0, thing.start - 2) : thing.start] == "[[" and source.startswith("][", thing.end):
        closing = source.find("]]", thing.end, thing.end + 400)
        if closing > 0 and "\n" not in source[thing.end : closing]:
            gone = Edit(thing.start - 2, thing.end + 2, "", thing.kind, where, thing.told)
            return [gone, Edit(closing, closing + 2, "")]
    return None


def _parting(source: str, start: int, end: int) -> str:
    """What parts the words of a link, which goes, from what stands behind it: `""` for nothing."""
    if _ANOTHER_LINK.match(source, end):
        return "," if source.startswith(" ", end) else ", "
    begins_task = _TASK.fullmatch(source, source.rfind("\n", 0, start) + 1, start)
    return ":" if begins_task and _WORDS_BEHIND.match(source, end) else ""


def _opening(source: str, closing: int) -> int:
    """Where the bracket opens that closes at a place of the same paragraph; -1 for nowhere."""
    depth = 0
    for at in range(closing - 1, max(-1, closing - 500), -1):
        character = source[at]
        if character == "]" and source[at - 1 : at] != "\\":
            depth += 1
        elif character == "[" and source[at - 1 : at] != "\\":
            if depth == 0:
                return at
            depth -= 1
        elif source.startswith("\n\n", at):
            return -1
    return -1


def _without_attribute(source: str, thing: Found, _mark: str) -> list[Edit] | None:
    """An attribute of a tag that holds an address goes whole."""
    tag = source.rfind("<", max(0, thing.start - _FAR), thing.start)
    if tag < 0 or ">" in source[tag : thing.start]:
        return None
    attribute = _ATTRIBUTE.search(source, tag, thing.start)
    if attribute is None:
        return None
    quote = attribute["quote"]
    end = source.find(quote, thing.end, thing.end + _FAR) + 1 if quote else thing.end
    if end <= 0:
        return None
    return [Edit(attribute.start(), end, "", thing.kind, (thing.start, thing.end), thing.told)]


def _unreferenced(source: str, references: set[str]) -> Iterator[Edit]:
    """`[words][id]` whose definition is gone is its words."""
    for use in _USE.finditer(source):
        name = use["id"] or use["words"]
        if name.lower() in references:
            yield Edit(use.start(), use.start("words"), "")
            yield Edit(use.end("words"), use.end(), "")


_USE = re.compile(r"!?\[(?P<words>[^\[\]\n]{1,300})\]\[(?P<id>[^\[\]\n]{0,100})\]")


def _balanced(source: str, start: int, end: int) -> tuple[int, int]:
    """A stretch with the mark of emphasis beside it whose other half it holds."""
    for mark in _EMPHASIS:
        if source.count(mark, start, end) % 2:
            if source[max(0, start - len(mark)) : start] == mark:
                return start - len(mark), end
            if source.startswith(mark, end):
                return start, end + len(mark)
    return start, end
