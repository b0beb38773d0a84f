"""The documents as the results show them, in files that are loaded when a result needs them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .documents import Kind, SearchDocument

STRIDE = 16
"""How many document numbers a slot has. A note begins a slot, and takes the next ones when it has
more passages; so the number of a document tells its note."""

FOLDERS = "d", "p"
"""Where the files of passages lie, and those of pages of names."""

Record = list[str | Mapping[str, Sequence[int]]]


@dataclass(frozen=True, slots=True)
class StoredDocument:
    """A document as the store gives it back; `holding` tells which lines of its body hold what."""

    url: str
    heading: str
    body: str
    title: str
    date: str
    series: str
    kind: Kind
    holding: Mapping[str, Sequence[int]] = field(default_factory=dict)

    def about(self, kinds: Sequence[str]) -> str:
        r"""The lines of the body that hold one of the kinds; all, where none does or none is named.

        >>> note = StoredDocument("", "", "We met.\nAI: go", "", "", "", "section", {"action": [1]})
        >>> note.about(["action"]), note.about([]) == note.about(["outcome"]) == note.body
        ('AI: go', True)
        """
        wanted = sorted({line for kind in kinds for line in self.holding.get(kind, ())})
        lines = self.body.split("\n")
        return "\n".join(lines[line] for line in wanted) if wanted else self.body


def records(documents: Sequence[SearchDocument]) -> list[Record]:
    """The records of a slot: address, heading, body, and what differs from the record before.

    An address on the page of the record before is its fragment alone. Then follow the lines that
    hold actions or statements, where there are any; title, date, series and kind, where one of them
    changes.
    """
    written: list[Record] = []
    page, before = "", ("", "", "", "")
    for document in documents:
        base, mark, anchor = document.url.partition("#")
        address = mark + anchor if base == page and mark else document.url
        record: Record = [address, document.heading, document.body]
        holding = {kind: lines for kind, lines in document.holding.items() if lines}
        if holding:
            record.append(holding)
        shared = (document.title, document.date, document.series, document.kind)
        if shared != before:
            record += shared
        page, before = base, shared
        written.append(record)
    return written


def read_records(written: Sequence[Any]) -> list[StoredDocument]:
    """The documents that `records` wrote."""
    documents = []
    page, shared = "", ["", "", "", "section"]
    for address, heading, body, *rest in written:
        if address.startswith("#"):
            address = page + address
        page = address.partition("#")[0]
        holding = rest.pop(0) if rest and isinstance(rest[0], dict) else {}
        shared = rest or shared
        title, day, series, kind = shared
        documents.append(
            StoredDocument(address, heading, body, title, day, series, kind, holding)  # type: ignore[arg-type]
        )
    return documents
