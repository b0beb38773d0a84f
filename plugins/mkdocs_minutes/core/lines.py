"""What each line of a note is by itself: the marks of Markdown, wikis, HTML, Org and their kin.

Every markup that people write notes in ends here: what leaves this module are lines of one few
kinds, each with its words, its indent and its mark, and the tables. A dialect of its own can hand
`blocks` such lines as well.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from .drafts import ITEM_MARK, ITEM_MARK_STARTS, LineDraft, Markup
from .lexicon import any_of, late, months
from .records import Table
from .tables import read_table


def read_lines(
    text: str, starts: tuple[int, ...], *, body: int, markup: Markup
) -> tuple[list[LineDraft], tuple[Table, ...]]:
    """What each line of a text is by itself, and its tables; `starts` are the lines' beginnings.

    Lines before `body` are front matter. An empty text has one blank line.
    """
    drafts = [
        LineDraft(start, end - 1)
        for start, end in zip(starts, (*starts[1:], len(text) + 1), strict=True)
    ]
    if drafts and drafts[-1].end > drafts[-1].start and text[drafts[-1].end - 1] == "\n":
        drafts[-1].end -= 1
    for draft in drafts[:body]:
        draft.kind, draft.left, draft.right = "front-matter", draft.start, draft.end
    return drafts, _classify(text, drafts, body, markup)


_FENCE = re.compile(r"(`{3,}|~{3,})[^`]*$")
_ATX = re.compile(r"(#{1,6})(?:[ \t]+|$)|(#{2,6})(?=\w|\*\*\w)")
_ATX_END = re.compile(r"[ \t]+#+$|[ \t]*\{:?[ ]?[#.][^{}]*\}$")
_RULE = re.compile(
    r"""
    (?: -[ \t]* ){3,} $ | (?: \*[ \t]* ){3,} $ | (?: _[ \t]* ){3,} $ | ={3,} $
    | (?: — | – | ─ | ━ ){3,} $ | ~{4,} $ | \^{4,} $ | "{4,} $ | \+{4,} $ | \#{7,} $
    """,
    re.VERBOSE,
)
# `{: .no_toc}`, `{:toc}`, `{% include x %}`: instructions to a renderer.
_ATTRIBUTES = re.compile(r"\{[:%][^{}]*[%}]?\}$")

_SECOND_MARK = re.compile(r"[•▶►▸‣◦▪●○■➢➤][ \t\xa0]+")
_TASK = re.compile(
    r"\\?\[([ xX✓✔-]?)\\?\](?:[ \t]+|$)|([☐☑☒✓✔✅])[ \t\ufe0f]*"
    r"|(?i:(?:<label\b[^<>]{0,60}>\s*)?<input\b[^<>]{0,60}\bcheckbox\b([^<>]{0,60})>)[ \t]*"
)


def _classify(text: str, drafts: list[LineDraft], body: int, markup: Markup) -> tuple[Table, ...]:
    tables: list[Table] = []
    count = len(drafts)
    fences = _fence_pairs(text, drafts, body, markup)
    comment_until = 0
    html = _HtmlList()
    index = body
    while index < count:
        draft = drafts[index]
        raw = text[draft.start : draft.end]
        stripped = raw.strip()
        draft.left = draft.start + len(raw) - len(raw.lstrip())
        draft.right = draft.left + len(stripped)
        if draft.start < comment_until:
            draft.kind = "comment"
        elif index in fences:
            for inside in range(index, fences[index] + 1):
                line = drafts[inside]
                line.kind, line.left, line.right = "code", line.start, line.end
            index = fences[index]
        elif stripped:
            draft.indent = _columns(raw[: draft.left - draft.start])
            if stripped.startswith("<!--"):
                comment_until = _comment_end(text, draft)
            if comment_until > draft.start:
                draft.kind = "comment"
            else:
                table = read_table(text, drafts, index)
                if table:
                    tables.append(table)
                    index = table.last - 1
                else:
                    previous = drafts[index - 1] if index else None
                    in_html = html.depth > 0 or stripped[0] == "<"
                    if not (in_html and _take_html_item(text, draft, stripped, html)):
                        _classify_line(text, draft, stripped, previous, markup)
                    if draft.kind == "heading":
                        html.depth = 0
        index += 1
    return tuple(tables)


def _columns(blank: str) -> int:
    return len(blank.expandtabs(4)) if "\t" in blank else len(blank)


def _comment_end(text: str, draft: LineDraft) -> int:
    """Where a comment that begins a line ends, if nothing but white space follows it there."""
    end = text.find("-->", draft.left, draft.left + 20_000)
    if (
        end < 0
        or text[
            end + 3 : text.find("\n", end) if "\n" in text[end : end + 400] else len(text)
        ].strip()
    ):
        return 0
    return end + 3


def _fence_pairs(text: str, drafts: list[LineDraft], body: int, markup: Markup) -> dict[int, int]:
    """Opening to closing line of each code block; a fence that nothing closes opens none.

    Outside Markdown, tildes underline headings.
    """
    if "```" not in text and ("~~~" not in text or markup != "markdown"):
        return {}
    pairs: dict[int, int] = {}
    opening: tuple[int, str] | None = None
    for index in range(body, len(drafts)):
        draft = drafts[index]
        match = _FENCE.match(text[draft.start : draft.end].lstrip(" \t>-*"))
        if not match or (match[1][0] == "~" and markup != "markdown"):
            continue
        if index and _underlines(text, drafts[index - 1], draft):
            continue
        if opening is None:
            opening = (index, match[1])
        elif match[1].startswith(opening[1]) and match[0].strip() == match[1]:
            pairs[opening[0]] = index
            opening = None
    return pairs


def _underlines(text: str, above: LineDraft, draft: LineDraft) -> bool:
    """Whether tildes are as long as the line right above them, which they then underline."""
    tildes = text[draft.start : draft.end].strip()
    title = text[above.start : above.end].strip()
    return len(tildes) > 4 and not tildes.strip("~") and len(tildes) == len(title) != 0


def _classify_line(
    text: str, draft: LineDraft, stripped: str, previous: LineDraft | None, markup: Markup
) -> None:
    first = stripped[0]
    if first in "=*<#\\@" and _take_other_heading(draft, stripped, previous, markup):
        return
    if first == "#" and _take_heading(draft, stripped):
        return
    if first in '#-*_=—–─━~^"+' and _RULE.match(stripped):
        draft.kind = "rule"
    elif first == ">":
        draft.kind = "quote"
        while draft.left < draft.right and text[draft.left] in "> \t":
            draft.left += 1
    elif first == "{" and _ATTRIBUTES.match(stripped):
        draft.kind = "comment"
    else:
        is_item = first in ITEM_MARK_STARTS and _take_item(text, draft, stripped, previous)
        draft.kind = "bullet" if is_item else "text"
        _take_task(text, draft)


def _take_heading(draft: LineDraft, stripped: str) -> bool:
    """Take off the marks of a heading of Markdown; whether the line is one."""
    match = _ATX.match(stripped)
    if match is None:
        return False
    draft.kind = "heading"
    draft.depth = len(match[1] or match[2])
    draft.left += match.end()
    draft.right -= len(stripped) - len(_ATX_END.sub("", stripped))
    draft.right = max(draft.left, draft.right)
    return True


# `30. August 2023` is no item.
_DAY_OF_MONTH = late(rf"\d{{1,2}}\\?\.\s+{any_of(months())}(?:\s+(?:19|20)\d\d\b|$)", re.IGNORECASE)


def _take_item(text: str, draft: LineDraft, stripped: str, previous: LineDraft | None) -> bool:
    """Take off the mark of an item, or two; whether the line is one."""
    match = ITEM_MARK.match(stripped)
    if match is None or not _is_bullet(match["mark"], draft, previous):
        return False
    if match["mark"][0].isdigit() and _DAY_OF_MONTH.match(stripped):
        return False
    draft.mark = match["mark"]
    draft.left += match.end()
    if len(draft.mark) > 1 and draft.mark[0] in "*-":
        draft.indent += len(draft.mark) - 1
        draft.mark = draft.mark[0]
    second = _SECOND_MARK.match(text, draft.left, draft.right)
    if second:
        draft.mark = text[draft.left]
        draft.left = second.end()
    return True


# Headings of wikis and AsciiDoc (`== Topic ==`, `== Topic`), of HTML, and of Doxygen
# (`\\section anchor Topic`). Those of other markups are Markdown's by now.
def _level_of_wiki(match: re.Match[str], previous: LineDraft | None) -> int:
    """A single `=` in front makes a heading only of a line with none above: AsciiDoc's title."""
    marks = len(match["marks"])
    return marks if match["closed"] or marks > 1 or previous is None else 0


# What a heading of another markup begins with, its form, and its level, 0 for none after all.
_HEADINGS = (
    (
        "=",
        re.compile(r"(?P<marks>={1,6})[ \t]+(?P<words>\S[^=]*?)(?P<closed>[ \t]*=+)?$"),
        _level_of_wiki,
    ),
    (
        "<*",
        re.compile(
            r"\*{0,3}(?:<details\b[^<>]{0,100}>\s*)?<(?P<tag>h(?P<level>[1-6])|summary)\b[^<>]{0,100}>"
            r"(?P<words>(?:[^<>]|</?(?:b|strong|em|i|code)>){1,200})</(?P=tag)>\s*(?:</\w+>)?\*{0,3}$",
            re.IGNORECASE,
        ),
        lambda match, _previous: int(match["level"] or 4),
    ),
    (
        "\\@",
        re.compile(
            r"[\\@](?:(?P<page>page)|(?P<below>(?:sub){0,2})section)[ \t]+\w+[ \t]+(?P<words>\S.*)"
        ),
        lambda match, _previous: 1 if match["page"] else 2 + len(match["below"]) // len("sub"),
    ),
)


def _take_other_heading(
    draft: LineDraft, stripped: str, previous: LineDraft | None, markup: Markup
) -> bool:
    """Mark a heading of a markup other than Markdown; whether the line is one, or a keyword."""
    for starts, form, level in _HEADINGS:
        match = form.match(stripped) if stripped[0] in starts else None
        depth = level(match, previous) if match else 0
        if match and depth:
            draft.kind, draft.depth = "heading", depth
            draft.right = draft.left + match.end("words")
            draft.left += match.start("words")
            return True
    if markup == "org" and stripped.startswith("#+"):
        draft.kind = "comment"
        return True
    return False


_HTML_LIST_TAG = re.compile(r"<(?P<closes>/)?(?P<name>[uo]l|li)\b[^<>]{0,100}>", re.IGNORECASE)
_HTML_ITEM_START = re.compile(
    r"</?(?:[uo]l|li)\b[^<>]{0,100}>\s*(?:</?(?:[uo]l|li|p)\b[^<>]{0,100}>\s*)*", re.IGNORECASE
)
_HTML_ITEM_END = re.compile(r"(?:</?(?:[uo]l|li|p)\b[^<>]{0,100}>\s*)+", re.IGNORECASE)


@dataclass(slots=True)
class _HtmlList:
    """How deep in lists of HTML a line stands, and whether an item has begun without its words."""

    depth: int = 0
    begun: bool = False

    def pass_by(self, written: str) -> None:
        for tag in _HTML_LIST_TAG.finditer(written):
            if tag["name"].lower() == "li":
                self.begun = not tag["closes"]
            else:
                self.depth = max(0, self.depth - 1) if tag["closes"] else self.depth + 1
                self.begun = False


def _take_html_item(text: str, draft: LineDraft, stripped: str, html: _HtmlList) -> bool:
    """Mark a line of a list in HTML: an item, whose tag may stand above it, or tags alone.

    Any other line is left to what it may be, indented so that an open item governs it.
    """
    start = _HTML_ITEM_START.match(stripped)
    at = start.end() if start else 0
    html.pass_by(stripped[:at])
    if at == len(stripped):
        draft.kind = "comment"
        return True
    item, depth = html.begun, html.depth
    html.begun = False
    html.pass_by(stripped[at:])
    if not item:
        draft.indent = max(draft.indent, 2 * depth + 1) if depth else draft.indent
        return False
    draft.kind, draft.mark = "bullet", "<li>"
    draft.indent = 2 * depth or draft.indent
    draft.left += at
    end = _HTML_ITEM_END.search(text, draft.left, draft.right)
    if end and end.end() == draft.right:
        draft.right = draft.left + len(text[draft.left : end.start()].rstrip())
    _take_task(text, draft)
    return True


def _is_bullet(mark: str, draft: LineDraft, previous: LineDraft | None) -> bool:
    """A lone `o` or a letter is a bullet only where bullets are about."""
    if mark in ("o", "§") or mark.isalpha():
        return draft.indent > 0 or (previous is not None and previous.kind == "bullet")
    return True


def _take_task(text: str, draft: LineDraft) -> None:
    if draft.left < draft.right and text[draft.left] in "[\\☐☑☒✓✔✅<":
        match = _TASK.match(text, draft.left, draft.right)
        if match:
            if match[2] and draft.kind == "heading":
                return  # a picture
            checked = match[3] is not None and "checked" in match[3].lower()
            draft.task = checked or (match[1] or match[2] or " ") in "xX✓✔☑✅☒"
            draft.left = match.end()
            if draft.kind == "text":
                draft.kind, draft.mark = "bullet", "☐"
