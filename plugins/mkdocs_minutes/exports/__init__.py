"""The archive for other programs: one module a format, and the table that names them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

from ..core.records import Archive
from .database import database
from .digest import digest
from .document import address_book, document
from .feed import feed
from .jsonl import lines

Writer = Callable[[Archive, str, str], Iterable[bytes]]


def _encoded(pieces: Iterable[str]) -> Iterator[bytes]:
    return (piece.encode() for piece in pieces)


def _lunr(archive: Archive, _: str, under: str) -> Iterable[bytes]:
    from .lunr_index import lunr_index  # with lunr, which nothing else needs

    return _encoded(lunr_index(archive, under=under))


def _calendar(archive: Archive, site_url: str, under: str) -> Iterable[bytes]:
    from .calendar import calendar  # with icalendar, which takes as long to import as all the rest

    return calendar(archive, site_url=site_url, under=under)


FORMATS: Mapping[str, Writer] = {
    "jsonl": lambda archive, *_: _encoded(lines(archive)),
    "json": lambda archive, *_: _encoded(document(archive)),
    "addresses": lambda archive, *_: _encoded(address_book(archive)),
    "sqlite": lambda archive, *_: database(archive),
    "markdown": lambda archive, *_: _encoded(digest(archive)),
    "lunr": _lunr,
    "atom": lambda archive, site_url, under: feed(archive, site_url=site_url, under=under),
    "ics": _calendar,
}
"""What writes each format, by the name that the command line gives it."""


def export(archive: Archive, form: str, *, site_url: str = "", under: str = "") -> Iterator[bytes]:
    """The archive in a format, piece by piece; equal archives give equal bytes.

    `site_url` is where the site is published, and `under` the folder of it that the archive lies
    below: feeds and calendars link to it where it is known.
    Raises `KeyError` where `FORMATS` has no such format.
    """
    yield from FORMATS[form](archive, site_url, under)
