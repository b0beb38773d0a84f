"""Edits that move things: sections, facts between notes, folders; and what they do not lose."""

from __future__ import annotations

import re

import pytest

from mkdocs_minutes.review.diff_report import LONGEST_LINES, Links, comment_body, report_difference
from mkdocs_minutes.review.difference import EntityChange
from mkdocs_minutes.review.snapshot import Entity
from mkdocs_minutes.review.wording import entity_lines
from tests.unit.review.archives import MARCH, NOTES, archive_of
from tests.whole import compare

CHOIR = """\
# Choir committee, 6 May 2024

Present: Ada Lovelace, Bo Diddley

## Tenors

- AI (Bo): Order the folders

### Discussion

Tenors are loud.

## Budget

| state | count |
|-------|-------|
| open  | 5     |
| paid  | 7     |
| lost  | 1     |
| late  | 2     |

### Discussion

Money is short.

## Hall

Decision: The hall is booked until June.

- AI (Ada): Ask for the key
"""


def told(head: dict[str, str], base: dict[str, str] | None = None) -> str:
    base = {"choir.md": CHOIR} if base is None else base
    return report_difference(compare(archive_of(base), archive_of(head)), "text")


def section(heading: str) -> str:
    """A section of the second level, those below it included."""
    found = re.search(rf"^## {heading}\n.*?(?=^## |\Z)", CHOIR, re.MULTILINE | re.DOTALL)
    assert found
    return found[0]


def test_a_renamed_heading_is_no_fact_and_its_figures_are_the_same() -> None:
    text = told({"choir.md": CHOIR.replace("## Budget", "## Accounts")})
    assert text.startswith("No fact changed: sections renamed or moved in 1 note. 1 published")
    assert "heading “Budget” → “Accounts”" in text
    assert "#budget” → “notes/choir-committee/2024-05-06/#accounts”" in text
    assert "metric" not in text


def test_sections_that_moved_tell_which_anchors_lead_to_other_text() -> None:
    moved = CHOIR.replace(section("Tenors"), "") + "\n" + section("Tenors")
    text = told({"choir.md": moved})
    assert text.startswith("No fact changed: sections renamed or moved in 1 note. 2 anchors would")
    assert "section “Tenors” moved behind “Hall”" in text
    assert text.count("section “") == 1
    assert "#discussion” leads to other text; what it showed is now" in text


def test_a_heading_put_into_a_section_renames_nothing() -> None:
    text = told({"choir.md": CHOIR.replace("- AI (Bo)", "### Later\n\n- AI (Bo)")})
    assert "heading" not in text
    assert "would" not in text


def test_figures_of_a_table_that_changed_are_one_line() -> None:
    doubled = re.sub(r"(\| \w+ +\| )(\d)", lambda m: f"{m[1]}{int(m[2]) * 2}", CHOIR)
    (line,) = [line for line in told({"choir.md": doubled}).splitlines() if "figures" in line]
    assert "4 figures below “Budget” changed, first metric “Budget / open / count”" in line


@pytest.mark.parametrize("whole", [False, True], ids=["into another note", "into a new note"])
def test_a_section_that_moved_to_another_note_loses_nothing(whole: bool) -> None:
    hall, other = section("Hall"), "# Choir committee, 13 May 2024\n\nPresent: Ada Lovelace\n\n"
    base = {"choir.md": CHOIR} | ({} if whole else {"later.md": other})
    text = told({"choir.md": CHOIR.replace(hall, ""), "later.md": other + hall}, base)
    assert "facts moved from “choir.md” to “later.md”: " in text
    assert re.search(r"1 action\b.*1 outcome|1 outcome.*1 action", text)
    assert "lost" not in text.splitlines()[0]


def test_two_notes_that_became_one_leave_a_line_that_saves_the_address() -> None:
    halves = CHOIR.partition("## Hall")
    second = "# Choir committee, 7 May 2024\n\n" + "".join(halves[1:])
    text = told({"choir.md": CHOIR}, {"choir.md": halves[0], "hall.md": second})
    assert "hall.md: note removed" in text
    assert "facts moved from “hall.md” to “choir.md”" in text
    assert (
        "write “aliases: [choir-committee/2024-05-07]” into the front matter of “choir.md”" in text
    )


def test_whoever_is_in_both_notes_of_a_merge_is_not_lost() -> None:
    second = "# Choir committee, 13 May 2024\n\nPresent: Ada Lovelace, Bo Diddley\n\n"
    second += "## Key\n\nBo sang.\n\n- AI (Ada): Copy the key\n"
    merged = {"choir.md": f"{CHOIR}\n{second.replace('# Choir', '## Choir')}"}
    text = told(merged, {"choir.md": CHOIR, "key.md": second})
    assert "1 action" in text
    assert not re.search(r"^ *- (attendee|person|people|attendees)", text, re.MULTILINE)


def test_whoever_a_merged_list_names_again_is_not_gained() -> None:
    first = "# Choir committee, 6 May 2024\n\n## Present\n\n- Ada Lovelace\n- Bo Diddley @bo\n"
    second = first.replace("6 May", "13 May").replace("@bo\n", "@bo\n- Cy Twombly\n")
    second += "\n## Keys\n\n- AI (Ada): Copy the key\n- AI (Cy): Oil the lock\n"
    text = told({"one.md": f"{first}\n{second}"}, {"one.md": first, "two.md": second})
    assert "2 actions" in text
    assert "person" not in text


def test_what_each_part_has_is_told_apart_by_the_part() -> None:
    parts = "".join(
        f"## {part}\n\nThe {part.lower()} sing.\n\n### Discussion\n\nNone today.\n\n"
        for part in ("Tenors", "Altos", "Hall")
    )
    head = "# Choir committee, 6 May 2024\n\n"
    new = "## Keys\n\nA key is lost.\n\n### Discussion\n\nNone today.\n\n"
    more = told({"a.md": head + parts.replace("## Hall", new + "## Hall")}, {"a.md": head + parts})
    assert "moved" not in more
    fewer = parts[: parts.index("## Altos")] + parts[parts.index("## Hall") :]
    less = told({"a.md": head + fewer}, {"a.md": head + parts})
    assert "moved" not in less
    assert re.search("#discussion-2” → “[^”]*#discussion-1”", less)


def test_a_note_of_names_alone_has_an_heir_too() -> None:
    second = "# Choir committee, 13 May 2024\n\nPresent: Ada Lovelace, Zoe Quince\n\nZoe sang.\n"
    merged = {"choir.md": f"{CHOIR}\n{second.replace('# Choir', '## Choir')}"}
    text = told(merged, {"choir.md": CHOIR, "names.md": second})
    assert "write “aliases: [choir-committee/2024-05-13]” into the front matter" in text
    assert "nothing takes the place" not in text


def test_what_is_of_a_series_follows_its_new_name() -> None:
    weekly = {f"{day:02}.md": CHOIR.replace("6 May", f"{day} May") for day in (6, 13, 27)}
    renamed = {path: text.replace("# Choir committee", "# Board") for path, text in weekly.items()}
    text = told(renamed, weekly)
    assert "series “Choir committee” is now “Board”" in text
    assert not re.search("topic|figure|meetings? (no longer )?missed|nothing takes", text)
    assert re.search("and [0-9]+ addresses like it", text)


def test_a_doubt_with_fewer_to_choose_from_is_no_other_doubt() -> None:
    note = "# Choir, 6 May 2024\n\nPresent: Ann Berg, Ann Holm, Ann Lund\n\n- AI (Ann): Sing\n"
    text = told({"choir.md": note.replace(", Ann Lund", "")}, {"choir.md": note})
    assert "could be" not in text
    assert "problem" in told(
        {"choir.md": note.replace("Ann Holm, Ann Lund", "Bo Holm")}, {"choir.md": note}
    )


def test_names_alone_do_not_move() -> None:
    base = {"a.md": CHOIR, "b.md": "# Choir committee, 13 May 2024\n\nWe sang.\n"}
    head = {
        "a.md": CHOIR.replace(", Bo Diddley", ""),
        "b.md": base["b.md"] + "\nPresent: Bo Diddley\n",
    }
    assert "moved" not in told(head, base)


def test_a_folder_that_was_renamed_is_one_line() -> None:
    names = [f"2024-05-{day:02}.md" for day in range(1, 20)]
    notes = {name: CHOIR.replace("6 May", f"{n} May") for n, name in enumerate(names, 1)}
    text = told(
        {f"choir/{name}": note for name, note in notes.items()},
        {f"meetings/{name}": note for name, note in notes.items()},
    )
    assert "19 notes moved from “meetings/” to “choir/”" in text
    assert len(text.splitlines()) < 8


def test_a_marker_that_went_is_no_lost_action() -> None:
    text = told({"choir.md": CHOIR.replace("- AI (Ada): Ask", "- Ada: Ask")})
    assert "action “Ask for the key”, owner “Ada”, no longer marked" in text
    assert "1 no longer marked" in text.splitlines()[0]
    gone = told({"choir.md": CHOIR.replace("- AI (Ada): Ask for the key\n", "")})
    assert "- line 30: action “Ask for the key”" in gone


def test_an_action_that_was_put_below_done_is_closed() -> None:
    moved = CHOIR.replace(
        "- AI (Ada): Ask for the key\n", "### Done\n\n- AI (Ada): Ask for the key\n"
    )
    text = told({"choir.md": moved})
    assert "~ line 32: action “Ask for the key”, status open → done" in text
    assert "· line 30: new: “### Done”" in text
    assert text.startswith("1 note edited; facts: 1 changed.")


def test_only_wording_shows_the_words() -> None:
    text = told({"choir.md": CHOIR.replace("Tenors are loud.", "Tenors are too loud.")})
    assert "line 11: “Tenors are loud.” → “Tenors are too loud.”" in text


def test_a_later_note_that_the_edit_contradicts_is_told() -> None:
    later = MARCH.replace("3 March", "10 March").replace(
        "Crate 1.4 was released on 2 March 2020.", ""
    )
    base = {"2020/03-03.md": MARCH.replace("is in testing", "is planned"), "2020/03-10.md": later}
    head = {**base, "2020/03-03.md": MARCH.replace("is in testing", "was released on 1 March 2020")}
    odds = "version “Basket 1.2.0”: released in “2020/03-03.md:6”, but testing in “2020/03-10.md:6”"
    assert odds in told(head, base)
    assert "At odds" not in told({**head, "2020/03-10.md": later.replace("3 M", "1 M")}, head)


def test_a_comment_begins_with_a_table_and_what_would_break() -> None:
    head = CHOIR.replace("## Budget", "## Accounts").replace("AI (Bo): Order", "AI (Bo): Buy")
    difference = compare(archive_of({"choir.md": CHOIR}), archive_of({"choir.md": head}))
    links = Links(
        "https://forge.example.org/blob/c0ffee/minutes/{path}#L{line}",
        "https://7.preview.example.org/{address}",
    )
    body = comment_body(difference, links)
    lines = body.splitlines()
    assert lines[3:6] == ["| | changed |", "|---|---:|", "| action | 1 |"]
    assert lines[7].startswith("<details open><summary>Published addresses that would break")
    folded = comment_body(compare(archive_of({"choir.md": CHOIR}), archive_of(NOTES)))
    assert folded.count("<details open>") == 1, "what breaks"
    assert folded.count("<details>") > 1
    assert "[line 7](https://forge.example.org/blob/c0ffee/minutes/choir.md#L7): changed" in body
    assert "([preview](https://7.preview.example.org/notes/choir-committee/2024-05-06/))" in body


def test_no_link_of_a_comment_leads_out_of_the_notes() -> None:
    links = Links("https://forge.example.org/blob/c0ffee/notes/{path}#L{line}", "")
    for path in ("../x.md", "/etc/x", "", "a/../../x.md"):
        assert links.of_line(path, "3") == ""
    assert links.of_line("a b/(c).md", "3").endswith("/notes/a%20b/%28c%29.md#L3")
    assert links.of_line("a.md", "3) x") == ""


def test_a_comment_has_fewer_lines_than_anybody_would_refuse_to_read() -> None:
    many = {
        f"n{n}.md": MARCH.replace("3 March 2020", f"{n % 28 + 1} March {1990 + n // 28}")
        for n in range(300)
    }
    difference = compare(archive_of(), archive_of({**NOTES, **many}))
    body = comment_body(difference, Links())
    assert len(body.splitlines()) <= LONGEST_LINES < 200
    assert body.count("<details") == body.count("\n</details>")


HALL = "The town lets us sing in the old hall on every second Monday of the month, with the heater."


def test_words_that_changed_beside_a_fact_are_told_too() -> None:
    head = CHOIR.replace("Tenors are loud.", "Tenors are too loud.") + "- AI (Bo): Sing\n"
    text = told({"choir.md": head})
    assert "+ line 31: action “Sing”, owner “Bo”" in text
    assert "· line 11: “Tenors are loud.” → “Tenors are too loud.”" in text
    assert text.count("line ") == 2


def test_words_are_told_where_the_note_is_of_another_series() -> None:
    weekly = {f"{day}.md": f"# Choir, {day} May 2024\n\nWe sang.\n" for day in (6, 13, 20)}
    head = {**weekly, "6.md": "# Board, 6 May 2024\n\nWe sang.\n\nHi.\n"}
    text = told(head, weekly)
    assert "series “Choir” → “Board”" in text
    assert "· line 5: new: “Hi.”" in text


def test_of_a_long_line_that_part_is_quoted_which_changed() -> None:
    long = " ".join(f"word{n}" for n in range(60))
    text = told({"choir.md": CHOIR + f"\n{long} end\n"}, {"choir.md": CHOIR + f"\n{long} finish\n"})
    assert re.search("“….* finish” → “….* end”", text)


def test_further_changed_lines_are_counted() -> None:
    more = "".join(f"Verse {n} is new.\n\n" for n in range(9))
    text = told({"choir.md": CHOIR.replace("Money is short.", more)})
    assert text.count("Verse") == 5
    assert "4 more lines in other words" in text


def test_the_words_around_facts_move_with_them() -> None:
    hall = section("Hall").replace("- AI", f"{HALL}\n\n- AI")
    base = {"choir.md": CHOIR.replace(section("Hall"), hall), "b.md": "# Choir, 3 May 2024\n\nHi\n"}
    head = {"choir.md": CHOIR.replace(section("Hall"), ""), "b.md": base["b.md"] + "\n" + hall}
    assert "gone:" not in told(head, base)
    assert "new:" not in told(head, base)


def test_a_note_without_facts_whose_text_stands_in_another_has_an_heir() -> None:
    second = f"# Choir committee, 13 May 2024\n\n{HALL}\n"
    text = told({"choir.md": f"{CHOIR}\n{second}"}, {"choir.md": CHOIR, "hall.md": second})
    assert "write “aliases: [choir-committee/2024-05-13]” into the front matter" in text


def test_what_two_notes_both_had_before_they_became_one_did_not_move() -> None:
    second = "# Choir committee, 13 May 2024\n\n- AI (Ada): Ask for the key\n- AI (Ada): Oil it\n"
    merged = {"choir.md": CHOIR + "- AI (Ada): Oil it\n"}
    text = told(merged, {"choir.md": CHOIR, "key.md": second})
    assert re.search(
        "1 fact moved from “key.md” to “choir.md”: 1 action; . facts? stood in both", text
    )


def test_sections_of_two_parts_that_change_places_are_what_moved() -> None:
    parts = "".join(
        f"## {part}\n\nThe {part.lower()} sing.\n\n### Discussion\n\nAll of {part} is said.\n\n"
        for part in ("Tenors", "Altos")
    )
    base = f"# Choir committee, 6 May 2024\n\n{parts}"
    swapped = base.replace("of Tenors", "of X").replace("of Altos", "of Tenors")
    text = told({"a.md": swapped.replace("of X", "of Altos")}, {"a.md": base})
    assert "section “Discussion” moved behind “Tenors”" in text
    assert "section “Discussion” moved behind “Altos”" in text
    assert text.count("section “") == 2


def test_a_heading_that_goes_or_comes_moves_no_section() -> None:
    base = f"# Choir\n\n## Start\n\n{HALL}\n\n{section('Tenors')}\n{section('Budget')}"
    outer = base.replace("## Tenors", "## Voices\n\n### Tenors").replace("### D", "#### D")
    assert "moved" not in told({"a.md": outer}, {"a.md": base})
    assert "moved" not in told({"a.md": base}, {"a.md": outer})


@pytest.mark.parametrize("inner", ["", "2024/"])
def test_a_folder_whose_notes_go_to_another_series_is_one_line_too(inner: str) -> None:
    names = [f"2024-05-{day:02}.md" for day in range(1, 12)]
    notes = {name: f"# {n} May 2024\n\nBo sang.\n" for n, name in enumerate(names, 1)}
    text = told(
        {f"Altos/{inner}{name}": note for name, note in notes.items()},
        {f"Tenors/{inner}{name}": note for name, note in notes.items()},
    )
    assert "11 notes moved from “Tenors/” to “Altos/”" in text
    assert "renamed\n" not in text
    assert len(text.splitlines()) < 20


def test_many_links_of_an_edited_note_are_one_line() -> None:
    links = "".join(f"- https://example.org/{n}\n" for n in range(12))
    lines = told({"choir.md": CHOIR + links}).splitlines()
    assert len([line for line in lines if "example.org" in line]) == 1
    assert "+ links: “https://example.org/0” (31), “https://example.org/1” (32)" in "\n".join(lines)


def test_a_claim_at_odds_with_many_notes_is_one_line() -> None:
    later = {
        f"2020/04-{day:02}.md": MARCH.replace("3 March", f"{day} April") for day in range(1, 6)
    }
    base = {"2020/03-03.md": MARCH.replace("is in testing", "is planned"), **later}
    head = {**base, "2020/03-03.md": MARCH.replace("is in testing", "was released on 1 March 2020")}
    (line,) = [line for line in told(head, base).splitlines() if "but testing in" in line]
    assert line.endswith("and so on in 4 more places")


def test_notes_that_took_each_other_s_names_are_renamed() -> None:
    second = "# Choir committee, 13 May 2024\n\n- AI (Bo): Sing\n"
    third = second.replace("13 May", "20 May").replace("Sing", "Play")
    base = {"a.md": CHOIR, "b.md": second, "c.md": third, "d.md": MARCH}
    swapped = {**base, "a.md": second, "b.md": CHOIR}
    assert "a.md → b.md: renamed" in told(swapped, base)
    assert told(swapped, base).startswith("No fact changed: 2 notes renamed.")
    turned = {**base, "a.md": third, "b.md": CHOIR, "c.md": second}
    assert told(turned, base).startswith("No fact changed: 3 notes renamed.")
    copied = {**base, "a.md": second}
    assert "renamed" not in told(copied, base)


def test_whom_a_new_note_names_did_not_come_from_another_by_chance() -> None:
    base = {"a.md": CHOIR + "Cy Twombly sang.\n", "b.md": MARCH}
    more = "# Ball, 4 May 2024\n\nPresent: Cy Twombly, Dee Dee, Eve Holm, Fay Wray, Gil Scott\n"
    head = {"a.md": CHOIR, "b.md": MARCH, "c.md": more}
    assert "moved" not in told(head, base)


def test_of_two_sections_that_are_alike_the_new_one_did_not_move() -> None:
    last = "## Next\n\nSee the calendar.\n\n"
    base = f"# Choir, 6 May 2024\n\n{section('Tenors')}\n{section('Budget')}\n{last}"
    text = told({"a.md": base.replace("## Tenors", f"{last}## Tenors")}, {"a.md": base})
    assert "moved" not in text
    assert "new: “## Next”" in text


@pytest.mark.parametrize(("places", "words"), [(3, "in 1 note more"), (1, "in 1 note less")])
def test_topics_that_are_in_more_or_fewer_notes_are_one_line(places: int, words: str) -> None:
    def topic(name: str, notes: int) -> Entity:
        return Entity("topic", name, name, notes, "a.md", 1, state=(("notes", str(notes)),))

    changes = [EntityChange("changed", topic(n, 2), topic(n, places)) for n in "abcd"]
    [line] = entity_lines(changes, repr)
    assert (line.sign, line.text) == ("~", f"4 topics {words} each: 'a', 'b', 'c', 'd'")
    few = [line.text for line in entity_lines(changes[:2], repr)]
    assert few[0] == f"topic 'a' in {places} note{'s' * (places > 1)}, was in 2"
