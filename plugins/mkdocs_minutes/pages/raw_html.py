"""The HTML that a note may hold: the few tags and attributes that pass, mended where left open."""

from __future__ import annotations

import re

import nh3

from ..core.tables import CELL_REACH
from ..core.text import unescape

# The value of an attribute, with or without quotes.
_VALUE = r"""\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))"""
_ADDRESS = re.compile(rf"\b(?:href|src){_VALUE}", re.IGNORECASE)
_ALTERNATIVE = re.compile(rf"\balt{_VALUE}", re.IGNORECASE)
TAG_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")


def reach(tag: str) -> str:
    """Over how many rows and columns a cell reaches, as attributes.

    >>> reach('<td rowspan="2" onclick="x()">'), reach("<td colspan=900>")
    (' rowspan="2"', '')
    """
    found = dict(CELL_REACH.findall(tag))
    return "".join(f' {name.lower()}="{count}"' for name, count in sorted(found.items()))


def mended(html: str) -> str:
    """HTML with the tags that a note left open closed, and nothing that the safe list lacks."""
    return nh3.clean(
        html,
        tags=set(KEPT_TAGS),
        attributes={
            "*": {"id", "class"},
            "a": {"href", "title"},
            "img": {"src", "alt", "width", "height", "loading", "decoding", "referrerpolicy"},
            "div": {"role", "tabindex", "aria-label"},
            "th": {"scope", "colspan", "rowspan"},
            "td": {"colspan", "rowspan"},
            "ol": {"start"},
            "details": {"open"},
        },
        url_schemes={"http", "https", "mailto"},
        link_rel=None,
    )


INLINE_HTML = frozenset(
    "b code del em i ins kbd mark s small span strike strong sub sup tt u".split()
)


ENDED_BY_THE_NEXT = frozenset("dd dt li p tbody td tfoot th thead tr".split())
"""Tags of blocks that nobody has to close: many of them do not stand in each other."""


DEEPEST = 100
"""The tags that a note may have open at once; browsers stop at a few hundred."""


KEPT_TAGS = INLINE_HTML | frozenset(
    """a blockquote br center dd details div dl dt h2 h3 h4 h5 h6 hr img li ol p pre summary table
    tbody td tfoot th thead tr ul""".split()
)


def address_in(tag: str) -> str:
    """The address that a tag leads to or shows, `""` where it has none."""
    return _value(_ADDRESS, tag)


def alternative_in(tag: str) -> str:
    """The words of a tag in place of a picture, `""` where it has none."""
    return _value(_ALTERNATIVE, tag)


def _value(attribute: re.Pattern[str], tag: str) -> str:
    found = attribute.search(tag)
    return unescape(next(filter(None, found.groups()), "")) if found else ""
