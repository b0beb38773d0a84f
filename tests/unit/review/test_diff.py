"""Edits that keepers of minutes make, and what a reviewer reads of them."""

from __future__ import annotations

from mkdocs_minutes.core.records import Archive
from mkdocs_minutes.review.diff_report import report_difference
from tests.unit.review.archives import APRIL, MARCH, NOTES, PEOPLE, REGISTRY, archive_of
from tests.whole import compare

BASE = archive_of()


def told(head: Archive, base: Archive = BASE) -> str:
    return report_difference(compare(base, head), "text")


def edited(old: str, new: str, path: str = "2020/03-03.md") -> Archive:
    assert old in NOTES[path]
    return archive_of({**NOTES, path: NOTES[path].replace(old, new)})


def registered(name: str, old: str, new: str) -> Archive:
    assert old in REGISTRY[name]
    return archive_of(NOTES, {**REGISTRY, name: REGISTRY[name].replace(old, new)})


def test_equal_archives_do_not_differ() -> None:
    difference = compare(BASE, archive_of())
    assert not difference.facts_changed
    assert told(archive_of()) == "No fact changed.\n"


def test_white_space_is_no_fact() -> None:
    text = told(archive_of({**NOTES, "2020/03-03.md": MARCH.replace("\n", "  \r\n") + "\n\n"}))
    assert text.startswith("No fact changed: only white space in 1 note.\n")


def test_wording_is_no_fact() -> None:
    text = told(edited("Decision:", "There was cake.\n\nDecision:"))
    assert text.startswith("No fact changed: only wording in 1 note.\n")


def test_a_line_that_only_stands_elsewhere_is_told_once() -> None:
    before = archive_of({"a.md": "# Crate\n\n- one cake\n- two cakes\n- a pie\n"})
    after = archive_of({"a.md": "# Crate\n\n- two cakes\n- a pie\n- one cake\n- tea\n"})
    text = told(after, before)
    assert "· line 5: stands elsewhere now: “- one cake”" in text
    assert "· line 6: new: “- tea”" in text
    assert text.count("one cake") == 1


def test_a_corrected_typo_shows_the_sentence_before_and_after() -> None:
    text = told(edited("Basket tests", "Basket test plan"))
    assert "~ line 10: action “write up the Basket tests” → “write up the Basket test plan”" in text


def test_a_closed_action_shows_its_status() -> None:
    text = told(edited("- [ ] Bo:", "- [x] Bo:"))
    assert "action “ask the users of Crate about SHED-12”, status open → done" in text
    assert text.startswith("1 note edited; facts: 1 changed.")


def test_a_followed_action_that_is_closed_closes_its_thread() -> None:
    text = told(edited("- [ ] Ada:", "- [x] Ada:", "2020/04-07.md"))
    assert "~ action “write up the Basket tests” status open → done" in text


def test_a_version_moved_to_another_project_names_both() -> None:
    text = told(edited("Crate 1.4", "Basket 1.4"))
    assert "version “Crate 1.4” → “Basket 1.4”" in text
    assert "“projects/crate/1.4/” → “projects/basket/1.4/”" in text


def test_a_changed_status_of_a_version_is_told_in_the_note_and_in_the_whole() -> None:
    text = told(edited("is in testing", "was released on 1 March 2020"))
    assert "version “Basket 1.2.0”, status testing → released" in text
    assert "~ version “Basket 1.2.0” status testing → released" in text


def test_a_deleted_note_tells_what_the_archive_loses() -> None:
    text = told(archive_of({"2020/04-07.md": APRIL}))
    assert "2020/03-03.md: note removed, “Storage meeting, 3 March 2020”" in text
    assert "- line 13: decision “Crate stays as it is.”" in text
    assert "1 project gone from the archive: “Crate”" in text
    assert "nothing takes the place of “notes/storage-meeting/2020-03-03/”" in text


def test_a_new_note_tells_what_the_archive_gains() -> None:
    may = "# Storage meeting, 5 May 2020\n\nPresent: Ada Lovelace, Krysta\n"
    text = told(archive_of({**NOTES, "2020/05-05.md": may}))
    assert "2020/05-05.md: new note, “Storage meeting, 5 May 2020”" in text
    assert "+ attendees: “Ada Lovelace” (3), “Krysta” (3)" in text
    assert "person “Krysta” at “2020/05-05.md:3”, near “Krista”" in text


def test_a_renamed_file_is_the_same_note() -> None:
    difference = compare(BASE, archive_of({"storage/march.md": MARCH, "2020/04-07.md": APRIL}))
    assert not difference.broken
    text = report_difference(difference, "text")
    assert text.startswith("No fact changed: 1 note renamed.")
    assert "2020/03-03.md → storage/march.md: renamed" in text


def test_a_corrected_date_moves_the_note_and_names_the_line_that_saves_its_address() -> None:
    text = told(edited("3 March 2020", "4 March 2020"))
    assert "date 2020-03-03 → 2020-03-04" in text
    assert (
        "“notes/storage-meeting/2020-03-03/” → “notes/storage-meeting/2020-03-04/”; to save it,"
        " write “aliases: [storage-meeting/2020-03-03]” into the front matter of “2020/03-03.md”"
    ) in text


def test_the_line_that_is_named_saves_the_address() -> None:
    head = "---\naliases: [storage-meeting/2020-03-03]\n---\n" + MARCH.replace(
        "3 March 2020", "4 March 2020", 1
    )
    assert not compare(BASE, archive_of({**NOTES, "2020/03-03.md": head})).broken


def test_a_renamed_person_is_told_once_with_the_line_that_keeps_the_address() -> None:
    text = told(
        registered("people.yml", "name: Krista", "name: Krista Larson\n  aliases: [Krista]")
    )
    assert "person “Krista” is now “Krista Larson” (1 place, now first “2020/04-07.md:3”)" in text
    assert "2020/04-07.md" not in text.partition("In the archive")[0]


def test_a_renamed_person_without_a_former_name_breaks_an_address() -> None:
    other = PEOPLE.replace("Krista", "Krista Larson\n  aliases: [Krista]\n  slug: larson")
    base = archive_of(NOTES, {**REGISTRY, "people.yml": other})
    head = archive_of(NOTES, {**REGISTRY, "people.yml": other.replace("slug: larson", "slug: kl")})
    text = told(head, base)
    assert (
        "“people/larson/” → “people/kl/”; to save it, write “slug: larson”"
        " into the entry “Krista Larson” of “people.yml”"
    ) in text


def test_two_people_merged_in_the_registry_are_told_as_such() -> None:
    base = archive_of(
        {
            **NOTES,
            "2020/05-05.md": "# Storage meeting, 5 May 2020\n\nPresent: B. Diddley, Krista\n",
        },
        {**REGISTRY, "people.yml": PEOPLE + "- name: B. Diddley\n"},
    )
    head = archive_of(
        {
            **NOTES,
            "2020/05-05.md": "# Storage meeting, 5 May 2020\n\nPresent: B. Diddley, Krista\n",
        },
        {
            **REGISTRY,
            "people.yml": PEOPLE.replace("Bo Diddley", "Bo Diddley\n  aliases: [B. Diddley]"),
        },
    )
    text = told(head, base)
    assert "person “B. Diddley” is now part of “Bo Diddley” (1 place)" in text
    assert "would break" not in text


def test_a_renamed_project_keeps_its_addresses_by_one_line() -> None:
    text = told(registered("projects.yml", "name: Crate", "name: Crate Store\n  aliases: [Crate]"))
    assert "project “Crate” is now “Crate Store”" in text
    assert "version" not in text, "its versions follow it"
    head = registered(
        "projects.yml", "name: Crate", "name: Crate Store\n  aliases: [Crate]\n  slug: crate"
    )
    assert not compare(BASE, head).broken


def test_a_heading_that_goes_breaks_its_anchor() -> None:
    text = told(edited("## Releases", "## Releases and plans"))
    assert "“notes/storage-meeting/2020-03-03/#releases”" in text
    assert "→ “notes/storage-meeting/2020-03-03/#releases-and-plans”" in text


def test_new_and_solved_problems_do_not_depend_on_lines() -> None:
    base = edited("Bo: ask", "ask")
    moved = archive_of(
        {**NOTES, "2020/03-03.md": MARCH.replace("Bo: ask", "ask").replace("## Rel", "\n\n## Rel")}
    )
    assert compare(base, moved).new_problems == ()
    assert [problem.code for problem in compare(base, BASE).solved_problems] == ["owner-missing"]


def test_what_a_registry_edit_does_to_unedited_notes_is_told_once_for_all_of_them() -> None:
    people = PEOPLE.replace("- name: Ada Lovelace\n", "- name: Ada Lovelace\n  hidden: true\n")
    text = told(archive_of(NOTES, {**REGISTRY, "people.yml": people}))
    assert "edited" not in text.partition("In notes that were not edited")[0]
    assert "~ attendee “Ada Lovelace”: “Ada Lovelace” → not linked (in 2 places, first" in text


def test_of_several_mentions_the_edited_line_is_told() -> None:
    notes = {
        "a.md": "# Weekly 3 March 2020\n\nBasket is slow.\n\nBasket is old.\n\nBasket rests.\n"
    }
    edit = {"a.md": notes["a.md"].replace("Basket is old", "Crate is old")}
    text = told(archive_of(edit), archive_of(notes))
    assert "~ line 5: project “Basket” → “Crate”" in text


def test_a_mistyped_project_is_told_once_with_the_name_that_it_is_near_to() -> None:
    registry = {"projects.yml": "- name: CrateWMS\n"}
    notes = {path: text.replace("Crate", "CrateWMS") for path, text in NOTES.items()}
    march = notes["2020/03-03.md"].replace("CrateWMS 1.4", "CrtaeWMS 1.4")
    base, head = (archive_of(some, registry) for some in (notes, {**notes, "2020/03-03.md": march}))
    text = told(head, base)
    assert "~ line 7: version “CrateWMS 1.4” → “CrtaeWMS 1.4”" in text
    assert "project “CrtaeWMS” at “2020/03-03.md:7”, near “CrateWMS”" in text
    assert "line 7: project" not in text


def test_a_person_renamed_in_all_notes_is_told_once() -> None:
    notes = {path: text.replace("Bo Diddley", "Bo Bright") for path, text in NOTES.items()}
    people = {**REGISTRY, "people.yml": PEOPLE.replace("Bo Diddley", "Bo Bright")}
    text = told(archive_of(notes, people))
    assert text.startswith("2 notes edited; 1 person renamed.")
    assert "person “Bo Diddley” is now “Bo Bright” (3 places, now first “2020/03-03.md:3”)" in text
    assert "line 3" not in text
    assert "Notes in which only these names changed\n  · “2020/03-03.md”\n  · “2020/04" in text


def test_a_renamed_person_without_an_entry_is_saved_by_a_new_one() -> None:
    notes = {"a.md": "# Weekly 3 March 2020\n\nPresent: Ada Lovelace, Bo Diddley\n"}
    edit = {"a.md": notes["a.md"].replace("Diddley", "Bright")}
    text = told(archive_of(edit, {}), archive_of(notes, {}))
    entry = "- {name: Bo Bright, slug: bo-diddley}"
    assert f"write “{entry}” into the end of “people.yml”" in text
    saved = archive_of(edit, {"people.yml": f"- {{name: Ada Lovelace}}\n{entry}\n"})
    assert not compare(archive_of(notes, {}), saved).broken


def test_a_name_that_took_another_s_place_is_one_change_even_below_new_lines() -> None:
    march = MARCH.replace("## Rel", "Some words.\n\n## Rel").replace("SHED-12", "SHED-31")
    text = told(archive_of({**NOTES, "2020/03-03.md": march}))
    assert "~ line 13: ticket “SHED-12” → “SHED-31”" in text


def test_a_renamed_series_takes_its_threads_along() -> None:
    series = "- name: Storage council\n  aliases: [Storage meeting]\n"
    text = told(archive_of(NOTES, {**REGISTRY, "series.yml": series}))
    assert "~ series “Storage meeting” is now “Storage council” (2 places" in text
    assert "thread" not in text


def test_the_role_of_an_attendee_is_a_fact() -> None:
    text = told(edited("Ada Lovelace, Bo", "Ada Lovelace (chair), Bo"))
    assert "~ line 3: attendee “Ada Lovelace”, role none → “chair”" in text


def test_broken_anchors_are_told_in_the_order_of_the_note() -> None:
    (first, second) = compare(BASE, edited("## ", "### The ")).broken
    assert (first.anchor, second.anchor) == ("releases", "action-items")


def test_a_problem_of_a_name_that_moves_to_the_next_note_is_not_new() -> None:
    notes = {path: text.replace("Bo Diddley", "Zed Zorn") for path, text in NOTES.items()}
    edit = {**notes, "2020/03-03.md": notes["2020/03-03.md"].replace(", Zed Zorn", "")}
    found = compare(archive_of(notes), archive_of(edit))
    assert not found.new_problems
    assert not found.solved_problems
