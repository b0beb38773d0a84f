"""Addresses of the web that let somebody in: meetings, webhooks, whatever carries its own key."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .found import Found
from .table import LinkRule

_LONGEST_BEFORE, _LONGEST = 400, 4_000
_LEFT = re.compile(r"""[^\s<>"'|()\[\]{}\0]+$""")
_REST = re.compile(r"""[^\s<>"'|)\]}\0]*""")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z+.-]{1,20}://")
_HOST = re.compile(r"(?:[^\s/@]{1,128}@)?(?P<host>[^\s/?#:@]{3,255})(?::\d{1,5})?")
_BARE_HOST = re.compile(r"(?:[\w-]{1,63}\.){1,6}[A-Za-z]{2,24}$")
_TRAILING = ".,;:!?*_~…"


def links(text: str, hits: Iterable[tuple[int, int, LinkRule]]) -> Iterator[Found]:
    """What the rules say of the addresses around their words; each address is looked at once."""
    end = 0
    start = -1
    for at, _, rule in hits:
        if at >= end:
            start, end = _address(text, at)
        if start >= 0:
            yield from _judged(text, start, end, rule)


def _address(text: str, at: int) -> tuple[int, int]:
    """Where an address begins and ends, -1 where it begins nowhere."""
    left = _LEFT.search(text, max(0, at - _LONGEST_BEFORE), at)
    begin = left.start() if left else at
    rest = _REST.match(text, at, at + _LONGEST)
    end = rest.end() if rest else at
    end = begin + len(text[begin:end].rstrip(_TRAILING))
    schemes = [match.start() for match in _SCHEME.finditer(text, begin, at + 8)]
    within = [scheme for scheme in schemes if scheme <= at]
    if within:
        return within[-1], max(end, at + 1)
    if schemes:
        return schemes[0], max(end, at + 1)
    host = re.split(r"[/?#]", text[begin:end], maxsplit=1)[0]
    bare = _BARE_HOST.search(host)
    return (begin + bare.start() if bare else -1), max(end, at + 1)


def _judged(text: str, start: int, end: int, rule: LinkRule) -> Iterator[Found]:
    scheme = _SCHEME.match(text, start, end)
    host = _HOST.match(text, scheme.end() if scheme else start, end)
    if host is None or not _is_host(host["host"].lower(), text[start:end], rule):
        return
    if rule.path:
        match = rule.path.match(text, host.end(), end)
        if match:
            group = match.lastgroup
            first, last = match.span(group) if group else (start, end)
            yield Found(first, last, rule.kind, start)
    if rule.parameters:
        for match in rule.parameters.finditer(text, host.end(), end):
            first, last = (start, end) if rule.whole else match.span("thing")
            yield Found(first, last, rule.kind, start)


def _is_host(host: str, address: str, rule: LinkRule) -> bool:
    if rule.host and not rule.host.match(host):
        return False
    return "*" in rule.hosts or any(
        host == known or host.endswith("." + known) for known in rule.hosts
    )
