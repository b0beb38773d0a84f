"""The documents as the results show them: one file a slot, loaded when a result needs it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from .documents import Kind, SearchDocument

STRIDE = 16
"""How many document numbers a slot has. A note begins a slot, and takes the next ones when it has
more passages; so the number of a document tells its note, and its file."""

Record = list[str]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the store gives it back."""

    url: str
    heading: str
    body: str
    title: str
    date: str
    series: str
    kind: Kind


def records(documents: Sequence[SearchDocument]) -> list[Record]:
    """The records of a slot: address, heading, body, and what differs from the record before.

    An address on the page of the record before is its fragment alone. Title, date, series and kind
    follow only where one of them changes.
    """
    written = []
    page, before = "", ("", "", "", "")
    for document in documents:
        base, mark, anchor = document.url.partition("#")
        address = mark + anchor if base == page and mark else document.url
        record = [address, document.heading, document.body]
        shared = (document.title, document.date, document.series, document.kind)
        if shared != before:
            record += shared
        page, before = base, shared
        written.append(record)
    return written


def read_records(written: Sequence[Record]) -> list[StoredDocument]:
    """The documents that `records` wrote."""
    documents = []
    page, shared = "", ["", "", "", "section"]
    for address, heading, body, *changed in written:
        if address.startswith("#"):
            address = page + address
        page = address.partition("#")[0]
        shared = changed or shared
        documents.append(StoredDocument(address, heading, body, *shared))  # type: ignore[arg-type]
    return documents
