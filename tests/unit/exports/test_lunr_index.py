"""The index for lunr.py and lunr.js, loaded by both as they come."""

from __future__ import annotations

import json
from pathlib import Path

from lunr.index import Index

from mkdocs_minutes.core.records import Archive
from mkdocs_minutes.exports import export
from mkdocs_minutes.pages.lookups import look_up
from mkdocs_minutes.pages.model import Options
from mkdocs_minutes.search.index import build_index
from mkdocs_minutes.search.passages import in_order, named_pages, passages
from mkdocs_minutes.search.shards import write_files
from tests.unit.pages.sites import archive_of
from tests.unit.search.nodejs import TESTS, run

NOTES = {
    "2021-05-04.md": "# Harbour call 2021-05-04\n\n## Boats\n\n- Basket 3.5.1 was released today\n"
    "- AI (Ann Bell): buy the rope by Friday\n- The test-bed has no lantern\n",
    "2021-05-11.md": "# Harbour call 2021-05-11\n\n## Lanterns\n\n- Lanterns need oil every day\n"
    "- Decision: the DNS entry of the gas pump stays\n",
}
QUERIES = [
    "lantern", "lanterns", "released", "today", "day", "friday", "gas", "dns", "3.5.1", "call",
    "harbour boats", "oil rope", "every", "nosuchword", "title:harbour",
]  # fmt: skip


def exported(archive: Archive) -> str:
    return b"".join(export(archive, "lunr")).decode()


def test_lunr_js_gives_the_scores_of_the_site(tmp_path: Path) -> None:
    archive = archive_of(NOTES, {})
    file, folder, queries = (tmp_path / name for name in ("lunr.json", "search", "queries.json"))
    file.write_text(exported(archive), encoding="utf-8")
    named = look_up(archive, Options())
    notes = [passages(note, named) for note in in_order(archive)]
    write_files(folder, build_index(notes, named_pages(named)))
    queries.write_text(json.dumps(QUERIES), encoding="utf-8")
    script = str(TESTS / "node" / "lunr_export.js")
    found = json.loads(run(script, str(file), str(folder), str(queries)))
    assert {query for query, number in found.items() if not number} == {"nosuchword"}


def test_lunr_py_finds_a_passage_and_its_text() -> None:
    whole = json.loads(exported(archive_of(NOTES, {})))
    found = Index.load(whole["index"]).search("lantern oil")
    document = whole["documents"][found[0]["ref"]]
    assert document["heading"] == "Lanterns"
    assert document["url"].endswith("2021-05-11/index.html#lanterns")
    assert "Lanterns need oil" in document["text"]


def test_every_passage_and_page_of_a_name_is_a_document() -> None:
    documents = json.loads(exported(archive_of(NOTES, {})))["documents"]
    assert all(document["url"] and document["title"] for document in documents.values())


def test_an_empty_archive_gives_an_index_that_finds_nothing() -> None:
    whole = json.loads(exported(archive_of({}, {})))
    assert whole["documents"] == {}
    assert Index.load(whole["index"]).search("anything") == []
