from __future__ import annotations

import json
import os
from pathlib import Path

import pytest

from mkdocs_minutes.search.tokens import tokens, wording

from .nodejs import TESTS, run

VECTORS = json.loads(Path(__file__).with_name("vectors.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["text"][:30])
def test_python_agrees_with_the_shared_vectors(vector: dict[str, object]) -> None:
    text = str(vector["text"])
    assert tokens(text) == vector["tokens"]
    assert wording(text) == vector["wording"]


def test_a_version_is_one_term_with_and_without_its_v() -> None:
    assert tokens("v3.5.1") == tokens("3.5.1") == tokens("3.5.1.") == ["3.5.1"]
    assert "3.4.3" not in tokens("3.4.34")


def test_javascript_agrees_with_the_shared_vectors() -> None:
    run("--test", str(TESTS / "node" / "tokens.test.js"))


def test_both_languages_agree_on_the_real_notes(tmp_path: Path) -> None:
    shared = os.environ.get("MINUTES_SHARED")
    if not shared:
        pytest.skip("MINUTES_SHARED does not name the folder of real notes")
    folder = Path(shared)
    notes = [*sorted(folder.glob("seeds/*")), *sorted(folder.glob("corpora/**/*.md"))[::6]]
    texts = [note.read_text(encoding="utf-8", errors="replace") for note in notes]
    assert len(texts) > 100
    source = tmp_path / "texts.json"
    source.write_text(json.dumps(texts), encoding="utf-8")
    answers = json.loads(run(str(TESTS / "node" / "print_tokens.js"), str(source)))
    for note, text, answer in zip(notes, texts, answers, strict=True):
        assert answer == [tokens(text), wording(text)], note
