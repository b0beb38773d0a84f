"""What a page asks of the archive while it is rendered, so that it can be known to be unchanged.

A page is rendered from look-ups that note each dependency: what was asked, and of what. As long as
all of them have the answers that they had, rendering would give the same page again.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Container, Iterator, Mapping, Sequence
from dataclasses import fields, replace
from functools import partial, wraps
from hashlib import blake2b
from inspect import isfunction
from operator import attrgetter, contains, getitem
from types import MappingProxyType
from typing import Any, NamedTuple, TypeVar, cast, get_type_hints

import msgspec

from ..core.places import Made
from ..core.records import Archive, ArchivedNote, Note
from ..core.unread import mark_of
from .lookups import Lookups

Dependency = tuple[str | int, ...]
"""What is asked: `("at", "archive.notes", "weekly/1")`, `("name", "person", "ada")`.

Its kinds are `at`, a mapping's value or its absence; `in`, whether a mapping has a key; `keys`, all
keys of a mapping in order; `holds`, whether a set has something; `all`, a whole field: these stand
in a table. The others are the methods of `Lookups`, whose answers follow from such, and
from those of methods that remember.
"""

ANSWER_BYTES = 16
"""What the hash of an answer has."""

_ENCODE = msgspec.msgpack.Encoder().encode
K = TypeVar("K")
V = TypeVar("V")


class Answer(NamedTuple):
    """An answer as its hash, and the dependencies that it follows from.

    What stands in a table itself follows from nothing: that is `None`. An answer that is to be
    known later without being found again is `packed`.
    """

    hash: bytes
    follows_from: Collection[Dependency] | None = None
    packed: bytes | None = None


class Answers:
    """The answers that look-ups give, as hashes: equal answers have equal hashes."""

    def __init__(self, lookups: Lookups) -> None:
        self._lookups = lookups
        self._reading = NotedLookups(lookups)
        self._fields: dict[str, Any] = {}

    def now(self, dependency: Dependency) -> Answer:
        """The answer that one has now; of zeros where there is nothing to be asked about."""
        kind: Any = dependency[0]
        looking_up = IN_TABLES.get(kind)
        if looking_up is not None:
            field = self._field(str(dependency[1]))
            return Answer(self._hash(partial(_looked_up, looking_up, field, dependency[2:])))
        method = getattr(Lookups, kind)
        remember = getattr(method, "remember", None)
        work = method.__wrapped__ if remember else method

        def asking() -> object:
            value = work(self._reading, *dependency[1:])
            if remember:  # the page that asks is about to be made
                remember(self._lookups, dependency[1:], value)
            return value

        self._reading.asked.clear()
        if kind not in KEPT:
            return Answer(self._hash(asking), tuple(self._reading.asked))
        try:
            packed = _ENCODE(asking())
        except LookupError:
            return Answer(bytes(ANSWER_BYTES), tuple(self._reading.asked))
        return Answer(digest_of(packed), tuple(self._reading.asked), packed)

    def in_a_row(self, dependencies: Sequence[Dependency]) -> bytes:
        """A hash of what dependencies of one kind, on one table, find there, all together."""
        kind, table = dependencies[0][:2]
        looking_up, field = IN_TABLES[str(kind)], self._field(str(table))
        found = [_found(looking_up, field, asked[2:]) for asked in dependencies]
        return blake2b(_ENCODE(found), digest_size=ANSWER_BYTES).digest()

    def table(self, name: str) -> bytes:
        """A hash of all that stands in a table; `b""` of notes, which only their files tell apart.

        Equal ones say that whatever is asked of the table is answered as before.
        """
        known = self._lookups.digests.get(name)
        if known is not None:
            return known
        field = self._field(name)
        if isinstance(field, Made):
            field = [(key, field.mark(key)) for key in field]
        elif isinstance(field, Mapping) and isinstance(next(iter(field.values()), None), _BRIEFED):
            return b""
        return digest_of(_ENCODE(plain(field)))

    def _hash(self, asking: Callable[[], object]) -> bytes:
        try:
            value = asking()
        except (AttributeError, LookupError):
            return bytes(ANSWER_BYTES)  # what was asked about is no more
        if isinstance(value, _BRIEFED):
            value = mark_of(value)
        return blake2b(_ENCODE(value), digest_size=ANSWER_BYTES).digest()

    def _field(self, name: str) -> Any:
        """A field of the look-ups or of their archive or options, as in `archive.notes`."""
        if name not in self._fields:
            self._fields[name] = attrgetter(name)(self._lookups)
        return self._fields[name]


def plain(value: object) -> object:
    """What stands in a field, as it is kept: the same for all mappings and sets that are equal."""
    if isinstance(value, frozenset):
        return sorted(value)
    return dict(value) if isinstance(value, Mapping) else value


def digest_of(packed: bytes) -> bytes:
    """A hash of what stands in a field, as it is kept."""
    return blake2b(packed, digest_size=ANSWER_BYTES).digest()


IN_TABLES: Mapping[str, Callable[..., object]] = MappingProxyType(
    {
        "at": getitem,
        "in": contains,
        "keys": tuple,
        "all": lambda value: value,
        "holds": lambda value, *one: one in value,
    }
)
"""The kinds of dependencies that stand in a table, with how each is looked up there."""


def _found(looking_up: Callable[..., object], field: object, about: Dependency) -> object:
    """What stands in a table, `()` where there is nothing."""
    try:
        value = _looked_up(looking_up, field, about)
    except LookupError:
        return ()
    return (mark_of(value) if isinstance(value, _BRIEFED) else value,)


def _looked_up(looking_up: Callable[..., object], field: Any, about: Dependency) -> object:
    """What stands in a table; of what is made of many places the mark."""
    if looking_up is getitem and isinstance(field, Made):
        return field.mark(*about)
    return looking_up(field, *about)


_BRIEFED = (Note, ArchivedNote)


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


class _Members(Container[tuple[str | int, ...]]):
    """A set that notes of what it is asked whether it holds that."""

    def __init__(self, name: str, data: Container[object], asked: set[Dependency]) -> None:
        self._name = name
        self._data = data
        self._asked = asked

    def __contains__(self, one: object) -> bool:
        self._asked.add(("holds", self._name, *cast("Dependency", one)))
        return one in self._data


_NOTING: Mapping[type, Callable[..., object]] = {Mapping: _Table, frozenset: _Members}


class _Noted:
    """A record whose tables note what is asked of them; a field that is no table is asked whole."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        record, prefix, asked = self._noted()
        value = getattr(record, name)
        for kind, noting in _NOTING.items():
            if isinstance(value, kind):
                _set(self, **{name: noting(f"{prefix}{name}", value, asked)})
                return getattr(self, name)
        asked.add(("all", f"{prefix}{name}"))
        return value

    def _noted(self) -> tuple[object, str, set[Dependency]]:
        """The record, what its fields are called behind, and where to note what is asked."""
        raise NotImplementedError


class _NotedArchive(_Noted, Archive):
    """An archive that notes what is asked of it."""

    __slots__ = ("_archive", "_asked")

    _archive: Archive
    _asked: set[Dependency]

    def __init__(self, archive: Archive, asked: set[Dependency]) -> None:
        _set(self, _archive=archive, _asked=asked)

    def _noted(self) -> tuple[object, str, set[Dependency]]:
        return self._archive, "archive.", self._asked


class NotedLookups(_Noted, Lookups):
    """Look-ups that note in `asked` what is looked up in their tables, or what they remember."""

    def __init__(self, lookups: Lookups) -> None:
        asked: set[Dependency] = set()
        options = lookups.options
        values = ((one.name, getattr(options, one.name)) for one in fields(options))
        tables: dict[str, Any] = {
            name: _Table(f"options.{name}", value, asked)
            for name, value in values
            if isinstance(value, Mapping)
        }
        super().__init__(_NotedArchive(lookups.archive, asked), replace(options, **tables))
        self._lookups, self.asked = lookups, asked

    def _noted(self) -> tuple[object, str, set[Dependency]]:
        return self._lookups, "", self.asked

    def noting(self, method: str, *about: str) -> Lookups:
        """The look-ups that remember the answer, now that it is noted that they are asked."""
        self.asked.add((method, *about))
        return self._lookups


KEPT = frozenset({"row_of"})
"""Methods whose answers are kept: a list asks one for each of its entries."""


def _unknown(_: Dependency) -> None:
    """No answer, as nothing is kept."""


class AskedLookups(NotedLookups):
    """Look-ups that note what is asked of them in `asked`, of each public method by its name.

    What they remember `ask` is given first, so that it is found once, with what it follows from.
    `known` has the packed answers that are kept.
    """

    def __init__(
        self,
        lookups: Lookups,
        ask: Callable[[Dependency], object] = bool,
        known: Callable[[Dependency], bytes | None] = _unknown,
    ) -> None:
        super().__init__(lookups)
        self.ask, self._known = ask, known

    def kept_answer(self, dependency: Dependency, kind: Any) -> Any:
        """An answer as it was kept; `LookupError` where it was not."""
        packed = self._known(dependency)
        if packed is None:
            raise LookupError
        return msgspec.msgpack.decode(packed, type=kind)

    def noting(self, method: str, *about: str) -> Lookups:
        """As of `NotedLookups`, once the answer is known."""
        self.ask((method, *about))
        return super().noting(method, *about)


def _noting(method: Callable[..., Any]) -> Callable[..., Any]:
    """A method of look-ups that notes what it is asked before it answers."""

    @wraps(method)
    def noted(self: AskedLookups, *arguments: Any) -> Any:
        self.asked.add((method.__name__, *arguments))
        return method(self._lookups, *arguments)

    if method.__name__ not in KEPT:
        return noted
    kind = get_type_hints(method)["return"]

    @wraps(method)
    def kept(self: AskedLookups, *arguments: Any) -> Any:
        dependency = method.__name__, *arguments
        try:
            found = self.kept_answer(dependency, kind)
        except (LookupError, msgspec.MsgspecError):
            return noted(self, *arguments)
        self.asked.add(dependency)
        return found

    return kept


_ENTRIES = frozenset({"name", "uri"})
"""Methods that answer with what stands in a table: that is noted, and they are not."""

for _name, _method in vars(Lookups).items():
    if isfunction(_method) and not (
        _name.startswith("_") or _name in {*vars(NotedLookups), *_ENTRIES}
    ):
        setattr(AskedLookups, _name, _noting(_method))


def _set(record: object, **values: object) -> None:
    """Set attributes of a record that is frozen."""
    for name, value in values.items():
        object.__setattr__(record, name, value)
