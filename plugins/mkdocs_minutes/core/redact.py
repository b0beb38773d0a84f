"""What should not be published is replaced by marks, before anything else sees the text."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from .masking.edits import as_edits
from .masking.find import find
from .masking.found import Found
from .masking.people import NAME, PSEUDONYM, withdrawn_names
from .masking.repeated import repeated
from .masking.surface import Surface, surface
from .masking.table import table
from .records import Sensitive, Span
from .settings import Settings

MARK = re.compile(r"\[[\w -]{1,40} removed\]")
"""What stands where something sensitive stood."""


@dataclass(frozen=True, slots=True)
class Redacted:
    """A text without its sensitive stretches, and what was removed, in the order of the text."""

    text: str
    removed: tuple[Sensitive, ...]


def redact(text: str, settings: Settings, line_starts: tuple[int, ...] = (0,)) -> Redacted:
    """The text with marks for what is sensitive, lines kept one to one, the things not kept.

    `line_starts` are those of `text`. The spans are those of the marks in the new text; where only
    the target of a link was removed, the end of its words. Versions, dates, times, log stamps and
    ticket numbers stay.

    >>> redact("Call 719-555-0100, PIN: 24680", Settings()).text
    'Call [phone removed], PIN: [PIN removed]'
    >>> redact("[Ann Bell](mailto:ann@example.org)", Settings()).text
    'Ann Bell'
    """
    things = masked(text, settings)
    if not things:
        return Redacted(text, ())
    parts: list[str] = []
    removed: list[tuple[Sensitive, str]] = []
    done = length = 0
    for edit in as_edits(text, things, mark_of(settings)):
        parts.append(text[done : edit.start])
        length += edit.start - done
        if edit.kind and not edit.kind.startswith(PSEUDONYM):
            line = bisect_right(line_starts, edit.start)
            span = Span(length, length + len(edit.shown))
            thing = Sensitive(edit.kind, span, line, Span(*edit.thing), edit.told)
            removed.append((thing, text[edit.thing[0] : edit.thing[1]]))
        parts.append(edit.shown)
        length += len(edit.shown)
        done = edit.end
    parts.append(text[done:])
    return Redacted("".join(parts), tuple(_without_runs(removed)))


def masked(text: str, settings: Settings) -> list[Found]:
    """What is masked in a text, in its order and apart; what overlaps is one thing of one kind.

    >>> [(text.kind, text.start) for text in masked("PIN: 24680", Settings())]
    [('pin', 5)]
    """
    if not text or not (settings.redact or settings.masks or settings.withdrawn):
        return []
    read = surface(text)
    kinds = frozenset(settings.redact)
    found = [
        thing
        for thing in find(read.text, table(), kinds, settings.masks)
        if thing.end > thing.start
    ]
    found += repeated(read.text, found)
    found += withdrawn_names(read.text, settings.withdrawn)
    return _apart(_in_source(text, read, found))


def mask_words(words: str, settings: Settings) -> str:
    """A line of its own with marks: a title, a name of the registry, a message.

    >>> mask_words("Call with PIN: 24680", Settings())
    'Call with PIN: [PIN removed]'
    """
    return redact(words, settings).text if words else words


def mask_path(path: str, settings: Settings) -> str:
    """The path of a file with marks in the names that need them, or the path as it is.

    >>> mask_path("calls/2021-03-04_PIN_24680.md", Settings())
    'calls/2021-03-04_PIN_[PIN removed].md'
    """
    return "/".join(_masked_name(part, settings) for part in path.split("/"))


@lru_cache(maxsize=256)  # many notes lie in a folder
def _masked_name(part: str, settings: Settings) -> str:
    stem, point, suffix = part.rpartition(".")
    name = stem if point and _SUFFIX.fullmatch(suffix) else part
    shown = name
    for thing in reversed(masked(name.replace("_", " "), settings)):
        shown = shown[: thing.start] + mark_of(settings)[thing.kind] + shown[thing.end :]
    return shown + part[len(name) :]


_SUFFIX = re.compile(r"[a-z]{2,8}", re.IGNORECASE)


def mark_of(settings: Settings) -> dict[str, str]:
    """What stands in the place of each kind, a community's own among them."""
    marks = {name: kind.mark for name, kind in table().kinds.items()}
    own = {mask.kind for mask in settings.masks} - marks.keys()
    marks |= {name: f"[{name.replace('-', ' ')} removed]" for name in own}
    others = {f"{PSEUDONYM}{i}": person.shown for i, person in enumerate(settings.withdrawn)}
    return marks | others | {NAME: "[name removed]"}


def _in_source(source: str, read: Surface, found: Iterable[Found]) -> Iterator[Found]:
    for thing in found:
        start, end = read.source_span(thing.start, thing.end)
        if thing.kind == "meeting-link":
            rest = _ENCODED_REST.match(source, end)
            end = rest.end() if rest else end
        told = start if thing.told == thing.start else read.source_span(thing.told, thing.end)[0]
        if start < end:
            yield Found(start, end, thing.kind, min(told, start))


_ENCODED_REST = re.compile(
    r"(?: (?<= %[0-9A-Fa-f]{2} ) | (?= %[0-9A-Fa-f]{2} ) ) [\w.~&=+/:@!$%-]{0,4000} [\w%=]",
    re.VERBOSE,
)
"""What goes on behind an address that ends, as it reads, at a sign that is written in percent."""


def _apart(things: Iterable[Found]) -> list[Found]:
    apart: list[Found] = []
    for thing in sorted(
        things, key=lambda thing: (thing.start, -thing.end, _ORDER.get(thing.kind, 0))
    ):
        if apart and thing.start < apart[-1].end:
            if thing.end > apart[-1].end:
                apart[-1] = apart[-1]._replace(end=thing.end)
            continue
        apart.append(thing)
    return apart


_ORDER = {
    kind: order
    for order, kind in enumerate(("meeting-link", "secret", "email", "ip-address", "phone", "pin"))
}


def _without_runs(removed: list[tuple[Sensitive, str]]) -> Iterator[Sensitive]:
    """Each removal once, but the same thing on line after line of a log only where it begins."""
    lines: dict[tuple[str, str], list[int]] = {}
    for mark, thing in removed:
        lines.setdefault((mark.what, thing), []).append(mark.line)
    seen: set[tuple[str, str, int]] = set()
    for key, at in lines.items():
        for one, two, three in zip(at, at[1:], at[2:], strict=False):
            if three - one == 2 and two - one == 1:
                seen.update(((*key, two), (*key, three)))
    for mark, thing in removed:
        if (mark.what, thing, mark.line) not in seen:
            yield mark
