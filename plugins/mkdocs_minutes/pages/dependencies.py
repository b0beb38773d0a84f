"""What a page asks of the archive while it is rendered, so that it can be known to be unchanged.

A page is rendered from look-ups that note each dependency: what was asked, and of what. As long as
all of them have the answers that they had, rendering would give the same page again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import fields, replace
from functools import wraps
from hashlib import blake2b
from inspect import isfunction
from operator import attrgetter, contains, getitem
from typing import Any, Protocol, TypeVar

import msgspec

from ..core.records import Archive, ArchivedNote, Facts, Note
from .lookups import Lookups

Dependency = tuple[str | int, ...]
"""What is asked: `("at", "archive.notes", "weekly/1")`, `("name", "person", "ada")`.

Its kinds are `at`, a mapping's value or its absence; `in`, whether a mapping has a key; `keys`, all
keys of a mapping in order; `all`, a whole field; and the methods of `Lookups`.
"""

OF_ENTITIES = frozenset({"evidence", "actions_quoted"})
"""Methods that look through all notes of an entity, once for all that is asked of it in a row."""

ANSWER_BYTES = 16
"""What the hash of an answer has."""

K = TypeVar("K")
V = TypeVar("V")


class Digests(Protocol):
    """Remembers the answers that dependencies have."""

    def digest(self, dependencies: Iterable[Dependency]) -> bytes:
        """A hash of the answers that dependencies have, in their order."""


class Answers:
    """The answers that look-ups give, as hashes: equal answers have equal hashes."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self._known: dict[Dependency, bytes] = {}
        self._encode = msgspec.msgpack.Encoder().encode
        self._fields: dict[str, Any] = {}

    def digest(self, dependencies: Iterable[Dependency]) -> bytes:
        """A hash of the answers that dependencies have, in their order."""
        digest = blake2b(digest_size=ANSWER_BYTES)
        for dependency in dependencies:
            digest.update(self.of(dependency))
        return digest.digest()

    def of(self, dependency: Dependency) -> bytes:
        """The hash of the answer that one has; zeros where there is nothing to be asked about."""
        answer = self._known.get(dependency)
        if answer is None:
            answer = self._known[dependency] = self.now(dependency)
        return answer

    def now(self, dependency: Dependency) -> bytes:
        """As `of`, for one that is asked once: the answer is not remembered."""
        kind: Any = dependency[0]
        asking = _KINDS.get(kind)
        try:
            if asking is not None:
                value = asking(self._field(str(dependency[1])), *dependency[2:])
            else:
                value = getattr(self._lookups, kind)(*dependency[1:])
        except (AttributeError, LookupError):
            return bytes(ANSWER_BYTES)  # what was asked about is no more
        if isinstance(value, _BRIEFED):
            value = _brief(value)
        return blake2b(self._encode(value), digest_size=ANSWER_BYTES).digest()

    def _field(self, name: str) -> Any:
        """A field of the look-ups or of their archive or options, as in `archive.notes`."""
        if name not in self._fields:
            self._fields[name] = attrgetter(name)(self._lookups)
        return self._fields[name]


_KINDS: Mapping[str, Callable[..., object]] = {
    "at": getitem,
    "in": contains,
    "keys": tuple,
    "all": lambda value: value,
}


_BRIEFED = (Note, ArchivedNote)


def _brief(note: Note | ArchivedNote) -> tuple[object, ...]:
    """What tells a note from what it was before, without what its file alone decides.

    Its text, outline and facts follow from the bytes of the file, of which there is a digest, and
    from the settings and the code, with which answers are not compared. How much there is of each
    tells whether a note could be read then, and only be shown as text now.
    """
    if isinstance(note, ArchivedNote):
        facts = [len(getattr(note.facts, name)) for name in FACTS]
        parts = (getattr(note, name) for name in MEANINGS)
        return *_brief(note.note), facts, *parts
    kept = (getattr(note, name) for name in OWN)
    return *kept, *(len(getattr(note, name)) for name in OF_FILE)


OF_FILE = ("text", "lines", "sections", "tables", "marks", "line_starts")
"""The fields of a note that its file decides."""

OWN = tuple(field.name for field in fields(Note) if field.name not in OF_FILE)
MEANINGS = tuple(
    field.name for field in fields(ArchivedNote) if field.name not in ("note", "facts")
)
FACTS = tuple(field.name for field in fields(Facts))


class _Table(Mapping[K, V]):
    """A mapping that notes what is asked of it."""

    def __init__(self, name: str, data: Mapping[K, V], asked: set[Dependency]) -> None:
        self._name = name
        self._data = data
        self._asked = asked

    def __getitem__(self, key: K) -> V:
        self._asked.add(("at", self._name, key))  # type: ignore[arg-type]
        return self._data[key]

    def __contains__(self, key: object) -> bool:
        self._asked.add(("in", self._name, key))  # type: ignore[arg-type]
        return key in self._data

    def __iter__(self) -> Iterator[K]:
        self._asked.add(("keys", self._name))
        return iter(self._data)

    def __len__(self) -> int:
        self._asked.add(("keys", self._name))
        return len(self._data)


def _fields(record: object, prefix: str, asked: set[Dependency]) -> dict[str, Any]:
    """The mappings among a record's fields, each noting what is asked of it."""
    values = ((f.name, getattr(record, f.name)) for f in fields(record))  # type: ignore[arg-type]
    return {
        name: _Table(f"{prefix}{name}", value, asked)
        for name, value in values
        if isinstance(value, Mapping)
    }


class _AskedArchive(Archive):
    """An archive that notes what is asked of it; fields that are no mappings are asked whole."""

    __slots__ = ("_archive", "_asked")

    _archive: Archive
    _asked: set[Dependency]

    def __init__(self, archive: Archive, asked: set[Dependency]) -> None:
        _set(self, _archive=archive, _asked=asked, **_fields(archive, "archive.", asked))

    def __getattr__(self, name: str) -> Any:
        self._asked.add(("all", f"archive.{name}"))
        return getattr(self._archive, name)


class AskedLookups(Lookups):
    """Look-ups that note what is asked of them in `asked`, of each public method by its name.

    A field that is not set here, such as `newest`, is looked for by `__getattr__`.
    """

    __slots__ = ("_lookups", "asked")

    _lookups: Lookups
    asked: set[Dependency]

    def __init__(self, lookups: Lookups) -> None:
        asked: set[Dependency] = set()
        options = lookups.options
        _set(
            self,
            _lookups=lookups,
            asked=asked,
            options=replace(options, **_fields(options, "options.", asked)),
            archive=_AskedArchive(lookups.archive, asked),
            **_fields(lookups, "", asked),
        )

    def __getattr__(self, name: str) -> Any:
        self.asked.add(("all", name))
        return getattr(self._lookups, name)


def _noting(method: Callable[..., Any]) -> Callable[..., Any]:
    """A method of look-ups that notes what it is asked before it answers."""

    @wraps(method)
    def noted(self: AskedLookups, *arguments: Any) -> Any:
        self.asked.add((method.__name__, *arguments))
        return method(self._lookups, *arguments)

    return noted


for _name, _method in vars(Lookups).items():
    if isfunction(_method) and not _name.startswith("_"):
        setattr(AskedLookups, _name, _noting(_method))


def _set(record: object, **values: object) -> None:
    """Set attributes of a record that is frozen."""
    for name, value in values.items():
        object.__setattr__(record, name, value)
