"""The notes, slides, transcript and summary of one meeting, as they lie side by side."""

from __future__ import annotations

import re

from mkdocs_minutes.core.archive import build
from mkdocs_minutes.core.records import Archive, RawNote
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.exports import export
from tests.unit.pages.sites import lookups_of, page

MINUTES = """# Crane Weekly 2024-05-13

Present: Ann Bell, Carl Diaz

- Decision: keep the old rope until June
- [ ] Carl Diaz orders the rope
"""
SLIDES = "# Crane Weekly\n\n## Agenda\n\n- Rope\n\n## Backup slides\n\n- Photos\n"
CAPTIONS = """WEBVTT

00:00:01.000 --> 00:00:04.000
Ann Bell: Good morning.

00:00:05.000 --> 00:00:08.000
Carl Diaz: I will order it, and I will call Dora.

00:00:09.000 --> 00:00:12.000
Ann Bell: I will write it down. We decided to keep it.
"""
SUMMARY = """# Crane Weekly

Invited Ann Bell, Carl Diaz, Evan Fox

### Summary

**Decision**: keep the old rope until June.

### Suggested next steps

- [ ] Carl Diaz will order the rope.

*You should review Gemini's notes to make sure they're accurate.*
"""
FILES = {
    "2024-05-13.md": MINUTES,
    "2024-05-13-slides.md": SLIDES,
    "GMT20240513-090000_Recording.transcript.vtt": CAPTIONS,
    "Crane Weekly - 2024_05_13 09_00 CEST - Notes by Gemini.md": SUMMARY,
}


def archive(files: dict[str, str]) -> Archive:
    raws = [RawNote(path, content.encode()) for path, content in files.items()]
    return build(raws, Registry(), Settings())


def test_they_are_one_meeting_of_one_series_and_the_minutes_have_its_address() -> None:
    notes = archive(FILES).notes.values()
    assert {note.series for note in notes} == {"crane-weekly"}
    kinds = {note.note.kind: note for note in notes}
    assert set(kinds) == {"minutes", "slides", "transcript", "summary"}
    assert kinds["minutes"].id == "crane-weekly/2024-05-13"
    assert kinds["minutes"].aliases == ("crane-weekly/2024-05-13-2024-05-13",)
    assert not any(note.aliases for note in notes if note.note.kind != "minutes")
    assert all(len(note.parts) == 3 for note in notes)


def test_what_comes_beside_the_minutes_leaves_their_address() -> None:
    alone = archive({"2024-05-13.md": MINUTES})
    assert list(alone.notes) == ["crane-weekly/2024-05-13"]


def test_talk_makes_no_actions_and_whoever_is_invited_was_not_there() -> None:
    notes = {note.note.kind: note for note in archive(FILES).notes.values()}
    assert not notes["transcript"].facts.actions
    assert not notes["transcript"].facts.outcomes
    assert not notes["summary"].facts.attendees


def test_a_transcript_alone_has_no_series_of_the_recorder() -> None:
    for name in (
        "GMT20240513-090000_Recording.transcript.vtt",
        "2024-05-13 Zoom Recording.vtt",
        "2024-05-13_meeting_transcript_en-US.vtt",
        "audio_transcript_2024-05-13.vtt",
        "2024-05-13_zoom_0.vtt",
    ):
        [note] = archive({name: CAPTIONS}).notes.values()
        assert note.note.title in ("Transcript", "Transcript 2024-05-13"), name
        assert (note.note.series, str(note.note.date)) == ("", "2024-05-13"), name
        assert note.series == "meeting-notes", name
    [note] = archive({"Crane Weekly - 2024-05-13 Recording.vtt": CAPTIONS}).notes.values()
    assert note.note.series == "Crane Weekly"


def test_what_a_summary_says_is_summarised_and_comes_back_to_no_decision_of_its_meeting() -> None:
    whole = archive(FILES)
    notes = {note.note.kind: note for note in whole.notes.values()}
    assert [outcome.kind for outcome in notes["summary"].facts.outcomes] == ["summarised"]
    logged = [one for note in notes.values() for one in whole.outcomes.get(note.id, ())]
    assert logged
    assert all(one.earlier is None and one.later is None for one in logged)
    only = archive({path: FILES[path] for path in FILES if "Gemini" in path})
    for name in ("atom", "ics", "markdown"):
        told = b"".join(export(only, name)).decode()
        assert "Summarised" in told, name
        assert "Concluded" not in told, name


def test_pages_name_the_parts_of_the_meeting_by_what_they_are() -> None:
    lookups = lookups_of({f"x/{path}": content for path, content in FILES.items()})
    shown = re.sub(r"<[^>]*>", "", page(lookups, "notes/crane-weekly/2024-05-13/"))
    beside = shown.partition("Same meeting")[2].partition("Source")[0]
    for name in ("Slides", "Transcript", "Summary by a program"):
        assert name in beside


def test_cells_over_rows_and_columns_keep_their_words_and_a_remark_is_no_action() -> None:
    wiki = (
        "== Crane Weekly 2024-05-13 ==\n\n{|\n! Task !! Owner\n|-\n| rowspan=2 | Paint the pier"
        " || Ann Bell\n|-\n| Carl Diaz\n|-\n| colspan=2 | All by June\n|}\n"
    )
    lookups = lookups_of({"x/2024-05-13.mediawiki": wiki})
    [note] = lookups.archive.notes.values()
    done = [(action.text, [one.name for one in action.owners]) for action in note.facts.actions]
    assert done == [("Paint the pier", ["Ann Bell", "Carl Diaz"])]
    shown = re.sub(r"<[^>]*>", " ", page(lookups, "notes/crane-weekly/2024-05-13/"))
    assert "All by June" in shown


def test_the_first_words_of_captions_are_no_heading_and_brackets_no_part_of_a_name() -> None:
    text = CAPTIONS.replace("Ann Bell: Good morning.", "Ann Bell (Pier): so we begin")
    text = text.replace("Ann Bell: I", "Ann Bell (Pier): I")
    [note] = archive({"2024-05-13.vtt": text}).notes.values()
    assert [section.heading for section in note.note.sections] == ["Transcript 2024-05-13"]
    assert [person.name for person in note.facts.attendees] == ["Ann Bell", "Carl Diaz"]
