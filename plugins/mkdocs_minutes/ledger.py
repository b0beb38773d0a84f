"""What was made of an archive, each thing with what it asked: it stands while the answers do.

A ledger is kept from build to build. Each dependency stands in it once, with the answer it had; so
after an edit each is asked once, and what depends on none that is answered otherwise stands.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from contextlib import suppress
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import NamedTuple

import msgspec

from .machine_key import keep_out_of_commits, sealed, unsealed
from .pages.dependencies import ANSWER_BYTES, OF_ENTITIES, Answers, Dependency
from .site.files import replacing

_DEPENDENCY = msgspec.msgpack.Decoder(tuple[str | int, ...])


class Noted(NamedTuple):
    """What was made, by name: the numbers of its dependencies, of 4 bytes, and a value.

    `dependencies` are encoded, and `answers` are theirs, one after the other.
    """

    dependencies: list[bytes]
    answers: bytes
    made: dict[str, tuple[bytes, bytes]]


class Notes:
    """Notes what is made while it is made, in whatever process that is."""

    def __init__(self, answers: Answers) -> None:
        self._now = answers.now
        self._numbers: dict[Dependency, int] = {}
        self._answers = bytearray()
        self._made: dict[str, tuple[bytes, bytes]] = {}

    def add(self, name: str, asked: Iterable[Dependency], value: bytes) -> None:
        """Note what was made under a name, with what it asked."""
        self._made[name] = array("I", map(self._number, asked)).tobytes(), value

    def digest(self, dependencies: Iterable[Dependency]) -> bytes:
        """A hash of the answers that dependencies have, in their order."""
        digest = blake2b(digest_size=ANSWER_BYTES)
        for dependency in dependencies:
            place = self._number(dependency) * ANSWER_BYTES
            digest.update(self._answers[place : place + ANSWER_BYTES])
        return digest.digest()

    def _number(self, dependency: Dependency) -> int:
        """The number of a dependency, which is asked when it is new."""
        number = self._numbers.get(dependency)
        if number is None:
            number = self._numbers[dependency] = len(self._numbers)
            self._answers += self._now(dependency)
        return number

    def noted(self) -> Noted:
        """All that was noted."""
        dependencies = [msgspec.msgpack.encode(dependency) for dependency in self._numbers]
        return Noted(dependencies, bytes(self._answers), self._made)


class _Kept(msgspec.Struct, array_like=True):
    """A ledger as it is kept: good for what `salt` says, which is all that nothing asks for."""

    salt: bytes = b""
    noted: Noted = msgspec.field(default_factory=lambda: Noted([], b"", {}))
    fresh: int = 0


class Ledger:
    """What the last build made, and what this one has of it and makes besides.

    It is kept in the file at `path`, where there is one. `salt` is a key of all that things depend
    on without asking for it: a ledger with another one is empty.
    """

    def __init__(self, answers: Answers, salt: bytes, path: Path | None) -> None:
        self.answers = answers
        self._path = path
        kept = _read(path, salt) if path else _Kept()
        self._salt, self._fresh = salt, kept.fresh
        self._dependencies, known, self._before = kept.noted
        self._known = bytearray(known)
        self._now: dict[str, tuple[bytes, bytes]] = {}
        self._changed = self._answered_otherwise()

    def _answered_otherwise(self) -> set[int]:
        """The numbers of dependencies that have other answers now, which are put in their place."""
        changed = set()
        for number, dependency in self._numbered():
            place = slice(number * ANSWER_BYTES, (number + 1) * ANSWER_BYTES)
            answer = self.answers.now(dependency)
            if answer != self._known[place]:
                self._known[place] = answer
                changed.add(number)
        return changed

    def _numbered(self) -> Iterator[tuple[int, Dependency]]:
        """The dependencies with their numbers, those on one entity one after the other."""
        entities: dict[Dependency, list[tuple[int, Dependency]]] = {}
        for number, packed in enumerate(self._dependencies):
            dependency = _DEPENDENCY.decode(packed)
            if dependency[0] in OF_ENTITIES:
                entities.setdefault(dependency[1:3], []).append((number, dependency))
            else:
                yield number, dependency
        for numbered in entities.values():
            yield from numbered

    def find(self, name: str) -> bytes | None:
        """The value of what was made under a name, `None` where it has to be made anew."""
        found = self._before.get(name)
        if found is None or not self._changed.isdisjoint(array("I", found[0])):
            return None
        return found[1]

    @cached_property
    def _numbers(self) -> dict[bytes, int]:
        """The number of each dependency."""
        return {dependency: number for number, dependency in enumerate(self._dependencies)}

    def keep(self, name: str) -> None:
        """Let what was found under a name stand in the next build as well."""
        self._now[name] = self._before[name]

    def take_in(self, noted: Noted) -> None:
        """Add what was made anew, in whatever process."""
        numbers = self._numbers
        places = []
        for number, dependency in enumerate(noted.dependencies):
            if dependency not in numbers:
                numbers[dependency] = len(numbers)
                self._dependencies.append(dependency)
                self._known += noted.answers[number * ANSWER_BYTES : (number + 1) * ANSWER_BYTES]
                self._fresh += 1
            places.append(numbers[dependency])
        for name, (asked, value) in noted.made.items():
            asking = array("I", [places[number] for number in array("I", asked)])
            self._now[name] = asking.tobytes(), value

    def write(self) -> None:
        """Keep what stands now, in place of what stood before."""
        if self._path is None:
            return
        if self._fresh * 2 > len(self._dependencies):
            self._let_go()
        noted = Noted(self._dependencies, bytes(self._known), self._now)
        data = msgspec.msgpack.encode(_Kept(self._salt, noted, self._fresh))
        with suppress(OSError):  # where nothing can be kept, all is made anew
            self._path.parent.mkdir(parents=True, exist_ok=True)
            keep_out_of_commits(self._path.parent.parent)
            with replacing(self._path) as file:
                file.write(sealed(self._path.name, data))

    def _let_go(self) -> None:
        """Forget the dependencies that nothing has any more."""
        used = sorted(set().union(*(array("I", asked) for asked, _ in self._now.values())))
        places = {number: place for place, number in enumerate(used)}
        self._dependencies = [self._dependencies[number] for number in used]
        size = ANSWER_BYTES
        answers = (self._known[number * size : (number + 1) * size] for number in used)
        self._known = bytearray(b"".join(answers))
        for name, (asked, value) in self._now.items():
            asking = array("I", [places[number] for number in array("I", asked)])
            self._now[name] = asking.tobytes(), value
        self._fresh = 0


def _read(path: Path, salt: bytes) -> _Kept:
    """The ledger at a path, an empty one where there is none to be believed."""
    try:
        data = unsealed(path.name, path.read_bytes())
        kept = msgspec.msgpack.decode(data, type=_Kept) if data else _Kept()
    except (OSError, msgspec.MsgspecError):  # there is none, or one of another version
        return _Kept()
    return kept if kept.salt == salt else _Kept()
