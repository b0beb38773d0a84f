"""The cache keeps bytes, forgets what nobody asks for, and never stands in the way."""

from pathlib import Path

from mkdocs_minutes.cache import FORGOTTEN_AFTER, Cache, key_of

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
    for _ in range(FORGOTTEN_AFTER):
        assert kept(tmp_path, key_of("another note")) is None
    assert kept(tmp_path) is None


def test_what_is_asked_for_stays(tmp_path: Path) -> None:
    keep(tmp_path)
    for _ in range(3 * FORGOTTEN_AFTER):
        assert kept(tmp_path) == b"parsed"


def test_a_damaged_cache_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "cache.sqlite").write_bytes(b"not a database " * 100)
    assert kept(tmp_path) is None
    keep(tmp_path)
    assert kept(tmp_path) == b"parsed"


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
