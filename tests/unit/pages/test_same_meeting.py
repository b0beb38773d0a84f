"""The notes, slides, transcript and summary of one meeting, as they lie side by side."""

from __future__ import annotations

import re

import pytest

from mkdocs_minutes.core.records import Archive, RawNote
from mkdocs_minutes.core.redirects import former_addresses
from mkdocs_minutes.core.registry import Registry
from mkdocs_minutes.core.settings import NoteFolder, Settings
from mkdocs_minutes.core.slugs import note_stem
from mkdocs_minutes.exports import export
from mkdocs_minutes.pages.kinds import plan_pages
from mkdocs_minutes.search.passages import named_pages
from tests.assembling import build
from tests.unit.pages.sites import archive_of, broken_links, lookups_of, page, rendered

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


def test_they_are_one_meeting_of_one_series_and_its_parts_have_places_on_its_page() -> None:
    notes = archive(FILES).notes.values()
    assert {note.series for note in notes} == {"crane-weekly"}
    assert {note.note.kind: note.id.partition("2024-05-13")[2] for note in notes} == {
        "minutes": "",
        "slides": "#slides",
        "summary": "#summary",
        "transcript": "#transcript",
    }
    assert all(len(note.parts) == 3 for note in notes)


def test_the_addresses_that_parts_had_lead_to_their_places() -> None:
    lookups = lookups_of(FILES)
    redirects = {one.uri: one.target for one in plan_pages(lookups) if one.kind == "redirect"}
    page = "notes/crane-weekly/2024-05-13/"
    assert redirects[f"{page[:-1]}-slides/"] == f"{page}#mn-slides"
    assert redirects[f"{page[:-1]}-gmt-090000-recording-transcript/"] == f"{page}#mn-transcript"
    assert redirects[f"{page[:-1]}-2024-05-13/"] == page
    assert sum(one.kind == "note" for one in plan_pages(lookups)) == 1
    alike = {"a/w-2024-05-13.md": MINUTES, "a/w-2024-05-13.vtt": CAPTIONS}
    found = {note.note.kind: note.aliases for note in archive(alike).notes.values()}
    assert found == {"minutes": (), "transcript": ("crane-weekly/2024-05-13-w",)}


def test_who_says_so_has_the_parts_of_a_meeting_on_pages_of_their_own() -> None:
    registry = {"series.yml": "- name: Crane Weekly\n  apart: true\n"}
    assert all(not note.shown_parts for note in archive_of(FILES, registry).notes.values())
    pinned = {**FILES, "2024-05-13-slides.md": f"---\nid: talks/rope\n---\n{SLIDES}"}
    assert "talks/rope" in archive(pinned).notes
    folder = NoteFolder(permalink="/w/:path/")
    homes = [RawNote(path, text.encode()) for path, text in FILES.items()]
    kept = build(homes, Registry(), Settings(folders=(folder,)))
    names = {note.note.kind: note.id for note in kept.notes.values()}
    assert names["slides"] == "/w/2024-05-13-slides"
    assert names["transcript"] == "/w/2024-05-13#transcript", "MkDocs makes no page of captions"
    moved = build(homes, Registry(), Settings(folders=(folder,), addresses="archive"))
    lead = former_addresses(moved)
    assert "notes/crane-weekly/2024-05-13/#mn-slides" in lead.values()
    assert all(note.note.home in lead for note in moved.notes.values() if note.note.home)


def test_of_several_minutes_of_a_day_none_takes_the_parts() -> None:
    second = {"2024-05-13-evening.md": MINUTES.replace("rope", "boat")}
    assert not any("#" in note for note in archive({**FILES, **second}).notes)


def test_where_nobody_took_minutes_what_tells_most_has_the_page() -> None:
    files = {path: text for path, text in FILES.items() if path != "2024-05-13.md"}
    kinds = {note.id.partition("-13")[2]: note.note.kind for note in archive(files).notes.values()}
    assert kinds == {"": "summary", "#slides": "slides", "#transcript": "transcript"}


def test_files_that_are_called_a_part_beside_others_of_their_day_are_parts() -> None:
    names = {"meeting-notes": "", "summary": "#summary", "transcript": "#transcript"}
    texts = {"transcript": "# Crane Weekly\n\nWe talked.\n", "summary": MINUTES}
    files = {f"cranes/2024-05-13/{n}.md": texts.get(n, MINUTES) for n in names}
    lookups = lookups_of(files)
    found = {
        note_stem(note.note.path): note.id.partition("-13")[2]
        for note in lookups.archive.notes.values()
    }
    assert found == names
    shown = re.sub(r"<[^>]*>", "", page(lookups, "notes/crane-weekly/2024-05-13/"))
    assert "Same meetingSummary, Transcript" in shown
    [thread] = lookups.archive.threads.values()
    assert (thread.status, len(thread.actions)) == ("open", 1)
    for pair in (("a-2024-05-13", "a-2024-05-13-recap"), ("2024-05-13", "folien")):
        two = archive({f"{name}.md": MINUTES for name in pair}).notes.values()
        assert sum("#" in note.id for note in two) == 1, pair
    apart = archive({f"{n}-2024-05-13.md": MINUTES for n in ("budget-summary", "board")})
    assert not any("#" in note for note in apart.notes)
    assert archive({"summary-2024-05-13.md": MINUTES}).notes.keys() == {"crane-weekly/2024-05-13"}


def test_an_agenda_beside_the_minutes_of_its_day_is_part_of_their_meeting() -> None:
    agenda = "# Crane Weekly 2024-05-13\n\n## Agenda\n\n- Rope\n- Photos\n"
    for path, beside in (
        ("2024-05-13-agenda.md", "2024-05-13.md"),
        ("2024-05-13-meeting-agenda.md", "2024-05-13-meeting-minutes.md"),
        ("crane-agenda-2024-05-13.md", "crane-minutes-2024-05-13.md"),
        ("agendas/2024-05-13.md", "minutes/2024-05-13.md"),
        ("Tagesordnung 2024-05-13.md", "Protokoll 2024-05-13.md"),
    ):
        found = archive({path: agenda, beside: MINUTES})
        assert [note.split("#")[1:] for note in found.notes] == [[], ["agenda"]], path
    alone = archive(
        {"2024-05-13-agenda.md": agenda, "2024-05-20.md": MINUTES.replace("-13", "-20")}
    )
    assert not any("#" in note for note in alone.notes)
    twice = archive({"agendas/2024-05-13.md": agenda, "agendas/2024-05-13-b.md": agenda})
    assert not any("#" in note for note in twice.notes)


def test_a_page_shows_the_parts_each_with_its_heading_and_the_way_to_its_file() -> None:
    lookups = lookups_of(
        {
            **FILES,
            "next.md": MINUTES.replace("-13", "-20") + "\nsee [it](2024-05-13-slides.md#agenda)\n",
        }
    )
    html = page(lookups, "notes/crane-weekly/2024-05-13/")
    ids = re.findall(r'id="([^"]*)"', html)
    assert len(ids) == len(set(ids))
    for name in ("slides", "summary", "transcript"):
        assert f'<h2 id="mn-{name}">' in html
    assert "edit/main/2024-05-13-slides.md" in html
    assert '<h3 id="mn-slides-agenda">' in html
    assert 'id="mn-transcript-L7"' in html
    later = page(lookups, "notes/crane-weekly/2024-05-20/")
    assert "2024-05-13/index.html#mn-slides-agenda" in later
    assert list(broken_links(rendered(lookups))) == []


def test_what_two_notes_of_a_meeting_state_counts_once() -> None:
    weeks = {
        path.replace("05", f"{month:02}"): text.replace("2024-05", f"2024-{month:02}")
        for month in (4, 5, 6)
        for path, text in FILES.items()
    }
    lookups = lookups_of(weeks)
    whole = lookups.archive
    assert len(whole.notes) == 12
    assert len(lookups.newest) == 3
    [thread] = whole.threads.values()
    assert [note for note, _ in thread.actions] == [f"crane-weekly/2024-0{m}-13" for m in (4, 5, 6)]
    assert len(lookups.statements["outcome"]) == 3
    assert dict(lookups.counts(lookups.newest[0])) == {"outcome": 1, "question": 0, "action": 1}
    assert (
        "3 meetings attended"
        in {d.body for d in named_pages(lookups) if d.ref == "person/ann-bell"}.pop()
    )
    html = page(lookups, "notes/crane-weekly/2024-05-13/")
    assert html.count("mn-chip--decision") == 1
    assert "summarised" not in html


def test_what_only_a_part_states_is_told_with_where_it_stands() -> None:
    summary = SUMMARY.replace("old rope until June", "boat").replace(
        "order the rope", "paint it all"
    )
    files = {**FILES, next(path for path in FILES if "Gemini" in path): summary}
    html = page(lookups_of(files), "notes/crane-weekly/2024-05-13/")
    results = html.partition('id="mn-results"')[2].partition("mn-body")[0]
    assert results.count('<a href="#mn-summary">Summary by a program</a>') == 2
    assert 'href="#mn-summary-L11"' in results
    assert "mn-chip--summarised" in results


def test_exports_tell_once_what_the_notes_of_a_meeting_state_twice() -> None:
    whole = archive(FILES)
    for name, times in {"atom": 1, "ics": 1, "markdown": 1}.items():
        told = b"".join(export(whole, name, site_url="https://example.org/")).decode()
        assert told.replace("\r\n ", "").count("keep the old rope") == times, name
        assert "%23" not in told, name
    feed = b"".join(export(whole, "atom")).decode()
    assert feed.count("<entry>") == 1
    assert "order the rope" not in feed, "the minutes say it in other words"


def test_minutes_say_more_of_a_version_than_slides_of_the_same_day() -> None:
    minutes = MINUTES + "\n- CraneOS 2.1.0 was released on 12 May 2024\n"
    slides = SLIDES + "\n- CraneOS 2.1.0 was released on 10 May 2024\n"
    both = archive({**FILES, "2024-05-13.md": minutes, "2024-05-13-slides.md": slides})
    [version] = both.versions.values()
    assert (version.status, version.date, version.contradictions) == ("released", "2024-05-12", ())


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
    lookups = lookups_of(FILES)
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


def test_papers_of_a_day_that_name_no_meeting_are_of_the_only_one_of_their_folder() -> None:
    minutes = MINUTES.encode()
    one = "WEBVTT\n\n00:00:01.000 --> 00:00:04.000\n<v Ann Bell>Good morning.</v>\n"
    summary = "# Crane Weekly summary\n\nAI-generated content may be wrong.\n\nThe rope is old.\n"
    for main in ("minutes.md", "minutes.org", "minutes.dokuwiki"):
        files = {
            f"2024-05-13/{main}": minutes.decode().replace(
                "# ", "* " if "org" in main else "# ", 1
            ),
            "2024-05-13/agenda.md": "# Agenda\n\n- Rope\n",
            "2024-05-13/transcript.vtt": one,
            "2024-05-13/Summary.md": summary,
        }
        found = {note.id.partition("-13")[2] for note in archive(files).notes.values()}
        assert found == {"", "#agenda", "#transcript", "#summary"}, main
    google = {
        "Crane Weekly 2024-05-13.md": MINUTES,
        "Crane Weekly - 2024_05_13 09_00 CEST - Notes by Gemini.md": "# Crane Weekly\n\nRope.\n",
        "Crane Weekly - 2024_05_13 09_00 CEST - Transcript.txt": "Ann Bell   0:03\nGood morning.\n"
        "\nCarl Diaz   0:15\nHello.\n\nAnn Bell   0:20\nThe rope is old.\n",
    }
    found = {note.id.partition("-13")[2] for note in archive(google).notes.values()}
    assert found == {"", "#summary", "#transcript"}
    roof = MINUTES.replace("Crane Weekly", "Roof Council")
    two = {"2024-05-13/minutes.md": MINUTES, "2024-05-13/roof.md": roof, "2024-05-13/t.vtt": one}
    assert not any("#" in note for note in archive(two).notes)


def test_whoever_is_listed_by_handle_and_by_name_is_shown_once() -> None:
    table = "| Handle | Name |\n|---|---|\n| @annb | Ann Bell |\n| @cdiaz | Carl Diaz |\n"
    text = f"# Crane Weekly 2024-05-13\n\nAttendees: @annb, @cdiaz\n\n{table}\n- x\n"
    html = page(lookups_of({"2024-05-13.md": text}), "notes/crane-weekly/2024-05-13/")
    head = html.partition('<div class="mn-body">')[0]
    assert head.count(">Ann Bell<") == 1


@pytest.mark.parametrize(
    "beside",
    [
        "crane/2024-05-13 copy.md",
        "crane/2024-05-13 (1).md",
        "crane/2024-05-13.de.md",
        "crane/de/2024-05-13.md",
        "de/crane/2024-05-13.md",
    ],
)
def test_a_copy_or_translation_leaves_a_note_the_address_that_it_had(beside: str) -> None:
    notes = archive({"crane/2024-05-13.md": MINUTES, beside: MINUTES}).notes
    ids = {note.note.path: note.id for note in notes.values()}
    assert ids["crane/2024-05-13.md"] == "crane-weekly/2024-05-13"
    assert ids[beside].startswith("crane-weekly/2024-05-13-")


def test_of_two_minutes_of_a_day_none_has_its_address() -> None:
    notes = archive({"2024-05-13-am.md": MINUTES, "2024-05-13-pm.md": MINUTES}).notes
    assert sorted(notes) == ["crane-weekly/2024-05-13-am", "crane-weekly/2024-05-13-pm"]


def test_captions_called_as_the_notes_are_a_part_of_them() -> None:
    files = {"2024-05-13-rope-notes.md": MINUTES, "2024-05-13-rope.vtt": CAPTIONS}
    assert sorted(archive(files).notes) == [
        "crane-weekly/2024-05-13",
        "crane-weekly/2024-05-13#transcript",
    ]


ZOOM = "## Quick recap\n\nThe rope is old.\n\n## Next steps\n\n- Carl Diaz to order the rope.\n"


@pytest.mark.parametrize(
    "files",
    [
        # The day is written in another way in each name.
        {
            "crane/2024-05-13.md": MINUTES,
            "crane/13.05.2024 slides.md": SLIDES,
            "crane/20240513 summary.md": ZOOM,
            "crane/Crane weekly 13 May 2024.vtt": CAPTIONS,
        },
        # A folder a kind of paper.
        {
            "notes/2024-05-13-crane-weekly.md": MINUTES,
            "slides/2024-05-13-crane-weekly.md": SLIDES,
            "transcripts/2024-05-13-crane-weekly.vtt": CAPTIONS,
            "summaries/2024-05-13-crane-weekly.md": ZOOM,
        },
        # Nothing but the folder says the day, and nothing the meeting.
        {
            "2024-05-13/notes.md": "# Notes\n\nPresent: Ann Bell\n",
            "2024-05-13/summary.md": ZOOM,
            "2024-05-13/transcript.vtt": CAPTIONS,
        },
        # What a program calls what it saves names no meeting.
        {
            "2024-05-13 10.00.00 Crane weekly/notes.md": MINUTES,
            "2024-05-13 10.00.00 Crane weekly/meeting_saved_closed_caption.txt": (
                "Ann Bell 00:00:03\nThe rope is old.\n\nCarl Diaz 00:00:09\nI will order it.\n\n"
                "Ann Bell 00:00:15\nGood.\n"
            ),
        },
    ],
    ids=["spellings", "folders", "nameless", "saved"],
)
def test_papers_of_a_day_share_its_page(files: dict[str, str]) -> None:
    ids = [note.id for note in archive_of(files).notes.values()]
    assert len({one.partition("#")[0] for one in ids}) == 1
    assert len(set(ids)) == len(files)


def test_what_was_said_in_two_meetings_of_a_day_stays_with_each() -> None:
    archive = archive_of(
        {
            "crane.md": MINUTES,
            "barge.md": "# Barge board 2024-05-13\n\nPresent: Dora Fox\n\nCoal is short.\n",
            "Crane weekly-20240513_100000-Meeting Recording.vtt": CAPTIONS,
            "Barge board-20240513_140000-Meeting Recording.vtt": CAPTIONS,
        }
    )
    pages = {note.note.path.lower()[:5]: note.id for note in archive.notes.values()}
    ids = {note.note.path: note.id.partition("#")[0] for note in archive.notes.values()}
    for name in ("crane", "barge"):
        assert len({page for path, page in ids.items() if path.lower().startswith(name)}) == 1
    assert len(set(ids.values())) == len(pages) == 2


def test_what_is_called_otherwise_is_joined_by_its_day_and_series() -> None:
    deck = "---\nmarp: true\n---\n\n# Crane Weekly\n\n13.05.2024\n\n---\n\n# Costs\n\n* forty\n"
    files = {
        "crane/notes from ann.md": MINUTES,
        "crane/Crane deck.md": deck,
        "crane/GMT20240513-090000_Recording.transcript.vtt": CAPTIONS,
        "crane/meeting_saved_new_chat.txt": "10:02:11\t From Ann Bell : good morning\n"
        "10:02:40\t From Carl Diaz : hello\n10:05:12\t From Ann Bell : bye\n",
    }
    notes = archive(files).notes.values()
    assert {note.id.partition("-13")[2] for note in notes} == {"", "#slides", "#transcript"}
    assert {note.series for note in notes} == {"crane-weekly"}, "also of what has no day"


def test_summaries_that_are_called_otherwise_are_of_meetings_of_their_own() -> None:
    summary = "# {} talk\n\n**Date:** May 13, 2024\n\nGenerated by AI.\n\nThe rope is old.\n"
    names = ("Crane", "Loft", "Roof", "Barge")
    files = {f"summaries/{name}.md": summary.format(name) for name in names}
    files["summaries/Mill.md"] = "# Mill talk 2024-05-13\n\nPresent: Ann Bell\n\n- rope\n"
    assert not any("#" in note for note in archive(files).notes)
