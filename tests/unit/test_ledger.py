"""What is kept from build to build stands while the answers do, and only our own is believed."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from pathlib import Path
from random import Random
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mkdocs_minutes.incremental.ledger import NOTHING, Ledger, Notes
from mkdocs_minutes.incremental.numbering import Numbering
from mkdocs_minutes.pages.dependencies import Answer, Answers, Dependency


class Told(dict[Dependency, str]):
    """Answers that are told beforehand."""

    def now(self, dependency: Dependency) -> Answer:
        told = self.get(dependency, "")
        return Answer(hashed(told), (WHEN,) if dependency == WHERE and told else None)

    def table(self, name: str) -> bytes:
        return hashed(repr(sorted((one, told) for one, told in self.items() if one[1] == name)))

    def in_a_row(self, dependencies: Sequence[Dependency]) -> bytes:
        assert len({dependency[:2] for dependency in dependencies}) == 1
        return hashed("".join(self.get(dependency, "") for dependency in dependencies))


def hashed(told: str) -> bytes:
    return blake2b(told.encode(), digest_size=16).digest()


WHO: Dependency = ("at", "who", "ada")
WHEN: Dependency = ("at", "when", 1)
WHERE: Dependency = ("evidence", "person", "ada", 1)
FIRST = Told({WHO: "Ada", WHEN: "today", WHERE: "here"})


def ledger(told: Told, path: Path, salt: bytes = b"salt") -> Ledger:
    return Ledger(cast("Answers", told), salt, path)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Where a ledger lies of two things, of which each asks two dependencies."""
    kept = ledger(FIRST, tmp_path / "key/one.made")
    for name, asked in {"a": (WHO, WHEN), "b": (WHEN, WHERE)}.items():
        notes = Notes(FIRST.now)
        notes.add(name, asked, name.encode())
        kept.take_in(notes.noted())
    kept.write()
    return tmp_path / "key/one.made"


def found(told: Told, path: Path, salt: bytes = b"salt") -> list[bytes | None]:
    return [ledger(told, path, salt).find(name) for name in "abc"]


class Packed(Told):
    """Told answers, of which some are to be known without being found again."""

    def now(self, dependency: Dependency) -> Answer:
        answer = super().now(dependency)
        packed = answer.follows_from and self[dependency].encode()
        return answer._replace(packed=packed or None)


def test_answers_are_kept_as_long_as_they_are_those_of_now(tmp_path: Path) -> None:
    there, notes = tmp_path / "key/one.made", Notes(Packed(FIRST).now)
    notes.add("a", [WHERE, WHO], b"a")
    kept = ledger(Packed(FIRST), there)
    kept.take_in(notes.noted())
    kept.write()
    assert ledger(Packed(FIRST), there).known(WHERE) == b"here"
    assert ledger(Packed(FIRST), there).known(WHO) is None
    moved = ledger(Packed(FIRST | {WHEN: "now", WHERE: "there"}), there)
    assert moved.known(WHERE) == b"there"
    assert notes.noted_alone() == notes.noted()
    notes.ask(("at", "who", "bo"))
    assert len(notes.noted_alone().dependencies) == 3 < len(notes.noted().dependencies)
    assert ledger(Packed(FIRST), there, b"other").known(WHERE) is None


def test_what_asks_nothing_that_is_answered_otherwise_stands(path: Path) -> None:
    assert found(FIRST, path) == [b"a", b"b", None]
    assert found(Told(FIRST | {WHO: "Bo"}), path) == [None, b"b", None]
    assert found(Told(FIRST | {WHEN: "never"}), path) == [None, None, None]


def test_only_what_is_kept_or_made_again_stands_in_the_build_after_the_next(path: Path) -> None:
    later = Told(FIRST | {WHO: "Bo"})
    kept = ledger(later, path)
    kept.keep("b")
    notes = Notes(later.now)
    notes.add("c", (WHO,), b"c")
    kept.take_in(notes.noted())
    kept.write()
    assert found(later, path) == [None, b"b", b"c"]
    assert found(FIRST, path) == [None, b"b", None]


def test_dependencies_that_nothing_asks_any_more_are_let_go(path: Path) -> None:
    kept = ledger(FIRST, path)
    notes = Notes(FIRST.now)
    notes.add("c", [("at", "more", number) for number in range(20)], b"c")
    kept.take_in(notes.noted())
    kept.write()
    size = path.stat().st_size
    again = ledger(FIRST, path)
    again.keep("c")
    again.write()
    assert path.stat().st_size <= size
    assert found(FIRST, path) == [None, None, b"c"]
    assert found(Told(FIRST | {("at", "more", 7): "else"}), path) == [None, None, None]


@pytest.mark.parametrize("damage", [bytes.upper, lambda data: data[:-1], lambda _data: b""])
def test_a_ledger_that_was_changed_is_an_empty_one(path: Path, damage: object) -> None:
    path.write_bytes(damage(path.read_bytes()))  # type: ignore[operator]
    assert found(FIRST, path) == [None, None, None]


def test_a_ledger_of_other_code_or_of_another_site_is_an_empty_one(path: Path) -> None:
    assert found(FIRST, path, b"other") == [None, None, None]
    elsewhere = path.with_name("other.made")
    elsewhere.write_bytes(path.read_bytes())
    assert found(FIRST, elsewhere) == [None, None, None]


def test_ledgers_of_one_process_know_nothing_of_each_other(tmp_path: Path) -> None:
    for told in (FIRST, Told({WHEN: "never"})):
        kept = ledger(told, tmp_path / "none.made")
        notes = Notes(told.now)
        notes.add("d", (WHEN,), b"d")
        kept.take_in(notes.noted())
        assert NOTHING.dependencies == ()
        kept.write()
        assert found(told, tmp_path / "none.made") == [None, None, None]
        assert ledger(told, tmp_path / "none.made").find("d") == b"d"
        (tmp_path / "none.made").unlink()


@given(st.lists(st.binary(max_size=3), unique=True, max_size=3000), st.randoms())
def test_what_is_numbered_is_found_by_its_number_and_as_it_is(
    items: list[bytes], random: Random
) -> None:
    numbering = Numbering()
    assert [numbering.number(one) for one in items * 2] == [*range(len(items))] * 2
    chosen = random.sample(range(len(items)), len(items) // 2)
    few = numbering.chosen(chosen)
    for made, held in ((numbering, items), (few, [items[number] for number in chosen])):
        for same in (made, Numbering(made.packed())):
            assert len(same) == len(held)
            assert same.between(0, len(held)) == b"".join(held) if held else True
            assert [same.find(one) for one in held] == [*range(len(held))]
    assert all((few.find(one) is None) == (at not in chosen) for at, one in enumerate(items))
    assert numbering.find(b"what is not there") is None


def test_what_an_answer_follows_from_is_not_noted_again_with_each_edit(path: Path) -> None:
    sizes = set()
    for day in ("Monday", "Sunday", "Friday"):
        edited = ledger(Told(FIRST | {WHEN: day}), path)
        assert edited.find("b") is None
        notes = Notes(edited.now)
        notes.add("b", (WHEN, WHERE), b"b")
        edited.take_in(notes.noted())
        edited.keep("a") if edited.find("a") else None
        edited.write()
        sizes.add(path.stat().st_size)
    assert len(sizes) == 1
