"""The values that were masked, and every way in which one could stand in what is written.

A value is known only where the file that holds it is at hand: it is read there again, by the place
that `Sensitive.source` gives, and is kept nowhere.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from html import escape
from urllib.parse import quote, quote_plus

from .escape import html_markup, markdown
from .masking.repeated import is_telling
from .masking.surface import surface
from .reading import decoded_note
from .records import ParsedNote, RawNote, Sensitive
from .redact import mask_path, masked
from .settings import Mask, Settings
from .slugs import name_slug


@dataclass(frozen=True, slots=True, order=True)
class Withheld:
    """A value that must stand nowhere: its kind, the texts that give it away, and where it is from.

    `texts` hold the value, as it is written and as it reads, where nothing else is written so; else
    the value with the words before it that tell what it is. `path` is safe to show; `line` is 0 for
    what no line holds.
    """

    kind: str
    texts: tuple[str, ...]
    path: str
    line: int = 0


_SHORTEST = 8
"""Letters and digits of a text that is looked for: what is shorter stands anywhere by chance."""

LONGEST = 200
"""Characters of a value that are looked for: a longer one is known by its beginning."""


def withheld_in(
    note: RawNote, path: str, things: Iterable[Sensitive], settings: Settings
) -> Iterator[Withheld]:
    """What was masked in a file that is called `path`, of the `things` that its notes state."""
    text = decoded_note(note, settings).text
    for thing in things:
        start, end = thing.source.start, thing.source.end
        if texts := telling_texts(text[start:end], text[min(thing.told, start) : end]):
            yield Withheld(thing.what, texts, path, thing.line)


def withheld_finder(
    notes: Iterable[ParsedNote], settings: Settings
) -> Callable[[RawNote], list[Withheld]]:
    """What finds all that is masked in the notes of a file, as it was read, and in its name.

    Files in which nothing was masked are not decoded.
    """
    noted: dict[str, list[ParsedNote]] = {}
    shown_whole = set()
    for note in notes:
        shown_whole.add(note.note.path)
        if note.facts.sensitive:
            noted.setdefault(note.note.digest, []).append(note)

    def find(source: RawNote) -> list[Withheld]:
        found: list[Withheld] = []
        shown = source.path if source.path in shown_whole else mask_path(source.path, settings)
        if shown != source.path:
            words = source.path.replace("_", " ").rpartition(".")[0] or source.path
            found += withheld_in_words(words, shown, settings)
        for note in noted.get(source.digest, ()) if noted else ():
            found += withheld_in(source, note.note.path, note.facts.sensitive, settings)
        return found

    return find


def withheld_names(settings: Settings) -> Iterator[Withheld]:
    """The names of the people whom the registry withdraws."""
    for person in settings.withdrawn:
        names = (*person.names, *(handle.lstrip("@") for handle in person.handles))
        if texts := tuple(filter(_is_long_enough, names)):
            yield Withheld("name", texts, "the registry")


def withheld_in_words(words: str, path: str, settings: Settings) -> Iterator[Withheld]:
    """What is masked in a line of its own: a name of the registry, of a file."""
    for thing in masked(words, settings):
        value, context = words[thing.start : thing.end], words[thing.told : thing.end]
        if texts := telling_texts(value, context):
            yield Withheld(thing.kind, texts, path)


def mask_of(value: Withheld) -> Mask:
    """What masks a value wherever it stands in a text as it reads, however it is written.

    A letter beside it carries on a letter, and no mark, as the scan for leaks has it.

    >>> value = Withheld("phone", ("719-555-0100",), "a.md")
    >>> bool(re.search(mask_of(value).pattern, "LAKE-719.555.0100"))
    True
    """
    written = {spelling for text in value.texts for spelling in spellings(text)}
    longest_first = sorted(written, key=lambda text: (-len(text), text))
    forms = "|".join(map(re.escape, longest_first))
    rest = (
        r"[^\s<>]*"
        if any(len(text) == LONGEST for text in value.texts)
        else r"(?:(?![^\W_])|(?<![^\W_]))"
    )
    return Mask(value.kind, rf"(?:(?<![^\W_])|(?![^\W_]))(?:{forms}){rest}")


def telling_texts(value: str, context: str) -> tuple[str, ...]:
    """The texts that give a value away: itself, or with the words before it where it is short.

    >>> telling_texts("650&#8209;555-0123", "call 650&#8209;555-0123")
    ('650&#8209;555-0123', '650-555-0123')
    >>> telling_texts("24680", "PIN: 24680"), telling_texts("24680", "24680")
    (('PIN: 24680',), ())
    """
    bare = [_SCHEME.sub("", text.strip()) for text in (value, _as_read(value))]
    found = [text[:LONGEST] for text in bare if is_telling(text)]
    if not found and len(context) > len(value):
        found = [text for text in (context.strip(), _as_read(context)) if _is_long_enough(text)]
    return tuple(dict.fromkeys(text for text in found if "\n" not in text))


_SCHEME = re.compile(r"(?:mailto|tel|sms|callto|sip|fax|whatsapp|facetime):", re.IGNORECASE)


def _as_read(text: str) -> str:
    return " ".join(surface(text).text.partition("\0")[0].split())


def _is_long_enough(text: str) -> bool:
    return sum(map(str.isalnum, text)) >= _SHORTEST and len(text) <= LONGEST


# How texts are written for the places that they go to, and what others do to them.
_SPELLINGS: tuple[Callable[[str], str], ...] = (
    str,
    escape,
    lambda text: escape(text, quote=False),
    lambda text: escape(escape(text)),
    html_markup,
    lambda text: quote(text, safe=""),
    quote,
    lambda text: quote(text, safe="/:@?&=+,;~!$'()*#"),
    quote_plus,
    lambda text: json.dumps(text)[1:-1],
    lambda text: json.dumps(text, ensure_ascii=False)[1:-1],
    lambda text: json.dumps(escape(text))[1:-1],
    lambda text: re.sub(r"[\\,;]", r"\\\g<0>", text),  # iCalendar: RFC 5545, section 3.3.11
    lambda text: _in_references(text) if "@" in text else text,
    markdown,
    lambda text: text if "@" in text else name_slug(text),  # which anybody's words may come to
    str.lower,
)


def _in_references(text: str) -> str:
    """As Markdown programs write mail addresses, to keep robots off."""
    return "".join(f"&#{ord(character)};" for character in text)


_DIGITS_APART = re.compile(r"[\s()./-]+")
_NUMBER = re.compile(r"\+?[\d\s()./-]+")
_FEWEST_DIGITS = 9
"""Digits of a number that is also looked for without and with other separators."""


def spellings(text: str) -> frozenset[str]:
    """The ways in which a text could be written.

    >>> sorted(spellings("ann@b.example"))[1:]
    ['ann%40b.example', 'ann&#64;b.example', 'ann@b.example']
    >>> "16505550123" in spellings("+1 (650) 555-0123")
    True
    """
    text = text.encode(errors="replace").decode()
    forms = {text, *_apart(text)}
    found = {str(spell(form)) for form in forms for spell in _SPELLINGS}
    return frozenset(one for one in found if sum(map(str.isalnum, one)) >= _SHORTEST)


def _apart(text: str) -> Iterator[str]:
    """A long number with its groups apart in other ways."""
    if _NUMBER.fullmatch(text) and sum(map(str.isdigit, text)) >= _FEWEST_DIGITS:
        groups = [group for group in _DIGITS_APART.split(text.lstrip("+")) if group]
        yield from (separator.join(groups) for separator in ("", "-", " ", "."))
