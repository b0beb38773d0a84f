"""Text out of notes, made harmless for the format that it is put into."""

from __future__ import annotations

import re

_MARKDOWN_MARKS = re.compile(
    r"""
      [\\`*_\[\]<>|~&$]              # marks that mean something anywhere in a line
    | ^ (?: [#+=-] | \d+ (?=[.)]) )  # marks that begin a heading, a rule or a list
    """,
    re.VERBOSE,
)


def one_line(text: str) -> str:
    r"""The text on one line: white space is one blank each, control characters are shown as `�`.

    Characters that turn the direction of writing are control characters too: they could make a
    line read other than it is.

    >>> one_line("a\n  b\u202ec\x00")
    'a b�c�'
    """
    joined = " ".join(text.split())
    return joined if joined.isprintable() else "".join(map(_printable, joined))


def _printable(char: str) -> str:
    return char if char.isprintable() else "\N{REPLACEMENT CHARACTER}"


def markdown(text: str) -> str:
    r"""The text on one line, reading in Markdown as it is.

    >>> print(markdown("1. <b> *a*"))
    1\. \<b\> \*a\*
    """
    return _MARKDOWN_MARKS.sub(_escaped, one_line(text))


def _escaped(match: re.Match[str]) -> str:
    mark = match[0]
    return f"{mark}\\" if mark.isdigit() else f"\\{mark}"


def markdown_code(text: str, *, limit: int = 200) -> str:
    r"""The text on one line as a code span, in which nothing is markup, mention or link.

    Text longer than `limit` characters ends in an ellipsis; empty text gives an empty span's blank.

    >>> print(markdown_code("a `b` </details> @ada"))
    ``a `b` </details> @ada``
    >>> print(markdown_code("``"), markdown_code(""))
    ``` `` ``` ` `
    """
    line = one_line(text)
    if len(line) > limit:
        line = line[: limit - 1].rstrip() + "…"
    fence = "`" * (1 + max(map(len, re.findall(r"`+", line)), default=0))
    padding = " " if not line or line.startswith("`") or line.endswith("`") else ""
    return f"{fence}{padding}{line}{padding * bool(line)}{fence}"
