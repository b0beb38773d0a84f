"""Sharded equals unsharded, and the terminal equals the browser."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from mkdocs_minutes.search.index import build_index, oldest_first
from mkdocs_minutes.search.search import search

from .archive import PAGES, Notes, index_in, invented, real, traps, write
from .nodejs import TESTS, run

QUERIES = (
    "token lifetime",
    "token lifetime ",
    '"token lifetime"',
    '"lifetime token"',
    "tokne lifetiem",
    "endurance",
    "endurance passage number 7 ",
    "3.4.3",
    "v3.4.34",
    "3.4",
    "Ada Byron",
    "ada",
    "anvil -released",
    "kind:note token",
    "kind:person",
    "series:weekly after:2023",
    "series:week before:2023-02-01 token",
    "person:ada",
    'version:"anvil" ',
    "after:2024-02-30",
    "after:2020-06 before:2022 ",
    "-series:weekly token",
    "-token",
    "会議",
    "-会議室 東京",
    "한국",
    "test-bed",
    "+test-bed",
    "test of the bed",
    "hasOwnProperty __proto__ constructor",
    "<img src=x onerror=alert(1)>",
    '"><script>alert(1)</script>',
    "*" * 10_000,
    "a* b* *",
    "the of and",
    "",
    "\u202etoken\u202c",
    "title:endless part",
    "http://cctb01.example.org/path",
    "person:",
    "kind:action ",
    "kind:outcome",
    "kind:action testing",
    "kind:action person:ada",
    "project:anvil",
    "ops-12",
    "number " * 300,
    '"token lifetime',
    '"lifetime the token"',
    'person:"Ada By',
    '-"token',
    "person: token",
    "after:2020-13 token",
    "after: before:20 before:soon token",
    "zzzzzz tokne",
    "what was decided about the token",
    "what was decided",
    "decided token",
    "token sort:date",
    "token sort:relevance",
    "token sort:size",
    "sort:date",
    "token january 2023",
    "token 3. märz 2023",
    "passage 4th may 2021",
    "who attended on May 4, 2021",
    "2023-01",
    "+2023-01 token",
    "-token 2023-01",
    "token 2023",
    "2023",
    "token 31 february 2023",
    "last meeting",
    "the latest weekly notes on tokens",
    "last token",
    "what was resolved about the token",
    "who is ada",
    "was 3.4.3 released",
    "who promised the token",
    "statuses",
    "how many tokens",
    "working group for convergence",
    "convergence of working groups ",
    "disk usage board chair",
    "what did DUB say ",
    "dub",
    "AOB",
    "aob dub ",
    "wg -convergence",
    "+working +group ",
    "beiträge steigen",
    "beiträge",
    "decision on the disk",
    "do we need a vision ",
    "six days of six",
    "who is in IT",
    "what happens to tokens",
    "test bed ran",
    "ende less",
    "broad cast on tele vision ",
    "endurancepassage",
    "tokenlifetime ",
    "test.bed of the cctb01.example.org",
    "Ada Byron docs days",
    "Anvil 3.4.3 token lifetime",
    "o-neill of the N-API ",
    "Tokensdays kitchen docs",
    "person:adda",
    "last meeting Ada Byron attended",
    "open actions of ada ",
    'person:"ada byrno" tokne',
    "kind:actions ",
    "person:nobody",
    "-person:nobody token",
    "series:wekly version:4711",
)


@pytest.mark.parametrize("notes", [lambda: invented(20), traps, real])
def test_sharded_search_scores_as_one_lunr_index(tmp_path: Path, notes: object) -> None:
    write(tmp_path, notes())  # type: ignore[operator]
    compared = run(str(TESTS / "node" / "lunr_equality.js"), str(tmp_path), "400")
    assert int(compared) >= 300


def assert_one_answer(folder: Path, queries: Sequence[str], **environment: str) -> None:
    """Assert that Python and JavaScript answer queries of an index alike."""
    source = folder / "queries.json"
    source.write_text(json.dumps(queries), encoding="utf-8")
    script = str(TESTS / "node" / "answer.js")
    theirs = json.loads(run(script, str(folder), str(source), **environment))
    index = index_in(folder)
    for text, answer in zip(queries, theirs, strict=True):
        mine = search(index, text)
        groups = [
            [
                [
                    passage.document.url,
                    passage.excerpt.text,
                    [passage.excerpt.text[start:end] for start, end in passage.excerpt.marks],
                ]
                for passage in group
            ]
            for group in mine.groups
        ]
        assert {
            "documents": mine.documents,
            "meant": mine.meant,
            "mended": mine.mended,
            "missing": list(mine.missing),
            "unread": list(mine.unread),
            "groups": groups,
        } == answer, text


@pytest.mark.parametrize("notes", [traps, lambda: [*traps(), *invented(60)]])
def test_terminal_and_browser_give_one_answer(tmp_path: Path, notes: object) -> None:
    write(tmp_path, notes())  # type: ignore[operator]
    assert_one_answer(tmp_path, QUERIES)


def test_an_index_of_many_shards_has_directories_of_its_own(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for module in ("index", "reader"):
        monkeypatch.setattr(f"mkdocs_minutes.search.{module}.DIRECTORY", 3)
    monkeypatch.setattr("mkdocs_minutes.search.index.SHARDS", (300,))
    write(tmp_path, traps())
    assert (tmp_path / "tx/2.js").exists()
    assert not (tmp_path / "tx/0.js").exists()
    assert search(index_in(tmp_path), "token lifetime").groups
    assert_one_answer(tmp_path, QUERIES, DIRECTORY="3")


def test_postings_that_went_over_the_disk_give_the_same_bytes() -> None:
    notes = sorted(invented(60), key=oldest_first)
    whole = list(build_index(notes, PAGES))
    assert list(build_index(notes, PAGES, limit=150)) == whole


def test_notes_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="oldest first"):
        list(build_index(sorted(invented(3), key=oldest_first)[::-1], ()))


def test_equal_notes_in_any_order_give_equal_bytes(tmp_path: Path) -> None:
    def built(name: str, notes: Notes) -> dict[str, bytes]:
        write(tmp_path / name, notes)
        files = (tmp_path / name).rglob("*.js")
        return {str(path.relative_to(tmp_path / name)): path.read_bytes() for path in files}

    notes = [*traps(), *invented(5)]
    assert built("one", notes) == built("other", notes[::-1])
