"""What was made of an archive, each thing with what it asked: it stands while the answers do.

A ledger is kept from build to build. Each dependency stands in it once, with the answer it had; so
after an edit each is asked once, and what depends on none that is answered otherwise stands.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from functools import cache as memoise
from functools import cached_property
from hashlib import blake2b
from itertools import accumulate, chain, compress, count
from pathlib import Path
from typing import NamedTuple

import msgspec

from ..pages.dependencies import ANSWER_BYTES, Answer, Answers, Dependency
from ..site.files import replacing
from ..store.machine_key import keep_out_of_commits, seal, unsealed
from .numbering import Numbering

RUN = 128
"""Dependencies on a table that are asked at once, and one by one where that has another answer."""

_NUMBER = array("I").itemsize
_PARTS = (b"",) * 5
_DEPENDENCY = msgspec.msgpack.Decoder(tuple[str | int, ...])
_DEPENDENCIES = msgspec.msgpack.Decoder(list[tuple[str | int, ...]])


class Follows:
    """The dependencies that stand in no table, each with those that its answer follows from.

    They go by their numbers. Of what is added twice the last stands; the first may still be found.
    What was there when it was `turned` round is found without looking through all.
    """

    def __init__(self, packed: Sequence[bytes] = _PARTS) -> None:
        parts = (array("I", part) for part in packed)
        self.numbers, self._ends, self._from, self._starts, self._following = parts

    def packed(self) -> tuple[bytes, ...]:
        """All of it as bytes."""
        parts = (self.numbers, self._ends, self._from, self._starts, self._following)
        return tuple(part.tobytes() for part in parts)

    def add(self, number: int, numbers: Iterable[int]) -> None:
        """Note what an answer follows from."""
        self._from.extend(numbers)
        self._ends.append(len(self._from))
        self.numbers.append(number)

    def last(self, size: int) -> array[int]:
        """For each number below `size` where it was added last, from 1 on; 0 for none."""
        places = array("I", bytes(size * _NUMBER))
        for place, number in enumerate(self.numbers, 1):
            places[number] = place
        return places

    def at(self, place: int) -> array[int]:
        """What the answer follows from that was added at a place, from 1 on; nothing at 0."""
        start, end = (self._ends[one - 1] if one > 0 else 0 for one in (place - 1, place))
        return self._from[start:end]

    def __iter__(self) -> Iterator[tuple[int, array[int]]]:
        """Each with those that it follows from."""
        start = 0
        for number, end in zip(self.numbers, self._ends, strict=True):
            yield number, self._from[start:end]
            start = end

    def from_any(self, numbers: Collection[int]) -> set[int]:
        """Those whose answers follow from one of some."""
        turned, starts, found = len(self._following), self._starts, set[int]()
        for number in numbers:
            if number + 1 < len(starts):
                found.update(self._following[starts[number] : starts[number + 1]])
        later = compress(count(turned), map(numbers.__contains__, self._from[turned:]))
        return found.union(self.numbers[bisect_right(self._ends, place)] for place in later)

    def turn(self, size: int) -> None:
        """Note for each number below `size` what follows from it."""
        counts = array("I", bytes((size + 1) * _NUMBER))
        for number in self._from:
            counts[number + 1] += 1
        self._starts = array("I", accumulate(counts))
        places, following = self._starts[:], array("I", bytes(len(self._from) * _NUMBER))
        for number, numbers in self:
            for one in numbers:
                following[places[one]] = number
                places[one] += 1
        self._following = following


class Noted(NamedTuple):
    """What was made, by name: the numbers of its dependencies, of 4 bytes, and a value.

    `dependencies` are encoded, `answers` are theirs, one after the other, and `follows` are packed.
    `values` are answers by their hashes, of those that are packed.
    """

    dependencies: Sequence[bytes]
    answers: bytes
    follows: tuple[bytes, ...]
    made: Mapping[str, tuple[bytes, bytes]]
    values: Mapping[bytes, bytes]


NOTHING = Noted((), b"", Follows().packed(), {}, {})


class Notes:
    """Notes what is made while it is made, in whatever process that is.

    `known` has the packed answers that are kept.
    """

    def __init__(
        self,
        now: Callable[[Dependency], Answer],
        known: Callable[[Dependency], bytes | None] = lambda _: None,
    ) -> None:
        self._now, self.known = now, known
        self._values: dict[bytes, bytes] = {}
        self._numbers: dict[Dependency, int] = {}
        self._answers = bytearray()
        self._follows = Follows()
        self._made: dict[str, tuple[bytes, bytes]] = {}

    def add(self, name: str, asked: Iterable[Dependency], value: bytes) -> None:
        """Note what was made under a name, with what it asked."""
        self._made[name] = array("I", map(self.ask, asked)).tobytes(), value

    def digest(self, dependencies: Iterable[Dependency]) -> bytes:
        """A hash of the answers that dependencies have, in their order."""
        digest = blake2b(digest_size=ANSWER_BYTES)
        for dependency in dependencies:
            place = self.ask(dependency) * ANSWER_BYTES
            digest.update(self._answers[place : place + ANSWER_BYTES])
        return digest.digest()

    def ask(self, dependency: Dependency) -> int:
        """The number of a dependency, which is asked when it is new."""
        number = self._numbers.get(dependency)
        if number is None:
            number = self._numbers[dependency] = len(self._numbers)
            answer = self._now(dependency)
            self._answers += answer.hash
            if answer.packed is not None:
                self._values[answer.hash] = answer.packed
            if answer.follows_from is not None:
                self._follows.add(number, [*map(self.ask, answer.follows_from)])
        return number

    def noted(self) -> Noted:
        """All that was noted."""
        dependencies = [msgspec.msgpack.encode(dependency) for dependency in self._numbers]
        follows = self._follows.packed()
        return Noted(dependencies, bytes(self._answers), follows, self._made, self._values)

    def noted_alone(self) -> Noted:
        """As `noted`, without dependencies that nothing which was made has."""
        asked, follows = [*self._numbers], dict(self._follows)

        def now(dependency: Dependency) -> Answer:
            number = self._numbers[dependency]
            answer = bytes(self._answers[number * ANSWER_BYTES : (number + 1) * ANSWER_BYTES])
            found = [asked[one] for one in follows[number]] if number in follows else None
            return Answer(answer, found, self._values.get(answer))

        part = Notes(now)
        for name, (numbers, value) in self._made.items():
            part.add(name, (asked[one] for one in array("I", numbers)), value)
        return part.noted()


class _Kept(msgspec.Struct, array_like=True):
    """A ledger as it is kept: good for what `salt` says, which is all that nothing asks for.

    The first dependencies are in `runs`: how many there are in each, and the hash of their answers.
    Those behind stand in no table, but for the last ones: `fresh` came since there are runs.
    `tables` are hashes of all that stands in the tables of the first. The others are as in `Noted`.
    """

    salt: bytes = b""
    dependencies: tuple[bytes, bytes, bytes] = (b"", b"", b"")
    answers: bytes = b""
    follows: tuple[bytes, ...] = _PARTS
    made: dict[str, tuple[bytes, bytes]] = {}
    runs: list[tuple[int, bytes]] = []
    fresh: int = 0
    tables: dict[str, bytes] = {}
    values: dict[bytes, bytes] = {}


class Ledger:
    """What the last build made, and what this one has of it and makes besides.

    It is kept in the file at `path`, where there is one. `salt` is a key of all that things depend
    on without asking for it: a ledger with another one is empty.
    """

    def __init__(self, answers: Answers, salt: bytes, path: Path | None) -> None:
        self.answers = answers
        self._path = path
        kept = _read(path, salt) if path else _Kept()
        self._salt, self._runs, self._fresh = salt, kept.runs, kept.fresh
        self._tables, self._tables_before = dict[str, bytes](), kept.tables
        self._before = kept.made
        self._dependencies = Numbering(kept.dependencies)
        self._known, self._values = bytearray(kept.answers), kept.values
        self._follows = Follows(kept.follows)
        del kept  # which holds it all once more
        self._now: dict[str, tuple[bytes, bytes]] = {}
        self._known_number = memoise(self._number)
        self._last = self._follows.last(len(self._dependencies))
        self._changed = {number for number in self._suspects() if self._answer_anew(number)}
        self._follow_changes()
        del self._known_number, self._last  # which only answers that are asked anew need

    def _follow_changes(self) -> None:
        """Ask anew what follows from an answer that is another, and what follows from that."""
        others, asked = self._changed, set[int]()
        while others:
            found = self._follows.from_any(others) - asked
            others = {number for number in found if self._answer_anew(number)}
            asked |= found
            self._changed |= others

    def _suspects(self) -> Iterator[int]:
        """The numbers of dependencies on tables, without the runs that are answered as before."""
        first = 0
        for place, (size, before) in enumerate(self._runs):
            numbers = range(first, first + size)
            first += size
            if self._is_as_before(self._decoded(numbers[:1])[0]):
                continue
            now = self.answers.in_a_row(self._decoded(numbers))
            if now != before:
                self._runs[place] = size, now
                yield from numbers
        number = len(self._dependencies)
        fresh = range(number - self._fresh, number)
        yield from set(fresh).difference(self._follows.numbers)

    def _is_as_before(self, dependency: Dependency) -> bool:
        """Whether the whole table that a dependency asks is as it was."""
        table = str(dependency[1])
        if table not in self._tables:
            self._tables[table] = self.answers.table(table)
        return self._tables[table] == (self._tables_before.get(table) or None)

    def _decoded(self, numbers: range) -> list[Dependency]:
        packed = self._dependencies.between(numbers.start, numbers.stop)
        return _DEPENDENCIES.decode(b"\xdc" + len(numbers).to_bytes(2, "big") + packed)

    def _answer_anew(self, number: int) -> bool:
        """Put the answer that a dependency has now in place of another one, if it is that."""
        place = slice(number * ANSWER_BYTES, (number + 1) * ANSWER_BYTES)
        answer = self._asked(self._dependency(number))
        if answer.follows_from is not None:
            numbers = [*map(self._known_number, answer.follows_from)]
            last = self._last[number] if number < len(self._last) else 0
            if {*numbers} != {*self._follows.at(last)}:
                self._follows.add(number, numbers)
        is_other = answer.hash != self._known[place]
        self._known[place] = answer.hash
        return is_other

    def _number(self, dependency: Dependency) -> int:
        """The number of a dependency, which is asked when it is new."""
        packed = msgspec.msgpack.encode(dependency)
        number = self._dependencies.find(packed)
        if number is None:
            answer = self._asked(dependency)
            number = self._dependencies.number(packed)
            self._known += answer.hash
            self._fresh += 1
            if answer.follows_from is not None:
                self._follows.add(number, [*map(self._known_number, answer.follows_from)])
        return number

    def _asked(self, dependency: Dependency) -> Answer:
        """The answer that one has now, whose value is kept if it is packed."""
        answer = self.answers.now(dependency)
        if answer.packed is not None:
            self._values[answer.hash] = answer.packed
        return answer

    def _dependency(self, number: int) -> Dependency:
        return _DEPENDENCY.decode(self._dependencies.between(number, number + 1))

    def now(self, dependency: Dependency) -> Answer:
        """As `Answers.now`: what it follows from is said only where it has not been asked yet."""
        number = self._dependencies.find(msgspec.msgpack.encode(dependency))
        if number is None:
            return self.answers.now(dependency)
        return Answer(self._hash_at(number))

    def _hash_at(self, number: int) -> bytes:
        return bytes(self._known[number * ANSWER_BYTES : (number + 1) * ANSWER_BYTES])

    def known(self, dependency: Dependency) -> bytes | None:
        """The packed answer that a dependency has, `None` where it is not kept."""
        number = self._dependencies.find(msgspec.msgpack.encode(dependency))
        return None if number is None else self._values.get(self._hash_at(number))

    def find(self, name: str) -> bytes | None:
        """The value of what was made under a name, `None` where it has to be made anew."""
        found = self._before.get(name)
        return None if found is None or name in self._fallen else found[1]

    @cached_property
    def _fallen(self) -> set[str]:
        """The names of what was made of an answer that is another now."""
        stands = self._changed.isdisjoint
        made = self._before.items() if self._changed else ()
        return {name for name, (asked, _) in made if not stands(array("I", asked))}

    def keep(self, name: str) -> None:
        """Let what was found under a name stand in the next build as well."""
        self._now[name] = self._before[name]

    def take_in(self, noted: Noted) -> None:
        """Add what was made anew, in whatever process."""
        places = []
        self._values.update(noted.values)
        for place, packed in enumerate(noted.dependencies):
            number = self._dependencies.number(packed)
            if number * ANSWER_BYTES == len(self._known):  # it is new
                self._known += noted.answers[place * ANSWER_BYTES : (place + 1) * ANSWER_BYTES]
                self._fresh += 1
            places.append(number)
        for number, numbers in Follows(noted.follows):
            self._follows.add(places[number], [places[one] for one in numbers])
        for name, (asked, value) in noted.made.items():
            self._now[name] = _renumbered(asked, places), value

    def write(self) -> None:
        """Keep what stands now, in place of what stood before."""
        if self._path is None:
            return
        if self._fresh * 4 > len(self._dependencies):
            self._put_in_order()
        kept = (  # as `_Kept`, without being copied for it
            self._salt,
            self._dependencies.packed(),
            memoryview(self._known),
            self._follows.packed(),
            self._now,
            self._runs,
            self._fresh,
            self._tables,
            self._values,
        )
        data = msgspec.msgpack.encode(kept)
        with suppress(OSError):  # where nothing can be kept, all is made anew
            self._path.parent.mkdir(parents=True, exist_ok=True)
            keep_out_of_commits(self._path.parent.parent)
            with replacing(self._path) as file:
                file.writelines((seal(self._path.name.encode(), data), data))

    def _put_in_order(self) -> None:
        """Put dependencies on each table in runs, and forget those that nothing has any more.

        This is when a build holds most: so there is a number for each dependency, and no object.
        """
        former, last = self._follows, self._follows.last(len(self._dependencies))
        used = self._used(last)
        tables: dict[Dependency, array[int]] = {}
        others = array("I")
        for number in compress(count(), used):
            if last[number]:
                others.append(number)
            else:
                table = self._dependency(number)[:2]
                tables.setdefault(table, array("I")).append(number)
        order = array("I", chain(*tables.values(), others))
        places = array("I", bytes(len(used) * _NUMBER))
        for place, number in enumerate(order):
            places[number] = place
        self._dependencies = self._dependencies.chosen(order)
        answers = (self._known[one * ANSWER_BYTES : (one + 1) * ANSWER_BYTES] for one in order)
        self._known = bytearray().join(answers)
        for name, (asked, value) in self._now.items():
            self._now[name] = _renumbered(asked, places), value
        starts = range(0, len(self._known), ANSWER_BYTES)
        known = {bytes(self._known[start : start + ANSWER_BYTES]) for start in starts}
        self._values = {one: value for one, value in self._values.items() if one in known}
        self._follows = Follows()
        for number in others:
            self._follows.add(places[number], map(places.__getitem__, former.at(last[number])))
        self._follows.turn(len(order))
        self._fresh = 0
        self._runs = [*self._in_runs(map(len, tables.values()))]
        names = {str(table) for _, table in tables}
        self._tables = {name: self.answers.table(name) for name in names}

    def _in_runs(self, sizes: Iterable[int]) -> Iterator[tuple[int, bytes]]:
        """The runs of the first dependencies, of which so many are on each table."""
        first = 0
        for end in accumulate(sizes):
            for start in range(first, end, RUN):
                run = range(start, min(start + RUN, end))
                yield len(run), self.answers.in_a_row(self._decoded(run))
            first = end

    def _used(self, last: Sequence[int]) -> bytearray:
        """By number, whether something has a dependency still; `last` is as `Follows` has it."""
        used = bytearray(len(self._dependencies))
        following: list[int] = []

        def use(numbers: Iterable[int]) -> None:
            for number in numbers:
                if not used[number]:
                    used[number] = True
                    if last[number]:
                        following.append(number)

        for asked, _ in self._now.values():
            use(array("I", asked))
        while following:
            use(self._follows.at(last[following.pop()]))
        return used


def _renumbered(numbers: bytes, places: Sequence[int] | Mapping[int, int]) -> bytes:
    """Numbers of dependencies, each by the one that it has in another place."""
    return array("I", map(places.__getitem__, array("I", numbers))).tobytes()


def _read(path: Path, salt: bytes) -> _Kept:
    """The ledger at a path, an empty one where there is none to be believed."""
    try:
        data = unsealed(path.name, path.read_bytes())
        kept = msgspec.msgpack.decode(data, type=_Kept) if data else _Kept()
    except (OSError, msgspec.MsgspecError):  # there is none, or one of another version
        return _Kept()
    return kept if kept.salt == salt else _Kept()
