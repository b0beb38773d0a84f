"""What each kind of page shows."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from mkdocs_minutes.core.meetings_in_file import in_parts
from mkdocs_minutes.core.records import RawNote
from mkdocs_minutes.core.settings import Settings
from mkdocs_minutes.pages.kinds import plan_pages
from mkdocs_minutes.pages.lookups import Lookups, look_up
from mkdocs_minutes.pages.model import Options
from mkdocs_minutes.pages.render import dashboard
from tests.unit.pages.sites import FORGE, archive_of, broken_links, lookups_of, page, rendered

REGISTRY = {
    "people.yml": "- name: Ada Byron\n  aliases: [AdaB]\n- name: Bo Diaz\n",
    "projects.yml": "- name: Basket\n  kind: software\n  parts: [Handle]\n- name: Crate\n",
}

NOTES = {
    "a.md": """# Weekly, 3 March 2020

Present: Ada Byron (chair), Bo Diaz
Regrets: Cy Ames

## Releases

- Basket 1.10.0 released on 2 March 2020
- Basket 1.9.0 released on 1 February 2020

## Actions

- AI (AdaB): fix the Crate importer, see CRATE-7

Decision: we keep *Crate*.
""",
    "b.md": """# Weekly, 10 March 2020

Present: Ada Byron, Bo Diaz

## Releases

- Basket 1.10.0 released on 9 March 2020
- Basket 1.10.0 is in testing

## Actions

- AI (AdaB): fix the Crate importer, see CRATE-7
""",
    "c.md": "# Board, 4 January 2019\n\nNo Basket yet.\n",
}


def lookups() -> Lookups:
    return lookups_of(NOTES, REGISTRY)


def test_a_note_shows_who_met_what_was_decided_and_who_does_what() -> None:
    html = page(lookups(), "notes/weekly/2020-03-03/")
    ada = '<a href="../../../people/ada-byron/index.html">Ada Byron</a>'
    assert f'<li>{ada} <span class="mn-soft mn-roles">chair</span></li>' in html
    assert '<dt>Absent</dt><dd><a href="../../../people/cy-ames/' in html
    assert html.index('id="mn-results"') < html.index('class="mn-body"')
    assert "fix the Crate importer" in html
    assert "we keep Crate" in html
    assert 'href="https://forge.example.org/blob/main/a.md?plain=1#L13"' in html
    assert 'href="https://forge.example.org/edit/main/a.md"' in html


def test_a_person_has_roles_and_affiliations_with_the_years_in_which_notes_print_them() -> None:
    notes = {
        f"{year}.md": f"# Weekly, 3 March {year}\n\nPresent: Ada Byron ({beside}), Bo Diaz (Mill)\n"
        for year, beside in ((2021, "Kiln Works"), (2019, "Kiln Works"), (2022, "co-chair, Mill"))
    }
    facts = page(lookups_of(notes), "people/ada-byron/").partition("</header>")[0]
    told = " ".join(re.sub(r"<[^<>]+>", " ", facts).replace("&nbsp;", " ").split())
    assert "Roles co-chair Affiliations" in told
    assert "Kiln Works 2019–2021 Mill 2022" in told


def test_attendees_without_roles_stand_in_one_line() -> None:
    html = page(lookups(), "notes/weekly/2020-03-10/")
    assert '<dt>Present</dt><dd><a href="../../../people/ada-byron/' in html


def test_a_note_sums_up_what_it_says_of_a_version_as_the_page_of_the_version_does() -> None:
    html = page(lookups(), "notes/weekly/2020-03-10/")
    head = html[html.index("<dt>Versions</dt>") : html.index("<dt>Source</dt>")]
    assert "released" in head
    assert "testing" not in head
    assert "disputed" in head


def test_a_note_leads_to_its_neighbours_and_says_why_notes_are_related() -> None:
    html = page(lookups(), "notes/weekly/2020-03-03/")
    assert 'rel="next" href="../2020-03-10/index.html"' in html
    assert "Both speak of" in html


def test_the_page_of_somebody_who_owes_nothing_says_so() -> None:
    first = (
        "# Mill Call, 2024-01-02\n\nPresent: Ann Bell, Bob Cole\n\n- [x] AI (Ann): oil the gears\n"
    )
    then = "# Mill Call, 2024-01-09\n\nPresent: Ann Bell, Bob Cole\n\n- AI (Bob): mend the sluice\n"
    lookups = lookups_of({"2024-01-02.md": first, "2024-01-09.md": then})
    ann, bob = (page(lookups, f"people/{name}/") for name in ("ann-bell", "bob-cole"))
    assert "Nothing that the notes leave open" in ann
    assert "1 action open" in bob
    assert "leave open" not in bob


def test_a_persons_page_quotes_marks_and_dates_each_mention() -> None:
    html = page(lookups(), "people/ada-byron/")
    assert "<mark>AdaB</mark>): fix the Crate importer" in html
    assert html.index("2020-03-10") < html.rindex("2020-03-03")
    assert '<a href="../../notes/weekly/2020-03-10/index.html#L12">Actions</a>' in html
    assert "2 meetings attended" in html


def test_evidence_in_a_title_or_heading_says_so() -> None:
    notes = {"a.md": "# Basket sync, 3 March 2020\n\n## Basket\n\nTalk:\n- Basket leaks\n"}
    html = page(lookups_of(notes, REGISTRY), "projects/basket/")
    places = re.findall(r'<p class="mn-where"><a [^>]*>([^<]*)</a>', html)
    assert places == ["Title", "Heading", "Basket"]
    assert '<span class="mn-step">Talk</span>' in html


def test_the_headings_that_tell_of_a_note_are_not_those_of_its_lists_of_people() -> None:
    people = "## Guild attendance\n\n- Ada Byte\n- Bo Cole"
    found = lookups_of({"a.md": f"# Weaving, 3 March 2020\n\n{people}\n\n## Dyes\n\nFine.\n"})
    assert [found.substance(one) for one in found.archive.notes] == [("Dyes",)]


def test_projects_are_headed_by_kind_where_kinds_are_known() -> None:
    assert '<h2 id="mn-software">' in page(lookups(), "projects/")
    names = {"projects.yml": "- name: Basket\n"}
    assert "<h2" not in page(lookups_of(NOTES, names), "projects/")


def test_versions_run_by_number_and_not_by_letter() -> None:
    html = page(lookups(), "projects/basket/")
    assert html.index(">1.10.0</a>") < html.index(">1.9.0</a>")


def test_claims_that_contradict_stand_side_by_side() -> None:
    html = page(lookups(), "projects/basket/1.10.0/")
    assert "Claims that contradict" in html
    against = html[html.index("mn-against") : html.index("mn-claims")]
    assert "2 March 2020" in against
    assert "9 March 2020" in against
    for shown in (html, page(lookups(), "versions/"), page(lookups(), "projects/basket/")):
        assert "mn-chip--disputed" in shown
        assert "2 March 2020 or 9 March 2020" in shown


def test_an_action_is_followed_from_its_opening_to_its_last_sight() -> None:
    html = page(lookups(), "actions/")
    assert "fix the Crate importer" in html
    assert html.index("2020-03-03") < html.index("2020-03-10")
    assert ">2</td>" in html


def test_how_long_an_open_action_waits_stands_on_lists_that_each_note_changes_anyway() -> None:
    made = lookups_of(
        {
            "a.md": "# Weekly, 2020-03-03\n\nPresent: Ada Byron\n\nAI (Ada Byron): oil the winch\n",
            "b.md": "# Weekly, 2020-03-10\n\nPresent: Ada Byron\n\nAI (Ada Byron): oil the winch\n",
        }
    )
    assert "7 days" in page(made, "actions/")
    assert "oil the winch" in page(made, "people/ada-byron/")
    assert "7 days" not in page(made, "people/ada-byron/")


def test_a_name_left_open_says_whom_it_may_mean() -> None:
    notes = {
        "a.md": "# Weekly, 3 March 2020\n\nPresent: Ada Byron, Ada Chen\n\nAda said no.\n",
    }
    html = page(lookups_of(notes), "notes/weekly/2020-03-03/")
    assert '<a class="mn-doubt" href="#mn-doubt-1"' in html
    assert "Names left open" in html
    assert 'may be <a href="../../../people/ada-byron/index.html">Ada Byron</a> or ' in html


def test_the_dashboard_is_the_same_on_a_page_of_its_own_and_within_another() -> None:
    site = lookups()
    fragment = dashboard(site, uri="")
    assert "<h1>" not in fragment
    assert fragment.split("mn-counts")[1] == page(site, "").split("mn-counts")[1]
    assert 'href="../../notes/index.html"' in dashboard(site, uri="a/b/")


def test_the_dashboard_leaves_out_what_no_note_has() -> None:
    quiet = dashboard(lookups_of({"c.md": NOTES["c.md"]}, {}), uri="")
    told = ("Latest outcomes", "Latest releases")
    assert [words in quiet for words in told] == [False, False]
    assert [words in dashboard(lookups(), uri="") for words in told] == [True, True]


def test_former_names_lead_to_the_new_page() -> None:
    html = page(lookups(), "people/adab/")
    assert 'content="0; url=../ada-byron/index.html"' in html


def test_the_folder_of_a_series_leads_to_the_series() -> None:
    assert "series/weekly/index.html" in page(lookups(), "notes/weekly/")


def test_lists_are_cut_into_pages_and_every_link_between_them_leads_somewhere() -> None:
    small = Options(page_size=2, source_address=FORGE.source_address)
    notes = {
        f"{number}.md": f"# Weekly, {number + 1} March 2020\n\n"
        f"Present: Ada Byron, {'ABCDEFGHI'[number]}nn Smith\n"
        f"\n- Basket {number}.0 released\n- AI (Ada Byron): build part {number} {'x' * number}\n"
        f"\nDecision: we take path {number}.\n"
        for number in range(9)
    }
    site = rendered(lookups_of(notes, REGISTRY, small))
    assert {"people/page/2/", "notes/page/5/", "people/ada-byron/page/2/", "outcomes/page/2/"} <= (
        site.keys()
    )
    assert list(broken_links(site)) == []


def test_a_long_list_of_versions_has_pages_of_its_own() -> None:
    text = "# Weekly, 3 March 2020\n\n" + "".join(f"- Basket 1.{n}.0 released\n" for n in range(40))
    site = rendered(lookups_of({"a.md": text}, REGISTRY))
    assert "All 40 versions" in site["projects/basket/"]
    assert ">1.0.0</a>" in site["projects/basket/versions/"]


def test_an_archive_of_nothing_has_its_index_pages() -> None:
    site = rendered(lookups_of({}))
    assert "No note leaves an action open." in site["actions/"]
    assert list(broken_links(site)) == []


def test_without_a_forge_there_are_no_source_links() -> None:
    site = rendered(lookups_of(NOTES, REGISTRY, Options()))
    assert not any("mn-source" in html or "Correct this note" in html for html in site.values())


def test_each_address_is_planned_once_and_notes_name_their_source() -> None:
    planned = plan_pages(look_up(archive_of(NOTES, REGISTRY), FORGE))
    uris = [each.uri for each in planned]
    assert len(uris) == len(set(uris))
    assert {each.source for each in planned if each.kind == "note"} == {"a.md", "b.md", "c.md"}
    assert all(uri == "" or uri.endswith("/") for uri in uris)


def test_figures_that_repeat_are_drawn_over_time() -> None:
    notes = {
        f"{day}.md": f"# Weekly, {day} March 2020\n\n## Tickets\n\n| # of tickets | State |\n"
        f"| --- | --- |\n| {day * 2} | Open |\n| 4 | In Progress |\n"
        for day in (2, 9, 16, 23)
    }
    html = page(lookups_of(notes), "series/weekly/")
    assert "<polyline points=" in html
    assert "4 values from 4 to 46, the latest 46" in html


def test_a_note_says_when_and_how_often_its_source_was_changed() -> None:
    history = {"a.md": ("2021-02-03", 3), "b.md": ("2020-03-11", 1)}
    site = lookups_of(NOTES, REGISTRY, replace(FORGE, history=history))
    changed = page(site, "notes/weekly/2020-03-03/")
    assert '<time datetime="2021-02-03">3 February 2021</time>, 2 changes since' in changed
    assert "11 March 2020</time>, not changed since" in page(site, "notes/weekly/2020-03-10/")
    assert "History" not in page(site, "notes/board/2019-01-04/")


NEW = "https://forge.example.org/new/main{folder}?filename={name}&value={text}"


def test_the_index_and_each_series_offer_a_new_note_where_there_is_a_forge() -> None:
    site = lookups_of(NOTES, REGISTRY, replace(FORGE, new_address=NEW))
    assert "/new/main?filename=YYYY-MM-DD.md" not in page(site, "notes/")
    assert "/new/main?filename=name-of-the-meeting-YYYY-MM-DD.md&amp;value=" in page(site, "notes/")
    series = page(site, "series/weekly/")
    assert "?filename=weekly-YYYY-MM-DD.md&amp;value=%23%20Weekly%2C%20YYYY-MM-DD%0A" in series
    assert "Releases%0A" in series
    assert "Add a note" not in page(site, "years/2020/")
    assert "Add a note" not in page(lookups(), "notes/") + page(lookups(), "series/weekly/")


def test_a_text_too_long_for_an_address_is_left_out() -> None:
    headings = "".join(f"## {letter * 900}\n\n" for letter in "äöüß")
    notes = {f"{day}.md": f"# Sync, {day}\n\n{headings}" for day in ("2024-01-08", "2024-01-15")}
    site = lookups_of(notes, None, replace(FORGE, new_address=NEW))
    assert '?filename=YYYY-MM-DD.md&amp;value="' in page(site, "series/sync/")


def test_each_section_action_and_outcome_leads_to_its_line_of_the_source() -> None:
    text = (
        "Weekly, 3 March 2020\n====================\n\nPresent: Ada Byron\n\n"  # lines 1 to 5
        "Releases\n--------\n\n### Basket\n\nDecision: we keep it\n\n"  # lines 6 to 12
        "- AI (Ada): mend it\n"
    )
    notes = {"some notes/50% #1.md": text}
    html = page(lookups_of(notes), "notes/weekly/2020-03-03/")
    place = "https://forge.example.org/blob/main/some%20notes/50%25%20%231.md"
    assert f'<a href="{place}">some notes/50% #1.md</a>' in html
    for line in (6, 9, 11, 13):
        assert f'class="mn-source" href="{place}?plain=1#L{line}"' in html
    assert 'href="https://forge.example.org/edit/main/some%20notes/50%25%20%231.md"' in html
    bare = page(lookups_of(notes, None, Options()), "notes/weekly/2020-03-03/")
    assert "mn-source" not in bare
    assert "mn-edit" not in bare


def test_one_of_several_meetings_links_to_its_lines_in_the_file() -> None:
    log = "# Shed\n\n## 2024-03-19\n\nPresent: Ann Bell\n\n## 2024-03-12\n\nPresent: Bo Dane\n"
    notes = {
        part.path: part.data.decode()
        for part in in_parts(RawNote("log.md", log.encode()), Settings())
    }
    html = page(lookups_of(notes), "notes/shed/2024-03-12/")
    assert 'href="https://forge.example.org/edit/main/log.md#L7"' in html
    assert "log.md?plain=1#L7" in html
    assert "%23" not in html


def board(day: int) -> str:
    return (
        f"# Pier board, {day} March 2031\n\nPresent: Anna Berg (AB), Tom Weir\n\n"
        f"## Lamp Format 2.{day}\n\n- Decision: lamp {day} is lit, AB has the key\n"
    )


def test_outcomes_stand_with_whom_and_what_they_are_about_and_in_their_series() -> None:
    notes = {f"2031-03-{day:02}.md": board(day) for day in range(1, 13)}
    lookups = lookups_of(notes)
    pages = rendered(lookups)
    for uri in ("people/anna-berg/", "series/pier-board/"):
        assert '<h2 id="mn-outcomes">' in pages[uri]
        assert "lamp 12 is lit" in pages[uri]
        assert "lamp 2 is lit" not in pages[uri].partition("mn-outcomes")[2].partition("</ul>")[0]
        assert 'href="outcomes/index.html">All 12 outcomes</a>' in pages[uri]
        assert pages[f"{uri}outcomes/"].count(" is lit") == 12
    assert '<h2 id="mn-outcomes">' not in pages["people/tom-weir/"]
    assert "people/tom-weir/outcomes/" not in pages
    assert '">AB</a> has the key' in pages["people/anna-berg/outcomes/"]


def test_a_list_of_outcomes_is_cut_into_pages() -> None:
    notes = {f"2031-03-{day:02}.md": board(day) for day in range(1, 13)}
    lookups = lookups_of(notes, options=Options(page_size=5))
    uris = [one.uri for one in plan_pages(lookups) if one.kind == "outcomes-about"]
    home = "series/pier-board/outcomes/"
    assert [uri for uri in uris if uri.startswith("series/")] == [
        home,
        f"{home}page/2/",
        f"{home}page/1/",
    ]
    shown = [page(lookups, uri).count(" is lit") for uri in uris[:3]]
    assert shown == [4, 4, 4]


@pytest.mark.parametrize(
    "text",
    [
        "Decision: we paint the pier red instead",
        "Beschluss: we paint the pier rot, nicht mehr blue",
        "Décision: we paint the pier red au lieu de blue",
        "Decisión: we paint the pier red en lugar de blue",
        "Decisione: we paint the pier red invece di blue",
        "Decisão: we paint the pier red em vez de blue",
        "Besluit: we paint the pier red in plaats van blue",
        "Decyzja: we paint the pier red zamiast blue",
        "Rozhodnutí: we paint the pier red místo toho",
        "Beslut: we paint the pier red istället",
        "Beslutning: we paint the pier red i stedet",
        "Решение: we paint the pier red вместо blue",
        "决定：we paint the pier red 取代 blue",
        "決定：we paint the pier red、blue を撤回する",
    ],
)
def test_a_later_outcome_supersedes_in_any_language(text: str) -> None:
    notes = {
        "2031-03-01.md": "# Board\n\n## Pier colour\n\n- Decision: we paint the pier blue\n",
        "2031-04-01.md": f"# Board\n\n## Pier colour\n\n- {text}\n",
    }
    (first,), (last,) = archive_of(notes).outcomes.values()
    assert (first.superseded, last.supersedes) == (True, True)
    plain = {**notes, "2031-04-01.md": notes["2031-03-01.md"].replace("blue", "green, thrice")}
    (first,), (last,) = archive_of(plain).outcomes.values()
    assert (first.superseded, last.supersedes) == (False, False)
