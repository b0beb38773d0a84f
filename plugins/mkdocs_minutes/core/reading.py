"""A note's text as it is read: its dialects brought to Markdown, and what is sensitive masked."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from .dialects import Translated, translate
from .dialects.databases import as_table, is_database
from .dialects.mail import as_words, is_mail
from .dialects.webpage import as_markdown, is_webpage
from .encodings import encoding_for
from .part_paths import file_of
from .records import InlineMark, RawNote, Sensitive, Span
from .redact import MARK, mask_words, redact
from .settings import Settings
from .text import Decoded, decode, line_starts


@dataclass(frozen=True, slots=True)
class ReadText:
    """The text of a note, what was removed from it, and what its dialect says of it.

    That is its marks, and whether a line without an indent `ends_lists`.
    """

    text: str
    removed: tuple[Sensitive, ...]
    marks: tuple[InlineMark, ...] = ()
    ends_lists: bool = False


def decoded_note(raw: RawNote, settings: Settings) -> Decoded:
    r"""The text of a file; that of a page of HTML or of a database is what it says, as Markdown.

    Wherever a note's text is looked at by places that its records give, it is this one. Of more
    than 100 blanks in a row in a line, 100 stay: no layout has more, and much that looks for words
    would take a time that is quadratic in them.

    >>> decoded_note(RawNote("2020-01-01.html", b"<h1>Weekly</h1><p>Mend"), Settings()).text
    '# Weekly\n\nMend\n'
    """
    path = file_of(raw.path)
    decoded = decode(raw.data, encoding_for(path, settings.encoding))
    text = decoded.text
    if is_webpage(path):
        text = as_markdown(text)
    elif is_mail(path):
        text = as_words(raw.data, text)
    elif is_database(path):
        text = as_table(text)
    return replace(decoded, text=_BLANKS.sub(r"\1", text))


_BLANKS = re.compile(r"([^\S\n](?<![^\S\n].)[^\S\n]{99})[^\S\n]+")


def redact_note(text: str, path: str, settings: Settings, body: int = 0) -> ReadText:
    """The text of a note as it is read; `body` is the index of the first line below its head.

    Where a removed thing stands in the source is told of the source as it is, whatever its dialect.

    >>> redact_note("Call [[Ann Bell|Ann]], PIN: 24680", "a.md", Settings()).text
    'Call Ann, PIN: [PIN removed]'
    """
    starts = line_starts(text)
    translated = translate(text, path, starts[body] if body < len(starts) else len(text))
    redacted = redact(translated.text, settings, starts_of(translated, starts))
    if not translated.dialects:
        return ReadText(redacted.text, redacted.removed)
    removed = tuple(
        replace(thing, source=translated.in_source(thing.source), told=_told(translated, thing))
        for thing in redacted.removed
    )
    marks = tuple(_marks(translated, redacted.text, settings))
    return ReadText(redacted.text, removed, marks, translated.ends_lists)


def starts_of(translated: Translated, starts: tuple[int, ...]) -> tuple[int, ...]:
    """Where the lines of a translated text begin, given those of its source."""
    return line_starts(translated.text) if translated.edits else starts


def _told(translated: Translated, thing: Sensitive) -> int:
    return translated.in_source(Span(thing.told, thing.told)).start


def _marks(translated: Translated, text: str, settings: Settings) -> Iterator[InlineMark]:
    """The marks of a translated text in the same text without what was removed from it.

    On a line from which something was removed, those stay that stand wholly before or behind it.
    """
    old, new = translated.text.split("\n"), text.split("\n")
    starts, moved = line_starts(translated.text), line_starts(text)
    line = 0
    for mark in sorted(translated.marks, key=lambda mark: mark.span):
        while line + 1 < len(starts) and starts[line + 1] <= mark.span.start:
            line += 1
        start, end = mark.span.start - starts[line], mark.span.end - starts[line]
        shift = _shift(old[line], new[line], start, end)
        value = mask_words(mark.value, settings)
        if shift is not None and not MARK.search(value):
            first = moved[line] + start + shift
            yield InlineMark(mark.kind, Span(first, first + end - start), value)


def _shift(old: str, new: str, start: int, end: int) -> int | None:
    """By how much a stretch of a line has moved in what the line has become; `None` if it broke."""
    if old == new or end <= _same(old, new):
        return 0
    if len(old) - start <= _same(old[::-1], new[::-1]):
        return len(new) - len(old)
    return None


def _same(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False)))
