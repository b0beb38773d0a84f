"""Emoji by their names between colons, as GitHub and pads have them: `:dart:`."""

from __future__ import annotations

import re

from pymdownx import gemoji_db

NAMED = re.compile(r"(?<![\w:/]):(?P<name>\+1|-1|[a-z][a-z0-9_]{2,40}):(?![\w:`])")

# What other readers know by its name, where it says what is done or who was there.
_KEPT = frozenset(":white_check_mark: :heavy_check_mark: :x:".split())


def picture(match: re.Match[str]) -> str:
    """The emoji of a name; `""` for a name that is none, and for a state but in a heading.

    >>> [picture(match) for match in NAMED.finditer(":dart: and :nothing: at 10:30:00")]
    ['🎯', '']
    >>> [picture(match) for match in NAMED.finditer("## :dart: and :heavy_check_mark:")]
    ['🎯', '✔']
    >>> [picture(match) for match in NAMED.finditer("- :heavy_check_mark: paid")]
    ['']
    """
    name, line = match[0], match.string.rfind("\n", 0, match.start()) + 1
    kept = name in _KEPT and not match.string.startswith("#", line)
    entry = gemoji_db.emoji.get(gemoji_db.aliases.get(name, name))
    codes = entry.get("unicode", "") if entry and not kept else ""
    return "".join(chr(int(code, 16)) for code in codes.split("-")) if codes else ""
