"""The built site as a whole."""

from __future__ import annotations

import filecmp
import shutil
from pathlib import Path

import pytest

from tests.publishing.conftest import run
from tests.publishing.links import broken_links, repeated_ids


def differing(left: Path, right: Path) -> list[str]:
    names = {
        p.relative_to(s).as_posix() for s in (left, right) for p in s.rglob("*") if p.is_file()
    }
    _, differ, missing = filecmp.cmpfiles(left, right, sorted(names), shallow=False)
    return differ + missing


def test_every_link_leads_somewhere(own_site: Path) -> None:
    assert list(broken_links(own_site)) == []


def test_no_page_uses_an_id_twice(own_site: Path) -> None:
    assert {p.name: ids for p in own_site.rglob("*.html") if (ids := repeated_ids(p))} == {}


def test_two_builds_are_byte_identical(own_site: Path, repository: Path, tmp_path: Path) -> None:
    again = tmp_path / "site"
    run("mkdocs_minutes.cli", "build", "--site-dir", str(again), folder=repository)
    assert differing(own_site, again) == []


def test_the_order_of_files_on_disk_changes_nothing(
    own_site: Path, repository: Path, tmp_path: Path
) -> None:
    notes = tmp_path / "seeds"
    notes.mkdir()
    for path in sorted((repository / "seeds").iterdir(), reverse=True):
        shutil.copyfile(path, notes / path.name)
    left, right = tmp_path / "left.jsonl", tmp_path / "right.jsonl"
    for folder, output in ((repository / "seeds", left), (notes, right)):
        words = ["export", "--format", "jsonl", "--notes", str(folder), "--output", str(output)]
        assert run("mkdocs_minutes.cli", *words, folder=repository).returncode == 0
    assert left.read_bytes() == right.read_bytes()


@pytest.mark.parametrize("registry", ["content/registry", None], ids=["registry", "no-registry"])
def test_the_real_notes_build_unprepared(
    shared: Path, repository: Path, tmp_path: Path, registry: str | None
) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    site = tmp_path / "site"
    folder = str(repository / registry) if registry else str(empty)
    words = ["build", "--notes", str(shared / "seeds"), "--registry", folder]
    done = run("mkdocs_minutes.cli", *words, "--site-dir", str(site), folder=repository)
    assert done.returncode == 0, done.stderr
    assert "5 notes" in done.stderr
    assert list(broken_links(site)) == []


def test_without_a_site_file_the_site_takes_plain_defaults(
    repository: Path, tmp_path: Path
) -> None:
    shutil.copytree(repository / "seeds", tmp_path / "minutes")
    done = run("mkdocs_minutes.cli", "build", "--notes", "minutes", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert list(broken_links(tmp_path / "site")) == []
    assert "5 notes" in (done.stdout + done.stderr)
