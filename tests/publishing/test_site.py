"""The built site as a whole."""

from __future__ import annotations

import filecmp
import shutil
from pathlib import Path

import pytest

from tests.publishing.commands import run
from tests.publishing.links import broken_links, repeated_ids
from tests.unit.review.scratch import Repository


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


def test_a_site_tells_the_history_of_notes_where_git_knows_it(tmp_path: Path) -> None:
    site = Repository(tmp_path / "site")
    site.write("notes/a.md", "# Weekly, 3 March 2020\n\nPresent: Ada Byron\n")
    site.commit(day="2020-03-04")
    words = ["mkdocs_minutes.cli", "build", "--notes", "notes", "--site-dir"]
    for output in ("one", "two"):
        assert run(*words, str(tmp_path / output), folder=site.folder).returncode == 0
    page = "notes/weekly/2020-03-03/index.html"
    assert "4 March 2020</time>, not changed since" in (tmp_path / "one" / page).read_text()
    assert differing(tmp_path / "one", tmp_path / "two") == []
    shutil.rmtree(site.folder / ".git")
    assert run(*words, str(tmp_path / "bare"), folder=site.folder).returncode == 0
    assert "<dt>History" not in (tmp_path / "bare" / page).read_text()


def test_former_addresses_lead_on_and_are_in_no_sitemap(own_site: Path) -> None:
    page = (own_site / "notes/osg-technology-area/index.html").read_text()
    assert "url=../../series/osg-technology-area/index.html" in page
    sitemap = (own_site / "sitemap.xml").read_text()
    assert "/series/osg-technology-area/" in sitemap
    assert "/notes/osg-technology-area/<" not in sitemap
