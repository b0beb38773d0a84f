"""All that is to be masked in a text as it reads."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache

from ..settings import Mask
from .columns import below_heads
from .found import Found
from .keys import private_keys
from .labels import Said, in_company, labelled
from .links import links
from .mails import mails
from .numbers import numbers, scans
from .table import MAIL, Label, LinkRule, Rule, Table, folded, table


def find(text: str, known: Table, kinds: frozenset[str], own: tuple[Mask, ...]) -> Iterator[Found]:
    """What is found of `kinds`, in no order and overlapping; `own` are a community's kinds."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    tokens: list[tuple[int, Rule]] = []
    addresses: list[tuple[int, LinkRule]] = []
    said: list[Said] = []
    signs: list[int] = []
    for word, start, end in known.words.find_matches_as_indexes(lowered, overlapping=True):
        for meaning in known.meanings[word]:
            if meaning is MAIL:
                signs.append(start)
            elif meaning.kind not in kinds:
                continue
            elif isinstance(meaning, Label):
                said.append(Said(start, end, meaning))
            elif isinstance(meaning, Rule):
                tokens.append((start, meaning))
            else:
                addresses.append((start, meaning))
    for mask in own:
        said += _own_labels(lowered, mask)
        yield from _own_pattern(text, mask)
    yield from _tokens(text, tokens)
    apart = [hit for hit in said if not hit.label.company]
    dialled = [
        *links(text, sorted(addresses, key=lambda hit: hit[0])),
        *labelled(text, apart),
        *numbers(text, known, kinds),
    ]
    yield from dialled
    yield from labelled(text, in_company(text, said, dialled))
    yield from below_heads(text, apart)
    if "email" in kinds:
        yield from mails(text, sorted(signs), known.mail)
    if "secret" in kinds and ("PRIVATE KEY" in text or "Private-Lines" in text):
        yield from private_keys(text)
    yield from scans(text, known, kinds)


def _own_pattern(text: str, mask: Mask) -> Iterator[Found]:
    """What a community's pattern matches, line by line: it reads across none."""
    if not mask.pattern:
        return
    pattern = _compiled(mask.pattern)
    start = 0
    while start <= len(text):
        end = text.find("\n", start)
        end = len(text) if end < 0 else end
        for at in range(start, end + 1, _STEP):
            for match in pattern.finditer(text, at, min(end, at + _STEP)):
                if match.end() > match.start():
                    yield Found(*match.span(), mask.kind, match.start())
        start = end + 1


def _own_labels(lowered: str, mask: Mask) -> Iterator[Said]:
    """Where a community's own labels stand."""
    if not mask.labels:
        return
    label = _own_label(mask)
    for word in label.words:
        at = lowered.find(word)
        while at >= 0:
            yield Said(at, at + len(word), label)
            at = lowered.find(word, at + 1)


_STEP = 2_000
"""Characters of a line that a pattern of a community's own is tried on at once."""


@cache
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)


@cache
def _own_label(mask: Mask) -> Label:
    """A label that takes what the label of codes takes."""
    code = next(label for label in table().labels if label.name == "code")
    return replace(code, kind=mask.kind, words=tuple(map(folded, mask.labels)), joined=())


def _tokens(text: str, hits: list[tuple[int, Rule]]) -> Iterator[Found]:
    for at, rule in hits:
        pattern = rule.pattern.compiled
        match = _around(pattern, text, at, rule.back) if rule.back else pattern.match(text, at)
        if match and at <= match.end() and (rule.check is None or rule.check(text, match)):
            group = next(
                (name for name in ("thing", "value") if name in pattern.groupindex and match[name]),
                0,
            )
            yield Found(*match.span(group), rule.kind, match.start())


def _around(pattern: re.Pattern[str], text: str, at: int, back: int) -> re.Match[str] | None:
    """The first match that begins at a place or up to `back` characters before it."""
    starts = range(max(0, at - back), at + 1)
    return next(filter(None, (pattern.match(text, start, at + 6000) for start in starts)), None)
