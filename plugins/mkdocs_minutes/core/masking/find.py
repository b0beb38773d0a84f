"""All that is to be masked in a text as it reads."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import cache
from itertools import accumulate, chain, starmap
from operator import itemgetter
from typing import Any

from ..settings import Mask
from ..text import in_small_letters
from .columns import below_heads
from .company import in_company
from .cues import behind_any_label, near_cues
from .found import Found
from .homes import homes
from .keys import private_keys
from .labels import beside_dialled, labelled
from .links import links
from .mails import mails
from .numbers import is_public, numbers, scans
from .seen import Said, Seen, lets_in
from .spoken import spoken
from .table import HEADING, MAIL, Label, LinkRule, Rule, Stem, Table, folded, table
from .values import whole
from .wrapped import joined


def find(text: str, known: Table, kinds: frozenset[str], own: tuple[Mask, ...]) -> Iterator[Found]:
    """What is found of `kinds`, in no order and overlapping; `own` are a community's kinds.

    What is of another kind is found as well and left out, so that no rule takes it for a value.
    """
    hits = _hits(text, known)
    for mask in own:
        yield from labelled(text, list(_own_labels(in_small_letters(text), mask)))
        yield from _own_pattern(text, mask)
    yield from (thing for thing in _all(text, known, hits) if thing.kind in kinds)
    breaks = joined(text)
    if breaks.text:
        over = _alone(breaks.text, known, _hits(breaks.text, known))
        yield from (thing for thing in breaks.in_text(over) if thing.kind in kinds)


def _all(text: str, known: Table, hits: _Hits) -> list[Found]:
    """What is found of all kinds of the table, by itself and in the company of such."""
    found = _alone(text, known, hits)
    headings = sorted((start, end) for start, end, _ in hits[HEADING])
    company = in_company(text, found, headings, known, lets_in(starmap(Seen, hits[Stem])))
    found += _apart_from(found, _whole(text, company))
    return [it for it in found if it.kind != "phone" or not is_public(text, it.start)]


_LET_IN = frozenset({"pin", "secret"})


def _whole(text: str, found: Iterable[Found]) -> Iterator[Found]:
    """What words tell, each value that lets in with all that it goes on with."""
    for thing in found:
        start, end = thing[:2]
        if thing.kind in _LET_IN:
            start, end = whole(text, start, end)
        label = thing.told < thing.start and start <= thing.told
        yield thing._replace(start=thing.start if label else start, end=end)


def _alone(text: str, known: Table, hits: _Hits) -> list[Found]:
    """What is found by its form, or by the words beside it."""
    said, cues = list(starmap(Said, hits[Label])), list(starmap(Seen, hits[Stem]))
    apart = [hit for hit in said if not hit.label.company]
    found = [
        *_tokens(text, hits[Rule]),
        *links(text, sorted(hits[LinkRule], key=itemgetter(0))),
        *_whole(text, labelled(text, apart)),
        *numbers(text, known),
    ]
    found += _whole(text, labelled(text, beside_dialled(text, said, found)))
    found += _whole(text, below_heads(text, apart, cues))
    found += mails(text, sorted(at for at, *_ in hits[MAIL]), known.mail)
    if "PRIVATE KEY" in text or "Private-Lines" in text:
        found += private_keys(text)
    found += scans(text, known)
    told = _whole(text, chain(near_cues(text, cues), spoken(text, cues)))
    for others in (told, homes(text), behind_any_label(text)):
        found += _apart_from(found, others)
    return found


_GOES_ON = re.compile(r"[a-z]{3}")
# A word and itself behind it, also behind a sign, which has whatever value there is.
_AGAIN = re.compile(r"(?<![^\W_])([^\W\d_]{2,}) [(,;:/-]?\1(?![^\W_])")
_LONGER = 12
"""How much longer a word is than what is known of it, both times."""


_Hits = defaultdict[type | str, list[tuple[int, int, Any]]]
"""Where the words of the table stand and what they mean there, by the kind of that."""


def _hits(text: str, known: Table) -> _Hits:
    """All hits in a text, but those in the middle of words, where they can mean nothing."""
    hits: _Hits = defaultdict(list)
    lowered = in_small_letters(text)
    for word, start, end in known.words.find_matches_as_indexes(lowered, overlapping=True):
        begins, ends = known.bounds[word]
        if begins and start and text[start - 1].isalpha() and text[start] == lowered[start]:
            continue
        if ends and _GOES_ON.match(text, end):
            continue
        if end - start > 3 and _AGAIN.match(lowered, start, 2 * end - start + _LONGER):
            continue
        for meaning in known.meanings[word]:
            kind = meaning if isinstance(meaning, str) else type(meaning)
            hits[kind].append((start, end, meaning))
    return hits


def _apart_from(found: Iterable[Found], others: Iterable[Found]) -> list[Found]:
    """Those of others that share nothing with what was found."""
    taken = sorted((thing.start, thing.end) for thing in found)
    starts = [start for start, _ in taken]
    ends = list(accumulate((end for _, end in taken), max))
    apart = []
    for thing in others:
        before = bisect_left(starts, thing.end)
        if not before or ends[before - 1] <= thing.start:
            apart.append(thing)
    return apart


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


def _tokens(text: str, hits: Iterable[tuple[int, int, Rule]]) -> Iterator[Found]:
    for at, _, rule in hits:
        pattern = rule.pattern
        match = _around(pattern, text, at, rule.back) if rule.back else pattern.match(text, at)
        if match and at <= match.end() and (rule.check is None or rule.check(text, match)):
            group = next(
                (name for name in ("thing", "value") if name in pattern.groupindex and match[name]),
                0,
            )
            if not _PLACEHOLDER.search(match[group]):
                yield Found(*match.span(group), rule.kind, match.start())


# Filled up with one character, or called what it is, for a reader to put in a value.
_PLACEHOLDER = re.compile(r"([Xx*.0])\1{7}|^\w*:(?:password|pass|passwd|pwd|secret|token)$", re.I)


def _around(pattern: re.Pattern[str], text: str, at: int, back: int) -> re.Match[str] | None:
    """The first match that begins at a place or up to `back` characters before it."""
    starts = range(max(0, at - back), at + 1)
    return next(filter(None, (pattern.match(text, start, at + 6000) for start in starts)), None)
