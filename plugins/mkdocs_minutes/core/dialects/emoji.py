"""Emoji by their names between colons, as GitHub and pads have them: `:dart:`."""

from __future__ import annotations

import re

from pymdownx import gemoji_db

NAMED = re.compile(r"(?<![\w:/]):(?P<name>\+1|-1|[a-z][a-z0-9_]{2,40}):(?![\w:`])")


def picture(match: re.Match[str]) -> str:
    """The emoji of a name, as GitHub or Zulip writes it; `""` for a name that is none.

    >>> [picture(match) for match in NAMED.finditer(":dart: and :nothing: at 10:30:00")]
    ['🎯', '']
    >>> picture(NAMED.match(":thumbs_up:"))
    '👍'
    """
    names = match[0], match[0].replace("_", "")
    known = (gemoji_db.emoji.get(gemoji_db.aliases.get(name, name)) for name in names)
    entry = next(filter(None, known), None)
    codes = entry.get("unicode", "") if entry else ""
    return "".join(chr(int(code, 16)) for code in codes.split("-")) if codes else ""
