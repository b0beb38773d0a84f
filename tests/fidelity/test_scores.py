"""Exports of real notes, scored by the scorers that lie beside their labels."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.publishing.commands import run

FIVE_NOTES = {
    "registry": {
        "attendees": 1.0,
        "people": 0.98,
        "projects": 0.98,
        "versions": 0.98,
        "actions": 0.95,
        "outcomes": 1.0,
        "tickets": 1.0,
        "tables": 1.0,
        "sections": 0.95,
    },
    "no-registry": {"attendees": 1.0, "actions": 0.95, "versions": 0.95, "people": 0.85},
}

OF_ALL = {"date": 1.0, "title": 0.99, "attendees": 0.99, "tickets": 0.98}
CORPORA = {
    "osg": OF_ALL | {"actions": 0.98, "versions": 0.985},
    "nodetsc": OF_ALL,
    "jsonldwg": OF_ALL | {"actions": 0.98, "decisions": 0.98},
}

PROBLEMS_A_NOTE = 0.3


def export(notes: Path, registry: Path, target: Path) -> list[dict[str, Any]]:
    words = ["--notes", str(notes), "--registry", str(registry), "--output", str(target)]
    done = run("mkdocs_minutes.cli", "export", "--format", "jsonl", *words, folder=target.parent)
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in target.read_text().splitlines()]


def score(*words: str) -> str:
    return subprocess.run(
        [sys.executable, *words], check=True, capture_output=True, text=True
    ).stdout


@pytest.mark.parametrize("kind", FIVE_NOTES)
def test_the_five_notes(kind: str, shared: Path, repository: Path, tmp_path: Path) -> None:
    registry = repository / "content" / "registry"
    if kind == "no-registry":
        registry = tmp_path / "empty"
        registry.mkdir()
    exported = tmp_path / "notes.jsonl"
    export(shared / "seeds", registry, exported)
    said = score(str(shared / "gold" / "score.py"), str(exported), "--errors")
    missed = re.findall(r"^\S+ sensitive missed: (.*)$", said, re.M)
    assert {json.loads(item)["note"] for item in missed} <= {"mailing list"}  # lists are kept
    figures = {key: float(f1) for key, f1 in re.findall(r"^(\w+) .* F1 ([\d.]+)", said, re.M)}
    assert re.findall(r"^(?:date|title|series) +(\d)/5$", said, re.M) == ["5", "5", "5"]
    floors = FIVE_NOTES[kind]
    assert {k: f for k, f in figures.items() if f < floors.get(k, 0)} == {}
    right, found = map(int, re.findall(r"^status +(\d+)/(\d+)", said, re.M)[0])
    assert right >= 0.95 * found


@pytest.mark.parametrize("corpus", CORPORA)
def test_an_archive_without_configuration(corpus: str, shared: Path, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    exported = tmp_path / "notes.jsonl"
    notes = export(shared / "corpora" / corpus, tmp_path / "empty", exported)
    truth = shared / "gold" / "corpora" / f"{corpus}.jsonl"
    said = score(str(shared / "gold" / "score_corpora.py"), str(truth), str(exported), "--json")
    figures = {key: figure["f1"] for key, figure in json.loads(said).items()}
    floors = CORPORA[corpus]
    assert {key: figures[key] for key in floors if figures[key] < floors[key]} == {}
    problems = sum(len(note["problems"]) for note in notes)
    assert problems <= PROBLEMS_A_NOTE * len(notes)


def test_nothing_that_the_labels_forbid(shared: Path, repository: Path, tmp_path: Path) -> None:
    notes = export(shared / "seeds", repository / "content" / "registry", tmp_path / "notes.jsonl")
    for note in notes:
        label = shared / "gold" / "seeds" / f"{Path(note['path']).stem}.json"
        forbidden = json.loads(label.read_text())["forbidden"]
        versions = {(v["project"], v["version"]) for v in note["versions"]}
        numbers = {number for _, number in versions}
        for key, wrong in forbidden.items():
            if key == "versions":
                pairs = {(project, number) for project, number in wrong if project != "any"}
                assert versions & pairs == set()
                assert numbers & {number for project, number in wrong if project == "any"} == set()
            elif key in ("people", "tickets") and isinstance(wrong, list):
                said = {item.get("name") or item.get("id") for item in note[key]}
                assert said & set(wrong) == set()
            elif key == "attendees":
                said = {item["name"] for item in note[key]}
                assert said & set(wrong if isinstance(wrong, list) else ()) == set()
