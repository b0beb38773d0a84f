"""A note on which any stage fails is told of, shown as text or left out; all others are built."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import date
from importlib import import_module
from pathlib import Path

import pytest

from mkdocs_minutes.comparison import State, compare_states
from mkdocs_minutes.configuration import Configuration, configure
from mkdocs_minutes.core.records import ArchivedNote
from mkdocs_minutes.core.resolve import following
from mkdocs_minutes.core.resolve.addresses import Placed
from mkdocs_minutes.core.resolve.tables import resolve
from mkdocs_minutes.exports import export
from mkdocs_minutes.incremental.ledger import Notes
from mkdocs_minutes.incremental.page_cache import PageCache
from mkdocs_minutes.indexing import index_files
from mkdocs_minutes.pages.dependencies import Answers
from mkdocs_minutes.pages.kinds import plan_pages
from mkdocs_minutes.pages.lookups import look_up
from mkdocs_minutes.pages.model import Options
from mkdocs_minutes.pipeline import load_for
from mkdocs_minutes.search.reader import Index
from mkdocs_minutes.search.search import search

DAY, BAD = "2020-02-03", "2020-02-03.md"

OTHERS = ("2020-01-06", "2020-01-13", "2020-02-10")

NOTE = """\
# Weekly {day}

Present: Ann Bell, Bo Crane, {name} (+1 719-555-0142)

## Bell tower

AI ({name}): mend bell {day}, see BELL-7

Decision: Oar 4.2.0 is released, and {name} keeps it

See [the plan](plan.pdf).
"""

STAGES = {
    "pipeline.in_parts": 0,
    "safety.note_reading.parse": 0,
    "core.resolve.vault_pages._is_page": 0,
    "core.resolve.following.key_of": 0,
    "core.edited.key_of": 0,
    "core.resolve.following.share": 0,
    "core.resolve.following.resolve": 0,
    "core.archive.archived": 0,
    "core.of_series.action_list": 0,
    "core.of_series.headings_of": 0,
    "core.of_series.outcome_list": 0,
    "core.related.names_of": 0,
    "core.resolve.problems.note_problems": 0,
    "core.withheld.withheld_in": 0,
    "attachments.named_files": 0,
    "pages.views.note.render_body": 1,
    "pages.evidence.quote": 1,
    "pages.rows._note_row": 1,
    "search.passages._meetings": 1,
    "search.counts._frequencies": 0,
    "exports.jsonl.note_facts": 1,
    "exports.document.note_facts": 1,
    "exports.digest._note": 1,
    "exports.feed._entry": 1,
    "exports.calendar._event": 1,
    "exports.database._iso": 0,
    "review.snapshot.pack": 0,
}
"""What looks at a note, and at which place it is given the note, or what is made of it."""


MADE_OTHERWISE = frozenset({"core.edited.key_of", "core.resolve.following.share"})
"""What only the short way to an archive takes: the long one does without."""

LONG_WAY = frozenset({"core.resolve.vault_pages._is_page", "core.resolve.following.key_of"})
"""What only the long one takes."""


@pytest.fixture
def keeping(tmp_path: Path) -> Configuration:
    """An archive that was built before the note came that is bad."""
    notes = tmp_path / "notes"
    notes.mkdir()
    for day in OTHERS:
        (notes / f"{day}.md").write_text(NOTE.format(day=day, name="Cy Dahl"))
    configuration, _ = configure({}, base=tmp_path, docs_dir=tmp_path / "docs")
    load_for(configuration, bool)
    (notes / BAD).write_text(NOTE.format(day=DAY, name="Di Eck"))
    return configuration


def failing(monkeypatch: pytest.MonkeyPatch, stage: str, place: int) -> list[str]:
    """Let a stage fail on the bad note; what is returned tells that it did."""
    path, _, name = f"mkdocs_minutes.{stage}".rpartition(".")
    module = import_module(path)
    work = getattr(module, name)
    failed: list[str] = []

    def fails(*given: object, **named: object) -> object:
        thing = given[place]
        own = repr(thing.note if isinstance(thing, ArchivedNote) else thing)
        if DAY in own or repr(date.fromisoformat(DAY)) in own:
            failed.append(stage)
            raise KeyError(stage)
        return work(*given, **named)

    monkeypatch.setattr(module, name, fails)
    return failed


def built(configuration: Configuration) -> tuple[dict[str, str], Index, set[str]]:
    """All pages by their addresses, the index, and where problems of the program are told."""
    lookups, loaded = load_for(configuration, lambda one: look_up(one.archive, Options()))
    pages = tuple(plan_pages(lookups))
    told = list(loaded.archive.problems)
    with PageCache(lookups, None, configuration.settings, Notes(Answers(lookups).now)) as fragments:
        html = {planned.uri: fragments.render(planned).html for planned in pages}
    told += fragments.problems
    files = {file.path: file.data for file in index_files(lookups, configuration, failed=told)}
    broken = {one.path for one in told if one.code in ("note-failed", "page-failed")}
    return html, Index(files.__getitem__), broken


FORMS = {
    "exports.jsonl": "jsonl",
    "exports.document": "json",
    "exports.digest": "markdown",
    "exports.feed": "atom",
    "exports.calendar": "ics",
    "exports.database": "sqlite",
}


@pytest.mark.parametrize("stage", STAGES)
def test_no_stage_lets_one_note_stop_the_others(
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
    keeping: Configuration,
    stage: str,
) -> None:
    failed = failing(monkeypatch, stage, STAGES[stage])
    keeping = replace(keeping, cache=None) if stage in LONG_WAY else keeping
    if form := FORMS.get(stage.rpartition(".")[0]):
        pieces, _ = load_for(keeping, lambda one: list(export(one.archive, form)))
        days = [day.replace("-", "" if form == "ics" else "-") for day in OTHERS]
        assert all(day.encode() in b"".join(pieces) for day in days)
    elif stage.startswith("review"):
        assert not compare_states(State(keeping), State(keeping)).facts_changed
    else:
        pages, index, broken = built(keeping)
        assert broken or "could not be counted" in caplog.text or stage in MADE_OTHERWISE
        assert broken <= {BAD, *pages, "search/"}
        for day in OTHERS:
            assert f"mend bell {day}" in pages[f"notes/weekly/{day}/"]
            assert search(index, f'"mend bell {day}"').groups
        assert "Cy Dahl" in pages["people/cy-dahl/"] or "people/cy-dahl/" in broken
    assert failed


def test_it_is_shown_as_text_if_it_can_be_and_left_out_else(
    monkeypatch: pytest.MonkeyPatch, keeping: Configuration
) -> None:
    failing(monkeypatch, "core.of_series.action_list", 0)
    pages, _, _ = built(keeping)
    assert f"notes/weekly/{DAY}/" not in pages
    monkeypatch.undo()

    def fails(item: Placed, *others: object) -> object:
        if item.parsed.note.path == BAD and item.parsed.facts.actions:
            raise RecursionError
        return resolve(item, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(following, "resolve", fails)
    pages, index, broken = built(keeping)
    assert broken == {BAD}
    page = pages[f"notes/weekly/{DAY}/"]
    assert "AI (Di Eck): mend bell" in page
    assert "719-555-0142" not in page
    assert "people/di-eck/" not in pages
    assert search(index, '"Di Eck"').groups
    monkeypatch.undo()
    assert "people/di-eck/" in built(keeping)[0]  # nothing of it was kept


def test_so_is_one_that_takes_too_long(
    monkeypatch: pytest.MonkeyPatch, keeping: Configuration
) -> None:
    def slow(item: Placed, *others: object) -> object:
        end = time.process_time() + 30
        while item.parsed.note.path == BAD and item.parsed.facts.actions:
            assert time.process_time() < end
        return resolve(item, *others)  # type: ignore[arg-type]

    monkeypatch.setattr(following, "resolve", slow)
    settings = replace(keeping.settings, max_note_seconds=1)
    archive = load_for(replace(keeping, settings=settings), bool)[1].archive
    told = {one.code for one in archive.problems if one.path == BAD}
    assert told == {"note-too-slow", "file-missing"}
    assert len(archive.notes) == len(OTHERS) + 1


def test_what_no_note_causes_is_not_laid_at_a_note(
    monkeypatch: pytest.MonkeyPatch, keeping: Configuration
) -> None:
    def fails(*_: object) -> object:
        raise ZeroDivisionError

    monkeypatch.setattr(following, "find_tables", fails)
    with pytest.raises(ZeroDivisionError):
        load_for(keeping, bool)
