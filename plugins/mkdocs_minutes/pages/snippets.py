"""The smallest pieces of pages, of which each holds hundreds: a link, a day, a chip.

Templates have them as `mn.linked` and so on, beside the larger pieces that are templates
themselves. Text is escaped here; what is returned is HTML.
"""

from __future__ import annotations

from collections.abc import Iterable

from markupsafe import Markup, escape

from .evidence import State
from .here import Link, Sight

MONTHS = (
    "January February March April May June July August September October November December".split()
)


def _html(escaped: str) -> Markup:
    return Markup(escaped)  # noqa: S704 - each piece of a note in it was escaped


def linked(link: Link) -> Markup:
    """A link, or its bare text where it leads nowhere."""
    text = escape(link.text)
    return _html(f'<a href="{escape(link.href)}">{text}</a>') if link.href else text


def names(links: Iterable[Link]) -> Markup:
    """Links in a row, with commas between."""
    return _html(", ".join(map(linked, links)))


def chip(word: str) -> Markup:
    """A word that says how something stands, coloured by it."""
    text = escape(word.replace("-", " "))
    return _html(f'<span class="mn-chip mn-chip--{escape(word)}">{text}</span>')


def day(date: str) -> Markup:
    """A day as notes are sorted by, or that there is none."""
    return _html(f"<time>{escape(date)}</time>" if date else _UNDATED)


_UNDATED = '<span class="mn-soft">undated</span>'


def dates(days: Iterable[str]) -> Markup:
    """Days in words, of which one is meant."""
    return _html(" or ".join(escape(long_date(one)) for one in days))


def sight(place: Sight) -> Markup:
    """The day of a note, which leads to a line of it; its title where it has none."""
    shown = day(place.date) if place.date else escape(place.title)
    return _html(f'<a href="{escape(place.href)}">{shown}</a>')


def state(known: State | None) -> Markup:
    """What came of an action, behind its words; nothing behind what is none."""
    if known is None:
        return Markup()
    said = chip(known.status)
    if known.date:
        since = "on" if known.told else "since"
        said += _html(f' {since} <a href="{escape(known.href)}">{day(known.date)}</a>')
    return _html(f' <span class="mn-came">{said}</span>')


def counted(number: int, one: str, many: str = "") -> Markup:
    """A number of things, each of which is called `one`.

    >>> counted(1, "note"), counted(2_000, "entry", "entries")
    (Markup('1 note'), Markup('2,000 entries'))
    """
    return escape(f"{number:,} {one if number == 1 else many or one + 's'}")


def source(url: str, line: int) -> Markup:
    """A link to a line on the forge; nothing without a forge."""
    if not url:
        return Markup()
    title = f"Line {line} of the source"
    return _html(f'<a class="mn-source" href="{escape(url)}" title="{title}">line {line}</a>')


def long_date(day: str) -> str:
    """A date of any precision in words.

    >>> long_date("2019-09-09"), long_date("2022-02"), long_date("2022"), long_date("")
    ('9 September 2019', 'February 2022', '2022', '')
    """
    parts = day.split("-")
    if len(parts) < 2 or not all(part.isdecimal() for part in parts):
        return day
    month = MONTHS[int(parts[1]) - 1] if 0 < int(parts[1]) <= len(MONTHS) else parts[1]
    return " ".join([*(str(int(part)) for part in parts[2:3]), month, parts[0]])
