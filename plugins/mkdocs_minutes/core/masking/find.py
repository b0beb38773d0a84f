"""All that is to be masked in a text as it reads."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from .columns import below_heads
from .found import Found
from .keys import private_keys
from .labels import Said, labelled
from .links import links
from .mails import mails
from .numbers import numbers, scans
from .table import MAIL, Label, LinkRule, Rule, Table


def find(
    text: str, known: Table, kinds: frozenset[str], own: Iterable[tuple[str, re.Pattern[str]]]
) -> Iterator[Found]:
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
    yield from _tokens(text, tokens)
    yield from links(text, sorted(addresses, key=lambda hit: hit[0]))
    yield from labelled(text, said)
    yield from below_heads(text, said)
    if "email" in kinds:
        yield from mails(text, sorted(signs), known.mail)
    if "secret" in kinds and ("PRIVATE KEY" in text or "Private-Lines" in text):
        yield from private_keys(text)
    yield from numbers(text, known, kinds)
    yield from scans(text, known, kinds)
    for kind, pattern in own:
        for match in pattern.finditer(text):
            if match.end() > match.start():
                yield Found(*match.span(), kind, match.start())


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
