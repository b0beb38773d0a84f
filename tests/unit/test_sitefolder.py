"""The site's folder between two builds."""

from __future__ import annotations

from pathlib import Path

import pytest

from mkdocs_minutes.sitefolder import ASIDE, drop_aside, keep_only, put_back, set_aside


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for path in ("notes/a/index.html", "notes/b/index.html", "people/x/index.html", "guide/i.html"):
        write(tmp_path, path, "before")
    return tmp_path


def write(site: Path, path: str, text: str) -> None:
    (site / path).parent.mkdir(parents=True, exist_ok=True)
    (site / path).write_text(text)


def files(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file()}


def folders(site: Path) -> set[str]:
    return {path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_dir()}


def test_what_is_written_again_comes_back_and_nothing_else(site: Path) -> None:
    set_aside(site, ["notes", "people", "actions"])
    assert files(site) == {f"{ASIDE}/{p}" for p in files(site / ASIDE)} | {"guide/i.html"}
    put_back(site, {"notes/a/index.html"})
    assert files(site) == {"notes/a/index.html", "guide/i.html"}
    assert folders(site) == {"notes", "notes/a", "guide"}


def test_a_kept_folder_comes_back_whole(site: Path) -> None:
    set_aside(site, ["notes"])
    put_back(site, {"notes/"})
    assert files(site) >= {"notes/a/index.html", "notes/b/index.html"}


def test_what_was_made_in_the_meantime_stands(site: Path) -> None:
    set_aside(site, ["notes"])
    write(site, "notes/c.html", "now")
    put_back(site, {"notes/a/index.html"})
    assert files(site) == {"notes/c.html", "people/x/index.html", "guide/i.html"}


def test_a_site_that_is_not_there_yet_is_no_error(tmp_path: Path) -> None:
    site = tmp_path / "site"
    set_aside(site, ["notes"])
    put_back(site, ())
    drop_aside(site)
    keep_only(site, "search", ())
    assert not site.exists()


def test_what_a_broken_build_left_waiting_goes(site: Path) -> None:
    set_aside(site, ["notes"])
    drop_aside(site)
    assert files(site) == {"people/x/index.html", "guide/i.html"}


def test_a_link_is_never_followed(site: Path, tmp_path: Path) -> None:
    (site / "notes" / "out").symlink_to(site / "guide")
    (site / "notes" / "a" / "index.html").unlink()
    (site / "notes" / "a" / "index.html").symlink_to(site / "guide" / "i.html")
    set_aside(site, ["notes"])
    put_back(site, {"notes/a/index.html", "notes/b/index.html"})
    assert files(site) == {"notes/b/index.html", "people/x/index.html", "guide/i.html"}
