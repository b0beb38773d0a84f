"""All that is to be masked in a text as it reads."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import accumulate

from ..settings import Mask
from ..text import in_small_letters
from .columns import below_heads
from .company import in_company
from .cues import Seen, behind_any_label, lets_in, near_cues
from .found import Found
from .homes import homes
from .keys import private_keys
from .labels import Said, beside_dialled, labelled
from .links import links
from .mails import mails
from .numbers import is_public, numbers, scans
from .table import MAIL, Label, LinkRule, Rule, Stem, Table, folded, table
from .wrapped import joined


def find(text: str, known: Table, kinds: frozenset[str], own: tuple[Mask, ...]) -> Iterator[Found]:
    """What is found of `kinds`, in no order and overlapping; `own` are a community's kinds.

    What is of another kind is found as well and left out, so that no rule takes it for a value.
    """
    hits = _Hits.of(text, known)
    for mask in own:
        yield from labelled(text, list(_own_labels(in_small_letters(text), mask)))
        yield from _own_pattern(text, mask)
    yield from (thing for thing in _all(text, known, hits) if thing.kind in kinds)
    breaks = joined(text)
    if breaks.text:
        over = _alone(breaks.text, known, _Hits.of(breaks.text, known))
        yield from (thing for thing in breaks.in_text(over) if thing.kind in kinds)


def _all(text: str, known: Table, hits: _Hits) -> list[Found]:
    """What is found of all kinds of the table, by itself and in the company of such."""
    found = _alone(text, known, hits)
    company = in_company(text, found, sorted(hits.headings), known, lets_in(hits.cues))
    found += _apart_from(found, company)
    return [it for it in found if it.kind != "phone" or not is_public(text, it.start)]


def _alone(text: str, known: Table, hits: _Hits) -> list[Found]:
    """What is found by its form, or by the words beside it."""
    apart = [hit for hit in hits.said if not hit.label.company]
    found = [
        *_tokens(text, hits.tokens),
        *links(text, sorted(hits.addresses, key=lambda hit: hit[0])),
        *labelled(text, apart),
        *numbers(text, known),
    ]
    found += labelled(text, beside_dialled(text, hits.said, found))
    found += below_heads(text, apart, hits.cues)
    found += mails(text, sorted(hits.signs), known.mail)
    if "PRIVATE KEY" in text or "Private-Lines" in text:
        found += private_keys(text)
    found += scans(text, known)
    for others in (near_cues(text, hits.cues), homes(text), behind_any_label(text)):
        found += _apart_from(found, others)
    return found


_GOES_ON = re.compile(r"[a-z]{3}")
# A word and itself behind it, also behind a sign, which has whatever value there is.
_AGAIN = re.compile(r"(?<![^\W_])([^\W\d_]{2,}) [(,;:/-]?\1(?![^\W_])")
_LONGER = 12
"""How much longer a word is than what is known of it, both times."""


@dataclass(slots=True)
class _Hits:
    """Where the words of the table stand, by what they mean."""

    tokens: list[tuple[int, Rule]] = field(default_factory=list)
    addresses: list[tuple[int, LinkRule]] = field(default_factory=list)
    said: list[Said] = field(default_factory=list)
    cues: list[Seen] = field(default_factory=list)
    signs: list[int] = field(default_factory=list)
    headings: list[tuple[int, int]] = field(default_factory=list)

    @classmethod
    def of(cls, text: str, known: Table) -> _Hits:
        """All hits in a text, but those in the middle of words, where they can mean nothing."""
        hits = cls()
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
                hits.add(meaning, start, end)
        return hits

    def add(self, meaning: object, start: int, end: int) -> None:
        """Keep a hit by what it means; most are cues and labels."""
        if isinstance(meaning, Stem):
            self.cues.append(Seen(start, end, meaning))
        elif isinstance(meaning, Label):
            self.said.append(Said(start, end, meaning))
        elif isinstance(meaning, Rule):
            self.tokens.append((start, meaning))
        elif isinstance(meaning, LinkRule):
            self.addresses.append((start, meaning))
        elif meaning == MAIL:
            self.signs.append(start)
        else:
            self.headings.append((start, end))


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


def _tokens(text: str, hits: list[tuple[int, Rule]]) -> Iterator[Found]:
    for at, rule in hits:
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
