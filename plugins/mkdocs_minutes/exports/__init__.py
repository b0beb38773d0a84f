"""The archive for other programs: one module a format, and the table that names them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from ..core.records import Archive
from . import jsonl

Writer = Callable[[Archive], Iterator[bytes]]


def _jsonl(archive: Archive) -> Iterator[bytes]:
    return (line.encode() for line in jsonl.lines(archive))


FORMATS: Mapping[str, Writer] = {
    "jsonl": _jsonl,
}
"""What writes each format, by the name that the command line gives it."""


def export(archive: Archive, form: str) -> Iterator[bytes]:
    """The archive in a format, piece by piece; equal archives give equal bytes.

    Raises `KeyError` where `FORMATS` has no such format.
    """
    return FORMATS[form](archive)
