"""The tables that the search has in both of its languages, read from the client's own script.

`assets/tables.js` is a script that is a JSON value but for its first and last characters and its
comment lines, so that neither half of the search has a copy of its own.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from .scripts import asset, slim


@lru_cache(maxsize=1)
def tables() -> dict[str, Any]:
    """All tables by name; raises `ValueError` where the script is not written as it has to be.

    >>> tables()["fields"]
    ['title', 'heading', 'body']
    """
    script = slim(asset("tables.js"))
    found: dict[str, Any] = json.loads(script[script.index("= {\n") + 2 : script.rindex(";")])
    return found


def compiled(name: str, flags: re.RegexFlag = re.NOFLAG) -> re.Pattern[str]:
    """A pattern that both halves have; `KeyError` for a name that stands in no table."""
    return re.compile(tables()["patterns"][name], flags)


def characters(name: str) -> str:
    r"""A table of characters and ranges of them, as they stand in a class of a pattern.

    >>> print(characters("invisible")[:19])
    \u00ad\u200c-\u200f
    """
    return "".join(map(character_range, tables()[name]))


def character_range(written: str) -> str:
    r"""A character or a range, given by codes, as it stands in a class of a pattern.

    >>> print(character_range("0400-052f"))
    \u0400-\u052f
    """
    return "-".join(map(_escaped, written.split("-")))


def _escaped(code: str) -> str:
    return f"\\u{code}" if len(code) == 4 else f"\\U{code:0>8}"


def pairs(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Texts of the form `suffix:replacement`, taken apart.

    >>> pairs(["ful:", "ical:ic"])
    (('ful', ''), ('ical', 'ic'))
    """
    return tuple((one, other) for one, _, other in (text.partition(":") for text in texts))
