"""What vaults add to Markdown: callouts, tags, highlights, comments, names of blocks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from ..records import InlineMark, Span
from .dialect import Dialect
from .forms import around, form, line_end, raised
from .source import Change, Edit, Source

# `> [!note] Title`, `> [!TIP]`, `> [!faq]- Folded`: of Obsidian and of GitHub.
_CALLOUT = re.compile(
    r"^(?P<quote>[ \t>]*(?:[-*+][ \t]{1,4})?>[ \t]*)"
    r"\[!(?P<kind>[A-Za-z][\w-]{0,30})(?:\|[^\]\n]{0,40})?\][-+]?(?P<blank>[ \t]*)"
    r"(?P<title>[^\n]*)$",
    re.MULTILINE,
)
# A line of a box, in the outermost quote.
_QUOTED = re.compile(r"[ ]{0,3}>[ ]?")
# What begins a block or a statement of its own: an item, a heading, a table, a quote, a label,
# nothing.
_LISTED = re.compile(
    r"[ \t]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]|[#|>]|!\[|$"
    r"|\*{0,2}[^\W\d_][\w ]{1,40}(?::\*{0,2}|\*\*:)[ \t])",
    re.MULTILINE,
)
_COMMENT = form(
    "%%",
    r"(?:^[ \t]*[-*+][ ]+(?=%%[^%\n]{0,500}%%[ \t]*$))?%%(?:(?!%%)[\s\S]){0,5000}?%%",
)
# The definitions of links that Foam keeps below a note for other readers.
_GENERATED = form("[//begin]", r"^\[//begin\]:[^\n]*\n(?:\[[^\n]*\n){0,400}?\[//end\]:[^\n]*$")
_HIGHLIGHT = form(
    "==",
    r"(?<![=\w])==(?=[^\s=])(?P<words>[^=\n]{1,300}?)(?<=[^\s=])==(?![=\w])",
    "<mark>{words}</mark>",
)
_RAISED = form("^^", r"\^\^(?P<words>[^\s^][^^\n]{0,300}?)\^\^", "<mark>{words}</mark>")
_TAG = re.compile(
    r"(?<![\w/#&\[(.-])(?<!\{ )(?<!\{: )#(?P<tag>[A-Za-z][\w/-]{1,60})(?<=\w)(?![\w#.:(])"
)
_BLOCK_NAME = re.compile(r"(?<=\S)[ \t]+\^(?P<name>[A-Za-z0-9-]{2,40})[ \t]*$", re.MULTILINE)
# A block's name that is no power and no word: `^37066d`.
_OWN_NAME = re.compile(
    r"(?<=\S)[ ]\^(?=[\w-]*[A-Za-z])(?=[\w-]*\d)[A-Za-z0-9-]{3,40}[ \t]*$", re.MULTILINE
)
# Tags that no channel and no heading is: `#boat/sails`, and a line of several.
_FILED = re.compile(
    r"\#(?<!\S\#)(?:[A-Za-z][\w-]{1,60}/[\w/-]*\w(?=[\s,;]|$)"
    r"|(?<=^\#)[A-Za-z][\w-]{1,60}(?:[ ,]{1,2}\#[A-Za-z][\w-]{1,60}){1,20}[ \t]*$)",
    re.MULTILINE,
)
_IN_FRONT = re.compile(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)?(?:\[.\][ \t]+)?(?:\#{1,6}[ \t]+)?")
_SIGN = re.compile(r"(?<!\[)\[\[[^\[\]\n]{1,300}\]\](?![(\[])")


# `[^1]: said by Ann`, a note at the foot, and `[^1]`, which leads there.
_AT_FOOT = re.compile(r"^\[\^(?P<name>[\w-]{1,40})\]:[ \t]*", re.MULTILINE)
_TO_FOOT = re.compile(r"(?<=[\S ])\[\^(?P<name>[\w-]{1,40})\](?!\()")


_SIGNS = (
    ("[!", _CALLOUT),
    ("[^", _AT_FOOT),
    ("^^", _RAISED.pattern),
    ("^", _OWN_NAME),
    ("#", _FILED),
)


def _recognised(source: Source) -> bool:
    text = source.text
    return (
        any(sign in text and source.has(pattern) for sign, pattern in _SIGNS)
        or ("[[" in text and not source.ends_with(".org") and source.has(_SIGN))
        or ("==" in text and _highlights(source))
        or (text.count("%%") > 1 and source.has(_COMMENT.pattern) and source.has(_TAG))
    )


def _highlights(source: Source) -> bool:
    """Whether a source highlights words, in a line or as a line of Markdown."""
    found = [*source.matches(_HIGHLIGHT.pattern)]
    return any(map(_is_within, found)) or (bool(found) and source.has(_HEADING))


# A heading of Markdown; without blank lines around it, it can be an item of a wiki's list.
_HEADING = re.compile(r"(?:\A|\n[ \t]*\n)\#{1,6}[ ]\S[^\n]*\n[ \t]*\n")


def _is_within(match: re.Match[str]) -> bool:
    """Whether a highlight has words beside it: `== Ropes ==` on a line is a wiki's heading."""
    start = match.string.rfind("\n", 0, match.start()) + 1
    beside = match.string[start : match.start()] + match.string[match.end() : line_end(match)]
    return beside.strip() != ""


def _changes(source: Source) -> Iterator[Change]:
    yield from around(source, [_COMMENT, _GENERATED, _RAISED])
    named = {match["name"] for match in source.matches(_AT_FOOT)} if "[^" in source.text else set()
    for foot in (_AT_FOOT, _TO_FOOT) if named else ():
        for match in source.matches(foot):
            if match["name"] in named:
                shown = raised(match["name"])
                yield Edit(*match.span(), f"{shown.lstrip()} " if foot is _AT_FOOT else shown)
    below = source.once(_quoted_below)
    for match in source.matches(_CALLOUT):
        yield from _callout(match, below.get(match.start(), ()))
    yield from around(source, (_HIGHLIGHT,))
    for match in source.matches(_BLOCK_NAME) if "^" in source.text else ():
        yield Edit(*match.span())
    for name, span in source.once(named_blocks).items():
        yield InlineMark("block", span, name)
    for match in source.matches(_TAG):
        yield InlineMark("tag", Span(*match.span()), match["tag"])


def named_blocks(source: Source) -> dict[str, Span]:
    """The words of the blocks to which a source gives a name (`… ^a1b2`), by that name."""
    found = dict[str, Span]()
    for match in source.matches(_BLOCK_NAME) if "^" in source.text else ():
        start = match.string.rfind("\n", 0, match.start()) + 1
        words = _IN_FRONT.match(match.string, start, match.start())
        found.setdefault(match["name"], Span(words.end() if words else start, match.start()))
    return found


def _quoted_below(source: Source) -> dict[int, tuple[Span, ...]]:
    """The lines that go on each outermost callout, by where it begins; none where code is in it."""
    found: dict[int, list[Span]] = {}
    begun, end = -1, -1
    for line in source.lines:
        is_quote = _QUOTED.match(source.text, line.start, line.end) is not None
        begins = _CALLOUT.match(source.text, line.start, line.end)
        if begins and _QUOTED.fullmatch(begins["quote"]):
            begun = line.start
        elif is_quote and begun >= 0 and line.start == end + 1:
            found.setdefault(begun, []).append(line)
        else:
            if source.text[end + 1 : line.start].lstrip(" ").startswith(">"):
                found.pop(begun, None)
            begun = -1
        end = line.end
    return {start: tuple(lines) for start, lines in found.items()}


def _callout(match: re.Match[str], below: Sequence[Span]) -> Iterator[Change]:
    """Its first line as a title that says what it is: `**Note:** …`.

    One that goes on is a box, and what it holds no quote: a list under `Next steps` is a list of
    what is to be done, and `Decision` stands before what was decided. As in the editor, a title
    stands in the place of the kind.
    """
    kind = match["kind"].lower()
    label = kind.replace("-", " ").capitalize()
    title = match["title"].strip()
    if below:
        yield from _title(match, (title or label).strip("*").rstrip(":"), below[0])
        yield InlineMark("box", Span(match.start(), match.start()), kind)
        yield InlineMark("box", Span(below[-1].start, below[-1].start), "")
        for line in below[1:]:
            yield Edit(line.start, _inside(match.string, line))
        return
    start = match.end("quote")
    yield Edit(start, match.start("title"), f"**{label}:** " if title else f"**{label}**")
    yield InlineMark("callout", Span(start, match.end()), kind)


def _title(match: re.Match[str], title: str, first: Span) -> Iterator[Change]:
    """The title of a box: in front of its words, or on its line above a list and the like."""
    inside = _inside(match.string, first)
    if _LISTED.match(match.string, inside, first.end) or "[[" in title:
        yield Edit(match.start(), match.start("title"), "*" if match["title"] else f"*{title}:")
        yield Edit(match.end(), match.end(), ":*" if match["title"] else "*")
        yield Edit(first.start, inside)
    else:
        yield Edit(*match.span())
        yield Edit(first.start, inside, f"**{title}:** ")


def _inside(text: str, line: Span) -> int:
    quote = _QUOTED.match(text, line.start, line.end)
    return quote.end() if quote else line.start


VAULT = Dialect(
    name="vault",
    tools="Obsidian, Foam, GitHub",
    reads=(
        "callouts and alerts (`> [!note]`) as boxes, with what they state; `#tags` as topics,"
        " `==highlights==`, notes at the foot (`[^1]`); comments (`%%…%%`) and names of"
        " blocks (`^a1b2`) are not shown"
    ),
    recognised=_recognised,
    changes=_changes,
    example=("> [!info] Agenda", "> **Info:** Agenda"),
)
