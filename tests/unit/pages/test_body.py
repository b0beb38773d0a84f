"""The body of a note's page."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from mkdocs_minutes.pages.lookups import look_up
from tests.unit.pages.sites import FORGE, body, lookups_of, note_page, only_note, page

PEOPLE = {"people.yml": "- name: Ada Byron\n- name: Bo Diaz\n"}
HEAD = "# Weekly, 3 March 2020\n\nPresent: Ada Byron, Bo Diaz\n\n"


def shown(text: str, path: str = "weekly.md") -> str:
    """What stands below the attendance of a note that begins in the usual way."""
    html = body(note_page({path: HEAD + text}, PEOPLE))
    return html.partition("</p>\n")[2].strip()


def test_a_mention_is_linked_with_a_path_to_the_file() -> None:
    assert '<a href="../../../people/ada-byron/index.html">' in (shown("Ada Byron wrote it."))


@pytest.mark.parametrize(
    "text",
    [
        "`Ada Byron`",
        "```\nAda Byron\n```",
        "[Ada Byron](https://example.org/)",
        "https://example.org/Ada_Byron",
    ],
)
def test_nothing_is_linked_in_code_links_and_addresses(text: str) -> None:
    assert "people/ada-byron" not in shown(text)


def test_an_attribute_of_the_notes_own_link_is_not_touched() -> None:
    assert '<a href="https://example.org/?q=Ada%20Byron">x</a>' in shown(
        "[x](https://example.org/?q=Ada%20Byron)"
    )


def test_a_bare_address_is_linked_without_the_sentence_around_it() -> None:
    html = shown("See https://example.org/a_(b), or (https://example.org/c).")
    assert '<a href="https://example.org/a_(b)">https://example.org/a_(b)</a>,' in html
    assert '(<a href="https://example.org/c">https://example.org/c</a>).' in html


def test_an_address_in_angle_brackets_is_a_link_wherever_it_stands() -> None:
    link = '<a href="https://example.org/">https://example.org/</a>'
    assert shown("<https://example.org/> x") == f"<p>{link} x</p>"
    assert shown("- <https://example.org/>\n") == f"<ul>\n<li>{link}</li>\n</ul>"


@pytest.mark.parametrize("bullet", ["•", "▶", "–", "*", "-", "◦"])
@pytest.mark.parametrize("indent", [" ", "  ", "    ", "\t"])
def test_bullets_nest_however_they_are_marked_and_indented(bullet: str, indent: str) -> None:
    html = shown(f"{bullet} one\n{indent}{bullet} two\n{bullet} three\n")
    assert html == ("<ul>\n<li>one<ul>\n<li>two</li>\n</ul>\n</li>\n<li>three</li>\n</ul>")


def test_numbers_and_letters_of_lists_are_kept() -> None:
    assert shown("3. three\n4. four\n").startswith('<ol start="3">\n<li>three</li>')
    assert "<li>a) first</li>" in shown("- x\n  a) first\n  b) second\n")


def test_boxes_of_actions_say_how_these_stand_and_others_whether_they_are_ticked() -> None:
    html = shown("- [ ] one\n- [x] two\n- [-] three 📅 2024-05-03\n")
    for state in ("open", "done", "dropped"):
        assert f'<span class="mn-task mn-task--{state}">{state}</span> ' in html
    html = shown("## Attendees\n\n- [ ] Ann Bell\n- [x] Bo Crane\n")
    assert '<span class="mn-box" role="img" aria-label="not ticked">☐</span> <a ' in html
    assert '<span class="mn-box" role="img" aria-label="ticked">☑</span> <a ' in html
    assert "mn-task" not in html


def test_bare_headings_become_headings_in_order() -> None:
    html = body(note_page({"n.txt": "Weekly 3 March 2020\n\nNews\n\n- one\n\nPlans\n\n- two\n"}))
    assert '<h2 id="news">News</h2>' in html
    assert '<h2 id="plans">Plans</h2>' in html


def test_lines_of_plain_text_stay_the_writers_and_wrapped_ones_flow() -> None:
    text = "Weekly 3 March 2020\n\nfirst remark\nsecond remark\n\n" + (
        "This sentence is so long that the program in which it was written has\n"
        "broken it in the middle.\n"
    )
    html = body(note_page({"n.txt": text}))
    assert "first remark<br>\nsecond remark" in html
    assert "written has\nbroken it" in html


def test_line_ends_of_markdown_are_markdowns() -> None:
    assert "one\ntwo<br>\nthree" in shown("one\ntwo  \nthree\n")


@pytest.mark.parametrize(
    ("written", "lines"),
    [
        ("Present: Ann Bell, Bo Dane\nApologies: Carl Diaz\n**Chair:** Ann Bell\n", 3),
        ("出席：山田太郎\n欠席：鈴木花子\n", 2),
        ("- Date: 3 May 2024\n  Place: the old mill\n", 2),
        ("Note that we met late.\nApologies: Carl Diaz\n", 1),
        ("Present: Ann Bell, Bo Dane,\nCarl Diaz\n", 1),
    ],
)
def test_each_label_of_a_form_keeps_its_line(written: str, lines: int) -> None:
    assert shown(f"# Weekly\n\n## Who\n\n{written}").count("<br>") == lines - 1


def test_a_table_of_tabs_becomes_a_table() -> None:
    html = shown("Area\tList\nSupport\tours\n")
    assert '<th scope="col">Area</th><th scope="col">List</th>' in html
    assert "<td>Support</td><td>ours</td>" in html


def test_a_table_without_header_has_no_empty_one() -> None:
    html = shown("| one | 1 |\n| two | 2 |\n")
    assert "<thead>" not in html
    assert '<td>one</td><td class="mn-number">1</td>' in html


def test_text_that_only_looks_like_a_block_stays_text() -> None:
    html = body(
        note_page({"n.txt": "Weekly 3 March 2020\n\n2019. That was a year.\n\n#12 it is\n"})
    )
    assert "2019. That was a year." in html
    assert "#12 it is" in html
    assert "<ol" not in html


def test_html_that_is_safe_passes_and_the_rest_reads_as_text() -> None:
    html = shown("a <b>bold</b><br>b RPC(<masked>) <img src=x onerror=alert(1)> <i onclick=x>c</i>")
    assert "a <b>bold</b><br>b RPC(&lt;masked&gt;)" in html
    assert "onerror" not in html
    assert "onclick" not in html


def test_a_script_is_shown_and_does_nothing() -> None:
    html = shown('<script>alert("Ada Byron")</script>\n\n<style>*{}</style>\n')
    assert "<script" not in html
    assert "<style" not in html
    assert "&lt;script&gt;alert(" in html


def test_html_that_is_left_open_does_not_swallow_the_page() -> None:
    html = note_page({"n.md": HEAD + "<details>\n<summary>more</summary>\n\nhidden\n"})
    assert html.count("<details>") == html.count("</details>") == 1
    assert html.rstrip().endswith("</div>")


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.example.org", "vbscript:x"]
)
def test_links_have_known_schemes_or_are_text(address: str) -> None:
    assert shown(f"[here]({address})") == "<p>here</p>"


def test_an_image_is_a_link_so_that_nothing_is_loaded_from_elsewhere() -> None:
    assert shown("![chart](https://example.org/c.png)") == (
        '<p><a class="mn-image" href="https://example.org/c.png">chart</a></p>'
    )


def test_links_to_other_notes_lead_to_their_pages() -> None:
    notes = {
        "2020/a.md": "# Weekly, 3 March 2020\n\n[last time](../2019/b.md#news) [x](none.md)\n"
        "[us](../../docs/us.md) [up](../../../us.md)\n",
        "2019/b.md": "# Weekly, 3 December 2019\n\n## News\n\nnone\n",
    }
    lookups = lookups_of(notes)
    lookups = look_up(lookups.archive, replace(FORGE, repository_folder="notes/"))
    html = page(lookups, "notes/weekly/2020-03-03/")
    assert '<a href="https://forge.example.org/blob/main/docs/us.md">us</a> up' in html
    assert '<a href="../2019-12-03/index.html#news">last time</a>' in html
    assert '<a href="https://forge.example.org/blob/main/2020/none.md">x</a>' in html


def test_a_link_without_a_target_leads_to_the_heading_of_its_name() -> None:
    html = shown("[News](#) and [Nowhere](#)\n\n## News\n\nnone\n")
    assert '<a href="#news">News</a> and Nowhere' in html


def test_the_title_is_the_pages_heading_and_not_repeated() -> None:
    html = note_page({"n.md": HEAD + "## News\n"})
    assert html.count("<h1") == 1
    assert 'id="weekly-3-march-2020"><span class="mn-anchor" id="L1"></span>Weekly' in html
    assert "Weekly" not in body(html)


def test_each_cited_line_has_one_anchor() -> None:
    html = note_page({"n.md": HEAD + "- AI (Ada Byron): ship it\n- nothing\n"}, PEOPLE)
    assert '<li><span class="mn-line mn-line--action" id="L5">AI (' in html
    assert 'id="L6"' not in html


def test_the_box_of_an_action_that_its_line_calls_done_is_filled() -> None:
    html = note_page({"n.md": HEAD + "- AI (Ada Byron): ship it: done\n- AI (Ada Byron): test\n"})
    assert '"mn-line mn-line--action mn-line--settled" id="L5"' in html
    assert '"mn-line mn-line--action" id="L6"' in html


def test_a_cited_line_in_a_table_is_its_row() -> None:
    html = shown("| Name | Site |\n| --- | --- |\n| Ada Byron | North |\n")
    assert '<tr id="L7" class="mn-row">' in html


def test_headings_lead_to_themselves_and_to_their_source_line() -> None:
    html = note_page({"n.md": HEAD + "## News\n\nnone\n"})
    assert '<a class="headerlink" href="#news" title="Link to this section">¶</a></h2>' in html
    assert 'href="https://forge.example.org/blob/main/n.md?plain=1#L5"' in html


def test_an_empty_note_has_a_page() -> None:
    lookups = lookups_of({"2020-03-03-weekly.md": ""})
    assert "Undated" in page(lookups, f"notes/{only_note(lookups).id}/") or "3 March 2020" in page(
        lookups, f"notes/{only_note(lookups).id}/"
    )


VAULT = {
    "work/2024-05-13.md": "---\naliases: [The rope call]\n---\n# Crane Weekly 2024-05-13\n\n"
    "Present: [[Ann Bell]]\n\n## Open *questions*: rope\n\nWinch 2.2 is out.\n\nKept. ^a1b2\n",
    "projects/Winch.md": "Made by [[Ann Bell]]\n",
    "x/2024-05-13.md": "# Other 2024-05-13\n",
}
DAY = "../../crane-weekly/2024-05-13/index.html"


@pytest.mark.parametrize(
    ("link", "href"),
    [
        ("[[Winch 2.2|the new winch]]", "../../../projects/winch/2.2/index.html"),
        ("[[winch v2.2]]", "../../../projects/winch/2.2/index.html"),
        ("[[Winch]]", "../../../projects/winch/index.html"),
        ("[[work/2024-05-13#Open questions: rope]]", f"{DAY}#open-questions-rope"),
        ("[[WORK/2024-05-13.md#open-questions-rope|there]]", f"{DAY}#open-questions-rope"),
        ("![[../work/2024-05-13#OPEN QUESTIONS: ROPE]]", f"{DAY}#open-questions-rope"),
        ("[[the rope call|there]]", DAY),
        ("[[Crane Weekly 2024-05-13]]", DAY),
        ("![[work/2024-05-13#^a1b2]]", f"{DAY}#L12"),
        ("[[#Next steps|below]]", "#next-steps"),
        ("[[2024-05-13|of two notes]]", ""),
        ("[[Winch 9.9|no version]]", ""),
        ("[[Nothing#at all|nothing]]", ""),
    ],
)
def test_links_of_a_vault_lead_to_what_the_archive_has(link: str, href: str) -> None:
    text = f"# Boat Club 2024-06-03\n\nSee {link} now\n\n## Next steps\n"
    notes = {**VAULT, "boat/2024-06-03.md": text}
    lookups = lookups_of(notes, {"projects.yml": "- name: Winch\n"})
    html = page(lookups, "notes/boat-club/2024-06-03/").partition('<div class="mn-body">')[2]
    line = html.partition("See ")[2].partition(" now")[0]
    assert re.findall(r'href="([^"]*)"', line) == ([href] if href else [])
    assert "[[" not in line


def test_the_first_row_of_a_table_without_a_header_has_the_anchor_of_its_line() -> None:
    html = note_page({"w.adoc": "= W 2020-03-03\n\n|===\n|Attendees |Ada Byron, Bo Diaz\n|===\n"})
    assert 'id="L4"' in body(html)


def test_a_quote_in_an_item_is_one_and_a_sign_is_none() -> None:
    html = shown("- a\n\t- > Be quick.\n\t- > 5 kg\n")
    assert "<blockquote>\n<p>Be quick.</p>" in html
    assert "&gt; 5 kg" in html


def test_items_in_a_cell_have_points_and_a_star_alone_stays() -> None:
    note = (
        "# Crane, 2024-03-05\n\n| Item | Notes |\n| --- | --- |\n"
        "| Rope | * first by Ann<br>    * second<br>- third<br>- 5 left<br>plain |\n"
        "| * see below | - done |\n"
    )
    html = body(note_page({"2024-03-05.md": note}))
    assert "<td>• first by Ann<br>• second<br>• third<br>- 5 left<br>plain</td>" in html
    assert "<td>* see below</td><td>- done</td>" in html
