"""The cache keeps bytes, forgets what nobody asks for, and never stands in the way."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from mkdocs_minutes.store import cache as cache_module
from mkdocs_minutes.store import machine_key
from mkdocs_minutes.store.cache import FORGOTTEN_AFTER, MARKED_EVERY, Cache, key_of
from mkdocs_minutes.store.machine_key import VARIABLE, private_folder

KEY = key_of("a note")


def keep(folder: Path, value: bytes = b"parsed") -> None:
    with Cache(folder) as cache:
        cache.put([(KEY, value)])


def kept(folder: Path, key: bytes = KEY) -> bytes | None:
    with Cache(folder) as cache:
        return cache.get(key)


def test_what_was_put_is_found_by_a_later_build(tmp_path: Path) -> None:
    keep(tmp_path)
    assert kept(tmp_path) == b"parsed"
    assert kept(tmp_path, key_of("another note")) is None


def test_what_nobody_asks_for_is_dropped(tmp_path: Path) -> None:
    keep(tmp_path)
    for _ in range(FORGOTTEN_AFTER + MARKED_EVERY):
        assert kept(tmp_path, key_of("another note")) is None
    assert kept(tmp_path) is None


def test_what_is_asked_for_stays(tmp_path: Path) -> None:
    keep(tmp_path)
    for _ in range(FORGOTTEN_AFTER + 10):
        assert kept(tmp_path) == b"parsed"


def test_a_damaged_cache_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "cache.sqlite").write_bytes(b"not a database " * 100)
    assert kept(tmp_path) is None
    keep(tmp_path)
    assert kept(tmp_path) == b"parsed"


def test_a_value_that_was_changed_is_made_anew(tmp_path: Path) -> None:
    keep(tmp_path)
    with closing(sqlite3.connect(tmp_path / "cache.sqlite")) as database, database:
        database.execute("UPDATE kept SET value = ?", (b"parsed otherwise",))
    assert kept(tmp_path) is None
    keep(tmp_path)
    assert kept(tmp_path) == b"parsed"


def test_a_value_moved_to_another_key_is_none(tmp_path: Path) -> None:
    keep(tmp_path)
    other = key_of("another note")
    with closing(sqlite3.connect(tmp_path / "cache.sqlite")) as database, database:
        database.execute("UPDATE kept SET key = ?", (other,))
    assert kept(tmp_path, other) is None


def test_a_store_from_another_machine_is_not_taken_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(tmp_path)
    ours = private_folder(tmp_path)
    monkeypatch.setenv(VARIABLE, "another machine's")
    machine_key._machine_key.cache_clear()
    assert kept(tmp_path) is None
    assert private_folder(tmp_path) != ours
    monkeypatch.undo()
    machine_key._machine_key.cache_clear()


def test_a_store_laid_out_by_others_is_replaced(tmp_path: Path) -> None:
    endless = "WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x FROM n"
    with closing(sqlite3.connect(tmp_path / "cache.sqlite")) as database, database:
        database.execute(f"CREATE VIEW kept AS {endless}")
    keep(tmp_path)
    assert kept(tmp_path) == b"parsed"


def test_a_store_damaged_amid_its_pages_is_replaced_by_the_next_build(tmp_path: Path) -> None:
    for number in range(200):
        with Cache(tmp_path) as cache:
            cache.put([(key_of(str(number)), bytes(2000))])
    file = tmp_path / "cache.sqlite"
    data = bytearray(file.read_bytes())
    data[8192:] = b"\xa5" * (len(data) - 8192)
    file.write_bytes(data)
    for _ in range(2):
        keep(tmp_path)
    assert kept(tmp_path) == b"parsed"


def test_builds_at_once_keep_to_themselves(tmp_path: Path) -> None:
    def work(name: str) -> int:
        for number in range(20):
            with Cache(tmp_path) as cache:
                cache.put([(key_of(name, str(number)), name.encode())])
        with Cache(tmp_path) as cache:
            found = [cache.get(key_of(name, str(number))) for number in range(20)]
        return found.count(name.encode())

    with ThreadPoolExecutor(4) as pool:
        assert sum(pool.map(work, "abcd")) > 40  # what was locked is made anew, no more


def test_a_folder_of_the_store_stays_out_of_commits(tmp_path: Path) -> None:
    keep(tmp_path / "store")
    assert (tmp_path / "store" / ".gitignore").read_text() == "*\n"
    (tmp_path / "store" / ".gitignore").write_text("!kept\n")
    keep(tmp_path / "store")
    assert (tmp_path / "store" / ".gitignore").read_text() == "!kept\n"


def test_a_folder_that_cannot_be_written_keeps_nothing(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    keep(tmp_path / "file")
    assert kept(tmp_path / "file") is None


def test_without_a_folder_nothing_outlives_the_build() -> None:
    with Cache(None) as cache:
        cache.put([(KEY, b"parsed")])
        assert cache.get(KEY) == b"parsed"
    with Cache(None) as cache:
        assert cache.get(KEY) is None


def test_a_cache_that_grew_too_large_keeps_what_is_asked_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache_module, "LARGEST", 100_000)
    monkeypatch.setattr(cache_module, "SPARE", 10_000)
    with Cache(tmp_path) as cache:
        cache.put((key_of(str(number)), bytes(10_000)) for number in range(30))
        cache.put([(KEY, b"parsed")])
    largest = (tmp_path / "cache.sqlite").stat().st_size
    for _ in range(MARKED_EVERY + 2):
        assert kept(tmp_path) == b"parsed"
    assert kept(tmp_path, key_of("0")) is None
    assert (tmp_path / "cache.sqlite").stat().st_size < largest / 4
