"""Pages that stand as the last build published them, known without being rendered or read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from hashlib import blake2b
from pathlib import Path
from typing import Any

import msgspec

from ..core.records import MentionKind
from ..pages.dependencies import Dependency
from ..pages.lookups import TABLES, Lookups
from ..pages.model import PlannedPage
from ..site.shell import Form, Levels
from ..store.file_state import file_state
from .ledger import NOTHING, Ledger, Noted, Notes

_STATES = "the files of pages"
"""The name under which the ledger has the state of each file, as git knows one to be unchanged."""

_DOCUMENTS = "the documents by themselves"
"""The name under which it has what these lead to, by their files."""

_VALUE = msgspec.msgpack.Decoder(tuple[bytes, bytes, bytes])
_FORM = msgspec.msgpack.Decoder(tuple[int, bool, bool, bool, list[Any], str])


class StandingPages:
    """Tells which pages are published already as they would be made.

    `shell` hashes what stands around a page of a form and a day.

    A page stands where all that it asked is answered as before, it is planned as before, the
    theme makes of its form what it made before, and nobody has touched its file since. `states`
    has the states of the files of those that were found to stand.
    """

    def __init__(self, ledger: Ledger, site: Path, shell: Callable[[Form, str], bytes]) -> None:
        self._ledger = ledger
        self._site = site
        self._shell = shell
        self._forms: dict[bytes, Form] = {}
        states, documents = map(ledger.find, (_STATES, _DOCUMENTS))
        self._before = msgspec.msgpack.decode(states, type=dict[str, bytes]) if states else {}
        self._documents_before = msgspec.msgpack.decode(documents) if documents else {}
        self._documents: dict[str, str] = {}
        self.states: dict[str, bytes] = {}

    def stands(self, planned: PlannedPage, file: str, day: str, beside: str) -> bool:
        """Whether a page is published as it would be made; then it stands in the next build too.

        `file` is its own, `day` what it is dated, and `beside` is as in `plan_hash`.
        """
        value = self._ledger.find(planned.uri)
        if value is None:
            return False
        plan, form, shell = _VALUE.decode(value)
        if plan != plan_hash(planned, beside) or self._shell(self._form(form), day) != shell:
            return False
        if not self._is_published(file):
            return False
        self._ledger.keep(planned.uri)
        return True

    def stands_alone(self, planned: PlannedPage, file: str) -> bool:
        """As `stands`, for a page that is a document by itself and asks nothing."""
        return self._documents_before.get(file) == _told(planned) and self._is_published(file)

    def add_document(self, planned: PlannedPage, file: str) -> None:
        """Know of a document that it has its place."""
        self._documents[file] = _told(planned)

    def documents(self) -> Noted:
        """The documents that have their places, for the next build."""
        return NOTHING._replace(made={_DOCUMENTS: (b"", msgspec.msgpack.encode(self._documents))})

    def _is_published(self, file: str) -> bool:
        """Whether a file is as it was published."""
        state = file_state(f"{self._site}/{file}")
        if self._before.get(file) != state:
            return False
        self.states[file] = state
        return True

    def _form(self, packed: bytes) -> Form:
        if packed not in self._forms:
            steps, names_file, has_source, has_title, entries, place = _FORM.decode(packed)
            levels = _levels(entries)
            self._forms[packed] = Form(steps, names_file, has_source, has_title, levels, place)
        return self._forms[packed]


class CountedLookups(Lookups):
    """Look-ups to plan pages from, which count no pages that a ledger has the number of."""

    def __init__(self, lookups: Lookups, ledger: Ledger) -> None:
        super().__init__(lookups.archive, lookups.options)
        self._ledger, self._lookups = ledger, lookups

    def __getattr__(self, name: str) -> Any:
        return getattr(self._lookups, name)

    def noting(self, _method: str, *_about: str) -> Lookups:
        """The look-ups that remember answers, for pages as well."""
        return self._lookups

    def evidence_pages(self, kind: MentionKind, key: str) -> int:
        """How many pages the places take that name something."""
        name = f"pages of {kind} {key}"
        known = self._ledger.find(name)
        if known is not None:
            self._ledger.keep(name)
            return int(known)
        count = super().evidence_pages(kind, key)
        asked: Dependency = ("at", f"archive.{TABLES[kind]}", key)
        if self.is_named_often(kind, key):
            asked = ("_evidence", kind, key)
        noted = Notes(self._ledger.now)
        noted.add(name, [asked], str(count).encode())
        self._ledger.take_in(noted.noted())
        return count


def published_files(states: Mapping[str, bytes]) -> Noted:
    """The states of the files of a site, now that they are published, for the next build."""
    return NOTHING._replace(made={_STATES: (b"", msgspec.msgpack.encode(states))})


def value_of(planned: PlannedPage, beside: str, form: Form, shell: bytes) -> bytes:
    """What a page that was made is known by; `beside` is as in `plan_hash`."""
    flags = (form.steps, form.names_file, form.has_source, form.has_title)
    described = msgspec.msgpack.encode((*flags, form.entries, form.place))
    made = (plan_hash(planned, beside), described, shell)
    return msgspec.msgpack.encode(made)


def plan_hash(planned: PlannedPage, beside: str) -> bytes:
    """What tells a planned page from others; `beside` is what is near it in the navigation."""
    told = f"{msgspec.structs.astuple(planned)!r}{beside}"
    return blake2b(told.encode("utf-8", "surrogatepass"), digest_size=16).digest()


def _told(document: PlannedPage) -> str:
    return f"{document.title}\n{document.target}"


def _levels(entries: Iterable[Any]) -> Levels:
    return tuple((level, _levels(below)) for level, below in entries)
