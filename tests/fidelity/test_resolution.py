"""Floors of what is resolved on real notes; scored by the labels' own scorers."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from mkdocs_minutes.core.archive import build
from mkdocs_minutes.core.records import Archive, RawNote
from mkdocs_minutes.core.registry import Registry, read_registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.exports import export


def read(folder: Path, registry: Registry | None = None) -> Archive:
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    notes = [RawNote(path.relative_to(folder).as_posix(), path.read_bytes()) for path in files]
    return build(notes, registry or Registry(), Settings())


def own_registry(repository: Path) -> Registry:
    files = sorted((repository / "content" / "registry").glob("*.yml"))
    return read_registry(RawNote(file.name, file.read_bytes()) for file in files)[0]


def score(scorer: list[str], archive: Archive, scratch: Path) -> str:
    exported = scratch / "export.jsonl"
    exported.write_bytes(b"".join(export(archive, "jsonl")))
    command = [sys.executable, *scorer, str(exported)]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout


def f1(report: str, key: str) -> float:
    match = re.search(rf"^{key}\s.*?(?:F1\s+)?([01]\.\d+)\s*(?:\(.*)?$", report, re.MULTILINE)
    assert match, report
    return float(match[1])


@pytest.mark.parametrize(
    ("registered", "floors"),
    [
        (True, {"people": 0.98, "projects": 0.98, "versions": 0.98}),
        (False, {"people": 0.85, "versions": 0.95}),
    ],
)
def test_source_notes(
    registered: bool, floors: dict[str, float], shared: Path, repository: Path, tmp_path: Path
) -> None:
    archive = read(shared / "seeds", own_registry(repository) if registered else None)
    report = score([str(shared / "gold" / "score.py")], archive, tmp_path)
    found, of = map(int, re.findall(r"^status\s+(\d+)/(\d+)", report, re.MULTILINE)[0])
    assert found >= 0.95 * of
    assert {key: f1(report, key) >= floor for key, floor in floors.items()} == dict.fromkeys(
        floors, True
    ), report


def test_versions_of_weekly_minutes(shared: Path, tmp_path: Path) -> None:
    labels = shared / "gold" / "corpora" / "osg.jsonl"
    archive = read(shared / "corpora" / "osg")
    scorer = [str(shared / "gold" / "score_corpora.py"), str(labels)]
    assert f1(score(scorer, archive, tmp_path), "versions") >= 0.985


@pytest.mark.parametrize("corpus", ["osg", "nodetsc", "jsonldwg"])
def test_a_good_archive_has_less_than_one_doubt_a_note(corpus: str, shared: Path) -> None:
    archive = read(shared / "corpora" / corpus)
    assert len(archive.problems) < len(archive.notes)
