"""A site built aside, and brought to its readers so that they never meet half of it."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_minutes.site import publishing
from mkdocs_minutes.site.staging import INSIDE, Staging
from mkdocs_minutes.store.file_state import file_state
from tests.publishing.links import broken_links

Pages = dict[str, list[str]]

BEFORE: Pages = {
    "index.html": ["notes/a/index.html", "people/ann/index.html", "notes/b/index.html"],
    "notes/a/index.html": ["../../people/ann/index.html", "../../index.html"],
    "notes/b/index.html": ["../../people/bo/index.html", "../a/index.html"],
    "people/ann/index.html": ["../../notes/a/index.html"],
    "people/bo/index.html": ["../../notes/b/index.html"],
    **{f"kept/{number}/index.html": ["../../index.html"] for number in range(40)},
}
AFTER: Pages = {
    "index.html": ["notes/a/index.html", "people/ann/index.html", "notes/c/index.html"],
    "notes/a/index.html": ["../../people/ann/index.html", "../c/index.html"],
    "notes/c/index.html": ["../../people/cy/index.html", "../a/index.html", "../../new.css"],
    "people/ann/index.html": ["../../notes/a/index.html", "../cy/index.html"],
    "people/cy/index.html": ["../../notes/c/index.html", "../../new.css"],
    **{f"kept/{number}/index.html": ["../../index.html"] for number in range(40)},
}
"""Two pages that link to each other go, and two come."""


def page(links: list[str]) -> bytes:
    return "".join(f'<a href="{link}">x</a>' for link in links).encode()


def stage(staging: Staging, pages: Pages) -> None:
    staging.open(lambda: None)
    for path, links in pages.items():
        staging.write(path, page(links))
    if pages is AFTER:
        staging.write("new.css", b"a {}")


def build(site: Path, pages: Pages) -> None:
    staging = Staging(site)
    stage(staging, pages)
    staging.publish()
    staging.close()


@pytest.fixture
def site(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    build(site, BEFORE)
    return site


def contents(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def folders(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_dir()}


def expected(pages: Pages) -> dict[str, bytes]:
    written = {path: page(links) for path, links in pages.items()}
    return written | ({"new.css": b"a {}"} if pages is AFTER else {})


class KilledError(Exception):
    """Stands for a process that ends between two steps."""


@pytest.fixture
def steps(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many changes of the file system are still to come before the process is killed."""
    left = [10_000]

    def counted(name: str) -> None:
        real = getattr(os, name)

        def step(*arguments: object, **named: object) -> object:
            if left[0] == 0:
                raise KilledError
            left[0] -= 1
            return real(*arguments, **named)

        monkeypatch.setattr(os, name, step)

    for name in ("replace", "unlink", "rmdir", "link"):
        counted(name)
    return left


def test_a_build_killed_after_any_step_leaves_whole_pages_and_links_that_work(
    tmp_path: Path, steps: list[int]
) -> None:
    killed = 0
    while True:
        site = tmp_path / str(killed) / "site"
        steps[0] = 10_000
        build(site, BEFORE)
        staging = Staging(site)
        stage(staging, AFTER)
        steps[0] = killed
        try:
            staging.publish()
        except KilledError:
            steps[0] = 10_000
            assert list(broken_links(site)) == [], killed
            holding = publishing.HOLDING.encode()
            for path, data in contents(site).items():
                assert data in (expected(BEFORE).get(path), expected(AFTER).get(path), holding)
            staging.close()
            build(site, AFTER)
        else:
            break
        finally:
            steps[0] = 10_000
        assert contents(site) == expected(AFTER)
        killed += 1
    assert killed > 12
    assert contents(site) == expected(AFTER)


def test_a_build_that_changes_much_is_published_in_one_step(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in (site / "kept").glob("*/index.html"):
        path.write_bytes(b"otherwise")
    by_file: list[object] = []
    monkeypatch.setattr("mkdocs_minutes.site.staging.publish_by_file", by_file.append)
    build(site, AFTER)
    assert contents(site) == expected(AFTER)
    assert by_file == []


@pytest.mark.parametrize("missing", ["exchange", "links"])
def test_where_the_system_lacks_a_step_the_site_is_published_file_by_file(
    site: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError

    if missing == "exchange":
        monkeypatch.setattr(publishing, "exchange", lambda *_: False)
    else:
        monkeypatch.setattr(os, "link", refuse)
    for path in (site / "kept").glob("*/index.html"):
        path.write_bytes(b"otherwise")
    build(site, AFTER)
    assert contents(site) == expected(AFTER)


def test_two_folders_change_places(tmp_path: Path) -> None:
    for name in ("one", "other"):
        (tmp_path / name).mkdir()
        (tmp_path / name / name).touch()
    assert publishing.exchange(tmp_path / "one", tmp_path / "other")
    assert [path.name for path in (tmp_path / "one").iterdir()] == ["other"]
    assert not publishing.exchange(tmp_path / "one", tmp_path / "nowhere")


def test_nothing_is_written_where_nothing_has_changed(site: Path) -> None:
    staging = Staging(site)
    stage(staging, BEFORE)
    assert [*staging.folder.iterdir()] == []
    assert staging.paths() == sorted(BEFORE)
    assert "index.html" in staging.kept
    assert staging.find("index.html") == site / "index.html"
    assert not staging.publish()
    staging.close()
    assert contents(site) == expected(BEFORE)


def test_what_is_staged_as_it_is_published_is_left_alone(site: Path) -> None:
    before = {path: file_state(str(site / path)) for path in BEFORE}
    staging = Staging(site)
    staging.open(lambda: None)
    for path, links in BEFORE.items():
        target = staging.folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(page(links))
    assert not staging.publish()
    staging.close()
    assert {path: file_state(str(site / path)) for path in BEFORE} == before


def test_files_that_no_build_wrote_go_and_hidden_ones_stay(site: Path, tmp_path: Path) -> None:
    for path in ("old/x/index.html", "old/picture.png", ".nojekyll", ".git/config"):
        (site / path).parent.mkdir(parents=True, exist_ok=True)
        (site / path).write_text("of another day")
    (site / "out").symlink_to(tmp_path)
    (tmp_path / "outside.txt").write_text("stays")
    (site / "empty" / "folder").mkdir(parents=True)
    build(site, AFTER)
    hidden = dict.fromkeys((".nojekyll", ".git/config"), b"of another day")
    assert contents(site) == expected(AFTER) | hidden
    assert not folders(site) & {"old", "old/x", "empty", "notes/b", "people/bo"}
    assert (tmp_path / "outside.txt").exists()


def test_hidden_files_survive_a_site_published_as_a_whole(site: Path) -> None:
    (site / ".nojekyll").write_text("of another day")
    for path in (site / "kept").glob("*/index.html"):
        path.write_bytes(b"otherwise")
    build(site, AFTER)
    assert (site / ".nojekyll").read_text() == "of another day"


@pytest.mark.parametrize("much", [False, True])
def test_a_file_and_a_folder_take_each_others_place(site: Path, much: bool) -> None:
    if much:
        for path in (site / "kept").glob("*/index.html"):
            path.write_bytes(b"otherwise")
    kept = {path: links for path, links in BEFORE.items() if path.startswith("kept/")}
    build(site, kept | {"notes": [], "index.html": [], "people/ann/index.html/x.html": []})
    assert (site / "notes").is_file()
    assert (site / "people/ann/index.html/x.html").is_file()
    build(site, BEFORE)
    assert contents(site) == expected(BEFORE)


def test_a_link_in_the_site_is_replaced_and_never_followed(site: Path, tmp_path: Path) -> None:
    outside = tmp_path / "outside.html"
    outside.write_bytes(page(BEFORE["index.html"]))
    (site / "index.html").unlink()
    (site / "index.html").symlink_to(outside)
    build(site, AFTER)
    assert not (site / "index.html").is_symlink()
    assert outside.read_bytes() == page(BEFORE["index.html"])
    assert contents(site) == expected(AFTER)


def test_a_site_that_is_a_link_is_built_where_it_leads(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "site").symlink_to("real")
    build(tmp_path / "site", AFTER)
    assert (tmp_path / "site").is_symlink()
    assert contents(tmp_path / "real") == expected(AFTER)


def test_nothing_is_left_beside_the_site(site: Path) -> None:
    build(site, AFTER)
    assert [path.name for path in site.parent.iterdir()] == ["site"]


def test_what_a_killed_build_left_goes_with_the_next(site: Path) -> None:
    left = site.with_name(".site.staging")
    (left / "site" / "notes").mkdir(parents=True)
    (left / "site" / "notes" / "half.html").write_text("<p>ha")
    (left / "holding").touch()
    build(site, AFTER)
    assert not left.exists()
    assert contents(site) == expected(AFTER)


def test_where_nothing_can_be_made_beside_the_site_it_is_staged_inside(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = Path.mkdir

    def refuse(path: Path, *arguments: bool, **named: bool) -> None:
        if path.name == ".site.staging":
            raise PermissionError(13, "Permission denied", str(path))
        made(path, *arguments, **named)

    monkeypatch.setattr(Path, "mkdir", refuse)
    staging = Staging(site)
    stage(staging, AFTER)
    assert staging.folder.parent == site / INSIDE
    staging.publish()
    staging.close()
    assert contents(site) == expected(AFTER)
    with pytest.raises(PermissionError, match=r"\.site\.staging"):
        Staging(site.parent / "missing" / "site").open(lambda: None)


def test_a_site_into_which_nothing_can_be_renamed_is_staged_in_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    site.mkdir()

    def refuse(*_: object) -> None:  # as where the site is a mount of the same file system
        raise OSError(errno.EXDEV, "Invalid cross-device link")

    monkeypatch.setattr(os, "replace", refuse)
    staging = Staging(site)
    staging.open(lambda: None)
    assert staging.folder.parent == site / INSIDE
    assert list(tmp_path.iterdir()) == [site]
    staging.close()


def test_a_file_in_the_place_of_the_site_is_said(tmp_path: Path) -> None:
    (tmp_path / "site").touch()
    with pytest.raises(NotADirectoryError, match="there is a file in its place"):
        Staging(tmp_path / "site").open(lambda: None)


HOLD = """
import sys, time
from pathlib import Path
from mkdocs_minutes.site.staging import Staging
staging = Staging(Path(sys.argv[1]))
staging.open(lambda: None)
staging.write("held.html", b"held")
print("open", flush=True)
sys.stdin.readline()
staging.publish()
staging.close()
"""


def test_a_second_build_waits_for_the_first(site: Path) -> None:
    first = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(site)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert first.stdin
    assert first.stdout
    assert first.stdout.readline() == "open\n"
    waited = []

    def waiting() -> None:
        waited.append(contents(site))
        assert first.stdin
        first.stdin.write("go on\n")
        first.stdin.flush()

    staging = Staging(site)
    staging.open(waiting)
    assert waited == [expected(BEFORE)]
    assert contents(site) == {"held.html": b"held"}
    staging.write("index.html", b"second")
    staging.publish()
    staging.close()
    assert first.wait() == 0
    assert contents(site) == {"index.html": b"second"}


def test_what_goes_wrong_is_told_with_the_file_as_readers_have_it(site: Path) -> None:
    staging = Staging(site)
    told = [
        staging.told(OSError(28, "full", *paths))
        for paths in (
            [str(staging.folder / "a.html")],
            [str(staging.folder / "a.html"), None, str(site / "a.html")],
            [str(staging.folder.parent / "holding")],
            [str(site / INSIDE)],
            [],
        )
    ]
    assert (
        told
        == [f"[Errno 28] full: {str(site / name)!r}" for name in ("a.html",) * 2]
        + [f"[Errno 28] full: {str(site)!r}"] * 3
    )
