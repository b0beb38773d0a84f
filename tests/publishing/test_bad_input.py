"""Bad input: a problem that says where and what to do, the rest of the site, never a traceback."""

from __future__ import annotations

import json
import os
import re
import shutil
import socket
from pathlib import Path

import pytest

from tests.publishing.commands import run
from tests.publishing.links import broken_links

GOOD = (
    "# Weekly Sync, 4 May 2020\n\n**Attending:** Ada Lovelace, Alan Turing\n\n- AI (Ada): try it\n"
)

BAD = {
    "note-empty": ("empty.md", b""),
    "note-binary": ("binary.md", b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" * 40),
    "front-matter-invalid": ("matter.md", b"---\ntitle: [open\n---\n# Sync, 5 May 2020\n"),
    "front-matter-invalid, unclosed": ("open.md", b"---\ntitle: Sync\n\n# Sync, 5 May 2020\n"),
    "front-matter-invalid, no such day": ("day.md", b"---\ndate: 2020-13-45\n---\n# Sync\n"),
    "date-missing": ("undated.md", b"# Planning\n\n- talk\n"),
    "note-encoding": ("mixed.md", "# Sync, 6 May 2020\n\ncaf\u00e9 ".encode() + b"\xff\xfe\x81\n"),
}


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    """A site with one good note; tests add the bad ones."""
    notes = tmp_path / "notes"
    notes.mkdir()
    (notes / "good.md").write_text(GOOD)
    return tmp_path


def build(folder: Path, *words: str) -> tuple[int, str]:
    done = run("mkdocs_minutes.cli", "build", "--notes", "notes", *words, folder=folder)
    output = done.stdout + done.stderr
    assert "Traceback" not in output
    return done.returncode, output


def problems(folder: Path) -> list[dict[str, str]]:
    words = ["check", "--format", "json", "--notes", "notes"]
    done = run("mkdocs_minutes.cli", *words, folder=folder)
    assert done.returncode == 1, done.stderr
    return list(json.loads(done.stdout))


def test_bad_notes_are_problems_and_the_rest_is_built(archive: Path) -> None:
    for name, data in BAD.values():
        (archive / "notes" / name).write_bytes(data)
    found = problems(archive)
    assert all(problem["hint"] for problem in found)
    status, output = build(archive)
    assert status == 0
    for case, (name, _) in BAD.items():
        code = case.partition(",")[0]
        assert code in {problem["code"] for problem in found if problem["path"] == name}
        assert re.search(rf"{name}:\d+: {code} ", output), case
    assert list(broken_links(archive / "site")) == []
    assert list((archive / "site" / "notes").rglob("2020-05-04/index.html"))


@pytest.mark.parametrize("case", ["date-missing", "note-binary"])
def test_a_strict_build_fails_where_a_note_is_bad(archive: Path, case: str) -> None:
    assert build(archive, "--strict")[0] == 0
    name, data = BAD[case]
    (archive / "notes" / name).write_bytes(data)
    assert build(archive, "--strict")[0] != 0


# Each stopped a whole build once.
HOSTILE: dict[str | bytes, bytes] = {
    "past.md": b"---\ndate: 1965-03-04\n---\nOld talk.\n",
    "first.md": b"---\ndate: 0001-01-01\n---\nOldest talk.\n",
    "future.md": b"---\ndate: 2107-01-01\n---\nLate talk.\n",
    "last.md": b"---\ndate: 9999-12-31\n---\nLatest talk.\n",
    "aliases.md": b'---\naliases: [x/y, "x/y/index.html/z", "a\\0b", con, "p\\\\..\\\\q", "a?b"]\n'
    b"date: 2020-02-03\n---\nFormerly elsewhere.\n",
    "below.md": b"---\naliases: [p.html, p.html/q, /404.html/q, /archive.json, /own.txt/q]\n"
    b"date: 2020-02-16\n---\nBelow.\n",
    "id.md": b"---\nid: " + b"a/" * 2000 + b"b" * 300 + b"\ndate: 2020-02-04\n---\nDeep.\n",
    "series.md": b"---\nseries: " + b"Weekly " * 60 + b"\ndate: 2020-02-05\n---\nLong.\n",
    "names.md": b"# Sync, 6 Feb 2020\n\nPresent: Ada "
    + b"L" * 400
    + b", A"
    + b"d" * 300
    + b" Byron\n",
    "heading.md": b"# " + b"Long " * 3000 + b"\n\n2020-02-07\n",
    "device.md": b"# Con 2020-02-08\n\nPresent: Con Aux, Nul Prn\n",
    f"{'n' * 240}.md": b"# Twin 2020-02-09\n",
    f"{'n' * 239}m.md": b"# Twin 2020-02-09\n",
    b"bad\xff.md": b"# Sync 2020-02-10\n",
    "own.md": b"---\nid: own\ndate: 2020-02-11\n---\nTheirs.\n",
    "bom.md": b"\xef\xbb\xbf",
    "nest.md": b"> " * 3000
    + b"x\n\n"
    + b"- " * 3000
    + b"x\n\n"
    + b"<div>" * 3000
    + b"\n"
    + b"[" * 9000,
    "wide.md": b"|a" * 3000 + b"|\n" + b"|-" * 3000 + b"|\n" + b"|b" * 3000 + b"|\n",
    "emoji.md": "# \U0001f389\U0001f389, 12 Feb 2020\n\n\u202e\ufeff\u0301\n".encode(),
    "Case.md": b"---\nid: same\n---\n# One 2020-02-13\n",
    "case.md": b"---\nid: Same\n---\n# Two 2020-02-13\n",
}


def test_no_note_keeps_the_others_from_being_built(archive: Path) -> None:
    for name, data in HOSTILE.items():
        Path(os.fsdecode(archive / "notes"), os.fsdecode(name)).write_bytes(data)
    (archive / "docs" / "notes").mkdir(parents=True)
    (archive / "docs" / "index.md").write_text("# Home\n")
    (archive / "docs" / "notes" / "own.md").write_text("# Kept\n\nOurs.\n")
    (archive / "docs" / "own.txt").write_text("Ours.\n")
    site_file = "site_name: Pier\ntheme: mkdocs\nplugins: [minutes]\n"
    (archive / "mkdocs.yml").write_text(site_file)
    status, output = build(archive)
    assert status == 0, output
    site = archive / "site"
    assert list(broken_links(site)) == []
    assert "Ours." in (site / "notes/own/index.html").read_text()
    assert "'own.md' is not published: its address notes/own/" in output
    for address in ("notes/p.html/q/", "404.html/q/", "archive.json/", "own.txt/q/"):
        assert f"The former address /{address} is not kept" in output, address
    assert r"bad\xff.md:1: note-unreadable" in output
    pages = "".join(page.read_text() for page in (site / "notes").rglob("index.html"))
    for words in ("Old talk.", "Oldest talk.", "Late talk.", "Latest talk.", "Elsewhere", "Deep."):
        assert words.casefold() in pages.casefold(), words
    for path in site.rglob("*"):
        assert len(os.fsencode(path.name)) <= 100, path
        assert not set(path.name) & set('\\?#<>":|*') or path.suffix == ".js", path
        assert path.stem.casefold() not in {"con", "aux", "nul", "prn"}, path


def test_a_huge_note_is_reported_and_not_read(archive: Path) -> None:
    with (archive / "notes" / "huge.md").open("wb") as file:
        file.truncate(50_000_000)
    status, output = build(archive)
    assert status == 0
    assert "huge.md:1: note-too-large the file is larger than 5,000,000 bytes" in output
    page = next((archive / "site" / "notes").rglob("huge/index.html")).read_text()
    assert "There is nothing to read here: the file is larger than 5,000,000 bytes." in page


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-be", "latin-1", "cp1252", "utf-8-sig"])
def test_notes_in_other_encodings_are_read_without_a_problem(archive: Path, encoding: str) -> None:
    text = GOOD.replace("4 May", "9 May").replace("try it", "try the café")
    (archive / "notes" / "other.txt").write_bytes(text.encode(encoding))
    status, output = build(archive, "--strict")
    assert status == 0, output
    page = next((archive / "site" / "notes").rglob("2020-05-09/index.html")).read_text()
    assert "try the café" in page


def test_an_unreadable_note_is_reported(archive: Path) -> None:
    (archive / "notes" / "gone.md").symlink_to("nowhere.md")
    (archive / "secret.txt").write_text("secret words")
    (archive / "notes" / "out.md").symlink_to("../secret.txt")
    (archive / "notes" / "loop.md").symlink_to("loop.md")
    (archive / "notes" / "folder.md").mkdir()
    os.mkfifo(archive / "notes" / "pipe.md")
    status, output = build(archive)
    assert status == 0
    assert "gone.md:1: note-unreadable" in output
    assert "loop.md:1: note-unreadable" in output
    assert "pipe.md:1: note-unreadable" in output
    assert "folder.md" not in output
    assert "out.md:1: note-unreadable" in output
    pages = "".join(p.read_text() for p in (archive / "site").rglob("*.html"))
    assert "secret words" not in pages


def test_two_notes_with_one_id_are_both_published(archive: Path) -> None:
    for name in ("one", "two"):
        text = f"---\nid: sync/chosen\n---\n# Sync {name}, 7 May 2020\n\nOnly in {name}.\n"
        (archive / "notes" / f"{name}.md").write_text(text)
    status, output = build(archive)
    assert status == 0
    assert "id-twice" in output
    pages = "".join(p.read_text() for p in (archive / "site" / "notes").rglob("*.html"))
    assert "Only in one." in pages
    assert "Only in two." in pages


def test_an_alias_given_twice_is_reported_and_not_linked(archive: Path) -> None:
    registry = archive / "registry"
    registry.mkdir()
    (registry / "people.yml").write_text(
        "- name: Ada Lovelace\n  aliases: [Boss]\n- name: Alan Turing\n  aliases: [Boss]\n"
    )
    (archive / "notes" / "boss.md").write_text("# Sync, 8 May 2020\n\nThe Boss was here.\n")
    status, output = build(archive, "--registry", "registry")
    assert status == 0
    assert "people.yml:4: alias-twice" in output or "people.yml:3: alias-twice" in output
    page = next((archive / "site" / "notes").rglob("2020-05-08/index.html")).read_text()
    assert "The Boss was here." in page


def test_a_broken_registry_is_reported(archive: Path) -> None:
    registry = archive / "registry"
    registry.mkdir()
    (registry / "people.yml").write_text("- name: [\n")
    (registry / "projects.yml").write_text("just: a mapping\n")
    status, output = build(archive, "--registry", "registry")
    assert status == 0
    assert output.count("registry-invalid") >= 2


def test_what_is_forbidden_fails_a_strict_build_of_pages_too(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    note = "# Choir 2024-03-04\n\nBadge B-719555\n"
    (tmp_path / "notes" / "2024-03-04.md").write_text(note, encoding="utf-8")
    (tmp_path / "mkdocs.yml").write_text(
        "site_name: Choir\ndocs_dir: notes\ntheme: mkdocs\nplugins:\n  - minutes:\n"
        "      masks: [{kind: badge-number, pattern: 'B-[0-9]{6}'}]\n"
        "      redact: {badge-number: fail}\n"
    )
    done = run("mkdocs_minutes.cli", "build", "--strict", folder=tmp_path)
    assert done.returncode == 1, done.stderr
    assert "2024-03-04.md:3: sensitive-forbidden" in done.stderr


@pytest.mark.parametrize(
    ("variable", "value", "told"),
    [
        ("MINUTES_REGISTRY", "nowhere", "MINUTES_REGISTRY: registry must be a folder"),
        ("MINUTES_JOBS", "many", "MINUTES_JOBS: workers must be a whole number"),
    ],
)
def test_a_variable_that_is_wrong_is_told(
    archive: Path, monkeypatch: pytest.MonkeyPatch, variable: str, value: str, told: str
) -> None:
    (archive / "mkdocs.yml").write_text("site_name: S\ntheme: mkdocs\nplugins: [minutes]\n")
    (archive / "docs").mkdir()
    monkeypatch.setenv(variable, value)
    done = run("mkdocs", "build", folder=archive)
    assert done.returncode == 1
    assert told in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("people", "told"),
    [
        ("- name: Ann Bell\n  withdrawn: true\n- name: [\n", "people.yml:4: registry-invalid"),
        ("- name: Ann Bell\n  withdrwan: true\n", "did you mean withdrawn?"),
        ("- name: Ann Bell\n  withdrawn: perhaps\n", "`withdrawn` holds the wrong type"),
    ],
)
def test_nothing_is_built_while_it_is_unclear_who_is_withdrawn(
    archive: Path, people: str, told: str
) -> None:
    (archive / "registry").mkdir()
    (archive / "registry" / "people.yml").write_text(people)
    status, output = build(archive, "--registry", "registry")
    assert status != 0
    assert told in output
    assert not (archive / "site" / "index.html").exists()


@pytest.mark.parametrize(
    "words",
    [
        "nonsense",
        "build --notes nowhere",
        "build --zip nowhere/site.zip",
        "build --site-dir notes/good.md",
        "build --site-dir notes/good.md/site",
        "build --config other.yml",
        "export --format tea",
        "export --format json --output nowhere/out.json",
    ],
)
def test_misuse_is_said_in_a_line(archive: Path, words: str) -> None:
    (archive / "other.yml").write_text("site_name: Other\nplugins: [search]\n")
    done = run("mkdocs_minutes.cli", *words.split(), folder=archive)
    assert done.returncode == 2
    assert "Error: " in done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_of_notes_that_is_missing_is_asked_for(archive: Path) -> None:
    shutil.rmtree(archive / "notes")
    done = run("mkdocs_minutes.cli", "check", folder=archive)
    assert done.returncode == 2
    assert "--notes" in done.stderr


def test_a_port_that_is_taken_is_said_in_a_line(archive: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        taken_at = f"127.0.0.1:{taken.getsockname()[1]}"
        for address in (taken_at, "127.0.0.1:seven", "127.0.0.1:99999", "nonsense"):
            words = ["serve", "--notes", "notes", "--address", address]
            done = run("mkdocs_minutes.cli", *words, folder=archive)
            assert done.returncode == 2
            assert f"cannot listen at {address}" in done.stderr.replace("\n", " ")
            assert "Traceback" not in done.stderr
