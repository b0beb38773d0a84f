"""A note that takes too long, or on which the program fails, is shown as text beside the others."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable
from itertools import repeat
from pathlib import Path

import pytest

from mkdocs_minutes import indexing
from mkdocs_minutes.configuration import configure
from mkdocs_minutes.core.parse import parse
from mkdocs_minutes.core.records import ArchivedNote, ParsedNote, Problem, RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.incremental.ledger import Notes
from mkdocs_minutes.incremental.page_cache import PageCache
from mkdocs_minutes.indexing import index_files
from mkdocs_minutes.pages.body import Body, render_body
from mkdocs_minutes.pages.dependencies import Answers
from mkdocs_minutes.pages.here import Here
from mkdocs_minutes.pages.kinds import plan_pages
from mkdocs_minutes.pages.lookups import Lookups, look_up
from mkdocs_minutes.pages.model import Options
from mkdocs_minutes.pages.render import render
from mkdocs_minutes.pages.views import note as note_view
from mkdocs_minutes.pipeline import load_archive
from mkdocs_minutes.safety import note_reading, time_limit
from mkdocs_minutes.safety.note_reading import read_note
from mkdocs_minutes.safety.time_limit import TookTooLong
from mkdocs_minutes.search.passages import Documents, passages
from mkdocs_minutes.search.reader import Index
from mkdocs_minutes.search.search import search
from tests.assembling import assemble

TEXT = (
    "# Weekly 2020-01-01\n\nPresent: Ann Bell\n\n<b>Dial 719-555-0142</b>\n"
    "\n10:02:05 From Ann Bell to Bo Crane(Direct Message):\n\tis Cy ill?\n"
)
SLOW = RawNote("2020-01-01-slow.md", TEXT.encode())
OTHER = RawNote("2020-01-02.md", b"# Weekly\n\nPresent: Carl Diaz\n")


def backtrack() -> None:
    re.fullmatch(r"(a|aa)+", "a" * 60 + "b")  # days, and all of them within one search


def parse_slowly(raw: RawNote, settings: Settings) -> ParsedNote:
    if raw == SLOW:
        backtrack()
    return parse(raw, settings)


def parse_badly(raw: RawNote, settings: Settings) -> ParsedNote:
    if raw == SLOW:
        raise RecursionError
    return parse(raw, settings)


@pytest.mark.skipif(not time_limit.HAS_TIMER, reason="the system has no timer that interrupts")
def test_a_search_without_end_is_ended() -> None:
    with pytest.raises(TookTooLong), time_limit.time_limit(0.2):
        backtrack()


def test_python_is_ended_without_a_timer_too() -> None:
    failed: list[BaseException] = []

    def work() -> None:
        try:
            with time_limit.time_limit(0.2):  # not the main thread
                while True:
                    time.sleep(0.01)
        except TookTooLong as error:
            failed.append(error)

    thread = threading.Thread(target=work)
    thread.start()
    thread.join(20)
    assert failed


def test_what_ends_in_time_goes_on() -> None:
    with time_limit.time_limit(0.3):
        pass
    with time_limit.time_limit(0):
        end = time.process_time() + 0.5
        while time.process_time() < end:
            pass


@pytest.mark.parametrize(
    ("parser", "code"), [(parse_slowly, "note-too-slow"), (parse_badly, "note-failed")]
)
def test_such_a_note_is_reported_and_shown_as_text(
    monkeypatch: pytest.MonkeyPatch, parser: object, code: str
) -> None:
    monkeypatch.setattr(note_reading, "parse", parser)
    settings = Settings(max_note_seconds=1)
    archive = assemble((read_note(raw, settings) for raw in (SLOW, OTHER)), Registry(), settings)
    (problem,) = [found for found in archive.problems if found.path == SLOW.path]
    assert problem.code == code
    assert problem.hint
    lookups = look_up(archive, Options(site_name="Minutes"))
    html = {p.source: render(p, lookups).html for p in plan_pages(lookups) if p.source}
    assert "Present: Ann Bell" in html[SLOW.path]
    assert "&lt;b&gt;Dial" in html[SLOW.path]
    assert "719-555-0142" not in html[SLOW.path]
    assert "is Cy ill?" not in html[SLOW.path]
    assert "Carl Diaz" in html[OTHER.path]
    assert [person.name for person in archive.people.values()] == ["Carl Diaz"]


def _slow(taken: ArchivedNote, *_: object) -> None:
    """Fails on a note as it was read, not on its text."""
    if taken.note.path == SLOW.path and taken.note.sections:
        backtrack()


def _bad(taken: ArchivedNote, *_: object) -> None:
    if taken.note.path == SLOW.path and taken.note.sections:
        raise RecursionError


@pytest.mark.parametrize(("fails", "code"), [(_slow, "note-too-slow"), (_bad, "note-failed")])
def test_so_is_one_that_cannot_be_shown_or_indexed(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fails: Callable[..., None], code: str
) -> None:
    def body_of(here: Here, taken: ArchivedNote) -> Body:
        fails(taken)
        return render_body(here, taken)

    def passages_of(taken: ArchivedNote, named: Lookups) -> Documents:
        fails(taken)
        return passages(taken, named)

    monkeypatch.setattr(note_view, "render_body", body_of)
    monkeypatch.setattr(indexing, "passages", passages_of)
    configuration, _ = configure(
        {"cache": False, "max_note_seconds": 1}, base=tmp_path, docs_dir=tmp_path
    )
    archive = assemble(map(parse, (SLOW, OTHER), repeat(Settings())), Registry(), Settings())
    lookups = look_up(archive, Options(site_name="Minutes"))
    with PageCache(lookups, None, configuration.settings, Notes(Answers(lookups).now)) as fragments:
        html = {p.source: fragments.render(p).html for p in plan_pages(lookups) if p.source}
    assert [(found.path, found.code) for found in fragments.problems] == [(SLOW.path, code)]
    assert "<pre><code># Weekly 2020-01-01\n\nPresent: Ann Bell" in html[SLOW.path]
    assert "&lt;b&gt;Dial" in html[SLOW.path]
    assert "Present: <" in html[OTHER.path]
    failed: list[Problem] = []
    files = {f.path: f.data for f in index_files(lookups, configuration, failed=failed)}
    assert [(found.path, found.code) for found in failed] == [(SLOW.path, code)]
    (group,) = search(Index(files.__getitem__), "Dial").groups
    assert group[0].document.title == "Weekly 2020-01-01"


def test_notes_in_worker_processes_have_the_limit_too(tmp_path: Path) -> None:
    (tmp_path / "notes").mkdir()
    for number in range(300):
        (tmp_path / "notes" / f"{number}.md").write_text(f"# Weekly {number}\n\n2020-01-01\n")
    configuration, _ = configure(
        {"cache": False, "workers": 2, "max_note_seconds": 1}, base=tmp_path, docs_dir=tmp_path
    )
    archive = load_archive(configuration)
    assert len(archive.notes) == 300
    assert not {found.code for found in archive.problems} & {"note-too-slow", "note-failed"}
