"""What a new note of a series begins with."""

from __future__ import annotations

from mkdocs_minutes.core.records import Series
from mkdocs_minutes.core.template import DAY, Template, template
from tests.unit.pages.sites import archive_of

NOTE = """# Weekly Sync, {day}

## Attendees

- Ada Byron
- Bo Diaz

## News

### Discussion

## Releases

### Discussion

## {topic}

## To do

- [ ] Ada Byron: mend the {topic}
- [ ] Bo Diaz: paint the {topic}

RESOLUTION: the {topic} stays
"""

NOTES = {
    f"sync/{day}_sync.md": NOTE.format(day=day, topic=topic)
    for day, topic in (("2024-01-08", "gate"), ("2024-01-15", "fence"), ("2024-01-22", "roof"))
}


def made(notes: dict[str, str]) -> Template:
    archive = archive_of(notes)
    (series,) = archive.series.values()
    return template(archive, series)


def test_a_new_note_has_the_form_of_the_last_ones() -> None:
    new = made(NOTES)
    assert (new.folder, new.name) == ("sync", "YYYY-MM-DD_sync.md")
    assert new.text == (
        "# Weekly Sync, YYYY-MM-DD\n\n## Attendees\n\n## News\n\n### Discussion\n\n## Releases\n\n"
        "### Discussion\n\n## To do\n\n<!-- RESOLUTION: what was decided -->\n\n"
        "<!-- [ ] Name: do … by … -->\n"
    )


def test_one_note_shares_no_heading_and_common_ones_are_given() -> None:
    text = made({"a.txt": "# Board, 4 January 2019\n\n## What Ada saw\n"}).text
    assert "Ada" not in text
    assert "Present:" in text
    assert "## Actions" in text


def test_what_nobody_has_filled_in_states_nothing() -> None:
    for new in (made(NOTES), template(archive_of({}))):
        dated = new.text.replace(DAY, "2024-01-29")
        archive = archive_of({f"{new.name}".replace(DAY, "2024-01-29"): dated})
        (note,) = archive.notes.values()
        facts = note.facts
        assert str(note.note.date) == "2024-01-29"
        assert (facts.attendees, facts.names, facts.actions, facts.outcomes) == ((), (), (), ())
        assert archive.problems == ()


def test_a_series_without_notes_is_named() -> None:
    empty = Series("x", "Ops & Co", ())  # type: ignore[arg-type]
    assert template(archive_of({}), empty).name == "ops-co-YYYY-MM-DD.md"


def test_a_mark_that_would_end_the_comment_is_not_shown() -> None:
    notes = {
        f"{day}.md": f"# Sync, {day}\n\n- AI --> (Ada Byron): go\n- AI --> (Bo Diaz): stay\n"
        for day in ("2024-01-08", "2024-01-15")
    }
    assert made(notes).text.count("-->") == made(notes).text.count("<!--")
